/* The one error domain of the core: every failure that a person may have to read about. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRM_ERROR (crm_error_quark ())

/**
 * CrmError:
 * @CRM_ERROR_INVALID: a value, line or argument cannot be what it should be; nothing was written
 * @CRM_ERROR_NOT_FOUND: a record, entity, field or file does not exist
 * @CRM_ERROR_REFUSED: understood, but a rule forbids it (locked document, missing field, record in
 * use)
 * @CRM_ERROR_CONFLICT: the record changed since it was read
 * @CRM_ERROR_USAGE: the command line is wrong
 * @CRM_ERROR_DAMAGED: the company file is damaged, or no company file at all
 * @CRM_ERROR_NEWER: the company file was written by a newer program
 * @CRM_ERROR_BUSY: another process holds the company file
 * @CRM_ERROR_FULL: no space left on the disk
 * @CRM_ERROR_READ_ONLY: the file or its folder may not be written
 * @CRM_ERROR_IO: any other failure of disk or system
 * @CRM_ERROR_CANCELLED: the person stopped it; nothing was written
 *
 * What went wrong, in the only respects that callers distinguish. The message says with which
 * record, line or file; it is translated and fit to be shown.
 */
typedef enum {
  CRM_ERROR_INVALID,
  CRM_ERROR_NOT_FOUND,
  CRM_ERROR_REFUSED,
  CRM_ERROR_CONFLICT,
  CRM_ERROR_USAGE,
  CRM_ERROR_DAMAGED,
  CRM_ERROR_NEWER,
  CRM_ERROR_BUSY,
  CRM_ERROR_FULL,
  CRM_ERROR_READ_ONLY,
  CRM_ERROR_IO,
  CRM_ERROR_CANCELLED,
} CrmError;

GQuark crm_error_quark (void);
gboolean crm_error_is_refusal (const GError *error);
int crm_error_exit_code (const GError *error);

G_END_DECLS
