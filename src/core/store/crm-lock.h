/* Who may write a company file: the one process that holds its lock. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CrmLock CrmLock;

CrmLock *crm_lock_take (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void crm_lock_release (CrmLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLock, crm_lock_release)

gboolean crm_lock_check_file_system (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_lock_refuse_file_system (const char *path, guint64 magic, const char *type,
                                      GError **error);

G_END_DECLS
