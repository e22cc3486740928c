/* Kinds of documents: what each is for, and which are made from which. */
#include "config.h"

#include <string.h>

#include "crm-document-private.h"
#include "crm-form.h"

typedef struct {
  const char *name;
  CrmDocumentKindFlags flags;
  const char *made_from; /* kinds parted by spaces */
} Kind;

/* In the order in which they follow each other in a sale. */
static const Kind kinds[] = {
  { "proposal", CRM_DOCUMENT_KIND_LINES, NULL },
  { "contract", 0, "proposal" },
  { "agreement", CRM_DOCUMENT_KIND_OWN_DEAL, "contract" },
  { "proforma", CRM_DOCUMENT_KIND_LINES | CRM_DOCUMENT_KIND_ASKS_MONEY,
    "proposal contract agreement" },
  { "invoice", CRM_DOCUMENT_KIND_LINES | CRM_DOCUMENT_KIND_ASKS_MONEY,
    "proposal contract agreement proforma" },
  { "act", CRM_DOCUMENT_KIND_LINES | CRM_DOCUMENT_KIND_DELIVERS, "invoice proforma" },
  { "waybill", CRM_DOCUMENT_KIND_LINES | CRM_DOCUMENT_KIND_DELIVERS, "invoice proforma" },
  { "upd", CRM_DOCUMENT_KIND_LINES | CRM_DOCUMENT_KIND_DELIVERS, "invoice proforma" },
  { "factura", CRM_DOCUMENT_KIND_LINES | CRM_DOCUMENT_KIND_BILLS, "act waybill invoice proforma" },
  { "correction", CRM_DOCUMENT_KIND_LINES | CRM_DOCUMENT_KIND_CORRECTS,
    "act waybill upd factura invoice correction" },
  { "reminder", CRM_DOCUMENT_KIND_OF_ACCOUNT, "invoice proforma" },
  { "statement", CRM_DOCUMENT_KIND_OF_ACCOUNT, NULL },
};

static const Kind *
find_kind (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

/**
 * crm_document_kind_get_flags:
 * @kind: (nullable): of a document
 *
 * Returns: what it is for; 0 for one that is not known
 */
CrmDocumentKindFlags
crm_document_kind_get_flags (const char *kind)
{
  const Kind *found = find_kind (kind);
  return found != NULL ? found->flags : 0;
}

static gboolean
is_made_from (const Kind *kind, const char *base)
{
  g_auto (GStrv) bases = g_strsplit (kind->made_from != NULL ? kind->made_from : "", " ", -1);
  return base != NULL && g_strv_contains ((const char *const *) bases, base);
}

gboolean
crm_document_kind_is_made_from (const char *kind, const char *base)
{
  const Kind *found = find_kind (kind);
  return found != NULL && is_made_from (found, base);
}

/* A счёт is an offer and a Russian correction changes what was handed over or billed for the VAT;
 * elsewhere it is the invoice that is corrected. */
gboolean
crm_document_kind_fits_country (const char *kind, const char *base, const char *country)
{
  gboolean handed_over = (crm_document_kind_get_flags (base) &
                          (CRM_DOCUMENT_KIND_DELIVERS | CRM_DOCUMENT_KIND_BILLS)) != 0;

  if ((crm_document_kind_get_flags (kind) & CRM_DOCUMENT_KIND_CORRECTS) == 0 ||
      (crm_document_kind_get_flags (base) & CRM_DOCUMENT_KIND_CORRECTS) != 0)
    return TRUE;
  return (g_strcmp0 (country, "ru") == 0) == handed_over;
}

/**
 * crm_document_list_next_kinds:
 * @database: any connection of this thread
 * @document: a document
 *
 * Returns: (transfer full): the kinds that can be made from it, of those that are printed in its
 *   seller's country; in the order of a sale
 */
GStrv
crm_document_list_next_kinds (CrmDatabase *database, CrmRecord *document)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  const char *base = crm_record_get_text (document, "kind");
  const char *language = crm_record_get_text (document, "language");
  g_autofree char *country = crm_document_dup_country (database, document);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (is_made_from (&kinds[i], base) &&
        crm_document_kind_fits_country (kinds[i].name, base, country) &&
        crm_form_find_builtin (kinds[i].name, country, language) != NULL)
      g_ptr_array_add (names, g_strdup (kinds[i].name));
  return (GStrv) g_ptr_array_steal (names, NULL);
}
