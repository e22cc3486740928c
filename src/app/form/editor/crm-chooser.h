/* The popover in which one of many is chosen: a choice, a dictionary's value, a record. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_CHOOSER (crm_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CrmChooser, crm_chooser, CRM, CHOOSER, GtkPopover)

GtkWidget *crm_chooser_new (CrmWorkspace *workspace, const CrmField *field);
/* What is chosen now: marked, and taken again by Enter alone. */
void crm_chooser_set_current (CrmChooser *self, const CrmValue *value);
void crm_chooser_set_text (CrmChooser *self, const char *text);
GListModel *crm_chooser_get_options (CrmChooser *self);

G_END_DECLS
