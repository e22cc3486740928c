/* The fields that a deal and what belongs to it lack: rows that fill in drafts of the records. */
#include "config.h"

#include "crm-field-row.h"
#include "crm-gate-sheet-private.h"
#include "crm-text.h"

#define MOST_LETTERS 60

void
crm_gate_side_free (gpointer data)
{
  CrmGateSide *side = data;

  g_object_unref (side->stored);
  g_object_unref (side->form);
  g_free (side);
}

gboolean
crm_gate_sheet_is_met (CrmGateSheet *self, guint i)
{
  CrmFieldRow *row = self->rows->pdata[i];
  CrmRecord *record = crm_record_form_get_record (crm_field_row_get_form (row));
  const CrmValue *value = crm_record_get_value (record, crm_field_row_get_field (row));
  g_autofree char *typed = crm_field_row_dup_typed (row);

  if (crm_field_row_get_description (row)->kind == CRM_KIND_YES_NO)
    return value->type == CRM_VALUE_INTEGER && value->integer != 0;
  return typed != NULL ? *typed != '\0' : value->type != CRM_VALUE_EMPTY;
}

CrmGateSide *
crm_gate_sheet_add_side (CrmGateSheet *self, CrmRecord *stored)
{
  CrmGateSide *side = g_new0 (CrmGateSide, 1);

  side->stored = g_object_ref (stored);
  side->form = crm_record_form_new_copy (self->workspace, stored);
  g_ptr_array_add (self->sides, side);
  g_signal_connect_object (side->form, "refreshed", G_CALLBACK (crm_gate_sheet_refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (side->form, "typed", G_CALLBACK (crm_gate_sheet_update), self,
                           G_CONNECT_SWAPPED);
  return side;
}

static CrmGateSide *
find_side (CrmGateSheet *self, const CrmNeed *need)
{
  g_autoptr (CrmRecord) record = NULL;

  for (guint i = 0; i < self->sides->len; i++) {
    CrmGateSide *side = self->sides->pdata[i];
    if (crm_record_get_entity (side->stored) == need->entity &&
        (i == 0 || crm_record_get_id (side->stored) == need->id))
      return side;
  }
  record =
      crm_record_load (crm_workspace_get_reader (self->workspace), need->entity, need->id, NULL);
  return record != NULL ? crm_gate_sheet_add_side (self, record) : NULL;
}

void
crm_gate_sheet_add_fields (CrmGateSheet *self)
{
  AdwPreferencesGroup *group = NULL;
  CrmGateSide *last = NULL;

  for (guint i = 0; i < self->needs->len; i++) {
    const CrmNeed *need = &g_array_index (self->needs, CrmNeed, i);
    CrmGateSide *side = need->field >= 0 ? find_side (self, need) : NULL;
    GtkWidget *row;
    if (side == NULL)
      continue;
    if (group == NULL || side != last) {
      group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      if (side != self->sides->pdata[0]) {
        g_autofree char *title =
            crm_text_one_line (crm_record_get_title (side->stored), MOST_LETTERS);
        g_autofree char *escaped = g_markup_escape_text (title, -1);
        adw_preferences_group_set_title (group, escaped);
      }
      gtk_box_append (self->groups, GTK_WIDGET (group));
    }
    last = side;
    row = crm_field_row_new (side->form, need->field);
    adw_preferences_group_add (group, row);
    g_ptr_array_add (self->rows, row);
  }
}

void
crm_gate_side_write (CrmChange *change, CrmGateSide *side)
{
  const CrmEntity *entity = crm_record_get_entity (side->stored);
  CrmRecord *draft = crm_record_form_get_record (side->form);

  for (int i = 0; i < entity->n_fields; i++)
    if (!crm_value_equal (crm_record_get_value (draft, i), crm_record_get_value (side->stored, i)))
      crm_change_set (change, entity, crm_record_get_id (side->stored), entity->fields[i].name,
                      crm_record_get_value (draft, i));
}

gboolean
crm_gate_sheet_flush (CrmGateSheet *self)
{
  gboolean done = TRUE;

  for (guint i = 0; i < self->sides->len; i++)
    done = crm_record_form_flush (((CrmGateSide *) self->sides->pdata[i])->form) && done;
  return done;
}
