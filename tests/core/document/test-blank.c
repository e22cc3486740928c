/* Blanks of others: what their fields ask for in four languages, and what is remembered of them. */
#include "config.h"

#include "crm-blank.h"
#include "crm-document.h"
#include "crm-error.h"
#include "crm-parcel.h"
#include "record-fixture.h"

typedef struct {
  RecordFixture record;
  gint64 company;
  CrmFormData *data;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;

  crm_document_register ();
  record_fixture_set_up (&fixture->record, country);
  record_fixture_add (&fixture->record, "company", "name", "ООО Свои", "type", "my_company",
                      "country", "ru", "tax_number", "7707083893", "kpp", "770701001", "phone",
                      "+7 495 123-45-67", "legal_address", "Москва, Вавилова, 19", "director",
                      "Иванов Сергей Петрович", "city", "Москва", NULL);
  record_fixture_add (&fixture->record, "bank_account", "company", "ООО Свои", "account",
                      "40702810138250123017", "bic", "044525225", "bank", "ПАО Сбербанк", NULL);
  fixture->company = record_fixture_add (
      &fixture->record, "company", "name", "АО Рога", "full_name", "Акционерное общество Рога",
      "country", "ru", "tax_number", "7736050003", "email", "a@roga.example", "legal_address",
      "Москва, Ленинский, 111", "director", "Петров Пётр Ильич", "director_post", "Директор", "kpp",
      "773601001", "phone", "+7 499 765-43-21", NULL);
  fixture->data = crm_blank_dup_data (record_fixture_reader (&fixture->record),
                                      crm_entity_find ("company"), fixture->company, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer country)
{
  crm_form_data_unref (fixture->data);
  record_fixture_tear_down (&fixture->record, country);
}

static void
test_guess (Fixture *fixture, gconstpointer country)
{
  static const struct {
    const char *tip, *caption, *name, *path, *value;
  } cases[] = {
    { "", "ИНН", "Text1", "company.tax_number", "7736050003" },
    { "", "", "inn", "company.tax_number", "7736050003" },
    { "NIP", "", "Text2", "company.tax_number", "7736050003" },
    { "", "", "companyName", "company.name", "АО Рога" },
    { "Полное наименование организации", "", "t", "company.full_name",
      "Акционерное общество Рога" },
    { "", "Юридический адрес", "", "company.address", "Москва, Ленинский, 111" },
    { "", "Adres siedziby", "", "company.address", "Москва, Ленинский, 111" },
    { "", "Контактный телефон", "field_7", "company.phone", "+7 499 765-43-21" },
    { "", "", "e_mail", "company.email", "a@roga.example" },
    { "", "Должность руководителя", "", "company.director_post", "Директор" },
    { "", "Керівник", "", "company.director", "Петров Пётр Ильич" },
    { "", "ИНН поставщика", "", "own.tax_number", "7707083893" },
    { "Supplier: address", "", "", "own.address", "Москва, Вавилова, 19" },
    { "", "БИК банка поставщика", "", "own.account.bic", "044525225" },
    { "", "Расчётный счёт исполнителя", "", "own.account.number", "40702810138250123017" },
    { "", "Bank dostawcy", "", "own.account.bank", "ПАО Сбербанк" },
    { "", "р/с исполнителя", "", "own.account.number", "40702810138250123017" },
    { "", "Дата", "", "today", NULL },
    { "", "Favourite colour", "Text9", NULL, NULL },
    { "", "", "Text9", NULL, NULL },
    /* Nothing is known of it: no other value takes its place. */
    { "", "Почтовый адрес", "", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    CrmBlankField field = { .name = (char *) cases[i].name,
                            .tip = (char *) cases[i].tip,
                            .caption = (char *) cases[i].caption };
    g_autofree char *path = crm_blank_guess (&field, "company", fixture->data);
    g_autofree char *value =
        path != NULL ? crm_blank_dup_value (&field, fixture->data, path, "ru") : g_strdup ("");
    if (g_strcmp0 (path, cases[i].path) != 0)
      g_error ("%s%s%s: %s", cases[i].tip, cases[i].caption, cases[i].name, path);
    if (cases[i].value != NULL)
      g_assert_cmpstr (value, ==, cases[i].value);
  }
}

/* Unmarked fields are about whom the person says. */
static void
test_sides (Fixture *fixture, gconstpointer country)
{
  CrmBlankField field = { .name = "kpp", .tip = "", .caption = "" };
  g_autofree char *own = crm_blank_guess (&field, "own", fixture->data);
  g_autofree char *company = crm_blank_guess (&field, "company", fixture->data);

  g_assert_cmpstr (own, ==, "own.kpp");
  g_assert_cmpstr (company, ==, "company.kpp");
}

static void
test_values (Fixture *fixture, gconstpointer country)
{
  char *const currencies[] = { "рубль (RUB)", "злотый", NULL };
  CrmBlankField choice = { .kind = CRM_BLANK_CHOICE, .choices = (char **) currencies };
  CrmBlankField narrow = { .most = 9 };
  CrmBlankField wide = { .most = 10 };
  g_autofree char *chosen = NULL, *none = NULL, *cut = NULL, *whole = NULL;

  crm_form_data_set_text (fixture->data, "document.currency", "RUB");
  chosen = crm_blank_dup_value (&choice, fixture->data, "document.currency", "ru");
  none = crm_blank_dup_value (&choice, fixture->data, "company.name", "ru");
  /* A number that has no room is no number. */
  cut = crm_blank_dup_value (&narrow, fixture->data, "company.tax_number", "ru");
  whole = crm_blank_dup_value (&wide, fixture->data, "company.tax_number", "ru");
  g_assert_cmpstr (chosen, ==, "рубль (RUB)");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (cut, ==, "");
  g_assert_cmpstr (whole, ==, "7736050003");
}

/* --- Memory */

static GPtrArray *
make_fields (const char *const *names)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) listed = NULL;
  const char *const no_choices[] = { NULL };

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sssuassuub)"));
  for (gsize i = 0; names[i] != NULL; i++)
    g_variant_builder_add (&builder, "(sssu^assuub)", names[i], "", "", 0, no_choices, "", 0, 0,
                           FALSE);
  listed = g_variant_ref_sink (g_variant_builder_end (&builder));
  return crm_blank_read_fields (listed);
}

static gboolean
remember (CrmDatabase *database, gpointer fields, GCancellable *cancellable, GError **error)
{
  static const char *const sources[] = { "@own.tax_number", "=два\nслова \\ и @знак", "", NULL };
  return crm_blank_remember (database, fields, "own", sources, error);
}

static void
test_memory (Fixture *fixture, gconstpointer country)
{
  static const char *const names[] = { "inn", "words", "empty", NULL };
  static const char *const others[] = { "inn", "words", "other", NULL };
  g_autoptr (GPtrArray) fields = make_fields (names);
  g_autoptr (GPtrArray) other = make_fields (others);
  g_autoptr (GError) error = NULL;
  CrmDatabase *reader;
  g_autofree char *about = NULL;
  g_auto (GStrv) sources = NULL;

  reader = record_fixture_reader (&fixture->record);
  g_assert_false (crm_blank_recall (reader, fields, &about, &sources, &error));
  g_assert_no_error (error);
  g_assert_true (crm_store_write (fixture->record.store, remember, fields, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (crm_blank_recall (reader, fields, &about, &sources, &error));
  g_assert_cmpstr (about, ==, "own");
  g_assert_cmpuint (g_strv_length (sources), ==, 3);
  g_assert_cmpstr (sources[0], ==, "@own.tax_number");
  g_assert_cmpstr (sources[1], ==, "=два\nслова \\ и @знак");
  g_assert_cmpstr (sources[2], ==, "");
  g_clear_pointer (&about, g_free);
  g_clear_pointer (&sources, g_strfreev);
  g_assert_false (crm_blank_recall (reader, other, &about, &sources, &error));
}

/* --- What a broken reader may send */

static GBytes *
pack (GVariant *value)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_parcel_write (stream, value, &error));
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static GVariant *
unpack (GBytes *bytes, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  return crm_parcel_read (stream, G_VARIANT_TYPE ("a(sssuassuub)"), 1024 * 1024, error);
}

/* Whatever arrives is a list of fields, or an error: every byte of a good one changed, and cut. */
static void
test_parcel (void)
{
  static const char *const choices[] = { "один", "два", NULL };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  GVariantBuilder builder;
  g_autoptr (GBytes) good = NULL;
  gsize size;
  const guint8 *data;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sssuassuub)"));
  for (guint i = 0; i < 3; i++)
    g_variant_builder_add (&builder, "(sssu^assuub)", "name", "tip", "caption", 2, choices, "один",
                           i, 10, TRUE);
  good = pack (g_variant_builder_end (&builder));
  data = g_bytes_get_data (good, &size);
  for (guint round = 0; round < 20000; round++) {
    g_autofree guint8 *copy = g_memdup2 (data, size);
    gsize length = round % 4 == 0 ? (gsize) g_rand_int_range (random, 0, (gint32) size) : size;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GVariant) value = NULL;
    g_autoptr (GPtrArray) fields = NULL;
    g_autoptr (GError) error = NULL;

    for (guint i = 0; i < 1 + round % 5; i++)
      copy[g_rand_int_range (random, 0, (gint32) size)] = (guint8) g_rand_int (random);
    bytes = g_bytes_new (copy, length);
    value = unpack (bytes, &error);
    if (value == NULL) {
      g_assert_error (error, CRM_ERROR, CRM_ERROR_DAMAGED);
      continue;
    }
    fields = crm_blank_read_fields (value);
    for (guint i = 0; i < fields->len; i++) {
      const CrmBlankField *field = fields->pdata[i];
      g_assert_cmpint (field->kind, <=, CRM_BLANK_CHOICE);
      g_assert_true (g_utf8_validate (crm_blank_field_get_label (field), -1, NULL));
      g_assert_nonnull (field->choices);
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/blank/guess", Fixture, "ru", set_up, test_guess, tear_down);
  g_test_add ("/blank/sides", Fixture, "ru", set_up, test_sides, tear_down);
  g_test_add ("/blank/values", Fixture, "ru", set_up, test_values, tear_down);
  g_test_add ("/blank/memory", Fixture, "ru", set_up, test_memory, tear_down);
  g_test_add_func ("/blank/parcel", test_parcel);
  return g_test_run ();
}
