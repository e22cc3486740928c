/* What a window shows while no company file is open. */
#include "config.h"

#include "crm-start-page.h"

/* Until the first figure comes the bar moves to and fro. */
#define PULSE_MILLISECONDS 80

struct _CrmStartPage {
  AdwBin parent_instance;

  AdwStatusPage *status;
  GtkProgressBar *progress;
  GtkBox *buttons;
  guint pulse_source;
};

G_DEFINE_FINAL_TYPE (CrmStartPage, crm_start_page, ADW_TYPE_BIN)

static gboolean
pulse_cb (gpointer user_data)
{
  CrmStartPage *self = user_data;

  gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
crm_start_page_dispose (GObject *object)
{
  CrmStartPage *self = CRM_START_PAGE (object);

  g_clear_handle_id (&self->pulse_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_START_PAGE);

  G_OBJECT_CLASS (crm_start_page_parent_class)->dispose (object);
}

static void
crm_start_page_class_init (CrmStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_start_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmStartPage, status);
  gtk_widget_class_bind_template_child (widget_class, CrmStartPage, progress);
  gtk_widget_class_bind_template_child (widget_class, CrmStartPage, buttons);
}

static void
crm_start_page_init (CrmStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_start_page_new:
 * @icon: name of an icon
 * @heading: what is the matter, some words
 * @text: (nullable): more about it, plain text
 *
 * Returns: (transfer floating): the page
 */
CrmStartPage *
crm_start_page_new (const char *icon, const char *heading, const char *text)
{
  CrmStartPage *self = g_object_new (CRM_TYPE_START_PAGE, NULL);

  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, heading);
  if (text != NULL) {
    g_autofree char *escaped = g_markup_escape_text (text, -1);
    adw_status_page_set_description (self->status, escaped);
  }
  return self;
}

/**
 * crm_start_page_add_button:
 * @self: a page
 * @label: of the button, with a mnemonic
 * @action: what it does, a detailed action name
 */
void
crm_start_page_add_button (CrmStartPage *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  /* While something is under way the button is there to stop it. */
  gboolean leads = gtk_widget_get_first_child (GTK_WIDGET (self->buttons)) == NULL &&
                   !gtk_widget_get_visible (GTK_WIDGET (self->progress));

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  if (leads)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (self->buttons, button);
}

/**
 * crm_start_page_show_progress:
 * @self: a page
 *
 * Shows that something is under way of which it is not known yet how long it will take.
 */
void
crm_start_page_show_progress (CrmStartPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  if (self->pulse_source == 0)
    self->pulse_source = g_timeout_add (PULSE_MILLISECONDS, pulse_cb, self);
}

/**
 * crm_start_page_set_fraction:
 * @self: a page
 * @fraction: how much is done, 0 to 1
 */
void
crm_start_page_set_fraction (CrmStartPage *self, double fraction)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  gtk_progress_bar_set_fraction (self->progress, fraction);
}

/**
 * crm_start_page_set_text:
 * @self: a page
 * @text: what is under way now, plain text
 */
void
crm_start_page_set_text (CrmStartPage *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->status, escaped);
}
