/* The application. */
#include "config.h"

#include "crm-application.h"

#include <glib/gi18n.h>

#include "crm-company-file.h"
#include "crm-error.h"
#include "crm-setup.h"
#include "crm-window.h"

struct _CrmApplication {
  AdwApplication parent_instance;

  CrmStore *store;         /* owned; NULL while no file is open */
  CrmWorkspace *workspace; /* owned, likewise */
};

G_DEFINE_FINAL_TYPE (CrmApplication, crm_application, ADW_TYPE_APPLICATION)

static CrmWindow *
ensure_window (CrmApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return window != NULL ? CRM_WINDOW (window) : crm_window_new (GTK_APPLICATION (self));
}

static void
close_file (CrmApplication *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->workspace);
  if (self->store != NULL && !crm_store_close (self->store, &error))
    g_message ("%s", error->message);
  g_clear_object (&self->store);
}

static void
open_file (CrmApplication *self, const char *path)
{
  CrmWindow *window = ensure_window (self);
  g_autoptr (GError) error = NULL;

  close_file (self);
  self->store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  if (self->store == NULL) {
    g_message ("%s", error->message);
    return;
  }
  self->workspace = crm_workspace_new (self->store);
  crm_window_show_workspace (window, self->workspace);
  gtk_window_present (GTK_WINDOW (window));
}

static void
crm_application_activate (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);
  g_autofree char *path = crm_company_file_default ();

  if (self->store == NULL)
    open_file (self, path);
  else
    gtk_window_present (GTK_WINDOW (ensure_window (self)));
}

static void
crm_application_shutdown (GApplication *application)
{
  close_file (CRM_APPLICATION (application));

  G_APPLICATION_CLASS (crm_application_parent_class)->shutdown (application);
}

static void
crm_application_class_init (CrmApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = crm_application_activate;
  application_class->shutdown = crm_application_shutdown;
}

static void
crm_application_init (CrmApplication *self)
{
}

CrmApplication *
crm_application_new (void)
{
  return g_object_new (CRM_TYPE_APPLICATION, "application-id", APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/voronka_crm/Voronka", NULL);
}
