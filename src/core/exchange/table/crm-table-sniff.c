/* What a table looks like from its beginning: delimiter, escape character, header, width. */
#include "config.h"

#include "crm-table-sniff-private.h"

#include "crm-table-header-private.h"
#include "crm-table-records-private.h"

#include <string.h>

#define RECORDS_MOST 500

typedef struct {
  GPtrArray *rows; /* of GStrv */
  GArray *lines;   /* of guint64: where each begins */
  guint n_wrong;   /* rows with wrong quotation marks */
} Sample;

static void
clear_sample (Sample *sample)
{
  g_clear_pointer (&sample->rows, g_ptr_array_unref);
  g_clear_pointer (&sample->lines, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, clear_sample)

static GStrv
copy_cells (const CrmTableRecord *record)
{
  GStrv cells = g_new0 (char *, record->n_cells + 1);
  for (guint i = 0; i < record->n_cells; i++) {
    cells[i] = g_strdup (record->cells[i]);
  }
  return cells;
}

/* Reads the beginning as if it were so delimited. The last row of a cut text is left out. */
static void
read_sample (const char *text, gsize length, gboolean cut, guint64 skip_lines, char delimiter,
             char escape, Sample *sample)
{
  g_autoptr (CrmTableRecords) records = crm_table_records_new (
      crm_table_lines_new (crm_table_text_new_whole (text, length)), delimiter, escape);
  const CrmTableRecord *record;
  sample->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  sample->lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  sample->n_wrong = 0;
  while (sample->rows->len < RECORDS_MOST &&
         crm_table_records_next (records, &record, NULL, NULL) && record != NULL) {
    gboolean comment = record->begins_with_hash && record->n_cells == 1;
    if (record->line > skip_lines && !comment) {
      g_ptr_array_add (sample->rows, copy_cells (record));
      g_array_append_val (sample->lines, record->line);
      sample->n_wrong += record->badly_quoted;
    }
  }
  if (cut && sample->rows->len > 1 && sample->rows->len < RECORDS_MOST) {
    g_ptr_array_set_size (sample->rows, (int) sample->rows->len - 1);
    g_array_set_size (sample->lines, sample->rows->len);
  }
}

/* The width that most rows of several cells have, the greater one of equals; 1 where fewer than
 * half of all rows have several. @n_rows: how many have it. */
static guint
find_width (const Sample *sample, guint *n_rows)
{
  guint counts[CRM_TABLE_COLUMNS_MOST + 1] = { 0 };
  guint width = 1;
  guint n_several = 0;
  for (guint i = 0; i < sample->rows->len; i++) {
    guint n_cells = g_strv_length (g_ptr_array_index (sample->rows, i));
    counts[n_cells]++;
    n_several += n_cells > 1;
  }
  if (n_several * 2 >= sample->rows->len) {
    for (guint i = 2; i <= CRM_TABLE_COLUMNS_MOST; i++) {
      if (counts[i] > 0 && (width == 1 || counts[i] >= counts[width])) {
        width = i;
      }
    }
  }
  *n_rows = counts[width];
  return width;
}

/* Cells that tell of a wrong delimiter: another delimiter or half a pair of quotation marks in
 * them. */
static guint
count_suspicious (const Sample *sample, char delimiter, guint *n_cells)
{
  guint n = 0;
  *n_cells = 0;
  for (guint i = 0; i < sample->rows->len; i++) {
    GStrv cells = g_ptr_array_index (sample->rows, i);
    for (guint j = 0; cells[j] != NULL; j++) {
      guint n_quotes = 0;
      gboolean other = FALSE;
      for (const char *p = cells[j]; *p != '\0'; p++) {
        n_quotes += *p == '"';
        other |= *p != delimiter && (*p == ';' || *p == '\t' || *p == '|');
      }
      n += (other ? 1 : 0) + (n_quotes % 2 != 0 ? 3 : 0);
      (*n_cells)++;
    }
  }
  return n;
}

/* How much the text looks like a table with this delimiter; 0 where not at all. */
static int
judge (const Sample *sample, char delimiter)
{
  guint n_rows;
  guint n_cells;
  if (sample->rows->len == 0) {
    return 0;
  }
  guint width = find_width (sample, &n_rows);
  if (width == 1) {
    return 0;
  }
  int total = (int) sample->rows->len;
  int score = (int) n_rows * 1000 / total;
  guint suspicious = count_suspicious (sample, delimiter, &n_cells);
  score -= (int) (MIN (suspicious, n_cells) * 600 / n_cells);
  score -= (int) sample->n_wrong * 500 / total;
  score += 60 * (int) g_bit_storage (width);
  if (delimiter != ',') {
    score += 150; /* commas are found in prose and numbers, the others hardly */
  }
  if (g_strv_length (g_ptr_array_index (sample->rows, 0)) == width) {
    score += 200;
  }
  return MAX (score, 1);
}

static char
find_delimiter (const char *text, gsize length, gboolean cut, guint64 skip_lines)
{
  static const char candidates[] = { ';', '\t', '|', ',' };
  char best = CRM_TABLE_NO_DELIMITER;
  int best_score = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++) {
    g_auto (Sample) sample = { 0 };
    if (memchr (text, candidates[i], length) != NULL) {
      read_sample (text, length, cut, skip_lines, candidates[i], '\0', &sample);
      int score = judge (&sample, candidates[i]);
      if (score > best_score) {
        best_score = score;
        best = candidates[i];
      }
    }
  }
  return best;
}

/* A backslash protects the delimiter in this file if more rows are of one width when it does. */
static char
find_escape (const char *text, gsize length, gboolean cut, guint64 skip_lines, char delimiter)
{
  char escaped[] = { '\\', delimiter, '\0' };
  if (delimiter == CRM_TABLE_NO_DELIMITER ||
      g_strstr_len (text, (gssize) length, escaped) == NULL) {
    return '\0';
  }
  guint n_plain;
  guint n_escaped;
  g_auto (Sample) plain = { 0 };
  g_auto (Sample) with_escape = { 0 };
  read_sample (text, length, cut, skip_lines, delimiter, '\0', &plain);
  read_sample (text, length, cut, skip_lines, delimiter, '\\', &with_escape);
  find_width (&plain, &n_plain);
  find_width (&with_escape, &n_escaped);
  return (guint64) n_escaped * plain.rows->len > (guint64) n_plain * with_escape.rows->len ? '\\'
                                                                                           : '\0';
}

/* Spreadsheets write the delimiter into a first line of its own: "sep=;". */
static gboolean
find_declared_delimiter (const char *text, gsize length, int *delimiter)
{
  if (length < 6 || g_ascii_strncasecmp (text, "sep=", 4) != 0 ||
      (text[5] != '\n' && text[5] != '\r') || (guchar) text[4] >= 0x80) {
    return FALSE;
  }
  *delimiter = text[4];
  return TRUE;
}

/*
 * crm_table_sniff:
 * @text: the beginning of the table, decoded
 * @length: its length in bytes
 * @cut: whether the table goes on after it
 * @shape: (inout): what is known and what is to be found; set to what was found
 *
 * Guesses how a table is written. Any thread.
 */
void
crm_table_sniff (const char *text, gsize length, gboolean cut, CrmTableShape *shape)
{
  int declared;
  shape->skip_lines = 0;
  if (find_declared_delimiter (text, length, &declared)) {
    shape->skip_lines = 1;
    if (shape->delimiter == CRM_TABLE_FIND_DELIMITER) {
      shape->delimiter = declared;
    }
  }
  if (shape->delimiter == CRM_TABLE_FIND_DELIMITER) {
    shape->delimiter = find_delimiter (text, length, cut, shape->skip_lines);
  }
  char delimiter = (char) shape->delimiter;
  shape->escape = find_escape (text, length, cut, shape->skip_lines, delimiter);

  guint n_rows;
  g_auto (Sample) sample = { 0 };
  read_sample (text, length, cut, shape->skip_lines, delimiter, shape->escape, &sample);
  shape->n_columns = find_width (&sample, &n_rows);
  shape->has_comments = shape->n_columns > 1;
  if (shape->header_line == CRM_TABLE_FIND_HEADER) {
    int row = crm_table_find_header (sample.rows, shape->n_columns);
    shape->header_line = row >= 0 ? (gint64) g_array_index (sample.lines, guint64, (guint) row) : 0;
  }
}
