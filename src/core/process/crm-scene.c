/* The scene of a step: the task, and the records around it that conditions, values and texts name.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-process-private.h"
#include "crm-working-time.h"

/* Farther away than that no value of an effect lies. */
#define MOST_DAYS 10000

static gboolean
load (CrmDatabase *database, const char *entity, gint64 id, CrmRecord **record, GError **error)
{
  if (id == 0)
    return TRUE;
  *record = crm_record_load (database, crm_entity_find (entity), id, error);
  return *record != NULL;
}

static gint64
get (CrmRecord *record, const char *field)
{
  return record != NULL ? crm_record_get_integer (record, field) : 0;
}

/**
 * crm_scene_new:
 * @database: any connection of this thread
 * @activity: a task, written or not
 * @now: the moment
 * @me: who acts; 0: nobody known
 * @error: NOT_FOUND
 *
 * Returns: (transfer full): what stands around it
 */
CrmScene *
crm_scene_new (CrmDatabase *database, CrmRecord *activity, gint64 now, gint64 me, GError **error)
{
  g_autoptr (CrmScene) self = g_new0 (CrmScene, 1);
  gint64 company;
  gint64 contact;

  self->database = database;
  self->now = now;
  self->me = me;
  self->activity = crm_record_copy (activity);
  if (!load (database, "deal", get (activity, "deal"), &self->deal, error) ||
      !load (database, "document", get (activity, "document"), &self->document, error) ||
      !load (database, "process_run", get (activity, "run"), &self->run, error) ||
      !load (database, "task_type", get (activity, "task_type"), &self->type, error))
    return NULL;
  if (self->type != NULL &&
      !load (database, "process", get (self->type, "process"), &self->process, error))
    return NULL;
  company = get (activity, "company");
  if (company == 0)
    company = get (self->deal, "company");
  contact = get (activity, "contact");
  if (contact == 0)
    contact = get (self->deal, "contact");
  if (!load (database, "company", company, &self->company, error) ||
      !load (database, "contact", contact, &self->contact, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
crm_scene_free (CrmScene *self)
{
  g_clear_object (&self->activity);
  g_clear_object (&self->company);
  g_clear_object (&self->contact);
  g_clear_object (&self->deal);
  g_clear_object (&self->document);
  g_clear_object (&self->run);
  g_clear_object (&self->type);
  g_clear_object (&self->process);
  g_clear_object (&self->outcome);
  g_free (self);
}

CrmRecord *
crm_scene_get (CrmScene *self, const char *name)
{
  const struct {
    const char *name;
    CrmRecord *record;
  } places[] = {
    { "activity", self->activity }, { "company", self->company },   { "contact", self->contact },
    { "deal", self->deal },         { "document", self->document },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].name, name) == 0)
      return places[i].record;
  return NULL;
}

/**
 * crm_scene_find:
 * @self: a scene
 * @path: from the task: "next_start", "deal.value", "company.responsible.name"
 * @record: (out) (transfer full) (nullable): what has the field; %NULL: there is none here
 * @entity: (out) (optional): of it
 * @field: (out): the field
 * @error: NOT_FOUND: there is no such field
 *
 * Returns: whether the path means something
 */
gboolean
crm_scene_find (CrmScene *self, const char *path, CrmRecord **record, const CrmEntity **entity,
                const CrmField **field, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  guint n = g_strv_length (parts);
  const CrmEntity *place = crm_record_get_entity (self->activity);
  g_autoptr (CrmRecord) here = g_object_ref (self->activity);

  *record = NULL;
  for (guint i = 0; i + 1 < n; i++) {
    const CrmField *link = NULL;
    g_autoptr (CrmRecord) there = NULL;

    if (i == 0 && strcmp (parts[0], "activity") == 0)
      continue;
    link = crm_entity_require_field (place, parts[i], error);
    if (link == NULL)
      return FALSE;
    if (link->kind != CRM_KIND_REFERENCE) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” leads to no other record"), path);
      return FALSE;
    }
    /* The scene knows the company of a deal too. */
    if (i == 0 && crm_scene_get (self, parts[0]) != NULL)
      there = g_object_ref (crm_scene_get (self, parts[0]));
    else if (here != NULL && crm_record_get_integer (here, parts[i]) > 0)
      there = crm_record_load (self->database, crm_field_get_target (link),
                               crm_record_get_integer (here, parts[i]), NULL);
    place = crm_field_get_target (link);
    g_set_object (&here, there);
  }
  *field = n > 0 ? crm_entity_require_field (place, parts[n - 1], error) : NULL;
  if (*field == NULL)
    return FALSE;
  if (entity != NULL)
    *entity = place;
  *record = g_steal_pointer (&here);
  return TRUE;
}

/* --- Conditions */

/* What can be told from the scene's own records: numbers, references and codes, that may not be
 * written yet. */
static gboolean
test_here (CrmScene *self, CrmCondition *condition, gboolean *known)
{
  g_autofree char *path = crm_condition_dup_path (condition);
  g_autoptr (CrmRecord) record = NULL;
  const CrmField *field;
  const CrmValue *value;
  const CrmOperand *operands;
  gsize n;
  gboolean found = FALSE;
  CrmOp op = crm_condition_get_op (condition);

  *known = FALSE;
  if (!crm_scene_find (self, path, &record, NULL, &field, NULL) || record == NULL)
    return FALSE;
  value = crm_record_get_value (record, (int) (field - crm_record_get_entity (record)->fields));
  operands = crm_condition_get_operands (condition, &n);
  if (op == CRM_OP_EMPTY || op == CRM_OP_NOT_EMPTY) {
    *known = TRUE;
    return (value->type == CRM_VALUE_EMPTY) == (op == CRM_OP_EMPTY);
  }
  if (value->type == CRM_VALUE_TEXT && field->kind != CRM_KIND_CHOICE)
    return FALSE;
  for (gsize i = 0; i < n; i++) {
    if (operands[i].kind != CRM_OPERAND_VALUE)
      return FALSE;
    found |= crm_value_equal (value, &operands[i].value);
  }
  if (op == CRM_OP_EQUAL || op == CRM_OP_NOT_EQUAL || op == CRM_OP_IN) {
    *known = n > 0;
    return found == (op != CRM_OP_NOT_EQUAL);
  }
  if (n != 1 || value->type != CRM_VALUE_INTEGER || operands[0].value.type != CRM_VALUE_INTEGER)
    return FALSE;
  *known = TRUE;
  switch (op) {
  case CRM_OP_LESS:
    return value->integer < operands[0].value.integer;
  case CRM_OP_LESS_EQUAL:
    return value->integer <= operands[0].value.integer;
  case CRM_OP_GREATER:
    return value->integer > operands[0].value.integer;
  case CRM_OP_GREATER_EQUAL:
    return value->integer >= operands[0].value.integer;
  default:
    *known = FALSE;
    return FALSE;
  }
}

static gboolean
test_in_file (CrmScene *self, CrmCondition *condition, gboolean *meets, GError **error)
{
  gint64 id = crm_record_get_id (self->activity);
  g_autoptr (CrmQuery) all = crm_query_new (crm_record_get_entity (self->activity));
  g_autoptr (CrmQuery) one = crm_query_only (all, &id, 1);
  g_autoptr (CrmQuery) that = crm_query_where (one, condition);
  g_autoptr (CrmQuery) now = crm_query_at (that, self->now, self->me);
  gint64 n = crm_query_count (now, self->database, error);

  *meets = n > 0;
  return n >= 0;
}

static gboolean
evaluate (CrmScene *self, CrmCondition *condition, gboolean *meets, GError **error)
{
  CrmConditionKind kind = crm_condition_get_kind (condition);
  gboolean known;

  if (kind == CRM_CONDITION_ALL || kind == CRM_CONDITION_ANY) {
    *meets = kind == CRM_CONDITION_ALL;
    for (guint i = 0; i < crm_condition_get_n_children (condition); i++) {
      gboolean one;
      if (!evaluate (self, crm_condition_get_child (condition, i), &one, error))
        return FALSE;
      *meets = kind == CRM_CONDITION_ALL ? *meets && one : *meets || one;
    }
    return TRUE;
  }
  if (kind == CRM_CONDITION_TEST) {
    *meets = test_here (self, condition, &known);
    if (known)
      return TRUE;
  }
  return test_in_file (self, condition, meets, error);
}

gboolean
crm_scene_meets (CrmScene *self, const char *condition, gboolean *meets, GError **error)
{
  g_autoptr (CrmCondition) parsed = NULL;

  *meets = TRUE;
  if (condition == NULL || condition[0] == '\0')
    return TRUE;
  parsed = crm_condition_parse (crm_record_get_entity (self->activity), condition, self->database,
                                CRM_PARSE_STRICT, error);
  return parsed != NULL && evaluate (self, parsed, meets, error);
}

/* --- Values and texts */

static char *
format_path (CrmScene *self, const char *path)
{
  g_autoptr (CrmRecord) record = NULL;
  const CrmField *field;

  if (!crm_scene_find (self, path, &record, NULL, &field, NULL) || record == NULL)
    return g_strdup ("");
  return crm_record_format (record, (int) (field - crm_record_get_entity (record)->fields));
}

/**
 * crm_scene_fill:
 * @self: a scene
 * @text: (nullable): with "{{deal.value}}"
 *
 * Returns: the text with what stands there; what is not there is left out
 */
char *
crm_scene_fill (CrmScene *self, const char *text)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *at = text != NULL ? text : "";

  for (;;) {
    const char *open = strstr (at, "{{");
    const char *close = open != NULL ? strstr (open, "}}") : NULL;
    if (close == NULL)
      break;
    g_autofree char *path = g_strstrip (g_strndup (open + 2, (gsize) (close - open - 2)));
    g_autofree char *value = format_path (self, path);
    g_string_append_len (filled, at, open - at);
    g_string_append (filled, value != NULL ? value : "");
    at = close + 2;
  }
  g_string_append (filled, at);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static gboolean
read_relative (CrmScene *self, const CrmField *field, const char *text, CrmValue *value)
{
  gboolean is_date = field->kind == CRM_KIND_DATE;

  if (field->kind != CRM_KIND_DATE && field->kind != CRM_KIND_MOMENT) {
    if (field->kind != CRM_KIND_REFERENCE || strcmp (text, "me") != 0)
      return FALSE;
    if (self->me != 0)
      crm_value_set_integer (value, self->me);
    return TRUE;
  }
  if (strcmp (text, "today") == 0 || strcmp (text, "now") == 0)
    crm_value_set_integer (value, is_date ? crm_moment_to_date (self->now) : self->now);
  else if (text[0] == '+' && g_ascii_isdigit (text[1])) {
    char *unit;
    gint64 days = g_ascii_strtoll (text + 1, &unit, 10);
    gint64 today = crm_moment_to_date (self->now);

    if (days > MOST_DAYS || !(*unit == '\0' || strcmp (unit, "w") == 0))
      return FALSE;
    if (*unit == 'w') {
      g_autoptr (CrmWorkingCalendar) calendar = crm_working_time_load (self->database);
      days = crm_working_calendar_add_days (calendar, today, (int) days) - today;
    }
    crm_value_set_integer (value, is_date ? today + days : self->now + days * 86400);
  } else
    return FALSE;
  return TRUE;
}

/**
 * crm_scene_read_value:
 * @self: a scene
 * @field: that gets it
 * @text: (nullable): of an effect: a value, "today", "now", "me", "+14", "+3w" or the path of a
 * field
 * @value: (out): empty or what it is
 * @error: INVALID
 *
 * Returns: whether it could be read
 */
gboolean
crm_scene_read_value (CrmScene *self, const CrmField *field, const char *text, CrmValue *value,
                      GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  const CrmField *from;
  gint64 id;

  if (text == NULL || text[0] == '\0' || read_relative (self, field, text, value))
    return TRUE;
  if (strchr (text, '.') != NULL && g_ascii_isalpha (text[0]) &&
      crm_scene_find (self, text, &record, NULL, &from, NULL)) {
    if (record != NULL)
      crm_value_copy (
          crm_record_get_value (record, (int) (from - crm_record_get_entity (record)->fields)),
          value);
    return TRUE;
  }
  if (field->kind != CRM_KIND_REFERENCE)
    return crm_field_parse (field, text, value, error);
  if (!crm_reference_find (self->database, field, text, &id, error))
    return FALSE;
  crm_value_set_integer (value, id);
  return TRUE;
}

/* The rule, as "why?" shows it. */
char *
crm_scene_dup_cause (CrmScene *self)
{
  return g_strdup_printf ("%s: %s → %s",
                          self->process != NULL ? crm_record_get_title (self->process) : "",
                          self->type != NULL ? crm_record_get_title (self->type) : "",
                          self->outcome != NULL ? crm_record_get_title (self->outcome) : "");
}

void
crm_scene_say (CrmScene *self, const char *format, ...)
{
  va_list arguments;

  if (self->sentences == NULL)
    return;
  va_start (arguments, format);
  g_ptr_array_add (self->sentences, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}
