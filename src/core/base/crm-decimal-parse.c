/* Reading numbers as machines and people write them. */
#include "config.h"

#include "crm-decimal.h"
#include "crm-error.h"
#include "crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a number is made of; the kinds of group separators must not be mixed within one number. */
typedef enum {
  TOKEN_END,
  TOKEN_DIGIT,
  TOKEN_DOT,
  TOKEN_COMMA,
  TOKEN_SPACE,
  TOKEN_APOSTROPHE,
  TOKEN_OTHER,
} Token;

/* How one text writes its number: found in a first pass, so that the second only has to count. */
typedef struct {
  Token decimal; /* TOKEN_END: no decimal separator */
  Token group;   /* TOKEN_END: no groups */
} Notation;

static Token
read_token (const char **text, guint *digit)
{
  gunichar c = g_utf8_get_char_validated (*text, -1);

  if (c == 0)
    return TOKEN_END;
  if (c == (gunichar) -1 || c == (gunichar) -2)
    return TOKEN_OTHER;
  *text = g_utf8_next_char (*text);
  if (c >= '0' && c <= '9') {
    *digit = c - '0';
    return TOKEN_DIGIT;
  }
  switch (c) {
  case '.':
    return TOKEN_DOT;
  case ',':
    return TOKEN_COMMA;
  case ' ':
  case 0x00a0: /* no-break space */
  case 0x2009: /* thin space */
  case 0x202f: /* narrow no-break space */
    return TOKEN_SPACE;
  case '\'':
  case 0x2019: /* right single quotation mark */
    return TOKEN_APOSTROPHE;
  default:
    return TOKEN_OTHER;
  }
}

/* The text without white space around it, and its sign taken off. */
static char *
strip (const char *text, gboolean *negative)
{
  const char *begin = text;
  const char *end = text + strlen (text);

  while (*begin != '\0') {
    gunichar c = g_utf8_get_char_validated (begin, -1);
    if (c >= (gunichar) -2 || !g_unichar_isspace (c))
      break;
    begin = g_utf8_next_char (begin);
  }
  while (end > begin) {
    const char *last = g_utf8_find_prev_char (begin, end);
    gunichar c = last != NULL ? g_utf8_get_char_validated (last, end - last) : (gunichar) -1;
    if (c >= (gunichar) -2 || !g_unichar_isspace (c))
      break;
    end = last;
  }

  *negative = FALSE;
  if (g_str_has_prefix (begin, "−")) {
    *negative = TRUE;
    begin += strlen ("−");
  } else if (*begin == '-' || *begin == '+') {
    *negative = *begin == '-';
    begin++;
  }
  return g_strndup (begin, end > begin ? (gsize) (end - begin) : 0);
}

/* Of two kinds of . and , the last is the decimal separator; one that occurs once is it, too; one
 * that occurs several times groups. */
static gboolean
find_notation (const char *text, CrmNumberStyle style, Notation *notation)
{
  guint counts[TOKEN_OTHER + 1] = { 0 };
  guint n_before_comma = 0;
  guint n_after_comma = 0;
  guint digit;
  guint first_digit = 0;
  Token last = TOKEN_END;
  Token token;

  while ((token = read_token (&text, &digit)) != TOKEN_END) {
    if (token == TOKEN_OTHER)
      return FALSE;
    counts[token]++;
    if (token == TOKEN_DOT || token == TOKEN_COMMA)
      last = token;
    if (token == TOKEN_DIGIT && counts[TOKEN_COMMA] > 0)
      n_after_comma++;
    else if (token == TOKEN_DIGIT && n_before_comma++ == 0)
      first_digit = digit;
  }
  if (counts[TOKEN_DIGIT] == 0)
    return FALSE;

  *notation = (Notation) { TOKEN_END, TOKEN_END };
  if (counts[TOKEN_DOT] > 0 && counts[TOKEN_COMMA] > 0) {
    notation->decimal = last;
    notation->group = last == TOKEN_DOT ? TOKEN_COMMA : TOKEN_DOT;
  } else if (last != TOKEN_END && counts[last] > 1) {
    notation->group = last;
  } else {
    notation->decimal = last;
  }
  /* "1,234" in English is a group; "0,234" and "1234,567" cannot be one. */
  if (style == CRM_NUMBER_EN && notation->decimal == TOKEN_COMMA && counts[TOKEN_DOT] == 0 &&
      n_after_comma == 3 && n_before_comma >= 1 && n_before_comma <= 3 && first_digit != 0)
    *notation = (Notation) { TOKEN_END, TOKEN_COMMA };

  for (Token group = TOKEN_SPACE; group <= TOKEN_APOSTROPHE; group++) {
    if (counts[group] == 0)
      continue;
    if (notation->group != TOKEN_END)
      return FALSE;
    notation->group = group;
  }
  return notation->decimal == TOKEN_END || counts[notation->decimal] == 1;
}

typedef enum { READ_OK, READ_NO_NUMBER, READ_TOO_LARGE, READ_TOO_PRECISE } ReadResult;

static ReadResult
read_digits (const char *text, Notation notation, guint decimals, guint64 *magnitude)
{
  guint n_group = 0; /* digits since the last separator */
  guint n_groups = 0;
  guint n_decimals = 0;
  gboolean fraction = FALSE;
  gboolean precise = FALSE;
  gboolean large = FALSE;
  guint digit = 0;
  Token token;

  *magnitude = 0;
  while ((token = read_token (&text, &digit)) != TOKEN_END) {
    if (token == TOKEN_DIGIT) {
      n_group++;
      if (fraction && ++n_decimals > decimals) {
        precise |= digit != 0;
        continue;
      }
      large |= !g_uint64_checked_mul (magnitude, *magnitude, 10) ||
               !g_uint64_checked_add (magnitude, *magnitude, digit);
      continue;
    }
    /* The first group has one to three digits, the others three; the fraction has no groups. */
    if (fraction || (n_groups > 0 && n_group != 3))
      return READ_NO_NUMBER;
    if (token == notation.decimal) {
      fraction = TRUE;
    } else {
      if (n_group == 0 || n_group > 3)
        return READ_NO_NUMBER;
      n_groups++;
      n_group = 0;
    }
  }
  if (!fraction && n_groups > 0 && n_group != 3)
    return READ_NO_NUMBER;
  for (; n_decimals < decimals; n_decimals++)
    large |= !g_uint64_checked_mul (magnitude, *magnitude, 10);
  if (large)
    return READ_TOO_LARGE;
  return precise ? READ_TOO_PRECISE : READ_OK;
}

/* "1,000" with two decimals: the zeros might be dropped as needless, and a thousand with them. */
static gboolean
is_ambiguous (const char *number, Notation notation, guint decimals)
{
  const char *comma = strchr (number, ',');

  return notation.decimal == TOKEN_COMMA && notation.group == TOKEN_END && decimals < 3 &&
         g_str_equal (comma, ",000") && comma - number >= 1 && comma - number <= 3 &&
         number[0] != '0';
}

static void
set_read_error (ReadResult result, const char *text, guint decimals, GError **error)
{
  g_autofree char *quoted = crm_text_one_line (text, 60);

  if (result == READ_TOO_LARGE)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is too large a number"), quoted);
  else if (result == READ_TOO_PRECISE && decimals == 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a whole number"), quoted);
  else if (result == READ_TOO_PRECISE)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 g_dngettext (GETTEXT_PACKAGE, "“%s” has more than %u digit after the point",
                              "“%s” has more than %u digits after the point", decimals),
                 quoted, decimals);
  else if (*quoted == '\0')
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A number is missing"));
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a number"), quoted);
}

/**
 * crm_decimal_parse_styled:
 * @text: a number as typed
 * @decimals: how many decimals the value has, 0 to 18
 * @style: whose notation settles what the text alone does not
 * @value: (out) (optional): the number in units of 10^-@decimals; untouched on failure
 * @error: return location for an error
 *
 * As crm_decimal_parse(), for what a person types: with %CRM_NUMBER_EN a single comma that stands
 * before exactly three digits groups them ("1,234" is 1234). Other styles change nothing. Any
 * thread.
 *
 * Returns: FALSE with %CRM_ERROR_INVALID when it is not such a number
 */
gboolean
crm_decimal_parse_styled (const char *text, guint decimals, CrmNumberStyle style, gint64 *value,
                          GError **error)
{
  gboolean negative;
  Notation notation;
  ReadResult result = READ_NO_NUMBER;
  guint64 magnitude = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (decimals <= 18, FALSE);

  g_autofree char *number = strip (text, &negative);
  if (find_notation (number, style, &notation)) {
    result = is_ambiguous (number, notation, decimals)
                 ? READ_TOO_PRECISE
                 : read_digits (number, notation, decimals, &magnitude);
    if (result == READ_OK && magnitude > (guint64) G_MAXINT64 + (negative ? 1 : 0))
      result = READ_TOO_LARGE;
  }
  if (result != READ_OK) {
    set_read_error (result, text, decimals, error);
    return FALSE;
  }
  if (value != NULL)
    *value = (gint64) (negative ? -magnitude : magnitude);
  return TRUE;
}

/**
 * crm_decimal_parse:
 * @text: a number, "-1234.50" or "1 234,50"
 * @decimals: how many decimals the value has, 0 to 18
 * @value: (out) (optional): the number in units of 10^-@decimals; untouched on failure
 * @error: return location for an error
 *
 * Reads a number in machine's or people's notation, whatever the locale: an optional sign, digits
 * that may be grouped by three with spaces (no-break and narrow ones too), apostrophes, or by that
 * of point and comma which is not the decimal separator, and a decimal point or comma. White space
 * around it is ignored.
 *
 * Of point and comma, the last is the decimal separator where both occur ("1.234,5", "1,234.5").
 * Where one occurs alone and once, it is the decimal separator even before three digits ("1.234"
 * and "1,234" are both 1 and 234 thousandths); where it occurs several times, it groups
 * ("1.234.567"). More decimals than @decimals are refused, unless they are zeros; yet "1,000" is
 * refused where
 * @decimals is below three, since a thousand may be meant. Any thread.
 *
 * Returns: FALSE with %CRM_ERROR_INVALID when it is not such a number; the message quotes @text
 */
gboolean
crm_decimal_parse (const char *text, guint decimals, gint64 *value, GError **error)
{
  return crm_decimal_parse_styled (text, decimals, CRM_NUMBER_MACHINE, value, error);
}
