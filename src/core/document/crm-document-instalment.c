/* Payment in parts. The parts are planned receipts of the document, so that every plan of money
 * knows them; they follow what is paid, and the day on which payment is expected follows them. */
#include "config.h"

#include "crm-document-instalment.h"

#include <glib/gi18n-lib.h>

#include "crm-date.h"
#include "crm-document-private.h"
#include "crm-error.h"

#define WHOLE 10000 /* 100 % */

static gint64
add_months (gint64 date, guint months)
{
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  month += (int) months;
  year += (month - 1) / 12;
  month = (month - 1) % 12 + 1;
  return crm_date_from_ymd (year, month, MIN (day, crm_date_days_in_month (year, month)));
}

/* From the first day each time: the 31st is not lost in February. */
static gint64
get_date (gint64 begin, CrmInstalmentStep step, guint i)
{
  switch (step) {
  case CRM_INSTALMENT_WEEK:
    return begin + 7 * (gint64) i;
  case CRM_INSTALMENT_FORTNIGHT:
    return begin + 14 * (gint64) i;
  case CRM_INSTALMENT_MONTH:
    return add_months (begin, i);
  case CRM_INSTALMENT_QUARTER:
    return add_months (begin, 3 * i);
  }
  g_return_val_if_reached (begin);
}

/**
 * crm_instalments_plan:
 * @total: minor units, above 0
 * @n: 1 to %CRM_INSTALMENTS_MOST
 * @begin: day of the first part
 * @step: from one to the next
 * @first: hundredths of a percent of @total that come first, below 10000; 0: equal parts
 *
 * Returns: (transfer full) (element-type CrmInstalment): parts that add up to @total; those that
 *   would be of nothing are left out
 */
GArray *
crm_instalments_plan (gint64 total, guint n, gint64 begin, CrmInstalmentStep step, gint64 first)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (CrmInstalment));
  gint64 ahead = 0, weights[CRM_INSTALMENTS_MOST], shares[CRM_INSTALMENTS_MOST];
  guint k = n;

  g_return_val_if_fail (n >= 1 && n <= CRM_INSTALMENTS_MOST, parts);
  g_return_val_if_fail (total > 0 && first >= 0 && first < WHOLE, parts);
  if (first > 0 && n > 1 && crm_decimal_multiply (total, first, WHOLE, &ahead))
    k = n - 1;
  for (guint i = 0; i < k; i++)
    weights[i] = 1;
  if (!crm_money_spread (total - ahead, weights, k, shares))
    return parts;
  for (guint i = 0; i < n; i++) {
    CrmInstalment part = { get_date (begin, step, i), k == n   ? shares[i]
                                                      : i == 0 ? ahead
                                                               : shares[i - 1] };
    if (part.amount > 0)
      g_array_append_val (parts, part);
  }
  return parts;
}

gint64
crm_document_get_left (CrmRecord *document)
{
  gint64 left = 0;

  if (__builtin_sub_overflow (crm_record_get_integer (document, "total"),
                              crm_record_get_integer (document, "paid"), &left))
    return 0;
  return MAX (left, 0);
}

static gboolean
is_state (CrmRecord *receipt, const char *state)
{
  return g_strcmp0 (crm_record_get_text (receipt, "state"), state) == 0;
}

static int
compare_receipts (gconstpointer a, gconstpointer b)
{
  CrmRecord *one = *(CrmRecord *const *) a, *other = *(CrmRecord *const *) b;
  gint64 first = crm_record_get_integer (one, "date");
  gint64 second = crm_record_get_integer (other, "date");

  if (first == second) {
    first = crm_record_get_id (one);
    second = crm_record_get_id (other);
  }
  return (first > second) - (first < second);
}

/* (element-type CrmRecord): what is not cancelled, by its days */
static GPtrArray *
read_receipts (CrmDatabase *database, gint64 document, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("receipt"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "document", CRM_OP_EQUAL, document);
  g_autoptr (GPtrArray) receipts = crm_query_fetch_all (own, database, -1, error);

  for (guint i = 0; receipts != NULL && i < receipts->len;)
    if (is_state (receipts->pdata[i], "cancelled"))
      g_ptr_array_remove_index (receipts, i);
    else
      i++;
  if (receipts != NULL)
    g_ptr_array_sort (receipts, compare_receipts);
  return g_steal_pointer (&receipts);
}

static CrmRecord *
make_receipt (CrmRecord *document, const CrmInstalment *part, guint i, guint n)
{
  static const char *const same[] = { "company", "deal", "currency", "responsible", NULL };
  CrmRecord *receipt = crm_record_new (crm_entity_find ("receipt"));
  /* Translators: which of how many parts of a payment: "Instalment 2 of 6" */
  g_autofree char *purpose = g_strdup_printf (_ ("Instalment %u of %u"), i + 1, n);

  crm_document_copy_fields (document, receipt, same);
  crm_record_set_text (receipt, "purpose", purpose);
  crm_record_set_integer (receipt, "document", crm_record_get_id (document));
  crm_record_set_integer (receipt, "date", part->date);
  crm_record_set_integer (receipt, "amount", part->amount);
  return receipt;
}

/**
 * crm_document_add_instalments:
 * @change: where it is added
 * @database: any connection of this thread
 * @document: id of the document
 * @instalments: (element-type CrmInstalment): of crm_instalments_plan()
 * @error: NOT_FOUND; REFUSED where nothing is left to be paid
 *
 * What was planned and did not come gives way; payment is expected on the day of the first part.
 *
 * Returns: whether it was added
 */
gboolean
crm_document_add_instalments (CrmChange *change, CrmDatabase *database, gint64 document,
                              GArray *instalments, GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (CrmRecord) record = crm_record_load (database, documents, document, error);
  g_autoptr (GPtrArray) old = record != NULL ? read_receipts (database, document, error) : NULL;

  if (old == NULL)
    return FALSE;
  if (instalments->len == 0 || crm_document_get_left (record) == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("Nothing is left to be paid of “%s”"),
                 crm_record_get_title (record));
    return FALSE;
  }
  for (guint i = 0; i < old->len; i++)
    if (!is_state (old->pdata[i], "received"))
      crm_change_delete (change, crm_entity_find ("receipt"), crm_record_get_id (old->pdata[i]));
  crm_change_set_integer (change, documents, document, "due_date",
                          g_array_index (instalments, CrmInstalment, 0).date);
  for (guint i = 0; i < instalments->len; i++) {
    g_autoptr (CrmRecord) receipt =
        make_receipt (record, &g_array_index (instalments, CrmInstalment, i), i, instalments->len);
    crm_change_add (change, receipt);
  }
  return TRUE;
}

gboolean
crm_document_read_due (CrmDatabase *database, CrmRecord *document, gint64 today, gint64 *total,
                       gint64 *paid, GError **error)
{
  g_autoptr (GPtrArray) receipts = NULL;
  gint64 later = 0;

  if (!crm_document_read_debt (database, document, total, paid, error))
    return FALSE;
  receipts = read_receipts (database, crm_record_get_id (document), error);
  for (guint i = 0; receipts != NULL && receipts->len > 1 && i < receipts->len; i++)
    if (!is_state (receipts->pdata[i], "received") &&
        crm_record_get_integer (receipts->pdata[i], "date") >= today &&
        __builtin_add_overflow (later, crm_record_get_integer (receipts->pdata[i], "amount"),
                                &later))
      later = G_MAXINT64;
  if (*total > *paid)
    *total -= CLAMP (later, 0, *total - *paid);
  return receipts != NULL;
}

/* "14.12.2026 - 16 000,20 ₽; 14.01.2027 - 8 000,10 ₽"; nothing where there is one part. */
gboolean
crm_document_set_instalments (CrmFormData *data, CrmDatabase *database, CrmRecord *document,
                              const char *currency, GError **error)
{
  const char *language = crm_record_get_text (document, "language");
  g_autoptr (GPtrArray) receipts = read_receipts (database, crm_record_get_id (document), error);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; receipts != NULL && receipts->len > 1 && i < receipts->len; i++) {
    g_autofree char *date = crm_date_format_short (
        crm_record_get_integer (receipts->pdata[i], "date"), language != NULL ? language : "en");
    g_autofree char *money =
        crm_money_format (crm_record_get_integer (receipts->pdata[i], "amount"), currency,
                          crm_number_style_for_language (language != NULL ? language : "en"));
    g_string_append_printf (text, "%s%s — %s", i > 0 ? "; " : "", date, money);
  }
  if (text->len > 0)
    crm_form_data_set_text (data, "document.instalments", text->str);
  return receipts != NULL;
}

/* Called when so much is paid of a document now, before that is written: the parts that it covers
 * have come, the first that it does not is what is waited for.
 * @due: (out): the day on which that is expected; 0: nothing is paid in parts, or all of it came */
gboolean
crm_document_follow_instalments (CrmChange *change, CrmDatabase *database, CrmRecord *document,
                                 gint64 paid, gint64 *due, GError **error)
{
  g_autoptr (GPtrArray) receipts = read_receipts (database, crm_record_get_id (document), error);
  gint64 planned = 0, covered;

  *due = 0;
  if (receipts == NULL)
    return FALSE;
  if (receipts->len < 2)
    return TRUE;
  for (guint i = 0; i < receipts->len; i++)
    if (__builtin_add_overflow (planned, crm_record_get_integer (receipts->pdata[i], "amount"),
                                &planned))
      return TRUE; /* no sums that anybody pays */
  /* What was paid before it was divided comes before the parts. */
  covered = MAX (crm_record_get_integer (document, "total") - planned, 0);
  for (guint i = 0; i < receipts->len; i++) {
    CrmRecord *receipt = receipts->pdata[i];
    gboolean came;
    covered += crm_record_get_integer (receipt, "amount");
    came = covered <= paid;
    if (!came && *due == 0)
      *due = crm_record_get_integer (receipt, "date");
    if (came == is_state (receipt, "received"))
      continue;
    crm_change_set_text (change, crm_record_get_entity (receipt), crm_record_get_id (receipt),
                         "state", came ? "received" : "planned");
  }
  return TRUE;
}
