/* Sellers and buyers of three countries, documents of theirs, and their e-invoice files read back.
 */
#include "config.h"

#include "einvoice-fixture.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <poppler.h>
#include <string.h>

#include "crm-decimal.h"
#include "crm-document.h"
#include "crm-file-content.h"

static const EinvoiceLand lands[] = {
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

const EinvoiceLand *
einvoice_find_land (const char *country)
{
  gsize i = 0;
  while (strcmp (lands[i].country, country) != 0)
    i++;
  return &lands[i];
}

static gint64
add_company (EinvoiceFixture *fixture, const char *const *pairs, const char *type)
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

void
einvoice_set_up (EinvoiceFixture *fixture, gconstpointer country)
{
  const EinvoiceLand *land = einvoice_find_land (country);

  crm_document_register ();
  record_fixture_set_up (&fixture->record, country);
  fixture->country = country;
  add_company (fixture, land->seller, "my_company");
  record_fixture_add (&fixture->record, "bank_account", "company", land->seller[1], "account",
                      land->account, "bank", "Bank", NULL);
  fixture->buyer = g_strdup (land->buyer[1]);
  add_company (fixture, land->buyer, "client");
}

void
einvoice_tear_down (EinvoiceFixture *fixture, gconstpointer country)
{
  g_free (fixture->buyer);
  record_fixture_tear_down (&fixture->record, country);
}

gint64
einvoice_add_document (EinvoiceFixture *fixture, const char *kind, const char *inclusive)
{
  const EinvoiceLand *land = einvoice_find_land (fixture->country);
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

void
einvoice_add_line (EinvoiceFixture *fixture, gint64 document, const char *name,
                   const char *quantity, const char *price, const char *discount, const char *rate,
                   const char *unit)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, document);
  record_fixture_add (&fixture->record, "document_line", "document", id, "name", name, "quantity",
                      quantity, "price", price, "discount", discount, "vat_rate", rate, "unit",
                      unit, NULL);
}

void
einvoice_issue (EinvoiceFixture *fixture, gint64 document)
{
  g_autoptr (CrmChange) change = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  crm_document_add_issue (change, record_fixture_reader (&fixture->record), document, &error);
  g_assert_no_error (error);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
}

CrmEinvoice *
einvoice_make (EinvoiceFixture *fixture, gint64 document, CrmEinvoiceFormat format)
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

xmlDocPtr
einvoice_parse (CrmEinvoice *einvoice)
{
  gsize size;
  const char *bytes = g_bytes_get_data (einvoice->bytes, &size);
  xmlDocPtr xml = xmlReadMemory (bytes, (int) size, NULL, NULL, XML_PARSE_NONET);

  g_assert_nonnull (xml);
  assert_valid (xml);
  return xml;
}

/* What an XPath over local names comes to: "sum(...)" or the text of the first. */
char *
einvoice_query (xmlDocPtr xml, const char *path)
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

void
einvoice_assert_says (xmlDocPtr xml, const char *path, const char *expected)
{
  g_autofree char *text = einvoice_query (xml, path);
  g_assert_cmpstr (text, ==, expected);
}

gint64
einvoice_get_money (xmlDocPtr xml, const char *path)
{
  g_autofree char *text = einvoice_query (xml, path);
  gint64 money = 0;

  if (text != NULL)
    g_assert_true (crm_decimal_parse (text, 2, &money, NULL));
  return money;
}

CrmRecord *
einvoice_load (EinvoiceFixture *fixture, gint64 document)
{
  return crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("document"),
                          document, NULL);
}

GBytes *
einvoice_read_file (EinvoiceFixture *fixture, gint64 id)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  g_autoptr (CrmRecord) file = crm_record_load (reader, crm_entity_find ("file"), id, NULL);
  return crm_file_read_content (reader, crm_record_get_text (file, "sha256"), NULL);
}

/* The numbers of a test are the same on every day. */
gint64
einvoice_issue_two_lines (EinvoiceFixture *fixture, const char *kind)
{
  gboolean ru = strcmp (fixture->country, "ru") == 0;
  const char *high = ru ? "22" : "23";
  gint64 id = einvoice_add_document (fixture, kind, "no");

  einvoice_add_line (fixture, id, "Окно é & <дверь>", "3", "33.33", "10", high, ru ? "шт" : "szt.");
  einvoice_add_line (fixture, id, "Montaż", "1.5", "100", "0", ru ? "10" : "8",
                     ru ? "усл. ед." : "usł.");
  einvoice_issue (fixture, id);
  return id;
}

char *
einvoice_dup_pdf_text (EinvoiceFixture *fixture, gint64 document)
{
  g_autoptr (CrmRecord) record = einvoice_load (fixture, document);
  g_autoptr (GBytes) bytes = einvoice_read_file (fixture, crm_record_get_integer (record, "pdf"));
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
