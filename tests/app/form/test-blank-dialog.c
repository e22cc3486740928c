/* A blank of others filled in from a record: guessed, corrected, saved as a copy, remembered. */
#include "config.h"

#include <string.h>

#include "crm-attachment.h"
#include "crm-blank-dialog.h"
#include "crm-file-content.h"
#include "crm-file-list.h"
#include "crm-pdf-reader.h"
#include "crm-preview-dialog.h"
#include "form-fixture.h"

typedef struct {
  AppFixture base;
  gint64 company;
  CrmRecordPage *page;
} Fixture;

static GBytes *
load_blank (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "blank.pdf", NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
attach_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
attach_blank (Fixture *fixture)
{
  CrmChange *change = crm_workspace_begin (fixture->base.workspace, "Attach");
  g_autoptr (GBytes) content = load_blank ();
  gboolean done = FALSE;

  crm_change_add_file (change, crm_subject_make (crm_entity_find ("company"), fixture->company),
                       "card.pdf", content);
  crm_workspace_commit (fixture->base.workspace, change, attach_cb, &done);
  g_assert_true (app_wait_for (is_true, &done));
}

static void
set_up (Fixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->base.record;
  GtkWidget *views;

  app_fixture_set_up (&fixture->base, country);
  record_fixture_add (record, "company", "name", "ООО Северный ветер", "type", "my_company",
                      "country", "ru", "tax_number", "7707083893", "legal_address",
                      "117312, г. Москва, ул. Вавилова, д. 19", "director",
                      "Иванов Сергей Петрович", NULL);
  fixture->company = record_fixture_add (record, "company", "name", "АО Рога & Копыта", "country",
                                         "ru", "tax_number", "7736050003", "legal_address",
                                         "119421, г. Москва, Ленинский пр-кт, д. 111", "director",
                                         "Петров Пётр Ильич", NULL);
  attach_blank (fixture);
  fixture->page = form_show (&fixture->base, "company", fixture->company, 1200, 900);
  views = app_find_type (fixture->page, ADW_TYPE_VIEW_STACK);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (views), "files");
  app_settle (100);
}

static void
tear_down (Fixture *fixture, gconstpointer country)
{
  app_fixture_tear_down (&fixture->base, country);
}

static gboolean
has_file (gpointer data)
{
  return app_find (data, GTK_TYPE_LABEL, "card.pdf") != NULL;
}

static gboolean
can_fill (gpointer data)
{
  return app_find (data, GTK_TYPE_BUTTON, "Fill In…") != NULL;
}

static gboolean
is_drawn (gpointer data)
{
  GtkWidget *dialog = app_find_type (data, CRM_TYPE_BLANK_DIALOG);
  GtkWidget *picture = dialog != NULL ? app_find_type (dialog, GTK_TYPE_PICTURE) : NULL;
  return picture != NULL && gtk_picture_get_paintable (GTK_PICTURE (picture)) != NULL;
}

static void
press (gpointer root, const char *name)
{
  GtkWidget *button = app_find (root, GTK_TYPE_BUTTON, name);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* As a person does it: the file, its preview, the button. */
static GtkWidget *
open_blank (Fixture *fixture)
{
  GtkWindow *window = fixture->base.window;
  GtkWidget *list;

  g_assert_true (app_wait_for (has_file, fixture->page));
  list = app_find (fixture->page, GTK_TYPE_LIST_VIEW, "Files");
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_true (app_wait_for (can_fill, window));
  press (window, "Fill In…");
  g_assert_true (app_wait_for (is_drawn, window));
  app_settle (400);
  return app_find_type (window, CRM_TYPE_BLANK_DIALOG);
}

static GtkWidget *
find_row (GtkWidget *dialog, GType type, const char *name)
{
  GtkWidget *row = app_find (dialog, type, name);
  g_assert_nonnull (row);
  return row;
}

static const char *
get_text (GtkWidget *dialog, const char *name)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_row (dialog, ADW_TYPE_ENTRY_ROW, name)));
}

static void
type (GtkWidget *dialog, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, ADW_TYPE_ENTRY_ROW, name)), text);
}

typedef struct {
  Fixture *fixture;
  gint64 count;
} Counted;

static gboolean
is_counted (gpointer data)
{
  Counted *counted = data;
  g_autoptr (CrmQuery) query =
      crm_file_list_make_query (crm_entity_find ("company"), counted->fixture->company);
  return crm_query_count (query, crm_workspace_get_reader (counted->fixture->base.workspace),
                          NULL) == counted->count;
}

static void
wait_count (Fixture *fixture, gint64 count)
{
  Counted counted = { fixture, count };
  g_assert_true (app_wait_for (is_counted, &counted));
}

/* The text of the newest file. */
static char *
read_saved (Fixture *fixture, guint page)
{
  CrmDatabase *database = crm_workspace_get_reader (fixture->base.workspace);
  g_autoptr (CrmQuery) all =
      crm_file_list_make_query (crm_entity_find ("company"), fixture->company);
  g_autoptr (CrmQuery) newest = crm_query_sort (all, "id", TRUE, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) file = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (CrmPdfReader) reader = NULL;
  g_autoptr (GVariant) text = NULL;

  g_assert_true (crm_query_read_ids (newest, database, 1, 0, ids, &error));
  file =
      crm_record_load (database, crm_entity_find ("file"), g_array_index (ids, gint64, 0), &error);
  content = crm_file_read_content (database, crm_record_get_text (file, "sha256"), &error);
  reader = crm_pdf_reader_new (content);
  text = crm_pdf_reader_ask (reader, "text", g_variant_new_uint32 (page), "s", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (crm_record_get_title (file), ==, "card (filled in).pdf");
  return g_variant_dup_string (text, NULL);
}

static gboolean
is_closed (gpointer data)
{
  return app_find_type (data, CRM_TYPE_BLANK_DIALOG) == NULL;
}

static void
test_filled (Fixture *fixture, gconstpointer country)
{
  GtkWidget *dialog = open_blank (fixture);
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;

  /* All of it is about the client, by names and by what is printed beside the fields. */
  g_assert_cmpstr (get_text (dialog, "Наименование организации"), ==, "АО Рога & Копыта");
  g_assert_cmpstr (get_text (dialog, "Tax number"), ==, "7736050003");
  g_assert_cmpstr (get_text (dialog, "Director"), ==, "Петров Пётр Ильич");
  app_picture (fixture->base.window, "blank");
  /* What is typed stays when the blank is about the own company after all. */
  type (dialog, "Date", "1 декабря");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (dialog, ADW_TYPE_COMBO_ROW, "Details Of")),
                              1);
  g_assert_cmpstr (get_text (dialog, "Tax number"), ==, "7707083893");
  g_assert_cmpstr (get_text (dialog, "Date"), ==, "1 декабря");
  adw_switch_row_set_active (ADW_SWITCH_ROW (find_row (dialog, ADW_TYPE_SWITCH_ROW, "VAT payer")),
                             TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (dialog, ADW_TYPE_COMBO_ROW, "Currency")), 3);
  app_settle (800);
  app_picture (fixture->base.window, "blank-own");
  press (dialog, "Save");
  wait_count (fixture, 2);
  g_assert_true (app_wait_for (is_closed, fixture->base.window));
  text = read_saved (fixture, 0);
  second = read_saved (fixture, 1);
  g_assert_nonnull (strstr (text, "ООО Северный ветер"));
  g_assert_nonnull (strstr (text, "117312, г. Москва, ул. Вавилова, д. 19"));
  g_assert_nonnull (strstr (text, "1 декабря"));
  g_assert_nonnull (strstr (text, "Złoty"));
  g_assert_nonnull (strstr (second, "Иванов Сергей Петрович"));
  /* One step back, and the blank itself was never touched. */
  app_settle (300);
  g_assert_true (record_fixture_undo (&fixture->base.record));
  wait_count (fixture, 1);
}

/* The second time all is there: one press. */
static void
test_remembered (Fixture *fixture, gconstpointer country)
{
  GtkWidget *dialog = open_blank (fixture);
  g_autofree char *text = NULL;

  type (dialog, "Date", "1 декабря");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (dialog, ADW_TYPE_COMBO_ROW, "Details Of")),
                              1);
  press (dialog, "Save");
  wait_count (fixture, 2);
  app_settle (300);
  g_assert_true (record_fixture_undo (&fixture->base.record));
  wait_count (fixture, 1);
  adw_dialog_force_close (
      ADW_DIALOG (app_find_type (fixture->base.window, CRM_TYPE_PREVIEW_DIALOG)));
  app_settle (200);

  dialog = open_blank (fixture);
  press (dialog, "Save");
  wait_count (fixture, 2);
  text = read_saved (fixture, 0);
  g_assert_nonnull (strstr (text, "ООО Северный ветер"));
  g_assert_nonnull (strstr (text, "1 декабря"));
}

static gboolean
is_on_second (gpointer data)
{
  return app_find (data, GTK_TYPE_LABEL, "2 of 2") != NULL;
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_pasted (gpointer data)
{
  return *(char **) data != NULL;
}

/* Words are found on their page, and the text of a page is taken along. */
static void
test_found (Fixture *fixture, gconstpointer country)
{
  GtkWindow *window = fixture->base.window;
  g_autofree char *pasted = NULL;
  GtkWidget *dialog;
  GtkWidget *search;

  g_assert_true (app_wait_for (has_file, fixture->page));
  g_signal_emit_by_name (app_find (fixture->page, GTK_TYPE_LIST_VIEW, "Files"), "activate", 0);
  g_assert_true (app_wait_for (can_fill, window));
  dialog = app_find_type (window, CRM_TYPE_PREVIEW_DIALOG);
  gtk_widget_activate_action (dialog, "preview.find", NULL);
  app_settle (400);
  search = app_find_type (dialog, GTK_TYPE_SEARCH_ENTRY);
  g_assert_nonnull (search);
  gtk_editable_set_text (GTK_EDITABLE (search), "directOR");
  g_assert_true (app_wait_for (is_on_second, dialog));
  app_settle (500);
  app_picture (window, "preview-found");
  press (dialog, "Copy the Text of the Page");
  app_settle (300);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (dialog), NULL, pasted_cb, &pasted);
  g_assert_true (app_wait_for (is_pasted, &pasted));
  g_assert_nonnull (strstr (pasted, "Director"));
  gtk_editable_set_text (GTK_EDITABLE (search), "no such word");
  app_settle (700);
  g_assert_true (gtk_widget_has_css_class (search, "error"));
}

static void
test_narrow (Fixture *fixture, gconstpointer country)
{
  GtkWidget *dialog;

  gtk_window_set_default_size (fixture->base.window, 360, 640);
  app_settle (200);
  dialog = open_blank (fixture);
  app_picture (fixture->base.window, "blank-narrow");
  g_signal_emit_by_name (app_find (dialog, GTK_TYPE_TOGGLE_BUTTON, "Fields"), "clicked");
  app_settle (500);
  app_picture (fixture->base.window, "blank-narrow-page");
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add ("/blank-dialog/filled", Fixture, "ru", set_up, test_filled, tear_down);
  g_test_add ("/blank-dialog/remembered", Fixture, "ru", set_up, test_remembered, tear_down);
  g_test_add ("/blank-dialog/found", Fixture, "ru", set_up, test_found, tear_down);
  g_test_add ("/blank-dialog/narrow", Fixture, "ru", set_up, test_narrow, tear_down);
  return g_test_run ();
}
