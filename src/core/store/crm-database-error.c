/* SQLite's result codes as errors that a person can read. */
#include "config.h"

#include "crm-database-error.h"

#include <errno.h>

#include <glib/gi18n-lib.h>

static gboolean
is_out_of_space (int code, int system_error)
{
  int primary = code & 0xff;

  /* A file may also end at a quota or at the process's own limit; for the person all three are one
   * thing. */
  return primary == SQLITE_FULL ||
         (primary == SQLITE_IOERR &&
          (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG));
}

static gboolean
is_permission (int system_error)
{
  return system_error == EACCES || system_error == EPERM || system_error == EROFS;
}

/**
 * crm_database_error_code:
 * @code: an extended result code of SQLite
 * @system_error: the errno of the failed system call, or 0
 *
 * Returns: what @code means in the terms of #CrmError
 */
CrmError
crm_database_error_code (int code, int system_error)
{
  if (is_out_of_space (code, system_error))
    return CRM_ERROR_FULL;

  switch (code & 0xff) {
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_AUTH:
    return CRM_ERROR_READ_ONLY;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return CRM_ERROR_BUSY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return CRM_ERROR_DAMAGED;
  case SQLITE_IOERR:
    if (code == SQLITE_IOERR_DATA || code == SQLITE_IOERR_CORRUPTFS)
      return CRM_ERROR_DAMAGED;
    return CRM_ERROR_IO;
  case SQLITE_INTERRUPT:
  case SQLITE_ABORT:
    return CRM_ERROR_CANCELLED;
  case SQLITE_CONSTRAINT:
  case SQLITE_MISMATCH:
  case SQLITE_TOOBIG:
  case SQLITE_RANGE:
  case SQLITE_ERROR:
    return CRM_ERROR_INVALID;
  case SQLITE_CANTOPEN:
    /* It may be a sidecar that is missing or cannot be made; the file itself has been looked at
     * before. */
    return is_permission (system_error) ? CRM_ERROR_READ_ONLY : CRM_ERROR_IO;
  default:
    return CRM_ERROR_IO;
  }
}

/**
 * crm_database_error_is_failure:
 * @code: an extended result code of SQLite
 * @system_error: the errno of the failed system call, or 0
 *
 * After a failed sync the kernel may have forgotten what it was given, and on a damaged page every
 * further write makes things worse; space on the disk can be freed, so a full disk is no such
 * failure.
 *
 * Returns: whether writing must stop until the file is opened anew
 */
gboolean
crm_database_error_is_failure (int code, int system_error)
{
  int primary = code & 0xff;

  if (is_out_of_space (code, system_error) || code == SQLITE_IOERR_NOMEM ||
      code == SQLITE_IOERR_BLOCKED)
    return FALSE;
  return primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

/**
 * crm_database_error_set:
 * @error: return location for an error
 * @code: an extended result code of SQLite
 * @system_error: the errno of the failed system call, or 0
 * @name: the file's name as people are told it
 * @detail: SQLite's own words
 *
 * Sets @error to a sentence that names the file and what happened to it.
 */
void
crm_database_error_set (GError **error, int code, int system_error, const char *name,
                        const char *detail)
{
  CrmError kind = crm_database_error_code (code, system_error);

  switch (kind) {
  case CRM_ERROR_FULL:
    g_set_error (error, CRM_ERROR, kind,
                 _ ("There is no space left on the disk for “%s”. Nothing was written; free some "
                    "space and try again."),
                 name);
    break;
  case CRM_ERROR_READ_ONLY:
    g_set_error (error, CRM_ERROR, kind, _ ("“%s” may only be read, not changed."), name);
    break;
  case CRM_ERROR_BUSY:
    g_set_error (error, CRM_ERROR, kind, _ ("“%s” is in use by another program."), name);
    break;
  case CRM_ERROR_DAMAGED:
    g_set_error (error, CRM_ERROR, kind,
                 _ ("“%s” is damaged (%s). Restore it from a backup, or recover what can be read."),
                 name, detail);
    break;
  case CRM_ERROR_CANCELLED:
    g_set_error_literal (error, CRM_ERROR, kind, _ ("Stopped. Nothing was written."));
    break;
  case CRM_ERROR_INVALID:
    g_set_error (error, CRM_ERROR, kind, _ ("“%s” does not take this: %s"), name, detail);
    break;
  case CRM_ERROR_IO:
  case CRM_ERROR_NOT_FOUND:
  case CRM_ERROR_REFUSED:
  case CRM_ERROR_CONFLICT:
  case CRM_ERROR_USAGE:
  case CRM_ERROR_NEWER:
    if (system_error != 0)
      g_set_error (error, CRM_ERROR, kind, _ ("The disk failed on “%s”: %s (%s)"), name,
                   g_strerror (system_error), detail);
    else
      g_set_error (error, CRM_ERROR, kind, _ ("“%s” could not be read or written: %s"), name,
                   detail);
    break;
  }
}
