/* The dialog in which many records get and lose tags. */
#include "config.h"

#include "crm-tags-dialog.h"

#include <glib/gi18n.h>

#include "crm-batch-run.h"
#include "crm-record-fields.h"

struct _CrmTagsDialog {
  AdwDialog parent_instance;

  GtkWidget *parent;       /* owned: over what the dialogs that follow are shown */
  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  int field;
  GArray *ids;            /* gint64; owned */
  CrmRecordForm *added;   /* owned; a draft that holds the tags */
  CrmRecordForm *removed; /* owned */

  GtkLabel *count_label;
  AdwBin *added_bin;
  AdwBin *removed_bin;
};

G_DEFINE_FINAL_TYPE (CrmTagsDialog, crm_tags_dialog, ADW_TYPE_DIALOG)

static const char *
get_tags (CrmTagsDialog *self, CrmRecordForm *form)
{
  return crm_record_get_text (crm_record_form_get_record (form),
                              self->entity->fields[self->field].name);
}

/* "VIP, Wholesale" */
static char *
join_tags (const char *tags)
{
  g_auto (GStrv) parts = crm_tags_split (tags);
  return g_strjoinv (", ", parts);
}

static char *
dup_what (CrmTagsDialog *self)
{
  g_autofree char *added = NULL;
  g_autofree char *removed = NULL;
  g_autoptr (GString) what = g_string_new (NULL);

  if (get_tags (self, self->added) != NULL) {
    added = join_tags (get_tags (self, self->added));
    /* Translators: %s are tags, joined by commas */
    g_string_append_printf (what, _ ("Added: %s."), added);
  }
  if (get_tags (self, self->removed) != NULL) {
    removed = join_tags (get_tags (self, self->removed));
    g_string_append_c (what, what->len > 0 ? '\n' : ' ');
    /* Translators: %s are tags, joined by commas */
    g_string_append_printf (what, _ ("Removed: %s."), removed);
  }
  return g_strstrip (g_string_free (g_steal_pointer (&what), FALSE));
}

static void
apply_cb (CrmTagsDialog *self)
{
  g_autofree char *number = crm_decimal_format (self->ids->len, 0, 0, crm_number_style_local ());
  g_autofree char *what = NULL;
  g_autofree char *said = NULL;
  CrmBatchTexts texts;
  CrmBatch *batch;

  /* What is still typed is taken as one leaves it. */
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  if (!crm_record_form_flush (self->added) || !crm_record_form_flush (self->removed))
    return;
  if (get_tags (self, self->added) != NULL || get_tags (self, self->removed) != NULL) {
    what = dup_what (self);
    said = g_strdup_printf (
        /* Translators: %s is a number */
        ngettext ("Tags changed in %s record", "Tags changed in %s records", self->ids->len),
        number);
    texts = (CrmBatchTexts) { .said = said, .what = what, .verb = _ ("_Apply") };
    batch = crm_batch_new (self->entity, self->ids);
    crm_batch_change_tags (batch, self->field, get_tags (self, self->added),
                           get_tags (self, self->removed));
    crm_batch_run (self->parent, self->workspace, batch, &texts, NULL, NULL, NULL);
  }
  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_tags_dialog_dispose (GObject *object)
{
  CrmTagsDialog *self = CRM_TAGS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_TAGS_DIALOG);
  g_clear_object (&self->added);
  g_clear_object (&self->removed);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->workspace);
  g_clear_object (&self->parent);

  G_OBJECT_CLASS (crm_tags_dialog_parent_class)->dispose (object);
}

static void
crm_tags_dialog_class_init (CrmTagsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_tags_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-tags-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTagsDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, CrmTagsDialog, added_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmTagsDialog, removed_bin);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
crm_tags_dialog_init (CrmTagsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static CrmRecordForm *
show_tags (CrmTagsDialog *self, AdwBin *bin, const char *title)
{
  g_autoptr (CrmRecord) draft = crm_record_new_empty (self->entity);
  CrmRecordForm *form = crm_record_form_new (self->workspace, draft);

  adw_bin_set_child (bin, crm_field_group_new (form, title, &self->field, 1, FALSE));
  return form;
}

/**
 * crm_tags_dialog_new:
 * @parent: over what dialogs that follow are shown
 * @workspace: the workspace
 * @entity: of the records
 * @field: of tags
 * @ids: (element-type gint64): which records
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_tags_dialog_new (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity, int field,
                     GArray *ids)
{
  CrmTagsDialog *self = g_object_new (CRM_TYPE_TAGS_DIALOG, NULL);
  g_autofree char *number = crm_decimal_format (ids->len, 0, 0, crm_number_style_local ());
  g_autofree char *text = g_strdup_printf (
      /* Translators: %s is a number */
      ngettext ("In %s record; its other tags stay", "In %s records; their other tags stay",
                ids->len),
      number);

  self->parent = g_object_ref (parent);
  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  self->field = field;
  self->ids = g_array_ref (ids);
  gtk_label_set_text (self->count_label, text);
  self->added = show_tags (self, self->added_bin, _ ("Add"));
  self->removed = show_tags (self, self->removed_bin, _ ("Remove"));
  return ADW_DIALOG (self);
}
