/* The queue of a change: what it is to do, for whom and why. */
#include "config.h"

#include "crm-change.h"

#include "crm-change-private.h"
#include "crm-clock.h"
#include "crm-record-private.h"

void
crm_operation_free (CrmOperation *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->assignments, g_array_unref);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self->cause);
  g_free (self);
}

static void
clear_assignment (gpointer data)
{
  crm_value_clear (&((CrmAssignment *) data)->value);
}

static void
clear_bulk (gpointer data)
{
  g_clear_pointer (&((CrmBulk *) data)->indexes, g_ptr_array_unref);
}

static guint
hash_later (gconstpointer data)
{
  const CrmLater *later = data;
  return g_int64_hash (&later->key) ^ g_direct_hash ((gpointer) later->func);
}

static gboolean
equal_later (gconstpointer a, gconstpointer b)
{
  const CrmLater *x = a;
  const CrmLater *y = b;
  return x->func == y->func && x->key == y->key;
}

/**
 * crm_change_new:
 * @label: what Undo names, translated
 * @person: who makes it; 0 if nobody in particular
 * @origin: where it comes from
 *
 * Returns: (transfer full): an empty change
 */
CrmChange *
crm_change_new (const char *label, gint64 person, CrmOrigin origin)
{
  CrmChange *self = g_new0 (CrmChange, 1);
  self->label = g_strdup (label);
  self->person = person;
  self->origin = origin;
  self->kind = CRM_CHANGE_DO;
  self->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_operation_free);
  self->stand_ins = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->bulks = g_array_new (FALSE, TRUE, sizeof (CrmBulk));
  g_array_set_clear_func (self->bulks, clear_bulk);
  self->laters = g_array_new (FALSE, TRUE, sizeof (CrmLater));
  self->waiting = g_hash_table_new_full (hash_later, equal_later, g_free, NULL);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  return self;
}

/**
 * crm_change_free:
 * @self: a change, committed or not
 */
void
crm_change_free (CrmChange *self)
{
  g_free (self->label);
  g_free (self->cause);
  g_ptr_array_unref (self->operations);
  g_array_unref (self->stand_ins);
  g_array_unref (self->bulks);
  g_array_unref (self->laters);
  g_hash_table_unref (self->waiting);
  g_ptr_array_unref (self->keys);
  g_clear_object (&self->announcement);
  if (self->feed_destroy != NULL)
    self->feed_destroy (self->feed_data);
  g_free (self);
}

/**
 * crm_change_set_label:
 * @self: a change
 * @label: what Undo names, translated
 */
void
crm_change_set_label (CrmChange *self, const char *label)
{
  g_set_str (&self->label, label);
}

/**
 * crm_change_append:
 * @self: a change
 * @action: what is done
 * @entity: to a record of it
 * @id: of the record
 *
 * Returns: (transfer none): the operation, last in the queue
 */
CrmOperation *
crm_change_append (CrmChange *self, CrmAction action, const CrmEntity *entity, gint64 id)
{
  CrmOperation *operation = g_new0 (CrmOperation, 1);
  operation->action = action;
  operation->entity = entity;
  operation->id = id;
  operation->cause = g_strdup (self->cause);
  operation->generation = self->generation;
  g_ptr_array_add (self->operations, operation);
  return operation;
}

/**
 * crm_change_add:
 * @self: a change
 * @record: what is added; copied
 *
 * Returns: a negative stand-in for the id it will get
 */
gint64
crm_change_add (CrmChange *self, CrmRecord *record)
{
  gint64 none = 0;
  CrmOperation *operation;

  g_array_append_val (self->stand_ins, none);
  operation = crm_change_append (self, CRM_ACTION_ADD, crm_record_get_entity (record),
                                 -(gint64) self->stand_ins->len);
  operation->record = crm_record_copy (record);
  return operation->id;
}

/**
 * crm_change_take:
 * @self: a change
 * @record: (transfer full): what is added
 * @id: that it gets, free in its table; 0: the next one
 *
 * As crm_change_add() for loads of millions: nothing is copied, and what has an id of its own needs
 * no stand-in.
 *
 * Returns: @id, or a negative stand-in for the id it will get
 */
gint64
crm_change_take (CrmChange *self, CrmRecord *record, gint64 id)
{
  gint64 none = 0;
  CrmOperation *operation;

  g_return_val_if_fail (id >= 0, 0);

  if (id == 0) {
    g_array_append_val (self->stand_ins, none);
    id = -(gint64) self->stand_ins->len;
  }
  operation = crm_change_append (self, CRM_ACTION_ADD, crm_record_get_entity (record), id);
  operation->record = record;
  return id;
}

/**
 * crm_change_take_file:
 * @self: a change
 * @record: (transfer full): that of a file, with the check sum of its bytes
 * @id: as of crm_change_take()
 * @content: its bytes; referenced
 *
 * Returns: as crm_change_take()
 */
gint64
crm_change_take_file (CrmChange *self, CrmRecord *record, gint64 id, GBytes *content)
{
  id = crm_change_take (self, record, id);
  ((CrmOperation *) self->operations->pdata[self->operations->len - 1])->content =
      g_bytes_ref (content);
  return id;
}

/* The set still waiting at the end of the queue for this record, or a new one. */
static CrmOperation *
require_set (CrmChange *self, const CrmEntity *entity, gint64 id)
{
  CrmOperation *operation = NULL;

  if (self->operations->len > self->next)
    operation = self->operations->pdata[self->operations->len - 1];
  if (operation == NULL || operation->action != CRM_ACTION_SET || operation->entity != entity ||
      operation->id != id || operation->generation != self->generation) {
    operation = crm_change_append (self, CRM_ACTION_SET, entity, id);
    operation->assignments = g_array_new (FALSE, TRUE, sizeof (CrmAssignment));
    g_array_set_clear_func (operation->assignments, clear_assignment);
  }
  return operation;
}

/**
 * crm_change_set:
 * @self: a change
 * @entity: of the record
 * @id: of the record, or a stand-in
 * @field: name of the field
 * @value: what it becomes; copied
 */
void
crm_change_set (CrmChange *self, const CrmEntity *entity, gint64 id, const char *field,
                const CrmValue *value)
{
  CrmOperation *operation = require_set (self, entity, id);
  CrmAssignment assignment = { .field = crm_entity_field_index (entity, field) };

  g_return_if_fail (assignment.field >= 0);
  crm_value_copy (value, &assignment.value);
  g_array_append_val (operation->assignments, assignment);
}

/**
 * crm_change_set_integer:
 * @self: a change
 * @entity: of the record
 * @id: of the record, or a stand-in
 * @field: name of the field
 * @integer: what it becomes
 */
void
crm_change_set_integer (CrmChange *self, const CrmEntity *entity, gint64 id, const char *field,
                        gint64 integer)
{
  CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = integer };
  crm_change_set (self, entity, id, field, &value);
}

/**
 * crm_change_set_text:
 * @self: a change
 * @entity: of the record
 * @id: of the record, or a stand-in
 * @field: name of the field
 * @text: (nullable): what it becomes; copied
 */
void
crm_change_set_text (CrmChange *self, const CrmEntity *entity, gint64 id, const char *field,
                     const char *text)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  crm_value_set_text (&value, text);
  crm_change_set (self, entity, id, field, &value);
}

/**
 * crm_change_expect:
 * @self: a change
 * @entity: of the record
 * @id: of the record
 * @revision: as the person saw it
 */
void
crm_change_expect (CrmChange *self, const CrmEntity *entity, gint64 id, gint64 revision)
{
  require_set (self, entity, id)->revision = revision;
}

/**
 * crm_change_delete:
 * @self: a change
 * @entity: of the record
 * @id: of the record
 */
void
crm_change_delete (CrmChange *self, const CrmEntity *entity, gint64 id)
{
  crm_change_append (self, CRM_ACTION_DELETE, entity, id);
}

/**
 * crm_change_add_file:
 * @self: a change
 * @subject: the record it is attached to; 0: none
 * @name: of the file, without its folder
 * @content: its bytes; referenced
 *
 * Returns: the stand-in of the file's record
 */
gint64
crm_change_add_file (CrmChange *self, gint64 subject, const char *name, GBytes *content)
{
  const CrmEntity *entity = crm_entity_find ("file");
  g_autoptr (CrmRecord) record = crm_record_new (entity);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  gsize size = g_bytes_get_size (content);
  g_autofree char *content_type =
      g_content_type_guess (name, g_bytes_get_data (content, NULL), MIN (size, 4096), NULL);
  g_autofree char *media_type = g_content_type_get_mime_type (content_type);
  gint64 id;

  crm_record_set_text (record, "name", name);
  if (subject != 0)
    crm_record_set_integer (record, "subject", subject);
  crm_record_set_text (record, "media_type",
                       media_type != NULL ? media_type : "application/octet-stream");
  crm_record_set_integer (record, "size", (gint64) size);
  crm_record_set_text (record, "sha256", sum);
  id = crm_change_add (self, record);
  ((CrmOperation *) self->operations->pdata[self->operations->len - 1])->content =
      g_bytes_ref (content);
  return id;
}

/**
 * crm_change_set_feed:
 * @self: a change
 * @feed: appends the next operations, on the committing thread
 * @data: for @feed
 * @destroy: (nullable): frees @data with the change
 * @expected: about how many records will be added, 0 if unknown
 */
void
crm_change_set_feed (CrmChange *self, CrmChangeFeed feed, gpointer data, GDestroyNotify destroy,
                     gsize expected)
{
  self->feed = feed;
  self->feed_data = data;
  self->feed_destroy = destroy;
  self->expected = expected;
}

/**
 * crm_change_set_verbatim:
 * @self: a change
 * @verbatim: whether records come with their own stamps and consequences
 */
void
crm_change_set_verbatim (CrmChange *self, gboolean verbatim)
{
  self->verbatim = verbatim;
}

/**
 * crm_change_set_relinks:
 * @self: a change
 * @relinks: whether it makes references follow a record that becomes another
 *
 * A reactor that guards what is issued lets such references pass: it is the same buyer.
 */
void
crm_change_set_relinks (CrmChange *self, gboolean relinks)
{
  self->relinks = relinks;
}

gboolean
crm_change_get_relinks (CrmChange *self)
{
  return self->relinks;
}

/**
 * crm_change_set_given:
 * @self: a change
 *
 * What a file begins with (stages, dictionaries, demo data) is no step that Undo takes back.
 */
void
crm_change_set_given (CrmChange *self)
{
  self->kind = CRM_CHANGE_GIVEN;
}

/**
 * crm_change_is_restoring:
 * @self: a change under commit
 *
 * Returns: whether the records it adds were there before: rules that keep a history of their own
 * leave them alone, for that comes back with them
 */
gboolean
crm_change_is_restoring (CrmChange *self)
{
  return self->restoring;
}

gboolean
crm_change_is_raw (CrmChange *self)
{
  return self->kind == CRM_CHANGE_UNDO || self->kind == CRM_CHANGE_REDO ||
         self->kind == CRM_CHANGE_REWIND || self->exact;
}

/**
 * crm_change_set_cause:
 * @self: a change
 * @cause: (nullable): the rule behind the operations that follow; "why?" shows it
 */
void
crm_change_set_cause (CrmChange *self, const char *cause)
{
  g_set_str (&self->cause, cause);
}

/**
 * crm_change_set_moment:
 * @self: a change that is not committed yet
 * @moment: that it is made at; otherwise the moment of the commit
 */
void
crm_change_set_moment (CrmChange *self, gint64 moment)
{
  self->moment = moment;
}

gint64
crm_change_get_moment (CrmChange *self)
{
  return self->moment != 0 ? self->moment : crm_clock_now ();
}

gint64
crm_change_get_person (CrmChange *self)
{
  return self->person;
}

gint64
crm_change_resolve (CrmChange *self, gint64 id)
{
  if (id >= 0)
    return id;
  return -id <= (gint64) self->stand_ins->len ? g_array_index (self->stand_ins, gint64, -id - 1)
                                              : 0;
}

/**
 * crm_change_get_id:
 * @self: a committed change
 * @stand_in: what crm_change_add() returned
 *
 * Returns: the record's id
 */
gint64
crm_change_get_id (CrmChange *self, gint64 stand_in)
{
  return crm_change_resolve (self, stand_in);
}
