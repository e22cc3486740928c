/* The agency in the window (B4-B20), by pressing results alone: from the request to the payment,
 * with an invoice that lives by the promise, lapses and is made anew. */
#include "config.h"

#include "../form/form-fixture.h"
#include "crm-clock.h"
#include "crm-process-tick.h"
#include "crm-process.h"
#include "crm-today-page.h"
#include "sale-fixture.h"

typedef struct {
  gint64 anna, oleh, jan;
} People;

/* The open task of a step: there is exactly one. */
static gint64
open_task (AppFixture *fixture, const char *code)
{
  g_autofree char *from = g_strdup_printf (
      "activity JOIN task_type ON task_type.id = activity.task_type WHERE task_type.code = '%s'"
      " AND activity.state NOT IN ('done', 'cancelled')",
      code);
  g_autofree char *sql = g_strconcat ("SELECT max (activity.id) FROM ", from, NULL);

  sale_expect (fixture, from);
  g_assert_cmpint (sale_count (fixture, from), ==, 1);
  return sale_query (fixture, sql);
}

/* Presses a result on the page of its task, and back and forth. */
static void
finish (AppFixture *fixture, const char *code, const char *button, const char *then)
{
  sale_show_record (fixture, "activity", open_task (fixture, code));
  sale_press_twice (fixture, button, then);
}

/* The same where the result asks for one thing. */
static void
finish_with (AppFixture *fixture, const char *code, const char *button, const char *row,
             const char *text, const char *then)
{
  sale_show_record (fixture, "activity", open_task (fixture, code));
  sale_press_and_answer (fixture, button, NULL, then, row, text, NULL);
}

static void
assert_one (AppFixture *fixture, const char *condition)
{
  g_test_message ("%s", condition);
  g_assert_cmpint (sale_count (fixture, condition), ==, 1);
}

typedef struct {
  gint64 now;
  CrmTick tick;
} Ticking;

static gboolean
tick_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Ticking *ticking = data;
  return crm_process_tick (database, ticking->now, 0, &ticking->tick, error);
}

/* What the program does by itself each minute. */
static CrmTick
let_time_pass (AppFixture *fixture, const char *until)
{
  Ticking ticking = { 0 };
  g_autoptr (GError) error = NULL;

  sale_set_now (until);
  ticking.now = crm_clock_now ();
  crm_store_write (fixture->record.store, tick_func, &ticking, NULL, &error);
  g_assert_no_error (error);
  return ticking.tick;
}

static void
begin (AppFixture *fixture, People *people)
{
  gint64 process = crm_process_find (record_fixture_reader (&fixture->record), "agency", NULL);

  record_fixture_add (&fixture->record, "company", "name", "Orion", "email", "office@orion.example",
                      "phone", "+48 22 111 22 33", NULL);
  people->anna = record_fixture_add (&fixture->record, "person", "name", "Anna", NULL);
  people->oleh = record_fixture_add (&fixture->record, "person", "name", "Oleh", "role",
                                     "project_manager", NULL);
  people->jan = record_fixture_add (&fixture->record, "person", "name", "Jan", "role",
                                    "office_manager", NULL);
  sale_sit (fixture, people->anna);
  sale_show_record (fixture, "company", 1);
  g_assert_true (gtk_widget_activate_action (sale_await (fixture, "Start Sale"), "sale.start",
                                             "(xx)", process, (gint64) 0));
}

/* B4-B9: the request, the welcome, everybody's tasks, the meeting with time, place and letters. */
static void
talk (AppFixture *fixture)
{
  finish (fixture, "request", "Taken: New request: answer",
          "message WHERE channel = 'sms' AND recipient IS NOT NULL AND state = 'waiting'");
  g_assert_cmpint (sale_count (fixture, "message WHERE state = 'waiting'"), ==, 2);
  g_assert_cmpint (sale_count (fixture, "activity WHERE state = 'new' AND run IS NOT NULL"), ==, 3);
  sale_show_record (fixture, "activity", open_task (fixture, "call"));
  sale_press_and_answer (fixture, "Meeting agreed: Call the client", "agency-meeting",
                         "activity WHERE kind = 'meeting' AND place = 'Lva Tolstogo 5'",
                         "Agreed for", "2026-11-25 14:00", "Agreed place", "Lva Tolstogo 5", NULL);
  g_assert_cmpint (sale_count (fixture, "message WHERE body LIKE '%Lva Tolstogo 5%'"), ==, 2);
}

/* B12-B15: at once or not, side by side; when the money is expected, and the countdown. */
static void
invoice (AppFixture *fixture, const People *people)
{
  finish_with (fixture, "meeting", "Agreed: start at once: Meeting", "Value", "90000",
               "deal WHERE value = 9000000");
  open_task (fixture, "production");
  finish (fixture, "contract", "Sent: Send the contract for signature",
          "document WHERE kind = 'contract' AND status = 'for_signature'");
  sale_sit (fixture, people->jan);
  finish (fixture, "invoice", "Ready: Make the invoice", "document WHERE kind = 'invoice'");
  finish_with (fixture, "sending", "Sent: when is the money expected?: Send the invoice",
               "Payment expected", "2026-11-27", "receipt WHERE state = 'planned'");
  assert_one (fixture, "deal JOIN stage ON stage.id = deal.stage WHERE stage.name = 'Payment'");
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    900);
  app_settle (400);
  app_picture (fixture->window, "agency-ring");
  sale_sit (fixture, people->anna);
  finish_with (fixture, "payment", "Promised for another day: Watch the payment",
               "Payment expected", "2026-11-30",
               "document WHERE kind = 'invoice' AND postponed = 1");
  assert_one (fixture, "receipt WHERE state = 'planned'");
}

/* B19, B20: the day passes, the invoice burns, the office manager gets a task and a new invoice. */
static void
lapse (AppFixture *fixture, const People *people)
{
  CrmTick tick = let_time_pass (fixture, "2026-11-30T10:00");

  g_assert_cmpint (tick.promised, ==, 1);
  g_assert_cmpint (tick.lapsed, ==, 0);
  tick = let_time_pass (fixture, "2026-12-01T10:00");
  g_assert_cmpint (tick.lapsed, ==, 1);
  assert_one (fixture, "document WHERE kind = 'invoice' AND status = 'lapsed'");
  assert_one (fixture, "document AS new JOIN document AS old ON new.base = old.id"
                       " WHERE new.kind = 'invoice' AND old.status = 'lapsed'"
                       " AND new.total = 9000000 AND new.due_date IS NULL");
  assert_one (fixture, "receipt WHERE state = 'cancelled'");
  assert_one (fixture, "activity JOIN person ON person.id = responsible"
                       " WHERE person.name = 'Jan' AND activity.priority = 'high'"
                       " AND activity.document IS NOT NULL");
  sale_sit (fixture, people->jan);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    900);
  app_settle (400);
  app_picture (fixture->window, "agency-lapsed");
  sale_set_now ("2026-12-01T11:00");
  finish_with (fixture, "renewal", "New invoice sent: Contact the client and issue a new invoice",
               "Payment expected", "2026-12-10", "receipt WHERE state = 'planned'");
}

/* B16-B18: the button ends it before the date; all who should hear of it do. */
static void
be_paid (AppFixture *fixture, const People *people)
{
  GtkWidget *habit;

  finish (fixture, "signature", "Signed: Get the contract signed",
          "document WHERE kind = 'contract' AND status = 'signed'");
  sale_sit (fixture, people->anna);
  finish (fixture, "payment", "Payment received: Watch the payment", "payment");
  assert_one (fixture, "payment");
  assert_one (fixture, "receipt WHERE state = 'received'");
  assert_one (fixture, "reminder WHERE kind = 'notice'");
  assert_one (fixture, "activity WHERE title = 'Create the project group for Orion'");
  assert_one (fixture, "deal JOIN stage ON stage.id = deal.stage WHERE stage.name = 'Won'");
  g_assert_cmpint (sale_count (fixture, "message WHERE template IN (SELECT id FROM message_template"
                                        " WHERE code LIKE 'paid%')"),
                   ==, 2);
  /* It was begun at once: not a second time. */
  open_task (fixture, "production");
  assert_one (fixture, "process_run WHERE state = 'running'");
  sale_show_record (fixture, "company", 1);
  app_settle (400);
  habit = app_find (fixture->window, ADW_TYPE_ACTION_ROW, "Pays 9 days early on average");
  g_assert_nonnull (habit);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (habit)), ==,
                   "1 of 1 on time · put off 1 time · 1 lapsed");
  app_picture (fixture->window, "agency-paid");
}

static void
test_agency (AppFixture *fixture, gconstpointer country)
{
  People people;

  begin (fixture, &people);
  talk (fixture);
  invoice (fixture, &people);
  lapse (fixture, &people);
  be_paid (fixture, &people);
}

/* An outcome that loses the deal asks why, though the process does not say that it should. */
static void
test_loss (AppFixture *fixture, gconstpointer country)
{
  People people;

  begin (fixture, &people);
  finish_with (fixture, "request", "Not a request: New request: answer", "Reason of loss",
               ">Too expensive",
               "deal JOIN stage ON stage.id = deal.stage JOIN choice ON choice.id"
               " = deal.lost_reason WHERE stage.outcome = 'lost'"
               " AND choice.name = 'Too expensive'");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/agency/loss", AppFixture, "other", sale_set_up, test_loss, sale_tear_down);
  g_test_add ("/agency/story", AppFixture, "other", sale_set_up, test_agency, sale_tear_down);
  return g_test_run ();
}
