/* What the files of the shell share. */
#pragma once

#include "crm-announcement.h"
#include "crm-banners.h"
#include "crm-seat.h"
#include "crm-shell.h"
#include "crm-sidebar.h"

G_BEGIN_DECLS

struct _CrmShell {
  AdwBin parent_instance;

  CrmWorkspace *workspace;   /* owned */
  GSettings *settings;       /* owned */
  const CrmSection *section; /* borrowed */
  gulong changed_id;
  gboolean can_undo;
  gboolean can_redo;
  /* The record whose page went with it, and the page beneath; never looked into. */
  const CrmEntity *dropped;
  gint64 dropped_id;
  AdwNavigationPage *dropped_from;
  GPtrArray *unsaved; /* owned; names of drafts; NULL where nothing can be saved */

  AdwToastOverlay *toasts;
  AdwNavigationSplitView *split;
  CrmSidebar *sidebar;
  CrmSeat *seat;
  AdwNavigationPage *content;
  AdwNavigationView *pages;
  CrmBanners *banners;
  GMenu *steps;
};

/* Whether it is one of those that Back goes through; one that was just left is not. */
gboolean crm_shell_has_page (CrmShell *self, AdwNavigationPage *page);

/* What a change does to the window. */
void crm_shell_follow (CrmShell *self, CrmAnnouncement *announcement);
void crm_shell_update_steps (CrmShell *self);
void crm_shell_tell_steps (CrmShell *self); /* emits "steps-changed" */

/* Names the records in whose pages something waits that is not saved. */
void crm_shell_remind_unsaved (CrmShell *self);

/* Does from now on what the workspace asks for. */
void crm_shell_answer (CrmShell *self);

G_END_DECLS
