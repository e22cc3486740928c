/* Some days side by side with what stands on them. */
#include "config.h"

#include "crm-calendar-row.h"

#include <adwaita.h>

#include "crm-calendar-layout.h"
#include "crm-calendar-text.h"
#include "crm-date.h"

/* More lanes are shown nowhere. */
#define MOST_LANES 16
#define MOST_LANES_OF_HEAD 4
#define MOST_DAYS 7
#define GAP 2

struct _CrmCalendarRow {
  GtkWidget parent_instance;

  CrmCalendarPlan *plan; /* owned */
  CrmCalendarCellForm form;
  CrmCalendarCell *cells[MOST_DAYS]; /* children */
  CrmCalendarPool pool;
  GArray *bars; /* owned; CrmCalendarBar, the first of them those of the pool's blocks */
  int n_lanes;
  gint64 date;
  int n_days;
  int month;
  int gutter;
  gint64 mark_from, mark_until;
};

G_DEFINE_FINAL_TYPE (CrmCalendarRow, crm_calendar_row, GTK_TYPE_WIDGET)

/* --- Where everything stands */

static int
measure_head (CrmCalendarRow *self)
{
  int head = crm_calendar_cell_measure_head (self->cells[0]);

  if (self->form == CRM_CALENDAR_CELL_NAME) {
    for (int i = 0; i < self->n_days; i++)
      if (crm_working_calendar_get_name (crm_calendar_plan_get_working (self->plan),
                                         self->date + i) != NULL)
        return head + crm_calendar_block_measure_line (GTK_WIDGET (self));
  }
  return head;
}

static int
measure_lane (CrmCalendarRow *self)
{
  return crm_calendar_block_measure_line (GTK_WIDGET (self)) + GAP;
}

static int
get_x (CrmCalendarRow *self, int column)
{
  int room = gtk_widget_get_width (GTK_WIDGET (self)) - self->gutter;

  return self->gutter + room * column / MAX (self->n_days, 1);
}

static void
place (CrmCalendarRow *self, GtkWidget *child, int x, int y, int width, int height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (rtl)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_allocate (child, MAX (width, 0), MAX (height, 0), -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
}

static void
place_bar (CrmCalendarRow *self, guint i, int head, int lane_height)
{
  const CrmCalendarBar *bar = &g_array_index (self->bars, CrmCalendarBar, i);
  GtkWidget *block = self->pool.blocks->pdata[i];
  int x = get_x (self, bar->first) + GAP;
  int y = head + bar->lane * lane_height;

  gtk_widget_set_child_visible (block, bar->is_shown);
  if (bar->is_shown)
    place (self, block, x, y, get_x (self, bar->last + 1) - x - GAP, lane_height - GAP);
}

static void
crm_calendar_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmCalendarRow *self = CRM_CALENDAR_ROW (widget);
  int head = measure_head (self);
  int lane_height = measure_lane (self);
  int room = self->form == CRM_CALENDAR_CELL_DOTS ? 0 : MAX (height - head, 0) / lane_height;
  int hidden[MOST_DAYS] = { 0 };

  if (self->n_days == 0)
    return;
  room = MIN (room, MOST_LANES);
  crm_calendar_layout_fit ((CrmCalendarBar *) (gpointer) self->bars->data, self->bars->len,
                           self->n_days, room, hidden);
  for (int i = 0; i < self->n_days; i++) {
    int x = get_x (self, i);
    place (self, GTK_WIDGET (self->cells[i]), x, 0, get_x (self, i + 1) - x, height);
    crm_calendar_cell_set_hidden (self->cells[i], hidden[i],
                                  head + MAX (room - 1, 0) * lane_height + 1);
  }
  for (guint i = 0; i < self->pool.n_used; i++)
    place_bar (self, i, head, lane_height);
}

static void
crm_calendar_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmCalendarRow *self = CRM_CALENDAR_ROW (widget);
  int lanes = MIN (self->n_lanes, MOST_LANES_OF_HEAD);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = *natural = self->gutter;
    return;
  }
  switch (self->form) {
  case CRM_CALENDAR_CELL_NUMBER:
    *minimum = measure_head (self) + measure_lane (self);
    *natural = measure_head (self) + 3 * measure_lane (self);
    break;
  case CRM_CALENDAR_CELL_DOTS:
    gtk_widget_measure (GTK_WIDGET (self->cells[0]), orientation, -1, minimum, natural, NULL, NULL);
    break;
  case CRM_CALENDAR_CELL_NAME:
    *minimum = *natural = measure_head (self) + lanes * measure_lane (self) + GAP;
    break;
  }
}

/* --- Drawing */

static void
draw_week (CrmCalendarRow *self, GtkSnapshot *snapshot)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autofree char *text = g_strdup_printf ("%d", crm_calendar_layout_week_number (self->date));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA colour;
  int width;

  if (self->gutter < 16 || self->n_days != 7)
    return;
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  colour.alpha *= 0.55f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (
                    (float) (rtl ? gtk_widget_get_width (GTK_WIDGET (self)) - self->gutter : 0) +
                        (float) (self->gutter - width) / 2,
                    6));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_mark (CrmCalendarRow *self, GtkSnapshot *snapshot)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gint64 from = MAX (self->mark_from, self->date);
  gint64 until = MIN (self->mark_until, self->date + self->n_days);
  g_autoptr (GdkRGBA) accent = NULL;
  int x, width;

  if (from >= until)
    return;
  accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  accent->alpha = 0.25f;
  x = get_x (self, (int) (from - self->date));
  width = get_x (self, (int) (until - self->date)) - x;
  if (rtl)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_snapshot_append_color (
      snapshot, accent,
      &GRAPHENE_RECT_INIT ((float) x, 0, (float) width,
                           (float) gtk_widget_get_height (GTK_WIDGET (self))));
}

static void
crm_calendar_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmCalendarRow *self = CRM_CALENDAR_ROW (widget);

  GTK_WIDGET_CLASS (crm_calendar_row_parent_class)->snapshot (widget, snapshot);
  draw_week (self, snapshot);
  draw_mark (self, snapshot);
}

/* --- What stands there */

static gboolean
is_meant (CrmCalendarRow *self, const CrmCalendarEntry *entry)
{
  return self->form != CRM_CALENDAR_CELL_NAME || entry->is_all_day ||
         entry->end - entry->start >= CRM_CALENDAR_DAY * 60;
}

/* An entry with the days it takes, which are asked for often. */
typedef struct {
  const CrmCalendarEntry *entry;
  gint64 first, last;
} Placed;

static int
clamp_column (CrmCalendarRow *self, gint64 date)
{
  return (int) CLAMP (date - self->date, 0, self->n_days - 1);
}

/* What goes on over several days stands above what is of one. */
static int
compare_placed (gconstpointer a, gconstpointer b)
{
  const Placed *one = a;
  const Placed *other = b;

  if (one->first != other->first)
    return one->first < other->first ? -1 : 1;
  if (one->last != other->last)
    return one->last > other->last ? -1 : 1;
  if (!one->entry->is_all_day != !other->entry->is_all_day)
    return one->entry->is_all_day ? -1 : 1;
  return one->entry->start < other->entry->start ? -1 : one->entry->start > other->entry->start;
}

static GArray *
find_placed (CrmCalendarRow *self)
{
  g_autoptr (GPtrArray) all =
      crm_calendar_plan_find (self->plan, self->date, self->date + self->n_days);
  GArray *meant = g_array_new (FALSE, FALSE, sizeof (Placed));

  for (guint i = 0; i < all->len; i++) {
    const CrmCalendarEntry *entry = all->pdata[i];
    Placed placed = { entry, 0, 0 };
    if (!is_meant (self, entry))
      continue;
    placed.first = MAX (crm_moment_to_date (entry->start), self->date);
    placed.last = crm_calendar_last_day (entry);
    g_array_append_val (meant, placed);
  }
  g_array_sort (meant, compare_placed);
  return meant;
}

/* Only lanes that can be seen have blocks; the bars of these come first. */
static void
make_blocks (CrmCalendarRow *self, GArray *entries)
{
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (CrmCalendarBar));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (CrmCalendarBar));

  crm_calendar_pool_begin (&self->pool);
  for (guint i = 0; i < entries->len; i++) {
    const Placed *placed = &g_array_index (entries, Placed, i);
    CrmCalendarBar *bar = &g_array_index (self->bars, CrmCalendarBar, i);
    gboolean is_long = placed->entry->is_all_day || bar->first != bar->last;
    if (bar->lane >= MOST_LANES || self->form == CRM_CALENDAR_CELL_DOTS) {
      g_array_append_val (others, *bar);
      continue;
    }
    g_array_append_val (shown, *bar);
    crm_calendar_block_set (crm_calendar_pool_take (&self->pool), placed->entry,
                            is_long ? CRM_CALENDAR_BLOCK_BAR : CRM_CALENDAR_BLOCK_LINE,
                            placed->last < self->date + self->n_days);
  }
  crm_calendar_pool_end (&self->pool);
  g_array_append_vals (shown, others->data, others->len);
  g_array_unref (self->bars);
  self->bars = g_steal_pointer (&shown);
}

static void
set_cells (CrmCalendarRow *self)
{
  for (int i = 0; i < MOST_DAYS; i++) {
    gint64 date = self->date + i;
    g_autoptr (GPtrArray) entries = NULL;
    int year, month, day;
    gtk_widget_set_visible (GTK_WIDGET (self->cells[i]), i < self->n_days);
    if (i >= self->n_days)
      continue;
    entries = crm_calendar_plan_find (self->plan, date, date + 1);
    crm_date_to_ymd (date, &year, &month, &day);
    crm_calendar_cell_set (self->cells[i], date, entries, self->month != 0 && month != self->month);
  }
}

/* --- The object */

static void
crm_calendar_row_dispose (GObject *object)
{
  CrmCalendarRow *self = CRM_CALENDAR_ROW (object);

  for (int i = 0; i < MOST_DAYS; i++)
    g_clear_pointer ((GtkWidget **) &self->cells[i], gtk_widget_unparent);
  crm_calendar_pool_clear (&self->pool);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (crm_calendar_row_parent_class)->dispose (object);
}

static void
crm_calendar_row_finalize (GObject *object)
{
  g_array_unref (CRM_CALENDAR_ROW (object)->bars);

  G_OBJECT_CLASS (crm_calendar_row_parent_class)->finalize (object);
}

static void
crm_calendar_row_class_init (CrmCalendarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_calendar_row_dispose;
  object_class->finalize = crm_calendar_row_finalize;
  widget_class->measure = crm_calendar_row_measure;
  widget_class->size_allocate = crm_calendar_row_size_allocate;
  widget_class->snapshot = crm_calendar_row_snapshot;
  gtk_widget_class_set_css_name (widget_class, "calendarrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
crm_calendar_row_init (CrmCalendarRow *self)
{
  self->bars = g_array_new (FALSE, FALSE, sizeof (CrmCalendarBar));
}

GtkWidget *
crm_calendar_row_new (CrmCalendarPlan *plan, CrmCalendarCellForm form)
{
  CrmCalendarRow *self = g_object_new (CRM_TYPE_CALENDAR_ROW, NULL);

  self->plan = g_object_ref (plan);
  self->form = form;
  for (int i = 0; i < MOST_DAYS; i++) {
    self->cells[i] = CRM_CALENDAR_CELL (crm_calendar_cell_new (plan, form));
    gtk_widget_set_parent (GTK_WIDGET (self->cells[i]), GTK_WIDGET (self));
  }
  crm_calendar_pool_init (&self->pool, GTK_WIDGET (self), plan);
  return GTK_WIDGET (self);
}

void
crm_calendar_row_set_form (CrmCalendarRow *self, CrmCalendarCellForm form)
{
  self->form = form;
  for (int i = 0; i < MOST_DAYS; i++)
    crm_calendar_cell_set_form (self->cells[i], form);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
crm_calendar_row_set_gutter (CrmCalendarRow *self, int width)
{
  if (self->gutter == width)
    return;
  self->gutter = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
crm_calendar_row_show (CrmCalendarRow *self, gint64 date, int n_days, int month)
{
  g_autoptr (GArray) entries = NULL;

  self->date = date;
  self->n_days = MIN (n_days, MOST_DAYS);
  self->month = month;
  entries = find_placed (self);
  g_array_set_size (self->bars, 0);
  for (guint i = 0; i < entries->len; i++) {
    const Placed *placed = &g_array_index (entries, Placed, i);
    CrmCalendarBar bar = { clamp_column (self, placed->first), clamp_column (self, placed->last), 0,
                           TRUE };
    g_array_append_val (self->bars, bar);
  }
  self->n_lanes = crm_calendar_layout_stack ((CrmCalendarBar *) (gpointer) self->bars->data,
                                             self->bars->len, self->n_days);
  make_blocks (self, entries);
  set_cells (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gint64
crm_calendar_row_get_date (CrmCalendarRow *self)
{
  return self->date;
}

gboolean
crm_calendar_row_locate (CrmCalendarRow *self, double x, gint64 *date)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int room = width - self->gutter;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = width - x;
  x -= self->gutter;
  if (room <= 0 || self->n_days == 0)
    return FALSE;
  *date = self->date + CLAMP ((int) (x * self->n_days / room), 0, self->n_days - 1);
  return x >= 0;
}

CrmCalendarCell *
crm_calendar_row_get_cell (CrmCalendarRow *self, gint64 date)
{
  return date >= self->date && date < self->date + self->n_days ? self->cells[date - self->date]
                                                                : NULL;
}

CrmCalendarBlock *
crm_calendar_row_find_block (CrmCalendarRow *self, gint64 activity, gint64 occurrence)
{
  return crm_calendar_pool_find (&self->pool, activity, occurrence);
}

CrmCalendarBlock *
crm_calendar_row_get_block (CrmCalendarRow *self, gint64 date, guint i)
{
  int column = (int) (date - self->date);

  /* In the order of their lanes, which is that in which they are seen. */
  for (int lane = 0; lane < MOST_LANES; lane++)
    for (guint j = 0; j < self->pool.n_used; j++) {
      const CrmCalendarBar *bar = &g_array_index (self->bars, CrmCalendarBar, j);
      if (bar->lane != lane || !bar->is_shown || column < bar->first || column > bar->last)
        continue;
      if (i-- == 0)
        return self->pool.blocks->pdata[j];
    }
  return NULL;
}

void
crm_calendar_row_mark (CrmCalendarRow *self, gint64 from, gint64 until)
{
  if (self->mark_from == from && self->mark_until == until)
    return;
  self->mark_from = from;
  self->mark_until = until;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
