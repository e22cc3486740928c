/* Putting a version of a process to use, and what becomes of what runs by the one before. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* @title: of @process. Asks where something runs by another version of it. */
void crm_version_put_to_use (GtkWidget *parent, CrmWorkspace *workspace, gint64 process,
                             const char *title);

G_END_DECLS
