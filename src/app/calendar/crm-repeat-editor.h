/* How often something comes again: rows in which a rule is chosen. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_REPEAT_EDITOR (crm_repeat_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmRepeatEditor, crm_repeat_editor, CRM, REPEAT_EDITOR, AdwPreferencesGroup)

/* Emits "changed" when another rule stands there. */
GtkWidget *crm_repeat_editor_new (void);
/* @rule: as RFC 5545 writes it, alone; NULL: it does not repeat. */
void crm_repeat_editor_set_rule (CrmRepeatEditor *self, const char *rule);
/* (transfer full); NULL: it does not repeat. FALSE where the last day cannot be read. */
gboolean crm_repeat_editor_read (CrmRepeatEditor *self, char **rule);
/* Leads to the last day, which could not be read. */
void crm_repeat_editor_point_out (CrmRepeatEditor *self);

G_END_DECLS
