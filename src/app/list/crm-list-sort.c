/* The order of a list as a menu. */
#include "config.h"

#include "crm-list-sort.h"

#include <glib/gi18n.h>

#include "crm-columns-order.h"

typedef struct {
  CrmColumns *columns;       /* borrowed: the widget's own */
  GMenu *menu;               /* owned */
  GMenu *order_menu;         /* owned: the fields, first and second */
  GMenu *then_menu;          /* owned */
  GSimpleAction *by;         /* owned */
  GSimpleAction *descending; /* owned */
  GSimpleAction *then;       /* owned */
  GSimpleAction *then_down;  /* owned */
} Sort;

static void
free_sort (gpointer data)
{
  Sort *sort = data;
  g_object_unref (sort->menu);
  g_object_unref (sort->order_menu);
  g_object_unref (sort->then_menu);
  g_object_unref (sort->by);
  g_object_unref (sort->descending);
  g_object_unref (sort->then);
  g_object_unref (sort->then_down);
  g_free (sort);
}

static void
show_order (Sort *sort)
{
  gboolean descending = FALSE;
  const char *field = crm_columns_get_sort (sort->columns, &descending);

  g_simple_action_set_state (sort->by, g_variant_new_string (field != NULL ? field : ""));
  g_simple_action_set_state (sort->descending, g_variant_new_boolean (descending));
  descending = FALSE;
  field = crm_columns_get_n_further (sort->columns) > 0
              ? crm_columns_get_further (sort->columns, 0, &descending)
              : "";
  g_simple_action_set_state (sort->then, g_variant_new_string (field));
  g_simple_action_set_state (sort->then_down, g_variant_new_boolean (descending));
}

static void
then_changed_cb (GSimpleAction *action, GVariant *value, Sort *sort)
{
  const char *field = g_variant_get_string (value, NULL);
  crm_columns_set_further (sort->columns, field[0] != '\0' ? field : NULL, FALSE);
}

static void
then_down_changed_cb (GSimpleAction *action, GVariant *value, Sort *sort)
{
  gboolean descending;
  if (crm_columns_get_n_further (sort->columns) > 0)
    crm_columns_set_further (sort->columns, crm_columns_get_further (sort->columns, 0, &descending),
                             g_variant_get_boolean (value));
}

static void
by_changed_cb (GSimpleAction *action, GVariant *value, Sort *sort)
{
  gboolean descending;

  crm_columns_get_sort (sort->columns, &descending);
  crm_columns_choose_sort (sort->columns, g_variant_get_string (value, NULL), descending);
}

static void
descending_changed_cb (GSimpleAction *action, GVariant *value, Sort *sort)
{
  gboolean descending;
  const char *field = crm_columns_get_sort (sort->columns, &descending);

  if (field != NULL)
    crm_columns_choose_sort (sort->columns, field, g_variant_get_boolean (value));
}

static void
append_item (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

/* What stays: a menu that is shown keeps the page of a submenu that was taken out of a section. */
static void
make_menu (Sort *sort)
{
  g_autoptr (GMenu) direction = g_menu_new ();
  g_autoptr (GMenu) further = g_menu_new ();
  g_autoptr (GMenu) then_direction = g_menu_new ();

  sort->order_menu = g_menu_new ();
  sort->then_menu = g_menu_new ();
  g_menu_append (then_direction, _ ("_Descending"), "sort.then-descending");
  g_menu_append_section (further, NULL, G_MENU_MODEL (sort->then_menu));
  g_menu_append_section (further, NULL, G_MENU_MODEL (then_direction));
  g_menu_append (direction, _ ("_Descending"), "sort.descending");
  g_menu_append_submenu (direction, C_ ("sort", "_Then By"), G_MENU_MODEL (further));
  g_menu_append_section (sort->menu, NULL, G_MENU_MODEL (sort->order_menu));
  g_menu_append_section (sort->menu, NULL, G_MENU_MODEL (direction));
}

static void
fill_menu (Sort *sort)
{
  const CrmEntity *entity = crm_columns_get_entity (sort->columns);
  g_autoptr (GArray) fields = crm_columns_dup_fields (sort->columns);

  g_menu_remove_all (sort->order_menu);
  g_menu_remove_all (sort->then_menu);
  append_item (sort->then_menu, C_ ("sort", "Nothing"), "sort.then", "");
  for (guint i = 0; i < fields->len; i++) {
    const CrmField *field = &entity->fields[g_array_index (fields, int, i)];
    if (!crm_columns_can_sort (sort->columns, field))
      continue;
    append_item (sort->order_menu, crm_field_get_label (field), "sort.by", field->name);
    append_item (sort->then_menu, crm_field_get_label (field), "sort.then", field->name);
  }
}

static void
columns_changed_cb (Sort *sort)
{
  fill_menu (sort);
  show_order (sort);
}

/**
 * crm_list_sort_add:
 * @widget: gets the actions; holds @columns
 * @columns: what is sorted
 * @menu: is filled
 */
void
crm_list_sort_add (GtkWidget *widget, CrmColumns *columns, GMenu *menu)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  Sort *sort = g_new0 (Sort, 1);

  sort->columns = columns;
  sort->menu = g_object_ref (menu);
  sort->by = g_simple_action_new_stateful ("by", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  sort->descending =
      g_simple_action_new_stateful ("descending", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect (sort->by, "change-state", G_CALLBACK (by_changed_cb), sort);
  g_signal_connect (sort->descending, "change-state", G_CALLBACK (descending_changed_cb), sort);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (sort->by));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (sort->descending));
  sort->then =
      g_simple_action_new_stateful ("then", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  sort->then_down =
      g_simple_action_new_stateful ("then-descending", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect (sort->then, "change-state", G_CALLBACK (then_changed_cb), sort);
  g_signal_connect (sort->then_down, "change-state", G_CALLBACK (then_down_changed_cb), sort);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (sort->then));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (sort->then_down));
  gtk_widget_insert_action_group (widget, "sort", G_ACTION_GROUP (group));
  g_object_set_data_full (G_OBJECT (columns), "crm-sort", sort, free_sort);
  g_signal_connect_swapped (columns, "changed", G_CALLBACK (columns_changed_cb), sort);
  g_signal_connect_swapped (columns, "sorted", G_CALLBACK (show_order), sort);
  make_menu (sort);
  columns_changed_cb (sort);
}
