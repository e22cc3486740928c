/* Rows of demo data on their way into a change: each gets its id here, so that those after it can
 * point at it and nothing has to be remembered. */
#include "config.h"

#include "crm-demo-writer.h"

#include <string.h>

static const char *const names[CRM_DEMO_N_ROWS] = {
  [CRM_DEMO_PERSON_ROW] = "person",     [CRM_DEMO_CHOICE_ROW] = "choice",
  [CRM_DEMO_TAG_ROW] = "tag",           [CRM_DEMO_COMPANY_ROW] = "company",
  [CRM_DEMO_ADDRESS_ROW] = "address",   [CRM_DEMO_ACCOUNT_ROW] = "bank_account",
  [CRM_DEMO_CONTACT_ROW] = "contact",   [CRM_DEMO_PRODUCT_ROW] = "product",
  [CRM_DEMO_CAMPAIGN_ROW] = "campaign", [CRM_DEMO_DEAL_ROW] = "deal",
  [CRM_DEMO_STAY_ROW] = "stage_move",   [CRM_DEMO_ACTIVITY_ROW] = "activity",
  [CRM_DEMO_DOCUMENT_ROW] = "document", [CRM_DEMO_LINE_ROW] = "document_line",
  [CRM_DEMO_PAYMENT_ROW] = "payment",   [CRM_DEMO_NOTE_ROW] = "note",
};

/**
 * crm_demo_writer_begin:
 * @self: (out): a writer without a change yet
 * @database: the writer's connection
 * @error: of the store
 *
 * Returns: whether the ids in use could be read
 */
gboolean
crm_demo_writer_begin (CrmDemoWriter *self, CrmDatabase *database, GError **error)
{
  for (guint i = 0; i < CRM_DEMO_N_ROWS; i++) {
    self->entities[i] = crm_entity_find (names[i]);
    if (!crm_record_read_last_id (database, self->entities[i], &self->last_ids[i], error))
      return FALSE;
  }
  return TRUE;
}

CrmDemoRow
crm_demo_row_begin (CrmDemoWriter *writer, CrmDemoRowKind kind)
{
  return (CrmDemoRow) { .writer = writer,
                        .kind = kind,
                        .record = crm_record_new_empty (writer->entities[kind]),
                        .id = ++writer->last_ids[kind] };
}

static int
find_field (CrmDemoRow *self, const char *field)
{
  const CrmEntity *entity = self->writer->entities[self->kind];

  for (int i = 0; i < entity->n_fields; i++) {
    int place = self->cursor < entity->n_fields ? self->cursor++ : (self->cursor = 1, 0);
    if (strcmp (entity->fields[place].name, field) == 0)
      return place;
  }
  g_error ("%s has no field %s", entity->name, field);
}

void
crm_demo_row_text (CrmDemoRow *self, const char *field, const char *text)
{
  CrmValue value = { .type = CRM_VALUE_TEXT, .text = (char *) text };
  if (text != NULL && text[0] != '\0')
    crm_record_set_value (self->record, find_field (self, field), &value);
}

void
crm_demo_row_integer (CrmDemoRow *self, const char *field, gint64 integer)
{
  CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = integer };
  crm_record_set_value (self->record, find_field (self, field), &value);
}

void
crm_demo_row_reference (CrmDemoRow *self, const char *field, gint64 id)
{
  if (id != 0)
    crm_demo_row_integer (self, field, id);
}

gint64
crm_demo_row_add (CrmDemoRow *self)
{
  return crm_change_take (self->writer->change, g_steal_pointer (&self->record), self->id);
}
