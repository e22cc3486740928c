/* A new field of the users' own, or what one is like. */
#include "config.h"

#include "crm-field-dialog.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-descriptions.h"
#include "crm-kind.h"
#include "crm-order-row.h"
#include "crm-page-group.h"
#include "crm-problem-banner.h"

struct _CrmFieldDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  gint64 id;         /* 0: a new one */
  CrmRecord *record; /* owned */
  GPtrArray *groups; /* const char *: untranslated, one an entry of the row */

  AdwEntryRow *name_row;
  AdwComboRow *kind_row;
  AdwComboRow *group_row;
  AdwSwitchRow *required_row;
  AdwSwitchRow *listed_row;
  AdwSwitchRow *searched_row;
  AdwSwitchRow *sorted_row;
  GtkWidget *save_button;
  AdwBanner *problem;
};

G_DEFINE_FINAL_TYPE (CrmFieldDialog, crm_field_dialog, ADW_TYPE_DIALOG)

enum { SAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const CrmEntity *
custom_fields (void)
{
  return crm_entity_find ("custom_field");
}

static const CrmChoice *
get_kinds (void)
{
  return crm_entity_field (custom_fields (), "kind")->choices;
}

static const CrmCustomKind *
get_kind (CrmFieldDialog *self)
{
  return crm_custom_kind_find (get_kinds ()[adw_combo_row_get_selected (self->kind_row)].code);
}

/* --- Callbacks */

static void
show_state_cb (CrmFieldDialog *self)
{
  const CrmCustomKind *kind = get_kind (self);
  gboolean is_text = crm_kind_get_storage (kind->kind) == CRM_VALUE_TEXT;
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  g_autofree char *bare = g_strstrip (g_strdup (name));

  gtk_widget_set_visible (GTK_WIDGET (self->searched_row), is_text);
  gtk_widget_set_visible (GTK_WIDGET (self->sorted_row),
                          kind->target == NULL && kind->kind != CRM_KIND_NOTE);
  gtk_widget_set_sensitive (self->save_button, bare[0] != '\0');
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFieldDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = crm_change_commit_finish (CRM_STORE (source), result, &error);

  if (id < 0) {
    gtk_widget_set_sensitive (self->save_button, TRUE);
    crm_problem_banner_show (self->problem, error->message);
    return;
  }
  g_signal_emit (self, signals[SAVED], 0, self->id != 0 ? self->id : id);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
read_rows (CrmFieldDialog *self)
{
  guint group = adw_combo_row_get_selected (self->group_row);

  crm_record_set_text (self->record, "label",
                       gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
  crm_record_set_text (self->record, "kind", get_kind (self)->code);
  if (group < self->groups->len)
    crm_record_set_text (self->record, "group", self->groups->pdata[group]);
  crm_record_set_integer (self->record, "required", adw_switch_row_get_active (self->required_row));
  crm_record_set_integer (self->record, "listed", adw_switch_row_get_active (self->listed_row));
  crm_record_set_integer (self->record, "searched",
                          gtk_widget_get_visible (GTK_WIDGET (self->searched_row)) &&
                              adw_switch_row_get_active (self->searched_row));
  crm_record_set_integer (self->record, "sorted",
                          gtk_widget_get_visible (GTK_WIDGET (self->sorted_row)) &&
                              adw_switch_row_get_active (self->sorted_row));
}

static void
save_cb (CrmFieldDialog *self)
{
  g_autofree char *label = NULL;
  CrmChange *change;

  adw_banner_set_revealed (self->problem, FALSE);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  read_rows (self);
  label = g_strdup_printf (self->id != 0 ? C_ ("change", "Field “%s”")
                                         : C_ ("change", "New field: “%s”"),
                           crm_record_get_title (self->record));
  change = crm_workspace_begin (self->workspace, label);
  if (self->id == 0)
    crm_change_add (change, self->record);
  else
    for (int i = 0; i < custom_fields ()->n_built_in; i++)
      crm_change_set (change, custom_fields (), self->id, custom_fields ()->fields[i].name,
                      crm_record_get_value (self->record, i));
  crm_workspace_commit (self->workspace, change, saved_cb, g_object_ref (self));
}

static void
deleted_cb (AdwAlertDialog *alert, const char *response, CrmFieldDialog *self)
{
  g_autofree char *said = NULL;
  CrmChange *change;

  if (g_strcmp0 (response, "delete") != 0)
    return;
  said = g_strdup_printf (_ ("The field “%s” was deleted"), crm_record_get_title (self->record));
  change = crm_workspace_begin (self->workspace, said);
  crm_change_delete (change, custom_fields (), self->id);
  crm_workspace_commit_and_say (self->workspace, change, said);
  g_signal_emit (self, signals[SAVED], 0, G_GINT64_CONSTANT (0));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static gint64
count_filled (CrmFieldDialog *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (self->entity);
  g_autoptr (CrmQuery) filled = crm_query_filter_values (
      all, crm_record_get_text (self->record, "name"), CRM_OP_NOT_EMPTY, NULL, 0);

  return MAX (crm_query_count (filled, crm_workspace_get_reader (self->workspace), NULL), 0);
}

static void
delete_cb (CrmFieldDialog *self)
{
  gint64 n = count_filled (self);
  g_autofree char *heading =
      g_strdup_printf (_ ("Delete the Field “%s”?"), crm_record_get_title (self->record));
  g_autofree char *body = g_strdup_printf (
      ngettext ("%d record has something in it. It is kept, and Undo brings the field back.",
                "%d records have something in it. It is kept, and Undo brings the field back.",
                (gulong) n),
      (int) n);
  AdwDialog *alert = crm_alert_new (heading, n > 0 ? body : _ ("No record uses it."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _ ("_Cancel"), "delete",
                                  _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "delete",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (alert), "cancel");
  g_signal_connect_object (alert, "response", G_CALLBACK (deleted_cb), self, G_CONNECT_DEFAULT);
  adw_dialog_present (alert, GTK_WIDGET (self));
}

/* --- Rows */

static AdwComboRow *
append_combo (AdwPreferencesGroup *group, const char *title, GtkStringList *names)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_preferences_group_add (group, row);
  return ADW_COMBO_ROW (row);
}

static void
append_kind (CrmFieldDialog *self, AdwPreferencesGroup *group)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *chosen = crm_record_get_text (self->record, "kind");
  guint selected = 0;

  for (guint i = 0; get_kinds ()[i].code != NULL; i++) {
    gtk_string_list_append (names, crm_choice_get_label (&get_kinds ()[i]));
    if (g_strcmp0 (get_kinds ()[i].code, chosen) == 0)
      selected = i;
  }
  self->kind_row = append_combo (group, _ ("Kind"), names);
  adw_combo_row_set_selected (self->kind_row, selected);
  /* What stands in its column was written as this. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_row), self->id == 0);
  g_signal_connect_object (self->kind_row, "notify::selected", G_CALLBACK (show_state_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
append_group (CrmFieldDialog *self, AdwPreferencesGroup *box)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *chosen = crm_record_get_text (self->record, "group");
  guint selected = 0;

  g_ptr_array_add (self->groups, (gpointer) NC_ ("group", "Further details"));
  for (int i = 0; i < self->entity->n_fields; i++) {
    const char *group = self->entity->fields[i].group;
    if (group != NULL && group[0] != '\0' &&
        (self->entity->fields[i].flags & CRM_FIELD_HIDDEN) == 0 &&
        !g_ptr_array_find_with_equal_func (self->groups, group, g_str_equal, NULL))
      g_ptr_array_add (self->groups, (gpointer) group);
  }
  for (guint i = 0; i < self->groups->len; i++) {
    gtk_string_list_append (names, g_dpgettext2 (GETTEXT_PACKAGE, "group", self->groups->pdata[i]));
    if (g_strcmp0 (self->groups->pdata[i], chosen) == 0)
      selected = i;
  }
  self->group_row = append_combo (box, _ ("Group of the form"), names);
  adw_combo_row_set_selected (self->group_row, selected);
}

static AdwSwitchRow *
append_switch (CrmFieldDialog *self, AdwPreferencesGroup *group, const char *title,
               const char *subtitle, const char *field)
{
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row),
                             crm_record_get_integer (self->record, field) != 0);
  adw_preferences_group_add (group, row);
  return ADW_SWITCH_ROW (row);
}

static AdwPreferencesGroup *
append_box (AdwPreferencesPage *page)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

static void
append_what (CrmFieldDialog *self, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = append_box (page);
  const char *label = crm_record_get_text (self->record, "label");

  self->name_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row), _ ("Name"));
  adw_entry_row_set_max_length (self->name_row, 60);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), label != NULL ? label : "");
  g_signal_connect_object (self->name_row, "changed", G_CALLBACK (show_state_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->name_row));
  append_kind (self, group);
  append_group (self, group);
}

static void
append_switches (CrmFieldDialog *self, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = append_box (page);

  self->required_row =
      append_switch (self, group, _ ("Must be filled in"),
                     _ ("Records that are there already may stay without it"), "required");
  self->listed_row = append_switch (self, group, _ ("Shown in lists"),
                                    _ ("Unless somebody has chosen the columns"), "listed");
  self->searched_row = append_switch (self, group, _ ("Found by the search"),
                                      _ ("Its words find the record"), "searched");
  self->sorted_row =
      append_switch (self, group, _ ("Sorts large lists"),
                     _ ("Lists of many thousands are put in order by it at once"), "sorted");
}

static void
append_rest (CrmFieldDialog *self, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = append_box (page);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = crm_button_row_new (_ ("_Delete Field…"), NULL, G_CALLBACK (delete_cb), self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 _ ("Name for printed forms and the command line"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), crm_record_get_text (self->record, "name"));
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (group, row);
  gtk_widget_add_css_class (button, "destructive-action");
  group = append_box (page);
  adw_preferences_group_add (group, button);
}

static void
make_content (CrmFieldDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();

  self->save_button = gtk_button_new_with_mnemonic (self->id != 0 ? _ ("_Save") : _ ("_Add Field"));
  g_signal_connect_object (self->save_button, "clicked", G_CALLBACK (save_cb), self,
                           G_CONNECT_SWAPPED);
  append_what (self, ADW_PREFERENCES_PAGE (page));
  append_switches (self, ADW_PREFERENCES_PAGE (page));
  if (self->id != 0)
    append_rest (self, ADW_PREFERENCES_PAGE (page));
  self->problem = crm_page_frame_set (ADW_DIALOG (self), self->save_button, page);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->name_row));
}

static void
crm_field_dialog_dispose (GObject *object)
{
  CrmFieldDialog *self = CRM_FIELD_DIALOG (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->record);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_field_dialog_parent_class)->dispose (object);
}

static void
crm_field_dialog_class_init (CrmFieldDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_field_dialog_dispose;

  /**
   * CrmFieldDialog::saved:
   * @self: the dialog
   * @id: of the field; 0: it was deleted
   */
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
crm_field_dialog_init (CrmFieldDialog *self)
{
  self->groups = g_ptr_array_new ();
  adw_dialog_set_content_width (ADW_DIALOG (self), 480);
}

/**
 * crm_field_dialog_new:
 * @workspace: an open company file
 * @entity: of whose records it is a field
 * @id: of the field; 0: a new one
 *
 * Returns: (transfer floating) (nullable): the dialog; %NULL when there is no such field any more
 */
CrmFieldDialog *
crm_field_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  g_autoptr (CrmRecord) record =
      id != 0 ? crm_record_load (crm_workspace_get_reader (workspace), custom_fields (), id, NULL)
              : crm_record_new (custom_fields ());
  CrmFieldDialog *self;
  g_autofree char *title = NULL;

  if (record == NULL)
    return NULL;
  self = g_object_new (CRM_TYPE_FIELD_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  self->id = id;
  self->record = g_steal_pointer (&record);
  crm_record_set_text (self->record, "entity", entity->name);
  if (id == 0) { /* whoever adds a field wants to see and find what is in it */
    crm_record_set_integer (self->record, "listed", TRUE);
    crm_record_set_integer (self->record, "searched", TRUE);
  }
  /* Translators: title of a dialog; %s is "Companies" */
  title = g_strdup_printf (_ ("New Field: %s"), crm_entity_get_label_plural (entity));
  adw_dialog_set_title (ADW_DIALOG (self), id != 0 ? crm_record_get_title (self->record) : title);
  make_content (self);
  show_state_cb (self);
  return self;
}
