/* Saved view: how a list was left, under a name: what is in it, in what order, columns and groups.
 */
#include "config.h"

#include <string.h>

#include "crm-error.h"
#include "entities.h"

/* "deal", or "company/deal.company": the deals on the page of a company. */
static gboolean
is_list (const char *name)
{
  const char *slash = strchr (name, '/');
  const char *dot = slash != NULL ? strchr (slash, '.') : NULL;
  g_autofree char *page = NULL;
  g_autofree char *listed = NULL;
  const CrmEntity *entity;

  if (slash == NULL)
    return crm_entity_find (name) != NULL;
  if (dot == NULL)
    return FALSE;
  page = g_strndup (name, (gsize) (slash - name));
  listed = g_strndup (slash + 1, (gsize) (dot - slash - 1));
  entity = crm_entity_find (listed);
  return entity != NULL && crm_entity_find (page) != NULL &&
         crm_entity_field (entity, dot + 1) != NULL;
}

/* What is there no more is said when the view is opened; what never was is refused here. */
static gboolean
prepare_view (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  const char *of = crm_record_get_text (record, "entity");

  if (of != NULL && !is_list (of)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("There are no lists of “%s”"), of);
    return FALSE;
  }
  if (old == NULL && crm_record_is_empty (record, "position"))
    return crm_place_last (record, "entity", NULL, database, error);
  return TRUE;
}

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "entity", NC_ ("field", "List of"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED },
  { "owner", NC_ ("field", "Only for"), CRM_KIND_REFERENCE, CRM_FIELD_OWNER | CRM_FIELD_LISTED,
    .target = "person" },
  { "query", NC_ ("field", "Filter and order"), CRM_KIND_NOTE, 0 },
  { "columns", NC_ ("field", "Columns"), CRM_KIND_TEXT, 0 },
  { "grouped_by", NC_ ("field", "Grouped by"), CRM_KIND_TEXT, 0 },
  { "opens_first", NC_ ("field", "Opens first"), CRM_KIND_YES_NO, CRM_FIELD_LISTED,
    .initial = "no" },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, 0 },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_saved_view = {
  .code = 42,
  .name = "saved_view",
  .label = NC_ ("entity", "Saved view"),
  .label_plural = NC_ ("entity", "Saved views"),
  .label_new = NC_ ("entity", "New view"),
  .purpose = NC_ ("purpose", "Lists as you need them again: filter, order, columns and groups."),
  .icon = "starred-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare_view,
  .sort = "position",
  .internal = TRUE,
  .no_search = TRUE,
};
