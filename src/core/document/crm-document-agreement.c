/* Papers that follow from one and begin a deal of their own: what a contract is added to by. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-document-private.h"
#include "crm-error.h"

/* The deal of the document it follows from; NULL: it has none. */
static CrmRecord *
load_deal (CrmDatabase *database, CrmRecord *document)
{
  gint64 id = crm_record_get_integer (document, "deal");

  return id != 0 ? crm_record_load (database, crm_entity_find ("deal"), id, NULL) : NULL;
}

/**
 * crm_document_new_deal:
 * @database: any connection of this thread
 * @document: id of the document it follows from
 * @error: NOT_FOUND
 *
 * With the parties and the source of @document and its deal; on the stage of that deal while it is
 * open, else where deals begin.
 *
 * Returns: (transfer full) (nullable): a deal without a name and a value, to be added
 */
CrmRecord *
crm_document_new_deal (CrmDatabase *database, gint64 document, GError **error)
{
  static const char *const parties[] = { "company", "contact", "currency", NULL };
  static const char *const origins[] = { "contact",     "source",   "campaign",
                                         "responsible", "currency", NULL };
  g_autoptr (CrmRecord) base =
      crm_record_load (database, crm_entity_find ("document"), document, error);
  g_autoptr (CrmRecord) before = NULL;
  CrmRecord *deal;

  if (base == NULL)
    return NULL;
  deal = crm_record_new (crm_entity_find ("deal"));
  before = load_deal (database, base);
  if (before != NULL) {
    crm_document_copy_fields (before, deal, origins);
    if (crm_record_is_empty (before, "closed"))
      crm_record_set_integer (deal, "stage", crm_record_get_integer (before, "stage"));
  }
  crm_document_copy_fields (base, deal, parties);
  return deal;
}

/**
 * crm_document_add_with_deal:
 * @change: where both are added
 * @database: any connection of this thread
 * @document: id of the document that it follows from
 * @kind: one of %CRM_DOCUMENT_KIND_OWN_DEAL that is made from it
 * @deal: a new one, see crm_document_new_deal()
 * @error: NOT_FOUND; REFUSED where that kind is not made from it
 *
 * Returns: the stand-in of the new document; 0 on error
 */
gint64
crm_document_add_with_deal (CrmChange *change, CrmDatabase *database, gint64 document,
                            const char *kind, CrmRecord *deal, GError **error)
{
  static const char *const same[] = { "company",  "seller",   "account",    "contact",
                                      "currency", "language", "vat_policy", "prices_include_vat",
                                      NULL };
  g_autoptr (CrmRecord) base =
      crm_record_load (database, crm_entity_find ("document"), document, error);
  g_autoptr (CrmRecord) made = NULL;
  gint64 stand_in;

  if (base == NULL)
    return 0;
  if (!crm_document_kind_is_made_from (kind, crm_record_get_text (base, "kind"))) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("A document of that kind is not made from “%s”"), crm_record_get_title (base));
    return 0;
  }
  made = crm_record_new (crm_entity_find ("document"));
  crm_document_copy_fields (base, made, same);
  if (!crm_record_parse (made, "kind", kind, error))
    return 0;
  crm_record_set_integer (made, "base", document);
  crm_document_set_basis (made, base);
  if (!crm_record_is_empty (deal, "responsible"))
    crm_record_set_integer (made, "responsible", crm_record_get_integer (deal, "responsible"));
  crm_record_set_integer (made, "deal", crm_change_add (change, deal));
  stand_in = crm_change_add (change, made);
  return crm_document_add_deal_line (change, database, made, stand_in, deal, error) ? stand_in : 0;
}
