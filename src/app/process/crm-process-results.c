/* How the steps of a process ended. */
#include "config.h"

#include "crm-process-results.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-date.h"
#include "crm-funnel-view.h"
#include "crm-latest.h"
#include "crm-outcome-statistics.h"
#include "crm-period.h"
#include "crm-person-choice.h"
#include "crm-process-graph.h"

/* A load tells of itself many times a second. */
#define WAIT_MS 300
#define MOST_SOURCES 200

static const CrmPeriod offered[] = { CRM_PERIOD_THIS_MONTH,   CRM_PERIOD_LAST_MONTH,
                                     CRM_PERIOD_THIS_QUARTER, CRM_PERIOD_LAST_QUARTER,
                                     CRM_PERIOD_THIS_YEAR,    CRM_PERIOD_LAST_YEAR };

struct _CrmProcessResults {
  AdwBin parent_instance;

  CrmWorkspace *workspace; /* owned; NULL until it is made */
  gint64 process;
  CrmOutcomeQuestion asked; /* of what is shown */
  GArray *source_ids;       /* owned; gint64 */
  GCancellable *reading;    /* owned; NULL while nothing is read */
  guint waiting;
  gboolean is_stale; /* not read since something changed */

  GtkStack *stack;
  GtkDropDown *periods;
  GtkDropDown *persons;
  GtkDropDown *sources;
  GtkWidget *nothing;
  GtkBox *steps;
};

G_DEFINE_FINAL_TYPE (CrmProcessResults, crm_process_results, ADW_TYPE_BIN)

/* --- The records behind a figure */

typedef struct {
  CrmOutcomeQuestion question;
  gint64 step;
  gint64 outcome; /* 0: all of the step */
} Target;

static void
activated_cb (GtkWidget *row, CrmProcessResults *self)
{
  const Target *target = g_object_get_data (G_OBJECT (row), "target");
  g_autoptr (CrmQuery) all = crm_outcome_make_query (&target->question);
  g_autoptr (CrmQuery) of = crm_query_filter_integer (all, "task_type", CRM_OP_EQUAL, target->step);
  g_autoptr (CrmQuery) those =
      target->outcome != 0 ? crm_query_filter_integer (of, "result", CRM_OP_EQUAL, target->outcome)
                           : crm_query_filter_values (of, "result", CRM_OP_EMPTY, NULL, 0);

  crm_workspace_open_list (self->workspace, those,
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

/* --- What is shown */

static GtkWidget *
make_bar (const char *colour, gint64 part, gint64 whole)
{
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, 1);

  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), whole > 0 ? (double) part / (double) whole : 0);
  gtk_widget_add_css_class (bar, "result-bar");
  gtk_widget_add_css_class (bar, colour != NULL ? colour : "accent");
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  /* The row says it in figures. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return bar;
}

static void
add_outcome (CrmProcessResults *self, AdwPreferencesGroup *group, const CrmStepStatistics *step,
             const char *name, const char *colour, gint64 outcome, gint64 n)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *number = crm_decimal_format (n, 0, 0, crm_number_style_local ());
  int percent = step->count > 0 ? (int) ((n * 100 + step->count / 2) / step->count) : 0;
  /* Translators: how many there are, and their share in percent: “12 · 30 %” */
  g_autofree char *said = g_strdup_printf (_ ("%s · %d %%"), number, percent);
  Target target = { self->asked, step->step, outcome };

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_label_set_text (GTK_LABEL (label), said);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_bar (colour, n, step->count));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), n > 0);
  g_object_set_data_full (G_OBJECT (row), "target", g_memdup2 (&target, sizeof target), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, 0);
  adw_preferences_group_add (group, row);
}

static gint64
find_count (const CrmStepStatistics *step, gint64 outcome)
{
  for (guint i = 0; i < step->outcomes->len; i++) {
    const CrmOutcomeCount *count = &g_array_index (step->outcomes, CrmOutcomeCount, i);
    if (count->outcome == outcome)
      return count->count;
  }
  return 0;
}

static void
add_step (CrmProcessResults *self, CrmProcessGraph *graph, guint place,
          const CrmStepStatistics *step)
{
  const CrmGraphStep *drawn = &g_array_index (graph->steps, CrmGraphStep, place);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *number = crm_decimal_format (step->count, 0, 0, crm_number_style_local ());
  g_autofree char *median = crm_funnel_dup_time (step->median);
  g_autofree char *said =
      /* Translators: how many tasks were done, and the median of their time: “12”, “6 days” */
      g_strdup_printf (_ ("Done: %s. Median: %s"), number, median);
  gint64 without = find_count (step, 0);

  adw_preferences_group_set_title (group, "");
  {
    g_autofree char *title = g_markup_escape_text (crm_record_get_title (drawn->record), -1);
    adw_preferences_group_set_title (group, title);
  }
  adw_preferences_group_set_description (group, said);
  for (guint i = 0; i < graph->outcomes->len; i++) {
    const CrmGraphOutcome *outcome = &g_array_index (graph->outcomes, CrmGraphOutcome, i);
    if (outcome->step == place)
      add_outcome (self, group, step, crm_record_get_title (outcome->record),
                   crm_record_get_text (outcome->record, "colour"),
                   crm_record_get_id (outcome->record),
                   find_count (step, crm_record_get_id (outcome->record)));
  }
  if (without > 0)
    add_outcome (self, group, step, _ ("Without a result"), "neutral", 0, without);
  gtk_box_append (self->steps, GTK_WIDGET (group));
}

static void
show (CrmProcessResults *self, CrmProcessGraph *graph, GPtrArray *statistics)
{
  GtkWidget *child;
  gboolean any = FALSE;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    gtk_box_remove (self->steps, child);
  for (guint i = 0; i < graph->steps->len; i++) {
    const CrmGraphStep *drawn = &g_array_index (graph->steps, CrmGraphStep, i);
    const CrmStepStatistics *step =
        crm_outcome_statistics_find (statistics, crm_record_get_id (drawn->record));
    if (step == NULL)
      continue;
    add_step (self, graph, i, step);
    any = TRUE;
  }
  gtk_widget_set_visible (self->nothing, !any);
  gtk_stack_set_visible_child_name (self->stack, "results");
}

/* --- Reading */

typedef struct {
  CrmProcessResults *view; /* owned */
  CrmOutcomeQuestion question;
  CrmProcessGraph *graph;    /* owned; NULL until it is read */
  GPtrArray *statistics;     /* owned; NULL until they are read */
  GCancellable *cancellable; /* owned */
} Reading;

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->graph = crm_process_graph_read (database, reading->question.process, error);
  if (reading->graph != NULL)
    reading->statistics = crm_outcome_statistics_read (database, &reading->question, error);
  return reading->statistics != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (CrmProcessResults) self = reading->view;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (self->workspace != NULL && self->reading == reading->cancellable) {
    g_clear_object (&self->reading);
    self->asked = reading->question;
    if (done)
      show (self, reading->graph, reading->statistics);
    else
      crm_workspace_report (self->workspace, _ ("The process could not be read"), error);
  }
  g_clear_pointer (&reading->graph, crm_process_graph_free);
  g_clear_pointer (&reading->statistics, g_ptr_array_unref);
  g_object_unref (reading->cancellable);
  g_free (reading);
}

static CrmOutcomeQuestion
get_question (CrmProcessResults *self)
{
  guint period = gtk_drop_down_get_selected (self->periods);
  guint source = gtk_drop_down_get_selected (self->sources);
  CrmOutcomeQuestion question = { self->process, G_MININT64, G_MAXINT64, 0, 0 };

  if (period > 0 && period <= G_N_ELEMENTS (offered)) {
    gint64 first, last;
    crm_period_get_days (offered[period - 1], crm_workspace_get_today (self->workspace), &first,
                         &last);
    question.from = crm_moment_from_date (first);
    question.to = crm_moment_from_date (last + 1) - 1;
  }
  question.person = crm_person_choice_get (self->persons);
  if (source < self->source_ids->len)
    question.source = g_array_index (self->source_ids, gint64, source);
  return question;
}

static void
ask (CrmProcessResults *self)
{
  Reading *reading = g_new0 (Reading, 1);

  self->is_stale = FALSE;
  crm_latest_begin (&self->reading);
  reading->view = g_object_ref (self);
  reading->question = get_question (self);
  reading->cancellable = g_object_ref (self->reading);
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

static void
asked_cb (CrmProcessResults *self)
{
  if (self->workspace != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
}

static gboolean
waited_cb (gpointer data)
{
  CrmProcessResults *self = data;

  self->waiting = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (CrmProcessResults *self, CrmAnnouncement *announcement)
{
  static const char *const followed[] = { "activity", "task_type", "outcome" };

  for (gsize i = 0; i < G_N_ELEMENTS (followed); i++)
    if (crm_announcement_touches (announcement, crm_entity_find (followed[i])))
      self->is_stale = TRUE;
  if (self->is_stale && self->waiting == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->waiting = g_timeout_add (WAIT_MS, waited_cb, self);
}

/* --- The object */

static void
crm_process_results_map (GtkWidget *widget)
{
  CrmProcessResults *self = CRM_PROCESS_RESULTS (widget);

  GTK_WIDGET_CLASS (crm_process_results_parent_class)->map (widget);
  if (self->is_stale)
    ask (self);
}

static void
crm_process_results_dispose (GObject *object)
{
  CrmProcessResults *self = CRM_PROCESS_RESULTS (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  crm_latest_stop (&self->reading);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->source_ids, g_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_PROCESS_RESULTS);

  G_OBJECT_CLASS (crm_process_results_parent_class)->dispose (object);
}

static void
crm_process_results_class_init (CrmProcessResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_process_results_dispose;
  widget_class->map = crm_process_results_map;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-process-results.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmProcessResults, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessResults, periods);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessResults, persons);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessResults, sources);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessResults, nothing);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessResults, steps);
  gtk_widget_class_bind_template_callback (widget_class, asked_cb);
}

static void
crm_process_results_init (CrmProcessResults *self)
{
  self->source_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_periods (CrmProcessResults *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("All time"));
  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    gtk_string_list_append (names, crm_period_get_label (offered[i]));
  gtk_drop_down_set_model (self->periods, G_LIST_MODEL (names));
}

static void
fill_sources (CrmProcessResults *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("choice"));
  g_autoptr (CrmQuery) those = crm_query_filter (all, "list", CRM_OP_EQUAL, "source", reader, NULL);
  g_autoptr (GPtrArray) sources = crm_query_fetch_all (those, reader, MOST_SOURCES, NULL);
  gint64 any = 0;

  gtk_string_list_append (names, _ ("Any source"));
  g_array_append_val (self->source_ids, any);
  for (guint i = 0; sources != NULL && i < sources->len; i++) {
    gint64 id = crm_record_get_id (sources->pdata[i]);
    gtk_string_list_append (names, crm_record_get_title (sources->pdata[i]));
    g_array_append_val (self->source_ids, id);
  }
  gtk_drop_down_set_model (self->sources, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->sources), sources != NULL && sources->len > 0);
}

/**
 * crm_process_results_new:
 * @workspace: where the process is
 * @process: its id
 *
 * Returns: (transfer floating): how its steps ended
 */
CrmProcessResults *
crm_process_results_new (CrmWorkspace *workspace, gint64 process)
{
  CrmProcessResults *self = g_object_new (CRM_TYPE_PROCESS_RESULTS, NULL);
  CrmWorkspace *owned = g_object_ref (workspace);

  self->process = process;
  self->workspace = owned;
  fill_periods (self);
  crm_person_choice_fill (self->persons, workspace);
  fill_sources (self);
  self->is_stale = TRUE;
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}
