/* The campaigns of a demo file, and which deals belong to them. */
#pragma once

#include "crm-demo-world.h"

G_BEGIN_DECLS

void crm_demo_campaigns_write (CrmDemoWorld *self, CrmDemoWriter *writer);
gint64 crm_demo_campaign_pick (const CrmDemoWorld *world, guint group, gint64 opened,
                               guint64 number);

G_END_DECLS
