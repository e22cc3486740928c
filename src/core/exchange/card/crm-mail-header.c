/* Headers of letters. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "crm-encoding.h"
#include "crm-mail-private.h"

#define MOST_HEADERS 2000
#define MOST_HEADER_BYTES (1024 * 1024)
#define MOST_PARAMETER_BYTES 2000

/* --- Text in any encoding */

static char *
convert (const char *bytes, gsize length, const char *charset)
{
  gsize written = 0;
  g_autofree char *text =
      g_convert (bytes, (gssize) length, "UTF-8", charset, NULL, &written, NULL);

  return text != NULL && g_utf8_validate (text, (gssize) written, NULL)
             ? g_utf8_make_valid (text, (gssize) written)
             : NULL;
}

char *
crm_mail_to_utf8 (const char *bytes, gsize length, const char *charset)
{
  gboolean certain;
  char *text = NULL;
  const char *found;

  if (length == 0)
    return g_strdup ("");
  if (charset != NULL && *charset != '\0' && g_ascii_strcasecmp (charset, "utf-8") != 0 &&
      g_ascii_strcasecmp (charset, "us-ascii") != 0)
    text = convert (bytes, length, charset);
  /* Letters lie about it. */
  if (text == NULL && g_utf8_validate (bytes, (gssize) length, NULL))
    text = g_strndup (bytes, length);
  if (text == NULL) {
    found = crm_encoding_find ((const guint8 *) bytes, length, &certain);
    text = found != NULL ? convert (bytes, length, found) : NULL;
  }
  return text != NULL ? text : g_utf8_make_valid (bytes, (gssize) length);
}

/* --- The block of headers */

static void
add_header (GHashTable *headers, GString *line)
{
  const char *colon = strchr (line->str, ':');
  g_autofree char *name = NULL;

  if (colon == NULL || colon == line->str || g_hash_table_size (headers) >= MOST_HEADERS)
    return;
  name = g_ascii_strdown (line->str, colon - line->str);
  g_strchomp (name);
  /* The first one holds where there are two. */
  if (!g_hash_table_contains (headers, name))
    g_hash_table_insert (headers, g_steal_pointer (&name), g_strstrip (g_strdup (colon + 1)));
}

GHashTable *
crm_mail_read_headers (CrmMailSlice part, CrmMailSlice *body)
{
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GString) line = g_string_new (NULL);
  gsize at = 0;

  while (at < part.length && at < MOST_HEADER_BYTES) {
    const char *begin = part.data + at;
    const char *end = memchr (begin, '\n', part.length - at);
    gsize length = end != NULL ? (gsize) (end - begin) : part.length - at;
    gsize next = at + length + (end != NULL);
    gsize bare = length > 0 && begin[length - 1] == '\r' ? length - 1 : length;

    if (bare == 0) {
      at = next;
      break;
    }
    if (begin[0] != ' ' && begin[0] != '\t') {
      add_header (headers, line);
      g_string_truncate (line, 0);
    }
    for (gsize i = 0; i < bare; i++)
      if (begin[i] != '\0')
        g_string_append_c (line, begin[i]);
    at = next;
  }
  add_header (headers, line);
  body->data = part.data + MIN (at, part.length);
  body->length = part.length - MIN (at, part.length);
  return headers;
}

/* --- Words in other encodings: =?charset?B?...?= */

typedef struct {
  GString *text;
  GByteArray *bytes; /* of words that follow one another in one encoding */
  char *charset;     /* owned; NULL: none is open */
} Words;

static void
close_words (Words *words)
{
  g_autofree char *text = NULL;

  if (words->charset == NULL)
    return;
  text = crm_mail_to_utf8 ((const char *) words->bytes->data, words->bytes->len, words->charset);
  g_string_append (words->text, text);
  g_byte_array_set_size (words->bytes, 0);
  g_clear_pointer (&words->charset, g_free);
}

static GByteArray *
decode_q (const char *text, gsize length)
{
  GByteArray *bytes = g_byte_array_new ();

  for (gsize i = 0; i < length; i++) {
    guint8 byte = (guint8) text[i];
    if (byte == '_')
      byte = ' ';
    else if (byte == '=' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) &&
             g_ascii_isxdigit (text[i + 2])) {
      byte =
          (guint8) (g_ascii_xdigit_value (text[i + 1]) * 16 + g_ascii_xdigit_value (text[i + 2]));
      i += 2;
    }
    g_byte_array_append (bytes, &byte, 1);
  }
  return bytes;
}

/* One word at @at; how many bytes it takes, 0: there is none. */
static gsize
take_word (Words *words, const char *at)
{
  const char *charset = at + 2;
  const char *kind;
  const char *text;
  const char *end;
  g_autofree char *name = NULL;
  g_autofree char *coded = NULL;
  g_autoptr (GByteArray) bytes = NULL;

  if (at[0] != '=' || at[1] != '?' || (kind = strchr (charset, '?')) == NULL || kind == charset ||
      kind - charset > 60 || kind[1] == '\0' || kind[2] != '?')
    return 0;
  text = kind + 3;
  end = strstr (text, "?=");
  if (end == NULL)
    return 0;
  name = g_strndup (charset, (gsize) (kind - charset));
  if (strchr (name, '*') != NULL)
    *strchr (name, '*') = '\0'; /* a language */
  coded = g_strndup (text, (gsize) (end - text));
  if (g_ascii_toupper (kind[1]) == 'B') {
    gsize length = 0;
    guchar *decoded = g_base64_decode (coded, &length);
    bytes = g_byte_array_new_take (decoded, length);
  } else if (g_ascii_toupper (kind[1]) == 'Q')
    bytes = decode_q (coded, strlen (coded));
  else
    return 0;
  if (words->charset != NULL && g_ascii_strcasecmp (words->charset, name) != 0)
    close_words (words);
  if (words->charset == NULL)
    words->charset = g_steal_pointer (&name);
  g_byte_array_append (words->bytes, bytes->data, bytes->len);
  return (gsize) (end + 2 - at);
}

char *
crm_mail_decode_header (const char *value)
{
  Words words = { g_string_new (NULL), g_byte_array_new (), NULL };
  g_autoptr (GString) plain = g_string_new (NULL);
  const char *at = value;

  while (*at != '\0') {
    const char *next = at;
    gsize taken;
    /* White space between two words is nothing. */
    while (words.charset != NULL && (*next == ' ' || *next == '\t'))
      next++;
    taken = next[0] == '=' && next[1] == '?' ? take_word (&words, next) : 0;
    if (taken > 0) {
      at = next + taken;
      continue;
    }
    close_words (&words);
    g_string_truncate (plain, 0);
    do
      g_string_append_c (plain, *at++);
    while (*at != '\0' && !(at[0] == '=' && at[1] == '?'));
    {
      g_autofree char *text = crm_mail_to_utf8 (plain->str, plain->len, NULL);
      g_string_append (words.text, text);
    }
  }
  close_words (&words);
  g_byte_array_unref (words.bytes);
  return g_string_free_and_steal (words.text);
}

/* --- Parameters: charset="utf-8"; filename*0*=utf-8''%D0... */

static char *
unquote_percent (const char *text)
{
  GString *bytes = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (text[0] == '%' && g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2])) {
      char byte = (char) (g_ascii_xdigit_value (text[1]) * 16 + g_ascii_xdigit_value (text[2]));
      if (byte != '\0')
        g_string_append_c (bytes, byte);
      text += 2;
    } else
      g_string_append_c (bytes, *text);
  return g_string_free_and_steal (bytes);
}

/* A name may come in numbered pieces; what is coded says its encoding once. */
static void
add_parameter (GHashTable *parameters, const char *name, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (name, "*", 3);
  gboolean coded = name[0] != '\0' && name[strlen (name) - 1] == '*';
  const char *before;
  g_autofree char *text = NULL;
  g_autofree char *charset = NULL;

  if (parts[0] == NULL || *parts[0] == '\0')
    return;
  before = g_hash_table_lookup (parameters, parts[0]);
  if (before != NULL && strlen (before) > MOST_PARAMETER_BYTES)
    return;
  if (coded) {
    g_autofree char *bytes = NULL;
    const char *first = strchr (value, '\'');
    const char *second = first != NULL ? strchr (first + 1, '\'') : NULL;
    gboolean begins = parts[1] == NULL || *parts[1] == '\0' || strcmp (parts[1], "0") == 0;
    if (begins && second != NULL) {
      charset = g_strndup (value, (gsize) (first - value));
      value = second + 1;
    }
    bytes = unquote_percent (value);
    text = crm_mail_to_utf8 (bytes, strlen (bytes), charset);
  } else
    text = crm_mail_decode_header (value);
  if (before != NULL && parts[1] != NULL && strcmp (parts[1], "0") != 0 && *parts[1] != '\0')
    g_hash_table_insert (parameters, g_strdup (parts[0]), g_strconcat (before, text, NULL));
  else if (before == NULL || parts[1] != NULL)
    g_hash_table_insert (parameters, g_strdup (parts[0]), g_steal_pointer (&text));
}

static const char *
read_value (const char *at, GString *value)
{
  g_string_truncate (value, 0);
  if (*at != '"') {
    for (; *at != '\0' && *at != ';'; at++)
      g_string_append_c (value, *at);
    g_strchomp (value->str);
    g_string_set_size (value, strlen (value->str));
    return at;
  }
  for (at++; *at != '\0' && *at != '"'; at++) {
    if (*at == '\\' && at[1] != '\0')
      at++;
    g_string_append_c (value, *at);
  }
  while (*at != '\0' && *at != ';')
    at++;
  return at;
}

char *
crm_mail_read_parameters (const char *value, GHashTable **parameters)
{
  const char *at = strchr (value, ';');
  char *type = g_ascii_strdown (value, at != NULL ? at - value : -1);
  g_autoptr (GString) text = g_string_new (NULL);

  *parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (at != NULL && *at == ';') {
    const char *begin = at + 1;
    const char *end;
    g_autofree char *name = NULL;
    while (g_ascii_isspace (*begin))
      begin++;
    end = strpbrk (begin, "=;");
    if (end == NULL)
      break;
    if (*end == ';') {
      at = end;
      continue;
    }
    name = g_ascii_strdown (begin, end - begin);
    g_strstrip (name);
    end++;
    while (g_ascii_isspace (*end))
      end++;
    at = read_value (end, text);
    add_parameter (*parameters, name, text->str);
  }
  return g_strstrip (type);
}

/* --- Addresses and dates */

static void
strip_quotes (char *text)
{
  gsize length = strlen (g_strstrip (text));

  if (length >= 2 && text[0] == '"' && text[length - 1] == '"') {
    memmove (text, text + 1, length - 2);
    text[length - 2] = '\0';
  }
}

void
crm_mail_split_address (const char *value, char **name, char **address)
{
  const char *open = strchr (value, '<');
  const char *close = open != NULL ? strchr (open, '>') : NULL;
  const char *comma = strchr (value, ',');
  g_autofree char *bare = NULL;

  if (open != NULL && close != NULL) {
    g_autofree char *raw = g_strndup (value, (gsize) (open - value));
    strip_quotes (raw);
    *name = crm_mail_decode_header (raw);
    bare = g_strndup (open + 1, (gsize) (close - open - 1));
  } else {
    const char *begin = strchr (value, '(');
    const char *end = begin != NULL ? strchr (begin, ')') : NULL;
    g_autofree char *raw =
        end != NULL ? g_strndup (begin + 1, (gsize) (end - begin - 1)) : g_strdup ("");
    *name = crm_mail_decode_header (raw);
    bare = g_strndup (value, begin != NULL   ? (gsize) (begin - value)
                             : comma != NULL ? (gsize) (comma - value)
                                             : strlen (value));
  }
  g_strstrip (bare);
  *address = g_utf8_validate (bare, -1, NULL) ? g_utf8_strdown (bare, -1) : g_strdup ("");
  strip_quotes (*name);
}

static int
find_month (const char *text)
{
  static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec" };

  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (text, months[i], 3) == 0)
      return i + 1;
  return 0;
}

/* "Mon, 23 Nov 2026 10:00:00 +0200" */
gint64
crm_mail_parse_date (const char *value)
{
  const char *comma = strchr (value, ',');
  char month[4] = "";
  char zone[8] = "";
  int day, year, hour, minute;
  int second = 0;
  int used = 0;
  gint64 offset = 0;
  g_autoptr (GDateTime) moment = NULL;

  if (sscanf (comma != NULL ? comma + 1 : value, " %2d %3[A-Za-z]%*[-. ]%4d %2d:%2d%n", &day, month,
              &year, &hour, &minute, &used) != 5)
    return 0;
  value = (comma != NULL ? comma + 1 : value) + used;
  if (*value == ':' && sscanf (value, ":%2d%n", &second, &used) == 1)
    value += used;
  if (sscanf (value, " %7[-+A-Za-z0-9]", zone) == 1 && (zone[0] == '+' || zone[0] == '-')) {
    int hhmm = (int) g_ascii_strtoll (zone + 1, NULL, 10);
    offset = (hhmm / 100 * 60 + hhmm % 100) * 60 * (zone[0] == '-' ? -1 : 1);
  }
  if (year < 100)
    year += year < 70 ? 2000 : 1900;
  moment = g_date_time_new_utc (year, find_month (month), day, hour, minute, MIN (second, 59));
  return moment != NULL ? g_date_time_to_unix (moment) - CLAMP (offset, -86400, 86400) : 0;
}
