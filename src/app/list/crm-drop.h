/* What it means to let records go on a record, a section, a stage. */
#pragma once

#include "crm-dragged.h"

G_BEGIN_DECLS

/* Each says whether it means something; with @take it is done. @parent: over what dialogs are
 * shown. */
gboolean crm_drop_on_record (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *target,
                             gint64 id, const CrmDragged *dragged, gboolean take);
gboolean crm_drop_on_entity (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *target,
                             const CrmDragged *dragged, gboolean take);
gboolean crm_drop_on_stage (GtkWidget *parent, CrmWorkspace *workspace, CrmRecord *stage,
                            const CrmDragged *dragged, gboolean take);
/* Records let go on a list get the values by which it was narrowed down. */
gboolean crm_drop_on_query (GtkWidget *parent, CrmWorkspace *workspace, CrmQuery *query,
                            const CrmDragged *dragged, gboolean take);

G_END_DECLS
