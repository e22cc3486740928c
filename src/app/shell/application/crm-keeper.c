/* Keeps copies of the company file by itself. */
#include "config.h"

#include "crm-keeper.h"

#include <glib/gi18n.h>

/* How often the free space is looked at. */
#define SPACE_SECONDS 60
/* A copy, a log and what they are made of must find room beside the file. */
#define LEAST_FREE (500 * G_GUINT64_CONSTANT (1000000))
#define LEAST_COPIES 3

struct _CrmKeeper {
  GObject parent_instance;

  CrmStore *store; /* owned */
  char *trouble;   /* owned */
  char *shortage;  /* owned */
  char *second;    /* owned; a folder for second copies; NULL: none */
  char *absence;   /* owned */
  guint source;
  guint space_source;
  GCancellable *looking; /* owned */
};

G_DEFINE_FINAL_TYPE (CrmKeeper, crm_keeper, G_TYPE_OBJECT)

typedef enum { PROP_TROUBLE = 1, PROP_SHORTAGE, PROP_ABSENCE } CrmKeeperProperty;
static GParamSpec *properties[PROP_ABSENCE + 1];

static void
set_trouble (CrmKeeper *self, const char *trouble)
{
  if (g_set_str (&self->trouble, trouble))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
set_absence (CrmKeeper *self, const char *absence)
{
  if (g_set_str (&self->absence, absence))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ABSENCE]);
}

typedef struct {
  CrmStore *store; /* owned */
  char *folder;    /* owned */
  gboolean made;   /* the first copy */
} Carrying;

static void
free_carrying (gpointer data)
{
  Carrying *carrying = data;

  g_object_unref (carrying->store);
  g_free (carrying->folder);
  g_free (carrying);
}

static void
carry_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Carrying *carrying = data;
  GError *error = NULL;

  if (crm_store_carry_backup (carrying->store, carrying->folder, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The first copy holds everything: without the second all is well enough, but it is told. */
static void
carried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CrmKeeper *self = CRM_KEEPER (source);
  Carrying *carrying = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (g_strcmp0 (carrying->folder, self->second) == 0)
    set_absence (self, error != NULL ? error->message : NULL);
  g_task_return_int (task, carrying->made ? 1 : 0);
}

/* Takes @task. */
static void
carry (CrmKeeper *self, GTask *task, gboolean made)
{
  g_autoptr (GTask) carrying_task = g_task_new (self, NULL, carried_cb, task);
  Carrying *carrying = g_new0 (Carrying, 1);

  carrying->store = g_object_ref (self->store);
  carrying->folder = g_strdup (self->second);
  carrying->made = made;
  g_task_set_task_data (carrying_task, carrying, free_carrying);
  g_task_run_in_thread (carrying_task, carry_in_thread);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CrmKeeper *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean made = FALSE;

  if (crm_store_backup_if_changed_finish (CRM_STORE (source), result, &made, &error)) {
    set_trouble (self, NULL);
    if (self->second != NULL && self->store != NULL)
      carry (self, g_steal_pointer (&task), made);
    else
      g_task_return_int (task, made ? 1 : 0);
  } else {
    set_trouble (self, error->message);
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

/**
 * crm_keeper_keep_async:
 * @self: a keeper
 * @callback: (nullable): ends with crm_keeper_keep_finish()
 * @user_data: for @callback
 *
 * Makes a verified copy where something was written since the last, on a thread of its own.
 */
void
crm_keeper_keep_async (CrmKeeper *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  crm_store_backup_if_changed_async (self->store, NULL, kept_cb, task);
}

/**
 * crm_keeper_keep_finish:
 * @self: a keeper
 * @result: what the callback was given
 * @made: (out) (optional): whether a copy was needed and made
 * @error: why there is none; the property "trouble" says it too
 *
 * Returns: whether the youngest copy holds everything
 */
gboolean
crm_keeper_keep_finish (CrmKeeper *self, GAsyncResult *result, gboolean *made, GError **error)
{
  gssize answer = g_task_propagate_int (G_TASK (result), error);

  if (made != NULL)
    *made = answer == 1;
  return answer >= 0;
}

/* --- Free space */

/**
 * crm_keeper_note_space:
 * @self: a keeper
 * @n_free: free bytes on the company file's disk
 * @size: of the company file, bytes
 *
 * Sets "shortage" where there is little room left: less than 500 MB or three times the file.
 */
void
crm_keeper_note_space (CrmKeeper *self, guint64 n_free, guint64 size)
{
  g_autofree char *text = NULL;

  if (n_free < MAX (LEAST_FREE, LEAST_COPIES * size)) {
    g_autofree char *left = g_format_size (n_free);

    /* Translators: %s is an amount, as “120 MB” */
    text = g_strdup_printf (_ ("The disk is nearly full: %s left. Make some room before copies and "
                               "changes can no longer be written."),
                            left);
  }
  if (g_set_str (&self->shortage, text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHORTAGE]);
}

typedef struct {
  guint64 n_free;
  guint64 size;
} Space;

/* A disk that has gone to sleep answers late; the window does not wait for it. */
static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_file_new_for_path (data);
  g_autoptr (GFileInfo) disk = NULL;
  g_autoptr (GFileInfo) info = NULL;
  Space *space;

  disk = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, cancellable, NULL);
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                            cancellable, NULL);
  if (disk == NULL || info == NULL ||
      !g_file_info_has_attribute (disk, G_FILE_ATTRIBUTE_FILESYSTEM_FREE)) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  space = g_new (Space, 1);
  space->n_free = g_file_info_get_attribute_uint64 (disk, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  space->size = (guint64) g_file_info_get_size (info);
  g_task_return_pointer (task, space, g_free);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Space *space = g_task_propagate_pointer (G_TASK (result), NULL);

  if (space != NULL)
    crm_keeper_note_space (CRM_KEEPER (source), space->n_free, space->size);
}

static gboolean
look_cb (gpointer user_data)
{
  CrmKeeper *self = user_data;
  g_autoptr (GTask) task = g_task_new (self, self->looking, looked_cb, NULL);

  g_task_set_task_data (task, g_strdup (crm_store_get_path (self->store)), g_free);
  g_task_run_in_thread (task, look_in_thread);
  return G_SOURCE_CONTINUE;
}

static gboolean
tick_cb (gpointer user_data)
{
  crm_keeper_keep_async (user_data, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static void
crm_keeper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmKeeper *self = CRM_KEEPER (object);

  switch ((CrmKeeperProperty) id) {
  case PROP_TROUBLE:
    g_value_set_string (value, self->trouble);
    return;
  case PROP_SHORTAGE:
    g_value_set_string (value, self->shortage);
    return;
  case PROP_ABSENCE:
    g_value_set_string (value, self->absence);
    return;
  }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
crm_keeper_dispose (GObject *object)
{
  CrmKeeper *self = CRM_KEEPER (object);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_handle_id (&self->space_source, g_source_remove);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->store);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_pointer (&self->shortage, g_free);
  g_clear_pointer (&self->second, g_free);
  g_clear_pointer (&self->absence, g_free);

  G_OBJECT_CLASS (crm_keeper_parent_class)->dispose (object);
}

static void
crm_keeper_class_init (CrmKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_keeper_get_property;
  object_class->dispose = crm_keeper_dispose;

  /**
   * CrmKeeper:trouble:
   *
   * Why the last copy failed; %NULL while all is well.
   */
  properties[PROP_TROUBLE] =
      g_param_spec_string ("trouble", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * CrmKeeper:shortage:
   *
   * How little room is left on the disk; %NULL while there is enough.
   */
  properties[PROP_SHORTAGE] =
      g_param_spec_string ("shortage", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * CrmKeeper:absence:
   *
   * Why the second copy could not be made; %NULL while all is well or none is wanted.
   */
  properties[PROP_ABSENCE] =
      g_param_spec_string ("absence", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
crm_keeper_init (CrmKeeper *self)
{
}

/**
 * crm_keeper_new:
 * @store: an open company file
 * @seconds: between two looks whether a copy is needed
 *
 * Returns: (transfer full): a keeper that works as long as it lives
 */
CrmKeeper *
crm_keeper_new (CrmStore *store, guint seconds)
{
  CrmKeeper *self = g_object_new (CRM_TYPE_KEEPER, NULL);

  self->store = g_object_ref (store);
  self->source = g_timeout_add_seconds (seconds, tick_cb, self);
  self->looking = g_cancellable_new ();
  self->space_source = g_timeout_add_seconds (SPACE_SECONDS, look_cb, self);
  look_cb (self);
  return self;
}

/**
 * crm_keeper_get_trouble:
 * @self: a keeper
 *
 * Returns: (nullable): why the last copy failed
 */
const char *
crm_keeper_get_trouble (CrmKeeper *self)
{
  return self->trouble;
}

/**
 * crm_keeper_get_shortage:
 * @self: a keeper
 *
 * Returns: (nullable): a sentence where the disk is nearly full
 */
const char *
crm_keeper_get_shortage (CrmKeeper *self)
{
  return self->shortage;
}

/**
 * crm_keeper_set_second_folder:
 * @self: a keeper
 * @folder: (nullable): where every copy is brought too; empty or NULL: nowhere
 *
 * The youngest copy is brought there at once.
 */
void
crm_keeper_set_second_folder (CrmKeeper *self, const char *folder)
{
  if (!g_set_str (&self->second, folder != NULL && folder[0] != '\0' ? folder : NULL))
    return;
  set_absence (self, NULL);
  if (self->second != NULL)
    crm_keeper_keep_async (self, NULL, NULL);
}

/**
 * crm_keeper_get_absence:
 * @self: a keeper
 *
 * Returns: (nullable): why the second copy could not be made
 */
const char *
crm_keeper_get_absence (CrmKeeper *self)
{
  return self->absence;
}
