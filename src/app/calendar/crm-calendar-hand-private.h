/* What the files of the hand share that moves, stretches and draws entries. */
#pragma once

#include "crm-calendar-hand.h"
#include "crm-calendar-layout.h"

G_BEGIN_DECLS

#define SHORTEST (CRM_CALENDAR_SNAP * 60)

typedef enum {
  CRM_HAND_IDLE,
  CRM_HAND_PRESSED,
  CRM_HAND_MOVING,
  CRM_HAND_STRETCHING,
  CRM_HAND_DRAWING
} CrmHandDeed;

struct _CrmCalendarHand {
  GObject parent_instance;

  GtkWidget *surface;       /* borrowed: it holds this */
  CrmCalendarHand *partner; /* weak; of the surface beside, whole days or hours; NULL: none */
  CrmCalendarPlan *plan;    /* owned */
  const CrmCalendarHandFuncs *funcs;
  GtkGesture *drag;    /* borrowed: the surface's */
  GtkWidget *scroller; /* weak; does not scroll by touch while an entry is held */

  CrmHandDeed deed;
  CrmHandDeed wanted; /* what it becomes once the pointer moves */
  gboolean by_keys;
  CrmCalendarEntry *entry; /* owned; NULL: a new one */
  GtkWidget *block;        /* owned; on which it began */
  double x, y;             /* where it began */
  gint64 date;
  int minute;
  gint64 start, end;
  gboolean all_day;       /* whether it would take days where it is now */
  CrmCalendarHand *shown; /* borrowed: this or the partner, on whose surface that is seen */
  guint resting;
  gboolean dragged; /* the press has become more than a click */
};

/* What is under way. */
void crm_calendar_hand_rest (CrmCalendarHand *self);   /* nothing is, and nothing was written */
void crm_calendar_hand_finish (CrmCalendarHand *self); /* it is let go */
void crm_calendar_hand_show (CrmCalendarHand *self);
gboolean crm_calendar_hand_is_all_day (CrmCalendarHand *self);
/* Of two surfaces that on which it would stand. */
CrmCalendarHand *crm_calendar_hand_get_there (CrmCalendarHand *self);

/* Where it would come to stand. */
gint64 crm_calendar_hand_shift (gint64 moment, gint64 days, int minutes);
void crm_calendar_hand_move_by (CrmCalendarHand *self, gint64 days, int minutes);
void crm_calendar_hand_move_to_days (CrmCalendarHand *self, gint64 date);
void crm_calendar_hand_move_to_hour (CrmCalendarHand *self, gint64 date, int minute);

void crm_calendar_hand_add_keys (CrmCalendarHand *self);

G_END_DECLS
