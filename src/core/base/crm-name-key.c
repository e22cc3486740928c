/* The key of a name. Every alphabet and every way of writing one in letters of another leads to the
 * same coarse letters: г is g in Russian and h in Ukrainian, so both are h; the ends -ский, -sky,
 * -skyi and -ski are one. */
#include "config.h"

#include "crm-name-key.h"

#include <string.h>

#include "crm-name-forms-private.h"
#include "crm-text.h"

/* Longer names differ before. */
#define MOST_BYTES 60
#define MOST_WORDS 12

/* Cyrillic, as crm_text_fold() leaves it, from а to ў. S is sh, Z zh, C ch, c ts. */
static const char *
spell_cyrillic (gunichar c)
{
  static const char *const basic[] = { "a", "b", "v", "h", "d", "e", "Z", "z", "i",  "i", "k",
                                       "l", "m", "n", "o", "p", "r", "s", "t", "u",  "f", "h",
                                       "c", "C", "S", "S", "",  "i", "",  "e", "iu", "ia" };
  if (c >= 0x0430 && c <= 0x044f)
    return basic[c - 0x0430];
  switch (c) {
  case 0x0454: /* є */
    return "e";
  case 0x0456: /* і */
  case 0x0457: /* ї */
    return "i";
  case 0x045e: /* ў */
    return "u";
  default:
    return NULL;
  }
}

/* Groups of Latin letters that are one sound, the longer ones first. */
static const struct {
  const char *letters;
  const char *sound;
} groups[] = {
  { "shch", "S" }, { "szcz", "S" }, { "tsch", "C" }, { "sch", "S" }, { "tch", "C" }, { "sh", "S" },
  { "sz", "S" },   { "cz", "C" },   { "zh", "Z" },   { "rz", "Z" },  { "kh", "h" },  { "ts", "c" },
  { "tz", "c" },   { "ph", "f" },   { "th", "t" },   { "qu", "kv" }, { "yo", "e" },  { "jo", "e" },
  { "q", "k" },    { "x", "ks" },   { "w", "v" },    { "j", "i" },   { "y", "i" },   { "g", "h" },
};

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouy", c) != NULL;
}

/* c is ts before e and i, k elsewhere; ch is h before a consonant (Chmiel), ch elsewhere; -cki of
 * Polish names is -tski, ck elsewhere k. */
static gsize
spell_c (const char *p, GString *word)
{
  if (p[1] == 'h') {
    g_string_append_c (word, p[2] == '\0' || is_vowel (p[2]) ? 'C' : 'h');
    return 2;
  }
  if (p[1] == 'k') {
    gboolean polish = (p[2] == 'i' || p[2] == 'a' || p[2] == 'y') && word->len >= 2;
    g_string_append (word, polish ? "ck" : "k");
    return 2;
  }
  g_string_append_c (word, p[1] == 'e' || p[1] == 'i' || p[1] == 'y' ? 'c' : 'k');
  return 1;
}

static gsize
spell_latin (const char *p, GString *word)
{
  if (*p == 'c' && p[1] != 'z')
    return spell_c (p, word);
  if (strcmp (p, "ff") == 0) { /* Ivanoff */
    g_string_append_c (word, 'v');
    return 2;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_has_prefix (p, groups[i].letters)) {
      g_string_append (word, groups[i].sound);
      return strlen (groups[i].letters);
    }
  g_string_append_c (word, *p);
  return 1;
}

/* Doubled letters of Latin (bytes of other alphabets may be alike by chance) are one, and "ie" is
 * "e": Вера, Wiera and Viera. */
static void
smooth (GString *word)
{
  gsize to = 0;

  for (gsize from = 0; from < word->len; from++) {
    char c = word->str[from];
    if (to > 0 && c == word->str[to - 1] && g_ascii_isalpha (c))
      continue;
    if (to > 0 && c == 'e' && word->str[to - 1] == 'i') {
      word->str[to - 1] = 'e';
      if (to > 1 && word->str[to - 2] == 'e')
        to--;
      continue;
    }
    word->str[to++] = c;
  }
  g_string_truncate (word, to);
}

static char *
spell (const char *folded)
{
  GString *word = g_string_new (NULL);

  for (const char *p = folded; *p != '\0';) {
    if ((guint8) *p < 0x80) {
      p += spell_latin (p, word);
    } else {
      const char *next = g_utf8_next_char (p);
      const char *sound = spell_cyrillic (g_utf8_get_char (p));
      if (sound != NULL)
        g_string_append (word, sound);
      else
        g_string_append_len (word, p, next - p);
      p = next;
    }
  }
  smooth (word);
  return g_string_free (word, FALSE);
}

static GPtrArray *
split_words (const char *folded)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *begin = NULL;
  const char *p = folded;

  for (;; p = g_utf8_next_char (p)) {
    gboolean letter = *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p));
    if (letter && begin == NULL)
      begin = p;
    if (!letter && begin != NULL) {
      g_ptr_array_add (words, g_strndup (begin, (gsize) (p - begin)));
      begin = NULL;
    }
    if (*p == '\0' || words->len == MOST_WORDS)
      return words;
  }
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * crm_name_key:
 * @name: (nullable): the name of a company, a person or a thing
 *
 * Legal forms go, case, accents, punctuation and the order of words make no difference, and letters
 * of Cyrillic and Latin alphabets that sound alike are one. Any thread.
 *
 * Returns: (transfer full): the key, words in alphabetical order; "" where there are none
 */
char *
crm_name_key (const char *name)
{
  g_autofree char *folded = crm_text_fold (name);
  g_autoptr (GPtrArray) words = split_words (folded);
  GString *key = g_string_new (NULL);

  crm_name_strip_forms (words);
  for (guint i = 0; i < words->len; i++) {
    char *word = spell (words->pdata[i]);
    g_free (words->pdata[i]);
    words->pdata[i] = word;
  }
  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++) {
    const char *word = words->pdata[i];
    if (*word == '\0')
      continue;
    if (key->len > 0)
      g_string_append_c (key, ' ');
    g_string_append (key, word);
  }
  if (key->len > MOST_BYTES) {
    gsize cut = MOST_BYTES;
    while (((guint8) key->str[cut] & 0xc0) == 0x80)
      cut--;
    g_string_truncate (key, cut);
  }
  return g_string_free (key, FALSE);
}

/**
 * crm_name_key_reverse:
 * @key: of crm_name_key()
 *
 * Keys that differ at their beginning stand side by side in the order of these. Any thread.
 *
 * Returns: (transfer full): the key backwards
 */
char *
crm_name_key_reverse (const char *key)
{
  return g_utf8_strreverse (key, -1);
}

/**
 * crm_name_distance:
 * @a: a key
 * @b: a key
 * @most: more need not be counted
 *
 * Counts bytes: letters of the keys are one byte each, but for alphabets that are neither Latin nor
 * Cyrillic. Optimal string alignment, row by row. Any thread.
 *
 * Returns: how many letters they differ by, @most + 1 where that is more than @most
 */
guint
crm_name_distance (const char *a, const char *b, guint most)
{
  guint rows[3][MOST_BYTES + 2];
  gsize n_a = MIN (strlen (a), MOST_BYTES);
  gsize n_b = MIN (strlen (b), MOST_BYTES);
  guint *before = rows[0], *last = rows[1], *row = rows[2];

  if ((n_a > n_b ? n_a - n_b : n_b - n_a) > most)
    return most + 1;
  /* What both begin and end with costs nothing. */
  while (n_a > 0 && n_b > 0 && *a == *b) {
    a++;
    b++;
    n_a--;
    n_b--;
  }
  while (n_a > 0 && n_b > 0 && a[n_a - 1] == b[n_b - 1]) {
    n_a--;
    n_b--;
  }
  for (gsize j = 0; j <= n_b; j++)
    last[j] = (guint) j;
  for (gsize i = 1; i <= n_a; i++) {
    guint least = row[0] = (guint) i;
    guint *free_row = before;
    for (gsize j = 1; j <= n_b; j++) {
      guint cost = a[i - 1] != b[j - 1];
      guint value = MIN (MIN (last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        value = MIN (value, before[j - 2] + 1);
      row[j] = value;
      least = MIN (least, value);
    }
    /* A swap reaches two rows back, so one row above the limit may still lead below it. */
    if (least > most + 1)
      return most + 1;
    before = last;
    last = row;
    row = free_row;
  }
  return MIN (last[n_b], most + 1);
}

static gboolean
have_same_digits (const char *a, const char *b)
{
  for (;;) {
    while (*a != '\0' && !g_ascii_isdigit (*a))
      a++;
    while (*b != '\0' && !g_ascii_isdigit (*b))
      b++;
    if (*a != *b)
      return FALSE;
    if (*a == '\0')
      return TRUE;
    a++;
    b++;
  }
}

/* A slip in a short word makes another word. */
static guint
get_tolerance (gsize length)
{
  return length < 6 ? 0 : length < 12 ? 1 : 2;
}

/* Word by word, as long as both have as many; the letters they differ by, -1: too many. */
static int
compare_words_of (const char *a, const char *b)
{
  int sum = 0;

  for (;;) {
    gsize n_a = strcspn (a, " ");
    gsize n_b = strcspn (b, " ");
    if (n_a != n_b || memcmp (a, b, n_a) != 0) {
      char x[MOST_BYTES + 1], y[MOST_BYTES + 1];
      guint most = get_tolerance (MIN (n_a, n_b));
      guint distance;
      if (most == 0 || n_a > MOST_BYTES || n_b > MOST_BYTES)
        return -1;
      memcpy (x, a, n_a);
      x[n_a] = '\0';
      memcpy (y, b, n_b);
      y[n_b] = '\0';
      distance = crm_name_distance (x, y, most);
      if (distance > most)
        return -1;
      sum += (int) distance;
    }
    a += n_a;
    b += n_b;
    if (*a == '\0' || *b == '\0')
      return *a == *b ? sum : -1;
    a++;
    b++;
  }
}

static guint
count_spaces (const char *key)
{
  guint n = 0;
  for (; *key != '\0'; key++)
    n += *key == ' ';
  return n;
}

/**
 * crm_name_difference:
 * @a: a key
 * @b: a key
 *
 * Slips are forgiven in words of six letters and more, one, from twelve on two, three in the whole
 * name. "Stroy invest" is Stroyinvest. Numbers are never mistyped: School 12 is not School 13. Any
 * thread.
 *
 * Returns: how many letters they differ by, 0 to 3; -1 when they are two names
 */
int
crm_name_difference (const char *a, const char *b)
{
  gsize n_a, n_b;
  guint spaces_a, spaces_b;
  int difference;

  if (strcmp (a, b) == 0)
    return 0;
  n_a = strlen (a);
  n_b = strlen (b);
  if ((n_a > n_b ? n_a - n_b : n_b - n_a) > 3 || !have_same_digits (a, b))
    return -1;
  spaces_a = count_spaces (a);
  spaces_b = count_spaces (b);
  if (spaces_a == spaces_b) {
    difference = compare_words_of (a, b);
    return difference > 3 ? -1 : difference;
  }
  return (spaces_a + 1 == spaces_b || spaces_b + 1 == spaces_a) && MIN (n_a, n_b) >= 9 &&
                 crm_name_distance (a, b, 1) == 1
             ? 1
             : -1;
}
