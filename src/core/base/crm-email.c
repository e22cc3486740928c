/* E-mail addresses: enough of RFC 5321 to find what cannot be one. */
#include "config.h"

#include "crm-text.h"

#include <string.h>

#define LOCAL_PART_MOST 64
#define ADDRESS_MOST 254

static gboolean
is_local_part (const char *text, gsize length)
{
  if (length == 0 || length > LOCAL_PART_MOST || text[0] == '.' || text[length - 1] == '.')
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    /* Letters of other alphabets are allowed (RFC 6531). */
    if (!g_ascii_isalnum (text[i]) && (guint8) text[i] < 0x80 &&
        strchr ("!#$%&'*+-/=?^_`{|}~.", text[i]) == NULL)
      return FALSE;
    if (text[i] == '.' && text[i + 1] == '.')
      return FALSE;
  }
  return TRUE;
}

/* Letters, digits and inner hyphens. */
static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > 63 || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (label[i]) && (guint8) label[i] < 0x80 && label[i] != '-')
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_email_is_valid:
 * @email: (nullable): an address without a name or angle brackets
 *
 * Whether this can be an e-mail address: one "@", a local part without quotes, a domain of at least
 * two labels. Letters of all alphabets are allowed, spaces are not. Any thread.
 *
 * Returns: FALSE for what cannot be an address, NULL and "" among them
 */
gboolean
crm_email_is_valid (const char *email)
{
  const char *at = email != NULL ? strchr (email, '@') : NULL;

  if (at == NULL || strlen (email) > ADDRESS_MOST || !g_utf8_validate (email, -1, NULL))
    return FALSE;
  for (const char *p = email; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isspace (c) || !g_unichar_isprint (c))
      return FALSE;
  }
  if (!is_local_part (email, (gsize) (at - email)))
    return FALSE;
  g_auto (GStrv) labels = g_strsplit (at + 1, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++) {
    if (!is_label (labels[i]))
      return FALSE;
  }
  return g_strv_length (labels) >= 2;
}
