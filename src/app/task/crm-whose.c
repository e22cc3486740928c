/* Whose work is shown. */
#include "config.h"

#include "crm-whose.h"

#include <glib/gi18n.h>

#include "crm-focus.h"

#define MOST_PERSONS 200
#define PERSONS "crm-persons"

/* What stands above the persons. Those whom I lead only where there are some. */
typedef enum { WHOSE_MINE, WHOSE_TEAM, WHOSE_ALL, WHOSE_PERSON } Whose;

typedef struct {
  gboolean has_team;
  GPtrArray *persons; /* owned; CrmRecord */
} Persons;

static void
free_persons (gpointer data)
{
  Persons *persons = data;

  g_clear_pointer (&persons->persons, g_ptr_array_unref);
  g_free (persons);
}

static Whose
get_whose (GtkDropDown *down, guint *person)
{
  Persons *persons = g_object_get_data (G_OBJECT (down), PERSONS);
  guint selected = gtk_drop_down_get_selected (down);
  guint n_first = persons->has_team ? 3 : 2;

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return WHOSE_MINE;
  if (selected >= n_first) {
    *person = selected - n_first;
    return *person < persons->persons->len ? WHOSE_PERSON : WHOSE_ALL;
  }
  return persons->has_team && selected == 1 ? WHOSE_TEAM : WHOSE_ALL;
}

/**
 * crm_whose_set_up:
 * @down: gets its choices: the first is what is mine
 * @workspace: who sits here, and who works here
 */
void
crm_whose_set_up (GtkDropDown *down, CrmWorkspace *workspace)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("person"));
  g_autoptr (CrmQuery) working = crm_query_filter (all, "active", CRM_OP_EQUAL, "yes", NULL, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  Persons *persons = g_new0 (Persons, 1);

  persons->persons = crm_query_fetch_all (working, reader, MOST_PERSONS, NULL);
  if (persons->persons == NULL)
    persons->persons = g_ptr_array_new ();
  persons->has_team =
      crm_focus_is_possible (reader, crm_workspace_get_me (workspace), CRM_FOCUS_TEAM);
  gtk_string_list_append (names, C_ ("whose work", "Mine"));
  if (persons->has_team)
    gtk_string_list_append (names, C_ ("whose work", "My People's"));
  gtk_string_list_append (names, C_ ("whose work", "Everybody's"));
  for (guint i = 0; i < persons->persons->len; i++)
    gtk_string_list_append (names, crm_record_get_title (persons->persons->pdata[i]));
  g_object_set_data_full (G_OBJECT (down), PERSONS, persons, free_persons);
  gtk_drop_down_set_model (down, G_LIST_MODEL (names));
}

/**
 * crm_whose_narrow:
 * @down: that was set up
 * @workspace: who sits here
 * @query: of an entity with a "responsible"
 *
 * Returns: (transfer full): what of it is chosen
 */
CrmQuery *
crm_whose_narrow (GtkDropDown *down, CrmWorkspace *workspace, CrmQuery *query)
{
  Persons *persons = g_object_get_data (G_OBJECT (down), PERSONS);
  gint64 me = crm_workspace_get_me (workspace);
  CrmQuery *team;
  guint person = 0;

  switch (get_whose (down, &person)) {
  case WHOSE_MINE:
    return crm_query_filter_integer (query, "responsible", CRM_OP_EQUAL, me);
  case WHOSE_TEAM:
    team = crm_focus_narrow (CRM_FOCUS_TEAM, query, me, crm_workspace_get_reader (workspace), NULL);
    return team != NULL ? team : crm_query_ref (query);
  case WHOSE_PERSON:
    return crm_query_filter_integer (query, "responsible", CRM_OP_EQUAL,
                                     crm_record_get_id (persons->persons->pdata[person]));
  case WHOSE_ALL:
    break;
  }
  return crm_query_ref (query);
}

gboolean
crm_whose_is_one (GtkDropDown *down)
{
  guint person = 0;
  Whose whose = get_whose (down, &person);

  return whose == WHOSE_MINE || whose == WHOSE_PERSON;
}
