/* What happens to one company in two years, in dates and numbers, before any word is said. */
#pragma once

#include "crm-demo-world.h"

G_BEGIN_DECLS

#define CRM_DEMO_MOST_DEALS 6
#define CRM_DEMO_MOST_PAPERS 4

typedef enum { CRM_DEMO_OPEN, CRM_DEMO_WON, CRM_DEMO_LOST } CrmDemoOutcome;

typedef struct {
  CrmDemoPaperKind kind;
  CrmDemoPaperStatus status;
  gint64 date;
} CrmDemoPaper;

typedef struct {
  guint title;       /* of the list of deals */
  guint responsible; /* of the sellers */
  guint n_stays;     /* on open stages */
  gint64 stays[CRM_DEMO_MOST_STAGES];
  CrmDemoOutcome outcome;
  gint64 closed;    /* of one won or lost */
  gboolean stalled; /* nobody cares for it */
  CrmDemoPaper papers[CRM_DEMO_MOST_PAPERS];
  guint n_papers;
  guint paid_percent; /* of the bill */
  gint64 paid_date;
} CrmDemoDeal;

typedef struct {
  guint words; /* whose language it speaks */
  guint form;
  gboolean sole_trader;
  gint64 created;
  guint responsible;
  int payment_days;
  guint n_won;
  guint n_lost;
  guint n_open;
  guint n_deals;
  CrmDemoDeal deals[CRM_DEMO_MOST_DEALS];
} CrmDemoPlan;

void crm_demo_plan_make (CrmDemoPlan *self, const CrmDemoWorld *world, guint company);

G_END_DECLS
