/* The filters of a list: linked records, alternatives, what is kept as text, several orders. */
#include "config.h"

#include "../form/form-fixture.h"
#include "crm-columns-order.h"
#include "crm-filter-chip.h"
#include "crm-filter-group.h"
#include "list-fixture.h"

#define ALL "Вега Трейд|Altair|Orion|Żubr & Synowie <b>"

static GtkWidget *
find_row (AppFixture *fixture, const char *label)
{
  return app_find (fixture->window, GTK_TYPE_LIST_BOX_ROW, label);
}

static void
choose (AppFixture *fixture, const char *label)
{
  GtkWidget *row = find_row (fixture, label);
  g_test_message ("%s", label);
  g_assert_nonnull (row);
  gtk_widget_activate (row);
  app_settle (200);
}

static void
tick (AppFixture *fixture, const char *label)
{
  GtkWidget *button = app_find (fixture->window, GTK_TYPE_CHECK_BUTTON, label);
  g_test_message ("%s", label);
  g_assert_nonnull (button);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  app_settle (50);
}

static void
close_editor (AppFixture *fixture, CrmListPage *page)
{
  GtkWidget *popover = app_find_type (fixture->window, GTK_TYPE_POPOVER);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  app_settle (100);
}

static void
open_menu (CrmListPage *page)
{
  crm_filter_bar_choose_field (page->filter_bar);
  app_settle (200);
}

static void
add_deals (AppFixture *fixture)
{
  list_add_companies (fixture);
  record_fixture_add (&fixture->record, "deal", "name", "Chairs", "company", "Orion", "value",
                      "100", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Tables", "company", "Altair", "value",
                      "900", NULL);
}

static char *
dup_text (CrmListPage *page)
{
  return crm_query_to_text (crm_list_loader_get_query (page->loader), NULL);
}

/* Company › ...: of deals; the search finds fields of linked records too. */
static void
test_forward (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *search;

  add_deals (fixture);
  page = list_show_page (fixture, "deal", 1200);
  open_menu (page);
  g_assert_nonnull (find_row (fixture, "Value"));
  g_assert_null (find_row (fixture, "Company › Type"));
  list_picture (fixture, "filter-menu");
  search = app_find (fixture->window, GTK_TYPE_SEARCH_ENTRY, "Field");
  g_assert_nonnull (search);
  gtk_editable_set_text (GTK_EDITABLE (search), "type");
  app_settle (50);
  g_assert_nonnull (find_row (fixture, "Company › Type"));
  g_assert_null (find_row (fixture, "Value"));
  list_picture (fixture, "filter-menu-found");
  choose (fixture, "Company › Type");
  tick (fixture, "Client");
  list_assert_titles (page, "Chairs");
  list_picture (fixture, "filter-forward");
  close_editor (fixture, page);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "Company › Type: Client"));
}

/* Companies with deals, and without. */
static void
test_backward (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *entry, *some;

  add_deals (fixture);
  page = list_show_page (fixture, "company", 1200);
  open_menu (page);
  choose (fixture, "With “Deals”");
  list_picture (fixture, "filter-menu-inside");
  choose (fixture, "Value");
  entry = app_find (fixture->window, GTK_TYPE_ENTRY, "Value");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "500");
  app_settle (300);
  list_assert_titles (page, "Altair");
  list_picture (fixture, "filter-backward");
  some = app_find (fixture->window, GTK_TYPE_DROP_DOWN, "Some or None");
  g_assert_nonnull (some);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (some), 1);
  app_settle (50);
  list_assert_titles (page, "Вега Трейд|Orion|Żubr & Synowie <b>");
  close_editor (fixture, page);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "Without “Deals” where Value: ≥ 500.00"));
  crm_filter_bar_clear (page->filter_bar);
  open_menu (page);
  choose (fixture, "With “Deals”");
  choose (fixture, "Any at all");
  close_editor (fixture, page);
  list_assert_titles (page, "Altair|Orion");
}

/* "or": added, joined, taken out, removed. */
static void
test_alternatives (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *chip;
  g_autofree char *text = NULL;

  add_deals (fixture);
  page = list_show_page (fixture, "company", 1200);
  open_menu (page);
  choose (fixture, "Type");
  tick (fixture, "Client");
  list_assert_titles (page, "Orion");
  list_click_labelled (fixture->window, "Or Another Filter…");
  app_settle (200);
  choose (fixture, "Relation");
  tick (fixture, "Went away");
  list_assert_titles (page, "Altair|Orion");
  g_assert_nonnull (app_find_type (page, CRM_TYPE_FILTER_GROUP));
  close_editor (fixture, page);
  list_picture (fixture, "filter-or");
  text = dup_text (page);
  g_assert_nonnull (strstr (text, "where type = client or relation = lost\n"));

  /* A third, which holds whatever the others do, and then joins them. */
  open_menu (page);
  choose (fixture, "City");
  close_editor (fixture, page);
  chip = gtk_widget_get_ancestor (app_find (page, GTK_TYPE_LABEL, "City: …"), CRM_TYPE_FILTER_CHIP);
  g_assert_true (CRM_IS_FILTER_CHIP (chip));
  {
    CrmValue value = { .type = CRM_VALUE_TEXT, .text = (char *) "Киев" };
    crm_filter_set_value (crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip)), 0, &value);
  }
  list_assert_titles (page, "");
  crm_filter_chip_edit (CRM_FILTER_CHIP (chip));
  app_settle (200);
  list_picture (fixture, "filter-join");
  list_click_labelled (fixture->window, "Join with the One Before by “or”");
  list_assert_titles (page, "Вега Трейд|Altair|Orion");
  crm_filter_chip_edit (CRM_FILTER_CHIP (chip));
  app_settle (200);
  list_click_labelled (fixture->window, "Take Out of “or”");
  list_assert_titles (page, "");
  list_click (gtk_widget_get_last_child (chip));
  list_assert_titles (page, "Altair|Orion");
  chip = app_find_type (page, CRM_TYPE_FILTER_CHIP);
  list_click (gtk_widget_get_last_child (chip));
  g_assert_null (app_find_type (page, CRM_TYPE_FILTER_GROUP));
  list_assert_titles (page, "Altair");
  crm_filter_bar_clear (page->filter_bar);
  list_assert_titles (page, ALL);
}

/* What is kept as text comes back as the same chips, and asks the same. */
static void
test_round_trip (AppFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *where;
    gboolean fixed;
  } cases[] = {
    { "type = client", FALSE },
    { "type in client, partner or city begins \"K\"", FALSE },
    { "type not-in client, partner", FALSE },
    { "tags all \"a\", \"b\"", FALSE },
    { "city !~ \"K\"", FALSE },
    { "responsible in me, #1", FALSE },
    { "parent.city = \"Kyiv\"", FALSE },
    { "created = last 30 days", FALSE },
    { "created = this quarter", FALSE },
    { "created = 2026-11-01..2026-11-23", FALSE },
    { "created >= 2026-11-01", FALSE },
    { "end_date <= 2026-11-01", FALSE },
    { "revenue = 1.00..2.00", FALSE },
    { "no deal:company (expected_close = older than 2 weeks)", FALSE },
    { "has deal:company", FALSE },
    { "has deal:company (value > 1.00 and stage.outcome = won)", TRUE },
    { "created < 2026-11-01T10:00:00+00:00", TRUE },
    { "(type = client and city empty) or phone empty", TRUE },
  };
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("list company\nwhere %s\n", cases[i].where);
    g_autoptr (CrmQuery) query =
        crm_query_from_text (text, crm_workspace_get_reader (fixture->workspace), NULL, NULL);
    g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("company"));
    g_autoptr (CrmQuery) again = NULL;
    g_autofree char *back = NULL;
    GtkWidget *chip;

    crm_filter_bar_set_query (page->filter_bar, query);
    again = crm_filter_bar_apply (page->filter_bar, all);
    back = crm_query_to_text (again, NULL);
    g_test_message ("%s", cases[i].where);
    g_assert_cmpstr (back, ==, text);
    chip = app_find_type (page, CRM_TYPE_FILTER_CHIP);
    g_assert_true (crm_filter_is_fixed (crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip))) ==
                   cases[i].fixed);
  }
}

/* A filter by what is gone says so where it stands and narrows nothing. */
static void
test_gone (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *chip;
  const char *problem;
  g_autoptr (CrmQuery) query = NULL;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  query = crm_query_from_text ("list company\nwhere frog = 1\nwhere city = \"Kyiv\"",
                               crm_workspace_get_reader (fixture->workspace), NULL, NULL);
  crm_filter_bar_set_query (page->filter_bar, query);
  crm_list_page_ask (page);
  list_assert_titles (page, "Orion|Żubr & Synowie <b>");
  chip = app_find_type (page, CRM_TYPE_FILTER_CHIP);
  problem = crm_filter_get_problem (crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip)));
  g_assert_nonnull (strstr (problem, "frog"));
  crm_filter_chip_edit (CRM_FILTER_CHIP (chip));
  app_settle (200);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, problem));
  list_picture (fixture, "filter-gone");
  close_editor (fixture, page);
  list_click (gtk_widget_get_last_child (chip));
  list_assert_titles (page, "Orion|Żubr & Synowie <b>");
}

static void
type_into (AppFixture *fixture, const char *entry, const char *text)
{
  GtkWidget *found = app_find (fixture->window, GTK_TYPE_ENTRY, entry);

  g_assert_nonnull (found);
  gtk_editable_set_text (GTK_EDITABLE (found), text);
  g_signal_emit_by_name (found, "activate");
  app_settle (100);
}

/* What is wrong stays where it was typed, with the reason beneath, and narrows nothing. */
static void
test_wrong (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *chip, *tests;
  g_autofree char *text = NULL;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  open_menu (page);
  choose (fixture, "Created");
  tests = app_find (fixture->window, GTK_TYPE_DROP_DOWN, "How to Compare");
  g_assert_nonnull (tests);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (tests), 1); /* From … to */
  app_settle (50);
  type_into (fixture, "From", "2026-02-31");
  app_expect (fixture->window, GTK_TYPE_LABEL, "There is no such day as “2026-02-31”", TRUE);
  list_picture (fixture, "filter-wrong");
  /* Looked away and back. */
  close_editor (fixture, page);
  chip = app_find_type (page, CRM_TYPE_FILTER_CHIP);
  crm_filter_chip_edit (CRM_FILTER_CHIP (chip));
  app_expect (fixture->window, GTK_TYPE_LABEL, "There is no such day as “2026-02-31”", TRUE);
  list_assert_titles (page, ALL);
  type_into (fixture, "From", "2026-02-20");
  app_expect (fixture->window, GTK_TYPE_LABEL, "There is no such day as “2026-02-31”", FALSE);
  crm_filter_chip_edit (CRM_FILTER_CHIP (chip));
  type_into (fixture, "To", "2026-02-19");
  app_expect (fixture->window, GTK_TYPE_LABEL, "The end is before the start", TRUE);
  type_into (fixture, "From", "2026-02-01");
  text = dup_text (page);
  g_assert_nonnull (strstr (text, "where created = 2026-02-01..2026-02-19"));
}

/* A tag that was typed into a record is there to be ticked, as one of the dictionary is. */
static void
test_tags (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  list_add_companies (fixture);
  record_fixture_add (&fixture->record, "tag", "name", "wholesale", NULL);
  record_fixture_add (&fixture->record, "company", "name", "Rigel", "tags", "fair", NULL);
  page = list_show_page (fixture, "company", 1200);
  open_menu (page);
  choose (fixture, "Tags");
  app_expect (fixture->window, GTK_TYPE_CHECK_BUTTON, "wholesale", TRUE);
  tick (fixture, "fair");
  list_assert_titles (page, "Rigel");
}

/* A field of one's own that is deleted while a list is filtered by it; and Undo. */
static void
test_deleted_field (AppFixture *fixture, gconstpointer data)
{
  const char *problem = "There is no field “Colour” any more";
  CrmListPage *page;
  GtkWidget *chip;
  gint64 field;

  list_add_companies (fixture);
  field = record_fixture_add (&fixture->record, "custom_field", "entity", "company", "label",
                              "Colour", "kind", "text", NULL);
  record_fixture_add (&fixture->record, "company", "name", "Rigel", "x_colour", "red", NULL);
  page = list_show_page (fixture, "company", 1200);
  open_menu (page);
  choose (fixture, "Colour");
  type_into (fixture, "Colour", "red");
  list_assert_titles (page, "Rigel");
  record_fixture_delete (&fixture->record, "custom_field", field);
  app_settle (100);
  list_assert_titles (page, "Вега Трейд|Altair|Orion|Rigel|Żubr & Synowie <b>");
  chip = app_find_type (page, CRM_TYPE_FILTER_CHIP);
  g_assert_cmpstr (crm_filter_get_problem (crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip))), ==,
                   problem);
  crm_filter_chip_edit (CRM_FILTER_CHIP (chip));
  app_expect (fixture->window, GTK_TYPE_LABEL, problem, TRUE);
  close_editor (fixture, page);
  g_assert_true (record_fixture_undo (&fixture->record));
  app_settle (100);
  list_assert_titles (page, "Rigel");
}

/* Days counted from today. */
static void
test_counted_days (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *which;
  g_autofree char *text = NULL;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 360);
  open_menu (page);
  choose (fixture, "Created");
  tick (fixture, "Count from Today");
  list_assert_titles (page, ALL);
  list_picture (fixture, "filter-days-narrow");
  which = app_find (fixture->window, GTK_TYPE_DROP_DOWN, "Before or After Today");
  g_assert_nonnull (which);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (which), 2);
  list_assert_titles (page, "");
  close_editor (fixture, page);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "Created: More than 30 days ago"));
  text = dup_text (page);
  g_assert_nonnull (strstr (text, "where created = older than 30 days\n"));
}

/* By several fields: by Shift and a header, by the menu, and as a kept question says. */
static void
test_orders (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  g_autofree char *text = NULL;
  g_autofree char *turned = NULL;
  g_autofree char *menu = NULL;
  g_autoptr (CrmQuery) query = NULL;
  gboolean descending;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  crm_columns_choose_sort (page->columns, "city", FALSE);
  crm_columns_sort_further (page->columns, "type");
  list_wait (page);
  text = dup_text (page);
  g_assert_nonnull (strstr (text, "sort city, type\n"));
  g_assert_nonnull (list_find_text (page->column_view, "Type ▴2"));
  list_picture (fixture, "sort-several");
  crm_columns_sort_further (page->columns, "type");
  turned = dup_text (page);
  g_assert_nonnull (strstr (turned, "sort city, -type\n"));
  list_assert_titles (page, "Вега Трейд|Żubr & Synowie <b>|Orion|Altair");

  gtk_widget_activate_action (GTK_WIDGET (page), "sort.then", "s", "name");
  gtk_widget_activate_action (GTK_WIDGET (page), "sort.then-descending", NULL);
  menu = dup_text (page);
  g_assert_nonnull (strstr (menu, "sort city, -name\n"));
  list_assert_titles (page, "Вега Трейд|Żubr & Synowie <b>|Orion|Altair");
  /* Another first field begins anew. */
  crm_columns_choose_sort (page->columns, "name", FALSE);
  g_assert_cmpuint (crm_columns_get_n_further (page->columns), ==, 0);
  query = crm_query_from_text ("list company\nsort -type, city, -name", NULL, NULL, NULL);
  crm_columns_show_order (page->columns, query);
  g_assert_cmpuint (crm_columns_get_n_further (page->columns), ==, 2);
  g_assert_cmpstr (crm_columns_get_further (page->columns, 1, &descending), ==, "name");
  g_assert_true (descending);
}

/* The entry that searches keeps no key from the popover that it stands in. */
static void
test_escape (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *search;

  add_deals (fixture);
  page = list_show_page (fixture, "deal", 1200);
  open_menu (page);
  search = app_find (fixture->window, GTK_TYPE_SEARCH_ENTRY, "Field");
  g_assert_true (gtk_widget_get_mapped (search));
  form_press_key ("Escape");
  app_settle (300);
  g_assert_false (gtk_widget_get_mapped (search));
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (AppFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/list-filter/forward", test_forward },
    { "/list-filter/backward", test_backward },
    { "/list-filter/alternatives", test_alternatives },
    { "/list-filter/round-trip", test_round_trip },
    { "/list-filter/gone", test_gone },
    { "/list-filter/wrong", test_wrong },
    { "/list-filter/deleted-field", test_deleted_field },
    { "/list-filter/tags", test_tags },
    { "/list-filter/counted-days", test_counted_days },
    { "/list-filter/orders", test_orders },
    { "/list-filter/escape", test_escape },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, AppFixture, "ua", app_fixture_set_up, tests[i].test,
                app_fixture_tear_down);
  return g_test_run ();
}
