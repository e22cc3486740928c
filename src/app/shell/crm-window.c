/* The window. */
#include "config.h"

#include "crm-window-private.h"

#include "crm-seat.h"

struct _CrmWindow {
  AdwApplicationWindow parent_instance;

  AdwBin *frame;
  AdwBanner *past;
  CrmShell *shell; /* borrowed; NULL while no file is open */
};

G_DEFINE_FINAL_TYPE (CrmWindow, crm_window, ADW_TYPE_APPLICATION_WINDOW)

static void
crm_window_dispose (GObject *object)
{
  CrmWindow *self = CRM_WINDOW (object);

  self->shell = NULL;
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
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, frame);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, past);
  crm_window_install_actions (widget_class);
}

static void
crm_window_init (CrmWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_window_update_actions (self);
}

/**
 * crm_window_new:
 * @application: (nullable): the application
 *
 * Returns: (transfer none): a window without content; it belongs to itself
 */
CrmWindow *
crm_window_new (GtkApplication *application)
{
  return g_object_new (CRM_TYPE_WINDOW, "application", application, NULL);
}

/**
 * crm_window_show_workspace:
 * @self: a window
 * @workspace: an open company file, shown instead of what was there
 */
void
crm_window_show_workspace (CrmWindow *self, CrmWorkspace *workspace)
{
  self->shell = crm_shell_new (workspace);
  g_signal_connect_swapped (self->shell, "steps-changed", G_CALLBACK (crm_window_update_actions),
                            self);
  adw_bin_set_child (self->frame, GTK_WIDGET (self->shell));
  crm_window_update_actions (self);
  crm_seat_ask (workspace, GTK_WIDGET (self));
}

/**
 * crm_window_show_widget:
 * @self: a window
 * @widget: (transfer floating): what is shown while no company file is open
 */
void
crm_window_show_widget (CrmWindow *self, GtkWidget *widget)
{
  self->shell = NULL;
  adw_bin_set_child (self->frame, widget);
  crm_window_update_actions (self);
}

/**
 * crm_window_show_past:
 * @self: a window
 * @workspace: a copy of the company file as it was
 * @banner: of what moment it is
 *
 * Nothing can be written here, and nobody can forget it.
 */
void
crm_window_show_past (CrmWindow *self, CrmWorkspace *workspace, const char *banner)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "past");
  adw_banner_set_title (self->past, banner);
  adw_banner_set_revealed (self->past, TRUE);
  crm_window_show_workspace (self, workspace);
}

gboolean
crm_window_is_past (CrmWindow *self)
{
  return adw_banner_get_revealed (self->past);
}

CrmShell *
crm_window_get_shell (CrmWindow *self)
{
  return self->shell;
}
