/* Persons who are mentioned in notes. */
#include "config.h"

#include "crm-mention.h"
#include "record-fixture.h"

static gint64
add_note (RecordFixture *fixture, const char *text)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  g_autofree char *subject = g_strdup_printf ("company:%" G_GINT64_FORMAT, company);
  return record_fixture_add (fixture, "note", "text", text, "subject", subject, NULL);
}

/* "1 2" for the persons mentioned. */
static void
assert_mentioned (RecordFixture *fixture, gint64 note, const gint64 *persons, guint n_persons)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mentions =
      crm_mentions_read (record_fixture_reader (fixture), note, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mentions->len, ==, n_persons);
  for (guint i = 0; i < n_persons; i++)
    g_assert_cmpint (((CrmMention *) mentions->pdata[i])->person, ==, persons[i]);
}

static void
test_follows_text (RecordFixture *fixture, gconstpointer country)
{
  gint64 anna = record_fixture_add (fixture, "person", "name", "Anna", NULL);
  gint64 petrova = record_fixture_add (fixture, "person", "name", "Anna Petrova", NULL);
  gint64 oleh = record_fixture_add (fixture, "person", "name", "Олег", NULL);
  gint64 note = add_note (fixture, "@Anna Petrova, спроси у @Олег!");

  /* The longest name is meant. */
  assert_mentioned (fixture, note, (gint64[]) { petrova, oleh }, 2);
  record_fixture_set (fixture, "note", note, "text", "(@Anna) mail@Олег @Олега @nobody @");
  assert_mentioned (fixture, note, &anna, 1);
  g_assert_true (record_fixture_undo (fixture));
  assert_mentioned (fixture, note, (gint64[]) { petrova, oleh }, 2);
  record_fixture_delete (fixture, "note", note);
  assert_mentioned (fixture, note, NULL, 0);
  g_assert_true (record_fixture_undo (fixture));
  assert_mentioned (fixture, note, (gint64[]) { petrova, oleh }, 2);
  record_fixture_delete (fixture, "person", oleh);
  assert_mentioned (fixture, note, &petrova, 1);
}

/* Who is renamed is still meant, and called by the new name. */
static void
test_survives_renaming (RecordFixture *fixture, gconstpointer country)
{
  gint64 person = record_fixture_add (fixture, "person", "name", "Anna Petrova", NULL);
  gint64 note = add_note (fixture, "Ask @Anna Petrova, or @Anna Petrova’s desk");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  g_autofree char *text = NULL;

  record_fixture_set (fixture, "person", person, "name", "Anna Bondar");
  mentions = crm_mentions_read (record_fixture_reader (fixture), note, &error);
  g_assert_no_error (error);
  text = crm_mentions_dup_text (mentions, "Ask @Anna Petrova, or @Anna Petrova’s desk");
  g_assert_cmpstr (text, ==, "Ask @Anna Bondar, or @Anna Bondar’s desk");
  record_fixture_set (fixture, "note", note, "text", "Ask @Anna Petrova again");
  assert_mentioned (fixture, note, &person, 1);
}

/* A reply belongs to its note and goes with it. */
static void
test_reply (RecordFixture *fixture, gconstpointer country)
{
  gint64 note = add_note (fixture, "Who calls them?");
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, note);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (CrmRecord) reply = crm_record_new (crm_entity_find ("note"));
  g_autoptr (CrmChange) change = crm_change_new ("Reply", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  gint64 stand_in;

  crm_record_set_text (reply, "text", "I do");
  crm_record_set_integer (reply, "subject", crm_subject_make (crm_entity_find ("company"), 1));
  crm_record_set_integer (reply, "reply_to", note);
  stand_in = crm_change_add (change, reply);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  before = record_fixture_dump (fixture);
  record_fixture_delete (fixture, "note", note);
  g_assert_null (crm_record_load (record_fixture_reader (fixture), crm_entity_find ("note"),
                                  crm_change_get_id (change, stand_in), NULL));
  g_assert_true (record_fixture_undo (fixture));
  after = record_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func)                                                                            \
  g_test_add ("/mention/" path, RecordFixture, NULL, record_fixture_set_up, func,                  \
              record_fixture_tear_down)
  ADD ("follows-text", test_follows_text);
  ADD ("survives-renaming", test_survives_renaming);
  ADD ("reply-goes-with-note", test_reply);
#undef ADD

  return g_test_run ();
}
