/* The half hours of a day, to choose from. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CRM_HALF_HOUR 30 /* minutes */
#define CRM_HALF_HOURS_A_DAY (24 * 60 / CRM_HALF_HOUR)

/* "0:00", "0:30", and so on, @n of them; transfer full. */
GListModel *crm_half_hours_new (guint n);

G_END_DECLS
