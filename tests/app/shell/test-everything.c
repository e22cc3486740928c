/* A whole company file goes out and comes back in, and can be stopped on the way. */
#include "config.h"

#include "app-fixture.h"
#include "crm-everything.h"

#include <glib/gstdio.h>

#define MANY 20000

typedef struct {
  GString *said;
  GString *reported;
} Heard;

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, Heard *heard)
{
  g_string_append (heard->said, text);
}

static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, Heard *heard)
{
  g_string_append_printf (heard->reported, "%s: %s", heading, text);
}

static gboolean
heard_something (gpointer data)
{
  Heard *heard = data;
  return heard->said->len > 0 || heard->reported->len > 0;
}

static void
show (AppFixture *fixture, int width, Heard *heard)
{
  app_fixture_show (fixture, adw_navigation_page_new (adw_toolbar_view_new (), "Page"), width, 480);
  heard->said = g_string_new (NULL);
  heard->reported = g_string_new (NULL);
  g_signal_connect (fixture->workspace, "said", G_CALLBACK (said_cb), heard);
  g_signal_connect (fixture->workspace, "reported", G_CALLBACK (reported_cb), heard);
}

static void
forget (Heard *heard)
{
  g_string_free (heard->said, TRUE);
  g_string_free (heard->reported, TRUE);
}

static char *
make_path (AppFixture *fixture)
{
  return g_build_filename (fixture->record.folder, "everything.json", NULL);
}

/* As Export Everything writes them. */
static char *
write_many (AppFixture *fixture)
{
  g_autoptr (GString) json =
      g_string_new ("{\"voronka\":\"everything\",\"version\":1,\"records\":[");
  char *path = make_path (fixture);

  for (int i = 1; i <= MANY; i++)
    g_string_append_printf (json,
                            "%s\n{\"entity\":\"company\",\"id\":%d,\"name\":\"Company %d\","
                            "\"created\":\"2026-01-02T03:04:05Z\",\"changed\":"
                            "\"2026-01-02T03:04:05Z\"}",
                            i > 1 ? "," : "", i, i);
  g_string_append (json, "\n]}\n");
  g_assert_true (g_file_set_contents (path, json->str, -1, NULL));
  return path;
}

static gint64
count_companies (AppFixture *fixture)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("company"));
  return crm_query_count (all, crm_workspace_get_reader (fixture->workspace), NULL);
}

/* Work is under way: as soon as the button is there. */
static void
press (AppFixture *fixture, const char *name)
{
  app_press (fixture->window, name);
}

static void
test_out_and_in (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture);
  AppFixture other = { 0 };
  gint64 before;
  gint64 me;
  Heard heard;

  record_fixture_add (&fixture->record, "company", "name", "Orion", "city", "Łódź", NULL);
  record_fixture_add (&fixture->record, "company", "name", "Vega <b>", NULL);
  me = record_fixture_add (&fixture->record, "person", "name", "Olha", NULL);
  crm_workspace_set_me (fixture->workspace, me);
  show (fixture, 800, &heard);
  app_settle (100);
  crm_everything_export (fixture->workspace, fixture->window, CRM_BASE_JSON, path);
  g_assert_true (app_wait_for (heard_something, &heard));
  g_assert_nonnull (strstr (heard.said->str, "records exported"));
  app_settle (300);
  g_assert_null (app_find (fixture->window, GTK_TYPE_PROGRESS_BAR, "Exporting Everything"));
  forget (&heard);

  app_fixture_set_up (&other, data);
  show (&other, 800, &heard);
  before = crm_workspace_get_me (other.workspace);
  crm_everything_import (other.workspace, other.window, path);
  g_assert_true (app_wait_for (heard_something, &heard));
  g_assert_cmpstr (heard.reported->str, ==, "");
  g_assert_nonnull (strstr (heard.said->str, "records imported"));
  g_assert_cmpint (count_companies (&other), ==, count_companies (fixture));
  /* The file says who sits here, and the window knows. */
  g_assert_cmpint (crm_workspace_get_me (other.workspace), ==, me);
  /* Undo gives the seat back to whom it belonged. */
  g_string_truncate (heard.said, 0);
  crm_workspace_undo (other.workspace);
  g_assert_true (app_wait_for (heard_something, &heard));
  g_assert_cmpint (crm_workspace_get_me (other.workspace), ==, before);
  g_assert_cmpint (count_companies (&other), ==, 0);
  forget (&heard);
  app_fixture_tear_down (&other, data);
}

/* The folder of tables comes back in like the one file. */
static void
test_folder (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->record.folder, "tables", NULL);
  AppFixture other = { 0 };
  Heard heard;

  record_fixture_add (&fixture->record, "company", "name", "Orion", "city", "Łódź", NULL);
  show (fixture, 800, &heard);
  crm_everything_export (fixture->workspace, fixture->window, CRM_BASE_CSV, path);
  g_assert_true (app_wait_for (heard_something, &heard));
  app_settle (300);
  forget (&heard);

  app_fixture_set_up (&other, data);
  show (&other, 800, &heard);
  crm_everything_ask_to_import (other.workspace, other.window);
  app_settle (300);
  g_assert_nonnull (app_find (other.window, GTK_TYPE_BUTTON, "Folder of Tables (CSV)…"));
  g_assert_nonnull (app_find (other.window, GTK_TYPE_BUTTON, "One File (JSON)…"));
  app_picture (other.window, "import-everything-asks");
  press (&other, "Cancel");
  app_settle (300);
  crm_everything_import (other.workspace, other.window, path);
  g_assert_true (app_wait_for (heard_something, &heard));
  g_assert_cmpstr (heard.reported->str, ==, "");
  g_assert_nonnull (strstr (heard.said->str, "records imported"));
  g_assert_cmpint (count_companies (&other), ==, 1);
  forget (&heard);
  app_fixture_tear_down (&other, data);
}

/* Whoever has records of his own keeps them. */
static void
test_not_into_what_is_filled (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_many (fixture);
  Heard heard;

  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  show (fixture, 360, &heard);
  crm_everything_import (fixture->workspace, fixture->window, path);
  g_assert_true (app_wait_for (heard_something, &heard));
  g_assert_true (g_str_has_prefix (heard.reported->str, "The file could not be imported"));
  g_assert_nonnull (strstr (heard.reported->str, "new one only"));
  g_assert_cmpint (count_companies (fixture), ==, 1);
  forget (&heard);
}

static void
test_stop_import (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_many (fixture);
  Heard heard;
  gint64 before = count_companies (fixture);

  show (fixture, 360, &heard);
  crm_everything_import (fixture->workspace, fixture->window, path);
  app_settle (50);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_PROGRESS_BAR, "Importing Everything"));
  app_picture (fixture->window, "import-everything");
  press (fixture, "Cancel");
  g_assert_true (app_wait_for (heard_something, &heard));
  g_assert_cmpstr (heard.said->str, ==, "Stopped. Nothing was written.");
  g_assert_cmpstr (heard.reported->str, ==, "");
  g_assert_cmpint (count_companies (fixture), ==, before);
  forget (&heard);
}

static void
test_stop_export (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *from = write_many (fixture);
  g_autofree char *path = g_build_filename (fixture->record.folder, "out.json", NULL);
  Heard heard;

  show (fixture, 800, &heard);
  crm_everything_import (fixture->workspace, fixture->window, from);
  g_assert_true (app_wait_for (heard_something, &heard));
  g_assert_cmpstr (heard.said->str, ==, "20,000 records imported");
  g_assert_cmpint (count_companies (fixture), ==, MANY);
  g_string_truncate (heard.said, 0);
  app_settle (300);
  crm_everything_export (fixture->workspace, fixture->window, CRM_BASE_JSON, path);
  app_settle (20);
  app_picture (fixture->window, "export-everything");
  press (fixture, "Cancel");
  g_assert_true (app_wait_for (heard_something, &heard));
  g_assert_cmpstr (heard.said->str, ==, "Stopped. Nothing was written.");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  /* Out of the way it goes on. */
  g_string_truncate (heard.said, 0);
  app_settle (300);
  crm_everything_export (fixture->workspace, fixture->window, CRM_BASE_JSON, path);
  press (fixture, "Go on Working");
  g_assert_true (app_wait_for (heard_something, &heard));
  g_assert_nonnull (strstr (heard.said->str, "records exported"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  forget (&heard);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (AppFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/everything/goes-out-and-comes-in", test_out_and_in },
    { "/everything/folder-of-tables", test_folder },
    { "/everything/not-into-what-is-filled", test_not_into_what_is_filled },
    { "/everything/import-is-stopped", test_stop_import },
    { "/everything/export-is-stopped", test_stop_export },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, AppFixture, "other", app_fixture_set_up, tests[i].test,
                app_fixture_tear_down);
  return g_test_run ();
}
