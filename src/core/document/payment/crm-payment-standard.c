/* The standards of payment codes as tables: fields in order, their lengths and shapes, their
 * character sets. */
#include "config.h"

#include "crm-payment-code-private.h"

/* GOST R 56042-2014: keys of tables 1 and 2; any further key is allowed and not checked. */
static const CrmPaymentFieldSpec GOST_FIELDS[] = {
  { "Name", 160, TRUE, NULL, NULL },
  { "PersonalAcc", 20, TRUE, "[0-9]{20}", NULL },
  { "BankName", 45, TRUE, NULL, NULL },
  { "BIC", 9, TRUE, "[0-9]{9}", NULL },
  { "CorrespAcc", 20, TRUE, "0|[0-9]{20}", NULL },
  { "Sum", 18, FALSE, "[0-9]+", NULL },
  { "Purpose", 210, FALSE, NULL, NULL },
  { "PayeeINN", 12, FALSE, "[0-9]{10}|[0-9]{12}", NULL },
  { "PayerINN", 12, FALSE, "[0-9]{10}|[0-9]{12}", NULL },
  { "DrawerStatus", 2, FALSE, NULL, NULL },
  { "KPP", 9, FALSE, "[0-9A-Z]{9}", NULL },
  { "CBC", 20, FALSE, NULL, NULL },
  { "OKTMO", 11, FALSE, NULL, NULL },
  { "PaytReason", 2, FALSE, NULL, NULL },
  { "TaxPeriod", 10, FALSE, NULL, NULL },
  { "DocNo", 15, FALSE, NULL, NULL },
  { "DocDate", 10, FALSE, NULL, NULL },
  { "TaxPaytKind", 2, FALSE, NULL, NULL },
};

#define NBU_AMOUNT "UAH(0|[1-9][0-9]{0,8})([.][0-9]{2})?"
#define NBU_IBAN "UA[0-9]{27}"

/* Resolution 97 of 19.08.2025 of the National Bank of Ukraine, structure 002 */
static const CrmPaymentFieldSpec NBU_002_FIELDS[] = {
  { "service", 3, TRUE, "BCD", "BCD" },
  { "version", 3, TRUE, "002", "002" },
  { "charset", 1, TRUE, "[12]", "2" },
  { "function", 3, TRUE, "UCT", "UCT" },
  { "bic", 0, FALSE, "", NULL },
  { "payee", 140, TRUE, NULL, NULL },
  { "account", 29, TRUE, NBU_IBAN, NULL },
  { "amount", 15, FALSE, NBU_AMOUNT, NULL },
  { "tax-number", 10, TRUE, "[0-9]{8,10}", NULL },
  { "category", 0, FALSE, "", NULL },
  { "reference", 0, FALSE, "", NULL },
  { "purpose", 420, TRUE, NULL, NULL },
  { "display", 0, FALSE, "", NULL },
};

/* The same, structure 003. The lock mask FFFF: the payer can edit nothing, FEFF: only the sum. */
static const CrmPaymentFieldSpec NBU_003_FIELDS[] = {
  { "service", 3, TRUE, "BCD", "BCD" },
  { "version", 3, TRUE, "003", "003" },
  { "charset", 1, TRUE, "[12]", "2" },
  { "function", 3, TRUE, "UCT|ICT|XCT", "UCT" },
  { "bic", 0, FALSE, "", NULL },
  { "payee", 140, TRUE, NULL, NULL },
  { "account", 29, TRUE, NBU_IBAN, NULL },
  { "amount", 15, FALSE, NBU_AMOUNT, NULL },
  { "tax-number", 10, TRUE, "[0-9]{8,10}", NULL },
  { "category", 9, TRUE, "[A-Z0-9]{4}/[A-Z0-9]{4}", "SUPP/SUPP" },
  { "reference", 35, FALSE, NULL, NULL },
  { "purpose", 420, TRUE, NULL, NULL },
  { "display", 140, FALSE, NULL, NULL },
  { "lock", 4, FALSE, "[0-9A-F]{4}", "FFFF" },
  { "valid-until", 12, FALSE, "[0-9]{12}", NULL },
  { "created", 12, FALSE, "[0-9]{12}", NULL },
  { "information", 0, FALSE, NULL, NULL },
};

static const CrmPaymentFieldSpec ZBP_FIELDS[] = {
  { "tax-number", 10, FALSE, "[0-9]{10}", NULL },
  { "country", 2, TRUE, "[A-Z]{2}", "PL" },
  { "account", 26, TRUE, "[0-9]{26}", NULL },
  { "amount", 6, TRUE, "[0-9]{6}", "000000" },
  { "payee", 20, TRUE, NULL, NULL },
  { "purpose", 32, TRUE, NULL, NULL },
  { "direct-debit", 20, FALSE, NULL, NULL },
  { "invoobill", 12, FALSE, NULL, NULL },
  { "information", 24, FALSE, NULL, NULL },
};

static const CrmPaymentFieldSpec EPC_FIELDS[] = {
  { "service", 3, TRUE, "BCD", "BCD" },
  { "version", 3, TRUE, "001|002", "002" },
  { "charset", 1, TRUE, "[1-8]", "1" },
  { "function", 3, TRUE, "SCT", "SCT" },
  { "bic", 11, FALSE, "[A-Z0-9]{8}|[A-Z0-9]{11}", NULL },
  { "payee", 70, TRUE, NULL, NULL },
  { "account", 34, TRUE, "[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}", NULL },
  { "amount", 15, FALSE, "EUR(0|[1-9][0-9]{0,8})([.][0-9]{1,2})?", NULL },
  { "category", 4, FALSE, "[A-Z0-9]{1,4}", NULL },
  { "reference", 35, FALSE, NULL, NULL },
  { "purpose", 140, FALSE, NULL, NULL },
  { "information", 70, FALSE, NULL, NULL },
};

static const CrmPaymentCharset GOST_CHARSETS[] = {
  { "2", "UTF-8" },
  { "1", "WINDOWS-1251" },
  { "3", "KOI8-R" },
};

static const CrmPaymentCharset NBU_CHARSETS[] = {
  { "2", "WINDOWS-1251" },
  { "1", "UTF-8" },
};

static const CrmPaymentCharset ZBP_CHARSETS[] = {
  { "", "UTF-8" },
};

static const CrmPaymentCharset EPC_CHARSETS[] = {
  { "1", "UTF-8" },      { "2", "ISO-8859-1" }, { "3", "ISO-8859-2" },  { "4", "ISO-8859-4" },
  { "5", "ISO-8859-5" }, { "6", "ISO-8859-7" }, { "7", "ISO-8859-10" }, { "8", "ISO-8859-15" },
};

#define TABLE(array) array, G_N_ELEMENTS (array)

/* Structures 002 and 003 allow 507 bytes, of which version 17 at level M, the least that a code
 * with a sign in its centre may use, holds 504. */
static const CrmPaymentStandard STANDARDS[] = {
  [CRM_PAYMENT_CODE_GOST] = { "gost", TABLE (GOST_FIELDS), TABLE (GOST_CHARSETS), "RUB", 0 },
  [CRM_PAYMENT_CODE_NBU_002] = { "nbu-002", TABLE (NBU_002_FIELDS), TABLE (NBU_CHARSETS), "UAH",
                                 504 },
  [CRM_PAYMENT_CODE_NBU_003] = { "nbu-003", TABLE (NBU_003_FIELDS), TABLE (NBU_CHARSETS), "UAH",
                                 504 },
  [CRM_PAYMENT_CODE_ZBP] = { "zbp", TABLE (ZBP_FIELDS), TABLE (ZBP_CHARSETS), "PLN", 0 },
  [CRM_PAYMENT_CODE_EPC] = { "epc", TABLE (EPC_FIELDS), TABLE (EPC_CHARSETS), "EUR", 331 },
};

const CrmPaymentStandard *
crm_payment_standard_get (CrmPaymentCodeKind kind)
{
  g_assert (kind < G_N_ELEMENTS (STANDARDS));
  return &STANDARDS[kind];
}

/**
 * crm_payment_code_kind_to_string:
 * @kind: a standard
 *
 * Returns: (transfer none): "gost", "nbu-002", "nbu-003", "zbp" or "epc", as forms name it
 */
const char *
crm_payment_code_kind_to_string (CrmPaymentCodeKind kind)
{
  return crm_payment_standard_get (kind)->name;
}

/**
 * crm_payment_code_kind_for:
 * @country: (nullable): country of the seller: "ru", "ua", "pl", "other"
 * @currency: (nullable): ISO 4217 code of the document
 * @kind: (out): the standard to print
 *
 * Which code an invoice carries: a standard serves one currency, so an invoice in another has none.
 *
 * Returns: whether there is one
 */
gboolean
crm_payment_code_kind_for (const char *country, const char *currency, CrmPaymentCodeKind *kind)
{
  if (g_strcmp0 (country, "ru") == 0 && g_strcmp0 (currency, "RUB") == 0)
    *kind = CRM_PAYMENT_CODE_GOST;
  else if (g_strcmp0 (country, "ua") == 0 && g_strcmp0 (currency, "UAH") == 0)
    *kind = CRM_PAYMENT_CODE_NBU_003;
  else if (g_strcmp0 (country, "pl") == 0 && g_strcmp0 (currency, "PLN") == 0)
    *kind = CRM_PAYMENT_CODE_ZBP;
  else if (g_strcmp0 (country, "ru") != 0 && g_strcmp0 (currency, "EUR") == 0)
    *kind = CRM_PAYMENT_CODE_EPC;
  else
    return FALSE;
  return TRUE;
}
