/* The whole application, run in the test's own process. */
#include "config.h"

#include "application-fixture.h"

#include <glib/gstdio.h>

#include "crm-beginning.h"
#include "crm-company-file.h"

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      remove_folder (child);
    else
      g_remove (child);
  }
  g_rmdir (path);
}

void
application_fixture_set_up (ApplicationFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = crm_company_folder ();
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  remove_folder (folder);
  g_settings_reset (settings, "section");
  g_settings_reset (settings, "recent");
  fixture->path = crm_company_file_default ();
}

void
application_fixture_tear_down (ApplicationFixture *fixture, gconstpointer unused)
{
  g_assert_null (fixture->application);
  g_free (fixture->path);
}

void
application_fixture_make_file (ApplicationFixture *fixture)
{
  CrmBeginning beginning = { (char *) "ru", (char *) "Вега & <Ко>", (char *) "7707083893",
                             (char *) "Анна" };
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_beginning_create (&beginning, fixture->path, &error));
  g_assert_no_error (error);
}

typedef struct {
  ApplicationFixture *fixture;
  ApplicationScript script;
  gboolean done;
} Run;

static gboolean
script_cb (gpointer user_data)
{
  Run *run = user_data;

  run->script (run->fixture);
  run->done = TRUE;
  if (gtk_application_get_active_window (GTK_APPLICATION (run->fixture->application)) != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (run->fixture->application), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static void
activated_cb (GApplication *application, gpointer user_data)
{
  g_timeout_add (100, script_cb, user_data);
}

static void
opened_cb (GApplication *application, gpointer files, int n_files, const char *hint,
           gpointer user_data)
{
  activated_cb (application, user_data);
}

void
application_fixture_run (ApplicationFixture *fixture, ApplicationScript script,
                         const char *argument)
{
  Run run = { fixture, script };
  char *arguments[] = { (char *) "voronka", (char *) argument, NULL };
  int n_arguments = argument != NULL ? 2 : 1;
  gboolean is_option = argument == NULL || argument[0] == '-';

  fixture->application = crm_application_new ();
  if (is_option)
    g_signal_connect_after (fixture->application, "activate", G_CALLBACK (activated_cb), &run);
  else
    g_signal_connect_after (fixture->application, "open", G_CALLBACK (opened_cb), &run);
  g_assert_cmpint (g_application_run (G_APPLICATION (fixture->application), n_arguments, arguments),
                   ==, 0);
  g_assert_true (run.done);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (fixture->application);
  fixture->application = NULL;
}

typedef struct {
  Run run;
  const char *action;
  GVariant *target;
} ServiceRun;

static gboolean
ask_cb (gpointer user_data)
{
  ServiceRun *run = user_data;

  g_action_group_activate_action (G_ACTION_GROUP (run->run.fixture->application), run->action,
                                  run->target);
  return script_cb (&run->run);
}

void
application_fixture_run_service (ApplicationFixture *fixture, ApplicationScript script,
                                 const char *action, GVariant *target)
{
  ServiceRun run = { { fixture, script }, action, target };
  char *arguments[] = { (char *) "voronka", (char *) "--gapplication-service", NULL };

  fixture->application = crm_application_new ();
  g_timeout_add (100, ask_cb, &run);
  g_assert_cmpint (g_application_run (G_APPLICATION (fixture->application), 2, arguments), ==, 0);
  g_assert_true (run.run.done);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (fixture->application);
  fixture->application = NULL;
}

CrmWindow *
application_fixture_window (ApplicationFixture *fixture)
{
  return CRM_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (fixture->application)));
}

typedef struct {
  ApplicationFixture *fixture;
  GType type;
  const char *name;
  GtkWidget *found;
} Wanted;

static gboolean
is_there (gpointer data)
{
  Wanted *wanted = data;
  CrmWindow *window = application_fixture_window (wanted->fixture);

  if (window != NULL)
    wanted->found = app_find (window, wanted->type, wanted->name);
  return wanted->found != NULL;
}

GtkWidget *
application_fixture_wait (ApplicationFixture *fixture, GType type, const char *name)
{
  Wanted wanted = { fixture, type, name };

  if (!app_wait_for (is_there, &wanted))
    g_error ("nothing called “%s” came", name);
  return wanted.found;
}

void
application_fixture_press (ApplicationFixture *fixture, const char *name)
{
  GtkWidget *button = application_fixture_wait (fixture, GTK_TYPE_BUTTON, name);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  app_settle (50);
}
