/* What the files about documents as records share. */
#pragma once

#include "crm-document.h"
#include "crm-query.h"
#include "crm-vat.h"

G_BEGIN_DECLS

/* The lines of a document in their order. (element-type CrmRecord) */
GPtrArray *crm_document_read_lines (CrmDatabase *database, gint64 document, GError **error);
/* What the lines come to by the document's own policy. */
CrmVatResult *crm_document_compute (CrmRecord *document, GPtrArray *lines, GError **error);
/* The country whose law the document follows: its seller's. "other" when unknown. Owned by the
 * caller. */
char *crm_document_dup_country (CrmDatabase *database, CrmRecord *document);
gboolean crm_document_take_number (CrmChange *change, CrmDatabase *database, CrmRecord *document,
                                   GError **error);
/* The company's main account, in @currency where there is one; 0: it has none. */
gint64 crm_document_find_account (CrmDatabase *database, gint64 company, const char *currency);
/* The items of a list of the form: "lines". */
void crm_document_set_lines (CrmFormData *data, CrmDatabase *database, const char *list,
                             GPtrArray *lines, const CrmVatResult *result, const char *currency,
                             gboolean inclusive);
/* What the form may say of the documents before this one, of payments, debts and the account. */
gboolean crm_document_set_family (CrmFormData *data, CrmDatabase *database, CrmRecord *document,
                                  const CrmVatResult *result, const char *currency, GError **error);
/* Those of the names that @from knows. */
void crm_document_copy_fields (CrmRecord *from, CrmRecord *to, const char *const *names);
/* "Договор № 7 от 01.02.2026": in the document's own language where a form has such a line. */
void crm_document_set_basis (CrmRecord *made, CrmRecord *base);
/* One line with the price at which the deal's value comes out. */
gboolean crm_document_add_deal_line (CrmChange *change, CrmDatabase *database, CrmRecord *document,
                                     gint64 stand_in, CrmRecord *deal, GError **error);
/* What envelopes are filled with: seller, buyer and contact of a document, that need not be
 * written.
 */
CrmFormData *crm_document_dup_party_data (CrmDatabase *database, CrmRecord *document);
/* The company's own form of @kind that is in use for @seller, 0: none. */
gint64 crm_document_find_own_form (CrmDatabase *database, const char *kind, const char *standard,
                                   const char *country, const char *language, gint64 seller);
/* What a correction takes the place of: the lines of the document that it corrects, and what they
 * came to. NULL without error: @document corrects nothing. */
CrmVatResult *crm_document_compute_before (CrmDatabase *database, CrmRecord *document,
                                           GPtrArray **lines, GError **error);
/* Out of the lists "before" and "lines": what changed, four rows a line. */
void crm_document_set_corrections (CrmFormData *data, const char *currency);
/* Whether in @country a document of that @kind is made from one of kind @base. */
gboolean crm_document_kind_fits_country (const char *kind, const char *base, const char *country);
/* What an issued document still asks for: what it comes to with its corrections, and what was paid.
 * Both are 0 where it asks for nothing, as a proforma that an invoice was made from. FALSE: error.
 */
gboolean crm_document_read_debt (CrmDatabase *database, CrmRecord *document, gint64 *total,
                                 gint64 *paid, GError **error);
/* The same of what was expected before @today: parts of a payment that are not due yet are no debt.
 */
gboolean crm_document_read_due (CrmDatabase *database, CrmRecord *document, gint64 today,
                                gint64 *total, gint64 *paid, GError **error);
/* Called with every deed about a payment or a document before it is committed. */
void crm_document_follow_paid (CrmChange *change, const CrmDeed *deed);
gboolean crm_document_has_status (CrmRecord *document, const char *status);
gboolean crm_document_asks_money (CrmRecord *document);
/* Sets it unless it is that already. */
void crm_document_set_money (CrmChange *change, CrmRecord *record, const char *field, gint64 money);
/* How the account of the two stands, of a statement or a reminder. */
gboolean crm_document_set_account_state (CrmFormData *data, CrmDatabase *database,
                                         CrmRecord *document, const char *currency, GError **error);
gboolean crm_document_note_issue (CrmChange *change, CrmDatabase *database, gint64 document,
                                  GError **error);
gboolean crm_document_check_journal_deed (CrmDatabase *database, const CrmDeed *deed,
                                          GError **error);
void crm_document_follow_family (CrmChange *change, const CrmDeed *deed);
GBytes *crm_document_read_file (CrmDatabase *database, gint64 file);
/* The details of a company with its main account and its pictures, by the names that forms know. */
void crm_document_set_company (CrmFormData *data, CrmDatabase *database, const char *prefix,
                               CrmRecord *company);
/* Every field by its own name, where there is nothing by that name yet. */
void crm_document_set_fields (CrmFormData *data, const char *prefix, CrmRecord *record);
void crm_document_set_person (CrmFormData *data, const char *party);
void crm_document_set_home (CrmFormData *data, CrmDatabase *database, CrmRecord *document,
                            CrmRecord *seller, const char *currency);
/* The own company that this person writes for; 0: there is none. */
gint64 crm_document_find_own_company (CrmDatabase *database);
/* What a text of a repeated document becomes: (transfer full). */
typedef char *(*CrmDocumentMoveFunc) (const char *text, gpointer data);
gint64 crm_document_add_moved_copy (CrmChange *change, CrmDatabase *database, gint64 document,
                                    gint64 date, CrmDocumentMoveFunc move, gpointer data,
                                    GError **error);
/* Issues what this change adds, by its stand-in. */
void crm_document_issue_later (CrmChange *change, gint64 stand_in);

/* Parts of a payment that have come now, and the day of the next one (0: none). */
gboolean crm_document_follow_instalments (CrmChange *change, CrmDatabase *database,
                                          CrmRecord *document, gint64 paid, gint64 *due,
                                          GError **error);
/* Called with every deed about a document: the term of payment is the buyer's. */
void crm_document_follow_buyer (CrmChange *change, CrmDatabase *database, const CrmDeed *deed);
/* What is paid when, in the document's language, where it is paid in parts. */
gboolean crm_document_set_instalments (CrmFormData *data, CrmDatabase *database,
                                       CrmRecord *document, const char *currency, GError **error);
/* What a product costs the buyer, in the document's currency. */
gboolean crm_document_read_price (CrmDatabase *database, CrmRecord *document, CrmRecord *product,
                                  gint64 *price, GError **error);
/* What a new line begins with. */
gint64 crm_document_read_discount (CrmDatabase *database, CrmRecord *document, GPtrArray *lines);

G_END_DECLS
