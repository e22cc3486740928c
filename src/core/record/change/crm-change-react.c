/* What follows from a deed of a change, inside its transaction: the rules, and steps put off. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-activity-dates.h"
#include "crm-change-private.h"
#include "crm-error.h"

/* A rule that follows a rule that follows a rule ...: so far and no further. */
#define MOST_GENERATIONS 64

static GPtrArray *reactors; /* CrmReactor; filled at start, read only afterwards */

/**
 * crm_reactor_register:
 * @reactor: follows every deed inside its transaction
 *
 * To be called at start, before the first commit.
 */
void
crm_reactor_register (CrmReactor reactor)
{
  if (reactors == NULL)
    reactors = g_ptr_array_new ();
  for (guint i = 0; i < reactors->len; i++)
    if (reactors->pdata[i] == (gpointer) reactor)
      return;
  g_ptr_array_add (reactors, (gpointer) reactor);
}

static gboolean
refuse_endless (CrmChange *self, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               _ ("The rules follow one another without end; the last was “%s”"),
               self->cause != NULL ? self->cause : "");
  return FALSE;
}

gboolean
crm_change_react (CrmChange *self, CrmDatabase *database, const CrmDeed *deed, guint generation,
                  GError **error)
{
  g_autofree char *cause = g_strdup (self->cause);
  gboolean done = TRUE;

  if (self->verbatim)
    return TRUE;
  if (!crm_activity_dates_follow (self, database, deed, error))
    return FALSE;
  if (reactors == NULL || crm_change_is_raw (self))
    return TRUE;
  if (generation >= MOST_GENERATIONS)
    return refuse_endless (self, error);
  self->generation = generation + 1;
  for (guint i = 0; i < reactors->len && done; i++)
    done = ((CrmReactor) reactors->pdata[i]) (self, database, deed, error);
  self->generation = 0;
  g_set_str (&self->cause, cause);
  return done;
}

/**
 * crm_change_later:
 * @self: a change under commit
 * @func: the step; may append operations
 * @key: what it is for, usually a record's id
 *
 * Puts a step off until no operation waits. Asked for several times, it is done once.
 */
void
crm_change_later (CrmChange *self, CrmLaterFunc func, gint64 key)
{
  CrmLater later = { func, key, self->generation };

  if (g_hash_table_contains (self->waiting, &later))
    return;
  g_hash_table_add (self->waiting, g_memdup2 (&later, sizeof later));
  g_array_append_val (self->laters, later);
}

gboolean
crm_change_take_later (CrmChange *self, CrmDatabase *database, GError **error)
{
  CrmLater later = g_array_index (self->laters, CrmLater, self->next_later++);
  g_autofree char *cause = g_strdup (self->cause);
  gboolean done;

  g_hash_table_remove (self->waiting, &later);
  if (later.generation >= MOST_GENERATIONS)
    return refuse_endless (self, error);
  self->generation = later.generation;
  done = later.func (self, database, later.key, error);
  self->generation = 0;
  g_set_str (&self->cause, cause);
  return done;
}
