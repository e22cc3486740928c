/* The trash: what was deleted, as the journal keeps it, and its way back. */
#pragma once

#include "crm-journal.h"

G_BEGIN_DECLS

/* Newest first. Parts of what is deleted itself are not listed: they come back with it. In an
 * entry: entity and record, new_text the title, label of the change that deleted it, operation its
 * place. @entity NULL: of all; @search NULL: any title and any value; @before 0: from the newest;
 * @next 0 afterwards: nothing more. (transfer full) (element-type CrmHistoryEntry) */
GPtrArray *crm_trash_read (CrmDatabase *database, const CrmEntity *entity, const char *search,
                           gint64 before, guint most, gint64 *next, GError **error);

/* Writer's thread, inside a transaction: one change that Undo takes back. @operations: of entries.
 * What a record owned comes with it, and the links of others to it where they are still empty. The
 * change's id; -1 on error. */
gint64 crm_trash_restore (CrmDatabase *database, const gint64 *operations, gsize n_operations,
                          gint64 person, CrmOrigin origin, char **said, GError **error);

G_END_DECLS
