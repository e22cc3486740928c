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

#include "crm-condition-private.h"
#include "crm-date.h"
#include "crm-error.h"

#define PATH_SIGNS "abcdefghijklmnopqrstuvwxyz0123456789_.:"
#define MOST_DEPTH 32

typedef struct {
  const char *whole; /* for messages */
  const char *at;
  int depth;
  CrmDatabase *database;
  CrmParseFlags flags;
} Parser;

/* One value as written. */
typedef struct {
  char *text; /* owned */
  gboolean quoted;
} Raw;

typedef struct {
  const char *sign;
  CrmOp op;
  gboolean word;
  gboolean list;
  gboolean bare; /* no value follows */
} Operator;

static const Operator operators[] = {
  { "not-empty", CRM_OP_NOT_EMPTY, .word = TRUE, .bare = TRUE },
  { "empty", CRM_OP_EMPTY, .word = TRUE, .bare = TRUE },
  { "not-in", CRM_OP_NOT_IN, .word = TRUE, .list = TRUE },
  { "in", CRM_OP_IN, .word = TRUE, .list = TRUE },
  { "all", CRM_OP_ALL, .word = TRUE, .list = TRUE },
  { "begins", CRM_OP_BEGINS, .word = TRUE },
  { "!=", CRM_OP_NOT_EQUAL },
  { "!~", CRM_OP_NOT_CONTAINS },
  { "<=", CRM_OP_LESS_EQUAL },
  { ">=", CRM_OP_GREATER_EQUAL },
  { "=", CRM_OP_EQUAL },
  { "<", CRM_OP_LESS },
  { ">", CRM_OP_GREATER },
  { "~", CRM_OP_CONTAINS },
};

static CrmCondition *parse_or (Parser *self, const CrmEntity *entity, GError **error);

static void
clear_raw (gpointer data)
{
  g_free (((Raw *) data)->text);
}

static const char *
skip_spaces (const char *text)
{
  return text + strspn (text, " \t\n");
}

static gboolean
refuse (Parser *self, GError **error)
{
  g_set_error (
      error, CRM_ERROR, CRM_ERROR_USAGE,
      _ ("“%s” is not a filter: FIELD OP VALUE, where OP is = != < <= > >= ~ in empty not-empty"),
      self->whole);
  return FALSE;
}

static gboolean
is_word (const char *text, const char *word)
{
  gsize n = strlen (word);
  return g_ascii_strncasecmp (text, word, n) == 0 &&
         (text[n] == '\0' || strchr (" \t\n(", text[n]) != NULL);
}

static const Operator *
find_operator (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++) {
    gsize n = strlen (operators[i].sign);
    if (strncmp (text, operators[i].sign, n) == 0 &&
        (!operators[i].word || text[n] == '\0' || strchr (" \t\n),", text[n]) != NULL))
      return &operators[i];
  }
  return NULL;
}

/* "has deal:company", "no deal": the word alone may be part of a value. */
static gboolean
is_link (const char *text)
{
  const char *name;
  gsize length;
  g_autofree char *path = NULL;
  const char *last;

  if (!is_word (text, "has") && !is_word (text, "no"))
    return FALSE;
  name = skip_spaces (text + (text[0] == 'h' || text[0] == 'H' ? 3 : 2));
  length = strspn (name, PATH_SIGNS);
  path = g_strndup (name, length);
  if (strchr (path, ':') != NULL)
    return TRUE;
  last = strrchr (path, '.');
  return crm_entity_find (last != NULL ? last + 1 : path) != NULL;
}

/* Whether another term begins here, so that the word before it is not part of a value. */
static gboolean
is_term (const char *text)
{
  gsize length;
  const Operator *operator;

  text = skip_spaces (text);
  if (*text == '(' || is_link (text))
    return TRUE;
  length = strspn (text, PATH_SIGNS);
  operator= length> 0 ? find_operator (skip_spaces (text + length)) : NULL;
  return operator!= NULL;
}

/* --- Values */

/* Reads "in quotes" where what follows it ends a value; NULL otherwise. */
static char *
read_quoted (Parser *self, gboolean list)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *at = self->at + 1;

  for (; *at != '\0' && *at != '"'; at++) {
    if (*at == '\\' && at[1] != '\0') {
      at++;
      g_string_append_c (text, *at == 'n' ? '\n' : *at);
    } else
      g_string_append_c (text, *at);
  }
  if (*at != '"')
    return NULL;
  at = skip_spaces (at + 1);
  if (*at != '\0' && !(*at == ')' && self->depth > 0) && !(*at == ',' && list) &&
      !((is_word (at, "and") && is_term (at + 3)) || (is_word (at, "or") && is_term (at + 2))))
    return NULL;
  self->at = at;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
read_bare (Parser *self, gboolean list)
{
  const char *start = self->at;
  const char *at = start;
  int open = 0;

  for (; *at != '\0'; at++) {
    if (*at == '(')
      open++;
    else if (*at == ')' && open > 0)
      open--;
    else if (*at == ')' && self->depth > 0)
      break;
    else if (*at == ',' && list)
      break;
    else if (at > start && strchr (" \t\n", at[-1]) != NULL &&
             ((is_word (at, "and") && is_term (at + 3)) ||
              (is_word (at, "or") && is_term (at + 2))))
      break;
  }
  self->at = at;
  return g_strstrip (g_strndup (start, (gsize) (at - start)));
}

/* #17 "Orion": the name behind the number of a record is for the reader. */
static char *
read_number_with_name (Parser *self, gboolean list)
{
  const char *at = self->at;
  gsize n = at[0] == '#' ? strspn (at + 1, "0123456789") : 0;
  const char *name = n > 0 ? skip_spaces (at + 1 + n) : NULL;
  g_autofree char *ignored = NULL;

  if (name == NULL || *name != '"')
    return NULL;
  self->at = name;
  ignored = read_quoted (self, list);
  if (ignored != NULL)
    return g_strndup (at, 1 + n);
  self->at = at;
  return NULL;
}

static void
read_values (Parser *self, const Operator *operator, GArray * raws)
{
  for (;;) {
    Raw raw = { 0 };
    self->at = skip_spaces (self->at);
    if (*self->at == '"')
      raw.text = read_quoted (self, operator->list);
    raw.quoted = raw.text != NULL;
    if (raw.text == NULL)
      raw.text = read_number_with_name (self, operator->list);
    if (raw.text == NULL)
      raw.text = read_bare (self, operator->list);
    g_array_append_val (raws, raw);
    if (!operator->list || * self->at != ',')
      return;
    self->at++;
  }
}

static gboolean
record_exists (CrmDatabase *database, const CrmEntity *entity, gint64 id)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM \"%s\" WHERE id = %" G_GINT64_FORMAT, entity->name, id);
  gint64 found;
  return crm_database_query_integer (database, sql, 0, &found, NULL) && found == id;
}

static gboolean
parse_reference (const CrmField *field, const char *text, gboolean quoted, CrmDatabase *database,
                 CrmValue *value, GError **error)
{
  const CrmEntity *target = crm_field_get_target (field);
  gint64 id;

  if (!quoted && text[0] == '#' &&
      g_ascii_string_to_signed (text + 1, 10, 1, G_MAXINT64, &id, NULL)) {
    if (database != NULL && !record_exists (database, target, id)) {
      /* Translators: of a filter; the first is a field, the second a number such as #17 */
      g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                   _ ("%s: the record %s does not exist any more"), crm_field_get_label (field),
                   text);
      return FALSE;
    }
    crm_value_set_integer (value, id);
    return TRUE;
  }
  if (database == NULL)
    return crm_field_parse (field, text, value, error);
  if (!crm_reference_find (database, field, text, &id, error))
    return FALSE;
  crm_value_set_integer (value, id);
  return TRUE;
}

/* FALSE where it is none. */
static gboolean
parse_relative (const CrmField *field, const char *text, CrmOperand *operand)
{
  gboolean day = field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_MOMENT;
  gint64 date;

  if (crm_field_can_be_me (field) && g_ascii_strcasecmp (text, "me") == 0)
    operand->kind = CRM_OPERAND_ME;
  else if (day && g_ascii_strcasecmp (text, "now") == 0)
    operand->kind = CRM_OPERAND_NOW;
  else if (day && crm_span_parse (text, &operand->span))
    operand->kind = CRM_OPERAND_SPAN;
  else if (field->kind == CRM_KIND_MOMENT && strchr (text, ':') == NULL &&
           crm_date_parse (text, &date, NULL)) {
    operand->kind = CRM_OPERAND_DAY;
    crm_value_set_integer (&operand->value, date);
  } else
    return FALSE;
  return TRUE;
}

static gboolean
has_range (const CrmField *field)
{
  return crm_kind_is_number (field->kind) || field->kind == CRM_KIND_DATE ||
         field->kind == CRM_KIND_MOMENT || field->kind == CRM_KIND_DURATION;
}

gboolean
crm_operand_parse (const CrmField *field, const char *text, gboolean quoted, CrmOp *op,
                   CrmDatabase *database, GArray *operands, GError **error)
{
  CrmOperand operand = { 0 };
  const char *dots =
      quoted || *op != CRM_OP_EQUAL || !has_range (field) ? NULL : strstr (text, "..");

  if (dots != NULL) {
    g_autofree char *first = g_strstrip (g_strndup (text, (gsize) (dots - text)));
    g_autofree char *last = g_strstrip (g_strdup (dots + 2));
    *op = CRM_OP_BETWEEN;
    return crm_operand_parse (field, first, FALSE, op, database, operands, error) &&
           crm_operand_parse (field, last, FALSE, op, database, operands, error);
  }
  if (operands->len >= CRM_MOST_OPERANDS) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s: there are more than %d values"),
                 field->name, CRM_MOST_OPERANDS);
    return FALSE;
  }
  if (*op == CRM_OP_CONTAINS || *op == CRM_OP_NOT_CONTAINS || *op == CRM_OP_BEGINS)
    crm_value_set_text (&operand.value, text);
  else if (quoted || !parse_relative (field, text, &operand)) {
    gboolean reference = field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE;
    if (!(reference ? parse_reference (field, text, quoted, database, &operand.value, error)
                    : crm_field_parse (field, text, &operand.value, error)))
      return FALSE;
  }
  if (operand.value.type == CRM_VALUE_EMPTY && operand.kind == CRM_OPERAND_VALUE &&
      *op != CRM_OP_CONTAINS) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("%s: there is nothing to compare with; use “empty”"), field->name);
    return FALSE;
  }
  g_array_append_val (operands, operand);
  return TRUE;
}

/* --- Tests and links */

/* Where several values are named and some are gone, the others are asked for. */
static gboolean
add_operands (Parser *self, CrmCondition *test, GArray *raws, GError **error)
{
  const CrmField *field = crm_condition_get_field (test);
  g_autoptr (GError) last = NULL;

  for (guint i = 0; i < raws->len; i++) {
    Raw *raw = &g_array_index (raws, Raw, i);
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
build_test (Parser *self, const CrmEntity *entity, const char *path, CrmOp op, GArray *raws,
            GError **error)
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
forgive (Parser *self, const char *start, GError **error)
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
tell_gone (Parser *self, const char *path, GError **error)
{
  if (self->flags != CRM_PARSE_LENIENT)
    return;
  g_clear_error (error);
  /* Translators: of a filter or an order that was kept; %s is a name such as company.city */
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no field “%s” any more"), path);
}

static void
shorten (Parser *self, const CrmEntity *entity, const char *path, GError **error)
{
  g_autoptr (GArray) none = g_array_new (FALSE, TRUE, sizeof (Raw));
  g_autoptr (CrmCondition) there = build_test (self, entity, path, CRM_OP_EMPTY, none, NULL);

  if (there == NULL)
    tell_gone (self, path, error);
}

/* To behind the ")" that closes what is open, quotes looked over. */
static gboolean
skip_parentheses (Parser *self)
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
parse_parentheses (Parser *self, const CrmEntity *entity, GError **error)
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
  self->at = skip_spaces (self->at);
  if (*self->at != ')') {
    refuse (self, error);
    return NULL;
  }
  self->at++;
  return g_steal_pointer (&condition);
}

static CrmCondition *
parse_link (Parser *self, const CrmEntity *entity, GError **error)
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

  self->at = skip_spaces (start + (negated ? 2 : 3));
  length = strspn (self->at, PATH_SIGNS);
  path = g_strndup (self->at, length);
  self->at += length;
  link = build_link (entity, path, negated, TRUE, &source, &rest, &problem);
  open = skip_spaces (self->at);
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
parse_test (Parser *self, const CrmEntity *entity, GError **error)
{
  const char *start = self->at;
  gsize length = strspn (start, PATH_SIGNS);
  g_autofree char *path = g_strndup (start, length);
  g_autoptr (GArray) raws = g_array_new (FALSE, TRUE, sizeof (Raw));
  const Operator *operator;
  CrmCondition *test;

  g_array_set_clear_func (raws, clear_raw);
  self->at = skip_spaces (start + length);
  operator= length> 0 ? find_operator (self->at) : NULL;
  if (operator== NULL) {
    refuse (self, error);
    return NULL;
  }
  self->at += strlen (operator->sign);
  if (!operator->bare)
    read_values (self, operator, raws);
  test = build_test (self, entity, path, operator->op, raws, error);
  if (test == NULL)
    shorten (self, entity, path, error);
  return test != NULL ? test : forgive (self, start, error);
}

static CrmCondition *
parse_term (Parser *self, const CrmEntity *entity, GError **error)
{
  self->at = skip_spaces (self->at);
  if (*self->at == '(')
    return parse_parentheses (self, entity, error);
  return is_link (self->at) ? parse_link (self, entity, error) : parse_test (self, entity, error);
}

/* Terms between @word; one alone is no group. */
static CrmCondition *
parse_group (Parser *self, const CrmEntity *entity, CrmConditionKind kind, const char *word,
             CrmCondition *(*parse) (Parser *, const CrmEntity *, GError **), GError **error)
{
  g_autoptr (GPtrArray) children =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_condition_unref);

  for (;;) {
    CrmCondition *child = parse (self, entity, error);
    if (child == NULL)
      return NULL;
    g_ptr_array_add (children, child);
    self->at = skip_spaces (self->at);
    if (!is_word (self->at, word))
      break;
    self->at += strlen (word);
  }
  if (children->len == 1)
    return crm_condition_ref (children->pdata[0]);
  return crm_condition_new_group (kind, g_steal_pointer (&children));
}

static CrmCondition *
parse_and (Parser *self, const CrmEntity *entity, GError **error)
{
  return parse_group (self, entity, CRM_CONDITION_ALL, "and", parse_term, error);
}

static CrmCondition *
parse_or (Parser *self, const CrmEntity *entity, GError **error)
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
  Parser self = { .whole = text, .at = text, .database = database, .flags = flags };
  g_autoptr (GError) problem = NULL;
  g_autoptr (CrmCondition) condition = parse_or (&self, entity, &problem);

  if (condition != NULL && *skip_spaces (self.at) != '\0')
    refuse (&self, &problem);
  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  return g_steal_pointer (&condition);
}
