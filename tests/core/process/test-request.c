/* Requests to colleagues: nothing is asked or done without what must be given, both sides are told,
 * and each step is taken back by one Undo. */
#include "config.h"

#include <string.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-process.h"
#include "crm-request.h"
#include "process-fixture.h"

static CrmDatabase *
reader (ProcessFixture *fixture)
{
  return record_fixture_reader (&fixture->base);
}

static CrmRecord *
get_kind (ProcessFixture *fixture, guint i)
{
  g_autoptr (GPtrArray) kinds = crm_request_read_kinds (reader (fixture), NULL);

  g_assert_nonnull (kinds);
  g_assert_cmpuint (kinds->len, ==, 3);
  return g_object_ref (kinds->pdata[i]);
}

static CrmChange *
begin (gint64 person)
{
  CrmChange *change = crm_change_new ("request", person, CRM_ORIGIN_WINDOW);
  crm_change_set_moment (change, crm_moment_from_date (20000) + 10 * 3600);
  return change;
}

/* Asks for an estimate; @what: NULL: nothing is said. */
static gboolean
ask (ProcessFixture *fixture, const char *what, GError **error)
{
  g_autoptr (CrmRecord) kind = get_kind (fixture, 0);
  g_autoptr (CrmChange) change = begin (fixture->caller);
  g_autoptr (CrmRecord) task = crm_request_new_task (reader (fixture), kind, fixture->caller,
                                                     crm_moment_from_date (20000) + 10 * 3600);
  g_autoptr (GPtrArray) answers = crm_request_new_answers (reader (fixture), kind, NULL);
  gint64 stand_in;

  g_assert_cmpuint (answers->len, ==, 4);
  crm_record_set_integer (task, "company", fixture->company);
  stand_in = crm_request_add (change, task);
  if (what != NULL)
    crm_record_set_text (answers->pdata[0], "text", what);
  for (guint i = 0; i < answers->len; i++)
    crm_request_add_answer (change, stand_in, answers->pdata[i], NULL, NULL);
  return crm_change_commit_sync (change, fixture->base.store, error) > 0;
}

static gboolean
finish_as (ProcessFixture *fixture, gint64 person, GError **error)
{
  g_autoptr (CrmChange) change = begin (person);

  crm_request_finish (change, 1);
  return crm_change_commit_sync (change, fixture->base.store, error) > 0;
}

static void
give (ProcessFixture *fixture, guint i, const char *text, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChange) change = begin (fixture->closer);
  g_autoptr (GPtrArray) answers = crm_request_read_answers (reader (fixture), 1, "output", NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_bytes_new (file, strlen (file)) : NULL;

  if (text != NULL)
    crm_record_set_text (answers->pdata[i], "text", text);
  crm_request_give (change, answers->pdata[i], file != NULL ? "estimate.txt" : NULL, bytes);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->base.store, &error), >, 0);
  g_assert_no_error (error);
}

static void
assert_says (GError **error, const char *text)
{
  g_assert_error (*error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr ((*error)->message, text));
  g_clear_error (error);
}

static void
test_ask_and_answer (ProcessFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = record_fixture_dump (&fixture->base);
  g_autofree char *after = NULL;

  g_assert_false (ask (fixture, NULL, &error));
  assert_says (&error, "What the client needs");
  g_assert_true (ask (fixture, "Two gates", &error));
  g_assert_no_error (error);
  assert_field (fixture, "activity", 1, "state", "attention");
  assert_one (fixture, "activity WHERE responsible = (SELECT id FROM person WHERE role = "
                       "'project_manager') AND asker IS NOT NULL AND request = 1");
  assert_one (fixture, "reminder WHERE kind = 'request' AND text LIKE '%Prepare an estimate'");
  process_fixture_assert_undone (fixture, before);

  g_assert_false (finish_as (fixture, fixture->closer, &error));
  assert_says (&error, "Sum and terms");
  give (fixture, 0, "40 000", NULL);
  g_assert_false (finish_as (fixture, fixture->closer, &error));
  assert_says (&error, "“Estimate”");
  give (fixture, 1, NULL, "cubic metres");
  assert_one (fixture, "file WHERE name = 'estimate.txt'");
  after = record_fixture_dump (&fixture->base);
  g_assert_true (finish_as (fixture, fixture->closer, &error));
  g_assert_no_error (error);
  assert_field (fixture, "activity", 1, "state", "done");
  assert_one (fixture, "reminder WHERE kind = 'answer'");
  process_fixture_assert_undone (fixture, after);
}

/* What was told meanwhile does not keep a step from being taken back. */
static void
test_undo_after_told (ProcessFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChange) shown = begin (fixture->caller);
  g_autofree char *before = record_fixture_dump (&fixture->base);
  g_autofree char *after = NULL;

  g_assert_true (ask (fixture, "Two gates", &error));
  crm_change_set_given (shown);
  crm_change_set_text (shown, crm_entity_find ("reminder"), 1, "state", "shown");
  g_assert_cmpint (crm_change_commit_sync (shown, fixture->base.store, &error), >, 0);
  g_assert_true (record_fixture_undo (&fixture->base));
  after = record_fixture_dump (&fixture->base);
  g_assert_cmpstr (before, ==, after);
}

static void
test_refuse (ProcessFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChange) silent = begin (fixture->closer);
  g_autoptr (CrmChange) told = begin (fixture->closer);
  g_autofree char *before = NULL;

  g_assert_true (ask (fixture, "Two gates", &error));
  crm_change_set_text (silent, crm_entity_find ("activity"), 1, "state", "cancelled");
  g_assert_cmpint (crm_change_commit_sync (silent, fixture->base.store, &error), <, 0);
  assert_says (&error, "Say why");
  before = record_fixture_dump (&fixture->base);
  crm_request_refuse (told, 1, "On leave");
  g_assert_cmpint (crm_change_commit_sync (told, fixture->base.store, &error), >, 0);
  assert_field (fixture, "activity", 1, "outcome", "On leave");
  assert_one (fixture, "reminder WHERE kind = 'answer' AND text LIKE '%On leave%'");
  process_fixture_assert_undone (fixture, before);
}

/* Who asked needs no reason; who was asked is told. */
static void
test_take_back (ProcessFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChange) change = begin (fixture->caller);

  g_assert_true (ask (fixture, "Two gates", &error));
  crm_change_set_text (change, crm_entity_find ("activity"), 1, "state", "cancelled");
  g_assert_cmpint (crm_change_commit_sync (change, fixture->base.store, &error), >, 0);
  assert_one (fixture, "reminder WHERE kind = 'request' AND text LIKE 'Not needed%'");
}

/* Who was asked leaves: the request waits for somebody else, and who asked is told. By hand it is
 * asked of somebody or not at all. */
static void
test_person_goes (ProcessFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChange) by_hand = begin (fixture->caller);
  g_autoptr (CrmChange) change = begin (fixture->keeper);
  g_autofree char *before = NULL;
  CrmValue empty = CRM_VALUE_INIT;

  g_assert_true (ask (fixture, "Two gates", &error));
  record_fixture_set (&fixture->base, "activity", 1, "state", "in_work");
  crm_change_set (by_hand, crm_entity_find ("activity"), 1, "responsible", &empty);
  g_assert_cmpint (crm_change_commit_sync (by_hand, fixture->base.store, &error), <, 0);
  assert_says (&error, "asked of nobody");
  before = record_fixture_dump (&fixture->base);
  crm_change_delete (change, crm_entity_find ("person"), fixture->closer);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->base.store, &error), >, 0);
  g_assert_no_error (error);
  assert_field (fixture, "activity", 1, "state", "attention");
  assert_one (fixture, "activity WHERE responsible IS NULL AND asker IS NOT NULL");
  assert_one (fixture, "reminder WHERE kind = 'answer' AND text LIKE 'Nobody is asked%'");
  process_fixture_assert_undone (fixture, before);
}

/* A question about a field is answered where the field is. */
static void
test_field (ProcessFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  gint64 kind;
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmRecord) task = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autofree char *given = NULL;

  kind = record_fixture_add (&fixture->base, "request_kind", "name", "Look", NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, kind);
  record_fixture_add (&fixture->base, "request_item", "name", "City", "request", id, "form",
                      "field", "field", "company.city", NULL);
  record = crm_record_load (reader (fixture), crm_entity_find ("request_kind"), kind, NULL);
  task = crm_request_new_task (reader (fixture), record, fixture->caller, 0);
  answers = crm_request_new_answers (reader (fixture), record, NULL);
  g_assert_false (crm_request_is_given (reader (fixture), task, answers->pdata[0]));
  crm_record_set_integer (task, "company", fixture->company);
  record_fixture_set (&fixture->base, "company", fixture->company, "city", "Lviv");
  g_assert_true (crm_request_is_given (reader (fixture), task, answers->pdata[0]));
  given = crm_request_dup_given (reader (fixture), task, answers->pdata[0]);
  g_assert_cmpstr (given, ==, "Lviv");
}

/* Two working days from Friday end on Tuesday; what is asked for late today is due tomorrow. */
static void
test_due (ProcessFixture *fixture, gconstpointer country)
{
  g_autofree char *friday = NULL;
  gint64 date;
  gint64 due;

  g_assert_true (crm_date_parse ("2026-11-27", &date, NULL));
  due = crm_request_find_due (reader (fixture), 2, crm_moment_from_date (date) + 10 * 3600);
  friday = crm_moment_to_iso (due);
  g_assert_true (g_str_has_prefix (friday, "2026-12-01T18:00"));
  due = crm_request_find_due (reader (fixture), 0, crm_moment_from_date (date) + 20 * 3600);
  g_assert_cmpint (crm_moment_to_date (due), ==, date + 3);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/request/" name, ProcessFixture, "other", process_fixture_set_up, func,             \
              process_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("ask-and-answer", test_ask_and_answer);
  ADD ("undo-after-told", test_undo_after_told);
  ADD ("refuse", test_refuse);
  ADD ("take-back", test_take_back);
  ADD ("person-goes", test_person_goes);
  ADD ("field", test_field);
  ADD ("due", test_due);
  return g_test_run ();
}
