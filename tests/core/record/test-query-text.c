/* Questions put together at random: their text, their answer, and what an honest look at every
 * record gives. */
#include "config.h"

#include <string.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-record-private.h"
#include "crm-text.h"
#include "record-fixture.h"

#define NOW "2026-11-23 12:30"
#define N_QUESTIONS 400

static gint64
now (void)
{
  gint64 moment;
  g_assert_true (crm_moment_parse (NOW, &moment, NULL));
  return moment;
}

/* --- An honest look at every record */

typedef struct {
  RecordFixture *fixture;
  gint64 today;
  gint64 now;
  gint64 me;
  GRand *random;
} World;

static GPtrArray *
read_all (World *world, const CrmEntity *entity)
{
  g_autoptr (CrmQuery) all = crm_query_new (entity);
  return crm_query_fetch_all (all, record_fixture_reader (world->fixture), -1, NULL);
}

static int
compare_texts (World *world, const CrmField *field, const char *a, const char *b)
{
  CrmCollator *collator = crm_database_get_collator (record_fixture_reader (world->fixture));
  if (!crm_field_has_key (field))
    return strcmp (a, b);
  {
    g_autoptr (GBytes) key_a = crm_collator_sort_key (collator, a);
    g_autoptr (GBytes) key_b = crm_collator_sort_key (collator, b);
    return g_bytes_compare (key_a, key_b);
  }
}

/* -1, 0 or 1: before, within, after what the operand stands for. */
static int
place (World *world, const CrmField *field, const CrmValue *value, const CrmOperand *operand)
{
  gboolean moment = field->kind == CRM_KIND_MOMENT;
  gint64 first, last, x;

  if (value->type == CRM_VALUE_TEXT)
    return CLAMP (compare_texts (world, field, value->text, operand->value.text), -1, 1);
  x = value->integer;
  first = last = operand->value.integer;
  switch (operand->kind) {
  case CRM_OPERAND_ME:
    first = last = world->me;
    break;
  case CRM_OPERAND_NOW:
    first = last = moment ? world->now : world->today;
    break;
  case CRM_OPERAND_SPAN:
    crm_span_get_days (&operand->span, world->today, &first, &last);
    x = moment ? crm_moment_to_date (x) : x;
    break;
  case CRM_OPERAND_DAY:
    x = crm_moment_to_date (x);
    break;
  case CRM_OPERAND_VALUE:
    break;
  }
  return x < first ? -1 : x > last ? 1 : 0;
}

static gboolean
has_tag (const CrmValue *value, const char *tag)
{
  g_auto (GStrv) tags = crm_tags_split (value->type == CRM_VALUE_TEXT ? value->text : NULL);
  return g_strv_contains ((const char *const *) tags, tag);
}

static guint
count_tags (const CrmValue *value, const CrmOperand *operands, gsize n)
{
  guint found = 0;
  for (gsize i = 0; i < n; i++)
    found += has_tag (value, operands[i].value.text) ? 1 : 0;
  return found;
}

static gboolean
meets_words (World *world, const CrmField *field, const CrmValue *value, CrmOp op,
             const char *words)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *wanted = crm_text_fold (words);

  if (value->type == CRM_VALUE_EMPTY)
    return op == CRM_OP_NOT_CONTAINS;
  text = field->kind == CRM_KIND_REFERENCE
             ? crm_reference_title (record_fixture_reader (world->fixture),
                                    crm_field_get_target (field), value->integer)
             : g_strdup (value->text);
  folded = crm_text_fold (text);
  if (op == CRM_OP_BEGINS)
    return g_str_has_prefix (folded, wanted);
  return (strstr (folded, wanted) != NULL) == (op == CRM_OP_CONTAINS);
}

static gboolean
is_any (World *world, const CrmField *field, const CrmValue *value, const CrmOperand *operands,
        gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (value->type != CRM_VALUE_EMPTY && place (world, field, value, &operands[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
meets_test (World *world, const CrmField *field, const CrmValue *value, CrmOp op,
            const CrmOperand *operands, gsize n)
{
  gboolean empty = value->type == CRM_VALUE_EMPTY;
  gboolean tags = field->kind == CRM_KIND_TAGS;

  switch (op) {
  case CRM_OP_EMPTY:
    return empty;
  case CRM_OP_NOT_EMPTY:
    return !empty;
  case CRM_OP_CONTAINS:
  case CRM_OP_NOT_CONTAINS:
  case CRM_OP_BEGINS:
    return meets_words (world, field, value, op, operands[0].value.text);
  case CRM_OP_IN:
  case CRM_OP_EQUAL:
    return tags ? count_tags (value, operands, n) > 0 : is_any (world, field, value, operands, n);
  case CRM_OP_NOT_IN:
  case CRM_OP_NOT_EQUAL:
    return tags ? count_tags (value, operands, n) == 0 : !is_any (world, field, value, operands, n);
  case CRM_OP_ALL:
    return count_tags (value, operands, n) == n;
  case CRM_OP_LESS:
    return !empty && place (world, field, value, &operands[0]) < 0;
  case CRM_OP_LESS_EQUAL:
    return !empty && place (world, field, value, &operands[0]) <= 0;
  case CRM_OP_GREATER:
    return !empty && place (world, field, value, &operands[0]) > 0;
  case CRM_OP_GREATER_EQUAL:
    return !empty && place (world, field, value, &operands[0]) >= 0;
  case CRM_OP_BETWEEN:
    return !empty && place (world, field, value, &operands[0]) >= 0 &&
           place (world, field, value, &operands[1]) <= 0;
  case CRM_N_OPS:
    break;
  }
  g_assert_not_reached ();
}

static const CrmValue *
value_of (CrmRecord *record, const char *field)
{
  return crm_record_get_value (record,
                               crm_entity_field_index (crm_record_get_entity (record), field));
}

/* The record that a way leads to; its last field is left. (transfer full) (nullable) */
static CrmRecord *
follow (World *world, CrmRecord *record, char **names, guint n)
{
  CrmRecord *here = g_object_ref (record);

  for (guint i = 0; i < n && here != NULL; i++) {
    const CrmField *field = crm_entity_field (crm_record_get_entity (here), names[i]);
    const CrmValue *value = value_of (here, names[i]);
    CrmRecord *next = NULL;
    if (value->type == CRM_VALUE_INTEGER)
      next = crm_record_load (record_fixture_reader (world->fixture), crm_field_get_target (field),
                              value->integer, NULL);
    g_object_unref (here);
    here = next;
  }
  return here;
}

static gboolean meets (World *world, CrmRecord *record, CrmCondition *condition);

static gboolean
is_linked (World *world, CrmRecord *record, CrmCondition *condition)
{
  const CrmField *link = crm_condition_get_link (condition);
  CrmCondition *child = crm_condition_get_child (condition, 0);
  g_autoptr (GPtrArray) others = read_all (world, crm_condition_get_source (condition));
  gint64 id = crm_record_get_id (record);

  if (link->kind == CRM_KIND_SUBJECT)
    id = crm_subject_make (crm_record_get_entity (record), id);
  for (guint i = 0; i < others->len; i++)
    if (crm_record_get_integer (others->pdata[i], link->name) == id &&
        (child == NULL || meets (world, others->pdata[i], child)))
      return TRUE;
  return FALSE;
}

static gboolean
meets (World *world, CrmRecord *record, CrmCondition *condition)
{
  CrmConditionKind kind = crm_condition_get_kind (condition);
  g_autofree char *path = crm_condition_dup_path (condition);
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  guint n_names = g_strv_length (names);
  g_autoptr (CrmRecord) there = NULL;
  gsize n;
  const CrmOperand *operands = crm_condition_get_operands (condition, &n);
  gboolean any = FALSE, all = TRUE;

  switch (kind) {
  case CRM_CONDITION_TEST:
    there = follow (world, record, names, n_names - 1);
    return there != NULL && meets_test (world, crm_condition_get_field (condition),
                                        value_of (there, names[n_names - 1]),
                                        crm_condition_get_op (condition), operands, n);
  case CRM_CONDITION_ALL:
  case CRM_CONDITION_ANY:
    for (guint i = 0; i < crm_condition_get_n_children (condition); i++) {
      gboolean met = meets (world, record, crm_condition_get_child (condition, i));
      any |= met;
      all &= met;
    }
    return kind == CRM_CONDITION_ALL ? all : any;
  case CRM_CONDITION_HAS:
  case CRM_CONDITION_HAS_NO:
    there = follow (world, record, names, n_names);
    return there != NULL && is_linked (world, there, condition) == (kind == CRM_CONDITION_HAS);
  case CRM_CONDITION_UNREADABLE:
    break;
  }
  g_assert_not_reached ();
}

/* What a record is sorted by: of a reference its place in a dictionary, or its title. */
static int
compare_at (World *world, CrmRecord *a, CrmRecord *b, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  guint n = g_strv_length (names);
  g_autoptr (CrmRecord) there_a = follow (world, a, names, n - 1);
  g_autoptr (CrmRecord) there_b = follow (world, b, names, n - 1);
  static const CrmValue none = CRM_VALUE_INIT;
  const CrmValue *value_a = there_a != NULL ? value_of (there_a, names[n - 1]) : &none;
  const CrmValue *value_b = there_b != NULL ? value_of (there_b, names[n - 1]) : &none;
  const CrmField *field =
      there_a != NULL || there_b != NULL
          ? crm_entity_field (crm_record_get_entity (there_a != NULL ? there_a : there_b),
                              names[n - 1])
          : NULL;

  if (value_a->type == CRM_VALUE_EMPTY || value_b->type == CRM_VALUE_EMPTY)
    return (value_a->type != CRM_VALUE_EMPTY) - (value_b->type != CRM_VALUE_EMPTY);
  if (field->kind == CRM_KIND_REFERENCE) {
    const CrmEntity *target = crm_field_get_target (field);
    const char *order = crm_entity_field (target, "position") != NULL
                            ? "position"
                            : crm_entity_title_field (target)->name;
    g_autofree char *further = g_strdup_printf ("%s.%s", names[n - 1], order);
    return compare_at (world, there_a, there_b, further);
  }
  if (value_a->type == CRM_VALUE_TEXT)
    return compare_texts (world, field, value_a->text, value_b->text);
  return (value_a->integer > value_b->integer) - (value_a->integer < value_b->integer);
}

typedef struct {
  World *world;
  CrmQuery *query;
} Sorting;

static int
compare_records (gconstpointer first, gconstpointer second, gpointer data)
{
  Sorting *sorting = data;
  CrmRecord *a = *(CrmRecord *const *) first;
  CrmRecord *b = *(CrmRecord *const *) second;
  gboolean descending = FALSE;
  guint n = crm_query_get_n_sorts (sorting->query);
  gint64 id_a = crm_record_get_id (a), id_b = crm_record_get_id (b);
  int order;

  for (guint i = 0; i < n; i++) {
    g_autofree char *path = crm_query_dup_sort (sorting->query, i, &descending);
    if (strcmp (path, "id") == 0)
      break;
    order = compare_at (sorting->world, a, b, path);
    if (order != 0)
      return descending ? -order : order;
  }
  if (n == 0) {
    const char *path = crm_query_get_sort (sorting->query, &descending);
    order = compare_at (sorting->world, a, b, path);
    if (order != 0)
      return descending ? -order : order;
  }
  order = (id_a > id_b) - (id_a < id_b);
  return descending ? -order : order;
}

static char *
answer_honestly (World *world, CrmQuery *query)
{
  g_autoptr (GPtrArray) all = read_all (world, crm_query_get_entity (query));
  Sorting sorting = { world, query };
  GString *ids = g_string_new (NULL);

  g_ptr_array_sort_with_data (all, compare_records, &sorting);
  for (guint i = 0; i < all->len; i++) {
    gboolean met = TRUE;
    for (guint j = 0; met && j < crm_query_get_n_conditions (query); j++)
      met = meets (world, all->pdata[i], crm_query_get_condition (query, j));
    if (met)
      g_string_append_printf (ids, "%" G_GINT64_FORMAT " ", crm_record_get_id (all->pdata[i]));
  }
  return g_string_free (ids, FALSE);
}

static char *
answer (World *world, CrmQuery *query)
{
  g_autoptr (CrmQuery) asked = crm_query_at (query, world->now, world->me);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  crm_query_read_ids (asked, record_fixture_reader (world->fixture), -1, 0, ids, &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_query_count (asked, record_fixture_reader (world->fixture), NULL), ==,
                   ids->len);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " ", g_array_index (ids, gint64, i));
  return g_string_free (text, FALSE);
}

/* --- Records and questions at random */

static int
chance (World *world, int below)
{
  return g_rand_int_range (world->random, 0, below);
}

#define PICK(world, array) (array)[chance (world, (int) G_N_ELEMENTS (array))]

static const char *const cities[] = { "Kyiv",        "kyiv", "Lviv", "Odesa \"by the sea\"",
                                      "one and two", NULL };
static const char *const tags[] = { "vip", "vip,old", "old", "a \"b\"", NULL };
static const char *const types[] = { "client", "partner", "new" };
static const char *const days[] = { "2026-11-23", "2026-11-22", "2026-11-01", "2026-10-24",
                                    "2026-08-15", "2025-12-31", "2026-12-24", NULL };
static const char *const values[] = { "10", "20.5", "1000", "-3", NULL };

static void
add_records (World *world)
{
  RecordFixture *fixture = world->fixture;

  world->me = record_fixture_add (fixture, "person", "name", "Anna", NULL);
  record_fixture_add (fixture, "person", "name", "Boris", NULL);
  for (int i = 0; i < 25; i++) {
    g_autofree char *name = g_strdup_printf ("%s %d", i % 3 == 0 ? "Orion" : "vega", i / 2);
    g_autofree char *parent = i > 4 && i % 4 == 0 ? g_strdup_printf ("%d", i - 3) : NULL;
    g_autofree char *deal = g_strdup_printf ("Deal %d", i % 6);
    gint64 id;
    id = record_fixture_add (fixture, "company", "name", name, "type", PICK (world, types),
                             "responsible", i % 3 == 0 ? "Anna" : "Boris", "tags",
                             PICK (world, tags), NULL);
    if (i % 5 != 0)
      record_fixture_set (fixture, "company", id, "city", cities[i % 5]);
    if (parent != NULL)
      record_fixture_set (fixture, "company", id, "parent", parent);
    for (int j = chance (world, 3); j > 0; j--) {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
      const char *closed = PICK (world, days);
      const char *value = PICK (world, values);
      gint64 of =
          record_fixture_add (fixture, "deal", "name", deal, "company", number, "responsible",
                              chance (world, 2) == 0 ? "Anna" : "Boris", NULL);
      if (value != NULL)
        record_fixture_set (fixture, "deal", of, "value", value);
      record_fixture_set (fixture, "deal", of, "expected_close", closed != NULL ? closed : "");
      if (chance (world, 2) == 0) {
        g_autofree char *due = g_strdup_printf ("%s %02d:%02d", days[chance (world, 7)],
                                                chance (world, 24), chance (world, 60));
        g_autofree char *deal_number = g_strdup_printf ("%" G_GINT64_FORMAT, of);
        record_fixture_add (fixture, "activity", "title", "Call", "deal", deal_number, "due", due,
                            NULL);
      }
    }
    if (chance (world, 3) == 0) {
      g_autofree char *subject = g_strdup_printf ("company:%" G_GINT64_FORMAT, id);
      record_fixture_add (fixture, "note", "subject", subject, "text", "Remember", NULL);
    }
  }
}

/* Tests of a path, as a person would write them. */
static const struct {
  const char *entity;
  const char *path;
  const char *ops;
  const char *operands[12];
} sources[] = {
  { "company", "name", "=!<>[]~^^?nI", { "Orion 3", "\"vega\"", "VEGA 1", "Orion", "ori" } },
  { "company",
    "city",
    "=!<>~xI^e",
    { "Kyiv", "Lviv", "\"Odesa \\\"by the sea\\\"\"", "kyi", "\"one and two\"" } },
  { "company", "type", "=!IN", { "client", "partner", "new" } },
  { "company", "tags", "=!INAe", { "vip", "old", "\"a \\\"b\\\"\"" } },
  { "company", "responsible", "=!IN~e", { "me", "Anna", "Boris" } },
  { "company", "parent", "=en", { "#2", "#4" } },
  { "company", "parent.city", "=!en", { "Kyiv", "Lviv" } },
  { "company", "parent.responsible.name", "=~", { "Anna", "bor" } },
  { "deal", "name", "=~<", { "\"Deal 3\"", "deal", "\"Deal 1\"" } },
  { "deal", "value", "=!<>[]eB", { "10", "20.5", "0", "1000.00" } },
  { "deal",
    "expected_close",
    "=!<>[]eBIN",
    { "2026-11-22", "today", "this month", "last month", "this quarter", "last 30 days",
      "next 5 weeks", "older than 2 months", "this year", "now", "last year", "next month" } },
  { "deal", "company.city", "=!~", { "Kyiv", "Lviv", "i" } },
  { "deal", "company.tags", "INA", { "vip", "old" } },
  { "deal", "responsible", "=N", { "me" } },
  { "deal", "stage.outcome", "=!", { "open", "won" } },
  { "activity",
    "due",
    "=!<>[]BIN",
    { "2026-11-22", "today", "this week", "now", "last 30 days", "older than 10 days",
      "\"2026-11-01 10:00\"", "last 3 quarters" } },
  { "activity", "deal.company.name", "~^", { "ori", "vega" } },
  { "note", "text", "~", { "REM", "x" } },
};

static const struct {
  const char *entity;
  const char *source;
  const char *link;
} links[] = {
  { "company", "deal", "company" },       { "company", "company", "parent" },
  { "company", "note", "subject" },       { "deal", "activity", "deal" },
  { "person", "company", "responsible" },
};

static char *
make_operand (World *world, gsize source)
{
  int n = 0;
  while (n < 12 && sources[source].operands[n] != NULL)
    n++;
  return g_strdup (sources[source].operands[chance (world, n)]);
}

static char *
make_test (World *world, const char *entity)
{
  gsize source;
  const char *path;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;

  do
    source = (gsize) chance (world, (int) G_N_ELEMENTS (sources));
  while (strcmp (sources[source].entity, entity) != 0);
  path = sources[source].path;
  a = make_operand (world, source);
  b = make_operand (world, source);
  c = make_operand (world, source);
  switch (sources[source].ops[chance (world, (int) strlen (sources[source].ops))]) {
  case '=':
    return g_strdup_printf ("%s = %s", path, a);
  case '!':
    return g_strdup_printf ("%s != %s", path, a);
  case '<':
    return g_strdup_printf ("%s<%s", path, a);
  case '>':
    return g_strdup_printf ("%s > %s", path, a);
  case '[':
    return g_strdup_printf ("%s <= %s", path, a);
  case ']':
    return g_strdup_printf ("%s >=%s", path, a);
  case '~':
    return g_strdup_printf ("%s ~ %s", path, a);
  case 'x':
    return g_strdup_printf ("%s !~ %s", path, a);
  case '^':
    return g_strdup_printf ("%s begins %s", path, a);
  case 'I':
    return g_strdup_printf ("%s in %s,%s", path, a, b);
  case 'N':
    return g_strdup_printf ("%s not-in %s, %s", path, a, b);
  case 'A':
    return strcmp (a, b) == 0 ? g_strdup_printf ("%s all %s", path, a)
                              : g_strdup_printf ("%s all %s, %s", path, a, b);
  case 'B':
    return strchr (a, '"') != NULL || strchr (b, '"') != NULL
               ? g_strdup_printf ("%s = %s", path, c)
               : g_strdup_printf ("%s = %s..%s", path, a, b);
  case 'e':
    return g_strdup_printf ("%s empty", path);
  default:
    return g_strdup_printf ("%s not-empty", path);
  }
}

static char *
make_expression (World *world, const char *entity, int depth)
{
  int what = depth == 0 ? 0 : chance (world, 6);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gsize link;

  if (what == 4 || what == 5 || strcmp (entity, "person") == 0) {
    do
      link = (gsize) chance (world, (int) G_N_ELEMENTS (links));
    while (strcmp (links[link].entity, entity) != 0 && strcmp (entity, "note") != 0 &&
           strcmp (entity, "activity") != 0);
    if (strcmp (links[link].entity, entity) != 0)
      return make_test (world, entity);
    if (chance (world, 3) == 0)
      return g_strdup_printf ("%s %s:%s", what == 4 ? "has" : "no", links[link].source,
                              links[link].link);
    a = make_expression (world, links[link].source, MAX (depth - 1, 0));
    return g_strdup_printf ("%s %s:%s (%s)", what == 4 ? "has" : "no", links[link].source,
                            links[link].link, a);
  }
  if (what < 2)
    return make_test (world, entity);
  a = make_expression (world, entity, depth - 1);
  b = make_expression (world, entity, depth - 1);
  return g_strdup_printf (chance (world, 2) == 0 ? "(%s) %s %s" : "%s %s (%s)", a,
                          what == 2 ? "or" : "and", b);
}

static const char *const sorts[][2] = {
  { "company", "name" },
  { "company", "-city,name" },
  { "company", "responsible,-name" },
  { "company", "type,-id" },
  { "company", "parent.city,city" },
  { "deal", "-value,name" },
  { "deal", "name,-value,company" },
  { "deal", "stage,-expected_close" },
  { "deal", "-company.name" },
  { "activity", "-due" },
  { "person", "-name" },
};

static CrmQuery *
make_query (World *world)
{
  static const char *const entities[] = { "company", "deal", "activity", "person" };
  const char *entity = PICK (world, entities);
  CrmQuery *query = crm_query_new (crm_entity_find (entity));
  g_autoptr (GError) error = NULL;

  for (int n = chance (world, 3); n >= 0; n--) {
    g_autofree char *text = make_expression (world, entity, 3);
    CrmQuery *narrowed =
        crm_query_filter_expression (query, text, record_fixture_reader (world->fixture), &error);
    if (error != NULL)
      g_error ("%s: %s", text, error->message);
    crm_query_unref (query);
    query = narrowed;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (strcmp (sorts[i][0], entity) == 0 && chance (world, 3) == 0) {
      CrmQuery *sorted = crm_query_sort_text (query, sorts[i][1], &error);
      g_assert_no_error (error);
      crm_query_unref (query);
      query = sorted;
    }
  return query;
}

static void
test_random (RecordFixture *fixture, gconstpointer data)
{
  World world = { .fixture = fixture, .now = now (), .random = g_rand_new_with_seed (20261123) };
  CrmDatabase *reader = record_fixture_reader (fixture);
  guint n_found = 0;

  world.today = crm_moment_to_date (world.now);
  add_records (&world);
  for (int i = 0; i < N_QUESTIONS; i++) {
    g_autoptr (CrmQuery) query = make_query (&world);
    g_autofree char *text = crm_query_to_text (query, reader);
    g_autofree char *bare = crm_query_to_text (query, NULL);
    g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmQuery) again = crm_query_from_text (text, reader, problems, &error);
    g_autoptr (CrmQuery) unseen = crm_query_from_text (bare, NULL, NULL, &error);
    g_autofree char *second = NULL;
    g_autofree char *third = NULL;
    g_autofree char *got = answer (&world, query);
    g_autofree char *wanted = answer_honestly (&world, query);
    g_autofree char *got_again = NULL;

    g_assert_no_error (error);
    g_assert_cmpuint (problems->len, ==, 0);
    second = crm_query_to_text (again, reader);
    third = crm_query_to_text (unseen, reader);
    g_test_message ("%s", text);
    g_assert_cmpstr (got, ==, wanted);
    g_assert_cmpstr (second, ==, text);
    g_assert_cmpstr (third, ==, text);
    got_again = answer (&world, again);
    g_assert_cmpstr (got_again, ==, got);
    n_found += got[0] != '\0' ? 1 : 0;
  }
  /* Questions that nothing answers prove nothing. */
  g_assert_cmpuint (n_found, >, N_QUESTIONS / 4);
  g_rand_free (world.random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/query-text/random", RecordFixture, "ua", record_fixture_set_up, test_random,
              record_fixture_tear_down);
  return g_test_run ();
}
