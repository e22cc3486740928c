/* What a value was from the beginning until now. */
#include "config.h"

#include "crm-value-history.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-decimal.h"
#include "crm-field-history.h"
#include "crm-relations.h"
#include "crm-step-chart.h"

/* Lives as long as the group. */
typedef struct {
  CrmRecordForm *form; /* owned */
  const CrmField *field;
  AdwPreferencesGroup *group;
  CrmStepChart *chart;
  AdwExpanderRow *table;
  GPtrArray *rows; /* owned; of borrowed widgets */
} History;

static void
history_free (gpointer data)
{
  History *self = data;
  g_object_unref (self->form);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static char *
format (History *self, gint64 integer)
{
  CrmRecord *record = crm_record_form_get_record (self->form);
  const char *currency =
      crm_entity_field (crm_record_form_get_entity (self->form), "currency") != NULL
          ? crm_record_get_text (record, "currency")
          : NULL;
  CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = integer };

  if (self->field->kind == CRM_KIND_MONEY)
    return crm_money_format (integer, currency, crm_number_style_local ());
  return crm_field_format (self->field, &value, NULL, crm_number_style_local ());
}

static void
append_row (History *self, const CrmFieldStep *step)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *value = format (self, step->integer);
  g_autofree char *when = crm_moment_format (step->moment, NULL);
  g_autofree char *subtitle =
      step->person != NULL ? g_strdup_printf ("%s · %s", when, step->person) : g_strdup (when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, "numeric");
  adw_expander_row_add_row (self->table, row);
  g_ptr_array_add (self->rows, row);
}

static void
show (History *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);
  g_autoptr (GArray) steps =
      crm_field_history_read (crm_workspace_get_reader (crm_record_form_get_workspace (self->form)),
                              record, self->field, NULL);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->group), steps != NULL && steps->len > 1);
  if (steps == NULL || steps->len < 2)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->table, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = steps->len; i > 0; i--)
    append_row (self, &g_array_index (steps, CrmFieldStep, i - 1));
  first = format (self, g_array_index (steps, CrmFieldStep, 0).integer);
  last = format (self, g_array_index (steps, CrmFieldStep, steps->len - 1).integer);
  /* Translators: the first and the present estimate of a deal's value, sums of money */
  text = g_strdup_printf (_ ("At first %s, now %s"), first, last);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->table), text);
  crm_step_chart_set_steps (
      self->chart, steps, crm_workspace_get_now (crm_record_form_get_workspace (self->form)), text);
}

static void
refreshed_cb (GtkWidget *group)
{
  show (g_object_get_data (G_OBJECT (group), "history"));
}

/**
 * crm_entity_find_tracked:
 * @entity: a description
 *
 * Of what goes through stages one wants to know how its sum changed on the way.
 *
 * Returns: (nullable): its first field whose values over time are shown
 */
const CrmField *
crm_entity_find_tracked (const CrmEntity *entity)
{
  if (crm_entity_find_stage (entity) == NULL)
    return NULL;
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_MONEY)
      return &entity->fields[i];
  return NULL;
}

/**
 * crm_value_history_new:
 * @form: of a record of the file
 * @field: of crm_entity_find_tracked()
 *
 * Returns: (transfer floating): a group that is seen once the value has changed
 */
GtkWidget *
crm_value_history_new (CrmRecordForm *form, const CrmField *field)
{
  History *self = g_new0 (History, 1);
  /* Translators: %s is the name of a field: "Value Over Time" */
  g_autofree char *title = g_strdup_printf (_ ("%s Over Time"), crm_field_get_label (field));
  g_autofree char *markup = g_markup_escape_text (title, -1);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = gtk_list_box_row_new ();

  self->form = g_object_ref (form);
  self->field = field;
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, markup);
  self->chart = CRM_STEP_CHART (crm_step_chart_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (self->chart), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->chart), 12);
  gtk_widget_set_margin_start (GTK_WIDGET (self->chart), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->chart), 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (self->chart));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  self->table = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->table), FALSE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->table));
  adw_preferences_group_add (self->group, list);
  g_object_set_data_full (G_OBJECT (self->group), "history", self, history_free);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self->group,
                           G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self->group);
}
