/* Rows that are dragged, and what is let go on rows, sections and lists. */
#include "config.h"

#include "crm-campaign-dialog.h"
#include "crm-cell.h"
#include "crm-dragged.h"
#include "crm-import-dialog.h"
#include "crm-set-field-dialog.h"
#include "crm-sidebar.h"
#include "list-fixture.h"

static gpointer
find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
      return controller;
  }
  g_assert_not_reached ();
}

/* The middle of the cell that shows this text. */
static graphene_point_t
find_place (GtkWidget *view, const char *text)
{
  GtkWidget *label = list_find_text (view, text);
  graphene_point_t place;

  g_assert_nonnull (label);
  g_assert_true (
      gtk_widget_compute_point (label, view,
                                &GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (label) / 2,
                                                      (float) gtk_widget_get_height (label) / 2),
                                &place));
  return place;
}

static guint
count_dragged (CrmListPage *page, const char *text)
{
  GtkWidget *view = GTK_WIDGET (page->column_view);
  graphene_point_t place = find_place (view, text);
  g_autoptr (GdkContentProvider) content = NULL;
  GValue value = G_VALUE_INIT;
  guint n;

  g_signal_emit_by_name (find_controller (view, GTK_TYPE_DRAG_SOURCE), "prepare", (double) place.x,
                         (double) place.y, &content);
  g_assert_nonnull (content);
  g_value_init (&value, CRM_TYPE_DRAGGED);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  n = ((CrmDragged *) g_value_get_boxed (&value))->ids->len;
  g_value_unset (&value);
  return n;
}

/* A row that is chosen brings the others that are; one that is not comes alone. */
static void
test_begins (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  g_assert_cmpuint (count_dragged (page, "Orion"), ==, 1);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  app_settle (100);
  g_assert_cmpuint (count_dragged (page, "Orion"), ==, 4);
}

typedef struct {
  AppFixture *fixture;
  const char *expression;
  gint64 n;
} Counted;

static gboolean
is_counted (gpointer data)
{
  Counted *counted = data;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (CrmQuery) query = crm_query_filter_expression (
      all, counted->expression, record_fixture_reader (&counted->fixture->record), NULL);

  return crm_query_count (query, record_fixture_reader (&counted->fixture->record), NULL) ==
         counted->n;
}

static void
test_on_row (AppFixture *fixture, gconstpointer data)
{
  Counted one = { fixture, "campaign = Winter", 1 }, two = { fixture, "campaign = Winter", 2 };
  CrmListPage *page;
  GtkWidget *view;
  graphene_point_t place;

  record_fixture_add (&fixture->record, "campaign", "name", "Autumn", NULL);
  record_fixture_add (&fixture->record, "campaign", "name", "Winter", NULL);
  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Doors", NULL);
  page = list_show_page (fixture, "campaign", 1200);
  view = GTK_WIDGET (page->column_view);
  place = find_place (view, "Winter");
  g_assert_true (app_drop (view, "deal", 1, place.x, place.y));
  g_assert_true (app_wait_for (is_counted, &one));
  /* Beneath the rows and of what is no deal and can have none: nothing. */
  g_assert_false (app_drop (view, "deal", 1, place.x, 600));
  g_assert_false (app_drop (view, "product", 1, place.x, place.y));
  g_assert_true (app_drop (view, "company", 1, place.x, place.y));
  g_assert_true (app_wait_for (is_counted, &two));
  crm_workspace_undo (fixture->workspace);
  g_assert_true (app_wait_for (is_counted, &one));
}

/* --- Sections */

static CrmSidebar *
show_sidebar (AppFixture *fixture)
{
  CrmSidebar *sidebar = g_object_new (CRM_TYPE_SIDEBAR, NULL);

  crm_sidebar_set_workspace (sidebar, fixture->workspace);
  app_fixture_show (fixture, adw_navigation_page_new (GTK_WIDGET (sidebar), "Sections"), 360, 700);
  app_settle (100);
  return sidebar;
}

static GtkWidget *
find_section (CrmSidebar *sidebar, const char *name)
{
  GtkWidget *row = app_find (sidebar, GTK_TYPE_LIST_BOX_ROW, name);
  g_assert_nonnull (row);
  return row;
}

static void
new_record_cb (CrmWorkspace *workspace, gpointer entity, CrmRecord *draft, GString *asked)
{
  g_string_append_printf (asked, "%s of %s %" G_GINT64_FORMAT ";",
                          ((const CrmEntity *) entity)->name, "company",
                          crm_record_get_integer (draft, "company"));
}

static void
test_on_section (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) asked = g_string_new (NULL);
  CrmSidebar *sidebar;
  AdwDialog *dialog;

  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Doors", "company", "Orion", NULL);
  sidebar = show_sidebar (fixture);
  g_signal_connect (fixture->workspace, "new-record", G_CALLBACK (new_record_cb), asked);
  g_assert_true (app_drop (find_section (sidebar, "Deals"), "company", 1, 1, 1));
  g_assert_true (app_drop (find_section (sidebar, "Tasks"), "deal", 1, 1, 1));
  g_assert_false (app_drop (find_section (sidebar, "Companies"), "company", 1, 1, 1));
  g_assert_false (app_drop (find_section (sidebar, "Products"), "deal", 1, 1, 1));
  g_assert_cmpstr (asked->str, ==, "deal of company 1;activity of company 1;");

  g_assert_true (app_drop (find_section (sidebar, "Campaigns"), "company", 1, 1, 1));
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  g_assert_true (CRM_IS_CAMPAIGN_DIALOG (dialog));
  adw_dialog_force_close (dialog);
  app_settle (400);
  g_assert_true (app_drop (find_section (sidebar, "Campaigns"), "deal", 1, 1, 1));
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  g_assert_true (CRM_IS_SET_FIELD_DIALOG (dialog));
  adw_dialog_force_close (dialog);
  app_settle (400);
}

/* What is let go on a saved view becomes what the view asks for. */
static void
test_on_view (AppFixture *fixture, gconstpointer data)
{
  Counted one = { fixture, "campaign = Winter", 1 };
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (CrmQuery) query = NULL;
  g_autofree char *text = NULL;
  CrmSidebar *sidebar;
  GtkWidget *row;

  record_fixture_add (&fixture->record, "campaign", "name", "Winter", NULL);
  record_fixture_add (&fixture->record, "product", "name", "Window", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Doors", NULL);
  query = crm_query_filter_integer (all, "campaign", CRM_OP_EQUAL, 1);
  text = crm_query_to_text (query, NULL);
  record_fixture_add (&fixture->record, "saved_view", "name", "Winter deals", "entity", "deal",
                      "query", text, NULL);
  sidebar = show_sidebar (fixture);
  row = find_section (sidebar, "Winter deals");
  g_assert_true (app_drop (row, "deal", 1, 1, 1));
  g_assert_true (app_wait_for (is_counted, &one));
  crm_workspace_undo (fixture->workspace);
  one.n = 0;
  g_assert_true (app_wait_for (is_counted, &one));
}

static void
chosen_cb (CrmSidebar *sidebar, gpointer section, guint *n_chosen)
{
  (*n_chosen)++;
}

/* Held over a section for a moment, what is dragged brings its page; passing over it does not. */
static void
test_held (AppFixture *fixture, gconstpointer data)
{
  CrmSidebar *sidebar = show_sidebar (fixture);
  gpointer motion =
      find_controller (find_section (sidebar, "Campaigns"), GTK_TYPE_DROP_CONTROLLER_MOTION);
  guint n_chosen = 0;

  g_signal_connect (sidebar, "chosen", G_CALLBACK (chosen_cb), &n_chosen);
  g_signal_emit_by_name (motion, "enter", 1.0, 1.0);
  app_settle (200);
  g_signal_emit_by_name (motion, "leave");
  app_settle (900);
  g_assert_cmpuint (n_chosen, ==, 0);
  g_signal_emit_by_name (motion, "enter", 1.0, 1.0);
  app_settle (1000);
  g_assert_cmpuint (n_chosen, ==, 1);
}

/* --- Files */

static void
test_files (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->record.folder, "companies.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GSList list = { .data = file };
  g_autoptr (GListModel) controllers = NULL;
  GdkFileList *files = gdk_file_list_new_from_list (&list);
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;
  CrmListPage *page;

  g_assert_true (g_file_set_contents (path, "Name,City\nOrion,Kyiv\n", -1, NULL));
  page = list_show_page (fixture, "company", 1200);
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (page->stack));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, files);
  g_signal_emit_by_name (find_controller (GTK_WIDGET (page->stack), GTK_TYPE_DROP_TARGET), "drop",
                         &value, 1.0, 1.0, &taken);
  g_value_unset (&value);
  app_settle (600);
  g_assert_true (taken);
  g_assert_nonnull (app_find_type (fixture->window, CRM_TYPE_IMPORT_DIALOG));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (AppFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/list-drag/begins", test_begins },         { "/list-drag/on-row", test_on_row },
    { "/list-drag/on-section", test_on_section }, { "/list-drag/held", test_held },
    { "/list-drag/on-view", test_on_view },       { "/list-drag/files", test_files },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, AppFixture, "ua", app_fixture_set_up, tests[i].test,
                app_fixture_tear_down);
  return g_test_run ();
}
