/* Processes that run as rows of a Gantt chart. */
#include "config.h"

#include "crm-runs-gantt.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-gantt-item.h"

/* One under its heading. */
typedef struct {
  const char *group; /* of @names; NULL: no headings */
  guint place;       /* in the order of their start */
} Place;

static CrmGanttState
get_state (CrmTaskSpanState state)
{
  switch (state) {
  case CRM_TASK_SPAN_DONE:
    return CRM_GANTT_DONE;
  case CRM_TASK_SPAN_OPEN:
    return CRM_GANTT_OPEN;
  case CRM_TASK_SPAN_LATE:
    return CRM_GANTT_LATE;
  case CRM_TASK_SPAN_PLANNED:
    return CRM_GANTT_PLANNED;
  }
  g_assert_not_reached ();
}

static char *
dup_label (CrmRunTimeline *timeline, const CrmTaskSpan *span)
{
  const char *name = crm_run_timeline_get_name (timeline, span->name);

  return span->who != 0
             ? g_strdup_printf ("%s · %s", name, crm_run_timeline_get_name (timeline, span->who))
             : g_strdup (name);
}

static void
add_bar (CrmGanttItem *item, CrmRunTimeline *timeline, const CrmTaskSpan *span)
{
  g_autofree char *label = dup_label (timeline, span);

  crm_gantt_item_add_bar (item, span->start, span->end, get_state (span->state), label, "activity",
                          span->task);
}

/* --- Names of processes and people: few, each looked up once */

static const char *
find_name (GHashTable *names, CrmDatabase *database, const char *entity, gint64 id)
{
  char *name = g_hash_table_lookup (names, &id);

  if (name != NULL)
    return name;
  name = id != 0 ? crm_reference_title (database, crm_entity_find (entity), id) : NULL;
  if (name == NULL)
    name = g_strdup (C_ ("chart", "Nobody"));
  g_hash_table_insert (names, g_memdup2 (&id, sizeof id), name);
  return name;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a;
  const Place *second = b;
  int order = first->group != NULL ? g_utf8_collate (first->group, second->group) : 0;

  return order != 0 ? order : (first->place > second->place) - (first->place < second->place);
}

/* Under the name of its process a run is called by what else its name says. */
static const char *
shorten (const char *name, const char *group)
{
  gsize length = group != NULL ? strlen (group) : 0;

  return length > 0 && strncmp (name, group, length) == 0 && g_str_has_prefix (name + length, ": ")
             ? name + length + 2
             : name;
}

static CrmGanttItem *
make_run (CrmRunTimeline *timeline, const CrmTimelineRun *run, const char *group, const char *who)
{
  /* Translators: how far a process is, whose turn it is: “40 %, Anna” */
  g_autofree char *note = g_strdup_printf (_ ("%d %%, %s"), run->percent, who);
  CrmGanttItem *item =
      crm_gantt_item_new (shorten (run->name, group), note, "process_run", run->run);

  for (guint i = 0; i < run->n_spans; i++)
    add_bar (item, timeline, &g_array_index (timeline->spans, CrmTaskSpan, run->first + i));
  return item;
}

static guint
count_group (GArray *places, guint first)
{
  guint n = first;

  while (n < places->len && g_strcmp0 (g_array_index (places, Place, n).group,
                                       g_array_index (places, Place, first).group) == 0)
    n++;
  return n - first;
}

/**
 * crm_runs_gantt_make_items:
 * @timeline: what runs
 * @database: the main thread's connection
 * @grouping: what stands in the headings
 *
 * Returns: (transfer full) (element-type CrmGanttItem): a row a run; what is left out is said below
 */
GListModel *
crm_runs_gantt_make_items (CrmRunTimeline *timeline, CrmDatabase *database,
                           CrmRunsGrouping grouping)
{
  g_autoptr (GHashTable) processes =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) people =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListStore *store = g_list_store_new (CRM_TYPE_GANTT_ITEM);

  for (guint i = 0; i < timeline->runs->len; i++) {
    const CrmTimelineRun *run = &g_array_index (timeline->runs, CrmTimelineRun, i);
    Place place = { NULL, i };
    if (grouping == CRM_RUNS_BY_PROCESS)
      place.group = find_name (processes, database, "process", run->process);
    else if (grouping == CRM_RUNS_BY_PERSON)
      place.group = find_name (people, database, "person", run->person);
    g_array_append_val (places, place);
  }
  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index (places, Place, i);
    const CrmTimelineRun *run = &g_array_index (timeline->runs, CrmTimelineRun, place->place);
    if (place->group != NULL &&
        (i == 0 || g_strcmp0 (place->group, g_array_index (places, Place, i - 1).group) != 0)) {
      g_autofree char *count = g_strdup_printf ("%u", count_group (places, i));
      g_ptr_array_add (items, crm_gantt_item_new_heading (place->group, count));
    }
    g_ptr_array_add (items, make_run (timeline, run, place->group,
                                      find_name (people, database, "person", run->person)));
  }
  if (timeline->n_left_out > 0) {
    g_autofree char *more = g_strdup_printf (
        ngettext ("%u process that was started earlier is not shown",
                  "%u processes that were started earlier are not shown", timeline->n_left_out),
        timeline->n_left_out);
    g_ptr_array_add (items, crm_gantt_item_new_heading (more, NULL));
  }
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  return G_LIST_MODEL (store);
}

/**
 * crm_runs_gantt_make_tasks:
 * @timeline: of one run
 *
 * Returns: (transfer full) (element-type CrmGanttItem): a row a task
 */
GListModel *
crm_runs_gantt_make_tasks (CrmRunTimeline *timeline)
{
  GListStore *store = g_list_store_new (CRM_TYPE_GANTT_ITEM);

  for (guint i = 0; i < timeline->spans->len; i++) {
    const CrmTaskSpan *span = &g_array_index (timeline->spans, CrmTaskSpan, i);
    g_autoptr (CrmGanttItem) item =
        crm_gantt_item_new (crm_run_timeline_get_name (timeline, span->name),
                            span->who != 0 ? crm_run_timeline_get_name (timeline, span->who) : NULL,
                            "activity", span->task);
    add_bar (item, timeline, span);
    g_list_store_append (store, item);
  }
  return G_LIST_MODEL (store);
}
