/* How the steps of a trial end: as they ended then; else as often as they end otherwise; else with
 * one result after the other, the first the first time. Nothing is left to chance. */
#include "config.h"

#include <string.h>

#include "crm-outcome-statistics.h"
#include "crm-process-graph.h"
#include "crm-trial-private.h"

struct _CrmTrialChooser {
  CrmProcessGraph *graph; /* owned */
  CrmTrial *trial;        /* borrowed; where it counts */
  GHashTable *weights;    /* owned; "step\noutcome" -> gint64: how often people chose it */
  gint64 *dealt;          /* owned; one an outcome */
};

char *
crm_trial_dup_key (CrmRecord *record)
{
  const char *code = crm_record_get_text (record, "code");

  return code != NULL && *code != '\0' ? g_strdup (code)
                                       : crm_text_fold (crm_record_get_title (record));
}

static char *
dup_pair (CrmRecord *step, CrmRecord *outcome)
{
  g_autofree char *step_key = crm_trial_dup_key (step);
  g_autofree char *outcome_key = crm_trial_dup_key (outcome);

  return g_strdup_printf ("%s\n%s", step_key, outcome_key);
}

/* --- How often people chose what */

static const CrmGraphStep *
get_step (CrmProcessGraph *graph, const CrmGraphOutcome *outcome)
{
  return &g_array_index (graph->steps, CrmGraphStep, outcome->step);
}

static gint64
find_count (const CrmStepStatistics *step, gint64 outcome)
{
  for (guint i = 0; step != NULL && i < step->outcomes->len; i++) {
    const CrmOutcomeCount *count = &g_array_index (step->outcomes, CrmOutcomeCount, i);
    if (count->outcome == outcome)
      return count->count;
  }
  return 0;
}

static void
weigh (GHashTable *weights, CrmProcessGraph *graph, GPtrArray *statistics)
{
  for (guint i = 0; i < graph->outcomes->len; i++) {
    const CrmGraphOutcome *outcome = &g_array_index (graph->outcomes, CrmGraphOutcome, i);
    CrmRecord *step = get_step (graph, outcome)->record;
    g_autofree char *pair = dup_pair (step, outcome->record);
    gint64 *known = g_hash_table_lookup (weights, pair);
    gint64 count = find_count (crm_outcome_statistics_find (statistics, crm_record_get_id (step)),
                               crm_record_get_id (outcome->record)) +
                   (known != NULL ? *known : 0);
    if (count > 0)
      g_hash_table_replace (weights, g_steal_pointer (&pair), g_memdup2 (&count, sizeof count));
  }
}

/* All versions of the process say how its steps end. */
static gboolean
weigh_versions (CrmTrialChooser *self, CrmDatabase *database, gint64 process, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("process"), process, error);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("process"));
  g_autoptr (CrmQuery) those = NULL;
  g_autoptr (CrmQuery) sorted = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  if (record == NULL)
    return FALSE;
  those = crm_query_filter_values (
      all, "code", CRM_OP_EQUAL,
      crm_record_get_value (record,
                            crm_entity_field_index (crm_record_get_entity (record), "code")),
      1);
  sorted = crm_query_sort_text (those, "id", error);
  versions = sorted != NULL ? crm_query_fetch_all (sorted, database, -1, error) : NULL;
  for (guint i = 0; versions != NULL && i < versions->len; i++) {
    gint64 id = crm_record_get_id (versions->pdata[i]);
    CrmOutcomeQuestion question = { id, G_MININT64, G_MAXINT64, 0, 0 };
    g_autoptr (CrmProcessGraph) graph = crm_process_graph_read (database, id, error);
    g_autoptr (GPtrArray) statistics =
        graph != NULL ? crm_outcome_statistics_read (database, &question, error) : NULL;
    if (statistics == NULL)
      return FALSE;
    weigh (self->weights, graph, statistics);
  }
  return versions != NULL;
}

CrmTrialChooser *
crm_trial_chooser_new (CrmDatabase *database, CrmTrial *trial, gint64 process, GError **error)
{
  g_autoptr (CrmTrialChooser) self = g_new0 (CrmTrialChooser, 1);

  self->trial = trial;
  self->weights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->graph = crm_process_graph_read (database, process, error);
  if (self->graph == NULL || !weigh_versions (self, database, process, error))
    return NULL;
  self->dealt = g_new0 (gint64, self->graph->outcomes->len + 1);
  return g_steal_pointer (&self);
}

void
crm_trial_chooser_free (CrmTrialChooser *self)
{
  g_clear_pointer (&self->graph, crm_process_graph_free);
  g_hash_table_unref (self->weights);
  g_free (self->dealt);
  g_free (self);
}

/* --- What was done then */

static void
free_past (gpointer data)
{
  CrmPastStep *past = data;

  g_free (past->step);
  g_free (past->outcome);
  g_object_unref (past->record);
  g_free (past);
}

static int
compare_past (gconstpointer a, gconstpointer b)
{
  CrmRecord *first = (*(CrmPastStep *const *) a)->record;
  CrmRecord *second = (*(CrmPastStep *const *) b)->record;
  gint64 x = crm_record_get_integer (first, "done"), y = crm_record_get_integer (second, "done");

  if (x != y)
    return x < y ? -1 : 1;
  x = crm_record_get_id (first);
  y = crm_record_get_id (second);
  return (x > y) - (x < y);
}

static gboolean
add_past (GPtrArray *past, CrmDatabase *database, CrmRecord *task, GError **error)
{
  g_autoptr (CrmRecord) step = NULL;
  g_autoptr (CrmRecord) outcome = NULL;
  CrmPastStep *found;

  if (crm_record_is_empty (task, "task_type") || crm_record_is_empty (task, "result"))
    return TRUE;
  step = crm_record_load (database, crm_entity_find ("task_type"),
                          crm_record_get_integer (task, "task_type"), error);
  outcome = step != NULL ? crm_record_load (database, crm_entity_find ("outcome"),
                                            crm_record_get_integer (task, "result"), error)
                         : NULL;
  if (outcome == NULL)
    return FALSE;
  found = g_new0 (CrmPastStep, 1);
  found->step = crm_trial_dup_key (step);
  found->outcome = crm_trial_dup_key (outcome);
  found->record = g_object_ref (task);
  g_ptr_array_add (past, found);
  return TRUE;
}

GPtrArray *
crm_trial_read_past (CrmDatabase *database, const CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) past = g_ptr_array_new_with_free_func (free_past);
  g_autoptr (GPtrArray) tasks = crm_process_read (database, "activity", entity->name, id, error);

  if (tasks == NULL)
    return NULL;
  for (guint i = 0; i < tasks->len; i++)
    if (g_strcmp0 (crm_record_get_text (tasks->pdata[i], "state"), "done") == 0 &&
        !add_past (past, database, tasks->pdata[i], error))
      return NULL;
  g_ptr_array_sort (past, compare_past);
  return g_steal_pointer (&past);
}

/* --- Choosing */

static const CrmGraphOutcome *
get_outcome (CrmTrialChooser *self, guint i)
{
  return &g_array_index (self->graph->outcomes, CrmGraphOutcome, i);
}

CrmRecord *
crm_trial_chooser_get_step (CrmTrialChooser *self, gint64 step)
{
  for (guint i = 0; i < self->graph->steps->len; i++) {
    CrmRecord *record = g_array_index (self->graph->steps, CrmGraphStep, i).record;
    if (crm_record_get_id (record) == step)
      return record;
  }
  return NULL;
}

static gboolean
is_of (CrmTrialChooser *self, guint outcome, gint64 step)
{
  return crm_record_get_id (get_step (self->graph, get_outcome (self, outcome))->record) == step;
}

static CrmRecord *
find_recorded (CrmTrialChooser *self, gint64 step, GPtrArray *past, CrmPastStep **found)
{
  CrmRecord *record = crm_trial_chooser_get_step (self, step);
  g_autofree char *step_key = record != NULL ? crm_trial_dup_key (record) : NULL;

  for (guint i = 0; i < past->len; i++) {
    CrmPastStep *was = past->pdata[i];
    if (was->is_used || g_strcmp0 (was->step, step_key) != 0)
      continue;
    for (guint j = 0; j < self->graph->outcomes->len; j++) {
      g_autofree char *key = NULL;
      if (!is_of (self, j, step))
        continue;
      key = crm_trial_dup_key (get_outcome (self, j)->record);
      if (strcmp (key, was->outcome) != 0)
        continue;
      was->is_used = TRUE;
      *found = was;
      return get_outcome (self, j)->record;
    }
  }
  return NULL;
}

/* The one that lags most behind its share: of three to one every fourth is the other. */
static gboolean
deal_out (CrmTrialChooser *self, gint64 step, guint *chosen)
{
  double best = 0;
  gboolean any = FALSE;

  for (guint i = 0; i < self->graph->outcomes->len; i++) {
    g_autofree char *pair = NULL;
    gint64 *weight;
    double need;
    if (!is_of (self, i, step))
      continue;
    pair = dup_pair (get_step (self->graph, get_outcome (self, i))->record,
                     get_outcome (self, i)->record);
    weight = g_hash_table_lookup (self->weights, pair);
    if (weight == NULL)
      continue;
    need = (double) *weight / (double) (self->dealt[i] + 1);
    if (need > best) {
      best = need;
      *chosen = i;
      any = TRUE;
    }
  }
  return any;
}

/* Whoever comes to a step again did not get on with the result of before. */
static gboolean
guess (CrmTrialChooser *self, gint64 step, int visit, guint *chosen)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->graph->outcomes->len; i++)
    if (is_of (self, i, step))
      g_array_append_val (all, i);
  if (all->len == 0)
    return FALSE;
  *chosen = g_array_index (all, guint, (guint) (visit - 1) % all->len);
  return TRUE;
}

CrmRecord *
crm_trial_chooser_choose (CrmTrialChooser *self, gint64 step, int visit, GPtrArray *past,
                          CrmPastStep **found)
{
  CrmRecord *recorded;
  guint chosen = 0;

  *found = NULL;
  recorded = find_recorded (self, step, past, found);
  if (recorded != NULL) {
    self->trial->n_recorded++;
    return recorded;
  }
  if (deal_out (self, step, &chosen))
    self->trial->n_dealt++;
  else if (guess (self, step, visit, &chosen))
    self->trial->n_guessed++;
  else
    return NULL;
  self->dealt[chosen]++;
  return get_outcome (self, chosen)->record;
}
