/* Why a value is what it is. */
#include "config.h"

#include "crm-why.h"

#include <glib/gi18n-lib.h>

#include "crm-journal.h"
#include "crm-process-private.h"

/* Of a record's youngest entries; what is older is found field by field. */
#define MOST_ENTRIES 300
/* Of one field. */
#define MOST_STEPS 20

void
crm_why_free (CrmWhy *self)
{
  g_free (self->rule);
  g_free (self->value);
  g_free (self->label);
  g_free (self->person_name);
  g_free (self);
}

/* What was undone or taken back since says nothing about the value, and neither does the undoing.
 */
static gboolean
is_in_force (const CrmHistoryEntry *entry)
{
  return !entry->undone && !entry->taken_back && (entry->kind == 1 || entry->kind == 4);
}

/* --- The task whose end it followed from */

static gboolean
is_called (CrmDatabase *database, CrmRecord *task, const char *rule)
{
  g_autoptr (CrmScene) scene = crm_scene_new (database, task, 0, 0, NULL);
  g_autofree char *cause = NULL;

  if (scene == NULL)
    return FALSE;
  scene->outcome = crm_record_load (database, crm_entity_find ("outcome"),
                                    crm_record_get_integer (task, "result"), NULL);
  cause = crm_scene_dup_cause (scene);
  return g_strcmp0 (cause, rule) == 0;
}

/* A change of many records at once finishes tasks of others too: which of them is about this one.
 */
static gboolean
is_about (CrmRecord *task, const CrmEntity *entity, gint64 id)
{
  static const char *const links[] = { "company", "deal", "contact", "document", "run" };

  if (crm_record_get_entity (task) == entity && crm_record_get_id (task) == id)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++) {
    const CrmField *field = crm_entity_field (crm_record_get_entity (task), links[i]);
    if (crm_field_get_target (field) == entity && crm_record_get_integer (task, links[i]) == id)
      return TRUE;
  }
  return FALSE;
}

static void
note_task (CrmWhy *why, CrmRecord *task)
{
  why->activity = crm_record_get_id (task);
  why->outcome = crm_record_get_integer (task, "result");
}

/* One change may finish several: that which is about the record and is called so; steps that were
 * renamed since are called otherwise. What follows from another record's task does so where no
 * other was finished. */
static gboolean
find_task (CrmDatabase *database, CrmWhy *why, const CrmEntity *entity, gint64 id, GError **error)
{
  const CrmEntity *tasks = crm_entity_find ("activity");
  g_autoptr (GArray) ids = crm_journal_find_records (database, why->change, tasks, error);
  g_autoptr (CrmRecord) other = NULL;
  int n_others = 0;

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (CrmRecord) task =
        crm_record_load (database, tasks, g_array_index (ids, gint64, i), NULL);
    gboolean is_it;
    if (task == NULL || crm_record_is_empty (task, "result"))
      continue;
    if (!is_about (task, entity, id)) {
      n_others++;
      g_set_object (&other, task);
      continue;
    }
    is_it = is_called (database, task, why->rule);
    if (!is_it && why->activity != 0)
      continue;
    note_task (why, task);
    if (is_it)
      break;
  }
  if (why->activity == 0 && n_others == 1)
    note_task (why, other);
  return TRUE;
}

static gboolean
find_start (CrmDatabase *database, CrmWhy *why, GError **error)
{
  const CrmEntity *runs = crm_entity_find ("process_run");
  g_autoptr (GArray) ids = crm_journal_find_records (database, why->change, runs, error);
  g_autoptr (CrmRecord) run = NULL;

  if (ids == NULL)
    return FALSE;
  if (ids->len > 0)
    run = crm_record_load (database, runs, g_array_index (ids, gint64, 0), NULL);
  if (run != NULL)
    why->process = crm_record_get_integer (run, "process");
  return TRUE;
}

/**
 * crm_why_read:
 * @database: any connection of this thread
 * @entity: of the record
 * @id: of the record
 * @field: whose value is asked about
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): the rule; %NULL, without @error, where there is none
 */
CrmWhy *
crm_why_read (CrmDatabase *database, const CrmEntity *entity, gint64 id, const CrmField *field,
              GError **error)
{
  gint64 next = 0;
  g_autoptr (GPtrArray) entries =
      crm_history_read_page (database, entity, id, field, 0, 0, MOST_STEPS, &next, error);
  const CrmHistoryEntry *entry = NULL;
  g_autoptr (CrmWhy) why = NULL;

  for (guint i = 0; entries != NULL && entry == NULL && i < entries->len; i++)
    if (is_in_force (entries->pdata[i]))
      entry = entries->pdata[i];
  if (entry == NULL || entry->cause == NULL)
    return NULL;
  why = g_new0 (CrmWhy, 1);
  why->rule = g_strdup (entry->cause);
  why->value = g_strdup (entry->new_text);
  why->label = g_strdup (entry->label);
  why->person_name = g_strdup (entry->person_name);
  why->moment = entry->moment;
  why->change = entry->change;
  if (!find_task (database, why, entity, id, error) ||
      (why->activity == 0 && !find_start (database, why, error)))
    return NULL;
  return g_steal_pointer (&why);
}

/**
 * crm_why_find_fields:
 * @database: any connection of this thread
 * @entity: of the record
 * @id: of the record
 * @fields: (out): those that a rule set last
 * @error: of the store
 *
 * Returns: whether the journal could be read
 */
gboolean
crm_why_find_fields (CrmDatabase *database, const CrmEntity *entity, gint64 id, CrmFields *fields,
                     GError **error)
{
  gint64 next = 0;
  g_autoptr (GPtrArray) entries =
      crm_history_read_page (database, entity, id, NULL, 0, 0, MOST_ENTRIES, &next, error);
  CrmFields decided = { 0 };

  *fields = decided;
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    const CrmHistoryEntry *entry = entries->pdata[i];
    int field = entry->field != NULL ? (int) (entry->field - entity->fields) : -1;
    if (field < 0 || !is_in_force (entry) || crm_fields_has (decided, field))
      continue;
    crm_fields_add (&decided, field);
    if (entry->cause != NULL)
      crm_fields_add (fields, field);
  }
  return TRUE;
}
