/* Dictionaries: counts, the company's own words, two values made one, and all of it undone. */
#include "config.h"

#include <string.h>

#include "crm-consistency.h"
#include "crm-descriptions.h"
#include "crm-dictionary.h"
#include "crm-error.h"
#include "crm-tags.h"
#include "record-fixture.h"

static CrmDictionaryValue *
find_value (GPtrArray *values, const char *name)
{
  for (guint i = 0; i < values->len; i++)
    if (strcmp (((CrmDictionaryValue *) values->pdata[i])->name, name) == 0)
      return values->pdata[i];
  return NULL;
}

static GPtrArray *
read_values (RecordFixture *fixture, CrmDictionary *dictionary)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *values = crm_dictionary_read (dictionary, record_fixture_reader (fixture), &error);
  g_assert_no_error (error);
  return values;
}

static gint64
count_of (RecordFixture *fixture, const char *list, const char *name)
{
  g_autoptr (CrmDictionary) dictionary = crm_dictionary_find (list);
  g_autoptr (GPtrArray) values = read_values (fixture, dictionary);
  CrmDictionaryValue *value = find_value (values, name);
  return value != NULL ? value->n_used : -1;
}

static gboolean
merge (RecordFixture *fixture, const char *list, const char *from, const char *into)
{
  g_autoptr (CrmDictionary) dictionary = crm_dictionary_find (list);
  g_autoptr (GPtrArray) values = read_values (fixture, dictionary);
  g_autoptr (CrmChange) change = crm_change_new ("Merge", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  CrmDictionaryValue *a = find_value (values, from);
  CrmDictionaryValue *b = find_value (values, into);

  if (a == NULL || b == NULL || a == b)
    return FALSE;
  crm_dictionary_merge (dictionary, change, a, b);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
assert_sound (RecordFixture *fixture)
{
  g_auto (GStrv) faults = crm_consistency_check (record_fixture_reader (fixture), NULL, NULL);
  for (char **fault = faults; *fault != NULL; fault++)
    g_test_message ("%s", *fault);
  g_assert_cmpuint (g_strv_length (faults), ==, 0);
}

/* A list that three entities share, in one change and one Undo. */
static void
test_merge_list (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *start = NULL;
  g_autofree char *back = NULL;

  record_fixture_add (fixture, "choice", "list", "source", "name", "Fair", NULL);
  record_fixture_add (fixture, "choice", "list", "source", "name", "Trade fair", NULL);
  record_fixture_add (fixture, "company", "name", "Orion", "source", "Fair", NULL);
  record_fixture_add (fixture, "company", "name", "Vega", "source", "Trade fair", NULL);
  record_fixture_add (fixture, "contact", "last_name", "Bo", "source", "Fair", NULL);
  g_assert_cmpint (count_of (fixture, "source", "Fair"), ==, 2);
  g_assert_cmpint (count_of (fixture, "source", "Trade fair"), ==, 1);
  start = record_fixture_dump (fixture);
  g_assert_true (merge (fixture, "source", "Fair", "Trade fair"));
  g_assert_cmpint (count_of (fixture, "source", "Fair"), ==, -1);
  g_assert_cmpint (count_of (fixture, "source", "Trade fair"), ==, 3);
  assert_sound (fixture);
  g_assert_true (record_fixture_undo (fixture));
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (back, ==, start);
}

static void
test_merge_tags (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *start = NULL;
  g_autofree char *back = NULL;

  record_fixture_add (fixture, "company", "name", "Orion", "tags", "vip, big", NULL);
  record_fixture_add (fixture, "company", "name", "Vega", "tags", "VIP, vip", NULL);
  record_fixture_add (fixture, "contact", "last_name", "Bo", "tags", "vip", NULL);
  g_assert_cmpint (count_of (fixture, "tag", "vip"), ==, 3);
  start = record_fixture_dump (fixture);
  g_assert_true (merge (fixture, "tag", "vip", "VIP"));
  g_assert_cmpint (count_of (fixture, "tag", "vip"), ==, -1);
  g_assert_cmpint (count_of (fixture, "tag", "VIP"), ==, 3);
  assert_sound (fixture);
  g_assert_true (record_fixture_undo (fixture));
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (back, ==, start);
}

static char *
dup_question (RecordFixture *fixture, gint64 view)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (record_fixture_reader (fixture), crm_entity_find ("saved_view"), view, NULL);
  return g_strchomp (g_strdup (crm_record_get_text (record, "query")));
}

static void
assert_question (RecordFixture *fixture, gint64 view, const char *expected)
{
  g_autofree char *question = dup_question (fixture, view);
  g_assert_cmpstr (question, ==, expected);
}

/* Views that ask for the value that goes ask for the one that stays, through links and groups. */
static void
test_merge_in_views (RecordFixture *fixture, gconstpointer country)
{
  gint64 fair = record_fixture_add (fixture, "choice", "list", "source", "name", "Fair", NULL);
  gint64 show = record_fixture_add (fixture, "choice", "list", "source", "name", "Show", NULL);
  g_autofree char *asked = g_strdup_printf (
      "list deal\nwhere source in #%d \"Fair\", #%d \"Show\" or company.source = #%d "
      "\"Fair\"\nwhere tags in \"vip\"\nsort -value",
      (int) fair, (int) show, (int) fair);
  g_autofree char *merged =
      g_strdup_printf ("list deal\nwhere source in #%d \"Show\" or company.source = #%d \"Show\"\n"
                       "where tags in \"vip\"\nsort -value",
                       (int) show, (int) show);
  g_autofree char *tagged =
      g_strdup_printf ("list deal\nwhere source in #%d \"Show\" or company.source = #%d \"Show\"\n"
                       "where tags in \"VIP\"\nsort -value",
                       (int) show, (int) show);
  gint64 view = record_fixture_add (fixture, "saved_view", "entity", "deal", "name", "From fairs",
                                    "query", asked, NULL);
  const char *other = "list company\nwhere type = partner";
  gint64 partners = record_fixture_add (fixture, "saved_view", "entity", "company", "name",
                                        "Partners", "query", other, NULL);

  record_fixture_add (fixture, "company", "name", "Orion", "tags", "vip", NULL);
  record_fixture_add (fixture, "company", "name", "Vega", "tags", "VIP", NULL);
  g_assert_true (merge (fixture, "source", "Fair", "Show"));
  assert_question (fixture, view, merged);
  assert_question (fixture, partners, other);
  g_assert_true (merge (fixture, "tag", "vip", "VIP"));
  assert_question (fixture, view, tagged);
  g_assert_true (merge (fixture, "company.type", "Partner", "Client"));
  assert_question (fixture, view, tagged);
  assert_question (fixture, partners, "list company\nwhere type = client");
  for (int i = 0; i < 3; i++)
    g_assert_true (record_fixture_undo (fixture));
  assert_question (fixture, view, asked);
  assert_question (fixture, partners, other);
}

static gint64
describe (RecordFixture *fixture, const char *list, const char *name)
{
  g_autoptr (CrmDictionary) dictionary = crm_dictionary_find (list);
  g_autoptr (GPtrArray) values = read_values (fixture, dictionary);
  g_autoptr (CrmChange) change = crm_change_new ("Describe", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  CrmDictionaryValue *value = find_value (values, name);
  guint position;
  gint64 id;

  g_assert_nonnull (value);
  g_ptr_array_find (values, value, &position);
  id = crm_dictionary_describe (dictionary, change, value, position);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  return id > 0 ? id : crm_change_get_id (change, id);
}

/* The program's own values: renamed, coloured, out of use, and one's own beside them. */
static void
test_own_words (RecordFixture *fixture, gconstpointer country)
{
  const CrmField *type = crm_entity_field (crm_entity_find ("company"), "type");
  g_autofree char *start = record_fixture_dump (fixture);
  g_autofree char *back = NULL;
  gint64 partner = describe (fixture, "company.type", "Partner");
  gint64 dealer;
  const CrmChoice *choice;
  g_autoptr (CrmChange) change = crm_change_new ("Delete", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  /* Described, but not renamed: still translated. */
  g_assert_false (crm_field_find_choice (type, "partner")->is_custom);
  record_fixture_set (fixture, "choice", partner, "name", "Ally");
  record_fixture_set (fixture, "choice", partner, "colour", "error");
  choice = crm_field_find_choice (type, "partner");
  g_assert_cmpstr (crm_choice_get_label (choice), ==, "Ally");
  g_assert_cmpstr (choice->colour, ==, "error");
  record_fixture_set (fixture, "choice", partner, "active", "no");
  g_assert_true (crm_field_find_choice (type, "partner")->is_inactive);

  dealer = record_fixture_add (fixture, "choice", "list", "company.type", "name", "Dealer", NULL);
  record_fixture_add (fixture, "company", "name", "Orion", "type", "dealer", NULL);
  g_assert_cmpint (count_of (fixture, "company.type", "Dealer"), ==, 1);
  crm_change_delete (change, crm_entity_find ("choice"), dealer);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_true (merge (fixture, "company.type", "Dealer", "Client"));
  g_assert_cmpint (count_of (fixture, "company.type", "Client"), ==, 1);
  g_assert_cmpint (count_of (fixture, "company.type", "Dealer"), ==, -1);
  /* What processes know goes out of use, but stays explained. */
  g_assert_true (merge (fixture, "company.type", "Client", "Competitor"));
  g_assert_true (crm_field_find_choice (type, "client")->is_inactive);
  assert_sound (fixture);
  while (record_fixture_undo (fixture))
    ;
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (back, ==, start);
  g_assert_cmpstr (crm_field_find_choice (type, "partner")->label, ==, "Partner");
  g_assert_null (crm_field_find_choice (type, "own_1"));
}

static void
test_order (RecordFixture *fixture, gconstpointer country)
{
  const CrmField *type = crm_entity_field (crm_entity_find ("company"), "type");
  g_autoptr (CrmDictionary) dictionary = crm_dictionary_find ("company.type");
  g_autoptr (GPtrArray) values = read_values (fixture, dictionary);
  g_autoptr (CrmChange) change = crm_change_new ("Order", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  gpointer last = g_ptr_array_steal_index (values, values->len - 1);

  g_ptr_array_insert (values, 0, last);
  crm_dictionary_arrange (dictionary, change, values);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (type->choices[0].code, ==, "my_company");
  g_assert_cmpstr (type->choices[1].code, ==, "client");
  g_assert_false (type->choices[0].is_custom);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpstr (type->choices[0].code, ==, "client");
}

static char *
dup_tags (RecordFixture *fixture)
{
  g_autoptr (CrmDictionary) dictionary = crm_dictionary_find ("tag");
  g_autoptr (GPtrArray) values = read_values (fixture, dictionary);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    g_string_append_printf (names, "%s ", ((CrmDictionaryValue *) values->pdata[i])->name);
  return g_string_free (names, FALSE);
}

static void
assert_tags (RecordFixture *fixture, const char *expected)
{
  g_autofree char *tags = dup_tags (fixture);
  g_assert_cmpstr (tags, ==, expected);
}

/* Tags have an order of their own, those that somebody only typed among them. */
static void
test_tag_order (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmDictionary) dictionary = crm_dictionary_find ("tag");
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (CrmChange) change = crm_change_new ("Order", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) offered = NULL;
  g_autofree char *joined = NULL;

  record_fixture_add (fixture, "tag", "name", "wholesale", NULL);
  record_fixture_add (fixture, "tag", "name", "big", NULL);
  record_fixture_add (fixture, "company", "name", "Orion", "tags", "typed", NULL);
  assert_tags (fixture, "wholesale big typed ");
  values = read_values (fixture, dictionary);
  g_ptr_array_insert (values, 0, g_ptr_array_steal_index (values, 2));
  crm_dictionary_arrange (dictionary, change, values);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  assert_tags (fixture, "typed wholesale big ");
  record_fixture_add (fixture, "tag", "name", "another", NULL);
  assert_tags (fixture, "typed wholesale big another ");
  /* What records carry is offered first, then what there is besides. */
  offered =
      crm_tags_read (record_fixture_reader (fixture), crm_entity_find ("company"), "", 9, &error);
  g_assert_no_error (error);
  joined = g_strjoinv (" ", offered);
  g_assert_cmpstr (joined, ==, "typed wholesale big another");
  assert_sound (fixture);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_true (record_fixture_undo (fixture));
  assert_tags (fixture, "wholesale big typed ");
}

/* --- Anything in any order, and back */

typedef struct {
  RecordFixture *fixture;
  GArray *companies;
  GPtrArray *fields; /* names of custom fields */
  int n;
} Play;

static gint64
any_company (Play *play)
{
  return g_array_index (play->companies, gint64,
                        g_test_rand_int_range (0, (int) play->companies->len));
}

static void
do_something (Play *play)
{
  static const char *const lists[] = { "source", "segment", "tag", "company.type" };
  static const char *const words[] = { "alpha", "beta", "omega", "orion" };
  RecordFixture *fixture = play->fixture;
  const char *word = words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];
  g_autofree char *name = g_strdup_printf ("%s %d", word, play->n++);

  switch (g_test_rand_int_range (0, 7)) {
  case 0: {
    gint64 id = record_fixture_add (fixture, "company", "name", name, "tags", word, NULL);
    g_array_append_val (play->companies, id);
    break;
  }
  case 1: {
    gint64 id = record_fixture_add (fixture, "custom_field", "entity", "company", "label", name,
                                    "kind", g_test_rand_bit () ? "text" : "note", "searched",
                                    g_test_rand_bit () ? "yes" : "no", "sorted",
                                    g_test_rand_bit () ? "yes" : "no", NULL);
    g_autoptr (CrmRecord) field = crm_record_load (record_fixture_reader (fixture),
                                                   crm_entity_find ("custom_field"), id, NULL);
    g_ptr_array_add (play->fields, g_strdup (crm_record_get_text (field, "name")));
    if (g_test_rand_int_range (0, 4) == 0)
      record_fixture_delete (fixture, "custom_field", id);
    else
      record_fixture_set (fixture, "custom_field", id, "searched",
                          g_test_rand_bit () ? "yes" : "no");
    break;
  }
  case 2: {
    const char *list = lists[g_test_rand_int_range (0, 2)];
    record_fixture_add (fixture, "choice", "list", list, "name", name, NULL);
    record_fixture_set (fixture, "company", any_company (play), list, name);
    break;
  }
  case 3: {
    const char *list = lists[g_test_rand_int_range (0, G_N_ELEMENTS (lists))];
    g_autoptr (CrmDictionary) dictionary = crm_dictionary_find (list);
    g_autoptr (GPtrArray) values = read_values (fixture, dictionary);
    if (values->len >= 2) {
      CrmDictionaryValue *from = values->pdata[g_test_rand_int_range (0, (int) values->len)];
      CrmDictionaryValue *into = values->pdata[g_test_rand_int_range (0, (int) values->len)];
      merge (fixture, list, from->name, into->name);
    }
    break;
  }
  case 4:
    if (play->fields->len > 0) {
      const char *field = play->fields->pdata[g_test_rand_int_range (0, (int) play->fields->len)];
      if (crm_entity_require_field (crm_entity_find ("company"), field, NULL) != NULL)
        record_fixture_set (fixture, "company", any_company (play), field, word);
    }
    break;
  case 5:
    record_fixture_set (fixture, "company", any_company (play), "tags", word);
    break;
  case 6: {
    const CrmChoice *types = crm_entity_field (crm_entity_find ("company"), "type")->choices;
    guint n = 0;
    while (types[n].code != NULL)
      n++;
    record_fixture_set (fixture, "company", any_company (play), "type",
                        types[g_test_rand_int_range (0, (int) n)].code);
    break;
  }
  }
}

static void
test_any_order (RecordFixture *fixture, gconstpointer country)
{
  Play play = { fixture, g_array_new (FALSE, FALSE, sizeof (gint64)),
                g_ptr_array_new_with_free_func (g_free), 0 };
  g_autofree char *start = record_fixture_dump (fixture);
  g_autofree char *end = NULL, *back = NULL, *again = NULL;
  gint64 first = record_fixture_add (fixture, "company", "name", "orion", NULL);

  g_array_append_val (play.companies, first);
  for (int i = 0; i < 120; i++)
    do_something (&play);
  assert_sound (fixture);
  end = record_fixture_dump (fixture);
  while (record_fixture_undo (fixture))
    ;
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (back, ==, start);
  assert_sound (fixture);
  while (record_fixture_redo (fixture))
    ;
  again = record_fixture_dump (fixture);
  g_assert_cmpstr (again, ==, end);
  assert_sound (fixture);
  g_array_unref (play.companies);
  g_ptr_array_unref (play.fields);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*func) (RecordFixture *fixture, gconstpointer country);
  } tests[] = {
    { "/dictionary/merge-list", test_merge_list },
    { "/dictionary/merge-tags", test_merge_tags },
    { "/dictionary/merge-in-views", test_merge_in_views },
    { "/dictionary/own-words", test_own_words },
    { "/dictionary/order", test_order },
    { "/dictionary/any-order", test_any_order },
    { "/dictionary/tag-order", test_tag_order },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, RecordFixture, NULL, record_fixture_set_up, tests[i].func,
                record_fixture_tear_down);
  return g_test_run ();
}
