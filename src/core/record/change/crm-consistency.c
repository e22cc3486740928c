/* Whether search index, sort keys, keys of duplicates, tags and journal agree with the records. */
#include "config.h"

#include "crm-consistency.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "crm-match-private.h"
#include "crm-record-private.h"
#include "crm-search.h"

/* A larger table's words are looked up for one record in so many, which is enough to find an index
 * that was lost or mixed up. */
#define RECORDS_LOOKED_UP 5000
#define WORDS_LOOKED_UP 6

typedef gboolean (*CheckFunc) (CrmDatabase *database, const CrmEntity *entity, GPtrArray *faults,
                               GError **error);

/* Adds the sentence, which has room for the entity's name if there is one and for the number, where
 * the number is not 0. */
static gboolean
check_number (CrmDatabase *database, const char *sql, GPtrArray *faults, const CrmEntity *entity,
              const char *sentence, GError **error)
{
  gint64 n;

  if (!crm_database_query_integer (database, sql, 0, &n, error))
    return FALSE;
  if (n != 0)
    g_ptr_array_add (faults, entity != NULL ? g_strdup_printf (sentence, entity->name, n)
                                            : g_strdup_printf (sentence, n));
  return TRUE;
}

static gboolean
check_keys (CrmDatabase *database, const CrmEntity *entity, GPtrArray *faults, GError **error)
{
  for (int i = 0; i < entity->n_fields; i++) {
    const char *name = entity->fields[i].name;
    g_autofree char *sql = NULL;

    if (!crm_field_has_key (&entity->fields[i]))
      continue;
    sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE \"%s_key\" IS NOT crm_key (\"%s\")",
                           entity->name, name, name);
    if (!check_number (database, sql, faults, entity,
                       _ ("Table %s: %" PRId64 " sort keys are not those of their texts."), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_index_rows (CrmDatabase *database, const CrmEntity *entity, GPtrArray *faults, GError **error)
{
  g_autofree char *missing = g_strdup_printf (
      "SELECT count (*) FROM \"%s\" WHERE id NOT IN (SELECT rowid FROM \"%s_search\")",
      entity->name, entity->name);
  g_autofree char *surplus = g_strdup_printf (
      "SELECT count (*) FROM \"%s_search\" WHERE rowid NOT IN (SELECT id FROM \"%s\")",
      entity->name, entity->name);

  return check_number (database, missing, faults, entity,
                       _ ("Table %s: %" PRId64 " records are not in the search index."), error) &&
         check_number (database, surplus, faults, entity,
                       _ ("Table %s: the search index has %" PRId64 " records that do not exist."),
                       error);
}

/* The first words by which a record is to be found, as an expression; NULL where it has none. */
static char *
dup_expression (CrmRecord *record)
{
  g_autofree char *body = crm_search_dup_body (record);
  g_autoptr (GString) expression = g_string_new (NULL);
  int n_words = 0;
  gboolean in_word = FALSE;

  for (const char *c = body; *c != '\0' && (in_word || n_words < WORDS_LOOKED_UP);
       c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (g_unichar_isalnum (letter) || g_unichar_ismark (letter)) {
      if (!in_word)
        g_string_append (expression, n_words++ > 0 ? " AND \"" : "\"");
      g_string_append_unichar (expression, letter);
      in_word = TRUE;
    } else if (in_word) {
      g_string_append_c (expression, '"');
      in_word = FALSE;
    }
  }
  if (in_word)
    g_string_append_c (expression, '"');
  return expression->len > 0 ? g_string_free (g_steal_pointer (&expression), FALSE) : NULL;
}

static gboolean
is_found (CrmDatabase *database, const CrmEntity *entity, CrmRecord *record, gboolean *found,
          GError **error)
{
  g_autofree char *expression = dup_expression (record);
  g_autofree char *sql =
      g_strdup_printf ("SELECT 1 FROM \"%s_search\" WHERE \"%s_search\" MATCH ?1 AND rowid = ?2",
                       entity->name, entity->name);
  g_autoptr (CrmStatement) statement = NULL;

  *found = TRUE;
  if (expression == NULL)
    return TRUE;
  statement = crm_database_prepare (database, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, expression);
  crm_statement_bind_integer (statement, 2, crm_record_get_id (record));
  return crm_statement_step (statement, found, error);
}

static gboolean
check_words (CrmDatabase *database, const CrmEntity *entity, GPtrArray *faults, GError **error)
{
  g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM \"%s\"", entity->name);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE id %% ?1 = 0", entity->name);
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;
  gint64 n_records;
  gint64 n_lost = 0;

  if (!crm_database_query_integer (database, count, 0, &n_records, error))
    return FALSE;
  statement = crm_database_prepare (database, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, n_records / RECORDS_LOOKED_UP + 1);
  do {
    g_autoptr (CrmRecord) record = NULL;
    gboolean found;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      break;
    record = crm_record_load (database, entity, crm_statement_get_integer (statement, 0), error);
    if (record == NULL || !is_found (database, entity, record, &found, error))
      return FALSE;
    n_lost += !found;
  } while (has_row);
  if (n_lost > 0)
    g_ptr_array_add (faults, g_strdup_printf (_ ("Table %s: %" PRId64
                                                 " records are not found by their own words."),
                                              entity->name, n_lost));
  return TRUE;
}

static gboolean
check_search (CrmDatabase *database, const CrmEntity *entity, GPtrArray *faults, GError **error)
{
  return !crm_entity_has_search (entity) || (check_index_rows (database, entity, faults, error) &&
                                             check_words (database, entity, faults, error));
}

static gboolean
check_match_keys (CrmDatabase *database, const CrmEntity *entity, GPtrArray *faults, GError **error)
{
  gint64 n_missing;
  gint64 n_surplus;

  if (!crm_match_check (database, entity, &n_missing, &n_surplus, error))
    return FALSE;
  if (n_missing != 0 || n_surplus != 0)
    g_ptr_array_add (
        faults,
        /* Translators: name of a table; numbers of keys by which duplicates are found */
        g_strdup_printf (_ ("Table %s: %" PRId64 " keys for duplicates are missing, %" PRId64
                            " belong to no record."),
                         entity->name, n_missing, n_surplus));
  return TRUE;
}

/* Tags are kept one a line; counting the lines counts what the derived table must have. */
static gboolean
check_tags (CrmDatabase *database, const CrmEntity *entity, GPtrArray *faults, GError **error)
{
  for (int i = 0; i < entity->n_fields; i++) {
    const char *name = entity->fields[i].name;
    g_autofree char *sql = NULL;

    if (entity->fields[i].kind != CRM_KIND_TAGS)
      continue;
    sql = g_strdup_printf (
        "SELECT (SELECT count (*) FROM record_tag WHERE entity = %d AND NOT EXISTS (SELECT 1 FROM "
        "\"%s\" WHERE id = record AND instr (char (10) || \"%s\" || char (10), char (10) || tag || "
        "char (10)))) + abs ((SELECT count (*) FROM record_tag WHERE entity = %d) - (SELECT "
        "coalesce (sum (length (\"%s\") - length (replace (\"%s\", char (10), '')) + 1), 0) FROM "
        "\"%s\" WHERE \"%s\" IS NOT NULL))",
        entity->code, entity->name, name, entity->code, name, name, entity->name, name);
    if (!check_number (
            database, sql, faults, entity,
            _ ("Table %s: %" PRId64 " tags of records and of the list of tags do not agree."),
            error))
      return FALSE;
  }
  return TRUE;
}

/* What was added and not deleted is there, and the other way round. */
static gboolean
check_history (CrmDatabase *database, const CrmEntity *entity, GPtrArray *faults, GError **error)
{
  g_autofree char *lost = g_strdup_printf (
      "SELECT count (*) FROM (SELECT record, action, max (id) FROM operation WHERE entity = %d "
      "GROUP BY record) WHERE action != 3 AND record NOT IN (SELECT id FROM \"%s\")",
      entity->code, entity->name);
  g_autofree char *back = g_strdup_printf (
      "SELECT count (*) FROM (SELECT record, action, max (id) FROM operation WHERE entity = %d "
      "GROUP BY record) WHERE action = 3 AND record IN (SELECT id FROM \"%s\")",
      entity->code, entity->name);
  g_autofree char *unknown = g_strdup_printf (
      "SELECT count (*) FROM \"%s\" WHERE id NOT IN (SELECT record FROM operation WHERE entity = "
      "%d)",
      entity->name, entity->code);

  return check_number (database, lost, faults, entity,
                       _ ("Table %s: %" PRId64
                          " records of the journal are missing, though none was deleted."),
                       error) &&
         check_number (database, back, faults, entity,
                       _ ("Table %s: %" PRId64
                          " records are there, though the journal says they were deleted."),
                       error) &&
         check_number (database, unknown, faults, entity,
                       _ ("Table %s: the journal does not know %" PRId64 " records."), error);
}

static gboolean
check_journal (CrmDatabase *database, GPtrArray *faults, GError **error)
{
  static const char *const n_wrong =
      "SELECT count (*) FROM change WHERE n_operations != (SELECT count (*) FROM operation WHERE "
      "operation.change = change.id)";
  static const char *const n_unreadable =
      "SELECT count (*) FROM operation WHERE action NOT IN (1, 2, 3) OR (delta IS NULL) != (action "
      "= 1) OR (delta IS NOT NULL AND NOT json_valid (delta))";
  static const char *const n_contents =
      "SELECT count (*) FROM file WHERE sha256 NOT IN (SELECT sha256 FROM file_content)";

  return check_number (database, n_wrong, faults, NULL,
                       _ ("Journal: %" PRId64 " changes have lost some of their steps."), error) &&
         check_number (database, n_unreadable, faults, NULL,
                       _ ("Journal: %" PRId64 " steps cannot be read."), error) &&
         check_number (database, n_contents, faults, NULL,
                       _ ("Files: the contents of %" PRId64 " are missing."), error);
}

/**
 * crm_consistency_check:
 * @database: any connection of this thread
 * @cancellable: (nullable): stops it
 * @error: CANCELLED, or of the store
 *
 * Reads every record. Sort keys made by another version of ICU count as faults.
 *
 * Returns: (transfer full): one sentence for each fault, an empty list where all agrees
 */
GStrv
crm_consistency_check (CrmDatabase *database, GCancellable *cancellable, GError **error)
{
  static const CheckFunc checks[] = { check_keys, check_search, check_match_keys, check_tags,
                                      check_history };
  g_autoptr (GPtrArray) faults = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  gboolean done = TRUE;
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  crm_database_set_cancellable (database, cancellable);
  for (int i = 0; i < n_entities && done; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (checks) && done; j++)
      done = checks[j](database, entities[i], faults, error);
  done = done && check_journal (database, faults, error);
  crm_database_set_cancellable (database, NULL);
  return done ? (GStrv) g_ptr_array_steal (faults, NULL) : NULL;
}
