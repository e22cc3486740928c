/* The history of a record, or of one of its fields. */
#include "config.h"

#include "crm-history-dialog.h"

#include <glib/gi18n.h>

#include "crm-as-of-window.h"
#include "crm-entry-list.h"
#include "crm-person-choice.h"
#include "crm-take-back.h"

struct _CrmHistoryDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  gint64 id;
  GPtrArray *fields; /* owned; of CrmField, as in the drop-down; the first is NULL */
  GSimpleActionGroup *actions;

  AdwWindowTitle *title;
  GtkDropDown *field_choice;
  GtkDropDown *person_choice;
  CrmEntryList *list;
};

G_DEFINE_FINAL_TYPE (CrmHistoryDialog, crm_history_dialog, ADW_TYPE_DIALOG)

/* --- Reading */

typedef struct {
  const CrmEntity *entity;
  gint64 id;
  const CrmField *field;
  gint64 person;
} Request;

static gpointer
copy_request (gpointer request)
{
  return g_memdup2 (request, sizeof (Request));
}

static GPtrArray *
read_history (CrmDatabase *database, gpointer data, guint most, gboolean *more, GError **error)
{
  const Request *request = data;
  gint64 next = 0;
  GPtrArray *entries =
      crm_history_read_page (database, request->entity, request->id, request->field,
                             request->person, 0, most, &next, error);

  *more = next != 0;
  return entries;
}

static void
filter_cb (CrmHistoryDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->field_choice);
  Request *request;

  if (self->workspace == NULL || self->fields == NULL)
    return;
  request = g_new0 (Request, 1);
  request->entity = self->entity;
  request->id = self->id;
  request->field = selected < self->fields->len ? self->fields->pdata[selected] : NULL;
  request->person = crm_person_choice_get (self->person_choice);
  crm_entry_list_ask (self->list, request, copy_request, g_free);
}

/* --- Rows */

static const struct {
  const char *icon;
  const char *title;
} looks[] = {
  [CRM_ACTION_ADD] = { "list-add-symbolic", NC_ ("history", "Created") },
  [CRM_ACTION_SET] = { "document-edit-symbolic", NULL },
  [CRM_ACTION_DELETE] = { "user-trash-symbolic", NC_ ("history", "Deleted") },
};

static char *
dup_reason (const CrmHistoryEntry *entry)
{
  GString *reason = g_string_new (entry->label);

  if (entry->cause != NULL)
    /* Translators: %s is the rule that changed a value */
    g_string_append_printf (reason, _ (" (rule: %s)"), entry->cause);
  if (entry->undone)
    g_string_append_printf (reason, " · %s", _ ("undone since"));
  else if (entry->taken_back)
    g_string_append_printf (reason, " · %s", _ ("taken back since"));
  return g_string_free (reason, FALSE);
}

static void
describe (const CrmHistoryEntry *entry, CrmEntryLook *look, gpointer data)
{
  CrmHistoryDialog *self = data;
  g_autofree char *reason = dup_reason (entry);
  gboolean writable = crm_store_is_writable (crm_workspace_get_store (self->workspace));
  const char *nothing = C_ ("value", "empty");

  look->icon = looks[entry->action].icon;
  if (entry->field != NULL) {
    look->title = g_strdup (crm_field_get_label (entry->field));
    look->text = g_strdup_printf ("%s → %s", entry->old_text != NULL ? entry->old_text : nothing,
                                  entry->new_text != NULL ? entry->new_text : nothing);
  } else
    look->title = g_strdup (g_dpgettext2 (NULL, "history", looks[entry->action].title));
  look->detail = crm_entry_dup_detail (entry, reason);
  look->is_past = entry->undone || entry->taken_back;
  look->menu = g_menu_new ();
  if (writable && entry->kind == 1 && !look->is_past)
    crm_entry_append (look->menu, _ ("_Take Back This Change…"), "history.take-back",
                      entry->change);
  if (writable && entry->action != CRM_ACTION_DELETE)
    crm_entry_append (look->menu, _ ("_Bring the Record Back to This Moment…"),
                      "history.bring-back", entry->change);
  crm_entry_append (look->menu, _ ("_See Everything at This Moment"), "history.as-of",
                    entry->change);
}

/* --- Actions */

static gint64
read_moment (CrmHistoryDialog *self, gint64 change)
{
  return crm_journal_get_moment (crm_workspace_get_reader (self->workspace), change);
}

static void
take_back_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmHistoryDialog *self = user_data;

  crm_take_back_ask (self->workspace, GTK_WIDGET (self), g_variant_get_int64 (parameter));
}

static void
bring_back_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmHistoryDialog *self = user_data;
  gint64 change = g_variant_get_int64 (parameter);

  crm_take_back_ask_record (self->workspace, GTK_WIDGET (self), self->entity, self->id, change,
                            read_moment (self, change));
}

static void
as_of_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmHistoryDialog *self = user_data;
  gint64 change = g_variant_get_int64 (parameter);

  crm_as_of_window_open (self->workspace, GTK_WIDGET (self), change, read_moment (self, change));
}

static const GActionEntry entries[] = {
  { "take-back", take_back_action, "x" },
  { "bring-back", bring_back_action, "x" },
  { "as-of", as_of_action, "x" },
};

/* --- Life */

static void
crm_history_dialog_dispose (GObject *object)
{
  CrmHistoryDialog *self = CRM_HISTORY_DIALOG (object);

  if (self->list != NULL)
    crm_entry_list_release (self->list);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_HISTORY_DIALOG);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (crm_history_dialog_parent_class)->dispose (object);
}

static void
crm_history_dialog_class_init (CrmHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_history_dialog_dispose;
  g_type_ensure (CRM_TYPE_ENTRY_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryDialog, field_choice);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryDialog, person_choice);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
}

static void
crm_history_dialog_init (CrmHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "history", G_ACTION_GROUP (self->actions));
}

static void
fill_fields (CrmHistoryDialog *self, const CrmField *first)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  self->fields = g_ptr_array_new ();
  g_ptr_array_add (self->fields, NULL);
  gtk_string_list_append (labels, _ ("All fields"));
  for (int i = 0; i < self->entity->n_fields; i++) {
    const CrmField *field = &self->entity->fields[i];
    if ((field->flags & CRM_FIELD_HIDDEN) || g_str_equal (field->name, "changed") ||
        g_str_equal (field->name, "created"))
      continue;
    if (field == first)
      selected = self->fields->len;
    g_ptr_array_add (self->fields, (gpointer) field);
    gtk_string_list_append (labels, crm_field_get_label (field));
  }
  gtk_drop_down_set_model (self->field_choice, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->field_choice, selected);
}

/**
 * crm_history_dialog_new:
 * @workspace: where the record is
 * @entity: of the record
 * @id: of the record, which may be deleted by now
 * @field: (nullable): the field shown at first; %NULL: all
 *
 * Returns: (transfer floating): its history
 */
AdwDialog *
crm_history_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id,
                        const CrmField *field)
{
  CrmHistoryDialog *self = g_object_new (CRM_TYPE_HISTORY_DIALOG, NULL);
  g_autofree char *title = crm_reference_title (crm_workspace_get_reader (workspace), entity, id);

  self->entity = entity;
  self->id = id;
  adw_window_title_set_subtitle (self->title,
                                 title != NULL ? title : crm_entity_get_label (entity));
  fill_fields (self, field);
  crm_person_choice_fill (self->person_choice, workspace);
  crm_entry_list_set_empty (self->list, "document-open-recent-symbolic", _ ("Nothing Was Changed"),
                            NULL);
  crm_entry_list_set_up (self->list, workspace, read_history, describe, self, FALSE);
  self->workspace = g_object_ref (workspace);
  filter_cb (self);
  return ADW_DIALOG (self);
}
