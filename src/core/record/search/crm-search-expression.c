/* What a person typed, as questions to the index of words. */
#include "config.h"

#include <string.h>

#include "crm-search-private.h"
#include "crm-text-readings.h"
#include "crm-text.h"

#define FEWEST_DIGITS 5  /* of a number that is written with signs between */
#define FEWEST_LETTERS 3 /* of a text that may have been meant otherwise */

static gboolean
is_of_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* The digits of a text that is nothing but a number written in groups; NULL for any other. */
static char *
dup_number (const char *folded)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *c = folded; *c != '\0'; c++) {
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
    else if (strchr ("+-() .", *c) == NULL)
      return NULL;
  }
  return digits->len >= FEWEST_DIGITS ? g_string_free (g_steal_pointer (&digits), FALSE) : NULL;
}

/* How an office writes it: "PL 525-000-77-38" is 5250007738. */
static char *
dup_number_of_country (const char *folded)
{
  if (!g_ascii_isalpha (folded[0]) || !g_ascii_isalpha (folded[1]))
    return NULL;
  return dup_number (folded + 2);
}

/* A phone is written with the country's code, without it, or with what is dialled instead of it.
 * The index holds it with the code, and its last ten and seven digits. */
static void
add_numbers (GPtrArray *readings, char *digits)
{
  gsize length = strlen (digits);

  g_ptr_array_add (readings, digits);
  if (g_str_has_prefix (digits, "00")) {
    g_ptr_array_add (readings, g_strdup (digits + 2));
    length -= 2;
    digits += 2;
  }
  /* Whoever wrote it down left the country out. */
  if (length == 11 || length == 12) {
    g_ptr_array_add (readings, g_strdup (digits + length - 10));
    g_ptr_array_add (readings, g_strdup (digits + length - 9));
  } else if (length == 9)
    g_ptr_array_add (readings, g_strconcat ("0", digits, NULL));
  if (digits[0] == '8')
    g_ptr_array_add (readings, g_strdup (digits + 1));
  else if (length <= 10 && digits[0] == '0')
    g_ptr_array_add (readings, g_strconcat ("38", digits, NULL));
  else if (length <= 9)
    g_ptr_array_add (readings, g_strconcat ("48", digits, NULL));
}

static gboolean
has_words (const char *folded)
{
  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    if (is_of_word (g_utf8_get_char (c)))
      return TRUE;
  return FALSE;
}

/* "№ 124" and "#124" are looked for as 124. */
static char *
fold_typed (const char *text)
{
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char_validated (c, -1);
    if (letter == (gunichar) -1 || letter == (gunichar) -2)
      break;
    g_string_append_unichar (bare, letter == 0x2116 ? ' ' : letter);
  }
  return crm_text_fold (bare->str);
}

GStrv
crm_search_read_as (const char *text, CrmReading reading)
{
  g_autofree char *folded = fold_typed (text);

  if (reading == CRM_READING_PLAIN) {
    GPtrArray *readings = g_ptr_array_new ();
    char *number = dup_number (folded);
    char *bare = dup_number_of_country (folded);

    if (number != NULL)
      add_numbers (readings, number);
    else if (has_words (folded))
      g_ptr_array_add (readings, g_steal_pointer (&folded));
    if (bare != NULL)
      g_ptr_array_add (readings, bare);
    g_ptr_array_add (readings, NULL);
    return (GStrv) g_ptr_array_free (readings, FALSE);
  }
  if (g_utf8_strlen (folded, -1) < FEWEST_LETTERS)
    return g_new0 (char *, 1);
  return reading == CRM_READING_LAYOUT ? crm_text_read_layouts (text)
                                       : crm_text_read_scripts (text);
}

static gboolean
append_words (GString *expression, const char *folded)
{
  gboolean in_word = FALSE;
  gboolean any = FALSE;

  for (const char *c = folded;; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    if (is_of_word (letter)) {
      if (!in_word)
        g_string_append (expression, any ? " AND \"" : "\"");
      g_string_append_unichar (expression, letter);
      in_word = any = TRUE;
    } else if (in_word) {
      g_string_append (expression, "\" *");
      in_word = FALSE;
    }
    if (*c == '\0')
      return any;
  }
}

char *
crm_search_express (const char *const *readings)
{
  g_autoptr (GString) expression = g_string_new (NULL);

  for (; *readings != NULL; readings++) {
    g_autoptr (GString) words = g_string_new (NULL);
    if (append_words (words, *readings))
      g_string_append_printf (expression, "%s(%s)", expression->len > 0 ? " OR " : "", words->str);
  }
  return expression->len > 0 ? g_string_free (g_steal_pointer (&expression), FALSE) : NULL;
}

/**
 * crm_search_expression:
 * @text: what a person typed
 *
 * Every word must begin a word of the record, in any order, as it was typed or as it may have been
 * meant: on another keyboard layout, in another alphabet. A text of digits with signs between is
 * one number.
 *
 * Returns: (transfer full) (nullable): the FTS5 expression; %NULL when there is no word in it
 */
char *
crm_search_expression (const char *text)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (CrmReading reading = 0; reading < CRM_N_READINGS; reading++) {
    g_autofree GStrv readings = crm_search_read_as (text, reading);
    for (char **one = readings; *one != NULL; one++)
      g_ptr_array_add (all, *one);
  }
  g_ptr_array_add (all, NULL);
  return crm_search_express ((const char *const *) all->pdata);
}

/* --- Where the words stand */

/* The folded words of a text, each with the bytes of it. */
typedef struct {
  char *folded;
  guint start;
  guint end;
} Word;

static void
clear_word (gpointer data)
{
  g_free (((Word *) data)->folded);
}

static GArray *
split (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *start = NULL;

  g_array_set_clear_func (words, clear_word);
  for (const char *c = text;; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    /* An apostrophe is within its word, as folding drops it. */
    gboolean inside = is_of_word (letter) ||
                      (start != NULL && (letter == '\'' || letter == 0x2019 || letter == 0x02bc) &&
                       g_unichar_isalnum (g_utf8_get_char (g_utf8_next_char (c))));
    if (inside && start == NULL)
      start = c;
    else if (!inside && start != NULL) {
      g_autofree char *raw = g_strndup (start, (gsize) (c - start));
      Word word = { crm_text_fold (raw), (guint) (start - text), (guint) (c - text) };
      g_array_append_val (words, word);
      start = NULL;
    }
    if (letter == '\0')
      return words;
  }
}

/* How many bytes of the word, unfolded, are its beginning @prefix. */
static guint
measure (const char *word, guint length, const char *prefix)
{
  gsize wanted = strlen (prefix);

  for (const char *c = word; c < word + length;) {
    g_autofree char *raw = NULL;
    g_autofree char *folded = NULL;
    c = g_utf8_next_char (c);
    raw = g_strndup (word, (gsize) (c - word));
    folded = crm_text_fold (raw);
    if (strlen (folded) >= wanted)
      return (guint) (c - word);
  }
  return length;
}

/* The bytes of @text in which its digits, whatever stands between, are @digits; FALSE: nowhere. */
static gboolean
find_digits (const char *text, const char *digits, CrmSearchRange *range)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *found;
  guint first;

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c)) {
      guint place = (guint) (c - text);
      g_string_append_c (all, *c);
      g_array_append_val (places, place);
    }
  found = strstr (all->str, digits);
  if (found == NULL)
    return FALSE;
  first = (guint) (found - all->str);
  range->start = g_array_index (places, guint, first);
  range->end = g_array_index (places, guint, first + strlen (digits) - 1) + 1;
  return TRUE;
}

static gboolean
is_number (const char *word)
{
  return strlen (word) >= FEWEST_DIGITS && word[strspn (word, "0123456789")] == '\0';
}

/* Where @wanted begins a word of the text; FALSE: nowhere. */
static gboolean
find_word (const char *text, GArray *words, const char *wanted, CrmSearchRange *range)
{
  for (guint i = 0; i < words->len; i++) {
    Word *word = &g_array_index (words, Word, i);
    if (g_str_has_prefix (word->folded, wanted)) {
      range->start = word->start;
      range->end = word->start + measure (text + word->start, word->end - word->start, wanted);
      return TRUE;
    }
  }
  return is_number (wanted) && find_digits (text, wanted, range);
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const CrmSearchRange *x = a, *y = b;
  return x->start < y->start ? -1 : x->start > y->start;
}

/* @all: whether it was found whole. */
static GArray *
find_ranges (const char *text, const char *words, gboolean *all)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (CrmSearchRange));
  g_autoptr (GArray) there = split (text);
  g_autoptr (GArray) wanted = split (words);

  *all = wanted->len > 0;
  for (guint i = 0; i < wanted->len; i++) {
    CrmSearchRange range;
    if (find_word (text, there, g_array_index (wanted, Word, i).folded, &range))
      g_array_append_val (ranges, range);
    else
      *all = FALSE;
  }
  g_array_sort (ranges, compare_ranges);
  return ranges;
}

/**
 * crm_search_find_ranges:
 * @text: as shown
 * @words: as a hit has them
 *
 * Returns: (transfer full) (element-type CrmSearchRange): what of @text was looked for, from its
 * beginning on. Any thread.
 */
GArray *
crm_search_find_ranges (const char *text, const char *words)
{
  gboolean all;

  return find_ranges (text, words, &all);
}

gboolean
crm_search_matches (const char *text, const char *words)
{
  gboolean all;
  g_autoptr (GArray) ranges = find_ranges (text, words, &all);

  return all;
}
