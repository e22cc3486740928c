/* What is paid of documents: it follows payments, in the same change. Money that came for a
 * document goes along to the invoices that were made from it: in a family it is counted once. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-document-private.h"
#include "crm-error.h"

#define MOST_DEPTH 16 /* documents one behind the other: more than a sale ever has */

typedef struct {
  CrmChange *change;     /* borrowed */
  CrmDatabase *database; /* borrowed */
  GHashTable *seen;      /* borrowed, set of gint64: a family may be tied in a ring */
} Settling;

gboolean
crm_document_has_status (CrmRecord *document, const char *status)
{
  return g_strcmp0 (crm_record_get_text (document, "status"), status) == 0;
}

gboolean
crm_document_asks_money (CrmRecord *document)
{
  return (crm_document_kind_get_flags (crm_record_get_text (document, "kind")) &
          CRM_DOCUMENT_KIND_ASKS_MONEY) != 0;
}

/* Whether money that came for @base pays @document, that was made from it. */
static gboolean
goes_along (CrmRecord *base, CrmRecord *document)
{
  static const char *const same[] = { "seller", "company" };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    if (crm_record_get_integer (base, same[i]) != crm_record_get_integer (document, same[i]))
      return FALSE;
  return crm_document_asks_money (document) && crm_document_is_issued (document) &&
         !crm_document_has_status (document, "rejected") &&
         g_strcmp0 (crm_record_get_currency (base), crm_record_get_currency (document)) == 0;
}

static gboolean
sum_payments (CrmDatabase *database, CrmRecord *document, gint64 *sum, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("payment"));
  g_autoptr (CrmQuery) own =
      crm_query_filter_integer (all, "document", CRM_OP_EQUAL, crm_record_get_id (document));
  g_autoptr (GPtrArray) payments = crm_query_fetch_all (own, database, -1, error);

  *sum = 0;
  for (guint i = 0; payments != NULL && i < payments->len; i++) {
    gboolean in = g_strcmp0 (crm_record_get_text (payments->pdata[i], "direction"), "in") == 0;
    gint64 amount = crm_record_get_integer (payments->pdata[i], "amount");
    if (amount == G_MININT64 || __builtin_add_overflow (*sum, in ? amount : -amount, sum)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("The payments of “%s” come to more than can be counted"),
                   crm_record_get_title (document));
      return FALSE;
    }
  }
  return payments != NULL;
}

static int
compare_followers (gconstpointer a, gconstpointer b)
{
  CrmRecord *one = *(CrmRecord *const *) a, *other = *(CrmRecord *const *) b;
  gint64 first = crm_record_get_integer (one, "issued");
  gint64 second = crm_record_get_integer (other, "issued");

  if (first == second) {
    first = crm_record_get_id (one);
    second = crm_record_get_id (other);
  }
  return (first > second) - (first < second);
}

/* (element-type CrmRecord): what was made from a document and asks for money, in the order in which
 * it was issued */
static GPtrArray *
read_followers (CrmDatabase *database, CrmRecord *document, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  g_autoptr (CrmQuery) made =
      crm_query_filter_integer (all, "base", CRM_OP_EQUAL, crm_record_get_id (document));
  g_autoptr (GPtrArray) followers = crm_query_fetch_all (made, database, -1, error);

  for (guint i = 0; followers != NULL && i < followers->len;)
    if (crm_document_asks_money (followers->pdata[i]))
      i++;
    else
      g_ptr_array_remove_index (followers, i);
  if (followers != NULL)
    g_ptr_array_sort (followers, compare_followers);
  return g_steal_pointer (&followers);
}

/* The day of the next part goes with the payment that came: it is no promise that is put off. */
static gboolean
set_paid (CrmChange *change, CrmDatabase *database, CrmRecord *document, gint64 paid,
          GError **error)
{
  gint64 due;
  const CrmEntity *documents = crm_record_get_entity (document);
  gint64 id = crm_record_get_id (document), total = crm_record_get_integer (document, "total");

  if (paid == crm_record_get_integer (document, "paid"))
    return TRUE; /* a status that a person chose stands */
  if (!crm_document_follow_instalments (change, database, document, paid, &due, error))
    return FALSE;
  crm_document_set_money (change, document, "paid", paid);
  if (due != 0 && due != crm_record_get_integer (document, "due_date"))
    crm_change_set_integer (change, documents, id, "due_date", due);
  if (crm_document_is_issued (document) && paid >= total &&
      crm_document_has_status (document, "signed")) {
    crm_change_set_cause (change, _ ("Paid in full: the document is completed"));
    crm_change_set_text (change, documents, id, "status", "completed");
  } else if (paid < total && crm_document_has_status (document, "completed") &&
             crm_document_is_issued (document)) {
    crm_change_set_cause (change, _ ("No longer paid in full: the document is open again"));
    crm_change_set_text (change, documents, id, "status", "signed");
  }
  return TRUE;
}

/* What was paid for the document itself, and what is @carried to it from the one that it was made
 * from. Of that each invoice made from it takes what it still lacks, the first one first. */
static gboolean
settle (Settling *self, CrmRecord *document, gint64 own, gint64 carried, int depth, GError **error)
{
  g_autoptr (GPtrArray) followers = NULL;
  g_autofree gint64 *id = g_memdup2 (&(gint64) { crm_record_get_id (document) }, sizeof *id);
  gint64 paid, left;

  if (depth > MOST_DEPTH || !g_hash_table_add (self->seen, g_steal_pointer (&id)))
    return TRUE;
  if (__builtin_add_overflow (own, carried, &paid))
    paid = G_MAXINT64;
  if (!set_paid (self->change, self->database, document, paid, error))
    return FALSE;
  followers = read_followers (self->database, document, error);
  left = MAX (paid, 0);
  for (guint i = 0; followers != NULL && i < followers->len; i++) {
    CrmRecord *follower = followers->pdata[i];
    gint64 its_own, lacks, share = 0;
    if (!sum_payments (self->database, follower, &its_own, error))
      return FALSE;
    if (goes_along (document, follower) &&
        !__builtin_sub_overflow (crm_record_get_integer (follower, "total"), its_own, &lacks))
      share = CLAMP (lacks, 0, left);
    left -= share;
    if (!settle (self, follower, its_own, share, depth + 1, error))
      return FALSE;
  }
  return followers != NULL;
}

/* The first of those whose money may reach @id; NULL: there is no such document. */
static CrmRecord *
load_first (CrmDatabase *database, gint64 id)
{
  const CrmEntity *documents = crm_entity_find ("document");
  CrmRecord *first = crm_record_load (database, documents, id, NULL);

  for (int i = 0; i < MOST_DEPTH && first != NULL && crm_document_asks_money (first); i++) {
    gint64 base = crm_record_get_integer (first, "base");
    CrmRecord *before =
        base > 0 && base != id ? crm_record_load (database, documents, base, NULL) : NULL;
    if (before == NULL)
      break;
    g_object_unref (first);
    first = before;
  }
  return first;
}

static gboolean
update_paid (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (CrmRecord) first = load_first (database, id);
  Settling self = { change, database, seen };
  gint64 own;

  if (first == NULL)
    return TRUE;
  return sum_payments (database, first, &own, error) && settle (&self, first, own, 0, 0, error);
}

static void
later_for (CrmChange *change, CrmRecord *record, const char *field)
{
  gint64 document = record != NULL ? crm_record_get_integer (record, field) : 0;
  if (document > 0)
    crm_change_later (change, update_paid, document);
}

/* Whether a document takes part in what is paid of others, or ceases to. */
static gboolean
decides_paid (const CrmDeed *deed)
{
  static const char *const fields[] = { "issued", "status",   "base",    "kind",
                                        "total",  "currency", "company", "seller" };

  if (deed->action != CRM_ACTION_SET)
    return !crm_record_is_empty (deed->before != NULL ? deed->before : deed->after, "base");
  if (!crm_document_is_issued (deed->before) && !crm_document_is_issued (deed->after))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (crm_fields_has (deed->fields, crm_entity_field_index (deed->entity, fields[i])))
      return TRUE;
  return FALSE;
}

void
crm_document_follow_paid (CrmChange *change, const CrmDeed *deed)
{
  if (g_strcmp0 (deed->entity->name, "payment") == 0) {
    later_for (change, deed->before, "document");
    later_for (change, deed->after, "document");
  } else if (decides_paid (deed)) {
    later_for (change, deed->before, "base");
    if (deed->action != CRM_ACTION_DELETE)
      crm_change_later (change, update_paid, deed->id);
  }
}

/**
 * crm_document_read_carried:
 * @database: any connection of this thread
 * @document: a document
 * @carried: (out): in minor units; 0: all that is paid of it was paid for itself
 * @error: of the store
 *
 * Returns: whether it could be read
 */
gboolean
crm_document_read_carried (CrmDatabase *database, CrmRecord *document, gint64 *carried,
                           GError **error)
{
  gint64 own;

  *carried = 0;
  if (!crm_document_asks_money (document) || crm_record_is_empty (document, "base"))
    return TRUE;
  if (!sum_payments (database, document, &own, error))
    return FALSE;
  *carried = MAX (crm_record_get_integer (document, "paid") - own, 0);
  return TRUE;
}
