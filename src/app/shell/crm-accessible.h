/* What the toolkit leaves unsaid to a screen reader. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void crm_accessible_init (void);
void crm_accessible_name_calendar (GtkCalendar *calendar);

G_END_DECLS
