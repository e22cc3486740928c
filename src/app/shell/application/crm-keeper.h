/* Keeps copies of the company file by itself, and says when it cannot. */
#pragma once

#include "crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_KEEPER (crm_keeper_get_type ())
G_DECLARE_FINAL_TYPE (CrmKeeper, crm_keeper, CRM, KEEPER, GObject)

/* Property "trouble": why the last copy failed, a sentence; NULL while all is well. */
CrmKeeper *crm_keeper_new (CrmStore *store, guint seconds);
const char *crm_keeper_get_trouble (CrmKeeper *self);
/* Property "shortage": the disk of the file is nearly full, a sentence; NULL while it is not. */
const char *crm_keeper_get_shortage (CrmKeeper *self);
/* A folder on another disk that gets every copy too. Property "absence": why it did not. */
void crm_keeper_set_second_folder (CrmKeeper *self, const char *folder);
const char *crm_keeper_get_absence (CrmKeeper *self);
void crm_keeper_note_space (CrmKeeper *self, guint64 n_free, guint64 size);
/* A copy now, if anything changed. @callback ends with crm_keeper_keep_finish(). */
void crm_keeper_keep_async (CrmKeeper *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_keeper_keep_finish (CrmKeeper *self, GAsyncResult *result, gboolean *made,
                                 GError **error);

G_END_DECLS
