/* The sale that runs itself, by pressing buttons alone; one Undo takes back each press. */
#include "config.h"

#include "app-fixture.h"
#include "crm-command-process.h"
#include "crm-document.h"
#include "crm-field-row.h"
#include "crm-finish-sheet.h"
#include "crm-gate-sheet.h"
#include "crm-gate.h"
#include "crm-record-page.h"
#include "crm-today-page.h"

static void
set_up (AppFixture *fixture, gconstpointer country)
{
  g_setenv ("VORONKA_NOW", "2026-11-23T10:00", TRUE);
  app_fixture_set_up (fixture, country);
}

static void
tear_down (AppFixture *fixture, gconstpointer country)
{
  app_fixture_tear_down (fixture, country);
  g_unsetenv ("VORONKA_NOW");
}

static gboolean
is_there (gpointer data)
{
  gpointer *pair = data;
  return app_find (pair[0], GTK_TYPE_BUTTON, pair[1]) != NULL;
}

static GtkWidget *
await (AppFixture *fixture, const char *name)
{
  gpointer pair[] = { fixture->window, (gpointer) name };

  g_test_message ("%s", name);
  g_assert_true (app_wait_for (is_there, pair));
  return app_find (fixture->window, GTK_TYPE_BUTTON, name);
}

static void
press (AppFixture *fixture, const char *name)
{
  GtkWidget *button = await (fixture, name);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gint64
count (AppFixture *fixture, const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", condition);
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  g_assert_true (
      crm_database_query_integer (record_fixture_reader (&fixture->record), sql, 0, &n, &error));
  g_assert_no_error (error);
  return n;
}

typedef struct {
  AppFixture *fixture;
  const char *condition;
} Wanted;

static gboolean
is_so (gpointer data)
{
  Wanted *wanted = data;
  return count (wanted->fixture, wanted->condition) > 0;
}

static void
expect (AppFixture *fixture, const char *condition)
{
  Wanted wanted = { fixture, condition };

  g_test_message ("%s", condition);
  g_assert_true (app_wait_for (is_so, &wanted));
}

/* Presses, sees what it made, takes it back, sees that all is as it was, and presses again. */
static void
press_twice (AppFixture *fixture, const char *name, const char *then)
{
  g_autofree char *before = record_fixture_dump (&fixture->record);
  g_autofree char *after = NULL;

  press (fixture, name);
  expect (fixture, then);
  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (before, ==, after);
  press (fixture, name);
  expect (fixture, then);
}

static GtkWidget *
find_row (gpointer root)
{
  return app_find_type (root, CRM_TYPE_FIELD_ROW);
}

static gboolean
has_sheet (gpointer data)
{
  GtkWidget *sheet = app_find_type (data, CRM_TYPE_FINISH_SHEET);
  return sheet != NULL && find_row (sheet) != NULL;
}

/* The sheet asks for one thing and finishes once it is there. */
static void
answer (AppFixture *fixture, const char *text, const char *picture)
{
  GtkWidget *sheet, *row, *finish;
  GtkWidget *editable;

  g_assert_true (app_wait_for (has_sheet, fixture->window));
  sheet = app_find_type (fixture->window, CRM_TYPE_FINISH_SHEET);
  finish = app_find (sheet, GTK_TYPE_BUTTON, "Finish");
  g_assert_false (gtk_widget_is_sensitive (finish));
  row = find_row (sheet);
  editable = app_find_type (row, GTK_TYPE_EDITABLE);
  g_assert_nonnull (editable);
  gtk_editable_set_text (GTK_EDITABLE (editable), text);
  app_settle (200);
  app_picture (fixture->window, picture);
  g_assert_true (gtk_widget_is_sensitive (finish));
  g_signal_emit_by_name (finish, "clicked");
}

static void
test_classic (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", "email",
                                       "office@orion.example", NULL);

  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_record_page_new (
                        fixture->workspace, crm_entity_find ("company"), company)),
                    1280, 800);
  app_settle (200);
  app_picture (fixture->window, "sale-before");
  press_twice (fixture, "Start Sale", "activity WHERE title LIKE 'Cold call%' AND state = 'new'");
  await (fixture, "Interested: Cold call");
  app_settle (200);
  app_picture (fixture->window, "sale-started");
  press_twice (fixture, "Interested: Cold call", "company WHERE relation = 'possible'");
  press (fixture, "Sent: Commercial proposal");
  answer (fixture, "40000", "sale-sheet");
  expect (fixture, "document WHERE kind = 'proposal' AND total = 4000000");
  press (fixture, "Ready for a contract: Find out what they think of the proposal");
  expect (fixture, "company WHERE relation = 'potential'");
  press_twice (fixture, "Sent for signature: Prepare the contract",
               "document WHERE kind = 'contract' AND status = 'for_signature'");
  app_settle (300);
  app_picture (fixture->window, "sale-contract");
  press_twice (fixture, "Signed: Get the contract signed",
               "document WHERE kind = 'contract' AND status = 'signed'");
  press_twice (fixture, "Sent: Issue the invoice", "document WHERE kind = 'invoice'");
  press_twice (fixture, "Paid: Get the payment", "payment");
  press_twice (fixture, "Act handed over: Act or waybill", "process_run WHERE state = 'done'");
  expect (fixture, "company WHERE relation = 'permanent' AND type = 'client'");
  app_settle (300);
  app_picture (fixture->window, "sale-done");
}

/* What a stage asks for is asked for, and the press finishes the task with it. */
static void
test_gate (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  GtkWidget *row;

  record_fixture_add (&fixture->record, "gate", "stage", "First contact", "field", "value", NULL);
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_record_page_new (
                        fixture->workspace, crm_entity_find ("company"), company)),
                    1280, 800);
  press (fixture, "Start Sale");
  press (fixture, "Interested: Cold call");
  await (fixture, "Move");
  app_settle (200);
  app_picture (fixture->window, "sale-gate");
  g_assert_cmpint (count (fixture, "company WHERE relation = 'possible'"), ==, 0);
  row = find_row (app_find_type (fixture->window, CRM_TYPE_GATE_SHEET));
  gtk_editable_set_text (GTK_EDITABLE (app_find_type (row, GTK_TYPE_EDITABLE)), "40000");
  app_settle (200);
  press (fixture, "Move");
  expect (fixture, "company WHERE relation = 'possible'");
  expect (fixture, "deal JOIN stage ON stage.id = deal.stage WHERE stage.name = 'First contact'"
                   " AND deal.value = 4000000");
  expect (fixture, "activity WHERE title LIKE 'Commercial proposal%' AND state = 'new'");
}

/* What the outcome asks for and what the stage asks for: one after the other, one step of Undo. */
static void
test_sheet_and_gate (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  GtkWidget *row;

  record_fixture_add (&fixture->record, "gate", "stage", "Proposal", "field", "company.city", NULL);
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_record_page_new (
                        fixture->workspace, crm_entity_find ("company"), company)),
                    1280, 800);
  press (fixture, "Start Sale");
  press (fixture, "Interested: Cold call");
  press (fixture, "Sent: Commercial proposal");
  answer (fixture, "40000", "sale-sheet-before-gate");
  await (fixture, "Move");
  g_assert_cmpint (count (fixture, "document WHERE kind = 'proposal'"), ==, 0);
  row = find_row (app_find_type (fixture->window, CRM_TYPE_GATE_SHEET));
  gtk_editable_set_text (GTK_EDITABLE (app_find_type (row, GTK_TYPE_EDITABLE)), "Kyiv");
  app_settle (200);
  press (fixture, "Move");
  expect (fixture, "document WHERE kind = 'proposal' AND total = 4000000");
  expect (fixture, "company WHERE city = 'Kyiv'");
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_cmpint (count (fixture, "company WHERE city = 'Kyiv'"), ==, 0);
  g_assert_cmpint (count (fixture, "document WHERE kind = 'proposal'"), ==, 0);
}

/* Today's rows have the same buttons. */
static void
test_today (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);

  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_record_page_new (
                        fixture->workspace, crm_entity_find ("company"), company)),
                    1280, 800);
  press (fixture, "Start Sale");
  await (fixture, "Interested: Cold call");
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    800);
  await (fixture, "Interested: Cold call");
  app_picture (fixture->window, "sale-today");
  press (fixture, "Interested: Cold call");
  expect (fixture, "company WHERE relation = 'possible'");
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_record_page_new (
                        fixture->workspace, crm_entity_find ("company"), company)),
                    360, 720);
  app_settle (300);
  app_picture (fixture->window, "sale-narrow");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  crm_gate_register ();
  crm_command_register_processes ();
  g_test_add ("/outcomes/classic", AppFixture, "other", set_up, test_classic, tear_down);
  g_test_add ("/outcomes/gate", AppFixture, "other", set_up, test_gate, tear_down);
  g_test_add ("/outcomes/sheet-and-gate", AppFixture, "other", set_up, test_sheet_and_gate,
              tear_down);
  g_test_add ("/outcomes/today", AppFixture, "other", set_up, test_today, tear_down);
  return g_test_run ();
}
