/* How far a campaign has come, on its page. */
#include "config.h"

#include "crm-outcome-bar.h"
#include "crm-progress-group.h"
#include "form-fixture.h"

static void
add_campaign (AppFixture *fixture)
{
  static const char *const deals[][3] = {
    { "New", "100", "EUR" }, { "New", "50", NULL },     { "Won", "1000", "EUR" },
    { "Won", "7", "UAH" },   { "Lost", "2500", "EUR" }, { "Proposal", NULL, NULL },
  };

  record_fixture_add (&fixture->record, "person", "name", "Anna", NULL);
  record_fixture_add (&fixture->record, "campaign", "name", "Autumn <b> offer", "status", "running",
                      "responsible", "Anna", "start_date", "2026-09-01", "end_date", "2026-12-20",
                      "planned_value", "4000", "budget", "200", "currency", "EUR", "goal",
                      "Thirty workplaces sold", "rules", "Call the manager, not the buyer.",
                      "texts", "Good afternoon!", NULL);
  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (deals); i++)
    record_fixture_add (&fixture->record, "deal", "name", "Windows", "company", "Orion", "campaign",
                        "1", "stage", deals[i][0], "value", deals[i][1] != NULL ? deals[i][1] : "",
                        "currency", deals[i][2] != NULL ? deals[i][2] : "", NULL);
}

static gboolean
is_shown (gpointer data)
{
  AppFixture *fixture = data;
  return app_find_type (fixture->window, CRM_TYPE_OUTCOME_BAR) != NULL;
}

static void
test_shown (AppFixture *fixture, gconstpointer data)
{
  add_campaign (fixture);
  form_show (fixture, "campaign", 1, 1100, 900);
  g_assert_true (app_wait_for (is_shown, fixture));
  app_settle (200);
  app_picture (fixture->window, "campaign");
  g_assert_nonnull (
      app_find (fixture->window, CRM_TYPE_OUTCOME_BAR, "Won: 2, in work: 3, lost: 1"));
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "Won 2 · €1,000.00 + ₴7.00"));
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "In work 3 · €150.00"));
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "Lost 1 · €2,500.00"));
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "€1,000.00 of €4,000.00, 25 %"));
  g_assert_nonnull (app_find (fixture->window, ADW_TYPE_ACTION_ROW, "Proposal"));
  form_check_names (GTK_WIDGET (fixture->window));
}

static gboolean
is_won (gpointer data)
{
  AppFixture *fixture = data;
  return app_find (fixture->window, CRM_TYPE_OUTCOME_BAR, "Won: 3, in work: 2, lost: 1") != NULL;
}

/* It follows the deals, and a stage opens the list behind it. */
static void
opened_cb (CrmWorkspace *workspace, CrmQuery *query, const char *title, char **opened)
{
  g_autofree char *text =
      g_strdup_printf ("%s %" G_GINT64_FORMAT, title,
                       crm_query_count (query, crm_workspace_get_reader (workspace), NULL));
  g_set_str (opened, text);
}

static void
test_follows (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *opened = NULL;
  GtkWidget *row;

  add_campaign (fixture);
  form_show (fixture, "campaign", 1, 1100, 900);
  g_assert_true (app_wait_for (is_shown, fixture));
  record_fixture_set (&fixture->record, "deal", 1, "stage", "Won");
  g_assert_true (app_wait_for (is_won, fixture));
  g_signal_connect (fixture->workspace, "open-list", G_CALLBACK (opened_cb), &opened);
  row = app_find (fixture->window, ADW_TYPE_ACTION_ROW, "Won");
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_cmpstr (opened, ==, "Won: Autumn <b> offer 3");
}

static void
test_empty_and_narrow (AppFixture *fixture, gconstpointer data)
{
  record_fixture_add (&fixture->record, "campaign", "name", "Winter", NULL);
  form_show (fixture, "campaign", 1, 360, 720);
  app_settle (400);
  app_picture (fixture->window, "campaign-narrow");
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "No deals yet"));
  g_assert_null (app_find_type (fixture->window, CRM_TYPE_OUTCOME_BAR));
}

/* --- What is let go on the page */

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

static GtkWidget *
find_stack (AppFixture *fixture)
{
  GtkWidget *widget = app_find_type (fixture->window, CRM_TYPE_PROGRESS_GROUP);

  while (!gtk_widget_has_css_class (widget, "record-page"))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

static void
test_drop (AppFixture *fixture, gconstpointer data)
{
  Counted seven = { fixture, "campaign not-empty", 7 },
          eight = { fixture, "campaign not-empty", 8 };
  gint64 deal;

  add_campaign (fixture);
  deal = record_fixture_add (&fixture->record, "deal", "name", "Doors", NULL);
  form_show (fixture, "campaign", 1, 1100, 900);
  g_assert_true (app_wait_for (is_shown, fixture));
  /* A deal becomes its own; a company gets one; a product means nothing. */
  g_assert_true (app_drop (find_stack (fixture), "deal", deal, 1, 1));
  g_assert_true (app_wait_for (is_counted, &seven));
  g_assert_true (app_drop (find_stack (fixture), "company", 1, 1, 1));
  g_assert_true (app_wait_for (is_counted, &eight));
  g_assert_false (app_drop (find_stack (fixture), "product", 1, 1, 1));
  crm_workspace_undo (fixture->workspace);
  g_assert_true (app_wait_for (is_counted, &seven));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add (path, AppFixture, NULL, app_fixture_set_up, func, app_fixture_tear_down)
  ADD ("/progress-group/shown", test_shown);
  ADD ("/progress-group/follows", test_follows);
  ADD ("/progress-group/empty-and-narrow", test_empty_and_narrow);
  ADD ("/progress-group/drop", test_drop);
  return g_test_run ();
}
