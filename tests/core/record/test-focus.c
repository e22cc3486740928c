/* Persons: nobody leads their own chief; what the working filter leaves in sight. */
#include "config.h"

#include "crm-error.h"
#include "crm-focus.h"
#include "record-fixture.h"

typedef struct {
  RecordFixture record;
  gint64 anna;
  gint64 borys;
} FocusFixture;

static void
set_up (FocusFixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;

  record_fixture_set_up (record, country);
  record_fixture_add (record, "choice", "name", "Builders", "list", "segment", NULL);
  record_fixture_add (record, "choice", "name", "Retail", "list", "segment", NULL);
  record_fixture_add (record, "choice", "name", "Windows", "list", "product_group", NULL);
  record_fixture_add (record, "choice", "name", "Doors", "list", "product_group", NULL);
  fixture->anna = record_fixture_add (record, "person", "name", "Anna", "role", "head", NULL);
  fixture->borys = record_fixture_add (record, "person", "name", "Borys", "role", "seller",
                                       "supervisor", "Anna", NULL);
  record_fixture_add (record, "person", "name", "Vera", "supervisor", "Borys", NULL);
  record_fixture_add (record, "product", "name", "Window", "group", "Windows", NULL);
  record_fixture_add (record, "product", "name", "Door", "group", "Doors", NULL);
  record_fixture_add (record, "company", "name", "Brick", "segment", "Builders", NULL);
  record_fixture_add (record, "company", "name", "Shop", "segment", "Retail", "responsible", "Anna",
                      NULL);
  record_fixture_add (record, "company", "name", "Kiosk", "segment", "Retail", "responsible",
                      "Borys", NULL);
  record_fixture_add (record, "company", "name", "Nobody", "responsible", "Vera", NULL);
  record_fixture_add (record, "contact", "name", "Oleh", "company", "Brick", NULL);
  record_fixture_add (record, "contact", "name", "Ruta", "company", "Shop", NULL);
  record_fixture_add (record, "deal", "name", "A", "company", "Brick", "product", "Window", NULL);
  record_fixture_add (record, "deal", "name", "B", "company", "Brick", "product", "Door", NULL);
  record_fixture_add (record, "deal", "name", "C", "company", "Brick", NULL);
  record_fixture_add (record, "deal", "name", "D", "company", "Shop", "product", "Window", NULL);
}

static void
tear_down (FocusFixture *fixture, gconstpointer country)
{
  record_fixture_tear_down (&fixture->record, country);
}

static char *
list (FocusFixture *fixture, CrmFocus focus, const char *entity, gint64 person)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) narrowed = crm_focus_narrow (focus, all, person, reader, &error);
  g_autoptr (GPtrArray) records = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  records = crm_query_fetch_all (narrowed, reader, -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            crm_record_get_title (records->pdata[i]));
  return g_string_free (text, FALSE);
}

#define assert_list(fixture, focus, entity, person, expected)                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *listed = list (fixture, focus, entity, person);                               \
    g_assert_cmpstr (listed, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static void
test_area (FocusFixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;

  /* Without an area nothing is narrowed. */
  assert_list (fixture, CRM_FOCUS_AREA, "company", fixture->borys, "Brick Kiosk Nobody Shop");
  record_fixture_add (record, "person_segment", "segment", "Builders", "person", "Borys", NULL);
  /* The segment's, and one's own. */
  assert_list (fixture, CRM_FOCUS_AREA, "company", fixture->borys, "Brick Kiosk");
  assert_list (fixture, CRM_FOCUS_AREA, "contact", fixture->borys, "Oleh");
  assert_list (fixture, CRM_FOCUS_AREA, "deal", fixture->borys, "A B C");
  /* Product groups are not spoken of. */
  assert_list (fixture, CRM_FOCUS_AREA, "product", fixture->borys, "Door Window");
  record_fixture_add (record, "person_group", "group", "Windows", "person", "Borys", NULL);
  assert_list (fixture, CRM_FOCUS_AREA, "deal", fixture->borys, "A C");
  assert_list (fixture, CRM_FOCUS_AREA, "product", fixture->borys, "Window");
  /* What has no segment is not narrowed by it. */
  assert_list (fixture, CRM_FOCUS_AREA, "pipeline", fixture->borys, "Sales");
  assert_list (fixture, CRM_FOCUS_ALL, "company", fixture->borys, "Brick Kiosk Nobody Shop");
}

static void
test_team (FocusFixture *fixture, gconstpointer data)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);

  assert_list (fixture, CRM_FOCUS_TEAM, "company", fixture->anna, "Kiosk Nobody Shop");
  assert_list (fixture, CRM_FOCUS_TEAM, "company", fixture->borys, "Kiosk Nobody");
  g_assert_true (crm_focus_is_possible (reader, fixture->borys, CRM_FOCUS_TEAM));
  record_fixture_delete (&fixture->record, "person", fixture->borys);
  g_assert_false (crm_focus_is_possible (record_fixture_reader (&fixture->record), fixture->anna,
                                         CRM_FOCUS_TEAM));
}

typedef struct {
  gint64 person;
  CrmFocus focus;
} Choice;

static gboolean
choose_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *const names[] = { "today", "-contacts", "companies", NULL };
  Choice *choice = data;

  return crm_focus_write (database, choice->person, choice->focus, error) &&
         crm_arrangement_write (database, choice->person, "sections", names, error);
}

static void
choose (FocusFixture *fixture, gint64 person, CrmFocus focus)
{
  Choice choice = { person, focus };
  g_autoptr (GError) error = NULL;

  crm_store_write (fixture->record.store, choose_func, &choice, NULL, &error);
  g_assert_no_error (error);
}

#define assert_focus(fixture, person, expected)                                                    \
  g_assert_cmpint (crm_focus_read (record_fixture_reader (&(fixture)->record), person), ==,        \
                   expected)

static void
test_memory (FocusFixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;
  gint64 area;
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) others = NULL;

  assert_focus (fixture, 0, CRM_FOCUS_ALL);
  assert_focus (fixture, fixture->borys, CRM_FOCUS_ALL);
  area =
      record_fixture_add (record, "person_segment", "segment", "Retail", "person", "Borys", NULL);
  record_fixture_add (record, "person_segment", "segment", "Retail", "person", "Anna", NULL);
  /* A seller begins with the own area, a head with everything. */
  assert_focus (fixture, fixture->borys, CRM_FOCUS_AREA);
  assert_focus (fixture, fixture->anna, CRM_FOCUS_ALL);
  choose (fixture, fixture->borys, CRM_FOCUS_ALL);
  assert_focus (fixture, fixture->borys, CRM_FOCUS_ALL);
  choose (fixture, fixture->borys, CRM_FOCUS_AREA);
  assert_focus (fixture, fixture->borys, CRM_FOCUS_AREA);
  record_fixture_delete (record, "person_segment", area);
  assert_focus (fixture, fixture->borys, CRM_FOCUS_ALL);
  names = crm_arrangement_read (record_fixture_reader (record), fixture->borys, "sections");
  others = crm_arrangement_read (record_fixture_reader (record), fixture->anna, "sections");
  g_assert_cmpstr (names[1], ==, "-contacts");
  g_assert_cmpuint (g_strv_length (names), ==, 3);
  g_assert_null (others);
}

static void
assert_refused (FocusFixture *fixture, gint64 person, gint64 supervisor)
{
  g_autoptr (CrmChange) change = crm_change_new ("Lead", 0, CRM_ORIGIN_WINDOW);
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  crm_value_set_integer (&value, supervisor);
  crm_change_set (change, crm_entity_find ("person"), person, "supervisor", &value);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

static void
test_ring (FocusFixture *fixture, gconstpointer data)
{
  gint64 vera = record_fixture_add (&fixture->record, "person", "name", "Vera 2", "supervisor",
                                    "Borys", NULL);

  assert_refused (fixture, fixture->anna, vera);
  assert_refused (fixture, fixture->anna, fixture->borys);
  assert_refused (fixture, fixture->anna, fixture->anna);
  /* Beside, not below. */
  record_fixture_set (&fixture->record, "person", vera, "supervisor", "Anna");
  record_fixture_set (&fixture->record, "person", fixture->borys, "supervisor", "Vera 2");
  assert_refused (fixture, vera, fixture->borys);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, FocusFixture, "other", set_up, func, tear_down)
  ADD ("/focus/area", test_area);
  ADD ("/focus/team", test_team);
  ADD ("/focus/memory", test_memory);
  ADD ("/focus/ring", test_ring);
  return g_test_run ();
}
