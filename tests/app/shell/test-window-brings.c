/* What is dropped on the window and pasted into it: on Today, on lists and their rows, on the
 * board, on the page of a record. It goes where the pointer or the keyboard would bring it. */
#include "config.h"

#include <string.h>

#include "../form/form-fixture.h"
#include "app-fixture.h"
#include "crm-bring-dialog.h"
#include "crm-cell.h"
#include "crm-import-dialog.h"
#include "crm-list-page-private.h"
#include "crm-quick-dialog.h"
#include "crm-record-page.h"
#include "crm-window.h"

#define CARD                                                                                       \
  "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Kowalska\r\nN:Kowalska;Anna;;;\r\n"                       \
  "EMAIL:anna@vega.example\r\nEND:VCARD\r\n"
#define EVENT                                                                                      \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Demo of windows\r\n"         \
  "DTSTART:20261124T100000Z\r\nDTEND:20261124T110000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define LETTER                                                                                     \
  "From: Anna Kowalska <anna@orion.example>\nSubject: Price list\n"                                \
  "Date: Mon, 23 Nov 2026 10:00:00 +0000\nContent-Type: text/plain\n\nHere it is.\n"
#define SIGNATURE                                                                                  \
  "Best regards,\nAnna Kowalska\nHead of Sales\nVega LLC\nPhone: +48 22 123 45 67\n"               \
  "anna@vega.example"

typedef struct {
  AppFixture app;
  CrmWindow *window;
  gint64 orion;
} Fixture;

static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, Fixture *fixture)
{
  g_test_message ("%s: %s", heading, text);
  g_test_fail ();
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  app_fixture_set_up (&fixture->app, "other");
  fixture->orion = record_fixture_add (&fixture->app.record, "company", "name", "Orion", NULL);
  g_signal_connect (fixture->app.workspace, "reported", G_CALLBACK (reported_cb), fixture);
  fixture->window = crm_window_new (NULL);
  fixture->app.window = GTK_WINDOW (fixture->window);
  crm_window_show_workspace (fixture->window, fixture->app.workspace);
  gtk_window_set_default_size (fixture->app.window, GPOINTER_TO_INT (width), 760);
  gtk_window_present (fixture->app.window);
  app_settle (200);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  app_fixture_tear_down (&fixture->app, NULL);
}

static void
act (Fixture *fixture, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, "s", target));
  app_settle (300);
}

/* --- Dropping, as GTK does it: the innermost widget under the pointer is asked first */

static gboolean
drop_on (GtkWidget *widget, const GValue *value, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    gboolean taken = FALSE;
    if (!GTK_IS_DROP_TARGET (controller) ||
        !gdk_content_formats_contain_gtype (
            gtk_drop_target_get_formats (GTK_DROP_TARGET (controller)), G_VALUE_TYPE (value)))
      continue;
    g_signal_emit_by_name (controller, "drop", value, x, y, &taken);
    if (taken)
      return TRUE;
  }
  return FALSE;
}

static gboolean
drop_at (GtkWidget *under, const GValue *value)
{
  for (GtkWidget *widget = under; widget != NULL; widget = gtk_widget_get_parent (widget)) {
    graphene_point_t place;
    g_assert_true (
        gtk_widget_compute_point (under, widget,
                                  &GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (under) / 2,
                                                        (float) gtk_widget_get_height (under) / 2),
                                  &place));
    if (drop_on (widget, value, place.x, place.y))
      return TRUE;
  }
  return FALSE;
}

static GFile *
make_file (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->app.record.folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return g_file_new_for_path (path);
}

static gboolean
drop_file (Fixture *fixture, GtkWidget *under, const char *name, const char *content)
{
  g_autoptr (GFile) file = make_file (fixture, name, content);
  GFile *files[] = { file };
  GValue value = G_VALUE_INIT;
  gboolean taken;

  g_assert_nonnull (under);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, 1));
  taken = drop_at (under, &value);
  g_value_unset (&value);
  return taken;
}

/* --- What comes of it */

static gboolean
is_shown (gpointer data)
{
  gpointer *pair = data;
  return app_find_type (pair[0], *(GType *) pair[1]) != NULL;
}

static void
await_dialog (Fixture *fixture, GType type)
{
  gpointer pair[] = { fixture->window, &type };

  g_test_message ("%s", g_type_name (type));
  g_assert_true (app_wait_for (is_shown, pair));
  app_settle (300);
}

typedef struct {
  Fixture *fixture;
  const char *condition;
} Wanted;

static gboolean
is_so (gpointer data)
{
  Wanted *wanted = data;
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", wanted->condition);
  gint64 n = 0;

  g_assert_true (crm_database_query_integer (record_fixture_reader (&wanted->fixture->app.record),
                                             sql, 0, &n, NULL));
  return n > 0;
}

static void
expect (Fixture *fixture, const char *condition)
{
  Wanted wanted = { fixture, condition };

  g_test_message ("%s", condition);
  g_assert_true (app_wait_for (is_so, &wanted));
}

static void
close_dialog (Fixture *fixture)
{
  AdwDialog *dialog =
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));

  g_assert_nonnull (dialog);
  adw_dialog_force_close (dialog);
  app_settle (400);
}

/* The dialog says what becomes of it; one press, and one Undo. */
static void
take (Fixture *fixture, const char *condition)
{
  g_autofree char *before = record_fixture_dump (&fixture->app.record);
  g_autofree char *after = NULL;
  GtkWidget *add;

  await_dialog (fixture, CRM_TYPE_BRING_DIALOG);
  add = app_find (app_find_type (fixture->window, CRM_TYPE_BRING_DIALOG), GTK_TYPE_BUTTON, "Add");
  g_assert_nonnull (add);
  g_signal_emit_by_name (add, "clicked");
  expect (fixture, condition);
  app_settle (400);
  g_assert_true (record_fixture_undo (&fixture->app.record));
  after = record_fixture_dump (&fixture->app.record);
  g_assert_cmpstr (before, ==, after);
  app_settle (200);
}

static GtkWidget *
get_page (Fixture *fixture)
{
  return GTK_WIDGET (crm_shell_get_page (crm_window_get_shell (fixture->window)));
}

static void
test_drop_anywhere (Fixture *fixture, gconstpointer unused)
{
  static const char *const sections[] = { "today", "deals", "calendar", "tasks" };

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++) {
    g_test_message ("%s", sections[i]);
    act (fixture, "win.go-to", sections[i]);
    g_assert_true (drop_file (fixture, get_page (fixture), "anna.vcf", CARD));
    take (fixture, "contact WHERE name = 'Anna Kowalska'");
    g_assert_true (drop_file (fixture, get_page (fixture), "letter.eml", LETTER));
    take (fixture, "note WHERE text LIKE 'Price list%'");
    g_assert_true (drop_file (fixture, get_page (fixture), "scan.pdf", "%PDF-1.4"));
    take (fixture, "file WHERE name = 'scan.pdf'");
  }
  act (fixture, "win.go-to", "today");
  g_assert_true (drop_file (fixture, get_page (fixture), "demo.ics", EVENT));
  take (fixture, "activity WHERE title = 'Demo of windows' AND kind = 'meeting'");
}

static GtkWidget *
find_cell (Fixture *fixture)
{
  CrmListPage *list = CRM_LIST_PAGE (app_find_type (get_page (fixture), CRM_TYPE_LIST_PAGE));
  GtkWidget *cell;

  if (list == NULL)
    list = CRM_LIST_PAGE (get_page (fixture));
  cell = app_find (list->column_view, GTK_TYPE_WIDGET, "Orion");
  g_assert_nonnull (cell);
  return cell;
}

/* A table is imported; what is about one of the rows belongs to that record. */
static void
test_drop_on_list (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *attached =
      g_strdup_printf ("file WHERE name = 'scan.pdf' AND subject = %" G_GINT64_FORMAT,
                       crm_subject_make (crm_entity_find ("company"), fixture->orion));

  act (fixture, "win.go-to", "companies");
  app_settle (300);
  g_assert_true (drop_file (fixture, find_cell (fixture), "list.csv", "name,city\nVega,Kyiv\n"));
  await_dialog (fixture, CRM_TYPE_IMPORT_DIALOG);
  close_dialog (fixture);
  g_assert_true (drop_file (fixture, find_cell (fixture), "scan.pdf", "%PDF-1.4"));
  take (fixture, attached);
  g_assert_true (drop_file (fixture, find_cell (fixture), "anna.vcf", CARD));
  take (fixture, "contact WHERE name = 'Anna Kowalska'");
  g_assert_true (drop_file (fixture, find_cell (fixture), "letter.eml", LETTER));
  take (fixture, "note WHERE text LIKE 'Price list%'");
  /* Cards are a table of contacts. */
  act (fixture, "win.go-to", "contacts");
  g_assert_true (drop_file (fixture, GTK_WIDGET (CRM_LIST_PAGE (get_page (fixture))->stack),
                            "anna.vcf", CARD));
  await_dialog (fixture, CRM_TYPE_IMPORT_DIALOG);
  close_dialog (fixture);
}

static void
test_drop_on_card (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *name = g_strdup_printf ("company:%" G_GINT64_FORMAT, fixture->orion);
  g_autofree char *of_orion = g_strdup_printf (
      "contact WHERE name = 'Anna Kowalska' AND company = %" G_GINT64_FORMAT, fixture->orion);
  g_autofree char *event = g_strdup_printf (
      "activity WHERE title = 'Demo of windows' AND company = %" G_GINT64_FORMAT, fixture->orion);

  act (fixture, "win.open-record", name);
  app_settle (300);
  g_assert_true (CRM_IS_RECORD_PAGE (get_page (fixture)));
  g_assert_true (drop_file (fixture, app_find (get_page (fixture), GTK_TYPE_LABEL, "Orion"),
                            "anna.vcf", CARD));
  take (fixture, of_orion);
  g_assert_true (drop_file (fixture, app_find (get_page (fixture), GTK_TYPE_LABEL, "Orion"),
                            "demo.ics", EVENT));
  take (fixture, event);
  /* What is nothing more is attached at once. */
  g_assert_true (drop_file (fixture, app_find (get_page (fixture), GTK_TYPE_LABEL, "Orion"),
                            "scan.pdf", "%PDF-1.4"));
  expect (fixture, "file WHERE name = 'scan.pdf'");
}

/* --- Pasting, by the keyboard */

static GdkClipboard *
get_clipboard (Fixture *fixture)
{
  return gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
}

static void
copy_picture (Fixture *fixture)
{
  static const guint8 pixels[4 * 4 * 4] = { 0 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GdkTexture) picture = gdk_memory_texture_new (4, 4, GDK_MEMORY_R8G8B8A8, bytes, 4 * 4);

  gdk_clipboard_set_texture (get_clipboard (fixture), picture);
}

static void
press_paste (Fixture *fixture)
{
  app_settle (100);
  form_press_key ("ctrl+v");
  app_settle (300);
}

static void
paste_text (Fixture *fixture, const char *text)
{
  gdk_clipboard_set_text (get_clipboard (fixture), text);
  press_paste (fixture);
}

static void
test_paste_anywhere (Fixture *fixture, gconstpointer unused)
{
  static const char *const sections[] = { "today", "deals", "calendar" };

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++) {
    g_test_message ("%s", sections[i]);
    act (fixture, "win.go-to", sections[i]);
    paste_text (fixture, SIGNATURE);
    take (fixture, "contact WHERE name = 'Anna Kowalska' AND post = 'Head of Sales'");
    paste_text (fixture, CARD);
    take (fixture, "contact WHERE name = 'Anna Kowalska' AND email = 'anna@vega.example'");
    paste_text (fixture, EVENT);
    take (fixture, "activity WHERE title = 'Demo of windows'");
    copy_picture (fixture);
    press_paste (fixture);
    take (fixture, "file WHERE name LIKE 'Picture %.png'");
  }
}

static void
test_paste_in_list (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *attached =
      g_strdup_printf ("file WHERE name LIKE 'Picture %%.png' AND subject = %" G_GINT64_FORMAT,
                       crm_subject_make (crm_entity_find ("company"), fixture->orion));
  CrmListPage *list;

  act (fixture, "win.go-to", "companies");
  list = CRM_LIST_PAGE (get_page (fixture));
  app_settle (300);
  gtk_widget_grab_focus (GTK_WIDGET (list->column_view));
  paste_text (fixture, "Name\tCity\nVega\tKyiv\nLira\tLviv\n");
  await_dialog (fixture, CRM_TYPE_IMPORT_DIALOG);
  close_dialog (fixture);
  gtk_widget_grab_focus (GTK_WIDGET (list->column_view));
  paste_text (fixture, "Vega\nLira\nLyra\n");
  await_dialog (fixture, CRM_TYPE_IMPORT_DIALOG);
  close_dialog (fixture);
  gtk_widget_grab_focus (GTK_WIDGET (list->column_view));
  paste_text (fixture, SIGNATURE);
  take (fixture, "contact WHERE name = 'Anna Kowalska'");
  gtk_widget_grab_focus (GTK_WIDGET (list->column_view));
  paste_text (fixture, CARD);
  take (fixture, "contact WHERE name = 'Anna Kowalska'");
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (list->selection), 0, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (list->column_view));
  copy_picture (fixture);
  press_paste (fixture);
  take (fixture, attached);
  gtk_widget_grab_focus (GTK_WIDGET (list->column_view));
  paste_text (fixture, "Call Petrenko tomorrow");
  await_dialog (fixture, CRM_TYPE_QUICK_DIALOG);
  close_dialog (fixture);
}

/* A screenshot is attached to the record one looks at; a field takes its text itself. */
static void
test_paste_on_card (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *name = g_strdup_printf ("company:%" G_GINT64_FORMAT, fixture->orion);
  g_autofree char *of_orion = g_strdup_printf (
      "contact WHERE name = 'Anna Kowalska' AND company = %" G_GINT64_FORMAT, fixture->orion);
  CrmFieldRow *row;

  act (fixture, "win.open-record", name);
  app_settle (300);
  copy_picture (fixture);
  press_paste (fixture);
  expect (fixture, "file WHERE name LIKE 'Picture %.png'");
  app_settle (300);
  gdk_clipboard_set_text (get_clipboard (fixture), CARD);
  press_paste (fixture);
  take (fixture, of_orion);
  row = form_find_row (fixture->window, "City");
  gtk_widget_grab_focus (app_find_type (row, GTK_TYPE_TEXT));
  paste_text (fixture, "Lviv");
  form_wait_shown (row, "Lviv");
  g_assert_null (app_find_type (fixture->window, CRM_TYPE_BRING_DIALOG));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/window-brings/" name, Fixture, GINT_TO_POINTER (1200), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);

  ADD ("drop-anywhere", test_drop_anywhere);
  ADD ("drop-on-list", test_drop_on_list);
  ADD ("drop-on-card", test_drop_on_card);
  ADD ("paste-anywhere", test_paste_anywhere);
  ADD ("paste-in-list", test_paste_in_list);
  ADD ("paste-on-card", test_paste_on_card);

  return g_test_run ();
}
