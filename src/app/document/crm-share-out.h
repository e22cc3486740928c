/* Money that came for more than one document: where it goes is shown before it goes there. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

void crm_share_out_ask (GtkWidget *parent, CrmWorkspace *workspace, gint64 payment);

/* On the page of a payment: what of it is needed nowhere yet. */
GtkWidget *crm_share_out_group_new (CrmRecordForm *form);

G_END_DECLS
