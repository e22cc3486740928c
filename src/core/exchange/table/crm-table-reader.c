/* Tables from other people's files, whatever their encoding, delimiter and manners. */
#include "config.h"

#include "crm-table-reader-private.h"

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
