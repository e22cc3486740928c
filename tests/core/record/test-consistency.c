/* What is derived from records, and the journal: faults are found, and what can be is made anew. */
#include "config.h"

#include "crm-consistency.h"
#include "record-fixture.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *sql;
  const char *fragment; /* of the sentence */
  gboolean is_derived;  /* from the records, so that it can be made anew */
} Fault;

static const Fault faults[] = {
  { "lost-from-index", "DELETE FROM company_search WHERE rowid = 1", "not in the search index",
    TRUE },
  { "surplus-in-index", "INSERT INTO company_search (rowid, body) VALUES (99, 'x')", "do not exist",
    TRUE },
  { "other-words",
    "DELETE FROM company_search WHERE rowid = 1; INSERT INTO company_search (rowid, body) VALUES "
    "(1, 'vega')",
    "not found by their own words", TRUE },
  { "sort-key", "UPDATE company SET name_key = x'00' WHERE id = 2", "company: 1 sort keys", TRUE },
  { "match-key-lost", "DELETE FROM match_key WHERE record = 1", "keys for duplicates are missing",
    TRUE },
  { "match-key-surplus", "INSERT INTO match_key (entity, key, record) VALUES (10, 'nx', 99)",
    "1 belong to no record", TRUE },
  { "tag-lost", "DELETE FROM record_tag WHERE tag = 'vip'", "company: 1 tags", TRUE },
  { "tag-surplus",
    "INSERT INTO record_tag (entity, tag, record) SELECT entity, 'odd', record FROM "
    "record_tag LIMIT 1",
    "tags", TRUE },
  { "record-lost", "DELETE FROM deal WHERE id = 1; DELETE FROM stage_move; DELETE FROM deal_search",
    "deal: 1 records of the journal are missing", FALSE },
  { "record-unknown", "INSERT INTO tag (name, name_key) VALUES ('x', crm_key ('x'))",
    "does not know 1 records", FALSE },
  { "step-lost", "DELETE FROM operation WHERE action = 2", "lost some of their steps", FALSE },
  { "step-unreadable", "UPDATE operation SET delta = '{' WHERE action = 2", "cannot be read",
    FALSE },
  { "content-lost", "DELETE FROM file_content", "contents of 1 are missing", FALSE },
};

static gboolean
spoil (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_database_execute (database, data, error);
}

static void
fill (RecordFixture *fixture)
{
  g_autoptr (CrmChange) change = crm_change_new ("File", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autoptr (GError) error = NULL;

  record_fixture_add (fixture, "company", "name", "Orion", "phone", "+7 916 123-45-67", "tags",
                      "vip, b", NULL);
  record_fixture_add (fixture, "company", "name", "Łódź & Co 12", NULL);
  record_fixture_add (fixture, "company", "name", "!!!", NULL);
  record_fixture_add (fixture, "deal", "company", "Orion", NULL);
  record_fixture_set (fixture, "company", 1, "city", "Lviv");
  record_fixture_delete (fixture, "company", 3);
  g_assert_true (record_fixture_undo (fixture));
  crm_change_add_file (change, crm_subject_make (crm_entity_find ("company"), 1), "a.txt", bytes);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), >, 0);
}

/* The sentences, one a line. */
static char *
check (RecordFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) found = crm_consistency_check (record_fixture_reader (fixture), NULL, &error);

  g_assert_no_error (error);
  return g_strjoinv ("\n", found);
}

static void
test_sound (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *found = NULL;

  fill (fixture);
  found = check (fixture);
  g_assert_cmpstr (found, ==, "");
}

static void
test_fault (RecordFixture *fixture, gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *before = NULL;
  g_autofree char *found = NULL;
  g_autofree char *after = NULL;
  g_autofree char *left = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  before = record_fixture_dump (fixture);
  g_assert_true (crm_store_write (fixture->store, spoil, (gpointer) fault->sql, NULL, &error));
  g_assert_no_error (error);
  found = check (fixture);
  g_test_message ("%s", found);
  g_assert_nonnull (strstr (found, fault->fragment));
  g_assert_true (crm_store_write (fixture->store, crm_consistency_rebuild, NULL, NULL, &error));
  g_assert_no_error (error);
  left = check (fixture);
  after = record_fixture_dump (fixture);
  if (fault->is_derived) {
    g_assert_cmpstr (left, ==, "");
    g_assert_cmpstr (after, ==, before);
  } else {
    g_assert_nonnull (strstr (left, fault->fragment));
  }
}

/* The file itself says when its keys are another ICU's, and is believed. */
static void
test_rebuilds_when_needed (RecordFixture *fixture, gconstpointer data)
{
  static const char *const stale = "UPDATE company SET name_key = x'00'; UPDATE setting SET value ="
                                   " 'older' WHERE name = 'collator_version'";
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_assert_true (crm_store_write (fixture->store, spoil, (gpointer) stale, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (crm_consistency_rebuild_if_needed (fixture->store, &error));
  g_assert_no_error (error);
  found = check (fixture);
  g_assert_cmpstr (found, ==, "");
}

/* The data of these tests is a fault, not a country. */
static void
set_up (RecordFixture *fixture, gconstpointer data)
{
  record_fixture_set_up (fixture, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/consistency/sound", RecordFixture, NULL, record_fixture_set_up, test_sound,
              record_fixture_tear_down);
  g_test_add ("/consistency/rebuilds-when-needed", RecordFixture, NULL, record_fixture_set_up,
              test_rebuilds_when_needed, record_fixture_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *name = g_strconcat ("/consistency/fault/", faults[i].name, NULL);

    g_test_add (name, RecordFixture, &faults[i], set_up, test_fault, record_fixture_tear_down);
  }
  return g_test_run ();
}
