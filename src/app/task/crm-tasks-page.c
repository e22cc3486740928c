/* Tasks by day. */
#include "config.h"

#include "crm-tasks-page.h"

#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-task-row.h"
#include "crm-today-card.h"
#include "crm-whose.h"

enum { LATE, TODAY, TOMORROW, WEEK, LATER, UNDATED, N_DAYS };

struct _CrmTasksPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmTodayCard *cards[N_DAYS];
  gint64 now;      /* what the cards are of */
  guint ticking;   /* what is late is another thing after a while */
  gboolean of_all; /* rows say whose they are */

  AdwHeaderBar *header;
  GtkDropDown *whose;
  GtkBox *days;
};

G_DEFINE_FINAL_TYPE (CrmTasksPage, crm_tasks_page, ADW_TYPE_NAVIGATION_PAGE)

static CrmQuery *
narrow (CrmQuery *query, CrmOp op, gint64 moment)
{
  CrmQuery *narrowed = crm_query_filter_integer (query, "due", op, moment);

  crm_query_unref (query);
  return narrowed;
}

static CrmQuery *
narrow_by (CrmQuery *query, const char *expression)
{
  g_autoptr (GError) error = NULL;
  CrmQuery *narrowed = crm_query_filter_expression (query, expression, NULL, &error);

  g_assert_no_error (error);
  crm_query_unref (query);
  return narrowed;
}

/* What has no term, as meetings: late once it is over, of its first day until then. Of a series the
 * beginning may be years ago. */
static CrmQuery *
query_begun (CrmTasksPage *self, CrmQuery *open, int card, gint64 from, gint64 until)
{
  g_autofree char *now = crm_moment_to_iso (self->now);
  g_autofree char *since = crm_moment_to_iso (from);
  g_autofree char *before = crm_moment_to_iso (until);
  g_autofree char *expression = NULL;

  if (card == LATE)
    expression = g_strdup_printf ("due empty and repeat empty and start < %s"
                                  " and (ends empty or ends <= %s)",
                                  now, now);
  else if (card == TODAY)
    expression = g_strdup_printf (
        "due empty and start < %s and (start >= %s or (repeat empty and ends > %s))", before, now,
        now);
  else if (until != 0)
    expression = g_strdup_printf ("due empty and start >= %s and start < %s", since, before);
  else
    expression = g_strdup_printf ("due empty and start >= %s", since);
  return narrow_by (crm_query_sort (open, "start", FALSE, NULL), expression);
}

/* From @from on, before @until; 0: no end on that side. */
static void
set_days (CrmTasksPage *self, int card, CrmQuery *open, gint64 from, gint64 until)
{
  g_autoptr (CrmQuery) begun = query_begun (self, open, card, from, until);
  CrmQuery *query = crm_query_ref (open);

  if (from != 0)
    query = narrow (query, CRM_OP_GREATER_EQUAL, from);
  if (until != 0)
    query = narrow (query, CRM_OP_LESS, until);
  crm_today_card_set_queries (self->cards[card], query, begun);
  crm_query_unref (query);
}

static void
update (CrmTasksPage *self)
{
  gint64 today = crm_workspace_get_today (self->workspace);
  gint64 tomorrow = crm_moment_from_date (today + 1);
  gint64 after = crm_moment_from_date (today + 2);
  gint64 monday = crm_moment_from_date (today + 8 - crm_date_weekday (today));
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  g_autoptr (CrmQuery) focused = crm_desk_narrow (crm_workspace_get_desk (self->workspace), all);
  g_autoptr (CrmQuery) chosen = crm_whose_narrow (self->whose, self->workspace, focused);
  g_autoptr (CrmQuery) open =
      crm_query_filter (chosen, "state", CRM_OP_IN, "new,attention,in_work", NULL, NULL);
  g_autoptr (CrmQuery) sorted = crm_query_sort (open, "due", FALSE, NULL);
  g_autoptr (CrmQuery) undated = NULL;
  g_autofree char *now = NULL;
  g_autofree char *begun = NULL;

  self->now = crm_workspace_get_now (self->workspace);
  now = crm_moment_to_iso (self->now);
  begun = g_strdup_printf ("due empty and (start empty or (repeat not-empty and start < %s))", now);
  undated = narrow_by (crm_query_ref (open), begun);
  set_days (self, LATE, sorted, 0, self->now);
  set_days (self, TODAY, sorted, self->now, tomorrow);
  set_days (self, TOMORROW, sorted, tomorrow, after);
  set_days (self, WEEK, sorted, after, MAX (monday, after));
  set_days (self, LATER, sorted, MAX (monday, after), 0);
  crm_today_card_set_queries (self->cards[UNDATED], undated, NULL);
}

static void
fill_row (AdwActionRow *row, CrmRecord *task, CrmWorkspace *workspace)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (row), CRM_TYPE_TASKS_PAGE);

  if (page != NULL && CRM_TASKS_PAGE (page)->of_all)
    crm_task_row_fill_of_all (row, task, workspace);
  else
    crm_task_row_fill (row, task, workspace);
}

static void
whose_cb (CrmTasksPage *self)
{
  if (self->workspace == NULL || self->cards[0] == NULL)
    return;
  self->of_all = !crm_whose_is_one (self->whose);
  update (self);
}

static gboolean
tick_cb (gpointer data)
{
  update (data);
  return G_SOURCE_CONTINUE;
}

static void
crm_tasks_page_dispose (GObject *object)
{
  CrmTasksPage *self = CRM_TASKS_PAGE (object);

  g_clear_handle_id (&self->ticking, g_source_remove);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_TASKS_PAGE);

  G_OBJECT_CLASS (crm_tasks_page_parent_class)->dispose (object);
}

static void
crm_tasks_page_class_init (CrmTasksPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_tasks_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-tasks-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTasksPage, header);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksPage, whose);
  gtk_widget_class_bind_template_child (widget_class, CrmTasksPage, days);
  gtk_widget_class_bind_template_callback (widget_class, whose_cb);
}

static void
crm_tasks_page_init (CrmTasksPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
make_cards (CrmTasksPage *self)
{
  const char *const titles[N_DAYS] = { C_ ("tasks", "Late"),     C_ ("tasks", "Today"),
                                       C_ ("tasks", "Tomorrow"), C_ ("tasks", "This Week"),
                                       C_ ("tasks", "Later"),    C_ ("tasks", "Without a Date") };

  for (int i = 0; i < N_DAYS; i++) {
    self->cards[i] = crm_today_card_new (self->workspace, titles[i],
                                         _ ("Nothing is left to do today"), fill_row);
    /* The day that is has its place even when it is done. */
    crm_today_card_set_hides (self->cards[i], i != TODAY);
    gtk_box_append (self->days, GTK_WIDGET (self->cards[i]));
  }
}

CrmTasksPage *
crm_tasks_page_new (CrmWorkspace *workspace, GtkWidget *title_widget)
{
  CrmTasksPage *self = g_object_new (CRM_TYPE_TASKS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  if (title_widget != NULL)
    adw_header_bar_set_title_widget (self->header, title_widget);
  crm_whose_set_up (self->whose, workspace);
  make_cards (self);
  self->ticking = g_timeout_add_seconds (60, tick_cb, self);
  g_signal_connect_object (crm_workspace_get_desk (workspace), "focus-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
