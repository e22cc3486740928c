/* Countries that goods come from, by the number that Russian papers want. */
#include "config.h"

#include "crm-country-code.h"

/* Those that goods are mostly brought from. */
static const struct {
  const char *code;
  const char *names; /* parted by bars */
} countries[] = {
  { "643", "Россия|Российская Федерация|Russia|RU|РФ" },
  { "112", "Беларусь|Белоруссия|Республика Беларусь|Belarus|BY" },
  { "398", "Казахстан|Kazakhstan|KZ" },
  { "051", "Армения|Armenia|AM" },
  { "417", "Киргизия|Кыргызстан|Kyrgyzstan|KG" },
  { "860", "Узбекистан|Uzbekistan|UZ" },
  { "031", "Азербайджан|Azerbaijan|AZ" },
  { "268", "Грузия|Georgia|GE" },
  { "804", "Украина|Ukraine|UA" },
  { "156", "Китай|КНР|China|CN" },
  { "158", "Тайвань|Тайвань (Китай)|Taiwan|TW" },
  { "392", "Япония|Japan|JP" },
  { "410", "Корея|Республика Корея|Корея, Республика|Южная Корея|South Korea|KR" },
  { "356", "Индия|India|IN" },
  { "704", "Вьетнам|Vietnam|VN" },
  { "764", "Таиланд|Thailand|TH" },
  { "360", "Индонезия|Indonesia|ID" },
  { "458", "Малайзия|Malaysia|MY" },
  { "792", "Турция|Турецкая Республика|Turkey|TR" },
  { "276", "Германия|ФРГ|Germany|DE" },
  { "380", "Италия|Italy|IT" },
  { "250", "Франция|France|FR" },
  { "724", "Испания|Spain|ES" },
  { "616", "Польша|Poland|PL" },
  { "203", "Чехия|Чешская Республика|Czechia|CZ" },
  { "040", "Австрия|Austria|AT" },
  { "756", "Швейцария|Switzerland|CH" },
  { "752", "Швеция|Sweden|SE" },
  { "246", "Финляндия|Finland|FI" },
  { "528", "Нидерланды|Netherlands|NL" },
  { "056", "Бельгия|Belgium|BE" },
  { "208", "Дания|Denmark|DK" },
  { "826", "Великобритания|Соединенное Королевство|United Kingdom|GB" },
  { "688", "Сербия|Serbia|RS" },
  { "440", "Литва|Lithuania|LT" },
  { "428", "Латвия|Latvia|LV" },
  { "233", "Эстония|Estonia|EE" },
  { "840", "США|Соединенные Штаты|United States|USA|US" },
  { "124", "Канада|Canada|CA" },
  { "076", "Бразилия|Brazil|BR" },
};

static char *
fold (const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  return g_utf8_casefold (trimmed, -1);
}

/**
 * crm_country_code_find:
 * @name: (nullable): of a country, as people write it, or its two letters
 *
 * Returns: (nullable): its three digits in ОКСМ and ISO 3166-1; %NULL where it is not known. Any
 *   thread.
 */
const char *
crm_country_code_find (const char *name)
{
  g_autofree char *wanted = name != NULL ? fold (name) : NULL;

  for (gsize i = 0; wanted != NULL && i < G_N_ELEMENTS (countries); i++) {
    g_auto (GStrv) names = g_strsplit (countries[i].names, "|", -1);
    for (gsize j = 0; names[j] != NULL; j++) {
      g_autofree char *known = fold (names[j]);
      if (g_str_equal (known, wanted))
        return countries[i].code;
    }
  }
  return NULL;
}
