/* A company file, a workspace and a window for tests of pages. */
#include "config.h"

#include "app-fixture.h"
#include "crm-dragged.h"
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
  load_style ();
  /* The buttons of a window are those of GNOME; X11 alone would add two. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                "gtk-decoration-layout", "appmenu:close", NULL);
}

void
app_fixture_set_up (AppFixture *fixture, gconstpointer country)
{
  record_fixture_set_up (&fixture->record, country);
  fixture->workspace = crm_workspace_new (fixture->record.store);
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

void
app_fixture_tear_down (AppFixture *fixture, gconstpointer country)
{
  g_clear_pointer (&fixture->window, gtk_window_destroy);
  app_settle (50);
  g_assert_finalize_object (fixture->workspace);
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
