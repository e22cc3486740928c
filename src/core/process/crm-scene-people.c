/* Who goes on with a process, and until when. */
#include "config.h"

#include "crm-date.h"
#include "crm-process-private.h"
#include "crm-working-time.h"

#define BEGIN_OF_WORK 9
#define HOUR 3600

static gboolean
works_here (CrmDatabase *database, gint64 person, const char *role)
{
  g_autoptr (CrmRecord) record =
      person > 0 ? crm_record_load (database, crm_entity_find ("person"), person, NULL) : NULL;

  return record != NULL &&
         (crm_record_is_empty (record, "active") ||
          crm_record_get_integer (record, "active") != 0) &&
         (role == NULL || g_strcmp0 (crm_record_get_text (record, "role"), role) == 0);
}

static gint64
get_supervisor (CrmDatabase *database, gint64 person)
{
  g_autoptr (CrmRecord) record =
      person > 0 ? crm_record_load (database, crm_entity_find ("person"), person, NULL) : NULL;

  return record != NULL ? crm_record_get_integer (record, "supervisor") : 0;
}

/* Who has the role already in this run; else who started it, who leads them; else the first. */
static gint64
find_role (CrmScene *self, const char *role, GError **error)
{
  gint64 starter = self->run != NULL ? crm_record_get_integer (self->run, "starter") : self->me;
  gint64 candidates[] = {
    self->deal != NULL ? crm_record_get_integer (self->deal, "responsible") : 0,
    crm_record_get_integer (self->activity, "responsible"),
    self->company != NULL ? crm_record_get_integer (self->company, "responsible") : 0,
    starter,
    get_supervisor (self->database, starter),
  };
  g_autoptr (CrmQuery) all = NULL;
  g_autoptr (CrmQuery) those = NULL;
  g_autoptr (CrmQuery) ordered = NULL;
  g_autoptr (GPtrArray) people = NULL;
  CrmValue value = { .type = CRM_VALUE_TEXT, .text = (char *) role };

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (works_here (self->database, candidates[i], role))
      return candidates[i];
  if (self->run != NULL && crm_record_get_id (self->run) > 0) {
    g_autoptr (GPtrArray) tasks =
        crm_process_read (self->database, "activity", "run", crm_record_get_id (self->run), error);
    for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
      gint64 person = crm_record_get_integer (tasks->pdata[i], "responsible");
      if (works_here (self->database, person, role))
        return person;
    }
  }
  all = crm_query_new (crm_entity_find ("person"));
  those = crm_query_filter_values (all, "role", CRM_OP_EQUAL, &value, 1);
  ordered = crm_query_sort (those, "id", FALSE, NULL);
  people = crm_query_fetch_all (ordered != NULL ? ordered : those, self->database, -1, error);
  for (guint i = 0; people != NULL && i < people->len; i++)
    if (works_here (self->database, crm_record_get_id (people->pdata[i]), NULL))
      return crm_record_get_id (people->pdata[i]);
  return 0;
}

/* The conveyor: who stands behind the one who has it; nobody stands behind the last. */
static gint64
find_next (CrmScene *self, GError **error)
{
  gint64 now = crm_record_get_integer (self->activity, "responsible");
  g_autoptr (GPtrArray) members =
      self->process != NULL ? crm_process_read (self->database, "process_member", "process",
                                                crm_record_get_id (self->process), error)
                            : NULL;

  for (guint i = 0; members != NULL && i + 1 < members->len; i++)
    if (crm_record_get_integer (members->pdata[i], "person") == now)
      for (guint j = i + 1; j < members->len; j++)
        if (works_here (self->database, crm_record_get_integer (members->pdata[j], "person"), NULL))
          return crm_record_get_integer (members->pdata[j], "person");
  return 0;
}

/**
 * crm_scene_find_person:
 * @self: a scene
 * @who: (nullable): as of an effect
 * @role: (nullable): of a person
 * @error: of the store
 *
 * Work never falls to nobody while anybody is there: where the one who is meant is not found, it
 * stays with who has it, then with who started the process, then with who acts.
 *
 * Returns: the person; 0: nobody is known
 */
gint64
crm_scene_find_person (CrmScene *self, const char *who, const char *role, GError **error)
{
  gint64 same = crm_record_get_integer (self->activity, "responsible");
  gint64 starter = self->run != NULL ? crm_record_get_integer (self->run, "starter") : 0;
  gint64 chosen = crm_record_get_integer (self->activity, "next_person");
  gint64 person = 0;

  if (g_strcmp0 (who, "starter") == 0)
    person = starter;
  else if (g_strcmp0 (who, "supervisor") == 0)
    person = get_supervisor (self->database, same);
  else if (g_strcmp0 (who, "role") == 0)
    person = role != NULL ? find_role (self, role, error) : 0;
  else if (g_strcmp0 (who, "next") == 0) {
    person = chosen != 0 ? chosen : find_next (self, error);
    if (person == 0 && role != NULL)
      person = find_role (self, role, error);
  } else if (g_strcmp0 (who, "chosen") == 0)
    person = chosen;
  if (!works_here (self->database, person, NULL))
    person = same;
  if (!works_here (self->database, person, NULL))
    person = get_supervisor (self->database, person);
  if (!works_here (self->database, person, NULL))
    person = starter;
  return works_here (self->database, person, NULL) ? person : self->me;
}

char *
crm_scene_dup_person_name (CrmScene *self, gint64 person)
{
  char *name = crm_reference_title (self->database, crm_entity_find ("person"), person);

  return name != NULL ? name : g_strdup ("—");
}

/* That day at that hour by the clock on the wall, through the nights that have one hour more or
 * less. */
gint64
crm_process_moment_at (gint64 date, int hour)
{
  int year, month, day;
  g_autoptr (GDateTime) moment = NULL;

  crm_date_to_ymd (date, &year, &month, &day);
  moment = g_date_time_new_local (year, month, day, hour, 0, 0);
  return moment != NULL ? g_date_time_to_unix (moment) : crm_moment_from_date (date) + hour * HOUR;
}

static gboolean
read_base (CrmScene *self, const char *path, gint64 *moment, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  const CrmField *field;

  if (path == NULL)
    return TRUE;
  if (!crm_scene_find (self, path, &record, NULL, &field, error))
    return FALSE;
  if (record != NULL && !crm_record_is_empty (record, field->name)) {
    gint64 value = crm_record_get_integer (record, field->name);
    *moment = field->kind == CRM_KIND_DATE ? crm_process_moment_at (value, BEGIN_OF_WORK) : value;
  }
  return TRUE;
}

gboolean
crm_scene_find_term (CrmScene *self, CrmRecord *effect, CrmRecord *type, gint64 *start, gint64 *due,
                     GError **error)
{
  const char *kind = crm_record_get_text (type, "kind");
  gboolean is_event = g_strcmp0 (kind, "meeting") == 0 || g_strcmp0 (kind, "call") == 0;
  const char *state = effect != NULL ? crm_record_get_text (effect, "state") : NULL;
  g_autoptr (CrmWorkingCalendar) calendar = crm_working_time_load (self->database);
  gint64 agreed = crm_record_get_integer (self->activity, "next_start");
  gint64 base = self->now;
  gint64 hours = effect != NULL ? crm_record_get_integer (effect, "hours") : 0;
  gint64 days;
  gint64 date;

  *start = 0;
  if (agreed != 0 && is_event) {
    *start = agreed;
    *due = agreed + HOUR;
    return TRUE;
  }
  if (effect != NULL && !read_base (self, crm_record_get_text (effect, "from"), &base, error))
    return FALSE;
  if (hours != 0) {
    *due = base + CLAMP (hours, -87600, 87600) * HOUR;
    return TRUE;
  }
  days = effect != NULL && !crm_record_is_empty (effect, "days")
             ? crm_record_get_integer (effect, "days")
             : crm_record_get_integer (type, "days");
  date = crm_working_calendar_add_days (calendar, crm_moment_to_date (base),
                                        (int) CLAMP (days, -3660, 3660));
  if (!crm_working_calendar_is_working (calendar, date))
    date = crm_working_calendar_add_days (calendar, date, 1);
  *due = crm_working_time_end_of (calendar, date);
  /* What is for today comes after the end of the day: tomorrow then. */
  if (*due <= self->now)
    *due = crm_working_time_end_of (
        calendar, crm_working_calendar_add_days (calendar, crm_moment_to_date (self->now), 1));
  if (g_strcmp0 (state, "attention") == 0)
    *start = crm_working_time_begin_of (calendar, crm_moment_to_date (*due));
  return TRUE;
}
