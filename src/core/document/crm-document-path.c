/* How people call what a form names by a path, and what paths there are. */
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
  { "gross", "total" },
};

/* What is worked out and is no field of a record; with the filter that writes it. */
static const struct {
  const char *path;
  const char *label;
  const char *filter;
  gboolean of_line;
} computed[] = {
  { "position", NC_ ("form field", "Number of the line"), NULL, TRUE },
  { "amount", NC_ ("form field", "Sum"), "money", TRUE },
  { "gross", NC_ ("form field", "Sum with VAT"), "money", TRUE },
  { "net", NC_ ("form field", "Sum without VAT"), "money", TRUE },
  { "vat", NC_ ("form field", "Sum of VAT"), "money", TRUE },
  { "discounted_price", NC_ ("form field", "Price less discount"), "price", TRUE },
  { "net_price", NC_ ("form field", "Price without VAT"), "price", TRUE },
  { "discount_amount", NC_ ("form field", "Sum of the discount"), "money", TRUE },
  { "origin", NC_ ("form field", "Country of origin"), NULL, TRUE },
  { "origin_code", NC_ ("form field", "Country of origin: code"), NULL, TRUE },
  { "document.instalments", NC_ ("form field", "Instalments: days and sums"), NULL, FALSE },
  { "totals.gross", NC_ ("form field", "Total with VAT"), "money-unit", FALSE },
  { "totals.net", NC_ ("form field", "Total without VAT"), "money-unit", FALSE },
  { "totals.vat", NC_ ("form field", "VAT of all lines"), "money-unit", FALSE },
  { "totals.amount", NC_ ("form field", "Sum of all lines"), "money-unit", FALSE },
  { "totals.discount", NC_ ("form field", "Discount on all lines"), "money-unit", FALSE },
  { "totals.count", NC_ ("form field", "How many lines"), NULL, FALSE },
  { "totals.quantity", NC_ ("form field", "How many pieces"), NULL, FALSE },
  { "home.vat", NC_ ("form field", "VAT in your own currency, by the exchange rate"), "money-unit",
    FALSE },
  { "home.rate", NC_ ("form field", "Exchange rate of the VAT"), NULL, FALSE },
  { "home.date", NC_ ("form field", "Day of that exchange rate"), "date", FALSE },
  { "recipient.name", NC_ ("form field", "Recipient"), NULL, FALSE },
  { "recipient.person", NC_ ("form field", "Recipient: person"), NULL, FALSE },
  { "recipient.address", NC_ ("form field", "Recipient: address"), NULL, FALSE },
  { "recipient.index", NC_ ("form field", "Recipient: postal code"), NULL, FALSE },
  { "recipient.country", NC_ ("form field", "Recipient: country"), NULL, FALSE },
  { "sender.name", NC_ ("form field", "Sender"), NULL, FALSE },
  { "sender.address", NC_ ("form field", "Sender: address"), NULL, FALSE },
  { "sender.index", NC_ ("form field", "Sender: postal code"), NULL, FALSE },
  { "page", NC_ ("form field", "Number of the page"), NULL, FALSE },
  { "pages", NC_ ("form field", "How many pages"), NULL, FALSE },
};

/* An account is called by other names than its record's; an IBAN is one, or a number. */
static const char *const account_paths[] = {
  "seller.account.bank",  "seller.account.number",       "seller.account.iban",
  "seller.account.bic",   "seller.account.corr_account", "buyer.account.bank",
  "buyer.account.number", "buyer.account.iban",
};

/* How the fields of a record are written. */
static const struct {
  const char *path;
  const char *filter;
} written[] = {
  { "document.date", "date-long" },
  { "document.due_date", "date-long" },
  { "price", "price" },
  { "discount", "percent" },
  { "vat_rate", "vat" },
};

static const struct {
  const char *prefix;
  const char *entity; /* whose field the rest of the path is */
  const char *field;  /* of the document; NULL: its own field */
} owners[] = {
  { "seller.account.", "bank_account", "account" },
  { "seller.", "company", "seller" },
  { "buyer.account.", "bank_account", "company" },
  { "buyer.", "company", "company" },
  { "company.", "company", "company" },
  { "contact.", "contact", "contact" },
  { "deal.", "deal", "deal" },
  { "responsible.", "person", "responsible" },
  { "document.", "document", NULL },
  { "totals.", "document", NULL },
  { "rates.", "document", NULL },
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

  for (gsize j = 0; j < G_N_ELEMENTS (computed); j++)
    if (strcmp (computed[j].path, path) == 0)
      return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "form field", computed[j].label));
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

static const char *
find_filter (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
    if (strcmp (written[i].path, path) == 0)
      return written[i].filter;
  return NULL;
}

/* Takes @path. */
static void
add_path (GPtrArray *paths, char *path, const char *filter)
{
  g_autofree char *owned = path;

  g_ptr_array_add (paths, filter != NULL ? g_strconcat (path, "|", filter, NULL)
                                         : g_steal_pointer (&owned));
}

/* Pictures are no text, and what only the program itself fills in nobody looks for. */
static gboolean
is_printable (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_GONE | CRM_FIELD_HIDDEN | CRM_FIELD_ABSENT)) == 0 &&
         field->kind != CRM_KIND_FILE && field->kind != CRM_KIND_MOMENT;
}

static void
add_fields (GPtrArray *paths, const char *prefix, const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    char *path;
    if (!is_printable (field) || (field->flags & CRM_FIELD_OWNER) != 0)
      continue;
    /* Money of a document and of a line is among what is worked out, with its currency. */
    if (field->kind == CRM_KIND_MONEY && prefix[0] == '\0')
      continue;
    path = g_strconcat (prefix, field->name, NULL);
    add_path (paths, path, find_filter (path));
  }
}

/**
 * crm_document_list_paths:
 * @of_line: for a column of the table of lines
 *
 * Returns: (transfer full): what a text of a form may name, with the filter that writes it:
 *   "document.date|date-long"; crm_document_dup_path_name() tells how people call it. Any thread.
 */
GStrv
crm_document_list_paths (gboolean of_line)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_null_terminated (64, g_free, TRUE);

  if (of_line)
    add_fields (paths, "", crm_entity_find ("document_line"));
  for (gsize i = 0; i < G_N_ELEMENTS (computed); i++)
    if (computed[i].of_line == of_line)
      add_path (paths, g_strdup (computed[i].path), computed[i].filter);
  for (gsize i = 0; i < G_N_ELEMENTS (owners) && !of_line; i++)
    if (owners[i].prefix[0] != '\0' && strcmp (owners[i].prefix, "company.") != 0 &&
        !g_str_has_suffix (owners[i].prefix, ".account."))
      add_fields (paths, owners[i].prefix, crm_entity_find (owners[i].entity));
  if (!of_line)
    for (gsize i = 0; i < G_N_ELEMENTS (account_paths); i++)
      g_ptr_array_add (paths, g_strdup (account_paths[i]));
  return (GStrv) g_ptr_array_steal (paths, NULL);
}
