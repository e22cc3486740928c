/* What the views of a calendar share. */
#include "config.h"

#include "crm-calendar-plan.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-calendar-layout.h"
#include "crm-date.h"
#include "crm-latest.h"
#include "crm-working-time.h"

/* More than anybody can look at; what is beyond is said. */
#define MOST_ENTRIES 20000

struct _CrmCalendarPlan {
  GObject parent_instance;

  CrmWorkspace *workspace;     /* owned */
  CrmWorkingCalendar *working; /* owned */
  GArray *persons;             /* owned; gint64 */
  GHashTable *names;           /* owned; gint64 -> name of a person */
  GPtrArray *entries;          /* owned; never NULL */
  gint64 from, until;          /* what is wanted */
  gint64 read_from, read_until;
  gboolean is_cut;
  GCancellable *reading; /* owned; NULL when nothing is read */

  gint64 date;
  int minute;
};

G_DEFINE_FINAL_TYPE (CrmCalendarPlan, crm_calendar_plan, G_TYPE_OBJECT)

enum { CHANGED, CURSOR_MOVED, OPENED, MOVED, REMOVED, DRAWN, WENT, N_SIGNALS };
static guint signals[N_SIGNALS];

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) crm_calendar_entry_free);
}

/* --- Reading */

typedef struct {
  CrmCalendarPlan *plan; /* owned */
  gint64 from, until;    /* dates */
  GArray *persons;       /* owned */
  GPtrArray *entries;    /* owned */
  GCancellable *cancellable;
} Reading;

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->entries = crm_calendar_read (database, crm_moment_from_date (reading->from),
                                        crm_moment_from_date (reading->until),
                                        (const gint64 *) (gpointer) reading->persons->data,
                                        reading->persons->len, MOST_ENTRIES, error);
  return reading->entries != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (CrmCalendarPlan) self = reading->plan;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (self->workspace != NULL && self->reading == reading->cancellable) {
    g_clear_object (&self->reading);
    if (done) {
      g_ptr_array_unref (self->entries);
      self->entries = g_steal_pointer (&reading->entries);
      self->read_from = reading->from;
      self->read_until = reading->until;
      self->is_cut = self->entries->len >= MOST_ENTRIES;
      g_signal_emit (self, signals[CHANGED], 0);
    } else
      crm_workspace_report (self->workspace, _ ("The calendar could not be read"), error);
  }
  g_array_unref (reading->persons);
  g_clear_pointer (&reading->entries, g_ptr_array_unref);
  g_object_unref (reading->cancellable);
  g_free (reading);
}

static void
read_again (CrmCalendarPlan *self)
{
  Reading *reading;

  if (self->until <= self->from)
    return;
  crm_latest_begin (&self->reading);
  reading = g_new0 (Reading, 1);
  reading->plan = g_object_ref (self);
  reading->from = self->from;
  reading->until = self->until;
  reading->persons = g_array_copy (self->persons);
  reading->cancellable = g_object_ref (self->reading);
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

static void
read_names (CrmCalendarPlan *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("person"));
  g_autoptr (GPtrArray) persons =
      crm_query_fetch_all (all, crm_workspace_get_reader (self->workspace), 500, NULL);

  g_hash_table_remove_all (self->names);
  for (guint i = 0; persons != NULL && i < persons->len; i++) {
    gint64 *id = g_new (gint64, 1);
    *id = crm_record_get_id (persons->pdata[i]);
    g_hash_table_insert (self->names, id, g_strdup (crm_record_get_title (persons->pdata[i])));
  }
}

/* What decides on whose entry it is, and on what it says. */
static gboolean
is_followed (CrmAnnouncement *announcement)
{
  static const char *const followed[] = { "activity", "participant", "company" };

  for (gsize i = 0; i < G_N_ELEMENTS (followed); i++)
    if (crm_announcement_touches (announcement, crm_entity_find (followed[i])))
      return TRUE;
  return FALSE;
}

static void
store_changed_cb (CrmCalendarPlan *self, GObject *object)
{
  CrmAnnouncement *announcement = CRM_ANNOUNCEMENT (object);
  gboolean persons = crm_announcement_touches (announcement, crm_entity_find ("person"));

  if (self->workspace == NULL)
    return;
  if (crm_announcement_touches (announcement, crm_entity_find ("own_day"))) {
    crm_working_calendar_unref (self->working);
    self->working = crm_working_time_load (crm_workspace_get_reader (self->workspace));
    g_signal_emit (self, signals[CHANGED], 0);
  }
  if (persons)
    read_names (self);
  if (persons || is_followed (announcement))
    read_again (self);
}

/* --- The object */

static void
crm_calendar_plan_dispose (GObject *object)
{
  CrmCalendarPlan *self = CRM_CALENDAR_PLAN (object);

  crm_latest_stop (&self->reading);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_calendar_plan_parent_class)->dispose (object);
}

static void
crm_calendar_plan_finalize (GObject *object)
{
  CrmCalendarPlan *self = CRM_CALENDAR_PLAN (object);

  crm_working_calendar_unref (self->working);
  g_array_unref (self->persons);
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->entries);

  G_OBJECT_CLASS (crm_calendar_plan_parent_class)->finalize (object);
}

static void
crm_calendar_plan_class_init (CrmCalendarPlanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = CRM_TYPE_CALENDAR_PLAN;

  object_class->dispose = crm_calendar_plan_dispose;
  object_class->finalize = crm_calendar_plan_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CURSOR_MOVED] =
      g_signal_new ("cursor-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_POINTER, GTK_TYPE_WIDGET);
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 4, G_TYPE_POINTER, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_BOOLEAN);
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[DRAWN] = g_signal_new ("drawn", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_BOOLEAN);
  signals[WENT] = g_signal_new ("went", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
crm_calendar_plan_init (CrmCalendarPlan *self)
{
  self->persons = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->entries = new_entries ();
  self->minute = 9 * 60;
}

CrmCalendarPlan *
crm_calendar_plan_new (CrmWorkspace *workspace)
{
  CrmCalendarPlan *self = g_object_new (CRM_TYPE_CALENDAR_PLAN, NULL);

  self->workspace = g_object_ref (workspace);
  self->date = crm_workspace_get_today (workspace);
  self->working = crm_working_time_load (crm_workspace_get_reader (workspace));
  read_names (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

CrmWorkspace *
crm_calendar_plan_get_workspace (CrmCalendarPlan *self)
{
  return self->workspace;
}

CrmWorkingCalendar *
crm_calendar_plan_get_working (CrmCalendarPlan *self)
{
  return self->working;
}

gboolean
crm_calendar_plan_can_write (CrmCalendarPlan *self)
{
  return crm_store_is_writable (crm_workspace_get_store (self->workspace));
}

gint64
crm_calendar_plan_get_now (CrmCalendarPlan *self)
{
  return crm_workspace_get_now (self->workspace);
}

gint64
crm_calendar_plan_get_today (CrmCalendarPlan *self)
{
  return crm_workspace_get_today (self->workspace);
}

/* --- What is read */

void
crm_calendar_plan_set_range (CrmCalendarPlan *self, gint64 from, gint64 until)
{
  if (from == self->from && until == self->until)
    return;
  self->from = from;
  self->until = until;
  read_again (self);
}

void
crm_calendar_plan_set_persons (CrmCalendarPlan *self, const gint64 *persons, guint n_persons)
{
  g_array_set_size (self->persons, 0);
  if (n_persons > 0)
    g_array_append_vals (self->persons, persons, n_persons);
  self->read_from = self->read_until = 0;
  read_again (self);
}

gboolean
crm_calendar_plan_is_read (CrmCalendarPlan *self)
{
  return self->read_from == self->from && self->read_until == self->until &&
         self->until > self->from;
}

gboolean
crm_calendar_plan_is_cut (CrmCalendarPlan *self)
{
  return self->is_cut;
}

GPtrArray *
crm_calendar_plan_get_entries (CrmCalendarPlan *self)
{
  return self->entries;
}

/**
 * crm_calendar_plan_find:
 * @self: a plan
 * @from: a date
 * @until: the date behind the last
 *
 * Returns: (transfer container) (element-type CrmCalendarEntry): what of it stands on these days,
 * in order
 */
GPtrArray *
crm_calendar_plan_find (CrmCalendarPlan *self, gint64 from, gint64 until)
{
  GPtrArray *found = g_ptr_array_new ();
  gint64 begin = crm_moment_from_date (from);
  gint64 end = crm_moment_from_date (until);

  for (guint i = 0; i < self->entries->len; i++) {
    CrmCalendarEntry *entry = self->entries->pdata[i];
    if (entry->start < end && (entry->end > begin || entry->start >= begin))
      g_ptr_array_add (found, entry);
  }
  return found;
}

/* --- How it looks */

static gboolean
is_of_several (CrmCalendarPlan *self)
{
  return self->persons->len != 1;
}

const char *
crm_calendar_plan_person_colour (CrmCalendarPlan *self, gint64 person)
{
  static const char *const classes[CRM_CALENDAR_N_COLOURS] = { "person-0", "person-1", "person-2",
                                                               "person-3", "person-4", "person-5",
                                                               "person-6", "person-7" };

  if (person <= 0)
    return "neutral";
  return classes[(person - 1) % CRM_CALENDAR_N_COLOURS];
}

const char *
crm_calendar_plan_get_colour (CrmCalendarPlan *self, const CrmCalendarEntry *entry)
{
  const CrmField *kind = crm_entity_field (crm_entity_find ("activity"), "kind");
  const CrmChoice *choice;

  if (is_of_several (self))
    return crm_calendar_plan_person_colour (self, entry->person);
  choice = entry->kind != NULL ? crm_field_find_choice (kind, entry->kind) : NULL;
  return choice != NULL && choice->colour != NULL ? choice->colour : "neutral";
}

const char *
crm_calendar_plan_get_person (CrmCalendarPlan *self, const CrmCalendarEntry *entry)
{
  /* Somebody else's, in which the one person takes part, is told from their own. */
  gboolean is_named =
      is_of_several (self) || entry->person != g_array_index (self->persons, gint64, 0);

  return is_named ? g_hash_table_lookup (self->names, &entry->person) : NULL;
}

/* The same that the style sheet says. */
void
crm_calendar_plan_lookup_colour (CrmCalendarPlan *self, const char *colour, GdkRGBA *rgba)
{
  static const struct {
    const char *name;
    AdwAccentColor colour;
  } colours[] = {
    { "neutral", ADW_ACCENT_COLOR_SLATE },   { "success", ADW_ACCENT_COLOR_GREEN },
    { "warning", ADW_ACCENT_COLOR_YELLOW },  { "error", ADW_ACCENT_COLOR_RED },
    { "person-0", ADW_ACCENT_COLOR_BLUE },   { "person-1", ADW_ACCENT_COLOR_ORANGE },
    { "person-2", ADW_ACCENT_COLOR_GREEN },  { "person-3", ADW_ACCENT_COLOR_PURPLE },
    { "person-4", ADW_ACCENT_COLOR_TEAL },   { "person-5", ADW_ACCENT_COLOR_PINK },
    { "person-6", ADW_ACCENT_COLOR_YELLOW }, { "person-7", ADW_ACCENT_COLOR_RED },
  };
  AdwStyleManager *style = adw_style_manager_get_default ();
  AdwAccentColor found = adw_style_manager_get_accent_color (style);

  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++)
    if (g_strcmp0 (colour, colours[i].name) == 0)
      found = colours[i].colour;
  adw_accent_color_to_standalone_rgba (found, adw_style_manager_get_dark (style), rgba);
}

/* --- Where one is */

gint64
crm_calendar_plan_get_date (CrmCalendarPlan *self)
{
  return self->date;
}

int
crm_calendar_plan_get_minute (CrmCalendarPlan *self)
{
  return self->minute;
}

void
crm_calendar_plan_set_cursor (CrmCalendarPlan *self, gint64 date, int minute)
{
  self->date = CLAMP (date, CRM_DATE_MIN + 400, CRM_DATE_MAX - 400);
  self->minute = CLAMP (minute, 0, CRM_CALENDAR_DAY - 1);
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

/* --- What is asked for */

void
crm_calendar_plan_open (CrmCalendarPlan *self, const CrmCalendarEntry *entry, GtkWidget *widget)
{
  g_signal_emit (self, signals[OPENED], 0, entry, widget);
}

void
crm_calendar_plan_move (CrmCalendarPlan *self, const CrmCalendarEntry *entry, gint64 start,
                        gint64 end, gboolean is_all_day)
{
  if (start != entry->start || end != entry->end || !is_all_day != !entry->is_all_day)
    g_signal_emit (self, signals[MOVED], 0, entry, start, end, is_all_day);
}

void
crm_calendar_plan_remove (CrmCalendarPlan *self, const CrmCalendarEntry *entry)
{
  g_signal_emit (self, signals[REMOVED], 0, entry);
}

void
crm_calendar_plan_draw (CrmCalendarPlan *self, gint64 start, gint64 end, gboolean is_all_day)
{
  if (crm_calendar_plan_can_write (self))
    g_signal_emit (self, signals[DRAWN], 0, start, end, is_all_day);
}

void
crm_calendar_plan_draw_here (CrmCalendarPlan *self)
{
  int minute = MIN (self->minute, CRM_CALENDAR_DAY - 60);

  crm_calendar_plan_draw (self, crm_moment_from_wall (self->date, minute * 60),
                          crm_moment_from_wall (self->date, (minute + 60) * 60), FALSE);
}

void
crm_calendar_plan_go (CrmCalendarPlan *self, gint64 date, const char *view)
{
  g_signal_emit (self, signals[WENT], 0, date, view);
}
