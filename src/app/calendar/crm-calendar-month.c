/* A month, a week under the other. */
#include "config.h"

#include "crm-calendar-month.h"

#include <glib/gi18n.h>

#include "crm-calendar-agenda.h"
#include "crm-calendar-hand.h"
#include "crm-calendar-layout.h"
#include "crm-calendar-row.h"
#include "crm-calendar-text.h"
#include "crm-date.h"

#define MOST_WEEKS 6
#define GUTTER 28

struct _CrmCalendarMonth {
  GtkWidget parent_instance;

  CrmCalendarPlan *plan; /* owned */
  gboolean narrow;
  int first_weekday;
  gint64 from, until; /* what is shown */
  GtkWidget *box;
  GtkWidget *names; /* of the weekdays */
  GtkWidget *weeks;
  CrmCalendarRow *rows[MOST_WEEKS];
  GtkWidget *scroller; /* of the day beneath */
  GtkWidget *day;
};

G_DEFINE_FINAL_TYPE (CrmCalendarMonth, crm_calendar_month, GTK_TYPE_WIDGET)

static int
count_weeks (CrmCalendarMonth *self)
{
  return (int) ((self->until - self->from) / 7);
}

static CrmCalendarRow *
get_row (CrmCalendarMonth *self, gint64 date)
{
  return date >= self->from && date < self->until ? self->rows[(date - self->from) / 7] : NULL;
}

static CrmCalendarCell *
get_cell (CrmCalendarMonth *self, gint64 date)
{
  CrmCalendarRow *row = get_row (self, date);

  return row != NULL ? crm_calendar_row_get_cell (row, date) : NULL;
}

static GtkWidget *
get_focus (CrmCalendarMonth *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

/* --- Showing */

/* The focus stays on what it was on, wherever that stands now. */
static void
restore_focus (CrmCalendarMonth *self, gint64 activity, gint64 occurrence)
{
  for (int i = 0; i < count_weeks (self); i++) {
    CrmCalendarBlock *block = crm_calendar_row_find_block (self->rows[i], activity, occurrence);
    if (block != NULL && gtk_widget_grab_focus (GTK_WIDGET (block)))
      return;
  }
  gtk_widget_grab_focus (GTK_WIDGET (get_cell (self, crm_calendar_plan_get_date (self->plan))));
}

static void
mark_cursor (CrmCalendarMonth *self)
{
  gint64 date = crm_calendar_plan_get_date (self->plan);

  for (gint64 each = self->from; each < self->until; each++) {
    GtkWidget *cell = GTK_WIDGET (get_cell (self, each));
    if (each == date)
      gtk_widget_add_css_class (cell, "chosen");
    else
      gtk_widget_remove_css_class (cell, "chosen");
  }
  if (self->narrow)
    crm_calendar_agenda_show (CRM_CALENDAR_AGENDA (self->day), date, date + 1);
}

static void
name_weekdays (CrmCalendarMonth *self)
{
  GtkWidget *label = gtk_widget_get_first_child (self->names);

  for (int i = 0; i < 7; i++) {
    g_autofree char *name = crm_calendar_text_weekday (self->from + i);
    gtk_label_set_text (GTK_LABEL (label), name);
    label = gtk_widget_get_next_sibling (label);
  }
  gtk_widget_set_margin_start (self->names, self->narrow ? 0 : GUTTER);
}

static void
show (CrmCalendarMonth *self)
{
  GtkWidget *focus = get_focus (self);
  const CrmCalendarEntry *entry =
      CRM_IS_CALENDAR_BLOCK (focus) ? crm_calendar_block_get (CRM_CALENDAR_BLOCK (focus)) : NULL;
  gint64 activity = entry != NULL ? entry->activity : 0;
  gint64 occurrence = entry != NULL ? entry->occurrence : 0;
  gboolean had_focus = focus != NULL && !gtk_widget_is_ancestor (focus, self->scroller);
  int year, month, day;

  crm_date_to_ymd (crm_calendar_plan_get_date (self->plan), &year, &month, &day);
  name_weekdays (self);
  for (int i = 0; i < MOST_WEEKS; i++) {
    gtk_widget_set_visible (GTK_WIDGET (self->rows[i]), i < count_weeks (self));
    if (i < count_weeks (self))
      crm_calendar_row_show (self->rows[i], self->from + 7 * i, 7, month);
  }
  mark_cursor (self);
  if (had_focus)
    restore_focus (self, activity, occurrence);
}

static void
cursor_cb (CrmCalendarMonth *self)
{
  gint64 from, until;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  crm_calendar_layout_month (crm_calendar_plan_get_date (self->plan), self->first_weekday, &from,
                             &until);
  if (from == self->from && until == self->until) {
    mark_cursor (self);
    return;
  }
  self->from = from;
  self->until = until;
  crm_calendar_plan_set_range (self->plan, from, until);
  show (self);
}

static void
changed_cb (CrmCalendarMonth *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->until > self->from)
    show (self);
}

static void
crm_calendar_month_map (GtkWidget *widget)
{
  CrmCalendarMonth *self = CRM_CALENDAR_MONTH (widget);

  crm_calendar_layout_month (crm_calendar_plan_get_date (self->plan), self->first_weekday,
                             &self->from, &self->until);
  crm_calendar_plan_set_range (self->plan, self->from, self->until);
  show (self);
  GTK_WIDGET_CLASS (crm_calendar_month_parent_class)->map (widget);
}

/* --- The hand */

static CrmCalendarRow *
find_row_at (CrmCalendarMonth *self, double x, double y, graphene_point_t *point)
{
  for (int i = 0; i < count_weeks (self); i++) {
    if (gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (self->rows[i]),
                                  &GRAPHENE_POINT_INIT ((float) x, (float) y), point) &&
        point->y >= 0 && point->y < (float) gtk_widget_get_height (GTK_WIDGET (self->rows[i])))
      return self->rows[i];
  }
  return NULL;
}

static gboolean
locate (GtkWidget *surface, double x, double y, gint64 *date, int *minute)
{
  CrmCalendarMonth *self = CRM_CALENDAR_MONTH (surface);
  graphene_point_t point;
  CrmCalendarRow *row = find_row_at (self, x, y, &point);

  *minute = 0;
  return row != NULL && crm_calendar_row_locate (row, (double) point.x, date);
}

static void
mark (GtkWidget *surface, const CrmCalendarEntry *entry, gint64 start, gint64 end,
      gboolean is_all_day)
{
  CrmCalendarMonth *self = CRM_CALENDAR_MONTH (surface);
  gint64 from = end == 0 ? 0 : crm_moment_to_date (start);
  gint64 until = end == 0 ? 0 : crm_moment_to_date (end > start ? end - 1 : start) + 1;

  for (int i = 0; i < count_weeks (self); i++)
    crm_calendar_row_mark (self->rows[i], from, until);
}

static void
press (GtkWidget *surface, double x, double y, int n_press)
{
  CrmCalendarMonth *self = CRM_CALENDAR_MONTH (surface);
  graphene_point_t point;
  CrmCalendarRow *row = find_row_at (self, x, y, &point);
  gint64 date;

  if (row == NULL)
    return;
  if (!crm_calendar_row_locate (row, (double) point.x, &date)) {
    crm_calendar_plan_go (self->plan, crm_calendar_row_get_date (row), "week");
    return;
  }
  crm_calendar_plan_set_cursor (self->plan, date, crm_calendar_plan_get_minute (self->plan));
  if (get_cell (self, date) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_cell (self, date)));
  if (self->narrow)
    return;
  if (n_press == 1 && crm_calendar_cell_is_way (get_cell (self, date), (double) point.y))
    crm_calendar_plan_go (self->plan, date, "day");
  else if (n_press == 2)
    crm_calendar_plan_draw_here (self->plan);
}

static const CrmCalendarHandFuncs hand_funcs = { locate, mark, press, FALSE };

/* --- Keys: days, and down through what stands on them */

static guint
find_index (CrmCalendarMonth *self, CrmCalendarRow *row, gint64 date, CrmCalendarBlock *block)
{
  CrmCalendarBlock *each;

  for (guint i = 0; (each = crm_calendar_row_get_block (row, date, i)) != NULL; i++)
    if (each == block)
      return i;
  return G_MAXUINT;
}

static void
go_to_day (CrmCalendarMonth *self, gint64 date)
{
  crm_calendar_plan_set_cursor (self->plan, date, crm_calendar_plan_get_minute (self->plan));
  if (get_cell (self, date) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_cell (self, date)));
}

static void
go_to_last (CrmCalendarMonth *self, gint64 date)
{
  CrmCalendarRow *row;
  CrmCalendarBlock *last = NULL;
  CrmCalendarBlock *each;

  go_to_day (self, date);
  row = get_row (self, date);
  for (guint i = 0; row != NULL && (each = crm_calendar_row_get_block (row, date, i)) != NULL; i++)
    last = each;
  if (last != NULL && !self->narrow)
    gtk_widget_grab_focus (GTK_WIDGET (last));
}

static void
go_down (CrmCalendarMonth *self, gint64 date, CrmCalendarBlock *block, int by)
{
  CrmCalendarRow *row = get_row (self, date);
  guint i = block != NULL ? find_index (self, row, date, block) : G_MAXUINT;
  CrmCalendarBlock *next = NULL;

  if (by < 0 && block == NULL)
    go_to_last (self, date - 7);
  else if (by < 0 && (i == 0 || i == G_MAXUINT))
    go_to_day (self, date);
  else {
    next = self->narrow ? NULL : crm_calendar_row_get_block (row, date, i + (guint) by);
    if (next != NULL)
      gtk_widget_grab_focus (GTK_WIDGET (next));
    else
      go_to_day (self, date + 7);
  }
}

static gboolean
key_pressed_cb (CrmCalendarMonth *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *focus = get_focus (self);
  CrmCalendarBlock *block = CRM_IS_CALENDAR_BLOCK (focus) ? CRM_CALENDAR_BLOCK (focus) : NULL;
  gint64 date = crm_calendar_plan_get_date (self->plan);
  int later = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || focus == NULL ||
      gtk_widget_is_ancestor (focus, self->scroller))
    return FALSE;
  switch (key) {
  case GDK_KEY_Left:
    go_to_day (self, date - later);
    return TRUE;
  case GDK_KEY_Right:
    go_to_day (self, date + later);
    return TRUE;
  case GDK_KEY_Up:
    go_down (self, date, block, -1);
    return TRUE;
  case GDK_KEY_Down:
    go_down (self, date, block, 1);
    return TRUE;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    crm_calendar_plan_go (self->plan, date, "day");
    return TRUE;
  default:
    return FALSE;
  }
}

/* Tab comes to the day one is at and goes on out of the month. */
static gboolean
crm_calendar_month_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CrmCalendarMonth *self = CRM_CALENDAR_MONTH (widget);
  GtkWidget *focus = get_focus (self);
  GtkWidget *cell = GTK_WIDGET (get_cell (self, crm_calendar_plan_get_date (self->plan)));
  gboolean is_below = focus != NULL && gtk_widget_is_ancestor (focus, self->scroller);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  if (focus == NULL && (direction == GTK_DIR_TAB_FORWARD || !self->narrow))
    return cell != NULL && gtk_widget_grab_focus (cell);
  if (self->narrow && gtk_widget_child_focus (self->scroller, direction))
    return TRUE;
  return is_below && direction == GTK_DIR_TAB_BACKWARD && gtk_widget_grab_focus (cell);
}

/* --- The object */

static void
crm_calendar_month_dispose (GObject *object)
{
  CrmCalendarMonth *self = CRM_CALENDAR_MONTH (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (crm_calendar_month_parent_class)->dispose (object);
}

static void
crm_calendar_month_class_init (CrmCalendarMonthClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_calendar_month_dispose;
  widget_class->map = crm_calendar_month_map;
  widget_class->focus = crm_calendar_month_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "calendarmonth");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
crm_calendar_month_init (CrmCalendarMonth *self)
{
  self->first_weekday = crm_calendar_layout_first_weekday ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("calendar", "Month"), -1);
}

static void
make_parts (CrmCalendarMonth *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->names = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (self->names), TRUE);
  for (int i = 0; i < 7; i++) {
    GtkWidget *label = gtk_label_new (NULL);
    gtk_widget_add_css_class (label, "caption-heading");
    gtk_widget_add_css_class (label, "dimmed");
    gtk_box_append (GTK_BOX (self->names), label);
  }
  gtk_widget_add_css_class (self->names, "calendar-weekdays");
  gtk_box_append (GTK_BOX (self->box), self->names);
  self->weeks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (self->weeks), TRUE);
  gtk_widget_set_vexpand (self->weeks, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->weeks);
  for (int i = 0; i < MOST_WEEKS; i++) {
    self->rows[i] = CRM_CALENDAR_ROW (crm_calendar_row_new (self->plan, CRM_CALENDAR_CELL_NUMBER));
    crm_calendar_row_set_gutter (self->rows[i], GUTTER);
    gtk_box_append (GTK_BOX (self->weeks), GTK_WIDGET (self->rows[i]));
  }
  self->day = crm_calendar_agenda_new (self->plan, FALSE);
  crm_calendar_agenda_set_narrow (CRM_CALENDAR_AGENDA (self->day), TRUE);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->day);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_visible (self->scroller, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->scroller);
}

GtkWidget *
crm_calendar_month_new (CrmCalendarPlan *plan)
{
  CrmCalendarMonth *self = g_object_new (CRM_TYPE_CALENDAR_MONTH, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->plan = g_object_ref (plan);
  make_parts (self);
  crm_calendar_hand_new (GTK_WIDGET (self), plan, &hand_funcs);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (plan, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "cursor-moved", G_CALLBACK (cursor_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
crm_calendar_month_set_narrow (CrmCalendarMonth *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  for (int i = 0; i < MOST_WEEKS; i++) {
    crm_calendar_row_set_form (self->rows[i],
                               narrow ? CRM_CALENDAR_CELL_DOTS : CRM_CALENDAR_CELL_NUMBER);
    crm_calendar_row_set_gutter (self->rows[i], narrow ? 0 : GUTTER);
  }
  gtk_widget_set_vexpand (self->weeks, !narrow);
  gtk_widget_set_visible (self->scroller, narrow);
  if (self->until > self->from)
    show (self);
}
