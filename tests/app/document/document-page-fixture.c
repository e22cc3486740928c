/* A document's page in a window. */
#include "config.h"

#include "document-page-fixture.h"

#include <string.h>

static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, PageFixture *fixture)
{
  g_error ("%s: %s", heading, text);
}

void
page_fixture_set_up (PageFixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->app.record;

  app_fixture_set_up (&fixture->app, country);
  g_signal_connect (fixture->app.workspace, "reported", G_CALLBACK (reported_cb), fixture);
  app_add_seller (&fixture->app);
  fixture->buyer =
      record_fixture_add (record, "company", "name", "Орион & <b>Строй</b>", "tax_number",
                          "7736050003", "kpp", "773601001", "payment_days", "14", NULL);
  record_fixture_add (record, "product", "name", "Окно ПВХ", "article", "GTX-7", "price", "12500",
                      "unit", "шт", "vat_rate", "22", NULL);
  record_fixture_add (record, "product", "name", "Монтаж окна", "price", "3000", "unit", "усл",
                      "vat_rate", "22", NULL);
  fixture->deal =
      record_fixture_add (record, "deal", "name", "Окна", "company", "Орион & <b>Строй</b>",
                          "product", "Окно ПВХ", "value", "40000.50", NULL);
}

void
page_fixture_tear_down (PageFixture *fixture, gconstpointer country)
{
  app_fixture_tear_down (&fixture->app, country);
}

CrmDatabase *
page_fixture_get_reader (PageFixture *fixture)
{
  return record_fixture_reader (&fixture->app.record);
}

gint64
page_fixture_draft (PageFixture *fixture, const char *kind, gint64 deal)
{
  return app_add_draft (&fixture->app, kind, deal);
}

CrmRecord *
page_fixture_load (PageFixture *fixture, const char *entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CrmRecord *record =
      crm_record_load (page_fixture_get_reader (fixture), crm_entity_find (entity), id, &error);

  g_assert_no_error (error);
  return record;
}

static gboolean
is_quiet (gpointer data)
{
  PageFixture *fixture = data;
  return !crm_document_preview_is_busy (fixture->page->preview);
}

void
page_fixture_settle (PageFixture *fixture)
{
  app_settle_writes (&fixture->app, 40);
  g_assert_true (app_wait_for (is_quiet, fixture));
  app_settle (50);
}

void
page_fixture_show (PageFixture *fixture, gint64 document, int width, int height)
{
  fixture->document = document;
  fixture->page = crm_document_page_new (fixture->app.workspace, document);
  app_fixture_show (&fixture->app, ADW_NAVIGATION_PAGE (fixture->page), width, height);
  page_fixture_settle (fixture);
}

char *
page_fixture_dup_shown_text (PageFixture *fixture)
{
  CrmPdfPages *pages = crm_document_preview_get_pages (fixture->page->preview);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (pages);
  for (int i = 0; i < crm_pdf_pages_get_n_pages (pages); i++) {
    g_autofree char *page = crm_pdf_pages_dup_text (pages, i);
    g_string_append (text, page);
    g_string_append_c (text, '\n');
  }
  /* What separates thousands differs in width, not in meaning. */
  g_string_replace (text, "\302\240", " ", 0);
  g_string_replace (text, "\342\200\257", " ", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
page_fixture_assert_shown (PageFixture *fixture, const char *wanted)
{
  g_autofree char *text = page_fixture_dup_shown_text (fixture);

  if (strstr (text, wanted) == NULL)
    g_error ("“%s” is not on the page:\n%s", wanted, text);
}

void
page_fixture_activate (PageFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL));
  page_fixture_settle (fixture);
}

gint64
page_fixture_count (PageFixture *fixture, const char *from)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM ", from, NULL);
  gint64 n = -1;

  g_assert_true (crm_database_query_integer (page_fixture_get_reader (fixture), sql, 0, &n, NULL));
  return n;
}

void
page_fixture_show_view (PageFixture *fixture, const char *name)
{
  GtkWidget *views = app_find_type (fixture->app.window, ADW_TYPE_VIEW_STACK);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (views), name);
  page_fixture_settle (fixture);
}
