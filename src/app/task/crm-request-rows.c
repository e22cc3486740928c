/* The questions of a request as rows. */
#include "config.h"

#include "crm-request-rows.h"

#include <glib/gi18n.h>

#include "crm-attachment.h"
#include "crm-field-row.h"
#include "crm-record-form.h"
#include "crm-request.h"

/* A question: it is answered in a copy, in a field of another record, or by a file. */
typedef struct {
  CrmRecord *answer;       /* owned; as it is stored, or not yet */
  CrmRecord *draft;        /* owned; the copy that is filled in */
  CrmRecordForm *form;     /* owned; of the draft, or of a copy of the record that is asked about */
  const CrmEntity *entity; /* of that record; NULL: it is the answer itself */
  gint64 target;           /* that record; 0: the request is about none */
  CrmRecord *read;         /* owned; that record as it was when the question was shown */
  int field;               /* that is filled in; -1: a file is */
  GBytes *content;         /* owned; of the file */
  char *name;              /* owned; of the file */
  gboolean reading;        /* the file */
  GtkWidget *row;          /* borrowed */
} Question;

struct _CrmRequestRows {
  AdwPreferencesGroup parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *task;         /* owned */
  GPtrArray *questions;    /* owned; Question */
};

G_DEFINE_FINAL_TYPE (CrmRequestRows, crm_request_rows, ADW_TYPE_PREFERENCES_GROUP)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
free_question (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->answer);
  g_clear_object (&question->draft);
  g_clear_object (&question->form);
  g_clear_object (&question->read);
  g_clear_pointer (&question->content, g_bytes_unref);
  g_free (question->name);
  g_free (question);
}

static void
tell (CrmRequestRows *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_required (Question *question)
{
  return crm_record_get_integer (question->answer, "required") != 0;
}

static char *
dup_caption (Question *question)
{
  const char *title = crm_record_get_title (question->answer);

  /* Translators: a question that need not be answered */
  return is_required (question) ? g_strdup (title) : g_strdup_printf (_ ("%s (optional)"), title);
}

/* --- Files */

static void
show_file (Question *question)
{
  g_autofree char *stored = NULL;

  if (question->content == NULL)
    stored = crm_record_format (
        question->answer,
        crm_entity_field_index (crm_record_get_entity (question->answer), "file"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (question->row),
                               question->content != NULL ? question->name
                               : *stored != '\0'         ? stored
                                                         : _ ("No file yet"));
}

typedef struct {
  CrmRequestRows *self; /* owned */
  Question *question;
} Choosing;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (CrmRequestRows) self = choosing->self;
  Question *question = choosing->question;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) content = crm_attachment_read_finish (G_FILE (source), result, &name, &error);

  g_free (choosing);
  if (self->questions == NULL || !g_ptr_array_find (self->questions, question, NULL))
    return;
  question->reading = FALSE;
  gtk_widget_set_sensitive (question->row, TRUE);
  if (content == NULL)
    crm_workspace_report (self->workspace, _ ("The file could not be attached"), error);
  else {
    g_clear_pointer (&question->content, g_bytes_unref);
    question->content = g_steal_pointer (&content);
    g_set_str (&question->name, name);
    show_file (question);
  }
  tell (self);
}

static void
attach (CrmRequestRows *self, Question *question, GFile *file)
{
  Choosing *choosing;

  if (question->reading)
    return;
  choosing = g_new0 (Choosing, 1);
  choosing->self = g_object_ref (self);
  choosing->question = question;
  question->reading = TRUE;
  gtk_widget_set_sensitive (question->row, FALSE);
  tell (self);
  crm_attachment_read_async (file, read_cb, choosing);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (CrmRequestRows) self = choosing->self;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->questions != NULL &&
      g_ptr_array_find (self->questions, choosing->question, NULL))
    attach (self, choosing->question, file);
  g_free (choosing);
}

static Question *
find_question (CrmRequestRows *self, GtkWidget *widget)
{
  for (guint i = 0; i < self->questions->len; i++) {
    Question *question = self->questions->pdata[i];
    if (question->row == widget || gtk_widget_is_ancestor (widget, question->row))
      return question;
  }
  return NULL;
}

static void
attach_cb (CrmRequestRows *self, GtkWidget *button)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->self = g_object_ref (self);
  choosing->question = find_question (self, button);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (button)), NULL, chosen_cb,
                        choosing);
}

static gboolean
drop_cb (CrmRequestRows *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  Question *question =
      find_question (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)));
  GFile *file = g_value_get_object (value);

  if (question == NULL || file == NULL)
    return FALSE;
  attach (self, question, file);
  return TRUE;
}

static void
make_file_row (CrmRequestRows *self, Question *question, const char *caption)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Attach…"));
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  g_autofree char *name = g_strdup_printf ("%s: %s", _ ("Attach a File"), caption);

  question->field = -1;
  question->row = row;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), caption);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (attach_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  show_file (question);
}

/* --- Values */

static void
make_value_row (CrmRequestRows *self, Question *question, const char *caption)
{
  g_signal_connect_object (question->form, "refreshed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (question->form, "typed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  question->row = crm_field_row_new (question->form, question->field);
  crm_field_row_set_caption (CRM_FIELD_ROW (question->row), caption);
}

static void
make_missing_row (Question *question, const char *caption)
{
  GtkWidget *row = adw_action_row_new ();
  /* Translators: "The request is not about a record of this kind: Deal" */
  g_autofree char *text =
      g_strdup_printf (_ ("Choose first what it is about: %s"),
                       question->entity != NULL ? crm_entity_get_label (question->entity) : "");

  question->row = row;
  question->field = -1;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), caption);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}

/* The field belongs to the deal or the company: it is filled in there. */
static void
make_field_row (CrmRequestRows *self, Question *question, const char *caption)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  const CrmEntity *entity = NULL;
  g_autoptr (CrmRecord) target = NULL;

  if (crm_request_find_target (reader, self->task, crm_record_get_text (question->answer, "field"),
                               &entity, &question->target, &question->field))
    question->entity = entity;
  if (question->entity != NULL && question->target > 0)
    target = crm_record_load (reader, entity, question->target, NULL);
  if (target == NULL) {
    question->target = 0;
    make_missing_row (question, caption);
    return;
  }
  question->form = crm_record_form_new_copy (self->workspace, target);
  question->read = g_steal_pointer (&target);
  make_value_row (self, question, caption);
}

static void
add_question (CrmRequestRows *self, CrmRecord *answer)
{
  const char *form = crm_record_get_text (answer, "form");
  Question *question = g_new0 (Question, 1);
  g_autofree char *caption = NULL;

  question->answer = g_object_ref (answer);
  g_ptr_array_add (self->questions, question);
  caption = dup_caption (question);
  if (g_strcmp0 (form, "file") == 0)
    make_file_row (self, question, caption);
  else if (g_strcmp0 (form, "field") == 0)
    make_field_row (self, question, caption);
  else {
    const char *holder =
        g_strcmp0 (form, "date") == 0 || g_strcmp0 (form, "document") == 0 ? form : "text";
    question->form = crm_record_form_new_copy (self->workspace, answer);
    question->draft = g_object_ref (crm_record_form_get_record (question->form));
    question->field = crm_entity_field_index (crm_record_get_entity (answer), holder);
    make_value_row (self, question, caption);
  }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), question->row);
}

static gboolean
is_given (Question *question)
{
  g_autofree char *typed = NULL;
  CrmRecord *record;

  if (question->form == NULL)
    return question->content != NULL || !crm_record_is_empty (question->answer, "file");
  typed = crm_field_row_dup_typed (CRM_FIELD_ROW (question->row));
  record = crm_record_form_get_record (question->form);
  return typed != NULL ? *typed != '\0'
                       : crm_record_get_value (record, question->field)->type != CRM_VALUE_EMPTY;
}

static void
crm_request_rows_dispose (GObject *object)
{
  CrmRequestRows *self = CRM_REQUEST_ROWS (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->task);
  g_clear_pointer (&self->questions, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_request_rows_parent_class)->dispose (object);
}

static void
crm_request_rows_class_init (CrmRequestRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_request_rows_dispose;

  /**
   * CrmRequestRows::changed:
   * @self: the rows
   *
   * Something was typed, chosen or attached.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_request_rows_init (CrmRequestRows *self)
{
  self->questions = g_ptr_array_new_with_free_func (free_question);
}

GtkWidget *
crm_request_rows_new (CrmWorkspace *workspace, CrmRecord *task, GPtrArray *answers)
{
  CrmRequestRows *self = g_object_new (CRM_TYPE_REQUEST_ROWS, NULL);

  self->workspace = g_object_ref (workspace);
  self->task = g_object_ref (task);
  for (guint i = 0; i < answers->len; i++)
    add_question (self, answers->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->questions->len > 0);
  return GTK_WIDGET (self);
}

/* The question of @self that is answered in the same place; NULL: there is none. */
static Question *
find_same (CrmRequestRows *self, Question *wanted)
{
  for (guint i = 0; i < self->questions->len; i++) {
    Question *question = self->questions->pdata[i];
    if (question->entity == wanted->entity && question->target == wanted->target &&
        question->field == wanted->field &&
        g_strcmp0 (crm_record_get_text (question->answer, "form"),
                   crm_record_get_text (wanted->answer, "form")) == 0 &&
        (question->entity != NULL || g_strcmp0 (crm_record_get_title (question->answer),
                                                crm_record_get_title (wanted->answer)) == 0))
      return question;
  }
  return NULL;
}

static void
take_value (Question *question, Question *before)
{
  CrmRecord *record = crm_record_form_get_record (before->form);
  const CrmValue *value = crm_record_get_value (record, question->field);
  g_autofree char *typed = NULL;

  crm_record_form_flush (before->form);
  /* What cannot be read stands there as it was typed. */
  typed = crm_field_row_dup_typed (CRM_FIELD_ROW (before->row));
  if (typed != NULL)
    crm_field_row_set_typed (CRM_FIELD_ROW (question->row), typed);
  else if (!crm_value_equal (
               value,
               crm_record_get_value (crm_record_form_get_record (question->form), question->field)))
    crm_record_form_set (question->form, question->field, value, NULL, NULL);
}

/**
 * crm_request_rows_take_over:
 * @self: rows that were just made
 * @former: (element-type CrmRequestRows): what stood in their place, the latest last
 *
 * A question that was answered before is answered the same.
 */
void
crm_request_rows_take_over (CrmRequestRows *self, GPtrArray *former)
{
  for (guint i = 0; i < self->questions->len; i++) {
    Question *question = self->questions->pdata[i];
    Question *before = NULL;

    for (guint j = former->len; j > 0 && before == NULL; j--)
      before = find_same (former->pdata[j - 1], question);
    if (before != NULL && before->content != NULL) {
      question->content = g_bytes_ref (before->content);
      g_set_str (&question->name, before->name);
      show_file (question);
    } else if (before != NULL && question->form != NULL)
      take_value (question, before);
  }
}

gboolean
crm_request_rows_is_complete (CrmRequestRows *self)
{
  for (guint i = 0; i < self->questions->len; i++) {
    Question *question = self->questions->pdata[i];
    if (question->reading || (is_required (question) && !is_given (question)))
      return FALSE;
  }
  return TRUE;
}

gboolean
crm_request_rows_flush (CrmRequestRows *self)
{
  gboolean all = TRUE;

  for (guint i = 0; i < self->questions->len; i++) {
    Question *question = self->questions->pdata[i];
    if (question->form != NULL && !crm_record_form_flush (question->form))
      all = FALSE;
  }
  return all;
}

gboolean
crm_request_rows_is_typed (CrmRequestRows *self)
{
  for (guint i = 0; i < self->questions->len; i++) {
    Question *question = self->questions->pdata[i];
    if (question->content != NULL || question->reading)
      return TRUE;
    if (question->form != NULL &&
        crm_record_form_is_typed (question->form,
                                  question->read != NULL ? question->read : question->answer))
      return TRUE;
  }
  return FALSE;
}

/* What was left alone is not written: somebody may have changed it meanwhile. */
static void
write_target (Question *question, CrmChange *change)
{
  CrmRecord *record = crm_record_form_get_record (question->form);
  const CrmValue *given = crm_record_get_value (record, question->field);

  if (crm_value_equal (given, crm_record_get_value (question->read, question->field)))
    return;
  crm_change_set (change, question->entity, question->target,
                  question->entity->fields[question->field].name, given);
  crm_change_expect (change, question->entity, question->target,
                     crm_record_get_revision (question->read));
}

void
crm_request_rows_write (CrmRequestRows *self, CrmChange *change, gint64 activity)
{
  for (guint i = 0; i < self->questions->len; i++) {
    Question *question = self->questions->pdata[i];
    g_autoptr (CrmRecord) given = crm_record_copy (question->answer);

    if (question->draft != NULL)
      crm_record_set_value (
          given, question->field,
          crm_record_get_value (crm_record_form_get_record (question->form), question->field));
    if (crm_record_get_id (question->answer) > 0)
      crm_request_give (change, given, question->name, question->content);
    else
      crm_request_add_answer (change, activity, given, question->name, question->content);
    if (question->entity != NULL && question->target != 0)
      write_target (question, change);
  }
}

GtkWidget *
crm_request_rows_get_first (CrmRequestRows *self)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (!is_given (self->questions->pdata[i]))
      return ((Question *) self->questions->pdata[i])->row;
  return NULL;
}

void
crm_request_rows_attach (CrmRequestRows *self, guint index, GFile *file)
{
  g_return_if_fail (index < self->questions->len);
  attach (self, self->questions->pdata[index], file);
}
