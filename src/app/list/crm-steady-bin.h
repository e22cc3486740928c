/* A widget whose width does not depend on what is in it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_STEADY_BIN (crm_steady_bin_get_type ())
G_DECLARE_FINAL_TYPE (CrmSteadyBin, crm_steady_bin, CRM, STEADY_BIN, GtkWidget)

/* @child keeps to the start; it is as wide as it likes, up to the width of the bin. */
GtkWidget *crm_steady_bin_new (GtkWidget *child, int least_characters, int natural_characters);
/* As wide as a pill with that text; @text must live as long as the program. */
GtkWidget *crm_steady_bin_new_for_text (GtkWidget *child, const char *text);
GtkWidget *crm_steady_bin_get_child (CrmSteadyBin *self);

G_END_DECLS
