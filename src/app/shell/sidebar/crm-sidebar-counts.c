/* Counts what waits in the sections of the sidebar, on the reader thread. */
#include "config.h"

#include "crm-sidebar-private.h"

#include <glib/gi18n.h>

#define CALM_MILLISECONDS 250
/* So many are counted one by one; beyond, "999+" is enough to know. */
#define MOST_COUNTED 1000
#define CHUNK 200

typedef struct {
  CrmSidebar *self; /* owned */
  CrmQuery **queries;
  gint64 *counts;
  guint n;
} Count;

static void
free_count (gpointer data)
{
  Count *count = data;

  for (guint i = 0; i < count->n; i++)
    g_clear_pointer (&count->queries[i], crm_query_unref);
  g_free (count->queries);
  g_free (count->counts);
  g_object_unref (count->self);
  g_free (count);
}

/* What a query cannot ask, the description knows: whether a record is settled. */
static gint64
count_unsettled (CrmQuery *query, CrmDatabase *database, GError **error)
{
  const CrmEntity *entity = crm_query_get_entity (query);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 n = 0;

  if (!crm_query_read_ids (query, database, MOST_COUNTED, 0, ids, error))
    return -1;
  for (guint i = 0; i < ids->len; i += CHUNK) {
    g_autoptr (GPtrArray) records = crm_query_fetch (
        database, entity, &g_array_index (ids, gint64, i), MIN (CHUNK, ids->len - i), error);
    if (records == NULL)
      return -1;
    for (guint j = 0; j < records->len; j++)
      n += records->pdata[j] != NULL &&
           (entity->is_settled == NULL || !entity->is_settled (records->pdata[j]));
  }
  return n;
}

static gboolean
count_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Count *count = data;

  for (guint i = 0; i < count->n; i++) {
    if (count->queries[i] == NULL)
      continue;
    count->counts[i] = count_unsettled (count->queries[i], database, error);
    if (count->counts[i] < 0)
      return FALSE;
  }
  return TRUE;
}

void
crm_sidebar_show_count (CrmSidebarEntry *entry, gint64 n)
{
  const char *label = crm_section_get_label (entry->section);
  g_autofree char *figure = NULL;
  g_autofree char *described = NULL;
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (entry->count), n > 0);
  if (n > 0) {
    figure = n < MOST_COUNTED ? g_strdup_printf ("%" G_GINT64_FORMAT, n)
                              : g_strdup_printf ("%d+", MOST_COUNTED - 1);
    described = entry->section->describe_waiting (n);
    gtk_label_set_label (entry->count, figure);
    /* Translators: for screen readers: a section and what waits in it, "Tasks: 3 tasks are due" */
    name = g_strdup_printf (_ ("%s: %s"), label, described);
  }
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry->row), described);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : label, -1);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Count *count = user_data;

  if (crm_store_read_finish (CRM_STORE (source), result, NULL) && count->self->workspace != NULL)
    for (guint i = 0; i < count->n; i++)
      if (count->queries[i] != NULL)
        crm_sidebar_show_count (&g_array_index (count->self->entries, CrmSidebarEntry, i),
                                count->counts[i]);
  free_count (count);
}

void
crm_sidebar_count (CrmSidebar *self)
{
  Count *count = g_new0 (Count, 1);

  count->self = g_object_ref (self);
  count->n = self->entries->len;
  count->queries = g_new0 (CrmQuery *, count->n);
  count->counts = g_new0 (gint64, count->n);
  for (guint i = 0; i < count->n; i++) {
    const CrmSection *section = g_array_index (self->entries, CrmSidebarEntry, i).section;
    if (section->waiting != NULL)
      count->queries[i] = section->waiting (self->workspace);
  }
  crm_store_read_async (crm_workspace_get_store (self->workspace), count_func, count, NULL,
                        self->cancellable, counted_cb, count);
}

static void
count_soon_cb (gpointer user_data)
{
  CrmSidebar *self = user_data;
  self->count_source = 0;
  crm_sidebar_count (self);
}

/* A burst of changes is counted once it is over. */
void
crm_sidebar_count_soon (CrmSidebar *self)
{
  if (self->count_source == 0)
    self->count_source = g_timeout_add_once (CALM_MILLISECONDS, count_soon_cb, self);
}
