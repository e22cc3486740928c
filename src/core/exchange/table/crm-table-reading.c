/* The rows of a table, one after another: from the file's records or objects to cells under their
 * columns. */
#include "config.h"

#include "crm-table-reader-private.h"

#include "crm-error.h"
#include "crm-table-header-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_blank (const CrmTableRecord *record)
{
  for (guint i = 0; i < record->n_cells; i++) {
    if (record->cells[i][0] != '\0') {
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
next_record (CrmTableReader *self, const CrmTableRecord **record, GCancellable *cancellable,
             GError **error)
{
  return self->sheet_rows != NULL
             ? crm_xlsx_rows_next (self->sheet_rows, record, cancellable, error)
             : crm_table_records_next (self->records, record, cancellable, error);
}

/* The next record that belongs to the table, its header included. */
static gboolean
read_record (CrmTableReader *self, const CrmTableRecord **record, GCancellable *cancellable,
             GError **error)
{
  while (TRUE) {
    if (!next_record (self, record, cancellable, error)) {
      return FALSE;
    }
    if (*record == NULL) {
      return TRUE;
    }
    if ((*record)->line <= self->shape.skip_lines || is_blank (*record)) {
      continue;
    }
    if (!self->shape.has_comments || !(*record)->begins_with_hash || (*record)->n_cells > 1) {
      return TRUE;
    }
    self->n_comments++;
  }
}

/* Up to the first row of data: past the header, which names the columns. */
static gboolean
pass_header (CrmTableReader *self, GCancellable *cancellable, GError **error)
{
  const CrmTableRecord *record;
  gint64 header_line = self->shape.header_line;
  do {
    if (!read_record (self, &record, cancellable, error)) {
      return FALSE;
    }
  } while (record != NULL && (gint64) record->line < header_line);
  if (record == NULL) {
    return crm_table_source_refuse_empty (&self->source, error);
  }
  if (self->columns == NULL) {
    guint n_cells = header_line > 0 ? record->n_cells : 0;
    self->n_columns = MAX (self->shape.n_columns, n_cells);
    self->columns = crm_table_name_columns (record->cells, n_cells, self->n_columns);
    self->shape.header_line = header_line > 0 ? (gint64) record->line : 0;
  }
  /* Without a header the first record is data; it stays valid until the next is read. */
  self->pending = header_line > 0 ? NULL : record;
  return TRUE;
}

static gboolean
begin_delimited (CrmTableReader *self, GCancellable *cancellable, GError **error)
{
  CrmTableText *text =
      crm_table_source_open_text (&self->source, self->encoding, cancellable, error);
  if (text == NULL) {
    return FALSE;
  }
  g_clear_pointer (&self->records, crm_table_records_free);
  self->records = crm_table_records_new (crm_table_lines_new (text), (char) self->shape.delimiter,
                                         self->shape.escape);
  crm_table_records_expect (self->records, self->shape.n_columns);
  if (!pass_header (self, cancellable, error)) {
    return FALSE;
  }
  crm_table_records_expect (self->records, self->n_columns);
  return TRUE;
}

static gboolean
begin_sheet (CrmTableReader *self, GCancellable *cancellable, GError **error)
{
  return crm_xlsx_rows_rewind (self->sheet_rows, error) && pass_header (self, cancellable, error);
}

static gboolean
begin_objects (CrmTableReader *self, GCancellable *cancellable, GError **error)
{
  CrmTableText *text =
      crm_table_source_open_text (&self->source, self->encoding, cancellable, error);
  if (text == NULL) {
    return FALSE;
  }
  g_clear_pointer (&self->objects, self->kind->free);
  self->objects = self->kind->make (text);
  if (self->columns != NULL) {
    return TRUE;
  }
  /* The names of all columns are known only after the last object. */
  while (TRUE) {
    guint64 line;
    g_autoptr (GHashTable) object = NULL;
    if (!self->kind->next (self->objects, &object, &line, cancellable, error)) {
      return FALSE;
    }
    if (object == NULL) {
      break;
    }
  }
  GPtrArray *names = self->kind->get_names (self->objects);
  if (names->len == 0) {
    return crm_table_source_refuse_empty (&self->source, error);
  }
  self->n_columns = names->len;
  self->columns =
      crm_table_name_columns ((const char *const *) names->pdata, names->len, names->len);
  self->members = g_new0 (char *, names->len + 1);
  for (guint i = 0; i < names->len; i++) {
    self->members[i] = g_strdup (g_ptr_array_index (names, i));
  }
  g_set_str (&self->entity, self->kind->get_entity (self->objects));
  return begin_objects (self, cancellable, error);
}

/* A cell as it was before a guard against formulas was put before it: '=A1 is =A1. */
static const char *
take_guard_away (CrmTableReader *self, const char *cell)
{
  if (self->keep_guards || self->sheet_rows != NULL || cell[0] != '\'') {
    return cell;
  }
  gsize n_guards = strspn (cell, "'");
  return cell[n_guards] != '\0' && strchr ("=+-@\t\r", cell[n_guards]) != NULL ? cell + 1 : cell;
}

static void
add_problem (CrmTableReader *self, CrmTableRowFlags flag, const char *sentence)
{
  self->row.flags |= flag;
  if (self->problem->len > 0) {
    g_string_append (self->problem, "; ");
  }
  g_string_append (self->problem, sentence);
}

static void
find_problems (CrmTableReader *self, const CrmTableRecord *record, guint n_filled)
{
  if (record->badly_quoted) {
    add_problem (self, CRM_TABLE_ROW_BADLY_QUOTED,
                 _ ("the quotation marks are wrong, so that the cells are a guess"));
  }
  if (record->undecodable) {
    g_autofree char *sentence =
        g_strdup_printf (_ ("there are characters that %s does not have"), self->encoding);
    add_problem (self, CRM_TABLE_ROW_UNDECODABLE, sentence);
  }
  if (n_filled > self->n_columns) {
    g_autofree char *sentence =
        g_strdup_printf (ngettext ("%u cell is filled, but the table has %u columns",
                                   "%u cells are filled, but the table has %u columns", n_filled),
                         n_filled, self->n_columns);
    add_problem (self, CRM_TABLE_ROW_LONG, sentence);
  }
  if (record->n_cells < self->n_columns) {
    self->row.flags |= CRM_TABLE_ROW_SHORT;
  }
}

/* Which cells are numbers beyond doubt. */
static void
publish_types (CrmTableReader *self, const CrmTableRecord *record)
{
  if (record->typed == NULL) {
    return;
  }
  g_byte_array_set_size (self->types, self->cells->len);
  memset (self->types->data, 0, self->types->len);
  memcpy (self->types->data, record->typed, MIN (self->types->len, record->n_cells));
  self->row.typed = self->types->data;
}

static void
publish_record (CrmTableReader *self, const CrmTableRecord *record)
{
  guint n_filled = record->n_cells;
  while (n_filled > self->n_columns && record->cells[n_filled - 1][0] == '\0') {
    n_filled--;
  }
  g_ptr_array_set_size (self->cells, 0);
  for (guint i = 0; i < MAX (n_filled, self->n_columns); i++) {
    const char *cell = i < record->n_cells ? take_guard_away (self, record->cells[i]) : "";
    g_ptr_array_add (self->cells, (gpointer) cell);
  }
  find_problems (self, record, n_filled);
  self->row.line = record->line;
  publish_types (self, record);
}

static gboolean
read_delimited (CrmTableReader *self, gboolean *ended, GCancellable *cancellable, GError **error)
{
  const CrmTableRecord *record = g_steal_pointer (&self->pending);
  if (record == NULL && !read_record (self, &record, cancellable, error)) {
    return FALSE;
  }
  *ended = record == NULL;
  if (record != NULL) {
    publish_record (self, record);
  }
  return TRUE;
}

static gboolean
read_object (CrmTableReader *self, gboolean *ended, GCancellable *cancellable, GError **error)
{
  gboolean filled = FALSE;
  *ended = FALSE;
  while (!filled) {
    g_clear_pointer (&self->object, g_hash_table_unref);
    if (!self->kind->next (self->objects, &self->object, &self->row.line, cancellable, error)) {
      return FALSE;
    }
    if (self->object == NULL) {
      *ended = TRUE;
      return TRUE;
    }
    g_ptr_array_set_size (self->cells, 0);
    for (guint i = 0; i < self->n_columns; i++) {
      const char *cell = g_hash_table_lookup (self->object, self->members[i]);
      g_ptr_array_add (self->cells, (gpointer) (cell != NULL ? cell : ""));
      filled |= cell != NULL && *cell != '\0';
    }
    const char *problem = g_hash_table_lookup (self->object, CRM_TABLE_OBJECT_PROBLEM);
    if (problem != NULL) {
      add_problem (self, 0, problem);
      filled = TRUE;
    }
  }
  return TRUE;
}

/**
 * crm_table_reader_rewind:
 * @self: an opened reader
 * @cancellable: (nullable): stops it
 * @error: return location for an error as of [method@TableReader.open]
 *
 * Goes back before the first row.
 *
 * Returns: whether the file could be read again
 */
gboolean
crm_table_reader_rewind (CrmTableReader *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), FALSE);
  self->n_rows = 0;
  self->n_comments = 0;
  self->pending = NULL;
  return self->kind != NULL         ? begin_objects (self, cancellable, error)
         : self->sheet_rows != NULL ? begin_sheet (self, cancellable, error)
                                    : begin_delimited (self, cancellable, error);
}

/**
 * crm_table_reader_read:
 * @self: an opened reader
 * @row: (out) (nullable) (transfer none): the next row, valid until the next call; %NULL at the
 *   end. Empty rows and comments are passed over.
 * @cancellable: (nullable): stops it
 * @error: return location for an error: the file cannot be read on, or is beyond the limits of
 *   1 MB in a cell, 8 MB and 1,000 columns in a row, and 2,000,000 rows
 *
 * Returns: whether it could be read; a row with a problem can
 */
gboolean
crm_table_reader_read (CrmTableReader *self, const CrmTableRow **row, GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self) && row != NULL, FALSE);
  g_return_val_if_fail (self->columns != NULL, FALSE);
  gboolean ended;
  *row = NULL;
  self->row.flags = 0;
  self->row.typed = NULL;
  g_string_truncate (self->problem, 0);
  if (!crm_table_check_cancelled (self->source.name, cancellable, error)) {
    return FALSE;
  }
  gboolean done = self->kind != NULL ? read_object (self, &ended, cancellable, error)
                                     : read_delimited (self, &ended, cancellable, error);
  if (!done || ended) {
    return done;
  }
  if (++self->n_rows > CRM_TABLE_ROWS_MOST) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” has more than 2,000,000 rows: divide it into several files"),
                 self->source.name);
    return FALSE;
  }
  self->row.number = self->n_rows;
  self->row.problem = self->problem->len > 0 ? self->problem->str : NULL;
  self->row.n_cells = self->cells->len;
  g_ptr_array_add (self->cells, NULL);
  self->row.cells = (const char *const *) self->cells->pdata;
  *row = &self->row;
  return TRUE;
}
