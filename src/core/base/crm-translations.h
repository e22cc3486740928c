/* What a text of the program is called in every language it speaks, whatever the person's is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *crm_translations_of (const char *context, const char *text);

G_END_DECLS
