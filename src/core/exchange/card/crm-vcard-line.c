/* One property of a card, in the manner of version 2.1, 3.0 (RFC 2426) or 4.0 (RFC 6350): they are
 * mixed in real files, so that all are read alike. */
#include "config.h"

#include "crm-vcard-line-private.h"

#include "crm-encoding.h"

#include <string.h>

static char *
dup_upper (const char *text, gsize length)
{
  return g_ascii_strup (text, (gssize) length);
}

static void
add_types (CrmVcardLine *self, const char *text)
{
  g_auto (GStrv) types = g_strsplit_set (text, ",\"", -1);
  for (char **type = types; *type != NULL; type++)
    if ((*type)[0] != '\0') {
      g_autofree char *upper = g_ascii_strup (*type, -1);
      g_ptr_array_add (self->types,
                       g_strdup (g_str_has_prefix (upper, "TYPE=") ? upper + 5 : upper));
    }
}

static void
set_encoding (CrmVcardLine *self, const char *text)
{
  if (g_ascii_strcasecmp (text, "QUOTED-PRINTABLE") == 0)
    self->quoted_printable = TRUE;
  else if (g_ascii_strcasecmp (text, "BASE64") == 0 || g_ascii_strcasecmp (text, "B") == 0)
    self->base64 = TRUE;
}

static void
add_parameter (CrmVcardLine *self, const char *text, gsize length)
{
  g_autofree char *parameter = g_strstrip (g_strndup (text, length));
  char *equals = strchr (parameter, '=');
  const char *value = equals != NULL ? equals + 1 : parameter;
  if (equals == NULL) {
    set_encoding (self, value);
    if (!self->quoted_printable && !self->base64)
      add_types (self, value);
    return;
  }
  *equals = '\0';
  if (g_ascii_strcasecmp (parameter, "TYPE") == 0)
    add_types (self, value);
  else if (g_ascii_strcasecmp (parameter, "ENCODING") == 0)
    set_encoding (self, value);
  else if (g_ascii_strcasecmp (parameter, "CHARSET") == 0)
    g_set_str (&self->charset, value);
  else if (g_ascii_strcasecmp (parameter, "MEDIATYPE") == 0)
    g_set_str (&self->media, value);
  else if (g_ascii_strcasecmp (parameter, "VALUE") == 0)
    self->is_link |=
        g_ascii_strcasecmp (value, "URI") == 0 || g_ascii_strcasecmp (value, "URL") == 0;
  else if (g_ascii_strcasecmp (parameter, "PREF") == 0)
    g_ptr_array_add (self->types, g_strdup ("PREF"));
}

/*
 * crm_vcard_line_parse:
 * @self: (out caller-allocates): cleared afterwards, whether it was one or not
 * @text: a line without its end, unfolded; outlives it
 *
 * Returns: whether it is a property
 */
gboolean
crm_vcard_line_parse (CrmVcardLine *self, const char *text)
{
  const char *p = text;
  const char *dot = NULL;
  const char *start;

  *self = (CrmVcardLine) { .types = g_ptr_array_new_with_free_func (g_free) };
  for (; g_ascii_isalnum (*p) || *p == '-' || *p == '_' || (*p == '.' && dot == NULL); p++)
    dot = *p == '.' ? p : dot;
  if (p == text || (*p != ':' && *p != ';'))
    return FALSE;
  if (dot != NULL)
    self->group = dup_upper (text, (gsize) (dot - text));
  start = dot != NULL ? dot + 1 : text;
  self->name = dup_upper (start, (gsize) (p - start));
  while (*p == ';') {
    gboolean quoted = FALSE;
    start = ++p;
    for (; *p != '\0' && (quoted || (*p != ';' && *p != ':')); p++)
      quoted ^= *p == '"';
    add_parameter (self, start, (gsize) (p - start));
  }
  if (*p != ':')
    return FALSE;
  self->value = p + 1;
  return TRUE;
}

void
crm_vcard_line_clear (CrmVcardLine *self)
{
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->charset, g_free);
  g_clear_pointer (&self->media, g_free);
}

gboolean
crm_vcard_line_has_type (const CrmVcardLine *self, const char *type)
{
  for (guint i = 0; i < self->types->len; i++)
    if (strcmp (self->types->pdata[i], type) == 0)
      return TRUE;
  return FALSE;
}

static GByteArray *
decode_quoted_printable (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();
  for (const char *p = text; *p != '\0'; p++) {
    guint8 byte = (guint8) *p;
    if (*p == '=' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2])) {
      byte = (guint8) (g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2]));
      p += 2;
    } else if (*p == '=' && p[1] == '\0')
      break;
    if (byte != 0)
      g_byte_array_append (bytes, &byte, 1);
  }
  return bytes;
}

/* Bytes in the encoding that is said, else in UTF-8 if they are, else in what they look like. */
static char *
decode_bytes (const GByteArray *bytes, const char *charset)
{
  const char *data = (const char *) bytes->data;
  g_autoptr (CrmEncodingFinder) finder = NULL;
  gboolean certain;
  char *text = NULL;
  if (bytes->len == 0)
    return g_strdup ("");
  if (charset != NULL && g_ascii_strcasecmp (charset, "UTF-8") != 0)
    text = g_convert (data, bytes->len, "UTF-8", charset, NULL, NULL, NULL);
  if (text != NULL && g_utf8_validate (text, -1, NULL))
    return text;
  g_free (text);
  if (g_utf8_validate (data, bytes->len, NULL))
    return g_strndup (data, bytes->len);
  finder = crm_encoding_finder_new ();
  crm_encoding_finder_feed (finder, bytes->data, bytes->len);
  charset = crm_encoding_finder_finish (finder, &certain);
  text = charset != NULL ? g_convert (data, bytes->len, "UTF-8", charset, NULL, NULL, NULL) : NULL;
  return text != NULL ? text : g_utf8_make_valid (data, bytes->len);
}

/* A line that says its encoding is in it, whatever the rest of the file is in. */
static GByteArray *
dup_own_bytes (const CrmVcardLine *self, const char *encoding)
{
  gsize length;
  g_autofree char *bytes = NULL;
  if (self->charset == NULL || encoding == NULL || g_str_has_prefix (encoding, "UTF-") ||
      g_ascii_strcasecmp (self->charset, encoding) == 0)
    return NULL;
  bytes = g_convert (self->value, -1, encoding, "UTF-8", NULL, &length, NULL);
  return bytes != NULL && length > 0
             ? g_byte_array_new_take ((guint8 *) g_steal_pointer (&bytes), length)
             : NULL;
}

char *
crm_vcard_line_dup_value (const CrmVcardLine *self, const char *encoding)
{
  g_autoptr (GByteArray) bytes = NULL;
  if (self->quoted_printable)
    bytes = decode_quoted_printable (self->value);
  else
    bytes = dup_own_bytes (self, encoding);
  return bytes != NULL ? decode_bytes (bytes, self->charset) : g_strdup (self->value);
}

gboolean
crm_vcard_is_base64 (const char *text)
{
  gsize length = strlen (text);
  return length > 0 && strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789+/=") == length;
}

char *
crm_vcard_unescape (const char *text)
{
  GString *plain = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '\r') {
      if (p[1] != '\n')
        g_string_append_c (plain, '\n');
    } else if (*p == '\\' && (p[1] == 'n' || p[1] == 'N')) {
      g_string_append_c (plain, '\n');
      p++;
    } else if (*p == '\\' && p[1] != '\0' && strchr ("\\,;:", p[1]) != NULL)
      g_string_append_c (plain, *++p);
    else
      g_string_append_c (plain, *p);
  }
  return g_string_free (plain, FALSE);
}

GPtrArray *
crm_vcard_split (const char *value, char separator)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  const char *start = value;
  for (const char *p = value;; p++) {
    if (*p == '\\' && p[1] != '\0') {
      p++;
      continue;
    }
    if (*p == separator || *p == '\0') {
      g_autofree char *part = g_strndup (start, (gsize) (p - start));
      char *plain = crm_vcard_unescape (part);
      g_ptr_array_add (parts, g_strstrip (plain));
      start = p + 1;
    }
    if (*p == '\0')
      return parts;
  }
}
