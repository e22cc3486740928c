/* Activities by the time that they take, as rows: what a calendar is made of. */
#pragma once

#include "crm-change.h"
#include "crm-database.h"

G_BEGIN_DECLS

/* The columns of such a row. */
typedef enum {
  CRM_ACTIVITY_COLUMN_ID,
  CRM_ACTIVITY_COLUMN_TITLE,
  CRM_ACTIVITY_COLUMN_KIND,
  CRM_ACTIVITY_COLUMN_STATE,
  CRM_ACTIVITY_COLUMN_PRIORITY,
  CRM_ACTIVITY_COLUMN_PLACE,
  CRM_ACTIVITY_COLUMN_COMPANY,
  CRM_ACTIVITY_COLUMN_PERSON,
  CRM_ACTIVITY_COLUMN_START,
  CRM_ACTIVITY_COLUMN_ENDS,
  CRM_ACTIVITY_COLUMN_DUE,
  CRM_ACTIVITY_COLUMN_ALL_DAY,
  CRM_ACTIVITY_COLUMN_OCCURRENCE,
  CRM_ACTIVITY_COLUMN_REPEAT
} CrmActivityColumn;

/* Each finds others: what has a beginning, what has only a term, what is longer than two days and
 * began before, and what repeats. */
typedef enum {
  CRM_ACTIVITY_BEGINNING,
  CRM_ACTIVITY_TERM,
  CRM_ACTIVITY_LONG,
  CRM_ACTIVITY_REPEATING,
  CRM_ACTIVITY_N_WALKS
} CrmActivityWalk;

/* (transfer full): bound, to be stepped; more rows than touch the time between, never fewer.
 * @persons: whose, or who takes part; none: everybody's. Any thread with its own connection. */
CrmStatement *crm_activity_rows_prepare (CrmDatabase *database, CrmActivityWalk walk, gint64 from,
                                         gint64 until, const gint64 *persons, guint n_persons,
                                         guint most, GError **error);
/* Occurrences of a series that have records of their own: (transfer full) (element-type gint64). */
GArray *crm_activity_rows_read_own (CrmDatabase *database, gint64 series, gint64 from, gint64 until,
                                    GError **error);
/* Occurrences of a series whose records the change under commit has deleted so far: (transfer full)
 * (element-type gint64). Writer thread. */
GArray *crm_activity_rows_read_gone (CrmChange *change, CrmDatabase *database, gint64 series,
                                     GError **error);

G_END_DECLS
