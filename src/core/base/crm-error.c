/* The core's error domain and what it means for a program's exit code. */
#include "config.h"

#include "crm-error.h"

G_DEFINE_QUARK (crm - error - quark, crm_error)

/**
 * crm_error_is_refusal:
 * @error: (nullable): what went wrong
 *
 * A refusal concerns what was asked for alone: whoever works off many things leaves that one out
 * and goes on. Any thread.
 *
 * Returns: whether it is the record or the value that is wrong, not the file, the disk or the
 * program
 */
gboolean
crm_error_is_refusal (const GError *error)
{
  return g_error_matches (error, CRM_ERROR, CRM_ERROR_INVALID) ||
         g_error_matches (error, CRM_ERROR, CRM_ERROR_REFUSED) ||
         g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND) ||
         g_error_matches (error, CRM_ERROR, CRM_ERROR_CONFLICT);
}

/**
 * crm_error_exit_code:
 * @error: (nullable): what went wrong
 *
 * The exit code of a command that ended with @error. It is part of the command line's contract:
 * 0 success, 2 wrong command line, 3 a company file that cannot be read (damaged, or written by a
 * newer program), 1 everything else, errors of other domains among them. Any thread.
 *
 * Returns: 0 to 3
 */
int
crm_error_exit_code (const GError *error)
{
  if (error == NULL)
    return 0;
  if (error->domain != CRM_ERROR)
    return 1;
  switch ((CrmError) error->code) {
  case CRM_ERROR_USAGE:
    return 2;
  case CRM_ERROR_DAMAGED:
  case CRM_ERROR_NEWER:
    return 3;
  case CRM_ERROR_INVALID:
  case CRM_ERROR_NOT_FOUND:
  case CRM_ERROR_REFUSED:
  case CRM_ERROR_CONFLICT:
  case CRM_ERROR_BUSY:
  case CRM_ERROR_FULL:
  case CRM_ERROR_READ_ONLY:
  case CRM_ERROR_IO:
  case CRM_ERROR_CANCELLED:
    return 1;
  }
  return 1;
}
