/* Starting a process with a company, from wherever one looks at it. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Whether a sale can be started on the page of such a record: a company, or what is one's deal. */
gboolean crm_sale_is_possible (const CrmEntity *entity);
/* With whom sales are. */
const CrmEntity *crm_sale_get_owner (void);
/* Starts it with the record's company, for the record where it is a deal, and says so. @process:
 * 0: the usual one. @step: 0: those that start it. */
void crm_sale_start (CrmWorkspace *workspace, CrmRecord *record, gint64 process, gint64 step);
/* What that would do, a sentence a line; "" where it cannot be started. (transfer full) */
char *crm_sale_dup_preview (CrmWorkspace *workspace, CrmRecord *record);
/* The processes that go on with it, the youngest first: (transfer full) (element-type CrmRecord).
 */
GPtrArray *crm_sale_read_under_way (CrmWorkspace *workspace, CrmRecord *record);
/* Whether a process goes on for this very deal already. */
gboolean crm_sale_is_under_way (CrmWorkspace *workspace, CrmRecord *record);

G_END_DECLS
