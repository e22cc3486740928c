/* Files under their final name only when they are whole, and on the disk when it is said so. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean crm_file_make_folder (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_file_sync (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_file_sync_folder_of (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_file_replace (const char *from, const char *to,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_file_put_new (const char *from, const char *to,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *crm_file_dup_temporary (const char *path);
void crm_file_remove_database (const char *path);

G_END_DECLS
