/* Processes that run as rows of a Gantt chart. */
#pragma once

#include <gio/gio.h>

#include "crm-run-timeline.h"

G_BEGIN_DECLS

typedef enum { CRM_RUNS_BY_PROCESS, CRM_RUNS_BY_PERSON, CRM_RUNS_BY_START } CrmRunsGrouping;

/* A row a run, under headings: of CrmGanttItem. @database: the main thread's, for names. */
GListModel *crm_runs_gantt_make_items (CrmRunTimeline *timeline, CrmDatabase *database,
                                       CrmRunsGrouping grouping);
/* A row a task, of the first run. */
GListModel *crm_runs_gantt_make_tasks (CrmRunTimeline *timeline);

G_END_DECLS
