/* How people call what a form names by a path. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-document-private.h"

/* Where forms name a field otherwise than records do. */
static const struct {
  const char *form;
  const char *field;
} names[] = {
  { "inn", "tax_number" },
  { "edrpou", "tax_number" },
  { "nip", "tax_number" },
  { "ogrn", "registration_number" },
  { "regon", "registration_number" },
  { "ipn", "vat_number" },
  { "address", "legal_address" },
  { "number", "account" },
  { "iban", "account" },
};

static const struct {
  const char *prefix;
  const char *entity; /* whose field the rest of the path is */
  const char *field;  /* of the document; NULL: its own field */
} owners[] = {
  { "seller.account.", "bank_account", "account" },
  { "seller.", "company", "seller" },
  { "buyer.", "company", "company" },
  { "document.", "document", NULL },
  { "", "document_line", NULL },
};

static const char *
find_label (const CrmEntity *entity, const char *name)
{
  const CrmField *field = crm_entity_field (entity, name);

  for (gsize i = 0; i < G_N_ELEMENTS (names) && field == NULL; i++)
    if (strcmp (names[i].form, name) == 0)
      field = crm_entity_field (entity, names[i].field);
  return field != NULL ? crm_field_get_label (field) : name;
}

/**
 * crm_document_dup_path_name:
 * @path: as forms have it: "seller.inn"
 *
 * Returns: (transfer full): as people call it: "Seller: Tax number"; the path itself where nothing
 *   of the kind is known. Any thread.
 */
char *
crm_document_dup_path_name (const char *path)
{
  gsize i = 0;
  const char *label;

  while (!g_str_has_prefix (path, owners[i].prefix))
    i++;
  label = find_label (crm_entity_find (owners[i].entity), path + strlen (owners[i].prefix));
  if (owners[i].field == NULL)
    return g_strdup (label);
  return g_strdup_printf (
      "%s: %s",
      crm_field_get_label (crm_entity_field (crm_entity_find ("document"), owners[i].field)),
      label);
}
