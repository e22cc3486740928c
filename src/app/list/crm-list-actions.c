/* What can be done in a list, beyond looking. */
#include "config.h"

#include "crm-list-actions.h"

#include <glib/gi18n.h>

#include "crm-cell-editor.h"
#include "crm-cell.h"
#include "crm-columns-dialog.h"
#include "crm-deeds-menu.h"
#include "crm-duplicates-dialog.h"
#include "crm-export-dialog.h"
#include "crm-import-dialog.h"
#include "crm-import-offer.h"
#include "crm-list-copy.h"
#include "crm-list-batch.h"
#include "crm-list-page-private.h"
#include "crm-list-take.h"
#include "crm-match.h"
#include "crm-merge-dialog.h"
#include "crm-merge.h"
#include "crm-record-trail.h"
#include "crm-selection-ids.h"
#include "crm-set-field-dialog.h"
#include "crm-stop-dialog.h"

/* Processes stopped at once. */
#define MOST_STOPPED 500

static const char *const selection_actions[] = { "list.open", "list.delete", "list.copy",
                                                 "list.set-field", "list.unselect" };

GArray *
crm_list_page_dup_chosen (CrmListPage *self)
{
  if (self->selection == NULL || crm_bitset_selection_get_n_selected (self->selection) == 0)
    return NULL;
  return crm_selection_dup_ids (self->selection);
}

/* --- Actions */

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (CrmRecord) draft =
      self->draft != NULL ? crm_record_copy (self->draft) : crm_record_new (self->entity);

  /* What is added to a list that was narrowed down is to be in it. */
  crm_query_fill (crm_list_loader_get_query (self->loader), draft);
  crm_workspace_new_record (self->workspace, self->entity, draft);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  guint position;

  g_autoptr (CrmRecordTrail) trail = crm_record_trail_new (self->loader);

  if (self->selection != NULL && crm_bitset_selection_get_first (self->selection, &position))
    crm_workspace_open_record_along (
        self->workspace, self->entity,
        crm_record_list_get_id_at (crm_list_loader_get_list (self->loader), position),
        G_OBJECT (trail));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (ids != NULL)
    crm_list_batch_delete (self, ids);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);

  if (self->selection != NULL && crm_bitset_selection_get_n_selected (self->selection) > 0)
    crm_list_copy (widget, self->workspace, self->columns, self->selection);
}

static void
set_field_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (ids != NULL)
    adw_dialog_present (crm_set_field_dialog_new (widget, self->workspace, self->entity, ids),
                        widget);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_cell_editor_start (CRM_LIST_PAGE (widget));
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (ids != NULL && ids->len >= 2 && ids->len <= CRM_MERGE_MOST)
    adw_dialog_present (
        crm_merge_dialog_new (self->workspace, self->entity, (const gint64 *) ids->data, ids->len),
        widget);
}

static void
duplicates_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  adw_dialog_present (crm_duplicates_dialog_new (self->workspace, self->entity), widget);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (ids != NULL)
    crm_stop_dialog_present (self->workspace, widget, ids);
}

static void
unselect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);

  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

static void
columns_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  adw_dialog_present (crm_columns_dialog_new (self->columns), widget);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  adw_dialog_present (ADW_DIALOG (crm_import_dialog_new (self->workspace, self->entity, NULL)),
                      widget);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_list_take_clipboard (CRM_LIST_PAGE (widget));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  CrmRecordList *list = crm_list_loader_get_list (self->loader);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (list != NULL)
    adw_dialog_present (crm_export_dialog_new (self->workspace,
                                               crm_list_loader_get_query (self->loader),
                                               crm_record_list_get_grouping (list), self->columns,
                                               ids, crm_record_list_get_n_records (list)),
                        widget);
}

static void
add_filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_filter_bar_choose_field (CRM_LIST_PAGE (widget)->filter_bar);
}

static void
toggle_group_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  CrmRecordList *list = crm_list_loader_get_list (self->loader);
  guint heading;

  if (list != NULL && crm_record_list_get_grouping (list) != NULL &&
      crm_record_list_find_group (list, g_variant_get_string (parameter, NULL), &heading))
    crm_list_page_toggle_group (self, heading);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_list_page_start_search (CRM_LIST_PAGE (widget));
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_list_page_clear (CRM_LIST_PAGE (widget));
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_list_page_ask (CRM_LIST_PAGE (widget));
}

void
crm_list_page_update_actions (CrmListPage *self)
{
  guint64 n = self->selection != NULL ? crm_bitset_selection_get_n_selected (self->selection) : 0;
  gboolean any = n > 0;
  gboolean can_write = crm_store_is_writable (crm_workspace_get_store (self->workspace));
  gboolean can_import = can_write && !self->within && crm_import_is_offered (self->entity);

  for (gsize i = 0; i < G_N_ELEMENTS (selection_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), selection_actions[i], any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.delete", any && can_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.set-field", any && can_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.edit", can_write && !self->narrow);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.merge",
                                 n >= 2 && n <= CRM_MERGE_MOST && can_write &&
                                     crm_merge_is_possible (self->entity));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.duplicates",
                                 crm_match_is_possible (self->entity));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.stop",
                                 any && n <= MOST_STOPPED && can_write &&
                                     self->entity == crm_entity_find ("process_run"));
  crm_list_batch_update (self, any && can_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.new", can_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.import", can_import);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.paste", can_write && !self->within);
  gtk_widget_set_visible (self->empty_import_button, can_import);
}

void
crm_list_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    GtkWidgetActionActivateFunc activate;
    guint key;
    GdkModifierType modifiers;
  } actions[] = {
    { "list.new", new_action, GDK_KEY_n, GDK_CONTROL_MASK },
    { "list.open", open_action },
    { "list.delete", delete_action },
    { "list.copy", copy_action },
    { "list.set-field", set_field_action },
    { "list.edit", edit_action },
    { "list.merge", merge_action },
    { "list.duplicates", duplicates_action },
    { "list.stop", stop_action },
    { "list.unselect", unselect_action },
    { "list.columns", columns_action },
    { "list.import", import_action },
    { "list.paste", paste_action },
    { "list.export", export_action, GDK_KEY_e, GDK_CONTROL_MASK },
    { "list.add-filter", add_filter_action, GDK_KEY_f, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
    { "list.search", search_action, GDK_KEY_f, GDK_CONTROL_MASK },
    { "list.clear", clear_action },
    { "list.reload", reload_action },
  };

  gtk_widget_class_install_action (widget_class, "list.toggle-group", "s", toggle_group_action);
  crm_list_batch_install (widget_class);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
    if (actions[i].key != 0)
      gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers,
                                           actions[i].name, NULL);
  }
}

/* --- The menu of a row */

static CrmRecord *
find_record (GtkWidget *widget, GtkWidget *view)
{
  for (; widget != NULL && widget != view; widget = gtk_widget_get_parent (widget)) {
    if (crm_is_cell (widget))
      return crm_cell_get_record (widget);
    if (CRM_IS_RECORD_ROW (widget))
      return crm_record_row_get_record (CRM_RECORD_ROW (widget));
  }
  return NULL;
}

/* A row that is not among those chosen is chosen alone. */
static gboolean
choose_record (CrmListPage *self, CrmRecord *record)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint position;

  if (record == NULL || !crm_record_list_find (crm_list_loader_get_list (self->loader),
                                               crm_record_get_id (record), &position))
    return FALSE;
  if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
  return TRUE;
}

CrmRecord *
crm_list_page_load_only_chosen (CrmListPage *self)
{
  guint position;

  if (self->selection == NULL || crm_bitset_selection_get_n_selected (self->selection) != 1 ||
      !crm_bitset_selection_get_first (self->selection, &position))
    return NULL;
  return crm_record_load (
      crm_workspace_get_reader (self->workspace), self->entity,
      crm_record_list_get_id_at (crm_list_loader_get_list (self->loader), position), NULL);
}

static void
popup (CrmListPage *self, GtkWidget *view, double x, double y)
{
  GdkRectangle point = { (int) x, (int) y, 1, 1 };
  g_autoptr (CrmRecord) record = crm_list_page_load_only_chosen (self);

  if (self->row_menu != NULL)
    gtk_widget_unparent (self->row_menu);
  self->row_menu = crm_deeds_menu_new (self->workspace, record, self->row_menu_model);
  gtk_widget_set_parent (self->row_menu, view);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->row_menu), FALSE);
  gtk_widget_set_halign (self->row_menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->row_menu), &point);
  gtk_popover_popup (GTK_POPOVER (self->row_menu));
}

static void
popup_at (CrmListPage *self, GtkGesture *gesture, GtkWidget *view, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  CrmRecord *record = find_record (picked, view);

  /* Between the cells of a row. */
  for (double nearer = x; record == NULL && nearer > 0; nearer -= 24)
    record = find_record (gtk_widget_pick (view, nearer, y, GTK_PICK_DEFAULT), view);
  if (choose_record (self, record)) {
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
    popup (self, view, x, y);
  }
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CrmListPage *self)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  popup_at (self, GTK_GESTURE (gesture), view, x, y);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture, double x, double y, CrmListPage *self)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  popup_at (self, GTK_GESTURE (gesture), view, x, y);
}

static gboolean
menu_key_cb (GtkWidget *view, GVariant *arguments, gpointer user_data)
{
  CrmListPage *self = user_data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (view));
  graphene_rect_t bounds;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, view) || self->selection == NULL ||
      crm_bitset_selection_get_n_selected (self->selection) == 0 ||
      !gtk_widget_compute_bounds (focus, view, &bounds))
    return FALSE;
  popup (self, view, bounds.origin.x + 24, bounds.origin.y + bounds.size.height);
  return TRUE;
}

static void
add_shortcut (GtkEventController *controller, guint key, GdkModifierType modifiers,
              GtkShortcutAction *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), action));
}

/* Keys of rows work in the rows alone: a Delete in a popover must not reach the records. */
void
crm_list_page_add_row_menu (CrmListPage *self, GtkWidget *view)
{
  GtkGesture *gesture = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (gesture));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect (hold, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (hold));
  add_shortcut (controller, GDK_KEY_F10, GDK_SHIFT_MASK,
                gtk_callback_action_new (menu_key_cb, self, NULL));
  add_shortcut (controller, GDK_KEY_Menu, GDK_NO_MODIFIER_MASK,
                gtk_callback_action_new (menu_key_cb, self, NULL));
  add_shortcut (controller, GDK_KEY_Delete, GDK_NO_MODIFIER_MASK,
                gtk_named_action_new ("list.delete"));
  add_shortcut (controller, GDK_KEY_F2, GDK_NO_MODIFIER_MASK, gtk_named_action_new ("list.edit"));
  add_shortcut (controller, GDK_KEY_c, GDK_CONTROL_MASK, gtk_named_action_new ("list.copy"));
  add_shortcut (controller, GDK_KEY_v, GDK_CONTROL_MASK, gtk_named_action_new ("list.paste"));
  add_shortcut (controller, GDK_KEY_Escape, GDK_NO_MODIFIER_MASK,
                gtk_named_action_new ("list.unselect"));
  gtk_widget_add_controller (view, controller);
}
