/* What processes need of the document room: the one place that sees both. */
#include "config.h"

#include "crm-command-process.h"

#include "crm-calendar.h"
#include "crm-document-repeat.h"
#include "crm-document.h"
#include "crm-process.h"

/**
 * crm_command_register_processes:
 *
 * Lets processes follow every change, with papers of the document room, and series of the calendar
 * go on. Once, at start.
 */
void
crm_command_register_processes (void)
{
  static const CrmProcessPaper paper = { crm_document_add_draft, crm_document_add_copy,
                                         crm_document_add_payment, crm_document_repeat_tick };

  crm_process_register (&paper);
  crm_calendar_register ();
}
