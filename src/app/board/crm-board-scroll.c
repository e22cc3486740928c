/* Scrolling while a card is held at the edge. */
#include "config.h"

#include "crm-board-scroll.h"

#define EDGE 60
#define SCROLL_STEP 16

typedef struct {
  GtkScrolledWindow *scroller; /* borrowed: it owns this */
  int by;
  guint tick;
} Scroll;

static gboolean
scroll_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Scroll *scroll = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (scroll->scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + scroll->by);
  return G_SOURCE_CONTINUE;
}

static void
set_scroll (Scroll *scroll, int by)
{
  GtkWidget *widget = GTK_WIDGET (scroll->scroller);

  scroll->by = by;
  if (by != 0 && scroll->tick == 0)
    scroll->tick = gtk_widget_add_tick_callback (widget, scroll_tick, scroll, NULL);
  else if (by == 0 && scroll->tick != 0) {
    gtk_widget_remove_tick_callback (widget, scroll->tick);
    scroll->tick = 0;
  }
}

static void
motion_cb (GtkDropControllerMotion *controller, double x, double y, Scroll *scroll)
{
  int width = gtk_widget_get_width (GTK_WIDGET (scroll->scroller));
  set_scroll (scroll, x < EDGE ? -SCROLL_STEP : x > width - EDGE ? SCROLL_STEP : 0);
}

static void
leave_cb (GtkDropControllerMotion *controller, Scroll *scroll)
{
  set_scroll (scroll, 0);
}

/**
 * crm_board_scroll_attach:
 * @scroller: of columns side by side
 */
void
crm_board_scroll_attach (GtkScrolledWindow *scroller)
{
  GtkEventController *motion = gtk_drop_controller_motion_new ();
  Scroll *scroll = g_new0 (Scroll, 1);

  scroll->scroller = scroller;
  g_object_set_data_full (G_OBJECT (scroller), "crm-board-scroll", scroll, g_free);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), scroll);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), scroll);
  gtk_widget_add_controller (GTK_WIDGET (scroller), motion);
}
