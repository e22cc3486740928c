/* The table of keys, kept with the records inside each change. */
#include "config.h"

#include <string.h>

#include "crm-match-private.h"

/* So many bytes of keys are sorted at once in a bulk load: written in their order they fill pages
 * one after another. */
#define RUN_BYTES (48 << 20)

static gboolean
write_keys (CrmDatabase *database, const char *sql, const CrmEntity *entity, gint64 id,
            GPtrArray *keys, GPtrArray *without, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, entity->code);
  crm_statement_bind_integer (statement, 3, id);
  for (guint i = 0; i < keys->len; i++) {
    if (without != NULL &&
        g_ptr_array_find_with_equal_func (without, keys->pdata[i], g_str_equal, NULL))
      continue;
    crm_statement_bind_text (statement, 2, keys->pdata[i]);
    if (!crm_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_same (CrmRecord *a, CrmRecord *b)
{
  const CrmEntity *entity = crm_record_get_entity (a);
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_MATCH) &&
        !crm_value_equal (crm_record_get_value (a, i), crm_record_get_value (b, i)))
      return FALSE;
  return TRUE;
}

gboolean
crm_match_index (CrmDatabase *database, CrmRecord *record, CrmRecord *old, GError **error)
{
  CrmRecord *either = record != NULL ? record : old;
  const CrmEntity *entity = crm_record_get_entity (either);
  gint64 id = crm_record_get_id (either);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  if (!crm_match_is_possible (entity) || (record != NULL && old != NULL && is_same (record, old)))
    return TRUE;
  before = old != NULL ? crm_match_dup_keys (old) : NULL;
  after = record != NULL ? crm_match_dup_keys (record) : NULL;
  return (before == NULL ||
          write_keys (database,
                      "DELETE FROM match_key WHERE entity = ?1 AND key = ?2 AND record = ?3",
                      entity, id, before, after, error)) &&
         (after == NULL ||
          write_keys (database,
                      "INSERT OR IGNORE INTO match_key (entity, key, record) VALUES (?1, ?2, ?3)",
                      entity, id, after, before, error));
}

/* --- Bulk */

typedef struct {
  GByteArray *bytes; /* the keys, each ends with a zero */
  GArray *places;    /* Place */
} Run;

typedef struct {
  guint32 offset;
  gint64 record;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b, gpointer bytes)
{
  const Place *x = a, *y = b;
  const char *base = bytes;
  int order = strcmp (base + x->offset, base + y->offset);
  return order != 0 ? order : (x->record > y->record) - (x->record < y->record);
}

static gboolean
flush (Run *run, CrmDatabase *database, const CrmEntity *entity, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "INSERT OR IGNORE INTO match_key (entity, key, record) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  g_array_sort_with_data (run->places, compare_places, run->bytes->data);
  crm_statement_bind_integer (statement, 1, entity->code);
  for (guint i = 0; i < run->places->len; i++) {
    const Place *place = &g_array_index (run->places, Place, i);
    crm_statement_bind_text (statement, 2, (const char *) run->bytes->data + place->offset);
    crm_statement_bind_integer (statement, 3, place->record);
    if (!crm_statement_run (statement, error))
      return FALSE;
  }
  g_byte_array_set_size (run->bytes, 0);
  g_array_set_size (run->places, 0);
  return TRUE;
}

static void
gather (Run *run, gint64 id, GPtrArray *keys)
{
  for (guint i = 0; i < keys->len; i++) {
    Place place = { run->bytes->len, id };
    g_byte_array_append (run->bytes, keys->pdata[i], (guint) strlen (keys->pdata[i]) + 1);
    g_array_append_val (run->places, place);
  }
}

static char *
make_select (const CrmEntity *entity, GPtrArray *fields)
{
  GString *select = g_string_new ("SELECT id");

  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & CRM_FIELD_MATCH) {
      g_string_append_printf (select, ", \"%s\"", entity->fields[i].name);
      g_ptr_array_add (fields, (gpointer) &entity->fields[i]);
    }
  g_string_append_printf (select, " FROM \"%s\" WHERE id > ?1 ORDER BY id", entity->name);
  return g_string_free (select, FALSE);
}

/* Calls back with the keys of each record in turn. */
typedef gboolean (*KeysFunc) (gint64 id, GPtrArray *keys, gpointer data, GError **error);

static gboolean
for_each_row (CrmDatabase *database, const CrmEntity *entity, gint64 after, KeysFunc func,
              gpointer data, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *select = make_select (entity, fields);
  g_autoptr (CrmStatement) rows = crm_database_prepare (database, select, error);
  gboolean has_row = FALSE;

  if (rows == NULL)
    return FALSE;
  crm_statement_bind_integer (rows, 1, after);
  for (;;) {
    if (!crm_statement_step (rows, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    g_ptr_array_set_size (keys, 0);
    for (guint i = 0; i < fields->len; i++)
      if (!crm_statement_is_null (rows, (int) i + 1))
        crm_match_append_keys (fields->pdata[i], crm_statement_get_text (rows, (int) i + 1), keys);
    if (!func (crm_statement_get_integer (rows, 0), keys, data, error))
      return FALSE;
  }
}

typedef struct {
  CrmDatabase *database;
  const CrmEntity *entity;
  Run run;
} Load;

static gboolean
gather_row (gint64 id, GPtrArray *keys, gpointer data, GError **error)
{
  Load *load = data;

  gather (&load->run, id, keys);
  return load->run.bytes->len < RUN_BYTES ||
         flush (&load->run, load->database, load->entity, error);
}

gboolean
crm_match_index_after (CrmDatabase *database, const CrmEntity *entity, gint64 id, GError **error)
{
  Load load = { database, entity };
  gboolean done;

  if (!crm_match_is_possible (entity))
    return TRUE;
  load.run.bytes = g_byte_array_new ();
  load.run.places = g_array_new (FALSE, FALSE, sizeof (Place));
  done = for_each_row (database, entity, id, gather_row, &load, error) &&
         flush (&load.run, database, entity, error);
  g_byte_array_unref (load.run.bytes);
  g_array_unref (load.run.places);
  return done;
}

/* --- Check */

typedef struct {
  CrmStatement *statement; /* looks one key up */
  gint64 n_expected;
  gint64 n_missing;
} Check;

static gboolean
check_row (gint64 id, GPtrArray *keys, gpointer data, GError **error)
{
  Check *check = data;

  crm_statement_bind_integer (check->statement, 3, id);
  for (guint i = 0; i < keys->len; i++) {
    gboolean twice = FALSE;
    gboolean found;
    for (guint j = 0; j < i; j++)
      twice |= strcmp (keys->pdata[i], keys->pdata[j]) == 0;
    if (twice)
      continue;
    check->n_expected++;
    crm_statement_bind_text (check->statement, 2, keys->pdata[i]);
    if (!crm_statement_step (check->statement, &found, error))
      return FALSE;
    check->n_missing += !found;
    if (!crm_statement_run (check->statement, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
crm_match_check (CrmDatabase *database, const CrmEntity *entity, gint64 *n_missing,
                 gint64 *n_surplus, GError **error)
{
  g_autofree char *count =
      g_strdup_printf ("SELECT count (*) FROM match_key WHERE entity = %d", entity->code);
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT 1 FROM match_key WHERE entity = ?1 AND key = ?2 AND record = ?3", error);
  Check check = { statement, 0, 0 };
  gint64 n;

  *n_missing = *n_surplus = 0;
  if (statement == NULL || !crm_database_query_integer (database, count, 0, &n, error))
    return FALSE;
  crm_statement_bind_integer (statement, 1, entity->code);
  if (crm_match_is_possible (entity) &&
      !for_each_row (database, entity, 0, check_row, &check, error))
    return FALSE;
  *n_missing = check.n_missing;
  *n_surplus = n - (check.n_expected - check.n_missing);
  return TRUE;
}
