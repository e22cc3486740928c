/* The processes under way as a Gantt chart. */
#include "config.h"

#include "crm-gantt-page.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-gantt.h"
#include "crm-latest.h"
#include "crm-run-timeline.h"
#include "crm-runs-gantt.h"

/* A load tells of itself many times a second. */
#define WAIT_MS 300

struct _CrmGanttPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace;  /* owned; NULL until it is made */
  CrmRunTimeline *timeline; /* owned; NULL until it is read */
  GCancellable *reading;    /* owned; NULL while nothing is read */
  guint waiting;

  AdwBin *title_bin;
  AdwToggleGroup *zoom;
  GtkDropDown *grouping;
  GtkStack *stack;
  CrmGantt *gantt;
};

G_DEFINE_FINAL_TYPE (CrmGanttPage, crm_gantt_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- What is shown */

static void
show (CrmGanttPage *self)
{
  g_autoptr (GListModel) items = NULL;

  if (self->timeline == NULL)
    return;
  items = crm_runs_gantt_make_items (self->timeline, crm_workspace_get_reader (self->workspace),
                                     (CrmRunsGrouping) gtk_drop_down_get_selected (self->grouping));
  crm_gantt_set_items (self->gantt, items, crm_workspace_get_now (self->workspace));
  gtk_stack_set_visible_child_name (self->stack, self->timeline->runs->len > 0 ? "chart" : "empty");
}

static void
grouping_cb (CrmGanttPage *self)
{
  if (self->workspace != NULL)
    show (self);
}

static const char *const zooms[] = { "day", "week", "month" };

static void
zoom_cb (CrmGanttPage *self)
{
  const char *name = adw_toggle_group_get_active_name (self->zoom);

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    if (g_strcmp0 (name, zooms[i]) == 0)
      crm_gantt_set_zoom (self->gantt, (CrmGanttZoom) i);
}

static void
zoomed_cb (CrmGanttPage *self)
{
  adw_toggle_group_set_active_name (self->zoom, zooms[crm_gantt_get_zoom (self->gantt)]);
}

static void
now_cb (CrmGanttPage *self)
{
  crm_gantt_show_now (self->gantt);
}

static void
activated_cb (CrmGanttPage *self, const char *entity, gint64 id)
{
  crm_workspace_open_record (self->workspace, crm_entity_find (entity), id);
}

/* --- Reading */

typedef struct {
  CrmGanttPage *page;        /* owned */
  CrmRunTimeline *timeline;  /* owned */
  GCancellable *cancellable; /* owned */
  gint64 now;
} Reading;

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->timeline = crm_run_timeline_read (database, CRM_RUN_TIMELINE_MOST, reading->now, error);
  return reading->timeline != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (CrmGanttPage) self = reading->page;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (self->workspace != NULL && self->reading == reading->cancellable) {
    g_clear_object (&self->reading);
    if (done) {
      g_clear_pointer (&self->timeline, crm_run_timeline_free);
      self->timeline = g_steal_pointer (&reading->timeline);
      show (self);
    } else
      crm_workspace_report (self->workspace, _ ("The processes could not be read"), error);
  }
  g_clear_pointer (&reading->timeline, crm_run_timeline_free);
  g_object_unref (reading->cancellable);
  g_free (reading);
}

static void
ask (CrmGanttPage *self)
{
  Reading *reading = g_new0 (Reading, 1);

  crm_latest_begin (&self->reading);
  reading->page = g_object_ref (self);
  reading->cancellable = g_object_ref (self->reading);
  reading->now = crm_workspace_get_now (self->workspace);
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

static gboolean
waited_cb (gpointer data)
{
  CrmGanttPage *self = data;

  self->waiting = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (CrmGanttPage *self, CrmAnnouncement *announcement)
{
  static const char *const followed[] = { "activity", "process_run", "process", "person" };

  for (gsize i = 0; i < G_N_ELEMENTS (followed) && self->waiting == 0; i++)
    if (crm_announcement_touches (announcement, crm_entity_find (followed[i])))
      self->waiting = g_timeout_add (WAIT_MS, waited_cb, self);
}

/* --- The object */

static void
crm_gantt_page_dispose (GObject *object)
{
  CrmGanttPage *self = CRM_GANTT_PAGE (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  crm_latest_stop (&self->reading);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->timeline, crm_run_timeline_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_GANTT_PAGE);

  G_OBJECT_CLASS (crm_gantt_page_parent_class)->dispose (object);
}

static void
crm_gantt_page_class_init (CrmGanttPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_gantt_page_dispose;
  g_type_ensure (CRM_TYPE_GANTT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-gantt-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmGanttPage, title_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmGanttPage, zoom);
  gtk_widget_class_bind_template_child (widget_class, CrmGanttPage, grouping);
  gtk_widget_class_bind_template_child (widget_class, CrmGanttPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmGanttPage, gantt);
  gtk_widget_class_bind_template_callback (widget_class, grouping_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoomed_cb);
  gtk_widget_class_bind_template_callback (widget_class, now_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
crm_gantt_page_init (CrmGanttPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zoomed_cb (self);
}

/**
 * crm_gantt_page_new:
 * @workspace: where they run
 * @switcher: (nullable): stands for the title
 *
 * Returns: (transfer floating): the page
 */
CrmGanttPage *
crm_gantt_page_new (CrmWorkspace *workspace, GtkWidget *switcher)
{
  CrmGanttPage *self = g_object_new (CRM_TYPE_GANTT_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  if (switcher != NULL)
    adw_bin_set_child (self->title_bin, switcher);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  ask (self);
  return self;
}
