/* The page of one record: what is typed is stored, what is wrong stays, what others change shows.
 */
#include "config.h"

#include "crm-clock.h"
#include "crm-conflict-dialog.h"
#include "crm-date.h"
#include "crm-list-page-private.h"
#include "crm-step-chart.h"
#include "form-fixture.h"

#define HOSTILE "Orion & <b>Co</b> \"x\" \u202eabc\u202c 🏗 %s _y"

static gint64
add_company (AppFixture *fixture, const char *name)
{
  return record_fixture_add (&fixture->record, "company", "name", name, "city", "Kyiv", "country",
                             "ua", NULL);
}

static gint64
add_deal (AppFixture *fixture)
{
  return record_fixture_add (&fixture->record, "deal", "name", "Windows", "value", "40000", NULL);
}

static void
test_stores_on_leaving (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  CrmFieldRow *row;

  form_show (fixture, "company", id, 1000, 700);
  row = form_find_row (fixture->window, "City");
  form_type (row, "Lviv");
  form_leave (fixture);
  form_wait_stored (fixture, "company", id, "city", "Lviv");
  g_assert_true (record_fixture_undo (&fixture->record));
  form_wait_shown (row, "Kyiv");
}

static void
test_stores_on_enter (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  CrmFieldRow *row;
  GtkWidget *text;

  form_show (fixture, "company", id, 1000, 700);
  row = form_find_row (fixture->window, "City");
  form_type (row, "  Lviv ");
  text = app_find_type (row, GTK_TYPE_TEXT);
  g_signal_emit_by_name (text, "activate");
  form_wait_stored (fixture, "company", id, "city", "Lviv");
  form_wait_shown (row, "Lviv");
  g_assert_true (gtk_widget_has_focus (text));
}

/* What every kind of text makes of what people type. */
static void
test_kinds (AppFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *label;
    const char *field;
    const char *typed;
    const char *stored;
  } cases[] = {
    { "Value", "value", "12 500,50", "12,500.50" },
    { "Value", "value", "1,234", "1,234.00" },
    { "Expected to close", "expected_close", "23.11.2027", "23 Nov 2027" },
    { "Remark", "note", "one\ntwo", "one\ntwo" },
    { "Number elsewhere", "external_id", "A-1", "A-1" },
    { "Value", "value", "", "" },
  };
  gint64 id = add_deal (fixture);
  CrmFieldRow *row;

  record_fixture_set (&fixture->record, "deal", id, "note", "begun");
  form_show (fixture, "deal", id, 1000, 900);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    row = form_find_row (fixture->window, cases[i].label);
    form_type (row, cases[i].typed);
    form_leave (fixture);
    form_wait_stored (fixture, "deal", id, cases[i].field, cases[i].stored);
    form_wait_shown (row, cases[i].stored);
    g_assert_null (crm_field_row_get_problem (row));
  }
  row = form_find_row (fixture->window, "Opened");
  form_type (row, "tomorrow");
  form_leave (fixture);
  g_autofree char *tomorrow = crm_date_format_short (crm_clock_today () + 1, NULL);
  form_wait_shown (row, tomorrow);
}

static void
test_wrong_money_stays (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_deal (fixture);
  g_autofree char *stored = NULL;
  CrmRecordPage *page = form_show (fixture, "deal", id, 1000, 700);
  CrmFieldRow *row = form_find_row (page, "Value");
  GtkWidget *banner = app_find_type (page, ADW_TYPE_BANNER);

  form_type (row, "forty");
  form_leave (fixture);
  g_assert_cmpstr (crm_field_row_get_problem (row), ==, "“forty” is not a number");
  g_assert_nonnull (app_find (row, GTK_TYPE_LABEL, "“forty” is not a number"));
  form_wait_shown (row, "forty");
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (banner)));
  app_picture (fixture->window, "wrong-money");

  /* The page is left and opened again: what was typed waits there. */
  page = form_show (fixture, "deal", id, 1000, 700);
  row = form_find_row (page, "Value");
  form_wait_shown (row, "forty");
  g_assert_nonnull (crm_field_row_get_problem (row));
  stored = form_dup_stored (fixture, "deal", id, "value");
  g_assert_cmpstr (stored, ==, "40,000.00");

  form_type (row, "40");
  form_leave (fixture);
  form_wait_stored (fixture, "deal", id, "value", "40.00");
  form_wait_shown (row, "40.00");
  g_assert_null (crm_field_row_get_problem (row));
  banner = app_find_type (page, ADW_TYPE_BANNER);
  g_assert_true (banner == NULL || !adw_banner_get_revealed (ADW_BANNER (banner)));
}

static void
test_refused_stays (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  CrmFieldRow *row;

  form_show (fixture, "company", id, 1000, 700);
  row = form_find_row (fixture->window, "Name");
  form_type (row, "");
  form_leave (fixture);
  app_settle (200);
  g_assert_nonnull (crm_field_row_get_problem (row));
  form_wait_stored (fixture, "company", id, "name", "Orion");
  form_wait_shown (row, "");
  crm_field_row_revert (row);
  form_wait_shown (row, "Orion");
  g_assert_null (crm_field_row_get_problem (row));
}

/* The label beneath a row that says what is doubtful; NULL if nothing is. */
static GtkWidget *
find_doubt (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      gtk_widget_has_css_class (widget, "warning"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_doubt (child);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
test_doubt_is_shown (AppFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->record, "company", "name", "Orion", "country", "pl",
                                  "tax_number", "5260250274", NULL);
  CrmFieldRow *row;

  form_show (fixture, "company", id, 1000, 900);
  row = form_find_row (fixture->window, "Tax number");
  g_assert_null (find_doubt (GTK_WIDGET (row)));
  form_type (row, "5260250275");
  form_leave (fixture);
  form_wait_stored (fixture, "company", id, "tax_number", "5260250275");
  app_settle (100);
  g_assert_null (crm_field_row_get_problem (row));
  g_assert_nonnull (find_doubt (GTK_WIDGET (row)));
  app_picture (fixture->window, "doubt");
  form_type (row, "5260250274");
  form_leave (fixture);
  form_wait_stored (fixture, "company", id, "tax_number", "5260250274");
  app_settle (100);
  g_assert_null (find_doubt (GTK_WIDGET (row)));
}

static void
test_follows (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  CrmFieldRow *row;

  form_show (fixture, "company", id, 1000, 700);
  row = form_find_row (fixture->window, "City");
  record_fixture_set (&fixture->record, "company", id, "city", "Lviv");
  form_wait_shown (row, "Lviv");
  record_fixture_set (&fixture->record, "company", id, "name", "Vega");
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "Vega"));
}

static void
test_conflict (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  CrmFieldRow *row;

  form_show (fixture, "company", id, 1000, 700);
  row = form_find_row (fixture->window, "City");
  form_type (row, "Odesa");
  record_fixture_set (&fixture->record, "company", id, "city", "Lviv");
  form_wait_shown (row, "Odesa");
  g_assert_nonnull (app_find (row, GTK_TYPE_LABEL, "Meanwhile it was changed to “Lviv”"));
  app_picture (fixture->window, "conflict");
  form_leave (fixture);
  form_wait_stored (fixture, "company", id, "city", "Lviv");
  form_press (row, "Keep Mine");
  form_wait_stored (fixture, "company", id, "city", "Odesa");

  form_type (row, "Poltava");
  record_fixture_set (&fixture->record, "company", id, "city", "Kharkiv");
  app_settle (50);
  form_press (row, "Take Theirs");
  form_wait_shown (row, "Kharkiv");
  g_assert_null (app_find (row, GTK_TYPE_BUTTON, "Take Theirs"));
}

static GtkWidget *
open_conflicts (AppFixture *fixture)
{
  GtkWidget *dialog;

  app_settle (300);
  form_press (fixture->window, "Compare…");
  app_settle (400);
  dialog = app_find_type (fixture->window, CRM_TYPE_CONFLICT_DIALOG);
  g_assert_nonnull (dialog);
  return dialog;
}

static void
change_under (AppFixture *fixture, gint64 id, const char *typed, const char *city,
              const char *phone)
{
  /* Both are typed and neither is left, as where one could not be saved. */
  crm_field_row_set_typed (form_find_row (fixture->window, "City"), typed);
  crm_field_row_set_typed (form_find_row (fixture->window, "Phone"), "+380440000000");
  record_fixture_set (&fixture->record, "company", id, "city", city);
  record_fixture_set (&fixture->record, "company", id, "phone", phone);
}

/* Several fields at once: the banner leads to both values of each. */
static void
test_conflicts (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  GtkWidget *dialog;

  form_show (fixture, "company", id, 1000, 700);
  change_under (fixture, id, "Odesa <b>", "Lviv", "+380441112233");
  dialog = open_conflicts (fixture);
  g_assert_nonnull (app_find (dialog, GTK_TYPE_LABEL, "Lviv"));
  g_assert_nonnull (app_find (dialog, GTK_TYPE_LABEL, "Odesa <b>"));
  app_picture (fixture->window, "conflicts");
  /* Once more while it is open. */
  record_fixture_set (&fixture->record, "company", id, "city", "Kyiv");
  app_settle (200);
  g_assert_nonnull (app_find (dialog, GTK_TYPE_LABEL, "Kyiv"));
  adw_action_row_activate (ADW_ACTION_ROW (app_find (dialog, ADW_TYPE_ACTION_ROW, "Kyiv")));
  form_press (dialog, "Apply");
  app_settle (400);
  form_wait_shown (form_find_row (fixture->window, "City"), "Kyiv");
  form_wait_stored (fixture, "company", id, "phone", "+380440000000");

  change_under (fixture, id, "Poltava", "Rivne", "+380445556677");
  form_press (open_conflicts (fixture), "Keep All Mine");
  form_wait_stored (fixture, "company", id, "city", "Poltava");
  form_wait_stored (fixture, "company", id, "phone", "+380440000000");
  app_settle (400);

  change_under (fixture, id, "Sumy", "Lutsk", "+380448889900");
  form_press (open_conflicts (fixture), "Take All Theirs");
  app_settle (400);
  form_wait_stored (fixture, "company", id, "city", "Lutsk");
  form_wait_shown (form_find_row (fixture->window, "City"), "Lutsk");
  form_wait_stored (fixture, "company", id, "phone", "+380448889900");
}

/* How the estimate of a deal changed, in words, drawn and as a table. */
static void
test_value_history (AppFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->record, "deal", "name", "Windows", "value", "1000",
                                  "currency", "EUR", NULL);
  CrmRecordPage *page = form_show (fixture, "deal", id, 1000, 900);
  GtkWidget *chart;

  g_assert_null (app_find_type (page, CRM_TYPE_STEP_CHART));
  record_fixture_set (&fixture->record, "deal", id, "value", "2500");
  app_settle (100);
  record_fixture_set (&fixture->record, "deal", id, "value", "2000");
  app_settle (200);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "At first €1,000.00, now €2,000.00"));
  chart = app_find (page, CRM_TYPE_STEP_CHART, "At first €1,000.00, now €2,000.00");
  g_assert_nonnull (chart);
  app_picture (fixture->window, "value-history");
  g_assert_true (record_fixture_undo (&fixture->record));
  app_settle (200);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "At first €1,000.00, now €2,500.00"));
}

static gboolean
has_page (gpointer data)
{
  return app_find_type (data, CRM_TYPE_RECORD_PAGE) != NULL;
}

static gboolean
has_no_page (gpointer data)
{
  return !has_page (data);
}

static void
test_deleted_closes (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  CrmRecordPage *page;
  AdwNavigationPage *first = adw_navigation_page_new (gtk_label_new ("first"), "first");
  GtkWidget *view;

  app_fixture_show (fixture, first, 800, 600);
  view = app_find_type (fixture->window, ADW_TYPE_NAVIGATION_VIEW);
  page = crm_record_page_new (fixture->workspace, crm_entity_find ("company"), id);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
  g_object_ref (page);
  g_assert_true (app_wait_for (has_page, fixture->window));
  gtk_widget_activate_action (GTK_WIDGET (page), "record.delete", NULL);
  g_assert_true (app_wait_for (has_no_page, fixture->window));
  g_object_unref (page);

  /* A page that is the only one stays, says so, and comes back with the record. */
  g_assert_true (record_fixture_undo (&fixture->record));
  form_show (fixture, "company", id, 800, 600);
  record_fixture_delete (&fixture->record, "company", id);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "This Record Was Deleted"));
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_nonnull (app_find (fixture->window, CRM_TYPE_FIELD_ROW, "City"));
}

static void
test_renames_in_head (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  CrmRecordPage *page = form_show (fixture, "company", id, 800, 600);
  GtkWidget *text;

  gtk_widget_activate_action (GTK_WIDGET (page), "record.rename", NULL);
  app_settle (50);
  text = app_find (page, GTK_TYPE_TEXT, "Title");
  g_assert_nonnull (text);
  gtk_editable_set_text (GTK_EDITABLE (text), HOSTILE);
  g_signal_emit_by_name (text, "activate");
  form_wait_stored (fixture, "company", id, "name", HOSTILE);
  app_settle (50);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, HOSTILE));
  form_wait_shown (form_find_row (page, "Name"), HOSTILE);
}

/* Keys reach the page that is seen, not the one beneath, wherever the focus is. */
static void
test_keys (AppFixture *fixture, gconstpointer country)
{
  gint64 first = add_company (fixture, "Orion");
  gint64 second = add_company (fixture, "Vega");
  CrmRecordPage *beneath = form_show (fixture, "company", first, 800, 600);
  CrmRecordPage *page =
      crm_record_page_new (fixture->workspace, crm_entity_find ("company"), second);
  GtkWidget *view = app_find_type (fixture->window, ADW_TYPE_NAVIGATION_VIEW);
  GtkWidget *text;

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
  app_settle (200);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (beneath)));
  gtk_window_set_focus (fixture->window, NULL);
  form_press_key ("F2");
  text = app_find (page, GTK_TYPE_TEXT, "Title");
  g_assert_nonnull (text);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "Vega");
  form_press_key ("Escape");
  g_assert_null (app_find (page, GTK_TYPE_TEXT, "Title"));
  form_press_key ("ctrl+m");
  g_assert_nonnull (app_find (page, GTK_TYPE_TEXT_VIEW, "New note"));
  form_press_key ("H");
  form_press_key ("i");
  form_press_key ("ctrl+Return");
  app_settle (300);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "Hi"));
}

static void
test_hostile (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *endless = g_strnfill (10000, 'x');
  g_autofree char *name = g_strconcat (HOSTILE, " ", endless, NULL);
  gint64 id = add_company (fixture, name);

  record_fixture_add (&fixture->record, "contact", "name", HOSTILE, "company", "1", NULL);
  record_fixture_add (&fixture->record, "address", "address", HOSTILE, "company", "1", NULL);
  record_fixture_set (&fixture->record, "company", id, "tags", "<i>a</i>, b & c");
  form_show (fixture, "company", id, 360, 640);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, name));
  form_wait_shown (form_find_row (fixture->window, "Name"), name);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "<i>a</i>"));
  g_assert_nonnull (app_find (fixture->window, ADW_TYPE_ACTION_ROW, HOSTILE));
  app_picture (fixture->window, "hostile");
}

static GtkWidget *
open_calendar (CrmFieldRow *row)
{
  GtkWidget *button = app_find (row, GTK_TYPE_MENU_BUTTON, "Opened: choose a day");
  GtkWidget *popover;

  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  app_settle (200);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  return app_find_type (popover, GTK_TYPE_CALENDAR);
}

static void
test_calendar (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_deal (fixture);
  CrmFieldRow *row;
  GtkWidget *calendar;
  g_autoptr (GDateTime) day = g_date_time_new_local (2026, 5, 17, 0, 0, 0);

  record_fixture_set (&fixture->record, "deal", id, "opened", "2026-03-04");
  form_show (fixture, "deal", id, 1000, 900);
  row = form_find_row (fixture->window, "Opened");
  calendar = open_calendar (row);
  g_assert_nonnull (calendar);
  g_assert_cmpint (gtk_calendar_get_day (GTK_CALENDAR (calendar)), ==, 4);
  /* Turning the months chooses nothing. */
  g_signal_emit_by_name (app_find_type (calendar, GTK_TYPE_BUTTON), "clicked");
  app_settle (100);
  g_assert_true (gtk_widget_get_mapped (calendar));
  form_wait_stored (fixture, "deal", id, "opened", "4 Mar 2026");
  gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
  form_wait_stored (fixture, "deal", id, "opened", "17 May 2026");
  form_wait_shown (row, "17 May 2026");
}

static void
test_tags (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  CrmFieldRow *row;

  record_fixture_add (&fixture->record, "company", "name", "Vega", "tags", "vip", NULL);
  record_fixture_set (&fixture->record, "company", id, "tags", "old");
  form_show (fixture, "company", id, 1000, 900);
  row = form_find_row (fixture->window, "Tags");
  form_type (row, "new & <b>,");
  form_wait_stored (fixture, "company", id, "tags", "new & <b>, old");
  form_type (row, "v");
  app_settle (300);
  form_press (row, "vip");
  form_wait_stored (fixture, "company", id, "tags", "new & <b>, old, vip");
  form_press (row, "Remove “old”");
  form_wait_stored (fixture, "company", id, "tags", "new & <b>, vip");
  form_type (row, "last");
  form_leave (fixture);
  form_wait_stored (fixture, "company", id, "tags", "last, new & <b>, vip");
}

static void
test_switch (AppFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->record, "product", "name", "Window", NULL);
  CrmFieldRow *row;

  form_show (fixture, "product", id, 1000, 900);
  row = form_find_row (fixture->window, "On sale");
  gtk_switch_set_active (GTK_SWITCH (app_find_type (row, GTK_TYPE_SWITCH)), FALSE);
  /* There and back before the first is stored: the last one holds. */
  gtk_switch_set_active (GTK_SWITCH (app_find_type (row, GTK_TYPE_SWITCH)), TRUE);
  app_settle (300);
  form_wait_stored (fixture, "product", id, "active", "Yes");
  gtk_switch_set_active (GTK_SWITCH (app_find_type (row, GTK_TYPE_SWITCH)), FALSE);
  form_wait_stored (fixture, "product", id, "active", "No");
  app_settle (100);
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (app_find_type (row, GTK_TYPE_SWITCH))));
}

static gboolean
has_row (gpointer data)
{
  return app_find (data, ADW_TYPE_ACTION_ROW, "Main Street 5") != NULL;
}

static gboolean
has_no_row (gpointer data)
{
  return !has_row (data);
}

/* What is part of a record is added, edited and deleted on its page. */
static void
test_owned (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  CrmRecordPage *page = form_show (fixture, "company", id, 1000, 900);
  GtkWidget *row = app_find (page, ADW_TYPE_BUTTON_ROW, "New address");
  GtkWidget *dialog;

  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activated");
  app_settle (200);
  dialog = app_find_type (fixture->window, CRM_TYPE_NEW_DIALOG);
  g_assert_nonnull (dialog);
  form_type (form_find_row (dialog, "Address"), "Main Street 5");
  gtk_widget_activate_action (dialog, "new.create", NULL);
  g_assert_true (app_wait_for (has_row, page));
  form_wait_stored (fixture, "address", 1, "company", "Orion");

  app_settle (200);
  g_signal_emit_by_name (app_find (page, ADW_TYPE_ACTION_ROW, "Main Street 5"), "activated");
  app_settle (200);
  form_type (form_find_row (app_find_type (fixture->window, ADW_TYPE_DIALOG), "City"), "Lviv");
  form_leave (fixture);
  form_wait_stored (fixture, "address", 1, "city", "Lviv");
  adw_dialog_force_close (ADW_DIALOG (app_find_type (fixture->window, ADW_TYPE_DIALOG)));
  app_settle (200);
  form_press (page, "Delete “Main Street 5”");
  g_assert_true (app_wait_for (has_no_row, page));
}

static void
new_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft, CrmRecord **kept)
{
  g_set_object (kept, draft);
}

static void
show_tab (CrmRecordPage *page, const char *name)
{
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (app_find_type (page, ADW_TYPE_VIEW_STACK)),
                                         name);
  app_settle (500);
}

/* What is made from a page begins with what both share. */
static void
test_makes_related (AppFixture *fixture, gconstpointer country)
{
  gint64 company = add_company (fixture, "Orion");
  gint64 deal = record_fixture_add (&fixture->record, "deal", "name", "Windows", "company", "Orion",
                                    "currency", "UAH", NULL);
  CrmRecordPage *page = form_show (fixture, "deal", deal, 1000, 900);
  g_autoptr (CrmRecord) draft = NULL;
  GtkWidget *list;

  g_signal_connect (fixture->workspace, "new-record", G_CALLBACK (new_record_cb), &draft);
  form_press (page, "New document");
  g_assert_nonnull (draft);
  g_assert_cmpint (crm_record_get_integer (draft, "deal"), ==, deal);
  g_assert_cmpint (crm_record_get_integer (draft, "company"), ==, company);
  g_assert_cmpstr (crm_record_get_text (draft, "currency"), ==, "UAH");
  g_clear_object (&draft);

  show_tab (page, "activity.deal");
  list = app_find_type (page, CRM_TYPE_LIST_PAGE);
  g_assert_nonnull (app_find (list, GTK_TYPE_BUTTON, "New task"));
  gtk_widget_activate_action (list, "list.new", NULL);
  g_assert_nonnull (draft);
  g_assert_cmpint (crm_record_get_integer (draft, "deal"), ==, deal);
  g_assert_cmpint (crm_record_get_integer (draft, "company"), ==, company);
  form_press_key ("ctrl+shift+n");
  g_assert_cmpstr (crm_record_get_entity (draft)->name, ==, "activity");
}

/* A tab is a list like any other: all rows, filters, order, choice, and columns that stay. */
static void
test_related_list (AppFixture *fixture, gconstpointer country)
{
  const CrmEntity *contacts = crm_entity_find ("contact");
  gint64 company = add_company (fixture, "Orion");
  CrmRecordPage *page;
  CrmListPage *list;

  for (int i = 0; i < 12; i++) {
    g_autofree char *name = g_strdup_printf ("Person %02d", i);
    record_fixture_add (&fixture->record, "contact", "name", name, "company", "Orion", NULL);
  }
  record_fixture_add (&fixture->record, "contact", "name", "Stranger", NULL);
  page = form_show (fixture, "company", company, 1000, 700);
  g_assert_null (app_find_type (page, CRM_TYPE_LIST_PAGE)); /* made when it is first seen */
  show_tab (page, "contact.company");
  list = CRM_LIST_PAGE (app_find_type (page, CRM_TYPE_LIST_PAGE));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list->selection)), ==, 12);
  g_assert_cmpint (crm_record_list_get_id_at (crm_list_loader_get_list (list->loader), 11), ==, 12);
  /* Whose they are is known: it needs no column. */
  g_assert_false (crm_columns_is_shown (list->columns, crm_entity_field (contacts, "company")));
  g_assert_true (crm_columns_is_shown (list->columns, crm_entity_field (contacts, "name")));
  app_picture (fixture->window, "related-list");
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (list->selection));
  app_settle (600);
  g_assert_nonnull (app_find (list, GTK_TYPE_LABEL, "12 selected"));
  app_picture (fixture->window, "related-list-selected");
  gtk_widget_activate_action (GTK_WIDGET (list), "list.unselect", NULL);
  gtk_widget_activate_action (GTK_WIDGET (list), "sort.by", "s", "name");
  gtk_widget_activate_action (GTK_WIDGET (list), "sort.descending", NULL);
  app_settle (400);
  g_assert_cmpint (crm_record_list_get_id_at (crm_list_loader_get_list (list->loader), 0), ==, 12);
  crm_columns_set_shown (list->columns, crm_entity_field (contacts, "birthday"), TRUE);
  app_settle (1000);

  /* Another company's list is as this one was left; the list of all is not. */
  company = record_fixture_add (&fixture->record, "company", "name", "Vega", NULL);
  page = form_show (fixture, "company", company, 360, 700);
  show_tab (page, "contact.company");
  app_picture (fixture->window, "related-list-empty");
  list = CRM_LIST_PAGE (app_find_type (page, CRM_TYPE_LIST_PAGE));
  g_assert_true (crm_columns_is_shown (list->columns, crm_entity_field (contacts, "birthday")));
  crm_columns_reset (list->columns);
  app_settle (1000);
}

static void
test_read_only (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = crm_store_open (fixture->record.path, CRM_STORE_READ_ONLY, &error);
  CrmWorkspace *workspace;
  CrmRecordPage *page;

  g_assert_no_error (error);
  workspace = crm_workspace_new (store);
  page = crm_record_page_new (workspace, crm_entity_find ("company"), id);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (page), 800, 600);
  g_assert_nonnull (app_find (form_find_row (page, "City"), GTK_TYPE_LABEL, "Kyiv"));
  g_assert_null (app_find_type (form_find_row (page, "City"), GTK_TYPE_TEXT));
  g_assert_null (app_find (page, GTK_TYPE_BUTTON, "New contact"));
  g_clear_pointer (&fixture->window, gtk_window_destroy);
  app_settle (100);
  g_assert_finalize_object (workspace);
  crm_store_close (store, &error);
  g_assert_no_error (error);
}

static void
test_moves_stage (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_deal (fixture);

  form_show (fixture, "deal", id, 1000, 700);
  form_press (fixture->window, "Move to “Contract”");
  form_wait_stored (fixture, "deal", id, "stage", "Contract");
  app_settle (50);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_BUTTON, "Contract: the present stage"));
  app_picture (fixture->window, "deal-wide");
  form_show (fixture, "deal", id, 360, 720);
  app_picture (fixture->window, "deal-narrow");
}

static void
test_settles (AppFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->record, "activity", "title", "Call Orion", "due",
                                  "2020-01-02T03:04", NULL);
  CrmRecordPage *page = form_show (fixture, "activity", id, 800, 600);

  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "Overdue. Due: 2 Jan 2020 03:04"));
  app_picture (fixture->window, "activity");
  form_press (page, "Done");
  form_wait_stored (fixture, "activity", id, "state", "Done");
  app_settle (50);
  g_assert_null (app_find (page, GTK_TYPE_LABEL, "Overdue. Due: 2 Jan 2020 03:04"));
  g_assert_null (app_find (page, GTK_TYPE_BUTTON, "Done"));
}

/* Every field of every entity has its row, and whatever can have the focus has a name. */
static void
test_every_entity (AppFixture *fixture, gconstpointer country)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);
  gint64 company = add_company (fixture, "Orion");
  g_autofree char *company_id = g_strdup_printf ("%" G_GINT64_FORMAT, company);

  record_fixture_add (&fixture->record, "contact", "name", "Anna", "company", company_id, NULL);
  record_fixture_add (&fixture->record, "product", "name", "Window", "price", "10", NULL);
  record_fixture_add (&fixture->record, "document", "number", "1", "company", company_id, NULL);
  record_fixture_add (&fixture->record, "activity", "title", "Call", "company", company_id, NULL);
  record_fixture_add (&fixture->record, "payment", "amount", "10", "company", company_id, NULL);
  record_fixture_add (&fixture->record, "tag", "name", "vip", NULL);
  add_deal (fixture);
  for (int i = 0; i < n_entities; i++) {
    g_autoptr (CrmQuery) all = crm_query_new (entities[i]);
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    CrmRecordPage *page;
    g_assert_true (
        crm_query_read_ids (all, crm_workspace_get_reader (fixture->workspace), 1, 0, ids, NULL));
    if (entities[i]->internal || ids->len == 0)
      continue;
    g_test_message ("%s", entities[i]->name);
    page = form_show (fixture, entities[i]->name, g_array_index (ids, gint64, 0), 1000, 900);
    g_assert_nonnull (app_find_type (page, CRM_TYPE_FIELD_ROW));
    form_check_names (GTK_WIDGET (page));
  }
}

static void
test_pictures (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (
      &fixture->record, "company", "name", "Orion Stroy LLC", "city", "Kyiv", "type", "client",
      "relation", "permanent", "phone", "+380 44 123-45-67", "email", "info@orion.example",
      "website", "orion.example", "country", "ua", "tax_number", "12345678", "tags",
      "vip, builders", "note", "First line\nSecond line", "revenue", "1234567.50", NULL);

  record_fixture_add (&fixture->record, "contact", "name", "Anna Kovalenko", "company",
                      "Orion Stroy LLC", "post", "Director", NULL);
  record_fixture_add (&fixture->record, "bank_account", "account", "UA213223130000026007233566001",
                      "bank", "PrivatBank", "company", "Orion Stroy LLC", NULL);
  form_show (fixture, "company", company, 1280, 1000);
  app_picture (fixture->window, "company-wide");
  gtk_widget_activate_action (app_find_type (fixture->window, CRM_TYPE_RECORD_PAGE),
                              "record.history", NULL);
  form_show (fixture, "company", company, 360, 720);
  app_picture (fixture->window, "company-narrow");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add ("/record-page/" path, AppFixture, NULL, app_fixture_set_up, func,                    \
              app_fixture_tear_down)
  ADD ("stores-on-leaving", test_stores_on_leaving);
  ADD ("stores-on-enter", test_stores_on_enter);
  ADD ("kinds", test_kinds);
  ADD ("wrong-money-stays", test_wrong_money_stays);
  ADD ("refused-stays", test_refused_stays);
  ADD ("doubt-is-shown", test_doubt_is_shown);
  ADD ("follows", test_follows);
  ADD ("conflict", test_conflict);
  ADD ("conflicts", test_conflicts);
  ADD ("value-history", test_value_history);
  ADD ("deleted-closes", test_deleted_closes);
  ADD ("renames-in-head", test_renames_in_head);
  ADD ("keys", test_keys);
  ADD ("hostile", test_hostile);
  ADD ("calendar", test_calendar);
  ADD ("tags", test_tags);
  ADD ("switch", test_switch);
  ADD ("owned", test_owned);
  ADD ("makes-related", test_makes_related);
  ADD ("related-list", test_related_list);
  ADD ("read-only", test_read_only);
  ADD ("moves-stage", test_moves_stage);
  ADD ("settles", test_settles);
  ADD ("every-entity", test_every_entity);
  ADD ("pictures", test_pictures);
  return g_test_run ();
}
