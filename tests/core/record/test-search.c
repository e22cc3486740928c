/* Search over all entities: what is found, what comes first, where it stands. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "crm-search.h"
#include "crm-text-readings.h"
#include "record-fixture.h"

static GPtrArray *
search (RecordFixture *fixture, const char *text, guint most)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = crm_search_read (record_fixture_reader (fixture), NULL, text, most, &error);

  g_assert_no_error (error);
  return hits;
}

static const CrmSearchHit *
first (GPtrArray *hits)
{
  return hits->len > 0 ? hits->pdata[0] : NULL;
}

/* Many have the word somewhere; who is called so comes first, however few are asked for. */
static void
test_title_first (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GPtrArray) hits = NULL;

  for (guint i = 0; i < 60; i++) {
    g_autofree char *name = g_strdup_printf ("Завод %u имени Орион", i);
    record_fixture_add (fixture, "company", "name", name, NULL);
  }
  record_fixture_add (fixture, "company", "name", "Орион Строй", NULL);
  record_fixture_add (fixture, "company", "name", "Орион", NULL);
  hits = search (fixture, "орион", 5);
  g_assert_cmpuint (hits->len, ==, 5);
  g_assert_cmpstr (first (hits)->title, ==, "Орион");
  g_assert_cmpstr (((CrmSearchHit *) hits->pdata[1])->title, ==, "Орион Строй");
}

/* As typed, on another layout, in another alphabet; what was typed comes before what may have been
 * meant. */
static void
test_readings (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *text;
    const char *title;
  } cases[] = {
    { "коваленко", "Коваленко" },
    { "rjdfktyrj", "Коваленко" },
    { "Kovalenko", "Коваленко" },
    { "Kovalenk", "Коваленко" },
    { "hjvfirf", "ООО «Ромашка»" },
    { "romashka", "ООО «Ромашка»" },
    { "Вишневски", "Wiśniewski" },
    { "Wisniewski", "Wiśniewski" },
    { "Vishnevskiy", "Вишневський" },
    { "№ 7707", "7707" },
    { "іфдуі", "Sales" },
    { "орион строй", "Строй Орион" },
    { "jhbjy cnhjq", "Строй Орион" },
    { "Stroy Orion", "Строй Орион" },
  };

  record_fixture_add (fixture, "contact", "name", "Коваленко", NULL);
  record_fixture_add (fixture, "company", "name", "ООО «Ромашка»", NULL);
  record_fixture_add (fixture, "contact", "name", "Wiśniewski", NULL);
  record_fixture_add (fixture, "contact", "name", "Вишневський", NULL);
  record_fixture_add (fixture, "company", "name", "7707", NULL);
  record_fixture_add (fixture, "company", "name", "Sales", NULL);
  record_fixture_add (fixture, "company", "name", "Строй Орион", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) hits = search (fixture, cases[i].text, 10);
    g_test_message ("%s", cases[i].text);
    g_assert_cmpuint (hits->len, >=, 1);
    if (g_str_has_prefix (cases[i].text, "Vishn")) /* either of the two */
      continue;
    g_assert_cmpstr (first (hits)->title, ==, cases[i].title);
  }
}

/* One phone, as people in three countries write it. */
static void
test_phones (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *text;
    const char *title;
  } cases[] = {
    { "+7 (916) 123-45-67", "Анна" }, { "8 916 123-45-67", "Анна" }, { "9161234567", "Анна" },
    { "89161234567", "Анна" },        { "123-45-67", "Анна" },       { "8 (916) 123", "Анна" },
    { "050 123 45 68", "Олег" },      { "+38 050 1234568", "Олег" }, { "00380501234568", "Олег" },
    { "601 234 569", "Ewa" },         { "+48601234569", "Ewa" },     { "601 23", "Ewa" },
    { "0048 601 234 569", "Ewa" },
  };

  record_fixture_add (fixture, "contact", "name", "Анна", "phone", "+79161234567", NULL);
  record_fixture_add (fixture, "contact", "name", "Олег", "phone", "+380501234568", NULL);
  record_fixture_add (fixture, "contact", "name", "Ewa", "phone", "+48601234569", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) hits = search (fixture, cases[i].text, 10);
    g_test_message ("%s", cases[i].text);
    g_assert_cmpuint (hits->len, ==, 1);
    g_assert_cmpstr (first (hits)->title, ==, cases[i].title);
    g_assert_nonnull (first (hits)->field);
    g_assert_cmpstr (first (hits)->field->name, ==, "phone");
  }
}

/* As it was written down, and as it is typed. */
static void
test_numbers (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *text;
    const char *title;
  } cases[] = {
    { "+380501234567", "Олег" },     { "380 50 123 45 67", "Олег" }, { "0038 050 1234567", "Олег" },
    { "50 123-45-68", "Ирина" },     { "501234568", "Ирина" },       { "+7 495 765 43 21", "Анна" },
    { "8 (495) 765-43-21", "Анна" }, { "+48 22 123 45 67", "Ewa" },  { "PL5250007738", "Novum" },
    { "pl 525-000-77-38", "Novum" }, { "5250007738", "Novum" },      { "PL7740001454", "Orlen" },
    { "7740001454", "Orlen" },       { "774-000-14-54", "Orlen" },
  };

  record_fixture_add (fixture, "contact", "name", "Олег", "phone", "0501234567", NULL);
  record_fixture_add (fixture, "contact", "name", "Ирина", "phone", "+380501234568", NULL);
  record_fixture_add (fixture, "contact", "name", "Анна", "phone", "8 (495) 765-43-21", NULL);
  record_fixture_add (fixture, "contact", "name", "Ewa", "phone", "22 123 45 67", NULL);
  record_fixture_add (fixture, "company", "name", "Novum", "tax_number", "525-000-77-38", NULL);
  record_fixture_add (fixture, "company", "name", "Orlen", "tax_number", "PL7740001454", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) hits = search (fixture, cases[i].text, 10);
    gboolean found = FALSE;

    g_test_message ("%s: %u", cases[i].text, hits->len);
    for (guint j = 0; j < hits->len; j++)
      found |= g_str_equal (((CrmSearchHit *) hits->pdata[j])->title, cases[i].title);
    g_assert_true (found);
  }
}

static void
test_remarks (RecordFixture *fixture, gconstpointer country)
{
  static const char *const entities[] = { "company", "contact", "deal" };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++) {
    g_autofree char *note = g_strdup_printf ("Платят по четвергам, склад %d", 11 + (int) i);
    g_autofree char *text = g_strdup_printf ("четверг %d", 11 + (int) i);
    g_autoptr (GPtrArray) hits = NULL;

    record_fixture_add (fixture, entities[i], "name", "Орион", "note", note, NULL);
    hits = search (fixture, text, 10);
    g_assert_cmpuint (hits->len, ==, 1);
    g_assert_cmpstr (first (hits)->entity->name, ==, entities[i]);
    g_assert_cmpstr (first (hits)->field->name, ==, "note");
    g_assert_cmpstr (first (hits)->found, ==, note);
  }
}

/* Which field it was found in, and what of it. */
static void
test_found_where (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *note = g_strconcat ("Слово за словом, и ещё много слов стоит перед тем, что "
                                       "ищут, так что в строку они не входят; ",
                                       "потом договорились о скидке.", NULL);
  gint64 company =
      record_fixture_add (fixture, "company", "name", "Орион", "email", "info@orion.example", NULL);
  g_autofree char *subject = g_strdup_printf (
      "%" G_GINT64_FORMAT, crm_subject_make (crm_entity_find ("company"), company));
  g_autoptr (GPtrArray) titles = search (fixture, "орион", 10);
  g_autoptr (GPtrArray) mails = search (fixture, "info", 10);
  g_autoptr (GPtrArray) tasks = NULL;

  g_assert_null (first (titles)->field);
  g_assert_cmpstr (first (mails)->field->name, ==, "email");
  g_assert_cmpstr (first (mails)->found, ==, "info@orion.example");

  record_fixture_add (fixture, "activity", "title", "Позвонить", "note", note, NULL);
  tasks = search (fixture, "скидк", 10);
  g_assert_cmpuint (tasks->len, ==, 1);
  g_assert_cmpstr (first (tasks)->field->name, ==, "note");
  g_assert_true (g_str_has_prefix (first (tasks)->found, "…"));
  g_assert_nonnull (strstr (first (tasks)->found, "скидке"));
}

static void
test_ranges (void)
{
  static const struct {
    const char *text;
    const char *words;
    const char *marked; /* what is found, in brackets */
  } cases[] = {
    { "Орион Строй", "орион", "[Орион] Строй" },
    { "Орион Строй", "стр ори", "[Ори]он [Стр]ой" },
    { "Ёлка", "ел", "[Ёл]ка" },
    { "Łódź Straße", "lodz strasse", "[Łódź] [Straße]" },
    { "п’ять яблук", "пят", "[п’ят]ь яблук" },
    { "a & b <c>", "b c", "a & [b] <[c]>" },
    { "+7 (916) 123-45-67", "9161234567", "+7 ([916) 123-45-67]" },
    { "+7 (916) 123-45-67", "12345", "+7 (916) [123-45]-67" },
    { "Орион", "вега", "Орион" },
    { "", "орион", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GArray) ranges = crm_search_find_ranges (cases[i].text, cases[i].words);
    g_autoptr (GString) marked = g_string_new (cases[i].text);
    for (guint j = ranges->len; j-- > 0;) {
      CrmSearchRange *range = &g_array_index (ranges, CrmSearchRange, j);
      g_string_insert_c (marked, range->end, ']');
      g_string_insert_c (marked, range->start, '[');
    }
    g_assert_cmpstr (marked->str, ==, cases[i].marked);
  }
}

/* Whatever is called something is found by it typed on the wrong layout. */
static void
test_any_name_on_wrong_layout (RecordFixture *fixture, gconstpointer country)
{
  static const char *const syllables[] = { "ко",  "ва", "лен", "шев", "чук", "мар", "ти", "но",
                                           "гри", "бо", "ру",  "сла", "пет", "кир", "до", "зим" };

  for (guint i = 0; i < 60; i++) {
    g_autoptr (GString) name = g_string_new (NULL);
    g_auto (GStrv) typed = NULL;
    g_autoptr (GPtrArray) hits = NULL;
    gboolean found = FALSE;
    gint64 id;

    for (guint n = 0; n < 4; n++)
      g_string_append (name, syllables[g_test_rand_int_range (0, G_N_ELEMENTS (syllables))]);
    id = record_fixture_add (fixture, "company", "name", name->str, NULL);
    typed = crm_text_read_layouts (name->str);
    hits = search (fixture, typed[0], 50);
    for (guint n = 0; n < hits->len; n++)
      found = found || ((CrmSearchHit *) hits->pdata[n])->id == id;
    g_test_message ("%s typed as %s", name->str, typed[0]);
    g_assert_true (found);
  }
}

/* Lists understand the same. */
static void
test_list (RecordFixture *fixture, gconstpointer country)
{
  static const char *const texts[] = { "ромаш", "hjvfi", "romash" };
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("company"));

  record_fixture_add (fixture, "company", "name", "ООО «Ромашка»", NULL);
  record_fixture_add (fixture, "company", "name", "Вега", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CrmQuery) query = crm_query_search (all, texts[i]);
    g_assert_cmpint (crm_query_count (query, record_fixture_reader (fixture), NULL), ==, 1);
  }
}

#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, "ru", record_fixture_set_up, func, record_fixture_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search/ranges", test_ranges);
  ADD ("/search/title-first", test_title_first);
  ADD ("/search/readings", test_readings);
  ADD ("/search/phones", test_phones);
  ADD ("/search/numbers", test_numbers);
  ADD ("/search/remarks", test_remarks);
  ADD ("/search/found-where", test_found_where);
  ADD ("/search/any-name-on-wrong-layout", test_any_name_on_wrong_layout);
  ADD ("/search/list", test_list);
  return g_test_run ();
}
