/* SQLite's result codes as errors that a person can read. */
#pragma once

#include <sqlite3.h>

#include <glib.h>

#include "crm-error.h"

G_BEGIN_DECLS

CrmError crm_database_error_code (int code, int system_error);
gboolean crm_database_error_is_failure (int code, int system_error);
void crm_database_error_set (GError **error, int code, int system_error, const char *name,
                             const char *detail);

G_END_DECLS
