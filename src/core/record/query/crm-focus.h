/* The working filter: what of everything a person wants before their eyes. No lock: whoever sits
 * here can look at all of it. And how a person has arranged the window. Both are kept in the
 * company file, so they go where it goes. */
#pragma once

#include "crm-query.h"

G_BEGIN_DECLS

/**
 * CrmFocus:
 * @CRM_FOCUS_ALL: everything
 * @CRM_FOCUS_AREA: the person's segments and product groups, and what they are responsible for
 * @CRM_FOCUS_TEAM: what the person and those below them are responsible for
 */
typedef enum { CRM_FOCUS_ALL, CRM_FOCUS_AREA, CRM_FOCUS_TEAM } CrmFocus;

/* What the person chose last, or what their role begins with. */
CrmFocus crm_focus_read (CrmDatabase *database, gint64 person);
/* Within a transaction of the writer. */
gboolean crm_focus_write (CrmDatabase *database, gint64 person, CrmFocus focus,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_focus_is_possible (CrmDatabase *database, gint64 person, CrmFocus focus);
CrmQuery *crm_focus_narrow (CrmFocus focus, CrmQuery *query, gint64 person, CrmDatabase *database,
                            GError **error);
/* All whom @person leads, however far below. */
CrmQuery *crm_focus_query_led (CrmDatabase *database, gint64 person, GError **error);

/* How @person arranged @what ("sections", "today"): names in order, those that are hidden with "-"
 * before them; NULL: as it comes. */
char **crm_arrangement_read (CrmDatabase *database, gint64 person, const char *what);
gboolean crm_arrangement_write (CrmDatabase *database, gint64 person, const char *what,
                                const char *const *names, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
