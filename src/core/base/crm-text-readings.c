/* Other readings of a typed text. The tables are those of the usual keyboards and of the usual ways
 * to write names: the English, Ukrainian, Polish, Czech and German ones. */
#include "config.h"

#include "crm-text-readings.h"

#include <string.h>

#include "crm-text.h"

#define MOST_BYTES 200 /* a longer text is no name that somebody looks for */

static gboolean
is_cyrillic (gunichar c)
{
  return c >= 0x0400 && c <= 0x04ff;
}

static gboolean
is_latin (gunichar c)
{
  return c < 0x0250 && g_unichar_isalpha (c);
}

static gboolean
has_letter (const char *text, gboolean (*is_of) (gunichar))
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (is_of (g_utf8_get_char (c)))
      return TRUE;
  return FALSE;
}

/* Folds what was read and adds it unless it is there or says nothing new. */
static void
add_reading (GPtrArray *readings, const char *reading, const char *folded)
{
  g_autofree char *text = crm_text_fold (reading);

  if (text[0] == '\0' || strcmp (text, folded) == 0 ||
      g_ptr_array_find_with_equal_func (readings, text, g_str_equal, NULL))
    return;
  g_ptr_array_add (readings, g_steal_pointer (&text));
}

static GStrv
finish (GPtrArray *readings)
{
  g_ptr_array_add (readings, NULL);
  return (GStrv) g_ptr_array_free (readings, FALSE);
}

/* --- Layouts */

static const char english_keys[] = "`qwertyuiop[]\\asdfghjkl;'zxcvbnm,./";
static const char english_shifted[] = "~QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?";
/* As many letters, on the same keys. */
static const char russian_keys[] = "ёйцукенгшщзхъ\\фывапролджэячсмитьбю.";
static const char ukrainian_keys[] = "'йцукенгшщзхїґфівапролджєячсмитьбю.";

static const char *
key_at (const char *keys, glong place)
{
  return g_utf8_offset_to_pointer (keys, place);
}

static glong
find_key (const char *keys, gunichar c)
{
  const char *found = g_utf8_strchr (keys, -1, c);

  return found != NULL ? g_utf8_pointer_to_offset (keys, found) : -1;
}

static void
append_key (GString *reading, const char *keys, glong place)
{
  g_string_append_unichar (reading, g_utf8_get_char (key_at (keys, place)));
}

static char *
read_english_as (const char *text, const char *keys)
{
  GString *reading = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    glong place = find_key (english_keys, letter);
    if (place < 0)
      place = find_key (english_shifted, letter);
    if (place >= 0)
      append_key (reading, keys, place);
    else
      g_string_append_unichar (reading, letter);
  }
  return g_string_free (reading, FALSE);
}

static char *
read_cyrillic_as (const char *text, const char *from, const char *or_from, const char *to)
{
  GString *reading = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_unichar_tolower (g_utf8_get_char (c));
    glong place = is_cyrillic (letter) ? find_key (from, letter) : -1;
    if (place < 0 && or_from != NULL && is_cyrillic (letter))
      place = find_key (or_from, letter);
    if (place >= 0)
      append_key (reading, to, place);
    else
      g_string_append_unichar (reading, letter);
  }
  return g_string_free (reading, FALSE);
}

/**
 * crm_text_read_layouts:
 * @text: as typed
 *
 * The layouts are English (which is the Polish programmers' one too), Russian and Ukrainian.
 *
 * Returns: (transfer full): what the same keys give in other layouts, folded. Any thread.
 */
GStrv
crm_text_read_layouts (const char *text)
{
  GPtrArray *readings = g_ptr_array_new ();
  g_autofree char *folded = crm_text_fold (text);

  if (strlen (text) > MOST_BYTES)
    return finish (readings);
  if (has_letter (text, is_cyrillic)) {
    g_autofree char *english = read_cyrillic_as (text, russian_keys, ukrainian_keys, english_keys);
    g_autofree char *ukrainian = read_cyrillic_as (text, russian_keys, NULL, ukrainian_keys);
    g_autofree char *russian = read_cyrillic_as (text, ukrainian_keys, NULL, russian_keys);
    add_reading (readings, english, folded);
    add_reading (readings, ukrainian, folded);
    add_reading (readings, russian, folded);
  } else if (has_letter (text, is_latin)) {
    g_autofree char *russian = read_english_as (text, russian_keys);
    g_autofree char *ukrainian = read_english_as (text, ukrainian_keys);
    add_reading (readings, russian, folded);
    add_reading (readings, ukrainian, folded);
  }
  return finish (readings);
}

/* --- Alphabets. A way to write is a list of pairs, longer ones before their beginnings; the ways
 * before it fill what it lacks. "^" before a sound: only where a word begins; "$" behind: only
 * where it ends. */

typedef struct {
  const char *from;
  const char *to;
} CrmSound;

static const CrmSound cyrillic_common[] = {
  { "а", "a" },  { "б", "b" },    { "в", "v" }, { "г", "g" },  { "д", "d" },  { "е", "e" },
  { "ж", "zh" }, { "з", "z" },    { "и", "i" }, { "й", "y" },  { "к", "k" },  { "л", "l" },
  { "м", "m" },  { "н", "n" },    { "о", "o" }, { "п", "p" },  { "р", "r" },  { "с", "s" },
  { "т", "t" },  { "у", "u" },    { "ф", "f" }, { "х", "kh" }, { "ц", "ts" }, { "ч", "ch" },
  { "ш", "sh" }, { "щ", "shch" }, { "ъ", "" },  { "ы", "y" },  { "ь", "" },   { "э", "e" },
  { "ю", "yu" }, { "я", "ya" },   { "і", "i" }, { "ї", "i" },  { "є", "ie" }, { NULL },
};
static const CrmSound english_short[] = {
  { "ий$", "y" }, { "ый$", "y" }, { "ій$", "y" }, { "ия", "ia" },
  { "кс", "x" },  { "х", "h" },   { "я", "ia" },  { NULL },
};
static const CrmSound ukrainian_official[] = {
  { "^є", "ye" }, { "^ї", "yi" }, { "^й", "y" }, { "^ю", "yu" }, { "^я", "ya" }, { "зг", "zgh" },
  { "г", "h" },   { "и", "y" },   { "й", "i" },  { "ю", "iu" },  { "я", "ia" },  { NULL },
};
static const CrmSound czech[] = {
  { "х", "h" }, { "ц", "c" },  { "й", "j" },  { "ж", "z" },  { "ш", "s" },
  { "ч", "c" }, { "щ", "sc" }, { "ю", "ju" }, { "я", "ja" }, { NULL },
};
static const CrmSound polish[] = {
  { "ий$", "i" },  { "ий", "ij" },  { "^е", "je" },  { "^є", "je" },  { "ье", "ie" },
  { "не", "nie" }, { "ве", "wie" }, { "бе", "bie" }, { "де", "die" }, { "ме", "mie" },
  { "пе", "pie" }, { "в", "w" },    { "ж", "z" },    { "й", "j" },    { "х", "ch" },
  { "ц", "c" },    { "ч", "cz" },   { "ш", "sz" },   { "щ", "szcz" }, { "^ю", "ju" },
  { "ю", "iu" },   { "^я", "ja" },  { "я", "ia" },   { NULL },
};
/* ś and ź are written for ш and ж before a soft sound; folded they are s and z. */
static const CrmSound polish_soft[] = {
  { "шне", "snie" }, { "шн", "sn" }, { "жн", "zn" }, { "рж", "rz" },
  { "ш", "s" },      { "ч", "c" },   { NULL },
};
static const CrmSound polish_of_ukrainian[] = {
  { "г", "h" }, { "ський$", "ski" }, { "цький$", "cki" }, { "и", "y" }, { NULL },
};
static const CrmSound german[] = {
  { "в", "w" }, { "ш", "sch" }, { "ч", "tsch" }, { "ж", "sch" }, { "х", "ch" },
  { "ц", "z" }, { "й", "i" },   { "ю", "ju" },   { "я", "ja" },  { NULL },
};

static const CrmSound latin_common[] = {
  { "szy", "ши" }, { "shy", "ши" }, { "zhy", "жи" }, { "czy", "чи" },  { "shch", "щ" },
  { "szcz", "щ" }, { "sch", "ш" },  { "sh", "ш" },   { "sz", "ш" },    { "ch", "ч" },
  { "cz", "ч" },   { "zh", "ж" },   { "kh", "х" },   { "ts", "ц" },    { "tz", "ц" },
  { "ph", "ф" },   { "th", "т" },   { "ck", "к" },   { "yu", "ю" },    { "ya", "я" },
  { "yo", "е" },   { "ye", "е" },   { "ju", "ю" },   { "ja", "я" },    { "jo", "е" },
  { "je", "е" },   { "iu", "ю" },   { "ia", "ия" },  { "iy$", "ий" },  { "ay", "ай" },
  { "ey", "ей" },  { "oy", "ой" },  { "uy", "уй" },  { "ky$", "кий" }, { "y$", "ый" },
  { "^y", "й" },   { "a", "а" },    { "b", "б" },    { "c", "к" },     { "d", "д" },
  { "^e", "э" },   { "e", "е" },    { "f", "ф" },    { "g", "г" },     { "h", "х" },
  { "i", "и" },    { "j", "й" },    { "k", "к" },    { "l", "л" },     { "m", "м" },
  { "n", "н" },    { "o", "о" },    { "p", "п" },    { "q", "к" },     { "r", "р" },
  { "s", "с" },    { "t", "т" },    { "u", "у" },    { "v", "в" },     { "w", "в" },
  { "x", "кс" },   { "y", "ы" },    { "z", "з" },    { NULL },
};
/* "Grigory", "Sergei". */
static const CrmSound from_short[] = {
  { "ia", "я" },   { "ie", "е" },   { "^e", "е" },   { "ks", "кс" }, { "ii$", "ий" },
  { "ei$", "ей" }, { "ai$", "ай" }, { "oi$", "ой" }, { "y$", "ий" }, { NULL },
};
static const CrmSound from_ukrainian[] = {
  { "zgh", "зг" },
  { "^yi", "ї" },
  { "yi", "иї" },
  { "^ye", "є" },
  { "ie", "є" },
  { "ia", "я" },
  { "kh", "х" },
  { "skyi$", "ський" },
  { "skiy$", "ський" },
  { "lskiy$", "льський" },
  { "skyy$", "ський" },
  { "sky$", "ський" },
  { "lskyi$", "льський" },
  { "lsky$", "льський" },
  { "tsky$", "цький" },
  { "ii$", "ій" },
  { "iy$", "ій" },
  { "h", "г" },
  { "^e", "е" },
  { "y$", "ий" },
  { "y", "и" },
  { "i", "і" },
  { NULL },
};
/* A Ukrainian name as its owner's old passport has it. */
static const CrmSound from_russian_to_ukrainian[] = {
  { "skyi$", "ський" },
  { "skiy$", "ський" },
  { "sky$", "ський" },
  { "lskiy$", "льський" },
  { "lsky$", "льський" },
  { "tsky$", "цький" },
  { NULL },
};
static const CrmSound from_polish[] = {
  { "dzi", "дзи" },      { "ch", "х" },  { "rz", "ж" },      { "ie", "е" },
  { "ia", "я" },         { "io", "е" },  { "cki$", "цкий" }, { "ski$", "ский" },
  { "lski$", "льский" }, { "ck", "цк" }, { "y$", "ы" },      { "ay", "ай" },
  { "c", "ц" },          { "h", "г" },   { "^e", "э" },      { NULL },
};
static const CrmSound from_polish_soft[] = {
  { "rz", "р" }, { "sn", "шн" }, { "zn", "жн" }, { "si", "си" }, { NULL },
};
static const CrmSound from_polish_to_ukrainian[] = {
  { "cki$", "цький" }, { "ski$", "ський" }, { "lski$", "льський" },
  { "y", "и" },        { "i", "і" },        { NULL },
};
/* Where л stands before a consonant it is mostly soft. */
static const CrmSound soft_l[] = {
  { "ls", "льс" }, { "lk", "льк" },  { "lc", "льц" },  { "lts", "льц" }, { "ln", "льн" },
  { "lm", "льм" }, { "lch", "льч" }, { "lsh", "льш" }, { "lg", "льг" },  { "lb", "льб" },
  { "lh", "льг" }, { "lv", "льв" },  { NULL },
};

#define MOST_TABLES 4

typedef const CrmSound *CrmWay[MOST_TABLES];

static const CrmWay cyrillic_ways[] = {
  { cyrillic_common },
  { ukrainian_official, cyrillic_common },
  { english_short, cyrillic_common },
  { polish, cyrillic_common },
  { polish_soft, polish, cyrillic_common },
  { polish_of_ukrainian, polish, cyrillic_common },
  { czech, cyrillic_common },
  { german, cyrillic_common },
};
static const CrmWay latin_ways[] = {
  { latin_common },
  { from_ukrainian, latin_common },
  { from_short, latin_common },
  { from_russian_to_ukrainian, latin_common },
  { from_polish, latin_common },
  { from_polish_soft, from_polish, latin_common },
  { from_polish_to_ukrainian, from_polish, latin_common },
};

static gboolean
is_of_word (const char *c)
{
  gunichar letter = g_utf8_get_char (c);

  return letter != 0 && (g_unichar_isalnum (letter) || g_unichar_ismark (letter));
}

/* How many bytes at @at are this sound; 0 if they are not. */
static gsize
match_sound (const char *from, const char *at, gboolean begins)
{
  gsize length;

  if (from[0] == '^') {
    if (!begins)
      return 0;
    from++;
  }
  length = strlen (from);
  if (from[length - 1] == '$') {
    length--;
    if (strncmp (at, from, length) != 0 || is_of_word (at + length))
      return 0;
    return length;
  }
  return strncmp (at, from, length) == 0 ? length : 0;
}

/* The longest sound of the first table that has one. */
static const CrmSound *
find_sound (const CrmSound *const *tables, const char *at, gboolean begins, gsize *length)
{
  const CrmSound *found = NULL;

  *length = 0;
  for (guint i = 0; i < MOST_TABLES + 1 && tables[i] != NULL; i++)
    for (const CrmSound *sound = tables[i]; sound->from != NULL; sound++) {
      gsize n = match_sound (sound->from, at, begins);
      if (n > *length || (n == *length && n > 0 && found == NULL)) {
        *length = n;
        found = sound;
      }
    }
  return found;
}

static char *
write_so (const char *folded, const CrmSound *const *tables)
{
  GString *reading = g_string_new (NULL);
  gboolean begins = TRUE;

  for (const char *c = folded; *c != '\0';) {
    gsize length;
    const CrmSound *sound = find_sound (tables, c, begins, &length);
    if (sound != NULL) {
      g_string_append (reading, sound->to);
      c += length;
      begins = FALSE;
    } else {
      begins = !is_of_word (c);
      g_string_append_unichar (reading, g_utf8_get_char (c));
      c = g_utf8_next_char (c);
    }
  }
  return g_string_free (reading, FALSE);
}

static void
add_ways (GPtrArray *readings, const char *folded, const CrmWay *ways, gsize n_ways,
          const CrmSound *before)
{
  for (gsize i = 0; i < n_ways; i++) {
    const CrmSound *tables[MOST_TABLES + 2] = { NULL };
    guint n = 0;
    g_autofree char *reading = NULL;

    if (before != NULL)
      tables[n++] = before;
    for (guint j = 0; j < MOST_TABLES && ways[i][j] != NULL; j++)
      tables[n++] = ways[i][j];
    reading = write_so (folded, tables);
    add_reading (readings, reading, folded);
  }
}

/**
 * crm_text_read_scripts:
 * @text: as typed
 *
 * Every word is written in the same way, so that their number does not multiply.
 *
 * Returns: (transfer full): how the same is written in the other alphabet, folded. Any thread.
 */
GStrv
crm_text_read_scripts (const char *text)
{
  GPtrArray *readings = g_ptr_array_new ();
  g_autofree char *folded = crm_text_fold (text);
  gboolean cyrillic = has_letter (folded, is_cyrillic);

  if (strlen (text) > MOST_BYTES || cyrillic == has_letter (folded, is_latin))
    return finish (readings);
  if (cyrillic)
    add_ways (readings, folded, cyrillic_ways, G_N_ELEMENTS (cyrillic_ways), NULL);
  else {
    add_ways (readings, folded, latin_ways, G_N_ELEMENTS (latin_ways), NULL);
    add_ways (readings, folded, latin_ways, G_N_ELEMENTS (latin_ways), soft_l);
  }
  return finish (readings);
}
