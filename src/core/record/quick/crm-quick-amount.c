/* Sums of money in the quick line. */
#include "config.h"

#include "crm-quick-private.h"

#include <string.h>

#include "crm-decimal.h"

/* Money is read with so many decimals more, for "1.2555 mln". */
#define MORE_DECIMALS 4
#define MORE 10000
#define MOST_DIGITS 12
/* A number without anything around it is money from here on, in minor units. */
#define LEAST_BARE 100000

/* The figures of a token between a currency's sign and what hangs on them: "$40k". */
typedef struct {
  gsize start;
  gsize end;
  int currency; /* -1: none */
  gint64 times;
} Figures;

static gboolean
is_figure (char c)
{
  return g_ascii_isdigit (c) || c == '.' || c == ',';
}

static gboolean
read_suffix (CrmLanguage language, const char *suffix, Figures *figures)
{
  int times;
  gsize length = strlen (suffix);

  if (length == 0)
    return TRUE;
  if (crm_quick_match_word (language, QUICK_WORD_CURRENCY, suffix, &figures->currency))
    return TRUE;
  if (crm_quick_match_word (language, QUICK_WORD_TIMES, suffix, &times)) {
    figures->times = times;
    return TRUE;
  }
  /* "40k€" */
  for (const char *p = suffix + length; p > suffix;) {
    g_autofree char *first = NULL;
    p = g_utf8_prev_char (p);
    first = g_strndup (suffix, (gsize) (p - suffix));
    if (crm_quick_match_word (language, QUICK_WORD_TIMES, first, &times) &&
        crm_quick_match_word (language, QUICK_WORD_CURRENCY, p, &figures->currency)) {
      figures->times = times;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
read_token (CrmLanguage language, const char *folded, Figures *figures)
{
  gsize start = 0;
  gsize end;

  figures->currency = -1;
  figures->times = 1;
  if (!g_ascii_isdigit (folded[0])) {
    const char *next = folded;
    g_autofree char *sign = NULL;
    if (*folded == '\0')
      return FALSE;
    next = g_utf8_next_char (folded);
    sign = g_strndup (folded, (gsize) (next - folded));
    if (!crm_quick_match_word (language, QUICK_WORD_CURRENCY, sign, &figures->currency) ||
        g_unichar_isalpha (g_utf8_get_char (sign)))
      return FALSE;
    start = (gsize) (next - folded);
  }
  end = start;
  while (is_figure (folded[end]))
    end++;
  if (end == start || !g_ascii_isdigit (folded[start]))
    return FALSE;
  figures->start = start;
  figures->end = end;
  return read_suffix (language, folded + end, figures);
}

static gboolean
is_group (const QuickToken *token)
{
  return token != NULL && strspn (token->folded, "0123456789") >= 3 &&
         !g_ascii_isdigit (token->folded[3]) &&
         (token->folded[3] == '\0' || token->folded[3] == ',' || token->folded[3] == '.' ||
          !g_ascii_isprint (token->folded[3]) || g_ascii_isalpha (token->folded[3]));
}

static gboolean
compute (const char *digits, CrmLanguage language, gint64 times, gint64 *amount)
{
  static const CrmNumberStyle styles[CRM_N_LANGUAGES] = {
    [CRM_LANGUAGE_EN] = CRM_NUMBER_EN,
    [CRM_LANGUAGE_RU] = CRM_NUMBER_RU,
    [CRM_LANGUAGE_UK] = CRM_NUMBER_UK,
    [CRM_LANGUAGE_PL] = CRM_NUMBER_PL,
  };
  gint64 value;

  if (!crm_decimal_parse_styled (digits, CRM_MONEY_DECIMALS + MORE_DECIMALS, styles[language],
                                 &value, NULL) ||
      __builtin_mul_overflow (value, times, &value))
    return FALSE;
  *amount = (value + MORE / 2) / MORE;
  return TRUE;
}

/* 1900 to 2100 is more likely a year. */
static gboolean
looks_like_year (const char *digits)
{
  return strlen (digits) == 4 && digits[4] == '\0' &&
         (g_str_has_prefix (digits, "19") || g_str_has_prefix (digits, "20"));
}

/*
 * crm_quick_read_amount:
 * @self: a reader
 * @i: a token
 * @after_deal: whether "offer" or its like stands right before it, so that any number is money
 *
 * A number is money where it is large, where it says so by a currency or a multiplier, or behind a
 * word for an offer; not behind a word for what has numbers, as an invoice.
 *
 * Returns: how many tokens from @i on were a sum, which the line has now; 0 for none
 */
guint
crm_quick_read_amount (QuickReader *self, guint i, gboolean after_deal)
{
  const QuickToken *token = crm_quick_token (self, i);
  g_autoptr (GString) digits = NULL;
  Figures figures;
  int currency = -1;
  int times;
  guint n = 1;
  guint more;
  gboolean said = after_deal;
  gsize n_digits = 0;

  if (self->line->has_amount || token == NULL ||
      (i > 0 && crm_quick_match (self, i - 1, QUICK_WORD_NUMBERED, NULL) == 1 &&
       crm_quick_match (self, i - 1, QUICK_WORD_DEAL, NULL) == 0))
    return 0;
  /* "$ 500" */
  if (!g_unichar_isalnum (g_utf8_get_char (token->folded)) &&
      crm_quick_match (self, i, QUICK_WORD_CURRENCY, &currency) == 1) {
    token = crm_quick_token (self, i + 1);
    n = 2;
    if (token == NULL)
      return 0;
  }
  if (!read_token (self->language, token->folded, &figures))
    return 0;
  digits = g_string_new_len (token->folded + figures.start, (gssize) (figures.end - figures.start));
  if (strspn (digits->str, "0123456789") == digits->len && digits->len <= 3 &&
      token->folded[figures.end] == '\0')
    while (!crm_quick_token (self, i + n - 1)->pause && is_group (crm_quick_token (self, i + n))) {
      Figures group;
      const char *folded = crm_quick_token (self, i + n)->folded;
      if (!read_token (self->language, folded, &group))
        break;
      g_string_append_len (digits, folded, (gssize) group.end);
      figures.times = group.times;
      figures.currency = MAX (figures.currency, group.currency);
      n++;
      if (group.end > 3 || folded[group.end] != '\0')
        break;
    }
  if (figures.times == 1) {
    const QuickToken *after = crm_quick_token (self, i + n);
    more = after != NULL && g_utf8_strlen (after->folded, -1) > 1
               ? crm_quick_match (self, i + n, QUICK_WORD_TIMES, &times)
               : 0;
    if (more > 0)
      figures.times = times;
    n += more;
  }
  if (figures.currency < 0)
    figures.currency = currency;
  if (figures.currency < 0)
    n += crm_quick_match (self, i + n, QUICK_WORD_CURRENCY, &figures.currency);
  for (gsize j = 0; j < digits->len; j++)
    n_digits += g_ascii_isdigit (digits->str[j]);
  said = said || figures.currency >= 0 || figures.times > 1;
  if (n_digits > MOST_DIGITS ||
      (!said &&
       (n_digits > 8 || digits->str[0] == '0' || (n == 1 && looks_like_year (digits->str)))) ||
      !compute (digits->str, self->language, figures.times, &self->line->amount) ||
      self->line->amount < (said ? 1 : LEAST_BARE))
    return 0;
  self->line->has_amount = self->line->has_deal = TRUE;
  if (figures.currency >= 0)
    self->line->currency = crm_quick_currencies[figures.currency];
  return n;
}
