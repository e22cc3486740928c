/* Documents that come again, and letters to those who do not pay. */
#include "config.h"

#include "crm-clock.h"
#include "crm-command-process.h"
#include "crm-date.h"
#include "crm-document-debtor.h"
#include "crm-document-repeat.h"
#include "crm-document.h"
#include "crm-error.h"
#include "crm-payment-habit.h"
#include "crm-process-tick.h"
#include "record-fixture.h"

#define DAY(y, m, d) crm_date_from_ymd (y, m, d)

typedef struct {
  RecordFixture record;
  gint64 buyer;
  gint64 document;
  gint64 repeat;
} Fixture;

static CrmDatabase *
get_reader (Fixture *fixture)
{
  return record_fixture_reader (&fixture->record);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  gint64 n = -1;
  g_assert_true (crm_database_query_integer (get_reader (fixture), sql, 0, &n, NULL));
  return n;
}

static char *
dup_text (Fixture *fixture, const char *entity, gint64 id, const char *field)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (get_reader (fixture), crm_entity_find (entity), id, NULL);
  return g_strdup (crm_record_get_text (record, field));
}

static void
assert_text (Fixture *fixture, const char *entity, gint64 id, const char *field,
             const char *expected)
{
  g_autofree char *text = dup_text (fixture, entity, id, field);
  g_assert_cmpstr (text, ==, expected);
}

static gint64
get_integer (Fixture *fixture, const char *entity, gint64 id, const char *field)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (get_reader (fixture), crm_entity_find (entity), id, NULL);
  return crm_record_get_integer (record, field);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;

  crm_document_register ();
  crm_command_register_processes ();
  record_fixture_set_up (record, "ru");
  record_fixture_add (record, "company", "name", "ООО «Ветер»", "type", "my_company", "country",
                      "ru", NULL);
  fixture->buyer = record_fixture_add (record, "company", "name", "Орион", NULL);
  fixture->document =
      record_fixture_add (record, "document", "kind", "invoice", "company", "Орион", "seller",
                          "ООО «Ветер»", "date", "2026-01-30", "due_date", "2026-02-06", "language",
                          "ru", "currency", "RUB", "note", "Договор от 3 марта 2025", NULL);
  record_fixture_add (record, "document_line", "document", "1", "name", "Аренда за январь 2026 г.",
                      "price", "50000", "vat_rate", "22", NULL);
  fixture->repeat =
      record_fixture_add (record, "recurrence", "name", "Счёт, Орион", "document", "1", "next",
                          "2026-02-28", "day", "31", "rest", "same", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  record_fixture_tear_down (&fixture->record, data);
}

typedef struct {
  gint64 now;
  CrmTick tick;
} Ticking;

static gboolean
tick_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Ticking *ticking = data;
  return crm_process_tick (database, ticking->now, 0, &ticking->tick, error);
}

static CrmTick
tick (Fixture *fixture, gint64 date)
{
  Ticking ticking = { crm_moment_from_wall (date, 9 * 3600) };
  g_autoptr (GError) error = NULL;

  crm_store_write (fixture->record.store, tick_func, &ticking, NULL, &error);
  g_assert_no_error (error);
  return ticking.tick;
}

/* --- Days and words */

static void
test_days (void)
{
  static const struct {
    int from[3], every;
    const char *unit;
    int day, to[3];
  } steps[] = {
    { { 2026, 1, 31 }, 1, "month", 31, { 2026, 2, 28 } },
    { { 2026, 2, 28 }, 1, "month", 31, { 2026, 3, 31 } },
    { { 2028, 1, 31 }, 1, "month", 31, { 2028, 2, 29 } },
    { { 2026, 11, 15 }, 2, "month", 15, { 2027, 1, 15 } },
    { { 2026, 11, 30 }, 1, "quarter", 0, { 2027, 2, 28 } },
    { { 2028, 2, 29 }, 1, "year", 29, { 2029, 2, 28 } },
    { { 2026, 12, 30 }, 1, "week", 0, { 2027, 1, 6 } },
    { { 2026, 1, 1 }, 99, "year", 1, { 2125, 1, 1 } },
  };
  g_autoptr (CrmWorkingCalendar) poland = crm_working_calendar_new ("pl");

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    g_assert_cmpint (
        crm_document_repeat_step (DAY (steps[i].from[0], steps[i].from[1], steps[i].from[2]),
                                  steps[i].every, steps[i].unit, steps[i].day),
        ==, DAY (steps[i].to[0], steps[i].to[1], steps[i].to[2]));
  /* 28 February 2026 is a Saturday, 1 January a holiday. */
  g_assert_cmpint (crm_document_repeat_move (DAY (2026, 2, 28), "before", poland), ==,
                   DAY (2026, 2, 27));
  g_assert_cmpint (crm_document_repeat_move (DAY (2026, 2, 28), "after", poland), ==,
                   DAY (2026, 3, 2));
  g_assert_cmpint (crm_document_repeat_move (DAY (2026, 2, 28), "same", poland), ==,
                   DAY (2026, 2, 28));
  g_assert_cmpint (crm_document_repeat_step (CRM_DATE_MAX, 1, "year", 1), ==, CRM_DATE_MAX);
}

static void
test_words (void)
{
  static const struct {
    const char *language, *text, *expected;
  } texts[] = {
    { "ru", "Аренда за январь 2026 г.", "Аренда за март 2026 г." },
    { "ru", "АРЕНДА ЗА Ноябрь 2025", "АРЕНДА ЗА Январь 2026" },
    { "ru", "Услуги, {month} {year}, {quarter}", "Услуги, март 2026, 1 квартал" },
    { "ru", "Договор от 3 марта 2025", "Договор от 3 марта 2025" },
    { "ru", "Акт января 2026 года", "Акт марта 2026 года" },
    { "ru", "Майонез 2026", "Майонез 2026" },
    { "uk", "Оренда за січень 2026", "Оренда за березень 2026" },
    { "pl", "Czynsz za grudzień 2025", "Czynsz za luty 2026" },
    { "pl", "Abonament {month} {year}", "Abonament marzec 2026" },
    { "en", "Rent for November 2025 and May 20266", "Rent for January 2026 and May 20266" },
    { "en", "{other} {", "{other} {" },
    { NULL, "Rent, January 2026", "Rent, March 2026" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *text = crm_document_repeat_text (texts[i].text, texts[i].language,
                                                      DAY (2026, 1, 30), DAY (2026, 3, 31));
    g_assert_cmpstr (text, ==, texts[i].expected);
  }
}

/* Whatever is thrown at it comes out as UTF-8. */
static void
test_words_fuzz (void)
{
  static const char *const parts[] = { "январь", " ",  "2026",     "{month}", "{",
                                       "}",      "é",  "May",      "3",       "\302\240",
                                       "марта",  "🎈", "Листопад", "{year" };

  for (int n = 0; n < 3000; n++) {
    g_autoptr (GString) text = g_string_new (NULL);
    for (int i = g_test_rand_int_range (0, 12); i > 0; i--)
      g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
    g_autofree char *moved =
        crm_document_repeat_text (text->str, n % 2 ? "ru" : "en", g_test_rand_int_range (0, 40000),
                                  g_test_rand_int_range (0, 40000));
    g_assert_true (g_utf8_validate (moved, -1, NULL));
  }
}

/* --- The tick */

static void
test_makes_draft (Fixture *fixture, gconstpointer data)
{
  CrmTick made = tick (fixture, DAY (2026, 2, 27));
  g_assert_cmpint (made.repeated, ==, 0);
  made = tick (fixture, DAY (2026, 2, 28));
  g_assert_cmpint (made.repeated, ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM document"), ==, 2);
  g_assert_cmpint (get_integer (fixture, "document", 2, "date"), ==, DAY (2026, 2, 28));
  g_assert_cmpint (get_integer (fixture, "document", 2, "due_date"), ==, DAY (2026, 3, 7));
  assert_text (fixture, "document", 2, "number", NULL);
  assert_text (fixture, "document", 2, "note", "Договор от 3 марта 2025");
  assert_text (fixture, "document_line", 2, "name", "Аренда за февраль 2026 г.");
  g_assert_cmpint (get_integer (fixture, "document", 2, "total"), ==, 5000000);
  g_assert_cmpint (get_integer (fixture, "recurrence", 1, "next"), ==, DAY (2026, 3, 31));
  g_assert_cmpint (get_integer (fixture, "recurrence", 1, "made"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM activity WHERE document = 2"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM reminder WHERE kind = 'notice'"), ==, 1);
  /* A tick too many makes nothing. */
  made = tick (fixture, DAY (2026, 2, 28));
  g_assert_cmpint (made.repeated, ==, 0);
  /* One Undo takes draft and task away, and they do not come again. */
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM document"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM activity"), ==, 0);
  made = tick (fixture, DAY (2026, 3, 1));
  g_assert_cmpint (made.repeated, ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM document"), ==, 1);
}

/* Who was away for three months finds three drafts, one task, one thing said. */
static void
test_missed (Fixture *fixture, gconstpointer data)
{
  CrmTick made = tick (fixture, DAY (2026, 5, 4));

  g_assert_cmpint (made.repeated, ==, 3);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM document"), ==, 4);
  assert_text (fixture, "document_line", 4, "name", "Аренда за апрель 2026 г.");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM activity"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM reminder WHERE kind = 'notice'"), ==, 1);
  /* Ten years are no flood: two years at once. */
  made = tick (fixture, DAY (2036, 5, 4));
  g_assert_cmpint (made.repeated, ==, 24);
}

static void
test_ends (Fixture *fixture, gconstpointer data)
{
  record_fixture_set (&fixture->record, "recurrence", 1, "times", "2");
  g_assert_cmpint (tick (fixture, DAY (2026, 12, 1)).repeated, ==, 2);
  assert_text (fixture, "recurrence", 1, "state", "ended");
  g_assert_cmpint (get_integer (fixture, "recurrence", 1, "times"), ==, 0);
  g_assert_cmpint (tick (fixture, DAY (2027, 12, 1)).repeated, ==, 0);
  g_assert_cmpint (crm_document_find_repeat (get_reader (fixture), fixture->document), ==, 0);
}

static void
test_until_and_pause (Fixture *fixture, gconstpointer data)
{
  record_fixture_set (&fixture->record, "recurrence", 1, "state", "paused");
  g_assert_cmpint (tick (fixture, DAY (2026, 3, 1)).repeated, ==, 0);
  record_fixture_set (&fixture->record, "recurrence", 1, "state", "active");
  record_fixture_set (&fixture->record, "recurrence", 1, "until", "2026-04-15");
  g_assert_cmpint (tick (fixture, DAY (2026, 8, 1)).repeated, ==, 2);
  assert_text (fixture, "recurrence", 1, "state", "ended");
}

/* Who puts the next one on the 15th gets the later ones on the 15th. */
static void
test_day_follows (Fixture *fixture, gconstpointer data)
{
  record_fixture_set (&fixture->record, "recurrence", 1, "next", "2026-03-15");
  g_assert_cmpint (get_integer (fixture, "recurrence", 1, "day"), ==, 15);
  tick (fixture, DAY (2026, 3, 15));
  g_assert_cmpint (get_integer (fixture, "recurrence", 1, "next"), ==, DAY (2026, 4, 15));
  g_assert_cmpint (get_integer (fixture, "recurrence", 1, "day"), ==, 15);
}

/* What the company itself says of its days: a Friday of its own that is free, and a worked
 * Saturday.
 */
static void
test_own_days (Fixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;

  record_fixture_set (record, "recurrence", 1, "rest", "before");
  record_fixture_add (record, "own_day", "name", "Ours", "date", "2026-02-27", "day", "free", NULL);
  g_assert_cmpint (tick (fixture, DAY (2026, 2, 25)).repeated, ==, 0);
  g_assert_cmpint (tick (fixture, DAY (2026, 2, 26)).repeated, ==, 1);
  g_assert_cmpint (get_integer (fixture, "document", 2, "date"), ==, DAY (2026, 2, 26));
  /* 31 May 2026 is a Sunday. */
  record_fixture_add (record, "own_day", "name", "Ours", "date", "2026-05-30", "day", "worked",
                      NULL);
  record_fixture_set (record, "recurrence", 1, "next", "2026-05-31");
  g_assert_cmpint (tick (fixture, DAY (2026, 5, 29)).repeated, ==, 0);
  g_assert_cmpint (tick (fixture, DAY (2026, 5, 30)).repeated, ==, 1);
}

static void
test_reminds_only (Fixture *fixture, gconstpointer data)
{
  record_fixture_set (&fixture->record, "recurrence", 1, "deed", "remind");
  g_assert_cmpint (tick (fixture, DAY (2026, 3, 1)).repeated, ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM document"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM activity WHERE document = 1"), ==, 1);
}

/* One that is refused is paused and told of; what else has come due comes all the same. */
static void
test_refused_goes_alone (Fixture *fixture, gconstpointer data)
{
  record_fixture_add (&fixture->record, "recurrence", "name", "Напомнить", "document", "1", "next",
                      "2026-02-28", "day", "28", "rest", "same", "deed", "remind", NULL);
  record_fixture_add (&fixture->record, "custom_field", "entity", "document", "label", "Must",
                      "kind", "text", "required", "yes", NULL);
  g_assert_cmpint (tick (fixture, DAY (2026, 2, 28)).repeated, ==, 0);
  assert_text (fixture, "recurrence", 1, "state", "paused");
  g_assert_cmpint (get_integer (fixture, "recurrence", 1, "made"), ==, 0);
  g_assert_cmpint (get_integer (fixture, "recurrence", 1, "next"), ==, DAY (2026, 2, 28));
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM document"), ==, 1);
  assert_text (fixture, "recurrence", 2, "state", "active");
  g_assert_cmpint (get_integer (fixture, "recurrence", 2, "made"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM activity"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM reminder WHERE kind = 'notice'"), ==, 2);
  g_assert_cmpint (tick (fixture, DAY (2026, 2, 28)).repeated, ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM reminder WHERE kind = 'notice'"), ==, 2);
}

static void
test_new_and_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmRecord) repeat = crm_document_new_repeat (get_reader (fixture), 1, NULL);
  g_autoptr (CrmChange) change = crm_change_new ("Repeat", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (crm_record_get_text (repeat, "name"), ==, "Invoice, Орион");
  g_assert_cmpint (crm_record_get_integer (repeat, "next"), ==, DAY (2026, 2, 28));
  g_assert_cmpint (crm_record_get_integer (repeat, "day"), ==, 30);
  g_assert_cmpint (crm_document_find_repeat (get_reader (fixture), 1), ==, fixture->repeat);
  crm_record_set_integer (repeat, "every", 0);
  crm_change_add (change, repeat);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->record.store, &error), <, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

/* --- Letters */

static void
issue (Fixture *fixture, gint64 id)
{
  g_autoptr (CrmChange) change = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_document_add_issue (change, get_reader (fixture), id, &error));
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
}

static void
test_debtors (Fixture *fixture, gconstpointer data)
{
  CrmDebtorTerms terms;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) debtors = NULL;
  g_autoptr (CrmChange) change = crm_change_new ("Letters", 0, CRM_ORIGIN_COMMAND);
  const CrmDebtor *debtor;
  gint64 today = crm_clock_today (), letter;

  crm_debtor_terms_read (get_reader (fixture), &terms);
  g_assert_cmpint (terms.first, ==, 1);
  g_assert_cmpint (terms.gap, ==, 7);
  issue (fixture, fixture->document);
  record_fixture_add (&fixture->record, "payment", "document", "1", "company", "Орион", "amount",
                      "12000", "date", "2026-02-10", NULL);
  /* What is not due, paid, or only a draft is no debt. */
  record_fixture_add (&fixture->record, "document", "kind", "invoice", "company", "Орион", "seller",
                      "ООО «Ветер»", "due_date", "2026-01-01", NULL);
  debtors = crm_document_list_debtors (get_reader (fixture), today, &terms, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (debtors->len, ==, 1);
  debtor = debtors->pdata[0];
  g_assert_cmpstr (debtor->name, ==, "Орион");
  g_assert_cmpuint (debtor->n_documents, ==, 1);
  g_assert_cmpint (debtor->total, ==, 5000000);
  g_assert_cmpint (debtor->paid, ==, 1200000);
  g_assert_cmpint (debtor->left, ==, 3800000);
  g_assert_cmpint (debtor->days, ==, today - DAY (2026, 2, 6));
  g_assert_cmpint (debtor->level, ==, 1);
  g_assert_cmpint (debtor->ready, ==, DAY (2026, 2, 7));

  /* The letter is issued with its paper in the same change. */
  letter = crm_document_add_letter (change, get_reader (fixture), debtor, &error);
  g_assert_no_error (error);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  letter = crm_change_get_id (change, letter);
  assert_text (fixture, "document", letter, "kind", "reminder");
  g_assert_cmpint (get_integer (fixture, "document", letter, "issued"), !=, 0);
  g_assert_cmpint (get_integer (fixture, "document", letter, "pdf"), !=, 0);

  /* The next one waits for its days. */
  g_clear_pointer (&debtors, g_ptr_array_unref);
  debtors = crm_document_list_debtors (get_reader (fixture), today, &terms, &error);
  debtor = debtors->pdata[0];
  g_assert_cmpint (debtor->level, ==, 2);
  g_assert_cmpint (debtor->last, ==, today);
  g_assert_cmpint (debtor->ready, ==, today + 7);

  /* One Undo takes it back. */
  g_assert_true (record_fixture_undo (&fixture->record));
  g_clear_pointer (&debtors, g_ptr_array_unref);
  debtors = crm_document_list_debtors (get_reader (fixture), today, &terms, &error);
  g_assert_cmpint (((CrmDebtor *) debtors->pdata[0])->level, ==, 1);
  /* Paid in full: nobody owes. */
  record_fixture_add (&fixture->record, "payment", "document", "1", "company", "Орион", "amount",
                      "38000", "date", "2026-02-11", NULL);
  g_clear_pointer (&debtors, g_ptr_array_unref);
  debtors = crm_document_list_debtors (get_reader (fixture), today, &terms, &error);
  g_assert_cmpuint (debtors->len, ==, 0);
}

/* --- How a client pays */

/* An invoice for 100 that was expected on a day, and what came on another. */
static gint64
add_invoice (Fixture *fixture, const char *due, const char *paid, const char *amount)
{
  RecordFixture *record = &fixture->record;
  gint64 invoice =
      record_fixture_add (record, "document", "kind", "invoice", "company", "Орион", "seller",
                          "ООО «Ветер»", "date", "2026-01-10", "due_date", due, NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, invoice);

  record_fixture_add (record, "document_line", "document", id, "name", "Аренда", "price", "100",
                      NULL);
  if (paid != NULL)
    record_fixture_add (record, "payment", "document", id, "date", paid, "amount", amount, NULL);
  return invoice;
}

static CrmPaymentHabit
read_habit (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  CrmPaymentHabit habit;

  crm_payment_habit_read (get_reader (fixture), fixture->buyer, DAY (2026, 3, 1), &habit, &error);
  g_assert_no_error (error);
  return habit;
}

static void
assert_said (const CrmPaymentHabit *habit, const char *text, const char *details)
{
  g_autofree char *said = crm_payment_habit_dup_text (habit);
  g_autofree char *more = crm_payment_habit_dup_details (habit);

  g_assert_cmpstr (said, ==, text);
  g_assert_cmpstr (more, ==, details);
}

static void
test_habit (Fixture *fixture, gconstpointer data)
{
  CrmPaymentHabit habit = read_habit (fixture);
  gint64 invoice;

  assert_said (&habit, NULL, ""); /* a draft asks for nothing yet */
  invoice = add_invoice (fixture, "2026-02-10", "2026-02-20", "99.99");
  record_fixture_set (&fixture->record, "document", invoice, "status", "for_signature");
  habit = read_habit (fixture);
  assert_said (&habit, "Has not paid anything yet", "1 overdue");
  record_fixture_add (&fixture->record, "payment", "document", "2", "date", "2026-02-14", "amount",
                      "0.01", NULL);
  habit = read_habit (fixture);
  assert_said (&habit, "Pays 10 days late on average", "0 of 1 on time");
  add_invoice (fixture, "2026-02-10", "2026-02-10", "100");
  add_invoice (fixture, "2026-02-10", "2026-02-03", "100");
  habit = read_habit (fixture);
  g_assert_cmpint (habit.days, ==, 1); /* 10, 0 and -7 days */
  assert_said (&habit, "Pays 1 day late on average", "2 of 3 on time");
  invoice = add_invoice (fixture, "2026-02-11", NULL, NULL);
  record_fixture_set (&fixture->record, "document", invoice, "due_date", "2026-02-12");
  /* That was a draft: no promise yet. */
  record_fixture_set (&fixture->record, "document", invoice, "status", "for_signature");
  record_fixture_set (&fixture->record, "document", invoice, "due_date", "2026-02-15");
  record_fixture_set (&fixture->record, "document", invoice, "due_date", "2026-02-18");
  record_fixture_set (&fixture->record, "document", invoice, "status", "lapsed");
  add_invoice (fixture, "2026-02-10", "2026-01-20", "100");
  habit = read_habit (fixture);
  assert_said (&habit, "Pays 5 days early on average",
               "3 of 4 on time · put off 2 times · 1 lapsed"); /* -4.5 */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document-repeat/days", test_days);
  g_test_add_func ("/document-repeat/words", test_words);
  g_test_add_func ("/document-repeat/words-fuzz", test_words_fuzz);
#define ADD(name, func)                                                                            \
  g_test_add ("/document-repeat/" name, Fixture, "ru", set_up, func, tear_down)
  ADD ("makes-draft", test_makes_draft);
  ADD ("missed", test_missed);
  ADD ("ends", test_ends);
  ADD ("until-and-pause", test_until_and_pause);
  ADD ("own-days", test_own_days);
  ADD ("reminds-only", test_reminds_only);
  ADD ("refused-goes-alone", test_refused_goes_alone);
  ADD ("day-follows", test_day_follows);
  ADD ("new-and-refused", test_new_and_refused);
  ADD ("debtors", test_debtors);
  ADD ("habit", test_habit);
  return g_test_run ();
}
