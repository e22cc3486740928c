/* What hangs on a document: tasks, money, the documents made from it, files, and what happened. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-document-finance.h"
#include "crm-document-page-private.h"
#include "crm-file-list.h"
#include "crm-latest.h"
#include "crm-related-list.h"
#include "crm-relations.h"
#include "crm-timeline.h"

/* The tabs that say how much is in them; the order is that of counting. */
static const struct {
  const char *tab;
  const char *title;
  const char *entity; /* NULL: files */
  const char *field;
} counted[] = {
  { "tasks", N_ ("Tasks"), "activity", "document" },
  { "papers", N_ ("Documents"), "document", "base" },
  { "files", N_ ("Files"), NULL, NULL },
};

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("document");
}

static CrmRelation
get_relation (const char *entity, const char *field)
{
  const CrmEntity *found = crm_entity_find (entity);

  return (CrmRelation) { found, crm_entity_field (found, field), FALSE, TRUE };
}

static GtkWidget *
make_related (CrmDocumentPage *self, const char *entity, const char *field)
{
  CrmRelation relation = get_relation (entity, field);

  return crm_related_list_new (self->form, &relation);
}

static AdwBin *
find_bin (CrmDocumentPage *self, const char *name)
{
  const struct {
    const char *name;
    AdwBin *bin;
  } bins[] = {
    { "tasks", self->tasks }, { "finance", self->finance },   { "papers", self->papers },
    { "files", self->files }, { "timeline", self->timeline },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bins); i++)
    if (g_strcmp0 (bins[i].name, name) == 0)
      return bins[i].bin;
  return NULL;
}

/*
 * crm_document_page_fill_tab:
 * @self: a page with its document
 * @name: of a tab
 *
 * Makes what stands in a tab when that is first seen.
 */
void
crm_document_page_fill_tab (CrmDocumentPage *self, const char *name)
{
  AdwBin *bin = find_bin (self, name);
  GtkWidget *child;

  if (bin == NULL || adw_bin_get_child (bin) != NULL)
    return;
  if (bin == self->tasks)
    child = make_related (self, "activity", "document");
  else if (bin == self->papers)
    child = make_related (self, "document", "base");
  else if (bin == self->finance)
    child = crm_document_finance_new (self->form);
  else if (bin == self->files)
    child = crm_file_list_new (self->workspace, get_entity (), self->document);
  else
    child = crm_timeline_new (self->workspace, get_entity (), self->document);
  adw_bin_set_child (bin, child);
}

static void
show_in (AdwViewStack *views, const char *name)
{
  if (adw_view_stack_get_child_by_name (views, name) != NULL &&
      g_strcmp0 (adw_view_stack_get_visible_child_name (views), name) != 0)
    adw_view_stack_set_visible_child_name (views, name);
}

/*
 * crm_document_page_show_tab:
 * @self: a page with its document
 * @name: (nullable): of a tab
 *
 * Whether there is much room or little.
 */
void
crm_document_page_show_tab (CrmDocumentPage *self, const char *name)
{
  if (name == NULL)
    return;
  crm_document_page_fill_tab (self, name);
  show_in (self->wide_views, name);
  show_in (self->narrow_views, name);
}

/* --- How much there is */

typedef struct {
  GWeakRef page;
  gint64 document;
  gint64 counts[G_N_ELEMENTS (counted)];
} Counting;

static CrmQuery *
make_query (gsize i, gint64 document)
{
  CrmRelation relation;

  if (counted[i].entity == NULL)
    return crm_file_list_make_query (get_entity (), document);
  relation = get_relation (counted[i].entity, counted[i].field);
  return crm_relation_make_query (&relation, document);
}

static gboolean
count_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Counting *counting = data;

  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++) {
    g_autoptr (CrmQuery) query = make_query (i, counting->document);
    counting->counts[i] = crm_query_count (query, database, error);
    if (counting->counts[i] < 0)
      return FALSE;
  }
  return TRUE;
}

static void
set_title (AdwViewStack *views, const char *tab, const char *title)
{
  GtkWidget *child = adw_view_stack_get_child_by_name (views, tab);

  adw_view_stack_page_set_title (adw_view_stack_get_page (views, child), title);
}

static void
show_counts (CrmDocumentPage *self, const gint64 *counts)
{
  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++) {
    const char *title = _ (counted[i].title);
    g_autofree char *text = g_strdup_printf ("%s %" G_GINT64_FORMAT, title, counts[i]);
    set_title (self->wide_views, counted[i].tab, counts[i] > 0 ? text : title);
    set_title (self->narrow_views, counted[i].tab, counts[i] > 0 ? text : title);
  }
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Counting *counting = user_data;
  g_autoptr (CrmDocumentPage) self = g_weak_ref_get (&counting->page);
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (done && self != NULL && self->workspace != NULL)
    show_counts (self, counting->counts);
  g_weak_ref_clear (&counting->page);
  g_free (counting);
}

/* A later count takes the place of one that is under way. */
void
crm_document_page_count (CrmDocumentPage *self)
{
  Counting *counting = g_new0 (Counting, 1);

  crm_latest_begin (&self->counting);
  g_weak_ref_init (&counting->page, self);
  counting->document = self->document;
  crm_store_read_async (crm_workspace_get_store (self->workspace), count_func, counting, NULL,
                        self->counting, count_cb, counting);
}

void
crm_document_page_count_changed (CrmDocumentPage *self, CrmAnnouncement *announcement)
{
  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++)
    if (crm_announcement_touches (
            announcement,
            crm_entity_find (counted[i].entity != NULL ? counted[i].entity : "file"))) {
      crm_document_page_count (self);
      return;
    }
}
