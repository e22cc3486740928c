/* The search over all records of a kind, on a thread and a connection of its own. */
#pragma once

#include <gio/gio.h>

#include "crm-duplicate.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

typedef struct _CrmDuplicatesRun CrmDuplicatesRun;

/* @callback ends with crm_duplicates_run_finish(). */
CrmDuplicatesRun *crm_duplicates_run_start (CrmWorkspace *workspace, const CrmEntity *entity,
                                            GAsyncReadyCallback callback, gpointer user_data);
double crm_duplicates_run_get_fraction (CrmDuplicatesRun *self); /* how far it has come */
void crm_duplicates_run_stop (CrmDuplicatesRun *self);           /* and forget it */
/* (transfer full) (element-type CrmDuplicateGroup) */
GPtrArray *crm_duplicates_run_finish (GAsyncResult *result, GError **error);

/* Says that these are as many different things; with an Undo. */
void crm_duplicate_tell_apart (CrmWorkspace *workspace, const CrmEntity *entity, const gint64 *ids,
                               gsize n_ids);

G_END_DECLS
