/* Tables become records: what they are, what their columns mean, how rows are linked and refused.
 */
#include "config.h"

#include "crm-error.h"
#include "import-fixture.h"

#include <locale.h>
#include <string.h>

#define ASSERT_TEXT(record, field, expected)                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *text_ = import_fixture_text (record, field);                                  \
    g_assert_cmpstr (text_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
assert_target (CrmImporter *importer, const char *heading, const char *target)
{
  for (guint i = 0; i < crm_importer_get_n_columns (importer); i++)
    if (strcmp (crm_importer_get_column (importer, i)->heading, heading) == 0) {
      g_autofree char *found = crm_importer_dup_target (importer, i);
      g_assert_cmpstr (found, ==, target);
      return;
    }
  g_assert_not_reached ();
}

static void
import_all (RecordFixture *fixture)
{
  static const char *const files[] = { "accounts.csv", "products.csv", "team.csv", "pipeline.csv" };
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    import_fixture_import (fixture, files[i]);
}

static void
test_guesses (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *file;
    const char *entity;
    const char *columns; /* heading=target, ... */
  } cases[] = {
    { "accounts.csv", "company",
      "account=name|sector=segment|year_established=founded|revenue=revenue|employees=employees|"
      "office_location=city|subsidiary_of=parent" },
    { "products.csv", "product", "product=name|series=group|sales_price=price" },
    { "team.csv", "person", "sales_agent=name|manager=supervisor|regional_office=office" },
    { "pipeline.csv", "deal",
      "opportunity_id=external_id|sales_agent=responsible|product=product|account=company|"
      "deal_stage=stage|engage_date=opened|close_date=closed|close_value=value" },
    { "mixed.csv", "company",
      "Название=name|ИНН=tax_number|Телефон=phone|Телефон 2=|Эл. почта=email|Выручка=revenue|"
      "Примечание=note|Отзыв=" },
    { "people.csv", "contact",
      "First Name=first_name|Last Name=last_name|E-mail=email|Phone=phone|Company=company|Born=" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = import_fixture_path (cases[i].file);
    g_autoptr (CrmImporter) importer = import_fixture_look (fixture, path);
    g_auto (GStrv) columns = g_strsplit (cases[i].columns, "|", -1);
    g_assert_cmpstr (crm_importer_get_entity (importer)->name, ==, cases[i].entity);
    g_assert_true (crm_importer_is_certain (importer));
    for (char **column = columns; *column != NULL; column++) {
      g_auto (GStrv) parts = g_strsplit (*column, "=", 2);
      assert_target (importer, parts[0], parts[1]);
    }
    g_assert_finalize_object (g_steal_pointer (&importer));
  }
}

static void
test_links_and_values (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) bluefin = NULL;
  g_autoptr (CrmRecord) ada = NULL;
  g_autoptr (CrmRecord) won = NULL;
  g_autoptr (CrmRecord) open = NULL;
  g_autoptr (CrmRecord) engaging = NULL;

  import_all (fixture);
  bluefin = import_fixture_find (fixture, "company", "name", "Bluefin Labs");
  ASSERT_TEXT (bluefin, "parent", "Harbor Group"); /* which stands two rows later */
  ASSERT_TEXT (bluefin, "segment", "medical");
  ASSERT_TEXT (bluefin, "revenue", "88.10");
  ASSERT_TEXT (bluefin, "currency", "EUR");
  ASSERT_TEXT (bluefin, "founded", "2003");
  ASSERT_TEXT (bluefin, "city", "Romania");

  g_assert_cmpint (import_fixture_count (fixture, "person"), ==, 1 + 3 + 2);
  ada = import_fixture_find (fixture, "person", "name", "Ada Brook");
  ASSERT_TEXT (ada, "supervisor", "Milo Stern");

  won = import_fixture_find (fixture, "deal", "external_id", "A101");
  ASSERT_TEXT (won, "name", "LX Pro"); /* the file says LXPro */
  ASSERT_TEXT (won, "product", "LX Pro");
  ASSERT_TEXT (won, "company", "Bluefin Labs");
  ASSERT_TEXT (won, "responsible", "Ben Carver");
  ASSERT_TEXT (won, "stage", "Won");
  ASSERT_TEXT (won, "opened", "2016-11-07");
  ASSERT_TEXT (won, "closed", "2017-03-14");
  ASSERT_TEXT (won, "value", "1250.50");

  open = import_fixture_find (fixture, "deal", "external_id", "A104");
  ASSERT_TEXT (open, "stage", "Prospecting");
  ASSERT_TEXT (open, "opened", "");
  ASSERT_TEXT (open, "closed", "");
  ASSERT_TEXT (open, "value", "");
  g_clear_object (&open);
  open = import_fixture_find (fixture, "deal", "external_id", "A106");
  ASSERT_TEXT (open, "company", "Tamarind Foods");
  open = (g_object_unref (open), import_fixture_find (fixture, "deal", "external_id", "A103"));
  ASSERT_TEXT (open, "company", "");

  engaging = import_fixture_find (fixture, "stage", "name", "Engaging");
  ASSERT_TEXT (engaging, "outcome", "open");
  ASSERT_TEXT (engaging, "position", "6"); /* after payment, before won */
  g_assert_cmpint (import_fixture_count (fixture, "deal"), ==, 8);
}

static void
test_one_undo (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *start = record_fixture_dump (fixture);
  g_autofree char *label = NULL;
  g_autofree char *back = NULL;

  import_fixture_import (fixture, "pipeline.csv"); /* creates all that it names */
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 6);
  g_assert_cmpint (crm_journal_get_undo (record_fixture_reader (fixture), &label), >, 0);
  g_assert_cmpstr (label, ==, "Import from “pipeline.csv”: Deals, 8");
  g_assert_true (record_fixture_undo (fixture));
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (back, ==, start);
}

static void
test_wrong_rows (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *path = import_fixture_path ("mixed.csv");
  g_autofree char *out = g_build_filename (fixture->folder, "wrong.csv", NULL);
  g_autoptr (CrmImporter) importer = import_fixture_look (fixture, path);
  g_autoptr (CrmRecord) first = NULL;
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  import_fixture_commit (fixture, importer);
  import_fixture_assert_counts (importer, 2, 0, 2, 2, 0);
  g_assert_cmpstr (import_fixture_reason (importer, 3), ==, "Выручка: “много” is not a number");
  g_assert_cmpstr (import_fixture_reason (importer, 4), ==, "Company: “Name” must be filled in");
  first = import_fixture_find (fixture, "company", "name", "Ромашка");
  ASSERT_TEXT (first, "revenue", "1250000.50");
  ASSERT_TEXT (first, "note", "Старый клиент");

  g_assert_true (crm_importer_write_wrong_rows (importer, out, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (out, &written, NULL, NULL));
  g_assert_cmpstr (written, ==,
                   "\xef\xbb\xbfНазвание;ИНН;Телефон;Телефон 2;Эл. почта;Выручка;Дата "
                   "начала;Примечание;Отзыв;reason\r\n"
                   "Лютик;;;;lutik@lutik.example;много;;;плохо;Выручка: “много” is not a number\r\n"
                   ";5190110910;;;none@none.example;5;;;;Company: “Name” must be filled in\r\n");

  /* Mended and imported again, the column of reasons is no remark. */
  {
    g_autoptr (GString) mended = g_string_new (written);
    g_autoptr (CrmImporter) again = NULL;
    g_autoptr (CrmRecord) lutik = NULL;
    g_string_replace (mended, "много;", "70;", 0);
    g_assert_true (g_file_set_contents (out, mended->str, -1, NULL));
    again = import_fixture_look (fixture, out);
    crm_importer_set_keep_unmapped (again, TRUE);
    import_fixture_commit (fixture, again);
    import_fixture_assert_counts (again, 1, 0, 0, 1, 0);
    lutik = import_fixture_find (fixture, "company", "name", "Лютик");
    ASSERT_TEXT (lutik, "note", "Отзыв: плохо");
  }
}

static void
test_same_tax_number (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *path = import_fixture_path ("mixed.csv");
  g_autoptr (CrmImporter) importer = import_fixture_look (fixture, path);
  g_autoptr (GError) error = NULL;
  GListModel *rows;
  g_autoptr (CrmImportRow) double_row = NULL;

  g_assert_true (
      crm_importer_preview (importer, record_fixture_reader (fixture), 100, NULL, &error));
  g_assert_no_error (error);
  import_fixture_assert_counts (importer, 2, 0, 2, 2, 0);
  rows = crm_importer_get_rows (importer);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 6);
  /* Row 2 has the tax number of row 1, row 5 its name. */
  double_row = g_list_model_get_item (rows, 1);
  g_assert_cmpint (crm_import_row_get_state (double_row), ==, CRM_IMPORT_SAME);
  g_assert_cmpstr (crm_import_row_get_remark (double_row), ==, "the same as line 2 of the file");
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 0); /* nothing is written */
}

static void
test_people_are_told_apart (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *path = import_fixture_path ("people.csv");
  g_autoptr (CrmImporter) importer = import_fixture_look (fixture, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) zoe = NULL;

  g_assert_true (
      crm_importer_preview (importer, record_fixture_reader (fixture), 100, NULL, &error));
  g_assert_no_error (error);
  import_fixture_assert_counts (importer, 4, 0, 1, 0, 2);
  import_fixture_commit (fixture, importer);
  /* Ida shares an e-mail, the second Ivo works elsewhere, the third is the first. */
  import_fixture_assert_counts (importer, 4, 0, 1, 0, 2);
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 2);
  zoe = import_fixture_find (fixture, "contact", "name", "Nowak Zoe");
  ASSERT_TEXT (zoe, "company", "Firma Alfa");
}

static void
test_update (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (CrmRecord) norvik = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmImportRow) row = NULL;
  const CrmEntity *companies = crm_entity_find ("company");

  import_fixture_import (fixture, "accounts.csv");
  importer = import_fixture_look_at (fixture, "new.csv",
                                     "Name,Phone,Employees,City,Remark\n"
                                     "norvik trade,+48 22 111 22 33,1210,,called\n"
                                     "Quill & Sons,,35,Poland,\n"
                                     "New One,,1,,\n");
  crm_importer_set_existing (importer, CRM_IMPORT_EXISTING_UPDATE);
  g_assert_true (
      crm_importer_preview (importer, record_fixture_reader (fixture), 100, NULL, &error));
  import_fixture_assert_counts (importer, 1, 1, 1, 0, 0);
  row = g_list_model_get_item (crm_importer_get_rows (importer), 0);
#define STATE(name) crm_import_row_get_cell_state (row, crm_entity_field_index (companies, name))
  g_assert_cmpint (STATE ("phone"), ==, CRM_IMPORT_CELL_CHANGED);
  g_assert_cmpint (STATE ("employees"), ==, CRM_IMPORT_CELL_SAME);
  g_assert_cmpint (STATE ("city"), ==, CRM_IMPORT_CELL_EMPTY);
#undef STATE
  import_fixture_commit (fixture, importer);
  import_fixture_assert_counts (importer, 1, 1, 1, 0, 0);
  norvik = import_fixture_find (fixture, "company", "name", "norvik trade");
  ASSERT_TEXT (norvik, "phone", "+48 22 111 22 33");
  ASSERT_TEXT (norvik, "city", "Poland"); /* an empty cell takes nothing away */
  ASSERT_TEXT (norvik, "note", "called");
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 6);
}

static void
test_update_by (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (CrmRecord) deal = NULL;
  g_autoptr (GError) error = NULL;

  import_all (fixture);
  importer = import_fixture_look_at (fixture, "update.csv",
                                     "opportunity_id,deal_stage,close_date,close_value\n"
                                     "A103,Won,4/25/2017,52\n"
                                     "Z999,Won,4/26/2017,1\n");
  g_assert_cmpstr (crm_importer_get_entity (importer)->name, ==, "deal");
  g_assert_false (crm_importer_set_update_by (importer, "value", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (crm_importer_set_update_by (importer, "name", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (crm_importer_set_update_by (importer, "external_id", &error));
  import_fixture_commit (fixture, importer);
  import_fixture_assert_counts (importer, 1, 1, 0, 0, 0);
  deal = import_fixture_find (fixture, "deal", "external_id", "A103");
  ASSERT_TEXT (deal, "stage", "Won");
  ASSERT_TEXT (deal, "value", "52.00");
  ASSERT_TEXT (deal, "responsible", "Ada Brook");
}

static void
test_all_or_nothing (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *path = import_fixture_path ("mixed.csv");
  g_autoptr (CrmImporter) importer = import_fixture_look (fixture, path);
  g_autofree char *start = record_fixture_dump (fixture);
  g_autofree char *end = NULL;
  g_autoptr (GError) error = NULL;

  crm_importer_set_all_or_nothing (importer, TRUE);
  g_assert_false (crm_importer_commit (importer, fixture->store, 0, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "Line 4 of “mixed.csv”: Выручка: “много” is not a number. Nothing was imported");
  g_assert_cmpint (crm_importer_get_change (importer), ==, 0);
  end = record_fixture_dump (fixture);
  g_assert_cmpstr (end, ==, start);
}

static void
cancel_cb (guint64 done, guint64 total, gpointer data)
{
  if (done >= 1000)
    g_cancellable_cancel (data);
}

static void
test_cancel (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GString) table = g_string_new ("Name,City\n");
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *start = record_fixture_dump (fixture);
  g_autofree char *end = NULL;

  for (int i = 0; i < 5000; i++)
    g_string_append_printf (table, "Company %d,City %d\n", i, i % 100);
  importer = import_fixture_look_at (fixture, "many.csv", table->str);
  crm_importer_set_progress (importer, cancel_cb, g_object_ref (cancellable), g_object_unref);
  g_assert_false (crm_importer_commit (importer, fixture->store, 0, cancellable, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  end = record_fixture_dump (fixture);
  g_assert_cmpstr (end, ==, start);
  crm_importer_set_progress (importer, NULL, NULL, NULL);
  import_fixture_commit (fixture, importer);
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 5000);
}

static void
test_map (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *assignment;
    int code; /* -1: right */
  } cases[] = {
    { "Отзыв=note", -1 },
    { "отзыв = note", -1 },
    { "Телефон 2=", -1 },
    { "Отзыв", CRM_ERROR_USAGE },
    { "Нет=note", CRM_ERROR_NOT_FOUND },
    { "Отзыв=nothing", CRM_ERROR_NOT_FOUND },
    { "Отзыв=created", CRM_ERROR_NOT_FOUND },
    { "Отзыв=name", -1 },
  };
  g_autofree char *path = import_fixture_path ("mixed.csv");
  g_autoptr (CrmImporter) importer = import_fixture_look (fixture, path);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gboolean done = crm_importer_map (importer, cases[i].assignment, &error);
    if (cases[i].code < 0)
      g_assert_no_error (error);
    else
      g_assert_error (error, CRM_ERROR, cases[i].code);
    g_assert_cmpint (done, ==, cases[i].code < 0);
  }
  assert_target (importer, "Отзыв", "name");
  assert_target (importer, "Название", ""); /* one field, one column */
}

static void
test_notes_are_joined (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *path = import_fixture_path ("mixed.csv");
  g_autoptr (CrmImporter) importer = import_fixture_look (fixture, path);
  g_autoptr (CrmRecord) first = NULL;

  g_assert_true (crm_importer_map (importer, "Отзыв=note", NULL));
  crm_importer_set_keep_unmapped (importer, TRUE);
  import_fixture_commit (fixture, importer);
  first = import_fixture_find (fixture, "company", "name", "Ромашка");
  ASSERT_TEXT (first, "note", "Старый клиент\nОтзыв: хорошо\nТелефон 2: +7 495 765-43-21");
}

static void
test_remembers (RecordFixture *fixture, gconstpointer country)
{
  const char *table = "Foo,Bar,When\nOrion,Kyiv,02/03/2020\nVega,Lviv,05/06/2020\n";
  g_autoptr (CrmImporter) first = import_fixture_look_at (fixture, "odd.csv", table);
  g_autoptr (CrmImporter) second = NULL;
  g_autoptr (CrmImporter) other = NULL;
  const CrmEntity *companies = crm_entity_find ("company");

  crm_importer_set_entity (first, companies, record_fixture_reader (fixture));
  g_assert_true (crm_importer_map (first, "Foo=name", NULL));
  g_assert_true (crm_importer_map (first, "Bar=city", NULL));
  g_assert_true (crm_importer_map (first, "When=end_date", NULL));
  g_assert_false (crm_importer_get_column (first, 2)->date_order_certain);
  crm_importer_set_date_order (first, 2, CRM_DATE_ORDER_YMD);
  crm_importer_set_date_order (first, 2, CRM_DATE_ORDER_DMY);
  import_fixture_commit (fixture, first);

  second =
      import_fixture_look_at (fixture, "odd again.csv", "Bar,When,Foo\nOdesa,01/02/2021,Lira\n");
  g_assert_true (crm_importer_get_entity (second) == companies);
  assert_target (second, "Foo", "name");
  assert_target (second, "Bar", "city");
  assert_target (second, "When", "end_date");
  g_assert_cmpint (crm_importer_get_column (second, 1)->date_order, ==, CRM_DATE_ORDER_DMY);
  g_assert_cmpint (crm_importer_get_column (second, 1)->reason, ==, CRM_IMPORT_BY_MEMORY);

  other = import_fixture_look_at (fixture, "other.csv", "Foo,Bar\nOdesa,Lira\n");
  assert_target (other, "Foo", "");
}

static void
test_missing_is_not_created (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *path = import_fixture_path ("pipeline.csv");
  g_autoptr (CrmImporter) importer = NULL;

  import_fixture_import (fixture, "accounts.csv");
  import_fixture_import (fixture, "products.csv");
  import_fixture_import (fixture, "team.csv");
  importer = import_fixture_look (fixture, path);
  crm_importer_set_create_missing (importer, FALSE);
  import_fixture_commit (fixture, importer);
  import_fixture_assert_counts (importer, 5, 0, 0, 3, 0);
  g_assert_cmpstr (import_fixture_reason (importer, 4), ==,
                   "deal_stage: Stages: there is none called “Engaging”");
}

/* What a row cannot be says so, and nothing else. */
static void
test_cells (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *heading;
    const char *cell;
    const char *expected; /* machine notation; NULL: refused */
  } cases[] = {
    { "value", "1,234.50", "1234.50" },
    { "value", "$ 12", "12.00" },
    { "value", "twelve", NULL },
    { "value", "-", "" },
    { "value", "NULL", "" },
    { "opened", "2024-02-30", NULL },
    { "opened", "2024-02-29", "2024-02-29" },
    { "opened", "2024-08-13T18:04:34.666+00:00", "2024-08-13" },
    { "opened", "0000-00-00", "" },
    { "expected_close", "31.12.2024", "2024-12-31" },
    { "expected_close", "tomorrow", NULL },
    { "currency", "zł", "PLN" },
    { "currency", "Euro", "EUR" },
    { "currency", "shells", NULL },
    { "stage", "closed won", "Won" },
    { "stage", "ПРОИГРАНА", "Lost" },
    { "stage", "lost", "Lost" },
    { "company", "4711", NULL },
    { "tags", "b; a; b", "a, b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *table =
        g_strdup_printf ("name,external_id,x\nDeal,%u,\"%s\"\n", (guint) i, cases[i].cell);
    g_autofree char *assignment = g_strconcat ("x=", cases[i].heading, NULL);
    g_autofree char *number = g_strdup_printf ("%u", (guint) i);
    g_autoptr (CrmImporter) importer = import_fixture_look_at (fixture, "cells.csv", table);
    g_test_message ("%s: %s", cases[i].heading, cases[i].cell);
    crm_importer_set_entity (importer, crm_entity_find ("deal"), NULL);
    g_assert_true (crm_importer_map (importer, assignment, NULL));
    import_fixture_commit (fixture, importer);
    if (cases[i].expected == NULL)
      import_fixture_assert_counts (importer, 0, 0, 0, 1, 0);
    else {
      g_autoptr (CrmRecord) deal = NULL;
      import_fixture_assert_counts (importer, 1, 0, 0, 0, 0);
      deal = import_fixture_find (fixture, "deal", "external_id", number);
      ASSERT_TEXT (deal, cases[i].heading, cases[i].expected);
    }
  }
}

static void
test_several_of_one_name (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (CrmRecord) deal = NULL;

  record_fixture_add (fixture, "company", "name", "Orion", "tax_number", "7707083893", NULL);
  record_fixture_add (fixture, "company", "name", "ORION", NULL);
  importer = import_fixture_look_at (fixture, "deals.csv",
                                     "opportunity,account,amount\n"
                                     "One,ORION,1\n"
                                     "Two,orion,2\n"
                                     "Three,7707083893,3\n");
  import_fixture_commit (fixture, importer);
  import_fixture_assert_counts (importer, 2, 0, 0, 1, 0);
  g_assert_cmpstr (import_fixture_reason (importer, 2), ==,
                   "account: there are several of that name: 2 Companies “orion”");
  deal = import_fixture_find (fixture, "deal", "name", "Three");
  ASSERT_TEXT (deal, "company", "Orion");
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
test_async (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *path = import_fixture_path ("accounts.csv");
  g_autoptr (CrmTableReader) reader = crm_table_reader_new_for_path (path);
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) previewed = NULL;
  g_autoptr (GAsyncResult) committed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_table_reader_open (reader, NULL, &error));
  importer = crm_importer_new (reader);
  crm_importer_look_async (importer, fixture->store, NULL, done_cb, &looked);
  g_assert_true (crm_importer_look_finish (importer, wait_for (&looked), &error));
  crm_importer_preview_async (importer, fixture->store, 5, NULL, done_cb, &previewed);
  g_assert_true (crm_importer_preview_finish (importer, wait_for (&previewed), &error));
  g_assert_cmpuint (g_list_model_get_n_items (crm_importer_get_rows (importer)), ==, 5);
  crm_importer_commit_async (importer, fixture->store, 0, NULL, done_cb, &committed);
  g_assert_true (crm_importer_commit_finish (importer, wait_for (&committed), &error));
  g_assert_no_error (error);
  g_assert_cmpint (crm_importer_get_change (importer), >, 0);
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 6);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, NULL, record_fixture_set_up, func, record_fixture_tear_down)
  ADD ("/importer/guesses", test_guesses);
  ADD ("/importer/links-and-values", test_links_and_values);
  ADD ("/importer/one-undo", test_one_undo);
  ADD ("/importer/wrong-rows", test_wrong_rows);
  ADD ("/importer/same-tax-number", test_same_tax_number);
  ADD ("/importer/people-are-told-apart", test_people_are_told_apart);
  ADD ("/importer/update", test_update);
  ADD ("/importer/update-by", test_update_by);
  ADD ("/importer/all-or-nothing", test_all_or_nothing);
  ADD ("/importer/cancel", test_cancel);
  ADD ("/importer/map", test_map);
  ADD ("/importer/notes-are-joined", test_notes_are_joined);
  ADD ("/importer/remembers", test_remembers);
  ADD ("/importer/missing-is-not-created", test_missing_is_not_created);
  ADD ("/importer/cells", test_cells);
  ADD ("/importer/several-of-one-name", test_several_of_one_name);
  ADD ("/importer/async", test_async);
  return g_test_run ();
}
