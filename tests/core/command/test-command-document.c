/* voronkactl from a deal to its paid invoice: drafts that are filled in, the issue, the paper. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "command-fixture.h"

static void
assert_field (CommandFixture *fixture, const char *entity, const char *id, const char *path,
              const char *expected)
{
  g_autoptr (JsonNode) node = command_fixture_json (fixture, "get", entity, id, NULL);
  g_autofree char *text = command_json_dup (node, path);

  g_assert_cmpstr (text, ==, expected);
}

static void
add_sale (CommandFixture *fixture)
{
  command_fixture_do (fixture, "add", "company", "name=ООО «Северный ветер»", "type=my_company",
                      "country=ru", "tax_number=7707083893", "kpp=770701001",
                      "legal_address=Москва, ул. Мира, 1", "director=Иванов И. И.", NULL);
  command_fixture_do (fixture, "add", "bank_account", "company=1", "account=40702810138250123017",
                      "bic=044525225", "bank=ПАО СБЕРБАНК г. Москва",
                      "corr_account=30101810400000000225", NULL);
  command_fixture_do (fixture, "add", "company", "name=Орион & <Строй>", NULL);
  command_fixture_do (fixture, "add", "product", "name=Окно ПВХ", "price=12500", "unit=шт", NULL);
  command_fixture_do (fixture, "add", "document", "kind=invoice", "company=Орион & <Строй>",
                      "date=2026-11-23", NULL);
  command_fixture_do (fixture, "add", "document_line", "document=1", "product=Окно ПВХ",
                      "quantity=3", NULL);
}

/* What the window fills in is filled in here too, unless something else was said. */
static void
test_draft (CommandFixture *fixture, gconstpointer data)
{
  add_sale (fixture);
  assert_field (fixture, "document", "1", "seller.id", "1");
  assert_field (fixture, "document", "1", "account.title", "40702810138250123017");
  assert_field (fixture, "document", "1", "currency", "RUB");
  assert_field (fixture, "document", "1", "language", "ru");
  assert_field (fixture, "document", "1", "total", "37500.00");
  assert_field (fixture, "document_line", "1", "name", "Окно ПВХ");
  assert_field (fixture, "document_line", "1", "unit", "шт");
  assert_field (fixture, "document_line", "1", "price", "12500.00");
  assert_field (fixture, "document_line", "1", "position", "1");

  command_fixture_do (fixture, "add", "document_line", "document=1", "product=1", "name=Окно",
                      "price=1.005", "vat_rate=none", NULL);
  assert_field (fixture, "document_line", "2", "name", "Окно");
  assert_field (fixture, "document_line", "2", "price", "1.005");
  assert_field (fixture, "document_line", "2", "vat_rate", "none");
  assert_field (fixture, "document_line", "2", "position", "2");
  command_fixture_do (fixture, "add", "document", "kind=invoice", "company=2", "currency=EUR",
                      "language=en", NULL);
  assert_field (fixture, "document", "2", "currency", "EUR");
  assert_field (fixture, "document", "2", "language", "en");
  command_fixture_run (fixture, "add", "document_line", "name=x", NULL);
  command_fixture_assert_refused (fixture, 1, "Document");
}

static char *
dup_pdf (CommandFixture *fixture, const char *name, gsize *length)
{
  g_autofree char *path = command_fixture_dup_path (fixture, name);
  char *bytes;

  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
  return bytes;
}

static void
test_issue_and_render (CommandFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize first_length;
  gsize second_length;

  add_sale (fixture);
  command_fixture_run (fixture, "render", "1", "--output", "draft.pdf", NULL);
  g_assert_cmpint (fixture->exit_code, ==, 0);
  /* A draft has no number yet, and nothing else is missing. */
  g_assert_cmpstr (fixture->errors, ==, "");
  first = dup_pdf (fixture, "draft.pdf", &first_length);

  command_fixture_do (fixture, "set", "document", "1", "issued=now", NULL);
  assert_field (fixture, "document", "1", "number", "1");
  assert_field (fixture, "document", "1", "status", "signed");
  command_fixture_do (fixture, "render", "1", "--output=a.pdf", NULL);
  command_fixture_do (fixture, "set", "company", "1", "director=Петров П. П.", NULL);
  command_fixture_do (fixture, "render", "1", "--output=b.pdf", NULL);
  g_free (first);
  first = dup_pdf (fixture, "a.pdf", &first_length);
  second = dup_pdf (fixture, "b.pdf", &second_length);
  /* What was handed over stays as it is, whoever is the director now. */
  g_assert_cmpmem (first, first_length, second, second_length);

  command_fixture_run (fixture, "set", "document", "1", "note=x", NULL);
  command_fixture_assert_refused (fixture, 1, "is issued");
  command_fixture_run (fixture, "set", "document", "1", "issued=now", NULL);
  command_fixture_assert_refused (fixture, 1, "is issued already");
  command_fixture_do (fixture, "add", "payment", "document=1", "company=2", "amount=37500", NULL);
  assert_field (fixture, "document", "1", "paid", "37500.00");
  command_fixture_do (fixture, "undo", NULL);
  command_fixture_do (fixture, "undo", NULL);
  command_fixture_do (fixture, "undo", NULL);
  assert_field (fixture, "document", "1", "issued", "null");
  assert_field (fixture, "document", "1", "number", "null");
  command_fixture_do (fixture, "check", NULL);
}

static void
test_refused (CommandFixture *fixture, gconstpointer data)
{
  command_fixture_do (fixture, "add", "company", "name=Orion", NULL);
  command_fixture_do (fixture, "add", "document", "kind=invoice", "company=Orion", NULL);
  command_fixture_run (fixture, "set", "document", "1", "issued=now", NULL);
  command_fixture_assert_refused (fixture, 1, "“Seller”");
  command_fixture_run (fixture, "set", "document", "1", "issued=2026-01-01", NULL);
  command_fixture_assert_refused (fixture, 1, "“now”");
  command_fixture_run (fixture, "add", "document", "kind=invoice", "issued=now", NULL);
  command_fixture_assert_refused (fixture, 1, "kept by the program");
  command_fixture_run (fixture, "render", "1", NULL);
  command_fixture_assert_refused (fixture, 2, "--output");
  command_fixture_run (fixture, "render", "9", "--output=x.pdf", NULL);
  command_fixture_assert_refused (fixture, 1, "document 9");
  command_fixture_run (fixture, "render", "1", "--output=x.pdf", "--form=frog", NULL);
  command_fixture_assert_refused (fixture, 1, "“frog”");
  command_fixture_run (fixture, "render", "1", "--output=none/x.pdf", NULL);
  g_assert_cmpint (fixture->exit_code, ==, 1);
  g_assert_nonnull (strstr (fixture->errors, "none/x.pdf"));
  command_fixture_assert_files (fixture, "test.voronka", NULL);
}

/* The e-invoice file, whole or not at all, of one and of many. */
static void
test_einvoice (CommandFixture *fixture, gconstpointer data)
{
  g_autofree char *path = command_fixture_dup_path (fixture, "upd.xml");
  g_autofree char *folder = command_fixture_dup_path (fixture, "out");
  g_autofree char *bytes = NULL;

  add_sale (fixture);
  command_fixture_do (fixture, "add", "document", "kind=upd", "company=2", "date=2026-11-23", NULL);
  command_fixture_do (fixture, "add", "document_line", "document=2", "product=1", "quantity=2",
                      NULL);
  command_fixture_run (fixture, "render", "2", "--format=upd", "--output=upd.xml", NULL);
  command_fixture_assert_refused (fixture, 1, "is a draft");
  command_fixture_do (fixture, "set", "document", "2", "issued=now", NULL);
  command_fixture_run (fixture, "render", "2", "--format=upd", "--output=upd.xml", NULL);
  command_fixture_assert_refused (fixture, 1, "“Buyer: Tax number” is not filled in");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  command_fixture_do (fixture, "set", "company", "1", "kpp=770701001", NULL);
  command_fixture_do (fixture, "set", "company", "2", "country=ru", "tax_number=7736050003",
                      "kpp=773601001", "legal_address=Москва", NULL);
  command_fixture_do (fixture, "render", "2", "--format=upd", "--output=upd.xml", NULL);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_true (g_str_has_prefix (bytes, "<?xml version=\"1.0\" encoding=\"windows-1251\"?>"));
  command_fixture_run (fixture, "render", "2", "--format=ksef", "--output=x.xml", NULL);
  command_fixture_assert_refused (fixture, 1, "KSeF");
  command_fixture_run (fixture, "render", "2", "--format=frog", "--output=x.xml", NULL);
  command_fixture_assert_refused (fixture, 1, "“frog”");

  /* Of many, what cannot be made is said in its row and stops nothing. */
  command_fixture_run (fixture, "render-all", "--format=upd", "--output=out", NULL);
  g_assert_cmpint (fixture->exit_code, ==, 1);
  g_assert_nonnull (strstr (fixture->output, "ON_NSCHFDOPPR_"));
  g_assert_nonnull (strstr (fixture->output, "does not go into a file"));
  command_fixture_do (fixture, "render-all", "--filter=kind = upd", "--output=out", NULL);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  command_fixture_run (fixture, "render-all", NULL);
  command_fixture_assert_refused (fixture, 2, "--output");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  command_fixture_add ("/command-document/draft", test_draft);
  command_fixture_add ("/command-document/issue-and-render", test_issue_and_render);
  command_fixture_add ("/command-document/refused", test_refused);
  command_fixture_add ("/command-document/einvoice", test_einvoice);
  return g_test_run ();
}
