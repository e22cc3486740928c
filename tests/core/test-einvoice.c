/* E-invoice files: what they say is what the paper says, to the kopeck; what would break a rule is
 * said and nothing is written. */
#include "config.h"

#include <libxml/xmlschemas.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <poppler.h>
#include <string.h>

#include "crm-clock.h"
#include "crm-decimal.h"
#include "crm-document.h"
#include "crm-einvoice.h"
#include "crm-error.h"
#include "crm-file-content.h"
#include "crm-ksef-code.h"
#include "crm-render.h"
#include "record-fixture.h"

#define RANDOM_DOCUMENTS 40

typedef struct {
  RecordFixture record;
  const char *country;
  char *buyer; /* owned: name */
} Fixture;

typedef struct {
  const char *country, *seller[24], *account, *buyer[20], *kind, *currency, *language;
  CrmEinvoiceFormat format;
} Land;

static const Land lands[] = {
  { "pl",
    { "name", "Wisła i Żółw Sp. z o.o.", "tax_number", "5260250274", "legal_address",
      "ul. Źródlana 5/7, 00-950 Warszawa", "registration_number", "192598184", "phone",
      "+48 22 123 45 67", "email", "biuro@wisla.example", "vat_exemption",
      "art. 113 ust. 1 ustawy o VAT", NULL },
    "PL61109010140000071219812874",
    { "name", "Hurtownia „Śnieżka” & <Synowie>", "country", "pl", "tax_number", "8567346215",
      "legal_address", "al. Niepodległości 18, 81-345 Gdynia", NULL },
    "invoice",
    "PLN",
    "pl",
    CRM_EINVOICE_KSEF },
  { "ru",
    { "name", "ООО «Северный ветер»", "tax_number", "7707083893", "kpp", "770701001",
      "legal_address", "101000, г. Москва, ул. Мира, 1", "director", "Иванов Сергей Петрович",
      "director_post", "Генеральный директор", NULL },
    "40702810138250123017",
    { "name", "АО «Café Zażółć» & <К>", "country", "ru", "tax_number", "7736050003", "kpp",
      "773601001", "legal_address", "119421, г. Москва, Ленинский пр-кт, 111", NULL },
    "upd",
    "RUB",
    "ru",
    CRM_EINVOICE_UPD },
  { "other",
    { "name", "North Wind GmbH", "tax_number", "DE123456789", "legal_address",
      "Hafenstraße 7, 20457 Hamburg", "vat_exemption", "Article 132", NULL },
    "DE33100205000001194700",
    { "name", "Tools & Dies Ltd", "country", "other", "vat_number", "FR40303265045",
      "legal_address", "1 rue de la Paix, Paris", NULL },
    "invoice",
    "EUR",
    "en",
    CRM_EINVOICE_UBL },
};

static const Land *
find_land (const char *country)
{
  gsize i = 0;
  while (strcmp (lands[i].country, country) != 0)
    i++;
  return &lands[i];
}

static gint64
add_company (Fixture *fixture, const char *const *pairs, const char *type)
{
  g_autoptr (CrmChange) change = crm_change_new ("Company", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("company"));
  g_autoptr (GError) error = NULL;
  gint64 stand_in;

  crm_record_set_text (record, "type", type);
  crm_record_set_text (record, "country", fixture->country);
  for (gsize i = 0; pairs[i] != NULL; i += 2)
    g_assert_true (crm_record_parse (record, pairs[i], pairs[i + 1], &error));
  stand_in = crm_change_add (change, record);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  return crm_change_get_id (change, stand_in);
}

static void
set_up (Fixture *fixture, gconstpointer country)
{
  const Land *land = find_land (country);

  crm_document_register ();
  record_fixture_set_up (&fixture->record, country);
  fixture->country = country;
  add_company (fixture, land->seller, "my_company");
  record_fixture_add (&fixture->record, "bank_account", "company", land->seller[1], "account",
                      land->account, "bank", "Bank", NULL);
  fixture->buyer = g_strdup (land->buyer[1]);
  add_company (fixture, land->buyer, "client");
}

static void
tear_down (Fixture *fixture, gconstpointer country)
{
  g_free (fixture->buyer);
  record_fixture_tear_down (&fixture->record, country);
}

static gint64
add_document (Fixture *fixture, const char *kind, const char *inclusive)
{
  const Land *land = find_land (fixture->country);
  g_autoptr (CrmChange) change = crm_change_new ("Draft", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  gint64 buyer = 0, stand_in, id;
  CrmDatabase *reader = record_fixture_reader (&fixture->record);

  g_assert_true (crm_database_query_integer (
      reader, "SELECT id FROM company WHERE type = 'client' ORDER BY id LIMIT 1", 0, &buyer, NULL));
  stand_in = crm_document_add_draft (change, reader, kind, buyer, 0, &error);
  g_assert_no_error (error);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  id = crm_change_get_id (change, stand_in);
  record_fixture_set (&fixture->record, "document", id, "prices_include_vat", inclusive);
  record_fixture_set (&fixture->record, "document", id, "currency", land->currency);
  record_fixture_set (&fixture->record, "document", id, "due_date", "2026-12-15");
  record_fixture_set (&fixture->record, "document", id, "language", land->language);
  return id;
}

static void
add_line (Fixture *fixture, gint64 document, const char *name, const char *quantity,
          const char *price, const char *discount, const char *rate, const char *unit)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, document);
  record_fixture_add (&fixture->record, "document_line", "document", id, "name", name, "quantity",
                      quantity, "price", price, "discount", discount, "vat_rate", rate, "unit",
                      unit, NULL);
}

static void
issue (Fixture *fixture, gint64 document)
{
  g_autoptr (CrmChange) change = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  crm_document_add_issue (change, record_fixture_reader (&fixture->record), document, &error);
  g_assert_no_error (error);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
}

static CrmEinvoice *
make (Fixture *fixture, gint64 document, CrmEinvoiceFormat format)
{
  g_auto (GStrv) breaches = NULL;
  g_autoptr (GError) error = NULL;
  CrmEinvoice *einvoice = crm_document_make_einvoice (record_fixture_reader (&fixture->record),
                                                      document, format, &breaches, &error);

  g_assert_no_error (error);
  for (gsize i = 0; breaches[i] != NULL; i++)
    g_test_message ("%s", breaches[i]);
  g_assert_nonnull (einvoice);
  return einvoice;
}

/* As strict as the office that takes the files: order, lengths and patterns. */
static void
assert_valid (xmlDocPtr xml)
{
  const char *root = (const char *) xmlDocGetRootElement (xml)->name;
  const char *name = strcmp (root, "Faktura") == 0 ? "ksef.xsd"
                     : strcmp (root, "Файл") == 0  ? "upd.xsd"
                                                   : NULL;
  g_autofree char *path =
      name != NULL ? g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "einvoice", name, NULL)
                   : NULL;
  xmlSchemaParserCtxtPtr parser;
  xmlSchemaPtr schema;
  xmlSchemaValidCtxtPtr validator;

  if (path == NULL)
    return;
  parser = xmlSchemaNewParserCtxt (path);
  schema = xmlSchemaParse (parser);
  g_assert_nonnull (schema);
  validator = xmlSchemaNewValidCtxt (schema);
  g_assert_cmpint (xmlSchemaValidateDoc (validator, xml), ==, 0);
  xmlSchemaFreeValidCtxt (validator);
  xmlSchemaFree (schema);
  xmlSchemaFreeParserCtxt (parser);
}

static xmlDocPtr
parse (CrmEinvoice *einvoice)
{
  gsize size;
  const char *bytes = g_bytes_get_data (einvoice->bytes, &size);
  xmlDocPtr xml = xmlReadMemory (bytes, (int) size, NULL, NULL, XML_PARSE_NONET);

  g_assert_nonnull (xml);
  assert_valid (xml);
  return xml;
}

/* What an XPath over local names comes to: "sum(...)" or the text of the first. */
static char *
query (xmlDocPtr xml, const char *path)
{
  g_autoptr (GString) expression = g_string_new (NULL);
  xmlXPathContextPtr context = xmlXPathNewContext (xml);
  xmlXPathObjectPtr found;
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  char *text;
  xmlChar *value;

  for (gsize i = 0; parts[i] != NULL; i++) {
    if (parts[i][0] == '@')
      g_string_append_printf (expression, "/%s", parts[i]);
    else
      g_string_append_printf (expression, "%s*[local-name()='%s']", i == 0 ? "//" : "/", parts[i]);
  }
  found = xmlXPathEvalExpression ((const xmlChar *) expression->str, context);
  g_assert_nonnull (found);
  if (found->nodesetval == NULL || found->nodesetval->nodeNr == 0)
    text = NULL;
  else {
    value = xmlNodeGetContent (found->nodesetval->nodeTab[0]);
    text = g_strdup ((const char *) value);
    xmlFree (value);
  }
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  return text;
}

static void
assert_says (xmlDocPtr xml, const char *path, const char *expected)
{
  g_autofree char *text = query (xml, path);
  g_assert_cmpstr (text, ==, expected);
}

static gint64
get_money (xmlDocPtr xml, const char *path)
{
  g_autofree char *text = query (xml, path);
  gint64 money = 0;

  if (text != NULL)
    g_assert_true (crm_decimal_parse (text, 2, &money, NULL));
  return money;
}

static CrmRecord *
load (Fixture *fixture, gint64 document)
{
  return crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("document"),
                          document, NULL);
}

static GBytes *
read_file (Fixture *fixture, gint64 id)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  g_autoptr (CrmRecord) file = crm_record_load (reader, crm_entity_find ("file"), id, NULL);
  return crm_file_read_content (reader, crm_record_get_text (file, "sha256"), NULL);
}

/* The numbers of a test are the same on every day. */
static gint64
issue_two_lines (Fixture *fixture, const char *kind)
{
  gboolean ru = strcmp (fixture->country, "ru") == 0;
  const char *high = ru ? "22" : "23";
  gint64 id = add_document (fixture, kind, "no");

  add_line (fixture, id, "Окно é & <дверь>", "3", "33.33", "10", high, ru ? "шт" : "szt.");
  add_line (fixture, id, "Montaż", "1.5", "100", "0", ru ? "10" : "8", ru ? "усл. ед." : "usł.");
  issue (fixture, id);
  return id;
}

static char *
dup_pdf_text (Fixture *fixture, gint64 document)
{
  g_autoptr (CrmRecord) record = load (fixture, document);
  g_autoptr (GBytes) bytes = read_file (fixture, crm_record_get_integer (record, "pdf"));
  g_autoptr (GObject) owner = G_OBJECT (poppler_document_new_from_bytes (bytes, NULL, NULL));
  PopplerDocument *pdf = POPPLER_DOCUMENT (owner);
  GString *text = g_string_new (NULL);

  g_assert_nonnull (pdf);
  for (int i = 0; i < poppler_document_get_n_pages (pdf); i++) {
    PopplerPage *page = poppler_document_get_page (pdf, i);
    g_autofree char *part = poppler_page_get_text (page);
    g_string_append (text, part);
    g_object_unref (page);
  }
  return g_string_free (text, FALSE);
}

static void
test_ksef (Fixture *fixture, gconstpointer country)
{
  gint64 id = issue_two_lines (fixture, "invoice");
  g_autoptr (CrmRecord) document = load (fixture, id);
  g_autoptr (CrmEinvoice) einvoice = make (fixture, id, CRM_EINVOICE_KSEF);
  g_autoptr (GBytes) kept = read_file (fixture, crm_record_get_integer (document, "einvoice"));
  g_autoptr (CrmFormData) data =
      crm_document_dup_data (record_fixture_reader (&fixture->record), id, NULL);
  xmlDocPtr xml = parse (einvoice);
  guint8 digest[32];
  g_autofree char *nip = NULL;
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, einvoice->bytes);
  g_autoptr (GString) printed = g_string_new (NULL);
  gboolean test_system;
  gint64 date;

  assert_says (xml, "KodFormularza/@kodSystemowy", "FA (3)");
  assert_says (xml, "Podmiot1/DaneIdentyfikacyjne/NIP", "5260250274");
  assert_says (xml, "Podmiot2/DaneIdentyfikacyjne/NIP", "8567346215");
  assert_says (xml, "Podmiot2/DaneIdentyfikacyjne/Nazwa", "Hurtownia „Śnieżka” & <Synowie>");
  /* 3 × 33.33 − 10 % = 89.99; 89.99 × 23 % = 20.70; 150 × 8 % = 12 */
  assert_says (xml, "Fa/P_13_1", "89.99");
  assert_says (xml, "Fa/P_14_1", "20.70");
  assert_says (xml, "Fa/P_13_2", "150.00");
  assert_says (xml, "Fa/P_14_2", "12.00");
  assert_says (xml, "Fa/P_15", "272.69");
  assert_says (xml, "Fa/RodzajFaktury", "VAT");
  assert_says (xml, "FaWiersz/P_8B", "3");
  assert_says (xml, "FaWiersz/P_9A", "29.99666667");
  assert_says (xml, "Platnosc/TerminPlatnosci/Termin", "2026-12-15");
  assert_says (xml, "Platnosc/RachunekBankowy/NrRB", "PL61109010140000071219812874");
  assert_says (xml, "Adnotacje/Zwolnienie/P_19N", "1");
  xmlFreeDoc (xml);

  /* The code on the paper is of the very file that was kept. */
  g_assert_true (g_bytes_equal (kept, einvoice->bytes));
  g_assert_true (
      crm_ksef_code_parse (crm_form_data_get_text (crm_form_data_lookup (data, "ksef.code")), &nip,
                           &date, digest, &test_system, NULL));
  for (gsize i = 0; i < sizeof digest; i++)
    g_string_append_printf (printed, "%02x", digest[i]);
  g_assert_cmpstr (printed->str, ==, sum);
  g_assert_false (test_system);

  /* And stays so whatever becomes of the seller. */
  record_fixture_set (&fixture->record, "company", 1, "legal_address", "ul. Nowa 1, Warszawa");
  g_autoptr (CrmEinvoice) later = make (fixture, id, CRM_EINVOICE_KSEF);
  g_assert_true (g_bytes_equal (later->bytes, einvoice->bytes));
  g_assert_false (crm_einvoice_format_fits (CRM_EINVOICE_UPD,
                                            record_fixture_reader (&fixture->record), document));
}

static void
test_correction (Fixture *fixture, gconstpointer country)
{
  gint64 id = issue_two_lines (fixture, "invoice"), made, line = 0;
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  g_autoptr (CrmChange) change = crm_change_new ("Correct", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  gint64 stand_in;

  record_fixture_set (&fixture->record, "document", id, "ksef_number",
                      "5265877635-20250826-0100001AF629-AF");
  stand_in = crm_document_add_made_from (change, reader, id, "correction", &error);
  g_assert_no_error (error);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  made = crm_change_get_id (change, stand_in);
  g_assert_true (crm_database_query_integer (reader, "SELECT max (id) - 1 FROM document_line", 0,
                                             &line, NULL));
  record_fixture_set (&fixture->record, "document_line", line, "quantity", "2");
  record_fixture_set (&fixture->record, "document", made, "basis", "Zwrot jednej sztuki");
  issue (fixture, made);

  g_autoptr (CrmEinvoice) ksef = make (fixture, made, CRM_EINVOICE_KSEF);
  g_autoptr (CrmEinvoice) ubl = make (fixture, made, CRM_EINVOICE_UBL);
  xmlDocPtr xml = parse (ksef);
  assert_says (xml, "Fa/RodzajFaktury", "KOR");
  assert_says (xml, "Fa/PrzyczynaKorekty", "Zwrot jednej sztuki");
  assert_says (xml, "DaneFaKorygowanej/NrKSeFFaKorygowanej", "5265877635-20250826-0100001AF629-AF");
  /* 59.99 less 89.99; what did not change is not there */
  assert_says (xml, "Fa/P_13_1", "-30.00");
  assert_says (xml, "Fa/P_14_1", "-6.90");
  assert_says (xml, "Fa/P_15", "-36.90");
  assert_says (xml, "FaWiersz/StanPrzed", "1");
  {
    xmlXPathContextPtr context = xmlXPathNewContext (xml);
    xmlXPathObjectPtr rows =
        xmlXPathEvalExpression ((const xmlChar *) "count(//*[local-name()='FaWiersz'])", context);
    g_assert_cmpint ((int) rows->floatval, ==, 2);
    xmlXPathFreeObject (rows);
    xmlXPathFreeContext (context);
  }
  xmlFreeDoc (xml);
  xml = parse (ubl);
  g_assert_cmpstr ((const char *) xmlDocGetRootElement (xml)->name, ==, "CreditNote");
  assert_says (xml, "CreditNoteTypeCode", "381");
  assert_says (xml, "LegalMonetaryTotal/PayableAmount", "36.90");
  assert_says (xml, "LegalMonetaryTotal/LineExtensionAmount", "30.00");
  assert_says (xml, "TaxTotal/TaxAmount", "6.90");
  xmlFreeDoc (xml);
}

static void
test_ubl (Fixture *fixture, gconstpointer country)
{
  gint64 id = issue_two_lines (fixture, "invoice");
  g_autoptr (CrmEinvoice) einvoice = make (fixture, id, CRM_EINVOICE_UBL);
  g_autoptr (CrmEinvoice) again = make (fixture, id, CRM_EINVOICE_UBL);
  xmlDocPtr xml = parse (einvoice);

  g_assert_true (g_bytes_equal (einvoice->bytes, again->bytes));
  assert_says (xml, "CustomizationID", "urn:cen.eu:en16931:2017");
  assert_says (xml, "InvoiceTypeCode", "380");
  assert_says (xml, "DueDate", "2026-12-15");
  assert_says (xml, "AccountingSupplierParty/Party/PostalAddress/Country/IdentificationCode", "DE");
  assert_says (xml, "AccountingCustomerParty/Party/PostalAddress/Country/IdentificationCode", "FR");
  assert_says (xml, "AccountingSupplierParty/Party/PartyTaxScheme/CompanyID", "DE123456789");
  assert_says (xml, "PayeeFinancialAccount/ID", "DE33100205000001194700");
  assert_says (xml, "LegalMonetaryTotal/TaxExclusiveAmount", "239.99");
  assert_says (xml, "LegalMonetaryTotal/PayableAmount", "272.69");
  assert_says (xml, "InvoiceLine/InvoicedQuantity/@unitCode", "H87");
  assert_says (xml, "InvoiceLine/AllowanceCharge/Amount", "10.00");
  assert_says (xml, "InvoiceLine/AllowanceCharge/BaseAmount", "99.99");
  assert_says (xml, "InvoiceLine/LineExtensionAmount", "89.99");
  xmlFreeDoc (xml);
}

static void
test_upd (Fixture *fixture, gconstpointer country)
{
  gint64 id;
  gsize size;
  g_autofree char *text = NULL;

  record_fixture_add (&fixture->record, "product", "name", "Услуга", "kind", "service", NULL);
  record_fixture_set (&fixture->record, "company", 2, "postal_address", "125009, Москва, а/я 7");
  id = issue_two_lines (fixture, "upd");
  g_autoptr (CrmEinvoice) einvoice = make (fixture, id, CRM_EINVOICE_UPD);
  g_autoptr (CrmEinvoice) again = make (fixture, id, CRM_EINVOICE_UPD);
  xmlDocPtr xml = parse (einvoice);
  const char *bytes = g_bytes_get_data (einvoice->bytes, &size);
  g_autofree char *name = query (xml, "Файл/@ИдФайл");
  g_autofree char *file = g_strconcat (name, ".xml", NULL);

  g_assert_true (g_bytes_equal (einvoice->bytes, again->bytes));
  g_assert_nonnull (
      g_strstr_len (bytes, (gssize) size, "<?xml version=\"1.0\" encoding=\"windows-1251\"?>"));
  g_assert_cmpstr (einvoice->name, ==, file);
  g_assert_true (g_str_has_prefix (name, "ON_NSCHFDOPPR_7736050003773601001_7707083893770701001_"));
  /* "é" is not in windows-1251, and is not lost. */
  g_assert_nonnull (g_strstr_len (bytes, (gssize) size, "&#233;"));
  assert_says (xml, "СведТов/@НаимТов", "Окно é & <дверь>");
  assert_says (xml, "Документ/@Функция", "СЧФДОП");
  assert_says (xml, "СвПокуп/ИдСв/СвЮЛУч/@НаимОрг", "АО «Café Zażółć» & <К>");
  assert_says (xml, "ГрузПолуч/Адрес/АдрИнф/@АдрТекст", "125009, Москва, а/я 7");
  assert_says (xml, "СвПокуп/Адрес/АдрИнф/@АдрТекст", "119421, г. Москва, Ленинский пр-кт, 111");
  assert_says (xml, "Подписант/ФИО/@Отчество", "Петрович");
  assert_says (xml, "СведТов/@ОКЕИ_Тов", "796");
  text = dup_pdf_text (fixture, id);
  g_assert_nonnull (strstr (text, "796"));
  assert_says (xml, "СведТов/@НалСт", "22%");
  assert_says (xml, "ВсегоОпл/@СтТовБезНДСВсего", "239.99");
  /* 89.99 × 22 % = 19.80; 150 × 10 % = 15 */
  assert_says (xml, "ВсегоОпл/@СтТовУчНалВсего", "274.79");
  assert_says (xml, "СумНалВсего/СумНал", "34.80");
  xmlFreeDoc (xml);
}

/* An act is the transfer alone; what asks for money is no such file. */
static void
test_act (Fixture *fixture, gconstpointer country)
{
  gint64 act = issue_two_lines (fixture, "act"), factura = issue_two_lines (fixture, "factura");
  gint64 invoice = issue_two_lines (fixture, "invoice");
  g_autoptr (CrmEinvoice) transfer = make (fixture, act, CRM_EINVOICE_UPD);
  g_autoptr (CrmEinvoice) bill = make (fixture, factura, CRM_EINVOICE_UPD);
  g_autoptr (CrmRecord) asks = load (fixture, invoice);
  xmlDocPtr xml = parse (transfer);

  assert_says (xml, "Документ/@Функция", "ДОП");
  assert_says (xml, "Документ/@НаимДокОпр", "Акт выполненных работ");
  assert_says (xml, "СвПродПер/СвПер/@СодОпер", "Товары переданы");
  assert_says (xml, "ВсегоОпл/@СтТовУчНалВсего", "274.79");
  xmlFreeDoc (xml);
  xml = parse (bill);
  assert_says (xml, "Документ/@Функция", "СЧФ");
  assert_says (xml, "СвПродПер/СвПер/@СодОпер", NULL);
  xmlFreeDoc (xml);
  for (int i = 0; i < CRM_EINVOICE_N_FORMATS; i++)
    g_assert_false (crm_einvoice_format_fits ((CrmEinvoiceFormat) i,
                                              record_fixture_reader (&fixture->record), asks));
}

/* Numbers as people type them, and what the schema has no place for. */
static void
test_typed (Fixture *fixture, gconstpointer country)
{
  static const char *const typed[][3] = {
    /* VAT number, KodUE, NrVatUE */
    { "gr 123 456 789", "EL", "123456789" },
    { "ATU-123 45 678", "AT", "U12345678" },
  };

  record_fixture_set (&fixture->record, "company", 1, "tax_number", "PL 526-025-02-74");
  record_fixture_set (&fixture->record, "company", 2, "tax_number", NULL);
  record_fixture_set (&fixture->record, "company", 2, "country", "other");
  record_fixture_set (&fixture->record, "company", 2, "phone", "+30 210 000 0000 ext. 123456");
  record_fixture_set (&fixture->record, "bank_account", 1, "account",
                      "PL 61 1090 1014 0000 0712 1981 2874");
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++) {
    record_fixture_set (&fixture->record, "company", 2, "vat_number", typed[i][0]);
    gint64 id = issue_two_lines (fixture, "invoice");
    g_autoptr (CrmEinvoice) einvoice = make (fixture, id, CRM_EINVOICE_KSEF);
    xmlDocPtr xml = parse (einvoice);
    assert_says (xml, "Podmiot1/DaneIdentyfikacyjne/NIP", "5260250274");
    assert_says (xml, "RachunekBankowy/NrRB", "PL61109010140000071219812874");
    assert_says (xml, "Podmiot2/DaneIdentyfikacyjne/KodUE", typed[i][1]);
    assert_says (xml, "Podmiot2/DaneIdentyfikacyjne/NrVatUE", typed[i][2]);
    xmlFreeDoc (xml);
  }
}

/* In euros VAT is told in zlotys too, by the rate of the day before the supply: on the paper and in
 * the file. Without a rate nothing is written. */
static void
test_foreign (Fixture *fixture, gconstpointer country)
{
  gint64 id = add_document (fixture, "invoice", "no");
  g_auto (GStrv) breaches = NULL;
  g_autoptr (GError) error = NULL;

  record_fixture_set (&fixture->record, "document", id, "currency", "EUR");
  record_fixture_set (&fixture->record, "document", id, "date", "2026-11-20");
  add_line (fixture, id, "Okno", "3", "33.33", "10", "23", "szt.");
  add_line (fixture, id, "Montaż", "1.5", "100", "0", "8", "usł.");
  record_fixture_add (&fixture->record, "rate", "currency", "EUR", "date", "2026-11-20", "rate",
                      "9", NULL);
  gint64 without = add_document (fixture, "invoice", "no");
  record_fixture_set (&fixture->record, "document", without, "currency", "EUR");
  record_fixture_set (&fixture->record, "document", without, "date", "2026-11-20");
  add_line (fixture, without, "Okno", "1", "100", "0", "23", "szt.");
  issue (fixture, without);
  g_autoptr (CrmEinvoice) none = crm_document_make_einvoice (
      record_fixture_reader (&fixture->record), without, CRM_EINVOICE_KSEF, &breaches, &error);
  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_cmpuint (g_strv_length (breaches), ==, 1);
  g_assert_nonnull (strstr (breaches[0], "by the exchange rate"));

  record_fixture_add (&fixture->record, "rate", "currency", "EUR", "date", "2026-11-18", "rate",
                      "4.2512", NULL);
  issue (fixture, id);
  g_autoptr (CrmEinvoice) einvoice = make (fixture, id, CRM_EINVOICE_KSEF);
  g_autofree char *text = dup_pdf_text (fixture, id);
  xmlDocPtr xml = parse (einvoice);
  assert_says (xml, "Fa/KodWaluty", "EUR");
  assert_says (xml, "Fa/P_14_1", "20.70");
  /* 20.70 × 4.2512 = 87.99984; 12 × 4.2512 = 51.0144 */
  assert_says (xml, "Fa/P_14_1W", "88.00");
  assert_says (xml, "Fa/P_14_2W", "51.01");
  assert_says (xml, "Fa/P_15", "272.69");
  xmlFreeDoc (xml);
  g_assert_nonnull (strstr (text, "139,01"));
  g_assert_nonnull (strstr (text, "4,2512"));
  g_assert_nonnull (strstr (text, "18.11.2026"));
}

/* A sole trader signs and has no КПП; so may the buyer be one. */
static void
test_sole (Fixture *fixture, gconstpointer country)
{
  static const char *const none[] = { "kpp", "director", "director_post" };

  for (gint64 company = 1; company <= 2; company++) {
    for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
      record_fixture_set (&fixture->record, "company", company, none[i], NULL);
    record_fixture_set (&fixture->record, "company", company, "name",
                        "ИП Воробьёва Мария Игоревна");
    record_fixture_set (&fixture->record, "company", company, "tax_number", "5001 1047 4504");
  }
  gint64 id = issue_two_lines (fixture, "upd");
  g_autoptr (CrmEinvoice) einvoice = make (fixture, id, CRM_EINVOICE_UPD);
  xmlDocPtr xml = parse (einvoice);
  assert_says (xml, "СвПрод/ИдСв/СвИП/@ИННФЛ", "500110474504");
  assert_says (xml, "СвПрод/ИдСв/СвИП/ФИО/@Фамилия", "Воробьёва");
  assert_says (xml, "СвПокуп/ИдСв/СвИП/ФИО/@Отчество", "Игоревна");
  assert_says (xml, "Подписант/ФИО/@Имя", "Мария");
  assert_says (xml, "Подписант/@Должн", "Индивидуальный предприниматель");
  xmlFreeDoc (xml);
}

/* --- What is missing is named */

static char *
find_breaches (Fixture *fixture, gint64 id, CrmEinvoiceFormat format)
{
  g_auto (GStrv) breaches = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEinvoice) einvoice = crm_document_make_einvoice (
      record_fixture_reader (&fixture->record), id, format, &breaches, &error);

  g_assert_no_error (error);
  g_assert_null (einvoice);
  return g_strjoinv ("\n", breaches);
}

static void
test_breaches (Fixture *fixture, gconstpointer country)
{
  gint64 id = add_document (fixture, "invoice", "no");
  g_auto (GStrv) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  add_line (fixture, id, "Okno", "1", "10", "0", "20", "szt.");
  add_line (fixture, id, "Drzwi", "1", "10", "0", "none", "szt.");
  g_assert_null (crm_document_make_einvoice (record_fixture_reader (&fixture->record), id,
                                             CRM_EINVOICE_KSEF, &none, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  record_fixture_set (&fixture->record, "company", 1, "vat_exemption", "");
  record_fixture_set (&fixture->record, "company", 2, "legal_address", "");
  record_fixture_set (&fixture->record, "company", 2, "tax_number", "8567346216");
  issue (fixture, id);
  said = find_breaches (fixture, id, CRM_EINVOICE_KSEF);
  g_assert_cmpstr (said, ==,
                   "“Buyer: Legal address” is not filled in\n"
                   "“Buyer: Tax number”: the number “8567346216” is not right, a digit is wrong\n"
                   "“Seller: Why without VAT” is not filled in\n"
                   "Line 1: “VAT rate” is “20”; such a file takes only: 23, 22, 8, 7, 5, 0, none");
  /* Once it is mended, the file can be had, though the paper was issued without its code. */
  g_autoptr (CrmRecord) document = load (fixture, id);
  g_assert_true (crm_record_is_empty (document, "einvoice"));
}

/* --- The property: file, record and paper say the same */

/* Numbers on paper have blanks and commas of their language: only digits are compared. */
static char *
dup_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    if (c < 128 && g_ascii_isdigit ((char) c))
      g_string_append_c (digits, (char) c);
    else if (c == ',' || c == '.')
      g_string_append_c (digits, '.');
    else if (c != 0xa0 && c != 0x202f && c != ' ')
      g_string_append_c (digits, '_');
  }
  return g_string_free (digits, FALSE);
}

static void
assert_printed (const char *digits, gint64 money, const char *language)
{
  g_autofree char *text = crm_decimal_format (money, 2, 2, CRM_NUMBER_MACHINE);

  if (strcmp (language, "en") == 0) {
    g_autofree char *grouped = crm_decimal_format (money, 2, 2, CRM_NUMBER_EN);
    g_autofree char *plain = dup_digits (grouped);
    g_assert_nonnull (strstr (digits, plain));
  } else if (strstr (digits, text) == NULL) {
    g_test_message ("%s not in %s", text, digits);
    g_assert_not_reached ();
  }
}

static void
test_random (Fixture *fixture, gconstpointer country)
{
  static const struct {
    const char *net, *vat, *gross;
    const char *line_net, *line_gross;
  } paths[] = {
    [CRM_EINVOICE_UBL] = { "LegalMonetaryTotal/TaxExclusiveAmount", "TaxTotal/TaxAmount",
                           "LegalMonetaryTotal/PayableAmount", NULL, NULL },
    [CRM_EINVOICE_KSEF] = { NULL, NULL, "Fa/P_15", NULL, NULL },
    [CRM_EINVOICE_UPD] = { "ВсегоОпл/@СтТовБезНДСВсего", "СумНалВсего/СумНал",
                           "ВсегоОпл/@СтТовУчНалВсего", NULL, NULL },
  };
  static const char *const policies[] = { "per_line", "on_rate_sum", "from_gross" };
  const Land *land = find_land (country);
  const char *rates[] = { strcmp (country, "ru") == 0 ? "22" : "23",
                          strcmp (country, "ru") == 0 ? "10" : "8", "5", "none" };

  static const char *const names[] = {
    "Окно", "A & B <c> \"d\" ]]>", "é ŵ 窓 🎈", "tab\there\nline", "\001 control \177", "Żółw – „x”"
  };

  for (int n = 0; n < RANDOM_DOCUMENTS; n++) {
    gint64 id = add_document (fixture, land->kind, n % 2 == 0 ? "no" : "yes");
    int n_lines = g_test_rand_int_range (1, 9);

    record_fixture_set (&fixture->record, "document", id, "vat_policy",
                        policies[g_test_rand_int_range (0, 3)]);
    for (int i = 0; i < n_lines; i++) {
      g_autofree char *quantity =
          crm_decimal_format (g_test_rand_int_range (1, 20000000), 6, 0, CRM_NUMBER_MACHINE);
      g_autofree char *price =
          crm_decimal_format (g_test_rand_int_range (1, 90000000), 4, 0, CRM_NUMBER_MACHINE);
      g_autofree char *discount = g_strdup_printf ("%d", g_test_rand_int_range (0, 3) * 7);
      add_line (fixture, id, names[g_test_rand_int_range (0, G_N_ELEMENTS (names))], quantity,
                price, discount, rates[g_test_rand_int_range (0, 4)], "m");
    }
    issue (fixture, id);

    g_autoptr (CrmRecord) document = load (fixture, id);
    g_autoptr (CrmEinvoice) einvoice = make (fixture, id, land->format);
    g_autofree char *text = dup_pdf_text (fixture, id);
    g_autofree char *digits = dup_digits (text);
    xmlDocPtr xml = parse (einvoice);
    gint64 total = crm_record_get_integer (document, "total");

    g_assert_cmpint (get_money (xml, paths[land->format].gross), ==, total);
    if (paths[land->format].net != NULL)
      g_assert_cmpint (get_money (xml, paths[land->format].net), ==,
                       crm_record_get_integer (document, "net"));
    if (paths[land->format].vat != NULL)
      g_assert_cmpint (get_money (xml, paths[land->format].vat), ==,
                       crm_record_get_integer (document, "vat"));
    if (land->format == CRM_EINVOICE_KSEF) {
      static const char *const parts[] = { "Fa/P_13_1", "Fa/P_14_1", "Fa/P_13_2", "Fa/P_14_2",
                                           "Fa/P_13_3", "Fa/P_14_3", "Fa/P_13_7" };
      gint64 sum = 0;
      for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
        sum += get_money (xml, parts[i]);
      g_assert_cmpint (sum, ==, total);
    }
    assert_printed (digits, total, land->language);
    xmlFreeDoc (xml);
  }
}

static void
test_number (void)
{
  g_assert_true (crm_ksef_number_is_valid ("5265877635-20250826-0100001AF629-AF"));
  g_assert_false (crm_ksef_number_is_valid ("5265877635-20250826-0100001AF629-AE"));
  g_assert_false (crm_ksef_number_is_valid ("5265877635-20250826-0100001AF628-AF"));
  g_assert_false (crm_ksef_number_is_valid (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/einvoice/ksef-number", test_number);
#define ADD(name, country, func)                                                                   \
  g_test_add ("/einvoice/" name, Fixture, country, set_up, func, tear_down)
  ADD ("ksef", "pl", test_ksef);
  ADD ("correction", "pl", test_correction);
  ADD ("typed", "pl", test_typed);
  ADD ("foreign", "pl", test_foreign);
  ADD ("sole", "ru", test_sole);
  ADD ("ubl", "other", test_ubl);
  ADD ("upd", "ru", test_upd);
  ADD ("act", "ru", test_act);
  ADD ("breaches", "pl", test_breaches);
  ADD ("random/ksef", "pl", test_random);
  ADD ("random/upd", "ru", test_random);
  ADD ("random/ubl", "other", test_random);
  return g_test_run ();
}
