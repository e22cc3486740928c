/* One day or several, hour by hour. */
#include "config.h"

#include "crm-calendar-days.h"

#include "crm-calendar-grid.h"
#include "crm-calendar-hand.h"
#include "crm-calendar-layout.h"
#include "crm-calendar-row.h"
#include "crm-date.h"

struct _CrmCalendarDays {
  GtkWidget parent_instance;

  CrmCalendarPlan *plan; /* owned */
  int n_days;
  gint64 first;
  GtkWidget *box;
  CrmCalendarRow *head;
  GtkWidget *scroller;
  CrmCalendarGrid *grid;
  gboolean is_scrolled; /* somebody has scrolled, or it was done for them */
  guint ticking;
};

G_DEFINE_FINAL_TYPE (CrmCalendarDays, crm_calendar_days, GTK_TYPE_WIDGET)

/* --- Showing */

static const CrmCalendarEntry *
get_focused (CrmCalendarDays *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return CRM_IS_CALENDAR_BLOCK (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
             ? crm_calendar_block_get (CRM_CALENDAR_BLOCK (focus))
             : NULL;
}

/* The focus goes with what goes from the hours to the whole days, or back. */
static void
restore_focus (CrmCalendarDays *self, gint64 activity, gint64 occurrence)
{
  CrmCalendarBlock *block = crm_calendar_row_find_block (self->head, activity, occurrence);

  if (block == NULL)
    block = crm_calendar_grid_find_block (self->grid, activity, occurrence);
  if (block != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (block));
}

static void
show (CrmCalendarDays *self)
{
  const CrmCalendarEntry *entry = get_focused (self);
  gint64 activity = entry != NULL ? entry->activity : 0;
  gint64 occurrence = entry != NULL ? entry->occurrence : 0;

  crm_calendar_row_set_gutter (self->head, crm_calendar_grid_measure_gutter (self->grid));
  crm_calendar_row_show (self->head, self->first, self->n_days, 0);
  crm_calendar_grid_show (self->grid, self->first, self->n_days);
  if (activity != 0)
    restore_focus (self, activity, occurrence);
}

static gint64
find_first (CrmCalendarDays *self)
{
  gint64 date = crm_calendar_plan_get_date (self->plan);

  if (self->n_days == 7)
    return crm_calendar_layout_week (date, crm_calendar_layout_first_weekday ());
  /* Of fewer days the window moves only when one leaves it. */
  if (self->first != 0 && self->n_days > 1 && date >= self->first &&
      date < self->first + self->n_days)
    return self->first;
  return date;
}

static void
update (CrmCalendarDays *self)
{
  gint64 first = find_first (self);
  gboolean is_other = first != self->first;

  self->first = first;
  crm_calendar_plan_set_range (self->plan, self->first, self->first + self->n_days);
  if (is_other)
    show (self);
}

/* What one is at comes into view. */
static void
reveal (CrmCalendarDays *self, int from, int until)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  gtk_adjustment_clamp_page (adjustment, crm_calendar_grid_get_y (self->grid, from),
                             crm_calendar_grid_get_y (self->grid, until));
}

static void
cursor_cb (CrmCalendarDays *self)
{
  int minute = crm_calendar_plan_get_minute (self->plan);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  update (self);
  if (gtk_widget_is_focus (GTK_WIDGET (self->grid)))
    reveal (self, minute, minute + CRM_CALENDAR_SLOT);
}

static void
changed_cb (CrmCalendarDays *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show (self);
}

/* At first the working day, or now if that is another time. */
static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer unused)
{
  CrmCalendarDays *self = CRM_CALENDAR_DAYS (widget);
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  double page = gtk_adjustment_get_page_size (adjustment);
  gint64 today;
  int now = crm_moment_to_wall (crm_calendar_plan_get_now (self->plan), &today) / 60;
  int from = 8 * 60;

  if (page <= 0)
    return G_SOURCE_CONTINUE;
  if (today >= self->first && today < self->first + self->n_days &&
      (now < from || crm_calendar_grid_get_y (self->grid, now - from) > page))
    from = MAX (now - 60, 0);
  gtk_adjustment_set_value (adjustment, crm_calendar_grid_get_y (self->grid, from) - 10);
  return G_SOURCE_REMOVE;
}

static void
crm_calendar_days_map (GtkWidget *widget)
{
  CrmCalendarDays *self = CRM_CALENDAR_DAYS (widget);

  self->first = 0;
  update (self);
  GTK_WIDGET_CLASS (crm_calendar_days_parent_class)->map (widget);
  if (!self->is_scrolled)
    gtk_widget_add_tick_callback (widget, scroll_cb, NULL, NULL);
  self->is_scrolled = TRUE;
}

static gboolean
tick_cb (gpointer data)
{
  crm_calendar_grid_tick (CRM_CALENDAR_DAYS (data)->grid);
  return G_SOURCE_CONTINUE;
}

/* --- The head as a surface: whole days */

static gboolean
locate (GtkWidget *surface, double x, double y, gint64 *date, int *minute)
{
  *minute = 0;
  return crm_calendar_row_locate (CRM_CALENDAR_ROW (surface), x, date);
}

static void
mark (GtkWidget *surface, const CrmCalendarEntry *entry, gint64 start, gint64 end,
      gboolean is_all_day)
{
  crm_calendar_row_mark (CRM_CALENDAR_ROW (surface), end == 0 ? 0 : crm_moment_to_date (start),
                         end == 0 ? 0 : crm_moment_to_date (end > start ? end - 1 : start) + 1);
}

static void
press (GtkWidget *surface, double x, double y, int n_press)
{
  CrmCalendarDays *self =
      CRM_CALENDAR_DAYS (gtk_widget_get_ancestor (surface, CRM_TYPE_CALENDAR_DAYS));
  gint64 date;

  if (!crm_calendar_row_locate (self->head, x, &date))
    return;
  if (n_press == 1 && crm_calendar_cell_is_way (crm_calendar_row_get_cell (self->head, date), y)) {
    crm_calendar_plan_go (self->plan, date, self->n_days == 1 ? "week" : "day");
    return;
  }
  crm_calendar_plan_set_cursor (self->plan, date, crm_calendar_plan_get_minute (self->plan));
  if (n_press == 2)
    crm_calendar_plan_draw (self->plan, crm_moment_from_date (date),
                            crm_moment_from_date (date + 1), TRUE);
}

static const CrmCalendarHandFuncs head_funcs = { locate, mark, press, FALSE };

/* --- Keys of the head: from what stands there down to the hours, and back */

static CrmCalendarBlock *
get_focused_bar (CrmCalendarDays *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return CRM_IS_CALENDAR_BLOCK (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->head))
             ? CRM_CALENDAR_BLOCK (focus)
             : NULL;
}

static CrmCalendarBlock *
get_bar_beside (CrmCalendarDays *self, CrmCalendarBlock *block, int by)
{
  gint64 date = crm_calendar_plan_get_date (self->plan);
  CrmCalendarBlock *before = NULL;
  CrmCalendarBlock *each;

  for (guint i = 0; (each = crm_calendar_row_get_block (self->head, date, i)) != NULL; i++) {
    if (by > 0 && before == block)
      return each;
    if (by < 0 && each == block)
      return before;
    before = each;
  }
  return by < 0 && block == NULL ? before : NULL;
}

static gboolean
key_pressed_cb (CrmCalendarDays *self, guint key, guint code, GdkModifierType state)
{
  CrmCalendarBlock *block = get_focused_bar (self);
  CrmCalendarBlock *next;
  int by = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down ? 1 : 0;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || by == 0 ||
      (block == NULL && by > 0))
    return FALSE;
  next = get_bar_beside (self, block, by);
  if (next != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (next));
  return by > 0 && gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* --- The object */

static void
crm_calendar_days_dispose (GObject *object)
{
  CrmCalendarDays *self = CRM_CALENDAR_DAYS (object);

  g_clear_handle_id (&self->ticking, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (crm_calendar_days_parent_class)->dispose (object);
}

static void
crm_calendar_days_class_init (CrmCalendarDaysClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_calendar_days_dispose;
  widget_class->map = crm_calendar_days_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "calendardays");
}

static void
crm_calendar_days_init (CrmCalendarDays *self)
{
}

GtkWidget *
crm_calendar_days_new (CrmCalendarPlan *plan, int n_days)
{
  CrmCalendarDays *self = g_object_new (CRM_TYPE_CALENDAR_DAYS, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  CrmCalendarHand *hand;

  self->plan = g_object_ref (plan);
  self->n_days = n_days;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->head = CRM_CALENDAR_ROW (crm_calendar_row_new (plan, CRM_CALENDAR_CELL_NAME));
  gtk_widget_add_css_class (GTK_WIDGET (self->head), "calendar-head");
  hand = crm_calendar_hand_new (GTK_WIDGET (self->head), plan, &head_funcs);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->head));
  self->grid = CRM_CALENDAR_GRID (crm_calendar_grid_new (plan));
  crm_calendar_hand_pair (hand, crm_calendar_grid_get_hand (self->grid));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->grid));
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->scroller);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (plan, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "cursor-moved", G_CALLBACK (cursor_cb), self, G_CONNECT_SWAPPED);
  self->ticking = g_timeout_add_seconds (30, tick_cb, self);
  return GTK_WIDGET (self);
}

void
crm_calendar_days_set_n_days (CrmCalendarDays *self, int n_days)
{
  if (self->n_days == n_days)
    return;
  self->n_days = n_days;
  self->first = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

gint64
crm_calendar_days_get_first (CrmCalendarDays *self)
{
  return self->first;
}
