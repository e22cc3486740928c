/* A list of entries of the journal that reads on as one scrolls: histories, steps, the trash. */
#pragma once

#include <adwaita.h>

#include "crm-entry-item.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_ENTRY_LIST (crm_entry_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmEntryList, crm_entry_list, CRM, ENTRY_LIST, GtkWidget)

/* Reader thread: at least the newest @most entries; @more: whether there are older ones. */
typedef GPtrArray *(*CrmEntryReader) (CrmDatabase *database, gpointer request, guint most,
                                      gboolean *more, GError **error);

/* What a row says. All owned by it. */
typedef struct {
  const char *icon;
  char *title;
  char *text;       /* NULL: none */
  char *detail;     /* who, when, why; dimmed */
  gboolean is_past; /* no longer in force */
  GMenu *menu;      /* what can be done with it; NULL or empty: nothing */
} CrmEntryLook;
typedef void (*CrmEntryDescribe) (const CrmHistoryEntry *entry, CrmEntryLook *look, gpointer data);

/* "activated" (entry) when a row is chosen; "selection-changed" where several can be. */
void crm_entry_list_set_up (CrmEntryList *self, CrmWorkspace *workspace, CrmEntryReader reader,
                            CrmEntryDescribe describe, gpointer data, gboolean selectable);
/* Ends its work, whatever the toolkit still holds of it: nothing works on a file that is closed. */
void crm_entry_list_release (CrmEntryList *self);
/* Asks anew; @request is taken over, @copy makes the reader thread's own. */
void crm_entry_list_ask (CrmEntryList *self, gpointer request, GBoxedCopyFunc copy,
                         GBoxedFreeFunc destroy);
void crm_entry_list_set_empty (CrmEntryList *self, const char *icon, const char *title,
                               const char *text);
/* (transfer full) (element-type CrmEntryItem): what is marked */
GPtrArray *crm_entry_list_get_selected (CrmEntryList *self);
/* "Anna · yesterday 10:15 · ...": who, when and why, for a row. */
char *crm_entry_dup_detail (const CrmHistoryEntry *entry, const char *more);
/* An entry of a row's menu. @action has the entry's change as its target. */
void crm_entry_append (GMenu *menu, const char *label, const char *action, gint64 change);

G_END_DECLS
