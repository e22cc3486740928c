/* Who works here, and who leads whom. */
#include "config.h"

#include "crm-people.h"

#include "crm-focus.h"

#define MOST_PEOPLE 200

/**
 * crm_people_read:
 * @workspace: an open company file
 *
 * Returns: (transfer full) (element-type CrmRecord): the persons who work here
 */
GPtrArray *
crm_people_read (CrmWorkspace *workspace)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("person"));
  g_autoptr (CrmQuery) working = crm_query_filter (all, "active", CRM_OP_EQUAL, "yes", NULL, NULL);
  GPtrArray *people =
      crm_query_fetch_all (working, crm_workspace_get_reader (workspace), MOST_PEOPLE, NULL);

  return people != NULL ? people : g_ptr_array_new ();
}

/**
 * crm_people_are_led:
 * @workspace: an open company file
 *
 * Returns: whether somebody sits here, and leads others
 */
gboolean
crm_people_are_led (CrmWorkspace *workspace)
{
  gint64 me = crm_workspace_get_me (workspace);

  return me != 0 &&
         crm_focus_is_possible (crm_workspace_get_reader (workspace), me, CRM_FOCUS_TEAM);
}

static CrmRecord *
find_person (GPtrArray *people, gint64 id)
{
  for (guint i = 0; i < people->len; i++)
    if (crm_record_get_id (people->pdata[i]) == id)
      return people->pdata[i];
  return NULL;
}

/**
 * crm_people_is_led_by:
 * @people: (element-type CrmRecord): who works here
 * @person: one of them
 * @leader: id of a person
 *
 * Returns: whether @leader is above @person, however far; nobody is above themselves
 */
gboolean
crm_people_is_led_by (GPtrArray *people, CrmRecord *person, gint64 leader)
{
  /* A ring of supervisors ends. */
  for (guint i = 0; person != NULL && i < MOST_PEOPLE; i++) {
    gint64 above = crm_record_get_integer (person, "supervisor");
    if (above == leader)
      return TRUE;
    person = find_person (people, above);
  }
  return FALSE;
}
