/* What touches a stretch of time: two walks over indexes, and the few that repeat counted out. */
#include "config.h"

#include "crm-calendar-private.h"

#include <string.h>

#include "crm-activity-rows.h"
#include "crm-date.h"

#define DAY G_GINT64_CONSTANT (86400)

/* --- Entries */

/**
 * crm_calendar_entry_copy:
 * @self: an entry
 *
 * Returns: (transfer full): the same
 */
CrmCalendarEntry *
crm_calendar_entry_copy (const CrmCalendarEntry *self)
{
  CrmCalendarEntry *copy = g_memdup2 (self, sizeof *self);

  copy->title = g_strdup (self->title);
  copy->kind = g_strdup (self->kind);
  copy->state = g_strdup (self->state);
  copy->priority = g_strdup (self->priority);
  copy->place = g_strdup (self->place);
  copy->company = g_strdup (self->company);
  return copy;
}

void
crm_calendar_entry_free (CrmCalendarEntry *self)
{
  g_free (self->title);
  g_free (self->kind);
  g_free (self->state);
  g_free (self->priority);
  g_free (self->place);
  g_free (self->company);
  g_free (self);
}

/* --- Reading */

typedef struct {
  CrmDatabase *database;
  gint64 from;
  gint64 until;
  GPtrArray *entries;
} Reading;

static gint64
get_column (CrmStatement *row, CrmActivityColumn column, gint64 fallback)
{
  return crm_statement_is_null (row, (int) column) ? fallback
                                                   : crm_statement_get_integer (row, (int) column);
}

static gboolean
touches (Reading *reading, const CrmStay *span)
{
  return span->start < reading->until &&
         (span->end > reading->from || (span->end == span->start && span->start >= reading->from));
}

static void
add_entry (Reading *reading, CrmStatement *row, const CrmStay *span, gint64 occurrence)
{
  CrmCalendarEntry *entry;

  if (!touches (reading, span))
    return;
  entry = g_new0 (CrmCalendarEntry, 1);
  entry->activity = crm_statement_get_integer (row, CRM_ACTIVITY_COLUMN_ID);
  entry->occurrence = occurrence;
  entry->start = span->start;
  entry->end = span->end;
  entry->is_all_day = span->is_all_day;
  entry->person = get_column (row, CRM_ACTIVITY_COLUMN_PERSON, 0);
  entry->title = g_strdup (crm_statement_get_text (row, CRM_ACTIVITY_COLUMN_TITLE));
  entry->kind = g_strdup (crm_statement_get_text (row, CRM_ACTIVITY_COLUMN_KIND));
  entry->state = g_strdup (crm_statement_get_text (row, CRM_ACTIVITY_COLUMN_STATE));
  entry->is_settled = crm_calendar_is_settled (entry->state);
  entry->priority = g_strdup (crm_statement_get_text (row, CRM_ACTIVITY_COLUMN_PRIORITY));
  entry->place = g_strdup (crm_statement_get_text (row, CRM_ACTIVITY_COLUMN_PLACE));
  entry->company = g_strdup (crm_statement_get_text (row, CRM_ACTIVITY_COLUMN_COMPANY));
  g_ptr_array_add (reading->entries, entry);
}

typedef struct {
  Reading *reading;
  CrmStatement *row;
  const CrmStay *span;
  GArray *own;
  guint n_left;
} Counting;

static gboolean
add_occurrence (gint64 occurrence, gpointer data)
{
  Counting *counting = data;
  CrmStay span = crm_stay_at (counting->span, occurrence);

  for (guint i = 0; i < counting->own->len; i++)
    if (g_array_index (counting->own, gint64, i) == occurrence)
      return TRUE;
  add_entry (counting->reading, counting->row, &span, occurrence);
  return --counting->n_left > 0;
}

/* One whose rule cannot be read stands where it began: nothing is lost. */
static gboolean
add_repeating (Reading *reading, CrmStatement *row, const CrmStay *span, guint most, GError **error)
{
  g_autoptr (CrmRecurrence) recurrence =
      crm_recurrence_parse (crm_statement_get_text (row, CRM_ACTIVITY_COLUMN_REPEAT), NULL);
  gint64 from = reading->from - (span->end - span->start) - DAY;
  Counting counting = { reading, row, span, NULL, most };

  if (recurrence == NULL ||
      crm_calendar_is_settled (crm_statement_get_text (row, CRM_ACTIVITY_COLUMN_STATE))) {
    add_entry (reading, row, span, 0);
    return TRUE;
  }
  counting.own = crm_activity_rows_read_own (
      reading->database, crm_statement_get_integer (row, CRM_ACTIVITY_COLUMN_ID), from,
      reading->until, error);
  if (counting.own == NULL)
    return FALSE;
  crm_recurrence_foreach (recurrence, span->start, from, reading->until, add_occurrence, &counting);
  g_array_unref (counting.own);
  return TRUE;
}

static gboolean
read_row (Reading *reading, CrmStatement *row, gboolean repeats, guint most, GError **error)
{
  CrmStay span;

  if (!crm_stay_make (get_column (row, CRM_ACTIVITY_COLUMN_START, CRM_NO_MOMENT),
                      get_column (row, CRM_ACTIVITY_COLUMN_ENDS, CRM_NO_MOMENT),
                      get_column (row, CRM_ACTIVITY_COLUMN_DUE, CRM_NO_MOMENT),
                      get_column (row, CRM_ACTIVITY_COLUMN_ALL_DAY, 0) != 0, &span))
    return TRUE;
  if (repeats)
    return add_repeating (reading, row, &span, most, error);
  add_entry (reading, row, &span, get_column (row, CRM_ACTIVITY_COLUMN_OCCURRENCE, 0));
  return TRUE;
}

static gboolean
walk (Reading *reading, CrmActivityWalk number, const gint64 *persons, guint n_persons, guint most,
      GError **error)
{
  g_autoptr (CrmStatement) row = crm_activity_rows_prepare (
      reading->database, number, reading->from, reading->until, persons, n_persons, most, error);
  gboolean has_row = FALSE;

  if (row == NULL)
    return FALSE;
  do {
    if (!crm_statement_step (row, &has_row, error) ||
        (has_row && !read_row (reading, row, number == CRM_ACTIVITY_REPEATING, most, error)))
      return FALSE;
  } while (has_row);
  return TRUE;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const CrmCalendarEntry *x = *(const CrmCalendarEntry *const *) a;
  const CrmCalendarEntry *y = *(const CrmCalendarEntry *const *) b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end > y->end ? -1 : 1;
  return (x->activity > y->activity) - (x->activity < y->activity);
}

/**
 * crm_calendar_read:
 * @database: any connection
 * @from: moment
 * @until: moment behind the last
 * @persons: (array length=n_persons) (nullable): whose, or who takes part; none: everybody's
 * @n_persons: how many, at most 500
 * @most: no more than so many entries
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CrmCalendarEntry): what touches the time between, ordered
 *     by start, then the longer first. Any thread.
 */
GPtrArray *
crm_calendar_read (CrmDatabase *database, gint64 from, gint64 until, const gint64 *persons,
                   guint n_persons, guint most, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_calendar_entry_free);
  Reading reading = { database, from, until, entries };

  g_return_val_if_fail (n_persons <= 500, NULL);
  for (guint i = 0; i < CRM_ACTIVITY_N_WALKS; i++)
    if (!walk (&reading, (CrmActivityWalk) i, persons, n_persons, most, error))
      return NULL;
  g_ptr_array_sort (entries, compare_entries);
  if (entries->len > most)
    g_ptr_array_set_size (entries, (int) most);
  return g_steal_pointer (&entries);
}
