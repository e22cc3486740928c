/* A thread with a connection of its own, which does one job after another. */
#pragma once

#include <gio/gio.h>

#include "crm-database.h"

G_BEGIN_DECLS

typedef struct _CrmWorker CrmWorker;
typedef void (*CrmWorkerFunc) (CrmDatabase *database, gpointer job);

CrmWorker *crm_worker_new (const char *name, CrmDatabase *database, CrmWorkerFunc func);
void crm_worker_push (CrmWorker *worker, gpointer job);
gboolean crm_worker_is_current (CrmWorker *worker);
CrmDatabase *crm_worker_stop (CrmWorker *worker);

G_END_DECLS
