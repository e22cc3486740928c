/* What is wrong with a process, before it runs: dead ends, steps without outcomes, loops without
 * delay, effects on what is not there. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "crm-error.h"
#include "crm-process-private.h"

typedef struct {
  CrmRecord *type;     /* borrowed */
  GPtrArray *outcomes; /* owned CrmRecord */
  GPtrArray *effects;  /* owned arrays, one an outcome */
  int colour;          /* of the search for loops: 0 new, 1 on the way, 2 done */
} Step;

typedef struct {
  CrmDatabase *database;
  CrmScene *scene;
  GPtrArray *steps; /* owned Step */
  GPtrArray *faults;
} Check;

static void
free_step (Step *step)
{
  g_clear_pointer (&step->outcomes, g_ptr_array_unref);
  g_clear_pointer (&step->effects, g_ptr_array_unref);
  g_free (step);
}

static void say (Check *check, const char *format, ...) G_GNUC_PRINTF (2, 3);
static void
say (Check *check, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (check->faults, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static Step *
find_step (Check *check, gint64 type)
{
  for (guint i = 0; i < check->steps->len; i++) {
    Step *step = check->steps->pdata[i];
    if (crm_record_get_id (step->type) == type)
      return step;
  }
  return NULL;
}

static gint64
follower (CrmRecord *effect)
{
  return g_strcmp0 (crm_record_get_text (effect, "kind"), "next") == 0
             ? crm_record_get_integer (effect, "next")
             : 0;
}

static void
check_paths (Check *check, const char *place, const char *paths)
{
  g_auto (GStrv) parts = g_strsplit_set (paths != NULL ? paths : "", " \t\n,;", -1);

  for (char **path = parts; *path != NULL; path++) {
    g_autoptr (CrmRecord) record = NULL;
    g_autoptr (GError) error = NULL;
    const CrmField *field;
    if ((*path)[0] != '\0' && !crm_scene_find (check->scene, *path, &record, NULL, &field, &error))
      say (check, "%s: %s", place, error->message);
  }
}

static void
check_set (Check *check, const char *place, CrmRecord *effect)
{
  const char *target = crm_record_get_text (effect, "target");
  const char *name = crm_record_get_text (effect, "field");
  const CrmEntity *entity = target != NULL ? crm_entity_find (target) : NULL;
  const CrmField *field = entity != NULL && name != NULL ? crm_entity_field (entity, name) : NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (entity == NULL)
    say (check, _ ("%s: it is not said whose field is set"), place);
  else if (field == NULL || (field->flags & CRM_FIELD_GONE) != 0)
    /* Translators: where; name of the field; "Deal" */
    say (check, _ ("%s: there is no field “%s” of %s any more"), place, name != NULL ? name : "",
         crm_entity_get_label (entity));
  else if (!crm_scene_read_value (check->scene, field, crm_record_get_text (effect, "value"),
                                  &value, &error))
    say (check, "%s: %s", place, error->message);
}

static void
check_effect (Check *check, const char *place, CrmRecord *effect)
{
  const char *kind = crm_record_get_text (effect, "kind");
  const char *condition = crm_record_get_text (effect, "condition");

  if (condition != NULL) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmCondition) parsed = crm_condition_parse (
        crm_entity_find ("activity"), condition, check->database, CRM_PARSE_STRICT, &error);
    if (parsed == NULL)
      say (check, "%s: %s", place, error->message);
  }
  check_paths (check, place, crm_record_get_text (effect, "from"));
  if (g_strcmp0 (kind, "set") == 0)
    check_set (check, place, effect);
  else if (g_strcmp0 (kind, "next") == 0 && find_step (check, follower (effect)) == NULL)
    say (check, _ ("%s: the next task is no step of this process"), place);
  else if (g_strcmp0 (kind, "stage") == 0 && crm_record_is_empty (effect, "stage"))
    say (check, _ ("%s: it is not said to which stage"), place);
  else if (g_strcmp0 (kind, "message") == 0 && crm_record_is_empty (effect, "template"))
    say (check, _ ("%s: the message has no template"), place);
  else if (g_strcmp0 (kind, "document") == 0 && crm_record_is_empty (effect, "document_kind"))
    say (check, _ ("%s: it is not said what document"), place);
}

static void
check_outcome (Check *check, Step *step, guint n)
{
  CrmRecord *outcome = step->outcomes->pdata[n];
  GPtrArray *effects = step->effects->pdata[n];
  const char *ends = crm_record_get_text (outcome, "ends");
  g_autofree char *place = g_strdup_printf ("%s → %s", crm_record_get_title (step->type),
                                            crm_record_get_title (outcome));
  gboolean goes_on = FALSE;

  check_paths (check, place, crm_record_get_text (outcome, "required"));
  for (guint i = 0; i < effects->len; i++) {
    check_effect (check, place, effects->pdata[i]);
    goes_on |= follower (effects->pdata[i]) != 0;
  }
  if (!goes_on && g_strcmp0 (ends, "no") == 0)
    say (check, _ ("%s: nothing follows, and the process does not end"), place);
}

/* A loop whose every step follows at once: its tasks come as fast as they are finished. A step that
 * has days of its own, or hours or a date, is a delay. */
static gboolean
is_at_once (CrmRecord *effect, Step *next)
{
  const char *from = crm_record_get_text (effect, "from");
  gint64 days = crm_record_is_empty (effect, "days") ? crm_record_get_integer (next->type, "days")
                                                     : crm_record_get_integer (effect, "days");
  return from == NULL && days <= 0 && crm_record_get_integer (effect, "hours") <= 0;
}

static void
search_loops (Check *check, Step *step)
{
  step->colour = 1;
  for (guint i = 0; i < step->effects->len; i++) {
    GPtrArray *effects = step->effects->pdata[i];
    for (guint j = 0; j < effects->len; j++) {
      Step *next = find_step (check, follower (effects->pdata[j]));
      if (next == NULL || !is_at_once (effects->pdata[j], next))
        continue;
      if (next->colour == 1)
        /* Translators: names of two steps of a process */
        say (check, _ ("“%s” and “%s” follow one another in a loop without a delay"),
             crm_record_get_title (step->type), crm_record_get_title (next->type));
      else if (next->colour == 0)
        search_loops (check, next);
    }
  }
  step->colour = 2;
}

static gboolean
read_steps (Check *check, GPtrArray *types, GError **error)
{
  for (guint i = 0; i < types->len; i++) {
    Step *step = g_new0 (Step, 1);
    g_ptr_array_add (check->steps, step);
    step->type = types->pdata[i];
    step->effects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
    step->outcomes = crm_process_read (check->database, "outcome", "task_type",
                                       crm_record_get_id (step->type), error);
    for (guint j = 0; step->outcomes != NULL && j < step->outcomes->len; j++) {
      GPtrArray *effects = crm_process_read (check->database, "effect", "outcome",
                                             crm_record_get_id (step->outcomes->pdata[j]), error);
      if (effects == NULL)
        return FALSE;
      g_ptr_array_add (step->effects, effects);
    }
    if (step->outcomes == NULL)
      return FALSE;
  }
  return TRUE;
}

static void
check_steps (Check *check)
{
  for (guint i = 0; i < check->steps->len; i++) {
    Step *step = check->steps->pdata[i];
    if (step->outcomes->len == 0)
      say (check, _ ("“%s” has no outcome"), crm_record_get_title (step->type));
    for (guint j = 0; j < step->outcomes->len; j++)
      check_outcome (check, step, j);
    if (step->colour == 0)
      search_loops (check, step);
  }
}

/**
 * crm_process_check:
 * @database: any connection of this thread
 * @process: a process
 * @error: NOT_FOUND
 *
 * Returns: (transfer full) (element-type utf8): what is wrong with it, a sentence each; empty if
 *   nothing is
 */
GPtrArray *
crm_process_check (CrmDatabase *database, gint64 process, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) free_step);
  g_autoptr (GPtrArray) types = crm_process_read (database, "task_type", "process", process, error);
  g_autoptr (CrmRecord) nothing = crm_record_new_empty (crm_entity_find ("activity"));
  g_autoptr (CrmScene) scene = crm_scene_new (database, nothing, 0, 0, error);
  Check check = { database, scene, steps, faults };

  if (types == NULL || scene == NULL || !read_steps (&check, types, error))
    return NULL;
  if (types->len == 0)
    g_ptr_array_add (faults, g_strdup (_ ("The process has no steps")));
  check_steps (&check);
  return g_steal_pointer (&faults);
}

gboolean
crm_process_refuse_broken (CrmDatabase *database, gint64 process, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("process"), process, error);
  g_autoptr (GPtrArray) faults =
      record != NULL ? crm_process_check (database, process, error) : NULL;

  if (faults == NULL)
    return FALSE;
  if (g_strcmp0 (crm_record_get_text (record, "state"), "active") != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("The process “%s” is not in use"),
                 crm_record_get_title (record));
    return FALSE;
  }
  if (faults->len == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               /* Translators: name of a process; what is wrong with it, a sentence */
               _ ("The process “%s” cannot be started. %s"), crm_record_get_title (record),
               (const char *) faults->pdata[0]);
  return FALSE;
}
