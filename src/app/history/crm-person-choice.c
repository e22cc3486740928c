/* "Anybody" and the persons, for a drop-down. */
#include "config.h"

#include "crm-person-choice.h"

#include <glib/gi18n.h>

/* A small company's own people. */
#define MOST_PERSONS 200

/**
 * crm_person_choice_fill:
 * @choice: a drop-down
 * @workspace: whose people it offers
 */
void
crm_person_choice_fill (GtkDropDown *choice, CrmWorkspace *workspace)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("person"));
  g_autoptr (GPtrArray) persons =
      crm_query_fetch_all (query, crm_workspace_get_reader (workspace), MOST_PERSONS, NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 anybody = 0;

  gtk_string_list_append (names, _ ("Anybody"));
  g_array_append_val (ids, anybody);
  for (guint i = 0; persons != NULL && i < persons->len; i++) {
    gint64 id = crm_record_get_id (persons->pdata[i]);
    gtk_string_list_append (names, crm_record_get_title (persons->pdata[i]));
    g_array_append_val (ids, id);
  }
  g_object_set_data_full (G_OBJECT (choice), "ids", ids, (GDestroyNotify) g_array_unref);
  gtk_drop_down_set_model (choice, G_LIST_MODEL (names));
}

gint64
crm_person_choice_get (GtkDropDown *choice)
{
  GArray *ids = g_object_get_data (G_OBJECT (choice), "ids");
  guint selected = gtk_drop_down_get_selected (choice);

  return ids != NULL && selected < ids->len ? g_array_index (ids, gint64, selected) : 0;
}
