/* Bodies of letters. */
#include "config.h"

#include <string.h>

#include "crm-mail-private.h"

static GByteArray *
decode_base64 (CrmMailSlice body)
{
  GByteArray *bytes = g_byte_array_sized_new ((guint) MIN (body.length / 4 * 3 + 3, G_MAXUINT));
  guchar out[3 * 1024 + 3];
  int state = 0;
  guint save = 0;

  for (gsize at = 0; at < body.length; at += 4096) {
    gsize n =
        g_base64_decode_step (body.data + at, MIN (body.length - at, 4096), out, &state, &save);
    g_byte_array_append (bytes, out, (guint) n);
  }
  return bytes;
}

static GByteArray *
decode_quoted (CrmMailSlice body)
{
  GByteArray *bytes = g_byte_array_new ();

  for (gsize i = 0; i < body.length; i++) {
    guint8 byte = (guint8) body.data[i];
    if (byte == '=' && i + 2 < body.length && g_ascii_isxdigit (body.data[i + 1]) &&
        g_ascii_isxdigit (body.data[i + 2])) {
      byte = (guint8) (g_ascii_xdigit_value (body.data[i + 1]) * 16 +
                       g_ascii_xdigit_value (body.data[i + 2]));
      i += 2;
    } else if (byte == '=') {
      /* A line that goes on, whatever white space stands behind. */
      gsize end = i + 1;
      while (end < body.length &&
             (body.data[end] == ' ' || body.data[end] == '\t' || body.data[end] == '\r'))
        end++;
      if (end < body.length && body.data[end] == '\n') {
        i = end;
        continue;
      }
    }
    g_byte_array_append (bytes, &byte, 1);
  }
  return bytes;
}

GByteArray *
crm_mail_decode_body (CrmMailSlice body, const char *encoding)
{
  GByteArray *bytes;

  if (encoding != NULL && g_ascii_strncasecmp (encoding, "base64", 6) == 0)
    return decode_base64 (body);
  if (encoding != NULL && g_ascii_strncasecmp (encoding, "quoted-printable", 16) == 0)
    return decode_quoted (body);
  bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *) body.data, (guint) body.length);
  return bytes;
}

/* --- HTML */

static gboolean
is_tag (const char *at, const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strncasecmp (at, name, length) == 0 && !g_ascii_isalnum (at[length]);
}

/* Behind the end of what is not text; NULL: it never ends. */
static const char *
skip_element (const char *at, const char *name)
{
  g_autofree char *end = g_strconcat ("</", name, NULL);
  gsize length = strlen (end);

  for (; *at != '\0'; at++)
    if (g_ascii_strncasecmp (at, end, length) == 0)
      return at;
  return NULL;
}

static const char *
take_entity (const char *at, GString *text)
{
  static const struct {
    const char *name;
    const char *text;
  } entities[] = { { "&amp;", "&" },   { "&lt;", "<" },   { "&gt;", ">" },    { "&quot;", "\"" },
                   { "&apos;", "'" },  { "&nbsp;", " " }, { "&laquo;", "«" }, { "&raquo;", "»" },
                   { "&mdash;", "—" }, { "&ndash;", "–" } };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_has_prefix (at, entities[i].name)) {
      g_string_append (text, entities[i].text);
      return at + strlen (entities[i].name);
    }
  if (at[1] == '#') {
    gboolean hex = at[2] == 'x' || at[2] == 'X';
    char *end = NULL;
    guint64 code = g_ascii_strtoull (at + (hex ? 3 : 2), &end, hex ? 16 : 10);
    if (end != NULL && *end == ';' && code > 0 && code <= 0x10ffff &&
        g_unichar_validate ((gunichar) code)) {
      g_string_append_unichar (text, (gunichar) code);
      return end + 1;
    }
  }
  g_string_append_c (text, '&');
  return at + 1;
}

/* Lines end where the browser would end them; all other white space is one space. */
char *
crm_mail_html_to_text (const char *html)
{
  static const char *const hidden[] = { "script", "style", "head", "title" };
  static const char *const breaks[] = { "br",  "/p",  "/div", "/tr",   "/li",
                                        "/h1", "/h2", "/h3",  "/table" };
  GString *text = g_string_new (NULL);

  for (const char *at = html; at != NULL && *at != '\0';) {
    if (*at == '&') {
      at = take_entity (at, text);
    } else if (*at == '<') {
      const char *name = at + 1;
      const char *end = g_str_has_prefix (at, "<!--") ? strstr (at, "-->") : strchr (at, '>');
      for (gsize i = 0; i < G_N_ELEMENTS (breaks); i++)
        if (is_tag (name, breaks[i]) &&
            (text->len == 0 || text->str[text->len - 1] != '\n' || i == 0))
          g_string_append_c (text, '\n');
      for (gsize i = 0; i < G_N_ELEMENTS (hidden) && end != NULL; i++)
        if (is_tag (name, hidden[i])) {
          end = skip_element (end, hidden[i]);
          end = end != NULL ? strchr (end, '>') : NULL;
        }
      at = end != NULL ? strchr (end, '>') + 1 : NULL;
    } else if (g_ascii_isspace (*at)) {
      if (text->len > 0 && !g_ascii_isspace (text->str[text->len - 1]))
        g_string_append_c (text, ' ');
      at++;
    } else
      g_string_append_c (text, *at++);
  }
  return g_string_free_and_steal (text);
}
