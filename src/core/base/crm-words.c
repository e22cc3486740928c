/* Sums and counts in words, in correct grammar, for Russian, Ukrainian, Polish and English
 * documents. */
#include "config.h"

#include "crm-words-private.h"

#include <locale.h>

#include "crm-text.h"

static int
find_plural_form (guint64 number, CrmLanguage language)
{
  guint last = (guint) (number % 10);
  guint last_two = (guint) (number % 100);
  gboolean few = last >= 2 && last <= 4 && (last_two < 12 || last_two > 14);

  switch (language) {
  case CRM_LANGUAGE_RU:
  case CRM_LANGUAGE_UK:
    if (last == 1 && last_two != 11)
      return 0;
    return few ? 1 : 2;
  case CRM_LANGUAGE_PL:
    if (number == 1)
      return 0;
    return few ? 1 : 2;
  case CRM_LANGUAGE_EN:
  case CRM_N_LANGUAGES:
    break;
  }
  return number == 1 ? 0 : 2;
}

static guint64
get_magnitude (gint64 number)
{
  return number < 0 ? -(guint64) number : (guint64) number;
}

/**
 * crm_plural_form:
 * @number: a count; its sign does not matter
 * @language: (nullable): "en", "ru", "uk", "pl"; NULL for the person's locale
 *
 * Which form a noun has after a number: 1, 21 рубль; 2, 23 рубля; 5, 11 рублей. In Polish only 1
 * itself has the form for one; English has two forms. Any thread.
 *
 * Returns: 0 one, 1 few, 2 many
 */
int
crm_plural_form (gint64 number, const char *language)
{
  return find_plural_form (get_magnitude (number), crm_language_resolve (language, LC_MESSAGES));
}

static void
append_word (GString *text, const char *word)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, word);
}

/* A number below a thousand; @alone when nothing stands before it. */
static void
append_group (GString *text, const CrmNumerals *numerals, guint group, CrmGender gender,
              gboolean alone)
{
  guint rest = group % 100;
  guint ones = rest < 20 ? rest : rest % 10;
  const char *word = numerals->ones[ones];

  if (ones == 1 && (!numerals->one_alone_bends || (alone && group == 1)))
    word = numerals->one_by_gender[gender];
  else if (ones == 2)
    word = numerals->two_by_gender[gender];

  if (group >= 100)
    append_word (text, numerals->hundreds[group / 100]);
  if (rest >= 20)
    append_word (text, numerals->tens[rest / 10]);
  if (rest > 20 && ones > 0)
    g_string_append_printf (text, "%s%s", numerals->tens_joint, word);
  else if (ones > 0)
    append_word (text, word);
}

static void
append_number (GString *text, guint64 number, CrmGender gender, CrmLanguage language)
{
  const CrmNumerals *numerals = &crm_numerals[language];
  guint64 unit = 1;
  guint64 rest = number;

  if (number == 0) {
    append_word (text, numerals->zero);
    return;
  }
  for (guint i = 0; i < CRM_N_SCALES; i++)
    unit *= 1000;
  for (guint i = CRM_N_SCALES; i > 0; i--, unit /= 1000) {
    const CrmNoun *scale = &numerals->scales[i - 1];
    guint group = (guint) (rest / unit);

    rest %= unit;
    if (group == 0)
      continue;
    append_group (text, numerals, group, scale->gender, TRUE);
    append_word (text, scale->forms[find_plural_form (group, language)]);
  }
  append_group (text, numerals, (guint) rest, gender, number == rest);
}

/**
 * crm_words_number:
 * @number: a number
 * @gender: the gender of what is counted
 * @language: (nullable): "en", "ru", "uk", "pl"; NULL for the person's locale
 *
 * Says a number in words, in lower case: "двадцать одна тысяча двадцать один". Ukrainian words have
 * the apostrophe U+0027. Any thread.
 *
 * Returns: (transfer full): the words
 */
char *
crm_words_number (gint64 number, CrmGender gender, const char *language)
{
  CrmLanguage known = crm_language_resolve (language, LC_MESSAGES);
  GString *text;

  g_return_val_if_fail (gender >= CRM_GENDER_MASCULINE && gender <= CRM_GENDER_NEUTER, NULL);

  text = g_string_new (number < 0 ? crm_numerals[known].minus : NULL);
  append_number (text, get_magnitude (number), gender, known);
  return g_string_free (text, FALSE);
}

static char *
say_money (gint64 money, const char *currency, const char *language, gboolean fraction)
{
  CrmLanguage known = crm_language_resolve (language, LC_MESSAGES);
  const CrmCurrencyWords *words = crm_currency_words (currency, known);
  guint64 major = get_magnitude (money) / 100;
  guint minor = (guint) (get_magnitude (money) % 100);
  g_autoptr (GString) text = g_string_new (money < 0 ? crm_numerals[known].minus : NULL);

  append_number (text, major, words != NULL ? words->major.gender : CRM_GENDER_MASCULINE, known);
  if (words != NULL)
    append_word (text, words->major.forms[find_plural_form (major, known)]);
  else if (currency != NULL && *currency != '\0')
    append_word (text, currency);
  g_string_append_printf (text, "%s%02u", crm_numerals[known].minor_joint, minor);
  if (fraction || words == NULL)
    g_string_append (text, "/100");
  else
    append_word (text, words->minor.forms[find_plural_form (minor, known)]);
  return crm_text_capitalize (text->str);
}

/**
 * crm_words_money:
 * @money: an amount in minor units (10^-2)
 * @currency: (nullable): its ISO 4217 code
 * @language: (nullable): "en", "ru", "uk", "pl"; NULL for the person's locale
 *
 * Says an amount as documents do: the currency unabbreviated, its hundredths in two digits, a
 * capital letter at the beginning. Currencies other than RUB, UAH, PLN, EUR and USD are said by
 * their codes, with the hundredths as a fraction: "Сто CHF 50/100". Any thread.
 *
 * Returns: (transfer full): "Двадцать один рубль 21 копейка"
 */
char *
crm_words_money (gint64 money, const char *currency, const char *language)
{
  return say_money (money, currency, language, FALSE);
}

/**
 * crm_words_money_fraction:
 * @money: an amount in minor units (10^-2)
 * @currency: (nullable): its ISO 4217 code
 * @language: (nullable): "en", "ru", "uk", "pl"; NULL for the person's locale
 *
 * As crm_words_money(), with hundredths as a fraction, as is usual in Poland. Any thread.
 *
 * Returns: (transfer full): "Dwadzieścia jeden złotych 21/100"
 */
char *
crm_words_money_fraction (gint64 money, const char *currency, const char *language)
{
  return say_money (money, currency, language, TRUE);
}
