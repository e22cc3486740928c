/* Questions and refusals that stand before everything else. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Instead of adw_alert_dialog_new(), which measures a long heading wrongly in a narrow window. */
AdwDialog *crm_alert_new (const char *heading, const char *body);

G_END_DECLS
