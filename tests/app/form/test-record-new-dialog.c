/* The dialog for a new record, and the chooser of its references. */
#include "config.h"

#include "form-fixture.h"

typedef struct {
  AppFixture base;
  gint64 opened;
  char *said;
} DialogFixture;

static void
open_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id, DialogFixture *fixture)
{
  fixture->opened = id;
}

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, DialogFixture *fixture)
{
  g_set_str (&fixture->said, text);
}

static void
set_up (DialogFixture *fixture, gconstpointer country)
{
  app_fixture_set_up (&fixture->base, country);
  g_signal_connect (fixture->base.workspace, "open-record", G_CALLBACK (open_record_cb), fixture);
  g_signal_connect (fixture->base.workspace, "said", G_CALLBACK (said_cb), fixture);
}

static void
tear_down (DialogFixture *fixture, gconstpointer country)
{
  app_fixture_tear_down (&fixture->base, country);
  g_free (fixture->said);
}

static AdwDialog *
show_dialog (DialogFixture *fixture, const char *entity, CrmRecord *draft, int width, int height)
{
  AdwNavigationPage *page = adw_navigation_page_new (gtk_label_new ("beneath"), "beneath");
  AdwDialog *dialog =
      ADW_DIALOG (crm_new_dialog_new (fixture->base.workspace, crm_entity_find (entity), draft));

  app_fixture_show (&fixture->base, page, width, height);
  adw_dialog_present (dialog, GTK_WIDGET (page));
  app_settle (200);
  return dialog;
}

static gboolean
is_opened (gpointer data)
{
  return ((DialogFixture *) data)->opened != 0;
}

static gboolean
has_no_dialog (gpointer data)
{
  return app_find_type (data, CRM_TYPE_NEW_DIALOG) == NULL;
}

static void
test_creates (DialogFixture *fixture, gconstpointer country)
{
  AdwDialog *dialog = show_dialog (fixture, "company", NULL, 900, 800);

  form_type (form_find_row (dialog, "Name"), "Orion <&>");
  form_type (form_find_row (dialog, "City"), "Kyiv");
  app_picture (fixture->base.window, "new-company");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new.create", NULL);
  g_assert_true (app_wait_for (is_opened, fixture));
  g_assert_true (app_wait_for (has_no_dialog, fixture->base.window));
  form_wait_stored (&fixture->base, "company", fixture->opened, "name", "Orion <&>");
  form_wait_stored (&fixture->base, "company", fixture->opened, "city", "Kyiv");
  g_assert_cmpstr (fixture->said, ==, "“Orion <&>” created");
  g_assert_true (record_fixture_undo (&fixture->base.record));
  form_wait_stored (&fixture->base, "company", fixture->opened, "name", NULL);
}

/* What is half filled in stands there again after a crash, if one wants it. */
static void
test_draft_survives (DialogFixture *fixture, gconstpointer country)
{
  AdwDialog *dialog = show_dialog (fixture, "company", NULL, 900, 800);

  form_type (form_find_row (dialog, "Name"), "Orion");
  form_leave (&fixture->base);
  form_type (form_find_row (dialog, "City"), "Kyi");
  app_settle (2500);
  crm_drafts_flush (crm_workspace_get_drafts (fixture->base.workspace));
  app_settle (200);
  /* The program is gone: nobody asks and nobody answers. */
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (dialog)), NULL);
  adw_dialog_force_close (dialog);
  app_settle (300);

  dialog = show_dialog (fixture, "company", NULL, 900, 800);
  app_picture (fixture->base.window, "new-restore");
  form_press (dialog, "Restore");
  form_wait_shown (form_find_row (dialog, "Name"), "Orion");
  form_wait_shown (form_find_row (dialog, "City"), "Kyi");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new.create", NULL);
  g_assert_true (app_wait_for (is_opened, fixture));
  form_wait_stored (&fixture->base, "company", fixture->opened, "city", "Kyi");
  g_assert_null (
      crm_drafts_dup (crm_workspace_get_drafts (fixture->base.workspace), "new:company"));
}

static void
test_says_what_is_missing (DialogFixture *fixture, gconstpointer country)
{
  AdwDialog *dialog = show_dialog (fixture, "company", NULL, 900, 800);
  CrmFieldRow *name = form_find_row (dialog, "Name");

  gtk_widget_activate_action (GTK_WIDGET (dialog), "new.create", NULL);
  app_settle (300);
  g_assert_cmpstr (crm_field_row_get_problem (name), ==, "This must be filled in");
  g_assert_cmpint (fixture->opened, ==, 0);
  app_picture (fixture->base.window, "new-missing");
  form_type (name, "Orion");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new.create", NULL);
  g_assert_true (app_wait_for (is_opened, fixture));
}

static void
test_wrong_input_stays (DialogFixture *fixture, gconstpointer country)
{
  AdwDialog *dialog = show_dialog (fixture, "deal", NULL, 900, 800);
  CrmFieldRow *value = form_find_row (dialog, "Value");

  form_type (form_find_row (dialog, "Name"), "Windows");
  form_type (value, "many");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new.create", NULL);
  app_settle (200);
  g_assert_cmpstr (crm_field_row_get_problem (value), ==, "“many” is not a number");
  form_wait_shown (value, "many");
  g_assert_cmpint (fixture->opened, ==, 0);
}

static gboolean
has_question (gpointer data)
{
  return app_find (data, GTK_TYPE_BUTTON, "Discard") != NULL;
}

/* Escape asks only where something was typed. */
static void
test_keeps_what_is_typed (DialogFixture *fixture, gconstpointer country)
{
  AdwDialog *dialog = show_dialog (fixture, "company", NULL, 900, 800);
  CrmFieldRow *name;
  GtkWidget *keep;

  adw_dialog_close (dialog);
  g_assert_true (app_wait_for (has_no_dialog, fixture->base.window));

  dialog = show_dialog (fixture, "company", NULL, 900, 800);
  name = form_find_row (dialog, "Name");
  form_type (name, "Orion");
  adw_dialog_close (dialog);
  g_assert_true (app_wait_for (has_question, fixture->base.window));
  keep = app_find (fixture->base.window, GTK_TYPE_BUTTON, "Keep Editing");
  g_assert_nonnull (keep);
  g_signal_emit_by_name (keep, "clicked");
  app_settle (200);
  form_wait_shown (name, "Orion");
  adw_dialog_close (dialog);
  g_assert_true (app_wait_for (has_question, fixture->base.window));
  g_signal_emit_by_name (app_find (fixture->base.window, GTK_TYPE_BUTTON, "Discard"), "clicked");
  g_assert_true (app_wait_for (has_no_dialog, fixture->base.window));
}

static void
test_begins_with_draft (DialogFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->base.record, "company", "name", "Orion", NULL);
  g_autoptr (CrmRecord) draft = crm_record_new (crm_entity_find ("deal"));
  AdwDialog *dialog;

  crm_record_set_integer (draft, "company", company);
  dialog = show_dialog (fixture, "deal", draft, 360, 640);
  g_assert_nonnull (app_find (form_find_row (dialog, "Company"), GTK_TYPE_LABEL, "Orion"));
  app_picture (fixture->base.window, "new-deal-narrow");
  /* A deal without a name takes its company's. */
  crm_new_dialog_set_stays (CRM_NEW_DIALOG (dialog), TRUE);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new.create", NULL);
  g_assert_true (app_wait_for (has_no_dialog, fixture->base.window));
  g_assert_cmpint (fixture->opened, ==, 0);
  form_wait_stored (&fixture->base, "deal", 1, "name", "Orion");
}

static void
test_keys (DialogFixture *fixture, gconstpointer country)
{
  AdwDialog *dialog = show_dialog (fixture, "company", NULL, 900, 800);

  /* The cursor stands where the name is typed. */
  form_press_key ("O");
  form_press_key ("r");
  form_press_key ("Escape");
  g_assert_true (has_question (fixture->base.window));
  form_press_key ("Escape");
  g_assert_false (has_question (fixture->base.window));
  form_wait_shown (form_find_row (dialog, "Name"), "Or");
  form_press_key ("Escape");
  g_signal_emit_by_name (app_find (fixture->base.window, GTK_TYPE_BUTTON, "Discard"), "clicked");
  g_assert_true (app_wait_for (has_no_dialog, fixture->base.window));

  show_dialog (fixture, "company", NULL, 900, 800);
  form_press_key ("O");
  form_press_key ("ctrl+Return");
  g_assert_true (app_wait_for (is_opened, fixture));
  form_wait_stored (&fixture->base, "company", fixture->opened, "name", "O");
}

/* --- Chooser */

static void
test_chooses (DialogFixture *fixture, gconstpointer country)
{
  gint64 deal = record_fixture_add (&fixture->base.record, "deal", "name", "Windows", NULL);

  record_fixture_add (&fixture->base.record, "company", "name", "Орион Строй", NULL);
  record_fixture_add (&fixture->base.record, "company", "name", "Vega", NULL);
  form_show (&fixture->base, "deal", deal, 1000, 900);
  form_choose (fixture->base.window, "Company", "орион", "Орион Строй");
  form_wait_stored (&fixture->base, "deal", deal, "company", "Орион Строй");
  form_choose (fixture->base.window, "Company", "Altair", "Add “Altair”");
  form_wait_stored (&fixture->base, "deal", deal, "company", "Altair");
  form_choose (fixture->base.window, "Company", NULL, "None");
  form_wait_stored (&fixture->base, "deal", deal, "company", "");
  form_choose (fixture->base.window, "Stage", NULL, "Proposal");
  form_wait_stored (&fixture->base, "deal", deal, "stage", "Proposal");
}

/* Enter in a chooser that was only looked at changes nothing. */
static void
test_marks_current (DialogFixture *fixture, gconstpointer country)
{
  gint64 deal = record_fixture_add (&fixture->base.record, "deal", "name", "Windows", NULL);
  CrmFieldRow *row;
  GtkWidget *button;

  record_fixture_add (&fixture->base.record, "company", "name", "Altair", NULL);
  record_fixture_add (&fixture->base.record, "company", "name", "Vega", NULL);
  record_fixture_set (&fixture->base.record, "deal", deal, "company", "Vega");
  form_show (&fixture->base, "deal", deal, 1000, 900);
  row = form_find_row (fixture->base.window, "Company");
  button =
      gtk_widget_get_ancestor (app_find_type (row, GTK_TYPE_TOGGLE_BUTTON), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  app_settle (300);
  g_signal_emit_by_name (
      app_find_type (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)), GTK_TYPE_SEARCH_ENTRY),
      "activate");
  app_settle (200);
  form_wait_stored (&fixture->base, "deal", deal, "company", "Vega");
}

static void
test_adds_to_dictionary (DialogFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->base.record, "company", "name", "Orion", NULL);
  g_autofree char *list = NULL;
  gint64 choice;

  form_show (&fixture->base, "company", id, 1000, 900);
  form_choose (fixture->base.window, "Relation", NULL, "Permanent");
  form_wait_stored (&fixture->base, "company", id, "relation", "Permanent");
  form_choose (fixture->base.window, "Segment", "Space", "Add “Space”");
  form_wait_stored (&fixture->base, "company", id, "segment", "Space");
  g_assert_true (crm_database_query_integer (record_fixture_reader (&fixture->base.record),
                                             "SELECT id FROM choice WHERE name = 'Space'", 0,
                                             &choice, NULL));
  list = form_dup_stored (&fixture->base, "choice", choice, "list");
  g_assert_cmpstr (list, ==, "Segments");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, DialogFixture, NULL, set_up, func, tear_down)
  ADD ("/new-dialog/draft-survives", test_draft_survives);
  ADD ("/new-dialog/creates", test_creates);
  ADD ("/new-dialog/says-what-is-missing", test_says_what_is_missing);
  ADD ("/new-dialog/wrong-input-stays", test_wrong_input_stays);
  ADD ("/new-dialog/keeps-what-is-typed", test_keeps_what_is_typed);
  ADD ("/new-dialog/begins-with-draft", test_begins_with_draft);
  ADD ("/new-dialog/keys", test_keys);
  ADD ("/chooser/chooses", test_chooses);
  ADD ("/chooser/marks-current", test_marks_current);
  ADD ("/chooser/adds-to-dictionary", test_adds_to_dictionary);
  return g_test_run ();
}
