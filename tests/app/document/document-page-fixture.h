/* A document's page in a window: a Russian seller, a buyer, two products, a deal. */
#pragma once

#include "app-fixture.h"
#include "crm-document-page-private.h"

G_BEGIN_DECLS

typedef struct {
  AppFixture app;
  gint64 buyer;
  gint64 deal;
  gint64 document;
  CrmDocumentPage *page;
} PageFixture;

void page_fixture_set_up (PageFixture *fixture, gconstpointer country);
void page_fixture_tear_down (PageFixture *fixture, gconstpointer country);
CrmDatabase *page_fixture_get_reader (PageFixture *fixture);
gint64 page_fixture_draft (PageFixture *fixture, const char *kind, gint64 deal);
CrmRecord *page_fixture_load (PageFixture *fixture, const char *entity, gint64 id);
void page_fixture_settle (PageFixture *fixture);
void page_fixture_show (PageFixture *fixture, gint64 document, int width, int height);
char *page_fixture_dup_shown_text (PageFixture *fixture);
void page_fixture_assert_shown (PageFixture *fixture, const char *wanted);
void page_fixture_activate (PageFixture *fixture, const char *action);
gint64 page_fixture_count (PageFixture *fixture, const char *from);
void page_fixture_show_view (PageFixture *fixture, const char *name);

G_END_DECLS
