/* The rows of a table, read ahead on a thread of their own. */
#pragma once

#include "crm-table-reader.h"

G_BEGIN_DECLS

typedef struct _CrmTableAhead CrmTableAhead;

/* From where @reader stands; it is not to be read or rewound otherwise before the free. */
CrmTableAhead *crm_table_ahead_new (CrmTableReader *reader, GCancellable *cancellable);
/* As crm_table_reader_read(). */
gboolean crm_table_ahead_read (CrmTableAhead *self, const CrmTableRow **row, GError **error);
void crm_table_ahead_free (CrmTableAhead *self); /* waits until the thread has stopped */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTableAhead, crm_table_ahead_free)

G_END_DECLS
