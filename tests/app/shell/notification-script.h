/* What is changed by another hand reaches the desktop, and a press on it does what it says: the
 * same on every kind of desktop. GLib chooses one once, so each kind is a program. */
#pragma once

#include "application-fixture.h"
#include "fake-desktop.h"

G_BEGIN_DECLS

void notification_script_run (ApplicationFixture *fixture, gconstpointer kind);
void notification_script_run_voronkactl (const char *const *arguments);
gboolean notification_script_shows_deal (gpointer fixture);

G_END_DECLS
