/* VAT of an invoice in a foreign currency in the seller's own, as the tax office has it. */
#include "config.h"

#include "crm-currency.h"
#include "crm-document-private.h"
#include "crm-setup.h"

/* By the rate of the day before the supply, or before the invoice where that is earlier (art. 31a
 * of the Polish VAT act). */
static gint64
find_day (const CrmFormData *data, CrmRecord *document)
{
  const CrmFormData *shipped = crm_form_data_lookup (data, "shipment.date");
  gint64 date = crm_record_get_integer (document, "date");

  return (shipped != NULL ? MIN (crm_form_data_get_number (shipped), date) : date) - 1;
}

/* Sets home.vat, home.rate, home.units and home.date, and vat_home of each of the rates: each is
 * rounded by itself and their sum is the whole. Where no rate of exchange is known, nothing. */
void
crm_document_set_home (CrmFormData *data, CrmDatabase *database, CrmRecord *document,
                       CrmRecord *seller, const char *currency)
{
  const CrmFormData *rates = crm_form_data_lookup (data, "rates");
  const char *base = crm_currency_get_base (database);
  const char *country = seller != NULL ? crm_record_get_text (seller, "country") : NULL;
  gint64 total = 0;
  CrmRate rate;

  if (country == NULL || g_strcmp0 (base, currency) == 0 ||
      g_strcmp0 (crm_country_get_currency (country), base) != 0 ||
      !crm_currency_read_rate (database, currency, find_day (data, document), &rate, NULL))
    return;
  for (gsize i = 0; rates != NULL && i < crm_form_data_get_n_items (rates); i++) {
    CrmFormData *item = (CrmFormData *) crm_form_data_get_item (rates, i);
    gint64 vat = crm_form_data_get_number (crm_form_data_lookup (item, "vat"));
    if (!crm_rate_convert (&rate, vat, &vat) || __builtin_add_overflow (total, vat, &total))
      return;
    crm_form_data_set_money (item, "vat_home", vat, base);
  }
  crm_form_data_set_money (data, "home.vat", total, base);
  crm_form_data_set_quantity (data, "home.rate", rate.rate);
  crm_form_data_set_integer (data, "home.units", rate.units);
  crm_form_data_set_date (data, "home.date", rate.date);
}
