/* The inside of the application, shared by its files. */
#pragma once

#include "crm-application.h"
#include "crm-background.h"
#include "crm-command-service.h"
#include "crm-first-run.h"
#include "crm-keeper.h"
#include "crm-feed.h"
#include "crm-notifier.h"
#include "crm-reminders.h"
#include "crm-window.h"

G_BEGIN_DECLS

/* So many companies has the demo data that one looks around in. */
#define CRM_DEMO_USUAL 300
#define CRM_DEMO_MOST 1000000

struct _CrmApplication {
  AdwApplication parent_instance;

  GSettings *settings;       /* owned */
  char *path;                /* owned; of the file that is open or should be */
  gint64 demo;               /* how many companies of demo data it holds; 0: it is one's own */
  gint64 wanted_demo;        /* from the command line, until it is opened */
  GCancellable *making_demo; /* owned; while demo data are being made */

  CrmBackground *background; /* owned */
  gboolean held;             /* it stays without a window */
  gboolean quitting;         /* it does not stay all the same */
  gboolean wants_unseen;     /* from the command line: no window is asked for */
  gboolean unseen;           /* a file is opened without anybody looking */
  guint unseen_timer;

  gboolean quiet;          /* a file is opened for an answer alone: no window for it */
  GCancellable *preparing; /* owned; while the file is checked and migrated, before it is open */

  CrmStore *store;            /* owned; NULL while no file is open, as the following */
  CrmWorkspace *workspace;    /* owned */
  CrmKeeper *keeper;          /* owned */
  CrmNotifier *notifier;      /* owned */
  CrmFeed *feed;              /* owned; NULL where nothing is written for others */
  CrmReminders *reminders;    /* owned */
  CrmCommandService *service; /* owned */
};

/* --- crm-application.c */
CrmWindow *crm_application_ensure_window (CrmApplication *self);
/* The window of the present; NULL: there is none. */
GtkWindow *crm_application_find_window (CrmApplication *self);
/* Stays until a checked copy of the file is made. */
void crm_application_keep_copy (CrmApplication *self);
void crm_application_show_workspace (CrmApplication *self);
void crm_application_attend (CrmApplication *self);
/* Opens what there is to open unless something is open; whether a file is open then. */
gboolean crm_application_ensure_open (CrmApplication *self);

/* The same without a window where none is needed. */
gboolean crm_application_ensure_store (CrmApplication *self);

/* --- crm-application-task.c: what reminders are answered with */
void crm_application_finish_task (CrmApplication *self, gint64 activity, gint64 outcome);
void crm_application_take_task (CrmApplication *self, gint64 activity);
void crm_application_answer_task (CrmApplication *self, gint64 activity);

/* --- crm-application-background.c: without a window */
void crm_application_attend_background (CrmApplication *self);
void crm_application_forget_background (CrmApplication *self);
void crm_application_open_unseen (CrmApplication *self);
void crm_application_say_waiting (CrmApplication *self);
void crm_application_window_closed (CrmApplication *self);
void crm_application_leave (CrmApplication *self);
void crm_application_come_back (CrmApplication *self);

/* --- crm-application-file.c: from a path to a window */
void crm_application_open_path (CrmApplication *self, const char *path);
void crm_application_open_usual (CrmApplication *self);
void crm_application_close_file (CrmApplication *self);
void crm_application_offer_backup (CrmApplication *self, const char *backup);
void crm_application_choose_backup (CrmApplication *self);
void crm_application_recover (CrmApplication *self);
void crm_application_report (CrmApplication *self, const char *heading, const GError *error);

/* --- crm-application-prepare.c: what takes long before a file is open */
void crm_application_prepare (CrmApplication *self);
void crm_application_stop_preparing (CrmApplication *self);
void crm_application_open_prepared (CrmApplication *self);
void crm_application_show_fault (CrmApplication *self, const GError *error);

/* --- crm-application-first-run.c, crm-application-demo.c */
void crm_application_first_run (CrmApplication *self);
void crm_application_open_demo (CrmApplication *self, gint64 n_companies);

/* --- crm-application-actions.c */
void crm_application_install_actions (CrmApplication *self);

G_END_DECLS
