/* What was seen in a table before it is imported: headings, samples, how its values are written. */
#pragma once

#include "crm-import-mapping.h"
#include "crm-table-reader.h"

G_BEGIN_DECLS

/* What was seen of a column beyond what everybody may know. */
typedef struct {
  CrmColumnGuess *guess; /* owned */
  GPtrArray *values;     /* owned texts: its first different cells */
  GHashTable *known;     /* the same as a set */
  guint n_phones;        /* of the values, those that look like telephone numbers */
  gboolean order_chosen; /* a person said how its dates are written */
} CrmImportSight;

typedef struct {
  char *name;        /* owned: of the file */
  char *told_entity; /* owned: what the file itself says it holds; may be NULL */
  gboolean has_header;
  guint64 n_rows;
  guint n_columns;
  CrmImportColumn *columns; /* owned */
  CrmImportSight *sights;   /* owned, one a column */
} CrmImportTable;

typedef void (*CrmImportTick) (guint64 n_rows, gpointer data);

CrmImportTable *crm_import_table_read (CrmTableReader *reader, CrmDateOrder order,
                                       CrmImportTick tick, gpointer data, GCancellable *cancellable,
                                       GError **error);
void crm_import_table_free (CrmImportTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportTable, crm_import_table_free)

G_END_DECLS
