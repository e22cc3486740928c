/* Tables for other people's programs: CSV as RFC 4180 has it. */
#include "config.h"

#include "crm-table-writer.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFERED_MOST 65536
#define MARK "\xef\xbb\xbf"

/**
 * CrmTableWriter:
 *
 * Writes rows as CSV: UTF-8, CR LF after each row, quotation marks where they are needed. Cells
 * that begin with = + - @ or a control character run as formulas when a spreadsheet opens the
 * file, so that they get an apostrophe before them; a plain negative number does not need it, a
 * telephone number in international notation does. [class@TableReader] takes it away again.
 * A file appears under its name when it is closed, as a whole or not at all. To be used from one
 * thread at a time, any.
 */
struct _CrmTableWriter {
  GObject parent_instance;

  GOutputStream *stream; /* owned; NULL once closed */
  char *name;            /* owned */
  char delimiter;
  CrmTableWriterFlags flags;
  gboolean replaces; /* the stream is a file that takes its name on closing */
  guint64 n_rows;
  GString *buffer; /* owned */
};

G_DEFINE_FINAL_TYPE (CrmTableWriter, crm_table_writer, G_TYPE_OBJECT)

static gboolean
fail_writing (CrmTableWriter *self, GError *reason, GError **error)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("Writing “%s” was stopped"), self->name);
  } else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_FULL,
                 _ ("“%s” cannot be written: there is no space left on the disk"), self->name);
  } else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
             g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_READ_ONLY)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY,
                 _ ("“%s” cannot be written: the file or its folder is read-only"), self->name);
  } else {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be written: %s"), self->name,
                 reason->message);
  }
  g_error_free (reason);
  return FALSE;
}

static gboolean
write_buffer (CrmTableWriter *self, GCancellable *cancellable, GError **error)
{
  GError *reason = NULL;
  if (!g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL,
                                  cancellable, &reason)) {
    return fail_writing (self, reason, error);
  }
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

static gboolean
is_plain_number (const char *cell)
{
  const char *p = cell + 1;
  gboolean digits = FALSE;
  for (; g_ascii_isdigit (*p) || ((*p == '.' || *p == ',') && digits); p++) {
    digits = g_ascii_isdigit (*p);
  }
  return digits && *p == '\0';
}

/* What a spreadsheet would run. An apostrophe already there gets another, so that the reader, which
 * takes one away, always gives back what was written. */
static gboolean
needs_guard (const char *cell)
{
  const char *first = cell + strspn (cell, "'");
  if (*first == '\0' || strchr ("=+-@\t\r", *first) == NULL) {
    return FALSE;
  }
  return !(first == cell && *first == '-' && is_plain_number (cell));
}

static gboolean
needs_quotes (CrmTableWriter *self, const char *cell, gboolean first, gboolean alone)
{
  gsize length = strlen (cell);
  if (length == 0) {
    return alone; /* an empty line would be no row */
  }
  if (cell[0] == ' ' || cell[length - 1] == ' ') {
    return TRUE;
  }
  if (first && (cell[0] == '#' || g_str_has_prefix (cell, MARK) ||
                g_ascii_strncasecmp (cell, "sep=", 4) == 0)) {
    return TRUE; /* it would be taken for a comment, a mark or a declaration */
  }
  char special[] = { '"', '\r', '\n', self->delimiter, '\0' };
  return strpbrk (cell, special) != NULL;
}

static void
add_cell (CrmTableWriter *self, const char *cell, gboolean first, gboolean alone)
{
  g_autofree char *guarded = NULL;
  if (!(self->flags & CRM_TABLE_WRITER_RAW) && needs_guard (cell)) {
    guarded = g_strconcat ("'", cell, NULL);
    cell = guarded;
  }
  if (!needs_quotes (self, cell, first, alone)) {
    g_string_append (self->buffer, cell);
    return;
  }
  g_string_append_c (self->buffer, '"');
  for (const char *p = cell; *p != '\0';) {
    gsize plain = strcspn (p, "\"");
    g_string_append_len (self->buffer, p, (gssize) plain);
    p += plain;
    if (*p == '"') {
      g_string_append (self->buffer, "\"\"");
      p++;
    }
  }
  g_string_append_c (self->buffer, '"');
}

static void
crm_table_writer_finalize (GObject *object)
{
  CrmTableWriter *self = CRM_TABLE_WRITER (object);
  if (self->stream != NULL && self->replaces) {
    /* Closing a file that replaces another with a cancelled cancellable throws it away. */
    g_autoptr (GCancellable) cancelled = g_cancellable_new ();
    g_cancellable_cancel (cancelled);
    g_output_stream_close (self->stream, cancelled, NULL);
  }
  g_clear_object (&self->stream);
  g_free (self->name);
  g_string_free (self->buffer, TRUE);
  G_OBJECT_CLASS (crm_table_writer_parent_class)->finalize (object);
}

static void
crm_table_writer_class_init (CrmTableWriterClass *class)
{
  G_OBJECT_CLASS (class)->finalize = crm_table_writer_finalize;
}

static void
crm_table_writer_init (CrmTableWriter *self)
{
  self->buffer = g_string_sized_new (BUFFERED_MOST + 4096);
}

/**
 * crm_table_writer_new:
 * @stream: where to
 * @delimiter: what to put between cells: an ASCII character, usually a comma, semicolon or TAB
 * @flags: how
 *
 * Returns: (transfer full): a writer that has written nothing
 */
CrmTableWriter *
crm_table_writer_new (GOutputStream *stream, char delimiter, CrmTableWriterFlags flags)
{
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);
  g_return_val_if_fail (delimiter > 0 && strchr ("\"\r\n ", delimiter) == NULL, NULL);
  CrmTableWriter *self = g_object_new (CRM_TYPE_TABLE_WRITER, NULL);
  self->stream = g_object_ref (stream);
  self->name = g_strdup (_ ("table"));
  self->delimiter = delimiter;
  self->flags = flags;
  if (flags & CRM_TABLE_WRITER_BOM) {
    g_string_append (self->buffer, MARK);
  }
  return self;
}

/**
 * crm_table_writer_new_for_path:
 * @path: (type filename): a file; one that exists is replaced on closing
 * @delimiter: as of [ctor@TableWriter.new]
 * @flags: how
 * @error: return location for a `CRM_ERROR`: `FULL`, `READ_ONLY`, `IO`
 *
 * Returns: (transfer full): a writer that has written nothing
 */
CrmTableWriter *
crm_table_writer_new_for_path (const char *path, char delimiter, CrmTableWriterFlags flags,
                               GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  GError *reason = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &reason);
  g_autoptr (GOutputStream) nowhere = NULL;
  if (stream == NULL) {
    nowhere = g_memory_output_stream_new_resizable ();
  }
  CrmTableWriter *self =
      crm_table_writer_new (stream != NULL ? G_OUTPUT_STREAM (stream) : nowhere, delimiter, flags);
  g_free (self->name);
  self->name = g_filename_display_basename (path);
  self->replaces = stream != NULL;
  if (stream == NULL) {
    fail_writing (self, reason, error);
    g_object_unref (self);
    return NULL;
  }
  return self;
}

/**
 * crm_table_writer_write:
 * @self: a writer
 * @cells: (array length=n_cells): the cells of a row, UTF-8
 * @n_cells: how many, at least one
 * @cancellable: (nullable): stops it
 * @error: return location for a `CRM_ERROR`: `FULL`, `IO`, `CANCELLED`
 *
 * Returns: whether the row is written, perhaps only into memory
 */
gboolean
crm_table_writer_write (CrmTableWriter *self, const char *const *cells, gsize n_cells,
                        GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (CRM_IS_TABLE_WRITER (self) && self->stream != NULL, FALSE);
  g_return_val_if_fail (cells != NULL && n_cells > 0, FALSE);
  for (gsize i = 0; i < n_cells; i++) {
    if (i > 0) {
      g_string_append_c (self->buffer, self->delimiter);
    }
    add_cell (self, cells[i], i == 0, n_cells == 1);
  }
  g_string_append (self->buffer, "\r\n");
  self->n_rows++;
  return self->buffer->len < BUFFERED_MOST || write_buffer (self, cancellable, error);
}

/**
 * crm_table_writer_close:
 * @self: a writer
 * @cancellable: (nullable): stops it
 * @error: return location for a `CRM_ERROR`: `FULL`, `IO`, `CANCELLED`
 *
 * Writes what is left and closes the stream. A writer that goes without it leaves the file that
 * stood under the name before as it was.
 *
 * Returns: whether everything is written
 */
gboolean
crm_table_writer_close (CrmTableWriter *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (CRM_IS_TABLE_WRITER (self) && self->stream != NULL, FALSE);
  GError *reason = NULL;
  if (!write_buffer (self, cancellable, error)) {
    return FALSE;
  }
  gboolean closed = g_output_stream_close (self->stream, cancellable, &reason);
  g_clear_object (&self->stream);
  return closed || fail_writing (self, reason, error);
}

/**
 * crm_table_writer_get_n_rows:
 * @self: a writer
 *
 * Returns: how many rows were written
 */
guint64
crm_table_writer_get_n_rows (CrmTableWriter *self)
{
  g_return_val_if_fail (CRM_IS_TABLE_WRITER (self), 0);
  return self->n_rows;
}
