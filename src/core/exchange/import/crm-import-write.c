/* A row that is imported becomes a record: what it names is linked or created, and all is checked
 * as every change is. */
#include "config.h"

#include "crm-import-run-state-private.h"

#include "crm-clock.h"
#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
crm_import_run_is_pending (CrmImportRun *self, int field)
{
  const CrmValue *value = crm_record_get_value (self->after, field);
  return value->type == CRM_VALUE_INTEGER && value->integer < 0 &&
         self->plan.entity->fields[field].kind == CRM_KIND_REFERENCE;
}

/* What the description filled in is shown; in a dry run it is all there is. */
static void
take_over (CrmImportRun *self, CrmRecord *prepared)
{
  for (int i = 0; i < self->plan.entity->n_fields; i++)
    if (!crm_import_run_is_pending (self, i))
      crm_record_set_value (self->after, i, crm_record_get_value (prepared, i));
}

gboolean
crm_import_run_validate (CrmImportRun *self, GError **error)
{
  const CrmEntity *entity = self->plan.entity;
  g_autoptr (CrmRecord) copy = crm_record_copy (self->after);
  g_autoptr (GError) reason = NULL;

  crm_import_run_entitle (self, copy);
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_import_run_is_pending (self, i))
      crm_record_clear_field (copy, entity->fields[i].name);
    else if (strcmp (entity->fields[i].name, "changed") == 0)
      crm_record_set_integer (copy, "changed", crm_clock_now ());
  if (entity->prepare != NULL && !entity->prepare (copy, self->before, self->database, &reason)) {
    if (crm_error_is_refusal (reason))
      return crm_import_run_refuse (self, -1, reason->message, error);
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }
  for (int i = 0; i < entity->n_fields; i++) {
    g_autofree char *sentence = NULL;
    if (!(entity->fields[i].flags & CRM_FIELD_REQUIRED) || crm_import_run_is_pending (self, i) ||
        crm_record_get_value (copy, i)->type != CRM_VALUE_EMPTY)
      continue;
    sentence = g_strdup_printf (_ ("%s: “%s” must be filled in"), crm_entity_get_label (entity),
                                crm_field_get_label (&entity->fields[i]));
    return crm_import_run_refuse (self, -1, sentence, error);
  }
  if (self->change == NULL && self->before == NULL)
    take_over (self, copy);
  return TRUE;
}

static void
set_link (CrmImportRun *self, const CrmImportMissing *missing, gint64 id)
{
  const CrmField *field = &self->plan.entity->fields[missing->field];
  crm_record_set_integer (self->draft->record, field->name, id);
  if (self->after != self->draft->record)
    crm_record_set_integer (self->after, field->name, id);
}

gboolean
crm_import_run_create_missing (CrmImportRun *self, GError **error)
{
  for (guint i = 0; i < self->draft->missing->len && self->state != CRM_IMPORT_WRONG; i++) {
    const CrmImportMissing *missing = &g_array_index (self->draft->missing, CrmImportMissing, i);
    const CrmField *field = &self->plan.entity->fields[missing->field];
    g_autoptr (GError) reason = NULL;
    gboolean refused = FALSE;
    gint64 id;
    if (crm_import_drafter_comes_later (self->drafter, missing)) {
      if (self->change != NULL)
        crm_record_clear_field (self->after, field->name);
      if (self->change != NULL && self->before != NULL)
        crm_fields_remove (&self->changed, missing->field);
      continue;
    }
    /* Two columns of one row may name the same. */
    if (!crm_import_links_find (self->links, field, missing->target, missing->text,
                                self->draft->record, &id, error))
      return FALSE;
    if (id == 0 && !crm_import_links_create (self->links, field, missing->target, missing->text,
                                             self->draft->record, &id, &refused, &reason)) {
      if (!refused && !crm_error_is_refusal (reason)) {
        g_propagate_error (error, g_steal_pointer (&reason));
        return FALSE;
      }
      if (!crm_import_run_refuse (self, (int) missing->column, reason->message, error))
        return FALSE;
    } else
      set_link (self, missing, id);
  }
  return TRUE;
}

static void
remember_late (CrmImportRun *self, gint64 id)
{
  for (guint i = 0; i < self->draft->missing->len; i++) {
    const CrmImportMissing *missing = &g_array_index (self->draft->missing, CrmImportMissing, i);
    CrmImportLate late = {
      id, missing->field, self->row->number, self->row->line, (int) missing->column, NULL
    };
    if (!crm_import_drafter_comes_later (self->drafter, missing) ||
        !crm_record_is_empty (self->after, self->plan.entity->fields[missing->field].name))
      continue;
    late.text = g_strdup (missing->text);
    g_array_append_val (self->late, late);
  }
}

/* "data:image/png;base64,iVBOR..." */
static GBytes *
decode_data (const char *cell, char **kind)
{
  const char *comma = strchr (cell, ',');
  const char *slash = strchr (cell, '/');
  guchar *bytes;
  gsize length;
  if (!g_str_has_prefix (cell, "data:") || comma == NULL || slash == NULL || slash > comma)
    return NULL;
  bytes = g_base64_decode (comma + 1, &length);
  *kind = g_strndup (slash + 1, strcspn (slash + 1, ";,+/"));
  return g_bytes_new_take (bytes, length);
}

/* Pictures of what is new. What is there already has what was attached to it. */
static gboolean
attach (CrmImportRun *self, gint64 id, GError **error)
{
  gint64 subject = crm_subject_make (self->plan.entity, id);
  for (guint i = 0; i < self->plan.table->n_columns; i++) {
    g_autoptr (GBytes) bytes = NULL;
    g_autofree char *kind = NULL;
    g_autofree char *name = NULL;
    gboolean refused;
    if (self->plan.table->columns[i].role != CRM_IMPORT_ATTACHMENT)
      continue;
    bytes = decode_data (self->row->cells[i], &kind);
    if (bytes == NULL || g_bytes_get_size (bytes) == 0)
      continue;
    name = g_strdup_printf ("%s.%s", _ ("Picture"), strcmp (kind, "jpeg") == 0 ? "jpg" : kind);
    crm_change_add_file (self->change, subject, name, bytes);
    if (!crm_change_apply_now (self->change, self->database, &refused, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
crm_import_run_write_row (CrmImportRun *self, GError **error)
{
  const CrmEntity *entity = self->plan.entity;
  g_autoptr (GError) reason = NULL;
  gint64 id = self->before != NULL ? crm_record_get_id (self->before) : 0;
  gboolean refused;

  if (self->before == NULL)
    id = crm_change_add (self->change, self->after);
  for (int i = 0; i < entity->n_fields && self->before != NULL; i++)
    if (crm_fields_has (self->changed, i))
      crm_change_set (self->change, entity, id, entity->fields[i].name,
                      crm_record_get_value (self->after, i));
  if ((self->before == NULL || !crm_fields_is_empty (self->changed)) &&
      !crm_change_apply_now (self->change, self->database, &refused, &reason)) {
    if (refused)
      return crm_import_run_refuse (self, -1, reason->message, error);
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }
  id = crm_change_get_id (self->change, id);
  remember_late (self, id);
  if (self->draft->there != 0)
    crm_import_ids_add (self->plan.ids, entity, self->draft->there, id);
  if (self->state == CRM_IMPORT_NEW) {
    if (self->identity != NULL)
      crm_import_identity_add (self->identity, self->after, id);
    crm_import_links_add (self->links, self->after, id);
    return attach (self, id, error);
  }
  return TRUE;
}

void
crm_import_run_pretend_row (CrmImportRun *self)
{
  gint64 id = -(gint64) self->row->number;
  if (self->state != CRM_IMPORT_NEW)
    return;
  if (self->identity != NULL) {
    g_array_set_size (self->lines, (guint) self->row->number + 1);
    g_array_index (self->lines, guint32, self->row->number) = (guint32) self->row->line;
    crm_import_identity_add (self->identity, self->after, id);
  }
  crm_import_links_add (self->links, self->after, id);
}

gboolean
crm_import_run_link_late (CrmImportRun *self, const CrmImportLate *late, GError **error)
{
  const CrmEntity *entity = self->plan.entity;
  const CrmField *field = &entity->fields[late->field];
  g_autoptr (CrmRecord) record = crm_record_load (self->database, entity, late->id, error);
  g_autoptr (GError) reason = NULL;
  gboolean refused = FALSE;
  gint64 id = 0;

  if (record == NULL)
    return FALSE;
  if (!crm_import_links_find (self->links, field, entity, late->text, record, &id, &reason) ||
      (id == 0 && self->plan.create_missing &&
       !crm_import_links_create (self->links, field, entity, late->text, record, &id, &refused,
                                 &reason)) ||
      id == 0) {
    if (reason != NULL && !refused && !crm_error_is_refusal (reason)) {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
    return TRUE; /* the record stands without it */
  }
  crm_change_set_integer (self->change, entity, late->id, field->name, id);
  if (crm_change_apply_now (self->change, self->database, &refused, &reason) || refused)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}
