/* Dates as people of a language write them. */
#include "config.h"

#include "crm-date.h"

#include "crm-language-private.h"

#include <locale.h>

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
