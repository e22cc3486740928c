/* One place to find everything: records by some letters, sections, actions. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_PALETTE (crm_palette_get_type ())
G_DECLARE_FINAL_TYPE (CrmPalette, crm_palette, CRM, PALETTE, AdwDialog)

CrmPalette *crm_palette_new (CrmWorkspace *workspace, GSettings *settings, CrmRecord *subject);
void crm_palette_search (CrmPalette *self, const char *text);

G_END_DECLS
