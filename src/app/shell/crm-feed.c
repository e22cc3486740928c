/* Keeps the calendar file for other programs up to date while the program runs. */
#include "config.h"

#include "crm-feed.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-calendar-feed.h"
#include "crm-clock.h"
#include "crm-entity.h"

/* Several changes in a row are one file. */
#define SECONDS_BEFORE 3

struct _CrmFeed {
  GObject parent_instance;

  GApplication *application; /* borrowed; it outlives the feed */
  CrmStore *store;           /* owned */
  GCancellable *cancellable; /* owned */
  char *problem;             /* owned; that was told; NULL: none */
  gulong changed_id;
  guint source;
  gboolean is_writing;
};

G_DEFINE_FINAL_TYPE (CrmFeed, crm_feed, G_TYPE_OBJECT)

static void schedule (CrmFeed *self);

/* Once for each reason, and again when it was right in between. */
static void
tell (CrmFeed *self, const GError *error)
{
  g_autoptr (GNotification) notification = NULL;

  if (g_strcmp0 (self->problem, error->message) == 0)
    return;
  g_set_str (&self->problem, error->message);
  notification = g_notification_new (_ ("The calendar for other programs is not up to date"));
  g_notification_set_body (notification, error->message);
  g_notification_set_default_action (notification, "app.preferences");
  g_application_send_notification (self->application, "calendar-feed", notification);
}

static gboolean
write_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_calendar_feed_write (database, crm_clock_now (), cancellable, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, &error);

  self->is_writing = FALSE;
  if (self->store == NULL)
    return;
  if (done)
    g_clear_pointer (&self->problem, g_free);
  else
    tell (self, error);
}

static gboolean
write_cb (gpointer user_data)
{
  CrmFeed *self = user_data;
  g_autofree char *path = crm_calendar_feed_dup_path (crm_store_get_reader (self->store));

  self->source = 0;
  if (path == NULL)
    return G_SOURCE_REMOVE;
  if (self->is_writing) {
    schedule (self);
    return G_SOURCE_REMOVE;
  }
  self->is_writing = TRUE;
  crm_store_read_async (self->store, write_func, NULL, NULL, self->cancellable, written_cb,
                        g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
schedule (CrmFeed *self)
{
  if (self->source == 0)
    self->source = g_timeout_add_seconds (SECONDS_BEFORE, write_cb, self);
}

static void
crm_feed_dispose (GObject *object)
{
  CrmFeed *self = CRM_FEED (object);

  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (crm_feed_parent_class)->dispose (object);
}

static void
crm_feed_class_init (CrmFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_feed_dispose;
}

static void
crm_feed_init (CrmFeed *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * crm_feed_new:
 * @application: what tells of a file that cannot be written; it must outlive the feed
 * @store: an open company file
 *
 * Returns: (transfer full): keeps the calendar file that @store asks for up to date as long as it
 *   lives; the first time soon after it was made
 */
CrmFeed *
crm_feed_new (GApplication *application, CrmStore *store)
{
  CrmFeed *self = g_object_new (CRM_TYPE_FEED, NULL);

  self->application = application;
  self->store = g_object_ref (store);
  self->changed_id = g_signal_connect_swapped (store, "changed", G_CALLBACK (schedule), self);
  schedule (self);
  return self;
}
