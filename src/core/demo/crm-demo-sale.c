/* Sales led by the engine itself: it is told when a sale was started and how each step ended, and
 * does what follows. */
#include "config.h"

#include "crm-demo-sale.h"

#include <glib/gi18n-lib.h>

#include "crm-demo-order.h"
#include "crm-error.h"
#include "crm-process.h"
#include "crm-query.h"

/* Of the companies one in so many. */
#define COMPANIES_PER_SALE 8
/* A sale began at most so many days ago. */
#define DAYS 45
#define MOST_STEPS 16

typedef struct {
  const CrmDemoWorld *world;
  CrmDatabase *database;
  const CrmDemoLead *lead;
  CrmDemoRandom random;
  gint64 run;
  gint64 date; /* of what was done last */
} Sale;

void
crm_demo_lead_note (GArray *leads, const CrmDemoStory *story)
{
  guint most = MIN (CRM_DEMO_MOST_SALES, story->world->n_companies / COMPANIES_PER_SALE);
  CrmDemoLead lead = { .company = story->company, .since = story->plan.created };

  if (story->plan.n_open > 0 || leads->len >= most)
    return;
  lead.person = g_array_index (story->world->sellers, gint64, story->plan.responsible);
  g_array_append_val (leads, lead);
}

static CrmChange *
begin_change (Sale *sale)
{
  CrmChange *change = crm_change_new (_ ("Demo data"), sale->lead->person, CRM_ORIGIN_COMMAND);

  crm_change_set_given (change);
  crm_change_set_moment (
      change, crm_demo_world_moment (sale->world, sale->date,
                                     crm_demo_random_between (&sale->random, 9 * 60, 17 * 60)));
  return change;
}

/* --- Answers */

static gboolean
draw_value (Sale *sale, CrmValue *value, GError **error)
{
  guint group = g_array_index (sale->world->groups, guint,
                               crm_demo_random_below (&sale->random, sale->world->groups->len));
  g_autoptr (CrmVatResult) sums = NULL;
  CrmDemoOrder order;

  crm_demo_order_draw (&order, sale->world, group, FALSE, &sale->random);
  sums = crm_demo_order_compute (&order, sale->world, sale->date, error);
  if (sums != NULL)
    crm_value_set_integer (value, sums->total.gross);
  return sums != NULL;
}

/* Where they would meet: at the client's. */
static void
find_place (Sale *sale, CrmValue *value)
{
  g_autoptr (CrmRecord) company =
      crm_record_load (sale->database, crm_entity_find ("company"), sale->lead->company, NULL);
  const char *place = company != NULL ? crm_record_get_text (company, "legal_address") : NULL;

  if (place != NULL)
    crm_value_set_text (value, place);
}

/* Empty where nobody would know the answer. */
static gboolean
answer (Sale *sale, const CrmField *field, CrmValue *value, GError **error)
{
  gint64 date = crm_demo_workday (sale->date + crm_demo_random_between (&sale->random, 3, 9));
  gint64 reason;

  switch (field->kind) {
  case CRM_KIND_MONEY:
    return draw_value (sale, value, error);
  case CRM_KIND_DATE:
    crm_value_set_integer (value, date);
    return TRUE;
  case CRM_KIND_MOMENT:
    crm_value_set_integer (
        value, crm_demo_world_moment (sale->world, date,
                                      60 * crm_demo_random_between (&sale->random, 10, 16)));
    return TRUE;
  case CRM_KIND_TEXT:
    find_place (sale, value);
    return TRUE;
  case CRM_KIND_REFERENCE:
    reason = g_strcmp0 (field->list, "lost_reason") == 0
                 ? crm_demo_pick_id (sale->world->reasons, &sale->random)
                 : 0;
    if (reason != 0)
      crm_value_set_integer (value, reason);
    return TRUE;
  default:
    return TRUE;
  }
}

/* NULL without an error: the outcome asks for what is not known. */
static CrmAnswers *
answer_all (Sale *sale, gint64 task, gint64 outcome, GError **error)
{
  g_autoptr (GPtrArray) asked = crm_process_asked (sale->database, task, outcome, error);
  g_autoptr (CrmAnswers) answers = crm_answers_new ();

  for (guint i = 0; asked != NULL && i < asked->len; i++) {
    const CrmAsked *one = asked->pdata[i];
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    if (!crm_asked_is_to_be_asked (one))
      continue;
    if (!answer (sale, one->field, &value, error) || value.type == CRM_VALUE_EMPTY)
      return NULL;
    crm_answers_set (answers, one->path, &value);
  }
  return asked != NULL ? g_steal_pointer (&answers) : NULL;
}

/* --- Steps */

/* Most things go well. */
static guint
get_weight (CrmRecord *outcome)
{
  const char *colour = crm_record_get_text (outcome, "colour");

  return g_strcmp0 (colour, "success") == 0 ? 14 : g_strcmp0 (colour, "warning") == 0 ? 3 : 1;
}

static gint64
draw_outcome (Sale *sale, GPtrArray *outcomes)
{
  guint sum = 0, drawn;

  for (guint i = 0; i < outcomes->len; i++)
    sum += get_weight (outcomes->pdata[i]);
  drawn = crm_demo_random_below (&sale->random, sum);
  for (guint i = 0; i < outcomes->len; i++) {
    guint weight = get_weight (outcomes->pdata[i]);
    if (drawn < weight)
      return crm_record_get_id (outcomes->pdata[i]);
    drawn -= weight;
  }
  return 0;
}

/* The open task of the run that has waited longest; NULL: none. */
static CrmRecord *
find_task (Sale *sale, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  g_autoptr (CrmQuery) of = crm_query_filter_integer (all, "run", CRM_OP_EQUAL, sale->run);
  g_autoptr (CrmQuery) open =
      crm_query_filter (of, "state", CRM_OP_IN, "new,attention,in_work", sale->database, error);
  g_autoptr (CrmQuery) sorted = open != NULL ? crm_query_sort (open, "id", FALSE, error) : NULL;
  g_autoptr (GPtrArray) tasks =
      sorted != NULL ? crm_query_fetch_all (sorted, sale->database, 1, error) : NULL;

  return tasks != NULL && tasks->len > 0 ? g_object_ref (tasks->pdata[0]) : NULL;
}

/* What the rules of the file refuse is left alone; what else goes wrong is an error. */
static gboolean
commit_part (Sale *sale, CrmChange *change, gboolean *done, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  if (!crm_database_begin_part (sale->database, error))
    return FALSE;
  *done = crm_change_commit (change, sale->database, &refusal) >= 0;
  if (!crm_database_end_part (sale->database, *done, error))
    return FALSE;
  if (*done || refusal->domain == CRM_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

/* @done: whether a step was finished; FALSE where the sale waits. */
static gboolean
finish_step (Sale *sale, gboolean *done, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CrmRecord) task = find_task (sale, &failure);
  g_autoptr (GPtrArray) outcomes =
      task != NULL ? crm_process_outcomes (sale->database, crm_record_get_id (task), &failure)
                   : NULL;
  gint64 outcome = outcomes != NULL ? draw_outcome (sale, outcomes) : 0;
  g_autoptr (CrmAnswers) answers =
      outcome != 0 ? answer_all (sale, crm_record_get_id (task), outcome, &failure) : NULL;
  g_autoptr (CrmChange) change = answers != NULL ? begin_change (sale) : NULL;

  *done = FALSE;
  if (change != NULL && crm_process_finish (change, sale->database, crm_record_get_id (task),
                                            outcome, answers, &failure))
    return commit_part (sale, change, done, error);
  if (failure == NULL || failure->domain == CRM_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
start_sale (Sale *sale, gint64 process, gboolean *done, GError **error)
{
  g_autoptr (CrmChange) change = begin_change (sale);
  gint64 stand_in =
      crm_process_start (change, sale->database, sale->lead->company, 0, process, 0, error);

  if (stand_in == 0 || !commit_part (sale, change, done, error))
    return FALSE;
  sale->run = crm_change_get_id (change, stand_in);
  return TRUE;
}

static gboolean
lead (Sale *sale, gint64 process, GError **error)
{
  int n_steps = crm_demo_random_between (&sale->random, 1, MOST_STEPS);
  gboolean done;

  sale->date = crm_demo_workday (MAX (
      sale->lead->since, sale->world->today - 1 - crm_demo_random_below (&sale->random, DAYS)));
  if (!start_sale (sale, process, &done, error))
    return FALSE;
  for (int i = 0; done && i < n_steps; i++) {
    gint64 date = sale->date + crm_demo_random_between (&sale->random, 1, 3);
    if (crm_date_weekday (date) > 5)
      date += 2;
    if (date >= sale->world->today)
      return TRUE;
    sale->date = date;
    if (!finish_step (sale, &done, error))
      return FALSE;
  }
  return TRUE;
}

/* 0: the file has no such process, or no processes at all. */
static gint64
find_process (CrmDatabase *database, const char *code)
{
  return crm_process_find (database, code, NULL);
}

/**
 * crm_demo_sales_lead:
 * @world: what all companies share
 * @database: the writer's connection, inside its transaction
 * @leads: (element-type CrmDemoLead): companies to which something is sold
 * @error: those of the store
 *
 * Starts sales by the processes of the file and finishes steps of them, each on its day, so that
 * most are under way. What follows of a step is reckoned by the rules of the processes, in the time
 * zone of the machine.
 *
 * Returns: whether all of it was written
 */
gboolean
crm_demo_sales_lead (const CrmDemoWorld *world, CrmDatabase *database, const GArray *leads,
                     GError **error)
{
  gint64 processes[] = { find_process (database, "classic"), find_process (database, "classic"),
                         find_process (database, "agency") };

  for (guint i = 0; i < leads->len; i++) {
    Sale sale = { .world = world,
                  .database = database,
                  .lead = &g_array_index (leads, CrmDemoLead, i) };
    gint64 process = processes[i % G_N_ELEMENTS (processes)];
    crm_demo_random_begin (&sale.random, world->seed, CRM_DEMO_STREAM_SALES, i);
    if (process != 0 && !lead (&sale, process, error))
      return FALSE;
  }
  return TRUE;
}
