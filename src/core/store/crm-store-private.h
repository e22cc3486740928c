/* What a store consists of, for the files of this room alone. */
#pragma once

#include "crm-lock.h"
#include "crm-store.h"
#include "crm-worker.h"

G_BEGIN_DECLS

struct _CrmStore {
  GObject parent_instance;

  char *path;             /* owned */
  CrmLock *lock;          /* owned; NULL where the file is only read */
  CrmDatabase *reader;    /* owned; the opening thread's */
  CrmWorker *reading;     /* owned */
  CrmWorker *writing;     /* owned; NULL where the file is only read */
  GMainContext *context;  /* owned; the opening thread's */
  GThread *opener;        /* owned */
  GThread *checking;      /* owned; looks a big file over after a crash, or NULL */
  GCancellable *closing;  /* owned; stops the check and the backup */
  char *read_only_reason; /* owned; set while opening, then left alone */
  gint64 past_moment;     /* that the file shows; 0: it is of the present */
  gboolean is_closed;
  gboolean telling_failure; /* the opening thread has told of the failure */

  GMutex mutex;              /* guards what follows */
  GQueue announcements;      /* owned GObjects, in the order of their commits */
  char *failure;             /* owned; set once */
  guint64 n_commits;         /* since the file was opened */
  guint64 n_backed_up;       /* commits that the last backup holds */
  gboolean may_have_changed; /* before this opening, since the last backup */
};

void crm_store_start (CrmStore *self, CrmDatabase *writer, CrmDatabase *reader);
void crm_store_fail (CrmStore *self, const char *sentence);
/* Whether it takes no changes, and why. Any thread. */
gboolean crm_store_refuse_write (CrmStore *self, GError **error);
/* On the opening thread's context; any thread may ask. */
void crm_store_call_soon (CrmStore *self, GSourceFunc func, gpointer data, GDestroyNotify destroy);
void crm_store_tell_changes (CrmStore *self);
void crm_store_tell_changes_soon (CrmStore *self);
void crm_store_note_backup_state (CrmStore *self);
void crm_store_keep_backup_state (CrmStore *self);

G_END_DECLS
