/* Numbers, sums and answers as people write them into tables. */
#include "config.h"

#include "crm-column-guess.h"

#include <string.h>

/* How sums name their currency, folded, without the points after an abbreviation. */
static const struct {
  const char *word;
  const char *currency;
} currency_words[] = {
  { "₽", "RUB" },      { "руб", "RUB" },     { "р", "RUB" },       { "рубль", "RUB" },
  { "рубля", "RUB" },  { "рублей", "RUB" },  { "rub", "RUB" },     { "rur", "RUB" },
  { "₴", "UAH" },      { "грн", "UAH" },     { "гривень", "UAH" }, { "гривен", "UAH" },
  { "гривня", "UAH" }, { "гривні", "UAH" },  { "uah", "UAH" },     { "zł", "PLN" },
  { "zl", "PLN" },     { "złotych", "PLN" }, { "złote", "PLN" },   { "pln", "PLN" },
  { "€", "EUR" },      { "eur", "EUR" },     { "евро", "EUR" },    { "євро", "EUR" },
  { "euro", "EUR" },   { "$", "USD" },       { "usd", "USD" },     { "us$", "USD" },
  { "долл", "USD" },   { "£", "GBP" },       { "gbp", "GBP" },     { "byn", "BYN" },
  { "kzt", "KZT" },    { "₸", "KZT" },       { "тенге", "KZT" },   { "chf", "CHF" },
  { "%", NULL },
};

/* Whether the word may stand beside a number; an empty one may. */
static gboolean
is_currency (const char *word, gsize length, const char **currency)
{
  g_autofree char *copy = g_strndup (word, length);
  g_strstrip (copy);
  gsize end = strlen (copy);
  if (end > 0 && copy[end - 1] == '.') {
    copy[end - 1] = '\0';
  }
  if (*copy == '\0') {
    return TRUE;
  }
  g_autofree char *folded = g_utf8_strdown (copy, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (currency_words); i++) {
    if (strcmp (folded, currency_words[i].word) == 0) {
      *currency = currency_words[i].currency != NULL ? currency_words[i].currency : *currency;
      return TRUE;
    }
  }
  return FALSE;
}

/* One space of one byte for each kind of white space, and the common minus for the true one. */
static char *
unify (const char *text)
{
  GString *unified = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isspace (c) || c == 0x202f || c == 0x2009) {
      g_string_append_c (unified, ' ');
    } else if (c == 0x2212) {
      g_string_append_c (unified, '-');
    } else if (c == 0x2019) {
      g_string_append_c (unified, '\'');
    } else {
      g_string_append_unichar (unified, c);
    }
  }
  return g_strstrip (g_string_free (unified, FALSE));
}

/* Checks "1 234 567.89" and copies it without what groups it. */
static gboolean
copy_digits (const char *start, const char *end, char decimal_separator, GString *number)
{
  gboolean fraction = FALSE;
  gboolean grouped = FALSE;
  guint n_digits = 0; /* since the last separator */
  guint n_all = 0;
  for (const char *p = start; p < end; p++) {
    if (g_ascii_isdigit (*p)) {
      g_string_append_c (number, *p);
      n_digits++;
      n_all++;
    } else if (*p == decimal_separator && !fraction) {
      if (grouped && n_digits != 3) {
        return FALSE;
      }
      g_string_append (number, n_all == 0 ? "0." : ".");
      fraction = TRUE;
      n_digits = 0;
    } else if (strchr (" '.,", *p) != NULL && !fraction && n_digits > 0 &&
               (grouped ? n_digits == 3 : n_digits <= 3)) {
      grouped = TRUE;
      n_digits = 0;
    } else {
      return FALSE;
    }
  }
  if (fraction && n_digits == 0) {
    g_string_truncate (number, number->len - 1);
  }
  return n_all > 0 && (fraction || !grouped || n_digits == 3);
}

/**
 * crm_number_tidy:
 * @text: a number as it stands in a table: "1 972 рублей", "$-142.85", "(1.234,50)", "20 %"
 * @decimal_separator: what stands before its fraction: '.' or ','; 0 for the last of the two if
 *   it stands there once
 * @currency: (out) (optional) (nullable): the code of the currency that it names, or %NULL
 *
 * Takes away the currency and what groups the digits. Any thread.
 *
 * Returns: (transfer full) (nullable): the number in machine's notation, "-1234.50"; %NULL where
 *   the text is none
 */
char *
crm_number_tidy (const char *text, char decimal_separator, const char **currency)
{
  g_return_val_if_fail (text != NULL, NULL);
  const char *named = NULL;
  g_autofree char *unified = unify (text);
  gsize first = strcspn (unified, "0123456789");
  gsize end = strlen (unified);
  if (currency != NULL) {
    *currency = NULL;
  }
  if (unified[first] == '\0') {
    return NULL;
  }
  while (!g_ascii_isdigit (unified[end - 1])) {
    end--;
  }
  const char *after = unified + end;
  gboolean in_brackets = unified[0] == '(' && *after != '\0' && after[strlen (after) - 1] == ')';
  gsize after_length = strlen (after) - (in_brackets ? 1 : 0);
  gsize start = in_brackets ? 1 : 0;

  /* Before the digits: a sign, a currency, or both in either order, then perhaps ".5". */
  gboolean negative = in_brackets;
  gboolean is_signed = FALSE;
  gsize before_end = first;
  if (before_end > start && decimal_separator != ',' && unified[before_end - 1] == '.' &&
      (before_end - 1 == start || strchr (" +-$", unified[before_end - 2]) != NULL)) {
    before_end--;
  }
  g_autoptr (GString) before = g_string_new_len (unified + start, (gssize) (before_end - start));
  gsize sign = strcspn (before->str, "+-");
  if (before->str[sign] != '\0') {
    negative |= before->str[sign] == '-';
    is_signed = TRUE;
    g_string_erase (before, (gssize) sign, 1);
  }
  if ((is_signed && in_brackets) || !is_currency (before->str, before->len, &named) ||
      !is_currency (after, after_length, &named)) {
    return NULL;
  }

  const char *digits = unified + before_end;
  if (decimal_separator == '\0') {
    const char *last = NULL;
    for (const char *p = digits; p < unified + end; p++) {
      last = *p == '.' || *p == ',' ? p : last;
    }
    /* One that comes again does not begin a fraction: "1.234.567". */
    decimal_separator =
        last != NULL && memchr (digits, *last, (gsize) (last - digits)) == NULL ? *last : '\n';
  }
  g_autoptr (GString) number = g_string_new (negative ? "-" : "");
  if (!copy_digits (digits, unified + end, decimal_separator, number)) {
    return NULL;
  }
  if (currency != NULL) {
    *currency = named;
  }
  return g_string_free (g_steal_pointer (&number), FALSE);
}

/**
 * crm_yes_no_parse:
 * @text: an answer in Russian, Ukrainian, Polish or English, a sign or a digit
 * @value: (out) (optional): whether it is a yes; untouched on failure
 *
 * Any thread.
 *
 * Returns: whether it is an answer
 */
gboolean
crm_yes_no_parse (const char *text, gboolean *value)
{
  static const char *const yes[] = { "yes",    "y",      "true",   "t",   "1",    "on",
                                     "x",      "+",      "✓",      "✔",   "да",   "д",
                                     "так",    "т",      "истина", "вкл", "есть", "tak",
                                     "prawda", "істина", "є",      NULL };
  static const char *const no[] = { "no",       "n",     "false", "f",    "0",    "off", "-",
                                    "нет",      "н",     "ні",    "ложь", "выкл", "nie", "fałsz",
                                    "хибність", "немає", "✗",     "✘",    NULL };
  g_return_val_if_fail (text != NULL, FALSE);
  g_autofree char *stripped = unify (text);
  g_autofree char *folded = g_utf8_strdown (stripped, -1);
  gboolean is_yes = g_strv_contains (yes, folded);
  if (!is_yes && !g_strv_contains (no, folded)) {
    return FALSE;
  }
  if (value != NULL) {
    *value = is_yes;
  }
  return TRUE;
}
