/* Writes a file that a person chose, and says so. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

/* @failed: the heading, translated, where that does not work. */
void crm_save_bytes (CrmWorkspace *workspace, GFile *file, GBytes *bytes, const char *failed);

G_END_DECLS
