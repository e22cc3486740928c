/* A sale driven by presses alone. */
#include "config.h"

#include "sale-fixture.h"

#include "../form/form-fixture.h"
#include "crm-command-process.h"
#include "crm-document.h"
#include "crm-field-row.h"
#include "crm-finish-sheet.h"
#include "crm-gate.h"
#include "crm-record-page.h"

void
sale_set_now (const char *iso)
{
  g_setenv ("VORONKA_NOW", iso, TRUE);
}

void
sale_set_up (AppFixture *fixture, gconstpointer country)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered)) {
    crm_document_register ();
    crm_gate_register ();
    crm_command_register_processes ();
    g_once_init_leave (&registered, 1);
  }
  sale_set_now ("2026-11-23T10:00");
  app_fixture_set_up (fixture, country);
}

void
sale_tear_down (AppFixture *fixture, gconstpointer country)
{
  app_fixture_tear_down (fixture, country);
  g_unsetenv ("VORONKA_NOW");
}

typedef struct {
  AppFixture *fixture;
  gint64 person;
} Sitting;

static gboolean
sits_here (gpointer data)
{
  Sitting *sitting = data;
  return crm_workspace_get_me (sitting->fixture->workspace) == sitting->person;
}

void
sale_sit (AppFixture *fixture, gint64 person)
{
  Sitting sitting = { fixture, person };

  crm_workspace_set_me (fixture->workspace, person);
  g_assert_true (app_wait_for (sits_here, &sitting));
}

void
sale_show_record (AppFixture *fixture, const char *entity, gint64 id)
{
  app_fixture_show (
      fixture,
      ADW_NAVIGATION_PAGE (crm_record_page_new (fixture->workspace, crm_entity_find (entity), id)),
      1280, 800);
}

GtkWidget *
sale_await (AppFixture *fixture, const char *name)
{
  return app_expect (fixture->window, GTK_TYPE_BUTTON, name, TRUE);
}

void
sale_press (AppFixture *fixture, const char *name)
{
  app_press (fixture->window, name);
}

gint64
sale_query (AppFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  g_assert_true (
      crm_database_query_integer (record_fixture_reader (&fixture->record), sql, 0, &n, &error));
  g_assert_no_error (error);
  return n;
}

gint64
sale_count (AppFixture *fixture, const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", condition);

  return sale_query (fixture, sql);
}

void
sale_expect (AppFixture *fixture, const char *condition)
{
  app_expect_records (fixture, condition);
}

void
sale_assert_undone (AppFixture *fixture, const char *before)
{
  g_autofree char *done = record_fixture_dump (&fixture->record);
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;

  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (record_fixture_redo (&fixture->record));
  again = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (done, ==, again);
}

void
sale_press_twice (AppFixture *fixture, const char *name, const char *then)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  /* What was pressed before has been done once it is there. */
  sale_await (fixture, name);
  before = record_fixture_dump (&fixture->record);
  sale_press (fixture, name);
  sale_expect (fixture, then);
  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (before, ==, after);
  sale_press (fixture, name);
  sale_expect (fixture, then);
}

GtkWidget *
sale_find_row (gpointer root)
{
  return app_find_type (root, CRM_TYPE_FIELD_ROW);
}

static gboolean
has_sheet (gpointer data)
{
  GtkWidget *sheet = app_find_type (data, CRM_TYPE_FINISH_SHEET);
  return sheet != NULL && sale_find_row (sheet) != NULL;
}

static void
answer (AppFixture *fixture, const char *picture, va_list answers)
{
  GtkWidget *sheet, *finish, *editable;
  const char *name;

  g_assert_true (app_wait_for (has_sheet, fixture->window));
  sheet = app_find_type (fixture->window, CRM_TYPE_FINISH_SHEET);
  finish = app_find (sheet, GTK_TYPE_BUTTON, "Finish");
  editable = app_find_type (sale_find_row (sheet), GTK_TYPE_EDITABLE);
  if (editable != NULL && *gtk_editable_get_text (GTK_EDITABLE (editable)) == '\0')
    g_assert_false (gtk_widget_is_sensitive (finish));
  while ((name = va_arg (answers, const char *)) != NULL) {
    const char *text = va_arg (answers, const char *);
    if (text[0] == '>')
      form_choose (sheet, name, NULL, text + 1);
    else
      gtk_editable_set_text (
          GTK_EDITABLE (app_find_type (form_find_row (sheet, name), GTK_TYPE_EDITABLE)), text);
    app_settle (200);
  }
  if (picture != NULL)
    app_picture (fixture->window, picture);
  g_assert_true (gtk_widget_is_sensitive (finish));
  g_signal_emit_by_name (finish, "clicked");
}

void
sale_answer (AppFixture *fixture, const char *picture, ...)
{
  va_list answers;

  va_start (answers, picture);
  answer (fixture, picture, answers);
  va_end (answers);
}

void
sale_press_and_answer (AppFixture *fixture, const char *name, const char *picture, const char *then,
                       ...)
{
  g_autofree char *before = NULL;
  va_list answers;

  sale_await (fixture, name);
  before = record_fixture_dump (&fixture->record);
  sale_press (fixture, name);
  va_start (answers, then);
  answer (fixture, picture, answers);
  va_end (answers);
  sale_expect (fixture, then);
  app_settle (200);
  sale_assert_undone (fixture, before);
}
