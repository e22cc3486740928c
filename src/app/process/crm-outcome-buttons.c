/* The ways a task can end, as buttons. */
#include "config.h"

#include "crm-outcome-buttons.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-answer-sheet.h"
#include "crm-finish-sheet.h"
#include "crm-hand-over-sheet.h"
#include "crm-outcome-list.h"
#include "crm-process.h"
#include "crm-request.h"

struct _CrmOutcomeButtons {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *task;         /* owned */
  GPtrArray *outcomes;     /* owned; CrmRecord */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (CrmOutcomeButtons, crm_outcome_buttons, GTK_TYPE_WIDGET)

static void
crm_outcome_buttons_dispose (GObject *object)
{
  CrmOutcomeButtons *self = CRM_OUTCOME_BUTTONS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->workspace);
  g_clear_object (&self->task);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_outcome_buttons_parent_class)->dispose (object);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmOutcomeButtons *self = CRM_OUTCOME_BUTTONS (widget);

  crm_finish_task (widget, self->workspace, crm_record_get_id (self->task),
                   g_variant_get_int64 (parameter));
}

static void
done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmOutcomeButtons *self = CRM_OUTCOME_BUTTONS (widget);
  /* Translators: a task */
  g_autofree char *text = g_strdup_printf (_ ("“%s” done"), crm_record_get_title (self->task));
  CrmChange *change = crm_workspace_begin (self->workspace, text);

  crm_change_set_text (change, crm_record_get_entity (self->task), crm_record_get_id (self->task),
                       "state", "done");
  crm_workspace_commit_and_say (self->workspace, change, text);
}

/* A request ends with what must come back. */
static void
reply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmOutcomeButtons *self = CRM_OUTCOME_BUTTONS (widget);

  crm_request_answer (widget, self->workspace, crm_record_get_id (self->task));
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmOutcomeButtons *self = CRM_OUTCOME_BUTTONS (widget);

  crm_take_task (self->workspace, crm_record_get_id (self->task));
}

static void
crm_outcome_buttons_class_init (CrmOutcomeButtonsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_outcome_buttons_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "outcomebuttons");
  gtk_widget_class_install_action (widget_class, "outcome.choose", "x", choose_action);
  gtk_widget_class_install_action (widget_class, "outcome.done", NULL, done_action);
  gtk_widget_class_install_action (widget_class, "outcome.reply", NULL, reply_action);
  gtk_widget_class_install_action (widget_class, "outcome.take", NULL, take_action);
}

static void
crm_outcome_buttons_init (CrmOutcomeButtons *self)
{
  self->box = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->box), 6);
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* --- What will happen is said before the press, to the eye and to the ear */

static char *
dup_preview (CrmOutcomeButtons *self, GtkWidget *button)
{
  gint64 outcome = *(gint64 *) g_object_get_data (G_OBJECT (button), "outcome");

  return crm_finish_dup_preview (self->workspace, crm_record_get_id (self->task), outcome);
}

static gboolean
query_tooltip_cb (CrmOutcomeButtons *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                  GtkWidget *button)
{
  g_autofree char *preview = dup_preview (self, button);

  gtk_tooltip_set_text (tooltip, preview);
  return *preview != '\0';
}

static void
enter_cb (CrmOutcomeButtons *self, GtkEventController *controller)
{
  GtkWidget *button = gtk_event_controller_get_widget (controller);
  g_autofree char *preview = dup_preview (self, button);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  preview, -1);
}

static void
add_outcome (CrmOutcomeButtons *self, CrmRecord *outcome)
{
  GtkWidget *button = gtk_button_new_with_label (crm_record_get_title (outcome));
  GtkEventController *focus = gtk_event_controller_focus_new ();
  const char *colour = crm_record_get_text (outcome, "colour");
  gint64 id = crm_record_get_id (outcome);
  /* Translators: a way a task can end, and the task: "Interested: Cold call" */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), crm_record_get_title (outcome),
                                           crm_record_get_title (self->task));

  g_object_set_data_full (G_OBJECT (button), "outcome", g_memdup2 (&id, sizeof id), g_free);
  gtk_widget_add_css_class (button, "outcome");
  gtk_widget_add_css_class (button, colour != NULL ? colour : "accent");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "outcome.choose");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  gtk_widget_set_has_tooltip (button, TRUE);
  g_signal_connect_object (button, "query-tooltip", G_CALLBACK (query_tooltip_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (button, focus);
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), button);
}

/* Made anew each time: what an outcome would do may have changed. */
static void
create_popup_cb (GtkMenuButton *more, gpointer data)
{
  CrmOutcomeButtons *self = data;
  GtkWidget *popover = gtk_popover_new ();
  guint first = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (more), "first"));

  gtk_widget_add_css_class (popover, "menu");
  gtk_popover_set_child (GTK_POPOVER (popover),
                         crm_outcome_list_new (self->workspace, self->task, self->outcomes, first));
  gtk_menu_button_set_popover (more, popover);
}

static void
add_menu (CrmOutcomeButtons *self, guint first)
{
  GtkWidget *more = gtk_menu_button_new ();
  /* Translators: %s is a task */
  g_autofree char *name =
      g_strdup_printf (_ ("More results: %s"), crm_record_get_title (self->task));

  g_object_set_data (G_OBJECT (more), "first", GUINT_TO_POINTER (first));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "pan-down-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (more), create_popup_cb, self, NULL);
  gtk_widget_set_tooltip_text (more, _ ("More Results"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), more);
}

static GtkWidget *
add_plain (CrmOutcomeButtons *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, crm_record_get_title (self->task));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), button);
  return button;
}

static void
add_end (CrmOutcomeButtons *self)
{
  if (crm_task_is_request (self->task))
    add_plain (self, C_ ("request", "Answer…"), "outcome.reply");
  else
    add_plain (self, C_ ("task", "Done"), "outcome.done");
}

/* What was handed over is taken first; how it ends comes later, mostly. */
static void
add_take (CrmOutcomeButtons *self)
{
  /* Translators: a task that somebody handed over; imperative */
  GtkWidget *button = add_plain (self, C_ ("task", "Take"), "outcome.take");

  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_tooltip_text (button, _ ("It is in work from now on, with you"));
}

/**
 * crm_outcome_buttons_new:
 * @workspace: where the task is
 * @task: an activity
 * @most: how many buttons there is room for; a menu has the other outcomes
 *
 * Returns: (transfer floating) (nullable): the buttons; %NULL where nothing is to be finished
 */
GtkWidget *
crm_outcome_buttons_new (CrmWorkspace *workspace, CrmRecord *task, guint most)
{
  CrmOutcomeButtons *self;
  const CrmEntity *entity = crm_record_get_entity (task);
  guint n;

  if (entity->is_settled (task) || !crm_store_is_writable (crm_workspace_get_store (workspace)))
    return NULL;
  self = g_object_new (CRM_TYPE_OUTCOME_BUTTONS, NULL);
  self->workspace = g_object_ref (workspace);
  self->task = g_object_ref (task);
  self->outcomes =
      crm_process_outcomes (crm_workspace_get_reader (workspace), crm_record_get_id (task), NULL);
  n = self->outcomes != NULL ? self->outcomes->len : 0;
  if (crm_task_waits_to_be_taken (task)) {
    add_take (self);
    most = MAX (most, 1) - 1;
  }
  /* A menu with one entry is no shorter than its button. */
  most = n == most + 1 && most > 0 ? n : MIN (most, n);
  for (guint i = 0; i < most; i++)
    add_outcome (self, self->outcomes->pdata[i]);
  if (n > most)
    add_menu (self, most);
  if (n == 0)
    add_end (self);
  return GTK_WIDGET (self);
}
