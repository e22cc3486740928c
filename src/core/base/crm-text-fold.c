/* Folding: text as a search compares it. It runs over every searched text of a million rows. */
#include "config.h"

#include "crm-text.h"

#include <string.h>

#define REPLACEMENT 0xfffd

/* One unit per character up to the end of Cyrillic: what it folds to, where that is a single
 * character of at most two bytes, else one of these. */
#define TABLE_SIZE 0x0500
#define TABLE_SLOW 0 /* goes the long way */
#define TABLE_SPACE 0xfffe
#define TABLE_DROP 0xffff

static guint16 fold_table[TABLE_SIZE];

/* The output; there is always room for what is left of the input, byte for byte. */
typedef struct {
  char *data;
  gsize length;
  gsize size;
} Output;

/* A character of a full decomposition, in lower case; 0 for one that is dropped, ' ' for white
 * space. */
static gunichar
fold_piece (gunichar c)
{
  switch (c) {
  case '\'':
  case '`':
  case 0x00b4:            /* acute accent, typed for an apostrophe */
  case 0x02b9 ... 0x02bd: /* modifier letters prime to reversed comma, apostrophe among them */
  case 0x2018:            /* single quotation marks */
  case 0x2019:
  case 0x201b:
  case 0x2032: /* prime */
    return 0;
  case 0x2010 ... 0x2015: /* hyphens and dashes */
  case 0x2212:            /* minus sign */
    return '-';
  case 0x0401: /* Ё */
  case 0x0451:
    return 0x0435;
  case 0x0490: /* Ґ */
  case 0x0491:
    return 0x0433;
  case 0x0110: /* Đ */
  case 0x0111:
    return 'd';
  case 0x0141: /* Ł */
  case 0x0142:
    return 'l';
  case 0x00d8: /* Ø */
  case 0x00f8:
    return 'o';
  case 0x0131: /* ı */
    return 'i';
  case 0x03c2: /* final sigma */
    return 0x03c3;
  default:
    break;
  }
  switch (g_unichar_type (c)) {
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_ENCLOSING_MARK:
  case G_UNICODE_FORMAT: /* soft hyphen, zero-width and direction marks */
    return 0;
  case G_UNICODE_CONTROL:
  case G_UNICODE_SPACE_SEPARATOR:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
    return ' ';
  default:
    return g_unichar_tolower (c);
  }
}

static void
reserve (Output *output, gsize needed)
{
  if (output->length + needed <= output->size)
    return;
  output->size = MAX (output->size * 2, output->length + needed);
  output->data = g_realloc (output->data, output->size);
}

static void
append_piece (Output *output, gunichar c)
{
  if (c == 0)
    return;
  if (c == ' ') {
    if (output->length > 0 && output->data[output->length - 1] != ' ')
      output->data[output->length++] = ' ';
    return;
  }
  output->length += g_unichar_to_utf8 (c, output->data + output->length);
}

/* Letters of the alphabet whose mark is no accent: their composed form is kept. */
static gunichar
fold_whole_letter (gunichar c)
{
  switch (c) {
  case 0x0419: /* Й */
  case 0x0439:
    return 0x0439;
  case 0x0407: /* Ї */
  case 0x0457:
    return 0x0457;
  default:
    return 0;
  }
}

/* The long way; @left is the number of input bytes after this character. */
static void
append_folded (Output *output, gunichar c, gsize left)
{
  gunichar pieces[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gunichar letter = fold_whole_letter (c);
  gsize n_pieces;

  reserve (output, 6 * G_N_ELEMENTS (pieces) + left + 1);
  if (letter != 0) {
    append_piece (output, letter);
    return;
  }
  /* Not into a space and an accent, as Unicode has it. */
  if (fold_piece (c) == 0)
    return;
  n_pieces = g_unichar_fully_decompose (c, TRUE, pieces, G_N_ELEMENTS (pieces));
  for (gsize i = 0; i < n_pieces; i++) {
    if (pieces[i] == 0x00df || pieces[i] == 0x1e9e) { /* ß */
      append_piece (output, 's');
      append_piece (output, 's');
    } else {
      append_piece (output, fold_piece (pieces[i]));
    }
  }
}

/* A mark that makes one letter with the one before it, where a text comes decomposed ("и" and breve
 * are "й"): that letter's composed form follows it in Unicode, so its last byte grows by one. */
static gboolean
compose_letter (Output *output, const char *begin, const char *mark, gunichar c)
{
  gboolean is_breve = c == 0x0306;

  if ((!is_breve && c != 0x0308) || mark - begin < 2)
    return FALSE;
  const guint8 *before = (const guint8 *) mark - 2;
  gunichar base = (gunichar) ((before[0] & 0x1f) << 6 | (before[1] & 0x3f));
  if (is_breve ? base != 0x0438 && base != 0x0418 : base != 0x0456 && base != 0x0406)
    return FALSE;
  output->data[output->length - 1]++;
  return TRUE;
}

/* The table holds what the long way gives, so that there is one rule. */
static gpointer
fill_table (gpointer data)
{
  Output output = { g_malloc (64), 0, 64 };

  for (gunichar c = 1; c < TABLE_SIZE; c++) {
    output.length = 0;
    /* Marks depend on what stands before them. */
    if (c >= 0x0300 && c <= 0x036f)
      continue;
    append_folded (&output, c, 0);
    if (output.length == 0) {
      /* White space at the beginning is left out, as is what is dropped. */
      fold_table[c] = fold_piece (c) == ' ' ? TABLE_SPACE : TABLE_DROP;
    } else {
      gunichar folded = g_utf8_get_char (output.data);
      gboolean single = (gsize) g_unichar_to_utf8 (folded, NULL) == output.length;
      fold_table[c] =
          single && folded < (c < 0x80 ? 0x80u : 0x0800u) ? (guint16) folded : TABLE_SLOW;
    }
  }
  g_free (output.data);
  return GINT_TO_POINTER (TRUE);
}

static void
append_from_table (Output *output, guint16 entry)
{
  char *end = output->data + output->length;

  if (entry == TABLE_SPACE) {
    if (output->length > 0 && end[-1] != ' ') {
      *end = ' ';
      output->length++;
    }
  } else if (entry < 0x80) {
    *end = (char) entry;
    output->length++;
  } else if (entry != TABLE_DROP) {
    end[0] = (char) (0xc0 | entry >> 6);
    end[1] = (char) (0x80 | (entry & 0x3f));
    output->length += 2;
  }
}

/**
 * crm_text_fold:
 * @text: (nullable): a text
 *
 * Folds a text for comparison: case, accents, compatibility forms ("ﬁ", "№", "²"), kinds of dashes
 * and white space make no difference, white space at both ends is gone, and apostrophes, soft
 * hyphens and invisible marks are dropped. й stays apart from и and ї from і; ё is е, ґ is г, ł is
 * l, ø is o, đ is d, ß is ss. Folding twice changes nothing. Bytes that are not UTF-8 become
 * U+FFFD. Any thread.
 *
 * Returns: (transfer full): the folded text, valid UTF-8; "" for NULL
 */
char *
crm_text_fold (const char *text)
{
  static GOnce once = G_ONCE_INIT;
  gsize length = text != NULL ? strlen (text) : 0;
  const char *end = text + length;
  Output output = { g_malloc (length + 1), 0, length + 1 };

  g_once (&once, fill_table, NULL);
  for (const char *p = text; p < end;) {
    guint8 byte = (guint8) *p;

    if (byte < 0x80) {
      guint16 entry = fold_table[byte];
      p++;
      append_from_table (&output, entry);
      continue;
    }
    if (byte >= 0xc2 && byte <= 0xd3 && ((guint8) p[1] & 0xc0) == 0x80) {
      guint16 entry = fold_table[(byte & 0x1f) << 6 | (p[1] & 0x3f)];
      if (entry != TABLE_SLOW) {
        p += 2;
        append_from_table (&output, entry);
        continue;
      }
    }
    gunichar c = g_utf8_get_char_validated (p, end - p);
    if (c == (gunichar) -1 || c == (gunichar) -2) {
      p++;
      append_folded (&output, REPLACEMENT, (gsize) (end - p));
      continue;
    }
    if (!compose_letter (&output, text, p, c))
      append_folded (&output, c, (gsize) (end - g_utf8_next_char (p)));
    p = g_utf8_next_char (p);
  }
  if (output.length > 0 && output.data[output.length - 1] == ' ')
    output.length--;
  output.data[output.length] = '\0';
  return output.data;
}

/**
 * crm_text_squeeze:
 * @text: (nullable): a text
 *
 * As crm_text_fold(), with letters and digits alone, so that "GTX Pro", "GTX-Pro" and "GTXPro" are
 * one. Any thread.
 *
 * Returns: (transfer full): the squeezed text; "" for NULL and where there are no letters or digits
 */
char *
crm_text_squeeze (const char *text)
{
  char *folded = crm_text_fold (text);
  char *to = folded;

  for (const char *from = folded; *from != '\0';) {
    const char *next = g_utf8_next_char (from);
    if ((guint8) *from < 0x80 ? g_ascii_isalnum (*from)
                              : g_unichar_isalnum (g_utf8_get_char (from))) {
      while (from < next)
        *to++ = *from++;
    }
    from = next;
  }
  *to = '\0';
  return folded;
}
