/* What the figures of a whole list come to. */
#include "config.h"

#include "crm-list-totals.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-latest.h"
#include "crm-sums-text.h"

/* While a search is typed or a change goes on only what stands at the end is added up. */
#define PATIENCE_MS 250

struct _CrmListTotals {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmColumns *columns;     /* owned */
  CrmQuery *query;         /* owned */
  CrmGroupPart *total;     /* owned; NULL before it is read */
  GCancellable *reading;   /* owned; NULL when nothing is read */
  guint patience;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (CrmListTotals, crm_list_totals, GTK_TYPE_WIDGET)

typedef struct {
  CrmListTotals *totals; /* owned */
  CrmQuery *query;       /* owned */
  CrmGroupPart *total;   /* owned */
} Reading;

static void
free_reading (Reading *reading)
{
  g_object_unref (reading->totals);
  crm_query_unref (reading->query);
  g_clear_pointer (&reading->total, crm_group_part_free);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, free_reading)

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  reading->total = crm_query_read_total (reading->query, database, error);
  return reading->total != NULL;
}

static gboolean
has_figures (CrmListTotals *self)
{
  const CrmEntity *entity = crm_columns_get_entity (self->columns);
  g_autoptr (GArray) fields = crm_grouping_dup_sum_fields (entity);

  for (guint i = 0; i < fields->len; i++)
    if (crm_columns_is_shown (self->columns, &entity->fields[g_array_index (fields, int, i)]))
      return TRUE;
  return FALSE;
}

static void
show_total (CrmListTotals *self)
{
  g_autofree char *parts = NULL;
  g_autofree char *text =
      self->total != NULL
          ? crm_sums_dup_text (self->total->sums, crm_columns_get_entity (self->columns),
                               self->columns, self->workspace, TRUE, &parts)
          : g_strdup ("");
  g_autofree char *line = NULL;

  if (text[0] != '\0')
    /* Translators: what the figures of a whole list come to, as "Altogether: Value 1 200,00 €" */
    line = g_strdup_printf (_ ("Altogether: %s"), text);
  gtk_label_set_text (GTK_LABEL (self->label), line != NULL ? line : "");
  gtk_widget_set_tooltip_text (self->label, parts != NULL ? parts : line);
  gtk_widget_set_visible (GTK_WIDGET (self), line != NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  CrmListTotals *self = reading->totals;

  /* Something else is asked, or the list has gone; it says itself what cannot be read. */
  if (!crm_store_read_finish (CRM_STORE (source), result, NULL) || self->workspace == NULL ||
      gtk_widget_get_parent (GTK_WIDGET (self)) == NULL)
    return;
  g_clear_object (&self->reading);
  g_clear_pointer (&self->total, crm_group_part_free);
  self->total = g_steal_pointer (&reading->total);
  show_total (self);
}

static void
stop_reading (CrmListTotals *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  crm_latest_stop (&self->reading);
}

static void
patience_cb (gpointer data)
{
  CrmListTotals *self = data;
  Reading *reading;

  self->patience = 0;
  stop_reading (self);
  reading = g_new0 (Reading, 1);
  reading->totals = g_object_ref (self);
  reading->query = crm_query_ref (self->query);
  self->reading = g_cancellable_new ();
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

static void
ask (CrmListTotals *self)
{
  if (self->query == NULL || !has_figures (self)) {
    stop_reading (self);
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    return;
  }
  if (self->patience == 0)
    self->patience = g_timeout_add_once (PATIENCE_MS, patience_cb, self);
}

static void
columns_changed_cb (CrmListTotals *self)
{
  if (self->total != NULL && has_figures (self))
    show_total (self);
  else
    ask (self);
}

static void
store_changed_cb (CrmListTotals *self, CrmAnnouncement *announcement)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  if (self->query == NULL)
    return;
  if (self->total != NULL && crm_announcement_touches (announcement, crm_entity_find ("rate")))
    show_total (self);
  for (int i = 0; i < n_entities; i++)
    if (crm_announcement_touches (announcement, entities[i]) &&
        (entities[i] == crm_query_get_entity (self->query) ||
         crm_query_reaches (self->query, entities[i]))) {
      ask (self);
      return;
    }
}

static void
crm_list_totals_dispose (GObject *object)
{
  CrmListTotals *self = CRM_LIST_TOTALS (object);

  stop_reading (self);
  if (self->columns != NULL)
    g_signal_handlers_disconnect_by_data (self->columns, self);
  g_clear_object (&self->columns);
  g_clear_pointer (&self->query, crm_query_unref);
  g_clear_pointer (&self->total, crm_group_part_free);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_list_totals_parent_class)->dispose (object);
}

static void
crm_list_totals_class_init (CrmListTotalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_list_totals_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
crm_list_totals_init (CrmListTotals *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "xalign", 0.0f,
                              "selectable", FALSE, "css-classes",
                              (const char *const[]) { "caption", "numeric", "dimmed", NULL }, NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-list-totals");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
crm_list_totals_set_columns (CrmListTotals *self, CrmWorkspace *workspace, CrmColumns *columns)
{
  g_return_if_fail (CRM_IS_LIST_TOTALS (self) && self->columns == NULL);
  self->workspace = g_object_ref (workspace);
  self->columns = g_object_ref (columns);
  g_signal_connect_swapped (columns, "changed", G_CALLBACK (columns_changed_cb), self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * crm_list_totals_set_query:
 * @self: a line
 * @query: of the list
 */
void
crm_list_totals_set_query (CrmListTotals *self, CrmQuery *query)
{
  g_return_if_fail (CRM_IS_LIST_TOTALS (self));
  crm_query_ref (query);
  g_clear_pointer (&self->query, crm_query_unref);
  self->query = query;
  ask (self);
}
