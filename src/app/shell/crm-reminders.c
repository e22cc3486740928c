/* Time for an open company file. */
#include "config.h"

#include "crm-reminders.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-clock.h"
#include "crm-hand-over-sheet.h"
#include "crm-pages.h"
#include "crm-process-tick.h"
#include "crm-process.h"
#include "crm-query.h"

#define MINUTE 60
#define SNOOZE_MINUTES 10
/* More buttons than that no desktop shows. */
#define MOST_OUTCOMES 2
/* The engine gathers what is more into a summary. */
#define MOST_AT_ONCE 20

/**
 * CrmReminders:
 *
 * The timer only wakes: what is due is decided by the file and the clock. So nothing is missed or
 * doubled when the computer slept or its clock was set.
 */
struct _CrmReminders {
  GObject parent_instance;

  GApplication *application; /* borrowed; it outlives this */
  CrmWorkspace *workspace;   /* owned */
  guint timer;
  gboolean ticking;
};

G_DEFINE_FINAL_TYPE (CrmReminders, crm_reminders, G_TYPE_OBJECT)

static CrmStore *
get_store (CrmReminders *self)
{
  return crm_workspace_get_store (self->workspace);
}

/* --- On the desktop */

static char *
dup_subject_name (CrmRecord *reminder)
{
  gint64 subject = crm_record_get_integer (reminder, "subject");
  const CrmEntity *entity = subject != 0 ? crm_subject_get_entity (subject) : NULL;

  return entity != NULL ? crm_pages_dup_name (entity, crm_subject_get_id (subject)) : NULL;
}

/* The ways it can end, or that it is done. */
static void
add_answers (CrmReminders *self, GNotification *notification, gint64 activity)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autoptr (GPtrArray) outcomes = crm_process_outcomes (reader, activity, NULL);
  g_autoptr (CrmRecord) task =
      crm_record_load (reader, crm_entity_find ("activity"), activity, NULL);

  if (task != NULL && crm_task_waits_to_be_taken (task)) {
    g_notification_add_button_with_target (notification, C_ ("task", "Take"), "app.take-task", "x",
                                           activity);
    return;
  }
  for (guint i = 0; outcomes != NULL && i < MIN (outcomes->len, MOST_OUTCOMES); i++)
    g_notification_add_button_with_target (notification, crm_record_get_title (outcomes->pdata[i]),
                                           "app.finish-task", "(xx)", activity,
                                           crm_record_get_id (outcomes->pdata[i]));
  if (outcomes == NULL || outcomes->len == 0)
    g_notification_add_button_with_target (notification, C_ ("task", "Done"), "app.finish-task",
                                           "(xx)", activity, (gint64) 0);
}

static void
send (CrmReminders *self, CrmRecord *reminder)
{
  const CrmEntity *tasks = crm_entity_find ("activity");
  gint64 subject = crm_record_get_integer (reminder, "subject");
  g_autoptr (GNotification) notification = g_notification_new (crm_record_get_title (reminder));
  g_autofree char *name = dup_subject_name (reminder);
  g_autofree char *kind = crm_record_format (
      reminder, crm_entity_field_index (crm_record_get_entity (reminder), "kind"));
  g_autofree char *id = NULL;

  g_notification_set_body (notification, kind);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  if (name != NULL)
    g_notification_set_default_action_and_target (notification, "app.open-record", "s", name);
  else
    g_notification_set_default_action_and_target (notification, "app.show", "s", "today");
  if (subject != 0 && crm_subject_get_entity (subject) == tasks) {
    add_answers (self, notification, crm_subject_get_id (subject));
    g_notification_add_button_with_target (notification, _ ("In 10 Minutes"), "app.snooze-reminder",
                                           "x", crm_record_get_id (reminder));
  }
  id = name != NULL ? g_strdup (name)
                    : g_strdup_printf ("reminder:%" G_GINT64_FORMAT, crm_record_get_id (reminder));
  g_application_send_notification (self->application, id, notification);
}

static GPtrArray *
fetch_new (CrmReminders *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  gint64 me = crm_workspace_get_me (self->workspace);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("reminder"));
  g_autoptr (CrmQuery) waiting = crm_query_filter (all, "state", CRM_OP_EQUAL, "new", reader, NULL);
  g_autofree char *mine = g_strdup_printf ("person = %" G_GINT64_FORMAT " or person empty", me);
  g_autoptr (CrmQuery) here =
      waiting != NULL ? crm_query_filter_expression (waiting, mine, reader, NULL) : NULL;

  return here != NULL ? crm_query_fetch_all (here, reader, MOST_AT_ONCE, NULL) : NULL;
}

/* They are marked before they are sent: what cannot be marked would come again each minute. */
typedef struct {
  CrmReminders *reminders; /* owned */
  GPtrArray *records;      /* owned */
} Showing;

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Showing *showing = user_data;
  g_autoptr (CrmReminders) self = showing->reminders;
  g_autoptr (GError) error = NULL;

  if (crm_change_commit_finish (CRM_STORE (source), result, &error) < 0)
    g_message ("%s", error->message);
  else if (self->workspace != NULL)
    for (guint i = 0; i < showing->records->len; i++)
      send (self, showing->records->pdata[i]);
  g_ptr_array_unref (showing->records);
  g_free (showing);
}

static CrmChange *
new_change (CrmReminders *self, const char *label)
{
  CrmChange *change =
      crm_change_new (label, crm_workspace_get_me (self->workspace), CRM_ORIGIN_TIME);

  /* That something was told is no step that people take back. */
  crm_change_set_given (change);
  return change;
}

static void
show_new (CrmReminders *self)
{
  g_autoptr (GPtrArray) records = fetch_new (self);
  CrmChange *change;
  Showing *showing;

  if (records == NULL || records->len == 0)
    return;
  change = new_change (self, _ ("Reminder shown"));
  for (guint i = 0; i < records->len; i++)
    crm_change_set_text (change, crm_entity_find ("reminder"),
                         crm_record_get_id (records->pdata[i]), "state", "shown");
  showing = g_new0 (Showing, 1);
  showing->reminders = g_object_ref (self);
  showing->records = g_steal_pointer (&records);
  crm_change_commit_async (change, get_store (self), NULL, marked_cb, showing);
}

/* What is done needs no answer any more. */
static void
store_changed_cb (CrmReminders *self, CrmAnnouncement *announcement)
{
  const CrmEntity *tasks = crm_entity_find ("activity");
  gsize n = 0;
  const CrmNews *news;

  if (self->workspace == NULL || crm_announcement_is_wide (announcement, tasks))
    return;
  news = crm_announcement_get_news (announcement, tasks, &n);
  for (gsize i = 0; i < MIN (n, MOST_AT_ONCE); i++) {
    g_autoptr (CrmRecord) task =
        crm_record_load (crm_workspace_get_reader (self->workspace), tasks, news[i].id, NULL);
    g_autofree char *name = crm_pages_dup_name (tasks, news[i].id);
    if (task == NULL || tasks->is_settled (task))
      g_application_withdraw_notification (self->application, name);
  }
}

/* --- The clock */

typedef struct {
  gint64 now;
  gint64 me;
  CrmTick tick;
} Ticking;

static gboolean
tick_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Ticking *ticking = data;
  return crm_process_tick (database, ticking->now, ticking->me, &ticking->tick, error);
}

static void
ticked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmReminders) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_write_finish (CRM_STORE (source), result, &error);

  self->ticking = FALSE;
  if (!done)
    g_message ("%s", error->message);
  if (self->workspace != NULL)
    show_new (self);
}

void
crm_reminders_tick (CrmReminders *self)
{
  Ticking *ticking;

  if (self->ticking || self->workspace == NULL || !crm_store_is_writable (get_store (self)))
    return;
  self->ticking = TRUE;
  ticking = g_new0 (Ticking, 1);
  ticking->now = crm_clock_now ();
  ticking->me = crm_workspace_get_me (self->workspace);
  crm_store_write_async (get_store (self), tick_func, ticking, g_free, NULL, ticked_cb,
                         g_object_ref (self));
}

static void schedule (CrmReminders *self);

static gboolean
timer_cb (gpointer user_data)
{
  CrmReminders *self = user_data;

  self->timer = 0;
  crm_reminders_tick (self);
  schedule (self);
  return G_SOURCE_REMOVE;
}

/* At the full minute, as people write their appointments. */
static void
schedule (CrmReminders *self)
{
  gint64 second = g_get_real_time () / G_USEC_PER_SEC % MINUTE;

  self->timer = g_timeout_add_seconds ((guint) (MINUTE - second), timer_cb, self);
}

static gboolean
first_cb (gpointer user_data)
{
  CrmReminders *self = user_data;

  self->timer = 0;
  crm_reminders_tick (self);
  schedule (self);
  return G_SOURCE_REMOVE;
}

void
crm_reminders_snooze (CrmReminders *self, gint64 reminder)
{
  const CrmEntity *entity = crm_entity_find ("reminder");
  g_autoptr (CrmRecord) record =
      crm_record_load (crm_workspace_get_reader (self->workspace), entity, reminder, NULL);
  CrmChange *change;

  /* The number comes over the bus; what it was about may be gone. */
  if (record == NULL)
    return;
  change = new_change (self, _ ("Reminder put off"));
  crm_change_set_text (change, entity, reminder, "state", "snoozed");
  crm_change_set_integer (change, entity, reminder, "until",
                          crm_clock_now () + SNOOZE_MINUTES * MINUTE);
  crm_workspace_commit (self->workspace, change, NULL, NULL);
}

static void
crm_reminders_dispose (GObject *object)
{
  CrmReminders *self = CRM_REMINDERS (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_reminders_parent_class)->dispose (object);
}

static void
crm_reminders_class_init (CrmRemindersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_reminders_dispose;
}

static void
crm_reminders_init (CrmReminders *self)
{
}

/**
 * crm_reminders_new:
 * @application: what sends; it must outlive them
 * @workspace: an open company file
 *
 * Returns: (transfer full): what minds the time as long as it lives
 */
CrmReminders *
crm_reminders_new (GApplication *application, CrmWorkspace *workspace)
{
  CrmReminders *self = g_object_new (CRM_TYPE_REMINDERS, NULL);

  self->application = application;
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  /* The window comes first. */
  self->timer = g_timeout_add_seconds (1, first_cb, self);
  return self;
}
