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

/* A folder of tables that an export of everything wrote. */
typedef struct _CrmBaseTables CrmBaseTables;
CrmBaseTables *crm_base_tables_new (const char *path, GError **error);
void crm_base_tables_free (CrmBaseTables *self);
JsonObject *crm_base_tables_read_settings (CrmBaseTables *self, GCancellable *cancellable,
                                           GError **error);
gboolean crm_base_tables_take (CrmBaseTables *self, CrmChange *change, const CrmEntity **taken,
                               GCancellable *cancellable, GError **error);
gboolean crm_base_tables_are_over (CrmBaseTables *self);
void crm_base_tables_get_progress (CrmBaseTables *self, guint64 *done, guint64 *total);

G_END_DECLS
