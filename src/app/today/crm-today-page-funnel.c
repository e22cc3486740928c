/* The small funnel of Today: the open stages with the deals in them and what these are worth. */
#include "config.h"

#include "crm-deal-sums.h"
#include "crm-decimal.h"
#include "crm-money-text.h"
#include "crm-today-page-private.h"
#include "crm-today-rows.h"

#define MOST_STAGES 50

void
crm_today_page_open_stage (CrmTodayPage *self, GtkListBoxRow *row)
{
  CrmRecord *stage = g_object_get_data (G_OBJECT (row), "stage");
  g_autoptr (CrmQuery) mine = crm_today_page_query (self, "deal", "name");
  g_autoptr (CrmQuery) query =
      crm_query_filter_integer (mine, "stage", CRM_OP_EQUAL, crm_record_get_id (stage));
  crm_workspace_open_list (self->workspace, query, crm_record_get_title (stage));
}

static void
append_stage (CrmTodayPage *self, CrmRecord *stage, gint64 count, gint64 most, const char *sums,
              const char *parts)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *bar = gtk_progress_bar_new ();
  g_autofree char *number = crm_decimal_format (count, 0, 0, crm_number_style_local ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (stage));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sums);
  gtk_widget_set_tooltip_text (row, parts);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar),
                                 most > 0 ? (double) count / (double) most : 0);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (bar, "funnel-bar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_record_get_title (stage), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
  crm_today_row_add_mark (ADW_ACTION_ROW (row), number, "heading");
  g_object_set_data_full (G_OBJECT (row), "stage", g_object_ref (stage), g_object_unref);
  gtk_list_box_append (self->stages, row);
}

static void
show_funnel (gpointer page, GArray *const *sums_of_deals)
{
  CrmTodayPage *self = page;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("stage"));
  g_autoptr (CrmQuery) open = crm_query_filter (all, "outcome", CRM_OP_EQUAL, "open", NULL, NULL);
  g_autoptr (GPtrArray) stages =
      crm_query_fetch_all (open, crm_workspace_get_reader (self->workspace), MOST_STAGES, NULL);
  GArray *groups = sums_of_deals[0];
  g_autofree gint64 *counts = g_new0 (gint64, (stages != NULL ? stages->len : 0) + 1);
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 most = 0;
  GtkWidget *child;

  if (stages == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->stages))) != NULL)
    gtk_list_box_remove (self->stages, child);
  for (guint i = 0; i < stages->len; i++) {
    g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (CrmAmount));
    char *tip;
    for (guint j = 0; j < groups->len; j++) {
      const CrmGroup *group = &g_array_index (groups, CrmGroup, j);
      if (group->group.type != CRM_VALUE_INTEGER ||
          group->group.integer != crm_record_get_id (stages->pdata[i]))
        continue;
      counts[i] += group->count;
      crm_money_text_add (amounts,
                          group->subgroup.type == CRM_VALUE_TEXT ? group->subgroup.text : NULL,
                          group->sum);
    }
    most = MAX (most, counts[i]);
    g_ptr_array_add (sums, crm_money_text_new (self->workspace, amounts, " · ", &tip));
    g_ptr_array_add (parts, tip);
  }
  for (guint i = 0; i < stages->len; i++)
    append_stage (self, stages->pdata[i], counts[i], most, sums->pdata[i], parts->pdata[i]);
}

void
crm_today_page_read_funnel (CrmTodayPage *self)
{
  g_autoptr (CrmQuery) deals = crm_today_page_query (self, "deal", "id");

  crm_deal_sums_read (self->workspace, (CrmQuery *const *) &deals, 1, &self->summing, show_funnel,
                      self);
}
