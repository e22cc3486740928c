/* A company file, a workspace and a window for tests of pages. */
#include "config.h"

#include "app-fixture.h"
#include "crm-accessible.h"
#include "crm-document.h"
#include "crm-drafts.h"
#include "crm-dragged.h"
#include "crm-throwaway.h"
#include "paths.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>

#define LONGEST_WAIT (10 * G_USEC_PER_SEC)

#define RESOURCES "/io/github/voronka_crm/Voronka/"

/* What an AdwApplication brings to its windows by itself. */
static void
load_style (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, RESOURCES "style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), RESOURCES "icons");
}

void
app_test_init (int *argc, char ***argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  gtk_test_init (argc, argv);
  /* It has set the locale to English; pictures are looked at in other languages as well. */
  if (g_getenv ("VORONKA_TEST_LOCALE") != NULL)
    setlocale (LC_ALL, g_getenv ("VORONKA_TEST_LOCALE"));
  adw_init ();
  crm_accessible_init ();
  load_style ();
  /* The buttons of a window are those of GNOME; X11 alone would add two. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                "gtk-decoration-layout", "appmenu:close", NULL);
}

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, AppFixture *fixture)
{
  g_set_str (&fixture->said, text);
}

void
app_fixture_set_up (AppFixture *fixture, gconstpointer country)
{
  record_fixture_set_up (&fixture->record, country);
  fixture->workspace = crm_workspace_new (fixture->record.store);
  g_signal_connect (fixture->workspace, "said", G_CALLBACK (said_cb), fixture);
}

CrmWindow *
app_fixture_show_window (AppFixture *fixture, int width, int height)
{
  CrmWindow *window = crm_window_new (NULL);

  fixture->window = GTK_WINDOW (window);
  crm_window_show_workspace (window, fixture->workspace);
  gtk_window_set_default_size (fixture->window, width, height);
  gtk_window_present (fixture->window);
  app_settle (100);
  return window;
}

void
app_fixture_show (AppFixture *fixture, AdwNavigationPage *page, int width, int height)
{
  AdwNavigationView *view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());

  g_clear_pointer (&fixture->window, gtk_window_destroy);
  fixture->window = GTK_WINDOW (adw_window_new ());
  adw_navigation_view_push (view, page);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (view));
  gtk_window_set_default_size (fixture->window, width, height);
  gtk_window_present (fixture->window);
  app_settle (100);
}

static gboolean
wait_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

/* What was typed is noted a little later, as by a program that is closed. */
static void
write_drafts (AppFixture *fixture)
{
  crm_drafts_flush (crm_workspace_get_drafts (fixture->workspace));
  if (!crm_store_write (fixture->record.store, wait_func, NULL, NULL, NULL))
    g_test_message ("The file cannot be written any more");
  app_settle (20);
}

void
app_fixture_tear_down (AppFixture *fixture, gconstpointer country)
{
  g_clear_pointer (&fixture->window, gtk_window_destroy);
  app_settle (50);
  write_drafts (fixture);
  g_assert_finalize_object (fixture->workspace);
  g_clear_pointer (&fixture->said, g_free);
  record_fixture_tear_down (&fixture->record, country);
}

static void
quiet_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
}

void
app_settle (guint milliseconds)
{
  gboolean is_quiet = FALSE;

  g_timeout_add_once (milliseconds, quiet_cb, &is_quiet);
  while (!is_quiet)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

gboolean
app_wait_for (AppCondition condition, gpointer data)
{
  gint64 end = g_get_monotonic_time () + LONGEST_WAIT;

  while (!condition (data)) {
    if (g_get_monotonic_time () > end)
      return FALSE;
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  }
  return TRUE;
}

/* The label without the mark of its mnemonic. */
static gboolean
is_labelled (GtkButton *button, const char *name)
{
  const char *label = gtk_button_get_label (button);
  g_autoptr (GString) plain = g_string_new (label);

  if (gtk_button_get_use_underline (button))
    g_string_replace (plain, "_", "", 1);
  return label != NULL && g_strcmp0 (plain->str, name) == 0;
}

static gboolean
is_called (GtkWidget *widget, const char *name)
{
  g_autofree char *problem = NULL;

  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), name) == 0)
    return TRUE;
  if (GTK_IS_EDITABLE (widget) &&
      g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (widget)), name) == 0)
    return TRUE;
  if (GTK_IS_BUTTON (widget) && is_labelled (GTK_BUTTON (widget), name))
    return TRUE;
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), name) == 0)
    return TRUE;
  problem = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  return problem == NULL;
}

GtkWidget *
app_find (gpointer root, GType type, const char *name)
{
  GtkWidget *widget = GTK_WIDGET (root);

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (name == NULL || is_called (widget, name)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = app_find (child, type, name);
    if (found != NULL)
      return found;
  }
  return NULL;
}

GtkWidget *
app_find_type (gpointer root, GType type)
{
  return app_find (root, type, NULL);
}

typedef struct {
  gpointer root;
  GType type;
  const char *name;
  gboolean there;
} Expected;

static gboolean
is_as_expected (gpointer data)
{
  const Expected *expected = data;

  return (app_find (expected->root, expected->type, expected->name) != NULL) == expected->there;
}

GtkWidget *
app_expect (gpointer root, GType type, const char *name, gboolean there)
{
  Expected expected = { root, type, name, there };

  g_test_message ("%s", name);
  g_assert_true (app_wait_for (is_as_expected, &expected));
  return app_find (root, type, name);
}

void
app_press (gpointer root, const char *name)
{
  GtkWidget *button = app_expect (root, GTK_TYPE_BUTTON, name, TRUE);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

typedef struct {
  AppFixture *fixture;
  const char *condition;
} Wanted;

static gboolean
is_so (gpointer data)
{
  const Wanted *wanted = data;
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", wanted->condition);
  gint64 n = 0;

  g_assert_true (crm_database_query_integer (record_fixture_reader (&wanted->fixture->record), sql,
                                             0, &n, NULL));
  return n > 0;
}

void
app_expect_records (AppFixture *fixture, const char *condition)
{
  Wanted wanted = { fixture, condition };

  g_test_message ("%s", condition);
  g_assert_true (app_wait_for (is_so, &wanted));
}

void
app_settle_writes (AppFixture *fixture, guint milliseconds)
{
  for (int i = 0; i < 3; i++) {
    g_assert_true (crm_store_write (fixture->record.store, wait_func, NULL, NULL, NULL));
    app_settle (milliseconds);
  }
}

GtkWindow *
app_find_copy (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
    if (CRM_IS_WINDOW (window) && crm_window_is_copy (CRM_WINDOW (window)))
      return window;
  }
  return NULL;
}

static gboolean
is_copy_shown (gpointer data)
{
  return app_find_copy () != NULL;
}

GtkWindow *
app_await_copy (void)
{
  g_assert_true (app_wait_for (is_copy_shown, NULL));
  return app_find_copy ();
}

static gboolean
are_copies_gone (gpointer data)
{
  g_autofree char *folder = crm_throwaway_dup_folder ();
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);

  return files == NULL || g_dir_read_name (files) == NULL;
}

void
app_await_no_copies (void)
{
  g_assert_true (app_wait_for (are_copies_gone, NULL));
}

void
app_add_seller (AppFixture *fixture)
{
  record_fixture_add (&fixture->record, "company", "name", "ООО «Северный ветер»", "type",
                      "my_company", "country", "ru", "tax_number", "7707083893", "kpp", "770701001",
                      "legal_address", "101000, г. Москва, ул. Мира, 1", "director", "Иванов И. И.",
                      "accountant", "Петрова А. А.", NULL);
  record_fixture_add (&fixture->record, "bank_account", "company", "ООО «Северный ветер»",
                      "account", "40702810138250123017", "bic", "044525225", "bank",
                      "ПАО СБЕРБАНК г. Москва", "corr_account", "30101810400000000225", NULL);
}

gint64
app_add_draft (AppFixture *fixture, const char *kind, gint64 deal)
{
  g_autoptr (CrmChange) change = crm_change_new ("Draft", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  gint64 stand_in = crm_document_add_draft (change, record_fixture_reader (&fixture->record), kind,
                                            0, deal, &error);

  g_assert_no_error (error);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  return crm_change_get_id (change, stand_in);
}

void
app_picture (GtkWindow *window, const char *name)
{
  const char *folder = g_getenv ("VORONKA_TEST_PICTURES");
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot;
  int width = gtk_widget_get_width (GTK_WIDGET (window));
  int height = gtk_widget_get_height (GTK_WIDGET (window));

  if (folder == NULL || folder[0] == '\0')
    return;
  app_settle (200);
  paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL) /* nothing was drawn yet */
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_mkdir_with_parents (folder, 0755);
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (folder, file, NULL);
  gdk_texture_save_to_png (texture, path);
}

gboolean
app_drop (GtkWidget *widget, const char *entity, gint64 id, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_array_append_val (ids, id);
  g_value_init (&value, CRM_TYPE_DRAGGED);
  g_value_take_boxed (&value, crm_dragged_new (crm_entity_find (entity), ids));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    GdkContentFormats *formats = GTK_IS_DROP_TARGET (controller)
                                     ? gtk_drop_target_get_formats (GTK_DROP_TARGET (controller))
                                     : NULL;
    if (formats != NULL && gdk_content_formats_contain_gtype (formats, CRM_TYPE_DRAGGED))
      g_signal_emit_by_name (controller, "drop", &value, x, y, &taken);
  }
  g_value_unset (&value);
  app_settle (100);
  return taken;
}
