/* What a row that is imported is already: a record that is there, or a row before it. */
#include "config.h"

#include "crm-import-run-state-private.h"

#include "crm-duplicate.h"
#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_TWINS 8

static gboolean
find_by_number (CrmImportRun *self, GArray *ids, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (CrmRecord) record = NULL;
  if (self->draft->there <= 0)
    return TRUE;
  record = crm_record_load (self->database, self->plan.entity, self->draft->there, &reason);
  if (record != NULL) {
    g_array_append_val (ids, self->draft->there);
    return TRUE;
  }
  if (g_error_matches (reason, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static void
remark_on_same (CrmImportRun *self, gint64 id, const char *reasons)
{
  g_autofree char *title =
      id > 0 ? crm_reference_title (self->database, self->plan.entity, id) : NULL;
  g_clear_pointer (&self->remark, g_free);
  if (id < 0)
    self->remark = g_strdup_printf (
        _ ("the same as line %u of the file"),
        -id < self->lines->len ? g_array_index (self->lines, guint32, (guint) -id) : 0);
  else if (reasons != NULL)
    self->remark =
        /* Translators: the name of a record; why, such as "same name, same: Phone" */
        g_strdup_printf (_ ("likely the same as “%s”, which is there already: %s"),
                         title != NULL ? title : "", reasons);
  else
    self->remark = g_strdup_printf (_ ("the same as “%s”, which is there already"),
                                    title != NULL ? title : "");
}

/* What is there and what comes, where a field can hold both: a remark is not overwritten. */
static void
merge (const CrmField *field, const CrmValue *old_value, const CrmValue *new_value,
       CrmValue *merged)
{
  gboolean both = old_value->type == CRM_VALUE_TEXT && new_value->type == CRM_VALUE_TEXT;
  if (both && field->kind == CRM_KIND_NOTE)
    crm_value_take_text (merged, strstr (old_value->text, new_value->text) != NULL
                                     ? g_strdup (old_value->text)
                                     : g_strconcat (old_value->text, "\n", new_value->text, NULL));
  else if (both && field->kind == CRM_KIND_TAGS) {
    g_autofree char *all = g_strconcat (old_value->text, "\n", new_value->text, NULL);
    g_auto (GStrv) tags = crm_tags_split (all);
    crm_value_take_text (merged, crm_tags_join ((const char *const *) tags));
  } else
    crm_value_copy (new_value, merged);
}

/* Fills @after with what the record will be, and decides the state. */
static gboolean
compare (CrmImportRun *self, gint64 id, GError **error)
{
  const CrmEntity *entity = self->plan.entity;
  CrmImportDraft *draft = self->draft;

  if (id < 0) { /* a row of this file, which in a dry run is nowhere to be looked at */
    self->state = CRM_IMPORT_CHANGED;
    self->after = g_object_ref (draft->record);
    self->changed = draft->filled;
    return TRUE;
  }
  self->before = crm_record_load (self->database, entity, id, error);
  if (self->before == NULL)
    return FALSE;
  self->after = crm_record_copy (self->before);
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmValue *old_value = crm_record_get_value (self->before, i);
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    if (!crm_fields_has (draft->filled, i))
      continue;
    merge (&entity->fields[i], old_value, crm_record_get_value (draft->record, i), &value);
    if (crm_value_equal (&value, old_value))
      continue;
    crm_record_set_value (self->after, i, &value);
    crm_fields_add (&self->changed, i);
  }
  self->state = !crm_fields_is_empty (self->changed) ? CRM_IMPORT_CHANGED : CRM_IMPORT_SAME;
  return TRUE;
}

/* By the phone, the e-mail, a number or a name in other letters. Only what was there before the
 * import: its own rows are not compared so. */
static gboolean
find_likely (CrmImportRun *self, GArray *ids, char **reasons, GError **error)
{
  g_autoptr (CrmRecord) copy = NULL;
  g_autoptr (GPtrArray) found = NULL;
  int best = 0;

  if (!self->matches || self->last_id == 0)
    return TRUE;
  copy = crm_record_copy (self->draft->record);
  crm_import_run_entitle (self, copy);
  found = crm_duplicate_find_by_keys (self->database, copy, CRM_MATCH_LIKELY, MOST_TWINS, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++) {
    const CrmDuplicate *duplicate = found->pdata[i];
    gboolean other;
    if (duplicate->id > self->last_id || duplicate->score.percent < best)
      continue;
    if (!crm_import_identity_is_other (self->identity, self->draft->record, duplicate->id, &other,
                                       error))
      return FALSE;
    if (other)
      continue;
    best = duplicate->score.percent;
    if (ids->len == 0)
      *reasons = g_strdup (duplicate->reasons);
    g_array_append_val (ids, duplicate->id);
  }
  return TRUE;
}

gboolean
crm_import_run_identify (CrmImportRun *self, GError **error)
{
  g_autofree char *reasons = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean known = self->plan.update_by_id ? find_by_number (self, ids, error)
                   : self->identity != NULL
                       ? crm_import_identity_find (self->identity, self->draft->record, ids, error)
                       : TRUE;
  gboolean repeats = FALSE;
  gint64 id;

  if (!known)
    return FALSE;
  if (ids->len == 0 && !find_likely (self, ids, &reasons, error))
    return FALSE;
  self->state = CRM_IMPORT_NEW;
  if (ids->len > 0) {
    self->twin = g_array_index (ids, gint64, 0);
    repeats = self->twin < 0 || self->twin > self->last_id;
    self->counts->n_duplicates += !repeats;
    remark_on_same (self, self->twin, reasons);
  }
  if (ids->len == 0 || self->existing == CRM_IMPORT_EXISTING_ADD) {
    self->after = g_object_ref (self->draft->record);
    self->changed = self->draft->filled;
    return TRUE;
  }
  id = g_array_index (ids, gint64, 0);
  if (ids->len > 1 && self->existing == CRM_IMPORT_EXISTING_UPDATE) {
    g_autofree char *sentence = g_strdup_printf (
        ngettext ("%u record could be meant", "%u records could be meant", ids->len), ids->len);
    return crm_import_run_refuse (self, -1, sentence, error);
  }
  if (self->draft->there != 0 && id > 0 && self->change != NULL)
    crm_import_ids_add (self->plan.ids, self->plan.entity, self->draft->there, id);
  if (self->existing == CRM_IMPORT_EXISTING_UPDATE)
    return compare (self, id, error);
  self->state = CRM_IMPORT_SAME;
  self->counts->n_repeated += repeats;
  return TRUE;
}
