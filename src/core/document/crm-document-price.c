/* What a buyer pays: the price of the list that they buy by, in the currency of the document, less
 * what is taken off for them or off the whole of it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-currency.h"
#include "crm-document-private.h"
#include "crm-error.h"

#define WHOLE 10000 /* 100 % */

static CrmRecord *
load_buyer (CrmDatabase *database, CrmRecord *document)
{
  gint64 id = crm_record_get_integer (document, "company");

  return id > 0 ? crm_record_load (database, crm_entity_find ("company"), id, NULL) : NULL;
}

/* A product without a price in that list is sold at its own. */
static gint64
find_price (CrmRecord *buyer, CrmRecord *product)
{
  const char *list = buyer != NULL ? crm_record_get_text (buyer, "price_list") : NULL;
  g_autofree char *field = list != NULL ? g_strconcat ("price_", list, NULL) : NULL;

  if (field == NULL || crm_entity_field (crm_record_get_entity (product), field) == NULL ||
      crm_record_is_empty (product, field))
    return crm_record_get_integer (product, "price");
  return crm_record_get_integer (product, field);
}

/* By the rates of the day of the document. Prices are finer than money; rates do not mind. */
static gboolean
convert (CrmDatabase *database, gint64 *price, const char *from, const char *to, gint64 date,
         GError **error)
{
  const char *base = crm_currency_get_base (database);
  CrmRate rate;

  if (from == NULL || to == NULL || g_strcmp0 (from, to) == 0 || *price == 0)
    return TRUE;
  if (g_strcmp0 (from, base) != 0 &&
      !crm_currency_convert (database, *price, from, date, price, error))
    return FALSE;
  if (g_strcmp0 (to, base) == 0)
    return TRUE;
  if (!crm_currency_read_rate (database, to, date, &rate, error))
    return FALSE;
  if (crm_rate_convert_back (&rate, *price, price))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The converted sum is too large"));
  return FALSE;
}

/**
 * crm_document_read_price:
 * @database: any connection of this thread
 * @document: where it is sold; need not be written
 * @product: what is sold
 * @price: (out): ten-thousandths of the document's currency
 * @error: NOT_FOUND where the product has a price in another currency and there is no rate
 *
 * Returns: whether it is known
 */
gboolean
crm_document_read_price (CrmDatabase *database, CrmRecord *document, CrmRecord *product,
                         gint64 *price, GError **error)
{
  g_autoptr (CrmRecord) buyer = load_buyer (database, document);

  *price = find_price (buyer, product);
  return convert (database, price, crm_record_get_text (product, "currency"),
                  crm_record_get_currency (document), crm_record_get_integer (document, "date"),
                  error);
}

/* Whether all lines have the same discount. */
static gboolean
find_common (GPtrArray *lines, gint64 *discount)
{
  for (guint i = 0; i < lines->len; i++) {
    gint64 own = crm_record_get_integer (lines->pdata[i], "discount");
    if (i > 0 && own != *discount)
      return FALSE;
    *discount = own;
  }
  return lines->len > 0;
}

/**
 * crm_document_read_discount:
 * @database: any connection of this thread
 * @document: a document; need not be written
 * @lines: (element-type CrmRecord): its lines
 *
 * Returns: what a new line begins with, in hundredths of a percent: what is taken off all others,
 *   else what is taken off for the buyer
 */
gint64
crm_document_read_discount (CrmDatabase *database, CrmRecord *document, GPtrArray *lines)
{
  g_autoptr (CrmRecord) buyer = NULL;
  gint64 discount = 0;

  if (find_common (lines, &discount))
    return discount;
  buyer = load_buyer (database, document);
  discount = buyer != NULL ? crm_record_get_integer (buyer, "discount") : 0;
  return CLAMP (discount, 0, WHOLE);
}

/**
 * crm_document_get_discount:
 * @database: any connection of this thread
 * @document: id of the document
 * @discount: (out): hundredths of a percent
 *
 * Returns: whether the same is taken off the whole of it
 */
gboolean
crm_document_get_discount (CrmDatabase *database, gint64 document, gint64 *discount)
{
  g_autoptr (GPtrArray) lines = crm_document_read_lines (database, document, NULL);

  *discount = 0;
  return lines != NULL && find_common (lines, discount);
}

/**
 * crm_document_add_discount:
 * @change: where it is added
 * @database: any connection of this thread
 * @document: id of the document
 * @discount: hundredths of a percent, 0 to 10000
 * @error: INVALID; REFUSED where there are no lines
 *
 * Takes as much off every line. Each rate of VAT keeps its share, and every form, file and
 * correction says what was taken off what.
 *
 * Returns: whether it was added
 */
gboolean
crm_document_add_discount (CrmChange *change, CrmDatabase *database, gint64 document,
                           gint64 discount, GError **error)
{
  g_autoptr (GPtrArray) lines = crm_document_read_lines (database, document, error);

  if (lines == NULL)
    return FALSE;
  if (discount < 0 || discount > WHOLE) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A discount is between 0 and 100 %"));
    return FALSE;
  }
  if (lines->len == 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                         _ ("There are no lines to take a discount off"));
    return FALSE;
  }
  for (guint i = 0; i < lines->len; i++)
    if (crm_record_get_integer (lines->pdata[i], "discount") != discount)
      crm_change_set_integer (change, crm_entity_find ("document_line"),
                              crm_record_get_id (lines->pdata[i]), "discount", discount);
  return TRUE;
}
