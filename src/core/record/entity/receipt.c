/* Receipt: money that is planned to come in, for a document or before there is one. */
#include "config.h"

#include "entities.h"

static const CrmChoice states[] = {
  { "planned", NC_ ("receipt", "Planned"), "accent" },
  { "received", NC_ ("receipt", "Received"), "success" },
  { "doubtful", NC_ ("receipt", "Doubtful"), "warning" },
  { "cancelled", NC_ ("receipt", "Cancelled"), "neutral" },
  { NULL },
};

static gboolean
is_settled (CrmRecord *record)
{
  const char *state = crm_record_get_text (record, "state");
  return g_strcmp0 (state, "received") == 0 || g_strcmp0 (state, "cancelled") == 0;
}

static const CrmField fields[] = {
  { "purpose", NC_ ("field", "Purpose"), CRM_KIND_TEXT, CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "date", NC_ ("field", "Expected on"), CRM_KIND_DATE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_DUE },
  { "amount", NC_ ("field", "Amount"), CRM_KIND_MONEY, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED },
  { "currency", NC_ ("field", "Currency"), CRM_KIND_CHOICE, 0, .choices = crm_currencies },
  { "state", NC_ ("field", "State"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .choices = states,
    .initial = "planned" },
  { "company", NC_ ("field", "Company"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_SUBTITLE, .target = "company" },
  { "deal", NC_ ("field", "Deal"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED | CRM_FIELD_INDEXED,
    .target = "deal" },
  { "document", NC_ ("field", "Document"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED | CRM_FIELD_INDEXED,
    .target = "document" },
  { "responsible", NC_ ("field", "Responsible"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED,
    .target = "person", .initial = "me" },
  { "note", NC_ ("field", "Remark"), CRM_KIND_NOTE, 0 },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_receipt = {
  .code = 77,
  .name = "receipt",
  .label = NC_ ("entity", "Planned receipt"),
  .label_plural = NC_ ("entity", "Planned receipts"),
  .label_new = NC_ ("entity", "New planned receipt"),
  .purpose = NC_ ("purpose", "Money that is expected: from whom, when and how much."),
  .icon = "wallet-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .is_settled = is_settled,
  .named_after = "document|deal|company",
  .sort = "date",
  .no_search = TRUE,
  .no_merge = TRUE,
};
