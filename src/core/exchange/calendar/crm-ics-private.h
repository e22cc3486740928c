/* What the files about calendars of other programs share: entries, and the zones of their times. */
#pragma once

#include <glib.h>
#include <libical/ical.h>

G_BEGIN_DECLS

/* Zones that a file describes itself, and those that the system knows. */
typedef struct _CrmIcsZones CrmIcsZones;

CrmIcsZones *crm_ics_zones_new (void);
void crm_ics_zones_free (CrmIcsZones *self);
void crm_ics_zones_add (CrmIcsZones *self, const char *text); /* BEGIN:VTIMEZONE and so on */
/* @name: NULL: of no zone, the wall of this machine. FALSE: the zone is not known; it is taken for
 * that of this machine. */
gboolean crm_ics_zones_find (CrmIcsZones *self, const char *name, const struct icaltimetype *time,
                             gint64 *moment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmIcsZones, crm_ics_zones_free)

/* An entry as names of fields and texts; "" says what is wrong with it. @text: from BEGIN: to END:.
 * @is_exception: it is about one occurrence of another entry. */
GHashTable *crm_ics_read_entry (const char *text, CrmIcsZones *zones, gint64 now,
                                gboolean *is_exception);

G_END_DECLS
