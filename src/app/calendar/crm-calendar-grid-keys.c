/* The keys of the grid of hours: from slot to slot, and over what stands on the way. */
#include "config.h"

#include "crm-calendar-grid-private.h"
#include "crm-calendar-text.h"
#include "crm-date.h"

/* Where one can stop in a day: every slot that is empty, every entry, what counts the others. */
typedef struct {
  int minute;
  GtkWidget *child; /* NULL: an empty slot */
} Stop;

char *
crm_calendar_grid_dup_slot (CrmCalendarGrid *self)
{
  gint64 date = crm_calendar_plan_get_date (self->plan);
  int minute = crm_calendar_plan_get_minute (self->plan);
  g_autofree char *time = crm_calendar_text_time (crm_moment_from_wall (date, minute * 60));
  g_autofree char *day = crm_calendar_text_day (date);

  return g_strdup_printf ("%s, %s", time, day);
}

static gboolean
is_covered (CrmCalendarGrid *self, int column, int minute)
{
  for (guint i = 0; i < self->parts->len; i++) {
    const CrmCalendarPart *part = &g_array_index (self->parts, CrmCalendarPart, i);
    if (part->column == column && part->span.from < minute + CRM_CALENDAR_SLOT &&
        part->span.until > minute)
      return TRUE;
  }
  return FALSE;
}

static int
compare_stops (gconstpointer a, gconstpointer b)
{
  return ((const Stop *) a)->minute - ((const Stop *) b)->minute;
}

static GArray *
find_stops (CrmCalendarGrid *self, int column)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (Stop));

  for (guint i = 0; i < self->parts->len; i++) {
    const CrmCalendarPart *part = &g_array_index (self->parts, CrmCalendarPart, i);
    Stop stop = { part->span.from, GTK_WIDGET (part->block) };
    if (part->column == column && gtk_widget_get_child_visible (GTK_WIDGET (part->block)))
      g_array_append_val (stops, stop);
  }
  for (guint i = 0; i < MIN (self->counts->len, self->buttons->len); i++) {
    const CrmCalendarCount *count = &g_array_index (self->counts, CrmCalendarCount, i);
    Stop stop = { count->from, self->buttons->pdata[i] };
    if (count->column == column)
      g_array_append_val (stops, stop);
  }
  for (int minute = 0; minute < CRM_CALENDAR_DAY; minute += CRM_CALENDAR_SLOT) {
    Stop stop = { minute, NULL };
    if (!is_covered (self, column, minute))
      g_array_append_val (stops, stop);
  }
  g_array_sort (stops, compare_stops);
  return stops;
}

static GtkWidget *
get_focused (CrmCalendarGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && focus != GTK_WIDGET (self) &&
                 gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
             ? focus
             : NULL;
}

/* An entry says what it is, an empty slot is described by the grid. */
static void
go_to (CrmCalendarGrid *self, gint64 date, const Stop *stop)
{
  /* What is at the cursor comes into view while the hours have the focus. */
  if (stop->child == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  crm_calendar_plan_set_cursor (self->plan, date, stop->minute);
  if (stop->child != NULL)
    gtk_widget_grab_focus (stop->child);
}

static gboolean
go_down (CrmCalendarGrid *self, int by)
{
  gint64 date = crm_calendar_plan_get_date (self->plan);
  int minute = crm_calendar_plan_get_minute (self->plan);
  GtkWidget *child = get_focused (self);
  g_autoptr (GArray) stops = NULL;
  int here = -1;

  if (date < self->date || date >= self->date + self->n_days)
    return FALSE;
  stops = find_stops (self, (int) (date - self->date));
  for (guint i = 0; i < stops->len; i++) {
    const Stop *stop = &g_array_index (stops, Stop, i);
    if (child != NULL ? stop->child == child : stop->minute <= minute)
      here = (int) i;
  }
  here += by;
  if (here < 0)
    return FALSE;
  if (here < (int) stops->len)
    go_to (self, date, &g_array_index (stops, Stop, here));
  return TRUE;
}

/* What stands at the same time of another day, or the slot. Beyond the days shown are others. */
static void
go_across (CrmCalendarGrid *self, int by)
{
  gint64 date = crm_calendar_plan_get_date (self->plan) + by;
  Stop best = { crm_calendar_plan_get_minute (self->plan), NULL };
  int column;

  if (date < self->date || date >= self->date + self->n_days)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  crm_calendar_plan_set_cursor (self->plan, date, best.minute);
  column = (int) (date - self->date);
  for (guint i = 0; i < self->parts->len && best.child == NULL; i++) {
    const CrmCalendarPart *part = &g_array_index (self->parts, CrmCalendarPart, i);
    if (part->column == column && part->span.from <= best.minute &&
        part->span.until > best.minute && gtk_widget_get_child_visible (GTK_WIDGET (part->block)))
      best.child = GTK_WIDGET (part->block);
  }
  go_to (self, date, &best);
}

static gboolean
key_pressed_cb (CrmCalendarGrid *self, guint key, guint code, GdkModifierType state)
{
  int later = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  switch (key) {
  case GDK_KEY_Up:
    return go_down (self, -1);
  case GDK_KEY_Down:
    return go_down (self, 1);
  case GDK_KEY_Left:
    go_across (self, -later);
    return TRUE;
  case GDK_KEY_Right:
    go_across (self, later);
    return TRUE;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    crm_calendar_plan_draw_here (self->plan);
    return TRUE;
  default:
    return FALSE;
  }
}

void
crm_calendar_grid_add_keys (CrmCalendarGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
