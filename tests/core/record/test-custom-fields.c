/* Fields that users add: at once everywhere, gone without a trace of harm, and back. */
#include "config.h"

#include <string.h>

#include "crm-backup.h"
#include "crm-consistency.h"
#include "crm-descriptions.h"
#include "crm-error.h"
#include "crm-search.h"
#include "record-fixture.h"

static gint64
add_field (RecordFixture *fixture, const char *label, const char *kind)
{
  return record_fixture_add (fixture, "custom_field", "entity", "company", "label", label, "kind",
                             kind, "listed", "yes", "searched", "yes", "sorted", "yes", NULL);
}

static const CrmField *
find_field (const char *name)
{
  return crm_entity_field (crm_entity_find ("company"), name);
}

static char *
read_text (RecordFixture *fixture, gint64 id, const char *field)
{
  const CrmEntity *companies = crm_entity_find ("company");
  g_autoptr (CrmRecord) record =
      crm_record_load (record_fixture_reader (fixture), companies, id, NULL);

  g_assert_nonnull (record);
  return crm_record_format (record, crm_entity_field_index (companies, field));
}

static guint
count_hits (RecordFixture *fixture, const char *text)
{
  g_autoptr (GPtrArray) hits = crm_search_read (record_fixture_reader (fixture),
                                                crm_entity_find ("company"), text, 10, NULL);
  return hits->len;
}

static void
assert_sound (RecordFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = crm_consistency_check (record_fixture_reader (fixture), NULL, &error);
  g_auto (GStrv) more = NULL;

  g_assert_no_error (error);
  for (char **fault = faults; *fault != NULL; fault++)
    g_test_message ("%s", *fault);
  g_assert_cmpuint (g_strv_length (faults), ==, 0);
  more = crm_database_check (record_fixture_reader (fixture), NULL, &error);
  g_assert_no_error (error);
  for (char **fault = more; *fault != NULL; fault++)
    g_test_message ("%s", *fault);
  g_assert_cmpuint (g_strv_length (more), ==, 0);
}

static GError *
refuse (RecordFixture *fixture, const char *label, const char *entity, const char *kind)
{
  g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("custom_field"));
  g_autoptr (CrmChange) change = crm_change_new ("Add", 0, CRM_ORIGIN_COMMAND);
  GError *error = NULL;

  crm_record_set_text (record, "label", label);
  crm_record_set_text (record, "entity", entity);
  crm_record_set_text (record, "kind", kind);
  crm_change_add (change, record);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), ==, -1);
  return error;
}

static void
test_is_there_at_once (RecordFixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  const CrmEntity *companies = crm_entity_find ("company");
  gint64 old = record_fixture_add (fixture, "company", "name", "Before", NULL);
  g_autoptr (CrmRecord) before = crm_record_load (reader, companies, old, NULL);
  g_autoptr (CrmQuery) all = crm_query_new (companies);
  g_autoptr (CrmQuery) some = NULL;
  g_autoptr (CrmQuery) sorted = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *text = NULL;
  gint64 company;

  add_field (fixture, "Club card №", "text");
  g_assert_nonnull (find_field ("x_club_card_no"));
  g_assert_cmpstr (crm_field_get_label (find_field ("x_club_card_no")), ==, "Club card №");
  g_assert_cmpint (find_field ("x_club_card_no")->flags, ==,
                   CRM_FIELD_CUSTOM | CRM_FIELD_LISTED | CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED);
  /* A record that was read before. */
  g_assert_true (crm_record_is_empty (before, "x_club_card_no"));
  crm_record_set_text (before, "x_club_card_no", "set");
  g_assert_cmpstr (crm_record_get_text (before, "x_club_card_no"), ==, "set");

  company =
      record_fixture_add (fixture, "company", "name", "Orion", "x_club_card_no", "Zebra 17", NULL);
  record_fixture_set (fixture, "company", old, "x_club_card_no", "Alpha");
  text = read_text (fixture, company, "x_club_card_no");
  g_assert_cmpstr (text, ==, "Zebra 17");
  g_assert_cmpuint (count_hits (fixture, "zebra"), ==, 1);
  some = crm_query_filter (all, "x_club_card_no", CRM_OP_EQUAL, "Zebra 17", reader, NULL);
  g_assert_cmpint (crm_query_count (some, reader, NULL), ==, 1);
  sorted = crm_query_sort (all, "x_club_card_no", FALSE, NULL);
  g_assert_true (crm_query_read_ids (sorted, reader, -1, 0, ids, NULL));
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, old);
  assert_sound (fixture);
}

/* Each kind is written, read, undone and redone. */
static void
test_kinds (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *kind, *text, *shown;
  } cases[] = {
    { "text", "a b", "a b" },
    { "note", "a\nb", "a\nb" },
    { "yes_no", "yes", "Yes" },
    { "date", "2026-11-23", "2026" },
    { "moment", "2026-11-23 09:00", "2026" },
    { "integer", "-12", "-12" },
    { "quantity", "1.5", "1.5" },
    { "money", "12.5", "12.5" },
    { "percent", "7", "7" },
    { "duration", "1:30", "1:30" },
    { "email", "a@example.org", "a@example.org" },
    { "phone", "+380441234567", "380" },
    { "link", "example.org", "example.org" },
  };
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *label = g_strdup_printf ("Kind %s", cases[i].kind);
    g_autofree char *name = g_strdup_printf ("x_kind_%s", cases[i].kind);
    g_autofree char *shown = NULL, *empty = NULL, *again = NULL;

    g_test_message ("%s", cases[i].kind);
    add_field (fixture, label, cases[i].kind);
    g_assert_nonnull (find_field (name));
    record_fixture_set (fixture, "company", company, name, cases[i].text);
    shown = read_text (fixture, company, name);
    g_assert_nonnull (strstr (shown, cases[i].shown));
    g_assert_true (record_fixture_undo (fixture));
    empty = read_text (fixture, company, name);
    g_assert_cmpstr (empty, ==, "");
    g_assert_true (record_fixture_redo (fixture));
    again = read_text (fixture, company, name);
    g_assert_cmpstr (again, ==, shown);
  }
  assert_sound (fixture);
}

/* A choice has a dictionary of its own; what is used there cannot be deleted. */
static void
test_choice (RecordFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 gold;
  g_autoptr (CrmChange) change = crm_change_new ("Delete", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  add_field (fixture, "Status of loyalty", "choice");
  g_assert_cmpstr (find_field ("x_status_of_loyalty")->list, ==, "company.x_status_of_loyalty");
  gold = record_fixture_add (fixture, "choice", "name", "Gold", "list",
                             "company.x_status_of_loyalty", "colour", "warning", NULL);
  record_fixture_set (fixture, "company", company, "x_status_of_loyalty", "gold");
  shown = read_text (fixture, company, "x_status_of_loyalty");
  g_assert_cmpstr (shown, ==, "Gold");
  crm_change_delete (change, crm_entity_find ("choice"), gold);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  assert_sound (fixture);
}

static void
test_names (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *label, *name;
  } cases[] = {
    { "Скидка", "x_skidka" },        { "Термін дії", NULL }, { "Zażółć", "x_zazolc" },
    { "2nd phone!", "x_2nd_phone" }, { "漢字", NULL },       { "Sort key", "x_sort_key_2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 id = add_field (fixture, cases[i].label, "text");
    g_autoptr (CrmRecord) record = crm_record_load (record_fixture_reader (fixture),
                                                    crm_entity_find ("custom_field"), id, NULL);
    const char *name = crm_record_get_text (record, "name");
    g_test_message ("%s: %s", cases[i].label, name);
    if (cases[i].name != NULL)
      g_assert_cmpstr (name, ==, cases[i].name);
    g_assert_true (g_regex_match_simple ("^x_[a-z0-9_]+$", name, 0, 0));
    g_assert_nonnull (find_field (name));
  }
}

static void
test_refusals (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *label, *entity, *kind;
    CrmError code;
  } cases[] = {
    { "City", "company", "text", CRM_ERROR_INVALID },
    { "mine", "company", "text", CRM_ERROR_INVALID },
    { "Other", "planet", "text", CRM_ERROR_NOT_FOUND },
    { "Other", "stage", "text", CRM_ERROR_REFUSED },
    { "", "company", "text", CRM_ERROR_INVALID },
  };
  gint64 mine = add_field (fixture, "Mine", "text");
  g_autoptr (CrmChange) change = crm_change_new ("Set", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) refusal = refuse (fixture, cases[i].label, cases[i].entity, cases[i].kind);
    g_test_message ("%s", refusal->message);
    g_assert_error (refusal, CRM_ERROR, (int) cases[i].code);
  }
  crm_change_set_text (change, crm_entity_find ("custom_field"), mine, "kind", "date");
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

/* A deleted field is nowhere to be seen, and comes back with its values and words. */
static void
test_delete_and_undo (RecordFixture *fixture, gconstpointer country)
{
  gint64 field = add_field (fixture, "Hobby", "text");
  gint64 company =
      record_fixture_add (fixture, "company", "name", "Orion", "x_hobby", "Sailing", NULL);
  const CrmField *place = find_field ("x_hobby");
  g_autofree char *full = record_fixture_dump (fixture);
  g_autofree char *back = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GArray) places = NULL;

  record_fixture_delete (fixture, "custom_field", field);
  g_assert_true ((place->flags & CRM_FIELD_GONE) != 0);
  g_assert_null (crm_entity_require_field (crm_entity_find ("company"), "x_hobby", NULL));
  places = crm_entity_list_fields (crm_entity_find ("company"));
  g_assert_cmpuint (places->len, ==, crm_entity_find ("company")->n_built_in);
  g_assert_cmpuint (count_hits (fixture, "sailing"), ==, 0);
  assert_sound (fixture);
  /* A new one of that name does not get its values. */
  g_assert_cmpint (add_field (fixture, "Hobby", "text"), >, field);
  g_assert_nonnull (find_field ("x_hobby_2"));
  kept = read_text (fixture, company, "x_hobby_2");
  g_assert_cmpstr (kept, ==, "");
  g_assert_true (record_fixture_undo (fixture));
  g_assert_true (record_fixture_undo (fixture));
  g_assert_true (find_field ("x_hobby") == place);
  g_assert_cmpint (place->flags & CRM_FIELD_GONE, ==, 0);
  g_assert_cmpuint (count_hits (fixture, "sailing"), ==, 1);
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (back, ==, full);
  assert_sound (fixture);
}

/* What is switched on later holds for the records that are there. */
static void
test_switches (RecordFixture *fixture, gconstpointer country)
{
  gint64 field = record_fixture_add (fixture, "custom_field", "entity", "company", "label", "Hobby",
                                     "kind", "text", NULL);

  record_fixture_add (fixture, "company", "name", "Orion", "x_hobby", "Sailing", NULL);
  g_assert_cmpuint (count_hits (fixture, "sailing"), ==, 0);
  record_fixture_set (fixture, "custom_field", field, "searched", "yes");
  g_assert_cmpuint (count_hits (fixture, "sailing"), ==, 1);
  record_fixture_set (fixture, "custom_field", field, "sorted", "yes");
  assert_sound (fixture);
  record_fixture_set (fixture, "custom_field", field, "sorted", "no");
  record_fixture_add (fixture, "company", "name", "Vega", "x_hobby", "Chess", NULL);
  record_fixture_set (fixture, "custom_field", field, "sorted", "yes");
  assert_sound (fixture);
  record_fixture_set (fixture, "custom_field", field, "searched", "no");
  g_assert_cmpuint (count_hits (fixture, "sailing"), ==, 0);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpuint (count_hits (fixture, "sailing"), ==, 1);
  assert_sound (fixture);
}

static void
test_required (RecordFixture *fixture, gconstpointer country)
{
  gint64 old = record_fixture_add (fixture, "company", "name", "Before", NULL);
  g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("company"));
  g_autoptr (CrmChange) change = crm_change_new ("Add", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  record_fixture_add (fixture, "custom_field", "entity", "company", "label", "Must", "kind", "text",
                      "required", "yes", NULL);
  /* What was there before goes on. */
  record_fixture_set (fixture, "company", old, "city", "Kyiv");
  crm_record_set_text (record, "name", "After");
  crm_change_add (change, record);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  record_fixture_add (fixture, "company", "name", "After", "x_must", "1", NULL);
}

/* A field that a failing change had added is not there. */
static void
test_rolled_back (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("custom_field"));
  g_autoptr (CrmRecord) wrong = crm_record_new (crm_entity_find ("company"));
  g_autoptr (CrmChange) change = crm_change_new ("Add", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  crm_record_set_text (record, "label", "Lost");
  crm_record_set_text (record, "entity", "company");
  crm_change_add (change, record);
  crm_change_add (change, wrong);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), ==, -1);
  g_assert_null (crm_entity_require_field (crm_entity_find ("company"), "x_lost", NULL));
  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  add_field (fixture, "Lost", "text");
  g_assert_nonnull (crm_entity_require_field (crm_entity_find ("company"), "x_lost", NULL));
  record_fixture_add (fixture, "company", "name", "Vega", "x_lost", "found", NULL);
  assert_sound (fixture);
}

/* A reader that began before the field came goes on reading what it sees. */
static void
test_older_reader (RecordFixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  const CrmEntity *companies = crm_entity_find ("company");
  gint64 id = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_database_begin (reader, NULL));
  record = crm_record_load (reader, companies, id, NULL);
  g_clear_object (&record);
  add_field (fixture, "Late", "integer");
  record_fixture_add (fixture, "company", "name", "Vega", NULL);
  record = crm_record_load (reader, companies, id, &error);
  g_assert_no_error (error);
  g_assert_true (crm_record_is_empty (record, "x_late"));
  crm_database_rollback (reader);
}

/* Another file has none of them, and can be made and read while the first is open. */
static void
test_other_file (RecordFixture *fixture, gconstpointer country)
{
  RecordFixture other = { 0 };
  gint64 id;
  g_autofree char *text = NULL;

  add_field (fixture, "Only here", "text");
  id = record_fixture_add (fixture, "company", "name", "Orion", "x_only_here", "yes", NULL);
  record_fixture_set_up (&other, NULL);
  g_assert_null (crm_entity_require_field (crm_entity_find ("company"), "x_only_here", NULL));
  record_fixture_delete (&other, "company",
                         record_fixture_add (&other, "company", "name", "Vega", NULL));
  assert_sound (&other);
  record_fixture_tear_down (&other, NULL);
  g_assert_true (crm_descriptions_load (record_fixture_reader (fixture), NULL));
  text = read_text (fixture, id, "x_only_here");
  g_assert_cmpstr (text, ==, "yes");
  record_fixture_delete (fixture, "company", id);
  g_assert_true (record_fixture_undo (fixture));
  assert_sound (fixture);
}

/* What is recovered of a damaged file has them too. */
static void
test_recover (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *path = g_build_filename (fixture->folder, "recovered.voronka", NULL);
  g_auto (GStrv) lost = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) recovered = NULL;
  gint64 n;

  add_field (fixture, "Hobby", "text");
  record_fixture_add (fixture, "company", "name", "Orion", "x_hobby", "Sailing", NULL);
  g_assert_true (crm_store_close (fixture->store, NULL));
  g_assert_true (crm_backup_recover (fixture->path, path, &lost, &error));
  g_assert_no_error (error);
  recovered = crm_database_open (path, CRM_DATABASE_READ, &error);
  g_assert_no_error (error);
  g_assert_true (crm_database_query_integer (
      recovered, "SELECT count (*) FROM company WHERE x_hobby = 'Sailing'", 0, &n, &error));
  g_assert_cmpint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*func) (RecordFixture *fixture, gconstpointer country);
  } tests[] = {
    { "/custom-fields/is-there-at-once", test_is_there_at_once },
    { "/custom-fields/kinds", test_kinds },
    { "/custom-fields/choice", test_choice },
    { "/custom-fields/names", test_names },
    { "/custom-fields/refusals", test_refusals },
    { "/custom-fields/delete-and-undo", test_delete_and_undo },
    { "/custom-fields/switches", test_switches },
    { "/custom-fields/required", test_required },
    { "/custom-fields/rolled-back", test_rolled_back },
    { "/custom-fields/older-reader", test_older_reader },
    { "/custom-fields/other-file", test_other_file },
    { "/custom-fields/recover", test_recover },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, RecordFixture, NULL, record_fixture_set_up, tests[i].func,
                record_fixture_tear_down);
  return g_test_run ();
}
