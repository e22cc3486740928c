/* Activities by the time that they take, found by indexes. */
#include "config.h"

#include "crm-activity-rows.h"

#include "crm-change-private.h"

#define DAY G_GINT64_CONSTANT (86400)
/* What is longer is found by an index of its own: activity_long of data/schema. */
#define USUAL_LENGTH (2 * DAY)

#define COLUMNS                                                                                    \
  "SELECT a.id, a.title, a.kind, a.state, a.priority, a.place, c.name, a.responsible,"             \
  " a.\"start\", a.ends, a.due, a.all_day,"                                                        \
  " CASE WHEN a.series IS NOT NULL THEN a.occurrence END, a.repeat"                                \
  " FROM activity a LEFT JOIN company c ON c.id = a.company WHERE "

/* ?1 and ?2: from and until, ?3: as many, ?4: two days before @from; all of them stand in each. */
#define ALL_BOUND " AND ?1 < ?2 AND ?4 < ?2"
#define SORTED "coalesce (a.\"start\", a.due), a.id"
/* Each with the order in which its rows are met: thousands of them are not sorted once more. The
 * plus keeps SQLite from walking over all that has no start. */
static const struct {
  const char *where;
  const char *order;
} walks[] = {
  { "a.\"start\" >= ?4 AND a.\"start\" < ?2 AND a.repeat IS NULL"
    " AND (a.\"start\" >= ?1 OR coalesce (a.ends, a.due) > ?1 OR a.all_day = 1)",
    "a.\"start\", a.id" },
  { "+a.\"start\" IS NULL AND a.due >= ?4 AND a.due < ?2 AND a.repeat IS NULL"
    " AND (a.due >= ?1 OR a.all_day = 1)",
    "a.due, a.id" },
  { "a.ends - a.\"start\" > 172800 AND a.ends > ?1 AND a.\"start\" < ?4 AND a.repeat IS NULL",
    SORTED },
  { "a.repeat IS NOT NULL AND coalesce (a.\"start\", a.due) < ?2", SORTED },
};

static char *
dup_sql (guint walk, guint n_persons)
{
  GString *sql = g_string_new (COLUMNS);
  g_autoptr (GString) list = g_string_new (NULL);

  g_string_append (sql, walks[walk].where);
  g_string_append (sql, ALL_BOUND);
  for (guint i = 0; i < n_persons; i++)
    g_string_append_printf (list, "%s?%u", i > 0 ? ", " : "", 5 + i);
  if (n_persons > 0)
    g_string_append_printf (sql,
                            " AND (a.responsible IN (%s) OR EXISTS (SELECT 1 FROM participant p"
                            " WHERE p.activity = a.id AND p.person IN (%s)))",
                            list->str, list->str);
  g_string_append_printf (sql, " ORDER BY %s LIMIT ?3", walks[walk].order);
  return g_string_free (sql, FALSE);
}

CrmStatement *
crm_activity_rows_prepare (CrmDatabase *database, CrmActivityWalk walk, gint64 from, gint64 until,
                           const gint64 *persons, guint n_persons, guint most, GError **error)
{
  g_autofree char *sql = dup_sql (walk, n_persons);
  CrmStatement *row = crm_database_prepare (database, sql, error);

  if (row == NULL)
    return NULL;
  crm_statement_bind_integer (row, 1, from);
  crm_statement_bind_integer (row, 2, until);
  crm_statement_bind_integer (row, 3, most);
  crm_statement_bind_integer (row, 4, from - USUAL_LENGTH);
  for (guint i = 0; i < n_persons; i++)
    crm_statement_bind_integer (row, 5 + (int) i, persons[i]);
  return row;
}

/* (element-type gint64): the first column of what is left of a bound statement. */
static GArray *
read_moments (CrmStatement *statement, GError **error)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row = FALSE;

  do {
    gint64 moment;
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    moment = has_row ? crm_statement_get_integer (statement, 0) : 0;
    if (has_row)
      g_array_append_val (moments, moment);
  } while (has_row);
  return g_steal_pointer (&moments);
}

GArray *
crm_activity_rows_read_own (CrmDatabase *database, gint64 series, gint64 from, gint64 until,
                            GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database,
                            "SELECT occurrence FROM activity"
                            " WHERE series = ?1 AND occurrence >= ?2 AND occurrence < ?3"
                            " ORDER BY occurrence",
                            error);

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, series);
  crm_statement_bind_integer (statement, 2, from);
  crm_statement_bind_integer (statement, 3, until);
  return read_moments (statement, error);
}

GArray *
crm_activity_rows_read_gone (CrmChange *change, CrmDatabase *database, gint64 series,
                             GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database,
                            "SELECT json_extract (delta, '$.occurrence') FROM operation"
                            " WHERE change = ?1 AND entity = ?2 AND action = ?3"
                            " AND json_extract (delta, '$.series') = ?4"
                            " AND json_extract (delta, '$.occurrence') IS NOT NULL",
                            error);

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, change->id);
  crm_statement_bind_integer (statement, 2, crm_entity_find ("activity")->code);
  crm_statement_bind_integer (statement, 3, CRM_ACTION_DELETE);
  crm_statement_bind_integer (statement, 4, series);
  return read_moments (statement, error);
}
