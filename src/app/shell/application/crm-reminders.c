/* Time for an open company file. */
#include "config.h"

#include "crm-reminders.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-clock.h"
#include "crm-hand-over-sheet.h"
#include "crm-notification-service.h"
#include "crm-pages.h"
#include "crm-process-tick.h"
#include "crm-process.h"
#include "crm-query.h"
#include "crm-quiet.h"
#include "crm-working-time.h"

#define MINUTE 60
#define SNOOZE_MINUTES 10
/* More buttons than that no desktop shows. */
#define MOST_OUTCOMES 2
/* The engine gathers what is more at once into a summary; a night may bring some. */
#define MOST_AT_ONCE 200
#define MOST_NAMED 5

/**
 * CrmReminders:
 *
 * The timer only wakes: what is due is decided by the file and the clock. So nothing is missed or
 * doubled when the computer slept or its clock was set.
 */
struct _CrmReminders {
  GObject parent_instance;

  GApplication *application;    /* borrowed; it outlives this */
  CrmWorkspace *workspace;      /* owned */
  GSettings *settings;          /* owned */
  CrmWorkingCalendar *calendar; /* owned */
  guint n_waiting;
  guint timer;
  gboolean ticking;
};

G_DEFINE_FINAL_TYPE (CrmReminders, crm_reminders, G_TYPE_OBJECT)

typedef enum { PROP_N_WAITING = 1 } CrmRemindersProperty;
static GParamSpec *properties[PROP_N_WAITING + 1];

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

/* The ways it can end, or that it is done; what is over is asked for in words, too. */
static void
add_answers (CrmReminders *self, GNotification *notification, gint64 activity, gboolean is_over)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autoptr (GPtrArray) outcomes = crm_process_outcomes (reader, activity, NULL);
  g_autoptr (CrmRecord) task =
      crm_record_load (reader, crm_entity_find ("activity"), activity, NULL);
  guint n = outcomes != NULL ? outcomes->len : 0;

  if (task != NULL && crm_task_waits_to_be_taken (task)) {
    g_notification_add_button_with_target (notification, C_ ("task", "Take"), "app.take-task", "x",
                                           activity);
    return;
  }
  /* What has come to its end needs none; a request ends with more than a press. */
  if (task != NULL &&
      (crm_record_get_entity (task)->is_settled (task) || !crm_record_is_empty (task, "asker")))
    return;
  for (guint i = 0; i < MIN (n, MOST_OUTCOMES); i++)
    g_notification_add_button_with_target (notification, crm_record_get_title (outcomes->pdata[i]),
                                           "app.finish-task", "(xx)", activity,
                                           crm_record_get_id (outcomes->pdata[i]));
  if (n == 0)
    g_notification_add_button_with_target (notification, C_ ("task", "Done"), "app.finish-task",
                                           "(xx)", activity, (gint64) 0);
  if (n == 0 && is_over)
    g_notification_add_button_with_target (notification, _ ("What Came of It?"), "app.answer-task",
                                           "x", activity);
}

static void
send (CrmReminders *self, CrmRecord *reminder)
{
  const CrmEntity *tasks = crm_entity_find ("activity");
  gint64 subject = crm_record_get_integer (reminder, "subject");
  gboolean is_task = subject != 0 && crm_subject_get_entity (subject) == tasks;
  gboolean is_over = g_strcmp0 (crm_record_get_text (reminder, "kind"), "result") == 0;
  g_autoptr (GNotification) notification = g_notification_new (crm_record_get_title (reminder));
  g_autofree char *name = dup_subject_name (reminder);
  g_autofree char *kind = crm_record_format (
      reminder, crm_entity_field_index (crm_record_get_entity (reminder), "kind"));
  g_autofree char *id = NULL;

  g_notification_set_body (notification, kind);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  if (is_task && is_over)
    g_notification_set_default_action_and_target (notification, "app.answer-task", "x",
                                                  crm_subject_get_id (subject));
  else if (name != NULL)
    g_notification_set_default_action_and_target (notification, "app.open-record", "s", name);
  else
    g_notification_set_default_action_and_target (notification, "app.show", "s", "today");
  if (is_task) {
    add_answers (self, notification, crm_subject_get_id (subject), is_over);
    g_notification_add_button_with_target (notification, _ ("In 10 Minutes"), "app.snooze-reminder",
                                           "x", crm_record_get_id (reminder));
  }
  id = name != NULL ? g_strdup (name)
                    : g_strdup_printf ("reminder:%" G_GINT64_FORMAT, crm_record_get_id (reminder));
  g_application_send_notification (self->application, id, notification);
}

/* What came while it was quiet is one thing to tell. */
static void
send_gathered (CrmReminders *self, GPtrArray *reminders)
{
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u reminder while it was quiet",
                                 "%u reminders while it was quiet", reminders->len),
                       reminders->len);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < MIN (reminders->len, MOST_NAMED); i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "",
                            crm_record_get_title (reminders->pdata[i]));
  if (reminders->len > MOST_NAMED)
    g_string_append (body, "\n…");
  g_notification_set_body (notification, body->str);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action (notification, "app.show-reminders");
  g_notification_add_button (notification, _ ("Show"), "app.show-reminders");
  g_application_send_notification (self->application, "reminders", notification);
}

/* --- When to tell */

static gboolean
is_quiet (CrmReminders *self, gint64 moment)
{
  CrmQuiet quiet = { g_settings_get_boolean (self->settings, "quiet-hours"),
                     g_settings_get_int (self->settings, "quiet-from"),
                     g_settings_get_int (self->settings, "quiet-until"),
                     g_settings_get_boolean (self->settings, "quiet-free-days") ? self->calendar
                                                                                : NULL };
  return crm_quiet_holds (&quiet, moment);
}

static gboolean
is_urgent (CrmReminders *self, CrmRecord *reminder)
{
  gint64 subject = crm_record_get_integer (reminder, "subject");
  const CrmEntity *entity = subject != 0 ? crm_subject_get_entity (subject) : NULL;
  g_autoptr (CrmRecord) task = NULL;

  if (entity != crm_entity_find ("activity") ||
      !g_settings_get_boolean (self->settings, "quiet-lets-urgent"))
    return FALSE;
  task = crm_record_load (crm_workspace_get_reader (self->workspace), entity,
                          crm_subject_get_id (subject), NULL);
  return task != NULL && g_strcmp0 (crm_record_get_text (task, "priority"), "urgent") == 0;
}

/* Whether it came, or woke, in a quiet time. */
static gboolean
came_in_quiet (CrmReminders *self, CrmRecord *reminder)
{
  return is_quiet (self, crm_record_get_integer (reminder, "changed"));
}

static GPtrArray *
fetch_new (CrmReminders *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  gint64 me = crm_workspace_get_me (self->workspace);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("reminder"));
  g_autoptr (CrmQuery) oldest = crm_query_sort (all, "moment", FALSE, NULL);
  g_autoptr (CrmQuery) waiting =
      crm_query_filter (oldest, "state", CRM_OP_EQUAL, "new", reader, NULL);
  /* Whoever has not said who they are is told what concerns nobody in particular. */
  g_autofree char *mine =
      me != 0 ? g_strdup_printf ("person = #%" G_GINT64_FORMAT " or person empty", me)
              : g_strdup ("person empty");
  g_autoptr (CrmQuery) here =
      waiting != NULL ? crm_query_filter_expression (waiting, mine, reader, NULL) : NULL;

  return here != NULL ? crm_query_fetch_all (here, reader, MOST_AT_ONCE, NULL) : NULL;
}

/* They are marked before they are sent: what cannot be marked would come again each minute. */
typedef struct {
  CrmReminders *reminders; /* owned */
  GPtrArray *single;       /* owned; CrmRecord */
  GPtrArray *gathered;     /* owned; CrmRecord */
} Showing;

static void
free_showing (Showing *showing)
{
  g_object_unref (showing->reminders);
  g_ptr_array_unref (showing->single);
  g_ptr_array_unref (showing->gathered);
  g_free (showing);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Showing *showing = user_data;
  CrmReminders *self = showing->reminders;
  g_autoptr (GError) error = NULL;

  if (crm_change_commit_finish (CRM_STORE (source), result, &error) < 0)
    g_message ("%s", error->message);
  else if (self->workspace != NULL) {
    for (guint i = 0; i < showing->single->len; i++)
      send (self, showing->single->pdata[i]);
    if (showing->gathered->len > 0)
      send_gathered (self, showing->gathered);
  }
  free_showing (showing);
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

static CrmChange *
mark (CrmReminders *self, GPtrArray *first, GPtrArray *second)
{
  CrmChange *change = new_change (self, _ ("Reminder shown"));

  for (guint i = 0; i < first->len + second->len; i++)
    crm_change_set_text (
        change, crm_entity_find ("reminder"),
        crm_record_get_id (i < first->len ? first->pdata[i] : second->pdata[i - first->len]),
        "state", "shown");
  return change;
}

static void
set_n_waiting (CrmReminders *self, guint n)
{
  if (self->n_waiting == n)
    return;
  self->n_waiting = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

/* What is told now; what is quiet stays as it is until that ends. */
static void
choose (CrmReminders *self, GPtrArray *records, Showing *showing)
{
  gboolean quiet = is_quiet (self, crm_clock_now ());

  for (guint i = 0; i < records->len; i++) {
    CrmRecord *reminder = records->pdata[i];
    gboolean disturbs = quiet || came_in_quiet (self, reminder);
    if (!disturbs || is_urgent (self, reminder))
      g_ptr_array_add (showing->single, g_object_ref (reminder));
    else if (!quiet)
      g_ptr_array_add (showing->gathered, g_object_ref (reminder));
  }
  if (showing->gathered->len == 1) {
    g_ptr_array_add (showing->single, g_object_ref (showing->gathered->pdata[0]));
    g_ptr_array_set_size (showing->gathered, 0);
  }
}

static void
show_new (CrmReminders *self)
{
  g_autoptr (GPtrArray) records = fetch_new (self);
  Showing *showing;
  guint n;

  if (records == NULL)
    return;
  showing = g_new0 (Showing, 1);
  showing->reminders = g_object_ref (self);
  showing->single = g_ptr_array_new_with_free_func (g_object_unref);
  showing->gathered = g_ptr_array_new_with_free_func (g_object_unref);
  choose (self, records, showing);
  n = showing->single->len + showing->gathered->len;
  /* Nothing is marked as told that nobody could be told of. */
  if (n > 0 &&
      !crm_notification_service_is_there (g_application_get_dbus_connection (self->application))) {
    set_n_waiting (self, n);
    free_showing (showing);
    return;
  }
  set_n_waiting (self, 0);
  if (n > 0)
    crm_change_commit_async (mark (self, showing->single, showing->gathered), get_store (self),
                             NULL, marked_cb, showing);
  else
    free_showing (showing);
}

guint
crm_reminders_get_n_waiting (CrmReminders *self)
{
  g_return_val_if_fail (CRM_IS_REMINDERS (self), 0);

  return self->n_waiting;
}

/**
 * crm_reminders_fetch_waiting:
 * @self: the reminders
 *
 * Returns: (transfer full) (element-type CrmRecord): those that nobody could be told of, the oldest
 *   first, as many as are told of at once
 */
GPtrArray *
crm_reminders_fetch_waiting (CrmReminders *self)
{
  GPtrArray *records;

  g_return_val_if_fail (CRM_IS_REMINDERS (self), NULL);

  records = self->n_waiting > 0 ? fetch_new (self) : NULL;
  return records != NULL ? records : g_ptr_array_new ();
}

/**
 * crm_reminders_acknowledge:
 * @self: the reminders
 * @seen: (element-type CrmRecord): of them
 *
 * These, that nobody could be told of, have been looked at in the window.
 */
void
crm_reminders_acknowledge (CrmReminders *self, GPtrArray *seen)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  g_return_if_fail (CRM_IS_REMINDERS (self));

  if (seen->len == 0)
    return;
  set_n_waiting (self, 0);
  crm_workspace_commit (self->workspace, mark (self, seen, nothing), NULL, NULL);
}

/* What is done needs no answer any more. */
static void
store_changed_cb (CrmReminders *self, CrmAnnouncement *announcement)
{
  const CrmEntity *tasks = crm_entity_find ("activity");
  gsize n = 0;
  const CrmNews *news;

  if (self->workspace == NULL)
    return;
  if (crm_announcement_touches (announcement, crm_entity_find ("own_day"))) {
    crm_working_calendar_unref (self->calendar);
    self->calendar = crm_working_time_load (crm_workspace_get_reader (self->workspace));
  }
  if (crm_announcement_is_wide (announcement, tasks))
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
  g_clear_object (&self->settings);
  g_clear_pointer (&self->calendar, crm_working_calendar_unref);

  G_OBJECT_CLASS (crm_reminders_parent_class)->dispose (object);
}

static void
crm_reminders_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CrmRemindersProperty) id) {
  case PROP_N_WAITING:
    g_value_set_uint (value, CRM_REMINDERS (object)->n_waiting);
    break;
  }
}

static void
crm_reminders_class_init (CrmRemindersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_reminders_get_property;
  object_class->dispose = crm_reminders_dispose;
  /**
   * CrmReminders:n-waiting:
   *
   * How many have come that could not be told, as this desktop shows no notifications.
   */
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
crm_reminders_init (CrmReminders *self)
{
}

/**
 * crm_reminders_new:
 * @application: what sends; it must outlive them
 * @workspace: an open company file
 * @settings: of the program: when it is quiet
 *
 * Returns: (transfer full): what minds the time as long as it lives
 */
CrmReminders *
crm_reminders_new (GApplication *application, CrmWorkspace *workspace, GSettings *settings)
{
  CrmReminders *self = g_object_new (CRM_TYPE_REMINDERS, NULL);

  self->application = application;
  self->workspace = g_object_ref (workspace);
  self->settings = g_object_ref (settings);
  self->calendar = crm_working_time_load (crm_workspace_get_reader (workspace));
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  /* The window comes first. */
  self->timer = g_timeout_add_seconds (1, first_cb, self);
  return self;
}
