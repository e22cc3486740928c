/* The wrong rows of an import: kept small, and written as a table that can be mended and imported.
 */
#include "config.h"

#include "crm-import-problems-private.h"

#include "crm-table-writer.h"

#include <string.h>

#define REASON "reason"

typedef struct {
  guint32 row;
  guint32 line;
  gint32 column;
  const char *reason; /* in the chunk, once each */
} Problem;

struct _CrmImportProblems {
  GArray *problems;    /* Problem, by row */
  GStringChunk *texts; /* owned */
};

CrmImportProblems *
crm_import_problems_new (void)
{
  CrmImportProblems *self = g_new0 (CrmImportProblems, 1);
  self->problems = g_array_new (FALSE, FALSE, sizeof (Problem));
  self->texts = g_string_chunk_new (4096);
  return self;
}

void
crm_import_problems_free (CrmImportProblems *self)
{
  g_array_unref (self->problems);
  g_string_chunk_free (self->texts);
  g_free (self);
}

void
crm_import_problems_clear (CrmImportProblems *self)
{
  g_array_set_size (self->problems, 0);
  g_string_chunk_clear (self->texts);
}

void
crm_import_problems_add (CrmImportProblems *self, guint64 row, guint64 line, int column,
                         const char *reason)
{
  Problem problem = { (guint32) row, (guint32) MIN (line, G_MAXUINT32), column,
                      g_string_chunk_insert_const (self->texts, reason) };
  g_array_append_val (self->problems, problem);
}

guint64
crm_import_problems_get_n (CrmImportProblems *self)
{
  return self->problems->len;
}

void
crm_import_problems_get (CrmImportProblems *self, guint64 index, CrmImportProblem *problem)
{
  const Problem *found = &g_array_index (self->problems, Problem, (guint) index);
  *problem = (CrmImportProblem) { found->row, found->line, found->column, found->reason };
}

/* The reason takes a column of its own, or the one it had in a table that was written so before. */
static gboolean
write_row (CrmTableWriter *writer, const char *const *cells, guint n_cells, guint n_columns,
           gboolean has_reason, const char *reason, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new ();
  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (row, (gpointer) (i < n_cells ? cells[i] : ""));
  if (has_reason)
    row->pdata[n_columns - 1] = (gpointer) reason;
  else
    g_ptr_array_add (row, (gpointer) reason);
  /* Cells beyond the columns are what is wrong with the row: they are not lost. */
  for (guint i = n_columns; i < n_cells; i++)
    g_ptr_array_add (row, (gpointer) cells[i]);
  return crm_table_writer_write (writer, (const char *const *) row->pdata, row->len, cancellable,
                                 error);
}

static gboolean
write_rows (CrmImportProblems *self, CrmTableReader *reader, CrmTableWriter *writer,
            GCancellable *cancellable, GError **error)
{
  const char *const *columns = crm_table_reader_get_columns (reader);
  guint n_columns = crm_table_reader_get_n_columns (reader);
  gboolean has_reason = strcmp (columns[n_columns - 1], REASON) == 0;
  guint next = 0;

  if (!crm_table_reader_rewind (reader, cancellable, error) ||
      !write_row (writer, columns, n_columns, n_columns, has_reason, REASON, cancellable, error))
    return FALSE;
  while (next < self->problems->len) {
    const Problem *problem = &g_array_index (self->problems, Problem, next);
    const CrmTableRow *row;
    if (!crm_table_reader_read (reader, &row, cancellable, error))
      return FALSE;
    if (row == NULL)
      break; /* the file has become shorter meanwhile */
    if (row->number != problem->row)
      continue;
    if (!write_row (writer, row->cells, row->n_cells, n_columns, has_reason, problem->reason,
                    cancellable, error))
      return FALSE;
    while (next < self->problems->len &&
           g_array_index (self->problems, Problem, next).row == row->number)
      next++;
  }
  return TRUE;
}

/*
 * crm_import_problems_write:
 * @self: wrong rows
 * @reader: of the table they are in
 * @path: (type filename): where to; replaced
 * @cancellable: (nullable): stops it
 * @error: as of the reader and the writer
 *
 * Writes the rows that have a problem in their order, with the columns they have and the reason.
 *
 * Returns: whether the file stands
 */
gboolean
crm_import_problems_write (CrmImportProblems *self, CrmTableReader *reader, const char *path,
                           GCancellable *cancellable, GError **error)
{
  char delimiter = crm_table_reader_get_format (reader) == CRM_TABLE_FORMAT_DELIMITED
                       ? crm_table_reader_get_delimiter (reader)
                       : '\0';
  g_autoptr (CrmTableWriter) writer = crm_table_writer_new_for_path (
      path, delimiter != '\0' ? delimiter : ',', CRM_TABLE_WRITER_BOM, error);

  return writer != NULL && write_rows (self, reader, writer, cancellable, error) &&
         crm_table_writer_close (writer, cancellable, error);
}
