/* Documents as records: a draft for a client or a deal, its totals, its number, its issue, its
 * paper. */
#pragma once

#include "crm-change.h"
#include "crm-form-data.h"
#include "crm-layout.h"

G_BEGIN_DECLS

/* Totals, payments and locks follow every change of documents, lines and payments. Once, at start.
 */
void crm_document_register (void);

/* The kind that asks a client of this seller's country for money: a pro forma in Poland, an invoice
 * elsewhere. */
const char *crm_document_default_kind (const char *country);
/* Fills in what follows from kind and seller: account, currency, VAT policy, language, dates. */
gboolean crm_document_prepare_draft (CrmDatabase *database, CrmRecord *document, GError **error);
/* 0: none was chosen. */
gint64 crm_document_get_default_seller (CrmDatabase *database);
/* Adds to @change a document of @kind for @company (0: none) and @deal (0: none), with a line for
 * the deal's product and value. Returns its stand-in, 0 on error. */
gint64 crm_document_add_draft (CrmChange *change, CrmDatabase *database, const char *kind,
                               gint64 company, gint64 deal, GError **error);
/* A line with the product's name, unit, price and VAT rate; position after the last one. Not yet
 * added. */
CrmRecord *crm_document_new_line (CrmDatabase *database, gint64 document, gint64 product,
                                  GError **error);
/* Whether the same percent, in hundredths, is taken off every line, and to take it off. */
gboolean crm_document_get_discount (CrmDatabase *database, gint64 document, gint64 *discount);
gboolean crm_document_add_discount (CrmChange *change, CrmDatabase *database, gint64 document,
                                    gint64 discount, GError **error);
gboolean crm_document_is_issued (CrmRecord *document);
/* Whether the PDF of the issue is its paper: until a number of the tax office has to be on it. */
gboolean crm_document_has_kept_paper (CrmRecord *document);
/* What happens to an issued document may still be noted on it; what it says stands. */
gboolean crm_document_is_open_field (CrmRecord *document, const char *field);
/* Adds to @change a draft that says the same, with its lines. Returns its stand-in, 0 on error. */
gint64 crm_document_add_copy (CrmChange *change, CrmDatabase *database, gint64 document,
                              GError **error);

/**
 * CrmDocumentKindFlags:
 * @CRM_DOCUMENT_KIND_LINES: it says nothing without lines
 * @CRM_DOCUMENT_KIND_ASKS_MONEY: it asks for money, and is ready when its seller signed it
 * @CRM_DOCUMENT_KIND_DELIVERS: it hands over goods or work, each once
 * @CRM_DOCUMENT_KIND_BILLS: it tells the VAT of what was handed over, once
 * @CRM_DOCUMENT_KIND_CORRECTS: its lines say anew what those of another say; its total is the
 *   difference
 * @CRM_DOCUMENT_KIND_OF_ACCOUNT: it tells how the account of the two stands and sells nothing
 * @CRM_DOCUMENT_KIND_OWN_DEAL: each is for a deal of its own
 *
 * What a kind of document is for.
 */
typedef enum {
  CRM_DOCUMENT_KIND_LINES = 1 << 0,
  CRM_DOCUMENT_KIND_ASKS_MONEY = 1 << 1,
  CRM_DOCUMENT_KIND_DELIVERS = 1 << 2,
  CRM_DOCUMENT_KIND_BILLS = 1 << 3,
  CRM_DOCUMENT_KIND_CORRECTS = 1 << 4,
  CRM_DOCUMENT_KIND_OF_ACCOUNT = 1 << 5,
  CRM_DOCUMENT_KIND_OWN_DEAL = 1 << 6,
} CrmDocumentKindFlags;

CrmDocumentKindFlags crm_document_kind_get_flags (const char *kind);
gboolean crm_document_kind_is_made_from (const char *kind, const char *base);
/* The kinds that can be made from a document, in the order of a sale. */
GStrv crm_document_list_next_kinds (CrmDatabase *database, CrmRecord *document);
/* Adds to @change a draft of @kind with what is left of @document. Returns its stand-in, 0 on
 * error. */
gint64 crm_document_add_made_from (CrmChange *change, CrmDatabase *database, gint64 document,
                                   const char *kind, GError **error);
/* What a deal begins with that belongs to @document: its parties. (transfer full) */
CrmRecord *crm_document_new_deal (CrmDatabase *database, gint64 document, GError **error);
/* Adds to @change @deal, a new one, and a draft of @kind for it that follows from @document.
 * Returns the draft's stand-in, 0 on error. */
gint64 crm_document_add_with_deal (CrmChange *change, CrmDatabase *database, gint64 document,
                                   const char *kind, CrmRecord *deal, GError **error);
/* How much of a line is not yet in documents of @kind's purpose. */
gboolean crm_document_read_left (CrmDatabase *database, gint64 line, const char *kind, gint64 *left,
                                 GError **error);

/* How much of what is paid of a document came for the one that it was made from. */
gboolean crm_document_read_carried (CrmDatabase *database, CrmRecord *document, gint64 *carried,
                                    GError **error);

/* Whether all that was issued stands as it was issued: what is wrong, a sentence each. */
GStrv crm_document_check_journal (CrmDatabase *database, GCancellable *cancellable, GError **error);

/**
 * CrmDocumentGap:
 * @kind: of the documents
 * @seller: own company, 0: none
 * @year: of their dates
 * @shape: their number, "#" where it counts: "PF/#/2026"
 * @first: first number that is missing
 * @last: last one of the stretch
 *
 * Numbers that were left out.
 */
typedef struct {
  const char *kind;
  gint64 seller;
  int year;
  const char *shape;
  gint64 first;
  gint64 last;
} CrmDocumentGap;

typedef void (*CrmDocumentGapFunc) (const CrmDocumentGap *gap, gpointer data);
gboolean crm_document_list_gaps (CrmDatabase *database, CrmDocumentGapFunc func, gpointer data,
                                 GError **error);

/* To @change: number from its sequence (unless it has one), the moment, the status, the PDF as it
 * is handed over. */
gboolean crm_document_add_issue (CrmChange *change, CrmDatabase *database, gint64 document,
                                 GError **error);
/* To @change: a payment of what is not paid yet, on @date; the status becomes completed. */
gboolean crm_document_add_payment (CrmChange *change, CrmDatabase *database, gint64 document,
                                   gint64 date, GError **error);

/* What its form is filled with. Any thread with its own connection. */
CrmFormData *crm_document_dup_data (CrmDatabase *database, gint64 document, GError **error);
/* What a made-up document of @kind says: forms are looked at with it before there is a real one.
 * @language (nullable): of its texts. Any thread. */
CrmFormData *crm_document_dup_sample (const char *kind, const char *language);
/* The form chosen in the document, else the company's own for its kind, else the standard one of
 * its kind and its seller's country; NULL: there is none, REFUSED says so. */
char *crm_document_dup_form_name (CrmDatabase *database, CrmRecord *document, GError **error);
/* Forms that are records are called "form:12" among the names of standard ones. */
char *crm_document_form_name_new (gint64 form);
gint64 crm_document_form_name_parse (const char *name);
CrmFormLayout *crm_document_lay_out (CrmDatabase *database, gint64 document, const char *form,
                                     CrmFormLayoutFlags flags, GCancellable *cancellable,
                                     GError **error);
CrmFormLayout *crm_document_lay_out_on (CrmDatabase *database, gint64 document, CrmForm *form,
                                        CrmFormLayoutFlags flags, GCancellable *cancellable,
                                        GError **error);
/* How people call what a form names by a path: "seller.inn" -> "Seller: Tax number". Any thread. */
char *crm_document_dup_path_name (const char *path);
/* What a text of a form may name, with filters: "document.date|date-long". Any thread. */
GStrv crm_document_list_paths (gboolean of_line);
/* How the total came about, one step a line. */
GStrv crm_document_explain_total (CrmDatabase *database, gint64 document, GError **error);

/* A sequence's pattern filled: "{number:4}/{yy}" -> "0017/26". */
char *crm_sequence_format (const char *pattern, gint64 number, gint64 date, GError **error);

G_END_DECLS
