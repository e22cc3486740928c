/* The rows of one sheet of a workbook. The parser tells a piece of the sheet at a time; the rows
 * that end in it wait to be asked for. */
#include "config.h"

#include "crm-xlsx-rows-private.h"

#include "crm-error.h"
#include "crm-table-header-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define SHEET_MOST (G_GUINT64_CONSTANT (2) << 30)
#define SAMPLE_ROWS 500
#define RARE_SHARE                                                                                 \
  20 /* a column that one row in so many fills does not say how wide a table is                    \
      */

typedef enum { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_YES_NO } CellType;

typedef struct {
  guint64 number;
  GPtrArray *cells;  /* owned texts */
  GByteArray *typed; /* owned: 1 where the cell is a number or a date */
} Row;

struct _CrmXlsxRows {
  CrmXlsxBook *book;     /* borrowed */
  char *part;            /* owned */
  CrmXlsxMerges *merges; /* owned */
  CrmXmlFeed *feed;      /* owned; NULL before the first row is asked for */
  GQueue rows;           /* Row: told, not given out */
  gboolean ended;

  Row *row;       /* owned: under way */
  guint64 number; /* of the row told last */
  guint column;   /* of the cell under way */
  guint next_column;
  CellType type;
  guint64 style;
  GString *value; /* owned */
  gboolean in_cell;
  gboolean in_value;
  int phonetic;
  gboolean too_large;

  Row *given; /* owned: given out last */
  CrmTableRecord record;
};

static void
free_row (gpointer data)
{
  Row *row = data;
  g_ptr_array_unref (row->cells);
  g_byte_array_unref (row->typed);
  g_free (row);
}

static Row *
make_row (guint64 number)
{
  Row *row = g_new0 (Row, 1);
  row->number = number;
  row->cells = g_ptr_array_new_with_free_func (g_free);
  row->typed = g_byte_array_new ();
  return row;
}

/* --- What the parser tells */

static void
begin_cell (CrmXlsxRows *self, const CrmXmlAttributes *attributes)
{
  char text[32];
  guint64 row;
  self->in_cell = TRUE;
  self->column = self->next_column;
  if (crm_xml_get_attribute (attributes, "r", text, sizeof text))
    crm_xlsx_parse_cell (text, NULL, &self->column, &row);
  self->next_column = self->column + 1;
  crm_xml_get_attribute (attributes, "t", text, sizeof text);
  self->type = strcmp (text, "s") == 0                      ? CELL_SHARED
               : text[0] == '\0' || strcmp (text, "n") == 0 ? CELL_NUMBER
               : strcmp (text, "b") == 0                    ? CELL_YES_NO
                                                            : CELL_TEXT;
  crm_xml_get_attribute (attributes, "s", text, sizeof text);
  self->style = g_ascii_strtoull (text, NULL, 10);
  g_string_truncate (self->value, 0);
}

static void
start_cb (gpointer data, const char *name, const CrmXmlAttributes *attributes)
{
  CrmXlsxRows *self = data;
  if (strcmp (name, "row") == 0) {
    char text[32];
    guint64 number = crm_xml_get_attribute (attributes, "r", text, sizeof text)
                         ? g_ascii_strtoull (text, NULL, 10)
                         : 0;
    /* Rows that go back would be read twice: they are numbered on. */
    self->number = number > self->number ? number : self->number + 1;
    g_clear_pointer (&self->row, free_row);
    self->row = make_row (self->number);
    self->next_column = 0;
  } else if (self->row != NULL && strcmp (name, "c") == 0)
    begin_cell (self, attributes);
  else if (strcmp (name, "rPh") == 0)
    self->phonetic++;
  else if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
    self->in_value = self->in_cell && self->phonetic == 0;
}

static void
text_cb (gpointer data, const char *text, gsize length)
{
  CrmXlsxRows *self = data;
  if (!self->in_value)
    return;
  if (self->value->len + length > CRM_TABLE_CELL_MOST)
    self->too_large = TRUE;
  else
    g_string_append_len (self->value, text, (gssize) length);
}

/* "_x000D_" is how a character is written that XML cannot have. */
static char *
unescape (const char *text)
{
  GString *plain;
  const char *escape = strstr (text, "_x");
  if (escape == NULL)
    return g_strdup (text);
  plain = g_string_new (NULL);
  for (const char *p = text; *p != '\0';) {
    char *end = NULL;
    guint64 code = p[0] == '_' && p[1] == 'x' && g_ascii_isxdigit (p[2])
                       ? g_ascii_strtoull (p + 2, &end, 16)
                       : 0;
    if (end == p + 6 && *end == '_') {
      if (code == '\t' || code == '\n' || (code >= 0x20 && g_unichar_validate ((gunichar) code)))
        g_string_append_unichar (plain, (gunichar) code);
      p = end + 1;
    } else
      g_string_append_c (plain, *p++);
  }
  return g_string_free (plain, FALSE);
}

static char *
dup_cell (CrmXlsxRows *self, gboolean *typed)
{
  CrmXlsxFormat format;
  const char *shared;
  *typed = FALSE;
  switch (self->type) {
  case CELL_SHARED:
    shared = crm_xlsx_book_get_text (self->book, g_ascii_strtoull (self->value->str, NULL, 10));
    self->too_large |= shared != NULL && strlen (shared) > CRM_TABLE_CELL_MOST;
    return unescape (shared != NULL ? shared : "");
  case CELL_TEXT:
    return unescape (self->value->str);
  case CELL_YES_NO:
    return g_strdup (self->value->str[0] == '1' ? "TRUE" : "FALSE");
  case CELL_NUMBER:
    break;
  }
  format = crm_xlsx_book_get_format (self->book, self->style);
  *typed = format.kind != CRM_XLSX_PADDED && format.kind != CRM_XLSX_TEXT;
  return crm_xlsx_number_dup (self->value->str, format, self->book->from_1904);
}

static void
end_cell (CrmXlsxRows *self)
{
  static const guint8 untyped = 0;
  gboolean typed;
  char *text;
  self->in_cell = FALSE;
  if (self->value->len == 0)
    return;
  if (self->column >= CRM_TABLE_COLUMNS_MOST) {
    self->too_large = TRUE;
    return;
  }
  text = dup_cell (self, &typed);
  while (self->row->cells->len <= self->column) {
    g_ptr_array_add (self->row->cells, g_strdup (""));
    g_byte_array_append (self->row->typed, &untyped, 1);
  }
  g_free (self->row->cells->pdata[self->column]);
  self->row->cells->pdata[self->column] = text;
  self->row->typed->data[self->column] = typed ? 1 : 0;
}

static void
end_cb (gpointer data, const char *name)
{
  CrmXlsxRows *self = data;
  if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
    self->in_value = FALSE;
  else if (strcmp (name, "rPh") == 0)
    self->phonetic--;
  else if (self->row == NULL)
    return;
  else if (strcmp (name, "c") == 0)
    end_cell (self);
  else if (strcmp (name, "row") == 0) {
    crm_xlsx_merges_fill (self->merges, self->row->number, self->row->cells);
    g_byte_array_set_size (self->row->typed, self->row->cells->len);
    g_queue_push_tail (&self->rows, g_steal_pointer (&self->row));
  } else if (strcmp (name, "sheetData") == 0)
    crm_xml_feed_stop (self->feed);
}

/* --- Object */

/*
 * crm_xlsx_rows_new:
 * @book: outlives the rows
 * @sheet: one of its sheets
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its rows, before the first
 */
CrmXlsxRows *
crm_xlsx_rows_new (CrmXlsxBook *book, const CrmXlsxSheet *sheet, GCancellable *cancellable,
                   GError **error)
{
  CrmXlsxMerges *merges =
      crm_xlsx_merges_read (book->source, sheet->part, SHEET_MOST, cancellable, error);
  CrmXlsxRows *self;
  if (merges == NULL)
    return NULL;
  self = g_new0 (CrmXlsxRows, 1);
  self->book = book;
  self->part = g_strdup (sheet->part);
  self->merges = merges;
  self->value = g_string_new (NULL);
  g_queue_init (&self->rows);
  return self;
}

void
crm_xlsx_rows_free (CrmXlsxRows *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->feed, crm_xml_feed_free);
  g_clear_pointer (&self->row, free_row);
  g_clear_pointer (&self->given, free_row);
  g_queue_clear_full (&self->rows, free_row);
  crm_xlsx_merges_free (self->merges);
  g_string_free (self->value, TRUE);
  g_free (self->part);
  g_free (self);
}

/*
 * crm_xlsx_rows_rewind:
 * @self: rows
 * @error: return location for an error
 *
 * Goes back before the first row.
 *
 * Returns: whether the sheet could be opened again
 */
gboolean
crm_xlsx_rows_rewind (CrmXlsxRows *self, GError **error)
{
  static const CrmXmlHandler handler = { start_cb, end_cb, text_cb };
  gboolean missing;
  CrmZip *zip;

  g_clear_pointer (&self->feed, crm_xml_feed_free);
  g_clear_pointer (&self->row, free_row);
  g_queue_clear_full (&self->rows, free_row);
  crm_xlsx_merges_rewind (self->merges);
  self->number = 0;
  self->in_cell = self->in_value = self->too_large = FALSE;
  self->phonetic = 0;
  zip = crm_zip_open (self->book->source, self->part, SHEET_MOST, &missing, error);
  /* A sheet that is named and not there is an empty one. */
  self->ended = zip == NULL;
  if (zip != NULL)
    self->feed = crm_xml_feed_new (zip, self->book->source->name, &handler, self);
  return zip != NULL || missing;
}

/*
 * crm_xlsx_rows_next:
 * @self: rows that were rewound
 * @record: (out) (nullable): the next row, valid until the next call; %NULL at the end
 * @cancellable: (nullable): stops it
 * @error: INVALID: the sheet is damaged, or beyond the limits
 *
 * Returns: whether it could be read
 */
gboolean
crm_xlsx_rows_next (CrmXlsxRows *self, const CrmTableRecord **record, GCancellable *cancellable,
                    GError **error)
{
  const char *name = self->book->source->name;
  *record = NULL;
  while (g_queue_is_empty (&self->rows) && !self->ended)
    if (!crm_table_check_cancelled (name, cancellable, error) ||
        !crm_xml_feed_step (self->feed, &self->ended, error))
      return FALSE;
  if (self->too_large) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("Line %" PRIu64 " of “%s” has more than 1,000 columns or a cell of more than "
                    "1 MB"),
                 self->number, name);
    return FALSE;
  }
  g_clear_pointer (&self->given, free_row);
  self->given = g_queue_pop_head (&self->rows);
  if (self->given == NULL)
    return TRUE;
  self->record = (CrmTableRecord) {
    .line = self->given->number,
    .n_cells = self->given->cells->len,
    .cells = (const char *const *) self->given->cells->pdata,
    .typed = self->given->typed->data,
  };
  *record = &self->record;
  return TRUE;
}

guint64
crm_xlsx_rows_get_n_packed (CrmXlsxRows *self)
{
  return self->feed != NULL ? crm_zip_get_n_packed (crm_xml_feed_get_zip (self->feed)) : 0;
}

/* --- Shape */

static GStrv
copy_cells (const CrmTableRecord *record, guint *n_filled, guint *width)
{
  GStrv cells = g_new0 (char *, record->n_cells + 1);
  *n_filled = 0;
  *width = 0;
  for (guint i = 0; i < record->n_cells; i++) {
    cells[i] = g_strdup (record->cells[i]);
    if (cells[i][0] != '\0') {
      (*n_filled)++;
      *width = i + 1;
    }
  }
  return cells;
}

/* How many columns are filled in more than a few rows: as many cells has a row of the table. */
static guint
count_usual (GPtrArray *rows, guint width)
{
  g_autofree guint *counts = g_new0 (guint, width + 1);
  guint n = 0;
  for (guint i = 0; i < rows->len; i++) {
    GStrv cells = rows->pdata[i];
    for (guint j = 0; cells[j] != NULL; j++)
      counts[j] += cells[j][0] != '\0';
  }
  for (guint j = 0; j < width; j++)
    n += counts[j] > 0 && counts[j] * RARE_SHARE >= rows->len;
  return n;
}

gboolean
crm_xlsx_rows_find_shape (CrmXlsxRows *self, gint64 *header_line, guint *n_columns,
                          GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  const CrmTableRecord *record;
  int header;

  *n_columns = 0;
  *header_line = 0;
  if (!crm_xlsx_rows_rewind (self, error))
    return FALSE;
  do {
    guint n_filled;
    guint width;
    GStrv cells;
    if (!crm_xlsx_rows_next (self, &record, cancellable, error))
      return FALSE;
    if (record == NULL)
      break;
    cells = copy_cells (record, &n_filled, &width);
    if (n_filled == 0) {
      g_strfreev (cells);
      continue;
    }
    g_ptr_array_add (rows, cells);
    g_array_append_val (lines, record->line);
    *n_columns = MAX (*n_columns, width);
  } while (rows->len < SAMPLE_ROWS);
  header = crm_table_find_header (rows, count_usual (rows, *n_columns));
  if (header >= 0)
    *header_line = (gint64) g_array_index (lines, guint64, (guint) header);
  return crm_xlsx_rows_rewind (self, error);
}
