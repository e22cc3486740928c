/* The tasks of the processes under way, in time.
 *
 * Two passes by index, one over the runs, one over their tasks, and each text is kept once: ten
 * thousand runs take a few megabytes. */
#include "config.h"

#include "crm-run-timeline.h"

/* What has no end is shown as a day. */
#define DAY 86400
/* A task done in a moment is still to be seen and hit. */
#define LEAST 900

static void
clear_run (gpointer data)
{
  g_free (((CrmTimelineRun *) data)->name);
}

static CrmRunTimeline *
new_timeline (void)
{
  CrmRunTimeline *self = g_new0 (CrmRunTimeline, 1);

  self->runs = g_array_new (FALSE, TRUE, sizeof (CrmTimelineRun));
  g_array_set_clear_func (self->runs, clear_run);
  self->spans = g_array_new (FALSE, TRUE, sizeof (CrmTaskSpan));
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->names, g_strdup (""));
  return self;
}

void
crm_run_timeline_free (CrmRunTimeline *self)
{
  g_array_unref (self->runs);
  g_array_unref (self->spans);
  g_ptr_array_unref (self->names);
  g_free (self);
}

const char *
crm_run_timeline_get_name (CrmRunTimeline *self, guint name)
{
  return self->names->pdata[name];
}

static guint
find_name (CrmRunTimeline *self, GHashTable *known, const char *text)
{
  gpointer place;

  if (text == NULL || *text == '\0')
    return 0;
  if (g_hash_table_lookup_extended (known, text, NULL, &place))
    return GPOINTER_TO_UINT (place);
  g_ptr_array_add (self->names, g_strdup (text));
  g_hash_table_insert (known, self->names->pdata[self->names->len - 1],
                       GUINT_TO_POINTER (self->names->len - 1));
  return self->names->len - 1;
}

/* --- One task */

static gint64
get_moment (CrmStatement *row, int column)
{
  return crm_statement_is_null (row, column) ? 0 : crm_statement_get_integer (row, column);
}

/* When it began: as it was planned, but not before it was there unless it was done by then, and not
 * after it was done. */
static void
place (CrmTaskSpan *span, gint64 created, gint64 start, gint64 done, gint64 now)
{
  span->start = start != 0 ? start : created;
  if (done != 0) {
    span->state = CRM_TASK_SPAN_DONE;
    span->start = MIN (span->start, done);
    span->end = done;
  } else if (span->due != 0 && span->due < now) {
    span->state = CRM_TASK_SPAN_LATE;
    span->start = MIN (span->start, span->due);
    span->end = now;
  } else {
    span->state = span->start > now ? CRM_TASK_SPAN_PLANNED : CRM_TASK_SPAN_OPEN;
    span->end = span->due != 0 ? span->due : MAX (span->start, now) + DAY;
  }
  span->end = MAX (span->end, span->start + LEAST);
}

/* --- Reading */

#define COLUMNS "SELECT id, name, process, person, percent, started FROM process_run"

static gboolean
read_runs (CrmRunTimeline *self, CrmStatement *rows, GError **error)
{
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  for (;;) {
    if (!crm_statement_step (rows, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    CrmTimelineRun found = { .run = crm_statement_get_integer (rows, 0),
                             .name = g_strdup (crm_statement_get_text (rows, 1)),
                             .process = crm_statement_get_integer (rows, 2),
                             .person = get_moment (rows, 3),
                             .percent = (int) get_moment (rows, 4) };
    g_array_append_val (self->runs, found);
  }
}

static gboolean
read_tasks (CrmRunTimeline *self, CrmDatabase *database, CrmTimelineRun *run, GHashTable *known,
            gint64 now, GError **error)
{
  g_autoptr (CrmStatement) rows = crm_database_prepare (
      database,
      "SELECT a.id, a.state, a.title, p.name, a.created, a.start, a.due, a.done,"
      " a.responsible FROM activity a"
      " LEFT JOIN person p ON p.id = a.responsible"
      " WHERE a.run = ?1 AND a.state <> 'cancelled' ORDER BY a.id",
      error);
  gboolean has_row;

  run->first = self->spans->len;
  if (rows == NULL)
    return FALSE;
  crm_statement_bind_integer (rows, 1, run->run);
  for (;;) {
    CrmTaskSpan span = { 0 };
    gboolean is_done;

    if (!crm_statement_step (rows, &has_row, error))
      return FALSE;
    if (!has_row)
      break;
    span.task = crm_statement_get_integer (rows, 0);
    is_done = g_strcmp0 (crm_statement_get_text (rows, 1), "done") == 0;
    span.name = find_name (self, known, crm_statement_get_text (rows, 2));
    span.who = find_name (self, known, crm_statement_get_text (rows, 3));
    span.due = get_moment (rows, 6);
    span.person = get_moment (rows, 8);
    place (&span, get_moment (rows, 4), get_moment (rows, 5),
           is_done ? MAX (get_moment (rows, 7), 1) : 0, now);
    g_array_append_val (self->spans, span);
  }
  run->n_spans = self->spans->len - run->first;
  return TRUE;
}

static gboolean
read_all_tasks (CrmRunTimeline *self, CrmDatabase *database, gint64 now, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->runs->len; i++)
    if (!read_tasks (self, database, &g_array_index (self->runs, CrmTimelineRun, i), known, now,
                     error))
      return FALSE;
  return TRUE;
}

/**
 * crm_run_timeline_read:
 * @database: a connection of this thread
 * @most: how many runs, see %CRM_RUN_TIMELINE_MOST
 * @now: the moment
 * @error: what the store knows
 *
 * Of those under way the @most that were started last; how many more there are is counted.
 *
 * Returns: (transfer full): the runs in the order they were started, with what was not cancelled
 */
CrmRunTimeline *
crm_run_timeline_read (CrmDatabase *database, guint most, gint64 now, GError **error)
{
  g_autoptr (CrmRunTimeline) self = new_timeline ();
  g_autoptr (CrmStatement) rows =
      crm_database_prepare (database,
                            "SELECT * FROM (" COLUMNS " WHERE state = 'running'"
                            " ORDER BY started DESC, id DESC LIMIT ?1) ORDER BY started, id",
                            error);
  gint64 n = 0;

  if (rows != NULL)
    crm_statement_bind_integer (rows, 1, most);
  if (!read_runs (self, rows, error) || !read_all_tasks (self, database, now, error))
    return NULL;
  if (self->runs->len >= most &&
      !crm_database_query_integer (
          database, "SELECT count (*) FROM process_run WHERE state = 'running'", 0, &n, error))
    return NULL;
  self->n_left_out = n > self->runs->len ? (guint) n - self->runs->len : 0;
  return g_steal_pointer (&self);
}

/**
 * crm_run_timeline_read_one:
 * @database: a connection of this thread
 * @run: of a process, whatever its state
 * @now: the moment
 * @error: what the store knows
 *
 * Returns: (transfer full): that run with what was not cancelled; nothing where it is not there
 */
CrmRunTimeline *
crm_run_timeline_read_one (CrmDatabase *database, gint64 run, gint64 now, GError **error)
{
  g_autoptr (CrmRunTimeline) self = new_timeline ();
  g_autoptr (CrmStatement) rows = crm_database_prepare (database, COLUMNS " WHERE id = ?1", error);

  if (rows != NULL)
    crm_statement_bind_integer (rows, 1, run);
  if (!read_runs (self, rows, error) || !read_all_tasks (self, database, now, error))
    return NULL;
  return g_steal_pointer (&self);
}
