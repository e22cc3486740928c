/* The list of companies in a window against a bare GTK list on SQLite: the time to its first rows,
 * a page of fresh rows in every frame, how many records are held. Needs a display. Each measurement
 * is a process of its own: "make PATH N", then "page PATH 0" or "bare PATH 0" is one of them, which
 * VORONKA_BENCH_FIRST_ROWS ends at its first rows. */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "crm-list-page-private.h"
#include "crm-setup.h"
#include "crm-stage-history.h"

#define N_FRAMES 300
#define N_RUNS 3
#define N_COLUMNS 8

/* --- What is measured, told by the child on one line */

typedef struct {
  double first_rows; /* seconds from the start of the process */
  double frame;      /* median seconds between frames */
  double worst;
  double select_all;
  double grouped;       /* until all rows stand in groups */
  double grouped_frame; /* median seconds between frames, among the groups */
  guint alive;
  double memory;
} Result;

typedef struct {
  GtkWindow *window;
  GtkScrolledWindow *scrolled;
  GMainLoop *loop;
  GArray *gaps;
  gint64 last;
  gint64 started;
  double first_rows;
  gboolean (*is_whole) (gpointer data);
  gpointer data;
} Meter;

static void start_scrolling_cb (gpointer data);

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Meter *meter = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (meter->scrolled);
  gint64 now = bench_now ();
  double gap = (double) (now - meter->last) / G_USEC_PER_SEC;

  if (meter->last != 0)
    g_array_append_val (meter->gaps, gap);
  meter->last = now;
  if (meter->gaps->len >= N_FRAMES) {
    g_main_loop_quit (meter->loop);
    return G_SOURCE_REMOVE;
  }
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                            gtk_adjustment_get_page_size (adjustment));
  return G_SOURCE_CONTINUE;
}

static gboolean
wait_cb (gpointer data)
{
  Meter *meter = data;
  if (!meter->is_whole (meter->data))
    return G_SOURCE_CONTINUE;
  g_timeout_add_once (300, start_scrolling_cb, meter);
  return G_SOURCE_REMOVE;
}

static void
start_scrolling_cb (gpointer data)
{
  Meter *meter = data;
  gtk_widget_add_tick_callback (GTK_WIDGET (meter->scrolled), scroll_cb, meter, NULL);
}

static void
painted_cb (GdkFrameClock *clock, Meter *meter)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (meter->scrolled);
  if (gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment))
    return;
  g_signal_handlers_disconnect_by_data (clock, meter);
  meter->first_rows = (double) (bench_now () - meter->started) / G_USEC_PER_SEC;
  if (g_getenv ("VORONKA_BENCH_FIRST_ROWS") != NULL) { /* for a profiler of the start alone */
    g_print ("%f\n", meter->first_rows);
    exit (0);
  }
  g_timeout_add (20, wait_cb, meter);
}

static void
run (Meter *meter, AdwNavigationPage *page)
{
  AdwNavigationView *view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());

  meter->window = GTK_WINDOW (adw_window_new ());
  meter->gaps = g_array_new (FALSE, FALSE, sizeof (double));
  meter->loop = g_main_loop_new (NULL, FALSE);
  adw_navigation_view_push (view, page);
  adw_window_set_content (ADW_WINDOW (meter->window), GTK_WIDGET (view));
  gtk_window_set_default_size (meter->window, 1200, 760);
  gtk_widget_realize (GTK_WIDGET (meter->window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (meter->window)), "after-paint",
                    G_CALLBACK (painted_cb), meter);
  gtk_window_present (meter->window);
  g_main_loop_run (meter->loop);
}

/* Once more from the top; the median seconds between frames. */
static double
scroll_again (Meter *meter)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (meter->scrolled), 0);
  g_array_set_size (meter->gaps, 0);
  meter->last = 0;
  start_scrolling_cb (meter);
  g_main_loop_run (meter->loop);
  return bench_percentile (meter->gaps, 50);
}

static void
fill_result (Meter *meter, Result *result)
{
  result->first_rows = meter->first_rows;
  result->frame = bench_percentile (meter->gaps, 50);
  result->worst = bench_percentile (meter->gaps, 100);
  result->memory = bench_memory ();
}

static void
tell (const Result *result)
{
  g_print ("%f %f %f %f %f %f %u %f\n", result->first_rows, result->frame, result->worst,
           result->select_all, result->grouped, result->grouped_frame, result->alive,
           result->memory);
}

static double
seconds_since (gint64 start)
{
  return (double) (bench_now () - start) / G_USEC_PER_SEC;
}

/* --- Our page */

static gboolean
page_is_whole (gpointer data)
{
  return crm_list_loader_is_answered (((CrmListPage *) data)->loader);
}

static void
drawn_cb (GdkFrameClock *clock, gboolean *drawn)
{
  *drawn = TRUE;
}

/* Until what is shown now has been drawn. */
static void
wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean drawn = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (drawn_cb), &drawn);

  gtk_widget_queue_draw (widget);
  while (!drawn)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

/* By city, first closed, then with all groups open; the seconds until all rows are drawn. */
static double
group_all (CrmListPage *page)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (page->selection));
  gint64 start = bench_now ();
  CrmRecordList *list;

  crm_list_page_group_by (page, "city");
  while (!page_is_whole (page))
    g_main_context_iteration (NULL, TRUE);
  wait_for_frame (GTK_WIDGET (page));
  list = crm_list_loader_get_list (page->loader);
  crm_record_list_set_all_open (list, TRUE);
  while (!page_is_whole (page) ||
         g_list_model_get_n_items (G_LIST_MODEL (page->selection)) <= n_before)
    g_main_context_iteration (NULL, TRUE);
  wait_for_frame (GTK_WIDGET (page));
  return seconds_since (start);
}

static void
measure_page (const char *path, gint64 started)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  CrmWorkspace *workspace;
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("company"));
  CrmListPage *page;
  Result result = { 0 };
  gint64 before;

  g_assert_no_error (error);
  workspace = crm_workspace_new (store);
  page = crm_list_page_new (workspace, query, NULL);
  Meter meter = {
    .started = started, .scrolled = page->columns_window, .is_whole = page_is_whole, .data = page
  };
  run (&meter, ADW_NAVIGATION_PAGE (page));
  fill_result (&meter, &result);
  before = bench_now ();
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  result.select_all = seconds_since (before);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (page->selection));
  result.alive = crm_record_list_get_n_alive (crm_list_loader_get_list (page->loader));
  result.grouped = group_all (page);
  result.grouped_frame = scroll_again (&meter);
  tell (&result);
}

/* --- The floor: a column view with labels, rows by id from SQLite */

#define BENCH_TYPE_ROW (bench_row_get_type ())
G_DECLARE_FINAL_TYPE (BenchRow, bench_row, BENCH, ROW, GObject)
struct _BenchRow {
  GObject parent_instance;
  char *cells[N_COLUMNS];
};
G_DEFINE_FINAL_TYPE (BenchRow, bench_row, G_TYPE_OBJECT)

static guint n_rows_alive;

static void
bench_row_finalize (GObject *object)
{
  for (int i = 0; i < N_COLUMNS; i++)
    g_free (BENCH_ROW (object)->cells[i]);
  n_rows_alive--;
  G_OBJECT_CLASS (bench_row_parent_class)->finalize (object);
}

static void
bench_row_class_init (BenchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bench_row_finalize;
}

static void
bench_row_init (BenchRow *self)
{
  n_rows_alive++;
}

#define BENCH_TYPE_MODEL (bench_model_get_type ())
G_DECLARE_FINAL_TYPE (BenchModel, bench_model, BENCH, MODEL, GObject)
struct _BenchModel {
  GObject parent_instance;
  sqlite3 *database;
  sqlite3_stmt *row;
  GArray *ids;
  gboolean whole;
};

static GType
bench_model_get_item_type (GListModel *model)
{
  return BENCH_TYPE_ROW;
}

static guint
bench_model_get_n_items (GListModel *model)
{
  return BENCH_MODEL (model)->ids->len;
}

static gpointer
bench_model_get_item (GListModel *model, guint position)
{
  BenchModel *self = BENCH_MODEL (model);
  BenchRow *row;

  if (position >= self->ids->len)
    return NULL;
  row = g_object_new (BENCH_TYPE_ROW, NULL);
  sqlite3_bind_int64 (self->row, 1, g_array_index (self->ids, gint64, position));
  sqlite3_step (self->row);
  for (int i = 0; i < N_COLUMNS; i++)
    row->cells[i] = g_strdup ((const char *) sqlite3_column_text (self->row, i));
  sqlite3_reset (self->row);
  return row;
}

static void
bench_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bench_model_get_item_type;
  iface->get_n_items = bench_model_get_n_items;
  iface->get_item = bench_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchModel, bench_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      bench_model_list_model_init))

static void
bench_model_class_init (BenchModelClass *klass)
{
}

static void
bench_model_init (BenchModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
read_ids (BenchModel *self, const char *sql)
{
  sqlite3_stmt *statement;

  g_array_set_size (self->ids, 0);
  sqlite3_prepare_v2 (self->database, sql, -1, &statement, NULL);
  while (sqlite3_step (statement) == SQLITE_ROW) {
    gint64 id = sqlite3_column_int64 (statement, 0);
    g_array_append_val (self->ids, id);
  }
  sqlite3_finalize (statement);
}

static void
read_all_cb (gpointer data)
{
  BenchModel *self = data;
  guint before = self->ids->len;

  read_ids (self, "SELECT id FROM company ORDER BY name_key, id");
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->ids->len - before);
  self->whole = TRUE;
}

static gboolean
model_is_whole (gpointer data)
{
  return ((BenchModel *) data)->whole;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer data)
{
  gtk_column_view_cell_set_child (cell,
                                  g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize",
                                                PANGO_ELLIPSIZE_END, "width-chars", 12, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer data)
{
  BenchRow *row = gtk_column_view_cell_get_item (cell);
  gtk_label_set_text (GTK_LABEL (gtk_column_view_cell_get_child (cell)),
                      row->cells[GPOINTER_TO_INT (data)]);
}

/* Hangs the view on what @sql reads, and draws. */
static void
show_read (GtkColumnView *view, BenchModel *model, const char *sql)
{
  GtkSelectionModel *selection;

  gtk_column_view_set_model (view, NULL);
  read_ids (model, sql);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (model))));
  gtk_column_view_set_model (view, selection);
  g_object_unref (selection);
  wait_for_frame (GTK_WIDGET (view));
}

static void
measure_bare (const char *path, gint64 started)
{
  BenchModel *model = g_object_new (BENCH_TYPE_MODEL, NULL);
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkNoSelection *selection;
  Result result = { 0 };
  gint64 before;

  g_assert_cmpint (sqlite3_open_v2 (path, &model->database, SQLITE_OPEN_READONLY, NULL), ==,
                   SQLITE_OK);
  sqlite3_prepare_v2 (model->database,
                      "SELECT name, type, relation, segment, responsible, phone, city, tax_number"
                      " FROM company WHERE id = ?1",
                      -1, &model->row, NULL);
  read_ids (model, "SELECT id FROM company ORDER BY name_key, id LIMIT 128");
  for (int i = 0; i < N_COLUMNS; i++) {
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
    GtkColumnViewColumn *column = gtk_column_view_column_new ("Column", factory);
    g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (i));
    g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (i));
    gtk_column_view_column_set_expand (column, i == 0);
    gtk_column_view_append_column (view, column);
    g_object_unref (column);
  }
  selection = gtk_no_selection_new (G_LIST_MODEL (model));
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (view));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), scrolled);
  g_timeout_add_once (500, read_all_cb, model);

  Meter meter = { .started = started,
                  .scrolled = GTK_SCROLLED_WINDOW (scrolled),
                  .is_whole = model_is_whole,
                  .data = model };
  run (&meter, adw_navigation_page_new (toolbar, "Bare"));
  fill_result (&meter, &result);
  result.alive = n_rows_alive;
  /* What a bare program must do for groups: count each and show them, then show all rows. */
  before = bench_now ();
  show_read (view, model, "SELECT min (id), count (*) FROM company GROUP BY city");
  show_read (view, model, "SELECT id, city FROM company ORDER BY city, name_key, id");
  result.grouped = seconds_since (before);
  result.grouped_frame = result.frame;
  tell (&result);
}

/* --- The parent */

typedef struct {
  gint64 n;
  gint64 made;
} Feed;

static gboolean
feed_companies (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  static const char *const names[] = { "Орион", "Вега", "Złoty", "Шевченко", "Łódź", "Карпати" };
  static const char *const cities[] = { "Київ", "Москва", "Gdańsk", "Львів", "Казань" };
  static const char *const types[] = { "client", "potential_client", "partner", "new" };
  Feed *feed = data;

  for (int i = 0; i < 500 && feed->made < feed->n; i++, feed->made++) {
    guint32 mixed = (guint32) (feed->made * 2654435761u);
    g_autoptr (CrmRecord) record = crm_record_new_empty (crm_entity_find ("company"));
    g_autofree char *name = g_strdup_printf ("ООО «%s %u»", names[mixed % 6], mixed >> 8);
    g_autofree char *number = g_strdup_printf ("77%08" G_GINT64_FORMAT, feed->made);
    crm_record_set_text (record, "name", name);
    crm_record_set_text (record, "type", types[(mixed >> 4) % 4]);
    crm_record_set_text (record, "city", cities[(mixed >> 6) % 5]);
    crm_record_set_text (record, "phone", "+380441234567");
    crm_record_set_text (record, "tax_number", number);
    crm_record_set_integer (record, "responsible", 1);
    crm_change_add (change, record);
  }
  return feed->made < feed->n;
}

static void
make_file (const char *path, gint64 n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmChange) change = crm_change_new ("Bench", 0, CRM_ORIGIN_COMMAND);
  Feed feed = { .n = n };

  if (!crm_setup_create (path, "ua", &error))
    g_error ("%s: %s", path, error->message);
  store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  crm_change_set_feed (change, feed_companies, &feed, NULL, (gsize) n);
  crm_change_set_verbatim (change, TRUE);
  crm_change_commit_sync (change, store, &error);
  g_assert_no_error (error);
  crm_store_close (store, &error);
}

static double
middle (double *values)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_vals (samples, values, N_RUNS);
  return bench_percentile (samples, 50);
}

static Result
measure (const char *program, const char *what, const char *path)
{
  double first_rows[N_RUNS], frames[N_RUNS], worst[N_RUNS], all[N_RUNS], memory[N_RUNS],
      grouped[N_RUNS], grouped_frames[N_RUNS];
  Result result = { 0 };

  for (int i = 0; i < N_RUNS; i++) {
    gint64 now = g_getenv ("VORONKA_BENCH_CPU") != NULL ? 0 : g_get_monotonic_time ();
    g_autofree char *started = g_strdup_printf ("%" G_GINT64_FORMAT, now);
    const char *arguments[] = { program, what, path, started, NULL };
    g_autofree char *out = NULL;
    g_autoptr (GError) error = NULL;
    guint alive = 0;
    g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL,
                  &error);
    g_assert_no_error (error);
    if (sscanf (out, "%lf %lf %lf %lf %lf %lf %u %lf", &first_rows[i], &frames[i], &worst[i],
                &all[i], &grouped[i], &grouped_frames[i], &alive, &memory[i]) != 8)
      g_error ("%s told: %s", what, out);
    result.alive = MAX (result.alive, alive);
  }
  result.first_rows = middle (first_rows);
  result.frame = middle (frames);
  result.worst = middle (worst);
  result.select_all = middle (all);
  result.grouped = middle (grouped);
  result.grouped_frame = middle (grouped_frames);
  result.memory = middle (memory);
  return result;
}

static void
compare (const char *program, gint64 n)
{
  g_autofree char *folder = g_dir_make_tmp ("voronka-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bench.voronka", NULL);
  g_autofree char *removal = g_strdup_printf ("rm -rf '%s'", folder);
  Result bare, page;

  make_file (path, n);
  bare = measure (program, "bare", path);
  page = measure (program, "page", path);
  bench_print ("window: start to first rows", n, page.first_rows, bare.first_rows, 1.3);
  bench_print ("window: a page of fresh rows a frame, median", n, page.frame, bare.frame, 1.3);
  bench_print ("window: the longest of such frames", n, page.worst, bare.worst, 1.3);
  bench_print ("window: select all", n, page.select_all, 0.06, 1.0);
  bench_print ("window: in groups with all of them open", n, page.grouped, bare.grouped, 1.5);
  bench_print ("window: a page of fresh rows a frame, in groups", n, page.grouped_frame,
               bare.grouped_frame, 1.3);
  g_print ("%-52s %10" G_GINT64_FORMAT " %9.0f MB %9.0f MB %8.2f %8.2f\n", "window: memory", n,
           page.memory, bare.memory, page.memory / bare.memory, 1.3);
  g_print ("%-52s %10" G_GINT64_FORMAT " %12u %12u\n", "window: records held", n, page.alive,
           bare.alive);
  if (g_spawn_command_line_sync (removal, NULL, NULL, NULL, NULL) == FALSE)
    g_printerr ("%s stays\n", folder);
}

int
main (int argc, char **argv)
{
  gint64 most = 1000000;

  crm_stage_history_register ();
  if (argc == 4 && g_str_equal (argv[1], "make")) {
    make_file (argv[2], g_ascii_strtoll (argv[3], NULL, 10));
    return 0;
  }
  if (argc == 4) {
    adw_init ();
    g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
    if (g_str_equal (argv[1], "page"))
      measure_page (argv[2], g_ascii_strtoll (argv[3], NULL, 10));
    else
      measure_bare (argv[2], g_ascii_strtoll (argv[3], NULL, 10));
    return 0;
  }
  if (argc > 1)
    most = g_ascii_strtoll (argv[1], NULL, 10);
  if (!gtk_init_check ()) {
    g_printerr ("%s: there is no display\n", argv[0]);
    return 0;
  }
  bench_print_head ();
  for (gint64 n = 10000; n <= most; n *= 10)
    compare (argv[0], n);
  return 0;
}
