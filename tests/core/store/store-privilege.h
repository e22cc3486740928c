/* Permissions that hold for the superuser too, for whom tests in containers are run. */
#pragma once

#include <glib.h>

/* Takes from this thread, and those it starts, the right to pass over permissions; or gives it
 * back. */
gboolean privilege_drop (void);
void privilege_restore (void);
