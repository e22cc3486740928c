/* One value of a line that is typed in the table. */
#include "config.h"

#include "crm-line-cell.h"

#include <glib/gi18n.h>

/**
 * CrmLineCell:
 *
 * What is typed is written on Enter and on leaving; what is no value stays as it was typed, also
 * when the table scrolls away from it (the form keeps it).
 */
struct _CrmLineCell {
  GtkWidget parent_instance;

  const CrmField *field;
  int index;
  CrmRecordForm *form; /* owned; NULL: shows no line */
  gulong refreshed_id;
  char *problem;
  gboolean touched;
  gboolean showing;
  gboolean saving;

  GtkText *text;
};

G_DEFINE_FINAL_TYPE (CrmLineCell, crm_line_cell, GTK_TYPE_WIDGET)

typedef enum { PROP_FIELD = 1 } CrmLineCellProperty;

enum { TYPED, LEFT, PROBLEM, N_SIGNALS };
static guint signals[N_SIGNALS];

static const CrmValue *
get_stored (CrmLineCell *self)
{
  return crm_record_get_value (crm_record_form_get_record (self->form), self->index);
}

static void
set_problem (CrmLineCell *self, const char *problem)
{
  if (g_strcmp0 (problem, self->problem) == 0)
    return;
  g_set_str (&self->problem, problem);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  g_signal_emit (self, signals[PROBLEM], 0);
}

static void
show_text (CrmLineCell *self, const char *text)
{
  self->showing = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->text)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  self->showing = FALSE;
}

static void
show_stored (CrmLineCell *self)
{
  g_autofree char *text =
      crm_field_format (self->field, get_stored (self), NULL, crm_number_style_local ());

  show_text (self, text);
  self->touched = FALSE;
  set_problem (self, NULL);
}

static void
show_kept (CrmLineCell *self)
{
  const char *kept = crm_record_form_get_kept (self->form, self->index);
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  show_stored (self);
  if (kept == NULL)
    return;
  show_text (self, kept);
  self->touched = TRUE;
  if (!crm_field_parse_typed (self->field, kept, &value, &error))
    set_problem (self, error->message);
  else
    set_problem (self, _ ("Not saved yet"));
}

static void
refreshed_cb (CrmLineCell *self)
{
  if (!self->touched || self->saving)
    show_stored (self);
}

static void
changed_cb (CrmLineCell *self)
{
  if (self->showing)
    return;
  self->touched = TRUE;
  self->saving = FALSE;
  g_signal_emit (self, signals[TYPED], 0);
}

static void
leave_cb (CrmLineCell *self)
{
  if (self->form == NULL)
    return;
  crm_line_cell_commit (self);
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, 0);
  g_signal_emit (self, signals[LEFT], 0);
}

/* Whoever comes by keyboard overwrites, as in any table. */
static void
enter_cb (CrmLineCell *self)
{
  if (gtk_editable_get_editable (GTK_EDITABLE (self->text)))
    gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
}

typedef struct {
  CrmLineCell *self;   /* owned */
  CrmRecordForm *form; /* owned */
  char *text;
} Saving;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (CrmLineCell) self = saving->self;
  g_autoptr (CrmRecordForm) form = saving->form;
  g_autofree char *text = saving->text;
  g_autoptr (GError) error = NULL;

  g_free (saving);
  if (!crm_record_form_set_finish (form, result, &error))
    crm_record_form_keep (form, self->index, text);
  /* Meanwhile the cell may show another line. */
  if (self->form != form)
    return;
  if (error == NULL && self->saving)
    show_stored (self);
  else if (error != NULL)
    set_problem (self, error->message);
  self->saving = FALSE;
}

static void
set_field (CrmLineCell *self, const char *name)
{
  const CrmEntity *lines = crm_entity_find ("document_line");

  self->field = crm_entity_field (lines, name);
  self->index = crm_entity_field_index (lines, name);
  if (!crm_kind_is_number (self->field->kind))
    return;
  gtk_editable_set_alignment (GTK_EDITABLE (self->text), 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  gtk_text_set_input_purpose (self->text, GTK_INPUT_PURPOSE_NUMBER);
}

static void
crm_line_cell_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  switch ((CrmLineCellProperty) id) {
  case PROP_FIELD:
    g_value_set_string (value, crm_line_cell_get_field (CRM_LINE_CELL (object)));
    break;
  }
}

static void
crm_line_cell_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  switch ((CrmLineCellProperty) id) {
  case PROP_FIELD:
    set_field (CRM_LINE_CELL (object), g_value_get_string (value));
    break;
  }
}

static gboolean
crm_line_cell_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CRM_LINE_CELL (widget)->text));
}

static void
crm_line_cell_dispose (GObject *object)
{
  CrmLineCell *self = CRM_LINE_CELL (object);
  GtkWidget *text = GTK_WIDGET (self->text);

  crm_line_cell_set_form (self, NULL);
  g_clear_pointer (&self->problem, g_free);
  self->text = NULL;
  g_clear_pointer (&text, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_line_cell_parent_class)->dispose (object);
}

static void
crm_line_cell_class_init (CrmLineCellClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_line_cell_dispose;
  G_OBJECT_CLASS (klass)->get_property = crm_line_cell_get_property;
  G_OBJECT_CLASS (klass)->set_property = crm_line_cell_set_property;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_line_cell_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "linecell");

  /**
   * CrmLineCell:field:
   *
   * The name of a field of a document's line.
   */
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_FIELD,
      g_param_spec_string ("field", NULL, NULL, "name",
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  /**
   * CrmLineCell::typed:
   *
   * The person typed a letter.
   */
  signals[TYPED] =
      g_signal_new ("typed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmLineCell::left:
   *
   * The focus went elsewhere.
   */
  signals[LEFT] =
      g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmLineCell::problem:
   *
   * crm_line_cell_get_problem() has changed.
   */
  signals[PROBLEM] =
      g_signal_new ("problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_line_cell_init (CrmLineCell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->text = GTK_TEXT (gtk_text_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->text), GTK_WIDGET (self));
  /* The column decides how wide it is, not what stands there. */
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), 1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->text), 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  gtk_text_set_placeholder_text (self->text, "—");
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (enter_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

const char *
crm_line_cell_get_field (CrmLineCell *self)
{
  return self->field->name;
}

void
crm_line_cell_set_form (CrmLineCell *self, CrmRecordForm *form)
{
  if (self->form == form)
    return;
  if (self->form != NULL) {
    if (self->touched && self->problem == NULL)
      crm_line_cell_commit (self);
    g_clear_signal_handler (&self->refreshed_id, self->form);
  }
  g_set_object (&self->form, form);
  self->saving = FALSE;
  if (form == NULL)
    return;
  self->refreshed_id =
      g_signal_connect_swapped (form, "refreshed", G_CALLBACK (refreshed_cb), self);
  show_kept (self);
}

void
crm_line_cell_set_editable (CrmLineCell *self, gboolean editable)
{
  gtk_editable_set_editable (GTK_EDITABLE (self->text), editable);
}

const char *
crm_line_cell_get_text (CrmLineCell *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->text));
}

gboolean
crm_line_cell_commit (CrmLineCell *self)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  const char *text = crm_line_cell_get_text (self);
  Saving *saving;

  if (self->form == NULL || !self->touched || self->saving)
    return TRUE;
  if (!crm_field_parse_typed (self->field, text, &value, &error)) {
    crm_record_form_keep (self->form, self->index, text);
    set_problem (self, error->message);
    return FALSE;
  }
  crm_record_form_keep (self->form, self->index, NULL);
  if (crm_value_equal (&value, get_stored (self))) {
    show_stored (self);
    return TRUE;
  }
  self->saving = TRUE;
  saving = g_new (Saving, 1);
  saving->self = g_object_ref (self);
  saving->form = g_object_ref (self->form);
  saving->text = g_strdup (text);
  crm_record_form_set (self->form, self->index, &value, saved_cb, saving);
  return TRUE;
}

void
crm_line_cell_revert (CrmLineCell *self)
{
  if (self->form == NULL)
    return;
  crm_record_form_keep (self->form, self->index, NULL);
  show_stored (self);
}

const char *
crm_line_cell_get_problem (CrmLineCell *self)
{
  return self->problem;
}

/**
 * crm_line_cell_set_name:
 * @self: a cell
 * @name: what it is called for those who do not see the table: "Price, line 3"
 */
void
crm_line_cell_set_name (CrmLineCell *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}
