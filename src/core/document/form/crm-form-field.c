/* A field of a form: a value's path and the filters that write it, "totals.gross|words". */
#include "config.h"

#include "crm-form-field.h"

#include "crm-form-filter.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  CrmFormFilter filter;
  char *argument; /* owned, nullable */
} AppliedFilter;

struct _CrmFormField {
  char *path; /* owned */
  gboolean optional;
  GArray *filters; /* of AppliedFilter */
};

typedef struct {
  char *path; /* owned */
  gboolean negated;
  char *value; /* owned, nullable: what it is compared with */
} Term;

struct _CrmFormCondition {
  GArray *terms; /* of Term; all must hold */
};

/**
 * crm_form_path_check:
 * @path: (nullable): what should be a path
 * @error: %CRM_ERROR_INVALID when it is not
 *
 * A path is made of names joined by dots; a name of letters, digits, "_" and "-".
 *
 * Returns: whether it is one
 */
gboolean
crm_form_path_check (const char *path, GError **error)
{
  if (path != NULL &&
      g_regex_match_simple ("\\A[A-Za-z0-9_-]+(?:[.][A-Za-z0-9_-]+)*\\z", path, 0, 0))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not the name of a field"),
               path != NULL ? path : "");
  return FALSE;
}

static void
clear_filter (gpointer data)
{
  AppliedFilter *applied = data;
  g_free (applied->argument);
}

/**
 * crm_form_field_parse:
 * @text: a path, "?" after it where the field may be empty, and filters after bars
 * @error: %CRM_ERROR_INVALID when the path is none or a filter is not known
 *
 * Returns: (transfer full): the field, or %NULL
 */
CrmFormField *
crm_form_field_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);
  g_autoptr (CrmFormField) field = g_new0 (CrmFormField, 1);
  field->filters = g_array_new (FALSE, TRUE, sizeof (AppliedFilter));
  g_array_set_clear_func (field->filters, clear_filter);
  field->path = g_strstrip (g_strdup (parts[0] != NULL ? parts[0] : ""));
  if (g_str_has_suffix (field->path, "?")) {
    field->path[strlen (field->path) - 1] = '\0';
    field->optional = TRUE;
  }
  if (!crm_form_path_check (field->path, error))
    return NULL;
  for (gsize i = 1; parts[0] != NULL && parts[i] != NULL; i++) {
    AppliedFilter applied = { 0 };
    char *colon = strchr (parts[i], ':');
    if (colon != NULL) {
      *colon = '\0';
      applied.argument = g_strdup (colon + 1);
    }
    g_array_append_val (field->filters, applied);
    AppliedFilter *kept = &g_array_index (field->filters, AppliedFilter, field->filters->len - 1);
    if (!crm_form_filter_find (g_strstrip (parts[i]), kept->argument, &kept->filter, error))
      return NULL;
    field->optional = field->optional || kept->filter == CRM_FORM_FILTER_DEFAULT;
  }
  return g_steal_pointer (&field);
}

void
crm_form_field_free (CrmFormField *field)
{
  if (field == NULL)
    return;
  g_array_unref (field->filters);
  g_free (field->path);
  g_free (field);
}

const char *
crm_form_field_get_path (const CrmFormField *field)
{
  g_return_val_if_fail (field != NULL, NULL);
  return field->path;
}

/**
 * crm_form_field_is_optional:
 * @field: a field
 *
 * Returns: whether nothing is missing where the field is empty
 */
gboolean
crm_form_field_is_optional (const CrmFormField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);
  return field->optional;
}

/**
 * crm_form_field_format:
 * @field: a field
 * @value: (nullable): its value
 * @language: language of the document
 *
 * Writes the value by the field's filters, or by its kind where no filter says how.
 *
 * Returns: (transfer full): text, perhaps empty
 */
char *
crm_form_field_format (const CrmFormField *field, const CrmFormData *value, const char *language)
{
  g_return_val_if_fail (field != NULL, NULL);
  guint first = 0;
  g_autofree char *text = NULL;
  if (field->filters->len > 0) {
    const AppliedFilter *applied = &g_array_index (field->filters, AppliedFilter, 0);
    text = crm_form_filter_write (applied->filter, applied->argument, value, language);
    first = text != NULL ? 1 : 0;
  }
  if (text == NULL)
    text = crm_form_value_format (value, language);
  for (guint i = first; i < field->filters->len; i++) {
    const AppliedFilter *applied = &g_array_index (field->filters, AppliedFilter, i);
    g_autofree char *before = g_steal_pointer (&text);
    text = crm_form_filter_change (applied->filter, applied->argument, before, language);
  }
  return g_steal_pointer (&text);
}

static void
clear_term (gpointer data)
{
  Term *term = data;
  g_free (term->path);
  g_free (term->value);
}

/**
 * crm_form_condition_parse:
 * @text: terms parted by spaces, all of which must hold: "path" (set and not empty), "!path",
 *   "path=text", "path!=text"
 * @error: %CRM_ERROR_INVALID when a term has no path
 *
 * Returns: (transfer full): the condition, or %NULL
 */
CrmFormCondition *
crm_form_condition_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (CrmFormCondition) condition = g_new0 (CrmFormCondition, 1);
  condition->terms = g_array_new (FALSE, TRUE, sizeof (Term));
  g_array_set_clear_func (condition->terms, clear_term);
  for (gsize i = 0; words[i] != NULL; i++) {
    const char *word = words[i];
    if (word[0] == '\0')
      continue;
    Term term = { 0 };
    const char *equals = strchr (word, '=');
    gsize length = equals != NULL ? (gsize) (equals - word) : strlen (word);
    if (equals != NULL && length > 0 && word[length - 1] == '!') {
      term.negated = TRUE;
      length--;
    } else if (equals == NULL && word[0] == '!') {
      term.negated = TRUE;
      word++;
      length--;
    }
    term.path = g_strndup (word, length);
    term.value = equals != NULL ? g_strdup (equals + 1) : NULL;
    g_array_append_val (condition->terms, term);
    if (!crm_form_path_check (term.path, error))
      return NULL;
  }
  if (condition->terms->len == 0 && !crm_form_path_check (NULL, error))
    return NULL;
  return g_steal_pointer (&condition);
}

void
crm_form_condition_free (CrmFormCondition *condition)
{
  if (condition == NULL)
    return;
  g_array_unref (condition->terms);
  g_free (condition);
}

/* The path of the first term, which a section over a list repeats by. */
const char *
crm_form_condition_get_path (const CrmFormCondition *condition)
{
  g_return_val_if_fail (condition != NULL, NULL);
  return g_array_index (condition->terms, Term, 0).path;
}

/**
 * crm_form_condition_holds:
 * @condition: a condition
 * @scope: where its paths are looked up
 *
 * Returns: whether all its terms hold
 */
gboolean
crm_form_condition_holds (const CrmFormCondition *condition, const CrmFormData *scope)
{
  g_return_val_if_fail (condition != NULL && scope != NULL, FALSE);
  for (guint i = 0; i < condition->terms->len; i++) {
    const Term *term = &g_array_index (condition->terms, Term, i);
    const CrmFormData *value = crm_form_data_lookup (scope, term->path);
    gboolean holds = !crm_form_data_is_empty (value);
    if (term->value != NULL) {
      g_autofree char *text = crm_form_value_format (value, "machine");
      holds = g_str_equal (text, term->value);
    }
    if (holds == term->negated)
      return FALSE;
  }
  return TRUE;
}
