/* E-invoice files: the same document as on paper, for the programs of others. */
#pragma once

#include "crm-change.h"
#include "crm-form-data.h"

G_BEGIN_DECLS

/**
 * CrmEinvoiceFormat:
 * @CRM_EINVOICE_UBL: UBL 2.1 by EN 16931: Invoice, or CreditNote
 * @CRM_EINVOICE_KSEF: FA(3) of the Polish KSeF
 * @CRM_EINVOICE_UPD: the Russian УПД and счёт-фактура, version 5.03
 *
 * Formats of files. They are written only, not sent.
 */
typedef enum {
  CRM_EINVOICE_UBL,
  CRM_EINVOICE_KSEF,
  CRM_EINVOICE_UPD,
} CrmEinvoiceFormat;

#define CRM_EINVOICE_N_FORMATS 3

/**
 * CrmEinvoice:
 * @name: (owned): of the file, as the format wants it
 * @bytes: (owned): the file; the same document gives the same bytes
 *
 * A file that keeps all the rules of its format.
 */
typedef struct {
  char *name;
  GBytes *bytes;
} CrmEinvoice;

void crm_einvoice_free (CrmEinvoice *einvoice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEinvoice, crm_einvoice_free)

/* "ubl", "ksef", "upd": names for command lines and settings */
const char *crm_einvoice_format_to_string (CrmEinvoiceFormat format);
gboolean crm_einvoice_format_parse (const char *text, CrmEinvoiceFormat *format, GError **error);
/* "KSeF (FA(3))": in the person's language */
const char *crm_einvoice_format_get_label (CrmEinvoiceFormat format);

/* Whether a document of that kind by a seller of that country goes into such a file. */
gboolean crm_einvoice_format_fits (CrmEinvoiceFormat format, CrmDatabase *database,
                                   CrmRecord *document);
CrmEinvoice *crm_document_make_einvoice (CrmDatabase *database, gint64 document,
                                         CrmEinvoiceFormat format, GStrv *breaches, GError **error);
/* What a filled form comes to as a file. Any thread. */
CrmEinvoice *crm_einvoice_new (const CrmFormData *data, CrmEinvoiceFormat format, GStrv *breaches,
                               GError **error);

G_END_DECLS
