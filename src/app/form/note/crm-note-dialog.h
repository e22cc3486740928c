/* The dialog in which one's own note is changed. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_NOTE_DIALOG (crm_note_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmNoteDialog, crm_note_dialog, CRM, NOTE_DIALOG, AdwDialog)

AdwDialog *crm_note_dialog_new (CrmWorkspace *workspace, gint64 id);

G_END_DECLS
