/* The one next step of a company or a deal; of a task it is itself. */
#include "config.h"

#include "crm-next-step.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-date.h"
#include "crm-hand-over-sheet.h"
#include "crm-outcome-buttons.h"
#include "crm-query.h"
#include "crm-request.h"

#define MOST_BUTTONS 3

struct _CrmNextStep {
  GtkWidget parent_instance;

  CrmRecordForm *form; /* owned */
  const char *field;   /* of the task: what leads to the record; NULL: the record is the task */
  gint64 shown;        /* the task */
  gint64 revision;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (CrmNextStep, crm_next_step, GTK_TYPE_WIDGET)

static CrmWorkspace *
get_workspace (CrmNextStep *self)
{
  return crm_record_form_get_workspace (self->form);
}

/* The open task that is due first; one without a day comes after those that have one. */
static CrmRecord *
find_next (CrmNextStep *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (get_workspace (self));
  const CrmEntity *tasks = crm_entity_find ("activity");
  CrmRecord *record = crm_record_form_get_record (self->form);
  g_autoptr (CrmQuery) all = crm_query_new (tasks);
  g_autoptr (CrmQuery) of = NULL;
  g_autoptr (CrmQuery) open = NULL;
  g_autoptr (GPtrArray) found = NULL;
  CrmRecord *next = NULL;

  if (self->field == NULL)
    return g_object_ref (record);
  of = crm_query_filter_integer (all, self->field, CRM_OP_EQUAL, crm_record_get_id (record));
  open = crm_query_filter (of, "state", CRM_OP_IN, "new,attention,in_work", reader, NULL);
  found = open != NULL ? crm_query_fetch_all (open, reader, 50, NULL) : NULL;
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (found->pdata[i] != NULL &&
        (next == NULL ||
         (crm_record_is_empty (next, "due") && !crm_record_is_empty (found->pdata[i], "due"))))
      next = found->pdata[i];
  return next != NULL ? g_object_ref (next) : NULL;
}

static void
open_cb (CrmNextStep *self)
{
  crm_workspace_open_record (get_workspace (self), crm_entity_find ("activity"), self->shown);
}

static GtkWidget *
make_text (CrmNextStep *self, CrmRecord *task)
{
  GtkWidget *button = gtk_button_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *label;

  /* Translators: the next step of a sale, before its name */
  g_string_append_printf (text, _ ("Next: %s"), crm_record_get_title (task));
  if (!crm_record_is_empty (task, "due")) {
    g_autofree char *when = crm_moment_format_relative (
        crm_record_get_integer (task, "due"), crm_workspace_get_now (get_workspace (self)));
    g_string_append_printf (text, ", %s", when);
  }
  label = gtk_label_new (text->str);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  if (crm_record_has_overdue (task, crm_workspace_get_now (get_workspace (self))))
    gtk_widget_add_css_class (label, "error");
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
hand_over_cb (CrmNextStep *self)
{
  crm_hand_over_task (GTK_WIDGET (self), get_workspace (self), self->shown);
}

/* On the page of a task, beside the ways it can end. */
static GtkWidget *
make_hand_over (CrmNextStep *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Hand Over…"));

  gtk_widget_set_tooltip_text (button,
                               _ ("Somebody else goes on: a new task on the basis of this"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (hand_over_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
show (CrmNextStep *self)
{
  g_autoptr (CrmRecord) task = find_next (self);
  GtkWidget *buttons = NULL;
  GtkWidget *child;

  if (task != NULL && crm_record_get_id (task) == self->shown &&
      crm_record_get_revision (task) == self->revision)
    return;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->box), child);
  self->shown = task != NULL ? crm_record_get_id (task) : 0;
  self->revision = task != NULL ? crm_record_get_revision (task) : 0;
  if (task != NULL)
    buttons = crm_outcome_buttons_new (get_workspace (self), task, MOST_BUTTONS);
  gtk_widget_set_visible (GTK_WIDGET (self), buttons != NULL);
  if (buttons == NULL)
    return;
  if (self->field != NULL)
    adw_wrap_box_append (ADW_WRAP_BOX (self->box), make_text (self, task));
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), buttons);
  if (self->field == NULL && !crm_task_is_request (task))
    adw_wrap_box_append (ADW_WRAP_BOX (self->box), make_hand_over (self));
}

static void
store_changed_cb (CrmNextStep *self, CrmAnnouncement *announcement)
{
  if (self->form != NULL && crm_announcement_touches (announcement, crm_entity_find ("activity")))
    show (self);
}

static void
crm_next_step_dispose (GObject *object)
{
  CrmNextStep *self = CRM_NEXT_STEP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (crm_next_step_parent_class)->dispose (object);
}

static void
crm_next_step_class_init (CrmNextStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_next_step_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
crm_next_step_init (CrmNextStep *self)
{
  self->box = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->box), 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* What of a task leads to such a record. */
static const char *
find_field (const CrmEntity *entity)
{
  const CrmEntity *tasks = crm_entity_find ("activity");

  const char *found = NULL;

  for (int i = 0; i < tasks->n_fields; i++) {
    if (tasks->fields[i].kind != CRM_KIND_REFERENCE ||
        crm_field_get_target (&tasks->fields[i]) != entity)
      continue;
    /* Whoever has tasks, or asks for them, is not what they are about. */
    if (g_strcmp0 (tasks->fields[i].initial, "me") == 0)
      return NULL;
    if (found == NULL && (tasks->fields[i].flags & CRM_FIELD_INDEXED))
      found = tasks->fields[i].name;
  }
  return found;
}

/**
 * crm_next_step_new:
 * @form: of a record's page
 *
 * Returns: (transfer floating) (nullable): the next step of its record, following every change
 */
GtkWidget *
crm_next_step_new (CrmRecordForm *form)
{
  const CrmEntity *entity = crm_record_form_get_entity (form);
  const char *field = find_field (entity);
  CrmNextStep *self;

  if (entity == crm_entity_find ("activity"))
    field = NULL;
  else if (field == NULL)
    return NULL;
  self = g_object_new (CRM_TYPE_NEXT_STEP, NULL);
  self->form = g_object_ref (form);
  self->field = field;
  self->shown = -1;
  show (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (get_workspace (self)), "changed",
                           G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return GTK_WIDGET (self);
}
