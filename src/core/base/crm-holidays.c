/* Public holidays of a country, read from data/calendar once and laid out a year at a time. */
#include "config.h"

#include "crm-holidays-private.h"

#include "crm-date.h"
#include "crm-holiday-resources.h"

#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "/io/github/voronka_crm/Voronka/calendar/"

typedef enum { BASE_YEAR, BASE_EASTER, BASE_ORTHODOX_EASTER } Base;

typedef struct {
  Base base;
  int month, day; /* of the year; day alone: after Easter */
  int n_days;
  int since, until;
  int worked_since; /* 0: never */
  gboolean moves;
  char *name; /* owned */
} Holiday;

typedef struct {
  CrmDayFacts days[366];
} Year;

struct _CrmHolidays {
  GArray *holidays;   /* owned; of Holiday */
  GKeyFile *decrees;  /* owned; the whole file */
  gboolean moves;     /* from a weekend to the next working day */
  int shorter_before; /* minutes */
  GMutex lock;        /* of years */
  GHashTable *years;  /* owned; number of the year to Year, which stays */
};

/* Western Easter. The moon's age on a date repeats after 19 years (golden number) but for the
 * corrections of the Gregorian reform: a leap day left out in three of four centuries, and the
 * moon's drift of 8 days in 25 centuries. Easter is the Sunday after the full moon that comes with
 * or after 21 March (Inter gravissimas, 1582; the epact method of Clavius). */
static gint64
find_easter (int year)
{
  int century = year / 100 + 1;
  int golden_number = year % 19 + 1;
  int leap_days_left_out = 3 * century / 4 - 12;
  int moon_drift = (8 * century + 5) / 25 - 5;
  int epact = (11 * golden_number + 20 + moon_drift - leap_days_left_out) % 30;
  gint64 full_moon;

  if (epact < 0)
    epact += 30;
  if ((epact == 25 && golden_number > 11) || epact == 24)
    epact++;
  full_moon = crm_date_from_ymd (year, 3, 21) + (44 - epact < 21 ? 74 - epact : 44 - epact) - 21;
  return full_moon + 7 - crm_date_weekday (full_moon) % 7;
}

/* Orthodox Easter: the same moon without the reform's corrections, in the Julian calendar, whose
 * dates lie behind by a day for each leap day that the reform leaves out (Meeus, "Astronomical
 * Algorithms", chapter 8). */
static gint64
find_orthodox_easter (int year)
{
  int moon = (19 * (year % 19) + 15) % 30;
  int sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  int month = (moon + sunday + 114) / 31;
  int day = (moon + sunday + 114) % 31 + 1;

  return crm_date_from_ymd (year, month, day) + year / 100 - year / 400 - 2;
}

static int
read_number (GKeyFile *file, const char *group, const char *key, int fallback)
{
  return g_key_file_has_key (file, group, key, NULL)
             ? g_key_file_get_integer (file, group, key, NULL)
             : fallback;
}

static gboolean
read_flag (GKeyFile *file, const char *group, const char *key, gboolean fallback)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);
  return text != NULL ? strcmp (text, "yes") == 0 : fallback;
}

static void
read_date (Holiday *holiday, const char *text)
{
  int month, day;

  holiday->n_days = 1;
  if (g_str_has_prefix (text, "easter+")) {
    holiday->base = BASE_EASTER;
    holiday->day = atoi (text + strlen ("easter+"));
  } else if (g_str_has_prefix (text, "orthodox-easter+")) {
    holiday->base = BASE_ORTHODOX_EASTER;
    holiday->day = atoi (text + strlen ("orthodox-easter+"));
  } else {
    holiday->month = atoi (text);
    holiday->day = atoi (text + 3);
    if (sscanf (text + 5, "..%d-%d", &month, &day) == 2)
      holiday->n_days = day - holiday->day + 1;
  }
}

static CrmHolidays *
read_holidays (const char *country)
{
  g_autofree char *path = g_strconcat (FOLDER, country, ".ini", NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (crm_holidays_get_resource (), path, 0, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  CrmHolidays *self;

  if (bytes == NULL)
    return NULL;
  if (!g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_KEEP_TRANSLATIONS, NULL))
    g_error ("%s cannot be read", path);
  self = g_new0 (CrmHolidays, 1);
  self->holidays = g_array_new (FALSE, TRUE, sizeof (Holiday));
  self->years = g_hash_table_new (NULL, NULL);
  self->moves = read_flag (file, "rules", "moves", FALSE);
  self->shorter_before = read_number (file, "rules", "shorter-before", 0);
  g_mutex_init (&self->lock);
  groups = g_key_file_get_groups (file, NULL);
  for (char **group = groups; *group != NULL; group++) {
    g_autofree char *date = g_key_file_get_string (file, *group, "date", NULL);
    Holiday holiday = { 0 };
    if (date == NULL)
      continue;
    read_date (&holiday, date);
    holiday.since = read_number (file, *group, "since", 0);
    holiday.until = read_number (file, *group, "until", 9999);
    holiday.worked_since = read_number (file, *group, "worked-since", 0);
    holiday.moves = read_flag (file, *group, "moves", self->moves);
    holiday.name = g_key_file_get_locale_string (file, *group, "name", NULL, NULL);
    g_array_append_val (self->holidays, holiday);
  }
  self->decrees = g_steal_pointer (&file);
  return self;
}

/**
 * crm_holidays_get:
 * @country: (nullable): "ru", "ua", "pl" or any other
 *
 * Any thread.
 *
 * Returns: (nullable): its holidays, for ever
 */
CrmHolidays *
crm_holidays_get (const char *country)
{
  static GMutex lock;
  static GHashTable *known;
  CrmHolidays *self;

  if (country == NULL)
    return NULL;
  g_mutex_lock (&lock);
  if (known == NULL)
    known = g_hash_table_new (g_str_hash, g_str_equal);
  if (!g_hash_table_lookup_extended (known, country, NULL, (gpointer *) &self)) {
    self = read_holidays (country);
    g_hash_table_insert (known, g_strdup (country), self);
  }
  g_mutex_unlock (&lock);
  return self;
}

static CrmDayFacts *
day_of (Year *self, int year, gint64 date)
{
  gint64 place = date - crm_date_from_ymd (year, 1, 1);
  return place >= 0 && place < 366 ? &self->days[place] : NULL;
}

static void
mark_list (GKeyFile *decrees, const char *group, const char *key, Year *year, int number,
           CrmDayRule rule)
{
  g_auto (GStrv) dates = g_key_file_get_string_list (decrees, group, key, NULL, NULL);

  for (char **date = dates; date != NULL && *date != NULL; date++) {
    gint64 day = crm_date_from_ymd (number, atoi (*date), atoi (*date + 3));
    day_of (year, number, day)->rule = rule;
  }
}

static gboolean
is_free (Year *self, int year, gint64 date)
{
  CrmDayFacts *facts = day_of (self, year, date);
  if (facts != NULL && facts->rule != CRM_DAY_ORDINARY)
    return facts->rule == CRM_DAY_FREE;
  return crm_date_weekday (date) > 5;
}

static gint64
find_first_day (const Holiday *holiday, int year)
{
  switch (holiday->base) {
  case BASE_EASTER:
    return find_easter (year) + holiday->day;
  case BASE_ORTHODOX_EASTER:
    return find_orthodox_easter (year) + holiday->day;
  case BASE_YEAR:
    return crm_date_from_ymd (year, holiday->month, holiday->day);
  }
  return 0;
}

static Year *
make_year (CrmHolidays *self, int number)
{
  Year *year = g_new0 (Year, 1);
  g_autofree char *decree = g_strdup_printf ("decree %d", number);
  gboolean is_decreed = g_key_file_has_group (self->decrees, decree);
  g_autoptr (GArray) moving = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->holidays->len; i++) {
    Holiday *holiday = &g_array_index (self->holidays, Holiday, i);
    gint64 first = find_first_day (holiday, number);
    if (number < holiday->since || number > holiday->until)
      continue;
    for (gint64 date = first; date < first + holiday->n_days; date++) {
      CrmDayFacts *facts = day_of (year, number, date);
      if (facts == NULL)
        continue;
      facts->name = holiday->name;
      if (holiday->worked_since != 0 && number >= holiday->worked_since)
        continue;
      facts->rule = CRM_DAY_FREE;
      if (holiday->moves && !is_decreed && crm_date_weekday (date) > 5)
        g_array_append_val (moving, date);
    }
  }
  for (guint i = 0; i < moving->len; i++) {
    gint64 date = g_array_index (moving, gint64, i);
    CrmDayFacts *facts;
    while (is_free (year, number, date))
      date++;
    facts = day_of (year, number, date);
    if (facts != NULL)
      facts->rule = CRM_DAY_FREE;
  }
  if (is_decreed) {
    mark_list (self->decrees, decree, "free", year, number, CRM_DAY_FREE);
    mark_list (self->decrees, decree, "worked", year, number, CRM_DAY_WORKED);
  }
  for (int i = 0; self->shorter_before > 0 && i < 365; i++) {
    const CrmDayFacts *next = &year->days[i + 1];
    year->days[i].is_shorter = next->name != NULL && next->rule == CRM_DAY_FREE &&
                               !is_free (year, number, crm_date_from_ymd (number, 1, 1) + i);
  }
  if (is_decreed) {
    g_auto (GStrv) dates =
        g_key_file_get_string_list (self->decrees, decree, "shorter", NULL, NULL);
    for (char **date = dates; date != NULL && *date != NULL; date++)
      day_of (year, number, crm_date_from_ymd (number, atoi (*date), atoi (*date + 3)))
          ->is_shorter = TRUE;
  }
  /* The last day of a year that is worked stands before the first of the next. */
  if (self->shorter_before > 0) {
    gint64 last = crm_date_from_ymd (number, 12, 31);
    day_of (year, number, last)->is_shorter = !is_free (year, number, last);
  }
  return year;
}

/**
 * crm_holidays_look_up:
 * @self: holidays
 * @date: a date
 *
 * Any thread.
 *
 * Returns: what is said of that day
 */
CrmDayFacts
crm_holidays_look_up (CrmHolidays *self, gint64 date)
{
  int number;
  Year *year;

  crm_date_to_ymd (CLAMP (date, CRM_DATE_MIN, CRM_DATE_MAX), &number, NULL, NULL);
  g_mutex_lock (&self->lock);
  year = g_hash_table_lookup (self->years, GINT_TO_POINTER (number));
  if (year == NULL) {
    year = make_year (self, number);
    g_hash_table_insert (self->years, GINT_TO_POINTER (number), year);
  }
  g_mutex_unlock (&self->lock);
  return *day_of (year, number, CLAMP (date, CRM_DATE_MIN, CRM_DATE_MAX));
}

/**
 * crm_holidays_get_shorter:
 * @self: holidays
 *
 * Returns: by how many minutes the eve of a holiday is shorter
 */
int
crm_holidays_get_shorter (CrmHolidays *self)
{
  return self->shorter_before;
}
