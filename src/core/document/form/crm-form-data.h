/* What a printed form is filled with: a tree of named, typed values without any logic. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names that the built-in forms use. Whoever fills a form sets what there is; a name that was
 * never set, or is empty, is reported as missing unless the form marks it optional.
 *
 * - document.title .number .basis .note .language .vat_policy: text; .currency: ISO 4217 code
 * - document.date .due_date: date; document.prices_include_vat .has_discounts: flag
 * - seller.name .full_name .inn .kpp .ogrn .edrpou .ipn .nip .regon .krs .address .phone .email
 *   .director .director_post .accountant: text
 * - seller.account.number .bank .bic .corr_account .iban .city: text
 * - seller.logo .stamp .director_signature .accountant_signature: bytes of a PNG, JPEG, ...
 * - buyer: as seller
 * - lines, a list: .position integer; .name .article .unit .unit_code text; .quantity quantity;
 *   .price .discounted_price price; .discount percent; .vat_rate text (VAT code);
 *   .net .vat .gross .amount .discount_amount money
 * - totals.net .vat .gross .amount .discount: money; .count: integer
 * - rates, a list: .rate text (VAT code); .taxed flag; .net .vat .gross money
 * - payment_code: text, or bytes where the payload is not UTF-8
 * - payment_code_kind: text, see crm_payment_code_kind_to_string()
 *
 * The amount is the "sum" column: with VAT where prices include it, without where they do not. */

/**
 * CrmFormValueKind:
 *
 * Kinds of values. Money is in minor units with a currency, a quantity in millionths, a price in
 * ten-thousandths, a percentage in hundredths of a percent, a date in days since 1970-01-01.
 */
typedef enum {
  CRM_FORM_VALUE_OBJECT,
  CRM_FORM_VALUE_LIST,
  CRM_FORM_VALUE_TEXT,
  CRM_FORM_VALUE_MONEY,
  CRM_FORM_VALUE_QUANTITY,
  CRM_FORM_VALUE_PRICE,
  CRM_FORM_VALUE_PERCENT,
  CRM_FORM_VALUE_DATE,
  CRM_FORM_VALUE_INTEGER,
  CRM_FORM_VALUE_FLAG,
  CRM_FORM_VALUE_BYTES,
} CrmFormValueKind;

/**
 * CrmFormData:
 *
 * A value, an object of named values, or a list of objects. Built in one thread, then read-only and
 * free to be read by any.
 */
typedef struct _CrmFormData CrmFormData;

CrmFormData *crm_form_data_new (void);
CrmFormData *crm_form_data_ref (CrmFormData *data);
void crm_form_data_unref (CrmFormData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFormData, crm_form_data_unref)

void crm_form_data_set_text (CrmFormData *data, const char *path, const char *text);
void crm_form_data_set_money (CrmFormData *data, const char *path, gint64 money,
                              const char *currency);
void crm_form_data_set_quantity (CrmFormData *data, const char *path, gint64 quantity);
void crm_form_data_set_price (CrmFormData *data, const char *path, gint64 price);
void crm_form_data_set_percent (CrmFormData *data, const char *path, gint64 percent);
void crm_form_data_set_date (CrmFormData *data, const char *path, gint64 date);
void crm_form_data_set_integer (CrmFormData *data, const char *path, gint64 integer);
void crm_form_data_set_flag (CrmFormData *data, const char *path, gboolean flag);
void crm_form_data_set_bytes (CrmFormData *data, const char *path, GBytes *bytes);
CrmFormData *crm_form_data_add_list (CrmFormData *data, const char *path);
CrmFormData *crm_form_data_add_item (CrmFormData *data, const char *path);

const CrmFormData *crm_form_data_lookup (const CrmFormData *data, const char *path);
CrmFormValueKind crm_form_data_get_kind (const CrmFormData *data);
const char *crm_form_data_get_text (const CrmFormData *data);
gint64 crm_form_data_get_number (const CrmFormData *data);
GBytes *crm_form_data_get_bytes (const CrmFormData *data);
gsize crm_form_data_get_n_items (const CrmFormData *data);
const CrmFormData *crm_form_data_get_item (const CrmFormData *data, gsize index);
gboolean crm_form_data_is_empty (const CrmFormData *data);

G_END_DECLS
