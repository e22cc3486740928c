/* Where a person stands in a list, and what is chosen. */
#include "config.h"

#include "crm-list-place.h"

#include "crm-record-list.h"

/* More chosen rows than these are not looked for one by one. */
#define MOST_CHOSEN 20000

struct _CrmListPlace {
  GHashTable *chosen; /* gint64* set; owned */
  gboolean all;       /* everything was chosen */
  gint64 top;         /* id of the row at the top, or mark of the heading; 0: none */
  double offset;      /* of that row above the edge, in pixels */
  double row_height;
  gboolean had_focus;

  /* While rows are read: */
  CrmBitsetSelection *selection; /* owned */
  GtkScrolledWindow *window;     /* owned */
  gulong loading;
  GdkFrameClock *clock; /* owned; NULL until the place is restored */
  gulong layout;
};

static CrmRecordList *
get_list (CrmBitsetSelection *selection)
{
  return CRM_RECORD_LIST (crm_bitset_selection_get_model (selection));
}

static void
take_chosen (CrmListPlace *self, CrmBitsetSelection *selection)
{
  CrmRecordList *list = get_list (selection);
  guint64 n = crm_bitset_selection_get_n_selected (selection);
  g_autoptr (GtkBitset) bits = NULL;
  GtkBitsetIter iter;
  guint position;

  self->all = n > 1 && n == g_list_model_get_n_items (G_LIST_MODEL (list));
  if (n == 0 || n > MOST_CHOSEN)
    return;
  bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (selection));
  for (gboolean valid = gtk_bitset_iter_init_first (&iter, bits, &position); valid;
       valid = gtk_bitset_iter_next (&iter, &position)) {
    gint64 id = crm_record_list_get_id_at (list, position);
    g_hash_table_add (self->chosen, g_memdup2 (&id, sizeof id));
  }
}

/* All rows are of one height, so that the list's own length tells it. */
static void
take_top (CrmListPlace *self, CrmRecordList *list, GtkAdjustment *adjustment)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  double value = gtk_adjustment_get_value (adjustment);
  guint position;

  if (n_items == 0 || value <= 0)
    return;
  self->row_height = gtk_adjustment_get_upper (adjustment) / n_items;
  if (self->row_height < 1)
    return;
  position = (guint) (value / self->row_height);
  self->top = crm_record_list_get_mark_at (list, position);
  self->offset = value - position * self->row_height;
}

static gboolean
has_focus (GtkScrolledWindow *window)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (window));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (window));
}

/* A view that loses the row with the focus would move it, and choose where it comes to. */
static void
focus_row (GtkScrolledWindow *window, guint position)
{
  GtkWidget *view = gtk_scrolled_window_get_child (window);

  if (GTK_IS_COLUMN_VIEW (view))
    gtk_column_view_scroll_to (GTK_COLUMN_VIEW (view), position, NULL, GTK_LIST_SCROLL_FOCUS, NULL);
  else
    gtk_list_view_scroll_to (GTK_LIST_VIEW (view), position, GTK_LIST_SCROLL_FOCUS, NULL);
}

/**
 * crm_list_place_take:
 * @selection: (nullable): over a CrmRecordList
 * @window: in which the view is scrolled
 * @keep_top: whether the row at the top is to stay there
 *
 * Returns: (transfer full): where the person stands
 */
CrmListPlace *
crm_list_place_take (CrmBitsetSelection *selection, GtkScrolledWindow *window, gboolean keep_top)
{
  CrmListPlace *self = g_new0 (CrmListPlace, 1);

  self->chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (selection == NULL)
    return self;
  self->had_focus = has_focus (window);
  take_chosen (self, selection);
  if (keep_top)
    take_top (self, get_list (selection), gtk_scrolled_window_get_vadjustment (window));
  else
    /* Everything of another question is not what was chosen. */
    self->all = FALSE;
  return self;
}

void
crm_list_place_free (CrmListPlace *self)
{
  g_hash_table_unref (self->chosen);
  if (self->selection != NULL)
    g_clear_signal_handler (&self->loading, get_list (self->selection));
  if (self->clock != NULL)
    g_clear_signal_handler (&self->layout, self->clock);
  g_clear_object (&self->clock);
  g_clear_object (&self->selection);
  g_clear_object (&self->window);
  g_free (self);
}

static void
restore_chosen (CrmListPlace *self)
{
  CrmRecordList *list = get_list (self->selection);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr (GtkBitset) chosen = gtk_bitset_new_empty ();

  if (self->all) {
    gtk_selection_model_select_all (model);
    return;
  }
  for (guint i = 0; i < n_items && g_hash_table_size (self->chosen) > 0; i++) {
    gint64 id = crm_record_list_get_id_at (list, i);
    if (g_hash_table_remove (self->chosen, &id))
      gtk_bitset_add (chosen, i);
  }
  if (!gtk_bitset_is_empty (chosen))
    gtk_selection_model_set_selection (model, chosen, chosen);
}

/* To the chosen row where it can be seen, else to the first that is seen whole: going to another
 * one would move the view. */
static void
restore_focus (CrmListPlace *self, guint top)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->window);
  guint n_seen = (guint) (gtk_adjustment_get_page_size (adjustment) / self->row_height);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position;

  if (!crm_bitset_selection_get_first (self->selection, &position) || position <= top ||
      position + 1 >= top + n_seen)
    position = MIN (top + 1, n_items - 1);
  focus_row (self->window, position);
}

/* The view has laid out its new rows: its length is known, and nothing is painted yet. What is
 * moved now is laid out once more for the same frame. */
static void
layout_cb (CrmListPlace *self)
{
  guint position;

  if (crm_record_list_find (get_list (self->selection), self->top, &position)) {
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->window),
                              position * self->row_height + self->offset);
    if (self->had_focus)
      restore_focus (self, position);
  }
  crm_list_place_free (self);
}

static void
restore (CrmListPlace *self)
{
  guint position;

  if (g_hash_table_size (self->chosen) > 0 || self->all)
    restore_chosen (self);
  if (self->top != 0 && self->clock != NULL) {
    self->layout = g_signal_connect_data (self->clock, "layout", G_CALLBACK (layout_cb), self, NULL,
                                          G_CONNECT_AFTER | G_CONNECT_SWAPPED);
    gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
    return;
  }
  if (self->had_focus && crm_bitset_selection_get_first (self->selection, &position))
    focus_row (self->window, position);
  crm_list_place_free (self);
}

static void
loading_cb (CrmListPlace *self)
{
  g_clear_signal_handler (&self->loading, get_list (self->selection));
  restore (self);
}

/**
 * crm_list_place_restore:
 * @self: (transfer full): a place
 * @selection: over the list that is now shown
 * @window: in which the view is scrolled
 *
 * Chooses the same records again and goes back to where the person stood, once the ids of all rows
 * are read.
 */
void
crm_list_place_restore (CrmListPlace *self, CrmBitsetSelection *selection,
                        GtkScrolledWindow *window)
{
  CrmRecordList *list = get_list (selection);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  self->selection = g_object_ref (selection);
  self->window = g_object_ref (window);
  if (clock != NULL)
    self->clock = g_object_ref (clock);
  if (self->had_focus && g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    focus_row (window, 0);
  if (crm_record_list_get_loading (list))
    self->loading =
        g_signal_connect_swapped (list, "notify::loading", G_CALLBACK (loading_cb), self);
  else
    restore (self);
}
