/* With the window closed reminders come where the desktop allows it, and it is said where it does
 * not. */
#include "config.h"

#include <glib/gstdio.h>

#include "application-fixture.h"
#include "crm-application-private.h"
#include "crm-command-process.h"
#include "crm-document.h"
#include "crm-gate.h"
#include "fake-desktop.h"
#include "fake-portal.h"

static char *
dup_autostart (void)
{
  g_autofree char *path =
      g_build_filename (g_get_user_config_dir (), "autostart", APP_ID ".desktop", NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
forget (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *path =
      g_build_filename (g_get_user_config_dir (), "autostart", APP_ID ".desktop", NULL);

  g_settings_reset (settings, "remind-in-background");
  g_unlink (path);
}

static gboolean
has_settled (gpointer background)
{
  return crm_background_get_state (background) != CRM_BACKGROUND_ASKING;
}

typedef struct {
  const char *name;
  int answer; /* -1: there is no portal */
  CrmBackgroundState state;
  gboolean starts;
} Case;

static const Case cases[] = {
  { "/background/granted", FAKE_PORTAL_GRANTS, CRM_BACKGROUND_ON, TRUE },
  { "/background/granted-without-start", FAKE_PORTAL_GRANTS_STAY, CRM_BACKGROUND_STAYS, FALSE },
  { "/background/refused", FAKE_PORTAL_REFUSES, CRM_BACKGROUND_REFUSED, FALSE },
  { "/background/cancelled", FAKE_PORTAL_CANCELLED, CRM_BACKGROUND_REFUSED, FALSE },
  { "/background/portal-fails", FAKE_PORTAL_FAILS, CRM_BACKGROUND_ON, TRUE },
  { "/background/no-portal", -1, CRM_BACKGROUND_ON, TRUE },
};

static void
test_asked (gconstpointer data)
{
  const Case *expected = data;
  FakePortal *portal = expected->answer >= 0 ? fake_portal_new (expected->answer) : NULL;
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  CrmBackground *background = crm_background_new (settings);
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpint (crm_background_get_state (background), ==, CRM_BACKGROUND_OFF);
  crm_background_set (background, TRUE, NULL);
  g_assert_true (app_wait_for (has_settled, background));
  g_assert_cmpint (crm_background_get_state (background), ==, expected->state);
  g_assert_cmpint (g_settings_get_boolean (settings, "remind-in-background"), ==,
                   crm_background_stays (background));
  text = dup_autostart ();
  g_assert_cmpint (text != NULL, ==, expected->starts);
  if (text != NULL)
    g_assert_nonnull (strstr (text, "\" --background\n"));
  if (expected->answer == FAKE_PORTAL_GRANTS) {
    g_assert_true (portal->autostart);
    g_assert_cmpstr (portal->command[0], ==, "voronka");
    g_assert_cmpstr (portal->command[1], ==, "--background");
    g_assert_nonnull (strstr (portal->reason, "while the window is closed"));
  }
  if (expected->state == CRM_BACKGROUND_REFUSED)
    g_assert_nonnull (strstr (crm_background_get_text (background), "does not let Voronka run"));

  crm_background_set (background, FALSE, NULL);
  app_settle (50);
  after = dup_autostart ();
  g_assert_null (after);
  g_assert_cmpint (crm_background_get_state (background), ==, CRM_BACKGROUND_OFF);
  g_assert_false (g_settings_get_boolean (settings, "remind-in-background"));
  g_assert_finalize_object (background);
  g_clear_pointer (&portal, fake_portal_free);
  forget ();
}

static gboolean
was_asked (gpointer portal)
{
  return ((FakePortal *) portal)->request != NULL;
}

/* Who has changed their mind is not overruled by the answer that comes then. */
static void
test_late_answer (void)
{
  FakePortal *portal = fake_portal_new (FAKE_PORTAL_WAITS);
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  CrmBackground *background = crm_background_new (settings);
  g_autofree char *text = NULL;

  crm_background_set (background, TRUE, NULL);
  g_assert_true (app_wait_for (was_asked, portal));
  g_assert_cmpint (crm_background_get_state (background), ==, CRM_BACKGROUND_ASKING);
  crm_background_set (background, FALSE, NULL);
  fake_portal_answer (portal, FAKE_PORTAL_GRANTS);
  app_settle (200);
  g_assert_cmpint (crm_background_get_state (background), ==, CRM_BACKGROUND_OFF);
  text = dup_autostart ();
  g_assert_null (text);
  g_assert_finalize_object (background);
  fake_portal_free (portal);
  forget ();
}

/* --- The application */

static FakeDesktop *desktop;

static void
set_up (ApplicationFixture *fixture, gconstpointer unused)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_setenv ("VORONKA_NOW", "2026-11-23T10:00", TRUE);
  application_fixture_set_up (fixture, unused);
  application_fixture_make_file (fixture);
  desktop = fake_desktop_new (FAKE_DESKTOP_GNOME);
  g_settings_set_boolean (settings, "remind-in-background", TRUE);
}

static void
tear_down (ApplicationFixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&desktop, fake_desktop_free);
  application_fixture_tear_down (fixture, unused);
  g_unsetenv ("VORONKA_NOW");
  forget ();
}

static void
add_task (CrmWorkspace *workspace)
{
  g_autoptr (CrmRecord) task = crm_record_new (crm_entity_find ("activity"));
  CrmChange *change = crm_workspace_begin (workspace, "Add");
  g_autoptr (GError) error = NULL;

  crm_record_set_text (task, "title", "Позвонить в «Орион»");
  crm_record_set_integer (task, "responsible", crm_workspace_get_me (workspace));
  g_assert_true (crm_record_parse (task, "due", "2026-11-23T10:05", &error));
  crm_change_add (change, task);
  crm_workspace_commit (workspace, change, NULL, NULL);
  app_settle (300);
}

static gboolean
has_notification (gpointer data)
{
  return fake_desktop_get_n (desktop) >= GPOINTER_TO_UINT (data);
}

static gboolean
is_done (gpointer data)
{
  ApplicationFixture *fixture = data;
  g_autoptr (CrmRecord) task =
      crm_record_load (crm_workspace_get_reader (fixture->application->workspace),
                       crm_entity_find ("activity"), 1, NULL);

  return task != NULL && g_strcmp0 (crm_record_get_text (task, "state"), "done") == 0;
}

static gboolean
has_file (gpointer data)
{
  return ((ApplicationFixture *) data)->application->reminders != NULL;
}

/* No window, and the reminder comes and is answered all the same. */
static void
answer_unseen (ApplicationFixture *fixture)
{
  CrmApplication *application = fixture->application;

  g_assert_true (app_wait_for (has_file, fixture));
  g_setenv ("VORONKA_NOW", "2026-11-23T10:05", TRUE);
  crm_reminders_tick (application->reminders);
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (1)));
  fake_desktop_press (desktop, "Done");
  g_assert_true (app_wait_for (is_done, fixture));
  app_settle (200);
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (application)));
}

static void
closed_script (ApplicationFixture *fixture)
{
  GtkApplication *application = GTK_APPLICATION (fixture->application);

  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  add_task (fixture->application->workspace);
  gtk_window_close (gtk_application_get_active_window (application));
  app_settle (500);
  g_assert_null (gtk_application_get_windows (application));
  answer_unseen (fixture);

  /* Started again, it shows its window; closed with "Quit", it ends: else the test would hang. */
  G_APPLICATION_GET_CLASS (application)->activate (G_APPLICATION (application));
  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
}

static void
test_window_closed (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_run (fixture, closed_script, NULL);
}

static void
quit_unseen (ApplicationFixture *fixture)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "quit", NULL);
}

static void
begun_script (ApplicationFixture *fixture)
{
  answer_unseen (fixture);
  quit_unseen (fixture);
}

static void
add_script (ApplicationFixture *fixture)
{
  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  add_task (fixture->application->workspace);
}

/* As the session begins: no window, but the file is open. */
static void
test_begun_with_session (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_run (fixture, add_script, NULL);
  application_fixture_run (fixture, begun_script, "--background");
}

static gboolean
has_waiting (gpointer unused)
{
  return fake_desktop_get_n (desktop) == 1 &&
         g_strcmp0 (fake_desktop_get_last (desktop)->title, "Reminders wait") == 0;
}

static void
damaged_script (ApplicationFixture *fixture)
{
  g_assert_true (app_wait_for (has_waiting, NULL));
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (fixture->application)));
  quit_unseen (fixture);
}

/* What does not open is no reason for a window that nobody asked for. */
static void
test_damaged (ApplicationFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "nonsense", -1, &error));
  application_fixture_run (fixture, damaged_script, "--background");
}

static void
off_script (ApplicationFixture *fixture)
{
  g_assert_null (fixture->application->store);
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (fixture->application)));
}

/* A file that is left over begins nothing where it is not wanted any more: it ends by itself. */
static void
test_not_wanted (ApplicationFixture *fixture, gconstpointer unused)
{
  char *arguments[] = { (char *) "voronka", (char *) "--background", NULL };

  forget ();
  fixture->application = crm_application_new ();
  g_signal_connect_swapped (fixture->application, "shutdown", G_CALLBACK (off_script), fixture);
  g_assert_cmpint (g_application_run (G_APPLICATION (fixture->application), 2, arguments), ==, 0);
  g_assert_finalize_object (fixture->application);
  fixture->application = NULL;
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  crm_gate_register ();
  crm_command_register_processes ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_asked);
  g_test_add_func ("/background/late-answer", test_late_answer);
#define ADD(name, func) g_test_add (name, ApplicationFixture, NULL, set_up, func, tear_down)
  ADD ("/background/window-closed", test_window_closed);
  ADD ("/background/begun-with-session", test_begun_with_session);
  ADD ("/background/damaged", test_damaged);
  ADD ("/background/not-wanted", test_not_wanted);
  return g_test_run ();
}
