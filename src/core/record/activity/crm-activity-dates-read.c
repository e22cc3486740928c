/* The dates of activities as other records give them: who keeps one, from where it comes, and what
 * it is now. */
#include "config.h"

#include "crm-activity-dates-private.h"

#include <string.h>

#include "crm-date.h"
#include "crm-record-private.h"

#define DAY G_GINT64_CONSTANT (86400)

const CrmActivitySource crm_activity_last_sources[CRM_ACTIVITY_N_LAST_SOURCES] = {
  { "note", "created", NULL, TRUE },
  { "activity", "done", NULL, FALSE },
  { "document", "issued", NULL, FALSE },
  { "stage_move", "left", NULL, FALSE },
  { "deal", CRM_FIELD_LAST_ACTIVITY, NULL, FALSE },
};

/* The words of the first two are those of their partial indexes. A meeting has no term: what counts
 * is when it begins. */
#define OPEN "state NOT IN ('done', 'cancelled')"
const CrmActivitySource crm_activity_next_sources[CRM_ACTIVITY_N_NEXT_SOURCES] = {
  { "activity", "due", OPEN, FALSE },
  { "activity", "start", "due IS NULL AND (repeat IS NULL OR kind = 'task') AND " OPEN, FALSE,
    "due" },
  { "deal", CRM_FIELD_NEXT_ACTIVITY, "closed IS NULL", FALSE },
};

const CrmActivityKeeper *
crm_activity_dates_find_keeper (const CrmEntity *entity)
{
  static GArray *keepers = NULL;

  if (g_once_init_enter_pointer (&keepers)) {
    GArray *found = g_array_new (FALSE, TRUE, sizeof (CrmActivityKeeper));
    int n_entities;
    const CrmEntity *const *entities = crm_entities (&n_entities);
    for (int i = 0; i < n_entities; i++) {
      CrmActivityKeeper keeper = {
        .entity = entities[i],
        .last = crm_entity_field_index (entities[i], CRM_FIELD_LAST_ACTIVITY),
        .next = crm_entity_field_index (entities[i], CRM_FIELD_NEXT_ACTIVITY),
        .planned = crm_entity_field_index (entities[i], CRM_FIELD_PLANNED_ACTIVITY),
      };
      if (keeper.last >= 0)
        g_array_append_val (found, keeper);
    }
    g_once_init_leave_pointer (&keepers, found);
  }
  for (guint i = 0; i < keepers->len; i++)
    if (g_array_index (keepers, CrmActivityKeeper, i).entity == entity)
      return &g_array_index (keepers, CrmActivityKeeper, i);
  return NULL;
}

/* The reference of a source that names a keeper; -1 if it has none. */
int
crm_activity_dates_find_link (const CrmEntity *source, const CrmActivityKeeper *keeper)
{
  int link = crm_entity_field_index (source, keeper->entity->name);

  return link >= 0 && source->fields[link].kind == CRM_KIND_REFERENCE &&
                 crm_field_get_target (&source->fields[link]) == keeper->entity
             ? link
             : -1;
}

/* --- SQL. "?1" is the keeper's id, "?2" its number as a subject. */

static void
append_source (GString *sql, const char *function, const CrmActivitySource *source,
               const CrmActivityKeeper *keeper, const char *id, const char *subject)
{
  const char *link = source->is_subject ? "subject" : keeper->entity->name;

  g_string_append_printf (sql, "SELECT %s (\"%s\") AS moment FROM \"%s\" WHERE \"%s\" = %s",
                          function, source->field, source->entity, link,
                          source->is_subject ? subject : id);
  if (source->open != NULL)
    g_string_append_printf (sql, " AND %s", source->open);
}

char *
crm_activity_dates_dup_last_sql (const CrmActivityKeeper *keeper, const char *id,
                                 const char *subject)
{
  g_autoptr (GString) sql = g_string_new ("SELECT max (moment) FROM (");
  gboolean first = TRUE;

  for (gsize i = 0; i < CRM_ACTIVITY_N_LAST_SOURCES; i++) {
    const CrmActivitySource *source = &crm_activity_last_sources[i];
    if (!source->is_subject &&
        crm_activity_dates_find_link (crm_entity_find (source->entity), keeper) < 0)
      continue;
    g_string_append (sql, first ? "" : " UNION ALL ");
    append_source (sql, "max", source, keeper, id, subject);
    first = FALSE;
  }
  g_string_append_c (sql, ')');
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
dup_next_sql (const CrmActivityKeeper *keeper, const CrmActivitySource *source)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  if (crm_activity_dates_find_link (crm_entity_find (source->entity), keeper) < 0)
    return NULL;
  append_source (sql, "min", source, keeper, "?1", "?2");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

gboolean
crm_activity_dates_read_moment (CrmDatabase *database, const char *sql,
                                const CrmActivityKeeper *keeper, gint64 id, CrmValue *value,
                                GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  if (strstr (sql, "?2") != NULL)
    crm_statement_bind_integer (statement, 2, crm_subject_make (keeper->entity, id));
  if (!crm_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row && !crm_statement_is_null (statement, 0))
    crm_value_set_integer (value, crm_statement_get_integer (statement, 0));
  return TRUE;
}

gboolean
crm_activity_dates_read_last (CrmDatabase *database, const CrmActivityKeeper *keeper, gint64 id,
                              CrmValue *last, GError **error)
{
  g_autofree char *sql = crm_activity_dates_dup_last_sql (keeper, "?1", "?2");
  return crm_activity_dates_read_moment (database, sql, keeper, id, last, error);
}

gboolean
crm_activity_dates_read_next (CrmDatabase *database, const CrmActivityKeeper *keeper,
                              CrmRecord *record, gint64 now, const gint64 *utc_offset,
                              CrmValue *next, GError **error)
{
  gint64 meeting = G_MAXINT64;

  for (gsize i = 0; i < CRM_ACTIVITY_N_NEXT_SOURCES; i++) {
    const CrmField *field = crm_entity_field (crm_entity_find (crm_activity_next_sources[i].entity),
                                              crm_activity_next_sources[i].field);
    g_autofree char *sql = dup_next_sql (keeper, &crm_activity_next_sources[i]);
    g_auto (CrmValue) earliest = CRM_VALUE_INIT;
    if (sql == NULL)
      continue;
    if (!crm_activity_dates_read_moment (database, sql, keeper, crm_record_get_id (record),
                                         &earliest, error))
      return FALSE;
    if (earliest.type == CRM_VALUE_EMPTY)
      continue;
    if (field->kind == CRM_KIND_MOMENT)
      earliest.integer = utc_offset != NULL ? (earliest.integer + *utc_offset) / DAY
                                            : crm_moment_to_date (earliest.integer);
    if (next->type == CRM_VALUE_EMPTY || earliest.integer < next->integer)
      crm_value_set_integer (next, earliest.integer);
  }
  if (crm_activity_dates_find_link (crm_entity_find ("activity"), keeper) >= 0 &&
      !crm_activity_dates_read_series (database, keeper->entity, crm_record_get_id (record), now,
                                       utc_offset, &meeting, error))
    return FALSE;
  if (meeting != G_MAXINT64 && (next->type == CRM_VALUE_EMPTY || meeting < next->integer))
    crm_value_set_integer (next, meeting);
  if (next->type == CRM_VALUE_EMPTY && keeper->planned >= 0)
    crm_value_copy (crm_record_get_value (record, keeper->planned), next);
  return TRUE;
}

gboolean
crm_activity_dates_write (CrmDatabase *database, const CrmActivityKeeper *keeper, int field,
                          gint64 id, const CrmValue *value, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = ?2 WHERE id = ?1",
                                          keeper->entity->name, keeper->entity->fields[field].name);
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  crm_value_bind (value, statement, 2);
  return crm_statement_run (statement, error);
}
