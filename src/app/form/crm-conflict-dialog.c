/* What was typed beside what someone else wrote meanwhile, field by field. */
#include "config.h"

#include "crm-conflict-dialog.h"

#include <glib/gi18n.h>

#include "crm-field-row.h"

/**
 * CrmConflictDialog:
 *
 * Lists the fields of a form whose values changed in the file while others were typed, both values
 * of each, and lets the person say which one holds. Nothing is written or forgotten before that:
 * whoever closes the dialog finds the form as it was.
 */
struct _CrmConflictDialog {
  AdwDialog parent_instance;

  CrmRecordForm *form; /* owned */
  GPtrArray *lines;    /* owned; of Line */

  AdwPreferencesPage *page;
};

typedef struct {
  CrmFieldRow *row;     /* owned */
  GtkCheckButton *mine; /* borrowed, as the others */
  AdwActionRow *theirs_row;
} Line;

G_DEFINE_FINAL_TYPE (CrmConflictDialog, crm_conflict_dialog, ADW_TYPE_DIALOG)

static void
free_line (gpointer data)
{
  Line *line = data;
  g_object_unref (line->row);
  g_free (line);
}

/* The row names its check button. */
static void
set_value (AdwActionRow *row, const char *value)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *value != '\0' ? value : "—");
}

static AdwActionRow *
add_side (AdwPreferencesGroup *group, const char *side, const char *value, GtkCheckButton **check)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (row, side);
  *check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  set_value (row, value);
  gtk_widget_set_valign (GTK_WIDGET (*check), GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (row, GTK_WIDGET (*check));
  adw_action_row_set_activatable_widget (row, GTK_WIDGET (*check));
  adw_preferences_group_add (group, GTK_WIDGET (row));
  return row;
}

static void
add_line (CrmConflictDialog *self, CrmFieldRow *row)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *title =
      g_markup_escape_text (crm_field_get_label (crm_field_row_get_description (row)), -1);
  g_autofree char *mine = crm_field_row_dup_mine (row);
  g_autofree char *theirs = crm_field_row_dup_theirs (row);
  Line *line = g_new0 (Line, 1);
  GtkCheckButton *other;

  line->row = g_object_ref (row);
  adw_preferences_group_set_title (group, title);
  add_side (group, _ ("Typed here"), mine, &line->mine);
  line->theirs_row = add_side (group, _ ("Changed meanwhile"), theirs, &other);
  gtk_check_button_set_group (other, line->mine);
  gtk_check_button_set_active (line->mine, TRUE);
  adw_preferences_page_add (self->page, group);
  g_ptr_array_add (self->lines, line);
}

/* Someone may write once more while it is open. */
static void
refreshed_cb (CrmConflictDialog *self)
{
  for (guint i = 0; i < self->lines->len; i++) {
    Line *line = self->lines->pdata[i];
    g_autofree char *theirs = crm_field_row_dup_theirs (line->row);
    set_value (line->theirs_row, theirs);
  }
}

static void
apply_cb (CrmConflictDialog *self)
{
  /* What is written now is news to the form, but none to this dialog. */
  g_signal_handlers_disconnect_by_data (self->form, self);
  for (guint i = 0; i < self->lines->len; i++) {
    Line *line = self->lines->pdata[i];
    crm_field_row_resolve (line->row, gtk_check_button_get_active (line->mine));
  }
  adw_dialog_close (ADW_DIALOG (self));
}

static void
resolve_all (CrmConflictDialog *self, gboolean mine)
{
  g_signal_handlers_disconnect_by_data (self->form, self);
  for (guint i = 0; i < self->lines->len; i++)
    crm_field_row_resolve (((Line *) self->lines->pdata[i])->row, mine);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
keep_all_cb (CrmConflictDialog *self)
{
  resolve_all (self, TRUE);
}

static void
take_all_cb (CrmConflictDialog *self)
{
  resolve_all (self, FALSE);
}

static void
cancel_cb (CrmConflictDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_conflict_dialog_dispose (GObject *object)
{
  CrmConflictDialog *self = CRM_CONFLICT_DIALOG (object);

  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->form);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_CONFLICT_DIALOG);

  G_OBJECT_CLASS (crm_conflict_dialog_parent_class)->dispose (object);
}

static void
crm_conflict_dialog_class_init (CrmConflictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_conflict_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-conflict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmConflictDialog, page);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
crm_conflict_dialog_init (CrmConflictDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = g_ptr_array_new_with_free_func (free_line);
}

/**
 * crm_conflict_dialog_new:
 * @form: a form with rows in conflict
 *
 * Returns: (transfer floating): a dialog about them
 */
AdwDialog *
crm_conflict_dialog_new (CrmRecordForm *form)
{
  CrmConflictDialog *self = g_object_new (CRM_TYPE_CONFLICT_DIALOG, NULL);
  GPtrArray *rows = crm_record_form_get_conflicts (form);

  self->form = g_object_ref (form);
  for (guint i = 0; i < rows->len; i++)
    add_line (self, CRM_FIELD_ROW (rows->pdata[i]));
  g_signal_connect_swapped (form, "refreshed", G_CALLBACK (refreshed_cb), self);
  return ADW_DIALOG (self);
}
