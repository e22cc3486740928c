/* What can be read of a damaged company file, in a new one. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "crm-backup.h"
#include "crm-column.h"
#include "crm-database-private.h"
#include "crm-file.h"
#include "crm-lock.h"
#include "crm-mend.h"
#include "crm-migration.h"
#include "crm-recover-private.h"
#include "crm-setting.h"

/* What refers to a lost row is freed of it; each round may lose rows that others refer to. */
#define MOST_ROUNDS 50

static gboolean
list_tables (CrmDatabase *target, GPtrArray *tables, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  /* Search indexes are made anew from the records, so neither they nor their own tables are read.
   */
  statement = crm_database_prepare (target,
                                    "SELECT name, wr\n"
                                    "FROM pragma_table_list\n"
                                    "WHERE schema = 'main' AND type = 'table'\n"
                                    "  AND name NOT LIKE 'sqlite_%'\n"
                                    "ORDER BY name",
                                    error);
  if (statement == NULL)
    return FALSE;
  for (;;) {
    CrmSalvageTable *table;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    table = g_new0 (CrmSalvageTable, 1);
    table->name = g_strdup (crm_statement_get_text (statement, 0));
    table->has_rowid = crm_statement_get_integer (statement, 1) == 0;
    g_ptr_array_add (tables, table);
  }
}

static void
free_table (gpointer data)
{
  CrmSalvageTable *table = data;

  g_free (table->name);
  g_free (table);
}

/* The first column of reference @id of @table, and whether a row can do without it. */
static gboolean
find_reference (CrmDatabase *target, const char *table, gint64 id, char **column,
                gboolean *is_needed, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement = crm_database_prepare (target,
                                    "SELECT f.\"from\", i.\"notnull\" OR i.pk\n"
                                    "FROM pragma_foreign_key_list(?1) AS f\n"
                                    "JOIN pragma_table_info(?1) AS i ON i.name = f.\"from\"\n"
                                    "WHERE f.id = ?2",
                                    error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, table);
  crm_statement_bind_integer (statement, 2, id);
  if (!crm_statement_step (statement, &has_row, error))
    return FALSE;
  *column = has_row ? g_strdup (crm_statement_get_text (statement, 0)) : NULL;
  *is_needed = !has_row || crm_statement_get_integer (statement, 1) != 0;
  return TRUE;
}

static gboolean
free_row (CrmDatabase *target, const char *table, gint64 row, gint64 reference, GPtrArray *lost,
          GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  g_autofree char *column = NULL;
  gboolean is_needed = FALSE;
  char *sql;

  if (!find_reference (target, table, reference, &column, &is_needed, error))
    return FALSE;
  if (is_needed)
    sql = sqlite3_mprintf ("DELETE FROM \"%w\" WHERE rowid = ?1", table);
  else
    sql = sqlite3_mprintf ("UPDATE \"%w\" SET \"%w\" = NULL WHERE rowid = ?1", table, column);
  statement = crm_database_prepare (target, sql, error);
  sqlite3_free (sql);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, row);
  if (!crm_statement_run (statement, error))
    return FALSE;
  if (crm_database_n_changed (target) == 0)
    return TRUE;
  if (is_needed)
    g_ptr_array_add (lost, g_strdup_printf (_ ("Table %s, row %" PRId64
                                               ": left out, for what it belongs to was lost."),
                                            table, row));
  else
    g_ptr_array_add (lost, g_strdup_printf (_ ("Table %s, row %" PRId64
                                               ": %s is empty now, for what it named was lost."),
                                            table, row, column));
  return TRUE;
}

typedef struct {
  char *table; /* owned */
  gint64 row;
  gint64 reference;
} Dangling;

static void
free_dangling (gpointer data)
{
  Dangling *dangling = data;

  g_free (dangling->table);
  g_free (dangling);
}

static gboolean
list_dangling (CrmDatabase *target, GPtrArray *found, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement = crm_database_prepare (target, "PRAGMA foreign_key_check", error);
  if (statement == NULL)
    return FALSE;
  for (;;) {
    Dangling *dangling;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    if (crm_statement_is_null (statement, 1))
      continue;
    dangling = g_new0 (Dangling, 1);
    dangling->table = g_strdup (crm_statement_get_text (statement, 0));
    dangling->row = crm_statement_get_integer (statement, 1);
    dangling->reference = crm_statement_get_integer (statement, 3);
    g_ptr_array_add (found, dangling);
  }
}

static gboolean
mend_references (CrmDatabase *target, GPtrArray *lost, GError **error)
{
  for (guint round = 0; round < MOST_ROUNDS; round++) {
    g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (free_dangling);

    if (!list_dangling (target, found, error))
      return FALSE;
    if (found->len == 0)
      return TRUE;
    for (guint i = 0; i < found->len; i++) {
      const Dangling *dangling = found->pdata[i];

      if (!free_row (target, dangling->table, dangling->row, dangling->reference, lost, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
write_own_settings (CrmDatabase *target, GPtrArray *lost, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *locale = NULL;
  g_autoptr (GError) local = NULL;

  id = crm_setting_dup (target, CRM_SETTING_FILE_ID, &local);
  if (local == NULL)
    locale = crm_setting_dup (target, CRM_SETTING_LOCALE, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (id == NULL) {
    g_autofree char *new_id = g_uuid_string_random ();

    if (!crm_setting_write (target, CRM_SETTING_FILE_ID, new_id, error))
      return FALSE;
  }
  if (locale == NULL) {
    g_ptr_array_add (lost, g_strdup (_ ("The language by which names are sorted.")));
    if (!crm_setting_write (target, CRM_SETTING_LOCALE, "en_US", error))
      return FALSE;
  }
  return crm_setting_write (target, CRM_SETTING_REBUILD, "1", error);
}

/* Rows that the scripts put in would stand in the way of those they have become. */
static gboolean
empty_tables (CrmDatabase *target, GPtrArray *tables, GError **error)
{
  for (guint i = 0; i < tables->len; i++) {
    const CrmSalvageTable *table = tables->pdata[i];
    char *sql = sqlite3_mprintf ("DELETE FROM \"%w\"", table->name);
    gboolean done = crm_database_execute (target, sql, error);

    sqlite3_free (sql);
    if (!done)
      return FALSE;
  }
  return TRUE;
}

/* Ids that were given once are not given again: the history still speaks of them. What the damaged
 * file does not tell any more is left as the rows say. */
static gboolean
keep_sequences (CrmSalvage *salvage, GError **error)
{
  g_autoptr (CrmStatement) rows = NULL;
  g_autoptr (CrmStatement) update = NULL;
  gboolean has_row = FALSE;

  rows = crm_database_prepare (salvage->sound, "SELECT name, seq FROM sqlite_sequence", NULL);
  if (rows == NULL)
    return TRUE;
  update = crm_database_prepare (salvage->target,
                                 "UPDATE sqlite_sequence\n"
                                 "SET seq = max(seq, ?2)\n"
                                 "WHERE name = ?1",
                                 error);
  if (update == NULL)
    return FALSE;
  while (crm_statement_step (rows, &has_row, NULL) && has_row) {
    crm_statement_bind_column (update, 1, rows, 0);
    crm_statement_bind_column (update, 2, rows, 1);
    if (!crm_statement_run (update, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
salvage_all (CrmSalvage *salvage, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (free_table);
  CrmDatabase *target = salvage->target;

  /* What triggers would do has been done when the rows were first written. */
  sqlite3_db_config (target->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  if (!crm_database_execute (target, "PRAGMA foreign_keys = OFF", error) ||
      !crm_migration_run (target, crm_migration_get_scripts (), error) ||
      !crm_database_begin (target, error) || !crm_column_copy (salvage->lenient, target, error) ||
      !list_tables (target, tables, error) || !empty_tables (target, tables, error))
    return FALSE;
  for (guint i = 0; i < tables->len; i++) {
    if (!crm_salvage_table (salvage, tables->pdata[i], error))
      return FALSE;
  }
  return keep_sequences (salvage, error) && mend_references (target, salvage->lost, error) &&
         write_own_settings (target, salvage->lost, error) && crm_database_commit (target, error);
}

static gboolean
recover_into (const char *damaged, const char *part, GPtrArray *lost, GError **error)
{
  g_autoptr (CrmMendedFile) mended = NULL;
  CrmSalvage salvage = { .lost = lost };
  gboolean done = FALSE;

  mended = crm_mended_file_open (damaged, part, lost, error);
  if (mended == NULL)
    return FALSE;
  salvage.sound = mended->sound;
  salvage.lenient = mended->lenient;
  salvage.target = crm_database_create (part, error);
  if (salvage.target == NULL)
    return FALSE;
  done = salvage_all (&salvage, error);
  crm_database_close (salvage.target);
  return done;
}

/**
 * crm_backup_recover:
 * @damaged: a company file that cannot be opened, or that a check finds faults in; nobody may have
 * it open; it is left as it is
 * @target: where nothing stands yet
 * @lost: (out) (optional): a sentence for everything that could not be read, or that may be wrong
 * @error: return location for an error
 *
 * Reads every table row by row, around the pages that are damaged. Rows that stand on a page whose
 * checksum does not match are taken too, and listed as doubtful. The result is suspect by nature:
 * it belongs beside the last backup, not in its place. Search index and sort keys are to be made
 * anew, see crm_setting_needs_rebuild().
 *
 * Returns: whether there is a sound new file at @target
 * Errors: %CRM_ERROR_NOT_FOUND, %CRM_ERROR_BUSY, %CRM_ERROR_REFUSED where @target exists,
 *   %CRM_ERROR_DAMAGED where nothing can be read, %CRM_ERROR_FULL, %CRM_ERROR_IO
 */
gboolean
crm_backup_recover (const char *damaged, const char *target, GStrv *lost, GError **error)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  g_autoptr (CrmLock) lock = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *part = NULL;

  g_return_val_if_fail (damaged != NULL, FALSE);
  g_return_val_if_fail (target != NULL, FALSE);

  if (lost != NULL)
    *lost = NULL;
  if (!g_file_test (damaged, G_FILE_TEST_IS_REGULAR)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no file “%s”."), damaged);
    return FALSE;
  }
  if (g_file_test (target, G_FILE_TEST_EXISTS)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("“%s” exists already; it was left as it is."), target);
    return FALSE;
  }
  /* Where no lock can be made nobody can be writing either. */
  lock = crm_lock_take (damaged, &local);
  if (lock == NULL && g_error_matches (local, CRM_ERROR, CRM_ERROR_BUSY)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  part = crm_file_dup_temporary (target);
  if (!recover_into (damaged, part, sentences, error) || !crm_file_put_new (part, target, error)) {
    crm_file_remove_database (part);
    return FALSE;
  }
  if (lost != NULL)
    *lost = (GStrv) g_ptr_array_steal (sentences, NULL);
  return TRUE;
}
