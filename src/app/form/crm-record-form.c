/* The values of one record while a person edits them. */
#include "config.h"

#include "crm-record-form.h"

#include "crm-announcement.h"
#include "crm-drafts.h"

#define TYPED_GROUP "typed"

/**
 * CrmRecordForm:
 *
 * A record of the file, which it follows, or a draft that is nowhere yet (a record without id).
 */
struct _CrmRecordForm {
  GObject parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *record;       /* owned */
  const CrmEntity *entity;
  CrmRecordFormIsOpen is_open; /* NULL: all that the description leaves open */
  GPtrArray *conflicts;        /* owned; of rows, borrowed: they take themselves out */
};

G_DEFINE_FINAL_TYPE (CrmRecordForm, crm_record_form, G_TYPE_OBJECT)

enum { REFRESHED, GONE, RETURNED, FLUSH, KEPT, TYPED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Texts of all records of a workspace, by entity, id and field; those of a draft end with it. */
static GHashTable *
get_kept_texts (CrmRecordForm *self)
{
  static const char key[] = "crm-kept-texts";
  GObject *owner = crm_record_form_is_draft (self) ? G_OBJECT (self) : G_OBJECT (self->workspace);
  GHashTable *texts = g_object_get_data (owner, key);

  if (texts == NULL) {
    texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    g_object_set_data_full (owner, key, texts, (GDestroyNotify) g_hash_table_unref);
  }
  return texts;
}

static char *
dup_key (CrmRecordForm *self, int field)
{
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT ":%s", self->entity->name,
                          crm_record_get_id (self->record), self->entity->fields[field].name);
}

/* --- What survives a crash */

static char *
dup_draft_name (CrmRecordForm *self)
{
  return g_strdup_printf ("form:%s:%" G_GINT64_FORMAT, self->entity->name,
                          crm_record_get_id (self->record));
}

/* What stands in the fields of the record and is not written yet, by their names. */
static GKeyFile *
read_draft (CrmRecordForm *self)
{
  GKeyFile *draft = g_key_file_new ();
  g_autofree char *name = dup_draft_name (self);
  g_autofree char *text = crm_drafts_dup (crm_workspace_get_drafts (self->workspace), name);

  if (text != NULL)
    g_key_file_load_from_data (draft, text, (gsize) -1, 0, NULL);
  return draft;
}

/* Notes it in the company file; NULL takes the note away. */
static void
hold (CrmRecordForm *self, int field, const char *text)
{
  const char *key = self->entity->fields[field].name;
  g_autoptr (GKeyFile) draft = NULL;
  g_autofree char *name = NULL;
  g_autofree char *data = NULL;

  if (crm_record_form_is_draft (self))
    return;
  draft = read_draft (self);
  if (text != NULL)
    g_key_file_set_string (draft, TYPED_GROUP, key, text);
  else if (!g_key_file_remove_key (draft, TYPED_GROUP, key, NULL))
    return;
  else {
    g_auto (GStrv) keys = g_key_file_get_keys (draft, TYPED_GROUP, NULL, NULL);
    if (keys == NULL || keys[0] == NULL)
      g_key_file_remove_group (draft, TYPED_GROUP, NULL);
  }
  name = dup_draft_name (self);
  data = g_key_file_to_data (draft, NULL, NULL);
  crm_drafts_set (crm_workspace_get_drafts (self->workspace), name, data);
}

static gboolean
is_stored (CrmRecordForm *self, int field, const char *text)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  return crm_field_parse_typed (&self->entity->fields[field], text, &value, NULL) &&
         crm_value_equal (&value, crm_record_get_value (self->record, field));
}

/* What stood there when the program ended. */
static void
restore (CrmRecordForm *self)
{
  g_autoptr (GKeyFile) draft = read_draft (self);
  GHashTable *texts = get_kept_texts (self);

  for (int i = 0; i < self->entity->n_fields; i++) {
    g_autofree char *text =
        g_key_file_get_string (draft, TYPED_GROUP, self->entity->fields[i].name, NULL);
    g_autofree char *key = dup_key (self, i);
    if (text == NULL || g_hash_table_contains (texts, key))
      continue;
    /* The last thing the program did may have been to write it. */
    if (is_stored (self, i, text) || !crm_record_form_can_edit (self, i))
      hold (self, i, NULL);
    else
      g_hash_table_insert (texts, g_steal_pointer (&key), g_steal_pointer (&text));
  }
}

static gboolean
points_at (const CrmEntity *entity, CrmAnnouncement *news)
{
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmEntity *target = crm_field_get_target (&entity->fields[i]);
    if (target != NULL && crm_announcement_touches (news, target))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_named (CrmRecordForm *self, CrmAnnouncement *announcement, CrmAction *action)
{
  gsize n_news;
  const CrmNews *news = crm_announcement_get_news (announcement, self->entity, &n_news);
  gboolean named = FALSE;

  /* Of several deeds to one record the last says what became of it. */
  for (gsize i = 0; i < n_news; i++)
    if (news[i].id == crm_record_get_id (self->record)) {
      *action = news[i].action;
      named = TRUE;
    }
  return named;
}

static void
store_changed_cb (CrmRecordForm *self, CrmAnnouncement *announcement)
{
  CrmAction action = CRM_ACTION_SET;
  gboolean own = crm_announcement_is_wide (announcement, self->entity) ||
                 is_named (self, announcement, &action);

  if (!own && !points_at (self->entity, announcement))
    return;
  if (crm_record_reload (self->record, crm_workspace_get_reader (self->workspace), NULL)) {
    if (own && action == CRM_ACTION_ADD)
      g_signal_emit (self, signals[RETURNED], 0);
    g_signal_emit (self, signals[REFRESHED], 0);
  } else if (own)
    g_signal_emit (self, signals[GONE], 0);
}

static void
crm_record_form_dispose (GObject *object)
{
  CrmRecordForm *self = CRM_RECORD_FORM (object);

  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_object (&self->record);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_record_form_parent_class)->dispose (object);
}

static void
crm_record_form_class_init (CrmRecordFormClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_record_form_dispose;

  /**
   * CrmRecordForm::refreshed:
   *
   * The record's values were read anew, or the draft's were set.
   */
  signals[REFRESHED] =
      g_signal_new ("refreshed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmRecordForm::gone:
   *
   * The record was deleted.
   */
  signals[GONE] =
      g_signal_new ("gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmRecordForm::returned:
   *
   * The deleted record is there again: the deletion was undone.
   */
  signals[RETURNED] =
      g_signal_new ("returned", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmRecordForm::flush:
   *
   * Rows write what is typed into them.
   *
   * Returns: TRUE where one could not
   */
  signals[FLUSH] = g_signal_new ("flush", type, G_SIGNAL_RUN_LAST, 0,
                                 g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 0);
  /**
   * CrmRecordForm::kept:
   *
   * What is typed and not saved, or what of it is in conflict with the file, has changed.
   */
  signals[KEPT] =
      g_signal_new ("kept", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmRecordForm::typed:
   * @field: which field
   * @text: what stands in its row and is not taken yet
   *
   * The person typed a letter.
   */
  signals[TYPED] = g_signal_new ("typed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
crm_record_form_init (CrmRecordForm *self)
{
  self->conflicts = g_ptr_array_new ();
}

/**
 * crm_record_form_new:
 * @workspace: where it is written
 * @record: a record of the file, or a draft (without id)
 *
 * Returns: (transfer full): a form that follows the record
 */
CrmRecordForm *
crm_record_form_new (CrmWorkspace *workspace, CrmRecord *record)
{
  CrmRecordForm *self = g_object_new (CRM_TYPE_RECORD_FORM, NULL);

  self->workspace = g_object_ref (workspace);
  self->record = g_object_ref (record);
  self->entity = crm_record_get_entity (record);
  if (crm_record_form_is_draft (self))
    return self;
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  if (crm_store_is_writable (crm_workspace_get_store (workspace)))
    restore (self);
  return self;
}

/**
 * crm_record_form_new_copy:
 * @workspace: where the record is
 * @stored: a record of the file; it stays as it is
 *
 * Returns: (transfer full): a form of a draft that begins with the values of @stored
 */
CrmRecordForm *
crm_record_form_new_copy (CrmWorkspace *workspace, CrmRecord *stored)
{
  const CrmEntity *entity = crm_record_get_entity (stored);
  g_autoptr (CrmRecord) draft = crm_record_new_empty (entity);

  for (int i = 0; i < entity->n_fields; i++)
    crm_record_set_value (draft, i, crm_record_get_value (stored, i));
  return crm_record_form_new (workspace, draft);
}

CrmWorkspace *
crm_record_form_get_workspace (CrmRecordForm *self)
{
  return self->workspace;
}

CrmRecord *
crm_record_form_get_record (CrmRecordForm *self)
{
  return self->record;
}

const CrmEntity *
crm_record_form_get_entity (CrmRecordForm *self)
{
  return self->entity;
}

gboolean
crm_record_form_is_draft (CrmRecordForm *self)
{
  return crm_record_get_id (self->record) <= 0;
}

gboolean
crm_record_form_can_edit (CrmRecordForm *self, int field)
{
  return (self->entity->fields[field].flags & CRM_FIELD_READ_ONLY) == 0 &&
         self->entity->fields[field].kind != CRM_KIND_SUBJECT &&
         (self->is_open == NULL ||
          self->is_open (self->record, self->entity->fields[field].name)) &&
         crm_store_is_writable (crm_workspace_get_store (self->workspace));
}

/**
 * crm_record_form_set_is_open:
 * @self: a form
 * @is_open: (nullable) (scope forever): whether a field of the record can be changed as it stands
 */
void
crm_record_form_set_is_open (CrmRecordForm *self, CrmRecordFormIsOpen is_open)
{
  self->is_open = is_open;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CrmRecordForm *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * crm_record_form_set:
 * @self: a form
 * @field: which field
 * @value: what it becomes
 * @callback: ends with crm_record_form_set_finish()
 * @user_data: for @callback
 */
void
crm_record_form_set (CrmRecordForm *self, int field, const CrmValue *value,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  if (crm_record_form_is_draft (self)) {
    crm_record_set_value (self->record, field, value);
    g_signal_emit (self, signals[REFRESHED], 0);
    g_task_return_boolean (task, TRUE);
  } else
    crm_workspace_set_field (self->workspace, self->entity, crm_record_get_id (self->record),
                             self->entity->fields[field].name, value, saved_cb,
                             g_steal_pointer (&task));
}

/**
 * crm_record_form_set_finish:
 * @self: a form
 * @result: of crm_record_form_set()
 * @error: what stood against it; nothing was written
 *
 * Returns: whether it was written
 */
gboolean
crm_record_form_set_finish (CrmRecordForm *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CrmRecordForm *self = CRM_RECORD_FORM (source);
  g_autofree char *failed = user_data;
  g_autoptr (GError) error = NULL;

  if (!crm_record_form_set_finish (self, result, &error))
    crm_workspace_report (self->workspace, failed, error);
}

/**
 * crm_record_form_write:
 * @self: a form
 * @field: which field
 * @value: what it becomes
 * @failed: the heading where that does not work, translated
 */
void
crm_record_form_write (CrmRecordForm *self, int field, const CrmValue *value, const char *failed)
{
  crm_record_form_set (self, field, value, written_cb, g_strdup (failed));
}

/**
 * crm_record_form_flush:
 * @self: a form
 *
 * Returns: whether all rows could take what is typed into them; what could not be taken is kept
 */
gboolean
crm_record_form_flush (CrmRecordForm *self)
{
  gboolean failed = FALSE;

  g_signal_emit (self, signals[FLUSH], 0, &failed);
  return crm_record_form_count_kept (self, NULL) == 0;
}

/**
 * crm_record_form_is_typed:
 * @self: a form of a draft
 * @start: the draft before anybody typed
 *
 * Returns: whether another value was given, or something is typed that could not be taken
 */
gboolean
crm_record_form_is_typed (CrmRecordForm *self, CrmRecord *start)
{
  if (!crm_record_form_flush (self))
    return TRUE;
  for (int i = 0; i < self->entity->n_fields; i++)
    if (!crm_value_equal (crm_record_get_value (self->record, i), crm_record_get_value (start, i)))
      return TRUE;
  return FALSE;
}

/**
 * crm_record_form_note_typed:
 * @self: a form
 * @field: which field
 * @text: what stands in its row
 *
 * It is noted in the company file until it is written or given up.
 */
void
crm_record_form_note_typed (CrmRecordForm *self, int field, const char *text)
{
  hold (self, field, text);
  g_signal_emit (self, signals[TYPED], 0, field, text);
}

/**
 * crm_record_form_keep:
 * @self: a form
 * @field: which field
 * @text: (nullable): what is typed; %NULL forgets it
 */
void
crm_record_form_keep (CrmRecordForm *self, int field, const char *text)
{
  GHashTable *texts = get_kept_texts (self);
  g_autofree char *key = dup_key (self, field);

  hold (self, field, text);
  if (text != NULL)
    g_hash_table_insert (texts, g_steal_pointer (&key), g_strdup (text));
  else if (!g_hash_table_remove (texts, key))
    return;
  g_signal_emit (self, signals[KEPT], 0);
}

/**
 * crm_record_form_get_kept:
 * @self: a form
 * @field: which field
 *
 * Returns: (nullable): what was typed and could not be saved
 */
const char *
crm_record_form_get_kept (CrmRecordForm *self, int field)
{
  g_autofree char *key = dup_key (self, field);
  return g_hash_table_lookup (get_kept_texts (self), key);
}

/**
 * crm_record_form_count_kept:
 * @self: a form
 * @first: (out) (optional): the first such field, -1 if there is none
 *
 * Returns: how many fields have a text that is not saved
 */
guint
crm_record_form_count_kept (CrmRecordForm *self, int *first)
{
  guint n = 0;

  if (first != NULL)
    *first = -1;
  for (int i = 0; i < self->entity->n_fields; i++)
    if (crm_record_form_get_kept (self, i) != NULL && n++ == 0 && first != NULL)
      *first = i;
  return n;
}

/**
 * crm_record_form_set_conflict:
 * @self: a form
 * @row: the row of a field
 * @conflict: whether the file has another value than the one it had when the person began to type
 */
void
crm_record_form_set_conflict (CrmRecordForm *self, GtkWidget *row, gboolean conflict)
{
  if (g_ptr_array_find (self->conflicts, row, NULL) == conflict)
    return;
  if (conflict)
    g_ptr_array_add (self->conflicts, row);
  else
    g_ptr_array_remove (self->conflicts, row);
  g_signal_emit (self, signals[KEPT], 0);
}

/**
 * crm_record_form_forget_conflict:
 * @self: a form
 * @row: a row that goes
 *
 * Nobody is told: whoever would listen may be going, too.
 */
void
crm_record_form_forget_conflict (CrmRecordForm *self, GtkWidget *row)
{
  if (self->conflicts != NULL)
    g_ptr_array_remove (self->conflicts, row);
}

/**
 * crm_record_form_get_conflicts:
 * @self: a form
 *
 * Returns: (transfer none) (element-type GtkWidget): the rows in conflict, first come first
 */
GPtrArray *
crm_record_form_get_conflicts (CrmRecordForm *self)
{
  return self->conflicts;
}
