/* What else a typed text may have meant. */
#include "config.h"

#include "crm-text-readings.h"

#include <locale.h>

#include "crm-text.h"

typedef struct {
  const char *typed;
  const char *meant;
} Pair;

/* Whether a search by beginnings of words that tries @readings finds @meant. */
static gboolean
finds (GStrv readings, const char *meant)
{
  g_autofree char *folded = crm_text_fold (meant);

  for (char **reading = readings; *reading != NULL; reading++)
    if (g_str_has_prefix (folded, *reading))
      return TRUE;
  return FALSE;
}

static void
check (const Pair *pairs, gsize n_pairs, GStrv (*read) (const char *text))
{
  for (gsize i = 0; i < n_pairs; i++) {
    g_auto (GStrv) readings = read (pairs[i].typed);
    if (!finds (readings, pairs[i].meant)) {
      g_autofree char *all = g_strjoinv (" | ", readings);
      g_test_message ("“%s” is not read as “%s” but: %s", pairs[i].typed, pairs[i].meant, all);
      g_test_fail ();
    }
  }
}

static void
test_layouts (void)
{
  static const Pair pairs[] = {
    { "ghbdtn", "привет" },
    { "Rjdfktyrj", "Коваленко" },
    { "[ktvf", "Хлема" },
    { "j,cnfyjdrf", "обстановка" },
    { ";tktpj", "железо" },
    { "'ktrnhj", "электро" },
    { "k.lvbkf", "людмила" },
    { "GHBDTN", "ПРИВЕТ" },
    { "jjj hjvfirf", "ооо ромашка" },
    { "rb]d", "київ" },
    { "Ksdsd", "Лівів" },
    { "rjkj,jr", "колобок" },
    { "]tq", "їей" },
    { "'yjd", "єнов" },
    { "ъжак", "їжак" },
    { "руддщ", "hello" },
    { "Кщлщ", "Roko" },
    { "куьщму", "remove" },
    { "зщдылф", "polska" },
    { "цфкыяфцф", "warszawa" },
    { "Пщщпду", "Google" },
    { "іфдуі", "sales" },
    { "ывано", "івано" },
    { "івано", "ывано" },
    { "эвропа", "європа" },
    { "nbvjatq 42", "тимофей 42" },
  };

  check (pairs, G_N_ELEMENTS (pairs), crm_text_read_layouts);
}

static void
test_scripts (void)
{
  static const Pair pairs[] = {
    { "Kovalenko", "Коваленко" },
    { "Koval", "Коваленко" },
    { "Shevchenko", "Шевченко" },
    { "Ivanov", "Иванов" },
    { "Petrov", "Петров" },
    { "Smirnova", "Смирнова" },
    { "Vishnevskiy", "Вишневский" },
    { "Vishnevsky", "Вишневский" },
    { "Wiszniewski", "Вишневский" },
    { "Wiśniewski", "Вишневский" },
    { "Wisniewski", "Вишневский" },
    { "Kowalski", "Ковальский" },
    { "Kowalski", "Ковальський" },
    { "Kovalsky", "Ковальский" },
    { "Kovalskyi", "Ковальський" },
    { "Romashka", "Ромашка" },
    { "Stroy", "Строй" },
    { "Orion", "Орион" },
    { "Khrushchev", "Хрущев" },
    { "Chekhov", "Чехов" },
    { "Zhukov", "Жуков" },
    { "Tsvetaeva", "Цветаева" },
    { "Yakovlev", "Яковлев" },
    { "Yuriy", "Юрий" },
    { "Tatyana", "Татяна" },
    { "Dmitriy", "Дмитрий" },
    { "Sergey", "Сергей" },
    { "Andrey", "Андрей" },
    { "Nikolay", "Николай" },
    { "Moskva", "Москва" },
    { "Elena", "Елена" },
    { "Gagarin", "Гагарин" },
    { "Makarov", "Макаров" },
    { "Hryhorenko", "Григоренко" },
    { "Hryhorenko", "Григоренко" },
    { "Oleksandr", "Олександр" },
    { "Olha", "Ольга" },
    { "Kharkiv", "Харків" },
    { "Lviv", "Львів" },
    { "Zaporizhzhia", "Запоріжжя" },
    { "Dnipro", "Дніпро" },
    { "Kyiv", "Київ" },
    { "Nowak", "Новак" },
    { "Zieliński", "Зелинский" },
    { "Szymański", "Шиманский" },
    { "Wójcik", "Войцик" },
    { "Warszawa", "Варшава" },
    { "Maksim", "Максим" },
    { "Alexey", "Алексей" },
    { "Aleksei", "Алексей" },
    { "Nikolai", "Николай" },
    { "Grigory", "Григорий" },
    { "Dmitry", "Дмитрий" },
    { "Hryhoriy", "Григорій" },
    { "Hryhorii", "Григорій" },
    { "Andriy", "Андрій" },
    { "Foto", "Фото" },
    { "Vektor 24", "Вектор 24" },
    { "Коваленко", "Kovalenko" },
    { "Ковал", "Kovalenko" },
    { "Шевченко", "Shevchenko" },
    { "Шевченко", "Szewczenko" },
    { "Шевченко", "Schewtschenko" },
    { "Иванов", "Ivanov" },
    { "Вишневский", "Vishnevskiy" },
    { "Вишневский", "Vishnevsky" },
    { "Вишневский", "Wiśniewski" },
    { "Вишневский", "Wiszniewski" },
    { "Ковальский", "Kowalski" },
    { "Ковальський", "Kowalski" },
    { "Хрущев", "Khrushchev" },
    { "Чехов", "Chekhov" },
    { "Жуков", "Zhukov" },
    { "Яковлев", "Yakovlev" },
    { "Юрий", "Yuriy" },
    { "Юрий", "Yury" },
    { "Сергей", "Sergey" },
    { "Андрей", "Andrey" },
    { "Москва", "Moskva" },
    { "Григоренко", "Grigorenko" },
    { "Григоренко", "Hryhorenko" },
    { "Ольга", "Olga" },
    { "Ольга", "Olha" },
    { "Харків", "Kharkiv" },
    { "Львів", "Lviv" },
    { "Дніпро", "Dnipro" },
    { "Україна", "Ukraina" },
    { "Новак", "Nowak" },
    { "Варшава", "Warszawa" },
    { "Краков", "Krakow" },
    { "Гугл", "Gugl" },
    { "Максим", "Maksim" },
    { "Максим", "Maxim" },
    { "Мария", "Mariya" },
    { "Мария", "Maria" },
    { "Хлеб", "Hleb" },
    { "Цемент", "Cement" },
    { "Цемент", "Tsement" },
    { "Щукин", "Shchukin" },
    { "Єременко", "Yeremenko" },
    { "Юлія", "Yuliia" },
    { "Згурський", "Zghurskyi" },
    { "Строй 24", "Stroy 24" },
  };

  check (pairs, G_N_ELEMENTS (pairs), crm_text_read_scripts);
}

/* What is in two alphabets, in none, or longer than a name is not read otherwise. */
static void
test_nothing (void)
{
  static const char *const texts[] = { "", "123", "...", "Иван Ivan", "日本" };
  g_autofree char *longer = g_strnfill (1000, 'a');

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_auto (GStrv) readings = crm_text_read_scripts (texts[i]);
    g_assert_cmpuint (g_strv_length (readings), ==, 0);
  }
  for (gsize i = 0; i < 2; i++) {
    g_auto (GStrv) readings =
        i == 0 ? crm_text_read_scripts (longer) : crm_text_read_layouts (longer);
    g_assert_cmpuint (g_strv_length (readings), ==, 0);
  }
}

/* Every key goes to another alphabet and back. */
static void
test_round_trip (void)
{
  static const char *const words[] = {
    "разговор", "съешь", "бюджет", "жаба", "щука", "объявление"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_auto (GStrv) typed = crm_text_read_layouts (words[i]);
    g_auto (GStrv) back = crm_text_read_layouts (typed[0]);
    g_autofree char *folded = crm_text_fold (words[i]);
    g_assert_true (g_strv_contains ((const char *const *) back, folded));
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-readings/layouts", test_layouts);
  g_test_add_func ("/text-readings/scripts", test_scripts);
  g_test_add_func ("/text-readings/nothing", test_nothing);
  g_test_add_func ("/text-readings/round-trip", test_round_trip);
  return g_test_run ();
}
