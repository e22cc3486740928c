/* What the desktop is told about a change: which records, in which words. */
#include "config.h"

#include "app-fixture.h"
#include "crm-notice.h"

typedef struct {
  AppFixture app;
  GPtrArray *notices; /* of the last change */
  gboolean with_own;
  gulong id;
} NoticeFixture;

static void
changed_cb (CrmStore *store, CrmAnnouncement *announcement, gpointer user_data)
{
  NoticeFixture *fixture = user_data;

  g_clear_pointer (&fixture->notices, g_ptr_array_unref);
  fixture->notices =
      crm_notices_read (crm_store_get_reader (store), announcement, fixture->with_own);
}

static void
set_up (NoticeFixture *fixture, gconstpointer unused)
{
  app_fixture_set_up (&fixture->app, NULL);
  fixture->id =
      g_signal_connect (fixture->app.record.store, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (NoticeFixture *fixture, gconstpointer unused)
{
  g_clear_signal_handler (&fixture->id, fixture->app.record.store);
  g_clear_pointer (&fixture->notices, g_ptr_array_unref);
  app_fixture_tear_down (&fixture->app, NULL);
}

static const CrmNotice *
get_only (NoticeFixture *fixture)
{
  g_assert_cmpuint (fixture->notices->len, ==, 1);
  return fixture->notices->pdata[0];
}

static void
test_stage_by_another_hand (NoticeFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  gint64 deal =
      record_fixture_add (record, "deal", "name", "Windows & <doors>", "stage", "New", NULL);
  g_autofree char *id = NULL;
  const CrmNotice *notice;

  g_assert_cmpuint (fixture->notices->len, ==, 0);
  record_fixture_set (record, "deal", deal, "stage", "Proposal");
  notice = get_only (fixture);
  id = crm_notice_dup_id (notice);
  g_assert_cmpstr (notice->title, ==, "Deal Windows & <doors>");
  g_assert_cmpstr (notice->body, ==, "New → Proposal");
  g_assert_cmpint (notice->id, ==, deal);
  g_assert_true (g_str_has_prefix (id, "deal:"));

  /* Other fields are no news. */
  record_fixture_set (record, "deal", deal, "name", "Doors");
  g_assert_cmpuint (fixture->notices->len, ==, 0);

  /* What Undo takes back is news again. */
  g_assert_true (record_fixture_undo (record));
  g_assert_true (record_fixture_undo (record));
  g_assert_cmpstr (get_only (fixture)->body, ==, "Proposal → New");
}

/* Who is mentioned elsewhere hears of it; what others are asked is no news. */
static void
test_mention (NoticeFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  gint64 company = record_fixture_add (record, "company", "name", "Orion", NULL);
  g_autofree char *subject = g_strdup_printf ("company:%" G_GINT64_FORMAT, company);
  g_autofree char *me =
      crm_reference_title (record_fixture_reader (record), crm_entity_find ("person"),
                           crm_workspace_get_me (fixture->app.workspace));
  g_autofree char *text = g_strdup_printf ("@%s, call <them>", me);

  record_fixture_add (record, "person", "name", "Anna Petrova", NULL);
  record_fixture_add (record, "note", "text", text, "subject", subject, "author", "Anna Petrova",
                      NULL);
  g_assert_cmpstr (get_only (fixture)->title, ==, "Anna Petrova mentions you");
  g_assert_cmpstr (get_only (fixture)->body, ==, text);
  g_assert_cmpint (get_only (fixture)->id, ==, company);
  record_fixture_add (record, "note", "text", "@Anna Petrova?", "subject", subject, NULL);
  g_assert_cmpuint (fixture->notices->len, ==, 0);
}

static void
test_document_status (NoticeFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  gint64 document = record_fixture_add (record, "document", "number", "17/26", NULL);

  record_fixture_set (record, "document", document, "status", "signed");
  g_assert_cmpstr (get_only (fixture)->title, ==, "Document 17/26");
  g_assert_cmpstr (get_only (fixture)->body, ==, "Planned → Signed");
}

static void
test_own_hand_is_told_on_choice (NoticeFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  const CrmEntity *entity = crm_entity_find ("document");
  gint64 document = record_fixture_add (record, "document", "number", "1", NULL);
  static const struct {
    gboolean with_own;
    const char *status;
    guint n;
  } cases[] = { { FALSE, "signed", 0 }, { TRUE, "completed", 1 }, { FALSE, "rejected", 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmChange) change = crm_change_new ("By hand", 0, CRM_ORIGIN_WINDOW);

    fixture->with_own = cases[i].with_own;
    crm_change_set_text (change, entity, document, "status", cases[i].status);
    g_assert_cmpint (crm_change_commit_sync (change, record->store, NULL), >, 0);
    g_assert_cmpuint (fixture->notices->len, ==, cases[i].n);
  }
}

static void
test_many_are_grouped (NoticeFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  const CrmEntity *entity = crm_entity_find ("document");
  gint64 ids[CRM_NOTICE_MOST + 2];

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *number = g_strdup_printf ("№ %u", (guint) i + 1);
    ids[i] = record_fixture_add (record, "document", "number", number, NULL);
  }
  for (gsize n = CRM_NOTICE_MOST; n <= G_N_ELEMENTS (ids); n += 2) {
    g_autoptr (CrmChange) change = crm_change_new ("All", 0, CRM_ORIGIN_COMMAND);

    for (gsize i = 0; i < n; i++)
      crm_change_set_text (change, entity, ids[i], "status",
                           n == CRM_NOTICE_MOST ? "signed" : "completed");
    g_assert_cmpint (crm_change_commit_sync (change, record->store, NULL), >, 0);
    g_assert_cmpuint (fixture->notices->len, ==, n == CRM_NOTICE_MOST ? n : 1);
  }
  g_assert_cmpstr (get_only (fixture)->title, ==, "5 documents changed their status");
  g_assert_cmpstr (get_only (fixture)->body, ==, "№ 1, № 2, № 3…");
  g_assert_cmpint (get_only (fixture)->id, ==, 0);
}

static void
test_made_and_moved_at_once (NoticeFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  const CrmEntity *entity = crm_entity_find ("document");
  g_autoptr (CrmRecord) document = crm_record_new (entity);
  g_autoptr (CrmChange) change = crm_change_new ("Both", 0, CRM_ORIGIN_IMPORT);
  gint64 id = crm_change_add (change, document);

  crm_change_set_text (change, entity, id, "status", "signed");
  g_assert_cmpint (crm_change_commit_sync (change, record->store, NULL), >, 0);
  g_assert_cmpuint (fixture->notices->len, ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (NoticeFixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/notice/stage-by-another-hand", test_stage_by_another_hand },
    { "/notice/document-status", test_document_status },
    { "/notice/mention", test_mention },
    { "/notice/own-hand-is-told-on-choice", test_own_hand_is_told_on_choice },
    { "/notice/many-are-grouped", test_many_are_grouped },
    { "/notice/made-and-moved-at-once", test_made_and_moved_at_once },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, NoticeFixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
