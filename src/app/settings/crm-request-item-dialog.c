/* One question of a kind of request: what is asked, and what is given for an answer. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-gate.h"
#include "crm-page-group.h"
#include "crm-request-page.h"
#include "crm-text.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  CrmRecord *item;         /* owned; a copy or a new one */
  gint64 id;               /* 0: it is new */
  GPtrArray *paths;        /* owned; (element-type utf8): of fields */
  AdwDialog *dialog;       /* borrowed */
  GtkWidget *save;
  AdwEntryRow *name;
  AdwComboRow *form;
  AdwComboRow *document;
  AdwComboRow *field;
  AdwSwitchRow *required;
} Asking;

static void
free_asking (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->workspace);
  g_object_unref (asking->item);
  g_ptr_array_unref (asking->paths);
  g_free (asking);
}

static const CrmChoice *
get_choices (Asking *asking, const char *field)
{
  return crm_entity_field (crm_record_get_entity (asking->item), field)->choices;
}

static const char *
get_form (Asking *asking)
{
  return get_choices (asking, "form")[adw_combo_row_get_selected (asking->form)].code;
}

static void
update (Asking *asking)
{
  g_autofree char *name = crm_text_tidy (gtk_editable_get_text (GTK_EDITABLE (asking->name)));

  gtk_widget_set_visible (GTK_WIDGET (asking->document),
                          g_strcmp0 (get_form (asking), "document") == 0);
  gtk_widget_set_visible (GTK_WIDGET (asking->field), g_strcmp0 (get_form (asking), "field") == 0);
  gtk_widget_set_sensitive (asking->save, *name != '\0');
}

static void
read_rows (Asking *asking)
{
  g_autofree char *name = crm_text_tidy (gtk_editable_get_text (GTK_EDITABLE (asking->name)));
  guint field = adw_combo_row_get_selected (asking->field);

  crm_record_set_text (asking->item, "name", name);
  crm_record_set_text (asking->item, "form", get_form (asking));
  crm_record_set_text (
      asking->item, "document_kind",
      get_choices (asking, "document_kind")[adw_combo_row_get_selected (asking->document)].code);
  if (field < asking->paths->len)
    crm_record_set_text (asking->item, "field", asking->paths->pdata[field]);
  crm_record_set_integer (asking->item, "required", adw_switch_row_get_active (asking->required));
}

static void
save_cb (Asking *asking)
{
  static const char *const written[] = { "name", "form", "document_kind", "field", "required" };
  const CrmEntity *entity = crm_record_get_entity (asking->item);
  CrmChange *change;

  read_rows (asking);
  change = crm_workspace_begin (asking->workspace, crm_record_get_title (asking->item));
  if (asking->id == 0)
    crm_change_add (change, asking->item);
  for (gsize i = 0; asking->id != 0 && i < G_N_ELEMENTS (written); i++)
    crm_change_set (
        change, entity, asking->id, written[i],
        crm_record_get_value (asking->item, crm_entity_field_index (entity, written[i])));
  crm_workspace_commit (asking->workspace, change, NULL, NULL);
  adw_dialog_close (asking->dialog);
}

static AdwComboRow *
make_choice_combo (Asking *asking, const char *name)
{
  const CrmField *field = crm_entity_field (crm_record_get_entity (asking->item), name);
  GtkStringList *names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; field->choices[i].code != NULL; i++) {
    gtk_string_list_append (names, crm_choice_get_label (&field->choices[i]));
    if (g_strcmp0 (field->choices[i].code, crm_record_get_text (asking->item, name)) == 0)
      selected = i;
  }
  return crm_page_combo_new (crm_field_get_label (field), names, selected);
}

static AdwComboRow *
make_field_combo (Asking *asking)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  AdwComboRow *row;
  guint selected = 0;

  for (guint i = 0; i < asking->paths->len; i++) {
    g_autofree char *name = crm_gate_dup_name (asking->paths->pdata[i], NULL, NULL);
    gtk_string_list_append (names, name);
    if (g_strcmp0 (asking->paths->pdata[i], crm_record_get_text (asking->item, "field")) == 0)
      selected = i;
  }
  row = crm_page_combo_new (C_ ("field", "Field"), names, selected);
  adw_combo_row_set_enable_search (row, TRUE);
  adw_combo_row_set_search_match_mode (row, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  return row;
}

static void
make_rows (Asking *asking, AdwPreferencesGroup *group)
{
  const CrmEntity *entity = crm_record_get_entity (asking->item);

  asking->name = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_entry_row_set_activates_default (asking->name, TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (asking->name),
                                 crm_field_get_label (crm_entity_field (entity, "name")));
  if (!crm_record_is_empty (asking->item, "name"))
    gtk_editable_set_text (GTK_EDITABLE (asking->name), crm_record_get_text (asking->item, "name"));
  asking->form = make_choice_combo (asking, "form");
  asking->document = make_choice_combo (asking, "document_kind");
  asking->field = make_field_combo (asking);
  asking->required = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (asking->required),
                                 crm_field_get_label (crm_entity_field (entity, "required")));
  adw_switch_row_set_active (asking->required,
                             crm_record_get_integer (asking->item, "required") != 0);
  adw_preferences_group_add (group, GTK_WIDGET (asking->name));
  adw_preferences_group_add (group, GTK_WIDGET (asking->form));
  adw_preferences_group_add (group, GTK_WIDGET (asking->document));
  adw_preferences_group_add (group, GTK_WIDGET (asking->field));
  adw_preferences_group_add (group, GTK_WIDGET (asking->required));
}

/**
 * crm_request_item_dialog_new:
 * @workspace: an open company file
 * @kind: of request
 * @side: "input", "output": of a new question
 * @item: (nullable): the question; %NULL: a new one
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_request_item_dialog_new (CrmWorkspace *workspace, gint64 kind, const char *side,
                             CrmRecord *item)
{
  Asking *asking = g_new0 (Asking, 1);
  AdwDialog *dialog = asking->dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  asking->workspace = g_object_ref (workspace);
  asking->id = item != NULL ? crm_record_get_id (item) : 0;
  asking->item =
      item != NULL ? crm_record_copy (item) : crm_record_new (crm_entity_find ("request_item"));
  if (item == NULL) {
    crm_record_set_integer (asking->item, "request", kind);
    crm_record_set_text (asking->item, "side", side);
  }
  asking->paths = crm_gate_dup_paths ();
  asking->save = gtk_button_new_with_mnemonic (item != NULL ? C_ ("request", "_Save")
                                                            : C_ ("request", "_Add"));
  make_rows (asking, ADW_PREFERENCES_GROUP (group));
  g_signal_connect_swapped (asking->name, "changed", G_CALLBACK (update), asking);
  g_signal_connect_swapped (asking->form, "notify::selected", G_CALLBACK (update), asking);
  g_signal_connect_swapped (asking->save, "clicked", G_CALLBACK (save_cb), asking);
  gtk_widget_add_css_class (asking->save, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), asking->save);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, C_ ("request", "Question"));
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_content_height (dialog, 400);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_focus (dialog, GTK_WIDGET (asking->name));
  adw_dialog_set_default_widget (dialog, asking->save);
  g_object_set_data_full (G_OBJECT (dialog), "asking", asking, free_asking);
  update (asking);
  return dialog;
}
