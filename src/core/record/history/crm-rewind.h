/* A record as it was, read from the journal backwards. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

/* The last change that was made at or before that moment; 0 when there was none. What a file began
 * with was always there. */
gboolean crm_rewind_find_change (CrmDatabase *database, gint64 moment, gint64 *change,
                                 GError **error);
/* The record as that change left it: (transfer full) in @record, NULL where there was none then. */
gboolean crm_rewind_read (CrmDatabase *database, const CrmEntity *entity, gint64 id, gint64 change,
                          CrmRecord **record, GError **error);
/* As it is now; NULL where there is none. */
gboolean crm_rewind_read_now (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                              CrmRecord **record, GError **error);

G_END_DECLS
