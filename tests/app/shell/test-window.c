/* The window: sections, pages of records, undo, the palette, banners. */
#include "config.h"

#include "app-fixture.h"
#include "crm-document-page.h"
#include "crm-duplicates-dialog.h"
#include "crm-import-dialog.h"
#include "crm-list-page.h"
#include "crm-palette-entry.h"
#include "crm-palette.h"
#include "crm-record-page.h"
#include "crm-window.h"

/* Markup, format and formula characters, right-to-left marks, an emoji of several parts. */
#define HOSTILE "A & B <b>x</b> &#0; \u202eRTL\u202c 👩‍👩‍👧 %s %n {{x}} =1+1 _u_"

typedef struct {
  AppFixture app;
  CrmWindow *window;
} WindowFixture;

static void
set_up (WindowFixture *fixture, gconstpointer width)
{
  app_fixture_set_up (&fixture->app, "other");
  fixture->window = app_fixture_show_window (&fixture->app, GPOINTER_TO_INT (width), 640);
}

static void
tear_down (WindowFixture *fixture, gconstpointer unused)
{
  app_fixture_tear_down (&fixture->app, NULL);
}

static CrmShell *
get_shell (WindowFixture *fixture)
{
  return crm_window_get_shell (fixture->window);
}

static const char *
get_tag (WindowFixture *fixture)
{
  return adw_navigation_page_get_tag (crm_shell_get_page (get_shell (fixture)));
}

static void
act (WindowFixture *fixture, const char *action, const char *target)
{
  g_autoptr (GVariant) variant =
      target != NULL ? g_variant_ref_sink (g_variant_new_string (target)) : NULL;

  g_assert_true (
      gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), action, variant));
  app_settle (100);
}

static void
test_every_section_has_its_page (WindowFixture *fixture, gconstpointer unused)
{
  guint n_sections;
  const CrmSection *sections = crm_sections (&n_sections);

  g_assert_cmpuint (n_sections, ==, 10);
  for (guint i = 0; i < n_sections; i++) {
    AdwNavigationPage *page;

    g_assert_nonnull (sections[i].create);
    act (fixture, "win.go-to", sections[i].name);
    g_assert_true (crm_shell_get_section (get_shell (fixture)) == &sections[i]);
    page = crm_shell_get_page (get_shell (fixture));
    g_assert_nonnull (page);
    /* Coming back finds the page as it was left. */
    act (fixture, "win.go-to", sections[(i + 1) % n_sections].name);
    act (fixture, "win.go-to", sections[i].name);
    g_assert_true (crm_shell_get_page (get_shell (fixture)) == page);
  }
}

static void
test_records_open_above_one_another (WindowFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  gint64 a = record_fixture_add (record, "company", "name", HOSTILE, NULL);
  gint64 b = record_fixture_add (record, "company", "name", "Vega", NULL);
  const CrmEntity *company = crm_entity_find ("company");
  g_autofree char *tag = g_strdup_printf ("company:%" G_GINT64_FORMAT, a);

  act (fixture, "win.go-to", "companies");
  crm_workspace_open_record (fixture->app.workspace, company, a);
  app_settle (100);
  g_assert_cmpstr (get_tag (fixture), ==, tag);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, HOSTILE));
  crm_workspace_open_record (fixture->app.workspace, company, b);
  app_settle (100);
  g_assert_cmpstr (get_tag (fixture), !=, tag);
  /* One that is open already is gone back to, not opened twice. */
  crm_workspace_open_record (fixture->app.workspace, company, a);
  app_settle (100);
  g_assert_cmpstr (get_tag (fixture), ==, tag);
  act (fixture, "win.go-to", "companies");
  g_assert_cmpstr (get_tag (fixture), ==, "companies");
}

/* A page that is still moving out of sight is not taken for one that is open. */
static void
test_record_opened_while_it_leaves (WindowFixture *fixture, gconstpointer unused)
{
  gint64 id = record_fixture_add (&fixture->app.record, "company", "name", "Vega", NULL);
  const CrmEntity *company = crm_entity_find ("company");
  g_autofree char *tag = g_strdup_printf ("company:%" G_GINT64_FORMAT, id);
  GtkSettings *settings = gtk_settings_get_default ();

  act (fixture, "win.go-to", "companies");
  crm_workspace_open_record (fixture->app.workspace, company, id);
  app_settle (100);
  g_assert_cmpstr (get_tag (fixture), ==, tag);
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (crm_shell_get_page (get_shell (fixture))),
                                             "navigation.pop", NULL));
  crm_workspace_open_record (fixture->app.workspace, company, id);
  app_settle (1200);
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  g_assert_cmpstr (get_tag (fixture), ==, tag);
}

static gboolean
is_in_list (gpointer data)
{
  WindowFixture *fixture = data;

  return g_strcmp0 (get_tag (fixture), "companies") == 0;
}

static gboolean
can_redo (gpointer data)
{
  return crm_shell_can_redo (get_shell (data));
}

static gboolean
has_undo_toast (gpointer data)
{
  return app_find (((WindowFixture *) data)->window, GTK_TYPE_BUTTON, "Undo") != NULL;
}

static void
test_delete_and_undo (WindowFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  const CrmEntity *company = crm_entity_find ("company");
  gint64 id = record_fixture_add (record, "company", "name", HOSTILE, NULL);
  g_autofree char *before = record_fixture_dump (record);
  g_autofree char *after = NULL;
  GtkWidget *undo;

  act (fixture, "win.go-to", "companies");
  crm_workspace_open_record (fixture->app.workspace, company, id);
  app_settle (100);
  crm_workspace_delete (fixture->app.workspace, company, &id, 1);
  g_assert_true (app_wait_for (is_in_list, fixture));
  g_assert_true (app_wait_for (has_undo_toast, fixture));
  g_assert_false (crm_shell_can_redo (get_shell (fixture)));
  undo = app_find (fixture->window, GTK_TYPE_BUTTON, "Undo");
  g_signal_emit_by_name (undo, "clicked");
  g_assert_true (app_wait_for (can_redo, fixture));
  after = record_fixture_dump (record);
  g_assert_cmpstr (after, ==, before);
}

static gboolean
is_on_page (gpointer data)
{
  return CRM_IS_RECORD_PAGE (crm_shell_get_page (get_shell (data)));
}

/* Where one deleted the record one looked at, Undo brings its page back. */
static void
test_page_returns (WindowFixture *fixture, gconstpointer unused)
{
  const CrmEntity *company = crm_entity_find ("company");
  gint64 id = record_fixture_add (&fixture->app.record, "company", "name", "Orion", NULL);

  act (fixture, "win.go-to", "companies");
  crm_workspace_open_record (fixture->app.workspace, company, id);
  app_settle (100);
  crm_workspace_delete (fixture->app.workspace, company, &id, 1);
  g_assert_true (app_wait_for (is_in_list, fixture));
  crm_workspace_undo (fixture->app.workspace);
  g_assert_true (app_wait_for (is_on_page, fixture));
  g_assert_cmpstr (get_tag (fixture), ==, "company:1");
  /* Who has gone elsewhere meanwhile stays there. */
  crm_workspace_delete (fixture->app.workspace, company, &id, 1);
  g_assert_true (app_wait_for (is_in_list, fixture));
  act (fixture, "win.go-to", "deals");
  crm_workspace_undo (fixture->app.workspace);
  app_settle (400);
  g_assert_false (is_on_page (fixture));
}

static gboolean
has_place (gpointer data)
{
  return app_find (((WindowFixture *) data)->window, GTK_TYPE_LABEL, "2 of 3") != NULL;
}

/* Along the list one came from, in its order; Back leads to the list. */
static void
test_steps_along_the_list (WindowFixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "Vega", "Altair", "Orion" };
  GtkWidget *view;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    record_fixture_add (&fixture->app.record, "company", "name", names[i], NULL);
  act (fixture, "win.go-to", "companies");
  app_settle (300);
  view = app_find_type (fixture->window, GTK_TYPE_COLUMN_VIEW);
  g_assert_nonnull (view);
  g_signal_emit_by_name (view, "activate", 0);
  g_assert_true (app_wait_for (is_on_page, fixture));
  g_assert_cmpstr (get_tag (fixture), ==, "company:2");
  g_assert_false (gtk_widget_is_sensitive (
      app_find (fixture->window, GTK_TYPE_BUTTON, "Previous in the List")));
  g_signal_emit_by_name (app_find (fixture->window, GTK_TYPE_BUTTON, "Next in the List"),
                         "clicked");
  g_assert_true (app_wait_for (has_place, fixture));
  g_assert_cmpstr (get_tag (fixture), ==, "company:3");
  app_settle (400);
  app_picture (fixture->app.window, "steps");
  /* A new company comes before it: the place follows. */
  record_fixture_add (&fixture->app.record, "company", "name", "Antares", NULL);
  app_settle (400);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "3 of 4"));
  gtk_widget_activate_action (GTK_WIDGET (crm_shell_get_page (get_shell (fixture))),
                              "record.previous", NULL);
  app_settle (300);
  g_assert_cmpstr (get_tag (fixture), ==, "company:4");
  gtk_widget_activate_action (GTK_WIDGET (crm_shell_get_page (get_shell (fixture))),
                              "navigation.pop", NULL);
  g_assert_true (app_wait_for (is_in_list, fixture));
}

static char *
dup_document (WindowFixture *fixture)
{
  g_assert_true (CRM_IS_DOCUMENT_PAGE (crm_shell_get_page (get_shell (fixture))));
  return g_strdup (get_tag (fixture));
}

/* Documents have a page of another kind, and the same way along their list. */
static void
test_steps_along_documents (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;
  GtkWidget *view;

  record_fixture_add (&fixture->app.record, "company", "name", "Orion", NULL);
  for (int i = 0; i < 2; i++)
    record_fixture_add (&fixture->app.record, "document", "kind", "invoice", "company", "Orion",
                        NULL);
  act (fixture, "win.go-to", "documents");
  app_settle (400);
  view = app_find_type (fixture->window, GTK_TYPE_COLUMN_VIEW);
  g_assert_nonnull (view);
  g_signal_emit_by_name (view, "activate", 0);
  app_settle (800);
  first = dup_document (fixture);
  g_assert_false (gtk_widget_is_sensitive (
      app_find (fixture->window, GTK_TYPE_BUTTON, "Previous in the List")));
  app_picture (fixture->app.window, "document-steps");
  g_signal_emit_by_name (app_find (fixture->window, GTK_TYPE_BUTTON, "Next in the List"),
                         "clicked");
  app_settle (800);
  second = dup_document (fixture);
  g_assert_cmpstr (second, !=, first);
  gtk_widget_activate_action (GTK_WIDGET (crm_shell_get_page (get_shell (fixture))),
                              "document.previous", NULL);
  app_settle (800);
  again = dup_document (fixture);
  g_assert_cmpstr (again, ==, first);
  /* Back leads to the list, not through what one looked at. */
  gtk_widget_activate_action (GTK_WIDGET (crm_shell_get_page (get_shell (fixture))),
                              "navigation.pop", NULL);
  app_settle (600);
  g_assert_true (CRM_IS_LIST_PAGE (crm_shell_get_page (get_shell (fixture))));
}

/* --- Real keys */

static gboolean
press (const char *verb, const char *keys)
{
  const char *arguments[] = { "xdotool", verb, keys, NULL };
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  if (process == NULL || !g_subprocess_wait_check (process, NULL, NULL)) {
    g_test_skip ("xdotool is not there");
    return FALSE;
  }
  app_settle (150);
  return TRUE;
}

static gboolean
has_only_two (gpointer data)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("company"));

  return crm_query_count (query, record_fixture_reader (data), NULL) == 2;
}

/* In an entry Ctrl+Z takes back letters, elsewhere the last change. */
static void
test_undo_in_a_text (WindowFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  GtkWidget *entry = gtk_entry_new ();
  AdwDialog *dialog = ADW_DIALOG (g_object_new (ADW_TYPE_DIALOG, "child", entry, NULL));

  record_fixture_add (record, "company", "name", "Vega", NULL);
  record_fixture_add (record, "company", "name", "Lira", NULL);
  record_fixture_add (record, "company", "name", "Altair", NULL);
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  app_settle (150);
  gtk_widget_grab_focus (entry);
  if (!press ("type", "abc"))
    return;
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "abc");
  press ("key", "ctrl+z");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), !=, "abc");
  g_assert_false (crm_shell_can_redo (get_shell (fixture)));
  adw_dialog_force_close (dialog);
  app_settle (100);

  act (fixture, "win.go-to", "companies");
  press ("key", "ctrl+z");
  g_assert_true (app_wait_for (has_only_two, record));
  press ("key", "ctrl+shift+z");
  app_settle (100);
  g_assert_false (has_only_two (record));
}

static void
test_keys (WindowFixture *fixture, gconstpointer unused)
{
  AdwApplicationWindow *window = ADW_APPLICATION_WINDOW (fixture->window);

  if (!press ("key", "ctrl+2"))
    return;
  g_assert_cmpstr (get_tag (fixture), ==, "companies");
  press ("key", "ctrl+9");
  g_assert_cmpstr (get_tag (fixture), ==, "documents");
  press ("key", "ctrl+k");
  g_assert_nonnull (adw_application_window_get_visible_dialog (window));
  press ("key", "Escape");
  g_assert_null (adw_application_window_get_visible_dialog (window));
  press ("key", "ctrl+question");
  g_assert_nonnull (app_find (window, ADW_TYPE_ACTION_ROW, "Find anything"));
  press ("key", "Escape");
  press ("key", "F9");
  g_assert_null (app_find (window, GTK_TYPE_LIST_BOX, "Sections"));
  press ("key", "F9");
  g_assert_nonnull (app_find (window, GTK_TYPE_LIST_BOX, "Sections"));
}

static void
test_task_for_what_one_looks_at (WindowFixture *fixture, gconstpointer unused)
{
  gint64 id = record_fixture_add (&fixture->app.record, "company", "name", HOSTILE, NULL);
  AdwDialog *dialog;

  crm_workspace_open_record (fixture->app.workspace, crm_entity_find ("company"), id);
  app_settle (100);
  if (!press ("key", "ctrl+shift+n"))
    return;
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_nonnull (dialog);
  g_assert_nonnull (app_find (dialog, GTK_TYPE_LABEL, HOSTILE));
}

/* --- The palette */

static CrmPalette *
open_palette (WindowFixture *fixture)
{
  AdwDialog *dialog;

  act (fixture, "win.palette", NULL);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_true (CRM_IS_PALETTE (dialog));
  return CRM_PALETTE (dialog);
}

typedef struct {
  CrmPalette *palette;
  const char *row;
} Sought;

static GtkWidget *
find_row (gpointer data)
{
  Sought *sought = data;

  return app_find (sought->palette, GTK_TYPE_LIST_BOX_ROW, sought->row);
}

static gboolean
has_row (gpointer data)
{
  return find_row (data) != NULL;
}

static void
seek (CrmPalette *palette, const char *text, const char *row)
{
  Sought sought = { palette, row };

  crm_palette_search (palette, text);
  g_assert_true (app_wait_for (has_row, &sought));
}

static void
press_return (CrmPalette *palette)
{
  g_signal_emit_by_name (app_find (palette, GTK_TYPE_SEARCH_ENTRY, NULL), "activate");
  app_settle (150);
}

/* Quotes, brackets and hyphens hide no words. */
static void
test_palette_words (WindowFixture *fixture, gconstpointer unused)
{
  g_assert_true (crm_palette_matches ("Undo: New company «Орион»", "орион"));
  g_assert_true (crm_palette_matches ("Undo: New company “Orion-Stroy” (LLC)", "stroy llc"));
  g_assert_true (crm_palette_matches ("Undo: New company “Orion-Stroy”", "orion-stroy"));
  g_assert_false (crm_palette_matches ("Undo: New company «Орион»", "рион"));
}

static void
test_palette_finds_records (WindowFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  static const struct {
    const char *typed;
    const char *row;
  } cases[] = {
    { "оріон", "ТОВ «Оріон» & <Ко>, Київ" },
    { "ОРІО", "ТОВ «Оріон» & <Ко>, Київ" },
    { "1234567", "ТОВ «Оріон» & <Ко>, Київ" },
    { "044 123", "ТОВ «Оріон» & <Ко>, Київ" },
    { "12345678", "ТОВ «Оріон» & <Ко>, Київ" },
    { "wod", "Wodociągi Łódź" },
    { "lodz", "Wodociągi Łódź" },
  };
  gint64 id = record_fixture_add (record, "company", "name", "ТОВ «Оріон» & <Ко>", "city", "Київ",
                                  "phone", "+380441234567", "tax_number", "12345678", NULL);
  g_autofree char *tag = g_strdup_printf ("company:%" G_GINT64_FORMAT, id);
  CrmPalette *palette;

  record_fixture_add (record, "company", "name", "Wodociągi Łódź", NULL);
  palette = open_palette (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    seek (palette, cases[i].typed, cases[i].row);
  /* Return does not wait for the answer to be seen. */
  crm_palette_search (palette, "оріон");
  press_return (palette);
  app_settle (200);
  g_assert_cmpstr (get_tag (fixture), ==, tag);

  /* What was opened last stands first. */
  palette = open_palette (fixture);
  g_assert_nonnull (app_find (palette, GTK_TYPE_LABEL, "Recent"));
  press_return (palette);
  g_assert_cmpstr (get_tag (fixture), ==, tag);
}

static gboolean
is_marked (GtkWidget *label)
{
  PangoAttrList *attributes = gtk_label_get_attributes (GTK_LABEL (label));
  g_autoslist (PangoAttribute) marks =
      attributes != NULL ? pango_attr_list_get_attributes (attributes) : NULL;

  return marks != NULL;
}

/* What was found is marked, where it was found is told, and all of a kind can be listed. */
static void
test_palette_says_where (WindowFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  CrmPalette *palette;
  CrmListPage *page;

  for (guint i = 0; i < 9; i++) {
    g_autofree char *name = g_strdup_printf ("Вега %u", i);
    record_fixture_add (record, "company", "name", name, NULL);
  }
  record_fixture_add (record, "contact", "name", "Anna", "email", "sales@vega.example", NULL);
  palette = open_palette (fixture);
  seek (palette, "sales", "Anna, E-mail: sales@vega.example");
  g_assert_true (is_marked (app_find (palette, GTK_TYPE_LABEL, "E-mail: sales@vega.example")));
  g_assert_false (is_marked (app_find (palette, GTK_TYPE_LABEL, "Anna")));
  app_picture (GTK_WINDOW (fixture->window), "palette-where");

  /* On the English layout, where Russian was meant. */
  seek (palette, "dtuf", "All Found in “Companies”");
  g_assert_true (is_marked (app_find (palette, GTK_TYPE_LABEL, "Вега 0")));
  app_picture (GTK_WINDOW (fixture->window), "palette-layout");
  gtk_widget_activate (app_find (palette, GTK_TYPE_LIST_BOX_ROW, "All Found in “Companies”"));
  app_settle (300);
  page = CRM_LIST_PAGE (crm_shell_get_page (crm_window_get_shell (fixture->window)));
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==,
                   "Companies: “dtuf”");
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "9 records"));
}

static gboolean
shows_duplicates (gpointer data)
{
  return CRM_IS_DUPLICATES_DIALOG (adw_application_window_get_visible_dialog (
      ADW_APPLICATION_WINDOW (((WindowFixture *) data)->window)));
}

static void
test_palette_goes_and_acts (WindowFixture *fixture, gconstpointer unused)
{
  CrmPalette *palette;

  act (fixture, "win.go-to", "companies");
  palette = open_palette (fixture);
  seek (palette, "зкщв", "Products");
  seek (palette, "prod", "Products");
  press_return (palette);
  g_assert_cmpstr (get_tag (fixture), ==, "products");

  palette = open_palette (fixture);
  seek (palette, "trash", "Trash");
  seek (palette, "steps", "Steps Taken…");
  seek (palette, "changed", "What Changed Since…");
  seek (palette, "as of", "As of a Date…");
  seek (palette, "export everything", "Export Everything…");
  seek (palette, "import everything", "Import Everything…");
  seek (palette, "dupl cont", "Find Duplicates: Contacts…");
  press_return (palette);
  g_assert_true (app_wait_for (shows_duplicates, fixture));
  adw_dialog_close (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));

  palette = open_palette (fixture);
  seek (palette, "new comp", "New company");
  press_return (palette);
  g_assert_nonnull (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

static void
test_import (WindowFixture *fixture, gconstpointer unused)
{
  act (fixture, "win.go-to", "companies");
  act (fixture, "win.import", NULL);
  g_assert_true (CRM_IS_IMPORT_DIALOG (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window))));
}

static void
test_palette_says_when_there_is_nothing (WindowFixture *fixture, gconstpointer unused)
{
  CrmPalette *palette = open_palette (fixture);

  crm_palette_search (palette, "zzzzzz");
  app_settle (200);
  g_assert_nonnull (app_find (palette, GTK_TYPE_LABEL, "Nothing Found"));
}

/* --- Sidebar and banners */

static GtkWidget *
find_count (WindowFixture *fixture, const char *figure)
{
  return app_find (fixture->window, GTK_TYPE_LABEL, figure);
}

static gboolean
counts_two (gpointer data)
{
  return app_find (((WindowFixture *) data)->window, GTK_TYPE_LIST_BOX_ROW,
                   "Tasks: 2 tasks are due") != NULL;
}

static gboolean
counts_none (gpointer data)
{
  return app_find (((WindowFixture *) data)->window, GTK_TYPE_LIST_BOX_ROW, "Tasks") != NULL;
}

static void
test_sidebar_counts_what_waits (WindowFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  CrmDatabase *reader = record_fixture_reader (record);
  g_autofree char *me =
      crm_reference_title (reader, crm_entity_find ("person"), crm_setup_get_me (reader));
  gint64 a = record_fixture_add (record, "activity", "title", "Call", "due", "2020-03-01 10:00",
                                 "responsible", me, NULL);
  gint64 b = record_fixture_add (record, "activity", "title", "Write", "due", "2020-03-02 10:00",
                                 "responsible", me, NULL);

  record_fixture_add (record, "activity", "title", "Later", "due", "2999-01-01 10:00",
                      "responsible", me, NULL);
  act (fixture, "win.go-to", "companies");
  g_assert_true (app_wait_for (counts_two, fixture));
  g_assert_nonnull (find_count (fixture, "2"));
  record_fixture_set (record, "activity", a, "state", "done");
  record_fixture_delete (record, "activity", b);
  g_assert_true (app_wait_for (counts_none, fixture));
}

static void
test_banner (WindowFixture *fixture, gconstpointer unused)
{
  CrmShell *shell = get_shell (fixture);

  crm_shell_show_banner (shell, "backup", "No copy: <disk> & full", "_Try Again", "win.palette");
  app_settle (100);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "No copy: <disk> & full"));
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_BUTTON, "Try Again"));
  crm_shell_hide_banner (shell, "backup");
  crm_shell_hide_banner (shell, "never shown");
  app_settle (100);
  g_assert_null (app_find (fixture->window, GTK_TYPE_BUTTON, "Try Again"));
}

/* What needs no decision takes no room beside what does, in whatever order they come. */
static void
test_remark (WindowFixture *fixture, gconstpointer unused)
{
  CrmShell *shell = get_shell (fixture);

  crm_shell_show_banner (shell, "backup", "No copy", "_Try Again", "win.palette");
  crm_shell_show_remark (shell, "demo", "Only demo", "_Begin", "win.palette");
  app_settle (300);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_BUTTON, "Try Again"));
  g_assert_null (app_find (fixture->window, GTK_TYPE_BUTTON, "Begin"));
  crm_shell_hide_banner (shell, "backup");
  app_settle (300);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_BUTTON, "Begin"));
  crm_shell_show_banner (shell, "space", "Little room", NULL, NULL);
  app_settle (300);
  g_assert_null (app_find (fixture->window, GTK_TYPE_BUTTON, "Begin"));
}

static void
test_narrow (WindowFixture *fixture, gconstpointer unused)
{
  guint n_sections;
  const CrmSection *sections = crm_sections (&n_sections);

  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 400);
  for (guint i = 0; i < n_sections; i++) {
    g_test_message ("%s", sections[i].name);
    act (fixture, "win.go-to", sections[i].name);
  }
  /* F9 brings the sections in the pages' place. */
  act (fixture, "win.sidebar", NULL);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LIST_BOX, "Sections"));
  act (fixture, "win.sidebar", NULL);
  g_assert_null (app_find (fixture->window, GTK_TYPE_LIST_BOX, "Sections"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (WindowFixture *fixture, gconstpointer unused);
    int width; /* 0: as it likes */
  } tests[] = {
    { "/window/every-section-has-its-page", test_every_section_has_its_page },
    { "/window/records-open-above-one-another", test_records_open_above_one_another },
    { "/window/record-opened-while-it-leaves", test_record_opened_while_it_leaves },
    { "/window/delete-and-undo", test_delete_and_undo },
    { "/window/page-returns", test_page_returns },
    { "/window/steps-along-the-list", test_steps_along_the_list },
    { "/window/steps-along-documents", test_steps_along_documents },
    { "/window/undo-in-a-text", test_undo_in_a_text },
    { "/window/keys", test_keys },
    { "/window/task-for-what-one-looks-at", test_task_for_what_one_looks_at },
    { "/window/palette-words", test_palette_words },
    { "/window/palette-finds-records", test_palette_finds_records },
    { "/window/palette-says-where", test_palette_says_where },
    { "/window/palette-goes-and-acts", test_palette_goes_and_acts },
    { "/window/palette-says-when-there-is-nothing", test_palette_says_when_there_is_nothing },
    { "/window/import", test_import },
    { "/window/sidebar-counts-what-waits", test_sidebar_counts_what_waits },
    { "/window/banner", test_banner },
    { "/window/remark", test_remark },
    { "/window/narrow", test_narrow, 360 },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, WindowFixture,
                GINT_TO_POINTER (tests[i].width > 0 ? tests[i].width : 1100), set_up, tests[i].test,
                tear_down);
  return g_test_run ();
}
