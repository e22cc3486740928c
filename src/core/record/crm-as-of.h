/* The base as it was at a moment: a copy of the company file that goes back in time. */
#pragma once

#include "crm-backup.h"

G_BEGIN_DECLS

/* Where such copies stand while they are looked at. */
char *crm_as_of_dup_folder (void);
/* A name there that no other copy has. */
char *crm_as_of_dup_path (void);
/* Takes away what crashes left there. */
void crm_as_of_tidy (void);
void crm_as_of_remove (const char *path);

/* Any thread. Copies the file at @source, whoever writes to it meanwhile, and takes back all that
 * came after @change (crm_rewind_find_change()). The copy is for reading alone and to be removed by
 * crm_as_of_remove(). */
gboolean crm_as_of_write (const char *source, const char *target, gint64 change,
                          CrmProgressFunc progress, gpointer data, GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
