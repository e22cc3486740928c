/* The one way to write, and its way back. */
#include "config.h"

#include "crm-announcement.h"
#include "crm-consistency.h"
#include "crm-error.h"
#include "crm-file-content.h"
#include "crm-search.h"
#include "crm-tags.h"
#include "record-fixture.h"

static void
test_add_and_read (RecordFixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  gint64 id = record_fixture_add (fixture, "company", "name", "Орион & <Строй>", "tags",
                                  "vip, Москва", NULL);
  g_autoptr (CrmRecord) company = crm_record_load (reader, crm_entity_find ("company"), id, NULL);
  g_autoptr (CrmRecord) deal = NULL;
  g_autoptr (CrmRecord) document = NULL;
  g_autofree char *deal_name = NULL;
  g_autofree char *document_name = NULL;
  g_autofree char *draft_title = NULL;
  gint64 deal_id;

  g_assert_cmpstr (crm_record_get_title (company), ==, "Орион & <Строй>");
  g_assert_cmpstr (crm_record_get_text (company, "tags"), ==, "vip\nМосква");
  g_assert_cmpint (crm_record_get_revision (company), ==, 1);
  deal_id = record_fixture_add (fixture, "deal", "company", "орион & <строй>", "value", "40 000,50",
                                NULL);
  deal = crm_record_load (reader, crm_entity_find ("deal"), deal_id, NULL);
  g_assert_cmpint (crm_record_get_integer (deal, "value"), ==, 4000050);
  deal_name = crm_record_dup_name (deal);
  g_assert_cmpstr (deal_name, ==, "Орион & <Строй>");
  document = crm_record_load (
      reader, crm_entity_find ("document"),
      record_fixture_add (fixture, "document", "company", "1", "kind", "act", "number", "5", NULL),
      NULL);
  document_name = crm_record_dup_name (document);
  g_assert_cmpstr (document_name, ==, "Act of completed work 5");
  draft_title = crm_reference_title (
      reader, crm_entity_find ("document"),
      record_fixture_add (fixture, "document", "company", "1", "kind", "act", NULL));
  g_assert_cmpstr (draft_title, ==, "Act of completed work");
  g_assert_cmpstr (crm_record_get_title (deal), ==, "Орион & <Строй>");
  g_assert_cmpstr (crm_record_get_reference_title (
                       deal, crm_entity_field_index (crm_entity_find ("deal"), "stage")),
                   ==, "New");
}

static void
test_years_have_no_gap (void)
{
  static const struct {
    gint64 integer;
    const char *text;
  } cases[] = {
    { 2019, "2019" }, { 9999, "9999" }, { 10000, "10\u00a0000" }, { -12345, "-12\u00a0345" }
  };
  const CrmField *founded = crm_entity_field (crm_entity_find ("company"), "founded");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = cases[i].integer };
    g_autofree char *text = crm_field_format (founded, &value, NULL, CRM_NUMBER_RU);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_undo_and_redo (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *start = record_fixture_dump (fixture);
  g_autofree char *after = NULL, *back = NULL, *again = NULL;
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", "city", "Kyiv", NULL);

  record_fixture_add (fixture, "contact", "last_name", "Kovalenko", "company", "Orion", NULL);
  record_fixture_add (fixture, "deal", "name", "Windows", "company", "Orion", "value", "100", NULL);
  record_fixture_set (fixture, "company", company, "name", "Orion Stroy");
  record_fixture_set (fixture, "deal", 1, "stage", "Contract");
  record_fixture_delete (fixture, "company", company);
  after = record_fixture_dump (fixture);
  while (record_fixture_undo (fixture)) {
  }
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (back, ==, start);
  while (record_fixture_redo (fixture)) {
  }
  again = record_fixture_dump (fixture);
  g_assert_cmpstr (again, ==, after);
}

/* Something new was done after it was undone: it does not come back once that is undone too. */
static void
test_redo_forgets (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *after = NULL, *again = NULL;

  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  record_fixture_add (fixture, "company", "name", "Vega", NULL);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_true (record_fixture_undo (fixture));
  record_fixture_add (fixture, "company", "name", "Lyra", NULL);
  after = record_fixture_dump (fixture);
  for (int i = 0; i < 2; i++) {
    g_clear_pointer (&again, g_free);
    g_assert_true (record_fixture_undo (fixture));
    g_assert_true (record_fixture_redo (fixture));
    again = record_fixture_dump (fixture);
    g_assert_cmpstr (again, ==, after);
    g_assert_false (record_fixture_redo (fixture));
  }
}

static void
test_refuses (RecordFixture *fixture, gconstpointer country)
{
  const CrmEntity *companies = crm_entity_find ("company");
  g_autoptr (CrmRecord) empty = crm_record_new (companies);
  g_autoptr (CrmChange) nameless = crm_change_new ("Nameless", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmChange) dangling = crm_change_new ("Dangling", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmChange) stale = crm_change_new ("Stale", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmChange) used = crm_change_new ("Used", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  gint64 id = record_fixture_add (fixture, "company", "name", "Orion", NULL);

  record_fixture_add (fixture, "document", "company", "Orion", "number", "1", NULL);
  start = record_fixture_dump (fixture);
  crm_change_add (nameless, empty);
  g_assert_cmpint (crm_change_commit_sync (nameless, fixture->store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);

  crm_change_set_integer (dangling, companies, id, "responsible", 999);
  g_assert_cmpint (crm_change_commit_sync (dangling, fixture->store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&error);

  crm_change_set_text (stale, companies, id, "city", "Lviv");
  crm_change_expect (stale, companies, id, 7);
  g_assert_cmpint (crm_change_commit_sync (stale, fixture->store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CONFLICT);
  g_clear_error (&error);

  crm_change_delete (used, companies, id);
  g_assert_cmpint (crm_change_commit_sync (used, fixture->store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  end = record_fixture_dump (fixture);
  g_assert_cmpstr (start, ==, end);
}

static void
test_stage_history (RecordFixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  gint64 deal = record_fixture_add (fixture, "deal", "name", "Windows", NULL);
  gint64 n;
  g_autoptr (CrmRecord) record = NULL;

  record_fixture_set (fixture, "deal", deal, "stage", "Proposal");
  record_fixture_set (fixture, "deal", deal, "stage", "Won");
  g_assert_true (
      crm_database_query_integer (reader, "SELECT count (*) FROM stage_move", 0, &n, NULL));
  g_assert_cmpint (n, ==, 3);
  g_assert_true (crm_database_query_integer (
      reader, "SELECT count (*) FROM stage_move WHERE \"left\" IS NULL", 0, &n, NULL));
  g_assert_cmpint (n, ==, 1);
  record = crm_record_load (reader, crm_entity_find ("deal"), deal, NULL);
  g_assert_false (crm_record_is_empty (record, "closed"));
  g_assert_true (record_fixture_undo (fixture));
  g_assert_true (
      crm_database_query_integer (reader, "SELECT count (*) FROM stage_move", 0, &n, NULL));
  g_assert_cmpint (n, ==, 2);
}

/* Random operations of all kinds, then everything back and forth again. */
static void
test_undo_restores_everything (RecordFixture *fixture, gconstpointer country)
{
  static const char *const names[] = { "Orion", "Вега", "Łódź sp. z o.o.", "Київ", "a\"b", "<&>" };
  static const char *const stages[] = { "New", "Proposal", "Contract", "Won", "Lost" };
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) companies = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) deals = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_ptr_array_add (states, record_fixture_dump (fixture));
  for (int step = 0; step < 60; step++) {
    const char *name = names[g_test_rand_int_range (0, G_N_ELEMENTS (names))];
    g_autofree char *unique = g_strdup_printf ("%s %d", name, step);
    int what = g_test_rand_int_range (0, 7);
    gint64 id;
    g_autofree char *number = NULL;
    if (what == 0 || companies->len == 0) {
      id = record_fixture_add (fixture, "company", "name", unique, "tags", name, "phone",
                               "+7 916 123-45-67", NULL);
      g_array_append_val (companies, id);
    } else if (what == 1 || deals->len == 0) {
      number = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (companies, gint64, 0));
      id = record_fixture_add (fixture, "deal", "name", unique, "company", number, "value", "12.34",
                               NULL);
      g_array_append_val (deals, id);
    } else if (what == 2) {
      record_fixture_set (fixture, "company", g_array_index (companies, gint64, companies->len - 1),
                          "name", unique);
    } else if (what == 3) {
      record_fixture_set (fixture, "company", g_array_index (companies, gint64, 0), "tags",
                          step % 2 ? "x, y" : unique);
    } else if (what == 4 || what == 5) {
      record_fixture_set (fixture, "deal", g_array_index (deals, gint64, deals->len - 1), "stage",
                          stages[g_test_rand_int_range (0, G_N_ELEMENTS (stages))]);
    } else {
      record_fixture_delete (fixture, "company", g_array_index (companies, gint64, 0));
      g_array_remove_index (companies, 0);
    }
    g_autofree char *now = record_fixture_dump (fixture);
    if (g_strcmp0 (now, states->pdata[states->len - 1]) != 0)
      g_ptr_array_add (states, g_steal_pointer (&now));
  }
  for (guint i = states->len - 1; i > 0; i--) {
    g_autofree char *now = NULL;
    g_assert_true (record_fixture_undo (fixture));
    now = record_fixture_dump (fixture);
    g_assert_cmpstr (now, ==, states->pdata[i - 1]);
  }
  g_assert_false (record_fixture_undo (fixture));
  for (guint i = 1; i < states->len; i++) {
    g_autofree char *now = NULL;
    g_assert_true (record_fixture_redo (fixture));
    now = record_fixture_dump (fixture);
    g_assert_cmpstr (now, ==, states->pdata[i]);
  }
}

static void
test_search (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *text;
    guint hits;
  } cases[] = { { "орион", 1 },       { "ОРИ", 1 },    { "łodz", 1 },        { "LÓDŹ", 1 },
                { "строй орион", 1 }, { "916123", 1 }, { "8 (916) 123", 1 }, { "123-45-67", 1 },
                { "нет такого", 0 },  { "\"*", 0 } };

  record_fixture_add (fixture, "company", "name", "ООО «Орион Строй»", "phone",
                      "+7 (916) 123-45-67", NULL);
  record_fixture_add (fixture, "company", "name", "Łódź Development", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) hits =
        crm_search_read (record_fixture_reader (fixture), NULL, cases[i].text, 50, &error);
    g_assert_no_error (error);
    g_test_message ("%s", cases[i].text);
    g_assert_cmpuint (hits->len, ==, cases[i].hits);
  }
}

/* Whoever reads records by id may come after their deletion. */
static void
test_fetch_what_is_gone (RecordFixture *fixture, gconstpointer country)
{
  const CrmEntity *companies = crm_entity_find ("company");
  gint64 ids[2] = { record_fixture_add (fixture, "company", "name", "Orion", NULL), 999 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      crm_query_fetch (record_fixture_reader (fixture), companies, ids, 2, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_nonnull (records->pdata[0]);
  g_assert_null (records->pdata[1]);
}

static void
test_tags (RecordFixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  const CrmEntity *companies = crm_entity_find ("company");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) all = NULL;
  g_auto (GStrv) some = NULL;

  record_fixture_add (fixture, "company", "name", "A", "tags", "vip, Łódź", NULL);
  record_fixture_add (fixture, "company", "name", "B", "tags", "vip, Москва", NULL);
  record_fixture_add (fixture, "contact", "name", "C", "tags", "friend", NULL);
  all = crm_tags_read (reader, companies, "", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (all), ==, 3);
  g_assert_cmpstr (all[0], ==, "vip");
  some = crm_tags_read (reader, companies, "lo", 10, &error);
  g_assert_cmpuint (g_strv_length (some), ==, 1);
  g_assert_cmpstr (some[0], ==, "Łódź");
}

static void
test_file_content (RecordFixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  g_autoptr (CrmChange) change = crm_change_new ("Attach", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GBytes) content = g_bytes_new_static ("\0\1not text", 10);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GBytes) back_nothing = NULL;
  g_autoptr (GError) error = NULL;
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 subject = crm_subject_make (crm_entity_find ("company"), company);
  g_autoptr (CrmRecord) file = NULL;
  g_autoptr (CrmRecord) empty = NULL;
  gint64 ids[2];

  ids[0] = crm_change_add_file (change, subject, "scan.bin", content);
  ids[1] = crm_change_add_file (change, subject, "empty", nothing);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  file = crm_record_load (reader, crm_entity_find ("file"), crm_change_get_id (change, ids[0]),
                          &error);
  g_assert_no_error (error);
  back = crm_file_read_content (reader, crm_record_get_text (file, "sha256"), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, content));
  empty = crm_record_load (reader, crm_entity_find ("file"), crm_change_get_id (change, ids[1]),
                           &error);
  back_nothing = crm_file_read_content (reader, crm_record_get_text (empty, "sha256"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (back_nothing), ==, 0);
  g_assert_null (crm_file_read_content (reader, "no such sum", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

typedef struct {
  const char *const *names;
  GPtrArray *refusals; /* owned messages */
} Feed;

/* One record a call; the one without a name is refused and costs only itself. */
static gboolean
feed_companies (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Feed *feed = data;
  g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("company"));
  g_autoptr (GError) reason = NULL;
  gboolean refused;

  if (*feed->names == NULL)
    return FALSE;
  crm_record_set_text (record, "name", *feed->names++);
  crm_change_add (change, record);
  if (!crm_change_apply_now (change, database, &refused, &reason)) {
    g_assert_true (refused);
    g_ptr_array_add (feed->refusals, g_strdup (reason->message));
  }
  return TRUE;
}

static void
test_feed_survives_refusal (RecordFixture *fixture, gconstpointer country)
{
  static const char *const names[] = { "Orion", "", "Vega", NULL };
  g_autoptr (GPtrArray) refusals = g_ptr_array_new_with_free_func (g_free);
  Feed feed = { names, refusals };
  g_autoptr (CrmChange) change = crm_change_new ("Import", 0, CRM_ORIGIN_IMPORT);
  g_autoptr (CrmQuery) companies = crm_query_new (crm_entity_find ("company"));
  g_autoptr (GError) error = NULL;

  crm_change_set_feed (change, feed_companies, &feed, NULL, 0);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (crm_query_count (companies, record_fixture_reader (fixture), NULL), ==, 2);
  g_assert_cmpuint (refusals->len, ==, 1);
  g_assert_cmpstr (refusals->pdata[0], ==, "Company: “Name” must be filled in");
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpint (crm_query_count (companies, record_fixture_reader (fixture), NULL), ==, 0);
}

/* A new stage stands behind those in work and before those that end a deal. */
static void
test_new_stage_stands_before_won (RecordFixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  const CrmEntity *stages = crm_entity_find ("stage");
  g_autoptr (CrmQuery) query = crm_query_new (stages);
  g_autoptr (GPtrArray) sorted = NULL;
  gint64 id = record_fixture_add (fixture, "stage", "name", "Trial", "pipeline", "Sales", NULL);
  guint place = 0;

  sorted = crm_query_fetch_all (query, reader, -1, NULL);
  while (crm_record_get_id (sorted->pdata[place]) != id)
    place++;
  g_assert_cmpuint (place, ==, sorted->len - 3);
  g_assert_cmpstr (crm_record_get_title (sorted->pdata[place - 1]), ==, "Payment");
  g_assert_cmpstr (crm_record_get_title (sorted->pdata[place + 1]), ==, "Won");
}

/* A load numbers its records itself and brings their history: both stay, and what comes later gets
 * higher ids. */
static void
test_take_keeps_id_and_stamps (RecordFixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  const CrmEntity *companies = crm_entity_find ("company");
  g_autoptr (CrmChange) change = crm_change_new ("Load", 0, CRM_ORIGIN_IMPORT);
  CrmRecord *old = crm_record_new_empty (companies);
  g_autoptr (CrmRecord) read = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last;

  crm_record_set_text (old, "name", "Orion");
  crm_record_set_integer (old, "created", 1000);
  crm_record_set_integer (old, "changed", 2000);
  crm_change_set_verbatim (change, TRUE);
  g_assert_cmpint (crm_change_take (change, old, 70), ==, 70);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  read = crm_record_load (reader, companies, 70, &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_record_get_integer (read, "created"), ==, 1000);
  g_assert_cmpint (crm_record_get_integer (read, "changed"), ==, 2000);
  g_assert_cmpint (record_fixture_add (fixture, "company", "name", "Vega", NULL), ==, 71);
  record_fixture_delete (fixture, "company", 71);
  g_assert_true (crm_record_read_last_id (reader, companies, &last, &error));
  g_assert_cmpint (last, ==, 71);
}

#define LOADED 2500

static gboolean
feed_load (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  const CrmEntity *companies = crm_entity_find ("company");
  gint64 *next = data;

  for (int i = 0; i < 500; i++, ++*next) {
    CrmRecord *record = crm_record_new_empty (companies);
    g_autofree char *name = g_strdup_printf ("Orion %" G_GINT64_FORMAT, *next);
    crm_record_set_text (record, "name", name);
    crm_change_take (change, record, *next);
  }
  if (*next < LOADED)
    return TRUE;
  crm_change_set_text (change, companies, 7, "name", "Vega 7");
  crm_change_set_text (change, companies, 1, "name", "Altair");
  crm_change_delete (change, companies, 8);
  return FALSE;
}

static guint
count_hits (CrmDatabase *database, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits =
      crm_search_read (database, crm_entity_find ("company"), text, LOADED * 2, &error);
  g_assert_no_error (error);
  return hits->len;
}

/* In a load that makes words and indexes at its end, what it adds, renames and deletes meanwhile is
 * found as it stands then, beside what was there before. */
static void
load_in_bulk (RecordFixture *fixture, gboolean verbatim)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  g_autoptr (CrmChange) change = crm_change_new ("Load", 0, CRM_ORIGIN_IMPORT);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) wrong = NULL;
  gint64 next = 2;
  gint64 n_indexes;

  record_fixture_add (fixture, "company", "name", "Deneb", NULL);
  crm_change_set_verbatim (change, verbatim);
  crm_change_set_feed (change, feed_load, &next, NULL, LOADED);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_hits (reader, "orion"), ==, LOADED - 2);
  g_assert_cmpuint (count_hits (reader, "vega"), ==, 1);
  g_assert_cmpuint (count_hits (reader, "altair"), ==, 1);
  g_assert_cmpuint (count_hits (reader, "deneb"), ==, 0);
  wrong = crm_consistency_check (reader, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wrong[0], ==, NULL);
  g_assert_true (crm_database_query_integer (
      reader,
      "SELECT count (*) FROM sqlite_schema WHERE name IN ('company_by_name',"
      " 'operation_by_record', 'operation_by_change')",
      0, &n_indexes, &error));
  g_assert_cmpint (n_indexes, ==, 3);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpuint (count_hits (reader, "orion"), ==, 0);
  g_assert_cmpuint (count_hits (reader, "deneb"), ==, 1);
}

static void
test_load_in_bulk (RecordFixture *fixture, gconstpointer country)
{
  load_in_bulk (fixture, TRUE);
}

/* As an import does: with stamps, rules and all checks. */
static void
test_import_in_bulk (RecordFixture *fixture, gconstpointer country)
{
  load_in_bulk (fixture, FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, NULL, record_fixture_set_up, func, record_fixture_tear_down)
  ADD ("/change/add-and-read", test_add_and_read);
  ADD ("/change/undo-and-redo", test_undo_and_redo);
  ADD ("/change/redo-forgets", test_redo_forgets);
  ADD ("/change/refuses", test_refuses);
  ADD ("/change/stage-history", test_stage_history);
  ADD ("/change/undo-restores-everything", test_undo_restores_everything);
  ADD ("/change/feed-survives-refusal", test_feed_survives_refusal);
  ADD ("/change/new-stage-stands-before-won", test_new_stage_stands_before_won);
  ADD ("/change/take-keeps-id-and-stamps", test_take_keeps_id_and_stamps);
  ADD ("/query/fetch-what-is-gone", test_fetch_what_is_gone);
  ADD ("/tags/read", test_tags);
  ADD ("/change/load-in-bulk", test_load_in_bulk);
  ADD ("/change/import-in-bulk", test_import_in_bulk);
  ADD ("/file/content", test_file_content);
  ADD ("/search/words-and-phones", test_search);
  g_test_add_func ("/kind/years-have-no-gap", test_years_have_no_gap);
  return g_test_run ();
}
