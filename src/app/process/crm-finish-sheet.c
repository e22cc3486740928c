/* Finishing a step of a sale with an outcome. */
#include "config.h"

#include "crm-finish-sheet.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-field-row.h"
#include "crm-gate-sheet.h"
#include "crm-gate.h"
#include "crm-problem-banner.h"
#include "crm-process.h"
#include "crm-record-form.h"

/* A task that is being finished, from the press to the word that it is done. */
typedef struct {
  CrmWorkspace *workspace; /* owned */
  GtkWidget *parent;       /* owned */
  AdwDialog *sheet;        /* owned; NULL where nothing was asked */
  gint64 activity;
  gint64 outcome;
  char *said;          /* owned */
  CrmAnswers *answers; /* owned; NULL where nothing was asked */
} Finishing;

/* A record of which something is asked: what is typed stands in a copy until all is there. */
typedef struct {
  const CrmEntity *entity;
  gint64 id;
  CrmRecordForm *form; /* owned */
} Side;

struct _CrmFinishSheet {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 activity;
  gint64 outcome;
  GtkWidget *over;  /* owned; for what is asked next */
  GPtrArray *asked; /* owned; CrmAsked */
  GPtrArray *sides; /* owned; Side */
  GPtrArray *rows;  /* owned; borrowed CrmFieldRow, beside @asked */
  gboolean finishing;

  AdwWindowTitle *heading;
  AdwBanner *problem;
  AdwPreferencesGroup *fields;
  AdwPreferencesGroup *following;
  GtkLabel *preview;
  GtkWidget *finish;
};

G_DEFINE_FINAL_TYPE (CrmFinishSheet, crm_finish_sheet, ADW_TYPE_DIALOG)

static void
free_finishing (Finishing *finishing)
{
  g_object_unref (finishing->workspace);
  g_object_unref (finishing->parent);
  g_clear_object (&finishing->sheet);
  g_clear_pointer (&finishing->answers, crm_answers_free);
  g_free (finishing->said);
  g_free (finishing);
}

static char *
join_lines (GPtrArray *sentences)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) sentences->pdata[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
dup_preview (CrmWorkspace *workspace, gint64 activity, gint64 outcome, CrmAnswers *answers)
{
  g_autoptr (GPtrArray) sentences =
      crm_process_preview (crm_workspace_get_reader (workspace), activity, outcome, answers,
                           crm_clock_now (), crm_workspace_get_me (workspace), NULL);
  return join_lines (sentences);
}

char *
crm_finish_dup_preview (CrmWorkspace *workspace, gint64 activity, gint64 outcome)
{
  return dup_preview (workspace, activity, outcome, NULL);
}

static CrmAnswers *collect (CrmFinishSheet *self);

/* --- Writing */

static gboolean
finish_again (CrmChange *change, gpointer data, GError **error)
{
  Finishing *finishing = data;

  return crm_process_finish (change, crm_workspace_get_reader (finishing->workspace),
                             finishing->activity, finishing->outcome, finishing->answers, error);
}

/* The stage that follows asks for more: its sheet finishes the task with what is filled in there.
 */
static gboolean
ask_at_gate (Finishing *finishing, const GError *error)
{
  const CrmMissing *missing = crm_gate_error_get_missing (error);
  CrmGateSheet *sheet =
      missing != NULL ? crm_gate_sheet_new (finishing->workspace, missing->deal, missing->stage)
                      : NULL;
  Finishing *again;

  if (sheet == NULL)
    return FALSE;
  again = g_new0 (Finishing, 1);
  again->workspace = g_object_ref (finishing->workspace);
  again->parent = g_object_ref (finishing->parent);
  again->activity = finishing->activity;
  again->outcome = finishing->outcome;
  if (finishing->sheet != NULL) {
    again->answers = collect (CRM_FINISH_SHEET (finishing->sheet));
    adw_dialog_force_close (finishing->sheet);
  }
  crm_gate_sheet_set_func (sheet, finish_again, again, (GDestroyNotify) free_finishing);
  adw_dialog_present (ADW_DIALOG (sheet), finishing->parent);
  return TRUE;
}

static void
show_problem (CrmFinishSheet *self, const char *text)
{
  self->finishing = FALSE;
  crm_problem_banner_show (self->problem, text);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Finishing *finishing = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_workspace_commit_finish (finishing->workspace, result, &error) >= 0;

  if (done && finishing->sheet != NULL)
    adw_dialog_force_close (finishing->sheet);
  if (done)
    crm_workspace_say_done (finishing->workspace, finishing->said);
  else if (ask_at_gate (finishing, error))
    ;
  else if (finishing->sheet != NULL)
    show_problem (CRM_FINISH_SHEET (finishing->sheet), error->message);
  else
    crm_workspace_report (finishing->workspace, _ ("The task could not be finished"), error);
  free_finishing (finishing);
}

static char *
dup_said (CrmWorkspace *workspace, gint64 activity, gint64 outcome)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autofree char *task = crm_reference_title (reader, crm_entity_find ("activity"), activity);
  g_autofree char *name = crm_reference_title (reader, crm_entity_find ("outcome"), outcome);

  /* Translators: a task and how it ended: "Cold call: Interested" */
  return g_strdup_printf (_ ("%s: %s"), task != NULL ? task : "", name != NULL ? name : "");
}

static gboolean
commit (GtkWidget *parent, CrmWorkspace *workspace, AdwDialog *sheet, gint64 activity,
        gint64 outcome, CrmAnswers *answers, GError **error)
{
  g_autofree char *said = dup_said (workspace, activity, outcome);
  g_autoptr (CrmChange) change = crm_workspace_begin (workspace, said);
  Finishing *finishing;

  if (!crm_process_finish (change, crm_workspace_get_reader (workspace), activity, outcome, answers,
                           error))
    return FALSE;
  finishing = g_new0 (Finishing, 1);
  finishing->workspace = g_object_ref (workspace);
  finishing->parent = g_object_ref (parent);
  finishing->sheet = sheet != NULL ? g_object_ref (sheet) : NULL;
  finishing->activity = activity;
  finishing->outcome = outcome;
  finishing->said = g_steal_pointer (&said);
  crm_workspace_commit (workspace, g_steal_pointer (&change), finished_cb, finishing);
  return TRUE;
}

/* --- The sheet */

static void
free_side (gpointer data)
{
  Side *side = data;

  g_clear_object (&side->form);
  g_free (side);
}

static gboolean
is_met (CrmFinishSheet *self, guint i)
{
  CrmFieldRow *row = self->rows->pdata[i];
  CrmRecord *record = crm_record_form_get_record (crm_field_row_get_form (row));
  g_autofree char *typed = crm_field_row_dup_typed (row);

  return typed != NULL ? *typed != '\0'
                       : crm_record_get_value (record, crm_field_row_get_field (row))->type !=
                             CRM_VALUE_EMPTY;
}

static CrmAnswers *
collect (CrmFinishSheet *self)
{
  CrmAnswers *answers = crm_answers_new ();

  for (guint i = 0; i < self->rows->len; i++) {
    CrmFieldRow *row = self->rows->pdata[i];
    const CrmAsked *asked = g_object_get_data (G_OBJECT (row), "asked");
    CrmRecord *record = crm_record_form_get_record (crm_field_row_get_form (row));
    const CrmValue *value = crm_record_get_value (record, crm_field_row_get_field (row));
    g_autofree char *typed = crm_field_row_dup_typed (row);
    /* What is typed and not taken yet counts for what is said, as far as it can be read. */
    if (typed == NULL || *typed == '\0' ||
        !crm_answers_parse (answers, crm_workspace_get_reader (self->workspace), asked->path, typed,
                            NULL))
      if (value->type != CRM_VALUE_EMPTY)
        crm_answers_set (answers, asked->path, value);
  }
  return answers;
}

static void
update (CrmFinishSheet *self)
{
  g_autoptr (CrmAnswers) answers = NULL;
  g_autofree char *preview = NULL;
  gboolean all = TRUE;

  if (self->workspace == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    all = all && is_met (self, i);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "finish.finish", all);
  answers = collect (self);
  preview = dup_preview (self->workspace, self->activity, self->outcome, answers);
  gtk_label_set_text (self->preview, preview);
  gtk_widget_set_visible (GTK_WIDGET (self->following), *preview != '\0');
}

static Side *
find_side (CrmFinishSheet *self, const CrmAsked *asked)
{
  g_autoptr (CrmRecord) stored = NULL;
  Side *side;

  for (guint i = 0; i < self->sides->len; i++) {
    side = self->sides->pdata[i];
    if (side->entity == asked->entity && side->id == asked->record)
      return side;
  }
  stored = crm_record_load (crm_workspace_get_reader (self->workspace), asked->entity,
                            asked->record, NULL);
  if (stored == NULL)
    return NULL;
  side = g_new0 (Side, 1);
  side->entity = asked->entity;
  side->id = asked->record;
  side->form = crm_record_form_new_copy (self->workspace, stored);
  g_ptr_array_add (self->sides, side);
  g_signal_connect_object (side->form, "refreshed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (side->form, "typed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return side;
}

static void
add_rows (CrmFinishSheet *self)
{
  for (guint i = 0; i < self->asked->len; i++) {
    CrmAsked *asked = self->asked->pdata[i];
    Side *side = find_side (self, asked);
    GtkWidget *row;
    if (side == NULL)
      continue;
    row = crm_field_row_new (side->form, (int) (asked->field - asked->entity->fields));
    g_object_set_data (G_OBJECT (row), "asked", asked);
    adw_preferences_group_add (self->fields, row);
    g_ptr_array_add (self->rows, row);
  }
}

static void
finish_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmFinishSheet *self = CRM_FINISH_SHEET (widget);
  g_autoptr (CrmAnswers) answers = NULL;
  g_autoptr (GError) error = NULL;

  adw_banner_set_revealed (self->problem, FALSE);
  for (guint i = 0; i < self->sides->len; i++)
    if (!crm_record_form_flush (((Side *) self->sides->pdata[i])->form))
      return;
  if (self->finishing)
    return;
  self->finishing = TRUE;
  answers = collect (self);
  if (!commit (self->over, self->workspace, ADW_DIALOG (self), self->activity, self->outcome,
               answers, &error))
    show_problem (self, error->message);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
crm_finish_sheet_dispose (GObject *object)
{
  CrmFinishSheet *self = CRM_FINISH_SHEET (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->over);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->sides, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_FINISH_SHEET);

  G_OBJECT_CLASS (crm_finish_sheet_parent_class)->dispose (object);
}

static void
crm_finish_sheet_class_init (CrmFinishSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_finish_sheet_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-finish-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFinishSheet, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmFinishSheet, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmFinishSheet, fields);
  gtk_widget_class_bind_template_child (widget_class, CrmFinishSheet, following);
  gtk_widget_class_bind_template_child (widget_class, CrmFinishSheet, preview);
  gtk_widget_class_bind_template_child (widget_class, CrmFinishSheet, finish);
  gtk_widget_class_install_action (widget_class, "finish.finish", NULL, finish_action);
  gtk_widget_class_install_action (widget_class, "finish.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "finish.finish", NULL);
}

static void
crm_finish_sheet_init (CrmFinishSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sides = g_ptr_array_new_with_free_func (free_side);
  self->rows = g_ptr_array_new ();
}

static void
ask (GtkWidget *parent, CrmWorkspace *workspace, gint64 activity, gint64 outcome, GPtrArray *asked)
{
  CrmFinishSheet *self = g_object_new (CRM_TYPE_FINISH_SHEET, NULL);
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autofree char *task = crm_reference_title (reader, crm_entity_find ("activity"), activity);
  g_autofree char *name = crm_reference_title (reader, crm_entity_find ("outcome"), outcome);

  self->workspace = g_object_ref (workspace);
  self->over = g_object_ref (parent);
  self->activity = activity;
  self->outcome = outcome;
  self->asked = g_ptr_array_ref (asked);
  adw_dialog_set_title (ADW_DIALOG (self), task);
  adw_window_title_set_title (self->heading, name);
  adw_window_title_set_subtitle (self->heading, task);
  add_rows (self);
  update (self);
  if (self->rows->len > 0)
    adw_dialog_set_focus (ADW_DIALOG (self), self->rows->pdata[0]);
  adw_dialog_present (ADW_DIALOG (self), parent);
}

static gboolean
lacks_something (GPtrArray *asked)
{
  for (guint i = 0; i < asked->len; i++)
    if (crm_asked_is_to_be_asked (asked->pdata[i]))
      return TRUE;
  return FALSE;
}

/**
 * crm_finish_task:
 * @parent: a widget of the window
 * @workspace: where the task is
 * @activity: an open task that is a step of a sale
 * @outcome: how it ended
 *
 * Finishes it, and all that follows with it. What the outcome asks for and is not there is asked
 * for first; so is what the stage of the deal asks for.
 */
void
crm_finish_task (GtkWidget *parent, CrmWorkspace *workspace, gint64 activity, gint64 outcome)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) asked =
      crm_process_asked (crm_workspace_get_reader (workspace), activity, outcome, &error);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (parent));

  if (asked != NULL && lacks_something (asked))
    ask (root, workspace, activity, outcome, asked);
  else if (asked == NULL || !commit (root, workspace, NULL, activity, outcome, NULL, &error))
    crm_workspace_report (workspace, _ ("The task could not be finished"), error);
}
