/* What new records have in the fields that no column gives: the exhibition that all of them come
 * from, the person who is to call them. A field is chosen, then its value. */
#include "config.h"

#include "crm-import-defaults.h"

#include <glib/gi18n.h>

#include "crm-field-row.h"

/**
 * CrmImportDefaults:
 *
 * Rows of the form of a record that is never written; its values go to the importer.
 */
struct _CrmImportDefaults {
  AdwPreferencesGroup parent_instance;

  CrmImportSession *session; /* owned */
  CrmRecordForm *form;       /* owned */
  GPtrArray *rows;           /* owned: borrowed CrmFieldRow, in the order of their choice */
  GArray *offered;           /* owned: int, fields in the order of the choice, from its second */
  AdwComboRow *choice;       /* borrowed: the last row */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmImportDefaults, crm_import_defaults, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
has_column (CrmImportDefaults *self, int field)
{
  CrmImporter *importer = crm_import_session_get_importer (self->session);
  const CrmField *description = &crm_importer_get_entity (importer)->fields[field];

  for (guint i = 0; i < crm_importer_get_n_columns (importer); i++) {
    const CrmImportColumn *column = crm_importer_get_column (importer, i);
    if (column->role == CRM_IMPORT_FIELD && column->field == description)
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_row (CrmImportDefaults *self, int field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (crm_field_row_get_field (self->rows->pdata[i]) == field)
      return TRUE;
  return FALSE;
}

static gboolean
is_offered (CrmImportDefaults *self, int field)
{
  const CrmField *description = &crm_record_form_get_entity (self->form)->fields[field];
  return description->kind != CRM_KIND_FILE &&
         !(description->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN | CRM_FIELD_TITLE)) &&
         crm_record_form_can_edit (self->form, field) && !has_row (self, field) &&
         !has_column (self, field);
}

static void
fill_choice (CrmImportDefaults *self)
{
  const CrmEntity *entity = crm_record_form_get_entity (self->form);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->filling = TRUE;
  g_array_set_size (self->offered, 0);
  gtk_string_list_append (labels, C_ ("field", "Choose…"));
  for (int i = 0; i < entity->n_fields; i++)
    if (is_offered (self, i)) {
      g_array_append_val (self->offered, i);
      gtk_string_list_append (labels, crm_field_get_label (&entity->fields[i]));
    }
  adw_combo_row_set_model (self->choice, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->choice, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), self->offered->len > 0);
  self->filling = FALSE;
}

/* The choice stays the last row. */
static GtkWidget *
add_row (CrmImportDefaults *self, int field)
{
  GtkWidget *row = crm_field_row_new (self->form, field);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  g_object_ref (self->choice);
  adw_preferences_group_remove (group, GTK_WIDGET (self->choice));
  adw_preferences_group_add (group, row);
  adw_preferences_group_add (group, GTK_WIDGET (self->choice));
  g_object_unref (self->choice);
  g_ptr_array_add (self->rows, row);
  return row;
}

/* Not while the choice that was made is still telling of itself. */
static gboolean
add_later (gpointer data)
{
  CrmImportDefaults *self = data;
  guint selected;

  if (self->session == NULL || crm_import_session_get_importer (self->session) == NULL)
    return G_SOURCE_REMOVE;
  selected = adw_combo_row_get_selected (self->choice);
  if (selected > 0 && selected <= self->offered->len) {
    GtkWidget *row = add_row (self, g_array_index (self->offered, int, selected - 1));
    fill_choice (self);
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  }
  return G_SOURCE_REMOVE;
}

static void
chosen_cb (CrmImportDefaults *self)
{
  if (!self->filling && adw_combo_row_get_selected (self->choice) > 0)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, add_later, g_object_ref (self), g_object_unref);
}

static void
crm_import_defaults_dispose (GObject *object)
{
  CrmImportDefaults *self = CRM_IMPORT_DEFAULTS (object);

  self->filling = TRUE;
  g_clear_object (&self->form);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->offered, g_array_unref);

  G_OBJECT_CLASS (crm_import_defaults_parent_class)->dispose (object);
}

static void
crm_import_defaults_class_init (CrmImportDefaultsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_import_defaults_dispose;
}

static void
crm_import_defaults_init (CrmImportDefaults *self)
{
  g_autoptr (GtkExpression) expression =
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->rows = g_ptr_array_new ();
  self->offered = g_array_new (FALSE, FALSE, sizeof (int));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("In All New Records"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      _ ("Values for fields that no column gives, such as the source or who is responsible"));
  self->choice = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->choice), _ ("Add a field"));
  adw_combo_row_set_expression (self->choice, expression);
  adw_combo_row_set_search_match_mode (self->choice, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  adw_combo_row_set_enable_search (self->choice, TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->choice));
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (chosen_cb), self);
}

/**
 * crm_import_defaults_new:
 * @session: with an opened file
 *
 * Returns: (transfer floating): the group, with the values that the importer has
 */
CrmImportDefaults *
crm_import_defaults_new (CrmImportSession *session)
{
  CrmImportDefaults *self = g_object_new (CRM_TYPE_IMPORT_DEFAULTS, NULL);
  CrmImporter *importer = crm_import_session_get_importer (session);
  const CrmEntity *entity = crm_importer_get_entity (importer);
  CrmRecord *known = crm_importer_get_defaults (importer);
  g_autoptr (CrmRecord) draft =
      known != NULL ? crm_record_copy (known) : crm_record_new_empty (entity);

  self->session = g_object_ref (session);
  self->form = crm_record_form_new (crm_import_session_get_workspace (session), draft);
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_record_get_value (draft, i)->type != CRM_VALUE_EMPTY)
      add_row (self, i);
  crm_import_defaults_refresh (self);
  return self;
}

/**
 * crm_import_defaults_refresh:
 * @self: the group
 *
 * Shows the fields that no column gives now.
 */
void
crm_import_defaults_refresh (CrmImportDefaults *self)
{
  if (crm_importer_get_entity (crm_import_session_get_importer (self->session)) !=
      crm_record_form_get_entity (self->form))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (self->rows->pdata[i],
                            !has_column (self, crm_field_row_get_field (self->rows->pdata[i])));
  fill_choice (self);
}

static void
set_defaults (CrmImporter *importer, gpointer data)
{
  CrmRecord *values = data;
  const CrmEntity *entity = crm_record_get_entity (values);

  if (entity != crm_importer_get_entity (importer))
    return;
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_record_get_value (values, i)->type != CRM_VALUE_EMPTY ||
        crm_importer_get_defaults (importer) != NULL)
      crm_importer_set_default (importer, entity->fields[i].name, crm_record_get_value (values, i),
                                NULL);
}

/**
 * crm_import_defaults_take:
 * @self: the group
 *
 * Returns: whether the importer has the values; the row of one that cannot be read says why
 */
gboolean
crm_import_defaults_take (CrmImportDefaults *self)
{
  if (!crm_record_form_flush (self->form))
    return FALSE;
  crm_import_session_change (self->session, set_defaults,
                             crm_record_copy (crm_record_form_get_record (self->form)),
                             g_object_unref);
  return TRUE;
}
