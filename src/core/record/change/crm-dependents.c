/* What becomes of the records that point at a deleted one. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-change-private.h"
#include "crm-error.h"
#include "crm-record-private.h"

static gboolean
read_dependents (CrmDatabase *database, const CrmEntity *entity, const CrmField *field,
                 gint64 target, GArray *ids, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?1", entity->name, field->name);
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, target);
  return crm_sql_read_ids (statement, ids, error);
}

static gboolean
refuse (CrmDatabase *database, const CrmEntity *entity, gint64 id, const CrmEntity *dependent,
        guint n, gint64 first, GError **error)
{
  g_autofree char *title = crm_reference_title (database, entity, id);
  g_autofree char *example = crm_reference_title (database, dependent, first);
  g_set_error (
      error, CRM_ERROR, CRM_ERROR_REFUSED,
      /* Translators: title of a record; "Documents"; how many; title of the first of them */
      _ ("“%s” cannot be deleted while it is used in %s: %u (%s)"), title,
      crm_entity_get_label_plural (dependent), n, example);
  return FALSE;
}

static gboolean
handle (CrmChange *self, CrmDatabase *database, const CrmEntity *entity, gint64 id,
        const CrmEntity *dependent, const CrmField *field, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 target = field->kind == CRM_KIND_SUBJECT ? crm_subject_make (entity, id) : id;

  if (!read_dependents (database, dependent, field, target, ids, error))
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  /* Of a dictionary: a value in use does not vanish; it is replaced by another or goes out of use.
   */
  if ((field->flags & CRM_FIELD_RESTRICT) || field->list != NULL ||
      ((field->flags & CRM_FIELD_REQUIRED) && !(field->flags & CRM_FIELD_OWNER)))
    return refuse (database, entity, id, dependent, ids->len, g_array_index (ids, gint64, 0),
                   error);
  for (guint i = 0; i < ids->len; i++) {
    gint64 dependent_id = g_array_index (ids, gint64, i);
    gboolean owned = (field->flags & CRM_FIELD_OWNER) != 0;
    CrmValue empty = CRM_VALUE_INIT;
    if (owned)
      crm_change_delete (self, dependent, dependent_id);
    else
      crm_change_set (self, dependent, dependent_id, field->name, &empty);
    /* At once, not at the end of the queue: the record itself goes last. */
    if (!crm_change_apply_last (self, database, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_apply_delete_dependents:
 * @self: a change under commit
 * @database: the writer's connection
 * @entity: of the record that goes
 * @id: of that record
 * @error: REFUSED when something forbids it
 *
 * Deletes what the record owns and empties the references of others to it.
 *
 * Returns: whether it may go. Writer thread.
 */
gboolean
crm_apply_delete_dependents (CrmChange *self, CrmDatabase *database, const CrmEntity *entity,
                             gint64 id, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    for (int j = 0; j < entities[i]->n_fields; j++) {
      const CrmField *field = &entities[i]->fields[j];
      gboolean points = field->kind == CRM_KIND_SUBJECT ||
                        ((field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE) &&
                         crm_field_get_target (field) == entity);
      if (points && (field->flags & CRM_FIELD_ABSENT) == 0 &&
          !handle (self, database, entity, id, entities[i], field, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * crm_apply_delete_unattended:
 * @self: a change that takes back or brings back
 * @database: the writer's connection
 * @entity: of the record that goes
 * @id: of that record
 * @error: of the store
 *
 * What time wrote about a record is no step of its own: Undo of the record's beginning, which knows
 * all else that points at it, finds it here.
 *
 * Returns: whether nothing stood against it. Writer thread.
 */
gboolean
crm_apply_delete_unattended (CrmChange *self, CrmDatabase *database, const CrmEntity *entity,
                             gint64 id, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  if (self->kind == CRM_CHANGE_REWIND)
    return TRUE;
  for (int i = 0; i < n_entities; i++)
    for (int j = 0; entities[i]->is_unattended && j < entities[i]->n_fields; j++) {
      const CrmField *field = &entities[i]->fields[j];
      gboolean points = field->kind == CRM_KIND_SUBJECT || (field->kind == CRM_KIND_REFERENCE &&
                                                            crm_field_get_target (field) == entity);
      if (points && !handle (self, database, entity, id, entities[i], field, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * crm_change_is_deleting:
 * @self: a change under commit
 * @entity: of the record
 * @id: its id
 *
 * Returns: whether the record goes with this change: a reference to it that became empty was
 * emptied by that, not by a person. Writer thread.
 */
gboolean
crm_change_is_deleting (CrmChange *self, const CrmEntity *entity, gint64 id)
{
  for (guint i = 0; i < self->operations->len; i++) {
    const CrmOperation *operation = self->operations->pdata[i];
    if (operation->action == CRM_ACTION_DELETE && operation->entity == entity &&
        crm_change_resolve (self, operation->id) == id)
      return TRUE;
  }
  return FALSE;
}
