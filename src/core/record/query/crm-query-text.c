/* Questions as text, for saved views and scripts:
 *
 *   list company
 *   where type = client and city = "Kyiv"
 *   where no deal:company (closed = this quarter)
 *   search "veg"
 *   sort -created, name
 *   only 4, 8, 15
 *
 * All "where" hold. Lines of other words are passed over, so that what keeps such texts may add its
 * own. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"
#include "crm-query-private.h"

static void
append_sorts (CrmQuery *self, GString *text)
{
  for (guint i = 0; i < self->n_sorts; i++) {
    gboolean descending;
    g_autofree char *path = crm_query_dup_sort (self, i, &descending);
    g_string_append_printf (text, "%s%s%s", i == 0 ? "sort " : ", ", descending ? "-" : "", path);
  }
  if (self->n_sorts > 0)
    g_string_append_c (text, '\n');
}

/**
 * crm_query_to_text:
 * @self: a query
 * @database: (nullable): gives names beside the numbers of records; any connection of this thread
 *
 * Returns: (transfer full): what crm_query_from_text() reads back to the same
 */
char *
crm_query_to_text (CrmQuery *self, CrmDatabase *database)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "list %s\n", self->entity->name);
  for (guint i = 0; i < self->conditions->len; i++) {
    g_autofree char *condition = crm_condition_to_text (self->conditions->pdata[i], database);
    g_string_append_printf (text, "where %s\n", condition);
  }
  if (self->search != NULL) {
    g_string_append (text, "search ");
    crm_condition_append_quoted (text, self->search);
    g_string_append_c (text, '\n');
  }
  append_sorts (self, text);
  if (self->only != NULL)
    g_string_append_printf (text, "only %.*s\n", (int) strlen (self->only) - 2, self->only + 1);
  return g_string_free (text, FALSE);
}

static CrmQuery *
read_where (CrmQuery *self, const char *text, CrmDatabase *database, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmCondition) condition =
      crm_condition_parse (self->entity, text, database, CRM_PARSE_LENIENT, &error);

  if (condition == NULL)
    condition = crm_condition_new_unreadable (text, error->message);
  crm_condition_collect_problems (condition, problems);
  return crm_query_where (self, condition);
}

static CrmQuery *
read_search (CrmQuery *self, const char *text)
{
  g_autofree char *quoted = g_strdup (text);
  gsize n = strlen (quoted);
  g_autofree char *plain = NULL;

  if (n >= 2 && quoted[0] == '"' && quoted[n - 1] == '"') {
    quoted[n - 1] = '\0';
    plain = g_strcompress (quoted + 1);
  } else
    plain = g_strdup (quoted);
  return crm_query_search (self, g_utf8_validate (plain, -1, NULL) ? plain : NULL);
}

/* A field that is gone gives no order; the others do. */
static CrmQuery *
read_sorts (CrmQuery *self, const char *text, GPtrArray *problems)
{
  g_auto (GStrv) paths = g_strsplit (text, ",", -1);
  g_autoptr (CrmQuery) sorted = crm_query_ref (self);

  for (char **path = paths; *path != NULL; path++) {
    const char *name = g_strstrip (*path);
    CrmQuery *next = crm_query_sort_then (sorted, name + (name[0] == '-'), name[0] == '-', NULL);
    if (next == NULL) {
      g_autofree char *sentence =
          g_strdup_printf (_ ("There is no field “%s” any more"), name + (name[0] == '-'));
      if (problems != NULL)
        g_ptr_array_add (problems, g_steal_pointer (&sentence));
      continue;
    }
    crm_query_unref (sorted);
    sorted = next;
  }
  return g_steal_pointer (&sorted);
}

static CrmQuery *
read_only (CrmQuery *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (char **part = parts; *part != NULL; part++) {
    gint64 id;
    if (g_ascii_string_to_signed (g_strstrip (*part), 10, 1, G_MAXINT64, &id, NULL))
      g_array_append_val (ids, id);
  }
  return crm_query_only (self, (const gint64 *) ids->data, ids->len);
}

static const char *
after_word (const char *line, const char *word)
{
  gsize n = strlen (word);
  if (strncmp (line, word, n) != 0 || (line[n] != ' ' && line[n] != '\0'))
    return NULL;
  return line + n + strspn (line + n, " ");
}

static CrmQuery *
read_line (CrmQuery *self, const char *line, CrmDatabase *database, GPtrArray *problems)
{
  const char *rest;

  if ((rest = after_word (line, "where")) != NULL)
    return read_where (self, rest, database, problems);
  if ((rest = after_word (line, "search")) != NULL)
    return read_search (self, rest);
  if ((rest = after_word (line, "sort")) != NULL)
    return read_sorts (self, rest, problems);
  if ((rest = after_word (line, "only")) != NULL)
    return read_only (self, rest);
  return crm_query_ref (self);
}

/**
 * crm_query_from_text:
 * @text: as crm_query_to_text() writes it
 * @database: (nullable): to see whether records are still there; any connection of this thread
 * @problems: (nullable) (element-type utf8): a sentence for each thing that is not there any more;
 *   it stays in the query and asks for nothing
 * @error: NOT_FOUND, INVALID where it does not even say what is listed
 *
 * Returns: (transfer full) (nullable): the query, without its present: see crm_query_at()
 */
CrmQuery *
crm_query_from_text (const char *text, CrmDatabase *database, GPtrArray *problems, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (CrmQuery) query = NULL;

  for (char **line = lines; *line != NULL; line++) {
    const char *bare = g_strstrip (*line);
    g_autoptr (CrmQuery) before = g_steal_pointer (&query);
    const char *entity = before == NULL ? after_word (bare, "list") : NULL;
    if (before != NULL)
      query = read_line (before, bare, database, problems);
    else if (entity != NULL) {
      const CrmEntity *found = crm_entity_require (entity, error);
      if (found == NULL)
        return NULL;
      query = crm_query_new (found);
    } else if (bare[0] != '\0')
      break;
  }
  if (query == NULL)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The question does not begin with what is listed"));
  return g_steal_pointer (&query);
}
