/* What all pages of a window share: the open company file, who sits here, and the ways to write, to
 * say and to go. */
#pragma once

#include <gtk/gtk.h>

#include "crm-change.h"
#include "crm-desk.h"
#include "crm-drafts.h"
#include "crm-query.h"

G_BEGIN_DECLS

#define CRM_TYPE_WORKSPACE (crm_workspace_get_type ())
G_DECLARE_FINAL_TYPE (CrmWorkspace, crm_workspace, CRM, WORKSPACE, GObject)

CrmWorkspace *crm_workspace_new (CrmStore *store);
CrmStore *crm_workspace_get_store (CrmWorkspace *self);
CrmDatabase *crm_workspace_get_reader (CrmWorkspace *self); /* main thread; small reads only */
/* What time it is for this file: of a copy that shows the past the moment it shows. */
gint64 crm_workspace_get_now (CrmWorkspace *self);
gint64 crm_workspace_get_today (CrmWorkspace *self);
gint64 crm_workspace_get_me (CrmWorkspace *self); /* the person at this seat; 0 if nobody */
void crm_workspace_set_me (CrmWorkspace *self, gint64 person); /* noted in the company file */
void crm_workspace_read_settings (CrmWorkspace *self);         /* when they were replaced */
CrmDesk *crm_workspace_get_desk (CrmWorkspace *self);          /* of that person */
const char *crm_workspace_get_country (CrmWorkspace *self);
const char *crm_workspace_get_currency (CrmWorkspace *self);
gint64 crm_workspace_get_own_company (CrmWorkspace *self); /* the first one; 0 if none yet */

/* What is typed and not stored yet survives a crash there. */
CrmDrafts *crm_workspace_get_drafts (CrmWorkspace *self);

/* --- To write: begin, fill, commit. The label is what Undo names. */
CrmChange *crm_workspace_begin (CrmWorkspace *self, const char *label);
/* Takes the change. @callback (may be NULL) as for crm_change_commit_async(); without one errors
 * are reported. */
void crm_workspace_commit (CrmWorkspace *self, CrmChange *change, GAsyncReadyCallback callback,
                           gpointer user_data);
gint64 crm_workspace_commit_finish (CrmWorkspace *self, GAsyncResult *result, GError **error);
/* Commits, and on success shows @said with an Undo button. */
void crm_workspace_commit_and_say (CrmWorkspace *self, CrmChange *change, const char *said);
void crm_workspace_undo (CrmWorkspace *self);
void crm_workspace_redo (CrmWorkspace *self);
/* Deletes with an Undo toast; more than 50 at once only after a summary was agreed to. */
void crm_workspace_delete (CrmWorkspace *self, const CrmEntity *entity, const gint64 *ids,
                           gsize n_ids);
/* Sets one field of one record, saying nothing on success: in-place editing, a dropped card. */
void crm_workspace_set_field (CrmWorkspace *self, const CrmEntity *entity, gint64 id,
                              const char *field, const CrmValue *value,
                              GAsyncReadyCallback callback, gpointer user_data);

/* --- To say (the window listens to the signals "said" (text, with_undo) and "reported" (heading,
 * text)). */
void crm_workspace_say (CrmWorkspace *self, const char *text);
void crm_workspace_say_done (CrmWorkspace *self, const char *text); /* with an Undo button */
void crm_workspace_report (CrmWorkspace *self, const char *heading, const GError *error);

/* --- To go (the window listens to "open-record" and "open-section"). */
void crm_workspace_open_record (CrmWorkspace *self, const CrmEntity *entity, gint64 id);
/* The same from a list: @trail (a CrmRecordTrail) leads from its page to the ones before and after
 * it. Pages ask for it while they are made. */
void crm_workspace_open_record_along (CrmWorkspace *self, const CrmEntity *entity, gint64 id,
                                      GObject *trail);
GObject *crm_workspace_get_trail (CrmWorkspace *self); /* NULL if there is none */
/* A dialog or page for a new record, filled with the values of @draft (transfer none, may be NULL).
 */
void crm_workspace_new_record (CrmWorkspace *self, const CrmEntity *entity, CrmRecord *draft);
void crm_workspace_open_list (CrmWorkspace *self, CrmQuery *query, const char *title);

G_END_DECLS
