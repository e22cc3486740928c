/* What people do with processes: start, finish, hand over, take, put off; and what it would do. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-process-private.h"

/* --- Answers */

struct _CrmAnswers {
  GPtrArray *paths; /* owned strings */
  GArray *values;   /* CrmValue */
};

static void
clear_value (gpointer value)
{
  crm_value_clear (value);
}

/**
 * crm_answers_new:
 *
 * Returns: (transfer full): no answers yet
 */
CrmAnswers *
crm_answers_new (void)
{
  CrmAnswers *self = g_new0 (CrmAnswers, 1);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->values = g_array_new (FALSE, TRUE, sizeof (CrmValue));
  g_array_set_clear_func (self->values, clear_value);
  return self;
}

void
crm_answers_free (CrmAnswers *self)
{
  g_ptr_array_unref (self->paths);
  g_array_unref (self->values);
  g_free (self);
}

/**
 * crm_answers_set:
 * @self: answers
 * @path: from the task: "next_start", "deal.value"
 * @value: copied
 */
void
crm_answers_set (CrmAnswers *self, const char *path, const CrmValue *value)
{
  CrmValue copy = CRM_VALUE_INIT;

  crm_value_copy (value, &copy);
  g_ptr_array_add (self->paths, g_strdup (path));
  g_array_append_val (self->values, copy);
}

const CrmValue *
crm_answers_get (CrmAnswers *self, const char *path)
{
  for (guint i = self->paths->len; i > 0; i--)
    if (strcmp (self->paths->pdata[i - 1], path) == 0)
      return &g_array_index (self->values, CrmValue, i - 1);
  return NULL;
}

void
crm_answers_foreach (CrmAnswers *self, CrmAnswerFunc func, gpointer data)
{
  for (guint i = 0; i < self->paths->len; i++)
    func (self->paths->pdata[i], &g_array_index (self->values, CrmValue, i), data);
}

static const CrmField *
find_field (const char *path, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  const CrmEntity *entity = crm_entity_find ("activity");
  guint n = g_strv_length (parts);

  for (guint i = 0; i + 1 < n; i++) {
    const CrmField *link;
    if (i == 0 && strcmp (parts[0], "activity") == 0)
      continue;
    link = crm_entity_require_field (entity, parts[i], error);
    if (link == NULL)
      return NULL;
    entity = crm_field_get_target (link);
    if (entity == NULL) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” leads to no other record"), path);
      return NULL;
    }
  }
  return crm_entity_require_field (entity, n > 0 ? parts[n - 1] : "", error);
}

/**
 * crm_answers_parse:
 * @self: answers
 * @database: where references are found
 * @path: from the task
 * @text: the value as it is typed; references by id, key or title
 * @error: NOT_FOUND, INVALID
 *
 * Returns: whether it could be read
 */
gboolean
crm_answers_parse (CrmAnswers *self, CrmDatabase *database, const char *path, const char *text,
                   GError **error)
{
  const CrmField *field = find_field (path, error);
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  gint64 id;

  if (field == NULL)
    return FALSE;
  if (field->kind == CRM_KIND_REFERENCE && text[0] != '\0') {
    if (!crm_reference_find (database, field, text, &id, error))
      return FALSE;
    crm_value_set_integer (&value, id);
  } else if (!crm_field_parse (field, text, &value, error)) {
    g_prefix_error (error, "%s: ", path);
    return FALSE;
  }
  crm_answers_set (self, path, &value);
  return TRUE;
}

/* --- Start */

static GPtrArray *
read_first_steps (CrmDatabase *database, gint64 process, gint64 step, GError **error)
{
  g_autoptr (GPtrArray) types = crm_process_read (database, "task_type", "process", process, error);
  GPtrArray *first;

  if (types == NULL)
    return NULL;
  first = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < types->len; i++)
    if (step != 0 ? crm_record_get_id (types->pdata[i]) == step
                  : crm_record_get_integer (types->pdata[i], "first") != 0)
      g_ptr_array_add (first, g_object_ref (types->pdata[i]));
  if (first->len == 0 && step == 0 && types->len > 0)
    g_ptr_array_add (first, g_object_ref (types->pdata[0]));
  if (first->len == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("The process has no step %" PRId64 " to start with"), step);
    g_clear_pointer (&first, g_ptr_array_unref);
  }
  return first;
}

static gint64
first_stage (CrmDatabase *database, gint64 pipeline)
{
  g_autoptr (GPtrArray) stages = crm_process_read (database, "stage", "pipeline", pipeline, NULL);

  return stages != NULL && stages->len > 0 ? crm_record_get_id (stages->pdata[0]) : 0;
}

/* The scene before there is anything: a task that is about the company and is not written. */
static CrmScene *
new_first_scene (CrmDatabase *database, gint64 company, gint64 deal, gint64 process, gint64 now,
                 gint64 me, GError **error)
{
  g_autoptr (CrmRecord) nothing = crm_record_new_empty (crm_entity_find ("activity"));
  g_autoptr (CrmScene) scene = NULL;

  crm_record_set_integer (nothing, "company", company);
  if (deal > 0)
    crm_record_set_integer (nothing, "deal", deal);
  if (me != 0)
    crm_record_set_integer (nothing, "responsible", me);
  scene = crm_scene_new (database, nothing, now, me, error);
  if (scene == NULL)
    return NULL;
  scene->process = crm_record_load (database, crm_entity_find ("process"), process, error);
  return scene->process != NULL ? g_steal_pointer (&scene) : NULL;
}

static gboolean
add_first_tasks (CrmScene *scene, CrmDatabase *database, gint64 process, gint64 step,
                 GError **error)
{
  g_autoptr (GPtrArray) first = read_first_steps (database, process, step, error);

  if (first == NULL)
    return FALSE;
  for (guint i = 0; i < first->len; i++)
    if (!crm_effect_add_task (scene, first->pdata[i], NULL, error))
      return FALSE;
  return TRUE;
}

static gint64
add_deal (CrmChange *change, CrmScene *scene)
{
  g_autoptr (CrmRecord) deal = crm_record_new (crm_entity_find ("deal"));
  gint64 pipeline = crm_record_get_integer (scene->process, "pipeline");
  gint64 stage = first_stage (scene->database, pipeline);

  crm_record_set_text (deal, "name", crm_record_get_title (scene->company));
  crm_record_set_integer (deal, "company", crm_record_get_id (scene->company));
  if (stage != 0)
    crm_record_set_integer (deal, "stage", stage);
  return crm_change_add (change, deal);
}

/**
 * crm_process_start:
 * @change: where it is added
 * @database: any connection of this thread
 * @company: with whom
 * @deal: 0: one is made where the process has a pipeline
 * @process: in use
 * @step: that it begins with; 0: those that start it
 * @error: NOT_FOUND; REFUSED says what is wrong with the process
 *
 * Returns: the stand-in of the run; 0 on error
 */
gint64
crm_process_start (CrmChange *change, CrmDatabase *database, gint64 company, gint64 deal,
                   gint64 process, gint64 step, GError **error)
{
  g_autoptr (CrmScene) scene =
      new_first_scene (database, company, deal, process, crm_change_get_moment (change),
                       crm_change_get_person (change), error);
  g_autoptr (CrmRecord) run = NULL;
  gint64 stand_in;

  if (scene == NULL || !crm_process_refuse_broken (database, process, error))
    return 0;
  scene->change = change;
  crm_change_set_cause (change, crm_record_get_title (scene->process));
  if (deal == 0 && !crm_record_is_empty (scene->process, "pipeline"))
    deal = add_deal (change, scene);
  run = crm_record_new (crm_entity_find ("process_run"));
  {
    g_autofree char *name = g_strdup_printf ("%s: %s", crm_record_get_title (scene->process),
                                             crm_record_get_title (scene->company));
    crm_record_set_text (run, "name", name);
  }
  crm_record_set_integer (run, "company", company);
  if (deal != 0)
    crm_record_set_integer (run, "deal", deal);
  crm_record_set_integer (run, "process", process);
  crm_record_set_integer (run, "started", crm_change_get_moment (change));
  stand_in = crm_change_add (change, run);
  scene->new_run = stand_in;
  scene->new_deal = deal;
  if (!add_first_tasks (scene, database, process, step, error))
    stand_in = 0;
  crm_change_set_cause (change, NULL);
  return stand_in;
}

GPtrArray *
crm_process_preview_start (CrmDatabase *database, gint64 company, gint64 deal, gint64 process,
                           gint64 step, gint64 now, gint64 me, GError **error)
{
  g_autoptr (CrmScene) scene = new_first_scene (database, company, deal, process, now, me, error);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  if (scene == NULL || !crm_process_refuse_broken (database, process, error))
    return NULL;
  scene->sentences = sentences;
  if (deal == 0 && !crm_record_is_empty (scene->process, "pipeline"))
    /* Translators: name of a company */
    crm_scene_say (scene, C_ ("preview", "New deal with %s"),
                   crm_record_get_title (scene->company));
  if (!add_first_tasks (scene, database, process, step, error))
    return NULL;
  return g_steal_pointer (&sentences);
}

/* --- Finish */

typedef struct {
  CrmScene *scene;
  CrmChange *change; /* NULL: into the scene alone */
  GError *error;     /* owned */
} Answering;

static void
answer (const char *path, const CrmValue *value, gpointer data)
{
  Answering *answering = data;
  g_autoptr (CrmRecord) record = NULL;
  const CrmField *field;
  const CrmEntity *entity;
  int place;

  if (answering->error != NULL ||
      !crm_scene_find (answering->scene, path, &record, &entity, &field, &answering->error))
    return;
  if (record == NULL) {
    g_set_error (&answering->error, CRM_ERROR, CRM_ERROR_REFUSED,
                 /* Translators: path of a field; "Document" */
                 _ ("%s: the task has no %s"), path, crm_entity_get_label (entity));
    return;
  }
  place = (int) (field - entity->fields);
  crm_record_set_value (record, place, value);
  if (answering->change != NULL)
    crm_change_set (answering->change, entity, crm_record_get_id (record), field->name, value);
}

static CrmScene *
open_scene (CrmDatabase *database, gint64 activity, gint64 outcome, gint64 now, gint64 me,
            GError **error)
{
  g_autoptr (CrmRecord) task =
      crm_record_load (database, crm_entity_find ("activity"), activity, error);
  g_autoptr (CrmScene) scene = task != NULL ? crm_scene_new (database, task, now, me, error) : NULL;
  const char *state;

  if (scene == NULL)
    return NULL;
  state = crm_record_get_text (task, "state");
  if (g_strcmp0 (state, "done") == 0 || g_strcmp0 (state, "cancelled") == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” has come to its end already"),
                 crm_record_get_title (task));
    return NULL;
  }
  scene->outcome = crm_record_load (database, crm_entity_find ("outcome"), outcome, error);
  if (scene->outcome == NULL)
    return NULL;
  if (crm_record_get_integer (scene->outcome, "task_type") !=
      crm_record_get_integer (task, "task_type")) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” is no outcome of “%s”"),
                 crm_record_get_title (scene->outcome), crm_record_get_title (task));
    return NULL;
  }
  return g_steal_pointer (&scene);
}

static gboolean
answer_all (CrmScene *scene, CrmAnswers *answers, CrmChange *change, GError **error)
{
  Answering answering = { scene, change, NULL };

  if (answers != NULL)
    crm_answers_foreach (answers, answer, &answering);
  if (answering.error == NULL)
    return TRUE;
  g_propagate_error (error, answering.error);
  return FALSE;
}

/**
 * crm_process_finish:
 * @change: where it is added
 * @database: any connection of this thread
 * @activity: an open task
 * @outcome: one of its outcomes
 * @answers: (nullable): values given with it
 * @error: NOT_FOUND; REFUSED names what is asked for and was not given
 *
 * Returns: whether it was added; what follows comes with the commit
 */
gboolean
crm_process_finish (CrmChange *change, CrmDatabase *database, gint64 activity, gint64 outcome,
                    CrmAnswers *answers, GError **error)
{
  const CrmEntity *tasks = crm_entity_find ("activity");
  g_autoptr (CrmScene) scene =
      open_scene (database, activity, outcome, crm_change_get_moment (change),
                  crm_change_get_person (change), error);

  if (scene == NULL || !crm_process_refuse_missing (database, activity, outcome, answers, error) ||
      !answer_all (scene, answers, change, error))
    return FALSE;
  crm_change_set_integer (change, tasks, activity, "result", outcome);
  crm_change_set_text (change, tasks, activity, "state", "done");
  return TRUE;
}

/**
 * crm_process_preview:
 * @database: any connection of this thread, one that only reads too
 * @activity: an open task
 * @outcome: one of its outcomes
 * @answers: (nullable): values that would be given
 * @now: the moment
 * @me: who would do it
 * @error: NOT_FOUND, REFUSED
 *
 * Returns: (transfer full) (element-type utf8): what would happen, a sentence each; what is asked
 *   for first
 */
GPtrArray *
crm_process_preview (CrmDatabase *database, gint64 activity, gint64 outcome, CrmAnswers *answers,
                     gint64 now, gint64 me, GError **error)
{
  g_autoptr (CrmScene) scene = open_scene (database, activity, outcome, now, me, error);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) fields =
      scene != NULL ? crm_process_required (database, activity, outcome, error) : NULL;

  if (fields == NULL || !answer_all (scene, answers, NULL, error))
    return NULL;
  scene->sentences = sentences;
  for (guint i = 0; i < fields->len; i++) {
    CrmAsked *asked = fields->pdata[i];
    if (asked->is_empty && (answers == NULL || crm_answers_get (answers, asked->path) == NULL))
      /* Translators: name of a field */
      crm_scene_say (scene, C_ ("preview", "Asks for: %s"), crm_field_get_label (asked->field));
  }
  if (!crm_outcome_follow (scene, error))
    return NULL;
  return g_steal_pointer (&sentences);
}

/* --- Between people */

static CrmRecord *
load_open (CrmDatabase *database, gint64 activity, GError **error)
{
  g_autoptr (CrmRecord) task =
      crm_record_load (database, crm_entity_find ("activity"), activity, error);
  const char *state = task != NULL ? crm_record_get_text (task, "state") : NULL;

  if (task != NULL && (g_strcmp0 (state, "done") == 0 || g_strcmp0 (state, "cancelled") == 0)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” has come to its end already"),
                 crm_record_get_title (task));
    return NULL;
  }
  return g_steal_pointer (&task);
}

/**
 * crm_process_hand_over:
 * @change: where it is added
 * @database: any connection of this thread
 * @activity: an open task
 * @person: who goes on
 * @start: when it is planned to begin; 0: now
 * @note: (nullable): what to know; %NULL: what stands in the task
 * @error: NOT_FOUND, REFUSED
 *
 * The new task stands on the basis of this one, in state "attention" until it is taken; this one is
 * done.
 *
 * Returns: the stand-in of the new task; 0 on error
 */
gint64
crm_process_hand_over (CrmChange *change, CrmDatabase *database, gint64 activity, gint64 person,
                       gint64 start, const char *note, GError **error)
{
  static const char *const taken[] = { "title",     "kind", "priority", "company",
                                       "contact",   "deal", "document", "place",
                                       "task_type", "run",  "note" };
  const CrmEntity *tasks = crm_entity_find ("activity");
  g_autoptr (CrmRecord) task = load_open (database, activity, error);
  g_autoptr (CrmRecord) next = NULL;
  gint64 now = crm_change_get_moment (change);
  gint64 stand_in;

  if (task == NULL)
    return 0;
  next = crm_record_new (tasks);
  for (gsize i = 0; i < G_N_ELEMENTS (taken); i++) {
    int field = crm_entity_field_index (tasks, taken[i]);
    crm_record_set_value (next, field, crm_record_get_value (task, field));
  }
  crm_record_set_text (next, "state", "attention");
  crm_record_set_integer (next, "responsible", person);
  crm_record_set_integer (next, "basis", activity);
  if (note != NULL)
    crm_record_set_text (next, "note", *note != '\0' ? note : NULL);
  crm_record_set_integer (next, "start", start != 0 ? start : now);
  if (!crm_record_is_empty (task, "due"))
    crm_record_set_integer (next, "due", MAX (crm_record_get_integer (task, "due"), start));
  stand_in = crm_change_add (change, next);
  crm_change_set_text (change, tasks, activity, "state", "done");
  return stand_in;
}

/**
 * crm_process_find_next_person:
 * @database: any connection of this thread
 * @activity: a task
 *
 * Returns: who was chosen to go on, or stands behind in the conveyor; 0: nobody but who has it
 */
gint64
crm_process_find_next_person (CrmDatabase *database, gint64 activity)
{
  g_autoptr (CrmRecord) task =
      crm_record_load (database, crm_entity_find ("activity"), activity, NULL);
  g_autoptr (CrmScene) scene = task != NULL ? crm_scene_new (database, task, 0, 0, NULL) : NULL;
  gint64 next = scene != NULL ? crm_scene_find_person (scene, "next", NULL, NULL) : 0;

  return next != 0 && next != crm_record_get_integer (task, "responsible") ? next : 0;
}

gboolean
crm_process_take (CrmChange *change, CrmDatabase *database, gint64 activity, gint64 person,
                  GError **error)
{
  g_autoptr (CrmRecord) task = load_open (database, activity, error);

  if (task == NULL)
    return FALSE;
  crm_change_set_text (change, crm_record_get_entity (task), activity, "state", "in_work");
  if (person != 0)
    crm_change_set_integer (change, crm_record_get_entity (task), activity, "responsible", person);
  return TRUE;
}

/* The record's @field, so many seconds of the clock on the wall later. */
static void
shift_field (CrmChange *change, CrmRecord *task, const char *field, gint64 seconds)
{
  if (!crm_record_is_empty (task, field))
    crm_change_set_integer (change, crm_record_get_entity (task), crm_record_get_id (task), field,
                            crm_moment_shift_wall (crm_record_get_integer (task, field), seconds));
}

/**
 * crm_process_postpone:
 * @change: where it is added
 * @database: any connection of this thread
 * @activity: an open task
 * @due: moment of its new term; of a meeting, which has none, when it begins
 * @error: NOT_FOUND; INVALID where the moment has passed; REFUSED
 *
 * Its beginning and its end go along.
 *
 * Returns: whether it was added
 */
gboolean
crm_process_postpone (CrmChange *change, CrmDatabase *database, gint64 activity, gint64 due,
                      GError **error)
{
  g_autoptr (CrmRecord) task = load_open (database, activity, error);
  const char *field;
  gint64 seconds;

  if (task == NULL)
    return FALSE;
  if (due <= crm_change_get_moment (change)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A task is put off to a moment that is still to come"));
    return FALSE;
  }
  field =
      crm_record_is_empty (task, "due") && !crm_record_is_empty (task, "start") ? "start" : "due";
  if (crm_record_is_empty (task, field)) {
    crm_change_set_integer (change, crm_record_get_entity (task), activity, field, due);
    return TRUE;
  }
  /* Whole days stay whole. */
  if (strcmp (field, "start") == 0 && crm_record_get_integer (task, "all_day") != 0)
    due = crm_moment_from_date (crm_moment_to_date (due));
  seconds = crm_moment_wall_between (crm_record_get_integer (task, field), due);
  shift_field (change, task, "start", seconds);
  shift_field (change, task, "ends", seconds);
  shift_field (change, task, "due", seconds);
  crm_change_set_integer (change, crm_record_get_entity (task), activity, field, due);
  return TRUE;
}
