/* report: what is counted over many records. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "crm-command-private.h"
#include "crm-document.h"
#include "crm-error.h"

typedef struct {
  CrmCommand *command; /* borrowed */
  GError *error;       /* owned: what went wrong with a row */
} Gaps;

static void
print_gap (const CrmDocumentGap *gap, gpointer data)
{
  Gaps *gaps = data;
  CrmCommandOutput *output = gaps->command->output;
  g_autofree char *seller =
      gap->seller != 0
          ? crm_reference_title (gaps->command->database, crm_entity_find ("company"), gap->seller)
          : NULL;

  if (gaps->error != NULL)
    return;
  crm_command_output_add_text (output, gap->kind);
  crm_command_output_add_text (output, seller);
  crm_command_output_add_integer (output, gap->year);
  crm_command_output_add_text (output, gap->shape);
  crm_command_output_add_integer (output, gap->first);
  crm_command_output_add_integer (output, gap->last);
  crm_command_output_end_row (output, &gaps->error);
}

static gboolean
report_gaps (CrmCommand *self, GError **error)
{
  static const struct {
    const char *name;
    gboolean figures;
  } columns[] = { { "kind", FALSE },   { "seller", FALSE }, { "year", TRUE },
                  { "number", FALSE }, { "first", TRUE },   { "last", TRUE } };
  Gaps gaps = { self };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    crm_command_output_add_column (self->output, columns[i].name, columns[i].figures);
  if (!crm_document_list_gaps (self->database, print_gap, &gaps, error))
    return FALSE;
  if (gaps.error != NULL) {
    g_propagate_error (error, gaps.error);
    return FALSE;
  }
  return crm_command_output_end (self->output, error);
}

static gboolean
run_report (CrmCommand *self, GError **error)
{
  const char *name = self->arguments->pdata[0];

  if (strcmp (name, "gaps") == 0)
    return report_gaps (self, error);
  return crm_command_refuse_usage (self, error, _ ("there is no report “%s”"), name);
}

const CrmVerb crm_verb_report = {
  .name = "report",
  .usage = "gaps",
  .help = N_ ("list what was counted: gaps are numbers left out between issued documents"),
  .access = CRM_VERB_READ,
  .least = 1,
  .most = 1,
  .run = run_report,
};
