/* Saved views of a list: the drop-down that opens, saves and arranges them. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-announcement.h"
#include "crm-columns-memory.h"
#include "crm-columns-order.h"
#include "crm-list-views-private.h"
#include "crm-saved-view.h"

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("saved_view");
}

static GActionMap *
get_actions (CrmListPage *self)
{
  return g_object_get_data (G_OBJECT (self), "crm-view-actions");
}

static GSimpleAction *
find_action (CrmListPage *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (get_actions (self), name));
}

/* --- What a list looks like, as text */

/* To which record the list belongs is no part of it: the view is for the pages of all. */
char *
crm_list_page_dup_view_query (CrmListPage *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autoptr (CrmQuery) all = NULL;
  g_autoptr (CrmQuery) filtered = NULL;
  g_autoptr (CrmQuery) searched = NULL;
  g_autoptr (CrmQuery) sorted = NULL;

  if (self->of_all)
    return crm_query_to_text (self->asked, reader);
  all = crm_query_new (self->entity);
  filtered = crm_filter_bar_apply (self->filter_bar, all);
  searched = crm_query_search (filtered, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  sorted = crm_columns_sort_query (self->columns, searched);
  return crm_query_to_text (sorted, reader);
}

/* What tells one view from another: of columns which and in what order, not how wide. */
static char *
dup_state (CrmListPage *self)
{
  g_autofree char *query = crm_list_page_dup_view_query (self);
  g_autofree char *columns = crm_columns_to_text (self->columns, FALSE);

  return g_strjoin ("\n", query, columns,
                    self->grouping != NULL ? crm_grouping_get_text (self->grouping) : "", NULL);
}

static gboolean
is_modified (CrmListPage *self)
{
  g_autofree char *state = self->view_state != NULL ? dup_state (self) : NULL;
  return self->view != NULL && g_strcmp0 (state, self->view_state) != 0;
}

void
crm_list_page_remember_state (CrmListPage *self)
{
  g_free (self->view_state);
  self->view_state = dup_state (self);
}

/* --- The order of the list without a view */

void
crm_list_page_keep_order (CrmListPage *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (self->entity);
  g_autoptr (CrmQuery) sorted = crm_columns_sort_query (self->columns, all);
  g_autofree char *text = crm_query_to_text (sorted, crm_workspace_get_reader (self->workspace));

  crm_columns_memory_write_order (self->memory, text);
}

/* NULL: it was left as it comes. What it was sorted by may be gone. */
static CrmQuery *
read_order (CrmListPage *self)
{
  g_autofree char *text = crm_columns_memory_read_order (self->memory);
  g_autoptr (CrmQuery) query =
      text != NULL
          ? crm_query_from_text (text, crm_workspace_get_reader (self->workspace), NULL, NULL)
          : NULL;

  if (query == NULL || crm_query_get_entity (query) != self->entity)
    return NULL;
  return g_steal_pointer (&query);
}

/* --- The drop-down */

static char *
dup_menu_label (CrmRecord *view)
{
  /* A view's underline is no mnemonic. */
  g_auto (GStrv) parts = g_strsplit (crm_record_get_title (view), "_", -1);
  g_autofree char *name = g_strjoinv ("__", parts);

  if (crm_record_get_integer (view, "opens_first") == 0)
    return g_steal_pointer (&name);
  /* Translators: %s is the name of a saved view that a list opens with */
  return g_strdup_printf (_ ("%s (opens first)"), name);
}

static void
append_view (GMenu *menu, const char *label, gint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "view.open", "x", id);
  g_menu_append_item (menu, item);
}

static void
fill_menu (CrmListPage *self)
{
  g_autoptr (GMenu) all = g_menu_new ();
  g_autoptr (GMenu) mine = g_menu_new ();
  g_autoptr (GMenu) work = g_menu_new ();
  g_autoptr (GMenu) traits = g_menu_new ();

  g_menu_remove_all (self->views_menu);
  append_view (all, C_ ("saved view", "_All"), 0);
  for (guint i = 0; i < self->views->len; i++) {
    CrmRecord *view = self->views->pdata[i];
    g_autofree char *label = dup_menu_label (view);
    append_view (crm_record_is_empty (view, "owner") ? all : mine, label, crm_record_get_id (view));
  }
  g_menu_append (work, _ ("_Save"), "view.save");
  g_menu_append (work, _ ("Save _As…"), "view.save-as");
  g_menu_append (work, _ ("_Rename…"), "view.rename");
  g_menu_append (work, _ ("_Delete View"), "view.delete");
  g_menu_append (traits, _ ("For _Everyone"), "view.shared");
  g_menu_append (traits, _ ("_Opens First"), "view.first");
  g_menu_append_section (self->views_menu, NULL, G_MENU_MODEL (all));
  if (g_menu_model_get_n_items (G_MENU_MODEL (mine)) > 0)
    g_menu_append_section (self->views_menu, _ ("Only Mine"), G_MENU_MODEL (mine));
  g_menu_append_section (self->views_menu, NULL, G_MENU_MODEL (work));
  g_menu_append_section (self->views_menu, NULL, G_MENU_MODEL (traits));
}

void
crm_list_page_show_view (CrmListPage *self)
{
  const char *name =
      self->view != NULL ? crm_record_get_title (self->view) : C_ ("saved view", "All");
  gboolean modified = is_modified (self);
  gboolean can_write = crm_store_is_writable (crm_workspace_get_store (self->workspace));
  gboolean has_view = self->view != NULL && can_write;
  g_autofree char *text = NULL;
  g_autofree char *described = NULL;

  /* Translators: %s is the name of a saved view; the dot says that the list is not as it was saved
   */
  text = modified ? g_strdup_printf (_ ("%s •"), name) : g_strdup (name);
  described = modified
                  /* Translators: for screen readers: %s is the name of a saved view */
                  ? g_strdup_printf (_ ("View: %s, modified"), name)
                  /* Translators: for screen readers: %s is the name of a saved view */
                  : g_strdup_printf (_ ("View: %s"), name);
  gtk_label_set_text (self->view_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->views_button), described);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->views_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, described, -1);
  g_simple_action_set_state (
      find_action (self, "open"),
      g_variant_new_int64 (self->view != NULL ? crm_record_get_id (self->view) : 0));
  g_simple_action_set_enabled (find_action (self, "save"), has_view && modified);
  g_simple_action_set_enabled (find_action (self, "save-as"), can_write);
  g_simple_action_set_enabled (find_action (self, "rename"), has_view);
  g_simple_action_set_enabled (find_action (self, "delete"), has_view);
  g_simple_action_set_enabled (find_action (self, "first"), has_view);
  g_simple_action_set_enabled (find_action (self, "shared"),
                               has_view && crm_workspace_get_me (self->workspace) != 0);
  g_simple_action_set_state (
      find_action (self, "shared"),
      g_variant_new_boolean (self->view != NULL && crm_record_is_empty (self->view, "owner")));
  g_simple_action_set_state (
      find_action (self, "first"),
      g_variant_new_boolean (self->view != NULL &&
                             crm_record_get_integer (self->view, "opens_first") != 0));
}

/* The list is asked for something else, or its columns are others. */
void
crm_list_page_view_touched (CrmListPage *self)
{
  if (self->views != NULL && !self->opening_view)
    crm_list_page_show_view (self);
}

/* --- Opening */

static CrmQuery *
read_query (CrmListPage *self, GPtrArray *problems)
{
  const char *text = self->view != NULL ? crm_record_get_text (self->view, "query") : NULL;
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  CrmQuery *query = NULL;

  if (text != NULL)
    query = crm_query_from_text (text, reader, problems, NULL);
  if (query != NULL && crm_query_get_entity (query) != self->entity)
    g_clear_pointer (&query, crm_query_unref);
  return query != NULL ? query : crm_query_new (self->entity);
}

static void
show_columns (CrmListPage *self, GPtrArray *problems)
{
  const char *text = self->view != NULL ? crm_record_get_text (self->view, "columns") : NULL;

  if (text != NULL)
    crm_columns_set_text (self->columns, text, problems);
  else {
    crm_columns_remember (self->columns, self->memory);
    if (self->within)
      crm_columns_hide_fixed (self->columns, self->query);
  }
}

static void
show_grouping (CrmListPage *self, GPtrArray *problems)
{
  const char *text = self->view != NULL ? crm_record_get_text (self->view, "grouped_by") : NULL;
  g_autofree char *kept =
      self->view == NULL ? crm_columns_memory_read_grouping (self->memory) : NULL;
  g_autoptr (CrmGrouping) grouping = NULL;
  g_autoptr (GError) error = NULL;

  if (self->view == NULL)
    text = kept;
  if (text != NULL && text[0] != '\0')
    grouping = crm_grouping_new (self->entity, text, &error);
  if (error != NULL)
    g_ptr_array_add (problems, g_strdup (error->message));
  crm_list_page_group_by (self, grouping != NULL ? text : "");
}

static void
show_problems (CrmListPage *self, GPtrArray *problems)
{
  g_autofree char *joined = NULL;
  g_autofree char *text = NULL;

  adw_banner_set_revealed (self->view_banner, problems->len > 0);
  if (problems->len == 0)
    return;
  g_ptr_array_add (problems, NULL);
  joined = g_strjoinv (" · ", (char **) problems->pdata);
  /* Translators: a saved view asks for fields that were deleted; %s says which */
  text = g_strdup_printf (_ ("Part of this view is no more, the rest is shown. %s"), joined);
  adw_banner_set_title (self->view_banner, text);
}

static void
open_view (CrmListPage *self, CrmRecord *view)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (CrmQuery) order = NULL;

  self->opening_view = TRUE;
  g_set_object (&self->view, view);
  query = read_query (self, problems);
  crm_filter_bar_set_query (self->filter_bar, query);
  crm_list_page_show_search (self, crm_query_get_search (query));
  show_columns (self, problems);
  order = self->view == NULL ? read_order (self) : NULL;
  crm_columns_show_order (self->columns, order != NULL ? order : query);
  show_grouping (self, problems);
  crm_list_page_ask (self);
  self->opening_view = FALSE;
  crm_list_page_remember_state (self);
  crm_list_page_show_view (self);
  show_problems (self, problems);
}

CrmRecord *
crm_list_page_find_view (CrmListPage *self, gint64 id)
{
  for (guint i = 0; i < self->views->len; i++)
    if (crm_record_get_id (self->views->pdata[i]) == id)
      return self->views->pdata[i];
  return NULL;
}

/**
 * crm_list_page_open_view:
 * @self: a list page
 * @id: of a saved view of its entity; 0: the list as it is without
 */
void
crm_list_page_open_view (CrmListPage *self, gint64 id)
{
  g_return_if_fail (CRM_IS_LIST_PAGE (self));
  if (self->views != NULL)
    open_view (self, crm_list_page_find_view (self, id));
}

/* --- Actions */

static void
open_cb (GSimpleAction *action, GVariant *value, CrmListPage *self)
{
  crm_list_page_open_view (self, g_variant_get_int64 (value));
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, CrmListPage *self)
{
  crm_list_page_save_view (self);
}

static void
save_as_cb (GSimpleAction *action, GVariant *parameter, CrmListPage *self)
{
  crm_list_page_name_view (self, 0, "");
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, CrmListPage *self)
{
  crm_list_page_name_view (self, crm_record_get_id (self->view), crm_record_get_title (self->view));
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, CrmListPage *self)
{
  g_autofree char *label =
      g_strdup_printf (_ ("Delete view “%s”"), crm_record_get_title (self->view));
  CrmChange *change = crm_workspace_begin (self->workspace, label);

  crm_change_delete (change, get_entity (), crm_record_get_id (self->view));
  crm_workspace_commit_and_say (self->workspace, change, _ ("View deleted"));
}

static void
shared_cb (GSimpleAction *action, GVariant *value, CrmListPage *self)
{
  CrmChange *change = crm_workspace_begin (self->workspace, _ ("Change who sees a view"));
  CrmValue owner = CRM_VALUE_INIT;

  if (!g_variant_get_boolean (value))
    crm_value_set_integer (&owner, crm_workspace_get_me (self->workspace));
  crm_change_set (change, get_entity (), crm_record_get_id (self->view), "owner", &owner);
  crm_workspace_commit_and_say (self->workspace, change,
                                g_variant_get_boolean (value) ? _ ("Everyone sees this view now")
                                                              : _ ("Only you see this view now"));
}

static void
first_cb (GSimpleAction *action, GVariant *value, CrmListPage *self)
{
  CrmChange *change = crm_workspace_begin (self->workspace, _ ("Change which view opens first"));
  gboolean first = g_variant_get_boolean (value);

  crm_saved_view_set_first (change, self->views, self->view, first);
  crm_workspace_commit_and_say (self->workspace, change,
                                first ? _ ("The list opens with this view now")
                                      : _ ("The list opens without a view now"));
}

/* --- Following the file */

void
crm_list_page_read_views (CrmListPage *self)
{
  g_autoptr (GPtrArray) views =
      crm_saved_views_read (crm_workspace_get_reader (self->workspace), self->memory,
                            crm_workspace_get_me (self->workspace), NULL);

  g_clear_pointer (&self->views, g_ptr_array_unref);
  self->views =
      views != NULL ? g_steal_pointer (&views) : g_ptr_array_new_with_free_func (g_object_unref);
  fill_menu (self);
}

/* A view that goes leaves the list as it stands. */
static void
store_changed_cb (CrmListPage *self, CrmAnnouncement *announcement)
{
  if (!crm_announcement_touches (announcement, get_entity ()))
    return;
  crm_list_page_read_views (self);
  if (self->view != NULL)
    g_set_object (&self->view, crm_list_page_find_view (self, crm_record_get_id (self->view)));
  crm_list_page_show_view (self);
}

static void
add_action (GActionMap *map, GSimpleAction *action, const char *signal, GCallback callback,
            CrmListPage *self)
{
  g_signal_connect_object (action, signal, callback, self, 0);
  g_action_map_add_action (map, G_ACTION (action));
  g_object_unref (action);
}

/**
 * crm_list_page_add_views:
 * @self: a list page
 *
 * Once, when the page is made; a list of a section, or of what belongs to a record, then opens with
 * the view that opens first. What is behind a number has no views of its own.
 */
void
crm_list_page_add_views (CrmListPage *self)
{
  static const struct {
    const char *name;
    void (*activate) (GSimpleAction *, GVariant *, CrmListPage *);
  } plain[] = {
    { "save", save_cb }, { "save-as", save_as_cb }, { "rename", rename_cb }, { "delete", delete_cb }
  };
  static const struct {
    const char *name;
    void (*change) (GSimpleAction *, GVariant *, CrmListPage *);
  } traits[] = { { "shared", shared_cb }, { "first", first_cb } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GActionMap *map = G_ACTION_MAP (group);

  gtk_widget_set_visible (GTK_WIDGET (self->views_button), self->has_views);
  if (!self->has_views)
    return;
  add_action (map,
              g_simple_action_new_stateful ("open", G_VARIANT_TYPE_INT64, g_variant_new_int64 (0)),
              "change-state", G_CALLBACK (open_cb), self);
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    add_action (map, g_simple_action_new (plain[i].name, NULL), "activate",
                G_CALLBACK (plain[i].activate), self);
  for (gsize i = 0; i < G_N_ELEMENTS (traits); i++)
    add_action (map,
                g_simple_action_new_stateful (traits[i].name, NULL, g_variant_new_boolean (FALSE)),
                "change-state", G_CALLBACK (traits[i].change), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "view", G_ACTION_GROUP (group));
  g_object_set_data_full (G_OBJECT (self), "crm-view-actions", g_object_ref (group),
                          g_object_unref);
  crm_list_page_read_views (self);
  g_signal_connect_object (crm_workspace_get_store (self->workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  open_view (self, crm_saved_views_find_first (self->views));
}
