/* Payloads of the payment codes printed on invoices: written, checked and read back. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmPaymentCodeKind:
 * @CRM_PAYMENT_CODE_GOST: Russia, GOST R 56042-2014
 * @CRM_PAYMENT_CODE_NBU_002: Ukraine, resolution 97 of 19.08.2025 of the National Bank, structure
 * 002
 * @CRM_PAYMENT_CODE_NBU_003: the same, structure 003
 * @CRM_PAYMENT_CODE_ZBP: Poland, 2D recommendation 1.0 of the banks' association of 3.12.2013
 * @CRM_PAYMENT_CODE_EPC: euro area, EPC069-12
 *
 * The standards.
 */
typedef enum {
  CRM_PAYMENT_CODE_GOST,
  CRM_PAYMENT_CODE_NBU_002,
  CRM_PAYMENT_CODE_NBU_003,
  CRM_PAYMENT_CODE_ZBP,
  CRM_PAYMENT_CODE_EPC,
} CrmPaymentCodeKind;

/**
 * CrmPayment:
 * @payee: name of who is paid
 * @account: account number: 20 digits (GOST), IBAN (NBU, EPC), 26 digits or IBAN (ZBP); spaces
 * ignored
 * @bank: (nullable): name of the bank (GOST)
 * @bic: (nullable): BIC of the bank (GOST, EPC)
 * @corr_account: (nullable): correspondent account (GOST)
 * @tax_number: (nullable): ИНН, ЄДРПОУ or РНОКПП, NIP
 * @kpp: (nullable): КПП (GOST)
 * @amount: kopecks, kopiykas, grosze or cents; 0 lets the payer say
 * @purpose: (nullable): what is paid for
 * @reference: (nullable): the invoice's own number, which NBU 003 returns with the payment
 *
 * What an invoice wants paid, for crm_payment_code_new_for(). All borrowed.
 */
typedef struct {
  const char *payee;
  const char *account;
  const char *bank;
  const char *bic;
  const char *corr_account;
  const char *tax_number;
  const char *kpp;
  gint64 amount;
  const char *purpose;
  const char *reference;
} CrmPayment;

/**
 * CrmPaymentCode:
 *
 * One payment code as a list of named fields in the order of its standard. The fields of GOST carry
 * the standard's own keys (Name, PersonalAcc, BankName, BIC, CorrespAcc, Sum, Purpose, PayeeINN,
 * KPP and any other); the positional standards have service, version, charset, function, bic,
 * payee, account, amount, tax-number, category, reference, purpose, display, lock, valid-until,
 * created, information, as far as each of them has it. Values are UTF-8.
 */
typedef struct _CrmPaymentCode CrmPaymentCode;

CrmPaymentCode *crm_payment_code_new (CrmPaymentCodeKind kind);
CrmPaymentCode *crm_payment_code_new_for (CrmPaymentCodeKind kind, const CrmPayment *payment,
                                          GError **error);
void crm_payment_code_free (CrmPaymentCode *code);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPaymentCode, crm_payment_code_free)

CrmPaymentCodeKind crm_payment_code_get_kind (const CrmPaymentCode *code);
const char *crm_payment_code_get (const CrmPaymentCode *code, const char *key);
gboolean crm_payment_code_set (CrmPaymentCode *code, const char *key, const char *value);
char **crm_payment_code_list_keys (const CrmPaymentCode *code);
const char *crm_payment_code_get_charset (const CrmPaymentCode *code);
gboolean crm_payment_code_set_charset (CrmPaymentCode *code, const char *charset);
const char *crm_payment_code_get_prefix (const CrmPaymentCode *code);
void crm_payment_code_set_prefix (CrmPaymentCode *code, const char *prefix);
gboolean crm_payment_code_get_amount (const CrmPaymentCode *code, gint64 *amount,
                                      const char **currency);

gboolean crm_payment_code_check (const CrmPaymentCode *code, GError **error);
GBytes *crm_payment_code_encode (const CrmPaymentCode *code, GError **error);
CrmPaymentCode *crm_payment_code_decode (GBytes *payload, GError **error);

gboolean crm_payment_code_kind_for (const char *country, const char *currency,
                                    CrmPaymentCodeKind *kind);
const char *crm_payment_code_kind_to_string (CrmPaymentCodeKind kind);

G_END_DECLS
