/* The rows of a table of delimited text, cell by cell, wrong quotation marks found where they are.
 */
#pragma once

#include "crm-table-lines-private.h"

G_BEGIN_DECLS

#define CRM_TABLE_COLUMNS_MOST 1000
#define CRM_TABLE_CELL_MOST ((gsize) 1 << 20)
#define CRM_TABLE_NO_DELIMITER '\0' /* a table of one column */

typedef struct {
  guint64 line;              /* where it begins, from 1 */
  gboolean badly_quoted;     /* its quotation marks are wrong and the cells a guess */
  gboolean undecodable;      /* it has characters that the encoding does not have */
  gboolean begins_with_hash; /* as written, before quotation marks are taken away */
  guint n_cells;
  const char *const *cells; /* borrowed, until the next record */
  const guint8 *typed;      /* 1 where the cell is a number or a date; NULL: they are texts */
} CrmTableRecord;

typedef struct _CrmTableRecords CrmTableRecords;

CrmTableRecords *crm_table_records_new (CrmTableLines *lines, char delimiter, char escape);
void crm_table_records_free (CrmTableRecords *records);
void crm_table_records_expect (CrmTableRecords *records, guint n_cells);
gboolean crm_table_records_next (CrmTableRecords *records, const CrmTableRecord **record,
                                 GCancellable *cancellable, GError **error);
CrmTableLines *crm_table_records_get_lines (CrmTableRecords *records);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTableRecords, crm_table_records_free)

G_END_DECLS
