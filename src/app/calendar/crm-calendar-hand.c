/* Moving, stretching and drawing entries. */
#include "config.h"

#include "crm-calendar-hand-private.h"

#include "crm-calendar-text.h"
#include "crm-date.h"

/* Near the edge of what is seen, and how far one motion there leads on; pixels. */
#define EDGE 20
#define SCROLL 16
/* What took days takes an hour once it stands among the hours. */
#define USUAL 60

G_DEFINE_FINAL_TYPE (CrmCalendarHand, crm_calendar_hand, G_TYPE_OBJECT)

/* --- What is under way */

/* A finger that holds an entry does not scroll. */
static void
hold_still (CrmCalendarHand *self, gboolean hold)
{
  if (hold)
    g_set_weak_pointer (&self->scroller,
                        gtk_widget_get_ancestor (self->surface, GTK_TYPE_SCROLLED_WINDOW));
  if (self->scroller != NULL)
    gtk_scrolled_window_set_kinetic_scrolling (GTK_SCROLLED_WINDOW (self->scroller), !hold);
  if (!hold)
    g_clear_weak_pointer (&self->scroller);
}

static void
hide (CrmCalendarHand *self)
{
  if (self->shown != NULL)
    self->shown->funcs->show (self->shown->surface, NULL, 0, 0, FALSE);
  self->shown = NULL;
}

void
crm_calendar_hand_rest (CrmCalendarHand *self)
{
  g_clear_handle_id (&self->resting, g_source_remove);
  self->deed = self->wanted = CRM_HAND_IDLE;
  self->by_keys = FALSE;
  hold_still (self, FALSE);
  g_clear_pointer (&self->entry, crm_calendar_entry_free);
  if (self->block != NULL)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->block),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  g_clear_object (&self->block);
  hide (self);
}

gboolean
crm_calendar_hand_is_all_day (CrmCalendarHand *self)
{
  return self->entry != NULL ? self->all_day : !self->funcs->has_hours;
}

/* Of two surfaces what is moved is seen on that where it would stand. */
CrmCalendarHand *
crm_calendar_hand_get_there (CrmCalendarHand *self)
{
  gboolean takes_days = self->all_day || self->end - self->start >= CRM_CALENDAR_DAY * 60;

  if (self->partner == NULL || self->entry == NULL ||
      (self->deed != CRM_HAND_MOVING && !self->by_keys))
    return self;
  return !takes_days == !self->funcs->has_hours ? self->partner : self;
}

void
crm_calendar_hand_show (CrmCalendarHand *self)
{
  CrmCalendarHand *there = crm_calendar_hand_get_there (self);

  if (self->shown != there)
    hide (self);
  self->shown = there;
  there->funcs->show (there->surface, self->entry, self->start, self->end,
                      crm_calendar_hand_is_all_day (self));
}

/* It is let go. */
void
crm_calendar_hand_finish (CrmCalendarHand *self)
{
  g_autoptr (CrmCalendarEntry) entry = g_steal_pointer (&self->entry);
  CrmHandDeed deed = self->deed;
  gint64 start = self->start;
  gint64 end = self->end;
  gboolean all_day = self->all_day;

  crm_calendar_hand_rest (self);
  if (deed == CRM_HAND_DRAWING)
    crm_calendar_plan_draw (self->plan, start, end, !self->funcs->has_hours);
  else if (entry != NULL && (deed == CRM_HAND_MOVING || deed == CRM_HAND_STRETCHING))
    crm_calendar_plan_move (self->plan, entry, start, end, all_day);
}

/* By the clock on the wall: ten o'clock stays ten o'clock when the clocks change. */
gint64
crm_calendar_hand_shift (gint64 moment, gint64 days, int minutes)
{
  gint64 date;
  int second = crm_moment_to_wall (moment, &date) + minutes * 60;

  date += days;
  while (second < 0) {
    second += CRM_CALENDAR_DAY * 60;
    date--;
  }
  while (second >= CRM_CALENDAR_DAY * 60) {
    second -= CRM_CALENDAR_DAY * 60;
    date++;
  }
  return crm_moment_from_wall (date, second);
}

void
crm_calendar_hand_move_by (CrmCalendarHand *self, gint64 days, int minutes)
{
  self->start = crm_calendar_hand_shift (self->entry->start, days, minutes);
  self->end = crm_calendar_hand_shift (self->entry->end, days, minutes);
  self->all_day = self->entry->is_all_day;
}

/* As many days as it touches, from this on. */
void
crm_calendar_hand_move_to_days (CrmCalendarHand *self, gint64 date)
{
  gint64 first = crm_moment_to_date (self->entry->start);

  self->start = crm_moment_from_date (date);
  self->end = crm_moment_from_date (date + crm_calendar_last_day (self->entry) - first + 1);
  self->all_day = TRUE;
}

void
crm_calendar_hand_move_to_hour (CrmCalendarHand *self, gint64 date, int minute)
{
  minute = CLAMP (minute, 0, CRM_CALENDAR_DAY - USUAL);
  self->start = crm_moment_from_wall (date, minute * 60);
  self->end = crm_moment_from_wall (date, (minute + USUAL) * 60);
  self->all_day = FALSE;
}

static void
stretch_to (CrmCalendarHand *self, gint64 end)
{
  self->start = self->entry->start;
  self->end = MAX (end, self->start + SHORTEST);
}

static void
draw_to (CrmCalendarHand *self, gint64 date, int minute)
{
  int from = crm_calendar_layout_snap (self->minute);
  int until = crm_calendar_layout_snap (minute);

  if (!self->funcs->has_hours) {
    self->start = crm_moment_from_date (MIN (date, self->date));
    self->end = crm_moment_from_date (MAX (date, self->date) + 1);
    return;
  }
  self->start = crm_moment_from_wall (self->date, MIN (from, until) * 60);
  self->end =
      MAX (crm_moment_from_wall (self->date, MAX (from, until) * 60), self->start + SHORTEST);
}

/* --- By pointer */

static gboolean
is_touch (GtkGesture *gesture)
{
  GdkDevice *device =
      gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static CrmCalendarBlock *
pick (CrmCalendarHand *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (self->surface, x, y, GTK_PICK_DEFAULT);
  GtkWidget *block =
      widget != NULL ? gtk_widget_get_ancestor (widget, CRM_TYPE_CALENDAR_BLOCK) : NULL;

  return block != NULL ? CRM_CALENDAR_BLOCK (block) : NULL;
}

static gboolean
is_on_edge (CrmCalendarHand *self, CrmCalendarBlock *block, double x, double y)
{
  graphene_point_t point;

  return gtk_widget_compute_point (self->surface, GTK_WIDGET (block),
                                   &GRAPHENE_POINT_INIT ((float) x, (float) y), &point) &&
         crm_calendar_block_is_edge (block, (double) point.y);
}

static void
drag_begin_cb (CrmCalendarHand *self, double x, double y)
{
  CrmCalendarBlock *block = pick (self, x, y);

  if (self->by_keys)
    crm_calendar_hand_finish (self);
  crm_calendar_hand_rest (self);
  self->dragged = FALSE;
  if (!self->funcs->locate (self->surface, x, y, &self->date, &self->minute) && block == NULL)
    return;
  self->deed = CRM_HAND_PRESSED;
  self->x = x;
  self->y = y;
  if (block != NULL && crm_calendar_block_get (block) != NULL) {
    self->block = g_object_ref (GTK_WIDGET (block));
    self->entry = crm_calendar_entry_copy (crm_calendar_block_get (block));
    self->all_day = self->entry->is_all_day;
    self->wanted = is_on_edge (self, block, x, y) ? CRM_HAND_STRETCHING : CRM_HAND_MOVING;
    gtk_widget_grab_focus (GTK_WIDGET (block));
  } else {
    self->wanted = CRM_HAND_DRAWING;
    gtk_widget_grab_focus (self->surface);
  }
}

/* What is held at the edge of what is seen goes on beyond it. */
static void
scroll_near (GtkWidget *surface, const graphene_point_t *at)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (surface, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_point_t point;
  double by = 0;

  if (scroller == NULL || !gtk_widget_compute_point (surface, scroller, at, &point))
    return;
  if (point.y < EDGE)
    by = -SCROLL;
  else if (point.y > (float) gtk_widget_get_height (scroller) - EDGE)
    by = SCROLL;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + by);
}

/* Whole days stand above hours that may be scrolled away beneath them. */
static gboolean
is_over_days (CrmCalendarHand *self, const graphene_point_t *at)
{
  CrmCalendarHand *days = self->funcs->has_hours ? self->partner : self;
  graphene_point_t point;

  return gtk_widget_compute_point (self->surface, days->surface, at, &point) &&
         point.y < (float) gtk_widget_get_height (days->surface);
}

/* The surface that the pointer is over, and where on it. */
static CrmCalendarHand *
find_under (CrmCalendarHand *self, const graphene_point_t *at, graphene_point_t *there)
{
  *there = *at;
  if (self->partner == NULL || self->deed != CRM_HAND_MOVING ||
      is_over_days (self, at) == !self->funcs->has_hours ||
      !gtk_widget_compute_point (self->surface, self->partner->surface, at, there))
    return self;
  return self->partner;
}

static void
move_to (CrmCalendarHand *self, CrmCalendarHand *under, gint64 date, int minute)
{
  int by = self->funcs->has_hours ? crm_calendar_layout_snap (minute - self->minute) : 0;

  if (under == self)
    crm_calendar_hand_move_by (self, date - self->date, by);
  else if (under->funcs->has_hours)
    crm_calendar_hand_move_to_hour (self, date, crm_calendar_layout_snap (minute));
  else
    crm_calendar_hand_move_to_days (self,
                                    crm_moment_to_date (self->entry->start) + date - self->date);
}

static void
follow (CrmCalendarHand *self, double x, double y)
{
  graphene_point_t at = GRAPHENE_POINT_INIT ((float) x, (float) y);
  graphene_point_t there;
  CrmCalendarHand *under = find_under (self, &at, &there);
  gint64 date;
  int minute;

  scroll_near (under->surface, &there);
  if (!under->funcs->locate (under->surface, (double) there.x, (double) there.y, &date, &minute))
    return;
  switch (self->deed) {
  case CRM_HAND_MOVING:
    move_to (self, under, date, minute);
    break;
  case CRM_HAND_STRETCHING:
    stretch_to (self, crm_moment_from_wall (date, crm_calendar_layout_snap (minute) * 60));
    break;
  case CRM_HAND_DRAWING:
    draw_to (self, date, minute);
    break;
  case CRM_HAND_IDLE:
  case CRM_HAND_PRESSED:
    return;
  }
  crm_calendar_hand_show (self);
}

/* The press becomes what it was meant as. */
static void
take_hold (CrmCalendarHand *self)
{
  self->deed = self->wanted;
  self->dragged = TRUE;
  gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (CrmCalendarHand *self, double dx, double dy)
{
  if (self->deed == CRM_HAND_IDLE)
    return;
  if (self->deed == CRM_HAND_PRESSED) {
    if (!gtk_drag_check_threshold (self->surface, 0, 0, (int) dx, (int) dy) ||
        is_touch (self->drag) || !crm_calendar_plan_can_write (self->plan))
      return;
    take_hold (self);
  }
  follow (self, self->x + dx, self->y + dy);
}

/* A finger that moves at once scrolls; one that has waited holds what is beneath it. */
static void
held_cb (CrmCalendarHand *self, double x, double y)
{
  if (self->deed != CRM_HAND_PRESSED || !crm_calendar_plan_can_write (self->plan))
    return;
  hold_still (self, TRUE);
  take_hold (self);
  follow (self, self->x, self->y);
}

static void
drag_end_cb (CrmCalendarHand *self, double dx, double dy)
{
  if (self->deed == CRM_HAND_PRESSED && self->entry != NULL) {
    g_autoptr (GtkWidget) block = g_object_ref (self->block);
    crm_calendar_hand_rest (self);
    gtk_widget_activate (block);
  } else if (self->deed > CRM_HAND_PRESSED)
    crm_calendar_hand_finish (self);
  else
    crm_calendar_hand_rest (self);
}

static void
cancelled_cb (CrmCalendarHand *self)
{
  crm_calendar_hand_rest (self);
}

static void
released_cb (CrmCalendarHand *self, int n_press, double x, double y)
{
  if (n_press > 0 && !self->dragged && pick (self, x, y) == NULL)
    self->funcs->press (self->surface, x, y, n_press);
}

static void
motion_cb (CrmCalendarHand *self, double x, double y)
{
  CrmCalendarBlock *block = pick (self, x, y);
  gboolean edge =
      block != NULL && crm_calendar_plan_can_write (self->plan) && is_on_edge (self, block, x, y);

  gtk_widget_set_cursor_from_name (self->surface, edge ? "ns-resize" : NULL);
}

/* --- The object */

static void
crm_calendar_hand_finalize (GObject *object)
{
  CrmCalendarHand *self = CRM_CALENDAR_HAND (object);

  g_clear_handle_id (&self->resting, g_source_remove);
  g_clear_pointer (&self->entry, crm_calendar_entry_free);
  g_clear_object (&self->block);
  g_clear_object (&self->plan);
  g_clear_weak_pointer (&self->scroller);
  g_clear_weak_pointer (&self->partner);

  G_OBJECT_CLASS (crm_calendar_hand_parent_class)->finalize (object);
}

static void
crm_calendar_hand_class_init (CrmCalendarHandClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_calendar_hand_finalize;
}

static void
crm_calendar_hand_init (CrmCalendarHand *self)
{
}

static void
connect (CrmCalendarHand *self, gpointer controller, const char *signal, GCallback callback)
{
  g_signal_connect_object (controller, signal, callback, self, G_CONNECT_SWAPPED);
}

/**
 * crm_calendar_hand_new:
 * @surface: a widget with blocks in it
 * @plan: whose entries they are
 * @funcs: of the surface; as long as the program runs
 *
 * Returns: (transfer none): held by @surface
 */
CrmCalendarHand *
crm_calendar_hand_new (GtkWidget *surface, CrmCalendarPlan *plan, const CrmCalendarHandFuncs *funcs)
{
  CrmCalendarHand *self = g_object_new (CRM_TYPE_CALENDAR_HAND, NULL);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  self->surface = surface;
  self->plan = g_object_ref (plan);
  self->funcs = funcs;
  self->drag = gtk_gesture_drag_new ();
  connect (self, self->drag, "drag-begin", G_CALLBACK (drag_begin_cb));
  connect (self, self->drag, "drag-update", G_CALLBACK (drag_update_cb));
  connect (self, self->drag, "drag-end", G_CALLBACK (drag_end_cb));
  connect (self, self->drag, "cancel", G_CALLBACK (cancelled_cb));
  connect (self, click, "released", G_CALLBACK (released_cb));
  connect (self, motion, "motion", G_CALLBACK (motion_cb));
  connect (self, hold, "pressed", G_CALLBACK (held_cb));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  gtk_widget_add_controller (surface, GTK_EVENT_CONTROLLER (self->drag));
  gtk_widget_add_controller (surface, GTK_EVENT_CONTROLLER (click));
  crm_calendar_hand_add_keys (self);
  gtk_widget_add_controller (surface, motion);
  gtk_widget_add_controller (surface, GTK_EVENT_CONTROLLER (hold));
  gtk_gesture_group (self->drag, click);
  g_object_set_data_full (G_OBJECT (surface), "hand", self, g_object_unref);
  return self;
}

void
crm_calendar_hand_pair (CrmCalendarHand *days, CrmCalendarHand *hours)
{
  g_set_weak_pointer (&days->partner, hours);
  g_set_weak_pointer (&hours->partner, days);
}
