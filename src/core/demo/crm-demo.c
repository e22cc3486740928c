/* Fills a new company file with demo data, in one change that is fed company by company. */
#include "config.h"

#include "crm-demo.h"

#include <glib/gi18n-lib.h>

#include "crm-activity-dates.h"
#include "crm-change.h"
#include "crm-demo-paper.h"
#include "crm-demo-sale.h"
#include "crm-error.h"

/* Companies written between two looks at the cancellable. */
#define COMPANIES_AT_ONCE 16

/* About how many records come with a company; decides how the indexes are made. */
#define RECORDS_PER_COMPANY 16

typedef struct {
  guint n_companies;
  guint64 seed;
  CrmProgressFunc progress;
  gpointer data;
  GCancellable *cancellable; /* borrowed: the store's job holds it */

  CrmDemoWriter writer;
  CrmDemoStory *story; /* owned */
  GArray *leads;       /* owned; CrmDemoLead */
  guint next;
} Filling;

static gboolean
begin (Filling *filling, CrmDatabase *database, GError **error)
{
  g_autoptr (CrmDemoWorld) world =
      crm_demo_world_new (database, filling->n_companies, filling->seed, error);

  if (world == NULL || !crm_demo_writer_begin (&filling->writer, database, error) ||
      !crm_demo_office_write (world, &filling->writer, error))
    return FALSE;
  filling->story = crm_demo_story_new (g_steal_pointer (&world), &filling->writer);
  crm_demo_numbering_make (filling->story);
  crm_demo_numbering_write (filling->story);
  return TRUE;
}

static gboolean
feed (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Filling *filling = data;
  guint end = MIN (filling->next + COMPANIES_AT_ONCE, filling->n_companies);

  filling->writer.change = change;
  if (g_cancellable_is_cancelled (filling->cancellable)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED,
                         _ ("Stopped. Nothing was written."));
    return FALSE;
  }
  if (filling->story == NULL)
    return begin (filling, database, error);
  for (; filling->next < end; filling->next++) {
    if (!crm_demo_story_tell (filling->story, filling->next, error))
      return FALSE;
    crm_demo_lead_note (filling->leads, filling->story);
  }
  if (filling->progress != NULL && filling->n_companies > 0)
    /* The indexes come last and take their time. */
    filling->progress ((guint) (800 * filling->next / filling->n_companies), filling->data);
  return filling->next < filling->n_companies;
}

static gboolean
fill (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Filling *filling = data;
  g_autoptr (CrmChange) change = crm_change_new (_ ("Demo data"), 0, CRM_ORIGIN_COMMAND);
  gint64 utc_offset = 0;
  gboolean done;

  filling->cancellable = cancellable;
  filling->leads = g_array_new (FALSE, FALSE, sizeof (CrmDemoLead));
  crm_change_set_given (change);
  crm_change_set_verbatim (change, TRUE);
  crm_change_set_feed (change, feed, filling, NULL,
                       (gsize) filling->n_companies * RECORDS_PER_COMPANY);
  done = crm_change_commit (change, database, error) >= 0;
  /* Days begin where the company is, wherever the demo data are made. */
  if (filling->story != NULL)
    utc_offset = filling->story->world->utc_offset;
  done = done &&
         (filling->story == NULL ||
          crm_demo_sales_lead (filling->story->world, database, filling->leads, error)) &&
         crm_activity_dates_rebuild (database, &utc_offset, error);
  g_clear_pointer (&filling->leads, g_array_unref);
  g_clear_pointer (&filling->story, crm_demo_story_free);
  if (done && filling->progress != NULL)
    filling->progress (1000, filling->data);
  return done;
}

static gboolean
refuse_too_many (guint n_companies, GError **error)
{
  if (n_companies <= CRM_DEMO_MOST_COMPANIES)
    return FALSE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("At most %d companies can be made"),
               CRM_DEMO_MOST_COMPANIES);
  return TRUE;
}

/**
 * crm_demo_fill:
 * @store: a new company file, as of crm_setup_create()
 * @n_companies: how many, 0 to %CRM_DEMO_MOST_COMPANIES; the own company comes besides
 * @seed: any number
 * @progress: (nullable) (scope call): told how far it is, 0 to 1, on the writer thread
 * @data: for @progress
 * @cancellable: (nullable): stops it; nothing is written then
 * @error: REFUSED when the file holds companies already; CANCELLED; those of the store
 *
 * Writes believable companies, half of them of the file's country, with contacts, two years of
 * deals up to yesterday, tasks done, due and overdue, and documents. The file's country,
 * @n_companies, @seed and the day (crm_clock_today(), which VORONKA_NOW fixes) decide every record,
 * whatever the locale, the time zone and the machine. Where processes are registered some sales are
 * led by them; what follows of their steps is reckoned in the time zone of the machine. It is no
 * step that Undo takes back.
 *
 * Returns: whether all of it is in the file; if not, nothing of it is. Any thread that may write.
 */
gboolean
crm_demo_fill (CrmStore *store, guint n_companies, guint64 seed, CrmProgressFunc progress,
               gpointer data, GCancellable *cancellable, GError **error)
{
  Filling filling = {
    .n_companies = n_companies, .seed = seed, .progress = progress, .data = data
  };

  g_return_val_if_fail (CRM_IS_STORE (store), FALSE);

  return !refuse_too_many (n_companies, error) &&
         crm_store_write (store, fill, &filling, cancellable, error);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * crm_demo_fill_async:
 * @store: a new company file
 * @n_companies: how many
 * @seed: any number
 * @progress: (nullable) (scope notified): told how far it is, 0 to 1, on the writer thread
 * @data: for @progress; to live until @callback
 * @cancellable: (nullable): stops it
 * @callback: called on this thread
 * @user_data: for @callback
 *
 * As crm_demo_fill(), without waiting.
 */
void
crm_demo_fill_async (CrmStore *store, guint n_companies, guint64 seed, CrmProgressFunc progress,
                     gpointer data, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  g_autofree Filling *filling = g_new0 (Filling, 1);
  GError *error = NULL;

  g_return_if_fail (CRM_IS_STORE (store));

  g_task_set_source_tag (task, crm_demo_fill_async);
  g_task_set_check_cancellable (task, FALSE);
  if (refuse_too_many (n_companies, &error)) {
    g_task_return_error (task, error);
    return;
  }
  filling->n_companies = n_companies;
  filling->seed = seed;
  filling->progress = progress;
  filling->data = data;
  crm_store_write_async (store, fill, g_steal_pointer (&filling), g_free, cancellable, filled_cb,
                         g_steal_pointer (&task));
}

/**
 * crm_demo_fill_finish:
 * @store: the file
 * @result: of crm_demo_fill_async()
 * @error: as of crm_demo_fill()
 *
 * Returns: whether all of it is in the file
 */
gboolean
crm_demo_fill_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
