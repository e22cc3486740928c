/* What the files of the process room share: the scene of a step, and what an effect finds there. */
#pragma once

#include "crm-process.h"
#include "crm-query.h"

G_BEGIN_DECLS

/**
 * CrmScene:
 *
 * A task and what stands around it, as it is or as it would be: a preview changes these copies, a
 * change the file.
 */
typedef struct {
  CrmDatabase *database; /* borrowed */
  gint64 now;
  gint64 me;
  CrmRecord *activity; /* owned, as all that follow; NULL: there is none */
  CrmRecord *company;
  CrmRecord *contact;
  CrmRecord *deal;
  CrmRecord *document;
  CrmRecord *run;
  CrmRecord *type;
  CrmRecord *process;
  CrmRecord *outcome;
  gint64 new_document;  /* made by an earlier effect: a stand-in; -1 in a preview; 0: none */
  gint64 new_run;       /* stand-ins of the change that starts a process; 0: none */
  gint64 new_deal;      /* or the deal that it is started for */
  GPtrArray *sentences; /* of a preview; borrowed; NULL: it is done */
  CrmChange *change;    /* borrowed; NULL in a preview */
} CrmScene;

CrmScene *crm_scene_new (CrmDatabase *database, CrmRecord *activity, gint64 now, gint64 me,
                         GError **error);
void crm_scene_free (CrmScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmScene, crm_scene_free)

/* The record that a path from the task ends in, and the field; the record is NULL where there is
 * none. FALSE: no such field. */
gboolean crm_scene_find (CrmScene *self, const char *path, CrmRecord **record,
                         const CrmEntity **entity, const CrmField **field, GError **error);
/* The record of a name: "company", "deal" ...; NULL: there is none. */
CrmRecord *crm_scene_get (CrmScene *self, const char *name);
gboolean crm_scene_meets (CrmScene *self, const char *condition, gboolean *meets, GError **error);
/* "{{deal.value}}" becomes what it is. */
char *crm_scene_fill (CrmScene *self, const char *text);
gboolean crm_scene_read_value (CrmScene *self, const CrmField *field, const char *text,
                               CrmValue *value, GError **error);
char *crm_scene_dup_cause (CrmScene *self);

gint64 crm_scene_find_person (CrmScene *self, const char *who, const char *role, GError **error);
char *crm_scene_dup_person_name (CrmScene *self, gint64 person);
/* When a task begins (0: nothing is said) and ends. */
gboolean crm_scene_find_term (CrmScene *self, CrmRecord *effect, CrmRecord *type, gint64 *start,
                              gint64 *due, GError **error);
/* That day at that hour, where the file is used. */
gint64 crm_process_moment_at (gint64 date, int hour);

/* What an effect does, or says it would. */
gboolean crm_effect_follow (CrmScene *scene, CrmRecord *effect, GError **error);
/* A task of @type on the basis of the scene's. */
gboolean crm_effect_add_task (CrmScene *scene, CrmRecord *type, CrmRecord *effect, GError **error);
/* Outcome: its effects, and the end of the run. */
gboolean crm_outcome_follow (CrmScene *scene, GError **error);
void crm_scene_say (CrmScene *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Records of @entity whose @field is @value, by "position": (element-type CrmRecord). */
GPtrArray *crm_process_read (CrmDatabase *database, const char *entity, const char *field,
                             gint64 value, GError **error);
const CrmProcessPaper *crm_process_get_paper (void);
gboolean crm_process_refuse_broken (CrmDatabase *database, gint64 process, GError **error);
gboolean crm_process_refuse_missing (CrmDatabase *database, gint64 activity, gint64 outcome,
                                     CrmAnswers *answers, GError **error);
typedef void (*CrmAnswerFunc) (const char *path, const CrmValue *value, gpointer data);
void crm_answers_foreach (CrmAnswers *self, CrmAnswerFunc func, gpointer data);
const CrmValue *crm_answers_get (CrmAnswers *self, const char *path);

gboolean crm_process_react (CrmChange *change, CrmDatabase *database, const CrmDeed *deed,
                            GError **error);
/* Step, person, term and percent of a run follow its tasks: a CrmLaterFunc. */
/* Whether a task waits for somebody. */
gboolean crm_process_is_open (CrmRecord *task);
gboolean crm_process_note_progress (CrmChange *change, CrmDatabase *database, gint64 id,
                                    GError **error);
gboolean crm_process_note_all_progress (CrmDatabase *database, GError **error);
/* The built-in processes in the file's language. */
gboolean crm_process_install (CrmDatabase *database, const char *language, GError **error);

G_END_DECLS
