/* What the files about the dates of activities share: from where they come, and who keeps them. */
#pragma once

#include "crm-activity-dates.h"

G_BEGIN_DECLS

/* From where a date comes. */
typedef struct {
  const char *entity;
  const char *field;
  const char *open;    /* SQL: what counts; NULL: all */
  gboolean is_subject; /* it is attached to any record, not by a reference of its own */
  const char *unless;  /* it does not count where this field has a value, as @open says; NULL */
} CrmActivitySource;

#define CRM_ACTIVITY_N_LAST_SOURCES 5
#define CRM_ACTIVITY_N_NEXT_SOURCES 3
extern const CrmActivitySource crm_activity_last_sources[CRM_ACTIVITY_N_LAST_SOURCES];
extern const CrmActivitySource crm_activity_next_sources[CRM_ACTIVITY_N_NEXT_SOURCES];

/* Who keeps such dates. */
typedef struct {
  const CrmEntity *entity;
  int last;    /* its fields */
  int next;    /* -1 if it has none */
  int planned; /* -1 if it has none */
} CrmActivityKeeper;

/* NULL: records of that entity keep none. */
const CrmActivityKeeper *crm_activity_dates_find_keeper (const CrmEntity *entity);
/* The reference of a source that names a keeper; -1 if it has none. */
int crm_activity_dates_find_link (const CrmEntity *source, const CrmActivityKeeper *keeper);

/* (transfer full): what asks for the last date of a keeper, whose id and number as a subject are
 * @id and @subject in it. */
char *crm_activity_dates_dup_last_sql (const CrmActivityKeeper *keeper, const char *id,
                                       const char *subject);
/* The first column of what @sql gives for a record; stays empty where that is nothing. */
gboolean crm_activity_dates_read_moment (CrmDatabase *database, const char *sql,
                                         const CrmActivityKeeper *keeper, gint64 id,
                                         CrmValue *value, GError **error);
gboolean crm_activity_dates_read_last (CrmDatabase *database, const CrmActivityKeeper *keeper,
                                       gint64 id, CrmValue *last, GError **error);
/* @now: a meeting that repeats is to come from then on. @utc_offset: where a day begins, in seconds
 * east of UTC; NULL: as it does here. */
gboolean crm_activity_dates_read_next (CrmDatabase *database, const CrmActivityKeeper *keeper,
                                       CrmRecord *record, gint64 now, const gint64 *utc_offset,
                                       CrmValue *next, GError **error);
/* Writes one of the two; nobody is told. Writer thread. */
gboolean crm_activity_dates_write (CrmDatabase *database, const CrmActivityKeeper *keeper,
                                   int field, gint64 id, const CrmValue *value, GError **error);

/* --- Meetings that repeat */

/* Whether it repeats, or was taken out of what repeats; NULL: no record. */
gboolean crm_activity_dates_is_of_series (CrmRecord *activity);
/* (transfer full): finds the records of @entity for which meetings repeat; @passed: those alone
 * whose next step was before the day "?1". */
char *crm_activity_dates_dup_series_sql (const CrmEntity *entity, gboolean passed);
/* The day on which the first of the meetings comes that repeat for the record @id; left alone where
 * there is none. @utc_offset: as above. Any thread. */
gboolean crm_activity_dates_read_series (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                         gint64 now, const gint64 *utc_offset, gint64 *day,
                                         GError **error);

G_END_DECLS
