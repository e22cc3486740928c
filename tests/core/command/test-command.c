/* voronkactl, every verb: what it prints and what it writes. */
#include "config.h"

#include <signal.h>
#include <string.h>

#include <glib/gstdio.h>

#include "command-fixture.h"
#include "crm-change.h"

static void
assert_json (JsonNode *node, const char *path, const char *expected)
{
  g_autofree char *text = command_json_dup (node, path);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_entities_and_fields (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) entities = command_fixture_json (fixture, "entities", NULL);
  JsonArray *array = json_node_get_array (entities);
  gboolean found = FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *name =
        json_object_get_string_member (json_array_get_object_element (array, i), "name");
    const CrmEntity *entity = crm_entity_find (name);
    g_autoptr (JsonNode) fields = command_fixture_json (fixture, "fields", name, NULL);

    g_assert_nonnull (entity);
    g_assert_cmpint (json_array_get_length (json_node_get_array (fields)), ==, entity->n_fields);
    found |= strcmp (name, "deal") == 0;
  }
  g_assert_true (found);

  g_autoptr (JsonNode) fields = command_fixture_json (fixture, "fields", "company", NULL);
  assert_json (fields, "0.name", "name");
  assert_json (fields, "0.kind", "text");
  assert_json (fields, "0.flags", "[\"required\",\"title\",\"searched\",\"indexed\",\"listed\"]");
  assert_json (fields, "1.values.0", "client");
  assert_json (fields, "3.target", "choice");
  assert_json (fields, "3.values.0", "list=segment");
  g_assert_nonnull (strstr (command_fixture_do (fixture, "fields", "company", NULL), "Tax number"));
}

static void
test_add_get_set (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpstr (command_fixture_do (fixture, "add", "company", "name=Orion", "revenue=1234.5",
                                       "tags=vip, b", "employees=12", "founded=1999", NULL),
                   ==, "1\n");
  g_assert_cmpstr (command_fixture_do (fixture, "add", "deal", "company=orion", "stage=Proposal",
                                       "value=40000", "currency=EUR", NULL),
                   ==, "1\n");
  node = command_fixture_json (fixture, "get", "company", "1", NULL);
  assert_json (node, "id", "1");
  assert_json (node, "revision", "1");
  assert_json (node, "name", "Orion");
  assert_json (node, "revenue", "1234.50");
  assert_json (node, "employees", "12");
  assert_json (node, "tags", "[\"b\",\"vip\"]");
  assert_json (node, "responsible.title", "Administrator");
  assert_json (node, "phone", "null");
  g_clear_pointer (&node, json_node_unref);

  g_assert_cmpstr (
      command_fixture_do (fixture, "set", "company", "1", "revenue=", "tags=", "city=a=b", NULL),
      ==, "");
  node = command_fixture_json (fixture, "get", "company", "1", NULL);
  assert_json (node, "revision", "2");
  assert_json (node, "revenue", "null");
  assert_json (node, "tags", "null");
  assert_json (node, "city", "a=b");
  g_clear_pointer (&node, json_node_unref);

  node = command_fixture_json (fixture, "get", "deal", "1", NULL);
  assert_json (node, "name", "Orion");
  assert_json (node, "company", "{\"id\":1,\"title\":\"Orion\"}");
  assert_json (node, "stage.title", "Proposal");
  assert_json (node, "value", "40000.00");
  g_assert_nonnull (strstr (command_fixture_do (fixture, "get", "deal", "1", NULL), "€40,000.00"));
  command_fixture_do (fixture, "get", "deal", "1", "--csv", NULL);
  g_assert_true (g_str_has_prefix (fixture->output, "id,revision,name,company,"));
  g_assert_nonnull (strstr (fixture->output, "\n1,1,Orion,1,"));
}

static void
test_merge (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;

  command_fixture_do (fixture, "add", "company", "name=Orion", NULL);
  command_fixture_do (fixture, "add", "company", "name=ORION LLC", "city=Kyiv", NULL);
  command_fixture_do (fixture, "add", "company", "name=Orion Ltd", "employees=5", NULL);
  command_fixture_do (fixture, "add", "deal", "company=3", "name=Windows", NULL);
  command_fixture_do (fixture, "merge", "company", "1", "2", "3", "--take", "name=3", NULL);
  node = command_fixture_json (fixture, "get", "company", "1", NULL);
  assert_json (node, "name", "Orion Ltd");
  assert_json (node, "city", "Kyiv");
  assert_json (node, "employees", "5");
  g_clear_pointer (&node, json_node_unref);
  node = command_fixture_json (fixture, "get", "deal", "1", NULL);
  assert_json (node, "company", "{\"id\":1,\"title\":\"Orion Ltd\"}");
  g_clear_pointer (&node, json_node_unref);
  g_assert_cmpstr (command_fixture_do (fixture, "list", "company", "--count", NULL), ==, "1\n");
  g_assert_nonnull (strstr (command_fixture_do (fixture, "undo", NULL), "Orion"));
  g_assert_cmpstr (command_fixture_do (fixture, "list", "company", "--count", NULL), ==, "3\n");

  command_fixture_run (fixture, "merge", "company", "1", "1", NULL);
  command_fixture_assert_refused (fixture, 1, "only be merged with another");
  command_fixture_run (fixture, "merge", "company", "1", "99", NULL);
  command_fixture_assert_refused (fixture, 1, "99");
  command_fixture_run (fixture, "merge", "document", "1", "2", NULL);
  command_fixture_assert_refused (fixture, 1, "cannot be merged");
  command_fixture_run (fixture, "merge", "company", "1", NULL);
  command_fixture_assert_refused (fixture, 2, "merge");
  command_fixture_run (fixture, "merge", "company", "1", "2", "--take", "name=x", NULL);
  command_fixture_assert_refused (fixture, 2, "not the number");
}

/* All ways a field can be written on the command line, and how it is read back. */
static void
test_kinds (CommandFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *entity;
    const char *assignment;
    const char *json;
  } cases[] = {
    { "company", "name=x", "x" },
    { "company", "note=a\nb", "a\nb" },
    { "company", "employees=-3", "-3" },
    { "company", "revenue=12 500,50 ₽", "12500.50" },
    { "company", "type=Client", "client" },
    { "company", "country=pl", "pl" },
    { "company", "end_date=3.02.2026", "2026-02-03" },
    { "company", "segment=", "null" },
    { "company", "parent=Anchor", "{\"id\":1,\"title\":\"Anchor\"}" },
    { "company", "parent=1", "{\"id\":1,\"title\":\"Anchor\"}" },
    { "product", "price=0.3333", "0.3333" },
    { "product", "active=no", "false" },
    { "product", "vat_rate=", "null" },
    { "stage", "probability=12.5%", "12.5" },
    { "note", "subject=company:1", "{\"entity\":\"company\",\"id\":1,\"title\":\"Anchor\"}" },
  };

  command_fixture_do (fixture, "add", "company", "name=Anchor", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *sign = strchr (cases[i].assignment, '=');
    g_autofree char *field = g_strndup (cases[i].assignment, (gsize) (sign - cases[i].assignment));
    g_autofree char *id = NULL;
    g_autoptr (JsonNode) node = NULL;

    g_test_message ("%s", cases[i].assignment);
    if (strcmp (cases[i].entity, "stage") == 0)
      id = g_strdup ("1");
    else if (strcmp (cases[i].entity, "note") == 0)
      id = g_strdup (
          command_fixture_do (fixture, "add", "note", "text=t", "subject=person:1", NULL));
    else
      id = g_strdup (command_fixture_do (fixture, "add", cases[i].entity, "name=New", NULL));
    g_strchomp (id);
    command_fixture_do (fixture, "set", cases[i].entity, id, cases[i].assignment, NULL);
    node = command_fixture_json (fixture, "get", cases[i].entity, id, NULL);
    assert_json (node, field, cases[i].json);
  }
}

static void
add_companies (CommandFixture *fixture)
{
  static const char *const names[] = { "Вега", "Łódź sp. z o.o.", "Київ", "orion", "Zeta" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *name = g_strconcat ("name=", names[i], NULL);
    g_autofree char *revenue = g_strdup_printf ("revenue=%u.05", (guint) i * 10);

    command_fixture_do (fixture, "add", "company", name, revenue, "city=Kraków", NULL);
  }
}

static void
test_list (CommandFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *arguments[8];
    const char *csv;
  } cases[] = {
    { { "--columns", "name", "--sort", "name" },
      "name\nŁódź sp. z o.o.\norion\nZeta\nВега\nКиїв\n" },
    { { "--columns", "id", "--sort", "-revenue", "--limit", "2" }, "id\n5\n4\n" },
    { { "--columns", "id", "--sort", "id", "--limit", "2", "--offset", "3" }, "id\n4\n5\n" },
    { { "--columns=id", "--filter", "revenue >= 20.05", "--filter", "revenue<40", "--sort=id" },
      "id\n3\n4\n" },
    { { "--columns=id,revenue", "--search", "lodz" }, "id,revenue\n2,10.05\n" },
    { { "--columns=id", "--filter=name ~ ORI" }, "id\n4\n" },
    { { "--columns=id", "--filter=phone not-empty" }, "id\n" },
    { { "--columns=responsible.name,responsible.role,revision", "--limit=1" },
      "responsible.name,responsible.role,revision\nAdministrator,head,1\n" },
    { { "--count" }, "count\n5\n" },
    { { "--count", "--filter=name in orion,Zeta" }, "count\n2\n" },
    { { "--limit=0", "--columns=name" }, "name\n" },
    { { "--columns=id", "--filter=name = orion or (revenue > 20 and revenue < 25)", "--sort=id" },
      "id\n3\n4\n" },
    { { "--columns=id", "--sort=city", "--sort=-revenue", "--limit=2" }, "id\n5\n4\n" },
    { { "--count", "--filter=responsible = me" }, "count\n5\n" },
    { { "--count", "--filter=created = today" }, "count\n5\n" },
    { { "--count", "--filter=created = older than 1 day" }, "count\n0\n" },
    { { "--count", "--filter=no deal:company" }, "count\n5\n" },
  };

  add_companies (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) words = g_ptr_array_new ();

    for (gsize j = 0; j < G_N_ELEMENTS (cases[i].arguments) && cases[i].arguments[j] != NULL; j++)
      g_ptr_array_add (words, (gpointer) cases[i].arguments[j]);
    /* The verb may stand anywhere among the options that all verbs have. */
    g_ptr_array_insert (words, 0, (gpointer) "list");
    g_ptr_array_insert (words, 0, fixture->path);
    g_ptr_array_insert (words, 0, (gpointer) "--file");
    g_ptr_array_insert (words, 0, (gpointer) "--csv");
    g_ptr_array_add (words, (gpointer) "company");
    g_ptr_array_add (words, NULL);
    command_fixture_runv (fixture, (const char *const *) words->pdata);
    g_assert_cmpstr (fixture->errors, ==, "");
    g_assert_cmpstr (fixture->output, ==, cases[i].csv);
  }
  g_assert_cmpstr (command_fixture_do (fixture, "list", "company", "--count", NULL), ==, "5\n");
  command_fixture_do (fixture, "list", "company", "--limit=1", "--columns=id,name,revenue", NULL);
  g_assert_cmpstr (fixture->output, ==,
                   "id  name             revenue\n 2  Łódź sp. z o.o.    10.05\n");
  command_fixture_do (fixture, "list", "deal", "--json", NULL);
  g_assert_cmpstr (fixture->output, ==, "[]\n");
}

/* More rows than a slice and than what a table measures, in all three notations. */
static void
test_list_is_whole (CommandFixture *fixture, gconstpointer data)
{
  const int n = 1234;
  g_autoptr (CrmStore) store = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, NULL);
  g_autoptr (CrmChange) change = crm_change_new ("Many", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (JsonNode) node = NULL;
  g_auto (GStrv) lines = NULL;

  for (int i = 0; i < n; i++) {
    g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("company"));
    g_autofree char *name = g_strdup_printf ("Company %d, “%d”", i, i);

    crm_record_set_text (record, "name", name);
    crm_change_add (change, record);
  }
  g_assert_cmpint (crm_change_commit_sync (change, store, NULL), >, 0);
  g_assert_true (crm_store_close (store, NULL));

  node = command_fixture_json (fixture, "list", "company", NULL);
  g_assert_cmpint (json_array_get_length (json_node_get_array (node)), ==, n);
  lines = g_strsplit (command_fixture_do (fixture, "list", "company", NULL), "\n", -1);
  g_assert_cmpint (g_strv_length (lines), ==, n + 2);
  g_clear_pointer (&lines, g_strfreev);
  lines = g_strsplit (command_fixture_do (fixture, "list", "company", "--csv", NULL), "\n", -1);
  g_assert_cmpint (g_strv_length (lines), ==, n + 2);
}

static void
test_undo_and_redo (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) history = NULL;
  g_autoptr (JsonNode) changes = NULL;

  command_fixture_do (fixture, "add", "company", "name=Orion", NULL);
  command_fixture_do (fixture, "set", "company", "1", "name=Vega", "city=Lviv", NULL);
  history = command_fixture_json (fixture, "history", "company", "1", NULL);
  assert_json (history, "0.person", "Administrator");
  assert_json (history, "0.action", "set");
  assert_json (history, "0.field", "name");
  assert_json (history, "0.old", "Orion");
  assert_json (history, "0.new", "Vega");
  assert_json (history, "1.field", "city");
  assert_json (history, "1.old", "null");
  assert_json (history, "2.action", "add");
  assert_json (history, "2.undone", "false");

  g_assert_cmpstr (command_fixture_do (fixture, "undo", NULL), ==,
                   "Undone: Edit: Company “Orion”\n");
  g_assert_cmpstr (
      command_fixture_do (fixture, "list", "company", "--csv", "--columns=name,city", NULL), ==,
      "name,city\nOrion,\n");
  g_assert_cmpstr (command_fixture_do (fixture, "redo", NULL), ==,
                   "Done again: Edit: Company “Orion”\n");
  command_fixture_do (fixture, "delete", "company", "1", NULL);
  command_fixture_run (fixture, "get", "company", "1", NULL);
  command_fixture_assert_refused (fixture, 1, "company 1");
  /* A deleted record keeps its history. */
  g_assert_nonnull (strstr (command_fixture_do (fixture, "history", "company", "1", NULL), "Lviv"));
  g_assert_cmpstr (command_fixture_do (fixture, "undo", "--json", NULL), ==,
                   "{\"undone\":\"Delete: Company “Vega”\"}\n");
  command_fixture_do (fixture, "undo", NULL);
  command_fixture_do (fixture, "undo", NULL);
  command_fixture_run (fixture, "undo", NULL);
  command_fixture_assert_refused (fixture, 1, "nothing to undo");
  changes = command_fixture_json (fixture, "changes", "--limit=2", NULL);
  g_assert_cmpint (json_array_get_length (json_node_get_array (changes)), ==, 2);
  assert_json (changes, "0.label", "Delete: Company “Vega”");
  assert_json (changes, "0.undone", "true");
  assert_json (changes, "0.records", "1");
}

static void
test_warnings (CommandFixture *fixture, gconstpointer data)
{
  command_fixture_run (fixture, "add", "company", "name=x", "country=ru", "tax_number=7707083894",
                       NULL);
  g_assert_cmpint (fixture->exit_code, ==, 0);
  g_assert_cmpstr (fixture->output, ==, "1\n");
  g_assert_true (g_str_has_prefix (fixture->errors, "warning: tax_number: "));
  command_fixture_do (fixture, "set", "company", "1", "city=Perm", NULL);
  command_fixture_do (fixture, "set", "company", "1", "tax_number=7707083893", NULL);
  command_fixture_run (fixture, "set", "company", "1", "email=nobody", NULL);
  g_assert_true (g_str_has_prefix (fixture->errors, "warning: email: "));
}

/* A field that refers to a file takes one from the disk. */
static void
test_attaches_files (CommandFixture *fixture, gconstpointer data)
{
  g_autofree char *path = command_fixture_dup_path (fixture, "stamp & seal.png");
  g_autoptr (JsonNode) company = NULL;
  g_autoptr (JsonNode) file = NULL;

  g_assert_true (g_file_set_contents (path, "\x89PNG\r\n\x1a\n...", -1, NULL));
  command_fixture_do (fixture, "add", "company", "name=Orion", "stamp=@stamp & seal.png", NULL);
  command_fixture_do (fixture, "set", "company", "1", "logo=@stamp & seal.png", NULL);
  company = command_fixture_json (fixture, "get", "company", "1", NULL);
  assert_json (company, "stamp", "{\"id\":1,\"title\":\"stamp & seal.png\"}");
  assert_json (company, "logo.id", "2");
  file = command_fixture_json (fixture, "get", "file", "1", NULL);
  assert_json (file, "size", "11");
  assert_json (file, "media_type", "image/png");
  assert_json (file, "subject.title", "Orion");
  command_fixture_do (fixture, "check", NULL);
  command_fixture_do (fixture, "delete", "company", "1", NULL);
  g_assert_cmpstr (command_fixture_do (fixture, "list", "file", "--count", NULL), ==, "0\n");
  command_fixture_do (fixture, "undo", NULL);
  command_fixture_do (fixture, "check", NULL);
  command_fixture_do (fixture, "set", "company", "1", "logo=", NULL);
  command_fixture_run (fixture, "set", "company", "1", "logo=@none.png", NULL);
  command_fixture_assert_refused (fixture, 1, "none.png");
}

/* Whatever a name holds comes back as it was, and a terminal obeys none of it. */
static void
test_odd_names (CommandFixture *fixture, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (10000, 'x');
  const char *const names[] = {
    "A & B <i>b</i> &amp;",
    "\"quoted\", 'single'",
    "back\\slash",
    "👩‍👩‍👧 emoji 🏴",
    "\u202eעברית\u202c",
    "=1+1",
    "-5",
    "semi;colon",
    "tab\there",
    "\x1b[31mred\x07",
    long_name,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *assignment = g_strconcat ("name=", names[i], NULL);
    g_autofree char *id =
        g_strdup (command_fixture_do (fixture, "add", "company", assignment, NULL));
    g_autoptr (JsonNode) node = NULL;
    g_autofree char *name = NULL;

    g_strchomp (id);
    node = command_fixture_json (fixture, "get", "company", id, NULL);
    name = command_json_dup (node, "name");
    if (strchr (names[i], '\t') == NULL && strchr (names[i], '\x1b') == NULL)
      g_assert_cmpstr (name, ==, names[i]);
    command_fixture_do (fixture, "get", "company", id, NULL);
    g_assert_null (strchr (fixture->output, '\x1b'));
    g_assert_null (strchr (fixture->output, '\x07'));
    command_fixture_do (fixture, "list", "company", NULL);
    command_fixture_do (fixture, "history", "company", id, NULL);
    command_fixture_do (fixture, "changes", NULL);
  }
  command_fixture_do (fixture, "list", "company", "--csv", "--columns=name",
                      "--filter=name ~ quoted", NULL);
  g_assert_cmpstr (fixture->output, ==, "name\n\"\"\"quoted\"\", 'single'\"\n");
}

static void
test_usual_file (CommandFixture *fixture, gconstpointer data)
{
  const char *const count[] = { "list", "person", "--count", NULL };
  g_autofree char *folder = command_fixture_dup_path (fixture, "voronka");

  command_fixture_runv (fixture, count);
  command_fixture_assert_refused (fixture, 1, "There is no company file");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  command_fixture_do (fixture, "new", "voronka/a.voronka", NULL);
  command_fixture_runv (fixture, count);
  g_assert_cmpstr (fixture->output, ==, "1\n");
  command_fixture_do (fixture, "new", "voronka/b.voronka", NULL);
  command_fixture_runv (fixture, count);
  command_fixture_assert_refused (fixture, 1, "(a.voronka, b.voronka)");
  command_fixture_do (fixture, "new", "voronka/company.voronka", NULL);
  command_fixture_runv (fixture, count);
  g_assert_cmpstr (fixture->output, ==, "1\n");
}

static void
test_new (CommandFixture *fixture, gconstpointer data)
{
  static const char *const countries[][2] = {
    { "ru", "RUB" }, { "ua", "UAH" }, { "pl", "PLN" }, { "other", "EUR" }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++) {
    g_autofree char *name = g_strconcat (countries[i][0], ".voronka", NULL);
    const char *const count[] = { "--file", name, "list", "stage", "--count", NULL };
    g_autofree char *path = command_fixture_dup_path (fixture, name);
    GStatBuf status;

    command_fixture_do (fixture, "new", name, "--country", countries[i][0], NULL);
    g_assert_cmpint (g_stat (path, &status), ==, 0);
    g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    command_fixture_runv (fixture, count);
    g_assert_cmpstr (fixture->output, ==, "7\n");
  }
  command_fixture_run (fixture, "new", "ru.voronka", NULL);
  command_fixture_assert_refused (fixture, 1, "exists already");
  command_fixture_run (fixture, "new", "de.voronka", "--country=de", NULL);
  command_fixture_assert_refused (fixture, 2, "“de”");
  command_fixture_run (fixture, "new", "nowhere/x.voronka/y", NULL);
  g_assert_cmpint (fixture->exit_code, ==, 0);
  command_fixture_run (fixture, "new", "test.voronka/y", NULL);
  g_assert_cmpint (fixture->exit_code, ==, 1);
  command_fixture_assert_files (fixture, "test.voronka", "ru.voronka", "ua.voronka", "pl.voronka",
                                "other.voronka", "nowhere", NULL);
}

static char *
dup_digest (CommandFixture *fixture, const char *name)
{
  g_autofree char *path = command_fixture_dup_path (fixture, name);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
}

static void
test_demo (CommandFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  g_setenv ("VORONKA_NOW", "2026-11-23T09:00:00", TRUE);
  command_fixture_do (fixture, "new", "a.voronka", "--demo", "20", "--seed=7", "--country=pl",
                      NULL);
  command_fixture_do (fixture, "new", "b.voronka", "--seed=7", "--country=pl", "--demo=20", NULL);
  command_fixture_do (fixture, "new", "c.voronka", "--seed=8", "--country=pl", "--demo=20", NULL);
  g_unsetenv ("VORONKA_NOW");
  first = dup_digest (fixture, "a.voronka");
  second = dup_digest (fixture, "b.voronka");
  third = dup_digest (fixture, "c.voronka");
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, third);
  command_fixture_do (fixture, "--file=a.voronka", "check", NULL);
  /* One's own company comes besides. */
  g_assert_cmpstr (
      command_fixture_do (fixture, "--file=a.voronka", "list", "company", "--count", NULL), ==,
      "21\n");
  command_fixture_run (fixture, "new", "d.voronka", "--demo=2000000", NULL);
  command_fixture_assert_refused (fixture, 1, "1000000");
  command_fixture_run (fixture, "new", "d.voronka", "--demo=many", NULL);
  command_fixture_assert_refused (fixture, 2, "“many”");
  command_fixture_run (fixture, "new", "d.voronka", "--seed=1", NULL);
  command_fixture_assert_refused (fixture, 2, "--demo");
  command_fixture_assert_files (fixture, "test.voronka", "a.voronka", "b.voronka", "c.voronka",
                                NULL);
}

/* Whenever it is stopped, nothing is left. */
static void
test_stopped (CommandFixture *fixture, gconstpointer data)
{
  for (gulong wait = 1000; wait < 500000; wait *= 4) {
    g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
        G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
    g_autoptr (GSubprocess) process = NULL;

    g_subprocess_launcher_set_cwd (launcher, fixture->folder);
    process = g_subprocess_launcher_spawn (launcher, NULL, g_getenv ("VORONKACTL"), "new",
                                           "big.voronka", "--demo=500000", NULL);
    g_assert_nonnull (process);
    g_usleep (wait);
    g_subprocess_send_signal (process, SIGINT);
    g_assert_true (g_subprocess_wait (process, NULL, NULL));
    if (g_subprocess_get_if_exited (process))
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
    command_fixture_assert_files (fixture, "test.voronka", NULL);
  }
}

static void
test_copies (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) restored = NULL;
  g_autofree char *kept = NULL;
  const char *const count[] = { "--file", "other.voronka", "list", "company", "--count", NULL };

  command_fixture_do (fixture, "add", "company", "name=Orion", NULL);
  g_assert_nonnull (strstr (command_fixture_do (fixture, "check", NULL), "is sound"));
  command_fixture_do (fixture, "check", "--json", NULL);
  g_assert_cmpstr (fixture->output, ==, "[]\n");
  command_fixture_do (fixture, "backup", "copy.voronka", NULL);
  command_fixture_do (fixture, "add", "company", "name=Vega", NULL);
  command_fixture_do (fixture, "restore", "copy.voronka", "other.voronka", NULL);
  command_fixture_runv (fixture, count);
  g_assert_cmpstr (fixture->output, ==, "1\n");

  restored = command_fixture_json (fixture, "restore", "copy.voronka", "test.voronka", NULL);
  kept = command_json_dup (restored, "kept");
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (command_fixture_do (fixture, "list", "company", "--count", NULL), ==, "1\n");
  command_fixture_run (fixture, "backup", "test.voronka", NULL);
  command_fixture_assert_refused (fixture, 1, "its own backup");

  command_fixture_do (fixture, "recover", "test.voronka", "saved.voronka", NULL);
  g_assert_cmpstr (command_fixture_do (fixture, "--file", "saved.voronka", "list", "company",
                                       "--count", "--search", "ori", NULL),
                   ==, "1\n");
  command_fixture_do (fixture, "--file", "saved.voronka", "check", NULL);
  g_assert_cmpstr (
      command_fixture_do (fixture, "--file", "saved.voronka", "list", "company", "--count", NULL),
      ==, "1\n");
}

static void
test_help (CommandFixture *fixture, gconstpointer data)
{
  static const char *const verbs[] = { "new",     "entities", "fields", "list",   "get",
                                       "history", "add",      "set",    "delete", "undo",
                                       "redo",    "changes",  "check",  "backup", "restore",
                                       "recover", "import",   "export", "render" };
  g_autofree char *overview = NULL;

  overview = g_strdup (command_fixture_do (fixture, "--help", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++) {
    g_autofree char *line = g_strconcat ("\n  ", verbs[i], " ", NULL);
    g_autofree char *usage = g_strconcat ("usage: voronkactl ", verbs[i], " ", NULL);
    const char *const words[] = { verbs[i], "--help", NULL };

    g_assert_nonnull (strstr (overview, line));
    command_fixture_runv (fixture, words);
    g_assert_cmpint (fixture->exit_code, ==, 0);
    g_assert_true (g_str_has_prefix (fixture->output, usage));
    g_assert_nonnull (strstr (fixture->output, "--json"));
  }
}

/* What it was, by the day and by the minute; a day alone is meant to its end. */
static void
test_as_of (CommandFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *moment;
    const char *city;
    const char *count;
  } cases[] = {
    { "2099-01-15", "Kyiv", "1\n" },       { "2099-02-01T09:59", "Kyiv", "1\n" },
    { "2099-02-01T10:00", "Lviv", "1\n" }, { "2099-02-01", "Lviv", "1\n" },
    { "2099-03-02", NULL, "0\n" },
  };

  g_setenv ("VORONKA_NOW", "2099-01-01T10:00", TRUE);
  command_fixture_do (fixture, "add", "company", "name=Orion", "city=Kyiv", NULL);
  g_setenv ("VORONKA_NOW", "2099-02-01T10:00", TRUE);
  command_fixture_do (fixture, "set", "company", "1", "city=Lviv", NULL);
  g_setenv ("VORONKA_NOW", "2099-03-01T10:00", TRUE);
  command_fixture_do (fixture, "delete", "company", "1", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].moment);
    g_assert_cmpstr (command_fixture_do (fixture, "list", "company", "--count", "--filter",
                                         "name = Orion", "--as-of", cases[i].moment, NULL),
                     ==, cases[i].count);
    if (cases[i].city == NULL) {
      command_fixture_run (fixture, "get", "company", "1", "--as-of", cases[i].moment, NULL);
      g_assert_cmpint (fixture->exit_code, ==, 1);
      continue;
    }
    g_autoptr (JsonNode) node =
        command_fixture_json (fixture, "get", "company", "1", "--as-of", cases[i].moment, NULL);
    assert_json (node, "city", cases[i].city);
  }
  command_fixture_run (fixture, "get", "company", "1", "--as-of", "some day", NULL);
  command_fixture_assert_refused (fixture, 2, "some day");
  g_unsetenv ("VORONKA_NOW");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  command_fixture_add ("/command/entities-and-fields", test_entities_and_fields);
  command_fixture_add ("/command/add-get-set", test_add_get_set);
  command_fixture_add ("/command/merge", test_merge);
  command_fixture_add ("/command/kinds", test_kinds);
  command_fixture_add ("/command/list", test_list);
  command_fixture_add ("/command/list-is-whole", test_list_is_whole);
  command_fixture_add ("/command/undo-and-redo", test_undo_and_redo);
  command_fixture_add ("/command/as-of", test_as_of);
  command_fixture_add ("/command/warnings", test_warnings);
  command_fixture_add ("/command/attaches-files", test_attaches_files);
  command_fixture_add ("/command/odd-names", test_odd_names);
  command_fixture_add ("/command/usual-file", test_usual_file);
  command_fixture_add ("/command/new", test_new);
  command_fixture_add ("/command/demo", test_demo);
  command_fixture_add ("/command/stopped", test_stopped);
  command_fixture_add ("/command/copies", test_copies);
  command_fixture_add ("/command/help", test_help);
  return g_test_run ();
}
