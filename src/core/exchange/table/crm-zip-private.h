/* One part of a zip archive, unpacked as it is read. */
#pragma once

#include "crm-table-source-private.h"

G_BEGIN_DECLS

typedef struct _CrmZip CrmZip;

CrmZip *crm_zip_open (const CrmTableSource *source, const char *part, guint64 bytes_most,
                      gboolean *missing, GError **error);
gssize crm_zip_read (CrmZip *self, gpointer buffer, gsize length, GError **error);
guint64 crm_zip_get_n_packed (CrmZip *self);
void crm_zip_free (CrmZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmZip, crm_zip_free)

G_END_DECLS
