/* Address books become the rows that an eye sees in them: vCard of all versions and manners, LDIF.
 */
#include "config.h"

#include "import-fixture.h"

#include "crm-error.h"

#include <locale.h>
#include <string.h>

static CrmTableReader *
open_text (const char *text, gssize length, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader = crm_table_reader_new_for_bytes (bytes, name);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  return reader;
}

static const CrmTableRow *
read_row (CrmTableReader *reader)
{
  const CrmTableRow *row;
  g_autoptr (GError) error = NULL;
  crm_table_reader_read (reader, &row, NULL, &error);
  g_assert_no_error (error);
  return row;
}

static const char *
get_cell (CrmTableReader *reader, const CrmTableRow *row, const char *column)
{
  const char *const *columns = crm_table_reader_get_columns (reader);
  for (guint i = 0; columns[i] != NULL; i++)
    if (strcmp (columns[i], column) == 0)
      return row->cells[i];
  return "";
}

/* One card, and a cell of it. */
static const struct {
  const char *name;
  const char *card; /* between BEGIN and END */
  const char *column;
  const char *cell;
} cards[] = {
  { "structured", "N:Коваленко;Олена;Іванівна;;\nFN:Олена Коваленко", "middle_name", "Іванівна" },
  { "quoted-printable",
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=\n=D0=BE=D0=B2;=D0=9F;;;",
    "last_name", "Иванов" },
  { "quoted-printable-cp1251",
    "N;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=C8=E2=E0=ED=EE=E2;=CF;;;", "last_name",
    "Иванов" },
  { "quoted-printable-lies",
    "N;ENCODING=QUOTED-PRINTABLE;CHARSET=nonsense:=D0=98=D0=B2=D0=B0=D0=BD;;;;", "last_name",
    "Иван" },
  { "folded", "FN:Anna\n  Nowak", "name", "Anna Nowak" },
  { "folded-by-tab", "FN:An\n\tna", "name", "Anna" },
  { "group", "FN:A\nitem1.TEL:1234567\nitem1.X-ABLabel:_$!<Work>!$_\nTEL;CELL:7654321", "mobile",
    "7654321" },
  { "date-of-ones-own",
    "FN:A\nitem1.X-ABDATE:1975-03-01\nitem1.X-ABLabel:_$!<Anniversary>!$_\n"
    "item2.X-ABRELATEDNAMES:Jenny\nitem2.X-ABLabel:_$!<Spouse>!$_",
    "note", "Anniversary: 1975-03-01\nSpouse: Jenny" },
  { "label-in-note", "FN:A\nTEL:1\nitem1.X-ABLabel:Касса\nitem1.TEL:1234567", "note",
    "Phone (Касса): 1234567" },
  { "preferred-first", "FN:A\nEMAIL:a@b.c\nEMAIL;TYPE=PREF:d@e.f", "email", "d@e.f" },
  { "second-email", "FN:A\nEMAIL:a@b.c\nEMAIL;TYPE=PREF:d@e.f", "email_2", "a@b.c" },
  { "fax-is-no-phone", "FN:A\nTEL;FAX:1\nTEL;HOME:2", "phone", "2" },
  { "address", "FN:A\nADR;WORK:;;ул. Ленина, 1;Москва;;101000;Россия", "address",
    "ул. Ленина, 1, Москва, 101000, Россия" },
  { "organization", "FN:A\nORG:Ромашка\\, ООО;Отдел", "company", "Ромашка, ООО" },
  { "department", "FN:A\nORG:Ромашка;Отдел", "note", "Department: Отдел" },
  { "birthday", "FN:A\nBDAY:19800322", "birthday", "1980-03-22" },
  { "birthday-with-time", "FN:A\nBDAY:1980-03-22T00:00:00Z", "birthday", "1980-03-22" },
  { "birthday-without-year", "FN:A\nBDAY:--0322", "note", "Birthday: --0322" },
  { "birthday-without-year-of-apple", "FN:A\nBDAY:1604-03-22", "note", "Birthday: --03-22" },
  { "birthday-of-no-calendar", "FN:A\nBDAY:19803122", "note", "Birthday: 19803122" },
  { "version-4-links", "FN:A\nTEL;VALUE=uri:tel:+380-44-1234567", "phone", "+380-44-1234567" },
  { "note-lines", "FN:A\nNOTE:one\\ntwo\\, three", "note", "one\ntwo, three" },
  { "named-by-parts", "N:Nowak;Anna;;;", "name", "Nowak Anna" },
  { "named-by-email", "EMAIL:a@b.c", "name", "a@b.c" },
  { "named-by-company", "ORG:Orion", "name", "Orion" },
  { "picture", "FN:A\nPHOTO;ENCODING=b;TYPE=PNG:iVBO\n Rw0K", "picture",
    "data:image/png;base64,iVBORw0K" },
  { "picture-not-indented", "FN:A\nPHOTO;ENCODING=BASE64;TYPE=JPEG:\niVBO\nRw0K\n\nTEL:1",
    "picture", "data:image/jpeg;base64,iVBORw0K" },
  { "picture-as-data", "FN:A\nPHOTO:data:image/png;base64,iVBORw0K", "picture",
    "data:image/png;base64,iVBORw0K" },
  { "comma-in-quotes", "FN:A\nTEL;TYPE=\"A,B:C\",CELL:123", "mobile", "123" },
  { "comment", "# a comment\nFN:A", "name", "A" },
};

static void
test_card (gconstpointer data)
{
  const char *ends[] = { "\n", "\r\n", "\r" };
  gsize i = GPOINTER_TO_SIZE (data);
  for (gsize j = 0; j < G_N_ELEMENTS (ends); j++) {
    g_autofree char *whole =
        g_strdup_printf ("BEGIN:VCARD\nVERSION:3.0\n%s\nEND:VCARD\n", cards[i].card);
    g_auto (GStrv) lines = g_strsplit (whole, "\n", -1);
    g_autofree char *text = g_strjoinv (ends[j], lines);
    CrmTableReader *reader = open_text (text, -1, "x");
    const CrmTableRow *row = read_row (reader);
    g_assert_nonnull (row);
    g_assert_cmpstr (get_cell (reader, row, cards[i].column), ==, cards[i].cell);
    g_assert_null (row->problem);
    g_assert_null (read_row (reader));
    g_assert_finalize_object (reader);
  }
}

/* Several, one in another, one without an end. */
static void
test_cards (void)
{
  CrmTableReader *reader =
      open_text ("begin:vcard\nfn:A\nAGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD\nTEL:1\nend:vcard\n\n"
                 "BEGIN:VCARD\nFN:C\nEND:VCARD\nBEGIN:VCARD\nFN:D\n",
                 -1, "x");
  const CrmTableRow *row = read_row (reader);
  g_assert_cmpint (crm_table_reader_get_format (reader), ==, CRM_TABLE_FORMAT_VCARD);
  g_assert_cmpstr (crm_table_reader_get_entity (reader), ==, "contact");
  g_assert_cmpstr (get_cell (reader, row, "name"), ==, "B");
  row = read_row (reader);
  g_assert_cmpstr (get_cell (reader, row, "name"), ==, "A");
  g_assert_cmpstr (get_cell (reader, row, "phone"), ==, "1");
  row = read_row (reader);
  g_assert_cmpstr (get_cell (reader, row, "name"), ==, "C");
  g_assert_cmpuint (row->line, ==, 10);
  row = read_row (reader);
  g_assert_cmpstr (get_cell (reader, row, "name"), ==, "D");
  g_assert_cmpstr (row->problem, ==, "the card has no end: the file is cut off");
  g_assert_null (read_row (reader));
  g_assert_finalize_object (reader);
}

static void
test_encodings (void)
{
  const char *card = "BEGIN:VCARD\r\nN:Кличко;Віталій;;;\r\nFN:Віталій Кличко\r\nNOTE:Київський "
                     "міський голова, боксер\r\nEND:VCARD\r\n";
  static const char *const encodings[] = { "UTF-8", "UTF-16LE", "windows-1251" };
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++) {
    g_autofree char *marked = g_strconcat (i == 1 ? "\xef\xbb\xbf" : "", card, NULL);
    gsize length;
    g_autofree char *bytes = g_convert (marked, -1, encodings[i], "UTF-8", NULL, &length, NULL);
    CrmTableReader *reader = open_text (bytes, (gssize) length, "x");
    g_assert_cmpstr (get_cell (reader, read_row (reader), "first_name"), ==, "Віталій");
    g_assert_finalize_object (reader);
  }
}

static void
test_ldif (void)
{
  CrmTableReader *reader =
      open_text ("version: 1\n# who we know\ndn: cn=Anna\nobjectclass: person\ncn:: 0JDQvdC90LA=\n"
                 "sn: Now\n ak\nmail: anna@example.com\nmobile: 123\no: Orion\n"
                 "street: Main 1\nl: Kyiv\nbirthyear: 1980\nbirthmonth: 3\nbirthday: 22\n\n"
                 "dn: cn=x\nchangetype: delete\n\n"
                 "dn: cn=all\nobjectclass: groupOfNames\ncn: All\n",
                 -1, "x");
  const CrmTableRow *row = read_row (reader);
  g_assert_cmpint (crm_table_reader_get_format (reader), ==, CRM_TABLE_FORMAT_LDIF);
  g_assert_cmpstr (get_cell (reader, row, "name"), ==, "Анна");
  g_assert_cmpstr (get_cell (reader, row, "last_name"), ==, "Nowak");
  g_assert_cmpstr (get_cell (reader, row, "email"), ==, "anna@example.com");
  g_assert_cmpstr (get_cell (reader, row, "mobile"), ==, "123");
  g_assert_cmpstr (get_cell (reader, row, "company"), ==, "Orion");
  g_assert_cmpstr (get_cell (reader, row, "address"), ==, "Main 1, Kyiv");
  g_assert_cmpstr (get_cell (reader, row, "birthday"), ==, "1980-03-22");
  g_assert_nonnull (read_row (reader)->problem);
  g_assert_nonnull (read_row (reader)->problem);
  g_assert_null (read_row (reader));
  g_assert_finalize_object (reader);
}

/* With the company that it names and its picture, once; and back again in one step. */
static void
test_import (RecordFixture *fixture, gconstpointer data)
{
  static const char text[] = "BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Anna\nORG:Orion\n"
                             "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0K\nEND:VCARD\n";
  g_autofree char *start = record_fixture_dump (fixture);
  g_autofree char *back = NULL;
  g_autoptr (CrmImporter) importer = import_fixture_look_at (fixture, "x.vcf", text);
  g_autoptr (CrmImporter) again = NULL;
  g_assert_cmpstr (crm_importer_get_entity (importer)->name, ==, "contact");
  import_fixture_commit (fixture, importer);
  import_fixture_assert_counts (importer, 1, 0, 0, 0, 1);
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 1);
  g_assert_cmpint (import_fixture_count (fixture, "file"), ==, 1);
  again = import_fixture_look_at (fixture, "x.vcf", text);
  import_fixture_commit (fixture, again);
  import_fixture_assert_counts (again, 0, 0, 1, 0, 0);
  g_assert_cmpint (import_fixture_count (fixture, "file"), ==, 1);
  g_assert_true (record_fixture_undo (fixture));
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (back, ==, start);
}

static void
set_up (RecordFixture *fixture, gconstpointer data)
{
  record_fixture_set_up (fixture, NULL);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++) {
    g_autofree char *path = g_strconcat ("/address-book/card/", cards[i].name, NULL);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_card);
  }
  g_test_add_func ("/address-book/cards", test_cards);
  g_test_add_func ("/address-book/encodings", test_encodings);
  g_test_add_func ("/address-book/ldif", test_ldif);
  g_test_add ("/address-book/import", RecordFixture, NULL, set_up, test_import,
              record_fixture_tear_down);
  return g_test_run ();
}
