/* Rows of records that are part of another one. */
#pragma once

#include <adwaita.h>

#include "crm-relations.h"

G_BEGIN_DECLS

/* @activated and @removed are called with @owner and a widget that knows the record. */
GtkWidget *crm_part_row_new (CrmRecord *record, const char *facts, GCallback activated,
                             GCallback removed, gpointer owner);
CrmRecord *crm_part_row_get_record (GtkWidget *widget);
GtkWidget *crm_part_row_new_button (const char *title, const char *icon, GCallback activated,
                                    gpointer owner);

/* Asks for a new record that is part of @whole. */
void crm_part_add (GtkWidget *parent, CrmWorkspace *workspace, const CrmRelation *relation,
                   CrmRecord *whole);
/* The same of one that is begun. */
void crm_part_add_draft (GtkWidget *parent, CrmWorkspace *workspace, CrmRecord *draft);

G_END_DECLS
