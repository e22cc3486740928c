/* Rate: what a foreign currency was worth in the company's own from a day on. */
#include "config.h"

#include "crm-currency.h"
#include "crm-date.h"
#include "entities.h"

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, text);
  return FALSE;
}

static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  const char *currency = crm_record_get_text (record, "currency");
  g_autofree char *date = NULL;
  g_autofree char *name = NULL;

  if (crm_record_is_empty (record, "units"))
    crm_record_set_integer (record, "units", 1);
  if (!crm_record_is_empty (record, "rate") && crm_record_get_integer (record, "rate") <= 0)
    return refuse (error, _ ("A rate must be greater than zero"));
  if (crm_record_get_integer (record, "units") < 1 ||
      crm_record_get_integer (record, "units") > CRM_RATE_MOST_UNITS)
    return refuse (error, _ ("The number of units must be between 1 and 1,000,000"));
  if (g_strcmp0 (currency, crm_currency_get_base (database)) == 0)
    return refuse (error, _ ("Rates are given in your own currency: choose another one"));
  if (currency == NULL || crm_record_is_empty (record, "date"))
    return TRUE; /* said by who asks for required fields */
  date = crm_date_to_iso (crm_record_get_integer (record, "date"));
  name = g_strdup_printf ("%s %s", currency, date);
  crm_record_set_text (record, "name", name);
  return TRUE;
}

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_TITLE | CRM_FIELD_LISTED | CRM_FIELD_READ_ONLY },
  { "currency", NC_ ("field", "Currency"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_NAMES,
    .choices = crm_currencies, .aliases = "currency code|code|валюта|код|код валюты|waluta|kod" },
  { "date", NC_ ("field", "Date"), CRM_KIND_DATE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_NAMES, .initial = "today",
    .aliases = "day|дата|data" },
  { "rate", NC_ ("field", "Rate"), CRM_KIND_QUANTITY,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_RATIO,
    .aliases = "exchange rate|value|курс|kurs|kurs średni",
    .hint = NC_ ("hint", "In your own currency, for as many units as said below") },
  { "units", NC_ ("field", "Units"), CRM_KIND_INTEGER, CRM_FIELD_LISTED, .initial = "1",
    .aliases = "nominal|номинал|единиц|кількість одиниць|jednostki|przelicznik",
    .hint = NC_ ("hint", "How many units of the currency the rate is for: 1, 100") },
  { "source", NC_ ("field", "Source of the rate"), CRM_KIND_TEXT, CRM_FIELD_LISTED,
    .aliases = "source|источник|джерело|źródło" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_rate = {
  .code = 65,
  .name = "rate",
  .label = NC_ ("entity", "Exchange rate"),
  .label_plural = NC_ ("entity", "Exchange rates"),
  .label_new = NC_ ("entity", "New exchange rate"),
  .purpose = NC_ ("purpose", "What other currencies are worth in your own, from a day on."),
  .icon = "wallet-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .sort = "-date",
  .no_search = TRUE,
  .no_merge = TRUE,
};
