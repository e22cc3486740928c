/* The second step: what the rows of the file are, and how it is written; read again at once when
 * either is said otherwise. */
#include "config.h"

#include "crm-import-table-page.h"

#include <glib/gi18n.h>

#include "crm-encoding.h"
#include "crm-import-grid.h"
#include "crm-problem-banner.h"

struct _CrmImportTablePage {
  AdwNavigationPage parent_instance;

  CrmImportSession *session; /* owned */
  gboolean filling;          /* rows are set by the program, not by the person */
  gboolean asks;             /* the first entry is none of the entities */

  AdwBanner *problem;
  AdwPreferencesGroup *file_group;
  AdwComboRow *entity_row;
  AdwComboRow *sheet_row;
  AdwExpanderRow *manner_row;
  AdwComboRow *encoding_row;
  AdwComboRow *delimiter_row;
  AdwSwitchRow *header_row;
  GtkLabel *rows_label;
  GtkColumnView *grid;
};

G_DEFINE_FINAL_TYPE (CrmImportTablePage, crm_import_table_page, ADW_TYPE_NAVIGATION_PAGE)

static const struct {
  char delimiter;
  const char *label;
} delimiters[] = {
  { ',', NC_ ("delimiter", "Comma") },
  { ';', NC_ ("delimiter", "Semicolon") },
  { '\t', NC_ ("delimiter", "Tabulator") },
  { '|', NC_ ("delimiter", "Vertical line") },
  { '\0', NC_ ("delimiter", "A single column") },
};

/* --- What the file says */

static void
fill_entities (CrmImportTablePage *self)
{
  CrmImporter *importer = crm_import_session_get_importer (self->session);
  const CrmEntity *const *entities = crm_importer_get_entities (importer);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  self->asks = !crm_importer_is_certain (importer);
  if (self->asks)
    gtk_string_list_append (labels, _ ("Choose…"));
  for (guint i = 0; entities[i] != NULL; i++) {
    gtk_string_list_append (labels, crm_entity_get_label (entities[i]));
    if (!self->asks && entities[i] == crm_importer_get_entity (importer))
      selected = i;
  }
  adw_combo_row_set_model (self->entity_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->entity_row, selected);
}

static void
fill_encodings (CrmImportTablePage *self, CrmTableReader *reader)
{
  const char *const *encodings = crm_encoding_list ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; encodings[i] != NULL; i++) {
    g_autofree char *label = crm_encoding_get_label (encodings[i]);
    gtk_string_list_append (labels, label);
    if (g_strcmp0 (encodings[i], crm_table_reader_get_encoding (reader)) == 0)
      selected = i;
  }
  adw_combo_row_set_model (self->encoding_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->encoding_row, selected);
}

static void
fill_delimiters (CrmImportTablePage *self, CrmTableReader *reader)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++) {
    gtk_string_list_append (labels,
                            g_dpgettext2 (GETTEXT_PACKAGE, "delimiter", delimiters[i].label));
    if (delimiters[i].delimiter == crm_table_reader_get_delimiter (reader))
      selected = i;
  }
  adw_combo_row_set_model (self->delimiter_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->delimiter_row, selected);
}

static void
fill_sheets (CrmImportTablePage *self, CrmTableReader *reader)
{
  const char *const *sheets = crm_table_reader_get_sheets (reader);
  const char *sheet = crm_table_reader_get_sheet (reader);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (sheets);
  guint selected = 0;

  for (guint i = 0; sheets != NULL && sheets[i] != NULL; i++)
    if (g_strcmp0 (sheets[i], sheet) == 0)
      selected = i;
  adw_combo_row_set_model (self->sheet_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->sheet_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row),
                          sheets != NULL && sheets[0] != NULL && sheets[1] != NULL);
}

static char *
describe_manner (CrmImportTablePage *self, CrmTableReader *reader)
{
  g_autofree char *encoding = crm_encoding_get_label (crm_table_reader_get_encoding (reader));
  switch (crm_table_reader_get_format (reader)) {
  case CRM_TABLE_FORMAT_DELIMITED:
    return g_strdup_printf ("CSV, %s", encoding);
  case CRM_TABLE_FORMAT_JSON:
    return g_strdup_printf ("JSON, %s", encoding);
  case CRM_TABLE_FORMAT_XLSX:
    return g_strdup ("XLSX");
  case CRM_TABLE_FORMAT_VCARD:
    return g_strdup_printf ("vCard, %s", encoding);
  case CRM_TABLE_FORMAT_LDIF:
    return g_strdup_printf ("LDIF, %s", encoding);
  case CRM_TABLE_FORMAT_ICS:
    return g_strdup_printf ("iCalendar, %s", encoding);
  }
  return NULL;
}

static void
fill_rows_label (CrmImportTablePage *self, CrmImporter *importer)
{
  guint n_columns = crm_importer_get_n_columns (importer);
  guint n_rows = (guint) crm_importer_get_n_rows (importer);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  g_autofree char *columns =
      g_strdup_printf (ngettext ("%u column", "%u columns", n_columns), n_columns);
  /* Translators: "85 rows", "7 columns" */
  g_autofree char *text = g_strdup_printf (_ ("%s, %s"), rows, columns);
  gtk_label_set_text (self->rows_label, text);
}

static void
fill_in (CrmImportTablePage *self)
{
  CrmTableReader *reader = crm_import_session_get_reader (self->session);
  CrmImporter *importer = crm_import_session_get_importer (self->session);
  CrmTableFormat format = crm_table_reader_get_format (reader);
  gboolean is_workbook = format == CRM_TABLE_FORMAT_XLSX;
  gboolean is_delimited = format == CRM_TABLE_FORMAT_DELIMITED;
  g_autofree char *manner = describe_manner (self, reader);

  self->filling = TRUE;
  adw_banner_set_revealed (self->problem, FALSE);
  adw_preferences_group_set_title (self->file_group, "");
  fill_entities (self);
  fill_sheets (self, reader);
  fill_encodings (self, reader);
  fill_delimiters (self, reader);
  adw_switch_row_set_active (self->header_row, crm_table_reader_get_header_line (reader) > 0);
  adw_expander_row_set_subtitle (self->manner_row, manner);
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_row), !is_workbook);
  gtk_widget_set_visible (GTK_WIDGET (self->delimiter_row), is_delimited);
  gtk_widget_set_visible (GTK_WIDGET (self->header_row), is_delimited || is_workbook);
  fill_rows_label (self, importer);
  crm_import_grid_show_file (self->grid, self->session);
  self->filling = FALSE;
}

static void
opened_cb (CrmImportTablePage *self)
{
  fill_in (self);
}

static void
failed_cb (CrmImportTablePage *self, const GError *error)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return; /* it is of a later step */
  crm_problem_banner_show (self->problem, error->message);
}

/* --- What the person says */

typedef struct {
  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
} EntityChoice;

static void
free_entity_choice (gpointer data)
{
  g_object_unref (((EntityChoice *) data)->workspace);
  g_free (data);
}

static void
choose_entity (CrmImporter *importer, gpointer data)
{
  EntityChoice *choice = data;
  crm_importer_set_entity (importer, choice->entity, crm_workspace_get_reader (choice->workspace));
}

static void
entity_selected_cb (CrmImportTablePage *self)
{
  CrmImporter *importer;
  EntityChoice *choice;
  guint selected = adw_combo_row_get_selected (self->entity_row);

  if (self->filling || selected == GTK_INVALID_LIST_POSITION || (self->asks && selected == 0))
    return;
  adw_banner_set_revealed (self->problem, FALSE);
  importer = crm_import_session_get_importer (self->session);
  choice = g_new (EntityChoice, 1);
  choice->workspace = g_object_ref (crm_import_session_get_workspace (self->session));
  choice->entity = crm_importer_get_entities (importer)[selected - (self->asks ? 1 : 0)];
  crm_import_session_change (self->session, choose_entity, choice, free_entity_choice);
}

static void
manner_selected_cb (CrmImportTablePage *self)
{
  CrmTableReader *reader;
  CrmImportManner manner;
  gint64 header_line;

  if (self->filling)
    return;
  reader = crm_import_session_get_reader (self->session);
  header_line = (gint64) crm_table_reader_get_header_line (reader);
  manner = *crm_import_session_get_manner (self->session);
  if (crm_table_reader_get_format (reader) != CRM_TABLE_FORMAT_XLSX) {
    manner.encoding = crm_encoding_list ()[adw_combo_row_get_selected (self->encoding_row)];
    manner.delimiter = delimiters[adw_combo_row_get_selected (self->delimiter_row)].delimiter;
  }
  if (adw_switch_row_get_active (self->header_row) != (header_line > 0))
    manner.header_line = header_line > 0 ? 0 : 1;
  crm_import_session_set_manner (self->session, &manner);
}

/* Another sheet is another table: nothing of how this one is written holds for it. */
static void
sheet_selected_cb (CrmImportTablePage *self)
{
  const char *const *sheets;
  CrmImportManner manner = { NULL, -1, -1, NULL };
  guint selected = adw_combo_row_get_selected (self->sheet_row);

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  sheets = crm_table_reader_get_sheets (crm_import_session_get_reader (self->session));
  manner.sheet = g_intern_string (sheets[selected]);
  crm_import_session_set_manner (self->session, &manner);
}

static void
crm_import_table_page_dispose (GObject *object)
{
  CrmImportTablePage *self = CRM_IMPORT_TABLE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_IMPORT_TABLE_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (crm_import_table_page_parent_class)->dispose (object);
}

static void
crm_import_table_page_class_init (CrmImportTablePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_import_table_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-import-table-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportTablePage, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmImportTablePage, file_group);
  gtk_widget_class_bind_template_child (widget_class, CrmImportTablePage, entity_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportTablePage, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportTablePage, manner_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportTablePage, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportTablePage, delimiter_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportTablePage, header_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportTablePage, rows_label);
  gtk_widget_class_bind_template_child (widget_class, CrmImportTablePage, grid);
  gtk_widget_class_bind_template_callback (widget_class, entity_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, manner_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_selected_cb);
}

static void
crm_import_table_page_init (CrmImportTablePage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

/**
 * crm_import_table_page_new:
 * @session: with an opened file
 *
 * Returns: (transfer floating): the page
 */
CrmImportTablePage *
crm_import_table_page_new (CrmImportSession *session)
{
  CrmImportTablePage *self = g_object_new (CRM_TYPE_IMPORT_TABLE_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  fill_in (self);
  return self;
}

/**
 * crm_import_table_page_take:
 * @self: the page
 *
 * Returns: whether it is known what the rows are; otherwise the page asks for it
 */
gboolean
crm_import_table_page_take (CrmImportTablePage *self)
{
  if (!self->asks || adw_combo_row_get_selected (self->entity_row) > 0)
    return TRUE;
  crm_problem_banner_show (self->problem,
                           _ ("Nothing in the file says what its rows are: choose it"));
  gtk_widget_grab_focus (GTK_WIDGET (self->entity_row));
  return FALSE;
}
