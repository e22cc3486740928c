/* Addresses on envelopes and labels: the order that the post asks for, the place on the sheet, and
 * who is left out. */
#include "config.h"

#include <string.h>

#include "crm-address-paper.h"
#include "crm-address.h"
#include "crm-document.h"
#include "crm-error.h"
#include "crm-render.h"
#include "record-fixture.h"

#define MM (72 / 25.4)

static const struct {
  const char *country, *address, *lines, *code;
} SPLITS[] = {
  { "ru", "101000, г. Москва, ул. Мира, д. 1", "г. Москва, ул. Мира, д. 1", "101000" },
  { "ru", "101000 г. Москва, ул. Мира, д. 1", "г. Москва, ул. Мира, д. 1", "101000" },
  { "ru", "г. Москва, ул. Мира, д. 1,101000", "г. Москва, ул. Мира, д. 1", "101000" },
  { "ru", "Россия, 101000, г. Москва", "Россия, г. Москва", "101000" },
  { "ru", "г. Москва, ул. Мира, д. 1", "г. Москва, ул. Мира, д. 1", "" },
  { "ru", "101000", "", "101000" },
  { "ru", "1010001, г. Москва", "1010001, г. Москва", "" },
  { "ua", "01001, м. Київ, вул. Миру, 1", "м. Київ, вул. Миру, 1", "01001" },
  { "ua", "м. Київ\nвул. Миру, 1\n01001", "м. Київ, вул. Миру, 1", "01001" },
  { "pl", "ul. Pokoju 1, 00-001 Warszawa", "ul. Pokoju 1\n00-001 Warszawa", "" },
  { "pl", "00-001 Warszawa, ul. Pokoju 1/2", "ul. Pokoju 1/2\n00-001 Warszawa", "" },
  { "pl", "00-001", "00-001", "" },
  { "pl", "ul. Pokoju 1, Warszawa", "ul. Pokoju 1, Warszawa", "" },
  { "other", "1 Main Street, Sheffield S1 2AB", "1 Main Street, Sheffield S1 2AB", "" },
  { NULL, " 1 Main Street\n", "1 Main Street", "" },
  { "ru", "", "", "" },
  { "ru", " , ,\n", ", ,", "" },
};

static void
test_split (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SPLITS); i++) {
    g_autofree char *code = NULL;
    g_autofree char *lines = crm_address_split (SPLITS[i].address, SPLITS[i].country, &code);
    g_assert_cmpstr (lines, ==, SPLITS[i].lines);
    g_assert_cmpstr (code, ==, SPLITS[i].code);
  }
}

/* Letters and digits, in whichever order, are all there afterwards. */
static void
count_letters (const char *text, int counts[128], int by)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text) || *text == '-')
      counts[(int) *text] += by;
}

static void
test_split_random (void)
{
  static const char letters[] = "0123456789-0123456789  ,,\n\rab";
  static const char *const countries[] = { "ru", "ua", "pl", "other" };

  for (int round = 0; round < 20000; round++) {
    g_autoptr (GString) address = g_string_new (NULL);
    g_autofree char *code = NULL;
    g_autofree char *lines = NULL;
    int counts[128] = { 0 }, length = g_test_rand_int_range (0, 40);
    for (int i = 0; i < length; i++)
      g_string_append_c (address, letters[g_test_rand_int_range (0, (int) strlen (letters))]);
    lines = crm_address_split (address->str, countries[round % 4], &code);
    count_letters (address->str, counts, 1);
    count_letters (lines, counts, -1);
    count_letters (code, counts, -1);
    for (int i = 0; i < 128; i++)
      if (counts[i] != 0)
        g_error ("“%s” became “%s” and “%s”", address->str, lines, code);
  }
}

/* --- Papers */

typedef struct {
  RecordFixture record;
  GArray *ids;         /* owned */
  GPtrArray *problems; /* owned */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer country)
{
  crm_document_register ();
  record_fixture_set_up (&fixture->record, country);
  record_fixture_add (&fixture->record, "company", "name", "Own", "type", "my_company", "country",
                      "ru", "legal_address", "101000, г. Москва, ул. Мира, д. 1", NULL);
  fixture->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->problems = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *fixture, gconstpointer country)
{
  g_array_unref (fixture->ids);
  g_ptr_array_unref (fixture->problems);
  record_fixture_tear_down (&fixture->record, country);
}

static void
add_company (Fixture *fixture, const char *name, const char *address)
{
  gint64 id = record_fixture_add (&fixture->record, "company", "name", name, "country", "ru", NULL);
  if (address != NULL)
    record_fixture_set (&fixture->record, "company", id, "postal_address", address);
  g_array_append_val (fixture->ids, id);
}

static CrmFormLayout *
lay_out (Fixture *fixture, const char *entity, const CrmAddressPaper *paper, GError **error)
{
  return crm_address_lay_out (record_fixture_reader (&fixture->record), crm_entity_find (entity),
                              fixture->ids, paper, fixture->problems, NULL, NULL, NULL, error);
}

static gboolean
find_text (const CrmFormLayout *layout, guint page, const char *text, CrmFormBox *box)
{
  for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
    crm_form_layout_get_box (layout, page, i, box);
    if (box->text != NULL && strstr (box->text, text) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* Each on its own label, row by row, behind those that are used already; nothing beside it. */
static void
test_labels (Fixture *fixture, gconstpointer country)
{
  gsize n_sheets;
  const CrmLabelSheet *sheets = crm_label_sheet_list (&n_sheets);

  for (int i = 0; i < 45; i++) {
    g_autofree char *name = g_strdup_printf ("Firm %02d", i);
    add_company (fixture, name, "420000, г. Казань, ул. Лесная, д. 7");
  }
  for (gsize s = 0; s < n_sheets; s++) {
    const CrmLabelSheet *sheet = &sheets[s];
    guint n_labels = sheet->columns * sheet->rows, first = n_labels - 2;
    CrmAddressPaper paper = { "label", sheet, first };
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmFormLayout) layout = lay_out (fixture, "company", &paper, &error);
    g_assert_no_error (error);
    g_assert_true (crm_label_sheet_find (sheet->name) == sheet);
    g_assert_cmpuint (fixture->problems->len, ==, 0);
    g_assert_cmpuint (crm_form_layout_get_n_pages (layout), ==,
                      (first + 45 + n_labels - 1) / n_labels);
    for (guint i = 0; i < 45; i++) {
      guint place = (first + i) % n_labels;
      double x = (sheet->left + place % sheet->columns * sheet->step_x) * MM;
      double y = (sheet->top + place / sheet->columns * sheet->step_y) * MM;
      g_autofree char *name = g_strdup_printf ("Firm %02u", i);
      CrmFormBox box;
      g_assert_true (find_text (layout, (first + i) / n_labels, name, &box));
      g_assert_cmpfloat (box.x, >=, x);
      g_assert_cmpfloat (box.y, >=, y);
      g_assert_cmpfloat (box.x + box.width, <=, x + sheet->width * MM);
      g_assert_cmpfloat (box.y + box.height, <=, y + sheet->height * MM);
    }
    g_autoptr (GBytes) pdf = crm_form_layout_to_pdf (layout, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (g_bytes_get_size (pdf), >, 1000);
  }
}

/* Who has no address is named, and nobody gets an empty label. */
static void
test_without_address (Fixture *fixture, gconstpointer country)
{
  CrmAddressPaper paper = { "envelope_c5", NULL, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmFormLayout) layout = NULL;
  CrmFormBox box;

  add_company (fixture, "Without", NULL);
  g_assert_null (lay_out (fixture, "company", &paper, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Without"));
  g_clear_error (&error);
  g_ptr_array_set_size (fixture->problems, 0);

  add_company (fixture, "With", "420000, г. Казань, ул. Лесная, д. 7");
  layout = lay_out (fixture, "company", &paper, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (crm_form_layout_get_n_pages (layout), ==, 1);
  g_assert_true (find_text (layout, 0, "With", &box));
  g_assert_true (find_text (layout, 0, "Own", &box));
  g_assert_cmpuint (fixture->problems->len, ==, 1);
}

/* What does not fit is said, not cut. */
static void
test_too_long (Fixture *fixture, gconstpointer country)
{
  CrmAddressPaper paper = { "label", crm_label_sheet_find ("52.5x29.7"), 0 };
  g_autofree char *address = g_strnfill (1500, 'x');
  g_autoptr (GError) error = NULL;

  for (gsize i = 5; i < strlen (address); i += 6)
    address[i] = ' ';
  add_company (fixture, "Long", address);
  g_assert_null (lay_out (fixture, "company", &paper, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Long"));
}

static void
test_contact (Fixture *fixture, gconstpointer country)
{
  CrmAddressPaper paper = { "envelope_dl", NULL, 0 };
  g_autoptr (GError) error = NULL;
  gint64 id;
  CrmFormBox box;

  add_company (fixture, "Firm", "420000, г. Казань, ул. Лесная, д. 7");
  g_array_set_size (fixture->ids, 0);
  id = record_fixture_add (&fixture->record, "contact", "last_name", "Петрова", "company", "Firm",
                           NULL);
  g_array_append_val (fixture->ids, id);
  g_autoptr (CrmFormLayout) at_work = lay_out (fixture, "contact", &paper, &error);
  g_assert_no_error (error);
  g_assert_true (find_text (at_work, 0, "Firm", &box));
  g_assert_true (find_text (at_work, 0, "Петрова", &box));
  g_assert_true (find_text (at_work, 0, "Казань", &box));

  record_fixture_set (&fixture->record, "contact", id, "address", "00-001 Warszawa, ul. Pokoju 1");
  g_autoptr (CrmFormLayout) own = lay_out (fixture, "contact", &paper, &error);
  g_assert_no_error (error);
  g_assert_true (find_text (own, 0, "Warszawa", &box));
  g_assert_false (find_text (own, 0, "Казань", &box));
}

/* The buyer of a document, and the company's own form where it is in use. */
static void
test_document (Fixture *fixture, gconstpointer country)
{
  static const char *const source =
      "<form name=\"own\"><page paper=\"C5\" landscape=\"yes\"/><body>"
      "<text>Mine: {{recipient.name}}</text></body></form>";
  CrmAddressPaper paper = { "envelope_c5", NULL, 0 };
  g_autoptr (CrmChange) change = crm_change_new ("Draft", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  gint64 stand_in, form;
  CrmFormBox box;

  add_company (fixture, "Firm", "420000, г. Казань, ул. Лесная, д. 7");
  stand_in = crm_document_add_draft (change, record_fixture_reader (&fixture->record), "invoice",
                                     g_array_index (fixture->ids, gint64, 0), 0, &error);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  g_array_index (fixture->ids, gint64, 0) = crm_change_get_id (change, stand_in);
  g_autoptr (CrmFormLayout) standard = lay_out (fixture, "document", &paper, &error);
  g_assert_no_error (error);
  g_assert_true (find_text (standard, 0, "Firm", &box));
  g_assert_false (find_text (standard, 0, "Mine", &box));

  form = record_fixture_add (&fixture->record, "form", "name", "Own", "kind", "envelope_c5",
                             "state", "in_use", "source", source, NULL);
  g_autoptr (CrmFormLayout) own = lay_out (fixture, "document", &paper, &error);
  g_assert_no_error (error);
  g_assert_true (find_text (own, 0, "Mine: Firm", &box));
  /* One that cannot be read does not keep the letter from its envelope. */
  record_fixture_set (&fixture->record, "form", form, "source", "<form");
  g_autoptr (CrmFormLayout) again = lay_out (fixture, "document", &paper, &error);
  g_assert_no_error (error);
  g_assert_true (find_text (again, 0, "Firm", &box));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/split", test_split);
  g_test_add_func ("/address/split-random", test_split_random);
  g_test_add ("/address/labels", Fixture, "ru", set_up, test_labels, tear_down);
  g_test_add ("/address/without", Fixture, "ru", set_up, test_without_address, tear_down);
  g_test_add ("/address/too-long", Fixture, "ru", set_up, test_too_long, tear_down);
  g_test_add ("/address/contact", Fixture, "ru", set_up, test_contact, tear_down);
  g_test_add ("/address/document", Fixture, "ru", set_up, test_document, tear_down);
  return g_test_run ();
}
