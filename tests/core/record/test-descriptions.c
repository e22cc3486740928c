/* The schema and the descriptions say the same. */
#include "config.h"

#include "crm-kind.h"
#include "crm-date.h"
#include "record-fixture.h"

static char *
read_column_type (CrmDatabase *database, const char *table, const char *column)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT type FROM pragma_table_info (?1) WHERE name = ?2", NULL);
  gboolean has_row;

  crm_statement_bind_text (statement, 1, table);
  crm_statement_bind_text (statement, 2, column);
  g_assert_true (crm_statement_step (statement, &has_row, NULL));
  return has_row ? g_strdup (crm_statement_get_text (statement, 0)) : NULL;
}

static gboolean
expect_column (CrmDatabase *database, const char *table, const char *column, const char *type)
{
  g_autofree char *found = read_column_type (database, table, column);
  if (g_strcmp0 (found, type) == 0)
    return TRUE;
  g_test_message ("ALTER TABLE %s ADD COLUMN %s %s; -- there is: %s", table, column, type,
                  found != NULL ? found : "nothing");
  return FALSE;
}

static void
test_schema_agrees (RecordFixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (fixture);
  gboolean agrees = TRUE;
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++) {
    gint64 n_columns;
    int n_expected = 2;
    g_autofree char *sql =
        g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s')", entities[i]->name);
    agrees &= expect_column (database, entities[i]->name, "id", "INTEGER");
    agrees &= expect_column (database, entities[i]->name, "revision", "INTEGER");
    for (int j = 0; j < entities[i]->n_fields; j++) {
      const CrmField *field = &entities[i]->fields[j];
      g_autofree char *key = g_strconcat (field->name, "_key", NULL);
      g_autofree char *key_type = read_column_type (database, entities[i]->name, key);
      agrees &=
          expect_column (database, entities[i]->name, field->name,
                         crm_kind_get_storage (field->kind) == CRM_VALUE_TEXT ? "TEXT" : "INTEGER");
      n_expected += key_type != NULL ? 2 : 1;
    }
    g_assert_true (crm_database_query_integer (database, sql, 0, &n_columns, NULL));
    if (n_columns != n_expected) {
      g_test_message ("%s has columns that no field describes", entities[i]->name);
      agrees = FALSE;
    }
  }
  g_assert_true (agrees);
}

static void
test_descriptions_are_sound (void)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (NULL, NULL);
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++) {
    const CrmEntity *entity = entities[i];
    int n_titles = 0;
    g_assert_true (g_hash_table_add (codes, GINT_TO_POINTER (entity->code)));
    g_assert_cmpint (entity->n_fields, <=, CRM_FIELDS_MOST / 2);
    for (int j = 0; j < entity->n_fields; j++) {
      const CrmField *field = &entity->fields[j];
      n_titles += (field->flags & CRM_FIELD_TITLE) != 0;
      g_assert_cmpint (crm_entity_field_index (entity, field->name), ==, j);
      if (field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE)
        g_assert_nonnull (crm_field_get_target (field));
      if (field->kind == CRM_KIND_CHOICE)
        g_assert_nonnull (field->choices);
      if (field->flags & CRM_FIELD_DUE)
        g_assert_true (field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_MOMENT);
      if (field->list != NULL)
        g_assert_cmpstr (field->target, ==, "choice");
    }
    g_assert_cmpint (n_titles, ==, 1);
    if (!entity->internal)
      g_assert_true (crm_entity_get_label_new (entity)[0] != '\0' &&
                     crm_entity_get_purpose (entity)[0] != '\0');
    g_assert_nonnull (crm_entity_field (entity, entity->sort + (entity->sort[0] == '-')));
  }
}

/* A choice whose context nobody looks up is shown in English in every language. */
static void
test_choices_are_translated (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "..", "..", "src",
                                              "core", "record", "entity", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GRegex) regex =
      g_regex_new ("\\{ \"[^\"]*\",\\s*NC_ \\(\"(?!field\")([a-z ]+)\"", 0, 0, NULL);
  const char *name;
  int n_choices = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    g_autoptr (GMatchInfo) match = NULL;
    if (!g_str_has_suffix (name, ".c"))
      continue;
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
         g_match_info_next (match, NULL)) {
      g_autofree char *context = g_match_info_fetch (match, 1);
      if (!g_strv_contains (crm_choice_contexts, context))
        g_error ("%s: the context “%s” is not looked up", name, context);
      n_choices++;
    }
  }
  g_assert_cmpint (n_choices, >, 100);
}

/* A set of fields against an array of booleans. */
static void
test_sets_of_fields (void)
{
  CrmFields set = { 0 };
  gboolean members[CRM_FIELDS_MOST] = { FALSE };

  g_assert_true (crm_fields_is_empty (set));
  for (int step = 0; step < 5000; step++) {
    int field = g_test_rand_int_range (0, CRM_FIELDS_MOST);
    CrmFields one = { 0 };
    CrmFields both;
    int n = 0;

    members[field] = g_test_rand_int_range (0, 3) == 0;
    if (members[field])
      crm_fields_add (&set, field);
    else
      crm_fields_remove (&set, field);
    for (int i = 0; i < CRM_FIELDS_MOST; i++) {
      n += members[i];
      g_assert_cmpint (crm_fields_has (set, i), ==, members[i]);
    }
    g_assert_cmpint (crm_fields_is_empty (set), ==, n == 0);
    crm_fields_add (&one, field);
    g_assert_cmpint (crm_fields_intersect (set, one), ==, members[field]);
    both = set;
    crm_fields_unite (&both, one);
    g_assert_true (crm_fields_has (both, field));
    g_assert_cmpint (crm_fields_equal (both, set), ==, members[field]);
  }
  crm_fields_unite (&set, crm_fields_all ());
  g_assert_true (crm_fields_equal (set, crm_fields_all ()));
  g_assert_false (crm_fields_has (set, -1));
  g_assert_false (crm_fields_has (set, CRM_FIELDS_MOST));
}

static void
test_subject_round_trip (void)
{
  static const gint64 ids[] = { 1, 17, -1, -5000, G_GINT64_CONSTANT (1) << 40 };
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (ids); j++) {
      gint64 subject = crm_subject_make (entities[i], ids[j]);
      g_assert_true (crm_subject_get_entity (subject) == entities[i]);
      g_assert_cmpint (crm_subject_get_id (subject), ==, ids[j]);
    }
}

/* A deadline is overdue from the moment or the day after it, until nothing is waited for. */
static void
test_overdue (void)
{
  static const struct {
    const char *entity, *field, *value, *settled_field, *settled;
    gboolean overdue;
  } cases[] = {
    { "document", "due_date", "2026-11-22", NULL, NULL, TRUE },
    { "document", "due_date", "2026-11-23", NULL, NULL, FALSE },
    { "document", "due_date", "2026-11-22", "paid", "100", FALSE },
    { "document", "due_date", "2026-11-22", "paid", "99.99", TRUE },
    { "document", "due_date", "2026-11-22", "status", "rejected", FALSE },
    { "document", "date", "2026-11-22", NULL, NULL, FALSE },
    { "activity", "due", "2026-11-23 11:59", NULL, NULL, TRUE },
    { "activity", "due", "2026-11-23 12:01", NULL, NULL, FALSE },
    { "activity", "due", "2026-11-23 11:59", "state", "done", FALSE },
    { "activity", "due", "2026-11-23 11:59", "state", "cancelled", FALSE },
    { "deal", "expected_close", "2026-11-01", NULL, NULL, TRUE },
    { "deal", "expected_close", "2026-11-01", "closed", "2026-11-20", FALSE },
    { "deal", "opened", "2026-11-01", NULL, NULL, FALSE },
  };
  gint64 now;

  g_assert_true (crm_moment_parse ("2026-11-23 12:00", &now, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CrmEntity *entity = crm_entity_find (cases[i].entity);
    g_autoptr (CrmRecord) record = crm_record_new (entity);
    int field = crm_entity_field_index (entity, cases[i].field);

    g_assert_false (crm_record_is_overdue (record, field, now) &&
                    crm_record_is_empty (record, cases[i].field));
    g_assert_true (crm_record_parse (record, cases[i].field, cases[i].value, NULL));
    if (crm_entity_field (entity, "total") != NULL)
      g_assert_true (crm_record_parse (record, "total", "100", NULL));
    if (cases[i].settled_field != NULL)
      g_assert_true (crm_record_parse (record, cases[i].settled_field, cases[i].settled, NULL));
    g_test_message ("%s.%s = %s, %s = %s", cases[i].entity, cases[i].field, cases[i].value,
                    cases[i].settled_field, cases[i].settled);
    g_assert_cmpint (crm_record_is_overdue (record, field, now), ==, cases[i].overdue);
  }
}

/* A sum comes with its currency; what else stands beside the digits is a mistake. */
static void
test_money_is_read (void)
{
  static const struct {
    const char *text;
    gint64 money; /* -1: refused */
  } cases[] = {
    { "12 500,50 ₽", 1250050 },
    { "$5", 500 },
    { "-$5", -500 },
    { "−5,10 zł", -510 },
    { "1200 PLN", 120000 },
    { "5 грн.", 500 },
    { "1\u00a0000\u00a0€", 100000 },
    { "5 apples", -1 },
    { "a5", -1 },
    { "5\nred", -1 },
    { "₽", -1 },
    { "USD", -1 },
    { "5 $ $", -1 },
    { "1.2.3", -1 },
  };
  const CrmField *field = crm_entity_field (crm_entity_find ("company"), "revenue");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    gboolean read = crm_field_parse (field, cases[i].text, &value, NULL);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (read, ==, cases[i].money != -1);
    if (read)
      g_assert_cmpint (value.integer, ==, cases[i].money);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/descriptions/schema-agrees", RecordFixture, NULL, record_fixture_set_up,
              test_schema_agrees, record_fixture_tear_down);
  g_test_add_func ("/descriptions/sound", test_descriptions_are_sound);
  g_test_add_func ("/descriptions/choices-are-translated", test_choices_are_translated);
  g_test_add_func ("/record/overdue", test_overdue);
  g_test_add_func ("/descriptions/sets-of-fields", test_sets_of_fields);
  g_test_add_func ("/descriptions/subject-round-trip", test_subject_round_trip);
  g_test_add_func ("/descriptions/money-is-read", test_money_is_read);
  return g_test_run ();
}
