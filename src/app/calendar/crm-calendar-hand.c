/* Moving, stretching and drawing entries. */
#include "config.h"

#include "crm-calendar-hand.h"

#include "crm-calendar-layout.h"
#include "crm-calendar-text.h"
#include "crm-date.h"

/* What was begun by keyboard and not ended is written after so long. */
#define REST_MS 1500
/* Near the edge of what is seen, and how far one motion there leads on; pixels. */
#define EDGE 20
#define SCROLL 16
#define SHORTEST (CRM_CALENDAR_SNAP * 60)
/* What took days takes an hour once it stands among the hours. */
#define USUAL 60

typedef enum { IDLE, PRESSED, MOVING, STRETCHING, DRAWING } Deed;

struct _CrmCalendarHand {
  GObject parent_instance;

  GtkWidget *surface;       /* borrowed: it holds this */
  CrmCalendarHand *partner; /* weak; of the surface beside, whole days or hours; NULL: none */
  CrmCalendarPlan *plan;    /* owned */
  const CrmCalendarHandFuncs *funcs;
  GtkGesture *drag;    /* borrowed: the surface's */
  GtkWidget *scroller; /* weak; does not scroll by touch while an entry is held */

  Deed deed;
  Deed wanted; /* what it becomes once the pointer moves */
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

static void
rest (CrmCalendarHand *self)
{
  g_clear_handle_id (&self->resting, g_source_remove);
  self->deed = self->wanted = IDLE;
  self->by_keys = FALSE;
  hold_still (self, FALSE);
  g_clear_pointer (&self->entry, crm_calendar_entry_free);
  if (self->block != NULL)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->block),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  g_clear_object (&self->block);
  hide (self);
}

static gboolean
is_all_day (CrmCalendarHand *self)
{
  return self->entry != NULL ? self->all_day : !self->funcs->has_hours;
}

/* Of two surfaces what is moved is seen on that where it would stand. */
static CrmCalendarHand *
get_there (CrmCalendarHand *self)
{
  gboolean takes_days = self->all_day || self->end - self->start >= CRM_CALENDAR_DAY * 60;

  if (self->partner == NULL || self->entry == NULL || (self->deed != MOVING && !self->by_keys))
    return self;
  return !takes_days == !self->funcs->has_hours ? self->partner : self;
}

static void
show (CrmCalendarHand *self)
{
  CrmCalendarHand *there = get_there (self);

  if (self->shown != there)
    hide (self);
  self->shown = there;
  there->funcs->show (there->surface, self->entry, self->start, self->end, is_all_day (self));
}

/* It is let go. */
static void
finish (CrmCalendarHand *self)
{
  g_autoptr (CrmCalendarEntry) entry = g_steal_pointer (&self->entry);
  Deed deed = self->deed;
  gint64 start = self->start;
  gint64 end = self->end;
  gboolean all_day = self->all_day;

  rest (self);
  if (deed == DRAWING)
    crm_calendar_plan_draw (self->plan, start, end, !self->funcs->has_hours);
  else if (entry != NULL && (deed == MOVING || deed == STRETCHING))
    crm_calendar_plan_move (self->plan, entry, start, end, all_day);
}

/* By the clock on the wall: ten o'clock stays ten o'clock when the clocks change. */
static gint64
shift (gint64 moment, gint64 days, int minutes)
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

static void
move_by (CrmCalendarHand *self, gint64 days, int minutes)
{
  self->start = shift (self->entry->start, days, minutes);
  self->end = shift (self->entry->end, days, minutes);
  self->all_day = self->entry->is_all_day;
}

/* As many days as it touches, from this on. */
static void
move_to_days (CrmCalendarHand *self, gint64 date)
{
  gint64 first = crm_moment_to_date (self->entry->start);

  self->start = crm_moment_from_date (date);
  self->end = crm_moment_from_date (date + crm_calendar_last_day (self->entry) - first + 1);
  self->all_day = TRUE;
}

static void
move_to_hour (CrmCalendarHand *self, gint64 date, int minute)
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
    finish (self);
  rest (self);
  self->dragged = FALSE;
  if (!self->funcs->locate (self->surface, x, y, &self->date, &self->minute) && block == NULL)
    return;
  self->deed = PRESSED;
  self->x = x;
  self->y = y;
  if (block != NULL && crm_calendar_block_get (block) != NULL) {
    self->block = g_object_ref (GTK_WIDGET (block));
    self->entry = crm_calendar_entry_copy (crm_calendar_block_get (block));
    self->all_day = self->entry->is_all_day;
    self->wanted = is_on_edge (self, block, x, y) ? STRETCHING : MOVING;
    gtk_widget_grab_focus (GTK_WIDGET (block));
  } else {
    self->wanted = DRAWING;
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
  if (self->partner == NULL || self->deed != MOVING ||
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
    move_by (self, date - self->date, by);
  else if (under->funcs->has_hours)
    move_to_hour (self, date, crm_calendar_layout_snap (minute));
  else
    move_to_days (self, crm_moment_to_date (self->entry->start) + date - self->date);
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
  case MOVING:
    move_to (self, under, date, minute);
    break;
  case STRETCHING:
    stretch_to (self, crm_moment_from_wall (date, crm_calendar_layout_snap (minute) * 60));
    break;
  case DRAWING:
    draw_to (self, date, minute);
    break;
  case IDLE:
  case PRESSED:
    return;
  }
  show (self);
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
  if (self->deed == IDLE)
    return;
  if (self->deed == PRESSED) {
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
  if (self->deed != PRESSED || !crm_calendar_plan_can_write (self->plan))
    return;
  hold_still (self, TRUE);
  take_hold (self);
  follow (self, self->x, self->y);
}

static void
drag_end_cb (CrmCalendarHand *self, double dx, double dy)
{
  if (self->deed == PRESSED && self->entry != NULL) {
    g_autoptr (GtkWidget) block = g_object_ref (self->block);
    rest (self);
    gtk_widget_activate (block);
  } else if (self->deed > PRESSED)
    finish (self);
  else
    rest (self);
}

static void
cancelled_cb (CrmCalendarHand *self)
{
  rest (self);
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

/* --- By keyboard */

static CrmCalendarBlock *
get_focused (CrmCalendarHand *self)
{
  GtkRoot *root = gtk_widget_get_root (self->surface);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return CRM_IS_CALENDAR_BLOCK (focus) && gtk_widget_is_ancestor (focus, self->surface)
             ? CRM_CALENDAR_BLOCK (focus)
             : NULL;
}

static void
rest_cb (gpointer data)
{
  CrmCalendarHand *self = data;

  self->resting = 0;
  finish (self);
}

static gboolean
begin_by_keys (CrmCalendarHand *self, CrmCalendarBlock *block, Deed deed)
{
  const CrmCalendarEntry *entry = crm_calendar_block_get (block);

  if (entry == NULL || !crm_calendar_plan_can_write (self->plan))
    return FALSE;
  if (self->deed <= PRESSED) {
    rest (self);
    self->entry = crm_calendar_entry_copy (entry);
    self->start = entry->start;
    self->end = entry->end;
    self->all_day = entry->is_all_day;
  }
  self->deed = deed;
  self->by_keys = TRUE;
  g_clear_handle_id (&self->resting, g_source_remove);
  self->resting = g_timeout_add_once (REST_MS, rest_cb, self);
  return TRUE;
}

/* Whoever hears it is told where it would come to stand. */
static void
tell (CrmCalendarHand *self, CrmCalendarBlock *block)
{
  g_autofree char *when = crm_calendar_text_when (self->start, self->end, is_all_day (self));

  g_set_object (&self->block, GTK_WIDGET (block));
  show (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (block), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, when,
                                  -1);
}

static void
move_by_keys (CrmCalendarHand *self, CrmCalendarBlock *block, gint64 days, int minutes)
{
  if (!begin_by_keys (self, block, MOVING))
    return;
  self->start = shift (self->start, days, minutes);
  self->end = shift (self->end, days, minutes);
  tell (self, block);
}

static void
stretch_by_keys (CrmCalendarHand *self, CrmCalendarBlock *block, gint64 days, int minutes)
{
  gint64 shortest = days != 0 ? SHORTEST * 4 * 20 : SHORTEST;

  if (!begin_by_keys (self, block, STRETCHING))
    return;
  self->end = MAX (shift (self->end, days, minutes), self->start + shortest);
  tell (self, block);
}

/* Between the whole days and the hours; at the hour that it had, or that one is at. */
static gboolean
change_kind_by_keys (CrmCalendarHand *self, CrmCalendarBlock *block, gboolean to_days)
{
  const CrmCalendarEntry *entry = crm_calendar_block_get (block);
  gboolean is_there;
  gint64 date;

  if (entry == NULL || self->partner == NULL || !begin_by_keys (self, block, MOVING))
    return FALSE;
  is_there = to_days == !get_there (self)->funcs->has_hours;
  date = crm_moment_to_date (self->start);
  if (!is_there && to_days == !self->funcs->has_hours)
    move_by (self, date - crm_moment_to_date (self->entry->start), 0);
  else if (!is_there && to_days)
    move_to_days (self, date);
  else if (!is_there)
    move_to_hour (self, date, crm_calendar_plan_get_minute (self->plan));
  tell (self, block);
  return TRUE;
}

/* Left and right are earlier and later, whichever way one reads. */
static gboolean
arrow (CrmCalendarHand *self, guint key, int *across, int *down)
{
  int later = gtk_widget_get_direction (self->surface) == GTK_TEXT_DIR_RTL ? -1 : 1;

  *across = key == GDK_KEY_Left ? -later : key == GDK_KEY_Right ? later : 0;
  *down = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down ? 1 : 0;
  return *across != 0 || *down != 0;
}

static gboolean
change_by_keys (CrmCalendarHand *self, CrmCalendarBlock *block, guint key, gboolean stretches)
{
  const CrmCalendarEntry *entry = crm_calendar_block_get (block);
  gboolean by_days = !get_there (self)->funcs->has_hours;
  int across, down;

  if (!stretches && (key == GDK_KEY_Home || key == GDK_KEY_End))
    return change_kind_by_keys (self, block, key == GDK_KEY_Home);
  if (entry == NULL || !arrow (self, key, &across, &down))
    return FALSE;
  if (!stretches && by_days)
    move_by_keys (self, block, across + 7 * down, 0);
  else if (!stretches)
    move_by_keys (self, block, across, down * CRM_CALENDAR_SNAP);
  else if (by_days && (self->by_keys ? self->all_day : entry->is_all_day))
    stretch_by_keys (self, block, across + down, 0);
  else
    stretch_by_keys (self, block, 0, (across + down) * CRM_CALENDAR_SNAP);
  return TRUE;
}

static gboolean
key_pressed_cb (CrmCalendarHand *self, guint key, guint code, GdkModifierType state)
{
  CrmCalendarBlock *block = get_focused (self);
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (key == GDK_KEY_Escape && self->deed != IDLE) {
    if (!self->by_keys)
      gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_DENIED);
    rest (self);
    return TRUE;
  }
  if (block == NULL)
    return FALSE;
  if (modifiers == GDK_ALT_MASK)
    return change_by_keys (self, block, key, FALSE);
  if (modifiers == (GDK_ALT_MASK | GDK_SHIFT_MASK))
    return change_by_keys (self, block, key, TRUE);
  if (modifiers != 0)
    return FALSE;
  switch (key) {
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_space:
    if (self->by_keys)
      finish (self);
    else
      gtk_widget_activate (GTK_WIDGET (block));
    return TRUE;
  case GDK_KEY_Delete:
  case GDK_KEY_KP_Delete:
    if (crm_calendar_block_get (block) != NULL && crm_calendar_plan_can_write (self->plan))
      crm_calendar_plan_remove (self->plan, crm_calendar_block_get (block));
    return TRUE;
  default:
    return FALSE;
  }
}

/* Whoever lets go of Alt lets go of the entry. */
static void
key_released_cb (CrmCalendarHand *self, guint key)
{
  if (self->by_keys && (key == GDK_KEY_Alt_L || key == GDK_KEY_Alt_R || key == GDK_KEY_Meta_L))
    finish (self);
}

static void
leave_cb (CrmCalendarHand *self)
{
  if (self->by_keys)
    finish (self);
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
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
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
  connect (self, keys, "key-pressed", G_CALLBACK (key_pressed_cb));
  connect (self, keys, "key-released", G_CALLBACK (key_released_cb));
  connect (self, motion, "motion", G_CALLBACK (motion_cb));
  connect (self, focus, "leave", G_CALLBACK (leave_cb));
  connect (self, hold, "pressed", G_CALLBACK (held_cb));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  gtk_widget_add_controller (surface, GTK_EVENT_CONTROLLER (self->drag));
  gtk_widget_add_controller (surface, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (surface, keys);
  gtk_widget_add_controller (surface, motion);
  gtk_widget_add_controller (surface, focus);
  gtk_widget_add_controller (surface, GTK_EVENT_CONTROLLER (hold));
  gtk_gesture_group (self->drag, click);
  g_object_set_data_full (G_OBJECT (surface), "hand", self, g_object_unref);
  return self;
}

gboolean
crm_calendar_hand_is_busy (CrmCalendarHand *self)
{
  return self->deed > PRESSED;
}

void
crm_calendar_hand_pair (CrmCalendarHand *days, CrmCalendarHand *hours)
{
  g_set_weak_pointer (&days->partner, hours);
  g_set_weak_pointer (&hours->partner, days);
}
