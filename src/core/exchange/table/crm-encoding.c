/* Encodings of other people's files: which one the bytes are in, and how it is called. */
#include "config.h"

#include "crm-encoding.h"

#include "crm-encoding-score-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <uchardet/uchardet.h>

#define WORDS_MOST 65536  /* bytes of words with accented or Cyrillic letters that are judged */
#define WORD_MOST 48      /* bytes of one of them */
#define SAMPLE_MOST 65536 /* bytes that uchardet sees, from the first byte over 0x7f on */
#define MARGIN_CERTAIN                                                                             \
  40 /* points of crm_encoding_score_words() beyond which uchardet is not asked */
#define FOREIGN_LEAST                                                                              \
  64 /* bytes over 0x7f from which on uchardet may name an encoding of none of ours */
#define UTF8_VALID_PER_WRONG 20 /* a UTF-8 file with a damaged letter is still one */

struct _CrmEncodingFinder {
  guint8 head[4];
  guint64 length;
  guint64 n_zeros[2];          /* zero bytes at even and at odd places */
  guint64 n_cyrillic_pages[2]; /* bytes 0x04 there: the high half of Cyrillic in UTF-16 */
  guint64 n_high;
  guint64 n_utf8_valid;
  guint64 n_utf8_strange; /* of these, letters that nobody writes */
  guint64 n_utf8_wrong;
  guint utf8_left; /* bytes that the letter begun still needs */
  guint utf8_length;
  gunichar utf8_character;
  GByteArray *words;  /* owned */
  GByteArray *sample; /* owned */
};

static const char *const encoding_names[] = {
  "UTF-8",  "UTF-16LE", "UTF-16BE",     "UTF-32LE",   "UTF-32BE",     "windows-1251", "KOI8-R",
  "KOI8-U", "IBM866",   "windows-1250", "ISO-8859-2", "windows-1252", NULL,
};

/**
 * crm_encoding_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): the encodings that a person may choose from
 */
const char *const *
crm_encoding_list (void)
{
  return encoding_names;
}

/**
 * crm_encoding_get_label:
 * @encoding: a name of crm_encoding_list(), or any other that the system knows
 *
 * Returns: (transfer full): how people call it, translated
 */
char *
crm_encoding_get_label (const char *encoding)
{
  g_return_val_if_fail (encoding != NULL, NULL);
  if (g_str_has_prefix (encoding, "UTF-")) {
    return g_strdup_printf (_ ("Unicode (%s)"), encoding);
  }
  if (g_str_equal (encoding, "windows-1251") || g_str_has_prefix (encoding, "KOI8") ||
      g_str_equal (encoding, "IBM866")) {
    return g_strdup_printf (_ ("Cyrillic (%s)"), encoding);
  }
  if (g_str_equal (encoding, "windows-1250") || g_str_equal (encoding, "ISO-8859-2")) {
    return g_strdup_printf (_ ("Central European (%s)"), encoding);
  }
  if (g_str_equal (encoding, "windows-1252")) {
    return g_strdup_printf (_ ("Western European (%s)"), encoding);
  }
  return g_strdup (encoding);
}

/**
 * crm_encoding_is_known:
 * @encoding: a name, in any case
 *
 * Returns: whether this system can turn it into UTF-8
 */
gboolean
crm_encoding_is_known (const char *encoding)
{
  g_return_val_if_fail (encoding != NULL, FALSE);
  if (*encoding == '\0') {
    return FALSE; /* iconv takes it for the locale's */
  }
  GIConv converter = g_iconv_open ("UTF-8", encoding);
  if (converter == (GIConv) -1) {
    return FALSE;
  }
  g_iconv_close (converter);
  return TRUE;
}

/**
 * crm_encoding_finder_new:
 *
 * Returns: (transfer full): a finder that has seen nothing yet
 */
CrmEncodingFinder *
crm_encoding_finder_new (void)
{
  CrmEncodingFinder *finder = g_new0 (CrmEncodingFinder, 1);
  finder->words = g_byte_array_new ();
  finder->sample = g_byte_array_new ();
  return finder;
}

/**
 * crm_encoding_finder_free:
 * @finder: (transfer full) (nullable): a finder
 */
void
crm_encoding_finder_free (CrmEncodingFinder *finder)
{
  if (finder != NULL) {
    g_byte_array_unref (finder->words);
    g_byte_array_unref (finder->sample);
    g_free (finder);
  }
}

static void
end_utf8_character (CrmEncodingFinder *finder)
{
  static const gunichar least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  gunichar character = finder->utf8_character;
  if (character < least[finder->utf8_length] || !g_unichar_validate (character)) {
    finder->n_utf8_wrong++;
    return;
  }
  finder->n_utf8_valid++;
  if (finder->utf8_length == 2 && !crm_encoding_score_is_usual (character)) {
    finder->n_utf8_strange++;
  }
}

static void
check_utf8 (CrmEncodingFinder *finder, guint8 byte)
{
  if (finder->utf8_left > 0) {
    if ((byte & 0xc0) == 0x80) {
      finder->utf8_character = finder->utf8_character << 6 | (byte & 0x3f);
      if (--finder->utf8_left == 0) {
        end_utf8_character (finder);
      }
      return;
    }
    finder->n_utf8_wrong++;
    finder->utf8_left = 0;
  }
  if (byte < 0x80) {
    return;
  }
  finder->utf8_length = byte >= 0xf0 && byte <= 0xf4 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
  if (finder->utf8_length == 0 || byte > 0xf4) {
    finder->n_utf8_wrong++;
    return;
  }
  finder->utf8_left = finder->utf8_length - 1;
  finder->utf8_character = byte & (0xff >> (finder->utf8_length + 1));
}

static gboolean
is_word_byte (guint8 byte)
{
  return byte >= 0x80 || g_ascii_isalpha (byte);
}

/* Keeps the word around the high byte at @at; returns where it ends. */
static gsize
keep_word (CrmEncodingFinder *finder, const guint8 *bytes, gsize length, gsize at)
{
  gsize start = at;
  gsize end = at;
  while (start > 0 && at - start < WORD_MOST / 2 && is_word_byte (bytes[start - 1])) {
    start--;
  }
  while (end < length && end - start < WORD_MOST && is_word_byte (bytes[end])) {
    end++;
  }
  if (finder->words->len < WORDS_MOST) {
    g_byte_array_append (finder->words, bytes + start, (guint) (end - start));
    g_byte_array_append (finder->words, (const guint8 *) " ", 1);
  }
  return end;
}

/* Whether the eight bytes at @bytes are ASCII without a zero, so that nothing is to be learnt. */
static inline gboolean
are_plain (const guint8 *bytes)
{
  guint64 eight;
  memcpy (&eight, bytes, sizeof eight);
  guint64 zeros = (eight - G_GUINT64_CONSTANT (0x0101010101010101)) & ~eight;
  return ((eight | zeros) & G_GUINT64_CONSTANT (0x8080808080808080)) == 0;
}

/**
 * crm_encoding_finder_feed:
 * @finder: a finder
 * @bytes: (array length=length): the next bytes of the file
 * @length: how many, any number
 *
 * Looks at the next bytes. The whole file may be fed: ASCII passes at the speed of memory.
 */
void
crm_encoding_finder_feed (CrmEncodingFinder *finder, const guint8 *bytes, gsize length)
{
  g_return_if_fail (finder != NULL);
  for (gsize i = 0; i < length && finder->length + i < sizeof finder->head; i++) {
    finder->head[finder->length + i] = bytes[i];
  }
  gsize word_end = 0;
  for (gsize i = 0; i < length; i++) {
    while (finder->utf8_left == 0 && i + 8 <= length && are_plain (bytes + i) &&
           finder->n_zeros[0] + finder->n_zeros[1] == 0) {
      i += 8;
    }
    if (i == length) {
      break;
    }
    guint8 byte = bytes[i];
    if (byte == 0) {
      finder->n_zeros[(finder->length + i) % 2]++;
    } else if (byte == 4) {
      finder->n_cyrillic_pages[(finder->length + i) % 2]++;
    }
    if (byte >= 0x80) {
      finder->n_high++;
      if (i >= word_end) {
        word_end = keep_word (finder, bytes, length, i);
      }
    }
    if (byte >= 0x80 || finder->utf8_left > 0) {
      check_utf8 (finder, byte);
    }
  }
  if (finder->n_high > 0 && finder->sample->len < SAMPLE_MOST) {
    gsize room = SAMPLE_MOST - finder->sample->len;
    g_byte_array_append (finder->sample, bytes, (guint) MIN (length, room));
  }
  finder->length += length;
}

static const char *
find_mark (CrmEncodingFinder *finder)
{
  static const struct {
    guint8 bytes[4];
    guint length;
    const char *encoding;
  } marks[] = {
    { { 0xff, 0xfe, 0, 0 }, 4, "UTF-32LE" }, { { 0, 0, 0xfe, 0xff }, 4, "UTF-32BE" },
    { { 0xef, 0xbb, 0xbf }, 3, "UTF-8" },    { { 0xff, 0xfe }, 2, "UTF-16LE" },
    { { 0xfe, 0xff }, 2, "UTF-16BE" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    if (finder->length >= marks[i].length &&
        memcmp (finder->head, marks[i].bytes, marks[i].length) == 0) {
      return marks[i].encoding;
    }
  }
  return NULL;
}

/* UTF-16 without a mark: every second byte of Latin text is 0 and of Cyrillic text 4. */
static const char *
find_utf16 (CrmEncodingFinder *finder)
{
  guint64 half = finder->length / 2;
  guint64 even = finder->n_zeros[0] + finder->n_cyrillic_pages[0];
  guint64 odd = finder->n_zeros[1] + finder->n_cyrillic_pages[1];
  if (half == 0) {
    return NULL;
  }
  if (odd * 10 >= half * 7 && finder->n_zeros[0] * 20 <= half) {
    return "UTF-16LE";
  }
  if (even * 10 >= half * 7 && finder->n_zeros[1] * 20 <= half) {
    return "UTF-16BE";
  }
  return NULL;
}

/* uchardet's answer in our spelling; NULL where it has none or one that the system cannot read. */
static char *
ask_uchardet (CrmEncodingFinder *finder)
{
  uchardet_t detector = uchardet_new ();
  g_autofree char *answer = NULL;
  if (uchardet_handle_data (detector, (const char *) finder->sample->data, finder->sample->len) ==
      0) {
    uchardet_data_end (detector);
    answer = g_strdup (uchardet_get_charset (detector));
  }
  uchardet_delete (detector);
  if (answer == NULL || g_ascii_strcasecmp (answer, "ASCII") == 0 ||
      g_str_has_prefix (answer, "UTF-") || !crm_encoding_is_known (answer)) {
    return NULL;
  }
  return g_steal_pointer (&answer);
}

static const char *
find_eight_bit (CrmEncodingFinder *finder, gboolean *certain, gboolean *readable)
{
  int score;
  int margin;
  const char *best =
      crm_encoding_score_words (finder->words->data, finder->words->len, &score, &margin);
  *readable = score > 0;
  *certain = score > 0 && margin >= MARGIN_CERTAIN;
  if (*certain) {
    return best;
  }
  g_autofree char *asked = ask_uchardet (finder);
  if (asked == NULL || g_ascii_strcasecmp (asked, best) == 0) {
    return best;
  }
  for (gsize i = 0; encoding_names[i] != NULL; i++) {
    if (g_ascii_strcasecmp (asked, encoding_names[i]) == 0) {
      /* Of our own languages the score knows more, unless it is all but even. */
      return margin >= MARGIN_CERTAIN / 4 ? best : encoding_names[i];
    }
  }
  /* Other alphabets are believed only of longer texts: names of products read badly in any. */
  return score > 0 || finder->n_high < FOREIGN_LEAST ? best : g_intern_string (asked);
}

/**
 * crm_encoding_finder_finish:
 * @finder: a finder that has been fed
 * @certain: (out) (optional): whether the answer is beyond doubt, so that nobody need be asked
 *
 * Decides. Byte-order marks win; then UTF-16 by its zero bytes; then UTF-8, also where a letter
 * of it is damaged or cut off; then the eight-bit encoding in which the letters come as often as
 * they do in Russian, Ukrainian or Polish, with uchardet asked where these figures are close.
 *
 * Returns: (transfer none) (nullable): the encoding, as g_iconv() knows it; %NULL where the bytes
 *   are no text at all
 */
const char *
crm_encoding_finder_finish (CrmEncodingFinder *finder, gboolean *certain)
{
  g_return_val_if_fail (finder != NULL, NULL);
  gboolean unused;
  certain = certain != NULL ? certain : &unused;
  *certain = TRUE;

  const char *encoding = find_mark (finder);
  if (encoding != NULL) {
    return encoding;
  }
  if (finder->n_zeros[0] + finder->n_zeros[1] + finder->n_cyrillic_pages[0] +
          finder->n_cyrillic_pages[1] >
      0) {
    encoding = find_utf16 (finder);
    if (encoding != NULL || finder->n_zeros[0] + finder->n_zeros[1] > 0) {
      return encoding;
    }
  }
  if (finder->n_high == 0) {
    return "UTF-8";
  }
  if (finder->n_utf8_wrong == 0 && finder->n_utf8_valid > finder->n_utf8_strange) {
    return "UTF-8";
  }
  if (finder->n_utf8_valid > finder->n_utf8_wrong * UTF8_VALID_PER_WRONG &&
      finder->n_utf8_valid > finder->n_utf8_strange * 2) {
    *certain = FALSE;
    return "UTF-8";
  }
  gboolean readable;
  encoding = find_eight_bit (finder, certain, &readable);
  if (finder->n_utf8_wrong == 0 && finder->utf8_left == 0 && !readable) {
    return "UTF-8";
  }
  return encoding;
}

/**
 * crm_encoding_find:
 * @bytes: (array length=length): a text
 * @length: its length
 * @certain: (out) (optional): see crm_encoding_finder_finish()
 *
 * Returns: (transfer none) (nullable): its encoding, see crm_encoding_finder_finish()
 */
const char *
crm_encoding_find (const guint8 *bytes, gsize length, gboolean *certain)
{
  g_autoptr (CrmEncodingFinder) finder = crm_encoding_finder_new ();
  crm_encoding_finder_feed (finder, bytes, length);
  return crm_encoding_finder_finish (finder, certain);
}
