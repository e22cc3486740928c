/* A process as a drawing.
 *
 * Layers are the longest way from a start. Edges that would close a circle lead back and count for
 * nothing in that; all others get a place in each layer that they pass, so that they can be drawn
 * around what stands there. Within the layers things stand where their neighbours are, on average.
 */
#include "config.h"

#include "crm-process-graph.h"

#include "crm-query.h"

/* Rounds of ordering; the order of drawings of this size has settled by then. */
#define SWEEPS 8

static void
clear_step (gpointer data)
{
  g_clear_object (&((CrmGraphStep *) data)->record);
}

static void
clear_outcome (gpointer data)
{
  g_clear_object (&((CrmGraphOutcome *) data)->record);
}

static void
clear_edge (gpointer data)
{
  g_clear_pointer (&((CrmGraphEdge *) data)->via, g_array_unref);
}

static CrmProcessGraph *
new_graph (void)
{
  CrmProcessGraph *self = g_new0 (CrmProcessGraph, 1);

  self->steps = g_array_new (FALSE, TRUE, sizeof (CrmGraphStep));
  self->outcomes = g_array_new (FALSE, TRUE, sizeof (CrmGraphOutcome));
  self->edges = g_array_new (FALSE, TRUE, sizeof (CrmGraphEdge));
  g_array_set_clear_func (self->steps, clear_step);
  g_array_set_clear_func (self->outcomes, clear_outcome);
  g_array_set_clear_func (self->edges, clear_edge);
  return self;
}

void
crm_process_graph_free (CrmProcessGraph *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->steps);
  g_array_unref (self->outcomes);
  g_array_unref (self->edges);
  g_free (self);
}

static CrmGraphStep *
get_step (CrmProcessGraph *self, guint i)
{
  return &g_array_index (self->steps, CrmGraphStep, i);
}

static CrmGraphOutcome *
get_outcome (CrmProcessGraph *self, guint i)
{
  return &g_array_index (self->outcomes, CrmGraphOutcome, i);
}

static CrmGraphEdge *
get_edge (CrmProcessGraph *self, guint i)
{
  return &g_array_index (self->edges, CrmGraphEdge, i);
}

static guint
get_start (CrmProcessGraph *self, const CrmGraphEdge *edge)
{
  return get_outcome (self, edge->outcome)->step;
}

/* --- Reading */

static GPtrArray *
fetch (CrmDatabase *database, const char *entity, const char *path, gint64 process, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) of = crm_query_filter_integer (all, path, CRM_OP_EQUAL, process);
  g_autoptr (CrmQuery) ordered = crm_query_sort_text (of, "position", error);

  return ordered != NULL ? crm_query_fetch_all (ordered, database, -1, error) : NULL;
}

static guint
find_record (GHashTable *places, gint64 id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (places, &id));
}

static void
note_record (GHashTable *places, CrmRecord *record, guint i)
{
  gint64 id = crm_record_get_id (record);

  /* Zero is "not there". */
  g_hash_table_insert (places, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (i + 1));
}

static void
add_steps (CrmProcessGraph *self, GPtrArray *records, GHashTable *places)
{
  for (guint i = 0; i < records->len; i++) {
    CrmGraphStep step = { .record = g_object_ref (records->pdata[i]) };
    g_array_append_val (self->steps, step);
    note_record (places, step.record, i);
  }
}

/* By step, in the order of each step. */
static void
add_outcomes (CrmProcessGraph *self, GPtrArray *records, GHashTable *steps, GHashTable *places)
{
  for (guint i = 0; i < self->steps->len; i++)
    for (guint j = 0; j < records->len; j++) {
      CrmGraphOutcome outcome = { .step = i };
      if (find_record (steps, crm_record_get_integer (records->pdata[j], "task_type")) != i + 1)
        continue;
      outcome.record = g_object_ref (records->pdata[j]);
      note_record (places, outcome.record, self->outcomes->len);
      g_array_append_val (self->outcomes, outcome);
    }
}

static gboolean
has_edge (CrmProcessGraph *self, guint outcome, guint to)
{
  for (guint i = 0; i < self->edges->len; i++)
    if (get_edge (self, i)->outcome == outcome && get_edge (self, i)->to == to)
      return TRUE;
  return FALSE;
}

/* One for each step that an outcome leads to, however many ways it has to it. */
static void
add_edges (CrmProcessGraph *self, GPtrArray *effects, GHashTable *steps, GHashTable *outcomes)
{
  for (guint i = 0; i < effects->len; i++) {
    CrmRecord *effect = effects->pdata[i];
    guint outcome = find_record (outcomes, crm_record_get_integer (effect, "outcome"));
    guint to = find_record (steps, crm_record_get_integer (effect, "next"));
    CrmGraphEdge edge = { outcome - 1, to - 1, FALSE, NULL };

    if (outcome == 0 || to == 0 || has_edge (self, outcome - 1, to - 1))
      continue;
    edge.via = g_array_new (FALSE, TRUE, sizeof (int));
    g_array_append_val (self->edges, edge);
  }
}

/* --- Layers */

typedef enum { NEW, OPEN, CLOSED } Mark;

typedef struct {
  CrmProcessGraph *graph;
  Mark *marks;
  GArray *finished; /* of guint: steps, those that lead nowhere new first */
  gboolean reached;
} Walk;

static void
visit (Walk *walk, guint step)
{
  CrmProcessGraph *self = walk->graph;

  walk->marks[step] = OPEN;
  get_step (self, step)->reached = walk->reached;
  for (guint i = 0; i < self->edges->len; i++) {
    CrmGraphEdge *edge = get_edge (self, i);
    if (get_start (self, edge) != step)
      continue;
    if (walk->marks[edge->to] == OPEN)
      edge->back = TRUE;
    else if (walk->marks[edge->to] == NEW)
      visit (walk, edge->to);
  }
  walk->marks[step] = CLOSED;
  g_array_append_val (walk->finished, step);
}

/* From the steps that start the process, then from all that cannot be come to. */
static void
walk_all (Walk *walk)
{
  CrmProcessGraph *self = walk->graph;

  walk->reached = TRUE;
  for (guint i = 0; i < self->steps->len; i++)
    if (walk->marks[i] == NEW && crm_record_get_integer (get_step (self, i)->record, "first") != 0)
      visit (walk, i);
  walk->reached = FALSE;
  for (guint i = 0; i < self->steps->len; i++)
    if (walk->marks[i] == NEW)
      visit (walk, i);
}

static void
find_layers (CrmProcessGraph *self)
{
  g_autofree Mark *marks = g_new0 (Mark, self->steps->len + 1);
  g_autoptr (GArray) finished = g_array_new (FALSE, FALSE, sizeof (guint));
  Walk walk = { self, marks, finished, TRUE };

  walk_all (&walk);
  for (guint i = finished->len; i-- > 0;) {
    guint step = g_array_index (finished, guint, i);
    for (guint j = 0; j < self->edges->len; j++) {
      CrmGraphEdge *edge = get_edge (self, j);
      if (get_start (self, edge) == step && !edge->back)
        get_step (self, edge->to)->layer =
            MAX (get_step (self, edge->to)->layer, get_step (self, step)->layer + 1);
    }
  }
  for (guint i = 0; i < self->steps->len; i++)
    self->n_layers = MAX (self->n_layers, get_step (self, i)->layer + 1);
}

/* --- Places within the layers */

typedef struct {
  int *place;    /* where it is noted: of a step, or of an edge that passes */
  double wanted; /* the average of its neighbours */
  int was;       /* keeps the order of equals */
} Item;

typedef struct {
  CrmProcessGraph *graph;
  GArray **layers; /* of Item */
} Order;

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *first = a;
  const Item *second = b;

  if (first->wanted < second->wanted || first->wanted > second->wanted)
    return first->wanted < second->wanted ? -1 : 1;
  return first->was - second->was;
}

static void
note_places (GArray *layer)
{
  for (guint i = 0; i < layer->len; i++) {
    Item *item = &g_array_index (layer, Item, i);
    *item->place = item->was = (int) i;
  }
}

static void
fill_layers (Order *order)
{
  CrmProcessGraph *self = order->graph;

  for (guint i = 0; i < self->steps->len; i++) {
    Item item = { &get_step (self, i)->place, 0, 0 };
    g_array_append_val (order->layers[get_step (self, i)->layer], item);
  }
  for (guint i = 0; i < self->edges->len; i++) {
    CrmGraphEdge *edge = get_edge (self, i);
    int first = get_step (self, get_start (self, edge))->layer + 1;
    int end = get_step (self, edge->to)->layer;
    if (edge->back || end <= first)
      continue;
    g_array_set_size (edge->via, (guint) (end - first));
    for (int layer = first; layer < end; layer++) {
      Item item = { &g_array_index (edge->via, int, (guint) (layer - first)), 0, 0 };
      g_array_append_val (order->layers[layer], item);
    }
  }
  for (int i = 0; i < self->n_layers; i++)
    note_places (order->layers[i]);
}

/* Where an edge is in a layer: at its start, on its way, or at its end; NULL if nowhere. */
static int *
find_place (CrmProcessGraph *self, CrmGraphEdge *edge, int layer)
{
  CrmGraphStep *start = get_step (self, get_start (self, edge));
  CrmGraphStep *end = get_step (self, edge->to);

  if (edge->back || layer < start->layer || layer > end->layer)
    return NULL;
  if (layer == start->layer)
    return &start->place;
  if (layer == end->layer)
    return &end->place;
  return &g_array_index (edge->via, int, (guint) (layer - start->layer - 1));
}

/* Sorts a layer by where what it is tied to stands in the neighbour layer. */
static void
sort_layer (Order *order, int layer, int neighbour)
{
  CrmProcessGraph *self = order->graph;
  GArray *items = order->layers[layer];

  for (guint i = 0; i < items->len; i++) {
    Item *item = &g_array_index (items, Item, i);
    double sum = 0;
    guint n = 0;
    for (guint j = 0; j < self->edges->len; j++) {
      CrmGraphEdge *edge = get_edge (self, j);
      int *there = find_place (self, edge, neighbour);
      if (there != NULL && find_place (self, edge, layer) == item->place) {
        sum += *there;
        n++;
      }
    }
    item->wanted = n > 0 ? sum / n : item->was;
  }
  g_array_sort (items, compare_items);
  note_places (items);
}

static void
find_places (CrmProcessGraph *self)
{
  g_autofree GArray **layers = g_new0 (GArray *, (gsize) self->n_layers + 1);
  Order order = { self, layers };

  for (int i = 0; i < self->n_layers; i++)
    layers[i] = g_array_new (FALSE, TRUE, sizeof (Item));
  fill_layers (&order);
  for (int sweep = 0; sweep < SWEEPS; sweep++) {
    for (int i = 1; i < self->n_layers; i++)
      sort_layer (&order, i, i - 1);
    for (int i = self->n_layers - 2; i >= 0 && sweep < SWEEPS - 1; i--)
      sort_layer (&order, i, i + 1);
  }
  for (int i = 0; i < self->n_layers; i++)
    g_array_unref (layers[i]);
}

/**
 * crm_process_graph_read:
 * @database: a connection of this thread
 * @process: id of a process
 * @error: what the store knows
 *
 * Returns: (transfer full): steps, outcomes and edges with their places; %NULL on error
 */
CrmProcessGraph *
crm_process_graph_read (CrmDatabase *database, gint64 process, GError **error)
{
  g_autoptr (CrmProcessGraph) self = new_graph ();
  g_autoptr (GPtrArray) steps = fetch (database, "task_type", "process", process, error);
  g_autoptr (GPtrArray) outcomes =
      steps != NULL ? fetch (database, "outcome", "task_type.process", process, error) : NULL;
  g_autoptr (GPtrArray) effects =
      outcomes != NULL ? fetch (database, "effect", "outcome.task_type.process", process, error)
                       : NULL;
  g_autoptr (GHashTable) step_places =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) outcome_places =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (effects == NULL)
    return NULL;
  add_steps (self, steps, step_places);
  add_outcomes (self, outcomes, step_places, outcome_places);
  add_edges (self, effects, step_places, outcome_places);
  find_layers (self);
  find_places (self);
  return g_steal_pointer (&self);
}

/* --- How many tasks stand where */

static GArray *
count_by (CrmProcessGraph *self, CrmDatabase *database, const char *states, const char *field,
          gint64 person, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  gint64 process = crm_record_get_integer (get_step (self, 0)->record, "process");
  g_autoptr (CrmQuery) of =
      crm_query_filter_integer (all, "task_type.process", CRM_OP_EQUAL, process);
  g_autoptr (CrmQuery) theirs =
      person != 0 ? crm_query_filter_integer (of, "responsible", CRM_OP_EQUAL, person)
                  : crm_query_ref (of);
  g_autoptr (CrmQuery) standing =
      crm_query_filter (theirs, "state", CRM_OP_IN, states, database, error);

  return standing != NULL ? crm_query_read_groups (standing, database, field, NULL, NULL, error)
                          : NULL;
}

static gint64
find_count (GArray *groups, CrmRecord *record)
{
  for (guint i = 0; i < groups->len; i++) {
    const CrmGroup *group = &g_array_index (groups, CrmGroup, i);
    if (group->group.type == CRM_VALUE_INTEGER &&
        group->group.integer == crm_record_get_id (record))
      return group->count;
  }
  return 0;
}

/**
 * crm_process_graph_count:
 * @self: a graph
 * @database: a connection of this thread
 * @person: whose tasks; 0: everybody's
 * @error: what the store knows
 *
 * Returns: whether the numbers of tasks were read
 */
gboolean
crm_process_graph_count (CrmProcessGraph *self, CrmDatabase *database, gint64 person,
                         GError **error)
{
  g_autoptr (GArray) open = NULL;
  g_autoptr (GArray) done = NULL;
  g_autoptr (GArray) chosen = NULL;

  if (self->steps->len == 0)
    return TRUE;
  open = count_by (self, database, "new,attention,in_work", "task_type", person, error);
  done = open != NULL ? count_by (self, database, "done", "task_type", person, error) : NULL;
  chosen = done != NULL ? count_by (self, database, "done", "result", person, error) : NULL;
  if (chosen == NULL)
    return FALSE;
  for (guint i = 0; i < self->steps->len; i++) {
    get_step (self, i)->n_open = find_count (open, get_step (self, i)->record);
    get_step (self, i)->n_done = find_count (done, get_step (self, i)->record);
  }
  for (guint i = 0; i < self->outcomes->len; i++)
    get_outcome (self, i)->n_chosen = find_count (chosen, get_outcome (self, i)->record);
  return TRUE;
}

int
crm_process_graph_find_step (CrmProcessGraph *self, gint64 task_type)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (crm_record_get_id (get_step (self, i)->record) == task_type)
      return (int) i;
  return -1;
}

/* The first outcome that leads on; -1: none does. */
static int
find_next_step (CrmProcessGraph *self, guint step)
{
  for (guint i = 0; i < self->outcomes->len; i++) {
    if (get_outcome (self, i)->step != step)
      continue;
    for (guint j = 0; j < self->edges->len; j++)
      if (get_edge (self, j)->outcome == i && !get_edge (self, j)->back)
        return (int) get_edge (self, j)->to;
  }
  return -1;
}

/**
 * crm_process_graph_find_way:
 * @self: a graph
 * @step: index of a step
 * @most: how many are wanted
 *
 * Outcomes stand in the order in which they are hoped for. As edges that lead back count for
 * nothing the way has an end.
 *
 * Returns: (transfer full) (element-type guint): the steps that follow one another behind it
 */
GArray *
crm_process_graph_find_way (CrmProcessGraph *self, guint step, guint most)
{
  GArray *way = g_array_new (FALSE, FALSE, sizeof (guint));

  for (int next = find_next_step (self, step); next >= 0 && way->len < most;
       next = find_next_step (self, (guint) next)) {
    guint found = (guint) next;
    g_array_append_val (way, found);
  }
  return way;
}
