/* The quick line in words, and what a word can say. */
#include "config.h"

#include "crm-quick-private.h"

#include <string.h>

#include "crm-text.h"

/* Stand around words and belong to none. */
#define OPENING "\"'«»„“”‘’()[]{}<>,;—–-*/\\|~^_=+:.…?"
#define CLOSING "\"'«»„“”‘’()[]{}<>,;:.!?…—–-*/\\|~^_="
#define PAUSES ",;:—–-"

static gboolean
is_in (const char *set, gunichar c)
{
  return g_utf8_strchr (set, -1, c) != NULL;
}

/* "+48..." is a phone and keeps its sign; "!" alone is a word. */
static gboolean
trim (const char *text, QuickToken *token)
{
  const char *start = text + token->start;
  const char *end = text + token->end;

  if (*start == '!' && strspn (start, "!") == (gsize) (end - start))
    return TRUE;
  while (start < end && is_in (OPENING, g_utf8_get_char (start)) &&
         !(*start == '+' && g_ascii_isdigit (start[1])))
    start = g_utf8_next_char (start);
  while (start < end) {
    const char *last = g_utf8_prev_char (end);
    gunichar c = g_utf8_get_char (last);
    if (!is_in (CLOSING, c))
      break;
    token->pause = token->pause || is_in (PAUSES, c);
    end = last;
  }
  /* "o.o.", "a.m." are written so. */
  if (end < text + token->end && *end == '.' && !g_ascii_isdigit (*start) &&
      memchr (start, '.', (gsize) (end - start)) != NULL)
    end++;
  token->start = (guint) (start - text);
  token->end = (guint) (end - text);
  return start < end;
}

static void
clear_token (gpointer data)
{
  g_free (((QuickToken *) data)->folded);
}

/*
 * crm_quick_tokenize:
 * @text: valid UTF-8
 *
 * Returns: (element-type QuickToken): its words without the signs around them
 */
GArray *
crm_quick_tokenize (const char *text)
{
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (QuickToken));
  const char *p = text;

  g_array_set_clear_func (tokens, clear_token);
  while (*p != '\0') {
    QuickToken token = { 0 };
    if (g_unichar_isspace (g_utf8_get_char (p))) {
      p = g_utf8_next_char (p);
      continue;
    }
    token.start = (guint) (p - text);
    while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    token.end = (guint) (p - text);
    if (trim (text, &token)) {
      g_autofree char *word = g_strndup (text + token.start, token.end - token.start);
      token.folded = crm_text_fold (word);
      token.capital = g_unichar_isupper (g_utf8_get_char (word));
      g_array_append_val (tokens, token);
    } else if (tokens->len > 0)
      /* A dash that stands alone. */
      g_array_index (tokens, QuickToken, tokens->len - 1).pause = TRUE;
  }
  return tokens;
}

/* The phrases of a language, folded and cut into words, once. */
typedef struct {
  QuickWord word;
  int value;
  char **words; /* owned; for ever */
  guint n_words;
} Phrase;

static GArray *
fold_table (CrmLanguage language)
{
  QuickTable table = crm_quick_words (language);
  GArray *phrases = g_array_new (FALSE, FALSE, sizeof (Phrase));

  for (gsize i = 0; i < table.n_phrases; i++) {
    g_auto (GStrv) texts = g_strsplit (table.phrases[i].phrases, "|", -1);
    for (char **text = texts; *text != NULL; text++) {
      g_autofree char *folded = crm_text_fold (*text);
      Phrase phrase = { table.phrases[i].word, table.phrases[i].value, g_strsplit (folded, " ", -1),
                        0 };
      phrase.n_words = g_strv_length (phrase.words);
      g_array_append_val (phrases, phrase);
    }
  }
  return phrases;
}

static const GArray *
get_phrases (CrmLanguage language)
{
  static gsize tables[CRM_N_LANGUAGES];

  if (g_once_init_enter (&tables[language]))
    g_once_init_leave (&tables[language], (gsize) fold_table (language));
  return (const GArray *) tables[language]; // NOLINT
}

static gboolean
is_word (const char *pattern, const char *folded)
{
  gsize length = strlen (pattern);

  if (length > 0 && pattern[length - 1] == '*')
    return strncmp (pattern, folded, length - 1) == 0;
  return strcmp (pattern, folded) == 0;
}

const QuickToken *
crm_quick_token (QuickReader *self, guint i)
{
  return i < self->tokens->len ? &g_array_index (self->tokens, QuickToken, i) : NULL;
}

/*
 * crm_quick_match:
 * @self: a reader
 * @i: a token
 * @word: what is looked for
 * @value: (out) (optional): the phrase's value
 *
 * Returns: how many tokens from @i on say it, the longest phrase; 0 where they do not
 */
guint
crm_quick_match (QuickReader *self, guint i, QuickWord word, int *value)
{
  const GArray *phrases = get_phrases (self->language);
  guint longest = 0;

  for (guint j = 0; j < phrases->len; j++) {
    const Phrase *phrase = &g_array_index (phrases, Phrase, j);
    guint n = 0;
    if (phrase->word != word || phrase->n_words <= longest)
      continue;
    while (n < phrase->n_words && i + n < self->tokens->len &&
           is_word (phrase->words[n], g_array_index (self->tokens, QuickToken, i + n).folded))
      n++;
    if (n < phrase->n_words)
      continue;
    longest = n;
    if (value != NULL)
      *value = phrase->value;
  }
  return longest;
}

gboolean
crm_quick_match_word (CrmLanguage language, QuickWord word, const char *folded, int *value)
{
  const GArray *phrases = get_phrases (language);

  for (guint j = 0; j < phrases->len; j++) {
    const Phrase *phrase = &g_array_index (phrases, Phrase, j);
    if (phrase->word == word && phrase->n_words == 1 && is_word (phrase->words[0], folded)) {
      if (value != NULL)
        *value = phrase->value;
      return TRUE;
    }
  }
  return FALSE;
}

/* A token that is nothing but a whole number within these limits. */
gboolean
crm_quick_number (const QuickToken *token, int least, int most, int *number)
{
  guint64 read;

  if (token == NULL ||
      !g_ascii_string_to_unsigned (token->folded, 10, (guint64) least, (guint64) most, &read, NULL))
    return FALSE;
  *number = (int) read;
  return TRUE;
}
