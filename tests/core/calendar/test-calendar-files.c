/* Calendars of other programs come in right or are refused entry by entry with a reason; what we
 * write ourselves comes back as it was; anything at all is survived. */
#include "config.h"

#include "import-fixture.h"

#include <locale.h>
#include <string.h>

#include "crm-command-process.h"
#include "crm-calendar.h"
#include "crm-calendar-feed.h"
#include "crm-date.h"
#include "crm-error.h"
#include "crm-exporter.h"

#define SECONDS_MOST 20

static char *shared = NULL;

static void
set_up (RecordFixture *fixture, gconstpointer country)
{
  g_setenv ("VORONKA_NOW", "2026-11-23T10:00", TRUE);
  record_fixture_set_up (fixture, country);
}

static CrmImporter *
import_bytes (RecordFixture *fixture, const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (CrmTableReader) reader = crm_table_reader_new_for_bytes (bytes, "calendar.ics");
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_table_reader_open (reader, NULL, &error)) {
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    return NULL;
  }
  importer = crm_importer_new (reader);
  if (!crm_importer_look (importer, record_fixture_reader (fixture), NULL, &error)) {
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    return NULL;
  }
  crm_importer_commit (importer, fixture->store, 0, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&importer);
}

static void
import_text (RecordFixture *fixture, const char *text, guint n_new, guint n_wrong)
{
  g_autofree char *whole =
      g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%sEND:VCALENDAR\r\n", text);
  g_autoptr (CrmImporter) importer = import_bytes (fixture, whole, strlen (whole));
  const CrmImportCounts *counts;

  g_assert_nonnull (importer);
  counts = crm_importer_get_counts (importer);
  if (counts->n_wrong != n_wrong && crm_importer_get_n_problems (importer) > 0) {
    CrmImportProblem problem;
    crm_importer_get_problem (importer, 0, &problem);
    g_test_message ("line %d: %s", (int) problem.line, problem.reason);
  }
  g_assert_cmpuint (counts->n_wrong, ==, n_wrong);
  g_assert_cmpuint (counts->n_new, ==, n_new);
}

/* What a month shows: "23.11 10:00-11:00 Title", joined by "; ". */
static char *
show (RecordFixture *fixture, int month)
{
  gint64 from = crm_moment_from_date (crm_date_from_ymd (2026, month, 1));
  g_autoptr (GPtrArray) entries = crm_calendar_read (
      record_fixture_reader (fixture), from,
      crm_moment_from_date (crm_date_from_ymd (2026, month, 28)), NULL, 0, 1000, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++) {
    CrmCalendarEntry *entry = entries->pdata[i];
    gint64 date;
    int begin = crm_moment_to_wall (entry->start, &date);
    int year, entry_month, day;
    crm_date_to_ymd (date, &year, &entry_month, &day);
    g_string_append_printf (text, "%s%02d.%02d", i > 0 ? "; " : "", day, entry_month);
    if (entry->is_all_day)
      g_string_append_printf (text, " %d days", (int) (crm_moment_to_date (entry->end) - date));
    else
      g_string_append_printf (text, " %d:%02d+%d", begin / 3600, begin / 60 % 60,
                              (int) (entry->end - entry->start) / 60);
    g_string_append_printf (text, " %s%s", entry->title, entry->is_settled ? " x" : "");
  }
  return g_string_free (text, FALSE);
}

static void
assert_shows (RecordFixture *fixture, int month, const char *expected)
{
  g_autofree char *text = show (fixture, month);

  g_assert_cmpstr (text, ==, expected);
}

#define EVENT(uid, lines) "BEGIN:VEVENT\r\nUID:" uid "\r\n" lines "END:VEVENT\r\n"

static void
test_times (RecordFixture *fixture, gconstpointer country)
{
  import_text (
      fixture,
      EVENT ("1", "SUMMARY:Utc\r\nDTSTART:20261201T080000Z\r\nDTEND:20261201T090000Z\r\n") EVENT (
          "2", "SUMMARY:Berlin\r\nDTSTART;TZID=Europe/Berlin:20261202T090000\r\n"
               "DURATION:PT30M\r\n")
          EVENT ("3", "SUMMARY:Windows\r\nDTSTART;TZID=Russian Standard Time:20261203T110000\r\n")
              EVENT ("4",
                     "SUMMARY:Days\r\nDTSTART;VALUE=DATE:20261204\r\nDTEND;VALUE=DATE:20261206\r\n")
                  EVENT ("5", "SUMMARY:Day\r\nDTSTART;VALUE=DATE:20261207\r\n")
                      EVENT ("6", "SUMMARY:Here\r\nDTSTART:20261208T101500\r\n") EVENT (
                          "7",
                          "SUMMARY:Old\r\nDTSTART:20261102T080000Z\r\nDTEND:20261102T090000Z\r\n")
                          EVENT ("8", "SUMMARY:Offset\r\nDTSTART;TZID=\"(UTC+05:00) "
                                      "Somewhere\":20261209T130000\r\n") "BEGIN:VTODO\r\nUID:"
                                                                         "9\r\nSUMMARY:Task\r\nDUE:"
                                                                         "20261210T160000Z\r\nPRIOR"
                                                                         "ITY:1\r\nEND:VTODO\r\n",
      9, 0);
  assert_shows (fixture, 12,
                "01.12 10:00+60 Utc; 02.12 10:00+30 Berlin; 03.12 10:00+0 Windows; "
                "04.12 2 days Days; 07.12 1 days Day; 08.12 10:15+0 Here; 09.12 10:00+0 Offset; "
                "10.12 18:00+0 Task");
  assert_shows (fixture, 11, "02.11 10:00+60 Old x");
}

static void
test_own_zone (RecordFixture *fixture, gconstpointer country)
{
  import_text (
      fixture,
      "BEGIN:VTIMEZONE\r\nTZID:Customized\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
      "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
      "END:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\n"
      "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n"
      "END:VTIMEZONE\r\n" EVENT ("1", "SUMMARY:Own\r\nDTSTART;TZID=Customized:20261201T090000\r\n")
          EVENT ("2", "SUMMARY:Unknown\r\nDTSTART;TZID=Nowhere:20261202T090000\r\n"),
      2, 0);
  assert_shows (fixture, 12, "01.12 10:00+0 Own; 02.12 9:00+0 Unknown");
}

static void
test_series (RecordFixture *fixture, gconstpointer country)
{
  static const char series[] = EVENT (
      "s", "RECURRENCE-ID;TZID=Europe/Kyiv:20261208T100000\r\nSUMMARY:Moved\r\n"
           "DTSTART;TZID=Europe/Kyiv:20261209T120000\r\nDTEND;TZID=Europe/Kyiv:20261209T130000\r\n")
      EVENT (
          "s",
          "SUMMARY:Weekly\r\nDTSTART;TZID=Europe/Kyiv:20261201T100000\r\n"
          "DTEND;TZID=Europe/Kyiv:20261201T103000\r\nRRULE:FREQ=WEEKLY;UNTIL=20261222T235959Z\r\n"
          "EXDATE;TZID=Europe/Kyiv:20261215T100000\r\n"
          "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nEND:VALARM\r\n");
  g_autofree char *whole =
      g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%sEND:VCALENDAR\r\n", series);
  g_autoptr (CrmImporter) again = NULL;
  gint64 n;

  import_text (fixture, series, 2, 0);
  assert_shows (fixture, 12, "01.12 10:00+30 Weekly; 09.12 12:00+60 Moved; 22.12 10:00+30 Weekly");
  g_assert_true (crm_database_query_integer (record_fixture_reader (fixture),
                                             "SELECT count (*) FROM activity WHERE remind = '30'",
                                             0, &n, NULL));
  g_assert_cmpint (n, ==, 1);
  /* A second time nothing is new. */
  again = import_bytes (fixture, whole, strlen (whole));
  g_assert_cmpuint (crm_importer_get_counts (again)->n_same, ==, 2);
  g_assert_cmpuint (crm_importer_get_counts (again)->n_new, ==, 0);
}

/* On another day here than there: the weekday goes with it. */
static void
test_weekday_turns (RecordFixture *fixture, gconstpointer country)
{
  import_text (fixture,
               EVENT ("1", "SUMMARY:Late\r\nDTSTART:20261201T230000Z\r\n"
                           "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2\r\n"),
               1, 0);
  assert_shows (fixture, 12, "02.12 1:00+0 Late; 09.12 1:00+0 Late");
}

static void
test_refused (RecordFixture *fixture, gconstpointer country)
{
  import_text (
      fixture,
      EVENT ("1", "SUMMARY:No beginning\r\n") EVENT ("2", "SUMMARY:Wrong\r\nDTSTART:tomorrow\r\n")
          EVENT ("3", "SUMMARY:Rule\r\nDTSTART:20261201T080000Z\r\nRRULE:FREQ=MOONLY\r\n") EVENT (
              "4", "SUMMARY:Backwards\r\nDTSTART:20261201T080000Z\r\nDTEND:20261201T070000Z\r\n")
              EVENT ("5", "SUMMARY:Seconds\r\nDTSTART:20261201T080000Z\r\nRRULE:FREQ=SECONDLY\r\n")
                  EVENT ("6",
                         "SUMMARY:Right\r\nDTSTART:20261201T080000Z\r\n") "BEGIN:VJOURNAL\r\nUID:"
                                                                          "7\r\nSUMMARY:"
                                                                          "Journal\r\nEND:"
                                                                          "VJOURNAL\r\n",
      1, 6);
  assert_shows (fixture, 12, "01.12 10:00+0 Right");
}

static char *
export_text (RecordFixture *fixture)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  g_autoptr (CrmExporter) exporter =
      crm_exporter_new (all, CRM_EXPORT_ICS, CRM_EXPORT_FOR_MACHINES);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  crm_exporter_write (exporter, record_fixture_reader (fixture), stream, NULL, &error);
  g_assert_no_error (error);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
}

/* What goes out comes in elsewhere and shows the same. */
static void
test_round_trip (RecordFixture *fixture, gconstpointer country)
{
  RecordFixture other;
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (CrmImporter) importer = NULL;
  gint64 id = record_fixture_add (fixture, "activity", "title", "Weekly, with; signs", "kind",
                                  "call", "start", "2026-12-01T10:00", "ends", "2026-12-01T10:45",
                                  "repeat", "FREQ=WEEKLY;UNTIL=20261222\nEXDATE:20261215T080000Z",
                                  "note", "Two\nlines", "place", "Here", NULL);
  g_autofree char *series = g_strdup_printf ("%d", (int) id);

  record_fixture_add (fixture, "activity", "title", "Moved", "start", "2026-12-09T12:00", "ends",
                      "2026-12-09T13:00", "series", series, "occurrence", "2026-12-08T10:00", NULL);
  record_fixture_add (fixture, "activity", "title", "Days", "start", "2026-12-03", "ends",
                      "2026-12-05", "all_day", "yes", "repeat",
                      "FREQ=WEEKLY;COUNT=3\nEXDATE:20261210", NULL);
  record_fixture_add (fixture, "activity", "title", "Term", "due", "2026-12-04T18:00", "priority",
                      "high", NULL);
  record_fixture_add (fixture, "activity", "title", "Done", "due", "2026-12-05T18:00", "state",
                      "done", NULL);
  record_fixture_add (fixture, "activity", "title", "Over the change", "start", "2026-10-24T09:00",
                      "repeat", "FREQ=DAILY;COUNT=5", NULL);
  before = show (fixture, 12);
  text = export_text (fixture);
  set_up (&other, NULL);
  importer = import_bytes (&other, text, strlen (text));
  g_assert_cmpuint (crm_importer_get_counts (importer)->n_new, ==, 6);
  after = show (&other, 12);
  g_assert_cmpstr (after, ==, before);
  assert_shows (&other, 10,
                "24.10 9:00+0 Over the change; 25.10 9:00+0 Over the change; "
                "26.10 9:00+0 Over the change; 27.10 9:00+0 Over the change");
  g_assert_nonnull (strstr (text, "TZID=Europe/Kyiv"));
  g_assert_nonnull (strstr (text, "EXDATE;VALUE=DATE:20261210"));
  record_fixture_tear_down (&other, NULL);
}

/* A task that repeats is due when its rule says: another term would have to be later. */
static void
test_term_repeats (RecordFixture *fixture, gconstpointer country)
{
  RecordFixture other;
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (CrmImporter) importer = NULL;
  gint64 n;

  record_fixture_add (fixture, "activity", "title", "Report", "due", "2026-12-04T18:00", "repeat",
                      "FREQ=WEEKLY;COUNT=2", NULL);
  record_fixture_add (fixture, "activity", "title", "Both", "start", "2026-12-02T10:00", "due",
                      "2026-12-02T12:00", "repeat", "FREQ=WEEKLY;COUNT=2", NULL);
  shown = show (fixture, 12);
  text = export_text (fixture);
  g_assert_nonnull (strstr (text, "DTSTART;TZID=Europe/Kyiv:20261204T180000"));
  g_assert_null (strstr (text, "DUE;TZID=Europe/Kyiv:20261204T180000"));
  set_up (&other, NULL);
  importer = import_bytes (&other, text, strlen (text));
  g_assert_cmpuint (crm_importer_get_counts (importer)->n_new, ==, 2);
  assert_shows (&other, 12, shown);
  g_assert_true (crm_database_query_integer (
      record_fixture_reader (&other),
      "SELECT count (*) FROM activity WHERE title = 'Report' AND start IS NULL AND due IS NOT NULL",
      0, &n, NULL));
  g_assert_cmpint (n, ==, 1);
  record_fixture_tear_down (&other, NULL);
}

/* What is attached takes no room from what stands behind it. */
static void
test_attached (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Talk\r\nATTACH;"
                                           "ENCODING=BASE64;VALUE=BINARY:");

  for (int i = 0; i < 30000; i++)
    g_string_append (text, "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVpBQkNERUZHSElKS0xNTk9Q\r\n ");
  g_string_append (text, "QQ==\r\nDTSTART:20261201T080000Z\r\n"
                         "attach:https://files.example/a\r\nEND:VEVENT\r\n");
  import_text (fixture, text->str, 1, 0);
  assert_shows (fixture, 12, "01.12 10:00+0 Talk");
}

/* The file for other programs follows, and says so where it cannot be written. */
static gboolean
set_feed (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_calendar_feed_set (database, data, 0, error);
}

static void
test_feed (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *path = g_build_filename (fixture->folder, "feed.ics", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "feed.ics", NULL);
  CrmDatabase *reader = record_fixture_reader (fixture);
  gint64 now = crm_moment_from_wall (crm_date_from_ymd (2026, 11, 23), 36000);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  record_fixture_add (fixture, "activity", "title", "Talk", "start", "2026-12-01T10:00", "company",
                      "Orion", NULL);
  record_fixture_add (fixture, "activity", "title", "Long ago", "start", "2025-12-01T10:00", NULL);
  record_fixture_add (fixture, "activity", "title", "Offer", "due", "2026-12-02T18:00", NULL);
  g_assert_true (crm_calendar_feed_write (reader, now, NULL, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (crm_store_write (fixture->store, set_feed, path, NULL, &error));
  g_assert_true (crm_calendar_feed_write (record_fixture_reader (fixture), now, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "SUMMARY:Talk"));
  g_assert_nonnull (strstr (text, "DESCRIPTION:Orion"));
  g_assert_null (strstr (text, "Long ago"));
  g_assert_null (strstr (text, "VTODO"));
  g_assert_nonnull (strstr (text, "SUMMARY:Offer"));
  g_assert_true (crm_store_write (fixture->store, set_feed, nowhere, NULL, &error));
  g_assert_false (crm_calendar_feed_write (record_fixture_reader (fixture), now, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_IO);
}

/* One that was given to somebody else does not stand in the series of whom it was taken from. */
static void
test_feed_leaves_out (RecordFixture *fixture, gconstpointer country)
{
  gint64 anna = record_fixture_add (fixture, "person", "name", "Anna", NULL);
  gint64 id = record_fixture_add (fixture, "activity", "title", "Weekly", "kind", "meeting",
                                  "start", "2026-12-01T10:00", "repeat", "FREQ=WEEKLY;COUNT=4",
                                  "responsible", "Anna", NULL);
  g_autofree char *series = g_strdup_printf ("%d", (int) id);
  g_autofree char *whose = g_strdup_printf ("%d", (int) anna);
  g_autofree char *text = NULL;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  g_autoptr (CrmQuery) hers = crm_query_filter_integer (all, "responsible", CRM_OP_EQUAL, anna);
  g_autoptr (CrmExporter) exporter = crm_exporter_new (hers, CRM_EXPORT_ICS, CRM_EXPORT_FOR_PEOPLE);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  record_fixture_add (fixture, "person", "name", "Oleh", NULL);
  record_fixture_add (fixture, "activity", "title", "Given away", "start", "2026-12-09T12:00",
                      "series", series, "occurrence", "2026-12-08T10:00", "responsible", "Oleh",
                      NULL);
  record_fixture_add (fixture, "activity", "title", "Moved", "start", "2026-12-16T12:00", "series",
                      series, "occurrence", "2026-12-15T10:00", "responsible", whose, NULL);
  g_assert_true (
      crm_exporter_write (exporter, record_fixture_reader (fixture), stream, NULL, &error));
  text = g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
  g_assert_nonnull (strstr (text, "EXDATE;TZID=Europe/Kyiv:20261208T100000"));
  g_assert_null (strstr (text, "EXDATE;TZID=Europe/Kyiv:20261215T100000"));
  g_assert_nonnull (strstr (text, "RECURRENCE-ID;TZID=Europe/Kyiv:20261215T100000"));
  g_assert_null (strstr (text, "Given away"));
}

/* --- Everything there is */

static void
import_file (const char *path, const char *name)
{
  RecordFixture fixture;
  g_autofree char *text = NULL;
  gsize length;
  gint64 started = g_get_monotonic_time ();
  g_autoptr (CrmImporter) importer = NULL;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  set_up (&fixture, NULL);
  importer = import_bytes (&fixture, text, length);
  if (importer == NULL) {
    g_test_message ("| %s | refused |", name);
  } else {
    const CrmImportCounts *counts = crm_importer_get_counts (importer);
    CrmImportProblem problem = { 0 };
    g_autofree char *undone = NULL;
    g_assert_cmpuint (counts->n_rows, ==,
                      counts->n_new + counts->n_changed + counts->n_same + counts->n_wrong);
    g_assert_cmpuint (counts->n_wrong, ==, crm_importer_get_n_problems (importer));
    for (guint64 i = 0; i < counts->n_wrong; i++) {
      crm_importer_get_problem (importer, i, &problem);
      g_assert_true (problem.reason != NULL && problem.reason[0] != '\0');
    }
    g_test_message ("| %s | %d | %d | %d | %d | %s |", name, (int) counts->n_rows,
                    (int) counts->n_new, (int) (counts->n_changed + counts->n_same),
                    (int) counts->n_wrong, counts->n_wrong > 0 ? problem.reason : "");
    /* It can be shown and written, whatever it is. */
    for (int month = 1; month <= 12; month++)
      g_free (show (&fixture, month));
    undone = export_text (&fixture);
  }
  record_fixture_tear_down (&fixture, NULL);
  g_assert_cmpint (g_get_monotonic_time () - started, <, SECONDS_MOST * G_USEC_PER_SEC);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
test_collection (void)
{
  g_autofree char *folder = g_build_filename (shared, "ical", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL) {
    g_test_skip ("the shared collection of calendars is not here: VORONKA_SHARED_DATA names it");
    return;
  }
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
    import_file (path, names->pdata[i]);
  }
}

static void
test_fuzz (void)
{
  static const char seed[] =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\n"
      "DTSTART:19700101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
      "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
      "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY;LANGUAGE=en:Some\\, "
      "text\r\nDTSTART;TZID=Z:20261201T100000\r\n"
      "DURATION:PT1H\r\nRRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=5\r\nEXDATE;TZID=Z:20270105T100000\r\n"
      "ATTENDEE;CN=\"A B\":mailto:a@b.example\r\nBEGIN:VALARM\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"
      "END:VEVENT\r\nBEGIN:VTODO\r\nUID:2\r\nDUE;VALUE=DATE:20261205\r\nSTATUS:COMPLETED\r\n"
      "END:VTODO\r\nEND:VCALENDAR\r\n";
  static const char letters[] = ":;,=\"\\\r\n 0123456789TZ-+BEGINDVT\xff\xd0";
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (int i = 0; i < 3000; i++) {
    g_autoptr (GString) text = g_string_new_len (seed, sizeof seed - 1);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (CrmTableReader) reader = NULL;
    const CrmTableRow *row = NULL;
    for (int j = g_rand_int_range (rand, 1, 12); j > 0 && text->len > 200; j--) {
      gsize place = (gsize) g_rand_int_range (rand, 0, (int) text->len - 60);
      switch (g_rand_int_range (rand, 0, 4)) {
      case 0:
        text->str[place] = letters[g_rand_int_range (rand, 0, sizeof letters - 1)];
        break;
      case 1:
        g_string_erase (text, (gssize) place,
                        MIN (g_rand_int_range (rand, 1, 40), (int) (text->len - place)));
        break;
      case 2: {
        g_autofree char *piece =
            g_strndup (text->str + place, (gsize) g_rand_int_range (rand, 1, 60));
        g_string_insert (text, g_rand_int_range (rand, 0, (int) text->len), piece);
        break;
      }
      default:
        text->str[place] = (char) g_rand_int_range (rand, 1, 256);
      }
    }
    bytes = g_bytes_new (text->str, text->len);
    reader = crm_table_reader_new_for_bytes (bytes, "a.ics");
    if (!crm_table_reader_open (reader, NULL, NULL))
      continue;
    do
      if (!crm_table_reader_read (reader, &row, NULL, NULL))
        break;
    while (row != NULL);
  }
}

int
main (int argc, char **argv)
{
#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, NULL, set_up, func, record_fixture_tear_down)
  const char *named = g_getenv ("VORONKA_SHARED_DATA");
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "Europe/Kyiv", TRUE);
  crm_command_register_processes ();
  shared = named != NULL ? g_strdup (named)
                         : g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "..", "..", "..",
                                             "shared", "data", NULL);
  ADD ("/calendar-files/times", test_times);
  ADD ("/calendar-files/own-zone", test_own_zone);
  ADD ("/calendar-files/series", test_series);
  ADD ("/calendar-files/weekday-turns", test_weekday_turns);
  ADD ("/calendar-files/refused", test_refused);
  ADD ("/calendar-files/round-trip", test_round_trip);
  ADD ("/calendar-files/term-repeats", test_term_repeats);
  ADD ("/calendar-files/attached", test_attached);
  ADD ("/calendar-files/feed", test_feed);
  ADD ("/calendar-files/feed-leaves-out", test_feed_leaves_out);
  g_test_add_func ("/calendar-files/collection", test_collection);
  g_test_add_func ("/calendar-files/fuzz", test_fuzz);
  return g_test_run ();
}
