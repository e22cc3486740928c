/* The words themselves: numerals and currencies of four languages. */
#include "config.h"

#include "crm-words-private.h"

#define SAME(word) { word, word, word }
#define M CRM_GENDER_MASCULINE
#define F CRM_GENDER_FEMININE
#define N CRM_GENDER_NEUTER

const CrmNumerals crm_numerals[CRM_N_LANGUAGES] = {
  [CRM_LANGUAGE_EN] = {
    .zero = "zero",
    .minus = "minus",
    .ones = { "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
              "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
              "eighteen", "nineteen" },
    .one_by_gender = SAME ("one"),
    .two_by_gender = SAME ("two"),
    .tens = { "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" },
    .hundreds = { "", "one hundred", "two hundred", "three hundred", "four hundred", "five hundred",
                  "six hundred", "seven hundred", "eight hundred", "nine hundred" },
    .tens_joint = "-",
    .scales = {
      { SAME ("thousand"), M },
      { SAME ("million"), M },
      { SAME ("billion"), M },
      { SAME ("trillion"), M },
      { SAME ("quadrillion"), M },
      { SAME ("quintillion"), M },
    },
    .minor_joint = " and ",
  },
  [CRM_LANGUAGE_RU] = {
    .zero = "ноль",
    .minus = "минус",
    .ones = { "", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять",
              "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать",
              "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать" },
    .one_by_gender = { "один", "одна", "одно" },
    .two_by_gender = { "два", "две", "два" },
    .tens = { "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят",
              "восемьдесят", "девяносто" },
    .hundreds = { "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот",
                  "восемьсот", "девятьсот" },
    .tens_joint = " ",
    .scales = {
      { { "тысяча", "тысячи", "тысяч" }, F },
      { { "миллион", "миллиона", "миллионов" }, M },
      { { "миллиард", "миллиарда", "миллиардов" }, M },
      { { "триллион", "триллиона", "триллионов" }, M },
      { { "квадриллион", "квадриллиона", "квадриллионов" }, M },
      { { "квинтиллион", "квинтиллиона", "квинтиллионов" }, M },
    },
    .minor_joint = " ",
  },
  /* The apostrophe is that of the keyboard: code page 1251 and accounting programs have no other. */
  [CRM_LANGUAGE_UK] = {
    .zero = "нуль",
    .minus = "мінус",
    .ones = { "", "один", "два", "три", "чотири", "п'ять", "шість", "сім", "вісім", "дев'ять",
              "десять", "одинадцять", "дванадцять", "тринадцять", "чотирнадцять", "п'ятнадцять",
              "шістнадцять", "сімнадцять", "вісімнадцять", "дев'ятнадцять" },
    .one_by_gender = { "один", "одна", "одне" },
    .two_by_gender = { "два", "дві", "два" },
    .tens = { "", "", "двадцять", "тридцять", "сорок", "п'ятдесят", "шістдесят", "сімдесят",
              "вісімдесят", "дев'яносто" },
    .hundreds = { "", "сто", "двісті", "триста", "чотириста", "п'ятсот", "шістсот", "сімсот",
                  "вісімсот", "дев'ятсот" },
    .tens_joint = " ",
    .scales = {
      { { "тисяча", "тисячі", "тисяч" }, F },
      { { "мільйон", "мільйони", "мільйонів" }, M },
      { { "мільярд", "мільярди", "мільярдів" }, M },
      { { "трильйон", "трильйони", "трильйонів" }, M },
      { { "квадрильйон", "квадрильйони", "квадрильйонів" }, M },
      { { "квінтильйон", "квінтильйони", "квінтильйонів" }, M },
    },
    .minor_joint = " ",
  },
  [CRM_LANGUAGE_PL] = {
    .zero = "zero",
    .minus = "minus",
    .ones = { "", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć",
              "dziesięć", "jedenaście", "dwanaście", "trzynaście", "czternaście", "piętnaście",
              "szesnaście", "siedemnaście", "osiemnaście", "dziewiętnaście" },
    .one_by_gender = { "jeden", "jedna", "jedno" },
    .two_by_gender = { "dwa", "dwie", "dwa" },
    .tens = { "", "", "dwadzieścia", "trzydzieści", "czterdzieści", "pięćdziesiąt", "sześćdziesiąt",
              "siedemdziesiąt", "osiemdziesiąt", "dziewięćdziesiąt" },
    .hundreds = { "", "sto", "dwieście", "trzysta", "czterysta", "pięćset", "sześćset", "siedemset",
                  "osiemset", "dziewięćset" },
    .tens_joint = " ",
    .scales = {
      { { "tysiąc", "tysiące", "tysięcy" }, M },
      { { "milion", "miliony", "milionów" }, M },
      { { "miliard", "miliardy", "miliardów" }, M },
      { { "bilion", "biliony", "bilionów" }, M },
      { { "biliard", "biliardy", "biliardów" }, M },
      { { "trylion", "tryliony", "trylionów" }, M },
    },
    .one_alone_bends = TRUE,
    .minor_joint = " ",
  },
};

#define CENT_EN { { "cent", "cents", "cents" }, M }
#define CENT_RU { { "цент", "цента", "центов" }, M }
#define CENT_UK { { "цент", "центи", "центів" }, M }
#define CENT_PL { { "cent", "centy", "centów" }, M }
#define KOPECK_RU { { "копейка", "копейки", "копеек" }, F }
#define KOPECK_UK { { "копійка", "копійки", "копійок" }, F }
#define KOPECK_PL { { "kopiejka", "kopiejki", "kopiejek" }, F }

static const struct {
  char code[4];
  CrmCurrencyWords words[CRM_N_LANGUAGES];
} currencies[] = {
  { "RUB",
    {
        [CRM_LANGUAGE_EN] = { { { "ruble", "rubles", "rubles" }, M },
                              { { "kopeck", "kopecks", "kopecks" }, M } },
        [CRM_LANGUAGE_RU] = { { { "рубль", "рубля", "рублей" }, M }, KOPECK_RU },
        [CRM_LANGUAGE_UK] = { { { "рубль", "рублі", "рублів" }, M }, KOPECK_UK },
        [CRM_LANGUAGE_PL] = { { { "rubel", "ruble", "rubli" }, M }, KOPECK_PL },
    } },
  { "UAH",
    {
        [CRM_LANGUAGE_EN] = { { { "hryvnia", "hryvnias", "hryvnias" }, M },
                              { { "kopiyka", "kopiykas", "kopiykas" }, M } },
        [CRM_LANGUAGE_RU] = { { { "гривна", "гривны", "гривен" }, F }, KOPECK_RU },
        [CRM_LANGUAGE_UK] = { { { "гривня", "гривні", "гривень" }, F }, KOPECK_UK },
        [CRM_LANGUAGE_PL] = { { { "hrywna", "hrywny", "hrywien" }, F }, KOPECK_PL },
    } },
  { "PLN",
    {
        [CRM_LANGUAGE_EN] = { { { "zloty", "zlotys", "zlotys" }, M },
                              { { "grosz", "groszy", "groszy" }, M } },
        [CRM_LANGUAGE_RU] = { { { "злотый", "злотых", "злотых" }, M },
                              { { "грош", "гроша", "грошей" }, M } },
        [CRM_LANGUAGE_UK] = { { { "злотий", "злоті", "злотих" }, M },
                              { { "грош", "гроші", "грошів" }, M } },
        [CRM_LANGUAGE_PL] = { { { "złoty", "złote", "złotych" }, M },
                              { { "grosz", "grosze", "groszy" }, M } },
    } },
  { "EUR",
    {
        [CRM_LANGUAGE_EN] = { { { "euro", "euros", "euros" }, M }, CENT_EN },
        [CRM_LANGUAGE_RU] = { { SAME ("евро"), M }, CENT_RU },
        [CRM_LANGUAGE_UK] = { { SAME ("євро"), M }, CENT_UK },
        [CRM_LANGUAGE_PL] = { { SAME ("euro"), N }, CENT_PL },
    } },
  { "USD",
    {
        [CRM_LANGUAGE_EN] = { { { "US dollar", "US dollars", "US dollars" }, M }, CENT_EN },
        [CRM_LANGUAGE_RU] = { { { "доллар США", "доллара США", "долларов США" }, M }, CENT_RU },
        [CRM_LANGUAGE_UK] = { { { "долар США", "долари США", "доларів США" }, M }, CENT_UK },
        [CRM_LANGUAGE_PL] = { { { "dolar amerykański", "dolary amerykańskie",
                                  "dolarów amerykańskich" },
                                M },
                              CENT_PL },
    } },
};

/*
 * crm_currency_words:
 * @currency: (nullable): an ISO 4217 code
 * @language: a language
 *
 * Returns: (nullable): the nouns of the currency, or NULL where only its code is known
 */
const CrmCurrencyWords *
crm_currency_words (const char *currency, CrmLanguage language)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++) {
    if (g_strcmp0 (currencies[i].code, currency) == 0)
      return &currencies[i].words[language];
  }
  return NULL;
}
