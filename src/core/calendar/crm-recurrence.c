/* When something comes again: rules read, kept and counted out. */
#include "config.h"

#include "crm-recurrence-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-error.h"

/* Of a hostile file. */
#define MOST_RULES 8
#define MOST_EXCEPTIONS 5000
#define MOST_TIMES_A_DAY 24
#define MOST_LENGTH (256 * 1024)
#define DAY 86400

/* --- Times */

struct icaltimetype
crm_ical_time_from_moment (gint64 moment)
{
  struct icaltimetype time = icaltime_null_time ();
  gint64 date;
  int second = crm_moment_to_wall (moment, &date);

  crm_date_to_ymd (date, &time.year, &time.month, &time.day);
  time.hour = second / 3600;
  time.minute = second / 60 % 60;
  time.second = second % 60;
  return time;
}

gint64
crm_ical_time_to_date (struct icaltimetype time)
{
  if (!crm_date_is_valid_ymd (time.year, time.month, time.day))
    return CRM_DATE_MIN;
  return crm_date_from_ymd (time.year, time.month, time.day);
}

gint64
crm_ical_time_to_moment (struct icaltimetype time)
{
  int second = time.is_date ? 0
                            : CLAMP (time.hour, 0, 23) * 3600 + CLAMP (time.minute, 0, 59) * 60 +
                                  CLAMP (time.second, 0, 59);
  gint64 date = crm_ical_time_to_date (time);

  return icaltime_is_utc (time) ? date * DAY + second : crm_moment_from_wall (date, second);
}

guint
crm_ical_count (const short *values, guint most)
{
  guint n = 0;

  while (n < most && values[n] != ICAL_RECURRENCE_ARRAY_MAX)
    n++;
  return n;
}

/* --- Reading */

static CrmRecurrence *
new_recurrence (void)
{
  CrmRecurrence *self = g_new0 (CrmRecurrence, 1);

  self->rules = g_array_new (FALSE, FALSE, sizeof (struct icalrecurrencetype));
  self->excluded = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->excluded_days = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->added = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->added_days = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
crm_recurrence_free (CrmRecurrence *self)
{
  g_array_unref (self->rules);
  g_array_unref (self->excluded);
  g_array_unref (self->excluded_days);
  g_array_unref (self->added);
  g_array_unref (self->added_days);
  g_free (self);
}

CrmRecurrence *
crm_recurrence_copy (CrmRecurrence *self)
{
  CrmRecurrence *copy = g_new0 (CrmRecurrence, 1);

  copy->rules = g_array_copy (self->rules);
  copy->excluded = g_array_copy (self->excluded);
  copy->excluded_days = g_array_copy (self->excluded_days);
  copy->added = g_array_copy (self->added);
  copy->added_days = g_array_copy (self->added_days);
  return copy;
}

static gboolean
refuse_rule (const char *text, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (text, (gssize) MIN (strlen (text), 80));

  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a rule by which to repeat"),
               shown);
  return FALSE;
}

/* An end that is told in universal time or as a day is one of the wall from here on. */
static void
settle_until (struct icalrecurrencetype *rule)
{
  if (icaltime_is_null_time (rule->until))
    return;
  if (icaltime_is_utc (rule->until))
    rule->until = crm_ical_time_from_moment (crm_ical_time_to_moment (rule->until));
  if (rule->until.is_date) {
    rule->until.is_date = 0;
    rule->until.hour = 23;
    rule->until.minute = 59;
    rule->until.second = 59;
  }
  rule->until.zone = NULL;
}

static gboolean
read_rule (CrmRecurrence *self, const char *text, GError **error)
{
  static gsize is_set_up = 0;
  struct icalrecurrencetype rule;
  gboolean has_scale;
  guint times;

  if (g_once_init_enter (&is_set_up)) {
    icalerror_set_errors_are_fatal (0);
    g_once_init_leave (&is_set_up, 1);
  }
  if (self->rules->len == MOST_RULES)
    return refuse_rule (text, error);
  rule = icalrecurrencetype_from_string (text);
  has_scale = rule.rscale != NULL && g_ascii_strcasecmp (rule.rscale, "GREGORIAN") != 0;
  if (rule.rscale != NULL)
    icalmemory_free_buffer (rule.rscale);
  rule.rscale = NULL;
  if (rule.freq == ICAL_NO_RECURRENCE || has_scale || rule.interval < 1 || rule.count < 0 ||
      (!icaltime_is_null_time (rule.until) && !icaltime_is_valid_time (rule.until)))
    return refuse_rule (text, error);
  times = MAX (crm_ical_count (rule.by_hour, ICAL_BY_HOUR_SIZE), 1) *
          MAX (crm_ical_count (rule.by_minute, ICAL_BY_MINUTE_SIZE), 1) *
          MAX (crm_ical_count (rule.by_second, ICAL_BY_SECOND_SIZE), 1);
  if (rule.freq < ICAL_DAILY_RECURRENCE || times > MOST_TIMES_A_DAY) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The calendar repeats by days, weeks, months and years, not within a "
                            "day"));
    return FALSE;
  }
  settle_until (&rule);
  g_array_append_val (self->rules, rule);
  return TRUE;
}

static gboolean
read_moments (CrmRecurrence *self, const char *list, GArray *moments, GArray *days, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (list, ",", MOST_EXCEPTIONS + 1);

  for (guint i = 0; parts[i] != NULL; i++) {
    g_autofree char *text = g_strndup (parts[i], strcspn (parts[i], "/")); /* a period's start */
    struct icaltimetype time = icaltime_from_string (g_strstrip (text));
    gint64 value;
    if (icaltime_is_null_time (time) || !icaltime_is_valid_time (time) ||
        !crm_date_is_valid_ymd (time.year, time.month, time.day) ||
        moments->len + days->len >= MOST_EXCEPTIONS)
      return refuse_rule (text, error);
    value = time.is_date ? crm_ical_time_to_date (time) : crm_ical_time_to_moment (time);
    g_array_append_val (time.is_date ? days : moments, value);
  }
  return TRUE;
}

static gboolean
read_line (CrmRecurrence *self, const char *line, GError **error)
{
  const char *colon = strchr (line, ':');
  gsize length = strcspn (line, ";:");

  if (colon == NULL || g_ascii_strncasecmp (line, "FREQ", 4) == 0)
    return read_rule (self, line, error);
  if (length == 5 && g_ascii_strncasecmp (line, "RRULE", 5) == 0)
    return read_rule (self, colon + 1, error);
  if (length == 6 && g_ascii_strncasecmp (line, "EXDATE", 6) == 0)
    return read_moments (self, colon + 1, self->excluded, self->excluded_days, error);
  if (length == 5 && g_ascii_strncasecmp (line, "RDATE", 5) == 0)
    return read_moments (self, colon + 1, self->added, self->added_days, error);
  return refuse_rule (line, error);
}

/**
 * crm_recurrence_parse:
 * @text: a rule, or lines of rules and exceptions
 * @error: %CRM_ERROR_INVALID
 *
 * Returns: (transfer full): what it says; NULL where it says nothing that can be counted. Any
 *   thread.
 */
CrmRecurrence *
crm_recurrence_parse (const char *text, GError **error)
{
  g_autoptr (CrmRecurrence) self = new_recurrence ();
  g_auto (GStrv) lines = NULL;

  if (strlen (text) > MOST_LENGTH) {
    refuse_rule (text, error);
    return NULL;
  }
  lines = g_strsplit_set (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_strstrip (lines[i])[0] != '\0' && !read_line (self, lines[i], error))
      return NULL;
  if (self->rules->len + self->added->len + self->added_days->len == 0) {
    refuse_rule (text, error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

/* --- Writing */

static char *
dup_rule (const struct icalrecurrencetype *rule)
{
  struct icalrecurrencetype copy = *rule;
  char *text;
  char *taken;

  if (!icaltime_is_null_time (copy.until)) {
    struct icaltimetype until = copy.until;
    /* To the end of a day is a day, whatever the zone. */
    if (until.hour == 23 && until.minute == 59 && until.second == 59) {
      copy.until.is_date = 1;
    } else {
      gint64 moment = crm_ical_time_to_moment (until);
      copy.until = icaltime_from_timet_with_zone ((time_t) moment, 0, NULL);
      copy.until.zone = icaltimezone_get_utc_timezone ();
    }
  }
  text = icalrecurrencetype_as_string_r (&copy);
  taken = g_strdup (text);
  icalmemory_free_buffer (text);
  return taken;
}

static void
write_moments (GString *text, const char *name, GArray *moments, GArray *days)
{
  const char *separator = name;

  for (guint i = 0; i < moments->len; i++) {
    g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (g_array_index (moments, gint64, i));
    g_autofree char *written = g_date_time_format (time, "%Y%m%dT%H%M%SZ");
    g_string_append_printf (text, "%s%s", separator, written);
    separator = ",";
  }
  for (guint i = 0; i < days->len; i++) {
    int year, month, day;
    crm_date_to_ymd (g_array_index (days, gint64, i), &year, &month, &day);
    g_string_append_printf (text, "%s%04d%02d%02d", separator, year, month, day);
    separator = ",";
  }
}

char *
crm_recurrence_dup_rule (CrmRecurrence *self)
{
  return self->rules->len > 0
             ? dup_rule (&g_array_index (self->rules, struct icalrecurrencetype, 0))
             : g_strdup ("");
}

char *
crm_recurrence_to_text (CrmRecurrence *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->rules->len; i++) {
    g_autofree char *rule = dup_rule (&g_array_index (self->rules, struct icalrecurrencetype, i));
    g_string_append_printf (text, "%s%s", i > 0 ? "\nRRULE:" : "", rule);
  }
  write_moments (text, text->len > 0 ? "\nEXDATE:" : "EXDATE:", self->excluded,
                 self->excluded_days);
  write_moments (text, text->len > 0 ? "\nRDATE:" : "RDATE:", self->added, self->added_days);
  return g_string_free (text, FALSE);
}

/* --- Counting out */

static gboolean
holds (GArray *values, gint64 value)
{
  for (guint i = 0; i < values->len; i++)
    if (g_array_index (values, gint64, i) == value)
      return TRUE;
  return FALSE;
}

static gboolean
is_excluded (CrmRecurrence *self, gint64 moment)
{
  return holds (self->excluded, moment) ||
         (self->excluded_days->len > 0 && holds (self->excluded_days, crm_moment_to_date (moment)));
}

static void
take (CrmRecurrence *self, GArray *found, gint64 moment, gint64 from, gint64 until)
{
  if (moment >= from && moment < until && !is_excluded (self, moment))
    g_array_append_val (found, moment);
}

typedef struct {
  CrmRecurrence *self;
  gint64 start;
  GArray *found;
} Counting;

static gboolean
count_one (gint64 moment, gpointer data)
{
  Counting *counting = data;

  if (moment > counting->start)
    take (counting->self, counting->found, moment, moment, moment + 1);
  return TRUE;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

static GArray *
read_occurrences (CrmRecurrence *self, gint64 start, gint64 from, gint64 until)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (gint64));
  Counting counting = { self, start, found };
  gint64 day;
  int second = crm_moment_to_wall (start, &day);

  if (until <= from)
    return found;
  take (self, found, start, from, until);
  for (guint i = 0; until > start && i < self->rules->len; i++)
    crm_rule_walk (&g_array_index (self->rules, struct icalrecurrencetype, i), start, from, until,
                   count_one, &counting);
  for (guint i = 0; i < self->added->len; i++)
    take (self, found, g_array_index (self->added, gint64, i), MAX (from, start), until);
  for (guint i = 0; i < self->added_days->len; i++)
    take (self, found, crm_moment_from_wall (g_array_index (self->added_days, gint64, i), second),
          MAX (from, start), until);
  g_array_sort (found, compare_moments);
  return found;
}

/**
 * crm_recurrence_foreach:
 * @self: a recurrence
 * @start: moment of the first
 * @from: moment
 * @until: moment behind the last
 * @func: called with each, in order
 * @data: given to @func
 *
 * Each moment comes once. Any thread.
 */
void
crm_recurrence_foreach (CrmRecurrence *self, gint64 start, gint64 from, gint64 until,
                        CrmOccurrenceFunc func, gpointer data)
{
  g_autoptr (GArray) found = read_occurrences (self, start, from, until);

  for (guint i = 0; i < found->len; i++) {
    gint64 moment = g_array_index (found, gint64, i);
    if ((i == 0 || moment != g_array_index (found, gint64, i - 1)) && !func (moment, data))
      return;
  }
}

/**
 * crm_recurrence_next:
 * @self: a recurrence
 * @start: moment of the first
 * @after: moment
 * @occurrence: (out): the first one later than @after
 *
 * Looks a week ahead, then further and further, up to a hundred years.
 *
 * Returns: whether there is one. Any thread.
 */
gboolean
crm_recurrence_next (CrmRecurrence *self, gint64 start, gint64 after, gint64 *occurrence)
{
  gint64 from = MAX (after + 1, start);

  for (int days = 8; days < 366 * 120; days *= 5) {
    gint64 until = MAX (after, start) + (gint64) days * DAY;
    g_autoptr (GArray) found = read_occurrences (self, start, from, until);
    if (found->len > 0) {
      *occurrence = g_array_index (found, gint64, 0);
      return TRUE;
    }
    from = until;
  }
  return FALSE;
}

gboolean
crm_recurrence_has (CrmRecurrence *self, gint64 start, gint64 occurrence)
{
  g_autoptr (GArray) found = read_occurrences (self, start, occurrence, occurrence + 1);

  return found->len > 0;
}
