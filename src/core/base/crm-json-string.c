/* Texts as JSON writes them. */
#include "config.h"

#include "crm-json-string.h"

static gboolean
is_plain (guchar c)
{
  return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

static void
append_escaped (GString *json, guchar c)
{
  switch (c) {
  case '"':
    g_string_append (json, "\\\"");
    break;
  case '\\':
    g_string_append (json, "\\\\");
    break;
  case '\n':
    g_string_append (json, "\\n");
    break;
  case '\t':
    g_string_append (json, "\\t");
    break;
  default:
    g_string_append_printf (json, "\\u%04x", c);
  }
}

/**
 * crm_json_append_string:
 * @json: what is written
 * @text: in UTF-8
 *
 * Appends @text in quotation marks. Letters stay as they are; what a terminal would obey does not
 * get through. Any thread.
 */
void
crm_json_append_string (GString *json, const char *text)
{
  const char *start = text;

  g_string_append_c (json, '"');
  for (const char *c = text; *c != '\0'; c++) {
    if (is_plain ((guchar) *c))
      continue;
    g_string_append_len (json, start, c - start);
    append_escaped (json, (guchar) *c);
    start = c + 1;
  }
  g_string_append (json, start);
  g_string_append_c (json, '"');
}
