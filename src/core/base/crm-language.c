/* The languages whose grammar and notation the core knows by itself, documents being written in
 * them. */
#include "config.h"

#include "crm-language-private.h"

#include <locale.h>

static const char *const codes[CRM_N_LANGUAGES] = {
  [CRM_LANGUAGE_EN] = "en",
  [CRM_LANGUAGE_RU] = "ru",
  [CRM_LANGUAGE_UK] = "uk",
  [CRM_LANGUAGE_PL] = "pl",
};

/*
 * crm_language_find:
 * @code: (nullable): a language code or locale name: "ru", "ru_RU.UTF-8", "ru-RU"
 * @language: (out): the language
 *
 * Returns: FALSE when it is none of the known languages
 */
gboolean
crm_language_find (const char *code, CrmLanguage *language)
{
  if (code == NULL)
    return FALSE;
  for (guint i = 0; i < CRM_N_LANGUAGES; i++) {
    if (g_ascii_strncasecmp (code, codes[i], 2) == 0 && !g_ascii_isalpha (code[2])) {
      *language = i;
      return TRUE;
    }
  }
  return FALSE;
}

/*
 * crm_language_resolve:
 * @code: (nullable): a language code; NULL for the person's own language
 * @locale_category: LC_TIME, LC_NUMERIC or another category to ask first where @code is NULL
 *
 * Returns: the language, English where it is none of the known ones
 */
CrmLanguage
crm_language_resolve (const char *code, int locale_category)
{
  CrmLanguage language = CRM_LANGUAGE_EN;

  if (code != NULL) {
    crm_language_find (code, &language);
    return language;
  }
  if (!crm_language_find (setlocale (locale_category, NULL), &language))
    crm_language_find (setlocale (LC_MESSAGES, NULL), &language);
  return language;
}
