/* The dialog for a new record. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-dialog-guard.h"
#include "crm-duplicate-hint.h"
#include "crm-error.h"
#include "crm-field-row.h"
#include "crm-problem-banner.h"
#include "crm-record-fields.h"
#include "crm-record-form.h"
#include "crm-record-page.h"

#define KEEP_EVERY_S 2
/* Groups of a draft. */
#define VALUES "values"
#define TYPED "typed"

/**
 * CrmNewDialog:
 *
 * What a new record must have, what names it and what lists show of it come first, all else is
 * folded away. Closing asks only where something was typed.
 */
struct _CrmNewDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  CrmRecord *start;            /* owned; the values it began with */
  CrmRecordForm *form;         /* owned */
  GSimpleActionGroup *actions; /* owned */
  gboolean stays;              /* the record is not opened when it is created */
  guint keeping;               /* looks every two seconds at what is typed */
  char *old_draft;             /* owned; what was typed another time; NULL if nothing was */

  AdwBanner *problem;
  AdwBanner *unfinished;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (CrmNewDialog, crm_new_dialog, ADW_TYPE_DIALOG)

static void
for_each_row (GtkWidget *widget, void (*func) (CrmFieldRow *row, gpointer data), gpointer data)
{
  if (CRM_IS_FIELD_ROW (widget)) {
    func (CRM_FIELD_ROW (widget), data);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    for_each_row (child, func, data);
}

/* --- What survives a crash */

static char *
dup_draft_name (CrmNewDialog *self)
{
  return g_strconcat ("new:", self->entity->name, NULL);
}

static void
keep_row (CrmFieldRow *row, gpointer data)
{
  g_autofree char *typed = crm_field_row_dup_typed (row);

  if (typed != NULL)
    g_key_file_set_string (data, TYPED, crm_field_row_get_description (row)->name, typed);
}

/* Values as machines write them, and what is typed and not read yet, as it is. NULL: nothing. */
static char *
dup_draft (CrmNewDialog *self)
{
  g_autoptr (GKeyFile) draft = g_key_file_new ();
  CrmRecord *record = crm_record_form_get_record (self->form);

  for (int i = 0; i < self->entity->n_fields; i++) {
    const CrmValue *value = crm_record_get_value (record, i);
    g_autofree char *text = NULL;
    if (crm_value_equal (value, crm_record_get_value (self->start, i)))
      continue;
    text = crm_field_to_machine (&self->entity->fields[i], value);
    g_key_file_set_string (draft, VALUES, self->entity->fields[i].name, text);
  }
  for_each_row (GTK_WIDGET (self->groups), keep_row, draft);
  if (!g_key_file_has_group (draft, VALUES) && !g_key_file_has_group (draft, TYPED))
    return NULL;
  return g_key_file_to_data (draft, NULL, NULL);
}

static void
keep (CrmNewDialog *self)
{
  g_autofree char *name = dup_draft_name (self);
  g_autofree char *draft = dup_draft (self);

  /* An empty dialog says nothing about what was begun another time. */
  if (draft == NULL && self->old_draft != NULL)
    return;
  crm_drafts_set (crm_workspace_get_drafts (self->workspace), name, draft);
}

static gboolean
keep_cb (gpointer data)
{
  keep (data);
  return G_SOURCE_CONTINUE;
}

/* It was created, or given up. */
static void
forget (CrmNewDialog *self)
{
  g_autofree char *name = dup_draft_name (self);

  g_clear_handle_id (&self->keeping, g_source_remove);
  crm_drafts_set (crm_workspace_get_drafts (self->workspace), name, NULL);
}

static void
restore_row (CrmFieldRow *row, gpointer data)
{
  g_autofree char *typed =
      g_key_file_get_string (data, TYPED, crm_field_row_get_description (row)->name, NULL);

  if (typed != NULL)
    crm_field_row_set_typed (row, typed);
}

static void
restore_value (CrmNewDialog *self, GKeyFile *draft, int field)
{
  const CrmField *description = &self->entity->fields[field];
  g_autofree char *text = g_key_file_get_string (draft, VALUES, description->name, NULL);
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (text == NULL || !crm_field_parse (description, text, &value, NULL))
    return;
  /* What it pointed at may be gone. */
  if (value.type == CRM_VALUE_INTEGER && description->kind == CRM_KIND_REFERENCE) {
    g_autofree char *title =
        crm_reference_title (crm_workspace_get_reader (self->workspace),
                             crm_field_get_target (description), value.integer);
    if (title == NULL)
      return;
  }
  crm_record_form_set (self->form, field, &value, NULL, NULL);
}

static void
restore_cb (CrmNewDialog *self)
{
  g_autoptr (GKeyFile) draft = g_key_file_new ();
  g_autofree char *data = g_steal_pointer (&self->old_draft);

  adw_banner_set_revealed (self->unfinished, FALSE);
  if (data == NULL || !g_key_file_load_from_data (draft, data, (gsize) -1, 0, NULL))
    return;
  for (int i = 0; i < self->entity->n_fields; i++)
    restore_value (self, draft, i);
  for_each_row (GTK_WIDGET (self->groups), restore_row, draft);
}

static void
begin_keeping (CrmNewDialog *self)
{
  g_autofree char *name = dup_draft_name (self);

  self->old_draft = crm_drafts_dup (crm_workspace_get_drafts (self->workspace), name);
  adw_banner_set_revealed (self->unfinished, self->old_draft != NULL);
  self->keeping = g_timeout_add_seconds (KEEP_EVERY_S, keep_cb, self);
}

/* --- Closing */

static gboolean
is_typed (gpointer dialog)
{
  CrmNewDialog *self = dialog;
  return crm_record_form_is_typed (self->form, self->start);
}

static void
closing (gpointer dialog, gboolean discarded)
{
  CrmNewDialog *self = dialog;

  /* What was begun another time waits for the next. */
  if (discarded || self->old_draft == NULL)
    forget (self);
}

static void
cancel_cb (CrmNewDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* --- Creating */

typedef struct {
  CrmNewDialog *self;
  guint n_marked;
} Marking;

static void
mark_empty (CrmFieldRow *row, gpointer data)
{
  Marking *marking = data;
  CrmNewDialog *self = marking->self;
  CrmRecord *record = crm_record_form_get_record (self->form);

  if ((crm_field_row_get_description (row)->flags & CRM_FIELD_REQUIRED) != 0 &&
      crm_record_get_value (record, crm_field_row_get_field (row))->type == CRM_VALUE_EMPTY) {
    crm_field_row_set_problem (row, _ ("This must be filled in"));
    marking->n_marked++;
  }
}

static void
focus_problem (CrmFieldRow *row, gpointer data)
{
  gboolean *done = data;

  if (*done || crm_field_row_get_problem (row) == NULL || !gtk_widget_get_mapped (GTK_WIDGET (row)))
    return;
  *done = gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
show_problems (CrmNewDialog *self, const GError *error)
{
  Marking marking = { self, 0 };
  gboolean done = FALSE;

  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_INVALID))
    for_each_row (GTK_WIDGET (self->groups), mark_empty, &marking);
  /* What is said at a field need not be said twice. */
  if (error != NULL && marking.n_marked == 0) {
    crm_problem_banner_show (self->problem, error->message);
  }
  for_each_row (GTK_WIDGET (self->groups), focus_problem, &done);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmNewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  gint64 id;

  if (self->workspace == NULL)
    return;
  id = crm_workspace_commit_finish (self->workspace, result, &error);
  gtk_widget_set_sensitive (GTK_WIDGET (self->groups), TRUE);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "create")), TRUE);
  if (id < 0) {
    show_problems (self, error);
    return;
  }
  title = crm_reference_title (crm_workspace_get_reader (self->workspace), self->entity, id);
  /* Translators: %s is the title of a new record */
  text = g_strdup_printf (_ ("“%s” created"), title != NULL ? title : "");
  forget (self);
  crm_workspace_say_done (self->workspace, text);
  if (!self->stays)
    crm_workspace_open_record (self->workspace, self->entity, id);
  crm_dialog_close_now (ADW_DIALOG (self));
}

static void
create_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmNewDialog *self = user_data;
  CrmRecord *record = crm_record_form_get_record (self->form);
  g_autofree char *label = NULL;
  CrmChange *change;

  adw_banner_set_revealed (self->problem, FALSE);
  if (!crm_record_form_flush (self->form)) {
    show_problems (self, NULL);
    return;
  }
  /* Translators: the name of an entity (Company) and the title of a new record */
  label = g_strdup_printf (C_ ("change", "New %s: %s"), crm_entity_get_label (self->entity),
                           crm_record_get_title (record));
  change = crm_workspace_begin (self->workspace, label);
  crm_change_add (change, record);
  /* What is typed stays until it is stored, and is not stored twice. */
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->groups), FALSE);
  g_simple_action_set_enabled (action, FALSE);
  crm_workspace_commit (self->workspace, change, created_cb, g_object_ref (self));
}

static const GActionEntry entries[] = { { "create", create_action } };

/* --- Rows */

static gboolean
is_offered (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY)) == 0 &&
         field->kind != CRM_KIND_FILE && field->kind != CRM_KIND_SUBJECT;
}

/* Keys that only other programs gave stand in the group of what the program keeps itself. */
static gboolean
is_first (const CrmEntity *entity, const CrmField *field)
{
  const CrmField *kept = crm_entity_field (entity, "created");

  if (kept != NULL && g_strcmp0 (kept->group, field->group) == 0)
    return (field->flags & CRM_FIELD_REQUIRED) != 0;
  return (field->flags & (CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_KEY | CRM_FIELD_LISTED |
                          CRM_FIELD_SUBTITLE)) != 0;
}

static void
make_rows (CrmNewDialog *self)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (int));
  GtkWidget *group;
  AdwExpanderRow *more = NULL;

  for (int i = 0; i < self->entity->n_fields; i++)
    if (is_offered (&self->entity->fields[i]) && is_first (self->entity, &self->entity->fields[i]))
      g_array_append_val (first, i);
  gtk_box_append (self->groups,
                  crm_field_group_new (self->form, NULL, (int *) first->data, first->len, FALSE));
  for (int i = 0; i < self->entity->n_fields; i++) {
    if (!is_offered (&self->entity->fields[i]) || is_first (self->entity, &self->entity->fields[i]))
      continue;
    if (more == NULL) {
      more = ADW_EXPANDER_ROW (adw_expander_row_new ());
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), _ ("More Fields"));
      group = adw_preferences_group_new ();
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (more));
      gtk_box_append (self->groups, group);
    }
    adw_expander_row_add_row (more, crm_field_row_new (self->form, i));
  }
}

/* The record that is there is taken instead of the new one. */
static void
used_cb (CrmNewDialog *self, gint64 id)
{
  crm_workspace_open_record (self->workspace, self->entity, id);
  crm_dialog_close_now (ADW_DIALOG (self));
}

/* Below the rows, where it moves none of them under the eye of who types. */
static void
add_hint (CrmNewDialog *self)
{
  GtkWidget *hint = crm_duplicate_hint_new (self->form);

  gtk_widget_set_margin_top (hint, 12);
  gtk_widget_set_margin_bottom (hint, 12);
  gtk_widget_set_margin_start (hint, 12);
  gtk_widget_set_margin_end (hint, 12);
  g_signal_connect_object (hint, "used", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (adw_dialog_get_child (ADW_DIALOG (self))),
                                   hint);
}

static void
focus_empty (CrmFieldRow *row, gpointer data)
{
  CrmNewDialog *self = data;
  CrmRecord *record = crm_record_form_get_record (self->form);

  if (adw_dialog_get_focus (ADW_DIALOG (self)) == NULL &&
      crm_record_get_value (record, crm_field_row_get_field (row))->type == CRM_VALUE_EMPTY)
    adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (row));
}

static void
crm_new_dialog_dispose (GObject *object)
{
  CrmNewDialog *self = CRM_NEW_DIALOG (object);

  g_clear_handle_id (&self->keeping, g_source_remove);
  g_clear_pointer (&self->old_draft, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_NEW_DIALOG);
  g_clear_object (&self->form);
  g_clear_object (&self->start);
  g_clear_object (&self->actions);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_new_dialog_parent_class)->dispose (object);
}

static void
crm_new_dialog_class_init (CrmNewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_new_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-new-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmNewDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmNewDialog, unfinished);
  gtk_widget_class_bind_template_child (widget_class, CrmNewDialog, groups);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
}

static void
crm_new_dialog_init (CrmNewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_dialog_guard (ADW_DIALOG (self), is_typed, closing);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "new", G_ACTION_GROUP (self->actions));
}

/* What the description leaves open: who sits here, and the company file's currency. */
static void
fill_in (CrmNewDialog *self, CrmRecord *record)
{
  gint64 me = crm_workspace_get_me (self->workspace);

  for (int i = 0; i < self->entity->n_fields; i++) {
    const CrmField *field = &self->entity->fields[i];
    if (crm_record_get_value (record, i)->type == CRM_VALUE_EMPTY && me != 0 &&
        g_strcmp0 (field->initial, "me") == 0)
      crm_record_set_integer (record, field->name, me);
  }
}

/**
 * crm_new_dialog_new:
 * @workspace: where it is created
 * @entity: of the record
 * @draft: (nullable): values to begin with
 *
 * Returns: (transfer floating): the dialog; it opens the record once it is created
 */
CrmNewDialog *
crm_new_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft)
{
  CrmNewDialog *self = g_object_new (CRM_TYPE_NEW_DIALOG, NULL);
  g_autoptr (CrmRecord) record = draft != NULL ? crm_record_copy (draft) : crm_record_new (entity);

  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  fill_in (self, record);
  self->start = crm_record_copy (record);
  self->form = crm_record_form_new (workspace, record);
  adw_dialog_set_title (ADW_DIALOG (self), crm_entity_get_label_new (entity));
  make_rows (self);
  add_hint (self);
  for_each_row (GTK_WIDGET (self->groups), focus_empty, self);
  begin_keeping (self);
  return self;
}

/**
 * crm_new_dialog_set_stays:
 * @self: a dialog
 * @stays: whether one stays where one is when the record is created
 */
void
crm_new_dialog_set_stays (CrmNewDialog *self, gboolean stays)
{
  self->stays = stays;
}
