/* Records that are part of another one: a company's addresses and accounts, within its overview. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"
#include "crm-relations.h"

G_BEGIN_DECLS

#define CRM_TYPE_OWNED_LIST (crm_owned_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmOwnedList, crm_owned_list, CRM, OWNED_LIST, AdwPreferencesGroup)

GtkWidget *crm_owned_list_new (CrmRecordForm *form, const CrmRelation *relation);
/* What new ones begin with beside that they belong to it. */
typedef void (*CrmOwnedListPrepare) (CrmRecord *draft, CrmRecord *whole);
void crm_owned_list_set_prepare (CrmOwnedList *self, CrmOwnedListPrepare prepare);
/* Seen where there is nothing in it; otherwise only what must have an owner is. */
void crm_owned_list_set_steady (CrmOwnedList *self, gboolean steady);

G_END_DECLS
