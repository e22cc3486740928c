/* Requests to colleagues. */
#include "config.h"

#include "crm-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-gate.h"
#include "crm-process-private.h"
#include "crm-working-time.h"

/*
 * A request is a task with an asker. Its questions are records of their own, copied from the kind
 * when it is asked: a kind that is changed later changes no request that is under way. What was
 * asked along must be there when it is asked, what comes back before it is done; both are looked at
 * when all of the change is written, so the order in which a form writes does not matter.
 */

static const CrmEntity *
tasks (void)
{
  return crm_entity_find ("activity");
}

gboolean
crm_task_is_request (CrmRecord *task)
{
  return !crm_record_is_empty (task, "asker");
}

/* --- Before it is asked */

GPtrArray *
crm_request_read_kinds (CrmDatabase *database, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("request_kind"));
  g_autoptr (CrmQuery) offered = crm_query_filter_integer (all, "active", CRM_OP_EQUAL, 1);
  g_autoptr (CrmQuery) sorted = crm_query_sort_text (offered, "position,id", error);

  return sorted != NULL ? crm_query_fetch_all (sorted, database, -1, error) : NULL;
}

static GPtrArray *
read_people (CrmDatabase *database, const char *role)
{
  CrmValue value = { .type = CRM_VALUE_TEXT, .text = (char *) role };
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("person"));
  g_autoptr (CrmQuery) working = crm_query_filter_integer (all, "active", CRM_OP_EQUAL, 1);
  g_autoptr (CrmQuery) those = crm_query_filter_values (working, "role", CRM_OP_EQUAL, &value, 1);

  return crm_query_fetch_all (those, database, -1, NULL);
}

/**
 * crm_request_find_person:
 * @database: any connection of this thread
 * @kind: of the request
 * @asker: who asks
 *
 * The person of the kind; else whoever has its role and does not ask. Any thread.
 *
 * Returns: the person; 0: nobody is known
 */
gint64
crm_request_find_person (CrmDatabase *database, CrmRecord *kind, gint64 asker)
{
  const char *role = crm_record_get_text (kind, "role");
  gint64 person = crm_record_get_integer (kind, "person");
  g_autoptr (CrmRecord) named =
      person != 0 ? crm_record_load (database, crm_entity_find ("person"), person, NULL) : NULL;
  g_autoptr (GPtrArray) people = NULL;

  if (named != NULL &&
      (crm_record_is_empty (named, "active") || crm_record_get_integer (named, "active") != 0))
    return person;
  people = role != NULL ? read_people (database, role) : NULL;
  for (guint i = 0; people != NULL && i < people->len; i++)
    if (crm_record_get_id (people->pdata[i]) != asker)
      return crm_record_get_id (people->pdata[i]);
  return 0;
}

/**
 * crm_request_find_due:
 * @database: any connection of this thread
 * @days: how many working days are given, at least 0
 * @now: the moment, seconds
 *
 * Returns: the end of the working day by which it is due. Any thread.
 */
gint64
crm_request_find_due (CrmDatabase *database, gint64 days, gint64 now)
{
  g_autoptr (CrmWorkingCalendar) calendar = crm_working_time_load (database);
  gint64 today = crm_moment_to_date (now);
  gint64 date = crm_working_calendar_add_days (calendar, today, (int) CLAMP (days, 0, 3660));
  gint64 due;

  if (!crm_working_calendar_is_working (calendar, date))
    date = crm_working_calendar_add_days (calendar, date, 1);
  due = crm_working_time_end_of (calendar, date);
  return due > now ? due
                   : crm_working_time_end_of (calendar,
                                              crm_working_calendar_add_days (calendar, date, 1));
}

/**
 * crm_request_new_task:
 * @database: any connection of this thread
 * @kind: (nullable): of the request; %NULL: it is of none
 * @asker: who asks
 * @now: the moment, seconds
 *
 * Returns: (transfer full): the task as it would be: for whom, until when. Any thread.
 */
CrmRecord *
crm_request_new_task (CrmDatabase *database, CrmRecord *kind, gint64 asker, gint64 now)
{
  CrmRecord *task = crm_record_new (tasks ());
  gint64 days = kind != NULL ? crm_record_get_integer (kind, "days") : 1;
  gint64 person = kind != NULL ? crm_request_find_person (database, kind, asker) : 0;

  crm_record_set_text (task, "state", "attention");
  crm_record_set_integer (task, "asker", asker);
  crm_record_set_integer (task, "due", crm_request_find_due (database, days, now));
  crm_record_clear_field (task, "responsible");
  if (person != 0)
    crm_record_set_integer (task, "responsible", person);
  if (kind != NULL) {
    crm_record_set_text (task, "title", crm_record_get_title (kind));
    crm_record_set_integer (task, "request", crm_record_get_id (kind));
    if (!crm_record_is_empty (kind, "note"))
      crm_record_set_text (task, "note", crm_record_get_text (kind, "note"));
  }
  return task;
}

/* Without a kind one says what is wanted and gets an answer in words. */
static void
add_plain_questions (GPtrArray *answers)
{
  const char *const questions[][2] = { { "input", C_ ("request", "What you need") },
                                       { "output", C_ ("request", "Answer") } };

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++) {
    CrmRecord *answer = crm_record_new (crm_entity_find ("request_answer"));
    crm_record_set_text (answer, "side", questions[i][0]);
    crm_record_set_text (answer, "name", questions[i][1]);
    g_ptr_array_add (answers, answer);
  }
}

GPtrArray *
crm_request_new_answers (CrmDatabase *database, CrmRecord *kind, GError **error)
{
  static const char *const taken[] = { "name",  "side",     "form",    "document_kind",
                                       "field", "required", "position" };
  static const char *const sides[] = { "input", "output" };
  const CrmEntity *entity = crm_entity_find ("request_answer");
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) items = NULL;

  if (kind == NULL) {
    add_plain_questions (answers);
    return g_steal_pointer (&answers);
  }
  items = crm_process_read (database, "request_item", "request", crm_record_get_id (kind), error);
  if (items == NULL)
    return NULL;
  for (gsize side = 0; side < G_N_ELEMENTS (sides); side++)
    for (guint i = 0; i < items->len; i++) {
      CrmRecord *answer;
      if (g_strcmp0 (crm_record_get_text (items->pdata[i], "side"), sides[side]) != 0)
        continue;
      answer = crm_record_new (entity);
      for (gsize j = 0; j < G_N_ELEMENTS (taken); j++)
        crm_record_set_value (
            answer, crm_entity_field_index (entity, taken[j]),
            crm_record_get_value (
                items->pdata[i],
                crm_entity_field_index (crm_record_get_entity (items->pdata[i]), taken[j])));
      g_ptr_array_add (answers, answer);
    }
  return g_steal_pointer (&answers);
}

/* --- What was given and what is missing */

GPtrArray *
crm_request_read_answers (CrmDatabase *database, gint64 activity, const char *side, GError **error)
{
  g_autoptr (GPtrArray) all =
      crm_process_read (database, "request_answer", "activity", activity, error);
  GPtrArray *those;

  if (all == NULL)
    return NULL;
  those = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (crm_record_get_text (all->pdata[i], "side"), side) == 0)
      g_ptr_array_add (those, g_object_ref (all->pdata[i]));
  return those;
}

/* The task's own company or contact; else that of its deal. */
static gint64
find_through (CrmDatabase *database, CrmRecord *task, const CrmField *through)
{
  g_autoptr (CrmRecord) deal = NULL;

  if (crm_entity_field (tasks (), through->name) != NULL &&
      !crm_record_is_empty (task, through->name))
    return crm_record_get_integer (task, through->name);
  if (!crm_record_is_empty (task, "deal"))
    deal = crm_record_load (database, crm_entity_find ("deal"),
                            crm_record_get_integer (task, "deal"), NULL);
  return deal != NULL ? crm_record_get_integer (deal, through->name) : 0;
}

/**
 * crm_request_find_target:
 * @database: any connection of this thread
 * @task: the request, also one that is not written yet
 * @path: of a deal: "value", "company.tax_number"
 * @entity: (out): of the record
 * @id: (out): the record; 0: the task has none
 * @field: (out): its field
 *
 * Returns: whether there is such a field. Any thread.
 */
gboolean
crm_request_find_target (CrmDatabase *database, CrmRecord *task, const char *path,
                         const CrmEntity **entity, gint64 *id, int *field)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  int through;

  if (path == NULL || !crm_gate_find_field (path, &through, field))
    return FALSE;
  if (through < 0) {
    *entity = deals;
    *id = crm_record_get_integer (task, "deal");
    return TRUE;
  }
  *entity = crm_field_get_target (&deals->fields[through]);
  *id = find_through (database, task, &deals->fields[through]);
  return TRUE;
}

static CrmRecord *
load_target (CrmDatabase *database, CrmRecord *task, CrmRecord *answer, int *field)
{
  const CrmEntity *entity;
  gint64 id;

  if (!crm_request_find_target (database, task, crm_record_get_text (answer, "field"), &entity, &id,
                                field) ||
      id <= 0)
    return NULL;
  return crm_record_load (database, entity, id, NULL);
}

/* The field of an answer that holds what is given; NULL: it is held elsewhere. */
static const char *
get_holder (CrmRecord *answer)
{
  const char *form = crm_record_get_text (answer, "form");

  if (g_strcmp0 (form, "field") == 0)
    return NULL;
  return g_strcmp0 (form, "date") == 0 || g_strcmp0 (form, "file") == 0 ||
                 g_strcmp0 (form, "document") == 0
             ? form
             : "text";
}

gboolean
crm_request_is_given (CrmDatabase *database, CrmRecord *task, CrmRecord *answer)
{
  const char *holder = get_holder (answer);
  g_autoptr (CrmRecord) target = NULL;
  int field = -1;

  if (holder != NULL)
    return !crm_record_is_empty (answer, holder);
  target = load_target (database, task, answer, &field);
  return target != NULL && crm_record_get_value (target, field)->type != CRM_VALUE_EMPTY;
}

char *
crm_request_dup_given (CrmDatabase *database, CrmRecord *task, CrmRecord *answer)
{
  const char *holder = get_holder (answer);
  g_autoptr (CrmRecord) target = NULL;
  int field = -1;

  if (holder != NULL)
    return crm_record_format (answer,
                              crm_entity_field_index (crm_record_get_entity (answer), holder));
  target = load_target (database, task, answer, &field);
  return target != NULL ? crm_record_format (target, field) : g_strdup ("");
}

/* --- What is done */

gint64
crm_request_add (CrmChange *change, CrmRecord *task)
{
  return crm_change_add (change, task);
}

void
crm_request_add_answer (CrmChange *change, gint64 activity, CrmRecord *answer, const char *name,
                        GBytes *content)
{
  g_autoptr (CrmRecord) given = crm_record_copy (answer);

  crm_record_set_integer (given, "activity", activity);
  if (content != NULL)
    crm_record_set_integer (
        given, "file",
        crm_change_add_file (change, crm_subject_make (tasks (), activity), name, content));
  crm_change_add (change, given);
}

void
crm_request_give (CrmChange *change, CrmRecord *answer, const char *name, GBytes *content)
{
  static const char *const held[] = { "text", "date", "document", "file" };
  const CrmEntity *entity = crm_record_get_entity (answer);
  gint64 activity = crm_record_get_integer (answer, "activity");

  for (gsize i = 0; i < G_N_ELEMENTS (held); i++)
    crm_change_set (change, entity, crm_record_get_id (answer), held[i],
                    crm_record_get_value (answer, crm_entity_field_index (entity, held[i])));
  if (content != NULL)
    crm_change_set_integer (
        change, entity, crm_record_get_id (answer), "file",
        crm_change_add_file (change, crm_subject_make (tasks (), activity), name, content));
}

void
crm_request_finish (CrmChange *change, gint64 activity)
{
  crm_change_set_text (change, tasks (), activity, "state", "done");
}

void
crm_request_refuse (CrmChange *change, gint64 activity, const char *reason)
{
  crm_change_set_text (change, tasks (), activity, "outcome", reason);
  crm_change_set_text (change, tasks (), activity, "state", "cancelled");
}

/* --- The reactor */

/* Told on the desktop, unless one does it oneself. */
static void
tell (CrmChange *change, CrmRecord *task, const char *kind, gint64 person, const char *text)
{
  g_autoptr (CrmRecord) reminder = NULL;

  if (person == 0 || person == crm_change_get_person (change))
    return;
  reminder = crm_record_new (crm_entity_find ("reminder"));
  crm_record_set_text (reminder, "text", text);
  crm_record_set_text (reminder, "kind", kind);
  crm_record_set_integer (reminder, "subject",
                          crm_subject_make (tasks (), crm_record_get_id (task)));
  crm_record_set_integer (reminder, "person", person);
  crm_record_set_integer (reminder, "moment", crm_change_get_moment (change));
  crm_change_set_cause (change, crm_record_get_title (task));
  crm_change_add (change, reminder);
}

/* @format: says of what something is missing, and what. */
static gboolean
require_all (CrmDatabase *database, CrmRecord *task, const char *side, const char *format,
             GError **error)
{
  g_autoptr (GPtrArray) answers =
      crm_request_read_answers (database, crm_record_get_id (task), side, error);
  g_autoptr (GString) missing = g_string_new (NULL);

  if (answers == NULL)
    return FALSE;
  for (guint i = 0; i < answers->len; i++)
    if (crm_record_get_integer (answers->pdata[i], "required") != 0 &&
        !crm_request_is_given (database, task, answers->pdata[i]))
      g_string_append_printf (missing, "%s“%s”", missing->len > 0 ? ", " : "",
                              crm_record_get_title (answers->pdata[i]));
  if (missing->len == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, format, crm_record_get_title (task),
               missing->str);
  return FALSE;
}

static CrmRecord *
load_request (CrmDatabase *database, gint64 id, GError **error)
{
  return crm_record_load (database, tasks (), id, error);
}

static gboolean
asked (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (CrmRecord) task = load_request (database, id, error);
  g_autofree char *asker = NULL;
  g_autofree char *text = NULL;

  if (task == NULL)
    return FALSE;
  if (crm_record_is_empty (task, "responsible")) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” is asked of nobody"),
                 crm_record_get_title (task));
    return FALSE;
  }
  /* Translators: a request to a colleague; the questions without an answer */
  if (!require_all (database, task, "input", _ ("“%s” cannot be asked without: %s"), error))
    return FALSE;
  asker = crm_reference_title (database, crm_entity_find ("person"),
                               crm_record_get_integer (task, "asker"));
  /* Translators: name of a colleague; what they ask for */
  text =
      g_strdup_printf (_ ("%s asks: %s"), asker != NULL ? asker : "", crm_record_get_title (task));
  tell (change, task, "request", crm_record_get_integer (task, "responsible"), text);
  return TRUE;
}

/* Who was asked is a colleague no more: it waits for somebody else, and who asked is told. */
static gboolean
released (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (CrmRecord) task = load_request (database, id, error);
  g_autofree char *text = NULL;

  if (task == NULL)
    return FALSE;
  if (tasks ()->is_settled (task) || !crm_record_is_empty (task, "responsible"))
    return TRUE;
  /* Translators: a request to a colleague who is not there any more */
  text = g_strdup_printf (_ ("Nobody is asked any more: %s"), crm_record_get_title (task));
  tell (change, task, "answer", crm_record_get_integer (task, "asker"), text);
  if (g_strcmp0 (crm_record_get_text (task, "state"), "attention") != 0)
    crm_change_set_text (change, tasks (), id, "state", "attention");
  return TRUE;
}

static gboolean
finished (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (CrmRecord) task = load_request (database, id, error);
  g_autofree char *text = NULL;

  /* Translators: a request to a colleague; the questions without an answer */
  if (task == NULL ||
      !require_all (database, task, "output", _ ("“%s” is not done without: %s"), error))
    return FALSE;
  /* Translators: a request to a colleague */
  text = g_strdup_printf (_ ("Answered: %s"), crm_record_get_title (task));
  tell (change, task, "answer", crm_record_get_integer (task, "asker"), text);
  return TRUE;
}

/* Who asked may take it back without a word; who was asked says why not. */
static gboolean
refused (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (CrmRecord) task = load_request (database, id, error);
  gint64 asker = task != NULL ? crm_record_get_integer (task, "asker") : 0;
  g_autofree char *text = NULL;

  if (task == NULL)
    return FALSE;
  if (asker == crm_change_get_person (change)) {
    /* Translators: a request to a colleague that is not needed any more */
    text = g_strdup_printf (_ ("Not needed any more: %s"), crm_record_get_title (task));
    tell (change, task, "request", crm_record_get_integer (task, "responsible"), text);
    return TRUE;
  }
  if (crm_record_is_empty (task, "outcome")) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("Say why “%s” is refused"),
                 crm_record_get_title (task));
    return FALSE;
  }
  /* Translators: a request to a colleague; the reason */
  text = g_strdup_printf (_ ("Refused: %s (%s)"), crm_record_get_title (task),
                          crm_record_get_text (task, "outcome"));
  tell (change, task, "answer", asker, text);
  return TRUE;
}

static gboolean
came_to (const CrmDeed *deed, const char *state)
{
  return g_strcmp0 (crm_record_get_text (deed->after, "state"), state) == 0 &&
         g_strcmp0 (crm_record_get_text (deed->before, "state"), state) != 0;
}

static gboolean
goes_to_another (const CrmDeed *deed)
{
  return deed->action == CRM_ACTION_ADD || crm_record_get_integer (deed->before, "responsible") !=
                                               crm_record_get_integer (deed->after, "responsible");
}

static gboolean
loses_person (CrmChange *change, const CrmDeed *deed)
{
  return deed->action == CRM_ACTION_SET && crm_record_is_empty (deed->after, "responsible") &&
         crm_change_is_deleting (change, crm_entity_find ("person"),
                                 crm_record_get_integer (deed->before, "responsible"));
}

gboolean
crm_request_react (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  if (deed->action == CRM_ACTION_DELETE || deed->entity != tasks () ||
      !crm_task_is_request (deed->after) || crm_change_is_restoring (change))
    return TRUE;
  if (!tasks ()->is_settled (deed->after) && goes_to_another (deed))
    crm_change_later (change, loses_person (change, deed) ? released : asked, deed->id);
  if (deed->action == CRM_ACTION_SET && came_to (deed, "done"))
    crm_change_later (change, finished, deed->id);
  if (deed->action == CRM_ACTION_SET && came_to (deed, "cancelled"))
    crm_change_later (change, refused, deed->id);
  return TRUE;
}
