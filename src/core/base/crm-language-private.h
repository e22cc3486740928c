/* The languages whose grammar and notation the core knows by itself, documents being written in
 * them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CRM_LANGUAGE_EN,
  CRM_LANGUAGE_RU,
  CRM_LANGUAGE_UK,
  CRM_LANGUAGE_PL,
  CRM_N_LANGUAGES,
} CrmLanguage;

gboolean crm_language_find (const char *code, CrmLanguage *language);
CrmLanguage crm_language_resolve (const char *code, int locale_category);

G_END_DECLS
