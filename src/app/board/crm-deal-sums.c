/* What deals are worth, by stage and currency, read beside the window. */
#include "config.h"

#include "crm-deal-sums.h"

#include "crm-latest.h"

typedef struct {
  GObject *page; /* owned */
  CrmDealSumsFunc func;
  GPtrArray *queries; /* owned; CrmQuery */
  GPtrArray *sums;    /* owned; GArray, beside @queries */
  GCancellable *cancellable;
} Summing;

static void
free_summing (Summing *summing)
{
  g_ptr_array_unref (summing->queries);
  g_ptr_array_unref (summing->sums);
  g_object_unref (summing->cancellable);
  g_object_unref (summing->page);
  g_free (summing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Summing, free_summing)

static gboolean
sum_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Summing *summing = data;

  for (guint i = 0; i < summing->queries->len; i++) {
    GArray *groups = crm_query_read_groups (summing->queries->pdata[i], database, "stage",
                                            "currency", "value", error);
    if (groups == NULL)
      return FALSE;
    g_ptr_array_add (summing->sums, groups);
  }
  return TRUE;
}

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Summing) summing = user_data;

  if (crm_store_read_finish (CRM_STORE (source), result, NULL) &&
      !g_cancellable_is_cancelled (summing->cancellable))
    summing->func (summing->page, (GArray *const *) summing->sums->pdata);
}

/**
 * crm_deal_sums_read:
 * @workspace: an open company file
 * @queries: (array length=n): of deals
 * @n: how many
 * @latest: (inout): of the reading before, which this one overtakes; to be stopped with the page
 * @func: what is done with the sums; not called where a later reading overtakes this one
 * @page: an object, for @func
 */
void
crm_deal_sums_read (CrmWorkspace *workspace, CrmQuery *const *queries, guint n,
                    GCancellable **latest, CrmDealSumsFunc func, gpointer page)
{
  Summing *summing = g_new0 (Summing, 1);

  summing->page = g_object_ref (page);
  summing->func = func;
  summing->cancellable = g_object_ref (crm_latest_begin (latest));
  summing->queries = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_query_unref);
  summing->sums = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (summing->queries, crm_query_ref (queries[i]));
  crm_store_read_async (crm_workspace_get_store (workspace), sum_func, summing, NULL, *latest,
                        summed_cb, summing);
}
