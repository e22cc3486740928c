/* Everything a window shows of an open company file: sidebar, pages, toasts. */
#pragma once

#include <adwaita.h>

#include "crm-section.h"

G_BEGIN_DECLS

#define CRM_TYPE_SHELL (crm_shell_get_type ())
G_DECLARE_FINAL_TYPE (CrmShell, crm_shell, CRM, SHELL, AdwBin)

/* Emits "steps-changed" when what can be undone or redone has changed. */
CrmShell *crm_shell_new (CrmWorkspace *workspace);
CrmWorkspace *crm_shell_get_workspace (CrmShell *self);
gboolean crm_shell_can_undo (CrmShell *self);
gboolean crm_shell_can_redo (CrmShell *self);
void crm_shell_go_to (CrmShell *self, const CrmSection *section);
const CrmSection *crm_shell_get_section (CrmShell *self);
AdwNavigationPage *crm_shell_get_page (CrmShell *self);
/* The record whose page the person looks at, as a subject; 0: none. */
gint64 crm_shell_get_subject (CrmShell *self);
void crm_shell_open_record (CrmShell *self, const CrmEntity *entity, gint64 id);
/* A page of its own above the present one, or back to it where it is open. */
void crm_shell_open_page (CrmShell *self, const char *tag,
                          AdwNavigationPage *(*create) (CrmWorkspace *workspace));
void crm_shell_open_view (CrmShell *self, gint64 id); /* a saved view, in the list of its section */
void crm_shell_toggle_sidebar (CrmShell *self);

/* A banner at the foot of the pages; one a name. @button and @action may be NULL. */
void crm_shell_show_banner (CrmShell *self, const char *name, const char *text, const char *button,
                            const char *action);
/* One that gives way to every other. */
void crm_shell_show_remark (CrmShell *self, const char *name, const char *text, const char *button,
                            const char *action);
void crm_shell_hide_banner (CrmShell *self, const char *name);

G_END_DECLS
