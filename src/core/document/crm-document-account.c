/* How the account of seller and buyer stands, for statements and reminders. */
#include "config.h"

#include <string.h>

#include "crm-date.h"
#include "crm-document-private.h"

#define MOST_LEVEL 3

typedef struct {
  CrmRecord *record; /* borrowed from the lists below */
  gint64 date;
  gint64 debit, credit;
} Entry;

typedef struct {
  CrmDatabase *database;
  CrmRecord *document; /* borrowed: the statement or reminder */
  const char *currency;
  GPtrArray *documents; /* owned, of CrmRecord: issued, of the two, in the currency */
  GPtrArray *payments;  /* owned, of CrmRecord */
} Account;

static gint64
get_days_late (CrmRecord *debt, gint64 today)
{
  return crm_record_is_empty (debt, "due_date") ? 0
                                                : today - crm_record_get_integer (debt, "due_date");
}

static gboolean
has_kind (CrmRecord *record, const char *kind)
{
  return g_strcmp0 (crm_record_get_text (record, "kind"), kind) == 0;
}

static CrmQuery *
query_of_buyer (Account *self, const char *entity)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (
      all, "company", CRM_OP_EQUAL, crm_record_get_integer (self->document, "company"));
  return crm_query_sort (own, "date", FALSE, NULL);
}

/* Removes what is of another seller, in another currency, not issued, or of no effect. */
static gboolean
read_documents (Account *self, GError **error)
{
  g_autoptr (CrmQuery) query = query_of_buyer (self, "document");
  gint64 seller = crm_record_get_integer (self->document, "seller");

  self->documents = crm_query_fetch_all (query, self->database, -1, error);
  for (guint i = 0; self->documents != NULL && i < self->documents->len;) {
    CrmRecord *record = self->documents->pdata[i];
    if (crm_record_get_integer (record, "seller") == seller && crm_document_is_issued (record) &&
        g_strcmp0 (crm_record_get_currency (record), self->currency) == 0 &&
        g_strcmp0 (crm_record_get_text (record, "status"), "rejected") != 0)
      i++;
    else
      g_ptr_array_remove_index (self->documents, i);
  }
  return self->documents != NULL;
}

/* A payment belongs to the account unless it pays a document of another own company. */
static gboolean
read_payments (Account *self, GError **error)
{
  g_autoptr (CrmQuery) query = query_of_buyer (self, "payment");
  gint64 seller = crm_record_get_integer (self->document, "seller");

  self->payments = crm_query_fetch_all (query, self->database, -1, error);
  for (guint i = 0; self->payments != NULL && i < self->payments->len;) {
    CrmRecord *record = self->payments->pdata[i];
    gint64 paid = crm_record_get_integer (record, "document");
    g_autoptr (CrmRecord) document =
        paid != 0 ? crm_record_load (self->database, crm_entity_find ("document"), paid, NULL)
                  : NULL;
    if ((document == NULL || crm_record_get_integer (document, "seller") == seller) &&
        g_strcmp0 (crm_record_get_currency (record), self->currency) == 0)
      i++;
    else
      g_ptr_array_remove_index (self->payments, i);
  }
  return self->payments != NULL;
}

/* --- Debts */

static gboolean
is_debt (Account *self, CrmRecord *record, gint64 *total, gint64 *paid)
{
  gint64 today = crm_record_get_integer (self->document, "date");
  gboolean meant = crm_record_get_integer (self->document, "base") == crm_record_get_id (record);

  if (get_days_late (record, today) <= 0)
    return meant && crm_document_read_debt (self->database, record, total, paid, NULL) &&
           *total > *paid;
  return crm_document_read_due (self->database, record, today, total, paid, NULL) && *total > *paid;
}

/* The first letter is friendly, the third the last: each that was issued since the oldest of these
 * debts was due counts. */
static int
find_level (Account *self, gint64 oldest)
{
  int level = 1;

  for (guint i = 0; i < self->documents->len; i++) {
    CrmRecord *record = self->documents->pdata[i];
    if (has_kind (record, "reminder") &&
        crm_record_get_id (record) != crm_record_get_id (self->document) &&
        crm_record_get_integer (record, "issued") <
            (crm_document_is_issued (self->document)
                 ? crm_record_get_integer (self->document, "issued")
                 : G_MAXINT64) &&
        crm_record_get_integer (record, "date") >= oldest)
      level++;
  }
  return MIN (level, MOST_LEVEL);
}

static void
set_debts (Account *self, CrmFormData *data)
{
  gint64 today = crm_record_get_integer (self->document, "date"), sum = 0, oldest = today;

  crm_form_data_add_list (data, "debts");
  for (guint i = 0; i < self->documents->len; i++) {
    CrmRecord *debt = self->documents->pdata[i];
    CrmFormData *item;
    gint64 total, paid, left, late = get_days_late (debt, today);
    if (!is_debt (self, debt, &total, &paid))
      continue;
    left = total - paid;
    item = crm_form_data_add_item (data, "debts");
    crm_form_data_set_text (item, "number", crm_record_get_text (debt, "number"));
    crm_form_data_set_date (item, "date", crm_record_get_integer (debt, "date"));
    if (!crm_record_is_empty (debt, "due_date"))
      crm_form_data_set_date (item, "due_date", crm_record_get_integer (debt, "due_date"));
    crm_form_data_set_integer (item, "days", MAX (late, 0));
    crm_form_data_set_money (item, "total", total, self->currency);
    crm_form_data_set_money (item, "paid", paid, self->currency);
    crm_form_data_set_money (item, "left", left, self->currency);
    if (__builtin_add_overflow (sum, left, &sum))
      sum = G_MAXINT64;
    oldest = MIN (oldest, today - MAX (late, 0));
  }
  crm_form_data_set_money (data, "reminder.total", sum, self->currency);
  crm_form_data_set_integer (data, "reminder.level", find_level (self, oldest));
}

/* --- The statement */

/* What makes the buyer owe: in Russia and Ukraine what was handed over, elsewhere the invoice. */
static gboolean
makes_debt (CrmRecord *record, gboolean by_delivery)
{
  CrmDocumentKindFlags flags = crm_document_kind_get_flags (crm_record_get_text (record, "kind"));

  if (flags & CRM_DOCUMENT_KIND_CORRECTS)
    return TRUE;
  return by_delivery ? (flags & CRM_DOCUMENT_KIND_DELIVERS) != 0 : has_kind (record, "invoice");
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;
  if (one->date != other->date)
    return one->date < other->date ? -1 : 1;
  return (one->credit != 0) - (other->credit != 0);
}

/* "Акт № 7": how a line of the statement is called in the language of the document. */
static char *
dup_entry_name (CrmRecord *record, const char *language)
{
  static const struct {
    const char *kind, *ru, *uk, *pl, *en;
  } names[] = {
    { "act", "Акт №", "Акт №", "Protokół nr", "Acceptance" },
    { "waybill", "Накладная №", "Накладна №", "WZ nr", "Delivery note" },
    { "upd", "УПД №", "УПД №", "УПД", "УПД" },
    { "invoice", "Счет №", "Рахунок №", "Faktura nr", "Invoice" },
    { "correction", "Корректировка №", "Коригування №", "Korekta nr", "Credit note" },
    { NULL, "Оплата, п/п №", "Оплата, п/д №", "Zapłata nr", "Payment" },
  };
  gboolean paid = g_strcmp0 (crm_record_get_entity (record)->name, "payment") == 0;
  const char *number = crm_record_get_text (record, "number");
  gsize i = 0;
  const char *name;

  while (names[i].kind != NULL && (paid || !has_kind (record, names[i].kind)))
    i++;
  name = g_strcmp0 (language, "ru") == 0   ? names[i].ru
         : g_strcmp0 (language, "uk") == 0 ? names[i].uk
         : g_strcmp0 (language, "pl") == 0 ? names[i].pl
                                           : names[i].en;
  return g_strdup_printf ("%s %s", name, number != NULL ? number : "—");
}

/* (element-type Entry): up to the day of the statement, in their order */
static GArray *
list_entries (Account *self, gint64 until)
{
  g_autofree char *country = crm_document_dup_country (self->database, self->document);
  gboolean by_delivery = strcmp (country, "ru") == 0 || strcmp (country, "ua") == 0;
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (Entry));

  for (guint i = 0; i < self->documents->len; i++) {
    Entry entry = { self->documents->pdata[i] };
    entry.date = crm_record_get_integer (entry.record, "date");
    entry.debit = crm_record_get_integer (entry.record, "total");
    if (makes_debt (entry.record, by_delivery) && entry.date <= until)
      g_array_append_val (entries, entry);
  }
  for (guint i = 0; i < self->payments->len; i++) {
    Entry entry = { self->payments->pdata[i] };
    gint64 amount = crm_record_get_integer (entry.record, "amount");
    entry.date = crm_record_get_integer (entry.record, "date");
    if (g_strcmp0 (crm_record_get_text (entry.record, "direction"), "in") == 0)
      entry.credit = amount;
    else
      entry.debit = amount;
    if (entry.date <= until)
      g_array_append_val (entries, entry);
  }
  g_array_sort (entries, compare_entries);
  return entries;
}

static void
set_balance (CrmFormData *data, const char *name, gint64 balance, const char *currency)
{
  g_autofree char *path = g_strconcat ("account.", name, NULL);
  g_autofree char *size = g_strconcat (path, "_size", NULL);
  g_autofree char *buyer = g_strconcat (path, "_buyer_owes", NULL);
  g_autofree char *seller = g_strconcat (path, "_seller_owes", NULL);

  crm_form_data_set_money (data, path, balance, currency);
  crm_form_data_set_money (data, size, balance < 0 ? -balance : balance, currency);
  crm_form_data_set_flag (data, buyer, balance > 0);
  crm_form_data_set_flag (data, seller, balance < 0);
}

static gint64
add (gint64 a, gint64 b)
{
  gint64 sum;
  return __builtin_add_overflow (a, b, &sum) ? (b > 0 ? G_MAXINT64 : -G_MAXINT64) : sum;
}

static void
set_statement (Account *self, CrmFormData *data)
{
  gint64 until = crm_record_get_integer (self->document, "date"), from;
  const char *language = crm_record_get_text (self->document, "language");
  gint64 opening = 0, debit = 0, credit = 0;
  int year;
  g_autoptr (GArray) entries = list_entries (self, until);

  crm_date_to_ymd (until, &year, NULL, NULL);
  from = crm_date_from_ymd (year, 1, 1);
  crm_form_data_add_list (data, "entries");
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);
    if (entry->date < from) {
      opening = add (opening, add (entry->debit, -entry->credit));
      continue;
    }
    g_autofree char *name = dup_entry_name (entry->record, language);
    CrmFormData *item = crm_form_data_add_item (data, "entries");
    crm_form_data_set_date (item, "date", entry->date);
    crm_form_data_set_text (item, "name", name);
    if (entry->debit != 0)
      crm_form_data_set_money (item, "debit", entry->debit, self->currency);
    if (entry->credit != 0)
      crm_form_data_set_money (item, "credit", entry->credit, self->currency);
    debit = add (debit, entry->debit);
    credit = add (credit, entry->credit);
  }
  crm_form_data_set_date (data, "account.from", from);
  crm_form_data_set_date (data, "account.until", until);
  crm_form_data_set_money (data, "account.debit", debit, self->currency);
  crm_form_data_set_money (data, "account.credit", credit, self->currency);
  set_balance (data, "opening", opening, self->currency);
  set_balance (data, "closing", add (opening, add (debit, -credit)), self->currency);
}

/* The lists "debts" and "entries" and what they come to; nothing for a document that sells. */
gboolean
crm_document_set_account_state (CrmFormData *data, CrmDatabase *database, CrmRecord *document,
                                const char *currency, GError **error)
{
  Account self = { database, document, currency };
  gboolean done;

  if ((crm_document_kind_get_flags (crm_record_get_text (document, "kind")) &
       CRM_DOCUMENT_KIND_OF_ACCOUNT) == 0 ||
      crm_record_is_empty (document, "company"))
    return TRUE;
  done = read_documents (&self, error) && read_payments (&self, error);
  if (done) {
    set_debts (&self, data);
    set_statement (&self, data);
  }
  g_clear_pointer (&self.documents, g_ptr_array_unref);
  g_clear_pointer (&self.payments, g_ptr_array_unref);
  return done;
}
