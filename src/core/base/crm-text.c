/* Text made fit to be stored and to be shown on one line. */
#include "config.h"

#include "crm-text.h"

/* What becomes of a character: itself, another, or 0 for nothing. */
static gunichar
tidy_character (gunichar c)
{
  if (c == '\n' || c == '\t')
    return c;
  if (c == 0x0085 || c == 0x2028 || c == 0x2029) /* next line, line and paragraph separator */
    return '\n';
  /* Control characters have no place in documents and are forbidden in XML. */
  if (c < 0x20 || (c >= 0x7f && c < 0xa0))
    return 0;
  return c;
}

static void
trim_end (GString *text)
{
  while (text->len > 0) {
    const char *last = g_utf8_find_prev_char (text->str, text->str + text->len);
    if (!g_unichar_isspace (g_utf8_get_char (last)))
      break;
    g_string_truncate (text, (gsize) (last - text->str));
  }
}

/**
 * crm_text_tidy:
 * @text: (nullable): a text from outside
 *
 * Makes a text fit to be stored: white space at both ends goes, line ends become "\n", control
 * characters but the tabulator go, bytes that are not UTF-8 become U+FFFD (an overlong NUL among
 * them). Nothing else changes. Any thread.
 *
 * Returns: (transfer full): the text, valid UTF-8; "" for NULL
 */
char *
crm_text_tidy (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *tidy = g_string_sized_new (32);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (c == '\r' && p[1] != '\n')
      c = '\n';
    c = tidy_character (c);
    if (c == 0 || (tidy->len == 0 && g_unichar_isspace (c)))
      continue;
    g_string_append_unichar (tidy, c);
  }
  trim_end (tidy);
  return g_string_free (tidy, FALSE);
}

/* The end of the first @most characters, moved back to where no accent is torn from its letter. */
static gsize
find_cut (const char *text, gsize most)
{
  const char *cut = g_utf8_offset_to_pointer (text, (glong) most);

  while (cut > text && g_unichar_ismark (g_utf8_get_char (cut)))
    cut = g_utf8_prev_char (cut);
  return (gsize) (cut - text);
}

/**
 * crm_text_one_line:
 * @text: (nullable): a text
 * @most_characters: how long the line may be; 0 for no limit
 *
 * Brings a text on one line: white space of any length becomes a single space, and what is longer
 * than
 * @most_characters is cut and ends in "…", which counts. Bytes that are not UTF-8 become U+FFFD.
 * Any thread.
 *
 * Returns: (transfer full): the line; "" for NULL
 */
char *
crm_text_one_line (const char *text, gsize most_characters)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *line = g_string_sized_new (32);
  gsize n_characters = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean space = g_unichar_isspace (c) || g_unichar_iscntrl (c);
    if (space && (line->len == 0 || line->str[line->len - 1] == ' '))
      continue;
    /* A space and another character beyond the limit tell that there is more. */
    if (most_characters > 0 && n_characters > most_characters + 1)
      break;
    g_string_append_unichar (line, space ? ' ' : c);
    n_characters++;
  }
  trim_end (line);
  if (most_characters > 0 && (gsize) g_utf8_strlen (line->str, -1) > most_characters) {
    g_string_truncate (line, find_cut (line->str, most_characters - 1));
    trim_end (line);
    g_string_append (line, "…");
  }
  return g_string_free (line, FALSE);
}

/**
 * crm_text_capitalize:
 * @text: valid UTF-8
 *
 * Many languages write the names of days and months small: a heading of them begins large. Any
 * thread.
 *
 * Returns: (transfer full): the text, its first letter large
 */
char *
crm_text_capitalize (const char *text)
{
  char first[7] = { 0 };

  if (*text == '\0')
    return g_strdup ("");
  g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (text)), first);
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}
