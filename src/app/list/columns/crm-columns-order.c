/* The order of a list by several of its fields. */
#include "config.h"

#include "crm-columns-order.h"

#include <glib/gi18n.h>

/* With the first, what a query takes. */
#define MOST_FURTHER 3

typedef struct {
  const CrmField *field;
  gboolean descending;
} Further;

typedef struct {
  CrmColumns *columns;     /* borrowed: it owns this */
  CrmWorkspace *workspace; /* borrowed: lives as long as the page */
  GtkColumnView *view;     /* weak */
  GArray *further;         /* Further; owned */
  GtkGesture *gesture;     /* owned; of the view, which may live longer */
  gboolean keeps;          /* while the first stays and others come or go */
} Order;

static Order *
get_order (CrmColumns *self)
{
  return g_object_get_data (G_OBJECT (self), "crm-order");
}

static void
free_order (gpointer data)
{
  Order *order = data;
  g_signal_handlers_disconnect_by_data (order->gesture, order);
  g_object_unref (order->gesture);
  g_clear_weak_pointer (&order->view);
  g_array_unref (order->further);
  g_free (order);
}

static int
find (Order *order, const char *field)
{
  for (guint i = 0; i < order->further->len; i++)
    if (g_strcmp0 (g_array_index (order->further, Further, i).field->name, field) == 0)
      return (int) i;
  return -1;
}

/* GTK draws an arrow in the first one's header alone. */
static void
show_places (Order *order)
{
  GListModel *columns;

  if (order->view == NULL)
    return;
  columns = gtk_column_view_get_columns (order->view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    const char *name = gtk_column_view_column_get_id (column);
    const CrmField *field = crm_entity_field (crm_columns_get_entity (order->columns), name);
    int place = find (order, name);
    g_autofree char *title = NULL;
    if (field == NULL)
      continue;
    if (place < 0)
      title = g_strdup (crm_field_get_label (field));
    else
      title = g_strdup_printf (
          "%s %s%d", crm_field_get_label (field),
          g_array_index (order->further, Further, place).descending ? "▾" : "▴", place + 2);
    if (g_strcmp0 (gtk_column_view_column_get_title (column), title) != 0)
      gtk_column_view_column_set_title (column, title);
  }
}

/* Another first one begins another order. */
static void
sorted_cb (CrmColumns *columns, Order *order)
{
  if (!order->keeps)
    g_array_set_size (order->further, 0);
  show_places (order);
}

static void
tell (Order *order)
{
  order->keeps = TRUE;
  g_signal_emit_by_name (order->columns, "sorted");
  order->keeps = FALSE;
}

static CrmQuery *
sort_by_all (Order *order, CrmQuery *query)
{
  gboolean descending;
  const char *first = crm_columns_get_sort (order->columns, &descending);
  g_autoptr (CrmQuery) sorted =
      first != NULL ? crm_query_sort (query, first, descending, NULL) : NULL;

  for (guint i = 0; sorted != NULL && i < order->further->len; i++) {
    const Further *further = &g_array_index (order->further, Further, i);
    g_autoptr (CrmQuery) before = g_steal_pointer (&sorted);
    sorted = crm_query_sort_then (before, further->field->name, further->descending, NULL);
  }
  return sorted != NULL ? g_steal_pointer (&sorted) : crm_query_ref (query);
}

/* What no index serves is not sorted anew each time somebody looks. */
static gboolean
is_served (Order *order)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_columns_get_entity (order->columns));
  g_autoptr (CrmQuery) sorted = sort_by_all (order, all);

  return crm_query_is_order_served (sorted, crm_workspace_get_reader (order->workspace));
}

static void
append (Order *order, const char *field, gboolean descending)
{
  const Further further = { crm_entity_field (crm_columns_get_entity (order->columns), field),
                            descending };

  if (further.field == NULL || order->further->len == MOST_FURTHER)
    return;
  g_array_append_val (order->further, further);
  if (!is_served (order)) {
    g_array_set_size (order->further, order->further->len - 1);
    crm_workspace_say (order->workspace,
                       _ ("Too many records to be sorted by several fields: sort by one"));
  }
}

/**
 * crm_columns_sort_further:
 * @self: the columns
 * @field: name of a field
 *
 * Adds it to the order; what is in it already is turned round.
 */
void
crm_columns_sort_further (CrmColumns *self, const char *field)
{
  Order *order = get_order (self);
  gboolean descending;
  const char *first = crm_columns_get_sort (self, &descending);
  int place = find (order, field);

  if (first == NULL) {
    crm_columns_choose_sort (self, field, FALSE);
    return;
  }
  order->keeps = TRUE;
  if (g_strcmp0 (first, field) == 0)
    crm_columns_sort_by (self, field, !descending);
  else if (place >= 0) {
    Further *further = &g_array_index (order->further, Further, place);
    further->descending = !further->descending;
  } else
    append (order, field, FALSE);
  tell (order);
}

void
crm_columns_set_further (CrmColumns *self, const char *field, gboolean descending)
{
  Order *order = get_order (self);
  gboolean first_descending;

  g_array_set_size (order->further, 0);
  if (field != NULL && g_strcmp0 (field, crm_columns_get_sort (self, &first_descending)) != 0)
    append (order, field, descending);
  tell (order);
}

guint
crm_columns_get_n_further (CrmColumns *self)
{
  return get_order (self)->further->len;
}

const char *
crm_columns_get_further (CrmColumns *self, guint i, gboolean *descending)
{
  const Further *further = &g_array_index (get_order (self)->further, Further, i);
  *descending = further->descending;
  return further->field->name;
}

CrmQuery *
crm_columns_sort_query (CrmColumns *self, CrmQuery *query)
{
  return sort_by_all (get_order (self), query);
}

/**
 * crm_columns_show_order:
 * @self: the columns
 * @query: a query of their entity
 *
 * What is sorted by without being a field of the entity itself has no header: it is left out.
 */
void
crm_columns_show_order (CrmColumns *self, CrmQuery *query)
{
  Order *order = get_order (self);
  gboolean descending;
  const char *first = crm_query_get_sort (query, &descending);

  g_array_set_size (order->further, 0);
  crm_columns_sort_by (self, first, descending);
  for (guint i = 1; i < MIN (crm_query_get_n_sorts (query), MOST_FURTHER + 1); i++) {
    Further further = { 0 };
    g_autofree char *path = crm_query_dup_sort (query, i, &further.descending);
    further.field = crm_entity_field (crm_columns_get_entity (self), path);
    if (further.field != NULL)
      g_array_append_val (order->further, further);
  }
  show_places (order);
}

/* --- Shift and a press on a header */

/* The titles of a column view are its own; they stand in its first child in the columns' order. */
static GtkColumnViewColumn *
find_pressed (Order *order, double x, double y)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (order->view));
  GtkWidget *pressed = gtk_widget_pick (GTK_WIDGET (order->view), x, y, GTK_PICK_DEFAULT);
  GListModel *columns = gtk_column_view_get_columns (order->view);
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; title != NULL && pressed != NULL && i < g_list_model_get_n_items (columns);
       i++, title = gtk_widget_get_next_sibling (title))
    if (pressed == title || gtk_widget_is_ancestor (pressed, title)) {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      return column; /* the view holds it */
    }
  return NULL;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, Order *order)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkColumnViewColumn *column;

  if ((state & GDK_SHIFT_MASK) == 0 || order->view == NULL)
    return;
  column = find_pressed (order, x, y);
  if (column == NULL || gtk_column_view_column_get_sorter (column) == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  crm_columns_sort_further (order->columns, gtk_column_view_column_get_id (column));
}

void
crm_columns_order_init (CrmColumns *self, CrmWorkspace *workspace, GtkColumnView *view)
{
  Order *order = g_new0 (Order, 1);
  GtkGesture *gesture = gtk_gesture_click_new ();

  order->columns = self;
  order->workspace = workspace;
  g_set_weak_pointer (&order->view, view);
  order->further = g_array_new (FALSE, TRUE, sizeof (Further));
  g_object_set_data_full (G_OBJECT (self), "crm-order", order, free_order);
  g_signal_connect (self, "sorted", G_CALLBACK (sorted_cb), order);
  g_signal_connect_swapped (self, "changed", G_CALLBACK (show_places), order);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  order->gesture = g_object_ref (gesture);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), order);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (gesture));
}
