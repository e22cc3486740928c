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
add_titled (CrmWorkspace *workspace, const char *title, const char *kind, const char *priority,
            const char *due)
{
  g_autoptr (CrmRecord) task = crm_record_new (crm_entity_find ("activity"));
  CrmChange *change = crm_workspace_begin (workspace, "Add");
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  crm_record_set_text (task, "title", title);
  crm_record_set_text (task, "kind", kind);
  crm_record_set_text (task, "priority", priority);
  crm_record_set_integer (task, "responsible", crm_workspace_get_me (workspace));
  g_assert_true (crm_record_parse (task, "due", due, &error));
  crm_change_add (change, task);
  crm_workspace_commit (workspace, change, NULL, NULL);
  app_settle (300);
  g_assert_true (crm_record_read_last_id (crm_workspace_get_reader (workspace),
                                          crm_entity_find ("activity"), &id, &error));
  return id;
}

static gint64
add_task (CrmWorkspace *workspace, const char *due)
{
  return add_titled (workspace, "Позвонить в «Орион» & <Ко>", "task", "normal", due);
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

/* --- Quiet time */

static void
set_quiet (gboolean quiet)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_settings_reset (settings, "quiet-from");
  g_settings_reset (settings, "quiet-until");
  g_settings_set_boolean (settings, "quiet-hours", quiet);
  g_settings_set_boolean (settings, "quiet-free-days", quiet);
}

/* Friday evening, a weekend, Monday morning. */
static void
quiet_script (ApplicationFixture *fixture)
{
  CrmWorkspace *workspace;
  const FakeNotification *notification;

  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  workspace = fixture->application->workspace;
  tick (fixture, "2026-11-27T10:00");
  add_titled (workspace, "At dinner", "task", "normal", "2026-11-27T20:30");
  add_titled (workspace, "On fire", "task", "urgent", "2026-11-27T21:00");
  add_titled (workspace, "On Saturday", "task", "normal", "2026-11-28T12:00");
  tick (fixture, "2026-11-27T20:30");
  g_assert_cmpuint (fake_desktop_get_n (desktop), ==, 0);
  tick (fixture, "2026-11-27T21:00");
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (1)));
  g_assert_nonnull (strstr (fake_desktop_get_last (desktop)->title, "On fire"));
  tick (fixture, "2026-11-28T12:00");
  tick (fixture, "2026-11-30T07:59");
  g_assert_cmpuint (fake_desktop_get_n (desktop), ==, 1);
  tick (fixture, "2026-11-30T08:00");
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (2)));
  notification = fake_desktop_get_last (desktop);
  g_assert_cmpstr (notification->title, ==, "2 reminders while it was quiet");
  g_assert_cmpstr (notification->body, ==, "At dinner\nOn Saturday");
  tick (fixture, "2026-11-30T08:01");
  g_assert_cmpuint (fake_desktop_get_n (desktop), ==, 2);
  fake_desktop_press (desktop, "Show");
  application_fixture_wait (fixture, GTK_TYPE_LABEL, "On Saturday");
}

static void
test_quiet (ApplicationFixture *fixture, gconstpointer unused)
{
  set_quiet (TRUE);
  application_fixture_run (fixture, quiet_script, NULL);
  set_quiet (FALSE);
}

/* --- What came of it */

static gboolean
asks (gpointer data)
{
  CrmWindow *window = application_fixture_window (data);

  return window != NULL &&
         adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) != NULL;
}

static void
result_script (ApplicationFixture *fixture)
{
  const FakeNotification *notification;
  g_autoptr (CrmRecord) meeting = NULL;
  GtkWidget *dialog, *entry;
  gint64 id;

  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  tick (fixture, "2026-11-23T10:00");
  id = add_titled (fixture->application->workspace, "Talk to Orion", "meeting", "normal",
                   "2026-11-23T12:00");
  tick (fixture, "2026-11-23T11:45");
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (1)));
  tick (fixture, "2026-11-23T12:59");
  g_assert_cmpuint (fake_desktop_get_n (desktop), ==, 1);
  tick (fixture, "2026-11-23T13:00");
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (2)));
  notification = fake_desktop_get_last (desktop);
  g_assert_cmpstr (notification->body, ==, "How did it go?");
  g_assert_cmpuint (notification->labels->len, ==, 3);
  tick (fixture, "2026-11-23T14:00");
  g_assert_cmpuint (fake_desktop_get_n (desktop), ==, 2);

  fake_desktop_press (desktop, "What Came of It?");
  g_assert_true (app_wait_for (asks, fixture));
  app_settle (300);
  dialog = GTK_WIDGET (adw_application_window_get_visible_dialog (
      ADW_APPLICATION_WINDOW (application_fixture_window (fixture))));
  entry = app_find (dialog, GTK_TYPE_ENTRY, "Result");
  gtk_editable_set_text (GTK_EDITABLE (entry), "They want an offer");
  app_picture (GTK_WINDOW (application_fixture_window (fixture)), "what-came-of-it");
  g_signal_emit_by_name (app_find (dialog, GTK_TYPE_BUTTON, "Done"), "clicked");
  expect (fixture, "activity", id, "done");
  meeting = crm_record_load (crm_workspace_get_reader (fixture->application->workspace),
                             crm_entity_find ("activity"), id, NULL);
  g_assert_cmpstr (crm_record_get_text (meeting, "outcome"), ==, "They want an offer");
}

static void
test_result (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_run (fixture, result_script, NULL);
}

/* --- A desktop that shows no notifications */

static void
mute_script (ApplicationFixture *fixture)
{
  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  tick (fixture, "2026-11-23T10:00");
  add_task (fixture->application->workspace, "2026-11-23T10:05");
  tick (fixture, "2026-11-23T10:05");
  g_assert_cmpuint (crm_reminders_get_n_waiting (fixture->application->reminders), ==, 1);
  expect (fixture, "reminder", 1, "new");
  application_fixture_wait (fixture, GTK_TYPE_LABEL,
                            "1 reminder: this desktop shows no notifications");
  application_fixture_press (fixture, "Show");
  application_fixture_wait (fixture, GTK_TYPE_LABEL, "Позвонить в «Орион» & <Ко>");
  app_picture (GTK_WINDOW (application_fixture_window (fixture)), "last-reminders");
  expect (fixture, "reminder", 1, "shown");
  g_assert_cmpuint (crm_reminders_get_n_waiting (fixture->application->reminders), ==, 0);
  application_fixture_press (fixture, "Done: Позвонить в «Орион» & <Ко>");
  expect (fixture, "activity", 1, "done");
}

/* Nobody looked for weeks: what waited is listed before it counts as seen, and stays so. */
static void
late_script (ApplicationFixture *fixture)
{
  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  tick (fixture, "2026-11-23T10:00");
  add_task (fixture->application->workspace, "2026-11-23T10:05");
  tick (fixture, "2026-11-23T10:05");
  tick (fixture, "2026-12-14T10:05");
  g_assert_cmpuint (crm_reminders_get_n_waiting (fixture->application->reminders), ==, 1);
  application_fixture_press (fixture, "Show");
  application_fixture_wait (fixture, GTK_TYPE_LABEL, "Позвонить в «Орион» & <Ко>");
  expect (fixture, "reminder", 1, "shown");
  application_fixture_wait (fixture, GTK_TYPE_BUTTON, "Done: Позвонить в «Орион» & <Ко>");
}

static void
test_late (ApplicationFixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&desktop, fake_desktop_free);
  application_fixture_run (fixture, late_script, NULL);
}

static void
test_mute_desktop (ApplicationFixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&desktop, fake_desktop_free);
  application_fixture_run (fixture, mute_script, NULL);
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
  g_test_add ("/reminders/quiet", ApplicationFixture, NULL, set_up, test_quiet, tear_down);
  g_test_add ("/reminders/result", ApplicationFixture, NULL, set_up, test_result, tear_down);
  g_test_add ("/reminders/mute-desktop", ApplicationFixture, NULL, set_up, test_mute_desktop,
              tear_down);
  g_test_add ("/reminders/late", ApplicationFixture, NULL, set_up, test_late, tear_down);
  g_test_add ("/reminders/nonsense", ApplicationFixture, NULL, set_up, test_nonsense, tear_down);
  return g_test_run ();
}
