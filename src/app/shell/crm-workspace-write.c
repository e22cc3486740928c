/* The ways in which the pages of a window write: change by change, one step back or forth, one
 * field, and what is deleted. */
#include "config.h"

#include "crm-workspace-private.h"

#include <glib/gi18n.h>

#include "crm-journal.h"

/* More at once are summed up and agreed to first. */
#define MOST_UNASKED 50

/**
 * crm_workspace_begin:
 * @self: a workspace
 * @label: what Undo will name, translated
 *
 * Returns: (transfer full): an empty change by the person at this seat
 */
CrmChange *
crm_workspace_begin (CrmWorkspace *self, const char *label)
{
  return crm_change_new (label, crm_workspace_get_me (self), CRM_ORIGIN_WINDOW);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;

  if (crm_change_commit_finish (CRM_STORE (source), result, &error) < 0)
    crm_workspace_report (self, _ ("This could not be saved"), error);
}

/**
 * crm_workspace_commit:
 * @self: a workspace
 * @change: (transfer full): what is written
 * @callback: (nullable): ends with crm_workspace_commit_finish(); without one an error is reported
 * to the person
 * @user_data: for @callback
 */
void
crm_workspace_commit (CrmWorkspace *self, CrmChange *change, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  if (callback != NULL)
    crm_change_commit_async (change, crm_workspace_get_store (self), NULL, callback, user_data);
  else
    crm_change_commit_async (change, crm_workspace_get_store (self), NULL, committed_cb,
                             g_object_ref (self));
}

/**
 * crm_workspace_commit_finish:
 * @self: a workspace
 * @result: of crm_workspace_commit()
 * @error: what stood against it; nothing was written
 *
 * Returns: as crm_change_commit_finish()
 */
gint64
crm_workspace_commit_finish (CrmWorkspace *self, GAsyncResult *result, GError **error)
{
  return crm_change_commit_finish (crm_workspace_get_store (self), result, error);
}

typedef struct {
  CrmWorkspace *self; /* owned */
  char *said;
} Saying;

static void
commit_and_say_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saying *saying = user_data;
  g_autoptr (CrmWorkspace) self = saying->self;
  g_autofree char *said = saying->said;
  g_autoptr (GError) error = NULL;
  gint64 id = crm_change_commit_finish (CRM_STORE (source), result, &error);

  g_free (saying);
  if (id < 0)
    crm_workspace_report (self, _ ("This could not be saved"), error);
  else if (id > 0)
    crm_workspace_say_done (self, said);
}

/**
 * crm_workspace_commit_and_say:
 * @self: a workspace
 * @change: (transfer full): what is written
 * @said: for the toast with its Undo button
 */
void
crm_workspace_commit_and_say (CrmWorkspace *self, CrmChange *change, const char *said)
{
  Saying *saying = g_new0 (Saying, 1);
  saying->self = g_object_ref (self);
  saying->said = g_strdup (said);
  crm_change_commit_async (change, crm_workspace_get_store (self), NULL, commit_and_say_cb, saying);
}

/* --- Undo and redo */

typedef struct {
  CrmWorkspace *self; /* owned */
  gboolean redo;
  char *label;
} Step;

static gboolean
step_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  return (step->redo ? crm_journal_redo : crm_journal_undo) (
      database, crm_workspace_get_me (step->self), CRM_ORIGIN_WINDOW, &step->label, error);
}

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  g_autoptr (CrmWorkspace) self = step->self;
  g_autofree char *label = step->label;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &error))
    crm_workspace_say (self, error->message);
  else {
    text = g_strdup_printf (step->redo ? _ ("Done again: %s") : _ ("Undone: %s"), label);
    crm_workspace_say (self, text);
  }
  g_free (step);
}

static void
take_step (CrmWorkspace *self, gboolean redo)
{
  Step *step = g_new0 (Step, 1);
  step->self = g_object_ref (self);
  step->redo = redo;
  crm_store_write_async (crm_workspace_get_store (self), step_func, step, NULL, NULL, stepped_cb,
                         step);
}

void
crm_workspace_undo (CrmWorkspace *self)
{
  take_step (self, FALSE);
}

void
crm_workspace_redo (CrmWorkspace *self)
{
  take_step (self, TRUE);
}

/* --- Deleting */

typedef struct {
  const CrmEntity *entity;
  GArray *ids; /* owned */
} Deletion;

static void
free_deletion (Deletion *deletion)
{
  g_array_unref (deletion->ids);
  g_free (deletion);
}

static void
delete_now (CrmWorkspace *self, Deletion *deletion)
{
  guint n = deletion->ids->len;
  gint64 first = g_array_index (deletion->ids, gint64, 0);
  g_autofree char *title =
      crm_reference_title (crm_workspace_get_reader (self), deletion->entity, first);
  g_autofree char *text = NULL;
  CrmChange *change;

  if (n == 1)
    /* Translators: the title of a record that was deleted */
    text = g_strdup_printf (_ ("“%s” deleted"),
                            title != NULL ? title : crm_entity_get_label (deletion->entity));
  else
    text = g_strdup_printf (ngettext ("%u record deleted", "%u records deleted", n), n);
  change = crm_workspace_begin (self, text);
  for (guint i = 0; i < n; i++)
    crm_change_delete (change, deletion->entity, g_array_index (deletion->ids, gint64, i));
  crm_workspace_commit_and_say (self, change, text);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    delete_now (CRM_WORKSPACE (source), g_task_get_task_data (G_TASK (result)));
}

/**
 * crm_workspace_delete:
 * @self: a workspace
 * @entity: of the records
 * @ids: (array length=n_ids): which
 * @n_ids: how many
 */
void
crm_workspace_delete (CrmWorkspace *self, const CrmEntity *entity, const gint64 *ids, gsize n_ids)
{
  Deletion *deletion;
  g_autoptr (GTask) task = NULL;

  if (n_ids == 0)
    return;
  deletion = g_new0 (Deletion, 1);
  deletion->entity = entity;
  deletion->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (deletion->ids, ids, (guint) n_ids);
  task = g_task_new (self, NULL, confirmed_cb, NULL);
  g_task_set_task_data (task, deletion, (GDestroyNotify) free_deletion);
  if (n_ids <= MOST_UNASKED)
    g_task_return_boolean (task, TRUE);
  else
    crm_workspace_ask_to_delete (self, (guint) n_ids, task);
}

/**
 * crm_workspace_set_field:
 * @self: a workspace
 * @entity: of the record
 * @id: of the record
 * @field: name of the field
 * @value: what it becomes
 * @callback: (nullable): as for crm_workspace_commit()
 * @user_data: for @callback
 */
void
crm_workspace_set_field (CrmWorkspace *self, const CrmEntity *entity, gint64 id, const char *field,
                         const CrmValue *value, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *title = crm_reference_title (crm_workspace_get_reader (self), entity, id);
  g_autofree char *label =
      g_strdup_printf ("%s: %s", title != NULL ? title : crm_entity_get_label (entity),
                       crm_field_get_label (crm_entity_field (entity, field)));
  CrmChange *change = crm_workspace_begin (self, label);

  crm_change_set (change, entity, id, field, value);
  crm_workspace_commit (self, change, callback, user_data);
}
