/* The program with the window. */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "crm-application.h"
#include "crm-command-process.h"
#include "crm-document.h"
#include "crm-mention.h"
#include "crm-gate.h"
#include "crm-stage-history.h"
#include "paths.h"

int
main (int argc, char **argv)
{
  g_autoptr (CrmApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  crm_stage_history_register ();
  crm_gate_register ();
  crm_mention_register ();
  crm_document_register ();
  crm_command_register_processes ();

  application = crm_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
