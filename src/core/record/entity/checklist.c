/* Checklist item and participant: what a task is made of, and who takes part in it. */
#include "config.h"

#include "entities.h"

/* A new item stands last. */
static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, "activity", "activity", database, error);
}

static const CrmField item_fields[] = {
  { "text", NC_ ("field", "Step"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED },
  { "activity", NC_ ("field", "Task"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED, .target = "activity" },
  { "done", NC_ ("field", "Done"), CRM_KIND_YES_NO, CRM_FIELD_LISTED, .initial = "no" },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, 0 },
};

const CrmEntity crm_entity_checklist_item = {
  .code = 90,
  .name = "checklist_item",
  .label = NC_ ("entity", "Step of a task"),
  .label_plural = NC_ ("entity", "Checklist"),
  .label_new = NC_ ("entity", "New step"),
  .purpose = NC_ ("purpose", "What a task is made of, step by step."),
  .icon = "checkbox-checked-symbolic",
  .fields = item_fields,
  .n_fields = G_N_ELEMENTS (item_fields),
  .prepare = prepare,
  .sort = "position",
  .no_search = TRUE,
  .no_merge = TRUE,
};

static const CrmField participant_fields[] = {
  { "person", NC_ ("field", "Person"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED,
    .target = "person" },
  { "activity", NC_ ("field", "Task"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED, .target = "activity" },
  { "role", NC_ ("field", "What for"), CRM_KIND_TEXT, CRM_FIELD_LISTED },
};

const CrmEntity crm_entity_participant = {
  .code = 91,
  .name = "participant",
  .label = NC_ ("entity", "Participant"),
  .label_plural = NC_ ("entity", "Participants"),
  .label_new = NC_ ("entity", "Add a participant"),
  .purpose = NC_ ("purpose", "Who of the company takes part in a task."),
  .icon = "avatar-default-symbolic",
  .fields = participant_fields,
  .n_fields = G_N_ELEMENTS (participant_fields),
  .sort = "person",
  .no_search = TRUE,
  .no_merge = TRUE,
};
