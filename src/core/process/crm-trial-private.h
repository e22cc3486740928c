/* What the files of a trial share: what is tried, and how its steps end. */
#pragma once

#include "crm-process-private.h"
#include "crm-trial.h"

G_BEGIN_DECLS

/* A task that was done in the time a process is tried on. */
typedef struct {
  char *step;        /* owned; how it is known: see crm_trial_dup_key() */
  char *outcome;     /* owned */
  CrmRecord *record; /* owned */
  gboolean is_used;
} CrmPastStep;

typedef struct _CrmTrialChooser CrmTrialChooser;

/* Of a step or an outcome: its code, which is the same in all versions, else its name. */
char *crm_trial_dup_key (CrmRecord *record);

CrmTrialChooser *crm_trial_chooser_new (CrmDatabase *database, CrmTrial *trial, gint64 process,
                                        GError **error);
void crm_trial_chooser_free (CrmTrialChooser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTrialChooser, crm_trial_chooser_free)

/* What was done for a deal or company then: (transfer full) (element-type CrmPastStep). */
GPtrArray *crm_trial_read_past (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                GError **error);
/* How a task of this step ends: (transfer none), NULL: it has no outcomes. @visit: which one it is
 * of this step, from 1. @found: the past task that says so, or NULL. */
CrmRecord *crm_trial_chooser_choose (CrmTrialChooser *self, gint64 step, int visit, GPtrArray *past,
                                     CrmPastStep **found);
CrmRecord *crm_trial_chooser_get_step (CrmTrialChooser *self, gint64 step);

/* --- What is tried */

typedef struct {
  CrmDatabase *database; /* owned; of the copy */
  CrmTrial *trial;
  CrmTrialChooser *chooser; /* owned */
  CrmRecord *process;       /* owned */
  gint64 first_stage;       /* 0: deals are none of this process's business */
  GHashTable *lines;        /* owned; "part:id:text" -> CrmTrialLine */
} CrmTrying;

/* Commits on the copy, or leaves all as it was; what the process refuses is the error. */
gboolean crm_trying_commit (CrmTrying *trying, CrmChange *change, GError **error);
/* Lets a deal or company of then go through the process. FALSE: an error that ends the trial. */
gboolean crm_trying_try (CrmTrying *trying, gint64 id, GError **error);

G_END_DECLS
