/* The tasks of the processes under way, in time: what is done, open, late and planned. */
#pragma once

#include "crm-query.h"

G_BEGIN_DECLS

/**
 * CrmTaskSpanState:
 * @CRM_TASK_SPAN_DONE: came to its end
 * @CRM_TASK_SPAN_OPEN: is under way
 * @CRM_TASK_SPAN_LATE: should have been done
 * @CRM_TASK_SPAN_PLANNED: is still to begin
 */
typedef enum {
  CRM_TASK_SPAN_DONE,
  CRM_TASK_SPAN_OPEN,
  CRM_TASK_SPAN_LATE,
  CRM_TASK_SPAN_PLANNED
} CrmTaskSpanState;

typedef struct {
  gint64 task;
  gint64 start; /* seconds since 1970 in UTC */
  gint64 end;   /* later than @start */
  gint64 due;   /* 0: none */
  CrmTaskSpanState state;
  guint name; /* index of names: what is to be done */
  guint who;  /* of the person; 0: nobody */
  gint64 person;
} CrmTaskSpan;

typedef struct {
  gint64 run;
  char *name; /* owned */
  gint64 process;
  gint64 person; /* whose turn it is; 0: nobody's */
  int percent;
  guint first; /* index of spans */
  guint n_spans;
} CrmTimelineRun;

typedef struct {
  GArray *runs;     /* owned; CrmTimelineRun by start */
  GArray *spans;    /* owned; CrmTaskSpan, run by run in their order */
  GPtrArray *names; /* owned; char*: each text once; the first is empty */
  guint n_left_out; /* runs that were started before those */
} CrmRunTimeline;

/* What a chart of them shows at most. */
#define CRM_RUN_TIMELINE_MOST 10000

/* Any thread with its own connection. @now: what is late, and where open spans reach to.
 * The @most that were started last of those under way. */
CrmRunTimeline *crm_run_timeline_read (CrmDatabase *database, guint most, gint64 now,
                                       GError **error);
/* The run @run alone, whatever its state. */
CrmRunTimeline *crm_run_timeline_read_one (CrmDatabase *database, gint64 run, gint64 now,
                                           GError **error);
const char *crm_run_timeline_get_name (CrmRunTimeline *self, guint name);
void crm_run_timeline_free (CrmRunTimeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRunTimeline, crm_run_timeline_free)

G_END_DECLS
