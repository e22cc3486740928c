/* Looks a whole company file over. */
#include "config.h"

#include "crm-data-check.h"

#include "crm-backup.h"
#include "crm-consistency.h"
#include "crm-document.h"

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (data, CRM_DATABASE_READ, &error);
  g_auto (GStrv) file = NULL;
  g_auto (GStrv) records = NULL;
  g_auto (GStrv) issued = NULL;
  g_autoptr (GStrvBuilder) faults = g_strv_builder_new ();

  if (database != NULL)
    file = crm_database_check (database, cancellable, &error);
  if (file != NULL)
    records = crm_consistency_check (database, cancellable, &error);
  if (records != NULL)
    issued = crm_document_check_journal (database, cancellable, &error);
  if (issued == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_strv_builder_addv (faults, (const char **) file);
  g_strv_builder_addv (faults, (const char **) records);
  g_strv_builder_addv (faults, (const char **) issued);
  g_task_return_pointer (task, g_strv_builder_end (faults), (GDestroyNotify) g_strfreev);
}

/**
 * crm_data_check_async:
 * @path: a company file
 * @cancellable: (nullable): stops it
 * @callback: ends with crm_data_check_finish()
 * @user_data: for @callback
 *
 * Reads every page, every record and the journal of what was issued on a thread and a connection of
 * its own: nobody waits for it.
 */
void
crm_data_check_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, check_in_thread);
}

/**
 * crm_data_check_finish:
 * @result: what the callback was given
 * @error: why it could not be found out
 *
 * Returns: (transfer full) (nullable): what is wrong, an empty list where nothing is
 */
GStrv
crm_data_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
