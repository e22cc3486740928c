/* What is changed by another hand reaches the desktop, and a press on it does what it says. */
#include "config.h"

#include "notification-script.h"

static FakeDesktop *desktop; /* of the test that runs */

static CrmStore *
get_store (ApplicationFixture *fixture)
{
  CrmShell *shell = crm_window_get_shell (application_fixture_window (fixture));

  return crm_workspace_get_store (crm_shell_get_workspace (shell));
}

static gboolean
is_over (gpointer data)
{
  return *(gboolean *) data;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* The command line beside the open window: its writing verbs run in the window's process. */
void
notification_script_run_voronkactl (const char *const *arguments)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean over = FALSE;

  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, ended_cb, &over);
  g_assert_true (app_wait_for (is_over, &over));
}

static void
set_stage (const char *stage)
{
  g_autofree char *field = g_strdup_printf ("stage=%s", stage);
  const char *const arguments[] = { g_getenv ("VORONKACTL"), "set", "deal", "1", field, NULL };

  notification_script_run_voronkactl (arguments);
}

static gboolean
has_notification (gpointer data)
{
  return fake_desktop_get_n (desktop) >= GPOINTER_TO_UINT (data);
}

gboolean
notification_script_shows_deal (gpointer data)
{
  ApplicationFixture *fixture = data;
  CrmWindow *window = application_fixture_window (fixture);
  CrmShell *shell = window != NULL ? crm_window_get_shell (window) : NULL;
  AdwNavigationPage *page = shell != NULL ? crm_shell_get_page (shell) : NULL;

  return page != NULL && g_strcmp0 (adw_navigation_page_get_tag (page), "deal:1") == 0;
}

static char *
dup_stage (ApplicationFixture *fixture)
{
  const CrmEntity *entity = crm_entity_find ("deal");
  g_autoptr (CrmRecord) deal =
      crm_record_load (crm_store_get_reader (get_store (fixture)), entity, 1, NULL);

  return crm_record_format (deal, crm_entity_field_index (entity, "stage"));
}

static gboolean
is_new_again (gpointer data)
{
  g_autofree char *stage = dup_stage (data);

  return g_strcmp0 (stage, "Новая") == 0;
}

static void
script (ApplicationFixture *fixture)
{
  const char *const add[] = { g_getenv ("VORONKACTL"), "add",         "deal",
                              "name=Окна & <двери>",   "stage=Новая", NULL };
  const FakeNotification *notification;

  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  notification_script_run_voronkactl (add);
  set_stage ("Предложение");
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (1)));
  notification = fake_desktop_get_last (desktop);
  g_assert_cmpstr (notification->title, ==, "Deal Окна & <двери>");
  g_assert_cmpstr (notification->body, ==, "Новая → Предложение");
  g_assert_cmpuint (notification->labels->len, ==, 2);

  /* Its button takes the step back, which is one's own hand. */
  fake_desktop_press (desktop, "Undo");
  g_assert_true (app_wait_for (is_new_again, fixture));
  app_settle (100);
  g_assert_cmpuint (fake_desktop_get_n (desktop), ==, 1);

  /* The notification itself opens the record. */
  set_stage ("Договор");
  g_assert_true (app_wait_for (has_notification, GUINT_TO_POINTER (2)));
  g_assert_false (notification_script_shows_deal (fixture));
  fake_desktop_press (desktop, NULL);
  g_assert_true (app_wait_for (notification_script_shows_deal, fixture));
}

void
notification_script_run (ApplicationFixture *fixture, gconstpointer kind)
{
  desktop = fake_desktop_new (GPOINTER_TO_INT (kind));
  application_fixture_make_file (fixture);
  application_fixture_run (fixture, script, NULL);
  g_clear_pointer (&desktop, fake_desktop_free);
}
