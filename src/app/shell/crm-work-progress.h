/* How far long work is, from the thread that does it to a bar that a person looks at, and the wish
 * to stop it the other way. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _CrmWorkProgress CrmWorkProgress;

CrmWorkProgress *crm_work_progress_new (void);
CrmWorkProgress *crm_work_progress_ref (CrmWorkProgress *self);
void crm_work_progress_release (gpointer self); /* any thread */
/* For the thread that works: a CrmExportProgress, CrmBatchProgress and so on. */
void crm_work_progress_tell (guint64 done, guint64 total, gpointer self);
GCancellable *crm_work_progress_get_cancellable (CrmWorkProgress *self);

/* Main thread. Until crm_work_progress_end(), @bar and @label (nullable) say how far it is. */
void crm_work_progress_watch (CrmWorkProgress *self, GtkProgressBar *bar, GtkLabel *label);
/* A dialog with a bar, which stops the work; with @may_hide it may also be put out of the way. */
void crm_work_progress_present (CrmWorkProgress *self, GtkWidget *parent, const char *heading,
                                const char *body, gboolean may_hide);
void crm_work_progress_end (CrmWorkProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmWorkProgress, crm_work_progress_release)

G_END_DECLS
