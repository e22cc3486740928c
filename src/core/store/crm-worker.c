/* A thread with a connection of its own, which does one job after another. */
#include "config.h"

#include "crm-worker.h"

struct _CrmWorker {
  GThread *thread;       /* owned */
  GAsyncQueue *jobs;     /* owned */
  CrmDatabase *database; /* owned; the thread's while it runs */
  CrmWorkerFunc func;
};

/* No job can have this address. */
static char last_job;

static gpointer
work (gpointer data)
{
  CrmWorker *worker = data;

  for (;;) {
    gpointer job = g_async_queue_pop (worker->jobs);

    if (job == &last_job)
      return NULL;
    worker->func (worker->database, job);
  }
}

/**
 * crm_worker_new:
 * @name: the thread's name, as a debugger shows it
 * @database: (transfer full): the thread's connection
 * @func: does one job, on the thread
 *
 * Returns: (transfer full): the running worker
 */
CrmWorker *
crm_worker_new (const char *name, CrmDatabase *database, CrmWorkerFunc func)
{
  CrmWorker *worker = g_new0 (CrmWorker, 1);

  worker->jobs = g_async_queue_new ();
  worker->database = database;
  worker->func = func;
  worker->thread = g_thread_new (name, work, worker);
  return worker;
}

/**
 * crm_worker_push:
 * @worker: a worker
 * @job: what to do, after all that was pushed before
 */
void
crm_worker_push (CrmWorker *worker, gpointer job)
{
  g_async_queue_push (worker->jobs, job);
}

/**
 * crm_worker_is_current:
 * @worker: a worker
 *
 * Returns: whether the caller runs on its thread
 */
gboolean
crm_worker_is_current (CrmWorker *worker)
{
  return g_thread_self () == worker->thread;
}

/**
 * crm_worker_stop:
 * @worker: (transfer full): a worker
 *
 * Waits until everything pushed so far is done.
 *
 * Returns: (transfer full): its connection, the caller's again
 */
CrmDatabase *
crm_worker_stop (CrmWorker *worker)
{
  CrmDatabase *database = worker->database;

  g_async_queue_push (worker->jobs, &last_job);
  g_thread_join (worker->thread);
  g_async_queue_unref (worker->jobs);
  g_free (worker);
  return database;
}
