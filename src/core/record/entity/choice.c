/* Choice: one value of a dictionary that the company keeps itself: sources, segments, reasons of
 * loss. */
#include "config.h"

#include "crm-descriptions.h"
#include "crm-dictionary.h"
#include "crm-error.h"
#include "crm-sandbox.h"
#include "entities.h"

#include <string.h>

static const CrmChoice lists[] = {
  { "segment", NC_ ("choice", "Segments") },
  { "source", NC_ ("choice", "Sources") },
  { "lost_reason", NC_ ("choice", "Reasons of loss") },
  { "end_reason", NC_ ("choice", "Reasons of the end of cooperation") },
  { "contact_status", NC_ ("choice", "Contact statuses") },
  { "product_group", NC_ ("choice", "Product groups") },
  { NULL },
};

const CrmChoice crm_colours[] = {
  { "neutral", NC_ ("choice", "Grey") },  { "accent", NC_ ("choice", "Blue") },
  { "success", NC_ ("choice", "Green") }, { "warning", NC_ ("choice", "Yellow") },
  { "error", NC_ ("choice", "Red") },     { NULL },
};

/* A new value stands last in its dictionary; where codes are stored it gets one. */
static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (!crm_dictionary_give_code (record, database, error))
    return FALSE;
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, "list", NULL, database, error);
}

/* The words of the company change the descriptions; a code that records have stays explained. */
static gboolean
derive (CrmRecord *before, CrmRecord *after, gpointer database, GError **error)
{
  const char *list = crm_record_get_text (after != NULL ? after : before, "list");

  if (list == NULL || strchr (list, '.') == NULL)
    return TRUE;
  return crm_sandbox_refuse (database, error) &&
         (after != NULL || crm_dictionary_check_unused (before, database, error)) &&
         crm_descriptions_load (database, error);
}

static const CrmField choice_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED | CRM_FIELD_NAMES },
  { "list", NC_ ("field", "Dictionary"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_NAMES, .choices = lists },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, CRM_FIELD_LISTED },
  { "colour", NC_ ("field", "Colour"), CRM_KIND_CHOICE, CRM_FIELD_LISTED, .choices = crm_colours,
    .initial = "neutral" },
  { "active", NC_ ("field", "In use"), CRM_KIND_YES_NO, 0, .initial = "yes" },
  /* Of a value that records hold by its code: the program's own, renamed, or one beside them. */
  { "code", NC_ ("field", "Code"), CRM_KIND_TEXT, CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN },
};

const CrmEntity crm_entity_choice = {
  .code = 2,
  .name = "choice",
  .label = NC_ ("entity", "Dictionary value"),
  .label_plural = NC_ ("entity", "Dictionaries"),
  .label_new = NC_ ("entity", "New value"),
  .purpose =
      NC_ ("purpose", "The values your company chooses from: sources, segments, reasons of loss."),
  .icon = "view-list-symbolic",
  .fields = choice_fields,
  .n_fields = G_N_ELEMENTS (choice_fields),
  .prepare = prepare,
  .derive = derive,
  .sort = "position",
  .no_search = TRUE,
};

static gboolean
prepare_tag (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, NULL, NULL, database, error);
}

static const CrmField tag_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED | CRM_FIELD_NAMES },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, CRM_FIELD_LISTED },
  { "colour", NC_ ("field", "Colour"), CRM_KIND_CHOICE, CRM_FIELD_LISTED, .choices = crm_colours,
    .initial = "neutral" },
};

const CrmEntity crm_entity_tag = {
  .code = 3,
  .name = "tag",
  .label = NC_ ("entity", "Tag"),
  .label_plural = NC_ ("entity", "Tags"),
  .label_new = NC_ ("entity", "New tag"),
  .purpose = NC_ ("purpose", "Words of your own to mark any record with."),
  .icon = "tag-symbolic",
  .fields = tag_fields,
  .n_fields = G_N_ELEMENTS (tag_fields),
  .prepare = prepare_tag,
  .sort = "position",
  .no_search = TRUE,
};
