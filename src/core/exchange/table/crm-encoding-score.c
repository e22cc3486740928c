/* How well bytes read as Russian, Ukrainian, Polish or western text in each eight-bit encoding. */
#include "config.h"

#include "crm-encoding-score-private.h"

#include <string.h>

/*
 * Each encoding turns the same bytes into other letters, and only one of them gives words: letters
 * that are frequent in the language, of one script, with capitals only at the beginning. The score
 * adds these up in points; the figures are tenths of a bit where they come from letter frequencies
 * and were set by trial where they punish what no language writes.
 */
#define POINTS_MIXED_SCRIPTS (-60)  /* "Krakуw": a Cyrillic letter beside a Latin one */
#define POINTS_CAPITAL_INSIDE (-40) /* "йХЕБ" */
#define POINTS_CAPITAL 5            /* taken from each: small letters are more frequent */
#define POINTS_BAD_BEGINNING (-40)  /* "ыкл": no word begins so */
#define POINTS_SIGN_INSIDE (-60)    /* "³" between letters */
#define POINTS_STRANGE_SIGN (-30)
#define POINTS_CONTROL (-200)
#define POINTS_STRANGE_LETTER (-20)
#define POINTS_ACCENTS_TOGETHER (-10)
#define POINTS_NO_PLAIN_LETTER (-30) /* a word of accented Latin letters alone */

typedef enum {
  SCRIPT_NONE,
  SCRIPT_LATIN,
  SCRIPT_CYRILLIC,
} Script;

typedef struct {
  const char *name;
  Script script;
  int prior; /* how much more often it is met than the others */
  gunichar characters[128];
  gboolean works;
} EightBit;

static EightBit encodings[] = {
  { "windows-1251", SCRIPT_CYRILLIC, 10 }, { "KOI8-R", SCRIPT_CYRILLIC, 0 },
  { "KOI8-U", SCRIPT_CYRILLIC, -5 },       { "IBM866", SCRIPT_CYRILLIC, 0 },
  { "windows-1250", SCRIPT_LATIN, 8 },     { "ISO-8859-2", SCRIPT_LATIN, 0 },
  { "windows-1252", SCRIPT_LATIN, 4 },
};

/* Occurrences in 10,000 letters, of Russian or Ukrainian whichever is more. */
static const struct {
  const char *letter;
  int frequency;
} cyrillic_frequencies[] = {
  { "о", 1097 }, { "е", 845 }, { "а", 801 }, { "и", 735 }, { "н", 670 }, { "т", 626 }, { "с", 547 },
  { "р", 473 },  { "в", 454 }, { "л", 440 }, { "к", 349 }, { "м", 321 }, { "д", 298 }, { "п", 281 },
  { "у", 300 },  { "я", 201 }, { "ы", 190 }, { "ь", 174 }, { "г", 170 }, { "з", 165 }, { "б", 159 },
  { "ч", 144 },  { "й", 121 }, { "х", 97 },  { "ж", 94 },  { "ш", 73 },  { "ю", 64 },  { "ц", 60 },
  { "щ", 36 },   { "э", 32 },  { "ф", 26 },  { "ъ", 4 },   { "ё", 10 },  { "і", 570 }, { "ї", 65 },
  { "є", 60 },   { "ґ", 4 },
};

/* Points of accented Latin letters: Polish first, then what western and Czech names have. */
static const struct {
  const char *letters;
  int points;
} latin_points[] = {
  { "łó", 15 },
  { "ąęż", 12 },
  { "śćńź", 9 },
  { "éüöä", 6 },
  { "ßáíčšžřýěůőúűçèàñâôî", 0 },
  { "êëïûãõåøæÿìòùÀÉÜÖÄ", -3 },
};

static int
points_of_frequency (int frequency)
{
  /* Ten times the binary logarithm of the frequency against that of 32 equal letters (10,000 / 32).
   */
  int points = 0;
  int scaled = frequency * 1024 / 312;
  while (scaled >= 2048) {
    scaled /= 2;
    points += 10;
  }
  while (scaled < 1024 && points > -60) {
    scaled *= 2;
    points -= 10;
  }
  return points + (scaled - 1024) * 10 / 1024;
}

static GHashTable *
get_letter_points (void)
{
  static GHashTable *table = NULL;
  if (g_once_init_enter_pointer (&table)) {
    GHashTable *made = g_hash_table_new (NULL, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS (cyrillic_frequencies); i++) {
      gunichar letter = g_utf8_get_char (cyrillic_frequencies[i].letter);
      int points = points_of_frequency (cyrillic_frequencies[i].frequency);
      g_hash_table_insert (made, GUINT_TO_POINTER (letter), GINT_TO_POINTER (points));
    }
    for (gsize i = 0; i < G_N_ELEMENTS (latin_points); i++) {
      for (const char *p = latin_points[i].letters; *p != '\0'; p = g_utf8_next_char (p)) {
        gpointer letter = GUINT_TO_POINTER (g_unichar_tolower (g_utf8_get_char (p)));
        if (!g_hash_table_contains (made, letter)) {
          g_hash_table_insert (made, letter, GINT_TO_POINTER (latin_points[i].points));
        }
      }
    }
    g_once_init_leave_pointer (&table, made);
  }
  return table;
}

static void
load_encoding (EightBit *encoding)
{
  GIConv converter = g_iconv_open ("UTF-8", encoding->name);
  if (converter == (GIConv) -1) {
    return;
  }
  encoding->works = TRUE;
  for (int i = 0; i < 128; i++) {
    char byte = (char) (128 + i);
    char utf8[8] = { 0 };
    char *in = &byte;
    char *out = utf8;
    gsize in_left = 1;
    gsize out_left = sizeof utf8;
    gboolean done = g_iconv (converter, &in, &in_left, &out, &out_left) != (gsize) -1;
    encoding->characters[i] = done ? g_utf8_get_char (utf8) : 0;
    if (!done) {
      g_iconv (converter, NULL, NULL, NULL, NULL);
    }
  }
  g_iconv_close (converter);
}

static void
load_encodings (void)
{
  static gsize loaded = 0;
  if (g_once_init_enter (&loaded)) {
    for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++) {
      load_encoding (&encodings[i]);
    }
    g_once_init_leave (&loaded, 1);
  }
}

static Script
get_script (gunichar character)
{
  if ((character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')) {
    return SCRIPT_LATIN;
  }
  if (character < 0x80 || !g_unichar_isalpha (character)) {
    return SCRIPT_NONE;
  }
  return g_unichar_get_script (character) == G_UNICODE_SCRIPT_CYRILLIC ? SCRIPT_CYRILLIC
                                                                       : SCRIPT_LATIN;
}

static int
score_letter (gunichar letter, Script script)
{
  gpointer points;
  gpointer lower = GUINT_TO_POINTER (g_unichar_tolower (letter));
  if (g_hash_table_lookup_extended (get_letter_points (), lower, NULL, &points)) {
    return GPOINTER_TO_INT (points) - (g_unichar_isupper (letter) ? POINTS_CAPITAL : 0);
  }
  return script == SCRIPT_CYRILLIC ? 2 * POINTS_STRANGE_LETTER : POINTS_STRANGE_LETTER;
}

static int
score_sign (gunichar sign, gboolean inside)
{
  if (sign == 0 || g_unichar_iscntrl (sign)) {
    return POINTS_CONTROL;
  }
  if (sign == 0xa0) {
    return 0;
  }
  if (inside) {
    /* The apostrophe of Ukrainian names and a dash without its spaces are met inside words. */
    return sign == 0x2019 || sign == 0x2013 || sign == 0x2014 ? 0 : POINTS_SIGN_INSIDE;
  }
  return crm_encoding_score_is_usual (sign) ? 0 : POINTS_STRANGE_SIGN;
}

/* A word is a run of letters and high bytes without a space; @word is at most a few dozen bytes. */
static int
score_word (const EightBit *encoding, const guint8 *word, gsize length)
{
  int score = 0;
  gsize n_plain = 0;
  gsize n_accented = 0;
  gunichar previous = ' ';
  Script previous_script = SCRIPT_NONE;
  gboolean previous_high = FALSE;

  for (gsize i = 0; i < length; i++) {
    gboolean high = word[i] >= 0x80;
    gunichar character = high ? encoding->characters[word[i] - 0x80] : word[i];
    Script script = character != 0 ? get_script (character) : SCRIPT_NONE;

    if (script == SCRIPT_NONE && high) {
      gunichar next = ' ';
      if (i + 1 < length) {
        next = word[i + 1] >= 0x80 ? encoding->characters[word[i + 1] - 0x80] : word[i + 1];
      }
      gboolean inside = previous_script != SCRIPT_NONE && next != 0 && g_unichar_isalpha (next);
      score += score_sign (character, inside);
    } else if (script != SCRIPT_NONE) {
      if (high) {
        score += score_letter (character, script);
        n_accented++;
      } else {
        n_plain++;
      }
      if (previous_script == SCRIPT_NONE && g_utf8_strchr ("ьъыЬЪЫ", -1, character) != NULL) {
        score += POINTS_BAD_BEGINNING;
      }
      if (previous_script != SCRIPT_NONE) {
        if (script != previous_script) {
          score += POINTS_MIXED_SCRIPTS;
        }
        if ((high || previous_high) && g_unichar_isupper (character) &&
            g_unichar_islower (previous)) {
          score += POINTS_CAPITAL_INSIDE;
        }
        if (high && previous_high && script == SCRIPT_LATIN) {
          score += POINTS_ACCENTS_TOGETHER;
        }
      }
    }
    previous = character;
    previous_script = script;
    previous_high = high;
  }
  if (encoding->script == SCRIPT_LATIN && n_plain == 0 && n_accented > 2) {
    score += POINTS_NO_PLAIN_LETTER;
  }
  return score;
}

static int
score_encoding (const EightBit *encoding, const guint8 *words, gsize length)
{
  int score = encoding->prior;
  gsize start = 0;
  for (gsize i = 0; i <= length; i++) {
    if (i == length || words[i] == ' ') {
      if (i > start) {
        score += score_word (encoding, words + start, i - start);
      }
      start = i + 1;
    }
  }
  return score;
}

static gboolean
read_alike (const EightBit *a, const EightBit *b, const guint8 *words, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if (words[i] >= 0x80 && a->characters[words[i] - 0x80] != b->characters[words[i] - 0x80]) {
      return FALSE;
    }
  }
  return TRUE;
}

/*
 * crm_encoding_score_words:
 * @words: words with at least one byte over 0x7f each, separated by spaces
 * @length: their length in bytes
 * @score: (out): points of the best encoding; below 0 it does not read as a text
 * @margin: (out): by how many points it leads over the next that reads differently
 *
 * Returns: (transfer none): the encoding that reads best. Any thread.
 */
const char *
crm_encoding_score_words (const guint8 *words, gsize length, int *score, int *margin)
{
  load_encodings ();
  const EightBit *best = NULL;
  int scores[G_N_ELEMENTS (encodings)];
  *score = G_MININT;
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++) {
    scores[i] = encodings[i].works ? score_encoding (&encodings[i], words, length) : G_MININT;
    if (scores[i] > *score) {
      *score = scores[i];
      best = &encodings[i];
    }
  }
  *margin = G_MAXINT;
  for (gsize i = 0; best != NULL && i < G_N_ELEMENTS (encodings); i++) {
    if (encodings[i].works && !read_alike (best, &encodings[i], words, length)) {
      *margin = MIN (*margin, *score - scores[i]);
    }
  }
  return best != NULL ? best->name : "ISO-8859-1";
}

/*
 * crm_encoding_score_is_usual:
 * @character: a character over U+007F
 *
 * Returns: whether files of companies have such a character at all: a letter of a living European
 *   alphabet or a sign of print, not a box, an arrow or a letter of an old one
 */
gboolean
crm_encoding_score_is_usual (gunichar character)
{
  static const char *const signs = "«»“”„’‘‚…–—•№©®™°§€£₽₴±·×²³½¼¾";
  if (character == 0xa0 || g_utf8_strchr (signs, -1, character) != NULL) {
    return TRUE;
  }
  if (!g_unichar_isalpha (character)) {
    return FALSE;
  }
  return (character >= 0xc0 && character <= 0x17f) || (character >= 0x370 && character <= 0x45f) ||
         character == 0x490 || character == 0x491 || (character >= 0x590 && character <= 0x6ff);
}
