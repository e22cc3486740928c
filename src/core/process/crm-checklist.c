/* Checklists. */
#include "config.h"

#include "crm-checklist.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "crm-process-private.h"

static const CrmEntity *
steps (void)
{
  return crm_entity_find ("checklist_item");
}

/**
 * crm_checklist_get_progress:
 * @task: any task
 * @done: (out): how many steps are done
 * @all: (out): how many there are, at least 1
 *
 * Returns: FALSE: it has no steps. Any thread.
 */
gboolean
crm_checklist_get_progress (CrmRecord *task, guint *done, guint *all)
{
  const char *text = crm_record_get_text (task, "checklist");

  return text != NULL && sscanf (text, "%u/%u", done, all) == 2 && *all > 0;
}

/* What of a task is written where it says something else by now. */
static gboolean
note_progress (CrmChange *change, CrmDatabase *database, gint64 task, GError **error)
{
  const CrmEntity *tasks = crm_entity_find ("activity");
  g_autoptr (CrmRecord) record = crm_record_load (database, tasks, task, NULL);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *text = NULL;
  guint done = 0;

  /* It may have gone with its steps. */
  if (record == NULL)
    return TRUE;
  items = crm_process_read (database, "checklist_item", "activity", task, error);
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    done += crm_record_get_integer (items->pdata[i], "done") != 0;
  if (items->len > 0)
    text = g_strdup_printf ("%u/%u", done, items->len);
  if (g_strcmp0 (text, crm_record_get_text (record, "checklist")) != 0)
    crm_change_set_text (change, tasks, task, "checklist", text);
  return TRUE;
}

gboolean
crm_checklist_react (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  if (deed->entity != steps () || crm_change_is_restoring (change))
    return TRUE;
  if (deed->before != NULL)
    crm_change_later (change, note_progress, crm_record_get_integer (deed->before, "activity"));
  if (deed->after != NULL)
    crm_change_later (change, note_progress, crm_record_get_integer (deed->after, "activity"));
  return TRUE;
}

gboolean
crm_checklist_install_late (CrmDatabase *database, GError **error)
{
  g_autoptr (CrmChange) change =
      crm_change_new (C_ ("change", "Checklists"), 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmQuery) all = crm_query_new (steps ());
  g_autoptr (GPtrArray) items = crm_query_fetch_all (all, database, -1, error);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (items == NULL)
    return FALSE;
  crm_change_set_given (change);
  for (guint i = 0; i < items->len; i++) {
    gint64 task = crm_record_get_integer (items->pdata[i], "activity");
    if (g_hash_table_add (told, g_memdup2 (&task, sizeof task)) &&
        !note_progress (change, database, task, error))
      return FALSE;
  }
  return crm_change_commit (change, database, error) >= 0;
}
