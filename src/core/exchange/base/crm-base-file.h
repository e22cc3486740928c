/* Everything that is in a company file, as one file or folder that other programs can read, and
 * back into an empty company file. */
#pragma once

#include "crm-change.h"
#include "crm-exporter.h"

G_BEGIN_DECLS

/**
 * CrmBaseFormat:
 * @CRM_BASE_JSON: one file: every field of every record, the bytes of the attached files, and what
 *   the company file says of itself; what crm_base_import() reads
 * @CRM_BASE_CSV: a folder: a table an entity, and the attached files beside them
 */
typedef enum { CRM_BASE_JSON, CRM_BASE_CSV } CrmBaseFormat;

/* Any thread with its own connection. The file or folder appears when it is whole. */
gboolean crm_base_export (CrmDatabase *database, CrmBaseFormat format, const char *path,
                          CrmExportProgress progress, gpointer data, guint64 *n_records,
                          GCancellable *cancellable, GError **error);
/* Main thread; works on a thread of its own. */
void crm_base_export_async (CrmStore *store, CrmBaseFormat format, const char *path,
                            CrmExportProgress progress, gpointer data, GDestroyNotify destroy,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
/* How many records were written; -1 on error. */
gint64 crm_base_export_finish (CrmStore *store, GAsyncResult *result, GError **error);

/* The writer's thread, inside a transaction; the caller rolls back on an error. @change_id: of the
 * journal. */
gboolean crm_base_import (CrmDatabase *database, const char *path, CrmExportProgress progress,
                          gpointer data, gint64 *change_id, guint64 *n_records,
                          GCancellable *cancellable, GError **error);
/* The thread that opened the store; works on the writer's. */
void crm_base_import_async (CrmStore *store, const char *path, CrmExportProgress progress,
                            gpointer data, GDestroyNotify destroy, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
/* How many records came; -1 on error. */
gint64 crm_base_import_finish (CrmStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
