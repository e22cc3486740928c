/* Settings that come with a change, and go with its Undo. */
#pragma once

#include "crm-database.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean crm_journal_replace_settings (CrmDatabase *database, gint64 change, JsonObject *settings,
                                       GError **error);
gboolean crm_journal_swap_settings (CrmDatabase *database, gint64 change, GError **error);

G_END_DECLS
