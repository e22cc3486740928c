/* One day of a row of days. */
#include "config.h"

#include "crm-calendar-cell.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-calendar-text.h"
#include "crm-date.h"

#define MOST_DOTS 4
#define DOT 6.0f
#define MARGIN 6

struct _CrmCalendarCell {
  GtkWidget parent_instance;

  CrmCalendarPlan *plan; /* owned */
  CrmCalendarCellForm form;
  gint64 date;
  guint n_entries;
  int n_hidden;
  int hidden_y; /* where that is said */
  guint n_dots;
  const char *dots[MOST_DOTS]; /* their colours; of the plan */
};

G_DEFINE_FINAL_TYPE (CrmCalendarCell, crm_calendar_cell, GTK_TYPE_WIDGET)

enum { ACTIVATE, N_SIGNALS };
static guint signals[N_SIGNALS];

static PangoLayout *
new_layout (CrmCalendarCell *self, const char *text, gboolean is_small, int width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  if (is_small) {
    g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
    pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
    pango_layout_set_attributes (layout, attributes);
  }
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static char *
dup_number (CrmCalendarCell *self)
{
  int year, month, day;

  crm_date_to_ymd (self->date, &year, &month, &day);
  return g_strdup_printf ("%d", day);
}

int
crm_calendar_cell_measure_head (CrmCalendarCell *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "24");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height + 8;
}

static const char *
get_holiday (CrmCalendarCell *self)
{
  return crm_working_calendar_get_name (crm_calendar_plan_get_working (self->plan), self->date);
}

/* The day that is stands in a circle of the accent. Returns how far the number reaches. */
static float
draw_number (CrmCalendarCell *self, GtkSnapshot *snapshot, float x, gboolean is_centred)
{
  g_autofree char *text = dup_number (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int head = crm_calendar_cell_measure_head (self);
  gboolean is_today = self->date == crm_calendar_plan_get_today (self->plan);
  AdwStyleManager *style = adw_style_manager_get_default ();
  float disc = (float) head - 2;
  GskRoundedRect round;
  GdkRGBA colour;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  if (is_centred)
    x = ((float) gtk_widget_get_width (GTK_WIDGET (self)) - disc) / 2;
  if (is_today) {
    g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (style);
    gsk_rounded_rect_init_from_rect (&round, &GRAPHENE_RECT_INIT (x, 1, disc, disc), disc / 2);
    gtk_snapshot_push_rounded_clip (snapshot, &round);
    gtk_snapshot_append_color (snapshot, accent, &round.bounds);
    gtk_snapshot_pop (snapshot);
    colour = (GdkRGBA) { 1, 1, 1, 1 };
  }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + (disc - (float) width) / 2,
                                                          1 + (disc - (float) height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
  return x + disc;
}

static void
draw_text (CrmCalendarCell *self, GtkSnapshot *snapshot, const char *text, float x, float y,
           gboolean is_small)
{
  int room = gtk_widget_get_width (GTK_WIDGET (self)) - (int) x - 2;
  g_autoptr (PangoLayout) layout = NULL;
  GdkRGBA colour;

  if (room < 12)
    return;
  layout = new_layout (self, text, is_small, room);
  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  colour.alpha *= 0.7f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static gboolean
is_free (CrmCalendarCell *self)
{
  return !crm_working_calendar_is_working (crm_calendar_plan_get_working (self->plan), self->date);
}

static void
draw_hidden (CrmCalendarCell *self, GtkSnapshot *snapshot)
{
  g_autofree char *text = NULL;

  if (self->n_hidden == 0)
    return;
  /* Translators: entries of a day that there is no room for, short */
  text =
      g_strdup_printf (ngettext ("+%d more", "+%d more", (gulong) self->n_hidden), self->n_hidden);
  draw_text (self, snapshot, text, MARGIN, (float) self->hidden_y, TRUE);
}

/* Colours of the palette, as the style has them. */
static void
draw_dots (CrmCalendarCell *self, GtkSnapshot *snapshot)
{
  float width = (float) self->n_dots * (DOT + 2) - 2;
  float x = ((float) gtk_widget_get_width (GTK_WIDGET (self)) - width) / 2;
  float y = (float) crm_calendar_cell_measure_head (self) + 2;

  for (guint i = 0; i < self->n_dots; i++) {
    GskRoundedRect round;
    GdkRGBA colour;
    crm_calendar_plan_lookup_colour (self->plan, self->dots[i], &colour);
    gsk_rounded_rect_init_from_rect (&round, &GRAPHENE_RECT_INIT (x, y, DOT, DOT), DOT / 2);
    gtk_snapshot_push_rounded_clip (snapshot, &round);
    gtk_snapshot_append_color (snapshot, &colour, &round.bounds);
    gtk_snapshot_pop (snapshot);
    x += DOT + 2;
  }
}

static void
crm_calendar_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmCalendarCell *self = CRM_CALENDAR_CELL (widget);
  int width = gtk_widget_get_width (widget);
  const char *holiday = get_holiday (self);
  g_autofree char *weekday = NULL;
  float x;

  gtk_snapshot_push_clip (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) gtk_widget_get_height (widget)));
  switch (self->form) {
  case CRM_CALENDAR_CELL_NUMBER:
    x = draw_number (self, snapshot, 2, FALSE);
    if (holiday != NULL)
      draw_text (self, snapshot, holiday, x + 2, 5, TRUE);
    break;
  case CRM_CALENDAR_CELL_DOTS:
    draw_number (self, snapshot, 0, TRUE);
    draw_dots (self, snapshot);
    break;
  case CRM_CALENDAR_CELL_NAME:
    weekday = crm_calendar_text_weekday (self->date);
    x = draw_number (self, snapshot, 2, FALSE);
    draw_text (self, snapshot, weekday, x + 4, 4, FALSE);
    if (holiday != NULL)
      draw_text (self, snapshot, holiday, MARGIN, (float) crm_calendar_cell_measure_head (self),
                 TRUE);
    break;
  }
  if (self->form != CRM_CALENDAR_CELL_DOTS)
    draw_hidden (self, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
crm_calendar_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmCalendarCell *self = CRM_CALENDAR_CELL (widget);
  int head = crm_calendar_cell_measure_head (self);

  if (orientation == GTK_ORIENTATION_VERTICAL && self->form == CRM_CALENDAR_CELL_DOTS)
    *minimum = *natural = head + (int) DOT + 6;
  else
    *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? head : 0;
}

static gboolean
query_tooltip_cb (CrmCalendarCell *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, get_holiday (self));
  return get_holiday (self) != NULL;
}

static void
activate_cb (CrmCalendarCell *self)
{
  crm_calendar_plan_go (self->plan, self->date, "day");
}

/* What a screen reader presses. */
static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate (widget);
}

static void
crm_calendar_cell_dispose (GObject *object)
{
  g_clear_object (&CRM_CALENDAR_CELL (object)->plan);

  G_OBJECT_CLASS (crm_calendar_cell_parent_class)->dispose (object);
}

static void
crm_calendar_cell_class_init (CrmCalendarCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_calendar_cell_dispose;
  widget_class->snapshot = crm_calendar_cell_snapshot;
  widget_class->measure = crm_calendar_cell_measure;
  gtk_widget_class_set_css_name (widget_class, "calendarcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  signals[ACTIVATE] = g_signal_new_class_handler (
      "activate", CRM_TYPE_CALENDAR_CELL, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (activate_cb), NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, signals[ACTIVATE]);
  gtk_widget_class_install_action (widget_class, "day.open", NULL, open_action);
}

static void
crm_calendar_cell_init (CrmCalendarCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

GtkWidget *
crm_calendar_cell_new (CrmCalendarPlan *plan, CrmCalendarCellForm form)
{
  CrmCalendarCell *self = g_object_new (CRM_TYPE_CALENDAR_CELL, NULL);

  self->plan = g_object_ref (plan);
  self->form = form;
  return GTK_WIDGET (self);
}

void
crm_calendar_cell_set_form (CrmCalendarCell *self, CrmCalendarCellForm form)
{
  self->form = form;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
set_class (CrmCalendarCell *self, const char *name, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
tell_name (CrmCalendarCell *self)
{
  g_autofree char *day = crm_calendar_text_day (self->date);
  g_autofree char *count =
      g_strdup_printf (ngettext ("%u entry", "%u entries", self->n_entries), self->n_entries);
  const char *holiday = get_holiday (self);
  g_autofree char *name = holiday != NULL ? g_strdup_printf ("%s, %s, %s", day, holiday, count)
                                          : g_strdup_printf ("%s, %s", day, count);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
crm_calendar_cell_set (CrmCalendarCell *self, gint64 date, GPtrArray *entries, gboolean is_other)
{
  self->date = date;
  self->n_entries = entries->len;
  self->n_dots = 0;
  for (guint i = 0; i < entries->len && self->n_dots < MOST_DOTS; i++)
    self->dots[self->n_dots++] = crm_calendar_plan_get_colour (self->plan, entries->pdata[i]);
  set_class (self, "other", is_other);
  set_class (self, "free", is_free (self));
  tell_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
crm_calendar_cell_set_hidden (CrmCalendarCell *self, int n_hidden, int y)
{
  if (self->n_hidden == n_hidden && self->hidden_y == y)
    return;
  self->n_hidden = n_hidden;
  self->hidden_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
crm_calendar_cell_is_way (CrmCalendarCell *self, double y)
{
  return y < crm_calendar_cell_measure_head (self) || (self->n_hidden > 0 && y >= self->hidden_y);
}
