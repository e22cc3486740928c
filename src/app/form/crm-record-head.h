/* The head of a record's page: its title, how it stands, what to know, what to do next. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_HEAD (crm_record_head_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordHead, crm_record_head, CRM, RECORD_HEAD, GtkWidget)

GtkWidget *crm_record_head_new (CrmRecordForm *form);
/* On a telephone what one rarely adds is in the menu. */
void crm_record_head_set_narrow (CrmRecordHead *self, gboolean narrow);
void crm_record_head_start_rename (CrmRecordHead *self);

G_END_DECLS
