/* What the record that stays of several says: chosen values, tags of all, remarks of all, and in
 * its remark the texts that found no place. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-merge-private.h"
#include "crm-text.h"

/* Parents of parents: so far and no further. */
#define MOST_STEPS 100

static gboolean
is_filled (CrmRecord *record, int field)
{
  return crm_record_get_value (record, field)->type != CRM_VALUE_EMPTY;
}

static gboolean
is_among (GPtrArray *records, gint64 id)
{
  for (guint i = 0; i < records->len; i++)
    if (crm_record_get_id (records->pdata[i]) == id)
      return TRUE;
  return FALSE;
}

static CrmRecord *
find_source (GPtrArray *records, int field, gint64 choice)
{
  for (guint i = 0; i < records->len; i++)
    if (choice != 0 && crm_record_get_id (records->pdata[i]) == choice)
      return records->pdata[i];
  for (guint i = 0; i < records->len; i++)
    if (is_filled (records->pdata[i], field))
      return records->pdata[i];
  return NULL;
}

/* --- Made of all */

static void
unite_tags (GPtrArray *records, int field, CrmValue *value)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++) {
    const CrmValue *tags = crm_record_get_value (records->pdata[i], field);
    g_auto (GStrv) split = tags->type == CRM_VALUE_TEXT ? crm_tags_split (tags->text) : NULL;
    for (char **tag = split; tag != NULL && *tag != NULL; tag++)
      if (g_hash_table_add (seen, crm_text_fold (*tag)))
        g_string_append_printf (all, "%s%s", all->len > 0 ? "\n" : "", *tag);
  }
  crm_value_set_text (value, all->len > 0 ? all->str : NULL);
}

static void
append_paragraph (GString *all, const char *text)
{
  if (strstr (all->str, text) == NULL)
    g_string_append_printf (all, "%s%s", all->len > 0 ? "\n\n" : "", text);
}

static void
join_notes (GPtrArray *records, int field, CrmValue *value)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++) {
    const CrmValue *note = crm_record_get_value (records->pdata[i], field);
    if (note->type == CRM_VALUE_TEXT)
      append_paragraph (all, note->text);
  }
  crm_value_set_text (value, all->len > 0 ? all->str : NULL);
}

/* --- Texts that lose */

static gboolean
is_worth_keeping (const CrmField *field)
{
  return field->kind == CRM_KIND_TEXT || field->kind == CRM_KIND_NOTE ||
         field->kind == CRM_KIND_EMAIL || field->kind == CRM_KIND_PHONE ||
         field->kind == CRM_KIND_LINK;
}

static gboolean
says_the_same (const CrmValue *a, const CrmValue *b)
{
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  if (a->type != CRM_VALUE_TEXT || b->type != CRM_VALUE_TEXT)
    return FALSE;
  x = crm_text_squeeze (a->text);
  y = crm_text_squeeze (b->text);
  return strcmp (x, y) == 0;
}

static int
find_remark (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_NOTE &&
        (entity->fields[i].flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN | CRM_FIELD_TITLE)) == 0)
      return i;
  return -1;
}

static char *
dup_lost (CrmRecord *record, CrmRecord *result, int remark)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GString) lost = g_string_new (NULL);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_value (record, i);
    g_autofree char *text = NULL;
    if (i == remark || !is_worth_keeping (field) || value->type != CRM_VALUE_TEXT ||
        (field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN)) ||
        says_the_same (value, crm_record_get_value (result, i)))
      continue;
    text = crm_record_format (record, i);
    g_string_append_printf (lost, "\n%s: %s", crm_field_get_label (field), text);
  }
  if (lost->len == 0)
    return NULL;
  /* Translators: stands above what another record said; %s is its title */
  return g_strdup_printf (_ ("From “%s”:%s"), crm_record_get_title (record), lost->str);
}

static void
keep_lost (GPtrArray *records, CrmRecord *result)
{
  const CrmEntity *entity = crm_record_get_entity (result);
  int remark = find_remark (entity);
  const char *field = remark >= 0 ? entity->fields[remark].name : NULL;
  g_autoptr (GString) all = NULL;

  if (field == NULL)
    return;
  all = g_string_new (crm_record_get_text (result, field));
  for (guint i = 0; i < records->len; i++) {
    g_autofree char *lost = dup_lost (records->pdata[i], result, remark);
    if (lost != NULL)
      append_paragraph (all, lost);
  }
  crm_record_set_text (result, field, all->len > 0 ? all->str : NULL);
}

/* --- Records that point at their own kind */

/* Where @id points by @field in the file, with those that become one taken for the one that stays.
 */
static gboolean
read_step (CrmDatabase *database, const CrmEntity *entity, const CrmField *field, gint64 id,
           gint64 *next, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = %" G_GINT64_FORMAT,
                                          field->name, entity->name, id);
  return crm_database_query_integer (database, sql, 0, next, error);
}

/* A parent that is one of those that become one, or is below it, is no parent. */
static gboolean
check_self_reference (GPtrArray *records, CrmRecord *result, const CrmField *field,
                      CrmDatabase *database, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (result);
  gint64 id = crm_record_get_integer (result, field->name);

  for (int i = 0; i < MOST_STEPS && id != 0; i++) {
    if (is_among (records, id)) {
      crm_record_clear_field (result, field->name);
      return TRUE;
    }
    if (!read_step (database, entity, field, id, &id, error))
      return FALSE;
  }
  return TRUE;
}

CrmRecord *
crm_merge_make_record (GPtrArray *records, const gint64 *choices, CrmDatabase *database,
                       GArray *sources, GError **error)
{
  g_autoptr (CrmRecord) result = crm_record_copy (records->pdata[0]);
  const CrmEntity *entity = crm_record_get_entity (result);

  if (sources != NULL)
    g_array_set_size (sources, (guint) entity->n_fields);
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    CrmRecord *source = find_source (records, i, choices[i]);

    if ((field->flags & CRM_FIELD_READ_ONLY) == 0) {
      if (choices[i] == 0 && field->kind == CRM_KIND_TAGS) {
        unite_tags (records, i, &value);
        source = NULL;
      } else if (choices[i] == 0 && field->kind == CRM_KIND_NOTE &&
                 (field->flags & CRM_FIELD_TITLE) == 0) {
        join_notes (records, i, &value);
        source = NULL;
      } else if (source != NULL)
        crm_value_copy (crm_record_get_value (source, i), &value);
      crm_record_set_value (result, i, &value);
    }
    if (sources != NULL)
      g_array_index (sources, gint64, i) = source != NULL ? crm_record_get_id (source) : 0;
  }
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_REFERENCE &&
        crm_field_get_target (&entity->fields[i]) == entity &&
        !check_self_reference (records, result, &entity->fields[i], database, error))
      return NULL;
  keep_lost (records, result);
  return g_steal_pointer (&result);
}
