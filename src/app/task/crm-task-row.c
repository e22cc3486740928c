/* What stands in the row of a task. */
#include "config.h"

#include "crm-task-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-result-dialog.h"
#include "crm-answer-sheet.h"
#include "crm-checklist-group.h"
#include "crm-chooser.h"
#include "crm-date.h"
#include "crm-due-popover.h"
#include "crm-hand-over-sheet.h"
#include "crm-outcome-buttons.h"
#include "crm-process.h"
#include "crm-request.h"
#include "crm-text.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  CrmRecord *task;         /* owned */
  GtkWidget *button;       /* borrowed: the menu's; goes with the row as this does */
} Target;

static void
free_target (gpointer data)
{
  Target *target = data;

  g_object_unref (target->workspace);
  g_object_unref (target->task);
  g_free (target);
}

static const char *
get_title (Target *target)
{
  return crm_record_get_title (target->task);
}

static CrmChange *
begin (Target *target, const char *field, const CrmValue *value, const char *label)
{
  CrmChange *change = crm_workspace_begin (target->workspace, label);

  crm_change_set (change, crm_record_get_entity (target->task), crm_record_get_id (target->task),
                  field, value);
  return change;
}

static void
set_state (Target *target, const char *state)
{
  const CrmField *field = crm_entity_field (crm_record_get_entity (target->task), "state");
  const char *label = crm_choice_get_label (crm_field_find_choice (field, state));
  /* Translators: the title of a task and its new state */
  g_autofree char *text = g_strdup_printf (C_ ("task", "“%s”: %s"), get_title (target), label);
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  crm_value_set_text (&value, state);
  crm_workspace_commit_and_say (target->workspace, begin (target, "state", &value, text), text);
}

/* --- Done with an answer */

static void
answer_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Target *target = user_data;

  crm_result_ask (target->button, target->workspace, target->task);
}

/* --- Put off, give away */

/* A talk that was to begin then begins later too; how often it was put off is counted. */
static void
postpone (Target *target, gint64 moment)
{
  g_autofree char *when =
      crm_moment_format_relative (moment, crm_workspace_get_now (target->workspace));
  /* Translators: the title of a task; the new date, as “Tomorrow 9:00” */
  g_autofree char *text = g_strdup_printf (_ ("“%s” put off: %s"), get_title (target), when);
  g_autoptr (CrmChange) change = crm_workspace_begin (target->workspace, text);
  g_autoptr (GError) error = NULL;

  if (crm_process_postpone (change, crm_workspace_get_reader (target->workspace),
                            crm_record_get_id (target->task), moment, &error))
    crm_workspace_commit_and_say (target->workspace, g_steal_pointer (&change), text);
  else
    crm_workspace_report (target->workspace, _ ("The task could not be put off"), error);
}

static void
postpone_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  postpone (user_data, crm_due_choice_get_moment (g_variant_get_string (parameter, NULL)));
}

static void
due_picked_cb (GtkWidget *popover, gint64 moment, gpointer user_data)
{
  postpone (user_data, moment);
}

static void
person_picked_cb (GtkWidget *popover, const CrmValue *value, gpointer user_data)
{
  Target *target = user_data;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (value == NULL || value->type != CRM_VALUE_INTEGER)
    return;
  name = crm_reference_title (crm_workspace_get_reader (target->workspace),
                              crm_entity_find ("person"), value->integer);
  /* Translators: the title of a task; the name of who does it from now on */
  text = g_strdup_printf (_ ("“%s” given to %s"), get_title (target), name != NULL ? name : "");
  crm_workspace_commit_and_say (target->workspace, begin (target, "responsible", value, text),
                                text);
}

static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

/* Not at once: it is still told of what was pressed in it. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
pop_up (Target *target, GtkWidget *popover)
{
  gtk_widget_set_parent (popover, gtk_widget_get_parent (target->button));
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
choose_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Target *target = user_data;
  GtkWidget *popover = crm_due_popover_new (target->workspace);

  g_signal_connect (popover, "picked", G_CALLBACK (due_picked_cb), target);
  pop_up (target, popover);
}

static void
give_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Target *target = user_data;
  const CrmEntity *entity = crm_record_get_entity (target->task);
  GtkWidget *popover =
      crm_chooser_new (target->workspace, crm_entity_field (entity, "responsible"));

  g_signal_connect (popover, "picked", G_CALLBACK (person_picked_cb), target);
  pop_up (target, popover);
}

static void
hand_over_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Target *target = user_data;

  crm_hand_over_task (target->button, target->workspace, crm_record_get_id (target->task));
}

static void
state_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_state (user_data, g_variant_get_string (parameter, NULL));
}

/* --- Requests */

static void
reply_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Target *target = user_data;

  crm_request_answer (target->button, target->workspace, crm_record_get_id (target->task));
}

static void
refuse_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Target *target = user_data;

  crm_request_ask_refusal (target->button, target->workspace, crm_record_get_id (target->task));
}

static void
checklist_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Target *target = user_data;

  crm_checklist_show (target->button, target->workspace, crm_record_get_id (target->task));
}

static const GActionEntry entries[] = {
  { "answer", answer_action },       { "postpone", postpone_action, "s" },
  { "choose", choose_action },       { "give", give_action },
  { "hand-over", hand_over_action }, { "state", state_action, "s" },
  { "reply", reply_action },         { "refuse", refuse_action },
  { "checklist", checklist_action },
};

/* A step of a sale ends by one of its own results. */
static gboolean
has_results (CrmRecord *task, CrmWorkspace *workspace)
{
  g_autoptr (GPtrArray) outcomes =
      crm_process_outcomes (crm_workspace_get_reader (workspace), crm_record_get_id (task), NULL);

  return outcomes != NULL && outcomes->len > 0;
}

static GMenuModel *
make_menu (CrmRecord *task, CrmWorkspace *workspace)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) result = g_menu_new ();
  g_autoptr (GMenu) later = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  const char *state = crm_record_get_text (task, "state");

  if (crm_task_is_request (task))
    g_menu_append (result, C_ ("request", "Answer…"), "task.reply");
  else if (!has_results (task, workspace))
    g_menu_append (result, _ ("Done with a Result…"), "task.answer");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (result));
  for (const char *const *choice = crm_due_choices (); *choice != NULL; choice++) {
    g_autofree char *action = g_strdup_printf ("task.postpone::%s", *choice);
    g_menu_append (later, crm_due_choice_get_label (*choice), action);
  }
  g_menu_append (later, _ ("Choose a Time…"), "task.choose");
  g_menu_append_section (menu, _ ("Put Off"), G_MENU_MODEL (later));
  if (g_strcmp0 (state, "in_work") != 0 && !crm_task_waits_to_be_taken (task))
    g_menu_append (others, _ ("Take into Work"), "task.state::in_work");
  g_menu_append (others, _ ("Checklist…"), "task.checklist");
  if (!crm_task_is_request (task))
    g_menu_append (others, _ ("Hand Over…"), "task.hand-over");
  g_menu_append (others, _ ("Give to Somebody…"), "task.give");
  if (!crm_task_is_request (task))
    g_menu_append (others, _ ("Cancel the Task"), "task.state::cancelled");
  else if (crm_record_get_integer (task, "asker") == crm_workspace_get_me (workspace))
    g_menu_append (others, C_ ("request", "Take Back"), "task.refuse");
  else
    g_menu_append (others, C_ ("request", "Refuse…"), "task.refuse");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  return G_MENU_MODEL (menu);
}

/* "2 of 5": a press shows the steps. */
static void
add_progress (AdwActionRow *row, CrmRecord *task)
{
  g_autofree char *progress = crm_checklist_dup_progress (task);
  g_autofree char *name = NULL;
  GtkWidget *button;

  if (progress == NULL)
    return;
  /* Translators: title of a task; how many of its steps are done: "2 of 5" */
  name = g_strdup_printf (_ ("Checklist of “%s”: %s"), crm_record_get_title (task), progress);
  button = gtk_button_new_with_label (progress);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "task.checklist");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, button);
}

static void
add_buttons (AdwActionRow *row, CrmRecord *task, CrmWorkspace *workspace)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenuModel) menu = make_menu (task, workspace);
  /* A menu's popover stands beside others: they share a box as their parent. */
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *outcomes = crm_outcome_buttons_new (workspace, task, 1);
  GtkWidget *more = gtk_menu_button_new ();
  Target *target = g_new0 (Target, 1);
  /* Translators: of a menu; %s is the title of a task */
  g_autofree char *more_name = g_strdup_printf (_ ("More for “%s”"), crm_record_get_title (task));

  target->workspace = g_object_ref (workspace);
  target->task = g_object_ref (task);
  target->button = more;
  g_object_set_data_full (G_OBJECT (box), "target", target, free_target);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), target);
  gtk_widget_insert_action_group (GTK_WIDGET (row), "task", G_ACTION_GROUP (actions));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), menu);
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_tooltip_text (more, more_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL, more_name,
                                  -1);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  add_progress (row, task);
  if (outcomes != NULL)
    adw_action_row_add_suffix (row, outcomes);
  gtk_box_append (GTK_BOX (box), more);
  adw_action_row_add_suffix (row, box);
}

/* --- The line under the title: when, and what else there is to say */

typedef struct {
  char *when; /* owned; NULL: it has no time */
  gboolean is_overdue;
  char *facts; /* owned */
} Line;

static void
free_line (Line *line)
{
  g_free (line->when);
  g_free (line->facts);
  g_free (line);
}

/* The red of the style, which is another one in the dark. */
static char *
dup_red (void)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA red;

  adw_accent_color_to_standalone_rgba (ADW_ACCENT_COLOR_RED, dark, &red);
  return g_strdup_printf ("#%02x%02x%02x", (guint) (red.red * 255 + 0.5f),
                          (guint) (red.green * 255 + 0.5f), (guint) (red.blue * 255 + 0.5f));
}

static void
show_line (AdwActionRow *row)
{
  const Line *line = g_object_get_data (G_OBJECT (row), "line");
  gboolean both = line->when != NULL && *line->facts != '\0';
  g_autofree char *red = line->is_overdue ? dup_red () : NULL;
  g_autofree char *when =
      red != NULL ? g_markup_printf_escaped ("<span color=\"%s\">%s</span>", red, line->when)
                  : g_markup_escape_text (line->when != NULL ? line->when : "", -1);
  /* As dim as the style has it where nothing is late. */
  g_autofree char *facts = g_markup_printf_escaped (
      red != NULL ? "<span alpha=\"55%%\">%s%s</span>" : "%s%s", both ? " · " : "", line->facts);
  g_autofree char *subtitle = g_strconcat (when, facts, NULL);

  if (red != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), "crm-late");
  adw_action_row_set_subtitle (row, subtitle);
}

static void
find_when (AdwActionRow *row, CrmRecord *task, CrmWorkspace *workspace, Line *line)
{
  /* A meeting has no term. */
  const char *name = crm_record_is_empty (task, "due") ? "start" : "due";
  int field = crm_entity_field_index (crm_record_get_entity (task), name);
  g_autofree char *exact = NULL;

  if (crm_record_is_empty (task, name))
    return;
  line->when = crm_moment_format_relative (crm_record_get_integer (task, name),
                                           crm_workspace_get_now (workspace));
  line->is_overdue = crm_record_is_overdue (task, field, crm_workspace_get_now (workspace));
  exact = crm_record_format (task, field);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), exact);
}

/* What the row says is markup from here on. */
static void
escape_title (AdwActionRow *row)
{
  AdwPreferencesRow *preferences = ADW_PREFERENCES_ROW (row);
  g_autofree char *title = g_markup_escape_text (adw_preferences_row_get_title (preferences), -1);

  if (adw_preferences_row_get_use_markup (preferences))
    return;
  adw_preferences_row_set_title (preferences, title);
  adw_preferences_row_set_use_markup (preferences, TRUE);
}

static void
add_fact (GString *facts, const char *fact)
{
  if (fact == NULL || *fact == '\0')
    return;
  if (facts->len > 0)
    g_string_append (facts, " · ");
  g_string_append (facts, fact);
}

static void
add_choice (GString *facts, CrmRecord *task, const char *field, const char *usual)
{
  g_autofree char *text =
      crm_record_format (task, crm_entity_field_index (crm_record_get_entity (task), field));

  if (g_strcmp0 (crm_record_get_text (task, field), usual) != 0)
    add_fact (facts, text);
}

/* When who hands over means it to begin. */
static void
add_planned (GString *facts, CrmRecord *task, CrmWorkspace *workspace)
{
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (crm_record_is_empty (task, "start"))
    return;
  when = crm_moment_format_relative (crm_record_get_integer (task, "start"),
                                     crm_workspace_get_now (workspace));
  /* Translators: of a task that was handed over; a moment, as “Tomorrow 9:00” */
  text = g_strdup_printf (_ ("planned start: %s"), when);
  add_fact (facts, text);
}

static void
fill (AdwActionRow *row, CrmRecord *task, CrmWorkspace *workspace, gboolean of_all)
{
  const CrmEntity *entity = crm_record_get_entity (task);
  g_autoptr (GString) facts = g_string_new (NULL);
  const char *priority = crm_record_get_text (task, "priority");
  Line *line = g_new0 (Line, 1);

  g_object_set_data_full (G_OBJECT (row), "line", line, (GDestroyNotify) free_line);
  if (crm_task_waits_to_be_taken (task)) {
    add_choice (facts, task, "state", "new");
    add_planned (facts, task, workspace);
    add_choice (facts, task, "kind", "task");
    adw_action_row_set_subtitle_lines (row, 3);
  } else {
    add_choice (facts, task, "kind", NULL);
    add_choice (facts, task, "state", "new");
  }
  add_choice (facts, task, "priority", "normal");
  add_fact (facts,
            crm_record_get_reference_title (task, crm_entity_field_index (entity, "company")));
  if (of_all)
    add_fact (facts, crm_record_get_reference_title (
                         task, crm_entity_field_index (entity, "responsible")));
  line->facts = crm_text_one_line (facts->str, 200);
  if (!crm_task_waits_to_be_taken (task) || crm_record_is_empty (task, "start"))
    find_when (row, task, workspace, line);
  escape_title (row);
  show_line (row);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (show_line),
                           row, G_CONNECT_SWAPPED);
  if (g_strcmp0 (priority, "urgent") == 0 || g_strcmp0 (priority, "high") == 0) {
    GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
    gtk_widget_add_css_class (image, strcmp (priority, "urgent") == 0 ? "error" : "warning");
    gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
    adw_action_row_add_prefix (row, image);
  }
  if (crm_store_is_writable (crm_workspace_get_store (workspace)))
    add_buttons (row, task, workspace);
}

/**
 * crm_task_row_fill:
 * @row: of a list
 * @task: with the titles of its references
 * @workspace: where it is changed
 */
void
crm_task_row_fill (AdwActionRow *row, CrmRecord *task, CrmWorkspace *workspace)
{
  fill (row, task, workspace, FALSE);
}

/**
 * crm_task_row_fill_of_all:
 * @row: of a list
 * @task: with the titles of its references
 * @workspace: where it is changed
 */
void
crm_task_row_fill_of_all (AdwActionRow *row, CrmRecord *task, CrmWorkspace *workspace)
{
  fill (row, task, workspace, TRUE);
}
