/* Which row of a table names its columns. */
#include "config.h"

#include "crm-table-header-private.h"

#include "crm-text.h"

#include <string.h>

#define PREAMBLE_MOST 20  /* rows of titles before the header */
#define COMPARED_MOST 100 /* rows under the header that are looked at */
#define NAME_MOST 80      /* characters of a column's name */
#define TYPED_SHARE 60    /* per cent of typed cells that make a column one of numbers or dates */

typedef enum {
  CELL_EMPTY,
  CELL_TEXT,
  CELL_LONG,
  CELL_TYPED, /* a number, date, address of e-mail or web: nothing that a column is called */
} CellKind;

static CellKind
get_kind (const char *cell)
{
  gsize n_digits = 0;
  gsize n_letters = 0;
  gboolean at = FALSE;
  const char *p = cell;
  while (g_unichar_isspace (g_utf8_get_char (p))) {
    p = g_utf8_next_char (p);
  }
  if (*p == '\0') {
    return CELL_EMPTY;
  }
  if (g_str_has_prefix (p, "http://") || g_str_has_prefix (p, "https://")) {
    return CELL_TYPED;
  }
  for (; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    n_digits += g_unichar_isdigit (c) ? 1 : 0;
    n_letters += g_unichar_isalpha (c) ? 1 : 0;
    at |= c == '@' && p > cell && strchr (p, '.') != NULL && strchr (p, ' ') == NULL;
  }
  /* More digits than letters: "2015-07-20T12:45", "1 950 руб.", "+7 916 123-45-67", "tt0012349". */
  if (at || (n_digits > 0 && n_digits >= n_letters)) {
    return CELL_TYPED;
  }
  return g_utf8_strlen (cell, -1) > NAME_MOST ? CELL_LONG : CELL_TEXT;
}

static const char *
get_cell (GPtrArray *rows, guint row, guint column)
{
  GStrv cells = g_ptr_array_index (rows, row);
  for (guint i = 0; i <= column; i++) {
    if (cells[i] == NULL) {
      return "";
    }
  }
  return cells[column];
}

static guint
count_kind (GPtrArray *rows, guint row, CellKind kind)
{
  GStrv cells = g_ptr_array_index (rows, row);
  guint n = 0;
  for (guint i = 0; cells[i] != NULL; i++) {
    n += get_kind (cells[i]) == kind;
  }
  return n;
}

static guint
count_filled (GPtrArray *rows, guint row)
{
  return g_strv_length (g_ptr_array_index (rows, row)) - count_kind (rows, row, CELL_EMPTY);
}

/* Whether the row could name columns by itself: short texts, all different, hardly a number. */
static gboolean
could_be_header (GPtrArray *rows, guint row)
{
  GStrv cells = g_ptr_array_index (rows, row);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_filled = 0;
  guint n_typed = 0;
  guint n_repeated = 0;
  for (guint i = 0; cells[i] != NULL; i++) {
    CellKind kind = get_kind (cells[i]);
    if (kind == CELL_LONG) {
      return FALSE;
    }
    n_filled += kind != CELL_EMPTY;
    n_typed += kind == CELL_TYPED;
    n_repeated += kind != CELL_EMPTY && !g_hash_table_add (seen, cells[i]);
  }
  return n_filled > 0 && n_typed * 5 <= n_filled && n_repeated * 2 <= n_filled;
}

/* The column under the header is of numbers, dates or addresses, as its header is not. */
static gboolean
is_typed_below (GPtrArray *rows, guint header, guint column)
{
  guint n_filled = 0;
  guint n_typed = 0;
  guint end = MIN (rows->len, header + 1 + COMPARED_MOST);
  if (get_kind (get_cell (rows, header, column)) != CELL_TEXT) {
    return FALSE;
  }
  for (guint i = header + 1; i < end; i++) {
    CellKind kind = get_kind (get_cell (rows, i, column));
    n_filled += kind != CELL_EMPTY;
    n_typed += kind == CELL_TYPED;
  }
  return n_filled > 0 && n_typed * 100 >= n_filled * TYPED_SHARE;
}

static gboolean
repeats_below (GPtrArray *rows, guint header, guint column)
{
  const char *name = get_cell (rows, header, column);
  guint end = MIN (rows->len, header + 1 + COMPARED_MOST);
  for (guint i = header + 1; i < end && *name != '\0'; i++) {
    if (strcmp (name, get_cell (rows, i, column)) == 0) {
      return TRUE;
    }
  }
  return FALSE;
}

/* Words that columns are called by in the four languages; compared with the beginning of a name. */
static gboolean
is_usual_name (const char *cell)
{
  static const char *const words[] = {
    "name",    "company", "organi",   "account", "client",  "customer", "contact", "email",
    "e-mail",  "phone",   "mobile",   "address", "city",    "country",  "date",    "price",
    "amount",  "product", "title",    "id",      "number",  "назв",     "наимен",  "имя",
    "фамилия", "фио",     "компани",  "организ", "клиент",  "контакт",  "телефон", "почта",
    "эл. поч", "адрес",   "город",    "страна",  "дата",    "цена",     "сумма",   "товар",
    "инн",     "номер",   "найменув", "ім",      "прізвищ", "піб",      "компані", "клієнт",
    "адреса",  "місто",   "ціна",     "сума",    "єдрпоу",  "пошта",    "nazw",    "imi",
    "firma",   "klient",  "kontakt",  "telefon", "adres",   "miasto",   "cena",    "kwota",
    "nip",     "numer",   "produkt",
  };
  g_autofree char *stripped = g_strstrip (g_strdup (cell));
  g_autofree char *folded = g_utf8_strdown (stripped, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_str_has_prefix (folded, words[i]) &&
        g_utf8_strlen (folded, -1) <= g_utf8_strlen (words[i], -1) + 12) {
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
is_header (GPtrArray *rows, guint row, guint n_columns)
{
  guint n_typed = 0;
  guint n_repeated = 0;
  guint n_usual = 0;
  for (guint i = 0; i < n_columns; i++) {
    n_typed += is_typed_below (rows, row, i);
    n_repeated += repeats_below (rows, row, i);
    n_usual += is_usual_name (get_cell (rows, row, i));
  }
  if (n_typed > 0 || n_usual > 0) {
    return n_repeated <= n_typed + n_usual;
  }
  /* Nothing but texts: tables of several columns mostly have a header, lists mostly have none. */
  return n_columns > 1 && n_repeated == 0;
}

/*
 * crm_table_find_header:
 * @rows: (element-type GStrv): the first rows of a table, empty lines and comments left out
 * @n_columns: how many cells most of them have
 *
 * Finds the row of the columns' names: the first that is filled as the table is, of short texts
 * that do not come again, over columns of another kind. Rows before it with one or two cells are
 * titles. A row of data before it means that there is none.
 *
 * Returns: its index in @rows, or -1
 */
int
crm_table_find_header (GPtrArray *rows, guint n_columns)
{
  guint end = MIN (rows->len, PREAMBLE_MOST);
  for (guint i = 0; i < end; i++) {
    guint n_filled = count_filled (rows, i);
    gboolean full = n_columns == 1 || n_filled * 2 >= n_columns;
    if (full && n_filled >= MIN (n_columns, 2)) {
      return could_be_header (rows, i) && is_header (rows, i, n_columns) ? (int) i : -1;
    }
    if (n_filled > MAX (2, n_columns / 4)) {
      return -1;
    }
  }
  return -1;
}

/*
 * crm_table_name_columns:
 * @header: (array length=n_cells) (nullable): the cells of the header row
 * @n_cells: how many; 0 where the table has no header
 * @n_columns: how many columns there are, at least @n_cells
 *
 * Returns: (transfer full): a name for each column, all different: the header's, in one line, with
 *   a number added where it comes again; the column's number from 1 where it has none
 */
GStrv
crm_table_name_columns (const char *const *header, guint n_cells, guint n_columns)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GStrv names = g_new0 (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++) {
    g_autofree char *name =
        i < n_cells ? crm_text_one_line (header[i], 4 * NAME_MOST) : g_strdup ("");
    if (*name == '\0') {
      g_free (name);
      name = g_strdup_printf ("%u", i + 1);
    }
    g_autofree char *unique = g_strdup (name);
    for (guint n = 2; g_hash_table_contains (seen, unique); n++) {
      g_free (unique);
      unique = g_strdup_printf ("%s (%u)", name, n);
    }
    names[i] = g_steal_pointer (&unique);
    g_hash_table_add (seen, names[i]);
  }
  return names;
}
