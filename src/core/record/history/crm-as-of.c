/* The base as it was at a moment.
 *
 * Of each record only the steps after the moment matter, and of these the first that mentions a
 * field: one pass over the later part of the journal, sorted by record, and one write a record. */
#include "config.h"

#include "crm-as-of.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "crm-change-private.h"
#include "crm-error.h"
#include "crm-file.h"
#include "crm-record-private.h"
#include "crm-throwaway.h"

/* Of the work; taking back is the rest. */
#define COPYING_SHARE 400
/* Records handed over at once. */
#define SLICE 200
#define CACHE_KILOBYTES "131072"

/* --- Taking back */

typedef struct {
  CrmDatabase *database; /* borrowed */
  CrmStatement *rows;    /* owned; the later steps, by record */
  gboolean has_row;
  gint64 n_done;
  gint64 n_all;
  CrmProgressFunc progress;
  gpointer data;
  GCancellable *cancellable;

  CrmRecord *record; /* owned; what is known of the record then */
  CrmFields known;
} Pass;

static void
take_old (int field, const CrmValue *old_value, const CrmValue *new_value, gpointer data)
{
  Pass *pass = data;

  if (!crm_fields_has (pass->known, field))
    crm_record_set_value (pass->record, field, old_value);
  crm_fields_add (&pass->known, field);
}

static gboolean
step (Pass *pass, GError **error)
{
  pass->n_done++;
  if (pass->n_done % 1000 == 0 && pass->progress != NULL)
    pass->progress (
        (guint) (COPYING_SHARE +
                 (1000 - COPYING_SHARE) * MIN (pass->n_done, pass->n_all) / MAX (pass->n_all, 1)),
        pass->data);
  if (g_cancellable_is_cancelled (pass->cancellable)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED,
                         _ ("Stopped. Nothing was written."));
    return FALSE;
  }
  return crm_statement_step (pass->rows, &pass->has_row, error);
}

static void
append_set (Pass *pass, CrmChange *change, const CrmEntity *entity, gint64 id)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_fields_has (pass->known, i))
      crm_change_set (change, entity, id, entity->fields[i].name,
                      crm_record_get_value (pass->record, i));
}

/* All steps of one record: what the first of them say of its fields is what it was; whether the
 * last leaves it there is what it is. */
static gboolean
take_record (Pass *pass, CrmChange *change, GError **error)
{
  int code = (int) crm_statement_get_integer (pass->rows, 0);
  gint64 id = crm_statement_get_integer (pass->rows, 1);
  const CrmEntity *entity = crm_entity_by_code (code);
  CrmAction last = CRM_ACTION_SET;
  gboolean was = TRUE;
  gboolean decided = FALSE;

  g_clear_object (&pass->record);
  pass->known = (CrmFields) { 0 };
  if (entity != NULL)
    pass->record = crm_record_new_empty (entity);
  for (gboolean first = TRUE; pass->has_row && crm_statement_get_integer (pass->rows, 0) == code &&
                              crm_statement_get_integer (pass->rows, 1) == id;
       first = FALSE) {
    CrmAction action = (CrmAction) crm_statement_get_integer (pass->rows, 2);

    if (first && action == CRM_ACTION_ADD) {
      was = FALSE;
      decided = TRUE;
    }
    if (!decided && entity != NULL && action != CRM_ACTION_ADD &&
        !crm_delta_read (entity, action, crm_statement_get_text (pass->rows, 3), take_old, pass,
                         error))
      return FALSE;
    if (action == CRM_ACTION_DELETE)
      decided = TRUE;
    last = action;
    if (!step (pass, error))
      return FALSE;
  }
  if (entity == NULL)
    return TRUE;
  if (!was && last != CRM_ACTION_DELETE)
    crm_change_delete (change, entity, id);
  else if (was && last != CRM_ACTION_DELETE && !decided)
    append_set (pass, change, entity, id);
  else if (was && last != CRM_ACTION_DELETE) {
    /* Deleted and brought back meanwhile: every field is told by the deletion. */
    pass->known = crm_fields_all ();
    append_set (pass, change, entity, id);
  } else if (was)
    crm_change_append (change, CRM_ACTION_ADD, entity, id)->record = g_object_ref (pass->record);
  return TRUE;
}

static gboolean
feed (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Pass *pass = data;

  for (int i = 0; i < SLICE && pass->has_row; i++)
    if (!take_record (pass, change, error))
      return FALSE;
  return pass->has_row;
}

static gboolean
take_back (Pass *pass, gint64 first, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("", 0, CRM_ORIGIN_COMMAND);

  pass->rows = crm_database_prepare (pass->database,
                                     "SELECT entity, record, action, delta FROM operation"
                                     " WHERE id >= ?1 ORDER BY entity, record, id",
                                     error);
  if (pass->rows == NULL)
    return FALSE;
  crm_statement_bind_integer (pass->rows, 1, first);
  if (!step (pass, error))
    return FALSE;
  change->kind = CRM_CHANGE_REWIND;
  crm_change_set_feed (change, feed, pass, NULL, 0);
  return crm_change_commit (change, pass->database, error) >= 0;
}

/* The journal ends at the moment too; what was undone only later was in force then. */
static gboolean
cut_journal (CrmDatabase *database, gint64 change, gint64 first, GError **error)
{
  g_autofree char *script = g_strdup_printf (
      "UPDATE change SET undone = (SELECT later.kind = 3 FROM change AS later"
      " WHERE later.target = change.id AND later.id > %" PRId64 " AND later.kind IN (2, 3)"
      " ORDER BY later.id LIMIT 1)"
      " WHERE id IN (SELECT target FROM change WHERE id > %" PRId64 " AND kind IN (2, 3)"
      " AND target <= %" PRId64 ");"
      "DELETE FROM operation WHERE id >= %" PRId64 ";"
      "DELETE FROM change WHERE id > %" PRId64 ";",
      change, change, change, first, change);

  return crm_database_execute (database, script, error);
}

/* Before the first step that is taken back; more than any where there is none. */
static gboolean
find_first (CrmDatabase *database, gint64 change, gint64 *first, gint64 *n, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT min (id) FROM operation WHERE change > %" PRId64, change);
  gint64 last = 0;

  if (!crm_database_query_integer (database, sql, G_MAXINT64, first, error) ||
      !crm_database_query_integer (database, "SELECT max (id) FROM operation", 0, &last, error))
    return FALSE;
  *n = *first <= last ? last - *first + 1 : 0;
  return TRUE;
}

static gboolean
go_back (CrmDatabase *database, gint64 change, Pass *pass, GError **error)
{
  g_autoptr (GObject) news = NULL;
  gint64 first;
  gboolean done;

  /* Whatever becomes of it, a copy can be made again: no waiting for the disk, and no references to
   * check that were right when it was so. */
  if (!crm_database_execute (database,
                             "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;"
                             "PRAGMA secure_delete = OFF;"
                             "PRAGMA cache_size = -" CACHE_KILOBYTES ";"
                             "PRAGMA temp_store = FILE",
                             error) ||
      !find_first (database, change, &first, &pass->n_all, error) ||
      !crm_database_begin (database, error))
    return FALSE;
  pass->database = database;
  done = take_back (pass, first, error);
  g_clear_pointer (&pass->rows, crm_statement_release);
  g_clear_object (&pass->record);
  done =
      done && cut_journal (database, change, first, error) && crm_database_commit (database, error);
  if (!done)
    crm_database_rollback (database);
  news = crm_database_steal_announcement (database);
  /* One file that needs no other beside it. */
  return done && crm_database_execute (database, "PRAGMA journal_mode = DELETE", error);
}

typedef struct {
  CrmProgressFunc progress;
  gpointer data;
} Copying;

static void
copying_cb (guint permille, gpointer data)
{
  const Copying *copying = data;

  if (copying->progress != NULL)
    copying->progress (permille * COPYING_SHARE / 1000, copying->data);
}

/**
 * crm_as_of_write:
 * @source: a company file
 * @target: where the copy goes
 * @change: the last change that stays
 * @progress: (nullable) (scope call): told how much is done, 0 to 1000
 * @data: for @progress
 * @cancellable: (nullable): stops it; nothing stays behind
 * @error: FULL, CANCELLED, DAMAGED and what else the store knows
 *
 * What a record was before the journal began, and what the file began with, stays as it is.
 *
 * Returns: whether the copy stands
 */
gboolean
crm_as_of_write (const char *source, const char *target, gint64 change, CrmProgressFunc progress,
                 gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmDatabase) reader = crm_database_open (source, CRM_DATABASE_READ, error);
  g_autoptr (CrmDatabase) copy = NULL;
  g_autofree char *folder = g_path_get_dirname (target);
  Copying copying = { progress, data };
  Pass pass = { .progress = progress, .data = data, .cancellable = cancellable };
  gboolean done;

  if (reader == NULL || !crm_file_make_folder (folder, error))
    return FALSE;
  done = crm_backup_copy (reader, target, copying_cb, &copying, cancellable, error);
  copy = done ? crm_database_open (target, CRM_DATABASE_WRITE, error) : NULL;
  done = copy != NULL && go_back (copy, change, &pass, error);
  g_clear_pointer (&copy, crm_database_close);
  if (!done)
    crm_throwaway_remove (target);
  return done;
}
