/* Why a deal was lost: a few reasons stand open in the sheet, many are a field to be searched. */
#include "config.h"

#include "crm-gate-sheet-private.h"
#include "crm-loss.h"

/* More reasons are picked from a list that can be searched. */
#define MOST_REASONS 12

static void
reason_cb (CrmGateSheet *self, GtkCheckButton *check)
{
  if (gtk_check_button_get_active (check))
    self->reason = *(gint64 *) g_object_get_data (G_OBJECT (check), "reason");
  crm_gate_sheet_update (self);
}

void
crm_gate_sheet_add_reasons (CrmGateSheet *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *first = NULL;

  for (guint i = 0; self->reasons != NULL && i < self->reasons->len; i++) {
    GtkWidget *row = adw_action_row_new ();
    GtkWidget *check = gtk_check_button_new ();
    gint64 id = crm_record_get_id (self->reasons->pdata[i]);
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                   crm_record_get_title (self->reasons->pdata[i]));
    gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    crm_record_get_title (self->reasons->pdata[i]), -1);
    g_object_set_data_full (G_OBJECT (check), "reason", g_memdup2 (&id, sizeof id), g_free);
    if (first == NULL)
      first = check;
    else
      gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (first));
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), id == self->reason);
    g_signal_connect_object (check, "toggled", G_CALLBACK (reason_cb), self, G_CONNECT_SWAPPED);
    gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  gtk_box_append (self->groups, group);
}

/* A long list of reasons is one more field. */
void
crm_gate_sheet_read_reasons (CrmGateSheet *self)
{
  const CrmEntity *entity = crm_record_get_entity (crm_gate_sheet_get_deal (self));
  const CrmField *field = crm_loss_find_reason (entity);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("choice"));
  g_autoptr (CrmQuery) listed =
      crm_query_filter (all, "list", CRM_OP_EQUAL, "lost_reason", NULL, NULL);
  g_autoptr (CrmQuery) used = crm_query_filter (listed, "active", CRM_OP_EQUAL, "yes", NULL, NULL);
  CrmNeed need = { .entity = entity, .id = crm_record_get_id (crm_gate_sheet_get_deal (self)) };

  if (field == NULL || g_strcmp0 (crm_record_get_text (self->stage, "outcome"), "lost") != 0)
    return;
  need.field = (int) (field - entity->fields);
  for (guint i = self->needs->len; i > 0; i--)
    if (g_array_index (self->needs, CrmNeed, i - 1).entity == entity &&
        g_array_index (self->needs, CrmNeed, i - 1).field == need.field)
      g_array_remove_index (self->needs, i - 1);
  self->reasons = crm_query_fetch_all (used, crm_workspace_get_reader (self->workspace),
                                       MOST_REASONS + 1, NULL);
  if (self->reasons == NULL || self->reasons->len <= MOST_REASONS)
    return;
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_array_prepend_val (self->needs, need);
}
