/* What stands against opening a company file. */
#include "config.h"

#include "crm-fault.h"

#include <glib/gi18n.h>

#include "crm-error.h"

typedef struct {
  int code; /* a CrmError; -1 for all others */
  const char *icon;
  const char *heading;
  const char *advice;
  CrmRemedy remedies;
} Known;

static const Known known[] = {
  { CRM_ERROR_NOT_FOUND, "folder-symbolic", N_ ("The company file is gone"),
    N_ ("Perhaps its disk is not there. A backup can be put in its place."),
    CRM_REMEDY_RETRY | CRM_REMEDY_RESTORE | CRM_REMEDY_BEGIN },
  { CRM_ERROR_DAMAGED, "dialog-error-symbolic", N_ ("The company file is damaged"),
    N_ ("Nothing was changed. Restore the last backup; what stands there now is kept beside it. "
        "Without a backup, what can still be read is brought into a new file."),
    CRM_REMEDY_RESTORE | CRM_REMEDY_RECOVER },
  { CRM_ERROR_NEWER, "software-update-available-symbolic",
    N_ ("The company file is of a newer Voronka"),
    N_ ("Nothing was changed. Install the newer version, or restore a backup made with this one."),
    CRM_REMEDY_RETRY | CRM_REMEDY_RESTORE },
  { CRM_ERROR_BUSY, "system-lock-screen-symbolic", N_ ("The company file is in use"),
    N_ ("Two programs that write at once would damage it. Close the other one and try again."),
    CRM_REMEDY_RETRY },
  { CRM_ERROR_FULL, "drive-harddisk-symbolic", N_ ("The disk is full"),
    N_ ("Nothing is lost. Make some room and try again."), CRM_REMEDY_RETRY },
  { CRM_ERROR_REFUSED, "network-server-symbolic", N_ ("The company file cannot be used there"),
    N_ ("Nothing was changed."), CRM_REMEDY_RETRY },
  { CRM_ERROR_READ_ONLY, "changes-prevent-symbolic", N_ ("The company file cannot be written"),
    N_ ("Nothing was changed. Make its folder writable and try again."), CRM_REMEDY_RETRY },
  { -1, "dialog-error-symbolic", N_ ("The company file cannot be opened"),
    N_ ("Nothing was changed."), CRM_REMEDY_RETRY | CRM_REMEDY_RESTORE },
};

static const Known *
find_known (const GError *error)
{
  gsize i = 0;

  while (known[i].code >= 0 && !g_error_matches (error, CRM_ERROR, known[i].code))
    i++;
  return &known[i];
}

/**
 * crm_fault_new:
 * @error: why crm_store_open() failed
 *
 * Returns: (transfer full): the same for people, with what can be done
 */
CrmFault *
crm_fault_new (const GError *error)
{
  const Known *fault = find_known (error);
  CrmFault *self = g_new0 (CrmFault, 1);

  self->icon = fault->icon;
  self->heading = g_strdup (_ (fault->heading));
  self->text = g_strdup_printf ("%s\n\n%s", error->message, _ (fault->advice));
  self->remedies = fault->remedies;
  return self;
}

/**
 * crm_fault_free:
 * @self: a fault
 */
void
crm_fault_free (CrmFault *self)
{
  g_free (self->heading);
  g_free (self->text);
  g_free (self);
}
