/* Filters of form fields: how a typed value becomes text in the document's language. */
#pragma once

#include "crm-form-data.h"

G_BEGIN_DECLS

/**
 * CrmFormFilter:
 * @CRM_FORM_FILTER_MONEY: money: "1 234,50"
 * @CRM_FORM_FILTER_MONEY_SIGN: money: "1 234,50 ₽"
 * @CRM_FORM_FILTER_MONEY_UNIT: money: "1 234,50 руб."
 * @CRM_FORM_FILTER_UNIT: money: "руб."
 * @CRM_FORM_FILTER_QUANTITY: a number without needless zeros: "1,5"
 * @CRM_FORM_FILTER_PRICE: a number with at least two decimals: "0,1234"
 * @CRM_FORM_FILTER_PERCENT: "12,5 %"
 * @CRM_FORM_FILTER_DATE: "05.03.2026"
 * @CRM_FORM_FILTER_DATE_LONG: "5 марта 2026 г."
 * @CRM_FORM_FILTER_WORDS: money in words: "Один рубль 21 копейка"
 * @CRM_FORM_FILTER_WORDS_FRACTION: money in words, "... złotych 56/100"
 * @CRM_FORM_FILTER_WORDS_NUMBER: a whole number in words; its argument m, f or n is the gender
 * @CRM_FORM_FILTER_VAT: a VAT code: "22 %", "без НДС"
 * @CRM_FORM_FILTER_UPPER: capitals
 * @CRM_FORM_FILTER_LOWER: small letters
 * @CRM_FORM_FILTER_FIRST_CAPITAL: a capital first letter
 * @CRM_FORM_FILTER_INITIALS: "Иванов Иван Иванович" as "Иванов И. И."
 * @CRM_FORM_FILTER_GROUP: spaces between groups of as many characters as its argument says
 * @CRM_FORM_FILTER_NRB: a Polish account number: 2 digits, then groups of four
 * @CRM_FORM_FILTER_DEFAULT: its argument where the value is empty
 *
 * In forms they are called by these names in small letters with dashes.
 */
typedef enum {
  CRM_FORM_FILTER_MONEY,
  CRM_FORM_FILTER_MONEY_SIGN,
  CRM_FORM_FILTER_MONEY_UNIT,
  CRM_FORM_FILTER_UNIT,
  CRM_FORM_FILTER_QUANTITY,
  CRM_FORM_FILTER_PRICE,
  CRM_FORM_FILTER_PERCENT,
  CRM_FORM_FILTER_DATE,
  CRM_FORM_FILTER_DATE_LONG,
  CRM_FORM_FILTER_WORDS,
  CRM_FORM_FILTER_WORDS_FRACTION,
  CRM_FORM_FILTER_WORDS_NUMBER,
  CRM_FORM_FILTER_VAT,
  CRM_FORM_FILTER_UPPER,
  CRM_FORM_FILTER_LOWER,
  CRM_FORM_FILTER_FIRST_CAPITAL,
  CRM_FORM_FILTER_INITIALS,
  CRM_FORM_FILTER_GROUP,
  CRM_FORM_FILTER_NRB,
  CRM_FORM_FILTER_DEFAULT,
} CrmFormFilter;

gboolean crm_form_filter_find (const char *name, const char *argument, CrmFormFilter *filter,
                               GError **error);
char *crm_form_filter_write (CrmFormFilter filter, const char *argument, const CrmFormData *value,
                             const char *language);
char *crm_form_filter_change (CrmFormFilter filter, const char *argument, const char *text,
                              const char *language);
char *crm_form_value_format (const CrmFormData *value, const char *language);
char *crm_form_number_format (CrmFormValueKind kind, gint64 number, const char *language);

G_END_DECLS
