/* The base as it was at a moment: a copy of the company file that goes back in time. */
#pragma once

#include "crm-backup.h"

G_BEGIN_DECLS

/* Any thread. Copies the file at @source, whoever writes to it meanwhile, and takes back all that
 * came after @change (crm_rewind_find_change()). The copy is for reading alone and to be removed by
 * crm_throwaway_remove(). */
gboolean crm_as_of_write (const char *source, const char *target, gint64 change,
                          CrmProgressFunc progress, gpointer data, GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
