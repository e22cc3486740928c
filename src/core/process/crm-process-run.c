/* A run as a whole: how far it has come, who it waits for, and its stop by hand. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-error.h"
#include "crm-process-graph.h"
#include "crm-process-private.h"

gboolean
crm_process_is_open (CrmRecord *task)
{
  const char *state = crm_record_get_text (task, "state");

  return g_strcmp0 (state, "done") != 0 && g_strcmp0 (state, "cancelled") != 0;
}

/* --- How far it has come */

/* The layer of a step, from 0; -1 where the task is no step of this process. */
static int
find_layer (CrmProcessGraph *graph, CrmRecord *task)
{
  for (guint i = 0; i < graph->steps->len; i++) {
    const CrmGraphStep *step = &g_array_index (graph->steps, CrmGraphStep, i);
    if (crm_record_get_id (step->record) == crm_record_get_integer (task, "task_type"))
      return step->layer;
  }
  return -1;
}

static gboolean
is_due_before (CrmRecord *task, CrmRecord *other)
{
  gint64 due = crm_record_get_integer (task, "due");
  gint64 other_due = crm_record_get_integer (other, "due");

  if (due == 0 || other_due == 0)
    return due != 0 && other_due == 0;
  return due < other_due;
}

static void
set (CrmChange *change, CrmRecord *run, const char *field, gint64 value)
{
  g_auto (CrmValue) new_value = CRM_VALUE_INIT;

  if (value == crm_record_get_integer (run, field) &&
      (value == 0) == crm_record_is_empty (run, field))
    return;
  if (value != 0)
    crm_value_set_integer (&new_value, value);
  crm_change_set (change, crm_record_get_entity (run), crm_record_get_id (run), field, &new_value);
}

/* The share of the layers of the process that lie behind the furthest of its tasks: it does not
 * fall back when a step is taken once more. */
static int
find_percent (CrmProcessGraph *graph, GPtrArray *tasks, CrmRecord *run)
{
  int furthest = 0;

  if (g_strcmp0 (crm_record_get_text (run, "state"), "done") == 0)
    return 100;
  for (guint i = 0; i < tasks->len; i++)
    furthest = MAX (furthest, find_layer (graph, tasks->pdata[i]));
  return graph->n_layers > 0 ? 100 * furthest / graph->n_layers : 0;
}

static CrmProcessGraph *
get_graph (GHashTable *graphs, CrmDatabase *database, gint64 process, GError **error)
{
  CrmProcessGraph *graph = g_hash_table_lookup (graphs, &process);

  if (graph != NULL)
    return graph;
  graph = crm_process_graph_read (database, process, error);
  if (graph != NULL)
    g_hash_table_insert (graphs, g_memdup2 (&process, sizeof process), graph);
  return graph;
}

/* By process. */
static GHashTable *
new_graphs (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                (GDestroyNotify) crm_process_graph_free);
}

static gboolean
note_progress (CrmChange *change, CrmDatabase *database, gint64 id, GHashTable *graphs,
               GError **error)
{
  const CrmEntity *runs = crm_entity_find ("process_run");
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) run = crm_record_load (database, runs, id, &local);
  CrmProcessGraph *graph;
  g_autoptr (GPtrArray) tasks = NULL;
  CrmRecord *next = NULL;
  int percent;

  if (run == NULL && g_error_matches (local, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    return TRUE;
  if (run == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  graph = get_graph (graphs, database, crm_record_get_integer (run, "process"), error);
  tasks = graph != NULL ? crm_process_read (database, "activity", "run", id, error) : NULL;
  if (tasks == NULL)
    return FALSE;
  for (guint i = 0; i < tasks->len; i++)
    if (crm_process_is_open (tasks->pdata[i]) &&
        (next == NULL || is_due_before (tasks->pdata[i], next)))
      next = tasks->pdata[i];
  crm_change_set_cause (change, crm_record_get_title (run));
  set (change, run, "step", next != NULL ? crm_record_get_integer (next, "task_type") : 0);
  set (change, run, "person", next != NULL ? crm_record_get_integer (next, "responsible") : 0);
  set (change, run, "due", next != NULL ? crm_record_get_integer (next, "due") : 0);
  percent = find_percent (graph, tasks, run);
  if (crm_record_is_empty (run, "percent") || percent != crm_record_get_integer (run, "percent"))
    crm_change_set_integer (change, runs, id, "percent", percent);
  return TRUE;
}

gboolean
crm_process_note_progress (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (GHashTable) graphs = new_graphs ();

  return note_progress (change, database, id, graphs, error);
}

/* Runs of before these fields get them. */
gboolean
crm_process_note_all_progress (CrmDatabase *database, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("process_run"));
  g_autoptr (CrmQuery) sorted = crm_query_sort_text (all, "id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) graphs = new_graphs ();
  g_autoptr (CrmChange) change = crm_change_new ("", 0, CRM_ORIGIN_TIME);

  if (sorted == NULL || !crm_query_read_ids (sorted, database, -1, 0, ids, error))
    return FALSE;
  crm_change_set_given (change);
  for (guint i = 0; i < ids->len; i++)
    if (!note_progress (change, database, g_array_index (ids, gint64, i), graphs, error))
      return FALSE;
  crm_change_set_cause (change, NULL);
  return ids->len == 0 || crm_change_commit (change, database, error) >= 0;
}

/* --- Stop */

/**
 * crm_process_stop:
 * @change: where it is added
 * @database: any connection of this thread
 * @run: under way
 * @reason: (nullable): why
 * @error: NOT_FOUND; REFUSED where it has come to its end already
 *
 * What was done stays done; what is still open is cancelled.
 *
 * Returns: whether it was added
 */
gboolean
crm_process_stop (CrmChange *change, CrmDatabase *database, gint64 run, const char *reason,
                  GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("process_run"), run, error);
  g_autoptr (GPtrArray) tasks = NULL;

  if (record == NULL)
    return FALSE;
  if (g_strcmp0 (crm_record_get_text (record, "state"), "running") != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” has come to its end already"),
                 crm_record_get_title (record));
    return FALSE;
  }
  tasks = crm_process_read (database, "activity", "run", run, error);
  if (tasks == NULL)
    return FALSE;
  for (guint i = 0; i < tasks->len; i++)
    if (crm_process_is_open (tasks->pdata[i]))
      crm_change_set_text (change, crm_record_get_entity (tasks->pdata[i]),
                           crm_record_get_id (tasks->pdata[i]), "state", "cancelled");
  if (reason != NULL && *reason != '\0')
    crm_change_set_text (change, crm_record_get_entity (record), run, "reason", reason);
  crm_change_set_text (change, crm_record_get_entity (record), run, "state", "cancelled");
  return TRUE;
}
