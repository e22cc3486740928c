/* The hours of some days, with what stands at them. */
#include "config.h"

#include "crm-calendar-grid.h"

#include <glib/gi18n.h>

#include "crm-calendar-grid-private.h"
#include "crm-calendar-text.h"
#include "crm-date.h"

/* What takes no time is as high as this. */
#define LEAST_MINUTES 30
/* A part narrower than this says nothing; how many there are beyond is said beside the others. */
#define NARROWEST 36
#define GAP 2

G_DEFINE_FINAL_TYPE (CrmCalendarGrid, crm_calendar_grid, GTK_TYPE_WIDGET)

/* --- Places */

int
crm_calendar_grid_measure_hour (CrmCalendarGrid *self)
{
  return MAX (2 * crm_calendar_block_measure_line (GTK_WIDGET (self)) + 8, 44);
}

int
crm_calendar_grid_measure_gutter (CrmCalendarGrid *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "00:00");
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + 10;
}

int
crm_calendar_grid_get_x (CrmCalendarGrid *self, int column)
{
  int gutter = crm_calendar_grid_measure_gutter (self);
  int room = gtk_widget_get_width (GTK_WIDGET (self)) - gutter;

  return gutter + room * column / MAX (self->n_days, 1);
}

double
crm_calendar_grid_get_y (CrmCalendarGrid *self, int minute)
{
  return crm_calendar_grid_measure_hour (self) * minute / 60.0;
}

gboolean
crm_calendar_grid_locate (CrmCalendarGrid *self, double x, double y, gint64 *date, int *minute)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int gutter = crm_calendar_grid_measure_gutter (self);
  int room = width - gutter;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = width - x;
  x -= gutter;
  if (room <= 0 || self->n_days == 0)
    return FALSE;
  *date = self->date + CLAMP ((int) (x * self->n_days / room), 0, self->n_days - 1);
  *minute = (int) CLAMP (y * 60 / crm_calendar_grid_measure_hour (self), 0, CRM_CALENDAR_DAY);
  return TRUE;
}

static void
place_part (CrmCalendarGrid *self, const CrmCalendarPart *part)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int left = crm_calendar_grid_get_x (self, part->column) + 1;
  int room = crm_calendar_grid_get_x (self, part->column + 1) - left - 2 * GAP;
  int n_lanes = CLAMP (part->span.n_lanes, 1, MAX (room / NARROWEST, 1));
  int end = MIN (part->span.lane + part->span.width, n_lanes);
  int x = left + GAP + room * part->span.lane / n_lanes;
  int until = left + GAP + room * end / n_lanes;
  int y = (int) crm_calendar_grid_get_y (self, part->span.from) + 1;
  int height = (int) crm_calendar_grid_get_y (self, part->span.until) - y;
  int width = until - x - (until < left + GAP + room ? GAP : 0);
  gboolean is_seen = part->span.lane < n_lanes;

  gtk_widget_set_child_visible (GTK_WIDGET (part->block), is_seen);
  if (!is_seen)
    return;
  if (rtl)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_allocate (GTK_WIDGET (part->block), MAX (width, 1), MAX (height, 1), -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
}

static void
crm_calendar_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmCalendarGrid *self = CRM_CALENDAR_GRID (widget);

  for (guint i = 0; i < self->parts->len; i++)
    place_part (self, &g_array_index (self->parts, CrmCalendarPart, i));
  crm_calendar_grid_place_counts (self);
}

static void
crm_calendar_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmCalendarGrid *self = CRM_CALENDAR_GRID (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = 24 * crm_calendar_grid_measure_hour (self) + 1;
  else
    *minimum = *natural = crm_calendar_grid_measure_gutter (self) + 40;
}

static void
crm_calendar_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmCalendarGrid *self = CRM_CALENDAR_GRID (widget);

  crm_calendar_grid_draw (self, snapshot);
  GTK_WIDGET_CLASS (crm_calendar_grid_parent_class)->snapshot (widget, snapshot);
  crm_calendar_grid_draw_over (self, snapshot);
}

/* --- What stands there */

static gboolean
is_meant (const CrmCalendarEntry *entry)
{
  return !entry->is_all_day && entry->end - entry->start < CRM_CALENDAR_DAY * 60;
}

static int
minute_of (gint64 moment, gint64 date)
{
  gint64 day;
  int second = crm_moment_to_wall (moment, &day);

  return day < date ? 0 : day > date ? CRM_CALENDAR_DAY : second / 60;
}

static void
add_part (CrmCalendarGrid *self, GArray *parts, const CrmCalendarEntry *entry, int column)
{
  gint64 date = self->date + column;
  CrmCalendarPart part = { .column = column };

  part.span.from = minute_of (entry->start, date);
  part.span.until = MAX (minute_of (entry->end, date), part.span.from + LEAST_MINUTES);
  if (part.span.until > CRM_CALENDAR_DAY) {
    part.span.until = CRM_CALENDAR_DAY;
    part.span.from = MIN (part.span.from, CRM_CALENDAR_DAY - LEAST_MINUTES);
  }
  part.block = crm_calendar_pool_take (&self->pool);
  crm_calendar_block_set (part.block, entry, CRM_CALENDAR_BLOCK_BOX,
                          crm_calendar_last_day (entry) == date);
  g_array_append_val (parts, part);
}

/* A late start may have been drawn earlier, so that it can be seen. */
static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const CrmCalendarPart *one = a;
  const CrmCalendarPart *other = b;

  if (one->span.from != other->span.from)
    return one->span.from - other->span.from;
  return other->span.until - one->span.until;
}

static void
lay_out_day (GArray *parts)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (CrmCalendarSpan));

  g_array_sort (parts, compare_parts);
  for (guint i = 0; i < parts->len; i++)
    g_array_append_val (spans, g_array_index (parts, CrmCalendarPart, i).span);
  crm_calendar_layout_beside ((CrmCalendarSpan *) (gpointer) spans->data, spans->len);
  for (guint i = 0; i < parts->len; i++)
    g_array_index (parts, CrmCalendarPart, i).span = g_array_index (spans, CrmCalendarSpan, i);
}

static void
make_parts (CrmCalendarGrid *self)
{
  g_array_set_size (self->parts, 0);
  crm_calendar_pool_begin (&self->pool);
  for (int column = 0; column < self->n_days; column++) {
    g_autoptr (GPtrArray) entries =
        crm_calendar_plan_find (self->plan, self->date + column, self->date + column + 1);
    g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (CrmCalendarPart));
    for (guint i = 0; i < entries->len; i++)
      if (is_meant (entries->pdata[i]))
        add_part (self, parts, entries->pdata[i], column);
    lay_out_day (parts);
    g_array_append_vals (self->parts, parts->data, parts->len);
  }
  crm_calendar_pool_end (&self->pool);
  /* Counts stand above entries that came later. */
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_widget_insert_before (self->buttons->pdata[i], GTK_WIDGET (self), NULL);
}

/* --- The hand */

static gboolean
locate (GtkWidget *surface, double x, double y, gint64 *date, int *minute)
{
  return crm_calendar_grid_locate (CRM_CALENDAR_GRID (surface), x, y, date, minute);
}

static void
show_ghost (GtkWidget *surface, const CrmCalendarEntry *entry, gint64 start, gint64 end,
            gboolean is_all_day)
{
  CrmCalendarGrid *self = CRM_CALENDAR_GRID (surface);

  self->ghost_start = start;
  self->ghost_end = end;
  self->ghost_is_new = entry == NULL;
  gtk_widget_queue_draw (surface);
}

static void
press (GtkWidget *surface, double x, double y, int n_press)
{
  CrmCalendarGrid *self = CRM_CALENDAR_GRID (surface);
  gint64 date;
  int minute;

  if (!crm_calendar_grid_locate (self, x, y, &date, &minute))
    return;
  crm_calendar_plan_set_cursor (self->plan, date, minute / CRM_CALENDAR_SLOT * CRM_CALENDAR_SLOT);
  gtk_widget_grab_focus (surface);
  if (n_press == 2)
    crm_calendar_plan_draw_here (self->plan);
}

static const CrmCalendarHandFuncs hand_funcs = { locate, show_ghost, press, TRUE };

/* --- The object */

static void
crm_calendar_grid_dispose (GObject *object)
{
  CrmCalendarGrid *self = CRM_CALENDAR_GRID (object);

  g_array_set_size (self->parts, 0);
  crm_calendar_grid_clear_counts (self);
  crm_calendar_pool_clear (&self->pool);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (crm_calendar_grid_parent_class)->dispose (object);
}

static void
crm_calendar_grid_finalize (GObject *object)
{
  CrmCalendarGrid *self = CRM_CALENDAR_GRID (object);

  g_array_unref (self->parts);
  g_array_unref (self->counts);
  g_ptr_array_unref (self->buttons);

  G_OBJECT_CLASS (crm_calendar_grid_parent_class)->finalize (object);
}

/* Tab comes to where one is and goes on out of the hours; arrows go from entry to entry. */
static gboolean
crm_calendar_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  if (focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget)))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

/* It is higher than what is seen of it: the hours one looks at stay. */
static gboolean
crm_calendar_grid_grab_focus (GtkWidget *widget)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  gboolean grabbed;

  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  grabbed = GTK_WIDGET_CLASS (crm_calendar_grid_parent_class)->grab_focus (widget);
  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
  return grabbed;
}

static void
crm_calendar_grid_class_init (CrmCalendarGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_calendar_grid_dispose;
  object_class->finalize = crm_calendar_grid_finalize;
  widget_class->measure = crm_calendar_grid_measure;
  widget_class->size_allocate = crm_calendar_grid_size_allocate;
  widget_class->snapshot = crm_calendar_grid_snapshot;
  widget_class->focus = crm_calendar_grid_focus;
  widget_class->grab_focus = crm_calendar_grid_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "calendargrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

/* Whoever hears it is told which slot it is. */
static void
cursor_cb (CrmCalendarGrid *self)
{
  g_autofree char *slot = crm_calendar_grid_dup_slot (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, slot,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
crm_calendar_grid_init (CrmCalendarGrid *self)
{
  self->parts = g_array_new (FALSE, FALSE, sizeof (CrmCalendarPart));
  self->counts = g_array_new (FALSE, FALSE, sizeof (CrmCalendarCount));
  self->buttons = g_ptr_array_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Hours"),
                                  -1);
}

GtkWidget *
crm_calendar_grid_new (CrmCalendarPlan *plan)
{
  CrmCalendarGrid *self = g_object_new (CRM_TYPE_CALENDAR_GRID, NULL);

  self->plan = g_object_ref (plan);
  crm_calendar_pool_init (&self->pool, GTK_WIDGET (self), plan);
  self->hand = crm_calendar_hand_new (GTK_WIDGET (self), plan, &hand_funcs);
  crm_calendar_grid_add_keys (self);
  g_signal_connect_object (plan, "cursor-moved", G_CALLBACK (cursor_cb), self, G_CONNECT_SWAPPED);
  cursor_cb (self);
  return GTK_WIDGET (self);
}

void
crm_calendar_grid_show (CrmCalendarGrid *self, gint64 date, int n_days)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const CrmCalendarEntry *entry = NULL;
  CrmCalendarBlock *block;
  gint64 activity, occurrence;

  if (CRM_IS_CALENDAR_BLOCK (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    entry = crm_calendar_block_get (CRM_CALENDAR_BLOCK (focus));
  activity = entry != NULL ? entry->activity : 0;
  occurrence = entry != NULL ? entry->occurrence : 0;
  self->date = date;
  self->n_days = n_days;
  make_parts (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (activity == 0)
    return;
  block = crm_calendar_pool_find (&self->pool, activity, occurrence);
  gtk_widget_grab_focus (block != NULL ? GTK_WIDGET (block) : GTK_WIDGET (self));
}

CrmCalendarHand *
crm_calendar_grid_get_hand (CrmCalendarGrid *self)
{
  return self->hand;
}

CrmCalendarBlock *
crm_calendar_grid_find_block (CrmCalendarGrid *self, gint64 activity, gint64 occurrence)
{
  return crm_calendar_pool_find (&self->pool, activity, occurrence);
}

void
crm_calendar_grid_tick (CrmCalendarGrid *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
