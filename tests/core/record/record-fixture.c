/* A company file in a folder of its own. */
#include "config.h"

#include "record-fixture.h"

#include <glib/gstdio.h>

#include "crm-descriptions.h"
#include "crm-mention.h"
#include "crm-search.h"
#include "crm-gate.h"
#include "crm-stage-history.h"

void
record_fixture_set_up (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;

  crm_stage_history_register ();
  crm_gate_register ();
  crm_mention_register ();
  fixture->folder = g_dir_make_tmp ("voronka-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "test.voronka", NULL);
  g_assert_true (crm_setup_create (fixture->path, country != NULL ? country : "other", &error));
  g_assert_no_error (error);
  fixture->store = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (crm_descriptions_load (crm_store_get_reader (fixture->store), &error));
}

void
record_fixture_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      record_fixture_remove_folder (child);
    else
      g_remove (child);
  }
  g_rmdir (path);
}

void
record_fixture_tear_down (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_store_close (fixture->store, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (fixture->store);
  record_fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

CrmDatabase *
record_fixture_reader (RecordFixture *fixture)
{
  return crm_store_get_reader (fixture->store);
}

static void
set_text (CrmDatabase *database, CrmRecord *record, const char *field, const char *text)
{
  const CrmField *description = crm_entity_field (crm_record_get_entity (record), field);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (description);
  if (text == NULL || text[0] == '\0')
    crm_record_clear_field (record, field);
  else if (description->kind == CRM_KIND_REFERENCE) {
    gint64 id;
    crm_reference_find (database, description, text, &id, &error);
    g_assert_no_error (error);
    crm_record_set_integer (record, field, id);
  } else {
    crm_record_parse (record, field, text, &error);
    g_assert_no_error (error);
  }
}

gint64
record_fixture_add (RecordFixture *fixture, const char *entity, ...)
{
  g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find (entity));
  g_autoptr (CrmChange) change = crm_change_new ("Add", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  const char *field;
  gint64 stand_in;
  va_list arguments;

  va_start (arguments, entity);
  while ((field = va_arg (arguments, const char *)) != NULL)
    set_text (record_fixture_reader (fixture), record, field, va_arg (arguments, const char *));
  va_end (arguments);
  stand_in = crm_change_add (change, record);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
  return crm_change_get_id (change, stand_in);
}

void
record_fixture_set (RecordFixture *fixture, const char *entity, gint64 id, const char *field,
                    const char *text)
{
  const CrmEntity *description = crm_entity_find (entity);
  g_autoptr (CrmRecord) record = crm_record_new_empty (description);
  g_autoptr (CrmChange) change = crm_change_new ("Set", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  if (text != NULL)
    set_text (record_fixture_reader (fixture), record, field, text);
  crm_change_set (change, description, id, field,
                  crm_record_get_value (record, crm_entity_field_index (description, field)));
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
}

void
record_fixture_delete (RecordFixture *fixture, const char *entity, gint64 id)
{
  g_autoptr (CrmChange) change = crm_change_new ("Delete", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  crm_change_delete (change, crm_entity_find (entity), id);
  crm_change_commit_sync (change, fixture->store, &error);
  g_assert_no_error (error);
}

static gboolean
undo_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_journal_undo (database, 0, CRM_ORIGIN_COMMAND, NULL, error);
}

static gboolean
redo_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_journal_redo (database, 0, CRM_ORIGIN_COMMAND, NULL, error);
}

static gboolean
run (RecordFixture *fixture, CrmStoreFunc func)
{
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_write (fixture->store, func, NULL, NULL, &error);
  if (!done)
    g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  return done;
}

gboolean
record_fixture_undo (RecordFixture *fixture)
{
  return run (fixture, undo_func);
}

gboolean
record_fixture_redo (RecordFixture *fixture)
{
  return run (fixture, redo_func);
}

static void
dump_query (CrmDatabase *database, const char *sql, GString *dump)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  do {
    g_assert_true (crm_statement_step (statement, &has_row, &error));
    for (int i = 0; has_row && i < crm_statement_n_columns (statement); i++)
      g_string_append_printf (
          dump, "%s%s", i > 0 ? "|" : "",
          crm_statement_is_null (statement, i) ? "-" : crm_statement_get_text (statement, i));
    g_string_append_c (dump, '\n');
  } while (has_row);
}

char *
record_fixture_dump (RecordFixture *fixture)
{
  CrmDatabase *database = record_fixture_reader (fixture);
  GString *dump = g_string_new (NULL);
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++) {
    const CrmEntity *entity = entities[i];
    g_autoptr (GString) sql = g_string_new ("SELECT id");
    for (int j = 0; j < entity->n_fields; j++)
      if ((entity->fields[j].flags & CRM_FIELD_GONE) == 0)
        g_string_append_printf (sql, ", \"%s\"", entity->fields[j].name);
    g_string_append_printf (sql, " FROM \"%s\" ORDER BY id", entity->name);
    g_string_append_printf (dump, "%s\n", entity->name);
    dump_query (database, sql->str, dump);
    if (crm_entity_has_search (entity)) {
      /* The words of the index by record: the vocabulary table reads what the index really holds.
       */
      g_autofree char *vocabulary =
          g_strdup_printf ("SELECT rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH 'a* OR b* OR "
                           "o* OR к* OR о* OR 1* OR 7*'"
                           " ORDER BY rowid",
                           entity->name, entity->name);
      dump_query (database, vocabulary, dump);
    }
  }
  dump_query (database, "SELECT entity, tag, record FROM record_tag ORDER BY 1, 2, 3", dump);
  dump_query (database, "SELECT entity, key, record FROM match_key ORDER BY 1, 2, 3", dump);
  dump_query (database, "SELECT stage, count (*), sum (value) FROM deal GROUP BY stage", dump);
  return g_string_free (dump, FALSE);
}
