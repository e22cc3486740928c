/* The desktop's Background portal on the test's bus. */
#include "config.h"

#include "fake-portal.h"

#include <string.h>

#define NAME "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"

static const char introspection[] =
    "<node><interface name='org.freedesktop.portal.Background'>"
    "<method name='RequestBackground'><arg type='s' direction='in'/>"
    "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
    "</interface></node>";

static char *
dup_request_path (const char *sender, const char *token)
{
  g_autofree char *name = g_strdup (sender + 1);

  return g_strdup_printf (PATH "/request/%s/%s", g_strdelimit (name, ".", '_'), token);
}

void
fake_portal_answer (FakePortal *self, FakePortalAnswer answer)
{
  gboolean stays = answer == FAKE_PORTAL_GRANTS || answer == FAKE_PORTAL_GRANTS_STAY;
  guint response = answer == FAKE_PORTAL_CANCELLED ? 1 : 0;
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (stays));
  g_variant_builder_add (&results, "{sv}", "autostart",
                         g_variant_new_boolean (self->autostart && answer == FAKE_PORTAL_GRANTS));
  g_dbus_connection_emit_signal (self->connection, self->sender, self->request,
                                 "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", response, &results), NULL);
}

static void
method_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
           const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  FakePortal *self = user_data;
  g_autoptr (GVariant) options = NULL;
  const char *token = "";

  self->n_asked++;
  if (self->answer == FAKE_PORTAL_FAILS) {
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.portal.Error.Failed",
                                                "no");
    return;
  }
  g_variant_get (parameters, "(&s@a{sv})", NULL, &options);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->command, g_strfreev);
  g_variant_lookup (options, "handle_token", "&s", &token);
  g_variant_lookup (options, "reason", "s", &self->reason);
  self->autostart = FALSE;
  g_variant_lookup (options, "autostart", "b", &self->autostart);
  g_variant_lookup (options, "commandline", "^as", &self->command);
  g_set_str (&self->sender, sender);
  g_free (self->request);
  self->request = dup_request_path (sender, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", self->request));
  if (self->answer != FAKE_PORTAL_WAITS)
    fake_portal_answer (self, self->answer);
}

FakePortal *
fake_portal_new (FakePortalAnswer answer)
{
  static const GDBusInterfaceVTable table = { .method_call = method_cb };
  FakePortal *self = g_new0 (FakePortal, 1);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GError) error = NULL;

  self->answer = answer;
  self->connection =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  self->object = g_dbus_connection_register_object (self->connection, PATH, node->interfaces[0],
                                                    &table, self, NULL, &error);
  g_assert_no_error (error);
  owned = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", NAME, 4), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return self;
}

void
fake_portal_free (FakePortal *self)
{
  g_dbus_connection_unregister_object (self->connection, self->object);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_free (self->sender);
  g_free (self->request);
  g_free (self->reason);
  g_strfreev (self->command);
  g_free (self);
}
