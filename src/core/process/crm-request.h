/* Requests to colleagues: a task that somebody asks another for, with what is given along and what
 * must come back. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

/* --- Before it is asked. Any thread with its own connection. */

/* Kinds that are offered, in their order: (transfer full) (element-type CrmRecord). */
GPtrArray *crm_request_read_kinds (CrmDatabase *database, GError **error);
/* Who does such a request of @asker; 0: nobody is known. */
gint64 crm_request_find_person (CrmDatabase *database, CrmRecord *kind, gint64 asker);
/* The end of the working day by which it is due. @days: working days from @now on. */
gint64 crm_request_find_due (CrmDatabase *database, gint64 days, gint64 now);
/* The task as it would be, about nothing yet. @kind: NULL: of no kind. */
CrmRecord *crm_request_new_task (CrmDatabase *database, CrmRecord *kind, gint64 asker, gint64 now);
/* Its questions without answers, those of the input first: (transfer full) (element-type
 * CrmRecord): records of request_answer. */
GPtrArray *crm_request_new_answers (CrmDatabase *database, CrmRecord *kind, GError **error);

/* --- What was given and what is missing. Any thread. */

/* @side: "input", "output". (transfer full) (element-type CrmRecord). */
GPtrArray *crm_request_read_answers (CrmDatabase *database, gint64 activity, const char *side,
                                     GError **error);
/* The record that a question of form "field" is about, as a task with these references stands: 0:
 * there is none. FALSE: there is no such field. */
gboolean crm_request_find_target (CrmDatabase *database, CrmRecord *task, const char *path,
                                  const CrmEntity **entity, gint64 *id, int *field);
gboolean crm_request_is_given (CrmDatabase *database, CrmRecord *task, CrmRecord *answer);
/* What was given, for reading: (transfer full); "" where nothing was. */
char *crm_request_dup_given (CrmDatabase *database, CrmRecord *task, CrmRecord *answer);
/* Whether a task is a request. */
gboolean crm_task_is_request (CrmRecord *task);

/* --- What is done: added to @change. */

/* Asks: the task as crm_request_new_task() made it. Returns its stand-in. */
gint64 crm_request_add (CrmChange *change, CrmRecord *task);
/* One of its questions, with what is given along. @content: of a file; NULL: none. */
void crm_request_add_answer (CrmChange *change, gint64 activity, CrmRecord *answer,
                             const char *name, GBytes *content);
/* What comes back: a stored question as it is to be. */
void crm_request_give (CrmChange *change, CrmRecord *answer, const char *name, GBytes *content);
/* Done; the commit refuses it while something that must come back is missing. */
void crm_request_finish (CrmChange *change, gint64 activity);
/* Refused, with the reason that must be told. */
void crm_request_refuse (CrmChange *change, gint64 activity, const char *reason);

/* The reactor: requests lack nothing that must be given, and both sides are told. */
gboolean crm_request_react (CrmChange *change, CrmDatabase *database, const CrmDeed *deed,
                            GError **error);

G_END_DECLS
