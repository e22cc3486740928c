/* A list of the fields that a form may name, to look one up. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_PATH_CHOOSER (crm_path_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CrmPathChooser, crm_path_chooser, CRM, PATH_CHOOSER, GtkPopover)

/* @of_line: fields of a line of the table. Signal "chosen": (path with filters, name). */
GtkWidget *crm_path_chooser_new (gboolean of_line);

G_END_DECLS
