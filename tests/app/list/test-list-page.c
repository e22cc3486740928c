/* The list page in a window. */
#include "config.h"

#include "app-fixture.h"
#include "crm-cell.h"
#include "crm-list-page-private.h"

static CrmListPage *
show_page (AppFixture *fixture, const char *entity, int width)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find (entity));
  CrmListPage *page = crm_list_page_new (fixture->workspace, query, NULL);

  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (page), width, 700);
  return page;
}

static gboolean
is_answered (gpointer data)
{
  CrmListPage *page = data;
  return crm_list_loader_is_answered (page->loader);
}

static void
wait_for_rows (CrmListPage *page)
{
  g_assert_true (app_wait_for (is_answered, page));
  app_settle (50);
}

/* The text of a field in the row that is shown for a record. */
static void
collect_cells (GtkWidget *widget, const char *field, GPtrArray *texts)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (crm_is_cell (widget)) {
    if (crm_cell_get_record (widget) != NULL)
      g_ptr_array_add (texts, crm_cell_dup_shown (widget));
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_cells (child, field, texts);
}

static char *
dup_cells (CrmListPage *page)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  collect_cells (GTK_WIDGET (page), NULL, texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("|", (char **) texts->pdata);
}

static void
test_first_rows (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  g_autofree char *cells = NULL;

  record_fixture_add (&fixture->record, "company", "name", "Orion", "city", "Kyiv", "type",
                      "client", NULL);
  record_fixture_add (&fixture->record, "company", "name", "Altair", "city", "Łódź", NULL);
  page = show_page (fixture, "company", 1200);
  wait_for_rows (page);
  cells = dup_cells (page);
  g_test_message ("%s", cells);
  app_picture (fixture->window, "list-companies");
}

static void
test_related (AppFixture *fixture, gconstpointer data)
{
  gint64 orion = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("contact"));
  g_autoptr (CrmQuery) query = crm_query_filter_integer (all, "company", CRM_OP_EQUAL, orion);
  GtkWidget *view, *box, *window;

  for (int i = 0; i < 12; i++) {
    g_autofree char *name = g_strdup_printf ("Person %d", i);
    record_fixture_add (&fixture->record, "contact", "name", name, "company", "Orion", "post",
                        "Director", "email", "someone@example.com", NULL);
  }
  view = GTK_WIDGET (crm_list_view_new (fixture->workspace, query));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (box), gtk_label_new ("Contacts"));
  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), gtk_label_new ("End"));
  g_object_set (box, "margin-start", 24, "margin-end", 24, "margin-top", 24, NULL);
  window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), box);
  app_fixture_show (fixture, adw_navigation_page_new (window, "Related"), 1100, 700);
  app_picture (fixture->window, "related-wide");
  gtk_window_set_default_size (fixture->window, 500, 700);
  app_settle (100);
  app_picture (fixture->window, "related-narrow");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/list-page/first-rows", AppFixture, "ua", app_fixture_set_up, test_first_rows,
              app_fixture_tear_down);
  g_test_add ("/list-view/related", AppFixture, "ua", app_fixture_set_up, test_related,
              app_fixture_tear_down);
  return g_test_run ();
}
