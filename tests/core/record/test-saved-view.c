/* Saved views: who sees which, which opens first, and that all of it is undone. */
#include "config.h"

#include "crm-error.h"
#include "crm-saved-view.h"
#include "record-fixture.h"

static GPtrArray *
read_views (RecordFixture *fixture, gint64 person)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *views = crm_saved_views_read (record_fixture_reader (fixture), "deal", person, &error);
  g_assert_no_error (error);
  return views;
}

static char *
describe (RecordFixture *fixture, gint64 person)
{
  g_autoptr (GPtrArray) views = read_views (fixture, person);
  CrmRecord *first = crm_saved_views_find_first (views);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++)
    g_string_append_printf (text, "%s%s%s", i > 0 ? "|" : "",
                            crm_record_get_title (views->pdata[i]),
                            views->pdata[i] == first ? "*" : "");
  return g_string_free (text, FALSE);
}

#define assert_views(fixture, person, expected)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *views = describe (fixture, person);                                           \
    g_assert_cmpstr (views, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
set_first (RecordFixture *fixture, gint64 person, guint place, gboolean first)
{
  g_autoptr (CrmChange) change = crm_change_new ("First", person, CRM_ORIGIN_WINDOW);
  g_autoptr (GPtrArray) views = read_views (fixture, person);
  g_autoptr (GError) error = NULL;

  crm_saved_view_set_first (change, views, views->pdata[place], first);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
}

/* A view is of the list of an entity, or of one on the pages of another. */
static void
test_lists (RecordFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *list;
    gboolean is_one;
  } cases[] = {
    { "deal", TRUE },
    { "company/deal.company", TRUE },
    { "nothing", FALSE },
    { "company/deal", FALSE },
    { "company/deal.nothing", FALSE },
    { "nothing/deal.company", FALSE },
    { "company/x.company", FALSE },
    { "/", FALSE },
    { "/.", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmRecord) view = crm_record_new (crm_entity_find ("saved_view"));
    g_autoptr (CrmChange) change = crm_change_new ("Add", 0, CRM_ORIGIN_WINDOW);
    g_autoptr (GError) error = NULL;

    crm_record_set_text (view, "name", "View");
    crm_record_set_text (view, "entity", cases[i].list);
    crm_change_add (change, view);
    g_test_message ("%s", cases[i].list);
    g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error) >= 0, ==,
                     cases[i].is_one);
    if (!cases[i].is_one)
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

static void
test_owners (RecordFixture *fixture, gconstpointer data)
{
  gint64 anna = record_fixture_add (fixture, "person", "name", "Anna", NULL);
  gint64 borys = record_fixture_add (fixture, "person", "name", "Borys", NULL);

  record_fixture_add (fixture, "saved_view", "name", "Mine", "entity", "deal", "owner", "Anna",
                      NULL);
  record_fixture_add (fixture, "saved_view", "name", "Big", "entity", "deal", NULL);
  record_fixture_add (fixture, "saved_view", "name", "Late", "entity", "deal", NULL);
  record_fixture_add (fixture, "saved_view", "name", "Clients", "entity", "company", NULL);
  assert_views (fixture, anna, "Big|Late|Mine");
  assert_views (fixture, borys, "Big|Late");
  assert_views (fixture, 0, "Big|Late");

  /* One's own first view stands before the one for all, and does not change it. */
  set_first (fixture, anna, 0, TRUE);
  assert_views (fixture, borys, "Big*|Late");
  set_first (fixture, anna, 1, TRUE);
  assert_views (fixture, borys, "Big|Late*");
  set_first (fixture, anna, 2, TRUE);
  assert_views (fixture, anna, "Big|Late|Mine*");
  assert_views (fixture, borys, "Big|Late*");
  set_first (fixture, anna, 2, FALSE);
  assert_views (fixture, anna, "Big|Late*|Mine");
  g_assert_true (record_fixture_undo (fixture));
  assert_views (fixture, anna, "Big|Late|Mine*");

  /* What is one's own goes with the person: it does not become everybody's. */
  record_fixture_delete (fixture, "person", anna);
  assert_views (fixture, borys, "Big|Late*");
  g_assert_true (record_fixture_undo (fixture));
  assert_views (fixture, anna, "Big|Late|Mine*");
}

static void
test_refused (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmChange) change = crm_change_new ("Add", 0, CRM_ORIGIN_WINDOW);
  g_autoptr (CrmRecord) view = crm_record_new (crm_entity_find ("saved_view"));
  g_autoptr (GError) error = NULL;

  crm_record_set_text (view, "name", "Ships");
  crm_record_set_text (view, "entity", "ship");
  crm_change_add (change, view);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

/* A new file has views for the first day, as a list itself would write them. */
static void
test_ready (RecordFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *entity;
    const char *names;
    const char *first;
  } lists[] = { { "company", "My clients", NULL },
                { "activity", "To do|My affairs|My people's tasks|My requests", "To do" } };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autoptr (GPtrArray) views =
        crm_saved_views_read (record_fixture_reader (fixture), lists[i].entity, 0, NULL);
    CrmRecord *first = crm_saved_views_find_first (views);
    g_autoptr (GString) names = g_string_new (NULL);
    for (guint j = 0; j < views->len; j++) {
      const char *text = crm_record_get_text (views->pdata[j], "query");
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmQuery) query =
          crm_query_from_text (text, record_fixture_reader (fixture), problems, &error);
      g_autofree char *again = NULL;
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, ==, 0);
      again = g_strchomp (crm_query_to_text (query, record_fixture_reader (fixture)));
      g_assert_cmpstr (again, ==, text);
      g_string_append_printf (names, "%s%s", j > 0 ? "|" : "",
                              crm_record_get_title (views->pdata[j]));
    }
    g_assert_cmpstr (names->str, ==, lists[i].names);
    g_assert_cmpstr (first != NULL ? crm_record_get_title (first) : NULL, ==, lists[i].first);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/saved-view/owners", RecordFixture, "ua", record_fixture_set_up, test_owners,
              record_fixture_tear_down);
  g_test_add ("/saved-view/lists", RecordFixture, "ua", record_fixture_set_up, test_lists,
              record_fixture_tear_down);
  g_test_add ("/saved-view/refused", RecordFixture, "ua", record_fixture_set_up, test_refused,
              record_fixture_tear_down);
  g_test_add ("/saved-view/ready", RecordFixture, "other", record_fixture_set_up, test_ready,
              record_fixture_tear_down);
  return g_test_run ();
}
