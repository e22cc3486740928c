/* The words of a document that comes again: what names a month moves on with it. */
#include "config.h"

#include <string.h>

#include "crm-date.h"
#include "crm-document-repeat.h"

#define N_MONTHS 12

typedef struct {
  const char *language;
  const char *months[N_MONTHS];   /* as a heading has them */
  const char *of_month[N_MONTHS]; /* after a day; NULL: the same */
  const char *quarter;            /* with the number in it */
} Words;

static const Words words[] = {
  { "en",
    { "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December" },
    { NULL },
    "Q%d" },
  { "ru",
    { "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь",
      "ноябрь", "декабрь" },
    { "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
      "октября", "ноября", "декабря" },
    "%d квартал" },
  { "uk",
    { "січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень",
      "вересень", "жовтень", "листопад", "грудень" },
    { "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
      "жовтня", "листопада", "грудня" },
    "%d квартал" },
  { "pl",
    { "styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień",
      "październik", "listopad", "grudzień" },
    { "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września",
      "października", "listopada", "grudnia" },
    "%d kwartał" },
};

static const Words *
find_words (const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].language, language) == 0)
      return &words[i];
  return &words[0];
}

/* --- Places that are filled */

static void
append_place (GString *text, const Words *own, const char *place, gsize length, gint64 to)
{
  int year, month;

  crm_date_to_ymd (to, &year, &month, NULL);
  if (strncmp (place, "{month}", length) == 0)
    g_string_append (text, own->months[month - 1]);
  else if (strncmp (place, "{quarter}", length) == 0)
    g_string_append_printf (text, own->quarter, (month + 2) / 3);
  else if (strncmp (place, "{year}", length) == 0)
    g_string_append_printf (text, "%d", year);
  else
    g_string_append_len (text, place, (gssize) length);
}

/* --- Months that are written out */

/* How long the name of a month is at @at, in whatever case; 0: there is none. */
static gsize
match_name (const char *at, const char *name)
{
  const char *end = at;

  for (const char *letter = name; *letter != '\0'; letter = g_utf8_next_char (letter)) {
    if (*end == '\0' ||
        g_unichar_tolower (g_utf8_get_char (end)) != g_unichar_tolower (g_utf8_get_char (letter)))
      return 0;
    end = g_utf8_next_char (end);
  }
  return (gsize) (end - at);
}

/* " 2026" behind a name: how long it is, with the year; 0: no year. */
static gsize
match_year (const char *at, int *year)
{
  gsize blanks = 0;

  while (at[blanks] == ' ' || g_str_has_prefix (at + blanks, "\302\240"))
    blanks += at[blanks] == ' ' ? 1 : 2;
  if (blanks == 0)
    return 0;
  for (int i = 0; i < 4; i++)
    if (!g_ascii_isdigit (at[blanks + i]))
      return 0;
  if (g_ascii_isdigit (at[blanks + 4]))
    return 0;
  *year = (int) g_ascii_strtoll (at + blanks, NULL, 10);
  return *year >= 1900 && *year <= 9000 ? blanks + 4 : 0;
}

typedef struct {
  const char *const *names; /* as headings have them, or after a day */
  int month;                /* 0 to 11 */
  int year;
  gsize name_length, length; /* of the name, and with the year */
} Found;

static gboolean
find_month (const Words *own, const char *at, Found *found)
{
  const char *const *tables[] = { own->of_month, own->months };

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (int i = 0; i < N_MONTHS && tables[t][0] != NULL; i++) {
      gsize length = match_name (at, tables[t][i]);
      gsize year = length > 0 ? match_year (at + length, &found->year) : 0;
      if (year == 0)
        continue;
      found->names = tables[t];
      found->month = i;
      found->name_length = length;
      found->length = length + year;
      return TRUE;
    }
  return FALSE;
}

/* A month of a whole date ("3 May 2026") is a day that was, and stays. */
static gboolean
is_after_day (const char *text, const char *at)
{
  while (at > text && at[-1] == ' ')
    at--;
  return at > text && g_ascii_isdigit (at[-1]);
}

static gboolean
is_word_begin (const char *text, const char *at)
{
  return at == text || !g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (at)));
}

static void
append_moved (GString *text, const char *at, const Found *found, int by)
{
  int months = found->year * N_MONTHS + found->month + by;
  const char *name = found->names[months % N_MONTHS];
  gunichar first = g_utf8_get_char (at);

  if (g_unichar_isupper (first)) {
    g_string_append_unichar (text, g_unichar_toupper (g_utf8_get_char (name)));
    name = g_utf8_next_char (name);
  }
  g_string_append (text, name);
  g_string_append_len (text, at + found->name_length,
                       (gssize) (found->length - found->name_length) - 4);
  g_string_append_printf (text, "%d", months / N_MONTHS);
}

/**
 * crm_document_repeat_text:
 * @text: of a line or under the total
 * @language: (nullable): of the document
 * @from: the day of what is repeated
 * @to: the day it is repeated for
 *
 * Returns: (transfer full): the text of the new document
 */
char *
crm_document_repeat_text (const char *text, const char *language, gint64 from, gint64 to)
{
  const Words *own = find_words (language);
  GString *moved = g_string_sized_new (strlen (text) + 8);
  int year_from, year_to, month_from, month_to, by;

  crm_date_to_ymd (from, &year_from, &month_from, NULL);
  crm_date_to_ymd (to, &year_to, &month_to, NULL);
  by = (year_to - year_from) * N_MONTHS + month_to - month_from;
  for (const char *at = text; *at != '\0';) {
    const char *close = *at == '{' ? strchr (at, '}') : NULL;
    Found found;
    if (close != NULL) {
      append_place (moved, own, at, (gsize) (close - at) + 1, to);
      at = close + 1;
    } else if (is_word_begin (text, at) && find_month (own, at, &found) &&
               !is_after_day (text, at)) {
      append_moved (moved, at, &found, by);
      at += found.length;
    } else {
      g_string_append_len (moved, at, g_utf8_next_char (at) - at);
      at = g_utf8_next_char (at);
    }
  }
  return g_string_free (moved, FALSE);
}
