/* Stopping a run of a process: the question why, and the button on its page. */
#pragma once

#include "crm-record-form.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for the reason and stops them in one change. @runs: gint64 ids, copied; those that have come
 * to their end are left as they are. */
void crm_stop_dialog_present (CrmWorkspace *workspace, GtkWidget *parent, GArray *runs);

/* "Stop the Process…" for the page of a run, there while it is under way: NULL for other records.
 */
GtkWidget *crm_stop_button_new (CrmRecordForm *form);

G_END_DECLS
