/* The sale that runs itself: processes are started, steps finished with an outcome, and what
 * follows is done in the same change. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

/* Makes the papers that processes ask for; the document room's, given at start. */
/* What is to be said to @person (0: everybody) about @subject; takes @text. */
typedef void (*CrmProcessTell) (gint64 subject, gint64 moment, gint64 person, char *text,
                                gpointer data);

typedef struct {
  gint64 (*add_draft) (CrmChange *change, CrmDatabase *database, const char *kind, gint64 company,
                       gint64 deal, GError **error);
  gint64 (*add_copy) (CrmChange *change, CrmDatabase *database, gint64 document, GError **error);
  gboolean (*add_payment) (CrmChange *change, CrmDatabase *database, gint64 document, gint64 date,
                           GError **error);
  /* What comes again by itself. */
  gboolean (*tick) (CrmDatabase *database, gint64 now, gint64 me, CrmProcessTell tell,
                    gpointer data, gint64 *n_made, GError **error);
} CrmProcessPaper;

/* Processes follow every change from here on, and new company files get the built-in ones. Once, at
 * start. @paper: static; NULL: processes make no documents. */
void crm_process_register (const CrmProcessPaper *paper);

/* --- What there is. Any thread with its own connection. */

/* What "Start sale" starts: the first one in use; 0: there is none. */
gint64 crm_process_get_default (CrmDatabase *database);
/* By id, code or name, in use; NOT_FOUND names what there is. */
gint64 crm_process_find (CrmDatabase *database, const char *name, GError **error);
/* What is wrong with it: (transfer full) (element-type utf8) of sentences, empty if nothing is. */
GPtrArray *crm_process_check (CrmDatabase *database, gint64 process, GError **error);
/* The outcomes of a task in their order: (transfer full) (element-type CrmRecord); empty where it
 * is no step of a process. */
GPtrArray *crm_process_outcomes (CrmDatabase *database, gint64 activity, GError **error);
/* The outcome called so (id, code or name) of this task; NOT_FOUND names what there is. */
gint64 crm_process_find_outcome (CrmDatabase *database, gint64 activity, const char *name,
                                 GError **error);

/* A field that an outcome asks for. */
typedef struct {
  char *path;              /* owned; from the task: "next_start", "deal.value" */
  const CrmEntity *entity; /* of the record that has it */
  const CrmField *field;
  gint64 record;     /* 0: there is none, say no deal */
  gboolean is_empty; /* and so must be given */
} CrmAsked;
void crm_asked_free (CrmAsked *self);
/* Whether a person is to be asked: where it is empty, and each time anew for a day that is waited
 * for, as what was promised before is what this outcome is about. */
gboolean crm_asked_is_to_be_asked (const CrmAsked *self);
/* (transfer full) (element-type CrmAsked), in the order of the outcome. */
GPtrArray *crm_process_required (CrmDatabase *database, gint64 activity, gint64 outcome,
                                 GError **error);

/* The same, and why the deal was lost where it is lost by the outcome: a window asks for that too,
 * though nothing is refused without. */
GPtrArray *crm_process_asked (CrmDatabase *database, gint64 activity, gint64 outcome,
                              GError **error);

/* Values given with an outcome: path from the task -> CrmValue. */
typedef struct _CrmAnswers CrmAnswers;
CrmAnswers *crm_answers_new (void);
void crm_answers_free (CrmAnswers *self);
void crm_answers_set (CrmAnswers *self, const char *path, const CrmValue *value);
/* As people and scripts write it, see crm_record_parse(); references by id, key or title. */
gboolean crm_answers_parse (CrmAnswers *self, CrmDatabase *database, const char *path,
                            const char *text, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAnswers, crm_answers_free)

/* What an outcome would do, a sentence each, nothing written: (transfer full) (element-type utf8).
 * @answers may be NULL. */
GPtrArray *crm_process_preview (CrmDatabase *database, gint64 activity, gint64 outcome,
                                CrmAnswers *answers, gint64 now, gint64 me, GError **error);
/* The same for "Start sale"; @deal: 0: a new one. */
GPtrArray *crm_process_preview_start (CrmDatabase *database, gint64 company, gint64 deal,
                                      gint64 process, gint64 step, gint64 now, gint64 me,
                                      GError **error);

/* --- What is done: added to @change, @database being any connection of this thread. */

/* Starts a process for a company. @deal: 0: one is made where the process has a pipeline.
 * @step: 0: those that start it. Returns the stand-in of the run, 0 on error: REFUSED says what is
 * wrong with the process. */
gint64 crm_process_start (CrmChange *change, CrmDatabase *database, gint64 company, gint64 deal,
                          gint64 process, gint64 step, GError **error);
/* Finishes a task with an outcome; what follows comes with the commit. REFUSED names what is asked
 * for and was not given. */
gboolean crm_process_finish (CrmChange *change, CrmDatabase *database, gint64 activity,
                             gint64 outcome, CrmAnswers *answers, GError **error);
/* A new task on the basis of this one, for somebody else, in state "attention"; this one is done.
 * @start: when it is planned to begin; 0: now. @note: what to know; NULL: what stands in the task.
 * Returns its stand-in, 0 on error. */
gint64 crm_process_hand_over (CrmChange *change, CrmDatabase *database, gint64 activity,
                              gint64 person, gint64 start, const char *note, GError **error);
/* Who stands behind in the conveyor, or was chosen; 0: nobody. */
gint64 crm_process_find_next_person (CrmDatabase *database, gint64 activity);
/* "Attention" is taken into work by @person (0: who it is for). */
gboolean crm_process_take (CrmChange *change, CrmDatabase *database, gint64 activity, gint64 person,
                           GError **error);
/* Puts a task off; it counts how often. @due: a moment later than now. */
gboolean crm_process_postpone (CrmChange *change, CrmDatabase *database, gint64 activity,
                               gint64 due, GError **error);
/* Stops a run: what is still open of it is cancelled. @reason: NULL: none is given. */
gboolean crm_process_stop (CrmChange *change, CrmDatabase *database, gint64 run, const char *reason,
                           GError **error);
/* A copy of a process with all its steps, as the next version, a draft. Returns its stand-in. */
gint64 crm_process_add_version (CrmChange *change, CrmDatabase *database, gint64 process,
                                GError **error);
/* Puts a version to use and the one before out of it; what runs stays on its own. */
gboolean crm_process_put_to_use (CrmChange *change, CrmDatabase *database, gint64 process,
                                 GError **error);

/**
 * CrmRunMove:
 * @run: what runs
 * @title: (owned): of it
 * @step: (owned) (nullable): an open one; where it is not possible, that which is missing
 * @is_possible: whether it can go on by the other version
 */
typedef struct {
  gint64 run;
  char *title;
  char *step;
  gboolean is_possible;
} CrmRunMove;

void crm_run_move_free (CrmRunMove *self);
/* (element-type CrmRunMove): what runs by other versions of @process. */
GPtrArray *crm_process_plan_move (CrmDatabase *database, gint64 process, GError **error);
/* What runs goes on by a version from the steps where it stands. */
gboolean crm_process_move (CrmChange *change, CrmDatabase *database, gint64 run, gint64 process,
                           GError **error);

G_END_DECLS
