/* Records of a series: what goes over into the copy that stands for one of it, or goes on. */
#include "config.h"

#include "crm-calendar-private.h"

#include <string.h>

#include "crm-query.h"

void
crm_calendar_save (CrmChange *change, CrmRecord *before, CrmRecord *after)
{
  const CrmEntity *entity = crm_record_get_entity (before);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmValue *value = crm_record_get_value (after, i);
    if (!(entity->fields[i].flags & CRM_FIELD_GONE) &&
        !crm_value_equal (crm_record_get_value (before, i), value))
      crm_change_set (change, entity, crm_record_get_id (before), entity->fields[i].name, value);
  }
}

CrmRecord *
crm_calendar_copy_content (CrmRecord *activity)
{
  static const char *const own[] = { "external_id", "created", "changed", "done", "postponed" };
  const CrmEntity *entity = crm_record_get_entity (activity);
  CrmRecord *copy = crm_record_new_empty (entity);

  for (int i = 0; i < entity->n_fields; i++)
    if (!(entity->fields[i].flags & CRM_FIELD_GONE))
      crm_record_set_value (copy, i, crm_record_get_value (activity, i));
  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    crm_record_clear_field (copy, own[i]);
  return copy;
}

void
crm_calendar_forget_process (CrmRecord *activity)
{
  static const char *const fields[] = { "outcome",     "result", "next_start", "next_place",
                                        "next_person", "basis",  "run",        "task_type" };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    crm_record_clear_field (activity, fields[i]);
}

CrmRecord *
crm_calendar_make_own (CrmRecord *series, gint64 occurrence)
{
  CrmRecord *copy = crm_calendar_copy_content (series);
  CrmStay old;

  crm_calendar_forget_process (copy);
  crm_record_clear_field (copy, "repeat");
  crm_record_set_integer (copy, "series", crm_record_get_id (series));
  crm_record_set_integer (copy, "occurrence", occurrence);
  if (crm_stay_of (series, &old)) {
    CrmStay span = crm_stay_at (&old, occurrence);
    crm_stay_put (&span, &old, copy);
  }
  return copy;
}

GPtrArray *
crm_calendar_read_of (CrmDatabase *database, const char *entity, const char *field, gint64 id,
                      GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) those = crm_query_filter_integer (all, field, CRM_OP_EQUAL, id);
  g_autoptr (CrmQuery) sorted = crm_query_sort_text (those, "id", error);

  return sorted != NULL ? crm_query_fetch_all (sorted, database, -1, error) : NULL;
}

/* A step that is done, and what a colleague has answered, is of the one it was done for. */
static void
forget_work (CrmRecord *part)
{
  static const char *const given[] = { "text", "date", "document", "file" };
  const CrmEntity *entity = crm_record_get_entity (part);

  if (crm_entity_field (entity, "done") != NULL)
    crm_record_set_integer (part, "done", 0);
  if (g_strcmp0 (entity->name, "request_answer") != 0 ||
      g_strcmp0 (crm_record_get_text (part, "side"), "output") != 0)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (given); i++)
    crm_record_clear_field (part, given[i]);
}

gboolean
crm_calendar_copy_parts (CrmChange *change, CrmDatabase *database, gint64 from, gint64 to,
                         GError **error)
{
  static const char *const parts[] = { "checklist_item", "participant", "request_answer" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autoptr (GPtrArray) records =
        crm_calendar_read_of (database, parts[i], "activity", from, error);
    if (records == NULL)
      return FALSE;
    for (guint j = 0; j < records->len; j++) {
      g_autoptr (CrmRecord) copy = crm_record_new_empty (crm_entity_find (parts[i]));
      const CrmEntity *entity = crm_record_get_entity (copy);
      for (int k = 0; k < entity->n_fields; k++)
        crm_record_set_value (copy, k, crm_record_get_value (records->pdata[j], k));
      crm_record_set_integer (copy, "activity", to);
      forget_work (copy);
      crm_change_add (change, copy);
    }
  }
  return TRUE;
}

gboolean
crm_calendar_add_apart (CrmChange *change, CrmDatabase *database, gint64 from, CrmRecord *series,
                        gint64 id, GArray *occurrences, GError **error)
{
  for (guint i = 0; i < occurrences->len; i++) {
    g_autoptr (CrmRecord) own =
        crm_calendar_make_own (series, g_array_index (occurrences, gint64, i));
    crm_record_set_integer (own, "series", id);
    if (!crm_calendar_copy_parts (change, database, from, crm_change_add (change, own), error))
      return FALSE;
  }
  return TRUE;
}
