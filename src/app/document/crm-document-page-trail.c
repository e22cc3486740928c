/* From the page of a document to what stands before and after it in the list. */
#include "config.h"

#include "crm-document-page-private.h"

static void
step (CrmDocumentPage *self, int places)
{
  crm_record_trail_step (self->trail, self->workspace, crm_entity_find ("document"), self->document,
                         places);
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
};

/*
 * crm_document_page_show_place:
 * @self: a page
 *
 * Where it stands may be elsewhere now.
 */
void
crm_document_page_show_place (CrmDocumentPage *self)
{
  g_autofree char *place =
      self->trail != NULL ? crm_record_trail_dup_place (self->trail, self->document) : NULL;

  gtk_widget_set_visible (self->steps, self->trail != NULL);
  gtk_widget_set_tooltip_text (self->steps, place);
  crm_record_trail_enable (self->trail, self->document, G_ACTION_MAP (self->actions));
}

/* While it is seen its keys work wherever the focus is; pages beneath it keep still. */
static void
mapped_cb (CrmDocumentPage *self)
{
  gtk_shortcut_controller_set_scope (self->shortcuts, GTK_SHORTCUT_SCOPE_MANAGED);
}

static void
unmapped_cb (CrmDocumentPage *self)
{
  gtk_shortcut_controller_set_scope (self->shortcuts, GTK_SHORTCUT_SCOPE_LOCAL);
}

/*
 * crm_document_page_add_trail:
 * @self: a page with its actions and its workspace
 *
 * Follows the list that it was opened from, if there is one.
 */
void
crm_document_page_add_trail (CrmDocumentPage *self)
{
  GObject *trail = crm_workspace_get_trail (self->workspace);

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (unmapped_cb), NULL);
  if (CRM_IS_RECORD_TRAIL (trail)) {
    self->trail = g_object_ref (CRM_RECORD_TRAIL (trail));
    g_signal_connect_object (self->trail, "changed", G_CALLBACK (crm_document_page_show_place),
                             self, G_CONNECT_SWAPPED);
  }
  crm_document_page_show_place (self);
}

CrmRecordTrail *
crm_document_page_get_trail (CrmDocumentPage *self)
{
  return self->trail;
}
