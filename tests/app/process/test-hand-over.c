/* The conveyor of three in the window (R23-R28): handed over in "Attention", taken by a press. */
#include "config.h"

#include "../form/form-fixture.h"
#include "crm-hand-over-sheet.h"
#include "crm-process.h"
#include "crm-tasks-page.h"
#include "crm-today-page.h"
#include "sale-fixture.h"

typedef struct {
  gint64 company, anna, oleh, jan, process;
} Conveyor;

static gint64
add_member (AppFixture *fixture, Conveyor *conveyor, const char *name)
{
  g_autofree char *process = g_strdup_printf ("%d", (int) conveyor->process);
  gint64 person = record_fixture_add (&fixture->record, "person", "name", name, NULL);

  record_fixture_add (&fixture->record, "process_member", "process", process, "person", name, NULL);
  return person;
}

static void
fill (AppFixture *fixture, Conveyor *conveyor)
{
  conveyor->process = crm_process_find (record_fixture_reader (&fixture->record), "conveyor", NULL);
  conveyor->company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  record_fixture_add (&fixture->record, "choice", "name", "Builders", "list", "segment", NULL);
  conveyor->anna = add_member (fixture, conveyor, "Anna");
  conveyor->oleh = add_member (fixture, conveyor, "Oleh");
  conveyor->jan = add_member (fixture, conveyor, "Jan");
}

static void
assert_task (AppFixture *fixture, const char *title, gint64 person, const char *state,
             const char *and)
{
  g_autofree char *condition =
      g_strdup_printf ("activity WHERE title LIKE '%s%%' AND responsible = %d AND state = '%s'%s",
                       title, (int) person, state, and);
  sale_expect (fixture, condition);
}

static gint64
find_task (AppFixture *fixture, const char *title)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max (id) FROM activity WHERE title LIKE '%s%%'"
                                          " AND state NOT IN ('done', 'cancelled')",
                                          title);
  return sale_query (fixture, sql);
}

/* The sheet: who, from when, what to know. */
static void
hand_over (AppFixture *fixture, const char *person, const char *start, const char *note)
{
  GtkWidget *sheet;

  sale_press (fixture, "Hand Over…");
  app_settle (200);
  sheet = app_find_type (fixture->window, CRM_TYPE_HAND_OVER_SHEET);
  g_assert_nonnull (sheet);
  form_choose (sheet, "Responsible", NULL, person);
  form_type (form_find_row (sheet, "Start"), start);
  form_type (form_find_row (sheet, "Remark"), note);
  app_settle (300);
  app_picture (fixture->window, "hand-over-sheet");
  form_press (sheet, "Hand Over");
}

static void
test_conveyor (AppFixture *fixture, gconstpointer country)
{
  Conveyor conveyor;
  g_autofree char *before = NULL;
  g_autofree char *handed = NULL;
  gint64 task;

  fill (fixture, &conveyor);

  /* The first calls and enters what he learns; the second goes on. */
  sale_sit (fixture, conveyor.anna);
  sale_show_record (fixture, "company", conveyor.company);
  g_assert_true (gtk_widget_activate_action (sale_await (fixture, "Start Sale"), "sale.start",
                                             "(xx)", conveyor.process, (gint64) 0));
  sale_press_and_answer (fixture, "Interested, handed over: Cold call", NULL,
                         "activity WHERE title LIKE 'Bring the deal%'", "Segment", ">Builders",
                         NULL);
  assert_task (fixture, "Bring the deal", conveyor.oleh, "attention", "");
  g_assert_cmpint (sale_count (fixture, "activity WHERE state = 'attention'"
                                        " AND start = unixepoch ('2026-11-24T09:00')"),
                   ==, 1);

  /* The second sees it on Today at once, with its planned start, and takes it. */
  sale_sit (fixture, conveyor.oleh);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    800);
  sale_await (fixture, "Take: Bring the deal to its end");
  app_settle (200);
  app_picture (fixture->window, "hand-over-today");
  sale_press_twice (fixture, "Take: Bring the deal to its end",
                    "activity WHERE title LIKE 'Bring the deal%' AND state = 'in_work'");
  assert_task (fixture, "Bring the deal", conveyor.oleh, "in_work", "");
  sale_show_record (fixture, "company", conveyor.company);
  sale_press_and_answer (fixture, "Meeting agreed: Bring the deal to its end", NULL,
                         "activity WHERE kind = 'meeting'", "Agreed for", "2026-11-25 11:00", NULL);
  sale_press_twice (fixture, "Held: Meeting",
                    "activity WHERE title LIKE 'Bring the deal%' AND state = 'new'");
  sale_press_and_answer (fixture, "Sold, handed over to service: Bring the deal to its end", NULL,
                         "activity WHERE title LIKE 'Serve the client%'", "Value", "500", NULL);
  assert_task (fixture, "Serve the client", conveyor.jan, "attention", "");
  sale_expect (fixture, "deal JOIN stage ON stage.id = deal.stage WHERE stage.outcome = 'won'"
                        " AND deal.value = 50000");

  /* The third takes it among the tasks by day, and hands it over again. */
  sale_sit (fixture, conveyor.jan);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_tasks_page_new (fixture->workspace, NULL)),
                    900, 700);
  sale_await (fixture, "Take: Serve the client");
  app_settle (200);
  app_picture (fixture->window, "hand-over-by-day");
  gtk_window_set_default_size (fixture->window, 360, 500);
  app_settle (300);
  app_picture (fixture->window, "hand-over-by-day-narrow");
  sale_press_twice (fixture, "Take: Serve the client",
                    "activity WHERE title LIKE 'Serve%' AND state = 'in_work'");
  task = find_task (fixture, "Serve the client");
  sale_show_record (fixture, "activity", task);
  app_settle (300);
  app_picture (fixture->window, "hand-over-task");
  before = record_fixture_dump (&fixture->record);
  hand_over (fixture, "Anna", "2026-12-01 09:30", "They like it in writing");
  handed = g_strdup_printf (" AND basis = %d AND note = 'They like it in writing'"
                            " AND start = unixepoch ('2026-12-01T09:30') AND run IS NOT NULL",
                            (int) task);
  assert_task (fixture, "Serve the client", conveyor.anna, "attention", handed);
  assert_task (fixture, "Serve the client", conveyor.jan, "done", " AND result IS NULL");
  sale_expect (fixture, "process_run WHERE state = 'running'");
  sale_assert_undone (fixture, before);

  /* And the first ends it. */
  sale_sit (fixture, conveyor.anna);
  sale_show_record (fixture, "company", conveyor.company);
  app_settle (300);
  app_picture (fixture->window, "hand-over-card");
  sale_press_twice (fixture, "Take: Serve the client",
                    "activity WHERE title LIKE 'Serve%' AND state = 'in_work'");
  sale_press_twice (fixture, "Client is content: Serve the client",
                    "process_run WHERE state = 'done'");
  sale_expect (fixture, "company WHERE relation = 'permanent' AND type = 'client'");
}

/* From the menu of a row too; nobody is proposed where nobody stands behind. */
static void
test_row (AppFixture *fixture, gconstpointer country)
{
  GtkWidget *more, *sheet;

  record_fixture_add (&fixture->record, "person", "name", "Anna", NULL);
  record_fixture_add (&fixture->record, "activity", "title", "Paint the fence", "responsible", "1",
                      "due", "2026-11-23T12:00", NULL);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_tasks_page_new (fixture->workspace, NULL)),
                    360, 720);
  more = sale_await (fixture, "Done: Paint the fence");
  more = app_find (fixture->window, GTK_TYPE_MENU_BUTTON, "More for “Paint the fence”");
  g_assert_nonnull (more);
  g_assert_true (gtk_widget_activate_action (more, "task.hand-over", NULL));
  app_settle (300);
  sheet = app_find_type (fixture->window, CRM_TYPE_HAND_OVER_SHEET);
  g_assert_nonnull (sheet);
  app_picture (fixture->window, "hand-over-narrow");
  g_assert_false (gtk_widget_is_sensitive (app_find (sheet, GTK_TYPE_BUTTON, "Hand Over")));
  form_choose (sheet, "Responsible", NULL, "Anna");
  app_settle (200);
  form_press (sheet, "Hand Over");
  sale_expect (fixture, "activity JOIN person ON person.id = responsible"
                        " WHERE state = 'attention' AND person.name = 'Anna' AND basis = 1");
  g_assert_cmpint (sale_count (fixture, "activity WHERE state = 'done'"), ==, 1);
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_cmpint (sale_count (fixture, "activity WHERE state = 'new'"), ==, 1);
  g_assert_cmpint (sale_count (fixture, "activity"), ==, 1);
}

/* Closing loses nothing unasked. */
static void
test_discard (AppFixture *fixture, gconstpointer country)
{
  GtkWidget *sheet;

  record_fixture_add (&fixture->record, "person", "name", "Anna", NULL);
  record_fixture_add (&fixture->record, "activity", "title", "Paint the fence", "responsible", "1",
                      "due", "2026-11-23T12:00", NULL);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_tasks_page_new (fixture->workspace, NULL)),
                    700, 720);
  sale_await (fixture, "Done: Paint the fence");
  crm_hand_over_task (GTK_WIDGET (fixture->window), fixture->workspace, 1);
  app_settle (300);
  sheet = app_find_type (fixture->window, CRM_TYPE_HAND_OVER_SHEET);
  g_assert_nonnull (sheet);
  form_choose (sheet, "Responsible", NULL, "Anna");
  app_settle (200);
  adw_dialog_close (ADW_DIALOG (sheet));
  sale_await (fixture, "Keep Editing");
  app_picture (fixture->window, "hand-over-discard");
  form_press (fixture->window, "Keep Editing");
  app_settle (200);
  form_press (sheet, "Hand Over");
  sale_expect (fixture, "activity JOIN person ON person.id = responsible"
                        " WHERE state = 'attention' AND person.name = 'Anna' AND basis = 1");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/hand-over/conveyor", AppFixture, "other", sale_set_up, test_conveyor,
              sale_tear_down);
  g_test_add ("/hand-over/discard", AppFixture, "other", sale_set_up, test_discard, sale_tear_down);
  g_test_add ("/hand-over/row", AppFixture, "other", sale_set_up, test_row, sale_tear_down);
  return g_test_run ();
}
