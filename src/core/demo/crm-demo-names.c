/* Names of people and firms. */
#include "config.h"

#include "crm-demo-names.h"

#include <string.h>

/**
 * crm_demo_person_draw:
 * @self: (out): a person; the names are borrowed from @words
 * @words: of the language
 * @random: chance
 */
void
crm_demo_person_draw (CrmDemoPerson *self, const CrmDemoWords *words, CrmDemoRandom *random)
{
  guint female = crm_demo_random_chance (random, 480);

  self->first = crm_demo_words_pick (words, female ? CRM_DEMO_FEMALE : CRM_DEMO_MALE, random)[0];
  self->last = crm_demo_words_pick (words, CRM_DEMO_SURNAMES, random)[female];
  self->middle = crm_demo_words_count (words, CRM_DEMO_PATRONYMICS) > 0
                     ? crm_demo_words_pick (words, CRM_DEMO_PATRONYMICS, random)[female]
                     : NULL;
}

/* Where people have patronymics, the last name comes first. */
void
crm_demo_person_write (const CrmDemoPerson *self, GString *name)
{
  g_string_truncate (name, 0);
  if (self->middle == NULL) {
    g_string_append (name, self->first);
    g_string_append_c (name, ' ');
    g_string_append (name, self->last);
    return;
  }
  g_string_append (name, self->last);
  g_string_append_c (name, ' ');
  g_string_append (name, self->first);
  g_string_append_c (name, ' ');
  g_string_append (name, self->middle);
}

/* As it stands under a signature: "Морозова А. С.", "Anna Nowak". */
void
crm_demo_person_write_signature (const CrmDemoPerson *self, GString *name)
{
  if (self->middle == NULL) {
    crm_demo_person_write (self, name);
    return;
  }
  g_string_assign (name, self->last);
  g_string_append_c (name, ' ');
  g_string_append_len (name, self->first, g_utf8_next_char (self->first) - self->first);
  g_string_append (name, ". ");
  g_string_append_len (name, self->middle, g_utf8_next_char (self->middle) - self->middle);
  g_string_append_c (name, '.');
}

/**
 * crm_demo_post_draw:
 * @words: of the language
 * @kind: 'h' signs for the firm, 'd' decides, 'o' others
 * @random: chance
 *
 * Returns: what somebody is at work
 */
const char *
crm_demo_post_draw (const CrmDemoWords *words, char kind, CrmDemoRandom *random)
{
  const char *const *post;
  do
    post = crm_demo_words_pick (words, CRM_DEMO_POSTS, random);
  while (post[1][0] != kind);
  return post[0];
}

/**
 * crm_demo_tail_draw:
 * @tail: set to one of them
 * @tails: of a trade, separated by commas
 * @random: chance
 */
void
crm_demo_tail_draw (GString *tail, const char *tails, CrmDemoRandom *random)
{
  guint n = 1;
  const char *end;

  for (const char *c = tails; *c != '\0'; c++)
    n += *c == ',';
  for (guint skip = crm_demo_random_below (random, n); skip > 0; skip--)
    tails = strchr (tails, ',') + 1;
  end = strchrnul (tails, ',');
  g_string_truncate (tail, 0);
  g_string_append_len (tail, tails, end - tails);
}

/* "Урал" and "Строй" are one word, "Горизонт" and "Принт" are joined by a dash; what has a space of
 * its own stays apart, as all does in Latin letters. */
static void
append_tail (GString *core, const CrmDemoWords *words, const char *tails, gboolean joined,
             CrmDemoRandom *random)
{
  g_autoptr (GString) tail = g_string_new (NULL);

  crm_demo_tail_draw (tail, tails, random);
  if (strchr (tail->str, ' ') != NULL || !words->cyrillic)
    g_string_append_c (core, ' ');
  else if (!joined)
    g_string_append_c (core, '-');
  g_string_append (core, tail->str);
}

/**
 * crm_demo_firm_draw:
 * @core: set to what stands between the quotation marks
 * @words: of the language
 * @tails: of the trade
 * @rare: 0 for short names; higher where those are taken
 * @random: chance
 */
void
crm_demo_firm_draw (GString *core, const CrmDemoWords *words, const char *tails, guint rare,
                    CrmDemoRandom *random)
{
  guint way = crm_demo_random_below (random, 100);

  g_string_truncate (core, 0);
  if (rare == 0 && way < 12)
    g_string_append (core, crm_demo_words_pick (words, CRM_DEMO_WORDS, random)[0]);
  else if (rare < 2 && way < 24) {
    g_string_append (core, crm_demo_words_pick (words, CRM_DEMO_REGIONS, random)[0]);
    append_tail (core, words, tails, TRUE, random);
  } else if (rare < 2 && way < 32) {
    const char *surname = crm_demo_words_pick (words, CRM_DEMO_SURNAMES, random)[0];
    crm_demo_firm_write (core, crm_demo_words_office (words, "and"), surname, "");
  } else {
    g_string_append (core, crm_demo_words_pick (words, CRM_DEMO_WORDS, random)[0]);
    if (rare >= 2) {
      g_string_append_c (core, ' ');
      g_string_append (core, crm_demo_words_pick (words, CRM_DEMO_WORDS, random)[0]);
    }
    append_tail (core, words, tails, FALSE, random);
  }
}

/**
 * crm_demo_firm_write:
 * @name: what is appended to
 * @pattern: with %s for @core and %t for @tail
 * @core: its own name
 * @tail: of its trade
 */
void
crm_demo_firm_write (GString *name, const char *pattern, const char *core, const char *tail)
{
  for (const char *c = pattern; *c != '\0'; c++) {
    if (*c == '%' && c[1] != '\0')
      g_string_append (name, *++c == 's' ? core : tail);
    else
      g_string_append_c (name, *c);
  }
}

/* From а on, as in Russian passports and as in Ukrainian ones (order 55 of 27.01.2010); other
 * letters are spelled out below. */
static const char *const russian[] = { "a",  "b",    "v", "g", "d", "e",  "zh", "z",
                                       "i",  "y",    "k", "l", "m", "n",  "o",  "p",
                                       "r",  "s",    "t", "u", "f", "kh", "ts", "ch",
                                       "sh", "shch", "",  "y", "",  "e",  "yu", "ya" };
static const char *const ukrainian[] = { "a",  "b",    "v", "h", "d", "e",  "zh", "z",
                                         "y",  "i",    "k", "l", "m", "n",  "o",  "p",
                                         "r",  "s",    "t", "u", "f", "kh", "ts", "ch",
                                         "sh", "shch", "",  "y", "",  "e",  "iu", "ia" };

static const struct {
  gunichar letter;
  const char *latin;
} others[] = {
  { 0x0451, "e" },  /* ё */
  { 0x0454, "ie" }, /* є */
  { 0x0456, "i" },  /* і */
  { 0x0457, "i" },  /* ї */
  { 0x0491, "g" },  /* ґ */
  { 0x0105, "a" },  /* ą */
  { 0x0107, "c" },  /* ć */
  { 0x0119, "e" },  /* ę */
  { 0x00e9, "e" },  /* é */
  { 0x0142, "l" },  /* ł */
  { 0x0144, "n" },  /* ń */
  { 0x00f3, "o" },  /* ó */
  { 0x015b, "s" },  /* ś */
  { 0x017a, "z" },  /* ź */
  { 0x017c, "z" },  /* ż */
};

static const char *
find_latin (gunichar c, const char *const *cyrillic)
{
  if (c >= 0x0430 && c <= 0x044f)
    return cyrillic[c - 0x0430];
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i].letter == c)
      return others[i].latin;
  return NULL;
}

/**
 * crm_demo_latin_append:
 * @to: what is appended to
 * @words: of the language
 * @text: in it
 *
 * Appends small Latin letters, digits and single dashes.
 */
void
crm_demo_latin_append (GString *to, const CrmDemoWords *words, const char *text)
{
  const char *const *cyrillic = strcmp (words->language, "uk") == 0 ? ukrainian : russian;
  gsize start = to->len;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_unichar_tolower (g_utf8_get_char (c));
    const char *latin = letter < 0x80 ? NULL : find_latin (letter, cyrillic);
    if (latin != NULL)
      g_string_append (to, latin);
    else if (letter < 0x80 && g_ascii_isalnum ((char) letter))
      g_string_append_c (to, (char) letter);
    else if (to->len > start && to->str[to->len - 1] != '-' && letter != '\'')
      g_string_append_c (to, '-');
  }
  if (to->len > start && to->str[to->len - 1] == '-')
    g_string_truncate (to, to->len - 1);
}
