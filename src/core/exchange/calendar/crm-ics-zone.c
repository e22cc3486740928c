/* The zones of times in calendars of other programs: by the names of the system, of Windows, or as
 * the file itself says. */
#include "config.h"

#include "crm-ics-private.h"

#include <string.h>

#include "crm-date.h"

#define DAY 86400
#define MOST_ZONES 2000

struct _CrmIcsZones {
  GHashTable *described; /* owned: name to icaltimezone */
  GHashTable *known;     /* owned: name to GTimeZone, NULL: the system does not know it */
};

/* What Windows calls zones of the system. */
static const struct {
  const char *windows;
  const char *name;
} windows_zones[] = {
  { "AUS Eastern Standard Time", "Australia/Sydney" },
  { "Arab Standard Time", "Asia/Riyadh" },
  { "Arabian Standard Time", "Asia/Dubai" },
  { "Atlantic Standard Time", "America/Halifax" },
  { "Azerbaijan Standard Time", "Asia/Baku" },
  { "Belarus Standard Time", "Europe/Minsk" },
  { "Caucasus Standard Time", "Asia/Yerevan" },
  { "Central America Standard Time", "America/Guatemala" },
  { "Central Asia Standard Time", "Asia/Almaty" },
  { "Central Europe Standard Time", "Europe/Budapest" },
  { "Central European Standard Time", "Europe/Warsaw" },
  { "Central Standard Time", "America/Chicago" },
  { "China Standard Time", "Asia/Shanghai" },
  { "E. Australia Standard Time", "Australia/Brisbane" },
  { "E. Europe Standard Time", "Europe/Chisinau" },
  { "E. South America Standard Time", "America/Sao_Paulo" },
  { "Eastern Standard Time", "America/New_York" },
  { "Egypt Standard Time", "Africa/Cairo" },
  { "Ekaterinburg Standard Time", "Asia/Yekaterinburg" },
  { "FLE Standard Time", "Europe/Kiev" },
  { "GMT Standard Time", "Europe/London" },
  { "GTB Standard Time", "Europe/Bucharest" },
  { "Georgian Standard Time", "Asia/Tbilisi" },
  { "Greenwich Standard Time", "Atlantic/Reykjavik" },
  { "India Standard Time", "Asia/Kolkata" },
  { "Israel Standard Time", "Asia/Jerusalem" },
  { "Kaliningrad Standard Time", "Europe/Kaliningrad" },
  { "Korea Standard Time", "Asia/Seoul" },
  { "Magadan Standard Time", "Asia/Magadan" },
  { "Mountain Standard Time", "America/Denver" },
  { "N. Central Asia Standard Time", "Asia/Novosibirsk" },
  { "New Zealand Standard Time", "Pacific/Auckland" },
  { "North Asia East Standard Time", "Asia/Irkutsk" },
  { "North Asia Standard Time", "Asia/Krasnoyarsk" },
  { "Pacific Standard Time", "America/Los_Angeles" },
  { "Romance Standard Time", "Europe/Paris" },
  { "Russia Time Zone 3", "Europe/Samara" },
  { "Russian Standard Time", "Europe/Moscow" },
  { "Singapore Standard Time", "Asia/Singapore" },
  { "South Africa Standard Time", "Africa/Johannesburg" },
  { "Tokyo Standard Time", "Asia/Tokyo" },
  { "Turkey Standard Time", "Europe/Istanbul" },
  { "UTC", "UTC" },
  { "Coordinated Universal Time", "UTC" },
  { "Vladivostok Standard Time", "Asia/Vladivostok" },
  { "W. Europe Standard Time", "Europe/Berlin" },
  { "West Asia Standard Time", "Asia/Tashkent" },
  { "Yakutsk Standard Time", "Asia/Yakutsk" },
};

static void
free_described (gpointer zone)
{
  icaltimezone_free (zone, 1);
}

static void
free_known (gpointer zone)
{
  if (zone != NULL)
    g_time_zone_unref (zone);
}

CrmIcsZones *
crm_ics_zones_new (void)
{
  CrmIcsZones *self = g_new0 (CrmIcsZones, 1);

  self->described = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_described);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_known);
  return self;
}

void
crm_ics_zones_free (CrmIcsZones *self)
{
  g_hash_table_unref (self->described);
  g_hash_table_unref (self->known);
  g_free (self);
}

/* Clocks change once a year by each of its rules: one that says more often is not counted out. */
static gboolean
is_honest (icalcomponent *zone)
{
  for (icalcomponent *part = icalcomponent_get_first_component (zone, ICAL_ANY_COMPONENT);
       part != NULL; part = icalcomponent_get_next_component (zone, ICAL_ANY_COMPONENT)) {
    if (icalcomponent_get_first_property (part, ICAL_DTSTART_PROPERTY) == NULL ||
        icalcomponent_get_first_property (part, ICAL_TZOFFSETTO_PROPERTY) == NULL ||
        icalcomponent_get_first_property (part, ICAL_TZOFFSETFROM_PROPERTY) == NULL)
      return FALSE;
    for (icalproperty *rule = icalcomponent_get_first_property (part, ICAL_RRULE_PROPERTY);
         rule != NULL; rule = icalcomponent_get_next_property (part, ICAL_RRULE_PROPERTY)) {
      struct icalrecurrencetype recurrence = icalproperty_get_rrule (rule);
      if (recurrence.freq != ICAL_YEARLY_RECURRENCE || recurrence.rscale != NULL)
        return FALSE;
    }
  }
  return icalcomponent_get_first_component (zone, ICAL_ANY_COMPONENT) != NULL;
}

void
crm_ics_zones_add (CrmIcsZones *self, const char *text)
{
  icalcomponent *component = icalcomponent_new_from_string (text);
  icaltimezone *zone;

  if (component == NULL)
    return;
  if (icalcomponent_isa (component) != ICAL_VTIMEZONE_COMPONENT || !is_honest (component) ||
      g_hash_table_size (self->described) >= MOST_ZONES) {
    icalcomponent_free (component);
    return;
  }
  zone = icaltimezone_new ();
  if (icaltimezone_set_component (zone, component) && icaltimezone_get_tzid (zone) != NULL)
    g_hash_table_replace (self->described, g_strdup (icaltimezone_get_tzid (zone)), zone);
  else {
    /* A zone that refuses a description does not take it either. */
    if (icaltimezone_get_component (zone) != component)
      icalcomponent_free (component);
    icaltimezone_free (zone, 1);
  }
}

static GTimeZone *
find_by_offset (const char *name)
{
  static const char *const beginnings[] = { "(UTC", "(GMT", "UTC", "GMT" };

  /* "(UTC+01:00) Amsterdam, Berlin", "GMT +0100" */
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++) {
    const char *rest = name + strlen (beginnings[i]);
    g_autofree char *offset = NULL;
    int hours, minutes = 0;
    if (!g_str_has_prefix (name, beginnings[i]))
      continue;
    rest += strspn (rest, " ");
    if ((*rest != '+' && *rest != '-') || !g_ascii_isdigit (rest[1]) || !g_ascii_isdigit (rest[2]))
      return *rest == '\0' || *rest == ')' ? g_time_zone_new_utc () : NULL;
    hours = g_ascii_digit_value (rest[1]) * 10 + g_ascii_digit_value (rest[2]);
    if ((rest[3] == ':' || rest[3] == '.') && g_ascii_isdigit (rest[4]) &&
        g_ascii_isdigit (rest[5]))
      minutes = g_ascii_digit_value (rest[4]) * 10 + g_ascii_digit_value (rest[5]);
    offset = g_strdup_printf ("%c%02d:%02d", *rest, hours, minutes);
    return g_time_zone_new_identifier (offset);
  }
  return NULL;
}

/* "/softwarestudio.org/Olson_20011030_5/Europe/Berlin" ends in a name of the system. */
static GTimeZone *
find_by_end (const char *name)
{
  for (const char *p = strchr (name, '/'); p != NULL; p = strchr (p + 1, '/')) {
    GTimeZone *zone;
    if (g_ascii_isalpha (p[1]) && strchr (p + 1, '/') != NULL) {
      zone = g_time_zone_new_identifier (p + 1);
      if (zone != NULL)
        return zone;
    }
  }
  return NULL;
}

static GTimeZone *
look_up (const char *name)
{
  GTimeZone *zone;

  for (gsize i = 0; i < G_N_ELEMENTS (windows_zones); i++)
    if (g_ascii_strcasecmp (windows_zones[i].windows, name) == 0)
      return g_time_zone_new_identifier (windows_zones[i].name);
  /* Never a path out of the folder of zones. */
  if (strstr (name, "..") != NULL || strlen (name) > 200)
    return NULL;
  if (name[0] != '/' && g_ascii_isalpha (name[0])) {
    zone = g_time_zone_new_identifier (name);
    if (zone != NULL)
      return zone;
  }
  zone = find_by_end (name);
  return zone != NULL ? zone : find_by_offset (name);
}

static GTimeZone *
find_known (CrmIcsZones *self, const char *name)
{
  g_autofree char *bare = g_strdup (name);
  gpointer zone;

  g_strstrip (bare);
  if (bare[0] == '"' && strlen (bare) > 1 && g_str_has_suffix (bare, "\"")) {
    bare[strlen (bare) - 1] = '\0';
    memmove (bare, bare + 1, strlen (bare));
  }
  if (!g_hash_table_lookup_extended (self->known, bare, NULL, &zone)) {
    zone = look_up (bare);
    if (g_hash_table_size (self->known) < MOST_ZONES)
      g_hash_table_insert (self->known, g_strdup (bare), zone);
    else if (zone != NULL)
      g_time_zone_unref (g_steal_pointer (&zone));
  }
  return zone;
}

gboolean
crm_ics_zones_find (CrmIcsZones *self, const char *name, const struct icaltimetype *time,
                    gint64 *moment)
{
  GTimeZone *zone = name != NULL ? find_known (self, name) : NULL;
  icaltimezone *described = name != NULL ? g_hash_table_lookup (self->described, name) : NULL;
  gint64 date = crm_date_from_ymd (time->year, time->month, time->day);
  int second = time->hour * 3600 + time->minute * 60 + time->second;

  if (zone != NULL) {
    g_autoptr (GDateTime) wall =
        g_date_time_new (zone, time->year, time->month, time->day, time->hour, time->minute,
                         (double) MIN (time->second, 59));
    if (wall != NULL) {
      *moment = g_date_time_to_unix (wall);
      return TRUE;
    }
  }
  if (described != NULL) {
    struct icaltimetype copy = *time;
    *moment = date * DAY + second - icaltimezone_get_utc_offset (described, &copy, NULL);
    return TRUE;
  }
  *moment = crm_moment_from_wall (date, MIN (second, DAY - 1));
  return name == NULL;
}
