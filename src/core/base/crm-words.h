/* Sums and counts in words, in correct grammar, for Russian, Ukrainian, Polish and English
 * documents. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { CRM_GENDER_MASCULINE, CRM_GENDER_FEMININE, CRM_GENDER_NEUTER } CrmGender;

char *crm_words_number (gint64 number, CrmGender gender, const char *language);
/* "Один рубль 21 копейка"; money in minor units; currencies RUB UAH PLN EUR USD, others by their
 * code */
char *crm_words_money (gint64 money, const char *currency, const char *language);
char *crm_words_money_fraction (gint64 money, const char *currency,
                                const char *language);     /* "... złotych 56/100" */
int crm_plural_form (gint64 number, const char *language); /* 0 one, 1 few, 2 many */

G_END_DECLS
