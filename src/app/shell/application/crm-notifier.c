/* Tells the desktop what happens in the company file. */
#include "config.h"

#include "crm-notifier.h"

#include <glib/gi18n.h>

#include "crm-notice.h"

struct _CrmNotifier {
  GObject parent_instance;

  GApplication *application; /* borrowed; it outlives the notifier */
  CrmStore *store;           /* owned */
  GSettings *settings;       /* owned */
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (CrmNotifier, crm_notifier, G_TYPE_OBJECT)

static void
send (CrmNotifier *self, const CrmNotice *notice, gboolean is_own)
{
  g_autoptr (GNotification) notification = g_notification_new (notice->title);
  g_autofree char *id = crm_notice_dup_id (notice);

  if (notice->body != NULL)
    g_notification_set_body (notification, notice->body);
  /* A press opens the record, or the list where there are many: the target says which. */
  g_notification_set_default_action_and_target (notification, "app.open-record", "s", id);
  g_notification_add_button_with_target (notification, _ ("Open"), "app.open-record", "s", id);
  if (!is_own && notice->change != 0)
    g_notification_add_button_with_target (notification, _ ("Undo"), "app.revert-change", "x",
                                           notice->change);
  g_application_send_notification (self->application, id, notification);
}

static void
changed_cb (CrmStore *store, CrmAnnouncement *announcement, gpointer user_data)
{
  CrmNotifier *self = user_data;
  gboolean with_own = g_settings_get_boolean (self->settings, "notify-own-changes");
  gboolean is_own = crm_announcement_get_origin (announcement) == CRM_ORIGIN_WINDOW;
  g_autoptr (GPtrArray) notices =
      crm_notices_read (crm_store_get_reader (store), announcement, with_own);

  for (guint i = 0; i < notices->len; i++)
    send (self, notices->pdata[i], is_own);
}

static void
crm_notifier_dispose (GObject *object)
{
  CrmNotifier *self = CRM_NOTIFIER (object);

  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (crm_notifier_parent_class)->dispose (object);
}

static void
crm_notifier_class_init (CrmNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_notifier_dispose;
}

static void
crm_notifier_init (CrmNotifier *self)
{
}

/**
 * crm_notifier_new:
 * @application: what sends; it must outlive the notifier
 * @store: an open company file
 * @settings: of the program
 *
 * Returns: (transfer full): a notifier that tells of changes as long as it lives
 */
CrmNotifier *
crm_notifier_new (GApplication *application, CrmStore *store, GSettings *settings)
{
  CrmNotifier *self = g_object_new (CRM_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->store = g_object_ref (store);
  self->settings = g_object_ref (settings);
  self->changed_id = g_signal_connect (store, "changed", G_CALLBACK (changed_cb), self);
  return self;
}
