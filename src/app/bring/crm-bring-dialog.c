/* What was brought, as the records that it becomes. */
#include "config.h"

#include "crm-bring-dialog.h"

#include <glib/gi18n.h>

#include "crm-field-row.h"
#include "crm-problem-banner.h"
#include "crm-record-form.h"
#include "crm-text.h"

/* Fields that are shown empty as well: what people look for first. */
static const char *const always[] = { "name",  "title", "company", "phone",
                                      "email", "start", "due",     "text" };

/* Of so many records all fields are shown. */
#define MOST_OPEN 2

struct _CrmBringDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmBrought *brought;     /* owned */
  GPtrArray *forms;        /* owned; CrmRecordForm */
  gboolean writing;

  AdwBanner *problem;
  GtkBox *items;
  AdwPreferencesGroup *remarks_group;
  GtkLabel *remarks;
};

G_DEFINE_FINAL_TYPE (CrmBringDialog, crm_bring_dialog, ADW_TYPE_DIALOG)

static void
update (CrmBringDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < self->brought->items->len; i++)
    n += ((CrmBroughtItem *) self->brought->items->pdata[i])->is_wanted;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bring.add", n > 0 && !self->writing);
}

/* --- Rows */

static void
toggled_cb (CrmBringDialog *self, GtkCheckButton *check)
{
  CrmBroughtItem *item = g_object_get_data (G_OBJECT (check), "item");

  item->is_wanted = gtk_check_button_get_active (check);
  update (self);
}

static const char *
get_icon (const CrmBroughtItem *item)
{
  return item->record != NULL ? crm_record_get_entity (item->record)->icon
                              : "mail-attachment-symbolic";
}

static const char *
get_kind_label (const CrmBroughtItem *item)
{
  const CrmEntity *entity =
      item->record != NULL ? crm_record_get_entity (item->record) : crm_entity_find ("file");
  const char *kind =
      item->kind == CRM_BROUGHT_TASK ? crm_record_get_text (item->record, "kind") : NULL;

  return kind != NULL ? crm_choice_get_label (
                            crm_field_find_choice (crm_entity_field (entity, "kind"), kind))
                      : crm_entity_get_label (entity);
}

/* Where a note or a file goes. */
static char *
dup_home (CrmBringDialog *self, const CrmBroughtItem *item)
{
  const CrmEntity *entity = item->subject != 0 ? crm_subject_get_entity (item->subject) : NULL;
  CrmBroughtItem *of = self->brought->items->pdata[item->of];

  if (item->kind != CRM_BROUGHT_NOTE && item->kind != CRM_BROUGHT_FILE)
    return NULL;
  if (entity != NULL)
    return crm_reference_title (crm_workspace_get_reader (self->workspace), entity,
                                crm_subject_get_id (item->subject));
  return of->record != NULL ? g_strdup (crm_record_get_title (of->record)) : NULL;
}

static char *
dup_subtitle (CrmBringDialog *self, const CrmBroughtItem *item)
{
  g_autoptr (GString) text = g_string_new (get_kind_label (item));
  g_autofree char *home = dup_home (self, item);

  if (home != NULL)
    /* Translators: what a new note or file belongs to */
    g_string_append_printf (text, _ (", goes to “%s”"), home);
  if (item->company != NULL)
    /* Translators: name of a company that is not there yet */
    g_string_append_printf (text, _ (", with the new company “%s”"), item->company);
  if (item->twin != 0 && item->kind == CRM_BROUGHT_CONTACT)
    /* Translators: name of a contact that seems to be the same */
    g_string_append_printf (text, _ (". “%s” is there already: what is missing is filled in"),
                            item->twin_title);
  else if (item->twin != 0)
    g_string_append_printf (text, _ (". “%s” is there already"), item->twin_title);
  if (item->content != NULL) {
    g_autofree char *size = g_format_size (g_bytes_get_size (item->content));
    g_string_append_printf (text, ", %s", size);
  }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
is_shown (CrmRecord *record, int i)
{
  const CrmField *field = &crm_record_get_entity (record)->fields[i];

  if ((field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN | CRM_FIELD_GONE)) != 0 ||
      field->kind == CRM_KIND_SUBJECT || field->kind == CRM_KIND_FILE)
    return FALSE;
  if (crm_record_get_value (record, i)->type != CRM_VALUE_EMPTY)
    return field->initial == NULL;
  for (gsize j = 0; j < G_N_ELEMENTS (always); j++)
    if (g_strcmp0 (always[j], field->name) == 0)
      return TRUE;
  return FALSE;
}

/* What was guessed is seen and put right; of many only their names are shown. */
static void
add_fields (CrmBringDialog *self, AdwPreferencesGroup *group, CrmBroughtItem *item)
{
  CrmRecordForm *form;

  if (item->record == NULL || item->kind == CRM_BROUGHT_NOTE ||
      (self->brought->items->len > MOST_OPEN && item->kind != CRM_BROUGHT_CONTACT))
    return;
  form = crm_record_form_new (self->workspace, item->record);
  g_ptr_array_add (self->forms, form);
  for (int i = 0; i < crm_record_get_entity (item->record)->n_fields; i++)
    if (is_shown (item->record, i))
      adw_preferences_group_add (group, crm_field_row_new (form, i));
}

static char *
dup_title (const CrmBroughtItem *item)
{
  return crm_text_one_line (item->record != NULL ? crm_record_get_title (item->record) : item->name,
                            120);
}

static void
add_item (CrmBringDialog *self, CrmBroughtItem *item)
{
  g_autofree char *title = dup_title (item);
  g_autofree char *subtitle = dup_subtitle (self, item);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), item->is_wanted);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (check), "item", item);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (get_icon (item)));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  add_fields (self, ADW_PREFERENCES_GROUP (group), item);
  gtk_box_append (self->items, group);
}

/* --- Writing */

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmBringDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->workspace == NULL)
    return;
  self->writing = FALSE;
  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0) {
    crm_problem_banner_show (self->problem, error->message);
    update (self);
    return;
  }
  crm_workspace_say_done (self->workspace, _ ("Taken in"));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static char *
dup_label (CrmBringDialog *self)
{
  for (guint i = 0; i < self->brought->items->len; i++) {
    CrmBroughtItem *item = self->brought->items->pdata[i];
    if (item->is_wanted) {
      g_autofree char *title = dup_title (item);
      /* Translators: of what was dropped or pasted: the first record of it */
      return g_strdup_printf (_ ("Taken in: %s"), title);
    }
  }
  return g_strdup (_ ("Taken in"));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBringDialog *self = CRM_BRING_DIALOG (widget);
  g_autofree char *label = NULL;
  CrmChange *change;

  adw_banner_set_revealed (self->problem, FALSE);
  for (guint i = 0; i < self->forms->len; i++)
    if (!crm_record_form_flush (self->forms->pdata[i]))
      return;
  if (self->writing)
    return;
  self->writing = TRUE;
  update (self);
  label = dup_label (self);
  change = crm_workspace_begin (self->workspace, label);
  crm_brought_write (self->brought, crm_workspace_get_reader (self->workspace), change);
  crm_workspace_commit (self->workspace, change, added_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
crm_bring_dialog_dispose (GObject *object)
{
  CrmBringDialog *self = CRM_BRING_DIALOG (object);
  GtkWidget *child;

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->forms, g_ptr_array_unref);
  /* Rows hold their forms, and the sheet may outlive the dialog for a while. */
  while (self->items != NULL && (child = gtk_widget_get_first_child (GTK_WIDGET (self->items))))
    gtk_box_remove (self->items, child);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_BRING_DIALOG);

  G_OBJECT_CLASS (crm_bring_dialog_parent_class)->dispose (object);
}

static void
crm_bring_dialog_finalize (GObject *object)
{
  g_clear_pointer (&CRM_BRING_DIALOG (object)->brought, crm_brought_free);

  G_OBJECT_CLASS (crm_bring_dialog_parent_class)->finalize (object);
}

static void
crm_bring_dialog_class_init (CrmBringDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_bring_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_bring_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-bring-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmBringDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmBringDialog, items);
  gtk_widget_class_bind_template_child (widget_class, CrmBringDialog, remarks_group);
  gtk_widget_class_bind_template_child (widget_class, CrmBringDialog, remarks);
  gtk_widget_class_install_action (widget_class, "bring.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "bring.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "bring.add",
                                       NULL);
}

static void
crm_bring_dialog_init (CrmBringDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->forms = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
show_remarks (CrmBringDialog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->brought->remarks->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (char *) self->brought->remarks->pdata[i]);
  gtk_label_set_text (self->remarks, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->remarks_group), text->len > 0);
}

/**
 * crm_bring_dialog_new:
 * @workspace: an open company file
 * @brought: (transfer full): what was brought
 *
 * Returns: (transfer floating): the dialog
 */
CrmBringDialog *
crm_bring_dialog_new (CrmWorkspace *workspace, CrmBrought *brought)
{
  CrmBringDialog *self = g_object_new (CRM_TYPE_BRING_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->brought = brought;
  for (guint i = 0; i < brought->items->len; i++)
    add_item (self, brought->items->pdata[i]);
  show_remarks (self);
  update (self);
  return self;
}
