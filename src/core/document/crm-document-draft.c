/* Drafts of documents: what follows from the seller, the client and the deal is filled in. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-document-private.h"
#include "crm-error.h"
#include "crm-setting.h"
#include "crm-setup.h"

#define MOST_PAYMENT_DAYS 3660

static gint64
read_first_id (CrmQuery *query, CrmDatabase *database)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!crm_query_read_ids (query, database, 1, 0, ids, NULL) || ids->len == 0)
    return 0;
  return g_array_index (ids, gint64, 0);
}

/* The seller of the newest document that this person answers for. */
static gint64
find_last_seller (CrmDatabase *database, gint64 person)
{
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (CrmQuery) all = crm_query_new (documents);
  g_autoptr (CrmQuery) theirs = crm_query_filter_integer (all, "responsible", CRM_OP_EQUAL, person);
  g_autoptr (CrmQuery) sold =
      crm_query_filter (theirs, "seller", CRM_OP_NOT_EMPTY, NULL, NULL, NULL);
  g_autoptr (CrmQuery) newest = crm_query_sort (sold, "id", TRUE, NULL);
  gint64 id = person != 0 ? read_first_id (newest, database) : 0;
  g_autoptr (CrmRecord) document = id != 0 ? crm_record_load (database, documents, id, NULL) : NULL;

  return document != NULL ? crm_record_get_integer (document, "seller") : 0;
}

static gboolean
is_own_company (CrmDatabase *database, gint64 company)
{
  g_autoptr (CrmRecord) record =
      company > 0 ? crm_record_load (database, crm_entity_find ("company"), company, NULL) : NULL;
  return record != NULL && g_strcmp0 (crm_record_get_text (record, "type"), "my_company") == 0;
}

/**
 * crm_document_get_default_seller:
 * @database: any connection of this thread
 *
 * Returns: the own company that was chosen for new documents; 0: none, each person goes on with
 * the one of their last document
 */
gint64
crm_document_get_default_seller (CrmDatabase *database)
{
  g_autofree char *text = crm_setting_dup (database, CRM_SETTING_SELLER, NULL);
  gint64 company = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return is_own_company (database, company) ? company : 0;
}

static gint64
find_own_company (CrmDatabase *database, gint64 person)
{
  gint64 chosen = crm_document_get_default_seller (database);
  if (chosen == 0)
    chosen = find_last_seller (database, person);
  if (is_own_company (database, chosen))
    return chosen;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("company"));
  g_autoptr (CrmQuery) own = crm_query_filter (all, "type", CRM_OP_EQUAL, "my_company", NULL, NULL);
  g_autoptr (CrmQuery) ordered = crm_query_sort (own, "id", FALSE, NULL);
  return read_first_id (ordered, database);
}

gint64
crm_document_find_own_company (CrmDatabase *database)
{
  return find_own_company (database, crm_setup_get_me (database));
}

gint64
crm_document_find_account (CrmDatabase *database, gint64 company, const char *currency)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("bank_account"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "company", CRM_OP_EQUAL, company);
  g_autoptr (CrmQuery) main = crm_query_filter_integer (own, "main", CRM_OP_EQUAL, 1);
  g_autoptr (CrmQuery) fitting =
      currency != NULL ? crm_query_filter (main, "currency", CRM_OP_EQUAL, currency, NULL, NULL)
                       : NULL;
  gint64 id = fitting != NULL ? read_first_id (fitting, database) : 0;
  if (id == 0)
    id = read_first_id (main, database);
  return id != 0 ? id : read_first_id (own, database);
}

char *
crm_document_dup_country (CrmDatabase *database, CrmRecord *document)
{
  gint64 id = crm_record_get_integer (document, "seller");
  g_autoptr (CrmRecord) seller =
      id > 0 ? crm_record_load (database, crm_entity_find ("company"), id, NULL) : NULL;
  const char *country = seller != NULL ? crm_record_get_text (seller, "country") : NULL;
  return g_strdup (country != NULL ? country : "other");
}

/**
 * crm_document_default_kind:
 * @country: (nullable): of the seller
 *
 * Returns: the kind of document that asks for money there before anything is delivered
 */
const char *
crm_document_default_kind (const char *country)
{
  return g_strcmp0 (country, "pl") == 0 ? "proforma" : "invoice";
}

static void
set_if_empty (CrmRecord *record, const char *field, const char *text)
{
  if (text != NULL && crm_record_is_empty (record, field))
    crm_record_set_text (record, field, text);
}

/**
 * crm_document_prepare_draft:
 * @database: any connection of this thread
 * @document: a document that is not written yet; what it has is kept
 * @error: of the store
 *
 * Fills in the seller (the one that was chosen for all new documents, else that of the person's
 * last document, else the first own company), account, currency, VAT policy, language and form:
 * what is usual in the seller's country.
 *
 * Returns: whether that could be read
 */
gboolean
crm_document_prepare_draft (CrmDatabase *database, CrmRecord *document, GError **error)
{
  g_autofree char *country = NULL;

  if (crm_record_is_empty (document, "seller")) {
    gint64 person = crm_record_get_integer (document, "responsible");
    gint64 own = find_own_company (database, person != 0 ? person : crm_setup_get_me (database));
    if (own != 0)
      crm_record_set_integer (document, "seller", own);
  }
  country = crm_document_dup_country (database, document);
  set_if_empty (document, "currency", crm_country_get_currency (country));
  set_if_empty (document, "language", crm_country_get_language (country));
  set_if_empty (document, "vat_policy",
                crm_vat_policy_to_string (crm_vat_default_policy (country)));
  if (crm_record_is_empty (document, "account") && !crm_record_is_empty (document, "seller")) {
    gint64 account =
        crm_document_find_account (database, crm_record_get_integer (document, "seller"),
                                   crm_record_get_text (document, "currency"));
    if (account != 0)
      crm_record_set_integer (document, "account", account);
  }
  /* Polish prices between firms are net; a счёт and a рахунок name what is to be paid. */
  if (crm_record_get_id (document) == 0 && strcmp (country, "pl") == 0)
    crm_record_set_integer (document, "prices_include_vat", 0);
  return TRUE;
}

/* The VAT code that lines of this document begin with. */
static const char *
default_vat_code (CrmDatabase *database, CrmRecord *document)
{
  gint64 id = crm_record_get_integer (document, "seller");
  g_autoptr (CrmRecord) seller =
      id > 0 ? crm_record_load (database, crm_entity_find ("company"), id, NULL) : NULL;
  const char *system = seller != NULL ? crm_record_get_text (seller, "tax_system") : NULL;
  const char *country = seller != NULL ? crm_record_get_text (seller, "country") : NULL;

  if (g_strcmp0 (system, "none") == 0)
    return "none";
  if (g_strcmp0 (system, "reduced_5") == 0)
    return "5";
  if (g_strcmp0 (system, "reduced_7") == 0)
    return "7";
  return crm_vat_default_code (country != NULL ? country : "other",
                               crm_record_get_integer (document, "date"));
}

/* @priced: at what the product costs the buyer */
static CrmRecord *
make_line (CrmDatabase *database, CrmRecord *document, gint64 product, gboolean priced,
           GError **error)
{
  g_autoptr (CrmRecord) line = crm_record_new (crm_entity_find ("document_line"));
  g_autoptr (CrmRecord) goods = NULL;
  const char *code = default_vat_code (database, document);

  if (product != 0) {
    goods = crm_record_load (database, crm_entity_find ("product"), product, error);
    if (goods == NULL)
      return NULL;
    crm_record_set_integer (line, "product", product);
    crm_record_set_text (line, "name", crm_record_get_text (goods, "name"));
    crm_record_set_text (line, "article", crm_record_get_text (goods, "article"));
    crm_record_set_text (line, "unit", crm_record_get_text (goods, "unit"));
    crm_record_set_text (line, "unit_code", crm_record_get_text (goods, "unit_code"));
    if (priced) {
      gint64 price;
      if (!crm_document_read_price (database, document, goods, &price, error))
        return NULL;
      crm_record_set_integer (line, "price", price);
    }
    /* A seller without VAT charges none, whatever the product says. */
    if (g_strcmp0 (code, "none") != 0 && !crm_record_is_empty (goods, "vat_rate"))
      code = crm_record_get_text (goods, "vat_rate");
  }
  crm_record_set_text (line, "vat_rate", code);
  return g_steal_pointer (&line);
}

/**
 * crm_document_new_line:
 * @database: any connection of this thread
 * @document: id of the document
 * @product: id of what is sold; 0: nothing yet
 * @error: NOT_FOUND
 *
 * Returns: (transfer full) (nullable): a line to be added, behind the others
 */
CrmRecord *
crm_document_new_line (CrmDatabase *database, gint64 document, gint64 product, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("document"), document, error);
  g_autoptr (GPtrArray) lines =
      record != NULL ? crm_document_read_lines (database, document, error) : NULL;
  CrmRecord *line = lines != NULL ? make_line (database, record, product, TRUE, error) : NULL;
  gint64 position = 0, discount;

  if (line == NULL)
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    position = MAX (position, crm_record_get_integer (lines->pdata[i], "position"));
  crm_record_set_integer (line, "document", document);
  crm_record_set_integer (line, "position", position + 1);
  discount = crm_document_read_discount (database, record, lines);
  if (discount != 0)
    crm_record_set_integer (line, "discount", discount);
  return line;
}

/* Money is 10^-2, prices 10^-4. */
gboolean
crm_document_add_deal_line (CrmChange *change, CrmDatabase *database, CrmRecord *document,
                            gint64 stand_in, CrmRecord *deal, GError **error)
{
  /* What a deal is worth was agreed; else the product says it. */
  gboolean agreed = !crm_record_is_empty (deal, "value");
  gint64 product = crm_record_get_integer (deal, "product");
  g_autoptr (GError) unknown = NULL;
  g_autoptr (CrmRecord) line = make_line (database, document, product, !agreed, &unknown);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gint64 price, discount;

  /* A price in a currency of which there is no rate is left for a person to write: a step of a
   * process does not wait for it. */
  if (line == NULL)
    line = make_line (database, document, product, FALSE, error);
  if (line == NULL)
    return FALSE;
  if (crm_record_is_empty (line, "name"))
    crm_record_set_text (line, "name", crm_record_get_title (deal));
  discount = agreed ? 0 : crm_document_read_discount (database, document, none);
  if (discount != 0)
    crm_record_set_integer (line, "discount", discount);
  if (agreed && crm_decimal_multiply (crm_record_get_integer (deal, "value"), 100, 1, &price))
    crm_record_set_integer (line, "price", price);
  crm_record_set_integer (line, "document", stand_in);
  crm_record_set_integer (line, "position", 1);
  crm_change_add (change, line);
  return TRUE;
}

/* When the buyer's term ends; 0: they have none. */
static gint64
find_term (CrmDatabase *database, CrmRecord *document)
{
  gint64 id = crm_record_get_integer (document, "company");
  g_autoptr (CrmRecord) buyer =
      id > 0 ? crm_record_load (database, crm_entity_find ("company"), id, NULL) : NULL;
  gint64 days = buyer != NULL ? crm_record_get_integer (buyer, "payment_days") : 0;

  return days > 0 && days < MOST_PAYMENT_DAYS ? crm_record_get_integer (document, "date") + days
                                              : 0;
}

/**
 * crm_document_add_draft:
 * @change: where it is added
 * @database: any connection of this thread
 * @kind: kind of document
 * @company: the buyer; 0: the deal's, or nobody yet
 * @deal: what it is for; 0: none
 * @error: NOT_FOUND, INVALID
 *
 * Returns: the stand-in of the new document; 0 on error
 */
gint64
crm_document_add_draft (CrmChange *change, CrmDatabase *database, const char *kind, gint64 company,
                        gint64 deal, GError **error)
{
  g_autoptr (CrmRecord) document = crm_record_new (crm_entity_find ("document"));
  g_autoptr (CrmRecord) sale = NULL;
  gint64 stand_in;

  if (!crm_record_parse (document, "kind", kind, error))
    return 0;
  if (deal != 0) {
    sale = crm_record_load (database, crm_entity_find ("deal"), deal, error);
    if (sale == NULL)
      return 0;
    crm_record_set_integer (document, "deal", deal);
    if (company == 0)
      company = crm_record_get_integer (sale, "company");
    set_if_empty (document, "currency", crm_record_get_currency (sale));
    if (!crm_record_is_empty (sale, "contact"))
      crm_record_set_integer (document, "contact", crm_record_get_integer (sale, "contact"));
  }
  if (company != 0)
    crm_record_set_integer (document, "company", company);
  if (!crm_document_prepare_draft (database, document, error))
    return 0;
  if (company != 0) {
    gint64 term = find_term (database, document);
    if (term != 0)
      crm_record_set_integer (document, "due_date", term);
  }
  stand_in = crm_change_add (change, document);
  if (sale != NULL &&
      !crm_document_add_deal_line (change, database, document, stand_in, sale, error))
    return 0;
  return stand_in;
}

/* The buyer of a draft was chosen, or its day: a term that nobody set otherwise follows. */
void
crm_document_follow_buyer (CrmChange *change, CrmDatabase *database, const CrmDeed *deed)
{
  const CrmEntity *entity = deed->entity;
  gboolean buyer = crm_fields_has (deed->fields, crm_entity_field_index (entity, "company"));
  gboolean date = crm_fields_has (deed->fields, crm_entity_field_index (entity, "date"));
  gint64 due, term;

  if (deed->action != CRM_ACTION_SET || (!buyer && !date) || crm_change_is_restoring (change) ||
      crm_document_is_issued (deed->after) ||
      crm_fields_has (deed->fields, crm_entity_field_index (entity, "due_date")))
    return;
  due = crm_record_get_integer (deed->after, "due_date");
  term = find_term (database, deed->after);
  if (term != 0 && term != due && (due == 0 ? buyer : due == find_term (database, deed->before)))
    crm_change_set_integer (change, entity, deed->id, "due_date", term);
}

/* What a copy does not take over: its own number, moments and money, and how it stands. */
static CrmRecord *
copy_values (CrmRecord *record, const char *const *left)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmRecord *copy = crm_record_new (entity);

  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_READ_ONLY) == 0 &&
        !g_strv_contains (left, entity->fields[i].name))
      crm_record_set_value (copy, i, crm_record_get_value (record, i));
  return copy;
}

static void
move_texts (CrmRecord *record, const char *field, CrmDocumentMoveFunc move, gpointer data)
{
  const char *text = crm_record_get_text (record, field);
  g_autofree char *moved = text != NULL && move != NULL ? move (text, data) : NULL;

  if (moved != NULL)
    crm_record_set_text (record, field, moved);
}

/* @date: of the copy; 0: today. @move (nullable): what becomes of the texts of lines and of the one
 * under the total. */
gint64
crm_document_add_moved_copy (CrmChange *change, CrmDatabase *database, gint64 document, gint64 date,
                             CrmDocumentMoveFunc move, gpointer data, GError **error)
{
  static const char *const own[] = { "number",      "date",        "due_date", "status",
                                     "responsible", "ksef_number", NULL };
  static const char *const of_line[] = { "document", NULL };
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("document"), document, error);
  g_autoptr (GPtrArray) lines =
      record != NULL ? crm_document_read_lines (database, document, error) : NULL;
  g_autoptr (CrmRecord) copy = NULL;
  gint64 stand_in;

  if (lines == NULL)
    return 0;
  copy = copy_values (record, own);
  if (date != 0)
    crm_record_set_integer (copy, "date", date);
  move_texts (copy, "note", move, data);
  if (!crm_record_is_empty (record, "due_date"))
    crm_record_set_integer (copy, "due_date",
                            crm_record_get_integer (copy, "date") +
                                crm_record_get_integer (record, "due_date") -
                                crm_record_get_integer (record, "date"));
  stand_in = crm_change_add (change, copy);
  for (guint i = 0; i < lines->len; i++) {
    g_autoptr (CrmRecord) line = copy_values (lines->pdata[i], of_line);
    crm_record_set_integer (line, "document", stand_in);
    move_texts (line, "name", move, data);
    crm_change_add (change, line);
  }
  return stand_in;
}

/**
 * crm_document_add_copy:
 * @change: where it is added
 * @database: any connection of this thread
 * @document: id of the document
 * @error: NOT_FOUND
 *
 * A copy is dated today; its payment is expected as many days later as the first one's was.
 *
 * Returns: the stand-in of the new draft; 0 on error
 */
gint64
crm_document_add_copy (CrmChange *change, CrmDatabase *database, gint64 document, GError **error)
{
  return crm_document_add_moved_copy (change, database, document, 0, NULL, NULL, error);
}
