/* Editing in place: the editor over a cell. */
#include "config.h"

#include "crm-cell-editor.h"
#include "crm-cell.h"
#include "crm-field-row.h"
#include "list-fixture.h"

static CrmListPage *
open_page (AppFixture *fixture)
{
  list_add_companies (fixture);
  return list_show_page (fixture, "company", 1200);
}

static gboolean
has_editor (gpointer page)
{
  return app_find_type (page, CRM_TYPE_FIELD_ROW) != NULL;
}

static gboolean
has_none (gpointer page)
{
  return app_find_type (page, CRM_TYPE_FIELD_ROW) == NULL;
}

static const char *
get_edited (CrmListPage *page)
{
  GtkWidget *row = app_find_type (page, CRM_TYPE_FIELD_ROW);
  return row != NULL ? crm_field_row_get_description (CRM_FIELD_ROW (row))->name : NULL;
}

static gint64
get_edited_record (CrmListPage *page)
{
  GtkWidget *row = app_find_type (page, CRM_TYPE_FIELD_ROW);
  g_assert_nonnull (row);
  return crm_record_get_id (
      crm_record_form_get_record (crm_field_row_get_form (CRM_FIELD_ROW (row))));
}

typedef struct {
  CrmListPage *page;
  gint64 id;
  const char *field;
} Place;

static gboolean
is_there (gpointer data)
{
  Place *place = data;
  return g_strcmp0 (get_edited (place->page), place->field) == 0 &&
         get_edited_record (place->page) == place->id;
}

#define assert_edited(page, id, field)                                                             \
  g_assert_true (app_wait_for (is_there, &(Place) { page, id, field }))

static void
type (CrmListPage *page, const char *text)
{
  GtkWidget *row = app_find_type (page, CRM_TYPE_FIELD_ROW);
  GtkWidget *entry = app_find_type (row, GTK_TYPE_TEXT);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
press (CrmListPage *page, guint key)
{
  GtkWidget *row = app_find_type (page, CRM_TYPE_FIELD_ROW);
  GtkWidget *list = gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
  }
  g_assert_true (handled);
  app_settle (150);
}

static void
edit_name (CrmListPage *page)
{
  gtk_column_view_scroll_to (page->column_view, 2, NULL,
                             GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
  app_settle (50);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.edit", NULL);
  g_assert_true (app_wait_for (has_editor, page));
}

static char *
dup_value (AppFixture *fixture, gint64 id, const char *field)
{
  g_autoptr (CrmRecord) record = crm_record_load (crm_workspace_get_reader (fixture->workspace),
                                                  crm_entity_find ("company"), id, NULL);
  return g_strdup (crm_record_get_text (record, field));
}

/* Enter writes and goes down, Tab to the right; each is a step of Undo. */
static void
test_enter_and_tab (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page = open_page (fixture);
  gint64 orion = list_get_id (page, 2), below = list_get_id (page, 3);
  g_autofree char *name = NULL;
  g_autofree char *again = NULL;

  edit_name (page);
  g_assert_cmpstr (get_edited (page), ==, "name");
  app_settle (300);
  list_picture (fixture, "editor");
  type (page, "Orion Stroy");
  press (page, GDK_KEY_Return);
  assert_edited (page, below, "name");
  name = dup_value (fixture, orion, "name");
  g_assert_cmpstr (name, ==, "Orion Stroy");
  press (page, GDK_KEY_Tab);
  assert_edited (page, below, "type");
  press (page, GDK_KEY_Escape);
  g_assert_true (app_wait_for (has_none, page));
  g_assert_true (record_fixture_undo (&fixture->record));
  again = dup_value (fixture, orion, "name");
  g_assert_cmpstr (again, ==, "Orion");
}

/* What cannot be written stays, with the reason beneath; Escape leaves all as it was. */
static void
test_wrong (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page = open_page (fixture);
  gint64 orion = list_get_id (page, 2);
  g_autofree char *name = NULL;
  GtkWidget *row;

  edit_name (page);
  type (page, "");
  press (page, GDK_KEY_Return);
  app_settle (300);
  row = app_find_type (page, CRM_TYPE_FIELD_ROW);
  g_assert_nonnull (row);
  g_assert_cmpint (get_edited_record (page), ==, orion);
  g_assert_nonnull (crm_field_row_get_problem (CRM_FIELD_ROW (row)));
  list_picture (fixture, "editor-wrong");
  press (page, GDK_KEY_Escape);
  g_assert_true (app_wait_for (has_none, page));
  name = dup_value (fixture, orion, "name");
  g_assert_cmpstr (name, ==, "Orion");
}

/* From the menu, which has the focus itself: the row that is chosen. */
static void
test_from_menu (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page = open_page (fixture);

  gtk_widget_grab_focus (page->new_button);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.edit", NULL);
  app_settle (100);
  g_assert_true (has_none (page));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (page->selection), 2, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.edit", NULL);
  assert_edited (page, list_get_id (page, 2), "name");
  press (page, GDK_KEY_Escape);
  g_assert_true (app_wait_for (has_none, page));
}

/* A page that goes takes its editor along. */
static void
test_goes (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page = open_page (fixture);

  edit_name (page);
  type (page, "Half");
  list_show_page (fixture, "company", 1200);
  app_settle (100);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
#define add(name, func)                                                                            \
  g_test_add (name, AppFixture, "ua", app_fixture_set_up, func, app_fixture_tear_down)
  add ("/list-editor/enter-and-tab", test_enter_and_tab);
  add ("/list-editor/wrong", test_wrong);
  add ("/list-editor/from-menu", test_from_menu);
  add ("/list-editor/goes", test_goes);
#undef add
  return g_test_run ();
}
