/* The forecast: columns of months, sums weighted by stage, another date by drop and by keyboard. */
#include "config.h"

#include "app-fixture.h"
#include "crm-board-column.h"
#include "crm-forecast-page.h"

/* Monday, 23 November 2026. */
#define TODAY "2026-11-23"

static gint64
add_deal (AppFixture *fixture, const char *name, const char *stage, const char *date)
{
  return record_fixture_add (&fixture->record, "deal", "name", name, "stage", stage, "value",
                             "1000", "currency", "EUR", "expected_close", date, NULL);
}

static CrmBoardColumn *
find_column (AppFixture *fixture, const char *name)
{
  GtkWidget *widget = app_find (fixture->window, CRM_TYPE_BOARD_COLUMN, name);

  if (widget == NULL)
    g_error ("there is no column “%s”", name);
  return CRM_BOARD_COLUMN (widget);
}

typedef struct {
  AppFixture *fixture;
  gint64 deal;
  const char *date;
} Expectation;

static gboolean
is_expected (gpointer data)
{
  Expectation *expectation = data;
  const CrmEntity *deals = crm_entity_find ("deal");
  int field = crm_entity_field_index (deals, "expected_close");
  g_autoptr (CrmRecord) deal = crm_record_load (
      record_fixture_reader (&expectation->fixture->record), deals, expectation->deal, NULL);
  g_autofree char *date =
      crm_field_to_machine (&deals->fields[field], crm_record_get_value (deal, field));

  return g_strcmp0 (date, expectation->date) == 0;
}

static void
expect (AppFixture *fixture, gint64 deal, const char *date)
{
  Expectation expectation = { fixture, deal, date };
  g_assert_true (app_wait_for (is_expected, &expectation));
}

static void
drop (CrmBoardColumn *column, gint64 deal)
{
  g_signal_emit_by_name (column, "dropped", deal);
}

static gboolean
has_sums (gpointer data)
{
  AppFixture *fixture = data;
  return app_find (find_column (fixture, "December 2026"), GTK_TYPE_LABEL, "Weighted: €800.00") !=
         NULL;
}

static void
test_dates (AppFixture *fixture, gconstpointer country)
{
  gint64 december = add_deal (fixture, "Windows", "New", "2026-12-31");
  gint64 contract = add_deal (fixture, "Doors", "Contract", "2026-12-03");
  gint64 passed = add_deal (fixture, "Roof", "Proposal", "2026-11-22");
  gint64 today = add_deal (fixture, "Walls", "Proposal", TODAY);
  gint64 undated = add_deal (fixture, "Floor", "Proposal", "");
  gint64 later = add_deal (fixture, "Attic", "Proposal", "2027-05-01");
  gint64 won = add_deal (fixture, "Cellar", "Won", "2026-12-05");
  CrmBoardColumn *column;

  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_forecast_page_new (fixture->workspace)), 1280,
                    800);
  g_assert_true (app_wait_for (has_sums, fixture));
  app_settle (200);
  app_picture (fixture->window, "forecast");
  g_assert_true (crm_board_column_focus_deal (find_column (fixture, "December 2026"), contract));
  g_assert_true (crm_board_column_focus_deal (find_column (fixture, "Passed"), passed));
  g_assert_true (crm_board_column_focus_deal (find_column (fixture, "November 2026"), today));
  g_assert_true (crm_board_column_focus_deal (find_column (fixture, "Later"), later));
  g_assert_true (crm_board_column_focus_deal (find_column (fixture, "Without a date"), undated));
  g_assert_false (crm_board_column_focus_deal (find_column (fixture, "December 2026"), won));
  /* The same day, or the last of a shorter month. */
  drop (find_column (fixture, "February 2027"), december);
  expect (fixture, december, "2027-02-28");
  crm_workspace_undo (fixture->workspace);
  expect (fixture, december, "2026-12-31");
  drop (find_column (fixture, "January 2027"), contract);
  expect (fixture, contract, "2027-01-03");
  /* Not into what has passed of this month, nor into the past. */
  drop (find_column (fixture, "November 2026"), contract);
  expect (fixture, contract, "2026-11-30");
  drop (find_column (fixture, "Passed"), contract);
  app_settle (200);
  expect (fixture, contract, "2026-11-30");
  drop (find_column (fixture, "Without a date"), contract);
  expect (fixture, contract, "");
  drop (find_column (fixture, "March 2027"), undated);
  expect (fixture, undated, "2027-03-31");
  /* By keyboard. */
  app_settle (200);
  column = find_column (fixture, "Passed");
  g_assert_true (crm_board_column_focus_deal (column, passed));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (column), "column.shift", "i", 1));
  expect (fixture, passed, "2026-11-30");
  app_settle (300);
  g_assert_true (crm_board_column_focus_deal (find_column (fixture, "November 2026"), passed));
}

int
main (int argc, char **argv)
{
  g_setenv ("VORONKA_NOW", TODAY "T10:00", TRUE);
  app_test_init (&argc, &argv);
  g_test_add ("/forecast/dates", AppFixture, NULL, app_fixture_set_up, test_dates,
              app_fixture_tear_down);
  return g_test_run ();
}
