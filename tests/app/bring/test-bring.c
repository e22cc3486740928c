/* What is dropped and pasted: shown as what it becomes, put right, written at once, taken back at
 * once. */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "crm-bring-dialog.h"
#include "crm-bring.h"
#include "crm-field-row.h"

static void
add (AppFixture *fixture)
{
  GtkWidget *button =
      app_find (app_find_type (fixture->window, CRM_TYPE_BRING_DIALOG), GTK_TYPE_BUTTON, "Add");

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
show (AppFixture *fixture)
{
  app_fixture_show (fixture, adw_navigation_page_new (gtk_label_new ("Here"), "Here"), 760, 860);
}

static void
test_signature (AppFixture *fixture, gconstpointer country)
{
  static const char text[] = "Best regards,\nAnna Kowalska\nHead of Sales\nVega LLC\n"
                             "Phone: +48 22 123 45 67\nanna@vega.example";
  g_autofree char *before = record_fixture_dump (&fixture->record);
  g_autofree char *after = NULL;
  GtkWidget *row;

  show (fixture);
  crm_bring_text (GTK_WIDGET (fixture->window), fixture->workspace, 0, text);
  app_expect (fixture->window, GTK_TYPE_WIDGET, "Anna Kowalska", TRUE);
  app_settle (300);
  app_picture (fixture->window, "bring-signature");
  /* Nothing is written before it is looked at, and what is wrong is put right. */
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (before, ==, after);
  g_clear_pointer (&after, g_free);
  row = app_find (fixture->window, CRM_TYPE_FIELD_ROW, "Position");
  g_assert_nonnull (row);
  crm_field_row_set_typed (CRM_FIELD_ROW (row), "Director");
  crm_field_row_touch (CRM_FIELD_ROW (row));
  add (fixture);
  app_expect_records (fixture,
                      "contact WHERE name = 'Anna Kowalska' AND post = 'Director' AND phone IS NOT "
                      "NULL AND company = 1");
  app_expect_records (fixture, "company WHERE name = 'Vega LLC'");
  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (before, ==, after);
}

static void
test_letter (AppFixture *fixture, gconstpointer country)
{
  static const char letter[] =
      "From: Anna Kowalska <anna@orion.example>\nSubject: Price list for windows\n"
      "Date: Mon, 23 Nov 2026 10:00:00 +0000\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Type: text/plain\n\nHere it is.\n"
      "--b\nContent-Type: application/pdf; name=prices.pdf\nContent-Transfer-Encoding: base64\n\n"
      "UERG\n--b\nContent-Type: application/pgp-encrypted\n\nx\n--b--\n";
  g_autofree char *path = g_build_filename (fixture->record.folder, "letter.eml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GSList files = { file, NULL };
  GtkWidget *check;

  g_assert_true (g_file_set_contents (path, letter, (gssize) strlen (letter), NULL));
  g_assert_true (crm_bring_knows (&files));
  record_fixture_add (&fixture->record, "contact", "name", "Anna", "email", "anna@orion.example",
                      NULL);
  show (fixture);
  crm_bring_files (GTK_WIDGET (fixture->window), fixture->workspace, 0, &files);
  app_expect (fixture->window, GTK_TYPE_WIDGET, "prices.pdf", TRUE);
  app_expect (fixture->window, GTK_TYPE_WIDGET, "An encrypted part was not read", TRUE);
  app_settle (300);
  app_picture (fixture->window, "bring-letter");
  check = app_find (fixture->window, GTK_TYPE_CHECK_BUTTON, "prices.pdf");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  add (fixture);
  app_expect_records (fixture, "note WHERE text LIKE 'Price list for windows%Here it is.'");
  app_expect_records (fixture, "file WHERE name = 'prices.pdf'");
}

/* On a narrow screen, with what is left out. */
static void
test_choice (AppFixture *fixture, gconstpointer country)
{
  static const char calendar[] =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Demo for the whole department\n"
      "DTSTART:20261124T100000Z\nDTEND:20261124T110000Z\nEND:VEVENT\n"
      "BEGIN:VTODO\nSUMMARY:Report\nEND:VTODO\nEND:VCALENDAR\n";
  g_autofree char *path = g_build_filename (fixture->record.folder, "a.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GSList files = { file, NULL };

  g_assert_true (g_file_set_contents (path, calendar, (gssize) strlen (calendar), NULL));
  app_fixture_show (fixture, adw_navigation_page_new (gtk_label_new ("Here"), "Here"), 360, 640);
  crm_bring_files (GTK_WIDGET (fixture->window), fixture->workspace, 0, &files);
  app_expect (fixture->window, GTK_TYPE_WIDGET, "Report", TRUE);
  app_settle (300);
  app_picture (fixture->window, "bring-narrow");
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (app_find (fixture->window, GTK_TYPE_CHECK_BUTTON, "Report")), FALSE);
  add (fixture);
  app_expect_records (
      fixture, "activity WHERE title LIKE 'Demo%' AND kind = 'meeting' AND ends = start + 3600");
  app_settle (200);
  g_assert_null (crm_record_load (record_fixture_reader (&fixture->record),
                                  crm_entity_find ("activity"), 2, NULL));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/bring/" name, AppFixture, "other", app_fixture_set_up, func, app_fixture_tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  ADD ("signature", test_signature);
  ADD ("letter", test_letter);
  ADD ("choice", test_choice);
  return g_test_run ();
}
