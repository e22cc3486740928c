/* The actions of a record's page, and the way to what stands before and after it in the list. */
#include "config.h"

#include "crm-record-page-private.h"

#include <glib/gi18n.h>

#include "crm-address-dialog.h"
#include "crm-address-paper.h"
#include "crm-ask-dialog.h"
#include "crm-attachment.h"
#include "crm-bring.h"
#include "crm-history-dialog.h"
#include "crm-quick-dialog.h"
#include "crm-record-head.h"
#include "crm-relations.h"
#include "crm-unmerge.h"

static void
paste_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;

  gint64 subject = crm_subject_make (self->entity, self->id);

  if (!crm_attach_clipboard (self->workspace, subject,
                             gtk_widget_get_clipboard (GTK_WIDGET (self))) &&
      !crm_bring_clipboard (GTK_WIDGET (self), self->workspace, subject))
    crm_workspace_say (self->workspace, _ ("Neither a picture nor a file was copied"));
}

static void
delete_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  crm_workspace_delete (self->workspace, self->entity, &self->id, 1);
}

static void
rename_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  crm_record_head_start_rename (CRM_RECORD_HEAD (adw_bin_get_child (self->head)));
}

static void
note_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  adw_view_stack_set_visible_child_name (self->views, "timeline");
  crm_timeline_start_note (self->timeline);
}

static void
history_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  adw_dialog_present (crm_history_dialog_new (self->workspace, self->entity, self->id, NULL),
                      GTK_WIDGET (self));
}

static void
field_history_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  const CrmField *field = crm_entity_field (self->entity, g_variant_get_string (parameter, NULL));

  adw_dialog_present (crm_history_dialog_new (self->workspace, self->entity, self->id, field),
                      GTK_WIDGET (self));
}

static void
copy (CrmRecordPage *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  crm_workspace_say (self->workspace, _ ("Copied"));
}

static void
copy_title_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  copy (self, crm_record_get_title (crm_record_form_get_record (self->form)));
}

/* As the command line takes it: "company 17". */
static void
copy_number_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  g_autofree char *number = g_strdup_printf ("%s %" G_GINT64_FORMAT, self->entity->name, self->id);
  copy (self, number);
}

static void
make_related (CrmRecordPage *self, guint index)
{
  const CrmRelation *relation;
  g_autoptr (CrmRecord) draft = NULL;

  if (index >= self->relations->len)
    return;
  relation = &g_array_index (self->relations, CrmRelation, index);
  draft = crm_relation_make_draft (relation, crm_record_form_get_record (self->form));
  crm_workspace_new_record (self->workspace, relation->entity, draft);
}

static void
new_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  make_related (CRM_RECORD_PAGE (user_data), g_variant_get_uint32 (parameter));
}

/* NULL where no task belongs to such a record. */
static CrmRecord *
make_task_draft (CrmRecordPage *self)
{
  for (guint i = 0; i < self->relations->len; i++) {
    const CrmRelation *relation = &g_array_index (self->relations, CrmRelation, i);
    if (crm_entity_is_task (relation->entity))
      return crm_relation_make_draft (relation, crm_record_form_get_record (self->form));
  }
  return NULL;
}

/* A task about this record, said in a line. */
static void
quick_task_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  g_autoptr (CrmRecord) draft = make_task_draft (self);

  if (draft != NULL)
    adw_dialog_present (ADW_DIALOG (crm_quick_dialog_new (self->workspace, draft, NULL)),
                        GTK_WIDGET (self));
}

/* The same for somebody else to do. */
static void
ask_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  g_autoptr (CrmRecord) draft = make_task_draft (self);

  if (draft != NULL)
    adw_dialog_present (ADW_DIALOG (crm_ask_dialog_new (self->workspace, draft)),
                        GTK_WIDGET (self));
}

static void
envelope_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  crm_address_dialog_present_for (GTK_WIDGET (self), self->workspace, self->entity, self->id);
}

static void
unmerge_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  crm_unmerge (self->workspace, self->entity, self->id);
}

/* --- To what stands before and after it in the list */

static void
set_action_enabled (CrmRecordPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
crm_record_page_show_place (CrmRecordPage *self)
{
  g_autofree char *place =
      self->trail != NULL ? crm_record_trail_dup_place (self->trail, self->id) : NULL;

  gtk_widget_set_visible (self->steps, self->trail != NULL);
  adw_window_title_set_subtitle (self->title, place != NULL ? place : "");
  crm_record_trail_enable (self->trail, self->id, G_ACTION_MAP (self->actions));
}

static void
step (CrmRecordPage *self, int places)
{
  crm_record_trail_step (self->trail, self->workspace, self->entity, self->id, places);
}

static void
previous_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (user_data, -1);
}

static void
next_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (user_data, 1);
}

static const GActionEntry entries[] = {
  { "previous", previous_action },
  { "next", next_action },
  { "delete", delete_action },
  { "unmerge", unmerge_action },
  { "rename", rename_action },
  { "note", note_action },
  { "history", history_action },
  { "field-history", field_history_action, "s" },
  { "paste", paste_action },
  { "copy-title", copy_title_action },
  { "copy-number", copy_number_action },
  { "new", new_action, "u" },
  { "quick-task", quick_task_action },
  { "ask", ask_action },
  { "envelope", envelope_action },
};

static gboolean
has_tasks (CrmRecordPage *self)
{
  for (guint i = 0; i < self->relations->len; i++)
    if (crm_entity_is_task (g_array_index (self->relations, CrmRelation, i).entity))
      return TRUE;
  return FALSE;
}

void
crm_record_page_enable_actions (CrmRecordPage *self, gboolean there)
{
  static const char *const writing[] = { "delete", "rename",     "note", "paste",
                                         "new",    "quick-task", "ask" };
  gboolean writable = crm_store_is_writable (crm_workspace_get_store (self->workspace));

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    set_action_enabled (self, entries[i].name, there);
  for (gsize i = 0; i < G_N_ELEMENTS (writing); i++)
    set_action_enabled (self, writing[i], there && writable);
  if (!there || !writable || !crm_unmerge_is_possible (self->workspace, self->entity, self->id))
    set_action_enabled (self, "unmerge", FALSE);
  set_action_enabled (self, "envelope", there && crm_address_paper_is_for (self->entity));
  /* The window makes a task of its own where none belongs to this record. */
  if (!has_tasks (self)) {
    set_action_enabled (self, "quick-task", FALSE);
    set_action_enabled (self, "ask", FALSE);
  }
  crm_record_page_show_place (self);
}

void
crm_record_page_add_actions (CrmRecordPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "record", G_ACTION_GROUP (self->actions));
}
