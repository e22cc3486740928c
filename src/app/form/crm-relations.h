/* What follows from the descriptions about a record's page: what belongs to it, which field says
 * how it stands. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Records of @entity point at this one by @field. */
typedef struct {
  const CrmEntity *entity;
  const CrmField *field;
  gboolean owned; /* they are part of it and go with it */
  gboolean first; /* the first such field of its entity */
} CrmRelation;

/* In the order of crm_entities(); (element-type CrmRelation) (transfer full) */
GArray *crm_relations_read (const CrmEntity *entity);
CrmQuery *crm_relation_make_query (const CrmRelation *self, gint64 id);
char *crm_relation_dup_title (const CrmRelation *self);
/* A new record that points at this one and shares what both point at. (transfer full) */
CrmRecord *crm_relation_make_draft (const CrmRelation *self, CrmRecord *record);

/* The field that says how a record stands: a status, a stage; NULL if there is none. */
const CrmField *crm_entity_find_status (const CrmEntity *entity);
/* The code of the choice that ends an affair; what knows it is a task. */
#define CRM_STATUS_DONE "done"
/* Whether it is a step that is ticked off: owned, in an order, done or not. */
gboolean crm_entity_is_checklist (const CrmEntity *entity);
gboolean crm_entity_is_task (const CrmEntity *entity);
/* The reference to a step of several in order, each with a meaning; NULL if there is none. */
const CrmField *crm_entity_find_stage (const CrmEntity *entity);
/* The named colour of the status: "accent", "success", "warning", "error", "neutral". */
char *crm_record_dup_status_colour (CrmRecord *record, const CrmField *status,
                                    CrmDatabase *database);
/* What to know at a glance, on one line. */
char *crm_record_dup_facts (CrmRecord *record);
/* On the page of @whole, which need not be named. */
char *crm_record_dup_facts_within (CrmRecord *record, CrmRecord *whole);
/* The moment a record stands at in time: a date of its own, else when it was made; 0 if none.
 * @is_day: it is a day without a time. */
gint64 crm_record_get_when (CrmRecord *record, gboolean *is_day);

/* The record on whose page it is seen: what owns what has no page of its own. */
CrmRecord *crm_record_load_seen (CrmRecord *record, CrmDatabase *database);

G_END_DECLS
