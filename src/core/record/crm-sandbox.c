/* A sandbox: a copy of the company file in which everything may be tried. */
#include "config.h"

#include "crm-sandbox.h"

#include <glib/gi18n-lib.h>

#include "crm-error.h"
#include "crm-setting.h"
#include "crm-throwaway.h"

static gboolean
mark (const char *path, GError **error)
{
  g_autoptr (CrmDatabase) copy = crm_database_open (path, CRM_DATABASE_WRITE, error);

  return copy != NULL && crm_setting_write (copy, CRM_SETTING_SANDBOX, "1", error);
}

/**
 * crm_sandbox_write:
 * @source: a company file
 * @target: where the copy goes
 * @progress: (nullable) (scope call): told how much is done, 0 to 1000
 * @data: for @progress
 * @cancellable: (nullable): stops it; nothing stays behind
 * @error: FULL, CANCELLED, DAMAGED and what else the store knows
 *
 * Returns: whether the copy stands
 */
gboolean
crm_sandbox_write (const char *source, const char *target, CrmProgressFunc progress, gpointer data,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmDatabase) reader = crm_database_open (source, CRM_DATABASE_READ, error);
  gboolean done = reader != NULL &&
                  crm_backup_write (reader, target, progress, data, cancellable, error) &&
                  mark (target, error);

  if (!done)
    crm_throwaway_remove (target);
  return done;
}

/**
 * crm_sandbox_refuse:
 * @database: any connection of this thread
 * @error: REFUSED in a sandbox
 *
 * Own fields and the words of dictionaries describe records to the whole program, so that a try
 * would be seen beside the sandbox too.
 *
 * Returns: whether they may be changed here
 */
gboolean
crm_sandbox_refuse (CrmDatabase *database, GError **error)
{
  g_autofree char *sandbox = crm_setting_dup (database, CRM_SETTING_SANDBOX, NULL);

  if (sandbox == NULL)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                       _ ("Own fields and dictionaries are changed in the company itself, not in "
                          "a sandbox"));
  return FALSE;
}
