/* The fourth step: what will become of the rows, counted over the whole file, and what to do with
 * those that are there already or that are wrong. */
#include "config.h"

#include "crm-import-preview-page.h"

#include <glib/gi18n.h>

#include "crm-import-grid.h"
#include "crm-pill.h"
#include "crm-problem-banner.h"

#define SHOWN_PROBLEMS 20
/* So many are gone through to put those together that say the same. */
#define MOST_PROBLEMS 5000
#define SHOWN_LINES 5

struct _CrmImportPreviewPage {
  AdwNavigationPage parent_instance;

  CrmImportSession *session; /* owned */
  GPtrArray *problem_rows;   /* borrowed widgets in the group */
  GPtrArray *keys;           /* owned: CrmField in the order of the choice, from its second entry */
  gboolean filling;

  GtkButton *import_button;
  AdwBanner *problem;
  GtkStack *stack;
  AdwWrapBox *counts;
  GtkLabel *created_label;
  GtkLabel *part_label;
  AdwComboRow *existing_row;
  AdwComboRow *key_row;
  AdwSwitchRow *create_row;
  AdwSwitchRow *keep_row;
  AdwSwitchRow *all_row;
  AdwPreferencesGroup *problems_group;
  GtkLabel *rows_label;
  GtkColumnView *grid;
};

G_DEFINE_FINAL_TYPE (CrmImportPreviewPage, crm_import_preview_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- Counts */

static void
add_pill (CrmImportPreviewPage *self, const char *label, guint64 n, const char *colour)
{
  GtkWidget *pill = crm_pill_new ();
  g_autofree char *text = g_strdup_printf ("%s: %" G_GUINT64_FORMAT, label, n);
  crm_pill_set (pill, text, n > 0 ? colour : NULL);
  gtk_widget_add_css_class (pill, "import-count");
  adw_wrap_box_append (self->counts, pill);
}

static void
add_count (CrmImportPreviewPage *self, CrmImportState state, guint64 n)
{
  add_pill (self, crm_import_state_get_label (state), n, crm_import_state_get_colour (state));
}

static void
fill_counts (CrmImportPreviewPage *self, CrmImporter *importer)
{
  const CrmImportCounts *counts = crm_importer_get_counts (importer);
  const CrmEntity *part = crm_importer_find_part (importer);
  g_autofree char *created = crm_importer_dup_created (importer);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->counts))) != NULL)
    adw_wrap_box_remove (self->counts, child);
  add_count (self, CRM_IMPORT_NEW, counts->n_new);
  add_count (self, CRM_IMPORT_CHANGED, counts->n_changed);
  add_count (self, CRM_IMPORT_SAME, counts->n_same - counts->n_repeated);
  add_count (self, CRM_IMPORT_WRONG, counts->n_wrong);
  if (counts->n_duplicates > 0)
    add_pill (self, C_ ("import", "Duplicates"), counts->n_duplicates, "warning");
  if (counts->n_repeated > 0)
    add_pill (self, C_ ("import", "Repeated in the file"), counts->n_repeated, "warning");
  gtk_widget_set_visible (GTK_WIDGET (self->part_label), part != NULL);
  if (part != NULL) {
    g_autofree char *text = g_strdup_printf (
        /* Translators: what else stands in the file: "Lines", and again "Line" */
        _ ("The file holds “%s” too: import it once more afterwards, with “%s” for each row"),
        crm_entity_get_label_plural (part), crm_entity_get_label (part));
    gtk_label_set_text (self->part_label, text);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->created_label), created != NULL);
  if (created != NULL) {
    /* Translators: "Companies: 12, Persons: 35" */
    g_autofree char *text = g_strdup_printf (_ ("Will be created besides: %s"), created);
    gtk_label_set_text (self->created_label, text);
  }
}

/* --- Wrong rows */

static void
add_problem (CrmImportPreviewPage *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (self->problems_group, row);
  g_ptr_array_add (self->problem_rows, row);
}

typedef struct {
  char *reason;   /* owned */
  GString *lines; /* owned: the first of them */
  guint n;
} Group;

static void
free_group (gpointer data)
{
  Group *group = data;
  g_free (group->reason);
  g_string_free (group->lines, TRUE);
  g_free (group);
}

/* A column that is missing is one problem, not one a row. Returns how many rows they hold. */
static guint
group_problems (CrmImporter *importer, GPtrArray *groups)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint64 n = MIN (crm_importer_get_n_problems (importer), MOST_PROBLEMS);
  guint n_grouped = 0;

  for (guint64 i = 0; i < n; i++) {
    CrmImportProblem problem;
    Group *group;

    crm_importer_get_problem (importer, i, &problem);
    group = g_hash_table_lookup (known, problem.reason);
    if (group == NULL && groups->len == SHOWN_PROBLEMS)
      continue;
    if (group == NULL) {
      group = g_new0 (Group, 1);
      group->reason = g_strdup (problem.reason);
      group->lines = g_string_new (NULL);
      g_ptr_array_add (groups, group);
      g_hash_table_insert (known, group->reason, group);
    }
    if (group->n < SHOWN_LINES)
      g_string_append_printf (group->lines, group->n > 0 ? ", %u" : "%u", (guint) problem.line);
    group->n++;
    n_grouped++;
  }
  return n_grouped;
}

static char *
dup_lines (const Group *group)
{
  guint rest = group->n > SHOWN_LINES ? group->n - SHOWN_LINES : 0;

  if (rest > 0)
    /* Translators: numbers of lines, "2, 3, 4, 5, 6" */
    return g_strdup_printf (
        ngettext ("Lines %s and %u more", "Lines %s and %u more", (gulong) rest), group->lines->str,
        rest);
  /* Translators: one number of a line, or several, "2, 3, 4" */
  return g_strdup_printf (ngettext ("Line %s", "Lines %s", (gulong) group->n), group->lines->str);
}

static void
fill_problems (CrmImportPreviewPage *self, CrmImporter *importer)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (free_group);
  guint n = (guint) crm_importer_get_n_problems (importer);
  guint rest;

  for (guint i = 0; i < self->problem_rows->len; i++)
    adw_preferences_group_remove (self->problems_group, self->problem_rows->pdata[i]);
  g_ptr_array_set_size (self->problem_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->problems_group), n > 0);
  rest = n - group_problems (importer, groups);
  for (guint i = 0; i < groups->len; i++) {
    const Group *group = groups->pdata[i];
    g_autofree char *lines = dup_lines (group);
    add_problem (self, group->reason, lines);
  }
  if (rest > 0) {
    g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);
    add_problem (self, text, NULL);
  }
}

static guint64
list_length (CrmImporter *importer)
{
  return g_list_model_get_n_items (crm_importer_get_rows (importer));
}

static void
fill_in (CrmImportPreviewPage *self)
{
  CrmImporter *importer = crm_import_session_get_importer (self->session);
  const CrmImportCounts *counts = crm_importer_get_counts (importer);
  guint n = (guint) (counts->n_new + counts->n_changed);
  gboolean possible = n > 0 && !(counts->n_wrong > 0 && crm_importer_get_all_or_nothing (importer));
  g_autofree char *label = g_strdup_printf (ngettext ("_Import %u", "_Import %u", n), n);

  gtk_button_set_label (self->import_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), possible);
  adw_banner_set_revealed (self->problem, FALSE);
  fill_counts (self, importer);
  fill_problems (self, importer);
  crm_import_grid_show_preview (self->grid, self->session);
  gtk_label_set_text (self->rows_label, counts->n_duplicates + counts->n_repeated > 0 &&
                                                counts->n_rows > list_length (importer)
                                            ? _ ("First rows and duplicates as they will be")
                                            : _ ("First rows as they will be"));
  gtk_stack_set_visible_child_name (self->stack, "preview");
}

static void
previewed_cb (CrmImportPreviewPage *self)
{
  fill_in (self);
}

static void
failed_cb (CrmImportPreviewPage *self, const GError *error)
{
  crm_problem_banner_show (self->problem, error->message);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
  crm_import_grid_clear (self->grid);
  gtk_stack_set_visible_child_name (self->stack, "preview");
}

/* The counts of an older choice are not imported. */
static void
busy_cb (CrmImportPreviewPage *self)
{
  if (crm_import_session_is_busy (self->session))
    gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
}

/* --- Choices */

typedef struct {
  const CrmField *update_by; /* NULL: all that identify */
  CrmImportExisting existing;
  gboolean create;
  gboolean keep;
  gboolean all;
} Options;

static void
set_options (CrmImporter *importer, gpointer data)
{
  const Options *options = data;
  gboolean updates = options->existing == CRM_IMPORT_EXISTING_UPDATE;
  crm_importer_set_update_by (
      importer, updates && options->update_by != NULL ? options->update_by->name : NULL, NULL);
  crm_importer_set_existing (importer, options->existing);
  crm_importer_set_create_missing (importer, options->create);
  crm_importer_set_keep_unmapped (importer, options->keep);
  crm_importer_set_all_or_nothing (importer, options->all);
}

static void
option_changed_cb (CrmImportPreviewPage *self)
{
  Options options;
  guint selected;

  if (self->filling)
    return;
  selected = adw_combo_row_get_selected (self->key_row);
  options = (Options) {
    selected > 0 && selected <= self->keys->len ? self->keys->pdata[selected - 1] : NULL,
    (CrmImportExisting) adw_combo_row_get_selected (self->existing_row),
    adw_switch_row_get_active (self->create_row), adw_switch_row_get_active (self->keep_row),
    adw_switch_row_get_active (self->all_row)
  };
  gtk_widget_set_visible (GTK_WIDGET (self->key_row),
                          options.existing == CRM_IMPORT_EXISTING_UPDATE);
  crm_import_session_change (self->session, set_options, g_memdup2 (&options, sizeof options),
                             g_free);
  crm_import_session_preview (self->session);
}

/* What tells which record a row is: anything that identifies, or one column alone. */
static void
fill_keys (CrmImportPreviewPage *self, CrmImporter *importer)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  g_clear_pointer (&self->keys, g_ptr_array_unref);
  self->keys = crm_importer_list_keys (importer);
  gtk_string_list_append (labels, _ ("Whatever identifies it"));
  for (guint i = 0; i < self->keys->len; i++) {
    gtk_string_list_append (labels, crm_field_get_label (self->keys->pdata[i]));
    if (self->keys->pdata[i] == crm_importer_get_update_by (importer))
      selected = i + 1;
  }
  adw_combo_row_set_model (self->key_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->key_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->key_row),
                          crm_importer_get_existing (importer) == CRM_IMPORT_EXISTING_UPDATE);
}

static void
fill_options (CrmImportPreviewPage *self, CrmImporter *importer)
{
  self->filling = TRUE;
  adw_combo_row_set_selected (self->existing_row, crm_importer_get_existing (importer));
  fill_keys (self, importer);
  adw_switch_row_set_active (self->create_row, crm_importer_get_create_missing (importer));
  adw_switch_row_set_active (self->keep_row, crm_importer_get_keep_unmapped (importer));
  adw_switch_row_set_active (self->all_row, crm_importer_get_all_or_nothing (importer));
  self->filling = FALSE;
}

static void
crm_import_preview_page_dispose (GObject *object)
{
  CrmImportPreviewPage *self = CRM_IMPORT_PREVIEW_PAGE (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_IMPORT_PREVIEW_PAGE);
  g_clear_object (&self->session);
  g_clear_pointer (&self->problem_rows, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_import_preview_page_parent_class)->dispose (object);
}

static void
crm_import_preview_page_class_init (CrmImportPreviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_import_preview_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-import-preview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, counts);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, created_label);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, part_label);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, existing_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, create_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, keep_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, all_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, problems_group);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, rows_label);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, grid);
  gtk_widget_class_bind_template_callback (widget_class, option_changed_cb);
}

static void
crm_import_preview_page_init (CrmImportPreviewPage *self)
{
  self->problem_rows = g_ptr_array_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

/**
 * crm_import_preview_page_new:
 * @session: with an opened file; its preview is asked for
 *
 * Returns: (transfer floating): the page
 */
CrmImportPreviewPage *
crm_import_preview_page_new (CrmImportSession *session)
{
  CrmImportPreviewPage *self = g_object_new (CRM_TYPE_IMPORT_PREVIEW_PAGE, NULL);

  self->session = g_object_ref (session);
  fill_options (self, crm_import_session_get_importer (session));
  g_signal_connect_object (session, "previewed", G_CALLBACK (previewed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "busy-changed", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  crm_import_session_preview (session);
  return self;
}
