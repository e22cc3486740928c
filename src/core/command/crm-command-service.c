/* The verbs that write, served to other processes of the session by the one that holds the file. */
#include "config.h"

#include "crm-command-service.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

#include "crm-command-private.h"

struct _CrmCommandService {
  GObject parent_instance;

  GDBusConnection *connection; /* owned; NULL once it is no longer exported */
  CrmStore *store;             /* owned */
  guint id;
};

G_DEFINE_FINAL_TYPE (CrmCommandService, crm_command_service, G_TYPE_OBJECT)

static const char introspection[] = "<node>"
                                    "  <interface name='" CRM_COMMAND_INTERFACE "'>"
                                    "    <method name='Run'>"
                                    "      <arg type='s' name='file' direction='in'/>"
                                    "      <arg type='as' name='arguments' direction='in'/>"
                                    "      <arg type='s' name='folder' direction='in'/>"
                                    "      <arg type='i' name='exit' direction='out'/>"
                                    "      <arg type='s' name='output' direction='out'/>"
                                    "      <arg type='s' name='errors' direction='out'/>"
                                    "    </method>"
                                    "  </interface>"
                                    "</node>";

/* One call on its way through the writer thread. */
typedef struct {
  CrmCommand *command;               /* owned; NULL where the words made no sense */
  GOutputStream *output;             /* owned */
  GDBusMethodInvocation *invocation; /* owned until it is answered */
} Call;

static void
free_call (Call *call)
{
  g_clear_pointer (&call->command, crm_command_free);
  g_clear_object (&call->output);
  g_free (call);
}

static void
answer (Call *call, const GError *error)
{
  GMemoryOutputStream *output = G_MEMORY_OUTPUT_STREAM (call->output);
  g_autofree char *printed = NULL;
  g_autofree char *said = NULL;
  int exit_code;

  if (error != NULL) {
    exit_code = crm_error_exit_code (error);
    said = crm_command_dup_error_line (error);
  } else {
    exit_code = call->command->exit_code;
    printed = g_strndup (g_memory_output_stream_get_data (output),
                         g_memory_output_stream_get_data_size (output));
    said = g_strdup (call->command->warnings->str);
  }
  g_dbus_method_invocation_return_value (
      call->invocation, g_variant_new ("(iss)", exit_code, printed != NULL ? printed : "", said));
  free_call (call);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, &error);
  answer (user_data, error);
}

/* The same file under whatever name: by links and mounts one file has several. */
static gboolean
is_same_file (const char *a, const char *b)
{
  struct stat first;
  struct stat second;

  return stat (a, &first) == 0 && stat (b, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

static void
run (CrmCommandService *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree const char **arguments = NULL;
  g_autoptr (GError) error = NULL;
  const char *file;
  const char *folder;
  Call *call;

  g_variant_get (parameters, "(&s^a&s&s)", &file, &arguments, &folder);
  if (!is_same_file (file, crm_store_get_path (self->store))) {
    g_dbus_method_invocation_return_dbus_error (invocation, CRM_COMMAND_OTHER_FILE,
                                                "Another file is open here");
    return;
  }
  call = g_new0 (Call, 1);
  call->invocation = invocation;
  call->output = g_memory_output_stream_new_resizable ();
  call->command = crm_command_new (arguments, folder, &error);
  if (call->command != NULL &&
      (call->command->verb == NULL || crm_command_get_access (call->command) != CRM_VERB_WRITE))
    crm_command_refuse_usage (call->command, &error, _ ("only verbs that write are served"));
  if (error != NULL) {
    answer (call, error);
    return;
  }
  call->command->output = crm_command_output_new (call->output, call->command->format);
  g_set_str (&call->command->file, crm_store_get_path (self->store));
  crm_store_write_async (self->store, crm_command_write_func, call->command, NULL, NULL, written_cb,
                         call);
}

static void
method_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
           const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  run (CRM_COMMAND_SERVICE (user_data), parameters, invocation);
}

static void
crm_command_service_dispose (GObject *object)
{
  CrmCommandService *self = CRM_COMMAND_SERVICE (object);

  crm_command_service_unexport (self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (crm_command_service_parent_class)->dispose (object);
}

static void
crm_command_service_class_init (CrmCommandServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_command_service_dispose;
}

static void
crm_command_service_init (CrmCommandService *self)
{
}

/**
 * crm_command_service_export:
 * @connection: the session's bus, where the application owns its name
 * @store: the open company file
 * @error: return location for an error
 *
 * Offers %CRM_COMMAND_INTERFACE at %CRM_COMMAND_OBJECT_PATH. Each call runs as one transaction on
 * the writer thread and is announced like every change; nothing blocks the calling thread's main
 * loop. Opening thread of @store.
 *
 * Returns: (transfer full) (nullable): it is offered until this is unexported or goes
 */
CrmCommandService *
crm_command_service_export (GDBusConnection *connection, CrmStore *store, GError **error)
{
  static const GDBusInterfaceVTable functions = { .method_call = method_cb };
  g_autoptr (CrmCommandService) self = NULL;
  g_autoptr (GDBusNodeInfo) node = NULL;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  node = g_dbus_node_info_new_for_xml (introspection, error);
  if (node == NULL)
    return NULL;
  self = g_object_new (CRM_TYPE_COMMAND_SERVICE, NULL);
  self->store = g_object_ref (store);
  self->id = g_dbus_connection_register_object (connection, CRM_COMMAND_OBJECT_PATH,
                                                node->interfaces[0], &functions, self, NULL, error);
  if (self->id == 0)
    return NULL;
  self->connection = g_object_ref (connection);
  return g_steal_pointer (&self);
}

/**
 * crm_command_service_unexport:
 * @self: a service
 *
 * Offers nothing any more. What is under way is answered.
 */
void
crm_command_service_unexport (CrmCommandService *self)
{
  g_return_if_fail (CRM_IS_COMMAND_SERVICE (self));

  if (self->connection != NULL)
    g_dbus_connection_unregister_object (self->connection, self->id);
  g_clear_object (&self->connection);
}
