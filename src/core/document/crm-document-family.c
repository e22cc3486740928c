/* Documents that belong together: an act from an invoice, whole or what is left of it; a correction
 * with what it takes the place of; and what a form may say of the documents before. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-document-private.h"
#include "crm-error.h"

#define MOST_BEFORE 16 /* documents before one: more than a sale ever has */

static CrmDocumentKindFlags
get_flags (CrmRecord *document)
{
  return crm_document_kind_get_flags (crm_record_get_text (document, "kind"));
}

static CrmRecord *
load_document (CrmDatabase *database, gint64 id, GError **error)
{
  return crm_record_load (database, crm_entity_find ("document"), id, error);
}

static CrmRecord *
load_base (CrmDatabase *database, CrmRecord *document)
{
  gint64 id = crm_record_get_integer (document, "base");
  return id > 0 && id != crm_record_get_id (document) ? load_document (database, id, NULL) : NULL;
}

/* --- What is left */

/* (element-type CrmRecord): what was made from a line */
static GPtrArray *
read_followers (CrmDatabase *database, gint64 line, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document_line"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "base", CRM_OP_EQUAL, line);
  return crm_query_fetch_all (own, database, -1, error);
}

/* How much of a line is used up by documents of that purpose; a rejected one uses nothing. */
static gboolean
sum_used (CrmDatabase *database, gint64 line, CrmDocumentKindFlags purpose, gint64 *used,
          GError **error)
{
  g_autoptr (GPtrArray) followers = read_followers (database, line, error);

  *used = 0;
  if (followers == NULL)
    return FALSE;
  for (guint i = 0; i < followers->len; i++) {
    g_autoptr (CrmRecord) document =
        load_document (database, crm_record_get_integer (followers->pdata[i], "document"), NULL);
    if (document == NULL || (get_flags (document) & purpose) == 0 ||
        g_strcmp0 (crm_record_get_text (document, "status"), "rejected") == 0)
      continue;
    if (__builtin_add_overflow (*used, crm_record_get_integer (followers->pdata[i], "quantity"),
                                used))
      *used = G_MAXINT64;
  }
  return TRUE;
}

/* The purpose that a kind shares with others: an act and a waybill deliver the same goods once. */
static CrmDocumentKindFlags
get_purpose (CrmDocumentKindFlags flags)
{
  return flags &
         (CRM_DOCUMENT_KIND_ASKS_MONEY | CRM_DOCUMENT_KIND_DELIVERS | CRM_DOCUMENT_KIND_BILLS);
}

/**
 * crm_document_read_left:
 * @database: any connection of this thread
 * @line: id of a line
 * @kind: what is to be made from its document
 * @left: (out): millionths of the unit; less than 0 where more was made than there is
 * @error: NOT_FOUND, or the store's
 *
 * Returns: whether it could be read
 */
gboolean
crm_document_read_left (CrmDatabase *database, gint64 line, const char *kind, gint64 *left,
                        GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("document_line"), line, error);
  CrmDocumentKindFlags purpose = get_purpose (crm_document_kind_get_flags (kind));
  gint64 used = 0;

  if (record == NULL || (purpose != 0 && !sum_used (database, line, purpose, &used, error)))
    return FALSE;
  if (__builtin_sub_overflow (crm_record_get_integer (record, "quantity"), used, left))
    *left = 0;
  return TRUE;
}

/* A line of an act or a waybill must not hand over more than the invoice says. */
static gboolean
check_left (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (CrmRecord) line =
      crm_record_load (database, crm_entity_find ("document_line"), id, NULL);
  g_autoptr (CrmRecord) document = NULL, base = NULL, source = NULL;
  gint64 left;

  if (line == NULL || crm_record_is_empty (line, "base"))
    return TRUE;
  document = load_document (database, crm_record_get_integer (line, "document"), NULL);
  if (document == NULL ||
      (get_flags (document) & (CRM_DOCUMENT_KIND_DELIVERS | CRM_DOCUMENT_KIND_BILLS)) == 0 ||
      g_strcmp0 (crm_record_get_text (document, "status"), "rejected") == 0)
    return TRUE;
  base = crm_record_load (database, crm_entity_find ("document_line"),
                          crm_record_get_integer (line, "base"), NULL);
  if (base == NULL || crm_record_get_integer (line, "quantity") <= 0)
    return TRUE;
  if (!crm_document_read_left (database, crm_record_get_id (base),
                               crm_record_get_text (document, "kind"), &left, error))
    return FALSE;
  if (left >= 0)
    return TRUE;
  source = load_document (database, crm_record_get_integer (base, "document"), NULL);
  /* What was left for this line. */
  if (__builtin_add_overflow (left, crm_record_get_integer (line, "quantity"), &left) || left < 0)
    left = 0;
  g_autofree char *amount =
      crm_decimal_format (left, CRM_QUANTITY_DECIMALS, 0, crm_number_style_local ());
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               /* Translators: a line's name, a quantity, a document: "Invoice 124" */
               _ ("“%s”: only %s is left of “%s”"), crm_record_get_title (line), amount,
               source != NULL ? crm_record_get_title (source) : "");
  return FALSE;
}

/* Each line of a document that counts again. */
static gboolean
check_all_left (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) lines = crm_document_read_lines (database, id, error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    if (!check_left (change, database, crm_record_get_id (lines->pdata[i]), error))
      return FALSE;
  return TRUE;
}

/* Called with every deed about a line or a document before it is committed. */
void
crm_document_follow_family (CrmChange *change, const CrmDeed *deed)
{
  gboolean line = g_strcmp0 (deed->entity->name, "document_line") == 0;

  if (deed->action == CRM_ACTION_DELETE)
    return;
  if (line && !crm_record_is_empty (deed->after, "base"))
    crm_change_later (change, check_left, deed->id);
  else if (!line && !crm_record_is_empty (deed->after, "base") &&
           crm_fields_has (deed->fields, crm_entity_field_index (deed->entity, "status")))
    crm_change_later (change, check_all_left, deed->id);
}

/* --- Making one from another */

void
crm_document_copy_fields (CrmRecord *from, CrmRecord *to, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (!crm_record_is_empty (from, names[i]))
      crm_record_set_value (
          to, crm_entity_field_index (crm_record_get_entity (to), names[i]),
          crm_record_get_value (from,
                                crm_entity_field_index (crm_record_get_entity (from), names[i])));
}

static gboolean
add_lines_from (CrmChange *change, CrmDatabase *database, GPtrArray *lines, const char *kind,
                gint64 stand_in, guint *n_added, GError **error)
{
  static const char *const same[] = { "name",  "product",  "article",  "unit", "unit_code",
                                      "price", "discount", "vat_rate", NULL };

  *n_added = 0;
  for (guint i = 0; i < lines->len; i++) {
    g_autoptr (CrmRecord) line = crm_record_new (crm_entity_find ("document_line"));
    gint64 whole = crm_record_get_integer (lines->pdata[i], "quantity"), left;
    if (!crm_document_read_left (database, crm_record_get_id (lines->pdata[i]), kind, &left, error))
      return FALSE;
    if (whole > 0 ? left <= 0 : left >= 0)
      continue;
    crm_document_copy_fields (lines->pdata[i], line, same);
    crm_record_set_integer (line, "quantity", left);
    crm_record_set_integer (line, "document", stand_in);
    crm_record_set_integer (line, "position", ++*n_added);
    crm_record_set_integer (line, "base", crm_record_get_id (lines->pdata[i]));
    crm_change_add (change, line);
  }
  return TRUE;
}

void
crm_document_set_basis (CrmRecord *made, CrmRecord *base)
{
  const char *language = crm_record_get_text (made, "language");
  const char *number = crm_record_get_text (base, "number");
  g_autofree char *date = NULL, *basis = NULL;
  static const struct {
    const char *kind, *ru, *uk, *pl, *en;
  } texts[] = {
    { "contract", "Договор № %s от %s", "Договір № %s від %s", "Umowa nr %s z dnia %s",
      "Contract %s of %s" },
    { "agreement", "Дополнительное соглашение № %s от %s", "Додаткова угода № %s від %s",
      "Aneks nr %s z dnia %s", "Supplementary agreement %s of %s" },
    { "invoice", "Счет на оплату № %s от %s", "Рахунок на оплату № %s від %s",
      "Faktura nr %s z dnia %s", "Invoice %s of %s" },
    { "proforma", "Счет на оплату № %s от %s", "Рахунок на оплату № %s від %s",
      "Pro forma nr %s z dnia %s", "Pro forma invoice %s of %s" },
  };

  if (!crm_record_is_empty (made, "basis") || number == NULL)
    return;
  date = crm_date_format_short (crm_record_get_integer (base, "date"), language);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *text = g_strcmp0 (language, "ru") == 0   ? texts[i].ru
                       : g_strcmp0 (language, "uk") == 0 ? texts[i].uk
                       : g_strcmp0 (language, "pl") == 0 ? texts[i].pl
                                                         : texts[i].en;
    g_auto (GStrv) parts = g_strsplit (text, "%s", 3);
    if (g_strcmp0 (texts[i].kind, crm_record_get_text (base, "kind")) != 0)
      continue;
    basis = g_strconcat (parts[0], number, parts[1], date, parts[2], NULL);
    crm_record_set_text (made, "basis", basis);
    return;
  }
}

/**
 * crm_document_add_made_from:
 * @change: where it is added
 * @database: any connection of this thread
 * @document: id of the document that it is made from
 * @kind: what to make, see crm_document_list_next_kinds()
 * @error: NOT_FOUND; REFUSED where that kind is not made from it or nothing is left
 *
 * A draft of today with the same parties and terms and, line by line, what is left.
 *
 * Returns: the stand-in of the new document; 0 on error
 */
gint64
crm_document_add_made_from (CrmChange *change, CrmDatabase *database, gint64 document,
                            const char *kind, GError **error)
{
  static const char *const same[] = { "company",  "seller",     "account",
                                      "contact",  "deal",       "currency",
                                      "language", "vat_policy", "prices_include_vat",
                                      "basis",    NULL };
  g_autoptr (CrmRecord) base = load_document (database, document, error);
  g_autoptr (CrmRecord) made = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *country = NULL;
  gint64 stand_in;
  guint n_added;

  if (base == NULL)
    return 0;
  country = crm_document_dup_country (database, base);
  if (!crm_document_kind_is_made_from (kind, crm_record_get_text (base, "kind")) ||
      !crm_document_kind_fits_country (kind, crm_record_get_text (base, "kind"), country)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("A document of that kind is not made from “%s”"), crm_record_get_title (base));
    return 0;
  }
  lines = crm_document_read_lines (database, document, error);
  if (lines == NULL)
    return 0;
  made = crm_record_new (crm_entity_find ("document"));
  crm_document_copy_fields (base, made, same);
  if (!crm_record_parse (made, "kind", kind, error))
    return 0;
  crm_record_set_integer (made, "base", document);
  crm_document_set_basis (made, base);
  if (crm_document_kind_get_flags (kind) & CRM_DOCUMENT_KIND_ASKS_MONEY &&
      !crm_record_is_empty (base, "due_date"))
    crm_record_set_integer (made, "due_date",
                            crm_record_get_integer (made, "date") +
                                crm_record_get_integer (base, "due_date") -
                                crm_record_get_integer (base, "date"));
  stand_in = crm_change_add (change, made);
  if (crm_document_kind_get_flags (kind) & CRM_DOCUMENT_KIND_OF_ACCOUNT)
    return stand_in;
  if (!add_lines_from (change, database, lines, kind, stand_in, &n_added, error))
    return 0;
  if (lines->len > 0 && n_added == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("Nothing is left of “%s” to make it from"),
                 crm_record_get_title (base));
    return 0;
  }
  return stand_in;
}

/* --- Corrections */

CrmVatResult *
crm_document_compute_before (CrmDatabase *database, CrmRecord *document, GPtrArray **lines,
                             GError **error)
{
  g_autoptr (CrmRecord) base = NULL;
  g_autoptr (GPtrArray) read = NULL;
  CrmVatResult *result;

  if ((get_flags (document) & CRM_DOCUMENT_KIND_CORRECTS) == 0)
    return NULL;
  base = load_base (database, document);
  read = base != NULL ? crm_document_read_lines (database, crm_record_get_id (base), error) : NULL;
  result = read != NULL ? crm_document_compute (base, read, error) : NULL;
  if (result != NULL && lines != NULL)
    *lines = g_steal_pointer (&read);
  return result;
}

static void
set_difference (CrmFormData *data, const char *prefix, const CrmVatSums *before,
                const CrmVatSums *after, const char *currency)
{
  const struct {
    const char *name;
    gint64 before, after;
  } sums[] = { { "net", before->net, after->net },
               { "vat", before->vat, after->vat },
               { "gross", before->gross, after->gross } };

  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++) {
    gint64 more = sums[i].after - sums[i].before;
    g_autofree char *path = g_strconcat (prefix, sums[i].name, NULL);
    g_autofree char *was = g_strconcat (prefix, sums[i].name, "_before", NULL);
    g_autofree char *is = g_strconcat (prefix, sums[i].name, "_after", NULL);
    g_autofree char *size = g_strconcat (prefix, sums[i].name, "_size", NULL);
    crm_form_data_set_money (data, path, more, currency);
    crm_form_data_set_money (data, was, sums[i].before, currency);
    crm_form_data_set_money (data, is, sums[i].after, currency);
    crm_form_data_set_money (data, size, ABS (more), currency);
  }
}

static const CrmVatRate *
find_rate (const CrmVatResult *result, const char *code)
{
  for (gsize i = 0; i < result->n_rates; i++)
    if (g_strcmp0 (result->rates[i].code, code) == 0)
      return &result->rates[i];
  return NULL;
}

static void
add_rate_change (CrmFormData *data, const CrmVatRate *named, const CrmVatRate *before,
                 const CrmVatRate *after, const char *currency)
{
  static const CrmVatSums nothing = { 0 };
  CrmFormData *item = crm_form_data_add_item (data, "changes");

  crm_form_data_set_text (item, "rate", named->code);
  set_difference (item, "", before != NULL ? &before->sums : &nothing,
                  after != NULL ? &after->sums : &nothing, currency);
}

/* difference.net .vat .gross and, rate by rate, the list "changes" */
static void
set_changes (CrmFormData *data, const CrmVatResult *before, const CrmVatResult *after,
             const char *currency)
{
  set_difference (data, "difference.", &before->total, &after->total, currency);
  crm_form_data_set_flag (data, "difference.less", after->total.gross < before->total.gross);
  crm_form_data_add_list (data, "changes");
  for (gsize i = 0; i < before->n_rates; i++)
    add_rate_change (data, &before->rates[i], &before->rates[i],
                     find_rate (after, before->rates[i].code), currency);
  for (gsize i = 0; i < after->n_rates; i++)
    if (find_rate (before, after->rates[i].code) == NULL)
      add_rate_change (data, &after->rates[i], NULL, &after->rates[i], currency);
}

/* --- For forms */

static void
set_named (CrmFormData *data, const char *prefix, CrmRecord *document)
{
  g_autofree char *number = g_strconcat (prefix, ".number", NULL);
  g_autofree char *date = g_strconcat (prefix, ".date", NULL);

  if (crm_form_data_lookup (data, number) != NULL)
    return;
  crm_form_data_set_text (
      data, number,
      crm_record_is_empty (document, "number") ? "—" : crm_record_get_text (document, "number"));
  crm_form_data_set_date (data, date, crm_record_get_integer (document, "date"));
  if (strcmp (prefix, "base") == 0)
    crm_form_data_set_text (data, "base.ksef_number",
                            crm_record_get_text (document, "ksef_number"));
}

static gboolean
add_payments (CrmFormData *data, CrmDatabase *database, CrmRecord *document, gint64 until,
              const char *currency, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("payment"));
  g_autoptr (CrmQuery) own =
      crm_query_filter_integer (all, "document", CRM_OP_EQUAL, crm_record_get_id (document));
  g_autoptr (CrmQuery) ordered = crm_query_sort (own, "date", FALSE, error);
  g_autoptr (GPtrArray) payments =
      ordered != NULL ? crm_query_fetch_all (ordered, database, -1, error) : NULL;

  if (payments == NULL)
    return FALSE;
  for (guint i = 0; i < payments->len; i++) {
    CrmRecord *payment = payments->pdata[i];
    if (crm_record_get_integer (payment, "date") > until ||
        g_strcmp0 (crm_record_get_text (payment, "direction"), "in") != 0)
      continue;
    gboolean follows = crm_form_data_get_n_items (crm_form_data_lookup (data, "payments")) > 0;
    CrmFormData *item = crm_form_data_add_item (data, "payments");
    crm_form_data_set_flag (item, "follows", follows);
    crm_form_data_set_text (item, "number", crm_record_get_text (payment, "number"));
    crm_form_data_set_date (item, "date", crm_record_get_integer (payment, "date"));
    crm_form_data_set_money (item, "amount", crm_record_get_integer (payment, "amount"), currency);
  }
  return TRUE;
}

/* What a correction is of in the end, however often it was corrected: corrected.number, .date and
 * .kind. */
static void
set_corrected (CrmFormData *data, CrmDatabase *database, CrmRecord *document)
{
  g_autoptr (CrmRecord) found = g_object_ref (document);

  for (guint i = 0; i < MOST_BEFORE && (get_flags (found) & CRM_DOCUMENT_KIND_CORRECTS); i++) {
    g_autoptr (CrmRecord) earlier = load_base (database, found);
    if (earlier == NULL)
      return;
    g_set_object (&found, earlier);
  }
  if (found == document)
    return;
  set_named (data, "corrected", found);
  crm_form_data_set_text (data, "corrected.kind", crm_record_get_text (found, "kind"));
}

/* What went before: base is the next before, from.KIND the nearest of that kind, shipment the
 * nearest that delivered. */
static gboolean
set_before (CrmFormData *data, CrmDatabase *database, CrmRecord *document, const char *currency,
            GError **error)
{
  g_autoptr (CrmRecord) before = load_base (database, document);
  gint64 date = crm_record_get_integer (document, "date");

  crm_form_data_add_list (data, "payments");
  if (before != NULL)
    set_named (data, "base", before);
  set_corrected (data, database, document);
  for (guint i = 0; before != NULL && i < MOST_BEFORE; i++) {
    g_autofree char *prefix = g_strconcat ("from.", crm_record_get_text (before, "kind"), NULL);
    set_named (data, prefix, before);
    if ((get_flags (before) & CRM_DOCUMENT_KIND_DELIVERS) != 0 &&
        crm_form_data_lookup (data, "shipment.kind") == NULL) {
      set_named (data, "shipment", before);
      crm_form_data_set_text (data, "shipment.kind", crm_record_get_text (before, "kind"));
    }
    if (!add_payments (data, database, before, date, currency, error))
      return FALSE;
    g_autoptr (CrmRecord) earlier = load_base (database, before);
    g_set_object (&before, earlier);
  }
  return TRUE;
}

gboolean
crm_document_set_family (CrmFormData *data, CrmDatabase *database, CrmRecord *document,
                         const CrmVatResult *result, const char *currency, GError **error)
{
  g_autoptr (CrmRecord) base = load_base (database, document);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) failed = NULL;
  g_autoptr (CrmVatResult) before =
      crm_document_compute_before (database, document, &lines, &failed);

  if (failed != NULL) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return FALSE;
  }
  if (before != NULL) {
    crm_document_set_lines (data, database, "before", lines, before, currency,
                            crm_record_get_integer (base, "prices_include_vat") != 0);
    set_changes (data, before, result, currency);
    crm_document_set_corrections (data, currency);
    crm_form_data_set_flag (data, "correction.taxed",
                            before->total.vat != 0 || result->total.vat != 0);
  }
  return set_before (data, database, document, currency, error) &&
         crm_document_set_account_state (data, database, document, currency, error);
}
