/* Sums and counts in words. */
#include "config.h"

#include "crm-decimal.h"
#include "crm-words.h"
#include "vectors.h"

static void
check_number_row (const char *kind, const char *input, const char *expected)
{
  g_autofree char *language = g_strndup (kind + strlen ("words_int_"), 2);
  char letter = kind[strlen ("words_int_ru_")];
  CrmGender gender = letter == 'm'   ? CRM_GENDER_MASCULINE
                     : letter == 'f' ? CRM_GENDER_FEMININE
                                     : CRM_GENDER_NEUTER;
  g_autofree char *words = crm_words_number (g_ascii_strtoll (input, NULL, 10), gender, language);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_number_vectors (void)
{
  g_assert_cmpuint (check_vectors ("words_int_", check_number_row), ==, 261);
}

static void
check_money_row (const char *kind, const char *input, const char *expected)
{
  g_autofree char *language = g_strndup (kind + strlen ("words_money_"), 2);
  const char *currency = g_str_equal (language, "ru")   ? "RUB"
                         : g_str_equal (language, "uk") ? "UAH"
                                                        : "PLN";
  gint64 money;

  g_assert_true (crm_decimal_parse (input, 2, &money, NULL));
  g_autofree char *words = g_str_has_suffix (kind, "_frac")
                               ? crm_words_money_fraction (money, currency, language)
                               : crm_words_money (money, currency, language);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_money_vectors (void)
{
  g_assert_cmpuint (check_vectors ("words_money_", check_money_row), ==, 192);
}

static void
test_money_currencies (void)
{
  static const struct {
    gint64 money;
    const char *currency;
    const char *language;
    const char *words;
  } cases[] = {
    { 100, "RUB", "en", "One ruble and 00 kopecks" },
    { 12101, "RUB", "en", "One hundred twenty-one rubles and 01 kopeck" },
    { 123456, "USD", "en", "One thousand two hundred thirty-four US dollars and 56 cents" },
    { 2101, "EUR", "en", "Twenty-one euros and 01 cent" },
    { 200, "UAH", "en", "Two hryvnias and 00 kopiykas" },
    { 500, "PLN", "en", "Five zlotys and 00 groszy" },
    { 2102, "UAH", "ru", "Двадцать одна гривна 02 копейки" },
    { 200, "PLN", "ru", "Два злотых 00 грошей" },
    { 2201, "EUR", "ru", "Двадцать два евро 01 цент" },
    { 300, "USD", "ru", "Три доллара США 00 центов" },
    { 200, "RUB", "uk", "Два рублі 00 копійок" },
    { 400, "PLN", "uk", "Чотири злоті 00 грошів" },
    { 102, "EUR", "uk", "Один євро 02 центи" },
    { 500, "USD", "uk", "П'ять доларів США 00 центів" },
    { 100, "EUR", "pl", "Jedno euro 00 centów" },
    { 2200, "EUR", "pl", "Dwadzieścia dwa euro 00 centów" },
    { 200, "UAH", "pl", "Dwie hrywny 00 kopiejek" },
    { 2100, "UAH", "pl", "Dwadzieścia jeden hrywien 00 kopiejek" },
    { 100, "RUB", "pl", "Jeden rubel 00 kopiejek" },
    { 2202, "USD", "pl", "Dwadzieścia dwa dolary amerykańskie 02 centy" },
    { 10050, "CHF", "ru", "Сто CHF 50/100" },
    { 10050, "CHF", "en", "One hundred CHF and 50/100" },
    { 100, NULL, "ru", "Один 00/100" },
    { -2121, "RUB", "ru", "Минус двадцать один рубль 21 копейка" },
    { -1, "UAH", "uk", "Мінус нуль гривень 01 копійка" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = crm_words_money (cases[i].money, cases[i].currency, cases[i].language);
    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_number_limits (void)
{
  static const struct {
    gint64 number;
    const char *language;
    const char *words;
  } cases[] = {
    { 0, "en", "zero" },
    { 101, "en", "one hundred one" },
    { 21021, "en", "twenty-one thousand twenty-one" },
    { 1234567, "en", "one million two hundred thirty-four thousand five hundred sixty-seven" },
    { 1000000000000000, "ru", "один квадриллион" },
    { 2000000000000000, "uk", "два квадрильйони" },
    { 5000000000000000, "pl", "pięć biliardów" },
    { 1001000, "pl", "jeden milion jeden tysiąc" },
    { 1021000, "ru", "один миллион двадцать одна тысяча" },
    { G_MININT64, "ru",
      "минус девять квинтиллионов двести двадцать три квадриллиона триста семьдесят два триллиона "
      "тридцать шесть миллиардов восемьсот пятьдесят четыре миллиона семьсот семьдесят пять тысяч "
      "восемьсот восемь" },
    { 7, "xx", "seven" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words =
        crm_words_number (cases[i].number, CRM_GENDER_MASCULINE, cases[i].language);
    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_plural_form (void)
{
  static const struct {
    const char *language;
    const char *forms; /* of 0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, -1 */
  } cases[] = {
    { "ru", "201122220120220" },
    { "uk", "201122220120220" },
    { "pl", "201122222122220" },
    { "en", "202222222222220" },
  };
  static const int numbers[] = { 0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, -1 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (numbers); j++)
      g_assert_cmpint (crm_plural_form (numbers[j], cases[i].language), ==,
                       cases[i].forms[j] - '0');
  }
}

/* No two numbers sound alike, and none has a doubled or an outer space. */
static void
test_number_distinct (void)
{
  static const char *const languages[] = { "en", "ru", "uk", "pl" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autoptr (GHashTable) heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    for (guint n = 0; n < 12000; n++) {
      char *words = crm_words_number (n, CRM_GENDER_FEMININE, languages[i]);
      g_assert_null (strstr (words, "  "));
      g_assert_false (g_str_has_prefix (words, " "));
      g_assert_false (g_str_has_suffix (words, " "));
      g_assert_true (g_hash_table_add (heard, words));
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/number-vectors", test_number_vectors);
  g_test_add_func ("/words/money-vectors", test_money_vectors);
  g_test_add_func ("/words/money-currencies", test_money_currencies);
  g_test_add_func ("/words/number-limits", test_number_limits);
  g_test_add_func ("/words/plural-form", test_plural_form);
  g_test_add_func ("/words/number-distinct", test_number_distinct);
  return g_test_run ();
}
