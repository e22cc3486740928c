/* The dialog in which the columns of a list are chosen and ordered. */
#include "config.h"

#include "crm-columns-dialog.h"

#include <glib/gi18n.h>

struct _CrmColumnsDialog {
  AdwDialog parent_instance;

  CrmColumns *columns; /* owned */
  gboolean updating;   /* while switches follow the columns */

  AdwPreferencesPage *page;
  GPtrArray *groups; /* borrowed: those in the page */
};

G_DEFINE_FINAL_TYPE (CrmColumnsDialog, crm_columns_dialog, ADW_TYPE_DIALOG)

static void show_columns (CrmColumnsDialog *self);

static void
later_cb (gpointer data)
{
  g_autoptr (CrmColumnsDialog) self = data;
  if (self->columns != NULL)
    show_columns (self);
}

/* The row that was pressed must not go while it is being pressed. */
static void
show_later (CrmColumnsDialog *self)
{
  g_idle_add_once (later_cb, g_object_ref (self));
}

static const CrmField *
get_field (gpointer widget)
{
  return g_object_get_data (widget, "field");
}

static void
switched_cb (GtkSwitch *control, GParamSpec *pspec, CrmColumnsDialog *self)
{
  if (self->updating)
    return;
  crm_columns_set_shown (self->columns, get_field (control), gtk_switch_get_active (control));
  show_later (self);
}

static void
move_cb (GtkButton *button, CrmColumnsDialog *self)
{
  int by = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "by"));
  crm_columns_move (self->columns, get_field (button), by);
  show_later (self);
}

static GtkWidget *
create_move_button (CrmColumnsDialog *self, const CrmField *field, int by, gboolean can)
{
  GtkWidget *button =
      gtk_button_new_from_icon_name (by < 0 ? "go-up-symbolic" : "go-down-symbolic");
  g_autofree char *name =
      /* Translators: %s is the name of a column */
      g_strdup_printf (by < 0 ? _ ("Move %s Up") : _ ("Move %s Down"), crm_field_get_label (field));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (button, can);
  g_object_set_data (G_OBJECT (button), "field", (gpointer) field);
  g_object_set_data (G_OBJECT (button), "by", GINT_TO_POINTER (by));
  g_signal_connect (button, "clicked", G_CALLBACK (move_cb), self);
  return button;
}

static GtkWidget *
create_row (CrmColumnsDialog *self, const CrmField *field, gboolean is_shown)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *control = gtk_switch_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_field_get_label (field));
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (control), is_shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_field_get_label (field), -1);
  g_object_set_data (G_OBJECT (control), "field", (gpointer) field);
  g_signal_connect (control, "notify::active", G_CALLBACK (switched_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  return row;
}

static AdwPreferencesGroup *
append_group (CrmColumnsDialog *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (group, escaped);
  adw_preferences_page_add (self->page, group);
  g_ptr_array_add (self->groups, group);
  return group;
}

static void
append_shown (CrmColumnsDialog *self)
{
  const CrmEntity *entity = crm_columns_get_entity (self->columns);
  g_autoptr (GArray) fields = crm_columns_dup_fields (self->columns);
  AdwPreferencesGroup *group = append_group (self, C_ ("columns", "Shown"));

  for (guint i = 0; i < fields->len; i++) {
    const CrmField *field = &entity->fields[g_array_index (fields, int, i)];
    GtkWidget *row = create_row (self, field, TRUE);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_move_button (self, field, -1, i > 0));
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               create_move_button (self, field, 1, i + 1 < fields->len));
    /* A list without columns would be nothing to look at. */
    if (fields->len == 1)
      gtk_widget_set_sensitive (row, FALSE);
    adw_preferences_group_add (group, row);
  }
}

static void
append_others (CrmColumnsDialog *self)
{
  const CrmEntity *entity = crm_columns_get_entity (self->columns);
  AdwPreferencesGroup *group = NULL;
  const char *title = NULL;

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    const char *own = crm_field_get_group (field);
    if ((field->flags & CRM_FIELD_HIDDEN) || crm_columns_is_shown (self->columns, field))
      continue;
    own = own != NULL ? own : C_ ("columns", "Others");
    if (group == NULL || g_strcmp0 (own, title) != 0)
      group = append_group (self, own);
    title = own;
    adw_preferences_group_add (group, create_row (self, field, FALSE));
  }
}

static void
show_columns (CrmColumnsDialog *self)
{
  self->updating = TRUE;
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
  append_shown (self);
  append_others (self);
  self->updating = FALSE;
}

static void
reset_cb (CrmColumnsDialog *self)
{
  crm_columns_reset (self->columns);
  show_columns (self);
}

static void
crm_columns_dialog_dispose (GObject *object)
{
  CrmColumnsDialog *self = CRM_COLUMNS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_COLUMNS_DIALOG);
  g_clear_object (&self->columns);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_columns_dialog_parent_class)->dispose (object);
}

static void
crm_columns_dialog_class_init (CrmColumnsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_columns_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-columns-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmColumnsDialog, page);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
crm_columns_dialog_init (CrmColumnsDialog *self)
{
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_columns_dialog_new:
 * @columns: the columns; they change as the person goes
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_columns_dialog_new (CrmColumns *columns)
{
  CrmColumnsDialog *self = g_object_new (CRM_TYPE_COLUMNS_DIALOG, NULL);

  self->columns = g_object_ref (columns);
  show_columns (self);
  return ADW_DIALOG (self);
}
