/* What is known of duplicates: records that people said are two, and what became one. */
#include "config.h"

#include "entities.h"

static const CrmField different_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT, CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "first", NC_ ("field", "One of them"), CRM_KIND_SUBJECT,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED },
  { "second", NC_ ("field", "The other"), CRM_KIND_SUBJECT,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED },
  { "author", NC_ ("field", "Author"), CRM_KIND_REFERENCE, 0, .target = "person", .initial = "me" },
  CRM_FIELD_CREATED,
};

const CrmEntity crm_entity_different = {
  .code = 57,
  .name = "different",
  .label = NC_ ("entity", "Pair that is no duplicate"),
  .label_plural = NC_ ("entity", "Pairs that are no duplicates"),
  .icon = "edit-copy-symbolic",
  .fields = different_fields,
  .n_fields = G_N_ELEMENTS (different_fields),
  .sort = "-created",
  .internal = TRUE,
  .no_search = TRUE,
};

static const CrmField merge_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "kept", NC_ ("field", "Became one with"), CRM_KIND_SUBJECT,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED },
  { "lost", NC_ ("field", "Number before"), CRM_KIND_INTEGER, CRM_FIELD_REQUIRED },
  CRM_FIELD_CREATED,
};

const CrmEntity crm_entity_merge = {
  .code = 58,
  .name = "merge",
  .label = NC_ ("entity", "Merge"),
  .label_plural = NC_ ("entity", "Merges"),
  .icon = "edit-copy-symbolic",
  .fields = merge_fields,
  .n_fields = G_N_ELEMENTS (merge_fields),
  .sort = "-created",
  .internal = TRUE,
  .no_search = TRUE,
};
