/* What a window shows while no company file is open: a state in one sentence, and what to do. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_START_PAGE (crm_start_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmStartPage, crm_start_page, CRM, START_PAGE, AdwBin)

CrmStartPage *crm_start_page_new (const char *icon, const char *heading, const char *text);
/* @action: a detailed action name; the first button added is the suggested one */
void crm_start_page_set_text (CrmStartPage *self, const char *text);
void crm_start_page_add_button (CrmStartPage *self, const char *label, const char *action);
void crm_start_page_show_progress (CrmStartPage *self);
void crm_start_page_set_fraction (CrmStartPage *self, double fraction);

G_END_DECLS
