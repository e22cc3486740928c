/* Lists in groups: what they hold, how they follow changes, and that they open and close. */
#include "config.h"

#include <string.h>

#include "crm-date.h"
#include "crm-grouping.h"
#include "crm-record-list.h"
#include "crm-text.h"
#include "record-fixture.h"

/* What a view would know of a list: it keeps its own copy of the rows by items-changed alone. */
typedef struct {
  RecordFixture *fixture;
  CrmQuery *query;
  CrmGrouping *grouping;
  CrmGroupFolds *folds;
  CrmRecordList *list;
  GArray *marks;
  GString *log;
  guint n_replaced;
} View;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, View *view)
{
  g_assert_cmpuint (position + removed, <=, view->marks->len);
  if (removed > 0)
    g_array_remove_range (view->marks, position, removed);
  for (guint i = 0; i < added; i++) {
    gint64 mark = crm_record_list_get_mark_at (view->list, position + i);
    g_array_insert_val (view->marks, position + i, mark);
  }
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, view->marks->len);
  if (removed > 0)
    g_string_append_printf (view->log, removed > 1 ? " -%u*%u" : " -%u", position, removed);
  if (added > 0)
    g_string_append_printf (view->log, added > 1 ? " +%u*%u" : " +%u", position, added);
}

static void replaced_cb (CrmRecordList *list, View *view);

static void
open_list (View *view)
{
  view->list =
      crm_record_list_new_grouped (view->fixture->store, view->query, view->grouping, view->folds);
  g_array_set_size (view->marks, 0);
  g_signal_connect (view->list, "items-changed", G_CALLBACK (items_changed_cb), view);
  g_signal_connect (view->list, "replaced", G_CALLBACK (replaced_cb), view);
}

static void
close_list (View *view)
{
  g_signal_handlers_disconnect_by_data (view->list, view);
  g_clear_object (&view->list);
}

static void
replaced_cb (CrmRecordList *list, View *view)
{
  g_autoptr (CrmRecordList) kept = g_object_ref (list);
  view->n_replaced++;
  close_list (view);
  open_list (view);
}

static gboolean
nothing_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
settle (View *view)
{
  /* What was read may ask for more. */
  for (int i = 0; i < 3 || crm_record_list_get_loading (view->list); i++) {
    gboolean answered = FALSE;
    while (g_main_context_iteration (NULL, FALSE))
      ;
    crm_store_read_async (view->fixture->store, nothing_func, NULL, NULL, NULL, answered_cb,
                          &answered);
    while (!answered)
      g_main_context_iteration (NULL, TRUE);
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
}

static void
open_view (View *view, RecordFixture *fixture, const char *entity, const char *text)
{
  g_autoptr (GError) error = NULL;

  view->fixture = fixture;
  view->query = crm_query_new (crm_entity_find (entity));
  view->grouping = crm_grouping_new (crm_entity_find (entity), text, &error);
  g_assert_no_error (error);
  view->folds = crm_group_folds_new ();
  view->marks = g_array_new (FALSE, FALSE, sizeof (gint64));
  view->log = g_string_new (NULL);
  view->n_replaced = 0;
  open_list (view);
  settle (view);
  g_string_truncate (view->log, 0);
}

static void
close_view (View *view)
{
  g_signal_handlers_disconnect_by_data (view->list, view);
  g_assert_finalize_object (view->list);
  g_array_unref (view->marks);
  g_string_free (view->log, TRUE);
  crm_group_folds_unref (view->folds);
  crm_grouping_unref (view->grouping);
  crm_query_unref (view->query);
}

/* "Open 2: 4 5; Won 1 (closed)": headings with their counts, then the ids. */
static char *
describe (View *view)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view->list)); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (view->list), i);
    g_assert_cmpint (crm_record_list_get_mark_at (view->list, i), ==,
                     g_array_index (view->marks, gint64, i));
    if (CRM_IS_GROUP_HEADER (item)) {
      CrmGroupHeader *header = CRM_GROUP_HEADER (item);
      g_assert_cmpint (crm_record_list_get_id_at (view->list, i), ==, 0);
      g_string_append_printf (
          text, "%s%s %d%s", text->len > 0 ? "; " : "", crm_group_header_get_label (header),
          (int) crm_group_header_get_count (header), crm_group_header_is_open (header) ? ":" : "");
    } else
      g_string_append_printf (text, " %d", (int) crm_record_get_id (CRM_RECORD (item)));
  }
  return g_string_free (text, FALSE);
}

#define assert_rows(view, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *rows = describe (view);                                                       \
    g_assert_cmpstr (rows, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

/* --- What it must be, the slow way */

static char *
make_naive_key (CrmGrouping *grouping, CrmRecord *record)
{
  const CrmField *field = crm_grouping_get_field (grouping);
  const CrmEntity *entity = crm_grouping_get_entity (grouping);
  const CrmValue *value =
      crm_record_get_value (record, crm_entity_field_index (entity, field->name));
  g_autofree char *iso = NULL;
  g_autofree char *fold = NULL;

  if (value->type == CRM_VALUE_EMPTY)
    return g_strdup ("");
  if (field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_MOMENT)
    iso = crm_date_to_iso (field->kind == CRM_KIND_DATE ? value->integer
                                                        : crm_moment_to_date (value->integer));
  switch (crm_grouping_get_by (grouping)) {
  case CRM_GROUP_MONTH:
    return g_strndup (iso, 7);
  case CRM_GROUP_QUARTER:
    return g_strdup_printf ("%.4s-Q%d", iso, (atoi (iso + 5) + 2) / 3);
  case CRM_GROUP_YEAR:
    return g_strndup (iso, 4);
  case CRM_GROUP_LETTER: {
    g_autofree char *first = g_utf8_substring (value->text, 0, 1);
    fold = crm_text_fold (first);
    return g_strdup (g_unichar_isalnum (g_utf8_get_char (fold)) ? fold : "#");
  }
  case CRM_GROUP_VALUE:
    break;
  }
  return value->type == CRM_VALUE_TEXT ? g_strdup (value->text)
                                       : g_strdup_printf ("%d", (int) value->integer);
}

static gint64
sum_up (CrmGroupHeader *header, const char *currency)
{
  GArray *sums = crm_group_header_get_sums (header);
  for (guint i = 0; i < sums->len; i++)
    if (g_strcmp0 (g_array_index (sums, CrmSum, i).currency, currency) == 0)
      return g_array_index (sums, CrmSum, i).sums[0];
  return 0;
}

/* Each group holds exactly the records of its key in the query's order, and their sums. */
static void
assert_right (View *view)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      crm_query_fetch_all (view->query, record_fixture_reader (view->fixture), -1, &error);
  gboolean has_money = crm_entity_field (crm_query_get_entity (view->query), "value") != NULL;
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (view->list));
  guint n_counted = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (crm_record_list_get_n_records (view->list), ==, records->len);
  for (guint row = 0; row < n_rows;) {
    g_autoptr (CrmGroupHeader) header = g_list_model_get_item (G_LIST_MODEL (view->list), row);
    gint64 hryvnias = 0, zlotys = 0;
    guint n = 0;
    guint heading;
    g_assert_true (CRM_IS_GROUP_HEADER (header));
    row++;
    for (guint i = 0; i < records->len; i++) {
      CrmRecord *record = records->pdata[i];
      g_autofree char *key = make_naive_key (view->grouping, record);
      if (!g_str_equal (key, crm_group_header_get_key (header)))
        continue;
      n++;
      if (has_money && g_strcmp0 (crm_record_get_text (record, "currency"), "PLN") == 0)
        zlotys += crm_record_get_integer (record, "value");
      else if (has_money)
        hryvnias += crm_record_get_integer (record, "value");
      if (crm_group_header_is_open (header)) {
        g_assert_cmpint (crm_record_list_get_id_at (view->list, row), ==,
                         crm_record_get_id (record));
        g_assert_true (crm_record_list_find_heading (view->list, row, &heading));
        g_assert_cmpuint (heading, ==, row - n);
        row++;
      }
    }
    g_assert_cmpint (crm_group_header_get_count (header), ==, n);
    g_assert_cmpuint (n, >, 0);
    if (has_money) {
      g_assert_cmpint (sum_up (header, "PLN"), ==, zlotys);
      g_assert_cmpint (sum_up (header, "UAH") + sum_up (header, NULL), ==, hryvnias);
    }
    n_counted += n;
  }
  g_assert_cmpuint (n_counted, ==, records->len);
  g_assert_cmpuint (view->marks->len, ==, n_rows);
}

/* --- Cases */

static void
test_choices (RecordFixture *fixture, gconstpointer data)
{
  View view;

  record_fixture_add (fixture, "company", "name", "A", "relation", "possible", NULL);  /* 1 */
  record_fixture_add (fixture, "company", "name", "B", "relation", "permanent", NULL); /* 2 */
  record_fixture_add (fixture, "company", "name", "C", "relation", "possible", NULL);  /* 3 */
  open_view (&view, fixture, "company", "relation");
  assert_right (&view);
  /* From one group to another: gone here, come there. */
  record_fixture_set (fixture, "company", 3, "relation", "permanent");
  settle (&view);
  assert_right (&view);
  g_assert_cmpuint (view.n_replaced, ==, 0);
  /* The last of a group takes its heading with it, and undo brings both back. */
  record_fixture_set (fixture, "company", 1, "relation", "permanent");
  settle (&view);
  assert_rows (&view, "Permanent 3: 1 2 3");
  g_assert_true (record_fixture_undo (fixture));
  settle (&view);
  assert_right (&view);
  g_assert_cmpuint (view.n_replaced, ==, 0);
  close_view (&view);
}

static void
test_opens_and_closes (RecordFixture *fixture, gconstpointer data)
{
  View view;

  for (int i = 0; i < 3; i++)
    record_fixture_add (fixture, "company", "name", "A", "city", i < 2 ? "Kyiv" : "Lviv", NULL);
  record_fixture_add (fixture, "company", "name", "None", NULL);
  open_view (&view, fixture, "company", "city");
  assert_rows (&view, "Kyiv 2: 1 2; Lviv 1: 3; Not set 1: 4");
  crm_record_list_set_open (view.list, 0, FALSE);
  assert_rows (&view, "Kyiv 2; Lviv 1: 3; Not set 1: 4");
  g_assert_cmpstr (view.log->str, ==, " -1*2");
  g_assert_cmpuint (crm_record_list_get_n_records (view.list), ==, 4);
  /* What happens in a closed group is seen in its heading alone. */
  record_fixture_set (fixture, "company", 3, "city", "Kyiv");
  settle (&view);
  assert_rows (&view, "Kyiv 3; Not set 1: 4");
  crm_record_list_set_open (view.list, 0, TRUE);
  settle (&view);
  assert_rows (&view, "Kyiv 3: 1 2 3; Not set 1: 4");
  g_assert_cmpuint (view.n_replaced, ==, 0);
  crm_record_list_set_all_open (view.list, FALSE);
  settle (&view);
  assert_rows (&view, "Kyiv 3; Not set 1");
  g_assert_cmpuint (view.n_replaced, ==, 1);
  /* Opened while something else is read: nothing is lost. */
  record_fixture_add (fixture, "company", "name", "B", "city", "Kyiv", NULL);
  crm_record_list_set_open (view.list, 0, TRUE);
  record_fixture_set (fixture, "company", 1, "city", "Lviv");
  settle (&view);
  assert_right (&view);
  crm_record_list_set_all_open (view.list, TRUE);
  settle (&view);
  assert_rows (&view, "Kyiv 3: 2 3 5; Lviv 1: 1; Not set 1: 4");
  close_view (&view);
}

static void
test_order (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) all = NULL;
  View view;

  record_fixture_add (fixture, "contact", "name", "Anna", "birthday", "1990-03-05", NULL);
  record_fixture_add (fixture, "contact", "name", "Borys", "birthday", "1990-01-31", NULL);
  record_fixture_add (fixture, "contact", "name", "Vira", NULL);
  open_view (&view, fixture, "contact", "birthday:month");
  assert_rows (&view, "January 1990 1: 2; March 1990 1: 1; Not set 1: 3");
  /* Sorted the other way by the same field, the groups stand the other way; nothing stays last. */
  all = g_steal_pointer (&view.query);
  view.query = crm_query_sort (all, "birthday", TRUE, NULL);
  close_list (&view);
  open_list (&view);
  settle (&view);
  assert_rows (&view, "March 1990 1: 1; January 1990 1: 2; Not set 1: 3");
  close_view (&view);
}

static void
test_refused (RecordFixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "nothing",      "name:month", "note", "created",
                                       "created:week", "city:value", "tags" };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (crm_grouping_new (crm_entity_find ("company"), texts[i], &error));
    g_assert_nonnull (error);
  }
}

static void
test_all_choices (RecordFixture *fixture, gconstpointer data)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++) {
    g_autoptr (GPtrArray) choices = crm_grouping_dup_choices (entities[i]);
    g_autoptr (CrmQuery) query = crm_query_new (entities[i]);
    for (guint j = 0; j < choices->len; j++) {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) parts = crm_grouping_read (
          choices->pdata[j], query, record_fixture_reader (fixture), NULL, &error);
      g_assert_no_error (error);
    }
  }
}

/* Sums that do not fit are said to be unknown; others are exact to the last unit. */
static void
test_sums (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmGroupPart) total = NULL;

  record_fixture_add (fixture, "deal", "name", "A", "value", "90000000000000000", NULL);
  record_fixture_add (fixture, "deal", "name", "B", "value", "-0.01", NULL);
  total = crm_query_read_total (query, record_fixture_reader (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpint (total->count, ==, 2);
  g_assert_cmpuint (total->sums->len, ==, 1);
  g_assert_cmpint (g_array_index (total->sums, CrmSum, 0).sums[0], ==,
                   G_GINT64_CONSTANT (8999999999999999999));
  record_fixture_add (fixture, "deal", "name", "C", "value", "90000000000000000", NULL);
  g_clear_pointer (&total, crm_group_part_free);
  total = crm_query_read_total (query, record_fixture_reader (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (total->sums, CrmSum, 0).sums[0], ==, CRM_SUM_UNKNOWN);
}

/* Anything that happens to deals, seen in groups of every sort, with groups that open and close. */
static void
test_property (RecordFixture *fixture, gconstpointer data)
{
  static const char *const groupings[] = { "stage",        "company",        "currency",
                                           "opened:month", "opened:quarter", "opened:year",
                                           "name:letter",  "created:month",  "company.city" };
  static const char *const currencies[] = { "UAH", "PLN" };
  static const char *const letters[] = { "Анна", "ёж", "zebra", "«Орион»", "7 ветров", "Ähre" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261130);
  gint64 companies[3] = {
    record_fixture_add (fixture, "company", "name", "Orion", "city", "Kyiv", NULL),
    record_fixture_add (fixture, "company", "name", "Vega", "city", "Lviv", NULL),
    record_fixture_add (fixture, "company", "name", "Lira", NULL)
  };

  for (gsize g = 0; g < G_N_ELEMENTS (groupings); g++) {
    gboolean is_path = strchr (groupings[g], '.') != NULL;
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (CrmQuery) deals = crm_query_new (crm_entity_find ("deal"));
    View view;

    g_test_message ("%s", groupings[g]);
    crm_query_read_ids (deals, record_fixture_reader (fixture), -1, 0, ids, NULL);
    open_view (&view, fixture, "deal", groupings[g]);
    for (int step = 0; step < 40; step++) {
      gint64 id = ids->len > 0
                      ? g_array_index (ids, gint64, g_rand_int_range (rand, 0, (int) ids->len))
                      : 0;
      int what = ids->len < 5 ? 0 : g_rand_int_range (rand, 0, 9);
      g_autofree char *number = g_strdup_printf ("%d", g_rand_int_range (rand, -500, 5000));
      g_autofree char *company =
          g_strdup_printf ("%d", (int) companies[g_rand_int_range (rand, 0, 3)]);
      g_autofree char *day = g_strdup_printf ("202%d-%02d-11", g_rand_int_range (rand, 4, 7),
                                              g_rand_int_range (rand, 1, 13));
      guint heading;
      switch (what) {
      case 0:
      case 1:
        id = record_fixture_add (
            fixture, "deal", "name", letters[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters))],
            "value", number, "currency", currencies[g_rand_int_range (rand, 0, 2)], "company",
            company, "opened", day, NULL);
        g_array_append_val (ids, id);
        break;
      case 2:
        record_fixture_set (fixture, "deal", id, "company", g_rand_boolean (rand) ? company : "");
        break;
      case 3:
        record_fixture_set (fixture, "deal", id, "opened", g_rand_boolean (rand) ? day : "");
        break;
      case 4:
        record_fixture_set (fixture, "deal", id, "value", number);
        break;
      case 5:
        record_fixture_set (fixture, "deal", id, "name",
                            letters[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters))]);
        break;
      case 6:
        record_fixture_set (fixture, "company", companies[2], "city",
                            g_rand_boolean (rand) ? "Kyiv" : "Odesa");
        break;
      case 7:
        record_fixture_undo (fixture);
        g_array_set_size (ids, 0);
        crm_query_read_ids (view.query, record_fixture_reader (fixture), -1, 0, ids, NULL);
        break;
      default:
        break;
      }
      if (view.marks->len > 0 && g_rand_int_range (rand, 0, 3) == 0 &&
          crm_record_list_find_heading (
              view.list, (guint) g_rand_int_range (rand, 0, (int) view.marks->len), &heading))
        crm_record_list_set_open (view.list, heading, g_rand_boolean (rand));
      if (g_rand_int_range (rand, 0, 20) == 0)
        crm_record_list_set_all_open (view.list, g_rand_boolean (rand));
      if (g_rand_boolean (rand)) {
        settle (&view);
        if (!is_path)
          assert_right (&view);
      }
    }
    settle (&view);
    if (!is_path)
      assert_right (&view);
    close_view (&view);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define add(name, func)                                                                            \
  g_test_add (name, RecordFixture, "ua", record_fixture_set_up, func, record_fixture_tear_down)
  add ("/record-groups/choices", test_choices);
  add ("/record-groups/opens-and-closes", test_opens_and_closes);
  add ("/record-groups/order", test_order);
  add ("/record-groups/refused", test_refused);
  add ("/record-groups/all-choices", test_all_choices);
  add ("/record-groups/sums", test_sums);
  add ("/record-groups/property", test_property);
#undef add
  return g_test_run ();
}
