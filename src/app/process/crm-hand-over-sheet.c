/* Handing a task over, and taking it. */
#include "config.h"

#include "crm-hand-over-sheet.h"

#include <glib/gi18n.h>

#include "crm-dialog-guard.h"
#include "crm-due-popover.h"
#include "crm-field-row.h"
#include "crm-problem-banner.h"
#include "crm-process.h"
#include "crm-record-form.h"

struct _CrmHandOverSheet {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 activity;
  char *task;          /* owned; its title */
  CrmRecord *start;    /* owned; what is proposed */
  CrmRecordForm *form; /* owned; a draft of what the next one gets */
  gboolean writing;

  AdwWindowTitle *heading;
  AdwBanner *problem;
  AdwPreferencesGroup *fields;
};

G_DEFINE_FINAL_TYPE (CrmHandOverSheet, crm_hand_over_sheet, ADW_TYPE_DIALOG)

static gint64
get_person (CrmHandOverSheet *self)
{
  return crm_record_get_integer (crm_record_form_get_record (self->form), "responsible");
}

static char *
dup_person_name (CrmHandOverSheet *self)
{
  char *name = crm_reference_title (crm_workspace_get_reader (self->workspace),
                                    crm_entity_find ("person"), get_person (self));
  return name != NULL ? name : g_strdup ("");
}

static void
update (CrmHandOverSheet *self)
{
  if (self->form != NULL)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "hand-over.finish", get_person (self) != 0);
}

static gboolean
is_typed (gpointer dialog)
{
  CrmHandOverSheet *self = dialog;
  return crm_record_form_is_typed (self->form, self->start);
}

/* --- Writing */

static void
show_problem (CrmHandOverSheet *self, const char *text)
{
  self->writing = FALSE;
  crm_problem_banner_show (self->problem, text);
}

/* Outlives a sheet that is closed meanwhile. */
typedef struct {
  CrmHandOverSheet *sheet; /* owned */
  CrmWorkspace *workspace; /* owned */
  char *said;              /* owned */
} Writing;

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writing *writing = user_data;
  gboolean is_open = writing->sheet->workspace != NULL;
  g_autoptr (GError) error = NULL;

  if (crm_workspace_commit_finish (writing->workspace, result, &error) >= 0) {
    if (is_open)
      crm_dialog_close_now (ADW_DIALOG (writing->sheet));
    crm_workspace_say_done (writing->workspace, writing->said);
  } else if (is_open)
    show_problem (writing->sheet, error->message);
  else
    crm_workspace_report (writing->workspace, _ ("The task could not be handed over"), error);
  g_object_unref (writing->sheet);
  g_object_unref (writing->workspace);
  g_free (writing->said);
  g_free (writing);
}

static void
commit (CrmHandOverSheet *self, CrmChange *change, char *said)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->sheet = g_object_ref (self);
  writing->workspace = g_object_ref (self->workspace);
  writing->said = said;
  self->writing = TRUE;
  crm_workspace_commit (self->workspace, change, written_cb, writing);
}

static void
finish_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmHandOverSheet *self = CRM_HAND_OVER_SHEET (widget);
  CrmRecord *draft = crm_record_form_get_record (self->form);
  g_autofree char *name = NULL;
  g_autofree char *said = NULL;
  g_autoptr (CrmChange) change = NULL;
  g_autoptr (GError) error = NULL;
  const char *note;

  adw_banner_set_revealed (self->problem, FALSE);
  if (self->writing || !crm_record_form_flush (self->form))
    return;
  name = dup_person_name (self);
  /* Translators: the title of a task; the name of who goes on with it */
  said = g_strdup_printf (_ ("“%s” handed over to %s"), self->task, name);
  change = crm_workspace_begin (self->workspace, said);
  note = crm_record_get_text (draft, "note");
  if (crm_process_hand_over (change, crm_workspace_get_reader (self->workspace), self->activity,
                             get_person (self), crm_record_get_integer (draft, "start"),
                             note != NULL ? note : "", &error) == 0)
    show_problem (self, error->message);
  else
    commit (self, g_steal_pointer (&change), g_steal_pointer (&said));
}

static void
cancel_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* --- The object */

static void
crm_hand_over_sheet_dispose (GObject *object)
{
  CrmHandOverSheet *self = CRM_HAND_OVER_SHEET (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->form);
  g_clear_object (&self->start);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_HAND_OVER_SHEET);

  G_OBJECT_CLASS (crm_hand_over_sheet_parent_class)->dispose (object);
}

static void
crm_hand_over_sheet_finalize (GObject *object)
{
  g_free (CRM_HAND_OVER_SHEET (object)->task);

  G_OBJECT_CLASS (crm_hand_over_sheet_parent_class)->finalize (object);
}

static void
crm_hand_over_sheet_class_init (CrmHandOverSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_hand_over_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_hand_over_sheet_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-hand-over-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmHandOverSheet, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmHandOverSheet, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmHandOverSheet, fields);
  gtk_widget_class_install_action (widget_class, "hand-over.finish", NULL, finish_action);
  gtk_widget_class_install_action (widget_class, "hand-over.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "hand-over.finish", NULL);
}

static void
crm_hand_over_sheet_init (CrmHandOverSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_dialog_guard (ADW_DIALOG (self), is_typed, NULL);
}

/* Who stands next in the conveyor is proposed, for the next morning. */
static CrmRecord *
make_draft (CrmHandOverSheet *self, CrmRecord *task)
{
  CrmRecord *draft = crm_record_new_empty (crm_record_get_entity (task));
  gint64 next = crm_process_find_next_person (crm_workspace_get_reader (self->workspace),
                                              crm_record_get_id (task));

  if (next != 0)
    crm_record_set_integer (draft, "responsible", next);
  crm_record_set_integer (draft, "start", crm_due_choice_get_moment ("tomorrow"));
  crm_record_set_text (draft, "note", crm_record_get_text (task, "note"));
  return draft;
}

static void
add_rows (CrmHandOverSheet *self)
{
  static const char *const names[] = { "responsible", "start", "note" };
  const CrmEntity *tasks = crm_record_form_get_entity (self->form);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    GtkWidget *row = crm_field_row_new (self->form, crm_entity_field_index (tasks, names[i]));
    adw_preferences_group_add (self->fields, row);
    if (i == 0)
      adw_dialog_set_focus (ADW_DIALOG (self), row);
  }
  g_signal_connect_object (self->form, "refreshed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/**
 * crm_hand_over_task:
 * @parent: a widget of the window
 * @workspace: where the task is
 * @activity: an open task
 *
 * Asks who goes on, when it is planned to begin and what to know. What follows is made on the basis
 * of the task, which is done.
 */
void
crm_hand_over_task (GtkWidget *parent, CrmWorkspace *workspace, gint64 activity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) task = crm_record_load (crm_workspace_get_reader (workspace),
                                                crm_entity_find ("activity"), activity, &error);
  g_autoptr (CrmRecord) draft = NULL;
  CrmHandOverSheet *self;

  if (task == NULL) {
    crm_workspace_report (workspace, _ ("The task could not be handed over"), error);
    return;
  }
  self = g_object_new (CRM_TYPE_HAND_OVER_SHEET, NULL);
  self->workspace = g_object_ref (workspace);
  self->activity = activity;
  self->task = g_strdup (crm_record_get_title (task));
  draft = make_draft (self, task);
  self->start = crm_record_copy (draft);
  self->form = crm_record_form_new (workspace, draft);
  adw_window_title_set_subtitle (self->heading, self->task);
  add_rows (self);
  update (self);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (gtk_widget_get_root (parent)));
}

/**
 * crm_take_task:
 * @workspace: where the task is
 * @activity: an open task
 *
 * It is in work from now on, with who sits here.
 */
void
crm_take_task (CrmWorkspace *workspace, gint64 activity)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autofree char *title = crm_reference_title (reader, crm_entity_find ("activity"), activity);
  /* Translators: the title of a task that somebody begins with */
  g_autofree char *said = g_strdup_printf (_ ("“%s” taken"), title != NULL ? title : "");
  g_autoptr (CrmChange) change = crm_workspace_begin (workspace, said);
  g_autoptr (GError) error = NULL;

  if (crm_process_take (change, reader, activity, crm_workspace_get_me (workspace), &error))
    crm_workspace_commit_and_say (workspace, g_steal_pointer (&change), said);
  else
    crm_workspace_report (workspace, _ ("The task could not be taken"), error);
}

/**
 * crm_task_waits_to_be_taken:
 * @task: an activity
 *
 * Returns: whether somebody handed it over and nobody has begun with it
 */
gboolean
crm_task_waits_to_be_taken (CrmRecord *task)
{
  return g_strcmp0 (crm_record_get_text (task, "state"), "attention") == 0;
}
