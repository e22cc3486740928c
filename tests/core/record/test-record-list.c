/* The list of any size: its pages, and how it follows changes. */
#include "config.h"

#include "crm-id-moves.h"
#include "crm-record-list.h"
#include "record-fixture.h"

/* What a view would know of a list: it keeps its own copy of the ids by items-changed alone. */
typedef struct {
  CrmRecordList *list;
  GArray *ids;
  GString *log; /* "-2" a row went at 2, "+3*5" five came at 3, "m3" it had moved there */
  guint n_replaced;
} View;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, View *view)
{
  g_assert_cmpuint (position + removed, <=, view->ids->len);
  if (removed > 0)
    g_array_remove_range (view->ids, position, removed);
  for (guint i = 0; i < added; i++) {
    gint64 id = crm_record_list_get_id_at (view->list, position + i);
    g_array_insert_val (view->ids, position + i, id);
  }
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, view->ids->len);
  if (removed > 0)
    g_string_append_printf (view->log, removed > 1 ? " -%u*%u" : " -%u", position, removed);
  if (added > 0)
    g_string_append_printf (view->log, added > 1 ? " +%u*%u" : " +%u", position, added);
}

static void
moved_cb (CrmRecordList *list, guint position, View *view)
{
  g_string_append_printf (view->log, " m%u", position);
}

static void
replaced_cb (CrmRecordList *list, View *view)
{
  view->n_replaced++;
}

static void
open_view (View *view, RecordFixture *fixture, CrmQuery *query)
{
  view->list = crm_record_list_new (fixture->store, query);
  view->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  view->log = g_string_new (NULL);
  view->n_replaced = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view->list)); i++) {
    gint64 id = crm_record_list_get_id_at (view->list, i);
    g_array_append_val (view->ids, id);
  }
  g_signal_connect (view->list, "items-changed", G_CALLBACK (items_changed_cb), view);
  g_signal_connect (view->list, "moved", G_CALLBACK (moved_cb), view);
  g_signal_connect (view->list, "replaced", G_CALLBACK (replaced_cb), view);
}

static void
close_view (View *view)
{
  g_signal_handlers_disconnect_by_data (view->list, view);
  g_assert_finalize_object (view->list);
  g_array_unref (view->ids);
  g_string_free (view->log, TRUE);
}

/* Until the reader thread has answered everything asked so far. */
static gboolean
nothing_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
settle (RecordFixture *fixture)
{
  gboolean answered = FALSE;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  crm_store_read_async (fixture->store, nothing_func, NULL, NULL, NULL, answered_cb, &answered);
  while (!answered)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
wait_until_whole (View *view, RecordFixture *fixture)
{
  while (crm_record_list_get_loading (view->list))
    g_main_context_iteration (NULL, TRUE);
  settle (fixture);
}

static char *
take_log (View *view)
{
  char *log = g_strstrip (g_strdup (view->log->str));
  g_string_truncate (view->log, 0);
  return log;
}

static char *
dup_title_at (View *view, guint position)
{
  g_autoptr (CrmRecord) record = g_list_model_get_item (G_LIST_MODEL (view->list), position);
  return g_strdup (crm_record_get_title (record));
}

/* The view's copy and the list are what the query says. */
static void
assert_right (View *view, RecordFixture *fixture)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_query_read_ids (crm_record_list_get_query (view->list),
                                     record_fixture_reader (fixture), -1, 0, ids, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (view->ids->data, view->ids->len * sizeof (gint64), ids->data,
                   ids->len * sizeof (gint64));
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpint (crm_record_list_get_id_at (view->list, i), ==, g_array_index (ids, gint64, i));
}

typedef struct {
  int n;
  int next;
} Feed;

static gboolean
feed_companies (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Feed *feed = data;
  for (int i = 0; i < 500 && feed->next < feed->n; i++, feed->next++) {
    g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("company"));
    g_autofree char *name = g_strdup_printf ("Company %06d", feed->next);
    crm_record_set_text (record, "name", name);
    crm_change_add (change, record);
  }
  return feed->next < feed->n;
}

static void
add_companies (RecordFixture *fixture, int first, int n)
{
  g_autoptr (CrmChange) change = crm_change_new ("Add", 0, CRM_ORIGIN_COMMAND);
  Feed feed = { .n = first + n, .next = first };
  g_autoptr (GError) error = NULL;

  crm_change_set_feed (change, feed_companies, &feed, NULL, (gsize) n);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
}

static CrmQuery *
all_companies (void)
{
  return crm_query_new (crm_entity_find ("company"));
}

static void
test_grows (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = all_companies ();
  g_autofree char *log = NULL;
  g_autofree char *title = NULL;
  View view;

  add_companies (fixture, 0, 3000);
  settle (fixture);
  open_view (&view, fixture, query);
  /* The first page is there at once, without the main loop. */
  g_assert_cmpuint (view.ids->len, ==, 64);
  g_assert_true (crm_record_list_get_loading (view.list));
  title = dup_title_at (&view, 5);
  g_assert_cmpstr (title, ==, "Company 000005");
  wait_until_whole (&view, fixture);
  log = take_log (&view);
  g_assert_cmpstr (log, ==, "+64*2936");
  assert_right (&view, fixture);
  close_view (&view);
}

static void
test_small_is_whole (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = all_companies ();
  View view;

  add_companies (fixture, 0, 5);
  settle (fixture);
  open_view (&view, fixture, query);
  g_assert_cmpuint (view.ids->len, ==, 5);
  g_assert_false (crm_record_list_get_loading (view.list));
  close_view (&view);
}

/* What one record's change does to the rows. */
static void
test_smallest_steps (RecordFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *what;
    int id; /* of the record; 0: a new one, named @value */
    const char *field;
    const char *value; /* NULL: deleted */
    const char *log;
  } cases[] = {
    { "add in the middle", 0, NULL, "Company 000002a", "+3" },
    { "add at the top", 0, NULL, "Aaa", "+0" },
    { "add at the end", 0, NULL, "Zzz", "+12" },
    { "edit what does not decide", 5, "phone", "123", "" },
    { "edit in place", 5, "name", "Company 000004b", "" },
    { "move down", 3, "name", "Company 000007b", "-3 +9 m9" },
    { "move up", 3, "name", "Company 000000b", "-9 +2 m2" },
    { "move to the end", 3, "name", "Zzzz", "-2 +12 m12" },
    { "move to the top", 3, "name", "A", "-12 +0 m0" },
    { "delete", 5, NULL, NULL, "-6" },
    { "delete the first", 3, NULL, NULL, "-0" },
  };
  g_autoptr (CrmQuery) query = all_companies ();
  View view;

  add_companies (fixture, 0, 10);
  settle (fixture);
  open_view (&view, fixture, query);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *log = NULL;
    g_test_message ("%s", cases[i].what);
    if (cases[i].id == 0)
      record_fixture_add (fixture, "company", "name", cases[i].value, NULL);
    else if (cases[i].value == NULL)
      record_fixture_delete (fixture, "company", cases[i].id);
    else
      record_fixture_set (fixture, "company", cases[i].id, cases[i].field, cases[i].value);
    settle (fixture);
    log = take_log (&view);
    g_assert_cmpstr (log, ==, cases[i].log);
    assert_right (&view, fixture);
  }
  g_assert_cmpuint (view.n_replaced, ==, 0);
  close_view (&view);
}

static void
changed_cb (CrmRecord *record, guint *n_changed)
{
  (*n_changed)++;
}

/* A row that is looked at shows newer values, read once a change. */
static void
test_refreshes_rows (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("contact"));
  gint64 orion = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 vega = record_fixture_add (fixture, "company", "name", "Vega", NULL);
  gint64 anna = record_fixture_add (fixture, "contact", "name", "Anna", "company", "Orion", NULL);
  gint64 borys = record_fixture_add (fixture, "contact", "name", "Borys", "company", "Vega", NULL);
  int company = crm_entity_field_index (crm_entity_find ("contact"), "company");
  guint n_anna = 0, n_borys = 0;
  View view;

  settle (fixture);
  open_view (&view, fixture, query);
  g_autoptr (CrmRecord) first = g_list_model_get_item (G_LIST_MODEL (view.list), 0);
  g_autoptr (CrmRecord) second = g_list_model_get_item (G_LIST_MODEL (view.list), 1);
  g_signal_connect (first, "changed", G_CALLBACK (changed_cb), &n_anna);
  g_signal_connect (second, "changed", G_CALLBACK (changed_cb), &n_borys);
  g_assert_cmpint (crm_record_get_id (first), ==, anna);

  record_fixture_set (fixture, "contact", anna, "post", "Director");
  settle (fixture);
  g_assert_cmpuint (n_anna, ==, 1);
  g_assert_cmpuint (n_borys, ==, 0);
  g_assert_cmpstr (crm_record_get_text (first, "post"), ==, "Director");

  /* Only who shows the name of the company is read again. */
  record_fixture_set (fixture, "company", orion, "name", "Orion Stroy");
  settle (fixture);
  g_assert_cmpuint (n_anna, ==, 2);
  g_assert_cmpuint (n_borys, ==, 0);
  g_assert_cmpstr (crm_record_get_reference_title (first, company), ==, "Orion Stroy");
  record_fixture_set (fixture, "company", vega, "phone", "123");
  settle (fixture);
  g_assert_cmpuint (n_borys, ==, 0);

  /* A company that goes empties the field: one change, one reading. */
  record_fixture_delete (fixture, "company", orion);
  settle (fixture);
  g_assert_cmpuint (n_anna, ==, 3);
  g_assert_true (crm_record_is_empty (first, "company"));
  g_assert_true (record_fixture_undo (fixture));
  settle (fixture);
  g_assert_cmpuint (n_anna, ==, 4);
  g_assert_cmpstr (crm_record_get_reference_title (first, company), ==, "Orion Stroy");

  /* The same record is the same object, and none is read anew for it. */
  g_autoptr (CrmRecord) again = g_list_model_get_item (G_LIST_MODEL (view.list), 0);
  g_assert_true (again == first);
  g_assert_cmpint (crm_record_get_id (second), ==, borys);
  close_view (&view);
}

/* What a subject shows is a title too. */
static void
test_refreshes_subjects (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("note"));
  gint64 orion = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  g_autofree char *subject = g_strdup_printf ("company:%" G_GINT64_FORMAT, orion);
  int field = crm_entity_field_index (crm_entity_find ("note"), "subject");
  View view;

  record_fixture_add (fixture, "note", "text", "Hello", "subject", subject, NULL);
  settle (fixture);
  open_view (&view, fixture, query);
  wait_until_whole (&view, fixture);
  g_autoptr (CrmRecord) note = g_list_model_get_item (G_LIST_MODEL (view.list), 0);
  g_assert_cmpstr (crm_record_get_reference_title (note, field), ==, "Orion");
  record_fixture_set (fixture, "company", orion, "name", "Vega");
  settle (fixture);
  g_assert_cmpstr (crm_record_get_reference_title (note, field), ==, "Vega");
  close_view (&view);
}

/* Membership and order through a reference follow the record it points at. */
static void
test_follows_references (RecordFixture *fixture, gconstpointer data)
{
  static const char *const filters[] = { "company ~ ori", "company.name = Orion" };
  gint64 orion = record_fixture_add (fixture, "company", "name", "Orion", NULL);

  record_fixture_add (fixture, "contact", "name", "Anna", "company", "Orion", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++) {
    g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("contact"));
    g_autoptr (CrmQuery) query = crm_query_filter_expression (all, filters[i], NULL, NULL);
    View view;

    open_view (&view, fixture, query);
    wait_until_whole (&view, fixture);
    g_assert_cmpuint (view.ids->len, ==, 1);
    record_fixture_set (fixture, "company", orion, "name", "Vega");
    settle (fixture);
    g_assert_cmpuint (view.n_replaced, ==, 1);
    close_view (&view);
    record_fixture_set (fixture, "company", orion, "name", "Orion");
  }
}

static void
test_filter_membership (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) all = all_companies ();
  g_autoptr (CrmQuery) query = crm_query_filter (all, "city", CRM_OP_EQUAL, "Kyiv", NULL, NULL);
  gint64 orion = record_fixture_add (fixture, "company", "name", "Orion", "city", "Kyiv", NULL);
  gint64 vega = record_fixture_add (fixture, "company", "name", "Vega", "city", "Lviv", NULL);
  g_autofree char *came = NULL;
  g_autofree char *went = NULL;
  View view;

  settle (fixture);
  open_view (&view, fixture, query);
  wait_until_whole (&view, fixture);
  g_string_truncate (view.log, 0);
  record_fixture_set (fixture, "company", vega, "city", "Kyiv");
  settle (fixture);
  came = take_log (&view);
  g_assert_cmpstr (came, ==, "+1");
  record_fixture_set (fixture, "company", orion, "city", "Lviv");
  settle (fixture);
  went = take_log (&view);
  g_assert_cmpstr (went, ==, "-0");
  close_view (&view);
}

/* Neighbours come in one step; what is scattered too widely replaces the list. */
static void
test_many_at_once (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = all_companies ();
  g_autofree char *log = NULL;
  View view;

  add_companies (fixture, 0, 100);
  add_companies (fixture, 1000, 100);
  settle (fixture);
  open_view (&view, fixture, query);
  wait_until_whole (&view, fixture);
  g_string_truncate (view.log, 0);

  add_companies (fixture, 500, 50);
  settle (fixture);
  log = take_log (&view);
  g_assert_cmpstr (log, ==, "+100*50");
  g_assert_true (record_fixture_undo (fixture));
  settle (fixture);
  g_free (log);
  log = take_log (&view);
  g_assert_cmpstr (log, ==, "-100*50");
  assert_right (&view, fixture);

  /* More than an announcement names, among the others. */
  add_companies (fixture, 150, 2100);
  settle (fixture);
  g_assert_cmpuint (view.n_replaced, ==, 1);
  close_view (&view);
}

/* A wide change that moves nothing leaves the rows where they are, and refreshes them. */
static void
test_wide_in_place (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = all_companies ();
  g_autoptr (CrmChange) change = crm_change_new ("Set", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;
  guint n_changed = 0;
  View view;

  add_companies (fixture, 0, 2100);
  settle (fixture);
  open_view (&view, fixture, query);
  wait_until_whole (&view, fixture);
  g_string_truncate (view.log, 0);
  g_autoptr (CrmRecord) record = g_list_model_get_item (G_LIST_MODEL (view.list), 7);
  g_signal_connect (record, "changed", G_CALLBACK (changed_cb), &n_changed);
  for (guint i = 0; i < view.ids->len; i++)
    crm_change_set_text (change, crm_entity_find ("company"), g_array_index (view.ids, gint64, i),
                         "phone", "112");
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  settle (fixture);
  log = take_log (&view);
  g_assert_cmpstr (log, ==, "");
  g_assert_cmpuint (view.n_replaced, ==, 0);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpstr (crm_record_get_text (record, "phone"), ==, "112");
  close_view (&view);
}

/* A commit while the ids are being read: nothing is lost, nothing comes twice. */
static void
test_commit_while_loading (RecordFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Company 000003a", "Company 002000a" };

  add_companies (fixture, 0, 3000);
  settle (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CrmQuery) query = all_companies ();
    View view;

    open_view (&view, fixture, query);
    g_assert_true (crm_record_list_get_loading (view.list));
    record_fixture_add (fixture, "company", "name", names[i], NULL);
    wait_until_whole (&view, fixture);
    g_assert_cmpuint (view.n_replaced, ==, 0);
    assert_right (&view, fixture);
    close_view (&view);
  }
}

/* A list that nobody wants any more ends its reading and goes at once. */
static void
test_forgotten_while_loading (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = all_companies ();
  CrmRecordList *list;

  add_companies (fixture, 0, 3000);
  settle (fixture);
  list = crm_record_list_new (fixture->store, query);
  g_assert_true (crm_record_list_get_loading (list));
  g_assert_finalize_object (list);
  settle (fixture);
}

static void
test_few_alive (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = all_companies ();
  g_autoptr (GQueue) held = g_queue_new ();
  View view;

  add_companies (fixture, 0, 3000);
  settle (fixture);
  open_view (&view, fixture, query);
  wait_until_whole (&view, fixture);
  /* A view that scrolls holds some and lets the others go. */
  for (guint i = 0; i < 3000; i++) {
    g_queue_push_tail (held, g_list_model_get_item (G_LIST_MODEL (view.list), i));
    if (g_queue_get_length (held) > 200)
      g_object_unref (g_queue_pop_head (held));
    g_assert_cmpuint (crm_record_list_get_n_alive (view.list), <=, 201);
  }
  g_queue_clear_full (held, g_object_unref);
  g_assert_cmpuint (crm_record_list_get_n_alive (view.list), ==, 0);
  close_view (&view);
}

static void
test_find (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = all_companies ();
  guint position;
  View view;

  add_companies (fixture, 0, 10);
  settle (fixture);
  open_view (&view, fixture, query);
  g_assert_true (crm_record_list_find (view.list, g_array_index (view.ids, gint64, 7), &position));
  g_assert_cmpuint (position, ==, 7);
  g_assert_false (crm_record_list_find (view.list, 12345, &position));
  g_assert_cmpint (crm_record_list_get_id_at (view.list, 10), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (view.list), 10));
  close_view (&view);
}

/* --- Steps alone, on random orders */

typedef struct {
  GArray *ids; /* the list's own, as it stands */
  GArray *copy;
  gint64 gone;
} Steps;

static void
step_cb (guint position, guint removed, guint added, gpointer data)
{
  Steps *steps = data;
  if (removed > 0) {
    steps->gone = removed == 1 ? g_array_index (steps->copy, gint64, position) : 0;
    g_array_remove_range (steps->copy, position, removed);
  }
  if (added > 0)
    g_array_insert_vals (steps->copy, position, &g_array_index (steps->ids, gint64, position),
                         added);
  g_assert_cmpmem (steps->copy->data, steps->copy->len * sizeof (gint64), steps->ids->data,
                   steps->ids->len * sizeof (gint64));
}

static void
carried_cb (guint position, gpointer data)
{
  Steps *steps = data;
  g_assert_cmpint (g_array_index (steps->ids, gint64, position), ==, steps->gone);
}

static GArray *
copy_ids (GArray *ids)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (copy, ids->data, ids->len);
  return copy;
}

static void
test_random_steps (void)
{
  for (int trial = 0; trial < 3000; trial++) {
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (GHashTable) moved =
        g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr (GArray) new = NULL;
    g_autoptr (GArray) before = NULL;
    g_auto (CrmIdMoves) moves = { 0 };
    int n = g_test_rand_int_range (0, 30);
    int n_changes = g_test_rand_int_range (0, 12);
    gboolean is_beginning = g_test_rand_bit ();
    Steps steps = { 0 };

    for (gint64 i = 1; i <= n; i++)
      g_array_append_val (ids, i);
    new = copy_ids (ids);
    for (int i = 0; i < n_changes; i++) {
      gint64 id = g_test_rand_int_range (1, 40);
      guint position;
      for (position = 0; position < new->len; position++)
        if (g_array_index (new, gint64, position) == id)
          break;
      if (position < new->len)
        g_array_remove_index (new, position);
      if (g_test_rand_int_range (0, 3) > 0)
        g_array_insert_val (new, (guint) g_test_rand_int_range (0, (int) new->len + 1), id);
      g_hash_table_add (moved, g_memdup2 (&id, sizeof id));
    }
    for (gint64 i = 100; is_beginning && i < 110; i++)
      g_array_append_val (new, i);
    before = copy_ids (ids);
    g_assert_true (crm_id_moves_find (&moves, ids, new, moved, is_beginning, 1000));
    steps = (Steps) { .ids = ids, .copy = before };
    crm_id_moves_apply (&moves, ids, new, step_cb, carried_cb, &steps);
    g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), new->data, new->len * sizeof (gint64));
  }
}

/* A difference that nobody announced is seen. */
static void
test_unannounced (void)
{
  static const gint64 old[] = { 1, 2, 3, 4 };
  static const gint64 orders[][4] = { { 1, 3, 2, 4 }, { 1, 2, 3, 5 }, { 4, 1, 2, 3 } };
  g_autoptr (GHashTable) moved = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autoptr (GArray) a = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (GArray) b = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_auto (CrmIdMoves) moves = { 0 };
    g_array_append_vals (a, old, G_N_ELEMENTS (old));
    g_array_append_vals (b, orders[i], G_N_ELEMENTS (orders[i]));
    g_assert_false (crm_id_moves_find (&moves, a, b, moved, FALSE, 1000));
  }
}

/* Records that point at the same as the one before them say what it says, and no other does. */
static void
test_neighbours_share_titles (RecordFixture *fixture, gconstpointer country)
{
  static const char *const names[] = { "Orion", "Vega", NULL, "Orion" };
  const CrmEntity *contacts = crm_entity_find ("contact");
  int company = crm_entity_field_index (contacts, "company");
  g_autoptr (CrmQuery) all = crm_query_new (contacts);
  g_autoptr (CrmQuery) query = crm_query_sort (all, "id", FALSE, NULL);
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *orion =
      g_strdup_printf ("%d", (int) record_fixture_add (fixture, "company", "name", "Orion", NULL));
  g_autofree char *vega =
      g_strdup_printf ("%d", (int) record_fixture_add (fixture, "company", "name", "Vega", NULL));

  for (guint i = 0; i < 16; i++) {
    const char *name = names[i / 2 % 4];
    if (name == NULL)
      record_fixture_add (fixture, "contact", "name", "Alone", NULL);
    else
      record_fixture_add (fixture, "contact", "name", "Person", "company",
                          g_str_equal (name, "Orion") ? orion : vega, NULL);
  }
  for (int round = 0; round < 2; round++) {
    g_clear_pointer (&records, g_ptr_array_unref);
    records = crm_query_fetch_all (query, record_fixture_reader (fixture), -1, NULL);
    g_assert_cmpuint (records->len, ==, 16);
    for (guint i = 0; i < 16; i++) {
      const char *name = names[i / 2 % 4];
      if (round == 1 && g_strcmp0 (name, "Vega") == 0)
        name = "Vega Trade";
      g_assert_cmpstr (crm_record_get_reference_title (records->pdata[i], company), ==, name);
    }
    record_fixture_set (fixture, "company", g_ascii_strtoll (vega, NULL, 10), "name", "Vega Trade");
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (RecordFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/record-list/grows", test_grows },
    { "/record-list/small-is-whole", test_small_is_whole },
    { "/record-list/smallest-steps", test_smallest_steps },
    { "/record-list/refreshes-rows", test_refreshes_rows },
    { "/record-list/refreshes-subjects", test_refreshes_subjects },
    { "/record-list/follows-references", test_follows_references },
    { "/record-list/filter-membership", test_filter_membership },
    { "/record-list/many-at-once", test_many_at_once },
    { "/record-list/wide-in-place", test_wide_in_place },
    { "/record-list/commit-while-loading", test_commit_while_loading },
    { "/record-list/forgotten-while-loading", test_forgotten_while_loading },
    { "/record-list/few-alive", test_few_alive },
    { "/record-list/find", test_find },
    { "/record-list/neighbours-share-titles", test_neighbours_share_titles },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, RecordFixture, "other", record_fixture_set_up, tests[i].test,
                record_fixture_tear_down);
  g_test_add_func ("/id-moves/random-steps", test_random_steps);
  g_test_add_func ("/id-moves/unannounced", test_unannounced);
  return g_test_run ();
}
