/* A filter in the bar. */
#include "config.h"

#include "crm-filter-chip.h"

#include <glib/gi18n.h>

#include "crm-filter-editor.h"

struct _CrmFilterChip {
  GtkBox parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmFilter *filter;       /* owned */
  GtkWidget *button;
  GtkWidget *label;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (CrmFilterChip, crm_filter_chip, GTK_TYPE_BOX)

enum { REMOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_filter (CrmFilterChip *self)
{
  g_autofree char *text = crm_filter_dup_text (self->filter);
  /* Translators: a button's name; %s is a filter, as "Type: Client" */
  g_autofree char *removal = g_strdup_printf (_ ("Remove Filter %s"), text);

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  gtk_widget_set_tooltip_text (self->remove_button, removal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
}

/* Made when it is looked at, so that it shows what the filter has become meanwhile. */
static void
create_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  CrmFilterChip *self = user_data;
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover),
                         crm_filter_editor_new (self->workspace, self->filter));
  gtk_menu_button_set_popover (button, popover);
  gtk_widget_grab_focus (gtk_popover_get_child (GTK_POPOVER (popover)));
}

static void
remove_cb (CrmFilterChip *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
crm_filter_chip_dispose (GObject *object)
{
  CrmFilterChip *self = CRM_FILTER_CHIP (object);

  g_clear_object (&self->filter);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_filter_chip_parent_class)->dispose (object);
}

static void
crm_filter_chip_class_init (CrmFilterChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_filter_chip_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * CrmFilterChip::removed:
   * @self: the chip
   */
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_filter_chip_init (CrmFilterChip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-chip");
  self->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), self->label);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_popup_cb, self,
                                         NULL);
  gtk_widget_add_css_class (self->button, "flat");
  self->remove_button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->remove_button, "flat");
  g_signal_connect_swapped (self->remove_button, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_box_append (GTK_BOX (self), self->remove_button);
}

/**
 * crm_filter_chip_new:
 * @workspace: the workspace
 * @filter: what it shows and changes
 *
 * Returns: (transfer floating): a chip
 */
GtkWidget *
crm_filter_chip_new (CrmWorkspace *workspace, CrmFilter *filter)
{
  CrmFilterChip *self = g_object_new (CRM_TYPE_FILTER_CHIP, NULL);

  self->workspace = g_object_ref (workspace);
  self->filter = g_object_ref (filter);
  g_signal_connect_object (filter, "changed", G_CALLBACK (show_filter), self, G_CONNECT_SWAPPED);
  show_filter (self);
  return GTK_WIDGET (self);
}

CrmFilter *
crm_filter_chip_get_filter (CrmFilterChip *self)
{
  g_return_val_if_fail (CRM_IS_FILTER_CHIP (self), NULL);
  return self->filter;
}

/**
 * crm_filter_chip_edit:
 * @self: a chip
 *
 * Opens its editor.
 */
void
crm_filter_chip_edit (CrmFilterChip *self)
{
  g_return_if_fail (CRM_IS_FILTER_CHIP (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}
