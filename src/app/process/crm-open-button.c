/* A button that leads to a record. */
#include "config.h"

#include "crm-open-button.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  const char *entity;
  gint64 id;
} Target;

static void
free_target (gpointer data, GClosure *closure)
{
  Target *target = data;

  g_object_unref (target->workspace);
  g_free (target);
}

static void
open_cb (GtkWidget *button, gpointer user_data)
{
  Target *target = user_data;
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);
  g_autoptr (CrmWorkspace) workspace = g_object_ref (target->workspace);
  const CrmEntity *entity = crm_entity_find (target->entity);
  gint64 id = target->id;

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  crm_workspace_open_record (workspace, entity, id);
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
  g_signal_connect_data (button, "clicked", G_CALLBACK (open_cb), target, free_target, 0);
}
