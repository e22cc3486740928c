/* The text of a file as it comes: decoded piece by piece, what is past forgotten. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CRM_TABLE_BYTES_MOST (G_GUINT64_CONSTANT (256) << 20) /* of a whole file */

typedef struct _CrmTableText CrmTableText;

CrmTableText *crm_table_text_new (GInputStream *stream, const char *encoding, const char *name,
                                  GError **error);
CrmTableText *crm_table_text_new_whole (const char *text, gsize length);
void crm_table_text_free (CrmTableText *text);
const GString *crm_table_text_get (CrmTableText *text);
gboolean crm_table_text_has_ended (CrmTableText *text);
gboolean crm_table_text_read_on (CrmTableText *text, gsize *past, GCancellable *cancellable,
                                 GError **error);
guint64 crm_table_text_get_n_bytes (CrmTableText *text);
const char *crm_table_text_get_encoding (CrmTableText *text);
const char *crm_table_text_get_name (CrmTableText *text);
gboolean crm_table_check_cancelled (const char *name, GCancellable *cancellable, GError **error);
gboolean crm_table_fail_reading (const char *name, GError *reason, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTableText, crm_table_text_free)

G_END_DECLS
