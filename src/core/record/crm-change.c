/* The queue of a change, and how it is committed. */
#include "config.h"

#include "crm-change.h"

#include <glib/gi18n-lib.h>

#include "crm-activity-dates.h"
#include "crm-change-private.h"
#include "crm-clock.h"
#include "crm-error.h"
#include "crm-record-private.h"

/* A rule that follows a rule that follows a rule ...: so far and no further. */
#define MOST_GENERATIONS 64

static GPtrArray *reactors; /* CrmReactor; filled at start, read only afterwards */

static void
free_operation (CrmOperation *operation)
{
  g_clear_object (&operation->record);
  g_clear_pointer (&operation->assignments, g_array_unref);
  g_clear_pointer (&operation->content, g_bytes_unref);
  g_free (operation->cause);
  g_free (operation);
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
  self->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) free_operation);
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
 * crm_change_get_n_operations:
 * @self: a change
 *
 * Returns: how many operations wait in it or were applied since the last feed
 */
gsize
crm_change_get_n_operations (CrmChange *self)
{
  return self->operations->len;
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

gsize
crm_change_get_failed_operation (CrmChange *self)
{
  return self->failed;
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

/**
 * crm_reactor_register:
 * @reactor: follows every deed inside its transaction
 *
 * To be called at start, before the first commit.
 */
void
crm_reactor_register (CrmReactor reactor)
{
  if (reactors == NULL)
    reactors = g_ptr_array_new ();
  for (guint i = 0; i < reactors->len; i++)
    if (reactors->pdata[i] == (gpointer) reactor)
      return;
  g_ptr_array_add (reactors, (gpointer) reactor);
}

static gboolean
refuse_endless (CrmChange *self, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               _ ("The rules follow one another without end; the last was “%s”"),
               self->cause != NULL ? self->cause : "");
  return FALSE;
}

gboolean
crm_change_react (CrmChange *self, CrmDatabase *database, const CrmDeed *deed, guint generation,
                  GError **error)
{
  g_autofree char *cause = g_strdup (self->cause);
  gboolean done = TRUE;

  if (self->verbatim)
    return TRUE;
  if (!crm_activity_dates_follow (self, database, deed, error))
    return FALSE;
  if (reactors == NULL || crm_change_is_raw (self))
    return TRUE;
  if (generation >= MOST_GENERATIONS)
    return refuse_endless (self, error);
  self->generation = generation + 1;
  for (guint i = 0; i < reactors->len && done; i++)
    done = ((CrmReactor) reactors->pdata[i]) (self, database, deed, error);
  self->generation = 0;
  g_set_str (&self->cause, cause);
  return done;
}

/**
 * crm_change_apply_last:
 * @self: a change under commit
 * @database: the writer's connection
 * @error: what stands against it
 *
 * Applies the operation queued last ahead of the others.
 *
 * Returns: whether it was done. Writer thread.
 */
gboolean
crm_change_apply_last (CrmChange *self, CrmDatabase *database, GError **error)
{
  CrmOperation *operation = g_ptr_array_steal_index (self->operations, self->operations->len - 1);
  gboolean done = crm_change_apply (self, database, operation, error);
  free_operation (operation);
  return done;
}

/**
 * crm_change_later:
 * @self: a change under commit
 * @func: the step; may append operations
 * @key: what it is for, usually a record's id
 *
 * Puts a step off until no operation waits. Asked for several times, it is done once.
 */
void
crm_change_later (CrmChange *self, CrmLaterFunc func, gint64 key)
{
  CrmLater later = { func, key, self->generation };

  if (g_hash_table_contains (self->waiting, &later))
    return;
  g_hash_table_add (self->waiting, g_memdup2 (&later, sizeof later));
  g_array_append_val (self->laters, later);
}

static gboolean
take_later (CrmChange *self, CrmDatabase *database, GError **error)
{
  CrmLater later = g_array_index (self->laters, CrmLater, self->next_later++);
  g_autofree char *cause = g_strdup (self->cause);
  gboolean done;

  g_hash_table_remove (self->waiting, &later);
  if (later.generation >= MOST_GENERATIONS)
    return refuse_endless (self, error);
  self->generation = later.generation;
  done = later.func (self, database, later.key, error);
  self->generation = 0;
  g_set_str (&self->cause, cause);
  return done;
}

/**
 * crm_change_apply_now:
 * @self: a change under commit, inside its feed
 * @database: as given to the feed
 * @refused: (out): whether nothing of it was written, so that the change can go on without it
 * @error: what stands against it
 *
 * Applies the operation queued last ahead of the others. An import of a hundred thousand rows loses
 * one wrong row by it, not all.
 *
 * Returns: whether it was done. Writer thread.
 */
gboolean
crm_change_apply_now (CrmChange *self, CrmDatabase *database, gboolean *refused, GError **error)
{
  gint64 n_before = self->n_applied;
  GError *reason = NULL;

  g_return_val_if_fail (self->operations->len > self->next, FALSE);
  *refused = FALSE;
  if (crm_change_apply_last (self, database, &reason))
    return TRUE;
  /* All checks of an operation come before its first write. */
  *refused = self->n_applied == n_before && crm_error_is_refusal (reason);
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
apply_waiting (CrmChange *self, CrmDatabase *database, GError **error)
{
  do {
    while (self->next < self->operations->len) {
      CrmOperation *operation = self->operations->pdata[self->next++];
      self->failed = self->next - 1;
      if (!crm_change_apply (self, database, operation, error))
        return FALSE;
    }
    if (self->next_later < self->laters->len && !take_later (self, database, error))
      return FALSE;
  } while (self->next < self->operations->len || self->next_later < self->laters->len);
  g_ptr_array_set_size (self->operations, 0);
  self->next = 0;
  g_array_set_size (self->laters, 0);
  self->next_later = 0;
  return TRUE;
}

static gboolean
apply_all (CrmChange *self, CrmDatabase *database, GError **error)
{
  gboolean more = TRUE;

  if (!apply_waiting (self, database, error))
    return FALSE;
  while (self->feed != NULL && more) {
    GError *feed_error = NULL;
    more = self->feed (self, database, self->feed_data, &feed_error);
    if (feed_error != NULL) {
      g_propagate_error (error, feed_error);
      return FALSE;
    }
    if (!apply_waiting (self, database, error))
      return FALSE;
  }
  return crm_bulk_finish (self, database, error);
}

static gboolean
finish_journal (CrmChange *self, CrmDatabase *database, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "UPDATE change SET n_operations = ?2, label = ?3 WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->id);
  crm_statement_bind_integer (statement, 2, self->n_applied);
  crm_statement_bind_text (statement, 3, self->label);
  return crm_statement_run (statement, error);
}

/**
 * crm_change_commit:
 * @self: a change
 * @database: the writer's connection, inside a transaction
 * @error: what stood against it; the caller rolls back
 *
 * Returns: the change's id in the journal, 0 when nothing changed, -1 on error. Writer thread.
 */
gint64
crm_change_commit (CrmChange *self, CrmDatabase *database, GError **error)
{
  g_autoptr (GObject) earlier = NULL;

  g_return_val_if_fail (crm_database_in_transaction (database), -1);

  if (self->moment == 0)
    self->moment = crm_clock_now ();
  self->announcement = crm_announcement_new (0, self->origin, self->label);
  if (!apply_all (self, database, error)) {
    crm_bulk_end (self, database);
    return -1;
  }
  if (self->n_applied == 0)
    return 0;
  if (!finish_journal (self, database, error))
    return -1;
  crm_announcement_set_change (self->announcement, self->id, self->label);
  /* Several changes of one transaction are one piece of news. */
  earlier = crm_database_steal_announcement (database);
  if (earlier != NULL)
    crm_announcement_precede (self->announcement, CRM_ANNOUNCEMENT (earlier));
  crm_database_set_announcement (database, G_OBJECT (self->announcement));
  return self->id;
}

/* --- Through the store -------------------------------------------------------------------------
 */

static gboolean
commit_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  CrmChange *self = data;
  return crm_change_commit (self, database, error) >= 0;
}

/**
 * crm_change_commit_sync:
 * @self: a change
 * @store: where to
 * @error: what stood against it; nothing was written
 *
 * Returns: as crm_change_commit()
 */
gint64
crm_change_commit_sync (CrmChange *self, CrmStore *store, GError **error)
{
  if (!crm_store_write (store, commit_func, self, NULL, error))
    return -1;
  return self->id;
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CrmChange *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_task_return_int (task, self->first_added != 0 ? self->first_added : self->id);
}

/**
 * crm_change_commit_async:
 * @self: (transfer full): a change
 * @store: where to
 * @cancellable: (nullable): stops a long one; nothing is written then
 * @callback: called on this thread
 * @user_data: for @callback
 */
void
crm_change_commit_async (CrmChange *self, CrmStore *store, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_change_commit_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) crm_change_free);
  crm_store_write_async (store, commit_func, self, NULL, cancellable, committed_cb, task);
}

/**
 * crm_change_commit_finish:
 * @store: the store
 * @result: of crm_change_commit_async()
 * @error: what stood against it; nothing was written
 *
 * Returns: the id of the first record added, else that of the change, 0 when nothing changed; -1 on
 * error
 */
gint64
crm_change_commit_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
