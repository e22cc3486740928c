/* Payment codes: official strings read and written back byte for byte, refusals, and pictures that
 * a reader reads. */
#include "config.h"

#include "crm-check-digits.h"
#include "crm-date.h"
#include "crm-error.h"
#include "crm-ksef-code.h"
#include "crm-payment-code.h"
#include "crm-qr.h"
#include "document-vectors.h"

#include <string.h>
#include <zbar.h>

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static GBytes *
bytes_of_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();
  for (gsize i = 0; hex[i] != '\0'; i += 2) {
    guint8 byte = (guint8) (g_ascii_xdigit_value (hex[i]) * 16 + g_ascii_xdigit_value (hex[i + 1]));
    g_byte_array_append (bytes, &byte, 1);
  }
  return g_byte_array_free_to_bytes (bytes);
}

/* Reads a payload, writes it again from its fields alone, and wants the same bytes. */
static CrmPaymentCode *
assert_round_trip (GBytes *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmPaymentCode) read = crm_payment_code_decode (payload, &error);
  g_assert_no_error (error);
  g_autoptr (CrmPaymentCode) code = crm_payment_code_new (crm_payment_code_get_kind (read));
  g_auto (GStrv) keys = crm_payment_code_list_keys (read);
  g_assert_true (crm_payment_code_set_charset (code, crm_payment_code_get_charset (read)));
  if (crm_payment_code_get_prefix (read) != NULL)
    crm_payment_code_set_prefix (code, crm_payment_code_get_prefix (read));
  for (gsize i = 0; keys[i] != NULL; i++)
    g_assert_true (crm_payment_code_set (code, keys[i], crm_payment_code_get (read, keys[i])));
  g_autoptr (GBytes) again = crm_payment_code_encode (code, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload),
                   g_bytes_get_data (again, NULL), g_bytes_get_size (again));
  return g_steal_pointer (&read);
}

static void
check_gost_row (const char *kind, const char *input, const char *expected)
{
  gboolean hex = strstr (input, "hex") != NULL;
  g_autoptr (GBytes) payload = hex ? bytes_of_hex (expected) : bytes_of (expected);
  g_autoptr (CrmPaymentCode) code = assert_round_trip (payload);
  gint64 amount;
  const char *currency;
  g_assert_cmpint (crm_payment_code_get_kind (code), ==, CRM_PAYMENT_CODE_GOST);
  g_assert_cmpstr (crm_payment_code_get (code, "Name"), ==, "АНО \"Танцующий Петербург\"");
  g_assert_cmpstr (crm_payment_code_get (code, "BIC"), ==, "044030790");
  g_assert_true (crm_payment_code_get_amount (code, &amount, &currency));
  g_assert_cmpint (amount, ==, 225000);
  g_assert_cmpstr (currency, ==, "RUB");
  g_assert_true (crm_payment_code_check (code, NULL));
}

static void
check_nbu_row (const char *kind, const char *input, const char *expected)
{
  g_autoptr (GBytes) payload = bytes_of (input);
  g_autoptr (CrmPaymentCode) code = assert_round_trip (payload);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) keys = crm_payment_code_list_keys (code);
  g_autofree char *unescaped = g_strdup (expected);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\\n" : "", crm_payment_code_get (code, keys[i]));
  g_assert_cmpstr (text->str, ==, unescaped);
  g_assert_cmpstr (crm_payment_code_get_charset (code), ==, "WINDOWS-1251");
}

static void
check_line_row (const char *kind, const char *input, const char *expected)
{
  g_autoptr (GString) text = g_string_new (expected);
  g_string_replace (text, "\\n", "\n", 0);
  g_autoptr (GBytes) payload = bytes_of (text->str);
  g_autoptr (CrmPaymentCode) code = assert_round_trip (payload);
  gint64 amount;
  const char *currency;
  g_autoptr (GError) error = NULL;
  g_assert_true (crm_payment_code_get_amount (code, &amount, &currency));
  g_assert_true (crm_payment_code_check (code, &error));
  g_assert_no_error (error);
  if (g_str_equal (kind, "qr_zbp")) {
    g_assert_cmpint (crm_payment_code_get_kind (code), ==, CRM_PAYMENT_CODE_ZBP);
    g_assert_cmpint (amount, ==, 12399);
    g_assert_cmpstr (crm_payment_code_get (code, "purpose"), ==, "Payment title");
  } else {
    g_assert_cmpint (crm_payment_code_get_kind (code), ==, CRM_PAYMENT_CODE_EPC);
    g_assert_cmpint (amount, ==, 100);
    g_assert_cmpstr (crm_payment_code_get (code, "information"), ==, "Sample EPC QR code");
  }
}

static void
check_ksef_row (const char *kind, const char *input, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *nip = NULL;
  gint64 date;
  guint8 digest[32];
  gboolean test_system;
  g_assert_true (crm_ksef_code_parse (expected, &nip, &date, digest, &test_system, &error));
  g_assert_no_error (error);
  g_assert_true (test_system);
  g_assert_cmpstr (nip, ==, "1111111111");
  g_assert_cmpint (date, ==, crm_date_from_ymd (2026, 2, 1));
  g_autofree char *again = crm_ksef_code_new_for_digest (nip, date, digest, TRUE, &error);
  g_assert_cmpstr (again, ==, expected);
  g_autofree char *real = crm_ksef_code_new_for_digest (nip, date, digest, FALSE, &error);
  g_assert_true (
      g_str_has_prefix (real, "https://qr.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/"));
  g_assert_null (crm_ksef_code_new_for_digest ("123", date, digest, FALSE, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_vectors (void)
{
  document_vectors_foreach ("qr_gost", check_gost_row);
  document_vectors_foreach ("qr_nbu", check_nbu_row);
  document_vectors_foreach ("qr_zbp", check_line_row);
  document_vectors_foreach ("qr_epc", check_line_row);
  document_vectors_foreach ("qr_ksef", check_ksef_row);
}

static const CrmPayment PAYMENT_RU = {
  .payee = "ООО \"Рога & Копыта\" <Москва>",
  .account = "40702 810 1 3825 0123017",
  .bank = "ПАО СБЕРБАНК с очень длинным названием и городом г. Санкт-Петербург",
  .bic = "044525225",
  .corr_account = "30101810400000000225",
  .tax_number = "7707083893",
  .kpp = "770701001",
  .amount = 123456789,
  .purpose = "Оплата по счету № 15\nот 5 марта 2026 г.\tБез НДС",
};

static const CrmPayment PAYMENT_UA = {
  .payee = "ТОВ «Сільпо-Фуд»",
  .account = "UA13 3071 2300 0002 6006 0104 2351 5",
  .tax_number = "40720198",
  .amount = 11100,
  .purpose = "Покупка товарів за рахунком № 148 від 05.03.2026",
  .reference = "РФ-148/2026",
};

static const CrmPayment PAYMENT_PL = {
  .payee = "Przedsiębiorstwo Źdźbło Żółw sp. z o.o.",
  .account = "PL61 1090 1014 0000 0712 1981 2874",
  .tax_number = "PL 526-025-02-74",
  .amount = 999999,
  .purpose = "Faktura pro forma PF/2026/03/0015 z dnia 5.03.2026",
};

static const CrmPayment PAYMENT_EU = {
  .payee = "Acme GmbH",
  .account = "DE33100205000001194700",
  .amount = 123450,
  .purpose = "Invoice 15",
};

static GBytes *
encode (CrmPaymentCodeKind kind, const CrmPayment *payment, const char *charset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmPaymentCode) code = crm_payment_code_new_for (kind, payment, &error);
  g_assert_no_error (error);
  if (charset != NULL)
    g_assert_true (crm_payment_code_set_charset (code, charset));
  GBytes *payload = crm_payment_code_encode (code, &error);
  g_assert_no_error (error);
  return payload;
}

static void
assert_payload (GBytes *payload, const char *expected)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_invoice (void)
{
  g_autoptr (GBytes) gost = encode (CRM_PAYMENT_CODE_GOST, &PAYMENT_RU, NULL);
  assert_payload (gost,
                  "ST00012|Name=ООО \"Рога & Копыта\" <Москва>|PersonalAcc=40702810138250123017|"
                  "BankName=ПАО СБЕРБАНК с очень длинным названием и горо|BIC=044525225|"
                  "CorrespAcc=30101810400000000225|Sum=123456789|"
                  "Purpose=Оплата по счету № 15 от 5 марта 2026 г. Без НДС|PayeeINN=7707083893|"
                  "KPP=770701001");
  g_autoptr (GBytes) small = encode (CRM_PAYMENT_CODE_GOST, &PAYMENT_RU, "windows-1251");
  g_assert_cmpint (g_bytes_get_size (small), <, g_bytes_get_size (gost));
  g_autoptr (CrmPaymentCode) read = crm_payment_code_decode (small, NULL);
  g_assert_cmpstr (crm_payment_code_get (read, "Name"), ==, PAYMENT_RU.payee);

  g_autoptr (GBytes) zbp = encode (CRM_PAYMENT_CODE_ZBP, &PAYMENT_PL, NULL);
  assert_payload (zbp, "5260250274|PL|61109010140000071219812874|999999|Przedsiębiorstwo Źdź|"
                       "Faktura pro forma PF/2026/03/001|||");
  CrmPayment large = PAYMENT_PL;
  large.amount = 1000000;
  g_autoptr (GBytes) open = encode (CRM_PAYMENT_CODE_ZBP, &large, NULL);
  g_assert_nonnull (strstr (g_bytes_get_data (open, NULL), "|000000|"));

  g_autoptr (GBytes) epc = encode (CRM_PAYMENT_CODE_EPC, &PAYMENT_EU, NULL);
  assert_payload (
      epc, "BCD\n002\n1\nSCT\n\nAcme GmbH\nDE33100205000001194700\nEUR1234.50\n\n\nInvoice 15");

  g_autoptr (GBytes) nbu = encode (CRM_PAYMENT_CODE_NBU_003, &PAYMENT_UA, NULL);
  g_autoptr (CrmPaymentCode) code = crm_payment_code_decode (nbu, NULL);
  gint64 amount;
  g_assert_true (
      g_str_has_prefix (g_bytes_get_data (nbu, NULL), "https://qr.bank.gov.ua/QkNECjAwMwoy"));
  g_assert_cmpstr (crm_payment_code_get (code, "amount"), ==, "UAH111");
  g_assert_cmpstr (crm_payment_code_get (code, "lock"), ==, "FFFF");
  g_assert_cmpstr (crm_payment_code_get (code, "reference"), ==, "РФ-148/2026");
  g_assert_true (crm_payment_code_get_amount (code, &amount, NULL));
  g_assert_cmpint (amount, ==, 11100);

  /* A name that windows-1251 cannot hold is written in UTF-8 instead. */
  CrmPayment foreign = PAYMENT_UA;
  foreign.payee = "ТОВ «Łódź»";
  foreign.amount = 0;
  g_autoptr (GBytes) utf8 = encode (CRM_PAYMENT_CODE_NBU_003, &foreign, NULL);
  g_autoptr (CrmPaymentCode) again = crm_payment_code_decode (utf8, NULL);
  g_assert_cmpstr (crm_payment_code_get_charset (again), ==, "UTF-8");
  g_assert_cmpstr (crm_payment_code_get (again, "payee"), ==, "ТОВ «Łódź»");
  g_assert_cmpstr (crm_payment_code_get (again, "lock"), ==, "FEFF");
  g_assert_false (crm_payment_code_get_amount (again, &amount, NULL));
  foreign.amount = 100000000000;
  g_autoptr (GBytes) huge = encode (CRM_PAYMENT_CODE_NBU_003, &foreign, NULL);
  g_assert_cmpmem (g_bytes_get_data (huge, NULL), g_bytes_get_size (huge),
                   g_bytes_get_data (utf8, NULL), g_bytes_get_size (utf8));
}

static void
test_refusals (void)
{
  const struct {
    CrmPaymentCodeKind kind;
    const CrmPayment *payment;
    const char *key, *value, *says;
  } cases[] = {
    { CRM_PAYMENT_CODE_GOST, &PAYMENT_RU, "BIC", NULL, "*BIC*" },
    { CRM_PAYMENT_CODE_GOST, &PAYMENT_RU, "PersonalAcc", "123", "*PersonalAcc*123*" },
    { CRM_PAYMENT_CODE_GOST, &PAYMENT_RU, "Purpose", "a|b", "*Purpose*" },
    { CRM_PAYMENT_CODE_NBU_003, &PAYMENT_UA, "account", "PL61109010140000071219812874",
      "*account*" },
    { CRM_PAYMENT_CODE_NBU_003, &PAYMENT_UA, "purpose", "", "*purpose*" },
    { CRM_PAYMENT_CODE_NBU_003, &PAYMENT_UA, "amount", "UAH012", "*UAH012*" },
    { CRM_PAYMENT_CODE_NBU_003, &PAYMENT_UA, "amount", "UAH1.5", "*UAH1.5*" },
    { CRM_PAYMENT_CODE_NBU_003, &PAYMENT_UA, "display", "a\nb", "*display*" },
    { CRM_PAYMENT_CODE_NBU_003, &PAYMENT_UA, "reference", "123456789012345678901234567890123456",
      "*reference*35*" },
    { CRM_PAYMENT_CODE_ZBP, &PAYMENT_PL, "payee", "Ten payee ma dwadzieścia jeden", "*payee*20*" },
    { CRM_PAYMENT_CODE_ZBP, &PAYMENT_PL, "account", "6110901014000007121981287", "*account*" },
    { CRM_PAYMENT_CODE_EPC, &PAYMENT_EU, "reference", "RF18539007547034", "*both*" },
    { CRM_PAYMENT_CODE_EPC, &PAYMENT_EU, "bic", "SHORT", "*bic*SHORT*" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) payload = NULL;
    g_autoptr (CrmPaymentCode) code =
        crm_payment_code_new_for (cases[i].kind, cases[i].payment, &error);
    g_assert_no_error (error);
    g_assert_true (crm_payment_code_set (code, cases[i].key, cases[i].value));
    if (crm_payment_code_check (code, &error))
      payload = crm_payment_code_encode (code, &error);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_true (g_pattern_match_simple (cases[i].says, error->message));
    g_assert_null (payload);
  }
  CrmPayment nameless = PAYMENT_UA;
  nameless.payee = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_null (crm_payment_code_new_for (CRM_PAYMENT_CODE_NBU_002, &nameless, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_autofree char *long_text = g_strnfill (400, 'x');
  CrmPayment wordy = PAYMENT_UA;
  wordy.purpose = long_text;
  g_autoptr (CrmPaymentCode) code =
      crm_payment_code_new_for (CRM_PAYMENT_CODE_NBU_003, &wordy, &error);
  g_assert_no_error (error);
  g_assert_null (crm_payment_code_encode (code, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

/* Nothing that a reader may show us stops the program. */
static void
test_garbage (void)
{
  static const char *const texts[] = {
    "",
    "ST0001",
    "ST00012",
    "ST00019|Name=a",
    "ST00012|",
    "ST00012|=a",
    "ST00012|Name",
    "BCD",
    "BCD\n",
    "BCD\n001\n9\nSCT",
    "http://",
    "https://qr.bank.gov.ua/",
    "https://qr.bank.gov.ua/%%%",
    "|||||||",
    "||||||||||||",
    "BCD\n002\n1\nSCT\n\n",
    "https://qr.bank.gov.ua/QkNECjAwMwoy",
    "ST00012\377Name=a",
    "ST00012|Name=\377\376",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) payload = bytes_of (texts[i]);
    g_assert_null (crm_payment_code_decode (payload, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
  g_autoptr (GBytes) good = encode (CRM_PAYMENT_CODE_NBU_003, &PAYMENT_UA, NULL);
  for (guint i = 0; i < 4000; i++) {
    gsize size = g_bytes_get_size (good);
    g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (good, NULL), size);
    for (guint j = 0; j < 3; j++)
      data[g_rand_int_range (random, 0, (gint32) size)] =
          (guint8) g_rand_int_range (random, 0, 256);
    g_autoptr (GBytes) damaged =
        g_bytes_new (data, (gsize) g_rand_int_range (random, 0, (gint32) size));
    g_autoptr (CrmPaymentCode) code = crm_payment_code_decode (damaged, NULL);
    if (code != NULL) {
      g_autoptr (GBytes) again = crm_payment_code_encode (code, NULL);
      crm_payment_code_check (code, NULL);
    }
  }
}

/* Reads a code's picture the way a telephone does, the white circle with its sign included. */
static char *
scan (const CrmQr *qr)
{
  const guint scale = 4;
  guint size = (qr->size + 2 * CRM_QR_QUIET_ZONE) * scale;
  g_autofree guint8 *pixels = g_malloc ((gsize) size * size);
  memset (pixels, 255, (gsize) size * size);
  for (guint y = 0; y < qr->size * scale; y++)
    for (guint x = 0; x < qr->size * scale; x++) {
      gint64 from_x = (gint64) (2 * x + 1) - qr->size * scale;
      gint64 from_y = (gint64) (2 * y + 1) - qr->size * scale;
      gint64 reach = (gint64) qr->sign * scale;
      gboolean covered = from_x * from_x + from_y * from_y < reach * reach;
      if (!covered && qr->modules[y / scale * qr->size + x / scale])
        pixels[(y + CRM_QR_QUIET_ZONE * scale) * size + x + CRM_QR_QUIET_ZONE * scale] = 0;
    }
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_scanner_set_config (scanner, 0, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  /* The bytes as they are: zbar's guess at the character set takes Polish for Japanese. */
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  zbar_image_t *image = zbar_image_create ();
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, size, size);
  zbar_image_set_data (image, pixels, (gulong) size * size, NULL);
  char *text = NULL;
  if (zbar_scan_image (scanner, image) == 1)
    text = g_strndup (zbar_symbol_get_data (zbar_image_first_symbol (image)),
                      zbar_symbol_get_data_length (zbar_image_first_symbol (image)));
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return text;
}

static void
test_pictures (void)
{
  const struct {
    CrmPaymentCodeKind kind;
    const CrmPayment *payment;
  } cases[] = {
    { CRM_PAYMENT_CODE_GOST, &PAYMENT_RU },    { CRM_PAYMENT_CODE_NBU_002, &PAYMENT_UA },
    { CRM_PAYMENT_CODE_NBU_003, &PAYMENT_UA }, { CRM_PAYMENT_CODE_ZBP, &PAYMENT_PL },
    { CRM_PAYMENT_CODE_EPC, &PAYMENT_EU },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) payload = encode (cases[i].kind, cases[i].payment, NULL);
    CrmQrShape shape;
    g_assert_true (crm_qr_find_shape (crm_payment_code_kind_to_string (cases[i].kind), &shape));
    g_autoptr (CrmQr) qr = crm_qr_new (payload, &shape, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (qr->size, ==, 17 + 4 * qr->version);
    g_assert_cmpuint (qr->version, >=, shape.least_version);
    g_assert_cmpuint (qr->version, <=, shape.most_version);
    g_assert_cmpint (qr->sign > 0, ==, shape.sign);
    g_autofree char *text = scan (qr);
    assert_payload (payload, text);
  }
}

/* The sizes that forms reserve are those of the official examples. */
static void
check_size_row (const char *kind, const char *input, const char *expected)
{
  CrmQrShape shape;
  g_autoptr (GBytes) payload = bytes_of (input);
  crm_qr_find_shape ("nbu-003", &shape);
  if (!g_str_equal (kind, "qr_nbu_003-ex3"))
    return;
  shape.level = CRM_QR_MEDIUM;
  g_autoptr (CrmQr) medium = crm_qr_new (payload, &shape, NULL);
  g_assert_cmpuint (medium->version, ==, 14);
  g_assert_cmpuint (medium->sign, ==, 23);
  shape.level = CRM_QR_QUARTILE;
  g_autoptr (CrmQr) quartile = crm_qr_new (payload, &shape, NULL);
  g_assert_cmpuint (quartile->version, ==, 17);
  g_assert_cmpuint (quartile->sign, ==, 25);
  g_autofree char *text = scan (quartile);
  g_assert_cmpstr (text, ==, input);
}

static void
test_sizes (void)
{
  document_vectors_foreach ("qr_nbu_003", check_size_row);
  CrmQrShape shape;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (505, 'a');
  g_autoptr (GBytes) long_text = bytes_of (text);
  crm_qr_find_shape ("nbu-003", &shape);
  g_assert_null (crm_qr_new (long_text, &shape, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_autoptr (GBytes) fits = g_bytes_new (text, 504);
  g_autoptr (CrmQr) qr = crm_qr_new (fits, &shape, &error); /* too much for Q, just enough for M */
  g_assert_no_error (error);
  g_assert_cmpuint (qr->version, ==, 17);
  g_autoptr (GBytes) nothing = bytes_of ("");
  g_assert_null (crm_qr_new (nothing, &shape, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_false (crm_qr_find_shape ("swift", &shape));
}

static void
test_choice (void)
{
  static const struct {
    const char *country, *currency, *kind;
  } cases[] = {
    { "ru", "RUB", "gost" }, { "ua", "UAH", "nbu-003" }, { "pl", "PLN", "zbp" },
    { "pl", "EUR", "epc" },  { "other", "EUR", "epc" },  { "ru", "EUR", NULL },
    { "pl", "USD", NULL },   { NULL, NULL, NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    CrmPaymentCodeKind kind;
    gboolean found = crm_payment_code_kind_for (cases[i].country, cases[i].currency, &kind);
    g_assert_cmpint (found, ==, cases[i].kind != NULL);
    if (found)
      g_assert_cmpstr (crm_payment_code_kind_to_string (kind), ==, cases[i].kind);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payment-code/vectors", test_vectors);
  g_test_add_func ("/payment-code/of-an-invoice", test_invoice);
  g_test_add_func ("/payment-code/refusals", test_refusals);
  g_test_add_func ("/payment-code/garbage-is-refused", test_garbage);
  g_test_add_func ("/payment-code/choice", test_choice);
  g_test_add_func ("/qr/pictures-are-readable", test_pictures);
  g_test_add_func ("/qr/sizes", test_sizes);
  return g_test_run ();
}
