/* The rows of a table of delimited text, cell by cell, wrong quotation marks found where they are.
 */
#include "config.h"

#include "crm-table-records-private.h"

#include "crm-error.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/*
 * libcsv reads a row line by line in its strict mode, which stops at a quotation mark in the wrong
 * place. One inside a cell that is not quoted (a 19" monitor) is plain to understand and taken as
 * it stands. One inside a quoted cell, or a quoted cell that never ends, is not: then the row is
 * taken to end with its first line, is split as well as can be, and is marked, so that it does not
 * swallow the rows after it.
 */
enum {
  STATE_ROW_NOT_BEGUN,
  STATE_FIELD_NOT_BEGUN,
  STATE_FIELD_BEGUN,
  STATE_FIELD_MIGHT_HAVE_ENDED,
};

/* What stands in libcsv's place of characters that a backslash protects. */
#define ESCAPED_DELIMITER '\001'
#define ESCAPED_QUOTE '\002'
#define ESCAPED_ESCAPE '\003'

#define STRICT (CSV_STRICT | CSV_APPEND_NULL)
#define LENIENT CSV_APPEND_NULL

struct _CrmTableRecords {
  CrmTableLines *lines; /* owned */
  struct csv_parser parser;
  char delimiter;
  char escape;    /* '\0': none */
  guint expected; /* cells of a row, 0 where not known */
  gboolean complete;
  gboolean too_large;
  GString *store;      /* owned: the cells one after the other, each with its final zero */
  GArray *offsets;     /* owned, of gsize: where each begins */
  GPtrArray *pointers; /* owned */
  GString *scratch;    /* owned */
  CrmTableRecord record;
};

static int
is_space (unsigned char c)
{
  return c == ' ';
}

/*
 * crm_table_records_new:
 * @lines: (transfer full): the lines
 * @delimiter: the ASCII character between cells, or CRM_TABLE_NO_DELIMITER
 * @escape: the character that protects the delimiter and the quotation mark, '\0' for none
 *
 * Returns: (transfer full): the rows, before the first
 */
CrmTableRecords *
crm_table_records_new (CrmTableLines *lines, char delimiter, char escape)
{
  CrmTableRecords *records = g_new0 (CrmTableRecords, 1);
  records->lines = lines;
  records->delimiter = delimiter;
  records->escape = escape;
  records->store = g_string_new (NULL);
  records->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  records->pointers = g_ptr_array_new ();
  records->scratch = g_string_new (NULL);
  csv_init (&records->parser, STRICT);
  csv_set_delim (&records->parser, (unsigned char) delimiter);
  csv_set_space_func (&records->parser, is_space);
  csv_set_blk_size (&records->parser, 4096);
  return records;
}

void
crm_table_records_free (CrmTableRecords *records)
{
  if (records != NULL) {
    csv_free (&records->parser);
    crm_table_lines_free (records->lines);
    g_string_free (records->store, TRUE);
    g_array_unref (records->offsets);
    g_ptr_array_unref (records->pointers);
    g_string_free (records->scratch, TRUE);
    g_free (records);
  }
}

/* Says how many cells rows have, so that a row over several lines can be doubted. */
void
crm_table_records_expect (CrmTableRecords *records, guint n_cells)
{
  records->expected = n_cells;
}

CrmTableLines *
crm_table_records_get_lines (CrmTableRecords *records)
{
  return records->lines;
}

static void
add_cell (CrmTableRecords *records, const char *cell, gsize length)
{
  gsize offset = records->store->len;
  if (length > CRM_TABLE_CELL_MOST || records->offsets->len >= CRM_TABLE_COLUMNS_MOST) {
    records->too_large = TRUE;
    return;
  }
  g_array_append_val (records->offsets, offset);
  g_string_append_len (records->store, cell, (gssize) length);
  g_string_append_c (records->store, '\0');
}

static void
field_cb (void *cell, size_t length, void *data)
{
  add_cell (data, cell != NULL ? cell : "", length);
}

static void
row_cb (int terminator, void *data)
{
  CrmTableRecords *records = data;
  records->complete = TRUE;
}

static void
begin_record (CrmTableRecords *records)
{
  /* csv_fini() without callbacks throws away what an abandoned row left in the parser. */
  csv_set_opts (&records->parser, LENIENT);
  csv_fini (&records->parser, NULL, NULL, NULL);
  csv_set_opts (&records->parser, STRICT);
  g_string_truncate (records->store, 0);
  g_array_set_size (records->offsets, 0);
  records->complete = FALSE;
  records->too_large = FALSE;
}

static const char *
protect_escaped (CrmTableRecords *records, const char *line, gsize *length)
{
  g_string_truncate (records->scratch, 0);
  for (gsize i = 0; i < *length; i++) {
    char next = line[i] == records->escape && i + 1 < *length ? line[i + 1] : '\0';
    char instead = next == '\0'                 ? '\0'
                   : next == records->delimiter ? ESCAPED_DELIMITER
                   : next == '"'                ? ESCAPED_QUOTE
                   : next == records->escape    ? ESCAPED_ESCAPE
                                                : '\0';
    g_string_append_c (records->scratch, instead != '\0' ? instead : line[i]);
    i += instead != '\0';
  }
  *length = records->scratch->len;
  return records->scratch->str;
}

static void
restore_escaped (CrmTableRecords *records)
{
  for (gsize i = 0; i < records->store->len; i++) {
    char c = records->store->str[i];
    if (c == ESCAPED_DELIMITER) {
      records->store->str[i] = records->delimiter;
    } else if (c == ESCAPED_QUOTE) {
      records->store->str[i] = '"';
    } else if (c == ESCAPED_ESCAPE) {
      records->store->str[i] = records->escape;
    }
  }
}

/* Feeds a line to libcsv; FALSE where a quoted cell has a quotation mark that cannot be right. */
static gboolean
feed_line (CrmTableRecords *records, const char *line, gsize length)
{
  struct csv_parser *parser = &records->parser;
  gsize done = 0;
  while (done < length) {
    done += csv_parse (parser, line + done, length - done, field_cb, row_cb, records);
    if (done < length) {
      if (parser->quoted || csv_error (parser) != CSV_EPARSE) {
        return FALSE;
      }
      csv_set_opts (parser, LENIENT);
      csv_parse (parser, line + done, 1, field_cb, row_cb, records);
      csv_set_opts (parser, STRICT);
      done++;
    }
  }
  return TRUE;
}

static gboolean
is_cell_end (CrmTableRecords *records, const char *line, gsize length, gsize at)
{
  while (at < length && line[at] == ' ') {
    at++;
  }
  return at >= length || line[at] == records->delimiter;
}

/* Adds the cell that a quotation mark at @start begins, where such a mark ends it only before a
 * delimiter. Returns where it ends, or 0 where it does not. */
static gsize
split_quoted_cell (CrmTableRecords *records, const char *line, gsize length, gsize start)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  for (gsize i = start + 1; i < length; i++) {
    if (line[i] != '"') {
      g_string_append_c (cell, line[i]);
    } else if (is_cell_end (records, line, length, i + 1)) {
      add_cell (records, cell->str, cell->len);
      i++;
      while (i < length && line[i] == ' ') {
        i++;
      }
      return i;
    } else {
      g_string_append_c (cell, '"');
      if (i + 1 < length && line[i + 1] == '"' && !is_cell_end (records, line, length, i + 2)) {
        i++;
      }
    }
  }
  return 0;
}

static void
add_trimmed (CrmTableRecords *records, const char *line, gsize start, gsize end)
{
  while (start < end && line[start] == ' ') {
    start++;
  }
  while (end > start && line[end - 1] == ' ') {
    end--;
  }
  if (end - start >= 2 && line[start] == '"' && line[end - 1] == '"') {
    start++;
    end--;
  }
  add_cell (records, line + start, end - start);
}

/* Splits one line whose quotation marks are wrong; FALSE where a quoted cell does not end. */
static gboolean
split_loosely (CrmTableRecords *records, const char *line, gsize length, gboolean with_quotes)
{
  gsize start = 0;
  begin_record (records);
  while (TRUE) {
    gsize at = start;
    while (at < length && line[at] == ' ') {
      at++;
    }
    if (with_quotes && at < length && line[at] == '"') {
      at = split_quoted_cell (records, line, length, at);
      if (at == 0) {
        return FALSE;
      }
    } else {
      while (at < length && line[at] != records->delimiter) {
        at++;
      }
      add_trimmed (records, line, start, at);
    }
    if (at >= length) {
      return TRUE;
    }
    start = at + 1;
  }
}

/* Takes the first line of the marked row alone, as good as it can be. */
static gboolean
recover (CrmTableRecords *records, GCancellable *cancellable, GError **error)
{
  const char *line;
  gsize length;
  crm_table_lines_go_back (records->lines);
  if (!crm_table_lines_next (records->lines, &line, &length, cancellable, error)) {
    return FALSE;
  }
  g_assert (line != NULL);
  if (records->escape != '\0') {
    line = protect_escaped (records, line, &length);
  }
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
    length--;
  }
  gboolean ends = split_loosely (records, line, length, TRUE);
  if (!ends || (records->expected > 0 && records->offsets->len != records->expected)) {
    split_loosely (records, line, length, FALSE);
    if (ends && records->expected > 0 && records->offsets->len != records->expected) {
      split_loosely (records, line, length, TRUE);
    }
  }
  records->record.badly_quoted = TRUE;
  return TRUE;
}

/* Whether a row over several lines is more likely one whose quoted cell never ended: its first
 * line alone has the cells that rows of this table have, and all lines together have not. */
static gboolean
is_doubtful (CrmTableRecords *records)
{
  guint n_delimiters = 0;
  const char *line;
  gsize length;
  if (records->expected < 2 || records->offsets->len == records->expected) {
    return FALSE;
  }
  guint64 last = crm_table_lines_get_number (records->lines);
  crm_table_lines_go_back (records->lines);
  if (!crm_table_lines_next (records->lines, &line, &length, NULL, NULL)) {
    return FALSE;
  }
  for (gsize i = 0; i < length; i++) {
    n_delimiters += line[i] == records->delimiter;
  }
  while (crm_table_lines_get_number (records->lines) < last) {
    const char *unused;
    crm_table_lines_next (records->lines, &unused, &length, NULL, NULL);
  }
  return n_delimiters + 1 == records->expected;
}

/* Reads a row as libcsv does. @broken says that this cannot be right. */
static gboolean
read_strictly (CrmTableRecords *records, gboolean *broken, gboolean *ended,
               GCancellable *cancellable, GError **error)
{
  guint n_lines = 0;
  *broken = FALSE;
  *ended = FALSE;
  while (!records->complete) {
    const char *line;
    gsize length;
    if (!crm_table_lines_next (records->lines, &line, &length, cancellable, error)) {
      return FALSE;
    }
    if (line == NULL) {
      *ended = n_lines == 0;
      *broken = n_lines > 0;
      return TRUE;
    }
    if (n_lines++ == 0) {
      records->record.line = crm_table_lines_get_number (records->lines);
      records->record.begins_with_hash = line[0] == '#';
    }
    gboolean terminated = line[length - 1] == '\n' || line[length - 1] == '\r';
    if (records->escape != '\0') {
      line = protect_escaped (records, line, &length);
    }
    *broken = !feed_line (records, line, length) ||
              crm_table_lines_get_since_mark (records->lines) > CRM_TABLE_LINE_MOST ||
              records->parser.entry_pos > CRM_TABLE_CELL_MOST;
    if (*broken) {
      return TRUE;
    }
    int state = records->parser.pstate;
    if (!records->complete && state == STATE_ROW_NOT_BEGUN) {
      n_lines = 0; /* an empty line */
      crm_table_lines_mark (records->lines);
    } else if (!records->complete && !terminated) {
      *broken = state == STATE_FIELD_BEGUN && records->parser.quoted;
      if (*broken) {
        return TRUE;
      }
      csv_fini (&records->parser, field_cb, row_cb, records);
      records->complete = TRUE;
    }
  }
  *broken = records->too_large || (n_lines > 1 && is_doubtful (records));
  return TRUE;
}

static void
publish (CrmTableRecords *records)
{
  if (records->escape != '\0') {
    restore_escaped (records);
  }
  g_ptr_array_set_size (records->pointers, 0);
  records->record.undecodable = FALSE;
  for (guint i = 0; i < records->offsets->len; i++) {
    char *cell = records->store->str + g_array_index (records->offsets, gsize, i);
    g_ptr_array_add (records->pointers, cell);
    records->record.undecodable |= strstr (cell, "\xef\xbf\xbd") != NULL;
  }
  records->record.n_cells = records->offsets->len;
  records->record.cells = (const char *const *) records->pointers->pdata;
}

/*
 * crm_table_records_next:
 * @records: rows
 * @record: (out) (nullable): the next that is not an empty line, valid until the next call; %NULL
 *   at the end
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error: the file cannot be read, a cell or row is beyond all limits
 *
 * Returns: whether it could be read
 */
gboolean
crm_table_records_next (CrmTableRecords *records, const CrmTableRecord **record,
                        GCancellable *cancellable, GError **error)
{
  gboolean broken;
  gboolean ended;
  *record = NULL;
  records->record.badly_quoted = FALSE;
  begin_record (records);
  crm_table_lines_mark (records->lines);
  if (!read_strictly (records, &broken, &ended, cancellable, error)) {
    return FALSE;
  }
  if (ended) {
    return TRUE;
  }
  if (broken && !recover (records, cancellable, error)) {
    return FALSE;
  }
  if (records->too_large) {
    g_set_error (
        error, CRM_ERROR, CRM_ERROR_INVALID,
        _ ("Line %" PRIu64 " of “%s” has more than 1,000 columns or a cell of more than 1 MB"),
        records->record.line, crm_table_text_get_name (crm_table_lines_get_text (records->lines)));
    return FALSE;
  }
  publish (records);
  *record = &records->record;
  return TRUE;
}
