/* Payment in parts: how many, how often, and what comes of it, shown before it is planned. */
#include "config.h"

#include "crm-instalments-dialog.h"

#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-document-instalment.h"
#include "crm-field-row.h"
#include "crm-record-form.h"

struct _CrmInstalmentsDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 document;
  CrmRecord *record;   /* owned; the document as it was when this was opened */
  CrmRecordForm *form; /* owned; of the first receipt */
  GPtrArray *rows;     /* borrowed, of parts */

  AdwPreferencesGroup *terms;
  AdwPreferencesGroup *parts;
  AdwSpinRow *n_row;
  AdwSpinRow *first_row;
  AdwComboRow *step_row;
  GtkWidget *plan_button;
};

G_DEFINE_FINAL_TYPE (CrmInstalmentsDialog, crm_instalments_dialog, ADW_TYPE_DIALOG)

static GArray *
make_plan (CrmInstalmentsDialog *self)
{
  gint64 begin = crm_record_get_integer (crm_record_form_get_record (self->form), "date");
  gint64 left = crm_document_get_left (self->record);

  if (begin == 0 || left == 0)
    return g_array_new (FALSE, FALSE, sizeof (CrmInstalment));
  return crm_instalments_plan (left, (guint) adw_spin_row_get_value (self->n_row), begin,
                               (CrmInstalmentStep) adw_combo_row_get_selected (self->step_row),
                               (gint64) (adw_spin_row_get_value (self->first_row) * 100 + 0.5));
}

static void
show_plan (CrmInstalmentsDialog *self)
{
  g_autoptr (GArray) plan = make_plan (self);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->parts, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < plan->len; i++) {
    const CrmInstalment *part = &g_array_index (plan, CrmInstalment, i);
    g_autofree char *date = crm_date_format_long (part->date, NULL);
    g_autofree char *amount = crm_money_format (
        part->amount, crm_record_get_currency (self->record), crm_number_style_local ());
    GtkWidget *row = adw_action_row_new ();
    GtkWidget *label = gtk_label_new (amount);
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), date);
    gtk_widget_add_css_class (label, "numeric");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    adw_preferences_group_add (self->parts, row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_sensitive (self->plan_button, plan->len > 0);
}

static void
changed_cb (CrmInstalmentsDialog *self)
{
  if (self->form != NULL)
    show_plan (self);
}

static void
plan_cb (CrmInstalmentsDialog *self)
{
  g_autoptr (GArray) plan = NULL;
  CrmChange *change;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_record_form_flush (self->form))
    return;
  plan = make_plan (self);
  said = g_strdup_printf (ngettext ("%u instalment planned", "%u instalments planned", plan->len),
                          plan->len);
  change = crm_workspace_begin (self->workspace, said);
  if (crm_document_add_instalments (change, crm_workspace_get_reader (self->workspace),
                                    self->document, plan, &error))
    crm_workspace_commit_and_say (self->workspace, change, said);
  else {
    crm_workspace_say (self->workspace, error->message);
    crm_change_free (change);
  }
  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_instalments_dialog_dispose (GObject *object)
{
  CrmInstalmentsDialog *self = CRM_INSTALMENTS_DIALOG (object);

  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_INSTALMENTS_DIALOG);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->form);
  g_clear_object (&self->record);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_instalments_dialog_parent_class)->dispose (object);
}

static void
crm_instalments_dialog_class_init (CrmInstalmentsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_instalments_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-instalments-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmInstalmentsDialog, terms);
  gtk_widget_class_bind_template_child (widget_class, CrmInstalmentsDialog, parts);
  gtk_widget_class_bind_template_child (widget_class, CrmInstalmentsDialog, n_row);
  gtk_widget_class_bind_template_child (widget_class, CrmInstalmentsDialog, first_row);
  gtk_widget_class_bind_template_child (widget_class, CrmInstalmentsDialog, step_row);
  gtk_widget_class_bind_template_child (widget_class, CrmInstalmentsDialog, plan_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, plan_cb);
}

static void
crm_instalments_dialog_init (CrmInstalmentsDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The day on which payment is expected anyway, else today. */
static void
make_first (CrmInstalmentsDialog *self)
{
  const CrmEntity *receipts = crm_entity_find ("receipt");
  g_autoptr (CrmRecord) first = crm_record_new (receipts);
  gint64 today = crm_workspace_get_today (self->workspace);

  crm_record_set_integer (first, "date",
                          MAX (crm_record_get_integer (self->record, "due_date"), today));
  self->form = crm_record_form_new (self->workspace, first);
  adw_preferences_group_add (
      self->terms, crm_field_row_new (self->form, crm_entity_field_index (receipts, "date")));
  g_signal_connect_object (self->form, "refreshed", G_CALLBACK (show_plan), self,
                           G_CONNECT_SWAPPED);
}

/**
 * crm_instalments_dialog_show:
 * @parent: a widget of the window
 * @workspace: where the document is
 * @document: its id
 */
void
crm_instalments_dialog_show (GtkWidget *parent, CrmWorkspace *workspace, gint64 document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) record = crm_record_load (crm_workspace_get_reader (workspace),
                                                  crm_entity_find ("document"), document, &error);
  CrmInstalmentsDialog *self;

  if (record == NULL) {
    crm_workspace_say (workspace, error->message);
    return;
  }
  self = g_object_new (CRM_TYPE_INSTALMENTS_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->document = document;
  self->record = g_object_ref (record);
  make_first (self);
  show_plan (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
