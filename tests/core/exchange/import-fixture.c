/* Importing tables in tests. */
#include "config.h"

#include "import-fixture.h"

#include <string.h>

char *
import_fixture_path (const char *name)
{
  return g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "import", name, NULL);
}

static CrmImporter *
look (RecordFixture *fixture, CrmTableReader *reader)
{
  g_autoptr (GError) error = NULL;
  CrmImporter *importer;

  g_assert_true (crm_table_reader_open (reader, NULL, &error));
  g_assert_no_error (error);
  importer = crm_importer_new (reader);
  g_assert_true (crm_importer_look (importer, record_fixture_reader (fixture), NULL, &error));
  g_assert_no_error (error);
  return importer;
}

CrmImporter *
import_fixture_look (RecordFixture *fixture, const char *path)
{
  g_autoptr (CrmTableReader) reader = crm_table_reader_new_for_path (path);
  return look (fixture, reader);
}

CrmImporter *
import_fixture_look_at (RecordFixture *fixture, const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (CrmTableReader) reader = crm_table_reader_new_for_bytes (bytes, name);
  return look (fixture, reader);
}

void
import_fixture_commit (RecordFixture *fixture, CrmImporter *importer)
{
  g_autoptr (GError) error = NULL;
  gboolean committed = crm_importer_commit (importer, fixture->store, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (committed);
}

void
import_fixture_import (RecordFixture *fixture, const char *name)
{
  g_autofree char *path = import_fixture_path (name);
  g_autoptr (CrmImporter) importer = import_fixture_look (fixture, path);
  g_autoptr (GError) error = NULL;
  CrmImportCounts dry;

  g_assert_true (
      crm_importer_preview (importer, record_fixture_reader (fixture), 10, NULL, &error));
  g_assert_no_error (error);
  dry = *crm_importer_get_counts (importer);
  import_fixture_commit (fixture, importer);
  import_fixture_assert_counts (importer, dry.n_rows, 0, 0, 0, dry.n_created);
}

void
import_fixture_assert_counts (CrmImporter *importer, guint64 n_new, guint64 n_changed,
                              guint64 n_same, guint64 n_wrong, guint64 n_created)
{
  const CrmImportCounts *counts = crm_importer_get_counts (importer);
  g_assert_cmpuint (counts->n_new, ==, n_new);
  g_assert_cmpuint (counts->n_changed, ==, n_changed);
  g_assert_cmpuint (counts->n_same, ==, n_same);
  g_assert_cmpuint (counts->n_wrong, ==, n_wrong);
  g_assert_cmpuint (counts->n_created, ==, n_created);
  g_assert_cmpuint (counts->n_rows, ==, n_new + n_changed + n_same + n_wrong);
  g_assert_cmpuint (crm_importer_get_n_problems (importer), ==, n_wrong);
}

const char *
import_fixture_reason (CrmImporter *importer, guint64 row)
{
  for (guint64 i = 0; i < crm_importer_get_n_problems (importer); i++) {
    CrmImportProblem problem;
    crm_importer_get_problem (importer, i, &problem);
    if (problem.row == row)
      return problem.reason;
  }
  return NULL;
}

CrmRecord *
import_fixture_find (RecordFixture *fixture, const char *entity, const char *field,
                     const char *text)
{
  CrmDatabase *database = record_fixture_reader (fixture);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_filter (all, field, CRM_OP_EQUAL, text, database, &error);
  g_autoptr (GPtrArray) found = NULL;

  g_assert_no_error (error);
  found = crm_query_fetch_all (query, database, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (found->pdata[0]);
}

gint64
import_fixture_count (RecordFixture *fixture, const char *entity)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  return crm_query_count (all, record_fixture_reader (fixture), NULL);
}

char *
import_fixture_text (CrmRecord *record, const char *field)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  int i = crm_entity_field_index (entity, field);
  const char *title = crm_record_get_reference_title (record, i);
  g_assert_cmpint (i, >=, 0);
  return title != NULL
             ? g_strdup (title)
             : crm_field_to_machine (&entity->fields[i], crm_record_get_value (record, i));
}
