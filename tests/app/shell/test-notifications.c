/* Notifications on GNOME, and a press on one when the window is closed. */
#include "config.h"

#include "notification-script.h"

/* Pressed after the window was closed: the program starts for it, as a service does. */
static void
open_script (ApplicationFixture *fixture)
{
  static const char *const nonsense[] = { "",        "deal",     "deal:",       "deal:x",
                                          "deal:-1", "nobody:1", "deal:999999", "deal:1:2" };
  GActionGroup *actions = G_ACTION_GROUP (fixture->application);
  CrmShell *shell;

  g_assert_true (app_wait_for (notification_script_shows_deal, fixture));
  shell = crm_window_get_shell (application_fixture_window (fixture));

  /* Many at once lead to the list. */
  g_action_group_activate_action (actions, "open-record", g_variant_new_string ("document:0"));
  app_settle (100);
  g_assert_cmpstr (crm_shell_get_section (shell)->name, ==, "documents");

  /* What comes over the bus may be anything. */
  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    g_action_group_activate_action (actions, "open-record", g_variant_new_string (nonsense[i]));
  g_action_group_activate_action (actions, "demo", g_variant_new_int64 (-7));
  app_settle (100);
}

static void
test_press_without_window (ApplicationFixture *fixture, gconstpointer unused)
{
  const char *const add[] = { g_getenv ("VORONKACTL"), "add", "deal", "name=Окна", NULL };

  application_fixture_make_file (fixture);
  notification_script_run_voronkactl (add);
  application_fixture_run_service (fixture, open_script, "open-record",
                                   g_variant_new_string ("deal:1"));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_assert_nonnull (g_getenv ("VORONKACTL"));
  g_test_add ("/notifications/gnome", ApplicationFixture, GINT_TO_POINTER (FAKE_DESKTOP_GNOME),
              application_fixture_set_up, notification_script_run, application_fixture_tear_down);
  g_test_add ("/notifications/press-without-window", ApplicationFixture, NULL,
              application_fixture_set_up, test_press_without_window, application_fixture_tear_down);
  return g_test_run ();
}
