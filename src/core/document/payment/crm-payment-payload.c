/* Payment codes as the bytes a code reader sees: written and read back. */
#include "config.h"

#include "crm-payment-code-private.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GOST_MARK "ST0001"
#define MOST_NBU_DATA 475 /* characters of Base64URL after the prefix */

static const char *
find_charset_digit (const CrmPaymentCode *code)
{
  const CrmPaymentStandard *standard = crm_payment_standard_get (crm_payment_code_get_kind (code));
  for (gsize i = 0; i < standard->n_charsets; i++)
    if (g_str_equal (standard->charsets[i].name, crm_payment_code_get_charset (code)))
      return standard->charsets[i].digit;
  return NULL;
}

static gboolean
set_charset_by_digit (CrmPaymentCode *code, const char *digit, GError **error)
{
  const CrmPaymentStandard *standard = crm_payment_standard_get (crm_payment_code_get_kind (code));
  for (gsize i = 0; i < standard->n_charsets; i++)
    if (g_strcmp0 (standard->charsets[i].digit, digit) == 0)
      return crm_payment_code_set_charset (code, standard->charsets[i].name);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("The payment code names an unknown character set “%s”"), digit);
  return FALSE;
}

/* Joins the values by the separator, which must not occur in any of them. */
static GString *
join_fields (const CrmPaymentCode *code, char separator, GError **error)
{
  gboolean named = crm_payment_code_get_kind (code) == CRM_PAYMENT_CODE_GOST;
  g_auto (GStrv) keys = crm_payment_code_list_keys (code);
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; keys[i] != NULL; i++) {
    const char *value = crm_payment_code_get (code, keys[i]);
    if (strchr (value, separator) != NULL || strpbrk (value, "\r\n") != NULL) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“%s” of the payment code contains the sign that parts its fields"), keys[i]);
      return NULL;
    }
    if (named)
      g_string_append_printf (text, "%c%s=%s", separator, keys[i], value);
    else
      g_string_append_printf (text, "%.*s%s", i > 0 ? 1 : 0, (char[]) { separator, '\0' }, value);
  }
  return g_steal_pointer (&text);
}

static GBytes *
convert_text (const CrmPaymentCode *code, const char *text, GError **error)
{
  gsize length;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *converted = g_convert (text, -1, crm_payment_code_get_charset (code), "UTF-8",
                                          NULL, &length, &local_error);
  if (converted == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The payment code holds a character that %s does not have"),
                 crm_payment_code_get_charset (code));
    return NULL;
  }
  return g_bytes_new_take (g_steal_pointer (&converted), length);
}

/* Base64 with the alphabet of RFC 4648 section 5 and no padding. */
static char *
encode_base64url (GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  char *text = g_base64_encode (data, size);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  char *padding = strchr (text, '=');
  if (padding != NULL)
    *padding = '\0';
  return text;
}

static GBytes *
decode_base64url (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  for (gsize i = 0; i < plain->len; i++) {
    char character = plain->str[i];
    if (!g_ascii_isalnum (character) && character != '-' && character != '_')
      return NULL;
  }
  g_string_replace (plain, "-", "+", 0);
  g_string_replace (plain, "_", "/", 0);
  while (plain->len % 4 != 0)
    g_string_append_c (plain, '=');
  gsize size;
  guchar *data = g_base64_decode (plain->str, &size);
  return g_bytes_new_take (data, size);
}

static GBytes *
wrap_nbu (const CrmPaymentCode *code, GBytes *data, GError **error)
{
  g_autofree char *base64 = encode_base64url (data);
  const char *prefix = crm_payment_code_get_prefix (code);
  if (strlen (prefix) > 50 || strlen (base64) > MOST_NBU_DATA) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The payment code holds more text than fits"));
    return NULL;
  }
  char *address = g_strconcat (prefix, base64, NULL);
  return g_bytes_new_take (address, strlen (address));
}

/**
 * crm_payment_code_encode:
 * @code: a code
 * @error: %CRM_ERROR_INVALID when a value contains the separator, a character is not in the chosen
 *   set, or all together is too long; the shape of fields is crm_payment_code_check()'s matter
 *
 * Writes the payload, which is not text where the set is not UTF-8. Any thread.
 *
 * Returns: (transfer full): what the matrix is made of, or %NULL
 */
GBytes *
crm_payment_code_encode (const CrmPaymentCode *code, GError **error)
{
  g_return_val_if_fail (code != NULL, NULL);
  CrmPaymentCodeKind kind = crm_payment_code_get_kind (code);
  gboolean ruled = kind == CRM_PAYMENT_CODE_GOST || kind == CRM_PAYMENT_CODE_ZBP;
  g_autoptr (GString) text = join_fields (code, ruled ? '|' : '\n', error);
  if (text == NULL)
    return NULL;
  if (kind == CRM_PAYMENT_CODE_GOST) {
    g_autofree char *head = g_strconcat (GOST_MARK, find_charset_digit (code), NULL);
    g_string_prepend (text, head);
  }
  /* Nothing follows the last element given: EPC069-12, section 3. */
  if (kind == CRM_PAYMENT_CODE_EPC)
    while (text->len > 0 && text->str[text->len - 1] == '\n')
      g_string_truncate (text, text->len - 1);
  g_autoptr (GBytes) payload = convert_text (code, text->str, error);
  if (payload != NULL && (kind == CRM_PAYMENT_CODE_NBU_002 || kind == CRM_PAYMENT_CODE_NBU_003)) {
    g_autoptr (GBytes) data = g_steal_pointer (&payload);
    payload = wrap_nbu (code, data, error);
  }
  gsize most = crm_payment_standard_get (kind)->most_bytes;
  if (payload != NULL && most > 0 && g_bytes_get_size (payload) > most) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The payment code holds more text than fits"));
    return NULL;
  }
  return g_steal_pointer (&payload);
}

static CrmPaymentCode *
fail_to_read (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("This is not a payment code"));
  return NULL;
}

static char *
convert_back (const CrmPaymentCode *code, const char *data, gsize size, GError **error)
{
  const char *charset = crm_payment_code_get_charset (code);
  if (memchr (data, '\0', size) != NULL) {
    fail_to_read (error);
    return NULL;
  }
  /* g_convert() from UTF-8 to UTF-8 also finds what is not UTF-8. */
  g_autofree char *text = g_convert (data, (gssize) size, "UTF-8", charset, NULL, NULL, NULL);
  if (text == NULL || !g_utf8_validate (text, -1, NULL)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The payment code is not written in %s"),
                 charset);
    return NULL;
  }
  return g_steal_pointer (&text);
}

static CrmPaymentCode *
read_gost (const char *data, gsize size, GError **error)
{
  gsize mark = strlen (GOST_MARK);
  if (size < mark + 2)
    return fail_to_read (error);
  g_autoptr (CrmPaymentCode) code = crm_payment_code_new (CRM_PAYMENT_CODE_GOST);
  const char digit[] = { data[mark], '\0' };
  const char separator[] = { data[mark + 1], '\0' };
  if (!set_charset_by_digit (code, digit, error))
    return NULL;
  if (!g_ascii_ispunct (separator[0]))
    return fail_to_read (error);
  g_autofree char *text = convert_back (code, data + mark + 2, size - mark - 2, error);
  if (text == NULL)
    return NULL;
  g_auto (GStrv) pairs = g_strsplit (text, separator, -1);
  if (pairs[0] == NULL)
    return fail_to_read (error);
  for (gsize i = 0; pairs[i] != NULL; i++) {
    char *equals = strchr (pairs[i], '=');
    if (equals == NULL || equals == pairs[i])
      return fail_to_read (error);
    *equals = '\0';
    crm_payment_code_set (code, pairs[i], equals + 1);
  }
  return g_steal_pointer (&code);
}

/* Reads the values of a positional standard; fewer lines than fields are right only for EPC. */
static CrmPaymentCode *
read_fields (CrmPaymentCodeKind kind, const char *digit, const char *data, gsize size,
             const char *separator, GError **error)
{
  const CrmPaymentStandard *standard = crm_payment_standard_get (kind);
  g_autoptr (CrmPaymentCode) code = crm_payment_code_new (kind);
  if (digit != NULL && !set_charset_by_digit (code, digit, error))
    return NULL;
  g_autofree char *text = convert_back (code, data, size, error);
  if (text == NULL)
    return NULL;
  g_auto (GStrv) values = g_strsplit (text, separator, -1);
  gsize n_values = g_strv_length (values);
  if (n_values > standard->n_fields ||
      (n_values < standard->n_fields && (kind != CRM_PAYMENT_CODE_EPC || n_values < 7)))
    return fail_to_read (error);
  for (gsize i = 0; i < standard->n_fields; i++) {
    char *value = i < n_values ? values[i] : NULL;
    if (value != NULL && separator[0] == '\n' && g_str_has_suffix (value, "\r"))
      value[strlen (value) - 1] = '\0';
    crm_payment_code_set (code, standard->fields[i].key, value);
  }
  return g_steal_pointer (&code);
}

/* "BCD", version, character set: what is common to the National Bank of Ukraine and EPC069-12. */
static CrmPaymentCode *
read_lines (const char *data, gsize size, gboolean is_nbu, GError **error)
{
  g_autofree char *copy = g_strndup (data, size);
  g_auto (GStrv) head = g_strsplit_set (copy, "\r\n", 8);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (gsize i = 0; head[i] != NULL && i < 7; i++)
    if (head[i][0] != '\0')
      g_strv_builder_add (builder, head[i]);
  g_auto (GStrv) lines = g_strv_builder_end (builder);
  if (g_strv_length (lines) < 3 || !g_str_equal (lines[0], "BCD"))
    return fail_to_read (error);
  CrmPaymentCodeKind kind = CRM_PAYMENT_CODE_EPC;
  if (is_nbu && g_str_equal (lines[1], "002"))
    kind = CRM_PAYMENT_CODE_NBU_002;
  else if (is_nbu && g_str_equal (lines[1], "003"))
    kind = CRM_PAYMENT_CODE_NBU_003;
  else if (is_nbu)
    return fail_to_read (error);
  return read_fields (kind, lines[2], data, size, "\n", error);
}

/**
 * crm_payment_code_decode:
 * @payload: what a reader of codes saw
 * @error: %CRM_ERROR_INVALID when it is no payment code of a known standard
 *
 * Reads a payload back into fields, without checking their shape. Any thread.
 *
 * Returns: (transfer full): the code, or %NULL
 */
CrmPaymentCode *
crm_payment_code_decode (GBytes *payload, GError **error)
{
  g_return_val_if_fail (payload != NULL, NULL);
  gsize size;
  const char *data = g_bytes_get_data (payload, &size);
  if (size == 0)
    return fail_to_read (error);
  if (size >= strlen (GOST_MARK) && memcmp (data, GOST_MARK, strlen (GOST_MARK)) == 0)
    return read_gost (data, size, error);
  if (size >= 4 && memcmp (data, "http", 4) == 0) {
    g_autofree char *address = g_strndup (data, size);
    char *slash = strrchr (address, '/');
    g_autoptr (GBytes) bytes = slash != NULL ? decode_base64url (slash + 1) : NULL;
    if (bytes == NULL || g_bytes_get_size (bytes) == 0)
      return fail_to_read (error);
    g_autoptr (CrmPaymentCode) code =
        read_lines (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), TRUE, error);
    if (code != NULL) {
      slash[1] = '\0';
      crm_payment_code_set_prefix (code, address);
    }
    return g_steal_pointer (&code);
  }
  if (size >= 3 && memcmp (data, "BCD", 3) == 0)
    return read_lines (data, size, FALSE, error);
  return read_fields (CRM_PAYMENT_CODE_ZBP, NULL, data, size, "|", error);
}
