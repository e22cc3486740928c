/* The slow part of opening a company file, for a thread of its own. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CRM_PREPARE_CHECKING,
  CRM_PREPARE_COPYING,
  CRM_PREPARE_MIGRATING,
  CRM_PREPARE_REBUILDING, /* by whoever knows the records, afterwards */
} CrmPrepareStage;

/* Told what is under way: which step of how many; on the preparing thread. */
typedef void (*CrmPrepareFunc) (CrmPrepareStage stage, int step, int n_steps, gpointer data);

gboolean crm_prepare_is_needed (const char *path);
gboolean crm_prepare_run (const char *path, CrmPrepareFunc func, gpointer data,
                          GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
