/* The bytes of attached files. */
#pragma once

#include "crm-database.h"

G_BEGIN_DECLS

/* A larger file is not taken in: it would make every copy of the company file slow. */
#define CRM_FILE_MOST_BYTES (100 * 1024 * 1024)

GBytes *crm_file_read_content (CrmDatabase *database, const char *sha256, GError **error);

G_END_DECLS
