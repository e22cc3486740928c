/* What is taken for one thing, and what is not. */
#include "config.h"

#include <string.h>

#include "crm-consistency.h"
#include "crm-duplicate.h"
#include "crm-name-key.h"
#include "record-fixture.h"

/* --- Names: what people who know the languages take for one, and for two. */

static const struct {
  const char *a, *b;
  gboolean same;
} pairs[] = {
  /* Legal forms, quotes, order, case */
  { "ООО «Орион Строй»", "Орион-Строй, ООО", TRUE },
  { "ООО \"Орион\"", "Общество с ограниченной ответственностью «Орион»", TRUE },
  { "АО Вега", "Вега", TRUE },
  { "ИП Петров И. А.", "Индивидуальный предприниматель Петров И.А.", TRUE },
  { "ТОВ «Світанок»", "Товариство з обмеженою відповідальністю «Світанок»", TRUE },
  { "ФОП Коваленко О. П.", "Коваленко О.П.", TRUE },
  { "ФОП Коваленко", "Фізична особа-підприємець Коваленко", TRUE },
  { "Alfa Sp. z o.o.", "ALFA spółka z ograniczoną odpowiedzialnością", TRUE },
  { "Budimex S.A.", "Budimex", TRUE },
  { "Budimex SA", "BUDIMEX Spółka Akcyjna", TRUE },
  { "Drewno sp.j.", "Drewno Spółka Jawna", TRUE },
  { "Orion LLC", "Orion Ltd.", TRUE },
  { "Müller GmbH & Co. KG", "Muller", TRUE },
  { "Acme, Inc.", "ACME", TRUE },
  /* Letters of another alphabet */
  { "Орион", "Orion", TRUE },
  { "ООО Орион", "Orion LLC", TRUE },
  { "Коваленко Олександр", "Oleksandr Kovalenko", TRUE },
  { "Шевченко", "Shevchenko", TRUE },
  { "Щербак Наталія", "Nataliia Shcherbak", TRUE },
  { "Жук Юрий", "Yuri Zhuk", TRUE },
  { "Жук Юрий", "Jurij Zhuk", TRUE },
  { "Хмельницький", "Khmelnytskyi", TRUE },
  { "Хмельницкий", "Chmielnicki", TRUE },
  { "Чернышевский", "Chernyshevsky", TRUE },
  { "Вишневский", "Wiśniewski", TRUE },
  { "Wisniewski Piotr", "Piotr Wiśniewski", TRUE },
  { "Иванов Сергей", "Ivanov Sergey", TRUE },
  { "Иванов Сергей", "Sergei Ivanov", TRUE },
  { "Иванов", "Iwanow", TRUE },
  { "Иванов", "Ivanoff", TRUE },
  { "Евгений Онегин", "Evgeny Onegin", TRUE },
  { "Євген Гриценко", "Yevhen Hrytsenko", TRUE },
  { "Григорий", "Hryhoriy", TRUE },
  { "Яна Ярошенко", "Yana Yaroshenko", TRUE },
  { "Техносервис", "Tehnoservis", TRUE },
  { "Техносервис", "Technoservis", TRUE },
  { "Максима", "Maxima", TRUE },
  { "Комфорт", "Comfort", TRUE },
  { "Цемент", "Cement", TRUE },
  { "Потоцкий", "Potocki", TRUE },
  { "Łódź Development", "Lodz Development", TRUE },
  { "Семён Артёмов", "Семен Артемов", TRUE },
  { "Ґудзь", "Гудзь", TRUE },
  /* Slips */
  { "Техносервис", "Техносевис", TRUE },
  { "Коваленко Іван", "Ковалнеко Іван", TRUE },
  { "Промтехкомплект", "Промтехкомлект", TRUE },
  { "Przedsiębiorstwo Kowalski", "Przedsiebiorstwo Kowalsky", TRUE },
  { "International Trading", "Internatonal Trading", TRUE },
  { "Стройинвест Групп", "Стройинвест Груп", TRUE },
  /* Not one */
  { "Школа 12", "Школа 13", FALSE },
  { "АЗС №1", "АЗС №2", FALSE },
  { "Вега", "Мега", FALSE },
  { "Лира", "Лиса", FALSE },
  { "Орион Строй", "Орион Трейд", FALSE },
  { "ООО Альфа", "ООО Омега", FALSE },
  { "Иванов Иван", "Петров Иван", FALSE },
  { "Иванов Иван", "Иванов Пётр", FALSE },
  { "Коваленко", "Ковальчук", FALSE },
  { "Шевченко", "Шевчук", FALSE },
  { "Nowak Jan", "Nowak Anna", FALSE },
  { "Kowalski", "Kowalczyk", FALSE },
  { "Север", "Сервер", FALSE },
  { "Global Trade", "Global Travel", FALSE },
  { "Смирнов", "Симонов", FALSE },
  { "Мария", "Марина", FALSE },
  { "ABC", "ABD", FALSE },
  { "Строймаш", "Стройгаз", FALSE },
  { "Energia Plus", "Energia Max", FALSE },
  { "North Star", "South Star", FALSE },
  { "ТОВ Мир", "ТОВ Світ", FALSE },
  { "Агропром", "Автопром", FALSE },
  { "Medical Center", "Dental Center", FALSE },
  { "Петренко Олег", "Петренко Ольга", FALSE },
};

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *x = crm_name_key (a);
  g_autofree char *y = crm_name_key (b);

  return crm_name_difference (x, y) >= 0;
}

static void
test_names (void)
{
  int right = 0, found = 0, expected = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    gboolean same = is_same (pairs[i].a, pairs[i].b);
    g_assert_true (same == is_same (pairs[i].b, pairs[i].a));
    expected += pairs[i].same;
    found += same;
    right += same && pairs[i].same;
    if (same != pairs[i].same) {
      g_autofree char *x = crm_name_key (pairs[i].a);
      g_autofree char *y = crm_name_key (pairs[i].b);
      g_test_message ("%s %s ~ %s (%s ~ %s)", same ? "false" : "missed", pairs[i].a, pairs[i].b, x,
                      y);
    }
  }
  g_test_message ("precision %d/%d, recall %d/%d", right, found, right, expected);
  g_assert_cmpint (right * 100, >=, found * 95);
  g_assert_cmpint (right * 100, >=, expected * 95);
}

static void
test_name_keys (void)
{
  static const struct {
    const char *name, *key;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "«»", "" },
    { "ООО", "o" }, /* nothing else is there */
    { "ООО ООО Вега", "veha" },
    { "株式会社", "株式会社" },
  };
  g_autofree char *endless = g_strnfill (5000, 'a');
  g_autofree char *words = NULL;
  g_autofree char *key = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *made = crm_name_key (cases[i].name);
    g_assert_cmpstr (made, ==, cases[i].key);
  }
  words = g_strdup_printf ("%s株式会社%s", endless, endless);
  key = crm_name_key (words);
  g_assert_true (g_utf8_validate (key, -1, NULL));
}

/* The distance is one: what it says does not depend on the limit, and steps add up. */
static void
test_distance (void)
{
  static const struct {
    const char *a, *b;
    guint distance;
  } cases[] = {
    { "", "", 0 },        { "abc", "abc", 0 },   { "abc", "acb", 1 },        { "abc", "ab", 1 },
    { "abc", "xabc", 1 }, { "abcd", "badc", 2 }, { "kitten", "sitting", 3 }, { "ab", "ba", 1 },
    { "", "abc", 3 }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint most = 0; most < 6; most++)
      g_assert_cmpuint (crm_name_distance (cases[i].a, cases[i].b, most), ==,
                        MIN (cases[i].distance, most + 1));
}

/* --- Records */

static GPtrArray *
find (RecordFixture *fixture, const char *entity, int least, ...)
{
  g_autoptr (CrmRecord) draft = crm_record_new_empty (crm_entity_find (entity));
  g_autoptr (GError) error = NULL;
  GPtrArray *found;
  va_list arguments;
  const char *field;

  va_start (arguments, least);
  while ((field = va_arg (arguments, const char *)) != NULL)
    crm_record_set_text (draft, field, va_arg (arguments, const char *));
  va_end (arguments);
  found = crm_duplicate_find (record_fixture_reader (fixture), draft, least, 10, &error);
  g_assert_no_error (error);
  return found;
}

static void
assert_found (GPtrArray *found, gint64 id, const char *reason)
{
  const CrmDuplicate *first;

  g_assert_cmpuint (found->len, >=, 1);
  first = found->pdata[0];
  g_test_message ("%s: %s (%d)", first->title, first->reasons, first->score.percent);
  g_assert_cmpint (first->id, ==, id);
  g_assert_nonnull (strstr (first->reasons, reason));
}

static void
test_find (RecordFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (fixture, "company", "name", "ООО «Орион Строитель»", "phone",
                                  "+7 (916) 123-45-67", "email", "Info@Orion.ru", "tax_number",
                                  "7707083893", "city", "Москва", NULL);
  g_autoptr (GPtrArray) found = NULL;

  record_fixture_add (fixture, "company", "name", "Вега", NULL);
#define FIND(reason, ...)                                                                          \
  found = find (fixture, "company", CRM_MATCH_WORTH_A_LOOK, __VA_ARGS__, NULL);                    \
  assert_found (found, id, reason);                                                                \
  g_clear_pointer (&found, g_ptr_array_unref)
  FIND ("Tax number", "tax_number", "7707 083 893");
  FIND ("Phone", "phone", "8 916 1234567");
  FIND ("E-mail", "email", "info@orion.RU");
  FIND ("same name", "name", "Орион строитель");
  FIND ("other letters", "name", "Orion Stroitel");
  FIND ("1 letter", "name", "Орион Стриотель");
#undef FIND
  found = find (fixture, "company", CRM_MATCH_WORTH_A_LOOK, "name", "Орион Трейд", NULL);
  g_assert_cmpuint (found->len, ==, 0);
  g_clear_pointer (&found, g_ptr_array_unref);
  /* Not itself, and not what is gone. */
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmRecord) self =
        crm_record_load (record_fixture_reader (fixture), crm_entity_find ("company"), id, &error);
    found = crm_duplicate_find (record_fixture_reader (fixture), self, 1, 10, &error);
    g_assert_cmpuint (found->len, ==, 0);
    g_clear_pointer (&found, g_ptr_array_unref);
  }
  record_fixture_delete (fixture, "company", id);
  found = find (fixture, "company", 1, "tax_number", "7707083893", NULL);
  g_assert_cmpuint (found->len, ==, 0);
  g_clear_pointer (&found, g_ptr_array_unref);
  g_assert_true (record_fixture_undo (fixture));
  found = find (fixture, "company", 1, "tax_number", "7707083893", NULL);
  g_assert_cmpuint (found->len, ==, 1);
}

/* What speaks for and against: pairs of records and whether they are shown. */
static void
test_score (void)
{
  static const struct {
    const char *entity;
    const char *a[10], *b[10];
    gboolean likely, certain;
  } cases[] = {
    { "company",
      { "name", "Orion", "tax_number", "7707083893" },
      { "name", "ORION LLC", "tax_number", "7707083893" },
      TRUE,
      TRUE },
    { "company",
      { "name", "Orion", "tax_number", "7707083893" },
      { "name", "Vega", "tax_number", "7707083893" },
      TRUE,
      FALSE },
    { "company",
      { "name", "Orion", "tax_number", "7707083893" },
      { "name", "Orion", "tax_number", "5250007738" },
      FALSE,
      FALSE },
    { "company",
      { "name", "Orion", "tax_number", "7707083893", "kpp", "770701001" },
      { "name", "Orion", "tax_number", "7707083893", "kpp", "590202001" },
      TRUE,
      FALSE },
    { "company",
      { "name", "Bank", "tax_number", "7707083893", "kpp", "770701001" },
      { "name", "Branch of Perm", "tax_number", "7707083893", "kpp", "590202001" },
      FALSE,
      FALSE },
    { "company",
      { "name", "Orion", "city", "Kyiv" },
      { "name", "Orion", "city", "Lviv" },
      FALSE,
      FALSE },
    { "company",
      { "name", "Orion", "city", "Kyiv" },
      { "name", "Orion", "city", "Київ" },
      TRUE,
      FALSE },
    { "company",
      { "name", "Orion", "phone", "+380671234567" },
      { "name", "Vega", "phone", "0671234567" },
      FALSE,
      FALSE },
    { "contact",
      { "name", "Ivan Kovalenko", "mobile", "+380671234567" },
      { "name", "Коваленко Иван", "phone", "067 123-45-67" },
      TRUE,
      FALSE },
    { "contact",
      { "name", "Anna", "phone", "+380441112233", "email", "office@a.ua" },
      { "name", "Oleh", "phone", "+380441112233", "email", "office@a.ua" },
      FALSE,
      FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CrmEntity *entity = crm_entity_find (cases[i].entity);
    g_autoptr (CrmRecord) a = crm_record_new_empty (entity);
    g_autoptr (CrmRecord) b = crm_record_new_empty (entity);
    g_autoptr (CrmMatchCard) x = NULL;
    g_autoptr (CrmMatchCard) y = NULL;
    g_autofree char *reasons = NULL;
    CrmMatchScore score, back;
    for (int j = 0; cases[i].a[j] != NULL; j += 2)
      crm_record_set_text (a, cases[i].a[j], cases[i].a[j + 1]);
    for (int j = 0; cases[i].b[j] != NULL; j += 2)
      crm_record_set_text (b, cases[i].b[j], cases[i].b[j + 1]);
    x = crm_match_card_new (a);
    y = crm_match_card_new (b);
    score = crm_match_compare (x, y);
    back = crm_match_compare (y, x);
    reasons = crm_match_score_dup_reasons (&score, entity);
    g_test_message ("%zu: %d %s", i, score.percent, reasons);
    g_assert_cmpint (score.percent, ==, back.percent);
    g_assert_true ((score.percent >= CRM_MATCH_LIKELY) == cases[i].likely);
    g_assert_true (score.certain == cases[i].certain);
  }
}

static void
test_search (RecordFixture *fixture, gconstpointer country)
{
  static const char *const names[] = {
    "Орион Строй",    "Вега",   "ООО «Орион-Строй»", "Orion Stroy", "Промтехкомплект",
    "Промтехкомлект", "Альтаир"
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  const CrmDuplicateGroup *group;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    record_fixture_add (fixture, "company", "name", names[i], NULL);
  found = crm_duplicate_search (record_fixture_reader (fixture), crm_entity_find ("company"), NULL,
                                NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 4);
  groups = crm_duplicate_group (found);
  g_assert_cmpuint (groups->len, ==, 2);
  group = groups->pdata[0];
  g_assert_cmpuint (group->ids->len, ==, 3);
  g_assert_cmpint (g_array_index (group->ids, gint64, 0), ==, 1);
  g_assert_false (group->certain);

  /* What people told apart is not shown again. */
  record_fixture_add (fixture, "different", "first", "company:6", "second", "company:5", NULL);
  g_clear_pointer (&found, g_array_unref);
  found = crm_duplicate_search (record_fixture_reader (fixture), crm_entity_find ("company"), NULL,
                                NULL, NULL, &error);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_true (record_fixture_undo (fixture));
  {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_cancellable_cancel (cancellable);
    g_assert_null (crm_duplicate_search (record_fixture_reader (fixture),
                                         crm_entity_find ("company"), NULL, NULL, cancellable,
                                         &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  }
}

/* A load that puts its keys off has the same ones in the end. */
typedef struct {
  int n;
  int most;
} Feed;

static gboolean
feed (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Feed *load = data;

  for (int end = MIN (load->n + 500, load->most); load->n < end; load->n++) {
    CrmRecord *company = crm_record_new (crm_entity_find ("company"));
    g_autofree char *name = g_strdup_printf ("Company %d", load->n % 2500);
    crm_record_set_text (company, "name", name);
    crm_change_take (change, company, 0);
  }
  return load->n < load->most;
}

static gboolean
rebuild (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_consistency_rebuild (database, NULL, cancellable, error);
}

static void
test_bulk (RecordFixture *fixture, gconstpointer verbatim)
{
  g_autofree char *start = record_fixture_dump (fixture);
  g_autofree char *loaded = NULL, *rebuilt = NULL, *end = NULL;
  g_autoptr (CrmChange) change = crm_change_new ("Load", 0, CRM_ORIGIN_IMPORT);
  g_autoptr (GError) error = NULL;
  Feed load = { 0, 3000 };

  crm_change_set_verbatim (change, TRUE);
  crm_change_set_feed (change, feed, &load, NULL, 3000);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  loaded = record_fixture_dump (fixture);
  g_assert_nonnull (strstr (loaded, "n1 kompani"));
  g_assert_true (crm_store_write (fixture->store, rebuild, NULL, NULL, &error));
  rebuilt = record_fixture_dump (fixture);
  g_assert_cmpstr (loaded, ==, rebuilt);
  g_assert_true (record_fixture_undo (fixture));
  end = record_fixture_dump (fixture);
  g_assert_cmpstr (start, ==, end);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duplicate/names", test_names);
  g_test_add_func ("/duplicate/name-keys", test_name_keys);
  g_test_add_func ("/duplicate/distance", test_distance);
  g_test_add_func ("/duplicate/score", test_score);
#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, "other", record_fixture_set_up, func, record_fixture_tear_down)
  ADD ("/duplicate/find", test_find);
  ADD ("/duplicate/search", test_search);
  ADD ("/duplicate/bulk", test_bulk);
  return g_test_run ();
}
