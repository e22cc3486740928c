/* A payment code in memory: named fields, their check against the standard, and the invoice's way
 * into them. */
#include "config.h"

#include "crm-payment-code-private.h"

#include "crm-decimal.h"
#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NBU_PREFIX "https://qr.bank.gov.ua/"
#define MOST_AMOUNT 99999999999 /* 999999999.99: NBU 97 and EPC069-12 */

typedef struct {
  char *key;   /* owned */
  char *value; /* owned */
} Field;

struct _CrmPaymentCode {
  CrmPaymentCodeKind kind;
  const CrmPaymentStandard *standard; /* borrowed */
  const char *charset;                /* borrowed from the standard */
  char *prefix;                       /* owned */
  GArray *fields;                     /* of Field */
};

static void
clear_field (gpointer data)
{
  Field *field = data;
  g_free (field->key);
  g_free (field->value);
}

static Field *
find_field (const CrmPaymentCode *code, const char *key)
{
  for (guint i = 0; i < code->fields->len; i++) {
    Field *field = &g_array_index (code->fields, Field, i);
    if (g_str_equal (field->key, key))
      return field;
  }
  return NULL;
}

/**
 * crm_payment_code_new:
 * @kind: the standard
 *
 * An empty code of that standard: what never varies is filled in, GOST begins without any field.
 *
 * Returns: (transfer full): the code
 */
CrmPaymentCode *
crm_payment_code_new (CrmPaymentCodeKind kind)
{
  CrmPaymentCode *code = g_new0 (CrmPaymentCode, 1);
  code->kind = kind;
  code->standard = crm_payment_standard_get (kind);
  code->charset = code->standard->charsets[0].name;
  code->fields = g_array_new (FALSE, TRUE, sizeof (Field));
  g_array_set_clear_func (code->fields, clear_field);
  if (kind == CRM_PAYMENT_CODE_NBU_002 || kind == CRM_PAYMENT_CODE_NBU_003)
    code->prefix = g_strdup (NBU_PREFIX);
  if (kind != CRM_PAYMENT_CODE_GOST) {
    for (gsize i = 0; i < code->standard->n_fields; i++) {
      const CrmPaymentFieldSpec *spec = &code->standard->fields[i];
      Field field = { g_strdup (spec->key), g_strdup (spec->initial ? spec->initial : "") };
      g_array_append_val (code->fields, field);
    }
  }
  return code;
}

void
crm_payment_code_free (CrmPaymentCode *code)
{
  if (code == NULL)
    return;
  g_array_unref (code->fields);
  g_free (code->prefix);
  g_free (code);
}

CrmPaymentCodeKind
crm_payment_code_get_kind (const CrmPaymentCode *code)
{
  g_return_val_if_fail (code != NULL, CRM_PAYMENT_CODE_GOST);
  return code->kind;
}

/**
 * crm_payment_code_get:
 * @code: a code
 * @key: name of a field
 *
 * Returns: (transfer none) (nullable): the value, "" where it is empty, %NULL where there is none
 */
const char *
crm_payment_code_get (const CrmPaymentCode *code, const char *key)
{
  g_return_val_if_fail (code != NULL && key != NULL, NULL);
  const Field *field = find_field (code, key);
  return field != NULL ? field->value : NULL;
}

/**
 * crm_payment_code_set:
 * @code: a code
 * @key: name of a field
 * @value: (nullable): its value in UTF-8; %NULL or "" empties a positional field and removes a GOST
 * one
 *
 * Sets a field without checking it; crm_payment_code_check() does.
 *
 * Returns: whether the standard has such a field; GOST has any
 */
gboolean
crm_payment_code_set (CrmPaymentCode *code, const char *key, const char *value)
{
  g_return_val_if_fail (code != NULL && key != NULL, FALSE);
  Field *field = find_field (code, key);
  gboolean empty = value == NULL || value[0] == '\0';
  if (field == NULL && code->kind != CRM_PAYMENT_CODE_GOST)
    return FALSE;
  if (field == NULL && !empty) {
    Field added = { g_strdup (key), g_strdup (value) };
    g_array_append_val (code->fields, added);
  } else if (field != NULL && empty && code->kind == CRM_PAYMENT_CODE_GOST) {
    g_array_remove_index (code->fields, (guint) (field - (Field *) (void *) code->fields->data));
  } else if (field != NULL) {
    g_set_str (&field->value, empty ? "" : value);
  }
  return TRUE;
}

/**
 * crm_payment_code_list_keys:
 * @code: a code
 *
 * Returns: (transfer full): the names of the fields in the order of the payload
 */
char **
crm_payment_code_list_keys (const CrmPaymentCode *code)
{
  g_return_val_if_fail (code != NULL, NULL);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  for (guint i = 0; i < code->fields->len; i++)
    g_strv_builder_add (keys, g_array_index (code->fields, Field, i).key);
  return g_strv_builder_end (keys);
}

const char *
crm_payment_code_get_charset (const CrmPaymentCode *code)
{
  g_return_val_if_fail (code != NULL, NULL);
  return code->charset;
}

/**
 * crm_payment_code_set_charset:
 * @code: a code
 * @charset: "UTF-8", "WINDOWS-1251", "KOI8-R" or "ISO-8859-..."
 *
 * Chooses the character set of the payload. A one-byte set makes Cyrillic codes smaller.
 *
 * Returns: whether the standard has it
 */
gboolean
crm_payment_code_set_charset (CrmPaymentCode *code, const char *charset)
{
  g_return_val_if_fail (code != NULL && charset != NULL, FALSE);
  for (gsize i = 0; i < code->standard->n_charsets; i++) {
    if (g_ascii_strcasecmp (code->standard->charsets[i].name, charset) == 0) {
      code->charset = code->standard->charsets[i].name;
      crm_payment_code_set (
          code, "charset",
          code->kind == CRM_PAYMENT_CODE_GOST ? NULL : code->standard->charsets[i].digit);
      return TRUE;
    }
  }
  return FALSE;
}

const char *
crm_payment_code_get_prefix (const CrmPaymentCode *code)
{
  g_return_val_if_fail (code != NULL, NULL);
  return code->prefix;
}

/**
 * crm_payment_code_set_prefix:
 * @code: a code of the National Bank of Ukraine
 * @prefix: address before the data, at most 50 bytes, ending in "/"
 */
void
crm_payment_code_set_prefix (CrmPaymentCode *code, const char *prefix)
{
  g_return_if_fail (code != NULL && prefix != NULL);
  g_set_str (&code->prefix, prefix);
}

/**
 * crm_payment_code_get_amount:
 * @code: a code
 * @amount: (out): minor units
 * @currency: (out) (optional): ISO 4217 code
 *
 * Returns: whether the code names a sum
 */
gboolean
crm_payment_code_get_amount (const CrmPaymentCode *code, gint64 *amount, const char **currency)
{
  g_return_val_if_fail (code != NULL && amount != NULL, FALSE);
  gboolean in_minor_units =
      code->kind == CRM_PAYMENT_CODE_GOST || code->kind == CRM_PAYMENT_CODE_ZBP;
  const char *text =
      crm_payment_code_get (code, code->kind == CRM_PAYMENT_CODE_GOST ? "Sum" : "amount");
  if (text == NULL)
    return FALSE;
  if (!in_minor_units) {
    if (!g_str_has_prefix (text, code->standard->currency))
      return FALSE;
    text += 3;
  }
  if (!crm_decimal_parse (text, in_minor_units ? 0 : CRM_MONEY_DECIMALS, amount, NULL) ||
      *amount <= 0)
    return FALSE;
  if (currency != NULL)
    *currency = code->standard->currency;
  return TRUE;
}

static gboolean
check_field (const CrmPaymentFieldSpec *spec, const char *value, GError **error)
{
  if (value == NULL || value[0] == '\0') {
    if (spec->required)
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The payment code has no “%s”"),
                   spec->key);
    return !spec->required;
  }
  if (spec->most > 0 && g_utf8_strlen (value, -1) > (glong) spec->most) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 ngettext ("“%s” of the payment code is longer than %u character",
                           "“%s” of the payment code is longer than %u characters", spec->most),
                 spec->key, spec->most);
    return FALSE;
  }
  if (spec->pattern == NULL)
    return TRUE;
  g_autofree char *pattern = g_strdup_printf ("\\A(?:%s)\\z", spec->pattern);
  if (g_regex_match_simple (pattern, value, 0, 0))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” of the payment code cannot be “%s”"),
               spec->key, value);
  return FALSE;
}

/**
 * crm_payment_code_check:
 * @code: a code
 * @error: %CRM_ERROR_INVALID naming the field that is missing, too long or misshapen
 *
 * Checks the fields against the standard. Check digits are not looked at: published samples fail
 * them, and a bank will say so itself.
 *
 * Returns: whether all is well
 */
gboolean
crm_payment_code_check (const CrmPaymentCode *code, GError **error)
{
  g_return_val_if_fail (code != NULL, FALSE);
  for (gsize i = 0; i < code->standard->n_fields; i++) {
    const CrmPaymentFieldSpec *spec = &code->standard->fields[i];
    if (!check_field (spec, crm_payment_code_get (code, spec->key), error))
      return FALSE;
  }
  if (code->kind == CRM_PAYMENT_CODE_EPC) {
    const char *reference = crm_payment_code_get (code, "reference");
    const char *text = crm_payment_code_get (code, "purpose");
    if (reference[0] != '\0' && text[0] != '\0') {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                           _ ("The payment code has both a reference and a text"));
      return FALSE;
    }
  }
  return TRUE;
}

/* Free text: one line, cut at a character. */
static char *
make_text (const char *text, guint most)
{
  if (text == NULL)
    return NULL;
  g_autofree char *copy = g_strdup (text);
  g_autoptr (GString) squeezed = g_string_new (NULL);
  for (const char *p = copy; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar character = g_utf8_get_char (p);
    gboolean space = g_unichar_isspace (character) || g_unichar_iscntrl (character);
    if (!space)
      g_string_append_unichar (squeezed, character);
    else if (squeezed->len > 0 && squeezed->str[squeezed->len - 1] != ' ')
      g_string_append_c (squeezed, ' ');
  }
  if (most > 0 && g_utf8_strlen (squeezed->str, -1) > (glong) most)
    g_string_truncate (squeezed,
                       (gsize) (g_utf8_offset_to_pointer (squeezed->str, most) - squeezed->str));
  return g_strstrip (g_strdup (squeezed->str));
}

/* A number as typed: without the spaces and dashes that people group digits by. */
static char *
make_number (const char *text)
{
  if (text == NULL)
    return NULL;
  GString *number = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar character = g_utf8_get_char (p);
    if (!g_unichar_isspace (character) && character != '-' && character != 0x202f)
      g_string_append_unichar (number, g_unichar_toupper (character));
  }
  return g_string_free (number, FALSE);
}

/* "UAH3" rather than "UAH3.00", but "UAH3.50"; a sum beyond what the standards hold is left to the
 * payer. */
static char *
make_amount (const char *currency, gint64 amount)
{
  if (amount <= 0 || amount > MOST_AMOUNT)
    return NULL;
  g_autofree char *number = crm_decimal_format (
      amount, CRM_MONEY_DECIMALS, amount % 100 == 0 ? 0 : CRM_MONEY_DECIMALS, CRM_NUMBER_MACHINE);
  return g_strconcat (currency, number, NULL);
}

static void
take_field (CrmPaymentCode *code, const char *key, char *value)
{
  g_autofree char *owned = value;
  gboolean known = crm_payment_code_set (code, key, owned);
  g_assert (known);
}

static void
fill_gost (CrmPaymentCode *code, const CrmPayment *payment)
{
  take_field (code, "Name", make_text (payment->payee, 0));
  take_field (code, "PersonalAcc", make_number (payment->account));
  /* The BIC finds the bank, so its name may be cut and is no reason to go without a code. */
  take_field (code, "BankName", make_text (payment->bank, 45));
  take_field (code, "BIC", make_number (payment->bic));
  take_field (code, "CorrespAcc", make_number (payment->corr_account));
  if (crm_payment_code_get (code, "CorrespAcc") == NULL)
    crm_payment_code_set (code, "CorrespAcc", "0");
  if (payment->amount > 0)
    take_field (code, "Sum", g_strdup_printf ("%" G_GINT64_FORMAT, payment->amount));
  take_field (code, "Purpose", make_text (payment->purpose, 210));
  take_field (code, "PayeeINN", make_number (payment->tax_number));
  take_field (code, "KPP", make_number (payment->kpp));
}

static void
fill_nbu (CrmPaymentCode *code, const CrmPayment *payment)
{
  take_field (code, "payee", make_text (payment->payee, 0));
  take_field (code, "account", make_number (payment->account));
  take_field (code, "amount", make_amount ("UAH", payment->amount));
  take_field (code, "tax-number", make_number (payment->tax_number));
  take_field (code, "purpose", make_text (payment->purpose, 0));
  if (code->kind == CRM_PAYMENT_CODE_NBU_003) {
    take_field (code, "reference", make_text (payment->reference, 0));
    if (crm_payment_code_get (code, "amount")[0] == '\0')
      crm_payment_code_set (code, "lock", "FEFF");
  }
}

static void
fill_zbp (CrmPaymentCode *code, const CrmPayment *payment)
{
  g_autofree char *account = make_number (payment->account);
  g_autofree char *tax_number = make_number (payment->tax_number);
  const char *digits =
      tax_number != NULL && g_str_has_prefix (tax_number, "PL") ? tax_number + 2 : tax_number;
  crm_payment_code_set (code, "tax-number", digits);
  if (account != NULL)
    crm_payment_code_set (code, "account",
                          g_str_has_prefix (account, "PL") ? account + 2 : account);
  /* Six digits of grosze: beyond 9 999.99 zł the recommendation leaves the sum to the payer. */
  gint64 amount = payment->amount > 0 && payment->amount <= 999999 ? payment->amount : 0;
  take_field (code, "amount", g_strdup_printf ("%06" G_GINT64_FORMAT, amount));
  take_field (code, "payee", make_text (payment->payee, 20));
  take_field (code, "purpose", make_text (payment->purpose, 32));
}

static void
fill_epc (CrmPaymentCode *code, const CrmPayment *payment)
{
  take_field (code, "bic", make_number (payment->bic));
  take_field (code, "payee", make_text (payment->payee, 0));
  take_field (code, "account", make_number (payment->account));
  take_field (code, "amount", make_amount ("EUR", payment->amount));
  take_field (code, "purpose", make_text (payment->purpose, 140));
}

/* The one-byte set where it holds every character, else UTF-8. */
static void
choose_nbu_charset (CrmPaymentCode *code)
{
  for (guint i = 0; i < code->fields->len; i++) {
    const char *value = g_array_index (code->fields, Field, i).value;
    g_autofree char *converted = g_convert (value, -1, "WINDOWS-1251", "UTF-8", NULL, NULL, NULL);
    if (converted == NULL) {
      crm_payment_code_set_charset (code, "UTF-8");
      return;
    }
  }
}

/**
 * crm_payment_code_new_for:
 * @kind: the standard
 * @payment: what is to be paid
 * @error: %CRM_ERROR_INVALID naming the field that is missing, too long or misshapen
 *
 * The code of an invoice, checked. Names of banks, purposes in Russia and the short fields of ZBP
 * are cut to what the standard holds; nothing else is. A negative sum is taken for none.
 *
 * Returns: (transfer full): the code, or %NULL
 */
CrmPaymentCode *
crm_payment_code_new_for (CrmPaymentCodeKind kind, const CrmPayment *payment, GError **error)
{
  g_return_val_if_fail (payment != NULL, NULL);
  g_autoptr (CrmPaymentCode) code = crm_payment_code_new (kind);
  switch (kind) {
  case CRM_PAYMENT_CODE_GOST:
    fill_gost (code, payment);
    break;
  case CRM_PAYMENT_CODE_NBU_002:
  case CRM_PAYMENT_CODE_NBU_003:
    fill_nbu (code, payment);
    choose_nbu_charset (code);
    break;
  case CRM_PAYMENT_CODE_ZBP:
    fill_zbp (code, payment);
    break;
  case CRM_PAYMENT_CODE_EPC:
    fill_epc (code, payment);
    break;
  }
  if (!crm_payment_code_check (code, error))
    return NULL;
  return g_steal_pointer (&code);
}
