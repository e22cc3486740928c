/* Questions as people write them: their text, what is refused, what is gone, what they follow. */
#include "config.h"

#include <string.h>

#include "crm-error.h"
#include "record-fixture.h"

static void
test_expressions (RecordFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *expression;
    const char *text; /* NULL: refused */
  } cases[] = {
    { "name = Black and White", "name = \"Black and White\"" },
    { "name = Black and city = Kyiv", "name = \"Black\" and city = \"Kyiv\"" },
    { "name = Salt (sea) or city empty", "name = \"Salt (sea)\" or city empty" },
    { "name = smile :)", "name = \"smile :)\"" },
    { "(name = a or name = b) and (city = c)", "(name = \"a\" or name = \"b\") and city = \"c\"" },
    { "name = a or name = b and city = c", "name = \"a\" or (name = \"b\" and city = \"c\")" },
    { "name = ((a)", "name = \"((a)\"" },
    { "type in client,partner OR type empty", "type in client, partner or type empty" },
    { "name = \"or type = client\"", "name = \"or type = client\"" },
    { "name = \"quoted\" and more", "name = \"\\\"quoted\\\" and more\"" },
    { "deal:company.stage.outcome = won", "has deal:company (stage.outcome = won)" },
    { "has deal", "has deal:company" },
    { "no deal (value > 10 and closed = this quarter)",
      "no deal:company (value > 10.00 and closed = this quarter)" },
    { "parent.deal:company.activity:deal.state = done",
      "has parent.deal:company (has activity:deal (state = done))" },
    { "has parent.contact:company", "has parent.contact:company" },
    { "revenue = 1..2", "revenue = 1.00..2.00" },
    { "created = 2026-11-23", "created = 2026-11-23" },
    { "created < now", "created < now" },
    { "created = Last  30 DAYS", "created = last 30 days" },
    { "responsible = me", "responsible = me" },
    { "responsible = \"me\"", NULL },
    { "name all a", NULL },
    { "created = last 0 days", NULL },
    { "frog = 1", NULL },
    { "name", NULL },
    { "", NULL },
    { "(name = a", NULL },
    { "name = a)", "name = \"a)\"" },
    { "(name = a))", NULL },
    { "name = a or", "name = \"a or\"" },
    { "has frog:company", NULL },
    { "has stage:pipeline", NULL },
    { "has company:name", NULL },
    { "name = ", NULL },
  };
  CrmDatabase *reader = record_fixture_reader (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmCondition) condition = crm_condition_parse (
        crm_entity_find ("company"), cases[i].expression, reader, CRM_PARSE_STRICT, &error);
    g_autofree char *text = condition != NULL ? crm_condition_to_text (condition, NULL) : NULL;

    g_test_message ("%s: %s", cases[i].expression, error != NULL ? error->message : "");
    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_true ((error != NULL) == (text == NULL));
  }
}

/* Nothing that somebody writes brings the parser down. */
static void
test_nonsense (RecordFixture *fixture, gconstpointer data)
{
  static const char pieces[][12] = { "(",    ")",        "\"",           "\\",     "and ", "or ",
                                     "has ", "no ",      "deal:company", "name ",  "= ",   "in ",
                                     "#1",   ",",        "..",           "empty ", " ",    "me",
                                     "а",    "created ", "last ",        "3 days" };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree char *deep = g_strnfill (100000, '(');
  g_autoptr (GError) error = NULL;

  g_assert_null (
      crm_condition_parse (crm_entity_find ("company"), deep, NULL, CRM_PARSE_LENIENT, &error));
  for (int i = 0; i < 20000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (CrmCondition) condition = NULL;
    for (int n = g_rand_int_range (random, 1, 12); n > 0; n--)
      g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
    condition =
        crm_condition_parse (crm_entity_find ("company"), text->str, NULL, CRM_PARSE_LENIENT, NULL);
    if (condition != NULL) {
      g_autofree char *first = crm_condition_to_text (condition, NULL);
      g_autoptr (CrmCondition) again =
          crm_condition_parse (crm_entity_find ("company"), first, NULL, CRM_PARSE_LENIENT, NULL);
      g_autofree char *second = again != NULL ? crm_condition_to_text (again, NULL) : NULL;
      g_test_message ("%s", text->str);
      g_assert_cmpstr (second, ==, first);
    }
  }
}

static void
test_gone (RecordFixture *fixture, gconstpointer data)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  gint64 anna = record_fixture_add (fixture, "person", "name", "Anna", NULL);
  gint64 boris = record_fixture_add (fixture, "person", "name", "Boris", NULL);
  g_autofree char *text =
      g_strdup_printf ("list company\n"
                       "where city = \"Kyiv\" and frog = 1\n"
                       "where responsible = #%" G_GINT64_FORMAT " \"Anna\"\n"
                       "where responsible in #%" G_GINT64_FORMAT ", #%" G_GINT64_FORMAT "\n"
                       "where has frog:company (a = \")\") or type = client\n"
                       "where type = toad or type = client\n"
                       "where ((\n"
                       "columns of another\n"
                       "sort frog, -city\n",
                       anna, anna, boris);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (CrmQuery) nothing = NULL;
  g_autofree char *again = NULL;

  record_fixture_add (fixture, "company", "name", "Orion", "city", "Kyiv", "type", "client",
                      "responsible", "Boris", NULL);
  record_fixture_add (fixture, "company", "name", "Vega", "city", "Lviv", "type", "client",
                      "responsible", "Boris", NULL);
  record_fixture_delete (fixture, "person", anna);
  query = crm_query_from_text (text, reader, problems, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 7);
  g_assert_nonnull (strstr (problems->pdata[0], "frog"));
  g_assert_nonnull (strstr (problems->pdata[1], "Responsible"));
  g_assert_cmpint (crm_query_count (query, reader, NULL), ==, 1);
  /* What is gone may come back: it stays in the text. */
  again = crm_query_to_text (query, reader);
  g_assert_nonnull (strstr (again, "frog = 1"));
  g_assert_nonnull (strstr (again, "where has frog:company (a = \")\") or type = client\n"));
  g_assert_nonnull (strstr (again, "where ((\n"));

  nothing = crm_query_from_text ("list frog", reader, NULL, &error);
  g_assert_null (nothing);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  nothing = crm_query_from_text ("", reader, NULL, &error);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_search_and_only (RecordFixture *fixture, gconstpointer data)
{
  const gint64 ids[] = { 4, 8, 15 };
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("company"));
  g_autoptr (CrmQuery) searched = crm_query_search (all, "ориoн \"x\" \\ \n y");
  g_autoptr (CrmQuery) query = crm_query_only (searched, ids, G_N_ELEMENTS (ids));
  g_autofree char *text = crm_query_to_text (query, NULL);
  g_autoptr (CrmQuery) again = crm_query_from_text (text, NULL, NULL, NULL);
  g_autofree char *second = crm_query_to_text (again, NULL);

  g_assert_cmpstr (second, ==, text);
  g_assert_cmpstr (crm_query_get_search (again), ==, crm_query_get_search (query));
  g_assert_nonnull (strstr (text, "only 4,8,15\n"));
}

/* What a list must look out for. */
static void
test_reaches (RecordFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *expression;
    const char *reached;
    const char *decided; /* NULL: by none of its own fields */
  } cases[] = {
    { "no deal:company (stage.outcome = won)", "deal stage", NULL },
    { "city = a or has parent.contact:company", "contact company", "city parent" },
    { "responsible begins a", "person", "responsible" },
    { "responsible = me", "", "responsible" },
    { "frog = 1 or city = a", "", "city" },
  };
  const CrmEntity *companies = crm_entity_find ("company");
  static const char *const names[] = { "deal", "stage", "contact", "person", "activity" };
  static const char *const fields[] = { "city", "parent", "responsible", "type" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        g_strdup_printf ("list company\nwhere %s\nsort id", cases[i].expression);
    g_autoptr (CrmQuery) query = crm_query_from_text (text, NULL, NULL, NULL);
    CrmFields decided = { 0 };
    for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
      g_assert_true (crm_query_reaches (query, crm_entity_find (names[j])) ==
                     (strstr (cases[i].reached, names[j]) != NULL));
    for (gsize j = 0; j < G_N_ELEMENTS (fields); j++)
      if (cases[i].decided != NULL && strstr (cases[i].decided, fields[j]) != NULL)
        crm_fields_add (&decided, crm_entity_field_index (companies, fields[j]));
    g_assert_true (crm_fields_equal (crm_query_get_deciding_fields (query), decided));
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (RecordFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/query-expression/expressions", test_expressions },
    { "/query-expression/nonsense", test_nonsense },
    { "/query-expression/gone", test_gone },
    { "/query-expression/search-and-only", test_search_and_only },
    { "/query-expression/reaches", test_reaches },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, RecordFixture, "ua", record_fixture_set_up, tests[i].test,
                record_fixture_tear_down);
  return g_test_run ();
}
