/* The page of the funnel. */
#include "config.h"

#include "crm-funnel-page.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-date.h"
#include "crm-deal-page.h"
#include "crm-funnel-view.h"
#include "crm-latest.h"
#include "crm-person-choice.h"

/* A load tells of itself many times a second. */
#define WAIT_MS 200

static const CrmPeriod offered[] = { CRM_PERIOD_THIS_MONTH,   CRM_PERIOD_LAST_MONTH,
                                     CRM_PERIOD_THIS_QUARTER, CRM_PERIOD_LAST_QUARTER,
                                     CRM_PERIOD_THIS_YEAR,    CRM_PERIOD_LAST_YEAR };

struct _CrmFunnelPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace;   /* owned; NULL until it is made */
  GPtrArray *pipeline_items; /* owned; CrmRecord */
  CrmFunnelQuestion asked;   /* of @steps */
  CrmQuery *deals;           /* owned; of @asked */
  GPtrArray *steps;          /* owned; NULL until read */
  GCancellable *reading;     /* owned */
  guint waiting;
  CrmFilterBar *filter_bar; /* borrowed */

  AdwBin *title_bin;
  GtkToggleButton *as_table;
  GtkDropDown *pipelines;
  GtkDropDown *periods;
  GtkDropDown *persons;
  AdwToggleGroup *measure;
  AdwBin *filters;
  GtkStack *stack;
  AdwBin *drawing;
  AdwBin *table;
};

G_DEFINE_FINAL_TYPE (CrmFunnelPage, crm_funnel_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- The deals behind a part */

typedef struct {
  CrmFunnelPage *page; /* owned */
  CrmFunnelQuestion question;
  CrmQuery *deals;  /* owned */
  GPtrArray *steps; /* owned; of the whole */
  gint64 stage;
  CrmFunnelPart part;
  GArray *ids;               /* owned; gint64 */
  GCancellable *cancellable; /* owned; NULL: of a part */
} Reading;

static void
free_reading (Reading *reading)
{
  g_object_unref (reading->page);
  crm_query_unref (reading->deals);
  g_clear_pointer (&reading->steps, g_ptr_array_unref);
  g_clear_pointer (&reading->ids, g_array_unref);
  g_clear_object (&reading->cancellable);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, free_reading)

static Reading *
begin_reading (CrmFunnelPage *self)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->page = g_object_ref (self);
  reading->question = self->asked;
  reading->deals = crm_query_ref (self->deals);
  reading->question.deals = reading->deals;
  return reading;
}

static gboolean
ids_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  return crm_funnel_read_ids (database, &reading->question, reading->stage, reading->part,
                              reading->ids, error);
}

static void
ids_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  CrmWorkspace *workspace = reading->page->workspace;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (CrmQuery) query = NULL;
  g_autofree char *stage = NULL;
  g_autofree char *title = NULL;

  if (workspace == NULL)
    return;
  if (!crm_store_read_finish (CRM_STORE (source), result, &error)) {
    crm_workspace_report (workspace, _ ("The deals could not be read"), error);
    return;
  }
  query = crm_query_only (all, (const gint64 *) reading->ids->data, reading->ids->len);
  stage = crm_reference_title (crm_workspace_get_reader (workspace), crm_entity_find ("stage"),
                               reading->stage);
  /* Translators: a stage and what became of deals there: "Proposal: Lost there" */
  title = g_strdup_printf (C_ ("funnel", "%s: %s"), stage != NULL ? stage : "",
                           crm_funnel_part_get_label (reading->part));
  crm_workspace_open_list (workspace, query, title);
}

static void
open_part (gpointer owner, gint64 stage, CrmFunnelPart part)
{
  CrmFunnelPage *self = owner;
  Reading *reading = begin_reading (self);

  reading->stage = stage;
  reading->part = part;
  reading->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  crm_store_read_async (crm_workspace_get_store (self->workspace), ids_func, reading, NULL, NULL,
                        ids_cb, reading);
}

/* --- The whole */

static gboolean
is_empty (CrmFunnelPage *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (((CrmFunnelStep *) self->steps->pdata[i])->counts[CRM_FUNNEL_ENTERED] > 0)
      return FALSE;
  return TRUE;
}

static void
show (CrmFunnelPage *self)
{
  gboolean by_value = g_strcmp0 (adw_toggle_group_get_active_name (self->measure), "value") == 0;

  if (self->steps == NULL)
    return;
  adw_bin_set_child (self->drawing,
                     crm_funnel_view_new (self->workspace, self->steps, by_value, open_part, self));
  adw_bin_set_child (self->table, crm_funnel_table_new (self->workspace, self->steps));
  gtk_stack_set_visible_child_name (self->stack, is_empty (self) ? "empty"
                                                 : gtk_toggle_button_get_active (self->as_table)
                                                     ? "table"
                                                     : "funnel");
}

static void
shown_cb (CrmFunnelPage *self)
{
  if (self->workspace != NULL)
    show (self);
}

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->steps = crm_funnel_read (database, &reading->question, error);
  return reading->steps != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  CrmFunnelPage *self = reading->page;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (!done || self->workspace == NULL || self->reading != reading->cancellable)
    return;
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  self->steps = g_steal_pointer (&reading->steps);
  show (self);
}

/* Days of the period as moments: the last one is the second before the next day. */
static void
get_moments (CrmFunnelPage *self, gint64 *from, gint64 *to)
{
  guint selected = gtk_drop_down_get_selected (self->periods);
  gint64 first, last;

  *from = G_MININT64;
  *to = G_MAXINT64;
  if (selected == 0 || selected > G_N_ELEMENTS (offered))
    return;
  crm_period_get_days (offered[selected - 1], crm_workspace_get_today (self->workspace), &first,
                       &last);
  *from = crm_moment_from_date (first);
  *to = crm_moment_from_date (last + 1) - 1;
}

static void
read_funnel (CrmFunnelPage *self)
{
  guint pipeline = gtk_drop_down_get_selected (self->pipelines);
  g_autoptr (CrmQuery) deals = crm_deal_page_query (self->workspace, self->filter_bar);
  gint64 person = crm_person_choice_get (self->persons);
  Reading *reading;

  if (pipeline >= self->pipeline_items->len)
    return;
  g_clear_pointer (&self->deals, crm_query_unref);
  self->deals = person != 0 ? crm_query_filter_integer (deals, "responsible", CRM_OP_EQUAL, person)
                            : crm_query_ref (deals);
  self->asked.pipeline = crm_record_get_id (self->pipeline_items->pdata[pipeline]);
  self->asked.at = G_MAXINT64;
  get_moments (self, &self->asked.from, &self->asked.to);
  reading = begin_reading (self);
  reading->cancellable = g_object_ref (crm_latest_begin (&self->reading));
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

static void
asked_cb (CrmFunnelPage *self)
{
  if (self->workspace != NULL)
    read_funnel (self);
}

/* --- What is offered */

static void
fill_pipelines (CrmFunnelPage *self)
{
  g_clear_pointer (&self->pipeline_items, g_ptr_array_unref);
  self->pipeline_items = crm_deal_page_read_pipelines (self->workspace);
  crm_deal_page_offer_pipelines (self->pipelines, self->pipeline_items);
}

static void
fill_periods (CrmFunnelPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("All the time"));
  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    gtk_string_list_append (names, crm_period_get_label (offered[i]));
  gtk_drop_down_set_model (self->periods, G_LIST_MODEL (names));
}

static gboolean
waited_cb (gpointer data)
{
  CrmFunnelPage *self = data;

  self->waiting = 0;
  read_funnel (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (CrmFunnelPage *self, CrmAnnouncement *announcement)
{
  gboolean stages = crm_announcement_touches (announcement, crm_entity_find ("stage")) ||
                    crm_announcement_touches (announcement, crm_entity_find ("pipeline"));

  if (crm_announcement_touches (announcement, crm_entity_find ("pipeline")))
    fill_pipelines (self);
  if ((stages || crm_announcement_touches (announcement, crm_entity_find ("deal")) ||
       crm_announcement_touches (announcement, crm_entity_find ("stage_move"))) &&
      self->waiting == 0)
    self->waiting = g_timeout_add (WAIT_MS, waited_cb, self);
}

/* --- Object */

static void
crm_funnel_page_dispose (GObject *object)
{
  CrmFunnelPage *self = CRM_FUNNEL_PAGE (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  crm_latest_stop (&self->reading);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->pipeline_items, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->deals, crm_query_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_FUNNEL_PAGE);

  G_OBJECT_CLASS (crm_funnel_page_parent_class)->dispose (object);
}

static void
crm_funnel_page_class_init (CrmFunnelPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_funnel_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-funnel-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFunnelPage, title_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmFunnelPage, as_table);
  gtk_widget_class_bind_template_child (widget_class, CrmFunnelPage, pipelines);
  gtk_widget_class_bind_template_child (widget_class, CrmFunnelPage, periods);
  gtk_widget_class_bind_template_child (widget_class, CrmFunnelPage, persons);
  gtk_widget_class_bind_template_child (widget_class, CrmFunnelPage, measure);
  gtk_widget_class_bind_template_child (widget_class, CrmFunnelPage, filters);
  gtk_widget_class_bind_template_child (widget_class, CrmFunnelPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmFunnelPage, drawing);
  gtk_widget_class_bind_template_child (widget_class, CrmFunnelPage, table);
  gtk_widget_class_bind_template_callback (widget_class, asked_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
}

static void
crm_funnel_page_init (CrmFunnelPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_funnel_page_new:
 * @workspace: an open company file
 *
 * Returns: (transfer floating): the funnel of the first pipeline
 */
CrmFunnelPage *
crm_funnel_page_new (CrmWorkspace *workspace)
{
  CrmFunnelPage *self = g_object_new (CRM_TYPE_FUNNEL_PAGE, NULL);

  crm_person_choice_fill (self->persons, workspace);
  fill_periods (self);
  self->filter_bar =
      crm_deal_page_add_filter (self->filters, workspace, G_CALLBACK (asked_cb), self);
  self->workspace = g_object_ref (workspace);
  fill_pipelines (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  read_funnel (self);
  return self;
}

/**
 * crm_funnel_page_set_title_widget:
 * @self: a page
 * @widget: (nullable): stands for the title: the switch between the views
 */
void
crm_funnel_page_set_title_widget (CrmFunnelPage *self, GtkWidget *widget)
{
  adw_bin_set_child (self->title_bin, widget);
}
