/* Saved views of a list: what they keep, who sees them, what is said when part of one is gone. */
#include "config.h"

#include "crm-saved-view.h"
#include "list-fixture.h"

static void
set_me (AppFixture *fixture)
{
  gint64 me = record_fixture_add (&fixture->record, "person", "name", "Olha", NULL);
  crm_workspace_set_me (fixture->workspace, me);
  app_settle (100);
}

static gint64
add_view (AppFixture *fixture, const char *name, const char *condition, const char *columns,
          const char *grouped_by)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("company"));
  g_autoptr (CrmQuery) query = crm_query_filter_expression (all, condition, NULL, NULL);
  g_autofree char *text = NULL;
  gint64 id;

  g_assert_nonnull (query);
  text = crm_query_to_text (query, NULL);
  id = record_fixture_add (&fixture->record, "saved_view", "name", name, "entity", "company",
                           "query", text, "columns", columns, "grouped_by", grouped_by, NULL);
  app_settle (50);
  return id;
}

static void
test_opens (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  gint64 kyiv;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  g_assert_cmpstr (gtk_label_get_text (page->view_label), ==, "All");
  kyiv = add_view (fixture, "In Kyiv", "city = Kyiv", "name:300,city,relation", "relation");
  crm_list_page_open_view (page, kyiv);
  list_wait (page);
  g_assert_cmpuint (crm_record_list_get_n_records (crm_list_loader_get_list (page->loader)), ==, 2);
  g_assert_cmpstr (gtk_label_get_text (page->view_label), ==, "In Kyiv");
  g_assert_cmpstr (crm_grouping_get_text (page->grouping), ==, "relation");
  g_assert_false (crm_columns_is_shown (page->columns,
                                        crm_entity_field (crm_entity_find ("company"), "phone")));
  list_picture (fixture, "view-opened");
  /* What is changed is marked, and is not the view's until it is saved. */
  crm_columns_set_shown (page->columns, crm_entity_field (crm_entity_find ("company"), "phone"),
                         TRUE);
  g_assert_cmpstr (gtk_label_get_text (page->view_label), ==, "In Kyiv •");
  g_assert_nonnull (app_find (page, GTK_TYPE_MENU_BUTTON, "View: In Kyiv, modified"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "view.save", NULL));
  app_settle (200);
  g_assert_cmpstr (gtk_label_get_text (page->view_label), ==, "In Kyiv");
  /* And back to all, as it was. */
  crm_list_page_open_view (page, 0);
  list_wait (page);
  g_assert_cmpuint (crm_record_list_get_n_records (crm_list_loader_get_list (page->loader)), ==, 4);
  g_assert_null (page->grouping);
  crm_list_page_open_view (page, kyiv);
  list_wait (page);
  g_assert_true (crm_columns_is_shown (page->columns,
                                       crm_entity_field (crm_entity_find ("company"), "phone")));
}

static void
test_saves (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *entry, *button;
  g_autoptr (GPtrArray) views = NULL;

  list_add_companies (fixture);
  set_me (fixture);
  page = list_show_page (fixture, "company", 1200);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "group.by", "s", "type"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "view.save-as", NULL));
  app_settle (300);
  entry = app_find_type (fixture->window, ADW_TYPE_ENTRY_ROW);
  g_assert_nonnull (entry);
  button = list_find_text (fixture->window, "Save");
  g_assert_nonnull (button);
  button = gtk_widget_get_ancestor (button, GTK_TYPE_BUTTON);
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (entry), "By_type");
  list_picture (fixture, "view-save");
  list_click (button);
  app_settle (500);
  g_assert_cmpstr (gtk_label_get_text (page->view_label), ==, "By_type");
  views = crm_saved_views_read (crm_workspace_get_reader (fixture->workspace), "company",
                                crm_workspace_get_me (fixture->workspace), NULL);
  /* The ready one of all stands before one's own. */
  g_assert_cmpuint (views->len, ==, 2);
  g_assert_cmpstr (crm_record_get_title (views->pdata[0]), ==, "Мої клієнти");
  g_assert_cmpint (crm_record_get_integer (views->pdata[1], "owner"), ==,
                   crm_workspace_get_me (fixture->workspace));
  g_assert_cmpstr (crm_record_get_text (views->pdata[1], "grouped_by"), ==, "type");
  /* For everyone, first, and gone; the list stays as it stands. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "view.shared", NULL));
  app_settle (200);
  g_assert_true (crm_record_is_empty (page->view, "owner"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "view.first", NULL));
  app_settle (200);
  page = list_show_page (fixture, "company", 1200);
  g_assert_cmpstr (gtk_label_get_text (page->view_label), ==, "By_type");
  g_assert_cmpstr (crm_grouping_get_text (page->grouping), ==, "type");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "view.delete", NULL));
  app_settle (200);
  g_assert_cmpstr (gtk_label_get_text (page->view_label), ==, "All");
  g_assert_true (record_fixture_undo (&fixture->record));
}

static void
test_lost_parts (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  gint64 view;

  list_add_companies (fixture);
  view = record_fixture_add (&fixture->record, "saved_view", "name", "Old", "entity", "company",
                             "columns", "name,x_colour,city", "grouped_by", "x_colour", NULL);
  app_settle (50);
  page = list_show_page (fixture, "company", 360);
  crm_list_page_open_view (page, view);
  list_wait (page);
  g_assert_true (adw_banner_get_revealed (page->view_banner));
  g_assert_nonnull (strstr (adw_banner_get_title (page->view_banner), "x_colour"));
  g_assert_true (
      crm_columns_is_shown (page->columns, crm_entity_field (crm_entity_find ("company"), "city")));
  list_picture (fixture, "view-lost-parts");
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
#define add(name, func)                                                                            \
  g_test_add (name, AppFixture, "ua", app_fixture_set_up, func, app_fixture_tear_down)
  add ("/list-saved-views/opens", test_opens);
  add ("/list-saved-views/saves", test_saves);
  add ("/list-saved-views/lost-parts", test_lost_parts);
#undef add
  return g_test_run ();
}
