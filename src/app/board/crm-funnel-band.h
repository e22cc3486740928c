/* One level of the funnel: as wide as it is full, coloured by what became of it, running into the
 * next. */
#pragma once

#include <gtk/gtk.h>

#include "crm-funnel.h"

G_BEGIN_DECLS

#define CRM_TYPE_FUNNEL_BAND (crm_funnel_band_get_type ())
G_DECLARE_FINAL_TYPE (CrmFunnelBand, crm_funnel_band, CRM, FUNNEL_BAND, GtkWidget)

/* @width and @next: of this level and the one below, 0 to 1; @next below 0: there is none. */
GtkWidget *crm_funnel_band_new (const gint64 counts[CRM_FUNNEL_N_PARTS], double width, double next);

G_END_DECLS
