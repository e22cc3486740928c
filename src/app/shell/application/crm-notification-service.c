/* Whether this desktop shows notifications at all. */
#include "config.h"

#include "crm-notification-service.h"

#define LONGEST_MS 1000

/* Those that GLib sends to. */
static const char *const services[] = { "org.gtk.Notifications", "org.freedesktop.Notifications",
                                        "org.freedesktop.portal.Desktop", NULL };

static gboolean
names_one (GDBusConnection *bus, const char *method)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, NULL,
      G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, LONGEST_MS, NULL, NULL);
  g_autoptr (GVariantIter) names = NULL;
  /* The portal passes on what comes out of a sandbox alone. */
  gboolean is_sandboxed = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
  gboolean found = FALSE;
  const char *name;

  if (answer == NULL)
    return FALSE;
  g_variant_get (answer, "(as)", &names);
  while (g_variant_iter_next (names, "&s", &name))
    for (int i = 0; services[i] != NULL; i++)
      found = found || (g_str_equal (services[i], name) &&
                        (is_sandboxed || !g_str_has_prefix (name, "org.freedesktop.portal.")));
  return found;
}

/**
 * crm_notification_service_is_there:
 * @bus: (nullable): the session's bus
 *
 * Returns: whether somebody shows notifications, or would be started for it
 */
gboolean
crm_notification_service_is_there (GDBusConnection *bus)
{
  return bus != NULL && (names_one (bus, "ListNames") || names_one (bus, "ListActivatableNames"));
}
