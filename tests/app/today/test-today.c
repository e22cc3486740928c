/* Today: what is due is there, one press ends it, and Undo brings it back. */
#include "config.h"

#include "app-fixture.h"
#include "crm-date.h"
#include "crm-document.h"
#include "crm-result-dialog.h"
#include "crm-today-page.h"

static void
set_me (AppFixture *fixture, const char *entity, gint64 id)
{
  g_autofree char *me =
      g_strdup_printf ("%" G_GINT64_FORMAT, crm_workspace_get_me (fixture->workspace));
  record_fixture_set (&fixture->record, entity, id, "responsible", me);
}

static void
fill (AppFixture *fixture)
{
  RecordFixture *record = &fixture->record;
  gint64 id;

  record_fixture_add (record, "company", "name", "ООО «Орион & <Строй>»", NULL);
  id = record_fixture_add (record, "activity", "title", "Call Orion", "kind", "call", "due",
                           "2020-01-01T10:00", "company", "1", NULL);
  set_me (fixture, "activity", id);
  id =
      record_fixture_add (record, "activity", "title", "Far away", "due", "2099-01-01T10:00", NULL);
  set_me (fixture, "activity", id);
  id = record_fixture_add (record, "activity", "title", "Somebody else's", "due",
                           "2020-01-01T10:00", NULL);
  id = record_fixture_add (record, "deal", "name", "Windows", "company", "1", "stage", "Proposal",
                           "value", "1000", "currency", "EUR", NULL);
  set_me (fixture, "deal", id);
  id = record_fixture_add (record, "document", "company", "1", "number", "118", "issued",
                           "2026-01-01T10:00", "status", "signed", "due_date", "2026-01-10", NULL);
  set_me (fixture, "document", id);
}

static void
expect (AppFixture *fixture, const char *text, gboolean there)
{
  app_expect (fixture->window, GTK_TYPE_LABEL, text, there);
}

static void
test_what_waits (AppFixture *fixture, gconstpointer country)
{
  GtkWidget *done;

  fill (fixture);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    800);
  expect (fixture, "Call Orion", TRUE);
  expect (fixture, "Windows", TRUE);
  expect (fixture, "Invoice 118", TRUE);
  g_assert_null (app_find (fixture->window, GTK_TYPE_LABEL, "Far away"));
  g_assert_null (app_find (fixture->window, GTK_TYPE_LABEL, "Somebody else's"));
  app_picture (fixture->window, "today");
  done = app_find (fixture->window, GTK_TYPE_BUTTON, "Done: Call Orion");
  g_assert_nonnull (done);
  g_signal_emit_by_name (done, "clicked");
  expect (fixture, "Call Orion", FALSE);
  crm_workspace_undo (fixture->workspace);
  expect (fixture, "Call Orion", TRUE);
  gtk_window_set_default_size (fixture->window, 360, 720);
  app_settle (400);
  app_picture (fixture->window, "today-narrow");
}

/* A note that asks for me waits until I have seen it; that is no step of Undo. */
static void
test_mentions (AppFixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;
  g_autofree char *me =
      crm_reference_title (record_fixture_reader (record), crm_entity_find ("person"),
                           crm_workspace_get_me (fixture->workspace));
  g_autofree char *text = g_strdup_printf ("@%s, call <them>", me);
  g_autofree char *button = g_strdup_printf ("Seen: %s", me);
  GtkWidget *seen;

  record_fixture_add (record, "company", "name", "Orion", NULL);
  record_fixture_add (record, "note", "text", text, "subject", "company:1", NULL);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    800);
  expect (fixture, text, TRUE);
  app_picture (fixture->window, "today-mention");
  seen = app_find (fixture->window, GTK_TYPE_BUTTON, button);
  g_assert_nonnull (seen);
  g_signal_emit_by_name (seen, "clicked");
  expect (fixture, text, FALSE);
  /* What Undo takes back is the note. */
  crm_workspace_undo (fixture->workspace);
  app_settle (300);
  g_assert_null (
      crm_record_load (record_fixture_reader (record), crm_entity_find ("note"), 1, NULL));
}

/* A talk that is over asks how it went until somebody says so; one that is to come does not. */
static void
test_results (AppFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *title;
    const char *kind;
    const char *field;
    const char *moment;
  } talks[] = {
    { "Met Orion", "meeting", "start", "2026-11-24T12:00" },
    { "Called Vega", "call", "due", "2026-11-24T13:00" },
    { "To meet Lira", "meeting", "start", "2026-11-24T18:00" },
    { "Years ago", "call", "due", "2020-11-24T12:00" },
    { "No talk", "task", "due", "2026-11-24T13:00" },
  };
  g_autoptr (CrmRecord) met = NULL;
  GtkWidget *button, *dialog;

  g_setenv ("VORONKA_NOW", "2026-11-24T15:00", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (talks); i++)
    set_me (fixture, "activity",
            record_fixture_add (&fixture->record, "activity", "title", talks[i].title, "kind",
                                talks[i].kind, talks[i].field, talks[i].moment, NULL));
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    900);
  expect (fixture, "How Did It Go?  2", TRUE);
  app_picture (fixture->window, "today-results");
  button = app_find (fixture->window, GTK_TYPE_BUTTON, "What Came of It?: Met Orion");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_settle (300);
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  gtk_editable_set_text (GTK_EDITABLE (app_find (dialog, GTK_TYPE_ENTRY, "Result")), "They buy");
  g_signal_emit_by_name (app_find (dialog, GTK_TYPE_BUTTON, "Done"), "clicked");
  expect (fixture, "How Did It Go?  1", TRUE);
  met = crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("activity"), 1,
                         NULL);
  g_assert_cmpstr (crm_record_get_text (met, "outcome"), ==, "They buy");
  /* It can be taken back as well. */
  crm_result_ask (GTK_WIDGET (fixture->window), fixture->workspace, met);
  app_settle (300);
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  gtk_editable_set_text (GTK_EDITABLE (app_find (dialog, GTK_TYPE_ENTRY, "Result")), "");
  g_signal_emit_by_name (app_find (dialog, GTK_TYPE_BUTTON, "Done"), "clicked");
  app_settle (500);
  g_object_unref (met);
  met = crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("activity"), 1,
                         NULL);
  g_assert_true (crm_record_is_empty (met, "outcome"));
  record_fixture_set (&fixture->record, "activity", 2, "state", "done");
  expect (fixture, "How Did It Go?  1", FALSE);
  app_settle (200);
  g_assert_null (app_find (fixture->window, GTK_TYPE_LABEL, "How Did It Go?"));
  g_unsetenv ("VORONKA_NOW");
}

/* What was won is set against the plan; the head sees the plans of those below. */
static void
test_plan (AppFixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;
  gint64 deal;

  record_fixture_set (record, "person", 1, "month_plan", "4000");
  record_fixture_add (record, "person", "name", "Anna", "supervisor", "1", "month_plan", "1000",
                      NULL);
  record_fixture_add (record, "company", "name", "Orion", NULL);
  deal = record_fixture_add (record, "deal", "name", "Windows", "company", "1", "stage", "Won",
                             "value", "1000", "currency", "EUR", NULL);
  set_me (fixture, "deal", deal);
  record_fixture_add (record, "deal", "name", "Doors", "company", "1", "stage", "Won", "value",
                      "500", "currency", "EUR", "responsible", "Anna", NULL);
  record_fixture_add (record, "document", "company", "1", "number", "119", "issued",
                      "2026-01-01T10:00", "status", "signed", "date", "2026-01-01", "due_date",
                      "2099-01-10", "responsible", "1", NULL);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    900);
  expect (fixture, "€1,000.00 of €4,000.00", TRUE);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (app_find (fixture->window, GTK_TYPE_TOGGLE_BUTTON, "My People's")), TRUE);
  expect (fixture, "€1,500.00 of €5,000.00", TRUE);
  app_picture (fixture->window, "today-plan");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (app_find (fixture->window, GTK_TYPE_TOGGLE_BUTTON, "Anna")), TRUE);
  expect (fixture, "€500.00 of €1,000.00", TRUE);
  /* Somebody joins them. */
  record_fixture_add (record, "person", "name", "Viktor", "supervisor", "1", NULL);
  app_settle (300);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_TOGGLE_BUTTON, "Viktor"));
  g_assert_true (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (app_find (fixture->window, GTK_TYPE_TOGGLE_BUTTON, "Anna"))));
  expect (fixture, "€500.00 of €1,000.00", TRUE);
  gtk_window_set_default_size (fixture->window, 360, 720);
  app_settle (400);
  app_picture (fixture->window, "today-plan-narrow");
}

static void
test_empty (AppFixture *fixture, gconstpointer country)
{
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    800);
  expect (fixture, "Nothing is left to do today", TRUE);
  app_picture (fixture->window, "today-empty");
}

/* In a file as it was, today is the day that is looked at, and nothing is to be pressed. */
static void
test_past (AppFixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;
  gint64 moment;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = NULL;
  CrmWorkspace *workspace;

  g_assert_true (crm_moment_parse ("2026-11-20T12:00", &moment, NULL));
  record_fixture_add (record, "company", "name", "Orion", NULL);
  record_fixture_add (record, "activity", "title", "Send the offer", "due", "2026-11-20T15:00",
                      "responsible", "1", NULL);
  record_fixture_add (record, "activity", "title", "Call Orion", "kind", "call", "due",
                      "2026-11-20T11:00", "responsible", "1", NULL);
  record_fixture_add (record, "document", "company", "1", "number", "118", "issued",
                      "2026-11-01T10:00", "status", "signed", "due_date", "2026-11-22",
                      "responsible", "1", NULL);
  store = crm_store_open_past (record->path, moment, "The past", &error);
  g_assert_no_error (error);
  workspace = crm_workspace_new (store);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (workspace)), 1280, 800);
  expect (fixture, "Send the offer", TRUE);
  expect (fixture, "Call Orion", TRUE);
  expect (fixture, "Invoice 118", TRUE);
  expect (fixture, "2 days left", TRUE);
  expect (fixture, "Today 15:00 · Task", TRUE);
  app_picture (fixture->window, "today-past");
  g_assert_null (app_find (fixture->window, GTK_TYPE_BUTTON, "Paid: 118"));
  g_assert_null (app_find (fixture->window, GTK_TYPE_BUTTON, "What Came of It?: Call Orion"));
  g_clear_pointer (&fixture->window, gtk_window_destroy);
  app_settle (100);
  g_assert_finalize_object (workspace);
  g_assert_true (crm_store_close (store, &error));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/today/what-waits", AppFixture, NULL, app_fixture_set_up, test_what_waits,
              app_fixture_tear_down);
  g_test_add ("/today/mentions", AppFixture, NULL, app_fixture_set_up, test_mentions,
              app_fixture_tear_down);
  g_test_add ("/today/results", AppFixture, NULL, app_fixture_set_up, test_results,
              app_fixture_tear_down);
  g_test_add ("/today/past", AppFixture, "other", app_fixture_set_up, test_past,
              app_fixture_tear_down);
  g_test_add ("/today/plan", AppFixture, "other", app_fixture_set_up, test_plan,
              app_fixture_tear_down);
  g_test_add ("/today/empty", AppFixture, NULL, app_fixture_set_up, test_empty,
              app_fixture_tear_down);
  return g_test_run ();
}
