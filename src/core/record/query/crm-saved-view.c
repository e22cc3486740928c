/* Saved views. */
#include "config.h"

#include "crm-saved-view.h"

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("saved_view");
}

static int
compare_views (gconstpointer a, gconstpointer b)
{
  CrmRecord *first = *(CrmRecord *const *) a;
  CrmRecord *second = *(CrmRecord *const *) b;
  gint64 first_owner = crm_record_get_integer (first, "owner");
  gint64 second_owner = crm_record_get_integer (second, "owner");
  gint64 first_position = crm_record_get_integer (first, "position");
  gint64 second_position = crm_record_get_integer (second, "position");

  if (first_owner != second_owner)
    return first_owner < second_owner ? -1 : 1;
  if (first_position != second_position)
    return first_position < second_position ? -1 : 1;
  return crm_record_get_id (first) < crm_record_get_id (second) ? -1 : 1;
}

/**
 * crm_saved_views_read:
 * @database: any connection of this thread
 * @list: the name of an entity, or of a relation: "company/deal.company" are the deals of a company
 * @person: who looks; 0: nobody known, who sees those for all
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CrmRecord) (nullable): the views, those for all first
 */
GPtrArray *
crm_saved_views_read (CrmDatabase *database, const char *list, gint64 person, GError **error)
{
  CrmValue name = { .type = CRM_VALUE_TEXT, .text = (char *) list };
  g_autoptr (CrmQuery) all = crm_query_new (get_entity ());
  g_autoptr (CrmQuery) query = crm_query_filter_values (all, "entity", CRM_OP_EQUAL, &name, 1);
  g_autoptr (GPtrArray) records = crm_query_fetch_all (query, database, -1, error);
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func (g_object_unref);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++) {
    CrmRecord *record = records->pdata[i];
    if (record == NULL)
      continue;
    if (crm_record_is_empty (record, "owner") || crm_record_get_integer (record, "owner") == person)
      g_ptr_array_add (views, g_object_ref (record));
  }
  g_ptr_array_sort (views, compare_views);
  return g_steal_pointer (&views);
}

/**
 * crm_saved_views_find_first:
 * @views: (element-type CrmRecord): of crm_saved_views_read()
 *
 * Returns: (transfer none) (nullable): the view that a list opens with
 */
CrmRecord *
crm_saved_views_find_first (GPtrArray *views)
{
  CrmRecord *found = NULL;

  /* One's own stand last. */
  for (guint i = 0; i < views->len; i++)
    if (crm_record_get_integer (views->pdata[i], "opens_first") != 0)
      found = views->pdata[i];
  return found;
}

static void
set_flag (CrmChange *change, CrmRecord *view, gboolean first)
{
  CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = first };

  if ((crm_record_get_integer (view, "opens_first") != 0) != first)
    crm_change_set (change, get_entity (), crm_record_get_id (view), "opens_first", &value);
}

/**
 * crm_saved_view_set_first:
 * @change: gets the operations
 * @views: (element-type CrmRecord): all of the list
 * @view: one of them
 * @first: whether it opens first
 *
 * Among those for all one opens first, and among those of a person one.
 */
void
crm_saved_view_set_first (CrmChange *change, GPtrArray *views, CrmRecord *view, gboolean first)
{
  gint64 owner = crm_record_get_integer (view, "owner");

  for (guint i = 0; i < views->len; i++)
    if (crm_record_get_integer (views->pdata[i], "owner") == owner)
      set_flag (change, views->pdata[i],
                first && crm_record_get_id (views->pdata[i]) == crm_record_get_id (view));
}

/**
 * crm_saved_views_replace:
 * @change: gets the operations
 * @database: the writer's connection
 * @is_meant: (scope call): tells the fields of which it is asked
 * @data: for @is_meant
 * @from: the value that goes
 * @into: the one that takes its place
 * @error: of the store
 *
 * Returns: whether all views could be read
 */
gboolean
crm_saved_views_replace (CrmChange *change, CrmDatabase *database, CrmFieldFunc is_meant,
                         gpointer data, const CrmValue *from, const CrmValue *into, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (get_entity ());
  g_autoptr (GPtrArray) views = crm_query_fetch_all (all, database, -1, error);

  for (guint i = 0; views != NULL && i < views->len; i++) {
    const char *text = crm_record_get_text (views->pdata[i], "query");
    g_autofree char *other =
        text != NULL ? crm_query_text_replace (text, database, is_meant, data, from, into) : NULL;
    if (other != NULL)
      crm_change_set_text (change, get_entity (), crm_record_get_id (views->pdata[i]), "query",
                           other);
  }
  return views != NULL;
}

const CrmEntity *
crm_saved_view_get_of (CrmRecord *view)
{
  const char *name = crm_record_get_text (view, "entity");
  return name != NULL ? crm_entity_find (name) : NULL;
}
