/* Stretches of days that people name: this week, last quarter. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CRM_PERIOD_TODAY,
  CRM_PERIOD_YESTERDAY,
  CRM_PERIOD_TOMORROW,
  CRM_PERIOD_THIS_WEEK,
  CRM_PERIOD_LAST_WEEK,
  CRM_PERIOD_NEXT_WEEK,
  CRM_PERIOD_THIS_MONTH,
  CRM_PERIOD_LAST_MONTH,
  CRM_PERIOD_NEXT_MONTH,
  CRM_PERIOD_THIS_QUARTER,
  CRM_PERIOD_LAST_QUARTER,
  CRM_PERIOD_THIS_YEAR,
  CRM_PERIOD_LAST_YEAR,
  CRM_N_PERIODS
} CrmPeriod;

/* First and last day, both in it. Weeks begin on Monday. */
void crm_period_get_days (CrmPeriod period, gint64 today, gint64 *first, gint64 *last);
const char *crm_period_get_label (CrmPeriod period); /* translated */

G_END_DECLS
