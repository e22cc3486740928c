/* The window. */
#include "config.h"

#include "crm-window.h"

struct _CrmWindow {
  AdwApplicationWindow parent_instance;

  CrmWorkspace *workspace; /* owned */
  AdwNavigationView *pages;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (CrmWindow, crm_window, ADW_TYPE_APPLICATION_WINDOW)

static void
crm_window_dispose (GObject *object)
{
  CrmWindow *self = CRM_WINDOW (object);

  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_WINDOW);

  G_OBJECT_CLASS (crm_window_parent_class)->dispose (object);
}

static void
crm_window_class_init (CrmWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/voronka_crm/Voronka/ui/crm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, toasts);
}

static void
crm_window_init (CrmWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmWindow *
crm_window_new (GtkApplication *application, CrmWorkspace *workspace)
{
  CrmWindow *self = g_object_new (CRM_TYPE_WINDOW, "application", application, NULL);
  self->workspace = g_object_ref (workspace);
  return self;
}
