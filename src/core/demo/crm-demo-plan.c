/* What happens to one company in two years, in dates and numbers, before any word is said.
 *
 * Chances are those of a usual small wholesaler: of ten enquiries three and a half are won, in
 * about five weeks; one in twelve is left lying. */
#include "config.h"

#include "crm-demo-plan.h"

#include <string.h>

/* Of each open stage, the last entry for all that follow: days at least and at most, and how many
 * of a thousand go on. */
static const struct {
  int least;
  int most;
  guint goes_on;
} steps[] = { { 1, 5, 900 }, { 2, 12, 750 }, { 3, 21, 650 }, { 3, 18, 850 }, { 2, 16, 950 } };

#define STALLS 80 /* of a thousand deals, on each stage */

/* At the first company, of which one in some thousands is as wanted. */
#define MOST_ATTEMPTS 50000

static const int usual_days[] = { 3, 5, 5, 7, 10, 14, 14, 30 };

static void
run_deal (CrmDemoDeal *deal, const CrmDemoWorld *world, gint64 opened, CrmDemoRandom *random)
{
  gint64 last = world->today - 1;
  gint64 date = opened;

  for (guint stage = 0; stage < world->stages->len; stage++) {
    guint step = MIN (stage, G_N_ELEMENTS (steps) - 1);
    gint64 end = crm_demo_workday (
        date + crm_demo_random_between (random, steps[step].least, steps[step].most));
    gboolean stalls = crm_demo_random_chance (random, STALLS / world->stages->len);
    gint64 given_up = crm_demo_workday (date + crm_demo_random_between (random, 60, 150));
    gboolean goes_on = crm_demo_random_chance (random, steps[step].goes_on);

    deal->stays[deal->n_stays++] = date;
    if (stalls) {
      deal->stalled = given_up > last;
      deal->outcome = deal->stalled ? CRM_DEMO_OPEN : CRM_DEMO_LOST;
      deal->closed = given_up;
      return;
    }
    deal->closed = end;
    deal->outcome = end > last ? CRM_DEMO_OPEN : CRM_DEMO_LOST;
    if (end > last || !goes_on)
      return;
    date = end;
  }
  deal->outcome = CRM_DEMO_WON;
}

static void
add_paper (CrmDemoDeal *deal, CrmDemoPaperKind kind, gint64 date, CrmDemoPaperStatus status)
{
  deal->papers[deal->n_papers++] = (CrmDemoPaper) { .kind = kind, .date = date, .status = status };
}

static CrmDemoPaperStatus
find_status (const CrmDemoDeal *deal, guint stage, CrmDemoPaperStatus moved_on)
{
  if (deal->outcome == CRM_DEMO_LOST)
    return CRM_DEMO_REJECTED;
  if (deal->n_stays - 1 == stage && deal->outcome == CRM_DEMO_OPEN)
    return CRM_DEMO_FOR_SIGNATURE;
  return moved_on;
}

/* The bill of a won deal is paid before the deal is closed, but for some of the last two months. */
static void
add_bill (CrmDemoDeal *deal, const CrmDemoWorld *world, guint stage, CrmDemoRandom *random)
{
  gint64 date = deal->stays[stage];
  gint64 last = world->today - 1;
  gboolean owes = crm_demo_random_chance (random, 150) && date > last - 60;
  guint part = crm_demo_random_chance (random, 500) ? 50 : 30;
  gboolean in_advance = crm_demo_random_chance (random, 200);
  gboolean unready = crm_demo_random_chance (random, 400) && date >= last - 5;
  gint64 paid = date + crm_demo_random_between (random, 0, 5);
  CrmDemoPaperStatus status = CRM_DEMO_SIGNED;

  if (deal->outcome == CRM_DEMO_WON) {
    deal->paid_percent = !owes ? 100 : in_advance ? part : 0;
    paid = MIN (paid, deal->closed);
    status = owes ? CRM_DEMO_SIGNED : CRM_DEMO_COMPLETED;
  } else if (deal->outcome == CRM_DEMO_LOST)
    status = CRM_DEMO_REJECTED;
  else if (in_advance && paid <= last)
    deal->paid_percent = part;
  else if (unready)
    status = CRM_DEMO_PLANNED;
  deal->paid_date = MAX (crm_demo_workday (paid), date);
  add_paper (deal, CRM_DEMO_BILL, date, status);
}

static void
add_papers (CrmDemoDeal *deal, const CrmDemoWorld *world, CrmDemoRandom *random)
{
  guint last_stage = world->stages->len - 1;
  guint proposal = MIN (2, last_stage);
  guint contract = MIN (3, last_stage);
  gboolean proposes = crm_demo_random_chance (random, 300);
  gboolean contracts = crm_demo_random_chance (random, 150);
  gboolean hands_over = crm_demo_random_chance (random, 450);

  if (proposes && deal->n_stays > proposal)
    add_paper (deal, CRM_DEMO_PROPOSAL, deal->stays[proposal],
               find_status (deal, proposal, CRM_DEMO_COMPLETED));
  if (contracts && deal->n_stays > contract)
    add_paper (deal, CRM_DEMO_CONTRACT, deal->stays[contract],
               find_status (deal, contract, CRM_DEMO_SIGNED));
  if (deal->n_stays > last_stage)
    add_bill (deal, world, last_stage, random);
  if (hands_over && deal->outcome == CRM_DEMO_WON) {
    guint group = g_array_index (world->groups, guint, deal->title);
    add_paper (
        deal, g_array_index (world->services, gboolean, group) ? CRM_DEMO_ACT : CRM_DEMO_WAYBILL,
        deal->closed, deal->closed > world->today - 20 ? CRM_DEMO_FOR_SIGNATURE : CRM_DEMO_SIGNED);
  }
}

static guint
draw_n_deals (CrmDemoRandom *random)
{
  guint draw = crm_demo_random_below (random, 100);
  return draw < 24 ? 0 : draw < 60 ? 1 : draw < 80 ? 2 : draw < 91 ? 3 : draw < 97 ? 4 : 6;
}

static void
add_deals (CrmDemoPlan *self, const CrmDemoWorld *world, CrmDemoRandom *random)
{
  guint n_deals = draw_n_deals (random);
  gint64 opened = self->created + crm_demo_random_between (random, 0, 20);

  for (guint i = 0; i < n_deals; i++) {
    CrmDemoDeal *deal = &self->deals[self->n_deals];

    opened = crm_demo_workday (opened);
    if (opened > world->today - 1)
      return;
    memset (deal, 0, sizeof *deal);
    deal->title = crm_demo_random_below (random, world->groups->len);
    deal->responsible = crm_demo_random_chance (random, 900)
                            ? self->responsible
                            : crm_demo_random_below (random, world->sellers->len);
    run_deal (deal, world, opened, random);
    add_papers (deal, world, random);
    self->n_deals++;
    self->n_won += deal->outcome == CRM_DEMO_WON;
    self->n_lost += deal->outcome == CRM_DEMO_LOST;
    self->n_open += deal->outcome == CRM_DEMO_OPEN;
    opened += crm_demo_random_between (random, 15, 240);
  }
}

static void
draw_plan (CrmDemoPlan *self, const CrmDemoWorld *world, guint64 number)
{
  CrmDemoRandom random;
  int days_ago, earlier;

  crm_demo_random_begin (&random, world->seed, CRM_DEMO_STREAM_PLAN, number);
  self->words = crm_demo_random_chance (&random, 500)
                    ? 0
                    : 1 + crm_demo_random_below (&random, world->n_words - 1);
  self->form = crm_demo_words_draw (world->words[self->words], CRM_DEMO_FORMS, &random);
  self->sole_trader =
      crm_demo_words_entry (world->words[self->words], CRM_DEMO_FORMS, self->form)[3][0] == 's';
  /* The business grows: half of the companies came rather lately. */
  days_ago = crm_demo_random_between (&random, 1, CRM_DEMO_DAYS - 5);
  earlier = crm_demo_random_between (&random, 1, CRM_DEMO_DAYS - 5);
  if (crm_demo_random_chance (&random, 500))
    days_ago = MIN (days_ago, earlier);
  self->created = crm_demo_workday (world->today - days_ago);
  /* Whoever sits here has more to do, so that there is something to see on the first page. */
  self->responsible = crm_demo_random_chance (&random, 150)
                          ? 0
                          : crm_demo_random_below (&random, world->sellers->len);
  self->payment_days = usual_days[crm_demo_random_below (&random, G_N_ELEMENTS (usual_days))];
  self->n_won = self->n_lost = self->n_open = self->n_deals = 0;
  add_deals (self, world, &random);
}

/* Has bought before and has a bill in hand now, with whoever sits here. */
static gboolean
shows_all (const CrmDemoPlan *self, const CrmDemoWorld *world)
{
  gboolean billed = FALSE;

  for (guint i = 0; i < self->n_deals; i++)
    billed =
        billed || (self->deals[i].outcome == CRM_DEMO_OPEN && !self->deals[i].stalled &&
                   self->deals[i].responsible == 0 && self->deals[i].n_stays == world->stages->len);
  return billed && self->words == 0 && !self->sole_trader && self->n_won > 0;
}

/**
 * crm_demo_plan_make:
 * @self: (out): the plan
 * @world: what companies share
 * @company: its number, from 0
 *
 * The same world and number give the same plan, so that it can be made twice: once to number the
 * documents by date, once to write them. The first company, which is opened first, is drawn until
 * there is something of everything.
 */
void
crm_demo_plan_make (CrmDemoPlan *self, const CrmDemoWorld *world, guint company)
{
  draw_plan (self, world, company);
  if (company > 0)
    return;
  for (guint64 attempt = 1; attempt <= MOST_ATTEMPTS && !shows_all (self, world); attempt++)
    draw_plan (self, world, attempt << 32);
}
