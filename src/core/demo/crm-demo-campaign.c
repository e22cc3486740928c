/* The campaigns of a demo file, and which deals belong to them. */
#include "config.h"

#include "crm-demo-campaign.h"

#define ANY_GROUP -1

/* When each of the list "campaigns" began and ends, in days from today, and of which deals opened
 * meanwhile it takes how many of a thousand. */
static const struct {
  const char *status;
  int start;
  int end;
  int group; /* of products, in the order of the catalogue */
  guint takes;
} calendar[] = {
  { "running", -95, 40, 1, 800 },
  { "finished", -400, -300, ANY_GROUP, 350 },
  { "running", -60, 60, ANY_GROUP, 400 },
  { "planned", 25, 115, 4, 0 },
};

/* Two figures that people would plan with: 4 737 215 is 4 700 000. */
static gint64
round_plan (gint64 sum)
{
  gint64 step = 1;

  while (sum / step >= 100)
    step *= 10;
  return sum / step * step;
}

/* So much is to come in: a dozen pieces of an average product for every twelfth company. */
static gint64
plan_value (const CrmDemoWorld *world, int group)
{
  gint64 sum = 0;
  gint64 n = 0;

  for (guint i = 0; i < world->products->len; i++) {
    const CrmDemoProduct *product = &g_array_index (world->products, CrmDemoProduct, i);
    if (group != ANY_GROUP && product->group != (guint) group)
      continue;
    sum += product->price / 100;
    n++;
  }
  return round_plan (sum / MAX (n, 1) * 12 * MAX (world->n_companies / 12, 3));
}

static void
write_talk (CrmDemoWorld *world, CrmDemoWriter *writer, gint64 campaign, gint64 date,
            const char *text, gint64 author, CrmDemoRandom *random)
{
  CrmDemoRow row = crm_demo_row_begin (writer, CRM_DEMO_NOTE_ROW);
  gint64 moment =
      crm_demo_world_moment (world, date, crm_demo_random_between (random, 9 * 60, 18 * 60));

  crm_demo_row_text (&row, "text", text);
  crm_demo_row_integer (&row, "subject",
                        crm_subject_make (writer->entities[CRM_DEMO_CAMPAIGN_ROW], campaign));
  crm_demo_row_reference (&row, "author", author);
  crm_demo_row_integer (&row, "pinned", 0);
  crm_demo_row_integer (&row, "created", moment);
  crm_demo_row_integer (&row, "changed", moment);
  crm_demo_row_add (&row);
}

static void
write_campaign (CrmDemoWorld *self, CrmDemoWriter *writer, guint number, CrmDemoRandom *random)
{
  const char *const *entry = crm_demo_words_entry (self->words[0], CRM_DEMO_CAMPAIGNS, number);
  CrmDemoCampaign campaign = {
    .start = crm_demo_workday (self->today + calendar[number].start),
    .end = crm_demo_workday (self->today + calendar[number].end),
    .number = number,
  };
  gint64 created = MIN (campaign.start - 10, self->today - 3);
  gint64 moment = crm_demo_world_moment (self, crm_demo_workday (created), 11 * 60);
  gint64 responsible = g_array_index (self->sellers, gint64, number % self->sellers->len);
  gint64 planned = plan_value (self, calendar[number].group);
  CrmDemoRow row = crm_demo_row_begin (writer, CRM_DEMO_CAMPAIGN_ROW);

  campaign.id = row.id;
  crm_demo_row_text (&row, "name", entry[0]);
  crm_demo_row_text (&row, "status", calendar[number].status);
  crm_demo_row_integer (&row, "responsible", responsible);
  crm_demo_row_integer (&row, "start_date", campaign.start);
  crm_demo_row_integer (&row, "end_date", campaign.end);
  crm_demo_row_text (&row, "goal", entry[1]);
  crm_demo_row_integer (&row, "planned_value", planned);
  crm_demo_row_integer (&row, "budget", round_plan (planned / 20));
  crm_demo_row_text (&row, "currency", self->words[0]->currency);
  crm_demo_row_text (&row, "rules", entry[2]);
  crm_demo_row_text (&row, "texts", entry[3]);
  crm_demo_row_integer (&row, "created", moment);
  crm_demo_row_integer (&row, "changed", moment);
  crm_demo_row_add (&row);
  g_array_append_val (self->campaigns, campaign);
  write_talk (self, writer, campaign.id, crm_demo_workday (created + 1), entry[4], self->me,
              random);
}

/**
 * crm_demo_campaigns_write:
 * @self: a world whose people and goods are written
 * @writer: where to
 */
void
crm_demo_campaigns_write (CrmDemoWorld *self, CrmDemoWriter *writer)
{
  guint n =
      MIN (crm_demo_words_count (self->words[0], CRM_DEMO_CAMPAIGNS), G_N_ELEMENTS (calendar));
  CrmDemoRandom random;

  crm_demo_random_begin (&random, self->seed, CRM_DEMO_STREAM_CAMPAIGN, 0);
  for (guint i = 0; i < n && self->sellers->len > 0; i++)
    write_campaign (self, writer, i, &random);
}

/**
 * crm_demo_campaign_pick:
 * @world: what companies share
 * @group: of products that the deal is about
 * @opened: when it was
 * @number: of the deal, unlike all others
 *
 * Returns: the campaign to which the deal belongs, 0 if to none
 */
gint64
crm_demo_campaign_pick (const CrmDemoWorld *world, guint group, gint64 opened, guint64 number)
{
  CrmDemoRandom random;

  crm_demo_random_begin (&random, world->seed, CRM_DEMO_STREAM_CAMPAIGN, number + 1);
  for (guint i = 0; i < world->campaigns->len; i++) {
    const CrmDemoCampaign *campaign = &g_array_index (world->campaigns, CrmDemoCampaign, i);
    int of_group = calendar[campaign->number].group;
    gboolean takes = crm_demo_random_chance (&random, calendar[campaign->number].takes);
    if (takes && opened >= campaign->start && opened <= campaign->end &&
        (of_group == ANY_GROUP || (guint) of_group == group))
      return campaign->id;
  }
  return 0;
}
