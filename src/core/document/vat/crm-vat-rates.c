/* VAT codes: what they mean, how they are printed, and which are in force in a country on a day. */
#include "config.h"

#include "crm-vat.h"

#include "crm-date.h"
#include "crm-error.h"

#include <glib/gi18n-lib.h>

/* Codes without a number. FA(3) tells the reasons apart; the arithmetic does not. */
static const char *const UNTAXED[] = { "none", "zw", "np", "oo" };

typedef struct {
  const char *country;
  const char *code;
  int from_year, from_month;   /* first day of that month; 0 is always */
  int until_year, until_month; /* first day on which it no longer holds; 0 is never */
  gboolean standard;
} DatedRate;

/* Sources: ru 425-ФЗ of 28.11.2025 (22 %), 303-ФЗ of 03.08.2018 (20 %), 176-ФЗ of 12.07.2024 (5 and
 * 7 %); ua ПКУ art. 193; pl ustawa o VAT art. 41 and 146ef. */
static const DatedRate RATES[] = {
  { "ru", "22", 2026, 1, 0, 0, TRUE },  { "ru", "20", 2019, 1, 2026, 1, TRUE },
  { "ru", "18", 0, 0, 2019, 1, TRUE },  { "ru", "10", 0, 0, 0, 0, FALSE },
  { "ru", "7", 2025, 1, 0, 0, FALSE },  { "ru", "5", 2025, 1, 0, 0, FALSE },
  { "ru", "0", 0, 0, 0, 0, FALSE },     { "ua", "20", 0, 0, 0, 0, TRUE },
  { "ua", "14", 2021, 3, 0, 0, FALSE }, { "ua", "7", 2014, 4, 0, 0, FALSE },
  { "ua", "0", 0, 0, 0, 0, FALSE },     { "pl", "23", 2011, 1, 0, 0, TRUE },
  { "pl", "22", 0, 0, 2011, 1, TRUE },  { "pl", "8", 2011, 1, 0, 0, FALSE },
  { "pl", "7", 0, 0, 2011, 1, FALSE },  { "pl", "5", 2011, 1, 0, 0, FALSE },
  { "pl", "0", 0, 0, 0, 0, FALSE },     { "other", "23", 0, 0, 0, 0, FALSE },
  { "other", "22", 0, 0, 0, 0, FALSE }, { "other", "21", 0, 0, 0, 0, FALSE },
  { "other", "20", 0, 0, 0, 0, FALSE }, { "other", "19", 0, 0, 0, 0, FALSE },
  { "other", "14", 0, 0, 0, 0, FALSE }, { "other", "10", 0, 0, 0, 0, FALSE },
  { "other", "8", 0, 0, 0, 0, FALSE },  { "other", "7", 0, 0, 0, 0, FALSE },
  { "other", "5", 0, 0, 0, 0, FALSE },  { "other", "0", 0, 0, 0, 0, FALSE },
};

static gboolean
is_known_country (const char *country)
{
  for (gsize i = 0; i < G_N_ELEMENTS (RATES); i++)
    if (g_strcmp0 (RATES[i].country, country) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_in_force (const DatedRate *rate, const char *country, gint64 date)
{
  if (!g_str_equal (rate->country, country))
    return FALSE;
  if (rate->from_year != 0 && date < crm_date_from_ymd (rate->from_year, rate->from_month, 1))
    return FALSE;
  return rate->until_year == 0 || date < crm_date_from_ymd (rate->until_year, rate->until_month, 1);
}

/**
 * crm_vat_code_parse:
 * @code: (nullable): "none", "zw", "np", "oo", or a percentage such as "22" or "8.5"
 * @percent: (out) (optional): hundredths of a percent, 0 to 10000
 * @taxed: (out) (optional): %FALSE when no VAT is charged, which is not the rate 0
 * @error: %CRM_ERROR_INVALID when it is none of these
 *
 * Reads a VAT code. %NULL and the empty text are "none".
 *
 * Returns: whether it is one
 */
gboolean
crm_vat_code_parse (const char *code, gint64 *percent, gboolean *taxed, GError **error)
{
  gint64 value = 0;
  gboolean is_taxed = FALSE;
  if (code != NULL && code[0] != '\0') {
    gboolean untaxed = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS (UNTAXED); i++)
      untaxed = untaxed || g_str_equal (code, UNTAXED[i]);
    if (!untaxed) {
      if (!g_ascii_isdigit (code[0]) ||
          !crm_decimal_parse (code, CRM_PERCENT_DECIMALS, &value, NULL) || value > 10000) {
        g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a VAT rate"), code);
        return FALSE;
      }
      is_taxed = TRUE;
    }
  }
  if (percent != NULL)
    *percent = value;
  if (taxed != NULL)
    *taxed = is_taxed;
  return TRUE;
}

/**
 * crm_vat_code_format:
 * @code: (nullable): VAT code
 * @language: (nullable): language of the document
 *
 * The code as a document of that language prints it: "22 %", "без НДС", "без ПДВ", "zw".
 * A document speaks its own language, not the person's, so this is no matter for gettext.
 *
 * Returns: (transfer full): text
 */
char *
crm_vat_code_format (const char *code, const char *language)
{
  gint64 percent = 0;
  gboolean taxed = FALSE;
  if (!crm_vat_code_parse (code, &percent, &taxed, NULL))
    return g_strdup (code);
  if (!taxed) {
    if (code != NULL && code[0] != '\0' && !g_str_equal (code, "none"))
      return g_strdup (code);
    if (g_strcmp0 (language, "ru") == 0)
      return g_strdup ("без НДС");
    if (g_strcmp0 (language, "uk") == 0)
      return g_strdup ("без ПДВ");
    if (g_strcmp0 (language, "pl") == 0)
      return g_strdup ("zw");
    return g_strdup ("exempt");
  }
  g_autofree char *number = crm_decimal_format (percent, CRM_PERCENT_DECIMALS, 0,
                                                crm_number_style_for_language (language));
  /* In Polish and English the sign follows at once; Russian and Ukrainian part it by a space. */
  gboolean spaced = g_strcmp0 (language, "ru") == 0 || g_strcmp0 (language, "uk") == 0;
  return g_strconcat (number, spaced ? "\302\240%" : "%", NULL);
}

/**
 * crm_vat_codes:
 * @country: (nullable): "ru", "ua", "pl"; anything else offers the rates met elsewhere
 * @date: day of the document
 *
 * The codes that a document of that day may carry, the highest rate first and "none" last. A
 * document keeps the code it was issued with, whatever the law says later.
 *
 * Returns: (transfer full): %NULL-terminated array
 */
char **
crm_vat_codes (const char *country, gint64 date)
{
  if (!is_known_country (country))
    country = "other";
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (RATES); i++)
    if (is_in_force (&RATES[i], country, date))
      g_strv_builder_add (builder, RATES[i].code);
  g_strv_builder_add (builder, "none");
  return g_strv_builder_end (builder);
}

/**
 * crm_vat_default_code:
 * @country: (nullable): country of the seller
 * @date: day of the document
 *
 * The standard rate of the country on that day, for a seller who charges VAT.
 *
 * Returns: (transfer none): a code; "none" where the country's rates are not known
 */
const char *
crm_vat_default_code (const char *country, gint64 date)
{
  if (country == NULL)
    return "none";
  for (gsize i = 0; i < G_N_ELEMENTS (RATES); i++)
    if (RATES[i].standard && is_in_force (&RATES[i], country, date))
      return RATES[i].code;
  return "none";
}
