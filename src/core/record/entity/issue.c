/* Issue: what was handed over and when, each entry bound to the one before by its digest. */
#include "config.h"

#include "entities.h"

static const CrmField fields[] = {
  { "name", NC_ ("field", "Document"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "document", NC_ ("field", "Number of the record"), CRM_KIND_INTEGER, CRM_FIELD_REQUIRED },
  { "moment", NC_ ("field", "Issued"), CRM_KIND_MOMENT, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED },
  { "content", NC_ ("field", "What was issued"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED },
  { "previous", NC_ ("field", "Digest before"), CRM_KIND_TEXT, 0 },
  { "digest", NC_ ("field", "Digest"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED },
};

const CrmEntity crm_entity_issue = {
  .code = 110,
  .name = "issue",
  .label = NC_ ("entity", "Issued document"),
  .label_plural = NC_ ("entity", "Journal of issued documents"),
  .icon = "text-x-generic-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .sort = "-moment",
  .internal = TRUE,
  .no_search = TRUE,
  .no_merge = TRUE,
};
