/* One column of an export: where its values stand and how they are written. */
#include "config.h"

#include "crm-export-column-private.h"

#include "crm-error.h"
#include "crm-json-string.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static int
get_index (CrmRecord *record, const CrmField *field)
{
  return (int) (field - crm_record_get_entity (record)->fields);
}

gboolean
crm_export_is_link (const CrmField *field)
{
  return field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_SUBJECT;
}

/*
 * crm_export_column_init:
 * @self: (out): a column
 * @entity: what is exported
 * @name: a field, "id", or fields joined by dots through references
 * @error: NOT_FOUND: no such field; INVALID: the path goes on where nothing is pointed at
 *
 * Returns: whether there is such a column
 */
gboolean
crm_export_column_init (CrmExportColumn *self, const CrmEntity *entity, const char *name,
                        GError **error)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", -1);

  *self = (CrmExportColumn) { .name = g_strdup (name) };
  if (strcmp (name, "id") == 0)
    return TRUE;
  for (char **part = parts; *part != NULL; part++) {
    const CrmField *field = entity != NULL ? crm_entity_require_field (entity, *part, error) : NULL;
    if (field == NULL || self->n_path == CRM_EXPORT_MOST_PATH) {
      if (error != NULL && *error == NULL)
        g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” leads nowhere"), name);
      crm_export_column_clear (self);
      return FALSE;
    }
    self->path[self->n_path++] = field;
    entity = field->kind == CRM_KIND_REFERENCE ? crm_field_get_target (field) : NULL;
  }
  return TRUE;
}

void
crm_export_column_clear (CrmExportColumn *self)
{
  g_clear_pointer (&self->name, g_free);
}

const CrmField *
crm_export_column_get_field (const CrmExportColumn *self)
{
  return self->n_path > 0 ? self->path[self->n_path - 1] : NULL;
}

char *
crm_export_column_dup_heading (const CrmExportColumn *self, gboolean for_people)
{
  GString *label;
  if (!for_people || self->n_path == 0)
    return g_strdup (self->name);
  label = g_string_new (NULL);
  for (int i = 0; i < self->n_path; i++)
    g_string_append_printf (label, "%s%s", i > 0 ? ": " : "", crm_field_get_label (self->path[i]));
  return g_string_free (label, FALSE);
}

/*
 * crm_export_column_follow:
 * @self: a column with a path
 * @database: any connection of the thread
 * @record: a row
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): the record in which the last field of the path stands; %NULL
 *   without error where a reference on the way is empty
 */
CrmRecord *
crm_export_column_follow (const CrmExportColumn *self, CrmDatabase *database, CrmRecord *record,
                          GError **error)
{
  g_autoptr (CrmRecord) at = g_object_ref (record);
  for (int i = 0; i + 1 < self->n_path; i++) {
    const CrmValue *value = crm_record_get_value (at, get_index (at, self->path[i]));
    g_autoptr (CrmRecord) next = NULL;
    if (value->type != CRM_VALUE_INTEGER)
      return NULL;
    next = crm_record_load (database, crm_field_get_target (self->path[i]), value->integer, error);
    if (next == NULL)
      return NULL;
    g_set_object (&at, next);
  }
  return g_steal_pointer (&at);
}

char *
crm_export_dup_link_title (CrmRecord *record, const CrmField *field)
{
  int i = get_index (record, field);
  const CrmValue *value = crm_record_get_value (record, i);
  const char *title = crm_record_get_reference_title (record, i);
  const CrmEntity *subject;
  if (value->type != CRM_VALUE_INTEGER)
    return NULL;
  if (field->kind == CRM_KIND_REFERENCE)
    return g_strdup (title);
  subject = crm_subject_get_entity (value->integer);
  return subject != NULL ? g_strconcat (subject->name, ":", title != NULL ? title : "", NULL)
                         : NULL;
}

char *
crm_export_dup_link_id (CrmRecord *record, const CrmField *field)
{
  const CrmValue *value = crm_record_get_value (record, get_index (record, field));
  return value->type == CRM_VALUE_INTEGER ? crm_field_to_machine (field, value) : NULL;
}

/* Spreadsheets take a number with the wrong decimal separator for a text. */
static char *
format_for_spreadsheet (char *number)
{
  CrmNumberStyle style = crm_number_style_local ();
  if (style == CRM_NUMBER_RU || style == CRM_NUMBER_UK || style == CRM_NUMBER_PL)
    g_strdelimit (number, ".", ',');
  return number;
}

char *
crm_export_dup_value (CrmRecord *record, const CrmField *field, gboolean for_people)
{
  const CrmValue *value = crm_record_get_value (record, get_index (record, field));
  if (value->type == CRM_VALUE_EMPTY)
    return NULL;
  if (!for_people)
    return crm_field_to_machine (field, value);
  if (crm_kind_is_number (field->kind))
    return format_for_spreadsheet (crm_field_to_machine (field, value));
  if (field->kind == CRM_KIND_CHOICE || field->kind == CRM_KIND_YES_NO)
    return crm_field_format (field, value, NULL, crm_number_style_local ());
  return crm_field_to_machine (field, value);
}

static void
append_link (GString *json, CrmRecord *record, const CrmField *field)
{
  g_autofree char *id = crm_export_dup_link_id (record, field);
  g_autofree char *title = crm_export_dup_link_title (record, field);
  g_string_append (json, "{\"id\":");
  if (field->kind == CRM_KIND_REFERENCE)
    g_string_append (json, id);
  else
    crm_json_append_string (json, id);
  g_string_append (json, ",\"title\":");
  crm_json_append_string (json, title != NULL ? title : "");
  g_string_append_c (json, '}');
}

static void
append_tags (GString *json, const char *stored)
{
  g_auto (GStrv) tags = crm_tags_split (stored);
  g_string_append_c (json, '[');
  for (guint i = 0; tags[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    crm_json_append_string (json, tags[i]);
  }
  g_string_append_c (json, ']');
}

/* A value that is not empty. */
void
crm_export_append_json (GString *json, CrmRecord *record, const CrmField *field)
{
  const CrmValue *value = crm_record_get_value (record, get_index (record, field));
  g_autofree char *text = NULL;

  switch (field->kind) {
  case CRM_KIND_INTEGER:
  case CRM_KIND_DURATION:
    text = crm_field_to_machine (field, value);
    g_string_append (json, text);
    return;
  case CRM_KIND_YES_NO:
    g_string_append (json, value->integer != 0 ? "true" : "false");
    return;
  case CRM_KIND_REFERENCE:
  case CRM_KIND_SUBJECT:
    append_link (json, record, field);
    return;
  case CRM_KIND_TAGS:
    append_tags (json, value->text);
    return;
  default:
    text = crm_field_to_machine (field, value);
    crm_json_append_string (json, text);
  }
}
