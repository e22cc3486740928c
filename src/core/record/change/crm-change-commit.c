/* How a change is committed: operation by operation, with what follows from each, or not at all. */
#include "config.h"

#include "crm-change-private.h"
#include "crm-clock.h"
#include "crm-error.h"

/**
 * crm_change_apply_last:
 * @self: a change under commit
 * @database: the writer's connection
 * @error: what stands against it
 *
 * Applies the operation queued last ahead of the others.
 *
 * Returns: whether it was done. Writer thread.
 */
gboolean
crm_change_apply_last (CrmChange *self, CrmDatabase *database, GError **error)
{
  CrmOperation *operation = g_ptr_array_steal_index (self->operations, self->operations->len - 1);
  gboolean done = crm_change_apply (self, database, operation, error);
  crm_operation_free (operation);
  return done;
}

/**
 * crm_change_apply_now:
 * @self: a change under commit, inside its feed
 * @database: as given to the feed
 * @refused: (out): whether nothing of it was written, so that the change can go on without it
 * @error: what stands against it
 *
 * Applies the operation queued last ahead of the others. An import of a hundred thousand rows loses
 * one wrong row by it, not all.
 *
 * Returns: whether it was done. Writer thread.
 */
gboolean
crm_change_apply_now (CrmChange *self, CrmDatabase *database, gboolean *refused, GError **error)
{
  gint64 n_before = self->n_applied;
  GError *reason = NULL;

  g_return_val_if_fail (self->operations->len > self->next, FALSE);
  *refused = FALSE;
  if (crm_change_apply_last (self, database, &reason))
    return TRUE;
  /* All checks of an operation come before its first write. */
  *refused = self->n_applied == n_before && crm_error_is_refusal (reason);
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
apply_waiting (CrmChange *self, CrmDatabase *database, GError **error)
{
  do {
    while (self->next < self->operations->len) {
      CrmOperation *operation = self->operations->pdata[self->next++];
      if (!crm_change_apply (self, database, operation, error))
        return FALSE;
    }
    if (self->next_later < self->laters->len && !crm_change_take_later (self, database, error))
      return FALSE;
  } while (self->next < self->operations->len || self->next_later < self->laters->len);
  g_ptr_array_set_size (self->operations, 0);
  self->next = 0;
  g_array_set_size (self->laters, 0);
  self->next_later = 0;
  return TRUE;
}

static gboolean
apply_all (CrmChange *self, CrmDatabase *database, GError **error)
{
  gboolean more = TRUE;

  if (!apply_waiting (self, database, error))
    return FALSE;
  while (self->feed != NULL && more) {
    GError *feed_error = NULL;
    more = self->feed (self, database, self->feed_data, &feed_error);
    if (feed_error != NULL) {
      g_propagate_error (error, feed_error);
      return FALSE;
    }
    if (!apply_waiting (self, database, error))
      return FALSE;
  }
  return crm_bulk_finish (self, database, error);
}

static gboolean
finish_journal (CrmChange *self, CrmDatabase *database, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "UPDATE change SET n_operations = ?2, label = ?3 WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->id);
  crm_statement_bind_integer (statement, 2, self->n_applied);
  crm_statement_bind_text (statement, 3, self->label);
  return crm_statement_run (statement, error);
}

/**
 * crm_change_commit:
 * @self: a change
 * @database: the writer's connection, inside a transaction
 * @error: what stood against it; the caller rolls back
 *
 * Returns: the change's id in the journal, 0 when nothing changed, -1 on error. Writer thread.
 */
gint64
crm_change_commit (CrmChange *self, CrmDatabase *database, GError **error)
{
  g_autoptr (GObject) earlier = NULL;

  g_return_val_if_fail (crm_database_in_transaction (database), -1);

  if (self->moment == 0)
    self->moment = crm_clock_now ();
  self->announcement = crm_announcement_new (0, self->origin, self->label);
  if (!apply_all (self, database, error)) {
    crm_bulk_end (self, database);
    return -1;
  }
  if (self->n_applied == 0)
    return 0;
  if (!finish_journal (self, database, error))
    return -1;
  crm_announcement_set_change (self->announcement, self->id, self->label);
  /* Several changes of one transaction are one piece of news. */
  earlier = crm_database_steal_announcement (database);
  if (earlier != NULL)
    crm_announcement_precede (self->announcement, CRM_ANNOUNCEMENT (earlier));
  crm_database_set_announcement (database, G_OBJECT (self->announcement));
  return self->id;
}

/* --- Through the store */

static gboolean
commit_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  CrmChange *self = data;
  return crm_change_commit (self, database, error) >= 0;
}

/**
 * crm_change_commit_sync:
 * @self: a change
 * @store: where to
 * @error: what stood against it; nothing was written
 *
 * Returns: as crm_change_commit()
 */
gint64
crm_change_commit_sync (CrmChange *self, CrmStore *store, GError **error)
{
  if (!crm_store_write (store, commit_func, self, NULL, error))
    return -1;
  return self->id;
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CrmChange *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_task_return_int (task, self->first_added != 0 ? self->first_added : self->id);
}

/**
 * crm_change_commit_async:
 * @self: (transfer full): a change
 * @store: where to
 * @cancellable: (nullable): stops a long one; nothing is written then
 * @callback: called on this thread
 * @user_data: for @callback
 */
void
crm_change_commit_async (CrmChange *self, CrmStore *store, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_change_commit_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) crm_change_free);
  crm_store_write_async (store, commit_func, self, NULL, cancellable, committed_cb, task);
}

/**
 * crm_change_commit_finish:
 * @store: the store
 * @result: of crm_change_commit_async()
 * @error: what stood against it; nothing was written
 *
 * Returns: the id of the first record added, else that of the change, 0 when nothing changed; -1 on
 * error
 */
gint64
crm_change_commit_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
