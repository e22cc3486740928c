/* Files: dropped on the page, listed, looked at, taken as the value of a field. */
#include "config.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "crm-attachment.h"
#include "crm-error.h"
#include "crm-file-content.h"
#include "crm-file-list.h"
#include "crm-file-row.h"
#include "crm-preview-dialog.h"
#include "crm-preview.h"
#include "form-fixture.h"

typedef struct {
  AppFixture base;
  char *folder;
  char *reported;
} FilesFixture;

static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, FilesFixture *fixture)
{
  g_set_str (&fixture->reported, text);
}

static void
set_up (FilesFixture *fixture, gconstpointer country)
{
  app_fixture_set_up (&fixture->base, country);
  fixture->folder = g_dir_make_tmp ("voronka-files-XXXXXX", NULL);
  g_signal_connect (fixture->base.workspace, "reported", G_CALLBACK (reported_cb), fixture);
}

static void
tear_down (FilesFixture *fixture, gconstpointer country)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
    g_remove (path);
  }
  g_rmdir (fixture->folder);
  app_fixture_tear_down (&fixture->base, country);
  g_free (fixture->folder);
  g_free (fixture->reported);
}

static char *
make_pdf (FilesFixture *fixture, const char *name, int n_pages)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 595, 842);
  cairo_t *cairo = cairo_create (surface);

  for (int i = 0; i < n_pages; i++) {
    cairo_rectangle (cairo, 100, 100, 300, 50);
    cairo_fill (cairo);
    cairo_show_page (cairo);
  }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return path;
}

static char *
make_png (FilesFixture *fixture, const char *name)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 64, 32);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return path;
}

/* Of several the desktop asks the one that takes files. */
static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_DROP_TARGET (controller) &&
        gdk_content_formats_contain_gtype (
            gtk_drop_target_get_formats (GTK_DROP_TARGET (controller)), GDK_TYPE_FILE_LIST))
      return GTK_DROP_TARGET (controller);
  }
  return NULL;
}

/* What the desktop does when files are dropped on a widget. */
static void
drop (GtkWidget *widget, const char *const *paths)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GtkDropTarget *target = find_drop_target (widget);
  gboolean taken = FALSE;

  g_assert_nonnull (target);
  for (; *paths != NULL; paths++)
    g_ptr_array_add (files, g_file_new_for_path (*paths));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array ((GFile **) files->pdata, files->len));
  g_signal_emit_by_name (target, "drop", &value, 1.0, 1.0, &taken);
  g_assert_true (taken);
}

typedef struct {
  FilesFixture *fixture;
  gint64 id;
  gint64 count;
} Counted;

static gboolean
is_counted (gpointer data)
{
  Counted *counted = data;
  g_autoptr (CrmQuery) query = crm_file_list_make_query (crm_entity_find ("company"), counted->id);
  return crm_query_count (query, crm_workspace_get_reader (counted->fixture->base.workspace),
                          NULL) == counted->count;
}

static void
wait_count (FilesFixture *fixture, gint64 id, gint64 count)
{
  Counted counted = { fixture, id, count };
  g_assert_true (app_wait_for (is_counted, &counted));
}

static gboolean
has_rows (gpointer data)
{
  return app_find (data, GTK_TYPE_LABEL, "two pages.pdf") != NULL &&
         app_find (data, GTK_TYPE_LABEL, "<b>.png") != NULL;
}

static gboolean
has_picture (gpointer data)
{
  GtkWidget *dialog = app_find_type (data, CRM_TYPE_PREVIEW_DIALOG);
  GtkWidget *picture = dialog != NULL ? app_find_type (dialog, GTK_TYPE_PICTURE) : NULL;
  return picture != NULL && gtk_picture_get_paintable (GTK_PICTURE (picture)) != NULL;
}

static gboolean
is_second_page (gpointer data)
{
  return app_find (data, GTK_TYPE_LABEL, "2 of 2") != NULL;
}

static void
show_files_tab (CrmRecordPage *page)
{
  GtkWidget *views = app_find_type (page, ADW_TYPE_VIEW_STACK);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (views), "files");
  app_settle (100);
}

static void
test_dropped_and_shown (FilesFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->base.record, "company", "name", "Orion", NULL);
  g_autofree char *pdf = make_pdf (fixture, "two pages.pdf", 2);
  g_autofree char *png = make_png (fixture, "<b>.png");
  const char *const paths[] = { pdf, png, NULL };
  CrmRecordPage *page = form_show (&fixture->base, "company", id, 900, 700);
  GtkWidget *dialog;

  show_files_tab (page);
  app_picture (fixture->base.window, "files-empty");
  drop (app_find_type (page, GTK_TYPE_STACK), paths);
  wait_count (fixture, id, 2);
  g_assert_true (app_wait_for (has_rows, page));
  app_settle (300);
  app_picture (fixture->base.window, "files");
  for (guint i = 0; i < 2 && !has_picture (fixture->base.window); i++) {
    g_autoptr (GtkWidget) list = g_object_ref (app_find (page, GTK_TYPE_LIST_VIEW, "Files"));
    /* The list is in the order of names: "<b>.png" comes first. */
    g_signal_emit_by_name (list, "activate", 1);
    g_assert_true (app_wait_for (has_picture, fixture->base.window));
  }
  app_picture (fixture->base.window, "preview");
  dialog = app_find_type (fixture->base.window, CRM_TYPE_PREVIEW_DIALOG);
  gtk_widget_activate_action (dialog, "preview.next", NULL);
  g_assert_true (app_wait_for (is_second_page, fixture->base.window));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  app_settle (100);

  g_assert_true (record_fixture_undo (&fixture->base.record));
  wait_count (fixture, id, 0);
}

static gboolean
is_reported (gpointer data)
{
  return ((FilesFixture *) data)->reported != NULL;
}

static void
test_refuses (FilesFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->base.record, "company", "name", "Orion", NULL);
  g_autofree char *png = make_png (fixture, "ok.png");
  g_autofree char *large = g_build_filename (fixture->folder, "large.bin", NULL);
  const char *const paths[] = { large, fixture->folder, png, NULL };
  g_autoptr (GError) error = NULL;
  FILE *file = fopen (large, "w");
  CrmRecordPage *page;

  /* Sparse: it takes no room. */
  g_assert_cmpint (ftruncate (fileno (file), CRM_FILE_MOST_BYTES + 1), ==, 0);
  fclose (file);
  page = form_show (&fixture->base, "company", id, 900, 700);
  drop (app_find_type (page, GTK_TYPE_STACK), paths);
  g_assert_true (app_wait_for (is_reported, fixture));
  g_assert_nonnull (strstr (fixture->reported, "“large.bin” is larger than 100 MB"));
  g_assert_nonnull (strstr (fixture->reported, "is not a file"));
  /* What could be attached is. */
  wait_count (fixture, id, 1);
}

static gboolean
has_logo (gpointer data)
{
  FilesFixture *fixture = data;
  g_autofree char *logo = form_dup_stored (&fixture->base, "company", 1, "logo");
  return g_strcmp0 (logo, "logo.png") == 0;
}

static void
press (gpointer root, const char *name)
{
  GtkWidget *button = app_find (root, GTK_TYPE_BUTTON, name);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_field (FilesFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->base.record, "company", "name", "Orion", "director",
                                  "Anna", NULL);
  g_autofree char *png = make_png (fixture, "logo.png");
  const char *const paths[] = { png, NULL };
  GtkWidget *page = GTK_WIDGET (form_show (&fixture->base, "company", id, 900, 700));
  GtkWidget *unfold;

  g_assert_cmpint (id, ==, 1);
  while ((unfold = app_find_type (page, ADW_TYPE_BUTTON_ROW)) != NULL &&
         g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (unfold)), "Show"))
    g_signal_emit_by_name (unfold, "activated");
  drop (GTK_WIDGET (form_find_row (page, "Logo")), paths);
  g_assert_true (app_wait_for (has_logo, fixture));
  app_settle (300);
  gtk_widget_grab_focus (GTK_WIDGET (form_find_row (page, "Logo")));
  app_picture (fixture->base.window, "logo");
  press (form_find_row (page, "Logo"), "Take Away");
  form_wait_stored (&fixture->base, "company", id, "logo", "");
}

/* --- Preview of what strangers send */

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;
  *kept = g_object_ref (result);
}

static gboolean
is_set (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static GdkTexture *
draw (GBytes *content, guint page, guint *n_pages, GError **error)
{
  g_autoptr (CrmPreview) preview = crm_preview_new (content);
  GAsyncResult *result = NULL;
  GdkTexture *texture;

  crm_preview_draw_async (preview, page, 100, NULL, drawn_cb, &result);
  g_assert_true (app_wait_for (is_set, &result));
  texture = crm_preview_draw_finish (preview, result, error);
  if (n_pages != NULL)
    *n_pages = crm_preview_get_n_pages (preview);
  g_object_unref (result);
  return texture;
}

static void
test_preview_draws (FilesFixture *fixture, gconstpointer country)
{
  g_autofree char *pdf = make_pdf (fixture, "three.pdf", 3);
  g_autofree char *png = make_png (fixture, "a.png");
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) image = NULL;
  g_autoptr (GdkTexture) page = NULL;
  g_autoptr (GdkTexture) picture = NULL;
  g_autoptr (GError) error = NULL;
  guint n_pages;
  gsize size;

  g_file_get_contents (pdf, &data, &size, NULL);
  bytes = g_bytes_new_take (g_steal_pointer (&data), size);
  page = draw (bytes, 2, &n_pages, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpint (gdk_texture_get_width (page), ==, 595 * 96 / 72);
  g_file_get_contents (png, &data, &size, NULL);
  image = g_bytes_new_take (g_steal_pointer (&data), size);
  picture = draw (image, 0, &n_pages, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_pages, ==, 1);
  g_assert_cmpint (gdk_texture_get_width (picture), ==, 64);
}

/* A PNG's head that claims a billion dots a side. */
static const char huge_png[] =
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x3b\x9a\xca\0\x3b\x9a\xca\0\x08\x02\0\0"
    "\0\0\0\0\0";

static void
test_preview_refuses (FilesFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *data;
    gsize size;
  } cases[] = {
    { "%PDF-1.7\nnothing", 16 },       { "not a picture at all", 20 },   { "", 0 },
    { huge_png, sizeof huge_png - 1 }, { "GIF89a\xff\xff\xff\xff", 10 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].data, cases[i].size);
    g_autoptr (GError) error = NULL;
    g_assert_null (draw (bytes, 0, NULL, &error));
    g_assert_nonnull (error);
    g_test_message ("%s", error->message);
  }
}

static void
test_safe_names (FilesFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *name;
    const char *safe;
    gboolean program;
  } cases[] = {
    { "invoice.pdf", "invoice.pdf", FALSE }, { "../../etc/passwd", "_._.._etc_passwd", FALSE },
    { ".bashrc", "_bashrc", FALSE },         { "a\\b\u202egpj.exe", "a_b_gpj.exe", TRUE },
    { "run.desktop", "run.desktop", TRUE },  { "run.sh", "run.sh", TRUE },
    { "notes.txt", "notes.txt", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmRecord) file = crm_record_new (crm_entity_find ("file"));
    g_autofree char *safe = NULL;
    crm_record_set_text (file, "name", cases[i].name);
    safe = crm_attachment_dup_safe_name (file);
    g_assert_cmpstr (safe, ==, cases[i].safe);
    g_assert_cmpint (crm_attachment_is_program (file), ==, cases[i].program);
  }
}

static void
test_export (FilesFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) file = crm_record_new (crm_entity_find ("file"));
  g_autoptr (GBytes) content = g_bytes_new_static ("secret", 6);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) copy = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  GStatBuf status;

  crm_record_set_text (file, "name", "a/b.txt");
  copy = crm_attachment_export (fixture->base.workspace, file, content, &error);
  g_assert_no_error (error);
  path = g_file_get_path (copy);
  folder = g_path_get_dirname (path);
  g_assert_true (g_str_has_suffix (path, "/a_b.txt"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0400);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  /* The copy goes with the workspace. */
  g_object_set_data (G_OBJECT (fixture->base.workspace), "crm-exports", NULL);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, FilesFixture, NULL, set_up, func, tear_down)
  ADD ("/files/dropped-and-shown", test_dropped_and_shown);
  ADD ("/files/refuses", test_refuses);
  ADD ("/files/field", test_field);
  ADD ("/files/safe-names", test_safe_names);
  ADD ("/files/export", test_export);
  ADD ("/preview/draws", test_preview_draws);
  ADD ("/preview/refuses", test_preview_refuses);
  return g_test_run ();
}
