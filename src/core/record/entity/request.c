/* Requests to colleagues: the kinds of them, what each asks for and gives back, and what was given
 * with one request. */
#include "config.h"

#include "crm-error.h"
#include "crm-gate.h"
#include "entities.h"

const CrmChoice crm_request_sides[] = {
  { "input", NC_ ("request", "Given with the request"), "accent" },
  { "output", NC_ ("request", "Comes back"), "success" },
  { NULL },
};

const CrmChoice crm_request_forms[] = {
  { "text", NC_ ("request", "Text"), "neutral" },
  { "date", NC_ ("request", "Date"), "neutral" },
  { "file", NC_ ("request", "File"), "neutral" },
  { "document", NC_ ("request", "Document"), "neutral" },
  { "field", NC_ ("request", "Field of the deal or the company"), "neutral" },
  { NULL },
};

/* --- Kinds */

static const CrmField kind_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED },
  { "person", NC_ ("field", "Person"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED, .target = "person",
    .hint = NC_ ("hint", "Who does it; without one, whoever has the role") },
  { "role", NC_ ("field", "Role"), CRM_KIND_CHOICE, CRM_FIELD_LISTED, .choices = crm_roles },
  { "days", NC_ ("field", "Working days"), CRM_KIND_INTEGER, CRM_FIELD_LISTED, .initial = "1" },
  { "note", NC_ ("field", "Remark"), CRM_KIND_NOTE, 0,
    .hint = NC_ ("hint", "What the colleague is to do") },
  { "active", NC_ ("field", "Offered"), CRM_KIND_YES_NO, 0, .initial = "yes" },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, 0 },
};

static gboolean
prepare_kind (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  gint64 days = crm_record_get_integer (record, "days");

  if (days < 0 || days > 366) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A request is given from 0 to 366 working days"));
    return FALSE;
  }
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, "active", NULL, database, error);
}

const CrmEntity crm_entity_request_kind = {
  .code = 92,
  .name = "request_kind",
  .label = NC_ ("entity", "Kind of request"),
  .label_plural = NC_ ("entity", "Requests to colleagues"),
  .label_new = NC_ ("entity", "New kind of request"),
  .purpose =
      NC_ ("purpose", "What colleagues are asked for, what they are given and what comes back."),
  .icon = "mail-send-symbolic",
  .fields = kind_fields,
  .n_fields = G_N_ELEMENTS (kind_fields),
  .prepare = prepare_kind,
  .sort = "position",
  .internal = TRUE,
  .no_search = TRUE,
  .no_merge = TRUE,
};

/* --- What a kind asks for */

/* Only what belongs to the form is kept, and it must be there. */
static gboolean
check_form (CrmRecord *record, GError **error)
{
  const char *form = crm_record_get_text (record, "form");
  const char *path = crm_record_get_text (record, "field");

  if (g_strcmp0 (form, "document") != 0)
    crm_record_clear_field (record, "document_kind");
  if (g_strcmp0 (form, "field") != 0)
    crm_record_clear_field (record, "field");
  else if (path == NULL || !crm_gate_find_field (path, NULL, NULL)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A deal has no field “%s”"),
                 path != NULL ? path : "");
    return FALSE;
  }
  return TRUE;
}

static gboolean
prepare_item (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (!check_form (record, error))
    return FALSE;
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, "request", "side", database, error);
}

static const CrmField item_fields[] = {
  { "name", NC_ ("field", "Question"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "request", NC_ ("field", "Kind of request"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_BOUND,
    .target = "request_kind" },
  { "side", NC_ ("field", "When"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = crm_request_sides, .initial = "input" },
  { "form", NC_ ("field", "What is given"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = crm_request_forms, .initial = "text" },
  { "document_kind", NC_ ("field", "Kind of document"), CRM_KIND_CHOICE, 0,
    .choices = crm_document_kinds },
  /* A path: "value", "company.tax_number". */
  { "field", NC_ ("field", "Field"), CRM_KIND_TEXT, 0 },
  { "required", NC_ ("field", "Must be given"), CRM_KIND_YES_NO, CRM_FIELD_LISTED,
    .initial = "yes" },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, 0 },
};

const CrmEntity crm_entity_request_item = {
  .code = 93,
  .name = "request_item",
  .label = NC_ ("entity", "Question of a request"),
  .label_plural = NC_ ("entity", "Questions of a request"),
  .label_new = NC_ ("entity", "New question"),
  .purpose = NC_ ("purpose", "What must be given with a request, and what must come back."),
  .icon = "dialog-question-symbolic",
  .fields = item_fields,
  .n_fields = G_N_ELEMENTS (item_fields),
  .prepare = prepare_item,
  .sort = "position",
  .internal = TRUE,
  .no_search = TRUE,
  .no_merge = TRUE,
};

/* --- What was given with one request: the question as it was asked then, and the answer */

static gboolean
prepare_answer (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (!check_form (record, error))
    return FALSE;
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, "activity", "side", database, error);
}

static const CrmField answer_fields[] = {
  { "name", NC_ ("field", "Question"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "activity", NC_ ("field", "Task"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED, .target = "activity" },
  { "side", NC_ ("field", "When"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = crm_request_sides, .initial = "input" },
  { "form", NC_ ("field", "What is given"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
    .choices = crm_request_forms, .initial = "text" },
  { "document_kind", NC_ ("field", "Kind of document"), CRM_KIND_CHOICE, 0,
    .choices = crm_document_kinds },
  { "field", NC_ ("field", "Field"), CRM_KIND_TEXT, 0 },
  { "required", NC_ ("field", "Must be given"), CRM_KIND_YES_NO, 0, .initial = "yes" },
  { "text", NC_ ("field", "Answer"), CRM_KIND_NOTE, CRM_FIELD_LISTED },
  { "date", NC_ ("field", "Date"), CRM_KIND_DATE, CRM_FIELD_LISTED },
  { "document", NC_ ("field", "Document"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED,
    .target = "document" },
  { "file", NC_ ("field", "File"), CRM_KIND_FILE, 0, .target = "file" },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, 0 },
};

const CrmEntity crm_entity_request_answer = {
  .code = 94,
  .name = "request_answer",
  .label = NC_ ("entity", "Answer of a request"),
  .label_plural = NC_ ("entity", "Answers of a request"),
  .label_new = NC_ ("entity", "New answer"),
  .purpose = NC_ ("purpose", "What was given with a request and what came back."),
  .icon = "mail-reply-sender-symbolic",
  .fields = answer_fields,
  .n_fields = G_N_ELEMENTS (answer_fields),
  .prepare = prepare_answer,
  .sort = "position",
  .internal = TRUE,
  .no_search = TRUE,
  .no_merge = TRUE,
};
