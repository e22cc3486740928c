/* What a text of the program is called in the languages it speaks, whatever the person's is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *crm_translation_into (const char *language, const char *context, const char *text);
GPtrArray *crm_translations_of (const char *context, const char *text);

G_END_DECLS
