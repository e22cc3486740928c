/* What becomes of an entry. */
#include "config.h"

#include "crm-calendar-deed.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-calendar-text.h"

typedef enum { MOVE, REMOVE, OPEN } What;

typedef struct {
  What what;
  CrmWorkspace *workspace; /* owned */
  CrmCalendarEntry *entry; /* owned */
  gint64 start, end;
  gboolean is_all_day;
} Deed;

static void
free_deed (Deed *deed)
{
  g_object_unref (deed->workspace);
  crm_calendar_entry_free (deed->entry);
  g_free (deed);
}

static Deed *
new_deed (What what, CrmWorkspace *workspace, const CrmCalendarEntry *entry)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->what = what;
  deed->workspace = g_object_ref (workspace);
  deed->entry = crm_calendar_entry_copy (entry);
  return deed;
}

gboolean
crm_calendar_is_series (CrmWorkspace *workspace, const CrmCalendarEntry *entry)
{
  g_autoptr (CrmRecord) record = NULL;

  if (entry->occurrence == 0)
    return FALSE;
  record = crm_record_load (crm_workspace_get_reader (workspace), crm_entity_find ("activity"),
                            entry->activity, NULL);
  return record != NULL && !crm_record_is_empty (record, "repeat");
}

/* --- Doing it */

static void
commit (CrmWorkspace *workspace, CrmChange *change, gboolean is_ready, const char *said,
        const char *problem, GError *error)
{
  if (is_ready)
    crm_workspace_commit_and_say (workspace, change, said);
  else {
    crm_change_free (change);
    crm_workspace_report (workspace, problem, error);
  }
}

static void
move (Deed *deed, CrmCalendarReach reach)
{
  const CrmCalendarEntry *entry = deed->entry;
  g_autofree char *when = crm_calendar_text_when (deed->start, deed->end, deed->is_all_day);
  /* Translators: the title of a meeting or task; its new time, as "Tuesday 24 November, 10:00" */
  g_autofree char *said = g_strdup_printf (_ ("“%s” moved: %s"), entry->title, when);
  CrmChange *change = crm_workspace_begin (deed->workspace, said);
  g_autoptr (GError) error = NULL;
  gboolean done = crm_calendar_move (change, crm_workspace_get_reader (deed->workspace),
                                     entry->activity, entry->occurrence, reach, deed->start,
                                     deed->end, deed->is_all_day, &error);

  commit (deed->workspace, change, done, said, _ ("This could not be moved"), error);
}

static void
remove_entry (Deed *deed, CrmCalendarReach reach)
{
  const CrmCalendarEntry *entry = deed->entry;
  g_autofree char *said = g_strdup_printf (_ ("“%s” deleted"), entry->title);
  CrmChange *change = crm_workspace_begin (deed->workspace, said);
  g_autoptr (GError) error = NULL;
  gboolean done = crm_calendar_remove (change, crm_workspace_get_reader (deed->workspace),
                                       entry->activity, entry->occurrence, reach, &error);

  commit (deed->workspace, change, done, said, _ ("This could not be deleted"), error);
}

static void
detached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = crm_workspace_commit_finish (workspace, result, &error);

  if (id < 0)
    crm_workspace_report (workspace, _ ("This could not be opened"), error);
  else
    crm_workspace_open_record (workspace, crm_entity_find ("activity"), id);
}

static void
open_entry (Deed *deed, CrmCalendarReach reach)
{
  CrmChange *change;
  g_autoptr (GError) error = NULL;

  if (reach == CRM_CALENDAR_ALL) {
    crm_workspace_open_record (deed->workspace, crm_entity_find ("activity"),
                               deed->entry->activity);
    return;
  }
  change = crm_workspace_begin (deed->workspace, deed->entry->title);
  if (crm_calendar_detach (change, crm_workspace_get_reader (deed->workspace),
                           deed->entry->activity, deed->entry->occurrence, &error) != 0) {
    crm_workspace_commit (deed->workspace, change, detached_cb, g_object_ref (deed->workspace));
    return;
  }
  crm_change_free (change);
  crm_workspace_report (deed->workspace, _ ("This could not be opened"), error);
}

static void
do_deed (Deed *deed, CrmCalendarReach reach)
{
  switch (deed->what) {
  case MOVE:
    move (deed, reach);
    break;
  case REMOVE:
    remove_entry (deed, reach);
    break;
  case OPEN:
    open_entry (deed, reach);
    break;
  }
  free_deed (deed);
}

/* --- Asking */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_strcmp0 (answer, "this") == 0)
    do_deed (user_data, CRM_CALENDAR_THIS);
  else if (g_strcmp0 (answer, "later") == 0)
    do_deed (user_data, CRM_CALENDAR_THIS_AND_LATER);
  else if (g_strcmp0 (answer, "all") == 0)
    do_deed (user_data, CRM_CALENDAR_ALL);
  else
    free_deed (user_data);
}

static const char *
get_question (What what)
{
  switch (what) {
  case MOVE:
    return _ ("Move Which of Them?");
  case REMOVE:
    return _ ("Delete Which of Them?");
  case OPEN:
    return _ ("Open Which of Them?");
  }
  g_return_val_if_reached ("");
}

static void
ask (Deed *deed, GtkWidget *parent)
{
  /* Translators: %s is the title of a meeting or task */
  g_autofree char *body = g_strdup_printf (_ ("“%s” repeats."), deed->entry->title);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (get_question (deed->what), body));

  adw_alert_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  adw_alert_dialog_add_response (dialog, "all", C_ ("repeating", "_All of Them"));
  if (deed->what != OPEN)
    adw_alert_dialog_add_response (dialog, "later", C_ ("repeating", "This and _Later Ones"));
  adw_alert_dialog_add_response (dialog, "this", C_ ("repeating", "_Only This One"));
  if (deed->what == REMOVE)
    for (const char *const *each = (const char *const[]) { "all", "later", "this", NULL };
         *each != NULL; each++) {
      if (adw_alert_dialog_has_response (dialog, *each))
        adw_alert_dialog_set_response_appearance (dialog, *each, ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_alert_dialog_set_default_response (dialog, "this");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, parent, NULL, answered_cb, deed);
}

/**
 * crm_calendar_deed_move:
 * @parent: over which is asked
 * @workspace: where it is
 * @entry: what is moved or stretched
 * @start: moment
 * @end: moment
 * @is_all_day: whether it takes days
 */
void
crm_calendar_deed_move (GtkWidget *parent, CrmWorkspace *workspace, const CrmCalendarEntry *entry,
                        gint64 start, gint64 end, gboolean is_all_day)
{
  Deed *deed = new_deed (MOVE, workspace, entry);

  deed->start = start;
  deed->end = end;
  deed->is_all_day = is_all_day;
  if (entry->occurrence != 0)
    ask (deed, parent);
  else
    do_deed (deed, CRM_CALENDAR_ALL);
}

void
crm_calendar_deed_remove (GtkWidget *parent, CrmWorkspace *workspace, const CrmCalendarEntry *entry)
{
  Deed *deed = new_deed (REMOVE, workspace, entry);

  if (entry->occurrence != 0)
    ask (deed, parent);
  else
    do_deed (deed, CRM_CALENDAR_ALL);
}

void
crm_calendar_deed_open (GtkWidget *parent, CrmWorkspace *workspace, const CrmCalendarEntry *entry)
{
  Deed *deed = new_deed (OPEN, workspace, entry);

  if (crm_calendar_is_series (workspace, entry) &&
      crm_store_is_writable (crm_workspace_get_store (workspace)))
    ask (deed, parent);
  else
    do_deed (deed, CRM_CALENDAR_ALL);
}

void
crm_calendar_deed_finish (CrmWorkspace *workspace, const CrmCalendarEntry *entry)
{
  g_autofree char *said = g_strdup_printf (_ ("“%s” done"), entry->title);
  CrmChange *change = crm_workspace_begin (workspace, said);
  g_autoptr (GError) error = NULL;
  gboolean done = crm_calendar_finish (change, crm_workspace_get_reader (workspace),
                                       entry->activity, entry->occurrence, &error);

  commit (workspace, change, done, said, _ ("The task could not be finished"), error);
}
