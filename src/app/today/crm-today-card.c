/* One card of Today. */
#include "config.h"

#include "crm-today-card.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-latest.h"
#include "crm-relations.h"

#define MOST_ROWS 8

struct _CrmTodayCard {
  AdwBin parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmQuery *queries[2];    /* owned; the second may be NULL */
  CrmTodayRowFunc fill;
  char *title;
  char *nothing;
  char *names[2];        /* owned; of what each query finds; NULL: as the card */
  gboolean hides;        /* while there is nothing */
  GCancellable *reading; /* owned */
  AdwPreferencesGroup *group;
  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (CrmTodayCard, crm_today_card, ADW_TYPE_BIN)

typedef struct {
  CrmTodayCard *card;   /* owned */
  CrmQuery *queries[2]; /* owned */
  GPtrArray *records;   /* owned */
  gint64 counts[2];
  GCancellable *cancellable; /* owned */
} Reading;

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->records = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; i < 2 && reading->queries[i] != NULL; i++) {
    g_autoptr (GPtrArray) part = NULL;
    reading->counts[i] = crm_query_count (reading->queries[i], database, error);
    if (reading->counts[i] < 0)
      return FALSE;
    part = crm_query_fetch_all (reading->queries[i], database, MOST_ROWS - reading->records->len,
                                error);
    if (part == NULL)
      return FALSE;
    for (guint j = 0; j < part->len; j++)
      if (part->pdata[j] != NULL)
        g_ptr_array_add (reading->records, g_object_ref (part->pdata[j]));
  }
  return TRUE;
}

static void
row_activated_cb (CrmTodayCard *self, GtkListBoxRow *row)
{
  CrmRecord *record = g_object_get_data (G_OBJECT (row), "record");
  int query = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "query"));

  if (record != NULL) {
    g_autoptr (CrmRecord) seen =
        crm_record_load_seen (record, crm_workspace_get_reader (self->workspace));
    crm_workspace_open_record (self->workspace, crm_record_get_entity (seen),
                               crm_record_get_id (seen));
  } else if (query > 0)
    crm_workspace_open_list (self->workspace, self->queries[query - 1], self->title);
}

static GtkWidget *
new_row (CrmTodayCard *self, const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_append (self->rows, row);
  return row;
}

/* Of two parts each says which it is. */
static char *
dup_all (CrmTodayCard *self, int query, gint64 count, gboolean is_alone)
{
  if (!is_alone && self->names[query] != NULL)
    /* Translators: which of the tasks or deals, and how many: "Without a term: 3" */
    return g_strdup_printf (_ ("%s: %d"), self->names[query], (int) MIN (count, G_MAXINT));
  return g_strdup_printf (ngettext ("Show all %d", "Show all %d", (gulong) count),
                          (int) MIN (count, G_MAXINT));
}

static void
append_all_row (CrmTodayCard *self, int query, gint64 count, gboolean is_alone)
{
  g_autofree char *text = dup_all (self, query, count, is_alone);
  GtkWidget *row = new_row (self, text);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_widget_add_css_class (row, "dimmed");
  g_object_set_data (G_OBJECT (row), "query", GINT_TO_POINTER (query + 1));
}

static void
show_records (CrmTodayCard *self, Reading *reading)
{
  GtkWidget *child;
  gint64 total = reading->counts[0] + reading->counts[1];
  g_autofree char *title = NULL;
  g_autofree char *markup = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
  for (guint i = 0; i < reading->records->len; i++) {
    CrmRecord *record = reading->records->pdata[i];
    g_autofree char *name = crm_text_one_line (crm_record_get_title (record), 200);
    GtkWidget *row = new_row (self, name);
    adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    g_object_set_data_full (G_OBJECT (row), "record", g_object_ref (record), g_object_unref);
    self->fill (ADW_ACTION_ROW (row), record, self->workspace);
  }
  for (int i = 0; i < 2; i++)
    if (reading->counts[i] > 0 && total > MOST_ROWS)
      append_all_row (self, i, reading->counts[i], reading->counts[i] == total);
  if (total == 0) {
    GtkWidget *row = new_row (self, self->nothing);
    gtk_widget_add_css_class (row, "dimmed");
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), total > 0 || !self->hides);
  title = total > 0 ? g_strdup_printf ("%s  %" G_GINT64_FORMAT, self->title, total)
                    : g_strdup (self->title);
  markup = g_markup_escape_text (title, -1);
  adw_preferences_group_set_title (self->group, markup);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (CrmTodayCard) self = reading->card;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);

  /* The file may have been closed since. */
  if (done && self->reading == reading->cancellable &&
      crm_workspace_get_reader (self->workspace) != NULL)
    show_records (self, reading);
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&reading->queries[i], crm_query_unref);
  g_clear_pointer (&reading->records, g_ptr_array_unref);
  g_object_unref (reading->cancellable);
  g_free (reading);
}

static void
refresh (CrmTodayCard *self)
{
  Reading *reading;

  if (self->queries[0] == NULL)
    return;
  reading = g_new0 (Reading, 1);
  crm_latest_begin (&self->reading);
  reading->card = g_object_ref (self);
  reading->cancellable = g_object_ref (self->reading);
  for (int i = 0; i < 2; i++)
    reading->queries[i] = self->queries[i] != NULL ? crm_query_ref (self->queries[i]) : NULL;
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

/* Rows name companies, stages and persons too: whatever changed, the few rows are read anew. */
static void
store_changed_cb (CrmTodayCard *self)
{
  refresh (self);
}

static void
crm_today_card_dispose (GObject *object)
{
  CrmTodayCard *self = CRM_TODAY_CARD (object);

  crm_latest_stop (&self->reading);
  g_clear_object (&self->workspace);
  for (int i = 0; i < 2; i++) {
    g_clear_pointer (&self->queries[i], crm_query_unref);
    g_clear_pointer (&self->names[i], g_free);
  }
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->nothing, g_free);

  G_OBJECT_CLASS (crm_today_card_parent_class)->dispose (object);
}

static void
crm_today_card_class_init (CrmTodayCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_today_card_dispose;
}

static void
crm_today_card_init (CrmTodayCard *self)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  g_signal_connect_swapped (self->rows, "row-activated", G_CALLBACK (row_activated_cb), self);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->rows));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

/**
 * crm_today_card_new:
 * @workspace: the workspace
 * @title: of the card, translated
 * @nothing: what to say when there is nothing
 * @fill: fills a row
 *
 * Returns: (transfer floating): a card without queries
 */
CrmTodayCard *
crm_today_card_new (CrmWorkspace *workspace, const char *title, const char *nothing,
                    CrmTodayRowFunc fill)
{
  CrmTodayCard *self = g_object_new (CRM_TYPE_TODAY_CARD, NULL);
  g_autofree char *markup = g_markup_escape_text (title, -1);

  self->workspace = g_object_ref (workspace);
  self->title = g_strdup (title);
  self->nothing = g_strdup (nothing);
  self->fill = fill;
  adw_preferences_group_set_title (self->group, markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
crm_today_card_set_queries (CrmTodayCard *self, CrmQuery *first, CrmQuery *second)
{
  CrmQuery *queries[] = { first, second };
  for (int i = 0; i < 2; i++) {
    g_clear_pointer (&self->queries[i], crm_query_unref);
    self->queries[i] = queries[i] != NULL ? crm_query_ref (queries[i]) : NULL;
  }
  refresh (self);
}

/**
 * crm_today_card_set_names:
 * @self: a card
 * @first: what the first query finds, translated
 * @second: what the second finds
 */
void
crm_today_card_set_names (CrmTodayCard *self, const char *first, const char *second)
{
  g_set_str (&self->names[0], first);
  g_set_str (&self->names[1], second);
}

/**
 * crm_today_card_set_hides:
 * @self: a card
 * @hides: whether it is not there while there is nothing
 */
void
crm_today_card_set_hides (CrmTodayCard *self, gboolean hides)
{
  self->hides = hides;
  gtk_widget_set_visible (GTK_WIDGET (self), !hides);
}
