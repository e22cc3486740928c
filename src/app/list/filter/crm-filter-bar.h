/* The filters of a list as removable chips, and the button that adds one. */
#pragma once

#include "crm-filter.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILTER_BAR (crm_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilterBar, crm_filter_bar, CRM, FILTER_BAR, GtkWidget)

/* Emits "changed" when the filters ask for something else. */
GtkWidget *crm_filter_bar_new (void);
void crm_filter_bar_set_entity (CrmFilterBar *self, CrmWorkspace *workspace,
                                const CrmEntity *entity);
CrmQuery *crm_filter_bar_apply (CrmFilterBar *self, CrmQuery *query); /* transfer full */
gboolean crm_filter_bar_is_empty (CrmFilterBar *self);                /* nothing is asked */
/* Shows what @query asks for as chips, those that were there go; emits nothing. */
void crm_filter_bar_set_query (CrmFilterBar *self, CrmQuery *query);
void crm_filter_bar_clear (CrmFilterBar *self);
/* Adds a chip; with @edit its editor opens. */
void crm_filter_bar_add (CrmFilterBar *self, CrmFilter *filter, gboolean edit);
/* Puts what stands before all filters into their lines. */
void crm_filter_bar_prepend (CrmFilterBar *self, GtkWidget *widget);
/* The field menu. */
void crm_filter_bar_choose_field (CrmFilterBar *self);

G_END_DECLS
