/* A row that is imported as a person sees it before: each cell, and what becomes of it. */
#include "config.h"

#include "crm-import-run-state-private.h"

#include "crm-import-row-private.h"

static CrmImportCellState
get_cell_state (CrmImportRun *self, int field, const CrmImportMissing *missing)
{
  if (crm_fields_has (self->draft->wrong_fields, field))
    return CRM_IMPORT_CELL_WRONG;
  if (!crm_fields_has (self->draft->filled, field))
    return crm_record_get_value (self->after, field)->type != CRM_VALUE_EMPTY &&
                   self->before == NULL
               ? CRM_IMPORT_CELL_NEW
               : CRM_IMPORT_CELL_EMPTY;
  if (self->state == CRM_IMPORT_WRONG)
    return CRM_IMPORT_CELL_NEW;
  if (self->state == CRM_IMPORT_SAME || !crm_fields_has (self->changed, field))
    return CRM_IMPORT_CELL_SAME;
  if (missing != NULL || crm_import_run_is_pending (self, field))
    return CRM_IMPORT_CELL_CREATES;
  return self->before != NULL ? CRM_IMPORT_CELL_CHANGED : CRM_IMPORT_CELL_NEW;
}

static char *
get_cell_text (CrmImportRun *self, int field, const CrmImportMissing *missing,
               CrmImportCellState state)
{
  const CrmField *description = &self->plan.entity->fields[field];
  const CrmValue *value = crm_record_get_value (self->after, field);

  if (state == CRM_IMPORT_CELL_WRONG ||
      (missing == NULL && crm_import_run_is_pending (self, field)))
    for (guint i = 0; i < self->plan.table->n_columns; i++)
      if (self->plan.table->columns[i].role == CRM_IMPORT_FIELD &&
          self->plan.table->columns[i].field == description)
        return g_strdup (self->row->cells[i]);
  if (missing != NULL)
    return g_strdup (missing->text);
  if (value->type == CRM_VALUE_INTEGER && description->kind == CRM_KIND_REFERENCE)
    return value->integer > 0
               ? crm_reference_title (self->database, crm_field_get_target (description),
                                      value->integer)
               : g_strdup ("");
  return crm_record_format (self->after, field);
}

void
crm_import_run_show_row (CrmImportRun *self)
{
  g_autoptr (CrmImportRow) shown = NULL;
  guint n = self->rows != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->rows)) : 0;
  if (self->rows == NULL)
    return;
  /* Beyond the first rows those that a person may have to decide about. */
  if (n >= self->most_rows) {
    if (self->twin == 0 || self->n_doubles >= self->most_rows)
      return;
    self->n_doubles++;
  }
  if (self->after == NULL)
    self->after = g_object_ref (self->draft->record);
  shown = crm_import_row_new (self->row->number, self->row->line, self->after);
  crm_import_row_set_state (shown, self->state, self->remark);
  crm_import_row_set_twin (shown, self->twin, self->existing);
  for (int i = 0; i < self->plan.entity->n_fields; i++) {
    const CrmImportMissing *missing = crm_import_draft_find_missing (self->draft, i);
    CrmImportCellState state = get_cell_state (self, i, missing);
    g_autofree char *text = get_cell_text (self, i, missing, state);
    crm_import_row_set_cell (shown, i, state, text);
  }
  g_list_store_append (self->rows, shown);
}
