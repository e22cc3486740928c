/* A process tried on what has been: what it would have done, had it been in use then. */
#pragma once

#include "crm-backup.h"
#include "crm-record.h"

G_BEGIN_DECLS

typedef struct {
  gint64 process; /* a draft or any other */
  gint64 from;    /* days, both in it: deals opened then, or companies that came then where the */
  gint64 to;      /* process has no pipeline */
} CrmTrialQuestion;

/**
 * CrmTrialPart:
 * @CRM_TRIAL_STARTED: all for which it was started
 * @CRM_TRIAL_SUCCESS: came to a good end
 * @CRM_TRIAL_FAILURE: came to a bad one
 * @CRM_TRIAL_STOPPED: could not go on; the text says where and why
 * @CRM_TRIAL_ENDLESS: went round and round; the text says where
 * @CRM_TRIAL_STEP: tasks of a step
 * @CRM_TRIAL_OUTCOME: a result that was chosen
 * @CRM_TRIAL_STAGE: moves to a stage
 * @CRM_TRIAL_DOCUMENT: documents of a kind
 * @CRM_TRIAL_PERSON: tasks for somebody
 *
 * The four after the first add up to it.
 */
typedef enum {
  CRM_TRIAL_STARTED,
  CRM_TRIAL_SUCCESS,
  CRM_TRIAL_FAILURE,
  CRM_TRIAL_STOPPED,
  CRM_TRIAL_ENDLESS,
  CRM_TRIAL_STEP,
  CRM_TRIAL_OUTCOME,
  CRM_TRIAL_STAGE,
  CRM_TRIAL_DOCUMENT,
  CRM_TRIAL_PERSON,
  CRM_TRIAL_N_PARTS
} CrmTrialPart;

typedef struct {
  CrmTrialPart part;
  gint64 id;     /* of the step, outcome, stage or person; 0 */
  char *text;    /* owned; what it is called */
  gint64 count;  /* of tasks, moves, documents */
  GArray *cases; /* owned; gint64: the deals or companies behind it, each once */
} CrmTrialLine;

typedef struct {
  const CrmEntity *entity; /* of what it was tried on */
  gint64 n_all;            /* that there were in that time; of many no more than a part is tried */
  gint64 n_recorded;       /* results that were chosen then as well */
  gint64 n_dealt;          /* dealt out as often as people chose them otherwise */
  gint64 n_guessed;        /* one after the other, for want of anything else */
  GPtrArray *lines;        /* owned; CrmTrialLine by part, as the process has them */
} CrmTrial;

/* Any thread. Works on a throw-away copy of the file at @source, which is only read: the same
 * question is answered alike. NULL on error: REFUSED says what is wrong with the process. */
CrmTrial *crm_trial_run (const char *source, const CrmTrialQuestion *question,
                         CrmProgressFunc progress, gpointer data, GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void crm_trial_free (CrmTrial *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTrial, crm_trial_free)

/* The first line of a part; NULL: there is none. */
const CrmTrialLine *crm_trial_find (CrmTrial *self, CrmTrialPart part, const char *text);

G_END_DECLS
