/* One passage through a table that is imported: each row is read, compared with what is there,
 * checked as every change is, and written, or only counted. */
#include "config.h"

#include "crm-import-run-private.h"

#include "crm-clock.h"
#include "crm-duplicate.h"
#include "crm-error.h"
#include "crm-import-draft-private.h"
#include "crm-import-identity-private.h"
#include "crm-import-row-private.h"
#include "crm-table-ahead-private.h"
#include "crm-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define TICK_ROWS 256
#define MOST_TWINS 8

/* A row whose parent stands in a later one, and is linked when that has come. */
typedef struct {
  gint64 id;
  int field;
  guint64 row;
  guint64 line;
  int column;
  char *text; /* owned */
} Late;

struct _CrmImportRun {
  CrmImportPlan plan;
  CrmDatabase *database;
  CrmChange *change; /* NULL: as if */
  CrmImportCounts *counts;
  CrmImportProblems *problems;
  GListStore *rows; /* owned; NULL: none are kept */
  guint most_rows;
  guint n_doubles;             /* of them, those that are shown for their twins */
  CrmImportLinks *links;       /* owned */
  CrmImportDrafter *drafter;   /* owned */
  CrmImportIdentity *identity; /* owned */
  gint64 last_id;              /* of what was there before; 0: nothing */
  gboolean matches;            /* phones, e-mails and names tell of likely doubles */
  GArray *late;                /* Late */
  CrmTableAhead *ahead;        /* owned; NULL once the rows are read, or it is given up */
  gboolean ended;

  /* Of the row under way. */
  const CrmTableRow *row;
  CrmImportDraft *draft;
  CrmImportState state;
  CrmImportExisting existing; /* what is done with it if it is there already */
  gint64 twin;                /* the record that it seems to be; 0: none */
  CrmRecord *before;          /* owned: the record that it changes; NULL: it is new */
  CrmRecord *after;           /* owned: as it will be */
  CrmFields changed;          /* in which they differ */
  char *remark;               /* owned */
};

static void
clear_late (gpointer data)
{
  g_free (((Late *) data)->text);
}

static CrmFields
get_filled_fields (const CrmImportPlan *plan)
{
  const CrmEntity *entity = plan->entity;
  CrmFields fields = { 0 };
  for (guint i = 0; i < plan->table->n_columns; i++)
    if (plan->table->columns[i].role == CRM_IMPORT_FIELD)
      crm_fields_add (&fields, plan->table->columns[i].field - entity->fields);
  return fields;
}

/*
 * crm_import_run_new:
 * @plan: what a person decided; its parts are borrowed
 * @database: the connection of the thread
 * @change: (nullable): under commit; %NULL: nothing is written
 * @counts: counted from nought
 * @problems: emptied and filled
 * @rows: (nullable): emptied and given the first rows as they will be
 * @most_rows: how many of them
 * @error: of the file, the store, CANCELLED
 *
 * Returns: (transfer full) (nullable): a passage before the first row
 */
CrmImportRun *
crm_import_run_new (const CrmImportPlan *plan, CrmDatabase *database, CrmChange *change,
                    CrmImportCounts *counts, CrmImportProblems *problems, GListStore *rows,
                    guint most_rows, GError **error)
{
  g_autoptr (CrmImportRun) self = g_new0 (CrmImportRun, 1);

  self->plan = *plan;
  self->database = database;
  self->change = change;
  self->counts = counts;
  self->problems = problems;
  self->rows = rows != NULL ? g_object_ref (rows) : NULL;
  self->most_rows = most_rows;
  self->late = g_array_new (FALSE, FALSE, sizeof (Late));
  g_array_set_clear_func (self->late, clear_late);
  *counts = (CrmImportCounts) { 0 };
  crm_import_problems_clear (problems);
  self->links = crm_import_links_new (database, change);
  self->drafter = crm_import_drafter_new (&self->plan, database, self->links, error);
  if (self->drafter == NULL)
    return NULL;
  /* A preview tells of doubles though all are added. */
  if ((plan->existing != CRM_IMPORT_EXISTING_ADD || change == NULL ||
       g_hash_table_size (plan->row_existing) > 0) &&
      !plan->update_by_id) {
    self->identity = crm_import_identity_new (database, plan->entity, get_filled_fields (plan),
                                              plan->update_by, error);
    if (self->identity == NULL)
      return NULL;
  }
  self->matches =
      self->identity != NULL && plan->update_by == NULL && crm_match_is_possible (plan->entity);
  if (!crm_record_read_last_id (database, plan->entity, &self->last_id, error))
    return NULL;
  if (!crm_table_reader_rewind (plan->reader, plan->cancellable, error))
    return NULL;
  self->ahead = crm_table_ahead_new (plan->reader, plan->cancellable);
  return g_steal_pointer (&self);
}

static void
end_row (CrmImportRun *self)
{
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_clear_pointer (&self->remark, g_free);
  self->changed = (CrmFields) { 0 };
  self->twin = 0;
}

void
crm_import_run_free (CrmImportRun *self)
{
  end_row (self);
  g_clear_pointer (&self->ahead, crm_table_ahead_free);
  g_clear_pointer (&self->identity, crm_import_identity_free);
  g_clear_pointer (&self->drafter, crm_import_drafter_free);
  g_clear_pointer (&self->links, crm_import_links_free);
  g_clear_object (&self->rows);
  g_array_unref (self->late);
  g_free (self);
}

/* The row is refused; the import goes on, unless it was to be all or nothing. */
static gboolean
refuse (CrmImportRun *self, int column, const char *reason, GError **error)
{
  self->state = CRM_IMPORT_WRONG;
  g_set_str (&self->remark, reason);
  crm_import_problems_add (self->problems, self->row->number, self->row->line, column, reason);
  if (!self->plan.all_or_nothing || self->change == NULL)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("Line %" PRIu64 " of “%s”: %s. Nothing was imported"), self->row->line,
               crm_table_reader_get_name (self->plan.reader), reason);
  return FALSE;
}

static const CrmImportMissing *
find_missing (CrmImportDraft *draft, int field)
{
  for (guint i = 0; i < draft->missing->len; i++)
    if (g_array_index (draft->missing, CrmImportMissing, i).field == field)
      return &g_array_index (draft->missing, CrmImportMissing, i);
  return NULL;
}

/* --- What it is already ------------------------------------------------------------------------
 */

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
    self->remark = g_strdup_printf (_ ("the same as row %" PRId64 " of the file"), -id);
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

/* What is to be created has its name from the row. */
static char *
name_part (CrmRecord *record, const CrmField *field, gpointer data)
{
  CrmImportRun *self = data;
  const CrmImportMissing *missing =
      find_missing (self->draft, (int) (field - self->plan.entity->fields));
  return missing != NULL ? g_strdup (missing->text) : NULL;
}

/* By the phone, the e-mail, a number or a name in other letters. Only what was there before the
 * import: its own rows are not compared so. */
static gboolean
find_likely (CrmImportRun *self, GArray *ids, char **reasons, GError **error)
{
  const char *title = crm_entity_title_field (self->plan.entity)->name;
  g_autoptr (CrmRecord) copy = NULL;
  g_autoptr (GPtrArray) found = NULL;
  int best = 0;

  if (!self->matches || self->last_id == 0)
    return TRUE;
  copy = crm_record_copy (self->draft->record);
  if (crm_record_is_empty (copy, title)) {
    g_autofree char *made = crm_record_make_title (copy, name_part, self, self->database);
    if (made != NULL)
      crm_record_set_text (copy, title, made);
  }
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

static gboolean
identify (CrmImportRun *self, GError **error)
{
  g_autofree char *reasons = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean known = self->plan.update_by_id ? find_by_number (self, ids, error)
                   : self->identity != NULL
                       ? crm_import_identity_find (self->identity, self->draft->record, ids, error)
                       : TRUE;
  gint64 id;

  if (!known)
    return FALSE;
  if (ids->len == 0 && !find_likely (self, ids, &reasons, error))
    return FALSE;
  self->state = CRM_IMPORT_NEW;
  if (ids->len > 0 && g_array_index (ids, gint64, 0) > 0 &&
      g_array_index (ids, gint64, 0) <= self->last_id) {
    self->twin = g_array_index (ids, gint64, 0);
    self->counts->n_duplicates++;
  }
  if (ids->len > 0)
    remark_on_same (self, g_array_index (ids, gint64, 0), reasons);
  if (ids->len == 0 || self->existing == CRM_IMPORT_EXISTING_ADD) {
    self->after = g_object_ref (self->draft->record);
    self->changed = self->draft->filled;
    return TRUE;
  }
  id = g_array_index (ids, gint64, 0);
  if (ids->len > 1 && self->existing == CRM_IMPORT_EXISTING_UPDATE) {
    g_autofree char *sentence = g_strdup_printf (
        ngettext ("%u record could be meant", "%u records could be meant", ids->len), ids->len);
    return refuse (self, -1, sentence, error);
  }
  if (self->draft->there != 0 && id > 0 && self->change != NULL)
    crm_import_ids_add (self->plan.ids, self->plan.entity, self->draft->there, id);
  if (self->existing == CRM_IMPORT_EXISTING_UPDATE)
    return compare (self, id, error);
  self->state = CRM_IMPORT_SAME;
  return TRUE;
}

/* --- What it links to --------------------------------------------------------------------------
 */

/* Whether the field points at what is not written yet: to be created, or, in a dry run, as good as
 * created. */
static gboolean
is_pending (CrmImportRun *self, int field)
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
    if (!is_pending (self, i))
      crm_record_set_value (self->after, i, crm_record_get_value (prepared, i));
}

/* The checks that every change makes, before anything is created for the row: what is to be created
 * counts as there. */
static gboolean
validate (CrmImportRun *self, GError **error)
{
  const CrmEntity *entity = self->plan.entity;
  const char *title = crm_entity_title_field (entity)->name;
  g_autoptr (CrmRecord) copy = crm_record_copy (self->after);
  g_autoptr (GError) reason = NULL;

  if (crm_record_is_empty (copy, title)) {
    g_autofree char *made = crm_record_make_title (copy, name_part, self, self->database);
    if (made != NULL)
      crm_record_set_text (copy, title, made);
  }
  for (int i = 0; i < entity->n_fields; i++)
    if (is_pending (self, i))
      crm_record_clear_field (copy, entity->fields[i].name);
    else if (strcmp (entity->fields[i].name, "changed") == 0)
      crm_record_set_integer (copy, "changed", crm_clock_now ());
  if (entity->prepare != NULL && !entity->prepare (copy, self->before, self->database, &reason)) {
    if (crm_error_is_refusal (reason))
      return refuse (self, -1, reason->message, error);
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }
  for (int i = 0; i < entity->n_fields; i++) {
    g_autofree char *sentence = NULL;
    if (!(entity->fields[i].flags & CRM_FIELD_REQUIRED) || is_pending (self, i) ||
        crm_record_get_value (copy, i)->type != CRM_VALUE_EMPTY)
      continue;
    sentence = g_strdup_printf (_ ("%s: “%s” must be filled in"), crm_entity_get_label (entity),
                                crm_field_get_label (&entity->fields[i]));
    return refuse (self, -1, sentence, error);
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

static gboolean
create_missing (CrmImportRun *self, GError **error)
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
      if (!refuse (self, (int) missing->column, reason->message, error))
        return FALSE;
    } else
      set_link (self, missing, id);
  }
  return TRUE;
}

/* --- Writing -----------------------------------------------------------------------------------
 */

static void
remember_late (CrmImportRun *self, gint64 id)
{
  for (guint i = 0; i < self->draft->missing->len; i++) {
    const CrmImportMissing *missing = &g_array_index (self->draft->missing, CrmImportMissing, i);
    Late late = { id,  missing->field, self->row->number, self->row->line, (int) missing->column,
                  NULL };
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

static gboolean
write_row (CrmImportRun *self, GError **error)
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
      return refuse (self, -1, reason->message, error);
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

static void
pretend_row (CrmImportRun *self)
{
  gint64 id = -(gint64) self->row->number;
  if (self->state != CRM_IMPORT_NEW)
    return;
  if (self->identity != NULL)
    crm_import_identity_add (self->identity, self->after, id);
  crm_import_links_add (self->links, self->after, id);
}

/* --- Showing -----------------------------------------------------------------------------------
 */

static CrmImportCellState
get_cell_state (CrmImportRun *self, int field, const CrmImportMissing *missing)
{
  if (crm_fields_has (self->draft->wrong_fields, field))
    return CRM_IMPORT_CELL_WRONG;
  if (!crm_fields_has (self->draft->filled, field))
    return crm_record_get_value (self->after, field)->type != CRM_VALUE_EMPTY &&
                   self->before == NULL
               ? CRM_IMPORT_CELL_NEW
               : CRM_IMPORT_CELL_EMPTY;
  if (self->state == CRM_IMPORT_WRONG)
    return CRM_IMPORT_CELL_NEW;
  if (self->state == CRM_IMPORT_SAME || !crm_fields_has (self->changed, field))
    return CRM_IMPORT_CELL_SAME;
  if (missing != NULL || is_pending (self, field))
    return CRM_IMPORT_CELL_CREATES;
  return self->before != NULL ? CRM_IMPORT_CELL_CHANGED : CRM_IMPORT_CELL_NEW;
}

static char *
get_cell_text (CrmImportRun *self, int field, const CrmImportMissing *missing,
               CrmImportCellState state)
{
  const CrmField *description = &self->plan.entity->fields[field];
  const CrmValue *value = crm_record_get_value (self->after, field);

  if (state == CRM_IMPORT_CELL_WRONG || (missing == NULL && is_pending (self, field)))
    for (guint i = 0; i < self->plan.table->n_columns; i++)
      if (self->plan.table->columns[i].role == CRM_IMPORT_FIELD &&
          self->plan.table->columns[i].field == description)
        return g_strdup (self->row->cells[i]);
  if (missing != NULL)
    return g_strdup (missing->text);
  if (value->type == CRM_VALUE_INTEGER && description->kind == CRM_KIND_REFERENCE)
    return value->integer > 0
               ? crm_reference_title (self->database, crm_field_get_target (description),
                                      value->integer)
               : g_strdup ("");
  return crm_record_format (self->after, field);
}

static void
show_row (CrmImportRun *self)
{
  g_autoptr (CrmImportRow) shown = NULL;
  guint n = self->rows != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->rows)) : 0;
  if (self->rows == NULL)
    return;
  /* Beyond the first rows those that a person may have to decide about. */
  if (n >= self->most_rows) {
    if (self->twin == 0 || self->n_doubles >= self->most_rows)
      return;
    self->n_doubles++;
  }
  if (self->after == NULL)
    self->after = g_object_ref (self->draft->record);
  shown = crm_import_row_new (self->row->number, self->row->line, self->after);
  crm_import_row_set_state (shown, self->state, self->remark);
  crm_import_row_set_twin (shown, self->twin, self->existing);
  for (int i = 0; i < self->plan.entity->n_fields; i++) {
    const CrmImportMissing *missing = find_missing (self->draft, i);
    CrmImportCellState state = get_cell_state (self, i, missing);
    g_autofree char *text = get_cell_text (self, i, missing, state);
    crm_import_row_set_cell (shown, i, state, text);
  }
  g_list_store_append (self->rows, shown);
}

/* --- Row by row --------------------------------------------------------------------------------
 */

static void
count_row (CrmImportRun *self)
{
  guint64 *const counts[] = { [CRM_IMPORT_NEW] = &self->counts->n_new,
                              [CRM_IMPORT_CHANGED] = &self->counts->n_changed,
                              [CRM_IMPORT_SAME] = &self->counts->n_same,
                              [CRM_IMPORT_WRONG] = &self->counts->n_wrong };
  self->counts->n_rows++;
  *counts[self->state] += 1;
}

static CrmImportExisting
get_existing (CrmImportRun *self)
{
  gpointer existing;
  return g_hash_table_lookup_extended (self->plan.row_existing,
                                       GSIZE_TO_POINTER (self->row->number), NULL, &existing)
             ? (CrmImportExisting) GPOINTER_TO_UINT (existing)
             : self->plan.existing;
}

static gboolean
work_off (CrmImportRun *self, GError **error)
{
  self->existing = get_existing (self);
  if (!crm_import_drafter_read (self->drafter, self->row, &self->draft, error))
    return FALSE;
  if (self->draft->wrong->len > 0) {
    if (!refuse (self, self->draft->column, self->draft->wrong->str, error))
      return FALSE;
  } else {
    if (!identify (self, error))
      return FALSE;
    if ((self->state == CRM_IMPORT_NEW || self->state == CRM_IMPORT_CHANGED) &&
        (self->change == NULL || self->draft->missing->len > 0) && !validate (self, error))
      return FALSE;
    if ((self->state == CRM_IMPORT_NEW || self->state == CRM_IMPORT_CHANGED) &&
        !create_missing (self, error))
      return FALSE;
    if (self->state == CRM_IMPORT_NEW || self->state == CRM_IMPORT_CHANGED) {
      if (self->change == NULL)
        pretend_row (self);
      else if (!write_row (self, error))
        return FALSE;
    }
  }
  count_row (self);
  show_row (self);
  return TRUE;
}

/* Those whose parent had to come first; where it came to grief, it is created by its name. */
static gboolean
link_late (CrmImportRun *self, const Late *late, GError **error)
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

static gboolean
finish (CrmImportRun *self, GError **error)
{
  for (guint i = 0; i < self->late->len; i++)
    if (!link_late (self, &g_array_index (self->late, Late, i), error))
      return FALSE;
  self->ended = TRUE;
  return TRUE;
}

static gboolean
run_rows (CrmImportRun *self, guint n_rows, GError **error)
{
  for (guint i = 0; i < n_rows && !self->ended; i++) {
    gboolean done;
    if (!crm_table_ahead_read (self->ahead, &self->row, error))
      return FALSE;
    if (self->row == NULL)
      return finish (self, error);
    done = work_off (self, error);
    end_row (self);
    if (!done)
      return FALSE;
    if (self->plan.progress != NULL && self->counts->n_rows % TICK_ROWS == 0)
      self->plan.progress (self->counts->n_rows, self->plan.table->n_rows,
                           self->plan.progress_data);
  }
  return TRUE;
}

/*
 * crm_import_run_rows:
 * @self: a passage
 * @n_rows: how many rows to work off before returning
 * @more: (out): whether something is left to do
 * @error: of the file, the store, CANCELLED; INVALID where one row stops all
 *
 * After a failure it is not to be called again.
 *
 * Returns: whether it could go on
 */
gboolean
crm_import_run_rows (CrmImportRun *self, guint n_rows, gboolean *more, GError **error)
{
  gboolean done = run_rows (self, n_rows, error);

  /* The file is the caller's again. */
  if (!done || self->ended)
    g_clear_pointer (&self->ahead, crm_table_ahead_free);
  if (!done)
    return FALSE;
  self->counts->n_created = crm_import_links_get_n_created (self->links);
  *more = !self->ended;
  return TRUE;
}

char *
crm_import_run_dup_created (CrmImportRun *self)
{
  return crm_import_links_dup_created (self->links);
}
