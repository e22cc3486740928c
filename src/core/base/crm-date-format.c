/* Dates as people of a language write them. */
#include "config.h"

#include "crm-date.h"

#include "crm-date-private.h"
#include "crm-language-private.h"
#include "crm-text.h"

#include <locale.h>
#include <string.h>

/* In the genitive, as they stand after a day: the language is the document's, not the locale's. */
static const char *const months[CRM_N_LANGUAGES][12] = {
  [CRM_LANGUAGE_EN] = { "January", "February", "March", "April", "May", "June", "July", "August",
                        "September", "October", "November", "December" },
  [CRM_LANGUAGE_RU] = { "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
                        "сентября", "октября", "ноября", "декабря" },
  [CRM_LANGUAGE_UK] = { "січня", "лютого", "березня", "квітня", "травня", "червня", "липня",
                        "серпня", "вересня", "жовтня", "листопада", "грудня" },
  [CRM_LANGUAGE_PL] = { "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca",
                        "sierpnia", "września", "października", "listopada", "grudnia" },
};

/* "г." and "р." are what a document of these languages has after the year. */
static const char *const year_signs[CRM_N_LANGUAGES] = {
  [CRM_LANGUAGE_EN] = "",
  [CRM_LANGUAGE_RU] = "\302\240г.",
  [CRM_LANGUAGE_UK] = "\302\240р.",
  [CRM_LANGUAGE_PL] = "",
};

/**
 * crm_date_format_short:
 * @date: a date
 * @language: (nullable): "en", "ru", "uk", "pl"; NULL for the person's locale (LC_TIME)
 *
 * Returns: (transfer full): "23.11.2026", or "23 Nov 2026" in English, where day and month could be
 *   taken for one another. Any thread.
 */
char *
crm_date_format_short (gint64 date, const char *language)
{
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  if (crm_language_resolve (language, LC_TIME) == CRM_LANGUAGE_EN)
    return g_strdup_printf ("%d %.3s %04d", day, months[CRM_LANGUAGE_EN][month - 1], year);
  return g_strdup_printf ("%02d.%02d.%04d", day, month, year);
}

/**
 * crm_date_format_long:
 * @date: a date
 * @language: (nullable): "en", "ru", "uk", "pl"; NULL for the person's locale (LC_TIME)
 *
 * Returns: (transfer full): "23 November 2026", "23 ноября 2026 г.", "23 листопада 2026 р.",
 *   "23 listopada 2026"; a no-break space stands before "г." and "р.". Any thread.
 */
char *
crm_date_format_long (gint64 date, const char *language)
{
  CrmLanguage index = crm_language_resolve (language, LC_TIME);
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  return g_strdup_printf ("%d %s %d%s", day, months[index][month - 1], year, year_signs[index]);
}

/**
 * crm_date_find_month:
 * @word: the name of a month in any of the languages, in any case and grammatical form, or its
 *   beginning of three letters or more
 *
 * Returns: 1 to 12, 0 if it is none. Any thread.
 */
int
crm_date_find_month (const char *word)
{
  g_autofree char *folded = crm_text_fold (word);
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (folded, -1) < 3)
    return 0;
  /* The only month whose forms part before the fourth letter. */
  if (strcmp (folded, "май") == 0 || strcmp (folded, "маи") == 0)
    return 5;
  beginning = g_utf8_substring (folded, 0, 3);
  for (guint language = 0; language < CRM_N_LANGUAGES; language++)
    for (int month = 1; month <= 12; month++) {
      g_autofree char *name = crm_text_fold (months[language][month - 1]);
      if (g_str_has_prefix (name, beginning))
        return month;
    }
  return 0;
}
