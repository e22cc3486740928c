/* Check digits of tax, registration and bank numbers. They warn and never block: published samples
 * fail them. */
#include "config.h"

#include "crm-check-digits.h"

#include "crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The longest of all numbers is an IBAN of 34 characters. */
#define MOST_CHARACTERS 34

/* Letters and digits as typed, upper case, without spaces, dashes and, where there is one, the
 * country's prefix; FALSE for other characters and for what is too long. */
static gboolean
read_code (const char *number, const char *prefix, char code[MOST_CHARACTERS + 1])
{
  gsize n = 0;

  if (number == NULL || !g_utf8_validate (number, -1, NULL))
    return FALSE;
  for (const char *p = number; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION)
      continue;
    if (c >= 0x80 || !g_ascii_isalnum ((char) c) || n == MOST_CHARACTERS)
      return FALSE;
    code[n++] = g_ascii_toupper ((char) c);
  }
  code[n] = '\0';
  if (prefix != NULL && g_str_has_prefix (code, prefix))
    memmove (code, code + strlen (prefix), n - strlen (prefix) + 1);
  return TRUE;
}

/* As read_code(), for digits alone, as many as asked for (0 for any number), and not zeros alone,
 * whose check digits are right everywhere. Gives their values. */
static gsize
read_digits (const char *number, const char *prefix, gsize n_wanted, guint8 digits[MOST_CHARACTERS])
{
  char code[MOST_CHARACTERS + 1];
  gsize n;

  if (!read_code (number, prefix, code))
    return 0;
  n = strlen (code);
  if ((n_wanted != 0 && n != n_wanted) || strspn (code, "0123456789") != n ||
      strspn (code, "0") == n)
    return 0;
  for (gsize i = 0; i < n; i++)
    digits[i] = (guint8) (code[i] - '0');
  return n;
}

static int
sum_weighted (const guint8 *digits, const gint8 *weights, gsize n)
{
  int sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += digits[i] * weights[i];
  return sum;
}

static guint64
join_digits (const guint8 *digits, gsize n)
{
  guint64 number = 0;

  for (gsize i = 0; i < n; i++)
    number = number * 10 + digits[i];
  return number;
}

/* Russia */

/**
 * crm_check_inn:
 * @number: (nullable): a Russian taxpayer's number (ИНН), 10 digits of a company or 12 of a person
 *
 * Returns: whether its check digits are right. Any thread.
 */
gboolean
crm_check_inn (const char *number)
{
  static const gint8 company[] = { 2, 4, 10, 3, 5, 9, 4, 6, 8 };
  static const gint8 person_first[] = { 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 };
  static const gint8 person_second[] = { 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 };
  guint8 digits[MOST_CHARACTERS];

  switch (read_digits (number, "RU", 0, digits)) {
  case 10:
    return sum_weighted (digits, company, 9) % 11 % 10 == digits[9];
  case 12:
    return sum_weighted (digits, person_first, 10) % 11 % 10 == digits[10] &&
           sum_weighted (digits, person_second, 11) % 11 % 10 == digits[11];
  default:
    return FALSE;
  }
}

/**
 * crm_check_kpp:
 * @number: (nullable): a Russian code of the reason of registration (КПП), NNNNPPXXX
 *
 * Returns: whether it is built rightly: nine digits, the fifth and sixth of which may be Latin
 * letters; there is no check digit. Any thread.
 */
gboolean
crm_check_kpp (const char *number)
{
  char code[MOST_CHARACTERS + 1];

  if (!read_code (number, NULL, code) || strlen (code) != 9)
    return FALSE;
  for (guint i = 0; i < 9; i++) {
    if (!g_ascii_isdigit (code[i]) && i != 4 && i != 5)
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_check_ogrn:
 * @number: (nullable): a Russian state registration number: ОГРН of 13 digits or ОГРНИП of 15
 *
 * Returns: whether its check digit is right: the last digit of the remainder by 11, or by 13. Any
 *   thread.
 */
gboolean
crm_check_ogrn (const char *number)
{
  guint8 digits[MOST_CHARACTERS];

  switch (read_digits (number, NULL, 0, digits)) {
  case 13:
    return join_digits (digits, 12) % 11 % 10 == digits[12];
  case 15:
    return join_digits (digits, 14) % 13 % 10 == digits[14];
  default:
    return FALSE;
  }
}

/**
 * crm_check_bik:
 * @number: (nullable): a Russian bank's code (БИК)
 *
 * Returns: whether it has nine digits and begins with a zero, as all banks of the country; there is
 * no check digit. Any thread.
 */
gboolean
crm_check_bik (const char *number)
{
  guint8 digits[MOST_CHARACTERS];

  return read_digits (number, NULL, 9, digits) == 9 && digits[0] == 0;
}

/* Bank of Russia, order 515 of 08.09.1997: the last digits of the products by 7, 1, 3, 7, ... of
 * three digits of the bank and twenty of the account add up to a multiple of ten. */
static gboolean
check_account_key (const guint8 bank[3], const guint8 account[20])
{
  static const guint8 weights[] = { 7, 1, 3 };
  guint sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += bank[i] * weights[i] % 10;
  for (guint i = 0; i < 20; i++)
    sum += account[i] * weights[i % 3] % 10;
  return sum % 10 == 0;
}

static gboolean
check_account (const char *account, const char *bik, gboolean of_bank)
{
  guint8 digits[MOST_CHARACTERS];
  guint8 bank[MOST_CHARACTERS];

  if (read_digits (account, NULL, 20, digits) != 20 || read_digits (bik, NULL, 9, bank) != 9)
    return FALSE;
  /* A settlement centre of the Bank of Russia has 000, 001 or 002 in place of a bank's number. */
  if (of_bank || (bank[6] == 0 && bank[7] == 0 && bank[8] <= 2))
    return check_account_key ((const guint8[]) { 0, bank[4], bank[5] }, digits);
  return check_account_key (bank + 6, digits);
}

/**
 * crm_check_ru_account:
 * @account: (nullable): a Russian settlement account, 20 digits
 * @bik: (nullable): the code of its bank
 *
 * Returns: whether the account's key fits the bank. Any thread.
 */
gboolean
crm_check_ru_account (const char *account, const char *bik)
{
  return check_account (account, bik, FALSE);
}

/**
 * crm_check_ru_corr_account:
 * @account: (nullable): a Russian bank's correspondent account, 20 digits
 * @bik: (nullable): the bank's code
 *
 * Returns: whether the account's key fits the bank. Any thread.
 */
gboolean
crm_check_ru_corr_account (const char *account, const char *bik)
{
  return check_account (account, bik, TRUE);
}

/* Ukraine */

/**
 * crm_check_edrpou:
 * @number: (nullable): a Ukrainian company's code (ЄДРПОУ), 8 digits
 *
 * Returns: whether its check digit is right. Any thread.
 */
gboolean
crm_check_edrpou (const char *number)
{
  static const gint8 weights[] = { 1, 2, 3, 4, 5, 6, 7 };
  static const gint8 middle_weights[] = { 7, 1, 2, 3, 4, 5, 6 };
  guint8 digits[MOST_CHARACTERS];
  gint8 raised[7];

  if (read_digits (number, "UA", 8, digits) != 8)
    return FALSE;
  guint64 value = join_digits (digits, 8);
  const gint8 *chosen = value >= 30000000 && value <= 60000000 ? middle_weights : weights;
  int check = sum_weighted (digits, chosen, 7) % 11;
  if (check == 10) {
    for (guint i = 0; i < 7; i++)
      raised[i] = (gint8) (chosen[i] + 2);
    check = sum_weighted (digits, raised, 7) % 11 % 10;
  }
  return check == digits[7];
}

/**
 * crm_check_rnokpp:
 * @number: (nullable): a Ukrainian person's tax number (РНОКПП), 10 digits
 *
 * Returns: whether its check digit is right. Any thread.
 */
gboolean
crm_check_rnokpp (const char *number)
{
  static const gint8 weights[] = { -1, 5, 7, 9, 4, 6, 10, 5, 7 };
  guint8 digits[MOST_CHARACTERS];

  if (read_digits (number, "UA", 10, digits) != 10)
    return FALSE;
  /* The first weight alone is negative: eleven keeps the sum positive. */
  return (sum_weighted (digits, weights, 9) + 11) % 11 % 10 == digits[9];
}

/**
 * crm_check_ua_vat:
 * @number: (nullable): a Ukrainian VAT payer's number (ІПН)
 *
 * Returns: whether it has 12 digits; the rule of its check digit is not public. Any thread.
 */
gboolean
crm_check_ua_vat (const char *number)
{
  guint8 digits[MOST_CHARACTERS];

  return read_digits (number, "UA", 12, digits) == 12;
}

/* Poland */

/**
 * crm_check_nip:
 * @number: (nullable): a Polish tax number (NIP), 10 digits, with or without "PL"
 *
 * Returns: whether its check digit is right. Any thread.
 */
gboolean
crm_check_nip (const char *number)
{
  static const gint8 weights[] = { 6, 5, 7, 2, 3, 4, 5, 6, 7 };
  guint8 digits[MOST_CHARACTERS];

  /* A remainder of ten equals no digit: such numbers are not given out. */
  return read_digits (number, "PL", 10, digits) == 10 &&
         sum_weighted (digits, weights, 9) % 11 == digits[9];
}

/**
 * crm_check_regon:
 * @number: (nullable): a Polish statistical number (REGON), 9 digits or 14 of a branch
 *
 * Returns: whether its check digits are right. Any thread.
 */
gboolean
crm_check_regon (const char *number)
{
  static const gint8 weights[] = { 8, 9, 2, 3, 4, 5, 6, 7 };
  static const gint8 branch_weights[] = { 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8 };
  guint8 digits[MOST_CHARACTERS];
  gsize n = read_digits (number, "PL", 0, digits);

  if ((n != 9 && n != 14) || sum_weighted (digits, weights, 8) % 11 % 10 != digits[8])
    return FALSE;
  return n == 9 || sum_weighted (digits, branch_weights, 13) % 11 % 10 == digits[13];
}

/**
 * crm_check_krs:
 * @number: (nullable): a number of the Polish court register (KRS)
 *
 * Returns: whether it has 10 digits; there is no check digit. Any thread.
 */
gboolean
crm_check_krs (const char *number)
{
  guint8 digits[MOST_CHARACTERS];

  return read_digits (number, NULL, 10, digits) == 10;
}

/* International */

/* Where the length of an account number is known; others are checked by the remainder alone. */
static const struct {
  char country[3];
  guint8 length;
} iban_lengths[] = {
  { "AT", 20 }, { "BE", 16 }, { "BG", 22 }, { "BY", 28 }, { "CH", 21 }, { "CY", 28 }, { "CZ", 24 },
  { "DE", 22 }, { "EE", 20 }, { "ES", 24 }, { "FR", 27 }, { "GB", 22 }, { "GE", 22 }, { "HU", 28 },
  { "IT", 27 }, { "KZ", 20 }, { "LT", 20 }, { "LV", 21 }, { "MD", 24 }, { "NL", 18 }, { "PL", 28 },
  { "RO", 24 }, { "SK", 24 }, { "TR", 26 }, { "UA", 29 },
};

/**
 * crm_check_iban:
 * @number: (nullable): an international bank account number; 26 digits alone are a Polish one (NRB)
 *
 * Returns: whether its length is that of its country and its remainder by 97 is right (ISO 13616).
 * Any thread.
 */
gboolean
crm_check_iban (const char *number)
{
  char code[MOST_CHARACTERS + 1];
  gsize length;
  guint remainder = 0;

  if (!read_code (number, NULL, code))
    return FALSE;
  length = strlen (code);
  if (length == 26 && strspn (code, "0123456789") == 26) {
    memmove (code + 2, code, length + 1);
    memcpy (code, "PL", 2);
    length += 2;
  }
  if (length < 15 || !g_ascii_isalpha (code[0]) || !g_ascii_isalpha (code[1]) ||
      !g_ascii_isdigit (code[2]) || !g_ascii_isdigit (code[3]))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (iban_lengths); i++) {
    if (strncmp (iban_lengths[i].country, code, 2) == 0 && iban_lengths[i].length != length)
      return FALSE;
  }
  /* The country and the check digits count as if they stood at the end, letters as 10 to 35. */
  for (gsize i = 0; i < length; i++) {
    char c = code[(i + 4) % length];
    if (g_ascii_isdigit (c))
      remainder = (remainder * 10 + (guint) (c - '0')) % 97;
    else
      remainder = (remainder * 100 + (guint) (c - 'A') + 10) % 97;
  }
  return remainder == 1;
}

/**
 * crm_crc8:
 * @text: bytes
 *
 * The checksum that ends a number of the Polish invoice system KSeF, as two hexadecimal digits.
 *
 * Returns: the CRC of polynomial 0x07 that begins with 0. Any thread.
 */
guint8
crm_crc8 (const char *text)
{
  guint crc = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (; *text != '\0'; text++) {
    crc ^= (guint8) *text;
    for (guint bit = 0; bit < 8; bit++)
      crc = crc & 0x80 ? (crc << 1 ^ 0x07) & 0xff : crc << 1;
  }
  return (guint8) crc;
}

/* Tax numbers by country */

static gsize
count_digits (const char *number)
{
  gsize n = 0;

  for (; *number != '\0'; number++)
    n += g_ascii_isdigit (*number);
  return n;
}

static char *
describe_russian (const char *number)
{
  gsize n = count_digits (number);

  if (crm_check_inn (number))
    return NULL;
  if (n != 10 && n != 12)
    return g_strdup_printf (_ ("A Russian INN has 10 or 12 digits, “%s” has %u"), number,
                            (guint) n);
  return g_strdup_printf (_ ("The check digit of INN “%s” is wrong"), number);
}

static char *
describe_ukrainian (const char *number)
{
  gsize n = count_digits (number);

  if (crm_check_edrpou (number) || crm_check_rnokpp (number) || crm_check_ua_vat (number))
    return NULL;
  switch (n) {
  case 8:
    return g_strdup_printf (_ ("The check digit of EDRPOU code “%s” is wrong"), number);
  case 10:
    return g_strdup_printf (_ ("The check digit of RNOKPP “%s” is wrong"), number);
  default:
    return g_strdup_printf (
        _ ("A Ukrainian code has 8 (EDRPOU), 10 (RNOKPP) or 12 digits (VAT), “%s” has %u"), number,
        (guint) n);
  }
}

static char *
describe_polish (const char *number)
{
  gsize n = count_digits (number);

  if (crm_check_nip (number))
    return NULL;
  if (n != 10)
    return g_strdup_printf (_ ("A Polish NIP has 10 digits, “%s” has %u"), number, (guint) n);
  return g_strdup_printf (_ ("The check digit of NIP “%s” is wrong"), number);
}

/**
 * crm_check_tax_number:
 * @number: (nullable): a tax number as typed
 * @country: (nullable): "ru" (ИНН), "ua" (ЄДРПОУ, РНОКПП or ІПН), "pl" (NIP); others have no rules
 *
 * Says what is wrong with a tax number, for a warning beside its field. Any thread.
 *
 * Returns: (transfer full) (nullable): a translated sentence, or NULL when the number is right,
 * when there is none, and for countries without rules
 */
char *
crm_check_tax_number (const char *number, const char *country)
{
  if (number == NULL || *number == '\0')
    return NULL;
  g_autofree char *shown = crm_text_one_line (number, 40);
  if (g_strcmp0 (country, "ru") == 0)
    return describe_russian (shown);
  if (g_strcmp0 (country, "ua") == 0)
    return describe_ukrainian (shown);
  if (g_strcmp0 (country, "pl") == 0)
    return describe_polish (shown);
  return NULL;
}
