/* What time brings, found by indexes: tasks that come due, papers that are waited for too long,
 * deals nobody cares for. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

/**
 * CrmAlarm:
 * @subject: the record
 * @moment: when it is due; with the kind of reminder it says which one this is
 * @person: whom it concerns; 0: nobody
 *
 * Something that is due and of which nobody has been reminded yet.
 */
typedef struct {
  gint64 subject;
  gint64 moment;
  gint64 person;
} CrmAlarm;

/* What repeats, by a room above; static. Until it is given nothing repeats. */
typedef struct {
  gboolean (*check) (const char *repeat, GError **error);
  /* The first occurrence of a series later than @after. */
  gboolean (*next) (CrmRecord *activity, gint64 after, gint64 *occurrence);
} CrmAlarmRules;
void crm_alarm_set_rules (const CrmAlarmRules *rules);
/* The first occurrence after @after; FALSE: there is none, or it does not repeat. */
gboolean crm_alarm_find_occurrence (CrmRecord *series, gint64 after, gint64 *occurrence);
/* Whether an occurrence has been taken out of its series. */
gboolean crm_alarm_has_own_record (CrmDatabase *database, gint64 series, gint64 occurrence,
                                   gboolean *has, GError **error);
/* Whether the rule of an activity can be read. */
gboolean crm_alarm_check_rule (CrmRecord *activity, GError **error);

/* Keeps the table of alarms beside tasks: an open task that is to come has one. CrmEntityDerive of
 * activity. */
gboolean crm_alarm_derive (CrmRecord *before, CrmRecord *after, gpointer database, GError **error);

/* The same for calls and meetings that are still to be over: their result is asked for then. */
gboolean crm_alarm_derive_result (CrmRecord *before, CrmRecord *after, CrmDatabase *database,
                                  GError **error);
/* When a call or a meeting is over, the first of a series; 0: it is neither, or has no time. */
gint64 crm_alarm_get_end (CrmRecord *task);

/* How many seconds before its time a task rings, -1: never; and what holds for a kind of task while
 * nothing is chosen in the task. */
gint64 crm_alarm_get_lead (CrmDatabase *database, CrmRecord *task);
char *crm_alarm_dup_default (CrmDatabase *database, const char *kind);
gboolean crm_alarm_set_default (CrmDatabase *database, const char *kind, const char *remind,
                                gint64 now, GError **error);

/* Each appends to a GArray of CrmAlarm, in order of time. */
gboolean crm_alarm_read_tasks (CrmDatabase *database, gint64 now, gint64 most, GArray *alarms,
                               GError **error);
/* The table is written beside the journal: what rang is found in the reminders. */
gboolean crm_alarm_remove (CrmDatabase *database, gint64 activity, GError **error);
/* Calls and meetings that are over and of which nobody has said what came of them. */
gboolean crm_alarm_read_results (CrmDatabase *database, gint64 now, gint64 most, GArray *alarms,
                                 GError **error);
/* It is asked: as crm_alarm_pass(). */
gboolean crm_alarm_pass_result (CrmDatabase *database, CrmAlarm *alarm, gint64 now, gboolean *asks,
                                GError **error);
/* It rings: its alarm goes, of a series that of the next one comes. Who was away is told of the
 * last one. FALSE in @rings: that one has a record of its own, which rings itself. */
gboolean crm_alarm_pass (CrmDatabase *database, CrmAlarm *alarm, gint64 now, gboolean *rings,
                         GError **error);
/* For signature since before @since. */
gboolean crm_alarm_read_unsigned (CrmDatabase *database, gint64 since, GArray *alarms,
                                  GError **error);
/* Not paid on the day it was promised for, @today or earlier. @kind: of the reminder they must not
 * have yet. */
gboolean crm_alarm_read_promised (CrmDatabase *database, gint64 today, const char *kind,
                                  GArray *alarms, GError **error);
gboolean crm_alarm_read_snoozed (CrmDatabase *database, gint64 now, GArray *alarms, GError **error);

/**
 * CrmNeglect:
 *
 * An open deal that nobody cares for, and since when.
 */
typedef enum {
  CRM_NEGLECT_NO_STEP, /* nothing is planned */
  CRM_NEGLECT_PASSED,  /* what was planned has passed */
  CRM_NEGLECT_SILENT   /* silent for longer than this client ever is */
} CrmNeglectReason;
typedef struct {
  gint64 deal;
  gint64 person;
  gint64 since; /* a date */
  CrmNeglectReason reason;
} CrmNeglect;
/* (transfer full) (element-type CrmNeglect): the oldest first. @person: 0: everybody's. */
GArray *crm_alarm_read_neglected (CrmDatabase *database, gint64 person, gint64 today, gint64 most,
                                  GError **error);

G_END_DECLS
