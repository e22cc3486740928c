/* Where a table comes from: a file or bytes, what it is called, and what encoding it is in. */
#pragma once

#include "crm-table-text-private.h"

G_BEGIN_DECLS

typedef struct {
  GFile *file;   /* owned; NULL where the bytes are given */
  GBytes *bytes; /* owned */
  char *name;    /* owned: how messages call it */
  guint64 size;  /* in bytes, when it was opened last */
} CrmTableSource;

void crm_table_source_clear (CrmTableSource *source);
CrmTableText *crm_table_source_open_text (CrmTableSource *source, const char *encoding,
                                          GCancellable *cancellable, GError **error);
const char *crm_table_source_find_encoding (CrmTableSource *source, const char *chosen,
                                            gboolean *certain, GCancellable *cancellable,
                                            GError **error);
gboolean crm_table_source_is_archive (CrmTableSource *source, gboolean *is_archive,
                                      GCancellable *cancellable, GError **error);
gboolean crm_table_source_refuse (const CrmTableSource *source, const char *kind, GError **error);
gboolean crm_table_source_refuse_empty (const CrmTableSource *source, GError **error);

G_END_DECLS
