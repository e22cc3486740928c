/* Numbers of a spreadsheet as it shows them. They are kept as binary fractions written out to 17
 * digits, and a date is a number whose format says so (ECMA-376, 18.8.30 and 18.17.4). */
#include "config.h"

#include "crm-xlsx-number-private.h"

#include "crm-date.h"

#include <string.h>

#define DIGITS_SHOWN 15 /* more than these are noise of the binary fraction */
#define DIGITS_MOST 320
#define DAY 86400

/* Formats that have no code in the file. */
CrmXlsxFormat
crm_xlsx_format_builtin (int id)
{
  CrmXlsxKind kind = CRM_XLSX_PLAIN;
  if (id == 9 || id == 10)
    kind = CRM_XLSX_PERCENT;
  else if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
           id == 57 || id == 58)
    kind = CRM_XLSX_DATE;
  else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 ||
           id == 56)
    kind = CRM_XLSX_TIME;
  else if (id == 22)
    kind = CRM_XLSX_DATE_TIME;
  else if (id == 49)
    kind = CRM_XLSX_TEXT;
  return (CrmXlsxFormat) { kind, 0 };
}

/* Past what stands in quotation marks, in brackets or behind a sign that takes it as it is. [h] is
 * a time. */
static const char *
skip_literal (const char *p, gboolean *time)
{
  const char *end;
  switch (*p) {
  case '"':
    end = strchr (p + 1, '"');
    break;
  case '[':
    *time |= strchr ("hHmMsS", p[1]) != NULL && p[1] != '\0' && (p[2] == ']' || p[2] == p[1]);
    end = strchr (p, ']');
    break;
  case '\\':
  case '_':
  case '*':
    return p[1] != '\0' ? g_utf8_next_char (p + 1) : p + 1;
  default:
    return NULL;
  }
  return end != NULL ? end + 1 : p + strlen (p);
}

/*
 * crm_xlsx_format_parse:
 * @code: of a format: "dd.mm.yyyy", "#,##0.00 [$₽-419]", "0.0%"
 *
 * Returns: what it makes of a number
 */
CrmXlsxFormat
crm_xlsx_format_parse (const char *code)
{
  gboolean day = FALSE;
  gboolean month = FALSE;
  gboolean time = FALSE;
  gboolean percent = FALSE;
  gsize zeros = strspn (code, "0");

  if (zeros > 1 && code[zeros] == '\0')
    return (CrmXlsxFormat) { CRM_XLSX_PADDED, (int) MIN (zeros, 64) };
  if (strcmp (code, "@") == 0)
    return (CrmXlsxFormat) { CRM_XLSX_TEXT, 0 };
  if (g_ascii_strncasecmp (code, "general", 7) == 0)
    return (CrmXlsxFormat) { CRM_XLSX_PLAIN, 0 };
  for (const char *p = code; *p != '\0' && *p != ';';) {
    const char *after = skip_literal (p, &time);
    char c = g_ascii_tolower (*p);
    if (after != NULL) {
      p = after;
      continue;
    }
    day |= c == 'd' || c == 'y';
    month |= c == 'm'; /* or minutes */
    time |= c == 'h' || c == 's';
    percent |= c == '%';
    p++;
  }
  if (day || (month && !time))
    return (CrmXlsxFormat) { time ? CRM_XLSX_DATE_TIME : CRM_XLSX_DATE, 0 };
  return (CrmXlsxFormat) { time ? CRM_XLSX_TIME : percent ? CRM_XLSX_PERCENT : CRM_XLSX_PLAIN, 0 };
}

/* --- Decimal arithmetic on the digits as they stand */

typedef struct {
  gboolean negative;
  char digits[DIGITS_SHOWN + 1];
  int n_digits; /* 0: nought */
  int exponent; /* of the point behind the first digit */
} Decimal;

static gboolean
parse_decimal (const char *text, Decimal *decimal)
{
  const char *p = text + strspn (text, " ");
  char digits[DIGITS_SHOWN + 2];
  int n = 0;
  int point = 0; /* digits before the point, leading zeros not counted */
  gboolean seen = FALSE;
  gboolean after_point = FALSE;
  gint64 exponent = 0;

  *decimal = (Decimal) { .negative = *p == '-' };
  if (*p == '-' || *p == '+')
    p++;
  for (; g_ascii_isdigit (*p) || (*p == '.' && !after_point); p++) {
    if (*p == '.') {
      after_point = TRUE;
      continue;
    }
    seen = TRUE;
    if (n == 0 && *p == '0') {
      point -= after_point;
      continue;
    }
    point += !after_point;
    if (n < DIGITS_SHOWN + 1)
      digits[n++] = *p;
  }
  if (!seen)
    return FALSE;
  if (*p == 'e' || *p == 'E') {
    char *end;
    exponent = g_ascii_strtoll (p + 1, &end, 10);
    if (end == p + 1 || ABS (exponent) > DIGITS_MOST)
      return FALSE;
    p = end;
  }
  if (p[strspn (p, " ")] != '\0')
    return FALSE;
  gboolean up = n > DIGITS_SHOWN && digits[DIGITS_SHOWN] >= '5';
  n = MIN (n, DIGITS_SHOWN);
  for (int i = n - 1; up && i >= 0; i--) {
    up = digits[i] == '9';
    digits[i] = up ? '0' : (char) (digits[i] + 1);
  }
  if (up) {
    digits[0] = '1'; /* 9.99... became 10 */
    point++;
  }
  while (n > 0 && digits[n - 1] == '0')
    n--;
  memcpy (decimal->digits, digits, (gsize) n);
  decimal->n_digits = n;
  decimal->exponent = point + (int) exponent;
  return TRUE;
}

static char *
write_decimal (const Decimal *decimal)
{
  GString *text = g_string_new (decimal->negative && decimal->n_digits > 0 ? "-" : "");
  if (decimal->n_digits == 0)
    g_string_append_c (text, '0');
  for (int i = 0; i < decimal->exponent && decimal->n_digits > 0; i++)
    g_string_append_c (text, i < decimal->n_digits ? decimal->digits[i] : '0');
  if (decimal->exponent <= 0 && decimal->n_digits > 0)
    g_string_append_c (text, '0');
  if (decimal->n_digits > decimal->exponent && decimal->n_digits > 0) {
    g_string_append_c (text, '.');
    for (int i = decimal->exponent; i < decimal->n_digits; i++)
      g_string_append_c (text, i < 0 ? '0' : decimal->digits[i]);
  }
  return g_string_free (text, FALSE);
}

/* --- Days */

static char *
write_date (const char *plain, CrmXlsxKind kind, gboolean from_1904)
{
  double serial = g_ascii_strtod (plain, NULL);
  gint64 seconds;
  gint64 day;
  GString *text;

  if (serial < 0 || serial > 2958466)
    return NULL;
  day = (gint64) serial;
  seconds = (gint64) ((serial - (double) day) * DAY + 0.5);
  if (seconds >= DAY) {
    seconds = 0;
    day++;
  }
  text = g_string_new (NULL);
  /* Day 60 of the 1900 system is the 29th of February that never was; those before it are one off.
   */
  if (kind != CRM_XLSX_TIME && (day > 0 || from_1904)) {
    gint64 first = from_1904  ? crm_date_from_ymd (1904, 1, 1)
                   : day < 60 ? crm_date_from_ymd (1899, 12, 31)
                              : crm_date_from_ymd (1899, 12, 30);
    int year;
    int month;
    int number;
    crm_date_to_ymd (first + day, &year, &month, &number);
    g_string_append_printf (text, "%04d-%02d-%02d", year, month, number);
  }
  if (kind == CRM_XLSX_TIME)
    seconds += day * DAY; /* hours go on past 24 */
  if (kind != CRM_XLSX_DATE && (kind == CRM_XLSX_TIME || seconds > 0 || text->len == 0)) {
    g_string_append_printf (text, "%s%02d:%02d", text->len > 0 ? " " : "", (int) (seconds / 3600),
                            (int) (seconds / 60 % 60));
    if (seconds % 60 != 0)
      g_string_append_printf (text, ":%02d", (int) (seconds % 60));
  }
  return g_string_free (text, FALSE);
}

/*
 * crm_xlsx_number_dup:
 * @number: as it stands in the file
 * @format: of its cell
 * @from_1904: whether days are counted from 1904
 *
 * Returns: (transfer full): "0.1" for 0.10000000000000001, an ISO date, "20%"; what is no number
 *   as it is
 */
char *
crm_xlsx_number_dup (const char *number, CrmXlsxFormat format, gboolean from_1904)
{
  Decimal decimal;
  g_autofree char *plain = NULL;
  char *text = NULL;

  if (!parse_decimal (number, &decimal))
    return g_strdup (number);
  if (format.kind == CRM_XLSX_PERCENT && decimal.n_digits > 0)
    decimal.exponent += 2;
  plain = write_decimal (&decimal);
  switch (format.kind) {
  case CRM_XLSX_PLAIN:
  case CRM_XLSX_TEXT:
    break;
  case CRM_XLSX_PERCENT:
    return g_strconcat (plain, "%", NULL);
  case CRM_XLSX_DATE:
  case CRM_XLSX_TIME:
  case CRM_XLSX_DATE_TIME:
    text = write_date (plain, format.kind, from_1904);
    break;
  case CRM_XLSX_PADDED:
    if (strlen (plain) < (gsize) format.width && strspn (plain, "0123456789") == strlen (plain)) {
      text = g_strnfill ((gsize) format.width, '0');
      memcpy (text + format.width - strlen (plain), plain, strlen (plain));
    }
    break;
  }
  return text != NULL ? text : g_steal_pointer (&plain);
}
