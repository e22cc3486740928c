/* The row of one field in a form. */
#include "config.h"

#include "crm-field-row.h"

#include <glib/gi18n.h>

#include "crm-field-editor.h"
#include "crm-field-menu.h"
#include "crm-gate.h"

/**
 * CrmFieldRow:
 *
 * Shows a field and lets it be edited in place: what is typed is written on Enter and on leaving
 * the row. What cannot be written stays as it was typed, with the reason beneath. A value that
 * changes in the file is shown at once, unless the person is typing: then the row asks which one
 * holds.
 */
struct _CrmFieldRow {
  AdwPreferencesRow parent_instance;

  CrmRecordForm *form; /* owned */
  int field;
  const CrmField *description;
  const CrmFieldEditor *editor;
  GtkWidget *widget; /* borrowed: the editor's */
  GtkWidget *beside; /* borrowed: the line's; NULL: none */

  GtkBox *line;
  GtkBox *body;
  GtkLabel *caption;
  GtkLabel *problem;
  GtkLabel *doubt;
  GtkBox *conflict;
  GtkLabel *theirs;

  CrmValue shown;   /* the stored value that the editor was given last */
  CrmValue pending; /* what is being written */
  guint n_touched;  /* grows with every change by the person */
  guint n_written;  /* of it when it was written last */
  gboolean touched;
  gboolean showing;
  guint n_saving; /* writings under way: the last one decides what is shown */
};

G_DEFINE_FINAL_TYPE (CrmFieldRow, crm_field_row, ADW_TYPE_PREFERENCES_ROW)

enum { SETTLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const CrmValue *
get_stored (CrmFieldRow *self)
{
  return crm_record_get_value (crm_record_form_get_record (self->form), self->field);
}

static void
show_doubt (CrmFieldRow *self)
{
  g_autofree char *doubt =
      self->touched ? NULL
                    : crm_record_check_field (crm_record_form_get_record (self->form), self->field);

  gtk_label_set_text (self->doubt, doubt != NULL ? doubt : "");
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), doubt != NULL);
}

static void
set_conflict (CrmFieldRow *self, gboolean conflict)
{
  gtk_widget_set_visible (GTK_WIDGET (self->conflict), conflict);
  crm_record_form_set_conflict (self->form, GTK_WIDGET (self), conflict);
}

static void
show_stored (CrmFieldRow *self)
{
  crm_value_clear (&self->shown);
  crm_value_copy (get_stored (self), &self->shown);
  self->showing = TRUE;
  self->editor->show (self, self->widget, &self->shown);
  self->showing = FALSE;
  self->touched = FALSE;
  set_conflict (self, FALSE);
  show_doubt (self);
}

static void
settle (CrmFieldRow *self)
{
  crm_field_row_set_problem (self, NULL);
  show_stored (self);
  crm_record_form_keep (self->form, self->field, NULL);
}

static void
keep_typed (CrmFieldRow *self)
{
  g_autofree char *text =
      self->editor->dup_text != NULL ? self->editor->dup_text (self->widget) : NULL;

  if (text != NULL)
    crm_record_form_keep (self->form, self->field, text);
}

/* The value changed in the file while another is typed here. */
static void
show_conflict (CrmFieldRow *self)
{
  g_auto (CrmValue) typed = CRM_VALUE_INIT;
  g_autofree char *stored = crm_editor_format (self, get_stored (self));
  g_autofree char *text = NULL;

  if (self->editor->read (self, self->widget, &typed, NULL) &&
      crm_value_equal (&typed, get_stored (self))) {
    settle (self);
    return;
  }
  text = g_strdup_printf (_ ("Meanwhile it was changed to “%s”"), *stored != '\0' ? stored : "—");
  gtk_label_set_text (self->theirs, text);
  keep_typed (self);
  set_conflict (self, TRUE);
}

static void
refreshed_cb (CrmFieldRow *self)
{
  if (self->n_saving > 0 && !crm_value_equal (get_stored (self), &self->pending))
    return;
  if (self->touched && (self->n_saving == 0 || self->n_touched != self->n_written)) {
    if (self->n_saving == 0 && !crm_value_equal (get_stored (self), &self->shown))
      show_conflict (self);
    return;
  }
  show_stored (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFieldRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = crm_record_form_set_finish (CRM_RECORD_FORM (source), result, &error);

  self->n_saving--;
  if (self->form == NULL || self->n_saving > 0)
    return;
  if (crm_gate_error_get_missing (error) != NULL) {
    /* It can be filled in at once; until it is, the old stage holds. */
    settle (self);
    crm_workspace_report (crm_record_form_get_workspace (self->form),
                          _ ("The stage could not be changed"), error);
  } else if (!saved) {
    crm_field_row_set_problem (self, error->message);
    keep_typed (self);
    /* Whoever has left the page would not see it. */
    if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
      crm_workspace_report (crm_record_form_get_workspace (self->form),
                            _ ("This could not be saved"), error);
  } else if (self->n_touched == self->n_written)
    settle (self);
  else if (crm_value_equal (get_stored (self), &self->pending)) {
    crm_value_clear (&self->shown);
    crm_value_copy (get_stored (self), &self->shown);
  } else
    show_conflict (self);
  g_signal_emit (self, signals[SETTLED], 0, saved);
}

static gboolean
flush_cb (CrmFieldRow *self)
{
  crm_field_row_commit (self);
  /* TRUE would keep the other rows from being asked. */
  return FALSE;
}

static void
leave_cb (CrmFieldRow *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    crm_field_row_commit (self);
}

static gboolean
key_pressed_cb (CrmFieldRow *self, guint key, guint code, GdkModifierType state)
{
  /* Where nothing is stored yet there is nothing to go back to: the dialog asks. */
  if (key != GDK_KEY_Escape || !self->touched || crm_record_form_is_draft (self->form))
    return GDK_EVENT_PROPAGATE;
  crm_field_row_revert (self);
  return GDK_EVENT_STOP;
}

/* A click beside the text is meant for it, too. */
static void
pressed_cb (CrmFieldRow *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_child_focus (self->widget, GTK_DIR_TAB_FORWARD);
}

static void
keep_mine_cb (CrmFieldRow *self)
{
  crm_field_row_resolve (self, TRUE);
}

static void
take_theirs_cb (CrmFieldRow *self)
{
  crm_field_row_resolve (self, FALSE);
}

static gboolean
crm_field_row_grab_focus (GtkWidget *widget)
{
  CrmFieldRow *self = CRM_FIELD_ROW (widget);

  return gtk_widget_grab_focus (self->widget) ||
         gtk_widget_child_focus (self->widget, GTK_DIR_TAB_FORWARD);
}

static void
crm_field_row_unmap (GtkWidget *widget)
{
  crm_field_row_commit (CRM_FIELD_ROW (widget));

  GTK_WIDGET_CLASS (crm_field_row_parent_class)->unmap (widget);
}

static void
crm_field_row_dispose (GObject *object)
{
  CrmFieldRow *self = CRM_FIELD_ROW (object);

  if (self->form != NULL)
    crm_record_form_forget_conflict (self->form, GTK_WIDGET (self));
  g_clear_object (&self->form);
  crm_value_clear (&self->shown);
  crm_value_clear (&self->pending);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_FIELD_ROW);

  G_OBJECT_CLASS (crm_field_row_parent_class)->dispose (object);
}

static void
crm_field_row_class_init (CrmFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_field_row_dispose;
  widget_class->grab_focus = crm_field_row_grab_focus;
  widget_class->unmap = crm_field_row_unmap;

  /**
   * CrmFieldRow::settled:
   * @self: the row
   * @saved: whether what was committed is written now
   */
  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, line);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, body);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, caption);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, doubt);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, conflict);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldRow, theirs);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_theirs_cb);
}

static void
crm_field_row_init (CrmFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What was typed before the page was left, as it was. */
static void
show_kept (CrmFieldRow *self)
{
  const char *kept = crm_record_form_get_kept (self->form, self->field);
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (kept == NULL || self->editor->set_text == NULL)
    return;
  self->editor->set_text (self->widget, kept);
  self->touched = TRUE;
  if (!self->editor->read (self, self->widget, &value, &error))
    crm_field_row_set_problem (self, error->message);
  else
    crm_field_row_set_problem (self, _ ("Not saved yet"));
}

/**
 * crm_field_row_new:
 * @form: whose record
 * @field: which field
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
crm_field_row_new (CrmRecordForm *form, int field)
{
  CrmFieldRow *self = g_object_new (CRM_TYPE_FIELD_ROW, NULL);
  const char *label;

  self->form = g_object_ref (form);
  self->field = field;
  self->description = &crm_record_form_get_entity (form)->fields[field];
  self->editor = crm_field_editor_find (form, field);
  label = crm_field_get_label (self->description);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  gtk_label_set_text (self->caption, label);

  self->widget = self->editor->make (self);
  if (self->editor->beside) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->caption), "caption");
    gtk_box_append (self->line, self->widget);
  } else
    gtk_box_append (self->body, self->widget);
  crm_field_menu_attach (GTK_WIDGET (self), self->description);
  show_stored (self);
  show_kept (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "flush", G_CALLBACK (flush_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * crm_field_row_set_caption:
 * @self: a row
 * @caption: what stands above the value instead of the field's label
 */
void
crm_field_row_set_caption (CrmFieldRow *self, const char *caption)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), caption);
  gtk_label_set_text (self->caption, caption);
}

void
crm_field_row_set_beside (CrmFieldRow *self, GtkWidget *widget)
{
  if (self->beside != NULL)
    gtk_box_remove (self->line, self->beside);
  self->beside = widget;
  if (widget != NULL)
    gtk_box_append (self->line, widget);
}

GtkWidget *
crm_field_row_get_beside (CrmFieldRow *self)
{
  return self->beside;
}

CrmRecordForm *
crm_field_row_get_form (CrmFieldRow *self)
{
  return self->form;
}

CrmWorkspace *
crm_field_row_get_workspace (CrmFieldRow *self)
{
  return crm_record_form_get_workspace (self->form);
}

const CrmField *
crm_field_row_get_description (CrmFieldRow *self)
{
  return self->description;
}

int
crm_field_row_get_field (CrmFieldRow *self)
{
  return self->field;
}

gboolean
crm_field_row_is_saving (CrmFieldRow *self)
{
  return self->n_saving > 0;
}

/**
 * crm_field_row_touch:
 * @self: a row
 *
 * The person changed what stands in the editor.
 */
void
crm_field_row_touch (CrmFieldRow *self)
{
  if (self->showing)
    return;
  self->touched = TRUE;
  self->n_touched++;
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), FALSE);
  if (self->editor->dup_text != NULL) {
    g_autofree char *text = self->editor->dup_text (self->widget);
    crm_record_form_note_typed (self->form, self->field, text != NULL ? text : "");
  }
}

/**
 * crm_field_row_commit:
 * @self: a row
 *
 * Writes what stands in the editor, if the person changed it.
 *
 * Returns: FALSE when it cannot be read; the row says why, and the text stays
 */
gboolean
crm_field_row_commit (CrmFieldRow *self)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (self->form == NULL || !self->touched || self->editor->read == NULL ||
      (self->n_saving > 0 && self->n_touched == self->n_written))
    return TRUE;
  if (gtk_widget_get_visible (GTK_WIDGET (self->conflict))) {
    keep_typed (self);
    return FALSE;
  }
  if (!self->editor->read (self, self->widget, &value, &error)) {
    crm_field_row_set_problem (self, error->message);
    keep_typed (self);
    return FALSE;
  }
  if (self->n_saving == 0 && crm_value_equal (&value, get_stored (self))) {
    settle (self);
    return TRUE;
  }
  self->n_saving++;
  self->n_written = self->n_touched;
  crm_value_clear (&self->pending);
  crm_value_copy (&value, &self->pending);
  crm_record_form_set (self->form, self->field, &value, saved_cb, g_object_ref (self));
  return TRUE;
}

/**
 * crm_field_row_revert:
 * @self: a row
 *
 * Forgets what was typed and shows what is stored.
 */
void
crm_field_row_revert (CrmFieldRow *self)
{
  settle (self);
}

/**
 * crm_field_row_dup_mine:
 * @self: a row
 *
 * Returns: (transfer full): what the person typed, for reading
 */
char *
crm_field_row_dup_mine (CrmFieldRow *self)
{
  g_auto (CrmValue) typed = CRM_VALUE_INIT;
  char *text = NULL;

  if (self->editor->read != NULL && self->editor->read (self, self->widget, &typed, NULL))
    return crm_editor_format (self, &typed);
  if (self->editor->dup_text != NULL)
    text = self->editor->dup_text (self->widget);
  return text != NULL ? text : g_strdup ("");
}

/**
 * crm_field_row_dup_theirs:
 * @self: a row
 *
 * Returns: (transfer full): what stands in the file, for reading
 */
char *
crm_field_row_dup_theirs (CrmFieldRow *self)
{
  return crm_editor_format (self, get_stored (self));
}

/**
 * crm_field_row_resolve:
 * @self: a row
 * @mine: whether what was typed holds, else what stands in the file
 *
 * Ends the conflict, if there is one.
 */
void
crm_field_row_resolve (CrmFieldRow *self, gboolean mine)
{
  if (self->form == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->conflict)))
    return;
  if (!mine) {
    crm_field_row_revert (self);
    return;
  }
  crm_value_clear (&self->shown);
  crm_value_copy (get_stored (self), &self->shown);
  set_conflict (self, FALSE);
  crm_field_row_commit (self);
}

/**
 * crm_field_row_set_problem:
 * @self: a row
 * @problem: (nullable): what is wrong, a sentence; %NULL: nothing
 */
void
crm_field_row_set_problem (CrmFieldRow *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->widget), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

const char *
crm_field_row_get_problem (CrmFieldRow *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->problem)) ? gtk_label_get_text (self->problem)
                                                             : NULL;
}

/**
 * crm_field_row_dup_typed:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): what the person typed and what is not read yet
 */
char *
crm_field_row_dup_typed (CrmFieldRow *self)
{
  return self->touched && self->editor->dup_text != NULL ? self->editor->dup_text (self->widget)
                                                         : NULL;
}

/**
 * crm_field_row_set_typed:
 * @self: a row
 * @text: as crm_field_row_dup_typed() gave it
 *
 * As if the person had typed it; it is read when the row is left.
 */
void
crm_field_row_set_typed (CrmFieldRow *self, const char *text)
{
  if (self->editor->set_text == NULL)
    return;
  self->editor->set_text (self->widget, text);
  crm_field_row_touch (self);
}
