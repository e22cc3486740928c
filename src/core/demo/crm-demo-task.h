/* Tasks, calls and meetings of a demo company, done and to be done. */
#pragma once

#include "crm-demo-story.h"

G_BEGIN_DECLS

/* What the next step of an open deal is. */
typedef struct {
  gboolean planned;
  gint64 date;
} CrmDemoNextStep;

/* Whom and what a task concerns; ids, 0: none. */
typedef struct {
  gint64 deal;
  gint64 contact;
  gint64 document;
  gint64 responsible;
  guint group;
} CrmDemoTaskSubject;

/* A task before it is written: the deal's row, which comes first, tells when the last one was done.
 */
typedef struct {
  const char *const *title;
  const char *state;
  const char *priority;
  gint64 created;
  gint64 due;
  gint64 done; /* 0: not */
  gboolean on_document;
} CrmDemoTask;

void crm_demo_next_step_draw (CrmDemoNextStep *self, const CrmDemoWorld *world,
                              const CrmDemoDeal *deal, CrmDemoRandom *random);
/* Done on @date, while the deal was on @stage. */
void crm_demo_task_draw_done (CrmDemoTask *self, const CrmDemoWorld *world,
                              const CrmDemoTaskSubject *subject, guint stage, gint64 date,
                              CrmDemoRandom *random);
/* To be done on @date. */
void crm_demo_task_draw_open (CrmDemoTask *self, const CrmDemoWorld *world,
                              const CrmDemoTaskSubject *subject, guint stage, gint64 date,
                              CrmDemoRandom *random);
void crm_demo_task_write (const CrmDemoTask *self, CrmDemoStory *story,
                          const CrmDemoTaskSubject *subject);

G_END_DECLS
