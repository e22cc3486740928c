/* Whatever people do to records, in whatever order: every step is taken back and done again to the
 * letter, and the file is sound at both ends. */
#include "config.h"

#include "crm-batch.h"
#include "crm-consistency.h"
#include "crm-dictionary.h"
#include "crm-merge.h"
#include "crm-revert.h"
#include "crm-stage-history.h"
#include "crm-trash.h"
#include "import-fixture.h"

#define N_STEPS 150

typedef struct {
  RecordFixture *fixture;
  GRand *random;
  int n; /* names told apart by it */
  int n_steps;
} Play;

static int
draw (Play *play, int end)
{
  return g_rand_int_range (play->random, 0, end);
}

static GArray *
read_ids (Play *play, const char *entity)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) query = crm_query_sort (all, "id", FALSE, NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_true (
      crm_query_read_ids (query, record_fixture_reader (play->fixture), -1, 0, ids, NULL));
  return ids;
}

/* 0: there is none. */
static gint64
pick (Play *play, const char *entity)
{
  g_autoptr (GArray) ids = read_ids (play, entity);

  return ids->len > 0 ? g_array_index (ids, gint64, draw (play, (int) ids->len)) : 0;
}

/* Number of the change that Undo would take back. */
static gint64
last_step (RecordFixture *fixture)
{
  return crm_journal_get_undo (record_fixture_reader (fixture), NULL);
}

static char *
dup_name (Play *play)
{
  static const char *const words[] = { "Orion", "Вега", "Łódź", "O'Brien & <Sons>" };

  return g_strdup_printf ("%s %d", words[draw (play, G_N_ELEMENTS (words))], play->n++);
}

/* The file refuses what it must, in words, and is then as it was. */
static void
commit (Play *play, CrmChange *change)
{
  g_autoptr (GError) error = NULL;

  if (crm_change_commit_sync (change, play->fixture->store, &error) < 0)
    g_assert_true (error->domain == CRM_ERROR && *error->message != '\0');
}

/* --- What may be done */

static void
add (Play *play)
{
  g_autofree char *name = dup_name (play);
  g_autofree char *company = g_strdup_printf ("%" G_GINT64_FORMAT, pick (play, "company"));
  g_autofree char *subject = g_strconcat ("company:", company, NULL);
  RecordFixture *fixture = play->fixture;

  if (g_str_equal (company, "0") || draw (play, 3) == 0)
    record_fixture_add (fixture, "company", "name", name, "tags", "VIP", NULL);
  else
    switch (draw (play, 6)) {
    case 0:
      record_fixture_add (fixture, "contact", "name", name, "company", company, NULL);
      break;
    case 1:
      record_fixture_add (fixture, "deal", "name", name, "company", company, "value", "120", NULL);
      break;
    case 2:
      record_fixture_add (fixture, "note", "text", name, "subject", subject, NULL);
      break;
    case 3:
      record_fixture_add (fixture, "activity", "title", name, "company", company, "due",
                          "2030-06-06T10:00", NULL);
      break;
    case 4:
      record_fixture_add (fixture, "document", "company", company, "seller", company, NULL);
      break;
    default:
      record_fixture_add (fixture, "choice", "list", "source", "name", name, NULL);
    }
}

static void
set (Play *play)
{
  static const struct {
    const char *entity, *field;
    const char *values[3];
  } sets[] = {
    { "company", "city", { "Kyiv", "Львов", NULL } },
    { "company", "tags", { "VIP", "new\nbig", NULL } },
    { "company", "relation", { "possible", "permanent", "uninterested" } },
    { "contact", "phone", { "+380501234567", NULL, "+48221234567" } },
    { "deal", "value", { "10", "2000.50", NULL } },
    { "deal", "stage", { "Proposal", "Contract", "Won" } },
    { "activity", "state", { "done", "new", "cancelled" } },
  };
  int i = draw (play, G_N_ELEMENTS (sets));
  gint64 id = pick (play, sets[i].entity);

  if (id != 0)
    record_fixture_set (play->fixture, sets[i].entity, id, sets[i].field,
                        sets[i].values[draw (play, 3)]);
}

static void delete (Play *play)
{
  static const char *const entities[] = { "company", "contact", "deal", "activity", "note" };
  g_autoptr (CrmChange) change = crm_change_new ("Delete", 0, CRM_ORIGIN_COMMAND);
  const char *entity = entities[draw (play, G_N_ELEMENTS (entities))];
  gint64 id = pick (play, entity);

  if (id == 0)
    return;
  crm_change_delete (change, crm_entity_find (entity), id);
  commit (play, change);
}

/* A group operation. */
static void
change_many (Play *play)
{
  static const char *const entities[] = { "company", "contact", "deal" };
  const char *name = entities[draw (play, G_N_ELEMENTS (entities))];
  const CrmEntity *entity = crm_entity_find (name);
  g_autoptr (CrmChange) change = crm_change_new ("Batch", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GArray) all = read_ids (play, name);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *text = dup_name (play);
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  CrmBatch *batch;

  for (guint i = 0; i < all->len; i++)
    if (draw (play, 2) == 0)
      g_array_append_val (ids, g_array_index (all, gint64, i));
  batch = crm_batch_new (entity, ids);
  crm_value_set_text (&value, text);
  switch (draw (play, 4)) {
  case 0:
    crm_batch_set (batch, crm_entity_field_index (entity, "note"), &value);
    break;
  case 1:
    crm_batch_change_tags (batch, crm_entity_field_index (entity, "tags"), text, "VIP");
    break;
  case 2:
    g_array_set_size (ids, MIN (ids->len, 2));
    crm_batch_delete (batch);
    break;
  default: {
    g_autoptr (CrmRecord) campaign = crm_record_new (crm_entity_find ("campaign"));
    g_autoptr (CrmRecord) deal = crm_record_new (crm_entity_find ("deal"));
    crm_record_set_text (campaign, "name", text);
    crm_record_set_text (deal, "name", text);
    g_array_set_size (ids, MIN (ids->len, 3));
    crm_batch_make (batch, campaign, deal);
  }
  }
  crm_batch_fill (batch, change, NULL);
  commit (play, change);
}

static void
merge (Play *play)
{
  static const char *const entities[] = { "company", "company", "contact", "deal" };
  const char *entity = entities[draw (play, G_N_ELEMENTS (entities))];
  g_autoptr (CrmChange) change = crm_change_new ("Merge", 0, CRM_ORIGIN_COMMAND);
  gint64 keep = pick (play, entity);
  gint64 other = pick (play, entity);

  if (keep == other)
    return;
  crm_merge_fill (crm_merge_new (crm_entity_find (entity), keep, &other, 1), change);
  commit (play, change);
}

static void
merge_words (Play *play)
{
  static const char *const lists[] = { "source", "segment", "tag", "company.type" };
  g_autoptr (CrmDictionary) dictionary =
      crm_dictionary_find (lists[draw (play, G_N_ELEMENTS (lists))]);
  g_autoptr (CrmChange) change = crm_change_new ("Merge", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) values =
      crm_dictionary_read (dictionary, record_fixture_reader (play->fixture), &error);
  CrmDictionaryValue *from, *into;

  g_assert_no_error (error);
  if (values->len < 2)
    return;
  from = values->pdata[draw (play, (int) values->len)];
  into = values->pdata[draw (play, (int) values->len)];
  if (from == into)
    return;
  crm_dictionary_merge (dictionary, change, from, into);
  commit (play, change);
}

static void
import (Play *play)
{
  static const char *const files[] = { "accounts.csv", "people.csv", "pipeline.csv",
                                       "products.csv" };
  g_autofree char *path = import_fixture_path (files[draw (play, G_N_ELEMENTS (files))]);
  g_autoptr (CrmImporter) importer = import_fixture_look (play->fixture, path);

  import_fixture_commit (play->fixture, importer);
}

static void
add_field (Play *play)
{
  g_autofree char *label = dup_name (play);
  gint64 last = pick (play, "custom_field");

  if (last != 0 && draw (play, 3) == 0)
    record_fixture_delete (play->fixture, "custom_field", last);
  else
    record_fixture_add (play->fixture, "custom_field", "entity", "company", "label", label, "kind",
                        draw (play, 2) == 0 ? "text" : "money", "searched",
                        draw (play, 2) == 0 ? "yes" : "no", NULL);
}

typedef struct {
  gint64 number;
  GArray *operations; /* borrowed */
} Return;

static gboolean
restore_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Return *back = data;

  back->number = crm_trash_restore (database, (const gint64 *) back->operations->data,
                                    back->operations->len, 0, CRM_ORIGIN_COMMAND, NULL, error);
  return back->number >= 0;
}

static void
restore (Play *play)
{
  gint64 next = 0;
  g_autoptr (GPtrArray) entries =
      crm_trash_read (record_fixture_reader (play->fixture), NULL, NULL, 0, 3, &next, NULL);
  g_autoptr (GArray) operations = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  Return back = { .operations = operations };

  for (guint i = 0; i < entries->len; i++)
    g_array_append_val (operations, ((CrmHistoryEntry *) entries->pdata[i])->operation);
  if (operations->len > 0 &&
      !crm_store_write (play->fixture->store, restore_func, &back, NULL, &error))
    g_assert_true (error->domain == CRM_ERROR && *error->message != '\0');
}

/* A change, or a record to a moment. */
static gboolean
revert_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Return *back = data;
  g_autoptr (CrmRevert) plan = crm_revert_plan (database, back->number, NULL, error);

  back->number = plan != NULL ? crm_revert_commit (plan, database, CRM_REVERT_LEAVE, NULL, 0,
                                                   CRM_ORIGIN_COMMAND, error)
                              : -1;
  return back->number >= 0;
}

static void
revert (Play *play)
{
  Return back = { .number = MAX (1, last_step (play->fixture) - draw (play, 8)) };
  g_autoptr (GError) error = NULL;

  if (!crm_store_write (play->fixture->store, revert_func, &back, NULL, &error))
    g_assert_true (error->domain == CRM_ERROR && *error->message != '\0');
}

/* --- All of it */

/* FALSE: there was nothing to do, or it was refused. */
static gboolean
do_something (Play *play)
{
  static void (*const deeds[]) (Play *) = { add,     add,    set,         set,    delete,
                                            merge,   merge,  change_many, import, merge_words,
                                            restore, revert, add_field };
  gint64 before = last_step (play->fixture);
  int deed = draw (play, G_N_ELEMENTS (deeds));

  deeds[deed](play);
  if (last_step (play->fixture) == before)
    return FALSE;
  g_test_message ("step %d: deed %d", ++play->n_steps, deed);
  return TRUE;
}

static void
assert_sound (RecordFixture *fixture)
{
  g_auto (GStrv) faults = crm_consistency_check (record_fixture_reader (fixture), NULL, NULL);

  for (char **fault = faults; *fault != NULL; fault++)
    g_test_message ("%s", *fault);
  g_assert_cmpuint (g_strv_length (faults), ==, 0);
}

/* Says the first lines that differ: a whole file would say nothing. */
static void
assert_state (RecordFixture *fixture, const char *expected)
{
  g_autofree char *now = record_fixture_dump (fixture);
  g_auto (GStrv) lines = g_strsplit (now, "\n", -1);
  g_auto (GStrv) wanted = g_strsplit (expected, "\n", -1);

  for (guint i = 0; lines[i] != NULL && wanted[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, wanted[i]);
  g_assert_cmpstr (now, ==, expected);
}

static void
test_everything (RecordFixture *fixture, gconstpointer country)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  Play play = { fixture, random, 0, 0 };

  g_test_message ("seed %u", seed);
  g_ptr_array_add (states, record_fixture_dump (fixture));
  while (states->len <= N_STEPS) {
    if (do_something (&play))
      g_ptr_array_add (states, record_fixture_dump (fixture));
    else
      assert_state (fixture, states->pdata[states->len - 1]);
  }
  assert_sound (fixture);
  for (guint i = states->len - 1; i > 0; i--) {
    g_test_message ("before step %u", i);
    g_assert_true (record_fixture_undo (fixture));
    assert_state (fixture, states->pdata[i - 1]);
  }
  g_assert_false (record_fixture_undo (fixture));
  assert_sound (fixture);
  for (guint i = 1; i < states->len; i++) {
    g_assert_true (record_fixture_redo (fixture));
    assert_state (fixture, states->pdata[i]);
  }
  assert_sound (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  crm_stage_history_register ();
  g_test_add ("/undo-everything", RecordFixture, "other", record_fixture_set_up, test_everything,
              record_fixture_tear_down);
  return g_test_run ();
}
