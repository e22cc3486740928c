/* The page of one record: what is typed is stored, what is wrong stays, what others change shows. */
#include "config.h"

#include "app-fixture.h"
#include "crm-record-page.h"

static gint64
add_company (AppFixture *fixture)
{
  gint64 company = record_fixture_add (
      &fixture->record, "company", "name", "Orion Stroy <b>& Co</b>", "city", "Kyiv", "type",
      "client", "relation", "permanent", "phone", "+380 44 123-45-67", "email", "info@orion.example",
      "website", "orion.example", "country", "ua", "tax_number", "12345678", "tags", "vip, builders",
      "note", "First line\nSecond line", "revenue", "1234567.50", NULL);

  record_fixture_add (&fixture->record, "contact", "name", "Anna Kovalenko", "company",
                      "Orion Stroy <b>& Co</b>", "post", "Director", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Windows", "company",
                      "Orion Stroy <b>& Co</b>", "value", "40000", NULL);
  record_fixture_set (&fixture->record, "company", company, "city", "Lviv");
  return company;
}

static void
show (AppFixture *fixture, const char *entity, gint64 id, int width, int height)
{
  CrmRecordPage *page = crm_record_page_new (fixture->workspace, crm_entity_find (entity), id);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (page), width, height);
}

static void
test_shows (AppFixture *fixture, gconstpointer country)
{
  gint64 company = add_company (fixture);

  show (fixture, "company", company, 1280, 1000);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "Orion Stroy <b>& Co</b>"));
  app_picture (fixture->window, "company-wide");
  gtk_widget_activate_action (app_find_type (fixture->window, CRM_TYPE_RECORD_PAGE),
                              "record.history", NULL);
  app_settle (300);
  app_picture (fixture->window, "company-timeline");
  show (fixture, "company", company, 360, 720);
  app_picture (fixture->window, "company-narrow");
  show (fixture, "deal", 1, 1280, 800);
  app_picture (fixture->window, "deal-wide");
  show (fixture, "deal", 1, 360, 720);
  app_picture (fixture->window, "deal-narrow");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add ("/record-page/" path, AppFixture, NULL, app_fixture_set_up, func,                    \
              app_fixture_tear_down)
  ADD ("shows", test_shows);
  return g_test_run ();
}
