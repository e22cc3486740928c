/* A button that leads to a record. */
#include "config.h"

#include "crm-open-button.h"

#include "crm-deed-button.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  const char *entity;
  gint64 id;
} Target;

static void
free_target (gpointer data)
{
  Target *target = data;

  g_object_unref (target->workspace);
  g_free (target);
}

static void
open_record (GtkWidget *parent, gpointer data)
{
  Target *target = data;

  crm_workspace_open_record (target->workspace, crm_entity_find (target->entity), target->id);
}

/**
 * crm_open_button_set:
 * @button: a new button; a popover around it closes with the press
 * @workspace: an open company file
 * @entity: name of an entity, a static one
 * @id: of the record that a press opens
 */
void
crm_open_button_set (GtkWidget *button, CrmWorkspace *workspace, const char *entity, gint64 id)
{
  Target *target = g_new0 (Target, 1);

  target->workspace = g_object_ref (workspace);
  target->entity = entity;
  target->id = id;
  crm_deed_button_set (button, open_record, target, free_target);
}
