/* Tasks and meetings as a calendar: iCalendar (RFC 5545), which telephones and other planners read.
 */
#include "config.h"

#include "crm-exporter-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <libical/ical.h>
#include <string.h>

#include "crm-activity-rows.h"
#include "crm-date.h"
#include "crm-error.h"
#include "crm-setting.h"

#define DAY 86400

typedef struct {
  GOutputStream *stream;
  GString *buffer;    /* owned */
  char *zone;         /* owned: of this machine; NULL: universal time is written */
  char *file_id;      /* owned */
  gboolean as_events; /* tasks too */
} Writer;

/* --- Lines */

static void G_GNUC_PRINTF (2, 3) append_format (GString *buffer, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  crm_export_append_line (buffer, line);
}

static char *
dup_utc (gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (moment);

  return time != NULL ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : g_strdup ("19700101T000000Z");
}

static char *
dup_day (gint64 date)
{
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  return g_strdup_printf ("%04d%02d%02d", year, month, day);
}

/* "20261123T100000": what a clock on the wall shows here. */
static char *
dup_wall (gint64 moment)
{
  gint64 date;
  int second = crm_moment_to_wall (moment, &date);
  g_autofree char *day = dup_day (date);

  return g_strdup_printf ("%sT%02d%02d%02d", day, second / 3600, second / 60 % 60, second % 60);
}

/* @repeats: in the time of the wall, so that it stays what it is when clocks change */
static void
append_time (Writer *writer, const char *name, gint64 moment, gboolean is_day, gboolean repeats)
{
  g_autofree char *text = NULL;

  if (is_day) {
    text = dup_day (crm_moment_to_date (moment));
    append_format (writer->buffer, "%s;VALUE=DATE:%s", name, text);
  } else if (repeats && writer->zone != NULL) {
    text = dup_wall (moment);
    append_format (writer->buffer, "%s;TZID=%s:%s", name, writer->zone, text);
  } else {
    text = dup_utc (moment);
    append_format (writer->buffer, "%s:%s", name, text);
  }
}

/* --- What repeats */

/* "20261205" or "20261205T090000Z" of what a record keeps. */
static gboolean
read_value (const char *text, gint64 start, gint64 *moment)
{
  struct icaltimetype time = icaltime_from_string (text);
  gint64 date;
  gint64 first;
  int second = crm_moment_to_wall (start, &first);

  if (icaltime_is_null_time (time) || !crm_date_is_valid_ymd (time.year, time.month, time.day))
    return FALSE;
  date = crm_date_from_ymd (time.year, time.month, time.day);
  if (time.is_date)
    *moment = crm_moment_from_wall (date, second);
  else if (icaltime_is_utc (time))
    *moment = date * DAY + time.hour * 3600 + time.minute * 60 + time.second;
  else
    *moment =
        crm_moment_from_wall (date, time.hour * 3600 + time.minute * 60 + MIN (time.second, 59));
  return TRUE;
}

/* The end of a rule is of the kind of its beginning. */
static void
append_rule (Writer *writer, const char *rule, gboolean is_day)
{
  const char *until = strstr (rule, "UNTIL=");
  g_autofree char *value = until != NULL ? g_strndup (until + 6, strcspn (until + 6, ";")) : NULL;
  g_autofree char *text = NULL;
  gint64 moment;

  if (value == NULL || !read_value (value, crm_moment_from_wall (0, DAY - 1), &moment)) {
    append_format (writer->buffer, "RRULE:%s", rule);
    return;
  }
  text = is_day ? dup_day (crm_moment_to_date (moment)) : dup_utc (moment);
  append_format (writer->buffer, "RRULE:%.*sUNTIL=%s%s", (int) (until - rule), rule, text,
                 until + 6 + strlen (value));
}

static void
append_repeat (Writer *writer, const char *repeat, gint64 start, gboolean is_day)
{
  g_auto (GStrv) lines = g_strsplit (repeat, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *colon = strchr (lines[i], ':');
    g_auto (GStrv) values = NULL;
    if (colon == NULL || g_str_has_prefix (lines[i], "RRULE")) {
      append_rule (writer, colon != NULL ? colon + 1 : lines[i], is_day);
      continue;
    }
    values = g_strsplit (colon + 1, ",", -1);
    for (guint j = 0; values[j] != NULL; j++) {
      gint64 moment;
      if (read_value (values[j], start, &moment))
        append_time (writer, g_str_has_prefix (lines[i], "RDATE") ? "RDATE" : "EXDATE", moment,
                     is_day, TRUE);
    }
  }
}

static gboolean
stands_in_calendar (Writer *writer, CrmRecord *record)
{
  return !writer->as_events || !crm_record_is_empty (record, "start") ||
         !crm_record_is_empty (record, "due");
}

/* Those of a series that are written as entries of their own. */
static GHashTable *
read_written (CrmExporter *self, Writer *writer, CrmDatabase *database, gint64 series,
              GError **error)
{
  g_autoptr (CrmQuery) those =
      crm_query_filter_integer (self->query, "series", CRM_OP_EQUAL, series);
  g_autoptr (GPtrArray) records = crm_query_fetch_all (those, database, -1, error);
  GHashTable *written;

  if (records == NULL)
    return NULL;
  written = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < records->len; i++) {
    gint64 occurrence = crm_record_get_integer (records->pdata[i], "occurrence");
    if (stands_in_calendar (writer, records->pdata[i]))
      g_hash_table_add (written, g_memdup2 (&occurrence, sizeof occurrence));
  }
  return written;
}

/* What has a record of its own that is not written, being somebody else's or long ago, is left out:
 * the series would show it where it is not. */
static gboolean
append_gone (CrmExporter *self, Writer *writer, CrmDatabase *database, gint64 series,
             gboolean is_day, GError **error)
{
  g_autoptr (GArray) own =
      crm_activity_rows_read_own (database, series, G_MININT64, G_MAXINT64, error);
  g_autoptr (GHashTable) written = NULL;

  if (own == NULL)
    return FALSE;
  if (own->len == 0)
    return TRUE;
  written = read_written (self, writer, database, series, error);
  if (written == NULL)
    return FALSE;
  for (guint i = 0; i < own->len; i++)
    if (!g_hash_table_contains (written, &g_array_index (own, gint64, i)))
      append_time (writer, "EXDATE", g_array_index (own, gint64, i), is_day, TRUE);
  return TRUE;
}

/* --- Names */

static void
append_identity (Writer *writer, CrmDatabase *database, CrmRecord *record, gboolean is_day)
{
  gint64 series = crm_record_get_integer (record, "series");
  gboolean is_one = series != 0 && !crm_record_is_empty (record, "occurrence");
  g_autoptr (CrmRecord) whole =
      is_one ? crm_record_load (database, crm_record_get_entity (record), series, NULL) : NULL;
  const char *name = crm_record_get_text (whole != NULL ? whole : record, "external_id");

  is_one = whole != NULL && !crm_record_is_empty (whole, "repeat");
  if (whole != NULL && !is_one)
    name = crm_record_get_text (record, "external_id");
  if (name != NULL)
    crm_export_append_property (writer->buffer, "UID", name);
  else
    append_format (writer->buffer, "UID:%" PRId64 "@%s.voronka",
                   is_one ? series : crm_record_get_id (record), writer->file_id);
  if (is_one)
    append_time (writer, "RECURRENCE-ID", crm_record_get_integer (record, "occurrence"), is_day,
                 TRUE);
}

/* --- One entry */

static const char *
find_status (CrmRecord *record, gboolean is_event)
{
  const char *state = crm_record_get_text (record, "state");

  if (g_strcmp0 (state, "cancelled") == 0)
    return "CANCELLED";
  if (is_event)
    return "CONFIRMED";
  return g_strcmp0 (state, "done") == 0      ? "COMPLETED"
         : g_strcmp0 (state, "in_work") == 0 ? "IN-PROCESS"
                                             : "NEEDS-ACTION";
}

static void
append_words (Writer *writer, CrmRecord *record, gboolean is_event)
{
  static const struct {
    const char *priority;
    int number;
  } priorities[] = { { "urgent", 1 }, { "high", 3 }, { "normal", 5 }, { "low", 9 } };
  GString *buffer = writer->buffer;
  int company = crm_entity_field_index (crm_record_get_entity (record), "company");
  const char *note = crm_record_get_text (record, "note");
  const char *client = crm_record_get_reference_title (record, company);
  g_autofree char *description = g_strdup (note);

  crm_export_append_property (buffer, "SUMMARY", crm_record_get_title (record));
  crm_export_append_property (buffer, "LOCATION", crm_record_get_text (record, "place"));
  /* Who looks at it on a telephone wants to know with whom it is. */
  if (writer->as_events && client != NULL) {
    g_free (description);
    description = g_strconcat (client, note != NULL ? "\n" : "", note, NULL);
  }
  crm_export_append_property (buffer, "DESCRIPTION", description);
  append_format (buffer, "STATUS:%s", find_status (record, is_event));
  append_format (buffer, "X-VORONKA-KIND:%s", crm_record_get_text (record, "kind"));
  for (gsize i = 0; i < G_N_ELEMENTS (priorities); i++)
    if (g_strcmp0 (crm_record_get_text (record, "priority"), priorities[i].priority) == 0)
      append_format (buffer, "PRIORITY:%d", priorities[i].number);
}

static void
append_alarm (GString *buffer, CrmRecord *record)
{
  const char *remind = crm_record_get_text (record, "remind");

  if (remind == NULL || !g_ascii_isdigit (remind[0]))
    return;
  crm_export_append_line (buffer, "BEGIN:VALARM");
  crm_export_append_line (buffer, "ACTION:DISPLAY");
  crm_export_append_property (buffer, "DESCRIPTION", crm_record_get_title (record));
  append_format (buffer, "TRIGGER:-PT%sM", remind);
  crm_export_append_line (buffer, "END:VALARM");
}

/* When it begins and ends; of tasks in a calendar of events the term is the time. What repeats has
 * its term where its rule begins: another one beside it must be later. */
static void
append_times (Writer *writer, CrmRecord *record, gboolean is_event, gboolean is_day)
{
  gboolean repeats = !crm_record_is_empty (record, "repeat");
  gboolean has_start = !crm_record_is_empty (record, "start");
  gint64 due = crm_record_get_integer (record, "due");
  gint64 start = has_start ? crm_record_get_integer (record, "start") : due;
  gint64 end = start;

  if (has_start || is_event || repeats)
    append_time (writer, "DTSTART", start, is_day, repeats);
  if (!is_event && !crm_record_is_empty (record, "due") && (has_start || !repeats))
    append_time (writer, "DUE", due, is_day, repeats);
  if (!is_event)
    return;
  if (!crm_record_is_empty (record, "ends"))
    end = crm_record_get_integer (record, "ends");
  else if (has_start && !crm_record_is_empty (record, "due") && due > start && due - start <= DAY)
    end = due;
  if (is_day) {
    gint64 date = crm_moment_to_date (start);
    gint64 last;
    int second = crm_moment_to_wall (MAX (end, start), &last);
    end = crm_moment_from_date (second > 0 || last <= date ? last + 1 : last);
  }
  if (end > start)
    append_time (writer, "DTEND", end, is_day, repeats);
}

static gboolean
write_entry (CrmExporter *self, CrmDatabase *database, CrmRecord *record, gpointer data,
             GCancellable *cancellable, GError **error)
{
  Writer *writer = data;
  gboolean has_start = !crm_record_is_empty (record, "start");
  gboolean has_due = !crm_record_is_empty (record, "due");
  gboolean is_event = has_start || (writer->as_events && has_due);
  gboolean is_day = crm_record_get_integer (record, "all_day") != 0;
  gint64 start = crm_record_get_integer (record, has_start ? "start" : "due");
  g_autofree char *changed = dup_utc (crm_record_get_integer (record, "changed"));
  g_autofree char *created = dup_utc (crm_record_get_integer (record, "created"));

  if (!stands_in_calendar (writer, record))
    return TRUE;
  append_format (writer->buffer, "BEGIN:%s", is_event ? "VEVENT" : "VTODO");
  append_identity (writer, database, record, is_day);
  append_format (writer->buffer, "DTSTAMP:%s", changed);
  append_format (writer->buffer, "CREATED:%s", created);
  append_format (writer->buffer, "LAST-MODIFIED:%s", changed);
  append_times (writer, record, is_event, is_day);
  if (!crm_record_is_empty (record, "repeat") && (has_start || has_due)) {
    append_repeat (writer, crm_record_get_text (record, "repeat"), start, is_day);
    if (!append_gone (self, writer, database, crm_record_get_id (record), is_day, error))
      return FALSE;
  }
  append_words (writer, record, is_event);
  if (!is_event && !crm_record_is_empty (record, "done")) {
    g_autofree char *done = dup_utc (crm_record_get_integer (record, "done"));
    append_format (writer->buffer, "COMPLETED:%s", done);
  }
  if (is_event && !has_start)
    crm_export_append_line (writer->buffer, "TRANSP:TRANSPARENT"); /* a term takes no time */
  append_alarm (writer->buffer, record);
  append_format (writer->buffer, "END:%s", is_event ? "VEVENT" : "VTODO");
  return crm_export_flush_full (writer->stream, writer->buffer, cancellable, error);
}

/* --- The calendar */

/* The zone of this machine as others can read it; what repeats is written in it. */
static void
append_zone (Writer *writer)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (local);
  icaltimezone *zone =
      name != NULL && strchr (name, '/') != NULL ? icaltimezone_get_builtin_timezone (name) : NULL;
  icalcomponent *known = zone != NULL ? icaltimezone_get_component (zone) : NULL;
  icalcomponent *copy = known != NULL ? icalcomponent_new_clone (known) : NULL;
  icalproperty *identity =
      copy != NULL ? icalcomponent_get_first_property (copy, ICAL_TZID_PROPERTY) : NULL;
  char *text;

  if (identity == NULL) {
    if (copy != NULL)
      icalcomponent_free (copy);
    return;
  }
  icalproperty_set_tzid (identity, name);
  text = icalcomponent_as_ical_string_r (copy);
  g_string_append (writer->buffer, text);
  icalmemory_free_buffer (text);
  icalcomponent_free (copy);
  writer->zone = g_strdup (name);
}

gboolean
crm_exporter_write_ics (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
                        GCancellable *cancellable, GError **error)
{
  const CrmEntity *entity = crm_query_get_entity (self->query);
  g_autoptr (GString) buffer = g_string_new (NULL);
  g_autofree char *file_id = crm_setting_dup (database, CRM_SETTING_FILE_ID, NULL);
  Writer writer = { stream, buffer, NULL, file_id != NULL ? file_id : (char *) "file",
                    (self->flags & CRM_EXPORT_FOR_PEOPLE) != 0 };
  gboolean done;

  if (!crm_export_format_fits (CRM_EXPORT_ICS, entity)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: a plural such as "Products" */
                 _ ("%s have no time: they cannot stand in a calendar"),
                 crm_entity_get_label_plural (entity));
    return FALSE;
  }
  crm_export_append_line (buffer, "BEGIN:VCALENDAR");
  crm_export_append_line (buffer, "VERSION:2.0");
  crm_export_append_line (buffer, "PRODID:-//Voronka//Voronka " PACKAGE_VERSION "//EN");
  crm_export_append_line (buffer, "CALSCALE:GREGORIAN");
  append_zone (&writer);
  done = crm_exporter_write_records (self, database, write_entry, &writer, cancellable, error);
  g_free (writer.zone);
  crm_export_append_line (buffer, "END:VCALENDAR");
  return done && crm_export_flush (stream, buffer, cancellable, error);
}
