/* Tables from other people's files, whatever their encoding, delimiter and manners. */
#include "config.h"

#include "crm-table-reader-private.h"

#include "crm-error.h"
#include "crm-table-header-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * CrmTableReader:
 *
 * Reads a table from a file of delimited text, a spreadsheet, JSON or an address book, row by row,
 * in memory that does not grow with the file. [method@TableReader.open] finds encoding, delimiter
 * and header, each of which can be set before it; [method@TableReader.read] gives the rows,
 * [method@TableReader.rewind] begins again. A row that is wrong is given as well as can be, with
 * its problem; what cannot be a table at all is an error. To be used from one thread at a time,
 * any.
 */

G_DEFINE_FINAL_TYPE (CrmTableReader, crm_table_reader, G_TYPE_OBJECT)

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

static void
close_all (CrmTableReader *self)
{
  self->pending = NULL;
  g_clear_pointer (&self->records, crm_table_records_free);
  if (self->objects != NULL) {
    g_clear_pointer (&self->objects, self->kind->free);
  }
  g_clear_pointer (&self->sheet_rows, crm_xlsx_rows_free);
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  g_clear_pointer (&self->book, crm_xlsx_book_free);
  self->sheet = NULL;
  g_clear_pointer (&self->object, g_hash_table_unref);
  g_clear_pointer (&self->columns, g_strfreev);
  g_clear_pointer (&self->members, g_strfreev);
  g_clear_pointer (&self->entity, g_free);
  self->n_columns = 0;
}

static void
crm_table_reader_finalize (GObject *object)
{
  CrmTableReader *self = CRM_TABLE_READER (object);
  close_all (self);
  crm_table_source_clear (&self->source);
  g_free (self->chosen_encoding);
  g_free (self->chosen_sheet);
  g_ptr_array_unref (self->cells);
  g_byte_array_unref (self->types);
  g_string_free (self->problem, TRUE);
  G_OBJECT_CLASS (crm_table_reader_parent_class)->finalize (object);
}

static void
crm_table_reader_class_init (CrmTableReaderClass *class)
{
  G_OBJECT_CLASS (class)->finalize = crm_table_reader_finalize;
}

static void
crm_table_reader_init (CrmTableReader *self)
{
  self->chosen_delimiter = CRM_TABLE_FIND_DELIMITER;
  self->chosen_header_line = CRM_TABLE_FIND_HEADER;
  self->cells = g_ptr_array_new ();
  self->types = g_byte_array_new ();
  self->problem = g_string_new (NULL);
}

/**
 * crm_table_reader_new_for_path:
 * @path: (type filename): a file
 *
 * Returns: (transfer full): a reader of it, not opened yet
 */
CrmTableReader *
crm_table_reader_new_for_path (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);
  CrmTableReader *self = g_object_new (CRM_TYPE_TABLE_READER, NULL);
  self->source.file = g_file_new_for_path (path);
  self->source.name = g_filename_display_basename (path);
  return self;
}

/**
 * crm_table_reader_new_for_bytes:
 * @bytes: a table, such as was pasted
 * @name: how messages call it
 *
 * Returns: (transfer full): a reader of it, not opened yet
 */
CrmTableReader *
crm_table_reader_new_for_bytes (GBytes *bytes, const char *name)
{
  g_return_val_if_fail (bytes != NULL && name != NULL, NULL);
  CrmTableReader *self = g_object_new (CRM_TYPE_TABLE_READER, NULL);
  self->source.bytes = g_bytes_ref (bytes);
  self->source.name = g_strdup (name);
  return self;
}

/**
 * crm_table_reader_set_encoding:
 * @self: a reader
 * @encoding: (nullable): what a person says the encoding is; %NULL to find it
 *
 * Takes effect with the next [method@TableReader.open].
 */
void
crm_table_reader_set_encoding (CrmTableReader *self, const char *encoding)
{
  g_return_if_fail (CRM_IS_TABLE_READER (self));
  g_set_str (&self->chosen_encoding, encoding);
}

/**
 * crm_table_reader_set_delimiter:
 * @self: a reader
 * @delimiter: what a person says is between the cells: an ASCII character, 0 for a table of one
 *   column; -1 to find it
 *
 * Takes effect with the next [method@TableReader.open].
 */
void
crm_table_reader_set_delimiter (CrmTableReader *self, int delimiter)
{
  g_return_if_fail (CRM_IS_TABLE_READER (self));
  g_return_if_fail (delimiter >= -1 && delimiter < 0x80 && delimiter != '"' && delimiter != ' ' &&
                    delimiter != '\n' && delimiter != '\r');
  self->chosen_delimiter = delimiter;
}

/**
 * crm_table_reader_set_header_line:
 * @self: a reader
 * @line: the line, from 1, of the row that a person says names the columns; 0 where none does,
 *   so that they are named by their numbers; -1 to find it
 *
 * Takes effect with the next [method@TableReader.open].
 */
void
crm_table_reader_set_header_line (CrmTableReader *self, gint64 line)
{
  g_return_if_fail (CRM_IS_TABLE_READER (self));
  g_return_if_fail (line >= -1);
  self->chosen_header_line = line;
}

/**
 * crm_table_reader_set_sheet:
 * @self: a reader
 * @sheet: (nullable): which sheet of a workbook a person wants; %NULL: the first that has something
 *   in it
 *
 * Takes effect with the next [method@TableReader.open].
 */
void
crm_table_reader_set_sheet (CrmTableReader *self, const char *sheet)
{
  g_return_if_fail (CRM_IS_TABLE_READER (self));
  g_set_str (&self->chosen_sheet, sheet);
}

/**
 * crm_table_reader_get_sheets:
 * @self: an opened reader
 *
 * Returns: (array zero-terminated=1) (nullable): the sheets of a workbook; %NULL: it is none
 */
const char *const *
crm_table_reader_get_sheets (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), NULL);
  return self->sheets != NULL ? (const char *const *) self->sheets->pdata : NULL;
}

/**
 * crm_table_reader_get_sheet:
 * @self: an opened reader
 *
 * Returns: (nullable): the sheet that is read; %NULL: it is no workbook
 */
const char *
crm_table_reader_get_sheet (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), NULL);
  return self->sheet;
}

/**
 * crm_table_reader_set_keep_guards:
 * @self: a reader
 * @keep: whether cells come as they are written; by default the apostrophe is taken away that
 *   [class@TableWriter] and others put before what a spreadsheet would take for a formula
 */
void
crm_table_reader_set_keep_guards (CrmTableReader *self, gboolean keep)
{
  g_return_if_fail (CRM_IS_TABLE_READER (self));
  self->keep_guards = keep;
}

/**
 * crm_table_reader_open:
 * @self: a reader, new or opened before, then with other choices
 * @cancellable: (nullable): stops it
 * @error: return location for a `CRM_ERROR`: `NOT_FOUND`, `INVALID` where the file is no table or
 *   too large, `IO`, `CANCELLED`
 *
 * Looks through the whole file for its encoding, and at its beginning for everything else that was
 * not set; a JSON file is checked to its end. Reading then starts at the first row.
 *
 * Returns: whether there is a table
 */
gboolean
crm_table_reader_open (CrmTableReader *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), FALSE);
  close_all (self);
  if (!crm_table_reader_find_table (self, cancellable, error) ||
      !crm_table_reader_rewind (self, cancellable, error)) {
    close_all (self);
    return FALSE;
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

/**
 * crm_table_reader_get_name:
 * @self: a reader
 *
 * Returns: how messages call the file
 */
const char *
crm_table_reader_get_name (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), NULL);
  return self->source.name;
}

/**
 * crm_table_reader_get_format:
 * @self: an opened reader
 *
 * Returns: what the file is
 */
CrmTableFormat
crm_table_reader_get_format (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), CRM_TABLE_FORMAT_DELIMITED);
  return self->format;
}

/**
 * crm_table_reader_get_encoding:
 * @self: an opened reader
 *
 * Returns: the encoding it is read in
 */
const char *
crm_table_reader_get_encoding (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), NULL);
  return self->encoding;
}

/**
 * crm_table_reader_get_encoding_certain:
 * @self: an opened reader
 *
 * Returns: whether the encoding was chosen or is beyond doubt
 */
gboolean
crm_table_reader_get_encoding_certain (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), FALSE);
  return self->encoding_certain;
}

/**
 * crm_table_reader_get_delimiter:
 * @self: an opened reader of delimited text
 *
 * Returns: what is between the cells; 0 where the table has one column
 */
char
crm_table_reader_get_delimiter (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), '\0');
  return (char) self->shape.delimiter;
}

/**
 * crm_table_reader_get_header_line:
 * @self: an opened reader of delimited text
 *
 * Returns: the line of the row that names the columns, from 1; 0 where none does
 */
guint64
crm_table_reader_get_header_line (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), 0);
  return (guint64) self->shape.header_line;
}

/**
 * crm_table_reader_has_names:
 * @self: an opened reader
 *
 * Returns: whether the file itself names its columns
 */
gboolean
crm_table_reader_has_names (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), FALSE);
  return self->kind != NULL || self->shape.header_line > 0;
}

/**
 * crm_table_reader_get_columns:
 * @self: an opened reader
 *
 * Returns: (array zero-terminated=1): the columns' names, all different
 */
const char *const *
crm_table_reader_get_columns (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), NULL);
  return (const char *const *) self->columns;
}

/**
 * crm_table_reader_get_n_columns:
 * @self: an opened reader
 *
 * Returns: how many columns there are, 1 to 1,000
 */
guint
crm_table_reader_get_n_columns (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), 0);
  return self->n_columns;
}

/**
 * crm_table_reader_get_entity:
 * @self: an opened reader
 *
 * Returns: (nullable): what a JSON file says its records are
 */
const char *
crm_table_reader_get_entity (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), NULL);
  return self->entity;
}

/**
 * crm_table_reader_get_size:
 * @self: an opened reader
 *
 * Returns: the file's size in bytes
 */
guint64
crm_table_reader_get_size (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), 0);
  return self->source.size;
}

/**
 * crm_table_reader_get_position:
 * @self: an opened reader
 *
 * Returns: how many bytes are read since the beginning: against the size, how far it is
 */
guint64
crm_table_reader_get_position (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), 0);
  if (self->sheet_rows != NULL) {
    return crm_xlsx_rows_get_n_packed (self->sheet_rows);
  }
  CrmTableText *text = self->records != NULL
                           ? crm_table_lines_get_text (crm_table_records_get_lines (self->records))
                       : self->objects != NULL ? self->kind->get_text (self->objects)
                                               : NULL;
  return text != NULL ? crm_table_text_get_n_bytes (text) : 0;
}

/**
 * crm_table_reader_get_n_rows:
 * @self: an opened reader
 *
 * Returns: how many rows are read since the beginning
 */
guint64
crm_table_reader_get_n_rows (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), 0);
  return self->n_rows;
}

/**
 * crm_table_reader_get_n_comments:
 * @self: an opened reader
 *
 * Returns: how many comments, rows of one cell that begins with #, were passed over
 */
guint64
crm_table_reader_get_n_comments (CrmTableReader *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_READER (self), 0);
  return self->n_comments;
}
