/* What the files about dates share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int crm_date_find_month (const char *word);

G_END_DECLS
