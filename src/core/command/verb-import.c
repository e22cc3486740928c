/* import: tables from other people's programs. */
#include "config.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "crm-base-file.h"
#include "crm-command-private.h"
#include "crm-importer.h"
#include "crm-setup.h"

/* More are counted, not listed. */
#define MOST_PROBLEMS 20

static gboolean
prepare_importer (CrmCommand *self, CrmImporter *importer, const CrmEntity *entity, GError **error)
{
  const char *update_by = crm_command_get_option (self, "update-by");
  g_autoptr (GPtrArray) assignments = crm_command_get_options (self, "map");
  g_autoptr (GPtrArray) defaults = crm_command_get_options (self, "default");

  if (!crm_importer_look (importer, self->database, self->cancellable, error))
    return FALSE;
  crm_importer_set_entity (importer, entity, self->database);
  for (guint i = 0; i < assignments->len; i++)
    if (!crm_importer_map (importer, assignments->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < defaults->len; i++)
    if (!crm_importer_assign_default (importer, defaults->pdata[i], self->database, error))
      return FALSE;
  return update_by == NULL || crm_importer_set_update_by (importer, update_by, error);
}

/* The reason names the column where there is one. */
static char *
dup_problem (CrmImporter *importer, guint64 index)
{
  CrmImportProblem problem;

  crm_importer_get_problem (importer, index, &problem);
  return g_strdup_printf (_ ("line %" PRIu64 ": %s"), problem.line, problem.reason);
}

static void
warn_of_problems (CrmCommand *self, CrmImporter *importer)
{
  guint64 n_problems = crm_importer_get_n_problems (importer);

  for (guint64 i = 0; i < MIN (n_problems, MOST_PROBLEMS); i++) {
    g_autofree char *sentence = dup_problem (importer, i);

    crm_command_warn (self, sentence);
  }
  if (n_problems > MOST_PROBLEMS) {
    g_autofree char *sentence = g_strdup_printf (_ ("%" PRIu64 " more rows cannot be imported"),
                                                 n_problems - MOST_PROBLEMS);

    crm_command_warn (self, sentence);
  }
}

/* A file of which nothing can be imported is a mistake, not an import. */
static gboolean
refuse_hopeless (CrmImporter *importer, GError **error)
{
  const CrmImportCounts *counts = crm_importer_get_counts (importer);
  g_autofree char *problem = NULL;

  if (counts->n_wrong == 0 || counts->n_wrong < counts->n_rows)
    return FALSE;
  problem = dup_problem (importer, 0);
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("No row of “%s” can be imported; %s"),
               crm_table_reader_get_name (crm_importer_get_reader (importer)), problem);
  return TRUE;
}

/* "Column=field" of every column that means something, as --map takes it. */
static GStrv
dup_mapping (CrmImporter *importer)
{
  g_autoptr (GStrvBuilder) mapping = g_strv_builder_new ();

  for (guint i = 0; i < crm_importer_get_n_columns (importer); i++) {
    g_autofree char *target = crm_importer_dup_target (importer, i);

    if (target != NULL && target[0] != '\0')
      g_strv_builder_take (
          mapping,
          g_strdup_printf ("%s=%s", crm_importer_get_column (importer, i)->heading, target));
  }
  return g_strv_builder_end (mapping);
}

static gboolean
print_sentences (CrmCommand *self, CrmImporter *importer, const char *const *mapping,
                 GError **error)
{
  const CrmImportCounts *counts = crm_importer_get_counts (importer);
  g_autofree char *created = crm_importer_dup_created (importer);
  g_autofree char *columns = g_strjoinv (", ", (char **) mapping);
  g_autofree char *meaning = g_strdup_printf (_ ("Columns: %s"), columns);
  g_autofree char *rows = g_strdup_printf (
      _ ("Rows: %" PRIu64 "; new: %" PRIu64 ", changed: %" PRIu64 ", the same: %" PRIu64
         ", wrong: %" PRIu64),
      counts->n_rows, counts->n_new, counts->n_changed, counts->n_same, counts->n_wrong);
  g_autofree char *also =
      created != NULL ? g_strdup_printf (_ ("Created for them: %s"), created) : NULL;

  return crm_command_output_say (self->output, meaning, error) &&
         crm_command_output_say (self->output, rows, error) &&
         (also == NULL || crm_command_output_say (self->output, also, error)) &&
         (!crm_command_has_option (self, "dry-run") ||
          crm_command_output_say (self->output, _ ("Nothing was written."), error));
}

static gboolean
print_import (CrmCommand *self, CrmImporter *importer, GError **error)
{
  const CrmImportCounts *counts = crm_importer_get_counts (importer);
  g_auto (GStrv) mapping = dup_mapping (importer);
  const struct {
    const char *name;
    gint64 number;
  } columns[] = {
    { "rows", (gint64) counts->n_rows },
    { "new", (gint64) counts->n_new },
    { "changed", (gint64) counts->n_changed },
    { "same", (gint64) counts->n_same },
    { "wrong", (gint64) counts->n_wrong },
    { "created", (gint64) counts->n_created },
    { "change", crm_importer_get_change (importer) },
  };

  if (self->format == CRM_COMMAND_TABLE)
    return print_sentences (self, importer, (const char *const *) mapping, error);
  crm_command_output_set_single (self->output);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    crm_command_output_add_column (self->output, columns[i].name, TRUE);
  crm_command_output_add_column (self->output, "map", FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    crm_command_output_add_integer (self->output, columns[i].number);
  crm_command_output_add_list (self->output, (const char *const *) mapping);
  return crm_command_output_end_row (self->output, error) &&
         crm_command_output_end (self->output, error);
}

/* The last word, by which a script knows as well as a person. */
static void
complain (CrmCommand *self, CrmImporter *importer)
{
  const CrmImportCounts *counts = crm_importer_get_counts (importer);
  g_autofree char *sentence =
      crm_command_has_option (self, "dry-run")
          ? g_strdup_printf (_ ("%" PRIu64 " of %" PRIu64 " rows cannot be imported"),
                             counts->n_wrong, counts->n_rows)
          : g_strdup_printf (_ ("%" PRIu64 " of %" PRIu64 " rows were refused; the others are "
                                "imported, and “undo” takes them back"),
                             counts->n_wrong, counts->n_rows);

  g_string_append_printf (self->warnings, "voronkactl: %s\n", sentence);
  self->exit_code = 1;
}

/* The right rows go in, in one change; the wrong ones are told of, and by the exit code too unless
 * they were asked for in a file. */
static gboolean
finish_import (CrmCommand *self, CrmImporter *importer, GError **error)
{
  const char *wrong_rows = crm_command_get_option (self, "wrong-rows");

  if (refuse_hopeless (importer, error))
    return FALSE;
  if (crm_importer_get_n_problems (importer) > 0) {
    warn_of_problems (self, importer);
    if (wrong_rows != NULL) {
      g_autofree char *path = crm_command_dup_path (self, wrong_rows);

      if (!crm_importer_write_wrong_rows (importer, path, self->cancellable, error))
        return FALSE;
    } else {
      complain (self, importer);
    }
  }
  return print_import (self, importer, error);
}

/* What "export all" wrote, one file or a folder of tables, into an empty company file. */
static gboolean
import_all (CrmCommand *self, GError **error)
{
  g_autofree char *path = crm_command_dup_path (self, crm_command_get_argument (self, 1));
  g_autofree char *sentence = NULL;
  guint64 n_records;
  gint64 change;

  if (!crm_base_import (self->database, path, NULL, NULL, &change, &n_records, self->cancellable,
                        error))
    return FALSE;
  if (self->format == CRM_COMMAND_TABLE) {
    sentence = g_strdup_printf (_ ("Rows: %" PRIu64), n_records);
    return crm_command_output_say (self->output, sentence, error);
  }
  crm_command_output_set_single (self->output);
  crm_command_output_add_column (self->output, "rows", TRUE);
  crm_command_output_add_column (self->output, "change", TRUE);
  crm_command_output_add_integer (self->output, (gint64) n_records);
  crm_command_output_add_integer (self->output, change);
  return crm_command_output_end_row (self->output, error) &&
         crm_command_output_end (self->output, error);
}

static gboolean
run_import (CrmCommand *self, GError **error)
{
  gboolean everything = g_strcmp0 (crm_command_get_argument (self, 0), "all") == 0;
  const CrmEntity *entity = everything ? NULL : crm_command_require_entity (self, 0, error);
  g_autofree char *path = crm_command_dup_path (self, crm_command_get_argument (self, 1));
  g_autoptr (CrmTableReader) reader = NULL;
  g_autoptr (CrmImporter) importer = NULL;
  gboolean done;

  if (everything)
    return import_all (self, error);
  if (entity == NULL)
    return FALSE;
  reader = crm_table_reader_new_for_path (path);
  crm_table_reader_set_sheet (reader, crm_command_get_option (self, "sheet"));
  if (!crm_table_reader_open (reader, self->cancellable, error))
    return FALSE;
  importer = crm_importer_new (reader);
  if (!prepare_importer (self, importer, entity, error))
    return FALSE;
  if (crm_command_has_option (self, "dry-run"))
    done = crm_importer_preview (importer, self->database, 0, self->cancellable, error);
  else
    done = crm_importer_write (importer, self->database, crm_setup_get_me (self->database),
                               self->cancellable, error);
  return done && finish_import (self, importer, error);
}

static const CrmVerbOption import_options[] = {
  { "map", "'Column=field'", N_ ("what a column means, where it is not found out by itself"),
    .repeats = TRUE },
  { "default", "FIELD=VALUE", N_ ("what new records have in a field that no column gives"),
    .repeats = TRUE },
  { "sheet", "NAME", N_ ("which sheet of a workbook; without it the first that is not empty") },
  { "update-by", "FIELD", N_ ("rows with the same FIELD as a record change that record") },
  { "dry-run", NULL, N_ ("only say what would become of the rows"), .only_reads = TRUE },
  { "wrong-rows", "FILE", N_ ("write the rows that cannot be imported as CSV, with reasons") },
  { NULL },
};

const CrmVerb crm_verb_import = {
  .name = "import",
  .usage = "ENTITY|all FILE",
  .help = N_ ("import a table (CSV, XLSX, JSON), an address book (vCard, LDIF) or a calendar "
              "(iCalendar) in "
              "one step that can be undone"),
  .access = CRM_VERB_WRITE,
  .least = 2,
  .most = 2,
  .options = import_options,
  .run = run_import,
};
