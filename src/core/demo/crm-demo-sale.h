/* Sales that the processes of the file lead: some at their end, most under way. */
#pragma once

#include "crm-demo-story.h"

G_BEGIN_DECLS

/* As many as that at most, however many companies there are. */
#define CRM_DEMO_MOST_SALES 16

typedef struct {
  gint64 company;
  gint64 person; /* who sells to it */
  gint64 since;  /* the day on which it became known */
} CrmDemoLead;

/* A company to which nothing is being sold; added to @leads where more of them are wanted. */
void crm_demo_lead_note (GArray *leads, const CrmDemoStory *story);
gboolean crm_demo_sales_lead (const CrmDemoWorld *world, CrmDatabase *database, const GArray *leads,
                              GError **error);

G_END_DECLS
