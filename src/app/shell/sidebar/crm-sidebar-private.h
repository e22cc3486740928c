/* What the files of the sidebar share. */
#pragma once

#include "crm-sidebar.h"

G_BEGIN_DECLS

typedef struct {
  const CrmSection *section;
  GtkListBoxRow *row; /* borrowed */
  GtkLabel *count;    /* borrowed */
  GtkWidget *fold;    /* borrowed: the button that hides the views below; NULL: it has none */
  GPtrArray *views;   /* GtkListBoxRow below it; owned; of a section with views */
  gboolean closed;
  gboolean hidden; /* the person does not want it here */
} CrmSidebarEntry;

struct _CrmSidebar {
  AdwBin parent_instance;

  CrmWorkspace *workspace; /* owned */
  GtkListBox *list;        /* borrowed */
  GArray *entries;         /* owned */
  GCancellable *cancellable;
  gulong changed_id;
  gulong arranged_id;
  gboolean is_own; /* the person put the sections in order: no lines between groups */
  guint count_source;
  guint hold_source;
  const CrmSection *held; /* over which something is dragged */
  guint clock_source;
};

/* What waits in the sections. */
void crm_sidebar_count (CrmSidebar *self);
void crm_sidebar_count_soon (CrmSidebar *self);
void crm_sidebar_show_count (CrmSidebarEntry *entry, gint64 n);

/* Saved views below their sections. */
void crm_sidebar_show_views (CrmSidebar *self); /* as they stand in the company file */
void crm_sidebar_remove_views (CrmSidebar *self, CrmSidebarEntry *entry);
GtkWidget *crm_sidebar_create_fold (CrmSidebar *self); /* the button that hides them */

G_END_DECLS
