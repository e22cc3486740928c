/* What a deal is about: goods, quantities and prices, and what they come to. */
#pragma once

#include "crm-demo-plan.h"
#include "crm-vat.h"

G_BEGIN_DECLS

#define CRM_DEMO_MOST_LINES 4

typedef struct {
  guint n_lines;
  const CrmDemoProduct *products[CRM_DEMO_MOST_LINES];
  gint64 quantities[CRM_DEMO_MOST_LINES]; /* millionths */
  gint64 discount;                        /* hundredths of a percent, on all lines */
  gboolean abroad;
} CrmDemoOrder;

void crm_demo_order_draw (CrmDemoOrder *self, const CrmDemoWorld *world, guint group,
                          gboolean abroad, CrmDemoRandom *random);
const char *crm_demo_order_vat_code (const CrmDemoOrder *self, const CrmDemoWorld *world,
                                     gint64 date);
/* By the own country's rules on that day. */
CrmVatResult *crm_demo_order_compute (const CrmDemoOrder *self, const CrmDemoWorld *world,
                                      gint64 date, GError **error);
gboolean crm_demo_prices_include_vat (const CrmDemoWorld *world);

G_END_DECLS
