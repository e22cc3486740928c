/* What is done to many records of a list at once. */
#include "config.h"

#include "crm-campaign-dialog.h"
#include "crm-progress.h"
#include "crm-set-field-dialog.h"
#include "crm-tags-dialog.h"
#include "form/form-fixture.h"
#include "list-fixture.h"

typedef struct {
  AppFixture base;
  GString *said;
  gint64 opened; /* of the record that was to be opened */
} GroupsFixture;

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, GString *said)
{
  g_string_append_printf (said, "%s%s;", text, with_undo ? " (undo)" : "");
}

static void
open_cb (CrmWorkspace *workspace, gpointer entity, gint64 id, GroupsFixture *fixture)
{
  fixture->opened = id;
}

static void
set_up (GroupsFixture *fixture, gconstpointer data)
{
  app_fixture_set_up (&fixture->base, NULL);
  fixture->said = g_string_new (NULL);
  g_signal_connect (fixture->base.workspace, "said", G_CALLBACK (said_cb), fixture->said);
  g_signal_connect (fixture->base.workspace, "open-record", G_CALLBACK (open_cb), fixture);
}

static void
tear_down (GroupsFixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->base.workspace, fixture->said);
  g_signal_handlers_disconnect_by_data (fixture->base.workspace, fixture);
  g_string_free (fixture->said, TRUE);
  app_fixture_tear_down (&fixture->base, NULL);
}

static void
select_all (CrmListPage *page)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  app_settle (600);
}

static gint64
count (GroupsFixture *fixture, const char *entity, const char *expression)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_filter_expression (
      all, expression, record_fixture_reader (&fixture->base.record), &error);

  g_assert_no_error (error);
  return crm_query_count (query, record_fixture_reader (&fixture->base.record), NULL);
}

typedef struct {
  GroupsFixture *fixture;
  const char *entity;
  const char *expression;
  gint64 n;
} Counted;

static gboolean
is_counted (gpointer data)
{
  Counted *counted = data;
  return count (counted->fixture, counted->entity, counted->expression) == counted->n;
}

static void
wait_count (GroupsFixture *fixture, const char *entity, const char *expression, gint64 n)
{
  Counted counted = { fixture, entity, expression, n };

  if (!app_wait_for (is_counted, &counted))
    g_assert_cmpint (count (fixture, entity, expression), ==, n);
  app_settle (100);
}

static void
add_deals (GroupsFixture *fixture)
{
  record_fixture_add (&fixture->base.record, "person", "name", "Anna", NULL);
  record_fixture_add (&fixture->base.record, "company", "name", "Orion", NULL);
  record_fixture_add (&fixture->base.record, "deal", "name", "Windows", "company", "Orion", "value",
                      "100", "tags", "VIP", NULL);
  record_fixture_add (&fixture->base.record, "deal", "name", "Doors", "value", "50", NULL);
}

static void
test_assign (GroupsFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *dialog;

  add_deals (fixture);
  page = list_show_page (&fixture->base, "deal", 1200);
  select_all (page);
  list_picture (&fixture->base, "groups-bar");
  list_click (app_find (page, GTK_TYPE_BUTTON, "Assign…"));
  app_settle (300);
  dialog = app_find_type (fixture->base.window, CRM_TYPE_SET_FIELD_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_null (app_find (dialog, ADW_TYPE_COMBO_ROW, "Field"));
  form_choose (dialog, "Responsible", NULL, "Anna");
  app_settle (200);
  list_picture (&fixture->base, "groups-assign");
  list_click_labelled (dialog, "Apply");
  wait_count (fixture, "deal", "responsible = Anna", 2);
  g_assert_cmpstr (fixture->said->str, ==, "Responsible set in 2 records (undo);");
  crm_workspace_undo (fixture->base.workspace);
  wait_count (fixture, "deal", "responsible = Anna", 0);
}

static GtkWidget *
find_group (gpointer root, const char *title)
{
  GtkWidget *label = list_find_text (root, title);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, ADW_TYPE_PREFERENCES_GROUP);
}

/* Where it is narrow there is room for few: the menu has the others. */
static void
test_narrow (GroupsFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  add_deals (fixture);
  page = list_show_page (&fixture->base, "deal", 360);
  select_all (page);
  list_picture (&fixture->base, "groups-bar-narrow");
  g_assert_nonnull (list_find_text (page, "2 selected"));
  g_assert_nonnull (app_find (page, GTK_TYPE_BUTTON, "Assign…"));
  g_assert_null (app_find (page, GTK_TYPE_BUTTON, "Set Field…"));
}

static void
add_tag (gpointer root, const char *tag)
{
  GtkWidget *text = app_find (root, GTK_TYPE_TEXT, "Tags");

  g_assert_nonnull (text);
  gtk_widget_grab_focus (text);
  gtk_editable_set_text (GTK_EDITABLE (text), tag);
}

static void
test_tags (GroupsFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *dialog;

  add_deals (fixture);
  page = list_show_page (&fixture->base, "deal", 1200);
  select_all (page);
  list_click (app_find (page, GTK_TYPE_BUTTON, "Tags…"));
  app_settle (300);
  dialog = app_find_type (fixture->base.window, CRM_TYPE_TAGS_DIALOG);
  g_assert_nonnull (dialog);
  add_tag (find_group (dialog, "Add"), "Seasonal");
  add_tag (find_group (dialog, "Remove"), "VIP");
  app_settle (100);
  list_picture (&fixture->base, "groups-tags");
  list_click_labelled (dialog, "Apply");
  wait_count (fixture, "deal", "tags = Seasonal", 2);
  g_assert_cmpint (count (fixture, "deal", "tags = VIP"), ==, 0);
  g_assert_cmpstr (fixture->said->str, ==, "Tags changed in 2 records (undo);");
  crm_workspace_undo (fixture->base.workspace);
  wait_count (fixture, "deal", "tags = VIP", 1);
}

/* Losing asks the reason, other stages do not. */
static void
test_stage (GroupsFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *dialog;

  add_deals (fixture);
  page = list_show_page (&fixture->base, "deal", 1200);
  select_all (page);
  list_click (app_find (page, GTK_TYPE_BUTTON, "Move to Stage…"));
  app_settle (300);
  dialog = app_find_type (fixture->base.window, CRM_TYPE_SET_FIELD_DIALOG);
  /* It must be one: nothing happens without. */
  list_click_labelled (dialog, "Apply");
  g_assert_nonnull (list_find_text (dialog, "“Stage” must be filled in"));
  form_choose (dialog, "Stage", NULL, "Proposal");
  app_settle (200);
  g_assert_null (app_find (dialog, CRM_TYPE_FIELD_ROW, "Reason of loss"));
  form_choose (dialog, "Stage", NULL, "Lost");
  app_settle (200);
  form_choose (dialog, "Reason of loss", NULL, "Too expensive");
  app_settle (200);
  list_picture (&fixture->base, "groups-stage");
  list_click_labelled (dialog, "Apply");
  wait_count (fixture, "deal", "stage = Lost", 2);
  g_assert_cmpint (count (fixture, "deal", "lost_reason = Too expensive"), ==, 2);
  crm_workspace_undo (fixture->base.workspace);
  wait_count (fixture, "deal", "stage = Lost", 0);
  g_assert_cmpint (count (fixture, "deal", "lost_reason empty"), ==, 2);
}

static void
test_new_campaign (GroupsFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *dialog, *campaign, *deal;

  list_add_companies (&fixture->base);
  page = list_show_page (&fixture->base, "company", 1200);
  select_all (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.new-campaign", NULL);
  app_settle (300);
  dialog = app_find_type (fixture->base.window, CRM_TYPE_CAMPAIGN_DIALOG);
  g_assert_nonnull (dialog);
  /* Without a name there is none. */
  list_click_labelled (dialog, "Create");
  g_assert_nonnull (list_find_text (dialog, "A campaign needs a name"));
  campaign = find_group (dialog, "Campaign");
  deal = find_group (dialog, "A Deal for Each of 4 Records");
  form_type (form_find_row (campaign, "Name"), "Autumn <b> offer");
  form_type (form_find_row (deal, "Value"), "1500");
  app_settle (100);
  list_picture (&fixture->base, "groups-campaign");
  list_click_labelled (dialog, "Create");
  wait_count (fixture, "deal", "campaign = Autumn <b> offer", 4);
  g_assert_cmpint (count (fixture, "deal", "value = 1500"), ==, 4);
  g_assert_cmpint (count (fixture, "deal", "responsible = Anna"), ==, 1);
  g_assert_cmpstr (fixture->said->str, ==, "Campaign “Autumn <b> offer” with 4 deals (undo);");
  g_assert_cmpint (fixture->opened, ==, 1);
  crm_workspace_undo (fixture->base.workspace);
  wait_count (fixture, "campaign", "name not-empty", 0);
  g_assert_cmpint (count (fixture, "deal", "name not-empty"), ==, 0);
}

static void
test_add_to_campaign (GroupsFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *dialog;

  add_deals (fixture);
  record_fixture_add (&fixture->base.record, "campaign", "name", "Autumn", NULL);
  page = list_show_page (&fixture->base, "deal", 1200);
  select_all (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.add-to-campaign", NULL);
  app_settle (300);
  dialog = app_find_type (fixture->base.window, CRM_TYPE_SET_FIELD_DIALOG);
  form_choose (dialog, "Campaign", NULL, "Autumn");
  app_settle (200);
  list_click_labelled (dialog, "Apply");
  wait_count (fixture, "deal", "campaign = Autumn", 2);
}

/* More than fifty are summed up first. */
static void
test_summary (GroupsFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  AdwDialog *question;

  list_add_many (&fixture->base, 60);
  page = list_show_page (&fixture->base, "company", 1200);
  select_all (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.delete", NULL);
  app_settle (400);
  question = adw_window_get_visible_dialog (ADW_WINDOW (fixture->base.window));
  g_assert_true (ADW_IS_ALERT_DIALOG (question));
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (question)), ==, "Companies: 60");
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (question)),
                            "Company 000000, Company 000001, Company 000002 and 57 more"));
  list_picture (&fixture->base, "groups-summary");
  g_signal_emit_by_name (question, "response", "cancel");
  adw_dialog_force_close (question);
  app_settle (400);
  g_assert_cmpint (count (fixture, "company", "name not-empty"), ==, 60);

  gtk_widget_activate_action (GTK_WIDGET (page), "list.delete", NULL);
  app_settle (400);
  question = adw_window_get_visible_dialog (ADW_WINDOW (fixture->base.window));
  list_click_labelled (question, "Delete");
  wait_count (fixture, "company", "name not-empty", 0);
  g_assert_cmpstr (fixture->said->str, ==, "60 records deleted (undo);");
  crm_workspace_undo (fixture->base.workspace);
  wait_count (fixture, "company", "name not-empty", 60);
}

/* Many thousand show how far it is, can be stopped, and leave nothing behind then. */
static void
test_progress (GroupsFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *dialog;
  AdwDialog *question;

  list_add_many (&fixture->base, 6000);
  page = list_show_page (&fixture->base, "company", 1200);
  select_all (page);
  list_click (app_find (page, GTK_TYPE_BUTTON, "Tags…"));
  app_settle (300);
  dialog = app_find_type (fixture->base.window, CRM_TYPE_TAGS_DIALOG);
  add_tag (find_group (dialog, "Add"), "Seasonal");
  list_click_labelled (dialog, "Apply");
  app_settle (300);
  question = adw_window_get_visible_dialog (ADW_WINDOW (fixture->base.window));
  g_signal_emit_by_name (question, "response", "go");
  adw_dialog_force_close (question);
  wait_count (fixture, "company", "tags = Seasonal", 6000);
  app_settle (500);
  g_assert_cmpstr (fixture->said->str, ==, "Tags changed in 6,000 records (undo);");
  g_assert_null (adw_window_get_visible_dialog (ADW_WINDOW (fixture->base.window)));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (GroupsFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/list-batch/assign", test_assign },
    { "/list-batch/narrow", test_narrow },
    { "/list-batch/tags", test_tags },
    { "/list-batch/stage", test_stage },
    { "/list-batch/new-campaign", test_new_campaign },
    { "/list-batch/add-to-campaign", test_add_to_campaign },
    { "/list-batch/summary", test_summary },
    { "/list-batch/progress", test_progress },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, GroupsFixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
