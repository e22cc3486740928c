/* UBL 2.1 by EN 16931: an Invoice, or for a correction that takes away a CreditNote. */
#include "config.h"

#include <string.h>

#include "crm-date.h"
#include "crm-decimal.h"
#include "crm-einvoice-private.h"
#include "crm-vat.h"

#define INVOICE "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
#define CREDIT_NOTE "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
#define AGGREGATE "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
#define BASIC "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
#define CUSTOMIZATION "urn:cen.eu:en16931:2017"

typedef struct {
  const CrmFormData *data;
  const char *currency;
  gboolean credit; /* a credit note */
  gint64 sign;     /* of what a correction says now; what it said before has the other one */
} Ubl;

static void
add_amount (Ubl *self, xmlNodePtr parent, const char *name, gint64 money)
{
  g_autofree char *text = crm_einvoice_format_money (money);
  crm_einvoice_set (crm_einvoice_add_text (parent, name, text), "currencyID", self->currency);
}

static void
add_date (xmlNodePtr parent, const char *name, const CrmFormData *data, const char *path)
{
  g_autofree char *date = NULL;

  if (!crm_einvoice_has (data, path))
    return;
  date = crm_date_to_iso (crm_einvoice_get_number (data, path));
  crm_einvoice_add_text (parent, name, date);
}

/* --- Parties */

static const char *
get_of (Ubl *self, const char *party, const char *name)
{
  g_autofree char *path = g_strconcat (party, ".", name, NULL);
  return crm_einvoice_get_text (self->data, path);
}

static void
add_tax_scheme (xmlNodePtr party, const char *number, const char *scheme)
{
  xmlNodePtr node;

  if (number == NULL)
    return;
  node = crm_einvoice_add (party, "cac:PartyTaxScheme");
  crm_einvoice_add_text (node, "cbc:CompanyID", number);
  crm_einvoice_add_text (crm_einvoice_add (node, "cac:TaxScheme"), "cbc:ID", scheme);
}

static void
add_party (Ubl *self, xmlNodePtr root, const char *role, const char *name)
{
  xmlNodePtr party = crm_einvoice_add (crm_einvoice_add (root, role), "cac:Party");
  xmlNodePtr address, legal, contact;
  const char *vat = get_of (self, name, "vat_id");
  const char *full = get_of (self, name, "full_name");

  if (full != NULL)
    crm_einvoice_add_text (crm_einvoice_add (party, "cac:PartyName"), "cbc:Name",
                           get_of (self, name, "name"));
  address = crm_einvoice_add (party, "cac:PostalAddress");
  crm_einvoice_add_text (address, "cbc:StreetName", get_of (self, name, "address"));
  crm_einvoice_add_text (address, "cbc:CityName", get_of (self, name, "city"));
  crm_einvoice_add_text (crm_einvoice_add (address, "cac:Country"), "cbc:IdentificationCode",
                         get_of (self, name, "country_code"));
  add_tax_scheme (party, vat, "VAT");
  /* BT-32 is the seller's alone. */
  if (vat == NULL && strcmp (name, "seller") == 0)
    add_tax_scheme (party, get_of (self, name, "tax_id"), "TAX");
  legal = crm_einvoice_add (party, "cac:PartyLegalEntity");
  crm_einvoice_add_text (legal, "cbc:RegistrationName", crm_einvoice_get_name (self->data, name));
  crm_einvoice_add_text (legal, "cbc:CompanyID", get_of (self, name, "tax_id"));
  if (get_of (self, name, "phone") == NULL && get_of (self, name, "email") == NULL)
    return;
  contact = crm_einvoice_add (party, "cac:Contact");
  crm_einvoice_add_text (contact, "cbc:Telephone", get_of (self, name, "phone"));
  crm_einvoice_add_text (contact, "cbc:ElectronicMail", get_of (self, name, "email"));
}

/* --- VAT */

/* S standard, Z zero, E exempt. */
static void
add_category (Ubl *self, xmlNodePtr parent, const char *name, const char *code, gboolean reason)
{
  xmlNodePtr category = crm_einvoice_add (parent, name);
  gint64 percent = 0;
  gboolean taxed = FALSE;
  g_autofree char *text = NULL;

  crm_vat_code_parse (code, &percent, &taxed, NULL);
  text = crm_einvoice_format_number (percent, CRM_PERCENT_DECIMALS);
  crm_einvoice_add_text (category, "cbc:ID", !taxed ? "E" : percent == 0 ? "Z" : "S");
  crm_einvoice_add_text (category, "cbc:Percent", text);
  if (reason && !taxed)
    crm_einvoice_add_text (category, "cbc:TaxExemptionReason",
                           crm_einvoice_get_text (self->data, "seller.vat_exemption"));
  crm_einvoice_add_text (crm_einvoice_add (category, "cac:TaxScheme"), "cbc:ID", "VAT");
}

static void
add_taxes (Ubl *self, xmlNodePtr root)
{
  gboolean corrects = crm_einvoice_get_number (self->data, "einvoice.corrects") != 0;
  const CrmFormData *rates = crm_form_data_lookup (self->data, corrects ? "changes" : "rates");
  xmlNodePtr total = crm_einvoice_add (root, "cac:TaxTotal");
  gint64 vat = crm_einvoice_get_number (self->data, corrects ? "difference.vat" : "totals.vat");

  add_amount (self, total, "cbc:TaxAmount", self->sign * vat);
  for (gsize i = 0; rates != NULL && i < crm_form_data_get_n_items (rates); i++) {
    const CrmFormData *rate = crm_form_data_get_item (rates, i);
    xmlNodePtr part = crm_einvoice_add (total, "cac:TaxSubtotal");
    add_amount (self, part, "cbc:TaxableAmount",
                self->sign * crm_einvoice_get_number (rate, "net"));
    add_amount (self, part, "cbc:TaxAmount", self->sign * crm_einvoice_get_number (rate, "vat"));
    add_category (self, part, "cac:TaxCategory", crm_einvoice_get_text (rate, "rate"), TRUE);
  }
}

static void
add_totals (Ubl *self, xmlNodePtr root)
{
  gboolean corrects = crm_einvoice_get_number (self->data, "einvoice.corrects") != 0;
  gint64 net =
      self->sign * crm_einvoice_get_number (self->data, corrects ? "difference.net" : "totals.net");
  gint64 gross = self->sign * crm_einvoice_get_number (self->data, corrects ? "difference.gross"
                                                                            : "totals.gross");
  xmlNodePtr total = crm_einvoice_add (root, "cac:LegalMonetaryTotal");

  add_amount (self, total, "cbc:LineExtensionAmount", net);
  add_amount (self, total, "cbc:TaxExclusiveAmount", net);
  add_amount (self, total, "cbc:TaxInclusiveAmount", gross);
  add_amount (self, total, "cbc:PayableAmount", gross);
}

/* --- Lines */

static void
add_discount (Ubl *self, xmlNodePtr node, const CrmFormData *line, gint64 sign)
{
  gint64 discount = crm_einvoice_get_number (line, "discount_amount");
  gint64 percent = crm_einvoice_get_number (line, "discount");
  g_autofree char *text = crm_einvoice_format_number (percent, CRM_PERCENT_DECIMALS);
  xmlNodePtr allowance;

  if (discount == 0)
    return;
  allowance = crm_einvoice_add (node, "cac:AllowanceCharge");
  crm_einvoice_add_text (allowance, "cbc:ChargeIndicator", "false");
  crm_einvoice_add_text (allowance, "cbc:AllowanceChargeReasonCode", "95");
  crm_einvoice_add_text (allowance, "cbc:MultiplierFactorNumeric", text);
  add_amount (self, allowance, "cbc:Amount", sign * discount);
  add_amount (self, allowance, "cbc:BaseAmount",
              sign * (crm_einvoice_get_number (line, "net") + discount));
}

static void
add_line (Ubl *self, xmlNodePtr root, const CrmFormData *line, int number, gint64 sign)
{
  xmlNodePtr node =
      crm_einvoice_add (root, self->credit ? "cac:CreditNoteLine" : "cac:InvoiceLine");
  gboolean inclusive = crm_einvoice_get_number (self->data, "document.prices_include_vat") != 0;
  gint64 quantity = crm_einvoice_get_number (line, "quantity");
  gint64 net = crm_einvoice_get_number (line, "net");
  g_autofree char *id = g_strdup_printf ("%d", number);
  g_autofree char *amount = crm_einvoice_format_number (sign * quantity, CRM_QUANTITY_DECIMALS);
  g_autofree char *price =
      inclusive ? crm_einvoice_format_unit_price (net, quantity, 8)
                : crm_einvoice_format_number (crm_einvoice_get_number (line, "price"),
                                              CRM_PRICE_DECIMALS);
  const char *unit = crm_einvoice_find_unit (crm_einvoice_get_text (line, "unit_code"),
                                             crm_einvoice_get_text (line, "unit"));
  xmlNodePtr item;

  crm_einvoice_add_text (node, "cbc:ID", id);
  crm_einvoice_set (
      crm_einvoice_add_text (node, self->credit ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
                             amount),
      "unitCode", unit != NULL ? unit : "C62");
  add_amount (self, node, "cbc:LineExtensionAmount", sign * net);
  /* With prices that include VAT the discount is in the price already. */
  if (!inclusive)
    add_discount (self, node, line, sign);
  item = crm_einvoice_add (node, "cac:Item");
  crm_einvoice_add_text (item, "cbc:Name", crm_einvoice_get_text (line, "name"));
  if (crm_einvoice_get_text (line, "article") != NULL)
    crm_einvoice_add_text (crm_einvoice_add (item, "cac:SellersItemIdentification"), "cbc:ID",
                           crm_einvoice_get_text (line, "article"));
  add_category (self, item, "cac:ClassifiedTaxCategory", crm_einvoice_get_text (line, "vat_rate"),
                FALSE);
  item = crm_einvoice_add (node, "cac:Price");
  crm_einvoice_set (crm_einvoice_add_text (item, "cbc:PriceAmount", price), "currencyID",
                    self->currency);
}

static void
add_lines (Ubl *self, xmlNodePtr root)
{
  const CrmFormData *before = crm_form_data_lookup (self->data, "before");
  const CrmFormData *lines = crm_form_data_lookup (self->data, "lines");
  int number = 0;

  /* A correction takes back what was said and says it anew. */
  for (gsize i = 0; before != NULL && i < crm_form_data_get_n_items (before); i++)
    add_line (self, root, crm_form_data_get_item (before, i), ++number, -self->sign);
  for (gsize i = 0; i < crm_form_data_get_n_items (lines); i++)
    add_line (self, root, crm_form_data_get_item (lines, i), ++number, self->sign);
}

/* --- The whole */

static void
add_payment (Ubl *self, xmlNodePtr root)
{
  g_autofree char *account =
      crm_einvoice_dup_code (crm_einvoice_get_text (self->data, "seller.account.iban"));
  g_autofree char *bank =
      crm_einvoice_dup_code (crm_einvoice_get_text (self->data, "seller.account.bic"));
  xmlNodePtr means, payee;

  if (account == NULL)
    account = g_strdup (crm_einvoice_get_text (self->data, "seller.account.number"));
  if (account == NULL)
    return;
  means = crm_einvoice_add (root, "cac:PaymentMeans");
  crm_einvoice_add_text (means, "cbc:PaymentMeansCode", "30"); /* credit transfer */
  crm_einvoice_add_text (means, "cbc:PaymentID",
                         crm_einvoice_get_text (self->data, "document.number"));
  payee = crm_einvoice_add (means, "cac:PayeeFinancialAccount");
  crm_einvoice_add_text (payee, "cbc:ID", account);
  if (bank != NULL)
    crm_einvoice_add_text (crm_einvoice_add (payee, "cac:FinancialInstitutionBranch"), "cbc:ID",
                           bank);
}

static void
add_before (Ubl *self, xmlNodePtr root)
{
  xmlNodePtr reference;

  if (crm_einvoice_get_number (self->data, "einvoice.corrects") == 0)
    return;
  reference = crm_einvoice_add (crm_einvoice_add (root, "cac:BillingReference"),
                                "cac:InvoiceDocumentReference");
  crm_einvoice_add_text (reference, "cbc:ID", crm_einvoice_get_text (self->data, "base.number"));
  add_date (reference, "cbc:IssueDate", self->data, "base.date");
}

xmlDocPtr
crm_einvoice_write_ubl (const CrmFormData *data)
{
  gboolean corrects = crm_einvoice_get_number (data, "einvoice.corrects") != 0;
  gboolean credit = corrects && crm_einvoice_get_number (data, "difference.gross") <= 0;
  Ubl self = { data, crm_einvoice_get_text (data, "document.currency"), credit, credit ? -1 : 1 };
  xmlDocPtr document = xmlNewDoc ((const xmlChar *) "1.0");
  xmlNodePtr root =
      xmlNewDocNode (document, NULL, (const xmlChar *) (credit ? "CreditNote" : "Invoice"), NULL);
  const char *contract = crm_einvoice_get_text (data, "from.contract.number");

  xmlDocSetRootElement (document, root);
  xmlSetNs (root, xmlNewNs (root, (const xmlChar *) (credit ? CREDIT_NOTE : INVOICE), NULL));
  xmlNewNs (root, (const xmlChar *) AGGREGATE, (const xmlChar *) "cac");
  xmlNewNs (root, (const xmlChar *) BASIC, (const xmlChar *) "cbc");
  crm_einvoice_add_text (root, "cbc:CustomizationID", CUSTOMIZATION);
  crm_einvoice_add_text (root, "cbc:ID", crm_einvoice_get_text (data, "document.number"));
  add_date (root, "cbc:IssueDate", data, "document.date");
  if (!credit)
    add_date (root, "cbc:DueDate", data, "document.due_date");
  crm_einvoice_add_text (root, credit ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode",
                         credit     ? "381"
                         : corrects ? "384"
                                    : "380");
  if (corrects)
    crm_einvoice_add_text (root, "cbc:Note", crm_einvoice_get_text (data, "document.basis"));
  crm_einvoice_add_text (root, "cbc:Note", crm_einvoice_get_text (data, "document.note"));
  crm_einvoice_add_text (root, "cbc:DocumentCurrencyCode", self.currency);
  add_before (&self, root);
  if (contract != NULL)
    crm_einvoice_add_text (crm_einvoice_add (root, "cac:ContractDocumentReference"), "cbc:ID",
                           contract);
  add_party (&self, root, "cac:AccountingSupplierParty", "seller");
  add_party (&self, root, "cac:AccountingCustomerParty", "buyer");
  add_payment (&self, root);
  add_taxes (&self, root);
  add_totals (&self, root);
  add_lines (&self, root);
  return document;
}
