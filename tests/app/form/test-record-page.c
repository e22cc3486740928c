/* The page of one record: what is typed is stored, what is wrong stays, what others change shows.
 */
#include "config.h"

#include "crm-clock.h"
#include "crm-date.h"
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

static void
test_doubt_is_shown (AppFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->record, "company", "name", "Orion", "country", "pl",
                                  "tax_number", "5260250274", NULL);
  CrmFieldRow *row;

  form_show (fixture, "company", id, 1000, 900);
  row = form_find_row (fixture->window, "Tax number");
  g_assert_null (app_find (row, GTK_TYPE_LABEL, "The check digits do not fit"));
  form_type (row, "5260250275");
  form_leave (fixture);
  form_wait_stored (fixture, "company", id, "tax_number", "5260250275");
  app_settle (100);
  g_assert_null (crm_field_row_get_problem (row));
  app_picture (fixture->window, "doubt");
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
press (gpointer root, const char *label)
{
  GtkWidget *button = app_find (root, GTK_TYPE_BUTTON, label);

  g_test_message ("button %s", label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
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
  press (row, "Keep Mine");
  form_wait_stored (fixture, "company", id, "city", "Odesa");

  form_type (row, "Poltava");
  record_fixture_set (&fixture->record, "company", id, "city", "Kharkiv");
  app_settle (50);
  press (row, "Take Theirs");
  form_wait_shown (row, "Kharkiv");
  g_assert_null (app_find (row, GTK_TYPE_BUTTON, "Take Theirs"));
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

static void
test_moves_stage (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_deal (fixture);

  form_show (fixture, "deal", id, 1000, 700);
  press (fixture->window, "Move to “Contract”");
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
  press (page, "Done");
  form_wait_stored (fixture, "activity", id, "state", "Done");
  app_settle (50);
  g_assert_null (app_find (page, GTK_TYPE_LABEL, "Overdue. Due: 2 Jan 2020 03:04"));
  g_assert_null (app_find (page, GTK_TYPE_BUTTON, "Done"));
}

static void
check_names (GtkWidget *widget)
{
  /* What stands within a drop-down is named by it. */
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_DROP_DOWN (widget)) {
    g_assert_true (
        gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL));
    return;
  }
  if (gtk_widget_get_focusable (widget) && !GTK_IS_SCROLLED_WINDOW (widget) &&
      !GTK_IS_LIST_BOX (widget) && !GTK_IS_WINDOW (widget)) {
    gboolean named =
        gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) ||
        gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                          GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
        (GTK_IS_BUTTON (widget) && app_find_type (widget, GTK_TYPE_LABEL) != NULL) ||
        (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0') ||
        GTK_IS_LIST_BOX_ROW (widget);
    GtkWidget *parent = gtk_widget_get_parent (widget);
    /* The button within a menu button is named by it. */
    while (!named && parent != NULL && !GTK_IS_BOX (parent)) {
      named =
          GTK_IS_MENU_BUTTON (parent) &&
          gtk_test_accessible_has_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL);
      parent = gtk_widget_get_parent (parent);
    }
    if (!named && gtk_widget_get_tooltip_text (widget) == NULL) {
      g_test_message ("%s in %s has no name", G_OBJECT_TYPE_NAME (widget),
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
      g_test_fail ();
    }
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child);
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
    check_names (GTK_WIDGET (page));
  }
}

static gboolean
is_note_there (gpointer data)
{
  return app_find (data, GTK_TYPE_LABEL, "They want blue ones <&>") != NULL;
}

static void
test_timeline (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  CrmRecordPage *page;
  GtkWidget *view;

  record_fixture_set (&fixture->record, "company", id, "city", "Lviv");
  record_fixture_add (&fixture->record, "deal", "name", "Windows", "company", "Orion", NULL);
  page = form_show (fixture, "company", id, 800, 700);
  gtk_widget_activate_action (GTK_WIDGET (page), "record.note", NULL);
  app_settle (300);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "City: Kyiv → Lviv"));
  view = app_find (page, GTK_TYPE_TEXT_VIEW, "New note");
  g_assert_nonnull (view);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                            "They want blue ones <&>", -1);
  press (page, "Add Note");
  g_assert_true (app_wait_for (is_note_there, page));
  app_picture (fixture->window, "timeline");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.history", NULL);
  app_settle (100);
  g_assert_false (is_note_there (page));
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "City: Kyiv → Lviv"));
  check_names (GTK_WIDGET (page));
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
  ADD ("deleted-closes", test_deleted_closes);
  ADD ("renames-in-head", test_renames_in_head);
  ADD ("keys", test_keys);
  ADD ("hostile", test_hostile);
  ADD ("moves-stage", test_moves_stage);
  ADD ("settles", test_settles);
  ADD ("every-entity", test_every_entity);
  ADD ("timeline", test_timeline);
  ADD ("pictures", test_pictures);
  return g_test_run ();
}
