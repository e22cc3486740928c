/* A section that is seen in several ways. */
#include "config.h"

#include "crm-views-page.h"

#include <glib/gi18n.h>

typedef struct {
  char *name;  /* owned */
  char *label; /* owned */
  char *icon;  /* owned */
  CrmViewCreate create;
  gpointer data; /* owned with @destroy */
  GDestroyNotify destroy;
  AdwNavigationPage *page; /* borrowed; NULL until it is first looked at, as is the following */
  AdwToggleGroup *switcher;
} View;

struct _CrmViewsPage {
  AdwNavigationPage parent_instance;

  GSettings *settings; /* owned */
  char *key;           /* owned */
  GPtrArray *views;    /* owned; View */
  GtkStack *stack;     /* borrowed */
};

G_DEFINE_FINAL_TYPE (CrmViewsPage, crm_views_page, ADW_TYPE_NAVIGATION_PAGE)

static void
free_view (gpointer data)
{
  View *view = data;

  if (view->destroy != NULL)
    view->destroy (view->data);
  g_free (view->name);
  g_free (view->label);
  g_free (view->icon);
  g_free (view);
}

static View *
find_view (CrmViewsPage *self, const char *name)
{
  for (guint i = 0; i < self->views->len; i++) {
    View *view = self->views->pdata[i];
    if (g_strcmp0 (view->name, name) == 0)
      return view;
  }
  return NULL;
}

static void
chosen_cb (AdwToggleGroup *group, GParamSpec *pspec, gpointer user_data)
{
  crm_views_page_show (user_data, adw_toggle_group_get_active_name (group));
}

/* Every view has one of its own, which always shows that view. */
static AdwToggleGroup *
new_switcher (CrmViewsPage *self, const View *shown)
{
  AdwToggleGroup *group = ADW_TOGGLE_GROUP (adw_toggle_group_new ());

  for (guint i = 0; i < self->views->len; i++) {
    const View *view = self->views->pdata[i];
    AdwToggle *toggle = adw_toggle_new ();

    adw_toggle_set_name (toggle, view->name);
    adw_toggle_set_icon_name (toggle, view->icon);
    adw_toggle_set_tooltip (toggle, view->label);
    adw_toggle_group_add (group, toggle);
  }
  adw_toggle_group_set_active_name (group, shown->name);
  gtk_widget_set_valign (GTK_WIDGET (group), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (group), "crm-views");
  gtk_accessible_update_property (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("View"),
                                  -1);
  g_signal_connect (group, "notify::active-name", G_CALLBACK (chosen_cb), self);
  return group;
}

static void
reset_switcher (CrmViewsPage *self, const View *view)
{
  if (view->switcher == NULL)
    return;
  g_signal_handlers_block_by_func (view->switcher, chosen_cb, self);
  adw_toggle_group_set_active_name (view->switcher, view->name);
  g_signal_handlers_unblock_by_func (view->switcher, chosen_cb, self);
}

static void
crm_views_page_dispose (GObject *object)
{
  CrmViewsPage *self = CRM_VIEWS_PAGE (object);

  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->views, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_views_page_parent_class)->dispose (object);
}

static void
crm_views_page_class_init (CrmViewsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_views_page_dispose;
}

static void
crm_views_page_init (CrmViewsPage *self)
{
  self->views = g_ptr_array_new_with_free_func (free_view);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), GTK_WIDGET (self->stack));
}

/**
 * crm_views_page_new:
 * @title: of the page
 * @settings: of the program
 * @key: where the name of the view looked at last is kept
 *
 * Returns: (transfer floating): a page without views
 */
CrmViewsPage *
crm_views_page_new (const char *title, GSettings *settings, const char *key)
{
  CrmViewsPage *self = g_object_new (CRM_TYPE_VIEWS_PAGE, "title", title, NULL);

  self->settings = g_object_ref (settings);
  self->key = g_strdup (key);
  return self;
}

/**
 * crm_views_page_add:
 * @self: a page
 * @name: of the view
 * @label: of the view, translated
 * @icon: of the view
 * @create: makes it when it is first looked at
 * @data: for @create
 * @destroy: (nullable): frees @data
 *
 * After the last one crm_views_page_show() is called.
 */
void
crm_views_page_add (CrmViewsPage *self, const char *name, const char *label, const char *icon,
                    CrmViewCreate create, gpointer data, GDestroyNotify destroy)
{
  View *view = g_new0 (View, 1);

  view->name = g_strdup (name);
  view->label = g_strdup (label);
  view->icon = g_strdup (icon);
  view->create = create;
  view->data = data;
  view->destroy = destroy;
  g_ptr_array_add (self->views, view);
}

/**
 * crm_views_page_show:
 * @self: a page
 * @name: (nullable): of a view; %NULL or one that is not there: the one looked at last
 */
void
crm_views_page_show (CrmViewsPage *self, const char *name)
{
  g_autofree char *last = g_settings_get_string (self->settings, self->key);
  View *view = find_view (self, name);

  if (view == NULL)
    view = find_view (self, last);
  if (view == NULL)
    view = self->views->pdata[0];
  if (view->page == NULL) {
    view->switcher = new_switcher (self, view);
    view->page = view->create (view->data, GTK_WIDGET (view->switcher));
    gtk_stack_add_named (self->stack, GTK_WIDGET (view->page), view->name);
  }
  gtk_stack_set_visible_child_name (self->stack, view->name);
  for (guint i = 0; i < self->views->len; i++)
    reset_switcher (self, self->views->pdata[i]);
  g_settings_set_string (self->settings, self->key, view->name);
}

/**
 * crm_views_page_get_view:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the view looked at
 */
AdwNavigationPage *
crm_views_page_get_view (CrmViewsPage *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->stack);

  return child != NULL ? ADW_NAVIGATION_PAGE (child) : NULL;
}
