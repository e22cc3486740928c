/* Where a note or a reply to one is written. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_NOTE_COMPOSER (crm_note_composer_get_type ())
G_DECLARE_FINAL_TYPE (CrmNoteComposer, crm_note_composer, CRM, NOTE_COMPOSER, GtkWidget)

void crm_note_composer_set_subject (CrmNoteComposer *self, CrmWorkspace *workspace,
                                    const CrmEntity *entity, gint64 id);
/* What is written next answers that note. */
void crm_note_composer_reply (CrmNoteComposer *self, gint64 note);

G_END_DECLS
