/* What is derived from records (sort keys, search words, tags) and what is kept about them (the
 * journal): whether it agrees with them, and making it anew. */
#pragma once

#include "crm-store.h"

G_BEGIN_DECLS

GStrv crm_consistency_check (CrmDatabase *database, GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_consistency_rebuild (CrmDatabase *database, gpointer unused, GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_consistency_rebuild_if_needed (CrmStore *store,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
