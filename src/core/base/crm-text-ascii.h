/* Any writing in plain Latin letters. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *crm_text_to_ascii (const char *text);

G_END_DECLS
