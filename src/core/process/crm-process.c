/* Processes: which there are, what outcomes a task can have and what they ask for. */
#include "config.h"

#include "crm-process.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "crm-checklist.h"
#include "crm-error.h"
#include "crm-migration.h"
#include "crm-process-private.h"
#include "crm-request.h"
#include "crm-setting.h"
#include "crm-setup.h"

/* versions of the file */
#define FIRST_WITH_PROCESSES 3
#define FIRST_WITH_PROGRESS 4

static const CrmProcessPaper *paper_room;

/* Files of before have no processes: they get those that a new one begins with. */
static gboolean
install_late (CrmDatabase *database, GError **error)
{
  g_autofree char *country = crm_setting_dup (database, CRM_SETTING_COUNTRY, NULL);

  /* A file that is being made has nothing at all yet. */
  return crm_setup_get_me (database) == 0 ||
         crm_process_install (database, crm_country_get_language (country), error);
}

/* Runs and tasks of before did not say how far they are. */
static gboolean
note_progress_late (CrmDatabase *database, GError **error)
{
  return crm_process_note_all_progress (database, error) &&
         (crm_setup_get_me (database) == 0 || crm_checklist_install_late (database, error));
}

/**
 * crm_process_register:
 * @paper: (nullable): makes documents; static
 *
 * Once, at start.
 */
void
crm_process_register (const CrmProcessPaper *paper)
{
  paper_room = paper;
  crm_reactor_register (crm_process_react);
  crm_reactor_register (crm_request_react);
  crm_reactor_register (crm_checklist_react);
  crm_setup_add_func (crm_process_install);
  crm_migration_add_func (FIRST_WITH_PROCESSES, install_late);
  crm_migration_add_func (FIRST_WITH_PROGRESS, note_progress_late);
}

const CrmProcessPaper *
crm_process_get_paper (void)
{
  return paper_room;
}

GPtrArray *
crm_process_read (CrmDatabase *database, const char *entity, const char *field, gint64 value,
                  GError **error)
{
  const CrmEntity *description = crm_entity_find (entity);
  g_autoptr (CrmQuery) all = crm_query_new (description);
  g_autoptr (CrmQuery) those = crm_query_filter_integer (all, field, CRM_OP_EQUAL, value);
  gboolean ordered = crm_entity_field (description, "position") != NULL;
  g_autoptr (CrmQuery) sorted = crm_query_sort_text (those, ordered ? "position,id" : "id", error);

  return sorted != NULL ? crm_query_fetch_all (sorted, database, -1, error) : NULL;
}

/* --- Processes */

static GPtrArray *
read_in_use (CrmDatabase *database, GError **error)
{
  CrmValue active = { .type = CRM_VALUE_TEXT, .text = (char *) "active" };
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("process"));
  g_autoptr (CrmQuery) those = crm_query_filter_values (all, "state", CRM_OP_EQUAL, &active, 1);
  g_autoptr (CrmQuery) sorted = crm_query_sort_text (those, "position,id", error);

  return sorted != NULL ? crm_query_fetch_all (sorted, database, -1, error) : NULL;
}

/**
 * crm_process_get_default:
 * @database: any connection of this thread
 *
 * Returns: the process that “Start sale” starts; 0: none is in use
 */
gint64
crm_process_get_default (CrmDatabase *database)
{
  g_autoptr (GPtrArray) processes = read_in_use (database, NULL);

  return processes != NULL && processes->len > 0 ? crm_record_get_id (processes->pdata[0]) : 0;
}

/* Id, code or title, folded alike. */
static gboolean
is_called (CrmRecord *record, const char *name)
{
  g_autofree char *number = g_strdup_printf ("%" PRId64, crm_record_get_id (record));
  g_autofree char *wanted = crm_text_fold (name);
  g_autofree char *title = crm_text_fold (crm_record_get_title (record));

  return strcmp (number, name) == 0 ||
         g_strcmp0 (crm_record_get_text (record, "code"), name) == 0 || strcmp (wanted, title) == 0;
}

static gint64
find_called (GPtrArray *records, const char *name, const char *message, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    if (is_called (records->pdata[i], name))
      return crm_record_get_id (records->pdata[i]);
  for (guint i = 0; i < records->len; i++) {
    const char *code = crm_record_get_text (records->pdata[i], "code");
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            code != NULL ? code : crm_record_get_title (records->pdata[i]));
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, message, name, names->str);
  return 0;
}

/**
 * crm_process_find:
 * @database: any connection of this thread
 * @name: id, code or name
 * @error: NOT_FOUND names what there is
 *
 * Returns: the process in use that is called so; 0 on error
 */
gint64
crm_process_find (CrmDatabase *database, const char *name, GError **error)
{
  g_autoptr (GPtrArray) processes = read_in_use (database, error);

  /* Translators: what was asked for; names of all processes */
  return processes != NULL
             ? find_called (processes, name, _ ("There is no process “%s”; there are: %s"), error)
             : 0;
}

/* --- Outcomes */

/**
 * crm_process_outcomes:
 * @database: any connection of this thread
 * @activity: a task
 * @error: NOT_FOUND
 *
 * Returns: (transfer full) (element-type CrmRecord): how it can end; empty where it is no step
 */
GPtrArray *
crm_process_outcomes (CrmDatabase *database, gint64 activity, GError **error)
{
  g_autoptr (CrmRecord) task =
      crm_record_load (database, crm_entity_find ("activity"), activity, error);

  if (task == NULL)
    return NULL;
  if (crm_record_is_empty (task, "task_type"))
    return g_ptr_array_new_with_free_func (g_object_unref);
  return crm_process_read (database, "outcome", "task_type",
                           crm_record_get_integer (task, "task_type"), error);
}

gint64
crm_process_find_outcome (CrmDatabase *database, gint64 activity, const char *name, GError **error)
{
  g_autoptr (GPtrArray) outcomes = crm_process_outcomes (database, activity, error);

  if (outcomes == NULL)
    return 0;
  if (outcomes->len == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("Task %" PRId64 " is no step of a process"), activity);
    return 0;
  }
  /* Translators: what was asked for; names of all outcomes */
  return find_called (outcomes, name, _ ("There is no outcome “%s”; there are: %s"), error);
}

/* --- What an outcome asks for */

void
crm_asked_free (CrmAsked *self)
{
  g_free (self->path);
  g_free (self);
}

gboolean
crm_asked_is_to_be_asked (const CrmAsked *self)
{
  return self->is_empty || (self->field->flags & CRM_FIELD_DUE) != 0;
}

static CrmAsked *
ask (CrmScene *scene, const char *path, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  const CrmEntity *entity;
  const CrmField *field;
  CrmAsked *asked;

  if (!crm_scene_find (scene, path, &record, &entity, &field, error))
    return NULL;
  asked = g_new0 (CrmAsked, 1);
  asked->path = g_strdup (path);
  asked->entity = entity;
  asked->field = field;
  asked->record = record != NULL ? crm_record_get_id (record) : 0;
  asked->is_empty = record == NULL || crm_record_is_empty (record, field->name);
  return asked;
}

/**
 * crm_process_required:
 * @database: any connection of this thread
 * @activity: a task
 * @outcome: one of its outcomes
 * @error: NOT_FOUND: no such task, outcome or field
 *
 * Returns: (transfer full) (element-type CrmAsked): what must be filled when it is chosen
 */
GPtrArray *
crm_process_required (CrmDatabase *database, gint64 activity, gint64 outcome, GError **error)
{
  g_autoptr (CrmRecord) task =
      crm_record_load (database, crm_entity_find ("activity"), activity, error);
  g_autoptr (CrmRecord) chosen =
      task != NULL ? crm_record_load (database, crm_entity_find ("outcome"), outcome, error) : NULL;
  g_autoptr (CrmScene) scene = chosen != NULL ? crm_scene_new (database, task, 0, 0, error) : NULL;
  g_autoptr (GPtrArray) fields = NULL;
  g_auto (GStrv) paths = NULL;

  if (scene == NULL)
    return NULL;
  fields = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_asked_free);
  if (crm_record_is_empty (chosen, "required"))
    return g_steal_pointer (&fields);
  paths = g_strsplit_set (crm_record_get_text (chosen, "required"), " \t\n,;", -1);
  for (char **path = paths; *path != NULL; path++) {
    CrmAsked *asked = (*path)[0] != '\0' ? ask (scene, *path, error) : NULL;
    if (asked != NULL)
      g_ptr_array_add (fields, asked);
    else if ((*path)[0] != '\0')
      return NULL;
  }
  return g_steal_pointer (&fields);
}

/* --- What a person is asked beyond that */

static gboolean
is_lost_stage (CrmDatabase *database, gint64 id)
{
  g_autoptr (CrmRecord) stage =
      id != 0 ? crm_record_load (database, crm_entity_find ("stage"), id, NULL) : NULL;

  return stage != NULL && g_strcmp0 (crm_record_get_text (stage, "outcome"), "lost") == 0;
}

/* Whether an effect of the outcome moves the deal of the scene to where lost ones are. */
static gboolean
loses_deal (CrmScene *scene, gint64 outcome)
{
  g_autoptr (GPtrArray) effects =
      crm_process_read (scene->database, "effect", "outcome", outcome, NULL);

  for (guint i = 0; scene->deal != NULL && effects != NULL && i < effects->len; i++) {
    CrmRecord *effect = effects->pdata[i];
    gboolean meets = FALSE;
    if (g_strcmp0 (crm_record_get_text (effect, "kind"), "stage") == 0 &&
        crm_record_get_integer (effect, "stage") != crm_record_get_integer (scene->deal, "stage") &&
        is_lost_stage (scene->database, crm_record_get_integer (effect, "stage")) &&
        crm_scene_meets (scene, crm_record_get_text (effect, "condition"), &meets, NULL) && meets)
      return TRUE;
  }
  return FALSE;
}

/* NULL: there is none, or the company gives no reasons. */
static char *
dup_reason_path (CrmDatabase *database)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("choice"));

  for (int i = 0; i < deals->n_fields; i++) {
    g_autoptr (CrmQuery) listed = NULL;
    g_autoptr (CrmQuery) used = NULL;
    g_autoptr (GPtrArray) reasons = NULL;
    if (g_strcmp0 (deals->fields[i].list, "lost_reason") != 0)
      continue;
    listed = crm_query_filter (all, "list", CRM_OP_EQUAL, "lost_reason", NULL, NULL);
    used = crm_query_filter (listed, "active", CRM_OP_EQUAL, "yes", NULL, NULL);
    reasons = crm_query_fetch_all (used, database, 1, NULL);
    return reasons != NULL && reasons->len > 0 ? g_strdup_printf ("deal.%s", deals->fields[i].name)
                                               : NULL;
  }
  return NULL;
}

/**
 * crm_process_asked:
 * @database: any connection of this thread
 * @activity: a task
 * @outcome: one of its outcomes
 * @error: NOT_FOUND: no such task, outcome or field
 *
 * What crm_process_required() says, and why the deal was lost, where the outcome moves it to where
 * lost ones are. That is asked of a person, but not refused of what comes by itself.
 *
 * Returns: (transfer full) (element-type CrmAsked): what is asked for before it is chosen
 */
GPtrArray *
crm_process_asked (CrmDatabase *database, gint64 activity, gint64 outcome, GError **error)
{
  g_autoptr (GPtrArray) fields = crm_process_required (database, activity, outcome, error);
  g_autoptr (CrmRecord) task = NULL;
  g_autoptr (CrmScene) scene = NULL;
  g_autofree char *path = NULL;
  CrmAsked *reason;

  if (fields == NULL)
    return NULL;
  task = crm_record_load (database, crm_entity_find ("activity"), activity, error);
  scene = task != NULL ? crm_scene_new (database, task, 0, 0, error) : NULL;
  if (scene == NULL)
    return NULL;
  path = loses_deal (scene, outcome) ? dup_reason_path (database) : NULL;
  for (guint i = 0; path != NULL && i < fields->len; i++)
    if (g_strcmp0 (((CrmAsked *) fields->pdata[i])->path, path) == 0)
      return g_steal_pointer (&fields);
  reason = path != NULL ? ask (scene, path, NULL) : NULL;
  if (reason != NULL)
    g_ptr_array_add (fields, reason);
  return g_steal_pointer (&fields);
}

gboolean
crm_process_refuse_missing (CrmDatabase *database, gint64 activity, gint64 outcome,
                            CrmAnswers *answers, GError **error)
{
  g_autoptr (GPtrArray) fields = crm_process_required (database, activity, outcome, error);
  g_autoptr (GString) missing = g_string_new (NULL);

  if (fields == NULL)
    return FALSE;
  for (guint i = 0; i < fields->len; i++) {
    CrmAsked *asked = fields->pdata[i];
    const CrmValue *given = answers != NULL ? crm_answers_get (answers, asked->path) : NULL;
    if (given != NULL ? given->type == CRM_VALUE_EMPTY : asked->is_empty)
      g_string_append_printf (missing, "%s%s (%s)", missing->len > 0 ? ", " : "",
                              crm_field_get_label (asked->field), asked->path);
  }
  if (missing->len == 0)
    return TRUE;
  /* Translators: names of fields */
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("This outcome asks for: %s"), missing->str);
  return FALSE;
}
