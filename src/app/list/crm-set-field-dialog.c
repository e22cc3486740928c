/* The dialog in which one field of many records gets a value. */
#include "config.h"

#include "crm-set-field-dialog.h"

#include <glib/gi18n.h>

#include "crm-record-fields.h"

/* So many operations stand in memory at once. */
#define AT_ONCE 500

struct _CrmSetFieldDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  GArray *ids;         /* gint64; owned */
  GArray *fields;      /* int, those that can be set; owned */
  CrmRecord *draft;    /* owned; holds the value */
  CrmRecordForm *form; /* owned */

  GtkLabel *count_label;
  AdwComboRow *field_row;
  AdwBin *value_bin;
};

G_DEFINE_FINAL_TYPE (CrmSetFieldDialog, crm_set_field_dialog, ADW_TYPE_DIALOG)

static int
get_field (CrmSetFieldDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->field_row);
  return selected < self->fields->len ? g_array_index (self->fields, int, selected) : -1;
}

static void
field_chosen_cb (CrmSetFieldDialog *self)
{
  int field = get_field (self);

  if (self->form == NULL || field < 0)
    return;
  adw_bin_set_child (self->value_bin, crm_field_group_new (self->form, NULL, &field, 1, FALSE));
}

/* --- Writing */

typedef struct {
  const CrmEntity *entity;
  const CrmField *field;
  CrmValue value; /* owned */
  GArray *ids;    /* owned */
  guint next;
} Feed;

static void
free_feed (gpointer data)
{
  Feed *feed = data;
  crm_value_clear (&feed->value);
  g_array_unref (feed->ids);
  g_free (feed);
}

static gboolean
feed_func (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Feed *feed = data;
  guint end = MIN (feed->next + AT_ONCE, feed->ids->len);

  for (; feed->next < end; feed->next++)
    crm_change_set (change, feed->entity, g_array_index (feed->ids, gint64, feed->next),
                    feed->field->name, &feed->value);
  return feed->next < feed->ids->len;
}

static char *
dup_label (CrmSetFieldDialog *self, const CrmField *field)
{
  g_autofree char *number = crm_decimal_format (self->ids->len, 0, 0, crm_number_style_local ());
  /* Translators: %1$s is the name of a field, %2$s a number */
  return g_strdup_printf (
      ngettext ("%1$s set in %2$s record", "%1$s set in %2$s records", self->ids->len),
      crm_field_get_label (field), number);
}

static void
commit (CrmSetFieldDialog *self, int field)
{
  const CrmField *description = &self->entity->fields[field];
  g_autofree char *label = dup_label (self, description);
  CrmChange *change = crm_workspace_begin (self->workspace, label);
  Feed *feed = g_new0 (Feed, 1);

  feed->entity = self->entity;
  feed->field = description;
  crm_value_copy (crm_record_get_value (self->draft, field), &feed->value);
  feed->ids = g_array_ref (self->ids);
  crm_change_set_feed (change, feed_func, feed, free_feed, self->ids->len);
  crm_workspace_commit_and_say (self->workspace, change, label);
}

static void
apply_cb (CrmSetFieldDialog *self)
{
  int field = get_field (self);

  /* The row says what is wrong with what stands there. */
  if (field < 0 || !crm_record_form_flush (self->form))
    return;
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
  gtk_widget_class_bind_template_child (widget_class, CrmSetFieldDialog, value_bin);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_chosen_cb);
}

static void
crm_set_field_dialog_init (CrmSetFieldDialog *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_set_field_dialog_new:
 * @workspace: the workspace
 * @entity: of the records
 * @ids: (element-type gint64): which records
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_set_field_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity, GArray *ids)
{
  CrmSetFieldDialog *self = g_object_new (CRM_TYPE_SET_FIELD_DIALOG, NULL);
  g_autofree char *number = crm_decimal_format (ids->len, 0, 0, crm_number_style_local ());
  g_autofree char *text = g_strdup_printf (
      /* Translators: %s is a number */
      ngettext ("%s record gets the value", "%s records get the value", ids->len), number);

  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  self->ids = g_array_ref (ids);
  self->draft = crm_record_new_empty (entity);
  self->form = crm_record_form_new (workspace, self->draft);
  gtk_label_set_text (self->count_label, text);
  append_fields (self);
  field_chosen_cb (self);
  return ADW_DIALOG (self);
}
