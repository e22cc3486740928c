/* The application without a window: it stays for the reminders where the desktop lets it. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-application-private.h"
#include "crm-company-file.h"
#include "crm-prepare.h"

/* A service is asked for what it was started for first. */
#define UNSEEN_SECONDS 2

/* Held as long as it may stay; whoever quits does not want it to. */
static void
update_hold (CrmApplication *self)
{
  gboolean wanted = !self->quitting && crm_background_stays (self->background);

  if (wanted == self->held)
    return;
  self->held = wanted;
  if (wanted)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

/**
 * crm_application_say_waiting:
 * @self: the application
 *
 * Without a window the company file cannot be opened now: the desktop says that reminders wait.
 */
void
crm_application_say_waiting (CrmApplication *self)
{
  g_autoptr (GNotification) notification = g_notification_new (_ ("Reminders wait"));

  g_notification_set_body (notification,
                           _ ("Open Voronka once: the company file has to be looked at first."));
  g_notification_set_default_action_and_target (notification, "app.show", "s", "today");
  g_application_send_notification (G_APPLICATION (self), "background", notification);
}

/**
 * crm_application_open_unseen:
 * @self: the application
 *
 * Opens the company file without a window, so that what comes due is told. What takes long or does
 * not open waits for somebody who looks.
 */
void
crm_application_open_unseen (CrmApplication *self)
{
  g_autofree char *path = crm_company_file_default ();

  if (self->store != NULL || self->preparing != NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  if (crm_prepare_is_needed (path)) {
    crm_application_say_waiting (self);
    return;
  }
  self->quiet = TRUE;
  self->unseen = TRUE;
  crm_application_open_path (self, path);
  self->unseen = FALSE;
  self->quiet = FALSE;
}

static gboolean
unseen_cb (gpointer user_data)
{
  CrmApplication *self = user_data;

  self->unseen_timer = 0;
  if (self->held && crm_application_find_window (self) == NULL)
    crm_application_open_unseen (self);
  return G_SOURCE_REMOVE;
}

/* Demo data are for looking at: without a window it is one's own file that reminds. */
static gboolean
leave_demo_cb (gpointer user_data)
{
  CrmApplication *self = user_data;

  self->unseen_timer = 0;
  if (!self->held || self->demo == 0 || crm_application_find_window (self) != NULL)
    return G_SOURCE_REMOVE;
  crm_application_close_file (self);
  crm_application_open_unseen (self);
  return G_SOURCE_REMOVE;
}

/**
 * crm_application_window_closed:
 * @self: the application, whose last window goes
 */
void
crm_application_window_closed (CrmApplication *self)
{
  if (!self->held)
    return;
  if (self->workspace != NULL)
    crm_drafts_flush (crm_workspace_get_drafts (self->workspace));
  if (self->demo > 0 && self->unseen_timer == 0)
    self->unseen_timer = g_idle_add (leave_demo_cb, self);
}

/**
 * crm_application_leave:
 * @self: the application
 *
 * Really quits, whatever it would stay for.
 */
void
crm_application_leave (CrmApplication *self)
{
  gboolean has_window = gtk_application_get_windows (GTK_APPLICATION (self)) != NULL;

  self->quitting = TRUE;
  /* Closed one by one, each keeps its size and section; the program ends with the last. */
  while (gtk_application_get_active_window (GTK_APPLICATION (self)) != NULL)
    gtk_window_close (gtk_application_get_active_window (GTK_APPLICATION (self)));
  if (!has_window)
    crm_application_keep_copy (self);
  update_hold (self);
}

/* Opened anew while it was about to end: it stays again. */
void
crm_application_come_back (CrmApplication *self)
{
  self->quitting = FALSE;
  update_hold (self);
}

/**
 * crm_application_attend_background:
 * @self: the application, as it starts
 */
void
crm_application_attend_background (CrmApplication *self)
{
  self->background = crm_background_new (self->settings);
  g_signal_connect_object (self->background, "notify::state", G_CALLBACK (update_hold), self,
                           G_CONNECT_SWAPPED);
  update_hold (self);
  if (self->held)
    self->unseen_timer = g_timeout_add_seconds (UNSEEN_SECONDS, unseen_cb, self);
}

void
crm_application_forget_background (CrmApplication *self)
{
  g_clear_handle_id (&self->unseen_timer, g_source_remove);
  g_clear_object (&self->background);
}
