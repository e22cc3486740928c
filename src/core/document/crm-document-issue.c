/* The issue of a document: its number, its moment, its paper; and the payment that ends it. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-document-private.h"
#include "crm-einvoice.h"
#include "crm-error.h"
#include "crm-render.h"

/* After number and moment are written: the paper as it is handed over is kept, byte for byte. It is
 * that which the company has chosen: where its form is of no use, a person decides what to do. */
static gboolean
keep_paper (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (CrmRecord) document = crm_record_load (database, documents, id, error);
  g_autofree char *form =
      document != NULL ? crm_document_dup_form_name (database, document, NULL) : NULL;
  g_autoptr (CrmFormLayout) layout = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *name = NULL;
  gint64 file;

  if (document == NULL)
    return FALSE;
  if (form == NULL)
    return TRUE;
  layout = crm_document_lay_out (
      database, id, form, CRM_FORM_LAYOUT_WITH_STAMP | CRM_FORM_LAYOUT_STRICTLY, NULL, error);
  pdf = layout != NULL ? crm_form_layout_to_pdf (layout, NULL, error) : NULL;
  if (pdf == NULL)
    return FALSE;
  name = g_strdup_printf ("%s.pdf", crm_form_layout_get_title (layout));
  g_strdelimit (name, "/\\", '-');
  file = crm_change_add_file (change, crm_subject_make (documents, id), name, pdf);
  crm_change_set_integer (change, documents, id, "pdf", file);
  return TRUE;
}

/* A Polish invoice's file is kept too: the code on its paper is of these very bytes. One that lacks
 * something is issued all the same; what it lacks is said where the file is asked for. */
static gboolean
keep_einvoice (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (CrmRecord) document = crm_record_load (database, documents, id, error);
  g_auto (GStrv) breaches = NULL;
  g_autoptr (CrmEinvoice) einvoice = NULL;
  gint64 file;

  if (document == NULL)
    return FALSE;
  if (!crm_einvoice_format_fits (CRM_EINVOICE_KSEF, database, document))
    return TRUE;
  einvoice = crm_document_make_einvoice (database, id, CRM_EINVOICE_KSEF, &breaches, NULL);
  if (einvoice == NULL)
    return TRUE;
  file = crm_change_add_file (change, crm_subject_make (documents, id), einvoice->name,
                              einvoice->bytes);
  crm_change_set_integer (change, documents, id, "einvoice", file);
  return TRUE;
}

static gboolean
check_complete (CrmDatabase *database, CrmRecord *document, GError **error)
{
  g_autoptr (GPtrArray) lines =
      crm_document_read_lines (database, crm_record_get_id (document), error);
  static const char *const needed[] = { "seller", "company" };

  if (lines == NULL)
    return FALSE;
  if (crm_document_is_issued (document)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” is issued already"),
                 crm_record_get_title (document));
    return FALSE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (crm_record_is_empty (document, needed[i])) {
      g_set_error (
          error, CRM_ERROR, CRM_ERROR_REFUSED,
          _ ("Before it can be issued, “%s” must be filled in"),
          crm_field_get_label (crm_entity_field (crm_record_get_entity (document), needed[i])));
      return FALSE;
    }
  if (lines->len == 0 && (crm_document_kind_get_flags (crm_record_get_text (document, "kind")) &
                          CRM_DOCUMENT_KIND_LINES) != 0) {
    g_autofree char *form = crm_document_dup_form_name (database, document, NULL);
    if (form != NULL) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                           _ ("Before it can be issued, it needs at least one line"));
      return FALSE;
    }
  }
  return TRUE;
}

/* Inside the transaction: the number is the next one now, whoever else wrote meanwhile. */
static gboolean
issue_now (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (CrmRecord) document = crm_record_load (database, documents, id, error);
  const char *kind;

  if (document == NULL || !check_complete (database, document, error) ||
      !crm_document_take_number (change, database, document, error))
    return FALSE;
  kind = crm_record_get_text (document, "kind");
  crm_change_set_integer (change, documents, id, "issued", crm_change_get_moment (change));
  /* An invoice is ready when its seller signed it; a contract or an act waits for the other side.
   */
  if (g_strcmp0 (crm_record_get_text (document, "status"), "planned") == 0)
    crm_change_set_text (change, documents, id, "status",
                         (crm_document_kind_get_flags (kind) &
                          (CRM_DOCUMENT_KIND_ASKS_MONEY | CRM_DOCUMENT_KIND_CORRECTS)) != 0
                             ? "signed"
                             : "for_signature");
  crm_change_later (change, keep_einvoice, id);
  crm_change_later (change, keep_paper, id);
  crm_change_later (change, crm_document_note_issue, id);
  return TRUE;
}

static gboolean
issue_added (CrmChange *change, CrmDatabase *database, gint64 stand_in, GError **error)
{
  return issue_now (change, database, crm_change_get_id (change, stand_in), error);
}

/* Behind what adds up its lines, which may not touch it once it is issued. */
static gboolean
issue_behind (CrmChange *change, CrmDatabase *database, gint64 stand_in, GError **error)
{
  crm_change_later (change, issue_added, stand_in);
  return TRUE;
}

void
crm_document_issue_later (CrmChange *change, gint64 stand_in)
{
  crm_change_later (change, issue_behind, stand_in);
}

/**
 * crm_document_add_issue:
 * @change: where it is added
 * @database: any connection of this thread
 * @document: id of the document
 * @error: REFUSED says what is missing
 *
 * Returns: whether it can be issued
 */
gboolean
crm_document_add_issue (CrmChange *change, CrmDatabase *database, gint64 document, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("document"), document, error);

  if (record == NULL || !check_complete (database, record, error))
    return FALSE;
  crm_change_later (change, issue_now, document);
  return TRUE;
}

/**
 * crm_document_add_payment:
 * @change: where it is added
 * @database: any connection of this thread
 * @document: id of the document
 * @date: of the payment
 * @error: REFUSED when nothing is left to pay
 *
 * Returns: whether a payment of what is left was added
 */
gboolean
crm_document_add_payment (CrmChange *change, CrmDatabase *database, gint64 document, gint64 date,
                          GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("document"), document, error);
  g_autoptr (CrmRecord) payment = NULL;
  static const char *const same[] = { "company", "deal", "account" };
  gint64 left;

  if (record == NULL)
    return FALSE;
  left = crm_record_get_integer (record, "total") - crm_record_get_integer (record, "paid");
  if (left <= 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("Nothing is left to pay of “%s”"),
                 crm_record_get_title (record));
    return FALSE;
  }
  payment = crm_record_new (crm_entity_find ("payment"));
  crm_record_set_integer (payment, "date", date);
  crm_record_set_integer (payment, "amount", left);
  crm_record_set_integer (payment, "document", document);
  crm_record_set_text (payment, "currency", crm_record_get_currency (record));
  crm_record_set_text (payment, "purpose", crm_record_get_title (record));
  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    if (!crm_record_is_empty (record, same[i]))
      crm_record_set_integer (payment, same[i], crm_record_get_integer (record, same[i]));
  crm_change_add (change, payment);
  return TRUE;
}
