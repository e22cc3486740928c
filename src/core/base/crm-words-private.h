/* What the languages differ in when they say numbers. */
#pragma once

#include "crm-language-private.h"
#include "crm-words.h"

G_BEGIN_DECLS

/* Forms of a noun after a number, by crm_plural_form(): one рубль, two рубля, five рублей. */
typedef struct {
  const char *forms[3];
  CrmGender gender;
} CrmNoun;

#define CRM_N_SCALES 6 /* thousand ... 10^18: all 64-bit numbers */

typedef struct {
  const char *zero;
  const char *minus;
  const char *ones[20];
  const char *one_by_gender[3];
  const char *two_by_gender[3];
  const char *tens[10];
  const char *hundreds[10];
  const char *tens_joint; /* between tens and ones */
  CrmNoun scales[CRM_N_SCALES];
  /* Polish bends "one" only where it stands alone: "dwadzieścia jeden" is for all genders. */
  gboolean one_alone_bends;
  const char *minor_joint; /* between the currency and its hundredths */
} CrmNumerals;

typedef struct {
  CrmNoun major;
  CrmNoun minor;
} CrmCurrencyWords;

extern const CrmNumerals crm_numerals[CRM_N_LANGUAGES];
const CrmCurrencyWords *crm_currency_words (const char *currency, CrmLanguage language);

G_END_DECLS
