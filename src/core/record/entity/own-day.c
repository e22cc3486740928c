/* Own day: one on which the company works otherwise than its country does. */
#include "config.h"

#include "entities.h"

static const CrmChoice days[] = {
  { "free", NC_ ("own day", "Free"), "success", "holiday|day off|выходной|вихідний|wolne" },
  { "worked", NC_ ("own day", "Worked"), "accent", "working|рабочий|робочий|robocze" },
  { "short", NC_ ("own day", "An hour shorter"), "warning", "short|сокращённый|скорочений" },
  { NULL },
};

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED,
    .hint = NC_ ("hint", "What the day is: inventory, bridge day, company trip") },
  { "date", NC_ ("field", "Day"), CRM_KIND_DATE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .initial = "today" },
  { "day", NC_ ("field", "What it is"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = days, .initial = "free" },
};

const CrmEntity crm_entity_own_day = {
  .code = 80,
  .name = "own_day",
  .label = NC_ ("entity", "Day of our own"),
  .label_plural = NC_ ("entity", "Days of our own"),
  .label_new = NC_ ("entity", "New day of our own"),
  .purpose = NC_ ("purpose", "Days on which you are free, or work, other than your country does."),
  .icon = "x-office-calendar-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .sort = "date",
  .no_search = TRUE,
  .no_merge = TRUE,
};
