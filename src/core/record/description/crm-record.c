/* One record in memory. */
#include "config.h"

#include "crm-record.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "crm-error.h"
#include "crm-record-private.h"

struct _CrmRecord {
  GObject parent_instance;

  const CrmEntity *entity;
  gint64 id;
  gint64 revision;
  int n_values;     /* fields that the description had; those added since are empty */
  CrmValue *values; /* owned, @n_values of them */
  char **titles;    /* owned, as many, of what references point at; NULL until read */
};

G_DEFINE_FINAL_TYPE (CrmRecord, crm_record, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
free_titles (CrmRecord *self)
{
  if (self->titles == NULL)
    return;
  for (int i = 0; i < self->n_values; i++)
    g_free (self->titles[i]);
  g_clear_pointer (&self->titles, g_free);
}

/* Users have added fields to the description since. */
static void
grow (CrmRecord *self)
{
  int n = self->entity->n_fields;

  if (n <= self->n_values)
    return;
  self->values = g_renew (CrmValue, self->values, n);
  memset (self->values + self->n_values, 0, sizeof (CrmValue) * (gsize) (n - self->n_values));
  if (self->titles != NULL) {
    self->titles = g_renew (char *, self->titles, n);
    memset (self->titles + self->n_values, 0, sizeof (char *) * (gsize) (n - self->n_values));
  }
  self->n_values = n;
}

static const CrmValue *
peek (CrmRecord *self, int field)
{
  static const CrmValue empty = CRM_VALUE_INIT;

  return field < self->n_values ? &self->values[field] : &empty;
}

static int
require_field (CrmRecord *self, const char *field)
{
  int i = crm_entity_field_index (self->entity, field);
  if (i < 0)
    g_error ("%s has no field %s", self->entity->name, field);
  return i;
}

static void
crm_record_finalize (GObject *object)
{
  CrmRecord *self = CRM_RECORD (object);

  free_titles (self);
  if (self->values != NULL)
    for (int i = 0; i < self->n_values; i++)
      crm_value_clear (&self->values[i]);
  g_free (self->values);

  G_OBJECT_CLASS (crm_record_parent_class)->finalize (object);
}

static void
crm_record_class_init (CrmRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = crm_record_finalize;

  /**
   * CrmRecord::changed:
   *
   * Its values were replaced by newer ones of the file.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_record_init (CrmRecord *self)
{
}

/**
 * crm_record_new_empty:
 * @entity: a description
 *
 * Returns: (transfer full): a record without id and values
 */
CrmRecord *
crm_record_new_empty (const CrmEntity *entity)
{
  CrmRecord *self = g_object_new (CRM_TYPE_RECORD, NULL);
  self->entity = entity;
  self->n_values = entity->n_fields;
  self->values = g_new0 (CrmValue, (gsize) self->n_values);
  return self;
}

/* A choice by its code, which is quicker than to look for what people would call it. */
static void
set_initial (const CrmField *field, CrmValue *value)
{
  const CrmChoice *choice =
      field->kind == CRM_KIND_CHOICE ? crm_field_find_choice (field, field->initial) : NULL;

  if (choice != NULL)
    crm_value_set_text (value, choice->code);
  else
    crm_field_parse (field, field->initial, value, NULL);
}

/**
 * crm_record_new:
 * @entity: a description
 *
 * Returns: (transfer full): a record with the initial values of the description. "me" stays empty:
 *   whoever makes the change fills it in.
 */
CrmRecord *
crm_record_new (const CrmEntity *entity)
{
  CrmRecord *self = crm_record_new_empty (entity);
  for (int i = 0; i < self->n_values; i++) {
    const CrmField *field = &entity->fields[i];
    if (field->initial != NULL && strcmp (field->initial, "me") != 0)
      set_initial (field, &self->values[i]);
  }
  return self;
}

/**
 * crm_record_load:
 * @database: any connection of this thread
 * @entity: a description
 * @id: of the record
 * @error: NOT_FOUND says which
 *
 * Returns: (transfer full) (nullable): the record with the titles of what it points at
 */
CrmRecord *
crm_record_load (CrmDatabase *database, const CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_sql_prepare_select (database, entity, error);
  g_autoptr (CrmRecord) self = NULL;
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &has_row, error))
    return NULL;
  if (!has_row) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no %s %" PRId64), entity->name,
                 id);
    return NULL;
  }
  self = crm_record_new_empty (entity);
  crm_record_read_row (self, statement);
  g_clear_pointer (&statement, crm_statement_release);
  if (!crm_record_read_titles (self, NULL, database, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * crm_record_read_last_id:
 * @database: any connection of this thread
 * @entity: a description
 * @id: (out): the highest id that a record of it has or had, 0 when there was none
 * @error: of the store
 *
 * Ids of deleted records do not come back: the next record's will be higher.
 *
 * Returns: whether it could be read
 */
gboolean
crm_record_read_last_id (CrmDatabase *database, const CrmEntity *entity, gint64 *id, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT seq FROM sqlite_sequence WHERE name = '%s'", entity->name);
  return crm_database_query_integer (database, sql, 0, id, error);
}

/**
 * crm_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): one with the same id, revision, values and titles
 */
CrmRecord *
crm_record_copy (CrmRecord *self)
{
  CrmRecord *copy = crm_record_new_empty (self->entity);
  copy->id = self->id;
  copy->revision = self->revision;
  for (int i = 0; i < self->n_values; i++)
    crm_value_copy (&self->values[i], &copy->values[i]);
  if (self->titles != NULL) {
    copy->titles = g_new0 (char *, (gsize) copy->n_values);
    for (int i = 0; i < self->n_values; i++)
      copy->titles[i] = g_strdup (self->titles[i]);
  }
  return copy;
}

/* Takes over what @newer, the same record read later, holds, and leaves it the older values. */
static void
replace (CrmRecord *self, CrmRecord *newer)
{
  CrmValue *values = self->values;
  char **titles = self->titles;
  int n_values = self->n_values;

  g_return_if_fail (self->entity == newer->entity);
  self->values = newer->values;
  self->titles = newer->titles;
  self->n_values = newer->n_values;
  self->revision = newer->revision;
  newer->values = values;
  newer->titles = titles;
  newer->n_values = n_values;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * crm_record_reload:
 * @self: a record
 * @database: any connection of this thread
 * @error: NOT_FOUND when it was deleted; @self stays as it was
 *
 * Returns: whether it was read anew; "changed" was emitted
 */
gboolean
crm_record_reload (CrmRecord *self, CrmDatabase *database, GError **error)
{
  g_autoptr (CrmRecord) newer = crm_record_load (database, self->entity, self->id, error);
  if (newer == NULL)
    return FALSE;
  replace (self, newer);
  return TRUE;
}

/**
 * crm_record_read_row:
 * @self: a record
 * @row: a row of crm_sql_prepare_select()
 */
void
crm_record_read_row (CrmRecord *self, CrmStatement *row)
{
  self->id = crm_statement_get_integer (row, 0);
  self->revision = crm_statement_get_integer (row, 1);
  /* A field may have come between the statement and the record. */
  for (int i = 0; i < MIN (self->n_values, crm_statement_n_columns (row) - 2); i++)
    crm_value_read (&self->values[i], crm_kind_get_storage (self->entity->fields[i].kind), row,
                    i + 2);
}

static const char *
find_title (CrmRecord *before, int field, const CrmValue *value)
{
  if (before == NULL || before->titles == NULL || field >= before->n_values ||
      before->values[field].type != CRM_VALUE_INTEGER ||
      before->values[field].integer != value->integer)
    return NULL;
  return before->titles[field];
}

/**
 * crm_record_read_titles:
 * @self: a record
 * @before: (nullable): one of the same entity that was read in the same transaction
 * @database: any connection of this thread
 * @error: of the store
 *
 * Reads the titles of what its references point at. Records that stand together often point at the
 * same: what @before knows is not read again.
 *
 * Returns: whether they could be read
 */
gboolean
crm_record_read_titles (CrmRecord *self, CrmRecord *before, CrmDatabase *database, GError **error)
{
  free_titles (self);
  self->titles = g_new0 (char *, (gsize) self->n_values);
  for (int i = 0; i < self->n_values; i++) {
    const CrmField *field = &self->entity->fields[i];
    const CrmValue *value = &self->values[i];
    if (value->type != CRM_VALUE_INTEGER)
      continue;
    self->titles[i] = g_strdup (find_title (before, i, value));
    if (self->titles[i] != NULL)
      continue;
    if (field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE)
      self->titles[i] =
          crm_reference_title (database, crm_field_get_target (field), value->integer);
    else if (field->kind == CRM_KIND_SUBJECT && crm_subject_get_entity (value->integer) != NULL)
      self->titles[i] = crm_reference_title (database, crm_subject_get_entity (value->integer),
                                             crm_subject_get_id (value->integer));
  }
  return TRUE;
}

/* Plain accessors: their contracts stand in the header. */

const CrmEntity *
crm_record_get_entity (CrmRecord *self)
{
  return self->entity;
}

gint64
crm_record_get_id (CrmRecord *self)
{
  return self->id;
}

void
crm_record_set_id (CrmRecord *self, gint64 id)
{
  self->id = id;
}

gint64
crm_record_get_revision (CrmRecord *self)
{
  return self->revision;
}

CrmValue *
crm_record_get_values (CrmRecord *self)
{
  grow (self);
  return self->values;
}

const CrmValue *
crm_record_get_value (CrmRecord *self, int field)
{
  g_return_val_if_fail (field >= 0 && field < self->entity->n_fields, NULL);
  return peek (self, field);
}

void
crm_record_set_value (CrmRecord *self, int field, const CrmValue *value)
{
  CrmValue copy;

  g_return_if_fail (field >= 0 && field < self->entity->n_fields);
  grow (self);
  if (self->titles != NULL)
    g_clear_pointer (&self->titles[field], g_free);
  crm_value_copy (value, &copy);
  crm_value_clear (&self->values[field]);
  self->values[field] = copy;
}

gboolean
crm_record_is_empty (CrmRecord *self, const char *field)
{
  return peek (self, require_field (self, field))->type == CRM_VALUE_EMPTY;
}

gint64
crm_record_get_integer (CrmRecord *self, const char *field)
{
  const CrmValue *value = peek (self, require_field (self, field));
  return value->type == CRM_VALUE_INTEGER ? value->integer : 0;
}

const char *
crm_record_get_text (CrmRecord *self, const char *field)
{
  const CrmValue *value = peek (self, require_field (self, field));
  return value->type == CRM_VALUE_TEXT ? value->text : NULL;
}

void
crm_record_set_integer (CrmRecord *self, const char *field, gint64 integer)
{
  CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = integer };
  crm_record_set_value (self, require_field (self, field), &value);
}

void
crm_record_set_text (CrmRecord *self, const char *field, const char *text)
{
  CrmValue value = CRM_VALUE_INIT;
  if (text != NULL && text[0] != '\0')
    value = (CrmValue) { .type = CRM_VALUE_TEXT, .text = (char *) text };
  crm_record_set_value (self, require_field (self, field), &value);
}

void
crm_record_clear_field (CrmRecord *self, const char *field)
{
  CrmValue value = CRM_VALUE_INIT;
  crm_record_set_value (self, require_field (self, field), &value);
}

/**
 * crm_record_parse:
 * @self: a record
 * @field: name of a field
 * @text: as typed
 * @error: NOT_FOUND: no such field; INVALID names the field and what is wrong
 *
 * Returns: whether the value was set
 */
gboolean
crm_record_parse (CrmRecord *self, const char *field, const char *text, GError **error)
{
  const CrmField *description = crm_entity_require_field (self->entity, field, error);
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (description == NULL)
    return FALSE;
  if (!crm_field_parse (description, text, &value, error)) {
    g_prefix_error (error, "%s: ", description->name);
    return FALSE;
  }
  crm_record_set_value (self, (int) (description - self->entity->fields), &value);
  return TRUE;
}

const char *
crm_record_get_title (CrmRecord *self)
{
  const CrmField *field = crm_entity_title_field (self->entity);
  int i = (int) (field - self->entity->fields);
  if (self->titles != NULL && self->titles[i] != NULL)
    return self->titles[i];
  if (self->values[i].type == CRM_VALUE_TEXT)
    return self->values[i].text;
  return crm_entity_get_label (self->entity);
}

char *
crm_record_dup_name (CrmRecord *self)
{
  const CrmField *title = crm_entity_title_field (self->entity);
  const CrmField *kind = crm_entity_field (self->entity, "kind");
  g_autofree char *label = NULL;

  if (g_strcmp0 (title->name, "number") != 0 || kind == NULL || crm_record_is_empty (self, "kind"))
    return g_strdup (crm_record_get_title (self));
  label = crm_record_format (self, crm_entity_field_index (self->entity, "kind"));
  if (crm_record_is_empty (self, "number"))
    return g_steal_pointer (&label);
  return g_strdup_printf ("%s %s", label, crm_record_get_title (self));
}

char *
crm_record_dup_subtitle (CrmRecord *self)
{
  for (int i = 0; i < self->entity->n_fields; i++)
    if ((self->entity->fields[i].flags & CRM_FIELD_SUBTITLE) &&
        peek (self, i)->type != CRM_VALUE_EMPTY)
      return crm_record_format (self, i);
  return NULL;
}

const char *
crm_record_get_currency (CrmRecord *self)
{
  int i = crm_entity_field_index (self->entity, "currency");
  return i >= 0 && self->values[i].type == CRM_VALUE_TEXT ? self->values[i].text : NULL;
}

const char *
crm_record_get_reference_title (CrmRecord *self, int field)
{
  g_return_val_if_fail (field >= 0 && field < self->entity->n_fields, NULL);
  return self->titles != NULL && field < self->n_values ? self->titles[field] : NULL;
}

char *
crm_record_format (CrmRecord *self, int field)
{
  const char *title = crm_record_get_reference_title (self, field);
  if (title != NULL)
    return g_strdup (title);
  return crm_field_format (&self->entity->fields[field], peek (self, field),
                           crm_record_get_currency (self), crm_number_style_local ());
}
