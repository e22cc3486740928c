/* Money, prices, quantities and percents as integers of a fixed number of decimals: no floating
 * point. */
#include "config.h"

#include "crm-decimal.h"

#include "crm-error.h"
#include "crm-language-private.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdlib.h>

/* Twice the width of an amount: the product of any two amounts fits. */
__extension__ typedef __int128 Wide;

#define NO_BREAK_SPACE "\302\240"

/* price 10^-4 times quantity 10^-6 is 10^-10, and money is 10^-2 */
#define MONEY_OF_PRICE_DIVISOR 100000000

/* Number styles */

/**
 * crm_number_style_for_language:
 * @language: (nullable): a language code or locale name ("ru", "pl_PL"); NULL for the person's own
 *
 * Returns: how numbers are written in it; in the English way for languages without a style. Any
 * thread.
 */
CrmNumberStyle
crm_number_style_for_language (const char *language)
{
  if (language == NULL)
    return crm_number_style_local ();
  switch (crm_language_resolve (language, LC_NUMERIC)) {
  case CRM_LANGUAGE_RU:
    return CRM_NUMBER_RU;
  case CRM_LANGUAGE_UK:
    return CRM_NUMBER_UK;
  case CRM_LANGUAGE_PL:
    return CRM_NUMBER_PL;
  case CRM_LANGUAGE_EN:
  case CRM_N_LANGUAGES:
    break;
  }
  return CRM_NUMBER_EN;
}

/* A language of its own style first; any other locale with a decimal comma is nearer to Russian. */
static CrmNumberStyle
find_local_style (void)
{
  CrmLanguage language;
  const char *locale = setlocale (LC_NUMERIC, NULL);

  if (crm_language_find (locale, &language))
    return crm_number_style_for_language (locale);
  return localeconv ()->decimal_point[0] == ',' ? CRM_NUMBER_RU : CRM_NUMBER_EN;
}

/**
 * crm_number_style_local:
 *
 * The style of the person's locale (LC_NUMERIC). It is found at the first call and kept, so that
 * setlocale() has to come before. Any thread.
 *
 * Returns: the style
 */
CrmNumberStyle
crm_number_style_local (void)
{
  static gsize style_plus_one = 0;

  if (g_once_init_enter (&style_plus_one))
    g_once_init_leave (&style_plus_one, (gsize) find_local_style () + 1);
  return (CrmNumberStyle) (style_plus_one - 1);
}

static const char *
get_group_separator (CrmNumberStyle style)
{
  switch (style) {
  case CRM_NUMBER_MACHINE:
    return "";
  case CRM_NUMBER_EN:
    return ",";
  case CRM_NUMBER_RU:
  case CRM_NUMBER_UK:
  case CRM_NUMBER_PL:
    return NO_BREAK_SPACE;
  }
  return "";
}

static char
get_decimal_separator (CrmNumberStyle style)
{
  return style == CRM_NUMBER_MACHINE || style == CRM_NUMBER_EN ? '.' : ',';
}

/* Writing */

/**
 * crm_decimal_format:
 * @value: a number in units of 10^-@decimals
 * @decimals: how many decimals @value has, 0 to 18
 * @least_decimals: how many of them are written even where they are zeros
 * @style: how to write it
 *
 * Writes a number: without digits lost and without needless zeros. People's styles group the
 * integral digits by three, with a no-break space or (English) a comma. What it writes,
 * crm_decimal_parse() reads back as the same value, but for English numbers without a decimal point
 * and with exactly one comma, which need crm_decimal_parse_styled(). Any thread.
 *
 * Returns: (transfer full): the text
 */
char *
crm_decimal_format (gint64 value, guint decimals, guint least_decimals, CrmNumberStyle style)
{
  char digits[24];
  guint n_digits = 0;
  guint n_integral;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;
  const char *group = get_group_separator (style);
  GString *text;

  g_return_val_if_fail (decimals <= 18, NULL);

  least_decimals = MIN (least_decimals, decimals);
  /* digits[0] is the last one; there is always one before the decimal point */
  while (rest > 0 || n_digits <= decimals) {
    digits[n_digits++] = (char) ('0' + rest % 10);
    rest /= 10;
  }
  n_integral = n_digits - decimals;

  text = g_string_sized_new (32);
  if (value < 0)
    g_string_append_c (text, '-');
  for (guint i = 0; i < n_integral; i++) {
    if (i > 0 && (n_integral - i) % 3 == 0)
      g_string_append (text, group);
    g_string_append_c (text, digits[n_digits - 1 - i]);
  }

  guint n_zeros = 0;
  while (n_zeros < decimals - least_decimals && digits[n_zeros] == '0')
    n_zeros++;
  if (n_zeros < decimals)
    g_string_append_c (text, get_decimal_separator (style));
  for (guint i = decimals; i > n_zeros; i--)
    g_string_append_c (text, digits[i - 1]);
  return g_string_free (text, FALSE);
}

static const struct {
  const char *code;
  const char *sign;
} currency_signs[] = {
  { "RUB", "₽" }, { "UAH", "₴" }, { "PLN", "zł" }, { "EUR", "€" }, { "USD", "$" },
  { "GBP", "£" }, { "KZT", "₸" }, { "GEL", "₾" },  { "TRY", "₺" }, { "CZK", "Kč" },
};

/**
 * crm_currency_sign:
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: (transfer none): its sign ("₽"), or @currency itself where it has none, so that it lives
 *   as long as @currency; "" for NULL. Any thread.
 */
const char *
crm_currency_sign (const char *currency)
{
  if (currency == NULL)
    return "";
  for (guint i = 0; i < G_N_ELEMENTS (currency_signs); i++) {
    if (g_strcmp0 (currency_signs[i].code, currency) == 0)
      return currency_signs[i].sign;
  }
  return currency;
}

/**
 * crm_money_format:
 * @money: an amount in minor units (10^-2)
 * @currency: (nullable): its ISO 4217 code; NULL or "" for an amount alone
 * @style: how to write it
 *
 * Writes an amount with two decimals and its currency: "1 234,50 ₽", "$1,234.50", "PLN 1,234.50"
 * (English has signs before the number, where they are not letters), "1234.50 RUB" for machines.
 * All spaces but the machine's are no-break spaces. Any thread.
 *
 * Returns: (transfer full): the text
 */
char *
crm_money_format (gint64 money, const char *currency, CrmNumberStyle style)
{
  g_autofree char *number =
      crm_decimal_format (money, CRM_MONEY_DECIMALS, CRM_MONEY_DECIMALS, style);
  const char *sign = crm_currency_sign (currency);
  const char *minus = money < 0 ? "-" : "";

  if (*sign == '\0')
    return g_steal_pointer (&number);
  switch (style) {
  case CRM_NUMBER_MACHINE:
    return g_strconcat (number, " ", currency, NULL);
  case CRM_NUMBER_EN:
    if (g_unichar_isalpha (g_utf8_get_char (sign)))
      return g_strconcat (minus, currency, NO_BREAK_SPACE, number + (money < 0), NULL);
    return g_strconcat (minus, sign, number + (money < 0), NULL);
  case CRM_NUMBER_RU:
  case CRM_NUMBER_UK:
  case CRM_NUMBER_PL:
    break;
  }
  return g_strconcat (number, NO_BREAK_SPACE, sign, NULL);
}

/* Arithmetic */

/* Half away from zero: the rule of Russian, Ukrainian and Polish invoices alike. */
static Wide
divide_wide (Wide dividend, Wide divisor)
{
  Wide quotient = dividend / divisor;
  Wide remainder = dividend % divisor;

  if (remainder < 0)
    remainder = -remainder;
  if (divisor < 0)
    divisor = -divisor, dividend = -dividend;
  if (remainder >= divisor - remainder)
    quotient += dividend < 0 ? -1 : 1;
  return quotient;
}

static gboolean
narrow (Wide wide, gint64 *value)
{
  if (wide < G_MININT64 || wide > G_MAXINT64)
    return FALSE;
  *value = (gint64) wide;
  return TRUE;
}

/**
 * crm_decimal_divide:
 * @dividend: what is divided
 * @divisor: by what
 * @quotient: (out): the quotient rounded to a whole number, half away from zero; untouched on
 * failure
 *
 * Returns: FALSE when @divisor is zero or the quotient too large for 64 bits. Any thread.
 */
gboolean
crm_decimal_divide (gint64 dividend, gint64 divisor, gint64 *quotient)
{
  return crm_decimal_multiply (dividend, 1, divisor, quotient);
}

/**
 * crm_decimal_multiply:
 * @a: a factor
 * @b: a factor
 * @divisor: what the product is divided by, usually a power of ten that brings it to its decimals
 * @product: (out): @a × @b / @divisor rounded once, half away from zero; untouched on failure
 *
 * Multiplies in 128 bits, so that only the result has to fit into 64. Any thread.
 *
 * Returns: FALSE when @divisor is zero or the result too large
 */
gboolean
crm_decimal_multiply (gint64 a, gint64 b, gint64 divisor, gint64 *product)
{
  g_return_val_if_fail (product != NULL, FALSE);

  if (divisor == 0)
    return FALSE;
  return narrow (divide_wide ((Wide) a * b, divisor), product);
}

/**
 * crm_money_of_price:
 * @price: a price in 10^-4
 * @quantity: a quantity in 10^-6
 * @money: (out): their product in minor units (10^-2), rounded half away from zero
 * @error: return location for an error
 *
 * Any thread.
 *
 * Returns: FALSE with %CRM_ERROR_INVALID when the amount is too large
 */
gboolean
crm_money_of_price (gint64 price, gint64 quantity, gint64 *money, GError **error)
{
  if (crm_decimal_multiply (price, quantity, MONEY_OF_PRICE_DIVISOR, money))
    return TRUE;
  g_autofree char *price_text =
      crm_decimal_format (price, CRM_PRICE_DECIMALS, 2, crm_number_style_local ());
  g_autofree char *quantity_text =
      crm_decimal_format (quantity, CRM_QUANTITY_DECIMALS, 0, crm_number_style_local ());
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               /* Translators: a quantity and a price, e.g. "3 × 12.50 is too large an amount" */
               _ ("%s × %s is too large an amount"), quantity_text, price_text);
  return FALSE;
}

typedef struct {
  gsize index;
  Wide remainder;
} Share;

static int
compare_shares (const void *a, const void *b)
{
  const Share *one = a;
  const Share *other = b;

  if (one->remainder != other->remainder)
    return one->remainder > other->remainder ? -1 : 1;
  return one->index < other->index ? -1 : one->index > other->index;
}

/**
 * crm_money_spread:
 * @total: an amount in minor units, of either sign
 * @weights: (array length=n_weights): what the shares are in proportion to; a return among sales
 * may be negative
 * @n_weights: how many there are
 * @shares: (out caller-allocates) (array length=n_weights): the shares, which add up to @total
 * exactly
 *
 * Spreads an amount over lines by the largest remainder: each share is the exact one rounded down,
 * and what is left goes, a unit each, to the shares that lost most, the first of equals first. The
 * shares of -@total are those of @total negated. Any thread.
 *
 * Returns: FALSE, with @shares undefined, when the weights add up to zero or a share is too large
 */
gboolean
crm_money_spread (gint64 total, const gint64 *weights, gsize n_weights, gint64 *shares)
{
  Wide sum = 0;
  Wide rest = total < 0 ? -(Wide) total : total;
  Wide magnitude = rest;
  g_autofree Share *order = NULL;

  g_return_val_if_fail (n_weights == 0 || (weights != NULL && shares != NULL), FALSE);

  for (gsize i = 0; i < n_weights; i++)
    sum += weights[i];
  if (sum == 0)
    return FALSE;

  order = g_new (Share, n_weights);
  for (gsize i = 0; i < n_weights; i++) {
    Wide product = sum < 0 ? -(magnitude * weights[i]) : magnitude * weights[i];
    Wide divisor = sum < 0 ? -sum : sum;
    Wide share = product / divisor;
    Wide remainder = product % divisor;

    if (remainder < 0) {
      remainder += divisor;
      share--;
    }
    /* one unit may yet be added */
    if (share >= G_MAXINT64 || share <= G_MININT64)
      return FALSE;
    order[i] = (Share) { i, remainder };
    shares[i] = (gint64) share;
    rest -= share;
  }

  qsort (order, n_weights, sizeof *order, compare_shares);
  for (gsize i = 0; rest > 0; i++, rest--)
    shares[order[i].index]++;
  for (gsize i = 0; total < 0 && i < n_weights; i++)
    shares[i] = -shares[i];
  return TRUE;
}
