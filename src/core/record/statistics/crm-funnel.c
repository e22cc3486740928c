/* The funnel, counted from the stays on stages.
 *
 * An index gives the stays of one stage deal by deal, so that a pass over it needs no memory but
 * one number for each deal that has left, of which the median is taken. A deal that came to a stage
 * several times counts once, and its last stay says what became of it. */
#include "config.h"

#include "crm-funnel.h"

#include "crm-query-private.h"

typedef struct {
  gint64 deal;
  gint64 id; /* of the stay */
  gint64 entered;
  gint64 left; /* 0: not yet */
  gint64 next; /* stage; 0: none */
  const char *currency;
  gint64 value;
} Stay;

typedef struct {
  const CrmFunnelQuestion *question;
  GPtrArray *stages; /* CrmRecord of the pipeline in order */
  guint place;       /* of the stage that is counted */
  CrmFunnelStep *step;
  GArray *times; /* gint64 */
  GArray *ids;   /* of @part; NULL: not wanted */
  CrmFunnelPart part;
} Count;

static void
free_step (gpointer data)
{
  CrmFunnelStep *step = data;

  g_object_unref (step->stage);
  g_array_unref (step->amounts);
  g_free (step);
}

/* --- What became of one */

static CrmFunnelPart
judge (const Count *count, const Stay *stay)
{
  if (stay->left == 0)
    return CRM_FUNNEL_STILL;
  for (guint i = 0; i < count->stages->len; i++) {
    if (crm_record_get_id (count->stages->pdata[i]) != stay->next)
      continue;
    if (g_strcmp0 (crm_record_get_text (count->stages->pdata[i], "outcome"), "lost") == 0)
      return CRM_FUNNEL_LOST;
    return i < count->place ? CRM_FUNNEL_BACK : CRM_FUNNEL_MOVED_ON;
  }
  return CRM_FUNNEL_MOVED_ON;
}

static void
add_amount (GArray *amounts, const char *currency, gint64 money)
{
  CrmAmount fresh = { currency, money };

  for (guint i = 0; i < amounts->len; i++) {
    CrmAmount *amount = &g_array_index (amounts, CrmAmount, i);
    if (amount->currency == currency) {
      /* More than 64 bits of money is no figure that anybody reads. */
      if (__builtin_add_overflow (amount->money, money, &amount->money))
        amount->money = G_MAXINT64;
      return;
    }
  }
  g_array_append_val (amounts, fresh);
}

static void
count_stay (Count *count, const Stay *stay)
{
  CrmFunnelPart part = judge (count, stay);

  count->step->counts[CRM_FUNNEL_ENTERED]++;
  count->step->counts[part]++;
  if (stay->value != 0)
    add_amount (count->step->amounts, stay->currency, stay->value);
  if (stay->left != 0) {
    gint64 time = MAX (stay->left - stay->entered, 0);
    g_array_append_val (count->times, time);
  }
  if (count->ids != NULL && (count->part == CRM_FUNNEL_ENTERED || count->part == part))
    g_array_append_val (count->ids, stay->deal);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

/* The lower of the two in the middle: a time that one of them really took. */
static gint64
find_median (GArray *times)
{
  if (times->len == 0)
    return -1;
  g_array_sort (times, compare_times);
  return g_array_index (times, gint64, (times->len - 1) / 2);
}

/* --- Reading */

/* @sql holds what is bound: it lives as long as the statement. */
static CrmStatement *
prepare_stays (CrmDatabase *database, const CrmFunnelQuestion *question, gint64 stage, CrmSql *sql,
               GError **error)
{
  CrmQuery *deals = question->deals;
  g_autofree char *head = NULL;

  crm_sql_init (sql);
  head = g_strdup_printf (
      "SELECT m.deal, m.id, m.entered, m.\"left\", m.next_stage, d.currency, d.value"
      " FROM stage_move m CROSS JOIN deal d ON d.id = m.deal WHERE m.stage = %" G_GINT64_FORMAT
      " AND m.entered >= %" G_GINT64_FORMAT " AND m.entered <= %" G_GINT64_FORMAT,
      stage, question->from, MIN (question->to, question->at));
  g_string_append (sql->text, head);
  if (crm_query_get_n_conditions (deals) > 0 || crm_query_get_search (deals) != NULL ||
      deals->only != NULL) {
    g_string_append (sql->text, " AND m.deal IN (SELECT id FROM deal");
    crm_sql_append_where (sql, deals, database);
    g_string_append (sql->text, ")");
  }
  g_string_append (sql->text, " ORDER BY m.deal");
  return crm_sql_prepare (sql, database, error);
}

static void
read_stay (CrmStatement *row, gint64 at, Stay *stay)
{
  const char *currency = crm_statement_is_null (row, 5) ? NULL : crm_statement_get_text (row, 5);
  gboolean has_left = !crm_statement_is_null (row, 3) && crm_statement_get_integer (row, 3) <= at;

  stay->deal = crm_statement_get_integer (row, 0);
  stay->id = crm_statement_get_integer (row, 1);
  stay->entered = crm_statement_get_integer (row, 2);
  stay->left = has_left ? crm_statement_get_integer (row, 3) : 0;
  stay->next = has_left ? crm_statement_get_integer (row, 4) : 0;
  stay->currency = g_intern_string (currency);
  stay->value = crm_statement_get_integer (row, 6);
}

static gboolean
count_stage (CrmDatabase *database, Count *count, GError **error)
{
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) statement =
      prepare_stays (database, count->question,
                     crm_record_get_id (count->stages->pdata[count->place]), &sql, error);
  Stay last = { 0 }, stay;
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (has_row) {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      break;
    read_stay (statement, count->question->at, &stay);
    if (last.deal != 0 && last.deal != stay.deal)
      count_stay (count, &last);
    /* Two stays may begin in the same second. */
    if (last.deal != stay.deal || stay.entered > last.entered ||
        (stay.entered == last.entered && stay.id > last.id))
      last = stay;
  }
  if (last.deal != 0)
    count_stay (count, &last);
  return TRUE;
}

static GPtrArray *
read_stages (CrmDatabase *database, gint64 pipeline, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("stage"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "pipeline", CRM_OP_EQUAL, pipeline);

  return crm_query_fetch_all (own, database, -1, error);
}

/**
 * crm_funnel_read:
 * @database: any connection of this thread
 * @question: what is asked
 * @error: of the store
 *
 * About two microseconds a stay.
 *
 * Returns: (transfer full) (element-type CrmFunnelStep) (nullable): one for each stage
 */
GPtrArray *
crm_funnel_read (CrmDatabase *database, const CrmFunnelQuestion *question, GError **error)
{
  g_autoptr (GPtrArray) stages = read_stages (database, question->pipeline, error);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (free_step);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; stages != NULL && i < stages->len; i++) {
    CrmFunnelStep *step = g_new0 (CrmFunnelStep, 1);
    Count count = {
      .question = question, .stages = stages, .place = i, .step = step, .times = times
    };
    g_ptr_array_add (steps, step);
    step->stage = g_object_ref (stages->pdata[i]);
    step->amounts = g_array_new (FALSE, FALSE, sizeof (CrmAmount));
    g_array_set_size (times, 0);
    if (!count_stage (database, &count, error))
      return NULL;
    step->median = find_median (times);
  }
  return stages != NULL ? g_steal_pointer (&steps) : NULL;
}

/**
 * crm_funnel_read_ids:
 * @database: any connection of this thread
 * @question: what is asked
 * @stage: of the pipeline
 * @part: which of those that came to it
 * @ids: (element-type gint64): they are appended
 * @error: of the store
 *
 * Returns: whether they were read
 */
gboolean
crm_funnel_read_ids (CrmDatabase *database, const CrmFunnelQuestion *question, gint64 stage,
                     CrmFunnelPart part, GArray *ids, GError **error)
{
  g_autoptr (GPtrArray) stages = read_stages (database, question->pipeline, error);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (CrmAmount));
  CrmFunnelStep step = { .amounts = amounts };

  for (guint i = 0; stages != NULL && i < stages->len; i++) {
    Count count = { .question = question,
                    .stages = stages,
                    .place = i,
                    .step = &step,
                    .times = times,
                    .ids = ids,
                    .part = part };
    if (crm_record_get_id (stages->pdata[i]) == stage)
      return count_stage (database, &count, error);
  }
  return stages != NULL;
}
