/* Totals of documents: they follow lines, in the same change. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-document-private.h"
#include "crm-error.h"

GPtrArray *
crm_document_read_lines (CrmDatabase *database, gint64 document, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document_line"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "document", CRM_OP_EQUAL, document);
  return crm_query_fetch_all (own, database, -1, error);
}

/* (array length=lines->len): borrows the codes of the lines */
static CrmVatLine *
get_inputs (GPtrArray *lines)
{
  CrmVatLine *inputs = g_new0 (CrmVatLine, lines->len + 1);
  for (guint i = 0; i < lines->len; i++) {
    inputs[i].quantity = crm_record_get_integer (lines->pdata[i], "quantity");
    inputs[i].price = crm_record_get_integer (lines->pdata[i], "price");
    inputs[i].discount = crm_record_get_integer (lines->pdata[i], "discount");
    inputs[i].code = crm_record_get_text (lines->pdata[i], "vat_rate");
  }
  return inputs;
}

static CrmVatPolicy
get_policy (CrmRecord *document)
{
  CrmVatPolicy policy = CRM_VAT_PER_LINE;
  const char *text = crm_record_get_text (document, "vat_policy");
  if (text != NULL)
    crm_vat_policy_parse (text, &policy, NULL);
  return policy;
}

CrmVatResult *
crm_document_compute (CrmRecord *document, GPtrArray *lines, GError **error)
{
  g_autofree CrmVatLine *inputs = get_inputs (lines);
  return crm_vat_compute (inputs, lines->len, get_policy (document),
                          crm_record_get_integer (document, "prices_include_vat") != 0, error);
}

void
crm_document_set_money (CrmChange *change, CrmRecord *record, const char *field, gint64 money)
{
  if (crm_record_is_empty (record, field) || crm_record_get_integer (record, field) != money)
    crm_change_set_integer (change, crm_record_get_entity (record), crm_record_get_id (record),
                            field, money);
}

static gboolean
update_totals (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (CrmRecord) document =
      crm_record_load (database, crm_entity_find ("document"), id, NULL);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (CrmVatResult) result = NULL, before = NULL;
  g_autoptr (GError) failed = NULL;
  CrmVatSums taken = { 0 };

  if (document == NULL)
    return TRUE; /* deleted in the same change, its lines with it */
  lines = crm_document_read_lines (database, id, error);
  if (lines == NULL)
    return FALSE;
  result = crm_document_compute (document, lines, error);
  if (result == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++) {
    crm_document_set_money (change, lines->pdata[i], "net", result->lines[i].net);
    crm_document_set_money (change, lines->pdata[i], "vat", result->lines[i].vat);
    crm_document_set_money (change, lines->pdata[i], "total", result->lines[i].gross);
  }
  before = crm_document_compute_before (database, document, NULL, &failed);
  if (failed != NULL) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return FALSE;
  }
  /* A correction comes to the difference. */
  if (before != NULL)
    taken = before->total;
  crm_document_set_money (change, document, "net", result->total.net - taken.net);
  crm_document_set_money (change, document, "vat", result->total.vat - taken.vat);
  crm_document_set_money (change, document, "total", result->total.gross - taken.gross);
  return TRUE;
}

/* What decides the totals; the totals themselves are among the fields of the same records. */
static gboolean
decides_totals (const CrmDeed *deed)
{
  static const char *const of_line[] = { "document", "quantity", "price",
                                         "discount", "vat_rate", "position" };
  static const char *const of_document[] = { "vat_policy", "prices_include_vat", "kind", "base" };
  gboolean line = g_strcmp0 (deed->entity->name, "document_line") == 0;
  const char *const *fields = line ? of_line : of_document;
  gsize n = line ? G_N_ELEMENTS (of_line) : G_N_ELEMENTS (of_document);

  if (deed->action != CRM_ACTION_SET)
    return TRUE;
  for (gsize i = 0; i < n; i++)
    if (crm_fields_has (deed->fields, crm_entity_field_index (deed->entity, fields[i])))
      return TRUE;
  return FALSE;
}

static void
later_for (CrmChange *change, CrmLaterFunc func, CrmRecord *record)
{
  gint64 document = record != NULL ? crm_record_get_integer (record, "document") : 0;
  if (document != 0)
    crm_change_later (change, func, document);
}

/* An issued document stands: what it says is corrected by another document. What happens to it
 * afterwards is noted on it. */
static const char *const open_fields[] = {
  "status",      "status_since", "due_date", "postponed", "paid",     "pdf",         "deal",
  "responsible", "changed",      "contact",  "base",      "einvoice", "ksef_number",
};

/* Where two records become one, references to the one that goes follow it. */
static void
open_references (const CrmEntity *entity, CrmFields *locked)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_REFERENCE)
      crm_fields_remove (locked, i);
  crm_fields_remove (locked, crm_entity_field_index (entity, "changed"));
}

static gboolean
check_lock (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  g_autoptr (CrmRecord) owner = NULL;
  CrmRecord *document = deed->before;
  CrmFields locked = deed->fields;

  if (g_strcmp0 (deed->entity->name, "document_line") == 0) {
    CrmRecord *line = deed->before != NULL ? deed->before : deed->after;
    document = owner = crm_record_load (database, crm_entity_find ("document"),
                                        crm_record_get_integer (line, "document"), NULL);
  } else
    for (gsize i = 0; i < G_N_ELEMENTS (open_fields); i++)
      crm_fields_remove (&locked, crm_entity_field_index (deed->entity, open_fields[i]));
  if (deed->action == CRM_ACTION_SET && crm_change_get_relinks (change))
    open_references (deed->entity, &locked);
  if (document == NULL || !crm_document_is_issued (document) || crm_fields_is_empty (locked))
    return TRUE;
  g_set_error (
      error, CRM_ERROR, CRM_ERROR_REFUSED,
      _ ("“%s” is issued: it is corrected by another document, not by a change of this one"),
      crm_record_get_title (document));
  return FALSE;
}

static gboolean
follow (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  const char *name = deed->entity->name;

  if (g_strcmp0 (name, "document_line") == 0) {
    if (!check_lock (change, database, deed, error))
      return FALSE;
    crm_document_follow_family (change, deed);
    if (decides_totals (deed)) {
      later_for (change, update_totals, deed->before);
      later_for (change, update_totals, deed->after);
    }
  } else if (g_strcmp0 (name, "document") == 0) {
    if (deed->action != CRM_ACTION_ADD && !check_lock (change, database, deed, error))
      return FALSE;
    crm_document_follow_family (change, deed);
    crm_document_follow_buyer (change, database, deed);
    if (deed->action != CRM_ACTION_DELETE && decides_totals (deed))
      crm_change_later (change, update_totals, deed->id);
    crm_document_follow_paid (change, deed);
  } else if (g_strcmp0 (name, "issue") == 0) {
    return crm_document_check_journal_deed (database, deed, error);
  } else if (g_strcmp0 (name, "payment") == 0) {
    crm_document_follow_paid (change, deed);
  }
  return TRUE;
}

/**
 * crm_document_register:
 *
 * Lets totals, payments and the lock of issued documents follow every change, and forms call what
 * is not filled in as people do. Once, at start.
 */
void
crm_document_register (void)
{
  crm_reactor_register (follow);
  crm_form_set_namer (crm_document_dup_path_name);
}

/**
 * crm_document_is_issued:
 * @document: a document
 *
 * Returns: whether it was handed over and stands as it is
 */
gboolean
crm_document_is_issued (CrmRecord *document)
{
  return !crm_record_is_empty (document, "issued");
}

/**
 * crm_document_has_kept_paper:
 * @document: a document
 *
 * A Polish invoice is issued before KSeF gives it its number, and handed over with it: then its
 * page is laid out anew.
 *
 * Returns: whether its paper is the PDF that was kept
 */
gboolean
crm_document_has_kept_paper (CrmRecord *document)
{
  return crm_document_is_issued (document) && !crm_record_is_empty (document, "pdf") &&
         crm_record_is_empty (document, "ksef_number");
}

/**
 * crm_document_is_open_field:
 * @document: a document
 * @field: name of one of its fields
 *
 * Returns: whether a change of it is not refused because the document is issued
 */
gboolean
crm_document_is_open_field (CrmRecord *document, const char *field)
{
  if (!crm_document_is_issued (document))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (open_fields); i++)
    if (g_strcmp0 (open_fields[i], field) == 0)
      return TRUE;
  return FALSE;
}

/**
 * crm_document_explain_total:
 * @database: any connection of this thread
 * @document: id of the document
 * @error: NOT_FOUND
 *
 * Returns: (transfer full) (nullable): how the total came about, a step a line, in the person's
 * language
 */
GStrv
crm_document_explain_total (CrmDatabase *database, gint64 document, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("document"), document, error);
  g_autoptr (GPtrArray) lines =
      record != NULL ? crm_document_read_lines (database, document, error) : NULL;
  g_autoptr (CrmVatResult) result =
      lines != NULL ? crm_document_compute (record, lines, error) : NULL;
  g_autofree CrmVatLine *inputs = NULL;

  if (result == NULL)
    return NULL;
  inputs = get_inputs (lines);
  return crm_vat_result_explain (result, inputs, get_policy (record),
                                 crm_record_get_integer (record, "prices_include_vat") != 0,
                                 crm_number_style_local ());
}
