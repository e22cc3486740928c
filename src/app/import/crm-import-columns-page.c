/* The third step: what each column means. A row a column, with a few of its values and the field
 * that they become. */
#include "config.h"

#include "crm-import-columns-page.h"

#include <glib/gi18n.h>

#include "crm-import-defaults.h"

/* A row of widgets each; whoever has more columns maps the rest on the command line. */
#define MOST_ROWS 150
#define COLUMN_KEY "crm-import-column"

struct _CrmImportColumnsPage {
  AdwNavigationPage parent_instance;

  CrmImportSession *session; /* owned */
  GPtrArray *fields;         /* owned: CrmField in the order of the choice, from its second entry */
  GtkStringList *labels;     /* owned */
  AdwPreferencesGroup *group;  /* borrowed: in the page */
  AdwPreferencesGroup *manner; /* borrowed: how dates and numbers are written; NULL: nothing open */
  CrmImportDefaults *defaults; /* borrowed: the last group */
  gboolean filling;

  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (CrmImportColumnsPage, crm_import_columns_page, ADW_TYPE_NAVIGATION_PAGE)

static void rebuild (CrmImportColumnsPage *self);

/* --- What the person says */

typedef struct {
  guint column;
  char *target; /* owned; NULL: the order of dates */
  CrmDateOrder order;
  char separator; /* '\0': not that */
} ColumnChoice;

static void
free_column_choice (gpointer data)
{
  g_free (((ColumnChoice *) data)->target);
  g_free (data);
}

static void
choose (CrmImporter *importer, gpointer data)
{
  ColumnChoice *choice = data;
  if (choice->target != NULL)
    crm_importer_set_target (importer, choice->column, choice->target, NULL);
  else if (choice->separator != '\0')
    crm_importer_set_decimal_separator (importer, choice->column, choice->separator);
  else
    crm_importer_set_date_order (importer, choice->column, choice->order);
}

static void
change (CrmImportColumnsPage *self, const ColumnChoice *choice)
{
  crm_import_session_change (self->session, choose, g_memdup2 (choice, sizeof *choice),
                             free_column_choice);
}

static guint
get_column (gpointer row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), COLUMN_KEY));
}

static gboolean
rebuild_later (gpointer data)
{
  rebuild (data);
  return G_SOURCE_REMOVE;
}

static const char *
get_name (CrmImportColumnsPage *self, guint i)
{
  return ((const CrmField *) self->fields->pdata[i])->name;
}

static void
target_selected_cb (AdwComboRow *row, GParamSpec *pspec, CrmImportColumnsPage *self)
{
  guint selected = adw_combo_row_get_selected (row);
  ColumnChoice choice = { .column = get_column (row) };

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  choice.target = g_strdup (selected == 0                  ? ""
                            : selected > self->fields->len ? "attachment"
                                                           : get_name (self, selected - 1));
  change (self, &choice);
  /* Another column may have lost the field to this one, and dates may have come or gone. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, rebuild_later, g_object_ref (self), g_object_unref);
}

static void
order_selected_cb (AdwComboRow *row, GParamSpec *pspec, CrmImportColumnsPage *self)
{
  static const CrmDateOrder orders[] = { CRM_DATE_ORDER_DMY, CRM_DATE_ORDER_MDY,
                                         CRM_DATE_ORDER_YMD };
  ColumnChoice choice = { .column = get_column (row),
                          .order = orders[adw_combo_row_get_selected (row)] };
  if (!self->filling)
    change (self, &choice);
}

static void
separator_selected_cb (AdwComboRow *row, GParamSpec *pspec, CrmImportColumnsPage *self)
{
  ColumnChoice choice = { .column = get_column (row),
                          .separator = adw_combo_row_get_selected (row) == 0 ? '.' : ',' };
  if (!self->filling)
    change (self, &choice);
}

/* --- Rows */

static gboolean
is_offered (const CrmField *field)
{
  return field->kind != CRM_KIND_FILE &&
         (field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN)) == 0;
}

static void
make_choice (CrmImportColumnsPage *self, const CrmEntity *entity, gboolean has_pictures)
{
  g_ptr_array_set_size (self->fields, 0);
  g_clear_object (&self->labels);
  self->labels = gtk_string_list_new (NULL);
  gtk_string_list_append (self->labels, _ ("Not imported"));
  for (int i = 0; i < entity->n_fields; i++)
    if (is_offered (&entity->fields[i])) {
      g_ptr_array_add (self->fields, (gpointer) &entity->fields[i]);
      gtk_string_list_append (self->labels, crm_field_get_label (&entity->fields[i]));
    }
  /* Only a column of pictures can become one. */
  if (has_pictures)
    gtk_string_list_append (self->labels, _ ("Attached picture"));
}

static guint
find_choice (CrmImportColumnsPage *self, const CrmImportColumn *column)
{
  guint index;
  if (column->role == CRM_IMPORT_ATTACHMENT)
    return self->fields->len + 1;
  return column->role == CRM_IMPORT_FIELD && g_ptr_array_find (self->fields, column->field, &index)
             ? index + 1
             : 0;
}

/* Headings and values are other people's texts: no markup. */
static AdwComboRow *
make_row (CrmImportColumnsPage *self, guint i, const char *title, const char *subtitle,
          GListModel *model, guint selected, GCallback callback)
{
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  g_object_set_data (G_OBJECT (row), COLUMN_KEY, GUINT_TO_POINTER (i));
  adw_combo_row_set_model (row, model);
  adw_combo_row_set_selected (row, selected);
  g_signal_connect (row, "notify::selected", callback, self);
  return row;
}

static void
add_search (AdwComboRow *row)
{
  g_autoptr (GtkExpression) expression =
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  adw_combo_row_set_expression (row, expression);
  adw_combo_row_set_search_match_mode (row, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  adw_combo_row_set_enable_search (row, TRUE);
}

static void
add_column_row (CrmImportColumnsPage *self, guint i, const CrmImportColumn *column)
{
  g_autofree char *samples = g_strjoinv (" · ", column->samples);
  AdwComboRow *row = make_row (self, i, column->heading, samples, G_LIST_MODEL (self->labels),
                               find_choice (self, column), G_CALLBACK (target_selected_cb));
  add_search (row);
  if (column->role == CRM_IMPORT_IGNORED)
    gtk_widget_add_css_class (GTK_WIDGET (row), "import-ignored");
  adw_preferences_group_add (self->group, GTK_WIDGET (row));
}

static void
add_manner_row (CrmImportColumnsPage *self, AdwComboRow *row)
{
  if (self->manner == NULL) {
    self->manner = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
    adw_preferences_group_set_title (self->manner, _ ("How It Is Written"));
    adw_preferences_page_add (self->page, self->manner);
  }
  adw_preferences_group_add (self->manner, GTK_WIDGET (row));
}

/* Only where the cells leave it open: "02/03/2026". */
static void
add_order_row (CrmImportColumnsPage *self, guint i, const CrmImportColumn *column)
{
  g_autoptr (GtkStringList) orders = gtk_string_list_new (NULL);
  g_autofree char *samples = g_strjoinv (" · ", column->samples);
  guint selected = column->date_order == CRM_DATE_ORDER_DMY   ? 0
                   : column->date_order == CRM_DATE_ORDER_MDY ? 1
                                                              : 2;
  gtk_string_list_append (orders, _ ("Day, month, year"));
  gtk_string_list_append (orders, _ ("Month, day, year"));
  gtk_string_list_append (orders, _ ("Year, month, day"));
  add_manner_row (self, make_row (self, i, column->heading, samples, G_LIST_MODEL (orders),
                                  selected, G_CALLBACK (order_selected_cb)));
}

static void
add_separator_row (CrmImportColumnsPage *self, guint i, const CrmImportColumn *column)
{
  g_autoptr (GtkStringList) separators = gtk_string_list_new (NULL);
  g_autofree char *samples = g_strjoinv (" · ", column->samples);
  gtk_string_list_append (separators, _ ("Point before the fraction"));
  gtk_string_list_append (separators, _ ("Comma before the fraction"));
  add_manner_row (self, make_row (self, i, column->heading, samples, G_LIST_MODEL (separators),
                                  column->decimal_separator == ',' ? 1 : 0,
                                  G_CALLBACK (separator_selected_cb)));
}

static void
add_manner (CrmImportColumnsPage *self, guint i, const CrmImportColumn *column)
{
  CrmKind kind;
  if (column->role != CRM_IMPORT_FIELD || column->n_filled == 0)
    return;
  kind = column->field->kind;
  if ((kind == CRM_KIND_DATE || kind == CRM_KIND_MOMENT) && !column->date_order_certain)
    add_order_row (self, i, column);
  else if (crm_kind_is_number (kind) && kind != CRM_KIND_INTEGER && !column->decimal_certain)
    add_separator_row (self, i, column);
}

static char *
describe (guint n_hidden, guint n_columns)
{
  g_autofree char *empty = NULL;
  g_autofree char *beyond = NULL;
  if (n_hidden > 0)
    empty = g_strdup_printf (
        ngettext ("%u empty column is not shown.", "%u empty columns are not shown.", n_hidden),
        n_hidden);
  if (n_columns > MOST_ROWS)
    beyond = g_strdup_printf (
        ngettext ("The first %u column is shown.", "The first %u columns are shown.", MOST_ROWS),
        MOST_ROWS);
  return g_strjoin (empty != NULL && beyond != NULL ? " " : "", empty != NULL ? empty : "",
                    beyond != NULL ? beyond : "", NULL);
}

static void
clear (CrmImportColumnsPage *self)
{
  if (self->group != NULL)
    adw_preferences_page_remove (self->page, self->group);
  if (self->manner != NULL)
    adw_preferences_page_remove (self->page, self->manner);
  self->group = NULL;
  self->manner = NULL;
}

/* Beneath the columns; what was chosen outlives them. */
static void
show_defaults (CrmImportColumnsPage *self)
{
  if (self->defaults == NULL)
    self->defaults = g_object_ref_sink (crm_import_defaults_new (self->session));
  else {
    g_object_ref (self->defaults);
    adw_preferences_page_remove (self->page, ADW_PREFERENCES_GROUP (self->defaults));
  }
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->defaults));
  g_object_unref (self->defaults);
  crm_import_defaults_refresh (self->defaults);
}

static void
rebuild (CrmImportColumnsPage *self)
{
  CrmImporter *importer;
  guint n_columns;
  guint n_hidden = 0;
  gboolean has_pictures = FALSE;
  g_autofree char *description = NULL;

  if (self->session == NULL || crm_import_session_get_importer (self->session) == NULL)
    return;
  importer = crm_import_session_get_importer (self->session);
  n_columns = crm_importer_get_n_columns (importer);
  self->filling = TRUE;
  for (guint i = 0; i < n_columns; i++)
    has_pictures |= crm_importer_get_column (importer, i)->role == CRM_IMPORT_ATTACHMENT;
  make_choice (self, crm_importer_get_entity (importer), has_pictures);
  clear (self);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_page_add (self->page, self->group);
  for (guint i = 0; i < MIN (n_columns, MOST_ROWS); i++) {
    const CrmImportColumn *column = crm_importer_get_column (importer, i);
    if (column->n_filled == 0) {
      n_hidden++;
      continue;
    }
    add_column_row (self, i, column);
    add_manner (self, i, column);
  }
  description = describe (n_hidden, n_columns);
  adw_preferences_group_set_description (self->group, description);
  self->filling = FALSE;
  show_defaults (self);
}

static void
crm_import_columns_page_dispose (GObject *object)
{
  CrmImportColumnsPage *self = CRM_IMPORT_COLUMNS_PAGE (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_IMPORT_COLUMNS_PAGE);
  self->group = NULL;
  self->manner = NULL;
  self->defaults = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->labels);
  g_clear_pointer (&self->fields, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_import_columns_page_parent_class)->dispose (object);
}

static void
crm_import_columns_page_class_init (CrmImportColumnsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_import_columns_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-import-columns-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportColumnsPage, page);
}

static void
crm_import_columns_page_init (CrmImportColumnsPage *self)
{
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_import_columns_page_new:
 * @session: with an opened file
 *
 * Returns: (transfer floating): the page
 */
CrmImportColumnsPage *
crm_import_columns_page_new (CrmImportSession *session)
{
  CrmImportColumnsPage *self = g_object_new (CRM_TYPE_IMPORT_COLUMNS_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "opened", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  rebuild (self);
  return self;
}

/**
 * crm_import_columns_page_take:
 * @self: the page
 *
 * Returns: whether the importer has what was chosen for fields without a column
 */
gboolean
crm_import_columns_page_take (CrmImportColumnsPage *self)
{
  return self->defaults == NULL || crm_import_defaults_take (self->defaults);
}
