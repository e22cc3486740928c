/* What has come due is told on the desktop, and the answer is taken there: once, whatever the clock
 * does, with the window closed too. */
#include "config.h"

#include "application-fixture.h"
#include "crm-application-private.h"
#include "crm-gate.h"
#include "crm-command-process.h"
#include "crm-document.h"
#include "fake-desktop.h"

static FakeDesktop *desktop; /* of the test that runs */

static void
set_now (const char *iso)
{
  g_setenv ("VORONKA_NOW", iso, TRUE);
}

static void
set_up (ApplicationFixture *fixture, gconstpointer unused)
{
  set_now ("2026-11-23T10:00");
  application_fixture_set_up (fixture, unused);
  application_fixture_make_file (fixture);
  desktop = fake_desktop_new (FAKE_DESKTOP_GNOME);
}

static void
tear_down (ApplicationFixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&desktop, fake_desktop_free);
  application_fixture_tear_down (fixture, unused);
  g_unsetenv ("VORONKA_NOW");
}

static gint64
add_task (CrmWorkspace *workspace, const char *due)
{
  g_autoptr (CrmRecord) task = crm_record_new (crm_entity_find ("activity"));
  CrmChange *change = crm_workspace_begin (workspace, "Add");
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  crm_record_set_text (task, "title", "Позвонить в «Орион» & <Ко>");
  crm_record_set_integer (task, "responsible", crm_workspace_get_me (workspace));
  g_assert_true (crm_record_parse (task, "due", due, &error));
  crm_change_add (change, task);
  crm_workspace_commit (workspace, change, NULL, NULL);
  app_settle (300);
  g_assert_true (crm_record_read_last_id (crm_workspace_get_reader (workspace),
                                          crm_entity_find ("activity"), &id, &error));
  return id;
}

typedef struct {
  ApplicationFixture *fixture;
  const char *entity;
  gint64 id;
  const char *state;
} Wanted;

static gboolean
is_so (gpointer data)
{
  const Wanted *wanted = data;
  CrmWorkspace *workspace = wanted->fixture->application->workspace;
  g_autoptr (CrmRecord) record =
      workspace != NULL ? crm_record_load (crm_workspace_get_reader (workspace),
                                           crm_entity_find (wanted->entity), wanted->id, NULL)
                        : NULL;

  return record != NULL && g_strcmp0 (crm_record_get_text (record, "state"), wanted->state) == 0;
}

static void
expect (ApplicationFixture *fixture, const char *entity, gint64 id, const char *state)
{
  Wanted wanted = { fixture, entity, id, state };

  g_test_message ("%s %d: %s", entity, (int) id, state);
  g_assert_true (app_wait_for (is_so, &wanted));
}

static gboolean
has_notification (gpointer data)
{
  return fake_desktop_get_n (desktop) >= GPOINTER_TO_UINT (data);
}

/* As time goes on; the minute is not waited for. */
static void
tick (ApplicationFixture *fixture, const char *iso)
{
  set_now (iso);
  crm_reminders_tick (fixture->application->reminders);
  app_settle (300);
}

static void
script (ApplicationFixture *fixture)
{
  const FakeNotification *notification;
  gint64 task;

  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  tick (fixture, "2026-11-23T10:00");
  task = add_task (fixture->application->workspace, "2026-11-23T10:05");
  tick (fixture, "2026-11-23T10:04");
  g_assert_cmpuint (fake_desktop_get_n (desktop), ==, 0);

  tick (fixture, "2026-11-23T10:05");
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (1)));
  notification = fake_desktop_get_last (desktop);
  g_assert_nonnull (strstr (notification->title, "Позвонить в «Орион» & <Ко>"));
  g_assert_cmpuint (notification->labels->len, ==, 2);
  g_assert_cmpstr (notification->labels->pdata[0], ==, "Done");
  g_assert_cmpstr (notification->labels->pdata[1], ==, "In 10 Minutes");

  /* Once, however often and wherever the clock stands. */
  tick (fixture, "2026-11-23T10:05");
  tick (fixture, "2026-11-23T09:00");
  tick (fixture, "2026-11-23T10:06");
  g_assert_cmpuint (fake_desktop_get_n (desktop), ==, 1);

  fake_desktop_press (desktop, "In 10 Minutes");
  expect (fixture, "reminder", 1, "snoozed");
  tick (fixture, "2026-11-23T10:10");
  g_assert_cmpuint (fake_desktop_get_n (desktop), ==, 1);
  tick (fixture, "2026-11-23T10:17");
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (2)));

  fake_desktop_press (desktop, "Done");
  expect (fixture, "activity", task, "done");
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (3)));
  g_assert_cmpuint (fake_desktop_get_n_withdrawn (desktop), >=, 1);
  fake_desktop_press (desktop, "Undo");
  expect (fixture, "activity", task, "new");
}

static void
test_answered (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_run (fixture, script, NULL);
}

/* --- The window is closed: the desktop starts the program as a service and asks for one thing */

static void
add_script (ApplicationFixture *fixture)
{
  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  g_assert_cmpint (add_task (fixture->application->workspace, "2026-11-23T10:05"), ==, 1);
}

static void
closed_script (ApplicationFixture *fixture)
{
  expect (fixture, "activity", 1, "done");
  g_assert_null (gtk_application_get_active_window (GTK_APPLICATION (fixture->application)));
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (1)));
  g_assert_cmpstr (fake_desktop_get_last (desktop)->labels->pdata[0], ==, "Undo");
  app_settle (200);
  g_assert_null (gtk_application_get_active_window (GTK_APPLICATION (fixture->application)));
}

static void
test_without_window (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_run (fixture, add_script, NULL);
  application_fixture_run_service (fixture, closed_script, "finish-task",
                                   g_variant_new ("(xx)", (gint64) 1, (gint64) 0));
}

/* What comes over the bus may be anything. */
static void
nonsense_script (ApplicationFixture *fixture)
{
  GActionGroup *actions = G_ACTION_GROUP (fixture->application);

  g_action_group_activate_action (actions, "finish-task",
                                  g_variant_new ("(xx)", (gint64) -5, (gint64) 17));
  g_action_group_activate_action (actions, "snooze-reminder", g_variant_new_int64 (999999));
  app_settle (300);
}

static void
test_nonsense (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_run_service (fixture, nonsense_script, "finish-task",
                                   g_variant_new ("(xx)", (gint64) 999999, (gint64) 999999));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  crm_gate_register ();
  crm_command_register_processes ();
  g_test_add ("/reminders/answered", ApplicationFixture, NULL, set_up, test_answered, tear_down);
  g_test_add ("/reminders/without-window", ApplicationFixture, NULL, set_up, test_without_window,
              tear_down);
  g_test_add ("/reminders/nonsense", ApplicationFixture, NULL, set_up, test_nonsense, tear_down);
  return g_test_run ();
}
