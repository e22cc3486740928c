/* Open deals by the month in which they are expected to close; a card that is moved gets another
 * date. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FORECAST_PAGE (crm_forecast_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmForecastPage, crm_forecast_page, CRM, FORECAST_PAGE, AdwNavigationPage)

CrmForecastPage *crm_forecast_page_new (CrmWorkspace *workspace);
void crm_forecast_page_set_title_widget (CrmForecastPage *self, GtkWidget *widget);

G_END_DECLS
