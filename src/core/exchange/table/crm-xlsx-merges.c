/* Cells of a sheet that are merged down over several rows: what stands in the first is said of all.
 * They are listed behind the rows, so that they are looked for before the rows are read; by their
 * bytes, which is as fast as unpacking. */
#include "config.h"

#include "crm-xlsx-merges-private.h"

#include "crm-table-records-private.h"

#include <string.h>

#define PIECE 65536
#define NEEDLE "<mergeCell "
#define NEEDLE_REACH 128 /* bytes in which the element ends */
#define MERGES_MOST 200000

typedef struct {
  guint64 first;
  guint64 last;
  guint column;
  char *text; /* owned; NULL before the first row came */
} Merge;

struct _CrmXlsxMerges {
  GArray *merges; /* Merge, by first row */
  guint next;     /* of them, the first that is not open yet */
  GArray *open;   /* guint: those that reach the row last seen */
};

static void
clear_merge (gpointer data)
{
  g_free (((Merge *) data)->text);
}

/*
 * crm_xlsx_parse_cell:
 * @name: "AB12", perhaps with dollar signs, and what follows it
 * @end: (out) (optional): behind it
 * @column: (out): from 0
 * @row: (out): from 1; 0: none
 *
 * Returns: whether it names a cell
 */
gboolean
crm_xlsx_parse_cell (const char *name, const char **end, guint *column, guint64 *row)
{
  guint number = 0;
  guint n_letters = 0;
  const char *p = name + (*name == '$');
  for (; g_ascii_isalpha (*p) && n_letters < 4; p++, n_letters++)
    number = number * 26 + (guint) (g_ascii_toupper (*p) - 'A') + 1;
  p += *p == '$';
  *row = 0;
  for (; g_ascii_isdigit (*p) && *row < G_MAXUINT32; p++)
    *row = *row * 10 + (guint) (*p - '0');
  *column = number - 1;
  if (end != NULL)
    *end = p;
  return n_letters > 0 && n_letters < 4 && !g_ascii_isalnum (*p);
}

static void
add_merge (CrmXlsxMerges *self, const char *element)
{
  const char *reference = strstr (element, "ref=\"");
  Merge merge = { 0 };
  guint last_column;
  const char *colon;
  if (reference == NULL ||
      !crm_xlsx_parse_cell (reference + 5, &colon, &merge.column, &merge.first) || *colon != ':' ||
      !crm_xlsx_parse_cell (colon + 1, NULL, &last_column, &merge.last) ||
      merge.last <= merge.first || merge.first == 0 || self->merges->len >= MERGES_MOST)
    return;
  g_array_append_val (self->merges, merge);
}

static int
compare_merges (gconstpointer a, gconstpointer b)
{
  const Merge *left = a;
  const Merge *right = b;
  return left->first < right->first ? -1 : left->first > right->first;
}

static void
find_merges (CrmXlsxMerges *self, const char *text, gsize length, gsize until)
{
  const char *found = text;
  while ((found = memmem (found, length - (gsize) (found - text), NEEDLE, strlen (NEEDLE))) !=
             NULL &&
         (gsize) (found - text) < until) {
    gsize rest = MIN (length - (gsize) (found - text), NEEDLE_REACH);
    g_autofree char *element = g_strndup (found, rest);
    element[strcspn (element, ">")] = '\0';
    add_merge (self, element);
    found += strlen (NEEDLE);
  }
}

/*
 * crm_xlsx_merges_read:
 * @source: a workbook
 * @part: of a sheet
 * @bytes_most: of the sheet
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what is merged down in it
 */
CrmXlsxMerges *
crm_xlsx_merges_read (const CrmTableSource *source, const char *part, guint64 bytes_most,
                      GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmXlsxMerges) self = g_new0 (CrmXlsxMerges, 1);
  gboolean missing;
  g_autoptr (CrmZip) zip = crm_zip_open (source, part, bytes_most, &missing, error);
  g_autofree char *buffer = g_malloc (PIECE + NEEDLE_REACH);
  gsize kept = 0;
  gssize n = 1;

  self->merges = g_array_new (FALSE, FALSE, sizeof (Merge));
  g_array_set_clear_func (self->merges, clear_merge);
  self->open = g_array_new (FALSE, FALSE, sizeof (guint));
  if (zip == NULL)
    return missing ? g_steal_pointer (&self) : NULL;
  while (n > 0) {
    n = crm_table_check_cancelled (source->name, cancellable, error)
            ? crm_zip_read (zip, buffer + kept, PIECE, error)
            : -1;
    if (n < 0)
      return NULL;
    gsize length = kept + (gsize) n;
    gsize until = n > 0 && length > NEEDLE_REACH ? length - NEEDLE_REACH : n > 0 ? 0 : length;
    find_merges (self, buffer, length, until);
    kept = length - until;
    memmove (buffer, buffer + until, kept);
  }
  g_array_sort (self->merges, compare_merges);
  return g_steal_pointer (&self);
}

void
crm_xlsx_merges_free (CrmXlsxMerges *self)
{
  if (self != NULL) {
    g_array_unref (self->merges);
    g_array_unref (self->open);
    g_free (self);
  }
}

void
crm_xlsx_merges_rewind (CrmXlsxMerges *self)
{
  self->next = 0;
  g_array_set_size (self->open, 0);
}

static gboolean
has_cells (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    if (*(const char *) cells->pdata[i] != '\0')
      return TRUE;
  return FALSE;
}

static void
fill_cell (GPtrArray *cells, const Merge *merge)
{
  while (cells->len <= merge->column)
    g_ptr_array_add (cells, g_strdup (""));
  if (*(const char *) cells->pdata[merge->column] == '\0') {
    g_free (cells->pdata[merge->column]);
    cells->pdata[merge->column] = g_strdup (merge->text);
  }
}

/* Rows come in order. A row that is empty but for what is merged into it stays empty. */
void
crm_xlsx_merges_fill (CrmXlsxMerges *self, guint64 row, GPtrArray *cells)
{
  gboolean filled = has_cells (cells);
  for (; self->next < self->merges->len; self->next++) {
    Merge *merge = &g_array_index (self->merges, Merge, self->next);
    if (merge->first > row)
      break;
    g_clear_pointer (&merge->text, g_free);
    if (merge->first == row && merge->column < cells->len &&
        *(const char *) cells->pdata[merge->column] != '\0') {
      merge->text = g_strdup (cells->pdata[merge->column]);
      g_array_append_val (self->open, self->next);
    }
  }
  for (guint i = 0; i < self->open->len; i++) {
    Merge *merge = &g_array_index (self->merges, Merge, g_array_index (self->open, guint, i));
    if (merge->last < row) {
      g_array_remove_index_fast (self->open, i--);
      continue;
    }
    if (filled && merge->column < CRM_TABLE_COLUMNS_MOST)
      fill_cell (cells, merge);
  }
}
