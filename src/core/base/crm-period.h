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
  CRM_PERIOD_NEXT_QUARTER,
  CRM_PERIOD_THIS_YEAR,
  CRM_PERIOD_LAST_YEAR,
  CRM_PERIOD_NEXT_YEAR,
  CRM_N_PERIODS
} CrmPeriod;

/* First and last day, both in it. Weeks begin on Monday. */
void crm_period_get_days (CrmPeriod period, gint64 today, gint64 *first, gint64 *last);
const char *crm_period_get_label (CrmPeriod period); /* translated */

typedef enum {
  CRM_UNIT_DAY,
  CRM_UNIT_WEEK,
  CRM_UNIT_MONTH,
  CRM_UNIT_QUARTER,
  CRM_UNIT_YEAR,
  CRM_N_UNITS
} CrmUnit;

typedef enum {
  CRM_SPAN_ONE,   /* one unit: n = 0 is the present one, -1 the last, 1 the next */
  CRM_SPAN_LAST,  /* the last n units up to today, today in it */
  CRM_SPAN_NEXT,  /* from today on the next n units, today in it */
  CRM_SPAN_OLDER, /* all before CRM_SPAN_LAST */
  CRM_N_SPANS
} CrmSpanKind;

#define CRM_SPAN_MOST 9999

/* A stretch of days that is told from the present one: "this quarter", "last 30 days". */
typedef struct {
  CrmSpanKind kind;
  CrmUnit unit;
  int n; /* -1 to 1 for CRM_SPAN_ONE, 1 to CRM_SPAN_MOST for others */
} CrmSpan;

/* Both in it; *first is G_MININT64 where nothing is too early. */
void crm_span_get_days (const CrmSpan *self, gint64 today, gint64 *first, gint64 *last);
gboolean crm_span_equal (const CrmSpan *a, const CrmSpan *b);
char *crm_span_dup_label (const CrmSpan *self); /* translated */
/* "this quarter", "last 30 days", "older than 2 months": English, the same for ever. */
char *crm_span_to_text (const CrmSpan *self);
gboolean crm_span_parse (const char *text, CrmSpan *self);
CrmSpan crm_span_of_period (CrmPeriod period);

G_END_DECLS
