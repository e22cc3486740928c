/* A ring that fills as the days pass. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_DAY_RING (crm_day_ring_get_type ())
G_DECLARE_FINAL_TYPE (CrmDayRing, crm_day_ring, CRM, DAY_RING, GtkWidget)

/* @passed of @all days; more than all: a full ring. The colour is the widget's. */
void crm_day_ring_set_days (CrmDayRing *self, gint64 passed, gint64 all);

G_END_DECLS
