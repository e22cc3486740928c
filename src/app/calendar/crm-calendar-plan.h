/* What the views of a calendar share: the entries of a time, whose they are and how they are
 * coloured, the place one is at, and the ways to ask for more. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar.h"
#include "crm-working-calendar.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_PLAN (crm_calendar_plan_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarPlan, crm_calendar_plan, CRM, CALENDAR_PLAN, GObject)

#define CRM_CALENDAR_N_COLOURS 8

/* "changed": other entries, another time or persons. */
CrmCalendarPlan *crm_calendar_plan_new (CrmWorkspace *workspace);
CrmWorkspace *crm_calendar_plan_get_workspace (CrmCalendarPlan *self);
CrmWorkingCalendar *crm_calendar_plan_get_working (CrmCalendarPlan *self);
gboolean crm_calendar_plan_can_write (CrmCalendarPlan *self);
gint64 crm_calendar_plan_get_now (CrmCalendarPlan *self);
gint64 crm_calendar_plan_get_today (CrmCalendarPlan *self);

/* --- What is read: days from @from on, before @until. Views call it while they are looked at. */
void crm_calendar_plan_set_range (CrmCalendarPlan *self, gint64 from, gint64 until);
/* Whose: none: everybody's. Of several persons each has a colour of their own. */
void crm_calendar_plan_set_persons (CrmCalendarPlan *self, const gint64 *persons, guint n_persons);
gboolean crm_calendar_plan_is_read (CrmCalendarPlan *self); /* what is there is of this range */
gboolean crm_calendar_plan_is_cut (CrmCalendarPlan *self);  /* there are more than are read */
/* (element-type CrmCalendarEntry): borrowed; by start, then the longer first. They stay as long as
 * somebody holds the array. */
GPtrArray *crm_calendar_plan_get_entries (CrmCalendarPlan *self);
/* (transfer container): those that touch the days from @from on, before @until. */
GPtrArray *crm_calendar_plan_find (CrmCalendarPlan *self, gint64 from, gint64 until);

/* --- How it looks: name of a style class; the name of whose it is where that is not plain. */
const char *crm_calendar_plan_get_colour (CrmCalendarPlan *self, const CrmCalendarEntry *entry);
const char *crm_calendar_plan_get_person (CrmCalendarPlan *self, const CrmCalendarEntry *entry);
const char *crm_calendar_plan_person_colour (CrmCalendarPlan *self, gint64 person);
/* For what draws by itself: the colour of such a class. */
void crm_calendar_plan_lookup_colour (CrmCalendarPlan *self, const char *colour, GdkRGBA *rgba);

/* --- Where one is: a day and a minute of it. "cursor-moved". */
gint64 crm_calendar_plan_get_date (CrmCalendarPlan *self);
int crm_calendar_plan_get_minute (CrmCalendarPlan *self);
void crm_calendar_plan_set_cursor (CrmCalendarPlan *self, gint64 date, int minute);

/* --- What is asked for; the page does it. */
/* "opened" (entry, widget to point at) */
void crm_calendar_plan_open (CrmCalendarPlan *self, const CrmCalendarEntry *entry,
                             GtkWidget *widget);
/* "moved" (entry, start, end, is_all_day) */
void crm_calendar_plan_move (CrmCalendarPlan *self, const CrmCalendarEntry *entry, gint64 start,
                             gint64 end, gboolean is_all_day);
void crm_calendar_plan_remove (CrmCalendarPlan *self,
                               const CrmCalendarEntry *entry); /* "removed" */
/* "drawn" (start, end, is_all_day): a new one is wanted there */
void crm_calendar_plan_draw (CrmCalendarPlan *self, gint64 start, gint64 end, gboolean is_all_day);
void crm_calendar_plan_draw_here (CrmCalendarPlan *self); /* an hour, where one is */
void crm_calendar_plan_go (CrmCalendarPlan *self, gint64 date,
                           const char *view); /* "went" (date, name of a view) */

G_END_DECLS
