/* Time: what any moment was like, what comes back from the trash, what is taken back alone. */
#include "config.h"

#include "crm-activity-dates.h"
#include "crm-as-of.h"
#include "crm-changed-since.h"
#include "crm-revert.h"
#include "crm-rewind.h"
#include "crm-stage-history.h"
#include "crm-throwaway.h"
#include "crm-trash.h"
#include "record-fixture.h"

/* --- Any work, as people do it */

static gint64
read_number (RecordFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number = 0;

  g_assert_true (
      crm_database_query_integer (record_fixture_reader (fixture), sql, 0, &number, &error));
  g_assert_no_error (error);
  return number;
}

static gint64
last_change (RecordFixture *fixture)
{
  return read_number (fixture, "SELECT max (id) FROM change");
}

static gint64
pick (RecordFixture *fixture, const char *entity, GRand *random)
{
  g_autofree char *all = g_strdup_printf ("SELECT count (*) FROM \"%s\"", entity);
  gint64 n = read_number (fixture, all);
  g_autofree char *one = NULL;

  if (n == 0)
    return 0;
  one = g_strdup_printf ("SELECT id FROM \"%s\" ORDER BY id LIMIT 1 OFFSET %d", entity,
                         g_rand_int_range (random, 0, (gint32) n));
  return read_number (fixture, one);
}

static void
add_something (RecordFixture *fixture, GRand *random)
{
  gint64 company = pick (fixture, "company", random);
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, company);
  g_autofree char *name = g_strdup_printf ("Orion %d", g_rand_int_range (random, 0, 1000));
  g_autofree char *address = g_strdup_printf ("office%d@orion.example", g_rand_int (random) % 90);

  if (company == 0 || g_rand_int_range (random, 0, 3) == 0)
    record_fixture_add (fixture, "company", "name", name, "city", "Odesa", "tags", "old", NULL);
  else if (g_rand_boolean (random))
    record_fixture_add (fixture, "contact", "name", name, "company", reference, "email", address,
                        NULL);
  else if (g_rand_boolean (random))
    record_fixture_add (fixture, "address", "company", reference, "address", "Svobody 1", "city",
                        "Lviv", NULL);
  else
    record_fixture_add (fixture, "deal", "name", name, "company", reference, "stage", "Proposal",
                        "value", "1200", NULL);
}

static void
set_something (RecordFixture *fixture, GRand *random)
{
  static const struct {
    const char *entity;
    const char *field;
    const char *values[4];
  } sets[] = {
    { "company", "city", { "Kyiv", "Львов", NULL, "Bydgoszcz" } },
    { "company", "tags", { "old", "new\nbig", NULL, "big" } },
    { "company", "name", { "Vega", "Лира", "Altair", "Orion & <Sons>" } },
    { "contact", "phone", { "+380501234567", NULL, "+48221234567", "+79161234567" } },
    { "deal", "stage", { "Proposal", "Contract", "Proposal", "Contract" } },
    { "deal", "value", { "10", "2000.50", NULL, "7" } },
  };
  gsize i = (gsize) g_rand_int_range (random, 0, G_N_ELEMENTS (sets));
  gint64 id = pick (fixture, sets[i].entity, random);

  if (id != 0)
    record_fixture_set (fixture, sets[i].entity, id, sets[i].field,
                        sets[i].values[g_rand_int_range (random, 0, 4)]);
}

static gboolean
delete_something (RecordFixture *fixture, GRand *random)
{
  static const char *const entities[] = { "company", "contact", "deal", "address" };
  const char *entity = entities[g_rand_int_range (random, 0, G_N_ELEMENTS (entities))];
  gint64 id = pick (fixture, entity, random);

  if (id != 0)
    record_fixture_delete (fixture, entity, id);
  return id != 0;
}

static void
do_something (RecordFixture *fixture, GRand *random)
{
  int what = g_rand_int_range (random, 0, 12);

  if (what < 4)
    add_something (fixture, random);
  else if (what < 8)
    set_something (fixture, random);
  else if (what < 9)
    delete_something (fixture, random);
  else if (what < 11)
    record_fixture_undo (fixture);
  else
    record_fixture_redo (fixture);
}

/* --- As of a moment */

static void
expect_same_record (CrmDatabase *now, CrmDatabase *then, const CrmEntity *entity, gint64 id,
                    gint64 change)
{
  g_autoptr (CrmRecord) rewound = NULL;
  g_autoptr (CrmRecord) copied = NULL;

  g_assert_true (crm_rewind_read (now, entity, id, change, &rewound, NULL));
  g_assert_true (crm_rewind_read_now (then, entity, id, &copied, NULL));
  g_assert_true ((rewound != NULL) == (copied != NULL));
  for (int i = 0; rewound != NULL && i < entity->n_fields; i++)
    g_assert_true (
        crm_activity_dates_keeps (entity, i) ||
        crm_value_equal (crm_record_get_value (rewound, i), crm_record_get_value (copied, i)));
}

static void
check_as_of (RecordFixture *fixture, gint64 change, const char *snapshot)
{
  g_autofree char *target = g_build_filename (fixture->folder, "then.voronka", NULL);
  g_autoptr (GError) error = NULL;
  RecordFixture then = { .path = target };
  g_autofree char *dump = NULL;

  g_assert_true (crm_as_of_write (fixture->path, target, change, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  then.store = crm_store_open (target, CRM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  dump = record_fixture_dump (&then);
  g_assert_cmpstr (dump, ==, snapshot);
  g_assert_cmpint (last_change (&then), ==, change);
  for (gint64 id = 1; id <= 30; id++) {
    CrmDatabase *now = record_fixture_reader (fixture);
    expect_same_record (now, record_fixture_reader (&then), crm_entity_find ("company"), id,
                        change);
    expect_same_record (now, record_fixture_reader (&then), crm_entity_find ("deal"), id, change);
  }
  g_assert_true (crm_store_close (then.store, &error));
  g_object_unref (then.store);
  crm_throwaway_remove (target);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

static void
test_any_moment (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261);
  g_autoptr (GPtrArray) snapshots = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (int i = 0; i < 160; i++) {
    do_something (fixture, random);
    if (i % 8 == 0) {
      gint64 change = last_change (fixture);
      g_array_append_val (changes, change);
      g_ptr_array_add (snapshots, record_fixture_dump (fixture));
    }
  }
  for (guint i = 0; i < changes->len; i++)
    check_as_of (fixture, g_array_index (changes, gint64, i), snapshots->pdata[i]);
}

/* What the file began with has no time before it. */
static void
test_before_the_beginning (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *empty = record_fixture_dump (fixture);
  gint64 change = 0;

  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  g_assert_true (crm_rewind_find_change (record_fixture_reader (fixture), 0, &change, NULL));
  g_assert_cmpint (change, >, 0);
  check_as_of (fixture, change, empty);
}

static void
test_cancelled (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *target = g_build_filename (fixture->folder, "then.voronka", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (crm_as_of_write (fixture->path, target, 1, NULL, NULL, cancellable, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

/* --- The trash */

typedef struct {
  GArray *operations;
  gint64 change;
  CrmRevertMode mode;
  GError *error;
} Work;

static gboolean
restore_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  return crm_trash_restore (database, (const gint64 *) work->operations->data,
                            work->operations->len, 0, CRM_ORIGIN_COMMAND, NULL, error) >= 0;
}

static GArray *
read_trash (RecordFixture *fixture, guint most)
{
  gint64 next = 0;
  g_autoptr (GPtrArray) entries =
      crm_trash_read (record_fixture_reader (fixture), NULL, NULL, 0, most, &next, NULL);
  GArray *operations = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_nonnull (entries);
  for (guint i = 0; i < entries->len; i++)
    g_array_append_val (operations, ((CrmHistoryEntry *) entries->pdata[i])->operation);
  return operations;
}

static void
test_trash_is_inverse (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int i = 0; i < 60; i++)
    if (g_rand_boolean (random))
      add_something (fixture, random);
    else
      set_something (fixture, random);
  for (int i = 0; i < 40; i++) {
    g_autofree char *before = record_fixture_dump (fixture);
    g_autofree char *after = NULL;
    g_autofree char *undone = NULL;
    g_autofree char *deleted = NULL;
    g_autoptr (GError) error = NULL;
    Work work = { 0 };

    if (!delete_something (fixture, random))
      continue;
    deleted = record_fixture_dump (fixture);
    work.operations = read_trash (fixture, 1);
    g_assert_cmpuint (work.operations->len, ==, 1);
    crm_store_write (fixture->store, restore_func, &work, NULL, &error);
    g_assert_no_error (error);
    after = record_fixture_dump (fixture);
    g_assert_cmpstr (after, ==, before);
    /* One step, and Undo knows the way back. */
    g_assert_true (record_fixture_undo (fixture));
    undone = record_fixture_dump (fixture);
    g_assert_cmpstr (undone, ==, deleted);
    if (g_rand_boolean (random))
      record_fixture_redo (fixture);
    set_something (fixture, random);
    g_array_unref (work.operations);
  }
}

static void
test_trash_together (RecordFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, company);
  gint64 contact =
      record_fixture_add (fixture, "contact", "name", "Anna", "company", reference, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  Work work = { 0 };

  record_fixture_add (fixture, "note", "text", "Calls on Fridays", "subject", "company:1", NULL);
  before = record_fixture_dump (fixture);
  record_fixture_delete (fixture, "contact", contact);
  record_fixture_delete (fixture, "company", company);
  /* The note is part of the company: it is not listed by itself. */
  work.operations = read_trash (fixture, 10);
  g_assert_cmpuint (work.operations->len, ==, 2);
  crm_store_write (fixture->store, restore_func, &work, NULL, &error);
  g_assert_no_error (error);
  after = record_fixture_dump (fixture);
  g_assert_cmpstr (after, ==, before);
  g_array_unref (work.operations);
  work.operations = read_trash (fixture, 10);
  g_assert_cmpuint (work.operations->len, ==, 0);
  g_array_unref (work.operations);
}

/* A link that somebody filled meanwhile stays as it is. */
static void
test_trash_links (RecordFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 other = record_fixture_add (fixture, "company", "name", "Vega", NULL);
  gint64 first = record_fixture_add (fixture, "contact", "name", "Anna", "company", "Orion", NULL);
  gint64 second = record_fixture_add (fixture, "contact", "name", "Olga", "company", "Orion", NULL);
  g_autoptr (CrmRecord) anna = NULL;
  g_autoptr (CrmRecord) olga = NULL;
  g_autoptr (GError) error = NULL;
  Work work = { 0 };

  record_fixture_delete (fixture, "company", company);
  record_fixture_set (fixture, "contact", second, "company", "Vega");
  work.operations = read_trash (fixture, 10);
  crm_store_write (fixture->store, restore_func, &work, NULL, &error);
  g_assert_no_error (error);
  anna =
      crm_record_load (record_fixture_reader (fixture), crm_entity_find ("contact"), first, NULL);
  olga =
      crm_record_load (record_fixture_reader (fixture), crm_entity_find ("contact"), second, NULL);
  g_assert_cmpint (crm_record_get_integer (anna, "company"), ==, company);
  g_assert_cmpint (crm_record_get_integer (olga, "company"), ==, other);
  g_array_unref (work.operations);
}

static void
test_trash_search (RecordFixture *fixture, gconstpointer country)
{
  gint64 next = 0;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) rest = NULL;

  for (int i = 0; i < 5; i++) {
    g_autofree char *name = g_strdup_printf ("Ёлка %d", i);
    record_fixture_delete (fixture, "company",
                           record_fixture_add (fixture, "company", "name", name, NULL));
  }
  found = crm_trash_read (record_fixture_reader (fixture), NULL, "елка 3", 0, 10, &next, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (next, ==, 0);
  first = crm_trash_read (record_fixture_reader (fixture), crm_entity_find ("company"), NULL, 0, 3,
                          &next, NULL);
  g_assert_cmpuint (first->len, ==, 3);
  g_assert_cmpint (next, >, 0);
  rest = crm_trash_read (record_fixture_reader (fixture), crm_entity_find ("company"), NULL, next,
                         10, &next, NULL);
  g_assert_cmpuint (rest->len, ==, 2);
  g_assert_cmpstr (((CrmHistoryEntry *) rest->pdata[1])->new_text, ==, "Ёлка 0");
}

/* --- Taking back */

static gboolean
revert_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  g_autoptr (CrmRevert) plan = crm_revert_plan (database, work->change, NULL, error);

  return plan != NULL &&
         crm_revert_commit (plan, database, work->mode, NULL, 0, CRM_ORIGIN_COMMAND, error) >= 0;
}

static gboolean
revert (RecordFixture *fixture, gint64 change, CrmRevertMode mode)
{
  Work work = { .change = change, .mode = mode };
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_write (fixture->store, revert_func, &work, NULL, &error);

  if (!done)
    g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  return done;
}

static void
test_revert_is_inverse (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (int i = 0; i < 120; i++) {
    g_autofree char *before = record_fixture_dump (fixture);
    gint64 last = last_change (fixture);
    g_autofree char *between = NULL;
    g_autofree char *after = NULL;
    gint64 undo;

    switch (g_rand_int_range (random, 0, 4)) {
    case 0:
      add_something (fixture, random);
      break;
    case 1:
      delete_something (fixture, random);
      break;
    default:
      set_something (fixture, random);
    }
    if (last_change (fixture) == last || g_rand_boolean (random))
      continue;
    undo = crm_journal_get_undo (record_fixture_reader (fixture), NULL);
    between = record_fixture_dump (fixture);
    g_assert_true (revert (fixture, undo, CRM_REVERT_STRICT));
    after = record_fixture_dump (fixture);
    g_assert_cmpstr (after, ==, before);
    /* Taking back is itself a step. */
    g_assert_true (record_fixture_undo (fixture));
    g_free (after);
    after = record_fixture_dump (fixture);
    g_assert_cmpstr (after, ==, between);
  }
}

static char *
read_field (RecordFixture *fixture, const char *entity, gint64 id, const char *field)
{
  const CrmEntity *description = crm_entity_find (entity);
  g_autoptr (CrmRecord) record =
      crm_record_load (record_fixture_reader (fixture), description, id, NULL);

  return record != NULL ? g_strdup (crm_record_get_text (record, field)) : g_strdup ("gone");
}

static void
expect_field (RecordFixture *fixture, const char *entity, gint64 id, const char *field,
              const char *text)
{
  g_autofree char *found = read_field (fixture, entity, id, field);
  g_assert_cmpstr (found, ==, text);
}

/* A group operation on three, one of which went on since. */
static void
test_revert_modes (RecordFixture *fixture, gconstpointer country)
{
  const CrmEntity *company = crm_entity_find ("company");
  gint64 ids[3];
  g_autoptr (CrmChange) change = crm_change_new ("Group", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRevert) plan = NULL;
  gint64 group;

  for (int i = 0; i < 3; i++) {
    ids[i] = record_fixture_add (fixture, "company", "name", "Orion", "city", "Kyiv", NULL);
    crm_change_set_text (change, company, ids[i], "city", "Lviv");
  }
  group = crm_change_commit_sync (change, fixture->store, NULL);
  g_assert_cmpint (group, >, 0);
  /* Another field does not stand in the way. */
  record_fixture_set (fixture, "company", ids[0], "website", "https://orion.example");
  record_fixture_set (fixture, "company", ids[1], "city", "Odesa");
  plan = crm_revert_plan (record_fixture_reader (fixture), group, NULL, NULL);
  g_assert_nonnull (plan);
  g_assert_cmpuint (crm_revert_get_n_records (plan), ==, 3);
  g_assert_cmpuint (crm_revert_get_n_touched (plan), ==, 1);
  g_assert_cmpuint (crm_revert_get_later (plan)->len, ==, 1);
  g_assert_false (revert (fixture, group, CRM_REVERT_STRICT));
  g_assert_true (revert (fixture, group, CRM_REVERT_LEAVE));
  expect_field (fixture, "company", ids[0], "city", "Kyiv");
  expect_field (fixture, "company", ids[0], "website", "https://orion.example");
  expect_field (fixture, "company", ids[1], "city", "Odesa");
  expect_field (fixture, "company", ids[2], "city", "Kyiv");
  g_assert_true (record_fixture_undo (fixture));
  expect_field (fixture, "company", ids[2], "city", "Lviv");
  g_assert_true (revert (fixture, group, CRM_REVERT_ALONG));
  expect_field (fixture, "company", ids[1], "city", "Kyiv");
}

/* An import of two companies; one was worked with since, by a contact that points at it. */
static void
test_revert_import (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmChange) change = crm_change_new ("Import", 0, CRM_ORIGIN_IMPORT);
  g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("company"));
  gint64 import;
  gint64 kept;
  gint64 dropped;
  gint64 contact;

  crm_record_set_text (record, "name", "Lira");
  kept = crm_change_add (change, record);
  crm_record_set_text (record, "name", "Altair");
  dropped = crm_change_add (change, record);
  import = crm_change_commit_sync (change, fixture->store, NULL);
  kept = crm_change_get_id (change, kept);
  dropped = crm_change_get_id (change, dropped);
  contact = record_fixture_add (fixture, "contact", "name", "Anna", "company", "Lira", NULL);
  g_assert_false (revert (fixture, import, CRM_REVERT_STRICT));
  g_assert_true (revert (fixture, import, CRM_REVERT_LEAVE));
  expect_field (fixture, "company", kept, "name", "Lira");
  expect_field (fixture, "company", dropped, "name", "gone");
  g_assert_true (record_fixture_undo (fixture));
  g_assert_true (revert (fixture, import, CRM_REVERT_ALONG));
  expect_field (fixture, "company", kept, "name", "gone");
  expect_field (fixture, "contact", contact, "name", "Anna");
}

typedef struct {
  const char *entity;
  gint64 id;
  gint64 change;
} Back;

static gboolean
back_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Back *back = data;
  g_autoptr (CrmRevert) plan = crm_revert_plan_record (database, crm_entity_find (back->entity),
                                                       back->id, back->change, NULL, error);

  return plan != NULL && crm_revert_commit (plan, database, CRM_REVERT_ALONG, "Back", 0,
                                            CRM_ORIGIN_COMMAND, error) >= 0;
}

/* A company to a moment, with an address deleted and one added since. */
static void
test_record_to_a_moment (RecordFixture *fixture, gconstpointer country)
{
  gint64 company =
      record_fixture_add (fixture, "company", "name", "Orion", "city", "Kyiv", "tags", "old", NULL);
  gint64 address = record_fixture_add (fixture, "address", "company", "Orion", "address",
                                       "Svobody 1", "city", "Lviv", NULL);
  g_autofree char *before = record_fixture_dump (fixture);
  Back back = { "company", company, last_change (fixture) };
  g_autoptr (CrmRevert) plan = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  record_fixture_set (fixture, "company", company, "city", "Odesa");
  record_fixture_set (fixture, "company", company, "tags", "new");
  record_fixture_delete (fixture, "address", address);
  record_fixture_add (fixture, "address", "company", "Orion", "address", "Svobody 1", "city",
                      "Poltava", NULL);
  plan = crm_revert_plan_record (record_fixture_reader (fixture), crm_entity_find ("company"),
                                 company, back.change, NULL, &error);
  g_assert_no_error (error);
  entries = crm_revert_describe (plan, record_fixture_reader (fixture), 100, &error);
  g_assert_cmpuint (entries->len, ==, 4);
  crm_store_write (fixture->store, back_func, &back, NULL, &error);
  g_assert_no_error (error);
  after = record_fixture_dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* --- The list of steps */

static gboolean
undo_to_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  guint n = 0;
  return crm_journal_undo_to (database, *(gint64 *) data, 0, CRM_ORIGIN_COMMAND, &n, error) &&
         n == 3;
}

static gboolean
redo_to_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  guint n = 0;
  return crm_journal_redo_to (database, *(gint64 *) data, 0, CRM_ORIGIN_COMMAND, &n, error) &&
         n == 2;
}

static void
test_steps_after_restart (RecordFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  g_autofree char *before = record_fixture_dump (fixture);
  g_autofree char *after = NULL;
  g_autofree char *redone = NULL;
  g_autofree char *wanted = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  gint64 third;

  record_fixture_set (fixture, "company", company, "city", "Kyiv");
  record_fixture_set (fixture, "company", company, "city", "Lviv");
  wanted = record_fixture_dump (fixture);
  record_fixture_set (fixture, "company", company, "city", "Odesa");
  g_assert_true (crm_store_close (fixture->store, &error));
  g_object_unref (fixture->store);
  fixture->store = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  steps = crm_history_read_steps (record_fixture_reader (fixture), 0, 10, &error);
  g_assert_cmpuint (steps->len, ==, 4);
  g_assert_cmpint (((CrmHistoryEntry *) steps->pdata[0])->n_records, ==, 1);
  third = ((CrmHistoryEntry *) steps->pdata[2])->change;
  crm_store_write (fixture->store, undo_to_func, &third, NULL, &error);
  g_assert_no_error (error);
  after = record_fixture_dump (fixture);
  g_assert_cmpstr (after, ==, before);
  third = ((CrmHistoryEntry *) steps->pdata[1])->change;
  crm_store_write (fixture->store, redo_to_func, &third, NULL, &error);
  g_assert_no_error (error);
  redone = record_fixture_dump (fixture);
  g_assert_cmpstr (redone, ==, wanted);
}

static void
test_pages_of_history (RecordFixture *fixture, gconstpointer country)
{
  const CrmEntity *entity = crm_entity_find ("company");
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 next = 0;
  guint n = 0;
  g_autoptr (GPtrArray) one = NULL;

  for (int i = 0; i < 25; i++) {
    g_autofree char *city = g_strdup_printf ("City %d", i);
    record_fixture_set (fixture, "company", company, "city", city);
  }
  record_fixture_set (fixture, "company", company, "website", "https://orion.example");
  do {
    g_autoptr (GPtrArray) page = crm_history_read_page (record_fixture_reader (fixture), entity,
                                                        company, NULL, 0, next, 10, &next, NULL);
    n += page->len;
  } while (next != 0);
  g_assert_cmpuint (n, ==, 27);
  one = crm_history_read_page (record_fixture_reader (fixture), entity, company,
                               crm_entity_field (entity, "website"), 0, 0, 10, &next, NULL);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (next, ==, 0);
}

static void
test_changed_since (RecordFixture *fixture, gconstpointer country)
{
  gint64 first = record_fixture_add (fixture, "company", "name", "Orion", "city", "Kyiv", NULL);
  gint64 second = record_fixture_add (fixture, "company", "name", "Vega", NULL);
  gint64 third = record_fixture_add (fixture, "company", "name", "Lira", NULL);
  gint64 since = last_change (fixture);
  g_autoptr (CrmChangedSince) reading = crm_changed_since_new (since, NULL, 0);
  g_autoptr (GPtrArray) entries = NULL;
  CrmHistoryEntry *entry;

  record_fixture_set (fixture, "company", first, "city", "Lviv");
  record_fixture_set (fixture, "company", second, "city", "Lviv");
  record_fixture_set (fixture, "company", second, "city", NULL);
  record_fixture_delete (fixture, "company", third);
  record_fixture_add (fixture, "contact", "name", "Anna", "company", "Orion", NULL);
  entries = crm_changed_since_read (reading, record_fixture_reader (fixture), 10, NULL);
  g_assert_cmpuint (entries->len, ==, 3);
  entry = entries->pdata[0];
  g_assert_cmpstr (entry->new_text, ==, "Anna");
  g_assert_cmpint (entry->action, ==, CRM_ACTION_ADD);
  entry = entries->pdata[1];
  g_assert_cmpstr (entry->new_text, ==, "Lira");
  g_assert_cmpint (entry->action, ==, CRM_ACTION_DELETE);
  entry = entries->pdata[2];
  g_assert_cmpint (entry->record, ==, first);
  g_assert_cmpstr (entry->old_text, ==, "City");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (RecordFixture *, gconstpointer);
  } tests[] = {
    { "/history/any-moment", test_any_moment },
    { "/history/before-the-beginning", test_before_the_beginning },
    { "/history/as-of-cancelled", test_cancelled },
    { "/history/trash-is-inverse", test_trash_is_inverse },
    { "/history/trash-together", test_trash_together },
    { "/history/trash-links", test_trash_links },
    { "/history/trash-search", test_trash_search },
    { "/history/revert-is-inverse", test_revert_is_inverse },
    { "/history/revert-modes", test_revert_modes },
    { "/history/revert-import", test_revert_import },
    { "/history/record-to-a-moment", test_record_to_a_moment },
    { "/history/steps-after-restart", test_steps_after_restart },
    { "/history/pages", test_pages_of_history },
    { "/history/changed-since", test_changed_since },
  };

  g_setenv ("VORONKA_NOW", "2026-11-23T10:00", TRUE);
  g_test_init (&argc, &argv, NULL);
  crm_stage_history_register ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, RecordFixture, "other", record_fixture_set_up, tests[i].func,
                record_fixture_tear_down);
  return g_test_run ();
}
