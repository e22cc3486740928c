/* The lists on a record's page: each remembers its order, its columns and its views for the pages
 * of all records of that kind. */
#include "config.h"

#include "crm-columns-memory.h"
#include "crm-list-page-private.h"
#include "crm-saved-view.h"
#include "form-fixture.h"

#include <string.h>

#define DEALS "company/deal.company"

static gint64
add_company (AppFixture *fixture, const char *name)
{
  return record_fixture_add (&fixture->record, "company", "name", name, NULL);
}

static void
add_deal (AppFixture *fixture, const char *company, const char *name, const char *value)
{
  record_fixture_add (&fixture->record, "deal", "name", name, "value", value, "company", company,
                      NULL);
}

static gboolean
is_answered (gpointer data)
{
  CrmListPage *list = data;
  CrmRecordList *records = crm_list_loader_get_list (list->loader);
  return records != NULL && !crm_record_list_get_loading (records);
}

static void
wait_for (CrmListPage *list)
{
  app_settle (100);
  g_assert_true (app_wait_for (is_answered, list));
}

static CrmListPage *
show_deals (AppFixture *fixture, gint64 company, int width)
{
  CrmRecordPage *page = form_show (fixture, "company", company, width, 700);
  GtkWidget *stack = app_find_type (page, ADW_TYPE_VIEW_STACK);
  CrmListPage *list;

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "deal.company");
  app_settle (200);
  list = CRM_LIST_PAGE (app_find_type (page, CRM_TYPE_LIST_PAGE));
  wait_for (list);
  return list;
}

static char *
dup_titles (CrmListPage *list)
{
  CrmRecordList *records = crm_list_loader_get_list (list->loader);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < crm_record_list_get_n_records (records); i++) {
    g_autoptr (CrmRecord) record =
        crm_record_load (crm_workspace_get_reader (list->workspace), list->entity,
                         crm_record_list_get_id_at (records, i), NULL);
    g_string_append_printf (text, "%s ", crm_record_get_title (record));
  }
  return g_string_free (text, FALSE);
}

static void
assert_titles (CrmListPage *list, const char *expected)
{
  g_autofree char *titles = dup_titles (list);
  g_assert_cmpstr (titles, ==, expected);
}

static void
sort_by (CrmListPage *list, const char *field)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (list), "sort.by", "s", field));
  wait_for (list);
}

static void
forget (void)
{
  static const char *const lists[] = { DEALS, "deal" };
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    crm_columns_memory_write_order (lists[i], "");
}

static void
test_order (AppFixture *fixture, gconstpointer country)
{
  gint64 orion = add_company (fixture, "Orion");
  gint64 vega = add_company (fixture, "Vega");
  CrmListPage *list;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("deal"));

  forget ();
  add_deal (fixture, "Orion", "A", "300");
  add_deal (fixture, "Orion", "B", "100");
  add_deal (fixture, "Vega", "C", "30");
  add_deal (fixture, "Vega", "D", "10");
  list = show_deals (fixture, orion, 1000);
  sort_by (list, "name");
  assert_titles (list, "A B ");
  sort_by (list, "value");
  assert_titles (list, "B A ");
  /* On the page of another company, and on this one again. */
  list = show_deals (fixture, vega, 1000);
  assert_titles (list, "D C ");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (list), "sort.descending", NULL));
  wait_for (list);
  list = show_deals (fixture, orion, 1000);
  assert_titles (list, "A B ");
  /* The list of all deals has an order of its own, that is remembered too. */
  list = crm_list_page_new (fixture->workspace, all, NULL);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (list), 1000, 700);
  wait_for (list);
  sort_by (list, "name");
  assert_titles (list, "A B C D ");
  list = crm_list_page_new (fixture->workspace, all, NULL);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (list), 1000, 700);
  wait_for (list);
  assert_titles (list, "A B C D ");
  g_assert_cmpstr (crm_columns_get_sort (list->columns, &(gboolean) { FALSE }), ==, "name");
  forget ();
}

/* What it was sorted by is gone: it opens all the same. */
static void
test_lost_order (AppFixture *fixture, gconstpointer country)
{
  gint64 orion = add_company (fixture, "Orion");
  CrmListPage *list;

  add_deal (fixture, "Orion", "A", "300");
  crm_columns_memory_write_order (DEALS, "deal\nsort x_gone\n");
  list = show_deals (fixture, orion, 600);
  assert_titles (list, "A ");
  crm_columns_memory_write_order (DEALS, "nonsense \xd1\x8f");
  list = show_deals (fixture, orion, 600);
  assert_titles (list, "A ");
  forget ();
}

static CrmRecord *
find_view (AppFixture *fixture, const char *list, const char *name)
{
  g_autoptr (GPtrArray) views =
      crm_saved_views_read (crm_workspace_get_reader (fixture->workspace), list,
                            crm_workspace_get_me (fixture->workspace), NULL);

  for (guint i = 0; i < views->len; i++)
    if (g_strcmp0 (crm_record_get_title (views->pdata[i]), name) == 0)
      return g_object_ref (views->pdata[i]);
  return NULL;
}

static void
save_as (AppFixture *fixture, CrmListPage *list, const char *name)
{
  GtkWidget *entry;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (list), "view.save-as", NULL));
  app_settle (300);
  entry = app_find_type (fixture->window, ADW_TYPE_ENTRY_ROW);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_signal_emit_by_name (entry, "entry-activated");
  app_settle (500);
}

static void
test_views (AppFixture *fixture, gconstpointer country)
{
  gint64 orion = add_company (fixture, "Orion");
  gint64 vega = add_company (fixture, "Vega");
  g_autoptr (CrmRecord) view = NULL;
  g_autoptr (CrmRecord) elsewhere = NULL;
  g_autoptr (CrmQuery) big = NULL;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("deal"));
  CrmListPage *list;

  forget ();
  add_deal (fixture, "Orion", "A", "300");
  add_deal (fixture, "Orion", "B", "100");
  add_deal (fixture, "Vega", "C", "250");
  add_deal (fixture, "Vega", "D", "10");
  list = show_deals (fixture, orion, 1000);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (list->views_button)));
  big = crm_query_filter_expression (all, "value > 200", NULL, NULL);
  crm_filter_bar_set_query (list->filter_bar, big);
  crm_list_page_ask (list);
  crm_columns_set_shown (list->columns, crm_entity_field (list->entity, "note"), TRUE);
  wait_for (list);
  assert_titles (list, "A ");
  save_as (fixture, list, "Big");
  g_assert_cmpstr (gtk_label_get_text (list->view_label), ==, "Big");
  view = find_view (fixture, DEALS, "Big");
  g_assert_nonnull (view);
  g_assert_cmpstr (crm_record_get_text (view, "entity"), ==, DEALS);
  g_assert_null (strstr (crm_record_get_text (view, "query"), "company"));
  /* It is no view of the list of all deals. */
  elsewhere = find_view (fixture, "deal", "Big");
  g_assert_null (elsewhere);
  g_assert_null (crm_saved_view_get_of (view));

  list = show_deals (fixture, vega, 1000);
  g_assert_cmpstr (gtk_label_get_text (list->view_label), ==, "All");
  assert_titles (list, "C D ");
  crm_list_page_open_view (list, crm_record_get_id (view));
  wait_for (list);
  assert_titles (list, "C ");
  g_assert_true (crm_columns_is_shown (list->columns, crm_entity_field (list->entity, "note")));
  g_assert_false (crm_columns_is_shown (list->columns, crm_entity_field (list->entity, "company")));
  app_picture (fixture->window, "related-view");
  /* It opens first from now on, on every company. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (list), "view.first", NULL));
  app_settle (300);
  list = show_deals (fixture, orion, 360);
  g_assert_cmpstr (gtk_label_get_text (list->view_label), ==, "Big");
  assert_titles (list, "A ");
  app_picture (fixture->window, "related-view-narrow");
  /* And back to all, without what says nothing. */
  crm_list_page_open_view (list, 0);
  wait_for (list);
  g_assert_false (crm_columns_is_shown (list->columns, crm_entity_field (list->entity, "company")));
  g_assert_cmpuint (crm_record_list_get_n_records (crm_list_loader_get_list (list->loader)), ==, 2);
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_true (record_fixture_undo (&fixture->record));
  app_settle (300);
  g_assert_null (find_view (fixture, DEALS, "Big"));
}

#define ADD(name, func)                                                                            \
  g_test_add (name, AppFixture, "ua", app_fixture_set_up, func, app_fixture_tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);

  ADD ("/related-list/order", test_order);
  ADD ("/related-list/lost-order", test_lost_order);
  ADD ("/related-list/views", test_views);

  return g_test_run ();
}
