/* Losing a deal asks why. */
#include "config.h"

#include "crm-loss.h"

#include "crm-gate-sheet.h"
#include "crm-progress.h"

/**
 * crm_loss_find_reason:
 * @entity: a description
 *
 * Returns: (nullable): its field that says why it was lost
 */
const CrmField *
crm_loss_find_reason (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (g_strcmp0 (entity->fields[i].list, "lost_reason") == 0)
      return &entity->fields[i];
  return NULL;
}

/**
 * crm_loss_is_meant:
 * @workspace: where it is
 * @entity: of a record
 * @field: one of its fields
 * @value: that it is to get
 *
 * Returns: whether the record is lost with it, and has a place for the reason
 */
gboolean
crm_loss_is_meant (CrmWorkspace *workspace, const CrmEntity *entity, const CrmField *field,
                   const CrmValue *value)
{
  g_autoptr (CrmRecord) stage = NULL;

  if (field != crm_progress_find_stage (entity) || value->type != CRM_VALUE_INTEGER ||
      crm_loss_find_reason (entity) == NULL)
    return FALSE;
  stage = crm_record_load (crm_workspace_get_reader (workspace), crm_field_get_target (field),
                           value->integer, NULL);
  return stage != NULL && g_strcmp0 (crm_record_get_text (stage, "outcome"), "lost") == 0;
}

typedef struct {
  GtkWidget *root;         /* owned */
  CrmWorkspace *workspace; /* owned */
  gint64 deal;
  gint64 stage;
} Asking;

static gboolean
ask_cb (gpointer data)
{
  Asking *asking = data;

  if (gtk_widget_get_mapped (asking->root))
    crm_stage_move (asking->root, asking->workspace, asking->deal, asking->stage);
  g_object_unref (asking->root);
  g_object_unref (asking->workspace);
  g_free (asking);
  return G_SOURCE_REMOVE;
}

/**
 * crm_loss_ask:
 * @over: a widget of the window
 * @workspace: where it is
 * @record: that is to get the value; a draft is not asked about
 * @field: one of its fields
 * @value: that a person chose
 *
 * Returns: whether it is asked why: then what follows is the sheet's
 */
gboolean
crm_loss_ask (GtkWidget *over, CrmWorkspace *workspace, CrmRecord *record, const CrmField *field,
              const CrmValue *value)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  int index = crm_entity_field_index (entity, field->name);
  Asking *asking;

  if (crm_record_get_id (record) <= 0 ||
      crm_value_equal (crm_record_get_value (record, index), value) ||
      !crm_loss_is_meant (workspace, entity, field, value))
    return FALSE;
  asking = g_new0 (Asking, 1);
  asking->root = g_object_ref (GTK_WIDGET (gtk_widget_get_root (over)));
  asking->workspace = g_object_ref (workspace);
  asking->deal = crm_record_get_id (record);
  asking->stage = value->integer;
  /* Once the list of choices has closed and given the focus back. */
  g_idle_add (ask_cb, asking);
  return TRUE;
}
