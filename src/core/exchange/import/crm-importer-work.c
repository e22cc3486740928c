/* What an importer does with the file: a dry run, the change that writes, the wrong rows as a
 * table, and the threads for it. */
#include "config.h"

#include "crm-importer-private.h"

#include "crm-error.h"
#include "crm-import-mapping-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define ROWS_A_FEED 200

static CrmImportPlan
make_plan (CrmImporter *self, GCancellable *cancellable)
{
  return (CrmImportPlan) {
    .reader = self->reader,
    .table = self->table,
    .entity = self->entity,
    .existing = self->existing,
    .row_existing = self->row_existing,
    .defaults = self->defaults,
    .update_by = self->update_by,
    .update_by_id = self->update_by_id,
    .create_missing = self->create_missing,
    .keep_unmapped = self->keep_unmapped,
    .all_or_nothing = self->all_or_nothing,
    .ids = self->ids,
    .progress = self->progress,
    .progress_data = self->progress_data,
    .cancellable = cancellable,
  };
}

static gboolean
has_columns (CrmImporter *self, GError **error)
{
  for (guint i = 0; i < self->table->n_columns; i++)
    if (self->table->columns[i].role == CRM_IMPORT_FIELD)
      return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("No column of “%s” is known to hold anything of %s: say what the columns are"),
               self->table->name, crm_entity_get_label_plural (self->entity));
  return FALSE;
}

/**
 * crm_importer_preview:
 * @self: an importer that has looked
 * @database: any connection of this thread
 * @most_rows: of how many rows to keep what they will become
 * @cancellable: (nullable): stops it
 * @error: as crm_table_reader_read(), of the store, INVALID where no column has a field
 *
 * Goes through the whole file as if it were imported, and writes nothing.
 *
 * Returns: whether it came to the end; counts, problems and rows say what will be
 */
gboolean
crm_importer_preview (CrmImporter *self, CrmDatabase *database, guint most_rows,
                      GCancellable *cancellable, GError **error)
{
  CrmImportPlan plan;
  g_autoptr (CrmImportRun) run = NULL;
  g_autoptr (GListStore) rows = NULL;
  gboolean more = TRUE;

  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, FALSE);
  if (!has_columns (self, error))
    return FALSE;
  /* A new list, since the old one may be on a screen of another thread. */
  rows = g_list_store_new (CRM_TYPE_IMPORT_ROW);
  plan = make_plan (self, cancellable);
  crm_database_set_cancellable (database, cancellable);
  run = crm_import_run_new (&plan, database, NULL, &self->counts, self->problems, rows, most_rows,
                            error);
  while (run != NULL && more)
    if (!crm_import_run_rows (run, ROWS_A_FEED, &more, error))
      break;
  crm_database_set_cancellable (database, NULL);
  if (run == NULL || more)
    return FALSE;
  g_set_object (&self->rows, rows);
  g_free (self->created);
  self->created = crm_import_run_dup_created (run);
  return TRUE;
}

/**
 * crm_importer_get_rows:
 * @self: an importer
 *
 * Returns: (transfer none): the first rows as the last preview saw them, CrmImportRow
 */
GListModel *
crm_importer_get_rows (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), NULL);
  return G_LIST_MODEL (self->rows);
}

/**
 * crm_importer_get_counts:
 * @self: an importer
 *
 * Returns: (transfer none): what the last preview or commit counted
 */
const CrmImportCounts *
crm_importer_get_counts (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), NULL);
  return &self->counts;
}

/**
 * crm_importer_get_n_problems:
 * @self: an importer
 *
 * Returns: how many rows the last preview or commit refused
 */
guint64
crm_importer_get_n_problems (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), 0);
  return crm_import_problems_get_n (self->problems);
}

/**
 * crm_importer_get_problem:
 * @self: an importer
 * @index: below the number of problems
 * @problem: (out caller-allocates): valid until the next preview or commit
 */
void
crm_importer_get_problem (CrmImporter *self, guint64 index, CrmImportProblem *problem)
{
  g_return_if_fail (CRM_IS_IMPORTER (self) && problem != NULL);
  g_return_if_fail (index < crm_import_problems_get_n (self->problems));
  crm_import_problems_get (self->problems, index, problem);
}

/**
 * crm_importer_dup_created:
 * @self: an importer
 *
 * Returns: (transfer full) (nullable): what else is created: "Companies: 12, Persons: 35"
 */
char *
crm_importer_dup_created (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), NULL);
  return g_strdup (self->created);
}

/**
 * crm_importer_get_change:
 * @self: an importer
 *
 * Returns: the id of the last commit in the journal; 0: nothing was written
 */
gint64
crm_importer_get_change (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), 0);
  return self->change;
}

/**
 * crm_importer_write_wrong_rows:
 * @self: an importer after a preview or commit
 * @path: (type filename): where to; replaced
 * @cancellable: (nullable): stops it
 * @error: as of the reader and the writer of tables
 *
 * Writes the refused rows with the columns of the file and "reason", to be mended and imported.
 *
 * Returns: whether the file stands
 */
gboolean
crm_importer_write_wrong_rows (CrmImporter *self, const char *path, GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self) && path != NULL, FALSE);
  return crm_import_problems_write (self->problems, self->reader, path, cancellable, error);
}

/* --- Writing -----------------------------------------------------------------------------------
 */

/* One commit, from the opening thread to the writer thread and back. */
typedef struct {
  CrmImporter *importer; /* owned */
  CrmImportPlan plan;
  CrmChange *change; /* owned */
  CrmImportRun *run; /* owned */
} Commit;

static void
free_commit (Commit *commit)
{
  g_clear_pointer (&commit->run, crm_import_run_free);
  crm_change_free (commit->change);
  g_clear_object (&commit->plan.cancellable);
  g_object_unref (commit->importer);
  g_free (commit);
}

static gboolean
feed_rows (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Commit *commit = data;
  CrmImporter *self = commit->importer;
  gboolean more = FALSE;

  if (commit->run == NULL)
    commit->run = crm_import_run_new (&commit->plan, database, change, &self->counts,
                                      self->problems, NULL, 0, error);
  if (commit->run == NULL || !crm_import_run_rows (commit->run, ROWS_A_FEED, &more, error))
    return FALSE;
  if (!more) {
    g_autofree char *label = g_strdup_printf (
        /* Translators: a file; a plural such as "Companies"; how many */
        _ ("Import from “%s”: %s, %" PRIu64), self->table->name,
        crm_entity_get_label_plural (self->entity), self->counts.n_new + self->counts.n_changed);
    crm_change_set_label (change, label);
  }
  return more;
}

static gboolean
commit_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Commit *commit = data;
  CrmImporter *self = commit->importer;

  self->change = 0;
  if (!has_columns (self, error))
    return FALSE;
  crm_database_set_cancellable (database, cancellable);
  self->change = crm_change_commit (commit->change, database, error);
  crm_database_set_cancellable (database, NULL);
  if (self->change < 0) {
    self->change = 0;
    g_clear_pointer (&commit->run, crm_import_run_free); /* reads the file no more */
    return FALSE;
  }
  g_free (self->created);
  self->created = crm_import_run_dup_created (commit->run);
  return crm_import_remember (self->table, self->entity, database, error);
}

static gboolean
may_update (CrmImporter *self)
{
  GHashTableIter iterator;
  gpointer existing;

  g_hash_table_iter_init (&iterator, self->row_existing);
  while (g_hash_table_iter_next (&iterator, NULL, &existing))
    if (GPOINTER_TO_UINT (existing) == CRM_IMPORT_EXISTING_UPDATE)
      return TRUE;
  return self->existing == CRM_IMPORT_EXISTING_UPDATE;
}

static Commit *
make_commit (CrmImporter *self, gint64 person, GCancellable *cancellable)
{
  Commit *commit = g_new0 (Commit, 1);
  g_autofree char *label = g_strdup_printf (_ ("Import from “%s”"), self->table->name);
  /* Rows that may update what is there need the indexes that a bulk load does without. */
  gsize expected = may_update (self) ? 0 : self->table->n_rows;

  commit->importer = g_object_ref (self);
  commit->plan = make_plan (self, cancellable != NULL ? g_object_ref (cancellable) : NULL);
  commit->change = crm_change_new (label, person, CRM_ORIGIN_IMPORT);
  crm_change_set_feed (commit->change, feed_rows, commit, NULL, expected);
  return commit;
}

/**
 * crm_importer_commit:
 * @self: an importer that has looked
 * @store: where to
 * @person: who imports; 0: nobody in particular
 * @cancellable: (nullable): stops it; nothing is written then
 * @error: as of the reader and the store; INVALID where one wrong row stops all
 *
 * Writes the file's rows in one change. The thread that opened the store; it waits.
 *
 * Returns: whether it was written; counts and problems say what
 */
gboolean
crm_importer_commit (CrmImporter *self, CrmStore *store, gint64 person, GCancellable *cancellable,
                     GError **error)
{
  Commit *commit;
  gboolean done;

  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, FALSE);
  commit = make_commit (self, person, cancellable);
  done = crm_store_write (store, commit_func, commit, cancellable, error);
  free_commit (commit);
  return done;
}

/**
 * crm_importer_write:
 * @self: an importer that has looked
 * @database: the writer's connection, inside a transaction
 * @person: who imports; 0: nobody in particular
 * @cancellable: (nullable): stops it
 * @error: as crm_importer_commit(); the caller rolls back
 *
 * As crm_importer_commit(), for whoever is inside a transaction already.
 *
 * Returns: whether it was written. Writer thread.
 */
gboolean
crm_importer_write (CrmImporter *self, CrmDatabase *database, gint64 person,
                    GCancellable *cancellable, GError **error)
{
  Commit *commit;
  gboolean done;

  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, FALSE);
  commit = make_commit (self, person, cancellable);
  done = commit_func (database, commit, cancellable, error);
  free_commit (commit);
  return done;
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * crm_importer_commit_async:
 * @self: an importer that has looked; not to be used until the callback
 * @store: where to
 * @person: who imports; 0: nobody in particular
 * @cancellable: (nullable): stops it; nothing is written then
 * @callback: called on this thread
 * @user_data: for @callback
 *
 * As crm_importer_commit() on the writer thread. The thread that opened the store.
 */
void
crm_importer_commit_async (CrmImporter *self, CrmStore *store, gint64 person,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Commit *commit;
  GTask *task;

  g_return_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL);
  commit = make_commit (self, person, cancellable);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_importer_commit_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, commit, (GDestroyNotify) free_commit);
  crm_store_write_async (store, commit_func, commit, NULL, cancellable, committed_cb, task);
}

/**
 * crm_importer_commit_finish:
 * @self: an importer
 * @result: of crm_importer_commit_async()
 * @error: as crm_importer_commit()
 *
 * Returns: whether it was written
 */
gboolean
crm_importer_commit_finish (CrmImporter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Reading on a thread of its own ------------------------------------------------------------
 */

typedef struct {
  char *path; /* owned */
  guint most_rows;
  gboolean preview;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;
  g_free (reading->path);
  g_free (reading);
}

static void
read_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmImporter *self = source;
  Reading *reading = data;
  GError *error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (reading->path, CRM_DATABASE_READ, &error);
  gboolean done = database != NULL &&
                  (reading->preview ? crm_importer_preview (self, database, reading->most_rows,
                                                            cancellable, &error)
                                    : crm_importer_look (self, database, cancellable, &error));
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_async (CrmImporter *self, CrmStore *store, gboolean preview, guint most_rows,
            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->path = g_strdup (crm_store_get_path (store));
  reading->preview = preview;
  reading->most_rows = most_rows;
  g_task_set_source_tag (task, read_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, reading, free_reading);
  g_task_run_in_thread (task, read_func);
}

/**
 * crm_importer_look_async:
 * @self: an importer; not to be used until the callback
 * @store: the company file, for what is remembered
 * @cancellable: (nullable): stops it
 * @callback: called on this thread
 * @user_data: for @callback
 *
 * As crm_importer_look() on a thread of its own with a connection of its own.
 */
void
crm_importer_look_async (CrmImporter *self, CrmStore *store, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CRM_IS_IMPORTER (self));
  read_async (self, store, FALSE, 0, cancellable, callback, user_data);
}

/**
 * crm_importer_look_finish:
 * @self: an importer
 * @result: of crm_importer_look_async()
 * @error: as crm_importer_look()
 *
 * Returns: whether the file could be read to its end
 */
gboolean
crm_importer_look_finish (CrmImporter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * crm_importer_preview_async:
 * @self: an importer that has looked; not to be used until the callback
 * @store: the company file
 * @most_rows: as of crm_importer_preview()
 * @cancellable: (nullable): stops it
 * @callback: called on this thread
 * @user_data: for @callback
 *
 * As crm_importer_preview() on a thread of its own with a connection of its own.
 */
void
crm_importer_preview_async (CrmImporter *self, CrmStore *store, guint most_rows,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL);
  read_async (self, store, TRUE, most_rows, cancellable, callback, user_data);
}

/**
 * crm_importer_preview_finish:
 * @self: an importer
 * @result: of crm_importer_preview_async()
 * @error: as crm_importer_preview()
 *
 * Returns: whether it came to the end
 */
gboolean
crm_importer_preview_finish (CrmImporter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
