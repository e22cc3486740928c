/* Lets a list store become what was read anew. */
#include "config.h"

#include "crm-list-follow.h"

static gboolean
is_same (GListStore *store, guint position, GPtrArray *items, guint index, GEqualFunc equal)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), position);
  return equal (item, items->pdata[index]);
}

/**
 * crm_list_follow:
 * @store: what is shown
 * @items: (element-type GObject): what is to be shown
 * @equal: whether two of them look the same
 *
 * Only what is different is replaced, so that what one looks at stays where it is.
 */
void
crm_list_follow (GListStore *store, GPtrArray *items, GEqualFunc equal)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint n_new = items->len;
  guint start = 0;
  guint end = 0;

  while (start < MIN (n_old, n_new) && is_same (store, start, items, start, equal))
    start++;
  while (end < MIN (n_old, n_new) - start &&
         is_same (store, n_old - end - 1, items, n_new - end - 1, equal))
    end++;
  if (n_old - start - end > 0 || n_new - start - end > 0)
    g_list_store_splice (store, start, n_old - start - end, items->pdata + start,
                         n_new - start - end);
}
