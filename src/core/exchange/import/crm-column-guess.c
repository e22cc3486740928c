/* What the cells of a column are, and how its dates and numbers are to be read. */
#include "config.h"

#include "crm-column-guess.h"

#include "crm-text.h"

#include <string.h>

#define N_ORDERS 3

struct _CrmColumnGuess {
  guint64 n_cells;
  guint64 n_filled;
  guint64 n_dates;
  guint64 n_iso;               /* of the dates, those that begin with a year of four digits */
  guint64 n_ordered[N_ORDERS]; /* of the others, those that read in this order */
  guint64 n_dotted;            /* of the dates, those with points */
  guint64 n_numbers;
  guint64 n_yes_no;
  guint64 n_emails;
  guint64 n_points;       /* of the numbers, those whose decimal separator is surely a point */
  guint64 n_commas;       /* or a comma */
  guint64 n_maybe_points; /* those like "1.234", where it may be or may group */
  guint64 n_maybe_commas;
};

/**
 * crm_column_guess_new:
 *
 * Returns: (transfer full): a guess that has seen no cell
 */
CrmColumnGuess *
crm_column_guess_new (void)
{
  return g_new0 (CrmColumnGuess, 1);
}

/**
 * crm_column_guess_free:
 * @guess: (transfer full) (nullable): a guess
 */
void
crm_column_guess_free (CrmColumnGuess *guess)
{
  g_free (guess);
}

static void
look_at_date (CrmColumnGuess *guess, const char *cell)
{
  gboolean any = FALSE;
  const char *start = cell + strspn (cell, " ");
  if (strspn (start, "0123456789") == 4) {
    /* It reads in any order, and so tells nothing of the others. */
    gboolean iso = crm_date_parse_ordered (start, CRM_DATE_ORDER_YMD, NULL, NULL);
    guess->n_iso += iso ? 1 : 0;
    guess->n_dates += iso ? 1 : 0;
    return;
  }
  for (int order = 0; order < N_ORDERS; order++) {
    if (crm_date_parse_ordered (cell, (CrmDateOrder) order, NULL, NULL)) {
      guess->n_ordered[order]++;
      any = TRUE;
    }
  }
  if (any) {
    guess->n_dates++;
    guess->n_dotted += cell[strspn (cell, " 0123456789")] == '.';
  }
}

static void
look_at_separators (CrmColumnGuess *guess, const char *cell)
{
  const char *first_point = strchr (cell, '.');
  const char *first_comma = strchr (cell, ',');
  const char *last_point = strrchr (cell, '.');
  const char *last_comma = strrchr (cell, ',');
  if (last_point != NULL && !g_ascii_isdigit (last_point[1])) {
    last_point = first_point = NULL; /* that of "руб." */
  }
  if (first_point == NULL && first_comma == NULL) {
    return;
  }
  if (first_point != NULL && first_comma != NULL) {
    *(last_point > last_comma ? &guess->n_points : &guess->n_commas) += 1;
    return;
  }
  gboolean point = first_point != NULL;
  const char *first = point ? first_point : first_comma;
  if (first != (point ? last_point : last_comma)) {
    *(point ? &guess->n_commas : &guess->n_points) += 1; /* it comes again: it groups */
    return;
  }
  gsize n_after = strspn (first + 1, "0123456789");
  gsize n_before = 0;
  while (first - n_before > cell && g_ascii_isdigit (first[-1 - (gssize) n_before])) {
    n_before++;
  }
  gboolean may_group =
      n_after == 3 && n_before >= 1 && n_before <= 3 && first[-(gssize) n_before] != '0';
  if (may_group) {
    *(point ? &guess->n_maybe_points : &guess->n_maybe_commas) += 1;
  } else {
    *(point ? &guess->n_points : &guess->n_commas) += 1;
  }
}

/**
 * crm_column_guess_add:
 * @guess: a guess
 * @cell: the next cell of the column
 */
void
crm_column_guess_add (CrmColumnGuess *guess, const char *cell)
{
  g_return_if_fail (guess != NULL && cell != NULL);
  guess->n_cells++;
  if (cell[strspn (cell, " \t\r\n")] == '\0') {
    return;
  }
  guess->n_filled++;
  if (strlen (cell) > 256) {
    return;
  }
  look_at_date (guess, cell);
  if (crm_yes_no_parse (cell, NULL)) {
    guess->n_yes_no++;
  }
  g_autofree char *number = crm_number_tidy (cell, '\0', NULL);
  if (number != NULL) {
    guess->n_numbers++;
    look_at_separators (guess, cell);
  } else if (strchr (cell, '@') != NULL) {
    g_autofree char *stripped = g_strstrip (g_strdup (cell));
    guess->n_emails += crm_email_is_valid (stripped) ? 1 : 0;
  }
}

/**
 * crm_column_guess_add_typed:
 * @guess: a guess
 * @cell: the next cell of the column, a number or a date in machine notation: its point is one
 */
void
crm_column_guess_add_typed (CrmColumnGuess *guess, const char *cell)
{
  g_return_if_fail (guess != NULL && cell != NULL);
  guess->n_cells++;
  guess->n_filled++;
  look_at_date (guess, cell);
  if (crm_yes_no_parse (cell, NULL)) {
    guess->n_yes_no++;
  }
  g_autofree char *number = crm_number_tidy (cell, '.', NULL);
  if (number != NULL) {
    guess->n_numbers++;
    guess->n_points++;
  }
}

static gboolean
are_most (CrmColumnGuess *guess, guint64 n)
{
  return n * 10 >= guess->n_filled * 9;
}

/**
 * crm_column_guess_get_kind:
 * @guess: a guess
 *
 * Returns: what the column's cells are
 */
CrmColumnKind
crm_column_guess_get_kind (CrmColumnGuess *guess)
{
  g_return_val_if_fail (guess != NULL, CRM_COLUMN_EMPTY);
  if (guess->n_filled == 0) {
    return CRM_COLUMN_EMPTY;
  }
  /* Columns of 0 and 1 are answers and numbers alike: answers if they have words as well. */
  if (are_most (guess, guess->n_yes_no) && guess->n_yes_no > guess->n_numbers) {
    return CRM_COLUMN_YES_NO;
  }
  if (are_most (guess, guess->n_dates)) {
    return CRM_COLUMN_DATE;
  }
  if (are_most (guess, guess->n_numbers)) {
    return CRM_COLUMN_NUMBER;
  }
  return are_most (guess, guess->n_emails) ? CRM_COLUMN_EMAIL : CRM_COLUMN_TEXT;
}

/**
 * crm_column_guess_get_n_of_kind:
 * @guess: a guess
 * @kind: a kind
 *
 * Returns: how many of the filled cells read as this kind; all of them as text
 */
guint64
crm_column_guess_get_n_of_kind (CrmColumnGuess *guess, CrmColumnKind kind)
{
  g_return_val_if_fail (guess != NULL, 0);
  switch (kind) {
  case CRM_COLUMN_EMPTY:
    return guess->n_cells - guess->n_filled;
  case CRM_COLUMN_TEXT:
    return guess->n_filled;
  case CRM_COLUMN_NUMBER:
    return guess->n_numbers;
  case CRM_COLUMN_DATE:
    return guess->n_dates;
  case CRM_COLUMN_YES_NO:
    return guess->n_yes_no;
  case CRM_COLUMN_EMAIL:
    return guess->n_emails;
  }
  g_assert_not_reached ();
}

/**
 * crm_column_guess_get_date_order:
 * @guess: a guess that has seen all cells, or enough
 * @otherwise: what to take where the cells leave it open between this order and others
 * @certain: (out) (optional): whether the cells settle it: this order reads more of them than any
 *   other, or they all begin with a year of four digits
 *
 * Decides in which order the column's dates have day, month and year: that which reads most cells.
 * One date with a 13th day or later settles a column.
 *
 * Returns: the order
 */
CrmDateOrder
crm_column_guess_get_date_order (CrmColumnGuess *guess, CrmDateOrder otherwise, gboolean *certain)
{
  g_return_val_if_fail (guess != NULL, otherwise);
  if (guess->n_iso == guess->n_dates) {
    if (certain != NULL) {
      *certain = guess->n_dates > 0;
    }
    return guess->n_dates > 0 ? CRM_DATE_ORDER_YMD : otherwise;
  }
  /* Points are not written between month and day in this order anywhere. */
  if (guess->n_dotted * 2 > guess->n_dates && otherwise == CRM_DATE_ORDER_MDY) {
    otherwise = CRM_DATE_ORDER_DMY;
  }
  CrmDateOrder best = otherwise;
  guint n_best = 0;
  for (int order = 0; order < N_ORDERS; order++) {
    if (guess->n_ordered[order] > guess->n_ordered[best]) {
      best = (CrmDateOrder) order;
    }
  }
  for (int order = 0; order < N_ORDERS; order++) {
    n_best += guess->n_ordered[order] == guess->n_ordered[best];
  }
  /* Years of two digits alone may come first by chance, though hardly anybody writes them so. */
  if (n_best > 1 && best == CRM_DATE_ORDER_YMD && otherwise != CRM_DATE_ORDER_YMD) {
    best = guess->n_ordered[CRM_DATE_ORDER_DMY] == guess->n_ordered[best] ? CRM_DATE_ORDER_DMY
                                                                          : CRM_DATE_ORDER_MDY;
  }
  if (certain != NULL) {
    *certain = n_best == 1;
  }
  return best;
}

/**
 * crm_column_guess_get_decimal_separator:
 * @guess: a guess that has seen all cells, or enough
 * @certain: (out) (optional): whether the cells settle it, or there is nothing to settle
 *
 * Decides what stands before the fraction of the column's numbers. "1,234" alone leaves it open:
 * then it is taken to group, since columns of nothing but three decimals are rare.
 *
 * Returns: '.' or ','
 */
char
crm_column_guess_get_decimal_separator (CrmColumnGuess *guess, gboolean *certain)
{
  g_return_val_if_fail (guess != NULL, '.');
  gboolean settled = guess->n_points != guess->n_commas;
  gboolean open = guess->n_maybe_points + guess->n_maybe_commas > 0;
  if (certain != NULL) {
    *certain = settled || (!open && guess->n_points == 0);
  }
  if (settled) {
    return guess->n_points > guess->n_commas ? '.' : ',';
  }
  return guess->n_maybe_points > guess->n_maybe_commas ? ',' : '.';
}

/**
 * crm_column_guess_get_n_filled:
 * @guess: a guess
 *
 * Returns: how many of them are not empty
 */
guint64
crm_column_guess_get_n_filled (CrmColumnGuess *guess)
{
  g_return_val_if_fail (guess != NULL, 0);
  return guess->n_filled;
}
