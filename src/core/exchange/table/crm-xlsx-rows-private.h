/* The rows of one sheet of a workbook, in memory that does not grow with them. */
#pragma once

#include "crm-table-records-private.h"
#include "crm-xlsx-book-private.h"
#include "crm-xlsx-merges-private.h"

G_BEGIN_DECLS

typedef struct _CrmXlsxRows CrmXlsxRows;

CrmXlsxRows *crm_xlsx_rows_new (CrmXlsxBook *book, const CrmXlsxSheet *sheet,
                                GCancellable *cancellable, GError **error);
void crm_xlsx_rows_free (CrmXlsxRows *self);
gboolean crm_xlsx_rows_rewind (CrmXlsxRows *self, GError **error);
gboolean crm_xlsx_rows_next (CrmXlsxRows *self, const CrmTableRecord **record,
                             GCancellable *cancellable, GError **error);
guint64 crm_xlsx_rows_get_n_packed (CrmXlsxRows *self);
/* What the sheet looks like from its beginning: width and header; rewinds. */
gboolean crm_xlsx_rows_find_shape (CrmXlsxRows *self, gint64 *header_line, guint *n_columns,
                                   GCancellable *cancellable, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmXlsxRows, crm_xlsx_rows_free)

G_END_DECLS
