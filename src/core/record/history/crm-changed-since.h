/* What changed since a moment: each record once, the last changed first. */
#pragma once

#include "crm-journal.h"

G_BEGIN_DECLS

typedef struct _CrmChangedSince CrmChangedSince;

/* @change: of crm_rewind_find_change(); @entity NULL: all; @person 0: anybody */
CrmChangedSince *crm_changed_since_new (gint64 change, const CrmEntity *entity, gint64 person);
void crm_changed_since_free (CrmChangedSince *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmChangedSince, crm_changed_since_free)

/* The next ones. In an entry: entity and record, new_text the title, action what became of it
 * altogether, old_text the labels of the fields, person_name all who did it, moment of the last
 * change. Fewer than @most: there are no more. Any thread with its own connection, one at a time.
 * (transfer full) (element-type CrmHistoryEntry) */
GPtrArray *crm_changed_since_read (CrmChangedSince *self, CrmDatabase *database, guint most,
                                   GError **error);

G_END_DECLS
