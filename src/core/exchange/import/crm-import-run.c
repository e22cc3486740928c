/* One passage through a table that is imported: each row is read, compared with what is there,
 * checked as every change is, and written, or only counted. */
#include "config.h"

#include "crm-import-run-state-private.h"

#include "crm-duplicate.h"
#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define TICK_ROWS 256

static void
clear_late (gpointer data)
{
  g_free (((CrmImportLate *) data)->text);
}

static CrmFields
get_filled_fields (const CrmImportPlan *plan)
{
  const CrmEntity *entity = plan->entity;
  CrmFields fields = { 0 };
  for (guint i = 0; i < plan->table->n_columns; i++)
    if (plan->table->columns[i].role == CRM_IMPORT_FIELD)
      crm_fields_add (&fields, plan->table->columns[i].field - entity->fields);
  return fields;
}

/*
 * crm_import_run_new:
 * @plan: what a person decided; its parts are borrowed
 * @database: the connection of the thread
 * @change: (nullable): under commit; %NULL: nothing is written
 * @counts: counted from nought
 * @problems: emptied and filled
 * @rows: (nullable): emptied and given the first rows as they will be
 * @most_rows: how many of them
 * @error: of the file, the store, CANCELLED
 *
 * Returns: (transfer full) (nullable): a passage before the first row
 */
CrmImportRun *
crm_import_run_new (const CrmImportPlan *plan, CrmDatabase *database, CrmChange *change,
                    CrmImportCounts *counts, CrmImportProblems *problems, GListStore *rows,
                    guint most_rows, GError **error)
{
  g_autoptr (CrmImportRun) self = g_new0 (CrmImportRun, 1);

  self->plan = *plan;
  self->database = database;
  self->change = change;
  self->counts = counts;
  self->problems = problems;
  self->rows = rows != NULL ? g_object_ref (rows) : NULL;
  self->most_rows = most_rows;
  self->late = g_array_new (FALSE, FALSE, sizeof (CrmImportLate));
  g_array_set_clear_func (self->late, clear_late);
  self->lines = g_array_new (FALSE, TRUE, sizeof (guint32));
  *counts = (CrmImportCounts) { 0 };
  crm_import_problems_clear (problems);
  self->links = crm_import_links_new (database, change);
  self->drafter = crm_import_drafter_new (&self->plan, database, self->links, error);
  if (self->drafter == NULL)
    return NULL;
  /* A preview tells of doubles though all are added. */
  if ((plan->existing != CRM_IMPORT_EXISTING_ADD || change == NULL ||
       g_hash_table_size (plan->row_existing) > 0) &&
      !plan->update_by_id) {
    self->identity = crm_import_identity_new (database, plan->entity, get_filled_fields (plan),
                                              plan->update_by, error);
    if (self->identity == NULL)
      return NULL;
  }
  self->matches =
      self->identity != NULL && plan->update_by == NULL && crm_match_is_possible (plan->entity);
  if (!crm_record_read_last_id (database, plan->entity, &self->last_id, error))
    return NULL;
  if (!crm_table_reader_rewind (plan->reader, plan->cancellable, error))
    return NULL;
  self->ahead = crm_table_ahead_new (plan->reader, plan->cancellable);
  return g_steal_pointer (&self);
}

static void
end_row (CrmImportRun *self)
{
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_clear_pointer (&self->remark, g_free);
  self->changed = (CrmFields) { 0 };
  self->twin = 0;
}

void
crm_import_run_free (CrmImportRun *self)
{
  end_row (self);
  g_clear_pointer (&self->ahead, crm_table_ahead_free);
  g_clear_pointer (&self->identity, crm_import_identity_free);
  g_clear_pointer (&self->drafter, crm_import_drafter_free);
  g_clear_pointer (&self->links, crm_import_links_free);
  g_clear_object (&self->rows);
  g_array_unref (self->late);
  g_array_unref (self->lines);
  g_free (self);
}

gboolean
crm_import_run_refuse (CrmImportRun *self, int column, const char *reason, GError **error)
{
  self->state = CRM_IMPORT_WRONG;
  g_set_str (&self->remark, reason);
  crm_import_problems_add (self->problems, self->row->number, self->row->line, column, reason);
  if (!self->plan.all_or_nothing || self->change == NULL)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("Line %" PRIu64 " of “%s”: %s. Nothing was imported"), self->row->line,
               crm_table_reader_get_name (self->plan.reader), reason);
  return FALSE;
}

/* What is to be created has its name from the row. */
static char *
name_part (CrmRecord *record, const CrmField *field, gpointer data)
{
  CrmImportRun *self = data;
  const CrmImportMissing *missing =
      crm_import_draft_find_missing (self->draft, (int) (field - self->plan.entity->fields));
  return missing != NULL ? g_strdup (missing->text) : NULL;
}

void
crm_import_run_entitle (CrmImportRun *self, CrmRecord *record)
{
  const char *title = crm_entity_title_field (self->plan.entity)->name;
  g_autofree char *made = NULL;

  if (!crm_record_is_empty (record, title))
    return;
  made = crm_record_make_title (record, name_part, self, self->database);
  if (made != NULL)
    crm_record_set_text (record, title, made);
}

static void
count_row (CrmImportRun *self)
{
  guint64 *const counts[] = { [CRM_IMPORT_NEW] = &self->counts->n_new,
                              [CRM_IMPORT_CHANGED] = &self->counts->n_changed,
                              [CRM_IMPORT_SAME] = &self->counts->n_same,
                              [CRM_IMPORT_WRONG] = &self->counts->n_wrong };
  self->counts->n_rows++;
  *counts[self->state] += 1;
}

static CrmImportExisting
get_existing (CrmImportRun *self)
{
  gpointer existing;
  return g_hash_table_lookup_extended (self->plan.row_existing,
                                       GSIZE_TO_POINTER (self->row->number), NULL, &existing)
             ? (CrmImportExisting) GPOINTER_TO_UINT (existing)
             : self->plan.existing;
}

static gboolean
work_off (CrmImportRun *self, GError **error)
{
  self->existing = get_existing (self);
  if (!crm_import_drafter_read (self->drafter, self->row, &self->draft, error))
    return FALSE;
  if (self->draft->wrong->len > 0) {
    if (!crm_import_run_refuse (self, self->draft->column, self->draft->wrong->str, error))
      return FALSE;
  } else {
    if (!crm_import_run_identify (self, error))
      return FALSE;
    if ((self->state == CRM_IMPORT_NEW || self->state == CRM_IMPORT_CHANGED) &&
        (self->change == NULL || self->draft->missing->len > 0) &&
        !crm_import_run_validate (self, error))
      return FALSE;
    if ((self->state == CRM_IMPORT_NEW || self->state == CRM_IMPORT_CHANGED) &&
        !crm_import_run_create_missing (self, error))
      return FALSE;
    if (self->state == CRM_IMPORT_NEW || self->state == CRM_IMPORT_CHANGED) {
      if (self->change == NULL)
        crm_import_run_pretend_row (self);
      else if (!crm_import_run_write_row (self, error))
        return FALSE;
    }
  }
  count_row (self);
  crm_import_run_show_row (self);
  return TRUE;
}

static gboolean
finish (CrmImportRun *self, GError **error)
{
  for (guint i = 0; i < self->late->len; i++)
    if (!crm_import_run_link_late (self, &g_array_index (self->late, CrmImportLate, i), error))
      return FALSE;
  self->ended = TRUE;
  return TRUE;
}

static gboolean
run_rows (CrmImportRun *self, guint n_rows, GError **error)
{
  for (guint i = 0; i < n_rows && !self->ended; i++) {
    gboolean done;
    if (!crm_table_ahead_read (self->ahead, &self->row, error))
      return FALSE;
    if (self->row == NULL)
      return finish (self, error);
    done = work_off (self, error);
    end_row (self);
    if (!done)
      return FALSE;
    if (self->plan.progress != NULL && self->counts->n_rows % TICK_ROWS == 0)
      self->plan.progress (self->counts->n_rows, self->plan.table->n_rows,
                           self->plan.progress_data);
  }
  return TRUE;
}

/*
 * crm_import_run_rows:
 * @self: a passage
 * @n_rows: how many rows to work off before returning
 * @more: (out): whether something is left to do
 * @error: of the file, the store, CANCELLED; INVALID where one row stops all
 *
 * After a failure it is not to be called again.
 *
 * Returns: whether it could go on
 */
gboolean
crm_import_run_rows (CrmImportRun *self, guint n_rows, gboolean *more, GError **error)
{
  gboolean done = run_rows (self, n_rows, error);

  /* The file is the caller's again. */
  if (!done || self->ended)
    g_clear_pointer (&self->ahead, crm_table_ahead_free);
  if (!done)
    return FALSE;
  self->counts->n_created = crm_import_links_get_n_created (self->links);
  *more = !self->ended;
  return TRUE;
}

char *
crm_import_run_dup_created (CrmImportRun *self)
{
  return crm_import_links_dup_created (self->links);
}
