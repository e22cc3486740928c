/* Chips of which any may hold. */
#include "config.h"

#include "crm-filter-group.h"

#include <glib/gi18n.h>

struct _CrmFilterGroup {
  GtkWidget parent_instance;

  AdwWrapBox *box;
};

G_DEFINE_FINAL_TYPE (CrmFilterGroup, crm_filter_group, GTK_TYPE_WIDGET)

GtkWidget *
crm_filter_group_get_chip (CrmFilterGroup *self, guint i)
{
  GtkWidget *child;

  g_return_val_if_fail (CRM_IS_FILTER_GROUP (self), NULL);
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (CRM_IS_FILTER_CHIP (child) && i-- == 0)
      return child;
  return NULL;
}

/* "or" stands between two chips and nowhere else. */
static void
place_words (CrmFilterGroup *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  while (child != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);
    if (!CRM_IS_FILTER_CHIP (child))
      adw_wrap_box_remove (self->box, child);
    child = next;
  }
  for (guint i = 1; (child = crm_filter_group_get_chip (self, i)) != NULL; i++) {
    static const char *const classes[] = { "caption", "dimmed", NULL };
    GtkWidget *word =
        g_object_new (GTK_TYPE_LABEL, "label", C_ ("filter", "or"), "css-classes", classes, NULL);
    adw_wrap_box_insert_child_after (self->box, word, crm_filter_group_get_chip (self, i - 1));
  }
}

static void
crm_filter_group_dispose (GObject *object)
{
  CrmFilterGroup *self = CRM_FILTER_GROUP (object);

  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (crm_filter_group_parent_class)->dispose (object);
}

static void
crm_filter_group_class_init (CrmFilterGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_filter_group_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
crm_filter_group_init (CrmFilterGroup *self)
{
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-filter-group");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("filter", "Any of these"), -1);
}

GtkWidget *
crm_filter_group_new (void)
{
  return g_object_new (CRM_TYPE_FILTER_GROUP, NULL);
}

/**
 * crm_filter_group_append:
 * @self: a group
 * @chip: (transfer floating): a chip without a parent
 */
void
crm_filter_group_append (CrmFilterGroup *self, GtkWidget *chip)
{
  g_return_if_fail (CRM_IS_FILTER_GROUP (self));
  adw_wrap_box_append (self->box, chip);
  place_words (self);
}

void
crm_filter_group_remove (CrmFilterGroup *self, GtkWidget *chip)
{
  g_return_if_fail (CRM_IS_FILTER_GROUP (self));
  adw_wrap_box_remove (self->box, chip);
  place_words (self);
}
