/* What the pages of deals share: their filter, the deals that it leaves, and the pipelines. */
#include "config.h"

#include "crm-deal-page.h"

#define MOST_PIPELINES 100

/**
 * crm_deal_page_add_filter:
 * @bin: where the bar goes
 * @workspace: an open company file
 * @changed: called with @page alone when the filter, or whose records the person looks at, is
 * another
 * @page: a page that lives as long as @bin
 *
 * Returns: (transfer none): the bar, an empty one
 */
CrmFilterBar *
crm_deal_page_add_filter (AdwBin *bin, CrmWorkspace *workspace, GCallback changed, gpointer page)
{
  GtkWidget *bar = crm_filter_bar_new ();

  crm_filter_bar_set_entity (CRM_FILTER_BAR (bar), workspace, crm_entity_find ("deal"));
  adw_bin_set_child (bin, bar);
  g_signal_connect_object (bar, "changed", changed, page, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_desk (workspace), "focus-changed", changed, page,
                           G_CONNECT_SWAPPED);
  return CRM_FILTER_BAR (bar);
}

/**
 * crm_deal_page_query:
 * @workspace: an open company file
 * @bar: of the page
 *
 * Returns: (transfer full): the deals that the person looks at, as the bar leaves them
 */
CrmQuery *
crm_deal_page_query (CrmWorkspace *workspace, CrmFilterBar *bar)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (CrmQuery) focused = crm_desk_narrow (crm_workspace_get_desk (workspace), all);
  g_autoptr (CrmQuery) filtered = crm_filter_bar_apply (bar, focused);

  return crm_query_at (filtered, crm_workspace_get_now (workspace),
                       crm_workspace_get_me (workspace));
}

/**
 * crm_deal_page_read_pipelines:
 * @workspace: an open company file
 *
 * Returns: (transfer full) (element-type CrmRecord): the pipelines in order
 */
GPtrArray *
crm_deal_page_read_pipelines (CrmWorkspace *workspace)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("pipeline"));
  GPtrArray *pipelines =
      crm_query_fetch_all (all, crm_workspace_get_reader (workspace), MOST_PIPELINES, NULL);

  return pipelines != NULL ? pipelines : g_ptr_array_new ();
}

/**
 * crm_deal_page_offer_pipelines:
 * @down: gets the names; not seen where there is nothing to choose
 * @pipelines: (element-type CrmRecord): what is offered
 */
void
crm_deal_page_offer_pipelines (GtkDropDown *down, GPtrArray *pipelines)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < pipelines->len; i++)
    gtk_string_list_append (names, crm_record_get_title (pipelines->pdata[i]));
  gtk_drop_down_set_model (down, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (down), pipelines->len > 1);
}
