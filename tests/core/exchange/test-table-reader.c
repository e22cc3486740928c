/* Tables are read as their authors meant them, and what is wrong is said with its line. */
#include "config.h"

#include "crm-error.h"
#include "crm-table-reader.h"

#include <locale.h>
#include <string.h>

static CrmTableReader *
make_reader (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return crm_table_reader_new_for_bytes (bytes, "table");
}

/* The table in one string: the columns, then each row with its line; wrong rows after "!". */
static char *
dump (CrmTableReader *reader)
{
  g_autoptr (GError) error = NULL;
  const CrmTableRow *row;
  GString *text = g_string_new (NULL);
  g_autofree char *columns = g_strjoinv ("|", (GStrv) crm_table_reader_get_columns (reader));
  g_string_append (text, columns);
  while (crm_table_reader_read (reader, &row, NULL, &error) && row != NULL) {
    g_autofree char *cells = g_strjoinv ("|", (GStrv) row->cells);
    g_assert_cmpuint (row->number, ==, crm_table_reader_get_n_rows (reader));
    g_assert_cmpint (row->problem != NULL, ==, (row->flags & ~CRM_TABLE_ROW_SHORT) != 0);
    g_string_append_printf (text, "\n%s%" G_GUINT64_FORMAT ":%s", row->problem != NULL ? "!" : "",
                            row->line, cells);
  }
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static const struct {
  const char *name;
  const char *text;
  const char *wanted;
  char delimiter;
  guint64 header_line;
} tables[] = {
  { "plain", "name,city\nAcme,London\n", "name|city\n2:Acme|London", ',', 1 },
  { "semicolons", "name;city\r\nAcme, Inc;London\r\n", "name|city\n2:Acme, Inc|London", ';', 1 },
  { "tabs", "name\tprice\nA; B, C\t1,5\n", "name|price\n2:A; B, C|1,5", '\t', 1 },
  { "bars", "name|price\nA|1\nB|2", "name|price\n2:A|1\n3:B|2", '|', 1 },
  { "old-mac", "name,city\rAcme,London\rBeta,Paris", "name|city\n2:Acme|London\n3:Beta|Paris", ',',
    1 },
  { "decimal-commas", "name;price;sum\nA;1,5;2,5\nB;3,5;4,5\n",
    "name|price|sum\n2:A|1,5|2,5\n3:B|3,5|4,5", ';', 1 },
  { "declared", "sep=|\nname|x\nA;B|1\nC;D|2\n", "name|x\n3:A;B|1\n4:C;D|2", '|', 2 },
  { "spaces", "name , city\n  Acme  ,\"  London \"\n", "name|city\n2:Acme|  London ", ',', 1 },
  { "blank-lines", "\n\nname,city\n\n  \n,\nAcme,London\n\n", "name|city\n7:Acme|London", ',', 3 },
  { "preamble", "Customers of 2024\n\nname;email;sum\nAcme;a@b.cc;5\nBeta;b@b.cc;6\n",
    "name|email|sum\n4:Acme|a@b.cc|5\n5:Beta|b@b.cc|6", ';', 3 },
  { "padded-preamble", "Customers,,,\n,,,\nname,email,sum,x\nA,a@b.cc,5,y\nB,b@b.cc,6,y\n",
    "name|email|sum|x\n4:A|a@b.cc|5|y\n5:B|b@b.cc|6|y", ',', 3 },
  { "comments", "# from us\nid,name\n# old\n1,A\n", "id|name\n4:1|A", ',', 2 },
  { "hash-is-a-column", "#,name\n1,A\n#2,B\n", "#|name\n2:1|A\n3:#2|B", ',', 1 },
  { "no-header", "Acme,+7 916 123-45-67,100\nBeta,+7 916 123-45-68,200\n",
    "1|2|3\n1:Acme|+7 916 123-45-67|100\n2:Beta|+7 916 123-45-68|200", ',', 0 },
  { "list-without-header", "Acme SA\nBeta, Inc\nGamma\n", "1\n1:Acme SA\n2:Beta, Inc\n3:Gamma",
    '\0', 0 },
  { "list-with-header", "E-mail\na@b.cc\nc@d.ee\n", "E-mail\n2:a@b.cc\n3:c@d.ee", '\0', 1 },
  { "names", "a,,b,b,c\nx,y,z,1,2\n", "a|2|b|b (2)|c\n2:x|y|z|1|2", ',', 1 },
  { "name-over-lines", "\"Total\nsum\",b\n1,2\n", "Total sum|b\n3:1|2", ',', 1 },
  { "short-row", "a,b,c\n1,2\n1,2,3\n", "a|b|c\n2:1|2|\n3:1|2|3", ',', 1 },
  { "long-row", "a,b\n1,2\n3,4,5\n6,7,,,\n", "a|b\n2:1|2\n!3:3|4|5\n4:6|7", ',', 1 },
  { "quoted-lines", "a,b\n\"one\ntwo\",2\n3,4\n", "a|b\n2:one\ntwo|2\n4:3|4", ',', 1 },
  { "quoted-crlf", "a,b\r\n\"one\r\n\r\ntwo\",2\r\n3,4\r\n", "a|b\n2:one\r\n\r\ntwo|2\n5:3|4", ',',
    1 },
  { "doubled", "a,b\n\"say \"\"hi\"\"\",2\n\"\",4\n", "a|b\n2:say \"hi\"|2\n3:|4", ',', 1 },
  { "inches", "a;b\nscreen 19\";2\n\"x\" y;3\n", "a|b\n2:screen 19\"|2\n!3:\"x\" y|3", ';', 1 },
  { "inner-quotes", "a;b\nООО \"Ромашка\";2\n", "a|b\n2:ООО \"Ромашка\"|2", ';', 1 },
  { "outer-quotes", "a;b\n\"ООО \"Ромашка\"\";2\n3;4\n", "a|b\n!2:ООО \"Ромашка\"|2\n3:3|4", ';',
    1 },
  { "outer-quotes-with-delimiter", "a;b\n\"ООО \"Роза; Ко\"\";2\n3;4\n",
    "a|b\n!2:ООО \"Роза; Ко\"|2\n3:3|4", ';', 1 },
  { "never-closed", "a,b,c\n1,\"oops,3\n4,5,6\n7,8,9\n", "a|b|c\n!2:1|\"oops|3\n3:4|5|6\n4:7|8|9",
    ',', 1 },
  { "closed-much-later", "a,b,c\n1,\"oops,3\n4,5,6\n7,\"8\",9\n",
    "a|b|c\n!2:1|\"oops|3\n3:4|5|6\n4:7|8|9", ',', 1 },
  { "closed-by-another", "a,b,c\n1,\"oops,3\n4,5,6\n7,8\",9\n", "a|b|c\n2:1|oops,3\n4,5,6\n7,8|9",
    ',', 1 },
  { "closed-in-a-wrong-row", "a,b,c\n1,\"oops,3\n4,5,6\n7\",8,9\nx,y,z\n",
    "a|b|c\n!2:1|\"oops|3\n3:4|5|6\n4:7\"|8|9\n5:x|y|z", ',', 1 },
  { "cut-off", "a,b\n1,2\n3,\"fo", "a|b\n2:1|2\n!3:3|\"fo", ',', 1 },
  { "escaped", "a,b\nx\\, y,1\nplain,2\nq\\\"r\\\"s,3\n\\\\,4\n",
    "a|b\n2:x, y|1\n3:plain|2\n4:q\"r\"s|3\n5:\\|4", ',', 1 },
  { "paths", "a;b\n\\dir\\x.png;1\n\\dir\\y.png;2\n", "a|b\n2:\\dir\\x.png|1\n3:\\dir\\y.png|2",
    ';', 1 },
  { "guards", "a,b\n'=1+1,'+7916\n''-x,'plain\n-5,'\n", "a|b\n2:=1+1|+7916\n3:'-x|'plain\n4:-5|'",
    ',', 1 },
  { "right-to-left", "a,b\n\342\200\217שלום,😎\n", "a|b\n2:\342\200\217שלום|😎", ',', 1 },
  { "header-alone", "foo,bar,baz", "foo|bar|baz", ',', 1 },
  { "wider-than-header", "a,b\n1,2,3\n4,5,6\n", "a|b|3\n2:1|2|3\n3:4|5|6", ',', 1 },
};

static void
test_table (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader = make_reader (tables[i].text);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *text = dump (reader);
  g_assert_cmpstr (text, ==, tables[i].wanted);
  g_assert_cmpint (crm_table_reader_get_delimiter (reader), ==, tables[i].delimiter);
  g_assert_cmpuint (crm_table_reader_get_header_line (reader), ==, tables[i].header_line);
  g_assert_cmpuint (crm_table_reader_get_position (reader), ==, strlen (tables[i].text));
  g_assert_cmpuint (crm_table_reader_get_size (reader), ==, strlen (tables[i].text));

  crm_table_reader_rewind (reader, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *again = dump (reader);
  g_assert_cmpstr (again, ==, tables[i].wanted);
  g_assert_finalize_object (reader);
}

static void
test_choices (void)
{
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader = make_reader ("a;b,c\n1;2,3\n4;5,6\n");
  crm_table_reader_set_delimiter (reader, ',');
  crm_table_reader_set_header_line (reader, 0);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *commas = dump (reader);
  g_assert_cmpstr (commas, ==, "1|2\n1:a;b|c\n2:1;2|3\n3:4;5|6");

  crm_table_reader_set_delimiter (reader, -1);
  crm_table_reader_set_header_line (reader, 2);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *second = dump (reader);
  g_assert_cmpstr (second, ==, "1|2,3\n3:4|5,6");

  crm_table_reader_set_delimiter (reader, 0);
  crm_table_reader_set_header_line (reader, 1);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *one = dump (reader);
  g_assert_cmpstr (one, ==, "a;b,c\n2:1;2,3\n3:4;5,6");

  crm_table_reader_set_header_line (reader, 9);
  g_assert_false (crm_table_reader_open (reader, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_finalize_object (reader);
}

static void
test_encodings (void)
{
  static const char text[] = "Название;Город\r\nРомашка;Йошкар-Ола\r\nЩука;Уфа\r\n";
  static const char wanted[] = "Название|Город\n2:Ромашка|Йошкар-Ола\n3:Щука|Уфа";
  static const char *const encodings[] = { "UTF-8", "windows-1251", "KOI8-R", "UTF-16LE",
                                           "UTF-16BE" };
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++) {
    gsize length;
    g_autoptr (GError) error = NULL;
    char *converted = g_convert (text, -1, encodings[i], "UTF-8", NULL, &length, &error);
    g_assert_no_error (error);
    g_autoptr (GBytes) bytes = g_bytes_new_take (converted, length);
    CrmTableReader *reader = crm_table_reader_new_for_bytes (bytes, "table");
    crm_table_reader_open (reader, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (crm_table_reader_get_encoding (reader), ==, encodings[i]);
    g_autofree char *found = dump (reader);
    g_assert_cmpstr (found, ==, wanted);

    crm_table_reader_set_encoding (reader, "windows-1252");
    g_assert_true (crm_table_reader_open (reader, NULL, &error) ==
                   !g_str_has_prefix (encodings[i], "UTF-16"));
    g_clear_error (&error);
    crm_table_reader_set_encoding (reader, "no-such-encoding");
    g_assert_false (crm_table_reader_open (reader, NULL, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_finalize_object (reader);
  }
}

static void
test_undecodable (void)
{
  g_autoptr (GError) error = NULL;
  const CrmTableRow *row;
  CrmTableReader *reader = make_reader ("name;n\nплохо\xff;1\nхорошо;2\n");
  crm_table_reader_set_encoding (reader, "UTF-8");
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (crm_table_reader_read (reader, &row, NULL, NULL));
  g_assert_cmpuint (row->flags, ==, CRM_TABLE_ROW_UNDECODABLE);
  g_assert_cmpuint (row->line, ==, 2);
  g_assert_nonnull (strstr (row->problem, "UTF-8"));
  g_assert_true (crm_table_reader_read (reader, &row, NULL, NULL));
  g_assert_null (row->problem);
  g_assert_finalize_object (reader);
}

static const struct {
  const char *name;
  const char *text;
  const char *wanted;
  const char *entity;
} objects[] = {
  { "flat", "[{\"name\":\"A\",\"n\":1},\n {\"n\":2.50,\"x\":true,\"name\":null}]",
    "name|n|x\n1:A|1|\n2:|2.5|true", NULL },
  { "wrapped",
    "{\"entity\":\"company\",\"tags\":[1,\"x\"],\"v\":{\"a\":[1]},\n\"records\":[{\"a\":\"1\"}],"
    "\"end\":[{}]}",
    "a\n2:1", "company" },
  { "nested", "[{\"a\":{\"b\":{\"c\":1},\"d\":[1,\"x\"]},\"e\":[{\"f\":2}]}]",
    "a.b.c|a.d|e.1.f\n1:1|1, x|2", NULL },
  { "precise", "[{\"a\":123456789012.35,\"b\":9007199254740993,\"c\":0.1,\"d\":1e3}]",
    "a|b|c|d\n1:123456789012.35|9007199254740993|0.1|1000", NULL },
  { "escapes", "[{\"a\":\"\\\"]}{[\\\\\",\"b\":\"\\u0416\\n\"}]", "a|b\n1:\"]}{[\\|Ж\n", NULL },
  { "empty-ones", "[{},{\"a\":\"\"},{\"a\":\"x\"}]", "a\n1:x", NULL },
};

static void
test_objects (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader = make_reader (objects[i].text);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_table_reader_get_format (reader), ==, CRM_TABLE_FORMAT_JSON);
  g_assert_cmpstr (crm_table_reader_get_entity (reader), ==, objects[i].entity);
  g_autofree char *text = dump (reader);
  g_assert_cmpstr (text, ==, objects[i].wanted);
  g_assert_finalize_object (reader);
}

/* Each is one error that names the table, never a crash and never half a table. */
static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "\n\n",
    " , \n,\n",
    "\xef\xbb\xbf",
    "[]",
    "[{}]",
    "[{\"a\":1}",
    "[{\"a\":1},",
    "[{\"a\":1},]x",
    "[{\"a\":1}]x",
    "[{\"a\":1} {\"a\":2}]",
    "{\"a\":1}",
    "[{\"a\" 1}]",
    "[{\"a\":}]",
    "{\"records\":[{\"a\":1}]",
    "{\"records\":[1]}",
    "{]",
    "[{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "BEGIN:VCALENDAR\nVERSION:2.0\n",
    "<html><table></table></html>",
    "%PDF-1.4\n",
    "PK\003\004xyz",
    "\x1f\x8b\x08",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    CrmTableReader *reader = make_reader (texts[i]);
    if (crm_table_reader_open (reader, NULL, &error)) {
      g_error ("“%s” was taken for a table", texts[i]);
    }
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, "“table”"));
    g_assert_null (strchr (error->message, '\n'));
    g_assert_finalize_object (reader);
  }
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  CrmTableReader *reader = make_reader ("a,b\n1,2\n");
  g_cancellable_cancel (cancellable);
  g_assert_false (crm_table_reader_open (reader, cancellable, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_assert_finalize_object (reader);
}

/* Random texts of the characters that matter end, in valid UTF-8, without losing a line: what is
 * not in a row is empty or a comment. */
static void
test_random (void)
{
  static const char *const pieces[] = { "\"", "\"", ",", ";", "\n", "\r\n", "\t", "a", "Ж",
                                        " ",  "\\", "#", "'", "=1", "\"\"", "12", "|" };
  for (int round = 0; round < 3000; round++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (GError) error = NULL;
    int length = g_test_rand_int_range (1, 120);
    for (int i = 0; i < length; i++) {
      g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
    }
    CrmTableReader *reader = make_reader (text->str);
    if (crm_table_reader_open (reader, NULL, &error)) {
      g_autofree char *rows = dump (reader);
      g_assert_true (g_utf8_validate (rows, -1, NULL));
      for (const char *p = text->str; *p != '\0'; p++) {
        if (*p == 'a') {
          g_assert_true (strchr (rows, 'a') != NULL ||
                         crm_table_reader_get_n_comments (reader) > 0 ||
                         crm_table_reader_get_header_line (reader) > 0);
        }
      }
    } else {
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    }
    g_assert_finalize_object (reader);
  }
}

static void
test_random_bytes (void)
{
  for (int round = 0; round < 3000; round++) {
    g_autoptr (GByteArray) array = g_byte_array_new ();
    g_autoptr (GError) error = NULL;
    int length = g_test_rand_int_range (1, 300);
    int lowest = g_test_rand_int_range (0, 20) == 0 ? 0 : 1;
    int highest = round % 2 == 0 ? 256 : 128;
    for (int i = 0; i < length; i++) {
      guint8 byte = (guint8) g_test_rand_int_range (lowest, highest);
      g_byte_array_append (array, &byte, 1);
    }
    g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));
    CrmTableReader *reader =
        crm_table_reader_new_for_bytes (bytes, round % 3 == 0 ? "x.json" : "x");
    if (crm_table_reader_open (reader, NULL, &error)) {
      const CrmTableRow *row;
      while (crm_table_reader_read (reader, &row, NULL, &error) && row != NULL) {
        for (guint i = 0; i < row->n_cells; i++) {
          g_assert_true (g_utf8_validate (row->cells[i], -1, NULL));
        }
      }
    }
    if (error != NULL) {
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    }
    g_assert_finalize_object (reader);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autofree char *path = g_strconcat ("/table-reader/delimited/", tables[i].name, NULL);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_table);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (objects); i++) {
    g_autofree char *path = g_strconcat ("/table-reader/json/", objects[i].name, NULL);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_objects);
  }
  g_test_add_func ("/table-reader/choices", test_choices);
  g_test_add_func ("/table-reader/encodings", test_encodings);
  g_test_add_func ("/table-reader/undecodable", test_undecodable);
  g_test_add_func ("/table-reader/refused", test_refused);
  g_test_add_func ("/table-reader/cancelled", test_cancelled);
  g_test_add_func ("/table-reader/random", test_random);
  g_test_add_func ("/table-reader/random-bytes", test_random_bytes);
  return g_test_run ();
}
