/* What is asked once a field has got a certain value: why and when a client went away. */
#pragma once

#include "crm-record-form.h"

G_BEGIN_DECLS

/* Asks over @widget, while it is shown. */
void crm_follow_up_attach (CrmRecordForm *form, GtkWidget *widget);

G_END_DECLS
