/* Whether this desktop shows notifications at all. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @bus: (nullable): of the session. Asks the bus alone, which answers at once. */
gboolean crm_notification_service_is_there (GDBusConnection *bus);

G_END_DECLS
