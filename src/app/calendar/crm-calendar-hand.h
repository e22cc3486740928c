/* Moving, stretching and drawing entries on a surface, by pointer and by keyboard alike. Nothing is
 * written before it is let go; Escape takes it back. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar-block.h"

G_BEGIN_DECLS

/* What the surface tells and shows. */
typedef struct {
  /* The day and, where it has hours, the minute there; FALSE outside. */
  gboolean (*locate) (GtkWidget *surface, double x, double y, gint64 *date, int *minute);
  /* What is under way; @start = @end = 0: nothing. */
  void (*show) (GtkWidget *surface, const CrmCalendarEntry *entry, gint64 start, gint64 end,
                gboolean is_all_day);
  /* A press on no entry. */
  void (*press) (GtkWidget *surface, double x, double y, int n_press);
  gboolean has_hours;
} CrmCalendarHandFuncs;

#define CRM_TYPE_CALENDAR_HAND (crm_calendar_hand_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarHand, crm_calendar_hand, CRM, CALENDAR_HAND, GObject)

/* Adds its controllers to @surface, which holds it. */
CrmCalendarHand *crm_calendar_hand_new (GtkWidget *surface, CrmCalendarPlan *plan,
                                        const CrmCalendarHandFuncs *funcs);
/* What is moved can be let go on the other of two surfaces that stand one above the other: whole
 * days and the hours beneath. */
void crm_calendar_hand_pair (CrmCalendarHand *days, CrmCalendarHand *hours);

G_END_DECLS
