/* One value of a dictionary: its name and colour, and its way out of use. */
#include "config.h"

#include "crm-value-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-alert.h"
#include "crm-order-row.h"
#include "crm-page-group.h"
#include "crm-problem-banner.h"
#include "crm-text.h"

struct _CrmValueDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace;   /* owned */
  CrmDictionary *dictionary; /* owned */
  GPtrArray *values;         /* owned; CrmDictionaryValue */
  guint index;

  AdwEntryRow *name_row;
  AdwComboRow *colour_row;
  AdwSwitchRow *active_row; /* NULL for tags */
  GtkWidget *save_button;
  AdwBanner *problem;
  GtkWidget *reason;   /* beneath the name: why it cannot be taken */
  GtkDropDown *others; /* of the question by what to replace it; borrowed */
};

G_DEFINE_FINAL_TYPE (CrmValueDialog, crm_value_dialog, ADW_TYPE_DIALOG)

/* NULL: a new one. */
static CrmDictionaryValue *
get_value (CrmValueDialog *self)
{
  return self->index < self->values->len ? self->values->pdata[self->index] : NULL;
}

static const CrmEntity *
get_entity (CrmValueDialog *self)
{
  return crm_entity_find (self->dictionary->is_tags ? "tag" : "choice");
}

static const CrmChoice *
get_colours (void)
{
  return crm_entity_field (crm_entity_find ("choice"), "colour")->choices;
}

static char *
dup_name (CrmValueDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
}

/* --- Saving */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmValueDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (crm_change_commit_finish (CRM_STORE (source), result, &error) < 0) {
    gtk_widget_set_sensitive (self->save_button, TRUE);
    crm_problem_banner_show (self->problem, error->message);
    return;
  }
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
commit (CrmValueDialog *self, CrmChange *change)
{
  adw_banner_set_revealed (self->problem, FALSE);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  crm_workspace_commit (self->workspace, change, saved_cb, g_object_ref (self));
}

static void
queue_new (CrmValueDialog *self, CrmChange *change, const char *name, const char *colour)
{
  g_autoptr (CrmRecord) record = crm_record_new (get_entity (self));

  crm_record_set_text (record, "name", name);
  crm_record_set_text (record, "colour", colour);
  /* What gets another name keeps its place. */
  if (get_value (self) != NULL)
    crm_record_set_integer (record, "position", self->index + 1);
  if (!self->dictionary->is_tags)
    crm_record_set_text (record, "list", self->dictionary->list);
  crm_change_add (change, record);
}

/* Tags are the words themselves: another name is another tag in all records that carry it. */
static void
queue_renamed_tag (CrmValueDialog *self, CrmChange *change, const char *name, const char *colour)
{
  CrmDictionaryValue into = { .code = (char *) name, .name = (char *) name, .is_active = TRUE };

  queue_new (self, change, name, colour);
  crm_dictionary_merge (self->dictionary, change, get_value (self), &into);
}

static void
queue_edited (CrmValueDialog *self, CrmChange *change, const char *name, const char *colour)
{
  CrmDictionaryValue *value = get_value (self);
  gint64 id;

  if (self->dictionary->is_tags && strcmp (name, value->name) != 0) {
    queue_renamed_tag (self, change, name, colour);
    return;
  }
  id = crm_dictionary_describe (self->dictionary, change, value, self->index);
  if (strcmp (name, value->name) != 0)
    crm_change_set_text (change, get_entity (self), id, "name", name);
  crm_change_set_text (change, get_entity (self), id, "colour", colour);
  if (self->active_row != NULL)
    crm_change_set_integer (change, get_entity (self), id, "active",
                            adw_switch_row_get_active (self->active_row));
}

static void
save_cb (CrmValueDialog *self)
{
  g_autofree char *name = dup_name (self);
  const char *colour = get_colours ()[adw_combo_row_get_selected (self->colour_row)].code;
  /* Translators: name of a dictionary and of a value in it */
  g_autofree char *label =
      g_strdup_printf (C_ ("change", "%s: “%s”"), self->dictionary->title, name);
  CrmChange *change = crm_workspace_begin (self->workspace, label);

  if (get_value (self) == NULL)
    queue_new (self, change, name, colour);
  else
    queue_edited (self, change, name, colour);
  commit (self, change);
}

/* --- Out of use */

static CrmDictionaryValue *
get_other (CrmValueDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->others);

  if (selected >= self->index)
    selected++;
  return selected < self->values->len ? self->values->pdata[selected] : NULL;
}

static void
removed_cb (AdwAlertDialog *alert, const char *response, CrmValueDialog *self)
{
  CrmDictionaryValue *value = get_value (self);
  g_autofree char *label =
      g_strdup_printf (C_ ("change", "%s: “%s”"), self->dictionary->title, value->name);
  CrmChange *change;

  if (g_strcmp0 (response, "cancel") == 0)
    return;
  change = crm_workspace_begin (self->workspace, label);
  if (g_strcmp0 (response, "replace") == 0 && get_other (self) != NULL)
    crm_dictionary_merge (self->dictionary, change, value, get_other (self));
  else if (g_strcmp0 (response, "delete") == 0)
    crm_change_delete (change, get_entity (self), value->id);
  else
    crm_change_set_integer (change, get_entity (self),
                            crm_dictionary_describe (self->dictionary, change, value, self->index),
                            "active", 0);
  commit (self, change);
}

static GtkWidget *
create_others (CrmValueDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *others;

  for (guint i = 0; i < self->values->len; i++)
    if (i != self->index)
      gtk_string_list_append (names, ((CrmDictionaryValue *) self->values->pdata[i])->name);
  others = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (others), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Replace by"), -1);
  self->others = GTK_DROP_DOWN (others);
  return others;
}

static void
ask_removal (CrmValueDialog *self, gboolean offers_rest)
{
  CrmDictionaryValue *value = get_value (self);
  g_autofree char *heading = g_strdup_printf (_ ("Replace “%s”"), value->name);
  g_autofree char *body =
      g_strdup_printf (ngettext ("%d record has it and will have the other value instead.",
                                 "%d records have it and will have the other value instead.",
                                 (gulong) value->n_used),
                       (int) value->n_used);
  AdwDialog *alert = crm_alert_new (heading, body);

  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (alert), create_others (self));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _ ("_Cancel"), NULL);
  if (offers_rest && self->active_row != NULL)
    adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "retire", _ ("_No Longer Offer It"),
                                    NULL);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "replace", _ ("_Replace"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "replace",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (alert), "cancel");
  g_signal_connect_object (alert, "response", G_CALLBACK (removed_cb), self, G_CONNECT_DEFAULT);
  adw_dialog_present (alert, GTK_WIDGET (self));
}

static void
merge_cb (CrmValueDialog *self)
{
  ask_removal (self, FALSE);
}

static void
delete_cb (CrmValueDialog *self)
{
  CrmDictionaryValue *value = get_value (self);

  if (value->n_used > 0 && self->values->len > 1)
    ask_removal (self, TRUE);
  else if (value->is_built_in || value->n_used > 0)
    removed_cb (NULL, "retire", self);
  else if (value->id != 0)
    removed_cb (NULL, "delete", self);
}

/* --- Rows */

/* Tags are words: another case is another tag. */
static gboolean
is_taken (CrmValueDialog *self, const char *name)
{
  g_autofree char *folded = crm_text_fold (name);

  for (guint i = 0; i < self->values->len; i++) {
    const char *other = ((CrmDictionaryValue *) self->values->pdata[i])->name;
    g_autofree char *other_folded = crm_text_fold (other);
    if (i != self->index && (self->dictionary->is_tags ? strcmp (other, name) == 0
                                                       : strcmp (other_folded, folded) == 0))
      return TRUE;
  }
  return FALSE;
}

static void
changed_cb (CrmValueDialog *self)
{
  g_autofree char *name = dup_name (self);
  gboolean taken = is_taken (self, name);

  gtk_widget_set_visible (self->reason, taken);
  gtk_widget_set_sensitive (self->save_button, name[0] != '\0' && !taken);
}

static void
append_name (CrmValueDialog *self, AdwPreferencesGroup *group)
{
  CrmDictionaryValue *value = get_value (self);

  self->name_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row), _ ("Name"));
  adw_entry_row_set_max_length (self->name_row, 100);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), value != NULL ? value->name : "");
  g_signal_connect_object (self->name_row, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->name_row));
}

static void
append_reason (CrmValueDialog *self, AdwPreferencesGroup *group)
{
  static const char *const classes[] = { "caption", "error", NULL };

  self->reason = g_object_new (
      GTK_TYPE_LABEL, "label",
      get_value (self) != NULL
          ? _ ("There is such a value already: choose “Replace by Another Value” to make them one")
          : _ ("There is such a value already"),
      "visible", FALSE, "wrap", TRUE, "xalign", 0.0, "margin-top", 6, "margin-start", 12,
      "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "css-classes", classes, NULL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->name_row),
                                  GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, self->reason, NULL, -1);
  adw_preferences_group_add (group, self->reason);
}

static void
append_colour (CrmValueDialog *self, AdwPreferencesGroup *group)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  CrmDictionaryValue *value = get_value (self);
  guint selected = 0;

  for (guint i = 0; get_colours ()[i].code != NULL; i++) {
    gtk_string_list_append (names, crm_choice_get_label (&get_colours ()[i]));
    if (value != NULL && g_strcmp0 (value->colour, get_colours ()[i].code) == 0)
      selected = i;
  }
  self->colour_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->colour_row), _ ("Colour"));
  adw_combo_row_set_model (self->colour_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->colour_row, selected);
  adw_preferences_group_add (group, GTK_WIDGET (self->colour_row));
}

static void
append_active (CrmValueDialog *self, AdwPreferencesGroup *group)
{
  CrmDictionaryValue *value = get_value (self);

  if (self->dictionary->is_tags || value == NULL)
    return;
  self->active_row = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->active_row), _ ("Offered in forms"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->active_row),
                               _ ("Records that have it keep it in any case"));
  adw_switch_row_set_active (self->active_row, value->is_active);
  adw_preferences_group_add (group, GTK_WIDGET (self->active_row));
}

static void
append_ways_out (CrmValueDialog *self, AdwPreferencesPage *page)
{
  CrmDictionaryValue *value = get_value (self);
  GtkWidget *group = adw_preferences_group_new ();

  if (value == NULL)
    return;
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  if (self->values->len > 1)
    adw_preferences_group_add (
        ADW_PREFERENCES_GROUP (group),
        crm_button_row_new (_ ("_Replace by Another Value…"), NULL, G_CALLBACK (merge_cb), self));
  if (!value->is_built_in && (value->id != 0 || value->n_used > 0) &&
      (!self->dictionary->is_tags || value->n_used == 0 || self->values->len > 1)) {
    GtkWidget *row = crm_button_row_new (_ ("_Delete…"), NULL, G_CALLBACK (delete_cb), self);
    gtk_widget_add_css_class (row, "destructive-action");
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
}

static void
make_content (CrmValueDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *name_group = adw_preferences_group_new ();
  GtkWidget *group = adw_preferences_group_new ();

  self->save_button =
      gtk_button_new_with_mnemonic (get_value (self) != NULL ? _ ("_Save") : _ ("_Add Value"));
  g_signal_connect_object (self->save_button, "clicked", G_CALLBACK (save_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (name_group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  append_name (self, ADW_PREFERENCES_GROUP (name_group));
  append_reason (self, ADW_PREFERENCES_GROUP (name_group));
  append_colour (self, ADW_PREFERENCES_GROUP (group));
  append_active (self, ADW_PREFERENCES_GROUP (group));
  append_ways_out (self, ADW_PREFERENCES_PAGE (page));
  self->problem = crm_page_frame_set (ADW_DIALOG (self), self->save_button, page);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->name_row));
}

static void
crm_value_dialog_dispose (GObject *object)
{
  CrmValueDialog *self = CRM_VALUE_DIALOG (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->dictionary, crm_dictionary_free);
  g_clear_pointer (&self->values, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_value_dialog_parent_class)->dispose (object);
}

static void
crm_value_dialog_class_init (CrmValueDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_value_dialog_dispose;
}

static void
crm_value_dialog_init (CrmValueDialog *self)
{
  adw_dialog_set_content_width (ADW_DIALOG (self), 420);
}

/**
 * crm_value_dialog_new:
 * @workspace: an open company file
 * @list: a dictionary that there is
 * @values: (element-type CrmDictionaryValue): its values
 * @index: which of them; behind the last: a new one
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_value_dialog_new (CrmWorkspace *workspace, const char *list, GPtrArray *values, guint index)
{
  CrmValueDialog *self = g_object_new (CRM_TYPE_VALUE_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->dictionary = crm_dictionary_find (list);
  self->values = g_ptr_array_ref (values);
  self->index = index;
  adw_dialog_set_title (ADW_DIALOG (self), self->dictionary->title);
  make_content (self);
  changed_cb (self);
  return ADW_DIALOG (self);
}
