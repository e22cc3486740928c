/* The reactor: what follows when a step of a process is finished, and which steps finish by
 * themselves. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"
#include "crm-process-private.h"

static gboolean
is_state (CrmRecord *record, const char *state)
{
  return record != NULL && g_strcmp0 (crm_record_get_text (record, "state"), state) == 0;
}

static gboolean
is_open (CrmRecord *activity)
{
  return !is_state (activity, "done") && !is_state (activity, "cancelled");
}

/* --- An outcome: its effects, then the end of the run */

/* Of the run's open tasks, apart from the scene's own. */
static GPtrArray *
read_open_tasks (CrmScene *scene, GError **error)
{
  g_autoptr (GPtrArray) tasks =
      crm_process_read (scene->database, "activity", "run", crm_record_get_id (scene->run), error);
  GPtrArray *open;

  if (tasks == NULL)
    return NULL;
  open = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    if (is_open (tasks->pdata[i]) &&
        crm_record_get_id (tasks->pdata[i]) != crm_record_get_id (scene->activity))
      g_ptr_array_add (open, g_object_ref (tasks->pdata[i]));
  return open;
}

static gboolean
end_run (CrmScene *scene, gboolean well, GError **error)
{
  g_autoptr (GPtrArray) open = read_open_tasks (scene, error);

  if (open == NULL)
    return FALSE;
  crm_scene_say (scene, "%s",
                 well ? C_ ("preview", "The process ends well")
                      : C_ ("preview", "The process ends without success"));
  for (guint i = 0; i < open->len; i++) {
    crm_scene_say (scene, C_ ("preview", "Task “%s” is cancelled"),
                   crm_record_get_title (open->pdata[i]));
    if (scene->change != NULL)
      crm_change_set_text (scene->change, crm_record_get_entity (open->pdata[i]),
                           crm_record_get_id (open->pdata[i]), "state", "cancelled");
  }
  if (scene->change != NULL)
    crm_change_set_text (scene->change, crm_record_get_entity (scene->run),
                         crm_record_get_id (scene->run), "state", well ? "done" : "failed");
  return TRUE;
}

/* Once nothing waits any more: a run whose last branch has ended is done. */
static gboolean
end_idle_run (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  const CrmEntity *runs = crm_entity_find ("process_run");
  g_autoptr (CrmRecord) run = crm_record_load (database, runs, id, error);
  g_autoptr (GPtrArray) tasks =
      run != NULL ? crm_process_read (database, "activity", "run", id, error) : NULL;

  if (tasks == NULL)
    return FALSE;
  if (!is_state (run, "running") || tasks->len == 0)
    return TRUE;
  for (guint i = 0; i < tasks->len; i++)
    if (is_open (tasks->pdata[i]))
      return TRUE;
  crm_change_set_cause (change, crm_record_get_title (run));
  crm_change_set_text (change, runs, id, "state", "done");
  return TRUE;
}

gboolean
crm_outcome_follow (CrmScene *scene, GError **error)
{
  g_autoptr (GPtrArray) effects = crm_process_read (scene->database, "effect", "outcome",
                                                    crm_record_get_id (scene->outcome), error);
  const char *ends = crm_record_get_text (scene->outcome, "ends");
  gboolean is_end = g_strcmp0 (ends, "success") == 0 || g_strcmp0 (ends, "failure") == 0;

  if (effects == NULL)
    return FALSE;
  /* Where the whole run ends no step of it follows. */
  for (guint i = 0; i < effects->len; i++)
    if (!(is_end && g_strcmp0 (crm_record_get_text (effects->pdata[i], "kind"), "next") == 0) &&
        !crm_effect_follow (scene, effects->pdata[i], error)) {
      g_autofree char *cause = crm_scene_dup_cause (scene);
      g_prefix_error (error, "%s: ", cause);
      return FALSE;
    }
  if (scene->run == NULL)
    return TRUE;
  if (is_end)
    return end_run (scene, strcmp (ends, "success") == 0, error);
  if (scene->change != NULL)
    crm_change_later (scene->change, end_idle_run, crm_record_get_id (scene->run));
  return TRUE;
}

/* --- A step is done */

static gboolean
was_handed_over (CrmDatabase *database, CrmRecord *activity)
{
  g_autoptr (GPtrArray) followers =
      crm_process_read (database, "activity", "basis", crm_record_get_id (activity), NULL);

  for (guint i = 0; followers != NULL && i < followers->len; i++)
    if (crm_record_get_integer (followers->pdata[i], "task_type") ==
        crm_record_get_integer (activity, "task_type"))
      return TRUE;
  return FALSE;
}

/* A step has one of its outcomes or is not done: the only one is taken without a word. */
static gboolean
require_outcome (CrmChange *change, CrmDatabase *database, CrmRecord *activity, GError **error)
{
  g_autoptr (GPtrArray) outcomes =
      crm_process_outcomes (database, crm_record_get_id (activity), error);
  g_autoptr (GString) names = g_string_new (NULL);

  if (outcomes == NULL)
    return FALSE;
  /* Somebody else says how it ends. */
  if (outcomes->len == 0 || was_handed_over (database, activity))
    return TRUE;
  if (outcomes->len == 1) {
    crm_change_set_integer (change, crm_record_get_entity (activity), crm_record_get_id (activity),
                            "result", crm_record_get_id (outcomes->pdata[0]));
    return TRUE;
  }
  for (guint i = 0; i < outcomes->len; i++)
    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "",
                            crm_record_get_title (outcomes->pdata[i]));
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               /* Translators: title of a task; names of its outcomes */
               _ ("Say how “%s” ended: %s"), crm_record_get_title (activity), names->str);
  return FALSE;
}

static gboolean
follow_outcome (CrmChange *change, CrmDatabase *database, CrmRecord *activity, GError **error)
{
  g_autoptr (CrmScene) scene = crm_scene_new (database, activity, crm_change_get_moment (change),
                                              crm_change_get_person (change), error);
  g_autofree char *cause = NULL;

  if (scene == NULL)
    return FALSE;
  scene->outcome = crm_record_load (database, crm_entity_find ("outcome"),
                                    crm_record_get_integer (activity, "result"), error);
  if (scene->outcome == NULL)
    return FALSE;
  if (crm_record_get_integer (scene->outcome, "task_type") !=
      crm_record_get_integer (activity, "task_type")) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” is no outcome of “%s”"),
                 crm_record_get_title (scene->outcome), crm_record_get_title (activity));
    return FALSE;
  }
  /* What comes by itself asks nobody. */
  if (crm_record_is_empty (scene->outcome, "event") &&
      !crm_process_refuse_missing (database, crm_record_get_id (activity),
                                   crm_record_get_id (scene->outcome), NULL, error))
    return FALSE;
  scene->change = change;
  cause = crm_scene_dup_cause (scene);
  crm_change_set_cause (change, cause);
  return crm_outcome_follow (scene, error);
}

static gboolean
is_finished (CrmRecord *activity)
{
  return is_state (activity, "done") && !crm_record_is_empty (activity, "result");
}

/* Once all that follows is done, so that it is said once. */
static void
note_progress (CrmChange *change, const CrmDeed *deed)
{
  CrmRecord *const sides[] = { deed->before, deed->after };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    if (sides[i] != NULL && !crm_record_is_empty (sides[i], "run"))
      crm_change_later (change, crm_process_note_progress,
                        crm_record_get_integer (sides[i], "run"));
}

static gboolean
react_to_activity (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  note_progress (change, deed);
  if (deed->action == CRM_ACTION_DELETE || crm_record_is_empty (deed->after, "task_type"))
    return TRUE;
  if (deed->action == CRM_ACTION_ADD && crm_change_is_restoring (change))
    return TRUE;
  /* A run whose tasks are all cancelled by hand has nothing to wait for. */
  if (deed->action == CRM_ACTION_SET && is_open (deed->before) &&
      is_state (deed->after, "cancelled"))
    crm_change_later (change, end_idle_run, crm_record_get_integer (deed->after, "run"));
  if (!is_state (deed->after, "done") || (deed->before != NULL && is_finished (deed->before)))
    return TRUE;
  return is_finished (deed->after) ? follow_outcome (change, database, deed->after, error)
                                   : require_outcome (change, database, deed->after, error);
}

/* --- Papers: what happens to them finishes the steps that wait for it */

static gboolean
is_paid (CrmRecord *document)
{
  gint64 total = crm_record_get_integer (document, "total");
  return total > 0 && crm_record_get_integer (document, "paid") >= total;
}

static const char *
find_event (const CrmDeed *deed)
{
  static const char *const statuses[] = { "signed", "rejected", "lapsed" };
  const char *status = crm_record_get_text (deed->after, "status");

  if (is_paid (deed->after) && !is_paid (deed->before))
    return "paid";
  if (g_strcmp0 (crm_record_get_text (deed->before, "status"), status) != 0)
    for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
      if (g_strcmp0 (status, statuses[i]) == 0)
        return statuses[i];
  return NULL;
}

static gboolean
finish_waiting (CrmChange *change, CrmDatabase *database, CrmRecord *task, const char *event,
                GError **error)
{
  g_autoptr (GPtrArray) outcomes = crm_process_outcomes (database, crm_record_get_id (task), error);

  if (outcomes == NULL)
    return FALSE;
  for (guint i = 0; i < outcomes->len; i++)
    if (g_strcmp0 (crm_record_get_text (outcomes->pdata[i], "event"), event) == 0) {
      const CrmEntity *tasks = crm_record_get_entity (task);
      crm_change_set_cause (change, crm_record_get_title (outcomes->pdata[i]));
      crm_change_set_integer (change, tasks, crm_record_get_id (task), "result",
                              crm_record_get_id (outcomes->pdata[i]));
      crm_change_set_text (change, tasks, crm_record_get_id (task), "state", "done");
      return TRUE;
    }
  return TRUE;
}

static gboolean
is_planned (CrmRecord *receipt)
{
  return is_state (receipt, "planned") || is_state (receipt, "doubtful");
}

/* Of several parts the first one moves with the day on which payment is expected; none where one
 * of them stands on that day. NULL: none. */
static CrmRecord *
find_moved (GPtrArray *receipts, gint64 date)
{
  CrmRecord *first = NULL;

  for (guint i = 0; i < receipts->len; i++) {
    gint64 day = crm_record_get_integer (receipts->pdata[i], "date");
    if (!is_planned (receipts->pdata[i]))
      continue;
    if (day == date)
      return NULL;
    if (first == NULL || day < crm_record_get_integer (first, "date"))
      first = receipts->pdata[i];
  }
  return first;
}

/* The plan of money follows the paper it is planned for. */
static gboolean
follow_receipts (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, const char *event,
                 GError **error)
{
  gboolean moved = crm_record_get_integer (deed->after, "due_date") !=
                   crm_record_get_integer (deed->before, "due_date");
  gint64 date = crm_record_get_integer (deed->after, "due_date");
  const char *state = g_strcmp0 (event, "paid") == 0                      ? "received"
                      : g_strcmp0 (event, "signed") == 0 || event == NULL ? NULL
                                                                          : "cancelled";
  g_autoptr (GPtrArray) receipts = NULL;
  CrmRecord *first;

  if (state == NULL && (!moved || date == 0))
    return TRUE;
  receipts = crm_process_read (database, "receipt", "document", deed->id, error);
  if (receipts == NULL)
    return FALSE;
  first = find_moved (receipts, date);
  for (guint i = 0; i < receipts->len; i++) {
    CrmRecord *receipt = receipts->pdata[i];
    if (!is_planned (receipt) || (state == NULL && receipt != first))
      continue;
    crm_change_set_cause (change, crm_record_get_title (deed->after));
    if (state != NULL)
      crm_change_set_text (change, crm_record_get_entity (receipt), crm_record_get_id (receipt),
                           "state", state);
    else
      crm_change_set_integer (change, crm_record_get_entity (receipt), crm_record_get_id (receipt),
                              "date", date);
  }
  return TRUE;
}

static gboolean
react_to_document (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  const char *event;
  g_autoptr (GPtrArray) tasks = NULL;

  if (deed->action != CRM_ACTION_SET)
    return TRUE;
  event = find_event (deed);
  if (!follow_receipts (change, database, deed, event, error))
    return FALSE;
  if (event == NULL)
    return TRUE;
  tasks = crm_process_read (database, "activity", "document", deed->id, error);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    if (is_open (tasks->pdata[i]) && !crm_record_is_empty (tasks->pdata[i], "task_type") &&
        !finish_waiting (change, database, tasks->pdata[i], event, error))
      return FALSE;
  return tasks != NULL;
}

/* A run that came to its end by hand leaves nothing open. */
static gboolean
react_to_run (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  g_autoptr (GPtrArray) tasks = NULL;

  if (deed->action != CRM_ACTION_SET || crm_change_is_restoring (change) ||
      !is_state (deed->before, "running") || is_state (deed->after, "running"))
    return TRUE;
  tasks = crm_process_read (database, "activity", "run", deed->id, error);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    if (is_open (tasks->pdata[i])) {
      crm_change_set_cause (change, crm_record_get_title (deed->after));
      crm_change_set_text (change, crm_record_get_entity (tasks->pdata[i]),
                           crm_record_get_id (tasks->pdata[i]), "state", "cancelled");
    }
  return tasks != NULL;
}

gboolean
crm_process_react (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  static const struct {
    const char *entity;
    gboolean (*react) (CrmChange *change, CrmDatabase *database, const CrmDeed *deed,
                       GError **error);
  } rules[] = {
    { "activity", react_to_activity },
    { "document", react_to_document },
    { "process_run", react_to_run },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].entity, deed->entity->name) == 0)
      return rules[i].react (change, database, deed, error);
  return TRUE;
}
