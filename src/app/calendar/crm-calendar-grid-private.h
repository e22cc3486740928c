/* What the files of the grid of hours share. */
#pragma once

#include "crm-calendar-block.h"
#include "crm-calendar-grid.h"
#include "crm-calendar-hand.h"
#include "crm-calendar-layout.h"

G_BEGIN_DECLS

/* One part of an entry: that which falls on one day. */
typedef struct {
  CrmCalendarBlock *block; /* child */
  int column;
  CrmCalendarSpan span;
} CrmCalendarPart;

/* Entries that overlap and have no room. */
typedef struct {
  int column;
  int from, until; /* minutes */
  int n;
} CrmCalendarCount;

struct _CrmCalendarGrid {
  GtkWidget parent_instance;

  CrmCalendarPlan *plan; /* owned */
  CrmCalendarHand *hand; /* borrowed: held by this widget */
  CrmCalendarPool pool;
  GArray *parts;      /* owned; CrmCalendarPart, by day, then by minute */
  GArray *counts;     /* owned; CrmCalendarCount, in the order of @parts */
  GPtrArray *buttons; /* owned; borrowed children, one a count and some to spare */
  guint filling;
  gint64 date;
  int n_days;

  /* What is under way. */
  gint64 ghost_start, ghost_end;
  gboolean ghost_is_new;
};

/* Places. */
int crm_calendar_grid_get_x (CrmCalendarGrid *self, int column);
int crm_calendar_grid_measure_hour (CrmCalendarGrid *self);
gboolean crm_calendar_grid_locate (CrmCalendarGrid *self, double x, double y, gint64 *date,
                                   int *minute);

void crm_calendar_grid_draw (CrmCalendarGrid *self, GtkSnapshot *snapshot);
void crm_calendar_grid_draw_over (CrmCalendarGrid *self, GtkSnapshot *snapshot);
void crm_calendar_grid_place_counts (CrmCalendarGrid *self);
void crm_calendar_grid_clear_counts (CrmCalendarGrid *self);
char *crm_calendar_grid_dup_slot (CrmCalendarGrid *self); /* where one is, in words */
void crm_calendar_grid_add_keys (CrmCalendarGrid *self);

G_END_DECLS
