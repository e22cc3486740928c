/* Stretches of days that people name. */
#include "config.h"

#include "crm-period.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"

static const struct {
  CrmUnit unit;
  int offset; /* units from the present one */
  const char *label;
} periods[CRM_N_PERIODS] = {
  [CRM_PERIOD_TODAY] = { CRM_UNIT_DAY, 0, NC_ ("period", "Today") },
  [CRM_PERIOD_YESTERDAY] = { CRM_UNIT_DAY, -1, NC_ ("period", "Yesterday") },
  [CRM_PERIOD_TOMORROW] = { CRM_UNIT_DAY, 1, NC_ ("period", "Tomorrow") },
  [CRM_PERIOD_THIS_WEEK] = { CRM_UNIT_WEEK, 0, NC_ ("period", "This week") },
  [CRM_PERIOD_LAST_WEEK] = { CRM_UNIT_WEEK, -1, NC_ ("period", "Last week") },
  [CRM_PERIOD_NEXT_WEEK] = { CRM_UNIT_WEEK, 1, NC_ ("period", "Next week") },
  [CRM_PERIOD_THIS_MONTH] = { CRM_UNIT_MONTH, 0, NC_ ("period", "This month") },
  [CRM_PERIOD_LAST_MONTH] = { CRM_UNIT_MONTH, -1, NC_ ("period", "Last month") },
  [CRM_PERIOD_NEXT_MONTH] = { CRM_UNIT_MONTH, 1, NC_ ("period", "Next month") },
  [CRM_PERIOD_THIS_QUARTER] = { CRM_UNIT_QUARTER, 0, NC_ ("period", "This quarter") },
  [CRM_PERIOD_LAST_QUARTER] = { CRM_UNIT_QUARTER, -1, NC_ ("period", "Last quarter") },
  [CRM_PERIOD_NEXT_QUARTER] = { CRM_UNIT_QUARTER, 1, NC_ ("period", "Next quarter") },
  [CRM_PERIOD_THIS_YEAR] = { CRM_UNIT_YEAR, 0, NC_ ("period", "This year") },
  [CRM_PERIOD_LAST_YEAR] = { CRM_UNIT_YEAR, -1, NC_ ("period", "Last year") },
  [CRM_PERIOD_NEXT_YEAR] = { CRM_UNIT_YEAR, 1, NC_ ("period", "Next year") },
};

static const char *const unit_names[CRM_N_UNITS] = { "day", "week", "month", "quarter", "year" };

static int
count_months (CrmUnit unit)
{
  return unit == CRM_UNIT_YEAR ? 12 : unit == CRM_UNIT_QUARTER ? 3 : 1;
}

/* The first day of the stretch of @length months that is @offset such stretches from @today's. */
static gint64
find_month (gint64 today, int length, int offset)
{
  int year, month, day;
  int months;

  crm_date_to_ymd (today, &year, &month, &day);
  months = year * 12 + (month - 1) / length * length + offset * length;
  return crm_date_from_ymd (months / 12, months % 12 + 1, 1);
}

static void
get_unit (CrmUnit unit, int offset, gint64 today, gint64 *first, gint64 *last)
{
  switch (unit) {
  case CRM_UNIT_DAY:
    *first = *last = today + offset;
    return;
  case CRM_UNIT_WEEK:
    *first = today - (crm_date_weekday (today) - 1) + 7 * offset;
    *last = *first + 6;
    return;
  case CRM_UNIT_MONTH:
  case CRM_UNIT_QUARTER:
  case CRM_UNIT_YEAR:
    *first = find_month (today, count_months (unit), offset);
    *last = find_month (today, count_months (unit), offset + 1) - 1;
    return;
  case CRM_N_UNITS:
    break;
  }
  g_assert_not_reached ();
}

/* The same day of another month, or that month's last where it has none such. */
static gint64
move_months (gint64 today, int months)
{
  int year, month, day;
  int all;

  crm_date_to_ymd (today, &year, &month, &day);
  all = CLAMP (year * 12 + month - 1 + months, 12, 9999 * 12 + 11);
  return crm_date_from_ymd (all / 12, all % 12 + 1,
                            MIN (day, crm_date_days_in_month (all / 12, all % 12 + 1)));
}

static gint64
move_day (gint64 today, CrmUnit unit, int n)
{
  if (unit == CRM_UNIT_DAY || unit == CRM_UNIT_WEEK)
    return today + (gint64) n * (unit == CRM_UNIT_WEEK ? 7 : 1);
  return move_months (today, n * count_months (unit));
}

/**
 * crm_period_get_days:
 * @period: a period
 * @today: the present day
 * @first: (out): its first day
 * @last: (out): its last day
 *
 * Weeks begin on Monday (ISO 8601). Any thread.
 */
void
crm_period_get_days (CrmPeriod period, gint64 today, gint64 *first, gint64 *last)
{
  get_unit (periods[period].unit, periods[period].offset, today, first, last);
}

/**
 * crm_period_get_label:
 * @period: a period
 *
 * Returns: its translated name
 */
const char *
crm_period_get_label (CrmPeriod period)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "period", periods[period].label);
}

CrmSpan
crm_span_of_period (CrmPeriod period)
{
  return (CrmSpan) { CRM_SPAN_ONE, periods[period].unit, periods[period].offset };
}

/**
 * crm_span_get_days:
 * @self: a stretch
 * @today: the present day
 * @first: (out): its first day; %G_MININT64 where nothing is too early
 * @last: (out): its last day
 *
 * Weeks begin on Monday (ISO 8601). Any thread.
 */
void
crm_span_get_days (const CrmSpan *self, gint64 today, gint64 *first, gint64 *last)
{
  switch (self->kind) {
  case CRM_SPAN_ONE:
    get_unit (self->unit, self->n, today, first, last);
    return;
  case CRM_SPAN_LAST:
    *first = move_day (today, self->unit, -self->n);
    *last = today;
    return;
  case CRM_SPAN_NEXT:
    *first = today;
    *last = move_day (today, self->unit, self->n);
    return;
  case CRM_SPAN_OLDER:
    *first = G_MININT64;
    *last = move_day (today, self->unit, -self->n) - 1;
    return;
  case CRM_N_SPANS:
    break;
  }
  g_assert_not_reached ();
}

gboolean
crm_span_equal (const CrmSpan *a, const CrmSpan *b)
{
  return a->kind == b->kind && a->unit == b->unit && a->n == b->n;
}

static char *
count_units (CrmUnit unit, int n)
{
  switch (unit) {
  case CRM_UNIT_DAY:
    return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) n), n);
  case CRM_UNIT_WEEK:
    return g_strdup_printf (ngettext ("%d week", "%d weeks", (gulong) n), n);
  case CRM_UNIT_MONTH:
    return g_strdup_printf (ngettext ("%d month", "%d months", (gulong) n), n);
  case CRM_UNIT_QUARTER:
    return g_strdup_printf (ngettext ("%d quarter", "%d quarters", (gulong) n), n);
  case CRM_UNIT_YEAR:
    return g_strdup_printf (ngettext ("%d year", "%d years", (gulong) n), n);
  case CRM_N_UNITS:
    break;
  }
  g_assert_not_reached ();
}

/**
 * crm_span_dup_label:
 * @self: a stretch
 *
 * Returns: (transfer full): its translated name: "Last 30 days"
 */
char *
crm_span_dup_label (const CrmSpan *self)
{
  g_autofree char *units = NULL;

  switch (self->kind) {
  case CRM_SPAN_ONE:
    for (int i = 0; i < CRM_N_PERIODS; i++)
      if (periods[i].unit == self->unit && periods[i].offset == self->n)
        return g_strdup (crm_period_get_label ((CrmPeriod) i));
    break;
  case CRM_SPAN_LAST:
    units = count_units (self->unit, self->n);
    /* Translators: %s is "30 days", "2 months" */
    return g_strdup_printf (C_ ("period", "Last %s"), units);
  case CRM_SPAN_NEXT:
    units = count_units (self->unit, self->n);
    /* Translators: %s is "30 days", "2 months" */
    return g_strdup_printf (C_ ("period", "Next %s"), units);
  case CRM_SPAN_OLDER:
    units = count_units (self->unit, self->n);
    /* Translators: %s is "30 days", "2 months" */
    return g_strdup_printf (C_ ("period", "More than %s ago"), units);
  case CRM_N_SPANS:
    break;
  }
  g_assert_not_reached ();
}

/**
 * crm_span_to_text:
 * @self: a stretch
 *
 * Returns: (transfer full): what crm_span_parse() reads, whatever the language
 */
char *
crm_span_to_text (const CrmSpan *self)
{
  static const char *const days[] = { "yesterday", "today", "tomorrow" };
  static const char *const which[] = { "last", "this", "next" };
  const char *unit = unit_names[self->unit];
  const char *plural = self->n == 1 ? "" : "s";

  switch (self->kind) {
  case CRM_SPAN_ONE:
    if (self->unit == CRM_UNIT_DAY)
      return g_strdup (days[self->n + 1]);
    return g_strdup_printf ("%s %s", which[self->n + 1], unit);
  case CRM_SPAN_LAST:
    return g_strdup_printf ("last %d %s%s", self->n, unit, plural);
  case CRM_SPAN_NEXT:
    return g_strdup_printf ("next %d %s%s", self->n, unit, plural);
  case CRM_SPAN_OLDER:
    return g_strdup_printf ("older than %d %s%s", self->n, unit, plural);
  case CRM_N_SPANS:
    break;
  }
  g_assert_not_reached ();
}

static gboolean
read_unit (const char *word, gboolean plural, CrmUnit *unit)
{
  for (int i = 0; i < CRM_N_UNITS; i++) {
    gsize n = strlen (unit_names[i]);
    if (g_ascii_strncasecmp (word, unit_names[i], n) == 0 &&
        (word[n] == '\0' || (plural && g_ascii_strcasecmp (word + n, "s") == 0))) {
      *unit = (CrmUnit) i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
read_count (char **words, CrmSpanKind kind, CrmSpan *span)
{
  gint64 n;

  if (g_strv_length (words) != 2 ||
      !g_ascii_string_to_signed (words[0], 10, 1, CRM_SPAN_MOST, &n, NULL) ||
      !read_unit (words[1], TRUE, &span->unit))
    return FALSE;
  span->kind = kind;
  span->n = (int) n;
  return TRUE;
}

/**
 * crm_span_parse:
 * @text: "today", "yesterday", "tomorrow"; "this", "last" or "next" and "week", "month", "quarter"
 *   or "year"; "last" or "next" and a number of days, weeks ...; "older than 30 days"
 * @self: (out): the stretch; untouched on failure
 *
 * Returns: whether it is one
 */
gboolean
crm_span_parse (const char *text, CrmSpan *self)
{
  static const char *const days[] = { "yesterday", "today", "tomorrow" };
  static const char *const which[] = { "last", "this", "next" };
  g_auto (GStrv) words = NULL;
  g_autofree char *plain = g_strstrip (g_strdup (text));
  CrmSpan span = { CRM_SPAN_ONE, CRM_UNIT_DAY, 0 };
  gboolean found = FALSE;

  for (char *c = plain; *c != '\0';)
    if (c[0] == ' ' && c[1] == ' ')
      memmove (c, c + 1, strlen (c));
    else
      c++;
  words = g_strsplit (plain, " ", -1);
  for (int i = 0; i < 3 && !found && words[0] != NULL; i++) {
    span.n = i - 1;
    if (g_ascii_strcasecmp (words[0], days[i]) == 0 && words[1] == NULL)
      found = TRUE;
    else if (g_ascii_strcasecmp (words[0], which[i]) == 0 && words[1] != NULL) {
      found =
          words[2] == NULL && read_unit (words[1], FALSE, &span.unit) && span.unit != CRM_UNIT_DAY;
      if (!found && i != 1)
        found = read_count (words + 1, i == 0 ? CRM_SPAN_LAST : CRM_SPAN_NEXT, &span);
    }
  }
  if (!found && g_strv_length (words) == 4 && g_ascii_strcasecmp (words[0], "older") == 0 &&
      g_ascii_strcasecmp (words[1], "than") == 0)
    found = read_count (words + 2, CRM_SPAN_OLDER, &span);
  if (found)
    *self = span;
  return found;
}
