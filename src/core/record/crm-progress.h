/* How far what belongs to a record has come: the deals of a campaign, stage by stage. */
#pragma once

#include "crm-query.h"

G_BEGIN_DECLS

typedef struct {
  char *currency; /* owned; NULL where none is named */
  gint64 sum;     /* minor units */
} CrmProgressSum;

typedef struct {
  CrmRecord *stage; /* owned */
  gint64 count;
  GArray *sums; /* CrmProgressSum; owned; without those that are zero */
} CrmProgressStage;

/* The field by which those that make the progress point at @entity; NULL: it shows none. */
const CrmField *crm_progress_find_field (const CrmEntity *entity);
/* The field of those that says on which stage they stand. */
const CrmField *crm_progress_find_stage (const CrmEntity *entity);
CrmQuery *crm_progress_make_query (const CrmEntity *entity, gint64 id);
/* The stages on which something stands, in the order of pipelines and stages: (element-type
 * CrmProgressStage). */
GPtrArray *crm_progress_read (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                              GError **error);
/* "won", "open" and "lost" summed up. @outcome: of a stage. */
gint64 crm_progress_count (GPtrArray *stages, const char *outcome);
GArray *crm_progress_sum (GPtrArray *stages, const char *outcome);

G_END_DECLS
