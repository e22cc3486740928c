/* The list of one entity. */
#include "config.h"

#include "crm-list-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-cell-editor.h"
#include "crm-columns-order.h"
#include "crm-late-menu.h"
#include "crm-list-actions.h"
#include "crm-list-drag.h"
#include "crm-list-page-private.h"
#include "crm-list-sort.h"
#include "crm-list-take.h"
#include "crm-record-trail.h"

#define LOOK_FOR_MIDNIGHT_S 60

G_DEFINE_FINAL_TYPE (CrmListPage, crm_list_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- The view that is shown: columns, or rows where it is narrow */

static GtkScrolledWindow *
get_scrolled_window (CrmListPage *self)
{
  return self->narrow ? self->rows_window : self->columns_window;
}

static void
attach_selection (CrmListPage *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);

  /* The view that is not shown has no list: it would keep widgets for rows nobody sees. */
  gtk_column_view_set_model (self->column_view, self->narrow ? NULL : model);
  gtk_list_view_set_model (self->list_view, self->narrow ? model : NULL);
}

static void
show_state (CrmListPage *self)
{
  CrmRecordList *list = crm_list_loader_get_list (self->loader);
  guint n_items = list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (list)) : 0;
  g_autofree char *error = NULL;
  const char *state = self->narrow ? "rows" : "columns";

  if (list != NULL)
    g_object_get (list, "error", &error, NULL);
  if (n_items == 0 && error != NULL) {
    g_autofree char *escaped = g_markup_escape_text (error, -1);
    adw_status_page_set_description (self->error_page, escaped);
    state = "error";
  } else if (n_items == 0 && crm_list_loader_is_answered (self->loader))
    state = crm_list_page_is_narrowed (self) ? "nothing" : "empty";
  gtk_stack_set_visible_child_name (self->stack, state);
}

static void
show_count (CrmListPage *self)
{
  CrmRecordList *list = crm_list_loader_get_list (self->loader);
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  guint n;

  /* While ids are being read the number would be a wrong one. */
  if (list == NULL || crm_record_list_get_loading (list))
    return;
  n = crm_record_list_get_n_records (list);
  number = crm_decimal_format (n, 0, 0, crm_number_style_local ());
  if (crm_list_page_is_narrowed (self))
    /* Translators: how many records were found; %s is a number */
    text = g_strdup_printf (ngettext ("%s found", "%s found", n), number);
  else
    /* Translators: how many records there are; %s is a number */
    text = g_strdup_printf (ngettext ("%s record", "%s records", n), number);
  adw_window_title_set_subtitle (self->window_title, text);
  gtk_label_set_text (self->count_label, text);
}

static void
update (CrmListPage *self)
{
  show_state (self);
  show_count (self);
}

/* --- Swapping lists */

static void
list_error_cb (CrmListPage *self)
{
  update (self);
}

static void
moved_cb (CrmListPage *self, guint position)
{
  crm_bitset_selection_carry (self->selection, position);
}

static gboolean
is_record (GListModel *model, guint position)
{
  return crm_record_list_get_id_at (CRM_RECORD_LIST (model), position) != 0;
}

static void
swapped_cb (CrmListPage *self, gboolean again)
{
  CrmRecordList *list = crm_list_loader_get_list (self->loader);
  g_autoptr (CrmListPlace) place =
      crm_list_place_take (self->selection, get_scrolled_window (self), again);

  g_signal_connect_object (list, "notify::error", G_CALLBACK (list_error_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::n-items", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_clear_object (&self->selection);
  self->selection = crm_bitset_selection_new (G_LIST_MODEL (list));
  if (crm_record_list_get_grouping (list) != NULL)
    crm_bitset_selection_set_can_select (self->selection, is_record);
  g_signal_connect_object (self->selection, "notify::n-selected",
                           G_CALLBACK (crm_list_page_update_actions), self, G_CONNECT_SWAPPED);
  attach_selection (self);
  crm_list_place_restore (g_steal_pointer (&place), self->selection, get_scrolled_window (self));
  crm_selection_bar_set_selection (self->selection_bar, self->selection);
  crm_list_page_update_actions (self);
  update (self);
}

static void
waiting_cb (CrmListPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), crm_list_loader_get_waiting (self->loader));
}

/* --- The question: what the page was made with, narrowed and sorted by the person */

void
crm_list_page_ask (CrmListPage *self)
{
  g_autoptr (CrmQuery) filtered = crm_filter_bar_apply (self->filter_bar, self->query);
  g_autoptr (CrmQuery) searched =
      crm_query_search (filtered, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  g_autoptr (CrmQuery) sorted = crm_columns_sort_query (self->columns, searched);
  /* A list of all is narrowed to what the person looks at; one with a question of its own is what
   * was asked for. */
  g_autoptr (CrmQuery) listed =
      self->of_all ? crm_desk_narrow (crm_workspace_get_desk (self->workspace), sorted)
                   : crm_query_ref (sorted);

  g_clear_pointer (&self->asked, crm_query_unref);
  self->asked = crm_query_ref (sorted);
  crm_list_loader_set_grouping (self->loader, self->grouping);
  crm_list_loader_set_query (self->loader, listed);
  crm_list_totals_set_query (self->totals, listed);
  crm_list_page_view_touched (self);
}

gboolean
crm_list_page_is_narrowed (CrmListPage *self)
{
  CrmQuery *query = crm_list_loader_get_query (self->loader);
  return (query != NULL && crm_query_get_search (query) != NULL) ||
         !crm_filter_bar_is_empty (self->filter_bar);
}

void
crm_list_page_show_search (CrmListPage *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text != NULL ? text : "");
  gtk_search_bar_set_search_mode (self->search_bar, text != NULL);
}

void
crm_list_page_clear (CrmListPage *self)
{
  crm_list_page_show_search (self, NULL);
  crm_filter_bar_clear (self->filter_bar);
  crm_list_page_ask (self);
}

static void
filters_changed_cb (CrmListPage *self)
{
  crm_list_page_ask (self);
}

static void
search_changed_cb (CrmListPage *self)
{
  crm_list_page_ask (self);
}

static void
sorted_cb (CrmListPage *self)
{
  crm_list_page_ask (self);
  /* A view keeps its own. */
  if (self->has_views && self->view == NULL && !self->opening_view)
    crm_list_page_keep_order (self);
}

/* --- Another day: "today" is written in the rows, and filters ask for it */

static gboolean
midnight_cb (gpointer data)
{
  CrmListPage *self = data;
  gint64 today = crm_workspace_get_today (self->workspace);

  if (today == self->today)
    return G_SOURCE_CONTINUE;
  self->today = today;
  if (crm_filter_bar_is_empty (self->filter_bar))
    crm_list_loader_reload (self->loader);
  else
    crm_list_page_ask (self);
  return G_SOURCE_CONTINUE;
}

/* --- Narrow and wide */

static void
set_narrow (CrmListPage *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  crm_selection_bar_set_narrow (self->selection_bar, narrow);
  attach_selection (self);
  show_state (self);
  crm_list_page_update_actions (self);
}

static void
narrow_cb (CrmListPage *self)
{
  set_narrow (self, TRUE);
}

static void
wide_cb (CrmListPage *self)
{
  set_narrow (self, FALSE);
}

/* --- Callbacks */

static void
banner_cb (CrmListPage *self)
{
  adw_banner_set_revealed (self->view_banner, FALSE);
}

static void
activate_cb (CrmListPage *self, guint position)
{
  CrmRecordList *list = crm_list_loader_get_list (self->loader);
  gint64 id = crm_record_list_get_id_at (list, position);
  g_autoptr (CrmRecordTrail) trail = crm_record_trail_new (self->loader);

  if (id != 0)
    crm_workspace_open_record_along (self->workspace, self->entity, id, G_OBJECT (trail));
  else if (crm_record_list_get_grouping (list) != NULL)
    crm_list_page_toggle_group (self, position);
}

/* --- Object */

static void
crm_list_page_dispose (GObject *object)
{
  CrmListPage *self = CRM_LIST_PAGE (object);

  g_clear_handle_id (&self->midnight, g_source_remove);
  g_clear_pointer (&self->row_menu, gtk_widget_unparent);
  g_object_set_data (object, "crm-cell-editor", NULL);
  g_clear_weak_pointer (&self->lit_row);
  if (self->column_view != NULL) {
    gtk_column_view_set_model (self->column_view, NULL);
    gtk_list_view_set_model (self->list_view, NULL);
  }
  if (self->loader != NULL)
    g_signal_handlers_disconnect_by_data (self->loader, self);
  if (self->columns != NULL)
    g_signal_handlers_disconnect_by_data (self->columns, self);
  g_clear_object (&self->columns);
  g_clear_object (&self->selection);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->query, crm_query_unref);
  g_clear_pointer (&self->asked, crm_query_unref);
  g_clear_pointer (&self->grouping, crm_grouping_unref);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->view_state, g_free);
  g_clear_pointer (&self->memory, g_free);
  g_clear_object (&self->draft);
  g_clear_object (&self->view);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_LIST_PAGE);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_list_page_parent_class)->dispose (object);
}

static void
crm_list_page_class_init (CrmListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_list_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, title_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, new_content);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, columns_window);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, column_view);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, rows_window);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, empty_new_button);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, empty_import_button);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, selection_bar);
  gtk_widget_class_bind_template_child_full (widget_class, "row_menu", FALSE,
                                             G_STRUCT_OFFSET (CrmListPage, row_menu_model));
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, list_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, sort_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, group_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, totals);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, views_button);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, view_label);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, views_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, view_banner);
  gtk_widget_class_bind_template_child (widget_class, CrmListPage, search_button);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_cb);

  crm_list_page_install_actions (widget_class);
}

static void
crm_list_page_init (CrmListPage *self)
{
  g_type_ensure (CRM_TYPE_FILTER_BAR);
  g_type_ensure (CRM_TYPE_SELECTION_BAR);
  g_type_ensure (CRM_TYPE_LIST_TOTALS);
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_late_menu_set (self->menu_button, G_MENU_MODEL (self->list_menu));
  crm_late_menu_set (self->views_button, G_MENU_MODEL (self->views_menu));
}

static void
label_page (CrmListPage *self, const char *title)
{
  const char *label = title != NULL ? title : crm_entity_get_label_plural (self->entity);
  g_autofree char *purpose = g_markup_escape_text (crm_entity_get_purpose (self->entity), -1);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), label);
  adw_window_title_set_title (self->window_title, label);
  adw_button_content_set_label (self->new_content, crm_entity_get_label_new (self->entity));
  /* Where it is narrow there is room for the icon alone. */
  gtk_widget_set_tooltip_text (self->new_button, crm_entity_get_label_new (self->entity));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_entity_get_label_new (self->entity), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->column_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  adw_status_page_set_icon_name (self->empty_page, self->entity->icon);
  adw_status_page_set_title (self->empty_page, crm_entity_get_label_plural (self->entity));
  adw_status_page_set_description (self->empty_page, purpose);
  gtk_button_set_label (self->empty_new_button, crm_entity_get_label_new (self->entity));
}

static gboolean
is_of_all (CrmQuery *query)
{
  g_autofree char *text = crm_query_to_text (query, NULL);
  return crm_query_get_n_conditions (query) == 0 && crm_query_get_search (query) == NULL &&
         strstr (text, "\nonly ") == NULL;
}

/* The page around it has the title, the way back and the buttons of the window. */
static void
go_within (CrmListPage *self)
{
  self->within = TRUE;
  adw_header_bar_set_show_title (self->header_bar, FALSE);
  adw_header_bar_set_show_back_button (self->header_bar, FALSE);
  adw_header_bar_set_show_start_title_buttons (self->header_bar, FALSE);
  adw_header_bar_set_show_end_title_buttons (self->header_bar, FALSE);
}

/* The name of the view wraps with the filters: a narrow list has lines to fill, not columns. */
static void
move_views_button (CrmListPage *self)
{
  g_autoptr (GtkWidget) button = GTK_WIDGET (g_object_ref (self->views_button));

  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (button)), button);
  crm_filter_bar_prepend (self->filter_bar, button);
}

static CrmListPage *
make_page (CrmWorkspace *workspace, CrmQuery *query, const char *title, const char *relation)
{
  CrmListPage *self = g_object_new (CRM_TYPE_LIST_PAGE, NULL);
  g_autoptr (GtkListItemFactory) rows = NULL;

  self->workspace = g_object_ref (workspace);
  self->query = crm_query_ref (query);
  self->entity = crm_query_get_entity (query);
  self->memory = g_strdup (relation != NULL ? relation : self->entity->name);
  label_page (self, title);
  if (relation != NULL)
    go_within (self);
  move_views_button (self);
  crm_filter_bar_set_entity (self->filter_bar, workspace, self->entity);
  self->columns = crm_columns_new (workspace, self->column_view, self->entity);
  crm_columns_remember (self->columns, self->memory);
  if (relation != NULL)
    crm_columns_hide_fixed (self->columns, query);
  crm_selection_bar_set_columns (self->selection_bar, workspace, self->columns);
  crm_list_totals_set_columns (self->totals, workspace, self->columns);
  crm_columns_show_order (self->columns, query);
  g_signal_connect_object (self->columns, "sorted", G_CALLBACK (sorted_cb), self,
                           G_CONNECT_SWAPPED);
  crm_list_sort_add (GTK_WIDGET (self), self->columns, self->sort_menu);
  crm_list_page_add_grouping (self);
  gtk_widget_set_visible (self->search_button, crm_entity_has_search (self->entity));
  self->today = crm_workspace_get_today (self->workspace);
  self->midnight = g_timeout_add_seconds (LOOK_FOR_MIDNIGHT_S, midnight_cb, self);
  rows = crm_record_row_factory_new (workspace, self->entity);
  gtk_list_view_set_factory (self->list_view, rows);
  crm_list_page_add_row_menu (self, GTK_WIDGET (self->column_view));
  crm_list_page_add_row_menu (self, GTK_WIDGET (self->list_view));
  crm_list_page_add_group_keys (self, GTK_WIDGET (self->column_view));
  crm_list_page_add_group_keys (self, GTK_WIDGET (self->list_view));
  crm_cell_editor_add (self);
  crm_list_drag_add (self, GTK_WIDGET (self->column_view));
  crm_list_drag_add (self, GTK_WIDGET (self->list_view));
  /* Files that fall on the page of a record are attached to it. */
  if (!self->within)
    crm_list_take_add_target (self, GTK_WIDGET (self->stack));
  crm_list_page_update_actions (self);
  self->loader = crm_list_loader_new (workspace);
  g_signal_connect_swapped (self->loader, "swapped", G_CALLBACK (swapped_cb), self);
  g_signal_connect_swapped (self->loader, "notify::waiting", G_CALLBACK (waiting_cb), self);
  g_signal_connect_object (self->columns, "changed", G_CALLBACK (crm_list_page_view_touched), self,
                           G_CONNECT_SWAPPED);
  self->of_all = is_of_all (query);
  self->has_views = self->of_all || self->within;
  if (self->of_all)
    g_signal_connect_object (crm_workspace_get_desk (workspace), "focus-changed",
                             G_CALLBACK (crm_list_page_ask), self, G_CONNECT_SWAPPED);
  crm_list_page_add_views (self);
  if (!self->has_views)
    crm_list_page_ask (self);
  return self;
}

/**
 * crm_list_page_new:
 * @workspace: the workspace
 * @query: what is listed; the person narrows it further
 * @title: (nullable): of the page; %NULL for the entity's own
 *
 * Returns: (transfer floating): the page
 */
CrmListPage *
crm_list_page_new (CrmWorkspace *workspace, CrmQuery *query, const char *title)
{
  return make_page (workspace, query, title, NULL);
}

/**
 * crm_list_page_new_within:
 * @workspace: the workspace
 * @query: what is listed: the records that point at one
 * @relation: the name of the relation, under which columns and groups are kept for all records of
 *   that entity
 *
 * Returns: (transfer floating): the same list for the inside of a page: without a title, a way back
 *   and the buttons of the window
 */
CrmListPage *
crm_list_page_new_within (CrmWorkspace *workspace, CrmQuery *query, const char *relation)
{
  g_return_val_if_fail (relation != NULL, NULL);
  return make_page (workspace, query, NULL, relation);
}

/**
 * crm_list_page_set_draft:
 * @self: a list page
 * @draft: (nullable): values with which a new record begins, besides those that the query asks for
 */
void
crm_list_page_set_draft (CrmListPage *self, CrmRecord *draft)
{
  g_return_if_fail (CRM_IS_LIST_PAGE (self));
  g_set_object (&self->draft, draft);
}

/**
 * crm_list_page_start_search:
 * @self: a list page
 *
 * Opens the search and puts the cursor there.
 */
void
crm_list_page_start_search (CrmListPage *self)
{
  g_return_if_fail (CRM_IS_LIST_PAGE (self));
  if (!crm_entity_has_search (self->entity))
    return;
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * crm_list_page_set_title_widget:
 * @self: a list page
 * @widget: stands for the title
 */
void
crm_list_page_set_title_widget (CrmListPage *self, GtkWidget *widget)
{
  g_return_if_fail (CRM_IS_LIST_PAGE (self));
  adw_bin_set_child (self->title_bin, widget);
  /* The count, which stood under the title, stands beside the filters instead. */
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), TRUE);
}
