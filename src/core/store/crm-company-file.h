/* Where the company files of the current user stand. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *crm_company_folder (void);
char *crm_company_file_default (void);
char *crm_company_file_demo (gint64 n_companies);

G_END_DECLS
