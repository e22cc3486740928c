/* The words of a condition that is written: its signs, its values, and where each of them ends. */
#include "config.h"

#include <string.h>

#include "crm-condition-parse-private.h"

static const CrmConditionOperator operators[] = {
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

const char *
crm_condition_skip_spaces (const char *text)
{
  return text + strspn (text, " \t\n");
}

gboolean
crm_condition_is_word (const char *text, const char *word)
{
  gsize n = strlen (word);
  return g_ascii_strncasecmp (text, word, n) == 0 &&
         (text[n] == '\0' || strchr (" \t\n(", text[n]) != NULL);
}

const CrmConditionOperator *
crm_condition_find_operator (const char *text)
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
gboolean
crm_condition_is_link (const char *text)
{
  const char *name;
  gsize length;
  g_autofree char *path = NULL;
  const char *last;

  if (!crm_condition_is_word (text, "has") && !crm_condition_is_word (text, "no"))
    return FALSE;
  name = crm_condition_skip_spaces (text + (text[0] == 'h' || text[0] == 'H' ? 3 : 2));
  length = strspn (name, CRM_PATH_SIGNS);
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
  const CrmConditionOperator *operator;

  text = crm_condition_skip_spaces (text);
  if (*text == '(' || crm_condition_is_link (text))
    return TRUE;
  length = strspn (text, CRM_PATH_SIGNS);
  operator= length> 0 ? crm_condition_find_operator (crm_condition_skip_spaces (text + length))
                      : NULL;
  return operator!= NULL;
}

/* Reads "in quotes" where what follows it ends a value; NULL otherwise. */
static char *
read_quoted (CrmConditionParser *self, gboolean list)
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
  at = crm_condition_skip_spaces (at + 1);
  if (*at != '\0' && !(*at == ')' && self->depth > 0) && !(*at == ',' && list) &&
      !((crm_condition_is_word (at, "and") && is_term (at + 3)) ||
        (crm_condition_is_word (at, "or") && is_term (at + 2))))
    return NULL;
  self->at = at;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
read_bare (CrmConditionParser *self, gboolean list)
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
             ((crm_condition_is_word (at, "and") && is_term (at + 3)) ||
              (crm_condition_is_word (at, "or") && is_term (at + 2))))
      break;
  }
  self->at = at;
  return g_strstrip (g_strndup (start, (gsize) (at - start)));
}

/* #17 "Orion": the name behind the number of a record is for the reader. */
static char *
read_number_with_name (CrmConditionParser *self, gboolean list)
{
  const char *at = self->at;
  gsize n = at[0] == '#' ? strspn (at + 1, "0123456789") : 0;
  const char *name = n > 0 ? crm_condition_skip_spaces (at + 1 + n) : NULL;
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

void
crm_condition_read_values (CrmConditionParser *self, const CrmConditionOperator *operator,
                           GArray * raws)
{
  for (;;) {
    CrmConditionRaw raw = { 0 };
    self->at = crm_condition_skip_spaces (self->at);
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
