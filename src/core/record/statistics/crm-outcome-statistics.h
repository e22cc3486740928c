/* How the steps of a process ended: how often with which result, and how long they took. */
#pragma once

#include "crm-query.h"

G_BEGIN_DECLS

typedef struct {
  gint64 process;
  gint64 from;   /* the first moment of their end; G_MININT64: all */
  gint64 to;     /* the last one; G_MAXINT64: all */
  gint64 person; /* who did them; 0: whoever */
  gint64 source; /* that their companies came from; 0: whichever */
} CrmOutcomeQuestion;

typedef struct {
  gint64 outcome; /* 0: none was chosen, as where it was handed over */
  gint64 count;
} CrmOutcomeCount;

typedef struct {
  gint64 step;
  gint64 count;
  gint64 median; /* seconds from coming to its end: of half of them it was less; -1: none ended */
  GArray *outcomes; /* owned; CrmOutcomeCount, the most frequent first */
} CrmStepStatistics;

/* The tasks that are counted; narrowed to a "task_type" or "result", those behind a figure. */
CrmQuery *crm_outcome_make_query (const CrmOutcomeQuestion *question);
/* Any thread with its own connection: the steps that ended at all, (element-type
 * CrmStepStatistics) by id. */
GPtrArray *crm_outcome_statistics_read (CrmDatabase *database, const CrmOutcomeQuestion *question,
                                        GError **error);
/* NULL: it has not ended in that time. */
const CrmStepStatistics *crm_outcome_statistics_find (GPtrArray *self, gint64 step);

G_END_DECLS
