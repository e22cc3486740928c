/* The questions of a request as rows to fill in: what is given along, or what comes back. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_REQUEST_ROWS (crm_request_rows_get_type ())
G_DECLARE_FINAL_TYPE (CrmRequestRows, crm_request_rows, CRM, REQUEST_ROWS, AdwPreferencesGroup)

/* @answers: (element-type CrmRecord): of request_answer; written ones are not touched before
 * crm_request_rows_write(). @task: with what it is about, written or not. "changed" tells of every
 * letter. */
GtkWidget *crm_request_rows_new (CrmWorkspace *workspace, CrmRecord *task, GPtrArray *answers);
/* What was answered in rows that stood in their place, the latest last, is answered in @self too.
 */
void crm_request_rows_take_over (CrmRequestRows *self, GPtrArray *former);
/* All that must be given is. */
gboolean crm_request_rows_is_complete (CrmRequestRows *self);
/* Something was typed, chosen or attached that is written nowhere yet. */
gboolean crm_request_rows_is_typed (CrmRequestRows *self);
/* Every row takes what is typed into it; FALSE where one cannot, the row says why. */
gboolean crm_request_rows_flush (CrmRequestRows *self);
/* Adds what was given to @change: new answers of the request @activity (a stand-in), or those that
 * are there already; and fields of other records that were asked for. */
void crm_request_rows_write (CrmRequestRows *self, CrmChange *change, gint64 activity);
GtkWidget *crm_request_rows_get_first (CrmRequestRows *self); /* to fill in; NULL: none */
/* For tests and drops: the file that answers the @index-th question. */
void crm_request_rows_attach (CrmRequestRows *self, guint index, GFile *file);

G_END_DECLS
