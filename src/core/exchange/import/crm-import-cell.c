/* One cell of a table as a value of a field, by the field's kind and the column's manners. */
#include "config.h"

#include "crm-import-cell-private.h"

#include "crm-error.h"
#include "crm-import-mapping-private.h"
#include "crm-kind.h"
#include "crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define QUOTED_CHARACTERS 60

static gboolean
fail (const char *format, const char *cell, GError **error)
{
  g_autofree char *quoted = crm_text_one_line (cell, QUOTED_CHARACTERS);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, format, quoted);
  return FALSE;
}

/*
 * crm_import_cell_is_blank:
 * @field: what the cell is for
 * @cell: a cell
 *
 * Returns: whether it says nothing: databases write so what is not there
 */
gboolean
crm_import_cell_is_blank (const CrmField *field, const char *cell)
{
  static const char *const nothing[] = { "NULL", "\\N", "#N/A", "N/A", "n/a", "NaN", "nan" };
  const char *start = cell + strspn (cell, " \t\r\n");
  if (*start == '\0')
    return TRUE;
  if (field->kind == CRM_KIND_NOTE)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    if (strcmp (start, nothing[i]) == 0)
      return TRUE;
  return field->kind != CRM_KIND_TEXT && field->kind != CRM_KIND_YES_NO &&
         (strcmp (start, "-") == 0 || strcmp (start, "—") == 0 || strcmp (start, "–") == 0);
}

/* "1996.0": tables that went through other programs have whole numbers with a fraction of nothing.
 */
static void
take_zeros_away (char *number)
{
  char *point = strchr (number, '.');
  if (point != NULL && strspn (point + 1, "0") == strlen (point + 1))
    *point = '\0';
}

/* So many digits a field keeps behind the point; -1: it is a whole number. */
static int
get_decimals (CrmKind kind)
{
  switch (kind) {
  case CRM_KIND_MONEY:
    return CRM_MONEY_DECIMALS;
  case CRM_KIND_PRICE:
    return CRM_PRICE_DECIMALS;
  case CRM_KIND_QUANTITY:
    return CRM_QUANTITY_DECIMALS;
  case CRM_KIND_PERCENT:
    return CRM_PERCENT_DECIMALS;
  default:
    return -1;
  }
}

/* What a formula gives has more digits than the sheet shows: 203.64675 is 203.6468. Halves go away
 * from nought. */
static char *
dup_rounded (const char *number, int decimals)
{
  const char *point = strchr (number, '.');
  gsize kept = point != NULL ? (gsize) (point - number) + 1 + (gsize) MAX (decimals, 0) : 0;
  GString *rounded;
  gsize at;

  if (decimals < 0 || point == NULL || strlen (number) <= kept || strchr (number, 'e') != NULL ||
      strchr (number, 'E') != NULL)
    return g_strdup (number);
  rounded = g_string_new_len (number, (gssize) kept);
  if (number[kept] < '5')
    return g_string_free (rounded, FALSE);
  for (at = rounded->len; at > 0; at--) {
    char *digit = &rounded->str[at - 1];
    if (*digit == '.')
      continue;
    if (!g_ascii_isdigit (*digit))
      break;
    if (*digit != '9') {
      (*digit)++;
      return g_string_free (rounded, FALSE);
    }
    *digit = '0';
  }
  g_string_insert_c (rounded, (gssize) at, '1');
  return g_string_free (rounded, FALSE);
}

static gboolean
parse_number (const CrmImportColumn *column, const char *cell, gboolean typed, CrmValue *value,
              const char **currency, GError **error)
{
  const char *named = NULL;
  g_autofree char *number = crm_number_tidy (cell, column->decimal_separator, &named);
  if (number == NULL)
    return fail (_ ("“%s” is not a number"), cell, error);
  if (column->field->kind == CRM_KIND_INTEGER)
    take_zeros_away (number);
  if (named != NULL)
    *currency = named;
  if (typed) {
    g_autofree char *rounded = dup_rounded (number, get_decimals (column->field->kind));
    return crm_field_parse (column->field, rounded, value, error);
  }
  return crm_field_parse (column->field, number, value, error);
}

/* "mailto:anna@orion.example", "E-mail: anna@orion.example", "Anna <anna@orion.example>": the one
 * address in it; otherwise as it is. */
static gboolean
parse_email (const CrmImportColumn *column, const char *cell, CrmValue *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (cell, " \t\n:;,<>()\"", -1);
  const char *found = NULL;
  guint n = 0;

  for (char **word = words; *word != NULL; word++)
    if (crm_email_is_valid (*word)) {
      found = *word;
      n++;
    }
  return crm_field_parse (column->field, n == 1 ? found : cell, value, error);
}

/* Some write the day that is not known as a day of nought. */
static gboolean
is_no_date (const char *cell)
{
  return g_str_has_prefix (cell, "0000-00-00") || strcmp (cell, "00.00.0000") == 0;
}

static gboolean
parse_date (const CrmImportColumn *column, const char *cell, CrmValue *value, GError **error)
{
  gint64 date;
  if (is_no_date (cell)) {
    crm_value_clear (value);
    return TRUE;
  }
  if (!crm_date_parse_ordered (cell, column->date_order, &date, NULL)) {
    gint64 moment;
    if (!crm_moment_parse (cell, &moment, NULL))
      return fail (_ ("“%s” is not a date"), cell, error);
    date = crm_moment_to_date (moment);
  }
  crm_value_set_integer (value, date);
  return TRUE;
}

/* "18:04", "18:04:34": minutes of the day; -1: no time. */
static gint64
parse_time (const char *text)
{
  guint64 parts[2];
  char *end = (char *) text;
  for (int i = 0; i < 2; i++) {
    const char *start = end;
    if (!g_ascii_isdigit (*start))
      return -1;
    parts[i] = g_ascii_strtoull (start, &end, 10);
    if (i == 0 && *end++ != ':')
      return -1;
  }
  return parts[0] < 24 && parts[1] < 60 ? (gint64) (parts[0] * 60 + parts[1]) : -1;
}

static gboolean
parse_moment (const CrmImportColumn *column, const char *cell, CrmValue *value, GError **error)
{
  gint64 moment;
  if (is_no_date (cell)) {
    crm_value_clear (value);
    return TRUE;
  }
  if (!crm_moment_parse (cell, &moment, NULL)) {
    /* A day in the column's own order, perhaps with a time after it. */
    gint64 date;
    gint64 minutes = 0;
    gsize length = strcspn (cell, " T");
    g_autofree char *day = g_strndup (cell, length);
    if (cell[length] != '\0')
      minutes = parse_time (cell + length + 1);
    if (minutes < 0 || !crm_date_parse_ordered (day, column->date_order, &date, NULL))
      return fail (_ ("“%s” is not a date and time"), cell, error);
    moment = crm_moment_from_date (date) + minutes * 60;
  }
  crm_value_set_integer (value, moment);
  return TRUE;
}

static gboolean
parse_choice (const CrmImportColumn *column, const char *cell, CrmValue *value, gboolean *rest,
              GError **error)
{
  const CrmChoice *choice = crm_import_find_choice (column->field, cell);
  if (choice == NULL) {
    choice = crm_field_find_choice (column->field, CRM_IMPORT_OTHER);
    *rest = choice != NULL;
  }
  if (choice == NULL)
    return crm_field_parse (column->field, cell, value, error); /* says what there is */
  crm_value_set_text (value, choice->code);
  return TRUE;
}

/*
 * crm_import_cell_parse:
 * @column: with a field; not one of a reference
 * @cell: a cell that is not blank
 * @typed: whether the file says that it is a number: it may have been computed, and is rounded
 * @value: (out): its value
 * @currency: (inout): of a sum that names one
 * @rest: (inout): whether the cell says more than the value
 * @error: INVALID, with the cell in quotes
 *
 * Returns: whether it could be read
 */
gboolean
crm_import_cell_parse (const CrmImportColumn *column, const char *cell, gboolean typed,
                       CrmValue *value, const char **currency, gboolean *rest, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (cell));
  switch (column->field->kind) {
  case CRM_KIND_INTEGER:
  case CRM_KIND_MONEY:
  case CRM_KIND_PRICE:
  case CRM_KIND_QUANTITY:
  case CRM_KIND_PERCENT:
    return parse_number (column, stripped, typed, value, currency, error);
  case CRM_KIND_EMAIL:
    return parse_email (column, stripped, value, error);
  case CRM_KIND_DATE:
    return parse_date (column, stripped, value, error);
  case CRM_KIND_MOMENT:
    return parse_moment (column, stripped, value, error);
  case CRM_KIND_YES_NO: {
    gboolean yes;
    if (!crm_yes_no_parse (stripped, &yes))
      return crm_field_parse (column->field, stripped, value, error);
    crm_value_set_integer (value, yes ? 1 : 0);
    return TRUE;
  }
  case CRM_KIND_CHOICE:
    return parse_choice (column, stripped, value, rest, error);
  default:
    return crm_field_parse (column->field, stripped, value, error);
  }
}
