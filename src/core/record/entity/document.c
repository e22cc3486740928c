/* Document: what is handed to the client on paper, its lines, its number, and the payments against
 * it. */
#include "config.h"

#include "entities.h"

#define KINDS                                                                                      \
  { "invoice", NC_ ("choice", "Invoice"), "accent" },                                              \
      { "proforma", NC_ ("choice", "Pro forma invoice"), "accent" },                               \
      { "proposal", NC_ ("choice", "Commercial proposal"), "neutral" },                            \
      { "contract", NC_ ("choice", "Contract"), "warning" },                                       \
      { "act", NC_ ("choice", "Act of completed work"), "success" },                               \
      { "waybill", NC_ ("choice", "Waybill"), "success" },                                         \
      { "factura", NC_ ("choice", "VAT invoice (счёт-фактура)"), "success" },                      \
      { "upd", NC_ ("choice", "Universal transfer document (УПД)"), "success" },                   \
      { "correction", NC_ ("choice", "Correction (credit note)"), "error" },                       \
      { "agreement", NC_ ("choice", "Supplementary agreement"), "warning" },                       \
      { "reminder", NC_ ("choice", "Payment reminder"), "error" },                                 \
      { "statement", NC_ ("choice", "Statement of account"), "neutral" }

const CrmChoice crm_document_kinds[] = { KINDS, { NULL } };

/* A form is of a kind of document, or of what a letter is sent in. */
const CrmChoice crm_form_kinds[] = {
  KINDS,
  { "envelope_dl", NC_ ("choice", "Envelope DL"), "neutral" },
  { "envelope_c5", NC_ ("choice", "Envelope C5"), "neutral" },
  { "envelope_c4", NC_ ("choice", "Envelope C4"), "neutral" },
  { "label", NC_ ("choice", "Address label"), "neutral" },
  { NULL },
};

const CrmChoice crm_document_statuses[] = {
  { "planned", NC_ ("status", "Planned"), "neutral", "draft|unsent|черновик|чернетка|szkic" },
  { "for_signature", NC_ ("status", "For signature"), "warning",
    "sent|open|overdue|на подписи|надіслано|wysłana" },
  { "signed", NC_ ("status", "Signed"), "accent", "accepted|подписан|підписано|podpisana" },
  { "completed", NC_ ("status", "Completed"), "success",
    "paid|closed|оплачен|оплачено|opłacona|zapłacona" },
  { "rejected", NC_ ("status", "Rejected"), "error",
    "void|cancelled|canceled|аннулирован|анульовано|anulowana" },
  { "lapsed", NC_ ("status", "Lapsed"), "error", "expired|сгорел|просрочен|згорів|wygasła" },
  { NULL },
};

static const CrmChoice policies[] = {
  { "per_line", NC_ ("choice", "VAT rounded in each line") },
  { "on_rate_sum", NC_ ("choice", "VAT on the sum of each rate") },
  { "from_gross", NC_ ("choice", "VAT out of the gross sum of each rate") },
  { NULL },
};

/* Paid in full, or never to be paid. */
static gboolean
is_settled (CrmRecord *record)
{
  gint64 total = crm_record_get_integer (record, "total");
  const char *status = crm_record_get_text (record, "status");
  return (total > 0 && crm_record_get_integer (record, "paid") >= total) ||
         g_strcmp0 (status, "rejected") == 0 || g_strcmp0 (status, "lapsed") == 0;
}

static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  const char *status = crm_record_get_text (record, "status");
  if (old == NULL ? crm_record_is_empty (record, "status_since")
                  : g_strcmp0 (crm_record_get_text (old, "status"), status) != 0)
    crm_record_set_integer (record, "status_since", crm_record_get_integer (record, "changed"));
  /* A promise of payment that is put off is counted, once the document is handed over; where a part
   * came the next one is due. */
  if (old != NULL && !is_settled (record) &&
      g_strcmp0 (crm_record_get_text (old, "status"), "planned") != 0 &&
      crm_record_get_integer (record, "paid") == crm_record_get_integer (old, "paid") &&
      !crm_record_is_empty (old, "due_date") &&
      crm_record_get_integer (record, "due_date") > crm_record_get_integer (old, "due_date"))
    crm_record_set_integer (record, "postponed", crm_record_get_integer (old, "postponed") + 1);
  return TRUE;
}

#define PARTIES NC_ ("group", "Parties")
#define MONEY NC_ ("group", "Money")

static const CrmField fields[] = {
  { "number", NC_ ("field", "Number"), CRM_KIND_TEXT,
    CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED | CRM_FIELD_KEY | CRM_FIELD_LISTED,
    .aliases = "invoice number|document number|invoice|номер|номер счета|номер документа|№|numer|"
               "nr faktury|faktura",
    .hint = NC_ ("hint", "Given when it is issued") },
  { "kind", NC_ ("field", "Kind"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = crm_document_kinds, .initial = "invoice" },
  { "date", NC_ ("field", "Date"), CRM_KIND_DATE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .initial = "today",
    .aliases = "invoice date|document date|issue date|дата|дата документа|data|data wystawienia" },
  { "status", NC_ ("field", "Status"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .choices = crm_document_statuses,
    .initial = "planned", .aliases = "invoice status|document status|статус" },
  { "company", NC_ ("field", "Buyer"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_RESTRICT | CRM_FIELD_SUBTITLE, PARTIES,
    .target = "company",
    .aliases = "client|customer|customer name|company|покупатель|клиент|покупець|клієнт|nabywca" },
  { "seller", NC_ ("field", "Seller"), CRM_KIND_REFERENCE, CRM_FIELD_RESTRICT, PARTIES,
    .target = "company" },
  { "account", NC_ ("field", "To the account"), CRM_KIND_REFERENCE, 0, PARTIES,
    .target = "bank_account" },
  { "contact", NC_ ("field", "Contact"), CRM_KIND_REFERENCE, 0, PARTIES, .target = "contact" },
  { "deal", NC_ ("field", "Deal"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED, PARTIES,
    .target = "deal" },
  { "base", NC_ ("field", "Made from"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED, PARTIES,
    .target = "document" },
  { "basis", NC_ ("field", "Basis"), CRM_KIND_TEXT, 0, PARTIES,
    .hint = NC_ ("hint", "Contract 17 of 3 March 2026") },
  { "responsible", NC_ ("field", "Responsible"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED, PARTIES,
    .target = "person", .initial = "me" },
  { "total", NC_ ("field", "Total"), CRM_KIND_MONEY, CRM_FIELD_READ_ONLY | CRM_FIELD_LISTED,
    MONEY },
  { "net", NC_ ("field", "Without VAT"), CRM_KIND_MONEY, CRM_FIELD_READ_ONLY, MONEY },
  { "vat", NC_ ("field", "VAT"), CRM_KIND_MONEY, CRM_FIELD_READ_ONLY, MONEY },
  { "paid", NC_ ("field", "Paid"), CRM_KIND_MONEY, CRM_FIELD_READ_ONLY | CRM_FIELD_LISTED, MONEY },
  { "due_date", NC_ ("field", "Payment expected"), CRM_KIND_DATE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_DUE, MONEY,
    .aliases = "due date|due_date|срок оплаты|термін оплати|termin płatności" },
  { "postponed", NC_ ("field", "Times put off"), CRM_KIND_INTEGER, CRM_FIELD_READ_ONLY, MONEY },
  { "currency", NC_ ("field", "Currency"), CRM_KIND_CHOICE, 0, MONEY, .choices = crm_currencies,
    .aliases = "currency code|валюта|waluta" },
  { "vat_policy", NC_ ("field", "VAT rounding"), CRM_KIND_CHOICE, 0, MONEY, .choices = policies },
  { "prices_include_vat", NC_ ("field", "Prices include VAT"), CRM_KIND_YES_NO, 0, MONEY,
    .initial = "yes" },
  { "language", NC_ ("field", "Language"), CRM_KIND_CHOICE, 0, NC_ ("group", "Paper"),
    .choices = crm_languages },
  { "form", NC_ ("field", "Form"), CRM_KIND_TEXT, CRM_FIELD_HIDDEN, NC_ ("group", "Paper") },
  { "note", NC_ ("field", "Text under the total"), CRM_KIND_NOTE, 0, NC_ ("group", "Paper") },
  { "issued", NC_ ("field", "Issued"), CRM_KIND_MOMENT, CRM_FIELD_READ_ONLY,
    NC_ ("group", "Paper") },
  { "status_since", NC_ ("field", "In this status since"), CRM_KIND_MOMENT, CRM_FIELD_READ_ONLY,
    NC_ ("group", "Paper") },
  { "pdf", NC_ ("field", "Issued PDF"), CRM_KIND_FILE, CRM_FIELD_READ_ONLY, NC_ ("group", "Paper"),
    .target = "file" },
  { "einvoice", NC_ ("field", "E-invoice file"), CRM_KIND_FILE, CRM_FIELD_READ_ONLY,
    NC_ ("group", "Paper"), .target = "file" },
  { "ksef_number", NC_ ("field", "KSeF number"), CRM_KIND_TEXT, 0, NC_ ("group", "Paper"),
    .aliases = "numer ksef|nr ksef",
    .hint = NC_ ("hint", "Given by KSeF when it took the invoice") },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_document = {
  .code = 21,
  .name = "document",
  .label = NC_ ("entity", "Document"),
  .label_plural = NC_ ("entity", "Documents"),
  .label_new = NC_ ("entity", "New document"),
  .purpose =
      NC_ ("purpose", "Invoices, contracts, acts and waybills, with what is paid and what is due."),
  .icon = "text-x-generic-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .is_settled = is_settled,
  .prepare = prepare,
  .sort = "-date",
  .no_merge = TRUE,
  .segment_path = "company.segment",
};

static const CrmField line_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED,
    .aliases = "item name|line item|позиция|позиція|pozycja" },
  { "document", NC_ ("field", "Document"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED, .target = "document",
    .aliases = "invoice number|document number|номер счета|номер рахунку|numer faktury" },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, 0, .initial = "0" },
  { "product", NC_ ("field", "Product"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED,
    .target = "product" },
  { "article", NC_ ("field", "Article"), CRM_KIND_TEXT, 0 },
  { "unit", NC_ ("field", "Unit"), CRM_KIND_TEXT, CRM_FIELD_LISTED, .aliases = "usage unit" },
  { "unit_code", NC_ ("field", "Unit code (ОКЕИ)"), CRM_KIND_TEXT, 0 },
  { "quantity", NC_ ("field", "Quantity"), CRM_KIND_QUANTITY, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .initial = "1", .aliases = "qty|кол-во|количество|кількість|ilość" },
  { "price", NC_ ("field", "Price"), CRM_KIND_PRICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .initial = "0", .aliases = "item price" },
  { "discount", NC_ ("field", "Discount"), CRM_KIND_PERCENT, CRM_FIELD_LISTED },
  { "vat_rate", NC_ ("field", "VAT rate"), CRM_KIND_CHOICE, CRM_FIELD_LISTED,
    .choices = crm_vat_rates },
  { "net", NC_ ("field", "Without VAT"), CRM_KIND_MONEY, CRM_FIELD_READ_ONLY },
  { "vat", NC_ ("field", "VAT"), CRM_KIND_MONEY, CRM_FIELD_READ_ONLY },
  { "total", NC_ ("field", "Sum"), CRM_KIND_MONEY, CRM_FIELD_READ_ONLY | CRM_FIELD_LISTED },
  { "base", NC_ ("field", "Made from the line"), CRM_KIND_REFERENCE,
    CRM_FIELD_HIDDEN | CRM_FIELD_INDEXED, .target = "document_line" },
};

const CrmEntity crm_entity_document_line = {
  .code = 22,
  .name = "document_line",
  .label = NC_ ("entity", "Line"),
  .label_plural = NC_ ("entity", "Lines"),
  .label_new = NC_ ("entity", "New line"),
  .purpose =
      NC_ ("purpose", "What is sold in a document: goods and services, quantities and prices."),
  .icon = "view-list-symbolic",
  .fields = line_fields,
  .n_fields = G_N_ELEMENTS (line_fields),
  .sort = "position",
  .no_search = TRUE,
  .no_merge = TRUE,
};

static const CrmChoice directions[] = {
  { "in", NC_ ("choice", "Received"), "success" },
  { "out", NC_ ("choice", "Paid out"), "warning" },
  { NULL },
};

static const CrmField payment_fields[] = {
  { "purpose", NC_ ("field", "Purpose"), CRM_KIND_TEXT, CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "direction", NC_ ("field", "Direction"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = directions, .initial = "in" },
  { "date", NC_ ("field", "Date"), CRM_KIND_DATE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .initial = "today" },
  { "amount", NC_ ("field", "Amount"), CRM_KIND_MONEY, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED },
  { "currency", NC_ ("field", "Currency"), CRM_KIND_CHOICE, 0, .choices = crm_currencies },
  { "company", NC_ ("field", "Company"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_SUBTITLE, .target = "company" },
  { "document", NC_ ("field", "Document"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED | CRM_FIELD_INDEXED,
    .target = "document" },
  { "deal", NC_ ("field", "Deal"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED, .target = "deal" },
  { "account", NC_ ("field", "Account"), CRM_KIND_REFERENCE, 0, .target = "bank_account" },
  { "number", NC_ ("field", "Payment order number"), CRM_KIND_TEXT, CRM_FIELD_KEY },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_payment = {
  .code = 23,
  .name = "payment",
  .label = NC_ ("entity", "Payment"),
  .label_plural = NC_ ("entity", "Payments"),
  .label_new = NC_ ("entity", "New payment"),
  .purpose = NC_ ("purpose", "Money that came and went, by document."),
  .icon = "money-symbolic",
  .fields = payment_fields,
  .n_fields = G_N_ELEMENTS (payment_fields),
  .sort = "-date",
  .no_search = TRUE,
  .no_merge = TRUE,
  .cards = "share-out",
};

static const CrmField sequence_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_TITLE | CRM_FIELD_LISTED | CRM_FIELD_NAMES },
  { "kind", NC_ ("field", "Kind of document"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED, .choices = crm_document_kinds },
  { "company", NC_ ("field", "Own company"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_OWNER | CRM_FIELD_NAMES | CRM_FIELD_BOUND, .target = "company" },
  { "year", NC_ ("field", "Year"), CRM_KIND_INTEGER, CRM_FIELD_LISTED | CRM_FIELD_NAMES },
  { "pattern", NC_ ("field", "Pattern"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .initial = "{number}", .hint = NC_ ("hint", "{number}, {number:4}, {year}, {yy}, {month}") },
  { "next", NC_ ("field", "Next number"), CRM_KIND_INTEGER, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .initial = "1" },
};

const CrmEntity crm_entity_sequence = {
  .code = 24,
  .name = "sequence",
  .label = NC_ ("entity", "Numbering"),
  .label_plural = NC_ ("entity", "Numberings"),
  .label_new = NC_ ("entity", "New numbering"),
  .purpose = NC_ ("purpose", "How documents of each kind are numbered."),
  .icon = "view-list-ordered-symbolic",
  .fields = sequence_fields,
  .n_fields = G_N_ELEMENTS (sequence_fields),
  .sort = "kind",
  .no_search = TRUE,
  .no_merge = TRUE,
};
