/* The menu of a record: finish, take, hand over, start a sale; then the rest. */
#include "config.h"

#include "crm-deeds-menu.h"

#include <glib/gi18n.h>

#include "crm-hand-over-sheet.h"
#include "crm-outcome-list.h"
#include "crm-process.h"
#include "crm-relations.h"
#include "crm-request.h"
#include "crm-sale.h"

#define OUTCOMES "outcomes"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  CrmRecord *record;       /* owned */
  GtkWidget *menu;         /* borrowed: it has the actions that have this */
} Deeds;

static void
free_deeds (gpointer data, GClosure *closure)
{
  Deeds *deeds = data;

  g_object_unref (deeds->workspace);
  g_object_unref (deeds->record);
  g_free (deeds);
}

static void
take_cb (Deeds *deeds)
{
  crm_take_task (deeds->workspace, crm_record_get_id (deeds->record));
}

static void
hand_over_cb (Deeds *deeds)
{
  crm_hand_over_task (deeds->menu, deeds->workspace, crm_record_get_id (deeds->record));
}

static void
start_cb (Deeds *deeds)
{
  crm_sale_start (deeds->workspace, deeds->record, 0, 0);
}

static void
add_action (GSimpleActionGroup *actions, const char *name, void (*activate) (Deeds *), Deeds *deeds)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, NULL);
  Deeds *own = g_new0 (Deeds, 1);

  own->workspace = g_object_ref (deeds->workspace);
  own->record = g_object_ref (deeds->record);
  own->menu = deeds->menu;
  g_signal_connect_data (action, "activate", G_CALLBACK (activate), own, free_deeds,
                         G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
}

/* Nothing where it has come to its end or the file may only be read. */
static gboolean
can_act (CrmWorkspace *workspace, CrmRecord *record)
{
  const CrmEntity *entity = record != NULL ? crm_record_get_entity (record) : NULL;

  return entity != NULL && crm_store_is_writable (crm_workspace_get_store (workspace)) &&
         (entity->is_settled == NULL || !entity->is_settled (record));
}

static void
fill_of_task (GMenu *section, CrmRecord *task, GPtrArray *outcomes)
{
  if (outcomes->len > 0) {
    g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
    g_menu_item_set_attribute (item, "custom", "s", OUTCOMES);
    g_menu_append_item (section, item);
  }
  if (crm_task_waits_to_be_taken (task))
    g_menu_append (section, _ ("_Take into Work"), "deed.take");
  if (!crm_task_is_request (task))
    g_menu_append (section, _ ("_Hand Over…"), "deed.hand-over");
}

/**
 * crm_deeds_menu_new:
 * @workspace: where the record is
 * @record: (nullable): the one that it is for; %NULL where several are chosen
 * @rest: what the place offers beside it
 *
 * Returns: (transfer floating): a menu that is made for once
 */
GtkWidget *
crm_deeds_menu_new (CrmWorkspace *workspace, CrmRecord *record, GMenuModel *rest)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  Deeds deeds = { workspace, record, NULL };

  if (!can_act (workspace, record))
    return gtk_popover_menu_new_from_model (rest);
  if (crm_entity_is_task (crm_record_get_entity (record))) {
    outcomes = crm_process_outcomes (crm_workspace_get_reader (workspace),
                                     crm_record_get_id (record), NULL);
    if (outcomes == NULL)
      return gtk_popover_menu_new_from_model (rest);
    fill_of_task (section, record, outcomes);
  } else if (crm_sale_is_possible (crm_record_get_entity (record)))
    g_menu_append (section, _ ("_Start Sale"), "deed.start");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_menu_append_section (menu, NULL, rest);
  deeds.menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  if (outcomes != NULL && outcomes->len > 0)
    gtk_popover_menu_add_child (GTK_POPOVER_MENU (deeds.menu),
                                crm_outcome_list_new (workspace, record, outcomes, 0), OUTCOMES);
  add_action (actions, "take", take_cb, &deeds);
  add_action (actions, "hand-over", hand_over_cb, &deeds);
  add_action (actions, "start", start_cb, &deeds);
  gtk_widget_insert_action_group (deeds.menu, "deed", G_ACTION_GROUP (actions));
  return deeds.menu;
}
