/* Keeps copies of the company file by itself. */
#include "config.h"

#include "crm-keeper.h"

struct _CrmKeeper {
  GObject parent_instance;

  CrmStore *store; /* owned */
  char *trouble;   /* owned */
  guint source;
};

G_DEFINE_FINAL_TYPE (CrmKeeper, crm_keeper, G_TYPE_OBJECT)

typedef enum { PROP_TROUBLE = 1 } CrmKeeperProperty;
static GParamSpec *properties[PROP_TROUBLE + 1];

static void
set_trouble (CrmKeeper *self, const char *trouble)
{
  if (g_set_str (&self->trouble, trouble))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
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
  }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
crm_keeper_dispose (GObject *object)
{
  CrmKeeper *self = CRM_KEEPER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->store);
  g_clear_pointer (&self->trouble, g_free);

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
