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

/* Measuring is for windows, a demonstration for software: other deals have a meeting instead. */
#define MEASURE 9
#define MEETING 10
#define DEMONSTRATION 11
#define WINDOWS 0
#define SOFTWARE 4

static const char *const *
draw_title (CrmDemoStory *story, const CrmDemoTaskSubject *subject, guint stage,
            CrmDemoRandom *random)
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
  return crm_demo_words_entry (story->world->words[0], CRM_DEMO_CALENDAR, (guint) title);
}

static int
draw_minutes (CrmDemoRandom *random)
{
  return 9 * 60 + 15 * crm_demo_random_between (random, 0, 34);
}

static CrmDemoRow
begin_task (CrmDemoStory *story, const CrmDemoTaskSubject *subject, const char *const *title,
            const char *state, const char *priority)
{
  CrmDemoRow row = crm_demo_row_begin (story->writer, CRM_DEMO_ACTIVITY_ROW);
  crm_demo_row_text (&row, "title", title[0]);
  crm_demo_row_text (&row, "kind", title[1]);
  crm_demo_row_text (&row, "state", state);
  crm_demo_row_text (&row, "priority", priority);
  crm_demo_row_integer (&row, "company", story->company);
  crm_demo_row_reference (&row, "contact", subject->contact);
  crm_demo_row_reference (&row, "deal", subject->deal);
  crm_demo_row_integer (&row, "responsible", subject->responsible);
  return row;
}

/**
 * crm_demo_task_write_done:
 * @story: a teller
 * @subject: what it concerns
 * @stage: number of the deal's stage then
 * @date: when it was done
 * @random: chance
 *
 * Returns: the moment at which it was done
 */
gint64
crm_demo_task_write_done (CrmDemoStory *story, const CrmDemoTaskSubject *subject, guint stage,
                          gint64 date, CrmDemoRandom *random)
{
  const CrmDemoWorld *world = story->world;
  const char *const *title = draw_title (story, subject, stage, random);
  gboolean cancelled = crm_demo_random_chance (random, 40);
  gint64 due = crm_demo_world_moment (world, date, draw_minutes (random));
  gint64 done = due + 60 * crm_demo_random_between (random, 5, 55);
  gint64 created = due - 3600 * crm_demo_random_between (random, 1, 6);
  CrmDemoRow row = begin_task (story, subject, title, cancelled ? "cancelled" : "done", "normal");

  if (strcmp (title[1], "meeting") == 0)
    crm_demo_row_integer (&row, "start", due - 3600);
  crm_demo_row_integer (&row, "due", due);
  if (!cancelled) {
    crm_demo_row_integer (&row, "done", done);
    crm_demo_row_text (&row, "outcome", title[2]);
  }
  crm_demo_row_integer (&row, "created", created);
  crm_demo_row_integer (&row, "changed", done);
  crm_demo_row_add (&row);
  return cancelled ? 0 : done;
}

/**
 * crm_demo_task_write_open:
 * @story: a teller
 * @subject: what it concerns
 * @stage: number of the deal's stage
 * @date: when it is to be done
 * @random: chance
 */
void
crm_demo_task_write_open (CrmDemoStory *story, const CrmDemoTaskSubject *subject, guint stage,
                          gint64 date, CrmDemoRandom *random)
{
  static const char *const priorities[] = { "normal", "normal", "normal", "high",
                                            "normal", "low",    "normal", "urgent" };
  const CrmDemoWorld *world = story->world;
  const char *const *title = draw_title (story, subject, stage, random);
  const char *priority = priorities[crm_demo_random_below (random, G_N_ELEMENTS (priorities))];
  gboolean started = crm_demo_random_chance (random, 250);
  gboolean noticed = crm_demo_random_chance (random, 300);
  gint64 due = crm_demo_world_moment (world, date, draw_minutes (random));
  gint64 created_date = MIN (date, world->today) - crm_demo_random_between (random, 1, 5);
  gint64 created = crm_demo_world_moment (world, created_date, draw_minutes (random));
  const char *state = date < world->today && noticed ? "attention" : started ? "in_work" : "new";
  CrmDemoRow row = begin_task (story, subject, title, state, priority);

  if (strcmp (title[1], "meeting") == 0)
    crm_demo_row_integer (&row, "start", due - 3600);
  crm_demo_row_integer (&row, "due", due);
  crm_demo_row_integer (&row, "created", created);
  crm_demo_row_integer (&row, "changed", created);
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
  /* Nothing is due before the deal began. */
  self->date = MAX (self->date, deal->stays[0]);
}
