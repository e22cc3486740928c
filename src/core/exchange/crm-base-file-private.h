/* How an export of everything writes its records down. */
#pragma once

#include "crm-base-file.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* "field.entity": a field whose name says something else of the record. */
#define CRM_BASE_FIELD_PREFIX "field."
/* With the version behind it: 1 is without settings. */
#define CRM_BASE_BEGINNING "{\"voronka\":\"everything\",\"version\":"

gboolean crm_base_member_is_taken (const char *name);

/* What the file says of itself that belongs to the company: its hours, say. An object by name. */
gboolean crm_base_settings_append (CrmDatabase *database, GString *json, GError **error);
/* The same as a table of names and values. */
gboolean crm_base_settings_write_table (CrmDatabase *database, const char *path,
                                        GCancellable *cancellable, GError **error);
/* Whether such an object can be taken. */
gboolean crm_base_settings_are_valid (JsonObject *settings);
/* Stands for all that the file says of itself so far. */
gboolean crm_base_settings_take (CrmDatabase *database, JsonObject *settings, gint64 change,
                                 GError **error);

G_END_DECLS
