/* Where a person stands in a list, and what is chosen. */
#include "config.h"

#include "crm-list-place.h"

#include "crm-record-list.h"

/* More chosen rows than these are not looked for one by one. */
#define MOST_CHOSEN 20000

struct _CrmListPlace {
  GHashTable *chosen; /* gint64* set; owned */
  gboolean all;       /* everything was chosen */
  gint64 top;         /* id of the row at the top; 0: none */
  double offset;      /* of that row above the edge, in pixels */
  double row_height;

  /* While rows are read: */
  CrmBitsetSelection *selection; /* owned */
  GtkAdjustment *adjustment;     /* owned */
  gulong loading;
  gulong adjusted[2];
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
  self->top = crm_record_list_get_id_at (list, position);
  self->offset = value - position * self->row_height;
}

/**
 * crm_list_place_take:
 * @selection: (nullable): over a CrmRecordList
 * @adjustment: of the view's height
 * @keep_top: whether the row at the top is to stay there
 *
 * Returns: (transfer full): where the person stands
 */
CrmListPlace *
crm_list_place_take (CrmBitsetSelection *selection, GtkAdjustment *adjustment, gboolean keep_top)
{
  CrmListPlace *self = g_new0 (CrmListPlace, 1);

  self->chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (selection == NULL)
    return self;
  take_chosen (self, selection);
  if (keep_top)
    take_top (self, get_list (selection), adjustment);
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
  for (gsize i = 0; i < G_N_ELEMENTS (self->adjusted); i++)
    if (self->adjustment != NULL)
      g_clear_signal_handler (&self->adjusted[i], self->adjustment);
  g_clear_object (&self->selection);
  g_clear_object (&self->adjustment);
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

/* The view has measured its new rows: its length is known, and nothing is painted yet. */
static void
adjusted_cb (CrmListPlace *self)
{
  g_autoptr (GtkAdjustment) adjustment = g_object_ref (self->adjustment);
  CrmRecordList *list = get_list (self->selection);
  double value = -1;
  guint position;

  if (crm_record_list_find (list, self->top, &position))
    value = position * self->row_height + self->offset;
  crm_list_place_free (self);
  if (value >= 0)
    gtk_adjustment_set_value (adjustment, value);
}

static void
restore (CrmListPlace *self)
{
  if (g_hash_table_size (self->chosen) > 0 || self->all)
    restore_chosen (self);
  if (self->top == 0) {
    crm_list_place_free (self);
    return;
  }
  self->adjusted[0] =
      g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (adjusted_cb), self);
  self->adjusted[1] =
      g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (adjusted_cb), self);
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
 * @adjustment: of the view's height
 *
 * Chooses the same records again and goes back to where the person stood, once the ids of all rows
 * are read.
 */
void
crm_list_place_restore (CrmListPlace *self, CrmBitsetSelection *selection,
                        GtkAdjustment *adjustment)
{
  CrmRecordList *list = get_list (selection);

  self->selection = g_object_ref (selection);
  self->adjustment = g_object_ref (adjustment);
  if (crm_record_list_get_loading (list))
    self->loading =
        g_signal_connect_swapped (list, "notify::loading", G_CALLBACK (loading_cb), self);
  else
    restore (self);
}
