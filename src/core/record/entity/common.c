/* What several descriptions share: countries, currencies, VAT rates, languages, and their checks.
 */
#include "config.h"

#include "entities.h"

const CrmChoice crm_countries[] = {
  { "ru", NC_ ("country", "Russia"), NULL,
    "rus|russian federation|россия|рф|российская федерация|росія|rosja|federacja rosyjska" },
  { "ua", NC_ ("country", "Ukraine"), NULL, "ukr|украина|україна|ukraina" },
  { "pl", NC_ ("country", "Poland"), NULL, "pol|польша|польща|polska|rzeczpospolita polska" },
  { "other", NC_ ("country", "Another country") },
  { NULL },
};

const CrmChoice crm_currencies[] = {
  { "RUB", NC_ ("currency", "Russian rouble"), NULL, "rur|руб|рубль|рубли|рублей" },
  { "UAH", NC_ ("currency", "Ukrainian hryvnia"), NULL, "грн|гривня|гривна" },
  { "PLN", NC_ ("currency", "Polish złoty"), NULL, "zł|złoty|zloty" },
  { "EUR", NC_ ("currency", "Euro"), NULL, "евро|євро" },
  { "USD", NC_ ("currency", "US dollar") },
  { "BYN", NC_ ("currency", "Belarusian rouble") },
  { "KZT", NC_ ("currency", "Kazakh tenge") },
  { "GBP", NC_ ("currency", "Pound sterling") },
  { "CZK", NC_ ("currency", "Czech koruna") },
  { "CNY", NC_ ("currency", "Chinese yuan"), NULL, "юань|юани|rmb" },
  { "TRY", NC_ ("currency", "Turkish lira") },
  { "CHF", NC_ ("currency", "Swiss franc") },
  { "SEK", NC_ ("currency", "Swedish krona") },
  { "NOK", NC_ ("currency", "Norwegian krone") },
  { "DKK", NC_ ("currency", "Danish krone") },
  { "HUF", NC_ ("currency", "Hungarian forint") },
  { "RON", NC_ ("currency", "Romanian leu") },
  { "MDL", NC_ ("currency", "Moldovan leu") },
  { "GEL", NC_ ("currency", "Georgian lari") },
  { "AMD", NC_ ("currency", "Armenian dram") },
  { "UZS", NC_ ("currency", "Uzbek sum") },
  { "AED", NC_ ("currency", "UAE dirham") },
  { "ILS", NC_ ("currency", "Israeli shekel") },
  { NULL },
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

static void
bind_value (CrmStatement *statement, int index, CrmRecord *record, const char *field)
{
  const CrmValue *value =
      field != NULL ? crm_record_get_value (
                          record, crm_entity_field_index (crm_record_get_entity (record), field))
                    : NULL;
  if (value == NULL || value->type == CRM_VALUE_EMPTY)
    crm_statement_bind_null (statement, index);
  else if (value->type == CRM_VALUE_INTEGER)
    crm_statement_bind_integer (statement, index, value->integer);
  else
    crm_statement_bind_text (statement, index, value->text);
}

/* Gives a new record the position after the last of those that agree with it in one or two fields,
 * or in none. */
gboolean
crm_place_last (CrmRecord *record, const char *within, const char *and_within,
                CrmDatabase *database, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT max (position) FROM \"%s\" WHERE %s\"%s\" = ?1 AND (?2 IS NULL OR \"%s\" = ?2)",
      crm_record_get_entity (record)->name, within != NULL ? "" : "?1 IS NULL OR ",
      within != NULL ? within : "id", and_within != NULL ? and_within : "id");
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  bind_value (statement, 1, record, within);
  bind_value (statement, 2, record, and_within);
  if (!crm_statement_step (statement, &has_row, error))
    return FALSE;
  crm_record_set_integer (record, "position",
                          (has_row ? crm_statement_get_integer (statement, 0) : 0) + 1);
  return TRUE;
}

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
