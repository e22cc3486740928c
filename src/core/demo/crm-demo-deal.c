/* The deals of a demo company with their stays on the stages. */
#include "config.h"

#include "crm-demo-campaign.h"
#include "crm-demo-paper.h"
#include "crm-demo-story.h"
#include "crm-demo-task.h"

/* A deal on its way into rows. */
typedef struct {
  const CrmDemoDeal *plan;
  guint number; /* of the company's */
  CrmDemoRandom random;
  CrmDemoOrder order;
  CrmDemoTaskSubject subject;
  gint64 moments[CRM_DEMO_MOST_STAGES + 1]; /* when it came to each stage, at last to the end */
  gint64 value;
  CrmDemoTask tasks[CRM_DEMO_MOST_STAGES + 1];
  guint n_tasks;
  gint64 last_activity;
  CrmDemoNextStep next;
} Deal;

/* Steps of the same day follow one another within its hours. */
static void
draw_moments (Deal *deal, const CrmDemoWorld *world)
{
  const CrmDemoDeal *plan = deal->plan;
  guint n = plan->n_stays + (plan->outcome != CRM_DEMO_OPEN);

  for (guint i = 0; i < n; i++) {
    gint64 date = i < plan->n_stays ? plan->stays[i] : plan->closed;
    int minutes = 9 * 60 + 540 * (int) i / (CRM_DEMO_MOST_STAGES + 1);
    deal->moments[i] = crm_demo_world_moment (
        world, date, minutes + crm_demo_random_between (&deal->random, 0, 40));
  }
}

/* As long as nothing is calculated, a sum is guessed, if at all. */
static gint64
find_value (const Deal *deal, gint64 total)
{
  if (deal->plan->n_stays > 2)
    return total;
  return total < 100000 ? total / 1000 * 1000 : (total + 50000) / 100000 * 100000;
}

static void
write_stays (CrmDemoStory *self, const Deal *deal)
{
  const CrmDemoDeal *plan = deal->plan;
  const CrmDemoWorld *world = self->world;
  gint64 end = plan->outcome == CRM_DEMO_WON ? world->won : world->lost;
  guint n = plan->n_stays + (plan->outcome != CRM_DEMO_OPEN);

  for (guint i = 0; i < n; i++) {
    CrmDemoRow row = crm_demo_row_begin (self->writer, CRM_DEMO_STAY_ROW);
    crm_demo_row_integer (&row, "deal", deal->subject.deal);
    crm_demo_row_integer (&row, "stage",
                          i < plan->n_stays ? g_array_index (world->stages, gint64, i) : end);
    crm_demo_row_integer (&row, "entered", deal->moments[i]);
    if (i + 1 < n) {
      crm_demo_row_integer (&row, "left", deal->moments[i + 1]);
      crm_demo_row_integer (&row, "next_stage",
                            i + 1 < plan->n_stays ? g_array_index (world->stages, gint64, i + 1)
                                                  : end);
    }
    crm_demo_row_add (&row);
  }
}

/* One thing done on about every second stage. */
static void
draw_tasks (Deal *deal, const CrmDemoWorld *world, CrmDemoRandom *random)
{
  const CrmDemoDeal *plan = deal->plan;

  for (guint i = 0; i < plan->n_stays; i++) {
    gint64 end = i + 1 < plan->n_stays            ? plan->stays[i + 1]
                 : plan->outcome == CRM_DEMO_OPEN ? MIN (plan->stays[i] + 4, world->today - 1)
                                                  : MIN (plan->stays[i] + 20, plan->closed);
    gboolean does = crm_demo_random_chance (random, 420);
    guint days = (guint) (end - plan->stays[i]);
    gint64 date = plan->stays[i] + crm_demo_random_below (random, days + 1);
    CrmDemoTask *task = &deal->tasks[deal->n_tasks];
    if (!does)
      continue;
    crm_demo_task_draw_done (task, world, &deal->subject, i, crm_demo_workday (date), random);
    deal->last_activity = MAX (deal->last_activity, task->done);
    deal->n_tasks++;
  }
}

static void
write_deal (CrmDemoStory *self, Deal *deal, CrmDemoRow *row)
{
  const CrmDemoDeal *plan = deal->plan;
  const CrmDemoWorld *world = self->world;
  gboolean closed = plan->outcome != CRM_DEMO_OPEN;
  gint64 since = deal->moments[closed ? plan->n_stays : plan->n_stays - 1];
  gint64 stage = plan->outcome == CRM_DEMO_WON ? world->won
                 : plan->outcome == CRM_DEMO_LOST
                     ? world->lost
                     : g_array_index (world->stages, gint64, plan->n_stays - 1);
  gboolean guessed = plan->n_stays > 1 || crm_demo_random_chance (&deal->random, 700);
  gint64 source = crm_demo_pick_id (world->sources, &deal->random);
  gint64 expected = plan->stays[0] + crm_demo_random_between (&deal->random, 20, 60);
  gint64 reason = crm_demo_pick_id (world->reasons, &deal->random);
  gboolean tagged = crm_demo_random_chance (&deal->random, 80);
  const char *tag = crm_demo_words_pick (world->words[0], CRM_DEMO_TAGS, &deal->random)[0];

  crm_demo_row_text (row, "name",
                     crm_demo_words_entry (world->words[0], CRM_DEMO_DEALS, plan->title)[1]);
  crm_demo_row_integer (row, "company", self->company);
  crm_demo_row_integer (row, "contact", deal->subject.contact);
  crm_demo_row_integer (row, "product", deal->order.products[0]->id);
  crm_demo_row_integer (row, "stage", stage);
  if (guessed)
    crm_demo_row_integer (row, "value", deal->value);
  crm_demo_row_text (row, "currency", world->words[0]->currency);
  crm_demo_row_integer (row, "responsible", deal->subject.responsible);
  crm_demo_row_reference (row, "source", source);
  crm_demo_row_reference (
      row, "campaign",
      crm_demo_campaign_pick (world, deal->subject.group, plan->stays[0],
                              (guint64) self->number * CRM_DEMO_MOST_DEALS + deal->number));
  crm_demo_row_integer (row, "opened", plan->stays[0]);
  crm_demo_row_integer (row, "expected_close", expected);
  if (closed)
    crm_demo_row_integer (row, "closed", plan->closed);
  crm_demo_row_integer (row, "stage_since", since);
  if (plan->outcome == CRM_DEMO_LOST)
    crm_demo_row_reference (row, "lost_reason", reason);
  if (tagged)
    crm_demo_row_text (row, "tags", tag);
  crm_demo_row_integer (row, "created", deal->moments[0]);
  crm_demo_row_integer (row, "changed", MAX (since, deal->last_activity));
}

static gboolean
tell_deal (CrmDemoStory *self, guint number, GError **error)
{
  const CrmDemoWorld *world = self->world;
  Deal deal = { .plan = &self->plan.deals[number], .number = number };
  g_autoptr (CrmVatResult) sums = NULL;
  CrmDemoRandom lines, tasks;
  CrmDemoRow row;

  crm_demo_random_begin (&deal.random, world->seed, CRM_DEMO_STREAM_DEAL,
                         (guint64) self->number * CRM_DEMO_MOST_DEALS + number);
  crm_demo_random_begin (&lines, world->seed, CRM_DEMO_STREAM_LINES,
                         (guint64) self->number * CRM_DEMO_MOST_DEALS + number);
  crm_demo_random_begin (&tasks, world->seed, CRM_DEMO_STREAM_TASKS,
                         (guint64) self->number * CRM_DEMO_MOST_DEALS + number);
  deal.subject.group = g_array_index (world->groups, guint, deal.plan->title);
  deal.subject.contact = self->contacts[crm_demo_random_below (&deal.random, self->n_contacts)];
  deal.subject.responsible = g_array_index (world->sellers, gint64, deal.plan->responsible);
  crm_demo_order_draw (&deal.order, world, deal.subject.group, self->plan.words != 0, &lines);
  sums =
      crm_demo_order_compute (&deal.order, world, deal.plan->stays[deal.plan->n_stays - 1], error);
  if (sums == NULL)
    return FALSE;
  deal.value = find_value (&deal, sums->total.gross);
  draw_moments (&deal, world);
  row = crm_demo_row_begin (self->writer, CRM_DEMO_DEAL_ROW);
  deal.subject.deal = row.id;
  draw_tasks (&deal, world, &tasks);
  if (deal.plan->outcome == CRM_DEMO_OPEN)
    crm_demo_next_step_draw (&deal.next, world, deal.plan, &deal.random);
  if (deal.next.planned)
    crm_demo_task_draw_open (&deal.tasks[deal.n_tasks++], world, &deal.subject,
                             deal.plan->n_stays - 1, deal.next.date, &deal.random);

  /* What is pointed at comes first: else the store would look for it at every row. */
  write_deal (self, &deal, &row);
  crm_demo_row_add (&row);
  write_stays (self, &deal);
  if (!crm_demo_papers_write (self, deal.plan, &deal.order, &deal.subject, &deal.random, error))
    return FALSE;
  for (guint i = 0; i < deal.n_tasks; i++)
    crm_demo_task_write (&deal.tasks[i], self, &deal.subject);
  if (crm_demo_random_chance (&deal.random, 250))
    crm_demo_story_tell_note (self, self->writer->entities[CRM_DEMO_DEAL_ROW], deal.subject.deal,
                              deal.subject.responsible, deal.plan->stays[0], &deal.random);
  return TRUE;
}

/* Of a thousand companies so many wait for a call or a letter these days: in a file of any size
 * there are some for everybody, but never more than people could do. */
static guint
find_chance_of_call (const CrmDemoWorld *world)
{
  return CLAMP (70000 / MAX (world->n_companies, 1), 3, 120);
}

/* What is done for a company without a deal: it is called when it is new, and asked later how it is
 * doing. */
static void
tell_calls (CrmDemoStory *self)
{
  const CrmDemoPlan *plan = &self->plan;
  const CrmDemoWorld *world = self->world;
  CrmDemoTaskSubject subject = {
    .contact = self->contacts[0],
    .responsible = g_array_index (world->sellers, gint64, plan->responsible),
  };
  CrmDemoRandom random;
  guint days = (guint) MIN (world->today - 1 - plan->created, 90);
  CrmDemoTask task;

  crm_demo_random_begin (&random, world->seed, CRM_DEMO_STREAM_CALLS, self->number);
  if (plan->n_deals == 0 && crm_demo_random_chance (&random, 300)) {
    gint64 date = plan->created + crm_demo_random_below (&random, days + 1);
    crm_demo_task_draw_done (&task, world, &subject, 0, crm_demo_workday (date), &random);
    crm_demo_task_write (&task, self, &subject);
  }
  if (crm_demo_random_chance (&random, find_chance_of_call (world))) {
    gint64 date = world->today + crm_demo_random_between (&random, -3, 6);
    if (crm_demo_random_chance (&random, 300))
      date = world->today;
    crm_demo_task_draw_open (&task, world, &subject, 0,
                             date != world->today ? crm_demo_workday (date) : date, &random);
    crm_demo_task_write (&task, self, &subject);
  }
}

/**
 * crm_demo_story_tell_deals:
 * @self: a teller whose company and contacts are written
 * @error: of the arithmetic
 *
 * Returns: whether all deals wait in the change
 */
gboolean
crm_demo_story_tell_deals (CrmDemoStory *self, GError **error)
{
  for (guint i = 0; i < self->plan.n_deals; i++)
    if (!tell_deal (self, i, error))
      return FALSE;
  tell_calls (self);
  return TRUE;
}
