/* A company file in use: its lock, its one writer thread, its readers, and word of every commit. */
#pragma once

#include "crm-database.h"

G_BEGIN_DECLS

#define CRM_TYPE_STORE (crm_store_get_type ())
G_DECLARE_FINAL_TYPE (CrmStore, crm_store, CRM, STORE, GObject)

/* CRM_STORE_READ_ONLY: opened for reading even where writing would be possible. */
typedef enum { CRM_STORE_READ_WRITE, CRM_STORE_READ_ONLY } CrmStoreMode;

/* Runs on the thread it is given to, with that thread's connection. */
typedef gboolean (*CrmStoreFunc) (CrmDatabase *database, gpointer data, GCancellable *cancellable,
                                  GError **error);

CrmStore *crm_store_open (const char *path, CrmStoreMode mode,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* For reading alone, with the reason that every attempt to write is answered by. */
CrmStore *crm_store_open_past (const char *path, gint64 moment, const char *reason,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_store_create (const char *path, const char *country, const char *locale,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ends both threads and closes; waits for what is under way. */
gboolean crm_store_close (CrmStore *self, GError **error);

const char *crm_store_get_path (CrmStore *self);
gint64 crm_store_get_now (CrmStore *self); /* the clock's moment, or the one that the copy shows */
gboolean crm_store_is_writable (CrmStore *self);
CrmDatabase *
crm_store_get_reader (CrmStore *self); /* the opening thread's own connection; small reads only */
char *crm_store_dup_backup_folder (CrmStore *self);

/* What the disk or a damaged page has done to the file, a sentence; NULL while all is well. Nothing
 * is written any more. */
const char *crm_store_get_failure (CrmStore *self);
/* Why the file may only be read, a sentence; NULL where it may be written. */
const char *crm_store_get_read_only_reason (CrmStore *self);

/* Main thread: @func runs on the writer thread inside one transaction (BEGIN IMMEDIATE ... COMMIT;
 * any failure rolls back). "changed" is emitted on the opening thread's main context before the
 * callback. */
void crm_store_write_async (CrmStore *self, CrmStoreFunc func, gpointer data,
                            GDestroyNotify destroy, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_store_write_finish (CrmStore *self, GAsyncResult *result, GError **error);
/* The same for whoever may wait (command line, tests): runs and emits before returning. */
gboolean crm_store_write (CrmStore *self, CrmStoreFunc func, gpointer data,
                          GCancellable *cancellable, GError **error);

/* Main thread: @func runs on the reader thread, one after another, inside one read transaction. */
void crm_store_read_async (CrmStore *self, CrmStoreFunc func, gpointer data, GDestroyNotify destroy,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean crm_store_read_finish (CrmStore *self, GAsyncResult *result, GError **error);

/* A verified copy in the backup folder and thinning out of the older ones, where something was
 * written since the last. */
gboolean crm_store_backup_if_changed (CrmStore *self, gboolean *made,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void crm_store_backup_if_changed_async (CrmStore *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_store_backup_if_changed_finish (CrmStore *self, GAsyncResult *result, gboolean *made,
                                             GError **error);
/* When the youngest copy that passed its check was made, seconds since 1970 in UTC; 0 where there
 * is none. */
/* The youngest copy into a second folder; any thread. */
gboolean crm_store_carry_backup (CrmStore *self, const char *folder, GCancellable *cancellable,
                                 GError **error);
gint64 crm_store_get_last_backup (CrmStore *self);

G_END_DECLS
