/* A bar of a Gantt chart. */
#include "config.h"

#include "crm-gantt-bar.h"

#include <glib/gi18n.h>

#include "crm-date.h"

#define HEIGHT 22
#define PADDING 6
/* Less of a name says nothing. */
#define LEAST_NAME 30

struct _CrmGanttBarWidget {
  GtkWidget parent_instance;

  PangoLayout *layout; /* owned; NULL until it is needed */
  char *label;         /* owned */
  const char *style;   /* of the state */
  int room;            /* for the name: another bar may lie upon the rest */
};

G_DEFINE_FINAL_TYPE (CrmGanttBarWidget, crm_gantt_bar_widget, GTK_TYPE_WIDGET)

enum { PRESSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *const styles[] = { "done", "open", "late", "planned" };

static const char *
get_state_name (CrmGanttState state)
{
  switch (state) {
  case CRM_GANTT_DONE:
    return C_ ("chart", "Done");
  case CRM_GANTT_OPEN:
    return C_ ("chart", "Under way");
  case CRM_GANTT_LATE:
    return C_ ("chart", "Late");
  case CRM_GANTT_PLANNED:
    return C_ ("chart", "Planned");
  }
  g_assert_not_reached ();
}

static void
clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, CrmGanttBarWidget *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_widget_contains (GTK_WIDGET (self), x, y))
    g_signal_emit (self, signals[PRESSED], 0);
}

static void
crm_gantt_bar_widget_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                              int *minimum, int *natural, int *minimum_baseline,
                              int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
crm_gantt_bar_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmGanttBarWidget *self = CRM_GANTT_BAR_WIDGET (widget);
  int room = MIN (gtk_widget_get_width (widget), self->room) - 2 * PADDING;
  int height;
  GdkRGBA colour;

  if (room < LEAST_NAME || self->label == NULL)
    return;
  if (self->layout == NULL) {
    self->layout = gtk_widget_create_pango_layout (widget, self->label);
    pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  }
  pango_layout_set_width (self->layout, room * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  gtk_widget_get_color (widget, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (PADDING, (float) (gtk_widget_get_height (widget) - height) / 2));
  gtk_snapshot_append_layout (snapshot, self->layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
crm_gantt_bar_widget_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  g_clear_object (&CRM_GANTT_BAR_WIDGET (widget)->layout);

  GTK_WIDGET_CLASS (crm_gantt_bar_widget_parent_class)->css_changed (widget, change);
}

/* What a screen reader presses. */
static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate (widget);
}

static void
crm_gantt_bar_widget_dispose (GObject *object)
{
  CrmGanttBarWidget *self = CRM_GANTT_BAR_WIDGET (object);

  g_clear_object (&self->layout);
  g_clear_pointer (&self->label, g_free);

  G_OBJECT_CLASS (crm_gantt_bar_widget_parent_class)->dispose (object);
}

static void
crm_gantt_bar_widget_class_init (CrmGanttBarWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space,
                                GDK_KEY_KP_Space };

  G_OBJECT_CLASS (klass)->dispose = crm_gantt_bar_widget_dispose;
  widget_class->measure = crm_gantt_bar_widget_measure;
  widget_class->snapshot = crm_gantt_bar_widget_snapshot;
  widget_class->css_changed = crm_gantt_bar_widget_css_changed;
  gtk_widget_class_set_css_name (widget_class, "ganttbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);

  /**
   * CrmGanttBarWidget::pressed:
   * @self: the bar
   */
  signals[PRESSED] =
      g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_signal (widget_class, keys[i], 0, "pressed", NULL);
  gtk_widget_class_set_activate_signal (widget_class, signals[PRESSED]);
  gtk_widget_class_install_action (widget_class, "bar.open", NULL, open_action);
}

static void
crm_gantt_bar_widget_init (CrmGanttBarWidget *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
}

void
crm_gantt_bar_widget_set_room (CrmGanttBarWidget *self, int room)
{
  if (self->room == room)
    return;
  self->room = room;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
crm_gantt_bar_widget_new (void)
{
  return g_object_new (CRM_TYPE_GANTT_BAR_WIDGET, NULL);
}

void
crm_gantt_bar_widget_set_bar (CrmGanttBarWidget *self, const CrmGanttBar *bar)
{
  g_autofree char *start = crm_moment_format (bar->start, NULL);
  g_autofree char *end = crm_moment_format (bar->end, NULL);
  g_autofree char *tip = NULL;
  g_autofree char *said = NULL;

  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  self->style = styles[bar->state];
  gtk_widget_add_css_class (GTK_WIDGET (self), self->style);
  g_clear_object (&self->layout);
  g_set_str (&self->label, bar->label);
  /* Translators: a bar of a chart: when it begins, when it ends, "Late" */
  tip = g_strdup_printf (_ ("%s – %s\n%s"), start, end, get_state_name (bar->state));
  said = g_strdup_printf ("%s\n%s", bar->label, tip);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), said);
  g_strdelimit (said, "\n", ',');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
