/* Processes as drawings: everything has a place of its own, and time goes one way. */
#include "config.h"

#include "crm-command-process.h"
#include "crm-document.h"
#include "crm-process-graph.h"
#include "crm-process.h"
#include "record-fixture.h"

#define N_RANDOM 60

static void
set_up (RecordFixture *fixture, gconstpointer country)
{
  crm_document_register ();
  crm_command_register_processes ();
  record_fixture_set_up (fixture, country);
}

static CrmProcessGraph *
read_graph (RecordFixture *fixture, gint64 process)
{
  g_autoptr (GError) error = NULL;
  CrmProcessGraph *graph =
      crm_process_graph_read (record_fixture_reader (fixture), process, &error);

  g_assert_no_error (error);
  g_assert_nonnull (graph);
  return graph;
}

static const CrmGraphStep *
get_step (CrmProcessGraph *graph, guint i)
{
  return &g_array_index (graph->steps, CrmGraphStep, i);
}

static const CrmGraphStep *
get_start (CrmProcessGraph *graph, const CrmGraphEdge *edge)
{
  return get_step (graph, g_array_index (graph->outcomes, CrmGraphOutcome, edge->outcome).step);
}

static void
take_place (GHashTable *places, int layer, int place)
{
  g_assert_cmpint (place, >=, 0);
  g_assert_true (g_hash_table_add (places, g_strdup_printf ("%d:%d", layer, place)));
}

/* In each layer the places are 0, 1, 2 ..., each taken once. */
static void
check_places (CrmProcessGraph *graph)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree int *most = g_new0 (int, (gsize) graph->n_layers + 1);
  int n = 0;

  for (guint i = 0; i < graph->steps->len; i++) {
    const CrmGraphStep *step = get_step (graph, i);
    g_assert_cmpint (step->layer, >=, 0);
    g_assert_cmpint (step->layer, <, graph->n_layers);
    take_place (places, step->layer, step->place);
    most[step->layer] = MAX (most[step->layer], step->place + 1);
  }
  for (guint i = 0; i < graph->edges->len; i++) {
    const CrmGraphEdge *edge = &g_array_index (graph->edges, CrmGraphEdge, i);
    for (guint j = 0; j < edge->via->len; j++) {
      int layer = get_start (graph, edge)->layer + 1 + (int) j;
      take_place (places, layer, g_array_index (edge->via, int, j));
      most[layer] = MAX (most[layer], g_array_index (edge->via, int, j) + 1);
    }
  }
  for (int i = 0; i < graph->n_layers; i++)
    n += most[i];
  g_assert_cmpint (n, ==, (int) g_hash_table_size (places));
}

static void
check_edges (CrmProcessGraph *graph)
{
  for (guint i = 0; i < graph->edges->len; i++) {
    const CrmGraphEdge *edge = &g_array_index (graph->edges, CrmGraphEdge, i);
    const CrmGraphStep *start = get_start (graph, edge);
    const CrmGraphStep *end = get_step (graph, edge->to);
    if (edge->back)
      g_assert_cmpuint (edge->via->len, ==, 0);
    else
      g_assert_cmpint (start->layer + 1 + (int) edge->via->len, ==, end->layer);
  }
}

/* Every step of what comes with the program can be come to. */
static void
test_built_in (RecordFixture *fixture, gconstpointer country)
{
  static const char *const codes[] = { "classic", "conveyor", "agency" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = NULL;
    gint64 process = crm_process_find (record_fixture_reader (fixture), codes[i], &error);
    g_autoptr (CrmProcessGraph) graph = NULL;

    g_assert_no_error (error);
    graph = read_graph (fixture, process);
    g_assert_cmpuint (graph->steps->len, >, 2);
    g_assert_cmpuint (graph->edges->len, >, 1);
    for (guint j = 0; j < graph->steps->len; j++)
      g_assert_true (get_step (graph, j)->reached);
    check_places (graph);
    check_edges (graph);
  }
}

static void
test_random (RecordFixture *fixture, gconstpointer country)
{
  for (int round = 0; round < N_RANDOM; round++) {
    g_autofree char *name = g_strdup_printf ("Round %d", round);
    gint64 process = record_fixture_add (fixture, "process", "name", name, "code", name, NULL);
    g_autofree char *process_text = g_strdup_printf ("%" G_GINT64_FORMAT, process);
    int n = g_test_rand_int_range (1, 9);
    g_autofree gint64 *steps = g_new0 (gint64, (gsize) n);
    g_autoptr (CrmProcessGraph) graph = NULL;
    guint n_edges = 0;

    for (int i = 0; i < n; i++)
      steps[i] =
          record_fixture_add (fixture, "task_type", "name", "Step", "process", process_text,
                              "first", g_test_rand_int_range (0, 4) == 0 ? "yes" : "no", NULL);
    for (int i = 0; i < n; i++)
      for (int j = g_test_rand_int_range (0, 3); j > 0; j--) {
        g_autofree char *step = g_strdup_printf ("%" G_GINT64_FORMAT, steps[i]);
        g_autofree char *next =
            g_strdup_printf ("%" G_GINT64_FORMAT, steps[g_test_rand_int_range (0, n)]);
        gint64 outcome =
            record_fixture_add (fixture, "outcome", "name", "Done", "task_type", step, NULL);
        g_autofree char *outcome_text = g_strdup_printf ("%" G_GINT64_FORMAT, outcome);
        record_fixture_add (fixture, "effect", "outcome", outcome_text, "kind", "next", "next",
                            next, NULL);
        n_edges++;
      }
    graph = read_graph (fixture, process);
    g_assert_cmpuint (graph->steps->len, ==, (guint) n);
    g_assert_cmpuint (graph->edges->len, ==, n_edges);
    check_places (graph);
    check_edges (graph);
  }
}

static void
test_empty (RecordFixture *fixture, gconstpointer country)
{
  gint64 process = record_fixture_add (fixture, "process", "name", "Empty", "code", "empty", NULL);
  g_autoptr (CrmProcessGraph) graph = read_graph (fixture, process);

  g_assert_cmpuint (graph->steps->len, ==, 0);
  g_assert_cmpint (graph->n_layers, ==, 0);
  g_assert_true (crm_process_graph_count (graph, record_fixture_reader (fixture), 0, NULL));
}

static gboolean
start (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Start", 0, CRM_ORIGIN_COMMAND);
  gint64 process = crm_process_find (database, "classic", error);

  return process != 0 &&
         crm_process_start (change, database, *(gint64 *) data, 0, process, 0, error) != 0 &&
         crm_change_commit (change, database, error) > 0;
}

static gint64
count_open (CrmProcessGraph *graph)
{
  gint64 n = 0;

  for (guint i = 0; i < graph->steps->len; i++)
    n += get_step (graph, i)->n_open;
  return n;
}

static void
test_counts (RecordFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 process = crm_process_find (record_fixture_reader (fixture), "classic", NULL);
  g_autoptr (CrmProcessGraph) graph = read_graph (fixture, process);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 3; i++) {
    crm_store_write (fixture->store, start, &company, NULL, &error);
    g_assert_no_error (error);
  }
  g_assert_true (crm_process_graph_count (graph, record_fixture_reader (fixture), 0, &error));
  g_assert_cmpint (count_open (graph), ==, 3);
  for (guint i = 0; i < graph->steps->len; i++)
    if (get_step (graph, i)->n_open > 0)
      g_assert_cmpint (get_step (graph, i)->layer, ==, 0);
  g_assert_true (crm_process_graph_count (graph, record_fixture_reader (fixture), 999, &error));
  g_assert_cmpint (count_open (graph), ==, 0);
}

/* How it goes on if all goes well; it never goes round in circles. */
static void
test_way (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmProcessGraph) graph =
      read_graph (fixture, crm_process_find (record_fixture_reader (fixture), "classic", NULL));
  g_autoptr (GArray) way = crm_process_graph_find_way (graph, 0, 20);
  g_autoptr (GArray) few = crm_process_graph_find_way (graph, 0, 2);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < way->len; i++)
    g_string_append_printf (
        names, "%s|",
        crm_record_get_title (get_step (graph, g_array_index (way, guint, i))->record));
  g_assert_cmpstr (names->str, ==,
                   "Commercial proposal|Find out what they think of the proposal|Meeting|"
                   "Prepare the contract|Get the contract signed|Issue the invoice|"
                   "Get the payment|Act or waybill|");
  g_assert_cmpuint (few->len, ==, 2);
  g_assert_cmpint (
      crm_process_graph_find_step (graph, crm_record_get_id (get_step (graph, 3)->record)), ==, 3);
  g_assert_cmpint (crm_process_graph_find_step (graph, 0), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/process-graph/built-in", RecordFixture, "pl", set_up, test_built_in,
              record_fixture_tear_down);
  g_test_add ("/process-graph/random", RecordFixture, "pl", set_up, test_random,
              record_fixture_tear_down);
  g_test_add ("/process-graph/empty", RecordFixture, "pl", set_up, test_empty,
              record_fixture_tear_down);
  g_test_add ("/process-graph/counts", RecordFixture, "pl", set_up, test_counts,
              record_fixture_tear_down);
  g_test_add ("/process-graph/way", RecordFixture, "other", set_up, test_way,
              record_fixture_tear_down);
  return g_test_run ();
}
