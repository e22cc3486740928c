/* What is dropped and pasted: looked at without writing, written as one change, taken back by one
 * Undo. */
#include "config.h"

#include <string.h>

#include "crm-brought.h"
#include "crm-date.h"
#include "record-fixture.h"

static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new_static (text, strlen (text));
}

static void
write_all (RecordFixture *fixture, CrmBrought *brought)
{
  g_autoptr (CrmChange) change = crm_change_new ("Brought", 1, CRM_ORIGIN_WINDOW);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = record_fixture_dump (fixture);
  g_autofree char *after = NULL;

  g_assert_cmpuint (crm_brought_write (brought, record_fixture_reader (fixture), change), >, 0);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (record_fixture_undo (fixture));
  after = record_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (record_fixture_redo (fixture));
}

static void
assert_one (RecordFixture *fixture, const char *what)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", what);
  gint64 n = 0;

  g_assert_true (crm_database_query_integer (record_fixture_reader (fixture), sql, 0, &n, NULL));
  g_test_message ("%s", what);
  g_assert_cmpint (n, ==, 1);
}

static void
test_card (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GBytes) card =
      make_bytes ("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Kowalska;Anna;;;\r\nFN:Anna Kowalska\r\n"
                  "ORG:Orion\r\nTITLE:Sales\r\nTEL;TYPE=WORK:+48 22 123 45 67\r\n"
                  "EMAIL:anna@orion.example\r\nEND:VCARD\r\n");
  g_autoptr (CrmBrought) brought = crm_brought_new (0, 1);
  g_autoptr (CrmBrought) again = crm_brought_new (0, 1);
  CrmBroughtItem *item;

  crm_brought_add_file (brought, record_fixture_reader (fixture), "anna.vcf", card);
  g_assert_cmpuint (brought->items->len, ==, 1);
  item = brought->items->pdata[0];
  g_assert_cmpint (item->kind, ==, CRM_BROUGHT_CONTACT);
  g_assert_cmpstr (item->company, ==, "Orion");
  g_assert_cmpint (item->twin, ==, 0);
  write_all (fixture, brought);
  assert_one (fixture, "contact WHERE name = 'Kowalska Anna' OR name = 'Anna Kowalska'");
  assert_one (fixture, "contact JOIN company ON company.id = contact.company WHERE company.name = "
                       "'Orion' AND contact.email = 'anna@orion.example'");
  crm_brought_add_file (again, record_fixture_reader (fixture), "anna.vcf", card);
  item = again->items->pdata[0];
  g_assert_cmpint (item->twin, ==, 1);
  g_assert_null (item->company);
}

/* What programs copy as a text is no signature. */
static void
test_texts (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *text;
    CrmBroughtKind kind;
  } known[] = {
    { "\r\n begin:vcard\r\nVERSION:3.0\r\nFN:Anna Kowalska\r\nEND:VCARD\r\n", CRM_BROUGHT_CONTACT },
    { "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Demo\r\nDTSTART:20261124T100000Z\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n",
      CRM_BROUGHT_TASK },
    { "Best regards,\nAnna Kowalska\nHead of Sales\nVega LLC\n+48 22 123 45 67\nanna@vega.example",
      CRM_BROUGHT_CONTACT },
  };
  static const char *const others[] = {
    "", " \n", "Name\tCity\nVega\tKyiv\n", "Vega\nLira\n", "Call Petrenko tomorrow", "BEGIN:VCAR"
  };
  g_autoptr (CrmBrought) broken = crm_brought_new (0, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autoptr (CrmBrought) brought = crm_brought_new (0, 1);
    CrmBroughtItem *item;

    g_test_message ("%s", known[i].text);
    g_assert_true (crm_brought_knows_text (known[i].text));
    g_assert_true (crm_brought_add_text (brought, record_fixture_reader (fixture), known[i].text));
    g_assert_cmpuint (brought->items->len, ==, 1);
    item = brought->items->pdata[0];
    g_assert_cmpint (item->kind, ==, known[i].kind);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_test_message ("%s", others[i]);
    g_assert_false (crm_brought_knows_text (others[i]));
  }
  /* A card without anybody on it names nobody. */
  g_assert_false (crm_brought_add_text (broken, record_fixture_reader (fixture), "BEGIN:VCARD"));
}

static const char letter[] =
    "From: Anna Kowalska <anna@orion.example>\nTo: me@example.org\nSubject: Price list\n"
    "Date: Mon, 23 Nov 2026 10:00:00 +0000\nContent-Type: multipart/mixed; boundary=b\n\n"
    "--b\nContent-Type: text/plain\n\nSee the file.\n\nBest regards,\nAnna Kowalska\nHead of Sales"
    "\nOrion Ltd\n+48 22 123 45 67\n"
    "--b\nContent-Type: application/pdf; name=prices.pdf\nContent-Transfer-Encoding: base64\n\n"
    "UERG\n"
    "--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Demo\n"
    "DTSTART:20261124T100000Z\nEND:VEVENT\nEND:VCALENDAR\n--b--\n";

static void
test_letter_of_stranger (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GBytes) bytes = make_bytes (letter);
  g_autoptr (CrmBrought) brought = crm_brought_new (0, 1);

  crm_brought_add_file (brought, record_fixture_reader (fixture), "a.eml", bytes);
  g_assert_cmpuint (brought->items->len, ==, 4);
  write_all (fixture, brought);
  assert_one (fixture, "contact WHERE email = 'anna@orion.example' AND post = 'Head of Sales' AND "
                       "company IS NOT NULL");
  assert_one (fixture, "note WHERE text LIKE 'Price list%See the file%' AND (subject & 65535) = 1");
  assert_one (fixture, "file WHERE name = 'prices.pdf' AND size = 3");
  assert_one (fixture, "activity WHERE title = 'Demo' AND kind = 'meeting'");
}

static void
test_letter_of_contact (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GBytes) bytes = make_bytes (letter);
  g_autoptr (CrmBrought) brought = crm_brought_new (0, 1);
  gint64 id =
      record_fixture_add (fixture, "contact", "name", "Anna", "email", "anna@orion.example", NULL);
  CrmBroughtItem *item;

  crm_brought_add_file (brought, record_fixture_reader (fixture), "a.eml", bytes);
  g_assert_cmpuint (brought->items->len, ==, 3);
  item = brought->items->pdata[0];
  g_assert_cmpint (item->subject, ==, crm_subject_make (crm_entity_find ("contact"), id));
  write_all (fixture, brought);
  assert_one (fixture, "contact");
}

static void
test_event (RecordFixture *fixture, gconstpointer country)
{
  static const char text[] =
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1\r\nSUMMARY:Talk\\, long\r\n  one\r\n"
      "DTSTART;TZID=Europe/Warsaw:20261124T100000\r\nDURATION:PT1H30M\r\nLOCATION:Room 5\r\n"
      "RRULE:FREQ=WEEKLY;COUNT=4\r\nBEGIN:VALARM\r\nSUMMARY:No\r\nEND:VALARM\r\nEND:VEVENT\r\n"
      "BEGIN:VTODO\r\nSUMMARY:Report\r\nDUE:20261130T150000Z\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
  g_autoptr (GBytes) bytes = make_bytes (text);
  g_autoptr (CrmBrought) brought = NULL;
  g_autoptr (CrmBrought) again = crm_brought_new (0, 1);
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);

  brought = crm_brought_new (crm_subject_make (crm_entity_find ("company"), company), 1);
  crm_brought_add_file (brought, record_fixture_reader (fixture), "a.ics", bytes);
  g_assert_cmpuint (brought->items->len, ==, 2);
  write_all (fixture, brought);
  assert_one (fixture, "activity WHERE title = 'Talk, long one' AND start = 1795510800 AND ends = "
                       "start + 5400 AND place = 'Room 5' AND company = 1 AND repeat IS NOT NULL");
  assert_one (fixture, "activity WHERE title = 'Report' AND kind = 'task' AND due IS NOT NULL");
  crm_brought_add_file (again, record_fixture_reader (fixture), "a.ics", bytes);
  g_assert_cmpint (((CrmBroughtItem *) again->items->pdata[0])->twin, >, 0);
  g_assert_false (((CrmBroughtItem *) again->items->pdata[0])->is_wanted);
}

/* Zones that a file describes itself or calls as Windows does, days left out, and a day that is
 * different. */
static void
test_series (RecordFixture *fixture, gconstpointer country)
{
  static const char text[] =
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:s1\r\nSUMMARY:Planning\r\n"
      "DTSTART;TZID=Europe/Warsaw:20261123T100000\r\nDTEND;TZID=Europe/Warsaw:20261123T110000\r\n"
      "RRULE:FREQ=WEEKLY\r\nEXDATE;TZID=Europe/Warsaw:20261130T100000\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:s1\r\nRECURRENCE-ID;TZID=Europe/Warsaw:20261207T100000\r\n"
      "SUMMARY:Planning, later\r\nDTSTART;TZID=Europe/Warsaw:20261207T150000\r\n"
      "DTEND;TZID=Europe/Warsaw:20261207T160000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  g_autoptr (GBytes) bytes = make_bytes (text);
  g_autoptr (CrmBrought) brought = crm_brought_new (0, 1);

  crm_brought_add_file (brought, record_fixture_reader (fixture), "a.ics", bytes);
  g_assert_cmpuint (brought->items->len, ==, 2);
  write_all (fixture, brought);
  assert_one (fixture,
              "activity WHERE title = 'Planning' AND repeat LIKE '%EXDATE:20261130T090000Z%'"
              " AND repeat LIKE '%EXDATE:20261207T090000Z%'");
  assert_one (fixture, "activity WHERE title = 'Planning, later' AND repeat IS NULL"
                       " AND start = 1796652000");
}

static void
test_text_and_files (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GBytes) bytes = make_bytes ("no card at all");
  g_autoptr (CrmBrought) text = crm_brought_new (0, 1);
  g_autoptr (CrmBrought) file = crm_brought_new (0, 1);

  g_assert_false (crm_brought_add_text (text, record_fixture_reader (fixture), "buy paper"));
  g_assert_true (crm_brought_add_text (text, record_fixture_reader (fixture),
                                       "Anna Kowalska\nDirector\nVega LLC\nanna@vega.example"));
  write_all (fixture, text);
  assert_one (fixture, "contact WHERE name = 'Anna Kowalska' AND post = 'Director'");
  assert_one (fixture, "company WHERE name = 'Vega LLC'");
  crm_brought_add_file (file, record_fixture_reader (fixture), "broken.vcf", bytes);
  g_assert_cmpuint (file->remarks->len, ==, 1);
  g_assert_cmpuint (file->items->len, ==, 2);
  write_all (fixture, file);
  assert_one (fixture, "activity WHERE title = 'broken.vcf'");
  assert_one (fixture, "file WHERE name = 'broken.vcf'");
}

/* Calendars that nobody wrote. */
static void
test_fuzz (RecordFixture *fixture, gconstpointer country)
{
  static const char seed[] =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY;X=\"a:b\":Talk\nDTSTART;TZID=\"Europe/Kyiv\":"
      "20261124T100000\nDTEND:20261124\nDURATION:P1W\nBEGIN:VALARM\nEND:VALARM\nEND:VEVENT\n"
      "BEGIN:VTODO\nDUE:20261130T150000Z\nRRULE:FREQ=DAILY\nEND:VTODO\nEND:VCALENDAR\n";
  gint64 end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  guint32 number = (guint32) g_random_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (number);

  g_test_message ("seed %u", number);
  while (g_get_monotonic_time () < end) {
    g_autofree char *text = g_strdup (seed);
    g_autoptr (CrmBrought) brought = crm_brought_new (0, 1);
    g_autoptr (GBytes) bytes = NULL;
    for (int n = g_rand_int_range (random, 1, 12); n > 0; n--)
      text[g_rand_int_range (random, 15, (gint32) strlen (seed))] =
          (char) g_rand_int_range (random, 1, 256);
    bytes = g_bytes_new (text, strlen (seed));
    crm_brought_add_file (brought, record_fixture_reader (fixture), "x.ics", bytes);
    for (guint i = 0; i < brought->items->len; i++) {
      CrmBroughtItem *item = brought->items->pdata[i];
      if (item->record != NULL)
        g_assert_true (g_utf8_validate (crm_record_get_title (item->record), -1, NULL));
    }
  }
}

#define ADD(name, func)                                                                            \
  g_test_add ("/brought/" name, RecordFixture, "other", record_fixture_set_up, func,               \
              record_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("card", test_card);
  ADD ("texts", test_texts);
  ADD ("letter-of-stranger", test_letter_of_stranger);
  ADD ("letter-of-contact", test_letter_of_contact);
  ADD ("event", test_event);
  ADD ("series", test_series);
  ADD ("text-and-files", test_text_and_files);
  ADD ("fuzz", test_fuzz);
  return g_test_run ();
}
