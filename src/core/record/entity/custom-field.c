/* Custom field: a field that the users of a file have added to a description. Its values stand in a
 * column of the entity's own table, which outlives it: Undo and a look at earlier days stay exact.
 */
#include "config.h"

#include "entities.h"

#include <string.h>

#include "crm-column.h"
#include "crm-descriptions.h"
#include "crm-error.h"
#include "crm-sandbox.h"
#include "crm-search-private.h"
#include "crm-text.h"
#include "crm-text-ascii.h"

#define LONGEST_NAME 40

static const CrmChoice kinds[] = {
  { "text", NC_ ("choice", "Line of text") },
  { "note", NC_ ("choice", "Longer text") },
  { "choice", NC_ ("choice", "Choice from a list of your own") },
  { "yes_no", NC_ ("choice", "Yes or no") },
  { "date", NC_ ("choice", "Date") },
  { "moment", NC_ ("choice", "Date and time") },
  { "integer", NC_ ("choice", "Whole number") },
  { "quantity", NC_ ("choice", "Number with decimals") },
  { "money", NC_ ("choice", "Amount of money") },
  { "percent", NC_ ("choice", "Percentage") },
  { "duration", NC_ ("choice", "Hours and minutes") },
  { "email", NC_ ("choice", "E-mail address") },
  { "phone", NC_ ("choice", "Phone number") },
  { "link", NC_ ("choice", "Web address") },
  { "company", NC_ ("choice", "One of the companies") },
  { "contact", NC_ ("choice", "One of the contacts") },
  { "person", NC_ ("choice", "One of the employees") },
  { "product", NC_ ("choice", "One of the products") },
  { NULL },
};

/* --- Before it is written */

static const CrmEntity *
require_extensible (CrmRecord *record, GError **error)
{
  const char *name = crm_record_get_text (record, "entity");
  const CrmEntity *entity = crm_entity_require (name != NULL ? name : "", error);

  if (entity == NULL || crm_entity_is_extensible (entity))
    return entity;
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("%s: fields cannot be added here"),
               crm_entity_get_label_plural (entity));
  return NULL;
}

/* Two columns of one heading cannot be told apart, by people nor by an import. */
static gboolean
check_label (CrmRecord *record, const CrmEntity *entity, GError **error)
{
  const char *name = crm_record_get_text (record, "name");
  const char *typed = crm_record_get_text (record, "label");
  g_autofree char *label = crm_text_squeeze (typed != NULL ? typed : "");

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    g_autofree char *other = crm_text_squeeze (crm_field_get_label (field));
    if ((field->flags & CRM_FIELD_GONE) != 0 || g_strcmp0 (field->name, name) == 0 ||
        strcmp (label, other) != 0)
      continue;
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s: there is a field “%s” already"),
                 crm_entity_get_label_plural (entity), crm_field_get_label (field));
    return FALSE;
  }
  return TRUE;
}

static char *
make_slug (const char *label)
{
  g_autofree char *ascii = crm_text_to_ascii (label);
  GString *slug = g_string_new (CRM_COLUMN_PREFIX);

  for (const char *c = ascii; *c != '\0' && slug->len < LONGEST_NAME; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (slug, g_ascii_tolower (*c));
    else if (slug->str[slug->len - 1] != '_')
      g_string_append_c (slug, '_');
  while (slug->len > strlen (CRM_COLUMN_PREFIX) && slug->str[slug->len - 1] == '_')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == strlen (CRM_COLUMN_PREFIX))
    g_string_append (slug, "field");
  return g_string_free (slug, FALSE);
}

/* It becomes part of SQL: nothing but what make_slug() makes. */
static gboolean
is_name (const char *name)
{
  gsize prefix = strlen (CRM_COLUMN_PREFIX);
  return g_str_has_prefix (name, CRM_COLUMN_PREFIX) && name[prefix] != '\0' &&
         strlen (name) <= LONGEST_NAME + 8 &&
         strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (name) &&
         !g_str_has_suffix (name, "_key");
}

/* A column that was left by a deleted field is not given to another. */
static gboolean
give_name (CrmRecord *record, const CrmEntity *entity, CrmDatabase *database, GError **error)
{
  GHashTable *columns = crm_column_list (database, entity->name, error);
  g_autofree char *slug = NULL;
  g_autofree char *name = NULL;

  if (columns == NULL)
    return FALSE;
  slug = make_slug (crm_record_get_text (record, "label"));
  name = g_strdup (slug);
  for (int i = 2; g_hash_table_contains (columns, name) || g_str_has_suffix (name, "_key"); i++) {
    g_free (name);
    name = g_strdup_printf ("%s_%d", slug, i);
  }
  crm_record_set_text (record, "name", name);
  return TRUE;
}

/* A field that comes back with a whole company file keeps the name that its values are under. */
static gboolean
keep_or_give_name (CrmRecord *record, const CrmEntity *entity, CrmDatabase *database,
                   GError **error)
{
  GHashTable *columns = crm_column_list (database, entity->name, error);
  const char *name = crm_record_get_text (record, "name");

  if (columns == NULL)
    return FALSE;
  if (name != NULL && is_name (name) && !g_hash_table_contains (columns, name))
    return TRUE;
  crm_record_clear_field (record, "name");
  return give_name (record, entity, database, error);
}

static gboolean
check_room (const CrmEntity *entity, GError **error)
{
  if (entity->n_fields - entity->n_built_in < CRM_CUSTOM_MOST)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("%s: more than %d fields cannot be added"),
               crm_entity_get_label_plural (entity), CRM_CUSTOM_MOST);
  return FALSE;
}

static gboolean
check_constant (CrmRecord *record, CrmRecord *old, GError **error)
{
  static const char *const constant[] = { "entity", "name", "kind" };

  for (gsize i = 0; i < G_N_ELEMENTS (constant); i++)
    if (g_strcmp0 (crm_record_get_text (record, constant[i]),
                   crm_record_get_text (old, constant[i])) != 0) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                   _ ("“%s”: what kind of field it is and where cannot be changed any more"),
                   crm_record_get_title (old));
      return FALSE;
    }
  return TRUE;
}

static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  const CrmEntity *entity = require_extensible (record, error);

  if (entity == NULL || crm_record_is_empty (record, "label"))
    return entity != NULL;
  if (!check_label (record, entity, error))
    return FALSE;
  if (old != NULL)
    return check_constant (record, old, error);
  if (!check_room (entity, error) || !keep_or_give_name (record, entity, database, error))
    return FALSE;
  return !crm_record_is_empty (record, "position") ||
         crm_place_last (record, "entity", NULL, database, error);
}

/* --- Once it is written */

static gboolean
is_set (CrmRecord *record, const char *field)
{
  return record != NULL && crm_record_get_integer (record, field) != 0;
}

/* A sorted text has a column of keys beside it, made for all records when it is first sorted. */
static gboolean
sort_texts (CrmDatabase *database, const CrmEntity *entity, const char *name, gboolean sorted,
            GError **error)
{
  g_autofree char *key = g_strconcat (name, "_key", NULL);
  g_autofree char *fill =
      g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = crm_key (\"%s\") WHERE \"%s\" IS NOT NULL OR "
                       "\"%s\" IS NOT NULL",
                       entity->name, key, name, name, key);

  if (!sorted) /* the index alone, if there is one */
    return crm_column_set_indexed (database, entity->name, key, FALSE, FALSE, error);
  return crm_column_add (database, entity->name, key, CRM_COLUMN_KEY, NULL, error) &&
         crm_database_execute (database, fill, error) &&
         crm_column_set_indexed (database, entity->name, key, TRUE, FALSE, error);
}

static gboolean
make_column (CrmDatabase *database, const CrmEntity *entity, CrmRecord *before, CrmRecord *after,
             GError **error)
{
  const char *name = crm_record_get_text (after, "name");
  const CrmCustomKind *kind = crm_custom_kind_find (crm_record_get_text (after, "kind"));
  gboolean sorted = is_set (after, "sorted");

  if (kind == NULL || name == NULL)
    return TRUE;
  if (!crm_column_add (database, entity->name, name,
                       crm_kind_get_storage (kind->kind) == CRM_VALUE_TEXT ? CRM_COLUMN_TEXT
                                                                           : CRM_COLUMN_INTEGER,
                       kind->target, error))
    return FALSE;
  /* Whoever points at a record is looked up when it goes. */
  if (kind->target != NULL)
    return crm_column_set_indexed (database, entity->name, name, TRUE, TRUE, error);
  if (before != NULL && sorted == is_set (before, "sorted"))
    return TRUE;
  if (kind->kind == CRM_KIND_TEXT)
    return sort_texts (database, entity, name, sorted, error);
  return crm_column_set_indexed (database, entity->name, name, sorted, FALSE, error);
}

/* The words of a field come into the index or leave it together with the field. */
static gboolean
index_words (CrmDatabase *database, const CrmEntity *entity, const char *name, GError **error)
{
  const CrmField *field = name != NULL ? crm_entity_field (entity, name) : NULL;

  if (field == NULL || crm_kind_get_storage (field->kind) != CRM_VALUE_TEXT)
    return TRUE;
  return crm_search_index_filled (database, entity, name, error);
}

static gboolean
derive (CrmRecord *before, CrmRecord *after, gpointer database, GError **error)
{
  CrmRecord *record = after != NULL ? after : before;
  const CrmEntity *entity = crm_entity_find (crm_record_get_text (record, "entity"));

  if (!crm_sandbox_refuse (database, error))
    return FALSE;
  if (entity == NULL)
    return TRUE;
  if (after != NULL && !make_column (database, entity, before, after, error))
    return FALSE;
  return crm_descriptions_load (database, error) &&
         (is_set (before, "searched") == is_set (after, "searched") ||
          index_words (database, entity, crm_record_get_text (record, "name"), error));
}

static const CrmField fields[] = {
  { "label", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED | CRM_FIELD_NAMES },
  { "entity", NC_ ("field", "Of what"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_NAMES },
  { "name", NC_ ("field", "Name for the command line and printed forms"), CRM_KIND_TEXT,
    CRM_FIELD_READ_ONLY | CRM_FIELD_LISTED },
  { "kind", NC_ ("field", "Kind"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = kinds, .initial = "text" },
  { "group", NC_ ("field", "Group of the form"), CRM_KIND_TEXT, 0 },
  { "hint", NC_ ("field", "Hint"), CRM_KIND_TEXT, 0 },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, CRM_FIELD_LISTED },
  { "required", NC_ ("field", "Must be filled in"), CRM_KIND_YES_NO, 0, .initial = "no" },
  { "listed", NC_ ("field", "Shown in lists"), CRM_KIND_YES_NO, 0, .initial = "no" },
  { "searched", NC_ ("field", "Found by the search"), CRM_KIND_YES_NO, 0, .initial = "no" },
  { "sorted", NC_ ("field", "Sorts large lists"), CRM_KIND_YES_NO, 0, .initial = "no" },
};

const CrmEntity crm_entity_custom_field = {
  .code = 48,
  .name = "custom_field",
  .label = NC_ ("entity", "Field of your own"),
  .label_plural = NC_ ("entity", "Fields of your own"),
  .label_new = NC_ ("entity", "New field"),
  .purpose = NC_ ("purpose", "What you note about companies, deals and others beside the usual."),
  .icon = "text-editor-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .derive = derive,
  .sort = "position",
  .internal = TRUE,
  .no_search = TRUE,
};
