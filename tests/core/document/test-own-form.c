/* Forms that the company keeps itself: found before the standard ones, never in a document's way.
 */
#include "config.h"

#include "crm-document.h"
#include "crm-error.h"
#include "crm-file-content.h"
#include "crm-record.h"
#include "record-fixture.h"

#include <string.h>

typedef struct {
  RecordFixture record;
  gint64 seller;
  gint64 document;
} Fixture;

static const char plain[] = "<form name='own' title='Own {{document.number}}'><body>"
                            "<text>Own paper for {{buyer.website}}</text></body></form>";

static void
set_up (Fixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;
  g_autoptr (CrmChange) change = NULL;
  g_autoptr (GError) error = NULL;
  gint64 stand_in;

  crm_document_register ();
  record_fixture_set_up (record, country);
  fixture->seller =
      record_fixture_add (record, "company", "name", "ООО «Ветер»", "type", "my_company", "country",
                          "ru", "tax_number", "7707083893", NULL);
  record_fixture_add (record, "company", "name", "Орион", "website", "orion.example", NULL);
  record_fixture_add (record, "product", "name", "Окно ПВХ", "price", "12500", "unit", "шт", NULL);
  gint64 deal = record_fixture_add (record, "deal", "name", "Окна", "company", "Орион", "product",
                                    "Окно ПВХ", "value", "40000.50", NULL);
  change = crm_change_new ("Draft", 0, CRM_ORIGIN_COMMAND);
  stand_in =
      crm_document_add_draft (change, record_fixture_reader (record), "invoice", 0, deal, &error);
  g_assert_no_error (error);
  crm_change_commit_sync (change, record->store, &error);
  g_assert_no_error (error);
  fixture->document = crm_change_get_id (change, stand_in);
}

static void
tear_down (Fixture *fixture, gconstpointer country)
{
  record_fixture_tear_down (&fixture->record, country);
}

static gint64
add_form (Fixture *fixture, const char *name, const char *state, const char *source)
{
  return record_fixture_add (&fixture->record, "form", "name", name, "kind", "invoice", "state",
                             state, "base", "ru-invoice", "source", source, NULL);
}

static char *
dup_name (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  g_autoptr (CrmRecord) document =
      crm_record_load (reader, crm_entity_find ("document"), fixture->document, &error);
  char *name = crm_document_dup_form_name (reader, document, &error);

  g_assert_no_error (error);
  return name;
}

static CrmFormLayout *
lay_out (Fixture *fixture, const char *form)
{
  g_autoptr (GError) error = NULL;
  CrmFormLayout *layout = crm_document_lay_out (record_fixture_reader (&fixture->record),
                                                fixture->document, form, 0, NULL, &error);

  g_assert_no_error (error);
  return layout;
}

static gboolean
says (CrmFormLayout *layout, const char *text)
{
  for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, 0); i++) {
    CrmFormBox box;
    crm_form_layout_get_box (layout, 0, i, &box);
    if (box.text != NULL && strstr (box.text, text) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
test_found_first (Fixture *fixture, gconstpointer country)
{
  g_autofree char *standard = dup_name (fixture);
  g_autofree char *still = NULL;
  g_autofree char *own = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (CrmFormLayout) layout = NULL;
  gint64 form = add_form (fixture, "Own", "draft", plain);

  g_assert_cmpstr (standard, ==, "ru-invoice");
  still = dup_name (fixture);
  g_assert_cmpstr (still, ==, "ru-invoice");
  record_fixture_set (&fixture->record, "form", form, "state", "in_use");
  own = dup_name (fixture);
  expected = crm_document_form_name_new (form);
  g_assert_cmpstr (own, ==, expected);
  layout = lay_out (fixture, NULL);
  g_assert_true (says (layout, "orion.example"));
  g_assert_null (crm_form_layout_get_fallback (layout));
  /* The command line may ask for it by its name, and for the standard one. */
  g_clear_pointer (&layout, crm_form_layout_unref);
  layout = lay_out (fixture, "Own");
  g_assert_true (says (layout, "Own paper"));
  g_clear_pointer (&layout, crm_form_layout_unref);
  layout = lay_out (fixture, "ru-invoice");
  g_assert_false (says (layout, "Own paper"));
  /* Undo puts the standard one back to use. */
  g_clear_pointer (&still, g_free);
  record_fixture_undo (&fixture->record);
  still = dup_name (fixture);
  g_assert_cmpstr (still, ==, "ru-invoice");
}

static void
test_for_one_seller (Fixture *fixture, gconstpointer country)
{
  gint64 other = record_fixture_add (&fixture->record, "company", "name", "ООО «Буря»", "type",
                                     "my_company", "country", "ru", NULL);
  gint64 of_other = add_form (fixture, "Of the other", "in_use", plain);
  gint64 for_all = add_form (fixture, "For all", "in_use", plain);
  gint64 of_seller = add_form (fixture, "Of the seller", "in_use", plain);
  g_autofree char *name = NULL;
  g_autofree char *expected = crm_document_form_name_new (of_seller);
  g_autofree char *second = NULL;
  g_autofree char *expected_second = crm_document_form_name_new (for_all);

  record_fixture_set (&fixture->record, "form", of_other, "company", "ООО «Буря»");
  record_fixture_set (&fixture->record, "form", of_seller, "company", "ООО «Ветер»");
  g_assert_cmpint (other, !=, 0);
  name = dup_name (fixture);
  g_assert_cmpstr (name, ==, expected);
  record_fixture_delete (&fixture->record, "form", of_seller);
  second = dup_name (fixture);
  g_assert_cmpstr (second, ==, expected_second);
}

static void
test_broken (Fixture *fixture, gconstpointer country)
{
  static const char *const sources[] = {
    "not a form",
    "<form name='x'><body><oops/></body></form>",
    "<form name='x'><page margin-left='200' margin-right='200'/><body/></form>",
    "<form name='x'><body><text>{{</text></body></form>",
  };
  gint64 form = add_form (fixture, "Own", "in_use", plain);

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++) {
    g_autoptr (CrmFormLayout) layout = NULL;
    record_fixture_set (&fixture->record, "form", form, "source", sources[i]);
    layout = lay_out (fixture, NULL);
    g_assert_true (says (layout, "Поставщик"));
    g_assert_nonnull (crm_form_layout_get_fallback (layout));
    g_assert_nonnull (strstr (crm_form_layout_get_fallback (layout), "Own"));
    g_assert_cmpstr (crm_form_layout_get_warnings (layout)[0], ==,
                     crm_form_layout_get_fallback (layout));
  }
}

/* A document that was printed on a form which is gone is printed on the one that is there. */
static void
test_chosen_and_gone (Fixture *fixture, gconstpointer country)
{
  gint64 form = add_form (fixture, "Own", "draft", plain);
  g_autofree char *chosen = crm_document_form_name_new (form);
  g_autofree char *name = NULL;
  g_autofree char *after = NULL;

  record_fixture_set (&fixture->record, "document", fixture->document, "form", chosen);
  name = dup_name (fixture);
  g_assert_cmpstr (name, ==, chosen);
  record_fixture_delete (&fixture->record, "form", form);
  after = dup_name (fixture);
  g_assert_cmpstr (after, ==, "ru-invoice");
}

static char *
dup_pdf_hash (Fixture *fixture)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  g_autoptr (CrmRecord) document =
      crm_record_load (reader, crm_entity_find ("document"), fixture->document, NULL);
  g_autoptr (CrmRecord) file = crm_record_load (reader, crm_entity_find ("file"),
                                                crm_record_get_integer (document, "pdf"), NULL);

  g_assert_nonnull (file);
  return g_strdup (crm_record_get_text (file, "sha256"));
}

/* What would be kept on another paper than the company's is not issued, and takes no number. */
static void
test_broken_is_not_issued (Fixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  g_autoptr (CrmChange) change = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) document = NULL;
  g_autoptr (GError) error = NULL;

  add_form (fixture, "Own", "in_use", "broken");
  g_assert_true (crm_document_add_issue (change, reader, fixture->document, &error));
  g_assert_cmpint (crm_change_commit_sync (change, fixture->record.store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Own"));
  document = crm_record_load (record_fixture_reader (&fixture->record),
                              crm_entity_find ("document"), fixture->document, NULL);
  g_assert_true (crm_record_is_empty (document, "issued"));
  g_assert_true (crm_record_is_empty (document, "number"));
  g_assert_true (crm_record_is_empty (document, "pdf"));
}

/* What was handed over stays what it was, whatever becomes of the form. */
static void
test_issued_stays (Fixture *fixture, gconstpointer country)
{
  gint64 form = add_form (fixture, "Own", "in_use", plain);
  g_autoptr (CrmChange) change = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (crm_document_add_issue (change, record_fixture_reader (&fixture->record),
                                         fixture->document, &error));
  g_assert_cmpint (crm_change_commit_sync (change, fixture->record.store, &error), >, 0);
  g_assert_no_error (error);
  before = dup_pdf_hash (fixture);
  record_fixture_set (&fixture->record, "form", form, "source", "broken");
  after = dup_pdf_hash (fixture);
  g_assert_cmpstr (before, ==, after);
}

/* Whatever the people keep about a buyer can be printed, their own fields too. */
static void
test_any_field (Fixture *fixture, gconstpointer country)
{
  g_auto (GStrv) paths = crm_document_list_paths (FALSE);
  g_auto (GStrv) of_lines = crm_document_list_paths (TRUE);

  g_assert_true (g_strv_contains ((const char *const *) paths, "buyer.website"));
  g_assert_true (g_strv_contains ((const char *const *) paths, "document.date|date-long"));
  g_assert_true (g_strv_contains ((const char *const *) paths, "deal.name"));
  g_assert_true (g_strv_contains ((const char *const *) of_lines, "quantity"));
  g_assert_true (g_strv_contains ((const char *const *) of_lines, "amount|money"));
  for (gsize i = 0; paths[i] != NULL; i++) {
    g_autofree char *path = g_strndup (paths[i], strcspn (paths[i], "|"));
    g_autofree char *name = crm_document_dup_path_name (path);
    g_assert_cmpstr (name, !=, path);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/own-form/" name, Fixture, "ru", set_up, func, tear_down)
  ADD ("found-first", test_found_first);
  ADD ("for-one-seller", test_for_one_seller);
  ADD ("broken-falls-back", test_broken);
  ADD ("chosen-and-gone", test_chosen_and_gone);
  ADD ("broken-is-not-issued", test_broken_is_not_issued);
  ADD ("issued-stays", test_issued_stays);
  ADD ("any-field", test_any_field);
  return g_test_run ();
}
