/* Work on many records at once: one change, one Undo. */
#include "config.h"

#include "crm-batch.h"
#include "crm-progress.h"
#include "crm-stage-history.h"
#include "record-fixture.h"

static GArray *
read_ids (RecordFixture *fixture, const char *entity)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) query = crm_query_sort (all, "id", FALSE, NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_true (crm_query_read_ids (query, record_fixture_reader (fixture), -1, 0, ids, NULL));
  return ids;
}

static CrmBatch *
batch_of_all (RecordFixture *fixture, const char *entity)
{
  g_autoptr (GArray) ids = read_ids (fixture, entity);
  return crm_batch_new (crm_entity_find (entity), ids);
}

static gint64
commit (RecordFixture *fixture, CrmBatch *batch, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Batch", 0, CRM_ORIGIN_COMMAND);

  crm_batch_fill (batch, change, NULL);
  return crm_change_commit_sync (change, fixture->store, error);
}

static void
commit_all (RecordFixture *fixture, CrmBatch *batch)
{
  g_autoptr (GError) error = NULL;

  commit (fixture, batch, &error);
  g_assert_no_error (error);
}

static gint64
count (RecordFixture *fixture, const char *entity, ...)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find (entity));
  const char *expression;
  va_list arguments;

  va_start (arguments, entity);
  while ((expression = va_arg (arguments, const char *)) != NULL) {
    g_autoptr (GError) error = NULL;
    CrmQuery *narrower =
        crm_query_filter_expression (query, expression, record_fixture_reader (fixture), &error);
    g_assert_no_error (error);
    crm_query_unref (query);
    query = narrower;
  }
  va_end (arguments);
  return crm_query_count (query, record_fixture_reader (fixture), NULL);
}

static void
set_text (CrmBatch *batch, const char *field, const char *text)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  crm_value_set_text (&value, text);
  crm_batch_set (batch, crm_entity_field_index (crm_batch_get_entity (batch), field), &value);
}

static void
add_companies (RecordFixture *fixture, int n)
{
  g_autoptr (CrmChange) change = crm_change_new ("Add", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < n; i++) {
    g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("company"));
    g_autofree char *name = g_strdup_printf ("Company %03d", i);
    crm_record_set_text (record, "name", name);
    crm_record_set_text (record, "city", i % 2 == 0 ? "Kyiv" : "Lviv");
    crm_record_set_text (record, "tags", i % 3 == 0 ? "VIP" : NULL);
    crm_change_add (change, record);
  }
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
}

/* --- One piece of work after another */

static void
test_set_and_clear (RecordFixture *fixture, gconstpointer country)
{
  CrmBatch *batch;

  add_companies (fixture, 20);
  batch = batch_of_all (fixture, "company");
  set_text (batch, "city", "Odesa");
  set_text (batch, "phone", "+380441234567");
  commit_all (fixture, batch);
  g_assert_cmpint (count (fixture, "company", "city = Odesa", "phone not-empty", NULL), ==, 20);

  batch = batch_of_all (fixture, "company");
  set_text (batch, "city", NULL);
  commit_all (fixture, batch);
  g_assert_cmpint (count (fixture, "company", "city empty", NULL), ==, 20);

  /* One step each. */
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpint (count (fixture, "company", "city = Odesa", NULL), ==, 20);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpint (count (fixture, "company", "city = Kyiv", "phone empty", NULL), ==, 10);
}

/* What must not be is refused as a whole: nothing was written. */
static void
test_refused_as_a_whole (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  CrmBatch *batch;

  add_companies (fixture, 3);
  before = record_fixture_dump (fixture);
  batch = batch_of_all (fixture, "company");
  set_text (batch, "city", "Odesa");
  set_text (batch, "name", NULL);
  g_assert_cmpint (commit (fixture, batch, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  after = record_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_tags (RecordFixture *fixture, gconstpointer country)
{
  const CrmEntity *companies = crm_entity_find ("company");
  int tags = crm_entity_field_index (companies, "tags");
  CrmBatch *batch;

  add_companies (fixture, 9);
  batch = batch_of_all (fixture, "company");
  crm_batch_change_tags (batch, tags, "Seasonal\nVIP", NULL);
  commit_all (fixture, batch);
  g_assert_cmpint (count (fixture, "company", "tags = VIP", "tags = Seasonal", NULL), ==, 9);

  batch = batch_of_all (fixture, "company");
  crm_batch_change_tags (batch, tags, "Wholesale", "VIP");
  commit_all (fixture, batch);
  g_assert_cmpint (count (fixture, "company", "tags = VIP", NULL), ==, 0);
  g_assert_cmpint (count (fixture, "company", "tags = Wholesale", "tags = Seasonal", NULL), ==, 9);

  /* The last one goes too. */
  batch = batch_of_all (fixture, "company");
  crm_batch_change_tags (batch, tags, NULL, "Wholesale\nSeasonal\nUnknown");
  commit_all (fixture, batch);
  g_assert_cmpint (count (fixture, "company", "tags empty", NULL), ==, 9);
}

static void
test_passes_over_what_is_gone (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GArray) ids = NULL;
  CrmBatch *batch;

  add_companies (fixture, 5);
  ids = read_ids (fixture, "company");
  record_fixture_delete (fixture, "company", g_array_index (ids, gint64, 2));
  batch = crm_batch_new (crm_entity_find ("company"), ids);
  set_text (batch, "city", "Odesa");
  commit_all (fixture, batch);
  g_assert_cmpint (count (fixture, "company", "city = Odesa", NULL), ==, 4);

  batch = crm_batch_new (crm_entity_find ("company"), ids);
  crm_batch_delete (batch);
  commit_all (fixture, batch);
  g_assert_cmpint (count (fixture, "company", NULL), ==, 0);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpint (count (fixture, "company", NULL), ==, 4);
}

typedef struct {
  GCancellable *cancellable;
  guint n_told;
} Stopping;

static void
stop_soon (guint64 done, guint64 total, gpointer data)
{
  Stopping *stopping = data;
  g_assert_cmpuint (done, <, total);
  if (++stopping->n_told == 2)
    g_cancellable_cancel (stopping->cancellable);
}

static void
test_stopped (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CrmChange) change = crm_change_new ("Batch", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  Stopping stopping = { .cancellable = cancellable };
  CrmBatch *batch;

  add_companies (fixture, 1600);
  batch = batch_of_all (fixture, "company");
  set_text (batch, "city", "Odesa");
  crm_batch_set_progress (batch, stop_soon, &stopping, NULL);
  crm_batch_fill (batch, change, cancellable);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_assert_cmpuint (stopping.n_told, ==, 2);
  g_assert_cmpint (count (fixture, "company", "city = Odesa", NULL), ==, 0);
}

/* --- Campaigns */

static CrmRecord *
make_campaign (const char *name)
{
  CrmRecord *campaign = crm_record_new (crm_entity_find ("campaign"));
  crm_record_set_text (campaign, "name", name);
  return campaign;
}

/* As a dialog would: a common name and a first valuation, all else from the record. */
static CrmRecord *
make_deal (const char *name, gint64 value)
{
  CrmRecord *deal = crm_record_new (crm_entity_find ("deal"));

  crm_record_set_text (deal, "name", name);
  crm_record_set_integer (deal, "value", value);
  return deal;
}

static void
make_for_all (RecordFixture *fixture, const char *entity, const char *name)
{
  g_autoptr (CrmRecord) campaign = make_campaign (name);
  g_autoptr (CrmRecord) deal = make_deal (name, 150000);
  CrmBatch *batch = batch_of_all (fixture, entity);

  crm_batch_make (batch, campaign, deal);
  commit_all (fixture, batch);
}

static void
test_campaign_of_companies (RecordFixture *fixture, gconstpointer country)
{
  record_fixture_add (fixture, "person", "name", "Anna", NULL);
  record_fixture_add (fixture, "company", "name", "Orion", "responsible", "Anna", "currency", "EUR",
                      NULL);
  add_companies (fixture, 3);
  make_for_all (fixture, "company", "Autumn");
  g_assert_cmpint (count (fixture, "campaign", "name = Autumn", "status = planned", NULL), ==, 1);
  g_assert_cmpint (
      count (fixture, "deal", "campaign = Autumn", "name = Autumn", "value = 1500", NULL), ==, 4);
  /* Whoever is responsible for the company is so for its deal. */
  g_assert_cmpint (count (fixture, "deal", "company = Orion", "responsible = Anna",
                          "currency = EUR", "stage.outcome = open", NULL),
                   ==, 1);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpint (count (fixture, "campaign", NULL), ==, 0);
  g_assert_cmpint (count (fixture, "deal", NULL), ==, 0);
  g_assert_true (record_fixture_redo (fixture));
  g_assert_cmpint (count (fixture, "deal", "campaign = Autumn", NULL), ==, 4);
}

static void
test_campaign_of_contacts (RecordFixture *fixture, gconstpointer country)
{
  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  record_fixture_add (fixture, "contact", "name", "Ivan", "company", "Orion", NULL);
  record_fixture_add (fixture, "contact", "name", "Olha", NULL);
  make_for_all (fixture, "contact", "Letters");
  g_assert_cmpint (count (fixture, "deal", "contact = Ivan", "company = Orion", NULL), ==, 1);
  g_assert_cmpint (count (fixture, "deal", "contact = Olha", "company empty", NULL), ==, 1);
}

/* Those once lost get a second chance: with whom it was is kept, how it went is not. */
static void
test_campaign_of_lost_deals (RecordFixture *fixture, gconstpointer country)
{
  gint64 lost;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("stage"));
  g_autoptr (CrmQuery) stages = crm_query_filter (all, "outcome", CRM_OP_EQUAL, "lost", NULL, NULL);
  g_autoptr (GPtrArray) found = NULL;

  found = crm_query_fetch_all (stages, record_fixture_reader (fixture), 1, NULL);
  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  record_fixture_add (fixture, "contact", "name", "Ivan", "company", "Orion", NULL);
  lost = record_fixture_add (fixture, "deal", "name", "Old", "company", "Orion", "contact", "Ivan",
                             "stage", crm_record_get_title (found->pdata[0]), "value", "77", NULL);
  make_for_all (fixture, "deal", "Second chance");
  g_assert_cmpint (count (fixture, "deal", "campaign = Second chance", "company = Orion",
                          "contact = Ivan", "stage.outcome = open", "lost_reason empty",
                          "value = 1500", NULL),
                   ==, 1);
  g_assert_cmpint (lost, >, 0);
  g_assert_cmpint (count (fixture, "deal", "campaign empty", "value = 77", NULL), ==, 1);
}

static void
test_can_make (void)
{
  const CrmEntity *deals = crm_entity_find ("deal");

  g_assert_true (crm_batch_can_make (deals, crm_entity_find ("company")));
  g_assert_true (crm_batch_can_make (deals, crm_entity_find ("contact")));
  g_assert_true (crm_batch_can_make (deals, deals));
  g_assert_false (crm_batch_can_make (deals, crm_entity_find ("product")));
  g_assert_false (crm_batch_can_make (deals, crm_entity_find ("person")));
}

static void
test_progress (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *stage, *value, *currency;
  } deals[] = {
    { "open", "100", "UAH" }, { "open", "50", NULL }, { "won", "1000", "UAH" },
    { "won", "7", "EUR" },    { "lost", NULL, NULL },
  };
  const CrmEntity *campaigns = crm_entity_find ("campaign");
  gint64 id = record_fixture_add (fixture, "campaign", "name", "Autumn", NULL);
  gint64 empty = record_fixture_add (fixture, "campaign", "name", "Winter", NULL);
  g_autoptr (GPtrArray) stages = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GArray) won = NULL;
  g_autoptr (GArray) open = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (deals); i++) {
    g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("stage"));
    g_autoptr (CrmQuery) query =
        crm_query_filter (all, "outcome", CRM_OP_EQUAL, deals[i].stage, NULL, NULL);
    g_autoptr (GPtrArray) found =
        crm_query_fetch_all (query, record_fixture_reader (fixture), 1, NULL);
    record_fixture_add (fixture, "deal", "name", "Deal", "campaign", "Autumn", "stage",
                        crm_record_get_title (found->pdata[0]), "value",
                        deals[i].value != NULL ? deals[i].value : "", "currency",
                        deals[i].currency != NULL ? deals[i].currency : "", NULL);
  }
  record_fixture_add (fixture, "deal", "name", "Other", "value", "1000000", NULL);
  stages = crm_progress_read (record_fixture_reader (fixture), campaigns, id, NULL);
  g_assert_cmpuint (stages->len, ==, 3);
  g_assert_cmpint (crm_progress_count (stages, "open"), ==, 2);
  g_assert_cmpint (crm_progress_count (stages, "won"), ==, 2);
  g_assert_cmpint (crm_progress_count (stages, "lost"), ==, 1);
  won = crm_progress_sum (stages, "won");
  g_assert_cmpuint (won->len, ==, 2);
  open = crm_progress_sum (stages, "open");
  g_assert_cmpuint (open->len, ==, 2);
  for (guint i = 0; i < won->len; i++) {
    const CrmProgressSum *sum = &g_array_index (won, CrmProgressSum, i);
    g_assert_cmpint (sum->sum, ==, g_str_equal (sum->currency, "EUR") ? 700 : 100000);
  }
  none = crm_progress_read (record_fixture_reader (fixture), campaigns, empty, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

/* How many a second, with -m slow. */
static void
time_batch (RecordFixture *fixture, CrmBatch *batch, const char *what)
{
  gsize n = crm_batch_get_n (batch);
  gint64 before = g_get_monotonic_time ();
  double seconds;

  commit_all (fixture, batch);
  seconds = (double) (g_get_monotonic_time () - before) / G_USEC_PER_SEC;
  g_test_message ("%s: %.1f s, %.0f a second", what, seconds, (double) n / seconds);
}

static void
test_many (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) campaign = make_campaign ("Autumn");
  g_autoptr (CrmRecord) deal = make_deal ("Autumn", 150000);
  int tags = crm_entity_field_index (crm_entity_find ("company"), "tags");
  CrmBatch *batch;

  if (!g_test_slow ()) {
    g_test_skip ("only with -m slow");
    return;
  }
  add_companies (fixture, 100000);
  batch = batch_of_all (fixture, "company");
  set_text (batch, "city", "Odesa");
  time_batch (fixture, batch, "set");
  batch = batch_of_all (fixture, "company");
  crm_batch_change_tags (batch, tags, "Seasonal", "VIP");
  time_batch (fixture, batch, "tags");
  batch = batch_of_all (fixture, "company");
  crm_batch_make (batch, campaign, deal);
  time_batch (fixture, batch, "deals made");
  batch = batch_of_all (fixture, "deal");
  set_text (batch, "note", "Later");
  time_batch (fixture, batch, "set in deals");
  batch = batch_of_all (fixture, "deal");
  crm_batch_delete (batch);
  time_batch (fixture, batch, "deleted");
}

/* --- Whatever is done to many, in whatever order: all of it can be taken back and done again */

static CrmBatch *
draw_batch (RecordFixture *fixture, GRand *random)
{
  static const char *const kinds[] = { "company", "deal", "contact" };
  const char *name = kinds[g_rand_int_range (random, 0, G_N_ELEMENTS (kinds))];
  const CrmEntity *entity = crm_entity_find (name);
  g_autoptr (GArray) all = read_ids (fixture, name);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *number = g_strdup_printf ("No. %u", g_rand_int_range (random, 1, 1000));
  g_autoptr (CrmRecord) campaign = make_campaign (number);
  g_autoptr (CrmRecord) deal = make_deal (number, g_rand_int_range (random, 0, 100000));
  g_autoptr (GArray) stages = read_ids (fixture, "stage");
  CrmBatch *batch;

  for (guint i = 0; i < all->len; i++)
    if (g_rand_boolean (random))
      g_array_append_val (ids, g_array_index (all, gint64, i));
  batch = crm_batch_new (entity, ids);
  switch (g_rand_int_range (random, 0, 8)) {
  case 0:
    set_text (batch, "note", number);
    break;
  case 1:
    set_text (batch, "note", NULL);
    break;
  case 2:
    crm_batch_change_tags (batch, crm_entity_field_index (entity, "tags"), number, "VIP");
    break;
  case 3:
    crm_batch_change_tags (batch, crm_entity_field_index (entity, "tags"), "VIP\nbig", number);
    break;
  case 4:
    /* Not all of them at once, or there would soon be nothing to work on. */
    g_array_set_size (ids, MIN (ids->len, 2));
    crm_batch_delete (batch);
    break;
  case 5:
    if (g_str_equal (name, "deal")) {
      g_auto (CrmValue) stage = CRM_VALUE_INIT;
      crm_value_set_integer (
          &stage, g_array_index (stages, gint64, g_rand_int_range (random, 0, (int) stages->len)));
      crm_batch_set (batch, crm_entity_field_index (entity, "stage"), &stage);
      break;
    }
    G_GNUC_FALLTHROUGH;
  default:
    g_array_set_size (ids, MIN (ids->len, 4));
    crm_batch_make (batch, campaign, deal);
    break;
  }
  return batch;
}

static void
test_undo_all (RecordFixture *fixture, gconstpointer country)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) dumps = g_ptr_array_new_with_free_func (g_free);

  g_test_message ("seed %u", seed);
  add_companies (fixture, 12);
  for (int i = 0; i < 6; i++) {
    g_autofree char *name = g_strdup_printf ("Contact %d", i);
    g_autofree char *company = g_strdup_printf ("Company %03d", i);
    record_fixture_add (fixture, "contact", "name", name, "company", company, NULL);
    record_fixture_add (fixture, "deal", "name", name, "company", company, "value", "10", NULL);
  }
  g_ptr_array_add (dumps, record_fixture_dump (fixture));
  while (dumps->len <= 25) {
    gint64 id = commit (fixture, draw_batch (fixture, random), NULL);
    g_assert_cmpint (id, >=, 0);
    if (id > 0)
      g_ptr_array_add (dumps, record_fixture_dump (fixture));
  }
  for (guint i = dumps->len - 1; i > 0; i--) {
    g_autofree char *dump = NULL;
    g_assert_true (record_fixture_undo (fixture));
    dump = record_fixture_dump (fixture);
    g_assert_cmpstr (dump, ==, dumps->pdata[i - 1]);
  }
  for (guint i = 1; i < dumps->len; i++) {
    g_autofree char *dump = NULL;
    g_assert_true (record_fixture_redo (fixture));
    dump = record_fixture_dump (fixture);
    g_assert_cmpstr (dump, ==, dumps->pdata[i]);
  }
}

#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, "ua", record_fixture_set_up, func, record_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  crm_stage_history_register ();
  ADD ("/batch/set-and-clear", test_set_and_clear);
  ADD ("/batch/refused-as-a-whole", test_refused_as_a_whole);
  ADD ("/batch/tags", test_tags);
  ADD ("/batch/passes-over-what-is-gone", test_passes_over_what_is_gone);
  ADD ("/batch/stopped", test_stopped);
  ADD ("/batch/campaign-of-companies", test_campaign_of_companies);
  ADD ("/batch/campaign-of-contacts", test_campaign_of_contacts);
  ADD ("/batch/campaign-of-lost-deals", test_campaign_of_lost_deals);
  ADD ("/batch/progress", test_progress);
  ADD ("/batch/undo-all", test_undo_all);
  ADD ("/batch/many", test_many);
  g_test_add_func ("/batch/can-make", test_can_make);
  return g_test_run ();
}
