/* Over-payments and payments on account, shared out over documents. Each share is a payment of its
 * own with the same day, number and account: the sum of what came stays what the bank says. */
#include "config.h"

#include "crm-document-share.h"

#include <glib/gi18n-lib.h>

#include "crm-document-private.h"
#include "crm-error.h"

static const CrmEntity *
get_documents (void)
{
  return crm_entity_find ("document");
}

static CrmRecord *
load_document (CrmDatabase *database, CrmRecord *payment)
{
  gint64 id = crm_record_get_integer (payment, "document");

  return id > 0 ? crm_record_load (database, get_documents (), id, NULL) : NULL;
}

gboolean
crm_payment_read_spare (CrmDatabase *database, CrmRecord *payment, gint64 *spare, GError **error)
{
  g_autoptr (CrmRecord) document = load_document (database, payment);
  gint64 amount = crm_record_get_integer (payment, "amount"), over = 0;

  *spare = 0;
  if (g_strcmp0 (crm_record_get_text (payment, "direction"), "in") != 0 || amount <= 0)
    return TRUE;
  if (document == NULL)
    *spare = amount;
  else if (!__builtin_sub_overflow (crm_record_get_integer (document, "paid"),
                                    crm_record_get_integer (document, "total"), &over))
    *spare = CLAMP (over, 0, amount);
  return TRUE;
}

/* Of whom money is waited for: the client of the payment, or of its document. */
static gint64
find_company (CrmRecord *payment, CrmRecord *document)
{
  gint64 company = crm_record_get_integer (payment, "company");

  return company != 0 || document == NULL ? company : crm_record_get_integer (document, "company");
}

static const char *
find_currency (CrmRecord *payment, CrmRecord *document)
{
  const char *currency = crm_record_get_text (payment, "currency");

  if (currency == NULL && document != NULL)
    return crm_record_get_currency (document);
  return currency != NULL ? currency : crm_record_get_currency (payment);
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  CrmRecord *one = *(CrmRecord *const *) a, *other = *(CrmRecord *const *) b;
  gint64 first = crm_record_get_integer (one, "due_date");
  gint64 second = crm_record_get_integer (other, "due_date");

  /* What is due on no day is due last. */
  first = first == 0 ? G_MAXINT64 : first;
  second = second == 0 ? G_MAXINT64 : second;
  if (first == second) {
    first = crm_record_get_id (one);
    second = crm_record_get_id (other);
  }
  return (first > second) - (first < second);
}

/* (element-type CrmRecord): issued, asking for money, in the order in which it is due */
static GPtrArray *
read_open (CrmDatabase *database, gint64 company, const char *currency, CrmRecord *own,
           GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (get_documents ());
  g_autoptr (CrmQuery) theirs = crm_query_filter_integer (all, "company", CRM_OP_EQUAL, company);
  g_autoptr (GPtrArray) open = crm_query_fetch_all (theirs, database, -1, error);

  for (guint i = 0; open != NULL && i < open->len;) {
    CrmRecord *document = open->pdata[i];
    gboolean fits = crm_document_is_issued (document) && crm_document_asks_money (document) &&
                    !crm_document_has_status (document, "rejected") &&
                    g_strcmp0 (crm_record_get_currency (document), currency) == 0 &&
                    (own == NULL || (crm_record_get_id (document) != crm_record_get_id (own) &&
                                     crm_record_get_integer (document, "seller") ==
                                         crm_record_get_integer (own, "seller")));
    if (fits)
      i++;
    else
      g_ptr_array_remove_index (open, i);
  }
  if (open != NULL)
    g_ptr_array_sort (open, compare_due);
  return g_steal_pointer (&open);
}

/* (element-type CrmPaymentShare): NULL: error */
static GArray *
divide (CrmDatabase *database, GPtrArray *open, gint64 spare, GError **error)
{
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (CrmPaymentShare));

  for (guint i = 0; i < open->len && spare > 0; i++) {
    CrmPaymentShare share = { crm_record_get_id (open->pdata[i]), 0 };
    gint64 total, paid;
    if (!crm_document_read_debt (database, open->pdata[i], &total, &paid, error))
      return NULL;
    if (__builtin_sub_overflow (total, paid, &share.amount) || share.amount <= 0)
      continue;
    share.amount = MIN (share.amount, spare);
    spare -= share.amount;
    g_array_append_val (shares, share);
  }
  return g_steal_pointer (&shares);
}

static void
add_share (CrmChange *change, CrmDatabase *database, CrmRecord *payment,
           const CrmPaymentShare *share)
{
  static const char *const same[] = { "purpose", "direction", "date",   "currency",
                                      "company", "account",   "number", NULL };
  const CrmEntity *payments = crm_record_get_entity (payment);
  g_autoptr (CrmRecord) document =
      crm_record_load (database, get_documents (), share->document, NULL);
  g_autoptr (CrmRecord) part = crm_record_new (payments);

  crm_document_copy_fields (payment, part, same);
  crm_record_set_integer (part, "amount", share->amount);
  crm_record_set_integer (part, "document", share->document);
  if (document != NULL && !crm_record_is_empty (document, "deal"))
    crm_record_set_integer (part, "deal", crm_record_get_integer (document, "deal"));
  crm_change_add (change, part);
}

/* What goes on to the document that it came for, if anything does; the rest stays with it. */
static void
write_shares (CrmChange *change, CrmDatabase *database, CrmRecord *payment, GArray *shares)
{
  const CrmEntity *payments = crm_record_get_entity (payment);
  gint64 id = crm_record_get_id (payment), rest = crm_record_get_integer (payment, "amount");
  guint first = 0;

  for (guint i = 0; i < shares->len; i++)
    rest -= g_array_index (shares, CrmPaymentShare, i).amount;
  if (rest == 0) {
    /* Nothing of it is left: it becomes the first share. */
    const CrmPaymentShare *share = &g_array_index (shares, CrmPaymentShare, 0);
    crm_change_set_integer (change, payments, id, "amount", share->amount);
    crm_change_set_integer (change, payments, id, "document", share->document);
    first = 1;
  } else
    crm_change_set_integer (change, payments, id, "amount", rest);
  for (guint i = first; i < shares->len; i++)
    add_share (change, database, payment, &g_array_index (shares, CrmPaymentShare, i));
}

/**
 * crm_payment_add_share_out:
 * @change: where it is added
 * @database: any connection of this thread
 * @payment: id of a payment that came in
 * @error: NOT_FOUND; REFUSED where there is nothing to spare or nothing that waits for it
 *
 * What no document needs stays where it was.
 *
 * Returns: (transfer full) (nullable) (element-type CrmPaymentShare): where it goes
 */
GArray *
crm_payment_add_share_out (CrmChange *change, CrmDatabase *database, gint64 payment, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("payment"), payment, error);
  g_autoptr (CrmRecord) own = record != NULL ? load_document (database, record) : NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GArray) shares = NULL;
  gint64 spare, company;

  if (record == NULL || !crm_payment_read_spare (database, record, &spare, error))
    return NULL;
  company = find_company (record, own);
  open = read_open (database, company, find_currency (record, own), own, error);
  shares = open != NULL ? divide (database, open, spare, error) : NULL;
  if (shares == NULL)
    return NULL;
  if (company == 0 || shares->len == 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                         spare == 0 ? _ ("All of this payment is needed where it is")
                                    : _ ("The client has no other document that waits for money"));
    return NULL;
  }
  write_shares (change, database, record, shares);
  return g_steal_pointer (&shares);
}

gint64
crm_document_find_spare_payment (CrmDatabase *database, gint64 document)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("payment"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "document", CRM_OP_EQUAL, document);
  g_autoptr (CrmQuery) last = crm_query_sort (own, "id", TRUE, NULL);
  g_autoptr (GPtrArray) payments = crm_query_fetch_all (last, database, -1, NULL);

  for (guint i = 0; payments != NULL && i < payments->len; i++) {
    gint64 spare;
    if (crm_payment_read_spare (database, payments->pdata[i], &spare, NULL) && spare > 0)
      return crm_record_get_id (payments->pdata[i]);
  }
  return 0;
}
