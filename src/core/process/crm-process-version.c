/* Versions of a process: what runs stays on its own. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-error.h"
#include "crm-process-private.h"

typedef struct {
  CrmChange *change;
  CrmDatabase *database;
  GHashTable *types; /* id of a step (gint64) -> stand-in of its copy (gint64) */
} Copying;

static CrmRecord *
copy_values (CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmRecord *copy = crm_record_new_empty (entity);

  for (int i = 0; i < entity->n_fields; i++)
    if (g_strcmp0 (entity->fields[i].name, "created") != 0)
      crm_record_set_value (copy, i, crm_record_get_value (record, i));
  return copy;
}

static gint64
add_copy (Copying *copying, CrmRecord *record, const char *owner, gint64 id)
{
  g_autoptr (CrmRecord) copy = copy_values (record);

  crm_record_set_integer (copy, owner, id);
  return crm_change_add (copying->change, copy);
}

static gboolean
copy_effects (Copying *copying, gint64 outcome, gint64 copied, GError **error)
{
  g_autoptr (GPtrArray) effects =
      crm_process_read (copying->database, "effect", "outcome", outcome, error);

  for (guint i = 0; effects != NULL && i < effects->len; i++) {
    g_autoptr (CrmRecord) copy = copy_values (effects->pdata[i]);
    gint64 next = crm_record_get_integer (copy, "next");
    gint64 *type = g_hash_table_lookup (copying->types, &next);
    crm_record_set_integer (copy, "outcome", copied);
    if (type != NULL)
      crm_record_set_integer (copy, "next", *type);
    crm_change_add (copying->change, copy);
  }
  return effects != NULL;
}

static gboolean
copy_outcomes (Copying *copying, CrmRecord *type, GError **error)
{
  gint64 id = crm_record_get_id (type);
  gint64 *copied = g_hash_table_lookup (copying->types, &id);
  g_autoptr (GPtrArray) outcomes =
      crm_process_read (copying->database, "outcome", "task_type", id, error);

  for (guint i = 0; outcomes != NULL && i < outcomes->len; i++)
    if (!copy_effects (copying, crm_record_get_id (outcomes->pdata[i]),
                       add_copy (copying, outcomes->pdata[i], "task_type", *copied), error))
      return FALSE;
  return outcomes != NULL;
}

static GPtrArray *
read_versions (CrmDatabase *database, CrmRecord *process, GError **error)
{
  const CrmValue *code = crm_record_get_value (
      process, crm_entity_field_index (crm_record_get_entity (process), "code"));
  g_autoptr (CrmQuery) all = crm_query_new (crm_record_get_entity (process));
  g_autoptr (CrmQuery) those = crm_query_filter_values (all, "code", CRM_OP_EQUAL, code, 1);

  return crm_query_fetch_all (those, database, -1, error);
}

/**
 * crm_process_add_version:
 * @change: where it is added
 * @database: any connection of this thread
 * @process: a process
 * @error: NOT_FOUND
 *
 * Returns: the stand-in of a draft that says the same, with the next number; 0 on error
 */
gint64
crm_process_add_version (CrmChange *change, CrmDatabase *database, gint64 process, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("process"), process, error);
  g_autoptr (GPtrArray) versions = record != NULL ? read_versions (database, record, error) : NULL;
  g_autoptr (GPtrArray) types =
      versions != NULL ? crm_process_read (database, "task_type", "process", process, error) : NULL;
  g_autoptr (GPtrArray) members =
      types != NULL ? crm_process_read (database, "process_member", "process", process, error)
                    : NULL;
  g_autoptr (GHashTable) copies =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Copying copying = { change, database, copies };
  g_autoptr (CrmRecord) copy = NULL;
  gint64 version = 0;
  gint64 stand_in;

  if (members == NULL)
    return 0;
  for (guint i = 0; i < versions->len; i++)
    version = MAX (version, crm_record_get_integer (versions->pdata[i], "version"));
  copy = copy_values (record);
  crm_record_set_integer (copy, "version", version + 1);
  crm_record_set_text (copy, "state", "draft");
  stand_in = crm_change_add (change, copy);
  for (guint i = 0; i < members->len; i++)
    add_copy (&copying, members->pdata[i], "process", stand_in);
  for (guint i = 0; i < types->len; i++) {
    gint64 id = crm_record_get_id (types->pdata[i]);
    gint64 copied = add_copy (&copying, types->pdata[i], "process", stand_in);
    g_hash_table_insert (copies, g_memdup2 (&id, sizeof id), g_memdup2 (&copied, sizeof copied));
  }
  for (guint i = 0; i < types->len; i++)
    if (!copy_outcomes (&copying, types->pdata[i], error))
      return 0;
  return stand_in;
}

/**
 * crm_process_put_to_use:
 * @change: where it is added
 * @database: any connection of this thread
 * @process: a version
 * @error: NOT_FOUND; REFUSED says what is wrong with it
 *
 * Returns: whether new sales start with it from now on
 */
gboolean
crm_process_put_to_use (CrmChange *change, CrmDatabase *database, gint64 process, GError **error)
{
  const CrmEntity *processes = crm_entity_find ("process");
  g_autoptr (CrmRecord) record = crm_record_load (database, processes, process, error);
  g_autoptr (GPtrArray) faults =
      record != NULL ? crm_process_check (database, process, error) : NULL;
  g_autoptr (GPtrArray) versions = faults != NULL ? read_versions (database, record, error) : NULL;

  if (versions == NULL)
    return FALSE;
  if (faults->len > 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("The process “%s” cannot be started. %s"),
                 crm_record_get_title (record), (const char *) faults->pdata[0]);
    return FALSE;
  }
  for (guint i = 0; i < versions->len; i++)
    if (g_strcmp0 (crm_record_get_text (versions->pdata[i], "state"), "active") == 0 &&
        crm_record_get_id (versions->pdata[i]) != process)
      crm_change_set_text (change, processes, crm_record_get_id (versions->pdata[i]), "state",
                           "retired");
  crm_change_set_text (change, processes, process, "state", "active");
  return TRUE;
}

/* --- What runs, moved to another version */

void
crm_run_move_free (CrmRunMove *self)
{
  g_free (self->title);
  g_free (self->step);
  g_free (self);
}

/* The step of another version that is the same: by its code, and where people made it by its name.
 * 0: that version has none. */
static gint64
find_same_step (GPtrArray *types, CrmRecord *type)
{
  const char *code = crm_record_get_text (type, "code");

  for (guint i = 0; i < types->len; i++)
    if (code != NULL
            ? g_strcmp0 (crm_record_get_text (types->pdata[i], "code"), code) == 0
            : g_strcmp0 (crm_record_get_title (types->pdata[i]), crm_record_get_title (type)) == 0)
      return crm_record_get_id (types->pdata[i]);
  return 0;
}

/* Adds to @change (NULL: only looks) what moves one open task. @missing: (out): owned, the step
 * that
 * @types do not have. */
static gboolean
move_task (CrmChange *change, CrmDatabase *database, CrmRecord *task, GPtrArray *types, char **step,
           char **missing, GError **error)
{
  gint64 id = crm_record_get_integer (task, "task_type");
  g_autoptr (CrmRecord) type = NULL;
  gint64 same;

  if (!crm_process_is_open (task) || id == 0)
    return TRUE;
  type = crm_record_load (database, crm_entity_find ("task_type"), id, error);
  if (type == NULL)
    return FALSE;
  g_set_str (step, crm_record_get_title (type));
  same = find_same_step (types, type);
  if (same == 0)
    g_set_str (missing, crm_record_get_title (type));
  else if (change != NULL)
    crm_change_set_integer (change, crm_record_get_entity (task), crm_record_get_id (task),
                            "task_type", same);
  return TRUE;
}

static gboolean
move_tasks (CrmChange *change, CrmDatabase *database, gint64 run, GPtrArray *types, char **step,
            char **missing, GError **error)
{
  g_autoptr (GPtrArray) tasks = crm_process_read (database, "activity", "run", run, error);

  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    if (!move_task (change, database, tasks->pdata[i], types, step, missing, error))
      return FALSE;
  return tasks != NULL;
}

static gboolean
add_moves (GPtrArray *moves, CrmDatabase *database, gint64 version, GPtrArray *types,
           GError **error)
{
  g_autoptr (GPtrArray) runs =
      crm_process_read (database, "process_run", "process", version, error);

  for (guint i = 0; runs != NULL && i < runs->len; i++) {
    CrmRecord *run = runs->pdata[i];
    g_autofree char *step = NULL;
    g_autofree char *missing = NULL;
    CrmRunMove *move;
    if (g_strcmp0 (crm_record_get_text (run, "state"), "running") != 0)
      continue;
    if (!move_tasks (NULL, database, crm_record_get_id (run), types, &step, &missing, error))
      return FALSE;
    move = g_new0 (CrmRunMove, 1);
    move->run = crm_record_get_id (run);
    move->title = g_strdup (crm_record_get_title (run));
    move->is_possible = missing == NULL;
    move->step = g_strdup (missing != NULL ? missing : step);
    g_ptr_array_add (moves, move);
  }
  return runs != NULL;
}

/**
 * crm_process_plan_move:
 * @database: any connection of this thread
 * @process: a version
 * @error: NOT_FOUND
 *
 * Returns: (transfer full) (element-type CrmRunMove) (nullable): what runs by other versions of it,
 *   and whether it can go on by this one
 */
GPtrArray *
crm_process_plan_move (CrmDatabase *database, gint64 process, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("process"), process, error);
  g_autoptr (GPtrArray) versions = record != NULL ? read_versions (database, record, error) : NULL;
  g_autoptr (GPtrArray) types =
      versions != NULL ? crm_process_read (database, "task_type", "process", process, error) : NULL;
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_run_move_free);

  if (types == NULL)
    return NULL;
  for (guint i = 0; i < versions->len; i++)
    if (crm_record_get_id (versions->pdata[i]) != process &&
        !add_moves (moves, database, crm_record_get_id (versions->pdata[i]), types, error))
      return NULL;
  return g_steal_pointer (&moves);
}

/**
 * crm_process_move:
 * @change: where it is added
 * @database: any connection of this thread
 * @run: what runs
 * @process: the version by which it goes on
 * @error: NOT_FOUND; REFUSED where that version does not have a step that is open
 *
 * What was done stays with the version by which it was done.
 *
 * Returns: whether it was added
 */
gboolean
crm_process_move (CrmChange *change, CrmDatabase *database, gint64 run, gint64 process,
                  GError **error)
{
  g_autoptr (GPtrArray) types = crm_process_read (database, "task_type", "process", process, error);
  g_autofree char *step = NULL;
  g_autofree char *missing = NULL;

  if (types == NULL || !move_tasks (NULL, database, run, types, &step, &missing, error))
    return FALSE;
  if (missing != NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 /* Translators: %s is a step of a process */
                 _ ("The step “%s” is not in the new version"), missing);
    return FALSE;
  }
  if (!move_tasks (change, database, run, types, &step, &missing, error))
    return FALSE;
  crm_change_set_integer (change, crm_entity_find ("process_run"), run, "process", process);
  crm_change_later (change, crm_process_note_progress, run);
  return TRUE;
}
