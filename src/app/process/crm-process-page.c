/* A process: drawn, and edited beside the drawing. */
#include "config.h"

#include "crm-process-page.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "crm-announcement.h"
#include "crm-latest.h"
#include "crm-process-drawing.h"
#include "crm-process-editor.h"
#include "crm-process-results.h"
#include "crm-process.h"
#include "crm-record-page.h"
#include "crm-trial-dialog.h"
#include "crm-version-dialog.h"

struct _CrmProcessPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *record;       /* owned; the process */
  GPtrArray *problems;     /* owned; sentences; NULL where it was not asked */
  GCancellable *counting;  /* owned; the count that is under way */
  CrmProcessEditor *part;  /* borrowed */
  const CrmEntity *shown;  /* of the part that is looked at */
  gint64 shown_id;
  gboolean has_steps;

  AdwWindowTitle *title;
  GtkWidget *add_step;
  GtkWidget *add_first;
  GtkWidget *put_to_use;
  GtkWidget *try;
  GtkToggleButton *results;
  AdwBanner *fixed;
  AdwOverlaySplitView *split;
  GtkStack *stack;
  CrmProcessDrawing *drawing;
  AdwBin *editor;
  AdwBin *results_bin;
};

G_DEFINE_FINAL_TYPE (CrmProcessPage, crm_process_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *const followed[] = { "process", "task_type", "outcome", "effect",
                                        "process_member" };

static gint64
get_process (CrmProcessPage *self)
{
  return crm_record_get_id (self->record);
}

static gboolean
is_draft (CrmProcessPage *self)
{
  return g_strcmp0 (crm_record_get_text (self->record, "state"), "draft") == 0 &&
         crm_store_is_writable (crm_workspace_get_store (self->workspace));
}

/* To what it belongs, within the process. */
static const CrmField *
find_bond (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & CRM_FIELD_BOUND)
      return &entity->fields[i];
  return NULL;
}

/* --- The part that is looked at */

static void
show_part (CrmProcessPage *self)
{
  gboolean whole = self->shown == crm_entity_find ("process");

  crm_process_editor_show (self->part, self->shown, self->shown_id, is_draft (self),
                           whole ? self->problems : NULL);
  crm_process_drawing_mark (self->drawing, self->shown->name, self->shown_id);
}

static void
chosen_cb (CrmProcessPage *self, const char *entity, gint64 id)
{
  self->shown = crm_entity_find (entity);
  self->shown_id = id;
  show_part (self);
  adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
}

/* What is gone gives way to the process. */
static void
check_shown (CrmProcessPage *self)
{
  g_autoptr (CrmRecord) record = crm_record_load (crm_workspace_get_reader (self->workspace),
                                                  self->shown, self->shown_id, NULL);

  if (record != NULL)
    return;
  self->shown = crm_entity_find ("process");
  self->shown_id = get_process (self);
}

/* --- The drawing */

typedef struct {
  CrmProcessGraph *graph; /* owned */
} Count;

static void
free_count (gpointer data)
{
  Count *count = data;

  crm_process_graph_free (count->graph);
  g_free (count);
}

static gboolean
count_tasks (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_process_graph_count (((Count *) data)->graph, database, 0, error);
}

static void
show_view (CrmProcessPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, !self->has_steps ? "empty"
                                                 : gtk_toggle_button_get_active (self->results)
                                                     ? "results"
                                                     : "drawing");
}

static void
set_graph (CrmProcessPage *self, CrmProcessGraph *graph, gboolean with_counts)
{
  self->has_steps = graph->steps->len > 0;
  gtk_widget_set_sensitive (self->try, self->has_steps);
  show_view (self);
  crm_process_drawing_set_graph (self->drawing, graph, with_counts);
  crm_process_drawing_mark (self->drawing, self->shown->name, self->shown_id);
}

typedef struct {
  CrmProcessPage *page; /* owned */
  Count *count;         /* the job's */
  GCancellable *cancellable;
} Counting;

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Counting *counting = user_data;
  g_autoptr (CrmProcessPage) self = counting->page;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (self->workspace != NULL && self->counting == counting->cancellable) {
    g_clear_object (&self->counting);
    if (done)
      set_graph (self, g_steal_pointer (&counting->count->graph), TRUE);
    else
      crm_workspace_report (self->workspace, _ ("The process could not be read"), error);
  }
  free_count (counting->count);
  g_object_unref (counting->cancellable);
  g_free (counting);
}

/* Tasks may be a million: they are counted by the reader's thread. */
static void
count (CrmProcessPage *self, CrmProcessGraph *graph)
{
  Counting *counting = g_new0 (Counting, 1);

  crm_latest_begin (&self->counting);
  counting->page = g_object_ref (self);
  counting->count = g_new0 (Count, 1);
  counting->count->graph = graph;
  counting->cancellable = g_object_ref (self->counting);
  crm_store_read_async (crm_workspace_get_store (self->workspace), count_tasks, counting->count,
                        NULL, self->counting, counted_cb, counting);
}

static void
draw (CrmProcessPage *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmProcessGraph) graph = crm_process_graph_read (reader, get_process (self), &error);

  if (graph == NULL)
    crm_workspace_report (self->workspace, _ ("The process could not be read"), error);
  else if (is_draft (self) || graph->steps->len == 0)
    set_graph (self, g_steal_pointer (&graph), FALSE);
  else
    count (self, g_steal_pointer (&graph));
}

/* --- What stands above it */

static void
show_state (CrmProcessPage *self)
{
  int state = crm_entity_field_index (crm_record_get_entity (self->record), "state");
  g_autofree char *said = crm_record_format (self->record, state);
  /* Translators: %d is the version of a process, %s its state: "Draft", "In use" */
  g_autofree char *subtitle = g_strdup_printf (
      _ ("Version %d · %s"), (int) crm_record_get_integer (self->record, "version"), said);
  gboolean in_use = g_strcmp0 (crm_record_get_text (self->record, "state"), "active") == 0;
  gboolean draft = is_draft (self);

  adw_window_title_set_title (self->title, crm_record_get_title (self->record));
  adw_window_title_set_subtitle (self->title, subtitle);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), crm_record_get_title (self->record));
  gtk_widget_set_visible (self->add_step, draft);
  gtk_widget_set_visible (self->add_first, draft);
  gtk_widget_set_visible (self->put_to_use, draft);
  gtk_widget_set_sensitive (self->put_to_use, self->problems == NULL || self->problems->len == 0);
  gtk_widget_set_tooltip_text (self->put_to_use, gtk_widget_get_sensitive (self->put_to_use)
                                                     ? NULL
                                                     : _ ("First mend what is wrong"));
  adw_banner_set_title (self->fixed,
                        in_use ? _ ("Sales go by this process. Changes are made in a copy.")
                               : _ ("This version is out of use. Changes are made in a copy."));
  adw_banner_set_revealed (
      self->fixed, !draft && crm_store_is_writable (crm_workspace_get_store (self->workspace)));
}

static void
check (CrmProcessPage *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems =
      crm_process_check (crm_workspace_get_reader (self->workspace), get_process (self), NULL);
}

static void
reload (CrmProcessPage *self)
{
  if (!crm_record_reload (self->record, crm_workspace_get_reader (self->workspace), NULL)) {
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
    return;
  }
  check (self);
  check_shown (self);
  show_state (self);
  draw (self);
  show_part (self);
}

static void
store_changed_cb (CrmProcessPage *self, CrmAnnouncement *announcement)
{
  if (self->workspace == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (followed); i++)
    if (crm_announcement_touches (announcement, crm_entity_find (followed[i]))) {
      reload (self);
      return;
    }
  if (!is_draft (self) && crm_announcement_touches (announcement, crm_entity_find ("activity")))
    draw (self);
}

/* --- What is pressed */

/* How its steps ended, in the place of the drawing. */
static void
results_cb (CrmProcessPage *self)
{
  if (self->workspace == NULL)
    return;
  if (adw_bin_get_child (self->results_bin) == NULL)
    adw_bin_set_child (self->results_bin,
                       GTK_WIDGET (crm_process_results_new (self->workspace, get_process (self))));
  show_view (self);
}

static void
try_cb (CrmProcessPage *self)
{
  adw_dialog_present (crm_trial_dialog_new (self->workspace, get_process (self)),
                      GTK_WIDGET (self));
}

static void
add_step_cb (CrmProcessPage *self)
{
  const CrmEntity *entity = crm_entity_find ("task_type");
  g_autoptr (CrmRecord) draft = crm_record_new (entity);
  CrmNewDialog *dialog;

  crm_record_set_integer (draft, "process", get_process (self));
  if (gtk_stack_get_visible_child_name (self->stack) != NULL &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "empty") == 0)
    crm_record_set_integer (draft, "first", 1);
  dialog = crm_new_dialog_new (self->workspace, entity, draft);
  crm_new_dialog_set_stays (dialog, TRUE);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
put_to_use_cb (CrmProcessPage *self)
{
  crm_version_put_to_use (GTK_WIDGET (self), self->workspace, get_process (self),
                          crm_record_get_title (self->record));
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmProcessPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  if (self->workspace == NULL)
    return;
  id = crm_workspace_commit_finish (self->workspace, result, &error);
  if (id < 0)
    crm_workspace_report (self->workspace, _ ("The process could not be copied"), error);
  else
    crm_workspace_open_record (self->workspace, crm_entity_find ("process"), id);
}

static void
edit_copy_cb (CrmProcessPage *self)
{
  g_autoptr (CrmChange) change = crm_workspace_begin (self->workspace, _ ("Copy of the Process"));
  g_autoptr (GError) error = NULL;

  if (crm_process_add_version (change, crm_workspace_get_reader (self->workspace),
                               get_process (self), &error) == 0)
    crm_workspace_report (self->workspace, _ ("The process could not be copied"), error);
  else
    crm_workspace_commit (self->workspace, g_steal_pointer (&change), copied_cb,
                          g_object_ref (self));
}

/* --- The object */

static void
crm_process_page_dispose (GObject *object)
{
  CrmProcessPage *self = CRM_PROCESS_PAGE (object);

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (crm_workspace_get_store (self->workspace), self);
  crm_latest_stop (&self->counting);
  g_clear_object (&self->workspace);
  g_clear_object (&self->record);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_PROCESS_PAGE);

  G_OBJECT_CLASS (crm_process_page_parent_class)->dispose (object);
}

static void
crm_process_page_class_init (CrmProcessPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_process_page_dispose;
  g_type_ensure (CRM_TYPE_PROCESS_DRAWING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-process-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, title);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, add_step);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, add_first);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, put_to_use);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, try);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, results);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, results_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, fixed);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, split);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, drawing);
  gtk_widget_class_bind_template_child (widget_class, CrmProcessPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_step_cb);
  gtk_widget_class_bind_template_callback (widget_class, put_to_use_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, results_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
}

static void
crm_process_page_init (CrmProcessPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_process_page_new:
 * @workspace: where the process is
 * @process: its id
 *
 * Returns: (transfer floating): its page
 */
CrmProcessPage *
crm_process_page_new (CrmWorkspace *workspace, gint64 process)
{
  CrmProcessPage *self = g_object_new (CRM_TYPE_PROCESS_PAGE, NULL);
  const CrmEntity *entity = crm_entity_find ("process");

  self->workspace = g_object_ref (workspace);
  self->record = crm_record_load (crm_workspace_get_reader (workspace), entity, process, NULL);
  if (self->record == NULL)
    self->record = crm_record_new_empty (entity);
  self->shown = entity;
  self->shown_id = process;
  self->part = crm_process_editor_new (workspace);
  g_signal_connect_object (self->part, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->editor, GTK_WIDGET (self->part));
  check (self);
  show_state (self);
  draw (self);
  show_part (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

/**
 * crm_process_page_new_at:
 * @workspace: where the process is
 * @entity: of what belongs to it
 * @id: of that
 *
 * Returns: (transfer floating) (nullable): the page of the process, where that is looked at; %NULL
 *   where it belongs to none
 */
CrmProcessPage *
crm_process_page_new_at (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  const CrmEntity *processes = crm_entity_find ("process");
  const CrmEntity *above = entity;
  gint64 at = id;
  CrmProcessPage *self;

  while (above != processes) {
    g_autoptr (CrmRecord) record =
        crm_record_load (crm_workspace_get_reader (workspace), above, at, NULL);
    const CrmField *owner = find_bond (above);
    if (record == NULL || owner == NULL)
      return NULL;
    at = crm_record_get_integer (record, owner->name);
    above = crm_field_get_target (owner);
  }
  self = crm_process_page_new (workspace, at);
  self->shown = entity;
  self->shown_id = id;
  show_part (self);
  crm_process_drawing_reveal (self->drawing, entity->name, id);
  return self;
}
