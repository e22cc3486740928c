/* Conditions as people write them on the command line and as saved views keep them.
 *
 *   expression  = conjunction { "or" conjunction }
 *   conjunction = term { "and" term }
 *   term        = "(" expression ")" | link | test
 *   link        = ("has" | "no") [PATH "."] ENTITY [":" FIELD] [ "(" expression ")" ]
 *   test        = PATH SIGN VALUE | PATH WORD { VALUE "," } | PATH "empty" | PATH "not-empty"
 *   SIGN        = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~"
 *   WORD        = "in" | "not-in" | "all" | "begins"
 *   PATH        = names joined by dots; "ENTITY:FIELD" in it goes back along a reference:
 *                 deal:company.stage = Won is has deal:company (stage = Won)
 *   VALUE       = "in quotes", or all up to "and" or "or" before another term, to the ")" that was
 *                 opened before, or to the end; #17 is the record of that number, and a name in
 *                 quotes behind it is for the reader only; me, now, this quarter ...; 1..5
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-condition-parse-private.h"
#include "crm-condition-private.h"
#include "crm-error.h"

#define MOST_DEPTH 32

static CrmCondition *parse_or (CrmConditionParser *self, const CrmEntity *entity, GError **error);

static void
clear_raw (gpointer data)
{
  g_free (((CrmConditionRaw *) data)->text);
}

static gboolean
refuse (CrmConditionParser *self, GError **error)
{
  g_set_error (
      error, CRM_ERROR, CRM_ERROR_USAGE,
      _ ("“%s” is not a filter: FIELD OP VALUE, where OP is = != < <= > >= ~ in empty not-empty"),
      self->whole);
  return FALSE;
}

/* --- Tests and links */

/* Where several values are named and some are gone, the others are asked for. */
static gboolean
add_operands (CrmConditionParser *self, CrmCondition *test, GArray *raws, GError **error)
{
  const CrmField *field = crm_condition_get_field (test);
  g_autoptr (GError) last = NULL;

  for (guint i = 0; i < raws->len; i++) {
    CrmConditionRaw *raw = &g_array_index (raws, CrmConditionRaw, i);
    g_autoptr (GError) problem = NULL;
    if (crm_operand_parse (field, raw->text, raw->quoted, &test->op, self->database, test->operands,
                           &problem))
      continue;
    if (self->flags != CRM_PARSE_LENIENT || raws->len == 1) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
    g_set_str (&test->problem, problem->message);
    g_clear_error (&last);
    last = g_steal_pointer (&problem);
  }
  if (test->operands->len == 0 && raws->len > 0) {
    g_propagate_error (error, g_steal_pointer (&last));
    return FALSE;
  }
  return TRUE;
}

static gboolean
points_at (const CrmField *field, const CrmEntity *entity)
{
  return field->kind == CRM_KIND_SUBJECT ||
         (field->kind == CRM_KIND_REFERENCE && crm_field_get_target (field) == entity);
}

/* "deal:company", or "deal" where only one field can be meant. */
static gboolean
resolve_link (const CrmEntity *entity, const char *text, const CrmEntity **source,
              const CrmField **link, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  int n = 0;

  *source = crm_entity_require (parts[0], error);
  if (*source == NULL)
    return FALSE;
  if (parts[1] != NULL) {
    *link = crm_entity_require_field (*source, parts[1], error);
    if (*link == NULL)
      return FALSE;
    if (points_at (*link, entity))
      return TRUE;
  }
  for (int i = 0; i < (*source)->n_fields && parts[1] == NULL; i++)
    if (points_at (&(*source)->fields[i], entity)) {
      *link = &(*source)->fields[i];
      n++;
    }
  if (n == 1)
    return TRUE;
  if (n > 1)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” points at “%s” by several fields: write “%s:FIELD”"), parts[0],
                 entity->name, parts[0]);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” does not point at “%s”"), text,
                 entity->name);
  return FALSE;
}

/* What a way with a step back leads to: (transfer full). The way before that step goes into
 * @condition's path, what follows it is left in @rest. */
static CrmCondition *
build_link (const CrmEntity *entity, const char *path, gboolean negated, gboolean whole,
            const CrmEntity **source, char **rest, GError **error)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  guint n = g_strv_length (steps);
  guint at = 0;
  const CrmField *way[CRM_MOST_PATH];
  const CrmField *link;
  CrmCondition *condition;
  int n_way = 0;

  while (at + 1 < n && strchr (steps[at], ':') == NULL)
    at++;
  if (at > 0) {
    g_autofree char *before = NULL;
    char *step = g_steal_pointer (&steps[at]);
    before = g_strjoinv (".", steps);
    steps[at] = step;
    n_way = crm_query_resolve_path (entity, before, way, error);
    if (n_way == 0)
      return NULL;
    if (way[n_way - 1]->kind != CRM_KIND_REFERENCE) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“%s” in “%s” does not lead to another record"), way[n_way - 1]->name, path);
      return NULL;
    }
    entity = crm_field_get_target (way[n_way - 1]);
  }
  if (whole && at + 1 < n) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not the name of a field"), path);
    return NULL;
  }
  if (!resolve_link (entity, steps[at], source, &link, error))
    return NULL;
  condition = crm_condition_new_link (entity, *source, link, negated, NULL);
  crm_condition_set_path (condition, way, n_way);
  *rest = at + 1 < n ? g_strjoinv (".", steps + at + 1) : NULL;
  return condition;
}

static CrmCondition *
build_test (CrmConditionParser *self, const CrmEntity *entity, const char *path, CrmOp op,
            GArray *raws, GError **error)
{
  g_autoptr (CrmCondition) condition = NULL;

  if (strchr (path, ':') != NULL) {
    const CrmEntity *source;
    g_autofree char *rest = NULL;
    CrmCondition *child;
    condition = build_link (entity, path, FALSE, FALSE, &source, &rest, error);
    if (condition == NULL)
      return NULL;
    child = build_test (self, source, rest != NULL ? rest : "", op, raws, error);
    if (child == NULL)
      return NULL;
    g_ptr_array_add (condition->children, child);
    return g_steal_pointer (&condition);
  }
  condition = crm_condition_new_test (entity, path, op, NULL, 0, error);
  if (condition == NULL || !add_operands (self, condition, raws, error))
    return NULL;
  if (op == CRM_OP_ALL && crm_condition_get_field (condition)->kind != CRM_KIND_TAGS) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” has one value only: use “in”"),
                 path);
    return NULL;
  }
  return g_steal_pointer (&condition);
}

/* What was written for things that are gone stays as it is, and says so. */
static CrmCondition *
forgive (CrmConditionParser *self, const char *start, GError **error)
{
  g_autofree char *text = NULL;

  if (self->flags != CRM_PARSE_LENIENT || *error == NULL)
    return NULL;
  text = g_strstrip (g_strndup (start, (gsize) (self->at - start)));
  {
    CrmCondition *gone = crm_condition_new_unreadable (text, (*error)->message);
    g_clear_error (error);
    return gone;
  }
}

/* Who looks at a list that was kept need not read what else there is. */
static void
tell_gone (CrmConditionParser *self, const char *path, GError **error)
{
  if (self->flags != CRM_PARSE_LENIENT)
    return;
  g_clear_error (error);
  /* Translators: of a filter or an order that was kept; %s is a name such as company.city */
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no field “%s” any more"), path);
}

static void
shorten (CrmConditionParser *self, const CrmEntity *entity, const char *path, GError **error)
{
  g_autoptr (GArray) none = g_array_new (FALSE, TRUE, sizeof (CrmConditionRaw));
  g_autoptr (CrmCondition) there = build_test (self, entity, path, CRM_OP_EMPTY, none, NULL);

  if (there == NULL)
    tell_gone (self, path, error);
}

/* To behind the ")" that closes what is open, quotes looked over. */
static gboolean
skip_parentheses (CrmConditionParser *self)
{
  int open = 1;

  for (; *self->at != '\0'; self->at++) {
    if (*self->at == '"') {
      for (self->at++; *self->at != '\0' && *self->at != '"'; self->at++)
        if (*self->at == '\\' && self->at[1] != '\0')
          self->at++;
      if (*self->at == '\0')
        return FALSE;
    } else if (*self->at == '(')
      open++;
    else if (*self->at == ')' && --open == 0) {
      self->at++;
      return TRUE;
    }
  }
  return FALSE;
}

static CrmCondition *
parse_parentheses (CrmConditionParser *self, const CrmEntity *entity, GError **error)
{
  g_autoptr (CrmCondition) condition = NULL;

  if (self->depth >= MOST_DEPTH) {
    refuse (self, error);
    return NULL;
  }
  self->at++;
  self->depth++;
  condition = parse_or (self, entity, error);
  self->depth--;
  if (condition == NULL)
    return NULL;
  self->at = crm_condition_skip_spaces (self->at);
  if (*self->at != ')') {
    refuse (self, error);
    return NULL;
  }
  self->at++;
  return g_steal_pointer (&condition);
}

static CrmCondition *
parse_link (CrmConditionParser *self, const CrmEntity *entity, GError **error)
{
  const char *start = self->at;
  gboolean negated = start[0] == 'n' || start[0] == 'N';
  gsize length;
  g_autofree char *path = NULL;
  g_autofree char *rest = NULL;
  g_autoptr (CrmCondition) link = NULL;
  g_autoptr (GError) problem = NULL;
  const CrmEntity *source;
  const char *open;

  self->at = crm_condition_skip_spaces (start + (negated ? 2 : 3));
  length = strspn (self->at, CRM_PATH_SIGNS);
  path = g_strndup (self->at, length);
  self->at += length;
  link = build_link (entity, path, negated, TRUE, &source, &rest, &problem);
  open = crm_condition_skip_spaces (self->at);
  if (link == NULL) {
    if (*open == '(') {
      self->at = open + 1;
      if (!skip_parentheses (self)) {
        refuse (self, error);
        return NULL;
      }
    }
    g_propagate_error (error, g_steal_pointer (&problem));
    tell_gone (self, path, error);
    return forgive (self, start, error);
  }
  if (*open == '(') {
    CrmCondition *child;
    self->at = open;
    child = parse_parentheses (self, source, error);
    if (child == NULL)
      return NULL;
    g_ptr_array_add (link->children, child);
  }
  return g_steal_pointer (&link);
}

static CrmCondition *
parse_test (CrmConditionParser *self, const CrmEntity *entity, GError **error)
{
  const char *start = self->at;
  gsize length = strspn (start, CRM_PATH_SIGNS);
  g_autofree char *path = g_strndup (start, length);
  g_autoptr (GArray) raws = g_array_new (FALSE, TRUE, sizeof (CrmConditionRaw));
  const CrmConditionOperator *operator;
  CrmCondition *test;

  g_array_set_clear_func (raws, clear_raw);
  self->at = crm_condition_skip_spaces (start + length);
  operator= length> 0 ? crm_condition_find_operator (self->at) : NULL;
  if (operator== NULL) {
    refuse (self, error);
    return NULL;
  }
  self->at += strlen (operator->sign);
  if (!operator->bare)
    crm_condition_read_values (self, operator, raws);
  test = build_test (self, entity, path, operator->op, raws, error);
  if (test == NULL)
    shorten (self, entity, path, error);
  return test != NULL ? test : forgive (self, start, error);
}

static CrmCondition *
parse_term (CrmConditionParser *self, const CrmEntity *entity, GError **error)
{
  self->at = crm_condition_skip_spaces (self->at);
  if (*self->at == '(')
    return parse_parentheses (self, entity, error);
  return crm_condition_is_link (self->at) ? parse_link (self, entity, error)
                                          : parse_test (self, entity, error);
}

/* Terms between @word; one alone is no group. */
static CrmCondition *
parse_group (CrmConditionParser *self, const CrmEntity *entity, CrmConditionKind kind,
             const char *word,
             CrmCondition *(*parse) (CrmConditionParser *, const CrmEntity *, GError **),
             GError **error)
{
  g_autoptr (GPtrArray) children =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_condition_unref);

  for (;;) {
    CrmCondition *child = parse (self, entity, error);
    if (child == NULL)
      return NULL;
    g_ptr_array_add (children, child);
    self->at = crm_condition_skip_spaces (self->at);
    if (!crm_condition_is_word (self->at, word))
      break;
    self->at += strlen (word);
  }
  if (children->len == 1)
    return crm_condition_ref (children->pdata[0]);
  return crm_condition_new_group (kind, g_steal_pointer (&children));
}

static CrmCondition *
parse_and (CrmConditionParser *self, const CrmEntity *entity, GError **error)
{
  return parse_group (self, entity, CRM_CONDITION_ALL, "and", parse_term, error);
}

static CrmCondition *
parse_or (CrmConditionParser *self, const CrmEntity *entity, GError **error)
{
  return parse_group (self, entity, CRM_CONDITION_ANY, "or", parse_and, error);
}

/**
 * crm_condition_parse:
 * @entity: of whose records it is asked
 * @text: as above
 * @database: (nullable): to find references by name; any connection of this thread
 * @flags: what becomes of fields, values and records that are not there
 * @error: USAGE when it is no such expression; NOT_FOUND and INVALID of field and value
 *
 * Returns: (transfer full) (nullable): the condition
 */
CrmCondition *
crm_condition_parse (const CrmEntity *entity, const char *text, CrmDatabase *database,
                     CrmParseFlags flags, GError **error)
{
  CrmConditionParser self = { .whole = text, .at = text, .database = database, .flags = flags };
  g_autoptr (GError) problem = NULL;
  g_autoptr (CrmCondition) condition = parse_or (&self, entity, &problem);

  if (condition != NULL && *crm_condition_skip_spaces (self.at) != '\0')
    refuse (&self, &problem);
  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  return g_steal_pointer (&condition);
}
