/* A desktop's notification service on the test's bus. */
#include "config.h"

#include "fake-desktop.h"

#include <string.h>

#define APP_PATH "/io/github/voronka_crm/Voronka"

struct _FakeDesktop {
  FakeDesktopKind kind;
  GDBusConnection *connection;
  guint object;
  GPtrArray *received;
  guint n_withdrawn;
};

static const struct {
  const char *name;
  const char *path;
  const char *introspection;
} services[] = {
  [FAKE_DESKTOP_GNOME] = { "org.gtk.Notifications", "/org/gtk/Notifications",
                           "<node><interface name='org.gtk.Notifications'>"
                           "<method name='AddNotification'><arg type='s' direction='in'/><arg "
                           "type='s' direction='in'/>"
                           "<arg type='a{sv}' direction='in'/></method>"
                           "<method name='RemoveNotification'><arg type='s' direction='in'/>"
                           "<arg type='s' direction='in'/></method></interface></node>" },
  [FAKE_DESKTOP_OTHERS] = { "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                            "<node><interface name='org.freedesktop.Notifications'>"
                            "<method name='Notify'><arg type='s' direction='in'/><arg type='u' "
                            "direction='in'/>"
                            "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg "
                            "type='s' direction='in'/>"
                            "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
                            "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
                            "<method name='CloseNotification'><arg type='u' "
                            "direction='in'/></method>"
                            "<method name='GetCapabilities'><arg type='as' "
                            "direction='out'/></method>"
                            "<method name='GetServerInformation'><arg type='s' direction='out'/>"
                            "<arg type='s' direction='out'/><arg type='s' direction='out'/>"
                            "<arg type='s' direction='out'/></method>"
                            "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
                            "<signal name='NotificationClosed'><arg type='u'/><arg "
                            "type='u'/></signal>"
                            "</interface></node>" },
};

static void
unref_target (gpointer target)
{
  if (target != NULL)
    g_variant_unref (target);
}

static void
free_notification (gpointer data)
{
  FakeNotification *notification = data;

  g_free (notification->id);
  g_free (notification->title);
  g_free (notification->body);
  g_free (notification->default_action);
  g_clear_pointer (&notification->default_target, g_variant_unref);
  g_ptr_array_unref (notification->labels);
  g_ptr_array_unref (notification->actions);
  g_ptr_array_unref (notification->targets);
  g_free (notification);
}

static FakeNotification *
add_notification (FakeDesktop *self)
{
  FakeNotification *notification = g_new0 (FakeNotification, 1);

  notification->labels = g_ptr_array_new_with_free_func (g_free);
  notification->actions = g_ptr_array_new_with_free_func (g_free);
  notification->targets = g_ptr_array_new_with_free_func (unref_target);
  g_ptr_array_add (self->received, notification);
  return notification;
}

static void
take_gnome (FakeDesktop *self, GVariant *parameters)
{
  FakeNotification *notification = add_notification (self);
  g_autoptr (GVariant) dictionary = NULL;
  g_autoptr (GVariantIter) buttons = NULL;
  GVariant *button;

  g_variant_get (parameters, "(&ss@a{sv})", NULL, &notification->id, &dictionary);
  g_variant_lookup (dictionary, "title", "s", &notification->title);
  g_variant_lookup (dictionary, "body", "s", &notification->body);
  g_variant_lookup (dictionary, "default-action", "s", &notification->default_action);
  notification->default_target = g_variant_lookup_value (dictionary, "default-action-target", NULL);
  if (!g_variant_lookup (dictionary, "buttons", "aa{sv}", &buttons))
    return;
  while ((button = g_variant_iter_next_value (buttons)) != NULL) {
    char *label = NULL, *action = NULL;

    g_variant_lookup (button, "label", "s", &label);
    g_variant_lookup (button, "action", "s", &action);
    g_ptr_array_add (notification->labels, label);
    g_ptr_array_add (notification->actions, action);
    g_ptr_array_add (notification->targets, g_variant_lookup_value (button, "target", NULL));
    g_variant_unref (button);
  }
}

static guint
take_others (FakeDesktop *self, GVariant *parameters)
{
  FakeNotification *notification = add_notification (self);
  g_autofree const char **actions = NULL;

  g_variant_get (parameters, "(&su&sss^a&s@a{sv}i)", NULL, NULL, NULL, &notification->title,
                 &notification->body, &actions, NULL, NULL);
  for (gsize i = 0; actions[i] != NULL && actions[i + 1] != NULL; i += 2) {
    if (strcmp (actions[i], "default") == 0)
      notification->default_action = g_strdup ("default");
    else {
      g_ptr_array_add (notification->actions, g_strdup (actions[i]));
      g_ptr_array_add (notification->labels, g_strdup (actions[i + 1]));
      g_ptr_array_add (notification->targets, NULL);
    }
  }
  return self->received->len;
}

static void
method_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
           const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  FakeDesktop *self = user_data;
  GVariant *answer = NULL;

  if (strcmp (method, "AddNotification") == 0)
    take_gnome (self, parameters);
  else if (strcmp (method, "Notify") == 0)
    answer = g_variant_new ("(u)", take_others (self, parameters));
  else if (strcmp (method, "GetCapabilities") == 0)
    answer = g_variant_new_parsed ("(['actions', 'body', 'persistence'],)");
  else if (strcmp (method, "GetServerInformation") == 0)
    answer = g_variant_new ("(ssss)", "fake", "test", "1", "1.2");
  else
    self->n_withdrawn++;
  g_dbus_method_invocation_return_value (invocation, answer);
}

FakeDesktop *
fake_desktop_new (FakeDesktopKind kind)
{
  static const GDBusInterfaceVTable table = { .method_call = method_cb };
  FakeDesktop *self = g_new0 (FakeDesktop, 1);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node =
      g_dbus_node_info_new_for_xml (services[kind].introspection, NULL);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  self->kind = kind;
  self->received = g_ptr_array_new_with_free_func (free_notification);
  self->connection =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  self->object = g_dbus_connection_register_object (
      self->connection, services[kind].path, node->interfaces[0], &table, self, NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (
      self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", services[kind].name, 4), NULL, G_DBUS_CALL_FLAGS_NONE,
      -1, NULL, &error);
  g_assert_no_error (error);
  return self;
}

void
fake_desktop_free (FakeDesktop *self)
{
  g_dbus_connection_unregister_object (self->connection, self->object);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_ptr_array_unref (self->received);
  g_free (self);
}

guint
fake_desktop_get_n (FakeDesktop *self)
{
  return self->received->len;
}

const FakeNotification *
fake_desktop_get_last (FakeDesktop *self)
{
  g_assert_cmpuint (self->received->len, >, 0);
  return self->received->pdata[self->received->len - 1];
}

guint
fake_desktop_get_n_withdrawn (FakeDesktop *self)
{
  return self->n_withdrawn;
}

/* As GNOME Shell does it: the application's own interface. */
static void
activate (FakeDesktop *self, const char *action, GVariant *target)
{
  GVariantBuilder targets;

  g_assert_true (g_str_has_prefix (action, "app."));
  g_variant_builder_init (&targets, G_VARIANT_TYPE ("av"));
  if (target != NULL)
    g_variant_builder_add (&targets, "v", target);
  g_dbus_connection_call (self->connection, APP_ID, APP_PATH, "org.freedesktop.Application",
                          "ActivateAction",
                          g_variant_new ("(sav@a{sv})", action + strlen ("app."), &targets,
                                         g_variant_new_parsed ("@a{sv} {}")),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

void
fake_desktop_press (FakeDesktop *self, const char *label)
{
  const FakeNotification *notification = fake_desktop_get_last (self);
  const char *action = notification->default_action;
  GVariant *target = notification->default_target;

  for (guint i = 0; label != NULL && i < notification->labels->len; i++)
    if (strcmp (notification->labels->pdata[i], label) == 0) {
      action = notification->actions->pdata[i];
      target = notification->targets->pdata[i];
    }
  g_assert_nonnull (action);
  if (self->kind == FAKE_DESKTOP_GNOME)
    activate (self, action, target);
  else
    g_dbus_connection_emit_signal (self->connection, NULL, services[self->kind].path,
                                   services[self->kind].name, "ActionInvoked",
                                   g_variant_new ("(us)", self->received->len, action), NULL);
}
