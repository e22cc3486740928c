/* Taking back a change of long ago, or a record to a moment. */
#include "config.h"

#include "crm-take-back.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-date.h"
#include "crm-entry-list.h"
#include "crm-revert.h"

/* So much of what would change is shown. */
#define MOST_SHOWN 100

/**
 * Request:
 *
 * One question from the look at the journal to the commit. The look has a thread and a connection
 * of its own: an import of a hundred thousand is looked at for seconds, and lists go on meanwhile.
 */
typedef struct {
  CrmWorkspace *workspace; /* owned */
  GtkWidget *parent;       /* owned */
  char *path;              /* owned */
  gint64 change;
  const CrmEntity *entity; /* NULL: the change itself is taken back */
  gint64 id;
  gint64 moment;
  gint64 me;
  CrmRevertMode mode;
  char *label;        /* owned; of the new change */
  CrmRevert *plan;    /* owned; as looked at */
  GPtrArray *entries; /* owned; what would change */
} Request;

static void
free_request (Request *request)
{
  g_object_unref (request->workspace);
  g_object_unref (request->parent);
  g_free (request->path);
  g_free (request->label);
  g_clear_pointer (&request->plan, crm_revert_free);
  g_clear_pointer (&request->entries, g_ptr_array_unref);
  g_free (request);
}

static CrmRevert *
make_plan (const Request *request, CrmDatabase *database, GCancellable *cancellable, GError **error)
{
  if (request->entity == NULL)
    return crm_revert_plan (database, request->change, cancellable, error);
  return crm_revert_plan_record (database, request->entity, request->id, request->change,
                                 cancellable, error);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (request->path, CRM_DATABASE_READ, &error);

  if (database != NULL)
    request->plan = make_plan (request, database, cancellable, &error);
  if (request->plan != NULL)
    request->entries = crm_revert_describe (request->plan, database, MOST_SHOWN, &error);
  if (request->entries != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- Doing it */

static gboolean
commit_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  /* What was looked at may have changed while the question stood. */
  g_autoptr (CrmRevert) plan = make_plan (request, database, cancellable, error);

  return plan != NULL && crm_revert_commit (plan, database, request->mode, request->label,
                                            request->me, CRM_ORIGIN_WINDOW, error) >= 0;
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GError) error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, &error))
    crm_workspace_say_done (request->workspace, request->label);
  else
    crm_workspace_report (request->workspace, _ ("This could not be taken back"), error);
  free_request (request);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_strcmp0 (response, "cancel") == 0) {
    free_request (request);
    return;
  }
  request->mode = g_strcmp0 (response, "along") == 0   ? CRM_REVERT_ALONG
                  : g_strcmp0 (response, "leave") == 0 ? CRM_REVERT_LEAVE
                                                       : CRM_REVERT_STRICT;
  /* All since the moment goes: nothing is in the way of that. */
  if (request->entity != NULL)
    request->mode = CRM_REVERT_ALONG;
  crm_store_write_async (crm_workspace_get_store (request->workspace), commit_func, request, NULL,
                         NULL, committed_cb, request);
}

/* --- Asking */

static char *
dup_line (const CrmHistoryEntry *entry)
{
  /* Translators: a value that is empty */
  const char *nothing = C_ ("value", "empty");

  if (entry->action == CRM_ACTION_ADD)
    return g_strdup (_ ("Comes back"));
  if (entry->action == CRM_ACTION_DELETE)
    return g_strdup (_ ("Is deleted"));
  return g_strdup_printf ("%s: %s → %s", crm_field_get_label (entry->field),
                          entry->old_text != NULL ? entry->old_text : nothing,
                          entry->new_text != NULL ? entry->new_text : nothing);
}

static void
add_row (GtkWidget *list, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
add_list (GtkWidget *box, const char *heading, GPtrArray *entries, gboolean later)
{
  GtkWidget *label = gtk_label_new (heading);
  GtkWidget *list = gtk_list_box_new ();

  if (entries->len == 0)
    return;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  -1);
  for (guint i = 0; i < entries->len; i++) {
    const CrmHistoryEntry *entry = entries->pdata[i];
    g_autofree char *line = later ? crm_entry_dup_detail (entry, NULL) : dup_line (entry);
    add_row (list, entry->label, line);
  }
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), list);
}

static GtkWidget *
make_details (const Request *request)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  guint n_touched = request->entity == NULL ? crm_revert_get_n_touched (request->plan) : 0;

  gtk_widget_set_margin_start (box, 3);
  gtk_widget_set_margin_end (box, 3);
  gtk_widget_set_margin_bottom (box, 6);
  if (n_touched > 0)
    add_list (box, _ ("Changed since by"), crm_revert_get_later (request->plan), TRUE);
  add_list (box,
            request->entries->len < MOST_SHOWN
                ? _ ("What Changes")
                /* Translators: the head of a list that is cut after a hundred lines */
                : _ ("What changes, the first of it"),
            request->entries, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  return scroller;
}

static char *
dup_body (const Request *request)
{
  guint n = crm_revert_get_n_records (request->plan);
  guint n_touched = request->entity == NULL ? crm_revert_get_n_touched (request->plan) : 0;
  g_autofree char *all =
      g_strdup_printf (ngettext ("%u record goes back to what it was before.",
                                 "%u records go back to what they were before.", n),
                       n);
  g_autofree char *touched = NULL;

  if (request->entity != NULL)
    return g_strdup (_ ("All that changed in it since goes back at once. Undo brings it again."));
  if (n_touched == 0)
    return g_strdup_printf ("%s %s", all, _ ("Undo brings it again."));
  touched = g_strdup_printf (
      ngettext ("%u of them was changed since: leave it as it is now, or take that back too?",
                "%u of them were changed since: leave them as they are now, or take that back too?",
                n_touched),
      n_touched);
  return g_strdup_printf ("%s %s", all, touched);
}

static void
ask (Request *request)
{
  g_autofree char *body = dup_body (request);
  /* A name of one long word has no place in a heading, where it cannot be broken. */
  g_autofree char *whole = g_strdup_printf (
      "%s\n%s", request->entity != NULL ? request->label : crm_revert_get_label (request->plan),
      body);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (
      request->entity != NULL ? _ ("Back to This Moment?") : _ ("Take This Back?"), whole));

  adw_alert_dialog_set_extra_child (dialog, make_details (request));
  adw_alert_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  if (request->entity == NULL && crm_revert_get_n_touched (request->plan) > 0) {
    adw_alert_dialog_add_response (dialog, "along", _ ("Take _Along"));
    adw_alert_dialog_add_response (dialog, "leave", _ ("_Leave Those"));
    adw_alert_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_SUGGESTED);
  } else {
    adw_alert_dialog_add_response (dialog, "back",
                                   request->entity != NULL ? _ ("Bring _Back") : _ ("_Take Back"));
    adw_alert_dialog_set_response_appearance (dialog, "back", ADW_RESPONSE_SUGGESTED);
  }
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, request->parent, NULL, answered_cb, request);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    crm_workspace_report (request->workspace, _ ("This cannot be taken back"), error);
    free_request (request);
  } else if (request->entity != NULL && request->entries->len == 0) {
    crm_workspace_say (request->workspace, _ ("Nothing has changed since"));
    free_request (request);
  } else
    ask (request);
}

static void
look (Request *request)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, looked_cb, request);

  g_task_set_task_data (task, request, NULL);
  g_task_run_in_thread (task, look_in_thread);
}

static Request *
create_request (CrmWorkspace *workspace, GtkWidget *parent, gint64 change)
{
  Request *request = g_new0 (Request, 1);

  request->workspace = g_object_ref (workspace);
  request->parent = g_object_ref (parent);
  request->path = g_strdup (crm_store_get_path (crm_workspace_get_store (workspace)));
  request->change = change;
  request->me = crm_workspace_get_me (workspace);
  return request;
}

static char *
dup_label_of (CrmWorkspace *workspace, gint64 change)
{
  g_autoptr (GPtrArray) steps =
      crm_history_read_steps (crm_workspace_get_reader (workspace), change + 1, 1, NULL);
  const CrmHistoryEntry *step = steps != NULL && steps->len > 0 ? steps->pdata[0] : NULL;

  return g_strdup_printf (_ ("Taken back: %s"), step != NULL ? step->label : "");
}

/**
 * crm_take_back_ask:
 * @workspace: where it was
 * @parent: a widget of the window
 * @change: which change
 */
void
crm_take_back_ask (CrmWorkspace *workspace, GtkWidget *parent, gint64 change)
{
  Request *request = create_request (workspace, parent, change);

  request->label = dup_label_of (workspace, change);
  look (request);
}

/**
 * crm_take_back_ask_record:
 * @workspace: where the record is
 * @parent: a widget of the window
 * @entity: of the record
 * @id: of the record
 * @change: the record is to be as this change left it
 * @moment: when that was made
 */
void
crm_take_back_ask_record (CrmWorkspace *workspace, GtkWidget *parent, const CrmEntity *entity,
                          gint64 id, gint64 change, gint64 moment)
{
  Request *request = create_request (workspace, parent, change);
  g_autofree char *title = crm_reference_title (crm_workspace_get_reader (workspace), entity, id);
  g_autofree char *when = crm_moment_format (moment, NULL);

  request->entity = entity;
  request->id = id;
  request->moment = moment;
  /* Translators: the title of a record, and a date and time */
  request->label = g_strdup_printf (_ ("“%s” as it was on %s"),
                                    title != NULL ? title : crm_entity_get_label (entity), when);
  look (request);
}
