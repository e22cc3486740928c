/* The editor of forms: what a manager changes there, how it is undone, and what is printed then. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-fixture.h"
#include "crm-block-page.h"
#include "crm-document-page-private.h"
#include "crm-document.h"
#include "crm-form-page-private.h"
#include "crm-forms-page.h"
#include "crm-text-edit.h"

typedef struct {
  AppFixture app;
  gint64 document;
  CrmFormPage *page;
  guint n_reported;
} Fixture;

static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, Fixture *fixture)
{
  fixture->n_reported++;
}

static void
set_up (Fixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->app.record;
  gint64 deal;

  app_fixture_set_up (&fixture->app, country);
  g_signal_connect (fixture->app.workspace, "reported", G_CALLBACK (reported_cb), fixture);
  app_add_seller (&fixture->app);
  record_fixture_add (record, "company", "name", "ООО «Орион»", "tax_number", "7736050003",
                      "website", "orion.example", "payment_days", "14", NULL);
  record_fixture_add (record, "product", "name", "Окно ПВХ", "article", "GTX-7", "price", "12500",
                      "unit", "шт", "vat_rate", "22", NULL);
  deal = record_fixture_add (record, "deal", "name", "Окна", "company", "ООО «Орион»", "product",
                             "Окно ПВХ", "value", "40000.50", NULL);
  fixture->document = app_add_draft (&fixture->app, "invoice", deal);
}

static void
tear_down (Fixture *fixture, gconstpointer country)
{
  /* What is kept unsaved is written before the file is closed. */
  crm_drafts_flush (crm_workspace_get_drafts (fixture->app.workspace));
  app_settle (200);
  app_fixture_tear_down (&fixture->app, country);
}

static gboolean
is_quiet (gpointer data)
{
  Fixture *fixture = data;

  return !crm_document_preview_is_busy (fixture->page->preview) && fixture->page->renewing == 0;
}

static void
settle (Fixture *fixture)
{
  app_settle_writes (&fixture->app, 40);
  g_assert_true (app_wait_for (is_quiet, fixture));
  app_settle (60);
}

static void
show (Fixture *fixture, CrmFormPage *page, int width, int height)
{
  fixture->page = page;
  app_fixture_show (&fixture->app, ADW_NAVIGATION_PAGE (page), width, height);
  settle (fixture);
}

static void
show_new (Fixture *fixture, int width, int height)
{
  show (fixture,
        crm_form_page_new_from (fixture->app.workspace, "ru-invoice", "invoice", fixture->document),
        width, height);
}

static CrmFormDraft *
get_draft (Fixture *fixture)
{
  return crm_form_page_get_draft (fixture->page);
}

static char *
dup_shown_text (Fixture *fixture)
{
  CrmPdfPages *pages = crm_document_preview_get_pages (fixture->page->preview);

  g_assert_nonnull (pages);
  return crm_pdf_pages_dup_text (pages, 0);
}

static gboolean
is_shown (Fixture *fixture, const char *wanted)
{
  g_autofree char *text = dup_shown_text (fixture);

  return strstr (text, wanted) != NULL;
}

static guint
find_block (Fixture *fixture, CrmFormPart part, const char *excerpt)
{
  g_autoptr (GPtrArray) blocks = crm_form_draft_list_blocks (get_draft (fixture));

  for (guint i = 0; i < blocks->len; i++) {
    const CrmFormBlock *block = blocks->pdata[i];
    if (block->part == part && strstr (block->excerpt, excerpt) != NULL)
      return block->ordinal;
  }
  g_error ("no block “%s”", excerpt);
}

static CrmBlockPage *
select_block (Fixture *fixture, CrmFormPart part, const char *excerpt)
{
  AdwNavigationPage *page;

  crm_form_session_select (fixture->page->session, find_block (fixture, part, excerpt));
  app_settle (400);
  settle (fixture);
  page = adw_navigation_view_get_visible_page (fixture->page->side);
  g_assert_true (CRM_IS_BLOCK_PAGE (page));
  return CRM_BLOCK_PAGE (page);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL));
  settle (fixture);
}

/* --- */

static void
test_text (Fixture *fixture, gconstpointer country)
{
  CrmBlockPage *block;
  CrmTextEdit *edit;
  g_autofree char *content = NULL;
  const char *text = "Спасибо, что выбрали нас & до встречи";

  show_new (fixture, 1180, 780);
  g_assert_true (is_shown (fixture, "Внимание"));
  app_picture (GTK_WINDOW (fixture->app.window), "form-outline");
  block = select_block (fixture, CRM_FORM_PART_TEXT, "Внимание");
  edit = CRM_TEXT_EDIT (app_find_type (block, CRM_TYPE_TEXT_EDIT));
  g_assert_nonnull (edit);
  gtk_text_buffer_set_text (crm_text_edit_get_buffer (edit), text, -1);
  settle (fixture);
  g_assert_true (is_shown (fixture, text));
  crm_text_edit_insert_field (edit, "buyer.website");
  settle (fixture);
  g_assert_true (is_shown (fixture, "orion.example"));
  content = crm_text_edit_dup_content (edit);
  g_assert_nonnull (strstr (content, "{{buyer.website}}"));
  app_picture (GTK_WINDOW (fixture->app.window), "form-text");
  activate (fixture, "form.undo");
  g_assert_true (is_shown (fixture, "Внимание"));
  activate (fixture, "form.redo");
  g_assert_true (is_shown (fixture, "orion.example"));
}

/* What is written goes to the form's file and back as it was. */
static void
test_text_edit (void)
{
  static const char *const contents[] = {
    "",
    "Plain &amp; &lt;simple&gt;",
    "<b>Bold <i>both</i></b> and <i>italic</i>",
    "One<br/>two {{seller.name}}{{#seller.kpp}}, КПП {{seller.kpp?}}{{/}}",
    "a <span size=\"6\">small</span> b",
    "{{total|money}} of {{totals.gross|money-unit}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_autoptr (GtkWidget) edit = g_object_ref_sink (crm_text_edit_new (FALSE));
    g_autofree char *content = NULL;
    crm_text_edit_set_content (CRM_TEXT_EDIT (edit), contents[i]);
    content = crm_text_edit_dup_content (CRM_TEXT_EDIT (edit));
    g_assert_cmpstr (content, ==, contents[i]);
  }
}

static void
test_save (Fixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->app.record);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) document = NULL;
  g_autofree char *standard = NULL;
  g_autofree char *own = NULL;
  g_autofree char *again = NULL;

  show_new (fixture, 1180, 780);
  document = crm_record_load (reader, crm_entity_find ("document"), fixture->document, &error);
  standard = crm_document_dup_form_name (reader, document, &error);
  g_assert_cmpstr (standard, ==, "ru-invoice");
  g_assert_true (
      crm_form_draft_set_logo (get_draft (fixture), TRUE, 30, 12, CRM_FORM_SIDE_IS_RIGHT, &error));
  g_assert_true (crm_form_draft_set_accent (get_draft (fixture), "#a51d2d", &error));
  g_assert_true (crm_form_draft_add_text (get_draft (fixture), 0, "Наши условия", &error) != 0);
  settle (fixture);
  activate (fixture, "form.save");
  own = crm_document_dup_form_name (reader, document, &error);
  g_assert_cmpstr (own, !=, "ru-invoice");
  g_assert_cmpint (crm_document_form_name_parse (own), ==, fixture->page->form);
  g_assert_false (
      g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->page->actions), "save"));
  app_picture (GTK_WINDOW (fixture->app.window), "form-saved");
  /* One change, which Undo takes back. */
  crm_workspace_undo (fixture->app.workspace);
  app_settle (200);
  again = crm_document_dup_form_name (reader, document, &error);
  g_assert_cmpstr (again, ==, "ru-invoice");
}

static void
test_columns (Fixture *fixture, gconstpointer country)
{
  CrmBlockPage *block;
  g_autoptr (GArray) columns = NULL;
  g_autoptr (GError) error = NULL;

  show_new (fixture, 1180, 780);
  block = select_block (fixture, CRM_FORM_PART_TABLE, "");
  app_picture (GTK_WINDOW (fixture->app.window), "form-table");
  columns = crm_form_draft_list_columns (get_draft (fixture), crm_block_page_get_ordinal (block));
  g_assert_true (is_shown (fixture, "Ед."));
  g_assert_true (crm_form_draft_set_shown (get_draft (fixture), g_array_index (columns, guint, 3),
                                           FALSE, &error));
  settle (fixture);
  g_assert_false (is_shown (fixture, "Ед."));
  activate (fixture, "form.undo");
  g_assert_true (is_shown (fixture, "Ед."));
}

static void
test_picked (Fixture *fixture, gconstpointer country)
{
  guint title;

  show_new (fixture, 1180, 780);
  title = find_block (fixture, CRM_FORM_PART_TEXT, "Счет на оплату");
  g_signal_emit_by_name (fixture->page->preview, "picked", title);
  app_settle (400);
  g_assert_cmpuint (crm_form_session_get_selected (fixture->page->session), ==, title);
  g_assert_true (CRM_IS_BLOCK_PAGE (adw_navigation_view_get_visible_page (fixture->page->side)));
}

static void
test_column (Fixture *fixture, gconstpointer country)
{
  CrmBlockPage *table;
  AdwNavigationPage *column;
  g_autoptr (GArray) columns = NULL;
  GtkWidget *row;
  GtkWidget *title;

  show_new (fixture, 1180, 780);
  table = select_block (fixture, CRM_FORM_PART_TABLE, "");
  row = app_find (table, ADW_TYPE_ACTION_ROW, "Кол-во");
  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activated");
  app_settle (400);
  column = adw_navigation_view_get_visible_page (fixture->page->side);
  g_assert_true (CRM_IS_BLOCK_PAGE (column) && column != ADW_NAVIGATION_PAGE (table));
  title = app_find (column, ADW_TYPE_ENTRY_ROW, "Кол-во");
  g_assert_nonnull (title);
  gtk_editable_set_text (GTK_EDITABLE (title), "Сколько");
  settle (fixture);
  g_assert_true (is_shown (fixture, "Сколько"));
  app_picture (GTK_WINDOW (fixture->app.window), "form-column");
  adw_navigation_view_pop (fixture->page->side);
  app_settle (400);
  g_assert_nonnull (app_find (table, ADW_TYPE_ACTION_ROW, "Сколько"));
}

/* What was not saved is there again when one comes back, and can be thrown away. */
static void
test_kept (Fixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;

  show_new (fixture, 1180, 780);
  g_assert_true (crm_form_draft_add_text (get_draft (fixture), 0, "Не сохранено", &error) != 0);
  settle (fixture);
  show_new (fixture, 1180, 780);
  g_assert_true (is_shown (fixture, "Не сохранено"));
  g_assert_true (adw_banner_get_revealed (fixture->page->kept));
  activate (fixture, "form.reset");
  g_assert_false (is_shown (fixture, "Не сохранено"));
  activate (fixture, "form.undo");
  g_assert_true (is_shown (fixture, "Не сохранено"));
}

static void
test_broken (Fixture *fixture, gconstpointer country)
{
  gint64 form = record_fixture_add (&fixture->app.record, "form", "name", "Broken", "kind",
                                    "invoice", "state", "in_use", "base", "ru-invoice", "source",
                                    "<form name='x'>\n<body>\n<oops/></body></form>", NULL);

  show (fixture, crm_form_page_new (fixture->app.workspace, form, fixture->document), 1180, 780);
  g_assert_true (adw_banner_get_revealed (fixture->page->broken));
  g_assert_true (is_shown (fixture, "Внимание"));
  app_picture (GTK_WINDOW (fixture->app.window), "form-broken");
  activate (fixture, "form.source");
  app_settle (300);
  app_picture (GTK_WINDOW (fixture->app.window), "form-source");
}

/* A form made before the standard one got a newer wording says so until it is reset; Undo brings
 * both back. */
static void
test_behind (Fixture *fixture, gconstpointer country)
{
  g_autoptr (GBytes) xml = crm_form_read_builtin ("ru-upd", NULL);
  g_autoptr (GString) source =
      g_string_new_len (g_bytes_get_data (xml, NULL), (gssize) g_bytes_get_size (xml));
  gint64 form;

  g_assert_cmpuint (g_string_replace (source, " version=\"2026-11\"", "", 0), ==, 1);
  form = record_fixture_add (&fixture->app.record, "form", "name", "УПД с логотипом", "kind", "upd",
                             "state", "in_use", "base", "ru-upd", "source", source->str, NULL);
  show (fixture, crm_form_page_new (fixture->app.workspace, form, fixture->document), 1180, 780);
  g_assert_true (adw_banner_get_revealed (fixture->page->behind));
  app_picture (GTK_WINDOW (fixture->app.window), "form-behind");
  activate (fixture, "form.reset");
  g_assert_false (adw_banner_get_revealed (fixture->page->behind));
  activate (fixture, "form.undo");
  g_assert_true (adw_banner_get_revealed (fixture->page->behind));
  app_fixture_show (&fixture->app, crm_forms_page_new (fixture->app.workspace), 800, 700);
  g_assert_nonnull (
      app_find (fixture->app.window, GTK_TYPE_LABEL, "The standard form has a newer wording"));
}

static void
test_list (Fixture *fixture, gconstpointer country)
{
  record_fixture_add (&fixture->app.record, "form", "name", "Счёт с логотипом", "kind", "invoice",
                      "state", "in_use", "base", "ru-invoice", "source",
                      "<form name='x'><body/></form>", NULL);
  app_fixture_show (&fixture->app, crm_forms_page_new (fixture->app.workspace), 800, 700);
  g_assert_nonnull (app_find (fixture->app.window, GTK_TYPE_LABEL, "Счёт с логотипом"));
  app_picture (GTK_WINDOW (fixture->app.window), "forms-list");
}

/* What goes by post is a form as others are: seen with a made-up recipient, changed, saved. */
static void
test_envelope (Fixture *fixture, gconstpointer country)
{
  CrmTextEdit *edit;

  fixture->page = crm_form_page_new_from (fixture->app.workspace, "envelope-c5", "envelope_c5", 0);
  app_fixture_show (&fixture->app, ADW_NAVIGATION_PAGE (fixture->page), 1180, 780);
  settle (fixture);
  g_assert_true (is_shown (fixture, "Orion Building Ltd"));
  app_picture (GTK_WINDOW (fixture->app.window), "form-envelope");
  edit = CRM_TEXT_EDIT (
      app_find_type (select_block (fixture, CRM_FORM_PART_TEXT, "country"), CRM_TYPE_TEXT_EDIT));
  gtk_text_buffer_set_text (crm_text_edit_get_buffer (edit), "By air", -1);
  settle (fixture);
  g_assert_true (is_shown (fixture, "By air"));
}

static void
test_looks (Fixture *fixture, gconstpointer country)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  show_new (fixture, 360, 640);
  app_picture (GTK_WINDOW (fixture->app.window), "form-narrow");
  adw_overlay_split_view_set_show_sidebar (fixture->page->split, TRUE);
  app_settle (400);
  app_picture (GTK_WINDOW (fixture->app.window), "form-narrow-outline");
  select_block (fixture, CRM_FORM_PART_TEXT, "Внимание");
  app_picture (GTK_WINDOW (fixture->app.window), "form-narrow-text");
  show_new (fixture, 1180, 780);
  select_block (fixture, CRM_FORM_PART_TEXT, "Внимание");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  app_picture (GTK_WINDOW (fixture->app.window), "form-dark");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  g_test_add_func ("/text-edit/round-trip", test_text_edit);
#define ADD(name, func) g_test_add ("/form-page/" name, Fixture, "ru", set_up, func, tear_down)
  ADD ("text", test_text);
  ADD ("save", test_save);
  ADD ("columns", test_columns);
  ADD ("column", test_column);
  ADD ("picked", test_picked);
  ADD ("kept", test_kept);
  ADD ("broken", test_broken);
  ADD ("behind", test_behind);
  ADD ("list", test_list);
  ADD ("envelope", test_envelope);
  ADD ("looks", test_looks);
  return g_test_run ();
}
