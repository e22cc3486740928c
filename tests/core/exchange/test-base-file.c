/* An export of everything makes a company file anew: what is exported from that is the same, byte
 * for byte. */
#include "config.h"

#include <string.h>

#include "crm-base-file.h"
#include "crm-calendar-feed.h"
#include "crm-command-process.h"
#include "crm-demo.h"
#include "crm-document.h"
#include "crm-error.h"
#include "crm-journal.h"
#include "crm-setting.h"
#include "crm-working-time.h"
#include "record-fixture.h"

static char *export (RecordFixture *fixture, const char *name, CrmBaseFormat format)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (crm_base_export (record_fixture_reader (fixture), format, path, NULL, NULL, NULL,
                                  NULL, &error));
  g_assert_no_error (error);
  return path;
}

static char *
read_text (const char *path)
{
  char *text;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static gboolean
import_func (CrmDatabase *database, gpointer path, GCancellable *cancellable, GError **error)
{
  gint64 change;
  guint64 n_records;
  return crm_base_import (database, path, NULL, NULL, &change, &n_records, cancellable, error);
}

static gboolean
write_settings_func (CrmDatabase *database, gpointer pairs, GCancellable *cancellable,
                     GError **error)
{
  for (const char *const *pair = pairs; *pair != NULL; pair += 2)
    if (!crm_setting_write (database, pair[0], pair[1], error))
      return FALSE;
  return TRUE;
}

static void
write_setting (RecordFixture *fixture, const char *name, const char *value)
{
  const char *pairs[] = { name, value, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (
      crm_store_write (fixture->store, write_settings_func, (gpointer) pairs, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_same_text (const char *there, const char *here)
{
  g_auto (GStrv) left = g_strsplit (there, "\n", -1);
  g_auto (GStrv) right = g_strsplit (here, "\n", -1);

  /* A line at a time, so that a difference can be read. */
  for (guint i = 0; left[i] != NULL && right[i] != NULL; i++)
    g_assert_cmpstr (left[i], ==, right[i]);
  g_assert_cmpstr (there, ==, here);
}

/* Out, into a new file, and out again. */
static void
assert_comes_back_from (RecordFixture *fixture, RecordFixture *other, gconstpointer country,
                        const char *name, CrmBaseFormat format)
{
  g_autofree char *path = export (fixture, name, format);
  g_autofree char *json = export (fixture, "here.json", CRM_BASE_JSON);
  g_autofree char *here = read_text (json);
  g_autofree char *again = NULL;
  g_autofree char *there = NULL;
  g_autoptr (GError) error = NULL;

  record_fixture_set_up (other, country);
  write_setting (other, "of the new file", "x");
  g_assert_true (crm_store_write (other->store, import_func, path, NULL, &error));
  g_assert_no_error (error);
  again = export (other, "there.json", CRM_BASE_JSON);
  there = read_text (again);
  assert_same_text (there, here);
}

static void
assert_comes_back (RecordFixture *fixture, RecordFixture *other, gconstpointer country)
{
  assert_comes_back_from (fixture, other, country, "here.json", CRM_BASE_JSON);
}

static gboolean
write_hours_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_working_time_set_hours (database, 6, 600, 840, error);
}

/* What a company sets up: everything that Preferences keep in the file. */
static void
set_up_company (RecordFixture *fixture)
{
  gint64 seller = record_fixture_add (fixture, "company", "name", "Ours", NULL);
  g_autofree char *stage = NULL;
  g_autofree char *seller_text = g_strdup_printf ("%" G_GINT64_FORMAT, seller);
  g_autoptr (GError) error = NULL;

  write_setting (fixture, CRM_SETTING_SELLER, seller_text);
  write_setting (fixture, "draft:company:1:name", "half \"typed\"\n\\ text");
  g_assert_true (crm_store_write (fixture->store, write_hours_func, NULL, NULL, &error));
  g_assert_no_error (error);
  record_fixture_add (fixture, "own_day", "date", "2027-03-05", "name", "Founders' day", NULL);
  record_fixture_add (fixture, "saved_view", "name", "Mine", "entity", "deal", "query", "deal\n",
                      "columns", "name,value", NULL);
  stage = crm_reference_title (record_fixture_reader (fixture), crm_entity_find ("stage"), 2);
  record_fixture_add (fixture, "gate", "name", "Needs a value", "stage", stage, "field", "value",
                      NULL);
  record_fixture_add (fixture, "custom_field", "entity", "company", "label", "Colour", "kind",
                      "text", NULL);
  record_fixture_add (fixture, "company", "name", "Coloured", "x_colour", "red", NULL);
  record_fixture_add (fixture, "request_kind", "name", "Estimate", "days", "3", NULL);
  record_fixture_add (fixture, "message_template", "name", "Thanks", "channel", "email",
                      "subject_line", "For {company}", "body", "Hello", NULL);
}

static void
test_same_bytes (RecordFixture *fixture, gconstpointer country)
{
  RecordFixture other;
  g_autofree char *csv = NULL;
  g_autofree char *path = NULL;
  g_autofree char *settings = NULL;
  g_autoptr (GError) error = NULL;
  int from, to;

  g_assert_true (crm_demo_fill (fixture->store, 20, 3, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  set_up_company (fixture);
  assert_comes_back (fixture, &other, country);
  g_assert_true (crm_working_time_get_hours (record_fixture_reader (&other), 6, &from, &to));
  g_assert_cmpint (from, ==, 600);
  g_assert_cmpint (to, ==, 840);
  csv = export (&other, "tables", CRM_BASE_CSV);
  path = g_build_filename (csv, "settings.csv", NULL);
  settings = read_text (path);
  g_assert_true (g_str_has_prefix (settings, "name,value"));
  g_assert_nonnull (strstr (settings, "working_hours_6,600-840"));
  g_assert_nonnull (strstr (settings, "\"half \"\"typed\"\"\n\\ text\""));
  record_fixture_tear_down (&other, country);
  /* The folder of tables holds as much. */
  record_fixture_add (fixture, "company", "name", "=1+1", "note",
                      "'quoted' \"twice\",\n\n two lines ", NULL);
  assert_comes_back_from (fixture, &other, country, "here", CRM_BASE_CSV);
  record_fixture_tear_down (&other, country);
}

static char *
make_text (void)
{
  static const char *const pieces[] = { "a",  "\"", "\\",   "\n", "\r", "\t", "я", "{",
                                        "]}", ",",  "\x01", "😀", " ",  "'",  ":", "</" };
  GString *text = g_string_new ("k");

  for (int n = g_test_rand_int_range (0, 12); n > 0; n--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
test_any_settings (RecordFixture *fixture, gconstpointer country)
{
  for (int i = 0; i < 40; i++) {
    g_autofree char *name = make_text ();
    g_autofree char *value = make_text ();
    RecordFixture other;

    write_setting (fixture, name, value);
    if (i % 10 != 9)
      continue;
    assert_comes_back (fixture, &other, country);
    g_autofree char *came = crm_setting_dup (record_fixture_reader (&other), name, NULL);
    g_assert_cmpstr (came, ==, value);
    record_fixture_tear_down (&other, country);
    g_autofree char *folder = g_strdup_printf ("tables%d", i);
    assert_comes_back_from (fixture, &other, country, folder, CRM_BASE_CSV);
    record_fixture_tear_down (&other, country);
  }
}

/* A file stays the one it is, and nobody else says where it writes its calendar to. */
static void
test_what_stays (RecordFixture *fixture, gconstpointer country)
{
  static const char *const staying[] = { CRM_SETTING_FILE_ID, CRM_SETTING_LOCALE, CRM_SETTING_FEED,
                                         CRM_SETTING_CREATED_BY, CRM_SETTING_REPLACED };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  RecordFixture other;

  write_setting (fixture, CRM_SETTING_FEED, "/tmp/somewhere.ics");
  path = export (fixture, "here.json", CRM_BASE_JSON);
  text = read_text (path);
  g_assert_null (strstr (text, "somewhere"));
  record_fixture_set_up (&other, country);
  id = crm_setting_dup (record_fixture_reader (&other), CRM_SETTING_FILE_ID, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (staying); i++) {
    g_autofree char *forged = g_strdup_printf ("{\"voronka\":\"everything\",\"version\":2,"
                                               "\"settings\":{\"%s\":\"x\"},\"records\":[\n]}\n",
                                               staying[i]);
    g_autoptr (GError) error = NULL;
    g_assert_true (g_file_set_contents (path, forged, -1, NULL));
    g_assert_false (crm_store_write (other.store, import_func, path, NULL, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (crm_store_write (other.store, import_func, path, NULL, NULL));
  g_free (text);
  text = crm_setting_dup (record_fixture_reader (&other), CRM_SETTING_FILE_ID, NULL);
  g_assert_cmpstr (text, ==, id);
  record_fixture_tear_down (&other, country);
}

static gboolean
add_file_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Attach", 0, CRM_ORIGIN_WINDOW);
  g_autoptr (GBytes) bytes = g_bytes_new ("Hello", 5);

  crm_change_add_file (change, crm_subject_make (crm_entity_find ("company"), *(gint64 *) data),
                       "a.txt", bytes);
  return crm_change_commit (change, database, error) >= 0;
}

static void
add_file (RecordFixture *fixture)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  g_autoptr (GError) error = NULL;

  crm_store_write (fixture->store, add_file_func, &company, NULL, &error);
  g_assert_no_error (error);
}

static void
replace_in (const char *path, const char *what, const char *by)
{
  g_autofree char *text = read_text (path);
  g_autoptr (GString) changed = g_string_new (text);

  g_assert_cmpuint (g_string_replace (changed, what, by, 0), >, 0);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
}

/* A folder that was changed by hand is refused as a whole, and comes in once it is mended. */
static void
test_changed_tables (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *file;
    const char *what;
    const char *by;
  } changes[] = {
    { "company.csv", "\n1,", "\nx," },         { "company.csv", "id,", "number," },
    { "files/1-a.txt", "Hello", "Hallo" },     { "company.csv", "\n1,", "\n1,\"" },
    { "settings.csv", "name,", "name,more," }, { "company.csv", ",name,", ",slogan," },
  };
  RecordFixture other;
  g_autofree char *folder = NULL;
  g_autofree char *before = NULL;

  add_file (fixture);
  folder = export (fixture, "here", CRM_BASE_CSV);
  record_fixture_set_up (&other, country);
  before = record_fixture_dump (&other);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autofree char *path = g_build_filename (folder, changes[i].file, NULL);
    g_autofree char *text = read_text (path);
    g_autofree char *after = NULL;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", changes[i].by);
    replace_in (path, changes[i].what, changes[i].by);
    g_assert_false (crm_store_write (other.store, import_func, folder, NULL, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    after = record_fixture_dump (&other);
    g_assert_cmpstr (after, ==, before);
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  }
  record_fixture_tear_down (&other, country);
  g_free (folder);
  folder = NULL;
  assert_comes_back_from (fixture, &other, country, "again", CRM_BASE_CSV);
  record_fixture_tear_down (&other, country);
}

static void
test_no_tables (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_store_write (fixture->store, import_func, fixture->folder, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "settings.csv"));
}

static void
assert_settings (RecordFixture *fixture, const char *country, const char *of_new, const char *hours)
{
  static const char *const names[] = { "country", "of the new file", "working_hours_6" };
  const char *const expected[] = { country, of_new, hours };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *value = crm_setting_dup (record_fixture_reader (fixture), names[i], NULL);
    g_assert_cmpstr (value, ==, expected[i]);
  }
}

typedef gboolean (*Step) (CrmDatabase *database, gint64 person, CrmOrigin origin, char **label,
                          GError **error);

static gboolean
step_func (CrmDatabase *database, gpointer step, GCancellable *cancellable, GError **error)
{
  return (*(Step *) step) (database, 0, CRM_ORIGIN_WINDOW, NULL, error);
}

static gboolean
revert_func (CrmDatabase *database, gpointer change, GCancellable *cancellable, GError **error)
{
  return crm_journal_revert (database, *(gint64 *) change, 0, CRM_ORIGIN_WINDOW, error);
}

static void
take_step (RecordFixture *fixture, Step step)
{
  g_autoptr (GError) error = NULL;
  crm_store_write (fixture->store, step_func, &step, NULL, &error);
  g_assert_no_error (error);
}

/* What an import of everything brought of settings goes with its Undo, and comes with Redo. */
static void
test_settings_are_undone (RecordFixture *fixture, gconstpointer country)
{
  RecordFixture other;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gint64 change;

  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  g_assert_true (crm_store_write (fixture->store, write_hours_func, NULL, NULL, &error));
  path = export (fixture, "here.json", CRM_BASE_JSON);
  record_fixture_set_up (&other, "pl");
  write_setting (&other, "of the new file", "x");
  g_assert_true (crm_store_write (other.store, import_func, path, NULL, &error));
  assert_settings (&other, country, NULL, "600-840");
  take_step (&other, crm_journal_undo);
  assert_settings (&other, "pl", "x", NULL);
  take_step (&other, crm_journal_redo);
  assert_settings (&other, country, NULL, "600-840");
  /* Taken back by a change of its own, and that in turn. */
  change = crm_journal_get_undo (record_fixture_reader (&other), NULL);
  crm_store_write (other.store, revert_func, &change, NULL, &error);
  g_assert_no_error (error);
  assert_settings (&other, "pl", "x", NULL);
  take_step (&other, crm_journal_undo);
  assert_settings (&other, country, NULL, "600-840");
  take_step (&other, crm_journal_undo);
  assert_settings (&other, "pl", "x", NULL);
  /* What is set later is not touched by the Undo of other changes. */
  record_fixture_add (&other, "company", "name", "Vega", NULL);
  write_setting (&other, "of the new file", "y");
  take_step (&other, crm_journal_undo);
  assert_settings (&other, "pl", "y", NULL);
  record_fixture_tear_down (&other, country);
}

static void
test_refuses (RecordFixture *fixture, gconstpointer country)
{
  static const char *const wrong[] = {
    "{\"voronka\":\"everything\",\"version\":2,\"settings\":[],\"records\":[\n]}\n",
    "{\"voronka\":\"everything\",\"version\":2,\"settings\":{\"a\":1},\"records\":[\n]}\n",
    "{\"voronka\":\"everything\",\"version\":2,\"settings\":{\"a\":{}},\"records\":[\n]}\n",
    "{\"voronka\":\"everything\",\"version\":2,\"settings\":{\"\":\"\"},\"records\":[\n]}\n",
    "{\"voronka\":\"everything\",\"version\":2,\"settings\":{\"a\":\"b\",\"records\":[\n]}\n",
    "{\"voronka\":\"everything\",\"version\":3,\"settings\":{},\"records\":[\n]}\n",
    "{\"voronka\":\"everything\",\"version\":2,\"settings\":{},\"records\":[\n",
  };
  g_autofree char *path = g_build_filename (fixture->folder, "wrong.json", NULL);
  g_autofree char *start = record_fixture_dump (fixture);
  g_autofree char *before = crm_setting_dup (record_fixture_reader (fixture), "country", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;
    g_autofree char *still = NULL;

    g_assert_true (g_file_set_contents (path, wrong[i], -1, NULL));
    g_assert_false (crm_store_write (fixture->store, import_func, path, NULL, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    after = record_fixture_dump (fixture);
    g_assert_cmpstr (after, ==, start);
    still = crm_setting_dup (record_fixture_reader (fixture), "country", NULL);
    g_assert_cmpstr (still, ==, before);
  }
}

#define ADD(name, country, func)                                                                   \
  g_test_add (name, RecordFixture, country, record_fixture_set_up, func, record_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("VORONKA_NOW", "2026-11-23T12:00:00Z", TRUE);
  crm_document_register ();
  crm_command_register_processes ();

  ADD ("/base-file/same-bytes/ru", "ru", test_same_bytes);
  ADD ("/base-file/same-bytes/ua", "ua", test_same_bytes);
  ADD ("/base-file/same-bytes/pl", "pl", test_same_bytes);
  ADD ("/base-file/any-settings", "ua", test_any_settings);
  ADD ("/base-file/what-stays", "pl", test_what_stays);
  ADD ("/base-file/changed-tables", "ua", test_changed_tables);
  ADD ("/base-file/no-tables", "ua", test_no_tables);
  ADD ("/base-file/settings-are-undone", "ua", test_settings_are_undone);
  ADD ("/base-file/refuses", "ru", test_refuses);

  return g_test_run ();
}
