/* The timeline of a record: what the journal tells, notes, files and what points at it, newest
 * first. */
#include "config.h"

#include "crm-date.h"
#include "crm-note-dialog.h"
#include "crm-timeline-item.h"
#include "form-fixture.h"

static gint64
add_company (AppFixture *fixture, const char *name)
{
  return record_fixture_add (&fixture->record, "company", "name", name, "city", "Kyiv", NULL);
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
  form_press (page, "Add Note");
  g_assert_true (app_wait_for (is_note_there, page));
  app_picture (fixture->window, "timeline");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_find (page, GTK_TYPE_DROP_DOWN, "Show")), 2);
  app_settle (100);
  g_assert_false (is_note_there (page));
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "City: Kyiv → Lviv"));
  form_check_names (GTK_WIDGET (page));
}

static gboolean
is_note_changed (gpointer data)
{
  return app_find (data, GTK_TYPE_LABEL, "They want red ones") != NULL;
}

static gboolean
is_note_gone (gpointer data)
{
  return !is_note_changed (data);
}

/* One's own note can be changed and taken away, and Undo brings it back. */
static void
test_own_note (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  g_autofree char *subject = g_strdup_printf ("company:%" G_GINT64_FORMAT, id);
  CrmRecordPage *page;
  GtkWidget *dialog;
  GtkWidget *view;

  record_fixture_add (&fixture->record, "note", "text", "They want blue ones <&>", "subject",
                      subject, NULL);
  page = form_show (fixture, "company", id, 800, 700);
  gtk_widget_activate_action (GTK_WIDGET (page), "record.note", NULL);
  g_assert_true (app_wait_for (is_note_there, page));
  form_press (page, "Edit the Note");
  app_settle (200);
  dialog = app_find_type (fixture->window, CRM_TYPE_NOTE_DIALOG);
  g_assert_nonnull (dialog);
  view = app_find_type (dialog, GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "They want red ones",
                            -1);
  form_press_key ("ctrl+Return");
  g_assert_true (app_wait_for (is_note_changed, page));
  form_press (page, "Delete the Note");
  g_assert_true (app_wait_for (is_note_gone, page));
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_true (app_wait_for (is_note_changed, page));
}

/* --- Reading */

static GPtrArray *
read_timeline (AppFixture *fixture, gint64 id, guint most, gboolean *more)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = crm_timeline_read (crm_workspace_get_reader (fixture->workspace),
                                        crm_entity_find ("company"), id, most, more, &error);

  g_assert_no_error (error);
  for (guint i = 1; i < items->len; i++)
    g_assert_cmpint (crm_timeline_item_get_moment (items->pdata[i - 1]), >=,
                     crm_timeline_item_get_moment (items->pdata[i]));
  return items;
}

static guint
count_kind (GPtrArray *items, CrmTimelineKind kind)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += crm_timeline_item_get_kind (items->pdata[i]) == kind ? 1 : 0;
  return n;
}

static void
test_reads (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  g_autofree char *subject = g_strdup_printf ("company:%" G_GINT64_FORMAT, id);
  g_autoptr (GPtrArray) items = NULL;
  CrmTimelineItem *planned;
  gboolean more;

  record_fixture_set (&fixture->record, "company", id, "city", "Lviv");
  record_fixture_add (&fixture->record, "note", "text", "a", "subject", subject, NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Windows", "company", "Orion", "opened",
                      "2020-01-02", NULL);
  record_fixture_add (&fixture->record, "activity", "title", "Call", "company", "Orion", "due",
                      "2099-01-02T03:04", NULL);
  /* What belongs to others is not told here. */
  record_fixture_add (&fixture->record, "deal", "name", "Doors", NULL);
  items = read_timeline (fixture, id, 100, &more);
  g_assert_false (more);
  g_assert_cmpuint (items->len, ==, 5);
  g_assert_cmpuint (count_kind (items, CRM_TIMELINE_ADDED), ==, 1);
  g_assert_cmpuint (count_kind (items, CRM_TIMELINE_CHANGE), ==, 1);
  g_assert_cmpuint (count_kind (items, CRM_TIMELINE_NOTE), ==, 1);
  g_assert_cmpuint (count_kind (items, CRM_TIMELINE_RELATED), ==, 2);
  planned = items->pdata[0];
  g_assert_true (g_str_has_prefix (crm_timeline_item_get_text (planned), "Call"));
  g_assert_true (g_str_has_prefix (crm_timeline_item_get_text (items->pdata[4]), "Windows"));
  g_assert_true (crm_timeline_item_is_day (items->pdata[4]));
}

/* A change that was taken back says so. */
static void
test_tells_what_is_undone (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  g_autoptr (GPtrArray) items = NULL;
  guint n_undone = 0;
  gboolean more;

  record_fixture_set (&fixture->record, "company", id, "city", "Lviv");
  g_assert_true (record_fixture_undo (&fixture->record));
  items = read_timeline (fixture, id, 100, &more);
  for (guint i = 0; i < items->len; i++)
    n_undone += crm_timeline_item_get_undone (items->pdata[i]) ? 1 : 0;
  g_assert_cmpuint (n_undone, ==, 1);
}

/* Page by page the same as all at once. */
static void
test_pages (AppFixture *fixture, gconstpointer country)
{
  gint64 id = add_company (fixture, "Orion");
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) all = NULL;
  gboolean more;

  for (int i = 0; i < 30; i++) {
    g_autofree char *city = g_strdup_printf ("City %d", i);
    record_fixture_set (&fixture->record, "company", id, "city", city);
  }
  first = read_timeline (fixture, id, 10, &more);
  g_assert_true (more);
  g_assert_cmpuint (first->len, ==, 10);
  all = read_timeline (fixture, id, 100, &more);
  g_assert_false (more);
  g_assert_cmpuint (all->len, ==, 31);
  for (guint i = 0; i < first->len; i++)
    g_assert_true (crm_timeline_item_equal (first->pdata[i], all->pdata[i]));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add ("/timeline/" path, AppFixture, NULL, app_fixture_set_up, func, app_fixture_tear_down)
  ADD ("note-is-added", test_timeline);
  ADD ("own-note", test_own_note);
  ADD ("reads", test_reads);
  ADD ("tells-what-is-undone", test_tells_what_is_undone);
  ADD ("pages", test_pages);
  return g_test_run ();
}
