/* Public holidays of a country, read from data/calendar. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CRM_DAY_ORDINARY, /* as its weekday says */
  CRM_DAY_FREE,
  CRM_DAY_WORKED, /* whatever weekday or holiday it is */
} CrmDayRule;

typedef struct {
  CrmDayRule rule;
  gboolean is_shorter; /* the eve of a holiday */
  const char *name;    /* of the holiday, in the person's language; NULL: none; for ever */
} CrmDayFacts;

typedef struct _CrmHolidays CrmHolidays;

/* For ever, the same for each call; NULL where nothing is known of the country. Any thread. */
CrmHolidays *crm_holidays_get (const char *country);
CrmDayFacts crm_holidays_look_up (CrmHolidays *self, gint64 date);
int crm_holidays_get_shorter (CrmHolidays *self); /* minutes */

G_END_DECLS
