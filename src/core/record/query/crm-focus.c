/* The working filter, and how a person has arranged the window. */
#include "config.h"

#include "crm-focus.h"

#include <string.h>

#include "crm-setting.h"

static const char *const names[] = { "all", "area", "team" };

static char *
make_name (const char *what, gint64 person)
{
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, what, person);
}

/* Numbers as filters write them, "#1,#2"; empty where there are none. @sql: takes the person. */
static char *
read_numbers (CrmDatabase *database, const char *sql, gint64 person, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, person);
  while (TRUE) {
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      return g_string_free (g_steal_pointer (&text), FALSE);
    g_string_append_printf (text, "%s#%" G_GINT64_FORMAT, text->len > 0 ? "," : "",
                            crm_statement_get_integer (statement, 0));
  }
}

static char *
read_segments (CrmDatabase *database, gint64 person, GError **error)
{
  return read_numbers (database,
                       "SELECT DISTINCT segment FROM person_segment WHERE person = ?1 ORDER BY 1",
                       person, error);
}

static char *
read_groups (CrmDatabase *database, gint64 person, GError **error)
{
  return read_numbers (database,
                       "SELECT DISTINCT \"group\" FROM person_group WHERE person = ?1 ORDER BY 1",
                       person, error);
}

/* The person and everybody below: UNION ends where a ring would go on. */
static char *
read_team (CrmDatabase *database, gint64 person, GError **error)
{
  return read_numbers (database,
                       "WITH RECURSIVE team (id) AS (\n"
                       "  SELECT ?1\n"
                       "  UNION\n"
                       "  SELECT person.id FROM person JOIN team ON person.supervisor = team.id)\n"
                       "SELECT id FROM team ORDER BY 1",
                       person, error);
}

/* Who answers for everything sees everything until they say otherwise. */
static gboolean
sees_all_at_first (CrmDatabase *database, gint64 person)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("person"), person, NULL);
  const char *role = record != NULL ? crm_record_get_text (record, "role") : NULL;

  return record == NULL || g_strcmp0 (role, "head") == 0 || g_strcmp0 (role, "administrator") == 0;
}

/**
 * crm_focus_is_possible:
 * @database: any connection of this thread
 * @person: who asks; 0 if nobody
 * @focus: what they would look at
 *
 * Returns: whether it says anything: there are segments or product groups, somebody is led
 */
gboolean
crm_focus_is_possible (CrmDatabase *database, gint64 person, CrmFocus focus)
{
  g_autofree char *segments = NULL;
  g_autofree char *groups = NULL;
  g_autofree char *team = NULL;

  switch (focus) {
  case CRM_FOCUS_ALL:
    return TRUE;
  case CRM_FOCUS_AREA:
    segments = read_segments (database, person, NULL);
    groups = read_groups (database, person, NULL);
    return (segments != NULL && *segments != '\0') || (groups != NULL && *groups != '\0');
  case CRM_FOCUS_TEAM:
    team = read_team (database, person, NULL);
    return person != 0 && team != NULL && strchr (team, ',') != NULL;
  }
  return FALSE;
}

/**
 * crm_focus_read:
 * @database: any connection of this thread
 * @person: who asks; 0 if nobody
 *
 * Returns: what they chose last; before that, a head of sales and an administrator see all, others
 *   their area where they have one. What has become impossible since is all.
 */
CrmFocus
crm_focus_read (CrmDatabase *database, gint64 person)
{
  g_autofree char *name = make_name ("focus", person);
  g_autofree char *text = NULL;
  CrmFocus focus;

  if (person == 0)
    return CRM_FOCUS_ALL;
  text = crm_setting_dup (database, name, NULL);
  focus = text == NULL && !sees_all_at_first (database, person) ? CRM_FOCUS_AREA : CRM_FOCUS_ALL;
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (names); i++)
    if (strcmp (text, names[i]) == 0)
      focus = (CrmFocus) i;
  return crm_focus_is_possible (database, person, focus) ? focus : CRM_FOCUS_ALL;
}

/**
 * crm_focus_write:
 * @database: the writer's, in a transaction
 * @person: whose
 * @focus: what they look at from now on
 * @error: all of the store's
 *
 * Returns: whether it was noted
 */
gboolean
crm_focus_write (CrmDatabase *database, gint64 person, CrmFocus focus, GError **error)
{
  g_autofree char *name = make_name ("focus", person);

  return crm_setting_write (database, name, names[focus], error);
}

/* "way in #1,#2", with what is the person's own beside it. */
static void
append_test (GString *text, const CrmEntity *entity, const char *way, const char *numbers,
             const char *also, gint64 person)
{
  if (way == NULL || numbers == NULL || *numbers == '\0')
    return;
  g_string_append_printf (text, "%s(%s in %s", text->len > 0 ? " and " : "", way, numbers);
  if (also != NULL)
    g_string_append_printf (text, " or %s empty", also);
  if (crm_entity_field (entity, "responsible") != NULL)
    g_string_append_printf (text, " or responsible = #%" G_GINT64_FORMAT, person);
  g_string_append_c (text, ')');
}

/**
 * crm_focus_narrow:
 * @focus: what is looked at
 * @query: what would be listed
 * @person: who asks
 * @database: any connection of this thread
 * @error: all of the store's
 *
 * Narrows to what the descriptions say belongs to the segments and product groups of the person, or
 * to what those they lead are responsible for. What says nothing of either stays as it is, and what
 * is one's own always stays in sight. A deal without a product belongs to every product group.
 *
 * Returns: (transfer full): the query, narrowed
 */
CrmQuery *
crm_focus_narrow (CrmFocus focus, CrmQuery *query, gint64 person, CrmDatabase *database,
                  GError **error)
{
  const CrmEntity *entity = crm_query_get_entity (query);
  g_autoptr (GString) text = g_string_new (NULL);

  if (focus == CRM_FOCUS_AREA) {
    g_autofree char *segments = read_segments (database, person, error);
    g_autofree char *groups = segments != NULL ? read_groups (database, person, error) : NULL;
    const char *dot = entity->group_path != NULL ? strchr (entity->group_path, '.') : NULL;
    g_autofree char *through =
        dot != NULL ? g_strndup (entity->group_path, (gsize) (dot - entity->group_path)) : NULL;
    if (groups == NULL)
      return NULL;
    append_test (text, entity, entity->segment_path, segments, NULL, person);
    append_test (text, entity, entity->group_path, groups, through, person);
  } else if (focus == CRM_FOCUS_TEAM && crm_entity_field (entity, "responsible") != NULL) {
    g_autofree char *team = read_team (database, person, error);
    if (team == NULL)
      return NULL;
    g_string_append_printf (text, "responsible in %s", team);
  }
  return text->len > 0 ? crm_query_filter_expression (query, text->str, NULL, error)
                       : crm_query_ref (query);
}

/**
 * crm_focus_query_led:
 * @database: any connection of this thread
 * @person: who leads
 * @error: all of the store's
 *
 * Returns: (transfer full): those whose supervisor is @person or anybody below
 */
CrmQuery *
crm_focus_query_led (CrmDatabase *database, gint64 person, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("person"));
  g_autofree char *team = read_team (database, person, error);
  g_autofree char *text = team != NULL ? g_strdup_printf ("supervisor in %s", team) : NULL;

  return text != NULL ? crm_query_filter_expression (all, text, NULL, error) : NULL;
}

/**
 * crm_arrangement_read:
 * @database: any connection of this thread
 * @person: whose
 * @what: what is arranged
 *
 * Returns: (transfer full) (nullable): the names in order, "-" before one that is hidden
 */
char **
crm_arrangement_read (CrmDatabase *database, gint64 person, const char *what)
{
  g_autofree char *name = make_name (what, person);
  g_autofree char *text = crm_setting_dup (database, name, NULL);

  return text != NULL ? g_strsplit (text, ",", -1) : NULL;
}

/**
 * crm_arrangement_write:
 * @database: the writer's, in a transaction
 * @person: whose
 * @what: what is arranged
 * @names_in_order: (nullable): as crm_arrangement_read() gives them; %NULL: as it comes
 * @error: all of the store's
 *
 * Returns: whether it was noted
 */
gboolean
crm_arrangement_write (CrmDatabase *database, gint64 person, const char *what,
                       const char *const *names_in_order, GError **error)
{
  g_autofree char *name = make_name (what, person);
  g_autofree char *text =
      names_in_order != NULL ? g_strjoinv (",", (char **) names_in_order) : NULL;

  return crm_setting_write (database, name, text, error);
}
