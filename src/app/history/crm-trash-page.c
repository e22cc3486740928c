/* The trash. */
#include "config.h"

#include "crm-trash-page.h"

#include <glib/gi18n.h>

#include "crm-entity-choice.h"
#include "crm-entry-list.h"
#include "crm-history-dialog.h"
#include "crm-search-escape.h"
#include "crm-trash.h"

struct _CrmTrashPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace;     /* owned */
  GSimpleActionGroup *actions; /* owned */

  GtkEditable *search;
  GtkDropDown *entity_choice;
  CrmEntryList *list;
  GtkActionBar *bar;
  GtkButton *restore;
};

G_DEFINE_FINAL_TYPE (CrmTrashPage, crm_trash_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- Reading */

typedef struct {
  const CrmEntity *entity;
  char *search; /* owned */
} Request;

static gpointer
copy_request (gpointer data)
{
  const Request *request = data;
  Request *copy = g_new0 (Request, 1);

  copy->entity = request->entity;
  copy->search = g_strdup (request->search);
  return copy;
}

static void
free_request (gpointer data)
{
  g_free (((Request *) data)->search);
  g_free (data);
}

static GPtrArray *
read_trash (CrmDatabase *database, gpointer data, guint most, gboolean *more, GError **error)
{
  const Request *request = data;
  gint64 next = 0;
  GPtrArray *entries =
      crm_trash_read (database, request->entity, request->search, 0, most, &next, error);

  *more = next != 0;
  return entries;
}

static void
ask_cb (CrmTrashPage *self)
{
  Request *request;

  if (self->workspace == NULL)
    return;
  request = g_new0 (Request, 1);
  request->entity = crm_entity_choice_get (self->entity_choice);
  request->search = g_strdup (gtk_editable_get_text (self->search));
  crm_entry_list_ask (self->list, request, copy_request, free_request);
}

static void
describe (const CrmHistoryEntry *entry, CrmEntryLook *look, gpointer data)
{
  CrmTrashPage *self = data;

  look->icon = entry->entity->icon;
  look->title = g_strdup (entry->new_text);
  look->text = g_strdup (crm_entity_get_label (entry->entity));
  look->detail = crm_entry_dup_detail (entry, entry->label);
  look->menu = g_menu_new ();
  if (crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    crm_entry_append (look->menu, _ ("_Restore"), "trash.restore", entry->operation);
  crm_entry_append (look->menu, _ ("_History"), "trash.history",
                    crm_subject_make (entry->entity, entry->record));
}

/* --- Restoring */

typedef struct {
  CrmWorkspace *workspace; /* owned */
  GArray *operations;      /* owned */
  char *said;              /* owned */
} Restoring;

static gboolean
restore_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Restoring *restoring = data;

  return crm_trash_restore (database, (const gint64 *) restoring->operations->data,
                            restoring->operations->len, crm_workspace_get_me (restoring->workspace),
                            CRM_ORIGIN_WINDOW, &restoring->said, error) >= 0;
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Restoring *restoring = user_data;
  g_autoptr (CrmWorkspace) workspace = restoring->workspace;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  gboolean restored = crm_store_write_finish (CRM_STORE (source), result, &error);

  said = restoring->said;
  g_array_unref (restoring->operations);
  g_free (restoring);
  if (restored)
    crm_workspace_say_done (workspace, said);
  else
    crm_workspace_report (workspace, _ ("This could not be restored"), error);
}

static void
restore (CrmTrashPage *self, GArray *operations)
{
  Restoring *restoring = g_new0 (Restoring, 1);

  restoring->workspace = g_object_ref (self->workspace);
  restoring->operations = operations;
  crm_store_write_async (crm_workspace_get_store (self->workspace), restore_func, restoring, NULL,
                         NULL, restored_cb, restoring);
}

static void
restore_cb (CrmTrashPage *self)
{
  g_autoptr (GPtrArray) items = crm_entry_list_get_selected (self->list);
  GArray *operations = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < items->len; i++) {
    gint64 operation = crm_entry_item_get_entry (items->pdata[i])->operation;
    g_array_append_val (operations, operation);
  }
  restore (self, operations);
}

static void
selection_cb (CrmTrashPage *self)
{
  g_autoptr (GPtrArray) items = crm_entry_list_get_selected (self->list);
  g_autofree char *label = g_strdup_printf (
      ngettext ("_Restore %u Record", "_Restore %u Records", items->len), items->len);

  gtk_button_set_label (self->restore, label);
  gtk_action_bar_set_revealed (self->bar, items->len > 0);
}

static void
restore_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GArray *operations = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 operation = g_variant_get_int64 (parameter);

  g_array_append_val (operations, operation);
  restore (user_data, operations);
}

static void
history_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmTrashPage *self = user_data;
  gint64 subject = g_variant_get_int64 (parameter);

  adw_dialog_present (crm_history_dialog_new (self->workspace, crm_subject_get_entity (subject),
                                              crm_subject_get_id (subject), NULL),
                      GTK_WIDGET (self));
}

static const GActionEntry entries[] = {
  { "restore", restore_action, "x" },
  { "history", history_action, "x" },
};

/* --- Life */

static void
crm_trash_page_dispose (GObject *object)
{
  CrmTrashPage *self = CRM_TRASH_PAGE (object);

  if (self->list != NULL)
    crm_entry_list_release (self->list);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_TRASH_PAGE);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (crm_trash_page_parent_class)->dispose (object);
}

static void
crm_trash_page_class_init (CrmTrashPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_trash_page_dispose;
  g_type_ensure (CRM_TYPE_ENTRY_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-trash-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTrashPage, search);
  gtk_widget_class_bind_template_child (widget_class, CrmTrashPage, entity_choice);
  gtk_widget_class_bind_template_child (widget_class, CrmTrashPage, list);
  gtk_widget_class_bind_template_child (widget_class, CrmTrashPage, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmTrashPage, restore);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
}

static void
crm_trash_page_init (CrmTrashPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_search_escape_add (GTK_SEARCH_ENTRY (self->search));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "trash", G_ACTION_GROUP (self->actions));
}

/**
 * crm_trash_page_new:
 * @workspace: whose trash
 *
 * Returns: (transfer floating): its page
 */
AdwNavigationPage *
crm_trash_page_new (CrmWorkspace *workspace)
{
  CrmTrashPage *self = g_object_new (CRM_TYPE_TRASH_PAGE, NULL);

  crm_entity_choice_fill (self->entity_choice);
  crm_entry_list_set_empty (self->list, "user-trash-symbolic", _ ("Nothing Is in the Trash"),
                            _ ("What is deleted waits here and can be restored at any time."));
  crm_entry_list_set_up (self->list, workspace, read_trash, describe, self,
                         crm_store_is_writable (crm_workspace_get_store (workspace)));
  self->workspace = g_object_ref (workspace);
  ask_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}
