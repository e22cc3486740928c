/* The rows of one table of a damaged file, around the pages that cannot be read. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "crm-database-private.h"
#include "crm-recover-private.h"

/* One row's misfortune is a sentence; beyond these a table's are only counted. */
#define MOST_SENTENCES 20
/* Where the table's end is unknown. */
#define LAST_ROW (G_MAXINT64 - 1)

typedef struct {
  CrmSalvage *salvage; /* borrowed */
  const char *table;   /* borrowed */
  char *insert;        /* owned */
  char *select;        /* owned; ?1 <= rowid <= ?2, in order */
  char *select_plain;  /* owned; all rows, for a table without rowids */
  int n_columns;
  gint64 n_refused; /* rows the new file does not take */
  gint64 n_doubtful;
  gint64 n_gaps;
} Reading;

static gboolean
list_columns (CrmDatabase *database, const char *table, GHashTable *names, GPtrArray *order,
              GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement = crm_database_prepare (database,
                                    "SELECT name\n"
                                    "FROM pragma_table_xinfo(?1)\n"
                                    "WHERE hidden = 0",
                                    error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, table);
  for (;;) {
    char *name;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    name = g_strdup (crm_statement_get_text (statement, 0));
    g_hash_table_add (names, name);
    if (order != NULL)
      g_ptr_array_add (order, name);
  }
}

static void
append_name (GString *text, const char *name)
{
  char *quoted = sqlite3_mprintf ("\"%w\"", name);

  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append (text, quoted);
  sqlite3_free (quoted);
}

/* Columns that both files know; an older file lacks the newer ones. */
static gboolean
compose (Reading *reading, const CrmSalvageTable *table, GError **error)
{
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new (NULL);
  g_autofree char *insert_columns = NULL;
  char *name;

  if (!list_columns (reading->salvage->lenient, table->name, there, NULL, error) ||
      !list_columns (reading->salvage->target, table->name, here, order, error))
    return FALSE;
  for (guint i = 0; i < order->len; i++) {
    if (!g_hash_table_contains (there, order->pdata[i]))
      continue;
    append_name (columns, order->pdata[i]);
    reading->n_columns++;
  }
  if (reading->n_columns == 0)
    return TRUE;

  insert_columns = g_strdup (columns->str);
  if (table->has_rowid) {
    g_autofree char *with_id = g_strconcat ("rowid, ", columns->str, NULL);

    reading->n_columns++;
    g_free (insert_columns);
    insert_columns = g_steal_pointer (&with_id);
  }
  for (int i = 1; i <= reading->n_columns; i++)
    g_string_append_printf (values, "%s?%d", i > 1 ? ", " : "", i);

  name = sqlite3_mprintf ("\"%w\"", table->name);
  reading->insert =
      g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", name, insert_columns, values->str);
  reading->select = g_strdup_printf ("SELECT %s\n"
                                     "FROM %s NOT INDEXED\n"
                                     "WHERE rowid BETWEEN ?1 AND ?2\n"
                                     "ORDER BY rowid",
                                     insert_columns, name);
  reading->select_plain = g_strdup_printf ("SELECT %s FROM %s", insert_columns, name);
  sqlite3_free (name);
  return TRUE;
}

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, CRM_ERROR, CRM_ERROR_DAMAGED) ||
         g_error_matches (error, CRM_ERROR, CRM_ERROR_INVALID);
}

/* The row as it stands in the new file; one that breaks its rules is counted and left out. */
static gboolean
put_row (Reading *reading, CrmStatement *from, CrmStatement *into, GError **error)
{
  g_autoptr (GError) local = NULL;

  for (int i = 0; i < reading->n_columns; i++)
    crm_statement_bind_column (into, i + 1, from, i);
  if (crm_statement_run (into, &local))
    return TRUE;
  if (!is_damage (local)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  reading->n_refused++;
  return TRUE;
}

/* Copies the rows of @first to @last. Where the file fails, *@reached is the last row that was read
 * before, and the answer is yes all the same: only the new file's failures are errors. */
static gboolean
copy_range (Reading *reading, CrmDatabase *from, gint64 first, gint64 last, gint64 *reached,
            gboolean *is_whole, gint64 *n_rows, GError **error)
{
  g_autoptr (CrmStatement) rows = NULL;
  g_autoptr (CrmStatement) insert = NULL;
  g_autoptr (GError) local = NULL;
  gboolean has_row = FALSE;

  *is_whole = FALSE;
  *reached = first - 1;
  insert = crm_database_prepare (reading->salvage->target, reading->insert, error);
  if (insert == NULL)
    return FALSE;
  rows = crm_database_prepare (from, reading->select, &local);
  if (rows == NULL)
    return TRUE;
  crm_statement_bind_integer (rows, 1, first);
  crm_statement_bind_integer (rows, 2, last);
  while (crm_statement_step (rows, &has_row, &local)) {
    gint64 row;

    if (!has_row) {
      *is_whole = TRUE;
      return TRUE;
    }
    row = crm_statement_get_integer (rows, 0);
    /* A tree that runs in a circle must not be followed for ever. */
    if (row <= *reached || row > last)
      return TRUE;
    if (!put_row (reading, rows, insert, error))
      return FALSE;
    *reached = row;
    ++*n_rows;
  }
  return TRUE;
}

/* Whether reading from row @first on succeeds, and where it arrives. */
static gboolean
probe (Reading *reading, CrmDatabase *from, gint64 first, gint64 last, gint64 *row)
{
  g_autoptr (CrmStatement) rows = crm_database_prepare (from, reading->select, NULL);
  gboolean has_row = FALSE;

  if (rows == NULL)
    return FALSE;
  crm_statement_bind_integer (rows, 1, first);
  crm_statement_bind_integer (rows, 2, last);
  if (!crm_statement_step (rows, &has_row, NULL))
    return FALSE;
  *row = has_row ? MAX (first, crm_statement_get_integer (rows, 0)) : last + 1;
  return TRUE;
}

/* The first row after @bad from which reading goes on: in growing steps until one succeeds, then
 * halving the last step. @last + 1 where there is none. */
static gint64
find_next (Reading *reading, CrmDatabase *from, gint64 bad, gint64 last)
{
  gint64 low = bad;
  gint64 high = last + 1;
  gint64 row = last + 1;

  for (gint64 step = 1; step <= last - bad; step *= 2) {
    if (probe (reading, from, bad + step, last, &row)) {
      high = bad + step;
      break;
    }
    low = bad + step;
    if (step > G_MAXINT64 / 2)
      break;
  }
  if (high > last)
    return last + 1;
  while (high - low > 1) {
    gint64 middle = low + (high - low) / 2;
    gint64 found;

    if (probe (reading, from, middle, last, &found)) {
      high = middle;
      row = found;
    } else {
      low = middle;
    }
  }
  return row;
}

static void
tell_gap (Reading *reading, gint64 first, gint64 last)
{
  if (reading->n_gaps++ >= MOST_SENTENCES)
    return;
  g_ptr_array_add (reading->salvage->lost,
                   last >= LAST_ROW ? g_strdup_printf (_ ("Table %s: rows from %" PRId64
                                                          " on could not be read."),
                                                       reading->table, first)
                                    : g_strdup_printf (_ ("Table %s: rows between %" PRId64
                                                          " and %" PRId64 " could not be read."),
                                                       reading->table, first, last));
}

static void
tell_doubtful (Reading *reading, gint64 first, gint64 last, gint64 n_rows)
{
  reading->n_doubtful += n_rows;
  g_ptr_array_add (
      reading->salvage->lost,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                    "Table %s: %" PRId64 " row between %" PRId64 " and %" PRId64
                                    " stands on a damaged page and may be wrong.",
                                    "Table %s: %" PRId64 " rows between %" PRId64 " and %" PRId64
                                    " stand on a damaged page and may be wrong.",
                                    (gulong) n_rows),
                       reading->table, n_rows, first, last));
}

/* Reads what the checksums refuse. */
static gboolean
read_doubtful (Reading *reading, gint64 first, gint64 last, GError **error)
{
  gint64 n_rows = 0;
  gint64 start = first;

  while (start <= last) {
    gint64 reached = 0;
    gint64 next;
    gboolean is_whole = FALSE;

    if (!copy_range (reading, reading->salvage->lenient, start, last, &reached, &is_whole, &n_rows,
                     error))
      return FALSE;
    if (is_whole)
      break;
    next = find_next (reading, reading->salvage->lenient, reached + 1, last);
    tell_gap (reading, reached + 1, next - 1);
    start = next;
  }
  if (n_rows > 0)
    tell_doubtful (reading, first, last, n_rows);
  return TRUE;
}

static gint64
find_last_row (Reading *reading)
{
  char *sql = sqlite3_mprintf ("SELECT max(rowid) FROM \"%w\" NOT INDEXED", reading->table);
  gint64 last = 0;

  if (!crm_database_query_integer (reading->salvage->sound, sql, 0, &last, NULL) &&
      !crm_database_query_integer (reading->salvage->lenient, sql, 0, &last, NULL))
    last = LAST_ROW;
  sqlite3_free (sql);
  return CLAMP (last, 0, LAST_ROW);
}

static gboolean
read_by_rows (Reading *reading, GError **error)
{
  gint64 last = find_last_row (reading);
  gint64 start = 1;
  gint64 n_rows = 0;

  while (start <= last) {
    gint64 reached = 0;
    gint64 next;
    gboolean is_whole = FALSE;

    if (!copy_range (reading, reading->salvage->sound, start, last, &reached, &is_whole, &n_rows,
                     error))
      return FALSE;
    if (is_whole)
      return TRUE;
    next = find_next (reading, reading->salvage->sound, reached + 1, last);
    if (!read_doubtful (reading, reached + 1, next - 1, error))
      return FALSE;
    start = next;
  }
  return TRUE;
}

/* Without rowids there is no stepping over a gap: what comes before it is read. */
static gboolean
read_plain (Reading *reading, GError **error)
{
  g_autoptr (CrmStatement) rows = NULL;
  g_autoptr (CrmStatement) insert = NULL;
  g_autoptr (GError) local = NULL;
  gboolean has_row = TRUE;

  insert = crm_database_prepare (reading->salvage->target, reading->insert, error);
  if (insert == NULL)
    return FALSE;
  rows = crm_database_prepare (reading->salvage->sound, reading->select_plain, &local);
  while (rows != NULL && has_row && crm_statement_step (rows, &has_row, &local)) {
    if (has_row && !put_row (reading, rows, insert, error))
      return FALSE;
  }
  if (local != NULL)
    g_ptr_array_add (reading->salvage->lost,
                     g_strdup_printf (_ ("Table %s: its end could not be read (%s)"),
                                      reading->table, local->message));
  return TRUE;
}

static void
tell_counts (Reading *reading)
{
  if (reading->n_gaps > MOST_SENTENCES)
    g_ptr_array_add (reading->salvage->lost,
                     g_strdup_printf (_ ("Table %s: %" PRId64 " more places could not be read."),
                                      reading->table, reading->n_gaps - MOST_SENTENCES));
  if (reading->n_refused > 0)
    g_ptr_array_add (reading->salvage->lost,
                     g_strdup_printf (_ ("Table %s: %" PRId64
                                         " rows were left out, for their contents are senseless."),
                                      reading->table, reading->n_refused));
}

/**
 * crm_salvage_table:
 * @salvage: the files
 * @table: one of the new file's tables
 * @error: return location for an error
 *
 * Copies what can be read, and says what cannot.
 *
 * Returns: whether the new file took it; what the damaged one does not give is no error
 */
gboolean
crm_salvage_table (CrmSalvage *salvage, const CrmSalvageTable *table, GError **error)
{
  Reading reading = { .salvage = salvage, .table = table->name };
  g_autoptr (GError) local = NULL;
  gboolean done = TRUE;

  if (!compose (&reading, table, &local))
    g_ptr_array_add (salvage->lost, g_strdup_printf (_ ("Table %s: nothing could be read (%s)"),
                                                     table->name, local->message));
  else if (reading.n_columns > 0)
    done = table->has_rowid ? read_by_rows (&reading, error) : read_plain (&reading, error);
  tell_counts (&reading);
  g_free (reading.insert);
  g_free (reading.select);
  g_free (reading.select_plain);
  return done;
}
