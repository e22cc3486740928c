/* A calendar file that is kept up to date for other programs: telephones and planners subscribe to
 * it. */
#pragma once

#include "crm-database.h"

G_BEGIN_DECLS

/* What a company file keeps about it: the path, none: there is no such file; and whose tasks, none:
 * everybody's. */
#define CRM_SETTING_FEED "calendar_feed"
#define CRM_SETTING_FEED_PERSON "calendar_feed_person"

/* Writer's connection, in a transaction. @path: NULL: none from now on. @person: 0: everybody's. */
gboolean crm_calendar_feed_set (CrmDatabase *database, const char *path, gint64 person,
                                GError **error);
char *crm_calendar_feed_dup_path (CrmDatabase *database); /* NULL: there is none */
gint64 crm_calendar_feed_get_person (CrmDatabase *database);
/* Writes it where there is one. */
gboolean crm_calendar_feed_write (CrmDatabase *database, gint64 now, GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
