/* The dialog in which many records get and lose tags. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_TAGS_DIALOG (crm_tags_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmTagsDialog, crm_tags_dialog, CRM, TAGS_DIALOG, AdwDialog)

/* @ids: gint64; kept. @field: of tags. */
AdwDialog *crm_tags_dialog_new (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                                int field, GArray *ids);

G_END_DECLS
