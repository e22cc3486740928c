/* The records of one relation. */
#include "config.h"

#include "crm-related-list.h"

#include "crm-list-page.h"

static void
refresh_draft_cb (CrmListView *view, CrmRecordForm *form)
{
  const CrmRelation *relation = g_object_get_data (G_OBJECT (view), "relation");
  g_autoptr (CrmRecord) draft =
      crm_relation_make_draft (relation, crm_record_form_get_record (form));

  crm_list_view_set_draft (view, draft);
}

/**
 * crm_related_list_new:
 * @form: of the record at which they point
 * @relation: which records
 *
 * Returns: (transfer floating): the list, with a button for one more that begins with what it
 *   shares with this record
 */
GtkWidget *
crm_related_list_new (CrmRecordForm *form, const CrmRelation *relation)
{
  g_autoptr (CrmQuery) query =
      crm_relation_make_query (relation, crm_record_get_id (crm_record_form_get_record (form)));
  CrmListView *view = crm_list_view_new (crm_record_form_get_workspace (form), query);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  g_object_set_data_full (G_OBJECT (view), "relation", g_memdup2 (relation, sizeof *relation),
                          g_free);
  refresh_draft_cb (view, form);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refresh_draft_cb), view,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_margin_top (GTK_WIDGET (view), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (view), 24);
  gtk_widget_set_margin_start (GTK_WIDGET (view), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (view), 12);
  gtk_widget_set_valign (GTK_WIDGET (view), GTK_ALIGN_START);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1200);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}
