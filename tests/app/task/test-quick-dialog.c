/* The quick task: what is typed is shown as what it becomes, put right, and made with one Undo. */
#include "config.h"

#include "app-fixture.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-quick-dialog.h"

static void
fill (AppFixture *fixture)
{
  RecordFixture *record = &fixture->record;

  record_fixture_add (record, "company", "name", "Orion & <Stroy>", NULL);
  record_fixture_add (record, "company", "name", "Orion Print", NULL);
  record_fixture_add (record, "contact", "first_name", "Jan", "last_name", "Kowalski", "company",
                      "1", NULL);
  record_fixture_add (record, "person", "name", "Anna Petrova", NULL);
  app_fixture_show (
      fixture, adw_navigation_page_new (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "-"), 900, 700);
}

static CrmQuickDialog *
open_dialog (AppFixture *fixture, CrmRecord *draft, const char *text)
{
  CrmQuickDialog *dialog = crm_quick_dialog_new (fixture->workspace, draft, text);

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (fixture->window));
  app_settle (200);
  return dialog;
}

static void
expect_button (AppFixture *fixture, const char *name, gboolean there)
{
  GtkWidget *button = app_find (fixture->window, GTK_TYPE_WIDGET, name);

  g_test_message ("%s", name);
  g_assert_true ((button != NULL) == there);
}

static void
press (AppFixture *fixture, const char *name)
{
  GtkWidget *button = app_find (fixture->window, GTK_TYPE_BUTTON, name);

  g_test_message ("%s", name);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_settle (200);
}

static gint64
count (AppFixture *fixture, const char *entity)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find (entity));
  return crm_query_count (query, record_fixture_reader (&fixture->record), NULL);
}

static CrmRecord *
load (AppFixture *fixture, const char *entity, gint64 id)
{
  return crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find (entity), id,
                          NULL);
}

static void
test_task_and_deal (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmRecord) task = NULL;
  g_autoptr (CrmRecord) deal = NULL;
  GtkWidget *entry;

  fill (fixture);
  open_dialog (fixture, NULL, NULL);
  entry = app_find (fixture->window, GTK_TYPE_ENTRY, "What to do, with whom, when");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry),
                         "call Kowalski tomorrow 10 offer 40 000 usd for Anna");
  app_settle (300);
  expect_button (fixture, "Kind: Call", TRUE);
  expect_button (fixture, "Contact: Kowalski Jan", TRUE);
  expect_button (fixture, "Responsible: Anna Petrova", TRUE);
  app_picture (fixture->window, "quick-task");
  g_signal_emit_by_name (entry, "activate");
  app_settle (300);
  g_assert_cmpint (count (fixture, "activity"), ==, 1);
  task = load (fixture, "activity", 1);
  deal = load (fixture, "deal", 1);
  g_assert_cmpstr (crm_record_get_title (task), ==, "Call Kowalski, offer");
  g_assert_cmpstr (crm_record_get_text (task, "kind"), ==, "call");
  g_assert_cmpint (crm_record_get_integer (task, "contact"), ==, 1);
  g_assert_cmpint (crm_record_get_integer (task, "company"), ==, 1);
  g_assert_cmpint (crm_record_get_integer (task, "deal"), ==, 1);
  g_assert_cmpint (crm_moment_to_date (crm_record_get_integer (task, "due")), ==,
                   crm_clock_today () + 1);
  g_assert_cmpint (crm_record_get_integer (deal, "value"), ==, 4000000);
  g_assert_cmpstr (crm_record_get_text (deal, "currency"), ==, "USD");
  g_assert_cmpint (crm_record_get_integer (deal, "company"), ==, 1);
  /* One step made both. */
  crm_workspace_undo (fixture->workspace);
  app_settle (300);
  g_assert_cmpint (count (fixture, "activity"), ==, 0);
  g_assert_cmpint (count (fixture, "deal"), ==, 0);
}

static void
test_putting_right (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmRecord) task = NULL;

  fill (fixture);
  open_dialog (fixture, NULL, "meeting with Orion tomorrow deal 5 000");
  app_settle (300);
  expect_button (fixture, "Kind: Meeting", TRUE);
  press (fixture, "Not so: When: Tomorrow 18:00");
  expect_button (fixture, "When: No Date", TRUE);
  expect_button (fixture, "Meeting with Orion tomorrow deal", TRUE);
  app_picture (fixture->window, "quick-task-put-right");
  press (fixture, "Create");
  app_settle (300);
  task = load (fixture, "activity", 1);
  g_assert_nonnull (task);
  g_assert_true (crm_record_is_empty (task, "due"));
  g_assert_cmpstr (crm_record_get_title (task), ==, "Meeting with Orion tomorrow deal");
}

static const char *
get_text (AppFixture *fixture)
{
  GtkWidget *entry = app_find (fixture->window, GTK_TYPE_ENTRY, "What to do, with whom, when");

  g_assert_nonnull (entry);
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

/* Escape in the middle of a line loses nothing; once it is created it does not come again. */
static void
test_escape (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmRecord) about = crm_record_new (crm_entity_find ("activity"));
  CrmQuickDialog *dialog;

  fill (fixture);
  crm_record_set_integer (about, "company", 1);
  dialog = open_dialog (fixture, NULL, NULL);
  gtk_editable_set_text (
      GTK_EDITABLE (app_find (fixture->window, GTK_TYPE_ENTRY, "What to do, with whom, when")),
      "Send the pri");
  adw_dialog_close (ADW_DIALOG (dialog));
  app_settle (300);
  /* What was typed for nobody is not offered for a company. */
  dialog = open_dialog (fixture, about, NULL);
  g_assert_cmpstr (get_text (fixture), ==, "");
  adw_dialog_close (ADW_DIALOG (dialog));
  app_settle (300);
  open_dialog (fixture, NULL, NULL);
  g_assert_cmpstr (get_text (fixture), ==, "Send the pri");
  press (fixture, "Create");
  app_settle (300);
  g_assert_cmpint (count (fixture, "activity"), ==, 1);
  open_dialog (fixture, NULL, NULL);
  g_assert_cmpstr (get_text (fixture), ==, "");
}

static void
test_narrow (AppFixture *fixture, gconstpointer data)
{
  fill (fixture);
  gtk_window_set_default_size (fixture->window, 360, 640);
  app_settle (300);
  open_dialog (fixture, NULL, "meeting with Orion tomorrow deal 5 000 urgent");
  app_settle (300);
  expect_button (fixture, "Priority: Urgent", TRUE);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);
  app_picture (fixture->window, "quick-task-narrow");
}

/* Without a deal its sum stays a word; a page's record is what it is about. */
static void
test_about (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmRecord) draft = crm_record_new (crm_entity_find ("activity"));
  g_autoptr (CrmRecord) task = NULL;

  fill (fixture);
  crm_record_set_integer (draft, "company", 2);
  open_dialog (fixture, draft, "check the price 5 000 $ at noon");
  app_settle (300);
  expect_button (fixture, "Company: Orion Print", TRUE);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_BUTTON, "Create"));
  for (int i = 0; i < 2; i++) {
    GtkWidget *remove = app_find (fixture->window, GTK_TYPE_BUTTON,
                                  i == 0 ? "Not so: New deal: $5,000.00" : "Create");
    if (remove == NULL)
      g_test_message ("no button %d", i);
    g_assert_nonnull (remove);
    g_signal_emit_by_name (remove, "clicked");
    app_settle (300);
  }
  task = load (fixture, "activity", 1);
  g_assert_cmpint (count (fixture, "deal"), ==, 0);
  g_assert_cmpint (crm_record_get_integer (task, "company"), ==, 2);
  g_assert_cmpstr (crm_record_get_title (task), ==, "Check the price 5 000 $");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add ("/quick-dialog/" path, AppFixture, NULL, app_fixture_set_up, func,                   \
              app_fixture_tear_down)
  ADD ("task-and-deal", test_task_and_deal);
  ADD ("putting-right", test_putting_right);
  ADD ("escape", test_escape);
  ADD ("narrow", test_narrow);
  ADD ("about-a-record", test_about);
#undef ADD
  return g_test_run ();
}
