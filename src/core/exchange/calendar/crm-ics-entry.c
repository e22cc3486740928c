/* An event or a task of another program's calendar as a task of ours: RFC 5545. */
#include "config.h"

#include "crm-ics-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-table-objects-private.h"

#define DAY 86400

typedef struct {
  icalcomponent *component;
  CrmIcsZones *zones;
  GHashTable *row;
  GString *note;
  char *unknown_zone; /* owned; NULL: all are known */
} Entry;

/* A time of the file: a day, or a moment with the day on which its own zone has it. */
typedef struct {
  gboolean is_date;
  gint64 moment;
  gint64 date;
} Time;

static void
put (Entry *entry, const char *name, const char *text)
{
  g_autofree char *tidy = text != NULL ? g_strstrip (g_utf8_make_valid (text, -1)) : NULL;

  if (tidy != NULL && tidy[0] != '\0')
    g_hash_table_insert (entry->row, g_strdup (name), g_steal_pointer (&tidy));
}

static void
refuse (Entry *entry, const char *reason)
{
  if (!g_hash_table_contains (entry->row, CRM_TABLE_OBJECT_PROBLEM))
    put (entry, CRM_TABLE_OBJECT_PROBLEM, reason);
}

static void
add_note (Entry *entry, const char *label, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  if (entry->note->len > 0)
    g_string_append_c (entry->note, '\n');
  if (label != NULL)
    g_string_append_printf (entry->note, "%s: ", label);
  g_string_append (entry->note, text);
}

static icalproperty *
find (Entry *entry, icalproperty_kind kind)
{
  return icalcomponent_get_first_property (entry->component, kind);
}

static const char *
get_text (Entry *entry, icalproperty_kind kind)
{
  icalproperty *property = find (entry, kind);
  icalvalue *value = property != NULL ? icalproperty_get_value (property) : NULL;

  if (value == NULL)
    return NULL;
  if (icalvalue_isa (value) == ICAL_TEXT_VALUE)
    return icalvalue_get_text (value);
  return icalproperty_get_value_as_string (property);
}

/* --- Times */

static const char *
get_zone_name (icalproperty *property)
{
  icalparameter *zone = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);

  return zone != NULL ? icalparameter_get_tzid (zone) : NULL;
}

static gboolean
make_time (Entry *entry, struct icaltimetype value, const char *zone, Time *time)
{
  if (icaltime_is_null_time (value) || !crm_date_is_valid_ymd (value.year, value.month, value.day))
    return FALSE;
  value.hour = CLAMP (value.hour, 0, 23);
  value.minute = CLAMP (value.minute, 0, 59);
  value.second = CLAMP (value.second, 0, 59);
  time->is_date = value.is_date;
  time->date = crm_date_from_ymd (value.year, value.month, value.day);
  if (value.is_date)
    time->moment = crm_moment_from_date (time->date);
  else if (icaltime_is_utc (value))
    time->moment = time->date * DAY + value.hour * 3600 + value.minute * 60 + value.second;
  else if (!crm_ics_zones_find (entry->zones, zone, &value, &time->moment) &&
           entry->unknown_zone == NULL)
    entry->unknown_zone = g_strdup (zone);
  return TRUE;
}

static gboolean
read_time (Entry *entry, icalproperty *property, Time *time)
{
  icalvalue *value = property != NULL ? icalproperty_get_value (property) : NULL;

  if (value == NULL)
    return FALSE;
  switch (icalvalue_isa (value)) {
  case ICAL_DATE_VALUE:
    return make_time (entry, icalvalue_get_date (value), NULL, time);
  case ICAL_DATETIME_VALUE:
    return make_time (entry, icalvalue_get_datetime (value), get_zone_name (property), time);
  case ICAL_DATETIMEPERIOD_VALUE: {
    struct icaldatetimeperiodtype either = icalvalue_get_datetimeperiod (value);
    return make_time (entry,
                      icaltime_is_null_time (either.time) ? either.period.start : either.time,
                      get_zone_name (property), time);
  }
  default:
    return FALSE;
  }
}

static char *
write_utc (gint64 moment, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment);

  return utc != NULL ? g_date_time_format (utc, format) : g_strdup ("");
}

static void
put_time (Entry *entry, const char *name, const Time *time)
{
  g_autofree char *text =
      time->is_date ? crm_date_to_iso (time->date) : write_utc (time->moment, "%Y-%m-%dT%H:%M:%SZ");

  put (entry, name, text);
}

static void
put_end (Entry *entry, const Time *start, const Time *end)
{
  /* Some write the same day for the end of one whole day. */
  if (start->is_date && end->date <= start->date)
    return;
  put_time (entry, "ends", end);
}

/* A length, from its beginning. */
static gboolean
find_end (Entry *entry, const Time *start, Time *end)
{
  icalproperty *length = find (entry, ICAL_DURATION_PROPERTY);
  int seconds;

  if (read_time (entry, find (entry, ICAL_DTEND_PROPERTY), end))
    return TRUE;
  if (length == NULL)
    return FALSE;
  seconds = icaldurationtype_as_int (icalproperty_get_duration (length));
  *end = *start;
  if (start->is_date)
    end->date += MAX (seconds / DAY, 0);
  else
    end->moment += MAX (seconds, 0);
  end->moment = start->is_date ? crm_moment_from_date (end->date) : end->moment;
  return TRUE;
}

static gboolean
has_wrong (Entry *entry, const char *name)
{
  for (icalproperty *error = find (entry, ICAL_XLICERROR_PROPERTY); error != NULL;
       error = icalcomponent_get_next_property (entry->component, ICAL_XLICERROR_PROPERTY)) {
    const char *text = icalproperty_get_xlicerror (error);
    if (text != NULL && strstr (text, name) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* A task that repeats and has no term of its own is due when its rule says. */
static gboolean
is_due_as_it_begins (Entry *entry, gboolean is_event)
{
  return !is_event && find (entry, ICAL_DUE_PROPERTY) == NULL &&
         find (entry, ICAL_DURATION_PROPERTY) == NULL &&
         (find (entry, ICAL_RRULE_PROPERTY) != NULL || find (entry, ICAL_RDATE_PROPERTY) != NULL);
}

static gboolean
read_span (Entry *entry, gboolean is_event, Time *start, gint64 *until)
{
  Time end = { 0 };
  gboolean has_start = read_time (entry, find (entry, ICAL_DTSTART_PROPERTY), start);

  *until = G_MAXINT64;
  if (!has_start) {
    if (has_wrong (entry, "DTSTART") || find (entry, ICAL_DTSTART_PROPERTY) != NULL)
      refuse (entry, _ ("its beginning is no date and time"));
    else if (is_event)
      refuse (entry, _ ("the event has no beginning"));
  } else {
    put_time (entry, is_due_as_it_begins (entry, is_event) ? "due" : "start", start);
    if (start->is_date)
      put (entry, "all_day", "yes");
    *until = start->is_date ? start->moment + DAY : start->moment;
    if (find_end (entry, start, &end)) {
      put_end (entry, start, &end);
      *until = MAX (end.moment, *until);
    }
  }
  if (read_time (entry, find (entry, ICAL_DUE_PROPERTY), &end)) {
    put_time (entry, "due", &end);
    if (end.is_date && !has_start)
      put (entry, "all_day", "yes");
    if (!has_start)
      *start = end;
    return TRUE;
  }
  return has_start;
}

/* --- What repeats */

/* The same weekday where the start stands on another day here than in its own zone. */
static void
turn_weekdays (struct icalrecurrencetype *rule, gint64 days)
{
  if (rule->freq != ICAL_WEEKLY_RECURRENCE || days == 0)
    return;
  for (int i = 0; i < ICAL_BY_DAY_SIZE && rule->by_day[i] != ICAL_RECURRENCE_ARRAY_MAX; i++)
    rule->by_day[i] =
        (short) (((icalrecurrencetype_day_day_of_week (rule->by_day[i]) - 1 + days) % 7 + 7) % 7 +
                 1);
}

static void
add_rule (Entry *entry, icalproperty *property, const char *zone, const Time *start,
          GString *repeat)
{
  struct icalrecurrencetype rule = icalproperty_get_rrule (property);
  char *text;
  Time until;

  if (!icaltime_is_null_time (rule.until) && !rule.until.is_date && !icaltime_is_utc (rule.until) &&
      make_time (entry, rule.until, zone, &until)) {
    rule.until = icaltime_from_timet_with_zone ((time_t) until.moment, 0, NULL);
    rule.until.zone = icaltimezone_get_utc_timezone ();
  }
  if (!start->is_date)
    turn_weekdays (&rule, crm_moment_to_date (start->moment) - start->date);
  text = icalrecurrencetype_as_string_r (&rule);
  if (text == NULL)
    return;
  g_string_append_printf (repeat, "%s%s", repeat->len > 0 ? "\nRRULE:" : "", text);
  icalmemory_free_buffer (text);
}

static void
add_moments (Entry *entry, icalproperty_kind kind, const char *name, GString *repeat)
{
  for (icalproperty *property = find (entry, kind); property != NULL;
       property = icalcomponent_get_next_property (entry->component, kind)) {
    g_autofree char *text = NULL;
    Time time;
    if (!read_time (entry, property, &time))
      continue;
    if (time.is_date) {
      int year, month, day;
      crm_date_to_ymd (time.date, &year, &month, &day);
      text = g_strdup_printf ("%04d%02d%02d", year, month, day);
    } else {
      text = write_utc (time.moment, "%Y%m%dT%H%M%SZ");
    }
    g_string_append_printf (repeat, "%s%s:%s", repeat->len > 0 ? "\n" : "", name, text);
  }
}

static void
read_repeat (Entry *entry, const Time *start)
{
  g_autoptr (GString) repeat = g_string_new (NULL);
  icalproperty *begin = find (entry, ICAL_DTSTART_PROPERTY);
  const char *zone = begin != NULL ? get_zone_name (begin) : NULL;
  gboolean has_rule;

  /* A component has one place where it looks: nothing else may be looked for within. */
  for (icalproperty *rule = find (entry, ICAL_RRULE_PROPERTY); rule != NULL;
       rule = icalcomponent_get_next_property (entry->component, ICAL_RRULE_PROPERTY))
    add_rule (entry, rule, zone, start, repeat);
  if (has_wrong (entry, "RRULE"))
    refuse (entry, _ ("its rule of repetition cannot be read"));
  if (find (entry, ICAL_EXRULE_PROPERTY) != NULL)
    refuse (entry, _ ("it has a rule of what is left out, which cannot be kept"));
  add_moments (entry, ICAL_RDATE_PROPERTY, "RDATE", repeat);
  has_rule = repeat->len > 0;
  add_moments (entry, ICAL_EXDATE_PROPERTY, "EXDATE", repeat);
  if (has_rule)
    put (entry, "repeat", repeat->str);
}

/* --- What it is called */

static char *
dup_identity (Entry *entry, const char *text)
{
  const char *uid = get_text (entry, ICAL_UID_PROPERTY);
  g_autofree char *digest = NULL;

  if (uid != NULL && uid[0] != '\0')
    return g_strstrip (g_utf8_make_valid (uid, (gssize) MIN (strlen (uid), 500)));
  /* Without a name the same entry is known by what it says. */
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return g_strndup (digest, 32);
}

static void
read_identity (Entry *entry, const char *text, gboolean *is_exception)
{
  g_autofree char *uid = dup_identity (entry, text);
  icalproperty *about = find (entry, ICAL_RECURRENCEID_PROPERTY);
  Time time;

  *is_exception = read_time (entry, about, &time);
  if (*is_exception) {
    g_autofree char *which = write_utc (time.moment, "%Y%m%dT%H%M%SZ");
    g_autofree char *own = g_strdup_printf ("%s/%s", uid, which);
    put (entry, "external_id", own);
    put (entry, "series", uid);
    time.is_date = FALSE;
    put_time (entry, "occurrence", &time);
  } else {
    put (entry, "external_id", uid);
  }
}

/* --- What it says */

static void
read_state (Entry *entry, gboolean is_event, gint64 until, gint64 now)
{
  const char *status = get_text (entry, ICAL_STATUS_PROPERTY);
  const char *state = "new";

  if (g_strcmp0 (status, "CANCELLED") == 0)
    state = "cancelled";
  else if (!is_event &&
           (g_strcmp0 (status, "COMPLETED") == 0 || find (entry, ICAL_COMPLETED_PROPERTY) != NULL))
    state = "done";
  else if (!is_event && g_strcmp0 (status, "IN-PROCESS") == 0)
    state = "in_work";
  else if (is_event && until <= now && !g_hash_table_contains (entry->row, "repeat"))
    state = "done"; /* a calendar does not say it: what is over was held */
  put (entry, "state", state);
}

static void
read_priority (Entry *entry)
{
  icalproperty *property = find (entry, ICAL_PRIORITY_PROPERTY);
  int priority = property != NULL ? icalproperty_get_priority (property) : 0;

  if (priority >= 1 && priority <= 9)
    put (entry, "priority",
         priority == 1   ? "urgent"
         : priority <= 4 ? "high"
         : priority == 5 ? "normal"
                         : "low");
}

/* The first bell that rings before it begins, as the nearest of those that a task can have. */
static void
read_alarm (Entry *entry)
{
  static const int choices[] = { 0, 5, 15, 30, 60, 1440 };

  for (icalcomponent *alarm =
           icalcomponent_get_first_component (entry->component, ICAL_VALARM_COMPONENT);
       alarm != NULL;
       alarm = icalcomponent_get_next_component (entry->component, ICAL_VALARM_COMPONENT)) {
    icalproperty *property = icalcomponent_get_first_property (alarm, ICAL_TRIGGER_PROPERTY);
    struct icaltriggertype trigger =
        property != NULL ? icalproperty_get_trigger (property) : icaltriggertype_from_int (0);
    g_autofree char *text = NULL;
    int minutes;
    gsize nearest = 0;
    if (property == NULL || !icaltime_is_null_time (trigger.time))
      continue;
    minutes = -icaldurationtype_as_int (trigger.duration) / 60;
    if (minutes < 0)
      continue;
    for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
      if (ABS (choices[i] - minutes) < ABS (choices[nearest] - minutes))
        nearest = i;
    text = g_strdup_printf ("%d", choices[nearest]);
    put (entry, "remind", text);
    return;
  }
}

static void
read_people (Entry *entry)
{
  g_autoptr (GString) people = g_string_new (NULL);
  guint n = 0;

  for (icalproperty *attendee = find (entry, ICAL_ATTENDEE_PROPERTY); attendee != NULL && n < 100;
       attendee = icalcomponent_get_next_property (entry->component, ICAL_ATTENDEE_PROPERTY)) {
    icalparameter *name = icalproperty_get_first_parameter (attendee, ICAL_CN_PARAMETER);
    const char *address = icalproperty_get_attendee (attendee);
    const char *text = name != NULL ? icalparameter_get_cn (name) : address;
    if (text == NULL || text[0] == '\0')
      continue;
    if (g_ascii_strncasecmp (text, "mailto:", 7) == 0)
      text += 7;
    g_string_append_printf (people, "%s%s", n++ > 0 ? ", " : "", text);
  }
  add_note (entry, _ ("Participants"), people->str);
}

static void
put_first_line (Entry *entry, const char *text)
{
  g_autofree char *line = text != NULL ? g_strndup (text, strcspn (text, "\r\n")) : NULL;

  if (line != NULL && g_utf8_validate (line, -1, NULL) && g_utf8_strlen (line, -1) <= 200)
    put (entry, "title", line);
}

static void
read_words (Entry *entry)
{
  const char *title = get_text (entry, ICAL_SUMMARY_PROPERTY);

  put (entry, "title", title);
  if (!g_hash_table_contains (entry->row, "title"))
    put_first_line (entry, get_text (entry, ICAL_DESCRIPTION_PROPERTY));
  if (!g_hash_table_contains (entry->row, "title"))
    put (entry, "title", C_ ("calendar", "Without a title"));
  g_strdelimit (g_hash_table_lookup (entry->row, "title"), "\r\n", ' ');
  put (entry, "place", get_text (entry, ICAL_LOCATION_PROPERTY));
  if (g_hash_table_contains (entry->row, "place"))
    g_strdelimit (g_hash_table_lookup (entry->row, "place"), "\r\n", ' ');
  add_note (entry, NULL, get_text (entry, ICAL_DESCRIPTION_PROPERTY));
  add_note (entry, NULL, get_text (entry, ICAL_URL_PROPERTY));
  read_people (entry);
}

/* What our own export says of it. */
static const char *
find_kind (Entry *entry, gboolean is_event)
{
  static const char *const kinds[] = { "task", "call", "meeting", "letter" };

  for (icalproperty *property = find (entry, ICAL_X_PROPERTY); property != NULL;
       property = icalcomponent_get_next_property (entry->component, ICAL_X_PROPERTY))
    for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
      if (g_strcmp0 (icalproperty_get_x_name (property), "X-VORONKA-KIND") == 0 &&
          g_strcmp0 (icalproperty_get_value_as_string (property), kinds[i]) == 0)
        return kinds[i];
  return is_event ? "meeting" : "task";
}

static void
read_all (Entry *entry, const char *text, gint64 now, gboolean *is_exception)
{
  gboolean is_event = icalcomponent_isa (entry->component) == ICAL_VEVENT_COMPONENT;
  Time start = { 0 };
  gint64 until;

  put (entry, "kind", find_kind (entry, is_event));
  read_words (entry);
  if (read_span (entry, is_event, &start, &until))
    read_repeat (entry, &start);
  read_identity (entry, text, is_exception);
  read_state (entry, is_event, until, now);
  read_priority (entry);
  read_alarm (entry);
  if (entry->unknown_zone != NULL) {
    g_autofree char *zone = g_utf8_make_valid (entry->unknown_zone, -1);
    g_autofree char *sentence = g_strdup_printf (
        /* Translators: a name of a time zone */
        _ ("The time zone “%s” is not known: the time is taken for that of this place."), zone);
    add_note (entry, NULL, sentence);
  }
  put (entry, "note", entry->note->str);
}

GHashTable *
crm_ics_read_entry (const char *text, CrmIcsZones *zones, gint64 now, gboolean *is_exception)
{
  Entry entry = { icalcomponent_new_from_string (text), zones, NULL, NULL, NULL };

  *is_exception = FALSE;
  entry.row = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  entry.note = g_string_new (NULL);
  if (entry.component == NULL)
    refuse (&entry, _ ("it is written in a way that cannot be read"));
  else if (icalcomponent_isa (entry.component) != ICAL_VEVENT_COMPONENT &&
           icalcomponent_isa (entry.component) != ICAL_VTODO_COMPONENT)
    refuse (&entry, _ ("it is neither an event nor a task"));
  else
    read_all (&entry, text, now, is_exception);
  if (entry.component != NULL)
    icalcomponent_free (entry.component);
  g_string_free (entry.note, TRUE);
  g_free (entry.unknown_zone);
  return entry.row;
}
