/* Gate: one thing that must be there before a deal enters a stage: a field that is filled in, or a
 * document that has come far enough. */
#include "config.h"

#include <string.h>

#include "crm-error.h"
#include "crm-gate.h"
#include "entities.h"

/* Called as people read it: history, lists and the trash name it so. */
static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  const char *path = crm_record_get_text (record, "field");
  const char *kind = crm_record_get_text (record, "document");
  g_autofree char *name = NULL;

  if ((path == NULL) == (kind == NULL)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A gate asks either for a field or for a document"));
    return FALSE;
  }
  if (path != NULL && !crm_gate_find_field (path, NULL, NULL)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A deal has no field “%s”"), path);
    return FALSE;
  }
  if (kind == NULL)
    crm_record_clear_field (record, "status");
  name = crm_gate_dup_name (path, kind, crm_record_get_text (record, "status"));
  crm_record_set_text (record, "name", name);
  return TRUE;
}

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_TITLE | CRM_FIELD_LISTED | CRM_FIELD_READ_ONLY },
  { "stage", NC_ ("field", "Stage"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_LISTED | CRM_FIELD_NAMES | CRM_FIELD_BOUND,
    .target = "stage" },
  /* A path: "value", "company.tax_number". */
  { "field", NC_ ("field", "Field"), CRM_KIND_TEXT, CRM_FIELD_LISTED | CRM_FIELD_NAMES },
  { "document", NC_ ("field", "Document"), CRM_KIND_CHOICE, CRM_FIELD_LISTED | CRM_FIELD_NAMES,
    .choices = crm_document_kinds },
  { "status", NC_ ("field", "At least"), CRM_KIND_CHOICE, CRM_FIELD_LISTED | CRM_FIELD_NAMES,
    .choices = crm_document_statuses },
};

const CrmEntity crm_entity_gate = {
  .code = 100,
  .name = "gate",
  .label = NC_ ("entity", "Gate"),
  .label_plural = NC_ ("entity", "Gates"),
  .label_new = NC_ ("entity", "New gate"),
  .purpose = NC_ ("purpose", "What must be there before a deal enters a stage."),
  .icon = "funnel-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .sort = "name",
  .no_search = TRUE,
};
