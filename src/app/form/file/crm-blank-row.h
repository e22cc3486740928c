/* A row for a field of somebody's blank. */
#pragma once

#include <adwaita.h>

#include "crm-blank.h"

G_BEGIN_DECLS

typedef void (*CrmBlankRowFunc) (GtkWidget *row, gpointer data);

/* @func: called when a person changed it; borrows @field as long as it lives. */
GtkWidget *crm_blank_row_new (const CrmBlankField *field, CrmBlankRowFunc func, gpointer data);
char *crm_blank_row_dup_text (GtkWidget *row, const CrmBlankField *field);
/* Tells nobody. */
void crm_blank_row_set_text (GtkWidget *row, const CrmBlankField *field, const char *text);
void crm_blank_row_add_suffix (GtkWidget *row, GtkWidget *suffix);

G_END_DECLS
