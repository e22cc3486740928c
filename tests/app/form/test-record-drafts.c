/* What was typed into a record's page and not written when the program ended. */
#include "config.h"

#include "crm-drafts.h"
#include "form-fixture.h"

static gint64
add_company (AppFixture *fixture)
{
  return record_fixture_add (&fixture->record, "company", "name", "Orion", "city", "Kyiv",
                             "payment_days", "10", NULL);
}

/* What another program finds that opens the file which the first has left behind. */
static char *
dup_kept (AppFixture *fixture, gint64 id, const char *field)
{
  const CrmEntity *company = crm_entity_find ("company");
  g_autoptr (CrmWorkspace) other = NULL;
  g_autoptr (CrmRecordForm) form = NULL;
  g_autoptr (CrmRecord) record = NULL;

  crm_drafts_flush (crm_workspace_get_drafts (fixture->workspace));
  app_settle (300);
  other = crm_workspace_new (fixture->record.store);
  record = crm_record_load (crm_workspace_get_reader (other), company, id, NULL);
  form = crm_record_form_new (other, record);
  return g_strdup (crm_record_form_get_kept (form, crm_entity_field_index (company, field)));
}

static void
assert_kept (AppFixture *fixture, gint64 id, const char *field, const char *text)
{
  g_autofree char *kept = dup_kept (fixture, id, field);

  g_assert_cmpstr (kept, ==, text);
}

/* What cannot be read stands there again, with the reason, until it is put right. */
static void
test_wrong (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture);
  CrmRecordPage *page = form_show (fixture, "company", id, 1000, 900);
  g_autoptr (CrmWorkspace) first = NULL;
  CrmFieldRow *row;

  form_type (form_find_row (page, "Days to pay"), "a fortnight");
  form_leave (fixture);
  assert_kept (fixture, id, "payment_days", "a fortnight");

  first = g_steal_pointer (&fixture->workspace);
  fixture->workspace = crm_workspace_new (fixture->record.store);
  page = form_show (fixture, "company", id, 1000, 900);
  row = form_find_row (page, "Days to pay");
  form_wait_shown (row, "a fortnight");
  g_assert_nonnull (crm_field_row_get_problem (row));
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "1 value is not saved yet"));
  app_picture (fixture->window, "drafts");
  form_type (row, "14");
  form_leave (fixture);
  form_wait_stored (fixture, "company", id, "payment_days", "14");
  assert_kept (fixture, id, "payment_days", NULL);
  g_assert_true (record_fixture_undo (&fixture->record));
  form_wait_shown (row, "10");
}

/* What nobody has left yet, and what is emptied. */
static void
test_half (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture);
  CrmRecordPage *page = form_show (fixture, "company", id, 1000, 900);
  CrmFieldRow *row = form_find_row (page, "City");

  form_type (row, "Lvi");
  assert_kept (fixture, id, "city", "Lvi");
  form_type (row, "");
  assert_kept (fixture, id, "city", "");
  crm_field_row_revert (row);
  assert_kept (fixture, id, "city", NULL);

  /* The page is left in the middle of a word: it is written, and nothing waits any more. */
  form_type (row, "Lviv");
  form_show (fixture, "company", id, 1000, 900);
  form_wait_stored (fixture, "company", id, "city", "Lviv");
  app_settle (200);
  assert_kept (fixture, id, "city", NULL);
}

/* Whoever opens the file again is told where something waits. */
static void
test_reminds (AppFixture *fixture, gconstpointer country)
{
  static const char text[] = "“Orion” has values that are not saved. They wait on its page.";
  gint64 id = add_company (fixture);
  CrmRecordPage *page = form_show (fixture, "company", id, 1000, 900);
  g_autoptr (CrmWorkspace) first = NULL;
  CrmFieldRow *row;

  form_type (form_find_row (page, "Days to pay"), "a fortnight");
  form_leave (fixture);
  assert_kept (fixture, id, "payment_days", "a fortnight");
  g_clear_pointer (&fixture->window, gtk_window_destroy);
  app_settle (50);

  first = g_steal_pointer (&fixture->workspace);
  fixture->workspace = crm_workspace_new (fixture->record.store);
  app_fixture_show_window (fixture, 1000, 900);
  app_expect (fixture->window, GTK_TYPE_LABEL, text, TRUE);
  app_picture (fixture->window, "unsaved");
  app_press (fixture->window, "Open");
  row = CRM_FIELD_ROW (app_expect (fixture->window, CRM_TYPE_FIELD_ROW, "Days to pay", TRUE));
  form_wait_shown (row, "a fortnight");
  form_type (row, "14");
  form_leave (fixture);
  form_wait_stored (fixture, "company", id, "payment_days", "14");
  app_expect (fixture->window, GTK_TYPE_LABEL, text, FALSE);
}

static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, char **reported)
{
  g_set_str (reported, text);
}

/* What is refused after the page was left is told, and waits there. */
static void
test_refused (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture);
  CrmRecordPage *page = form_show (fixture, "company", id, 1000, 900);
  g_autofree char *reported = NULL;

  g_signal_connect (fixture->workspace, "reported", G_CALLBACK (reported_cb), &reported);
  form_type (form_find_row (page, "Name"), "");
  g_clear_pointer (&fixture->window, gtk_window_destroy);
  app_settle (400);
  g_assert_nonnull (reported);
  assert_kept (fixture, id, "name", "");
}

/* What was written in the last moment is not asked for again. */
static void
test_written (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture);
  CrmRecordPage *page = form_show (fixture, "company", id, 1000, 900);

  form_type (form_find_row (page, "City"), "Lviv");
  crm_drafts_flush (crm_workspace_get_drafts (fixture->workspace));
  record_fixture_set (&fixture->record, "company", id, "city", "Lviv");
  assert_kept (fixture, id, "city", NULL);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add ("/record-drafts/" path, AppFixture, NULL, app_fixture_set_up, func,                  \
              app_fixture_tear_down)
  ADD ("wrong", test_wrong);
  ADD ("half", test_half);
  ADD ("reminds", test_reminds);
  ADD ("refused", test_refused);
  ADD ("written", test_written);
  return g_test_run ();
}
