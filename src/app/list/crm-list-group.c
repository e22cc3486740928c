/* Groups of a list: the menu that chooses them, the keys that open and close them. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-cell.h"
#include "crm-columns-memory.h"
#include "crm-group-row.h"
#include "crm-list-page-private.h"

static CrmRecordList *
get_grouped_list (CrmListPage *self)
{
  CrmRecordList *list = crm_list_loader_get_list (self->loader);
  return list != NULL && crm_record_list_get_grouping (list) != NULL ? list : NULL;
}

static GSimpleActionGroup *
get_actions (CrmListPage *self)
{
  return g_object_get_data (G_OBJECT (self), "crm-group-actions");
}

static void
show_grouping (CrmListPage *self)
{
  GActionMap *actions = G_ACTION_MAP (get_actions (self));
  const char *text = self->grouping != NULL ? crm_grouping_get_text (self->grouping) : "";

  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "by")),
                             g_variant_new_string (text));
  for (gsize i = 0; i < 2; i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (actions, i == 0 ? "open-all" : "close-all")),
        self->grouping != NULL);
}

void
crm_list_page_group_by (CrmListPage *self, const char *text)
{
  g_clear_pointer (&self->grouping, crm_grouping_unref);
  /* A field that is no more groups nothing. */
  if (text[0] != '\0')
    self->grouping = crm_grouping_new (self->entity, text, NULL);
  show_grouping (self);
  if (self->loader != NULL && !self->opening_view)
    crm_list_page_ask (self);
}

void
crm_list_page_toggle_group (CrmListPage *self, guint heading)
{
  CrmRecordList *list = get_grouped_list (self);
  g_autoptr (GObject) item =
      list != NULL ? g_list_model_get_item (G_LIST_MODEL (list), heading) : NULL;

  if (CRM_IS_GROUP_HEADER (item))
    crm_record_list_set_open (list, heading, !crm_group_header_is_open (CRM_GROUP_HEADER (item)));
}

static void
set_all_open (CrmListPage *self, gboolean open)
{
  CrmRecordList *list = get_grouped_list (self);
  if (list != NULL)
    crm_record_list_set_all_open (list, open);
}

/* --- Actions */

static void
by_changed_cb (GSimpleAction *action, GVariant *value, CrmListPage *self)
{
  const char *text = g_variant_get_string (value, NULL);

  crm_list_page_group_by (self, text);
  /* A view keeps its own. */
  if (self->view == NULL)
    crm_columns_memory_write_grouping (self->memory, text);
}

static void
open_all_cb (GSimpleAction *action, GVariant *parameter, CrmListPage *self)
{
  set_all_open (self, TRUE);
}

static void
close_all_cb (GSimpleAction *action, GVariant *parameter, CrmListPage *self)
{
  set_all_open (self, FALSE);
}

static void
append_choice (GMenu *menu, const char *label, const char *text)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "group.by", "s", text);
  g_menu_append_item (menu, item);
}

/* Dates have a menu of their own parts. */
static void
append_choices (GMenu *menu, CrmGrouping *const *choices, guint n)
{
  const CrmField *field = crm_grouping_get_field (choices[0]);
  g_autoptr (GMenu) parts = NULL;

  if (n == 1) {
    append_choice (menu, crm_field_get_label (field), crm_grouping_get_text (choices[0]));
    return;
  }
  parts = g_menu_new ();
  for (guint i = 0; i < n; i++)
    append_choice (parts, crm_group_by_get_label (crm_grouping_get_by (choices[i])),
                   crm_grouping_get_text (choices[i]));
  g_menu_append_submenu (menu, crm_field_get_label (field), G_MENU_MODEL (parts));
}

static void
fill_menu (CrmListPage *self)
{
  g_autoptr (GPtrArray) choices = crm_grouping_dup_choices (self->entity);
  g_autoptr (GMenu) none = g_menu_new ();
  g_autoptr (GMenu) fields = g_menu_new ();
  g_autoptr (GMenu) folds = g_menu_new ();

  g_menu_remove_all (self->group_menu);
  /* Translators: the list is not grouped */
  append_choice (none, C_ ("group by", "_Nothing"), "");
  for (guint i = 0; i < choices->len;) {
    guint n = 1;
    while (i + n < choices->len && crm_grouping_get_field (choices->pdata[i + n]) ==
                                       crm_grouping_get_field (choices->pdata[i]))
      n++;
    append_choices (fields, (CrmGrouping *const *) &choices->pdata[i], n);
    i += n;
  }
  g_menu_append (folds, _ ("_Expand All"), "group.open-all");
  g_menu_append (folds, _ ("_Collapse All"), "group.close-all");
  g_menu_append_section (self->group_menu, NULL, G_MENU_MODEL (none));
  g_menu_append_section (self->group_menu, NULL, G_MENU_MODEL (fields));
  g_menu_append_section (self->group_menu, NULL, G_MENU_MODEL (folds));
}

/* Once, when the page is made; the list is then grouped as it was left. */
void
crm_list_page_add_grouping (CrmListPage *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) by =
      g_simple_action_new_stateful ("by", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_autoptr (GSimpleAction) open_all = g_simple_action_new ("open-all", NULL);
  g_autoptr (GSimpleAction) close_all = g_simple_action_new ("close-all", NULL);
  g_autofree char *kept = crm_columns_memory_read_grouping (self->memory);

  g_signal_connect_object (by, "change-state", G_CALLBACK (by_changed_cb), self, 0);
  g_signal_connect_object (open_all, "activate", G_CALLBACK (open_all_cb), self, 0);
  g_signal_connect_object (close_all, "activate", G_CALLBACK (close_all_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (by));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (open_all));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (close_all));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "group", G_ACTION_GROUP (group));
  g_object_set_data_full (G_OBJECT (self), "crm-group-actions", g_object_ref (group),
                          g_object_unref);
  fill_menu (self);
  crm_list_page_group_by (self, kept != NULL ? kept : "");
}

/* --- Keys: as in a tree, on headings and, to the start, on the rows of a group */

static GtkWidget *
find_down (GtkWidget *widget)
{
  while (widget != NULL && !crm_is_cell (widget) && !CRM_IS_RECORD_ROW (widget) &&
         !CRM_IS_GROUP_ROW (widget))
    widget = gtk_widget_get_first_child (widget);
  return widget;
}

static gboolean
find_position (CrmListPage *self, GtkWidget *shown, guint *position)
{
  CrmRecordList *list = get_grouped_list (self);
  CrmRecord *record = NULL;

  if (list == NULL || shown == NULL)
    return FALSE;
  if (CRM_IS_GROUP_ROW (shown)) {
    CrmGroupHeader *header = crm_group_row_get_header (CRM_GROUP_ROW (shown));
    return header != NULL &&
           crm_record_list_find_group (list, crm_group_header_get_key (header), position);
  }
  record = CRM_IS_RECORD_ROW (shown) ? crm_record_row_get_record (CRM_RECORD_ROW (shown))
                                     : crm_cell_get_record (shown);
  return record != NULL && crm_record_list_find (list, crm_record_get_id (record), position);
}

static void
focus_row (CrmListPage *self, guint position)
{
  if (self->narrow)
    gtk_list_view_scroll_to (self->list_view, position, GTK_LIST_SCROLL_FOCUS, NULL);
  else
    gtk_column_view_scroll_to (self->column_view, position, NULL, GTK_LIST_SCROLL_FOCUS, NULL);
}

static gboolean
fold (CrmListPage *self, GtkWidget *shown, gboolean open)
{
  CrmRecordList *list = get_grouped_list (self);
  guint position, heading;

  if (!find_position (self, shown, &position) ||
      !crm_record_list_find_heading (list, position, &heading))
    return FALSE;
  if (heading != position) {
    if (open)
      return FALSE;
    focus_row (self, heading);
    return TRUE;
  }
  crm_record_list_set_open (list, heading, open);
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers,
        CrmListPage *self)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean rtl = gtk_widget_get_direction (view) == GTK_TEXT_DIR_RTL;
  gboolean open = (key == GDK_KEY_Right || key == GDK_KEY_KP_Right) != rtl;

  if (key != GDK_KEY_Left && key != GDK_KEY_Right && key != GDK_KEY_KP_Left &&
      key != GDK_KEY_KP_Right)
    return FALSE;
  if (focus == NULL || GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) ||
      get_grouped_list (self) == NULL)
    return FALSE;
  modifiers &= gtk_accelerator_get_default_mod_mask ();
  if (modifiers == GDK_CONTROL_MASK) {
    set_all_open (self, open);
    return TRUE;
  }
  return modifiers == 0 && fold (self, find_down (focus), open);
}

void
crm_list_page_add_group_keys (CrmListPage *self, GtkWidget *view)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  /* Before the view, which would move sideways. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (view, controller);
}
