/* A sandbox: a copy of the company file in which everything may be tried. */
#pragma once

#include "crm-backup.h"

G_BEGIN_DECLS

/* "1" in a copy that is a sandbox. */
#define CRM_SETTING_SANDBOX "sandbox"

/* Any thread. A proven copy of the file at @source, whoever writes to it meanwhile, to be removed
 * by crm_throwaway_remove(). */
gboolean crm_sandbox_write (const char *source, const char *target, CrmProgressFunc progress,
                            gpointer data, GCancellable *cancellable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What all windows of a program have in common is not changed from a sandbox: FALSE with REFUSED
 * there. */
gboolean crm_sandbox_refuse (CrmDatabase *database, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
