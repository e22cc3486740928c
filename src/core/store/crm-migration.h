/* From every version of the company file ever shipped to this program's. */
#pragma once

#include "crm-database.h"
#include "crm-prepare.h"

G_BEGIN_DECLS

/* What SQL cannot do by itself for one version; runs inside that version's transaction, after its
 * script. */
typedef gboolean (*CrmMigrationFunc) (CrmDatabase *database, GError **error);

const char *const *crm_migration_get_scripts (void);
int crm_migration_get_latest (void);
void crm_migration_add_func (int version, CrmMigrationFunc func);
gboolean crm_migration_run (CrmDatabase *database, const char *const *scripts,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_migration_run_with_copy (CrmDatabase *database, const char *const *scripts,
                                      const char *folder, char **copy,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, told to whoever watches and stopped by @cancellable. */
gboolean crm_migration_run_watched (CrmDatabase *database, const char *const *scripts,
                                    const char *folder, CrmPrepareFunc func, gpointer data,
                                    GCancellable *cancellable, char **copy,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
