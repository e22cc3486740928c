/* The e-invoice file of one document: where to, and what is missing. */
#pragma once

#include <adwaita.h>

#include "crm-einvoice.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

/* Asks where to save it; where it would break a rule, says each and writes nothing. */
void crm_einvoice_output (GtkWidget *widget, CrmWorkspace *workspace, gint64 document,
                          CrmEinvoiceFormat format);

G_END_DECLS
