/* "All records" and the entities, for a drop-down. */
#include "config.h"

#include "crm-entity-choice.h"

#include <glib/gi18n.h>

/**
 * crm_entity_choice_fill:
 * @choice: a drop-down
 */
void
crm_entity_choice_fill (GtkDropDown *choice)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GPtrArray *shown = g_ptr_array_new ();
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  gtk_string_list_append (labels, _ ("All records"));
  g_ptr_array_add (shown, NULL);
  for (int i = 0; i < n_entities; i++) {
    if (entities[i]->internal)
      continue;
    gtk_string_list_append (labels, crm_entity_get_label_plural (entities[i]));
    g_ptr_array_add (shown, (gpointer) entities[i]);
  }
  g_object_set_data_full (G_OBJECT (choice), "entities", shown, (GDestroyNotify) g_ptr_array_unref);
  gtk_drop_down_set_model (choice, G_LIST_MODEL (labels));
}

const CrmEntity *
crm_entity_choice_get (GtkDropDown *choice)
{
  GPtrArray *shown = g_object_get_data (G_OBJECT (choice), "entities");
  guint selected = gtk_drop_down_get_selected (choice);

  return shown != NULL && selected < shown->len ? shown->pdata[selected] : NULL;
}
