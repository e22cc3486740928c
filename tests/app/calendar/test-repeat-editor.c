/* How often something comes again: rules read into rows and back, and written on a card. */
#include "config.h"

#include "app-fixture.h"
#include "crm-date.h"
#include "crm-record-page.h"
#include "crm-repeat-editor.h"

static char *
read_rule (CrmRepeatEditor *editor)
{
  char *rule = NULL;

  g_assert_true (crm_repeat_editor_read (editor, &rule));
  return rule;
}

/* What is read is what was there, also what the rows cannot say. */
static void
test_rules (void)
{
  static const char *const rules[] = {
    "FREQ=DAILY",
    "FREQ=WEEKLY",
    "FREQ=MONTHLY",
    "FREQ=YEARLY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY;BYDAY=MO,WE",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
    "FREQ=MONTHLY;COUNT=5",
    "FREQ=WEEKLY;UNTIL=20261231T235959Z",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "FREQ=YEARLY;INTERVAL=400",
    "FREQ=HOURLY",
    "nonsense",
    "=;=;",
    NULL,
  };
  g_autoptr (GtkWidget) editor = g_object_ref_sink (crm_repeat_editor_new ());

  for (const char *const *rule = rules; *rule != NULL; rule++) {
    g_autofree char *read = NULL;
    g_test_message ("%s", *rule);
    crm_repeat_editor_set_rule (CRM_REPEAT_EDITOR (editor), *rule);
    read = read_rule (CRM_REPEAT_EDITOR (editor));
    g_assert_cmpstr (read, ==, *rule);
  }
  crm_repeat_editor_set_rule (CRM_REPEAT_EDITOR (editor), NULL);
  g_assert_null (read_rule (CRM_REPEAT_EDITOR (editor)));
}

/* --- On a card */

static GtkWidget *
show_card (AppFixture *fixture, gint64 id)
{
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (
                        crm_record_page_new (fixture->workspace, crm_entity_find ("activity"), id)),
                    900, 1400);
  app_settle (300);
  return app_find (fixture->window, ADW_TYPE_COMBO_ROW, "Repeats");
}

static void
expect_repeat (AppFixture *fixture, gint64 id, const char *text)
{
  g_autoptr (CrmRecord) record = NULL;

  app_settle (400);
  record = crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("activity"),
                            id, NULL);
  g_assert_cmpstr (crm_record_get_text (record, "repeat"), ==, text);
}

static void
test_card (AppFixture *fixture, gconstpointer data)
{
  gint64 id =
      record_fixture_add (&fixture->record, "activity", "title", "Planning", "kind", "meeting",
                          "start", "2026-11-23T09:00", "ends", "2026-11-23T09:30", NULL);
  GtkWidget *repeats = show_card (fixture, id);
  GtkWidget *every;

  g_assert_nonnull (repeats);
  adw_combo_row_set_selected (ADW_COMBO_ROW (repeats), 3);
  expect_repeat (fixture, id, "FREQ=WEEKLY");
  /* Whoever chooses "Custom" goes on choosing, though nothing is different yet. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (repeats), 6);
  expect_repeat (fixture, id, "FREQ=WEEKLY");
  every = app_find (fixture->window, ADW_TYPE_SPIN_ROW, "Every");
  g_assert_nonnull (every);
  adw_spin_row_set_value (ADW_SPIN_ROW (every), 2);
  expect_repeat (fixture, id, "FREQ=WEEKLY;INTERVAL=2");
  app_picture (fixture->window, "repeat-card");
  crm_workspace_undo (fixture->workspace);
  expect_repeat (fixture, id, "FREQ=WEEKLY");
  /* Days that are left out stay left out. */
  record_fixture_set (&fixture->record, "activity", id, "repeat",
                      "FREQ=WEEKLY\nEXDATE:20261130T090000Z");
  app_settle (300);
  adw_combo_row_set_selected (ADW_COMBO_ROW (repeats), 1);
  app_settle (300);
  expect_repeat (fixture, id, "FREQ=DAILY\nEXDATE:20261130T090000Z");
  adw_combo_row_set_selected (ADW_COMBO_ROW (repeats), 0);
  expect_repeat (fixture, id, NULL);
}

/* A last day that is typed stays while other fields change, and is written once it is left. */
static void
test_last_day (AppFixture *fixture, gconstpointer data)
{
  gint64 id = record_fixture_add (&fixture->record, "activity", "title", "Planning", "kind",
                                  "meeting", "start", "2026-11-23T09:00", "ends",
                                  "2026-11-23T09:30", "repeat", "FREQ=DAILY", NULL);
  GtkWidget *repeats = show_card (fixture, id);
  GtkWidget *ends = app_find (fixture->window, ADW_TYPE_COMBO_ROW, "Ends");
  GtkWidget *until;
  g_autoptr (CrmRecord) record = NULL;

  g_assert_nonnull (ends);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ends), 1);
  app_settle (200);
  until = app_find (fixture->window, ADW_TYPE_ENTRY_ROW, "Last Day");
  g_assert_nonnull (until);
  g_assert_false (gtk_widget_has_css_class (until, "error"));
  gtk_editable_set_text (GTK_EDITABLE (until), "no");
  gtk_widget_grab_focus (repeats);
  record_fixture_set (&fixture->record, "activity", id, "title", "Planning of a week");
  app_settle (400);
  g_assert_true (gtk_widget_has_focus (repeats));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (ends)), ==, 1);
  gtk_widget_grab_focus (until);
  gtk_editable_set_text (GTK_EDITABLE (until), "no day");
  expect_repeat (fixture, id, "FREQ=DAILY");
  gtk_widget_grab_focus (repeats);
  expect_repeat (fixture, id, "FREQ=DAILY");
  g_assert_true (gtk_widget_has_css_class (until, "error"));
  gtk_widget_grab_focus (until);
  gtk_editable_set_text (GTK_EDITABLE (until), "2026-12-31");
  gtk_widget_grab_focus (repeats);
  app_settle (400);
  record = crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("activity"),
                            id, NULL);
  g_assert_true (
      g_str_has_prefix (crm_record_get_text (record, "repeat"), "FREQ=DAILY;UNTIL=2026123"));
  g_assert_false (gtk_widget_has_css_class (until, "error"));
}

static void
test_no_time (AppFixture *fixture, gconstpointer data)
{
  gint64 id = record_fixture_add (&fixture->record, "activity", "title", "Some day", NULL);

  g_assert_null (show_card (fixture, id));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/repeat-editor/rules", test_rules);
  g_test_add ("/repeat-editor/card", AppFixture, NULL, app_fixture_set_up, test_card,
              app_fixture_tear_down);
  g_test_add ("/repeat-editor/last-day", AppFixture, NULL, app_fixture_set_up, test_last_day,
              app_fixture_tear_down);
  g_test_add ("/repeat-editor/no-time", AppFixture, NULL, app_fixture_set_up, test_no_time,
              app_fixture_tear_down);
  return g_test_run ();
}
