/* When something was last done for a record, and when something is to be done next. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

#define CRM_FIELD_LAST_ACTIVITY "last_activity"
#define CRM_FIELD_NEXT_ACTIVITY "next_activity"
/* The date that a person typed: it holds as long as no open task has one. */
#define CRM_FIELD_PLANNED_ACTIVITY "planned_activity"

/* Called for every deed, of undo and redo too. Writer thread. */
gboolean crm_activity_dates_follow (CrmChange *change, CrmDatabase *database, const CrmDeed *deed,
                                    GError **error);
/* Before a record is written: what was typed as the next date is the planned one too. */
void crm_activity_dates_plan (CrmRecord *record, CrmRecord *old);
/* Whether a field is such a date: it is what the other records say now, and not in the journal. */
gboolean crm_activity_dates_keeps (const CrmEntity *entity, int field);
/* The field that a person types into, of the one that keeps what was typed. */
int crm_activity_dates_typed (const CrmEntity *entity, int field);
/* Counts them all anew, for loads that skip the rest. Writer thread, inside a transaction. */
gboolean crm_activity_dates_rebuild (CrmDatabase *database, const gint64 *utc_offset,
                                     GError **error);
/* Once a day: of meetings that repeat the next one is to come. Writer thread, inside a transaction.
 */
gboolean crm_activity_dates_advance (CrmDatabase *database, gint64 now, GError **error);

G_END_DECLS
