/* Several records made one, and two again. */
#include "config.h"

#include "crm-consistency.h"
#include "crm-error.h"
#include "crm-merge.h"
#include "record-fixture.h"
#include "crm-stage-history.h"

static gint64
merge (RecordFixture *fixture, const char *entity, gint64 keep, const gint64 *others,
       gsize n_others, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("", 0, CRM_ORIGIN_COMMAND);

  crm_merge_fill (crm_merge_new (crm_entity_find (entity), keep, others, n_others), change);
  return crm_change_commit_sync (change, fixture->store, error);
}

static gint64
count (RecordFixture *fixture, const char *sql)
{
  gint64 n;
  g_assert_true (crm_database_query_integer (record_fixture_reader (fixture), sql, 0, &n, NULL));
  return n;
}

static void
assert_consistent (RecordFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = crm_consistency_check (record_fixture_reader (fixture), NULL, &error);

  g_assert_no_error (error);
  for (char **fault = faults; *fault != NULL; fault++)
    g_test_message ("%s", *fault);
  g_assert_cmpuint (g_strv_length (faults), ==, 0);
}

static CrmRecord *
load (RecordFixture *fixture, const char *entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CrmRecord *record =
      crm_record_load (record_fixture_reader (fixture), crm_entity_find (entity), id, &error);
  g_assert_no_error (error);
  return record;
}

static void
add_linked (RecordFixture *fixture, const char *company)
{
  g_autofree char *subject = g_strconcat ("company:", company, NULL);

  record_fixture_add (fixture, "contact", "name", "Ivan", "company", company, NULL);
  record_fixture_add (fixture, "deal", "name", "Windows", "company", company, NULL);
  record_fixture_add (fixture, "document", "number", company, "company", company, NULL);
  record_fixture_add (fixture, "address", "address", "Kyiv, Soborna 1", "company", company, NULL);
  record_fixture_add (fixture, "address", "address", company, "company", company, NULL);
  record_fixture_add (fixture, "bank_account", "account", "40702810", "company", company, NULL);
  record_fixture_add (fixture, "note", "text", company, "subject", subject, NULL);
}

static void
test_everything_follows (RecordFixture *fixture, gconstpointer country)
{
  gint64 keep = record_fixture_add (fixture, "company", "name", "Orion", "phone", "+380671234567",
                                    "tags", "a, b", "note", "first", NULL);
  gint64 other =
      record_fixture_add (fixture, "company", "name", "Orion LLC", "phone", "+380501112233", "city",
                          "Kyiv", "tags", "b, c", "note", "second", NULL);
  gint64 child = record_fixture_add (fixture, "company", "name", "Child", "parent", "2", NULL);
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (GArray) links = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL, *lost = NULL;
  const char *note;
  gint64 change;

  add_linked (fixture, "1");
  add_linked (fixture, "2");
  record_fixture_set (fixture, "document", 2, "account", "2");
  before = record_fixture_dump (fixture);
  links = crm_merge_count_links (record_fixture_reader (fixture), crm_entity_find ("company"),
                                 other, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (links->len, ==, 7);

  change = merge (fixture, "company", keep, &other, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (change, >, 0);
  record = load (fixture, "company", keep);
  g_assert_cmpstr (crm_record_get_text (record, "name"), ==, "Orion");
  g_assert_cmpstr (crm_record_get_text (record, "phone"), ==, "+380671234567");
  g_assert_cmpstr (crm_record_get_text (record, "city"), ==, "Kyiv");
  g_assert_cmpstr (crm_record_get_text (record, "tags"), ==, "a\nb\nc");
  note = crm_record_get_text (record, "note");
  g_assert_nonnull (strstr (note, "first\n\nsecond"));
  g_assert_nonnull (strstr (note, "Phone: "));
  g_assert_nonnull (strstr (note, "Orion LLC"));
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM contact WHERE company = 1"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM deal WHERE company = 1"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM document WHERE company = 1"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM note"), ==, 2);
  /* What both had stands there once, and what pointed at the second of it points at the first. */
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM address WHERE company = 1"), ==, 3);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM bank_account"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT account FROM document WHERE id = 2"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT parent FROM company WHERE id = 3"), ==, keep);
  g_assert_cmpint (child, ==, 3);
  assert_consistent (fixture);

  g_assert_cmpint (crm_merge_find (record_fixture_reader (fixture), crm_entity_find ("company"),
                                   keep, &lost, &error),
                   ==, change);
  g_assert_cmpstr (lost, ==, "Orion LLC");
  g_assert_true (record_fixture_undo (fixture));
  after = record_fixture_dump (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (crm_merge_find (record_fixture_reader (fixture), crm_entity_find ("company"),
                                   keep, NULL, &error),
                   ==, 0);
  assert_consistent (fixture);
}

static void
set_parent (RecordFixture *fixture, gint64 id, gint64 parent)
{
  g_autoptr (CrmChange) change = crm_change_new ("Parent", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  CrmValue value = { .type = parent != 0 ? CRM_VALUE_INTEGER : CRM_VALUE_EMPTY, .integer = parent };

  crm_change_set (change, crm_entity_find ("company"), id, "parent", &value);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
}

/* Parents that are among those that become one, or below them. */
static void
test_own_parent (RecordFixture *fixture, gconstpointer country)
{
  static const gint64 cases[][5] = {
    { 0, 1, 2, 0, 1 }, { 2, 0, 2, 0, 1 }, { 3, 0, 2, 0, 1 }, { 0, 3, 0, 3, 0 }, { 2, 3, 0, 3, 0 },
  };

  for (int i = 0; i < 3; i++)
    record_fixture_add (fixture, "company", "name", (const char *[]) { "A", "B", "C" }[i], NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 other = 2;
    g_autoptr (GError) error = NULL;
    g_test_message ("case %zu", i);
    for (int j = 0; j < 3; j++)
      set_parent (fixture, j + 1, cases[i][j]);
    merge (fixture, "company", 1, &other, 1, &error);
    g_assert_no_error (error);
    g_assert_cmpint (count (fixture, "SELECT parent FROM company WHERE id = 1"), ==, cases[i][3]);
    g_assert_cmpint (count (fixture, "SELECT parent FROM company WHERE id = 3"), ==, cases[i][4]);
    g_assert_true (record_fixture_undo (fixture));
  }
}

static void
test_choice (RecordFixture *fixture, gconstpointer country)
{
  const CrmEntity *companies = crm_entity_find ("company");
  gint64 others[] = { 2, 3 };
  g_autoptr (CrmChange) change = crm_change_new ("", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmRecord) preview = NULL;
  g_autoptr (GArray) sources = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  CrmMerge *choice;
  int name = crm_entity_field_index (companies, "name");
  int note = crm_entity_field_index (companies, "note");

  record_fixture_add (fixture, "company", "name", "A", "note", "a", "employees", "5", NULL);
  record_fixture_add (fixture, "company", "name", "B", "note", "b", "employees", "6", NULL);
  record_fixture_add (fixture, "company", "name", "C", "note", "c", "founded", "1999", NULL);
  choice = crm_merge_new (companies, 1, others, 2);
  crm_merge_choose (choice, name, 3);
  crm_merge_choose (choice, note, 2);
  crm_merge_choose (choice, crm_entity_field_index (companies, "employees"), 2);
  preview = crm_merge_preview (choice, record_fixture_reader (fixture), sources, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (sources, gint64, name), ==, 3);
  crm_merge_fill (choice, change);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), >, 0);
  g_assert_no_error (error);
  record = load (fixture, "company", 1);
  for (int i = 0; i < companies->n_fields; i++)
    if ((companies->fields[i].flags & CRM_FIELD_READ_ONLY) == 0)
      g_assert_true (
          crm_value_equal (crm_record_get_value (preview, i), crm_record_get_value (record, i)));
  g_assert_cmpstr (crm_record_get_text (record, "name"), ==, "C");
  g_assert_cmpint (crm_record_get_integer (record, "employees"), ==, 6);
  g_assert_cmpint (crm_record_get_integer (record, "founded"), ==, 1999);
  g_assert_true (g_str_has_prefix (crm_record_get_text (record, "note"), "b"));
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM company"), ==, 1);
}

static void
test_refuses (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *entity;
    gint64 other;
    int code;
  } cases[] = {
    { "company", 1, CRM_ERROR_REFUSED },
    { "company", 99, CRM_ERROR_NOT_FOUND },
    { "document", 2, CRM_ERROR_REFUSED },
    { "stage_move", 2, CRM_ERROR_REFUSED },
  };
  g_autofree char *before = NULL, *after = NULL;

  record_fixture_add (fixture, "company", "name", "A", NULL);
  record_fixture_add (fixture, "document", "company", "A", NULL);
  record_fixture_add (fixture, "document", "company", "A", NULL);
  before = record_fixture_dump (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_cmpint (merge (fixture, cases[i].entity, 1, &cases[i].other, 1, &error), ==, -1);
    g_assert_error (error, CRM_ERROR, cases[i].code);
  }
  after = record_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

/* The stays of the deal that goes are not those of the one that stays: it was in one stage at a
 * time. */
static void
test_deals (RecordFixture *fixture, gconstpointer country)
{
  gint64 other = 2;
  g_autoptr (GError) error = NULL;

  record_fixture_add (fixture, "deal", "name", "A", NULL);
  record_fixture_add (fixture, "deal", "name", "B", "stage", "Proposal", NULL);
  merge (fixture, "deal", 1, &other, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      count (fixture, "SELECT count (*) FROM stage_move WHERE deal = 1 AND \"left\" IS NULL"), ==,
      1);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM stage_move"), ==, 2);
}

/* A pair that people told apart is told apart from what it became, and no more from itself. */
static void
test_pairs (RecordFixture *fixture, gconstpointer country)
{
  gint64 other = 2;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 3; i++)
    record_fixture_add (fixture, "company", "name", "A", NULL);
  record_fixture_add (fixture, "different", "first", "company:1", "second", "company:2", NULL);
  record_fixture_add (fixture, "different", "first", "company:2", "second", "company:3", NULL);
  merge (fixture, "company", 1, &other, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM different"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT first FROM different"), ==,
                   crm_subject_make (crm_entity_find ("company"), 1));
}

/* Views that ask for what becomes one ask for the one that stays; Undo brings all back. */
static void
test_views (RecordFixture *fixture, gconstpointer country)
{
  const gint64 others[] = { 2, 3 };
  const char *asked = "list deal\nwhere company in #1 \"A\", #2 \"B\", #3 \"C\" and value > 1.00";
  g_autofree char *start = NULL;
  g_autofree char *back = NULL;
  g_autoptr (CrmRecord) view = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  record_fixture_add (fixture, "company", "name", "A", NULL);
  record_fixture_add (fixture, "company", "name", "B", NULL);
  record_fixture_add (fixture, "company", "name", "C", NULL);
  id = record_fixture_add (fixture, "saved_view", "entity", "deal", "name", "Of three", "query",
                           asked, NULL);
  start = record_fixture_dump (fixture);
  merge (fixture, "company", 1, others, G_N_ELEMENTS (others), &error);
  g_assert_no_error (error);
  view = load (fixture, "saved_view", id);
  g_assert_nonnull (strstr (crm_record_get_text (view, "query"), "company in #1 \"A\" and value"));
  assert_consistent (fixture);
  g_assert_true (record_fixture_undo (fixture));
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (back, ==, start);
}

/* --- Property: merges of random records with all that belongs to them, and all back. */

static const char *const names[] = { "Orion", "Вега", "Łódź sp. z o.o.", "Київ", "a\"b", "<&>" };

static const char *
pick_name (void)
{
  return names[g_test_rand_int_range (0, G_N_ELEMENTS (names))];
}

static char *
pick_id (RecordFixture *fixture, const char *entity)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM \"%s\" ORDER BY (id * 7919 + %d) %% 101 LIMIT 1", entity,
                       g_test_rand_int_range (0, 1000));
  return g_strdup_printf ("%" G_GINT64_FORMAT, count (fixture, sql));
}

static void
add_random (RecordFixture *fixture)
{
  g_autofree char *company = pick_id (fixture, "company");
  g_autofree char *subject = g_strconcat ("company:", company, NULL);
  g_autofree char *contact = NULL;

  switch (g_test_rand_int_range (0, 8)) {
  case 0:
    record_fixture_add (fixture, "company", "name", pick_name (), "parent", company, "tags",
                        pick_name (), "note", pick_name (), "phone", "+380671234567", NULL);
    break;
  case 1:
    record_fixture_add (fixture, "contact", "name", pick_name (), "company", company, "email",
                        "a@b.cd", NULL);
    break;
  case 2:
    record_fixture_add (fixture, "deal", "name", pick_name (), "company", company, NULL);
    break;
  case 3:
    record_fixture_add (fixture, "address", "address", pick_name (), "company", company, NULL);
    break;
  case 4:
    record_fixture_add (fixture, "document", "company", company, "seller", company, NULL);
    break;
  case 5:
    record_fixture_add (fixture, "note", "text", pick_name (), "subject", subject, NULL);
    break;
  case 6:
    record_fixture_add (fixture, "bank_account", "account", pick_name (), "company", company, NULL);
    break;
  default:
    record_fixture_add (fixture, "product", "name", pick_name (), "price", "12.5", NULL);
  }
}

static gboolean
merge_random (RecordFixture *fixture)
{
  static const char *const entities[] = { "company", "company", "contact", "deal", "product" };
  const char *entity = entities[g_test_rand_int_range (0, G_N_ELEMENTS (entities))];
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", entity);
  g_autofree char *keep = NULL, *first = NULL, *second = NULL;
  g_autoptr (GError) error = NULL;
  gint64 others[2];
  gsize n = 1;

  if (count (fixture, sql) < 2)
    return FALSE;
  keep = pick_id (fixture, entity);
  do {
    g_free (first);
    first = pick_id (fixture, entity);
  } while (g_str_equal (first, keep));
  second = pick_id (fixture, entity);
  others[0] = g_ascii_strtoll (first, NULL, 10);
  if (!g_str_equal (second, keep) && !g_str_equal (second, first))
    others[n++] = g_ascii_strtoll (second, NULL, 10);
  g_assert_cmpint (merge (fixture, entity, g_ascii_strtoll (keep, NULL, 10), others, n, &error), >,
                   0);
  g_assert_no_error (error);
  return TRUE;
}

static void
test_property (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

  record_fixture_add (fixture, "company", "name", "First", NULL);
  g_ptr_array_add (states, record_fixture_dump (fixture));
  for (int step = 0; step < 80; step++) {
    if (step < 30 || g_test_rand_int_range (0, 2) == 0)
      add_random (fixture);
    else if (!merge_random (fixture))
      continue;
    g_ptr_array_add (states, record_fixture_dump (fixture));
  }
  assert_consistent (fixture);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
  for (guint i = states->len - 1; i > 0; i--) {
    g_autofree char *now = NULL;
    g_assert_true (record_fixture_undo (fixture));
    now = record_fixture_dump (fixture);
    g_assert_cmpstr (now, ==, states->pdata[i - 1]);
  }
  for (guint i = 1; i < states->len; i++) {
    g_autofree char *now = NULL;
    g_assert_true (record_fixture_redo (fixture));
    now = record_fixture_dump (fixture);
    g_assert_cmpstr (now, ==, states->pdata[i]);
  }
  assert_consistent (fixture);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*func) (RecordFixture *, gconstpointer);
  } tests[] = {
    { "/merge/everything-follows", test_everything_follows },
    { "/merge/own-parent", test_own_parent },
    { "/merge/choice", test_choice },
    { "/merge/refuses", test_refuses },
    { "/merge/deals", test_deals },
    { "/merge/pairs", test_pairs },
    { "/merge/views", test_views },
    { "/merge/property", test_property },
  };

  g_test_init (&argc, &argv, NULL);
  crm_stage_history_register ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, RecordFixture, "other", record_fixture_set_up, tests[i].func,
                record_fixture_tear_down);
  return g_test_run ();
}
