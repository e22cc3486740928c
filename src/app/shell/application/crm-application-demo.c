/* Demo data to look around in: made once in a file of their own. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-application-private.h"
#include "crm-company-file.h"
#include "crm-demo.h"
#include "crm-file.h"
#include "crm-setup.h"
#include "crm-start-page.h"

/* The same data on every machine. */
#define SEED 1
/* How often the progress bar follows. */
#define PROGRESS_MILLISECONDS 100
#define PER_MILLE 1000

typedef struct {
  CrmApplication *self; /* borrowed; held as long as this lasts */
  CrmStartPage *page;   /* owned */
  char *path;           /* owned */
  guint n_companies;
  int done; /* in thousandths; atomic */
  guint source;
} Making;

static void
free_making (gpointer data)
{
  Making *making = data;

  g_clear_handle_id (&making->source, g_source_remove);
  g_clear_object (&making->page);
  g_free (making->path);
  g_free (making);
}

static void
progress_cb (guint permille, gpointer data)
{
  Making *making = data;

  g_atomic_int_set (&making->done, (int) permille);
}

static gboolean
show_progress_cb (gpointer user_data)
{
  Making *making = user_data;
  int done = g_atomic_int_get (&making->done);

  if (done > 0)
    crm_start_page_set_fraction (making->page, (double) done / PER_MILLE);
  return G_SOURCE_CONTINUE;
}

static gboolean
fill (Making *making, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStore) store = crm_store_open (path, CRM_STORE_READ_WRITE, error);
  gboolean done;

  if (store == NULL)
    return FALSE;
  done = crm_demo_fill (store, making->n_companies, SEED, progress_cb, making, cancellable, error);
  return crm_store_close (store, done ? error : NULL) && done;
}

/* Under another name until it is whole: a file cut off half-way is never opened. */
static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  g_autofree char *folder = crm_company_folder ();
  g_autofree char *part = NULL;
  GError *error = NULL;

  if (!crm_file_make_folder (folder, &error)) {
    g_task_return_error (task, error);
    return;
  }
  part = crm_file_dup_temporary (making->path);
  if (crm_setup_create (part, crm_beginning_guess_country (), &error) &&
      fill (making, part, cancellable, &error) && crm_file_put_new (part, making->path, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  crm_file_remove_database (part);
  g_task_return_error (task, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CrmApplication *self = CRM_APPLICATION (source);
  Making *making = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&making->source, g_source_remove);
  g_clear_object (&self->making_demo);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    crm_application_open_path (self, making->path);
  else {
    crm_application_open_usual (self);
    if (!g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED))
      crm_application_report (self, _ ("No demo data could be made"), error);
  }
  g_application_release (G_APPLICATION (self));
}

/**
 * crm_application_open_demo:
 * @self: the application
 * @n_companies: how many companies
 *
 * Opens the file with so many companies of demo data; the first time it is made, which takes a
 * minute for a hundred thousand.
 */
void
crm_application_open_demo (CrmApplication *self, gint64 n_companies)
{
  g_autofree char *path = crm_company_file_demo (n_companies);
  g_autoptr (GTask) task = NULL;
  Making *making;

  if (self->making_demo != NULL)
    return;
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    crm_application_open_path (self, path);
    return;
  }
  self->making_demo = g_cancellable_new ();
  making = g_new0 (Making, 1);
  making->self = self;
  making->path = g_steal_pointer (&path);
  making->n_companies = (guint) n_companies;
  making->page =
      g_object_ref_sink (crm_start_page_new ("funnel-symbolic", _ ("Making Demo Data"),
                                             _ ("Companies, contacts, two years of deals, tasks "
                                                "and documents: believable, but invented")));
  making->source = g_timeout_add (PROGRESS_MILLISECONDS, show_progress_cb, making);
  crm_start_page_show_progress (making->page);
  crm_start_page_add_button (making->page, _ ("_Cancel"), "app.cancel-demo");
  crm_application_close_file (self);
  crm_window_show_widget (crm_application_ensure_window (self), GTK_WIDGET (making->page));

  task = g_task_new (self, self->making_demo, made_cb, NULL);
  g_task_set_task_data (task, making, free_making);
  g_application_hold (G_APPLICATION (self));
  g_task_run_in_thread (task, make_in_thread);
}
