/* Copies of a company file that prove themselves, checks, restore and recovery. */
#pragma once

#include "crm-database.h"

G_BEGIN_DECLS

#define CRM_BACKUP_SUFFIX ".voronka"

/* @permille: how far it has come, 0 to 1000. May be called from any thread. */
typedef void (*CrmProgressFunc) (guint permille, gpointer data);

/* Online copy by SQLite's backup interface, then reopened, checked and counted against the source.
 * The target is replaced atomically. */
gboolean crm_backup_write (CrmDatabase *source, const char *target, CrmProgressFunc progress,
                           gpointer data, GCancellable *cancellable,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A plain copy for a while: not proven, not synced. @target must not exist. */
gboolean crm_backup_copy (CrmDatabase *source, const char *target, CrmProgressFunc progress,
                          gpointer data, GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Checks the backup, then puts a copy of it in the file's place; what stood there is kept beside it
 * under a dated name. */
gboolean crm_backup_restore (const char *backup, const char *path, char **kept_as,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Everything that is wrong with a file, one sentence each; an empty list when it is sound. */
GStrv crm_database_check (CrmDatabase *database, GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Reads what can be read of a damaged file into a new one; what could not be read is listed. */
gboolean crm_backup_recover (const char *damaged, const char *target, GStrv *lost,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Keeps 24 hourly, 14 daily, 8 weekly and 12 monthly copies of those in the folder. */
gboolean crm_backup_thin_out (const char *folder, const char *name,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The file's name without folder and ending; its copies are called by it. */
char *crm_backup_dup_stem (const char *path);
/* "FOLDER/STEM-20261123-090000.voronka": the name of a copy made at that moment. */
char *crm_backup_dup_path (const char *folder, const char *stem, gint64 moment);
/* Names of the dated copies in a folder, the youngest first; when one of them was made. */
GStrv crm_backup_list (const char *folder, const char *stem);
gint64 crm_backup_get_moment (const char *file_name, const char *stem);

G_END_DECLS
