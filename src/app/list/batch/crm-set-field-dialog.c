/* The dialog in which one field of many records gets a value. */
#include "config.h"

#include "crm-set-field-dialog.h"

#include <glib/gi18n.h>

#include "crm-batch-run.h"
#include "crm-loss.h"
#include "crm-progress.h"
#include "crm-record-fields.h"
#include "crm-text.h"

/* With a second field beneath the first. */
#define STAGE_HEIGHT 300

struct _CrmSetFieldDialog {
  AdwDialog parent_instance;

  GtkWidget *parent;       /* owned: over what the dialogs that follow are shown */
  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  int fixed;           /* the field, -1 where the person chooses it */
  GArray *ids;         /* gint64; owned */
  GArray *fields;      /* int, those that can be set; owned */
  CrmRecord *draft;    /* owned; holds the value */
  CrmRecordForm *form; /* owned */

  GtkLabel *count_label;
  AdwComboRow *field_row;
  GtkWidget *field_group;
  AdwBin *value_bin;
  AdwBin *reason_bin;
};

G_DEFINE_FINAL_TYPE (CrmSetFieldDialog, crm_set_field_dialog, ADW_TYPE_DIALOG)

static int
get_field (CrmSetFieldDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->field_row);

  if (self->fixed >= 0)
    return self->fixed;
  return selected < self->fields->len ? g_array_index (self->fields, int, selected) : -1;
}

static gboolean
is_empty (CrmSetFieldDialog *self, int field)
{
  return crm_record_get_value (self->draft, field)->type == CRM_VALUE_EMPTY;
}

/* --- Why it was lost */

static int
find_reason (const CrmEntity *entity)
{
  const CrmField *reason = crm_loss_find_reason (entity);

  return reason != NULL ? (int) (reason - entity->fields) : -1;
}

/* Whether the step that is chosen is the end of it. */
static gboolean
asks_reason (CrmSetFieldDialog *self, int field)
{
  return field >= 0 &&
         crm_loss_is_meant (self->workspace, self->entity, &self->entity->fields[field],
                            crm_record_get_value (self->draft, field));
}

static void
show_reason (CrmSetFieldDialog *self, int field)
{
  gboolean asks = asks_reason (self, field);
  int reason = find_reason (self->entity);

  if (asks && adw_bin_get_child (self->reason_bin) == NULL)
    adw_bin_set_child (self->reason_bin, crm_field_group_new (self->form, NULL, &reason, 1, FALSE));
  gtk_widget_set_visible (GTK_WIDGET (self->reason_bin), asks);
}

/* --- What it comes to */

static void
show_count (CrmSetFieldDialog *self, int field)
{
  g_autofree char *number = crm_decimal_format (self->ids->len, 0, 0, crm_number_style_local ());
  g_autofree char *count = g_strdup_printf (
      /* Translators: %s is a number */
      ngettext ("%s record gets the value", "%s records get the value", self->ids->len), number);
  gboolean may_be_empty =
      field >= 0 && (self->entity->fields[field].flags & CRM_FIELD_REQUIRED) == 0;
  g_autofree char *text =
      g_strdup_printf ("%s%s%s", count, may_be_empty ? "\n" : "",
                       may_be_empty ? _ ("Left empty, the field is emptied in all of them") : "");

  gtk_widget_remove_css_class (GTK_WIDGET (self->count_label), "error");
  gtk_label_set_text (self->count_label, text);
}

static void
refreshed_cb (CrmSetFieldDialog *self)
{
  int field = get_field (self);

  show_count (self, field);
  show_reason (self, field);
}

static void
field_chosen_cb (CrmSetFieldDialog *self)
{
  int field = get_field (self);

  if (self->form == NULL || field < 0)
    return;
  adw_bin_set_child (self->value_bin, crm_field_group_new (self->form, NULL, &field, 1, FALSE));
  refreshed_cb (self);
}

/* --- Writing */

/* As people read it: a reference that was just picked has its title in the file alone. */
static char *
dup_value (CrmSetFieldDialog *self, int field)
{
  const CrmEntity *target = crm_field_get_target (&self->entity->fields[field]);
  const CrmValue *value = crm_record_get_value (self->draft, field);
  char *title = NULL;

  if (target != NULL && value->type == CRM_VALUE_INTEGER)
    title =
        crm_reference_title (crm_workspace_get_reader (self->workspace), target, value->integer);
  return title != NULL ? title : crm_record_format (self->draft, field);
}

static char *
dup_label (CrmSetFieldDialog *self, int field)
{
  const char *label = crm_field_get_label (&self->entity->fields[field]);
  g_autofree char *number = crm_decimal_format (self->ids->len, 0, 0, crm_number_style_local ());

  if (is_empty (self, field))
    return g_strdup_printf (
        /* Translators: %1$s is the name of a field, %2$s a number */
        ngettext ("%1$s emptied in %2$s record", "%1$s emptied in %2$s records", self->ids->len),
        label, number);
  /* Translators: %1$s is the name of a field, %2$s a number */
  return g_strdup_printf (
      ngettext ("%1$s set in %2$s record", "%1$s set in %2$s records", self->ids->len), label,
      number);
}

static char *
dup_what (CrmSetFieldDialog *self, int field)
{
  const char *label = crm_field_get_label (&self->entity->fields[field]);
  g_autofree char *value = NULL;
  g_autofree char *line = NULL;

  if (is_empty (self, field))
    /* Translators: %s is the name of a field */
    return g_strdup_printf (_ ("“%s” becomes empty."), label);
  value = dup_value (self, field);
  line = crm_text_one_line (value, 100);
  /* Translators: the name of a field and its new value */
  return g_strdup_printf (_ ("“%s” becomes “%s”."), label, line);
}

static void
commit (CrmSetFieldDialog *self, int field)
{
  int reason = find_reason (self->entity);
  g_autofree char *label = dup_label (self, field);
  g_autofree char *what = dup_what (self, field);
  CrmBatchTexts texts = { .said = label, .what = what, .verb = _ ("_Apply") };
  CrmBatch *batch = crm_batch_new (self->entity, self->ids);

  crm_batch_set (batch, field, crm_record_get_value (self->draft, field));
  if (asks_reason (self, field) && !is_empty (self, reason))
    crm_batch_set (batch, reason, crm_record_get_value (self->draft, reason));
  crm_batch_run (self->parent, self->workspace, batch, &texts, NULL, NULL, NULL);
}

static void
apply_cb (CrmSetFieldDialog *self)
{
  int field = get_field (self);

  /* The row says what is wrong with what stands there. */
  if (field < 0 || !crm_record_form_flush (self->form))
    return;
  if (is_empty (self, field) && (self->entity->fields[field].flags & CRM_FIELD_REQUIRED) != 0) {
    g_autofree char *text =
        /* Translators: %s is the name of a field */
        g_strdup_printf (_ ("“%s” must be filled in"),
                         crm_field_get_label (&self->entity->fields[field]));
    gtk_label_set_text (self->count_label, text);
    gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "error");
    return;
  }
  /* A dialog over a navigation page that is closed with the focus in it is never freed. */
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  commit (self, field);
  adw_dialog_close (ADW_DIALOG (self));
}

/* --- Object */

static void
append_fields (CrmSetFieldDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (int i = 0; i < self->entity->n_fields; i++) {
    const CrmField *field = &self->entity->fields[i];
    if (field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY | CRM_FIELD_TITLE) ||
        field->kind == CRM_KIND_FILE || !crm_record_form_can_edit (self->form, i))
      continue;
    g_array_append_val (self->fields, i);
    gtk_string_list_append (labels, crm_field_get_label (field));
  }
  adw_combo_row_set_model (self->field_row, G_LIST_MODEL (labels));
}

static void
crm_set_field_dialog_dispose (GObject *object)
{
  CrmSetFieldDialog *self = CRM_SET_FIELD_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_SET_FIELD_DIALOG);
  g_clear_object (&self->form);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_object (&self->workspace);
  g_clear_object (&self->parent);

  G_OBJECT_CLASS (crm_set_field_dialog_parent_class)->dispose (object);
}

static void
crm_set_field_dialog_class_init (CrmSetFieldDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_set_field_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-set-field-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSetFieldDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, CrmSetFieldDialog, field_row);
  gtk_widget_class_bind_template_child (widget_class, CrmSetFieldDialog, field_group);
  gtk_widget_class_bind_template_child (widget_class, CrmSetFieldDialog, value_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmSetFieldDialog, reason_bin);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_chosen_cb);
}

static void
crm_set_field_dialog_init (CrmSetFieldDialog *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (int));
  self->fixed = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_set_field_dialog_new:
 * @parent: over what dialogs that follow are shown
 * @workspace: the workspace
 * @entity: of the records
 * @ids: (element-type gint64): which records
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_set_field_dialog_new (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                          GArray *ids)
{
  CrmSetFieldDialog *self = g_object_new (CRM_TYPE_SET_FIELD_DIALOG, NULL);

  self->parent = g_object_ref (parent);
  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  self->ids = g_array_ref (ids);
  self->draft = crm_record_new_empty (entity);
  self->form = crm_record_form_new (workspace, self->draft);
  g_signal_connect_object (self->form, "refreshed", G_CALLBACK (refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  append_fields (self);
  field_chosen_cb (self);
  return ADW_DIALOG (self);
}

/**
 * crm_set_field_dialog_fix:
 * @self: a dialog
 * @field: the field that is set, no other can be chosen
 * @title: of the dialog, translated
 * @value: (nullable): what it begins with
 */
void
crm_set_field_dialog_fix (CrmSetFieldDialog *self, int field, const char *title,
                          const CrmValue *value)
{
  g_return_if_fail (CRM_IS_SET_FIELD_DIALOG (self) && field < self->entity->n_fields);
  self->fixed = field;
  if (value != NULL)
    crm_record_set_value (self->draft, field, value);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  gtk_widget_set_visible (self->field_group, FALSE);
  /* Room for the reason that may be asked. */
  if (crm_progress_find_stage (self->entity) == &self->entity->fields[field])
    adw_dialog_set_content_height (ADW_DIALOG (self), STAGE_HEIGHT);
  field_chosen_cb (self);
}
