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
  GtkWidget *editor; /* weak; NULL while it was not looked at */
  GtkWidget *label;
  GtkWidget *remove_button;
  GtkWidget *warning; /* shown where something is wrong */
  gboolean can_join;
  gboolean can_leave;
};

G_DEFINE_FINAL_TYPE (CrmFilterChip, crm_filter_chip, GTK_TYPE_BOX)

enum { REMOVED, ALTERNATIVE, JOINED, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_filter (CrmFilterChip *self)
{
  g_autofree char *text = crm_filter_dup_text (self->filter);
  /* Translators: a button's name; %s is a filter, as "Type: Client" */
  g_autofree char *removal = g_strdup_printf (_ ("Remove Filter %s"), text);

  const char *problem = crm_filter_get_problem (self->filter);

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_visible (self->warning, problem != NULL);
  gtk_widget_set_tooltip_text (self->button, problem);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "", -1);
  gtk_widget_set_tooltip_text (self->remove_button, removal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
}

/* --- What is done with it beside filling it in */

static void
emit_cb (GtkButton *button, CrmFilterChip *self)
{
  guint signal = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "signal"));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, signals[signal], 0);
}

static void
append_action (CrmFilterChip *self, GtkWidget *box, const char *label, guint signal)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "signal", GUINT_TO_POINTER (signal));
  g_signal_connect (button, "clicked", G_CALLBACK (emit_cb), self);
  gtk_box_append (GTK_BOX (box), button);
}

/* What cannot be filled in is explained. */
static gboolean
has_editor (CrmFilterChip *self)
{
  return !crm_filter_is_fixed (self->filter) && crm_filter_get_problem (self->filter) == NULL;
}

static GtkWidget *
create_explanation (CrmFilterChip *self)
{
  const char *problem = crm_filter_get_problem (self->filter);
  g_autofree char *text = crm_filter_dup_text (self->filter);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", problem != NULL ? problem : text, "wrap", TRUE,
                    "wrap-mode", PANGO_WRAP_WORD_CHAR, "max-width-chars", 40, "xalign", 0.0,
                    "margin-start", 6, "margin-end", 6, "margin-top", 6, "margin-bottom", 6, NULL);
  return label;
}

/* Made when it is looked at, so that it shows what the filter has become meanwhile. */
static void
create_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  CrmFilterChip *self = user_data;
  GtkWidget *popover, *box, *content;

  /* What was wrong when one looked away still stands there. */
  if (self->editor != NULL && has_editor (self) &&
      crm_filter_editor_has_problem (CRM_FILTER_EDITOR (self->editor))) {
    gtk_widget_grab_focus (self->editor);
    return;
  }
  popover = gtk_popover_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  content = has_editor (self) ? crm_filter_editor_new (self->workspace, self->filter)
                              : create_explanation (self);
  gtk_box_append (GTK_BOX (box), content);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  append_action (self, box, _ ("Or Another Filter…"), ALTERNATIVE);
  if (self->can_join)
    append_action (self, box, _ ("Join with the One Before by “or”"), JOINED);
  if (self->can_leave)
    append_action (self, box, _ ("Take Out of “or”"), LEFT);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
  if (!has_editor (self))
    return;
  g_set_weak_pointer (&self->editor, content);
  gtk_widget_grab_focus (content);
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

  g_clear_weak_pointer (&self->editor);
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
  /**
   * CrmFilterChip::alternative:
   * @self: the chip
   *
   * Another filter is to be added of which either may hold.
   */
  signals[ALTERNATIVE] = g_signal_new ("alternative", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmFilterChip::joined:
   * @self: the chip
   *
   * It or the one before it is to hold.
   */
  signals[JOINED] = g_signal_new ("joined", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmFilterChip::left:
   * @self: the chip
   *
   * It is to hold whatever the others of its group do.
   */
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
crm_filter_chip_init (CrmFilterChip *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-chip");
  self->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  self->button = gtk_menu_button_new ();
  self->warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (self->warning, "warning");
  gtk_box_append (GTK_BOX (content), self->warning);
  gtk_box_append (GTK_BOX (content), self->label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), content);
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

/**
 * crm_filter_chip_set_place:
 * @self: a chip
 * @can_join: whether there is one before it
 * @can_leave: whether it is in a group
 */
void
crm_filter_chip_set_place (CrmFilterChip *self, gboolean can_join, gboolean can_leave)
{
  g_return_if_fail (CRM_IS_FILTER_CHIP (self));
  self->can_join = can_join;
  self->can_leave = can_leave;
}
