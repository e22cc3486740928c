/* Time for an open company file: once a minute what has come due is done, and people are told of it
 * on the desktop, with the answer as a button. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_REMINDERS (crm_reminders_get_type ())
G_DECLARE_FINAL_TYPE (CrmReminders, crm_reminders, CRM, REMINDERS, GObject)

/* @application must outlive them. "n-waiting" notifies: how many nobody could be told of, as this
 * desktop shows no notifications. */
CrmReminders *crm_reminders_new (GApplication *application, CrmWorkspace *workspace,
                                 GSettings *settings);
guint crm_reminders_get_n_waiting (CrmReminders *self);
/* (element-type CrmRecord): those nobody could be told of, the oldest first. */
GPtrArray *crm_reminders_fetch_waiting (CrmReminders *self);
/* These have been seen. */
void crm_reminders_acknowledge (CrmReminders *self, GPtrArray *seen);
/* What has come due by now, at once: at start, and after the computer slept. */
void crm_reminders_tick (CrmReminders *self);
/* Puts a reminder off for ten minutes. */
void crm_reminders_snooze (CrmReminders *self, gint64 reminder);

G_END_DECLS
