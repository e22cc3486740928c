/* What time brings: reminders, papers that wait too long, promised payments, invoices that lapse,
 * neglected deals. */
#include "config.h"

#include "crm-process-tick.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "crm-activity-dates.h"
#include "crm-date.h"
#include "crm-process-private.h"
#include "crm-setting.h"

/*
 * Nothing here remembers the moment of the last call. A task has an alarm in the file until it
 * rang; everything else has its reminder in the file, that is found by subject, kind and moment. So
 * a call too many does nothing, a late one does all of it in order, and a clock that jumps neither
 * loses nor doubles anything.
 *
 * What is told is no step of Undo; what is done (a task for the head, an invoice that lapses) is.
 * Who was away is not flooded: more than a few reminders for one person at once become one that
 * says how many there are.
 */

#define SIGNED_WITHIN (7 * 86400)
#define MOST_AT_ONCE 5
#define MOST_IN_A_TICK 50000           /* the rest rings with the next one */
#define SETTING_NEGLECT "tick_neglect" /* the day on which neglected deals were told last */
#define SETTING_SINCE "tick_since"     /* the moment of the first call */

typedef struct {
  const char *kind;
  CrmAlarm alarm;
  char *text;         /* owned */
  gboolean is_silent; /* something later is told of the same */
} Notice;

typedef struct {
  CrmDatabase *database;
  gint64 now;
  gint64 me;
  gboolean is_first;
  GArray *notices;  /* Notice */
  GHashTable *over; /* subjects whose result is asked for now */
  CrmTick *tick;
} Time;

static void
clear_notice (gpointer notice)
{
  g_free (((Notice *) notice)->text);
}

static CrmChange *
new_change (Time *time, const char *label)
{
  CrmChange *change = crm_change_new (label, time->me, CRM_ORIGIN_TIME);
  crm_change_set_moment (change, time->now);
  return change;
}

static char *
dup_title (Time *time, gint64 subject)
{
  char *title = crm_reference_title (time->database, crm_subject_get_entity (subject),
                                     crm_subject_get_id (subject));
  return title != NULL ? title : g_strdup ("");
}

/* A paper as people call it, with or without a number: "Contract 17, Orion". */
static char *
dup_document_name (Time *time, gint64 id)
{
  g_autoptr (CrmRecord) document =
      crm_record_load (time->database, crm_entity_find ("document"), id, NULL);
  g_autofree char *kind = NULL;
  g_autofree char *company = NULL;
  const char *number;

  if (document == NULL)
    return g_strdup ("");
  kind = crm_record_format (document,
                            crm_entity_field_index (crm_record_get_entity (document), "kind"));
  number = crm_record_get_text (document, "number");
  company = crm_reference_title (time->database, crm_entity_find ("company"),
                                 crm_record_get_integer (document, "company"));
  return g_strconcat (kind, number != NULL ? " " : "", number != NULL ? number : "",
                      company != NULL ? ", " : "", company, NULL);
}

/* The same moment is told once whatever is found. */
static void
tell (Time *time, const char *kind, const CrmAlarm *alarm, char *text)
{
  Notice notice = { kind, *alarm, text, FALSE };
  g_array_append_val (time->notices, notice);
}

/* --- Writing what is told */

static void
add_reminder (CrmChange *change, const Notice *notice, const char *state)
{
  g_autoptr (CrmRecord) reminder = crm_record_new (crm_entity_find ("reminder"));

  crm_record_set_text (reminder, "text", notice->text);
  crm_record_set_text (reminder, "kind", notice->kind);
  crm_record_set_text (reminder, "state", state);
  if (notice->alarm.subject != 0)
    crm_record_set_integer (reminder, "subject", notice->alarm.subject);
  if (notice->alarm.person != 0)
    crm_record_set_integer (reminder, "person", notice->alarm.person);
  crm_record_set_integer (reminder, "moment", notice->alarm.moment);
  crm_change_add (change, reminder);
}

static GHashTable *
count_by_person (Time *time)
{
  GHashTable *counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < time->notices->len; i++) {
    const Notice *notice = &g_array_index (time->notices, Notice, i);
    gint64 person = notice->alarm.person;
    int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, &person));
    if (!notice->is_silent)
      g_hash_table_replace (counts, g_memdup2 (&person, sizeof person), GINT_TO_POINTER (n + 1));
  }
  return counts;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = **(gint64 *const *) a;
  gint64 y = **(gint64 *const *) b;
  return (x > y) - (x < y);
}

static void
add_summaries (Time *time, CrmChange *change, GHashTable *counts)
{
  g_autoptr (GPtrArray) persons = g_hash_table_get_keys_as_ptr_array (counts);

  g_ptr_array_sort (persons, compare_ids);
  for (guint i = 0; i < persons->len; i++) {
    gint64 person = *(gint64 *) persons->pdata[i];
    int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, &person));
    Notice notice = { "summary", { 0, time->now, person }, NULL, FALSE };
    if (n <= MOST_AT_ONCE)
      continue;
    notice.text = g_strdup_printf (
        ngettext ("%d reminder came meanwhile", "%d reminders came meanwhile", (unsigned) n), n);
    add_reminder (change, &notice, "new");
    time->tick->shown++;
    g_free (notice.text);
  }
}

static gboolean
write_notices (Time *time, GError **error)
{
  g_autoptr (GHashTable) counts = count_by_person (time);
  g_autoptr (CrmChange) change = NULL;

  if (time->notices->len == 0)
    return TRUE;
  change = new_change (time, _ ("Reminders"));
  crm_change_set_given (change);
  for (guint i = 0; i < time->notices->len; i++) {
    Notice *notice = &g_array_index (time->notices, Notice, i);
    gboolean many =
        notice->is_silent ||
        GPOINTER_TO_INT (g_hash_table_lookup (counts, &notice->alarm.person)) > MOST_AT_ONCE;
    add_reminder (change, notice, many ? "gathered" : "new");
    time->tick->shown += !many;
  }
  add_summaries (time, change, counts);
  return crm_change_commit (change, time->database, error) >= 0;
}

/* --- Tasks */

/* What came of a call or a meeting is asked when it is over; that it began is no news then. */
static gboolean
ask_results (Time *time, GError **error)
{
  g_autoptr (GArray) alarms = g_array_new (FALSE, FALSE, sizeof (CrmAlarm));

  if (!crm_alarm_read_results (time->database, time->now, MOST_IN_A_TICK, alarms, error))
    return FALSE;
  for (guint i = 0; i < alarms->len; i++) {
    CrmAlarm *alarm = &g_array_index (alarms, CrmAlarm, i);
    gboolean asks;
    if (!crm_alarm_pass_result (time->database, alarm, time->now, &asks, error))
      return FALSE;
    if (!asks)
      continue;
    tell (time, "result", alarm, dup_title (time, alarm->subject));
    g_hash_table_add (time->over, g_memdup2 (&alarm->subject, sizeof alarm->subject));
    time->tick->over++;
  }
  return TRUE;
}

static gboolean
ring (Time *time, GError **error)
{
  g_autoptr (GArray) alarms = g_array_new (FALSE, FALSE, sizeof (CrmAlarm));

  if (!crm_alarm_read_tasks (time->database, time->now, MOST_IN_A_TICK, alarms, error))
    return FALSE;
  for (guint i = 0; i < alarms->len; i++) {
    CrmAlarm *alarm = &g_array_index (alarms, CrmAlarm, i);
    gboolean rings;
    if (!crm_alarm_pass (time->database, alarm, time->now, &rings, error))
      return FALSE;
    if (!rings)
      continue;
    tell (time, "due", alarm, dup_title (time, alarm->subject));
    g_array_index (time->notices, Notice, time->notices->len - 1).is_silent =
        g_hash_table_contains (time->over, &alarm->subject);
    time->tick->due++;
  }
  return TRUE;
}

static gboolean
wake_snoozed (Time *time, GError **error)
{
  g_autoptr (GArray) alarms = g_array_new (FALSE, FALSE, sizeof (CrmAlarm));
  g_autoptr (CrmChange) change = NULL;

  if (!crm_alarm_read_snoozed (time->database, time->now, alarms, error))
    return FALSE;
  if (alarms->len == 0)
    return TRUE;
  change = new_change (time, _ ("Reminders"));
  crm_change_set_given (change);
  for (guint i = 0; i < alarms->len; i++) {
    CrmAlarm *alarm = &g_array_index (alarms, CrmAlarm, i);
    crm_change_set_text (change, crm_entity_find ("reminder"), crm_subject_get_id (alarm->subject),
                         "state", "new");
    time->tick->shown++;
  }
  return crm_change_commit (change, time->database, error) >= 0;
}

/* --- Papers */

static gint64
find_head (Time *time, CrmRecord *document)
{
  g_autoptr (CrmRecord) nothing = crm_record_new_empty (crm_entity_find ("activity"));
  g_autoptr (CrmScene) scene = NULL;

  crm_record_set_integer (nothing, "responsible", crm_record_get_integer (document, "responsible"));
  scene = crm_scene_new (time->database, nothing, time->now, time->me, NULL);
  if (scene == NULL)
    return time->me;
  {
    gint64 same = crm_record_get_integer (document, "responsible");
    gint64 head = crm_scene_find_person (scene, "supervisor", NULL, NULL);
    return head != 0 && head != same ? head : crm_scene_find_person (scene, "role", "head", NULL);
  }
}

/* Unsigned for a week: the head is told and gets a task. Of what was so before anybody looked, one
 * summary says how much it is. */
static gboolean
watch_signatures (Time *time, GError **error)
{
  g_autoptr (GArray) alarms = g_array_new (FALSE, FALSE, sizeof (CrmAlarm));
  g_autoptr (CrmChange) change = new_change (time, C_ ("change", "Overdue documents"));

  if (!crm_alarm_read_unsigned (time->database, time->now - SIGNED_WITHIN, alarms, error))
    return FALSE;
  for (guint i = 0; i < alarms->len; i++) {
    CrmAlarm alarm = g_array_index (alarms, CrmAlarm, i);
    g_autoptr (CrmRecord) document = crm_record_load (time->database, crm_entity_find ("document"),
                                                      crm_subject_get_id (alarm.subject), error);
    g_autofree char *title = NULL;
    g_autoptr (CrmRecord) task = NULL;
    static const char *const same[] = { "company", "deal", "contact" };
    g_autofree char *name = dup_document_name (time, crm_subject_get_id (alarm.subject));
    if (document == NULL)
      return FALSE;
    alarm.person = find_head (time, document);
    /* Translators: a document */
    title = g_strdup_printf (_ ("Unsigned for a week: %s"), name);
    tell (time, "overdue", &alarm, g_strdup (title));
    time->tick->overdue++;
    if (time->is_first)
      continue;
    task = crm_record_new (crm_entity_find ("activity"));
    crm_record_set_text (task, "title", title);
    crm_record_set_text (task, "priority", "urgent");
    crm_record_set_integer (task, "document", crm_record_get_id (document));
    for (gsize j = 0; j < G_N_ELEMENTS (same); j++)
      if (!crm_record_is_empty (document, same[j]))
        crm_record_set_integer (task, same[j], crm_record_get_integer (document, same[j]));
    if (alarm.person != 0)
      crm_record_set_integer (task, "responsible", alarm.person);
    crm_record_set_integer (task, "due",
                            crm_process_moment_at (crm_moment_to_date (time->now), 18));
    crm_change_set_cause (change, _ ("Documents are signed within a week"));
    crm_change_add (change, task);
  }
  return crm_change_commit (change, time->database, error) >= 0;
}

/* Whether a process waits for it that says what follows when it lapses. */
static gboolean
can_lapse (Time *time, gint64 document, GError **error)
{
  g_autoptr (GPtrArray) tasks =
      crm_process_read (time->database, "activity", "document", document, error);

  for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
    const char *state = crm_record_get_text (tasks->pdata[i], "state");
    g_autoptr (GPtrArray) outcomes = NULL;
    if (g_strcmp0 (state, "done") == 0 || g_strcmp0 (state, "cancelled") == 0)
      continue;
    outcomes = crm_process_outcomes (time->database, crm_record_get_id (tasks->pdata[i]), error);
    for (guint j = 0; outcomes != NULL && j < outcomes->len; j++)
      if (g_strcmp0 (crm_record_get_text (outcomes->pdata[j], "event"), "lapsed") == 0)
        return TRUE;
  }
  return FALSE;
}

static gboolean
lapse (Time *time, const CrmAlarm *alarm, const char *title, GError **error)
{
  g_autofree char *label =
      /* Translators: a document */
      g_strdup_printf (C_ ("change", "Lapsed: %s"), title);
  g_autoptr (CrmChange) change = new_change (time, label);

  crm_change_set_cause (change, _ ("The promised day has passed"));
  crm_change_set_text (change, crm_entity_find ("document"), crm_subject_get_id (alarm->subject),
                       "status", "lapsed");
  time->tick->lapsed++;
  return crm_change_commit (change, time->database, error) >= 0;
}

static gboolean
watch_payments (Time *time, GError **error)
{
  gint64 today = crm_moment_to_date (time->now);
  g_autoptr (GArray) today_s = g_array_new (FALSE, FALSE, sizeof (CrmAlarm));
  g_autoptr (GArray) passed = g_array_new (FALSE, FALSE, sizeof (CrmAlarm));

  if (!crm_alarm_read_promised (time->database, today, "promise", today_s, error) ||
      !crm_alarm_read_promised (time->database, today - 1, "lapsed", passed, error))
    return FALSE;
  for (guint i = 0; i < today_s->len; i++) {
    CrmAlarm *alarm = &g_array_index (today_s, CrmAlarm, i);
    g_autofree char *title = dup_document_name (time, crm_subject_get_id (alarm->subject));
    /* Translators: a document */
    tell (time, "promise", alarm, g_strdup_printf (_ ("Payment is expected: %s"), title));
    time->tick->promised++;
  }
  for (guint i = 0; i < passed->len; i++) {
    CrmAlarm *alarm = &g_array_index (passed, CrmAlarm, i);
    g_autofree char *title = dup_document_name (time, crm_subject_get_id (alarm->subject));
    gboolean lapses = can_lapse (time, crm_subject_get_id (alarm->subject), error);
    if (lapses && !lapse (time, alarm, title, error))
      return FALSE;
    tell (time, "lapsed", alarm,
          /* Translators: a document */
          g_strdup_printf (lapses ? _ ("The invoice has lapsed: %s") : _ ("Payment is overdue: %s"),
                           title));
  }
  return TRUE;
}

/* --- Deals */

static gboolean
watch_deals (Time *time, GError **error)
{
  gint64 today = crm_moment_to_date (time->now);
  g_autofree char *text = crm_setting_dup (time->database, SETTING_NEGLECT, NULL);
  g_autofree char *day = g_strdup_printf ("%" PRId64, today);
  g_autoptr (GArray) deals = NULL;
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) persons = NULL;

  /* Once a day, and on no day again that has been already. */
  if (text != NULL && today <= g_ascii_strtoll (text, NULL, 10))
    return TRUE;
  /* A meeting that repeats is a next step again before anybody is told that there is none. */
  if (!crm_activity_dates_advance (time->database, time->now, error))
    return FALSE;
  deals = crm_alarm_read_neglected (time->database, 0, today, -1, error);
  if (deals == NULL || !crm_setting_write (time->database, SETTING_NEGLECT, day, error))
    return FALSE;
  for (guint i = 0; i < deals->len; i++) {
    gint64 person = g_array_index (deals, CrmNeglect, i).person;
    int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, &person));
    g_hash_table_replace (counts, g_memdup2 (&person, sizeof person), GINT_TO_POINTER (n + 1));
  }
  persons = g_hash_table_get_keys_as_ptr_array (counts);
  g_ptr_array_sort (persons, compare_ids);
  for (guint i = 0; i < persons->len; i++) {
    gint64 person = *(gint64 *) persons->pdata[i];
    int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, &person));
    CrmAlarm alarm = { 0, today * 86400, person };
    tell (
        time, "neglected", &alarm,
        g_strdup_printf (
            ngettext ("%d deal needs a next step", "%d deals need a next step", (unsigned) n), n));
  }
  time->tick->neglected = deals->len;
  return TRUE;
}

/* --- Documents that come again */

static void
tell_repeated (gint64 subject, gint64 moment, gint64 person, char *text, gpointer data)
{
  CrmAlarm alarm = { subject, moment, person };
  tell (data, "notice", &alarm, text);
}

static gboolean
repeat_papers (Time *time, GError **error)
{
  const CrmProcessPaper *paper = crm_process_get_paper ();

  return paper == NULL || paper->tick == NULL ||
         paper->tick (time->database, time->now, time->me, tell_repeated, time,
                      &time->tick->repeated, error);
}

static gboolean
begin (Time *time, GError **error)
{
  g_autofree char *since = crm_setting_dup (time->database, SETTING_SINCE, NULL);
  g_autofree char *now = g_strdup_printf ("%" PRId64, time->now);

  time->is_first = since == NULL;
  return since != NULL || crm_setting_write (time->database, SETTING_SINCE, now, error);
}

/**
 * crm_process_tick:
 * @database: the writer's connection, inside a transaction
 * @now: the moment
 * @me: the person at this seat; 0: nobody
 * @tick: (out): how much there was
 * @error: what a process refused; nothing is written then
 *
 * Returns: whether all that has come due up to @now is done and told. Writer thread.
 */
gboolean
crm_process_tick (CrmDatabase *database, gint64 now, gint64 me, CrmTick *tick, GError **error)
{
  g_autoptr (GArray) notices = g_array_new (FALSE, TRUE, sizeof (Notice));
  g_autoptr (GHashTable) over = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Time time = { database, now, me, FALSE, notices, over, tick };

  *tick = (CrmTick) { 0 };
  g_array_set_clear_func (notices, clear_notice);
  return begin (&time, error) && wake_snoozed (&time, error) && ask_results (&time, error) &&
         ring (&time, error) && watch_signatures (&time, error) && watch_payments (&time, error) &&
         watch_deals (&time, error) && repeat_papers (&time, error) && write_notices (&time, error);
}
