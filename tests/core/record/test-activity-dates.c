/* The last and the next activity of deals, companies and contacts: what is kept beside every deed
 * is what one would count from the records. */
#include "config.h"

#include <string.h>

#include "crm-activity-dates.h"
#include "crm-alarm.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-kind.h"
#include "crm-query.h"
#include "record-fixture.h"

/* --- Counted by hand */

static GPtrArray *
read_all (RecordFixture *fixture, const char *entity)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find (entity));
  g_autoptr (GError) error = NULL;
  GPtrArray *records =
      crm_query_fetch_all (query, record_fixture_reader (fixture), G_MAXUINT32, &error);

  g_assert_no_error (error);
  return records;
}

typedef struct {
  gint64 last; /* 0: none */
  gint64 next;
} Dates;

static void
count_last (Dates *dates, gint64 moment)
{
  dates->last = MAX (dates->last, moment);
}

static void
count_next (Dates *dates, gint64 date)
{
  if (date != 0 && (dates->next == 0 || date < dates->next))
    dates->next = date;
}

static Dates
count_dates (RecordFixture *fixture, const CrmEntity *entity, CrmRecord *record)
{
  Dates dates = { 0, 0 };
  gint64 id = crm_record_get_id (record);
  gboolean is_deal = strcmp (entity->name, "deal") == 0;
  g_autoptr (GPtrArray) notes = read_all (fixture, "note");
  g_autoptr (GPtrArray) tasks = read_all (fixture, "activity");
  g_autoptr (GPtrArray) documents = read_all (fixture, "document");
  g_autoptr (GPtrArray) deals = read_all (fixture, "deal");
  g_autoptr (GPtrArray) stays = read_all (fixture, "stage_move");

  for (guint i = 0; i < notes->len; i++)
    if (crm_record_get_integer (notes->pdata[i], "subject") == crm_subject_make (entity, id))
      count_last (&dates, crm_record_get_integer (notes->pdata[i], "created"));
  for (guint i = 0; i < tasks->len; i++) {
    CrmRecord *task = tasks->pdata[i];
    const char *state = crm_record_get_text (task, "state");
    if (crm_record_get_integer (task, entity->name) != id)
      continue;
    count_last (&dates, crm_record_get_integer (task, "done"));
    if (strcmp (state, "done") != 0 && strcmp (state, "cancelled") != 0 &&
        !(crm_record_is_empty (task, "due") && crm_record_is_empty (task, "start")))
      count_next (&dates, crm_moment_to_date (crm_record_get_integer (
                              task, crm_record_is_empty (task, "due") ? "start" : "due")));
  }
  for (guint i = 0; i < documents->len; i++)
    if (crm_record_get_integer (documents->pdata[i], entity->name) == id)
      count_last (&dates, crm_record_get_integer (documents->pdata[i], "issued"));
  for (guint i = 0; is_deal && i < stays->len; i++)
    if (crm_record_get_integer (stays->pdata[i], "deal") == id)
      count_last (&dates, crm_record_get_integer (stays->pdata[i], "left"));
  for (guint i = 0; !is_deal && i < deals->len; i++)
    if (crm_record_get_integer (deals->pdata[i], entity->name) == id) {
      Dates inner = count_dates (fixture, crm_entity_find ("deal"), deals->pdata[i]);
      count_last (&dates, inner.last);
      if (crm_record_is_empty (deals->pdata[i], "closed"))
        count_next (&dates, inner.next);
    }
  if (is_deal && dates.next == 0)
    dates.next = crm_record_get_integer (record, "planned_activity");
  return dates;
}

static void
check_all (RecordFixture *fixture)
{
  static const char *const keepers[] = { "deal", "contact", "company" };

  for (gsize i = 0; i < G_N_ELEMENTS (keepers); i++) {
    const CrmEntity *entity = crm_entity_find (keepers[i]);
    g_autoptr (GPtrArray) records = read_all (fixture, keepers[i]);
    for (guint j = 0; j < records->len; j++) {
      Dates dates = count_dates (fixture, entity, records->pdata[j]);
      g_assert_cmpint (crm_record_get_integer (records->pdata[j], "last_activity"), ==, dates.last);
      g_assert_cmpint (crm_record_get_integer (records->pdata[j], "next_activity"), ==, dates.next);
    }
  }
}

/* --- Cases */

static char *
dup_value (RecordFixture *fixture, const char *entity, gint64 id, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) record =
      crm_record_load (record_fixture_reader (fixture), crm_entity_find (entity), id, &error);

  g_assert_no_error (error);
  return crm_field_to_machine (
      crm_entity_field (crm_entity_find (entity), field),
      crm_record_get_value (record, crm_entity_field_index (crm_entity_find (entity), field)));
}

static void
assert_value (RecordFixture *fixture, const char *entity, gint64 id, const char *field,
              const char *text)
{
  g_autofree char *value = dup_value (fixture, entity, id, field);
  g_assert_cmpstr (value, ==, text);
}

static void
assert_begins (RecordFixture *fixture, const char *entity, gint64 id, const char *field,
               const char *text)
{
  g_autofree char *value = dup_value (fixture, entity, id, field);
  if (!g_str_has_prefix (value, text))
    g_error ("%s is %s, not %s", field, value, text);
}

/* A meeting has no term and is a next step all the same, also of what was kept before. */
static void
test_meeting (RecordFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 deal = record_fixture_add (fixture, "deal", "name", "Windows", "company", "Orion", NULL);
  gint64 meeting =
      record_fixture_add (fixture, "activity", "title", "Meet", "kind", "meeting", "deal",
                          "Windows", "start", "2030-06-06T10:00", "ends", "2030-06-06T11:00", NULL);

  assert_value (fixture, "deal", deal, "next_activity", "2030-06-06");
  assert_value (fixture, "company", company, "next_activity", "2030-06-06");
  record_fixture_set (fixture, "activity", meeting, "start", "2030-06-08T10:00");
  assert_value (fixture, "deal", deal, "next_activity", "2030-06-08");
  record_fixture_set (fixture, "activity", meeting, "due", "2030-07-01T10:00");
  assert_value (fixture, "deal", deal, "next_activity", "2030-07-01");
  g_assert_true (record_fixture_undo (fixture));
  assert_value (fixture, "deal", deal, "next_activity", "2030-06-08");
  record_fixture_set (fixture, "activity", meeting, "state", "done");
  assert_value (fixture, "deal", deal, "next_activity", "");
}

/* The date typed holds until a task has one, and again when that is done. */
static void
test_next (RecordFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 deal = record_fixture_add (fixture, "deal", "name", "Windows", "company", "Orion",
                                    "next_activity", "2030-05-05", NULL);
  gint64 task;
  gint64 later;

  assert_value (fixture, "deal", deal, "next_activity", "2030-05-05");
  assert_value (fixture, "company", company, "next_activity", "2030-05-05");
  task = record_fixture_add (fixture, "activity", "title", "Call", "deal", "Windows", "due",
                             "2030-06-06T10:00", NULL);
  later = record_fixture_add (fixture, "activity", "title", "Meet", "company", "Orion", "due",
                              "2030-07-07T10:00", NULL);
  assert_value (fixture, "deal", deal, "next_activity", "2030-06-06");
  assert_value (fixture, "company", company, "next_activity", "2030-06-06");
  record_fixture_set (fixture, "activity", task, "state", "done");
  assert_value (fixture, "deal", deal, "next_activity", "2030-05-05");
  g_assert_true (record_fixture_undo (fixture));
  assert_value (fixture, "deal", deal, "next_activity", "2030-06-06");
  /* What is typed over a task's date waits for its turn. */
  record_fixture_set (fixture, "deal", deal, "next_activity", "2030-05-15");
  assert_value (fixture, "deal", deal, "next_activity", "2030-06-06");
  record_fixture_delete (fixture, "activity", task);
  assert_value (fixture, "deal", deal, "next_activity", "2030-05-15");
  record_fixture_set (fixture, "deal", deal, "next_activity", NULL);
  assert_value (fixture, "deal", deal, "next_activity", "");
  assert_value (fixture, "company", company, "next_activity", "2030-07-07");
  record_fixture_set (fixture, "activity", later, "state", "cancelled");
  assert_value (fixture, "company", company, "next_activity", "");
  check_all (fixture);
}

/* The first day of the calendar that moments count from is a date too, and none is none. */
static void
test_first_day (RecordFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 deal = record_fixture_add (fixture, "deal", "name", "Windows", "company", "Orion",
                                    "next_activity", "1970-01-01", NULL);

  assert_value (fixture, "company", company, "next_activity", "1970-01-01");
  record_fixture_set (fixture, "deal", deal, "next_activity", NULL);
  assert_value (fixture, "company", company, "next_activity", "");
  record_fixture_set (fixture, "deal", deal, "next_activity", "1969-12-31");
  assert_value (fixture, "company", company, "next_activity", "1969-12-31");
}

/* Notes, tasks, documents and moves count; what is kept is neither history nor a step of Undo. */
static void
test_last (RecordFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 deal = record_fixture_add (fixture, "deal", "name", "Windows", "company", "Orion", NULL);
  g_autofree char *subject = g_strdup_printf ("deal:%" G_GINT64_FORMAT, deal);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autofree char *today = NULL;
  gint64 note;

  assert_value (fixture, "deal", deal, "last_activity", "");
  note = record_fixture_add (fixture, "note", "text", "a", "subject", subject, "created",
                             "2020-02-02T10:00", NULL);
  record_fixture_add (fixture, "note", "text", "b", "subject", subject, "created",
                      "2019-02-02T10:00", NULL);
  assert_begins (fixture, "deal", deal, "last_activity", "2020-02-02");
  check_all (fixture);
  record_fixture_delete (fixture, "note", note);
  assert_begins (fixture, "company", company, "last_activity", "2019-02-02");
  check_all (fixture);
  record_fixture_set (fixture, "deal", deal, "stage", "Won");
  today = crm_date_to_iso (crm_clock_today ());
  assert_begins (fixture, "company", company, "last_activity", today);
  check_all (fixture);
  history = crm_journal_read_history (record_fixture_reader (fixture), crm_entity_find ("company"),
                                      company, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 1);
}

/* --- Anything at all */

typedef struct {
  RecordFixture *fixture;
  GRand *rand;
  guint n_done;
} Play;

static gint64
pick (Play *play, const char *entity)
{
  g_autoptr (GPtrArray) records = read_all (play->fixture, entity);
  if (records->len == 0)
    return 0;
  return crm_record_get_id (records->pdata[g_rand_int_range (play->rand, 0, (int) records->len)]);
}

static void
set_maybe (Play *play, CrmRecord *record, const char *field, const char *target)
{
  gint64 id = g_rand_int_range (play->rand, 0, 3) > 0 ? pick (play, target) : 0;
  if (id != 0)
    crm_record_set_integer (record, field, id);
}

static gint64
draw_moment (Play *play)
{
  return crm_clock_now () + 3600 * g_rand_int_range (play->rand, -5000, 5000);
}

static void
commit (Play *play, CrmChange *change)
{
  g_autoptr (GError) error = NULL;
  gint64 id = crm_change_commit_sync (change, play->fixture->store, &error);

  g_assert_no_error (error);
  play->n_done += id > 0 ? 1 : 0;
}

static void
add_something (Play *play, CrmChange *change)
{
  static const char *const entities[] = { "note", "activity", "document", "deal" };
  static const char *const subjects[] = { "deal", "company", "contact" };
  static const char *const states[] = { "new", "done", "cancelled", "in_work" };
  const char *entity = entities[g_rand_int_range (play->rand, 0, G_N_ELEMENTS (entities))];
  g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find (entity));

  if (strcmp (entity, "note") == 0) {
    const char *subject = subjects[g_rand_int_range (play->rand, 0, G_N_ELEMENTS (subjects))];
    gint64 id = pick (play, subject);
    if (id == 0)
      return;
    crm_record_set_text (record, "text", "Note");
    crm_record_set_integer (record, "subject", crm_subject_make (crm_entity_find (subject), id));
    crm_record_set_integer (record, "created", draw_moment (play));
  } else {
    set_maybe (play, record, "company", "company");
    set_maybe (play, record, "contact", "contact");
    if (strcmp (entity, "deal") == 0)
      crm_record_set_text (record, "name", "Deal");
    else
      set_maybe (play, record, "deal", "deal");
    if (strcmp (entity, "activity") == 0) {
      crm_record_set_text (record, "title", "Call");
      crm_record_set_text (record, "state",
                           states[g_rand_int_range (play->rand, 0, G_N_ELEMENTS (states))]);
      crm_record_set_integer (record, g_rand_boolean (play->rand) ? "start" : "due",
                              draw_moment (play));
    }
    if (strcmp (entity, "document") == 0) {
      crm_record_set_text (record, "kind", "invoice");
      if (g_rand_boolean (play->rand))
        crm_record_set_integer (record, "issued", draw_moment (play));
    }
  }
  crm_change_add (change, record);
}

static void
set_something (Play *play, CrmChange *change)
{
  switch (g_rand_int_range (play->rand, 0, 7)) {
  case 0:
    if (pick (play, "activity") != 0)
      crm_change_set_text (change, crm_entity_find ("activity"), pick (play, "activity"), "state",
                           g_rand_boolean (play->rand) ? "done" : "new");
    break;
  case 1:
    if (pick (play, "activity") != 0)
      crm_change_set_integer (change, crm_entity_find ("activity"), pick (play, "activity"), "due",
                              draw_moment (play));
    break;
  case 2:
    if (pick (play, "activity") != 0 && pick (play, "deal") != 0)
      crm_change_set_integer (change, crm_entity_find ("activity"), pick (play, "activity"), "deal",
                              pick (play, "deal"));
    break;
  case 3:
    if (pick (play, "deal") != 0)
      crm_change_set_integer (change, crm_entity_find ("deal"), pick (play, "deal"), "stage",
                              pick (play, "stage"));
    break;
  case 4:
    if (pick (play, "deal") != 0)
      crm_change_set_integer (change, crm_entity_find ("deal"), pick (play, "deal"),
                              "next_activity", crm_moment_to_date (draw_moment (play)));
    break;
  case 5:
    if (pick (play, "deal") != 0)
      crm_change_set_integer (change, crm_entity_find ("deal"), pick (play, "deal"), "company",
                              pick (play, "company"));
    break;
  default:
    if (pick (play, "document") != 0)
      crm_change_set_integer (change, crm_entity_find ("document"), pick (play, "document"),
                              "issued", draw_moment (play));
  }
}

static void
delete_something (Play *play, CrmChange *change)
{
  static const char *const entities[] = { "note", "note", "activity", "document", "deal" };
  const char *entity = entities[g_rand_int_range (play->rand, 0, G_N_ELEMENTS (entities))];
  gint64 id = pick (play, entity);

  if (id != 0)
    crm_change_delete (change, crm_entity_find (entity), id);
}

static gboolean
rebuild (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_activity_dates_rebuild (database, NULL, error);
}

static void
check_rebuilt (RecordFixture *fixture)
{
  g_autofree char *kept = record_fixture_dump (fixture);
  g_autofree char *rebuilt = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_store_write (fixture->store, rebuild, NULL, NULL, &error));
  g_assert_no_error (error);
  rebuilt = record_fixture_dump (fixture);
  g_assert_cmpstr (kept, ==, rebuilt);
}

static void
test_property (RecordFixture *fixture, gconstpointer country)
{
  Play play = { .fixture = fixture, .rand = g_rand_new_with_seed (g_test_rand_int ()) };
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;

  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  record_fixture_add (fixture, "company", "name", "Vega", NULL);
  record_fixture_add (fixture, "contact", "name", "Anna", "company", "Orion", NULL);
  record_fixture_add (fixture, "contact", "name", "Oleh", "company", "Vega", NULL);
  start = record_fixture_dump (fixture);
  for (int i = 0; i < 40; i++) {
    g_autoptr (CrmChange) change = crm_change_new ("Play", 0, CRM_ORIGIN_COMMAND);
    int n = g_rand_int_range (play.rand, 1, 4);
    for (int j = 0; j < n; j++)
      if (g_rand_int_range (play.rand, 0, 5) < 2)
        add_something (&play, change);
      else
        set_something (&play, change);
    commit (&play, change);
    if (g_rand_int_range (play.rand, 0, 6) == 0) {
      g_autoptr (CrmChange) removal = crm_change_new ("Remove", 0, CRM_ORIGIN_COMMAND);
      delete_something (&play, removal);
      commit (&play, removal);
    }
    check_all (fixture);
    if (g_rand_int_range (play.rand, 0, 8) == 0) {
      g_assert_true (record_fixture_undo (fixture));
      check_all (fixture);
      g_assert_true (record_fixture_redo (fixture));
      check_all (fixture);
    }
  }
  check_rebuilt (fixture);
  end = record_fixture_dump (fixture);
  for (guint i = 0; i < play.n_done; i++)
    g_assert_true (record_fixture_undo (fixture));
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (start, ==, back);
  for (guint i = 0; i < play.n_done; i++)
    g_assert_true (record_fixture_redo (fixture));
  again = record_fixture_dump (fixture);
  g_assert_cmpstr (end, ==, again);
  g_rand_free (play.rand);
}

/* --- What nobody cares for */

static void
do_task (RecordFixture *fixture, const char *deal, const char *company, const char *now)
{
  gint64 id;

  g_setenv ("VORONKA_NOW", now, TRUE);
  id = record_fixture_add (fixture, "activity", "title", "Done", "deal", deal, "company", company,
                           NULL);
  record_fixture_set (fixture, "activity", id, "state", "done");
}

static void
add_step (RecordFixture *fixture, const char *deal, const char *due)
{
  record_fixture_add (fixture, "activity", "title", "Step", "deal", deal, "due", due, NULL);
}

/* Without a step, with one that has passed, and silent for longer than the client ever is; not one
 * of the same client that was spoken of yesterday, nor one of a client who is always slow. */
static void
test_neglected (RecordFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *name, *company;
  } deals[] = { { "No step", "Orion" },
                { "Passed", "Orion" },
                { "Silent", "Vega" },
                { "Spoken of", "Vega" },
                { "Slow", "Sirius" } };
  static const struct {
    CrmNeglectReason reason;
    int day;
  } expected[] = { { CRM_NEGLECT_NO_STEP, 1 },
                   { CRM_NEGLECT_PASSED, 10 },
                   { CRM_NEGLECT_SILENT, 17 } };
  g_autoptr (GArray) found = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("VORONKA_NOW", "2026-11-01T10:00", TRUE);
  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  record_fixture_add (fixture, "company", "name", "Vega", NULL);
  record_fixture_add (fixture, "company", "name", "Sirius", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (deals); i++)
    record_fixture_add (fixture, "deal", "name", deals[i].name, "company", deals[i].company, NULL);
  add_step (fixture, "Passed", "2026-11-10T10:00");
  add_step (fixture, "Silent", "2026-12-20T10:00");
  add_step (fixture, "Spoken of", "2026-12-20T10:00");
  add_step (fixture, "Slow", "2026-12-20T10:00");
  do_task (fixture, "Silent", "Vega", "2026-11-01T10:00");
  do_task (fixture, "Silent", "Vega", "2026-11-02T10:00");
  do_task (fixture, "Silent", "Vega", "2026-11-03T10:00");
  /* Four within three weeks: one a week, so that two weeks are too long. */
  do_task (fixture, "Spoken of", "Vega", "2026-11-22T10:00");
  found = crm_alarm_read_neglected (record_fixture_reader (fixture), 0,
                                    crm_date_from_ymd (2026, 11, 23), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < found->len; i++) {
    const CrmNeglect *neglect = &g_array_index (found, CrmNeglect, i);
    g_assert_cmpint (neglect->deal, ==, i + 1);
    g_assert_cmpint (neglect->reason, ==, expected[i].reason);
    g_assert_cmpint (neglect->since, ==, crm_date_from_ymd (2026, 11, expected[i].day));
  }
  g_unsetenv ("VORONKA_NOW");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func)                                                                            \
  g_test_add ("/activity-dates/" path, RecordFixture, NULL, record_fixture_set_up, func,           \
              record_fixture_tear_down)
  ADD ("next", test_next);
  ADD ("meeting", test_meeting);
  ADD ("first-day", test_first_day);
  ADD ("last", test_last);
  ADD ("kept-is-counted", test_property);
  ADD ("neglected", test_neglected);
#undef ADD

  return g_test_run ();
}
