/* export: records as a table for other people's programs. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "crm-base-file.h"
#include "crm-command-private.h"
#include "crm-exporter.h"

static const struct {
  const char *name;
  CrmExportFormat format;
} formats[] = {
  { "csv", CRM_EXPORT_CSV }, { "xlsx", CRM_EXPORT_XLSX }, { "vcard", CRM_EXPORT_VCARD },
  { "ics", CRM_EXPORT_ICS }, { "json", CRM_EXPORT_JSON },
};

static gboolean
require_format (CrmCommand *self, CrmExportFormat *format, GError **error)
{
  const char *name = crm_command_get_option (self, "format");

  if (name == NULL)
    return crm_command_refuse_usage (self, error, _ ("the option “--%s” is missing"), "format");
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (name, formats[i].name) == 0) {
      *format = formats[i].format;
      return TRUE;
    }
  return crm_command_refuse_usage (self, error, _ ("“%s” is not one of %s"), name,
                                   "csv, xlsx, vcard, ics, json");
}

static gboolean
choose_columns (CrmCommand *self, CrmExporter *exporter, GError **error)
{
  const char *chosen = crm_command_get_option (self, "columns");
  g_auto (GStrv) names = g_strsplit (chosen != NULL ? chosen : "", ",", -1);

  for (char **name = names; *name != NULL; name++)
    g_strstrip (*name);
  return chosen == NULL || crm_exporter_set_columns (exporter, (const char *const *) names, error);
}

/* Everything at once: "all" is no entity. */
static gboolean
export_all (CrmCommand *self, GError **error)
{
  const char *name = crm_command_get_option (self, "format");
  const char *output = crm_command_get_option (self, "output");
  g_autofree char *path = NULL;

  if (name == NULL || output == NULL || output[0] == '\0')
    return crm_command_refuse_usage (self, error, _ ("the option “--%s” is missing"),
                                     name == NULL ? "format" : "output");
  if (strcmp (name, "json") != 0 && strcmp (name, "csv") != 0)
    return crm_command_refuse_usage (self, error, _ ("“%s” is not one of %s"), name, "json, csv");
  path = crm_command_dup_path (self, output);
  return crm_base_export (self->database, strcmp (name, "json") == 0 ? CRM_BASE_JSON : CRM_BASE_CSV,
                          path, NULL, NULL, NULL, self->cancellable, error) &&
         crm_command_print_path (self, "file", path, _ ("“%s” was written."), error);
}

static gboolean
run_export (CrmCommand *self, GError **error)
{
  gboolean everything = g_strcmp0 (crm_command_get_argument (self, 0), "all") == 0;
  const CrmEntity *entity = everything ? NULL : crm_command_require_entity (self, 0, error);
  const char *output = crm_command_get_option (self, "output");
  gboolean for_people = crm_command_has_option (self, "for-people");
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (CrmExporter) exporter = NULL;
  g_autofree char *path = NULL;
  CrmExportFormat format = CRM_EXPORT_CSV;

  if (everything)
    return export_all (self, error);
  if (entity == NULL || !require_format (self, &format, error))
    return FALSE;
  if (output == NULL || output[0] == '\0')
    return crm_command_refuse_usage (self, error, _ ("the option “--%s” is missing"), "output");
  query = crm_command_build_query (self, entity, error);
  if (query == NULL)
    return FALSE;
  path = crm_command_dup_path (self, output);
  exporter = crm_exporter_new (query, format,
                               for_people ? CRM_EXPORT_FOR_PEOPLE : CRM_EXPORT_FOR_MACHINES);
  return choose_columns (self, exporter, error) &&
         crm_exporter_write_file (exporter, self->database, path, self->cancellable, error) &&
         crm_command_print_path (self, "file", path, _ ("“%s” was written."), error);
}

static const CrmVerbOption export_options[] = {
  { "format", "csv|xlsx|vcard|ics|json", N_ ("how it is written") },
  { "output", "FILE", N_ ("where to; replaced") },
  { "for-people", NULL,
    N_ ("for a spreadsheet: labels for headings, no numbers of records, no formulas") },
  CRM_QUERY_OPTIONS,
  { "columns", "a,b", N_ ("these fields, also through references: company.city") },
  { NULL },
};

const CrmVerb crm_verb_export = {
  .name = "export",
  .usage = "ENTITY|all --format csv|xlsx|vcard|ics|json --output FILE",
  .help = N_ ("write records as a table for other programs"),
  .access = CRM_VERB_READ,
  .least = 1,
  .most = 1,
  .options = export_options,
  .notes = CRM_QUERY_NOTES,
  .run = run_export,
};
