/* The sections of the window. */
#include "config.h"

#include "crm-section.h"

#include <glib/gi18n.h>

#include "crm-board-page.h"
#include "crm-calendar-page.h"
#include "crm-date.h"
#include "crm-forecast-page.h"
#include "crm-funnel-page.h"
#include "crm-gantt-page.h"
#include "crm-list-page.h"
#include "crm-tasks-page.h"
#include "crm-today-page.h"
#include "crm-views-page.h"

static CrmQuery *
narrow (CrmQuery *query, const char *field, CrmOp op, const char *text)
{
  g_autoptr (CrmQuery) wider = query;
  g_autoptr (GError) error = NULL;
  CrmQuery *narrowed = crm_query_filter (wider, field, op, text, NULL, &error);

  g_assert_no_error (error);
  return narrowed;
}

static CrmQuery *
narrow_integer (CrmQuery *query, const char *field, CrmOp op, gint64 integer)
{
  g_autoptr (CrmQuery) wider = query;
  return crm_query_filter_integer (wider, field, op, integer);
}

/* What is to be done by the end of this day, what should have been done before it included. */
static CrmQuery *
query_due_tasks (CrmWorkspace *workspace)
{
  gint64 tomorrow = crm_moment_from_date (crm_workspace_get_today (workspace) + 1);
  g_autofree char *iso = crm_moment_to_iso (tomorrow);
  /* A meeting has no term. */
  g_autofree char *due =
      g_strdup_printf ("due < %s or (due empty and repeat empty and start < %s)", iso, iso);
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("activity"));
  g_autoptr (GError) error = NULL;
  CrmQuery *narrowed;

  query = narrow_integer (query, "responsible", CRM_OP_EQUAL, crm_workspace_get_me (workspace));
  query = narrow (query, "state", CRM_OP_IN, "new,attention,in_work");
  narrowed = crm_query_filter_expression (query, due, NULL, &error);
  g_assert_no_error (error);
  return narrowed;
}

static char *
describe_due_tasks (gint64 n)
{
  return g_strdup_printf (ngettext ("%d task is due", "%d tasks are due", (gulong) n), (int) n);
}

/* Papers whose day has passed while nobody has signed, paid or refused them. */
static CrmQuery *
query_overdue_documents (CrmWorkspace *workspace)
{
  CrmQuery *query = crm_query_new (crm_entity_find ("document"));

  query = narrow_integer (query, "responsible", CRM_OP_EQUAL, crm_workspace_get_me (workspace));
  query = narrow_integer (query, "due_date", CRM_OP_LESS, crm_workspace_get_today (workspace));
  return narrow (query, "status", CRM_OP_IN, "for_signature,signed");
}

static char *
describe_overdue_documents (gint64 n)
{
  return g_strdup_printf (
      ngettext ("%d document is overdue", "%d documents are overdue", (gulong) n), (int) n);
}

static AdwNavigationPage *
create_list (CrmWorkspace *workspace, const CrmSection *section)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find (section->entity));

  return ADW_NAVIGATION_PAGE (
      crm_list_page_new (workspace, query, crm_section_get_label (section)));
}

static AdwNavigationPage *
create_board_view (gpointer data, GtkWidget *switcher)
{
  CrmBoardPage *page = crm_board_page_new (data);

  crm_board_page_set_title_widget (page, switcher);
  return ADW_NAVIGATION_PAGE (page);
}

static AdwNavigationPage *
create_list_view (CrmWorkspace *workspace, const char *entity_name, GtkWidget *switcher)
{
  const CrmEntity *entity = crm_entity_find (entity_name);
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  CrmListPage *page = crm_list_page_new (workspace, query, crm_entity_get_label_plural (entity));

  crm_list_page_set_title_widget (page, switcher);
  return ADW_NAVIGATION_PAGE (page);
}

static AdwNavigationPage *
create_funnel_view (gpointer data, GtkWidget *switcher)
{
  CrmFunnelPage *page = crm_funnel_page_new (data);

  crm_funnel_page_set_title_widget (page, switcher);
  return ADW_NAVIGATION_PAGE (page);
}

static AdwNavigationPage *
create_deal_list_view (gpointer data, GtkWidget *switcher)
{
  return create_list_view (data, "deal", switcher);
}

static AdwNavigationPage *
create_forecast_view (gpointer data, GtkWidget *switcher)
{
  CrmForecastPage *page = crm_forecast_page_new (data);

  crm_forecast_page_set_title_widget (page, switcher);
  return ADW_NAVIGATION_PAGE (page);
}

static AdwNavigationPage *
create_deals (CrmWorkspace *workspace, const CrmSection *section)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  CrmViewsPage *page = crm_views_page_new (crm_section_get_label (section), settings, "deals-view");

  crm_views_page_add (page, "board", C_ ("view", "Board"), "view-columns-symbolic",
                      create_board_view, g_object_ref (workspace), g_object_unref);
  crm_views_page_add (page, "list", C_ ("view", "List"), "view-list-symbolic",
                      create_deal_list_view, g_object_ref (workspace), g_object_unref);
  crm_views_page_add (page, "funnel", C_ ("view", "Funnel"), "funnel-symbolic", create_funnel_view,
                      g_object_ref (workspace), g_object_unref);
  crm_views_page_add (page, "forecast", C_ ("view", "Forecast"), "x-office-calendar-symbolic",
                      create_forecast_view, g_object_ref (workspace), g_object_unref);
  crm_views_page_show (page, NULL);
  return ADW_NAVIGATION_PAGE (page);
}

/* --- Processes: those that run, and what they go by */

static AdwNavigationPage *
create_runs_view (gpointer data, GtkWidget *switcher)
{
  return create_list_view (data, "process_run", switcher);
}

static AdwNavigationPage *
create_gantt_view (gpointer data, GtkWidget *switcher)
{
  return ADW_NAVIGATION_PAGE (crm_gantt_page_new (data, switcher));
}

static AdwNavigationPage *
create_rules_view (gpointer data, GtkWidget *switcher)
{
  return create_list_view (data, "process", switcher);
}

static AdwNavigationPage *
create_processes (CrmWorkspace *workspace, const CrmSection *section)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  CrmViewsPage *page =
      crm_views_page_new (crm_section_get_label (section), settings, "processes-view");

  crm_views_page_add (page, "running", C_ ("view", "Under Way"), "media-playback-start-symbolic",
                      create_runs_view, g_object_ref (workspace), g_object_unref);
  crm_views_page_add (page, "gantt", C_ ("view", "Gantt Chart"), "gantt-symbolic",
                      create_gantt_view, g_object_ref (workspace), g_object_unref);
  crm_views_page_add (page, "rules", C_ ("view", "Processes"),
                      "media-playlist-consecutive-symbolic", create_rules_view,
                      g_object_ref (workspace), g_object_unref);
  crm_views_page_show (page, NULL);
  return ADW_NAVIGATION_PAGE (page);
}

static AdwNavigationPage *
create_tasks_by_day (gpointer data, GtkWidget *switcher)
{
  return ADW_NAVIGATION_PAGE (crm_tasks_page_new (data, switcher));
}

static AdwNavigationPage *
create_task_list_view (gpointer data, GtkWidget *switcher)
{
  return create_list_view (data, "activity", switcher);
}

static AdwNavigationPage *
create_tasks (CrmWorkspace *workspace, const CrmSection *section)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  CrmViewsPage *page = crm_views_page_new (crm_section_get_label (section), settings, "tasks-view");

  crm_views_page_add (page, "days", C_ ("view", "By Day"), "view-continuous-symbolic",
                      create_tasks_by_day, g_object_ref (workspace), g_object_unref);
  crm_views_page_add (page, "list", C_ ("view", "List"), "view-list-symbolic",
                      create_task_list_view, g_object_ref (workspace), g_object_unref);
  crm_views_page_show (page, NULL);
  return ADW_NAVIGATION_PAGE (page);
}

static AdwNavigationPage *
create_calendar (CrmWorkspace *workspace, const CrmSection *section)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  return ADW_NAVIGATION_PAGE (crm_calendar_page_new (workspace, settings));
}

static AdwNavigationPage *
create_today (CrmWorkspace *workspace, const CrmSection *section)
{
  return ADW_NAVIGATION_PAGE (crm_today_page_new (workspace));
}

static const CrmSection sections[] = {
  { "today", "activity", NC_ ("section", "Today"), "today-symbolic", .create = create_today },
  { "companies", "company", .group = 1, .create = create_list, .has_views = TRUE },
  { "contacts", "contact", .group = 1, .create = create_list, .has_views = TRUE },
  { "deals", "deal", .group = 2, .create = create_deals, .has_views = TRUE },
  { "campaigns", "campaign", .group = 2, .create = create_list, .has_views = TRUE },
  { "tasks", "activity", .group = 2, .create = create_tasks, .has_views = TRUE,
    .waiting = query_due_tasks, .describe_waiting = describe_due_tasks },
  { "calendar", "activity", NC_ ("section", "Calendar"), "x-office-calendar-symbolic", .group = 2,
    .create = create_calendar },
  { "processes", "process_run", NC_ ("section", "Processes"), "media-playlist-consecutive-symbolic",
    .group = 2, .create = create_processes, .has_views = TRUE, .list = "running" },
  { "documents", "document", .group = 3, .create = create_list, .has_views = TRUE,
    .waiting = query_overdue_documents, .is_late = TRUE,
    .describe_waiting = describe_overdue_documents },
  { "products", "product", .group = 3, .create = create_list, .has_views = TRUE },
};

/**
 * crm_sections:
 * @n_sections: (out): how many
 *
 * Returns: (array length=n_sections): the sections in the order of the sidebar
 */
const CrmSection *
crm_sections (guint *n_sections)
{
  *n_sections = G_N_ELEMENTS (sections);
  return sections;
}

/**
 * crm_sections_dup_names:
 *
 * Returns: (transfer full): the names of those that have a page, in the order they come in
 */
char **
crm_sections_dup_names (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    if (sections[i].create != NULL)
      g_strv_builder_add (names, sections[i].name);
  return g_strv_builder_end (names);
}

/**
 * crm_section_find:
 * @name: (nullable): of a section
 *
 * Returns: (nullable): the section, %NULL if there is none of that name
 */
const CrmSection *
crm_section_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_strcmp0 (sections[i].name, name) == 0)
      return &sections[i];
  return NULL;
}

/**
 * crm_section_get_label:
 * @self: a section
 *
 * Returns: its name for people, translated
 */
const char *
crm_section_get_label (const CrmSection *self)
{
  return self->label != NULL ? g_dpgettext2 (NULL, "section", self->label)
                             : crm_entity_get_label_plural (crm_entity_find (self->entity));
}

/**
 * crm_section_get_icon:
 * @self: a section
 *
 * Returns: name of its symbolic icon
 */
const char *
crm_section_get_icon (const CrmSection *self)
{
  return self->icon != NULL ? self->icon : crm_entity_find (self->entity)->icon;
}
