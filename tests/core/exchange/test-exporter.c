/* Records become tables, and what was written is read back as it was. */
#include "config.h"

#include "crm-base-file.h"
#include "crm-error.h"
#include "crm-exporter.h"
#include "import-fixture.h"

#include <locale.h>
#include <string.h>

static char *
export_text (RecordFixture *fixture, const char *entity, CrmExportFormat format,
             CrmExportFlags flags, const char *const *columns)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) sorted = crm_query_sort (all, "id", FALSE, NULL);
  g_autoptr (CrmExporter) exporter = crm_exporter_new (sorted, format, flags);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (crm_exporter_set_columns (exporter, columns, &error));
  g_assert_no_error (error);
  g_assert_true (
      crm_exporter_write (exporter, record_fixture_reader (fixture), stream, NULL, &error));
  g_assert_no_error (error);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_csv (RecordFixture *fixture, gconstpointer country)
{
  static const char *const columns[] = { "id",           "name", "company", "value",
                                         "company.city", "tags", "opened",  NULL };
  g_autofree char *machine = NULL;
  g_autofree char *people = NULL;

  record_fixture_add (fixture, "company", "name", "Orion, \"Stroy\"", "city", "Kyiv", NULL);
  record_fixture_add (fixture, "deal", "name", "=2+3", "company", "Orion, \"Stroy\"", "value",
                      "1234.5", "tags", "b, a", "opened", "2026-03-01", NULL);
  record_fixture_add (fixture, "deal", "name", "Plain", "opened", "2026-03-02", NULL);
  machine = export_text (fixture, "deal", CRM_EXPORT_CSV, CRM_EXPORT_FOR_MACHINES, columns);
  g_assert_cmpstr (machine, ==,
                   "id,name,company,company.id,value,company.city,tags,opened\r\n"
                   "1,=2+3,\"Orion, \"\"Stroy\"\"\",1,1234.50,Kyiv,\"a, b\",2026-03-01\r\n"
                   "2,Plain,,,,,,2026-03-02\r\n");
  people = export_text (fixture, "deal", CRM_EXPORT_CSV, CRM_EXPORT_FOR_PEOPLE, columns + 1);
  g_assert_cmpstr (people, ==,
                   "\xef\xbb\xbfName,Company,Value,Company: City,Tags,Opened\r\n"
                   "'=2+3,\"Orion, \"\"Stroy\"\"\",1234.50,Kyiv,\"a, b\",2026-03-01\r\n"
                   "Plain,,,,,2026-03-02\r\n");
}

static void
test_json (RecordFixture *fixture, gconstpointer country)
{
  static const char *const columns[] = { "id", "name", "company", "value", "tags", NULL };
  g_autofree char *json = NULL;
  g_autofree char *bare = NULL;

  record_fixture_add (fixture, "company", "name", "Орион \"Строй\"\\", NULL);
  record_fixture_add (fixture, "deal", "name", "One", "company", "1", "value", "12", "tags", "b, a",
                      NULL);
  json = export_text (fixture, "deal", CRM_EXPORT_JSON, CRM_EXPORT_FOR_MACHINES, columns);
  g_assert_cmpstr (json, ==,
                   "{\"entity\":\"deal\",\"records\":[\n"
                   "{\"id\":1,\"name\":\"One\",\"company\":{\"id\":1,\"title\":\"Орион "
                   "\\\"Строй\\\"\\\\\"},\"value\":\"12.00\",\"tags\":[\"a\",\"b\"]}\n"
                   "]}\n");
  bare = export_text (fixture, "deal", CRM_EXPORT_JSON, CRM_EXPORT_WITHOUT_IDS, columns + 1);
  g_assert_nonnull (strstr (bare, "\"company\":\"Орион \\\"Строй\\\"\\\\\""));
}

static void
test_refuses (RecordFixture *fixture, gconstpointer country)
{
  static const char *const wrong[][2] = { { "nothing", NULL },
                                          { "company.nothing", NULL },
                                          { "name.city", NULL } };
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (CrmExporter) exporter = crm_exporter_new (all, CRM_EXPORT_CSV, 0);
  g_autofree char *kept = g_build_filename (fixture->folder, "kept.csv", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "such", "file.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_assert_false (crm_exporter_set_columns (exporter, wrong[i], &error));
    g_assert_nonnull (error);
    g_assert_true (error->domain == CRM_ERROR);
    g_clear_error (&error);
  }
  g_assert_false (
      crm_exporter_write_file (exporter, record_fixture_reader (fixture), nowhere, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_IO);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (kept, "as it was", -1, NULL));
  record_fixture_add (fixture, "deal", "name", "One", NULL);
  g_cancellable_cancel (cancelled);
  g_assert_false (
      crm_exporter_write_file (exporter, record_fixture_reader (fixture), kept, cancelled, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "as it was");
}

/* --- Everything out of one file and into another -----------------------------------------------
 */

typedef struct {
  RecordFixture *fixture;
  GHashTable *counts; /* CrmEntity to the number of its records */
  guint n;            /* makes texts different */
  gboolean priced;    /* under headings for people a name alone is a part of a price list */
} Maker;

static char *
make_text (Maker *maker, const char *word)
{
  static const char *const odd[] = { "",    " & <b>",  " \"x\"", " =1+2",  " \xF0\x9F\x98\x80",
                                     " ;,", " Ёж'кль", " łódź",  " %d %s", " \\n" };
  return g_strdup_printf ("%s %u%s", word, ++maker->n,
                          odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))]);
}

static gint64
pick (Maker *maker, const CrmEntity *entity)
{
  int n = GPOINTER_TO_INT (g_hash_table_lookup (maker->counts, entity));
  return n > 0 ? g_test_rand_int_range (1, n + 1) : 0;
}

static void
fill_subject (Maker *maker, CrmRecord *record, const CrmField *field)
{
  static const char *const targets[] = { "company", "deal", "contact" };
  const CrmEntity *target =
      crm_entity_find (targets[g_test_rand_int_range (0, G_N_ELEMENTS (targets))]);
  crm_record_set_integer (record, field->name, crm_subject_make (target, pick (maker, target)));
}

static void
fill_field (Maker *maker, CrmRecord *record, const CrmField *field)
{
  g_autofree char *text = NULL;
  const CrmChoice *choice = field->choices;

  switch (field->kind) {
  case CRM_KIND_TEXT:
  case CRM_KIND_PHONE:
  case CRM_KIND_LINK:
    text = make_text (maker, field->name);
    break;
  case CRM_KIND_NOTE:
    text = make_text (maker, "first line\nsecond");
    break;
  case CRM_KIND_EMAIL:
    text = g_strdup_printf ("a%u@b.example", ++maker->n);
    break;
  case CRM_KIND_TAGS:
    crm_record_set_text (record, field->name, "hot\nnew one");
    return;
  case CRM_KIND_CHOICE:
    for (int skip = g_test_rand_int_range (0, 3); skip > 0 && choice[1].code != NULL; skip--)
      choice++;
    crm_record_set_text (record, field->name, choice->code);
    return;
  case CRM_KIND_REFERENCE: {
    gint64 id = field->list == NULL ? pick (maker, crm_field_get_target (field)) : 0;
    /* Not any value stands in a dictionary of its own: where one must, it gets one. */
    if (field->list != NULL && (field->flags & CRM_FIELD_REQUIRED)) {
      text = make_text (maker, field->list);
      id = record_fixture_add (maker->fixture, "choice", "name", text, "list", field->list, NULL);
    }
    if (id != 0)
      crm_record_set_integer (record, field->name, id);
    return;
  }
  case CRM_KIND_SUBJECT:
    fill_subject (maker, record, field);
    return;
  case CRM_KIND_YES_NO:
    crm_record_set_integer (record, field->name, g_test_rand_int_range (0, 2));
    return;
  case CRM_KIND_PERCENT:
    crm_record_set_integer (record, field->name, g_test_rand_int_range (0, 10001));
    return;
  case CRM_KIND_FILE:
    return;
  default:
    crm_record_set_integer (record, field->name, g_test_rand_int_range (1, 1000000));
    return;
  }
  crm_record_set_text (record, field->name, text);
}

static void
make_records (Maker *maker, const CrmEntity *entity, int n)
{
  for (int i = 0; i < n; i++) {
    g_autoptr (CrmRecord) record = crm_record_new (entity);
    g_autoptr (CrmChange) change = crm_change_new ("Make", 0, CRM_ORIGIN_COMMAND);
    g_autoptr (GError) error = NULL;
    for (int j = 0; j < entity->n_fields; j++) {
      const CrmField *field = &entity->fields[j];
      gboolean needed = (field->flags & (CRM_FIELD_REQUIRED | CRM_FIELD_TITLE)) != 0 ||
                        (maker->priced && field->kind == CRM_KIND_PRICE);
      /* A record that is over may not be changed; what the program keeps itself it fills itself. */
      if ((field->flags & CRM_FIELD_READ_ONLY) ||
          (needed && field->initial != NULL && field->kind == CRM_KIND_CHOICE))
        continue;
      if (needed || g_test_rand_int_range (0, 3) > 0)
        fill_field (maker, record, field);
    }
    /* A gate asks for a field that there is, or for a document. */
    if (strcmp (entity->name, "gate") == 0) {
      crm_record_clear_field (record, i % 2 ? "field" : "document");
      crm_record_set_text (record, i % 2 ? "document" : "field", i % 2 ? "invoice" : "value");
    }
    if (strcmp (entity->name, "recurrence") == 0) {
      crm_record_set_integer (record, "every", g_test_rand_int_range (1, 100));
      crm_record_set_integer (record, "day", g_test_rand_int_range (1, 32));
      crm_record_clear_field (record, "until");
      crm_record_clear_field (record, "times");
    }
    /* Nothing ends before it begins. */
    if (strcmp (entity->name, "activity") == 0)
      crm_record_clear_field (record, "ends");
    crm_change_add (change, record);
    crm_change_commit_sync (change, maker->fixture->store, &error);
    g_assert_no_error (error);
  }
  g_hash_table_insert (maker->counts, (gpointer) entity,
                       GINT_TO_POINTER ((int) import_fixture_count (maker->fixture, entity->name)));
}

static gboolean
goes_over (const CrmEntity *entity)
{
  return !entity->internal && strcmp (entity->name, "file") != 0;
}

static void
copy_entity (RecordFixture *from, RecordFixture *to, const CrmEntity *entity, CrmImportIds *ids)
{
  g_autofree char *json = export_text (from, entity->name, CRM_EXPORT_JSON, 0, NULL);
  g_autoptr (CrmImporter) importer = NULL;
  const CrmImportCounts *counts;

  if (import_fixture_count (from, entity->name) == 0)
    return;
  importer = import_fixture_look_at (to, entity->name, json);
  g_assert_true (crm_importer_get_entity (importer) == entity);
  crm_importer_set_ids (importer, ids);
  import_fixture_commit (to, importer);
  counts = crm_importer_get_counts (importer);
  if (counts->n_wrong > 0)
    g_test_message ("%s: %s", entity->name,
                    import_fixture_reason (importer, 1) != NULL
                        ? import_fixture_reason (importer, 1)
                        : "a later row");
  g_assert_cmpuint (counts->n_wrong, ==, 0);
  g_assert_cmpuint (counts->n_created, ==, 0);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All fields but the stamp of the last change, references by title, rows in order of their text. */
static char *
dump_entity (RecordFixture *fixture, const CrmEntity *entity)
{
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *json = NULL;
  g_auto (GStrv) lines = NULL;

  for (int i = 0; i < entity->n_fields; i++)
    if (strcmp (entity->fields[i].name, "changed") != 0 && entity->fields[i].kind != CRM_KIND_FILE)
      g_strv_builder_add (columns, entity->fields[i].name);
  names = g_strv_builder_end (columns);
  json = export_text (fixture, entity->name, CRM_EXPORT_JSON, CRM_EXPORT_WITHOUT_IDS,
                      (const char *const *) names);
  lines = g_strsplit (json, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_suffix (*line, ","))
      (*line)[strlen (*line) - 1] = '\0';
  qsort (lines, g_strv_length (lines), sizeof (char *), compare_lines);
  return g_strjoinv ("\n", lines);
}

/* One line at a time, so that a difference can be read. */
static void
assert_same_lines (const char *there, const char *here)
{
  g_auto (GStrv) left = g_strsplit (there, "\n", -1);
  g_auto (GStrv) right = g_strsplit (here, "\n", -1);
  for (guint i = 0; left[i] != NULL && right[i] != NULL; i++)
    g_assert_cmpstr (left[i], ==, right[i]);
  g_assert_cmpuint (g_strv_length (left), ==, g_strv_length (right));
}

static void
test_round_trip (RecordFixture *fixture, gconstpointer country)
{
  RecordFixture other;
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  g_autoptr (CrmImportIds) ids = crm_import_ids_new ();
  Maker maker = { fixture, counts, 0, FALSE };
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  record_fixture_set_up (&other, country);
  for (int i = 0; i < n_entities; i++)
    if (goes_over (entities[i]))
      make_records (&maker, entities[i], 12);
  for (int i = 0; i < n_entities; i++)
    if (goes_over (entities[i]))
      copy_entity (fixture, &other, entities[i], ids);
  for (int i = 0; i < n_entities; i++)
    if (goes_over (entities[i])) {
      g_autofree char *here = dump_entity (fixture, entities[i]);
      g_autofree char *there = dump_entity (&other, entities[i]);
      assert_same_lines (there, here);
    }
  record_fixture_tear_down (&other, country);
}

/* What goes out by name comes back by name, without the numbers. */
static void
test_csv_round_trip (RecordFixture *fixture, gconstpointer country)
{
  static const CrmExportFlags flags[] = { CRM_EXPORT_FOR_MACHINES, CRM_EXPORT_FOR_PEOPLE };
  static const char *const names[] = { "company", "product", "contact", "deal" };
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  Maker maker = { fixture, counts, 0, TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    make_records (&maker, crm_entity_find (names[i]), 20);
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++) {
    RecordFixture other;
    record_fixture_set_up (&other, country);
    for (gsize j = 0; j < G_N_ELEMENTS (names); j++) {
      static const char *const deal[] = { "name",  "company", "contact", "product", "stage",
                                          "value", "opened",  "note",    "tags",    NULL };
      static const char *const company[] = { "name",  "type",    "parent",  "phone",
                                             "email", "city",    "revenue", "tags",
                                             "note",  "founded", "country", NULL };
      static const char *const contact[] = { "name",  "post",     "phone", "mobile",
                                             "email", "birthday", "note",  NULL };
      static const char *const product[] = { "name", "article", "price", "unit", "note", NULL };
      const char *const *columns[] = { company, product, contact, deal };
      g_autofree char *csv = export_text (fixture, names[j], CRM_EXPORT_CSV, flags[i], columns[j]);
      g_autofree char *back = NULL;
      g_autoptr (CrmImporter) importer = import_fixture_look_at (&other, "table.csv", csv);
      crm_importer_set_entity (importer, crm_entity_find (names[j]), NULL);
      import_fixture_commit (&other, importer);
      if (crm_importer_get_n_problems (importer) > 0) {
        CrmImportProblem problem;
        crm_importer_get_problem (importer, 0, &problem);
        g_test_message ("%s, row %u: %s", names[j], (guint) problem.row, problem.reason);
      }
      g_assert_cmpuint (crm_importer_get_counts (importer)->n_wrong, ==, 0);
      g_assert_cmpuint (crm_importer_get_counts (importer)->n_created, ==, 0);
      back = export_text (&other, names[j], CRM_EXPORT_CSV, CRM_EXPORT_WITHOUT_IDS, columns[j]);
      g_free (csv);
      csv = export_text (fixture, names[j], CRM_EXPORT_CSV, CRM_EXPORT_WITHOUT_IDS, columns[j]);
      g_assert_cmpstr (back, ==, csv);
    }
    record_fixture_tear_down (&other, country);
  }
}

/* --- Everything at once */

static gboolean
base_import_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 change;
  guint64 n_records;
  return crm_base_import (database, data, NULL, NULL, &change, &n_records, cancellable, error);
}

/* Every field of every record, the stamps and the bytes of files included, under the same number.
 */
static void
test_base (RecordFixture *fixture, gconstpointer country)
{
  RecordFixture other;
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChange) change = crm_change_new ("Attach", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GBytes) bytes = g_bytes_new ("\0\1\2", 3);
  g_autoptr (GBytes) back = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "all.json", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "tables", NULL);
  g_autofree char *attached = g_build_filename (folder, "files", "1-x_y.bin", NULL);
  g_autofree char *start = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  Maker maker = { fixture, counts, 0, FALSE };
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);
  guint64 n_records;

  for (int i = 0; i < n_entities; i++)
    if (goes_over (entities[i]))
      make_records (&maker, entities[i], 12);
  record_fixture_delete (fixture, "note", 5);
  crm_change_add_file (change, crm_subject_make (crm_entity_find ("company"), 1), "x/y.bin", bytes);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  g_assert_true (crm_base_export (record_fixture_reader (fixture), CRM_BASE_JSON, path, NULL, NULL,
                                  &n_records, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_records, >, 100);
  g_assert_true (crm_base_export (record_fixture_reader (fixture), CRM_BASE_CSV, folder, NULL, NULL,
                                  NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (attached, G_FILE_TEST_IS_REGULAR));
  g_assert_false (crm_base_export (record_fixture_reader (fixture), CRM_BASE_CSV, folder, NULL,
                                   NULL, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);

  record_fixture_set_up (&other, country);
  start = record_fixture_dump (&other);
  g_assert_true (crm_store_write (other.store, base_import_func, path, NULL, &error));
  g_assert_no_error (error);
  here = record_fixture_dump (fixture);
  there = record_fixture_dump (&other);
  assert_same_lines (there, here);
  g_assert_false (crm_store_write (other.store, base_import_func, path, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (record_fixture_undo (&other));
  undone = record_fixture_dump (&other);
  assert_same_lines (undone, start);
  record_fixture_tear_down (&other, country);
}

/* Fields of one's own are there before the first value of them; a view says of what it is. */
static void
test_base_descriptions (RecordFixture *fixture, gconstpointer country)
{
  RecordFixture other;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "all.json", NULL);
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  record_fixture_add (fixture, "custom_field", "entity", "company", "label", "Colour", "kind",
                      "text", NULL);
  record_fixture_add (fixture, "company", "name", "Coloured", "x_colour", "red", NULL);
  record_fixture_add (fixture, "saved_view", "name", "Mine", "entity", "company", "query", "{}",
                      NULL);
  g_assert_true (crm_base_export (record_fixture_reader (fixture), CRM_BASE_JSON, path, NULL, NULL,
                                  NULL, NULL, &error));
  g_assert_no_error (error);
  here = record_fixture_dump (fixture);
  record_fixture_set_up (&other, country);
  g_assert_true (crm_store_write (other.store, base_import_func, path, NULL, &error));
  g_assert_no_error (error);
  there = record_fixture_dump (&other);
  assert_same_lines (there, here);
  g_assert_nonnull (strstr (there, "|red"));
  record_fixture_tear_down (&other, country);
}

static void
test_base_refuses (RecordFixture *fixture, gconstpointer country)
{
  static const char *const wrong[] = {
    "",
    "[]",
    "{\"voronka\":\"everything\",\"version\":2,\"records\":[\n]}\n",
    "{\"voronka\":\"everything\",\"version\":1,\"records\":[\n",
    "{\"voronka\":\"everything\",\"version\":1,\"records\":[\n{\"entity\":\"x\",\"id\":1}\n]}\n",
    "{\"voronka\":\"everything\",\"version\":1,\"records\":[\n{\"entity\":\"tag\",\"id\":0}\n]}\n",
    "{\"voronka\":\"everything\",\"version\":1,\"records\":[\n{\"entity\":\"tag\",\"id\":1,"
    "\"name\":{}}\n]}\n",
  };
  g_autofree char *path = g_build_filename (fixture->folder, "wrong.json", NULL);
  g_autofree char *start = record_fixture_dump (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;
    g_assert_true (g_file_set_contents (path, wrong[i], -1, NULL));
    g_assert_false (crm_store_write (fixture->store, base_import_func, path, NULL, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    after = record_fixture_dump (fixture);
    g_assert_cmpstr (after, ==, start);
  }
}

/* --- Workbooks and cards are read back by the own readers */

static CrmTableReader *
export_to (RecordFixture *fixture, const char *entity, CrmExportFormat format, const char *file,
           const char *const *columns)
{
  g_autofree char *path = g_build_filename (fixture->folder, file, NULL);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) sorted = crm_query_sort (all, "id", FALSE, NULL);
  g_autoptr (CrmExporter) exporter = crm_exporter_new (sorted, format, CRM_EXPORT_FOR_PEOPLE);
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader = crm_table_reader_new_for_path (path);

  g_assert_true (crm_exporter_set_columns (exporter, columns, &error));
  g_assert_true (
      crm_exporter_write_file (exporter, record_fixture_reader (fixture), path, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (crm_table_reader_open (reader, NULL, &error));
  g_assert_no_error (error);
  return reader;
}

static void
test_xlsx (RecordFixture *fixture, gconstpointer country)
{
  static const char *const columns[] = {
    "name", "company", "value", "opened", "stage", "note", NULL
  };
  g_autoptr (CrmTableReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) long_note = g_string_new (NULL);
  const CrmTableRow *row;
  g_autofree char *joined = NULL;

  for (int i = 0; i < 40000; i++)
    g_string_append (long_note, "ы");
  record_fixture_add (fixture, "company", "name", "Orion, \"Stroy\" & <Co>", NULL);
  record_fixture_add (fixture, "deal", "name", "=2+3", "company", "1", "value", "1234.5", "opened",
                      "2026-03-01", "note", "one\ntwo", NULL);
  record_fixture_add (fixture, "deal", "name", "http://example.com", "value", "-0.07", "note",
                      long_note->str, NULL);
  reader = export_to (fixture, "deal", CRM_EXPORT_XLSX, "deals.xlsx", columns);
  g_assert_cmpstr (crm_table_reader_get_columns (reader)[2], ==, "Value");
  g_assert_true (crm_table_reader_read (reader, &row, NULL, &error));
  g_assert_cmpuint (row->typed[2], ==, 1);
  g_assert_cmpuint (row->typed[0], ==, 0);
  joined = g_strjoinv ("|", (char **) row->cells);
  g_assert_true (g_str_has_prefix (joined, "=2+3|Orion, \"Stroy\" & <Co>|1234.5|2026-03-01|"));
  g_assert_cmpstr (row->cells[5], ==, "one\ntwo");
  g_assert_true (crm_table_reader_read (reader, &row, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (row->cells[0], ==, "http://example.com");
  g_assert_cmpstr (row->cells[2], ==, "-0.07");
  g_assert_cmpint (g_utf8_strlen (row->cells[5], -1), ==, 32766);
  g_assert_true (crm_table_reader_read (reader, &row, NULL, &error));
  g_assert_null (row);
}

static void
test_vcard (RecordFixture *fixture, gconstpointer country)
{
  static const char *const fields[] = { "name",     "last_name", "first_name", "middle_name",
                                        "post",     "phone",     "mobile",     "email",
                                        "email_2",  "messenger", "website",    "address",
                                        "birthday", "tags",      "note",       "external_id" };
  RecordFixture other;
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  g_autoptr (CrmTableReader) reader = NULL;
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (CrmChange) change = crm_change_new ("Attach", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GBytes) bytes = g_bytes_new ("\x89PNG\r\n\x1a\nxyz", 11);
  g_autoptr (GError) error = NULL;
  Maker maker = { fixture, counts, 0, FALSE };

  make_records (&maker, crm_entity_find ("company"), 3);
  make_records (&maker, crm_entity_find ("contact"), 20);
  crm_change_add_file (change, crm_subject_make (crm_entity_find ("contact"), 7), "a.png", bytes);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  reader = export_to (fixture, "contact", CRM_EXPORT_VCARD, "contacts.vcf", NULL);
  record_fixture_set_up (&other, country);
  importer = crm_importer_new (reader);
  g_assert_true (crm_importer_look (importer, record_fixture_reader (&other), NULL, &error));
  import_fixture_commit (&other, importer);
  g_assert_cmpuint (crm_importer_get_counts (importer)->n_new, ==, 20);
  g_assert_cmpint (import_fixture_count (&other, "file"), ==, 1);
  for (gint64 id = 1; id <= 20; id++) {
    const CrmEntity *contact = crm_entity_find ("contact");
    g_autoptr (CrmRecord) here =
        crm_record_load (record_fixture_reader (fixture), contact, id, NULL);
    g_autoptr (CrmRecord) there =
        crm_record_load (record_fixture_reader (&other), contact, id, NULL);
    int company = crm_entity_field_index (contact, "company");
    g_assert_cmpstr (crm_record_get_reference_title (there, company), ==,
                     crm_record_get_reference_title (here, company));
    for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
      g_autofree char *left = import_fixture_text (here, fields[i]);
      g_autofree char *right = import_fixture_text (there, fields[i]);
      /* Whoever has one telephone is found under it. */
      if ((strcmp (fields[i], "phone") == 0 || strcmp (fields[i], "mobile") == 0 ||
           strncmp (fields[i], "email", 5) == 0) &&
          g_strcmp0 (left, right) != 0)
        continue;
      g_assert_cmpstr (right, ==, left);
    }
  }
  record_fixture_tear_down (&other, country);
  g_assert_false (crm_export_format_fits (CRM_EXPORT_VCARD, crm_entity_find ("product")));
  g_assert_true (crm_export_format_fits (CRM_EXPORT_VCARD, crm_entity_find ("company")));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_setenv ("VORONKA_NOW", "2026-11-23T10:00:00Z", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, NULL, record_fixture_set_up, func, record_fixture_tear_down)
  ADD ("/exporter/csv", test_csv);
  ADD ("/exporter/json", test_json);
  ADD ("/exporter/refuses", test_refuses);
  ADD ("/exporter/round-trip", test_round_trip);
  ADD ("/exporter/csv-round-trip", test_csv_round_trip);
  ADD ("/exporter/base", test_base);
  ADD ("/exporter/base-descriptions", test_base_descriptions);
  ADD ("/exporter/base-refuses", test_base_refuses);
  ADD ("/exporter/xlsx", test_xlsx);
  ADD ("/exporter/vcard", test_vcard);
  return g_test_run ();
}
