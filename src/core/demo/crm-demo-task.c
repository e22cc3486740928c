/* Tasks, calls and meetings of a demo company, done and to be done. */
#include "config.h"

#include "crm-demo-task.h"

#include <string.h>

/* Places in the list "calendar" by the stage of the deal; the last row is for those without. */
static const gint8 titles[][8] = {
  { 2, 18, 1, 10, 2, 1, -1 }, { 1, 8, 9, 10, 11, 12, 16, 18 }, { 0, 4, 10, 19, 12, 0, 4, -1 },
  { 13, 17, 5, 14, 21, -1 },  { 3, 5, 15, 20, 14, 3, -1 },     { 2, 6, 18, 7, -1 },
};

#define WITHOUT_DEAL (G_N_ELEMENTS (titles) - 1)

#define PAYMENT 3

/* Measuring is for windows, a demonstration for software: other deals have a meeting instead. */
#define MEASURE 9
#define MEETING 10
#define DEMONSTRATION 11
#define WINDOWS 0
#define SOFTWARE 4

static guint
draw_title (const CrmDemoTaskSubject *subject, guint stage, CrmDemoRandom *random)
{
  guint row = subject->deal == 0 ? WITHOUT_DEAL : MIN (stage, WITHOUT_DEAL - 1);
  guint n = 0;
  int title;

  while (n < G_N_ELEMENTS (titles[row]) && titles[row][n] >= 0)
    n++;
  title = titles[row][crm_demo_random_below (random, n)];
  if ((title == MEASURE && subject->group != WINDOWS) ||
      (title == DEMONSTRATION && subject->group != SOFTWARE))
    title = MEETING;
  return (guint) title;
}

static int
draw_minutes (CrmDemoRandom *random)
{
  return 10 * 60 + 15 * crm_demo_random_between (random, 0, 31);
}

static void
draw_task (CrmDemoTask *self, const CrmDemoWorld *world, const CrmDemoTaskSubject *subject,
           guint stage, gint64 date, CrmDemoRandom *random)
{
  guint title = draw_title (subject, stage, random);

  *self = (CrmDemoTask) {
    .title = crm_demo_words_entry (world->words[0], CRM_DEMO_CALENDAR, title),
    .due = crm_demo_world_moment (world, date, draw_minutes (random)),
    .on_document = title == PAYMENT,
  };
}

/**
 * crm_demo_task_draw_done:
 * @self: (out): a task
 * @world: what companies share
 * @subject: what it concerns
 * @stage: number of the deal's stage then
 * @date: when it was done, or given up
 * @random: chance
 */
void
crm_demo_task_draw_done (CrmDemoTask *self, const CrmDemoWorld *world,
                         const CrmDemoTaskSubject *subject, guint stage, gint64 date,
                         CrmDemoRandom *random)
{
  gboolean cancelled = crm_demo_random_chance (random, 40);
  int minutes = crm_demo_random_between (random, 5, 55);

  draw_task (self, world, subject, stage, date, random);
  self->state = cancelled ? "cancelled" : "done";
  self->priority = "normal";
  self->created = self->due - 15 * 60;
  self->done = cancelled ? 0 : self->due + 60 * minutes;
}

/**
 * crm_demo_task_draw_open:
 * @self: (out): a task
 * @world: what companies share
 * @subject: what it concerns
 * @stage: number of the deal's stage
 * @date: when it is to be done
 * @random: chance
 */
void
crm_demo_task_draw_open (CrmDemoTask *self, const CrmDemoWorld *world,
                         const CrmDemoTaskSubject *subject, guint stage, gint64 date,
                         CrmDemoRandom *random)
{
  static const char *const priorities[] = { "normal", "normal", "normal", "high",
                                            "normal", "low",    "normal", "urgent" };
  guint priority = crm_demo_random_below (random, G_N_ELEMENTS (priorities));
  gboolean started = crm_demo_random_chance (random, 250);
  gboolean noticed = crm_demo_random_chance (random, 300);
  gint64 created = MIN (date, world->today) - crm_demo_random_between (random, 1, 5);

  draw_task (self, world, subject, stage, date, random);
  self->state = date < world->today && noticed ? "attention" : started ? "in_work" : "new";
  self->priority = priorities[priority];
  self->created = crm_demo_world_moment (world, created, draw_minutes (random));
}

/**
 * crm_demo_task_write:
 * @self: a task
 * @story: a teller; what @subject points at is written already
 * @subject: what it concerns
 */
void
crm_demo_task_write (const CrmDemoTask *self, CrmDemoStory *story,
                     const CrmDemoTaskSubject *subject)
{
  CrmDemoRow row = crm_demo_row_begin (story->writer, CRM_DEMO_ACTIVITY_ROW);

  crm_demo_row_text (&row, "title", self->title[0]);
  crm_demo_row_text (&row, "kind", self->title[1]);
  crm_demo_row_text (&row, "state", self->state);
  crm_demo_row_text (&row, "priority", self->priority);
  crm_demo_row_integer (&row, "company", story->company);
  crm_demo_row_reference (&row, "contact", subject->contact);
  crm_demo_row_reference (&row, "deal", subject->deal);
  if (self->on_document)
    crm_demo_row_reference (&row, "document", subject->document);
  crm_demo_row_integer (&row, "responsible", subject->responsible);
  if (strcmp (self->title[1], "meeting") == 0) {
    crm_demo_row_integer (&row, "start", self->due - 3600);
    crm_demo_row_integer (&row, "ends", self->due);
  }
  crm_demo_row_integer (&row, "due", self->due);
  crm_demo_row_reference (&row, "done", self->done);
  if (self->done != 0)
    crm_demo_row_text (&row, "outcome", self->title[2]);
  crm_demo_row_integer (&row, "created", self->created);
  crm_demo_row_integer (&row, "changed", MAX (self->created, self->done));
  crm_demo_row_add (&row);
}

/* Some tasks are due today in a file of any size, but never more than people could do. */
static guint
find_chance_of_today (const CrmDemoWorld *world)
{
  return CLAMP (200000 / MAX (world->n_companies, 1), 10, 220);
}

/**
 * crm_demo_next_step_draw:
 * @self: (out): what is planned
 * @world: what companies share
 * @deal: an open deal
 * @random: chance
 *
 * Of the deals that live two of three have a next step, some of those are overdue; what lies has
 * none or an old one.
 */
void
crm_demo_next_step_draw (CrmDemoNextStep *self, const CrmDemoWorld *world, const CrmDemoDeal *deal,
                         CrmDemoRandom *random)
{
  guint today = find_chance_of_today (world);
  guint draw = crm_demo_random_below (random, 1000);
  int soon = crm_demo_random_between (random, 2, 12);
  int late = crm_demo_random_between (random, 1, deal->stalled ? 40 : 6);

  self->planned = draw < (deal->stalled ? 350u : 820u);
  if (deal->stalled || draw < 130)
    self->date = world->today - late;
  else if (draw < 130 + today)
    self->date = world->today;
  else if (draw < 130 + 2 * today)
    self->date = world->today + 1;
  else
    self->date = world->today + soon;
  if (self->date != world->today)
    self->date = crm_demo_workday (self->date);
  /* Nothing is due before the deal began. */
  self->date = MAX (self->date, deal->stays[0]);
}
