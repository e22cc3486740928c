/* The part of a process that is looked at, with its fields and what belongs to it: the process
 * itself, a step, an outcome, a consequence. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_PROCESS_EDITOR (crm_process_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmProcessEditor, crm_process_editor, CRM, PROCESS_EDITOR, AdwBin)

/* Emits "chosen" (entity name, id) when a row leads to another part, or a part is gone. */
CrmProcessEditor *crm_process_editor_new (CrmWorkspace *workspace);
/* @problems: (element-type utf8) (nullable): what is wrong with the process. */
void crm_process_editor_show (CrmProcessEditor *self, const CrmEntity *entity, gint64 id,
                              gboolean may_edit, GPtrArray *problems);

G_END_DECLS
