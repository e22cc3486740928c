/* Money of one currency in another by dated rates; integers all the way, rounded once. */
#include "config.h"

#include "crm-currency.h"

#include <glib/gi18n-lib.h>

#include "crm-date.h"
#include "crm-decimal.h"
#include "crm-setting.h"
#include "crm-setup.h"

#define RATE_SCALE 1000000

/**
 * crm_currency_get_base:
 * @database: any connection of this thread
 *
 * Returns: the currency that rates and converted sums are in: that of the company file's country
 */
const char *
crm_currency_get_base (CrmDatabase *database)
{
  g_autofree char *country = crm_setting_dup (database, CRM_SETTING_COUNTRY, NULL);
  return crm_country_get_currency (country);
}

/**
 * crm_currency_read_rate:
 * @database: any connection of this thread
 * @currency: its code
 * @date: a day
 * @rate: (out): the newest rate of that day or before it; of two of one day the one that was
 *   noted later
 * @error: NOT_FOUND when there is none, and of the store
 *
 * Returns: whether there is one
 */
gboolean
crm_currency_read_rate (CrmDatabase *database, const char *currency, gint64 date, CrmRate *rate,
                        GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  if (g_strcmp0 (currency, crm_currency_get_base (database)) == 0) {
    *rate = (CrmRate) { RATE_SCALE, 1, date };
    return TRUE;
  }
  statement = crm_database_prepare (database,
                                    "SELECT rate, units, date\n"
                                    "FROM rate\n"
                                    "WHERE currency = ?1 AND date <= ?2\n"
                                    "ORDER BY date DESC, id DESC\n"
                                    "LIMIT 1",
                                    error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, currency);
  crm_statement_bind_integer (statement, 2, date);
  if (!crm_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row) {
    g_autofree char *day = crm_date_to_iso (date);
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 /* Translators: the code of a currency and a date */
                 _ ("There is no rate of %s on %s or before"), currency, day);
    return FALSE;
  }
  rate->rate = crm_statement_get_integer (statement, 0);
  rate->units = MAX (crm_statement_get_integer (statement, 1), 1);
  rate->date = crm_statement_get_integer (statement, 2);
  return TRUE;
}

/**
 * crm_rate_convert:
 * @rate: of the currency of @money
 * @money: in minor units of that currency
 * @converted: (out): in minor units of the company's own, half away from zero; untouched on failure
 *
 * money × rate / units with 128 bits between, rounded once. Any thread.
 *
 * Returns: %FALSE when the result is too large
 */
gboolean
crm_rate_convert (const CrmRate *rate, gint64 money, gint64 *converted)
{
  return crm_decimal_multiply (money, rate->rate, rate->units * RATE_SCALE, converted);
}

/**
 * crm_rate_convert_back:
 * @rate: of the currency that is wanted
 * @base: in minor units of the company's own
 * @converted: (out): in minor units of that currency, half away from zero; untouched on failure
 *
 * base × units / rate, rounded once. Any thread.
 *
 * Returns: %FALSE when the result is too large, or nothing is worth nothing
 */
gboolean
crm_rate_convert_back (const CrmRate *rate, gint64 base, gint64 *converted)
{
  return rate->rate > 0 &&
         crm_decimal_multiply (base, rate->units * RATE_SCALE, rate->rate, converted);
}

/**
 * crm_currency_convert:
 * @database: any connection of this thread
 * @money: in minor units of @currency
 * @currency: its code
 * @date: by the rate of which day
 * @converted: (out): in minor units of the company's own currency
 * @error: NOT_FOUND when there is no rate: never one to one; INVALID when the result is too large
 *
 * Returns: whether it could be converted
 */
gboolean
crm_currency_convert (CrmDatabase *database, gint64 money, const char *currency, gint64 date,
                      gint64 *converted, GError **error)
{
  CrmRate rate;

  if (!crm_currency_read_rate (database, currency, date, &rate, error))
    return FALSE;
  if (crm_rate_convert (&rate, money, converted))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The converted sum is too large"));
  return FALSE;
}

/**
 * crm_currency_sum:
 * @database: any connection of this thread
 * @amounts: (element-type CrmAmount): what is added up; nothing of a currency needs no rate
 * @date: by the rates of which day
 * @sum: (out): in minor units of the company's own currency
 * @converted: (out): whether any of it is of another currency
 * @error: as crm_currency_convert()
 *
 * Each currency is rounded once: the sum is off by half a minor unit a currency at most.
 *
 * Returns: whether all of it could be converted
 */
gboolean
crm_currency_sum (CrmDatabase *database, GArray *amounts, gint64 date, gint64 *sum,
                  gboolean *converted, GError **error)
{
  const char *base = crm_currency_get_base (database);
  gint64 total = 0;

  *converted = FALSE;
  for (guint i = 0; i < amounts->len; i++) {
    const CrmAmount *amount = &g_array_index (amounts, CrmAmount, i);
    gint64 part = amount->money;
    if (part == 0)
      continue;
    if (amount->currency != NULL && g_strcmp0 (amount->currency, base) != 0) {
      *converted = TRUE;
      if (!crm_currency_convert (database, amount->money, amount->currency, date, &part, error))
        return FALSE;
    }
    if (__builtin_add_overflow (total, part, &total)) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                           _ ("The converted sum is too large"));
      return FALSE;
    }
  }
  *sum = total;
  return TRUE;
}
