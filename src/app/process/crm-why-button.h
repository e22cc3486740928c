/* "Why?" beside every value that a rule set: the rule, and ways to it and to what caused it. */
#pragma once

#include <gtk/gtk.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

/* Keeps such buttons in the rows of the form that are below @root, which goes before the form. */
void crm_why_buttons_attach (CrmRecordForm *form, GtkWidget *root);

G_END_DECLS
