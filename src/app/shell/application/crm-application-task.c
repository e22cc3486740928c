/* What a reminder on the desktop is answered with: the window need not be open for it. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-result-dialog.h"
#include "crm-application-private.h"
#include "crm-finish-sheet.h"
#include "crm-hand-over-sheet.h"
#include "crm-journal.h"
#include "crm-pages.h"
#include "crm-process.h"

typedef struct {
  CrmApplication *application; /* owned */
  gint64 activity;
  char *said; /* owned */
  const char *failed;
} Answering;

static void
show_task (CrmApplication *self, gint64 activity)
{
  if (crm_application_ensure_open (self))
    crm_workspace_open_record (self->workspace, crm_entity_find ("activity"), activity);
}

static void
send_done (CrmApplication *self, gint64 activity, const char *said, gint64 change)
{
  g_autoptr (GNotification) notification = g_notification_new (said);
  g_autofree char *name = crm_pages_dup_name (crm_entity_find ("activity"), activity);
  g_autofree char *id = g_strconcat ("done-", name, NULL);

  g_notification_set_default_action_and_target (notification, "app.open-record", "s", name);
  if (change > 0)
    g_notification_add_button_with_target (notification, _ ("Undo"), "app.revert-change", "x",
                                           change);
  g_application_send_notification (G_APPLICATION (self), id, notification);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answering *answering = user_data;
  g_autoptr (CrmApplication) self = answering->application;
  g_autoptr (GError) error = NULL;
  gboolean done =
      self->workspace != NULL && crm_workspace_commit_finish (self->workspace, result, &error) >= 0;

  if (done)
    send_done (self, answering->activity, answering->said,
               crm_journal_get_undo (crm_workspace_get_reader (self->workspace), NULL));
  else if (self->workspace != NULL) {
    show_task (self, answering->activity);
    crm_application_report (self, answering->failed, error);
  }
  g_application_release (G_APPLICATION (self));
  g_free (answering->said);
  g_free (answering);
}

/* Takes @change and @said. @failed: what is said where it could not be; static. */
static void
commit (CrmApplication *self, CrmChange *change, gint64 activity, char *said, const char *failed)
{
  Answering *answering = g_new0 (Answering, 1);

  answering->application = g_object_ref (self);
  answering->activity = activity;
  answering->said = said;
  answering->failed = failed;
  g_application_hold (G_APPLICATION (self));
  crm_workspace_commit (self->workspace, change, answered_cb, answering);
}

static gboolean
asks (GPtrArray *asked)
{
  for (guint i = 0; asked != NULL && i < asked->len; i++)
    if (crm_asked_is_to_be_asked (asked->pdata[i]))
      return TRUE;
  return FALSE;
}

/* What must be asked for is asked for in the window. */
static void
ask (CrmApplication *self, gint64 activity, gint64 outcome)
{
  show_task (self, activity);
  if (self->workspace != NULL)
    crm_finish_task (GTK_WIDGET (crm_application_ensure_window (self)), self->workspace, activity,
                     outcome);
}

static gboolean
fill (CrmApplication *self, CrmChange *change, gint64 activity, gint64 outcome, GError **error)
{
  if (outcome != 0)
    return crm_process_finish (change, crm_workspace_get_reader (self->workspace), activity,
                               outcome, NULL, error);
  crm_change_set_text (change, crm_entity_find ("activity"), activity, "state", "done");
  return TRUE;
}

/**
 * crm_application_finish_task:
 * @self: the application
 * @activity: a task; it comes over the bus, so it may be anything
 * @outcome: how it ended; 0: it is done
 *
 * Finishes it, with the window closed too, and says so on the desktop with a way back.
 */
void
crm_application_finish_task (CrmApplication *self, gint64 activity, gint64 outcome)
{
  g_autoptr (CrmRecord) task = NULL;
  g_autoptr (GPtrArray) asked = NULL;
  g_autoptr (CrmChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_application_ensure_store (self))
    return;
  task = crm_record_load (crm_workspace_get_reader (self->workspace), crm_entity_find ("activity"),
                          activity, NULL);
  if (task == NULL)
    return;
  if (outcome != 0)
    asked =
        crm_process_asked (crm_workspace_get_reader (self->workspace), activity, outcome, &error);
  if (asks (asked)) {
    ask (self, activity, outcome);
    return;
  }
  change = crm_workspace_begin (self->workspace, crm_record_get_title (task));
  if (error != NULL || !fill (self, change, activity, outcome, &error)) {
    show_task (self, activity);
    crm_application_report (self, _ ("The task could not be finished"), error);
    return;
  }
  /* Translators: a task */
  commit (self, g_steal_pointer (&change), activity,
          g_strdup_printf (_ ("“%s” done"), crm_record_get_title (task)),
          _ ("The task could not be finished"));
}

/**
 * crm_application_take_task:
 * @self: the application
 * @activity: a task; it comes over the bus, so it may be anything
 *
 * What was handed over is taken, with the window closed too; it is said with a way back.
 */
void
crm_application_take_task (CrmApplication *self, gint64 activity)
{
  g_autoptr (CrmRecord) task = NULL;
  g_autoptr (CrmChange) change = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_application_ensure_store (self))
    return;
  task = crm_record_load (crm_workspace_get_reader (self->workspace), crm_entity_find ("activity"),
                          activity, NULL);
  if (task == NULL || !crm_task_waits_to_be_taken (task))
    return;
  said = g_strdup_printf (_ ("“%s” taken"), crm_record_get_title (task));
  change = crm_workspace_begin (self->workspace, said);
  if (crm_process_take (change, crm_workspace_get_reader (self->workspace), activity,
                        crm_workspace_get_me (self->workspace), &error))
    commit (self, g_steal_pointer (&change), activity, g_steal_pointer (&said),
            _ ("The task could not be taken"));
  else
    crm_application_report (self, _ ("The task could not be taken"), error);
}

/**
 * crm_application_answer_task:
 * @self: the application
 * @activity: a task; it comes over the bus, so it may be anything
 *
 * Asks in the window what came of it. One that has come to its end is shown.
 */
void
crm_application_answer_task (CrmApplication *self, gint64 activity)
{
  const CrmEntity *tasks = crm_entity_find ("activity");
  g_autoptr (CrmRecord) task = NULL;

  if (!crm_application_ensure_open (self))
    return;
  task = crm_record_load (crm_workspace_get_reader (self->workspace), tasks, activity, NULL);
  if (task == NULL)
    return;
  show_task (self, activity);
  if (!tasks->is_settled (task))
    crm_result_ask (GTK_WIDGET (crm_application_ensure_window (self)), self->workspace, task);
}
