/* Taking back: one change of long ago, or a record to a moment, without what came later. */
#pragma once

#include "crm-journal.h"

G_BEGIN_DECLS

/**
 * CrmRevertMode:
 * @CRM_REVERT_STRICT: refuses where anything was changed since
 * @CRM_REVERT_LEAVE: leaves what was changed since as it is
 * @CRM_REVERT_ALONG: takes along what was changed since in the same fields and records
 */
typedef enum { CRM_REVERT_STRICT, CRM_REVERT_LEAVE, CRM_REVERT_ALONG } CrmRevertMode;

typedef struct _CrmRevert CrmRevert;

/* What taking back would do, read on any thread with its own connection: of one change ... */
CrmRevert *crm_revert_plan (CrmDatabase *database, gint64 change, GCancellable *cancellable,
                            GError **error);
/* ... or of all that happened to a record, with what it owns, after a change. */
CrmRevert *crm_revert_plan_record (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                   gint64 change, GCancellable *cancellable, GError **error);
void crm_revert_free (CrmRevert *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRevert, crm_revert_free)

const char *crm_revert_get_label (CrmRevert *self); /* of the change; NULL for a record */
guint crm_revert_get_n_records (CrmRevert *self);
guint crm_revert_get_n_touched (CrmRevert *self); /* of those, changed since */
/* The changes that came later on the same, newest first, at most 50. (element-type CrmHistoryEntry)
 */
GPtrArray *crm_revert_get_later (CrmRevert *self);
/* What would become of which field: old_text as it is now, new_text as it will be, label the title
 * of the record; field NULL for a record that comes or goes. (transfer full) (element-type
 * CrmHistoryEntry) */
GPtrArray *crm_revert_describe (CrmRevert *self, CrmDatabase *database, guint most, GError **error);

/* Writer's thread, inside a transaction: one change that Undo takes back. The id of it, 0 when
 * there was nothing to do, -1 on error; REFUSED where @mode is strict and something came later. */
gint64 crm_revert_commit (CrmRevert *self, CrmDatabase *database, CrmRevertMode mode,
                          const char *label, gint64 person, CrmOrigin origin, GError **error);

G_END_DECLS
