/* The outbox: what was written to clients and waits until a person sends it. Nothing here claims
 * that it was sent: whoever sent it says so. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

/* What stands in the row of a message: to whom, and what is done with it. */
void crm_message_row_fill (AdwActionRow *row, CrmRecord *message, CrmWorkspace *workspace);
/* The same as buttons on its own page; NULL: it is no message, or the file may only be read. */
GtkWidget *crm_message_buttons_new (CrmRecordForm *form);
/* A card (floating) of what waits for those whom @form is about; unseen while nothing does. */
GtkWidget *crm_message_card_new (CrmRecordForm *form);
/* Those that wait, and those that cannot be sent as they are. (transfer full) */
CrmQuery *crm_message_query_waiting (CrmQuery *query);

/* Opens it in the mail program, or in that for text messages. */
void crm_message_open (GtkWidget *parent, CrmWorkspace *workspace, gint64 message);

G_END_DECLS
