/* Files that are no table of text at all, known by how they begin. */
#include "config.h"

#include "crm-table-kind-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * crm_table_kind_of_bytes:
 * @bytes: (array length=length): the beginning of a file
 * @length: how many bytes
 *
 * Returns: (transfer none) (nullable): what the file is, translated, with its article as in
 *   "it is ..."; %NULL where it may be a text
 */
const char *
crm_table_kind_of_bytes (const guint8 *bytes, gsize length)
{
  static const struct {
    const char *magic;
    gsize length;
    const char *kind;
  } kinds[] = {
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8,
      N_ ("a spreadsheet of the old kind or one with a password: open it in a spreadsheet program "
          "and save it as .xlsx or CSV") },
    { "%PDF-", 5, N_ ("a PDF document") },
    { "SQLite format 3", 16, N_ ("a database") },
    { "\x89PNG\r\n", 6, N_ ("a picture") },
    { "\xff\xd8\xff", 3, N_ ("a picture") },
    { "GIF8", 4, N_ ("a picture") },
    { "\x1f\x8b", 2, N_ ("a compressed file, which must be unpacked first") },
    { "BZh", 3, N_ ("a compressed file, which must be unpacked first") },
    { "\xfd"
      "7zXZ",
      5, N_ ("a compressed file, which must be unpacked first") },
    { "7z\xbc\xaf\x27\x1c", 6, N_ ("a compressed file, which must be unpacked first") },
    { "Rar!\x1a\x07", 6, N_ ("a compressed file, which must be unpacked first") },
    { "\x7f"
      "ELF",
      4, N_ ("a program") },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (length >= kinds[i].length && memcmp (bytes, kinds[i].magic, kinds[i].length) == 0) {
      return _ (kinds[i].kind);
    }
  }
  return NULL;
}

static const char *
skip_space (const char *text)
{
  while (g_ascii_isspace (*text)) {
    text++;
  }
  return text;
}

/*
 * crm_table_kind_of_text:
 * @text: the beginning of a file, decoded
 *
 * Returns: (transfer none) (nullable): as crm_table_kind_of_bytes(): texts that are no tables
 */
const char *
crm_table_kind_of_text (const char *text)
{
  static const struct {
    const char *beginning;
    const char *kind;
  } kinds[] = {
    { "<?xml", N_ ("an XML document") }, { "<!--", N_ ("an XML document") },
    { "<!doctype", N_ ("a web page") },  { "<html", N_ ("a web page") },
    { "<table", N_ ("a web page") },     { "{\\rtf", N_ ("a document") },
  };
  const char *start = skip_space (text);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_ascii_strncasecmp (start, kinds[i].beginning, strlen (kinds[i].beginning)) == 0) {
      return _ (kinds[i].kind);
    }
  }
  return NULL;
}

static gboolean
is_json (const char *text, const char *name)
{
  const char *start = skip_space (text);
  if (*start == '[') {
    const char *next = skip_space (start + 1);
    return *next == '{' || *next == ']' || g_str_has_suffix (name, ".json");
  }
  return *start == '{' || g_str_has_suffix (name, ".json");
}

static gboolean
begins (const char *text, const char *word)
{
  return g_ascii_strncasecmp (text, word, strlen (word)) == 0;
}

static gboolean
has_suffix (const char *name, const char *suffix)
{
  gsize length = strlen (name);
  return length > strlen (suffix) &&
         g_ascii_strcasecmp (name + length - strlen (suffix), suffix) == 0;
}

/*
 * crm_table_find_format:
 * @text: the beginning of a file, decoded
 * @name: how the file is called
 *
 * Returns: how it is to be read
 */
CrmTableFormat
crm_table_find_format (const char *text, const char *name)
{
  const char *start = skip_space (text);
  if (begins (start, "BEGIN:VCARD") || has_suffix (name, ".vcf") || has_suffix (name, ".vcard"))
    return CRM_TABLE_FORMAT_VCARD;
  if (begins (start, "BEGIN:VCALENDAR") || has_suffix (name, ".ics") || has_suffix (name, ".vcs"))
    return CRM_TABLE_FORMAT_ICS;
  if (begins (start, "dn:") || begins (start, "version: 1") || has_suffix (name, ".ldif"))
    return CRM_TABLE_FORMAT_LDIF;
  return is_json (text, name) ? CRM_TABLE_FORMAT_JSON : CRM_TABLE_FORMAT_DELIMITED;
}
