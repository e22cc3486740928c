/* voronkactl import and export: what becomes of good and bad tables, and back. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "command-fixture.h"

static void
write_file (CommandFixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = command_fixture_dup_path (fixture, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_json (JsonNode *node, const char *path, const char *expected)
{
  g_autofree char *text = command_json_dup (node, path);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_companies (CommandFixture *fixture, const char *expected)
{
  g_assert_cmpstr (command_fixture_do (fixture, "list", "company", "--csv", "--sort=id",
                                       "--columns=name,city,revenue", NULL),
                   ==, expected);
}

static void
test_import (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) dry = NULL;
  g_autoptr (JsonNode) wet = NULL;
  g_autoptr (JsonNode) again = NULL;

  write_file (fixture, "a.csv",
              "Company;Town;Revenue;What\nOrion;Perm;1 234,50;x\nVega;Lviv;5;y\n");
  dry = command_fixture_json (fixture, "import", "company", "a.csv", "--dry-run", NULL);
  assert_json (dry, "rows", "2");
  assert_json (dry, "new", "2");
  assert_json (dry, "change", "0");
  assert_json (dry, "map", "[\"Company=name\",\"Town=city\",\"Revenue=revenue\"]");
  assert_companies (fixture, "name,city,revenue\n");

  wet = command_fixture_json (fixture, "import", "company", "a.csv", "--map", "What=note", NULL);
  assert_json (wet, "new", "2");
  assert_json (wet, "change", "3");
  assert_companies (fixture, "name,city,revenue\nOrion,Perm,1234.50\nVega,Lviv,5.00\n");
  again = command_fixture_json (fixture, "import", "company", "a.csv", NULL);
  assert_json (again, "same", "2");
  assert_json (again, "new", "0");

  write_file (fixture, "d.csv", "Company\nLyra\n");
  command_fixture_do (fixture, "import", "company", "d.csv", "--default", "city=Kyiv", NULL);
  assert_companies (fixture, "name,city,revenue\nOrion,Perm,1234.50\nVega,Lviv,5.00\nLyra,Kyiv,\n");
  command_fixture_do (fixture, "undo", NULL);

  command_fixture_do (fixture, "undo", NULL);
  assert_companies (fixture, "name,city,revenue\n");
  command_fixture_do (fixture, "redo", NULL);
  command_fixture_do (fixture, "check", NULL);
  g_assert_nonnull (strstr (command_fixture_do (fixture, "changes", NULL), "“a.csv”"));
}

static void
test_update_by (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;

  command_fixture_do (fixture, "add", "company", "name=Orion", "tax_number=7707083893", NULL);
  write_file (fixture, "a.csv", "name,tax_number,city\nOrion Stroy,7707083893,Perm\nNew,,Omsk\n");
  node =
      command_fixture_json (fixture, "import", "company", "a.csv", "--update-by=tax_number", NULL);
  assert_json (node, "changed", "1");
  assert_json (node, "new", "1");
  assert_companies (fixture, "name,city,revenue\nOrion Stroy,Perm,\nNew,Omsk,\n");
}

/* The right rows go in, the wrong ones are told of; who asks for them in a file knows already. */
static void
test_wrong_rows (CommandFixture *fixture, gconstpointer data)
{
  g_autofree char *path = command_fixture_dup_path (fixture, "wrong.csv");
  g_autofree char *wrong = NULL;

  write_file (fixture, "a.csv", "name,founded\nOrion,1999\nVega,soon\n,2001\n");
  command_fixture_run (fixture, "import", "company", "a.csv", "--dry-run", NULL);
  g_assert_cmpint (fixture->exit_code, ==, 1);
  g_assert_true (g_str_has_suffix (fixture->errors, "2 of 3 rows cannot be imported\n"));
  assert_companies (fixture, "name,city,revenue\n");

  command_fixture_run (fixture, "import", "company", "a.csv", NULL);
  g_assert_cmpint (fixture->exit_code, ==, 1);
  g_assert_true (g_str_has_prefix (fixture->errors, "warning: line 3: "));
  g_assert_nonnull (strstr (fixture->errors, "“soon”"));
  g_assert_nonnull (strstr (fixture->errors, "\nwarning: line 4: "));
  g_assert_nonnull (strstr (fixture->errors, "\nvoronkactl: 2 of 3 rows were refused"));
  assert_companies (fixture, "name,city,revenue\nOrion,,\n");

  command_fixture_run (fixture, "import", "company", "a.csv", "--wrong-rows=wrong.csv", NULL);
  g_assert_cmpint (fixture->exit_code, ==, 0);
  g_assert_true (g_file_get_contents (path, &wrong, NULL, NULL));
  g_assert_nonnull (strstr (wrong, "Vega"));
  g_assert_nonnull (strstr (wrong, "reason"));
  g_assert_null (strstr (wrong, "Orion"));
}

static void
test_refused (CommandFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *text;
    const char *options[2];
    int exit_code;
    const char *fragment;
  } cases[] = {
    { "", { NULL }, 1, "is empty" },
    { "\x89PNG\r\n\x1a\n\x01\x02\x03", { NULL }, 1, "cannot be read" },
    { "PK\x03\x04 archive", { NULL }, 1, "damaged" },
    { "name,founded\nOrion,soon\n", { NULL }, 1, "No row" },
    { "colour,shape\nred,round\n", { NULL }, 1, "a.csv" },
    { "name\nOrion\n", { "--map=frog=name" }, 1, "“frog”" },
    { "name\nOrion\n", { "--map=name=frog" }, 1, "“frog”" },
    { "name\nOrion\n", { "--map=name" }, 2, "“name”" },
    { "name\nOrion\n", { "--update-by=frog" }, 1, "“frog”" },
    { "name\nOrion\n", { "--wrong-rows=none/x.csv", "--colour" }, 2, "--colour" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].fragment);
    write_file (fixture, "a.csv", cases[i].text);
    command_fixture_run (fixture, "import", "company", "a.csv", cases[i].options[0],
                         cases[i].options[1], NULL);
    command_fixture_assert_refused (fixture, cases[i].exit_code, cases[i].fragment);
    assert_companies (fixture, "name,city,revenue\n");
  }
  command_fixture_run (fixture, "import", "frog", "a.csv", NULL);
  command_fixture_assert_refused (fixture, 1, "“frog”");
  command_fixture_run (fixture, "import", "company", "none.csv", NULL);
  command_fixture_assert_refused (fixture, 1, "none.csv");
  command_fixture_run (fixture, "import", "company", ".", NULL);
  g_assert_cmpint (fixture->exit_code, ==, 1);
  command_fixture_assert_files (fixture, "test.voronka", "a.csv", NULL);
}

static char *
read_file (CommandFixture *fixture, const char *name)
{
  g_autofree char *path = command_fixture_dup_path (fixture, name);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
add_sales (CommandFixture *fixture)
{
  command_fixture_do (fixture, "add", "company", "name=Orion, \"Ltd\"", "tags=b,a",
                      "revenue=1234.5", "note=one\ntwo", NULL);
  command_fixture_do (fixture, "add", "company", "name==1+1", "parent=1", NULL);
  command_fixture_do (fixture, "add", "deal", "company=1", "stage=Won", "value=5", NULL);
}

/* What goes out comes in again, in both formats. */
static void
test_round_trip (CommandFixture *fixture, gconstpointer data)
{
  static const char *const formats[] = { "csv", "json" };
  static const char *const columns = "--columns=name,tags,revenue,note,parent.name,type,city";
  g_autofree char *before = NULL;

  add_sales (fixture);
  before = g_strdup (
      command_fixture_do (fixture, "list", "company", "--json", "--sort=id", columns, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *file = g_strconcat ("companies.", formats[i], NULL);
    g_autofree char *copy = g_strconcat (formats[i], ".voronka", NULL);
    g_autofree char *option = g_strconcat ("--file=", copy, NULL);

    command_fixture_do (fixture, "export", "company", "--format", formats[i], "--output", file,
                        "--sort=id", NULL);
    command_fixture_do (fixture, "new", copy, NULL);
    command_fixture_do (fixture, option, "import", "company", file, NULL);
    g_assert_cmpstr (command_fixture_do (fixture, option, "list", "company", "--json", "--sort=id",
                                         columns, NULL),
                     ==, before);
  }
}

static void
test_export (CommandFixture *fixture, gconstpointer data)
{
  g_autofree char *machines = NULL;
  g_autofree char *people = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;

  add_sales (fixture);
  command_fixture_do (fixture, "export", "company", "--format=csv", "--output=a.csv",
                      "--filter=revenue empty", "--columns=id,name,parent.city", NULL);
  machines = read_file (fixture, "a.csv");
  g_assert_cmpstr (machines, ==, "id,name,parent.city\r\n2,=1+1,\r\n");
  command_fixture_do (fixture, "export", "company", "--format=csv", "--output=a.csv", "--search=1",
                      "--for-people", "--columns=name", NULL);
  people = read_file (fixture, "a.csv");
  g_assert_cmpstr (people, ==, "\xef\xbb\xbfName\r\n'=1+1\r\n");

  command_fixture_do (fixture, "export", "deal", "--format=json", "--output=a.json", NULL);
  json = read_file (fixture, "a.json");
  node = json_from_string (json, NULL);
  g_assert_nonnull (node);
  assert_json (node, "entity", "deal");
  assert_json (node, "records.0.value", "5.00");
  assert_json (node, "records.0.stage.title", "Won");
}

static void
test_export_refused (CommandFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *arguments[4];
    int exit_code;
    const char *fragment;
  } cases[] = {
    { { "frog", "--format=csv", "--output=x.csv" }, 1, "“frog”" },
    { { "company", "--output=x.csv" }, 2, "--format" },
    { { "company", "--format=csv" }, 2, "--output" },
    { { "company", "--format=xls", "--output=x.csv" }, 2, "“xls”" },
    { { "company", "--format=csv", "--output=x.csv", "--columns=frog" }, 1, "“frog”" },
    { { "company", "--format=csv", "--output=x.csv", "--filter=frog" }, 2, "“frog”" },
    { { "company", "--format=csv", "--output=none/x.csv" }, 1, "x.csv" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].fragment);
    command_fixture_run (fixture, "export", cases[i].arguments[0], cases[i].arguments[1],
                         cases[i].arguments[2], cases[i].arguments[3], NULL);
    command_fixture_assert_refused (fixture, cases[i].exit_code, cases[i].fragment);
  }
  command_fixture_assert_files (fixture, "test.voronka", NULL);
}

/* Out as a workbook and as cards, and in again; everything, and in again elsewhere. */
static void
test_formats (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) book = NULL;
  g_autoptr (JsonNode) cards = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autofree char *first = command_fixture_dup_path (fixture, "all.json");
  g_autofree char *second = command_fixture_dup_path (fixture, "again.json");

  command_fixture_do (fixture, "add", "company", "name=Orion", "revenue=1234.56", NULL);
  command_fixture_do (fixture, "add", "contact", "name=Anna", "company=Orion",
                      "phone=+380441234567", NULL);
  command_fixture_do (fixture, "export", "company", "--format=xlsx", "--output=c.xlsx",
                      "--columns=name,revenue", NULL);
  command_fixture_do (fixture, "export", "contact", "--format=vcard", "--output=c.vcf", NULL);
  command_fixture_do (fixture, "export", "all", "--format=json", "--output=all.json", NULL);
  command_fixture_run (fixture, "export", "product", "--format=vcard", "--output=p.vcf", NULL);
  command_fixture_assert_refused (fixture, 1, "cards");
  command_fixture_run (fixture, "import", "all", "all.json", NULL);
  command_fixture_assert_refused (fixture, 1, "new one only");
  command_fixture_run (fixture, "import", "company", "c.xlsx", "--sheet=None", NULL);
  command_fixture_assert_refused (fixture, 1, "“None”");

  command_fixture_do (fixture, "new", "other.voronka", NULL);
  book =
      command_fixture_json (fixture, "import", "company", "c.xlsx", "--file=other.voronka", NULL);
  assert_json (book, "new", "1");
  cards =
      command_fixture_json (fixture, "import", "contact", "c.vcf", "--file=other.voronka", NULL);
  assert_json (cards, "new", "1");
  assert_json (cards, "created", "0");
  g_assert_cmpstr (command_fixture_do (fixture, "list", "contact", "--csv",
                                       "--columns=name,phone,company.revenue",
                                       "--file=other.voronka", NULL),
                   ==, "name,phone,company.revenue\nAnna,+380441234567,1234.56\n");

  command_fixture_do (fixture, "new", "third.voronka", NULL);
  command_fixture_do (fixture, "import", "all", "all.json", "--file=third.voronka", NULL);
  command_fixture_do (fixture, "export", "all", "--format=json", "--output=again.json",
                      "--file=third.voronka", NULL);
  g_assert_true (g_file_get_contents (first, &here, NULL, NULL));
  g_assert_true (g_file_get_contents (second, &there, NULL, NULL));
  g_assert_cmpstr (there, ==, here);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  command_fixture_add ("/command-exchange/import", test_import);
  command_fixture_add ("/command-exchange/formats", test_formats);
  command_fixture_add ("/command-exchange/update-by", test_update_by);
  command_fixture_add ("/command-exchange/wrong-rows", test_wrong_rows);
  command_fixture_add ("/command-exchange/refused", test_refused);
  command_fixture_add ("/command-exchange/round-trip", test_round_trip);
  command_fixture_add ("/command-exchange/export", test_export);
  command_fixture_add ("/command-exchange/export-refused", test_export_refused);
  return g_test_run ();
}
