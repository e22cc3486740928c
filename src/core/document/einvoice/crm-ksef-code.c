/* KOD I of the Polish KSeF: the address by which an invoice's picture is checked against the
 * system. */
#include "config.h"

#include "crm-ksef-code.h"

#include "crm-date.h"
#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SYSTEM "https://qr.ksef.mf.gov.pl/invoice/"
#define TEST_SYSTEM "https://qr-test.ksef.mf.gov.pl/invoice/"
#define DIGEST_SIZE 32

/**
 * crm_ksef_code_new_for_digest:
 * @nip: seller's NIP, ten digits
 * @date: date of issue (P_1)
 * @digest: SHA-256 of the invoice's XML
 * @test_system: whether the address leads to the ministry's test system
 * @error: %CRM_ERROR_INVALID when @nip is not ten digits
 *
 * Returns: (transfer full): the address to print as a code, or %NULL
 */
char *
crm_ksef_code_new_for_digest (const char *nip, gint64 date, const guint8 digest[32],
                              gboolean test_system, GError **error)
{
  g_return_val_if_fail (nip != NULL && digest != NULL, NULL);
  if (strlen (nip) != 10 || strspn (nip, "0123456789") != 10) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a NIP of ten digits"), nip);
    return NULL;
  }
  int year, month, day;
  crm_date_to_ymd (date, &year, &month, &day);
  g_autofree char *base64 = g_base64_encode (digest, DIGEST_SIZE);
  g_strdelimit (base64, "+", '-');
  g_strdelimit (base64, "/", '_');
  *strchr (base64, '=') = '\0';
  return g_strdup_printf ("%s%s/%02d-%02d-%04d/%s", test_system ? TEST_SYSTEM : SYSTEM, nip, day,
                          month, year, base64);
}

/**
 * crm_ksef_code_new:
 * @nip: seller's NIP, ten digits
 * @date: date of issue (P_1)
 * @invoice_xml: the FA(3) file as it was sent
 * @test_system: whether the address leads to the ministry's test system
 * @error: %CRM_ERROR_INVALID when @nip is not ten digits
 *
 * Returns: (transfer full): the address to print as a code, or %NULL
 */
char *
crm_ksef_code_new (const char *nip, gint64 date, GBytes *invoice_xml, gboolean test_system,
                   GError **error)
{
  g_return_val_if_fail (invoice_xml != NULL, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[DIGEST_SIZE];
  gsize size = sizeof digest;
  g_checksum_update (checksum, g_bytes_get_data (invoice_xml, NULL),
                     (gssize) g_bytes_get_size (invoice_xml));
  g_checksum_get_digest (checksum, digest, &size);
  return crm_ksef_code_new_for_digest (nip, date, digest, test_system, error);
}

/**
 * crm_ksef_code_parse:
 * @code: an address
 * @nip: (out) (transfer full): seller's NIP
 * @date: (out): date of issue
 * @digest: (out caller-allocates): SHA-256 of the invoice's XML
 * @test_system: (out): whether it leads to the test system
 * @error: %CRM_ERROR_INVALID when it is no such address
 *
 * Returns: whether it is one
 */
gboolean
crm_ksef_code_parse (const char *code, char **nip, gint64 *date, guint8 digest[32],
                     gboolean *test_system, GError **error)
{
  g_return_val_if_fail (code != NULL, FALSE);
  gboolean test = g_str_has_prefix (code, TEST_SYSTEM);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GRegex) regex =
      g_regex_new ("\\A(?:" SYSTEM "|" TEST_SYSTEM ")([0-9]{10})/([0-9]{2})-([0-9]{2})-([0-9]{4})/"
                   "([A-Za-z0-9_-]{43})\\z",
                   0, 0, NULL);
  if (!g_regex_match (regex, code, 0, &match)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("This is not a KSeF address"));
    return FALSE;
  }
  g_autofree char *day = g_match_info_fetch (match, 2);
  g_autofree char *month = g_match_info_fetch (match, 3);
  g_autofree char *year = g_match_info_fetch (match, 4);
  g_autofree char *iso = g_strdup_printf ("%s-%s-%s", year, month, day);
  if (!crm_date_parse (iso, date, error))
    return FALSE;
  g_autofree char *digits = g_match_info_fetch (match, 5);
  g_autofree char *base64 = g_strconcat (digits, "=", NULL);
  g_strdelimit (base64, "-", '+');
  g_strdelimit (base64, "_", '/');
  gsize size;
  g_autofree guchar *data = g_base64_decode (base64, &size);
  memcpy (digest, data, DIGEST_SIZE);
  *nip = g_match_info_fetch (match, 1);
  *test_system = test;
  return TRUE;
}

/**
 * crm_ksef_number_is_valid:
 * @number: a number as KSeF gives it: "5265877635-20250826-0100001AF629-AF"
 *
 * The last part is CRC-8 (polynomial 0x07, from 0) of the first 32 characters, as the ministry's
 * documents for implementers say.
 *
 * Returns: whether it is one
 */
gboolean
crm_ksef_number_is_valid (const char *number)
{
  guint8 crc = 0;
  g_autofree char *expected = NULL;

  if (!g_regex_match_simple ("\\A[0-9]{10}-[0-9]{8}-[0-9A-F]{12}-[0-9A-F]{2}\\z", number, 0, 0))
    return FALSE;
  for (int i = 0; i < 32; i++) {
    crc ^= (guint8) number[i];
    for (int bit = 0; bit < 8; bit++)
      crc = (guint8) ((crc & 0x80) != 0 ? (crc << 1) ^ 0x07 : crc << 1);
  }
  expected = g_strdup_printf ("%02X", crc);
  return strcmp (number + 33, expected) == 0;
}
