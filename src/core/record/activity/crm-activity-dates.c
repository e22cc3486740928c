/* When something was last done for a company, a contact or a deal, and when something is to be done
 * next. */
#include "config.h"

#include "crm-activity-dates-private.h"

#include <string.h>

#include "crm-change-private.h"

/*
 * Both dates follow from other records, as the words of the search index follow from texts: they
 * are kept beside every deed, of undo and redo too, and are no values of the journal. So they are
 * right whatever is taken back and in whatever order.
 *
 * The last activity of a record is the latest of: notes about it, tasks done for it, documents
 * issued for it, moves of the deal itself, and the last activity of its deals. The next one is the
 * day of the earliest open task or meeting for it, or of an open deal of it; a deal without such a
 * task has the date that a person typed. "Of it" is a reference that has the name of the record's
 * entity. Of a meeting that repeats the one that comes next counts, see
 * crm-activity-dates-series.c.
 *
 * A later moment than the one kept is written at once. Where one may have been taken away all are
 * asked again, at the end of the change and once for each record.
 */

#define NEVER G_MININT64 /* before any moment */

static gboolean update_keeper (CrmChange *change, CrmDatabase *database, gint64 key,
                               GError **error);

static void
later (CrmChange *change, const CrmActivityKeeper *keeper, gint64 id)
{
  if (id != 0)
    crm_change_later (change, update_keeper, crm_subject_make (keeper->entity, id));
}

static gboolean follow_source (CrmChange *change, CrmDatabase *database, const CrmEntity *entity,
                               CrmRecord *before, CrmRecord *after, GError **error);

/* Puts a value in its place, tells it, and lets those follow who keep a date of this one. */
static gboolean
put_value (CrmChange *change, CrmDatabase *database, const CrmActivityKeeper *keeper,
           CrmRecord *record, int field, const CrmValue *value, GError **error)
{
  g_autoptr (CrmRecord) before = NULL;
  CrmFields fields = { 0 };

  if (crm_value_equal (crm_record_get_value (record, field), value))
    return TRUE;
  before = crm_record_copy (record);
  if (!crm_activity_dates_write (database, keeper, field, crm_record_get_id (record), value, error))
    return FALSE;
  crm_record_set_value (record, field, value);
  crm_fields_add (&fields, field);
  crm_announcement_add (change->announcement, CRM_ACTION_SET, keeper->entity,
                        crm_record_get_id (record), fields);
  return follow_source (change, database, keeper->entity, before, record, error);
}

static gboolean
update_keeper (CrmChange *change, CrmDatabase *database, gint64 key, GError **error)
{
  const CrmActivityKeeper *keeper = crm_activity_dates_find_keeper (crm_subject_get_entity (key));
  g_autoptr (CrmRecord) record =
      crm_record_load (database, keeper->entity, crm_subject_get_id (key), NULL);
  g_auto (CrmValue) last = CRM_VALUE_INIT;
  g_auto (CrmValue) next = CRM_VALUE_INIT;

  /* It may have gone within the same change. */
  if (record == NULL)
    return TRUE;
  if (!crm_activity_dates_read_last (database, keeper, crm_record_get_id (record), &last, error) ||
      !put_value (change, database, keeper, record, keeper->last, &last, error))
    return FALSE;
  return keeper->next < 0 ||
         (crm_activity_dates_read_next (database, keeper, record, crm_change_get_moment (change),
                                        NULL, &next, error) &&
          put_value (change, database, keeper, record, keeper->next, &next, error));
}

static gboolean
raise_last (CrmChange *change, CrmDatabase *database, const CrmActivityKeeper *keeper, gint64 id,
            gint64 moment, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = ?1",
                                          CRM_FIELD_LAST_ACTIVITY, keeper->entity->name);
  g_auto (CrmValue) kept = CRM_VALUE_INIT;
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (CrmRecord) record = NULL;

  if (!crm_activity_dates_read_moment (database, sql, keeper, id, &kept, error))
    return FALSE;
  if (kept.type == CRM_VALUE_INTEGER && kept.integer >= moment)
    return TRUE;
  record = crm_record_load (database, keeper->entity, id, NULL);
  if (record == NULL)
    return TRUE;
  crm_value_set_integer (&value, moment);
  return put_value (change, database, keeper, record, keeper->last, &value, error);
}

/* --- Following */

/* The record that @record belongs to as a source; 0 if it belongs to none of that kind. */
static gint64
get_owner (CrmRecord *record, const CrmActivitySource *source, const CrmActivityKeeper *keeper)
{
  const CrmEntity *entity;
  gint64 subject;
  int link;

  if (record == NULL)
    return 0;
  entity = crm_record_get_entity (record);
  if (!source->is_subject) {
    link = crm_activity_dates_find_link (entity, keeper);
    return link >= 0 ? crm_record_get_integer (record, entity->fields[link].name) : 0;
  }
  subject = crm_record_get_integer (record, "subject");
  return subject != 0 && crm_subject_get_entity (subject) == keeper->entity
             ? crm_subject_get_id (subject)
             : 0;
}

/* When; NEVER if it has no date or belongs to nobody. The first day of 1970 is a date like any
 * other. */
static gint64
get_moment (CrmRecord *record, const CrmActivitySource *source, gint64 owner)
{
  return owner != 0 && !crm_record_is_empty (record, source->field) &&
                 (source->unless == NULL || crm_record_is_empty (record, source->unless))
             ? crm_record_get_integer (record, source->field)
             : NEVER;
}

static gboolean
follow_last (CrmChange *change, CrmDatabase *database, const CrmActivitySource *source,
             const CrmActivityKeeper *keeper, CrmRecord *before, CrmRecord *after, GError **error)
{
  gint64 old_owner = get_owner (before, source, keeper);
  gint64 new_owner = get_owner (after, source, keeper);
  gint64 old_moment = get_moment (before, source, old_owner);
  gint64 new_moment = get_moment (after, source, new_owner);

  if (old_owner == new_owner && old_moment == new_moment)
    return TRUE;
  if (old_moment != NEVER && (old_owner != new_owner || new_moment < old_moment))
    later (change, keeper, old_owner);
  return new_moment == NEVER || raise_last (change, database, keeper, new_owner, new_moment, error);
}

/* Whether it counts, as the SQL of the source says. */
static gboolean
is_open (CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  return entity->is_settled == NULL || !entity->is_settled (record);
}

static void
follow_next (CrmChange *change, const CrmActivitySource *source, const CrmActivityKeeper *keeper,
             CrmRecord *before, CrmRecord *after)
{
  gint64 old_owner = get_owner (before, source, keeper);
  gint64 new_owner = get_owner (after, source, keeper);
  gint64 old_due =
      old_owner != 0 && is_open (before) ? get_moment (before, source, old_owner) : NEVER;
  gint64 new_due =
      new_owner != 0 && is_open (after) ? get_moment (after, source, new_owner) : NEVER;

  if (keeper->next < 0)
    return;
  if (strcmp (source->entity, "activity") == 0 &&
      (crm_activity_dates_is_of_series (before) || crm_activity_dates_is_of_series (after))) {
    later (change, keeper, old_owner);
    later (change, keeper, new_owner);
    return;
  }
  if (old_owner == new_owner && old_due == new_due)
    return;
  if (old_due != NEVER)
    later (change, keeper, old_owner);
  if (new_due != NEVER)
    later (change, keeper, new_owner);
}

static const CrmActivityKeeper *
find_keeper_of_link (const CrmField *field)
{
  const CrmEntity *target = field->kind == CRM_KIND_REFERENCE ? crm_field_get_target (field) : NULL;
  const CrmActivityKeeper *keeper = target != NULL ? crm_activity_dates_find_keeper (target) : NULL;

  return keeper != NULL && g_strcmp0 (field->name, target->name) == 0 ? keeper : NULL;
}

static gboolean
follow_subject (CrmChange *change, CrmDatabase *database, const CrmActivitySource *source,
                CrmRecord *before, CrmRecord *after, GError **error)
{
  CrmRecord *const sides[] = { before, after };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++) {
    gint64 subject = sides[i] != NULL ? crm_record_get_integer (sides[i], "subject") : 0;
    const CrmActivityKeeper *keeper =
        subject != 0 ? crm_activity_dates_find_keeper (crm_subject_get_entity (subject)) : NULL;
    if (keeper != NULL && !follow_last (change, database, source, keeper, before, after, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
follow_links (CrmChange *change, CrmDatabase *database, const CrmActivitySource *last,
              const CrmActivitySource *next, CrmRecord *before, CrmRecord *after, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (after != NULL ? after : before);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmActivityKeeper *keeper = find_keeper_of_link (&entity->fields[i]);
    if (keeper == NULL)
      continue;
    if (last != NULL && !follow_last (change, database, last, keeper, before, after, error))
      return FALSE;
    if (next != NULL)
      follow_next (change, next, keeper, before, after);
  }
  return TRUE;
}

static const CrmActivitySource *
find_source (const CrmActivitySource *sources, gsize n_sources, const CrmEntity *entity)
{
  for (gsize i = 0; i < n_sources; i++)
    if (g_strcmp0 (sources[i].entity, entity->name) == 0)
      return &sources[i];
  return NULL;
}

static gboolean
follow_source (CrmChange *change, CrmDatabase *database, const CrmEntity *entity, CrmRecord *before,
               CrmRecord *after, GError **error)
{
  const CrmActivitySource *last =
      find_source (crm_activity_last_sources, CRM_ACTIVITY_N_LAST_SOURCES, entity);

  if (last != NULL && last->is_subject)
    return follow_subject (change, database, last, before, after, error);
  if (last != NULL && !follow_links (change, database, last, NULL, before, after, error))
    return FALSE;
  for (gsize i = 0; i < CRM_ACTIVITY_N_NEXT_SOURCES; i++)
    if (strcmp (crm_activity_next_sources[i].entity, entity->name) == 0 &&
        !follow_links (change, database, NULL, &crm_activity_next_sources[i], before, after, error))
      return FALSE;
  return TRUE;
}

/**
 * crm_activity_dates_follow:
 * @change: a change under commit
 * @database: the writer's connection
 * @deed: what was done to a record
 * @error: of the store
 *
 * Lets the dates of all records follow that the deed concerns.
 *
 * Returns: whether nothing stood against it. Writer thread.
 */
gboolean
crm_activity_dates_follow (CrmChange *change, CrmDatabase *database, const CrmDeed *deed,
                           GError **error)
{
  const CrmActivityKeeper *keeper = crm_activity_dates_find_keeper (deed->entity);

  if (keeper != NULL && deed->action != CRM_ACTION_DELETE) {
    gboolean touched = crm_fields_has (deed->fields, keeper->last) ||
                       crm_fields_has (deed->fields, keeper->next) ||
                       crm_fields_has (deed->fields, keeper->planned);
    /* A new record has nothing yet, unless it comes back or brings something. */
    if (deed->action == CRM_ACTION_SET
            ? touched
            : crm_change_is_raw (change) ||
                  !crm_record_is_empty (deed->after, CRM_FIELD_LAST_ACTIVITY) ||
                  (keeper->next >= 0 &&
                   !crm_record_is_empty (deed->after, CRM_FIELD_NEXT_ACTIVITY)))
      later (change, keeper, deed->id);
  }
  return follow_source (change, database, deed->entity, deed->before, deed->after, error);
}

/**
 * crm_activity_dates_plan:
 * @record: a record about to be written by a person or a rule
 * @old: (nullable): as it is in the file; %NULL: it is new
 *
 * Keeps the date that was typed: it holds again once no open task has a date any more. Records that
 * come with all their fields have it already, or none, and are not asked.
 */
void
crm_activity_dates_plan (CrmRecord *record, CrmRecord *old)
{
  const CrmActivityKeeper *keeper = crm_activity_dates_find_keeper (crm_record_get_entity (record));
  const CrmValue *next;

  if (keeper == NULL || keeper->next < 0 || keeper->planned < 0)
    return;
  next = crm_record_get_value (record, keeper->next);
  if (old == NULL ? crm_record_is_empty (record, CRM_FIELD_PLANNED_ACTIVITY)
                  : !crm_value_equal (crm_record_get_value (old, keeper->next), next))
    crm_record_set_value (record, keeper->planned, next);
}

/**
 * crm_activity_dates_keeps:
 * @entity: a description
 * @field: place of one of its fields
 *
 * Returns: whether the field is kept here. A record that is read as it was at another moment, from
 *   the journal, has the dates of today.
 */
gboolean
crm_activity_dates_keeps (const CrmEntity *entity, int field)
{
  const CrmActivityKeeper *keeper = crm_activity_dates_find_keeper (entity);

  return keeper != NULL && field >= 0 && (field == keeper->last || field == keeper->next);
}

/**
 * crm_activity_dates_typed:
 * @entity: a description
 * @field: place of one of its fields
 *
 * Returns: the place of the field that is typed, where @field keeps what was typed; -1 for any
 *   other field
 */
int
crm_activity_dates_typed (const CrmEntity *entity, int field)
{
  const CrmActivityKeeper *keeper = crm_activity_dates_find_keeper (entity);

  return keeper != NULL && field >= 0 && field == keeper->planned ? keeper->next : -1;
}
