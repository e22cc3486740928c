/* The records of one relation: a tab of the record's page. */
#pragma once

#include <adwaita.h>

#include "crm-relations.h"

G_BEGIN_DECLS

#define CRM_TYPE_RELATED_LIST (crm_related_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmRelatedList, crm_related_list, CRM, RELATED_LIST, GtkWidget)

GtkWidget *crm_related_list_new (CrmWorkspace *workspace, const CrmRelation *relation,
                                 CrmRecord *record);

G_END_DECLS
