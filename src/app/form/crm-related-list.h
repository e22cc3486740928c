/* The records of one relation: a tab of the record's page. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"
#include "crm-relations.h"

G_BEGIN_DECLS

GtkWidget *crm_related_list_new (CrmRecordForm *form, const CrmRelation *relation);

G_END_DECLS
