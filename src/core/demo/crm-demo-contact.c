/* The people at a company, the one who signs first. */
#include "config.h"

#include "crm-date.h"
#include "crm-demo-numbers.h"
#include "crm-demo-story.h"

static guint
draw_n_contacts (const CrmDemoPlan *plan, CrmDemoRandom *random)
{
  guint draw = crm_demo_random_below (random, 100);
  if (plan->sole_trader)
    return draw < 85 ? 1 : 2;
  return draw < 25 ? 1 : draw < 60 ? 2 : draw < 85 ? 3 : 4;
}

/* Two of three have a say, one of ten has left. */
static gint64
draw_status (CrmDemoStory *self, guint place, CrmDemoRandom *random)
{
  const GArray *statuses = self->world->statuses;
  guint draw = crm_demo_random_below (random, 100);
  guint index = place == 0 || draw < 15 ? 0 : draw < 70 ? 1 : 2;

  return index < statuses->len && (place == 0 || draw < 80)
             ? g_array_index (statuses, gint64, index)
             : 0;
}

static void
write_email (CrmDemoStory *self, const CrmDemoPerson *person)
{
  g_string_truncate (self->text, 0);
  crm_demo_latin_append (self->text, self->words, person->first);
  g_string_truncate (self->text, 1);
  g_string_append_c (self->text, '.');
  crm_demo_latin_append (self->text, self->words, person->last);
  g_string_append_c (self->text, '@');
  g_string_append (self->text, self->domain->str);
}

static void
write_contact (CrmDemoStory *self, guint place, CrmDemoRandom *random)
{
  const CrmDemoWorld *world = self->world;
  const CrmDemoPlan *plan = &self->plan;
  CrmDemoPerson person = self->director;
  const char *post = self->director_post;
  gint64 seller = g_array_index (world->sellers, gint64, plan->responsible);
  gint64 moment;
  gint64 status;
  gboolean has_birthday = crm_demo_random_chance (random, 250);
  gboolean has_phone = crm_demo_random_chance (random, 300);
  gint64 birthday = crm_date_from_ymd (crm_demo_random_between (random, 1962, 1999),
                                       crm_demo_random_between (random, 1, 12),
                                       crm_demo_random_between (random, 1, 28));
  /* People are met while the company is known: the first with it, the others later. */
  gint64 date = plan->created + (place == 0 ? 0 : crm_demo_random_between (random, 0, 60));
  CrmDemoNumber phone;
  CrmDemoRow row;

  if (place > 0) {
    crm_demo_person_draw (&person, self->words, random);
    post =
        crm_demo_post_draw (self->words, crm_demo_random_chance (random, 200) ? 'd' : 'o', random);
  }
  date = MIN (date, world->today - 1);
  moment = crm_demo_world_moment (world, date, crm_demo_random_between (random, 17 * 60, 18 * 60));
  status = draw_status (self, place, random);

  row = crm_demo_row_begin (self->writer, CRM_DEMO_CONTACT_ROW);
  crm_demo_person_write (&person, self->name);
  crm_demo_row_text (&row, "name", self->name->str);
  crm_demo_row_integer (&row, "company", self->company);
  crm_demo_row_text (&row, "post", post);
  crm_demo_row_text (&row, "last_name", person.last);
  crm_demo_row_text (&row, "first_name", person.first);
  crm_demo_row_text (&row, "middle_name", person.middle);
  if (has_phone) {
    crm_demo_phone_make (phone, self->words->country, self->city_code, random);
    crm_demo_row_text (&row, "phone", phone);
  }
  crm_demo_phone_make (phone, self->words->country, NULL, random);
  crm_demo_row_text (&row, "mobile", phone);
  write_email (self, &person);
  crm_demo_row_text (&row, "email", self->text->str);
  if (has_birthday)
    crm_demo_row_integer (&row, "birthday", birthday);
  crm_demo_row_reference (&row, "status", status);
  crm_demo_row_integer (&row, "responsible", seller);
  crm_demo_row_integer (&row, "created", moment);
  crm_demo_row_integer (&row, "changed", moment);
  self->contacts[place] = crm_demo_row_add (&row);
}

/**
 * crm_demo_story_tell_contacts:
 * @self: a teller whose company is written
 *
 * Writes the people one speaks with.
 */
void
crm_demo_story_tell_contacts (CrmDemoStory *self)
{
  CrmDemoRandom random;

  crm_demo_random_begin (&random, self->world->seed, CRM_DEMO_STREAM_CONTACT, self->number);
  self->n_contacts = draw_n_contacts (&self->plan, &random);
  for (guint i = 0; i < self->n_contacts; i++)
    write_contact (self, i, &random);
}
