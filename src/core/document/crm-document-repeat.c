/* Documents that come again: the tick makes drafts of them, or reminds. */
#include "config.h"

#include "crm-document-repeat.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-document-private.h"
#include "crm-error.h"
#include "crm-setup.h"
#include "crm-working-time.h"

#define MOST_MISSED                                                                                \
  24                /* of one, at once: two years by the month; the rest comes with the next tick */
#define EARLIEST 14 /* a working day before may be so many days before */
#define EVENING (18 * 3600)

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("recurrence");
}

/* --- Days */

/**
 * crm_document_repeat_step:
 * @date: a day
 * @every: how many units further, from 1
 * @unit: "week", "month", "quarter" or "year"
 * @day: of the month that is wanted; 0: that of @date
 *
 * Returns: the day that follows; %CRM_DATE_MAX at the end of time
 */
gint64
crm_document_repeat_step (gint64 date, gint64 every, const char *unit, gint64 day)
{
  int year, month, of_month;
  gint64 months = every;

  if (g_strcmp0 (unit, "week") == 0)
    return MIN (date + 7 * every, CRM_DATE_MAX);
  if (g_strcmp0 (unit, "quarter") == 0)
    months = 3 * every;
  else if (g_strcmp0 (unit, "year") == 0)
    months = 12 * every;
  crm_date_to_ymd (date, &year, &month, &of_month);
  months += (gint64) year * 12 + month - 1;
  if (months / 12 > 9999)
    return CRM_DATE_MAX;
  year = (int) (months / 12);
  month = (int) (months % 12) + 1;
  if (day < 1)
    day = of_month;
  return crm_date_from_ymd (year, month, MIN ((int) day, crm_date_days_in_month (year, month)));
}

/**
 * crm_document_repeat_move:
 * @date: a day
 * @rest: (nullable): "before", "after"; anything else leaves it
 * @calendar: when the company works
 *
 * Returns: the day itself, or the working day that stands for it
 */
gint64
crm_document_repeat_move (gint64 date, const char *rest, CrmWorkingCalendar *calendar)
{
  int step = g_strcmp0 (rest, "before") == 0 ? -1 : g_strcmp0 (rest, "after") == 0 ? 1 : 0;

  for (int i = 0; step != 0 && i < EARLIEST && !crm_working_calendar_is_working (calendar, date);
       i++)
    date += step;
  return date;
}

/* --- What there is */

/* "Invoice, Orion" */
static char *
dup_name (CrmDatabase *database, CrmRecord *document)
{
  g_autofree char *kind = crm_record_format (
      document, crm_entity_field_index (crm_record_get_entity (document), "kind"));
  g_autofree char *company = crm_reference_title (database, crm_entity_find ("company"),
                                                  crm_record_get_integer (document, "company"));

  return g_strconcat (kind, company != NULL ? ", " : NULL, company, NULL);
}

/**
 * crm_document_new_repeat:
 * @database: any connection of this thread
 * @document: id of what is to be repeated
 * @error: NOT_FOUND
 *
 * Returns: (transfer full) (nullable): every month from the document's day on
 */
CrmRecord *
crm_document_new_repeat (CrmDatabase *database, gint64 document, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("document"), document, error);
  g_autofree char *name = NULL;
  CrmRecord *repeat;
  gint64 date;
  int day;

  if (record == NULL)
    return NULL;
  repeat = crm_record_new (get_entity ());
  name = dup_name (database, record);
  date = crm_record_get_integer (record, "date");
  crm_date_to_ymd (date, NULL, NULL, &day);
  crm_record_set_text (repeat, "name", name);
  crm_record_set_integer (repeat, "document", document);
  crm_record_set_integer (repeat, "next", crm_document_repeat_step (date, 1, "month", day));
  crm_record_set_integer (repeat, "day", day);
  if (!crm_record_is_empty (record, "responsible"))
    crm_record_set_integer (repeat, "responsible", crm_record_get_integer (record, "responsible"));
  return repeat;
}

gint64
crm_document_find_repeat (CrmDatabase *database, gint64 document)
{
  g_autoptr (CrmQuery) all = crm_query_new (get_entity ());
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "document", CRM_OP_EQUAL, document);
  g_autoptr (GPtrArray) records = crm_query_fetch_all (own, database, -1, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (g_strcmp0 (crm_record_get_text (records->pdata[i], "state"), "ended") != 0)
      return crm_record_get_id (records->pdata[i]);
  return 0;
}

/* --- The tick */

typedef struct {
  CrmDatabase *database;
  CrmWorkingCalendar *calendar; /* borrowed */
  gint64 now, me;
  CrmDocumentTell tell;
  gpointer data;
  gint64 *n_made;
} Tick;

/* One that is being repeated: which days have come, and what stands afterwards. */
typedef struct {
  CrmRecord *record;            /* borrowed */
  CrmRecord *document;          /* owned */
  CrmWorkingCalendar *calendar; /* borrowed */
  GArray *days;                 /* owned; gint64: days as they are wanted */
  gint64 next;
  gint64 times; /* still; -1: without end */
  gboolean ended;
} Turn;

static void
clear_turn (Turn *turn)
{
  g_clear_object (&turn->document);
  g_clear_pointer (&turn->days, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Turn, clear_turn)

static gint64
move_day (Turn *turn, gint64 date)
{
  return crm_document_repeat_move (date, crm_record_get_text (turn->record, "rest"),
                                   turn->calendar);
}

static void
check_end (Turn *turn)
{
  turn->ended = turn->times == 0 || turn->next >= CRM_DATE_MAX ||
                (!crm_record_is_empty (turn->record, "until") &&
                 turn->next > crm_record_get_integer (turn->record, "until"));
}

static void
find_days (Turn *turn, gint64 today)
{
  turn->next = crm_record_get_integer (turn->record, "next");
  turn->times = crm_record_is_empty (turn->record, "times")
                    ? -1
                    : crm_record_get_integer (turn->record, "times");
  check_end (turn);
  while (!turn->ended && turn->days->len < MOST_MISSED && move_day (turn, turn->next) <= today) {
    g_array_append_val (turn->days, turn->next);
    turn->next = crm_document_repeat_step (
        turn->next, crm_record_get_integer (turn->record, "every"),
        crm_record_get_text (turn->record, "unit"), crm_record_get_integer (turn->record, "day"));
    if (turn->times > 0)
      turn->times--;
    check_end (turn);
  }
}

/* What is noted is no step of Undo: who takes the drafts back does not get them again. */
static gboolean
note_turn (Tick *tick, Turn *turn, const char *state, GError **error)
{
  g_autoptr (CrmChange) change =
      crm_change_new (_ ("Repeating documents"), tick->me, CRM_ORIGIN_TIME);
  gint64 id = crm_record_get_id (turn->record);

  crm_change_set_moment (change, tick->now);
  crm_change_set_given (change);
  crm_change_set_integer (change, get_entity (), id, "next", turn->next);
  if (turn->days->len > 0) {
    crm_change_set_integer (change, get_entity (), id, "made",
                            crm_record_get_integer (turn->record, "made") + turn->days->len);
    crm_change_set_integer (change, get_entity (), id, "last",
                            g_array_index (turn->days, gint64, turn->days->len - 1));
  }
  if (turn->times >= 0)
    crm_change_set_integer (change, get_entity (), id, "times", turn->times);
  if (state != NULL)
    crm_change_set_text (change, get_entity (), id, "state", state);
  return crm_change_commit (change, tick->database, error) >= 0;
}

typedef struct {
  const char *language; /* borrowed */
  gint64 from, to;
} Move;

static char *
move_text (const char *text, gpointer data)
{
  const Move *move = data;
  return crm_document_repeat_text (text, move->language, move->from, move->to);
}

static void
add_task (Tick *tick, Turn *turn, CrmChange *change, const char *title, gint64 document)
{
  static const char *const same[] = { "company", "deal", "contact" };
  g_autoptr (CrmRecord) task = crm_record_new (crm_entity_find ("activity"));

  crm_record_set_text (task, "title", title);
  crm_record_set_integer (task, "document", document);
  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    if (!crm_record_is_empty (turn->document, same[i]))
      crm_record_set_integer (task, same[i], crm_record_get_integer (turn->document, same[i]));
  if (!crm_record_is_empty (turn->record, "responsible"))
    crm_record_set_integer (task, "responsible",
                            crm_record_get_integer (turn->record, "responsible"));
  crm_record_set_integer (task, "due",
                          crm_moment_from_wall (crm_moment_to_date (tick->now), EVENING));
  crm_change_add (change, task);
}

/* A draft for each day that has come, and one task for all of them. Returns the last stand-in. */
static gint64
add_drafts (Tick *tick, Turn *turn, CrmChange *change, GError **error)
{
  gint64 stand_in = 0;

  for (guint i = 0; i < turn->days->len; i++) {
    gint64 day = g_array_index (turn->days, gint64, i);
    Move move = { crm_record_get_text (turn->document, "language"),
                  crm_record_get_integer (turn->document, "date"), day };
    stand_in =
        crm_document_add_moved_copy (change, tick->database, crm_record_get_id (turn->document),
                                     move_day (turn, day), move_text, &move, error);
    if (stand_in == 0)
      return 0;
  }
  return stand_in;
}

/* What is refused is refused the next minute too: it waits for a person. */
static gboolean
pause_turn (Tick *tick, CrmRecord *record, const char *reason, GError **error)
{
  g_autoptr (CrmChange) change =
      crm_change_new (_ ("Repeating documents"), tick->me, CRM_ORIGIN_TIME);
  gint64 id = crm_record_get_id (record);

  crm_change_set_moment (change, tick->now);
  crm_change_set_given (change);
  crm_change_set_text (change, get_entity (), id, "state", "paused");
  if (crm_change_commit (change, tick->database, error) < 0)
    return FALSE;
  tick->tell (crm_subject_make (get_entity (), id), tick->now,
              crm_record_get_integer (record, "responsible"),
              /* Translators: a document's name, and why */
              g_strdup_printf (_ ("Paused, it cannot be repeated: %s. %s"),
                               crm_record_get_title (record), reason),
              tick->data);
  return TRUE;
}

static char *
dup_told (Turn *turn, gboolean drafts)
{
  guint n = turn->days->len;
  const char *name = crm_record_get_title (turn->record);

  if (!drafts)
    /* Translators: %s is a document: "Invoice, Orion" */
    return g_strdup_printf (_ ("Time to make it again: %s"), name);
  /* Translators: %1$d is a number, %2$s a document: "Invoice, Orion" */
  return g_strdup_printf (ngettext ("%1$d draft is ready: %2$s", "%1$d drafts are ready: %2$s", n),
                          (int) n, name);
}

static gboolean
make_turn (Tick *tick, Turn *turn, GError **error)
{
  gboolean drafts = g_strcmp0 (crm_record_get_text (turn->record, "deed"), "remind") != 0;
  const char *name = crm_record_get_title (turn->record);
  /* Translators: %s is a document: "Invoice, Orion" */
  g_autofree char *label = g_strdup_printf (C_ ("change", "Repeated: %s"), name);
  g_autofree char *title =
      /* Translators: %s is a document: "Invoice, Orion" */
      g_strdup_printf (drafts ? _ ("Check and issue: %s") : _ ("Make again: %s"), name);
  g_autoptr (CrmChange) change = crm_change_new (label, tick->me, CRM_ORIGIN_TIME);
  gint64 stand_in = crm_record_get_id (turn->document);

  crm_change_set_moment (change, tick->now);
  if (drafts)
    stand_in = add_drafts (tick, turn, change, error);
  if (stand_in == 0)
    return FALSE;
  add_task (tick, turn, change, title, stand_in);
  if (!note_turn (tick, turn, turn->ended ? "ended" : NULL, error) ||
      crm_change_commit (change, tick->database, error) < 0)
    return FALSE;
  if (drafts)
    *tick->n_made += turn->days->len;
  tick->tell (crm_subject_make (crm_entity_find ("document"),
                                drafts ? crm_change_get_id (change, stand_in) : stand_in),
              tick->now, crm_record_get_integer (turn->record, "responsible"),
              dup_told (turn, drafts), tick->data);
  return TRUE;
}

static gboolean
run_one (Tick *tick, CrmRecord *record, GError **error)
{
  g_auto (Turn) turn = { .record = record, .calendar = tick->calendar };

  turn.days = g_array_new (FALSE, FALSE, sizeof (gint64));
  turn.document = crm_record_load (tick->database, crm_entity_find ("document"),
                                   crm_record_get_integer (record, "document"), NULL);
  if (turn.document == NULL)
    return TRUE;
  find_days (&turn, crm_moment_to_date (tick->now));
  if (turn.days->len > 0)
    return make_turn (tick, &turn, error);
  return !turn.ended || note_turn (tick, &turn, "ended", error);
}

/* Writes all of one turn or nothing. @refusal is set where it stands for nothing. */
static gboolean
try_one (Tick *tick, CrmRecord *record, const char *reason, GError **refusal, GError **error)
{
  GError *local = NULL;

  if (!crm_database_begin_part (tick->database, error))
    return FALSE;
  if (reason != NULL ? pause_turn (tick, record, reason, &local) : run_one (tick, record, &local))
    return crm_database_end_part (tick->database, TRUE, error);
  if (!crm_error_is_refusal (local)) {
    g_propagate_error (error, local);
    return FALSE;
  }
  g_propagate_error (refusal, local);
  return crm_database_end_part (tick->database, FALSE, error);
}

/* One document that is refused stands in nobody else's way. */
static gboolean
run_or_pause (Tick *tick, CrmRecord *record, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GError) still = NULL;

  if (!try_one (tick, record, NULL, &reason, error))
    return FALSE;
  if (reason != NULL && !try_one (tick, record, reason->message, &still, error))
    return FALSE;
  if (still != NULL)
    g_info ("repeating %s: %s", crm_record_get_title (record), still->message);
  return TRUE;
}

/**
 * crm_document_repeat_tick:
 * @database: the writer's connection, inside a transaction
 * @now: the moment
 * @me: the person at this seat; 0: nobody
 * @tell: takes what is to be said
 * @data: for @tell
 * @n_made: (out): how many drafts were made
 * @error: of the store
 *
 * Makes what has come due since the last call, whenever that was: each day once, and what one takes
 * back by Undo does not come again. Of each document one thing is said, however many came. What is
 * refused is paused, and the others go on.
 *
 * Returns: whether all of it is written. Writer thread.
 */
gboolean
crm_document_repeat_tick (CrmDatabase *database, gint64 now, gint64 me, CrmDocumentTell tell,
                          gpointer data, gint64 *n_made, GError **error)
{
  g_autoptr (CrmWorkingCalendar) calendar = NULL;
  Tick tick = { database, NULL, now, me, tell, data, n_made };
  g_autoptr (CrmQuery) all = crm_query_new (get_entity ());
  g_autoptr (CrmQuery) active =
      crm_query_filter (all, "state", CRM_OP_EQUAL, "active", NULL, error);
  g_autoptr (CrmQuery) due =
      active != NULL ? crm_query_filter_integer (active, "next", CRM_OP_LESS,
                                                 crm_moment_to_date (now) + EARLIEST + 1)
                     : NULL;
  g_autoptr (GPtrArray) records =
      due != NULL ? crm_query_fetch_all (due, database, -1, error) : NULL;

  *n_made = 0;
  if (records != NULL && records->len > 0)
    tick.calendar = calendar = crm_working_time_load (database);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!run_or_pause (&tick, records->pdata[i], error))
      return FALSE;
  return records != NULL;
}
