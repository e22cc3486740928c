/* The quick line. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "crm-date.h"
#include "crm-quick-line.h"
#include "record-fixture.h"

/* A Wednesday. */
#define NOW "2026-11-25T09:00"

static gint64
get_now (void)
{
  gint64 now = 0;
  g_assert_true (crm_moment_parse (NOW, &now, NULL));
  return now;
}

/* title | kind | day time-end | sum | deal | priority | person */
static char *
tell (CrmQuickLine *line)
{
  g_autoptr (GString) text = g_string_new (line->title);

  g_string_append_printf (text, " | %s |", line->kind);
  if (line->has_date) {
    g_autofree char *date = crm_date_to_iso (line->date);
    g_string_append_printf (text, " %s", date);
  }
  if (line->minutes >= 0)
    g_string_append_printf (text, " %02d:%02d", line->minutes / 60, line->minutes % 60);
  if (line->end_minutes >= 0)
    g_string_append_printf (text, "-%02d:%02d", line->end_minutes / 60, line->end_minutes % 60);
  g_string_append (text, " |");
  if (line->has_amount)
    g_string_append_printf (text, " %" G_GINT64_FORMAT ".%02d%s%s", line->amount / 100,
                            (int) (line->amount % 100), line->currency != NULL ? " " : "",
                            line->currency != NULL ? line->currency : "");
  g_string_append_printf (text, " | %s | %s | %s", line->has_deal ? "deal" : "",
                          line->priority != NULL ? line->priority : "",
                          line->person != NULL ? line->person : "");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_part (CrmQuickLine *line, guint byte, CrmQuickPartKind *kind)
{
  for (guint i = 0; i < line->parts->len; i++) {
    const CrmQuickPart *part = &g_array_index (line->parts, CrmQuickPart, i);
    if (byte >= part->start && byte < part->end) {
      *kind = part->kind;
      return TRUE;
    }
  }
  return FALSE;
}

/* Every letter is in a part; parts follow one another; what is no value stands in the title, in
 * order. */
static void
check_cover (const char *text, CrmQuickLine *line)
{
  const char *in_title = line->title;
  guint end = 0;

  for (guint i = 0; i < line->parts->len; i++) {
    const CrmQuickPart *part = &g_array_index (line->parts, CrmQuickPart, i);
    g_assert_cmpuint (part->start, >=, end);
    g_assert_cmpuint (part->end, >, part->start);
    g_assert_cmpuint (part->end, <=, strlen (text));
    end = part->end;
  }
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    CrmQuickPartKind kind = CRM_QUICK_TITLE;
    if (!g_unichar_isalnum (c))
      continue;
    g_assert_true (is_part (line, (guint) (p - text), &kind));
    if (kind != CRM_QUICK_TITLE && kind != CRM_QUICK_NAME && kind != CRM_QUICK_KIND &&
        kind != CRM_QUICK_DEAL)
      continue;
    while (*in_title != '\0' && g_utf8_get_char (in_title) != c &&
           !(in_title == line->title && g_unichar_totitle (c) == g_utf8_get_char (in_title)))
      in_title = g_utf8_next_char (in_title);
    g_assert_cmpint (*in_title, !=, '\0');
    in_title = g_utf8_next_char (in_title);
  }
  g_assert_true (g_utf8_validate (line->title, -1, NULL));
}

static void
test_phrases (gconstpointer language)
{
  g_autofree char *name = g_strdup_printf ("%s.tsv", (const char *) language);
  g_autofree char *path =
      g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "quick-line", name, NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", -1);
  for (char **row = lines; *row != NULL; row++) {
    g_auto (GStrv) cells = g_strsplit (*row, "\t", 2);
    g_autoptr (CrmQuickLine) line = NULL;
    g_autofree char *told = NULL;
    if (**row == '\0')
      continue;
    line = crm_quick_line_parse (cells[0], language, get_now (), "other");
    told = tell (line);
    check_cover (cells[0], line);
    if (g_strcmp0 (told, cells[1]) != 0) {
      g_test_message ("%s\t%s", cells[0], told);
      g_test_fail ();
    }
    n++;
  }
  g_assert_cmpuint (n, >=, 60);
}

/* Whoever types in another language is understood too. */
static void
test_other_languages (void)
{
  static const char *const lines[][2] = {
    { "позвонить Ковалю завтра в 10", "call" },
    { "zadzwonić do Oriona jutro o 10", "call" },
    { "meeting with Vega tomorrow at 10", "meeting" },
    { "зустріч з Вегою завтра о 10", "meeting" },
  };
  static const char *const languages[] = { "en", "ru", "uk", "pl", "de", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (languages); j++) {
      g_autoptr (CrmQuickLine) line =
          crm_quick_line_read (lines[i][0], languages[j], get_now (), "other");
      g_assert_cmpstr (line->kind, ==, lines[i][1]);
      g_assert_true (line->has_date);
      g_assert_cmpint (line->minutes, ==, 600);
    }
}

/* What was taken wrongly goes back into the title. */
static void
test_leave_words (void)
{
  const char *text = "call Kowalski tomorrow 10 offer 40 000 for Anna";
  g_autoptr (CrmQuickLine) line = crm_quick_line_parse (text, "en", get_now (), "other");

  g_assert_cmpstr (line->title, ==, "Call Kowalski, offer");
  crm_quick_line_leave_words (line, text, CRM_QUICK_AMOUNT);
  g_assert_false (line->has_amount);
  g_assert_cmpstr (line->title, ==, "Call Kowalski, offer 40 000");
  crm_quick_line_leave_words (line, text, CRM_QUICK_DATE);
  crm_quick_line_leave_words (line, text, CRM_QUICK_PERSON);
  g_assert_null (line->person);
  g_assert_cmpstr (line->title, ==, "Call Kowalski tomorrow, offer 40 000 for Anna");
  crm_quick_line_leave_words (line, text, CRM_QUICK_TIME);
  crm_quick_line_leave_words (line, text, CRM_QUICK_DEAL);
  g_assert_cmpint (line->minutes, ==, -1);
  g_assert_cmpstr (line->title, ==, "Call Kowalski tomorrow 10 offer 40 000 for Anna");
}

/* Words of all kinds thrown together, and any bytes that are text. */
static void
test_fuzz (void)
{
  static const char *const pieces[] = {
    "call",       "позвонить",
    "завтра",     "tomorrow",
    "10",         "10:30",
    "24.12",      "15",
    "июня",       "june",
    "через",      "in",
    "3",          "days",
    "дня",        "за",
    "tydzień",    "40",
    "000",        "тыс.",
    "k",          "$",
    "€5",         "40k",
    "1,5",        "млн",
    "offer",      "КП",
    "oferta",     "for",
    "Anna",       "для",
    "Анны",       "@",
    "@a",         "!",
    "!!",         "Orion",
    "«Орион»",    "next",
    "week",       "monday",
    "в",          "at",
    "31.02",      "99999999999999",
    "00",         "000000",
    "-",          "—",
    ",",          ":",
    "№",          "5",
    "pm",         "утра",
    "12",         "2026",
    "9999-12-31", "до",
    "конца",      "месяца",
    "10:00-9:00", "a",
    "И\xcc\x86",  "\xf0\x9f\x98\x80",
    "x",          "\xe2\x80\xaf",
    "1e9",        "0",
    "365",        "months",
  };
  static const char *const languages[] = { "en", "ru", "uk", "pl" };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int i = 0; i < 20000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    int n = g_rand_int_range (random, 0, 12);
    g_autoptr (CrmQuickLine) line = NULL;
    for (int j = 0; j < n; j++) {
      if (g_rand_int_range (random, 0, 12) == 0) {
        gunichar c = (gunichar) g_rand_int_range (random, 1, 0x2fff);
        if (g_unichar_validate (c))
          g_string_append_unichar (text, c);
      } else
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      if (g_rand_int_range (random, 0, 6) != 0)
        g_string_append_c (text, ' ');
    }
    line = crm_quick_line_parse (text->str, languages[i % 4], get_now (), "other");
    check_cover (text->str, line);
    g_assert_cmpint (line->minutes, <, 24 * 60);
    if (line->has_amount)
      g_assert_cmpint (line->amount, >, 0);
    if (line->has_date || line->minutes >= 0)
      g_assert_cmpint (crm_quick_line_get_due (line, get_now ()), !=, 0);
    for (CrmQuickPartKind kind = CRM_QUICK_TITLE; kind <= CRM_QUICK_PERSON; kind++)
      crm_quick_line_leave_words (line, text->str, kind);
    check_cover (text->str, line);
  }
}

static const CrmQuickHit *
find_first (RecordFixture *fixture, const char *text, const char *language, gboolean person)
{
  static GPtrArray *hits;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuickLine) line = crm_quick_line_parse (text, language, get_now (), "other");

  g_clear_pointer (&hits, g_ptr_array_unref);
  hits = person ? crm_quick_line_find_persons (line, record_fixture_reader (fixture), &error)
                : crm_quick_line_find (line, text, record_fixture_reader (fixture), &error);
  g_assert_no_error (error);
  return hits->len > 0 ? hits->pdata[0] : NULL;
}

/* Names stand in any case of the grammar, or only begin. */
static void
test_names (RecordFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *text;
    const char *language;
    const char *found;
  } lines[] = {
    { "call Kowalski tomorrow", "en", "Kowalski Jan" },
    { "call kowalski tomorrow", "en", "Kowalski Jan" },
    { "spotkanie z Kowalskim w piątek", "pl", "Kowalski Jan" },
    { "позвонить Ковалю завтра", "ru", "Коваль Петро" },
    { "зустріч з Ковалем завтра", "uk", "Коваль Петро" },
    { "meeting with Orion Stroy at 10", "en", "Orion Stroy LLC" },
    { "встреча с Вегой в пятницу", "ru", "Вега" },
    { "Vector: call tomorrow", "en", NULL },
    { "buy paper", "en", NULL },
  };
  const CrmQuickHit *hit;

  record_fixture_add (fixture, "company", "name", "Orion Stroy LLC", NULL);
  record_fixture_add (fixture, "company", "name", "Orion Print", NULL);
  record_fixture_add (fixture, "company", "name", "Вега", NULL);
  record_fixture_add (fixture, "contact", "first_name", "Jan", "last_name", "Kowalski", NULL);
  record_fixture_add (fixture, "contact", "first_name", "Петро", "last_name", "Коваль", NULL);
  record_fixture_add (fixture, "person", "name", "Anna Petrova", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    hit = find_first (fixture, lines[i].text, lines[i].language, FALSE);
    g_assert_cmpstr (hit != NULL ? hit->title : NULL, ==, lines[i].found);
  }
  hit = find_first (fixture, "check the contract for Anna", "en", TRUE);
  g_assert_cmpstr (hit->title, ==, "Anna Petrova");
  hit = find_first (fixture, "oferta dla Anny", "pl", TRUE);
  g_assert_cmpstr (hit->title, ==, "Anna Petrova");
  g_assert_null (find_first (fixture, "offer for Vega", "en", TRUE));
}

static void
test_due (void)
{
  static const struct {
    const char *text;
    const char *start;
    const char *due;
  } lines[] = {
    { "call Orion tomorrow at 10", "2026-11-26T10:00", "2026-11-26T10:00" },
    { "prepare papers tomorrow", NULL, "2026-11-26T18:00" },
    { "prepare papers tomorrow at 10", NULL, "2026-11-26T10:00" },
    { "call at 8:30", "2026-11-26T08:30", "2026-11-26T08:30" },
    { "call at 9:30", "2026-11-25T09:30", "2026-11-25T09:30" },
    { "meeting friday 10:00-11:30", "2026-11-27T10:00", "2026-11-27T11:30" },
    { "call in half an hour", "2026-11-25T09:30", "2026-11-25T09:30" },
    { "buy paper", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (CrmQuickLine) line = crm_quick_line_parse (lines[i].text, "en", get_now (), "other");
    g_autoptr (CrmRecord) task = crm_record_new (crm_entity_find ("activity"));
    const char *const expected[] = { lines[i].start, lines[i].due };
    static const char *const names[] = { "start", "due" };
    crm_quick_line_fill (line, task, get_now ());
    for (int j = 0; j < 2; j++) {
      gint64 moment = 0;
      if (expected[j] != NULL)
        g_assert_true (crm_moment_parse (expected[j], &moment, NULL));
      g_assert_cmpint (crm_record_get_integer (task, names[j]), ==, moment);
    }
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/quick-line/english", "en", test_phrases);
  g_test_add_data_func ("/quick-line/russian", "ru", test_phrases);
  g_test_add_data_func ("/quick-line/ukrainian", "uk", test_phrases);
  g_test_add_data_func ("/quick-line/polish", "pl", test_phrases);
  g_test_add_func ("/quick-line/other-languages", test_other_languages);
  g_test_add_func ("/quick-line/leaves-words", test_leave_words);
  g_test_add_func ("/quick-line/due", test_due);
  g_test_add_func ("/quick-line/nothing-is-lost", test_fuzz);
  g_test_add ("/quick-line/names", RecordFixture, "other", record_fixture_set_up, test_names,
              record_fixture_tear_down);
  return g_test_run ();
}
