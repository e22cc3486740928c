/* What becomes of an entry: moved, deleted, done, opened. Of one that repeats it asks first how
 * much of it is meant. Every deed is one step of Undo. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

/* @parent: over which is asked. */
void crm_calendar_deed_move (GtkWidget *parent, CrmWorkspace *workspace,
                             const CrmCalendarEntry *entry, gint64 start, gint64 end,
                             gboolean is_all_day);
void crm_calendar_deed_remove (GtkWidget *parent, CrmWorkspace *workspace,
                               const CrmCalendarEntry *entry);
/* One occurrence becomes a record of its own and is done. */
void crm_calendar_deed_finish (CrmWorkspace *workspace, const CrmCalendarEntry *entry);
/* The record; of an occurrence that has none of its own, asks whether it shall have one. */
void crm_calendar_deed_open (GtkWidget *parent, CrmWorkspace *workspace,
                             const CrmCalendarEntry *entry);

/* Whether the record stands for a whole series. */
gboolean crm_calendar_is_series (CrmWorkspace *workspace, const CrmCalendarEntry *entry);

G_END_DECLS
