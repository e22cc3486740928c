/* One record made several again, out of the journal. */
#include "config.h"

#include "crm-unmerge.h"

#include <glib/gi18n.h>

#include "crm-journal.h"
#include "crm-merge.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  gint64 id;
  gint64 me;
  char *lost; /* owned */
} Work;

static void
free_work (Work *work)
{
  g_object_unref (work->workspace);
  g_free (work->lost);
  g_free (work);
}

static gboolean
unmerge_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  gint64 change = crm_merge_find (database, work->entity, work->id, &work->lost, error);

  return change >= 0 && crm_journal_revert (database, change, work->me, CRM_ORIGIN_WINDOW, error);
}

static void
unmerged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &error)) {
    crm_workspace_report (work->workspace, _ ("The Merge Cannot Be Taken Back"), error);
  } else {
    /* Translators: %s is the title of a record that had become one with another */
    g_autofree char *text = g_strdup_printf (_ ("“%s” is there again"), work->lost);
    crm_workspace_say (work->workspace, text);
  }
  free_work (work);
}

/**
 * crm_unmerge_is_possible:
 * @workspace: the workspace
 * @entity: of the record
 * @id: of the record
 *
 * Returns: whether something became one with it
 */
gboolean
crm_unmerge_is_possible (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  return crm_merge_find (crm_workspace_get_reader (workspace), entity, id, NULL, NULL) > 0;
}

/**
 * crm_unmerge:
 * @workspace: the workspace
 * @entity: of the record
 * @id: of the record
 *
 * What stands against it (a later change of the same records) is reported.
 */
void
crm_unmerge (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  Work *work = g_new0 (Work, 1);

  work->workspace = g_object_ref (workspace);
  work->entity = entity;
  work->id = id;
  work->me = crm_workspace_get_me (workspace);
  crm_store_write_async (crm_workspace_get_store (workspace), unmerge_func, work, NULL, NULL,
                         unmerged_cb, work);
}
