/* Check digits of tax, registration and bank numbers. */
#include "config.h"

#include "crm-check-digits.h"
#include "vectors.h"

static const struct {
  const char *kind;
  gboolean (*check) (const char *number);
  guint n_rows;
} checks[] = {
  { "inn", crm_check_inn, 18 },       { "ogrn", crm_check_ogrn, 11 },
  { "edrpou", crm_check_edrpou, 12 }, { "rnokpp", crm_check_rnokpp, 5 },
  { "nip", crm_check_nip, 8 },        { "regon", crm_check_regon, 4 },
  { "iban", crm_check_iban, 11 },
};

static void
check_number_row (const char *kind, const char *input, const char *expected)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    if (!g_str_equal (checks[i].kind, kind))
      continue;
    if (checks[i].check (input) != g_str_equal (expected, "valid"))
      g_error ("%s %s is not found %s", kind, input, expected);
  }
}

static void
test_number_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    g_assert_cmpuint (check_vectors (checks[i].kind, check_number_row), ==, checks[i].n_rows);
}

static void
check_account_row (const char *kind, const char *input, const char *expected)
{
  g_auto (GStrv) parts = g_strsplit (input, "/", 2);
  gboolean right = g_str_equal (kind, "ru_account")
                       ? crm_check_ru_account (parts[0], parts[1])
                       : crm_check_ru_corr_account (parts[0], parts[1]);

  if (right != g_str_equal (expected, "valid"))
    g_error ("%s %s is not found %s", kind, input, expected);
}

static void
test_account_vectors (void)
{
  g_assert_cmpuint (check_vectors ("ru_account", check_account_row), ==, 8);
  g_assert_cmpuint (check_vectors ("ru_corr_account", check_account_row), ==, 6);
}

static void
check_crc_row (const char *kind, const char *input, const char *expected)
{
  g_autofree char *crc = g_strdup_printf ("%02X", crm_crc8 (input));

  g_assert_cmpstr (crc, ==, expected);
}

static void
test_crc8 (void)
{
  g_assert_cmpuint (check_vectors ("ksef_crc8", check_crc_row), ==, 1);
  g_assert_cmpuint (crm_crc8 (""), ==, 0);
  /* the usual check value of this CRC */
  g_assert_cmphex (crm_crc8 ("123456789"), ==, 0xf4);
}

static void
test_notation (void)
{
  g_assert_true (crm_check_inn (" 7707 083 893 "));
  g_assert_true (crm_check_nip ("PL 856-734-62-15"));
  g_assert_true (crm_check_nip ("pl8567346215"));
  g_assert_true (crm_check_iban ("ua21 3223 1300 0002 6007 2335 6600 1"));
  g_assert_true (crm_check_iban ("61 1090 1014 0000 0712 1981 2874"));
  g_assert_true (crm_check_edrpou ("UA32855961"));
  g_assert_true (crm_check_inn ("7707\302\240083\302\240893"));
  g_assert_true (crm_check_nip ("856–734–62–15"));
}

static void
test_no_number (void)
{
  static const char *const numbers[] = {
    NULL,
    "",
    "abc",
    "0",
    "0000000000",
    "000000000000",
    "00000000",
    "000000000",
    "12345678901234567890",
    "\xff\xfe",
    "7707083893x",
    "７７０７０８３８９３",
    "PL00000000000000000000000000000000000000000000000000000000000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (checks); j++)
      g_assert_false (checks[j].check (numbers[i]));
    g_assert_false (crm_check_bik (numbers[i]));
    g_assert_false (crm_check_krs (numbers[i]));
    g_assert_false (crm_check_ua_vat (numbers[i]));
    g_assert_false (crm_check_ru_account (numbers[i], "044525225"));
    g_assert_false (crm_check_ru_account ("40702810138250123017", numbers[i]));
  }
}

static void
test_formats (void)
{
  g_assert_true (crm_check_kpp ("770701001"));
  g_assert_true (crm_check_kpp ("7707AB001"));
  g_assert_false (crm_check_kpp ("77A701001"));
  g_assert_false (crm_check_kpp ("77070100"));
  g_assert_true (crm_check_bik ("044525225"));
  g_assert_false (crm_check_bik ("944525225"));
  g_assert_true (crm_check_krs ("0000028860"));
  g_assert_true (crm_check_ua_vat ("328559626012"));
  g_assert_false (crm_check_ua_vat ("32855962601"));
  /* right by its remainder, but a German number has 22 characters */
  g_assert_false (crm_check_iban ("DE59100205000001194700000"));
}

/* A single wrong digit is found, but for the few that the rules cannot tell apart. */
static void
test_wrong_digit (void)
{
  static const struct {
    gboolean (*check) (const char *number);
    const char *number;
    guint most_unseen;
  } cases[] = {
    { crm_check_inn, "7707083893", 4 },
    { crm_check_inn, "500110474504", 2 },
    { crm_check_nip, "8567346215", 0 },
    { crm_check_edrpou, "32855961", 4 },
    { crm_check_iban, "DE33100205000001194700", 0 },
    { crm_check_ogrn, "1027700132195", 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *number = g_strdup (cases[i].number);
    guint n_unseen = 0;

    for (guint j = 0; number[j] != '\0'; j++) {
      for (char digit = '0'; g_ascii_isdigit (number[j]) && digit <= '9'; digit++) {
        char right = number[j];
        if (digit == right)
          continue;
        number[j] = digit;
        n_unseen += cases[i].check (number);
        number[j] = right;
      }
    }
    g_assert_true (cases[i].check (number));
    g_assert_cmpuint (n_unseen, <=, cases[i].most_unseen);
  }
}

static void
test_tax_number (void)
{
  static const struct {
    const char *number;
    const char *country;
    const char *complaint; /* what its sentence has in it; NULL: right */
  } cases[] = {
    { NULL, "ru", NULL },
    { "", "pl", NULL },
    { "7707083893", "ru", NULL },
    { "500110474504", "ru", NULL },
    { "7707083894", "ru", "check digit of INN “7707083894”" },
    { "770708389", "ru", "“770708389” has 9" },
    { "32855961", "ua", NULL },
    { "2530414071", "ua", NULL },
    { "328559626012", "ua", NULL },
    { "32855968", "ua", "EDRPOU" },
    { "1759013770", "ua", "RNOKPP" },
    { "123", "ua", "has 3" },
    { "PL 856-734-62-15", "pl", NULL },
    { "8567346216", "pl", "NIP “8567346216”" },
    { "85673462", "pl", "has 8" },
    { "whatever", "other", NULL },
    { "whatever", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *complaint = crm_check_tax_number (cases[i].number, cases[i].country);
    if (cases[i].complaint == NULL)
      g_assert_null (complaint);
    else if (complaint == NULL || strstr (complaint, cases[i].complaint) == NULL)
      g_error ("%s: %s", cases[i].number, complaint);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-digits/number-vectors", test_number_vectors);
  g_test_add_func ("/check-digits/account-vectors", test_account_vectors);
  g_test_add_func ("/check-digits/crc8", test_crc8);
  g_test_add_func ("/check-digits/notation", test_notation);
  g_test_add_func ("/check-digits/no-number", test_no_number);
  g_test_add_func ("/check-digits/formats", test_formats);
  g_test_add_func ("/check-digits/wrong-digit", test_wrong_digit);
  g_test_add_func ("/check-digits/tax-number", test_tax_number);
  return g_test_run ();
}
