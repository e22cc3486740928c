/* One company told in rows. */
#include "config.h"

#include "crm-demo-story.h"

/**
 * crm_demo_story_new:
 * @world: (transfer full): what companies share
 * @writer: where rows go; borrowed
 *
 * Returns: (transfer full): a teller of companies
 */
CrmDemoStory *
crm_demo_story_new (CrmDemoWorld *world, CrmDemoWriter *writer)
{
  CrmDemoStory *self = g_new0 (CrmDemoStory, 1);
  self->world = world;
  self->writer = writer;
  self->taken = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->name = g_string_new (NULL);
  self->core = g_string_new (NULL);
  self->tail = g_string_new (NULL);
  self->domain = g_string_new (NULL);
  self->text = g_string_new (NULL);
  return self;
}

/**
 * crm_demo_story_free:
 * @self: a teller
 */
void
crm_demo_story_free (CrmDemoStory *self)
{
  crm_demo_world_free (self->world);
  g_hash_table_unref (self->taken);
  g_free (self->numbering);
  g_string_free (self->name, TRUE);
  g_string_free (self->core, TRUE);
  g_string_free (self->tail, TRUE);
  g_string_free (self->domain, TRUE);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * crm_demo_story_tell:
 * @self: a teller
 * @number: of the company, from 0, one after another
 * @error: of the arithmetic
 *
 * Returns: whether all its rows wait in the change
 */
gboolean
crm_demo_story_tell (CrmDemoStory *self, guint number, GError **error)
{
  self->number = number;
  crm_demo_plan_make (&self->plan, self->world, number);
  self->words = self->world->words[self->plan.words];
  crm_demo_story_tell_company (self);
  crm_demo_story_tell_contacts (self);
  return crm_demo_story_tell_deals (self, error);
}

/**
 * crm_demo_story_tell_note:
 * @self: a teller
 * @entity: of the record it is about
 * @id: of the record
 * @author: a person
 * @date: when
 * @random: chance
 *
 * Writes a note in the language of the company.
 */
void
crm_demo_story_tell_note (CrmDemoStory *self, const CrmEntity *entity, gint64 id, gint64 author,
                          gint64 date, CrmDemoRandom *random)
{
  CrmDemoRow row = crm_demo_row_begin (self->writer, CRM_DEMO_NOTE_ROW);
  gint64 moment =
      crm_demo_world_moment (self->world, date, crm_demo_random_between (random, 9 * 60, 18 * 60));

  g_string_assign (self->text, crm_demo_words_pick (self->words, CRM_DEMO_NOTES, random)[0]);
  if (crm_demo_random_chance (random, 600)) {
    g_string_append_c (self->text, ' ');
    g_string_append (self->text, crm_demo_words_pick (self->words, CRM_DEMO_ENDS, random)[0]);
  }
  crm_demo_row_text (&row, "text", self->text->str);
  crm_demo_row_integer (&row, "subject", crm_subject_make (entity, id));
  crm_demo_row_reference (&row, "author", author);
  crm_demo_row_integer (&row, "pinned", crm_demo_random_chance (random, 30));
  crm_demo_row_integer (&row, "created", moment);
  crm_demo_row_integer (&row, "changed", moment);
  crm_demo_row_add (&row);
}
