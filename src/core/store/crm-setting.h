/* The few facts that a company file keeps about itself, by name. */
#pragma once

#include "crm-database.h"

G_BEGIN_DECLS

typedef void (*CrmSettingFunc) (const char *name, const char *value, gpointer data);

#define CRM_SETTING_LOCALE "locale"
#define CRM_SETTING_COUNTRY "country"
#define CRM_SETTING_COLLATOR_VERSION "collator_version"
#define CRM_SETTING_CREATED_BY "created_by"
#define CRM_SETTING_FILE_ID "file_id"
/* The oldest version of the program that may read the file, though not write it. */
#define CRM_SETTING_MIN_READER "min_reader"
/* "1" where search index and sort keys must be made anew, as after a recovery. */
#define CRM_SETTING_REBUILD "rebuild"

/* What the settings were that a change replaced; see crm-journal-settings.c. */
#define CRM_SETTING_REPLACED "replaced"
/* The own company that new documents are of. */
#define CRM_SETTING_SELLER "seller"

char *crm_setting_dup (CrmDatabase *database, const char *name,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_setting_write (CrmDatabase *database, const char *name, const char *value,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_setting_foreach (CrmDatabase *database, CrmSettingFunc func, gpointer data,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_setting_needs_rebuild (CrmDatabase *database, gboolean *needs_rebuild,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_setting_write_rebuilt (CrmDatabase *database,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
