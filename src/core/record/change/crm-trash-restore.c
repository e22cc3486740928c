/* The way back from the trash. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-change-private.h"
#include "crm-error.h"
#include "crm-record-private.h"
#include "crm-rewind.h"
#include "crm-trash.h"

/* What pointed at a deleted record and was emptied with it. */
typedef struct {
  const CrmEntity *entity;
  gint64 id;
  int field;
  gint64 value;
} Link;

typedef struct {
  CrmDatabase *database;
  GPtrArray *records; /* owned CrmRecord: in the order they come back */
  GHashTable *coming; /* subjects of these */
  GArray *links;      /* of Link */
  guint next_record;
  guint next_link;

  /* Of the step being read. */
  CrmRecord *record;
  const CrmEntity *entity;
  gint64 id;
} Restoring;

static gboolean
is_coming (Restoring *restoring, const CrmEntity *entity, gint64 id)
{
  return entity != NULL &&
         g_hash_table_contains (restoring->coming,
                                GSIZE_TO_POINTER ((gsize) crm_subject_make (entity, id)));
}

static gboolean
find_target (const CrmField *field, const CrmValue *value, const CrmEntity **target, gint64 *id)
{
  if (value->type != CRM_VALUE_INTEGER)
    return FALSE;
  if (field->kind == CRM_KIND_SUBJECT) {
    *target = crm_subject_get_entity (value->integer);
    *id = crm_subject_get_id (value->integer);
    return TRUE;
  }
  *target = crm_field_get_target (field);
  *id = value->integer;
  return field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE;
}

/* --- Reading what one deletion took */

static void
take_value (int field, const CrmValue *old_value, const CrmValue *new_value, gpointer data)
{
  crm_record_set_value (((Restoring *) data)->record, field, old_value);
}

static void
take_link (int index, const CrmValue *old_value, const CrmValue *new_value, gpointer data)
{
  Restoring *restoring = data;
  const CrmField *field = &restoring->entity->fields[index];
  const CrmEntity *target;
  gint64 id;

  if (new_value == NULL || new_value->type != CRM_VALUE_EMPTY ||
      !find_target (field, old_value, &target, &id) || !is_coming (restoring, target, id))
    return;
  g_array_append_val (restoring->links,
                      ((Link) { restoring->entity, restoring->id, index, old_value->integer }));
}

static gboolean
belongs (Restoring *restoring, CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmEntity *target;
    gint64 id;

    if ((entity->fields[i].flags & CRM_FIELD_OWNER) != 0 &&
        find_target (&entity->fields[i], crm_record_get_value (record, i), &target, &id) &&
        is_coming (restoring, target, id))
      return TRUE;
  }
  return FALSE;
}

/* The steps of a deletion stand before that of the record itself: what it owned, and the links to
 * all of these. FALSE in @more: what stands there belongs to another. */
static gboolean
take_step (Restoring *restoring, CrmStatement *row, gboolean first, gboolean *more, GError **error)
{
  CrmAction action = (CrmAction) crm_statement_get_integer (row, 2);
  const char *delta = crm_statement_get_text (row, 3);
  g_autoptr (CrmRecord) record = NULL;

  *more = FALSE;
  restoring->entity = crm_entity_by_code ((int) crm_statement_get_integer (row, 0));
  restoring->id = crm_statement_get_integer (row, 1);
  if (restoring->entity == NULL || delta == NULL)
    return TRUE;
  if (action == CRM_ACTION_SET) {
    *more = TRUE;
    return crm_delta_read (restoring->entity, action, delta, take_link, restoring, error);
  }
  record = crm_record_new_empty (restoring->entity);
  crm_record_set_id (record, restoring->id);
  restoring->record = record;
  if (!crm_delta_read (restoring->entity, action, delta, take_value, restoring, error))
    return FALSE;
  if (is_coming (restoring, restoring->entity, restoring->id) ||
      (!first && !belongs (restoring, record)))
    return TRUE;
  g_hash_table_add (restoring->coming,
                    GSIZE_TO_POINTER ((gsize) crm_subject_make (restoring->entity, restoring->id)));
  g_ptr_array_add (restoring->records, g_steal_pointer (&record));
  *more = TRUE;
  return TRUE;
}

static gboolean
take_deletion (Restoring *restoring, gint64 operation, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      restoring->database,
      "SELECT entity, record, action, delta FROM operation"
      " WHERE change = (SELECT change FROM operation WHERE id = ?1 AND action = 3) AND id <= ?1"
      " ORDER BY id DESC",
      error);
  gboolean has_row = TRUE;
  gboolean more = TRUE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, operation);
  for (guint n = 0; more; n++) {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    if (!take_step (restoring, statement, n == 0, &more, error))
      return FALSE;
  }
  return TRUE;
}

/* --- Writing */

static gboolean
is_there (Restoring *restoring, const CrmEntity *entity, gint64 id)
{
  g_autoptr (CrmRecord) record = NULL;

  return entity != NULL && crm_rewind_read_now (restoring->database, entity, id, &record, NULL) &&
         record != NULL;
}

/* What it pointed at may be gone by now. */
static gboolean
mend_links (Restoring *restoring, CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  const CrmValue empty = CRM_VALUE_INIT;

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    const CrmEntity *target;
    gint64 id;

    if (!find_target (field, crm_record_get_value (record, i), &target, &id) ||
        is_coming (restoring, target, id) || is_there (restoring, target, id))
      continue;
    if (field->flags & (CRM_FIELD_REQUIRED | CRM_FIELD_OWNER)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                   /* Translators: title of a record, label of a field */
                   _ ("“%s” cannot be restored: what its field “%s” pointed at is deleted too"),
                   crm_record_get_title (record), crm_field_get_label (field));
      return FALSE;
    }
    crm_record_set_value (record, i, &empty);
  }
  return TRUE;
}

static gboolean
feed_record (Restoring *restoring, CrmChange *change, GError **error)
{
  CrmRecord *record = restoring->records->pdata[restoring->next_record++];
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmOperation *operation;

  if (is_there (restoring, entity, crm_record_get_id (record)))
    return TRUE;
  if (!mend_links (restoring, record, error))
    return FALSE;
  operation = crm_change_append (change, CRM_ACTION_ADD, entity, crm_record_get_id (record));
  operation->record = g_object_ref (record);
  return TRUE;
}

/* A link that a rule refuses by now stays empty; the record is back all the same. */
static gboolean
feed_link (Restoring *restoring, CrmChange *change, GError **error)
{
  const Link *link = &g_array_index (restoring->links, Link, restoring->next_link++);
  const char *field = link->entity->fields[link->field].name;
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (GError) local = NULL;
  gboolean refused = FALSE;

  if (!crm_rewind_read_now (restoring->database, link->entity, link->id, &record, error))
    return FALSE;
  if (record == NULL || !crm_record_is_empty (record, field))
    return TRUE;
  crm_change_set_integer (change, link->entity, link->id, field, link->value);
  if (crm_change_apply_now (change, restoring->database, &refused, &local) || refused)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
feed (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Restoring *restoring = data;

  if (restoring->next_record < restoring->records->len)
    return feed_record (restoring, change, error);
  if (restoring->next_link < restoring->links->len)
    return feed_link (restoring, change, error);
  return FALSE;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const gint64 *first = a;
  const gint64 *second = b;
  return (*first < *second) - (*first > *second);
}

/**
 * crm_trash_restore:
 * @database: the writer's connection, inside a transaction
 * @operations: (array length=n_operations): places of entries of crm_trash_read()
 * @n_operations: how many
 * @person: who does it
 * @origin: from where
 * @said: (out) (optional): what was done, for people
 * @error: REFUSED where what a record belongs to is deleted
 *
 * The last deleted come back first, so that what belonged to another finds it.
 *
 * Returns: id of the change, 0 when all were there already, -1 on error. Writer thread.
 */
gint64
crm_trash_restore (CrmDatabase *database, const gint64 *operations, gsize n_operations,
                   gint64 person, CrmOrigin origin, char **said, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) coming = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (Link));
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmChange) change = NULL;
  g_autofree char *label = NULL;
  Restoring restoring = {
    .database = database, .records = records, .coming = coming, .links = links
  };

  g_array_append_vals (sorted, operations, (guint) n_operations);
  g_array_sort (sorted, compare_newest_first);
  for (guint i = 0; i < sorted->len; i++)
    if (!take_deletion (&restoring, g_array_index (sorted, gint64, i), error))
      return -1;
  if (n_operations == 1 && records->len > 0)
    /* Translators: the title of a record that came back from the trash */
    label = g_strdup_printf (_ ("“%s” restored"), crm_record_get_title (records->pdata[0]));
  else
    label = g_strdup_printf (
        ngettext ("%u record restored", "%u records restored", (unsigned) n_operations),
        (unsigned) n_operations);
  change = crm_change_new (label, person, origin);
  change->restoring = TRUE;
  crm_change_set_feed (change, feed, &restoring, NULL, 0);
  if (said != NULL)
    *said = g_steal_pointer (&label);
  return crm_change_commit (change, database, error);
}
