/* Deals nobody cares for. */
#include "config.h"

#include "crm-alarm.h"

#define DAY G_GINT64_CONSTANT (86400)

/* Twice as long as this client is silent on the average, and a week at least. */
#define LEAST_RHYTHM 7
#define USUAL_RHYTHM 30

typedef struct {
  CrmDatabase *database;
  gint64 today;
  GHashTable *rhythms; /* owned: days by company */
} Judge;

static gboolean
read_rhythm (CrmDatabase *database, gint64 company, gint64 *days, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database,
                            "SELECT count (*), min (done), max (done) FROM activity"
                            " WHERE company = ?1 AND done IS NOT NULL",
                            error);
  gboolean has_row;
  gint64 n;

  *days = USUAL_RHYTHM;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, company);
  if (!crm_statement_step (statement, &has_row, error))
    return FALSE;
  n = has_row ? crm_statement_get_integer (statement, 0) : 0;
  if (n >= 3)
    *days = MAX (
        2 * (crm_statement_get_integer (statement, 2) - crm_statement_get_integer (statement, 1)) /
            (n - 1) / DAY,
        LEAST_RHYTHM);
  return TRUE;
}

/* Read once for all deals of a client. */
static gboolean
find_rhythm (Judge *self, gint64 company, gint64 *days, GError **error)
{
  const gint64 *known = g_hash_table_lookup (self->rhythms, &company);

  if (known != NULL) {
    *days = *known;
    return TRUE;
  }
  if (!read_rhythm (self->database, company, days, error))
    return FALSE;
  g_hash_table_insert (self->rhythms, g_memdup2 (&company, sizeof company),
                       g_memdup2 (days, sizeof *days));
  return TRUE;
}

static gboolean
judge (Judge *self, CrmStatement *row, CrmNeglect *neglect, gboolean *neglected, GError **error)
{
  gboolean has_step = !crm_statement_is_null (row, 2);
  gint64 step = crm_statement_get_integer (row, 2);
  gint64 last = crm_statement_get_integer (row, 3) / DAY;
  gint64 days;

  neglect->deal = crm_statement_get_integer (row, 0);
  neglect->person = crm_statement_get_integer (row, 1);
  *neglected = TRUE;
  if (!has_step) {
    neglect->reason = CRM_NEGLECT_NO_STEP;
    neglect->since = last;
    return TRUE;
  }
  if (step < self->today) {
    neglect->reason = CRM_NEGLECT_PASSED;
    neglect->since = step;
    return TRUE;
  }
  /* Nobody's rhythm is shorter. */
  *neglected = self->today - last > LEAST_RHYTHM;
  if (!*neglected)
    return TRUE;
  if (!find_rhythm (self, crm_statement_get_integer (row, 4), &days, error))
    return FALSE;
  neglect->reason = CRM_NEGLECT_SILENT;
  neglect->since = last + days;
  *neglected = self->today - last > days;
  return TRUE;
}

static int
compare_since (gconstpointer a, gconstpointer b)
{
  const CrmNeglect *x = a;
  const CrmNeglect *y = b;

  if (x->since != y->since)
    return x->since < y->since ? -1 : 1;
  return (x->deal > y->deal) - (x->deal < y->deal);
}

/**
 * crm_alarm_read_neglected:
 * @database: any connection of this thread
 * @person: whose; 0: everybody's
 * @today: a date
 * @most: no more than these; < 0: all
 * @error: of the store
 *
 * A deal is neglected without a next step, when the step has passed, or when it is silent for
 * longer than twice the rhythm of its client: how far apart what was done for the client lies on
 * the average.
 *
 * Returns: (transfer full) (element-type CrmNeglect): the oldest neglect first
 */
GArray *
crm_alarm_read_neglected (CrmDatabase *database, gint64 person, gint64 today, gint64 most,
                          GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (CrmNeglect));
  g_autoptr (GHashTable) rhythms =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Judge self = { database, today, rhythms };
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT id, responsible, next_activity,"
      " coalesce (last_activity, stage_since, created, opened * 86400), company"
      " FROM deal WHERE closed IS NULL AND (?1 = 0 OR responsible = ?1)",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, person);
  do {
    CrmNeglect neglect;
    gboolean neglected;
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      break;
    if (!judge (&self, statement, &neglect, &neglected, error))
      return NULL;
    if (neglected)
      g_array_append_val (found, neglect);
  } while (has_row);
  g_array_sort (found, compare_since);
  if (most >= 0 && found->len > most)
    g_array_set_size (found, (guint) most);
  return g_steal_pointer (&found);
}
