/* Saved views: lists as people need them again, for all or for one person. */
#pragma once

#include "crm-change.h"
#include "crm-query-replace.h"

G_BEGIN_DECLS

/* Those of a list that @person may see, in their order: those for all, then one's own. A list is
 * called as its entity, or as the relation in which it is: "company/deal.company".
 * (element-type CrmRecord) Any thread with its own connection. */
GPtrArray *crm_saved_views_read (CrmDatabase *database, const char *list, gint64 person,
                                 GError **error);
/* The one that opens first: one's own before that for all; NULL if none does. */
CrmRecord *crm_saved_views_find_first (GPtrArray *views);
/* Makes @view the one that opens first among those of its owner, or no longer. */
void crm_saved_view_set_first (CrmChange *change, GPtrArray *views, CrmRecord *view,
                               gboolean first);
/* What views ask for where one value gives way to another: as crm_query_text_replace(). Within a
 * commit. */
gboolean crm_saved_views_replace (CrmChange *change, CrmDatabase *database, CrmFieldFunc is_meant,
                                  gpointer data, const CrmValue *from, const CrmValue *into,
                                  GError **error);
/* The entity its list is of; NULL when there is none of that name any more, or when its list is on
 * the pages of another entity. */
const CrmEntity *crm_saved_view_get_of (CrmRecord *view);

G_END_DECLS
