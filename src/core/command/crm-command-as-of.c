/* Reading verbs on the base as it was. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-as-of.h"
#include "crm-command-private.h"
#include "crm-date.h"
#include "crm-rewind.h"
#include "crm-throwaway.h"

/* A day alone is meant to its end. */
static gboolean
read_moment (CrmCommand *self, gint64 *moment, GError **error)
{
  const char *text = crm_command_get_option (self, "as-of");
  gint64 day;

  if (strchr (text, 'T') == NULL && crm_date_parse (text, &day, NULL)) {
    *moment = crm_moment_from_date (day + 1) - 1;
    return TRUE;
  }
  if (crm_moment_parse (text, moment, NULL))
    return TRUE;
  return crm_command_refuse_usage (self, error, _ ("“%s” is no date and no moment"), text);
}

/**
 * crm_command_run_as_of:
 * @self: a command that reads
 * @run: what it does
 * @error: of @run, of the store, or wrong usage
 *
 * With the option --as-of, works in a copy of the file that went back in time; without, in the file
 * itself.
 *
 * Returns: whether it was done
 */
gboolean
crm_command_run_as_of (CrmCommand *self, gboolean (*run) (CrmCommand *command, GError **error),
                       GError **error)
{
  CrmDatabase *present = self->database;
  g_autoptr (CrmDatabase) past = NULL;
  g_autofree char *path = NULL;
  gint64 moment;
  gint64 change = 0;
  gboolean done = FALSE;

  if (!crm_command_has_option (self, "as-of"))
    return run (self, error);
  if (!read_moment (self, &moment, error) ||
      !crm_rewind_find_change (present, moment, &change, error))
    return FALSE;
  crm_throwaway_tidy ();
  path = crm_throwaway_dup_path ();
  if (!crm_as_of_write (crm_database_get_path (present), path, change, NULL, NULL,
                        self->cancellable, error))
    return FALSE;
  past = crm_database_open (path, CRM_DATABASE_READ, error);
  if (past != NULL) {
    self->database = past;
    done = run (self, error);
    self->database = present;
  }
  g_clear_pointer (&past, crm_database_close);
  crm_throwaway_remove (path);
  return done;
}
