/* The menu of a field in a form: its history. */
#pragma once

#include <gtk/gtk.h>

#include "crm-entity.h"

G_BEGIN_DECLS

/* A right click on @row, or Ctrl+H within it, offers the history of the field; done by the action
 * "record.field-history" of what stands around it. */
void crm_field_menu_attach (GtkWidget *row, const CrmField *field);

G_END_DECLS
