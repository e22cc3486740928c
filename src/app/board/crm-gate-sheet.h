/* Asks for exactly what a deal lacks to enter a stage, and why it was lost where it is lost. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_GATE_SHEET (crm_gate_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CrmGateSheet, crm_gate_sheet, CRM, GATE_SHEET, AdwDialog)

/* NULL: there is no such deal or stage. */
CrmGateSheet *crm_gate_sheet_new (CrmWorkspace *workspace, gint64 deal, gint64 stage);
/* What is done beside filling in: the default moves the deal. @change has what was filled in; where
 * it returns FALSE nothing is written and the sheet says why. */
typedef gboolean (*CrmGateFunc) (CrmChange *change, gpointer data, GError **error);
void crm_gate_sheet_set_func (CrmGateSheet *self, CrmGateFunc func, gpointer data,
                              GDestroyNotify destroy);
/* For the row of a missing document: a file that is the document. */
void crm_gate_sheet_attach (CrmGateSheet *self, guint need, GFile *file);

/* Moves a deal; asks first where something is missing or it is lost. One step of Undo. */
void crm_stage_move (GtkWidget *parent, CrmWorkspace *workspace, gint64 deal, gint64 stage);

G_END_DECLS
