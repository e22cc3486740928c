/* The company file of the current user: which one is meant when none is named. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *crm_company_file_dup_folder (void);
char *crm_company_file_find (GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_company_file_remember (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
