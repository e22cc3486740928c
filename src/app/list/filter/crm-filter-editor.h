/* In which a filter is filled in: how to compare, and with what. */
#pragma once

#include "crm-filter.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILTER_EDITOR (crm_filter_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilterEditor, crm_filter_editor, CRM, FILTER_EDITOR, GtkBox)

/* Changes @filter as the person goes. */
GtkWidget *crm_filter_editor_new (CrmWorkspace *workspace, CrmFilter *filter);
/* Whether something stands in it that is wrong, and that the filter did not take. */
gboolean crm_filter_editor_has_problem (CrmFilterEditor *self);

G_END_DECLS
