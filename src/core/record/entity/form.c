/* Form: how a kind of document looks on paper, where the company has changed it from the standard.
 */
#include "config.h"

#include "crm-error.h"
#include "entities.h"

#include <string.h>

#define MOST_BYTES (1024 * 1024)

static const CrmChoice states[] = {
  { "in_use", NC_ ("choice", "In use"), "success" },
  { "draft", NC_ ("choice", "Not in use"), "neutral" },
  { NULL },
};

/* What the text says is judged where it is printed: a form that cannot be read is kept, and the
 * standard one prints instead. */
static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  const char *source = crm_record_get_text (record, "source");

  if (source == NULL || strlen (source) <= MOST_BYTES)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                       _ ("The form's file is larger than a megabyte"));
  return FALSE;
}

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "kind", NC_ ("field", "Kind of document"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED, .choices = crm_form_kinds },
  { "state", NC_ ("field", "State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = states, .initial = "draft" },
  { "company", NC_ ("field", "Own company"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED,
    .target = "company" },
  { "country", NC_ ("field", "Country"), CRM_KIND_CHOICE, 0, .choices = crm_countries },
  { "language", NC_ ("field", "Language"), CRM_KIND_CHOICE, 0, .choices = crm_languages },
  { "base", NC_ ("field", "Standard form"), CRM_KIND_TEXT, CRM_FIELD_READ_ONLY },
  { "source", NC_ ("field", "Layout file"), CRM_KIND_NOTE, CRM_FIELD_REQUIRED },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_form = {
  .code = 101,
  .name = "form",
  .label = NC_ ("entity", "Form"),
  .label_plural = NC_ ("entity", "Forms"),
  .label_new = NC_ ("entity", "New form"),
  .purpose = NC_ ("purpose", "How documents look on paper: texts, columns, logo and colours."),
  .icon = "document-properties-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .sort = "name",
  .no_search = TRUE,
  .no_merge = TRUE,
};
