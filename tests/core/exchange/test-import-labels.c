/* Headings are known in every language that the program speaks, whatever the person's is. */
#include "config.h"

#include "crm-translations.h"
#include "import-fixture.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <string.h>

typedef struct {
  const char *original; /* with its context */
  const char *translation;
} Entry;

/* As msgfmt would write them: sorted. */
static const Entry polish[] = {
  { "", "Content-Type: text/plain; charset=UTF-8\n" },
  { "choice\004Won", "Zdobyta" },
  { "entity\004Companies", "Firmy" },
  { "field\004City", "Miejscowość" },
  { "field\004Name", "Nazwisko lub firma" },
};

static void
append_word (GByteArray *bytes, guint32 word, gboolean swapped)
{
  if (swapped)
    word = GUINT32_SWAP_LE_BE (word);
  g_byte_array_append (bytes, (const guint8 *) &word, sizeof word);
}

/* The two tables of lengths and places, then the texts. */
static void
write_catalogue (const char *folder, const char *language, gboolean swapped)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *directory = g_build_filename (folder, language, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (directory, GETTEXT_PACKAGE ".mo", NULL);
  guint32 n = G_N_ELEMENTS (polish);
  guint32 at = 28 + n * 16;

  append_word (bytes, 0x950412de, swapped);
  append_word (bytes, 0, swapped);
  append_word (bytes, n, swapped);
  append_word (bytes, 28, swapped);
  append_word (bytes, 28 + n * 8, swapped);
  append_word (bytes, 0, swapped);
  append_word (bytes, 0, swapped);
  for (int translated = 0; translated < 2; translated++)
    for (guint i = 0; i < n; i++) {
      guint32 length = (guint32) strlen (translated ? polish[i].translation : polish[i].original);
      append_word (bytes, length, swapped);
      append_word (bytes, at, swapped);
      at += length + 1;
    }
  for (int translated = 0; translated < 2; translated++)
    for (guint i = 0; i < n; i++) {
      const char *text = translated ? polish[i].translation : polish[i].original;
      g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text) + 1);
    }
  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, (gssize) bytes->len, NULL));
}

static void
write_nonsense (const char *folder, const char *language)
{
  g_autofree char *directory = g_build_filename (folder, language, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (directory, GETTEXT_PACKAGE ".mo", NULL);
  static const guint32 nonsense[] = { 0x950412de, 0, G_MAXUINT32, 4, 0xfffffff0, 1, 2, 3 };
  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (
      g_file_set_contents (path, (const char *) nonsense, (gssize) sizeof nonsense, NULL));
}

static void
test_of (void)
{
  g_autoptr (GPtrArray) city = crm_translations_of ("field", "City");
  g_autoptr (GPtrArray) other = crm_translations_of ("entity", "City");
  g_assert_cmpuint (city->len, ==, 2); /* Polish, and Ukrainian written on another machine */
  g_assert_cmpstr (city->pdata[0], ==, "Miejscowość");
  g_assert_cmpstr (city->pdata[1], ==, "Miejscowość");
  g_assert_cmpuint (other->len, ==, 0);
  g_assert_cmpstr (crm_translation_into ("pl", "field", "City"), ==, "Miejscowość");
  g_assert_cmpstr (crm_translation_into ("ru", "field", "City"), ==, "City");
  g_assert_cmpstr (crm_translation_into ("de", "field", "City"), ==, "City");
  g_assert_cmpstr (crm_translation_into ("pl", "entity", "City"), ==, "City");
}

static void
test_headings (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmImporter) importer =
      import_fixture_look_at (fixture, "Firmy.csv", "Nazwisko lub firma,MIEJSCOWOŚĆ\nOrion,Łódź\n");
  g_autofree char *name = crm_importer_dup_target (importer, 0);
  g_autofree char *city = crm_importer_dup_target (importer, 1);
  g_assert_cmpstr (crm_importer_get_entity (importer)->name, ==, "company");
  g_assert_cmpstr (name, ==, "name");
  g_assert_cmpstr (city, ==, "city");
}

static void
test_stage (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmImporter) importer =
      import_fixture_look_at (fixture, "deals.csv", "opportunity,stage\nOne,zdobyta\n");
  g_autoptr (CrmRecord) deal = NULL;
  g_autofree char *stage = NULL;
  import_fixture_commit (fixture, importer);
  import_fixture_assert_counts (importer, 1, 0, 0, 0, 0);
  deal = import_fixture_find (fixture, "deal", "name", "One");
  stage = import_fixture_text (deal, "stage");
  g_assert_cmpstr (stage, ==, "Won");
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("voronka-XXXXXX", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  write_nonsense (folder, "ru");
  write_catalogue (folder, "uk", TRUE);
  write_catalogue (folder, "pl", FALSE);
  bindtextdomain (GETTEXT_PACKAGE, folder);
  g_test_add_func ("/translations/of", test_of);
  g_test_add ("/import-labels/headings", RecordFixture, NULL, record_fixture_set_up, test_headings,
              record_fixture_tear_down);
  g_test_add ("/import-labels/stage", RecordFixture, NULL, record_fixture_set_up, test_stage,
              record_fixture_tear_down);
  status = g_test_run ();
  record_fixture_remove_folder (folder);
  return status;
}
