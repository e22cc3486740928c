/* Texts as JSON writes them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void crm_json_append_string (GString *json, const char *text);

G_END_DECLS
