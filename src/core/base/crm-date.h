/* Dates are days, moments are seconds: both integers, so that they sort, subtract and store as they
 * are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A date is the number of days since 1970-01-01 (proleptic Gregorian), a moment the number of
 * seconds since 1970-01-01T00:00:00Z. Both may be negative. */
#define CRM_DATE_MIN (-719162) /* 0001-01-01 */
#define CRM_DATE_MAX 2932896   /* 9999-12-31 */

gboolean crm_date_is_valid_ymd (int year, int month, int day);
int crm_date_days_in_month (int year, int month);
gint64 crm_date_from_ymd (int year, int month, int day);
void crm_date_to_ymd (gint64 date, int *year, int *month, int *day);
int crm_date_weekday (gint64 date); /* 1 Monday ... 7 Sunday */
gboolean crm_date_parse (const char *text, gint64 *date, GError **error);

/* How the days and months of a file's dates are ordered; found over a whole column by the importer.
 */
typedef enum { CRM_DATE_ORDER_YMD, CRM_DATE_ORDER_DMY, CRM_DATE_ORDER_MDY } CrmDateOrder;
gboolean crm_date_parse_ordered (const char *text, CrmDateOrder order, gint64 *date,
                                 GError **error);

/* As people type into a form: also "today", "tomorrow", "+3", "23.11", "23 Nov", in any of the
 * languages. */
gboolean crm_date_parse_typed (const char *text, gint64 today, gint64 *date, GError **error);
gboolean crm_moment_parse_typed (const char *text, gint64 now, gint64 *moment, GError **error);

char *crm_date_to_iso (gint64 date);
/* language: "en", "ru", "uk", "pl" or NULL for the person's locale */
char *crm_date_format_short (gint64 date, const char *language);
char *crm_date_format_long (gint64 date, const char *language);

/* "Today", "In 3 days", "Yesterday"; farther away as crm_date_format_short() */
char *crm_date_format_relative (gint64 date, gint64 today);

gboolean crm_moment_parse (const char *text, gint64 *moment, GError **error);
char *crm_moment_to_iso (gint64 moment); /* local wall time with offset */
char *crm_moment_format (gint64 moment,
                         const char *language); /* short date and time, local wall time */
char *crm_moment_format_relative (gint64 moment, gint64 now); /* "Tomorrow 14:30", "3 days ago" */
gint64 crm_moment_to_date (gint64 moment);                    /* the local day it falls on */
gint64 crm_moment_from_date (gint64 date);                    /* that local day's beginning */

/* Seconds of the local day: what a clock on the wall shows. */
gint64 crm_moment_from_wall (gint64 date, int second_of_day);
int crm_moment_to_wall (gint64 moment, gint64 *date);
/* By what that clock shows: a day is 86400, whether it has 23 hours or 25. */
gint64 crm_moment_shift_wall (gint64 moment, gint64 seconds);
gint64 crm_moment_wall_between (gint64 from, gint64 to);

/* Working days of a country ("ru", "ua", "pl", "other"): Monday to Friday without its public
 * holidays; with a company's own days and hours: crm-working-calendar.h. */
gboolean crm_date_is_working (gint64 date, const char *country);
gint64 crm_date_add_working_days (gint64 date, int days, const char *country);

G_END_DECLS
