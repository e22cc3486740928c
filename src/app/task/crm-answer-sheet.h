/* Answering a colleague: all that must come back with a request, in one small sheet; or refusing
 * it. */
#pragma once

#include <adwaita.h>

#include "crm-request-rows.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_ANSWER_SHEET (crm_answer_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CrmAnswerSheet, crm_answer_sheet, CRM, ANSWER_SHEET, AdwDialog)

/* NULL where there is no such request. */
CrmAnswerSheet *crm_answer_sheet_new (CrmWorkspace *workspace, gint64 activity);
CrmRequestRows *crm_answer_sheet_get_rows (CrmAnswerSheet *self);
/* Shows the sheet over @parent. */
void crm_request_answer (GtkWidget *parent, CrmWorkspace *workspace, gint64 activity);
/* Asks for the reason over @parent, then refuses it; who asked takes it back without one. */
void crm_request_ask_refusal (GtkWidget *parent, CrmWorkspace *workspace, gint64 activity);

G_END_DECLS
