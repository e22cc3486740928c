/* When something was last done for a company, a contact or a deal, and when something is to be done
 * next. */
#include "config.h"

#include "crm-activity-dates.h"

#include <string.h>

#include "crm-change-private.h"
#include "crm-date.h"
#include "crm-record-private.h"

/*
 * Both dates follow from other records, as the words of the search index follow from texts: they
 * are kept beside every deed, of undo and redo too, and are no values of the journal. So they are
 * right whatever is taken back and in whatever order.
 *
 * The last activity of a record is the latest of: notes about it, tasks done for it, documents
 * issued for it, moves of the deal itself, and the last activity of its deals. The next one is the
 * day of the earliest open task or meeting for it, or of an open deal of it; a deal without such a
 * task has the date that a person typed. "Of it" is a reference that has the name of the record's
 * entity.
 *
 * A later moment than the one kept is written at once. Where one may have been taken away all are
 * asked again, at the end of the change and once for each record.
 */

#define DAY G_GINT64_CONSTANT (86400)
#define NEVER G_MININT64 /* before any moment */

typedef struct {
  const char *entity;
  const char *field;
  const char *open;    /* SQL: what counts; NULL: all */
  gboolean is_subject; /* it is attached to any record, not by a reference of its own */
  const char *unless;  /* it does not count where this field has a value, as @open says; NULL */
} Source;

static const Source last_sources[] = {
  { "note", "created", NULL, TRUE },
  { "activity", "done", NULL, FALSE },
  { "document", "issued", NULL, FALSE },
  { "stage_move", "left", NULL, FALSE },
  { "deal", CRM_FIELD_LAST_ACTIVITY, NULL, FALSE },
};

/* The words of the first two are those of their partial indexes. A meeting has no term: what counts
 * is when it begins. */
#define OPEN "state NOT IN ('done', 'cancelled')"
static const Source next_sources[] = {
  { "activity", "due", OPEN, FALSE },
  { "activity", "start", "due IS NULL AND " OPEN, FALSE, "due" },
  { "deal", CRM_FIELD_NEXT_ACTIVITY, "closed IS NULL", FALSE },
};

/* --- What there is, found once */

typedef struct {
  const CrmEntity *entity;
  int last;    /* its fields */
  int next;    /* -1 if it has none */
  int planned; /* -1 if it has none */
} Keeper;

static const Keeper *
find_keeper (const CrmEntity *entity)
{
  static GArray *keepers = NULL;

  if (g_once_init_enter_pointer (&keepers)) {
    GArray *found = g_array_new (FALSE, TRUE, sizeof (Keeper));
    int n_entities;
    const CrmEntity *const *entities = crm_entities (&n_entities);
    for (int i = 0; i < n_entities; i++) {
      Keeper keeper = {
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
    if (g_array_index (keepers, Keeper, i).entity == entity)
      return &g_array_index (keepers, Keeper, i);
  return NULL;
}

/* The reference of a source that names a keeper; -1 if it has none. */
static int
find_link (const CrmEntity *source, const Keeper *keeper)
{
  int link = crm_entity_field_index (source, keeper->entity->name);

  return link >= 0 && source->fields[link].kind == CRM_KIND_REFERENCE &&
                 crm_field_get_target (&source->fields[link]) == keeper->entity
             ? link
             : -1;
}

/* --- SQL. "?1" is the keeper's id, "?2" its number as a subject. */

static void
append_source (GString *sql, const char *function, const Source *source, const Keeper *keeper,
               const char *id, const char *subject)
{
  const char *link = source->is_subject ? "subject" : keeper->entity->name;

  g_string_append_printf (sql, "SELECT %s (\"%s\") AS moment FROM \"%s\" WHERE \"%s\" = %s",
                          function, source->field, source->entity, link,
                          source->is_subject ? subject : id);
  if (source->open != NULL)
    g_string_append_printf (sql, " AND %s", source->open);
}

static char *
dup_last_sql (const Keeper *keeper, const char *id, const char *subject)
{
  g_autoptr (GString) sql = g_string_new ("SELECT max (moment) FROM (");
  gboolean first = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (last_sources); i++) {
    const Source *source = &last_sources[i];
    if (!source->is_subject && find_link (crm_entity_find (source->entity), keeper) < 0)
      continue;
    g_string_append (sql, first ? "" : " UNION ALL ");
    append_source (sql, "max", source, keeper, id, subject);
    first = FALSE;
  }
  g_string_append_c (sql, ')');
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
dup_next_sql (const Keeper *keeper, const Source *source)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  if (find_link (crm_entity_find (source->entity), keeper) < 0)
    return NULL;
  append_source (sql, "min", source, keeper, "?1", "?2");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
read_moment (CrmDatabase *database, const char *sql, const Keeper *keeper, gint64 id,
             CrmValue *value, GError **error)
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

static gboolean
read_last (CrmDatabase *database, const Keeper *keeper, gint64 id, CrmValue *last, GError **error)
{
  g_autofree char *sql = dup_last_sql (keeper, "?1", "?2");
  return read_moment (database, sql, keeper, id, last, error);
}

static gboolean
read_next (CrmDatabase *database, const Keeper *keeper, CrmRecord *record, const gint64 *utc_offset,
           CrmValue *next, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (next_sources); i++) {
    const CrmField *field =
        crm_entity_field (crm_entity_find (next_sources[i].entity), next_sources[i].field);
    g_autofree char *sql = dup_next_sql (keeper, &next_sources[i]);
    g_auto (CrmValue) earliest = CRM_VALUE_INIT;
    if (sql == NULL)
      continue;
    if (!read_moment (database, sql, keeper, crm_record_get_id (record), &earliest, error))
      return FALSE;
    if (earliest.type == CRM_VALUE_EMPTY)
      continue;
    if (field->kind == CRM_KIND_MOMENT)
      earliest.integer = utc_offset != NULL ? (earliest.integer + *utc_offset) / DAY
                                            : crm_moment_to_date (earliest.integer);
    if (next->type == CRM_VALUE_EMPTY || earliest.integer < next->integer)
      crm_value_set_integer (next, earliest.integer);
  }
  if (next->type == CRM_VALUE_EMPTY && keeper->planned >= 0)
    crm_value_copy (crm_record_get_value (record, keeper->planned), next);
  return TRUE;
}

/* --- Writing */

static gboolean
write_value (CrmDatabase *database, const Keeper *keeper, int field, gint64 id,
             const CrmValue *value, GError **error)
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

static gboolean update_keeper (CrmChange *change, CrmDatabase *database, gint64 key,
                               GError **error);

static void
later (CrmChange *change, const Keeper *keeper, gint64 id)
{
  if (id != 0)
    crm_change_later (change, update_keeper, crm_subject_make (keeper->entity, id));
}

static gboolean follow_source (CrmChange *change, CrmDatabase *database, const CrmEntity *entity,
                               CrmRecord *before, CrmRecord *after, GError **error);

/* Puts a value in its place, tells it, and lets those follow who keep a date of this one. */
static gboolean
put_value (CrmChange *change, CrmDatabase *database, const Keeper *keeper, CrmRecord *record,
           int field, const CrmValue *value, GError **error)
{
  g_autoptr (CrmRecord) before = NULL;
  CrmFields fields = { 0 };

  if (crm_value_equal (crm_record_get_value (record, field), value))
    return TRUE;
  before = crm_record_copy (record);
  if (!write_value (database, keeper, field, crm_record_get_id (record), value, error))
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
  const Keeper *keeper = find_keeper (crm_subject_get_entity (key));
  g_autoptr (CrmRecord) record =
      crm_record_load (database, keeper->entity, crm_subject_get_id (key), NULL);
  g_auto (CrmValue) last = CRM_VALUE_INIT;
  g_auto (CrmValue) next = CRM_VALUE_INIT;

  /* It may have gone within the same change. */
  if (record == NULL)
    return TRUE;
  if (!read_last (database, keeper, crm_record_get_id (record), &last, error) ||
      !put_value (change, database, keeper, record, keeper->last, &last, error))
    return FALSE;
  return keeper->next < 0 ||
         (read_next (database, keeper, record, NULL, &next, error) &&
          put_value (change, database, keeper, record, keeper->next, &next, error));
}

static gboolean
raise_last (CrmChange *change, CrmDatabase *database, const Keeper *keeper, gint64 id,
            gint64 moment, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = ?1",
                                          CRM_FIELD_LAST_ACTIVITY, keeper->entity->name);
  g_auto (CrmValue) kept = CRM_VALUE_INIT;
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (CrmRecord) record = NULL;

  if (!read_moment (database, sql, keeper, id, &kept, error))
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
get_owner (CrmRecord *record, const Source *source, const Keeper *keeper)
{
  const CrmEntity *entity;
  gint64 subject;
  int link;

  if (record == NULL)
    return 0;
  entity = crm_record_get_entity (record);
  if (!source->is_subject) {
    link = find_link (entity, keeper);
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
get_moment (CrmRecord *record, const Source *source, gint64 owner)
{
  return owner != 0 && !crm_record_is_empty (record, source->field) &&
                 (source->unless == NULL || crm_record_is_empty (record, source->unless))
             ? crm_record_get_integer (record, source->field)
             : NEVER;
}

static gboolean
follow_last (CrmChange *change, CrmDatabase *database, const Source *source, const Keeper *keeper,
             CrmRecord *before, CrmRecord *after, GError **error)
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
follow_next (CrmChange *change, const Source *source, const Keeper *keeper, CrmRecord *before,
             CrmRecord *after)
{
  gint64 old_owner = get_owner (before, source, keeper);
  gint64 new_owner = get_owner (after, source, keeper);
  gint64 old_due =
      old_owner != 0 && is_open (before) ? get_moment (before, source, old_owner) : NEVER;
  gint64 new_due =
      new_owner != 0 && is_open (after) ? get_moment (after, source, new_owner) : NEVER;

  if (keeper->next < 0 || (old_owner == new_owner && old_due == new_due))
    return;
  if (old_due != NEVER)
    later (change, keeper, old_owner);
  if (new_due != NEVER)
    later (change, keeper, new_owner);
}

static const Keeper *
find_keeper_of_link (const CrmField *field)
{
  const CrmEntity *target = field->kind == CRM_KIND_REFERENCE ? crm_field_get_target (field) : NULL;
  const Keeper *keeper = target != NULL ? find_keeper (target) : NULL;

  return keeper != NULL && g_strcmp0 (field->name, target->name) == 0 ? keeper : NULL;
}

static gboolean
follow_subject (CrmChange *change, CrmDatabase *database, const Source *source, CrmRecord *before,
                CrmRecord *after, GError **error)
{
  CrmRecord *const sides[] = { before, after };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++) {
    gint64 subject = sides[i] != NULL ? crm_record_get_integer (sides[i], "subject") : 0;
    const Keeper *keeper = subject != 0 ? find_keeper (crm_subject_get_entity (subject)) : NULL;
    if (keeper != NULL && !follow_last (change, database, source, keeper, before, after, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
follow_links (CrmChange *change, CrmDatabase *database, const Source *last, const Source *next,
              CrmRecord *before, CrmRecord *after, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (after != NULL ? after : before);

  for (int i = 0; i < entity->n_fields; i++) {
    const Keeper *keeper = find_keeper_of_link (&entity->fields[i]);
    if (keeper == NULL)
      continue;
    if (last != NULL && !follow_last (change, database, last, keeper, before, after, error))
      return FALSE;
    if (next != NULL)
      follow_next (change, next, keeper, before, after);
  }
  return TRUE;
}

static const Source *
find_source (const Source *sources, gsize n_sources, const CrmEntity *entity)
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
  const Source *last = find_source (last_sources, G_N_ELEMENTS (last_sources), entity);

  if (last != NULL && last->is_subject)
    return follow_subject (change, database, last, before, after, error);
  if (last != NULL && !follow_links (change, database, last, NULL, before, after, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (next_sources); i++)
    if (strcmp (next_sources[i].entity, entity->name) == 0 &&
        !follow_links (change, database, NULL, &next_sources[i], before, after, error))
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
  const Keeper *keeper = find_keeper (deed->entity);

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
  const Keeper *keeper = find_keeper (crm_record_get_entity (record));
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
  const Keeper *keeper = find_keeper (entity);

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
  const Keeper *keeper = find_keeper (entity);

  return keeper != NULL && field >= 0 && field == keeper->planned ? keeper->next : -1;
}

/* --- All of them */

static gboolean
rebuild_last (CrmDatabase *database, const Keeper *keeper, GError **error)
{
  g_autofree char *subject = g_strdup_printf ("\"%s\".id + %" G_GINT64_FORMAT, keeper->entity->name,
                                              crm_subject_make (keeper->entity, 0));
  g_autofree char *id = g_strdup_printf ("\"%s\".id", keeper->entity->name);
  g_autofree char *last = dup_last_sql (keeper, id, subject);
  g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = (%s)", keeper->entity->name,
                                          CRM_FIELD_LAST_ACTIVITY, last);

  return crm_database_execute (database, sql, error);
}

/* Few records have something to be done: those alone are asked. */
static gboolean
rebuild_next (CrmDatabase *database, const Keeper *keeper, const gint64 *utc_offset, GError **error)
{
  g_autofree char *clear = g_strdup_printf (
      "UPDATE \"%s\" SET \"%s\" = %s WHERE \"%s\" IS NOT %s", keeper->entity->name,
      CRM_FIELD_NEXT_ACTIVITY, keeper->planned >= 0 ? CRM_FIELD_PLANNED_ACTIVITY : "NULL",
      CRM_FIELD_NEXT_ACTIVITY, keeper->planned >= 0 ? CRM_FIELD_PLANNED_ACTIVITY : "NULL");

  if (!crm_database_execute (database, clear, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (next_sources); i++) {
    const Source *source = &next_sources[i];
    g_autofree char *sql = NULL;
    g_autoptr (CrmStatement) statement = NULL;
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    gboolean has_row = FALSE;
    if (find_link (crm_entity_find (source->entity), keeper) < 0)
      continue;
    sql = g_strdup_printf (
        "SELECT DISTINCT \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL AND \"%s\" IS NOT NULL AND %s",
        keeper->entity->name, source->entity, keeper->entity->name, source->field, source->open);
    statement = crm_database_prepare (database, sql, error);
    if (statement == NULL)
      return FALSE;
    do {
      gint64 id;
      if (!crm_statement_step (statement, &has_row, error))
        return FALSE;
      id = has_row ? crm_statement_get_integer (statement, 0) : 0;
      if (has_row)
        g_array_append_val (ids, id);
    } while (has_row);
    for (guint j = 0; j < ids->len; j++) {
      gint64 id = g_array_index (ids, gint64, j);
      g_autoptr (CrmRecord) record = crm_record_load (database, keeper->entity, id, error);
      g_auto (CrmValue) next = CRM_VALUE_INIT;
      if (record == NULL || !read_next (database, keeper, record, utc_offset, &next, error) ||
          !write_value (database, keeper, keeper->next, id, &next, error))
        return FALSE;
    }
  }
  return TRUE;
}

/**
 * crm_activity_dates_rebuild:
 * @database: the writer's connection, inside a transaction
 * @utc_offset: (nullable): where a day begins, in seconds east of UTC; %NULL: as it does here
 * @error: of the store
 *
 * Returns: whether all dates are those of their records now. Writer thread.
 */
gboolean
crm_activity_dates_rebuild (CrmDatabase *database, const gint64 *utc_offset, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  /* Backwards: deals before the companies that ask them. */
  for (int i = n_entities - 1; i >= 0; i--) {
    const Keeper *keeper = find_keeper (entities[i]);
    if (keeper != NULL &&
        (!rebuild_last (database, keeper, error) ||
         (keeper->next >= 0 && !rebuild_next (database, keeper, utc_offset, error))))
      return FALSE;
  }
  return TRUE;
}
