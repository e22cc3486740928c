/* The place of a row in a list that people put in order: dragged onto another's, or moved by one.
 */
#include "config.h"

#include "crm-row-place.h"

#define PLACE "crm-row-place"

typedef struct {
  guint index;
  CrmOrderFunc move;
  gpointer owner; /* a widget, borrowed: the row stands in it */
} Place;

typedef struct {
  CrmOrderFunc move;
  GtkWidget *owner; /* owned */
  guint from;
  guint to;
} Move;

static void
move_later_cb (gpointer data)
{
  Move *move = data;

  move->move (move->owner, move->from, move->to);
  g_object_unref (move->owner);
  g_free (move);
}

/* The row that was pressed or dropped on must not go while that is being told. */
static void
move_later (const Place *place, guint from, guint to)
{
  Move *move;

  if (from == to)
    return;
  move = g_new0 (Move, 1);
  move->move = place->move;
  move->owner = g_object_ref (place->owner);
  move->from = from;
  move->to = to;
  g_idle_add_once (move_later_cb, move);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, Place *place)
{
  return gdk_content_provider_new_typed (G_TYPE_UINT, place->index);
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, Place *place)
{
  move_later (place, g_value_get_uint (value), place->index);
  return TRUE;
}

/**
 * crm_row_place_set:
 * @row: a new row
 * @handle: by what it is dragged: a widget in @row, or @row itself
 * @index: its place
 * @move: what is to be done when a row shall stand elsewhere; called once nothing else is being
 * told
 * @owner: the widget of the list, for @move
 */
void
crm_row_place_set (GtkWidget *row, GtkWidget *handle, guint index, CrmOrderFunc move,
                   gpointer owner)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_UINT, GDK_ACTION_MOVE);
  Place *place = g_new0 (Place, 1);

  place->index = index;
  place->move = move;
  place->owner = owner;
  g_object_set_data_full (G_OBJECT (row), PLACE, place, g_free);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), place);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), place);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

/**
 * crm_row_place_move:
 * @row: a row that has a place
 * @by: how many places down; above the first there is none
 */
void
crm_row_place_move (GtkWidget *row, int by)
{
  const Place *place = g_object_get_data (G_OBJECT (row), PLACE);

  if (by > 0 || place->index >= (guint) -by)
    move_later (place, place->index, (guint) ((int) place->index + by));
}
