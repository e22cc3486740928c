/* Tasks, calls and meetings of a demo company, done and to be done. */
#pragma once

#include "crm-demo-story.h"

G_BEGIN_DECLS

/* What the next step of an open deal is. */
typedef struct {
  gboolean planned;
  gint64 date;
} CrmDemoNextStep;

/* Whom and what it concerns; ids, 0: none. */
typedef struct {
  gint64 deal;
  gint64 contact;
  gint64 responsible;
  guint group;
} CrmDemoTaskSubject;

void crm_demo_next_step_draw (CrmDemoNextStep *self, const CrmDemoWorld *world,
                              const CrmDemoDeal *deal, CrmDemoRandom *random);
/* Done on @date, while the deal was on @stage. Returns when. */
gint64 crm_demo_task_write_done (CrmDemoStory *story, const CrmDemoTaskSubject *subject,
                                 guint stage, gint64 date, CrmDemoRandom *random);
void crm_demo_task_write_open (CrmDemoStory *story, const CrmDemoTaskSubject *subject, guint stage,
                               gint64 date, CrmDemoRandom *random);

G_END_DECLS
