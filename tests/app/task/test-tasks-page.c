/* Tasks by day: each stands where it is due; the row ends it, puts it off, gives it away. */
#include "config.h"

#include "app-fixture.h"
#include "crm-checklist-group.h"
#include "crm-clock.h"
#include "crm-command-process.h"
#include "crm-date.h"
#include "crm-tasks-page.h"

static void
add (AppFixture *fixture, const char *title, gint64 due, const char *who)
{
  g_autofree char *me =
      g_strdup_printf ("%" G_GINT64_FORMAT, crm_workspace_get_me (fixture->workspace));
  g_autofree char *moment = due != 0 ? crm_moment_to_iso (due) : g_strdup ("");

  record_fixture_add (&fixture->record, "activity", "title", title, "due", moment, "kind", "call",
                      "responsible", who != NULL ? who : me, NULL);
}

static void
fill (AppFixture *fixture)
{
  gint64 today = crm_clock_today ();

  record_fixture_add (&fixture->record, "person", "name", "Anna Petrova", NULL);
  add (fixture, "Forgotten", crm_moment_from_date (today - 3), NULL);
  add (fixture, "Soon", crm_moment_from_date (today + 1) + 10 * 3600, NULL);
  add (fixture, "Far", crm_moment_from_date (today + 40), NULL);
  add (fixture, "Some day", 0, NULL);
  add (fixture, "Hers", crm_moment_from_date (today + 1) + 3600, "2");
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_tasks_page_new (fixture->workspace, NULL)),
                    900, 900);
}

static void
expect (AppFixture *fixture, const char *text, gboolean there)
{
  app_expect (fixture->window, GTK_TYPE_LABEL, text, there);
}

static CrmRecord *
load (AppFixture *fixture, gint64 id)
{
  return crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("activity"),
                          id, NULL);
}

static void
activate (AppFixture *fixture, const char *title, const char *action, const char *target)
{
  g_autofree char *name = g_strdup_printf ("More for “%s”", title);
  GtkWidget *more = app_find (fixture->window, GTK_TYPE_MENU_BUTTON, name);

  g_assert_nonnull (more);
  g_assert_true (gtk_widget_activate_action (more, action, target != NULL ? "s" : NULL, target));
  app_settle (300);
}

static void
test_by_day (AppFixture *fixture, gconstpointer data)
{
  fill (fixture);
  expect (fixture, "Forgotten", TRUE);
  expect (fixture, "Late  1", TRUE);
  expect (fixture, "Tomorrow  1", TRUE);
  expect (fixture, "Without a Date  1", TRUE);
  expect (fixture, "Hers", FALSE);
  expect (fixture, "Nothing is left to do today", TRUE);
  app_picture (fixture->window, "tasks-by-day");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_find_type (fixture->window, GTK_TYPE_DROP_DOWN)),
                              1);
  expect (fixture, "Hers", TRUE);
  gtk_window_set_default_size (fixture->window, 360, 720);
  app_settle (300);
  app_picture (fixture->window, "tasks-by-day-narrow");
}

/* Meetings have no term: they stand on the day on which they begin. */
static void
test_meetings (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *me =
      g_strdup_printf ("%" G_GINT64_FORMAT, crm_workspace_get_me (fixture->workspace));
  g_autofree char *begin =
      crm_moment_to_iso (crm_moment_from_date (crm_clock_today () + 1) + 15 * 3600);
  g_autofree char *ends =
      crm_moment_to_iso (crm_moment_from_date (crm_clock_today () + 1) + 16 * 3600);

  record_fixture_add (&fixture->record, "person", "name", "Anna Petrova", NULL);
  record_fixture_add (&fixture->record, "activity", "title", "Meet Orion", "kind", "meeting",
                      "start", begin, "ends", ends, "responsible", me, NULL);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_tasks_page_new (fixture->workspace, NULL)),
                    900, 900);
  expect (fixture, "Meet Orion", TRUE);
  expect (fixture, "Tomorrow  1", TRUE);
  app_picture (fixture->window, "tasks-meetings");
}

static void
test_rows (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmRecord) put_off = NULL;
  g_autoptr (CrmRecord) answered = NULL;
  GtkWidget *entry;
  GtkWidget *done;

  fill (fixture);
  expect (fixture, "Forgotten", TRUE);
  activate (fixture, "Forgotten", "task.postpone", "tomorrow");
  put_off = load (fixture, 1);
  g_assert_cmpint (crm_moment_to_date (crm_record_get_integer (put_off, "due")), ==,
                   crm_clock_today () + 1);
  expect (fixture, "Late  1", FALSE);
  expect (fixture, "Tomorrow  2", TRUE);
  activate (fixture, "Soon", "task.answer", NULL);
  app_picture (fixture->window, "task-answer");
  entry = app_find (fixture->window, GTK_TYPE_ENTRY, "Result");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Wants a discount");
  done = app_find (app_find_type (fixture->window, ADW_TYPE_ALERT_DIALOG), GTK_TYPE_BUTTON, "Done");
  g_assert_nonnull (done);
  g_signal_emit_by_name (done, "clicked");
  app_settle (300);
  answered = load (fixture, 2);
  g_assert_cmpstr (crm_record_get_text (answered, "state"), ==, "done");
  g_assert_cmpstr (crm_record_get_text (answered, "outcome"), ==, "Wants a discount");
  expect (fixture, "Soon", FALSE);
  crm_workspace_undo (fixture->workspace);
  expect (fixture, "Soon", TRUE);
  activate (fixture, "Far", "task.state", "cancelled");
  expect (fixture, "Far", FALSE);
}

/* Steps stand in the order they were added in; they and who takes part go with the task and come
 * back with it. */
static void
test_parts (AppFixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;
  g_autoptr (CrmRecord) second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add (fixture, "Fair", 0, NULL);
  record_fixture_add (record, "checklist_item", "text", "Book a stand", "activity", "1", NULL);
  record_fixture_add (record, "checklist_item", "text", "Print cards", "activity", "1", NULL);
  record_fixture_add (record, "participant", "person", "1", "activity", "1", "role", "speaks",
                      NULL);
  second =
      crm_record_load (record_fixture_reader (record), crm_entity_find ("checklist_item"), 2, NULL);
  g_assert_cmpint (crm_record_get_integer (second, "position"), ==, 2);
  before = record_fixture_dump (record);
  record_fixture_delete (record, "activity", 1);
  g_assert_null (crm_record_load (record_fixture_reader (record),
                                  crm_entity_find ("checklist_item"), 1, NULL));
  g_assert_null (
      crm_record_load (record_fixture_reader (record), crm_entity_find ("participant"), 1, NULL));
  g_assert_true (record_fixture_undo (record));
  after = record_fixture_dump (record);
  g_assert_cmpstr (before, ==, after);
}

/* Steps are ticked, added by Enter, put in order and renamed in place; the task says how far they
 * are; each is one Undo. */
static void
test_checklist (AppFixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWidget *group;
  GtkWidget *entry;
  GtkWidget *check;

  add (fixture, "Fair", crm_moment_from_date (crm_clock_today () + 1), NULL);
  record_fixture_add (record, "checklist_item", "text", "Book a stand", "activity", "1", NULL);
  record_fixture_add (record, "checklist_item", "text", "Print cards", "activity", "1", NULL);
  before = record_fixture_dump (record);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_tasks_page_new (fixture->workspace, NULL)),
                    900, 700);
  expect (fixture, "0 of 2", TRUE);
  g_signal_emit_by_name (app_find (fixture->window, GTK_TYPE_BUTTON, "Checklist of “Fair”: 0 of 2"),
                         "clicked");
  expect (fixture, "Checklist  0 of 2", TRUE);
  group = app_find_type (fixture->window, CRM_TYPE_CHECKLIST_GROUP);
  check = app_find (group, GTK_TYPE_CHECK_BUTTON, "Book a stand");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  expect (fixture, "Checklist  1 of 2", TRUE);
  expect (fixture, "1 of 2", TRUE);
  app_picture (fixture->window, "task-checklist");
  g_assert_true (record_fixture_undo (record));
  expect (fixture, "Checklist  0 of 2", TRUE);
  after = record_fixture_dump (record);
  g_assert_cmpstr (before, ==, after);
  entry = app_find (group, GTK_TYPE_ENTRY, "New step");
  gtk_editable_set_text (GTK_EDITABLE (entry), "  Order coffee ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  expect (fixture, "Checklist  0 of 3", TRUE);
  {
    g_autoptr (CrmRecord) third = crm_record_load (record_fixture_reader (record),
                                                   crm_entity_find ("checklist_item"), 3, NULL);
    g_assert_cmpstr (crm_record_get_text (third, "text"), ==, "Order coffee");
    g_assert_cmpint (crm_record_get_integer (third, "position"), ==, 3);
  }
  /* Lines that were pasted are a step each, and one Undo. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "Flags\n  Tables \r\n\nChairs");
  g_signal_emit_by_name (entry, "activate");
  expect (fixture, "Checklist  0 of 6", TRUE);
  {
    g_autoptr (CrmRecord) fifth = crm_record_load (record_fixture_reader (record),
                                                   crm_entity_find ("checklist_item"), 5, NULL);
    g_assert_cmpstr (crm_record_get_text (fifth, "text"), ==, "Tables");
    g_assert_cmpint (crm_record_get_integer (fifth, "position"), ==, 5);
  }
  g_assert_true (record_fixture_undo (record));
  expect (fixture, "Checklist  0 of 3", TRUE);
  /* The next step takes the focus of one that is deleted. */
  app_settle (100);
  g_signal_emit_by_name (app_find (group, GTK_TYPE_BUTTON, "Delete “Print cards”"), "clicked");
  expect (fixture, "Checklist  0 of 2", TRUE);
  g_assert_true (gtk_widget_is_ancestor (app_find (group, GTK_TYPE_CHECK_BUTTON, "Order coffee"),
                                         gtk_root_get_focus (gtk_widget_get_root (group))));
  g_assert_true (record_fixture_undo (record));
  expect (fixture, "Checklist  0 of 3", TRUE);
  adw_dialog_force_close (ADW_DIALOG (gtk_widget_get_ancestor (group, ADW_TYPE_DIALOG)));
  gtk_window_set_default_size (fixture->window, 360, 640);
  app_settle (300);
  g_signal_emit_by_name (app_find (fixture->window, GTK_TYPE_BUTTON, "Checklist of “Fair”: 0 of 3"),
                         "clicked");
  app_settle (300);
  app_picture (fixture->window, "task-checklist-narrow");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_command_register_processes ();
  g_test_add ("/tasks-page/by-day", AppFixture, NULL, app_fixture_set_up, test_by_day,
              app_fixture_tear_down);
  g_test_add ("/tasks-page/meetings", AppFixture, NULL, app_fixture_set_up, test_meetings,
              app_fixture_tear_down);
  g_test_add ("/tasks-page/rows", AppFixture, NULL, app_fixture_set_up, test_rows,
              app_fixture_tear_down);
  g_test_add ("/tasks-page/parts-go-with-the-task", AppFixture, NULL, app_fixture_set_up,
              test_parts, app_fixture_tear_down);
  g_test_add ("/tasks-page/checklist", AppFixture, NULL, app_fixture_set_up, test_checklist,
              app_fixture_tear_down);
  return g_test_run ();
}
