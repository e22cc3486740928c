/* What several descriptions share: countries, currencies, VAT rates, languages, and their checks.
 */
#include "config.h"

#include "entities.h"

const CrmChoice crm_countries[] = {
  { "ru", NC_ ("country", "Russia") },
  { "ua", NC_ ("country", "Ukraine") },
  { "pl", NC_ ("country", "Poland") },
  { "other", NC_ ("country", "Another country") },
  { NULL },
};

const CrmChoice crm_currencies[] = {
  { "RUB", NC_ ("currency", "Russian rouble") }, { "UAH", NC_ ("currency", "Ukrainian hryvnia") },
  { "PLN", NC_ ("currency", "Polish złoty") },   { "EUR", NC_ ("currency", "Euro") },
  { "USD", NC_ ("currency", "US dollar") },      { "BYN", NC_ ("currency", "Belarusian rouble") },
  { "KZT", NC_ ("currency", "Kazakh tenge") },   { "GBP", NC_ ("currency", "Pound sterling") },
  { "CZK", NC_ ("currency", "Czech koruna") },   { NULL },
};

/* Exempt is not 0 %: a zero rate is a rate, "none" is none. */
const CrmChoice crm_vat_rates[] = {
  { "none", NC_ ("vat", "Without VAT") },
  { "0", "0 %" },
  { "5", "5 %" },
  { "7", "7 %" },
  { "8", "8 %" },
  { "10", "10 %" },
  { "14", "14 %" },
  { "18", "18 %" },
  { "20", "20 %" },
  { "22", "22 %" },
  { "23", "23 %" },
  { NULL },
};

const CrmChoice crm_languages[] = {
  { "ru", NC_ ("language", "Russian") },
  { "uk", NC_ ("language", "Ukrainian") },
  { "pl", NC_ ("language", "Polish") },
  { "en", NC_ ("language", "English") },
  { NULL },
};

char *
crm_check_company_tax_number (CrmRecord *record, const CrmField *field)
{
  const char *number = crm_record_get_text (record, field->name);
  const char *country = crm_record_get_text (record, "country");
  if (number == NULL || country == NULL)
    return NULL;
  return crm_check_tax_number (number, country);
}

char *
crm_check_email_field (CrmRecord *record, const CrmField *field)
{
  const char *email = crm_record_get_text (record, field->name);
  if (email == NULL || crm_email_is_valid (email))
    return NULL;
  return g_strdup (_ ("This does not look like an e-mail address"));
}
