/* The command line as core code: voronkactl and the window's process run the same verbs. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int crm_command_run (const char *const *arguments, const char *folder, GOutputStream *output,
                     GOutputStream *errors, GCancellable *cancellable);

G_END_DECLS
