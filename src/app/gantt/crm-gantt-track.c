/* The bars of one row of a Gantt chart. */
#include "config.h"

#include "crm-gantt-track.h"

#include "crm-gantt-axis.h"
#include "crm-gantt-bar.h"

/* What is shorter could not be hit. */
#define LEAST_WIDTH 6
/* More than the roundness of a corner. */
#define BESIDE 6

struct _CrmGanttTrack {
  GtkWidget parent_instance;

  CrmGanttScale *scale; /* owned */
  CrmGanttItem *item;   /* owned; may be NULL */
  GPtrArray *bars;      /* owned; borrowed children, some of no use now */
  gint64 entered;       /* id of the bar that the keyboard came to last */
};

G_DEFINE_FINAL_TYPE (CrmGanttTrack, crm_gantt_track, GTK_TYPE_WIDGET)

enum { PRESSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static guint
count_bars (CrmGanttTrack *self)
{
  return self->item != NULL ? crm_gantt_item_get_n_bars (self->item) : 0;
}

static guint
find_bar (CrmGanttTrack *self, GtkWidget *bar)
{
  guint place = 0;

  g_ptr_array_find (self->bars, bar, &place);
  return place;
}

static void
pressed_cb (CrmGanttTrack *self, GtkWidget *bar)
{
  g_signal_emit (self, signals[PRESSED], 0, find_bar (self, bar));
}

/* Whoever walks along by keyboard sees where they are. */
static void
entered_cb (GtkEventControllerFocus *controller, CrmGanttTrack *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  guint place = find_bar (self, widget);

  if (place < count_bars (self)) {
    const CrmGanttBar *bar = crm_gantt_item_get_bar (self->item, place);
    self->entered = bar->id;
    crm_gantt_scale_reveal (self->scale, bar->start, bar->end);
  }
}

static GtkWidget *
add_bar (CrmGanttTrack *self)
{
  GtkWidget *bar = crm_gantt_bar_widget_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (bar, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (entered_cb), self, 0);
  gtk_widget_add_controller (bar, focus);
  gtk_widget_set_parent (bar, GTK_WIDGET (self));
  g_ptr_array_add (self->bars, bar);
  return bar;
}

static void
crm_gantt_track_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{

  int height = 0;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && height == 0;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_measure (child, orientation, -1, &height, NULL, NULL, NULL);
  *minimum = *natural = height;
}

/* Of a bar that is not wholly in sight no more is drawn than its end, so that its name stays in
 * sight; one that is out of sight waits beside, where the keyboard finds it. */
static void
place_bar (CrmGanttTrack *self, const CrmGanttBar *bar, int width, int *left, int *right)
{
  double start = CLAMP (crm_gantt_scale_get_x (self->scale, bar->start), -BESIDE, width + BESIDE);
  double end = CLAMP (crm_gantt_scale_get_x (self->scale, bar->end), -BESIDE, width + BESIDE);

  *left = (int) start;
  *right = MAX ((int) end, *left + LEAST_WIDTH);
}

/* Later bars lie upon earlier ones. */
static int
find_room (CrmGanttTrack *self, guint i, guint n, int width, int left, int right)
{
  int room = right - left;

  for (guint j = i + 1; j < n; j++) {
    int other, end;
    place_bar (self, crm_gantt_item_get_bar (self->item, j), width, &other, &end);
    if (end > left && other < left + room)
      room = MAX (other - left, 0);
  }
  return room;
}

static void
crm_gantt_track_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmGanttTrack *self = CRM_GANTT_TRACK (widget);
  guint n = count_bars (self);

  for (guint i = 0; i < n; i++) {
    const CrmGanttBar *bar = crm_gantt_item_get_bar (self->item, i);
    GtkWidget *child = self->bars->pdata[i];
    int left, right, child_height;

    place_bar (self, bar, width, &left, &right);
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &child_height, NULL, NULL, NULL);
    crm_gantt_bar_widget_set_room (CRM_GANTT_BAR_WIDGET (child),
                                   find_room (self, i, n, width, left, right));
    gtk_widget_set_child_visible (child, TRUE);
    gtk_widget_size_allocate (
        child, &(GtkAllocation) { left, (height - child_height) / 2, right - left, child_height },
        -1);
  }
}

static void
crm_gantt_track_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmGanttTrack *self = CRM_GANTT_TRACK (widget);

  crm_gantt_axis_snapshot_lines (widget, self->scale, snapshot);
  GTK_WIDGET_CLASS (crm_gantt_track_parent_class)->snapshot (widget, snapshot);
}

static void
crm_gantt_track_dispose (GObject *object)
{
  CrmGanttTrack *self = CRM_GANTT_TRACK (object);

  g_clear_object (&self->scale);
  g_clear_object (&self->item);
  for (guint i = 0; i < self->bars->len; i++)
    gtk_widget_unparent (self->bars->pdata[i]);
  g_ptr_array_set_size (self->bars, 0);

  G_OBJECT_CLASS (crm_gantt_track_parent_class)->dispose (object);
}

static void
crm_gantt_track_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_GANTT_TRACK (object)->bars);

  G_OBJECT_CLASS (crm_gantt_track_parent_class)->finalize (object);
}

static void
crm_gantt_track_class_init (CrmGanttTrackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_gantt_track_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_gantt_track_finalize;
  widget_class->measure = crm_gantt_track_measure;
  widget_class->size_allocate = crm_gantt_track_size_allocate;
  widget_class->snapshot = crm_gantt_track_snapshot;
  gtk_widget_class_set_css_name (widget_class, "gantttrack");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * CrmGanttTrack::pressed:
   * @self: the row
   * @bar: index of a bar of its item
   */
  signals[PRESSED] = g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
crm_gantt_track_init (CrmGanttTrack *self)
{
  self->bars = g_ptr_array_new ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
crm_gantt_track_new (CrmGanttScale *scale)
{
  CrmGanttTrack *self = g_object_new (CRM_TYPE_GANTT_TRACK, NULL);

  self->scale = g_object_ref (scale);
  g_signal_connect_object (scale, "changed", G_CALLBACK (gtk_widget_queue_allocate), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* The bar that has the keyboard stands elsewhere in the row when one before it came or went. */
static void
follow_focus (CrmGanttTrack *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  gint64 id = self->entered;

  for (guint i = 0; focus != NULL && i < count_bars (self); i++)
    if (crm_gantt_item_get_bar (self->item, i)->id == id) {
      if (self->bars->pdata[i] != focus)
        gtk_widget_grab_focus (self->bars->pdata[i]);
      return;
    }
}

void
crm_gantt_track_set_item (CrmGanttTrack *self, CrmGanttItem *item)
{
  gboolean is_same = item != NULL && item == self->item;
  guint n;

  g_set_object (&self->item, item);
  n = count_bars (self);
  while (self->bars->len < n)
    add_bar (self);
  for (guint i = 0; i < self->bars->len; i++) {
    gtk_widget_set_visible (self->bars->pdata[i], i < n);
    if (i < n)
      crm_gantt_bar_widget_set_bar (self->bars->pdata[i], crm_gantt_item_get_bar (item, i));
  }
  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    crm_gantt_item_get_title (item), -1);
  if (is_same)
    follow_focus (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
