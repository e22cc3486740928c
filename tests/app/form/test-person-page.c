/* The page of somebody who works here: fields, the plan of the month, the work, whom they lead; and
 * the ways to it. */
#include "config.h"

#include "crm-clock.h"
#include "crm-date.h"
#include "crm-list-page-private.h"
#include "crm-preferences.h"
#include "form-fixture.h"

typedef struct {
  AppFixture app;
  gint64 head;
  gint64 anna;
  gint64 oleh;
  CrmQuery *opened; /* owned; NULL: no list was opened */
  char *title;      /* owned */
  const CrmEntity *entity;
  gint64 record;
} Fixture;

static void
open_list_cb (CrmWorkspace *workspace, CrmQuery *query, const char *title, Fixture *fixture)
{
  g_clear_pointer (&fixture->opened, crm_query_unref);
  fixture->opened = crm_query_ref (query);
  g_set_str (&fixture->title, title);
}

static void
open_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id, Fixture *fixture)
{
  fixture->entity = entity;
  fixture->record = id;
}

static gint64
add_person (Fixture *fixture, const char *name, const char *supervisor)
{
  return record_fixture_add (&fixture->app.record, "person", "name", name, "supervisor", supervisor,
                             NULL);
}

static void
set_up (Fixture *fixture, gconstpointer country)
{
  app_fixture_set_up (&fixture->app, country);
  fixture->head = add_person (fixture, "Halyna", NULL);
  fixture->anna = add_person (fixture, "Anna", "Halyna");
  fixture->oleh = add_person (fixture, "Oleh", "Anna");
  record_fixture_set (&fixture->app.record, "person", fixture->anna, "month_plan", "40000");
  g_signal_connect (fixture->app.workspace, "open-list", G_CALLBACK (open_list_cb), fixture);
  g_signal_connect (fixture->app.workspace, "open-record", G_CALLBACK (open_record_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer country)
{
  g_clear_pointer (&fixture->opened, crm_query_unref);
  g_clear_pointer (&fixture->title, g_free);
  app_fixture_tear_down (&fixture->app, country);
}

/* The first stage of that outcome. */
static char *
dup_stage (Fixture *fixture, const char *outcome)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->app.record);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("stage"));
  g_autoptr (CrmQuery) query = crm_query_filter (all, "outcome", CRM_OP_EQUAL, outcome, NULL, NULL);
  g_autoptr (GPtrArray) stages = crm_query_fetch_all (query, reader, 1, NULL);

  g_assert_cmpuint (stages->len, ==, 1);
  return g_strdup (crm_record_get_title (stages->pdata[0]));
}

static void
add_work (Fixture *fixture)
{
  RecordFixture *record = &fixture->app.record;
  g_autofree char *won = dup_stage (fixture, "won");
  g_autofree char *before = crm_date_to_iso (crm_clock_today () - 3);
  gint64 deal;

  record_fixture_add (record, "activity", "title", "Call", "responsible", "Anna", "due", before,
                      NULL);
  record_fixture_add (record, "activity", "title", "Visit", "responsible", "Anna", NULL);
  record_fixture_add (record, "activity", "title", "Done", "responsible", "Anna", "state", "done",
                      NULL);
  record_fixture_add (record, "activity", "title", "Not hers", "responsible", "Oleh", NULL);
  record_fixture_add (record, "deal", "name", "Windows", "value", "12500", "responsible", "Anna",
                      NULL);
  deal = record_fixture_add (record, "deal", "name", "Doors", "value", "10000", "responsible",
                             "Anna", NULL);
  record_fixture_set (record, "deal", deal, "stage", won);
  record_fixture_add (record, "document", "kind", "invoice", "date", before, "due_date", before,
                      "status", "for_signature", "responsible", "Anna", NULL);
}

static gint64
count_opened (Fixture *fixture)
{
  g_assert_nonnull (fixture->opened);
  return crm_query_count (fixture->opened, record_fixture_reader (&fixture->app.record), NULL);
}

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  GtkWidget *row = app_find (fixture->app.window, ADW_TYPE_ACTION_ROW, title);
  g_test_message ("row %s", title);
  g_assert_nonnull (row);
  return row;
}

static void
activate (Fixture *fixture, const char *title)
{
  g_signal_emit_by_name (find_row (fixture, title), "activated");
}

static void
assert_row (Fixture *fixture, const char *title, const char *count, const char *subtitle)
{
  GtkWidget *row = find_row (fixture, title);

  g_assert_nonnull (app_find (row, GTK_TYPE_LABEL, count));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, subtitle);
}

static gboolean
is_read (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *row = app_find (fixture->app.window, ADW_TYPE_ACTION_ROW, "Open tasks");
  return row != NULL && gtk_widget_get_sensitive (row);
}

static void
test_work (Fixture *fixture, gconstpointer country)
{
  g_autofree char *late = NULL;

  add_work (fixture);
  form_show (&fixture->app, "person", fixture->anna, 1000, 900);
  g_assert_true (app_wait_for (is_read, fixture));
  app_settle (200);
  app_picture (fixture->app.window, "person");
  assert_row (fixture, "Open tasks", "2", "1 is late");
  assert_row (fixture, "Overdue documents", "1", "");
  assert_row (fixture, "Subordinates", "1", "Oleh");
  g_assert_nonnull (app_find (find_row (fixture, "Deals in work"), GTK_TYPE_LABEL, "1"));
  late =
      g_strdup (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_row (fixture, "Deals in work"))));
  g_assert_nonnull (strstr (late, "12"));
  activate (fixture, "Open tasks");
  g_assert_cmpstr (fixture->title, ==, "Open tasks: Anna");
  g_assert_cmpint (count_opened (fixture), ==, 2);
  activate (fixture, "Deals in work");
  g_assert_cmpint (count_opened (fixture), ==, 1);
  activate (fixture, "Overdue documents");
  g_assert_cmpint (count_opened (fixture), ==, 1);

  /* It follows the file, and what is undone. */
  record_fixture_add (&fixture->app.record, "activity", "title", "More", "responsible", "Anna",
                      NULL);
  app_settle (600);
  assert_row (fixture, "Open tasks", "3", "1 is late");
  g_assert_true (record_fixture_undo (&fixture->app.record));
  app_settle (600);
  assert_row (fixture, "Open tasks", "2", "1 is late");
  form_check_names (GTK_WIDGET (fixture->app.window));
}

/* However far below. */
static void
test_leads (Fixture *fixture, gconstpointer country)
{
  form_show (&fixture->app, "person", fixture->head, 360, 700);
  app_settle (500);
  app_picture (fixture->app.window, "person-narrow");
  assert_row (fixture, "Subordinates", "2", "Anna, Oleh");
  activate (fixture, "Subordinates");
  g_assert_cmpint (count_opened (fixture), ==, 2);
  form_show (&fixture->app, "person", fixture->oleh, 1000, 700);
  app_settle (500);
  g_assert_null (app_find (fixture->app.window, ADW_TYPE_ACTION_ROW, "Subordinates"));
  /* Nothing to do is nothing to open. */
  g_assert_false (gtk_widget_get_sensitive (find_row (fixture, "Open tasks")));
}

/* From a responsible field, from the preferences. */
static void
test_ways (Fixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->app.record, "company", "name", "Orion",
                                       "responsible", "Anna", NULL);
  CrmFieldRow *row;
  GtkWidget *open;
  CrmPreferences *preferences;
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  form_show (&fixture->app, "company", company, 1000, 900);
  row = form_find_row (fixture->app.window, "Responsible");
  open = app_find (row, GTK_TYPE_BUTTON, "Open: Responsible");
  if (open == NULL)
    open = app_find (row, GTK_TYPE_BUTTON, "Open");
  g_assert_nonnull (open);
  g_signal_emit_by_name (open, "clicked");
  g_assert_true (fixture->entity == crm_entity_find ("person"));
  g_assert_cmpint (fixture->record, ==, fixture->anna);

  preferences = crm_preferences_new (fixture->app.workspace, settings, NULL);
  adw_dialog_present (ADW_DIALOG (preferences), GTK_WIDGET (fixture->app.window));
  app_settle (400);
  app_picture (fixture->app.window, "preferences-people");
  activate (fixture, "People of the Company");
  g_assert_cmpstr (fixture->title, ==, "Persons");
  g_assert_cmpint (count_opened (fixture), >=, 3);
}

#define ADD(name, func) g_test_add (name, Fixture, "ua", set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);

  ADD ("/person-page/work", test_work);
  ADD ("/person-page/leads", test_leads);
  ADD ("/person-page/ways", test_ways);

  return g_test_run ();
}
