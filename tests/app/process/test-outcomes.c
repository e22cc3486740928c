/* The sale that runs itself, by pressing buttons alone; one Undo takes back each press. */
#include "config.h"

#include "sale-fixture.h"
#include "crm-gate-sheet.h"
#include "crm-record-page.h"
#include "crm-today-page.h"

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
  sale_press_twice (fixture, "Start Sale",
                    "activity WHERE title LIKE 'Cold call%' AND state = 'new'");
  sale_await (fixture, "Interested: Cold call");
  app_settle (200);
  app_picture (fixture->window, "sale-started");
  sale_press_twice (fixture, "Interested: Cold call", "company WHERE relation = 'possible'");
  sale_press_and_answer (fixture, "Sent: Commercial proposal", "sale-sheet",
                         "document WHERE kind = 'proposal' AND total = 4000000", "Value", "40000",
                         NULL);
  sale_press_twice (fixture, "Ready for a contract: Find out what they think of the proposal",
                    "company WHERE relation = 'potential'");
  sale_press_twice (fixture, "Sent for signature: Prepare the contract",
                    "document WHERE kind = 'contract' AND status = 'for_signature'");
  app_settle (300);
  app_picture (fixture->window, "sale-contract");
  sale_press_twice (fixture, "Signed: Get the contract signed",
                    "document WHERE kind = 'contract' AND status = 'signed'");
  sale_press_twice (fixture, "Sent: Issue the invoice", "document WHERE kind = 'invoice'");
  sale_press_twice (fixture, "Paid: Get the payment", "payment");
  sale_press_twice (fixture, "Act handed over: Act or waybill", "process_run WHERE state = 'done'");
  sale_expect (fixture, "company WHERE relation = 'permanent' AND type = 'client'");
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
  sale_press (fixture, "Start Sale");
  sale_press (fixture, "Interested: Cold call");
  sale_await (fixture, "Move");
  app_settle (200);
  app_picture (fixture->window, "sale-gate");
  g_assert_cmpint (sale_count (fixture, "company WHERE relation = 'possible'"), ==, 0);
  row = sale_find_row (app_find_type (fixture->window, CRM_TYPE_GATE_SHEET));
  gtk_editable_set_text (GTK_EDITABLE (app_find_type (row, GTK_TYPE_EDITABLE)), "40000");
  app_settle (200);
  sale_press (fixture, "Move");
  sale_expect (fixture, "company WHERE relation = 'possible'");
  sale_expect (fixture,
               "deal JOIN stage ON stage.id = deal.stage WHERE stage.name = 'First contact'"
               " AND deal.value = 4000000");
  sale_expect (fixture, "activity WHERE title LIKE 'Commercial proposal%' AND state = 'new'");
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
  sale_press (fixture, "Start Sale");
  sale_press (fixture, "Interested: Cold call");
  sale_press (fixture, "Sent: Commercial proposal");
  sale_answer (fixture, "sale-sheet-before-gate", "Value", "40000", NULL);
  sale_await (fixture, "Move");
  g_assert_cmpint (sale_count (fixture, "document WHERE kind = 'proposal'"), ==, 0);
  row = sale_find_row (app_find_type (fixture->window, CRM_TYPE_GATE_SHEET));
  gtk_editable_set_text (GTK_EDITABLE (app_find_type (row, GTK_TYPE_EDITABLE)), "Kyiv");
  app_settle (200);
  sale_press (fixture, "Move");
  sale_expect (fixture, "document WHERE kind = 'proposal' AND total = 4000000");
  sale_expect (fixture, "company WHERE city = 'Kyiv'");
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_cmpint (sale_count (fixture, "company WHERE city = 'Kyiv'"), ==, 0);
  g_assert_cmpint (sale_count (fixture, "document WHERE kind = 'proposal'"), ==, 0);
}

/* A call that is over is asked for, with the same outcomes. */
static void
test_over (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  GtkWidget *dialog;

  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_record_page_new (
                        fixture->workspace, crm_entity_find ("company"), company)),
                    1280, 800);
  sale_press (fixture, "Start Sale");
  sale_await (fixture, "Interested: Cold call");
  record_fixture_set (&fixture->record, "activity", 1, "due", "2026-11-23T09:00");
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    800);
  sale_press (fixture, "What Came of It?: Cold call");
  app_settle (300);
  app_picture (fixture->window, "sale-over");
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  g_assert_nonnull (dialog);
  g_signal_emit_by_name (app_find (dialog, GTK_TYPE_BUTTON, "Interested"), "clicked");
  sale_expect (fixture, "company WHERE relation = 'possible'");
  sale_expect (fixture, "activity WHERE id = 1 AND state = 'done'");
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
  sale_press (fixture, "Start Sale");
  sale_await (fixture, "Interested: Cold call");
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    800);
  sale_await (fixture, "Interested: Cold call");
  app_picture (fixture->window, "sale-today");
  sale_press (fixture, "Interested: Cold call");
  sale_expect (fixture, "company WHERE relation = 'possible'");
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
  g_test_add ("/outcomes/classic", AppFixture, "other", sale_set_up, test_classic, sale_tear_down);
  g_test_add ("/outcomes/gate", AppFixture, "other", sale_set_up, test_gate, sale_tear_down);
  g_test_add ("/outcomes/sheet-and-gate", AppFixture, "other", sale_set_up, test_sheet_and_gate,
              sale_tear_down);
  g_test_add ("/outcomes/today", AppFixture, "other", sale_set_up, test_today, sale_tear_down);
  g_test_add ("/outcomes/over", AppFixture, "other", sale_set_up, test_over, sale_tear_down);
  return g_test_run ();
}
