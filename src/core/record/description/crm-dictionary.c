/* Dictionaries: the values a company chooses from, how often each is used, and two made one. */
#include "config.h"

#include "crm-dictionary-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "crm-descriptions.h"
#include "crm-error.h"
#include "crm-kind.h"
#include "crm-query.h"
#include "crm-record-private.h"
#include "crm-saved-view.h"

#define OWN_CODE "own_%" PRId64

void
crm_dictionary_free (CrmDictionary *self)
{
  g_free (self->list);
  g_free (self->title);
  g_free (self);
}

void
crm_dictionary_value_free (CrmDictionaryValue *self)
{
  g_free (self->code);
  g_free (self->name);
  g_free (self->colour);
  g_free (self);
}

/* The field whose words a list is, with its entity; NULL: the records of the list are pointed at.
 */
static const CrmField *
find_open_field (const char *list, const CrmEntity **entity)
{
  g_auto (GStrv) parts = g_strsplit (list, ".", 2);
  const CrmField *field = NULL;

  *entity = g_strv_length (parts) == 2 ? crm_entity_find (parts[0]) : NULL;
  if (*entity != NULL)
    field = crm_entity_field (*entity, parts[1]);
  if (field != NULL && (field->flags & CRM_FIELD_OPEN) != 0)
    return field;
  *entity = NULL;
  return NULL;
}

CrmDictionary *
crm_dictionary_make (const char *list, const char *title)
{
  CrmDictionary *self = g_new0 (CrmDictionary, 1);

  self->list = g_strdup (list);
  self->title = g_strdup (title);
  self->field = find_open_field (list, &self->entity);
  self->is_tags = strcmp (list, CRM_DICTIONARY_TAGS) == 0;
  return self;
}

/**
 * crm_dictionary_list:
 *
 * Returns: (transfer full) (element-type CrmDictionary): all dictionaries of the open file
 */
GPtrArray *
crm_dictionary_list (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_dictionary_free);
  const CrmChoice *lists = crm_entity_field (crm_entity_find ("choice"), "list")->choices;

  for (; lists->code != NULL; lists++)
    g_ptr_array_add (all, crm_dictionary_make (lists->code, crm_choice_get_label (lists)));
  g_ptr_array_add (all, crm_dictionary_make (
                            CRM_DICTIONARY_TAGS,
                            crm_entity_get_label_plural (crm_entity_find (CRM_DICTIONARY_TAGS))));
  return all;
}

/**
 * crm_dictionary_find:
 * @list: as in "list" of choice, or "tag"
 *
 * Returns: (transfer full) (nullable): that dictionary
 */
CrmDictionary *
crm_dictionary_find (const char *list)
{
  g_autoptr (GPtrArray) all = crm_dictionary_list ();

  for (guint i = 0; i < all->len; i++)
    if (strcmp (((CrmDictionary *) all->pdata[i])->list, list) == 0)
      return g_ptr_array_steal_index (all, i);
  return NULL;
}

/* --- Counting */

gboolean
crm_field_is_of_list (const CrmField *field, const char *list)
{
  return field->kind == CRM_KIND_REFERENCE && g_strcmp0 (field->list, list) == 0 &&
         (field->flags & CRM_FIELD_ABSENT) == 0;
}

/* One statement that gives each value in use and the number of its records. */
static char *
dup_count (CrmDictionary *self)
{
  GString *sql = g_string_new (NULL);
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  if (self->is_tags)
    return g_string_free (
        g_string_append (sql, "SELECT tag, count (*) FROM record_tag GROUP BY tag"), FALSE);
  if (self->field != NULL) {
    g_string_printf (sql,
                     "SELECT \"%s\", count (*) FROM \"%s\" WHERE \"%s\" IS NOT NULL GROUP BY 1",
                     self->field->name, self->entity->name, self->field->name);
    return g_string_free (sql, FALSE);
  }
  for (int i = 0; i < n_entities; i++)
    for (int j = 0; j < entities[i]->n_fields; j++) {
      const char *name = entities[i]->fields[j].name;
      if (crm_field_is_of_list (&entities[i]->fields[j], self->list))
        g_string_append_printf (sql,
                                "%sSELECT \"%s\" AS value, count (*) AS n FROM \"%s\" WHERE \"%s\" "
                                "IS NOT NULL GROUP BY 1",
                                sql->len > 0 ? " UNION ALL " : "", name, entities[i]->name, name);
    }
  if (sql->len == 0)
    g_string_append (sql, "SELECT 0 AS value, 0 AS n WHERE FALSE");
  g_string_prepend (sql, "SELECT value, sum (n) FROM (");
  g_string_append (sql, ") GROUP BY value");
  return g_string_free (sql, FALSE);
}

/* Value as text (code, tag or id) to its number. */
static GHashTable *
count_uses (CrmDictionary *self, CrmDatabase *database, GError **error)
{
  g_autofree char *sql = dup_count (self);
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  g_autoptr (GHashTable) uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;
  for (;;) {
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      return g_steal_pointer (&uses);
    g_hash_table_insert (uses, g_strdup (crm_statement_get_text (statement, 0)),
                         GSIZE_TO_POINTER ((gsize) crm_statement_get_integer (statement, 1)));
  }
}

static gint64
get_use (GHashTable *uses, const CrmDictionaryValue *value)
{
  g_autofree char *id = g_strdup_printf ("%" PRId64, value->id);

  return (gint64) GPOINTER_TO_SIZE (
      g_hash_table_lookup (uses, value->code != NULL ? value->code : id));
}

/* --- Reading */

static GPtrArray *
read_records (CrmDictionary *self, CrmDatabase *database, GError **error)
{
  const CrmEntity *entity = crm_entity_find (self->is_tags ? CRM_DICTIONARY_TAGS : "choice");
  g_autoptr (CrmQuery) all = crm_query_new (entity);
  CrmValue list = { .type = CRM_VALUE_TEXT, .text = self->list };
  g_autoptr (CrmQuery) query = self->is_tags
                                   ? crm_query_ref (all)
                                   : crm_query_filter_values (all, "list", CRM_OP_EQUAL, &list, 1);

  return crm_query_fetch_all (query, database, -1, error);
}

static CrmDictionaryValue *
make_value (CrmDictionary *self, CrmRecord *record)
{
  CrmDictionaryValue *value = g_new0 (CrmDictionaryValue, 1);

  value->id = crm_record_get_id (record);
  value->name = g_strdup (crm_record_get_title (record));
  value->colour = g_strdup (crm_record_get_text (record, "colour"));
  value->is_active = TRUE;
  if (self->is_tags)
    value->code = g_strdup (value->name);
  else {
    value->is_active =
        crm_record_is_empty (record, "active") || crm_record_get_integer (record, "active") != 0;
    value->code = g_strdup (crm_record_get_text (record, "code"));
  }
  return value;
}

static CrmRecord *
find_record (GPtrArray *records, const char *code)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (crm_record_get_text (records->pdata[i], "code"), code) == 0)
      return records->pdata[i];
  return NULL;
}

static gboolean
is_built_in (CrmDictionary *self, const char *code)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    if (entities[i] == self->entity)
      return crm_entity_has_built_in_choice (i, self->field->name, code);
  return FALSE;
}

/* The description in force says what there is and in which order. */
static void
read_words (CrmDictionary *self, GPtrArray *records, GPtrArray *values)
{
  for (const CrmChoice *choice = self->field->choices; choice->code != NULL; choice++) {
    CrmRecord *record = find_record (records, choice->code);
    CrmDictionaryValue *value = g_new0 (CrmDictionaryValue, 1);

    value->id = record != NULL ? crm_record_get_id (record) : 0;
    value->code = g_strdup (choice->code);
    value->name = g_strdup (crm_choice_get_label (choice));
    value->colour = g_strdup (choice->colour);
    value->is_active = !choice->is_inactive;
    value->is_built_in = is_built_in (self, choice->code);
    g_ptr_array_add (values, value);
  }
}

/* Tags that records carry need no record of their own. */
static void
read_loose_tags (GHashTable *uses, GPtrArray *values)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) tags = g_list_sort (g_hash_table_get_keys (uses), (GCompareFunc) strcmp);

  for (guint i = 0; i < values->len; i++)
    g_hash_table_add (known, ((CrmDictionaryValue *) values->pdata[i])->code);
  for (GList *tag = tags; tag != NULL; tag = tag->next)
    if (!g_hash_table_contains (known, tag->data)) {
      CrmDictionaryValue *value = g_new0 (CrmDictionaryValue, 1);
      value->code = g_strdup (tag->data);
      value->name = g_strdup (tag->data);
      value->is_active = TRUE;
      g_ptr_array_add (values, value);
    }
}

/**
 * crm_dictionary_read:
 * @self: a dictionary
 * @database: any connection of this thread
 * @error: of the store
 *
 * Returns: (transfer full) (nullable) (element-type CrmDictionaryValue): its values in order, with
 *   how many records hold each
 */
GPtrArray *
crm_dictionary_read (CrmDictionary *self, CrmDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) values =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_dictionary_value_free);
  g_autoptr (GPtrArray) records = read_records (self, database, error);
  g_autoptr (GHashTable) uses = records != NULL ? count_uses (self, database, error) : NULL;

  if (uses == NULL)
    return NULL;
  if (self->field != NULL)
    read_words (self, records, values);
  else
    for (guint i = 0; i < records->len; i++)
      g_ptr_array_add (values, make_value (self, records->pdata[i]));
  if (self->is_tags)
    read_loose_tags (uses, values);
  for (guint i = 0; i < values->len; i++) {
    CrmDictionaryValue *value = values->pdata[i];
    value->n_used = get_use (uses, value);
  }
  return g_steal_pointer (&values);
}

/* --- Writing */

/**
 * crm_dictionary_describe:
 * @self: a dictionary
 * @change: a change being filled
 * @value: one of its values
 * @position: from 0; where the value stands
 *
 * Returns: the id of the record that describes it, or a stand-in for one that the change adds
 */
gint64
crm_dictionary_describe (CrmDictionary *self, CrmChange *change, const CrmDictionaryValue *value,
                         guint position)
{
  const CrmEntity *entity = crm_entity_find (self->is_tags ? CRM_DICTIONARY_TAGS : "choice");
  g_autoptr (CrmRecord) record = NULL;
  const CrmChoice *choice = NULL;

  if (value->id != 0)
    return value->id;
  record = crm_record_new (entity);
  if (self->field != NULL)
    choice = crm_field_find_choice (self->field, value->code);
  /* Under the program's own word, so that it is still translated. */
  crm_record_set_text (record, "name", choice != NULL ? choice->label : value->name);
  if (value->colour != NULL)
    crm_record_set_text (record, "colour", value->colour);
  crm_record_set_integer (record, "position", position + 1);
  if (!self->is_tags) {
    crm_record_set_text (record, "list", self->list);
    crm_record_set_text (record, "code", value->code);
    crm_record_set_integer (record, "active", value->is_active);
  }
  return crm_change_add (change, record);
}

/**
 * crm_dictionary_arrange:
 * @self: a dictionary
 * @change: a change being filled
 * @values: (element-type CrmDictionaryValue): all of them, as they are to stand
 */
void
crm_dictionary_arrange (CrmDictionary *self, CrmChange *change, GPtrArray *values)
{
  const CrmEntity *entity = crm_entity_find (self->is_tags ? CRM_DICTIONARY_TAGS : "choice");

  for (guint i = 0; i < values->len; i++) {
    CrmDictionaryValue *value = values->pdata[i];
    if (value->id != 0)
      crm_change_set_integer (change, entity, value->id, "position", i + 1);
    else
      crm_dictionary_describe (self, change, value, i);
  }
}

/* --- For the description of choice */

/**
 * crm_dictionary_give_code:
 * @record: a record of choice that is about to be written
 * @database: any connection of this thread
 * @error: of the store
 *
 * Returns: whether it has a code, or needs none
 */
gboolean
crm_dictionary_give_code (CrmRecord *record, CrmDatabase *database, GError **error)
{
  const char *list = crm_record_get_text (record, "list");
  const CrmEntity *entity;
  g_autofree char *code = NULL;
  gint64 last;

  if (list == NULL || !crm_record_is_empty (record, "code") ||
      find_open_field (list, &entity) == NULL)
    return TRUE;
  if (!crm_record_read_last_id (database, crm_record_get_entity (record), &last, error))
    return FALSE;
  code = g_strdup_printf (OWN_CODE, last + 1);
  crm_record_set_text (record, "code", code);
  return TRUE;
}

/**
 * crm_dictionary_check_unused:
 * @record: a record of choice that is being deleted
 * @database: the writer's connection
 * @error: REFUSED, with how many records hold its code
 *
 * Returns: whether nothing holds its code, or the program can explain it
 */
gboolean
crm_dictionary_check_unused (CrmRecord *record, CrmDatabase *database, GError **error)
{
  const char *code = crm_record_get_text (record, "code");
  g_autoptr (CrmDictionary) self = crm_dictionary_make (crm_record_get_text (record, "list"), NULL);
  g_autoptr (GHashTable) uses = NULL;
  gint64 n_used;

  if (self->field == NULL || code == NULL || is_built_in (self, code))
    return TRUE;
  uses = count_uses (self, database, error);
  if (uses == NULL)
    return FALSE;
  n_used = (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (uses, code));
  if (n_used == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               _ ("“%s” cannot be deleted while it is used in %s: %" PRId64),
               crm_record_get_title (record), crm_entity_get_label_plural (self->entity), n_used);
  return FALSE;
}
