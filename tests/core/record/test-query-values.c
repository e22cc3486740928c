/* Questions with values at hand, what a new record takes from one, and sums of some records. */
#include "config.h"

#include "crm-error.h"
#include "record-fixture.h"

static char *
dup_titles (RecordFixture *fixture, CrmQuery *query)
{
  g_autoptr (GString) titles = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      crm_query_fetch_all (query, record_fixture_reader (fixture), -1, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? "|" : "",
                            crm_record_get_title (records->pdata[i]));
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static void
test_values (RecordFixture *fixture, gconstpointer data)
{
  /* A comma, a number for a name: what a text of several values could not say. */
  static const struct {
    const char *field;
    CrmOp op;
    const char *values[3];
    const char *titles;
  } cases[] = {
    { "city", CRM_OP_EQUAL, { "Kyiv, left bank" }, "17" },
    { "type", CRM_OP_IN, { "client", "partner" }, "17|Orion" },
    { "city", CRM_OP_CONTAINS, { "LEFT" }, "17" },
    { "city", CRM_OP_EMPTY, { NULL }, "Vega" },
    { "city", CRM_OP_NOT_EMPTY, { NULL }, "17|Orion" },
    { "tags", CRM_OP_IN, { "a b" }, "Orion" },
  };

  record_fixture_add (fixture, "company", "name", "17", "city", "Kyiv, left bank", "type", "client",
                      NULL);
  record_fixture_add (fixture, "company", "name", "Orion", "city", "Lviv", "type", "partner",
                      "tags", "a b", NULL);
  record_fixture_add (fixture, "company", "name", "Vega", "type", "new", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("company"));
    g_autoptr (CrmQuery) query = NULL;
    g_autofree char *titles = NULL;
    CrmValue values[3];
    gsize n = 0;
    for (; n < 3 && cases[i].values[n] != NULL; n++)
      values[n] = (CrmValue) { .type = CRM_VALUE_TEXT, .text = (char *) cases[i].values[n] };
    query = crm_query_filter_values (all, cases[i].field, cases[i].op, values, n);
    titles = dup_titles (fixture, query);
    g_test_message ("%s", cases[i].field);
    g_assert_cmpstr (titles, ==, cases[i].titles);
  }
}

static void
test_fill (RecordFixture *fixture, gconstpointer data)
{
  const CrmEntity *contacts = crm_entity_find ("contact");
  g_autoptr (CrmQuery) all = crm_query_new (contacts);
  g_autoptr (CrmQuery) of_company = crm_query_filter_integer (all, "company", CRM_OP_EQUAL, 17);
  g_autoptr (CrmQuery) after =
      crm_query_filter_integer (of_company, "created", CRM_OP_GREATER_EQUAL, 5);
  g_autoptr (CrmQuery) exact =
      crm_query_filter_integer (after, "changed", CRM_OP_EQUAL, 1700000000);
  g_autoptr (CrmQuery) query =
      crm_query_filter (exact, "company.city", CRM_OP_EQUAL, "Kyiv", NULL, NULL);
  g_autoptr (CrmRecord) draft = crm_record_new_empty (contacts);

  crm_query_fill (query, draft);
  g_assert_cmpint (crm_record_get_integer (draft, "company"), ==, 17);
  /* Ranges say nothing, and what the program keeps is not given. */
  g_assert_true (crm_record_is_empty (draft, "created"));
  g_assert_true (crm_record_is_empty (draft, "changed"));
}

/* Chosen records, in the order of the question and within what it asks. */
static void
test_only (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("company"));
  gint64 ids[4];
  g_autofree char *names = NULL;
  g_autofree char *found = NULL;
  g_autofree char *none = NULL;

  ids[0] = record_fixture_add (fixture, "company", "name", "Vega", "city", "Kyiv", NULL);
  ids[1] = record_fixture_add (fixture, "company", "name", "Altair", "city", "Kyiv", NULL);
  record_fixture_add (fixture, "company", "name", "Orion", "city", "Kyiv", NULL);
  ids[2] = record_fixture_add (fixture, "company", "name", "Lira", "city", "Lviv", NULL);
  ids[3] = 99999; /* gone meanwhile */
  {
    g_autoptr (CrmQuery) only = crm_query_only (all, ids, G_N_ELEMENTS (ids));
    g_autoptr (CrmQuery) narrowed =
        crm_query_filter (only, "city", CRM_OP_EQUAL, "Kyiv", NULL, NULL);
    g_autoptr (CrmQuery) searched = crm_query_search (narrowed, "veg");
    g_autoptr (CrmQuery) nothing = crm_query_only (all, NULL, 0);
    names = dup_titles (fixture, narrowed);
    found = dup_titles (fixture, searched);
    none = dup_titles (fixture, nothing);
  }
  g_assert_cmpstr (names, ==, "Altair|Vega");
  g_assert_cmpstr (found, ==, "Vega");
  g_assert_cmpstr (none, ==, "");
}

static void
test_sums (RecordFixture *fixture, gconstpointer data)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  const int fields[] = { crm_entity_field_index (deals, "value") };
  gint64 ids[4];
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) sums = NULL;
  CrmSum *sum;

  ids[0] =
      record_fixture_add (fixture, "deal", "name", "A", "value", "10.50", "currency", "UAH", NULL);
  ids[1] = record_fixture_add (fixture, "deal", "name", "B", "value", "1", "currency", "EUR", NULL);
  ids[2] = record_fixture_add (fixture, "deal", "name", "C", "value", "2", "currency", "UAH", NULL);
  ids[3] = 99999; /* gone meanwhile */
  sums = crm_query_read_sums (record_fixture_reader (fixture), deals, ids, G_N_ELEMENTS (ids),
                              fields, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sums->len, ==, 2);
  sum = &g_array_index (sums, CrmSum, 0);
  g_assert_cmpstr (sum->currency, ==, "UAH");
  g_assert_cmpint (sum->count, ==, 2);
  g_assert_cmpint (sum->sums[0], ==, 1250);
  sum = &g_array_index (sums, CrmSum, 1);
  g_assert_cmpstr (sum->currency, ==, "EUR");
  g_assert_cmpint (sum->sums[0], ==, 100);
}

static void
test_sum_too_large (RecordFixture *fixture, gconstpointer data)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  const int fields[] = { crm_entity_field_index (deals, "value") };
  gint64 ids[2];
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    ids[i] = record_fixture_add (fixture, "deal", "name", "A", "value", "90000000000000000", NULL);
  g_assert_null (
      crm_query_read_sums (record_fixture_reader (fixture), deals, ids, 2, fields, 1, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (RecordFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/query/values", test_values },
    { "/query/fill", test_fill },
    { "/query/only", test_only },
    { "/query/sums", test_sums },
    { "/query/sum-too-large", test_sum_too_large },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, RecordFixture, "ua", record_fixture_set_up, tests[i].test,
                record_fixture_tear_down);
  return g_test_run ();
}
