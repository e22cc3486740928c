/* The rows of a Gantt chart follow what is read anew. */
#include "config.h"

#include "crm-gantt-rows.h"

/* One that stood before the change. */
typedef struct {
  guint place;    /* among the rows as they will be; its own order when it goes */
  guint previous; /* of the chain of those that stay in order; G_MAXUINT: none */
  gboolean stays;
} Old;

static CrmGanttItem *
get_item (GListModel *model, guint place)
{
  /* The model keeps it. */
  g_autoptr (CrmGanttItem) item = g_list_model_get_item (model, place);
  return item;
}

static GHashTable *
index_places (GListModel *items)
{
  GHashTable *places = g_hash_table_new (crm_gantt_item_hash, crm_gantt_item_equal);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    g_hash_table_insert (places, get_item (items, i), GUINT_TO_POINTER (i));
  return places;
}

/* Marks the longest chain of rows that need not change places among each other. */
static void
mark_chain (Old *olds, guint n, guint *n_staying)
{
  g_autofree guint *ends =
      g_new (guint, n + 1); /* of a chain so long, the least place it ends at */
  guint length = 0;

  for (guint i = 0; i < n; i++) {
    guint low = 0, high = length;
    if (olds[i].place == G_MAXUINT)
      continue;
    while (low < high) {
      guint middle = (low + high) / 2;
      if (olds[ends[middle]].place < olds[i].place)
        low = middle + 1;
      else
        high = middle;
    }
    olds[i].previous = low > 0 ? ends[low - 1] : G_MAXUINT;
    ends[low] = i;
    length = MAX (length, low + 1);
  }
  for (guint i = length > 0 ? ends[length - 1] : G_MAXUINT; i != G_MAXUINT; i = olds[i].previous)
    olds[i].stays = TRUE;
  *n_staying = length;
}

static void
splice (GListStore *store, guint at, guint n_gone, GListModel *items, guint first, guint n)
{
  g_autofree gpointer *added = g_new (gpointer, n + 1);

  for (guint i = 0; i < n; i++)
    added[i] = get_item (items, first + i);
  g_list_store_splice (store, at, n_gone, added, n);
}

static void
remove_gone (GListStore *store, const Old *olds, guint n)
{
  for (guint end = n; end > 0;) {
    guint start = end;
    while (start > 0 && !olds[start - 1].stays)
      start--;
    if (start < end)
      g_list_store_splice (store, start, end - start, NULL, 0);
    end = start > 0 ? start - 1 : 0;
  }
}

/* What is left of @store stands in @items in the same order. */
static void
fill_in (GListStore *store, GListModel *items)
{
  guint n = g_list_model_get_n_items (items);

  for (guint i = 0; i < n;) {
    CrmGanttItem *next = i < g_list_model_get_n_items (G_LIST_MODEL (store))
                             ? get_item (G_LIST_MODEL (store), i)
                             : NULL;
    guint end = i;
    while (end < n && (next == NULL || !crm_gantt_item_equal (get_item (items, end), next)))
      end++;
    if (end > i)
      splice (store, i, 0, items, i, end - i);
    if (next != NULL)
      crm_gantt_item_take (next, get_item (items, end));
    i = end + (next != NULL ? 1 : 0);
  }
}

/**
 * crm_gantt_rows_follow:
 * @store: (element-type CrmGanttItem): what is shown
 * @items: (element-type CrmGanttItem): what is to be shown; each row once
 *
 * A row that stays is the same object afterwards, and what stays in its order is not touched, so
 * that whoever looks at it or stands in it is not disturbed.
 */
void
crm_gantt_rows_follow (GListStore *store, GListModel *items)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint n_items = g_list_model_get_n_items (items);
  g_autoptr (GHashTable) places = index_places (items);
  g_autofree Old *olds = g_new0 (Old, n + 1);
  guint n_staying;

  for (guint i = 0; i < n; i++) {
    gpointer place;
    olds[i].place =
        g_hash_table_lookup_extended (places, get_item (G_LIST_MODEL (store), i), NULL, &place)
            ? GPOINTER_TO_UINT (place)
            : G_MAXUINT;
  }
  mark_chain (olds, n, &n_staying);
  /* Another order altogether is told as one change, not as thousands. */
  if (n_staying < n / 2 || g_hash_table_size (places) < n_items) {
    splice (store, 0, n, items, 0, n_items);
    return;
  }
  remove_gone (store, olds, n);
  fill_in (store, items);
}
