/* A process drawn and edited beside the drawing. */
#include "config.h"

#include "app-fixture.h"
#include "crm-command-process.h"
#include "crm-document.h"
#include "crm-process-page.h"
#include "crm-process.h"

/* In the language of the file. */
#define FIRST_STEP "Zimny telefon. Starts the process"

static gint64 opened;

static void
open_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  if (entity == crm_entity_find ("process"))
    opened = id;
}

static gint64
find_process (AppFixture *fixture, const char *code)
{
  return crm_process_find (record_fixture_reader (&fixture->record), code, NULL);
}

static void
show (AppFixture *fixture, gint64 process, int width, int height)
{
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_process_page_new (fixture->workspace, process)), width,
                    height);
}

static GtkWidget *
await (AppFixture *fixture, GType type, const char *name)
{
  app_expect (fixture->window, GTK_TYPE_WIDGET, name, TRUE);
  return app_find (fixture->window, type, name);
}

static void
press (AppFixture *fixture, const char *name)
{
  app_press (fixture->window, name);
}

static gboolean
has_opened (gpointer data)
{
  return opened > 0;
}

static char *
read_text (AppFixture *fixture, const char *entity, gint64 id, const char *field)
{
  g_autoptr (CrmRecord) record = crm_record_load (record_fixture_reader (&fixture->record),
                                                  crm_entity_find (entity), id, NULL);
  return record != NULL ? g_strdup (crm_record_get_text (record, field)) : NULL;
}

static void
test_drawn (AppFixture *fixture, gconstpointer country)
{
  show (fixture, find_process (fixture, "classic"), 1280, 800);
  await (fixture, GTK_TYPE_BUTTON, FIRST_STEP);
  await (fixture, GTK_TYPE_WIDGET, "Sales go by this process. Changes are made in a copy.");
  app_settle (200);
  app_picture (fixture->window, "process-classic");
  show (fixture, find_process (fixture, "agency"), 1280, 800);
  app_settle (300);
  app_picture (fixture->window, "process-agency");
  show (fixture, find_process (fixture, "conveyor"), 1280, 800);
  app_settle (300);
  app_picture (fixture->window, "process-conveyor");
  show (fixture, find_process (fixture, "classic"), 360, 720);
  app_settle (300);
  app_picture (fixture->window, "process-narrow");
  press (fixture, FIRST_STEP);
  app_settle (400);
  app_picture (fixture->window, "process-narrow-step");
}

/* A copy is edited and put to use; the one before goes out of it, and Undo brings that back. */
static void
test_edited (AppFixture *fixture, gconstpointer country)
{
  gint64 process = find_process (fixture, "classic");
  g_autofree char *state = NULL;
  g_autofree char *former = NULL;
  g_autofree char *restored = NULL;

  opened = 0;
  g_signal_connect (fixture->workspace, "open-record", G_CALLBACK (open_record_cb), NULL);
  show (fixture, process, 1280, 800);
  press (fixture, "Edit a Copy");
  g_assert_true (app_wait_for (has_opened, NULL));
  g_assert_cmpint (opened, !=, process);
  show (fixture, opened, 1280, 800);
  await (fixture, GTK_TYPE_BUTTON, "New Step");
  press (fixture, FIRST_STEP);
  app_settle (200);
  app_picture (fixture->window, "process-draft-step");
  press (fixture, "Put to Use");
  await (fixture, GTK_TYPE_WIDGET, "Sales go by this process. Changes are made in a copy.");
  state = read_text (fixture, "process", opened, "state");
  former = read_text (fixture, "process", process, "state");
  g_assert_cmpstr (state, ==, "active");
  g_assert_cmpstr (former, ==, "retired");
  g_assert_true (record_fixture_undo (&fixture->record));
  await (fixture, GTK_TYPE_BUTTON, "New Step");
  restored = read_text (fixture, "process", process, "state");
  g_assert_cmpstr (restored, ==, "active");
}

static void
start_sale (AppFixture *fixture, gint64 process)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  g_autoptr (CrmChange) change = crm_change_new ("Start", 0, CRM_ORIGIN_WINDOW);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (crm_process_start (change, record_fixture_reader (&fixture->record), company, 0,
                                      process, 0, &error),
                   !=, 0);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
}

static gint64
read_process_of_run (AppFixture *fixture)
{
  g_autoptr (CrmRecord) run = crm_record_load (record_fixture_reader (&fixture->record),
                                               crm_entity_find ("process_run"), 1, NULL);
  return crm_record_get_integer (run, "process");
}

/* What runs by the version before is shown, and goes along when that is wanted; one Undo for all.
 */
static void
test_move (AppFixture *fixture, gconstpointer country)
{
  gint64 process = find_process (fixture, "classic");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  start_sale (fixture, process);
  opened = 0;
  g_signal_connect (fixture->workspace, "open-record", G_CALLBACK (open_record_cb), NULL);
  show (fixture, process, 1280, 800);
  press (fixture, "Edit a Copy");
  g_assert_true (app_wait_for (has_opened, NULL));
  show (fixture, opened, 1280, 800);
  await (fixture, GTK_TYPE_BUTTON, "New Step");
  before = record_fixture_dump (&fixture->record);
  press (fixture, "Put to Use");
  await (fixture, GTK_TYPE_BUTTON, "Leave All");
  app_settle (300);
  app_picture (fixture->window, "process-move");
  press (fixture, "Cancel");
  app_settle (300);
  g_assert_cmpint (read_process_of_run (fixture), ==, process);
  press (fixture, "Put to Use");
  await (fixture, GTK_TYPE_BUTTON, "Move 1");
  app_settle (300);
  press (fixture, "Move 1");
  await (fixture, GTK_TYPE_WIDGET, "Sales go by this process. Changes are made in a copy.");
  g_assert_cmpint (read_process_of_run (fixture), ==, opened);
  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (after, ==, before);
}

/* What is wrong stands beside the drawing and keeps it out of use. */
static void
test_wrong (AppFixture *fixture, gconstpointer country)
{
  gint64 process =
      record_fixture_add (&fixture->record, "process", "name", "Mine", "code", "mine", NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, process);

  show (fixture, process, 1280, 800);
  await (fixture, GTK_TYPE_LABEL, "No Steps Yet");
  app_picture (fixture->window, "process-empty");
  record_fixture_add (&fixture->record, "task_type", "name", "Lonely", "process", text, "kind",
                      "call", NULL);
  await (fixture, GTK_TYPE_BUTTON, "Lonely. Nothing leads here");
  await (fixture, GTK_TYPE_LABEL, "To Be Mended");
  g_assert_false (gtk_widget_is_sensitive (await (fixture, GTK_TYPE_BUTTON, "Put to Use")));
  app_picture (fixture->window, "process-wrong");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  crm_command_register_processes ();
  g_test_add ("/process-page/drawn", AppFixture, "pl", app_fixture_set_up, test_drawn,
              app_fixture_tear_down);
  g_test_add ("/process-page/edited", AppFixture, "pl", app_fixture_set_up, test_edited,
              app_fixture_tear_down);
  g_test_add ("/process-page/wrong", AppFixture, "pl", app_fixture_set_up, test_wrong,
              app_fixture_tear_down);
  g_test_add ("/process-page/move", AppFixture, "pl", app_fixture_set_up, test_move,
              app_fixture_tear_down);
  return g_test_run ();
}
