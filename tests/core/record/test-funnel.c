/* The funnel against a model that reads the stays one by one. */
#include "config.h"

#include "crm-funnel.h"
#include "record-fixture.h"

typedef struct {
  gint64 deal, stage, entered, left, next;
} Move;

static gint64
add_move (RecordFixture *fixture, const Move *move)
{
  const CrmEntity *entity = crm_entity_find ("stage_move");
  g_autoptr (CrmRecord) record = crm_record_new (entity);
  g_autoptr (CrmChange) change = crm_change_new ("Move", 0, CRM_ORIGIN_IMPORT);
  g_autoptr (GError) error = NULL;
  gint64 stand_in;

  crm_record_set_integer (record, "deal", move->deal);
  crm_record_set_integer (record, "stage", move->stage);
  crm_record_set_integer (record, "entered", move->entered);
  if (move->left != 0)
    crm_record_set_integer (record, "left", move->left);
  if (move->next != 0)
    crm_record_set_integer (record, "next_stage", move->next);
  stand_in = crm_change_add (change, record);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  return crm_change_get_id (change, stand_in);
}

/* Their own history, of now, gives way to one of the test's. */
static void
forget_moves (RecordFixture *fixture, gint64 deal)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("stage_move"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "deal", CRM_OP_EQUAL, deal);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_true (crm_query_read_ids (own, record_fixture_reader (fixture), -1, 0, ids, NULL));
  for (guint i = 0; i < ids->len; i++)
    record_fixture_delete (fixture, "stage_move", g_array_index (ids, gint64, i));
}

static GPtrArray *
read_stages (RecordFixture *fixture)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("stage"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "pipeline", CRM_OP_EQUAL, 1);
  GPtrArray *stages = crm_query_fetch_all (own, record_fixture_reader (fixture), -1, NULL);

  g_assert_nonnull (stages);
  return stages;
}

static const CrmFunnelStep *
find_step (GPtrArray *steps, const char *name)
{
  for (guint i = 0; i < steps->len; i++) {
    const CrmFunnelStep *step = steps->pdata[i];
    if (g_strcmp0 (crm_record_get_title (step->stage), name) == 0)
      return step;
  }
  g_error ("there is no %s", name);
}

static void
test_counts (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmQuery) deals = crm_query_new (crm_entity_find ("deal"));
  CrmFunnelQuestion question = { 1, 0, G_MAXINT64, G_MAXINT64, deals };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 first =
      record_fixture_add (fixture, "deal", "name", "a", "value", "100", "currency", "PLN", NULL);
  gint64 second =
      record_fixture_add (fixture, "deal", "name", "b", "value", "5", "currency", "PLN", NULL);
  const CrmFunnelStep *step;

  record_fixture_add (fixture, "deal", "name", "c", NULL);
  record_fixture_set (fixture, "deal", first, "stage", "Proposal");
  record_fixture_set (fixture, "deal", first, "stage", "Won");
  record_fixture_set (fixture, "deal", second, "stage", "Proposal");
  record_fixture_set (fixture, "deal", second, "stage", "Lost");
  steps = crm_funnel_read (record_fixture_reader (fixture), &question, &error);
  g_assert_no_error (error);
  step = find_step (steps, "New");
  g_assert_cmpint (step->counts[CRM_FUNNEL_ENTERED], ==, 3);
  g_assert_cmpint (step->counts[CRM_FUNNEL_MOVED_ON], ==, 2);
  g_assert_cmpint (step->counts[CRM_FUNNEL_STILL], ==, 1);
  g_assert_cmpint (step->counts[CRM_FUNNEL_LOST], ==, 0);
  g_assert_cmpint (g_array_index (step->amounts, CrmAmount, 0).money, ==, 10500);
  step = find_step (steps, "Proposal");
  g_assert_cmpint (step->counts[CRM_FUNNEL_ENTERED], ==, 2);
  g_assert_cmpint (step->counts[CRM_FUNNEL_MOVED_ON], ==, 1);
  g_assert_cmpint (step->counts[CRM_FUNNEL_LOST], ==, 1);
  g_assert_cmpint (find_step (steps, "Payment")->counts[CRM_FUNNEL_ENTERED], ==, 0);
  g_assert_cmpint (find_step (steps, "Payment")->median, ==, -1);
  g_assert_true (crm_funnel_read_ids (record_fixture_reader (fixture), &question,
                                      crm_record_get_id (step->stage), CRM_FUNNEL_LOST, ids,
                                      &error));
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, second);
}

static int
find_place (GPtrArray *stages, gint64 id)
{
  for (guint i = 0; i < stages->len; i++)
    if (crm_record_get_id (stages->pdata[i]) == id)
      return (int) i;
  return -1;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

static void
check (RecordFixture *fixture, GArray *moves, GPtrArray *stages, const CrmFunnelQuestion *question,
       gint64 n_deals, gint64 only)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) steps = crm_funnel_read (record_fixture_reader (fixture), question, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, ==, stages->len);
  for (guint s = 0; s < stages->len; s++) {
    const CrmFunnelStep *step = steps->pdata[s];
    gint64 stage = crm_record_get_id (stages->pdata[s]);
    gint64 expected[CRM_FUNNEL_N_PARTS] = { 0 };
    g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
    for (gint64 deal = 1; deal <= n_deals; deal++) {
      const Move *last = NULL;
      CrmFunnelPart part = CRM_FUNNEL_STILL;
      if (only != 0 && deal != only)
        continue;
      for (guint i = 0; i < moves->len; i++) {
        const Move *move = &g_array_index (moves, Move, i);
        if (move->deal == deal && move->stage == stage && move->entered >= question->from &&
            move->entered <= question->to && move->entered <= question->at &&
            (last == NULL || move->entered >= last->entered))
          last = move;
      }
      if (last == NULL)
        continue;
      if (last->left != 0 && last->left <= question->at) {
        int place = find_place (stages, last->next);
        gint64 time = last->left - last->entered;
        part = CRM_FUNNEL_MOVED_ON;
        if (place >= 0 &&
            g_str_equal (crm_record_get_text (stages->pdata[place], "outcome"), "lost"))
          part = CRM_FUNNEL_LOST;
        else if (place >= 0 && place < (int) s)
          part = CRM_FUNNEL_BACK;
        g_array_append_val (times, time);
      }
      expected[CRM_FUNNEL_ENTERED]++;
      expected[part]++;
    }
    for (int part = 0; part < CRM_FUNNEL_N_PARTS; part++) {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_assert_cmpint (step->counts[part], ==, expected[part]);
      g_assert_true (crm_funnel_read_ids (record_fixture_reader (fixture), question, stage,
                                          (CrmFunnelPart) part, ids, &error));
      g_assert_cmpint (ids->len, ==, expected[part]);
    }
    g_array_sort (times, compare);
    g_assert_cmpint (step->median, ==,
                     times->len > 0 ? g_array_index (times, gint64, (times->len - 1) / 2) : -1);
  }
}

#define N_DEALS 25

static void
test_agrees_with_model (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (Move));
  g_autoptr (CrmQuery) deals = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (CrmQuery) one = crm_query_filter (deals, "name", CRM_OP_EQUAL, "deal 7", NULL, NULL);
  g_autoptr (GPtrArray) stages = NULL;

  stages = read_stages (fixture);
  for (int i = 1; i <= N_DEALS; i++) {
    g_autofree char *name = g_strdup_printf ("deal %d", i);
    gint64 deal = record_fixture_add (fixture, "deal", "name", name, NULL);
    gint64 now = g_test_rand_int_range (0, 1000);
    int place = g_test_rand_int_range (0, 3);
    g_assert_cmpint (deal, ==, i);
    forget_moves (fixture, deal);
    for (int n = g_test_rand_int_range (1, 7); n > 0; n--) {
      int next = g_test_rand_int_range (0, (gint32) stages->len);
      Move move = { deal, crm_record_get_id (stages->pdata[place]), now, 0, 0 };
      now += g_test_rand_int_range (0, 300);
      if (n > 1) {
        move.left = MAX (now, 1);
        move.next = crm_record_get_id (stages->pdata[next]);
      }
      g_array_append_val (moves, move);
      add_move (fixture, &move);
      place = next;
    }
  }
  for (int round = 0; round < 40; round++) {
    gint64 from = g_test_rand_int_range (0, 1500);
    CrmFunnelQuestion question = { 1, from, from + g_test_rand_int_range (0, 2000),
                                   g_test_rand_int_range (0, 3000), round % 4 == 0 ? one : deals };
    if (round % 5 == 0)
      question = (CrmFunnelQuestion) { 1, 0, G_MAXINT64, G_MAXINT64, question.deals };
    check (fixture, moves, stages, &question, N_DEALS, round % 4 == 0 ? 7 : 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, NULL, record_fixture_set_up, func, record_fixture_tear_down)
  ADD ("/funnel/counts", test_counts);
  ADD ("/funnel/agrees-with-model", test_agrees_with_model);
  return g_test_run ();
}
