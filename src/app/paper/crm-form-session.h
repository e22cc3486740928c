/* A form while it is edited: what all parts of the editor share. */
#pragma once

#include "crm-form-draft.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FORM_SESSION (crm_form_session_get_type ())
G_DECLARE_FINAL_TYPE (CrmFormSession, crm_form_session, CRM, FORM_SESSION, GObject)

CrmFormSession *crm_form_session_new (CrmWorkspace *workspace, CrmFormDraft *draft);
CrmFormDraft *crm_form_session_get_draft (CrmFormSession *self);

/* The block that is looked at; 0: none. Listeners of "selected" show it. */
void crm_form_session_select (CrmFormSession *self, guint block);
guint crm_form_session_get_selected (CrmFormSession *self);
/* Says why a step was refused. Takes @error (nullable); whether there was none. */
gboolean crm_form_session_check (CrmFormSession *self, GError *error);

/* "Text", "Table"…; translated. */
const char *crm_form_part_get_label (CrmFormPart part);
const char *crm_form_part_get_icon (CrmFormPart part);

G_END_DECLS
