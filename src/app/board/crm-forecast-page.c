/* The forecast: open deals by the month of their expected close. */
#include "config.h"

#include "crm-forecast-page.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-board-column.h"
#include "crm-board-scroll.h"
#include "crm-date.h"
#include "crm-deal-page.h"
#include "crm-deal-sums.h"
#include "crm-latest.h"

#define N_MONTHS 6

/* What has passed, the months, what comes after them, what has no date. */
enum { PASSED = 0, FIRST_MONTH = 1, LATER = FIRST_MONTH + N_MONTHS, UNDATED, N_COLUMNS };

struct _CrmForecastPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace;          /* owned */
  gint64 today;                     /* for which the columns stand */
  CrmBoardColumn *cards[N_COLUMNS]; /* borrowed of the box */
  CrmQuery *queries[N_COLUMNS];     /* owned */
  GCancellable *summing;            /* owned */
  gint64 followed;                  /* a deal moved by keyboard */
  guint waiting;
  CrmFilterBar *filter_bar; /* borrowed */

  AdwBin *title_bin;
  AdwBin *filters;
  GtkScrolledWindow *scroller;
  GtkBox *columns;
};

G_DEFINE_FINAL_TYPE (CrmForecastPage, crm_forecast_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- Months */

/* The first day of the month of a column; that of UNDATED and PASSED is not asked for. */
static gint64
get_first_day (CrmForecastPage *self, int column)
{
  int year, month, day;

  crm_date_to_ymd (self->today, &year, &month, &day);
  month += column - FIRST_MONTH;
  return crm_date_from_ymd (year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
}

static char *
dup_title (CrmForecastPage *self, int column)
{
  g_autoptr (GDateTime) time = NULL;
  int year, month, day;

  if (column == PASSED)
    return g_strdup (C_ ("forecast", "Passed"));
  if (column == LATER)
    return g_strdup (C_ ("forecast", "Later"));
  if (column == UNDATED)
    return g_strdup (C_ ("forecast", "Without a date"));
  crm_date_to_ymd (get_first_day (self, column), &year, &month, &day);
  time = g_date_time_new_utc (year, month, day, 0, 0, 0);
  /* Translators: a month as the heading of a group, as "November 2026" */
  return g_date_time_format (time, C_ ("group", "%OB %Y"));
}

/* The same day in another month, its last where it has no such day, and never one that has passed.
 */
static gint64
move_date (CrmForecastPage *self, gint64 date, gboolean has_date, int column)
{
  gint64 first = get_first_day (self, column);
  int year, month, day, old_year, old_month;
  int wanted = 31;

  crm_date_to_ymd (first, &year, &month, &day);
  if (has_date)
    crm_date_to_ymd (date, &old_year, &old_month, &wanted);
  date = crm_date_from_ymd (year, month, MIN (wanted, crm_date_days_in_month (year, month)));
  return date >= self->today
             ? date
             : crm_date_from_ymd (year, month, crm_date_days_in_month (year, month));
}

/* --- Sums */

static void
show_sums (gpointer page, GArray *const *sums)
{
  CrmForecastPage *self = page;

  for (int i = 0; i < N_COLUMNS; i++)
    crm_board_column_set_sums (self->cards[i], sums[i]);
}

static void
read_sums (CrmForecastPage *self)
{
  crm_deal_sums_read (self->workspace, self->queries, N_COLUMNS, &self->summing, show_sums, self);
}

/* --- What is shown */

static CrmQuery *
narrow (CrmForecastPage *self, CrmQuery *open, int column)
{
  gint64 from = column == FIRST_MONTH ? self->today : get_first_day (self, column);
  gint64 to = column == PASSED ? self->today : get_first_day (self, column + 1);
  g_autoptr (CrmQuery) begun = NULL;

  if (column == UNDATED)
    return crm_query_filter_values (open, "expected_close", CRM_OP_EMPTY, NULL, 0);
  if (column == PASSED)
    return crm_query_filter_integer (open, "expected_close", CRM_OP_LESS, to);
  begun = crm_query_filter_integer (open, "expected_close", CRM_OP_GREATER_EQUAL, from);
  return column == LATER ? crm_query_ref (begun)
                         : crm_query_filter_integer (begun, "expected_close", CRM_OP_LESS, to);
}

static void
update_queries (CrmForecastPage *self)
{
  g_autoptr (CrmQuery) deals = crm_deal_page_query (self->workspace, self->filter_bar);
  g_autoptr (CrmQuery) open =
      crm_query_filter (deals, "stage.outcome", CRM_OP_EQUAL, "open", NULL, NULL);

  for (int i = 0; i < N_COLUMNS; i++) {
    g_clear_pointer (&self->queries[i], crm_query_unref);
    self->queries[i] = narrow (self, open, i);
    crm_board_column_set_query (self->cards[i], self->queries[i]);
  }
  read_sums (self);
}

/* --- Another date */

static int
find_column (CrmForecastPage *self, CrmBoardColumn *column)
{
  for (int i = 0; i < N_COLUMNS; i++)
    if (self->cards[i] == column)
      return i;
  g_assert_not_reached ();
}

static void
move_deal (CrmForecastPage *self, gint64 id, int column)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  int field = crm_entity_field_index (deals, "expected_close");
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (CrmRecord) deal =
      crm_record_load (crm_workspace_get_reader (self->workspace), deals, id, NULL);
  g_autofree char *date = NULL;
  g_autofree char *said = NULL;
  CrmChange *change;

  if (deal == NULL)
    return;
  if (column != UNDATED)
    crm_value_set_integer (&value,
                           move_date (self, crm_record_get_integer (deal, "expected_close"),
                                      !crm_record_is_empty (deal, "expected_close"), column));
  crm_record_set_value (deal, field, &value);
  date = crm_record_format (deal, field);
  said = column == UNDATED
             /* Translators: %s is a deal */
             ? g_strdup_printf (_ ("“%s” is expected without a date"), crm_record_get_title (deal))
             /* Translators: a deal and a date */
             : g_strdup_printf (_ ("“%s” is expected on %s"), crm_record_get_title (deal), date);
  change = crm_workspace_begin (self->workspace, said);
  crm_change_set (change, deals, id, "expected_close", &value);
  crm_workspace_commit_and_say (self->workspace, change, said);
}

/* Nothing can be expected in the past. */
static void
dropped_cb (CrmForecastPage *self, gint64 deal, CrmBoardColumn *column)
{
  int to = find_column (self, column);

  if (to == PASSED)
    crm_workspace_say (self->workspace, _ ("Nothing can be expected to close in the past"));
  else
    move_deal (self, deal, to);
}

static void
shifted_cb (CrmForecastPage *self, gint64 deal, int by, CrmBoardColumn *column)
{
  int to = find_column (self, column) + by;

  if (to <= PASSED || to >= N_COLUMNS)
    return;
  self->followed = deal;
  move_deal (self, deal, to);
}

static gboolean
follow_cb (gpointer data)
{
  CrmForecastPage *self = data;

  for (int i = 0; i < N_COLUMNS && self->followed != 0; i++)
    if (self->workspace != NULL && crm_board_column_focus_deal (self->cards[i], self->followed))
      self->followed = 0;
  return G_SOURCE_REMOVE;
}

/* --- Columns */

static GHashTable *
read_stages (CrmForecastPage *self)
{
  GHashTable *stages = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("stage"));
  g_autoptr (GPtrArray) records =
      crm_query_fetch_all (all, crm_workspace_get_reader (self->workspace), -1, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    gint64 id = crm_record_get_id (records->pdata[i]);
    g_hash_table_insert (stages, g_memdup2 (&id, sizeof id), g_object_ref (records->pdata[i]));
  }
  return stages;
}

static void
fill_columns (CrmForecastPage *self)
{
  g_autoptr (GHashTable) stages = read_stages (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_box_remove (self->columns, child);
  self->today = crm_workspace_get_today (self->workspace);
  for (int i = 0; i < N_COLUMNS; i++) {
    g_autofree char *title = dup_title (self, i);
    CrmBoardColumn *column = crm_board_column_new_mixed (self->workspace, title,
                                                         i == PASSED                  ? "error"
                                                         : i == UNDATED || i == LATER ? "neutral"
                                                                                      : "accent",
                                                         stages);
    g_signal_connect_object (column, "dropped", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (column, "shifted", G_CALLBACK (shifted_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (self->columns, GTK_WIDGET (column));
    self->cards[i] = column;
  }
  update_queries (self);
}

static gboolean
waited_cb (gpointer data)
{
  CrmForecastPage *self = data;

  self->waiting = 0;
  read_sums (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (CrmForecastPage *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("stage")) ||
      crm_workspace_get_today (self->workspace) != self->today) {
    fill_columns (self);
    return;
  }
  if ((crm_announcement_touches (announcement, crm_entity_find ("deal")) ||
       crm_announcement_touches (announcement, crm_entity_find ("rate"))) &&
      self->waiting == 0)
    self->waiting = g_timeout_add (100, waited_cb, self);
  if (self->followed != 0)
    /* The columns hear of it in the same round; the card has its place after that. */
    g_timeout_add_full (G_PRIORITY_DEFAULT, 100, follow_cb, g_object_ref (self), g_object_unref);
}

/* --- Object */

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_workspace_new_record (CRM_FORECAST_PAGE (widget)->workspace, crm_entity_find ("deal"), NULL);
}

static void
crm_forecast_page_dispose (GObject *object)
{
  CrmForecastPage *self = CRM_FORECAST_PAGE (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  crm_latest_stop (&self->summing);
  g_clear_object (&self->workspace);
  for (int i = 0; i < N_COLUMNS; i++)
    g_clear_pointer (&self->queries[i], crm_query_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_FORECAST_PAGE);

  G_OBJECT_CLASS (crm_forecast_page_parent_class)->dispose (object);
}

static void
crm_forecast_page_class_init (CrmForecastPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_forecast_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-forecast-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmForecastPage, title_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmForecastPage, filters);
  gtk_widget_class_bind_template_child (widget_class, CrmForecastPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmForecastPage, columns);
  gtk_widget_class_install_action (widget_class, "forecast.new", NULL, new_action);
}

static void
crm_forecast_page_init (CrmForecastPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_board_scroll_attach (self->scroller);
}

/**
 * crm_forecast_page_new:
 * @workspace: an open company file
 *
 * Returns: (transfer floating): the forecast of all open deals
 */
CrmForecastPage *
crm_forecast_page_new (CrmWorkspace *workspace)
{
  CrmForecastPage *self = g_object_new (CRM_TYPE_FORECAST_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->filter_bar =
      crm_deal_page_add_filter (self->filters, workspace, G_CALLBACK (update_queries), self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  fill_columns (self);
  return self;
}

/**
 * crm_forecast_page_set_title_widget:
 * @self: a page
 * @widget: (nullable): stands for the title: the switch between the views
 */
void
crm_forecast_page_set_title_widget (CrmForecastPage *self, GtkWidget *widget)
{
  adw_bin_set_child (self->title_bin, widget);
}
