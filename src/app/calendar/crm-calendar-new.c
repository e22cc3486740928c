/* The dialog for what is drawn into a calendar. */
#include "config.h"

#include "crm-calendar-new.h"

#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-dialog-guard.h"
#include "crm-field-row.h"
#include "crm-record-fields.h"
#include "crm-record-form.h"
#include "crm-repeat-editor.h"

struct _CrmCalendarNew {
  AdwDialog parent_instance;

  CrmWorkspace *workspace;     /* owned */
  CrmRecord *start;            /* owned; as it was drawn */
  CrmRecordForm *form;         /* owned */
  GSimpleActionGroup *actions; /* owned */
  CrmRepeatEditor *repeat;     /* borrowed */
  gint64 length;               /* seconds, as it was drawn */

  AdwBanner *problem;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (CrmCalendarNew, crm_calendar_new, ADW_TYPE_DIALOG)

static void
show_problem (CrmCalendarNew *self, const char *text)
{
  adw_banner_set_title (self->problem, text != NULL ? text : "");
  adw_banner_set_revealed (self->problem, text != NULL);
}

static gboolean
is_typed (gpointer dialog)
{
  CrmCalendarNew *self = dialog;
  g_autofree char *rule = NULL;

  return crm_record_form_is_typed (self->form, self->start) ||
         !crm_repeat_editor_read (self->repeat, &rule) || rule != NULL;
}

static void
cancel_cb (CrmCalendarNew *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* --- Creating */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmCalendarNew) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->workspace == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->groups), TRUE);
  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0) {
    show_problem (self, error->message);
    return;
  }
  text = g_strdup_printf (_ ("“%s” created"),
                          crm_record_get_title (crm_record_form_get_record (self->form)));
  crm_workspace_say_done (self->workspace, text);
  crm_dialog_close_now (ADW_DIALOG (self));
}

/* Whole days begin and end at midnight; what was only given another start is as long as before. */
static void
tidy_time (CrmCalendarNew *self, CrmRecord *record)
{
  gint64 start = crm_record_get_integer (record, "start");
  gint64 ends = crm_record_get_integer (record, "ends");

  if (crm_record_is_empty (record, "start"))
    return;
  if (crm_record_is_empty (record, "ends") || ends <= start)
    ends = start + self->length;
  if (crm_record_get_integer (record, "all_day") != 0) {
    start = crm_moment_from_date (crm_moment_to_date (start));
    ends = crm_moment_from_date (crm_moment_to_date (ends - 1) + 1);
  }
  crm_record_set_integer (record, "start", start);
  crm_record_set_integer (record, "ends", ends);
}

static void
create_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmCalendarNew *self = user_data;
  CrmRecord *record = crm_record_form_get_record (self->form);
  g_autofree char *rule = NULL;
  g_autofree char *label = NULL;
  CrmChange *change;

  show_problem (self, NULL);
  if (!crm_record_form_flush (self->form)) {
    show_problem (self, _ ("Something here cannot be read"));
    return;
  }
  if (!crm_repeat_editor_read (self->repeat, &rule)) {
    crm_repeat_editor_point_out (self->repeat);
    show_problem (self, _ ("Something here cannot be read"));
    return;
  }
  if (crm_record_is_empty (record, "title")) {
    show_problem (self, _ ("Say what it is about"));
    return;
  }
  tidy_time (self, record);
  if (rule != NULL)
    crm_record_set_text (record, "repeat", rule);
  else
    crm_record_clear_field (record, "repeat");
  label = g_strdup_printf (C_ ("change", "New %s: %s"),
                           crm_entity_get_label (crm_record_get_entity (record)),
                           crm_record_get_title (record));
  change = crm_workspace_begin (self->workspace, label);
  crm_change_add (change, record);
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->groups), FALSE);
  crm_workspace_commit (self->workspace, change, created_cb, g_object_ref (self));
}

static const GActionEntry entries[] = { { "create", create_action } };

/* --- The object */

static void
crm_calendar_new_dispose (GObject *object)
{
  CrmCalendarNew *self = CRM_CALENDAR_NEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_CALENDAR_NEW);
  g_clear_object (&self->form);
  g_clear_object (&self->start);
  g_clear_object (&self->actions);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_calendar_new_parent_class)->dispose (object);
}

static void
crm_calendar_new_class_init (CrmCalendarNewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_calendar_new_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-calendar-new.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarNew, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarNew, groups);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
crm_calendar_new_init (CrmCalendarNew *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_dialog_guard (ADW_DIALOG (self), is_typed, NULL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "meeting", G_ACTION_GROUP (self->actions));
}

static void
add_group (CrmCalendarNew *self, const char *const *names)
{
  const CrmEntity *entity = crm_entity_find ("activity");
  GtkWidget *group = adw_preferences_group_new ();

  for (; *names != NULL; names++) {
    GtkWidget *row = crm_field_row_new (self->form, crm_entity_field_index (entity, *names));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    if (g_strcmp0 (*names, "title") == 0)
      adw_dialog_set_focus (ADW_DIALOG (self), row);
  }
  gtk_box_append (self->groups, group);
}

/**
 * crm_calendar_new_new:
 * @workspace: where it is created
 * @start: moment
 * @end: moment, after @start
 * @is_all_day: whether it takes days
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_calendar_new_new (CrmWorkspace *workspace, gint64 start, gint64 end, gboolean is_all_day)
{
  CrmCalendarNew *self = g_object_new (CRM_TYPE_CALENDAR_NEW, NULL);
  g_autoptr (CrmRecord) draft = crm_record_new (crm_entity_find ("activity"));

  self->workspace = g_object_ref (workspace);
  self->length = end - start;
  crm_record_set_text (draft, "kind", "meeting");
  crm_record_set_integer (draft, "start", start);
  crm_record_set_integer (draft, "ends", end);
  if (is_all_day)
    crm_record_set_integer (draft, "all_day", 1);
  if (crm_workspace_get_me (workspace) != 0)
    crm_record_set_integer (draft, "responsible", crm_workspace_get_me (workspace));
  self->start = crm_record_copy (draft);
  self->form = crm_record_form_new (workspace, draft);
  add_group (self, (const char *const[]) { "title", "kind", "company", NULL });
  add_group (self, (const char *const[]) { "start", "ends", "all_day", "place", NULL });
  self->repeat = CRM_REPEAT_EDITOR (crm_repeat_editor_new ());
  gtk_box_append (self->groups, GTK_WIDGET (self->repeat));
  add_group (self, (const char *const[]) { "responsible", "note", NULL });
  return ADW_DIALOG (self);
}
