/* All fields of a record in groups: the Overview. */
#pragma once

#include <adwaita.h>

#include "crm-field-row.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_FIELDS (crm_record_fields_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordFields, crm_record_fields, CRM, RECORD_FIELDS, GtkWidget)

GtkWidget *crm_record_fields_new (CrmRecordForm *form);
/* A group of one's own beneath the others. */
void crm_record_fields_append (CrmRecordFields *self, GtkWidget *group);
/* One of its own above the others of its side. */
void crm_record_fields_prepend (CrmRecordFields *self, GtkWidget *group);
/* Brings the row of a field into view and gives it the focus. */
void crm_record_fields_show_field (CrmRecordFields *self, int field);

GtkWidget *crm_field_group_new (CrmRecordForm *form, const char *title, const int *fields,
                                guint n_fields, gboolean folds);

G_END_DECLS
