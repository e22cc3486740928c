/* A process tried on what has been.
 *
 * The engine itself works, on a copy of the file that is thrown away: each deal that was opened
 * then is opened once more, with all that is known of it by now, and goes through the process. A
 * task ends as it ended then; where nothing was recorded, see crm-trial-chooser.c. What is refused
 * is told, and the deal stays where it was. Nothing depends on the clock or on chance. */
#include "config.h"

#include "crm-trial.h"

#include <glib/gi18n-lib.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-file.h"
#include "crm-throwaway.h"
#include "crm-trial-private.h"

/* Of more every so many is tried. */
#define MOST_CASES 500
#define COPYING_SHARE 200

static void
free_line (gpointer data)
{
  CrmTrialLine *line = data;

  g_free (line->text);
  g_array_unref (line->cases);
  g_free (line);
}

void
crm_trial_free (CrmTrial *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* On the copy it is in use, whatever it is in the company. */
static gboolean
put_to_use (CrmTrying *trying, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("", 0, CRM_ORIGIN_PROCESS);

  return crm_process_put_to_use (change, trying->database, crm_record_get_id (trying->process),
                                 error) &&
         crm_trying_commit (trying, change, error);
}

static GArray *
find_cases (CrmTrying *trying, const CrmTrialQuestion *question, GError **error)
{
  gboolean is_deal = trying->first_stage != 0;
  const char *date = is_deal ? "opened" : "created";
  gint64 from = is_deal ? question->from : crm_moment_from_date (question->from);
  gint64 to = is_deal ? question->to : crm_moment_from_date (question->to + 1) - 1;
  g_autoptr (CrmQuery) all = crm_query_new (trying->trial->entity);
  g_autoptr (CrmQuery) of =
      is_deal ? crm_query_filter_integer (all, "stage.pipeline", CRM_OP_EQUAL,
                                          crm_record_get_integer (trying->process, "pipeline"))
              : crm_query_ref (all);
  g_autoptr (CrmQuery) begun = crm_query_filter_integer (of, date, CRM_OP_GREATER_EQUAL, from);
  g_autoptr (CrmQuery) those = crm_query_filter_integer (begun, date, CRM_OP_LESS_EQUAL, to);
  g_autoptr (CrmQuery) sorted = crm_query_sort_text (those, "id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *cases;

  if (sorted == NULL || !crm_query_read_ids (sorted, trying->database, -1, 0, ids, error))
    return NULL;
  trying->trial->n_all = ids->len;
  cases = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < MIN (ids->len, MOST_CASES); i++) {
    guint place = (guint) ((guint64) i * ids->len / MIN (ids->len, MOST_CASES));
    g_array_append_val (cases, g_array_index (ids, gint64, place));
  }
  return cases;
}

/* Parts in their order; steps and results as the process has them, the rest by how many. */
static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const CrmTrialLine *first = *(CrmTrialLine *const *) a;
  const CrmTrialLine *second = *(CrmTrialLine *const *) b;
  gboolean by_id = first->part == CRM_TRIAL_STEP || first->part == CRM_TRIAL_OUTCOME;

  if (first->part != second->part)
    return first->part < second->part ? -1 : 1;
  if (!by_id && first->count != second->count)
    return first->count > second->count ? -1 : 1;
  if (first->id != second->id)
    return first->id < second->id ? -1 : 1;
  return g_strcmp0 (first->text, second->text);
}

static gboolean
try_all (CrmTrying *trying, GArray *cases, CrmProgressFunc progress, gpointer data,
         GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < cases->len; i++) {
    if (g_cancellable_is_cancelled (cancellable)) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED,
                           _ ("Stopped. Nothing was written."));
      return FALSE;
    }
    if (progress != NULL)
      progress (COPYING_SHARE + (1000 - COPYING_SHARE) * i / cases->len, data);
    if (!crm_trying_try (trying, g_array_index (cases, gint64, i), error))
      return FALSE;
  }
  g_ptr_array_sort (trying->trial->lines, compare_lines);
  return TRUE;
}

static gint64
find_first_stage (CrmDatabase *database, CrmRecord *process)
{
  g_autoptr (GPtrArray) stages =
      crm_record_is_empty (process, "pipeline")
          ? NULL
          : crm_process_read (database, "stage", "pipeline",
                              crm_record_get_integer (process, "pipeline"), NULL);

  return stages != NULL && stages->len > 0 ? crm_record_get_id (stages->pdata[0]) : 0;
}

static gboolean
run_on_copy (CrmDatabase *copy, CrmTrial *trial, const CrmTrialQuestion *question,
             CrmProgressFunc progress, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRecord) process =
      crm_record_load (copy, crm_entity_find ("process"), question->process, error);
  g_autoptr (CrmTrialChooser) chooser = NULL;
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) cases = NULL;
  CrmTrying trying = { .database = copy, .trial = trial, .process = process, .lines = lines };

  if (process == NULL || !crm_database_execute (copy, "PRAGMA synchronous = OFF", error) ||
      !put_to_use (&trying, error))
    return FALSE;
  trying.first_stage = find_first_stage (copy, process);
  trial->entity = crm_entity_find (trying.first_stage != 0 ? "deal" : "company");
  chooser = crm_trial_chooser_new (copy, trial, question->process, error);
  trying.chooser = chooser;
  cases = chooser != NULL ? find_cases (&trying, question, error) : NULL;
  return cases != NULL && try_all (&trying, cases, progress, data, cancellable, error);
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
 * crm_trial_run:
 * @source: a company file
 * @question: what is tried on what
 * @progress: (nullable) (scope call): told how much is done, 0 to 1000
 * @data: for @progress
 * @cancellable: (nullable): stops it
 * @error: REFUSED says what is wrong with the process; CANCELLED, and what the store knows
 *
 * Returns: (transfer full): what it would have done
 */
CrmTrial *
crm_trial_run (const char *source, const CrmTrialQuestion *question, CrmProgressFunc progress,
               gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = crm_throwaway_dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (CrmDatabase) reader = crm_database_open (source, CRM_DATABASE_READ, error);
  g_autoptr (CrmTrial) trial = g_new0 (CrmTrial, 1);
  CrmDatabase *copy = NULL;
  Copying copying = { progress, data };
  gboolean done = FALSE;

  trial->lines = g_ptr_array_new_with_free_func (free_line);
  if (reader == NULL || !crm_file_make_folder (folder, error))
    return NULL;
  if (crm_backup_copy (reader, path, copying_cb, &copying, cancellable, error))
    copy = crm_database_open (path, CRM_DATABASE_WRITE, error);
  if (copy != NULL) {
    done = run_on_copy (copy, trial, question, progress, data, cancellable, error);
    crm_database_close (copy);
  }
  crm_throwaway_remove (path);
  return done ? g_steal_pointer (&trial) : NULL;
}

const CrmTrialLine *
crm_trial_find (CrmTrial *self, CrmTrialPart part, const char *text)
{
  for (guint i = 0; i < self->lines->len; i++) {
    const CrmTrialLine *line = self->lines->pdata[i];
    if (line->part == part && (text == NULL || g_strcmp0 (line->text, text) == 0))
      return line;
  }
  return NULL;
}
