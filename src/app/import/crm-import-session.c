/* One import under way. The importer belongs to one thread at a time: what the person changes
 * meanwhile waits until that thread has let go of it. */
#include "config.h"

#include "crm-import-session.h"

#include <glib/gi18n.h>

#include "crm-error.h"

#define RAW_ROWS 20
#define PREVIEW_ROWS 100

struct _CrmImportRawRow {
  GObject parent_instance;

  GStrv cells; /* owned */
  guint n_cells;
};

G_DEFINE_FINAL_TYPE (CrmImportRawRow, crm_import_raw_row, G_TYPE_OBJECT)

static void
crm_import_raw_row_finalize (GObject *object)
{
  g_strfreev (CRM_IMPORT_RAW_ROW (object)->cells);
  G_OBJECT_CLASS (crm_import_raw_row_parent_class)->finalize (object);
}

static void
crm_import_raw_row_class_init (CrmImportRawRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_import_raw_row_finalize;
}

static void
crm_import_raw_row_init (CrmImportRawRow *self)
{
}

const char *
crm_import_raw_row_get_cell (CrmImportRawRow *self, guint column)
{
  return column < self->n_cells ? self->cells[column] : "";
}

typedef enum { WORK_NONE, WORK_OPEN, WORK_PREVIEW, WORK_COMMIT } Work;

typedef struct {
  CrmImportChangeFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Change;

/**
 * CrmImportSession:
 *
 * The pages of the import dialog talk to this alone. One piece of work runs at a time on a thread
 * of its own; a newer one of the same kind takes the place of an older.
 */
struct _CrmImportSession {
  GObject parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *wanted; /* what the file is said to hold; NULL: to be guessed */
  GFile *file;             /* owned; NULL where the table was pasted */
  GBytes *bytes;           /* owned: what was pasted; NULL */
  char *name;              /* owned: how it is called */
  CrmImportManner manner;
  CrmTableReader *reader; /* owned */
  CrmImporter *importer;  /* owned */
  GListStore *raw_rows;   /* owned */

  Work running;
  Work next;                 /* what is to follow */
  GCancellable *cancellable; /* owned; of what is running */
  GQueue changes;            /* Change: waiting until nothing runs */
  gboolean stopped;
  int progress; /* atomic */
};

G_DEFINE_FINAL_TYPE (CrmImportSession, crm_import_session, G_TYPE_OBJECT)

enum { OPENED, PREVIEWED, COMMITTED, FAILED, BUSY, N_SIGNALS };
static guint signals[N_SIGNALS];

/* What is read on a thread before the importer looks. */
typedef struct {
  CrmTableReader *reader; /* owned */
  GListStore *rows;       /* owned */
} Opening;

static void
free_opening (gpointer data)
{
  Opening *opening = data;
  g_clear_object (&opening->reader);
  g_clear_object (&opening->rows);
  g_free (opening);
}

static void
free_change (gpointer data)
{
  Change *change = data;
  if (change->destroy != NULL)
    change->destroy (change->data);
  g_free (change);
}

static void start_next (CrmImportSession *self);

static void
set_running (CrmImportSession *self, Work work)
{
  self->running = work;
  g_atomic_int_set (&self->progress, -1);
  g_clear_object (&self->cancellable);
  if (work != WORK_NONE)
    self->cancellable = g_cancellable_new ();
  g_signal_emit (self, signals[BUSY], 0);
}

/* The work that has ended is told of, unless a newer wish has made it stale. */
static void
end_work (CrmImportSession *self, guint signal, const GError *error)
{
  Work done = self->running;
  gboolean stale = done != WORK_COMMIT && (self->next != WORK_NONE ||
                                           g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED));
  set_running (self, WORK_NONE);
  if (self->stopped)
    return;
  if (!stale) {
    if (error != NULL)
      g_signal_emit (self, signals[FAILED], 0, error);
    else
      g_signal_emit (self, signals[signal], 0);
  }
  start_next (self);
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  CrmImportSession *self = data;
  g_atomic_int_set (&self->progress, total > 0 ? (int) (done * 1000 / total) : -1);
}

/* --- Opening */

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmImportSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!crm_importer_look_finish (CRM_IMPORTER (source), result, &error)) {
    g_clear_object (&self->importer);
    g_clear_object (&self->reader);
  } else if (self->wanted != NULL)
    crm_importer_set_entity (self->importer, self->wanted,
                             crm_workspace_get_reader (self->workspace));
  end_work (self, OPENED, error);
}

static gboolean
read_raw_rows (Opening *opening, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < RAW_ROWS; i++) {
    const CrmTableRow *row;
    g_autoptr (CrmImportRawRow) raw = NULL;
    if (!crm_table_reader_read (opening->reader, &row, cancellable, error))
      return FALSE;
    if (row == NULL)
      break;
    raw = g_object_new (CRM_TYPE_IMPORT_RAW_ROW, NULL);
    raw->cells = g_strdupv ((char **) row->cells);
    raw->n_cells = row->n_cells;
    g_list_store_append (opening->rows, raw);
  }
  return TRUE;
}

static void
open_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;

  if (crm_table_reader_open (opening->reader, cancellable, &error) &&
      read_raw_rows (opening, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CrmImportSession *self = CRM_IMPORT_SESSION (source);
  Opening *opening = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    end_work (self, OPENED, error);
    return;
  }
  g_set_object (&self->reader, opening->reader);
  g_set_object (&self->raw_rows, opening->rows);
  g_clear_object (&self->importer);
  self->importer = crm_importer_new (self->reader);
  crm_importer_set_progress (self->importer, progress_cb, self, NULL);
  crm_importer_look_async (self->importer, crm_workspace_get_store (self->workspace),
                           self->cancellable, looked_cb, g_object_ref (self));
}

static void
start_open (CrmImportSession *self)
{
  g_autoptr (GTask) task = NULL;
  const char *path = self->file != NULL ? g_file_peek_path (self->file) : NULL;
  Opening *opening;

  set_running (self, WORK_OPEN);
  if (path == NULL && self->bytes == NULL) {
    g_autoptr (GError) error = g_error_new_literal (
        CRM_ERROR, CRM_ERROR_INVALID, _ ("The file is not on this computer: copy it here first"));
    end_work (self, OPENED, error);
    return;
  }
  opening = g_new0 (Opening, 1);
  opening->rows = g_list_store_new (CRM_TYPE_IMPORT_RAW_ROW);
  opening->reader = self->bytes != NULL ? crm_table_reader_new_for_bytes (self->bytes, self->name)
                                        : crm_table_reader_new_for_path (path);
  crm_table_reader_set_encoding (opening->reader, self->manner.encoding);
  crm_table_reader_set_delimiter (opening->reader, self->manner.delimiter);
  crm_table_reader_set_header_line (opening->reader, self->manner.header_line);
  crm_table_reader_set_sheet (opening->reader, self->manner.sheet);
  task = g_task_new (self, self->cancellable, opened_cb, NULL);
  g_task_set_source_tag (task, start_open);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, opening, free_opening);
  g_task_run_in_thread (task, open_func);
}

/* --- Preview and commit */

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmImportSession) self = user_data;
  g_autoptr (GError) error = NULL;

  crm_importer_preview_finish (CRM_IMPORTER (source), result, &error);
  end_work (self, PREVIEWED, error);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmImportSession) self = user_data;
  g_autoptr (GError) error = NULL;

  crm_importer_commit_finish (CRM_IMPORTER (source), result, &error);
  end_work (self, COMMITTED, error);
}

static void
start_next (CrmImportSession *self)
{
  CrmStore *store = crm_workspace_get_store (self->workspace);
  Change *change;
  Work work;

  while (self->importer != NULL && (change = g_queue_pop_head (&self->changes)) != NULL) {
    change->func (self->importer, change->data);
    free_change (change);
  }
  work = self->next;
  self->next = WORK_NONE;
  switch (work) {
  case WORK_NONE:
    break;
  case WORK_OPEN:
    start_open (self);
    break;
  case WORK_PREVIEW:
    if (self->importer == NULL)
      break;
    set_running (self, WORK_PREVIEW);
    crm_importer_preview_async (self->importer, store, PREVIEW_ROWS, self->cancellable,
                                previewed_cb, g_object_ref (self));
    break;
  case WORK_COMMIT:
    if (self->importer == NULL)
      break;
    set_running (self, WORK_COMMIT);
    crm_importer_commit_async (self->importer, store, crm_workspace_get_me (self->workspace),
                               self->cancellable, committed_cb, g_object_ref (self));
    break;
  }
}

/* What runs is stopped, since what is asked for now makes it stale; a commit is not. */
static void
request (CrmImportSession *self, Work work)
{
  if (self->running == WORK_COMMIT || self->stopped)
    return;
  self->next = work;
  if (self->running == WORK_NONE)
    start_next (self);
  else
    g_cancellable_cancel (self->cancellable);
}

static void
crm_import_session_finalize (GObject *object)
{
  CrmImportSession *self = CRM_IMPORT_SESSION (object);
  g_queue_clear_full (&self->changes, free_change);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->importer);
  g_clear_object (&self->reader);
  g_clear_object (&self->raw_rows);
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_object_unref (self->workspace);

  G_OBJECT_CLASS (crm_import_session_parent_class)->finalize (object);
}

static void
crm_import_session_class_init (CrmImportSessionClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_import_session_finalize;

  signals[OPENED] =
      g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PREVIEWED] =
      g_signal_new ("previewed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMMITTED] =
      g_signal_new ("committed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  /**
   * CrmImportSession::busy-changed:
   *
   * Work has begun or ended.
   */
  signals[BUSY] =
      g_signal_new ("busy-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_import_session_init (CrmImportSession *self)
{
  self->manner = (CrmImportManner) { NULL, -1, -1, NULL };
  self->progress = -1;
  g_queue_init (&self->changes);
}

/**
 * crm_import_session_new:
 * @workspace: where to
 * @entity: (nullable): what the file is said to hold
 *
 * Returns: (transfer full): a session without a file
 */
CrmImportSession *
crm_import_session_new (CrmWorkspace *workspace, const CrmEntity *entity)
{
  CrmImportSession *self = g_object_new (CRM_TYPE_IMPORT_SESSION, NULL);
  self->workspace = g_object_ref (workspace);
  self->wanted = entity;
  return self;
}

/* Plain accessors and requests: their contracts stand in the header. */

CrmWorkspace *
crm_import_session_get_workspace (CrmImportSession *self)
{
  return self->workspace;
}

void
crm_import_session_stop (CrmImportSession *self)
{
  self->stopped = TRUE;
  self->next = WORK_NONE;
  g_cancellable_cancel (self->cancellable);
}

gboolean
crm_import_session_is_busy (CrmImportSession *self)
{
  return self->running != WORK_NONE;
}

int
crm_import_session_get_progress (CrmImportSession *self)
{
  return g_atomic_int_get (&self->progress);
}

void
crm_import_session_open (CrmImportSession *self, GFile *file)
{
  g_set_object (&self->file, file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->manner = (CrmImportManner) { NULL, -1, -1, NULL };
  request (self, WORK_OPEN);
}

void
crm_import_session_open_bytes (CrmImportSession *self, GBytes *bytes, const char *name)
{
  GBytes *old = self->bytes;
  self->bytes = g_bytes_ref (bytes);
  g_clear_pointer (&old, g_bytes_unref);
  g_clear_object (&self->file);
  g_set_str (&self->name, name);
  self->manner = (CrmImportManner) { NULL, -1, -1, NULL };
  request (self, WORK_OPEN);
}

void
crm_import_session_set_manner (CrmImportSession *self, const CrmImportManner *manner)
{
  self->manner = *manner;
  /* What was chosen stays chosen when the file is read again. */
  if (self->importer != NULL && self->running == WORK_NONE &&
      crm_importer_is_certain (self->importer))
    self->wanted = crm_importer_get_entity (self->importer);
  request (self, WORK_OPEN);
}

const CrmImportManner *
crm_import_session_get_manner (CrmImportSession *self)
{
  return &self->manner;
}

CrmTableReader *
crm_import_session_get_reader (CrmImportSession *self)
{
  return self->reader;
}

CrmImporter *
crm_import_session_get_importer (CrmImportSession *self)
{
  return self->importer;
}

GListModel *
crm_import_session_get_raw_rows (CrmImportSession *self)
{
  return G_LIST_MODEL (self->raw_rows);
}

void
crm_import_session_change (CrmImportSession *self, CrmImportChangeFunc func, gpointer data,
                           GDestroyNotify destroy)
{
  Change *change = g_new0 (Change, 1);
  *change = (Change) { func, data, destroy };
  g_queue_push_tail (&self->changes, change);
  if (self->running == WORK_NONE)
    start_next (self);
  else if (self->running != WORK_COMMIT)
    g_cancellable_cancel (self->cancellable);
}

void
crm_import_session_preview (CrmImportSession *self)
{
  request (self, WORK_PREVIEW);
}

void
crm_import_session_commit (CrmImportSession *self)
{
  request (self, WORK_COMMIT);
}

void
crm_import_session_cancel (CrmImportSession *self)
{
  g_cancellable_cancel (self->cancellable);
}
