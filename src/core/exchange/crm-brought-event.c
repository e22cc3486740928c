/* Events and tasks of an iCalendar file that somebody brings. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "crm-brought-private.h"
#include "crm-date.h"
#include "crm-query.h"
#include "crm-text.h"

#define MOST_EVENTS 50
#define MOST_BYTES (4 * 1024 * 1024)

typedef struct {
  CrmBrought *brought;
  CrmDatabase *database;
  CrmRecord *task; /* owned; NULL: outside */
  char *component; /* owned; of the task */
  int depth;       /* of components within it */
  gint64 length;   /* seconds; of DURATION */
  gboolean is_day; /* it begins with a day, not with a time */
  guint n;
} Reading;

/* --- Values */

static char *
unescape (const char *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (; *value != '\0'; value++)
    if (*value == '\\' && value[1] != '\0') {
      value++;
      g_string_append_c (text, *value == 'n' || *value == 'N' ? '\n' : *value);
    } else
      g_string_append_c (text, *value);
  return crm_text_tidy (text->str);
}

static GTimeZone *
find_zone (Reading *reading, const char *parameters, const char *value)
{
  const char *zone = strstr (parameters, "TZID=");
  g_autofree char *name = NULL;
  GTimeZone *found;

  if (g_str_has_suffix (value, "Z"))
    return g_time_zone_new_utc ();
  if (zone == NULL)
    return g_time_zone_new_local ();
  name = g_strndup (zone + 5, strcspn (zone + 5, ";"));
  g_strdelimit (name, "\"", ' ');
  g_strstrip (name);
  found = g_time_zone_new_identifier (name);
  if (found != NULL)
    return found;
  crm_brought_remark (reading->brought,
                      _ ("The time zone “%s” is not known: the time is taken as it stands"), name);
  return g_time_zone_new_local ();
}

/* "20261123", "20261123T100000", "20261123T100000Z"; 0: it is no moment. */
static gint64
read_moment (Reading *reading, const char *parameters, const char *value, gboolean *is_day)
{
  int year, month, day;
  int hour = 0, minute = 0, second = 0;
  int n = sscanf (value, "%4d%2d%2dT%2d%2d%2d", &year, &month, &day, &hour, &minute, &second);
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) moment = NULL;

  *is_day = n == 3;
  if (n != 3 && n != 6)
    return 0;
  zone = n == 3 ? g_time_zone_new_local () : find_zone (reading, parameters, value);
  moment = g_date_time_new (zone, year, month, day, hour, minute, MIN (second, 59));
  return moment != NULL ? g_date_time_to_unix (moment) : 0;
}

/* "PT1H30M", "P1D"; 0: it cannot be read. */
static gint64
read_duration (const char *value)
{
  gint64 seconds = 0;
  gint64 number = 0;

  for (; *value != '\0'; value++) {
    if (g_ascii_isdigit (*value) && number < 1000000)
      number = number * 10 + g_ascii_digit_value (*value);
    else {
      seconds += number * (*value == 'W'   ? 7 * 86400
                           : *value == 'D' ? 86400
                           : *value == 'H' ? 3600
                           : *value == 'M' ? 60
                           : *value == 'S' ? 1
                                           : 0);
      number = 0;
    }
  }
  return seconds;
}

/* --- Properties */

static void
set_text (Reading *reading, const char *field, const char *value)
{
  g_autofree char *text = unescape (value);

  if (*text != '\0' && crm_record_is_empty (reading->task, field))
    crm_record_set_text (reading->task, field, text);
}

static void
set_moment (Reading *reading, const char *field, const char *parameters, const char *value)
{
  gboolean is_day;
  gint64 moment = read_moment (reading, parameters, value, &is_day);

  if (moment == 0)
    return;
  /* The end of days is the day behind them. */
  if (is_day && strcmp (field, "ends") == 0)
    moment -= 1;
  crm_record_set_integer (reading->task, field, moment);
  if (strcmp (field, "start") == 0)
    reading->is_day = is_day;
}

static void
set_title (Reading *reading, const char *value)
{
  g_autofree char *text = unescape (value);
  g_autofree char *line = crm_text_one_line (text, 250);

  if (*line != '\0')
    crm_record_set_text (reading->task, "title", line);
}

static void
read_property (Reading *reading, const char *name, const char *parameters, const char *value)
{
  if (strcmp (name, "SUMMARY") == 0)
    set_title (reading, value);
  else if (strcmp (name, "DESCRIPTION") == 0)
    set_text (reading, "note", value);
  else if (strcmp (name, "LOCATION") == 0)
    set_text (reading, "place", value);
  else if (strcmp (name, "UID") == 0)
    set_text (reading, "external_id", value);
  else if (strcmp (name, "DTSTART") == 0)
    set_moment (reading, "start", parameters, value);
  else if (strcmp (name, "DTEND") == 0)
    set_moment (reading, "ends", parameters, value);
  else if (strcmp (name, "DUE") == 0)
    set_moment (reading, "due", parameters, value);
  else if (strcmp (name, "DURATION") == 0)
    reading->length = read_duration (value);
  else if (strcmp (name, "RRULE") == 0)
    set_text (reading, "repeat", value);
  else if (strcmp (name, "STATUS") == 0 && g_ascii_strcasecmp (value, "CANCELLED") == 0)
    crm_record_set_text (reading->task, "state", "cancelled");
}

/* --- Components */

static void
begin_component (Reading *reading, const char *name)
{
  gboolean is_event = g_ascii_strcasecmp (name, "VEVENT") == 0;

  if (reading->task != NULL) {
    reading->depth++;
    return;
  }
  if (!is_event && g_ascii_strcasecmp (name, "VTODO") != 0)
    return;
  reading->task = crm_record_new (crm_entity_find ("activity"));
  reading->component = g_strdup (name);
  reading->depth = 0;
  reading->length = 0;
  reading->is_day = FALSE;
  crm_record_set_text (reading->task, "kind", is_event ? "meeting" : "task");
}

static void
find_twin (Reading *reading, CrmBroughtItem *item)
{
  const char *uid = crm_record_get_text (item->record, "external_id");
  g_autoptr (CrmQuery) all = NULL;
  g_autoptr (CrmQuery) same = NULL;
  g_autoptr (GPtrArray) found = NULL;
  CrmValue value = { .type = CRM_VALUE_TEXT, .text = (char *) uid };

  if (uid == NULL)
    return;
  all = crm_query_new (crm_entity_find ("activity"));
  same = crm_query_filter_values (all, "external_id", CRM_OP_EQUAL, &value, 1);
  found = crm_query_fetch_all (same, reading->database, 1, NULL);
  if (found == NULL || found->len == 0)
    return;
  item->twin = crm_record_get_id (found->pdata[0]);
  item->twin_title = g_strdup (crm_record_get_title (found->pdata[0]));
  item->is_wanted = FALSE;
}

static void
end_component (Reading *reading)
{
  g_autoptr (CrmRecord) task = NULL;
  CrmBroughtItem *item;

  if (reading->task == NULL)
    return;
  if (reading->depth > 0) {
    reading->depth--;
    return;
  }
  task = g_steal_pointer (&reading->task);
  g_clear_pointer (&reading->component, g_free);
  if (crm_record_is_empty (task, "title"))
    crm_record_set_text (task, "title", C_ ("event", "Without a name"));
  if (reading->n++ >= MOST_EVENTS)
    return;
  if (reading->length > 0 && crm_record_is_empty (task, "ends") &&
      !crm_record_is_empty (task, "start"))
    crm_record_set_integer (task, "ends", crm_record_get_integer (task, "start") + reading->length);
  if (!crm_record_is_empty (task, "ends") &&
      crm_record_get_integer (task, "ends") < crm_record_get_integer (task, "start"))
    crm_record_clear_field (task, "ends");
  if (reading->is_day)
    crm_record_set_integer (task, "all_day", 1);
  if (reading->brought->me != 0)
    crm_record_set_integer (task, "responsible", reading->brought->me);
  crm_brought_share_subject (reading->brought, reading->database, task);
  item = crm_brought_add (reading->brought, CRM_BROUGHT_TASK, g_steal_pointer (&task));
  find_twin (reading, item);
}

static void
read_line (Reading *reading, const char *line)
{
  gboolean quoted = FALSE;
  const char *colon = line;
  g_autofree char *head = NULL;
  char *parameters;

  for (; *colon != '\0' && (*colon != ':' || quoted); colon++)
    if (*colon == '"')
      quoted = !quoted;
  if (*colon == '\0')
    return;
  head = g_ascii_strup (line, colon - line);
  parameters = strchr (head, ';');
  if (parameters != NULL)
    *parameters++ = '\0';
  if (strcmp (head, "BEGIN") == 0)
    begin_component (reading, colon + 1);
  else if (strcmp (head, "END") == 0)
    end_component (reading);
  else if (reading->task != NULL && reading->depth == 0) {
    /* The zone is written as it is, not in capitals. */
    g_autofree char *as_written =
        parameters != NULL
            ? g_strndup (line + (parameters - head), (gsize) (colon - line - (parameters - head)))
            : g_strdup ("");
    read_property (reading, head, as_written, colon + 1);
  }
}

gboolean
crm_brought_add_events (CrmBrought *self, CrmDatabase *database, GBytes *content)
{
  Reading reading = { .brought = self, .database = database };
  gsize size;
  const char *data = g_bytes_get_data (content, &size);
  g_autofree char *text = NULL;
  g_autofree char *tidy = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  if (data == NULL || size > MOST_BYTES)
    return FALSE;
  text = g_utf8_make_valid (data, (gssize) size);
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    memmove (text, text + 3, strlen (text + 3) + 1);
  if (g_ascii_strncasecmp (g_strchug (text), "BEGIN:VCALENDAR", 15) != 0)
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (char **at = lines; *at != NULL; at++) {
    gsize length = strlen (*at);
    if (length > 0 && (*at)[length - 1] == '\r')
      (*at)[length - 1] = '\0';
    if (**at == ' ' || **at == '\t') {
      g_string_append (line, *at + 1);
      continue;
    }
    read_line (&reading, line->str);
    g_string_assign (line, *at);
  }
  read_line (&reading, line->str);
  g_clear_object (&reading.task);
  g_clear_pointer (&reading.component, g_free);
  if (reading.n > MOST_EVENTS)
    crm_brought_remark (self, _ ("Only the first %d entries of the calendar were taken"),
                        MOST_EVENTS);
  return reading.n > 0;
}
