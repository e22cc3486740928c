/* Demo data: believable companies with two years of deals, tasks and documents in a new company
 * file. */
#pragma once

#include "crm-backup.h"
#include "crm-store.h"

G_BEGIN_DECLS

#define CRM_DEMO_MOST_COMPANIES 1000000

gboolean crm_demo_fill (CrmStore *store, guint n_companies, guint64 seed, CrmProgressFunc progress,
                        gpointer data, GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void crm_demo_fill_async (CrmStore *store, guint n_companies, guint64 seed,
                          CrmProgressFunc progress, gpointer data, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_demo_fill_finish (CrmStore *store, GAsyncResult *result,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
