/* Duplicates in the window: told while one types, made one side by side, found in all. */
#include "config.h"

#include "crm-duplicate-hint.h"
#include "crm-duplicates-dialog.h"
#include "crm-merge-dialog.h"
#include "crm-record-page.h"
#include "crm-unmerge.h"
#include "../list/list-fixture.h"

static gint64
count (AppFixture *fixture, const char *sql)
{
  gint64 n;
  g_assert_true (
      crm_database_query_integer (crm_workspace_get_reader (fixture->workspace), sql, 0, &n, NULL));
  return n;
}

static void
press (gpointer root, const char *label)
{
  list_click (app_find (root, GTK_TYPE_BUTTON, label));
}

static void
add_pair (AppFixture *fixture)
{
  record_fixture_add (&fixture->record, "company", "name", "Orion Stroy", "phone", "+380671234567",
                      "city", "Kyiv", "tags", "vip", NULL);
  record_fixture_add (&fixture->record, "company", "name", "ООО «Орион & Строй»", "phone",
                      "+380501112233", "city", "Kyiv", "tags", "builder", "employees", "25", NULL);
  record_fixture_add (&fixture->record, "contact", "name", "Anna", "company", "2", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Windows", "company", "2", NULL);
}

static void
test_merge (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *dialog;

  add_pair (fixture);
  page = list_show_page (fixture, "company", 1000);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  app_settle (300);
  list_click (app_find (page, GTK_TYPE_BUTTON, "Merge…"));
  app_settle (400);
  dialog = app_find_type (fixture->window, CRM_TYPE_MERGE_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_nonnull (list_find_text (dialog, "Comes along: Contacts: 1 · Deals: 1"));
  app_picture (fixture->window, "merge-dialog");
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (app_find (dialog, GTK_TYPE_CHECK_BUTTON, "+380501112233")), TRUE);
  press (dialog, "Merge");
  app_settle (500);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM company"), ==, 1);
  g_assert_cmpint (count (fixture,
                          "SELECT count (*) FROM company WHERE phone = '+380501112233' AND "
                          "employees = 25 AND name = 'Orion Stroy'"),
                   ==, 1);
  g_assert_cmpint (count (fixture, "SELECT company FROM contact"), ==, 1);
  crm_workspace_undo (fixture->workspace);
  app_settle (300);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM company"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT company FROM contact"), ==, 2);
}

static void
used_cb (CrmDuplicateHint *hint, gint64 id, gint64 *used)
{
  *used = id;
}

/* Letter by letter, before the row is left. */
static void
test_hint (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmRecord) draft = crm_record_new (crm_entity_find ("company"));
  g_autoptr (CrmRecordForm) form = NULL;
  GtkWidget *hint;
  AdwNavigationPage *page;
  gint64 used = 0;
  int name = crm_entity_field_index (crm_entity_find ("company"), "name");
  int phone = crm_entity_field_index (crm_entity_find ("company"), "phone");

  add_pair (fixture);
  form = crm_record_form_new (fixture->workspace, draft);
  hint = crm_duplicate_hint_new (form);
  g_signal_connect (hint, "used", G_CALLBACK (used_cb), &used);
  page = adw_navigation_page_new (hint, "Hint");
  app_fixture_show (fixture, page, 600, 400);
  g_assert_false (gtk_widget_get_visible (hint));
  crm_record_form_note_typed (form, name, "Vega");
  app_settle (500);
  g_assert_false (gtk_widget_get_visible (hint));
  crm_record_form_note_typed (form, name, "Орион Стр");
  crm_record_form_note_typed (form, name, "Орион Строй");
  app_settle (500);
  g_assert_true (gtk_widget_get_visible (hint));
  g_assert_nonnull (list_find_text (hint, "Orion Stroy, Kyiv"));
  g_assert_nonnull (list_find_text (hint, "ООО «Орион & Строй», Kyiv"));
  app_picture (fixture->window, "duplicate-hint");
  crm_record_form_note_typed (form, name, "Vega");
  crm_record_form_note_typed (form, phone, "067 123-45-67");
  app_settle (500);
  g_assert_nonnull (list_find_text (hint, "same: Phone"));
  press (hint, "Use This One");
  g_assert_cmpint (used, ==, 1);
}

static gboolean
is_found (gpointer data)
{
  return app_find (data, GTK_TYPE_BUTTON, "Not Duplicates") != NULL ||
         list_find_text (data, "No Duplicates") != NULL;
}

static gboolean
is_told_apart (gpointer data)
{
  return count (data, "SELECT count (*) FROM different") == 1;
}

static void
test_all (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  AdwDialog *dialog;

  add_pair (fixture);
  record_fixture_add (&fixture->record, "company", "name", "Vega", "tax_number", "7707083893",
                      NULL);
  record_fixture_add (&fixture->record, "company", "name", "Вега", "tax_number", "7707083893",
                      NULL);
  record_fixture_add (&fixture->record, "company", "name", "Altair", NULL);
  page = list_show_page (fixture, "company", 1000);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.duplicates", NULL);
  dialog = ADW_DIALOG (app_find_type (fixture->window, CRM_TYPE_DUPLICATES_DIALOG));
  g_assert_nonnull (dialog);
  g_assert_true (app_wait_for (is_found, dialog));
  app_settle (300);
  g_assert_nonnull (list_find_text (dialog, "2 groups of records that may be one"));
  g_assert_nonnull (list_find_text (dialog, "Vega · Вега"));
  app_picture (fixture->window, "duplicates-found");

  /* The surest first: what is told apart is gone, and stays away. */
  press (dialog, "Merge 1 Certain Group…");
  app_settle (400);
  press (app_find_type (fixture->window, ADW_TYPE_ALERT_DIALOG), "Merge");
  app_settle (600);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM company"), ==, 4);
  press (dialog, "Not Duplicates");
  g_assert_true (app_wait_for (is_told_apart, fixture));
  list_click (app_find (dialog, GTK_TYPE_BUTTON, "Search Again"));
  g_assert_true (app_wait_for (is_found, dialog));
  g_assert_nonnull (list_find_text (dialog, "No Duplicates"));
  adw_dialog_force_close (dialog);
  app_settle (300);
}

static void
test_unmerge (AppFixture *fixture, gconstpointer data)
{
  const CrmEntity *companies = crm_entity_find ("company");
  gint64 ids[] = { 1, 2 };
  AdwDialog *dialog;
  CrmListPage *page;

  add_pair (fixture);
  page = list_show_page (fixture, "company", 1000);
  dialog = crm_merge_dialog_new (fixture->workspace, companies, ids, 2);
  adw_dialog_present (dialog, GTK_WIDGET (page));
  app_settle (300);
  press (dialog, "Merge");
  app_settle (500);
  g_assert_true (crm_unmerge_is_possible (fixture->workspace, companies, 1));
  record_fixture_add (&fixture->record, "company", "name", "Later", NULL);
  crm_unmerge (fixture->workspace, companies, 1);
  app_settle (500);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM company"), ==, 3);
  g_assert_false (crm_unmerge_is_possible (fixture->workspace, companies, 1));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add (path, AppFixture, "other", app_fixture_set_up, func, app_fixture_tear_down)
  ADD ("/duplicates/merge", test_merge);
  ADD ("/duplicates/hint", test_hint);
  ADD ("/duplicates/all", test_all);
  ADD ("/duplicates/unmerge", test_unmerge);
  return g_test_run ();
}
