/* A Gantt chart. */
#include "config.h"

#include "crm-gantt.h"

#include <glib/gi18n.h>

#include "crm-gantt-axis.h"
#include "crm-gantt-rows.h"
#include "crm-gantt-track.h"

#define TITLE_WIDTH 230
/* Now stands where more is seen of what is to come. */
#define NOW_SHARE 0.4
/* Of a turn of the wheel, in pixels. */
#define WHEEL_STEP 60

/**
 * CrmGantt:
 *
 * A list view, so that of ten thousand rows those are made that are seen; keyboard and screen
 * reader have rows and bars as they have any list of buttons. Time is scrolled apart from the rows,
 * by a scale that all of them share.
 */
struct _CrmGantt {
  GtkWidget parent_instance;

  CrmGanttScale *scale; /* owned */
  GListStore *items;    /* owned; CrmGanttItem */
  gboolean is_narrow;
  gboolean was_shown;

  GtkWidget *box;
  GtkWidget *spacer;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (CrmGantt, crm_gantt, GTK_TYPE_WIDGET)

typedef enum { PROP_NARROW = 1, PROP_ZOOM } CrmGanttProperty;
static GParamSpec *properties[PROP_ZOOM + 1];

enum { ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Rows */

typedef struct {
  GtkWidget *box;
  GtkWidget *titles;
  GtkLabel *title;
  GtkLabel *note;
  CrmGanttTrack *track;
  GtkListItem *list_item; /* borrowed */
  CrmGanttItem *item;     /* borrowed while it is bound */
} Row;

static void
lay_out_row (CrmGantt *self, Row *row)
{
  gboolean is_heading = row->item != NULL && crm_gantt_item_get_entity (row->item) == NULL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (row->box), self->is_narrow
                                                                 ? GTK_ORIENTATION_VERTICAL
                                                                 : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (row->titles), self->is_narrow || is_heading
                                                                    ? GTK_ORIENTATION_HORIZONTAL
                                                                    : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (row->titles, self->is_narrow ? -1 : TITLE_WIDTH, -1);
  gtk_label_set_xalign (row->note, self->is_narrow ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (row->track), !(self->is_narrow && is_heading));
}

static void
narrow_cb (CrmGantt *self, GParamSpec *pspec, gpointer row)
{
  lay_out_row (self, row);
}

static void
bar_pressed_cb (CrmGanttTrack *track, guint place, CrmGantt *self)
{
  Row *row = g_object_get_data (G_OBJECT (track), "row");
  const CrmGanttBar *bar = crm_gantt_item_get_bar (row->item, place);

  g_signal_emit (self, signals[ACTIVATED], 0, bar->entity, bar->id);
}

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, CrmGantt *self)
{
  Row *row = g_new0 (Row, 1);

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  row->titles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  row->title = GTK_LABEL (make_label (NULL));
  row->note = GTK_LABEL (make_label ("caption"));
  gtk_widget_add_css_class (GTK_WIDGET (row->note), "dim-label");
  row->track = CRM_GANTT_TRACK (crm_gantt_track_new (self->scale));
  gtk_widget_add_css_class (row->box, "gantt-row");
  gtk_widget_add_css_class (row->titles, "gantt-titles");
  gtk_widget_set_valign (row->titles, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (row->titles, FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (row->track), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (row->track), TRUE);
  gtk_box_append (GTK_BOX (row->titles), GTK_WIDGET (row->title));
  gtk_box_append (GTK_BOX (row->titles), GTK_WIDGET (row->note));
  gtk_box_append (GTK_BOX (row->box), row->titles);
  gtk_box_append (GTK_BOX (row->box), GTK_WIDGET (row->track));
  row->list_item = list_item;
  g_object_set_data_full (G_OBJECT (row->track), "row", row, g_free);
  g_object_set_data (G_OBJECT (row->box), "row", row);
  g_object_set_data (G_OBJECT (list_item), "row", row);
  g_signal_connect_object (row->track, "pressed", G_CALLBACK (bar_pressed_cb), self, 0);
  gtk_list_item_set_child (list_item, row->box);
}

static void
fill_row (CrmGantt *self, Row *row)
{
  const char *title = crm_gantt_item_get_title (row->item);
  const char *note = crm_gantt_item_get_note (row->item);
  gboolean is_heading = crm_gantt_item_get_entity (row->item) == NULL;
  g_autofree char *said = NULL;

  gtk_label_set_text (row->title, title);
  gtk_label_set_text (row->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (row->note), note != NULL);
  if (is_heading)
    gtk_widget_add_css_class (GTK_WIDGET (row->title), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row->title), "heading");
  /* A count needs no more room than it has figures. */
  gtk_label_set_max_width_chars (row->note, is_heading ? -1 : 1);
  gtk_label_set_ellipsize (row->note, is_heading ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (row->note), !is_heading);
  gtk_list_item_set_activatable (row->list_item, !is_heading);
  gtk_list_item_set_selectable (row->list_item, FALSE);
  said = g_strdup_printf ("%s%s%s", title, note != NULL ? ", " : "", note != NULL ? note : "");
  gtk_list_item_set_accessible_label (row->list_item, said);
  crm_gantt_track_set_item (row->track, row->item);
  lay_out_row (self, row);
}

static void
item_changed_cb (CrmGanttItem *item, Row *row)
{
  fill_row (CRM_GANTT (gtk_widget_get_ancestor (row->box, CRM_TYPE_GANTT)), row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, CrmGantt *self)
{
  Row *row = g_object_get_data (G_OBJECT (list_item), "row");

  row->item = gtk_list_item_get_item (list_item);
  fill_row (self, row);
  g_signal_connect (row->item, "changed", G_CALLBACK (item_changed_cb), row);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), row);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, CrmGantt *self)
{
  Row *row = g_object_get_data (G_OBJECT (list_item), "row");

  g_signal_handlers_disconnect_by_func (self, narrow_cb, row);
  g_signal_handlers_disconnect_by_func (row->item, item_changed_cb, row);
  crm_gantt_track_set_item (row->track, NULL);
  row->item = NULL;
}

static void
row_activated_cb (GtkListView *list, guint position, CrmGantt *self)
{
  g_autoptr (CrmGanttItem) item =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);

  if (crm_gantt_item_get_entity (item) != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, crm_gantt_item_get_entity (item),
                   crm_gantt_item_get_id (item));
}

/* --- Time */

static void
zoom_by (CrmGantt *self, int by)
{
  int zoom = (int) crm_gantt_scale_get_zoom (self->scale) + by;

  crm_gantt_set_zoom (self, (CrmGanttZoom) CLAMP (zoom, CRM_GANTT_DAY, CRM_GANTT_MONTH));
}

static void
scroll_by (CrmGantt *self, double pixels)
{
  GtkAdjustment *adjustment = crm_gantt_scale_get_adjustment (self->scale);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + pixels);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, CrmGantt *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double step =
      gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL ? WHEEL_STEP : 1;

  if (state & GDK_CONTROL_MASK) {
    zoom_by (self, dy > 0 ? 1 : -1);
    return GDK_EVENT_STOP;
  }
  if ((state & GDK_SHIFT_MASK) && dx == 0)
    dx = dy;
  else if (ABS (dx) <= ABS (dy))
    return GDK_EVENT_PROPAGATE;
  scroll_by (self, dx * step);
  return GDK_EVENT_STOP;
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmGantt *self = CRM_GANTT (widget);
  scroll_by (self,
             -gtk_adjustment_get_page_increment (crm_gantt_scale_get_adjustment (self->scale)) / 2);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmGantt *self = CRM_GANTT (widget);
  scroll_by (self,
             gtk_adjustment_get_page_increment (crm_gantt_scale_get_adjustment (self->scale)) / 2);
}

static void
zoom_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom_by (CRM_GANTT (widget), -1);
}

static void
zoom_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom_by (CRM_GANTT (widget), 1);
}

static void
now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_gantt_show_now (CRM_GANTT (widget));
}

/* --- The object */

static void
crm_gantt_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmGantt *self = CRM_GANTT (object);

  switch ((CrmGanttProperty) id) {
  case PROP_NARROW:
    g_value_set_boolean (value, self->is_narrow);
    return;
  case PROP_ZOOM:
    g_value_set_uint (value, crm_gantt_scale_get_zoom (self->scale));
    return;
  }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
crm_gantt_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CrmGantt *self = CRM_GANTT (object);

  switch ((CrmGanttProperty) id) {
  case PROP_NARROW:
    crm_gantt_set_narrow (self, g_value_get_boolean (value));
    return;
  case PROP_ZOOM:
    crm_gantt_set_zoom (self, g_value_get_uint (value));
    return;
  }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
crm_gantt_dispose (GObject *object)
{
  CrmGantt *self = CRM_GANTT (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->scale);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (crm_gantt_parent_class)->dispose (object);
}

static void
crm_gantt_class_init (CrmGanttClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct {
    const char *name;
    GtkWidgetActionActivateFunc activate;
    guint key;
    GdkModifierType modifiers;
  } actions[] = {
    { "gantt.earlier", earlier_action, GDK_KEY_Left, GDK_CONTROL_MASK },
    { "gantt.later", later_action, GDK_KEY_Right, GDK_CONTROL_MASK },
    { "gantt.zoom-in", zoom_in_action, GDK_KEY_plus, GDK_CONTROL_MASK },
    { "gantt.zoom-out", zoom_out_action, GDK_KEY_minus, GDK_CONTROL_MASK },
    { "gantt.now", now_action, GDK_KEY_Home, GDK_CONTROL_MASK },
  };

  object_class->dispose = crm_gantt_dispose;
  object_class->get_property = crm_gantt_get_property;
  object_class->set_property = crm_gantt_set_property;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "gantt");
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
    gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers,
                                         actions[i].name, NULL);
  }

  /**
   * CrmGantt:narrow:
   *
   * Whether titles stand above their bars.
   */
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * CrmGantt:zoom:
   *
   * A CrmGanttZoom.
   */
  properties[PROP_ZOOM] =
      g_param_spec_uint ("zoom", NULL, NULL, CRM_GANTT_DAY, CRM_GANTT_MONTH, CRM_GANTT_WEEK,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * CrmGantt::activated:
   * @self: the chart
   * @entity: name of an entity
   * @id: of the record that a row or a bar stands for
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static GtkWidget *
make_header (CrmGantt *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *axis = crm_gantt_axis_new (self->scale);

  self->spacer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_size_request (self->spacer, TITLE_WIDTH, -1);
  gtk_widget_set_hexpand (axis, TRUE);
  gtk_box_append (GTK_BOX (header), self->spacer);
  gtk_box_append (GTK_BOX (header), axis);
  return header;
}

static GtkWidget *
make_list (CrmGantt *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)))),
      factory);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  g_signal_connect_object (list, "activate", G_CALLBACK (row_activated_cb), self, 0);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_list_view_set_tab_behavior (GTK_LIST_VIEW (list), GTK_LIST_TAB_ITEM);
  gtk_widget_add_css_class (list, "gantt-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("view", "Gantt Chart"), -1);
  self->list = GTK_LIST_VIEW (list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, 0);
  gtk_widget_add_controller (scroller, scroll);
  return scroller;
}

static void
crm_gantt_init (CrmGantt *self)
{
  self->scale = crm_gantt_scale_new ();
  self->items = g_list_store_new (CRM_TYPE_GANTT_ITEM);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), make_header (self));
  gtk_box_append (GTK_BOX (self->box), make_list (self));
  gtk_box_append (
      GTK_BOX (self->box),
      gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, crm_gantt_scale_get_adjustment (self->scale)));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

CrmGantt *
crm_gantt_new (void)
{
  return g_object_new (CRM_TYPE_GANTT, NULL);
}

static void
find_range (GListModel *items, gint64 now, gint64 *from, gint64 *to)
{
  *from = *to = now;
  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (CrmGanttItem) item = g_list_model_get_item (items, i);
    for (guint j = 0; j < crm_gantt_item_get_n_bars (item); j++) {
      const CrmGanttBar *bar = crm_gantt_item_get_bar (item, j);
      *from = MIN (*from, bar->start);
      *to = MAX (*to, bar->end);
    }
  }
}

/* The row in which the keyboard is; NULL: elsewhere. */
static CrmGanttItem *
find_focused (CrmGantt *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return NULL;
  /* It is in a bar, or in what the list put around the row. */
  if (gtk_widget_get_parent (focus) == GTK_WIDGET (self->list))
    focus = gtk_widget_get_first_child (focus);
  for (; focus != NULL && focus != GTK_WIDGET (self->list); focus = gtk_widget_get_parent (focus)) {
    Row *row = g_object_get_data (G_OBJECT (focus), "row");
    if (row != NULL)
      return row->item != NULL ? g_object_ref (row->item) : NULL;
  }
  return NULL;
}

/* One that went elsewhere in the list takes the keyboard along. */
static void
restore_focus (CrmGantt *self, CrmGanttItem *focused)
{
  guint place;

  if (!g_list_store_find (self->items, focused, NULL) &&
      g_list_store_find_with_equal_func (self->items, focused, crm_gantt_item_equal, &place))
    gtk_list_view_scroll_to (self->list, place, GTK_LIST_SCROLL_FOCUS, NULL);
}

/**
 * crm_gantt_set_items:
 * @self: a chart
 * @items: of #CrmGanttItem; each record or heading once
 * @now: seconds since 1970 in UTC
 *
 * What is seen stays where it is, and the keyboard too; the first time it is what is around @now.
 */
void
crm_gantt_set_items (CrmGantt *self, GListModel *items, gint64 now)
{
  g_autoptr (CrmGanttItem) focused = find_focused (self);
  gint64 from, to;

  find_range (items, now, &from, &to);
  crm_gantt_scale_set_range (self->scale, from, to);
  crm_gantt_scale_set_now (self->scale, now);
  crm_gantt_rows_follow (self->items, items);
  if (focused != NULL)
    restore_focus (self, focused);
  if (!self->was_shown)
    crm_gantt_show_now (self);
  self->was_shown = TRUE;
}

void
crm_gantt_set_zoom (CrmGantt *self, CrmGanttZoom zoom)
{
  if (zoom == crm_gantt_scale_get_zoom (self->scale))
    return;
  crm_gantt_scale_set_zoom (self->scale, zoom);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

CrmGanttZoom
crm_gantt_get_zoom (CrmGantt *self)
{
  return crm_gantt_scale_get_zoom (self->scale);
}

void
crm_gantt_show_now (CrmGantt *self)
{
  crm_gantt_scale_show (self->scale, crm_gantt_scale_get_now (self->scale), NOW_SHARE);
}

void
crm_gantt_set_narrow (CrmGantt *self, gboolean narrow)
{
  if (narrow == self->is_narrow)
    return;
  self->is_narrow = narrow;
  gtk_widget_set_visible (self->spacer, !narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}
