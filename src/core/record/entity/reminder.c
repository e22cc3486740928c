/* Reminder: what somebody is to be told on the desktop, once, and what became of it. */
#include "config.h"

#include "entities.h"

static const CrmChoice kinds[] = {
  { "due", NC_ ("reminder", "A task is due"), "accent" },
  { "result", NC_ ("reminder", "How did it go?"), "accent" },
  { "overdue", NC_ ("reminder", "A document is overdue"), "error" },
  { "promise", NC_ ("reminder", "A payment was promised"), "warning" },
  { "lapsed", NC_ ("reminder", "An invoice has lapsed"), "error" },
  { "neglected", NC_ ("reminder", "A deal is neglected"), "warning" },
  { "notice", NC_ ("reminder", "A process says"), "accent" },
  { "request", NC_ ("reminder", "A colleague asks"), "accent" },
  { "answer", NC_ ("reminder", "A colleague answers"), "success" },
  { "summary", NC_ ("reminder", "Meanwhile"), "neutral" },
  { NULL },
};

static const CrmChoice states[] = {
  { "new", NC_ ("reminder", "To be shown"), "accent" },
  { "gathered", NC_ ("reminder", "Told in a summary"), "neutral" },
  { "shown", NC_ ("reminder", "Shown"), "success" },
  { "snoozed", NC_ ("reminder", "Put off"), "warning" },
  { "closed", NC_ ("reminder", "Dealt with"), "neutral" },
  { NULL },
};

static const CrmField fields[] = {
  { "text", NC_ ("field", "Text"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "kind", NC_ ("field", "Kind"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = kinds, .initial = "notice" },
  { "state", NC_ ("field", "State"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .choices = states,
    .initial = "new" },
  { "subject", NC_ ("field", "About"), CRM_KIND_SUBJECT, CRM_FIELD_OWNER | CRM_FIELD_INDEXED },
  { "person", NC_ ("field", "Person"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED | CRM_FIELD_LISTED,
    .target = "person" },
  /* When it was to come. With kind and subject it says which reminder this is: none comes twice. */
  { "moment", NC_ ("field", "When"), CRM_KIND_MOMENT, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED },
  { "until", NC_ ("field", "Put off until"), CRM_KIND_MOMENT, 0 },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_reminder = {
  .code = 78,
  .name = "reminder",
  .label = NC_ ("entity", "Reminder"),
  .label_plural = NC_ ("entity", "Reminders"),
  .label_new = NC_ ("entity", "New reminder"),
  .purpose = NC_ ("purpose", "What you were reminded of."),
  .icon = "alarm-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .sort = "-moment",
  .no_search = TRUE,
  .no_merge = TRUE,
  .is_unattended = TRUE,
};
