/* Asking a colleague. */
#include "config.h"

#include "crm-ask-dialog.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-dialog-guard.h"
#include "crm-field-row.h"
#include "crm-problem-banner.h"
#include "crm-record-form.h"
#include "crm-request.h"

/**
 * CrmAskDialog:
 *
 * A kind of request says whom, until when and with what. Everything is written as one change; while
 * something that must be given is missing, nothing can be asked.
 */
struct _CrmAskDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *about;        /* owned; NULL: nothing is known */
  GPtrArray *kinds;        /* owned; CrmRecord */
  CrmRecordForm *form;     /* owned; of the task as it will be */
  CrmRecord *proposed;     /* owned; the task of the form before anybody typed */
  GPtrArray *rows;         /* owned; borrowed rows of @task_group */
  CrmRequestRows *given;   /* borrowed; NULL until shown */
  GPtrArray *former;       /* owned; CrmRequestRows that stood there before, the latest last */
  GPtrArray *outputs;      /* owned; CrmRecord: what comes back */
  gint64 subject;          /* company and deal as the rows were made for them */
  gboolean asking;

  AdwBanner *problem;
  AdwComboRow *kind;
  AdwPreferencesGroup *task_group;
  GtkBox *given_box;
  AdwPreferencesGroup *back_group;
  GtkLabel *back;
};

G_DEFINE_FINAL_TYPE (CrmAskDialog, crm_ask_dialog, ADW_TYPE_DIALOG)

static CrmDatabase *
get_reader (CrmAskDialog *self)
{
  return crm_workspace_get_reader (self->workspace);
}

static CrmRecord *
get_task (CrmAskDialog *self)
{
  return crm_record_form_get_record (self->form);
}

/* NULL: something else, of no kind. */
static CrmRecord *
get_kind (CrmAskDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->kind);

  return selected < self->kinds->len ? self->kinds->pdata[selected] : NULL;
}

static gboolean
is_filled (CrmAskDialog *self, const char *name)
{
  for (guint i = 0; i < self->rows->len; i++) {
    CrmFieldRow *row = self->rows->pdata[i];
    g_autofree char *typed = NULL;
    if (g_strcmp0 (crm_field_row_get_description (row)->name, name) != 0)
      continue;
    typed = crm_field_row_dup_typed (row);
    if (typed != NULL)
      return *typed != '\0';
  }
  return !crm_record_is_empty (get_task (self), name);
}

static void
update (CrmAskDialog *self)
{
  gboolean all = self->form != NULL && self->given != NULL && !self->asking &&
                 is_filled (self, "title") && is_filled (self, "responsible") &&
                 crm_request_rows_is_complete (self->given);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ask.ask", all);
}

/* --- What is asked */

/* What stands in the rows of the task; company and deal are known from where it was called. */
static const char *const shown[] = { "title", "responsible", "due", "company", "deal" };

static gboolean
is_typed (gpointer dialog)
{
  CrmAskDialog *self = dialog;
  const CrmEntity *entity = crm_record_get_entity (self->proposed);

  if (!crm_record_form_flush (self->form) || crm_request_rows_is_typed (self->given))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++) {
    int field = crm_entity_field_index (entity, shown[i]);
    if (!crm_value_equal (crm_record_get_value (get_task (self), field),
                          crm_record_get_value (self->proposed, field)))
      return TRUE;
  }
  return FALSE;
}

static void
show_back (CrmAskDialog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->outputs->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            crm_record_get_title (self->outputs->pdata[i]));
  gtk_label_set_text (self->back, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->back_group), self->outputs->len > 0);
}

static void
show_given (CrmAskDialog *self)
{
  g_autoptr (GPtrArray) answers =
      crm_request_new_answers (get_reader (self), get_kind (self), NULL);
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_set_size (self->outputs, 0);
  for (guint i = 0; answers != NULL && i < answers->len; i++)
    g_ptr_array_add (g_strcmp0 (crm_record_get_text (answers->pdata[i], "side"), "input") == 0
                         ? inputs
                         : self->outputs,
                     g_object_ref (answers->pdata[i]));
  if (self->given != NULL) {
    g_signal_handlers_disconnect_by_data (self->given, self);
    g_ptr_array_add (self->former, g_object_ref (self->given));
    gtk_box_remove (self->given_box, GTK_WIDGET (self->given));
  }
  self->given = CRM_REQUEST_ROWS (crm_request_rows_new (self->workspace, get_task (self), inputs));
  crm_request_rows_take_over (self->given, self->former);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->given), _ ("Given with It"));
  g_signal_connect_object (self->given, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->given_box, GTK_WIDGET (self->given));
  show_back (self);
}

static gint64
get_subject (CrmAskDialog *self)
{
  return crm_record_get_integer (get_task (self), "company") * 1000003 +
         crm_record_get_integer (get_task (self), "deal");
}

/* With another deal other fields are asked about. */
static void
refreshed_cb (CrmAskDialog *self)
{
  if (get_subject (self) != self->subject) {
    g_autoptr (GPtrArray) answers =
        crm_request_new_answers (get_reader (self), get_kind (self), NULL);
    gboolean matters = FALSE;
    for (guint i = 0; answers != NULL && i < answers->len; i++)
      matters |= g_strcmp0 (crm_record_get_text (answers->pdata[i], "form"), "field") == 0;
    self->subject = get_subject (self);
    if (matters)
      show_given (self);
  }
  update (self);
}

/* What it is about is said where it is not known from the page it was called from. */
static void
add_row (CrmAskDialog *self, const char *name)
{
  const CrmEntity *entity = crm_record_get_entity (get_task (self));
  GtkWidget *row = crm_field_row_new (self->form, crm_entity_field_index (entity, name));

  if (g_strcmp0 (name, "responsible") == 0)
    crm_field_row_set_caption (CRM_FIELD_ROW (row), _ ("Whom You Ask"));
  adw_preferences_group_add (self->task_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_task (CrmAskDialog *self)
{
  static const char *const taken[] = { "company", "contact", "deal", "document", "basis" };
  static const char *const typed[] = { "title", "responsible", "due" };
  CrmRecord *kind = get_kind (self);
  g_autoptr (CrmRecord) task = crm_request_new_task (
      get_reader (self), kind, crm_workspace_get_me (self->workspace), crm_clock_now ());
  const CrmEntity *entity = crm_record_get_entity (task);
  CrmRecord *before;

  /* What was typed already, and is not taken yet, is not lost with the rows. */
  if (self->form != NULL)
    crm_record_form_flush (self->form);
  before = self->form != NULL ? get_task (self) : self->about;
  for (gsize i = 0; before != NULL && i < G_N_ELEMENTS (taken); i++) {
    int field = crm_entity_field_index (entity, taken[i]);
    crm_record_set_value (task, field, crm_record_get_value (before, field));
  }
  for (gsize i = 0; self->form != NULL && i < G_N_ELEMENTS (typed); i++) {
    int field = crm_entity_field_index (entity, typed[i]);
    const CrmValue *value = crm_record_get_value (before, field);
    if (!crm_value_equal (value, crm_record_get_value (self->proposed, field)))
      crm_record_set_value (task, field, value);
    else
      crm_record_set_value (self->proposed, field, crm_record_get_value (task, field));
  }
  if (self->proposed == NULL)
    self->proposed = crm_record_copy (task);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->task_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->form);
  self->form = crm_record_form_new (self->workspace, task);
  self->subject = get_subject (self);
  g_signal_connect_object (self->form, "refreshed", G_CALLBACK (refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "typed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    add_row (self, shown[i]);
}

static void
kind_cb (CrmAskDialog *self)
{
  CrmRecord *kind;

  if (self->workspace == NULL || self->kinds == NULL)
    return;
  kind = get_kind (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->kind),
                               kind != NULL && !crm_record_is_empty (kind, "note")
                                   ? crm_record_get_text (kind, "note")
                                   : "");
  show_task (self);
  show_given (self);
  update (self);
}

/* --- Asking */

static void
show_problem (CrmAskDialog *self, const char *text)
{
  crm_problem_banner_show (self->problem, text);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmAskDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *person = NULL;
  g_autofree char *text = NULL;

  if (self->workspace == NULL)
    return;
  self->asking = FALSE;
  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0) {
    show_problem (self, error->message);
    update (self);
    return;
  }
  person = crm_reference_title (get_reader (self), crm_entity_find ("person"),
                                crm_record_get_integer (get_task (self), "responsible"));
  /* Translators: name of a colleague; what is asked for */
  text = g_strdup_printf (_ ("%s is asked: %s"), person != NULL ? person : "",
                          crm_record_get_title (get_task (self)));
  crm_workspace_say_done (self->workspace, text);
  crm_dialog_close_now (ADW_DIALOG (self));
}

static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmAskDialog *self = CRM_ASK_DIALOG (widget);
  g_autofree char *label = NULL;
  CrmChange *change;
  gint64 activity;

  adw_banner_set_revealed (self->problem, FALSE);
  if (self->asking || !crm_record_form_flush (self->form) || !crm_request_rows_flush (self->given))
    return;
  if (crm_workspace_get_me (self->workspace) == 0) {
    show_problem (self, _ ("Say in the preferences who works here"));
    return;
  }
  self->asking = TRUE;
  update (self);
  /* Translators: what is asked of a colleague */
  label = g_strdup_printf (_ ("Request: %s"), crm_record_get_title (get_task (self)));
  change = crm_workspace_begin (self->workspace, label);
  activity = crm_request_add (change, get_task (self));
  crm_request_rows_write (self->given, change, activity);
  for (guint i = 0; i < self->outputs->len; i++)
    crm_request_add_answer (change, activity, self->outputs->pdata[i], NULL, NULL);
  crm_workspace_commit (self->workspace, change, asked_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
crm_ask_dialog_dispose (GObject *object)
{
  CrmAskDialog *self = CRM_ASK_DIALOG (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->about);
  g_clear_object (&self->form);
  g_clear_object (&self->proposed);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->former, g_ptr_array_unref);
  g_clear_pointer (&self->outputs, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_ASK_DIALOG);

  G_OBJECT_CLASS (crm_ask_dialog_parent_class)->dispose (object);
}

static void
crm_ask_dialog_class_init (CrmAskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_ask_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-ask-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmAskDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmAskDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, CrmAskDialog, task_group);
  gtk_widget_class_bind_template_child (widget_class, CrmAskDialog, given_box);
  gtk_widget_class_bind_template_child (widget_class, CrmAskDialog, back_group);
  gtk_widget_class_bind_template_child (widget_class, CrmAskDialog, back);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_install_action (widget_class, "ask.ask", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "ask.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "ask.ask",
                                       NULL);
}

static void
crm_ask_dialog_init (CrmAskDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_dialog_guard (ADW_DIALOG (self), is_typed, NULL);
  self->rows = g_ptr_array_new ();
  self->former = g_ptr_array_new_with_free_func (g_object_unref);
  self->outputs = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * crm_ask_dialog_new:
 * @workspace: an open company file
 * @about: (nullable): a task with what the request is about
 *
 * Returns: (transfer floating): the dialog
 */
CrmAskDialog *
crm_ask_dialog_new (CrmWorkspace *workspace, CrmRecord *about)
{
  CrmAskDialog *self = g_object_new (CRM_TYPE_ASK_DIALOG, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->workspace = g_object_ref (workspace);
  if (about != NULL)
    self->about = g_object_ref (about);
  self->kinds = crm_request_read_kinds (crm_workspace_get_reader (workspace), NULL);
  if (self->kinds == NULL)
    self->kinds = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->kinds->len; i++)
    gtk_string_list_append (names, crm_record_get_title (self->kinds->pdata[i]));
  gtk_string_list_append (names, C_ ("request", "Something Else"));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (names));
  kind_cb (self);
  return self;
}

CrmRequestRows *
crm_ask_dialog_get_rows (CrmAskDialog *self)
{
  return self->given;
}
