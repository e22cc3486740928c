/* The process that reads PDFs of strangers: what it says of them, what it writes into their blanks,
 * and what the window makes of one that breaks down. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "crm-blank.h"
#include "crm-error.h"
#include "crm-pdf-reader.h"

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("VORONKA_TEST_DATA"), name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static GVariant *
ask (CrmPdfReader *reader, const char *verb, GVariant *arguments, const char *type)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer = crm_pdf_reader_ask (reader, verb, arguments, type, &error);
  g_assert_no_error (error);
  return answer;
}

static GPtrArray *
list_fields (CrmPdfReader *reader)
{
  g_autoptr (GVariant) listed = ask (reader, "fields", g_variant_new_uint32 (0), "a(sssuassuub)");
  return crm_blank_read_fields (listed);
}

static const CrmBlankField *
find_field (GPtrArray *fields, const char *name, guint *index)
{
  for (guint i = 0; i < fields->len; i++) {
    const CrmBlankField *field = fields->pdata[i];
    if (strcmp (field->name, name) == 0) {
      if (index != NULL)
        *index = i;
      return field;
    }
  }
  g_error ("there is no field %s", name);
}

static void
test_fields (void)
{
  g_autoptr (GBytes) content = load ("blank.pdf");
  g_autoptr (CrmPdfReader) reader = crm_pdf_reader_new (content);
  g_autoptr (GPtrArray) fields = list_fields (reader);
  const CrmBlankField *field;

  /* Neither the signature nor the field that may only be read. */
  g_assert_cmpuint (fields->len, ==, 8);
  g_assert_cmpuint (crm_pdf_reader_get_n_pages (reader), ==, 2);
  field = find_field (fields, "company_name", NULL);
  g_assert_cmpstr (field->tip, ==, "Наименование организации");
  g_assert_cmpstr (field->caption, ==, "Name");
  g_assert_cmpint (field->kind, ==, CRM_BLANK_TEXT);
  field = find_field (fields, "ИНН", NULL);
  g_assert_cmpstr (field->caption, ==, "Tax number");
  g_assert_cmpuint (field->most, ==, 12);
  g_assert_true (find_field (fields, "address", NULL)->multiline);
  field = find_field (fields, "vat_payer", NULL);
  g_assert_cmpint (field->kind, ==, CRM_BLANK_CHECK);
  g_assert_cmpstr (field->value, ==, "");
  g_assert_cmpstr (field->caption, ==, "VAT payer");
  field = find_field (fields, "currency", NULL);
  g_assert_cmpint (field->kind, ==, CRM_BLANK_CHOICE);
  g_assert_cmpuint (g_strv_length (field->choices), ==, 3);
  g_assert_cmpstr (field->choices[2], ==, "Złoty");
  g_assert_cmpstr (field->value, ==, "Российский рубль");
  /* Two round buttons are one field, and what stands beside them is to be chosen from. */
  field = find_field (fields, "deliver", NULL);
  g_assert_cmpuint (g_strv_length (field->choices), ==, 2);
  g_assert_cmpstr (field->choices[0], ==, "office");
  g_assert_cmpstr (field->choices[1], ==, "store");
  g_assert_cmpstr (field->caption, ==, "Deliver to");
  field = find_field (fields, "director", NULL);
  g_assert_cmpuint (field->page, ==, 1);
  g_assert_cmpstr (field->caption, ==, "Director");
}

/* --- Filling */

static char *
read_page (CrmPdfReader *reader, guint page)
{
  g_autoptr (GVariant) text = ask (reader, "text", g_variant_new_uint32 (page), "s");
  return g_variant_dup_string (text, NULL);
}

static void
fill (CrmPdfReader *reader, GPtrArray *fields, const char *const (*values)[2], gsize n_values)
{
  g_autofree const char **texts = g_new0 (const char *, fields->len + 1);
  g_autoptr (GVariant) filled = NULL;

  for (guint i = 0; i < fields->len; i++)
    texts[i] = "";
  for (gsize i = 0; i < n_values; i++) {
    guint index;
    find_field (fields, values[i][0], &index);
    texts[index] = values[i][1];
  }
  filled = ask (reader, "fill", g_variant_new_strv (texts, fields->len), "u");
  g_assert_cmpuint (g_variant_get_uint32 (filled), ==, fields->len);
}

static CrmPdfReader *
copy (CrmPdfReader *reader)
{
  g_autoptr (GVariant) copied = ask (reader, "copy", g_variant_new_uint32 (0), "ay");
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (copied);
  const char *folder = g_getenv ("VORONKA_TEST_PICTURES");

  if (folder != NULL) {
    g_autofree char *path = g_build_filename (folder, "filled.pdf", NULL);
    g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                         NULL);
  }
  return crm_pdf_reader_new (bytes);
}

/* Every letter arrives, in every kind of field, and none but once. */
static void
test_fill (void)
{
  static const char *const values[][2] = {
    { "company_name", "ООО «Северный ветер» № 5, Żółw і Ґанок" },
    { "ИНН", "7707083893" },
    { "address", "117312, г. Москва, ул. Вавилова, д. 19\nподъезд 4" },
    { "date", "30.11.2026" },
    { "vat_payer", "1" },
    { "currency", "Złoty" },
    { "deliver", "store" },
    { "director", "Їжакевич Ґалаґан П'ятниця" },
  };
  static const char *const shown[] = { "ООО «Северный ветер» № 5, Żółw і Ґанок",
                                       "117312, г. Москва, ул. Вавилова, д. 19",
                                       "подъезд 4",
                                       "30.11.2026",
                                       "Złoty",
                                       "Registration card of a supplier" };
  g_autoptr (GBytes) content = load ("blank.pdf");
  g_autoptr (CrmPdfReader) reader = crm_pdf_reader_new (content);
  g_autoptr (GPtrArray) fields = list_fields (reader);
  g_autoptr (CrmPdfReader) filled = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;
  g_autofree char *digits = NULL;
  g_auto (GStrv) words = NULL;

  fill (reader, fields, values, G_N_ELEMENTS (values));
  filled = copy (reader);
  text = read_page (filled, 0);
  second = read_page (filled, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++) {
    const char *at = strstr (text, shown[i]);
    if (at == NULL || strstr (at + 1, shown[i]) != NULL)
      g_error ("“%s” is not once in: %s", shown[i], text);
  }
  g_assert_nonnull (strstr (second, "Їжакевич Ґалаґан П'ятниця"));
  g_assert_nonnull (strstr (second, "A-17"));
  /* A number in boxes has a digit in each. */
  words = g_strsplit (text, " ", -1);
  digits = g_strjoinv ("", words);
  g_assert_nonnull (strstr (digits, "7707083893"));
  /* The copy is paper: nothing in it is to be filled in. */
  left = list_fields (filled);
  g_assert_cmpuint (left->len, ==, 0);
}

/* What has no room is written smaller, not cut. */
static void
test_long (void)
{
  static const char *const values[][2] = {
    { "date", "тридцатого ноября две тысячи двадцать шестого года" },
    { "company_name", "Федеральное государственное бюджетное образовательное учреждение высшего "
                      "образования имени академика Константинопольского" },
  };
  g_autoptr (GBytes) content = load ("blank.pdf");
  g_autoptr (CrmPdfReader) reader = crm_pdf_reader_new (content);
  g_autoptr (GPtrArray) fields = list_fields (reader);
  g_autoptr (CrmPdfReader) filled = NULL;
  g_autofree char *text = NULL;

  fill (reader, fields, values, G_N_ELEMENTS (values));
  filled = copy (reader);
  text = read_page (filled, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_nonnull (strstr (text, values[i][1]));
}

/* --- Finding */

static void
assert_found (CrmPdfReader *reader, const char *text, guint page, guint place, gboolean found,
              guint on_page, guint at_place)
{
  g_autoptr (GVariant) answer =
      ask (reader, "find", g_variant_new ("(suu)", text, page, place), "(buu)");
  gboolean is_found;
  guint found_page, found_place;

  g_variant_get (answer, "(buu)", &is_found, &found_page, &found_place);
  g_assert_cmpint (is_found, ==, found);
  g_assert_cmpuint (found_page, ==, on_page);
  g_assert_cmpuint (found_place, ==, at_place);
}

static guint
count_orange (CrmPdfReader *reader, guint page)
{
  g_autoptr (GVariant) picture = ask (reader, "draw", g_variant_new ("(uu)", page, 100), "(iiiay)");
  g_autoptr (GVariant) dots = NULL;
  gsize size;
  const guint8 *data;
  guint n = 0;

  g_variant_get (picture, "(iii@ay)", NULL, NULL, NULL, &dots);
  data = g_variant_get_fixed_array (dots, &size, 1);
  for (gsize i = 0; i + 3 < size; i += 4)
    n += data[i + 2] > 240 && data[i + 1] > 150 && data[i + 1] < 200 && data[i] < 100;
  return n;
}

/* Case makes no difference; what is found is marked on its page. */
static void
test_find (void)
{
  g_autoptr (GBytes) content = load ("blank.pdf");
  g_autoptr (CrmPdfReader) reader = crm_pdf_reader_new (content);

  assert_found (reader, "numBER", 0, 0, TRUE, 0, 0);
  g_assert_cmpuint (count_orange (reader, 0), >, 100);
  g_assert_cmpuint (count_orange (reader, 1), ==, 0);
  assert_found (reader, "number", 0, 1, TRUE, 1, 0);
  g_assert_cmpuint (count_orange (reader, 1), >, 100);
  assert_found (reader, "number", 1, 1, FALSE, 2, 0);
  assert_found (reader, "no such word", 0, 0, FALSE, 2, 0);
  assert_found (reader, "", 0, 0, FALSE, 2, 0);
  g_assert_cmpuint (count_orange (reader, 0), ==, 0);
}

/* --- What breaks down */

static void
test_refused (void)
{
  static const char *const contents[] = { "", "%PDF-1.4",
                                          "%PDF-1.7\n1 0 obj << /Type /Catalog >>" };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_autoptr (GBytes) content = g_bytes_new_static (contents[i], strlen (contents[i]));
    g_autoptr (CrmPdfReader) reader = crm_pdf_reader_new (content);
    g_autoptr (GError) error = NULL;
    g_assert_null (
        crm_pdf_reader_ask (reader, "draw", g_variant_new ("(uu)", 0, 100), "(iiiay)", &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_DAMAGED);
  }
}

static gpointer
stop_soon (gpointer data)
{
  g_usleep (200 * 1000);
  crm_pdf_reader_stop (data);
  return NULL;
}

/* A program in the place of the reader that does what a document made it do. */
static void
test_broken (void)
{
  static const struct {
    const char *script;
    int code;
  } cases[] = {
    { "exit 1", CRM_ERROR_IO },
    { "kill -SEGV $$", CRM_ERROR_IO },
    { "echo nonsense", CRM_ERROR_IO },
    { "exec sleep 60", CRM_ERROR_REFUSED },
  };
  g_autofree char *before = g_strdup (g_getenv ("VORONKA_READER"));
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "broken-reader", NULL);
  g_autoptr (GBytes) content = load ("blank.pdf");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *script = g_strdup_printf ("#!/bin/sh\n%s\n", cases[i].script);
    g_autoptr (CrmPdfReader) reader = crm_pdf_reader_new (content);
    g_autoptr (GError) error = NULL;
    GThread *thread = NULL;

    g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0755, &error);
    g_assert_no_error (error);
    g_setenv ("VORONKA_READER", path, TRUE);
    if (cases[i].code == CRM_ERROR_REFUSED)
      thread = g_thread_new ("stop", stop_soon, reader);
    g_assert_null (crm_pdf_reader_ask (reader, "text", g_variant_new_uint32 (0), "s", &error));
    g_assert_error (error, CRM_ERROR, cases[i].code);
    if (thread != NULL) {
      g_thread_join (thread);
      continue;
    }
    /* What broke down is begun again. */
    g_setenv ("VORONKA_READER", before, TRUE);
    g_autofree char *text = read_page (reader, 0);
    g_assert_nonnull (strstr (text, "Registration card"));
  }
  g_setenv ("VORONKA_READER", before, TRUE);
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf-reader/fields", test_fields);
  g_test_add_func ("/pdf-reader/fill", test_fill);
  g_test_add_func ("/pdf-reader/long", test_long);
  g_test_add_func ("/pdf-reader/find", test_find);
  g_test_add_func ("/pdf-reader/refused", test_refused);
  g_test_add_func ("/pdf-reader/broken", test_broken);
  return g_test_run ();
}
