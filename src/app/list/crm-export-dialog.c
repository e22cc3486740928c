/* The dialog that writes a list into a file for other programs. */
#include "config.h"

#include "crm-export-dialog.h"

#include <glib/gi18n.h>

#include "crm-error.h"
#include "crm-exporter.h"
#include "crm-work-progress.h"

typedef enum { ROWS_CHOSEN, ROWS_ALL } Rows;
typedef enum { COLUMNS_SHOWN, COLUMNS_ALL } Columns;

typedef struct {
  CrmExportFormat format;
  CrmExportFlags flags;
  const char *suffix;
  const char *label;
} Format;

static const Format formats[] = {
  { CRM_EXPORT_XLSX, CRM_EXPORT_FOR_PEOPLE, "xlsx", N_ ("Spreadsheet (XLSX)") },
  { CRM_EXPORT_CSV, CRM_EXPORT_FOR_PEOPLE, "csv", N_ ("Spreadsheet (CSV)") },
  { CRM_EXPORT_VCARD, CRM_EXPORT_FOR_PEOPLE, "vcf", N_ ("Address Book (vCard)") },
  { CRM_EXPORT_ICS, CRM_EXPORT_FOR_MACHINES, "ics", N_ ("Calendar (iCalendar)") },
  { CRM_EXPORT_CSV, CRM_EXPORT_FOR_MACHINES, "csv", N_ ("For Programs (CSV)") },
  { CRM_EXPORT_JSON, CRM_EXPORT_FOR_MACHINES, "json", N_ ("For Programs (JSON)") },
};

struct _CrmExportDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmQuery *query;         /* owned */
  CrmColumns *columns;     /* owned */
  CrmGrouping *grouping;   /* owned; NULL: it is not grouped */
  GArray *ids;             /* owned; NULL: nothing is chosen */
  gint64 n_rows;
  CrmWorkProgress *progress; /* a reference; NULL while nothing is written */

  GtkWidget *export_button;
  GtkStack *stack;
  AdwComboRow *rows_row;
  AdwComboRow *columns_row;
  AdwComboRow *format_row;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
};

G_DEFINE_FINAL_TYPE (CrmExportDialog, crm_export_dialog, ADW_TYPE_DIALOG)

static gboolean
wants_chosen (CrmExportDialog *self)
{
  return self->ids != NULL && adw_combo_row_get_selected (self->rows_row) == ROWS_CHOSEN;
}

/* Not all formats are offered for all records. */
static const Format *
get_format (CrmExportDialog *self)
{
  const CrmEntity *entity = crm_query_get_entity (self->query);
  guint selected = adw_combo_row_get_selected (self->format_row);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (crm_export_format_fits (formats[i].format, entity) && selected-- == 0)
      return &formats[i];
  return &formats[0];
}

static gint64
count_rows (CrmExportDialog *self)
{
  return wants_chosen (self) ? self->ids->len : self->n_rows;
}

/* --- Writing */

typedef struct {
  CrmExportDialog *dialog; /* owned */
  CrmExporter *exporter;   /* owned */
  char *path;
} Work;

static void
free_work (Work *work)
{
  g_object_unref (work->dialog);
  g_object_unref (work->exporter);
  g_free (work->path);
  g_free (work);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, free_work)

static void
say (CrmExportDialog *self, guint64 n)
{
  g_autofree char *number = crm_decimal_format ((gint64) n, 0, 0, crm_number_style_local ());
  g_autofree char *text =
      /* Translators: %s is a number */
      g_strdup_printf (ngettext ("%s record exported", "%s records exported", (gulong) n), number);
  crm_workspace_say (self->workspace, text);
}

static void
stop_work (CrmExportDialog *self)
{
  if (self->progress != NULL)
    crm_work_progress_end (self->progress);
  g_clear_pointer (&self->progress, crm_work_progress_release);
}

static void
cancel (CrmExportDialog *self)
{
  g_cancellable_cancel (crm_work_progress_get_cancellable (self->progress));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  CrmExportDialog *self = work->dialog;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_exporter_write_file_finish (CRM_EXPORTER (source), result, &error);

  stop_work (self);
  if (done)
    say (self, crm_exporter_get_n_rows (work->exporter));
  else if (!g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED))
    crm_workspace_report (self->workspace, _ ("The file could not be written"), error);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  adw_dialog_close (ADW_DIALOG (self));
}

/* By what it is grouped stands in a column of its own, before the others where it is none of them.
 */
static GStrv
dup_shown_columns (CrmExportDialog *self)
{
  g_autoptr (GArray) fields = crm_columns_dup_fields (self->columns);
  const CrmEntity *entity = crm_columns_get_entity (self->columns);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) grouped = NULL;

  if (self->grouping != NULL) {
    const CrmField *field;
    grouped = g_strsplit (crm_grouping_get_text (self->grouping), ":", 2);
    field = crm_entity_field (entity, grouped[0]);
    if (field == NULL || !crm_columns_is_shown (self->columns, field))
      g_strv_builder_add (names, grouped[0]);
  }
  for (guint i = 0; i < fields->len; i++)
    g_strv_builder_add (names, entity->fields[g_array_index (fields, int, i)].name);
  return g_strv_builder_end (names);
}

static CrmExporter *
create_exporter (CrmExportDialog *self)
{
  const Format *format = get_format (self);
  g_autoptr (CrmQuery) query =
      wants_chosen (self)
          ? crm_query_only (self->query, (const gint64 *) self->ids->data, self->ids->len)
          : crm_query_ref (self->query);
  CrmExporter *exporter = crm_exporter_new (query, format->format, format->flags);

  crm_exporter_set_grouping (exporter, self->grouping);
  if (adw_combo_row_get_selected (self->columns_row) == COLUMNS_SHOWN) {
    g_auto (GStrv) names = dup_shown_columns (self);
    /* Names of fields that are there cannot be wrong. */
    crm_exporter_set_columns (exporter, (const char *const *) names, NULL);
  }
  return exporter;
}

void
crm_export_dialog_write (CrmExportDialog *self, GFile *file)
{
  Work *work;

  g_return_if_fail (CRM_IS_EXPORT_DIALOG (self) && self->progress == NULL);
  work = g_new0 (Work, 1);
  work->dialog = g_object_ref (self);
  work->exporter = create_exporter (self);
  work->path = g_file_get_path (file);
  self->progress = crm_work_progress_new ();
  crm_exporter_set_progress (work->exporter, crm_work_progress_tell,
                             crm_work_progress_ref (self->progress), crm_work_progress_release);
  crm_work_progress_watch (self->progress, self->progress_bar, self->progress_label);
  gtk_stack_set_visible_child_name (self->stack, "work");
  gtk_widget_set_visible (self->export_button, FALSE);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  crm_exporter_write_file_async (work->exporter, crm_workspace_get_store (self->workspace),
                                 work->path, crm_work_progress_get_cancellable (self->progress),
                                 written_cb, work);
}

/* --- Callbacks */

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmExportDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->workspace != NULL && self->progress == NULL)
    crm_export_dialog_write (self, file);
}

static void
export_cb (CrmExportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  const CrmEntity *entity = crm_columns_get_entity (self->columns);
  g_autofree char *name =
      g_strdup_printf ("%s.%s", crm_entity_get_label_plural (entity), get_format (self)->suffix);

  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        file_chosen_cb, g_object_ref (self));
}

static void
cancel_cb (CrmExportDialog *self)
{
  if (self->progress != NULL)
    cancel (self);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_export_dialog_close_attempt (AdwDialog *dialog)
{
  cancel_cb (CRM_EXPORT_DIALOG (dialog));
}

/* A card has all that belongs on it, whatever the list shows. */
static void
format_selected_cb (CrmExportDialog *self)
{
  if (self->query != NULL)
    gtk_widget_set_sensitive (GTK_WIDGET (self->columns_row),
                              get_format (self)->format != CRM_EXPORT_VCARD &&
                                  get_format (self)->format != CRM_EXPORT_ICS);
}

/* --- Object */

static void
crm_export_dialog_dispose (GObject *object)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (object);

  if (self->progress != NULL)
    cancel (self);
  stop_work (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_EXPORT_DIALOG);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->query, crm_query_unref);
  g_clear_pointer (&self->grouping, crm_grouping_unref);
  g_clear_object (&self->columns);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_export_dialog_parent_class)->dispose (object);
}

static void
crm_export_dialog_class_init (CrmExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_export_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = crm_export_dialog_close_attempt;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, rows_row);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, columns_row);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, progress_label);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_selected_cb);
}

static void
crm_export_dialog_init (CrmExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
append_rows (CrmExportDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  CrmNumberStyle style = crm_number_style_local ();
  g_autofree char *all = crm_decimal_format (self->n_rows, 0, 0, style);
  g_autofree char *all_label =
      /* Translators: %s is a number of rows */
      g_strdup_printf (C_ ("rows", "All %s"), all);

  if (self->ids != NULL) {
    g_autofree char *chosen = crm_decimal_format (self->ids->len, 0, 0, style);
    g_autofree char *label =
        /* Translators: %s is a number of rows */
        g_strdup_printf (C_ ("rows", "Selected %s"), chosen);
    gtk_string_list_append (labels, label);
  }
  gtk_string_list_append (labels, all_label);
  adw_combo_row_set_model (self->rows_row, G_LIST_MODEL (labels));
}

static void
append_formats (CrmExportDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (crm_export_format_fits (formats[i].format, crm_query_get_entity (self->query)))
      gtk_string_list_append (labels, _ (formats[i].label));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (labels));
}

/**
 * crm_export_dialog_new:
 * @workspace: the workspace
 * @query: the list as it is narrowed and sorted
 * @grouping: (nullable): by what it is grouped
 * @columns: its columns
 * @ids: (nullable) (element-type gint64): the chosen rows
 * @n_rows: of the list
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_export_dialog_new (CrmWorkspace *workspace, CrmQuery *query, CrmGrouping *grouping,
                       CrmColumns *columns, GArray *ids, gint64 n_rows)
{
  CrmExportDialog *self = g_object_new (CRM_TYPE_EXPORT_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->query = crm_query_ref (query);
  self->grouping = grouping != NULL ? crm_grouping_ref (grouping) : NULL;
  self->columns = g_object_ref (columns);
  self->ids = ids != NULL ? g_array_ref (ids) : NULL;
  self->n_rows = n_rows;
  append_rows (self);
  append_formats (self);
  gtk_widget_set_sensitive (self->export_button, count_rows (self) > 0);
  return ADW_DIALOG (self);
}
