/* References: the title of what they point at, and what people mean by a name. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"
#include "crm-record-private.h"
#include "crm-text.h"

#define MOST_READ 20000

/* A document that has no number yet is called by its kind: "Invoice". */
static char *
read_kind (CrmDatabase *database, const CrmEntity *entity, gint64 id)
{
  const CrmField *kind = crm_entity_field (entity, "kind");
  const CrmChoice *choice = NULL;

  if (kind != NULL && kind->kind == CRM_KIND_CHOICE) {
    g_autofree char *sql =
        g_strdup_printf ("SELECT \"kind\" FROM \"%s\" WHERE id = ?1", entity->name);
    g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, NULL);
    gboolean has_row;
    if (statement != NULL) {
      crm_statement_bind_integer (statement, 1, id);
      if (crm_statement_step (statement, &has_row, NULL) && has_row)
        choice = crm_field_find_choice (kind, crm_statement_get_text (statement, 0));
    }
  }
  return g_strdup (choice != NULL ? crm_choice_get_label (choice) : crm_entity_get_label (entity));
}

/**
 * crm_reference_title:
 * @database: any connection of this thread
 * @entity: of the record pointed at
 * @id: of the record
 *
 * Returns: (transfer full) (nullable): its title; %NULL when there is no such record or it has no
 * title
 */
char *
crm_reference_title (CrmDatabase *database, const CrmEntity *entity, gint64 id)
{
  const CrmField *field = crm_entity_title_field (entity);
  g_autofree char *sql =
      g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = ?1", field->name, entity->name);
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, NULL);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &has_row, NULL) || !has_row)
    return NULL;
  if (crm_statement_is_null (statement, 0))
    return read_kind (database, entity, id);
  if (field->kind == CRM_KIND_REFERENCE)
    return crm_reference_title (database, crm_field_get_target (field),
                                crm_statement_get_integer (statement, 0));
  return g_strdup (crm_statement_get_text (statement, 0));
}

/* Reads the ids of records whose @column is the bound text, two at most. */
static gboolean
read_two (CrmDatabase *database, const char *sql, const char *text, GBytes *key, const char *list,
          GArray *ids, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  if (key != NULL) {
    gsize size;
    const void *data = g_bytes_get_data (key, &size);
    crm_statement_bind_blob (statement, 1, data, size);
  } else
    crm_statement_bind_text (statement, 1, text);
  if (list != NULL)
    crm_statement_bind_text (statement, 2, list);
  return crm_sql_read_ids (statement, ids, error);
}

/* "Orion" and "orion" are one to people: compare folded, letters and digits only. The whole table
 * is read for it, which is too long for one of tens of thousands. */
static gboolean
find_folded (CrmDatabase *database, const CrmEntity *entity, const CrmField *title,
             const char *text, const char *list, GArray *ids, GError **error)
{
  g_autofree char *wanted = crm_text_squeeze (text);
  g_autofree char *sql = NULL;
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  if (wanted[0] == '\0' || title->kind != CRM_KIND_TEXT)
    return TRUE;
  if (crm_entity_has_search (entity)) {
    gint64 n;
    g_autofree char *count = g_strdup_printf ("SELECT max (id) FROM \"%s\"", entity->name);
    if (!crm_database_query_integer (database, count, 0, &n, error))
      return FALSE;
    if (n > MOST_READ)
      return TRUE;
  }
  sql = g_strdup_printf ("SELECT id, \"%s\" FROM \"%s\"%s", title->name, entity->name,
                         list != NULL ? " WHERE \"list\" = ?1" : "");
  statement = crm_database_prepare (database, sql, error);
  if (statement == NULL)
    return FALSE;
  if (list != NULL)
    crm_statement_bind_text (statement, 1, list);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row && !crm_statement_is_null (statement, 1)) {
      g_autofree char *squeezed = crm_text_squeeze (crm_statement_get_text (statement, 1));
      if (strcmp (squeezed, wanted) == 0) {
        gint64 id = crm_statement_get_integer (statement, 0);
        g_array_append_val (ids, id);
      }
    }
  } while (has_row && ids->len < 2);
  return TRUE;
}

/**
 * crm_reference_find:
 * @database: any connection of this thread
 * @field: the reference
 * @text: an id, a key (tax number, article) or a title, folded alike
 * @id: (out): what it points at
 * @error: NOT_FOUND when nothing fits, INVALID when several do
 *
 * Returns: whether exactly one record fits
 */
gboolean
crm_reference_find (CrmDatabase *database, const CrmField *field, const char *text, gint64 *id,
                    GError **error)
{
  const CrmEntity *entity = crm_field_get_target (field);
  const CrmField *title = crm_entity_title_field (entity);
  g_autofree char *tidy = crm_text_tidy (text);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (CrmValue) number = CRM_VALUE_INIT;

  if (crm_field_has_key (title)) {
    g_autoptr (GBytes) key = crm_collator_sort_key (crm_database_get_collator (database), tidy);
    g_autofree char *sql =
        g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s_key\" = ?1%s LIMIT 2", entity->name,
                         title->name, field->list != NULL ? " AND \"list\" = ?2" : "");
    if (!read_two (database, sql, NULL, key, field->list, ids, error))
      return FALSE;
  }
  if (ids->len == 0 && crm_field_parse (field, tidy, &number, NULL) &&
      number.type == CRM_VALUE_INTEGER) {
    g_autofree char *sql =
        g_strdup_printf ("SELECT id FROM \"%s\" WHERE id = CAST (?1 AS INTEGER)", entity->name);
    g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number.integer);
    if (!read_two (database, sql, digits, NULL, NULL, ids, error))
      return FALSE;
  }
  for (int i = 0; i < entity->n_fields && ids->len == 0; i++) {
    const CrmField *key = &entity->fields[i];
    if ((key->flags & CRM_FIELD_KEY) == 0 || key->kind != CRM_KIND_TEXT)
      continue;
    g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?1 LIMIT 2",
                                            entity->name, key->name);
    if (!read_two (database, sql, tidy, NULL, NULL, ids, error))
      return FALSE;
  }
  if (ids->len == 0 && !find_folded (database, entity, title, tidy, field->list, ids, error))
    return FALSE;

  if (ids->len == 1) {
    *id = g_array_index (ids, gint64, 0);
    return TRUE;
  }
  if (ids->len == 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no %s “%s”"), entity->name,
                 tidy);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("There are several %s named “%s”: give the number of one"), entity->name, tidy);
  return FALSE;
}
