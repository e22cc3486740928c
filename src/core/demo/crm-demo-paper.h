/* Documents of a deal with their lines and payments, numbered by date. */
#pragma once

#include "crm-demo-order.h"
#include "crm-demo-story.h"
#include "crm-demo-task.h"

G_BEGIN_DECLS

/* The numbers that documents get: all companies are planned once beforehand, so that numbers follow
 * dates although companies are written one after another. */
struct _CrmDemoNumbering {
  gint64 first; /* day */
  guint next[CRM_DEMO_N_PAPER_KINDS][CRM_DEMO_DAYS];
  guint after[CRM_DEMO_N_PAPER_KINDS];
  int year; /* the last one, to which @after belongs */
};

void crm_demo_numbering_make (CrmDemoStory *story);
void crm_demo_numbering_write (CrmDemoStory *story);

/* Sets the document of @subject to the bill. */
gboolean crm_demo_papers_write (CrmDemoStory *story, const CrmDemoDeal *deal,
                                const CrmDemoOrder *order, CrmDemoTaskSubject *subject,
                                CrmDemoRandom *random, GError **error);

G_END_DECLS
