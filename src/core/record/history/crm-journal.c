/* Undo and redo: the journal read backwards. */
#include "config.h"

#include "crm-journal.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "crm-change-private.h"
#include "crm-error.h"
#include "crm-journal-settings.h"
#include "crm-revert.h"

static gint64
read_candidate (CrmDatabase *database, const char *sql, char **label)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, NULL);
  gboolean has_row;

  if (label != NULL)
    *label = NULL;
  if (statement == NULL || !crm_statement_step (statement, &has_row, NULL) || !has_row)
    return 0;
  if (label != NULL)
    *label = g_strdup (crm_statement_get_text (statement, 1));
  return crm_statement_get_integer (statement, 0);
}

/**
 * crm_journal_get_undo:
 * @database: any connection of this thread
 * @label: (out) (optional) (nullable): what would be undone
 *
 * Returns: the change that Undo would take back; 0 when there is none
 */
gint64
crm_journal_get_undo (CrmDatabase *database, char **label)
{
  return read_candidate (
      database,
      "SELECT id, label FROM change WHERE kind = 1 AND undone = 0 ORDER BY id DESC LIMIT 1", label);
}

/**
 * crm_journal_get_redo:
 * @database: any connection of this thread
 * @label: (out) (optional) (nullable): what would be done again
 *
 * What was undone can be redone until something new is done, also where that is undone in turn.
 *
 * Returns: the change that Redo would bring back; 0 when there is none
 */
gint64
crm_journal_get_redo (CrmDatabase *database, char **label)
{
  return read_candidate (
      database,
      "SELECT id, label FROM change WHERE kind = 1 AND undone = 1 AND id >"
      " coalesce ((SELECT max (id) FROM change WHERE kind = 1 AND undone = 0), 0)"
      " AND EXISTS (SELECT 1 FROM change AS undo WHERE undo.id >"
      " (SELECT max (id) FROM change WHERE kind = 1 AND undone = 1) AND undo.kind = 2 AND"
      " undo.target = change.id)"
      " ORDER BY id LIMIT 1",
      label);
}

gint64
crm_journal_get_moment (CrmDatabase *database, gint64 change)
{
  g_autofree char *sql = g_strdup_printf ("SELECT moment FROM change WHERE id = %" PRId64, change);

  return read_candidate (database, sql, NULL);
}

typedef struct {
  CrmChange *inverse;
  const CrmEntity *entity;
  gint64 id;
  CrmRecord *record;
} Inversion;

static void
invert_field (int field, const CrmValue *old_value, const CrmValue *new_value, gpointer data)
{
  Inversion *inversion = data;
  if (inversion->record != NULL)
    crm_record_set_value (inversion->record, field, old_value);
  else
    crm_change_set (inversion->inverse, inversion->entity, inversion->id,
                    inversion->entity->fields[field].name, old_value);
}

static gboolean
invert_operation (Inversion *inversion, CrmStatement *row, GError **error)
{
  CrmAction action = (CrmAction) crm_statement_get_integer (row, 3);
  const char *delta = crm_statement_get_text (row, 4);

  inversion->entity = crm_entity_by_code ((int) crm_statement_get_integer (row, 1));
  inversion->id = crm_statement_get_integer (row, 2);
  inversion->record = NULL;
  if (inversion->entity == NULL || (delta == NULL && action != CRM_ACTION_ADD)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                         _ ("The journal holds a step that cannot be read"));
    return FALSE;
  }
  switch (action) {
  case CRM_ACTION_ADD:
    crm_change_delete (inversion->inverse, inversion->entity, inversion->id);
    return TRUE;
  case CRM_ACTION_SET:
    return crm_delta_read (inversion->entity, action, delta, invert_field, inversion, error);
  case CRM_ACTION_DELETE: {
    g_autoptr (CrmRecord) record = crm_record_new_empty (inversion->entity);
    CrmOperation *operation;
    inversion->record = record;
    if (!crm_delta_read (inversion->entity, action, delta, invert_field, inversion, error))
      return FALSE;
    operation =
        crm_change_append (inversion->inverse, CRM_ACTION_ADD, inversion->entity, inversion->id);
    operation->record = g_object_ref (record);
    return TRUE;
  }
  }
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                       _ ("The journal holds a step that cannot be read"));
  return FALSE;
}

/* The last steps of a change come back first; read in slices, for a change may hold a million. */
typedef struct {
  gint64 change;
  gint64 before; /* id of the operation above the next slice */
} Source;

static gboolean
feed_inverse (CrmChange *inverse, CrmDatabase *database, gpointer data, GError **error)
{
  Source *source = data;
  Inversion inversion = { .inverse = inverse };
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database,
                            "SELECT id, entity, record, action, delta FROM operation WHERE change "
                            "= ?1 AND id < ?2 ORDER BY id DESC LIMIT 500",
                            error);
  gboolean has_row = FALSE;
  int n = 0;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, source->change);
  crm_statement_bind_integer (statement, 2, source->before);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      source->before = crm_statement_get_integer (statement, 0);
      if (!invert_operation (&inversion, statement, error))
        return FALSE;
      n++;
    }
  } while (has_row);
  return n > 0;
}

static gboolean
mark_undone (CrmDatabase *database, gint64 change, gboolean undone, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database, "UPDATE change SET undone = ?2 WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, change);
  crm_statement_bind_integer (statement, 2, undone);
  return crm_statement_run (statement, error);
}

/* Applies the inverse of @source as a change of @kind that aims at @target. */
static gint64
commit_inverse (CrmDatabase *database, gint64 source, gint64 target, CrmChangeKind kind,
                const char *label, gint64 person, CrmOrigin origin, GError **error)
{
  g_autoptr (CrmChange) inverse = crm_change_new (label, person, origin);
  Source slice = { source, G_MAXINT64 };
  gint64 id;

  inverse->kind = kind;
  inverse->exact = TRUE;
  inverse->target = target;
  crm_change_set_feed (inverse, feed_inverse, &slice, NULL, 0);
  id = crm_change_commit (inverse, database, error);
  return id < 0 || crm_journal_swap_settings (database, target, error) ? id : -1;
}

static gboolean
apply_inverse (CrmDatabase *database, gint64 source, gint64 target, CrmChangeKind kind,
               const char *label, gint64 person, CrmOrigin origin, GError **error)
{
  return commit_inverse (database, source, target, kind, label, person, origin, error) >= 0 &&
         mark_undone (database, target, kind == CRM_CHANGE_UNDO, error);
}

/**
 * crm_journal_take_back:
 * @database: the writer's connection, inside a transaction
 * @change: whose records nothing has touched since
 * @label: what Undo names
 * @person: who does it
 * @origin: from where
 * @error: of the store
 *
 * Puts everything exactly as it was before @change, by a change of its own that Undo takes back.
 *
 * Returns: id of that change, 0 when there was nothing to do, -1 on error. Writer thread.
 */
gint64
crm_journal_take_back (CrmDatabase *database, gint64 change, const char *label, gint64 person,
                       CrmOrigin origin, GError **error)
{
  return commit_inverse (database, change, change, CRM_CHANGE_DO, label, person, origin, error);
}

/**
 * crm_journal_undo:
 * @database: the writer's connection, inside a transaction
 * @person: who does it
 * @origin: from where
 * @label: (out) (optional): what was undone
 * @error: REFUSED when there is nothing to undo
 *
 * Returns: whether the last change was taken back. Writer thread.
 */
gboolean
crm_journal_undo (CrmDatabase *database, gint64 person, CrmOrigin origin, char **label,
                  GError **error)
{
  g_autofree char *name = NULL;
  gint64 change = crm_journal_get_undo (database, &name);

  if (change == 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("There is nothing to undo"));
    return FALSE;
  }
  if (!apply_inverse (database, change, change, CRM_CHANGE_UNDO, name, person, origin, error))
    return FALSE;
  if (label != NULL)
    *label = g_steal_pointer (&name);
  return TRUE;
}

/**
 * crm_journal_redo:
 * @database: the writer's connection, inside a transaction
 * @person: who does it
 * @origin: from where
 * @label: (out) (optional): what was done again
 * @error: REFUSED when there is nothing to redo
 *
 * Returns: whether the change undone last was brought back. Writer thread.
 */
gboolean
crm_journal_redo (CrmDatabase *database, gint64 person, CrmOrigin origin, char **label,
                  GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *sql = NULL;
  gint64 change = crm_journal_get_redo (database, &name);
  gint64 undo;

  if (change == 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("There is nothing to redo"));
    return FALSE;
  }
  sql = g_strdup_printf ("SELECT max (id) FROM change WHERE target = %" PRId64 " AND kind = %d",
                         change, CRM_CHANGE_UNDO);
  if (!crm_database_query_integer (database, sql, 0, &undo, error) ||
      !apply_inverse (database, undo, change, CRM_CHANGE_REDO, name, person, origin, error))
    return FALSE;
  if (label != NULL)
    *label = g_steal_pointer (&name);
  return TRUE;
}

/**
 * crm_journal_undo_to:
 * @database: the writer's connection, inside a transaction
 * @change: the last that is taken back: all in force from the newest down to it
 * @person: who does it
 * @origin: from where
 * @n: (out): how many were
 * @error: NOT_FOUND where it is not in force
 *
 * Returns: whether it was done. Writer thread.
 */
gboolean
crm_journal_undo_to (CrmDatabase *database, gint64 change, gint64 person, CrmOrigin origin,
                     guint *n, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM change WHERE kind = 1 AND undone = 0 AND id = %" PRId64, change);
  gint64 there = 0;

  *n = 0;
  if (!crm_database_query_integer (database, sql, 0, &there, error))
    return FALSE;
  if (there == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("There is no change %" PRId64 " to take back"), change);
    return FALSE;
  }
  while (crm_journal_get_undo (database, NULL) >= change) {
    if (!crm_journal_undo (database, person, origin, NULL, error))
      return FALSE;
    (*n)++;
  }
  return TRUE;
}

/**
 * crm_journal_redo_to:
 * @database: the writer's connection, inside a transaction
 * @change: the last that is done again: all that Redo would bring back up to it
 * @person: who does it
 * @origin: from where
 * @n: (out): how many were
 * @error: of the store
 *
 * Returns: whether it was done. Writer thread.
 */
gboolean
crm_journal_redo_to (CrmDatabase *database, gint64 change, gint64 person, CrmOrigin origin,
                     guint *n, GError **error)
{
  gint64 next;

  *n = 0;
  while ((next = crm_journal_get_redo (database, NULL)) != 0 && next <= change) {
    if (!crm_journal_redo (database, person, origin, NULL, error))
      return FALSE;
    (*n)++;
  }
  return TRUE;
}

/**
 * crm_journal_revert:
 * @database: the writer's connection, inside a transaction
 * @change: which
 * @person: who does it
 * @origin: from where
 * @error: NOT_FOUND, or REFUSED when a later change touched the same
 *
 * Returns: whether that change alone was taken back. Writer thread.
 */
gboolean
crm_journal_revert (CrmDatabase *database, gint64 change, gint64 person, CrmOrigin origin,
                    GError **error)
{
  g_autoptr (CrmRevert) plan = crm_revert_plan (database, change, NULL, error);

  return plan != NULL &&
         crm_revert_commit (plan, database, CRM_REVERT_STRICT, NULL, person, origin, error) >= 0;
}
