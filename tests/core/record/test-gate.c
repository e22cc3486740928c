/* Gates: a deal enters a stage only with what that stage asks for, whoever moves it. */
#include "config.h"

#include "crm-gate.h"
#include "crm-dictionary.h"
#include "record-fixture.h"

static void
gate (RecordFixture *fixture, const char *stage, const char *field, const char *kind,
      const char *status)
{
  record_fixture_add (fixture, "gate", "stage", stage, "field", field != NULL ? field : "",
                      "document", kind != NULL ? kind : "", "status", status != NULL ? status : "",
                      NULL);
}

static gint64
find_stage (RecordFixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  crm_reference_find (record_fixture_reader (fixture),
                      crm_entity_field (crm_entity_find ("deal"), "stage"), name, &id, &error);
  g_assert_no_error (error);
  return id;
}

static gboolean
move_by (RecordFixture *fixture, CrmOrigin origin, gint64 deal, const char *stage, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Move", 0, origin);

  crm_change_set_integer (change, crm_entity_find ("deal"), deal, "stage",
                          find_stage (fixture, stage));
  return crm_change_commit_sync (change, fixture->store, error) > 0;
}

static gboolean
move (RecordFixture *fixture, gint64 deal, const char *stage, GError **error)
{
  return move_by (fixture, CRM_ORIGIN_COMMAND, deal, stage, error);
}

static const char *
get_stage (RecordFixture *fixture, gint64 deal)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  g_autoptr (CrmRecord) record =
      crm_record_load (record_fixture_reader (fixture), deals, deal, NULL);
  return g_intern_string (
      crm_record_get_reference_title (record, crm_entity_field_index (deals, "stage")));
}

static void
test_says_what_is_missing (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  const CrmMissing *missing;
  const CrmNeed *need;
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 deal = record_fixture_add (fixture, "deal", "name", "Windows", "company", "Orion", NULL);

  gate (fixture, "Contract", "value", NULL, NULL);
  gate (fixture, "Contract", "company.tax_number", NULL, NULL);
  gate (fixture, "Contract", NULL, "proposal", "signed");
  g_assert_false (move (fixture, deal, "Contract", &error));
  g_assert_error (error, CRM_GATE_ERROR, CRM_GATE_ERROR_MISSING);
  g_assert_cmpstr (error->message, ==,
                   "“Windows” cannot enter “Contract” yet. Missing: Value, Company: Tax number, "
                   "Commercial proposal (Signed)");
  copy = g_error_copy (error);
  missing = crm_gate_error_get_missing (copy);
  g_assert_cmpint (missing->deal, ==, deal);
  g_assert_cmpint (missing->stage, ==, find_stage (fixture, "Contract"));
  g_assert_cmpuint (missing->needs->len, ==, 3);
  need = &g_array_index (missing->needs, CrmNeed, 1);
  g_assert_cmpstr (need->entity->name, ==, "company");
  g_assert_cmpint (need->id, ==, company);
  g_assert_cmpstr (need->entity->fields[need->field].name, ==, "tax_number");
  need = &g_array_index (missing->needs, CrmNeed, 2);
  g_assert_cmpstr (need->kind, ==, "proposal");
  g_assert_cmpstr (need->status, ==, "signed");
  g_assert_cmpint (need->id, ==, 0);
  g_assert_cmpstr (get_stage (fixture, deal), ==, "New");
  /* Other stages ask for nothing, and nothing is asked of what stays. */
  g_clear_error (&error);
  g_assert_true (move (fixture, deal, "Proposal", &error));
  record_fixture_set (fixture, "deal", deal, "note", "later");
}

static void
test_opens_when_all_is_there (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  gint64 company = record_fixture_add (fixture, "company", "name", "Orion", NULL);
  gint64 deal = record_fixture_add (fixture, "deal", "name", "Windows", NULL);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, deal);
  gint64 paper;

  gate (fixture, "Contract", "company.tax_number", NULL, NULL);
  gate (fixture, "Contract", NULL, "proposal", "for_signature");
  g_assert_false (move (fixture, deal, "Contract", &error));
  /* There is no company yet: it comes before its number. */
  g_assert_nonnull (strstr (error->message, "Missing: Company, Commercial"));
  g_clear_error (&error);
  record_fixture_set (fixture, "deal", deal, "company", "Orion");
  record_fixture_set (fixture, "company", company, "tax_number", "7707083893");
  paper = record_fixture_add (fixture, "document", "kind", "proposal", "deal", number, NULL);
  g_assert_false (move (fixture, deal, "Contract", &error));
  g_assert_cmpint (g_array_index (crm_gate_error_get_missing (error)->needs, CrmNeed, 0).id, ==,
                   paper);
  g_clear_error (&error);
  record_fixture_set (fixture, "document", paper, "status", "rejected");
  g_assert_false (move (fixture, deal, "Contract", NULL));
  record_fixture_set (fixture, "document", paper, "status", "completed");
  g_assert_true (move (fixture, deal, "Contract", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_stage (fixture, deal), ==, "Contract");
}

/* What is missing may come with the change that moves the deal, before or after it. */
static void
test_one_change_brings_all (RecordFixture *fixture, gconstpointer country)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChange) change = crm_change_new ("Move", 0, CRM_ORIGIN_WINDOW);
  g_autoptr (CrmRecord) paper = crm_record_new (crm_entity_find ("document"));
  gint64 deal = record_fixture_add (fixture, "deal", "name", "Windows", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  gate (fixture, "Contract", "value", NULL, NULL);
  gate (fixture, "Contract", NULL, "proposal", NULL);
  before = record_fixture_dump (fixture);
  crm_change_set_integer (change, deals, deal, "stage", find_stage (fixture, "Contract"));
  crm_record_set_text (paper, "kind", "proposal");
  crm_record_set_integer (paper, "deal", deal);
  crm_change_add (change, paper);
  crm_change_set_integer (change, deals, deal, "value", 100);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (record_fixture_undo (fixture));
  after = record_fixture_dump (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (record_fixture_redo (fixture));
  g_assert_cmpstr (get_stage (fixture, deal), ==, "Contract");
}

/* Undo, imports, a stage that is deleted and what comes out of the trash pass; a new deal does not.
 */
static void
test_who_passes (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChange) replace = crm_change_new ("Replace", 0, CRM_ORIGIN_WINDOW);
  g_autoptr (CrmChange) born = crm_change_new ("New", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) draft = crm_record_new (crm_entity_find ("deal"));
  gint64 deal = record_fixture_add (fixture, "deal", "name", "Windows", NULL);
  gint64 other = record_fixture_add (fixture, "deal", "name", "Doors", "stage", "Proposal", NULL);
  gint64 there = record_fixture_add (fixture, "deal", "name", "Roof", "stage", "Contract", NULL);

  gate (fixture, "Contract", "value", NULL, NULL);
  g_assert_true (move (fixture, there, "New", &error));
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpstr (get_stage (fixture, there), ==, "Contract");
  record_fixture_delete (fixture, "deal", there);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_true (move_by (fixture, CRM_ORIGIN_IMPORT, deal, "Contract", &error));
  g_assert_false (move_by (fixture, CRM_ORIGIN_PROCESS, other, "Contract", NULL));
  g_assert_false (move_by (fixture, CRM_ORIGIN_WINDOW, other, "Contract", NULL));
  crm_change_replace (replace, crm_entity_find ("stage"), find_stage (fixture, "Proposal"),
                      find_stage (fixture, "Contract"));
  g_assert_cmpint (crm_change_commit_sync (replace, fixture->store, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpstr (get_stage (fixture, other), ==, "Contract");
  crm_record_set_text (draft, "name", "Garage");
  crm_record_set_integer (draft, "stage", find_stage (fixture, "Contract"));
  crm_change_add (born, draft);
  g_assert_cmpint (crm_change_commit_sync (born, fixture->store, &error), <, 0);
  g_assert_error (error, CRM_GATE_ERROR, CRM_GATE_ERROR_MISSING);
}

static void
refuse_gate (RecordFixture *fixture, const char *field, const char *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChange) change = crm_change_new ("Gate", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("gate"));

  crm_record_set_integer (record, "stage", find_stage (fixture, "Contract"));
  crm_record_set_text (record, "field", field);
  crm_record_set_text (record, "document", kind);
  crm_change_add (change, record);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), <, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_refuses_senseless_gates (RecordFixture *fixture, gconstpointer country)
{
  refuse_gate (fixture, NULL, NULL);
  refuse_gate (fixture, "value", "proposal");
  refuse_gate (fixture, "frog", NULL);
  refuse_gate (fixture, "company.frog", NULL);
  refuse_gate (fixture, "value.name", NULL);
  refuse_gate (fixture, "created", NULL);
}

/* --- Random gates, deals and papers against what a person would say who reads the gates aloud. */

static const char *const paths[] = { "value", "note", "expected_close", "company.city",
                                     "company.website" };
static const char *const kinds[] = { "invoice", "proposal", "contract" };
static const char *const statuses[] = { "planned", "for_signature", "signed", "completed" };

static void
test_agrees_with_model (RecordFixture *fixture, gconstpointer country)
{
  for (int round = 0; round < 60; round++) {
    gboolean asked[G_N_ELEMENTS (paths)] = { FALSE }, filled[G_N_ELEMENTS (paths)] = { FALSE };
    int needed[G_N_ELEMENTS (kinds)] = { 0 }, reached[G_N_ELEMENTS (kinds)] = { 0 };
    gboolean has_company = g_test_rand_bit ();
    gboolean expected = TRUE;
    g_autofree char *name = g_strdup_printf ("C%d", round);
    g_autofree char *stage = g_strdup_printf ("S%d", round);
    g_autofree char *number = NULL;
    gint64 deal;

    for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
      asked[i] = g_test_rand_int_range (0, 3) == 0;
      filled[i] = g_test_rand_bit () && (i < 3 || has_company);
      expected = expected && (!asked[i] || filled[i]);
    }
    record_fixture_add (fixture, "company", "name", name, "city", filled[3] ? "Lviv" : "",
                        "website", filled[4] ? "https://a.example" : "", NULL);
    deal = record_fixture_add (fixture, "deal", "name", name, "company", has_company ? name : "",
                               "value", filled[0] ? "5" : "", "note", filled[1] ? "x" : "",
                               "expected_close", filled[2] ? "2026-12-01" : "", NULL);
    number = g_strdup_printf ("%" G_GINT64_FORMAT, deal);
    record_fixture_add (fixture, "stage", "name", stage, "pipeline", "1", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
      if (asked[i])
        gate (fixture, stage, paths[i], NULL, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
      needed[i] = g_test_rand_int_range (-4, 5);
      for (int papers = g_test_rand_int_range (0, 3); papers > 0; papers--) {
        int state = g_test_rand_int_range (0, 4);
        record_fixture_add (fixture, "document", "kind", kinds[i], "deal", number, "status",
                            statuses[state], NULL);
        reached[i] = MAX (reached[i], state + 1);
      }
      if (needed[i] > 0)
        gate (fixture, stage, NULL, kinds[i], statuses[needed[i] - 1]);
      expected = expected && (needed[i] <= 0 || reached[i] >= needed[i]);
    }
    g_assert_cmpint (move (fixture, deal, stage, NULL), ==, expected);
    g_assert_cmpint (g_str_equal (get_stage (fixture, deal), stage), ==, expected);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, NULL, record_fixture_set_up, func, record_fixture_tear_down)
  ADD ("/gate/says-what-is-missing", test_says_what_is_missing);
  ADD ("/gate/opens-when-all-is-there", test_opens_when_all_is_there);
  ADD ("/gate/one-change-brings-all", test_one_change_brings_all);
  ADD ("/gate/who-passes", test_who_passes);
  ADD ("/gate/refuses-senseless-gates", test_refuses_senseless_gates);
  ADD ("/gate/agrees-with-model", test_agrees_with_model);
  return g_test_run ();
}
