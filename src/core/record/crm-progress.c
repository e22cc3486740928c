/* How far what belongs to a record has come: the deals of a campaign, stage by stage. */
#include "config.h"

#include "crm-progress.h"

/* More stages than anybody has. */
#define MOST_STAGES 1000

static void
clear_sum (gpointer data)
{
  g_free (((CrmProgressSum *) data)->currency);
}

static GArray *
new_sums (void)
{
  GArray *sums = g_array_new (FALSE, FALSE, sizeof (CrmProgressSum));
  g_array_set_clear_func (sums, clear_sum);
  return sums;
}

static void
free_stage (gpointer data)
{
  CrmProgressStage *stage = data;
  g_object_unref (stage->stage);
  g_array_unref (stage->sums);
  g_free (stage);
}

static void
add_sum (GArray *sums, const char *currency, gint64 sum)
{
  CrmProgressSum fresh = { .sum = sum };

  if (sum == 0)
    return;
  for (guint i = 0; i < sums->len; i++) {
    CrmProgressSum *one = &g_array_index (sums, CrmProgressSum, i);
    if (g_strcmp0 (one->currency, currency) == 0) {
      /* What does not fit into 64 bits is no money: the largest sum stands for it. */
      if (__builtin_add_overflow (one->sum, sum, &one->sum))
        one->sum = sum > 0 ? G_MAXINT64 : G_MININT64;
      return;
    }
  }
  fresh.currency = g_strdup (currency);
  g_array_append_val (sums, fresh);
}

/**
 * crm_progress_find_field:
 * @entity: a description
 *
 * Returns: (nullable): the field of its progress entity that points at it; %NULL if it has none
 */
const CrmField *
crm_progress_find_field (const CrmEntity *entity)
{
  const CrmEntity *parts = entity->progress != NULL ? crm_entity_find (entity->progress) : NULL;

  for (int i = 0; parts != NULL && i < parts->n_fields; i++)
    if (parts->fields[i].kind == CRM_KIND_REFERENCE &&
        crm_field_get_target (&parts->fields[i]) == entity)
      return &parts->fields[i];
  return NULL;
}

/**
 * crm_progress_find_stage:
 * @entity: a description
 *
 * Returns: (nullable): its reference to a step of several in order, each with a meaning: a deal's
 *   stage
 */
const CrmField *
crm_progress_find_stage (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmEntity *target = crm_field_get_target (&entity->fields[i]);
    if (target != NULL && (entity->fields[i].flags & CRM_FIELD_REQUIRED) != 0 &&
        crm_entity_field (target, "outcome") != NULL &&
        crm_entity_field (target, "position") != NULL)
      return &entity->fields[i];
  }
  return NULL;
}

/**
 * crm_progress_make_query:
 * @entity: one with a progress
 * @id: of the record
 *
 * Returns: (transfer full): what belongs to it
 */
CrmQuery *
crm_progress_make_query (const CrmEntity *entity, gint64 id)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity->progress));
  return crm_query_filter_integer (all, crm_progress_find_field (entity)->name, CRM_OP_EQUAL, id);
}

static CrmProgressStage *
require_stage (GPtrArray *stages, CrmDatabase *database, const CrmEntity *entity, gint64 id)
{
  CrmProgressStage *stage;
  g_autoptr (CrmRecord) record = NULL;

  for (guint i = 0; i < stages->len; i++) {
    stage = stages->pdata[i];
    if (crm_record_get_id (stage->stage) == id)
      return stage;
  }
  record = crm_record_load (database, entity, id, NULL);
  if (record == NULL)
    return NULL;
  stage = g_new0 (CrmProgressStage, 1);
  stage->stage = g_steal_pointer (&record);
  stage->sums = new_sums ();
  g_ptr_array_add (stages, stage);
  return stage;
}

/* By pipeline, then by place in it. */
static int
compare_stages (gconstpointer a, gconstpointer b)
{
  static const char *const keys[] = { "pipeline", "position" };
  CrmRecord *one = (*(CrmProgressStage *const *) a)->stage;
  CrmRecord *other = (*(CrmProgressStage *const *) b)->stage;
  gint64 left = crm_record_get_id (one), right = crm_record_get_id (other);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    gint64 first = crm_record_get_integer (one, keys[i]);
    gint64 second = crm_record_get_integer (other, keys[i]);
    if (first != second)
      return first < second ? -1 : 1;
  }
  return left < right ? -1 : left > right;
}

/**
 * crm_progress_read:
 * @database: any connection of this thread
 * @entity: one with a progress
 * @id: of the record
 * @error: of the store
 *
 * Returns: (transfer full) (nullable) (element-type CrmProgressStage): the stages on which
 * something stands. Any thread.
 */
GPtrArray *
crm_progress_read (CrmDatabase *database, const CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (CrmQuery) query = crm_progress_make_query (entity, id);
  const CrmField *field = crm_progress_find_stage (crm_query_get_entity (query));
  g_autoptr (GArray) groups =
      crm_query_read_groups (query, database, field->name, "currency", "value", error);
  g_autoptr (GPtrArray) stages = g_ptr_array_new_with_free_func (free_stage);

  if (groups == NULL)
    return NULL;
  for (guint i = 0; i < groups->len && i < MOST_STAGES; i++) {
    const CrmGroup *group = &g_array_index (groups, CrmGroup, i);
    CrmProgressStage *stage =
        require_stage (stages, database, crm_field_get_target (field), group->group.integer);
    if (stage == NULL)
      continue;
    stage->count += group->count;
    add_sum (stage->sums, group->subgroup.type == CRM_VALUE_TEXT ? group->subgroup.text : NULL,
             group->sum);
  }
  g_ptr_array_sort (stages, compare_stages);
  return g_steal_pointer (&stages);
}

static gboolean
has_outcome (CrmProgressStage *stage, const char *outcome)
{
  return g_strcmp0 (crm_record_get_text (stage->stage, "outcome"), outcome) == 0;
}

/**
 * crm_progress_count:
 * @stages: of crm_progress_read()
 * @outcome: "open", "won" or "lost"
 *
 * Returns: how many stand there
 */
gint64
crm_progress_count (GPtrArray *stages, const char *outcome)
{
  gint64 n = 0;

  for (guint i = 0; i < stages->len; i++)
    if (has_outcome (stages->pdata[i], outcome))
      n += ((CrmProgressStage *) stages->pdata[i])->count;
  return n;
}

/**
 * crm_progress_sum:
 * @stages: of crm_progress_read()
 * @outcome: "open", "won" or "lost"
 *
 * Returns: (transfer full) (element-type CrmProgressSum): what they come to, by currency
 */
GArray *
crm_progress_sum (GPtrArray *stages, const char *outcome)
{
  GArray *sums = new_sums ();

  for (guint i = 0; i < stages->len; i++) {
    CrmProgressStage *stage = stages->pdata[i];
    if (!has_outcome (stage, outcome))
      continue;
    for (guint j = 0; j < stage->sums->len; j++)
      add_sum (sums, g_array_index (stage->sums, CrmProgressSum, j).currency,
               g_array_index (stage->sums, CrmProgressSum, j).sum);
  }
  return sums;
}
