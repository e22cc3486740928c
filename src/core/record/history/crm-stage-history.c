/* Every deal's stays on its stages, kept as records: funnels and cohorts are counted from them. */
#include "config.h"

#include "crm-stage-history.h"

#include "crm-clock.h"
#include "crm-date.h"

/* A deal that came in with its own dates (an import) was on its stage since then, not since now. */
static gint64
entered_at (CrmChange *change, const CrmDeed *deed)
{
  if (deed->action == CRM_ACTION_ADD && !crm_record_is_empty (deed->after, "stage_since"))
    return crm_record_get_integer (deed->after, "stage_since");
  return crm_change_get_moment (change);
}

static gboolean
leave_stage (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, gint64 moment,
             GError **error)
{
  const CrmEntity *stays = crm_entity_find ("stage_move");
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT id FROM stage_move WHERE deal = ?1 AND \"left\" IS NULL", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, deed->id);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      gint64 id = crm_statement_get_integer (statement, 0);
      crm_change_set_integer (change, stays, id, "left", moment);
      crm_change_set_integer (change, stays, id, "next_stage",
                              crm_record_get_integer (deed->after, "stage"));
    }
  } while (has_row);
  return TRUE;
}

static gboolean
follow (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  g_autoptr (CrmRecord) stay = NULL;
  int stage = crm_entity_field_index (deals, "stage");
  gint64 moment;

  if (deed->entity != deals || deed->action == CRM_ACTION_DELETE ||
      !crm_fields_has (deed->fields, stage) ||
      (deed->action == CRM_ACTION_ADD && crm_change_is_restoring (change)))
    return TRUE;
  moment = entered_at (change, deed);
  if (deed->action == CRM_ACTION_SET && !leave_stage (change, database, deed, moment, error))
    return FALSE;
  stay = crm_record_new (crm_entity_find ("stage_move"));
  crm_record_set_integer (stay, "deal", deed->id);
  crm_record_set_integer (stay, "stage", crm_record_get_integer (deed->after, "stage"));
  crm_record_set_integer (stay, "entered", moment);
  crm_change_add (change, stay);
  return TRUE;
}

/**
 * crm_stage_history_register:
 *
 * Lets stays on stages follow every deal. Once, at start.
 */
void
crm_stage_history_register (void)
{
  crm_reactor_register (follow);
}
