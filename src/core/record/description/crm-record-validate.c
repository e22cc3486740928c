/* Whether a record may be written: its title, what must be filled in, and what its description
 * checks; and which of its deadlines have passed. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-record.h"

char *
crm_record_check_field (CrmRecord *self, int field)
{
  const CrmField *description = &crm_record_get_entity (self)->fields[field];
  if (description->check == NULL || crm_record_get_value (self, field)->type == CRM_VALUE_EMPTY)
    return NULL;
  return description->check (self, description);
}

/**
 * crm_record_make_title:
 * @self: a record without a title
 * @func: (nullable): says what a field reads as, "" or %NULL for nothing; by default the text, or
 *   the title of what it points at
 * @data: for @func
 * @database: any connection of this thread
 *
 * Returns: (transfer full) (nullable): what the description says such a record is called; %NULL
 *   where it does not say or nothing of it is filled
 */
char *
crm_record_make_title (CrmRecord *self, CrmTitlePartFunc func, gpointer data, CrmDatabase *database)
{
  const CrmEntity *entity = crm_record_get_entity (self);
  const char *named_after = entity->named_after;
  g_auto (GStrv) ways = g_strsplit (named_after != NULL ? named_after : "", "|", -1);

  for (char **way = ways; *way != NULL; way++) {
    g_auto (GStrv) parts = g_strsplit (*way, "+", -1);
    g_autoptr (GString) title = g_string_new (NULL);
    for (char **part = parts; *part != NULL; part++) {
      int i = crm_entity_field_index (entity, *part);
      const CrmField *field = &entity->fields[i];
      const CrmValue *value = crm_record_get_value (self, i);
      g_autofree char *text = func != NULL ? func (self, field, data) : NULL;
      if (text == NULL && value->type == CRM_VALUE_TEXT)
        text = g_strdup (value->text);
      else if (text == NULL && value->type == CRM_VALUE_INTEGER)
        text = crm_reference_title (database, crm_field_get_target (field), value->integer);
      if (text != NULL && text[0] != '\0')
        g_string_append_printf (title, "%s%s", title->len > 0 ? " " : "", text);
    }
    if (title->len > 0)
      return g_string_free (g_steal_pointer (&title), FALSE);
  }
  return NULL;
}

/* A record from before the users required a field may go on without it. */
static gboolean
is_due (const CrmField *field, CrmRecord *old, int i)
{
  return (field->flags & CRM_FIELD_CUSTOM) == 0 || old == NULL ||
         crm_record_get_value (old, i)->type != CRM_VALUE_EMPTY;
}

/**
 * crm_record_validate:
 * @self: a record as it is to be
 * @old: (nullable): as it was; %NULL: it is new
 * @database: any connection of this thread
 * @error: INVALID or REFUSED, with what is wrong
 *
 * Fills what follows from other fields and checks what stands against writing it.
 *
 * Returns: whether it may be written
 */
gboolean
crm_record_validate (CrmRecord *self, CrmRecord *old, CrmDatabase *database, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (self);
  const CrmField *title = crm_entity_title_field (entity);

  if (entity->named_after != NULL && crm_record_is_empty (self, title->name)) {
    g_autofree char *made = crm_record_make_title (self, NULL, NULL, database);
    crm_record_set_text (self, title->name, made);
  }
  if (entity->prepare != NULL && !entity->prepare (self, old, database, error))
    return FALSE;
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_REQUIRED) &&
        crm_record_get_value (self, i)->type == CRM_VALUE_EMPTY &&
        is_due (&entity->fields[i], old, i)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s: “%s” must be filled in"),
                   crm_entity_get_label (entity), crm_field_get_label (&entity->fields[i]));
      return FALSE;
    }
  return TRUE;
}

/**
 * crm_record_is_overdue:
 * @self: a record
 * @field: index of a field
 * @now: the present moment
 *
 * A day is over with its last second: what is due today is not overdue.
 *
 * Returns: whether the field is a deadline that has passed while the record is not settled
 */
gboolean
crm_record_is_overdue (CrmRecord *self, int field, gint64 now)
{
  const CrmEntity *entity = crm_record_get_entity (self);
  const CrmField *description = &entity->fields[field];
  const CrmValue *value = crm_record_get_value (self, field);

  if ((description->flags & CRM_FIELD_DUE) == 0 || value->type != CRM_VALUE_INTEGER)
    return FALSE;
  if (description->kind == CRM_KIND_DATE ? value->integer >= crm_moment_to_date (now)
                                         : value->integer >= now)
    return FALSE;
  return entity->is_settled == NULL || !entity->is_settled (self);
}

/**
 * crm_record_has_overdue:
 * @self: a record
 * @now: the present moment
 *
 * Returns: whether any of its deadlines has passed while it is not settled
 */
gboolean
crm_record_has_overdue (CrmRecord *self, gint64 now)
{
  int n_fields = crm_record_get_entity (self)->n_fields;
  for (int i = 0; i < n_fields; i++)
    if (crm_record_is_overdue (self, i, now))
      return TRUE;
  return FALSE;
}
