/* How the steps of a process ended.
 *
 * One pass over the tasks of its steps, which an index gives; of each no more is kept than how long
 * it took. */
#include "config.h"

#include "crm-outcome-statistics.h"

#include "crm-query-private.h"

typedef struct {
  CrmStepStatistics *step; /* borrowed */
  GArray *times;           /* owned; gint64 */
} Gathering;

static void
free_step (gpointer data)
{
  CrmStepStatistics *step = data;

  g_array_unref (step->outcomes);
  g_free (step);
}

static void
free_gathering (gpointer data)
{
  Gathering *gathering = data;

  g_array_unref (gathering->times);
  g_free (gathering);
}

/**
 * crm_outcome_make_query:
 * @question: which are counted
 *
 * Returns: (transfer full): the tasks that are
 */
CrmQuery *
crm_outcome_make_query (const CrmOutcomeQuestion *question)
{
  CrmValue done = { .type = CRM_VALUE_TEXT, .text = (char *) "done" };
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  g_autoptr (CrmQuery) of =
      crm_query_filter_integer (all, "task_type.process", CRM_OP_EQUAL, question->process);
  g_autoptr (CrmQuery) query = crm_query_filter_values (of, "state", CRM_OP_EQUAL, &done, 1);
  const struct {
    const char *field;
    CrmOp op;
    gint64 value;
    gboolean is_asked;
  } narrower[] = {
    { "done", CRM_OP_GREATER_EQUAL, question->from, question->from != G_MININT64 },
    { "done", CRM_OP_LESS_EQUAL, question->to, question->to != G_MAXINT64 },
    { "responsible", CRM_OP_EQUAL, question->person, question->person != 0 },
    { "company.source", CRM_OP_EQUAL, question->source, question->source != 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (narrower); i++) {
    CrmQuery *narrowed;
    if (!narrower[i].is_asked)
      continue;
    narrowed =
        crm_query_filter_integer (query, narrower[i].field, narrower[i].op, narrower[i].value);
    crm_query_unref (query);
    query = narrowed;
  }
  return g_steal_pointer (&query);
}

/* --- Counting */

static Gathering *
find_gathering (GHashTable *gatherings, GPtrArray *steps, gint64 id)
{
  Gathering *gathering = g_hash_table_lookup (gatherings, &id);

  if (gathering != NULL)
    return gathering;
  gathering = g_new0 (Gathering, 1);
  gathering->step = g_new0 (CrmStepStatistics, 1);
  gathering->step->step = id;
  gathering->step->median = -1;
  gathering->step->outcomes = g_array_new (FALSE, FALSE, sizeof (CrmOutcomeCount));
  gathering->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (steps, gathering->step);
  g_hash_table_insert (gatherings, g_memdup2 (&id, sizeof id), gathering);
  return gathering;
}

static void
count (GArray *outcomes, gint64 outcome)
{
  CrmOutcomeCount fresh = { outcome, 1 };

  for (guint i = 0; i < outcomes->len; i++)
    if (g_array_index (outcomes, CrmOutcomeCount, i).outcome == outcome) {
      g_array_index (outcomes, CrmOutcomeCount, i).count++;
      return;
    }
  g_array_append_val (outcomes, fresh);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const CrmOutcomeCount *first = a;
  const CrmOutcomeCount *second = b;

  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return (first->outcome > second->outcome) - (first->outcome < second->outcome);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const CrmStepStatistics *first = *(CrmStepStatistics *const *) a;
  const CrmStepStatistics *second = *(CrmStepStatistics *const *) b;

  return (first->step > second->step) - (first->step < second->step);
}

static void
finish (Gathering *gathering)
{
  CrmStepStatistics *step = gathering->step;

  g_array_sort (step->outcomes, compare_counts);
  g_array_sort (gathering->times, compare_times);
  /* The lower of the two in the middle: a time that one of them really took. */
  if (gathering->times->len > 0)
    step->median = g_array_index (gathering->times, gint64, (gathering->times->len - 1) / 2);
}

/**
 * crm_outcome_statistics_read:
 * @database: a connection of this thread
 * @question: which are counted
 * @error: what the store knows
 *
 * Returns: (transfer full) (element-type CrmStepStatistics): the steps that ended at all
 */
GPtrArray *
crm_outcome_statistics_read (CrmDatabase *database, const CrmOutcomeQuestion *question,
                             GError **error)
{
  g_autoptr (CrmQuery) query = crm_outcome_make_query (question);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (free_step);
  g_autoptr (GHashTable) gatherings =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_gathering);
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) rows = NULL;
  GHashTableIter iter;
  gpointer gathering;
  gboolean has_row;

  crm_sql_init (&sql);
  g_string_append (sql.text, "SELECT task_type, result, done - created FROM activity");
  crm_sql_append_where (&sql, query, database);
  rows = crm_sql_prepare (&sql, database, error);
  if (rows == NULL)
    return NULL;
  for (;;) {
    Gathering *found;
    gint64 time;

    if (!crm_statement_step (rows, &has_row, error))
      return NULL;
    if (!has_row)
      break;
    found = find_gathering (gatherings, steps, crm_statement_get_integer (rows, 0));
    found->step->count++;
    count (found->step->outcomes,
           crm_statement_is_null (rows, 1) ? 0 : crm_statement_get_integer (rows, 1));
    if (crm_statement_is_null (rows, 2))
      continue;
    time = MAX (crm_statement_get_integer (rows, 2), 0);
    g_array_append_val (found->times, time);
  }
  g_hash_table_iter_init (&iter, gatherings);
  while (g_hash_table_iter_next (&iter, NULL, &gathering))
    finish (gathering);
  g_ptr_array_sort (steps, compare_steps);
  return g_steal_pointer (&steps);
}

const CrmStepStatistics *
crm_outcome_statistics_find (GPtrArray *self, gint64 step)
{
  for (guint i = 0; i < self->len; i++) {
    const CrmStepStatistics *found = self->pdata[i];
    if (found->step == step)
      return found;
  }
  return NULL;
}
