/* Cells of a sheet that are merged down over several rows. */
#pragma once

#include "crm-zip-private.h"

G_BEGIN_DECLS

typedef struct _CrmXlsxMerges CrmXlsxMerges;

CrmXlsxMerges *crm_xlsx_merges_read (const CrmTableSource *source, const char *part,
                                     guint64 bytes_most, GCancellable *cancellable, GError **error);
void crm_xlsx_merges_free (CrmXlsxMerges *self);
void crm_xlsx_merges_rewind (CrmXlsxMerges *self);
void crm_xlsx_merges_fill (CrmXlsxMerges *self, guint64 row, GPtrArray *cells);
gboolean crm_xlsx_parse_cell (const char *name, const char **end, guint *column, guint64 *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmXlsxMerges, crm_xlsx_merges_free)

G_END_DECLS
