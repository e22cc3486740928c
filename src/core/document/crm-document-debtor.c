/* Who owes, for how long, and which letter is next. */
#include "config.h"

#include "crm-document-debtor.h"

#include <inttypes.h>
#include <string.h>

#include "crm-document-private.h"
#include "crm-setting.h"

#define SETTING_FIRST "reminder_first"
#define SETTING_GAP "reminder_gap"
#define USUAL_FIRST 1
#define USUAL_GAP 7
#define MOST_DAYS 365
#define MOST_CORRECTIONS 100 /* of each other, one after the other */

void
crm_debtor_free (CrmDebtor *debtor)
{
  g_free (debtor->currency);
  g_free (debtor->name);
  g_free (debtor);
}

/* --- Terms */

static gint64
read_days (CrmDatabase *database, const char *name, gint64 usual)
{
  g_autofree char *text = crm_setting_dup (database, name, NULL);
  gint64 days = text != NULL ? g_ascii_strtoll (text, NULL, 10) : usual;
  return CLAMP (days, 0, MOST_DAYS);
}

void
crm_debtor_terms_read (CrmDatabase *database, CrmDebtorTerms *terms)
{
  terms->first = read_days (database, SETTING_FIRST, USUAL_FIRST);
  terms->gap = read_days (database, SETTING_GAP, USUAL_GAP);
}

gboolean
crm_debtor_terms_write (CrmDatabase *database, const CrmDebtorTerms *terms, GError **error)
{
  g_autofree char *first = g_strdup_printf ("%" PRId64, terms->first);
  g_autofree char *gap = g_strdup_printf ("%" PRId64, terms->gap);

  return crm_setting_write (database, SETTING_FIRST, first, error) &&
         crm_setting_write (database, SETTING_GAP, gap, error);
}

/* --- Debts */

static CrmQuery *
narrow (CrmQuery *query, const char *field, CrmOp op, const char *text)
{
  CrmQuery *narrowed = crm_query_filter (query, field, op, text, NULL, NULL);
  crm_query_unref (query);
  return narrowed;
}

/* What was issued, asks for money, and waits for it since before @today. */
static GPtrArray *
read_overdue (CrmDatabase *database, gint64 today, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  CrmQuery *late = crm_query_filter_integer (all, "due_date", CRM_OP_LESS, today);
  g_autoptr (CrmQuery) waiting = NULL;
  g_autoptr (CrmQuery) sorted = NULL;

  late = narrow (late, "kind", CRM_OP_IN, "invoice,proforma");
  late = narrow (late, "status", CRM_OP_IN, "for_signature,signed,lapsed");
  late = narrow (late, "company", CRM_OP_NOT_EMPTY, NULL);
  waiting = narrow (late, "issued", CRM_OP_NOT_EMPTY, NULL);
  sorted = crm_query_sort (waiting, "due_date", FALSE, error);
  return sorted != NULL ? crm_query_fetch_all (sorted, database, -1, error) : NULL;
}

static CrmDebtor *
find_debtor (GHashTable *known, GPtrArray *debtors, CrmDatabase *database, CrmRecord *document)
{
  const char *currency = crm_record_get_currency (document);
  gint64 company = crm_record_get_integer (document, "company");
  gint64 seller = crm_record_get_integer (document, "seller");
  g_autofree char *key = g_strdup_printf ("%" PRId64 " %" PRId64 " %s", company, seller, currency);
  CrmDebtor *debtor = g_hash_table_lookup (known, key);

  if (debtor != NULL)
    return debtor;
  debtor = g_new0 (CrmDebtor, 1);
  debtor->company = company;
  debtor->seller = seller;
  debtor->currency = g_strdup (currency);
  debtor->name = crm_reference_title (database, crm_entity_find ("company"), company);
  debtor->document = crm_record_get_id (document);
  g_hash_table_insert (known, g_steal_pointer (&key), debtor);
  g_ptr_array_add (debtors, debtor);
  return debtor;
}

static gint64
add (gint64 a, gint64 b)
{
  gint64 sum;
  return __builtin_add_overflow (a, b, &sum) ? G_MAXINT64 : sum;
}

static gboolean
has_flag (CrmRecord *document, CrmDocumentKindFlags flag)
{
  return (crm_document_kind_get_flags (crm_record_get_text (document, "kind")) & flag) != 0;
}

static gboolean
is_in_force (CrmRecord *document)
{
  return crm_document_is_issued (document) &&
         g_strcmp0 (crm_record_get_text (document, "status"), "rejected") != 0;
}

typedef struct {
  CrmDatabase *database;
  gboolean asked_anew; /* by an invoice that was made from it */
  gint64 total, paid;  /* of all corrections */
  guint n_corrections;
} Following;

static gboolean follow (Following *self, gint64 document, int depth, GError **error);

static gboolean
follow_those (Following *self, GPtrArray *followers, CrmDocumentKindFlags flag, int depth,
              GError **error)
{
  for (guint i = 0; i < followers->len; i++) {
    CrmRecord *follower = followers->pdata[i];
    if (!is_in_force (follower) || !has_flag (follower, flag))
      continue;
    if (flag == CRM_DOCUMENT_KIND_CORRECTS) {
      self->n_corrections++;
      self->total = add (self->total, crm_record_get_integer (follower, "total"));
      self->paid = add (self->paid, crm_record_get_integer (follower, "paid"));
    }
    if (!follow (self, crm_record_get_id (follower), depth + 1, error))
      return FALSE;
  }
  return TRUE;
}

/* Corrections of the document, which may be corrected in their turn, and of what was handed over by
 * it: a Russian correction is of the УПД or of the счёт-фактура, not of the счёт. A счёт-фактура
 * tells of what was handed over: where both are corrected, that counts once. */
static gboolean
follow (Following *self, gint64 document, int depth, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  g_autoptr (CrmQuery) made = crm_query_filter_integer (all, "base", CRM_OP_EQUAL, document);
  g_autoptr (GPtrArray) followers = crm_query_fetch_all (made, self->database, -1, error);
  guint n_before = self->n_corrections;

  if (followers == NULL || depth > MOST_CORRECTIONS)
    return followers != NULL;
  for (guint i = 0; i < followers->len && depth == 0; i++)
    if (is_in_force (followers->pdata[i]) &&
        has_flag (followers->pdata[i], CRM_DOCUMENT_KIND_ASKS_MONEY))
      self->asked_anew = TRUE;
  return follow_those (self, followers, CRM_DOCUMENT_KIND_CORRECTS, depth, error) &&
         follow_those (self, followers, CRM_DOCUMENT_KIND_DELIVERS, depth, error) &&
         (self->n_corrections > n_before ||
          follow_those (self, followers, CRM_DOCUMENT_KIND_BILLS, depth, error));
}

gboolean
crm_document_read_debt (CrmDatabase *database, CrmRecord *document, gint64 *total, gint64 *paid,
                        GError **error)
{
  Following following = { database };

  *total = *paid = 0;
  if (!has_flag (document, CRM_DOCUMENT_KIND_ASKS_MONEY) || !is_in_force (document))
    return TRUE;
  if (!follow (&following, crm_record_get_id (document), 0, error))
    return FALSE;
  if (following.asked_anew)
    return TRUE;
  *total = add (crm_record_get_integer (document, "total"), following.total);
  *paid = add (crm_record_get_integer (document, "paid"), following.paid);
  return TRUE;
}

static void
add_debt (CrmDebtor *debtor, CrmRecord *document, gint64 total, gint64 paid, gint64 today)
{
  debtor->n_documents++;
  debtor->total = add (debtor->total, total);
  debtor->paid = add (debtor->paid, paid);
  debtor->left = add (debtor->left, total - paid);
  debtor->days = MAX (debtor->days, today - crm_record_get_integer (document, "due_date"));
}

/* --- Letters */

/* Those that were issued to the debtor since the first of these debts was due, as the letter itself
 * counts them. */
static gboolean
read_letters (CrmDatabase *database, CrmDebtor *debtor, gint64 today, const CrmDebtorTerms *terms,
              GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  CrmQuery *own = crm_query_filter_integer (all, "company", CRM_OP_EQUAL, debtor->company);
  g_autoptr (CrmQuery) letters = narrow (own, "kind", CRM_OP_EQUAL, "reminder");
  g_autoptr (GPtrArray) records = crm_query_fetch_all (letters, database, -1, error);
  gint64 oldest = today - debtor->days;
  int n = 0;

  for (guint i = 0; records != NULL && i < records->len; i++) {
    CrmRecord *record = records->pdata[i];
    gint64 date = crm_record_get_integer (record, "date");
    if (!crm_document_is_issued (record) || date < oldest ||
        crm_record_get_integer (record, "seller") != debtor->seller ||
        g_strcmp0 (crm_record_get_currency (record), debtor->currency) != 0 ||
        g_strcmp0 (crm_record_get_text (record, "status"), "rejected") == 0)
      continue;
    n++;
    debtor->last = MAX (debtor->last, date);
  }
  debtor->level = MIN (n + 1, CRM_DEBTOR_LEVELS);
  debtor->ready = n == 0 ? oldest + terms->first : debtor->last + terms->gap;
  return records != NULL;
}

static int
compare_debtors (gconstpointer a, gconstpointer b)
{
  const CrmDebtor *one = *(CrmDebtor *const *) a;
  const CrmDebtor *other = *(CrmDebtor *const *) b;

  if (one->left != other->left)
    return one->left > other->left ? -1 : 1;
  return (one->company > other->company) - (one->company < other->company);
}

/**
 * crm_document_list_debtors:
 * @database: any connection of this thread
 * @today: the day
 * @terms: when letters are written
 * @error: of the store
 *
 * Returns: (transfer full) (nullable) (element-type CrmDebtor): whoever owes something that was due
 *   before @today, who owes most first
 */
GPtrArray *
crm_document_list_debtors (CrmDatabase *database, gint64 today, const CrmDebtorTerms *terms,
                           GError **error)
{
  g_autoptr (GPtrArray) documents = read_overdue (database, today, error);
  g_autoptr (GPtrArray) debtors = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_debtor_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (documents == NULL)
    return NULL;
  for (guint i = 0; i < documents->len; i++) {
    CrmRecord *document = documents->pdata[i];
    gint64 total, paid;
    if (!crm_document_read_due (database, document, today, &total, &paid, error))
      return NULL;
    if (total > paid)
      add_debt (find_debtor (known, debtors, database, document), document, total, paid, today);
  }
  for (guint i = 0; i < debtors->len; i++)
    if (!read_letters (database, debtors->pdata[i], today, terms, error))
      return NULL;
  g_ptr_array_sort (debtors, compare_debtors);
  return g_steal_pointer (&debtors);
}

/**
 * crm_document_add_letter:
 * @change: where it is added
 * @database: any connection of this thread
 * @debtor: to whom
 * @error: NOT_FOUND, REFUSED
 *
 * A letter of today that names all that is overdue. Its level follows from the letters before it.
 *
 * Returns: the stand-in of the letter; 0 on error
 */
gint64
crm_document_add_letter (CrmChange *change, CrmDatabase *database, const CrmDebtor *debtor,
                         GError **error)
{
  gint64 stand_in =
      crm_document_add_made_from (change, database, debtor->document, "reminder", error);

  if (stand_in != 0)
    crm_document_issue_later (change, stand_in);
  return stand_in;
}
