/* Has a verb run by the process of this session that holds the file. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-command-private.h"
#include "crm-command-service.h"

/* Nobody there, or somebody who has another file open: as if there were no bus. */
static gboolean
is_nobody (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_strcmp0 (name, CRM_COMMAND_OTHER_FILE) == 0 ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
}

/* Asking for a bus where there is none would start one. */
static gboolean
has_bus (void)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (socket, G_FILE_TEST_EXISTS);
}

/**
 * crm_command_send:
 * @self: a command that writes
 * @arguments: (array zero-terminated=1): its words
 * @exit_code: (out): of the command
 * @output: (out): what it printed
 * @errors: (out): what it warned of, or what went wrong
 *
 * Waits as long as the command takes.
 *
 * Returns: whether a process of this session has the file open and answered
 */
gboolean
crm_command_send (CrmCommand *self, const char *const *arguments, int *exit_code, char **output,
                  char **errors)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection =
      has_bus () ? g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL) : NULL;
  g_autoptr (GVariant) reply = NULL;

  if (connection == NULL)
    return FALSE;
  reply = g_dbus_connection_call_sync (
      connection, CRM_COMMAND_BUS_NAME, CRM_COMMAND_OBJECT_PATH, CRM_COMMAND_INTERFACE, "Run",
      g_variant_new ("(s^ass)", self->file, arguments, self->folder), G_VARIANT_TYPE ("(iss)"),
      G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT, self->cancellable, &error);
  if (reply != NULL) {
    g_variant_get (reply, "(iss)", exit_code, output, errors);
    return TRUE;
  }
  if (is_nobody (error))
    return FALSE;
  /* It was sent, and the answer is missing, or is not waited for. */
  *exit_code = 1;
  *output = g_strdup ("");
  *errors = g_strdup_printf (
      "voronkactl: %s\n",
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
          ? _ ("The answer of the program that holds the file was not waited for; see “voronkactl "
               "changes” for whether the change was written")
          : _ ("The program that holds the file went away before it answered; see “voronkactl "
               "changes” for whether the change was written"));
  return TRUE;
}
