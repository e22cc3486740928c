/* Tables of an import: columns made for the file at hand. */
#include "config.h"

#include "crm-import-grid.h"

#include <glib/gi18n.h>

#include "crm-pill.h"

#define CELL_CHARACTERS 60
#define SESSION_KEY "crm-import-session"

const char *
crm_import_state_get_label (CrmImportState state)
{
  switch (state) {
  case CRM_IMPORT_NEW:
    return C_ ("import", "New");
  case CRM_IMPORT_CHANGED:
    return C_ ("import", "Changed");
  case CRM_IMPORT_SAME:
    return C_ ("import", "Already there");
  case CRM_IMPORT_WRONG:
    return C_ ("import", "Wrong");
  }
  g_assert_not_reached ();
}

const char *
crm_import_state_get_colour (CrmImportState state)
{
  switch (state) {
  case CRM_IMPORT_NEW:
    return "success";
  case CRM_IMPORT_CHANGED:
    return "accent";
  case CRM_IMPORT_SAME:
    return NULL;
  case CRM_IMPORT_WRONG:
    return "error";
  }
  g_assert_not_reached ();
}

void
crm_import_grid_clear (GtkColumnView *grid)
{
  GListModel *columns = gtk_column_view_get_columns (grid);
  gtk_column_view_set_model (grid, NULL);
  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);
    gtk_column_view_remove_column (grid, column);
  }
}

/* A column of nothing takes the rest of the width: a view that is wider than its columns draws as
 * if one pulled at its edge. */
static void
set_model (GtkColumnView *grid, GListModel *rows)
{
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (rows));
  g_autoptr (GtkColumnViewColumn) rest = gtk_column_view_column_new (NULL, NULL);
  gtk_column_view_column_set_expand (rest, TRUE);
  gtk_column_view_append_column (grid, rest);
  gtk_column_view_set_model (grid, GTK_SELECTION_MODEL (selection));
}

static void
setup_label_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_INT (data) ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26);
  if (GPOINTER_TO_INT (data))
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

/* A factory for one column: its number goes with the factory. */
static GtkListItemFactory *
make_factory (GCallback bind, guint index, gboolean figures)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_label_cb), GINT_TO_POINTER (figures));
  g_signal_connect (factory, "bind", bind, GUINT_TO_POINTER (index));
  return factory;
}

static void
append_column (GtkColumnView *grid, const char *title, GtkListItemFactory *factory)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (grid, column);
}

/* --- The file */

static void
bind_raw_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  CrmImportRawRow *row = gtk_list_item_get_item (item);
  const char *cell = crm_import_raw_row_get_cell (row, GPOINTER_TO_UINT (data));
  g_autofree char *text = crm_text_one_line (cell, CELL_CHARACTERS);
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

/**
 * crm_import_grid_show_file:
 * @grid: a column view
 * @session: with an opened file
 *
 * Shows the first rows as they stand in the file.
 */
void
crm_import_grid_show_file (GtkColumnView *grid, CrmImportSession *session)
{
  CrmImporter *importer = crm_import_session_get_importer (session);
  guint n_columns = MIN (crm_importer_get_n_columns (importer), CRM_IMPORT_GRID_COLUMNS);

  crm_import_grid_clear (grid);
  for (guint i = 0; i < n_columns; i++) {
    const CrmImportColumn *column = crm_importer_get_column (importer, i);
    append_column (grid, column->heading,
                   make_factory (G_CALLBACK (bind_raw_cb), i, column->kind == CRM_COLUMN_NUMBER));
  }
  set_model (grid, crm_import_session_get_raw_rows (session));
}

/* --- The preview */

static void
bind_line_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  CrmImportRow *row = gtk_list_item_get_item (item);
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, crm_import_row_get_line (row));
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
setup_line_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_item_set_child (item, label);
}

static GtkListItemFactory *
make_line_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_line_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_line_cb), NULL);
  return factory;
}

static void
setup_state_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *pill = crm_pill_new ();
  gtk_label_set_ellipsize (GTK_LABEL (pill), PANGO_ELLIPSIZE_NONE);
  gtk_list_item_set_child (item, pill);
}

static void
bind_state_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  CrmImportRow *row = gtk_list_item_get_item (item);
  CrmImportState state = crm_import_row_get_state (row);
  GtkWidget *pill = gtk_list_item_get_child (item);
  crm_pill_set (pill,
                state == CRM_IMPORT_SAME && crm_import_row_get_twin (row) < 0
                    ? C_ ("import", "Repeated")
                    : crm_import_state_get_label (state),
                crm_import_state_get_colour (state));
  gtk_widget_set_tooltip_text (pill, crm_import_row_get_remark (row));
}

/* --- What is done with a duplicate */

typedef struct {
  guint64 row;
  CrmImportExisting existing;
} Decision;

static void
decide (CrmImporter *importer, gpointer data)
{
  const Decision *decision = data;
  crm_importer_set_row_existing (importer, decision->row, decision->existing);
}

static void
decided_cb (GtkDropDown *choice, GParamSpec *pspec, GtkListItem *item)
{
  CrmImportRow *row = gtk_list_item_get_item (item);
  CrmImportSession *session = g_object_get_data (G_OBJECT (item), SESSION_KEY);
  Decision decision;

  if (row == NULL || crm_import_row_get_twin (row) == 0)
    return;
  decision = (Decision) { crm_import_row_get_number (row),
                          (CrmImportExisting) gtk_drop_down_get_selected (choice) };
  if (decision.existing == crm_import_row_get_existing (row))
    return;
  crm_import_session_change (session, decide, g_memdup2 (&decision, sizeof decision), g_free);
  crm_import_session_preview (session);
}

static void
setup_decision_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const char *const names[] = { _ ("Leave out"), _ ("Update"), _ ("Add once more"), NULL };
  GtkWidget *choice = gtk_drop_down_new_from_strings (names);

  gtk_widget_add_css_class (choice, "flat");
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (item), SESSION_KEY, data);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (decided_cb), item, 0);
  gtk_list_item_set_child (item, choice);
}

static void
bind_decision_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  CrmImportRow *row = gtk_list_item_get_item (item);
  GtkWidget *choice = gtk_list_item_get_child (item);
  /* Translators: what is done with the duplicate in this line of the file */
  g_autofree char *name =
      g_strdup_printf (_ ("Duplicate in line %u"), (guint) crm_import_row_get_line (row));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), crm_import_row_get_existing (row));
  gtk_widget_set_visible (choice, crm_import_row_get_twin (row) != 0);
  gtk_widget_set_tooltip_text (choice, crm_import_row_get_remark (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
bind_remark_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  CrmImportRow *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *remark = crm_import_row_get_twin (row) != 0 ? crm_import_row_get_remark (row) : NULL;
  gtk_label_set_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_label_set_text (GTK_LABEL (label), remark != NULL ? remark : "");
  gtk_widget_set_tooltip_text (label, remark);
}

static void
append_decisions (GtkColumnView *grid, CrmImportSession *session)
{
  GtkListItemFactory *decisions = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (decisions, "setup", G_CALLBACK (setup_decision_cb), session, 0);
  g_signal_connect (decisions, "bind", G_CALLBACK (bind_decision_cb), NULL);
  append_column (grid, C_ ("import", "Duplicate"), decisions);
  append_column (grid, C_ ("import", "Why"), make_factory (G_CALLBACK (bind_remark_cb), 0, FALSE));
}

static const char *
get_cell_class (CrmImportCellState state)
{
  switch (state) {
  case CRM_IMPORT_CELL_EMPTY:
  case CRM_IMPORT_CELL_NEW:
    return NULL;
  case CRM_IMPORT_CELL_CHANGED:
    return "accent";
  case CRM_IMPORT_CELL_SAME:
    return "dimmed";
  case CRM_IMPORT_CELL_CREATES:
    return "success";
  case CRM_IMPORT_CELL_WRONG:
    return "error";
  }
  g_assert_not_reached ();
}

static void
bind_field_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  static const char *const classes[] = { "accent", "dimmed", "success", "error" };
  CrmImportRow *row = gtk_list_item_get_item (item);
  int field = GPOINTER_TO_INT (data);
  CrmImportCellState state = crm_import_row_get_cell_state (row, field);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = crm_text_one_line (crm_import_row_get_text (row, field), CELL_CHARACTERS);
  const char *class = get_cell_class (state);

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (label, classes[i]);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  if (state == CRM_IMPORT_CELL_CREATES) {
    /* Translators: a name that is not there yet, so that a record of it is created */
    g_autofree char *creates = g_strdup_printf (C_ ("import", "%s (new)"), text);
    gtk_label_set_text (GTK_LABEL (label), creates);
  } else
    gtk_label_set_text (GTK_LABEL (label), text);
}

static gboolean
is_shown_before (CrmImporter *importer, guint column)
{
  const CrmField *field = crm_importer_get_column (importer, column)->field;
  for (guint i = 0; i < column; i++)
    if (crm_importer_get_column (importer, i)->role == CRM_IMPORT_FIELD &&
        crm_importer_get_column (importer, i)->field == field)
      return TRUE;
  return FALSE;
}

/**
 * crm_import_grid_show_preview:
 * @grid: a column view
 * @session: with a preview
 *
 * Shows the first rows as they will be, with what becomes of them.
 */
void
crm_import_grid_show_preview (GtkColumnView *grid, CrmImportSession *session)
{
  CrmImporter *importer = crm_import_session_get_importer (session);
  const CrmEntity *entity = crm_importer_get_entity (importer);
  GtkListItemFactory *states = gtk_signal_list_item_factory_new ();
  guint n_shown = 0;

  crm_import_grid_clear (grid);
  append_column (grid, C_ ("import", "Line"), make_line_factory ());
  g_signal_connect (states, "setup", G_CALLBACK (setup_state_cb), NULL);
  g_signal_connect (states, "bind", G_CALLBACK (bind_state_cb), NULL);
  append_column (grid, C_ ("import", "Becomes"), states);
  if (crm_importer_get_counts (importer)->n_duplicates > 0 ||
      crm_importer_get_counts (importer)->n_repeated > 0)
    append_decisions (grid, session);
  for (guint i = 0; i < crm_importer_get_n_columns (importer); i++) {
    const CrmImportColumn *column = crm_importer_get_column (importer, i);
    if (column->role != CRM_IMPORT_FIELD || is_shown_before (importer, i) ||
        n_shown++ >= CRM_IMPORT_GRID_COLUMNS)
      continue;
    append_column (grid, crm_field_get_label (column->field),
                   make_factory (G_CALLBACK (bind_field_cb),
                                 (guint) (column->field - entity->fields),
                                 crm_kind_is_number (column->field->kind)));
  }
  set_model (grid, crm_importer_get_rows (importer));
}
