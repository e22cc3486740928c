/* From records to what a printed form is filled with. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-address.h"
#include "crm-country-code.h"
#include "crm-date.h"
#include "crm-document-private.h"
#include "crm-einvoice-private.h"
#include "crm-error.h"
#include "crm-file-content.h"
#include "crm-ksef-code.h"
#include "crm-payment-code.h"
#include "crm-words.h"

typedef struct {
  const char *name;  /* in the form */
  const char *field; /* of the record */
} Pair;

static const Pair company_pairs[] = {
  { "name", "name" },
  { "full_name", "full_name" },
  { "kpp", "kpp" },
  { "ipn", "vat_number" },
  { "krs", "krs" },
  { "okpo", "okpo" },
  { "okved", "okved" },
  { "postal_address", "postal_address" },
  { "tax_number", "tax_number" },
  { "registration_number", "registration_number" },
  { "city", "city" },
  { "address", "legal_address" },
  { "phone", "phone" },
  { "email", "email" },
  { "director", "director" },
  { "director_post", "director_post" },
  { "director_basis", "director_basis" },
  { "accountant", "accountant" },
  { "releaser", "releaser" },
  /* As programs know them; what people call them stands under the field's own name. */
  { "land", "country" },
  { "taxation", "tax_system" },
  { "vat_exemption", "vat_exemption" },
};

static const Pair picture_pairs[] = {
  { "logo", "logo" },
  { "stamp", "stamp" },
  { "director_signature", "director_signature" },
  { "accountant_signature", "accountant_signature" },
};

/* A tax number is called otherwise in each country, and so it is in the forms. */
static const struct {
  const char *country;
  const char *tax;
  const char *registration;
} numbers[] = { { "ru", "inn", "ogrn" },
                { "ua", "edrpou", NULL },
                { "pl", "nip", "regon" },
                { "other", "inn", NULL } };

static void
set_text (CrmFormData *data, const char *prefix, const char *name, const char *text)
{
  g_autofree char *path = g_strconcat (prefix, ".", name, NULL);
  if (text != NULL)
    crm_form_data_set_text (data, path, text);
}

GBytes *
crm_document_read_file (CrmDatabase *database, gint64 file)
{
  g_autoptr (CrmRecord) record = crm_record_load (database, crm_entity_find ("file"), file, NULL);
  return record != NULL
             ? crm_file_read_content (database, crm_record_get_text (record, "sha256"), NULL)
             : NULL;
}

static void
set_company (CrmFormData *data, CrmDatabase *database, const char *prefix, CrmRecord *company)
{
  const char *country = crm_record_get_text (company, "country");
  gsize law = G_N_ELEMENTS (numbers) - 1;

  for (gsize i = 0; i < G_N_ELEMENTS (company_pairs); i++)
    set_text (data, prefix, company_pairs[i].name,
              crm_record_get_text (company, company_pairs[i].field));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_strcmp0 (numbers[i].country, country) == 0)
      law = i;
  set_text (data, prefix, numbers[law].tax, crm_record_get_text (company, "tax_number"));
  if (numbers[law].registration != NULL)
    set_text (data, prefix, numbers[law].registration,
              crm_record_get_text (company, "registration_number"));
  crm_document_set_person (data, prefix);
  for (gsize i = 0; i < G_N_ELEMENTS (picture_pairs); i++) {
    g_autofree char *path = g_strconcat (prefix, ".", picture_pairs[i].name, NULL);
    g_autoptr (GBytes) bytes = NULL;
    if (crm_record_is_empty (company, picture_pairs[i].field))
      continue;
    bytes =
        crm_document_read_file (database, crm_record_get_integer (company, picture_pairs[i].field));
    if (bytes != NULL)
      crm_form_data_set_bytes (data, path, bytes);
  }
}

static CrmRecord *
load_reference (CrmDatabase *database, CrmRecord *record, const char *field)
{
  const CrmField *description = crm_entity_field (crm_record_get_entity (record), field);
  if (crm_record_is_empty (record, field))
    return NULL;
  return crm_record_load (database, crm_field_get_target (description),
                          crm_record_get_integer (record, field), NULL);
}

/* Every field stands under its own name, those that users have added too: {{buyer.x_...}}. What a
 * form knows better than a text stays. */
void
crm_document_set_fields (CrmFormData *data, const char *prefix, CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    g_autofree char *path = g_strconcat (prefix, ".", field->name, NULL);
    g_autofree char *text = NULL;

    if ((field->flags & CRM_FIELD_GONE) != 0 || field->kind == CRM_KIND_FILE ||
        crm_form_data_lookup (data, path) != NULL)
      continue;
    text = crm_record_format (record, i);
    if (text[0] != '\0')
      crm_form_data_set_text (data, path, text);
  }
}

/* The same for a line of a table, whose fields have no prefix. */
static void
set_line_fields (CrmFormData *item, CrmRecord *line)
{
  const CrmEntity *entity = crm_record_get_entity (line);

  for (int i = entity->n_built_in; i < entity->n_fields; i++) {
    g_autofree char *text = NULL;

    if ((entity->fields[i].flags & CRM_FIELD_GONE) != 0)
      continue;
    text = crm_record_format (line, i);
    if (text[0] != '\0')
      crm_form_data_set_text (item, entity->fields[i].name, text);
  }
}

static void
set_account (CrmFormData *data, const char *prefix, CrmRecord *account)
{
  const char *number = crm_record_get_text (account, "account");
  gboolean iban = number != NULL && g_ascii_isalpha (number[0]);

  set_text (data, prefix, iban ? "iban" : "number", number);
  set_text (data, prefix, "bank", crm_record_get_text (account, "bank"));
  set_text (data, prefix, "bic", crm_record_get_text (account, "bic"));
  set_text (data, prefix, "corr_account", crm_record_get_text (account, "corr_account"));
  set_text (data, prefix, "city", crm_record_get_text (account, "city"));
}

/* Contracts and waybills name the bank of the other side too. */
static void
set_account_of (CrmFormData *data, CrmDatabase *database, const char *prefix, CrmRecord *company)
{
  gint64 id = crm_document_find_account (database, crm_record_get_id (company), NULL);
  g_autoptr (CrmRecord) account =
      id != 0 ? crm_record_load (database, crm_entity_find ("bank_account"), id, NULL) : NULL;

  if (account != NULL)
    set_account (data, prefix, account);
}

void
crm_document_set_company (CrmFormData *data, CrmDatabase *database, const char *prefix,
                          CrmRecord *company)
{
  g_autofree char *account = g_strconcat (prefix, ".account", NULL);

  set_company (data, database, prefix, company);
  set_account_of (data, database, account, company);
}

/* The price without VAT as ТОРГ-12 and УПД want it: out of the line's net sum, which stays what it
 * is, so that the column need not multiply to it. */
static gint64
get_net_price (const CrmVatSums *sums, gint64 quantity, gint64 discounted, gboolean inclusive)
{
  gint64 kopecks;

  if (!inclusive || quantity == 0 ||
      !crm_decimal_multiply (quantity < 0 ? -sums->net : sums->net, 1000000, ABS (quantity),
                             &kopecks) ||
      kopecks > G_MAXINT64 / 100 || kopecks < -(G_MAXINT64 / 100))
    return discounted;
  return kopecks * 100;
}

/* The country that the goods of a line come from, and whether they are goods. */
static void
set_product (CrmFormData *item, CrmDatabase *database, CrmRecord *line)
{
  g_autoptr (CrmRecord) product = load_reference (database, line, "product");

  const char *country = product != NULL ? crm_record_get_text (product, "country") : NULL;

  crm_form_data_set_text (item, "origin", country);
  crm_form_data_set_text (item, "origin_code", crm_country_code_find (country));
  crm_form_data_set_text (item, "kind",
                          product != NULL ? crm_record_get_text (product, "kind") : NULL);
}

/* @list: "lines", or "before" for what a correction takes the place of */
void
crm_document_set_lines (CrmFormData *data, CrmDatabase *database, const char *list,
                        GPtrArray *lines, const CrmVatResult *result, const char *currency,
                        gboolean inclusive)
{
  gint64 pieces = 0;
  gboolean has_goods = FALSE;

  crm_form_data_add_list (data, list);
  for (guint i = 0; i < lines->len; i++) {
    CrmRecord *line = lines->pdata[i];
    const CrmVatSums *sums = &result->lines[i];
    CrmFormData *item = crm_form_data_add_item (data, list);
    gint64 quantity = crm_record_get_integer (line, "quantity");
    gint64 discount = crm_record_get_integer (line, "discount");
    gint64 price = crm_record_get_integer (line, "price");
    gint64 discounted = price;
    crm_form_data_set_integer (item, "position", i + 1);
    crm_form_data_set_text (item, "name", crm_record_get_text (line, "name"));
    crm_form_data_set_text (item, "article", crm_record_get_text (line, "article"));
    crm_form_data_set_text (item, "unit", crm_record_get_text (line, "unit"));
    crm_form_data_set_text (item, "unit_code",
                            crm_record_is_empty (line, "unit_code")
                                ? crm_einvoice_find_okei (NULL, crm_record_get_text (line, "unit"))
                                : crm_record_get_text (line, "unit_code"));
    crm_form_data_set_integer (item, "id", crm_record_get_id (line));
    crm_form_data_set_integer (item, "base", crm_record_get_integer (line, "base"));
    set_product (item, database, line);
    if (g_strcmp0 (crm_einvoice_get_text (item, "kind"), "service") != 0)
      has_goods = TRUE;
    crm_form_data_set_quantity (item, "quantity", quantity);
    if (__builtin_add_overflow (pieces, quantity, &pieces))
      pieces = G_MAXINT64;
    crm_form_data_set_price (item, "price", price);
    crm_form_data_set_percent (item, "discount", discount);
    crm_decimal_multiply (price, 10000 - discount, 10000, &discounted);
    crm_form_data_set_price (item, "discounted_price", discounted);
    crm_form_data_set_price (item, "net_price",
                             get_net_price (sums, quantity, discounted, inclusive));
    crm_form_data_set_text (
        item, "vat_rate",
        crm_record_is_empty (line, "vat_rate") ? "none" : crm_record_get_text (line, "vat_rate"));
    crm_form_data_set_money (item, "net", sums->net, currency);
    crm_form_data_set_money (item, "vat", sums->vat, currency);
    crm_form_data_set_money (item, "gross", sums->gross, currency);
    crm_form_data_set_money (item, "amount", sums->amount, currency);
    crm_form_data_set_money (item, "discount_amount", sums->discount, currency);
    set_line_fields (item, line);
  }
  if (g_strcmp0 (list, "lines") != 0)
    return;
  crm_form_data_set_quantity (data, "totals.quantity", pieces);
  crm_form_data_set_flag (data, "totals.has_goods", has_goods);
}

static void
set_totals (CrmFormData *data, GPtrArray *lines, const CrmVatResult *result, const char *currency)
{
  crm_form_data_set_money (data, "totals.net", result->total.net, currency);
  crm_form_data_set_money (data, "totals.vat", result->total.vat, currency);
  crm_form_data_set_money (data, "totals.gross", result->total.gross, currency);
  crm_form_data_set_money (data, "totals.amount", result->total.amount, currency);
  crm_form_data_set_money (data, "totals.discount", result->total.discount, currency);
  crm_form_data_set_integer (data, "totals.count", lines->len);
  crm_form_data_set_flag (data, "document.has_discounts", result->total.discount != 0);
  crm_form_data_add_list (data, "rates");
  for (gsize i = 0; i < result->n_rates; i++) {
    CrmFormData *item = crm_form_data_add_item (data, "rates");
    crm_form_data_set_flag (data, result->rates[i].taxed ? "totals.taxed" : "totals.exempt", TRUE);
    crm_form_data_set_text (item, "rate", result->rates[i].code);
    crm_form_data_set_flag (item, "taxed", result->rates[i].taxed);
    crm_form_data_set_money (item, "net", result->rates[i].sums.net, currency);
    crm_form_data_set_money (item, "vat", result->rates[i].sums.vat, currency);
    crm_form_data_set_money (item, "gross", result->rates[i].sums.gross, currency);
  }
}

/* "Оплата по счёту № 124 от 23.11.2026": what the payer's bank passes on and a statement is matched
 * by. */
static char *
dup_purpose (CrmRecord *document)
{
  const char *language = crm_record_get_text (document, "language");
  const char *number = crm_record_get_text (document, "number");
  g_autofree char *date =
      crm_date_format_short (crm_record_get_integer (document, "date"), language);

  if (number == NULL)
    number = "—";
  if (g_strcmp0 (language, "ru") == 0)
    return g_strdup_printf ("Оплата по счёту № %s от %s", number, date);
  if (g_strcmp0 (language, "uk") == 0)
    return g_strdup_printf ("Оплата за рахунком № %s від %s", number, date);
  if (g_strcmp0 (language, "pl") == 0)
    return g_strdup_printf ("Faktura %s z %s", number, date);
  return g_strdup_printf ("Invoice %s of %s", number, date);
}

/* What cannot be encoded is left out. */
static void
set_payment_code (CrmFormData *data, CrmRecord *document, CrmRecord *seller, CrmRecord *account,
                  gint64 amount, const char *currency)
{
  const char *country = crm_record_get_text (seller, "country");
  const char *full_name = crm_record_get_text (seller, "full_name");
  g_autofree char *purpose = dup_purpose (document);
  g_autoptr (CrmPaymentCode) code = NULL;
  g_autoptr (GBytes) payload = NULL;
  CrmPaymentCodeKind kind;
  CrmPayment payment = {
    .payee = full_name != NULL ? full_name : crm_record_get_text (seller, "name"),
    .account = crm_record_get_text (account, "account"),
    .bank = crm_record_get_text (account, "bank"),
    .bic = crm_record_get_text (account, "bic"),
    .corr_account = crm_record_get_text (account, "corr_account"),
    .tax_number = crm_record_get_text (seller, "tax_number"),
    .kpp = crm_record_get_text (seller, "kpp"),
    .amount = amount,
    .purpose = purpose,
    .reference = crm_record_get_text (document, "number"),
  };

  if (!crm_payment_code_kind_for (country != NULL ? country : "other", currency, &kind))
    return;
  code = crm_payment_code_new_for (kind, &payment, NULL);
  payload = code != NULL ? crm_payment_code_encode (code, NULL) : NULL;
  if (payload == NULL)
    return;
  crm_form_data_set_bytes (data, "payment_code", payload);
  crm_form_data_set_text (data, "payment_code_kind", crm_payment_code_kind_to_string (kind));
}

/* Line 7 of a счёт-фактура names the currency as the classifier ОКВ does. */
static void
set_currency_name (CrmFormData *data, const char *currency)
{
  static const struct {
    const char *code, *number, *name;
  } currencies[] = {
    { "RUB", "643", "российский рубль" },
    { "USD", "840", "доллар США" },
    { "EUR", "978", "евро" },
    { "UAH", "980", "гривна" },
    { "PLN", "985", "злотый" },
    { "BYN", "933", "белорусский рубль" },
    { "KZT", "398", "тенге" },
    { "CNY", "156", "юань" },
    { "GBP", "826", "фунт стерлингов" },
    { "CHF", "756", "швейцарский франк" },
    { "CZK", "203", "чешская крона" },
    { "TRY", "949", "турецкая лира" },
    { "SEK", "752", "шведская крона" },
    { "NOK", "578", "норвежская крона" },
    { "DKK", "208", "датская крона" },
    { "HUF", "348", "форинт" },
    { "RON", "946", "румынский лей" },
    { "MDL", "498", "молдавский лей" },
    { "GEL", "981", "лари" },
    { "AMD", "051", "армянский драм" },
    { "UZS", "860", "узбекский сум" },
    { "AED", "784", "дирхам (ОАЭ)" },
    { "ILS", "376", "новый израильский шекель" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (g_strcmp0 (currencies[i].code, currency) == 0) {
      crm_form_data_set_text (data, "document.currency_number", currencies[i].number);
      crm_form_data_set_text (data, "document.currency_name", currencies[i].name);
    }
}

/* After all that forms know by names of their own. */
static void
set_all_fields (CrmFormData *data, CrmDatabase *database, CrmRecord *document)
{
  static const Pair records[] = {
    { "seller", "seller" },   { "buyer", "company" }, { "company", "company" },
    { "contact", "contact" }, { "deal", "deal" },     { "responsible", "responsible" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++) {
    g_autoptr (CrmRecord) record = load_reference (database, document, records[i].field);
    if (record != NULL)
      crm_document_set_fields (data, records[i].name, record);
  }
}

/* KOD I, by which the picture of a Polish invoice is checked: of the file that was kept, else of
 * the one that would be made. A draft has none, nor has one that breaks a rule of the file. */
static void
set_ksef_code (CrmFormData *data, CrmDatabase *database, CrmRecord *document)
{
  g_autofree char *nip = crm_einvoice_dup_code (crm_einvoice_get_text (data, "seller.nip"));
  g_autoptr (CrmEinvoice) einvoice = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autofree char *code = NULL;

  crm_form_data_set_text (data, "ksef.number", crm_record_get_text (document, "ksef_number"));
  if (nip == NULL || !crm_document_is_issued (document) ||
      !crm_einvoice_format_fits (CRM_EINVOICE_KSEF, database, document))
    return;
  if (!crm_record_is_empty (document, "einvoice"))
    file = crm_document_read_file (database, crm_record_get_integer (document, "einvoice"));
  if (file == NULL) {
    crm_einvoice_derive (data);
    einvoice = crm_einvoice_new (data, CRM_EINVOICE_KSEF, NULL, NULL);
    file = einvoice != NULL ? g_bytes_ref (einvoice->bytes) : NULL;
  }
  if (file != NULL)
    code = crm_ksef_code_new (nip, crm_record_get_integer (document, "date"), file, FALSE, NULL);
  if (code != NULL)
    crm_form_data_set_text (data, "ksef.code", code);
}

/* Seller, buyer and contact with all that they are, and how the post reaches them. */
static void
set_parties (CrmFormData *data, CrmDatabase *database, CrmRecord *document)
{
  g_autoptr (CrmRecord) seller = load_reference (database, document, "seller");
  g_autoptr (CrmRecord) buyer = load_reference (database, document, "company");
  g_autoptr (CrmRecord) contact = load_reference (database, document, "contact");

  set_text (data, "document", "language", crm_record_get_text (document, "language"));
  if (seller != NULL)
    set_company (data, database, "seller", seller);
  if (buyer != NULL)
    crm_document_set_company (data, database, "buyer", buyer);
  crm_address_set (data, seller, buyer, contact);
}

CrmFormData *
crm_document_dup_party_data (CrmDatabase *database, CrmRecord *document)
{
  CrmFormData *data = crm_form_data_new ();

  set_parties (data, database, document);
  set_all_fields (data, database, document);
  return data;
}

/**
 * crm_document_dup_data:
 * @database: any connection of this thread
 * @document: id of the document
 * @error: NOT_FOUND, or the arithmetic's
 *
 * Returns: (transfer full) (nullable): what its form is filled with
 */
CrmFormData *
crm_document_dup_data (CrmDatabase *database, gint64 document, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("document"), document, error);
  g_autoptr (GPtrArray) lines =
      record != NULL ? crm_document_read_lines (database, document, error) : NULL;
  g_autoptr (CrmVatResult) result =
      lines != NULL ? crm_document_compute (record, lines, error) : NULL;
  g_autoptr (CrmFormData) data = NULL;
  g_autoptr (CrmRecord) seller = NULL, account = NULL;
  const char *currency;

  if (result == NULL)
    return NULL;
  data = crm_form_data_new ();
  currency = crm_record_get_text (record, "currency");
  if (currency == NULL)
    currency = "EUR";
  seller = load_reference (database, record, "seller");
  account = load_reference (database, record, "account");
  /* A draft has none yet, and that is nothing to fill in. */
  set_text (data, "document", "number",
            crm_record_is_empty (record, "number") && !crm_document_is_issued (record)
                ? "—"
                : crm_record_get_text (record, "number"));
  set_text (data, "document", "title", crm_record_get_title (record));
  set_text (data, "document", "kind", crm_record_get_text (record, "kind"));
  set_text (data, "document", "status", crm_record_get_text (record, "status"));
  set_text (data, "document", "basis", crm_record_get_text (record, "basis"));
  set_text (data, "document", "note", crm_record_get_text (record, "note"));
  set_text (data, "document", "vat_policy", crm_record_get_text (record, "vat_policy"));
  set_text (data, "document", "currency", currency);
  set_currency_name (data, currency);
  crm_form_data_set_date (data, "document.date", crm_record_get_integer (record, "date"));
  if (!crm_record_is_empty (record, "due_date"))
    crm_form_data_set_date (data, "document.due_date", crm_record_get_integer (record, "due_date"));
  crm_form_data_set_flag (data, "document.prices_include_vat",
                          crm_record_get_integer (record, "prices_include_vat") != 0);
  crm_form_data_set_integer (data, "einvoice.issued", crm_record_get_integer (record, "issued"));
  set_parties (data, database, record);
  if (account != NULL)
    set_account (data, "seller.account", account);
  crm_document_set_lines (data, database, "lines", lines, result, currency,
                          crm_record_get_integer (record, "prices_include_vat") != 0);
  set_totals (data, lines, result, currency);
  if (!crm_document_set_family (data, database, record, result, currency, error))
    return NULL;
  crm_document_set_home (data, database, record, seller, currency);
  if (seller != NULL && account != NULL)
    set_payment_code (data, record, seller, account, result->total.gross, currency);
  set_ksef_code (data, database, record);
  if (!crm_document_set_instalments (data, database, record, currency, error))
    return NULL;
  crm_document_set_fields (data, "document", record);
  set_all_fields (data, database, record);
  return g_steal_pointer (&data);
}
