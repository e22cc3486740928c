/* The list of steps. */
#include "config.h"

#include "crm-steps-dialog.h"

#include <glib/gi18n.h>

#include "crm-as-of-window.h"
#include "crm-entry-list.h"
#include "crm-take-back.h"

struct _CrmStepsDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace;     /* owned */
  GSimpleActionGroup *actions; /* owned */

  CrmEntryList *list;
};

G_DEFINE_FINAL_TYPE (CrmStepsDialog, crm_steps_dialog, ADW_TYPE_DIALOG)

static GPtrArray *
read_steps (CrmDatabase *database, gpointer request, guint most, gboolean *more, GError **error)
{
  GPtrArray *entries = crm_history_read_steps (database, 0, most, error);
  gint64 redo = crm_journal_get_redo (database, NULL);

  *more = entries != NULL && entries->len == most;
  /* What is undone and older than something in force is past for good. */
  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    CrmHistoryEntry *entry = entries->pdata[i];
    entry->operation = entry->undone && redo != 0 && entry->change >= redo;
  }
  return entries;
}

static gpointer
copy_nothing (gpointer request)
{
  return request;
}

static void
free_nothing (gpointer request)
{
}

static void
describe (const CrmHistoryEntry *entry, CrmEntryLook *look, gpointer data)
{
  CrmStepsDialog *self = data;
  gboolean writable = crm_store_is_writable (crm_workspace_get_store (self->workspace));
  g_autoptr (GString) more = g_string_new (NULL);

  if (entry->n_records > 0)
    g_string_append_printf (more, ngettext ("%u record", "%u records", (gulong) entry->n_records),
                            (guint) entry->n_records);
  if (entry->undone || entry->taken_back)
    g_string_append_printf (more, "%s%s", more->len > 0 ? " · " : "",
                            entry->undone ? _ ("undone") : _ ("taken back since"));
  look->icon = entry->undone ? "edit-undo-symbolic" : "document-edit-symbolic";
  look->title = g_strdup (entry->label);
  look->detail = crm_entry_dup_detail (entry, more->str);
  look->is_past = entry->undone || entry->taken_back;
  look->menu = g_menu_new ();
  if (writable && !entry->undone) {
    crm_entry_append (look->menu, _ ("_Undo Up to Here"), "steps.undo-to", entry->change);
    if (!entry->taken_back)
      crm_entry_append (look->menu, _ ("_Take Back Only This…"), "steps.take-back", entry->change);
  } else if (writable && entry->operation != 0)
    crm_entry_append (look->menu, _ ("_Redo Up to Here"), "steps.redo-to", entry->change);
  crm_entry_append (look->menu, _ ("_See Everything at This Moment"), "steps.as-of", entry->change);
}

/* --- Actions */

typedef struct {
  CrmWorkspace *workspace; /* owned */
  gint64 change;
  gboolean redo;
  guint n;
} Going;

static gboolean
go_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Going *going = data;

  return (going->redo ? crm_journal_redo_to : crm_journal_undo_to) (
      database, going->change, crm_workspace_get_me (going->workspace), CRM_ORIGIN_WINDOW,
      &going->n, error);
}

static void
gone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Going *going = user_data;
  g_autoptr (CrmWorkspace) workspace = going->workspace;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &error))
    crm_workspace_report (workspace, _ ("This could not be undone"), error);
  else {
    text =
        going->redo
            ? g_strdup_printf (ngettext ("%u step done again", "%u steps done again", going->n),
                               going->n)
            : g_strdup_printf (ngettext ("%u step undone", "%u steps undone", going->n), going->n);
    crm_workspace_say (workspace, text);
  }
  g_free (going);
}

static void
go_to (CrmStepsDialog *self, gint64 change, gboolean redo)
{
  Going *going = g_new0 (Going, 1);

  going->workspace = g_object_ref (self->workspace);
  going->change = change;
  going->redo = redo;
  crm_store_write_async (crm_workspace_get_store (self->workspace), go_func, going, NULL, NULL,
                         gone_cb, going);
}

static void
undo_to_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to (user_data, g_variant_get_int64 (parameter), FALSE);
}

static void
redo_to_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to (user_data, g_variant_get_int64 (parameter), TRUE);
}

static void
take_back_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmStepsDialog *self = user_data;

  crm_take_back_ask (self->workspace, GTK_WIDGET (self), g_variant_get_int64 (parameter));
}

static void
as_of_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmStepsDialog *self = user_data;
  gint64 change = g_variant_get_int64 (parameter);

  crm_as_of_window_open (
      self->workspace, GTK_WIDGET (self), change,
      crm_journal_get_moment (crm_workspace_get_reader (self->workspace), change));
}

static const GActionEntry entries[] = {
  { "undo-to", undo_to_action, "x" },
  { "redo-to", redo_to_action, "x" },
  { "take-back", take_back_action, "x" },
  { "as-of", as_of_action, "x" },
};

/* --- Life */

static void
crm_steps_dialog_dispose (GObject *object)
{
  CrmStepsDialog *self = CRM_STEPS_DIALOG (object);

  if (self->list != NULL)
    crm_entry_list_release (self->list);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_STEPS_DIALOG);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (crm_steps_dialog_parent_class)->dispose (object);
}

static void
crm_steps_dialog_class_init (CrmStepsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_steps_dialog_dispose;
  g_type_ensure (CRM_TYPE_ENTRY_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-steps-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmStepsDialog, list);
}

static void
crm_steps_dialog_init (CrmStepsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "steps", G_ACTION_GROUP (self->actions));
}

/**
 * crm_steps_dialog_new:
 * @workspace: whose steps
 *
 * Returns: (transfer floating): the list of them, newest first
 */
AdwDialog *
crm_steps_dialog_new (CrmWorkspace *workspace)
{
  CrmStepsDialog *self = g_object_new (CRM_TYPE_STEPS_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  crm_entry_list_set_empty (self->list, "edit-undo-symbolic", _ ("Nothing Was Done Yet"), NULL);
  crm_entry_list_set_up (self->list, workspace, read_steps, describe, self, FALSE);
  crm_entry_list_ask (self->list, NULL, copy_nothing, free_nothing);
  return ADW_DIALOG (self);
}
