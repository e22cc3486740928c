/* The index of words: what it holds of a record, and how it is kept with the records. */
#include "config.h"

#include "crm-search-private.h"

#include <string.h>

#include "crm-record-private.h"
#include "crm-text.h"

/* Longer texts are found by their beginning. */
#define MOST_BYTES 20000
/* Of a number that an office gave. */
#define FEWEST_DIGITS 5

/* A phone is found by its digits from the front and by its last ten and seven, as people remember
 * it. */
static void
append_phone (GString *body, const char *phone)
{
  char digits[24];
  gsize n = 0;
  for (const char *c = phone; *c != '\0' && n < sizeof digits - 1; c++)
    if (g_ascii_isdigit (*c))
      digits[n++] = *c;
  digits[n] = '\0';
  g_string_append_c (body, ' ');
  g_string_append_len (body, digits, (gssize) n);
  for (gsize last = 10; last >= 7; last -= 3)
    if (n > last) {
      g_string_append_c (body, ' ');
      g_string_append_len (body, digits + n - last, (gssize) last);
    }
}

/* "525-000-77-38" and "PL 5250007738" are found by their digits too. */
static void
append_digits (GString *body, const char *text)
{
  g_autoptr (GString) digits = g_string_new (" ");
  gboolean plain = TRUE;

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
    else
      plain = FALSE;
  if (!plain && digits->len > FEWEST_DIGITS)
    g_string_append (body, digits->str);
}

static void
append_field (GString *body, const CrmField *field, const char *text)
{
  g_autofree char *folded = NULL;

  if (field->kind == CRM_KIND_PHONE) {
    append_phone (body, text);
    return;
  }
  folded = crm_text_fold (text);
  g_string_append_c (body, ' ');
  g_string_append_len (body, folded, (gssize) MIN (strlen (folded), MOST_BYTES));
  if (field->check != NULL)
    append_digits (body, text);
}

/**
 * crm_search_dup_body:
 * @record: a record
 *
 * Returns: (transfer full): the folded words by which it is found
 */
char *
crm_search_dup_body (CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  GString *body = g_string_new (NULL);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_value (record, i);
    if ((field->flags & CRM_FIELD_SEARCHED) && value->type == CRM_VALUE_TEXT)
      append_field (body, field, value->text);
  }
  return g_string_free (body, FALSE);
}

static gboolean
is_same (CrmRecord *a, CrmRecord *b)
{
  const CrmEntity *entity = crm_record_get_entity (a);
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_SEARCHED) &&
        !crm_value_equal (crm_record_get_value (a, i), crm_record_get_value (b, i)))
      return FALSE;
  return TRUE;
}

gboolean
crm_search_index (CrmDatabase *database, CrmRecord *record, CrmRecord *old, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record != NULL ? record : old);

  if (!crm_entity_has_search (entity) || (record != NULL && old != NULL && is_same (record, old)))
    return TRUE;
  if (old != NULL) {
    g_autofree char *sql =
        g_strdup_printf ("DELETE FROM \"%s_search\" WHERE rowid = ?1", entity->name);
    g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
    if (statement == NULL)
      return FALSE;
    crm_statement_bind_integer (statement, 1, crm_record_get_id (old));
    if (!crm_statement_run (statement, error))
      return FALSE;
  }
  if (record != NULL) {
    g_autofree char *sql =
        g_strdup_printf ("INSERT INTO \"%s_search\" (rowid, body) VALUES (?1, ?2)", entity->name);
    g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
    g_autofree char *body = crm_search_dup_body (record);
    if (statement == NULL)
      return FALSE;
    crm_statement_bind_integer (statement, 1, crm_record_get_id (record));
    crm_statement_bind_text (statement, 2, body);
    if (!crm_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_search_index_filled:
 * @database: the writer's connection, inside a transaction
 * @entity: a description
 * @field: one that is searched from now on, or not any more
 * @error: of the store
 *
 * Returns: whether the records that have something in it are found by the words that they have now.
 *   Writer thread.
 */
gboolean
crm_search_index_filled (CrmDatabase *database, const CrmEntity *entity, const char *field,
                         GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" IS NOT NULL", entity->name, field);
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  for (;;) {
    g_autoptr (CrmRecord) record = NULL;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    record = crm_record_load (database, entity, crm_statement_get_integer (statement, 0), error);
    if (record == NULL || !crm_search_index (database, NULL, record, error) ||
        !crm_search_index (database, record, NULL, error))
      return FALSE;
  }
}

/**
 * crm_search_index_after:
 * @database: the writer's connection, inside a transaction
 * @entity: a description
 * @id: the last record that is in the index already
 * @error: of the store
 *
 * Reads the searched fields alone, one record after another.
 *
 * Returns: whether all records are in the index now. Writer thread.
 */
gboolean
crm_search_index_after (CrmDatabase *database, const CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (GString) select = g_string_new ("SELECT id");
  g_autofree char *insert =
      g_strdup_printf ("INSERT INTO \"%s_search\" (rowid, body) VALUES (?1, ?2)", entity->name);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (CrmStatement) rows = NULL;
  g_autoptr (CrmStatement) words = NULL;
  gboolean has_row = FALSE;

  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & CRM_FIELD_SEARCHED) {
      g_string_append_printf (select, ", \"%s\"", entity->fields[i].name);
      g_ptr_array_add (fields, (gpointer) &entity->fields[i]);
    }
  g_string_append_printf (select, " FROM \"%s\" WHERE id > ?1 ORDER BY id", entity->name);
  rows = crm_database_prepare (database, select->str, error);
  words = rows != NULL ? crm_database_prepare (database, insert, error) : NULL;
  if (words == NULL)
    return FALSE;
  crm_statement_bind_integer (rows, 1, id);
  for (;;) {
    if (!crm_statement_step (rows, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    g_string_truncate (body, 0);
    for (guint i = 0; i < fields->len; i++)
      if (!crm_statement_is_null (rows, (int) i + 1))
        append_field (body, fields->pdata[i], crm_statement_get_text (rows, (int) i + 1));
    crm_statement_bind_integer (words, 1, crm_statement_get_integer (rows, 0));
    crm_statement_bind_text (words, 2, body->str);
    if (!crm_statement_run (words, error))
      return FALSE;
  }
}
