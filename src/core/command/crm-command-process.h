/* Processes with the papers that they make. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void crm_command_register_processes (void); /* once, at start */

G_END_DECLS
